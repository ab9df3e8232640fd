//! Addresses of hosts that only lead on: those that mail programs, word processors and networks put in the place of a
//! link, and pages kept for telephones (AMP). Each holds the address that was meant.

use std::borrow::Cow;

use url::Url;

use super::percent_decoded;

/// One may lead to another one.
const MOST: usize = 4;

/// Hosts, the beginning of the path, and the parameter in which the address stands.
const LEADING: [(&str, &str, &str); 19] = [
    ("safelinks.protection.outlook.com", "/", "url"),
    ("l.facebook.com", "/l.php", "u"),
    ("lm.facebook.com", "/l.php", "u"),
    ("l.messenger.com", "/l.php", "u"),
    ("l.instagram.com", "/", "u"),
    ("l.threads.com", "/", "u"),
    ("l.threads.net", "/", "u"),
    ("away.vk.com", "/away.php", "to"),
    ("vk.com", "/away.php", "to"),
    ("m.vk.com", "/away.php", "to"),
    ("urldefense.proofpoint.com", "/v1/url", "u"),
    ("youtube.com", "/redirect", "q"),
    ("linkedin.com", "/safety/go", "url"),
    ("linkedin.com", "/redir/redirect", "url"),
    ("out.reddit.com", "/", "url"),
    ("slack-redir.net", "/link", "url"),
    ("duckduckgo.com", "/l/", "uddg"),
    ("t.umblr.com", "/redirect", "z"),
    ("link.zhihu.com", "/", "target"),
];

/// The address to which one leads on; nothing where it is one of its own.
pub fn followed(url: &Url) -> Option<Url> {
    let mut to = next(url)?;
    for _ in 1..MOST {
        match next(&to) {
            Some(url) => to = url,
            None => break,
        }
    }
    Some(to)
}

fn next(url: &Url) -> Option<Url> {
    let host = url.host_str()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let path = url.path();
    let google = || host.strip_prefix("google.").filter(|country| country.len() <= 6);
    let by_parameter = || {
        let is_host = |known: &str| host == known || host.strip_suffix(known).is_some_and(|part| part.ends_with('.'));
        let known = LEADING.iter().find(|(known, start, _)| is_host(known) && path.starts_with(start));
        known.and_then(|(_, _, name)| parameter(url, name))
    };
    let by_google = || google().filter(|_| path == "/url").and_then(|_| parameter(url, "q").or(parameter(url, "url")));
    let to = by_parameter().or_else(by_google).or_else(|| proofpoint(url, host)).or_else(|| {
        let is_amp = google().is_some() || host == "bing.com";
        let kept = ["/c/", "/v/"].iter().find_map(|start| path.strip_prefix(start));
        let kept = kept.filter(|_| host == "cdn.ampproject.org" || host.ends_with(".cdn.ampproject.org"));
        amp(kept.or_else(|| path.strip_prefix("/amp/").filter(|_| is_amp))?, url)
    })?;
    Url::parse(&to).ok().filter(|to| matches!(to.scheme(), "http" | "https"))
}

/// The value of a parameter, decoded.
fn parameter(url: &Url, name: &str) -> Option<String> {
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// Proofpoint has two forms of its own: `u=https-3A__a.org_x`, and `/v3/__https://a.org/x__;!!…`.
fn proofpoint(url: &Url, host: &str) -> Option<String> {
    match host {
        "urldefense.proofpoint.com" if url.path() == "/v2/url" => {
            let signs = parameter(url, "u")?.replace('-', "%").replace('_', "/");
            Some(percent_decoded(&signs).into_owned())
        }
        "urldefense.com" | "urldefense.us" => {
            let whole = url.as_str();
            let (_, rest) = whole.split_once("/v3/__")?;
            let (to, _) = rest.rsplit_once("__;")?;
            // A star stands for a sign that is told further on.
            (!to.contains('*')).then(|| match to.split_once(":/") {
                Some((scheme, rest)) => format!("{scheme}://{}", rest.trim_start_matches('/')),
                None => to.to_owned(),
            })
        }
        _ => None,
    }
}

/// The page that is kept for telephones: `s/` before its host means `https`.
fn amp(kept: &str, url: &Url) -> Option<String> {
    let (scheme, rest) = kept.strip_prefix("s/").map_or(("http", kept), |rest| ("https", rest));
    let rest: Cow<str> = if rest.contains("%2F") { percent_decoded(rest) } else { rest.into() };
    let is_host = rest.split('/').next().is_some_and(|host| host.contains('.'));
    let query = url.query().map_or(String::new(), |query| format!("?{query}"));
    is_host.then(|| format!("{scheme}://{rest}{query}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_lead_on_hold_what_they_lead_to() {
        for (address, to) in [
            ("https://www.google.com/url?q=https%3A%2F%2Fa.org%2Fx%3Fy%3D1&sa=D&ust=17", "https://a.org/x?y=1"),
            ("https://www.google.co.uk/url?sa=t&url=https://a.org/x", "https://a.org/x"),
            ("https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.org%2Fx&data=05", "https://a.org/x"),
            ("https://l.facebook.com/l.php?u=https%3A%2F%2Fa.org%2Fx&h=AT0", "https://a.org/x"),
            ("https://away.vk.com/away.php?to=https%3A%2F%2Fa.org%2Fx", "https://a.org/x"),
            ("https://www.google.com/amp/s/a.org/x", "https://a.org/x"),
            ("https://www.google.com/amp/a.org/x?y=1", "http://a.org/x?y=1"),
            ("https://a-org.cdn.ampproject.org/c/s/a.org/x", "https://a.org/x"),
            ("https://urldefense.proofpoint.com/v2/url?u=https-3A__a.org_x&d=Dw", "https://a.org/x"),
            ("https://urldefense.com/v3/__https://a.org/x__;!!abc", "https://a.org/x"),
            ("https://www.youtube.com/redirect?event=video&q=https%3A%2F%2Fa.org%2Fx", "https://a.org/x"),
            (
                "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%253A%252F%252Fa.org%252Fx",
                "https://a.org/x",
            ),
        ] {
            let followed = followed(&Url::parse(address).expect("an address"));
            assert_eq!(followed.as_ref().map(Url::as_str), Some(to), "{address}");
        }
        for address in [
            "https://www.google.com/search?q=https://a.org/x",
            "https://www.google.com/url?q=javascript:alert(1)",
            "https://www.google.com/url?q=words",
            "https://google.evil.example/url?q=https://a.org/x",
            "https://a.org/url?q=https://b.org/x",
            "https://vk.com/wall-1_2?to=https://a.org",
            "https://www.google.com/amp/about",
            "https://urldefense.com/v3/__https://a.org/*x__;Kw!!abc",
        ] {
            assert_eq!(followed(&Url::parse(address).expect("an address")), None, "{address}");
        }
    }
}

//! Addresses that differ only in how they were copied: with `www.` or without, from a telephone, shortened by the host.

use std::borrow::Cow;

use url::{Position, Url};

use super::{WebAddress, archive, percent_decoded};

/// A form in which near addresses are equal. It leads nowhere.
pub fn near(canonical: &str) -> String {
    let Ok(url) = Url::parse(canonical) else { return canonical.to_owned() };
    let host = plain_host(url.host_str().unwrap_or_default().trim_end_matches('.'));
    let path = percent_decoded(url.path());
    let path = path.trim_end_matches('/');
    let path = path.strip_suffix("/index.html").or_else(|| path.strip_suffix("/amp")).unwrap_or(path);
    let page = Page { host: &host, path, url: &url };
    let of_service = page.of_copy().or_else(|| page.of_video()).or_else(|| page.of_network());
    of_service.or_else(|| page.of_document()).unwrap_or_else(|| page.of_any_host())
}

/// An address in parts.
struct Page<'u> {
    host: &'u str,
    path: &'u str,
    url: &'u Url,
}

impl Page<'_> {
    /// A part of the path, by its number.
    fn part(&self, number: usize) -> &str {
        self.path.split('/').nth(number + 1).unwrap_or_default()
    }

    fn parameter(&self, name: &str) -> Option<String> {
        self.url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }

    /// A copy in an archive is near to another where both are of one time, and of addresses that are near.
    fn of_copy(&self) -> Option<String> {
        let rest = &self.url[Position::BeforePath..];
        let original = WebAddress::parse(&archive::copy(self.host, rest)?.original?).ok()?;
        // A copy of a copy is near to nothing: each would have to be taken apart once for every one around it.
        if original.copied().is_some() {
            return None;
        }
        let time = self.path.split('/').map(archive::time).find(|time| time.len() >= 4).unwrap_or_default();
        Some(format!("{}/{time}/{}", self.host, near(&original.canonical)))
    }

    fn of_video(&self) -> Option<String> {
        let (first, second) = (self.part(0), self.part(1));
        match self.host {
            "youtu.be" => Some(format!("youtube.com/{first}")),
            "youtube.com" | "music.youtube.com" if first == "watch" => {
                self.parameter("v").map(|video| format!("youtube.com/{video}"))
            }
            "youtube.com" | "youtube-nocookie.com" if matches!(first, "shorts" | "live" | "embed" | "v") => {
                Some(format!("youtube.com/{second}"))
            }
            "player.vimeo.com" if first == "video" => Some(format!("vimeo.com/{second}")),
            "dai.ly" => Some(format!("dailymotion.com/{first}")),
            // The words behind the name change nothing.
            "dailymotion.com" if first == "video" => {
                Some(format!("dailymotion.com/{}", second.split('_').next().unwrap_or_default()))
            }
            "tiktok.com" if matches!(first, "v" | "embed") || first.starts_with('@') && second == "video" => {
                let last = self.path.rsplit('/').next().unwrap_or_default();
                let video = last.strip_suffix(".html").unwrap_or(last);
                let is_number = !video.is_empty() && video.bytes().all(|byte| byte.is_ascii_digit());
                is_number.then(|| format!("tiktok.com/{video}"))
            }
            _ => None,
        }
    }

    fn of_network(&self) -> Option<String> {
        let path = self.path;
        match self.host {
            "facebook.com" | "fb.com" => Some(self.on_host("facebook.com", &of_account(path))),
            // A post has a number; whose name stands before it changes nothing.
            "x.com" | "twitter.com" | "fxtwitter.com" | "vxtwitter.com" | "fixupx.com" | "nitter.net"
            | "xcancel.com" => Some(match path.split_once("/status/") {
                Some((_, post)) => format!("x.com/{}", post.split('/').next().unwrap_or_default()),
                None => format!("x.com{}", of_account(path)),
            }),
            "instagram.com" | "instagr.am" => Some(format!("instagram.com{}", of_account(path))),
            // Parameters of a post say where a reader comes from; those of other pages what is looked for.
            "threads.net" | "threads.com" if path.contains("/post/") => Some(format!("threads.com{path}")),
            "threads.net" => Some(self.on_host("threads.com", path)),
            "bsky.app" if path.contains("/post/") => Some(format!("bsky.app{path}")),
            "redd.it" => Some(format!("reddit.com/{}", self.part(0))),
            // The words behind the number of a post change nothing.
            "reddit.com" if path.contains("/comments/") => {
                let post = path.split_once("/comments/").map_or("", |(_, post)| post);
                Some(format!("reddit.com/{}", post.split('/').next().unwrap_or_default()))
            }
            "t.me" | "telegram.me" | "telegram.dog" => Some(of_channel(path)),
            _ => None,
        }
    }

    fn of_document(&self) -> Option<String> {
        let first = self.part(0);
        match self.host {
            // A paper, in whatever form and version.
            "arxiv.org" if matches!(first, "abs" | "pdf" | "html") => {
                let name = self.path.split_once(&format!("/{first}/")).map_or("", |(_, name)| name);
                Some(format!("arxiv.org/{}", without_version(name.strip_suffix(".pdf").unwrap_or(name))))
            }
            // A document of the United Nations, by its symbol, in whatever language.
            "undocs.org" | "docs.un.org" => {
                let symbol = self.parameter("FinalSymbol").filter(|_| first == "Home");
                let path = symbol.map_or(Cow::Borrowed(self.path), |symbol| format!("/{symbol}").into());
                let is_language = |part: &str| matches!(part, "ar" | "de" | "en" | "es" | "fr" | "ru" | "zh");
                let (language, symbol) = path[1.min(path.len())..].split_once('/').unwrap_or(("", &path));
                let symbol = if is_language(language) { symbol } else { path.trim_start_matches('/') };
                Some(format!("docs.un.org/{}", symbol.to_ascii_uppercase()))
            }
            "bbc.co.uk" => Some(self.on_host("bbc.com", self.path)),
            _ => None,
        }
    }

    fn of_any_host(&self) -> String {
        self.on_host(self.host, self.path)
    }

    /// The same with another name of the host, and another path.
    fn on_host(&self, host: &str, path: &str) -> String {
        let url = self.url;
        // Parameters stand in any order, and with signs or what stands for them.
        let query = url.query().unwrap_or_default().split('&').filter(|parameter| !parameter.is_empty());
        let plain = |parameter: &str| percent_decoded(&parameter.replace('+', "%20")).replace('&', "%26");
        let mut parameters: Vec<String> = query.map(plain).collect();
        parameters.sort_unstable();
        let query = if parameters.is_empty() { String::new() } else { format!("?{}", parameters.join("&")) };
        let fragment = url.fragment().map(|fragment| format!("#{}", percent_decoded(fragment))).unwrap_or_default();
        let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
        format!("{host}{port}{path}{query}{fragment}")
    }
}

/// A channel of Telegram, or a post of one, which has its number behind the name.
fn of_channel(path: &str) -> String {
    let path = path.strip_prefix("/s/").map_or(path.trim_start_matches('/'), |path| path);
    let (name, post) = path.split_once('/').unwrap_or((path, ""));
    let is_post = post.bytes().all(|b| b.is_ascii_digit());
    let name = if is_post { of_account(&format!("/{name}")) } else { format!("/{name}") };
    format!("t.me{name}/{post}")
}

/// The path to an account, in whose name case does not matter; in all other paths it does, as in those of invitations.
fn of_account(path: &str) -> String {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    if path.trim_start_matches('/').chars().all(is_name) { path.to_ascii_lowercase() } else { path.to_owned() }
}

/// The number of a paper without the version behind it: `2401.00001v2`.
fn without_version(name: &str) -> &str {
    let number = name.trim_end_matches(|c: char| c.is_ascii_digit());
    number.strip_suffix('v').filter(|_| number.len() < name.len()).unwrap_or(name)
}

/// A host without what only says for which device it is. `old.` is an archive of its own on most hosts.
fn plain_host<'h>(host: &'h str) -> String {
    // Of these two every name before theirs is only a way to see them: `mbasic.`, `de-de.`, `np.`.
    let whole = ["facebook.com", "reddit.com"].into_iter().find(|whole| {
        host.strip_suffix(whole).is_some_and(|before| before.ends_with('.') && before.matches('.').count() == 1)
    });
    if let Some(whole) =
        whole.filter(|_| !["about.", "developers.", "business.", "newsroom."].iter().any(|own| host.starts_with(own)))
    {
        return whole.to_owned();
    }
    let without = |host: &'h str, signs: &[&str]| {
        let plain = signs.iter().find_map(|sign| host.strip_prefix(sign));
        plain.filter(|plain| plain.contains('.')).unwrap_or(host)
    };
    let plain = without(without(host, &["www."]), &["m.", "mobile.", "amp."]);
    // `en.m.wikipedia.org`
    let within = plain.split_once(".m.").filter(|(_, owner)| owner.contains('.'));
    within.map_or_else(|| plain.to_owned(), |(before, owner)| format!("{before}.{owner}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_thing_are_near() {
        for (one, other) in [
            ("http://a.org/x/", "https://www.a.org/x"),
            ("https://youtu.be/abc", "https://m.youtube.com/watch?v=abc&list=1"),
            ("https://www.youtube.com/shorts/abc", "https://www.youtube.com/watch?v=abc"),
            ("https://en.m.wikipedia.org/wiki/Gas", "https://en.wikipedia.org/wiki/Gas"),
            ("https://x.com/ferry/status/12", "https://x.com/i/web/status/12/photo/1"),
            ("https://t.me/s/ferry/9", "https://t.me/ferry/9"),
            ("https://a.org/", "https://a.org/index.html"),
            ("https://a.org/x?", "https://a.org./x"),
            ("https://a.org/%78%20y", "https://a.org/x%20y"),
            ("https://arxiv.org/pdf/2401.00001v2.pdf", "https://arxiv.org/abs/2401.00001"),
            ("https://arxiv.org/html/math/0309136v1", "https://arxiv.org/abs/math/0309136"),
            ("https://a.org/x?b=1&a=2", "https://a.org/x?a=2&b=1"),
            ("https://a.org/x/amp", "https://amp.a.org/x/"),
            ("https://fb.com/ferry", "https://m.facebook.com/ferry"),
            ("https://player.vimeo.com/video/9", "https://vimeo.com/9"),
            ("https://redd.it/x1", "https://old.reddit.com/r/ferry/comments/x1/the_words/"),
            ("https://web.facebook.com/ferry/posts/1", "https://mbasic.facebook.com/ferry/posts/1"),
            ("https://de-de.facebook.com/Ferry", "https://fb.com/ferry"),
            ("https://web.facebook.com/photo?set=2&fbid=1", "https://www.facebook.com/photo/?fbid=1&set=2"),
            ("https://np.reddit.com/r/ferry/comments/x1/the_words/", "https://www.reddit.com/r/ferry/comments/x1"),
            ("https://telegram.dog/Velia/12", "https://t.me/s/velia/12"),
            ("https://t.me/Velia", "https://t.me/velia/"),
            ("https://x.com/Ferry_Watch", "https://twitter.com/ferry_watch"),
            ("https://fxtwitter.com/ferry/status/12", "https://x.com/Ferry/status/12"),
            ("https://www.youtube-nocookie.com/embed/abc", "https://music.youtube.com/watch?v=abc"),
            ("https://www.old.a.org/x", "https://old.a.org/x"),
            ("https://www.m.a.org/x", "https://a.org/x"),
            ("https://a.org/#{%22id%22:[%221%22]}", "https://a.org/#%7B%22id%22:%5B%221%22%5D%7D"),
            ("https://undocs.org/S/RES/1701(2006)", "https://docs.un.org/en/S/RES/1701(2006)"),
            ("https://undocs.org/en/S/RES/1701%282006%29", "https://undocs.org/S/RES/1701(2006)"),
            ("https://undocs.org/Home/Mobile?FinalSymbol=S%2F2024%2F1&Language=E", "https://undocs.org/s/2024/1"),
            ("https://a.org/TXT/?uri=CELEX:32014R0833", "https://a.org/TXT/?uri=CELEX%3A32014R0833"),
            ("https://a.org/x?q=a+b", "https://a.org/x?q=a%20b"),
            ("https://dai.ly/x1", "https://www.dailymotion.com/video/x1_the-words"),
            ("https://m.tiktok.com/v/12.html", "https://www.tiktok.com/@ferry/video/12"),
            ("https://bsky.app/profile/a.org/post/1?ref=x", "https://bsky.app/profile/a.org/post/1"),
            ("https://www.bbc.co.uk/news/1?a=1", "https://www.bbc.com/news/1?a=1"),
            ("https://www.threads.net/@a/post/1", "https://www.threads.com/@a/post/1"),
            ("https://undocs.org/st/sgb/2023/1", "https://docs.un.org/en/ST/SGB/2023/1"),
            (
                "https://web.archive.org/web/20240101000000/https://a.org/q",
                "https://web.archive.org/web/20240101000000id_/http://www.a.org/q/",
            ),
        ] {
            assert_eq!(near(one), near(other), "{one} {other}");
        }
        for (one, other) in [
            ("https://a.org/x?id=1", "https://a.org/x?id=2"),
            ("https://a.org/X", "https://a.org/x"),
            ("https://m.org/", "https://org/"),
            ("https://press.m.org/", "https://press.org/"),
            ("https://a.org:8443/x", "https://a.org/x"),
            ("https://www.youtube.com/watch?list=PL1", "https://www.youtube.com/watch?list=PL2"),
            ("https://old.minjust.gov.ua/news/512", "https://minjust.gov.ua/news/512"),
            ("https://a.org/#{%22id%22:[%221%22]}", "https://a.org/#{%22id%22:[%222%22]}"),
            ("https://a.org/#/1", "https://a.org/#/2"),
            ("https://t.me/+AbC", "https://t.me/+abc"),
            ("https://t.me/joinchat/AbC", "https://t.me/joinchat/abc"),
            ("https://t.me/velia/12", "https://t.me/velia/13"),
            ("https://www.instagram.com/p/AbC/", "https://www.instagram.com/p/abc/"),
            ("https://www.facebook.com/photo?fbid=1", "https://www.facebook.com/photo?fbid=2"),
            ("https://about.facebook.com/x", "https://www.facebook.com/x"),
            ("https://www.youtube.com/@ferry", "https://www.youtube.com/@port"),
            ("https://undocs.org/S/RES/1701(2006)", "https://undocs.org/S/RES/1702(2006)"),
            ("https://a.org/x?q=a%26b", "https://a.org/x?q=a&b"),
            ("https://news.bbc.co.uk/1", "https://www.bbc.com/1"),
            ("https://www.tiktok.com/@a/video/1", "https://www.tiktok.com/@a/video/2"),
            ("https://www.tiktok.com/search/video?q=a", "https://www.tiktok.com/search/video?q=b"),
            ("https://bsky.app/search?q=a", "https://bsky.app/search?q=b"),
            ("https://www.threads.com/search?q=a", "https://www.threads.net/search?q=b"),
            ("https://undocs.org/st/sgb/2023/1", "https://undocs.org/SGB/2023/1"),
            (
                "https://archive.ph/2024.06.03-101500/https://a.org/",
                "https://archive.ph/2024.12.01-080000/https://a.org/",
            ),
            (
                "https://web.archive.org/web/20240101000000/https://a.org/q",
                "https://web.archive.org/web/20240102000000/https://a.org/q",
            ),
        ] {
            assert_ne!(near(one), near(other), "{one} {other}");
        }
    }
}

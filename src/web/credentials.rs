//! Who follows an address, and with which password, where it says so: `https://me:word@host/` (RFC 3986, section 3.2.1).

use std::ops::Range;

use memchr::{memchr_iter, memmem};

/// So long is no name of a user but a token: `https://ghp_…@host/`.
const TOKEN: usize = 16;
/// Names and passwords are no longer together, in bytes.
const LONGEST: usize = 256;
/// What stands before a host, however its signs are written.
const SLASHES: [&str; 8] =
    ["//", "\\/\\/", "&#47;&#47;", "&#x2f;&#x2f;", "&#x2F;&#x2F;", "&sol;&sol;", "%2F%2F", "%2f%2f"];
const COLONS: [&str; 9] = [":", "&#58;", "&#058;", "&#0058;", "&#x3a;", "&#x3A;", "&colon;", "%3A", "%3a"];
const ATS: [&str; 5] = ["@", "&#64;", "&#x40;", "&commat;", "%40"];
/// Words that stand for a password in an example.
const EXAMPLES: [&str; 8] = ["password", "passwd", "pass", "pwd", "secret", "token", "xxx", "…"];

/// Where a text names a password in an address, of whatever scheme and however its signs are written.
pub fn places(text: &str) -> Vec<Range<usize>> {
    let written = SLASHES.iter().flat_map(|slashes| {
        memmem::find_iter(text.as_bytes(), *slashes).map(|at| (at, at + slashes.len())).collect::<Vec<_>>()
    });
    let of_web = memchr_iter(b':', text.as_bytes()).filter(|at| is_scheme_of_web(&text[..*at]));
    // On the web browsers take any number of `/` and `\\` for two, and none as well (URL Living Standard, 4.4).
    let typed = of_web.map(|at| (at + 1, text.len() - text[at + 1..].trim_start_matches(['/', '\\']).len()));
    let named = |(at, start): (usize, usize)| {
        let scheme = COLONS.iter().find_map(|colon| text[..at].strip_suffix(colon))?;
        let rest = &text[start..start + text[start..].floor_char_boundary(LONGEST)];
        // Within another address its own signs are escaped, those that end the host too.
        let ends = ["%2F", "%2f", "%3F", "%3f", "%23"].iter().filter_map(|sign| rest.find(sign)).min();
        let rest = ends.filter(|_| text[at..].starts_with('%')).map_or(rest, |end| &rest[..end]);
        Some(start..start + length_of_user(rest, scheme)?)
    };
    let starts = written.chain(typed);
    let mut found: Vec<Range<usize>> = starts.filter_map(named).collect();
    found.sort_by_key(|place| place.start);
    let mut end = 0;
    found.retain(|place| {
        let is_apart = place.start >= end;
        end = end.max(place.end);
        is_apart
    });
    found
}

fn is_scheme_of_web(before: &str) -> bool {
    let ends_with = |scheme: &&str| {
        let start = before.len().checked_sub(scheme.len());
        let parts = start.and_then(|start| before.split_at_checked(start));
        // `News:` is none.
        parts.is_some_and(|(before, end)| {
            end.eq_ignore_ascii_case(scheme) && !before.ends_with(|c: char| c.is_alphanumeric())
        })
    };
    ["http", "https", "ftp", "ws", "wss"].iter().any(ends_with)
}

/// How long the name of a user and a password are, with which an address goes on behind its scheme.
fn length_of_user(rest: &str, scheme: &str) -> Option<usize> {
    // Beyond ASCII a host has letters alone: `。` and `»` end it.
    let is_end = |c: char| {
        c.is_whitespace() || c.is_control() || "/?#<>\"`".contains(c) || !(c.is_ascii() || c.is_alphanumeric())
    };
    // In `&#64;` it ends nothing.
    let ends = |(at, c): &(usize, char)| is_end(*c) && !(*c == '#' && rest[..*at].ends_with('&'));
    let authority = &rest[..rest.char_indices().find(ends).map_or(rest.len(), |(at, _)| at)];
    let (at, sign) = ATS.iter().filter_map(|sign| Some((authority.rfind(sign)?, sign))).max()?;
    let user = &authority[..at];
    // `docker://image:1.2@sha256:…` and `at://did:plc:…@1` have other parts.
    let is_other = ["docker", "oci", "at", "did", "pkg"].iter().any(|other| scheme.ends_with(other))
        || authority[at + sign.len()..].starts_with("sha256");
    if is_other {
        return None;
    }
    let is_name = |c: char| c.is_alphanumeric() || "._~%+-@;!()$*=\\".contains(c);
    let colon = COLONS.iter().filter_map(|colon| Some((user.find(colon)?, colon.len()))).min();
    let Some((end, length)) = colon else {
        let is_token = ["http", "https"].iter().any(|web| scheme.ends_with(web))
            && user.len() >= TOKEN
            && user.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
        return is_token.then_some(at);
    };
    let (name, password) = (&user[..end], &user[end + length..]);
    // `https://example.org:8080,me@b.org` has a port, and `ftp://me:2024;word@host` has none.
    let is_host = name.contains('.') && !name.contains('@') || name == "localhost";
    let behind_port = password.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_port = is_host && behind_port.len() < password.len() && !behind_port.starts_with(char::is_alphanumeric);
    let is_example = password.starts_with(['$', '*', '{', '%']) || EXAMPLES.contains(&&*password.to_lowercase());
    // `redis://:word@host`, and a token with nothing behind it.
    let is_some = !password.is_empty() || name.len() >= TOKEN;
    (is_some && name.chars().all(is_name) && !is_port && !is_example).then_some(at)
}

/// The text with as many `x` in these places: all that stands behind them keeps its place.
pub fn without(text: &str, places: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for place in places {
        out.push_str(&text[from..place.start]);
        out.extend(text[place.clone()].bytes().map(|byte| if byte == b':' { ':' } else { 'x' }));
        from = place.end;
    }
    out + &text[from..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_follows_an_address_is_named_before_the_host() {
        for (text, named) in [
            ("see https://me:word@a.org/x and more", Some("me:word")),
            ("ftp://me:wörd@a.org", Some("me:wörd")),
            ("<https://ghp_0123456789abcdef@a.org>", Some("ghp_0123456789abcdef")),
            ("[x](https://a:b@c:d@e.org)", Some("a:b@c:d")),
            ("`https://me:p^s(s)w@a.org/x`", Some("me:p^s(s)w")),
            (r"https:\/\/me:word@a.org\/x", Some("me:word")),
            ("https&#58;//me:word@a.org", Some("me:word")),
            ("https://me:word&#64;a.org", Some("me:word")),
            (r"https://me:word\@a.org", Some(r"me:word\")),
            ("sftp://ana@thinktank.org:word1@files.example/drop", Some("ana@thinktank.org:word1")),
            ("smb://OFFICE;ana:word1@nas/x", Some("OFFICE;ana:word1")),
            ("ftp://ana:2024;word@h", Some("ana:2024;word")),
            ("https:&#47;&#47;me:word@a.org", Some("me:word")),
            ("`https://me%3Aword@a.org/`", Some("me%3Aword")),
            (r"https:\\me:word@a.org\x", Some("me:word")),
            ("https:/me:word@a.org/x", Some("me:word")),
            (r"`http:\me:word@a.org`", Some("me:word")),
            (r"C:\\me:word@a.org", None),
            ("https:///me:word@a.org/", Some("me:word")),
            ("redis://:word@cache.example:6379/0", Some(":word")),
            ("https://sk_live_0123456789abcd:@api.example/v1", Some("sk_live_0123456789abcd:")),
            ("https://web.archive.org/https%3A%2F%2Fme%3Aword%40a.org", Some("me%3Aword")),
            ("https&#x3A;&#x2F;&#x2F;me:word@a.org", Some("me:word")),
            ("https://a.org/x?mail=me%40b.org", None),
            ("https://web.archive.org/save/https%3A%2F%2Fexample.org%2FTalk%3AWater%2F%40ana", None),
            ("https://a.org/?to=https%3A%2F%2Fexample.org%2Fx%3Fto%3Dmailto%3Ame%40b.org", None),
            ("News:desk:ana@example.org says.", None),
            ("https://a.org:8080", None),
            (r"https:/\me:word@a.org", Some("me:word")),
            ("HTTPS:/me:word@a.org", Some("me:word")),
            ("`https:me:word@a.org`", Some("me:word")),
            ("http: me:word@a.org", None),
            ("(via https:me@a.org)", None),
            (r"C:\me:word@a.org", None),
            ("A note:/a:b@c", None),
            ("https://medium.example/@user", None),
            ("https://a.org?q=me@b.org", None),
            ("https://a.org, me@b.org", None),
            ("https://@a.org", None),
            ("git clone ssh://git@host.example/o/r.git", None),
            ("psql postgres://user@localhost/db", None),
            ("['https://a.org','me@b.org']", None),
            ("«https://example.org:8080»,me@b.org", None),
            ("https://example.org,@name", None),
            ("见https://example.org，联系me@b.org", None),
            ("a // comment: me@b.org", None),
            ("//author:ana@b.org", None),
            ("接口在https://a.org:8080。邮箱me@b.org。", None),
            ("`https://a.org:8080`,`me@b.org`", None),
            ("https://a.org:8080&nbsp;me@b.org", None),
            ("docker://ubuntu:22.04@sha256:abc", None),
            ("at://did:plc:abc@1", None),
            ("https://x-access-token:${GITHUB_TOKEN}@github.example/", None),
            ("scheme://user:password@host:port/path", None),
            ("https://user:***@host/", None),
            ("{'a':'https://a.org','b':'me@b.org'}", None),
        ] {
            let places = places(text);
            assert_eq!(places.first().map(|place| &text[place.clone()]), named, "{text}");
            let without = without(text, &places);
            assert_eq!(without.len(), text.len());
            assert!(named.is_none_or(|named| !without.contains(named)), "{without}");
        }
    }

    #[test]
    fn a_text_of_nothing_else_takes_no_longer_than_it_is_long() {
        for piece in ["//", "a:b@", "://a:b@", ":\\/\\/x:y@ ", "://a:", ":&#47;&#47;"] {
            assert!(places(&piece.repeat(200_000)).len() <= 400_000);
        }
    }
}

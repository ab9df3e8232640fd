//! Who follows an address, and with which password, where it says so: `https://me:word@host/` (RFC 3986, section 3.2.1).

use std::ops::Range;

use memchr::memmem;

/// So long is no name of a user but a token: `https://ghp_…@host/`.
const TOKEN: usize = 16;

/// Where a text names a password in an address, of whatever scheme and however its signs are written.
pub fn places(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in memmem::find_iter(text.as_bytes(), "/") {
        // `:\/\/`, as JSON may have it.
        let start =
            ["//", "/\\/"].iter().find(|slashes| text[at..].starts_with(**slashes)).map(|slashes| at + slashes.len());
        let Some(start) = start.filter(|start| found.last().is_none_or(|last| last.end < *start)) else { continue };
        let is_secure = text[..at].trim_end_matches('\\').ends_with(':') && has_scheme_of_web(&text[..at]);
        if let Some(length) = length_of_user(&text[start..], is_secure) {
            found.push(start..start + length);
        }
    }
    found
}

fn has_scheme_of_web(before: &str) -> bool {
    let before = before.trim_end_matches('\\').trim_end_matches(':');
    before.ends_with("http") || before.ends_with("https")
}

/// How long the name of a user and a password are, with which the rest of an address begins.
fn length_of_user(rest: &str, of_web: bool) -> Option<usize> {
    let is_end = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '/' | '?' | '<' | '>' | '"');
    let authority = &rest[..rest.find(is_end).unwrap_or(rest.len())];
    let user = ["@", "&#64;", "&#x40;", "&commat;"].iter().filter_map(|at| authority.rfind(at)).max()?;
    let (user, length) = (&authority[..user], user);
    let is_name = |c: char| c.is_alphanumeric() || "._~%+-".contains(c);
    let name = user.find(|c| !is_name(c)).unwrap_or(user.len());
    let behind = [":", "&#58;", "&#x3a;", "&colon;"].iter().find_map(|colon| user[name..].strip_prefix(colon));
    let is_password = behind.is_some_and(|password| {
        // `https://example.org:8080, me@b.org` has a port.
        let figures = password.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_port = figures.len() < password.len() && figures.starts_with([',', ';', '\'', '»', ')', ']', '|']);
        !password.is_empty() && !is_port
    });
    let is_token = of_web && name == user.len() && name >= TOKEN && !user.contains('.');
    (is_password || is_token).then_some(length)
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
            ("//me:word@host/x", Some("me:word")),
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
        for piece in ["//", "a:b@", "//a:b@", "/\\/x:y@ ", "//a:"] {
            assert!(places(&piece.repeat(200_000)).len() <= 400_000);
        }
    }
}

//! Who follows an address, and with which password, where it says so: `https://me:word@host/` (RFC 3986, section 3.2.1).

use std::ops::Range;

use memchr::memmem;

/// Where a text names them in its addresses, of whatever scheme.
pub fn places(text: &str) -> Vec<Range<usize>> {
    let is_end = |c: char| c.is_whitespace() || c.is_control() || "/?#\\<>\"`|^()[]{}".contains(c);
    let named = |at: usize| {
        let has_scheme = text[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
        let host = &text[at + 3..];
        let length = host[..host.find(is_end).unwrap_or(host.len())].rfind('@').filter(|_| has_scheme)?;
        (length > 0).then(|| at + 3..at + 3 + length)
    };
    memmem::find_iter(text.as_bytes(), "://").filter_map(named).collect()
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
            ("<https://token@a.org>", Some("token")),
            ("[x](https://a:b@c:d@e.org)", Some("a:b@c:d")),
            ("https://medium.example/@user", None),
            ("https://a.org?q=me@b.org", None),
            ("https://a.org, me@b.org", None),
            ("https://@a.org", None),
            ("://me:word@a.org", None),
        ] {
            let places = places(text);
            assert_eq!(places.first().map(|place| &text[place.clone()]), named, "{text}");
            let without = without(text, &places);
            assert_eq!(without.len(), text.len());
            assert!(named.is_none_or(|named| !without.contains(named)), "{without}");
        }
    }
}

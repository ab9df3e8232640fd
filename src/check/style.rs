//! What a style asks a browser to fetch, however it is written.

use std::borrow::Cow;
use std::iter::Peekable;
use std::str::Chars;

/// Where the addresses of a style begin: behind these, some of which take a text as well.
const ADDRESSES: [&str; 6] = ["url(", "src(", "image(", "image-set(", "cross-fade(", "@import"];

/// No address is longer, but for those that hold what they lead to.
const LONGEST: usize = 4000;

/// The addresses that a browser would ask for, in a style that [`plain`] has gone over.
pub fn fetched(plain: &str) -> Vec<Cow<'_, str>> {
    let mut found: Vec<Cow<str>> = Vec::new();
    for start in ADDRESSES {
        let mut searched = 0;
        for at in places(plain, start) {
            let rest = &plain[at + start.len()..];
            found.push(web(rest));
            // A set holds several, each a text or an address of its own; so does what follows in the same rule.
            if matches!(start, "image(" | "image-set(" | "cross-fade(") && at >= searched {
                let all = &rest[..rest.find([';', '}']).unwrap_or(rest.len())];
                let mut behind = 0;
                // Behind several quotes in a row one address stands.
                let quotes = all.match_indices(['"', '\'']).filter(|(quote, _)| {
                    let before = &all[std::mem::replace(&mut behind, quote + 1)..*quote];
                    before.len() == *quote || !before.trim().is_empty()
                });
                found.extend(quotes.map(|(quote, _)| web(&all[quote + 1..])));
                searched = plain.len() - rest.len() + all.len();
            }
        }
    }
    found
}

/// The files that a style loads, as far as it names each by itself. Of a set of images not all need be there.
pub fn loaded(plain: &str) -> Vec<Cow<'_, str>> {
    let starts = ["url(", "@import"]
        .into_iter()
        .flat_map(|start| places(plain, start).map(move |at| web(&plain[at + start.len()..])));
    // `@import url(…)` is found by its second word.
    starts.map(|address| if address.contains('(') { Cow::Borrowed("") } else { address }).collect()
}

/// Where a sign stands, but for where it says the name of an XML language.
fn places<'s>(style: &'s str, sign: &'static str) -> impl Iterator<Item = usize> + 's {
    let (mut from, mut is_name) = (0, false);
    style.match_indices(sign).map(|(at, _)| at).filter(move |at| {
        let before = &style[from..*at];
        let rule = before.rfind([';', '}']);
        is_name = (is_name && rule.is_none()) || before[rule.unwrap_or_default()..].contains("@namespace");
        from = *at;
        !is_name
    })
}

/// The address at the beginning of a style, as browsers read it: up to its end, without line ends and tabs, and with `/`
/// for `\`.
fn web(style: &str) -> Cow<'_, str> {
    let start = style.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '\''));
    let start = &start[..start.floor_char_boundary(LONGEST)];
    let address = &start[..start.find(['"', '\'', ')', ';']).unwrap_or(start.len())];
    if address.contains(['\\', '\t', '\n', '\r']) {
        address.replace(['\t', '\n', '\r'], "").replace('\\', "/").into()
    } else {
        address.into()
    }
}

/// Whether an address leads to another host.
pub fn is_foreign(address: &str) -> bool {
    ["//", "http:", "https:", "ftp:", "ws:", "wss:"].iter().any(|start| address.starts_with(start))
}

/// A style without comments, with escapes read and in lower case (CSS Syntax Level 3, 4.3): one form to search in.
pub fn plain(style: &str) -> String {
    let mut out = String::with_capacity(style.len());
    let mut rest = style.chars().peekable();
    // The quote that is open, or the parenthesis of an address without quotes; in both, signs of comments are none.
    let mut open = None;
    while let Some(c) = rest.next() {
        match (c, open) {
            ('\\', _) => out.extend(escaped(&mut rest)),
            ('/', None) if rest.peek() == Some(&'*') => {
                rest.next();
                skip_comment(&mut rest);
                continue;
            }
            ('"' | '\'', None) => open = Some(c),
            ('\n', Some('"' | '\'')) => open = None,
            (_, Some(quote)) if c == quote => open = None,
            _ => {}
        }
        if c != '\\' {
            out.push(c.to_ascii_lowercase());
        }
        if c == '(' && open.is_none() && out.ends_with("url(") {
            let next = rest.clone().find(|c| !c.is_whitespace());
            open = (!matches!(next, Some('"' | '\''))).then_some(')');
        }
    }
    out
}

fn skip_comment(rest: &mut Peekable<Chars>) {
    while let Some(c) = rest.next() {
        if c == '*' && rest.next_if_eq(&'/').is_some() {
            return;
        }
    }
}

/// What is meant behind a `\`: a character by its number, nothing for a line end, or the character itself.
fn escaped(rest: &mut Peekable<Chars>) -> Option<char> {
    let mut number = String::new();
    while number.len() < 6
        && let Some(digit) = rest.next_if(char::is_ascii_hexdigit)
    {
        number.push(digit);
    }
    if number.is_empty() {
        return rest.next().filter(|c| *c != '\n').map(|c| c.to_ascii_lowercase());
    }
    rest.next_if(|c| c.is_whitespace());
    let c = u32::from_str_radix(&number, 16).ok().and_then(char::from_u32);
    Some(c.unwrap_or(char::REPLACEMENT_CHARACTER).to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_is_read_as_a_browser_reads_it() {
        for (written, meant) in [
            ("a/* b */c", "ac"),
            ("U\\52 L(x)", "url(x)"),
            ("\\000075rl(X)", "url(x)"),
            ("u\\r\\l(x)", "url(x)"),
            ("'/*' @import", "'/*' @import"),
            ("'it\\'s /*' a", "'it's /*' a"),
            ("url(/*) b { c: d } /* e */", "url(/*) b { c: d } "),
            ("'open\n/* c */d", "'open\nd"),
            ("/* never closed url(x)", ""),
        ] {
            assert_eq!(plain(written), meant, "{written}");
        }
    }

    #[test]
    fn addresses_of_other_hosts_are_seen_in_every_form() {
        let foreign = |style: &str| fetched(&plain(style)).iter().any(|address| is_foreign(address));
        for style in [
            "a { b: url(https://x.example) }",
            "a { b: URL( '\\2f/x.example' ) }",
            "a { b: src(\"https://x.example\") }",
            "a { b: url(\\\\\\\\x.example) }",
            "a { b: url(h\\9 ttps://x.example) }",
            "a { b: url('http:\\\\x.example') }",
            "a { b: -webkit-image-set('a.png' 1x, \"//x.example\" 2x) }",
            "@\\69mport 'https://x.example'",
            "a { content: '/*' } @import url(//x.example); b { content: '*/' }",
        ] {
            assert!(foreign(style), "{style}");
        }
        for style in ["/* url(//x.example) */", "@namespace svg url(http://www.w3.org/2000/svg);", "a { b: url(x//y) }"]
        {
            assert!(!foreign(style), "{style}");
        }
    }
}

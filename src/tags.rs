//! A look over finished markup: its tags and their attributes, nothing more.
//!
//! Every page of a build passes through here, so it must cost little beside the writing of the page. What is read
//! was made by our own renderer and by a template engine that escapes, so this needs no recovery from errors:
//! quotes and tags are balanced, or the page is wrong in ways that an HTML checker finds.

use std::borrow::Cow;

use memchr::{memchr, memmem};

/// An attribute of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attribute<'h> {
    /// Its name.
    pub name: &'h str,
    /// Its value, with character references as written; empty when it has none.
    pub value: &'h str,
    /// The byte of the value in the page.
    pub at: usize,
}

/// Hands each start tag of a page to `look`: its name, its byte, its attributes. What stands in scripts, styles and
/// comments is skipped.
pub fn each_tag<'h>(html: &'h str, mut look: impl FnMut(&'h str, usize, &[Attribute<'h>])) {
    let bytes = html.as_bytes();
    let mut attributes = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr(b'<', &bytes[at..]) {
        let open = at + found;
        at = open + 1;
        match bytes.get(at) {
            Some(b'!') if html[at..].starts_with("!--") => {
                at += memmem::find(&bytes[at..], b"-->").unwrap_or(bytes.len() - at);
            }
            Some(letter) if letter.is_ascii_alphabetic() => {
                let name = word(html, at);
                at = read_attributes(html, at + name.len(), &mut attributes);
                look(name, open, &attributes);
                if matches!(name, "script" | "style" | "textarea" | "title") {
                    let close = format!("</{name}");
                    at += memmem::find(&bytes[at..], close.as_bytes()).unwrap_or(0);
                }
            }
            _ => {}
        }
    }
}

/// Reads attributes up to the end of the tag, and gives the byte behind it.
fn read_attributes<'h>(html: &'h str, mut at: usize, attributes: &mut Vec<Attribute<'h>>) -> usize {
    attributes.clear();
    let bytes = html.as_bytes();
    loop {
        match bytes.get(at) {
            None => return at,
            Some(b'>') => return at + 1,
            Some(b' ' | b'\n' | b'\t' | b'\r' | b'/' | b'=') => at += 1,
            Some(_) => {
                let name = word(html, at);
                at += name.len().max(1);
                let mut value = "";
                if bytes.get(at) == Some(&b'=') {
                    at += 1;
                    value = match bytes.get(at) {
                        Some(quote @ (b'"' | b'\'')) => {
                            at += 1;
                            let length = memchr(*quote, &bytes[at..]).unwrap_or(bytes.len() - at);
                            &html[at..at + length]
                        }
                        _ => {
                            let length =
                                bytes[at..].iter().take_while(|b| !b.is_ascii_whitespace() && **b != b'>').count();
                            &html[at..at + length]
                        }
                    };
                }
                attributes.push(Attribute { name, value, at });
                at += value.len() + usize::from(matches!(bytes.get(at + value.len()), Some(b'"' | b'\'')));
            }
        }
    }
}

/// The name that starts at a byte.
fn word(html: &str, at: usize) -> &str {
    let (mut end, mut all) = (at, 0xff);
    while let Some(byte) = html.as_bytes().get(end).filter(|byte| !ENDS_NAME[**byte as usize]) {
        all &= byte;
        end += 1;
    }
    let name = &html[at..end];
    // Small letters, figures, `-` and `:` have this bit, capitals do not.
    if all & 0x20 == 0 { small(name) } else { name }
}

/// Whether a byte ends the name of a tag or an attribute. No part of a site is looked at more often than these.
static ENDS_NAME: [bool; 256] = {
    let mut ends = [false; 256];
    let mut at = 0;
    while at < 256 {
        ends[at] = matches!(at as u8, b' ' | b'\n' | b'\t' | b'\r' | b'/' | b'=' | b'>');
        at += 1;
    }
    ends
};

/// A name that may have capitals; in lower case when it matters to anybody here.
fn small(name: &str) -> &str {
    const NAMES: [&str; 36] = [
        "a",
        "area",
        "link",
        "meta",
        "object",
        "script",
        "style",
        "svg",
        "textarea",
        "title",
        "action",
        "background",
        "clip-path",
        "content",
        "cursor",
        "data",
        "fill",
        "filter",
        "formaction",
        "href",
        "http-equiv",
        "id",
        "imagesrcset",
        "marker-end",
        "marker-mid",
        "marker-start",
        "mask",
        "ping",
        "poster",
        "rel",
        "src",
        "srcdoc",
        "srcset",
        "stroke",
        "type",
        "xlink:href",
    ];
    NAMES.into_iter().find(|known| known.eq_ignore_ascii_case(name)).unwrap_or(name)
}

/// The value of the attribute of a name.
pub fn value<'h>(attributes: &[Attribute<'h>], name: &str) -> Option<&'h str> {
    attributes.iter().find(|attribute| attribute.name == name).map(|attribute| attribute.value)
}

/// References by name that stand for signs of an address: those that escaping writes, and those that could hide a scheme.
const NAMED: [(&str, &str); 11] = [
    ("quot;", "\""),
    ("apos;", "'"),
    ("lt;", "<"),
    ("gt;", ">"),
    ("amp;", "&"),
    ("colon;", ":"),
    ("sol;", "/"),
    ("bsol;", "\\"),
    ("Tab;", "\t"),
    ("NewLine;", "\n"),
    ("nbsp;", "\u{a0}"),
];

/// The value of an attribute with its character references taken back.
pub fn decoded(value: &str) -> Cow<'_, str> {
    let Some(first) = memchr(b'&', value.as_bytes()) else { return Cow::Borrowed(value) };
    let mut out = value[..first].to_owned();
    for part in value[first + 1..].split('&') {
        if let Some((c, rest)) = numbered(part) {
            out.push(c);
            out.push_str(rest);
        } else if let Some((name, sign)) = NAMED.iter().find(|(name, _)| part.starts_with(name)) {
            out.push_str(sign);
            out.push_str(&part[name.len()..]);
        } else {
            out.push('&');
            out.push_str(part);
        }
    }
    Cow::Owned(out)
}

/// The character of a reference by number, such as `#39;` or `#x27;`, and what stands behind it. Browsers do not need the
/// semicolon.
fn numbered(reference: &str) -> Option<(char, &str)> {
    let digits = reference.strip_prefix('#')?;
    let (digits, radix) = digits.strip_prefix(['x', 'X']).map_or((digits, 10), |digits| (digits, 16));
    let end = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
    let c = char::from_u32(u32::from_str_radix(&digits[..end], radix).ok()?)?;
    let rest = &digits[end..];
    Some((c, rest.strip_prefix(';').unwrap_or(rest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(html: &str) -> Vec<String> {
        let mut found = Vec::new();
        each_tag(html, |name, _, attributes| {
            let attributes: Vec<String> = attributes.iter().map(|a| format!(" {}[{}]", a.name, a.value)).collect();
            found.push(format!("{name}{}", attributes.concat()));
        });
        found
    }

    #[test]
    fn references_are_taken_back_as_browsers_do() {
        for (written, meant) in [
            ("a&amp;b&amp;lt;", "a&b&lt;"),
            ("&quot;&#x27;&#39;&#x2F;", "\"''/"),
            ("java&#9;script&colon;x", "java\tscript:x"),
            ("&#106avascript", "javascript"),
            ("&&#;&#x;&#xffffffff;&none;", "&&#;&#x;&#xffffffff;&none;"),
        ] {
            assert_eq!(decoded(written), meant, "{written}");
        }
    }

    #[test]
    fn tags_and_attributes_are_found() {
        let html =
            "<!doctype html><p id=\"a\" class='b > c' hidden>x<!-- <i id=z> --><br/>a < b</p><img alt=\"\" src=s.png>";
        assert_eq!(found(html), ["p id[a] class[b > c] hidden[]", "br", "img alt[] src[s.png]"]);
    }

    #[test]
    fn names_may_be_written_in_capitals() {
        assert_eq!(found("<SCRIPT SRC=s.js></SCRIPT><svg viewBox=x>"), ["script src[s.js]", "svg viewBox[x]"]);
    }

    #[test]
    fn every_name_that_a_page_is_checked_for_is_known_in_any_case() {
        let tags = ["a", "area", "link", "meta", "object", "script", "style", "svg", "textarea", "title"];
        let attributes = [
            "action",
            "background",
            "clip-path",
            "content",
            "cursor",
            "data",
            "fill",
            "filter",
            "formaction",
            "href",
            "http-equiv",
            "id",
            "imagesrcset",
            "marker-end",
            "marker-mid",
            "marker-start",
            "mask",
            "ping",
            "poster",
            "rel",
            "src",
            "srcdoc",
            "srcset",
            "stroke",
            "style",
            "type",
            "xlink:href",
        ];
        let last_in_capital = |name: &str| {
            let (start, last) = name.split_at(name.len() - 1);
            [start, &last.to_uppercase()].concat()
        };
        for (capitals, cases) in [(str::to_uppercase as fn(&str) -> String, "all"), (last_in_capital, "the last")] {
            for tag in tags {
                let html = format!("<{0} x></{0}>", capitals(tag));
                assert_eq!(found(&html), [format!("{tag} x[]")], "{cases} in capitals");
            }
            for attribute in attributes {
                let html = format!("<p {}=x>", capitals(attribute));
                assert_eq!(found(&html), [format!("p {attribute}[x]")], "{cases} in capitals");
            }
        }
    }

    #[test]
    fn scripts_and_styles_are_not_read() {
        assert_eq!(found("<script src=s.js>if (a<b) {}</script><i>"), ["script src[s.js]", "i"]);
    }

    #[test]
    fn what_is_cut_off_does_no_harm() {
        for html in ["<", "<a", "<a href", "<a href=", "<a href=\"x", "<!--", "<a 'x'", "<script"] {
            found(html);
        }
    }

    #[test]
    fn an_attribute_knows_its_byte() {
        let html = "<a class=x href=\"x.html\">";
        each_tag(html, |_, _, attributes| {
            for attribute in attributes {
                assert_eq!(&html[attribute.at..attribute.at + attribute.value.len()], attribute.value);
            }
        });
    }
}

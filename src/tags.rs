//! A look over finished markup: its tags and their attributes, nothing more.
//!
//! Every page of a build passes through here, so it must cost little beside the writing of the page. What is read
//! was made by our own renderer and by a template engine that escapes, so this needs no recovery from errors:
//! quotes and tags are balanced, or the page is wrong in ways that an HTML checker finds.

use std::borrow::Cow;
use std::cell::OnceCell;

use memchr::{memchr, memmem};

/// An attribute of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attribute<'n, 'h> {
    /// Its name, in small letters.
    pub name: &'n str,
    /// Its value, with character references as written; empty when it has none.
    pub value: &'h str,
    /// The byte of the value in the page.
    pub at: usize,
}

/// Hands each start tag of a page to `look`: its name, its byte, its attributes. Names come in small letters, as browsers
/// read them. What stands in scripts, styles and comments is skipped.
pub fn each_tag<'h>(html: &'h str, mut look: impl FnMut(&str, usize, &[Attribute<'_, 'h>])) {
    let page = Markup { html, small: OnceCell::new() };
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
                let name = page.name(at);
                at = page.attributes(at + name.len(), &mut attributes);
                look(name, open, &attributes);
                if matches!(name, "script" | "style" | "textarea" | "title") {
                    at += end_of(name, &html[at..]).unwrap_or(0);
                }
            }
            _ => {}
        }
    }
}

/// A page that is looked over.
struct Markup<'h> {
    html: &'h str,
    /// The same in small letters, once a name has capitals.
    small: OnceCell<String>,
}

impl<'h> Markup<'h> {
    /// Reads attributes up to the end of the tag, and gives the byte behind it.
    fn attributes<'p>(&'p self, mut at: usize, attributes: &mut Vec<Attribute<'p, 'h>>) -> usize {
        attributes.clear();
        let (html, bytes) = (self.html, self.html.as_bytes());
        loop {
            match bytes.get(at) {
                None => return at,
                Some(b'>') => return at + 1,
                Some(b' ' | b'\n' | b'\t' | b'\r' | b'/' | b'=') => at += 1,
                Some(_) => {
                    let name = self.name(at);
                    at += name.len().max(1);
                    let mut value = "";
                    // White space may stand around the sign (HTML Living Standard, 13.1.2.3).
                    if bytes.get(at).is_some_and(|byte| byte.is_ascii_whitespace()) {
                        at = self.behind_space(at, |byte| byte == b'=');
                    }
                    if bytes.get(at) == Some(&b'=') {
                        at += 1;
                        if bytes.get(at).is_some_and(|byte| byte.is_ascii_whitespace()) {
                            at = self.behind_space(at, |byte| byte != b'>');
                        }
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

    /// The byte behind the white space that begins at one, if it is such.
    fn behind_space(&self, at: usize, is_such: impl Fn(u8) -> bool) -> usize {
        let rest = &self.html.as_bytes()[at..];
        let spaces = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if rest.get(spaces).is_some_and(|byte| is_such(*byte)) { at + spaces } else { at }
    }

    /// The name that starts at a byte.
    fn name(&self, at: usize) -> &str {
        let (mut end, mut all) = (at, 0xff);
        while let Some(byte) = self.html.as_bytes().get(end).filter(|byte| !ENDS_NAME[**byte as usize]) {
            all &= byte;
            end += 1;
        }
        // Small letters, figures, `-` and `:` have this bit, capitals do not.
        let capitals = all & 0x20 == 0;
        let html = if capitals { self.small.get_or_init(|| self.html.to_ascii_lowercase()) } else { self.html };
        &html[at..end]
    }
}

/// Where an element ends in which no tags are read, as far as it does.
pub fn end_of(name: &str, inside: &str) -> Option<usize> {
    let bytes = inside.as_bytes();
    memmem::find_iter(bytes, b"</").find(|end| {
        let closed = bytes[end + 2..].get(..name.len());
        closed.is_some_and(|closed| closed.eq_ignore_ascii_case(name.as_bytes()))
    })
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

/// The value of the attribute of a name.
pub fn value<'h>(attributes: &[Attribute<'_, 'h>], name: &str) -> Option<&'h str> {
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
        for (html, expected) in [
            ("<SCRIPT SRC=S.js></SCRIPT><svg viewBox=X>", ["script src[S.js]", "svg viewbox[X]"]),
            ("<img onClick=X><my_Tag Ünd=X>", ["img onclick[X]", "my_tag Ünd[X]"]),
            ("<STYLE>a<b</STYLE><i>", ["style", "i"]),
            ("<style>a<b</Style><i></style>", ["style", "i"]),
            (
                "<img src = \"x y\" alt\n=\n'' hidden><a href =\tx id= y>",
                ["img src[x y] alt[] hidden[]", "a href[x] id[y]"],
            ),
            ("<input disabled =><b title = >", ["input disabled[]", "b title[]"]),
        ] {
            assert_eq!(found(html), expected, "{html}");
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

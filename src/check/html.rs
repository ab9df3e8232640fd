//! A look over finished markup: its tags and their attributes, nothing more.
//!
//! Every page of a build passes through here, so it must cost little beside the writing of the page. A full
//! HTML tokenizer (html5gum was measured) costs several times the rendering. What is read here was made by our
//! own renderer and by a template engine that escapes, so this needs no error recovery: quotes and tags are
//! balanced, or the page is wrong in ways that an HTML checker finds.

use memchr::{memchr, memmem};

/// A start tag.
pub struct Tag<'h> {
    /// Its name, as written.
    pub name: &'h str,
    /// Its attributes.
    attributes: &'h str,
    /// The byte of the attributes in the page.
    at: usize,
}

/// An attribute of a tag.
pub struct Attribute<'h> {
    /// Its name, as written.
    pub name: &'h str,
    /// Its value, with character references as written.
    pub value: &'h str,
    /// The byte of the value in the page.
    pub at: usize,
}

/// The start tags of a page, in order; what stands in scripts, styles and comments is skipped.
pub fn tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let open = from + memchr(b'<', &html.as_bytes()[from..])?;
            let rest = &html[open + 1..];
            if rest.starts_with("!--") {
                from = open + memmem::find(rest.as_bytes(), b"-->").map_or(rest.len(), |end| end + 4);
                continue;
            }
            if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
                from = open + 1;
                continue;
            }
            let end = tag_end(rest)?;
            let inside = &rest[..end];
            let name_end = inside.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(end);
            let name = &inside[..name_end];
            from = open + 1 + end + 1;
            if matches!(name, "script" | "style" | "textarea" | "title") {
                let close = format!("</{name}");
                from += memmem::find(&html.as_bytes()[from..], close.as_bytes()).unwrap_or(0);
            }
            return Some(Tag { name, attributes: &inside[name_end..], at: open + 1 + name_end });
        }
    })
}

/// The byte of the `>` that ends a tag, quotes minded.
fn tag_end(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut at = 0;
    loop {
        at += memchr::memchr3(b'>', b'"', b'\'', &bytes[at..])?;
        match bytes[at] {
            b'>' => return Some(at),
            quote => at += 2 + memchr(quote, &bytes[at + 1..])?,
        }
    }
}

impl<'h> Tag<'h> {
    /// Its attributes, in order. One without a value has an empty one.
    pub fn attributes(&self) -> impl Iterator<Item = Attribute<'h>> + use<'h> {
        let text = self.attributes;
        let base = self.at;
        let mut at = 0;
        std::iter::from_fn(move || {
            let space = |c: char| c.is_ascii_whitespace() || c == '/';
            at += text[at..].find(|c| !space(c))?;
            let name_start = at;
            at += text[at..].find(|c: char| c == '=' || space(c)).unwrap_or(text.len() - at);
            let name = &text[name_start..at];
            if !text[at..].starts_with('=') {
                return Some(Attribute { name, value: "", at: base + at });
            }
            at += 1;
            let quote = text[at..].chars().next().filter(|c| matches!(c, '"' | '\''));
            let (start, length) = match quote {
                Some(quote) => (at + 1, text[at + 1..].find(quote).unwrap_or(text.len() - at - 1)),
                None => (at, text[at..].find(space).unwrap_or(text.len() - at)),
            };
            at = (start + length + usize::from(quote.is_some())).min(text.len());
            Some(Attribute { name, value: &text[start..start + length], at: base + start })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_attributes_are_found() {
        let html = "<!doctype html><p id=\"a\" class='b > c' hidden>x<!-- <i id=z> --><br/><script src=s.js>if (a<b) {}</script>";
        let found: Vec<(String, Vec<(String, String)>)> = tags(html)
            .map(|tag| {
                (tag.name.to_owned(), tag.attributes().map(|a| (a.name.to_owned(), a.value.to_owned())).collect())
            })
            .collect();
        let attribute = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            found,
            [
                ("p".to_owned(), vec![attribute("id", "a"), attribute("class", "b > c"), attribute("hidden", "")]),
                ("br".to_owned(), vec![]),
                ("script".to_owned(), vec![attribute("src", "s.js")]),
            ]
        );
    }

    #[test]
    fn an_attribute_knows_its_byte() {
        let html = "<a href=\"x.html\">";
        let tag = tags(html).next().expect("a tag");
        let href = tag.attributes().next().expect("an attribute");
        assert_eq!(&html[href.at..href.at + href.value.len()], "x.html");
    }
}

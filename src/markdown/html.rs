//! HTML in a text: which elements and attributes pass, and how a stretch of it is taken to pieces.
//!
//! Nothing of it goes to a page as it was written. What is read as a tag is written anew from this list, all else is
//! text; so it does not matter where a browser would see another tag than we do.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Parser};

/// An element that passes.
#[derive(Debug)]
pub struct Element {
    /// Its name.
    pub name: &'static str,
    /// What it is called on the page, and its class there.
    pub written: (&'static str, &'static str),
    /// What may stand in it.
    pub holds: Holds,
    /// In which elements alone it may stand; in any, where there are none.
    pub within: &'static [&'static str],
    /// Its attributes, beside those of all elements.
    pub attributes: &'static [&'static str],
}

/// What may stand in an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// It is a part of a line, and so is what stands in it.
    Line,
    /// A block of words.
    Words,
    /// A block of blocks.
    Blocks,
    /// A block of the elements alone that say so.
    Parts,
    /// It is a part of a line, and nothing stands in it.
    Nothing,
}

/// Attributes of all elements.
pub const EVERYWHERE: [&str; 4] = ["lang", "dir", "title", "id"];

/// Attributes that say how a browser goes about a link or an image, which pages here decide themselves.
pub const IDLE: [&str; 6] = ["target", "rel", "loading", "decoding", "referrerpolicy", "crossorigin"];

/// The elements that pass, by name.
const ELEMENTS: [Element; 69] = [
    line("a", &["href", "name"]),
    line("abbr", &[]),
    block("address", Holds::Blocks, &[]),
    block("article", Holds::Blocks, &[]),
    block("aside", Holds::Blocks, &[]),
    line("b", &[]),
    line("bdi", &[]),
    line("bdo", &[]),
    block("blockquote", Holds::Blocks, &[]),
    Element { holds: Holds::Nothing, ..line("br", &[]) },
    part("caption", Holds::Words, &["table"], &["align"]),
    Element { written: ("div", "center"), ..block("center", Holds::Blocks, &[]) },
    line("cite", &[]),
    line("code", &[]),
    part("col", Holds::Nothing, &["colgroup", "table"], &["span"]),
    part("colgroup", Holds::Parts, &["table"], &["span"]),
    part("dd", Holds::Blocks, &["dl"], &[]),
    line("del", &["datetime"]),
    block("details", Holds::Blocks, &["open"]),
    line("dfn", &[]),
    block("div", Holds::Blocks, &["align"]),
    block("dl", Holds::Parts, &[]),
    part("dt", Holds::Words, &["dl"], &[]),
    line("em", &[]),
    part("figcaption", Holds::Blocks, &["figure"], &[]),
    block("figure", Holds::Blocks, &["align"]),
    block("h1", Holds::Words, &[]),
    block("h2", Holds::Words, &[]),
    block("h3", Holds::Words, &[]),
    block("h4", Holds::Words, &[]),
    block("h5", Holds::Words, &[]),
    block("h6", Holds::Words, &[]),
    block("hr", Holds::Nothing, &[]),
    line("i", &[]),
    Element { holds: Holds::Nothing, ..line("img", &["src", "alt", "width", "height"]) },
    line("ins", &["datetime"]),
    line("kbd", &[]),
    part("li", Holds::Blocks, &["ul", "ol"], &["value"]),
    line("mark", &[]),
    block("ol", Holds::Parts, &["start", "type", "reversed"]),
    block("p", Holds::Words, &["align"]),
    block("pre", Holds::Words, &[]),
    line("q", &[]),
    part("rp", Holds::Line, &["ruby"], &[]),
    part("rt", Holds::Line, &["ruby"], &[]),
    line("ruby", &[]),
    line("s", &[]),
    line("samp", &[]),
    block("section", Holds::Blocks, &[]),
    line("small", &[]),
    line("span", &[]),
    Element { written: ("s", ""), ..line("strike", &[]) },
    line("strong", &[]),
    line("sub", &[]),
    part("summary", Holds::Words, &["details"], &[]),
    line("sup", &[]),
    block("table", Holds::Parts, &["align"]),
    part("tbody", Holds::Parts, &["table"], &[]),
    part("td", Holds::Blocks, &["tr"], &["colspan", "rowspan", "align"]),
    part("tfoot", Holds::Parts, &["table"], &[]),
    part("th", Holds::Blocks, &["tr"], &["colspan", "rowspan", "align", "scope"]),
    part("thead", Holds::Parts, &["table"], &[]),
    line("time", &["datetime"]),
    part("tr", Holds::Parts, &["table", "tbody", "thead", "tfoot"], &["align"]),
    Element { written: ("code", ""), ..line("tt", &[]) },
    line("u", &[]),
    block("ul", Holds::Parts, &[]),
    line("var", &[]),
    Element { holds: Holds::Nothing, ..line("wbr", &[]) },
];

const fn line(name: &'static str, attributes: &'static [&'static str]) -> Element {
    Element { name, written: (name, ""), holds: Holds::Line, within: &[], attributes }
}

const fn block(name: &'static str, holds: Holds, attributes: &'static [&'static str]) -> Element {
    Element { name, written: (name, ""), holds, within: &[], attributes }
}

const fn part(
    name: &'static str,
    holds: Holds,
    within: &'static [&'static str],
    attributes: &'static [&'static str],
) -> Element {
    Element { name, written: (name, ""), holds, within, attributes }
}

/// A `<p>` around paragraphs of Markdown, with an empty line behind it: to a browser it would end before the first.
pub const PARAGRAPHS: Element = Element { written: ("div", ""), ..block("p", Holds::Blocks, &["align"]) };

/// Elements in which a browser reads no tags.
const VERBATIM: [&str; 9] =
    ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext"];

impl Element {
    /// The element of a name in small letters, if it passes.
    pub fn named(name: &str) -> Option<&'static Element> {
        ELEMENTS.iter().find(|element| element.name == name)
    }

    /// What opens where words stand that no element holds.
    pub fn paragraph() -> Option<&'static Element> {
        Element::named("p")
    }

    /// Whether it stands in a line.
    pub fn is_inline(&self) -> bool {
        self.holds == Holds::Line || (self.holds == Holds::Nothing && !matches!(self.name, "hr" | "col"))
    }

    /// The level of a heading.
    pub fn heading_level(&self) -> Option<u8> {
        let digit = self.name.strip_prefix('h')?.parse().ok()?;
        Some(digit)
    }

    /// Whether HTML lets its end tag be left out.
    pub fn may_stay_open(&self) -> bool {
        matches!(
            self.name,
            "p" | "li" | "dt" | "dd" | "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" | "colgroup" | "rt" | "rp"
        )
    }

    /// Whether its start ends another one that is still open.
    pub fn ends(&self, open: &Element) -> bool {
        // A paragraph that stands for several holds blocks.
        if open.name == "p" && open.holds == Holds::Words {
            return !self.is_inline();
        }
        match self.name {
            "li" => open.name == "li",
            "dt" | "dd" => matches!(open.name, "dt" | "dd"),
            "td" | "th" => matches!(open.name, "td" | "th"),
            "tr" => matches!(open.name, "td" | "th" | "tr" | "caption" | "colgroup"),
            "tbody" | "thead" | "tfoot" => {
                matches!(open.name, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" | "caption" | "colgroup")
            }
            "rt" | "rp" => matches!(open.name, "rt" | "rp"),
            _ => false,
        }
    }

    /// Whether no end tag within it reaches what stands around it.
    pub fn is_closed_off(&self) -> bool {
        matches!(self.name, "td" | "th" | "caption" | "table")
    }

    /// Whether what stands in it is shown as it is typed.
    pub fn is_verbatim(&self) -> bool {
        matches!(self.name, "pre" | "code" | "kbd" | "samp" | "tt")
    }
}

/// A piece of a stretch of HTML; bytes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'h> {
    /// Words.
    Words(Range<usize>),
    /// A tag.
    Tag(Tag<'h>, Range<usize>),
    /// Something else in angle brackets, or all of an element in which no tags are read.
    Other(Range<usize>),
}

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag<'h> {
    /// Its name, in small letters.
    pub name: String,
    /// Whether it is the end of its element.
    pub is_end: bool,
    /// Its attributes, named in small letters; their values as they are meant.
    pub attributes: Vec<(String, Cow<'h, str>)>,
}

impl<'h> Tag<'h> {
    /// The tag that a text begins with, and its length.
    pub fn read(text: &'h str) -> Option<(Tag<'h>, usize)> {
        let inside = text.strip_prefix('<')?;
        let (is_end, inside) = inside.strip_prefix('/').map_or((false, inside), |inside| (true, inside));
        let ends_name = |c: char| !c.is_ascii_alphanumeric() && c != '-' && c != ':';
        let length = inside.find(ends_name).unwrap_or(inside.len());
        let name = inside[..length].to_ascii_lowercase();
        if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
            return None;
        }
        let mut rest = &inside[length..];
        let mut attributes = Vec::new();
        loop {
            let spaced = rest.trim_start();
            if let Some(behind) = spaced.strip_prefix("/>").or_else(|| spaced.strip_prefix('>')) {
                return Some((Tag { name, is_end, attributes }, text.len() - behind.len()));
            }
            // A new name needs a space before it.
            if spaced.len() == rest.len() {
                return None;
            }
            let (attribute, value, behind) = attribute(spaced)?;
            if !attributes.iter().any(|(known, _)| *known == attribute) {
                attributes.push((attribute, decoded(value)));
            }
            rest = behind;
        }
    }

    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| &**value)
    }
}

/// The attribute that a text begins with, its value as it is written, and what stands behind it.
fn attribute(text: &str) -> Option<(String, &str, &str)> {
    let ends = |c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/' | '"' | '\'' | '<');
    let length = text.find(ends).unwrap_or(text.len());
    let (name, rest) = text.split_at(length);
    if name.is_empty() {
        return None;
    }
    let name = name.to_ascii_lowercase();
    let Some(value) = rest.trim_start().strip_prefix('=') else { return Some((name, "", rest)) };
    let value = value.trim_start();
    if let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let (value, rest) = value[1..].split_once(quote)?;
        return Some((name, value, rest));
    }
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '=' | '<' | '>' | '`');
    let length = value.find(ends).unwrap_or(value.len());
    if length == 0 {
        return None;
    }
    // `<a href=x/>` closes itself.
    let length = if value[length..].starts_with('>') { value[..length].trim_end_matches('/').len() } else { length };
    Some((name, &value[..length], &value[length..]))
}

/// Takes a stretch of HTML to pieces.
pub fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut words, mut from) = (0, 0);
    // Where each was closed for the last time: whoever looked for that at each `<` would read the rest as often.
    let closed = OTHER.map(|(_, close)| html.rfind(close).unwrap_or(0));
    let last = html.rfind('>').unwrap_or(0);
    let opens = |from: usize| memchr::memchr(b'<', html.as_bytes().get(from..last)?).map(|at| from + at);
    while let Some(at) = opens(from) {
        let (piece, end) = match Tag::read(&html[at..]) {
            Some((tag, length)) if !tag.is_end && VERBATIM.contains(&tag.name.as_str()) => {
                let end = end_of(&tag.name, &html[at + length..]).map_or(html.len(), |end| at + length + end);
                (Piece::Other(at..end), end)
            }
            Some((tag, length)) => (Piece::Tag(tag, at..at + length), at + length),
            None => match other(&html[at..], closed.map(|closed| closed > at)) {
                Some(length) => (Piece::Other(at..at + length), at + length),
                None => {
                    from = at + 1;
                    continue;
                }
            },
        };
        if words < at {
            pieces.push(Piece::Words(words..at));
        }
        pieces.push(piece);
        (words, from) = (end, end);
    }
    if words < html.len() {
        pieces.push(Piece::Words(words..html.len()));
    }
    pieces
}

/// Where the end tag of an element ends.
fn end_of(name: &str, inside: &str) -> Option<usize> {
    let ends = memchr::memmem::find_iter(inside.as_bytes(), b"</");
    let mut ends = ends.filter_map(|at| Tag::read(&inside[at..]).map(|(tag, length)| (tag, at + length)));
    ends.find(|(tag, _)| tag.name == name).map(|(_, end)| end)
}

/// How a passage of characters, an instruction and a declaration begin and end.
const OTHER: [(&str, &str); 3] = [("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")];

/// The length of one of these that a text begins with. `closed`: whether the text has the end of each.
fn other(text: &str, closed: [bool; 3]) -> Option<usize> {
    let ((open, close), _) =
        OTHER.into_iter().zip(closed).find(|((open, _), _)| text.starts_with(open)).filter(|(_, closed)| *closed)?;
    text[open.len()..].find(close).map(|length| open.len() + length + close.len())
}

/// A text with its character references replaced by what they stand for.
pub fn decoded(text: &str) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'&', text.as_bytes()) else { return text.into() };
    let mut out = text[..first].to_owned();
    let mut rest = &text[first..];
    while !rest.is_empty() {
        let (reference, c) = match reference(rest) {
            Some((length, c)) => (length, c),
            None => (1, Cow::Borrowed("&")),
        };
        out.push_str(&c);
        rest = &rest[reference..];
        let next = memchr::memchr(b'&', rest.as_bytes()).unwrap_or(rest.len());
        out.push_str(&rest[..next]);
        rest = &rest[next..];
    }
    out.into()
}

/// The length of the character reference that a text begins with, and what it stands for.
pub fn reference(text: &str) -> Option<(usize, Cow<'_, str>)> {
    let name = text.strip_prefix('&')?;
    let length = name.bytes().take(40).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    if length == 0 || !name[length..].starts_with(';') {
        return None;
    }
    let whole = &text[..length + 2];
    // The reader of Markdown knows them all. Behind a word nothing begins anything.
    let word = format!("x{whole}");
    let stands_for: String = Parser::new(&word)
        .filter_map(|event| if let Event::Text(text) = event { Some(text.into_string()) } else { None })
        .collect();
    let stands_for = stands_for.strip_prefix('x').filter(|c| *c != whole)?.to_owned();
    Some((whole.len(), stands_for.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> Vec<String> {
        let named = |tag: &Tag| {
            let attributes: Vec<_> = tag.attributes.iter().map(|(name, value)| format!(" {name}[{value}]")).collect();
            format!("{}{}{}", if tag.is_end { "/" } else { "" }, tag.name, attributes.concat())
        };
        let show = |piece: Piece| match piece {
            Piece::Words(range) => html[range].to_owned(),
            Piece::Tag(tag, _) => format!("<{}>", named(&tag)),
            Piece::Other(range) => format!("!{}", &html[range]),
        };
        pieces(html).into_iter().map(show).collect()
    }

    #[test]
    fn html_is_taken_to_pieces() {
        for (html, expected) in [
            ("a<B>b</b >", &["a", "<b>", "b", "</b>"][..]),
            ("<br/><br />", &["<br>", "<br>"]),
            ("<a href=x/>y", &["<a href[x]>", "y"]),
            ("<a HREF = 'b c' title=\"&lt;&amp;\" open>", &["<a href[b c] title[<&] open[]>"]),
            ("<a b=1 b=2>", &["<a b[1]>"]),
            ("a < b <c", &["a < b <c"]),
            ("<a\nb\n>", &["<a b[]>"]),
            ("<a b='c>", &["<a b='c>"]),
            ("<script>a<b>c</b></Script >d", &["!<script>a<b>c</b></Script >", "d"]),
            ("<style>a<b>", &["!<style>a<b>"]),
            ("<!x><?y?><![CDATA[<z>]]>", &["!<!x>", "!<?y?>", "!<![CDATA[<z>]]>"]),
        ] {
            assert_eq!(read(html), expected, "{html}");
        }
    }

    #[test]
    fn references_stand_for_signs() {
        for (text, meant) in [
            ("a &amp; b&nbsp;&eacute;&#33;&#x41;", "a & b\u{a0}é!A"),
            ("& &; &none; &amp &#;", "& &; &none; &amp &#;"),
            ("java&Tab;script&colon;", "java\tscript:"),
            ("&amp;lt;", "&lt;"),
        ] {
            assert_eq!(decoded(text), meant);
        }
    }

    #[test]
    fn the_list_names_each_element_once_and_nothing_that_runs() {
        let mut names: Vec<_> = ELEMENTS.iter().map(|element| element.name).collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
        for never in ["script", "style", "iframe", "object", "embed", "form", "input", "svg", "math", "link", "main"] {
            assert!(Element::named(never).is_none());
        }
        for element in &ELEMENTS {
            let all = element.attributes.iter().chain(&EVERYWHERE);
            assert!(all.into_iter().all(|name| !name.starts_with("on") && *name != "style"));
        }
    }
}

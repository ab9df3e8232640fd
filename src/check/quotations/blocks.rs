//! The paragraphs of a finished text, with where their markers stand. Read from its markup, so that a text in which
//! nobody quotes costs nothing.

use crate::markdown::{Fragment, Hole};
use crate::tags::decoded;

/// A paragraph, an item of a list, a row of a table.
#[derive(Debug, Default)]
pub struct Block {
    /// Its words.
    pub text: String,
    /// The markers in it, each with the byte of the words at which it stands.
    pub markers: Vec<(usize, u32)>,
    /// The set-off quotation that it is a part of, by its number.
    pub quotation: Option<usize>,
}

/// Elements that end a paragraph.
const ENDS: [&str; 19] = [
    "p",
    "li",
    "ul",
    "ol",
    "tr",
    "table",
    "blockquote",
    "dd",
    "dt",
    "dl",
    "div",
    "figure",
    "figcaption",
    "section",
    "details",
    "summary",
    "pre",
    "hr",
    "aside",
];

/// The blocks of a text, in order.
pub fn of(fragment: &Fragment) -> Vec<Block> {
    let mut reader = QuoteReader::default();
    let mut done = 0;
    for (at, hole) in &fragment.holes {
        let at = *at as usize;
        reader.markup(&fragment.html[done..at]);
        done = at;
        match hole {
            Hole::Marker(number) => reader.block.markers.push((reader.block.text.len(), *number)),
            Hole::HeadingStart(_) | Hole::HeadingEnd(_) | Hole::Block(_) => reader.end(),
            _ => {}
        }
    }
    reader.markup(&fragment.html[done..]);
    reader.end();
    reader.blocks
}

#[derive(Default)]
struct QuoteReader {
    blocks: Vec<Block>,
    block: Block,
    /// How deep we are in set-off quotations, and how many there were.
    depth: usize,
    quotations: usize,
}

impl QuoteReader {
    /// Reads markup of our own, in which each `<` begins a tag. A tag may end behind a hole.
    fn markup(&mut self, mut html: &str) {
        while let Some(start) = html.find('<') {
            self.block.text.push_str(&decoded(&html[..start]));
            let end = html[start..].find('>').map_or(html.len(), |end| start + end + 1);
            self.tag(&html[start + 1..end]);
            html = &html[end..];
        }
        self.block.text.push_str(&decoded(html));
    }

    fn tag(&mut self, tag: &str) {
        let closes = tag.starts_with('/');
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        match name {
            "td" | "th" | "br" => self.block.text.push(' '),
            name if ENDS.contains(&name) => self.end(),
            _ => {}
        }
        match (name, closes) {
            ("blockquote", false) => {
                self.quotations += usize::from(self.depth == 0);
                self.depth += 1;
            }
            ("blockquote", true) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }

    fn end(&mut self) {
        let block = std::mem::take(&mut self.block);
        if !block.text.trim().is_empty() || !block.markers.is_empty() {
            let quotation = (self.depth > 0).then_some(self.quotations);
            self.blocks.push(Block { quotation, ..block });
        }
    }
}

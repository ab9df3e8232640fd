//! YAML to a tree in which every node knows its bytes.
//!
//! What people write needs more than serde gives: all findings of a file in one run, each at its place, with keys
//! that are unknown or doubled. So the tree is built from the events of `granit-parser` (YAML 1.2), and
//! `parse/fields.rs` reads front matter from it. Anchors, aliases and tags are refused: nobody needs them here, and without them no
//! document can grow beyond its size.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle, ScanError};

use crate::diagnostic::{Code, Diagnostic, Span};

/// A node and its bytes.
#[derive(Debug, Clone)]
pub struct Node<'t> {
    /// What it is.
    pub value: Value<'t>,
    /// Where, in the text that was parsed.
    pub range: Range<usize>,
}

/// What a node is.
#[derive(Debug, Clone)]
pub enum Value<'t> {
    /// Nothing was written.
    Null,
    /// A text, most often as it stands in the file; whether it stood without quotes.
    Text(Cow<'t, str>, bool),
    /// A list.
    List(Vec<Node<'t>>),
    /// Keys and values, in the order of the file.
    Map(Vec<(Node<'t>, Node<'t>)>),
}

/// Why a text is no YAML that we take.
#[derive(Debug)]
pub struct YamlRefusal {
    /// What to do, when it is YAML of a kind that is not used here.
    pub unused: Option<&'static str>,
    /// In half a sentence.
    pub why: String,
    /// The byte.
    pub at: usize,
}

impl YamlRefusal {
    /// The finding. `what` is the `text` that was parsed, such as "this front matter"; it begins at byte `base`
    /// of the file.
    pub fn finding(&self, what: &str, text: &str, path: &Arc<str>, base: usize) -> Diagnostic {
        let at = text.floor_char_boundary(self.at.min(text.len().saturating_sub(1)));
        let length = text[at..].chars().next().map_or(0, char::len_utf8);
        let span = Span::new(path, base + at..base + at + length);
        match self.unused {
            Some(hint) => {
                Diagnostic::new(Code::BadYaml, span, format!("{what} cannot be used: {}", self.why)).hint(hint)
            }
            None => Diagnostic::new(Code::BadYaml, span, format!("{what} is not YAML: {}", self.why)).mended(),
        }
    }
}

/// Deeper nesting is a slip or an attack.
const DEEPEST: usize = 16;

/// Larger documents are refused, in bytes.
pub const LARGEST: usize = 64 << 10;

/// Parses one document; nothing but comments is an empty map.
///
/// # Errors
/// Says what is wrong and where.
pub fn parse(text: &str) -> Result<Node<'_>, YamlRefusal> {
    if text.len() > LARGEST {
        let why = format!("it has {} KiB; {} KiB is the most", text.len() >> 10, LARGEST >> 10);
        return Err(YamlRefusal { unused: None, why, at: 0 });
    }
    let mut builder = Builder { text, open: Vec::new(), done: None };
    for next in Parser::new_from_str_with_options(text, Options::default()) {
        let (event, span) = next.map_err(|error| refusal(&error))?;
        builder.take(event, span.byte_range().unwrap_or(0..0))?;
    }
    Ok(builder.done.unwrap_or(Node { value: Value::Map(Vec::new()), range: 0..0 }))
}

fn refusal(error: &ScanError) -> YamlRefusal {
    let at = error.marker().byte_offset().unwrap_or(0);
    match error.kind() {
        ErrorKind::RecursionLimitExceeded => too_deep(at),
        _ => YamlRefusal { why: error.info(), at, unused: None },
    }
}

fn too_deep(at: usize) -> YamlRefusal {
    YamlRefusal { why: "it is nested too deep here".to_owned(), at, unused: Some("write it flatter") }
}

struct Builder<'t> {
    text: &'t str,
    /// Lists and maps that are still open; a map's last key may wait for its value.
    open: Vec<(Node<'t>, Option<Node<'t>>)>,
    done: Option<Node<'t>>,
}

impl<'t> Builder<'t> {
    fn take(&mut self, event: Event<'t>, range: Range<usize>) -> Result<(), YamlRefusal> {
        let refuse =
            |at: usize, why: &str, hint: &'static str| Err(YamlRefusal { why: why.to_owned(), at, unused: Some(hint) });
        // The place of a node is that of its value; an anchor or a tag stands before it.
        let before = |sign: char| self.text[..range.start].rfind(sign).unwrap_or(range.start);
        match event {
            Event::Scalar(_, _, anchor, _) | Event::SequenceStart(_, anchor, _) | Event::MappingStart(_, anchor, _)
                if anchor != 0 =>
            {
                refuse(before('&'), "anchors (`&name`) are not used here", "write the value out wherever it is needed")
            }
            Event::Scalar(_, _, _, Some(_))
            | Event::SequenceStart(_, _, Some(_))
            | Event::MappingStart(_, _, Some(_)) => refuse(
                before('!'),
                "tags (`!name`) are not used here",
                "put a text that begins with `!` between quotes",
            ),
            Event::Alias(_) => refuse(
                range.start,
                "aliases (`*name`) are not used here",
                "write the value out; put a text that begins with `*` between quotes",
            ),
            Event::DocumentStart(..) if self.done.is_some() => {
                refuse(range.start, "a second document begins here", "keep one of the two")
            }
            Event::SequenceStart(..) | Event::MappingStart(..) if self.open.len() >= DEEPEST => {
                Err(too_deep(range.start))
            }
            Event::Scalar(text, style, _, _) => {
                let plain = style == ScalarStyle::Plain;
                let value =
                    if plain && matches!(&*text, "" | "~" | "null") { Value::Null } else { Value::Text(text, plain) };
                self.put(Node { value, range });
                Ok(())
            }
            Event::SequenceStart(..) => {
                self.open.push((Node { value: Value::List(Vec::new()), range }, None));
                Ok(())
            }
            Event::MappingStart(..) => {
                self.open.push((Node { value: Value::Map(Vec::new()), range }, None));
                Ok(())
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some((mut node, _)) = self.open.pop() {
                    node.range.end = range.end.max(node.range.start);
                    self.put(node);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn put(&mut self, node: Node<'t>) {
        match self.open.last_mut() {
            None => self.done = Some(node),
            Some((Node { value: Value::List(items), .. }, _)) => items.push(node),
            Some((Node { value: Value::Map(pairs), .. }, key)) => match key.take() {
                None => *key = Some(node),
                Some(key) => pairs.push((key, node)),
            },
            Some(_) => {}
        }
    }
}

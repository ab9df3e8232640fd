//! YAML to a tree in which every node knows its bytes.
//!
//! Front matter needs more than serde gives: all findings of a file in one run, each at its place, with keys
//! that are unknown or doubled. So the tree is built from the events of `granit-parser` (YAML 1.2), and
//! `fields.rs` reads it. Anchors, aliases and tags are refused: nobody needs them here, and without them no
//! document can grow beyond its size.

use std::ops::Range;

use granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle, ScanError};

/// A node and its bytes.
#[derive(Debug, Clone)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Where, in the text that was parsed.
    pub range: Range<usize>,
}

/// What a node is.
#[derive(Debug, Clone)]
pub enum Value {
    /// Nothing was written.
    Null,
    /// A text; whether it stood without quotes.
    Text(String, bool),
    /// A list.
    List(Vec<Node>),
    /// Keys and values, in the order of the file.
    Map(Vec<(Node, Node)>),
}

/// Why a text is no YAML that we take.
#[derive(Debug)]
pub struct Refusal {
    /// In half a sentence.
    pub why: String,
    /// The byte.
    pub at: usize,
}

/// Deeper nesting is a slip or an attack.
const DEEPEST: usize = 16;
const TOO_DEEP: &str = "this is nested too deep";

/// Parses one document; nothing but comments is an empty map.
///
/// # Errors
/// Says what is wrong and where.
pub fn parse(text: &str) -> Result<Node, Refusal> {
    let mut builder = Builder { text, open: Vec::new(), done: None };
    for next in Parser::new_from_str_with_options(text, Options::default()) {
        let (event, span) = next.map_err(|error| refusal(&error))?;
        builder.take(event, span.byte_range().unwrap_or(0..0))?;
    }
    Ok(builder.done.unwrap_or(Node { value: Value::Map(Vec::new()), range: 0..0 }))
}

fn refusal(error: &ScanError) -> Refusal {
    let why = match error.kind() {
        ErrorKind::RecursionLimitExceeded => TOO_DEEP.to_owned(),
        _ => error.info(),
    };
    Refusal { why, at: error.marker().byte_offset().unwrap_or(0) }
}

struct Builder<'t> {
    text: &'t str,
    /// Lists and maps that are still open; a map's last key may wait for its value.
    open: Vec<(Node, Option<Node>)>,
    done: Option<Node>,
}

impl Builder<'_> {
    fn take(&mut self, event: Event, range: Range<usize>) -> Result<(), Refusal> {
        let refuse = |why: &str| Err(Refusal { why: why.to_owned(), at: range.start });
        // The place of a node is that of its value; an anchor or a tag stands before it.
        let refuse_sign = |sign: char, why: &str| {
            let at = self.text[..range.start].rfind(sign).unwrap_or(range.start);
            Err(Refusal { why: why.to_owned(), at })
        };
        match event {
            Event::Scalar(_, _, anchor, _) | Event::SequenceStart(_, anchor, _) | Event::MappingStart(_, anchor, _)
                if anchor != 0 =>
            {
                refuse_sign('&', "anchors (`&name`) are not used here")
            }
            Event::Scalar(_, _, _, Some(_))
            | Event::SequenceStart(_, _, Some(_))
            | Event::MappingStart(_, _, Some(_)) => refuse_sign('!', "tags (`!name`) are not used here"),
            Event::Alias(_) => refuse("aliases (`*name`) are not used here"),
            Event::DocumentStart(..) if self.done.is_some() => refuse("a second document begins here"),
            Event::SequenceStart(..) | Event::MappingStart(..) if self.open.len() >= DEEPEST => refuse(TOO_DEEP),
            Event::Scalar(text, style, _, _) => {
                let plain = style == ScalarStyle::Plain;
                let value = if plain && matches!(&*text, "" | "~" | "null") {
                    Value::Null
                } else {
                    Value::Text(text.into_owned(), plain)
                };
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

    fn put(&mut self, node: Node) {
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

//! What a content file says, piece by piece, whatever its kind: by this finished files are searched for what no reader may
//! have. The pieces are what stands between marks of Markdown and ends of sentences, for so it gets to a page.

use std::ops::Range;
use std::sync::Arc;

use super::{conflict, front_matter, place};
use crate::diagnostic::Span;
use crate::model::document::Said;
use crate::panics::without_panic;
use crate::yaml::{Node, Value};

/// The pieces of a content file; of one on which its reader fails, the lines.
pub fn said(path: &Arc<str>, text: &str) -> Vec<Said> {
    without_panic(|| pieces(path, text)).unwrap_or_else(|| {
        let mut at = 0;
        let said = |line: &str| {
            at += line.len();
            Said { key: None, words: line.to_owned(), span: Span::new(path, at - line.len()..at) }
        };
        text.split_inclusive('\n').map(said).collect()
    })
}

fn pieces(path: &Arc<str>, text: &str) -> Vec<Said> {
    let Ok(place) = place::of(path) else { return Vec::new() };
    let conflicts = conflict::find_in_markdown(text);
    let text = &*conflict::without(text, &conflicts);
    let front = front_matter::split(path, text, place.kind, &mut Vec::new());
    let (node, base) = front.yaml;
    let mut said = Pieces { path, base, found: Vec::new() };
    if let Value::Map(pairs) = node.value {
        for (key, value) in pairs {
            if let Value::Text(key, _) = key.value {
                said.values(&key, &value);
            }
        }
    }
    said.prose(text, front.body);
    said.found
}

struct Pieces<'p> {
    path: &'p Arc<str>,
    base: usize,
    found: Vec<Said>,
}

impl Pieces<'_> {
    fn values(&mut self, key: &str, node: &Node) {
        match &node.value {
            Value::Null => {}
            Value::Text(words, _) => {
                let span = Span::new(self.path, self.base + node.range.start..self.base + node.range.end);
                self.found.push(Said { key: Some(key.to_owned()), words: words.to_string(), span });
            }
            Value::List(items) => items.iter().for_each(|item| self.values(key, item)),
            Value::Map(pairs) => pairs.iter().for_each(|(_, value)| self.values(key, value)),
        }
    }

    fn prose(&mut self, text: &str, start: usize) {
        let mut piece = start..start;
        for (at, c) in text[start..].char_indices().map(|(at, c)| (start + at, c)) {
            if is_mark(c) || (c == '\n' && text[at + 1..].trim_start_matches(' ').starts_with('\n')) {
                self.piece(text, piece);
                piece = at + c.len_utf8()..at + c.len_utf8();
            } else {
                piece.end = at + c.len_utf8();
            }
        }
        self.piece(text, piece);
    }

    fn piece(&mut self, text: &str, bytes: Range<usize>) {
        let words = text[bytes.clone()].trim();
        if !words.is_empty() {
            let start = bytes.start + (text[bytes.clone()].len() - text[bytes].trim_start().len());
            let span = Span::new(self.path, start..start + words.len());
            self.found.push(Said { key: None, words: words.to_owned(), span });
        }
    }
}

/// Whether a sign may become a tag, or ends a sentence.
fn is_mark(c: char) -> bool {
    "[](){}<>*_~^`|#!$@=\\.?;:。！？".contains(c)
}

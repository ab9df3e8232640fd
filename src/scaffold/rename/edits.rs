//! What changes in one text.

use std::ops::Range;

use super::Edit;
use crate::diagnostic::Span;

/// The changes of one text so far.
pub struct Edits<'a> {
    /// The text.
    pub text: &'a str,
    found: Vec<Edit>,
    /// What could not be changed.
    pub left: Vec<Range<usize>>,
}

impl<'a> Edits<'a> {
    /// None yet.
    pub fn of(text: &'a str) -> Edits<'a> {
        Edits { text, found: Vec::new(), left: Vec::new() }
    }

    /// What stands at a place.
    pub fn at(&self, range: &Range<usize>) -> &'a str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    /// Puts a name in the place of one that stands somewhere in a span, between whatever signs: `[@old]`, `"old"`.
    pub fn replace(&mut self, span: &Span, old: &str, new: &str) {
        let range = span.range();
        let found = self.at(&range).find(old);
        self.replace_at(range, found, old, new);
    }

    /// The same for a name at the end of others: `briefings/brief`.
    pub fn replace_last(&mut self, span: &Span, old: &str, new: &str) {
        let range = span.range();
        let found = self.at(&range).rfind(old);
        self.replace_at(range, found, old, new);
    }

    fn replace_at(&mut self, range: Range<usize>, found: Option<usize>, old: &str, new: &str) {
        match found {
            Some(at) => {
                let at = range.start + at;
                self.put(at..at + old.len(), new.to_owned());
            }
            None => self.left.push(range),
        }
    }

    /// Puts a text in the place of some bytes.
    pub fn put(&mut self, at: Range<usize>, text: String) {
        if self.at(&at) != text {
            self.found.push(Edit { at, text });
        }
    }

    /// All of them, in order; each place once.
    pub fn done(mut self) -> Vec<Edit> {
        self.found.sort_by_key(|edit| (edit.at.start, edit.at.end));
        let mut end = 0;
        self.found.retain(|edit| {
            let is_new = edit.at.start >= end;
            end = end.max(edit.at.end);
            is_new
        });
        self.found
    }
}

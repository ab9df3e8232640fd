//! The place of a finding in a text, as people name and see it: line, column, the lines around it.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use super::{Diagnostic, Span};

/// The texts that findings point into, each looked up once: a file may have thousands of findings.
pub struct Texts<F> {
    file: F,
    known: HashMap<Arc<str>, Option<Rc<LinedText>>>,
}

impl<F: Fn(&str) -> Option<Arc<str>>> Texts<F> {
    /// Texts that findings do not bring along are asked of `file`.
    pub fn new(file: F) -> Texts<F> {
        Texts { file, known: HashMap::new() }
    }

    /// The text that a span of a finding points into.
    pub fn of(&mut self, finding: &Diagnostic, span: &Span) -> Option<Rc<LinedText>> {
        let own = finding.text.as_ref().filter(|_| span.path == finding.span.path);
        let find = || own.cloned().or_else(|| (self.file)(&span.path)).map(|text| Rc::new(LinedText::new(text)));
        self.known.entry(span.path.clone()).or_insert_with(find).clone()
    }

    /// What a program may do to mend a finding: the span to replace, and the text to put there.
    pub fn fix<'f>(&mut self, finding: &'f Diagnostic) -> Option<(Span, &'f str)> {
        let fix = finding.fix.as_ref()?;
        let text = self.of(finding, &finding.span)?;
        let (before, after) = text.text.get(finding.span.range())?.split_once(&fix.word)?;
        let start = finding.span.range().start + before.len();
        let span = Span::new(&finding.span.path, start..start + fix.word.len());
        let alone = ![before, after].iter().any(|part| part.contains(char::is_alphanumeric));
        alone.then_some((span, &fix.text))
    }

    /// The same of a file's own text.
    pub fn place_of(&mut self, span: &Span) -> (usize, usize) {
        let find = || (self.file)(&span.path).map(|text| Rc::new(LinedText::new(text)));
        let text = self.known.entry(span.path.clone()).or_insert_with(find);
        text.as_ref().map_or((1, 1), |text| text.line_column(span.start as usize))
    }

    /// Line and column of the start of a span.
    pub fn place(&mut self, finding: &Diagnostic, span: &Span) -> (usize, usize) {
        self.of(finding, span).map_or((1, 1), |text| text.line_column(span.start as usize))
    }
}

/// A text, with the bytes at which its lines start.
pub struct LinedText {
    text: Arc<str>,
    lines: Vec<usize>,
    /// How many characters stand before each step of bytes: a line of a megabyte may have thousands of findings, and
    /// nobody counts it from its start for each.
    characters: Vec<usize>,
}

/// So many bytes are counted for a column at the most.
const STEP: usize = 1 << 10;

/// The lines of a text around a span, with the number of the first one and the span within them.
pub struct Excerpt {
    /// The lines.
    pub text: String,
    /// The number of the first one, from 1.
    pub line: usize,
    /// The span within `text`, in bytes.
    pub range: Range<usize>,
    /// Whether its first line lacks its beginning, so that columns cannot be counted in it.
    pub cut: bool,
}

/// A longer line is cut around the place: nobody reads it, and drawing it takes long. In bytes.
const LONGEST_LINE: usize = 400;

impl LinedText {
    /// Finds the lines of a text.
    pub fn new(text: Arc<str>) -> LinedText {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let steps = text.as_bytes().chunks(STEP).scan(0, |before, step| {
            let here = *before;
            *before += characters(step);
            Some(here)
        });
        let characters = steps.collect();
        LinedText { text, lines, characters }
    }

    /// How many characters begin before a byte.
    fn characters_before(&self, at: usize) -> usize {
        let step = at / STEP;
        self.characters.get(step).map_or_else(
            || characters(self.text.as_bytes()),
            |before| before + characters(&self.text.as_bytes()[step * STEP..at]),
        )
    }

    /// Line and column of a byte; columns count characters. Both from 1.
    pub fn line_column(&self, at: usize) -> (usize, usize) {
        let at = floor(&self.text, at);
        let line = self.lines.partition_point(|start| *start <= at);
        (line, self.characters_before(at) - self.characters_before(self.lines[line - 1]) + 1)
    }

    /// The lines that a span touches, three at the most.
    pub fn excerpt(&self, span: &Span) -> Excerpt {
        let (line, _) = self.line_column(span.start as usize);
        let start = floor(&self.text, span.start as usize);
        let end = floor(&self.text, span.end as usize).max(start);
        let line_end = |line: usize| self.lines.get(line).map_or(self.text.len(), |next| next - 1);
        let last = (line..line + 3).find(|line| line_end(*line) >= end).unwrap_or(line + 2);
        let (mut from, to) = (self.lines[line - 1], line_end(last));
        let cut = start - from > LONGEST_LINE;
        if cut {
            from = floor(&self.text, start - LONGEST_LINE / 2);
        }
        let to = floor(&self.text, to.min(start + LONGEST_LINE)).max(start);
        Excerpt { text: self.text[from..to].to_owned(), line, range: start - from..end.min(to) - from, cut }
    }
}

/// How many characters begin in these bytes of a text.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

/// The nearest boundary between characters at or before a byte.
fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.min(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        assert_eq!(LinedText::new("перше\nдруге [x]".into()).line_column("перше\nдруге ".len()), (2, 7));
        assert_eq!(LinedText::new("".into()).line_column(0), (1, 1));
        let long = LinedText::new(format!("а\n{}", "é—x".repeat(1000)).into());
        for at in [0, 1, 341, 342, 512, 999] {
            assert_eq!(long.line_column(3 + at * 6 + 2), (2, at * 3 + 2), "{at}");
        }
        assert_eq!(long.line_column(3 + 6000), (2, 3001));
    }

    #[test]
    fn columns_of_long_lines_are_counted_from_their_start() {
        let line = "аé x\u{1f30d}".repeat(1000);
        let text = LinedText::new(format!("one\n{line}\n{line}").into());
        for start in [4, 5 + line.len()] {
            for (column, (at, _)) in line.char_indices().enumerate() {
                assert_eq!(text.line_column(start + at).1, column + 1);
            }
        }
        let end = text.text.len();
        assert_eq!(text.line_column(end), (3, line.chars().count() + 1));
        // A text of whole steps, at whose end no step begins.
        assert_eq!(LinedText::new("x".repeat(2 * STEP).into()).line_column(2 * STEP), (1, 2 * STEP + 1));
    }

    #[test]
    fn an_excerpt_holds_the_lines_that_the_span_touches() {
        let text = LinedText::new("one\ntwo three\nfour\n".into());
        let span = |range: Range<usize>| Span::new(&Arc::from("a.md"), range);
        let shown = text.excerpt(&span(8..13));
        assert_eq!((shown.text.as_str(), shown.line, shown.range), ("two three", 2, 4..9));
        let shown = text.excerpt(&span(8..18));
        assert_eq!((shown.text.as_str(), shown.line, shown.range), ("two three\nfour", 2, 4..14));
    }
}

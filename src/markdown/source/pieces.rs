//! A text in pieces: where its lines begin, what stands outside of code, and comments.

use std::ops::Range;

use super::NO_COMMENT;
use super::code::CodeRanges;
use super::comments::{self, Comment, Ends};
use super::lead::{length_of_lead, line_end, rest_of_line};

/// A piece of a text; bytes of it. Code is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A line begins at the first byte; its words, behind the signs of quotes and lists, at the second.
    Line(usize, usize),
    /// Words of one line.
    Words(Range<usize>),
    /// A comment, or what is held back like one.
    Comment(Comment),
    /// A comment without an end, with all that follows it; how long its first signs are, and what would end it.
    Unclosed(Range<usize>, usize, &'static str),
}

/// How far a text is taken to pieces.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Until {
    End,
    /// Up to the first comment that may have led the parser astray as to where code stands behind it.
    Doubt,
}

struct Scanner<'t> {
    text: &'t str,
    /// The code that is still to come.
    blocks: &'t [Range<usize>],
    spans: &'t [Range<usize>],
    pieces: Vec<Piece>,
    ends: Ends<'t>,
    until: Until,
    is_in_doubt: bool,
}

/// Takes a text to pieces.
pub fn pieces(text: &str, code: &CodeRanges, until: Until) -> Vec<Piece> {
    let ends = Ends::of(text);
    let (blocks, spans) = (&*code.blocks, &*code.spans);
    let mut scanner = Scanner { text, blocks, spans, pieces: Vec::new(), ends, until, is_in_doubt: false };
    let mut at = 0;
    while at < text.len() && !scanner.is_in_doubt {
        let end = line_end(text, at);
        scanner.blocks = behind(scanner.blocks, |block| block.end <= at);
        let is_code = scanner.blocks.first().is_some_and(|block| block.start < end);
        at = if is_code { end } else { scanner.line(at, at + length_of_lead(&text[at..end]), end) };
    }
    scanner.pieces
}

/// Those behind the ones of which something is so.
fn behind(ranges: &[Range<usize>], is_before: impl Fn(&Range<usize>) -> bool) -> &[Range<usize>] {
    let first = ranges.iter().position(|range| !is_before(range)).unwrap_or(ranges.len());
    &ranges[first..]
}

impl Scanner<'_> {
    /// Adds the pieces of a line, and of what goes on in it from the lines before; gives the end.
    fn line(&mut self, start: usize, words: usize, mut end: usize) -> usize {
        self.pieces.push(Piece::Line(start, words));
        if let Some((comment, close)) = comments::on_lines(self.text, start, words, &mut self.ends) {
            self.is_in_doubt = self.until == Until::Doubt;
            let Comment { range, signs, .. } = comment.clone();
            self.pieces
                .push(close.map_or(Piece::Comment(comment), |close| Piece::Unclosed(range.clone(), signs, close)));
            return if self.text[..range.end].ends_with('\n') { range.end } else { line_end(self.text, range.end) };
        }
        let bytes = self.text.as_bytes();
        let (mut from, mut at) = (words, words);
        // Most bytes say nothing.
        while let Some(sign) =
            bytes[at.min(end)..end].iter().position(|byte| *byte == b'`' || comments::may_begin(*byte))
        {
            at += sign;
            let next = match bytes[at] {
                b'`' => match self.end_of_code(at) {
                    Some(next) => {
                        self.words(from, at);
                        from = next;
                        next
                    }
                    None => at + bytes[at..].iter().take_while(|byte| **byte == b'`').count(),
                },
                sign => match comments::begun_at(self.text, at, &mut self.ends) {
                    Some(begun) => {
                        self.words(from, at);
                        from = self.comment(words, at, &begun);
                        if self.is_in_doubt {
                            return from;
                        }
                        from
                    }
                    // Never into the middle of a character: none of its further bytes is looked at.
                    None if sign == b'\\' => at + 2,
                    None => at + 1 + usize::from(self.text[at..].starts_with("%%")),
                },
            };
            at = next;
            if at > end {
                end = line_end(self.text, at.min(self.text.len()) - 1);
            }
        }
        self.words(from, end);
        end
    }

    fn words(&mut self, from: usize, end: usize) {
        if from < end {
            self.pieces.push(Piece::Words(from..end));
        }
    }

    /// Adds a comment in a line whose words begin at byte `words`; gives its end.
    fn comment(&mut self, words: usize, at: usize, begun: &comments::Begun) -> usize {
        let Some(end) = comments::end(self.text, at, begun) else {
            self.pieces.push(Piece::Unclosed(at..self.text.len(), begun.length, begun.close));
            return self.text.len();
        };
        let range = at..end;
        let comment = &self.text[range.clone()];
        let (is_empty, goes_on) = (comment == NO_COMMENT, comment.contains('\n'));
        let is_first = self.text[words.min(at)..at].trim().is_empty();
        // The parser has the same block of HTML there as before.
        let is_block = is_first
            && comment.starts_with("<!--")
            && (!goes_on || at == 0 || self.text[..at].ends_with('\n'))
            && rest_of_line(self.text, end).trim().is_empty();
        // What seems to be code and begins in a comment is none.
        let is_cut =
            |ranges: &[Range<usize>]| ranges.iter().take_while(|code| code.start < end).any(|code| code.end > end);
        let misleads = !is_block && (goes_on || is_first) || is_cut(self.blocks) || is_cut(self.spans);
        self.is_in_doubt = self.until == Until::Doubt && misleads && !is_empty;
        self.blocks = behind(self.blocks, |code| code.start < end);
        self.spans = behind(self.spans, |code| code.start < end);
        self.pieces.push(Piece::Comment(Comment { range, signs: begun.length, told: begun.told }));
        end
    }

    /// Where the code ends that begins at a byte.
    fn end_of_code(&mut self, at: usize) -> Option<usize> {
        self.spans = behind(self.spans, |code| code.start < at);
        self.spans.first().filter(|code| code.start == at).map(|code| code.end)
    }
}

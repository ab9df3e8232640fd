//! Notes within a line, `^[the note]`, as Pandoc and Obsidian have them: each becomes a note of the usual form, whose
//! text stands behind all others.

use std::ops::Range;

use ahash::HashMap;

use super::Edit;
use super::code::CodeRanges;
use super::lead::rest_of_line;
use super::pieces::Piece;

/// So far, in bytes, the end of an address and a title is looked for.
const LONGEST: usize = 1000;

/// A note within a line: all of it, and its text.
struct FoundNote {
    range: Range<usize>,
    text: Range<usize>,
}

/// Puts the notes of a text behind it; gives where each text stands in what is added, and where it stood.
pub fn rewrite(
    text: &str,
    pieces: &[Piece],
    code: &CodeRanges,
    edits: &mut Vec<Edit>,
) -> (String, Vec<(usize, usize)>) {
    let mut added = String::new();
    let mut moved = Vec::new();
    let name = name(text);
    for (nth, note) in find(text, pieces, code).into_iter().enumerate() {
        let label = format!("[^{name}{}]", nth + 1);
        added.push_str(if added.is_empty() && !text.ends_with('\n') { "\n\n" } else { "\n" });
        added.push_str(&label);
        added.push_str(": ");
        moved.push((added.len(), note.text.start));
        // A note of several lines stays one paragraph, wherever it stood.
        for line in text[note.text.clone()].trim().split('\n') {
            added.push_str(line.trim_start_matches(['>', ' ', '\t']));
            added.push(' ');
        }
        added.truncate(added.trim_end().len());
        added.push('\n');
        edits.push(Edit { range: note.range, by: label });
    }
    (added, moved)
}

/// What the labels begin with: nothing of it stands in the text.
fn name(text: &str) -> String {
    let mut name = "inline-".to_owned();
    while text.contains(&format!("[^{name}")) {
        name.push('-');
    }
    name
}

/// The notes of a text. One within another stays a part of that.
fn find(text: &str, pieces: &[Piece], code: &CodeRanges) -> Vec<FoundNote> {
    let mut found: Vec<FoundNote> = Vec::new();
    let mut brackets = Brackets { text, spans: &code.spans, closed: HashMap::default(), until: 0 };
    for piece in pieces {
        let Piece::Words(range) = piece else { continue };
        let mut from = range.start.max(found.last().map_or(0, |note| note.range.end));
        while let Some(at) = text.get(from..range.end).and_then(|words| words.find("^[")).map(|at| from + at) {
            let before = text[..at].bytes().rev().take_while(|byte| *byte == b'\\').count();
            let behind_bracket = text[..at].ends_with('[');
            from = at + 2;
            if before % 2 == 1 || behind_bracket {
                continue;
            }
            if let Some(end) = brackets.end(from) {
                found.push(FoundNote { range: at..end + 1, text: from..end });
                from = end + 1;
            }
        }
    }
    found
}

/// Which brackets close which: each paragraph is gone through once, however many brackets in it stay open.
struct Brackets<'t> {
    text: &'t str,
    /// Code within lines.
    spans: &'t [Range<usize>],
    /// For the byte behind each bracket that opens, the one that closes it.
    closed: HashMap<usize, usize>,
    /// Up to where this is known.
    until: usize,
}

impl Brackets<'_> {
    /// Where the bracket closes behind whose sign a byte stands, at the latest with its paragraph.
    fn end(&mut self, from: usize) -> Option<usize> {
        if self.until < from {
            self.go_on(from);
        }
        self.closed.get(&from).copied()
    }

    /// Goes through the rest of a paragraph, from within a bracket on.
    fn go_on(&mut self, from: usize) {
        let bytes = self.text.as_bytes();
        let (mut open, mut at) = (vec![from], from);
        let mut spans = self.spans[self.spans.partition_point(|code| code.start < from)..].iter().peekable();
        while let Some(next) = bytes.get(at..).and_then(next_sign).map(|next| at + next) {
            at = next + 1;
            while spans.next_if(|code| code.end <= next).is_some() {}
            if let Some(code) = spans.peek().filter(|code| code.start <= next) {
                at = code.end;
                continue;
            }
            match bytes[next] {
                b'\\' => at += 1,
                b'[' => open.push(next + 1),
                b']' => {
                    open.pop().map(|start| self.closed.insert(start, next));
                    at += length_of_destination(&self.text[at..]);
                }
                _ if rest_of_line(self.text, next + 1).trim_matches(['>', ' ', '\t', '\r']).is_empty() => break,
                _ => {}
            }
        }
        self.until = at.min(self.text.len());
    }
}

/// How long the address and the title of a link are, `(address "title")`, which words begin with: brackets in them are none.
fn length_of_destination(words: &str) -> usize {
    let length = || {
        let line = rest_of_line(&words[..words.floor_char_boundary(words.len().min(LONGEST))], 0);
        let to = line.strip_prefix('(')?.find([' ', ')'])? + 1;
        let title = line[to..].trim_start();
        let sign = title.chars().next().filter(|sign| matches!(sign, '"' | '\''));
        match sign {
            _ if line[to..].starts_with(')') => Some(to + 1),
            Some(sign) => Some(line.len() - title.len() + title.find(&format!("{sign})"))? + 2),
            None => None,
        }
    };
    length().unwrap_or(0)
}

/// The next byte that says something of brackets.
fn next_sign(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|byte| matches!(byte, b'\\' | b'[' | b']' | b'\n'))
}

#[cfg(test)]
mod tests {
    use crate::markdown::source::Source;

    #[test]
    fn notes_within_a_line_stand_behind_the_text() {
        for (written, read) in [
            ("One^[two [@s] `]` [a](b)] three.", "One[^inline-1] three.\n\n[^inline-1]: two [@s] `]` [a](b)\n"),
            ("One^[[a](b[1] \"x]\").] two", "One[^inline-1] two\n\n[^inline-1]: [a](b[1] \"x]\").\n"),
            ("> One^[two\n> three].", "> One[^inline-1].\n\n[^inline-1]: two three\n"),
            ("a^[b] c^[d]\n", "a[^inline-1] c[^inline-2]\n\n[^inline-1]: b\n\n[^inline-2]: d\n"),
        ] {
            assert_eq!(Source::of(written, false).text, read);
        }
        let open = "One^[two].\n\n```\nthree";
        let source = Source::of(open, false);
        assert_eq!(
            source.text, "\n\n[^inline-1]: two\n\n<!---->\n\nOne[^inline-1].\n\n```\nthree",
            "code takes nothing along"
        );
        for word in ["One", "two", "three"] {
            assert_eq!(&open[source.original(source.text.find(word).unwrap())..][..word.len()], word);
        }
        for same in ["a\\^[b]", "`a^[b]`", "a^[b", "[^[b]]", "a^[b\n\nc]"] {
            assert_eq!(Source::of(same, false).text, same);
        }
        let written = "One^[two three] four";
        let source = Source::of(written, false);
        for word in ["One", "four", "two", "three"] {
            let at = source.text.find(word).unwrap();
            assert_eq!(&written[source.original(at)..][..word.len()], word);
        }
    }
}

//! Conflicts that Git has marked and somebody has moved since: into a quote or an item, where the marks stand behind other signs.
//! Those at the margin are found before a text is read.

use std::ops::Range;

use super::lead::{line_end, rest_of_line};
use super::pieces::Piece;
use super::{Edit, SourceFinding};
use crate::diagnostic::Code;

/// A text without one of these has none of their marks.
pub const SIGNS: [&str; 3] = ["<<<<<<<", ">>>>>>>", "|||||||"];

/// Takes out both versions, as is done at the margin: nobody knows which is meant. Gives where it did so, since readers
/// miss something there.
pub fn take_out(text: &str, pieces: &[Piece], edits: &mut Vec<Edit>, found: &mut Vec<SourceFinding>) -> Vec<usize> {
    let (mut covered, mut taken_out) = (0, Vec::new());
    for piece in pieces {
        let Piece::Line(start, words) = piece else { continue };
        let lead = &text[*start..*words];
        let line = rest_of_line(text, *words).trim_end();
        if *start < covered || lead.is_empty() {
            continue;
        }
        // The signs of the last mark look like those of quotes.
        let sign = lead.trim_start();
        let is_end = sign.trim_end() == ">>>>>>>" && !is_beside(text, *start, '>');
        let is_middle = is_mark(line, "|||||||") && !is_beside(text, *start, '|');
        if !is_end && !is_middle && !is_mark(line, "<<<<<<<") {
            continue;
        }
        let mark = if is_end { *words - sign.len() } else { *words }..*words + line.len();
        let whole = if is_end || is_middle { None } else { whole(text, *start..*words) };
        let message = match whole {
            Some(_) => "two versions of this part have not been merged",
            None => "this is left of two versions that have not been merged",
        };
        taken_out.extend(whole.as_ref().map(|_| mark.start));
        found.push(SourceFinding {
            code: Code::ConflictMarker,
            range: mark.clone(),
            message: message.to_owned(),
            hint:
                "keep what is meant, and remove the lines with the marks; put an example of them into a block of code"
                    .to_owned(),
        });
        // Of one that is torn nobody can say how far it goes.
        let range = whole.unwrap_or(mark);
        covered = range.end;
        edits.push(Edit { range, by: String::new() });
    }
    taken_out
}

/// Whether a line next to the one that begins at a byte begins with a sign, as the rows of a table and the lines of a quote do.
fn is_beside(text: &str, start: usize, sign: char) -> bool {
    let above = text[..start].trim_end_matches(['\n', '\r']).rsplit('\n').next();
    let below = text[line_end(text, start)..].split('\n').next();
    [above, below].into_iter().flatten().any(|line| {
        let line = line.trim_start();
        line.starts_with(sign) && !SIGNS.iter().any(|mark| is_mark(line, mark))
    })
}

/// The lines of a conflict whose first mark stands behind these bytes; its two other marks stand behind signs like them.
fn whole(text: &str, lead: Range<usize>) -> Option<Range<usize>> {
    // The sign of an item stands once.
    let signs = |line: &str| line.chars().filter(|c| *c == '>').count();
    let quotes = signs(&text[lead.clone()]);
    let mut at = line_end(text, lead.end);
    let mut is_parted = false;
    while at < text.len() {
        let end = line_end(text, at);
        let line = text[at..end].trim();
        let words = (0..quotes).try_fold(line, |line, _| Some(line.strip_prefix('>')?.trim_start()))?;
        if is_mark(words, "<<<<<<<") {
            return None;
        }
        if is_parted && is_mark(words, ">>>>>>>") {
            return Some(lead.start..end);
        }
        is_parted |= words == "=======";
        at = end;
    }
    None
}

/// Whether a line is a mark, with or without the name of a version behind it.
fn is_mark(line: &str, mark: &str) -> bool {
    line.strip_prefix(mark).is_some_and(|name| name.is_empty() || name.starts_with(' '))
}

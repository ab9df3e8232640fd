//! Comments that hold comments. In HTML the first `-->` ends all of them, and what stands behind it would be shown; whoever
//! comments out a part that already holds a comment means the whole.

use std::ops::Range;

use super::lead::line_end;

/// How far behind the beginning of a comment such an end may stand.
const FARTHEST: usize = 16 << 10;

/// What closes a comment and nothing else.
const CLOSE_NOTHING_ELSE: [&str; 4] = ["-->", "<<}", "*/", "*/}}"];

/// Where a comment ends that begins at a byte, when that is not at the first sign which closes one: where as many are closed
/// as were opened, or where a sign that closes stands once more in the same line, or in a line of its own. `next` knows where
/// the sign that closes stands next, from a byte on.
pub fn end(
    text: &str,
    at: usize,
    (open, close): (&str, &str),
    mut next: impl FnMut(usize) -> Option<usize>,
) -> Option<usize> {
    if open == close {
        return None;
    }
    // `<!-->` is a whole one.
    let inside = at + if close == "-->" { 2 } else { open.len() };
    let first = next(inside)? + close.len();
    if text[inside..first].contains(open) {
        balanced(text, inside, (open, close))
    } else if CLOSE_NOTHING_ELSE.contains(&close) {
        astray(text, first..next(first)?, (open, close))
    } else {
        None
    }
}

/// Behind the sign with which as many are closed as were opened.
fn balanced(text: &str, inside: usize, (open, close): (&str, &str)) -> Option<usize> {
    let text = &text[..text.floor_char_boundary(inside + FARTHEST)];
    let mut opens = text[inside..].match_indices(open).map(|(at, _)| inside + at).peekable();
    let mut depth = 1;
    for (at, _) in text[inside..].match_indices(close) {
        let end = inside + at + close.len();
        while opens.next_if(|open| *open < end).is_some() {
            depth += 1;
        }
        depth -= 1;
        if depth == 0 {
            return Some(end);
        }
    }
    None
}

/// Behind a sign that closes nothing.
fn astray(text: &str, between: Range<usize>, (open, close): (&str, &str)) -> Option<usize> {
    let (next, is_near) = (between.end, between.len() <= FARTHEST);
    let between = &text[between];
    let is_alone = || {
        let before = between.rsplit('\n').next().unwrap_or_default();
        before.trim().is_empty() && text[next + close.len()..line_end(text, next)].trim().is_empty()
    };
    let is_astray = is_near && !between.contains(open) && (!between.contains('\n') || is_alone());
    is_astray.then_some(next + close.len())
}

//! Conflicts that Git marks in a text and nobody has settled: two versions, of which the author meant one.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::markdown::Fence;

/// How many signs a mark has, where nobody set another number (`conflict-marker-size`).
const USUAL: usize = 7;

/// A conflict that nobody has settled.
pub struct Conflict {
    /// All that is held back, from one mark to another.
    pub range: Range<usize>,
    /// Whether marks of it are missing, so that nobody can say how far it goes.
    pub is_torn: bool,
}

/// A line that begins or ends a conflict.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Begins(usize),
    Parts,
    Ends(usize),
}

/// The unsettled conflicts of a text. Blocks of code are looked at as all else: two versions of one are no example of how
/// Git marks them, and an example can be told by a space before its marks.
pub fn find(text: &str) -> Vec<Conflict> {
    let mut found = Vec::new();
    if !text.contains("<<<<<<<") && !text.contains(">>>>>>>") {
        return found;
    }
    let lines = lines(text);
    let (mut at, mut parted) = (0, None::<usize>);
    while let Some(line) = lines.get(at) {
        let range = line.start..line.end;
        match line.mark {
            Some(Mark::Begins(length)) => {
                let end = lines[at + 1..].iter().take_while(|line| line.mark != Some(Mark::Begins(length)));
                let within = end.clone().position(|line| line.mark == Some(Mark::Ends(length))).map(|n| at + 1 + n);
                if within.is_some() || length == USUAL {
                    let is_parted = end.clone().any(|line| line.mark == Some(Mark::Parts));
                    let last = within.unwrap_or(if is_parted { at + end.count() } else { at });
                    found.push(Conflict { range: range.start..lines[last].end, is_torn: within.is_none() });
                    (at, parted) = (last, None);
                }
            }
            Some(Mark::Parts) => parted = Some(range.start),
            // A quote of seven depths has others beside it.
            Some(Mark::Ends(USUAL)) if !is_beside_quote(&lines, at) => {
                let start = parted.take().unwrap_or(range.start);
                found.push(Conflict { range: start..range.end, is_torn: true });
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// The same in Markdown, where `=======` that underlines no heading and `|||||||` that is no row are left of one too.
pub fn find_in_markdown(text: &str) -> Vec<Conflict> {
    let mut found = find(text);
    // They stand in order, and none in another; what is found below stands in none.
    let known: Vec<Range<usize>> = found.iter().map(|conflict| conflict.range.clone()).collect();
    if !text.contains("=======") && !text.contains("|||||||") {
        return found;
    }
    let (mut above, mut fence, mut at) =
        (Above { block: LineBlock::None, is_quoted: false, is_barred: false }, None, 0);
    for line in text.split_inclusive('\n') {
        let range = at..at + line.trim_end().len();
        at += line.len();
        let bare = line.trim_start_matches(['>', ' ']).trim_end();
        let was_open = fence.is_some();
        fence = fence.filter(|open: &Fence| !open.is_ended_by(bare));
        if !was_open {
            fence = Fence::begun_by(bare);
        }
        if was_open || fence.is_some() {
            above.block = LineBlock::None;
            continue;
        }
        let is_quoted = line.starts_with('>');
        let underlines = above.block == LineBlock::Paragraph && above.is_quoted == is_quoted;
        let is_known = || {
            let next = known.partition_point(|known| known.end <= range.start);
            known.get(next).is_some_and(|known| known.start <= range.start)
        };
        // A row of a table has others beside it.
        let is_base =
            line.strip_prefix("|||||||").is_some_and(|name| name.trim_end().is_empty() || name.starts_with(' '))
                && !above.is_barred
                && !text[at..].starts_with('|');
        // Those in quotes and items are found by the parser of Markdown.
        let is_middle = bare == "=======" && !line.starts_with(' ') && !is_quoted && !underlines;
        if (is_middle || is_base) && !is_known() {
            found.push(Conflict { range, is_torn: true });
        }
        above = Above { block: above.block.then(bare), is_quoted, is_barred: bare.starts_with('|') };
    }
    found.sort_by_key(|conflict| conflict.range.start);
    found
}

/// What stands above a line.
struct Above {
    block: LineBlock,
    is_quoted: bool,
    is_barred: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum LineBlock {
    /// Nothing that a line could underline.
    None,
    Item,
    Paragraph,
}

impl LineBlock {
    /// What a line makes of what stands above it.
    fn then(self, line: &str) -> LineBlock {
        let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_counted = number.len() < line.len() && number.starts_with([')', '.']) && number[1..].starts_with(' ');
        let behind = line.trim_start_matches('#');
        let is_heading = behind.len() < line.len() && (behind.is_empty() || behind.starts_with([' ', '\t']));
        match self {
            _ if line.is_empty() || is_heading => LineBlock::None,
            _ if ["- ", "* ", "+ "].iter().any(|sign| line.starts_with(sign)) => LineBlock::Item,
            LineBlock::None if is_counted => LineBlock::Item,
            LineBlock::Item => LineBlock::Item,
            _ => LineBlock::Paragraph,
        }
    }
}

/// A line, and what it is.
struct MarkedLine {
    start: usize,
    end: usize,
    is_quoted: bool,
    mark: Option<Mark>,
}

fn lines(text: &str) -> Vec<MarkedLine> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let line = line.trim_end();
        lines.push(MarkedLine { start, end, is_quoted: line.starts_with('>'), mark: Mark::of(line) });
        start = end;
    }
    lines
}

/// Whether the line before or behind one is of a quote.
fn is_beside_quote(lines: &[MarkedLine], at: usize) -> bool {
    let is_quote = |line: Option<&MarkedLine>| line.is_some_and(|line| line.is_quoted && line.mark.is_none());
    is_quote(at.checked_sub(1).map(|before| &lines[before])) || is_quote(lines.get(at + 1))
}

impl Mark {
    /// The mark that a line is, with or without the name of a version behind it.
    fn of(line: &str) -> Option<Mark> {
        let sign = line.chars().next().filter(|sign| matches!(sign, '<' | '=' | '>'))?;
        let length = line.chars().take_while(|c| *c == sign).count();
        let name = &line[length..];
        match sign {
            '=' => (length == USUAL && name.is_empty()).then_some(Mark::Parts),
            _ if length < USUAL || !(name.is_empty() || name.starts_with([' ', '\t'])) => None,
            '<' => Some(Mark::Begins(length)),
            _ => Some(Mark::Ends(length)),
        }
    }
}

/// Reports the conflicts of a text.
pub fn report(path: &Arc<str>, text: &str, conflicts: &[Conflict], out: &mut Vec<Diagnostic>) {
    out.extend(conflicts.iter().map(|Conflict { range, is_torn }| {
        let line = text[range.clone()].lines().next().unwrap_or_default().len();
        let place = Span::new(path, range.start..range.start + line);
        let (message, hint) = match is_torn {
            false => (
                "two versions of this part have not been merged",
                "keep what is meant, down to the line `>>>>>>>`, and remove the three marks; in an example of them, set a space before each",
            ),
            true => (
                "this is left of two versions that have not been merged",
                "look over what stands around it, and remove the mark; in an example of it, set a space before it",
            ),
        };
        Diagnostic::new(Code::ConflictMarker, place, message).hint(hint)
    }));
}

/// The text with nothing in the place of its conflicts, so that all that stands behind them keeps its place.
pub fn without<'t>(text: &'t str, conflicts: &[Conflict]) -> Cow<'t, str> {
    let mut kept = Cow::Borrowed(text);
    for Conflict { range, .. } in conflicts {
        let nothing: String = text[range.clone()].bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect();
        kept.to_mut().replace_range(range.clone(), &nothing);
    }
    kept
}

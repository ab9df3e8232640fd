//! Conflicts that Git marks in a text and nobody has settled: two versions, of which the author meant one.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::markdown::Fence;

/// The unsettled conflicts of a text, each with its three marks. One within a fenced block is shown, not meant.
pub fn find(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !text.contains("<<<<<<<") {
        return found;
    }
    let (mut at, mut begun, mut fence) = (0, None::<(usize, bool)>, None::<Fence>);
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        let mark = line.trim_end();
        match begun {
            // A conflict may tear a fence in two, so what stands in it is not looked at.
            Some((start, true)) if is_mark(mark, ">>>>>>>") => {
                found.push(start..end);
                begun = None;
            }
            Some((start, false)) if mark == "=======" => begun = Some((start, true)),
            Some((_, false)) if is_mark(mark, "<<<<<<<") => begun = Some((at, false)),
            Some(_) => {}
            None => {
                let words = mark.trim_start_matches([' ', '>']);
                fence = match fence {
                    Some(open) => Some(open).filter(|open| !open.is_ended_by(words)),
                    None if is_mark(mark, "<<<<<<<") => {
                        begun = Some((at, false));
                        None
                    }
                    None => Fence::begun_by(words),
                }
            }
        }
        at = end;
    }
    found
}

/// Whether a line is a mark, with or without the name of a version behind it.
fn is_mark(line: &str, mark: &str) -> bool {
    line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Reports the conflicts of a text.
pub fn report(path: &Arc<str>, text: &str, conflicts: &[Range<usize>], out: &mut Vec<Diagnostic>) {
    out.extend(conflicts.iter().map(|conflict| {
        let line = text[conflict.clone()].lines().next().unwrap_or_default().len();
        let place = Span::new(path, conflict.start..conflict.start + line);
        Diagnostic::new(Code::ConflictMarker, place, "two versions of this part have not been merged")
            .hint("keep what is meant, down to the line `>>>>>>>`, and remove the three marks")
    }));
}

/// The text with nothing in the place of its conflicts, so that all that stands behind them keeps its place.
pub fn without<'t>(text: &'t str, conflicts: &[Range<usize>]) -> Cow<'t, str> {
    let mut kept = Cow::Borrowed(text);
    for conflict in conflicts {
        let nothing: String = text[conflict.clone()].bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect();
        kept.to_mut().replace_range(conflict.clone(), &nothing);
    }
    kept
}

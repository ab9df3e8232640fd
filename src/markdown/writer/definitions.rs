//! Definitions of links, `[1]: https://…`: what of them is lost, and the links that have none.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use ahash::{HashMap, HashSet};
use pulldown_cmark::{Event, LinkType, RefDefs};

use super::Writer;
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::source;

/// A definition that the parser knows.
pub(super) struct Definition {
    /// Its name, by which it is found.
    name: String,
    /// Where it leads.
    to: String,
    /// Where it stands in the source.
    range: Range<usize>,
}

/// The definitions that the parser knows, in their order. Of several of one name it knows the first.
pub(super) fn list(known: &RefDefs) -> Vec<Definition> {
    let known = known.iter();
    let mut list: Vec<Definition> = known
        .map(|(label, known)| Definition { name: name(label), to: known.dest.to_string(), range: known.span.clone() })
        .collect();
    list.sort_by_key(|definition| definition.range.start);
    list
}

/// Labels are compared by their words, whatever their case.
fn name(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Brackets of links that nothing defines, as the parser meets them: bytes of the source.
#[derive(Default)]
pub(super) struct Undefined(RefCell<BTreeMap<usize, usize>>);

impl Undefined {
    /// Brackets in running text are no links; two pairs of them are meant as one.
    pub(super) fn see(&self, kind: LinkType, range: Range<usize>) {
        if matches!(kind, LinkType::Reference | LinkType::Collapsed) {
            self.0.borrow_mut().insert(range.start, range.end);
        }
    }

    /// All of them.
    pub(super) fn take(&self) -> BTreeMap<usize, usize> {
        self.0.take()
    }
}

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Writer<'a, I> {
    /// Reports what is lost of definitions, and the links that have none.
    pub(super) fn report_definitions(&mut self, known: &[Definition], undefined: BTreeMap<usize, usize>) {
        for (start, end) in undefined {
            self.report_undefined(start..end);
        }
        self.report_unread_definitions(known);
        if known.is_empty() {
            return;
        }
        let used = used_labels(self.source, known);
        for definition in known.iter().filter(|definition| !used.contains(&definition.name)) {
            let line = source::first_line(&self.source[definition.range.clone()]);
            let range = definition.range.start..definition.range.start + line.len();
            let message = format!("no link uses `[{}]`, so nothing is shown of this line", definition.name);
            self.report(Code::UnusedNote, range, message)
                .hint_last(format!("write `[words][{}]` where it belongs, or remove it", definition.name));
        }
    }

    fn report_undefined(&mut self, range: Range<usize>) {
        let (before, written) = (&self.source[..range.start], &self.source[range.clone()]);
        // `a[i][j]` is no link.
        let is_within = before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ']' | '\\' | '[' | '`'));
        let inside = written.trim_start_matches('!').strip_prefix('[').and_then(|inside| inside.strip_suffix(']'));
        let Some(inside) = inside else { return };
        // The parser hands over `[words][]` without its end.
        let (words, label) = inside.rsplit_once("][").unwrap_or((inside, ""));
        let label = if label.trim().is_empty() { words } else { label };
        let is_other = |part: &str| part.starts_with(['^', '@', '[', '!']) || !part.contains(char::is_alphanumeric);
        if is_within || is_other(words) || is_other(label) {
            return;
        }
        let message = format!("this is not read as a link, since no line `[{label}]: …` says where it leads");
        let hint = format!("add `[{label}]: https://…` on a line of its own, or write `[words](https://…)`");
        self.report(Code::UnreadLink, range, message).hint_last(hint);
    }

    /// Reports lines that define what is defined already, and lines that define nothing, though they were meant to.
    fn report_unread_definitions(&mut self, known: &[Definition]) {
        if !may_define(self.source) {
            return;
        }
        let by_name: HashMap<&str, &Definition> = known.iter().map(|known| (known.name.as_str(), known)).collect();
        let is_known = |at: usize| {
            let last = known.partition_point(|known| known.range.start <= at).checked_sub(1);
            last.is_some_and(|last| known[last].range.contains(&at))
        };
        let mut is_apart = true;
        for at in source::lines(self.source, self.options.math) {
            let line = source::first_line(&self.source[at..]).trim_end();
            let was_apart = std::mem::replace(&mut is_apart, line.is_empty());
            let Some((label, to)) = definition(line) else { continue };
            if is_known(at) {
                is_apart = true;
                continue;
            }
            let first = by_name.get(&*name(label)).filter(|_| was_apart);
            is_apart |= first.is_some();
            let range = at..at + line.len();
            match first {
                Some(first) if first.to == to => {}
                Some(first) => {
                    let related = self.span(first.range.start..first.range.start + 1);
                    let finding = Diagnostic::new(
                        Code::DuplicateNote,
                        self.span(range),
                        format!("the link `[{label}]` is defined twice, with another address each time"),
                    );
                    let hint = "all links of this name lead to the first; give the other a name of its own";
                    self.diagnostics.push(finding.related(related, "first defined here").hint(hint));
                }
                None if is_address(to) => {
                    let message = "this line defines no link, and stands as it is typed";
                    let hint = "put an empty line before it, and nothing behind the address but a title between quotes";
                    self.report(Code::UnreadLink, range, message).hint_last(hint);
                }
                None => {}
            }
        }
    }
}

/// Whether a line may begin like a definition. Most texts have notes alone, `[^1]: …`.
fn may_define(text: &str) -> bool {
    let may_begin = |line: &str| {
        let words = line.trim_start_matches(['>', ' ', '\t', '-', '*', '+']);
        let label =
            words.strip_prefix('[').filter(|rest| !rest.starts_with('^')).and_then(|rest| rest.split_once("]:"));
        label.is_some_and(|(label, _)| !label.contains('['))
    };
    memchr::memmem::find(text.as_bytes(), b"]:").is_some() && text.lines().any(may_begin)
}

/// The label and the address of a line like `[label]: address`.
fn definition(line: &str) -> Option<(&str, &str)> {
    let (label, rest) = line.strip_prefix('[')?.split_once("]:")?;
    let to = rest.split_whitespace().next()?.trim_start_matches('<').trim_end_matches('>');
    (!label.starts_with('^') && !label.contains('[') && !label.trim().is_empty()).then_some((label, to))
}

/// Whether a word reads as where a link leads, and not as the first word of what somebody said.
fn is_address(word: &str) -> bool {
    word.contains("://") || word.starts_with(['/', '#', '.']) || word.starts_with("www.") || word.contains(".md")
}

/// All that stands in brackets, but for the labels of definitions.
fn used_labels(source: &str, known: &[Definition]) -> HashSet<String> {
    let definitions: BTreeSet<usize> = known.iter().map(|known| known.range.start).collect();
    let brackets = memchr::memchr_iter(b'[', source.as_bytes()).filter(|at| !definitions.contains(at));
    let inside = |at: usize| {
        let end = memchr::memchr2(b'[', b']', &source.as_bytes()[at + 1..])?;
        source[at + 1 + end..].starts_with(']').then(|| name(&source[at + 1..at + 1 + end]))
    };
    brackets.filter_map(inside).collect()
}

//! What of many findings is drawn, so that a person can read them: a site of thousands of texts has thousands.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use crate::diagnostic::{Code, Diagnostic, Severity};

/// How many findings of one kind are drawn in one file.
const IN_A_FILE: usize = 3;
/// In how many files findings of one kind are drawn.
const FILES: usize = 10;

/// Findings as they are drawn. Where all of them are, they stand in the order of their places. Where some are only
/// counted, the errors follow the warnings, and a table of all kinds the errors: a terminal shows the end of what it was
/// told, and there stands what keeps a site from being published.
pub struct Digest<'a> {
    /// What is drawn.
    pub parts: Vec<Part<'a>>,
    /// How many there are of each kind; empty where all of them are drawn.
    pub table: String,
}

/// One thing to draw.
pub enum Part<'a> {
    /// A finding.
    Finding(&'a Diagnostic),
    /// A line that says how many more there are of a kind in a file.
    More(String),
}

/// What decides whether two findings are of one kind: the settings give a level to a kind as a whole, but some texts
/// are found wrong at two.
type Sort = (Severity, Code);

fn sort(finding: &Diagnostic) -> Sort {
    (finding.severity, finding.code)
}

impl<'a> Digest<'a> {
    /// Chooses what to draw. The findings of a file stand together.
    /// `all`: the command that tells all of them.
    pub fn of(findings: &'a [Diagnostic], all: &str) -> Digest<'a> {
        let mut kinds: BTreeMap<Sort, DigestKind> = BTreeMap::new();
        let mut parts = Vec::new();
        for file in findings.chunk_by(|a, b| a.span.path == b.span.path) {
            draw_file(file, &mut kinds, &mut parts);
        }
        if kinds.values().all(|kind| kind.count == kind.drawn) {
            return Digest { parts: parts.into_iter().map(|(_, part)| part).collect(), table: String::new() };
        }
        // The worst last.
        parts.sort_by_key(|(severity, _)| Reverse(*severity));
        let parts = parts.into_iter().map(|(_, part)| part).collect();
        Digest { parts, table: table(&kinds, all) }
    }
}

/// How many findings of a kind there are.
#[derive(Default)]
struct DigestKind {
    count: usize,
    files: usize,
    drawn: usize,
}

/// Chooses what to draw of the findings of a file.
fn draw_file<'a>(
    file: &'a [Diagnostic],
    kinds: &mut BTreeMap<Sort, DigestKind>,
    parts: &mut Vec<(Severity, Part<'a>)>,
) {
    let mut counts: HashMap<Sort, usize> = HashMap::new();
    for finding in file {
        let (severity, count) = (finding.severity, counts.entry(sort(finding)).or_default());
        let kind = kinds.entry(sort(finding)).or_default();
        *count += 1;
        kind.count += 1;
        kind.files += usize::from(*count == 1);
        if kind.files <= FILES && *count <= IN_A_FILE {
            kind.drawn += 1;
            parts.push((severity, Part::Finding(finding)));
        }
    }
    let mut told = HashSet::new();
    for finding in file.iter().filter(|finding| told.insert(sort(finding))) {
        let more = counts[&sort(finding)].saturating_sub(IN_A_FILE);
        if more > 0 && kinds[&sort(finding)].files <= FILES {
            let line = format!("and {more} more of `{}` in {}\n\n", finding.code.name(), finding.span.path);
            parts.push((finding.severity, Part::More(line)));
        }
    }
}

/// How many findings there are of each kind, errors first, and of the same level the most frequent first.
fn table(kinds: &BTreeMap<Sort, DigestKind>, all: &str) -> String {
    let mut rows: Vec<_> = kinds.iter().collect();
    rows.sort_by_key(|((severity, code), kind)| (*severity, usize::MAX - kind.count, *code));
    let widest = |width: fn(&(&Sort, &DigestKind)) -> usize| rows.iter().map(width).max().unwrap_or_default();
    let name = widest(|((_, code), _)| code.name().len());
    let count = widest(|(_, kind)| kind.count.to_string().len());
    let row = |((severity, code), kind): &(&Sort, &DigestKind)| {
        let files = super::counted(kind.files, "file");
        format!("{:7}  {:name$}  {:>count$} in {files}\n", severity.word(), code.name(), kind.count)
    };
    let rows: String = rows.iter().map(row).collect();
    format!("{rows}All of them: {all} --format short. What one means: standpoint explain NAME.\n\n")
}

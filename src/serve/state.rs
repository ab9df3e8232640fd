//! What the preview shows at the moment. The loop publishes it, each connection reads it, and it is swapped as a whole.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::Serialize;

use super::changes;
use crate::diagnostic::excerpt::Texts;
use crate::diagnostic::{Code, Diagnostic, SHOWN_PLACES, Severity, Span};
use crate::pipeline::Edition;
use crate::stored::Stored;
use crate::sync::lock;

/// A longer list of findings is of no use in a drawer.
const MOST_SHOWN: usize = 100;

/// What the preview shows at the moment.
pub struct State {
    /// The site.
    pub edition: Arc<Edition>,
    /// Grows with each state, also when only the findings are new.
    pub number: u64,
    /// What was found.
    pub found: EditionFindings,
    /// What the machine cannot do at the moment, such as reading the site's folder; the edition is the last one then.
    pub trouble: Option<String>,
    /// Pages that have moved during this run, old path to new path.
    pub renamed: BTreeMap<String, String>,
}

/// What was found in an edition.
#[derive(Clone)]
pub struct EditionFindings {
    /// All of it, errors first.
    all: Arc<Vec<Diagnostic>>,
    /// The first of them as the drawer shows them.
    pub shown: Vec<Shown>,
}

impl EditionFindings {
    /// Brings findings in the order of the drawer. `edition` knows the texts.
    pub fn new(mut all: Vec<Diagnostic>, edition: &Edition) -> EditionFindings {
        // The sort keeps the order of places.
        all.sort_by_key(|finding| (finding.severity, finding.code != Code::TemplateError));
        let shown = Shown::all(&all[..all.len().min(MOST_SHOWN)], edition);
        EditionFindings { all: all.into(), shown }
    }

    /// How many are so bad.
    pub fn count(&self, severity: Severity) -> usize {
        self.all.iter().filter(|finding| finding.severity == severity).count()
    }
}

/// A finding as the drawer in the page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Shown {
    /// `error` or `warning`.
    pub severity: &'static str,
    /// Its stable name.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// Where.
    #[serde(flatten)]
    pub place: FilePlace,
    /// The lines there; none for findings about a file as a whole.
    pub excerpt: Option<Lines>,
    /// What to do.
    pub hints: Vec<String>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct FilePlace {
    /// Path from the site's folder.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Whether it is a file of the site, which an editor can open.
    pub editable: bool,
}

/// Another place, with a few words.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Related {
    /// Where.
    #[serde(flatten)]
    pub place: FilePlace,
    /// What it has to do with the finding.
    pub message: String,
}

/// Lines of a text, taken apart at what is to be underlined, so that nobody has to count.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Lines {
    /// Number of the first line.
    pub line: usize,
    /// What stands before the place.
    pub before: String,
    /// The place; may be empty.
    pub marked: String,
    /// What stands behind it.
    pub after: String,
}

impl Shown {
    fn all(findings: &[Diagnostic], edition: &Edition) -> Vec<Shown> {
        let mut texts = Texts::new(edition.snapshot().texts_by_path());
        let files = LazyCell::new(|| edition.snapshot().paths().map(|path| &**path).collect::<HashSet<&str>>());
        let is_file = |path: &str| files.contains(path);
        findings.iter().map(|finding| Shown::new(finding, &mut texts, is_file)).collect()
    }

    fn new(
        finding: &Diagnostic,
        texts: &mut Texts<impl Fn(&str) -> Option<Arc<str>>>,
        is_file: impl Fn(&str) -> bool,
    ) -> Shown {
        let mut place = |span: &Span| {
            let (line, column) = texts.place(finding, span);
            FilePlace { file: span.path.to_string(), line, column, editable: is_file(&span.path) }
        };
        let related = finding.related.iter().take(SHOWN_PLACES);
        Shown {
            severity: finding.severity.word(),
            code: finding.code.name(),
            message: finding.message.clone(),
            place: place(&finding.span),
            related: related.map(|(span, words)| Related { place: place(span), message: words.clone() }).collect(),
            excerpt: (finding.span != Span::file(&finding.span.path))
                .then(|| texts.of(finding, &finding.span))
                .flatten()
                .map(|text| {
                    let excerpt = text.excerpt(&finding.span);
                    let (before, rest) = excerpt.text.split_at(excerpt.range.start);
                    let (marked, after) = rest.split_at(excerpt.range.len());
                    let [before, marked, after] = [before, marked, after].map(str::to_owned);
                    Lines { line: excerpt.line, before, marked, after }
                }),
            hints: finding.hints.clone(),
        }
    }
}

impl State {
    /// The first one of an edition, with what is known before its pages have been looked over.
    pub fn of(edition: Arc<Edition>, number: u64) -> State {
        let found = EditionFindings::new(edition.first_findings(), &edition);
        State { edition, number, found, trouble: None, renamed: BTreeMap::new() }
    }

    /// The state with the next edition, in which these files have changed. What was wrong with finished pages is shown
    /// until they have been looked over again, so that it does not come and go.
    pub fn followed_by(&self, edition: Arc<Edition>, files: &BTreeSet<String>) -> State {
        let mut found = edition.first_findings();
        let known: HashSet<_> = found.iter().map(what).collect();
        let of_pages = self.found.all.iter().filter(|finding| {
            let template = finding.code == Code::TemplateError && !files.contains(&*finding.span.path);
            (finding.span.path.starts_with("public/") || template) && !known.contains(&what(finding))
        });
        let kept: Vec<Diagnostic> = of_pages.cloned().collect();
        found.extend(kept);
        let found = EditionFindings::new(found, &edition);
        let mut renamed = self.renamed.clone();
        renamed.extend(changes::renamed(&self.edition, &edition));
        State { edition, number: self.number + 1, found, trouble: None, renamed }
    }

    /// The same site, while the machine cannot read it.
    pub fn troubled(&self, trouble: String) -> State {
        State { trouble: Some(trouble), ..self.again() }
    }

    /// The same site, which can be read again.
    pub fn recovered(&self) -> State {
        State { trouble: None, ..self.again() }
    }

    fn again(&self) -> State {
        State {
            edition: self.edition.clone(),
            number: self.number + 1,
            found: self.found.clone(),
            trouble: self.trouble.clone(),
            renamed: self.renamed.clone(),
        }
    }

    /// Where a page has moved to, when it is there.
    pub fn moved(&self, path: &str) -> Option<&str> {
        let mut at = self.renamed.get(path)?;
        // A page may move several times, and back again.
        for _ in 0..self.renamed.len() {
            if self.edition.get(at).is_some() {
                return Some(at);
            }
            at = self.renamed.get(at)?;
        }
        None
    }
}

/// By what a finding is known again. How many pages a mistake in a template spoils, nobody knows before all are made.
fn what(finding: &Diagnostic) -> (Code, &Span, &str) {
    let message = if finding.code == Code::TemplateError { "" } else { finding.message.as_str() };
    (finding.code, &finding.span, message)
}

/// What the loop and the connections share.
pub struct Shared {
    now: Mutex<Now>,
    /// Whose turn it is to publish: what follows from a state must follow it.
    turn: Mutex<()>,
    newer: Condvar,
    /// The page of each tab that follows, in the order in which they came.
    open: Mutex<BTreeMap<u64, String>>,
}

struct Now {
    state: Arc<State>,
    /// The number of the state in which each copied file changed for the last time.
    changed: HashMap<String, u64>,
}

impl Shared {
    /// Begins with a state.
    pub fn new(state: State) -> Shared {
        Shared {
            now: Mutex::new(Now { state: Arc::new(state), changed: HashMap::new() }),
            turn: Mutex::default(),
            newer: Condvar::new(),
            open: Mutex::default(),
        }
    }

    /// Shows what follows from what is shown, if anything does. Its number must be larger.
    pub fn publish_with(&self, next: impl FnOnce(&State) -> Option<State>) {
        let _turn = lock(&self.turn);
        let old = self.current();
        let Some(state) = next(&old).map(Arc::new) else { return };
        let changed = changed_files(&old.edition, &state.edition);
        let mut now = lock(&self.now);
        now.changed.extend(changed.into_iter().map(|path| (path, state.number)));
        now.state = state;
        self.newer.notify_all();
    }

    /// Shows what was found in an edition, unless another one is shown by now.
    pub fn publish_findings(&self, edition: &Arc<Edition>, findings: &[Diagnostic]) {
        let found = EditionFindings::new(findings.to_vec(), edition);
        self.publish_with(|current| {
            let news = Arc::ptr_eq(&current.edition, edition) && current.found.all != found.all;
            news.then(|| State { found, ..current.again() })
        });
    }

    /// What is shown at the moment.
    pub fn current(&self) -> Arc<State> {
        lock(&self.now).state.clone()
    }

    /// Waits for a state with a larger number; none when `longest` has passed.
    pub fn wait_for_newer(&self, number: u64, longest: Duration) -> Option<Arc<State>> {
        let end = Instant::now() + longest;
        let mut now = lock(&self.now);
        while now.state.number <= number {
            let left = end.checked_duration_since(Instant::now())?;
            now = self.newer.wait_timeout(now, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        Some(now.state.clone())
    }

    /// The copied files that have changed after a state, sorted.
    pub fn changed_since(&self, number: u64) -> Vec<String> {
        let now = lock(&self.now);
        let mut paths: Vec<_> =
            now.changed.iter().filter(|(_, at)| **at > number).map(|(path, _)| path.clone()).collect();
        paths.sort();
        paths
    }

    /// The paths of the pages that are open in a visible tab. Make these first.
    pub fn open_pages(&self) -> Vec<String> {
        lock(&self.open).values().collect::<BTreeSet<_>>().into_iter().cloned().collect()
    }

    /// Notes that a tab shows a page, until the guard is dropped.
    pub(super) fn opened(&self, path: String) -> Opened<'_> {
        let mut open = lock(&self.open);
        let nth = open.last_key_value().map_or(0, |(last, _)| last + 1);
        open.insert(nth, path);
        Opened { shared: self, nth }
    }
}

/// That a tab shows a page.
pub(super) struct Opened<'s> {
    shared: &'s Shared,
    nth: u64,
}

impl Opened<'_> {
    /// How many tabs have come since.
    pub fn newer(&self) -> usize {
        lock(&self.shared.open).range(self.nth + 1..).count()
    }
}

impl Drop for Opened<'_> {
    fn drop(&mut self) {
        lock(&self.shared.open).remove(&self.nth);
    }
}

/// The copied files that are new, gone or other ones.
fn changed_files(old: &Arc<Edition>, new: &Arc<Edition>) -> Vec<String> {
    if Arc::ptr_eq(old, new) {
        return Vec::new();
    }
    let mut known: HashMap<&str, &Stored> = old.files().collect();
    let mut changed = Vec::new();
    for (path, bytes) in new.files() {
        if known.remove(path).is_none_or(|before| before.pointer() != bytes.pointer() && before != bytes) {
            changed.push(path.to_owned());
        }
    }
    changed.extend(known.into_keys().map(str::to_owned));
    changed
}

//! What a publication changes, in words.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::git::Entry;

/// How many of each list are named.
const NAMED: usize = 20;

/// What happens to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    New,
    Changed,
    Gone,
}

/// What a publication changes.
#[derive(Debug, Default)]
pub struct Changes {
    positions: Vec<(Change, String)>,
    sources: Vec<(Change, String)>,
    pages: Vec<(Change, String)>,
    /// Files that are no pages are counted only.
    files: Vec<(Change, String)>,
}

impl Changes {
    /// Compares our files in the branch with those of the site. `title_of` knows the title of the page at a path.
    pub(super) fn between(
        there: &[Entry],
        before: &BTreeSet<&str>,
        site: &[Entry],
        title_of: impl Fn(&str) -> Option<String>,
    ) -> Changes {
        let old: BTreeMap<&str, &str> =
            there.iter().map(|entry| (entry.path.as_str(), entry.object.as_str())).collect();
        let new: BTreeSet<&str> = site.iter().map(|entry| entry.path.as_str()).collect();
        let mut changes = Changes::default();
        for entry in site {
            match old.get(entry.path.as_str()) {
                None => changes.add(Change::New, &entry.path, &title_of),
                Some(object) if *object != entry.object => changes.add(Change::Changed, &entry.path, &title_of),
                Some(_) => {}
            }
        }
        for path in old.keys().filter(|path| before.contains(*path) && !new.contains(*path) && **path != super::LIST) {
            changes.add(Change::Gone, path, &title_of);
        }
        changes
    }

    fn add(&mut self, change: Change, path: &str, title_of: impl Fn(&str) -> Option<String>) {
        let list = match path.split_once('/') {
            _ if !path.ends_with(".html") => &mut self.files,
            Some(("positions", rest)) if rest != "index.html" => &mut self.positions,
            Some(("sources", rest)) if rest != "index.html" => &mut self.sources,
            _ => &mut self.pages,
        };
        list.push((change, title_of(path).unwrap_or_else(|| path.to_owned())));
    }

    /// The changes as lines, for people.
    pub fn words(&self) -> String {
        let mut words = String::new();
        for (name, list) in [("Positions", &self.positions), ("Sources", &self.sources), ("Other pages", &self.pages)] {
            lines(&mut words, name, list, NAMED);
        }
        lines(&mut words, "Other files", &self.files, 0);
        words
    }
}

fn lines(words: &mut String, name: &str, list: &[(Change, String)], named: usize) {
    if list.is_empty() {
        return;
    }
    let count = |wanted| list.iter().filter(|(change, _)| *change == wanted).count();
    let counts = [(Change::New, "new"), (Change::Changed, "changed"), (Change::Gone, "gone")];
    let counts = counts.map(|(change, word)| (count(change), word)).into_iter().filter(|(count, _)| *count > 0);
    let counts: Vec<String> = counts.map(|(count, word)| format!("{count} {word}")).collect();
    // Writing to a string cannot fail.
    let _ = writeln!(words, "{name}: {}", counts.join(", "));
    for (change, title) in list.iter().take(named) {
        let sign = match change {
            Change::New => '+',
            Change::Changed => '~',
            Change::Gone => '-',
        };
        let _ = writeln!(words, "  {sign} {title}");
    }
    if named > 0 && list.len() > named {
        let _ = writeln!(words, "  … and {} more", list.len() - named);
    }
}

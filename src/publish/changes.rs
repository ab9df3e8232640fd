//! What a publication changes, in words.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::Value;

use super::branch::Branch;
use super::git::CommittedFile;
use crate::diagnostic::printable;

/// Where a site lists its positions.
pub(super) const POSITIONS: &str = "data/positions.json";

/// Where a site lists its sources, one object with an `id` each.
pub(super) const SOURCES: &str = "data/sources.json";

/// How many of each list are named.
const NAMED: usize = 20;

/// What happens to something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NamedChange {
    New,
    Changed,
    Gone,
}

/// A kind of thing, and what happens to some of them, by their names.
type ChangeList = Vec<(NamedChange, String)>;

/// What a publication changes.
#[derive(Debug, Default)]
pub struct Changes {
    /// What happened to positions: `new`, `shift`, `rewritten` or `gone`, and a sentence.
    positions: Vec<(&'static str, String)>,
    sources: ChangeList,
    /// Pages by their titles.
    pages: ChangeList,
    /// Files that are no pages; they are counted only.
    files: ChangeList,
}

impl Changes {
    /// Compares what the branch has with the site: our files, and the texts of [`SOURCES`], old and new. `positions` is
    /// what happened to them, and `title_of` knows the title of the page at a path.
    pub(super) fn between(
        branch: &Branch,
        site: &[CommittedFile],
        sources: &(String, String),
        positions: Vec<(&'static str, String)>,
        title_of: impl Fn(&str) -> Option<String>,
    ) -> Changes {
        let sources = (Things::read(&sources.0), Things::read(&sources.1));
        let objects = |entries: &[CommittedFile]| -> BTreeMap<String, String> {
            entries.iter().map(|entry| (entry.path.clone(), entry.object.clone())).collect()
        };
        let mut old = objects(&branch.files);
        old.retain(|path, _| branch.ours.contains(path) && path != super::LIST);
        let files = compared(&old, &objects(site));
        let (pages, files) = files.into_iter().partition::<ChangeList, _>(|(_, path)| path.ends_with(".html"));
        let title = |(change, path): (NamedChange, String)| (change, title_of(&path).unwrap_or(path));
        Changes {
            positions,
            sources: sources.0.until(&sources.1, |source| word(source, "title")),
            pages: pages.into_iter().map(title).collect(),
            files,
        }
    }

    /// The changes as lines, for people.
    pub fn words(&self) -> String {
        let mut words = String::new();
        let positions: Vec<ChangeLine> = self.positions.iter().map(|(kind, sentence)| moved(kind, sentence)).collect();
        lines(&mut words, "Positions", &positions, NAMED);
        for (name, list, named) in
            [("Sources", &self.sources, NAMED), ("Pages", &self.pages, NAMED), ("Other files", &self.files, 0)]
        {
            let list: Vec<ChangeLine> = list.iter().map(|(change, name)| changed(*change, name)).collect();
            lines(&mut words, name, &list, named);
        }
        words
    }
}

/// A line: what its list counts it as, its sign, and its words.
type ChangeLine<'a> = (&'static str, char, &'a str);

fn moved<'a>(kind: &'static str, sentence: &'a str) -> ChangeLine<'a> {
    match kind {
        "new" => ("new", '+', sentence),
        "shift" => ("moved", '~', sentence),
        "gone" => ("gone", '-', sentence),
        other => (other, '~', sentence),
    }
}

fn changed(change: NamedChange, name: &str) -> ChangeLine<'_> {
    match change {
        NamedChange::New => ("new", '+', name),
        NamedChange::Changed => ("changed", '~', name),
        NamedChange::Gone => ("gone", '-', name),
    }
}

/// Things by their ids.
struct Things(BTreeMap<String, Value>);

impl Things {
    /// Reads a list of objects. A site of another program may have something else there; then nothing was there.
    fn read(json: &str) -> Things {
        let list: Vec<Value> = serde_json::from_str(json).unwrap_or_default();
        Things(list.into_iter().map(|thing| (word(&thing, "id"), thing)).collect())
    }

    /// What happens to each on the way to `new`, with a name for it.
    fn until(&self, new: &Things, name: impl Fn(&Value) -> String) -> ChangeList {
        let named = |(change, id): (NamedChange, String)| {
            let thing = new.0.get(&id).or_else(|| self.0.get(&id));
            (change, thing.map(&name).filter(|name| !name.is_empty()).unwrap_or(id))
        };
        compared(&self.0, &new.0).into_iter().map(named).collect()
    }
}

fn word(thing: &Value, field: &str) -> String {
    thing[field].as_str().unwrap_or_default().to_owned()
}

/// What happens to each thing between two lists.
fn compared<T: PartialEq>(old: &BTreeMap<String, T>, new: &BTreeMap<String, T>) -> ChangeList {
    let here = new.iter().filter_map(|(name, thing)| match old.get(name) {
        None => Some((NamedChange::New, name.clone())),
        Some(before) => (before != thing).then(|| (NamedChange::Changed, name.clone())),
    });
    let gone = old.keys().filter(|name| !new.contains_key(*name)).map(|name| (NamedChange::Gone, name.clone()));
    here.chain(gone).collect()
}

fn lines(words: &mut String, name: &str, list: &[ChangeLine], named: usize) {
    if list.is_empty() {
        return;
    }
    let count = |word: &str| list.iter().filter(|(counted, ..)| *counted == word).count();
    let counts = ["new", "moved", "renewed", "changed", "renamed", "rewritten", "gone"].map(|word| (count(word), word));
    let counts: Vec<String> =
        counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    // Writing to a string cannot fail.
    let _ = writeln!(words, "{name}: {}", counts.join(", "));
    for (_, sign, name) in list.iter().take(named) {
        let _ = writeln!(words, "  {sign} {}", printable((*name).to_owned()));
    }
    if named > 0 && list.len() > named {
        let _ = writeln!(words, "  … and {} more", list.len() - named);
    }
}

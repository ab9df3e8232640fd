//! What a publication changes, in words.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::Value;

use super::branch::Branch;
use super::git::CommittedFile;
use crate::diagnostic::printable;

/// Where a site lists its positions and its sources, one object with an `id` each.
pub(super) const DATA: [&str; 2] = ["data/positions.json", "data/sources.json"];

/// How many of each list are named.
const NAMED: usize = 20;

/// What happens to something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    New,
    Changed,
    Gone,
}

/// A kind of thing, and what happens to some of them, by their names.
type ChangeList = Vec<(Change, String)>;

/// What a publication changes.
#[derive(Debug, Default)]
pub struct Changes {
    positions: ChangeList,
    sources: ChangeList,
    /// Pages by their titles.
    pages: ChangeList,
    /// Files that are no pages; they are counted only.
    files: ChangeList,
}

impl Changes {
    /// Compares what the branch has with the site: our files, and the texts of [`DATA`], old and new. `title_of` knows
    /// the title of the page at a path.
    pub(super) fn between(
        branch: &Branch,
        site: &[CommittedFile],
        data: &[(String, String); 2],
        title_of: impl Fn(&str) -> Option<String>,
    ) -> Changes {
        let [positions, sources] = data.each_ref().map(|(old, new)| (Things::read(old), Things::read(new)));
        let objects = |entries: &[CommittedFile]| -> BTreeMap<String, String> {
            entries.iter().map(|entry| (entry.path.clone(), entry.object.clone())).collect()
        };
        let mut old = objects(&branch.files);
        old.retain(|path, _| branch.ours.contains(path) && path != super::LIST);
        let files = compared(&old, &objects(site));
        let (pages, files) = files.into_iter().partition::<ChangeList, _>(|(_, path)| path.ends_with(".html"));
        let title = |(change, path): (Change, String)| (change, title_of(&path).unwrap_or(path));
        Changes {
            positions: positions.0.until(&positions.1, position),
            sources: sources.0.until(&sources.1, |source| word(source, "title")),
            pages: pages.into_iter().map(title).collect(),
            files,
        }
    }

    /// The changes as lines, for people.
    pub fn words(&self) -> String {
        let mut words = String::new();
        for (name, list) in [("Positions", &self.positions), ("Sources", &self.sources), ("Pages", &self.pages)] {
            lines(&mut words, name, list, NAMED);
        }
        lines(&mut words, "Other files", &self.files, 0);
        words
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
        let named = |(change, id): (Change, String)| {
            let thing = new.0.get(&id).or_else(|| self.0.get(&id));
            (change, thing.map(&name).filter(|name| !name.is_empty()).unwrap_or(id))
        };
        compared(&self.0, &new.0).into_iter().map(named).collect()
    }
}

/// `Russia on Ceasefire: opposes (2025-08-20)`
fn position(position: &Value) -> String {
    let [actor, issue, stance, as_of] =
        ["actor_name", "issue_title", "stance", "as_of"].map(|field| word(position, field));
    format!("{actor} on {issue}: {stance} ({as_of})")
}

fn word(thing: &Value, field: &str) -> String {
    thing[field].as_str().unwrap_or_default().to_owned()
}

/// What happens to each thing between two lists.
fn compared<T: PartialEq>(old: &BTreeMap<String, T>, new: &BTreeMap<String, T>) -> ChangeList {
    let here = new.iter().filter_map(|(name, thing)| match old.get(name) {
        None => Some((Change::New, name.clone())),
        Some(before) => (before != thing).then(|| (Change::Changed, name.clone())),
    });
    let gone = old.keys().filter(|name| !new.contains_key(*name)).map(|name| (Change::Gone, name.clone()));
    here.chain(gone).collect()
}

fn lines(words: &mut String, name: &str, list: &ChangeList, named: usize) {
    if list.is_empty() {
        return;
    }
    let counts = [(Change::New, "new"), (Change::Changed, "changed"), (Change::Gone, "gone")];
    let counts = counts.map(|(wanted, word)| (list.iter().filter(|(change, _)| *change == wanted).count(), word));
    let counts: Vec<String> =
        counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    // Writing to a string cannot fail.
    let _ = writeln!(words, "{name}: {}", counts.join(", "));
    for (change, name) in list.iter().take(named) {
        let sign = match change {
            Change::New => '+',
            Change::Changed => '~',
            Change::Gone => '-',
        };
        let _ = writeln!(words, "  {sign} {}", printable(name.clone()));
    }
    if named > 0 && list.len() > named {
        let _ = writeln!(words, "  … and {} more", list.len() - named);
    }
}

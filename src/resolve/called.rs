//! What texts are called where nobody writes their ids: by the names of their files, their titles, short names and
//! aliases, whatever their case, with ` `, `-` or `_` between the words. Made for the first name that is no id.

use std::sync::Arc;

use ahash::HashMap;

use super::drafts::{Drafts, HeldBack};
use crate::markdown::slug::{last_part, plain};
use crate::model::document::{Document, Kind, Meta, Phrase};

/// The texts by what they are called.
#[derive(Debug, Default)]
pub struct Called {
    /// By their ids, and by these behind their folders.
    by_id: HashMap<String, Vec<Arc<str>>>,
    /// By their titles and the like, and by the last parts of their paths.
    by_name: HashMap<String, Vec<Arc<str>>>,
    /// Those in folders, by the ends of their paths: `china/ports` of `pages/vault/china/ports.md`.
    by_end: HashMap<String, Vec<Arc<str>>>,
    /// The texts that are held back, by all of these.
    held: HashMap<String, HeldBack>,
}

impl Called {
    /// Indexes these texts, each with its path from the site's folder.
    pub fn of<'t>(texts: impl Iterator<Item = (&'t Arc<str>, &'t Document)>, drafts: &Drafts) -> Called {
        let mut called = Called::default();
        for (path, text) in texts {
            let mut ids = vec![plain(&text.id)];
            ids.extend(in_content(path).map(plain));
            ids.into_iter().for_each(|id| add(&mut called.by_id, id, path));
            let file = (text.meta.kind() != Kind::Position).then(|| last_part(&text.id));
            if file.is_some() {
                let ends = text.id.match_indices('/').map(|(at, _)| &text.id[at + 1..]).filter(|end| end.contains('/'));
                ends.map(plain).for_each(|end| add(&mut called.by_end, end, path));
            }
            let names = file.into_iter().chain(names(text));
            names.map(plain).for_each(|name| add(&mut called.by_name, name, path));
        }
        for (path, why) in drafts.all() {
            let inside = in_content(path).unwrap_or(path);
            let id = inside.split_once('/').map_or(inside, |(_, id)| id);
            for name in [inside, id, last_part(id)] {
                called.held.insert(plain(name), why);
            }
        }
        for (name, why) in drafts.names() {
            called.held.entry(name.to_owned()).or_insert(why);
        }
        called
    }

    /// The paths of the texts that have a name.
    pub fn find(&self, name: &str) -> &[Arc<str>] {
        let name = plain(name);
        let found = self.by_id.get(&name).or_else(|| self.by_name.get(&name));
        let by_end = || {
            // Obsidian writes paths from the folder of the vault, or from that of the note.
            let end = name.trim_start_matches("./").trim_start_matches("../").trim_start_matches('/');
            let is_path = end.contains('/') || end.len() < name.len();
            is_path.then(|| self.by_end.get(end).or_else(|| self.by_id.get(end)).or_else(|| self.by_name.get(end)))?
        };
        found.or_else(by_end).map_or(&[], Vec::as_slice)
    }

    /// The same where the last part of a path is all that is right of it: `/en/about/` of a text `about`.
    pub fn find_path(&self, path: &str) -> &[Arc<str>] {
        let path = path.trim_end_matches('/');
        let path = ["/index", "/_index"].iter().find_map(|end| path.strip_suffix(end)).unwrap_or(path);
        let name = plain(last_part(path));
        let found = self.by_id.get(&plain(path)).or_else(|| self.by_id.get(&name));
        found.or_else(|| self.by_name.get(&name)).map_or(&[], Vec::as_slice)
    }

    /// Why what has this name is held back.
    pub fn held(&self, name: &str) -> Option<HeldBack> {
        if self.held.is_empty() {
            return None;
        }
        // `[[pages/Title of it]]` has a folder before what it is called.
        let held = |name: &str| self.held.get(&plain(name)).copied();
        held(name).or_else(|| name.rsplit_once('/').and_then(|(_, last)| held(last)))
    }
}

fn add(index: &mut HashMap<String, Vec<Arc<str>>>, name: String, path: &Arc<str>) {
    let paths = index.entry(name).or_default();
    if paths.last() != Some(path) {
        paths.push(path.clone());
    }
}

/// The path of a text from `content/`, without `.md`.
fn in_content(path: &str) -> Option<&str> {
    path.strip_prefix("content/")?.strip_suffix(".md")
}

/// The name or title of a text, and its other names.
pub fn names(text: &Document) -> impl Iterator<Item = &str> {
    let others = match &text.meta {
        Meta::Actor(actor) => actor.short_name.iter().chain(&actor.aliases).map(Phrase::written).collect(),
        _ => Vec::new(),
    };
    text.meta.title().map(Phrase::written).into_iter().chain(others).chain(text.aliases.iter().map(String::as_str))
}

//! What of a site there is to watch: its folders, its links, and where these lead.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs::{self, FileType};
use std::path::{Component, Path, PathBuf};

use super::Hint;
use crate::paths::{MISTYPED_SETTINGS, SETTINGS};
use crate::platform::Stamp;

/// What a site is made of, below its folder. `.yml` is no settings file, but the site says so when there is one.
const NAMES: [&str; 4] = ["content", "themes", SETTINGS, MISTYPED_SETTINGS];
/// With more files than this, reading everything is simpler and as fast.
const MOST_FILES: usize = 64;

/// The folders and links of a site. All paths are real ones, through which no link leads.
#[derive(Default, PartialEq)]
pub struct Places {
    /// The site's folder; empty when it is not there.
    root: PathBuf,
    /// The folders that are watched.
    pub folders: HashSet<PathBuf>,
    /// Where each link leads, whether something is there or not. A link out of the site is never followed.
    links: HashMap<PathBuf, PathBuf>,
    /// What tells that a file is another one than before, where nobody else does.
    files: HashMap<PathBuf, Stamp>,
}

impl Places {
    /// Looks at the site at `root`. Each folder goes to `watch` before its entries are listed, so that nothing can
    /// appear unseen between the two; `watch` says whether the folder was there. No file is opened. `beside` is another
    /// folder that the site is read from.
    pub fn look<E>(
        root: &Path,
        beside: Option<&Path>,
        watch: impl FnMut(&Path) -> Result<bool, E>,
    ) -> Result<Places, E> {
        let Ok(root) = fs::canonicalize(root) else { return Ok(Places::default()) };
        let mut walk = Walk { places: Places { root, ..Places::default() }, open: Vec::new(), watch };
        if let Some(beside) = beside.and_then(|beside| fs::canonicalize(beside).ok()) {
            // As if a link led there: what changes there is no file of the site's folder.
            walk.places.links.insert(walk.places.root.join("private"), beside.clone());
            walk.open.push(beside);
        }
        walk.run()?;
        Ok(walk.places)
    }

    /// Whether the site's folder is not there.
    pub fn are_gone(&self) -> bool {
        !self.folders.contains(&self.root)
    }

    /// Whether a change at this path may be one of the site.
    pub fn concern(&self, path: &Path) -> bool {
        // Nothing tells of changes above the site's folder but the folders round the target of a link.
        self.links.values().any(|target| path.starts_with(target) || target.starts_with(path))
            || path.strip_prefix(&self.root).is_ok_and(|inside| match inside.components().next() {
                Some(first) => NAMES.iter().any(|name| first.as_os_str() == *name),
                None => true,
            })
    }

    /// What may be another one after changes at these paths.
    pub fn hint(&self, changed: &BTreeSet<PathBuf>) -> Hint {
        if changed.len() > MOST_FILES {
            return Hint::Everything;
        }
        let files: Option<BTreeSet<String>> = changed.iter().map(|path| self.file(path)).collect();
        files.map_or(Hint::Everything, Hint::Files)
    }

    /// The path from the site's folder, when what changed there is one file and nothing else.
    fn file(&self, path: &Path) -> Option<String> {
        let kind = fs::symlink_metadata(path).ok().map(|data| data.file_type());
        let folder = self.folders.contains(path) || kind.is_some_and(|kind| kind.is_dir());
        let link = self.links.contains_key(path) || kind.is_some_and(|kind| kind.is_symlink() && !is_hidden(path));
        let elsewhere_too = self.links.values().any(|target| path.starts_with(target));
        if folder || link || elsewhere_too {
            return None;
        }
        let inside = path.strip_prefix(&self.root).ok()?;
        let parts: Option<Vec<&str>> = inside.components().map(|part| part.as_os_str().to_str()).collect();
        Some(parts?.join("/"))
    }

    /// What is another one than it was before, by looking at both. These paths are known to have changed.
    pub fn since(&self, before: &Places, mut changed: BTreeSet<PathBuf>) -> Option<Hint> {
        if (&self.root, &self.folders, &self.links) != (&before.root, &before.folders, &before.links) {
            return Some(Hint::Everything);
        }
        for (now, then) in [(self, before), (before, self)] {
            let differing = now.files.iter().filter(|(path, stamp)| then.files.get(*path) != Some(stamp));
            changed.extend(differing.map(|(path, _)| path.clone()));
        }
        (!changed.is_empty()).then(|| self.hint(&changed))
    }
}

/// A walk through a site on its way.
struct Walk<W> {
    places: Places,
    /// Folders to list.
    open: Vec<PathBuf>,
    watch: W,
}

impl<W, E> Walk<W>
where
    W: FnMut(&Path) -> Result<bool, E>,
{
    fn run(&mut self) -> Result<(), E> {
        let root = self.places.root.clone();
        self.watch(&root)?;
        for name in NAMES {
            let path = root.join(name);
            if let Ok(data) = fs::symlink_metadata(&path) {
                self.entry(path, data.file_type())?;
            }
        }
        let mut listed = HashSet::new();
        while let Some(folder) = self.open.pop() {
            if !listed.insert(folder.clone()) {
                continue;
            }
            self.watch(&folder)?;
            // A folder that cannot be read is left to the one who reads the site, and has to say so.
            let Ok(entries) = fs::read_dir(&folder) else { continue };
            for entry in entries.flatten() {
                if let Ok(kind) = entry.file_type() {
                    self.entry(entry.path(), kind)?;
                }
            }
        }
        Ok(())
    }

    fn watch(&mut self, folder: &Path) -> Result<(), E> {
        if !self.places.folders.contains(folder) && (self.watch)(folder)? {
            self.places.folders.insert(folder.to_owned());
        }
        Ok(())
    }

    fn entry(&mut self, path: PathBuf, kind: FileType) -> Result<(), E> {
        if kind.is_dir() {
            if !is_hidden(&path) {
                self.open.push(path);
            }
            return Ok(());
        }
        if kind.is_symlink() && !is_hidden(&path) {
            self.link(&path)?;
        }
        if let Ok(data) = fs::symlink_metadata(&path) {
            self.places.files.insert(path, Stamp::of(&data));
        }
        Ok(())
    }

    /// Goes where a link leads, as long as it stays within the site and does not lead round in a circle.
    fn link(&mut self, link: &Path) -> Result<(), E> {
        let Some(target) = target(link) else { return Ok(()) };
        let Ok(inside) = target.strip_prefix(&self.places.root) else { return Ok(()) };
        let hidden = inside.iter().any(|part| is_hidden(Path::new(part)));
        if hidden || link.starts_with(&target) || self.places.links.contains_key(link) {
            return Ok(());
        }
        self.places.links.insert(link.to_owned(), target.clone());
        // These tell when the target itself comes and goes.
        let root = self.places.root.clone();
        for round in target.ancestors().skip(1).take_while(|round| round.starts_with(&root)) {
            self.watch(round)?;
        }
        match fs::symlink_metadata(&target) {
            Ok(data) => self.entry(target, data.file_type()),
            Err(_) => Ok(()),
        }
    }
}

/// Where a link leads: the real path, or when nothing is there, the path that it names.
fn target(link: &Path) -> Option<PathBuf> {
    if let Ok(target) = fs::canonicalize(link) {
        return Some(target);
    }
    let named = link.parent()?.join(fs::read_link(link).ok()?);
    let mut target = PathBuf::new();
    for part in named.components() {
        match part {
            Component::ParentDir => {
                target.pop();
            }
            Component::CurDir => {}
            part => target.push(part),
        }
    }
    Some(target)
}

/// Whether a name is one that no site publishes: what is in such a folder is nobody's business, and a link of such a
/// name is a lock of Emacs.
fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    name.as_encoded_bytes().starts_with(b".") && name != ".well-known"
}

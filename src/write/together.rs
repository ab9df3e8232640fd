//! Changes of an author's own files that belong together: all of them are made, or none. Where the program is killed, the
//! next run takes back what was done (`journal.rs`).

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::folder::is_there;
use super::journal::Journal;
use super::place::{beside, check_folder, refuse};
use crate::Error;

/// A change of files that an author has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A file gets other bytes, or is new.
    Write(FileChange),
    /// A file or a folder moves to a path where nothing is.
    Move {
        /// From where.
        from: String,
        /// To where.
        to: String,
    },
}

/// The bytes of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// Its path from the site's folder, with `/`.
    pub path: String,
    /// What must be there; nothing for a file that is new.
    pub before: Option<Vec<u8>>,
    /// What is to be there.
    pub now: Vec<u8>,
}

/// Makes all of these changes, in their order.
///
/// # Errors
/// When one of them cannot be made; then everything is as it was.
pub fn together(root: &Path, changes: &[Change]) -> Result<(), Error> {
    together_beside(root, None, changes)
}

/// The same where files may also lie in a folder `beside` that of the site.
///
/// # Errors
/// As above.
pub fn together_beside(root: &Path, beside: Option<&Path>, changes: &[Change]) -> Result<(), Error> {
    let journal = journal(root, changes)?;
    let mut made = Made::default();
    let places: Vec<&Path> = std::iter::once(root).chain(beside).collect();
    let result = prepare(root, &places, changes, &mut made)
        .and_then(|ready| changes.iter().zip(ready).try_for_each(|(change, ready)| made.make(root, change, ready)));
    // What goes away is ours: old texts that were replaced, or new ones that are not wanted.
    let leftovers = match result {
        Ok(()) => made.old,
        Err(_) => {
            made.take_back();
            made.new
        }
    };
    // Without its list nothing is taken back any more, so the list goes before the old texts.
    let ended = journal.map_or(Ok(()), Journal::end);
    leftovers.iter().for_each(|path| drop(fs::remove_file(path)));
    result.and(ended)
}

/// Lists the changes of files that are there; nothing where all that is changed is new.
fn journal(root: &Path, changes: &[Change]) -> Result<Option<Journal>, Error> {
    let line = |change: &Change| match change {
        Change::Move { from, to } => Some(format!("{from}\t{to}\n")),
        Change::Write(FileChange { path, before: Some(_), .. }) => Some(format!("{path}\n")),
        Change::Write(_) => None,
    };
    let lines: String = changes.iter().filter_map(line).collect();
    (!lines.is_empty()).then(|| Journal::begin(root, &lines)).transpose()
}

/// Looks at all that is to be changed, and writes each new text beside the old one; gives where.
fn prepare(root: &Path, places: &[&Path], changes: &[Change], made: &mut Made) -> Result<Vec<Option<PathBuf>>, Error> {
    let ready = |change: &Change| match change {
        Change::Move { from, to } => {
            let (from, to) = (root.join(from), root.join(to));
            check_folder(places, &from)?;
            if is_there(&to)? {
                return Err(refuse(&to, "something of this name is there already"));
            }
            Ok(None)
        }
        Change::Write(FileChange { path, before: None, .. }) => {
            let path = root.join(path);
            check_folder(places, &path)?;
            match is_there(&path)? {
                true => Err(refuse(&path, "this file is there already, and stays as it is; nothing was written")),
                false => Ok(None),
            }
        }
        Change::Write(FileChange { path, before: Some(before), now }) => {
            let path = root.join(path);
            check_folder(places, &path)?;
            let data = fs::symlink_metadata(&path).map_err(Error::io("look at", &path))?;
            if !data.is_file() {
                return Err(refuse(&path, "this is a link and no file; change it by hand, since nothing was written"));
            }
            if data.permissions().readonly() {
                return Err(refuse(&path, "this file may not be written; nothing was written"));
            }
            if fs::read(&path).map_err(Error::io("read", &path))? != *before {
                return Err(refuse(&path, "this file has changed meanwhile; nothing was written, so try once more"));
            }
            let new = beside(&path, "new");
            // What a run left that was killed, and is taken back or done.
            for left in [&new, &beside(&path, "old")] {
                let _ = fs::remove_file(left);
            }
            let mut file = File::create_new(&new).map_err(Error::io("create", &new))?;
            made.new.push(new.clone());
            file.write_all(now).and_then(|()| file.sync_all()).map_err(Error::io("write", &new))?;
            file.set_permissions(data.permissions()).map_err(Error::io("write", &new))?;
            Ok(Some(new))
        }
    };
    changes.iter().map(ready).collect()
}

/// What was done so far.
#[derive(Default)]
struct Made {
    /// What takes it back, newest last: from where to where something goes back, or a folder that goes away.
    undo: Vec<Undo>,
    /// The new texts that wait beside the old ones.
    new: Vec<PathBuf>,
    /// The old texts, beside the new ones.
    old: Vec<PathBuf>,
}

enum Undo {
    Move(PathBuf, PathBuf),
    File(PathBuf),
    Folder(PathBuf),
}

impl Made {
    fn make(&mut self, root: &Path, change: &Change, ready: Option<PathBuf>) -> Result<(), Error> {
        match (change, ready) {
            (Change::Write(FileChange { path, .. }), Some(new)) => {
                let path = root.join(path);
                let old = beside(&path, "old");
                self.rename(&path, &old)?;
                self.old.push(old);
                self.rename(&new, &path)
            }
            (Change::Move { from, to }, _) => {
                let (from, to) = (root.join(from), root.join(to));
                self.make_folders(to.parent().unwrap_or(root))?;
                self.rename(&from, &to)?;
                // Old texts in a folder go along with it.
                for old in &mut self.old {
                    if let Ok(rest) = old.strip_prefix(&from) {
                        *old = to.join(rest);
                    }
                }
                Ok(())
            }
            (Change::Write(FileChange { path, now, .. }), None) => {
                let path = root.join(path);
                self.make_folders(path.parent().unwrap_or(root))?;
                let mut file = File::create_new(&path).map_err(Error::io("create", &path))?;
                self.undo.push(Undo::File(path.clone()));
                file.write_all(now).and_then(|()| file.sync_all()).map_err(Error::io("write", &path))
            }
        }
    }

    fn rename(&mut self, from: &Path, to: &Path) -> Result<(), Error> {
        if is_there(to)? {
            return Err(refuse(to, "something of this name is there already"));
        }
        fs::rename(from, to).map_err(Error::io("rename", from))?;
        self.undo.push(Undo::Move(to.to_owned(), from.to_owned()));
        Ok(())
    }

    fn make_folders(&mut self, folder: &Path) -> Result<(), Error> {
        if folder.is_dir() {
            return Ok(());
        }
        self.make_folders(folder.parent().unwrap_or(folder))?;
        fs::create_dir(folder).map_err(Error::io("create", folder))?;
        self.undo.push(Undo::Folder(folder.to_owned()));
        Ok(())
    }

    fn take_back(&mut self) {
        for step in self.undo.drain(..).rev() {
            // One that fails leaves the others to be taken back.
            match step {
                Undo::Move(from, to) => drop(fs::rename(from, to)),
                Undo::File(file) => drop(fs::remove_file(file)),
                Undo::Folder(folder) => drop(fs::remove_dir(folder)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::journal::take_back;
    use super::*;

    fn all(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
        let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
        let files = |path: PathBuf| match path.is_dir() {
            true => all(&path),
            false => BTreeMap::from([(path.clone(), fs::read(&path).expect("a file"))]),
        };
        entries.flat_map(files).collect()
    }

    #[test]
    fn what_was_killed_half_way_is_taken_back() {
        let change = |path: &str, before: &str, now: &str| {
            let before = Some(before.as_bytes().to_vec());
            Change::Write(FileChange { path: path.to_owned(), before, now: now.as_bytes().to_vec() })
        };
        let moved = |from: &str, to: &str| Change::Move { from: from.to_owned(), to: to.to_owned() };
        let changes = [
            change("content/a.md", "a", "new a"),
            change("content/x/b.md", "b", "new b"),
            moved("content/x", "content/y/z"),
            moved("content/a.md", "content/c.md"),
        ];
        for stop in 0..=changes.len() {
            let folder = tempfile::tempdir().expect("a folder");
            let root = folder.path();
            fs::create_dir_all(root.join("content/x")).expect("a folder");
            fs::write(root.join("content/a.md"), "a").expect("a file");
            fs::write(root.join("content/x/b.md"), "b").expect("a file");
            let before = all(&root.join("content"));
            let journal = journal(root, &changes).expect("a list");
            let mut made = Made::default();
            let ready = prepare(root, &[root], &changes, &mut made).expect("all is there");
            for (change, ready) in changes.iter().zip(ready).take(stop) {
                made.make(root, change, ready).expect("a change");
            }
            assert!(take_back(root, || None).is_err(), "somebody is at it");
            drop(journal);
            assert_eq!(take_back(root, || None).expect("taken back"), changes.len());
            assert_eq!(all(&root.join("content")), before, "{stop}");
            assert_eq!(take_back(root, || None).expect("nothing to do"), 0);
            together(root, &changes).expect("all of them");
            let now = all(&root.join("content")).into_values().collect::<Vec<_>>();
            assert_eq!(now, [b"new a".to_vec(), b"new b".to_vec()]);
            assert!(!root.join(crate::paths::CHANGES).exists());
        }
    }
}

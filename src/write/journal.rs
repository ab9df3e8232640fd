//! What is being changed of an author's own files, as long as it is: if the program is killed meanwhile, the next run takes
//! back what was done.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::folder::{self, is_there};
use super::lock::Lock;
use super::place::{beside, check_folder, refuse};
use crate::Error;
use crate::paths::CHANGES;

/// The list of changes that are on their way, and the lock of whoever makes them.
pub struct Journal {
    path: PathBuf,
    /// Given up with this.
    _lock: Lock,
}

impl Journal {
    /// Begins one with these lines: the path of a file that gets other bytes, or two with a tab between them, from where to
    /// where something moves.
    pub fn begin(root: &Path, lines: &str) -> Result<Journal, Error> {
        let path = root.join(CHANGES);
        let folder = path.parent().unwrap_or(root);
        fs::create_dir_all(folder).map_err(Error::io("create", folder))?;
        check_folder(&[root], &path)?;
        let lock = Lock::take(&path.with_extension("lock"))?;
        if is_there(&path)? {
            return Err(refuse(
                &path,
                "a change of texts was interrupted, and is to be taken back first; try once more",
            ));
        }
        folder::replace(&path, &path.with_extension("new"), lines.as_bytes())?;
        Ok(Journal { path, _lock: lock })
    }

    /// All is done, or taken back.
    pub fn end(self) -> Result<(), Error> {
        fs::remove_file(&self.path).map_err(Error::io("remove", &self.path))
    }
}

/// Takes back what a run has done that was killed while it changed files, under `content/` or in a folder beside it; gives
/// how many it had to do with.
///
/// # Errors
/// When something cannot be put back, or another run is just changing the texts.
pub fn take_back(root: &Path, beside_it: impl FnOnce() -> Option<PathBuf>) -> Result<usize, Error> {
    let path = root.join(CHANGES);
    if !is_there(&path)? {
        return Ok(0);
    }
    check_folder(&[root], &path)?;
    let _lock = Lock::take(&path.with_extension("lock"))?;
    let text = fs::read_to_string(&path).map_err(Error::io("read", &path))?;
    let beside_it = beside_it();
    for line in text.lines().rev() {
        let places: Vec<PathBuf> = line.split('\t').map(|place| root.join(place)).collect();
        for (named, place) in line.split('\t').zip(&places) {
            match &beside_it {
                _ if is_inside(named) => check_folder(&[root], place)?,
                Some(folder) => check_folder(&[folder], place)?,
                None => {
                    return Err(refuse(&path, "this list of changes names something outside of content/; remove it"));
                }
            }
        }
        match &places[..] {
            [from, to] if !is_there(from)? && is_there(to)? => fs::rename(to, from).map_err(Error::io("rename", to))?,
            [file] => {
                let old = beside(file, "old");
                if is_there(&old)? {
                    fs::rename(&old, file).map_err(Error::io("rename", &old))?;
                }
                let _ = fs::remove_file(beside(file, "new"));
            }
            _ => {}
        }
    }
    fs::remove_file(&path).map_err(Error::io("remove", &path))?;
    Ok(text.lines().count())
}

/// Whether a path leads into `content/`, and nowhere else.
fn is_inside(path: &str) -> bool {
    let mut parts = Path::new(path).components();
    parts.next() == Some(Component::Normal("content".as_ref()))
        && parts.all(|part| matches!(part, Component::Normal(_)))
}

//! Several files of a site at once: all of them, or none.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::folder;
use super::place::{real, refuse};
use crate::Error;

/// A file that is to be as `now` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// Its path from the site's folder, with `/`.
    pub path: String,
    /// What stands there; nothing for a file that is new.
    pub before: Option<String>,
    /// What is to stand there.
    pub now: String,
}

/// Where the files wait, in the site's folder.
const STAGING: &str = ".files.standpoint-new";

/// Writes files of a site. New ones never take the place of what is there, and others must be as they were read.
///
/// # Errors
/// When one of them cannot be written so; then everything is as it was.
pub fn together(root: &Path, changes: &[FileChange]) -> Result<(), Error> {
    let root = root.strip_prefix(".").unwrap_or(root);
    let root = if root.as_os_str().is_empty() { Path::new(".") } else { root };
    changes.iter().try_for_each(|change| look_at(root, change))?;
    let staging = Folder::make(root.join(STAGING))?;
    for (at, change) in changes.iter().enumerate() {
        let path = staging.0.join(at.to_string());
        let written = File::create_new(&path).and_then(|mut file| file.write_all(change.now.as_bytes()));
        written.map_err(Error::io("write", &path))?;
    }
    let mut done = Done { root, changes, placed: 0, folders: Vec::new(), is_whole: false };
    for (at, change) in changes.iter().enumerate() {
        let (new, path) = (staging.0.join(at.to_string()), root.join(&change.path));
        done.make_folders(&path)?;
        place(&new, &path, change)?;
        done.placed = at + 1;
    }
    done.is_whole = true;
    Ok(())
}

/// Refuses a file that would stand outside of the site or in the place of another, or that has changed meanwhile.
fn look_at(root: &Path, change: &FileChange) -> Result<(), Error> {
    let path = root.join(&change.path);
    if let Some(folder) = path.parent()
        && !real(folder).starts_with(real(root))
    {
        return Err(refuse(folder, "a symbolic link leads out of the site here; remove it"));
    }
    match (fs::symlink_metadata(&path), &change.before) {
        (Err(error), None) if error.kind() == ErrorKind::NotFound => Ok(()),
        (Ok(_), None) => Err(refuse(&path, "this file is there already, and stays as it is; nothing was written")),
        (Ok(data), Some(before)) if data.is_file() => match fs::read(&path).map_err(Error::io("read", &path))? {
            there if there == before.as_bytes() => match data.permissions().readonly() {
                true => Err(refuse(&path, "this file may not be written; nothing was written")),
                false => Ok(()),
            },
            _ => Err(refuse(&path, "this file has changed meanwhile; nothing was written, so try once more")),
        },
        (Ok(_), Some(_)) => Err(refuse(&path, "this is no file of its own; nothing was written")),
        (Err(error), _) => Err(Error::io("find", &path)(error)),
    }
}

/// Puts a file in its place.
fn place(new: &Path, path: &Path, change: &FileChange) -> Result<(), Error> {
    if change.before.is_some() {
        return fs::rename(new, path).map_err(Error::io("replace", path));
    }
    // A link is refused where something is, unlike a new name. Some file systems have none.
    match fs::hard_link(new, path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            let mut file = File::create_new(path).map_err(Error::io("create", path))?;
            file.write_all(change.now.as_bytes()).map_err(|error| {
                let _ = fs::remove_file(path);
                Error::io("write", path)(error)
            })
        }
        linked => linked.map_err(Error::io("create", path)),
    }
}

/// The folder in which files wait; it goes with whatever is left in it.
struct Folder(PathBuf);

impl Folder {
    fn make(path: PathBuf) -> Result<Folder, Error> {
        folder::remove_all(&path)?;
        fs::create_dir(&path).map_err(Error::io("create", &path))?;
        Ok(Folder(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Nothing can be done about a failure here; the next time tries again.
        let _ = folder::remove_all(&self.0);
    }
}

/// What stands in its place already; it is taken back unless all of it does.
struct Done<'a> {
    root: &'a Path,
    changes: &'a [FileChange],
    placed: usize,
    folders: Vec<PathBuf>,
    is_whole: bool,
}

impl Done<'_> {
    fn make_folders(&mut self, path: &Path) -> Result<(), Error> {
        let missing = path.ancestors().skip(1).take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists());
        let missing: Vec<PathBuf> = missing.map(Path::to_owned).collect();
        for folder in missing.into_iter().rev() {
            fs::create_dir(&folder).map_err(Error::io("create", &folder))?;
            self.folders.push(folder);
        }
        Ok(())
    }
}

impl Drop for Done<'_> {
    fn drop(&mut self) {
        if self.is_whole {
            return;
        }
        for change in self.changes[..self.placed].iter().rev() {
            let path = self.root.join(&change.path);
            // What cannot be taken back stays, in its whole length.
            let _ = match &change.before {
                Some(before) => fs::write(&path, before),
                None => fs::remove_file(&path),
            };
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

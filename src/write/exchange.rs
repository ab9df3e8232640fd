//! The moment in which the new site takes the place of the old one.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;

use super::place::{CLASH, holds_one_of, in_the_way, refuse};
use super::{Staging, folder};
use crate::{Error, platform};

impl Staging {
    /// Exchanges old and new; says why when it had to be done file by file.
    pub(super) fn exchange(&self) -> Result<Option<&'static str>, Error> {
        let (new, out) = (&self.new, &self.place.out);
        if !folder::is_there(out)? {
            fs::rename(new, out).map_err(Error::io("rename", new))?;
            return Ok(None);
        }
        let why = if folder::holds_git(out)? {
            "it holds a Git repository"
        } else if new.starts_with(out) {
            "it is a mount point"
        } else {
            self.keep_foreign()?;
            match platform::exchange(new, out).map_err(Error::io("exchange", out))? {
                true => return Ok(None),
                false => "its file system cannot exchange folders",
            }
        };
        self.one_by_one()?;
        Ok(Some(why))
    }

    /// Links what others put into the output across to the new one. Folders keep their permissions.
    fn keep_foreign(&self) -> Result<(), Error> {
        let entries = folder::entries(&self.place.out)?;
        for entry in &entries {
            let (old, new) = (self.place.out.join(&entry.path), self.new.join(&entry.path));
            let name = entry.path.to_str();
            if entry.is_folder {
                if !name.is_some_and(|name| holds_one_of(name, &self.before)) {
                    fs::create_dir_all(&new).map_err(Error::io("create", &new))?;
                }
            } else if !name.is_some_and(|name| self.before.contains(name)) {
                // It came while we were building.
                if name.is_some_and(|name| self.paths.contains(name)) {
                    return Err(refuse(&old, CLASH));
                }
                if let Some(folder) = new.parent() {
                    fs::create_dir_all(folder).map_err(Error::io("create", folder))?;
                }
                folder::bring(&old, &new)?;
            }
        }
        let folders = entries.iter().filter(|entry| entry.is_folder).map(|entry| entry.path.as_path());
        for path in folders.chain([std::path::Path::new("")]) {
            let (old, new) = (self.place.out.join(path), self.new.join(path));
            let permissions = fs::metadata(&old).map_err(Error::io("look at", &old))?.permissions();
            if fs::metadata(&new).is_ok_and(|data| data.is_dir() && data.permissions() != permissions) {
                fs::set_permissions(&new, permissions).map_err(Error::io("set permissions of", &new))?;
            }
        }
        Ok(())
    }

    fn one_by_one(&self) -> Result<(), Error> {
        // Files of the last build that lie in the place of a folder, or in a folder in the place of a file.
        let gone: BTreeSet<&String> = self.before.difference(&self.paths).collect();
        for path in gone.iter().filter(|path| in_the_way(path, false, &self.paths)) {
            self.remove(path)?;
        }
        // Pages last, so that what they need is there before them.
        let (pages, others): (Vec<&String>, Vec<&String>) = self.paths.iter().partition(|path| path.ends_with(".html"));
        for path in others.into_iter().chain(pages) {
            let (new, out) = (self.new.join(path), self.place.out.join(path));
            if let Some(folder) = out.parent() {
                fs::create_dir_all(folder).map_err(Error::io("create", folder))?;
            }
            fs::rename(&new, &out).map_err(Error::io("rename", &out))?;
        }
        gone.into_iter().try_for_each(|path| self.remove(path))
    }

    /// Removes a file of the last build, and the folders that are empty without it.
    fn remove(&self, path: &str) -> Result<(), Error> {
        let folders: Vec<_> = path.rmatch_indices('/').map(|(at, _)| self.place.out.join(&path[..at])).collect();
        // What a link leads to is not ours, whatever a manifest says.
        if folders.iter().any(|folder| folder.is_symlink()) {
            return Ok(());
        }
        let file = self.place.out.join(path);
        match fs::symlink_metadata(&file) {
            Ok(data) if !data.is_dir() => fs::remove_file(&file).map_err(Error::io("remove", &file))?,
            // A folder has taken its place already.
            Ok(_) => return Ok(()),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
            Err(error) => return Err(Error::io("look at", &file)(error)),
        }
        for folder in folders {
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
        Ok(())
    }
}

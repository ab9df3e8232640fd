//! Listing and removing whole folders.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use crate::Error;

/// The files below a folder, by their paths from it, with `/`. What lies in a `.git` is left alone.
pub fn entries(folder: &Path) -> Result<Vec<String>, Error> {
    let mut found = Vec::new();
    list(folder, "", &mut found)?;
    Ok(found)
}

fn list(folder: &Path, prefix: &str, found: &mut Vec<String>) -> Result<(), Error> {
    for entry in fs::read_dir(folder).map_err(Error::io("list", folder))? {
        let entry = entry.map_err(Error::io("list", folder))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
        let is_folder = entry.file_type().map_err(Error::io("look at", &entry.path()))?.is_dir();
        if is_folder && name != ".git" {
            list(&entry.path(), &path, found)?;
        } else if !is_folder {
            found.push(path);
        }
    }
    Ok(())
}

/// Whether a folder is a Git work tree or holds one.
pub fn holds_git(folder: &Path) -> Result<bool, Error> {
    for entry in fs::read_dir(folder).map_err(Error::io("list", folder))? {
        let entry = entry.map_err(Error::io("list", folder))?;
        let is_folder = entry.file_type().map_err(Error::io("look at", &entry.path()))?.is_dir();
        if entry.file_name() == ".git" || (is_folder && holds_git(&entry.path())?) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Removes a folder with everything in it; one that is not there is fine.
pub fn remove_all(folder: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(Error::Io { doing: "remove", path: folder.to_owned(), source: error })
        }
        _ => Ok(()),
    }
}

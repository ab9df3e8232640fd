//! Files that an author will go on with, written once: what is there already is never touched.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::place::{real, refuse};
use crate::Error;

/// Writes a file of a site that is not there yet, and its folders; gives its path.
///
/// # Errors
/// When something of that name is there, a link leads out of the site, or the disk fails; then nothing of the file
/// stays behind.
pub fn fresh_file(root: &Path, path: &str, text: &str) -> Result<PathBuf, Error> {
    let inside = Path::new(path).parent().unwrap_or(Path::new(""));
    let at = root.strip_prefix(".").unwrap_or(root).join(path);
    let path = at.as_path();
    if let Some(folder) = path.parent() {
        if !real(&root.join(inside)).starts_with(real(root)) {
            return Err(refuse(folder, "a symbolic link leads out of the site here; remove it"));
        }
        fs::create_dir_all(folder).map_err(Error::io("create", folder))?;
    }
    let mut file = match File::create_new(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(refuse(path, "this file is there already, and stays as it is; choose another name"));
        }
        file => file.map_err(Error::io("create", path))?,
    };
    file.write_all(text.as_bytes()).map_err(|error| {
        // It is our own, and half of it helps nobody.
        let _ = fs::remove_file(path);
        Error::io("write", path)(error)
    })?;
    Ok(at)
}

/// Writes several files of a site that are not there yet; gives their paths.
///
/// # Errors
/// As with one of them; then none of them stays behind.
pub fn fresh_files<'f>(root: &Path, files: impl Iterator<Item = (&'f str, &'f str)>) -> Result<Vec<PathBuf>, Error> {
    let mut written = Vec::new();
    for (path, text) in files {
        match fresh_file(root, path, text) {
            Ok(at) => written.push(at),
            Err(error) => {
                // They are our own.
                written.iter().for_each(|path| drop(fs::remove_file(path)));
                return Err(error);
            }
        }
    }
    Ok(written)
}

/// Writes files into a folder that is empty, but for a `.git`, or not there yet.
///
/// # Errors
/// When the folder holds anything, or the disk fails.
pub fn fresh_folder(folder: &Path, files: &[(String, String)]) -> Result<(), Error> {
    if folder.exists() && !folder.is_dir() {
        return Err(refuse(folder, "this is a file; name a folder that is empty or not there yet"));
    }
    if let Some(stranger) = filled(folder)? {
        let why = format!(
            "this folder is not empty: it holds `{stranger}`; name one that is empty or not there yet, \
             as in `standpoint init my-site`"
        );
        return Err(refuse(folder, &why));
    }
    files.iter().try_for_each(|(path, text)| fresh_file(folder, path, text).map(drop))
}

/// The first thing that a folder holds, by name; a Git repository does not count.
fn filled(folder: &Path) -> Result<Option<String>, Error> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        entries => entries.map_err(Error::io("list", folder))?,
    };
    let mut first: Option<String> = None;
    for entry in entries {
        let name = entry.map_err(Error::io("list", folder))?.file_name().to_string_lossy().into_owned();
        if name != ".git" && first.as_ref().is_none_or(|first| name < *first) {
            first = Some(name);
        }
    }
    Ok(first)
}

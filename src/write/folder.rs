//! Folders as wholes: listing, removing, saving, and what the system says of them.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::{Error, platform};

/// Something below a folder.
pub struct FolderEntry {
    /// Its path from that folder. The name may be any bytes: others may have chosen it.
    pub path: PathBuf,
    pub is_folder: bool,
}

/// What lies below a folder, each folder before what is in it. A `.git` folder is left out.
pub fn entries(folder: &Path) -> Result<Vec<FolderEntry>, Error> {
    let mut found = Vec::new();
    list(folder, Path::new(""), &mut found)?;
    Ok(found)
}

fn list(folder: &Path, prefix: &Path, found: &mut Vec<FolderEntry>) -> Result<(), Error> {
    for entry in fs::read_dir(folder).map_err(Error::io("list", folder))? {
        let entry = entry.map_err(Error::io("list", folder))?;
        let path = prefix.join(entry.file_name());
        let is_folder = entry.file_type().map_err(Error::io("look at", &entry.path()))?.is_dir();
        if is_folder && entry.file_name() == ".git" {
            continue;
        }
        found.push(FolderEntry { path: path.clone(), is_folder });
        if is_folder {
            list(&entry.path(), &path, found)?;
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

/// Whether something is there. That the system cannot say is a failure, and no "no".
pub fn is_there(path: &Path) -> Result<bool, Error> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(false),
        Err(error) => Err(Error::io("look at", path)(error)),
    }
}

/// Removes a folder with everything in it; one that is not there is fine.
pub fn remove_all(folder: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::io("remove", folder)(error)),
        _ => Ok(()),
    }
}

/// Brings something that is no folder into another folder: the same file under a second name, or else a copy.
pub fn bring(old: &Path, new: &Path) -> Result<(), Error> {
    match fs::hard_link(old, new) {
        Ok(()) => return Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(Error::io("keep", old)(error)),
        Err(_) => {}
    }
    let kind = fs::symlink_metadata(old).map_err(Error::io("look at", old))?.file_type();
    if kind.is_symlink() {
        let target = fs::read_link(old).map_err(Error::io("read", old))?;
        return platform::link(&target, new).map_err(Error::io("copy", old));
    }
    if !kind.is_file() {
        let why = "this is no file, and cannot be kept; move it away".to_owned();
        return Err(Error::Refused { path: old.to_owned(), why });
    }
    fs::copy(old, new).map(drop).map_err(Error::io("copy", old))
}

/// Opens one of our notes. Such a file may have come with a repository: as a link, through which we would write into a
/// file of the user, as a second name of such a file, or as a pipe, for which we would wait forever.
pub fn open_note(path: &Path, options: &mut OpenOptions) -> Result<File, Error> {
    let none = || Error::Refused {
        path: path.to_owned(),
        why: "Standpoint keeps notes under this name, and this is no plain file; remove it".to_owned(),
    };
    match platform::open_plain(path, options) {
        Ok(file) if file.metadata().is_ok_and(|data| data.is_file() && !platform::has_other_names(&data)) => Ok(file),
        Ok(_) => Err(none()),
        Err(_) if fs::symlink_metadata(path).is_ok_and(|data| !data.is_file()) => Err(none()),
        Err(error) => Err(Error::io("open", path)(error)),
    }
}

/// Writes a file: all of it or nothing. It is written under the name `near` first, where nothing that is there may be
/// written into.
pub fn replace(at: &Path, near: &Path, bytes: &[u8]) -> Result<(), Error> {
    let write = || {
        if fs::symlink_metadata(near).is_ok() {
            fs::remove_file(near)?;
        }
        let mut file = File::create_new(near)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(Error::io("write", near))?;
    fs::rename(near, at).map_err(Error::io("rename", near))
}

/// Waits until all that was written into a folder is on the disk.
pub fn save_all(folder: &Path) -> Result<(), Error> {
    platform::save_all(folder).map_err(Error::io("save", folder))
}

/// Waits until the names in a folder are on the disk.
pub fn save_names(folder: &Path) -> Result<(), Error> {
    platform::save_names(folder).map_err(Error::io("save", folder))
}

/// A name with something before and behind it.
pub fn named(before: &str, name: &OsStr, behind: &str) -> std::ffi::OsString {
    let mut all = std::ffi::OsString::from(before);
    all.push(name);
    all.push(behind);
    all
}

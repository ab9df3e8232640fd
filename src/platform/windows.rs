//! Windows, with the weaker promises that the table in `mod.rs` names.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::windows::fs::{MetadataExt, OpenOptionsExt, symlink_dir, symlink_file};
use std::path::{Component, Path, PathBuf};
use std::process::{ChildStdin, ChildStdout};

use super::User;

/// `FILE_FLAG_OPEN_REPARSE_POINT`: what is opened is a link itself, and not what it leads to.
const THE_LINK_ITSELF: u32 = 0x0020_0000;

/// No file system here exchanges folders in one step.
pub fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Makes a symbolic link, for which most users need a right of their own.
pub fn link(target: &Path, at: &Path) -> io::Result<()> {
    let leads_to = at.parent().map_or_else(|| target.to_owned(), |folder| folder.join(target));
    if leads_to.is_dir() { symlink_dir(target, at) } else { symlink_file(target, at) }
}

/// Opens what a path names without following a link at its end.
pub fn open_plain(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    options.custom_flags(THE_LINK_ITSELF).open(path)
}

/// Whether a file has another name too. Here nobody can tell by what is known of an open one.
pub fn has_other_names(_data: &Metadata) -> bool {
    false
}

/// Opens a file at a way below a folder on which there is no link.
pub fn open_inside(root: &Path, way: &Path) -> io::Result<File> {
    let mut at = root.to_owned();
    for step in way.components() {
        let Component::Normal(name) = step else { return Err(ErrorKind::InvalidInput.into()) };
        at.push(name);
        if fs::symlink_metadata(&at)?.is_symlink() {
            return Err(io::Error::new(ErrorKind::InvalidInput, "a link lies on the way to this file"));
        }
    }
    open_plain(&at, OpenOptions::new().read(true))
}

/// Waits until each file below a folder is on the disk.
pub fn save_all(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        match entry.file_type()? {
            kind if kind.is_dir() => save_all(&entry.path())?,
            kind if kind.is_file() => OpenOptions::new().append(true).open(entry.path())?.sync_all()?,
            _ => {}
        }
    }
    Ok(())
}

/// The system saves the names in a folder by itself.
pub fn save_names(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Whether another file system begins at a folder: such a one is a link here, which is refused before.
pub fn is_mount_point(_: &Path) -> bool {
    false
}

/// Nobody tells the kind of a file system.
pub fn file_system(_: &Path) -> Option<u32> {
    None
}

/// A file at one moment, as far as can be seen from outside.
#[derive(Debug, PartialEq, Eq)]
pub struct Stamp {
    size: u64,
    made: u64,
    written: u64,
}

impl Stamp {
    /// The stamp of a file of which the system has told this.
    pub fn of(data: &Metadata) -> Stamp {
        Stamp { size: data.file_size(), made: data.creation_time(), written: data.last_write_time() }
    }
}

/// The name of this machine.
pub fn machine_name() -> Option<String> {
    std::env::var("COMPUTERNAME").ok().map(|name| name.to_ascii_lowercase())
}

/// How much memory the process holds is told only to code that is not safe.
pub fn memory() -> Option<u64> {
    None
}

/// A path, when a program lies there; its ending may be left out.
pub fn program(path: &Path) -> Option<PathBuf> {
    let mut whole = path.to_owned().into_os_string();
    whole.push(".exe");
    [path.to_owned(), PathBuf::from(whole)]
        .into_iter()
        .find(|path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("exe")) && path.is_file())
}

/// Nobody here is root.
pub fn unprivileged() -> Option<User> {
    None
}

/// Makes a folder. A temporary one is in a place that its user alone can look into.
pub fn own_folder(folder: &Path, _: Option<User>) -> io::Result<()> {
    fs::create_dir(folder)
}

/// A program that we talk with over two pipes: there is none here, since no pipe can be handed on under the numbers that
/// a browser asks for but by code that is not safe.
pub enum Guarded {}

impl Guarded {
    /// Says what to do instead.
    pub fn start(_: &Path, _: &[String], _: &Path, _: Option<User>) -> io::Result<(Guarded, ChildStdin, ChildStdout)> {
        let why = "on Windows no browser prints; let `print.command` in the settings name a program that does, \
                   or print on Linux, macOS or a host such as GitHub";
        Err(io::Error::new(ErrorKind::Unsupported, why))
    }

    /// There is nothing to let go of.
    pub fn let_go(&mut self) {}
}

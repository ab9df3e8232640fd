//! Lists of what we wrote, a path a line: no path of ours holds a line break.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path};

use super::folder;
use crate::Error;

/// Reads a list; one that is not there is empty.
pub fn read(path: &Path) -> Result<BTreeSet<String>, Error> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text.lines().filter(|line| stays_inside(line)).map(str::to_owned).collect()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(BTreeSet::new()),
        Err(error) => Err(Error::io("read", path)(error)),
    }
}

/// Writes a list: all of it or nothing. One that is as it has to be is left alone.
pub fn write<'a>(path: &Path, files: impl Iterator<Item = &'a String>) -> Result<(), Error> {
    let mut text = String::new();
    for file in files {
        text.push_str(file);
        text.push('\n');
    }
    if fs::read(path).is_ok_and(|there| there == text.as_bytes()) {
        return Ok(());
    }
    folder::replace(path, &path.with_extension("manifest-new"), text.as_bytes())
}

/// Whether a line names something below the output that can be ours: the list may have come with a repository, and
/// what it names may be removed.
fn stays_inside(line: &str) -> bool {
    let is_name = |part| matches!(part, Component::Normal(name) if name != ".git");
    !line.is_empty() && Path::new(line).components().all(is_name)
}

//! Lists of what we wrote, a path a line: no path of ours holds a line break.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::{Component, Path};

use super::folder;
use crate::Error;

/// Reads a list; one that is not there is empty.
pub fn read(path: &Path) -> Result<BTreeSet<String>, Error> {
    Ok(text(path)?.lines().filter(|line| stays_inside(line)).map(str::to_owned).collect())
}

fn text(path: &Path) -> Result<String, Error> {
    if !folder::is_there(path)? {
        return Ok(String::new());
    }
    let mut text = String::new();
    let mut file = folder::open_note(path, File::options().read(true))?;
    file.read_to_string(&mut text).map_err(Error::io("read", path))?;
    Ok(text)
}

/// Writes a list: all of it or nothing. One that is as it has to be is left alone.
pub fn write<'a>(path: &Path, files: impl Iterator<Item = &'a String>) -> Result<(), Error> {
    let mut text = String::new();
    for file in files {
        text.push_str(file);
        text.push('\n');
    }
    if folder::is_there(path)? && self::text(path).is_ok_and(|there| there == text) {
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

//! Where an output lies, what belongs to it, and which places are none for a site.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use super::folder::{self, FolderEntry};
use crate::{Error, platform};

/// An output and what lies beside it.
pub struct OutputPlace {
    pub out: PathBuf,
    /// The folder of our notes.
    pub state: PathBuf,
    /// The name of the output, by which its notes begin.
    name: OsString,
}

impl OutputPlace {
    pub fn of(out: &Path) -> Result<OutputPlace, Error> {
        let mut out = std::path::absolute(out).map_err(Error::io("find", out))?;
        if out.file_name().is_none() {
            // `..` at the end leads to a folder whose name is another one.
            out = fs::canonicalize(&out).map_err(Error::io("find", &out))?;
        }
        let (Some(parent), Some(name)) = (out.parent(), out.file_name()) else {
            return Err(refuse(&out, "this is the root of the file system; choose a folder with --out"));
        };
        let state = parent.join(".standpoint");
        if fs::symlink_metadata(&state).is_ok_and(|data| !data.is_dir()) {
            return Err(refuse(
                &state,
                "Standpoint keeps its notes in a folder of this name, and this is none; remove it",
            ));
        }
        Ok(OutputPlace { state, name: name.to_owned(), out })
    }

    /// The folder that the output lies in.
    pub fn parent(&self) -> &Path {
        self.out.parent().unwrap_or(&self.out)
    }

    /// The place of one of our notes.
    pub fn note(&self, kind: &str) -> PathBuf {
        self.state.join(folder::named("", &self.name, kind))
    }

    /// Where finished files wait: on the file system on which they will lie, and not in the output if that can be.
    pub fn staging(&self) -> PathBuf {
        match platform::is_mount_point(&self.out) {
            true => self.out.join(".standpoint-new"),
            false => self.parent().join(folder::named(".", &self.name, ".standpoint-new")),
        }
    }
}

pub fn refuse(path: &Path, why: &str) -> Error {
    Error::Refused { path: path.to_owned(), why: why.to_owned() }
}

/// A path with its links resolved, as far as it exists.
pub fn real(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let known = path.ancestors().find_map(|ancestor| Some((ancestor, fs::canonicalize(ancestor).ok()?)));
    match known {
        Some((ancestor, real)) if ancestor == path => real,
        Some((ancestor, real)) => real.join(path.strip_prefix(ancestor).unwrap_or(Path::new(""))),
        None => path,
    }
}

/// Refuses places where no site must be written, whatever is in them.
pub fn refuse_places(root: &Path, out: &Path) -> Result<(), Error> {
    // With a slash at its end the system would look behind it.
    let bare: PathBuf = out.components().collect();
    match fs::symlink_metadata(bare) {
        Ok(data) if data.is_symlink() => {
            return Err(refuse(out, "this is a symbolic link; name the folder that it leads to with --out"));
        }
        Ok(data) if !data.is_dir() => return Err(refuse(out, "this is a file; name a folder with --out")),
        _ => {}
    }
    let (root, target) = (real(root), real(out));
    if root.starts_with(&target) {
        return Err(refuse(out, "this folder holds the site's own files; name another one with --out"));
    }
    if ["content", "themes", "src", ".git"].iter().any(|folder| target.starts_with(root.join(folder))) {
        return Err(refuse(out, "this folder is a part of what the site is made of; name another one with --out"));
    }
    if target.iter().any(|part| part == ".standpoint" || part.to_string_lossy().ends_with(".standpoint-new")) {
        return Err(refuse(out, "this is where Standpoint keeps its own notes; name another folder with --out"));
    }
    let home = std::env::home_dir().map(|home| real(&home));
    if home.is_some_and(|home| home.starts_with(&target)) {
        return Err(refuse(out, "this is a home folder; name a folder for the site alone with --out"));
    }
    Ok(())
}

/// Refuses a folder that holds what we did not write, but for what others keep beside a site.
pub fn refuse_foreign(out: &Path, before: &BTreeSet<String>, paths: &BTreeSet<String>) -> Result<(), Error> {
    if !folder::is_there(out)? {
        return Ok(());
    }
    let entries = folder::entries(out)?;
    let foreign: Vec<_> = entries.iter().filter_map(|entry| Some((foreign(entry, before)?, entry.is_folder))).collect();
    if let Some((clash, _)) = foreign.iter().find(|(path, is_folder)| in_the_way(path, *is_folder, paths)) {
        if before.is_empty() {
            return Err(refuse(
                out,
                &format!(
                    "this folder is not empty, and its `{clash}` was not written by Standpoint; \
                     name another folder with --out, or remove what is in it"
                ),
            ));
        }
        return Err(refuse(&out.join(clash), CLASH));
    }
    let usual = |path: &str| {
        let name = path.split('/').next().unwrap_or_default();
        name.starts_with('.') || ["CNAME", "README", "LICENSE"].iter().any(|known| name.starts_with(known))
    };
    match foreign.iter().find(|(path, is_folder)| !is_folder && !usual(path)) {
        Some((stranger, _)) if before.is_empty() => Err(refuse(
            out,
            &format!(
                "this folder holds files that Standpoint did not write, such as `{stranger}`; \
                 name another folder with --out, or remove what is in it"
            ),
        )),
        _ => Ok(()),
    }
}

pub const CLASH: &str = "the site has a file of this name, but this one was not written by Standpoint; move it away";

/// The name of an entry that is not ours, for messages and comparing; nothing when it is ours.
fn foreign(entry: &FolderEntry, before: &BTreeSet<String>) -> Option<String> {
    let path = entry.path.to_string_lossy();
    let ours = if entry.is_folder { holds_one_of(&path, before) } else { before.contains(&*path) };
    (!ours).then(|| path.into_owned())
}

/// Whether a folder has one of these files in it.
pub fn holds_one_of(folder: &str, files: &BTreeSet<String>) -> bool {
    let below = format!("{folder}/");
    files.range(below.clone()..).next().is_some_and(|path| path.starts_with(&below))
}

/// Whether something stands where one of `paths` or its folder has to be, or in a folder of the name of one.
pub fn in_the_way(foreign: &str, is_folder: bool, paths: &BTreeSet<String>) -> bool {
    paths.contains(foreign)
        || (!is_folder && holds_one_of(foreign, paths))
        || foreign.match_indices('/').any(|(at, _)| paths.contains(&foreign[..at]))
}

/// Refuses what lies in a folder that leads out of all these places, or in which nothing may be changed.
pub fn check_folder(places: &[&Path], path: &Path) -> Result<(), Error> {
    let there = |folder: &&Path| folder.is_dir();
    let Some(folder) = path.ancestors().skip(1).find(there) else { return Ok(()) };
    if !places.iter().any(|place| real(folder).starts_with(real(place))) {
        return Err(refuse(folder, "a symbolic link leads out of the site here; remove it"));
    }
    let data = fs::metadata(folder).map_err(Error::io("look at", folder))?;
    if data.permissions().readonly() { Err(refuse(folder, "nothing may be written in this folder")) } else { Ok(()) }
}

/// Where a text waits beside the file that it belongs to.
pub fn beside(path: &Path, kind: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.standpoint-{kind}"))
}

//! An output that was written before, held so that no other run changes it while it is read.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::prints::List;
use super::{Lock, Places, lock, read_manifest};
use crate::Error;

/// An output and what we wrote there.
pub struct Held {
    folder: PathBuf,
    paths: BTreeSet<String>,
    _lock: Lock,
}

impl Held {
    /// Holds an output.
    ///
    /// # Errors
    /// When another run is at work on it, or the disk fails.
    pub fn open(out: &Path) -> Result<Held, Error> {
        let Places { out, state, name } = Places::of(out)?;
        let lock = lock(&state.join(format!("{name}.lock")))?;
        let mut paths = read_manifest(&state.join(format!("{name}.manifest")))?;
        paths.extend(List::read(&state, &name)?.there(&out));
        Ok(Held { folder: out, paths, _lock: lock })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The paths of all files that we wrote into it, PDFs included.
    pub fn paths(&self) -> &BTreeSet<String> {
        &self.paths
    }
}

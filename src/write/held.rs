//! An output that was written before, held so that no other run changes it while it is read.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::lock::Lock;
use super::manifest;
use super::place::Place;
use super::prints::List;
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
        let place = Place::of(out)?;
        let lock = Lock::take(&place.note(".lock"))?;
        let mut paths = manifest::read(&place.note(".manifest"))?;
        paths.extend(List::read(&place)?.there(&place.out));
        Ok(Held { folder: place.out, paths, _lock: lock })
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

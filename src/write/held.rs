//! An output that has just been written, held so that no other run changes it while it is read.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::lock::Lock;

/// An output and what we wrote there.
pub struct Held {
    pub(super) folder: PathBuf,
    pub(super) paths: BTreeSet<String>,
    pub(super) _lock: Arc<Lock>,
}

impl Held {
    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The paths of all files that we wrote into it, PDFs included.
    pub fn paths(&self) -> &BTreeSet<String> {
        &self.paths
    }
}

//! PDFs beside the pages of a site that is written already. A build keeps them and links them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::lock::Lock;
use super::place::{OutputPlace, refuse};
use super::{folder, manifest};
use crate::Error;

/// The PDFs in an output that we have printed, by their paths; what is not there any more is left out.
///
/// # Errors
/// When the list cannot be read.
pub fn prints(out: &Path) -> Result<BTreeSet<String>, Error> {
    let place = OutputPlace::of(out)?;
    Ok(PrintList::read(&place)?.there(&place.out).collect())
}

/// An output to which PDFs are added.
pub struct Prints {
    place: OutputPlace,
    list: PrintList,
    site: BTreeSet<String>,
    _lock: Lock,
}

impl Prints {
    /// Opens an output that was built before.
    ///
    /// # Errors
    /// When another run is at work on it, or the disk fails.
    pub fn open(out: &Path) -> Result<Prints, Error> {
        let place = OutputPlace::of(out)?;
        let lock = Lock::take(&place.note(".lock"))?;
        let site = manifest::read(&place.note(".manifest"))?;
        Ok(Prints { list: PrintList::read(&place)?, place, site, _lock: lock })
    }

    /// Writes a PDF: all of it or nothing.
    ///
    /// # Errors
    /// When something that we did not print stands in its place, or the disk fails.
    pub fn put(&mut self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        let at = self.place.out.join(path);
        if self.site.contains(path) {
            return Err(refuse(&at, "the site has a file of this name already; give that one another name"));
        }
        if !self.list.paths.contains(path) {
            if fs::symlink_metadata(&at).is_ok() {
                return Err(refuse(&at, "this file was not printed by Standpoint; move it away"));
            }
            // Noted before it is there, so that it is ours also when we are killed in between.
            self.list.paths.insert(path.to_owned());
            self.list.write()?;
        }
        if fs::read(&at).is_ok_and(|there| there == bytes) {
            return Ok(());
        }
        // Not beside its page, since what is there may be published at any moment. The next build clears this away.
        let staging = self.place.staging();
        fs::create_dir_all(&staging).map_err(Error::io("create", &staging))?;
        folder::replace(&at, &staging.join("pdf"), bytes)
    }
}

/// The list of what was printed, which lies beside the manifest.
pub(super) struct PrintList {
    file: PathBuf,
    paths: BTreeSet<String>,
}

impl PrintList {
    pub(super) fn read(place: &OutputPlace) -> Result<PrintList, Error> {
        let file = place.note(".prints");
        Ok(PrintList { paths: manifest::read(&file)?, file })
    }

    /// Those that still lie in the output.
    pub(super) fn there(&self, out: &Path) -> impl Iterator<Item = String> {
        self.paths.iter().filter(|path| out.join(path).is_file()).cloned()
    }

    /// Keeps the PDFs that `keep` says, by their paths; gives the others.
    pub(super) fn retain(&mut self, keep: impl Fn(&str) -> bool) -> BTreeSet<String> {
        let (kept, gone) = std::mem::take(&mut self.paths).into_iter().partition(|pdf| keep(pdf));
        self.paths = kept;
        gone
    }

    pub(super) fn write(&self) -> Result<(), Error> {
        // A site that was never printed has no list.
        if self.paths.is_empty() && !self.file.exists() {
            return Ok(());
        }
        manifest::write(&self.file, self.paths.iter())
    }
}

//! PDFs beside the pages of a site that is written already. A build keeps them and links them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::lock::Lock;
use super::place::{OutputPlace, refuse};
use super::{folder, manifest};
use crate::Error;

/// The PDFs in an output that we have printed, by their paths, with the hash of what each was printed from; what is not
/// there any more is left out.
///
/// # Errors
/// When the list cannot be read.
pub fn prints(out: &Path) -> Result<BTreeMap<String, String>, Error> {
    let place = OutputPlace::of(out)?;
    let list = PrintList::read(&place)?;
    let printed = |path: &String| (path.clone(), list.printed_from(&place.out, path).to_owned());
    Ok(list.there(&place.out).map(printed).collect())
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
        folder::remove_all(&place.staging())?;
        let site = manifest::read(&place.note(".manifest"))?;
        Ok(Prints { list: PrintList::read(&place)?, place, site, _lock: lock })
    }

    /// Writes a PDF, all of it or nothing, and notes the hash of what it was printed from.
    ///
    /// # Errors
    /// When something that we did not print stands in its place, or the disk fails.
    pub fn put(&mut self, path: &str, bytes: &[u8], from: &str) -> Result<(), Error> {
        let at = self.place.out.join(path);
        if self.site.contains(path) {
            return Err(refuse(&at, "the site has a file of this name already; give that one another name"));
        }
        if !self.list.paths.contains_key(path) && fs::symlink_metadata(&at).is_ok() {
            return Err(refuse(&at, "this file was not printed by Standpoint; move it away"));
        }
        if !fs::read(&at).is_ok_and(|there| there == bytes) {
            // Noted before it is there, so that it is ours also when we are killed in between; and with no hash, since
            // nobody knows then which of the two it is.
            self.list.note(path, Printed::default())?;
            self.replace(&at, bytes)?;
        }
        self.list.note(path, Printed { from: from.to_owned(), seal: seal_of(bytes) })
    }

    fn replace(&self, at: &Path, bytes: &[u8]) -> Result<(), Error> {
        // Not beside its page, since what is there may be published at any moment. The next run clears this away.
        let staging = self.place.staging();
        fs::create_dir_all(&staging).map_err(Error::io("create", &staging))?;
        folder::replace(at, &staging.join("pdf"), bytes)
    }
}

/// What is noted of a PDF.
#[derive(Default, PartialEq)]
struct Printed {
    /// The hash of what it was printed from; empty where nobody knows.
    from: String,
    /// By which the file is known again; older lists have none.
    seal: String,
}

/// So many bytes at the end of a PDF tell it from any other: they hold the places of all that is in it, and its id.
const SEALED: usize = 4096;

/// The seal of the bytes of a PDF: their number, and a hash of the last ones.
fn seal_of(bytes: &[u8]) -> String {
    seal(bytes.len() as u64, &bytes[bytes.len().saturating_sub(SEALED)..])
}

fn seal(length: u64, end: &[u8]) -> String {
    let hash = Sha256::digest(end);
    let short: String = hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{length}-{short}")
}

/// The seal of the file at a path.
fn seal_at(path: &Path) -> io::Result<String> {
    let mut file = fs::File::open(path)?;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(SEALED as u64)))?;
    let mut end = Vec::with_capacity(SEALED);
    file.take(SEALED as u64).read_to_end(&mut end)?;
    Ok(seal(length, &end))
}

/// The list of what was printed, which lies beside the manifest: in each line a path, the hash of what it was printed from
/// and its seal, with tabs between them. No path of ours holds a tab.
pub(super) struct PrintList {
    file: PathBuf,
    paths: BTreeMap<String, Printed>,
}

impl PrintList {
    pub(super) fn read(place: &OutputPlace) -> Result<PrintList, Error> {
        let file = place.note(".prints");
        let entry = |line: &String| {
            let mut parts = line.split('\t').map(str::to_owned);
            let mut next = || parts.next().unwrap_or_default();
            (next(), Printed { from: next(), seal: next() })
        };
        Ok(PrintList { paths: manifest::read(&file)?.iter().map(entry).collect(), file })
    }

    /// Those that still lie in the output.
    pub(super) fn there(&self, out: &Path) -> impl Iterator<Item = &String> {
        // The list and a link may have come with a repository; what we printed is a file.
        let is_file = |path: &Path| fs::symlink_metadata(path).is_ok_and(|data| data.is_file());
        self.paths.keys().filter(move |path| is_file(&out.join(path)))
    }

    /// From what one of them was printed; empty where another file lies in its place now.
    fn printed_from(&self, out: &Path, path: &str) -> &str {
        let Printed { from, seal } = &self.paths[path];
        let is_same = seal.is_empty() || seal_at(&out.join(path)).is_ok_and(|there| there == *seal);
        if is_same { from } else { "" }
    }

    /// Keeps the PDFs that `keep` says, by their paths; gives the others.
    pub(super) fn retain(&mut self, keep: impl Fn(&str) -> bool) -> BTreeSet<String> {
        let (kept, gone): (BTreeMap<_, _>, BTreeMap<_, _>) =
            std::mem::take(&mut self.paths).into_iter().partition(|(pdf, _)| keep(pdf));
        self.paths = kept;
        gone.into_keys().collect()
    }

    /// Notes from what a PDF was printed.
    fn note(&mut self, path: &str, printed: Printed) -> Result<(), Error> {
        if self.paths.get(path) == Some(&printed) {
            return Ok(());
        }
        self.paths.insert(path.to_owned(), printed);
        self.write()
    }

    pub(super) fn write(&self) -> Result<(), Error> {
        // A site that was never printed has no list.
        if self.paths.is_empty() && !self.file.exists() {
            return Ok(());
        }
        let line = |(path, Printed { from, seal }): (&String, &Printed)| match from.as_str() {
            "" => path.clone(),
            from => format!("{path}\t{from}\t{seal}"),
        };
        let lines: Vec<String> = self.paths.iter().map(line).collect();
        manifest::write(&self.file, lines.iter())
    }
}

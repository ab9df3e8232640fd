//! The only writer: a folder of finished files that is the complete old or the complete new site, never less.
//!
//! Everything is written into a staging folder beside the output, looked over and saved; then the two are exchanged in
//! one step (`renameat2(RENAME_EXCHANGE)`). Where the file system cannot do that, or the output is a mount point or a
//! Git work tree, files are renamed one by one, and the promise holds for each file only. Files that we did not write
//! (a `CNAME`, say) are kept. State lies in `.standpoint/` beside the output, so that none of it is published.

mod exchange;
mod folder;
mod fresh;
mod held;
mod journal;
mod lock;
mod manifest;
mod place;
mod prints;
mod together;

use std::collections::{BTreeSet, HashMap};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use crate::Error;
use crate::paths::page_of;
use crate::stored::Stored;
use crate::sync::lock;
pub use fresh::{fresh_file, fresh_files, fresh_folder};
pub use held::Held;
pub use journal::take_back;
use lock::Lock;
use place::{OutputPlace, refuse, refuse_foreign, refuse_places};
pub use prints::{Prints, prints};
pub use together::{Change, FileChange, together, together_beside};

/// A site on its way to the disk.
pub struct Staging {
    place: OutputPlace,
    /// Where the new site waits.
    new: PathBuf,
    /// What we printed, whose pages are still there.
    prints: prints::PrintList,
    /// What we wrote last time.
    before: BTreeSet<String>,
    /// What we write this time.
    paths: BTreeSet<String>,
    /// How long each file is that we have written.
    lengths: Mutex<HashMap<String, u64>>,
    /// How many of them are new or have changed.
    changed: AtomicUsize,
    /// Held while this lives, and while the site that it has written is held.
    lock: Arc<Lock>,
}

/// What a build did to the output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or have changed.
    pub changed: usize,
    /// Files that were as they had to be.
    pub unchanged: usize,
    /// Files of the last build that are gone.
    pub removed: usize,
    /// Whether the files had to be renamed one by one, and why.
    pub one_by_one: Option<&'static str>,
}

impl Staging {
    /// Prepares to write `paths` (with `/`, relative) into `out`. `root` is the site's folder.
    ///
    /// # Errors
    /// When `out` is not ours to write, when another build writes there, or when the disk fails.
    pub fn open(root: &Path, out: &Path, paths: BTreeSet<String>) -> Result<Staging, Error> {
        let place = OutputPlace::of(out)?;
        refuse_places(root, &place.out)?;
        // Nothing is made beside a folder that is refused. Later on, the lock comes first: an output that another
        // build is exchanging must not be judged.
        if !folder::is_there(&place.state)? {
            refuse_foreign(&place.out, &BTreeSet::new(), &paths)?;
            fs::create_dir_all(&place.state).map_err(Error::io("create", &place.state))?;
        }
        let lock = Lock::take(&place.note(".lock"))?;
        let new = place.staging();
        folder::remove_all(&new)?;
        let mut before = manifest::read(&place.note(".manifest"))?;
        let mut prints = prints::PrintList::read(&place)?;
        // A PDF outlives the build, unless its page is gone or its place is taken.
        before.extend(prints.retain(|pdf| paths.contains(&page_of(pdf)) && !paths.contains(pdf)));
        refuse_foreign(&place.out, &before, &paths)?;
        let (lengths, changed) = (Mutex::default(), AtomicUsize::new(0));
        let lock = Arc::new(lock);
        let staging = Staging { place, new, prints, before, paths, lengths, changed, lock };
        staging.make_folders()?;
        Ok(staging)
    }

    fn make_folders(&self) -> Result<(), Error> {
        let mut folders: BTreeSet<&str> = BTreeSet::from([""]);
        for path in &self.paths {
            folders.extend(path.match_indices('/').map(|(at, _)| &path[..at]));
        }
        for folder in folders {
            let folder = self.new.join(folder);
            fs::create_dir(&folder).map_err(Error::io("create", &folder))?;
        }
        Ok(())
    }

    /// Writes one finished file. May be called from many threads, once for each path.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        let is_as_before = |old: &Path| fs::read(old).is_ok_and(|there| there == bytes);
        self.place_one(path, bytes.len() as u64, is_as_before, |file| file.write_all(bytes))
    }

    /// The same for a file that is copied as it is, of which no more than a piece is held.
    ///
    /// # Errors
    /// When the disk fails, or the file is another one than it was.
    pub fn copy(&self, path: &str, file: &Stored) -> Result<(), Error> {
        let is_as_before = |old: &Path| file.is_same_as(old).unwrap_or(false);
        let copied = self.place_one(path, file.length(), is_as_before, |new| file.copy_to(new));
        copied.map_err(|error| match (error, file.path()) {
            // It is the one of the site that is not what it was.
            (Error::Io { source, .. }, Some(path)) if source.kind() == ErrorKind::Other => {
                Error::Io { doing: "copy", path, source }
            }
            (error, _) => error,
        })
    }

    fn place_one(
        &self,
        path: &str,
        length: u64,
        is_as_before: impl FnOnce(&Path) -> bool,
        write: impl FnOnce(&mut File) -> io::Result<()>,
    ) -> Result<(), Error> {
        let (old, new) = (self.place.out.join(path), self.new.join(path));
        let same = self.before.contains(path)
            && fs::symlink_metadata(&old).is_ok_and(|data| data.is_file() && data.len() == length)
            && is_as_before(&old);
        // A file that is as it has to be keeps its place on the disk, and its time.
        if !same || fs::hard_link(&old, &new).is_err() {
            // A new one: nothing that is there may be written into, since it may be the old file.
            let written = File::create_new(&new).and_then(|mut file| write(&mut file));
            written.map_err(Error::io("write", &new))?;
        }
        if !same {
            self.changed.fetch_add(1, Ordering::Relaxed);
        }
        lock(&self.lengths).insert(path.to_owned(), length);
        Ok(())
    }

    /// Puts the new site in the place of the old one, and holds it there.
    ///
    /// # Errors
    /// When the disk fails; the old site is then still there, whole, or the new one is.
    pub fn commit(mut self) -> Result<(Written, Held), Error> {
        let written = self.put_in_place()?;
        let mut paths = std::mem::take(&mut self.paths);
        paths.extend(self.prints.there(&self.place.out).cloned());
        Ok((written, Held { folder: self.place.out.clone(), paths, _lock: self.lock.clone() }))
    }

    fn put_in_place(&self) -> Result<Written, Error> {
        self.look_over()?;
        let changed = self.changed.load(Ordering::Relaxed);
        let removed = self.before.difference(&self.paths).count();
        let unchanged = self.paths.len().saturating_sub(changed);
        let mut written = Written { changed, unchanged, removed, one_by_one: None };
        let replaces = folder::is_there(&self.place.out)?;
        if changed == 0 && removed == 0 && replaces {
            return Ok(written);
        }
        let list = self.place.note(".manifest");
        // Until the exchange both sites are ours: a run that is killed in between must know its own files.
        manifest::write(&list, self.before.union(&self.paths))?;
        // Before a site takes the place of another its files are on the disk, and before it is noted it is in place: so
        // it is also after a power cut. A first site, as on a fresh machine, need not wait: there is nothing to lose.
        if replaces {
            folder::save_all(&self.new)?;
        }
        written.one_by_one = self.exchange()?;
        if replaces {
            folder::save_names(self.place.parent())?;
        }
        manifest::write(&list, self.paths.iter())?;
        self.prints.write()?;
        Ok(written)
    }

    /// Whether every file of the site waits in its full length.
    fn look_over(&self) -> Result<(), Error> {
        let lengths = lock(&self.lengths);
        for path in &self.paths {
            let new = self.new.join(path);
            let there = fs::symlink_metadata(&new).map_err(Error::io("find", &new))?.len();
            if lengths.get(path) != Some(&there) {
                return Err(refuse(&new, "this file is not as it was written; build once more"));
            }
        }
        Ok(())
    }
}

/// No build leaves its staging folder behind, be it the new site that failed or the old one that has been replaced.
impl Drop for Staging {
    fn drop(&mut self) {
        // Nothing can be done about a failure here; the next build tries again.
        let _ = folder::remove_all(&self.new);
    }
}

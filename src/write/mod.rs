//! The only writer: a folder of finished files that is the complete old or the complete new site, never less.
//!
//! Everything is written into a staging folder beside the output; then the two are exchanged in one step
//! (`renameat2(RENAME_EXCHANGE)`). Where the file system cannot do that, or the output is a Git work tree,
//! files are renamed one by one, and the promise holds for each file only. Files that we did not write (a
//! `CNAME`, say) are kept. State lies in `.standpoint/` beside the output, so that none of it is published.

mod folder;
mod fresh;
mod held;
mod prints;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rustix::fs::{CWD, RenameFlags, renameat_with};

use crate::Error;
use folder::{entries, remove_all};
pub use fresh::{fresh_file, fresh_folder};
pub use held::Held;
pub use prints::{Prints, prints};

/// A site on its way to the disk.
pub struct Staging {
    out: PathBuf,
    new: PathBuf,
    manifest: PathBuf,
    /// What we printed, whose pages are still there.
    prints: prints::List,
    /// What we wrote last time.
    before: BTreeSet<String>,
    /// What we write this time.
    paths: BTreeSet<String>,
    written: AtomicUsize,
    /// Held while this lives; the system releases it even when we are killed.
    _lock: Lock,
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
        let Places { out, state, name } = Places::of(out)?;
        refuse_places(root, &out)?;
        let manifest = state.join(format!("{name}.manifest"));
        // Once before anything is made, so that a folder that is refused stays as it was; and once under the lock.
        refuse_foreign(&out, &read_manifest(&manifest)?, &paths)?;
        fs::create_dir_all(&state).map_err(Error::io("create", &state))?;
        let lock = lock(&state.join(format!("{name}.lock")))?;
        let mut before = read_manifest(&manifest)?;
        let mut prints = prints::List::read(&state, &name)?;
        // A PDF outlives the build, unless its page is gone or its place is taken.
        before.extend(prints.retain(|pdf, page| paths.contains(page) && !paths.contains(pdf)));
        refuse_foreign(&out, &before, &paths)?;
        let new = out.with_file_name(format!(".{name}.standpoint-new"));
        remove_all(&new)?;
        let staging = Staging { out, new, manifest, prints, before, paths, written: AtomicUsize::new(0), _lock: lock };
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
        let (old, new) = (self.out.join(path), self.new.join(path));
        // A file that is as it has to be keeps its place on the disk, and its time.
        if self.before.contains(path)
            && fs::metadata(&old).is_ok_and(|data| data.len() == bytes.len() as u64)
            && fs::read(&old).is_ok_and(|there| there == bytes)
            && fs::hard_link(&old, &new).is_ok()
        {
            return Ok(());
        }
        fs::write(&new, bytes).map_err(Error::io("write", &new))?;
        self.written.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// Puts the new site in the place of the old one.
    ///
    /// # Errors
    /// When the disk fails; the old site is then still there, whole.
    pub fn commit(self) -> Result<Written, Error> {
        let changed = self.written.load(Ordering::Relaxed);
        let removed: Vec<&String> = self.before.difference(&self.paths).collect();
        let mut written = Written {
            changed,
            unchanged: self.paths.len().saturating_sub(changed),
            removed: removed.len(),
            one_by_one: None,
        };
        if changed == 0 && removed.is_empty() && self.out.exists() {
            remove_all(&self.new)?;
            return Ok(written);
        }
        // Until the exchange both sites are ours: a run that is killed in between must know its own files.
        write_manifest(&self.manifest, self.before.union(&self.paths))?;
        written.one_by_one = self.exchange()?;
        write_manifest(&self.manifest, self.paths.iter())?;
        self.prints.write()?;
        remove_all(&self.new)?;
        Ok(written)
    }

    /// Exchanges old and new; says why when it had to be done file by file.
    fn exchange(&self) -> Result<Option<&'static str>, Error> {
        if !self.out.exists() {
            fs::rename(&self.new, &self.out).map_err(Error::io("rename", &self.new))?;
            return Ok(None);
        }
        if folder::holds_git(&self.out)? {
            self.one_by_one()?;
            return Ok(Some("it holds a Git repository"));
        }
        self.keep_foreign()?;
        match renameat_with(CWD, &self.new, CWD, &self.out, RenameFlags::EXCHANGE) {
            Ok(()) => Ok(None),
            Err(
                rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::XDEV | rustix::io::Errno::BUSY,
            ) => {
                self.one_by_one()?;
                Ok(Some("its file system cannot exchange folders"))
            }
            Err(error) => Err(Error::Io { doing: "exchange", path: self.out.clone(), source: error.into() }),
        }
    }

    /// Links what others put into the output across to the new one.
    fn keep_foreign(&self) -> Result<(), Error> {
        for path in entries(&self.out)? {
            if self.before.contains(&path) || self.paths.contains(&path) {
                continue;
            }
            let (old, new) = (self.out.join(&path), self.new.join(&path));
            if let Some(folder) = new.parent() {
                fs::create_dir_all(folder).map_err(Error::io("create", folder))?;
            }
            match fs::hard_link(&old, &new) {
                Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                    fs::copy(&old, &new).map_err(Error::io("copy", &old))?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Removes the files of the last build that lie in the place of a folder, or in a folder in the place of a file.
    fn clear_the_way(&self) -> Result<(), Error> {
        for path in self.before.difference(&self.paths).filter(|path| in_the_way(path, &self.paths)) {
            remove_file(&self.out.join(path))?;
            let folders = path.rmatch_indices('/').map(|(at, _)| &path[..at]);
            // One that still holds something stays; nobody but us put a folder here.
            for folder in folders.take_while(|folder| in_the_way(&format!("{folder}/"), &self.paths)) {
                let _ = fs::remove_dir(self.out.join(folder));
            }
        }
        Ok(())
    }

    fn one_by_one(&self) -> Result<(), Error> {
        self.clear_the_way()?;
        // Pages last, so that what they need is there before them.
        let (pages, others): (Vec<&String>, Vec<&String>) = self.paths.iter().partition(|path| path.ends_with(".html"));
        for path in others.into_iter().chain(pages) {
            let (new, out) = (self.new.join(path), self.out.join(path));
            if let Some(folder) = out.parent() {
                fs::create_dir_all(folder).map_err(Error::io("create", folder))?;
            }
            match fs::rename(&new, &out) {
                Err(error) if error.kind() == ErrorKind::CrossesDevices => {
                    let near = out.with_file_name(format!(
                        ".{}.standpoint-new",
                        out.file_name().unwrap_or_default().to_string_lossy()
                    ));
                    fs::copy(&new, &near).map_err(Error::io("copy", &new))?;
                    fs::rename(&near, &out).map_err(Error::io("rename", &near))?;
                }
                result => result.map_err(Error::io("rename", &out))?,
            }
        }
        for path in self.before.difference(&self.paths) {
            remove_file(&self.out.join(path))?;
        }
        Ok(())
    }
}

/// A build that fails leaves no half-written folder behind.
impl Drop for Staging {
    fn drop(&mut self) {
        // Nothing can be done about a failure here; the next build tries again.
        let _ = remove_all(&self.new);
    }
}

/// An output and what lies beside it.
struct Places {
    out: PathBuf,
    /// The folder of our notes.
    state: PathBuf,
    /// The name of the output, by which its notes begin.
    name: String,
}

impl Places {
    fn of(out: &Path) -> Result<Places, Error> {
        let mut out = std::path::absolute(out).map_err(Error::io("find", out))?;
        if out.file_name().is_none() {
            // `..` at the end leads to a folder whose name is another one.
            out = fs::canonicalize(&out).map_err(Error::io("find", &out))?;
        }
        let (Some(parent), Some(name)) = (out.parent(), out.file_name()) else {
            return Err(refuse(&out, "this is the root of the file system; choose a folder with --out"));
        };
        Ok(Places { state: parent.join(".standpoint"), name: name.to_string_lossy().into_owned(), out })
    }
}

/// Removes a file; one that is not there is fine, and so is one whose place a folder has taken already.
fn remove_file(path: &Path) -> Result<(), Error> {
    match fs::symlink_metadata(path) {
        Ok(data) if !data.is_dir() => fs::remove_file(path).map_err(Error::io("remove", path)),
        _ => Ok(()),
    }
}

fn refuse(path: &Path, why: &str) -> Error {
    Error::Refused { path: path.to_owned(), why: why.to_owned() }
}

/// A path with its links resolved, as far as it exists.
fn real(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let known = path.ancestors().find_map(|ancestor| Some((ancestor, fs::canonicalize(ancestor).ok()?)));
    match known {
        Some((ancestor, real)) if ancestor == path => real,
        Some((ancestor, real)) => real.join(path.strip_prefix(ancestor).unwrap_or(Path::new(""))),
        None => path,
    }
}

/// Refuses places where no site must be written, whatever is in them.
fn refuse_places(root: &Path, out: &Path) -> Result<(), Error> {
    match fs::symlink_metadata(out) {
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
    let home = std::env::home_dir().map(|home| real(&home));
    if home.is_some_and(|home| home.starts_with(&target)) {
        return Err(refuse(out, "this is a home folder; name a folder for the site alone with --out"));
    }
    Ok(())
}

/// Refuses a folder that holds what we did not write, but for what others keep beside a site.
fn refuse_foreign(out: &Path, before: &BTreeSet<String>, paths: &BTreeSet<String>) -> Result<(), Error> {
    if !out.exists() {
        return Ok(());
    }
    let foreign: Vec<String> = entries(out)?.into_iter().filter(|path| !before.contains(path)).collect();
    if let Some(clash) = foreign.iter().find(|path| in_the_way(path, paths)) {
        if before.is_empty() {
            return Err(refuse(
                out,
                &format!(
                    "this folder is not empty, and its `{clash}` was not written by Standpoint; \
                 name another folder with --out, or remove what is in it"
                ),
            ));
        }
        return Err(refuse(
            &out.join(clash),
            "the site has a file of this name, but this one was not written by Standpoint; move it away",
        ));
    }
    let usual = |path: &String| {
        let name = path.split('/').next().unwrap_or_default();
        name.starts_with('.') || ["CNAME", "README", "LICENSE"].iter().any(|known| name.starts_with(known))
    };
    match foreign.iter().find(|path| !usual(path)) {
        Some(stranger) if before.is_empty() => Err(refuse(
            out,
            &format!(
                "this folder holds files that Standpoint did not write, such as `{stranger}`; \
             name another folder with --out, or remove what is in it"
            ),
        )),
        _ => Ok(()),
    }
}

/// Whether a file stands where one of `paths` or its folder has to be, or in a folder of the name of one.
fn in_the_way(foreign: &str, paths: &BTreeSet<String>) -> bool {
    let below = format!("{foreign}/");
    paths.contains(foreign)
        || paths.range(below.clone()..).next().is_some_and(|path| path.starts_with(&below))
        || foreign.match_indices('/').any(|(at, _)| paths.contains(&foreign[..at]))
}

/// A lock, given up when this is dropped. Closing the file alone would not do: a program that another thread is just
/// starting may hold a copy of it for a moment.
struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}

fn lock(path: &Path) -> Result<Lock, Error> {
    let mut file = File::options()
        .create(true)
        .truncate(false)
        .read(true)
        .write(true)
        .open(path)
        .map_err(Error::io("open", path))?;
    match file.try_lock() {
        Ok(()) => {
            let _ = file.set_len(0);
            let _ = write!(file, "{}", std::process::id());
            Ok(Lock(file))
        }
        Err(std::fs::TryLockError::WouldBlock) => {
            let pid = fs::read_to_string(path).ok().and_then(|text| text.trim().parse().ok()).unwrap_or(0);
            Err(Error::Busy { path: path.to_owned(), pid })
        }
        Err(std::fs::TryLockError::Error(error)) => {
            Err(Error::Io { doing: "lock", path: path.to_owned(), source: error })
        }
    }
}

/// Whether a line of the manifest names something below the output: the file may have come with a repository, and
/// what it names may be removed.
fn stays_inside(line: &str) -> bool {
    !line.is_empty() && Path::new(line).components().all(|part| matches!(part, std::path::Component::Normal(_)))
}

/// A path a line: no path of ours holds a line break.
fn read_manifest(path: &Path) -> Result<BTreeSet<String>, Error> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text.lines().filter(|line| stays_inside(line)).map(str::to_owned).collect()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(BTreeSet::new()),
        Err(error) => Err(Error::Io { doing: "read", path: path.to_owned(), source: error }),
    }
}

fn write_manifest<'a>(path: &Path, files: impl Iterator<Item = &'a String>) -> Result<(), Error> {
    let mut text = String::new();
    for file in files {
        text.push_str(file);
        text.push('\n');
    }
    let near = path.with_extension("manifest-new");
    fs::write(&near, text).map_err(Error::io("write", &near))?;
    fs::rename(&near, path).map_err(Error::io("rename", &near))
}

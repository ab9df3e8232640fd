//! Reading again: what is as it was is shared with the snapshot before, so that nobody looks at it twice.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::{Asset, File, LARGEST_ASSET, LARGEST_TEXT, Read, Snapshot, is_text, name, read, snapshot};
use crate::Error;
use crate::diagnostic::{Diagnostic, Outcome};
use crate::paths::SETTINGS;

/// What reading a site again has shown.
#[derive(Debug)]
pub enum Renewal {
    /// All is as it was.
    Same,
    /// Something has changed.
    Changed(Outcome<Snapshot>),
}

impl Snapshot {
    /// Reads the site at `root` again. `hint` names the files that may have changed, by their paths from the
    /// site's folder, when these are known; `before` is what was found when this snapshot was read.
    ///
    /// # Errors
    /// When the site cannot be read.
    pub fn again(&self, root: &Path, hint: Option<&BTreeSet<String>>, before: &[Diagnostic]) -> Result<Renewal, Error> {
        if let Some(renewal) = hint.and_then(|paths| self.files_again(root, paths, before)) {
            return Ok(renewal);
        }
        Ok(self.renewed(snapshot(root)?, before))
    }

    /// The same for what was read just now.
    pub fn renewed(&self, now: Outcome<Snapshot>, before: &[Diagnostic]) -> Renewal {
        let Outcome { value: mut now, diagnostics } = now;
        now.share_with(self);
        let same = now == *self && diagnostics == before;
        if same { Renewal::Same } else { Renewal::Changed(Outcome { value: now, diagnostics }) }
    }

    /// Reads some files again. `None` when only a look at the whole site can tell: a file is new or gone, is a
    /// link, or had findings of its own.
    fn files_again(&self, root: &Path, paths: &BTreeSet<String>, before: &[Diagnostic]) -> Option<Renewal> {
        let mut now = self.clone();
        for path in paths {
            let file = root.join(path);
            let shown = name::shown(root, &file);
            let known = before.iter().any(|finding| finding.span.path == shown);
            if name::is_stray_path(&file) {
                // What editors make and remove beside a file in a moment is none of ours.
                if name::is_silent(&file) || known == fs::symlink_metadata(&file).is_ok() {
                    continue;
                }
                return None;
            }
            if known || name::composed(&shown) != shown {
                return None;
            }
            let Some(mut place) = now.find(path) else {
                if fs::symlink_metadata(&file).is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound) {
                    continue;
                }
                return None;
            };
            let data = fs::symlink_metadata(&file).ok()?;
            let largest = if is_text(path) { LARGEST_TEXT } else { LARGEST_ASSET };
            if !data.is_file() || data.len() > largest {
                return None;
            }
            let Outcome { value, diagnostics } = read(root, Path::new(path), Arc::from(path.as_str())).ok()?;
            if !diagnostics.is_empty() {
                return None;
            }
            place.put(value);
        }
        if now == *self {
            return Some(Renewal::Same);
        }
        Some(Renewal::Changed(Outcome { value: now, diagnostics: before.to_vec() }))
    }

    fn find(&mut self, path: &str) -> Option<Slot<'_>> {
        if path == SETTINGS {
            return self.settings.as_mut().map(Slot::Text);
        }
        if is_text(path) {
            return self.texts.iter_mut().find(|file| &*file.path == path).map(Slot::Text);
        }
        let assets = if path.starts_with("themes/") { &mut self.themes } else { &mut self.assets };
        assets.iter_mut().find(|asset| &*asset.path == path).map(Slot::Asset)
    }

    /// Takes over from an earlier snapshot every file that is equal.
    fn share_with(&mut self, before: &Snapshot) {
        let texts: HashMap<&str, &Arc<File>> = before.texts.iter().map(|file| (&*file.path, file)).collect();
        let share = |file: &mut Arc<File>, known: Option<&Arc<File>>| {
            if let Some(known) = known.filter(|known| *known == file) {
                file.clone_from(known);
            }
        };
        for file in &mut self.texts {
            let known = texts.get(&*file.path).copied();
            share(file, known);
        }
        if let Some(file) = &mut self.settings {
            share(file, before.settings.as_ref());
        }
        let assets = before.assets.iter().chain(&before.themes);
        let assets: HashMap<&str, &Asset> = assets.map(|asset| (&*asset.path, asset)).collect();
        for asset in self.assets.iter_mut().chain(&mut self.themes) {
            if let Some(known) = assets.get(&*asset.path).filter(|known| **known == asset) {
                asset.clone_from(known);
            }
        }
    }
}

/// The place of a file in a snapshot.
enum Slot<'s> {
    Text(&'s mut Arc<File>),
    Asset(&'s mut Asset),
}

impl Slot<'_> {
    /// Puts in what was read, unless it is equal to what is there.
    fn put(&mut self, read: Read) {
        match (self, read) {
            (Slot::Text(place), Read::Text(file)) if ***place != file => **place = Arc::new(file),
            (Slot::Asset(place), Read::Asset(asset)) if **place != asset => **place = asset,
            _ => {}
        }
    }
}

//! What has become of the files and pages of one edition in the next.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ptr;
use std::sync::Arc;

use crate::pipeline::Edition;
use crate::read::{File, Snapshot};

/// The files that are new, gone or other ones, by their paths from the site's folder.
pub fn files(old: &Edition, new: &Edition) -> BTreeSet<String> {
    let (old, new) = (versions(old.snapshot()), versions(new.snapshot()));
    let differ = old.keys().chain(new.keys()).filter(|path| old.get(*path) != new.get(*path));
    differ.map(|path| (*path).to_owned()).collect()
}

/// Where each file lies in memory: an edition shares what is unchanged with the one before.
fn versions(snapshot: &Snapshot) -> HashMap<&str, *const u8> {
    let texts = snapshot.settings.iter().chain(&snapshot.texts).map(|file| (&*file.path, Arc::as_ptr(file).cast()));
    let assets = snapshot.assets.iter().chain(&snapshot.themes).map(|asset| (&*asset.path, asset.bytes.as_ptr()));
    texts.chain(assets).chain(snapshot.unread.iter().map(|path| (&**path, ptr::null()))).collect()
}

/// The texts that are gone, or are no texts any more.
pub fn lost(old: &Edition, new: &Edition) -> Vec<Arc<str>> {
    let (before, now) = (&old.snapshot().texts, &new.snapshot().texts);
    if have_same_paths(before, now) {
        return Vec::new();
    }
    let now: HashSet<&str> = now.iter().map(|file| &*file.path).collect();
    before.iter().map(|file| &file.path).filter(|path| !now.contains(&***path)).cloned().collect()
}

/// The pages that stood under another path in an earlier edition, old path to new path. A file was renamed when its text
/// stands in a new one.
pub fn renamed(old: &Edition, new: &Edition) -> BTreeMap<String, String> {
    let (before, now) = (&old.snapshot().texts, &new.snapshot().texts);
    if have_same_paths(before, now) {
        return BTreeMap::new();
    }
    let paths = |texts: &[Arc<File>]| -> HashSet<Arc<str>> { texts.iter().map(|file| file.path.clone()).collect() };
    let (were, are) = (paths(before), paths(now));
    let arrived = now.iter().filter(|file| !were.contains(&file.path));
    let arrived: HashMap<&str, &str> = arrived.map(|file| (file.text.as_str(), &*file.path)).collect();
    let gone = before.iter().filter(|file| !are.contains(&file.path));
    let moved: Vec<_> = gone.filter_map(|file| Some((&*file.path, *arrived.get(file.text.as_str())?))).collect();
    if moved.is_empty() {
        return BTreeMap::new();
    }
    let (stood, stands) = (old.pages_by_file(), new.pages_by_file());
    moved.into_iter().filter_map(|(from, to)| Some((stood.get(from)?.clone(), stands.get(to)?.clone()))).collect()
}

fn have_same_paths(before: &[Arc<File>], now: &[Arc<File>]) -> bool {
    before.len() == now.len() && before.iter().zip(now).all(|(before, now)| before.path == now.path)
}

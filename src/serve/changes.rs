//! What has become of the files and pages of one edition in the next.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ptr;
use std::sync::Arc;

use crate::pipeline::Edition;
use crate::read::{Asset, File};

/// The files that are new, gone or other ones, by their paths from the site's folder.
pub fn files(old: &Edition, new: &Edition) -> BTreeSet<String> {
    let (old, new) = (old.snapshot(), new.snapshot());
    // An edition shares what is unchanged with the one before.
    fn text(file: &Arc<File>) -> Version<'_> {
        (&file.path, Arc::as_ptr(file).cast())
    }
    fn asset(asset: &Asset) -> Version<'_> {
        (&asset.path, asset.bytes.pointer())
    }
    [
        differ(old.settings.as_slice(), new.settings.as_slice(), text),
        differ(&old.texts, &new.texts, text),
        differ(&old.unread, &new.unread, |path| (path, ptr::null())),
        differ(&old.assets, &new.assets, asset),
        differ(&old.themes, &new.themes, asset),
    ]
    .into_iter()
    .flatten()
    .map(|path| path.to_string())
    .collect()
}

/// A file, by its path, and what it was read into.
type Version<'f> = (&'f Arc<str>, *const u8);

/// The paths that only one of two lists has, and those that have become something else. Most often the lists have the
/// same paths in the same order.
fn differ<T>(old: &[T], new: &[T], version: impl Fn(&T) -> Version) -> Vec<Arc<str>> {
    let (before, now) = (old.iter().map(&version), new.iter().map(&version));
    if old.len() == new.len() && before.clone().zip(now.clone()).all(|(old, new)| old.0 == new.0) {
        return before.zip(now).filter(|(old, new)| old != new).map(|(_, new)| new.0.clone()).collect();
    }
    let (before, now): (HashSet<_>, HashSet<_>) = (before.collect(), now.collect());
    before.symmetric_difference(&now).map(|(path, _)| Arc::clone(path)).collect()
}

/// The texts that are gone or empty now, and have not come to another place.
pub fn lost(old: &Edition, new: &Edition) -> Vec<Arc<str>> {
    let Moves { gone, arrived } = Moves::between(old, new);
    // What is no text for another reason will remain so.
    let unread = |path: &str| new.snapshot().unread.iter().any(|unread| **unread == *path) && !new.is_empty_file(path);
    let lost = gone.into_iter().filter(|file| !arrived.contains_key(file.text.as_str()) && !unread(&file.path));
    lost.map(|file| file.path.clone()).collect()
}

/// The pages that stood under another path in an earlier edition, old path to new path. A file was renamed when its text
/// stands in a new one.
pub fn renamed(old: &Edition, new: &Edition) -> BTreeMap<String, String> {
    let Moves { gone, arrived } = Moves::between(old, new);
    let moved = gone.into_iter().filter_map(|file| Some((&*file.path, *arrived.get(file.text.as_str())?)));
    let moved: Vec<_> = moved.collect();
    if moved.is_empty() {
        return BTreeMap::new();
    }
    let (stood, stands) = (old.pages_by_file(), new.pages_by_file());
    moved.into_iter().filter_map(|(from, to)| Some((stood.get(from)?.clone(), stands.get(to)?.clone()))).collect()
}

/// The texts that come and go between two editions.
struct Moves<'e> {
    gone: Vec<&'e File>,
    /// The paths of new ones, by what they say.
    arrived: HashMap<&'e str, &'e str>,
}

impl<'e> Moves<'e> {
    fn between(old: &'e Edition, new: &'e Edition) -> Moves<'e> {
        let (before, now) = (&old.snapshot().texts, &new.snapshot().texts);
        if before.len() == now.len() && before.iter().zip(now).all(|(before, now)| before.path == now.path) {
            return Moves { gone: Vec::new(), arrived: HashMap::new() };
        }
        let paths = |texts: &'e [Arc<File>]| -> HashSet<&'e str> { texts.iter().map(|file| &*file.path).collect() };
        let (were, are) = (paths(before), paths(now));
        let arrived = now.iter().filter(|file| !were.contains(&*file.path));
        Moves {
            gone: before.iter().filter(|file| !are.contains(&*file.path)).map(|file| &**file).collect(),
            arrived: arrived.map(|file| (file.text.as_str(), &*file.path)).collect(),
        }
    }
}

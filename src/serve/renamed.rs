//! Pages whose file has another name now: their tabs follow.

use std::collections::{BTreeMap, HashMap};

use crate::pipeline::Edition;

/// The pages that stood under another path in an earlier edition, old path to new path. A file was renamed when its text
/// stands in a new one.
pub fn between(old: &Edition, new: &Edition) -> BTreeMap<String, String> {
    let (before, now) = (&old.snapshot().texts, &new.snapshot().texts);
    let paths = |texts: &[std::sync::Arc<crate::read::File>]| -> HashMap<std::sync::Arc<str>, usize> {
        texts.iter().enumerate().map(|(at, file)| (file.path.clone(), at)).collect()
    };
    if before.len() == now.len() && before.iter().zip(now).all(|(before, now)| before.path == now.path) {
        return BTreeMap::new();
    }
    let (were, are) = (paths(before), paths(now));
    let arrived = now.iter().filter(|file| !were.contains_key(&file.path));
    let arrived: HashMap<&str, &str> = arrived.map(|file| (file.text.as_str(), &*file.path)).collect();
    let gone = before.iter().filter(|file| !are.contains_key(&file.path));
    let moved = gone.filter_map(|file| Some((&*file.path, *arrived.get(file.text.as_str())?)));
    moved.filter_map(|(from, to)| Some((old.page_of(from)?, new.page_of(to)?))).collect()
}

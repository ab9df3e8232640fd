//! Texts that lie in memory: another state of a site, such as Git has it.

use std::sync::Arc;

use super::{File, LARGEST_TEXT, Snapshot, is_text, name, text};
use crate::paths::SETTINGS;

/// The snapshot of a site of which these are the settings and the texts, by path from its folder. What [`snapshot`]
/// would not read is left out; nobody mends an earlier state, so nothing is said of it.
///
/// [`snapshot`]: super::snapshot
pub fn in_memory(files: Vec<(String, Vec<u8>)>) -> Snapshot {
    let mut snapshot = Snapshot::default();
    let readable = |path: &str, bytes: &[u8]| {
        is_text(path) && bytes.len() as u64 <= LARGEST_TEXT && name::check_name(path).is_ok()
    };
    for (path, bytes) in files.into_iter().filter(|(path, bytes)| readable(path, bytes)) {
        let path = name::composed(&Arc::from(path));
        match text(bytes, &path) {
            Ok(text) if &*path == SETTINGS => snapshot.settings = Some(File { path, text }.into()),
            Ok(text) => snapshot.texts.push(File { path, text }.into()),
            Err(_) => snapshot.unread.push(path),
        }
    }
    // As a walk through folders meets them.
    snapshot.texts.sort_by(|one, other| one.path.split('/').cmp(other.path.split('/')));
    snapshot
}

//! What a site is read from: its own folder, and the one beside it that holds what is private.

use std::path::{Path, PathBuf};

use super::steps;
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::paths::SETTINGS;
use crate::read::Snapshot;
use crate::{Error, read};

/// All that a site is read from, with the folder of what is private, where the settings name one.
///
/// # Errors
/// When the site cannot be read.
pub fn read_all(root: &Path) -> Result<Outcome<Snapshot>, Error> {
    with_private(read::snapshot(root)?, root)
}

/// The same from files that were read, where the settings name a folder of what is private.
///
/// # Errors
/// When the folder cannot be read.
pub fn with_private(files: Outcome<Snapshot>, root: &Path) -> Result<Outcome<Snapshot>, Error> {
    let Some(folder) = steps::settings(&files.value, &mut Vec::new()).private_content else { return Ok(files) };
    Ok(match read::with_private(files.clone(), root, &folder.value)? {
        Some(all) => all,
        // Nothing may be built as if there was nothing to hide.
        None => {
            let message = format!("there is no folder `{}`, so nobody knows what is private", folder.value);
            let finding = Diagnostic::new(Code::NoPrivateContent, folder.span, message);
            let hint = "put the folder there, or take `private_content` out of the settings";
            Outcome { diagnostics: files.diagnostics.into_iter().chain([finding.hint(hint)]).collect(), ..files }
        }
    })
}

/// The folder of what is private that the settings of the site at `root` name.
pub fn private_folder(root: &Path) -> Option<PathBuf> {
    let settings = read::in_memory(vec![(SETTINGS.to_owned(), read::bytes(root, SETTINGS).ok()?)]);
    Some(root.join(steps::settings(&settings, &mut Vec::new()).private_content?.value))
}

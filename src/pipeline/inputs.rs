//! What a site is read from: its own folder, and the one beside it that holds what is private.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::steps;
use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::model::document::Kind;
use crate::paths::SETTINGS;
use crate::read::Snapshot;
use crate::{Error, parse, read};

/// All that a site is read from, with the folder of what is private, where the settings name one.
///
/// # Errors
/// When the site cannot be read.
pub fn read_all(root: &Path) -> Result<Outcome<Snapshot>, Error> {
    with_private(read::snapshot(root)?, root)
}

/// The same from files that were read, where the settings name a folder of what is private. Nothing may be built as if
/// there was nothing to hide, so that what keeps the folder from being read is an error that ends all.
///
/// # Errors
/// When the folder cannot be read.
pub fn with_private(mut files: Outcome<Snapshot>, root: &Path) -> Result<Outcome<Snapshot>, Error> {
    // Those of the last edition are handed on.
    files.diagnostics.retain(|finding| finding.code != Code::NoPrivateContent);
    let hint = "put the folder there, or take `private_content` out of the settings";
    let unknown = |span: Span, why: String, hint: &str| {
        Diagnostic::new(Code::NoPrivateContent, span, format!("{why}, so nobody knows what is private")).hint(hint)
    };
    let Some(folder) = steps::settings(&files.value, &mut Vec::new()).private_content else {
        let wished = settings_of_any_name(root).into_iter().find_map(|path| {
            let read = files.value.settings.as_ref().filter(|file| *file.path == *path).map(|file| file.text.clone());
            // Settings that could not be read may be a pipe, which gives nothing for ever.
            let from_disk = || root.join(&*path).is_file().then(|| read::bytes(root, &path).ok())?;
            let text = read.or_else(|| Some(String::from_utf8_lossy(&from_disk()?).into_owned()))?;
            let at = parse::wish_for_private_content(&text)?;
            let hint =
                "write a line `private_content: ../vault`, with the way to the folder, in settings that can be read";
            Some(unknown(Span::new(&path, at), "the settings name no folder that can be read".to_owned(), hint))
        });
        return Ok(Outcome { diagnostics: files.diagnostics.into_iter().chain(wished).collect(), ..files });
    };
    let finding = if is_among_texts(&root.join(&folder.value), root) {
        unknown(folder.span, format!("`{}` holds what is for readers", folder.value), "name a folder that lies apart")
    } else {
        match read::with_private(files.clone(), root, &folder.value)? {
            Some(all) => match unknown_in(&all.value) {
                None => return Ok(all),
                Some(Unknown::Nothing) => unknown(folder.span, format!("there is no text in `{}`", folder.value), hint),
                // A log may be open to everybody, and the name of a text say what it is about.
                Some(Unknown::Lost) => {
                    let why = format!("a text in `{}` lies in no folder where it would be read", folder.value);
                    let hint = "put it into `sources/`, `pages/` or another folder that `content/` has, or name the folder in which these lie";
                    unknown(folder.span, why, hint)
                }
            },
            None => unknown(folder.span, format!("there is no folder `{}`", folder.value), hint),
        }
    };
    Ok(Outcome { diagnostics: files.diagnostics.into_iter().chain([finding]).collect(), ..files })
}

/// What keeps the texts of the private folder from being known.
enum Unknown {
    /// None is there, as where Git has not got the files.
    Nothing,
    /// One lies where none is read: the folder is named a level too deep or too high, or one in it is mistyped.
    Lost,
}

fn unknown_in(files: &Snapshot) -> Option<Unknown> {
    let is_read = |path: &str| {
        let folder = path.split_once('/').map(|(folder, _)| folder);
        path == "index.md" || (path.ends_with(".md") && Kind::FOLDERS.iter().any(|kind| folder == Some(kind.folder())))
    };
    // What repositories have for whoever keeps them.
    let is_about_all = |path: &str| {
        ["readme.md", "contributing.md", "license.md", "changelog.md"].contains(&path.to_lowercase().as_str())
    };
    let texts = || {
        let paths = files.private.keys().map(|path| path.strip_prefix("content/").unwrap_or(path));
        paths.filter(|path| path.to_lowercase().ends_with(".md") && !is_about_all(path))
    };
    match texts().next() {
        None => Some(Unknown::Nothing),
        Some(_) => texts().any(|path| !is_read(path)).then_some(Unknown::Lost),
    }
}

/// The settings, and what may have been meant for them: `Standpoint.yaml`, `standpoint (1).yaml`, `standpoint.toml`.
fn settings_of_any_name(root: &Path) -> BTreeSet<Arc<str>> {
    let entries = fs::read_dir(root).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let is_meant = |name: &String| {
        let small = name.to_lowercase();
        small.contains("standpoint") && [".yaml", ".yml", ".toml", ".json"].iter().any(|ending| small.ends_with(ending))
    };
    names.filter(is_meant).map(Arc::from).collect()
}

/// Whether a folder holds the texts for readers, or lies among them.
fn is_among_texts(folder: &Path, root: &Path) -> bool {
    let (Ok(folder), Ok(root)) = (fs::canonicalize(folder), fs::canonicalize(root)) else { return false };
    let parts = ["content", "themes", "public"].map(|part| root.join(part));
    root.starts_with(&folder) || parts.iter().any(|part| folder.starts_with(part))
}

/// The folder of what is private that the settings of the site at `root` name.
pub fn private_folder(root: &Path) -> Option<PathBuf> {
    let settings = read::in_memory(vec![(SETTINGS.to_owned(), read::bytes(root, SETTINGS).ok()?)]);
    Some(root.join(steps::settings(&settings, &mut Vec::new()).private_content?.value))
}

//! The only reader of the disk: a site's folder becomes a [`Snapshot`], which nothing changes any more.

mod again;
mod inside;
mod name;
mod past;
mod private;

pub use again::Renewal;
pub use name::check_name;
pub use past::in_memory;
pub use private::with_private;

use std::cell::LazyCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::Error;
use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::nearest::nearest;
use crate::paths::{CHANGES, MISTYPED_SETTINGS, SETTINGS};
use crate::secrets;
use crate::stored::Stored;
use crate::web::credentials;

/// What Obsidian keeps in the folder of a vault.
const VAULT: &str = ".obsidian";
/// A Markdown text over this size is refused: 4 MiB.
const LARGEST_TEXT: u64 = 4 << 20;
/// A file that somebody names over this size is refused: 64 MiB, some 50,000 records with their abstracts.
const LARGEST_NAMED: u64 = 64 << 20;
/// So much of a copied file is looked at for a private key: 16 KiB.
const HEAD: u64 = 16 << 10;
/// A copied file over this size is refused, as GitHub does: 100 MiB.
const LARGEST_ASSET: u64 = 100 << 20;
/// Copied files over this size are pointed out: 50 MiB.
const LARGE_ASSET: u64 = 50 << 20;
/// Copied files over this size together are refused, as GitHub Pages does: 1 GiB.
const LARGEST_SITE: u64 = 1 << 30;

/// The folder of the site that a folder belongs to: the nearest one upwards that has settings, as a path from there;
/// else the folder itself. `folder` is absolute.
pub fn site_around(folder: &Path) -> PathBuf {
    let up = folder.ancestors().position(|folder| folder.join(SETTINGS).is_file()).unwrap_or(0);
    if up == 0 { PathBuf::from(".") } else { std::iter::repeat_n("..", up).collect() }
}

/// The Git repository that a folder lies in, when it is not the top of one itself; and the way from there to the folder.
pub fn repository_around(folder: &Path) -> Option<(PathBuf, PathBuf)> {
    let folder = fs::canonicalize(folder).ok()?;
    let top = folder.ancestors().find(|folder| folder.join(".git").exists())?;
    let way = folder.strip_prefix(top).ok().filter(|way| !way.as_os_str().is_empty())?;
    Some((top.to_owned(), way.to_owned()))
}

/// A file that somebody names, whatever is in it: `None` when it is larger than any text of such a kind.
///
/// # Errors
/// When it cannot be read.
pub fn named_file(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(Error::io("read", path))?;
    io::Read::read_to_end(&mut io::Read::take(file, LARGEST_NAMED + 1), &mut bytes).map_err(Error::io("read", path))?;
    Ok((bytes.len() as u64 <= LARGEST_NAMED).then_some(bytes))
}

/// Everything that a site is made of, read once. Files are shared with later snapshots that find them unchanged, so that
/// to compare two snapshots is to compare pointers, but for what has changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// `standpoint.yaml`, when there is one.
    pub settings: Option<Arc<File>>,
    /// The Markdown files under `content/`, by path.
    pub texts: Vec<Arc<File>>,
    /// Paths of the Markdown files that are there, but cannot be read as text.
    pub unread: Vec<Arc<str>>,
    /// The other files under `content/`, by path.
    pub assets: Vec<Asset>,
    /// The files under `themes/`, by path.
    pub themes: Vec<Asset>,
    /// The files that lie in a folder of their own and are never for readers: by the paths that they would have under
    /// `content/`, those that they have.
    pub private: BTreeMap<Arc<str>, Arc<str>>,
    /// That folder, where the settings name one that is there: findings may be of files in it that are not read.
    pub private_folder: Option<Arc<str>>,
    /// The texts are a vault of Obsidian, in which the name of a file is the title of its text.
    pub is_vault: bool,
}

/// A text: UTF-8, without byte order mark, lines ended by LF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Path from the site's folder, with `/`.
    pub path: Arc<str>,
    /// Its text.
    pub text: String,
}

/// The bytes of a file of a site, by its path from there.
///
/// # Errors
/// When it cannot be read.
pub fn bytes(root: &Path, path: &str) -> Result<Vec<u8>, Error> {
    let path = root.join(path);
    fs::read(&path).map_err(Error::io("read", &path))
}

/// A file that is copied as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Path from the site's folder, with `/`.
    pub path: Arc<str>,
    /// Its bytes. What is looked into of a theme is always held.
    pub bytes: Stored,
    /// Its width and height, where it is an image that says so in its head.
    pub size: Option<(u32, u32)>,
}

impl Snapshot {
    /// Lets go of the texts that no finding points into: the larger part of a site's memory.
    pub fn keep_texts_of(&mut self, paths: &HashSet<Arc<str>>) {
        self.texts.retain(|file| paths.contains(&file.path));
    }

    /// The paths of all files that were read.
    pub fn paths(&self) -> impl Iterator<Item = &Arc<str>> {
        let texts = self.settings.iter().chain(&self.texts).map(|file| &file.path);
        texts.chain(self.assets.iter().chain(&self.themes).map(|asset| &asset.path))
    }

    /// Finds the text of a file that a diagnostic points into. There may be very many of both.
    pub fn texts_by_path(&self) -> impl Fn(&str) -> Option<Arc<str>> {
        let texts = self.settings.iter().chain(&self.texts).map(|file| (&*file.path, file.text.as_bytes()));
        let themes = self.themes.iter().filter_map(|asset| Some((&*asset.path, &**asset.bytes.held()?)));
        // Most often nothing is found.
        let known = LazyCell::new(|| texts.chain(themes).collect::<HashMap<&str, &[u8]>>());
        let elsewhere: HashMap<&str, &str> = self.private.iter().map(|(inside, path)| (&**path, &**inside)).collect();
        move |path| {
            let text = std::str::from_utf8(known.get(elsewhere.get(path).unwrap_or(&path))?).ok()?;
            // Findings draw the line in which a password stands, and may be in a log that anybody reads.
            Some(credentials::without(text, &credentials::places(text)).into())
        }
    }
}

/// Reads the site at `root`.
///
/// # Errors
/// When a file or folder cannot be read, or `root` is no site.
pub fn snapshot(root: &Path) -> Result<Outcome<Snapshot>, Error> {
    match snapshot_once(root) {
        // Files come and go for a moment while editors save: what is listed may be gone when it is read.
        Err(Error::Io { source, .. }) if source.kind() == ErrorKind::NotFound => snapshot_once(root),
        outcome => outcome,
    }
}

fn snapshot_once(root: &Path) -> Result<Outcome<Snapshot>, Error> {
    if !root.join(SETTINGS).exists() && !root.join("content").is_dir() {
        if root.is_file() {
            let why = "this is a file; name the folder of the site".to_owned();
            return Err(Error::Refused { path: root.to_owned(), why });
        }
        let mut why = format!("this is no Standpoint site: it has neither {SETTINGS} nor a folder content/");
        if let Some(above) = site_above(root) {
            why.push_str(&format!("; it lies within the site {}: name that folder", above.display()));
        } else if root.join(MISTYPED_SETTINGS).is_file() {
            why.push_str(&format!("; rename {MISTYPED_SETTINGS} to {SETTINGS}"));
        } else {
            why.push_str("; name the folder of a site, or make one with `standpoint init`");
        }
        return Err(Error::Refused { path: root.to_owned(), why });
    }
    let canonical_root = fs::canonicalize(root).map_err(Error::io("open", root))?;
    let mut diagnostics = Vec::new();
    let mut found = Vec::new();
    let mut is_vault = root.join(VAULT).is_dir();
    for name in ["content", "themes", SETTINGS] {
        is_vault |= list(root, &canonical_root, name, &mut found, &mut diagnostics)?;
    }
    diagnostics.extend(mistyped_settings(root));
    diagnostics.extend(copies_of_settings(root));
    diagnostics.extend(interrupted(root));
    let mut snapshot = Snapshot { is_vault, ..Snapshot::default() };
    let found = within_limits(&canonical_root, found, &mut snapshot.unread, &mut diagnostics)?;
    let read: Vec<_> =
        found.into_par_iter().map(|(file, path)| read(&canonical_root, &file, path)).collect::<Result<_, Error>>()?;
    for outcome in read {
        match outcome.drain_into(&mut diagnostics) {
            Read::Text(file) if &*file.path == SETTINGS => snapshot.settings = Some(file.into()),
            Read::Text(file) => snapshot.texts.push(file.into()),
            Read::Asset(asset) if asset.path.starts_with("themes/") => snapshot.themes.push(asset),
            Read::Asset(asset) => snapshot.assets.push(asset),
            Read::Unread(path) => snapshot.unread.push(path),
            Read::Secret => {}
        }
    }
    if snapshot.texts.is_empty() && snapshot.unread.is_empty() && !root.join("content").is_file() {
        diagnostics.push(no_content(root));
    }
    Ok(Outcome { value: snapshot, diagnostics })
}

/// The site that a folder lies in.
fn site_above(root: &Path) -> Option<PathBuf> {
    let root = fs::canonicalize(root).ok()?;
    root.ancestors().skip(1).find(|above| above.join(SETTINGS).is_file()).map(Path::to_owned)
}

/// That there is nothing to make a site of: an empty one would take the place of the one that was built, or published.
fn no_content(root: &Path) -> Diagnostic {
    let folders = fs::read_dir(root).into_iter().flatten().flatten().filter(|entry| entry.path().is_dir());
    let names = folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).filter(|name| name != "content");
    let is_near = |name: &String| nearest(&name.to_lowercase(), ["content"]).is_some() || holds_texts(&root.join(name));
    let hint = match names.filter(is_near).min() {
        Some(name) => format!("the texts perhaps lie in `{name}/`: rename it to `content/`"),
        None => "put the texts into content/, such as content/index.md; `standpoint init` shows how".to_owned(),
    };
    let path = Span::file(&Arc::from("content"));
    Diagnostic::new(Code::NoContent, path, "there is no text in the folder content/, so the site is empty").hint(hint)
}

/// Whether what is in a folder looks like the texts of a site.
fn holds_texts(folder: &Path) -> bool {
    let has_text = |folder: PathBuf| {
        let mut files = fs::read_dir(folder).into_iter().flatten().flatten();
        files.any(|entry| Path::new(&entry.file_name()).extension().is_some_and(|ending| ending == "md"))
    };
    let kinds = ["briefings", "actors", "issues", "events", "sources", "pages"];
    folder.join("index.md").is_file() || kinds.into_iter().any(|kind| has_text(folder.join(kind)))
}

/// That there are settings under the name that other programs would read.
fn mistyped_settings(root: &Path) -> Option<Diagnostic> {
    let hint = match root.join(SETTINGS).exists() {
        true => format!("move what it says into {SETTINGS}, and remove it"),
        false => format!("rename it to {SETTINGS}"),
    };
    let message = format!("settings are read from {SETTINGS}; this file is not read");
    let found = root.join(MISTYPED_SETTINGS).is_file();
    found.then(|| Diagnostic::new(Code::FileEnding, Span::file(&Arc::from(MISTYPED_SETTINGS)), message).hint(hint))
}

/// That texts were changed by a run that was killed.
fn interrupted(root: &Path) -> Option<Diagnostic> {
    let message = "a change of several texts was interrupted, so some of them are changed and some are not";
    let finding = || Diagnostic::new(Code::InterruptedChange, Span::file(&Arc::from(CHANGES)), message);
    let hint = "run `standpoint rename` or `standpoint import` once more, which takes back what was done";
    root.join(CHANGES).is_file().then(|| finding().hint(hint))
}

/// That a folder stands where the settings have to be, or a file in the place of a folder.
fn of_other_kind(top: &Path, name: &str) -> Option<Diagnostic> {
    let data = fs::metadata(top).ok()?;
    let finding = |code, message: String| Diagnostic::new(code, Span::file(&Arc::from(name)), message);
    match name == SETTINGS {
        true if data.is_dir() => Some(
            finding(Code::BadSetting, format!("{SETTINGS} is a folder, so there are no settings"))
                .hint("rename the folder, and write the settings into a file of this name"),
        ),
        false if data.is_file() => Some(
            finding(Code::Misplaced, format!("a file stands where the folder {name}/ has to be"))
                .hint("rename or remove the file"),
        ),
        _ => None,
    }
}

/// Leaves out what is too large, before any of it is read.
fn within_limits(
    root: &Path,
    found: Vec<(PathBuf, Arc<str>)>,
    unread: &mut Vec<Arc<str>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Vec<(PathBuf, Arc<str>)>, Error> {
    let mut kept = Vec::with_capacity(found.len());
    let mut together = 0;
    let mut say = |code: Code, path: &Arc<str>, message: String| {
        let hint = if is_text(path) { "split it" } else { "keep it somewhere else, and link it" };
        diagnostics.push(Diagnostic::new(code, Span::file(path), message).hint(hint));
    };
    for (file, path) in found {
        let at = root.join(&file);
        let size = fs::symlink_metadata(&at).map_err(Error::io("read", &at))?.len();
        let largest = if is_text(&path) { LARGEST_TEXT } else { LARGEST_ASSET };
        if size > largest {
            let message = format!("this file has {} MiB; {} MiB is the most", size.div_ceil(1 << 20), largest >> 20);
            say(Code::TooLarge, &path, message);
            unread.extend(is_text(&path).then_some(path));
            continue;
        }
        if size > LARGE_ASSET {
            say(Code::LargeFile, &path, format!("this file has {} MiB", size.div_ceil(1 << 20)));
        }
        // Whatever is copied, the site is still made of its texts and its theme.
        let is_copied = !is_text(&path) && !path.starts_with("themes/");
        let before = together;
        together += if is_text(&path) { 0 } else { size };
        let is_kept = !is_copied || together <= LARGEST_SITE;
        if before <= LARGEST_SITE && together > LARGEST_SITE {
            let left = if is_kept { "the files of content/ behind it" } else { "it and the ones behind it" };
            let message = format!(
                "with this file the copied files have over 1 GiB, which GitHub Pages does not take; {left} are left out"
            );
            say(Code::TooLarge, &path, message);
        }
        if is_kept {
            kept.push((file, path));
        }
    }
    Ok(kept)
}

/// Whether a file goes past us: what lies beside the texts, and the letters, pictures and films of a theme. Its templates,
/// words, styles and scripts are held, since they are looked into and findings show their lines.
fn is_only_copied(path: &str) -> bool {
    let is_static = path.split('/').nth(2) == Some("static");
    let (_, ending) = path.rsplit_once('.').unwrap_or_default();
    let is_looked_into = ["css", "js", "mjs"].iter().any(|known| ending.eq_ignore_ascii_case(known));
    match path.starts_with("themes/") {
        true => is_static && !is_looked_into,
        false => path.starts_with("content/") && !is_text(path),
    }
}

/// Whether a file is a text that is parsed, and not one that is copied.
fn is_text(path: &str) -> bool {
    path == SETTINGS || (path.starts_with("content/") && path.ends_with(".md"))
}

/// Lists the files to read at or under `root/name`: where each one lies, as a way from `root` that leads through no link;
/// and its path, as an author knows it. Gives whether a vault of Obsidian is among them.
fn list(
    root: &Path,
    canonical_root: &Path,
    name: &str,
    found: &mut Vec<(PathBuf, Arc<str>)>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<bool, Error> {
    let top = root.join(name);
    if let Some(finding) = of_other_kind(&top, name) {
        diagnostics.push(finding);
        return Ok(false);
    }
    if fs::symlink_metadata(&top).is_err_and(|error| error.kind() == ErrorKind::NotFound) {
        return Ok(false);
    }
    let mut is_vault = false;
    let mut walk = WalkDir::new(&top).follow_links(true).sort_by_file_name().into_iter();
    // The links to folders that were entered.
    let mut links = Vec::new();
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                // Emacs locks a file by a link that leads nowhere.
                match error.path().filter(|path| error.loop_ancestor().is_none() && name::is_stray_path(path)) {
                    Some(path) => diagnostics.extend(stray(root, path)),
                    None => diagnostics.push(walk_finding(root, &top, &error)?),
                }
                continue;
            }
        };
        let linked = entry.path_is_symlink() || links.iter().any(|link| entry.path().starts_with(link));
        match look_at(root, canonical_root, &entry, linked) {
            Verdict::Read(file, path, finding) => {
                diagnostics.extend(finding);
                found.push((file, path));
            }
            Verdict::Enter => links.extend(entry.path_is_symlink().then(|| entry.into_path())),
            Verdict::Skip(finding) => {
                diagnostics.extend(finding);
                is_vault |= entry.file_name() == VAULT;
                if entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
            }
        }
    }
    Ok(is_vault)
}

enum Verdict {
    Read(PathBuf, Arc<str>, Option<Diagnostic>),
    Enter,
    Skip(Option<Diagnostic>),
}

/// Decides by its name and type what to do with an entry, before it is opened. `linked`: it is a link, or lies below one.
fn look_at(root: &Path, canonical_root: &Path, entry: &DirEntry, linked: bool) -> Verdict {
    let shown = name::shown(root, entry.path());
    let finding = |code, message: String| Diagnostic::new(code, Span::file(&shown), message);
    let way = way_without_links(root, canonical_root, entry.path(), linked);
    if linked {
        // What a link leads to may hide behind a harmless name, or be what we wrote: a site in a site, one deeper at
        // each build.
        let hides = |part: std::path::Component| name::is_stray(&part.as_os_str().to_string_lossy());
        if way.as_ref().is_none_or(|way| way.components().any(hides) || is_output(canonical_root, way)) {
            return Verdict::Skip(Some(
                finding(Code::UnsafeLink, "this symbolic link leads out of what may be published".to_owned())
                    .hint("copy what it points to into the site, or remove the link"),
            ));
        }
    }
    let is_file = entry.file_type().is_file();
    let last = entry.file_name().to_string_lossy();
    let is_left = is_file && (name::is_probe(&last) || name::is_core(&last));
    if entry.depth() > 0 && (name::is_stray_path(entry.path()) || is_left) {
        return Verdict::Skip(stray(root, entry.path()));
    }
    let is_foreign = if is_file { name::is_foreign_text(&last) } else { name::is_bundle(&last) };
    if shown.starts_with("content/") && is_foreign {
        return Verdict::Skip(Some(foreign_text(&shown)));
    }
    if let Err(why) = name::check(entry.path(), entry.depth()) {
        return Verdict::Skip(Some(finding(Code::BadName, why).hint(name::another(&shown))));
    }
    if entry.file_type().is_dir() {
        Verdict::Enter
    } else if entry.file_type().is_file() {
        let path = name::composed(&shown);
        let warning = (path != shown).then(|| {
            finding(Code::NameForm, "this file name is written with decomposed letters (NFD)".to_owned())
                .hint("rename it with composed letters (NFC); its address uses them")
        });
        Verdict::Read(way.unwrap_or_default(), path, warning)
    } else {
        Verdict::Skip(Some(
            finding(Code::SpecialFile, "this is a pipe, a socket or a device, not a file".to_owned()).hint("remove it"),
        ))
    }
}

/// The way from the site's folder to an entry through no link; nothing when it lies elsewhere.
fn way_without_links(root: &Path, canonical_root: &Path, path: &Path, linked: bool) -> Option<PathBuf> {
    if !linked {
        return Some(path.strip_prefix(root).ok()?.to_owned());
    }
    Some(fs::canonicalize(path).ok()?.strip_prefix(canonical_root).ok()?.to_owned())
}

/// Whether a way leads into an output: our notes on it lie beside it.
fn is_output(root: &Path, way: &Path) -> bool {
    way.ancestors().filter_map(|folder| Some((folder.parent()?, folder.file_name()?))).any(|(around, name)| {
        let mut manifest = name.to_owned();
        manifest.push(".manifest");
        root.join(around).join(".standpoint").join(manifest).exists()
    })
}

/// What there is to say of a text for another tool, or of one whose name ends as it must not.
fn foreign_text(shown: &Arc<str>) -> Diagnostic {
    let stem = shown.rsplit_once('.').map_or(&**shown, |(stem, _)| stem);
    let hint = match name::is_mistyped_text(shown) {
        true => format!("rename it to {stem}.md"),
        false => "move it out of content/; readers who are to have it get a PDF or an archive".to_owned(),
    };
    let message = "texts end in `.md`; this file is neither read nor published";
    Diagnostic::new(Code::FileEnding, Span::file(shown), message).hint(hint)
}

/// The copies of the settings that a program which merges or synchronises has left beside them.
fn copies_of_settings(root: &Path) -> Vec<Diagnostic> {
    let stem = SETTINGS.split('.').next().unwrap_or(SETTINGS);
    let is_copy = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // What is a copy of a text by its name is one of the settings too.
        let as_text = name.replace(".yaml", ".md");
        name.starts_with(stem) && name.contains(".y") && (name::is_copy(&as_text) || name::is_stray_path(path))
    };
    let entries = fs::read_dir(root).into_iter().flatten().flatten();
    let mut copies: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_copy).collect();
    copies.sort();
    copies.iter().filter_map(|path| stray(root, path)).collect()
}

/// What there is to say of a file by whose name it is none of the site.
fn stray(root: &Path, path: &Path) -> Option<Diagnostic> {
    let shown = name::shown(root, path);
    let name = shown.rsplit('/').next().unwrap_or_default();
    let (message, hint) = match name::is_copy(name) || name::is_second(path) {
        true => (
            format!("`{name}` looks like a copy that another program left, and is neither read nor published"),
            "take over what it has that the file itself lacks, and delete it",
        ),
        false => (
            format!("`{name}` looks like a leftover or a secret, and is not published"),
            "delete it, or move it out of the site's folder",
        ),
    };
    (!name::is_silent(path)).then(|| Diagnostic::new(Code::StrayFile, Span::file(&shown), message).hint(hint))
}

/// What a failed step of the walk means: a link in a circle is the author's, all else the machine's.
fn walk_finding(root: &Path, top: &Path, error: &walkdir::Error) -> Result<Diagnostic, Error> {
    let path = error.path().unwrap_or(top);
    let shown = name::shown(root, path);
    if let Some(ancestor) = error.loop_ancestor() {
        let ancestor = name::shown(root, ancestor);
        return Ok(Diagnostic::new(
            Code::UnsafeLink,
            Span::file(&shown),
            format!("this symbolic link leads round in a circle, to {ancestor}"),
        )
        .hint("remove the link"));
    }
    let dangling = fs::symlink_metadata(path).is_ok_and(|data| data.is_symlink());
    if dangling {
        return Ok(Diagnostic::new(Code::UnsafeLink, Span::file(&shown), "this symbolic link leads nowhere")
            .hint("remove the link, or put back what it points to"));
    }
    let number = error.io_error().and_then(std::io::Error::raw_os_error);
    Err(Error::io("read", path)(number.map_or(ErrorKind::Other.into(), std::io::Error::from_raw_os_error)))
}

enum Read {
    Text(File),
    Asset(Asset),
    /// A text that is none.
    Unread(Arc<str>),
    /// What nobody means to publish.
    Secret,
}

/// Width and height of an image, of which no more than the head is looked at.
fn image_size(path: &str, bytes: &Stored) -> Option<(u32, u32)> {
    let (_, ending) = path.rsplit_once('.')?;
    let is_image = ["png", "jpg", "jpeg", "gif", "webp", "avif"].iter().any(|image| ending.eq_ignore_ascii_case(image));
    let size = imagesize::reader_size(is_image.then(|| bytes.open().ok())??).ok()?;
    let (width, height) = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
    // More than a page can use is a slip, or an attack.
    let is_sound = |length: u32| (1..=100_000).contains(&length);
    (is_sound(width) && is_sound(height)).then_some((width, height))
}

fn read(root: &Path, file: &Path, path: Arc<str>) -> Result<Outcome<Read>, Error> {
    let failed = Error::io("read", &root.join(file));
    if is_only_copied(&path) {
        let (bytes, head) = with_head(root, file).map_err(failed)?;
        if secrets::private_key(&head).is_some() {
            return Ok(secret(&path));
        }
        let size = image_size(&path, &bytes);
        return Ok(Outcome { value: Read::Asset(Asset { path, bytes, size }), diagnostics: Vec::new() });
    }
    let bytes = inside::read(root, file).map_err(failed)?;
    if !is_text(&path) {
        if secrets::private_key(&bytes[..bytes.len().min(HEAD as usize)]).is_some() {
            return Ok(secret(&path));
        }
        let asset = Asset { path, bytes: Stored::Held(bytes.into()), size: None };
        return Ok(Outcome { value: Read::Asset(asset), diagnostics: Vec::new() });
    }
    Ok(match text(bytes, &path) {
        Ok(text) => Outcome { value: Read::Text(File { path, text }), diagnostics: Vec::new() },
        Err(finding) => Outcome { value: Read::Unread(path), diagnostics: vec![*finding] },
    })
}

/// A file to copy, and the first of its bytes.
fn with_head(root: &Path, file: &Path) -> io::Result<(Stored, Vec<u8>)> {
    let (bytes, mut head) = (Stored::at(root, file)?, Vec::new());
    io::Read::take(bytes.open()?, HEAD).read_to_end(&mut head)?;
    Ok((bytes, head))
}

/// What there is to say of a copied file in which a private key stands.
fn secret(path: &Arc<str>) -> Outcome<Read> {
    let finding =
        Diagnostic::new(Code::StrayFile, Span::file(path), "this file holds a private key, and is not published")
            .hint("move it out of the site's folder; if it has been published or committed, make a new key");
    Outcome { value: Read::Secret, diagnostics: vec![finding] }
}

/// The text of a file: decoded, with its lines ended by LF.
fn text(bytes: Vec<u8>, path: &Arc<str>) -> Result<String, Box<Diagnostic>> {
    let refuse = |at: usize, bytes: &[u8], what: &str| {
        let message = format!("this file is not UTF-8 text: {what} at byte {at}");
        let mut finding = Diagnostic::new(Code::NotUtf8, Span::new(path, at..at), message).mended();
        // What stands before that byte is text, so the place can be shown.
        finding.text = Some(String::from_utf8_lossy(bytes).into());
        Err(Box::new(finding))
    };
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return refuse(0, &bytes, "it begins with the mark of UTF-16");
    }
    // A NUL is UTF-8, but no text. The first byte that is wrong counts: what stands before it can be shown.
    let nul = memchr::memchr(0, &bytes).unwrap_or(bytes.len());
    let text = match String::from_utf8(bytes) {
        Ok(text) if nul == text.len() => text,
        Err(error) if error.utf8_error().valid_up_to() < nul => {
            return refuse(error.utf8_error().valid_up_to(), error.as_bytes(), "an invalid byte");
        }
        Ok(text) => return refuse(nul, text.as_bytes(), "a NUL byte"),
        Err(error) => return refuse(nul, error.as_bytes(), "a NUL byte"),
    };
    if text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() && &**path != SETTINGS {
        let finding = Diagnostic::new(Code::EmptyFile, Span::file(path), "this file is empty");
        return Err(Box::new(finding.mended()));
    }
    let plain = text.strip_prefix('\u{feff}').unwrap_or(&text);
    if memchr::memchr(b'\r', plain.as_bytes()).is_some() {
        return Ok(plain.replace("\r\n", "\n").replace('\r', "\n"));
    }
    // Nearly always it is as it has to be, and is not copied.
    Ok(if plain.len() == text.len() { text } else { plain.to_owned() })
}

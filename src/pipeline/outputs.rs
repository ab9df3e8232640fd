//! What will stand where under `public/`.

use std::collections::BTreeSet;
use std::sync::Arc;

use ahash::{HashMap, HashSet};

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::site::Things;
use crate::model::{PageId, Prints, SiteFile};
use crate::paths::{SETTINGS, folded};
use crate::read::Asset;
use crate::render::theme::Assets;
use crate::stored::Stored;

/// What wants a place under `public/`, and what must be known to lead there.
#[derive(PartialEq, Eq)]
pub struct Claims {
    /// The pages.
    pub pages: Pages,
    /// The files that are made from the whole site, each with its path.
    pub made: Vec<(String, SiteFile)>,
    /// The static files of the theme.
    pub theme: Arc<Assets>,
    /// What the author wrote beside the texts.
    pub assets: Vec<Asset>,
    /// The PDFs that are there already.
    pub prints: Prints,
    /// Where the site will stand.
    pub base_url: Option<String>,
}

/// The pages of a site. There are many, so they are known again by being the very same ones.
pub struct Pages(pub Arc<Things>);

impl PartialEq for Pages {
    fn eq(&self, other: &Pages) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Pages {}

/// Everything that will stand under `public/`.
pub struct Outputs {
    /// The pages, each at its path.
    pub pages: Vec<(String, PageId)>,
    /// The files that are made from the whole site, each with its path.
    pub made: Vec<(String, SiteFile)>,
    /// The files that are copied as they are, each to its path.
    pub files: Vec<(String, OutputFile)>,
    /// The paths of pages that found their place taken, which has been reported.
    pub left_out: Vec<String>,
}

/// A file that is copied as it is.
pub struct OutputFile {
    /// Its path from the site's folder.
    pub from: Arc<str>,
    /// Its bytes.
    pub bytes: Stored,
}

impl Outputs {
    /// Gives each page and file its place; what would stand where another one stands is reported and left out.
    pub fn plan(claims: &Claims, out: &mut Vec<Diagnostic>) -> Outputs {
        let copied = claims.assets.iter().filter_map(|asset| {
            let path = asset.path.strip_prefix("content/")?.to_owned();
            Some((path, OutputFile { from: asset.path.clone(), bytes: asset.bytes.clone() }))
        });
        let theirs = claims
            .theme
            .iter()
            .map(|(path, (from, bytes))| (path.clone(), OutputFile { from: from.clone(), bytes: bytes.clone() }));
        // What the author wrote wins over a file of ours.
        let written: HashSet<&str> =
            claims.assets.iter().filter_map(|asset| asset.path.strip_prefix("content/")).collect();

        let mut taken = Taken::default();
        let mut outputs = Outputs { pages: Vec::new(), made: Vec::new(), files: Vec::new(), left_out: Vec::new() };
        for (id, page) in claims.pages.0.pages.entries() {
            if taken.take(&page.path) {
                outputs.pages.push((page.path.clone(), id));
            } else {
                out.push(taken.clash(&page.path, &page.file.clone().unwrap_or_else(|| Arc::from(SETTINGS))));
                outputs.left_out.push(page.path.clone());
            }
        }
        for (path, file) in claims.made.iter().filter(|(path, _)| !written.contains(path.as_str())) {
            if taken.take(path) {
                outputs.made.push((path.clone(), *file));
            } else {
                out.push(taken.clash(path, &Arc::from(path.as_str())));
            }
        }
        for (path, file) in theirs.chain(copied) {
            if taken.take(&path) {
                outputs.files.push((path, file));
            } else {
                out.push(taken.clash(&path, &file.from));
            }
        }
        outputs
    }

    /// All the paths.
    pub fn paths(&self) -> BTreeSet<String> {
        let pages = self.pages.iter().map(|(path, _)| path.as_str());
        let made = self.made.iter().map(|(path, _)| path.as_str());
        let files = self.files.iter().map(|(path, _)| path.as_str());
        pages.chain(made).chain(files).map(str::to_owned).collect()
    }
}

/// The paths that are taken, in lower case: some systems cannot tell more.
#[derive(Default)]
struct Taken {
    files: HashSet<String>,
    /// Each as it is written.
    folders: HashMap<String, String>,
}

impl Taken {
    /// Takes a path, if neither it nor a file in the place of one of its folders is there, nor a folder in its place, and
    /// none of its folders is written in another way.
    fn take(&mut self, path: &str) -> bool {
        let lower = folded(path);
        let blocked = |folder: &str| self.files.contains(&folded(folder));
        if self.folders.contains_key(&lower)
            || self.files.contains(&lower)
            || folders(path).any(blocked)
            || self.other_folder(path).is_some()
        {
            return false;
        }
        for folder in folders(path) {
            self.folders.entry(folded(folder)).or_insert_with(|| folder.to_owned());
        }
        self.files.insert(lower)
    }

    /// A folder that differs from one of this path in small and capital letters alone.
    fn other_folder(&self, path: &str) -> Option<&str> {
        folders(path)
            .find_map(|folder| self.folders.get(&folded(folder)).map(String::as_str).filter(|known| *known != folder))
    }

    fn clash(&self, path: &str, from: &Arc<str>) -> Diagnostic {
        let (message, hint) = match self.other_folder(path) {
            Some(folder) => (
                format!("`{path}` would stand in the folder `{folder}` on Windows and macOS"),
                "write the folder in one way; this file is left out",
            ),
            None => (format!("another page or file stands at `{path}` already"), "rename this file; it is left out"),
        };
        Diagnostic::new(Code::PathClash, Span::file(from), message).hint(hint)
    }
}

/// The folders that a path leads through, the outermost first.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

//! What will stand where, and what leads there.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use ahash::{HashMap, HashSet};
use rayon::prelude::*;

use super::outputs::{Claims, Outputs, Pages};
use super::step::Step;
use crate::check;
use crate::check::pages::Addresses;
use crate::diagnostic::Diagnostic;
use crate::model::SiteFile;
use crate::parse;
use crate::read::Snapshot;
use crate::render::{self, Library, Theme};
use crate::stored::Stored;

/// What will stand where.
pub struct Plan {
    pub outputs: Outputs,
    pub addresses: Addresses,
    /// What was wrong with places and copied files.
    pub found: Vec<Diagnostic>,
    /// What each copied file, by its path from the site's folder, was found to be.
    looked: Looked,
    /// What Git could not merge in the files beside the texts, by their paths.
    conflicts: Looked,
    /// Where each page and file is in `outputs`; made when the first one is asked for.
    at: OnceLock<HashMap<String, Standing>>,
}

/// What was found in files, by path. Films are large: one that stays as it is is not gone through again.
type Looked = BTreeMap<Arc<str>, Step<Stored, Vec<Diagnostic>>>;

/// Looks at files, but for those that are as they were at the `last` look.
fn look<'f>(
    files: impl ParallelIterator<Item = (&'f Arc<str>, &'f Stored)>,
    last: Option<&Looked>,
    look: impl Fn(&Arc<str>, &Stored) -> Vec<Diagnostic> + Sync,
) -> Looked {
    let step = |(path, file): (&Arc<str>, &Stored)| {
        let before = last.and_then(|last| last.get(path));
        (path.clone(), Step::take(file.clone(), before, |file| look(path, file)))
    };
    files.map(step).collect()
}

/// What stands at a path: its number in its list of `Outputs`.
#[derive(Clone, Copy)]
pub enum Standing {
    Page(usize),
    Made(usize),
    Copied(usize),
}

/// Whether the first bytes of a file may be those of a text.
fn begins_as_text(file: &Stored) -> bool {
    let head = file.head(4096).unwrap_or_default();
    // A letter may be cut in two at the end.
    !head.contains(&0) && std::str::from_utf8(&head).map_or_else(|error| error.error_len().is_none(), |_| true)
}

/// What Git could not merge in a file beside the texts; its text comes with it.
fn conflicts(path: &Arc<str>, file: &Stored) -> Vec<Diagnostic> {
    // A large file is gone through only where it begins as a text, and read as a whole only where it has what a mark has.
    let is_marked = || file.contains(&[b"<<<<<<<", b">>>>>>>"]).unwrap_or(false);
    let is_looked_at = file.held().is_some() || begins_as_text(file) && is_marked();
    let Some(bytes) = is_looked_at.then(|| file.bytes().ok()).flatten() else { return Vec::new() };
    let found = parse::conflicts(path, &bytes);
    let text: Option<Arc<str>> = (!found.is_empty()).then(|| String::from_utf8_lossy(&bytes).into());
    found.into_iter().map(|finding| Diagnostic { text: text.clone(), ..finding }).collect()
}

impl Plan {
    /// Plans a site.
    pub fn of(
        files: &Snapshot,
        library: &Library,
        theme: &Theme,
        last: Option<&Step<Claims, Plan>>,
    ) -> Step<Claims, Plan> {
        let site = library.site();
        let feeds = library.pages_with_feeds().into_iter().map(SiteFile::Changes);
        let search = render::search_files(theme, library);
        let pictures = render::pictures(library);
        let made = site
            .files()
            .into_iter()
            .chain(feeds)
            .chain(search)
            .chain(pictures)
            .map(|file| (file.path(&site.pages, &site.moved), file));
        let claims = Claims {
            pages: Pages(site.things.clone()),
            made: made.collect(),
            theme: render::static_files(theme, library),
            assets: files.assets.iter().filter(|file| !site.is_withheld(&file.path)).cloned().collect(),
            prints: site.build.prints.clone(),
            base_url: site.base_url().map(str::to_owned),
        };
        Step::take(claims, last, |claims| Plan::from_claims(claims, last.map(|last| &*last.output)))
    }

    fn from_claims(claims: &Claims, last: Option<&Plan>) -> Plan {
        let mut found = Vec::new();
        let outputs = Outputs::plan(claims, &mut found);
        let files = outputs.files.par_iter().map(|(_, file)| (&file.from, &file.bytes));
        let wrong = |path: &Arc<str>, file: &Stored| Vec::from_iter(check::assets::look(path, file));
        let looked = look(files, last.map(|last| &last.looked), wrong);
        let assets = claims.assets.par_iter().map(|asset| (&asset.path, &asset.bytes));
        let conflicts = look(assets, last.map(|last| &last.conflicts), conflicts);
        found.extend(looked.values().chain(conflicts.values()).flat_map(|step| step.output.iter().cloned()));
        let small = OnceLock::new();
        let all = || outputs.paths().iter().map(|path| path.to_lowercase()).collect::<HashSet<String>>();
        let has = |path: &str| small.get_or_init(all).contains(path);
        let missing = outputs.files.par_iter();
        let missing = missing.flat_map_iter(|(path, file)| check::assets::missing(path, &file.from, &file.bytes, has));
        found.extend(missing.collect::<Vec<_>>());
        // That a page is left out is told once, and not of each link to it.
        let left_out = outputs.left_out.iter().cloned();
        let paths = outputs.paths().into_iter().chain(claims.prints.keys().cloned()).chain(left_out);
        let addresses = Addresses::new(paths, claims.base_url.as_deref());
        Plan { outputs, addresses, found, looked, conflicts, at: OnceLock::new() }
    }

    /// Where a page stands.
    pub fn path_of_page(&self, at: usize) -> &str {
        &self.outputs.pages[at].0
    }

    /// What stands at a path.
    pub fn standing(&self, path: &str) -> Option<Standing> {
        let pages = || self.outputs.pages.iter().enumerate().map(|(at, (path, _))| (path.clone(), Standing::Page(at)));
        let copied =
            || self.outputs.files.iter().enumerate().map(|(at, (path, _))| (path.clone(), Standing::Copied(at)));
        let made = || self.outputs.made.iter().enumerate().map(|(at, (path, _))| (path.clone(), Standing::Made(at)));
        self.at.get_or_init(|| pages().chain(made()).chain(copied()).collect()).get(path).copied()
    }
}

//! The way from the disk to the finished site: the only file that names all the phases.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::check::pages::{Addresses, Facts};
use crate::diagnostic::{Code, Diagnostic, Outcome, Severity, Span};
use crate::model::{PageId, Settings, Site};
use crate::read::Snapshot;
use crate::render::Theme;
use crate::write::{Staging, Written};
use crate::{Error, check, parse, read, render, resolve};

/// What the command line changes about a site.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// The address at which the site will stand, checked, with a final slash.
    pub base_url: Option<String>,
    /// Build drafts too.
    pub drafts: bool,
    /// Every warning is an error.
    pub deny_warnings: bool,
}

/// What a run found and did.
#[derive(Debug)]
pub struct Report {
    /// Everything that was found, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// What was read, for drawing the findings.
    pub snapshot: Snapshot,
    /// How many pages the site has.
    pub pages: usize,
    /// What was written; nothing when the site was only checked.
    pub written: Option<Written>,
    /// How long each phase took.
    pub phases: Vec<(&'static str, Duration)>,
}

impl Report {
    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|finding| finding.severity == severity).count()
    }
}

/// Builds the site at `root` into `out`.
///
/// # Errors
/// When the machine cannot: the site is unreadable, or the output is not ours or cannot be written.
pub fn build(root: &Path, out: &Path, overrides: &Overrides) -> Result<Report, Error> {
    run(root, Some(out), overrides)
}

/// Does all that a build does, but writes nothing.
///
/// # Errors
/// When the site cannot be read.
pub fn check(root: &Path, overrides: &Overrides) -> Result<Report, Error> {
    run(root, None, overrides)
}

fn run(root: &Path, out: Option<&Path>, overrides: &Overrides) -> Result<Report, Error> {
    let mut clock = Clock::start();
    let mut diagnostics = Vec::new();
    let mut snapshot = read::snapshot(root)?.drain_into(&mut diagnostics);
    clock.lap("read");

    let settings = settings(&snapshot, overrides, &mut diagnostics);
    let documents = documents(&snapshot, &settings, &mut diagnostics);
    clock.lap("parse");

    let mut theme = theme(&snapshot, &settings, &mut diagnostics);
    let files =
        snapshot.assets.iter().filter_map(|asset| Some(asset.path.strip_prefix("content/")?.to_owned())).collect();
    let site = resolve::site(settings, documents, files, theme.blocks.clone()).drain_into(&mut diagnostics);
    theme.set_site(&render::site_view(&site));
    clock.lap("resolve");

    diagnostics.extend(check::editorial(&site));
    // From here on findings point into finished pages, templates and copied files.
    snapshot.keep_texts_of(&diagnostics);
    let outputs = Outputs::plan(&site, &theme, &snapshot.assets, &mut diagnostics);
    diagnostics.extend(
        outputs
            .files
            .par_iter()
            .filter_map(|(_, file)| check::assets::look(&file.from, file.bytes))
            .collect::<Vec<_>>(),
    );
    let paths = outputs.paths();
    let addresses = Addresses::new(paths.iter().cloned(), site.settings.base_url.as_deref());
    let staging = out.map(|out| Staging::open(root, out, paths)).transpose()?;
    clock.lap("check content");

    let put = |path: &str, bytes: &[u8]| staging.as_ref().map_or(Ok(()), |staging| staging.put(path, bytes));
    let facts = pages(&site, &theme, &outputs, &addresses, put, &mut diagnostics)?;
    outputs.files.par_iter().try_for_each(|(path, file)| put(path, file.bytes))?;
    clock.lap("render, check and write pages");

    diagnostics.extend(check::pages::links(&addresses, facts));
    clock.lap("check links");

    let written = staging.map(Staging::commit).transpose()?;
    clock.lap("exchange");

    let diagnostics = check::settle(diagnostics, &site.settings.rules, overrides.deny_warnings);
    let pages = outputs.pages.len();
    drop(outputs);
    // Freeing all that a large site is made of takes a while, and nobody need wait for it.
    rayon::spawn(move || drop((site, theme)));
    Ok(Report { diagnostics, snapshot, pages, written, phases: clock.laps })
}

fn settings(snapshot: &Snapshot, overrides: &Overrides, out: &mut Vec<Diagnostic>) -> Settings {
    let mut settings = match &snapshot.settings {
        Some(file) => parse::settings(&file.path, &file.text).drain_into(out),
        None => Settings::default(),
    };
    settings.base_url_written |= snapshot.unread.iter().any(|path| **path == *read::SETTINGS);
    settings.drafts = overrides.drafts;
    if overrides.base_url.is_some() {
        settings.base_url.clone_from(&overrides.base_url);
    }
    settings
}

fn documents(snapshot: &Snapshot, settings: &Settings, out: &mut Vec<Diagnostic>) -> Vec<crate::model::Document> {
    let parsed: Vec<_> =
        snapshot.texts.par_iter().map(|file| parse::document(&file.path, &file.text, settings)).collect();
    let unread = snapshot.unread.iter().filter_map(parse::unread);
    parsed.into_iter().filter_map(|outcome| outcome.drain_into(out)).chain(unread).collect()
}

fn theme(snapshot: &Snapshot, settings: &Settings, out: &mut Vec<Diagnostic>) -> Theme {
    let prefix = format!("themes/{}/", settings.theme);
    if settings.theme != "default" && !snapshot.themes.iter().any(|file| file.path.starts_with(&prefix)) {
        let names = snapshot.themes.iter().filter_map(|file| file.path.split('/').nth(1));
        out.push(
            Diagnostic::new(
                Code::UnknownTheme,
                Span::file(&Arc::from(read::SETTINGS)),
                format!("there is no theme `{}`", settings.theme),
            )
            .nearest(&settings.theme, names)
            .hint(format!("put its files into {prefix}, or remove the line `theme:`")),
        );
    }
    let files = snapshot.themes.iter().map(|file| (&file.path, &file.bytes));
    Theme::load(&settings.theme, files).drain_into(out)
}

/// Everything that will stand under `public/`.
struct Outputs<'a> {
    pages: Vec<(String, PageId)>,
    files: Vec<(String, OutputFile<'a>)>,
}

struct OutputFile<'a> {
    /// Its path from the site's folder.
    from: Arc<str>,
    bytes: &'a [u8],
}

impl<'a> Outputs<'a> {
    fn plan(site: &Site, theme: &'a Theme, assets: &'a [read::Asset], out: &mut Vec<Diagnostic>) -> Outputs<'a> {
        let copied = assets.iter().filter_map(|asset| {
            let path = asset.path.strip_prefix("content/")?.to_owned();
            Some((path, OutputFile { from: asset.path.clone(), bytes: &asset.bytes }))
        });
        let theirs =
            theme.files.iter().map(|(path, (from, bytes))| (path.clone(), OutputFile { from: from.clone(), bytes }));
        // What the author wrote wins over our own robots.txt.
        let written = |path: &str| assets.iter().any(|asset| asset.path.strip_prefix("content/") == Some(path));
        let ours = [("robots.txt", &b"User-agent: *\nAllow: /\n"[..]), (".nojekyll", &b""[..])];
        let ours = ours.into_iter().filter(|(path, _)| !written(path));
        let ours = ours.map(|(path, bytes)| (path.to_owned(), OutputFile { from: Arc::from(path), bytes }));

        let mut taken = Taken::default();
        let mut outputs = Outputs { pages: Vec::new(), files: Vec::new() };
        for page in site.page_ids() {
            let path = page.path(site);
            if taken.take(&path) {
                outputs.pages.push((path, page));
            } else {
                let from = site.file_of(page).unwrap_or_else(|| Arc::from(read::SETTINGS));
                out.push(Taken::clash(&path, &from));
            }
        }
        for (path, file) in ours.chain(theirs).chain(copied) {
            if taken.take(&path) {
                outputs.files.push((path, file));
            } else {
                out.push(Taken::clash(&path, &file.from));
            }
        }
        outputs
    }

    fn paths(&self) -> BTreeSet<String> {
        self.pages.iter().map(|(path, _)| path.clone()).chain(self.files.iter().map(|(path, _)| path.clone())).collect()
    }
}

/// The paths that are taken, in lower case: some systems cannot tell more.
#[derive(Default)]
struct Taken {
    files: HashSet<String>,
    folders: HashSet<String>,
}

impl Taken {
    /// Takes a path, if neither it nor a file in the place of one of its folders is there, nor a folder in its place.
    fn take(&mut self, path: &str) -> bool {
        let lower = path.to_lowercase();
        let folders = || lower.match_indices('/').map(|(at, _)| &lower[..at]);
        if self.folders.contains(&lower)
            || self.files.contains(&lower)
            || folders().any(|folder| self.files.contains(folder))
        {
            return false;
        }
        for folder in folders() {
            if !self.folders.contains(folder) {
                self.folders.insert(folder.to_owned());
            }
        }
        self.files.insert(lower)
    }

    fn clash(path: &str, from: &Arc<str>) -> Diagnostic {
        let message = format!("another page or file stands at `{path}` already");
        Diagnostic::new(Code::PathClash, Span::file(from), message).hint("rename this file; it is left out")
    }
}

/// Renders every page, looks at it and hands it on, all in one go: no page stays in memory.
fn pages(
    site: &Site,
    theme: &Theme,
    outputs: &Outputs,
    addresses: &Addresses,
    put: impl Fn(&str, &[u8]) -> Result<(), Error> + Sync,
    out: &mut Vec<Diagnostic>,
) -> Result<Vec<Facts>, Error> {
    let library = render::Library::new(site);
    let made: Vec<Outcome<Facts>> = outputs
        .pages
        .par_iter()
        .map(|(path, page)| {
            let view = render::view(&library, *page);
            let Outcome { value: html, diagnostics } = render::page(theme, view);
            let facts = check::pages::look(addresses, path, &html);
            put(path, html.as_bytes())?;
            Ok(Outcome { value: facts, diagnostics })
        })
        .collect::<Result<_, Error>>()?;
    Ok(made.into_iter().map(|outcome| outcome.drain_into(out)).collect())
}

struct Clock {
    last: Instant,
    laps: Vec<(&'static str, Duration)>,
}

impl Clock {
    fn start() -> Clock {
        Clock { last: Instant::now(), laps: Vec::new() }
    }

    fn lap(&mut self, phase: &'static str) {
        let now = Instant::now();
        self.laps.push((phase, now - self.last));
        self.last = now;
    }
}

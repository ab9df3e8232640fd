//! A site as it is at one moment: everything read and resolved, its pages made when they are wanted.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::outputs::Outputs;
use super::{Clock, Overrides};
use crate::check::pages::{Addresses, Facts};
use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::model::{Document, PageId, Settings, Site, SiteFile};
use crate::read::{File, Renewal, Snapshot};
use crate::render::{Library, Theme};
use crate::resolve::{Names, Resolved};
use crate::{Error, check, parse, read, render, resolve};

/// A site at one moment. Nothing changes it any more; a build makes all its pages at once and keeps none, the
/// preview makes each when someone asks for it, and keeps it.
///
/// The next edition takes over from this one whatever would come out the same: each step compares what goes in.
pub struct Edition {
    overrides: Overrides,
    read: Outcome<Snapshot>,
    /// What came of each text of the snapshot, in its order.
    parsed: Vec<Arc<Outcome<Option<Document>>>>,
    /// The theme as it was compiled, and with what it knows of this site.
    compiled: Arc<Outcome<Theme>>,
    theme: Theme,
    library: Library,
    names: Names,
    plan: Arc<Plan>,
    /// What was found in settings, texts and between them.
    found: Vec<Diagnostic>,
    /// The pages that were asked for, in the order of the plan.
    asked: Vec<OnceLock<Outcome<Arc<str>>>>,
    /// The made files that were asked for, in the order of the plan.
    made: Vec<OnceLock<Outcome<Arc<[u8]>>>>,
}

/// What will stand where.
struct Plan {
    outputs: Outputs,
    addresses: Addresses,
    /// What was wrong with places and copied files.
    found: Vec<Diagnostic>,
    /// Where each page and file is in `outputs`; made when the first one is asked for.
    at: OnceLock<HashMap<String, Place>>,
}

/// Something that stands at an address of the site.
#[derive(Debug, Clone)]
pub enum Finished {
    /// A page.
    Page(Arc<str>),
    /// A file beside the pages.
    File(Arc<[u8]>),
}

#[derive(Clone, Copy)]
enum Place {
    Page(usize),
    Made(usize),
    File(usize),
}

impl Edition {
    /// Reads and resolves the site at `root`.
    ///
    /// # Errors
    /// When the site cannot be read.
    pub fn open(root: &Path, overrides: &Overrides) -> Result<Edition, Error> {
        Edition::read(root, overrides, &mut Clock::start())
    }

    pub(super) fn read(root: &Path, overrides: &Overrides, clock: &mut Clock) -> Result<Edition, Error> {
        let read = read::snapshot(root)?;
        clock.lap("read");
        Ok(Edition::of(read, overrides, None, clock))
    }

    /// The next edition, when anything has changed. `hint` names the files that may have, when these are known.
    ///
    /// # Errors
    /// When the site cannot be read.
    pub fn next(&self, root: &Path, hint: Option<&BTreeSet<String>>) -> Result<Option<Edition>, Error> {
        Ok(match self.read.value.again(root, hint, &self.read.diagnostics)? {
            Renewal::Same => None,
            Renewal::Changed(read) => Some(Edition::of(read, &self.overrides, Some(self), &mut Clock::start())),
        })
    }

    /// All but the reading. The result is the same with and without the `last` edition.
    fn of(read: Outcome<Snapshot>, overrides: &Overrides, last: Option<&Edition>, clock: &mut Clock) -> Edition {
        let snapshot = &read.value;
        let mut found = Vec::new();
        let settings = settings(snapshot, overrides, &mut found);
        let parsed = documents(snapshot, &settings, last);
        found.extend(parsed.iter().flat_map(|parsed| parsed.diagnostics.iter().cloned()));
        clock.lap("parse");

        let compiled = theme(snapshot, &settings, last);
        let unread = snapshot.unread.iter().filter_map(parse::unread);
        let documents = parsed.iter().filter_map(|parsed| parsed.value.clone()).chain(unread).collect();
        let files =
            snapshot.assets.iter().filter_map(|asset| Some(asset.path.strip_prefix("content/")?.to_owned())).collect();
        let blocks = compiled.value.blocks.clone();
        let before = last.map(|last| (last.site(), &last.names));
        let Resolved { site, names } = resolve::site(settings, documents, files, blocks, before).drain_into(&mut found);
        let mut theme = compiled.value.clone();
        theme.set_site(&render::site_view(&site));
        clock.lap("resolve");

        found.extend(check::editorial(&site));
        let plan = Plan::of(snapshot, &site, &names, &compiled, &overrides.prints, last);
        let asked = plan.outputs.pages.iter().map(|_| OnceLock::new()).collect();
        let made = plan.outputs.made.iter().map(|_| OnceLock::new()).collect();
        clock.lap("check content");
        let library = Library::new(site, overrides.prints.clone());
        Edition {
            overrides: overrides.clone(),
            read,
            parsed,
            compiled,
            theme,
            library,
            names,
            plan,
            found,
            asked,
            made,
        }
    }

    /// The same site with other PDFs beside its pages.
    pub fn with_prints(&self, prints: BTreeSet<String>) -> Edition {
        let overrides = Overrides { prints, ..self.overrides.clone() };
        Edition::of(self.read.clone(), &overrides, Some(self), &mut Clock::start())
    }

    /// Lets go of the texts that no finding points into. What is found from here on must bring its own.
    pub(super) fn let_texts_go(&mut self) {
        let places = self.known().flat_map(Diagnostic::paths).cloned().collect();
        self.read.value.keep_texts_of(&places);
    }

    /// Every path under `public/`.
    pub fn paths(&self) -> BTreeSet<String> {
        self.plan.outputs.paths()
    }

    /// Makes every page, looks at it and hands it on, all in one go: no page stays in memory. Then the files beside
    /// them. Gives all that was found, and ends with the first failure of `put`.
    pub(super) fn make_all<E: Send>(
        &self,
        put: impl Fn(&str, &[u8]) -> Result<(), E> + Sync,
    ) -> Result<Vec<Diagnostic>, E> {
        let outputs = &self.plan.outputs;
        let page = |(at, (path, page)): (usize, &(String, PageId))| {
            let Outcome { value: html, diagnostics } = match self.asked[at].get() {
                Some(asked) => Outcome { value: Cow::Borrowed(&*asked.value), diagnostics: asked.diagnostics.clone() },
                None => self.make(*page).map(Cow::Owned),
            };
            let facts = check::pages::look(&self.plan.addresses, path, &html);
            put(path, html.as_bytes())?;
            Ok(Outcome { value: facts, diagnostics })
        };
        let file = |(at, file): (usize, &SiteFile)| {
            let Outcome { value: bytes, diagnostics } = match self.made[at].get() {
                Some(made) => Outcome { value: Cow::Borrowed(&*made.value), diagnostics: made.diagnostics.clone() },
                None => render::file(&self.theme, &self.library, *file).map(Cow::Owned),
            };
            put(file.path(), &bytes)?;
            Ok(diagnostics)
        };
        let pages: Vec<Outcome<Facts>> = outputs.pages.par_iter().enumerate().map(page).collect::<Result<_, E>>()?;
        let files: Vec<_> = outputs.made.par_iter().enumerate().map(file).collect::<Result<_, E>>()?;
        outputs.files.par_iter().try_for_each(|(path, file)| put(path, &file.bytes))?;

        let mut found: Vec<Diagnostic> = self.known().cloned().chain(files.into_iter().flatten()).collect();
        let facts = pages.into_iter().map(|outcome| outcome.drain_into(&mut found)).collect();
        found.extend(check::pages::links(&self.plan.addresses, facts));
        Ok(self.settle(found))
    }

    fn made(&self, at: usize) -> &Outcome<Arc<[u8]>> {
        let make = || render::file(&self.theme, &self.library, self.plan.outputs.made[at]).map(Arc::from);
        self.made[at].get_or_init(make)
    }

    fn make(&self, page: PageId) -> Outcome<String> {
        render::page(&self.theme, render::view(&self.library, page, false))
    }

    fn settle(&self, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        check::settle(found, &self.site().settings.rules, self.overrides.deny_warnings)
    }

    /// What is known before any page is made.
    fn known(&self) -> impl Iterator<Item = &Diagnostic> {
        self.read.diagnostics.iter().chain(&self.compiled.diagnostics).chain(&self.plan.found).chain(&self.found)
    }

    /// The site.
    pub fn site(&self) -> &Site {
        self.library.site()
    }

    /// The files that the site was read from.
    pub fn snapshot(&self) -> &Snapshot {
        &self.read.value
    }

    /// Whether a text was found to be empty.
    pub fn is_empty_file(&self, path: &str) -> bool {
        self.read.diagnostics.iter().any(|finding| finding.code == Code::EmptyFile && *finding.span.path == *path)
    }

    /// The files that are copied as they are, each with its path under `public/`.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Arc<[u8]>)> {
        self.plan.outputs.files.iter().map(|(path, file)| (path.as_str(), &file.bytes))
    }

    /// A page as [`get`](Edition::get) has it, but for comments `<!--@FILE#BYTE-->` before each block of its texts that
    /// say where in its file the block begins.
    pub fn page_with_places(&self, path: &str) -> Option<String> {
        let Place::Page(at) = self.plan.place(path)? else { return None };
        let view = render::view(&self.library, self.plan.outputs.pages[at].1, true);
        Some(render::page(&self.theme, view).value)
    }

    /// Where the title of the page at a path stands in the file that the page is about.
    pub fn head_of(&self, path: &str) -> Option<&Span> {
        let Place::Page(at) = self.plan.place(path)? else { return None };
        self.site().head_of(self.plan.outputs.pages[at].1)
    }

    /// The pages, each with its path under `public/` and its title.
    pub fn pages(&self) -> impl Iterator<Item = (&str, &str)> {
        self.plan.outputs.pages.iter().map(|(path, page)| (path.as_str(), self.site().title(*page)))
    }

    /// The path under `public/` of the page that each content file is about.
    pub fn pages_by_file(&self) -> HashMap<Arc<str>, String> {
        let pages = self.plan.outputs.pages.iter();
        pages.filter_map(|(path, page)| Some((self.site().file_of(*page)?, path.clone()))).collect()
    }

    /// What stands at a path under `public/`: the same bytes that a build writes there.
    pub fn get(&self, path: &str) -> Option<Finished> {
        match self.plan.place(path)? {
            Place::Page(at) => Some(Finished::Page(self.asked(at).value.clone())),
            Place::Made(at) => Some(Finished::File(self.made(at).value.clone())),
            Place::File(at) => Some(Finished::File(self.plan.outputs.files[at].1.bytes.clone())),
        }
    }

    fn asked(&self, at: usize) -> &Outcome<Arc<str>> {
        self.asked[at].get_or_init(|| self.make(self.plan.outputs.pages[at].1).map(Arc::from))
    }

    /// What is known before all pages have been made and looked at.
    pub fn first_findings(&self) -> Vec<Diagnostic> {
        let asked = self.asked.iter().filter_map(|page| page.get()).flat_map(|page| &page.diagnostics);
        self.settle(self.known().chain(asked).cloned().collect())
    }

    /// Every finding, as `check` has them. Makes all pages to look at them, and gives up when told to `stop`.
    pub fn all_findings(&self, stop: &AtomicBool) -> Option<Vec<Diagnostic>> {
        let go_on = |_: &str, _: &[u8]| if stop.load(Ordering::Relaxed) { Err(()) } else { Ok(()) };
        self.make_all(go_on).ok()
    }
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

/// Parses the texts, but for those that the last edition has parsed.
fn documents(snapshot: &Snapshot, settings: &Settings, last: Option<&Edition>) -> Vec<Arc<Outcome<Option<Document>>>> {
    let last = last.filter(|last| last.site().settings.smart_punctuation == settings.smart_punctuation);
    let before = || last.iter().flat_map(|last| last.read.value.texts.iter().zip(&last.parsed));
    let known: HashMap<&str, (&Arc<File>, &Arc<_>)> = before().map(|both| (&*both.0.path, both)).collect();
    let parse = |file: &Arc<File>| match known.get(&*file.path) {
        Some((before, parsed)) if Arc::ptr_eq(before, file) => (*parsed).clone(),
        _ => Arc::new(parse::document(&file.path, &file.text, settings)),
    };
    snapshot.texts.par_iter().map(parse).collect()
}

/// The theme that the settings name, compiled unless the last edition has done so.
fn theme(snapshot: &Snapshot, settings: &Settings, last: Option<&Edition>) -> Arc<Outcome<Theme>> {
    let same = |last: &&Edition| {
        let before = &last.site().settings;
        (&before.theme, &before.language) == (&settings.theme, &settings.language)
            && read::same_assets(&last.read.value.themes, &snapshot.themes)
    };
    if let Some(last) = last.filter(same) {
        return last.compiled.clone();
    }
    let files = snapshot.themes.iter().map(|file| (&file.path, &file.bytes));
    let mut theme = Theme::load(&settings.theme, &settings.language, files);
    let prefix = format!("themes/{}/", settings.theme);
    if settings.theme != "default" && !snapshot.themes.iter().any(|file| file.path.starts_with(&prefix)) {
        let names = snapshot.themes.iter().filter_map(|file| file.path.split('/').nth(1));
        theme.diagnostics.push(
            Diagnostic::new(
                Code::UnknownTheme,
                Span::file(&Arc::from(read::SETTINGS)),
                format!("there is no theme `{}`", settings.theme),
            )
            .nearest(&settings.theme, names)
            .hint(format!("put its files into {prefix}, or remove the line `theme:`")),
        );
    }
    theme.into()
}

impl Plan {
    /// Plans what stands where, unless the last edition had the same names, files and theme.
    fn of(
        snapshot: &Snapshot,
        site: &Site,
        names: &Names,
        theme: &Arc<Outcome<Theme>>,
        prints: &BTreeSet<String>,
        last: Option<&Edition>,
    ) -> Arc<Plan> {
        let same = |last: &&Edition| {
            last.names.are(names)
                && Arc::ptr_eq(&last.compiled, theme)
                && last.overrides.prints == *prints
                && last.site().settings.base_url == site.settings.base_url
                && SiteFile::all(last.site()) == SiteFile::all(site)
                && read::same_assets(&last.read.value.assets, &snapshot.assets)
        };
        if let Some(last) = last.filter(same) {
            return last.plan.clone();
        }
        let mut found = Vec::new();
        let outputs = Outputs::plan(site, &theme.value, &snapshot.assets, &mut found);
        let looked = outputs.files.par_iter().filter_map(|(_, file)| check::assets::look(&file.from, &file.bytes));
        found.extend(looked.collect::<Vec<_>>());
        let paths = outputs.paths().into_iter().chain(prints.iter().cloned());
        let addresses = Addresses::new(paths, site.settings.base_url.as_deref());
        Plan { outputs, addresses, found, at: OnceLock::new() }.into()
    }

    fn place(&self, path: &str) -> Option<Place> {
        let pages = || self.outputs.pages.iter().enumerate().map(|(at, (path, _))| (path.clone(), Place::Page(at)));
        let files = || self.outputs.files.iter().enumerate().map(|(at, (path, _))| (path.clone(), Place::File(at)));
        let made = || self.outputs.made.iter().enumerate().map(|(at, file)| (file.path().to_owned(), Place::Made(at)));
        self.at.get_or_init(|| pages().chain(made()).chain(files()).collect()).get(path).copied()
    }
}

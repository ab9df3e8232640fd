//! A site as it is at one moment: everything read and resolved, its pages made when they are wanted.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use rayon::prelude::*;

use super::outputs::Outputs;
use super::{Clock, Overrides, Report};
use crate::check::pages::{Addresses, Facts};
use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::model::{Document, PageId, Settings, Site};
use crate::read::Snapshot;
use crate::render::{Library, Theme};
use crate::write::Written;
use crate::{Error, check, parse, read, render, resolve};

/// A site at one moment. Nothing changes it any more; a build makes all its pages at once and keeps none, the
/// preview makes each when someone asks for it, and keeps it.
pub struct Edition {
    snapshot: Snapshot,
    library: Library,
    theme: Theme,
    outputs: Outputs,
    addresses: Addresses,
    overrides: Overrides,
    /// What was found before any page was made, and in the pages of a build.
    found: Vec<Diagnostic>,
    /// The pages that were asked for, in the order of `outputs.pages`.
    asked: Vec<OnceLock<Outcome<Arc<str>>>>,
    /// Where each page and file is in `outputs`; made when the first one is asked for.
    at: OnceLock<HashMap<String, Place>>,
}

/// Something that stands at an address of the site.
#[derive(Debug, Clone)]
pub enum Finished {
    /// A page.
    Page(Arc<str>),
    /// A file that is copied as it is.
    File(Arc<[u8]>),
}

#[derive(Clone, Copy)]
enum Place {
    Page(usize),
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
        let mut found = Vec::new();
        let snapshot = read::snapshot(root)?.drain_into(&mut found);
        clock.lap("read");

        let settings = settings(&snapshot, overrides, &mut found);
        let documents = documents(&snapshot, &settings, &mut found);
        clock.lap("parse");

        let mut theme = theme(&snapshot, &settings, &mut found);
        let files =
            snapshot.assets.iter().filter_map(|asset| Some(asset.path.strip_prefix("content/")?.to_owned())).collect();
        let site = resolve::site(settings, documents, files, theme.blocks.clone()).drain_into(&mut found);
        theme.set_site(&render::site_view(&site));
        clock.lap("resolve");

        found.extend(check::editorial(&site));
        let outputs = Outputs::plan(&site, &theme, &snapshot.assets, &mut found);
        let looked = outputs.files.par_iter().filter_map(|(_, file)| check::assets::look(&file.from, &file.bytes));
        found.extend(looked.collect::<Vec<_>>());
        let addresses = Addresses::new(outputs.paths(), site.settings.base_url.as_deref());
        let asked = outputs.pages.iter().map(|_| OnceLock::new()).collect();
        clock.lap("check content");
        Ok(Edition {
            snapshot,
            library: Library::new(site),
            theme,
            outputs,
            addresses,
            overrides: overrides.clone(),
            found,
            asked,
            at: OnceLock::new(),
        })
    }

    /// Lets go of the texts that no finding points into. What is found from here on must bring its own.
    pub(super) fn let_texts_go(&mut self) {
        self.snapshot.keep_texts_of(&self.found);
    }

    /// Every path under `public/`.
    pub fn paths(&self) -> BTreeSet<String> {
        self.outputs.paths()
    }

    /// Makes every page, looks at it and hands it on, all in one go: no page stays in memory.
    pub(super) fn make_pages(
        &mut self,
        put: impl Fn(&str, &[u8]) -> Result<(), Error> + Sync,
    ) -> Result<Vec<Facts>, Error> {
        let made: Vec<Outcome<Facts>> = (self.outputs.pages.par_iter())
            .map(|(path, page)| {
                let Outcome { value: html, diagnostics } = self.make(*page);
                let facts = check::pages::look(&self.addresses, path, &html);
                put(path, html.as_bytes())?;
                Ok(Outcome { value: facts, diagnostics })
            })
            .collect::<Result<_, Error>>()?;
        Ok(made.into_iter().map(|outcome| outcome.drain_into(&mut self.found)).collect())
    }

    fn make(&self, page: PageId) -> Outcome<String> {
        render::page(&self.theme, render::view(&self.library, page))
    }

    /// Hands on every file that is copied.
    pub(super) fn put_files(&self, put: impl Fn(&str, &[u8]) -> Result<(), Error> + Sync) -> Result<(), Error> {
        self.outputs.files.par_iter().try_for_each(|(path, file)| put(path, &file.bytes))
    }

    /// Checks what needs all pages together.
    pub(super) fn check_links(&mut self, facts: Vec<Facts>) {
        self.found.extend(check::pages::links(&self.addresses, facts));
    }

    /// Ends a build.
    pub(super) fn into_report(mut self, written: Option<Written>, phases: Vec<(&'static str, Duration)>) -> Report {
        let found = std::mem::take(&mut self.found);
        let diagnostics = self.settle(found);
        let (snapshot, pages) = (std::mem::take(&mut self.snapshot), self.outputs.pages.len());
        // Freeing all that a large site is made of takes a while, and nobody need wait for it.
        rayon::spawn(move || drop(self));
        Report { diagnostics, snapshot, pages, written, phases }
    }

    fn settle(&self, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        check::settle(found, &self.site().settings.rules, self.overrides.deny_warnings)
    }

    /// The site.
    pub fn site(&self) -> &Site {
        self.library.site()
    }

    /// The files that the site was read from.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// The files that are copied as they are, each with its path under `public/`.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Arc<[u8]>)> {
        self.outputs.files.iter().map(|(path, file)| (path.as_str(), &file.bytes))
    }

    /// What stands at a path under `public/`: the same bytes that a build writes there.
    pub fn get(&self, path: &str) -> Option<Finished> {
        let pages = || self.outputs.pages.iter().enumerate().map(|(at, (path, _))| (path.clone(), Place::Page(at)));
        let files = || self.outputs.files.iter().enumerate().map(|(at, (path, _))| (path.clone(), Place::File(at)));
        match self.at.get_or_init(|| pages().chain(files()).collect()).get(path)? {
            Place::Page(at) => Some(Finished::Page(self.asked(*at).value.clone())),
            Place::File(at) => Some(Finished::File(self.outputs.files[*at].1.bytes.clone())),
        }
    }

    fn asked(&self, at: usize) -> &Outcome<Arc<str>> {
        self.asked[at].get_or_init(|| {
            let Outcome { value, diagnostics } = self.make(self.outputs.pages[at].1);
            Outcome { value: value.into(), diagnostics }
        })
    }

    /// What is known before all pages have been made and looked at.
    pub fn first_findings(&self) -> Vec<Diagnostic> {
        let asked = self.asked.iter().filter_map(|page| page.get()).flat_map(|page| page.diagnostics.iter().cloned());
        self.settle(self.found.iter().cloned().chain(asked).collect())
    }

    /// Every finding, as `check` has them. Makes all pages to look at them, and gives up when told to `stop`.
    pub fn all_findings(&self, stop: &AtomicBool) -> Option<Vec<Diagnostic>> {
        let look = |(at, (path, page)): (usize, &(String, PageId))| {
            if stop.load(Ordering::Relaxed) {
                return None;
            }
            let look = |html: &str| check::pages::look(&self.addresses, path, html);
            Some(match self.asked[at].get() {
                Some(asked) => Outcome { value: look(&asked.value), diagnostics: asked.diagnostics.clone() },
                None => {
                    let Outcome { value: html, diagnostics } = self.make(*page);
                    Outcome { value: look(&html), diagnostics }
                }
            })
        };
        let looked: Vec<Outcome<Facts>> = self.outputs.pages.par_iter().enumerate().map(look).collect::<Option<_>>()?;
        let mut found = self.found.clone();
        let facts = looked.into_iter().map(|outcome| outcome.drain_into(&mut found)).collect();
        found.extend(check::pages::links(&self.addresses, facts));
        Some(self.settle(found))
    }
}

fn settings(snapshot: &Snapshot, overrides: &Overrides, out: &mut Vec<Diagnostic>) -> Settings {
    let mut settings = match &snapshot.settings {
        Some(file) => parse::settings(&file.path, &file.text).drain_into(out),
        None => Settings::default(),
    };
    settings.drafts = overrides.drafts;
    if overrides.base_url.is_some() {
        settings.base_url.clone_from(&overrides.base_url);
    }
    settings
}

fn documents(snapshot: &Snapshot, settings: &Settings, out: &mut Vec<Diagnostic>) -> Vec<Document> {
    let parsed: Vec<_> =
        snapshot.texts.par_iter().map(|file| parse::document(&file.path, &file.text, settings)).collect();
    parsed.into_iter().filter_map(|outcome| outcome.drain_into(out)).collect()
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

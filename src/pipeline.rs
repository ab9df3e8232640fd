//! The way from the disk to the finished site: the only room that names all the phases.

mod edition;
mod outputs;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::model::Settings;
use crate::read::{self, Snapshot};
use crate::write::{self, Held, Staging, Written};
use crate::{Error, parse};

pub use crate::read::{repository_around, site_around};
pub use crate::render::{csl, is_gap_page};
pub use edition::{Edition, Finished};

/// What the command line changes about a site.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// The address at which the site will stand, checked, with a final slash.
    pub base_url: Option<String>,
    /// Build drafts too.
    pub drafts: bool,
    /// Every warning is an error.
    pub deny_warnings: bool,
    /// The PDFs that lie in the output already, by their paths: pages lead to them.
    pub prints: BTreeSet<String>,
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
    run(root, Some(out), &Overrides { prints: write::prints(out)?, ..overrides.clone() })
}

/// Does all that a build does, but writes nothing.
///
/// # Errors
/// When the site cannot be read.
pub fn check(root: &Path, overrides: &Overrides) -> Result<Report, Error> {
    run(root, None, overrides)
}

/// What would be found in a text by itself, were it at this path of the site.
pub fn look_at(path: &str, text: &str, settings: &Settings) -> Vec<Diagnostic> {
    let path: Arc<str> = path.into();
    match read::check_name(&path) {
        Ok(()) => parse::document(&path, text, settings).diagnostics,
        Err(why) => vec![Diagnostic::new(Code::BadName, Span::file(&path), why)],
    }
}

fn run(root: &Path, out: Option<&Path>, overrides: &Overrides) -> Result<Report, Error> {
    let mut clock = Clock::start();
    let mut edition = Edition::read(root, overrides, &mut clock)?;
    // From here on findings point into finished pages, templates and copied files.
    edition.let_texts_go();
    let report = match out {
        Some(out) => written(&edition, root, out, clock).map(|(report, _)| report),
        None => made(&edition, &mut clock, |_, _| Ok(())),
    };
    // Freeing all that a large site is made of takes a while, and nobody need wait for it.
    rayon::spawn(move || drop(edition));
    report
}

/// Builds an edition of the site at `root` into `out`, where it stays as it is while it is held.
///
/// # Errors
/// When the output is not ours or cannot be written.
pub fn build_edition(edition: &Edition, root: &Path, out: &Path) -> Result<(Report, Held), Error> {
    written(edition, root, out, Clock::start())
}

fn written(edition: &Edition, root: &Path, out: &Path, mut clock: Clock) -> Result<(Report, Held), Error> {
    let staging = Staging::open(root, out, edition.paths())?;
    let report = made(edition, &mut clock, |path, bytes| staging.put(path, bytes))?;
    let (written, held) = staging.commit()?;
    clock.lap("exchange");
    Ok((Report { written: Some(written), phases: clock.laps, ..report }, held))
}

fn made(
    edition: &Edition,
    clock: &mut Clock,
    put: impl Fn(&str, &[u8]) -> Result<(), Error> + Sync,
) -> Result<Report, Error> {
    let diagnostics = edition.make_all(put)?;
    clock.lap("render, check and write pages");
    let (snapshot, pages) = (edition.snapshot().clone(), edition.pages().count());
    Ok(Report { diagnostics, snapshot, pages, written: None, phases: clock.laps.clone() })
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

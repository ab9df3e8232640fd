//! The way from the disk to the finished site: the only room that names all the phases.
//!
//! ```text
//! from_disk   read
//! from_files  parse → resolve → check      makes an Edition
//! make_pages  render → check → put         page by page
//! to_disk     write
//! ```

mod changes;
mod edition;
mod outputs;
mod plan;
mod report;
mod step;
mod steps;

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Outcome, Severity, Span};
use crate::model::{Day, Settings};
use crate::read::Snapshot;
use crate::render::Library;
use crate::resolve::Resolved;
use crate::write::{Held, Staging};
use crate::{Error, check, parse, read, render, resolve, write};
use edition::Kept;
use plan::Plan;
use report::Clock;

pub use crate::model::{Build, Prints};
pub use crate::read::{bytes, named_file, repository_around, site_around};
pub use crate::render::{ComparisonView, DifferenceView, ToldChange, TouchedView};
pub use edition::{Edition, Finished};
pub use report::Report;

/// Builds the site at `root` into `out`.
///
/// # Errors
/// When the machine cannot: the site is unreadable, or the output is not ours or cannot be written.
pub fn build(root: &Path, out: &Path, build: &Build) -> Result<Report, Error> {
    let build = Build { prints: write::prints(out)?, ..build.clone() };
    let mut clock = Clock::start();
    let mut edition = from_disk(root, &build, &mut clock)?;
    edition.let_texts_go();
    let report = to_disk(&edition, root, out, clock).map(|(report, _)| report);
    free(edition);
    report
}

/// The way in: read.
fn from_disk(root: &Path, build: &Build, clock: &mut Clock) -> Result<Edition, Error> {
    let files = read::snapshot(root)?;
    clock.lap("read");
    Ok(from_files(files, build, None, clock))
}

/// From the files to a site of which every name is known: parse, resolve, check. What would come out as in the `last`
/// edition is taken over from there; the result is the same without it.
fn from_files(read: Outcome<Snapshot>, build: &Build, last: Option<&Edition>, clock: &mut Clock) -> Edition {
    let files = &read.value;
    let mut found = Vec::new();

    let settings = steps::settings(files, &mut found);
    let texts = steps::texts(files, &settings, last.map(|last| last.texts.as_slice()), &mut found);
    clock.lap("parse");

    let compiled = steps::theme(files, &settings, last.map(|last| &last.compiled));
    let blocks = compiled.output.value.blocks.clone();
    let documents = steps::documents(files, &texts);
    let before = last.map(|last| (last.site(), &last.names));
    let editions = settings.editions.iter().map(|day| day.value.clone()).collect();
    let day = build.as_of.as_ref().map(Day::of);
    let input = resolve::Input {
        documents,
        drafts: build.drafts,
        day,
        editions,
        hidden: settings.hidden.clone(),
        files: steps::copied(files),
        blocks,
    };
    let resolved = resolve::site(settings, build.clone(), input, before);
    let Resolved { mut site, names } = resolved.drain_into(&mut found);
    site.image_sizes = steps::image_sizes(files);
    let mut theme = compiled.output.value.clone();
    let library = Library::new(site, theme.words.clone()).after(last.map(|last| &last.library));
    theme.set_site(&render::site_view(&library, &theme));
    clock.lap("resolve");

    found.extend(check::editorial(library.site()));
    let advice = check::advice(library.site(), library.grounds());
    found.extend(advice.found);
    found.extend(check::unlinked(library.site(), files.assets.iter().map(|asset| &asset.path)));
    let plan = Plan::of(files, &library, &compiled.output.value, last.map(|last| &last.plan));
    clock.lap("check content");
    let kept = Kept::none_of(&plan.output);
    Edition { read, texts, compiled, names, plan, theme, library, found, advice: advice.more, kept }
}

/// From the site to its pages: each is rendered, checked and handed on to be written, all in one go, so that no page
/// stays in memory; and beside them the files of the whole site. Gives all that was found, or a failure of `put`.
fn make_pages<E: Send>(
    edition: &Edition,
    put: impl Fn(&str, &[u8]) -> Result<(), E> + Sync,
) -> Result<Vec<Diagnostic>, E> {
    let plan = edition.plan();
    let page = |at: usize| {
        let page = edition.rendered_page(at);
        let facts = check::pages::look(&plan.addresses, plan.path_of_page(at), &page.value);
        put(plan.path_of_page(at), page.value.as_bytes())?;
        Ok(page.map(|_| facts))
    };
    let file = |at: usize| {
        let file = edition.rendered_file(at);
        put(&plan.outputs.made[at].0, &file.value)?;
        Ok(file.diagnostics)
    };
    // A list of all citations takes one thread a while, so the files come first.
    let (files, pages) = rayon::join(
        || (0..plan.outputs.made.len()).into_par_iter().map(file).collect::<Result<Vec<_>, E>>(),
        || (0..plan.outputs.pages.len()).into_par_iter().map(page).collect::<Result<Vec<_>, E>>(),
    );
    let (files, pages) = (files?, pages?);
    plan.outputs.files.par_iter().try_for_each(|(path, file)| put(path, &file.bytes))?;

    let mut found: Vec<Diagnostic> = edition.known().cloned().chain(files.into_iter().flatten()).collect();
    let facts = pages.into_iter().map(|page| page.drain_into(&mut found)).collect();
    found.extend(check::pages::links(&plan.addresses, facts));
    found.extend(check::unused_allows(&found, edition.site()));
    Ok(edition.settle(found))
}

/// The way out: write. A site that has lost its texts is not written: it would take the place of the one that had them.
fn to_disk(edition: &Edition, root: &Path, out: &Path, mut clock: Clock) -> Result<(Report, Option<Held>), Error> {
    let staging = Staging::open(root, out, edition.paths())?;
    let found = make_pages(edition, |path, bytes| staging.put(path, bytes))?;
    clock.lap("render, check and write pages");
    if found.iter().any(|finding| finding.code == Code::NoContent && finding.severity == Severity::Error) {
        return Ok((edition.report(found, clock), None));
    }
    let (written, held) = staging.commit()?;
    clock.lap("exchange");
    Ok((Report { written: Some(written), ..edition.report(found, clock) }, Some(held)))
}

/// Builds an edition of the site at `root` into `out`, where it stays as it is while it is held. Nothing is held, and
/// nothing was written, when the site has lost its texts.
///
/// # Errors
/// When the output is not ours or cannot be written.
pub fn build_edition(edition: &Edition, root: &Path, out: &Path) -> Result<(Report, Option<Held>), Error> {
    to_disk(edition, root, out, Clock::start())
}

/// Does all that a build does, but writes nothing.
///
/// # Errors
/// When the site cannot be read.
pub fn check(root: &Path, build: &Build) -> Result<Report, Error> {
    let mut clock = Clock::start();
    let mut edition = from_disk(root, build, &mut clock)?;
    edition.let_texts_go();
    let found = make_pages(&edition, |_, _| Ok(()))?;
    clock.lap("render and check pages");
    let report = edition.report(found, clock);
    free(edition);
    Ok(report)
}

/// What would be found in a text by itself, were it at this path of the site.
pub fn look_at(path: &str, text: &str, settings: &Settings) -> Vec<Diagnostic> {
    let path: Arc<str> = path.into();
    match read::check_name(&path) {
        Ok(()) => parse::document(&path, text, parse::Dialect::of(settings)).diagnostics,
        Err(why) => vec![Diagnostic::new(Code::BadName, Span::file(&path), why)],
    }
}

/// Freeing all that a large site is made of takes a while, and nobody need wait for it.
fn free(edition: Edition) {
    rayon::spawn(move || drop(edition));
}

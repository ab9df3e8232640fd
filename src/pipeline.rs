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
mod inputs;
mod outputs;
mod plan;
mod report;
mod step;
mod steps;

use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use ahash::HashSet;
use rayon::prelude::*;

use crate::check::leaks::FoundLeaks;
use crate::diagnostic::{Code, Diagnostic, Outcome, Severity, Span};
use crate::model::{Day, Settings, SiteFile};
use crate::read::Snapshot;
use crate::render::Library;
use crate::resolve::Resolved;
use crate::stored::Stored;
use crate::sync::lock;
use crate::write::{Held, Staging};
use crate::{Error, check, parse, read, render, resolve, write};
use edition::Kept;
use inputs::read_all;
use plan::Plan;
use report::Clock;

pub use crate::model::{Audience, Build, Prints};
pub use crate::read::{bytes, named_file, repository_around, site_around};
pub use crate::render::built_in_theme;
pub use crate::render::{ComparisonView, DifferenceView, GroundedView, ToldChange, TouchedView};
pub use edition::{Edition, Finished};
pub use inputs::private_folder;
pub use report::Report;

/// Does all of a piece of work on all cores, which is told whether it has them. Where the system starts no more threads, this
/// one does it alone, and no other one may do what takes all cores.
///
/// # Errors
/// When that cannot be either.
pub fn with_threads<T: Send>(work: impl FnOnce(bool) -> T + Send) -> Result<T, Error> {
    if rayon::ThreadPoolBuilder::new().build_global().is_ok() {
        return Ok(work(true));
    }
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
    alone.map(|alone| alone.install(|| work(false))).map_err(|error| Error::Threads(io::Error::other(error)))
}

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
    let files = read_all(root)?;
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

    let compiled = steps::theme(files, &settings, &texts, last.map(|last| &last.compiled));
    let blocks = compiled.output.value.blocks.clone();
    let documents = steps::documents(files, &texts);
    let before = last.map(|last| (last.site(), &last.names));
    let editions = settings.editions.iter().map(|day| day.value.clone()).collect();
    let day = build.as_of.as_ref().map(Day::of);
    let input = resolve::Input {
        language: settings.language.clone(),
        order: settings.order.clone(),
        documents,
        drafts: build.drafts,
        audience: build.audience,
        day,
        editions,
        hidden: settings.hidden.clone(),
        private: files.private.keys().cloned().collect(),
        files: steps::copied(files),
        left_out: steps::left_out(&read),
        blocks,
    };
    let resolved = resolve::site(settings, build.clone(), input, before);
    let Resolved { mut site, names } = resolved.drain_into(&mut found);
    site.image_sizes = steps::image_sizes(files);
    let mut theme = compiled.output.value.clone();
    let library = Library::new(site, &theme.words()).after(last.map(|last| &last.library));
    theme.set_site(|theme, language| render::site_view(&library, theme, language));
    clock.lap("resolve");

    found.extend(check::editorial(library.site()));
    found.extend(check::extra(library.site(), &theme.declared));
    found.extend(steps::theme_values(&theme));
    found.extend(check::advice(library.site(), library.grounds()));
    let site = library.site();
    let copied = files.assets.iter().map(|asset| &asset.path).filter(|path| !site.is_withheld(path));
    found.extend(check::unlinked(site, copied));
    let leaks = steps::leaks(files, library.site());
    let searched = last.and_then(|last| last.searched_for(leaks.as_ref())).unwrap_or_default();
    let plan = Plan::of(files, &library, &compiled.output.value, last.map(|last| &last.plan));
    found.extend(check::own_address(library.site(), |path| plan.output.addresses.has(path)));
    clock.lap("check content");
    let kept = Kept::none_of(&plan.output);
    Edition { read, texts, compiled, names, plan, theme, library, found, leaks, searched, kept }
}

/// What is to stand at a path.
enum Bytes<'b> {
    /// What we made.
    Made(&'b [u8]),
    /// A file that is copied as it is.
    Copied(&'b Stored),
}

/// From the site to its pages: each is rendered, checked and handed on to be written, all in one go, so that no page
/// stays in memory; and beside them the files of the whole site, of which those that are not `written` are made only
/// where something can be found in them. Gives all that was found, or a failure of `put`.
fn make_pages<E: Send>(
    edition: &Edition,
    written: bool,
    put: impl Fn(&str, Bytes) -> Result<(), E> + Sync,
) -> Result<Vec<Diagnostic>, E> {
    let plan = edition.plan();
    let leaked = Mutex::new(FoundLeaks::default());
    let note = |leaks: Option<FoundLeaks>| leaks.into_iter().for_each(|found| lock(&leaked).add(found));
    let look_and_put = |path: &str, bytes: &[u8]| {
        note(edition.leaks_in(path, bytes));
        put(path, Bytes::Made(bytes))
    };
    let page = |at: usize| {
        let Outcome { value: page, diagnostics } = edition.rendered_page(at);
        let is_whole = !diagnostics.iter().any(|finding| finding.code == Code::TemplateError);
        let facts = check::pages::look(&plan.addresses, plan.path_of_page(at), &page.html);
        let facts = if is_whole { Some(facts) } else { facts.of_a_part(page.is_gap) };
        look_and_put(plan.path_of_page(at), page.html.as_bytes())?;
        Ok(Outcome { value: facts, diagnostics })
    };
    let file = |at: usize| {
        let file = edition.rendered_file(at);
        let path = &plan.outputs.made[at].0;
        // A page that leads on from an old address is a page too.
        let page = path.ends_with(".html").then(|| String::from_utf8_lossy(&file.value));
        let facts = page.map(|html| check::pages::look(&plan.addresses, path, &html));
        look_and_put(path, &file.value)?;
        Ok(Outcome { value: facts, diagnostics: file.diagnostics })
    };
    let made = files_to_make(edition, written);
    if made.iter().any(|at| matches!(plan.outputs.made[*at].1, SiteFile::Search(_))) {
        render::make_search(&edition.library);
    }
    // A list of all citations takes one thread a while, so the files come first.
    let (files, pages) = rayon::join(
        || made.into_par_iter().map(file).collect::<Result<Vec<_>, E>>(),
        || (0..plan.outputs.pages.len()).into_par_iter().map(page).collect::<Result<Vec<_>, E>>(),
    );
    let (files, pages) = (files?, pages?);
    // The letters of the built-in theme are large, and say nothing of the site.
    let looked_at = edition.leaks.iter().flat_map(|_| edition.snapshot().paths());
    let own: HashSet<&str> = looked_at.map(|path| &**path).collect();
    plan.outputs.files.par_iter().try_for_each(|(path, file)| {
        if own.contains(&*file.from) {
            note(edition.leaks_in_copied(path, &file.bytes));
        }
        put(path, Bytes::Copied(&file.bytes))
    })?;

    let leaked = leaked.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok(all_found(edition, files.into_iter().chain(pages), leaked))
}

/// The files of the whole site that are made: all, or those in which something can be found.
fn files_to_make(edition: &Edition, written: bool) -> Vec<usize> {
    let all = written || edition.leaks.is_some();
    let made = edition.plan().outputs.made.iter().enumerate();
    made.filter(|(_, (_, file))| all || file.has_findings()).map(|(at, _)| at).collect()
}

/// What was found in a site, in its finished pages and between them.
fn all_found(
    edition: &Edition,
    pages: impl Iterator<Item = Outcome<Option<check::pages::Facts>>>,
    leaked: FoundLeaks,
) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = edition.known().cloned().collect();
    let facts = pages.filter_map(|page| page.drain_into(&mut found)).collect();
    found.extend(check::pages::links(&edition.plan().addresses, facts, edition.site().unsure_links()));
    found.extend(check::unused_allows(&found, edition.site()));
    found.extend(edition.told_leaks(leaked));
    edition.settle(found)
}

/// The way out: write. A site that has lost its texts is not written: it would take the place of the one that had them.
/// Nor is one that says what is not for readers.
fn to_disk(edition: &Edition, root: &Path, out: &Path, mut clock: Clock) -> Result<(Report, Option<Held>), Error> {
    let staging = Staging::open(root, out, edition.paths())?;
    let mut found = make_pages(edition, true, |path, bytes| match bytes {
        Bytes::Made(bytes) => staging.put(path, bytes),
        Bytes::Copied(file) => staging.copy(path, file),
    })?;
    found.extend(edition.leaks_in_prints(out)?);
    clock.lap("render, check and write pages");
    let is_refused = |finding: &Diagnostic| {
        finding.code.is_final() || (finding.code == Code::NoContent && finding.severity == Severity::Error)
    };
    if found.iter().any(is_refused) {
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
    let found = make_pages(&edition, false, |_, _| Ok(()))?;
    clock.lap("render and check pages");
    let mut report = edition.report(found, clock);
    report.advice += check::untold_advice(edition.site(), edition.library.grounds());
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

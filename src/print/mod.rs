//! Printing: pages of the site to PDFs, with the browser of this machine or another program.
//!
//! The page that is printed is the page that is published. It is handed to the browser from memory under its public
//! address, so links come out as they are on the site; nothing else is fetched, and no script of the page runs.

mod browser;
mod cdp;
pub mod command;
mod fit;
mod printer;
mod running;

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::Error;
use crate::diagnostic::Diagnostic;
use crate::finish::{PdfFacts, PdfWords, finish, stamped};
use crate::model::{PageId, PageKind};
use crate::paths::{handout_of, pdf_of};
use crate::pipeline::{Audience, Edition, Finished};
use crate::sync::lock;
use browser::{Browser, Choice};
use cdp::Failure;
use printer::Task;

/// Where pages without a public address stand for the browser: nowhere (RFC 6761).
const NOWHERE: &str = "https://standpoint.invalid/";

/// What to print, and how.
#[derive(Debug, Clone)]
pub struct PrintOptions {
    /// The pages.
    pub pages: Vec<PageId>,
    /// Their size.
    pub paper: Paper,
    /// Whether only what is handed out of each is printed: summary, judgements, matrix.
    pub handout: bool,
    /// How many are printed at once.
    pub jobs: usize,
    /// The browser to use, instead of one from the usual places or the program in the settings.
    pub browser: Option<PathBuf>,
    /// Whether the browser has its sandbox.
    pub sandbox: bool,
}

/// A size of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// 210 × 297 mm, which themes are made for.
    A4,
    /// 8.5 × 11 inches.
    Letter,
}

impl Paper {
    /// The word for a style sheet, where the size is not that of the theme.
    fn overrules(self) -> Option<&'static str> {
        match self {
            Paper::A4 => None,
            Paper::Letter => Some("letter"),
        }
    }

    /// For a theme that says nothing.
    fn inches(self) -> (f64, f64) {
        match self {
            Paper::A4 => (8.27, 11.69),
            Paper::Letter => (8.5, 11.0),
        }
    }
}

/// The site, as the browser sees it.
pub struct PublicSite<'e> {
    edition: &'e Edition,
    /// Its address, with a final slash.
    base: &'e str,
}

/// What came of a page.
#[derive(Debug)]
pub struct Sheet {
    /// Where its PDF belongs under `public/`.
    pub path: String,
    /// The PDF, or why there is none.
    pub pdf: Result<Vec<u8>, String>,
    /// What was found wrong with it.
    pub found: Vec<Diagnostic>,
    /// The hash of what it was printed from.
    pub printed_from: String,
}

/// Prints pages of an edition, and hands on each as it is done, in whatever order.
///
/// # Errors
/// When there is no browser, when it does not start, when it dies twice, or when `done` fails.
pub fn run(
    edition: &Edition,
    options: &PrintOptions,
    done: impl Fn(Sheet) -> Result<(), Error> + Sync,
) -> Result<(), Error> {
    let site = edition.site();
    let printed_from = |path: &str| edition.printed_from(path).unwrap_or_default();
    let source = PublicSite { edition, base: site.base_url().unwrap_or(NOWHERE) };
    let is_internal = site.build.audience == Audience::Internal;
    match &site.settings.print_command {
        Some(command) if options.browser.is_none() => {
            let folder = command::Folder::with_files_of(&source)?;
            each(options, &|page| {
                let path = &edition.site().pages[page].path;
                let pdf = folder.print(command, &source, path, options.paper)?;
                let pdf = if is_internal { pdf.and_then(|pdf| marked(edition, page, &pdf)) } else { pdf };
                done(Sheet { path: pdf_of(path), pdf, found: Vec::new(), printed_from: printed_from(path) })
            })
        }
        _ => {
            let choice = Choice::find(options.browser.as_deref(), options.sandbox)?;
            let browsers = Browsers::start(choice)?;
            each(options, &|page| {
                let path = &edition.site().pages[page].path;
                let task = Task {
                    path,
                    paper: options.paper,
                    handout: options.handout,
                    on_page: edition.text(page, "print.on-page"),
                };
                let (pdf, found) = match browsers.print(&source, &task)? {
                    Ok(printed) => {
                        let mut found = fit::findings(edition, page, &printed.too_wide);
                        if options.handout {
                            found.extend(fit::too_long(edition, page, printed.sheets));
                        }
                        let pdf = finish(&printed.pdf, &facts(edition, page, printed.headings))?;
                        // The theme of ours says so at the head of each sheet.
                        let is_said = !is_internal || site.settings.theme == "default";
                        (if is_said { Ok(pdf) } else { marked(edition, page, &pdf) }, found)
                    }
                    Err(why) => (Err(why), Vec::new()),
                };
                let to = if options.handout { handout_of(path) } else { pdf_of(path) };
                done(Sheet { path: to, pdf, found, printed_from: printed_from(path) })
            })
        }
    }
}

/// A PDF of the edition for the house: each sheet says so, whatever the theme thinks of that.
fn marked(edition: &Edition, page: PageId, pdf: &[u8]) -> Result<Vec<u8>, String> {
    stamped(pdf, edition.text(page, "internal.sheet"), "INTERNAL")
        .map_err(|error| format!("its sheets cannot be marked as internal: {error}"))
}

/// Does a thing for each page, a few at once, until one of them fails.
fn each(options: &PrintOptions, work: &(impl Fn(PageId) -> Result<(), Error> + Sync)) -> Result<(), Error> {
    let next = AtomicUsize::new(0);
    let failed = Mutex::new(None);
    std::thread::scope(|scope| {
        for _ in 0..options.jobs.clamp(1, options.pages.len().max(1)) {
            scope.spawn(|| {
                while let Some(page) = options.pages.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(error) = work(*page) {
                        next.store(options.pages.len(), Ordering::Relaxed);
                        lock(&failed).get_or_insert(error);
                    }
                }
            });
        }
    });
    failed.into_inner().unwrap_or_else(PoisonError::into_inner).map_or(Ok(()), Err)
}

/// One browser, and one more should it die.
struct Browsers {
    choice: Choice,
    running: Mutex<(Arc<Browser>, Spare)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Spare {
    Left,
    Used,
}

impl Browsers {
    fn start(choice: Choice) -> Result<Browsers, Error> {
        let browser = Arc::new(Browser::start(&choice)?);
        Ok(Browsers { choice, running: Mutex::new((browser, Spare::Left)) })
    }

    /// Prints a page; once more, if the browser dies over it. The inner error says why this page cannot be printed.
    fn print(&self, source: &PublicSite, task: &Task) -> Result<Result<printer::PrintedPage, String>, Error> {
        let mut browser = lock(&self.running).0.clone();
        loop {
            match printer::print(&browser.client, source, task) {
                Ok(printed) => return Ok(Ok(printed)),
                Err(Failure::Dead) => browser = self.instead_of(&browser)?,
                Err(Failure::Late(_)) if !browser.answers() => browser = self.instead_of(&browser)?,
                Err(Failure::Late(what)) => {
                    return Ok(Err(format!("{what} took longer than {} seconds", cdp::CALL.as_secs())));
                }
                Err(Failure::Refused(why)) => return Ok(Err(why)),
            }
        }
    }

    /// A browser that lives, for whoever saw that one dead.
    fn instead_of(&self, dead: &Arc<Browser>) -> Result<Arc<Browser>, Error> {
        let mut running = lock(&self.running);
        if Arc::ptr_eq(&running.0, dead) {
            if running.1 == Spare::Used {
                let why = "the browser has died twice; what was printed before is kept".to_owned();
                return Err(Error::Browser(why));
            }
            *running = (Arc::new(Browser::start(&self.choice)?), Spare::Used);
        }
        Ok(running.0.clone())
    }
}

/// What finishing must know of a page.
fn facts(edition: &Edition, page: PageId, headings: Vec<(u8, String, String)>) -> PdfFacts {
    let site = edition.site();
    let briefing = match site.pages[page].kind {
        PageKind::Briefing(at) => Some(&site.briefings[at].meta),
        _ => None,
    };
    let authors = briefing.map(|briefing| &briefing.authors).filter(|authors| !authors.is_empty());
    let sources = edition.cited(page).into_iter();
    let date = briefing.and_then(|briefing| briefing.as_of.as_ref()).map(|date| date.value.earliest());
    PdfFacts {
        title: edition.title(page).to_owned(),
        authors: authors.unwrap_or(&site.settings.authors).clone(),
        subject: briefing.and_then(|briefing| briefing.summary.as_ref()).map(|summary| summary.to_string()),
        language: site.language_of_page(page).to_owned(),
        date: date.map(|day| (day.year(), day.month(), day.day())),
        headings,
        modifier_letters: matches!(edition.get(&site.pages[page].path), Some(Finished::Page(page)) if page.html.contains(['ʻ', 'ʼ'])),
        sources: sources.map(|at| edition.csl(at)).collect(),
        words: PdfWords {
            to_page: edition.text(page, "print.to-page").to_owned(),
            to_note: edition.text(page, "print.to-note").to_owned(),
            to_use: edition.text(page, "print.to-use").to_owned(),
            attachment: edition.text(page, "print.attachment").to_owned(),
        },
    }
}

/// The pages that are printed: all briefings, or those named; and with `all` every actor and issue too.
///
/// # Errors
/// When there is no briefing of a name; says which there are.
pub fn pages(edition: &Edition, briefings: &[String], all: bool) -> Result<Vec<PageId>, String> {
    let site = edition.site();
    let find = |name: &String| {
        edition.briefing(name).map(|briefing| site.briefings[briefing].page).ok_or_else(|| {
            match edition.holds_back(name) {
                true => format!("the briefing `{name}` is a draft, not for readers, or later than the day asked for"),
                false => unknown(name, site.briefings.iter().map(|briefing| briefing.id.as_str())),
            }
        })
    };
    let mut pages: Vec<PageId> = match briefings {
        [] => site.briefings.iter().map(|briefing| briefing.page).collect(),
        named => named.iter().map(find).collect::<Result<_, _>>()?,
    };
    if all {
        pages.extend(site.actors.iter().map(|actor| actor.page));
        pages.extend(site.issues.iter().map(|issue| issue.page));
    }
    pages.sort_unstable();
    pages.dedup();
    Ok(pages)
}

fn unknown<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let bare = name.strip_prefix("./").unwrap_or(name);
    let bare = bare.strip_prefix("content/").unwrap_or(bare);
    let bare = bare.strip_prefix("briefings/").unwrap_or(bare);
    let hint = match crate::nearest::meant(bare.strip_suffix(".md").unwrap_or(bare), known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "a briefing is named by its file, without `content/briefings/` and `.md`".to_owned(),
    };
    format!("there is no briefing `{name}`; {hint}")
}

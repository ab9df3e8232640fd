//! A site as it is at one moment: everything read and resolved, its pages made when they are wanted.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use super::inputs::{read_all, with_private};
use super::outputs::Claims;
use super::plan::{Plan, Standing};
use super::report::{Clock, Report};
use super::step::Step;
use super::steps::{CompiledTheme, ParsedText};
use super::{Bytes, from_disk, from_files, make_pages};
use crate::check::leaks::{FoundLeaks, Leaks};
use crate::diagnostic::{Code, Diagnostic, Outcome, Severity, Span};
use crate::model::{Audience, Build, Date, Document, PageId, Prints, Site, SourceId};
use crate::paths::{SETTINGS, handout_of, page_of, pdf_of, printed_by};
use crate::read::{Renewal, Snapshot};
use crate::render::{Library, RenderedPage, Theme, ViewOptions};
use crate::resolve::Names;
use crate::stored::Stored;
use crate::sync::lock;
use crate::{Error, check, read, render, write};

/// A site at one moment. Nothing changes it any more; a build makes all its pages at once and keeps none, the
/// preview makes each when someone asks for it, and keeps it.
///
/// The next edition takes over from this one whatever would come out the same: each step keeps what went in.
pub struct Edition {
    pub(super) read: Outcome<Snapshot>,
    /// The texts of the snapshot, in its order.
    pub(super) texts: Vec<ParsedText>,
    pub(super) compiled: CompiledTheme,
    pub(super) names: Names,
    pub(super) plan: Step<Claims, Plan>,
    /// The compiled theme, with what it knows of this site.
    pub(super) theme: Theme,
    pub(super) library: Library,
    /// What was found in settings, texts and between them.
    pub(super) found: Vec<Diagnostic>,
    /// What no finished file may say.
    pub(super) leaks: Option<Leaks>,
    /// What was found of it in copied files.
    pub(super) searched: Arc<Searched>,
    pub(super) kept: Kept,
}

/// The pages and the made files that were asked for, in the order of the plan.
pub struct Kept {
    pages: Vec<OnceLock<Outcome<RenderedPage<Arc<str>>>>>,
    files: Vec<OnceLock<Outcome<Arc<[u8]>>>>,
}

/// Something that stands at an address of the site.
#[derive(Debug, Clone)]
pub enum Finished {
    /// A page.
    Page(RenderedPage<Arc<str>>),
    /// A file that is made beside the pages.
    File(Arc<[u8]>),
    /// A file that is copied.
    Copied(Stored),
}

/// What was found in files that are copied, by path. They are large, and seldom other ones, so that editions hand it on.
pub type Searched = Mutex<BTreeMap<String, (Stored, Option<FoundLeaks>)>>;

impl Kept {
    /// Nothing of a plan yet.
    pub fn none_of(plan: &Plan) -> Kept {
        Kept {
            pages: plan.outputs.pages.iter().map(|_| OnceLock::new()).collect(),
            files: plan.outputs.made.iter().map(|_| OnceLock::new()).collect(),
        }
    }
}

impl Edition {
    /// Reads and resolves the site at `root`.
    ///
    /// # Errors
    /// When the site cannot be read.
    pub fn open(root: &Path, build: &Build) -> Result<Edition, Error> {
        from_disk(root, build, &mut Clock::start())
    }

    /// The next edition, when anything has changed. `hint` names the files that may have, when these are known.
    ///
    /// # Errors
    /// When the site cannot be read.
    pub fn next(&self, root: &Path, hint: Option<&BTreeSet<String>>) -> Result<Option<Edition>, Error> {
        let (files, before) = (&self.read.value, &self.read.diagnostics);
        let renewal = match files.private_folder.is_none() {
            true => files.again(root, hint, before)?,
            false => files.renewed(read_all(root)?, before),
        };
        Ok(match renewal {
            Renewal::Same => None,
            Renewal::Changed(read) if files.private_folder.is_none() => {
                let read = with_private(read, root)?;
                Some(from_files(read, &self.site().build, Some(self), &mut Clock::start()))
            }
            Renewal::Changed(read) => Some(from_files(read, &self.site().build, Some(self), &mut Clock::start())),
        })
    }

    /// The same site with other PDFs beside its pages.
    pub fn with_prints(&self, prints: Prints) -> Edition {
        let build = Build { prints, ..self.site().build.clone() };
        from_files(self.read.clone(), &build, Some(self), &mut Clock::start())
    }

    /// The same site with the PDFs that stand in the output of the site at `root`, if these are other ones.
    ///
    /// # Errors
    /// When their list cannot be read.
    pub fn with_prints_of(&self, root: &Path) -> Result<Option<Edition>, Error> {
        let prints = write::prints(&root.join(self.site().build.audience.folder()))?;
        Ok((prints != self.site().build.prints).then(|| self.with_prints(prints)))
    }

    /// Lets go of the texts that no finding points into: the larger part of a site's memory. What is found from here on,
    /// in finished pages, templates and copied files, must bring its own; and no edition can take over a text.
    pub(super) fn let_texts_go(&mut self) {
        // Whether a PDF is that of its page is found when the page is made.
        let prints = &self.site().build.prints;
        let is_printed = |path: &str| [pdf_of(path), handout_of(path)].iter().any(|pdf| prints.contains_key(pdf));
        let printed = self.plan().outputs.pages.iter().filter(|(path, _)| is_printed(path));
        let printed = printed.filter_map(|(_, page)| self.site().head_of(*page));
        // Whether a file has what it allows is known at the end.
        let later = printed.map(|head| &head.path).chain(self.site().allowed.keys());
        let later = later.chain(self.leaks.iter().flat_map(Leaks::paths));
        // And whether what a link leads to stands on a page that the site makes by itself.
        let later = later.chain(self.site().unsure_links().map(|(span, ..)| &span.path));
        let places = self.known().flat_map(Diagnostic::paths).chain(later).cloned().collect();
        self.read.value.keep_texts_of(&places);
        self.texts.clear();
    }

    pub(super) fn plan(&self) -> &Plan {
        &self.plan.output
    }

    /// What was found in it, and how long that took.
    pub(super) fn report(&self, found: Vec<Diagnostic>, clock: Clock) -> Report {
        let (found, advice) = self.split(found);
        let report = Report::of(self.snapshot().clone(), self.plan().outputs.pages.len(), found, clock);
        Report { advice, ..report }
    }

    /// What is to be shown of all that was found, and how much advice is left out.
    fn split(&self, mut found: Vec<Diagnostic>) -> (Vec<Diagnostic>, usize) {
        let all = found.len();
        found.retain(|finding| self.site().build.advice || finding.severity != Severity::Advice);
        let advice = all - found.len();
        (found, advice)
    }

    /// What is known before any page is made.
    pub(super) fn known(&self) -> impl Iterator<Item = &Diagnostic> {
        let theme = &self.compiled.output.diagnostics;
        self.read.diagnostics.iter().chain(theme).chain(&self.plan().found).chain(&self.found)
    }

    /// What a finished file says that is not for readers.
    pub(super) fn leaks_in(&self, path: &str, bytes: &[u8]) -> Option<FoundLeaks> {
        let mut found = FoundLeaks::default();
        let leaks = self.leaks.as_ref()?;
        leaks.look(path, bytes, &mut found);
        (!found.is_empty()).then_some(found)
    }

    /// What was found in copied files already, when this edition is the last one and the same is looked for now.
    pub(super) fn searched_for(&self, leaks: Option<&Leaks>) -> Option<Arc<Searched>> {
        let is_same = self.leaks.as_ref()?.are_same_as(leaks?);
        is_same.then(|| self.searched.clone())
    }

    /// What a file that is copied says that is not for readers.
    pub(super) fn leaks_in_copied(&self, path: &str, file: &Stored) -> Option<FoundLeaks> {
        if let Some((_, found)) = lock(&self.searched).get(path).filter(|(before, _)| before == file) {
            return found.clone();
        }
        let mut found = FoundLeaks::default();
        if self.leaks.as_ref()?.look_copied(path, file, &mut found).is_err() {
            return Some(FoundLeaks::unread(path, "it was changed while it was read"));
        }
        let found = (!found.is_empty()).then_some(found);
        lock(&self.searched).insert(path.to_owned(), (file.clone(), found.clone()));
        found
    }

    /// What finished files say that is not for readers, as findings.
    pub(super) fn told_leaks(&self, found: FoundLeaks) -> Vec<Diagnostic> {
        let files = &self.plan().outputs.files;
        let from = |path: &str| {
            let file = files.iter().find(|(at, _)| at == path);
            file.map_or_else(|| Arc::from(path), |(_, file)| file.from.clone())
        };
        self.leaks.as_ref().map_or_else(Vec::new, |leaks| leaks.tell(found, from))
    }

    /// What a file of any origin says that is not for readers: a PDF that was printed, or lies in the output.
    pub fn leaks_of(&self, path: &str, bytes: &[u8]) -> Vec<Diagnostic> {
        self.leaks_in(path, bytes).map_or_else(Vec::new, |found| self.told_leaks(found))
    }

    /// What the PDFs say that lie in an output since before something became internal.
    pub(super) fn leaks_in_prints(&self, out: &Path) -> Result<Vec<Diagnostic>, Error> {
        if self.leaks.is_none() {
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        for path in write::prints(out)?.keys() {
            let leaked = self.leaks_of(path, &read::bytes(out, path)?).into_iter();
            found.extend(leaked.map(|finding| finding.hint(format!("it was printed before: delete {path}"))));
        }
        Ok(found)
    }

    /// Findings with the levels of the settings, each once, sorted by place.
    pub fn settle(&self, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let mut settled = check::settle(found, self.site());
        let private = &self.snapshot().private;
        if !private.is_empty() {
            // They are known by where they would stand, and told by where they lie.
            let spans = settled.iter_mut().flat_map(Diagnostic::spans_mut);
            spans
                .filter_map(|span| Some((private.get(&span.path)?, span)))
                .for_each(|(at, span)| span.path = at.clone());
        }
        settled
    }

    /// A page of the plan: the one that is kept, or made now and not kept.
    pub(super) fn rendered_page(&self, at: usize) -> Outcome<RenderedPage<Cow<'_, str>>> {
        match self.kept.pages[at].get() {
            Some(Outcome { value: RenderedPage { html, is_gap }, diagnostics }) => {
                let page = RenderedPage { html: Cow::Borrowed(&**html), is_gap: *is_gap };
                Outcome { value: page, diagnostics: diagnostics.clone() }
            }
            None => self.page(at, false).map(|page| RenderedPage { html: Cow::Owned(page.html), is_gap: page.is_gap }),
        }
    }

    /// The same for a file that is made from the whole site.
    pub(super) fn rendered_file(&self, at: usize) -> Outcome<Cow<'_, [u8]>> {
        match self.kept.files[at].get() {
            Some(kept) => Outcome { value: Cow::Borrowed(&*kept.value), diagnostics: kept.diagnostics.clone() },
            None => self.file(at).map(Cow::Owned),
        }
    }

    /// A page that leads to its PDF, if that was printed from what the page is now. A PDF of another state is found.
    fn page(&self, at: usize, places: bool) -> Outcome<RenderedPage<String>> {
        let mut page = self.page_or_gap(at, places);
        let path = self.plan().path_of_page(at);
        for finding in page.diagnostics.iter_mut().filter(|finding| finding.code == Code::TemplateError) {
            finding.related.push((Span::file(&format!("public/{path}").into()), String::new()));
        }
        page
    }

    fn page_or_gap(&self, at: usize, places: bool) -> Outcome<RenderedPage<String>> {
        let whole_lists = self.theme.wants_whole_lists;
        let render = |pdf, places| self.rendered(at, ViewOptions { places, pdf, whole_lists });
        let path = self.plan().path_of_page(at);
        let [paper, handout] = [pdf_of(path), handout_of(path)].map(|pdf| self.site().build.prints.get_key_value(&pdf));
        if paper.is_none() && handout.is_none() {
            return render(false, places);
        }
        let without = render(false, false);
        let now = self.digest(at, &without.value.html);
        let mut page = match paper {
            Some((_, from)) if *from == now => render(true, places),
            _ if places => render(false, true),
            _ => without,
        };
        let stale = paper.into_iter().chain(handout).filter(|(_, from)| **from != now);
        page.diagnostics.extend(stale.map(|(pdf, _)| self.stale(at, pdf)));
        page
    }

    fn rendered(&self, at: usize, options: ViewOptions) -> Outcome<RenderedPage<String>> {
        let id = self.plan().outputs.pages[at].1;
        let view = render::view(&self.library, id, options);
        let page = render::page(&self.theme, &view);
        match self.site().build.audience {
            Audience::Public => page,
            Audience::Internal => page.map(|page| RenderedPage {
                html: render::marked(page.html, &self.library.shelf_of(id).words),
                is_gap: page.is_gap,
            }),
        }
    }

    fn digest(&self, at: usize, page: &str) -> String {
        check::printed::digest(self.plan().path_of_page(at), page, |path| match self.plan().standing(path)? {
            Standing::Copied(at) => self.plan().outputs.files[at].1.bytes.bytes().ok(),
            Standing::Page(_) | Standing::Made(_) => None,
        })
    }

    /// The hash of what a page is printed from, of which its PDF is made.
    pub fn printed_from(&self, path: &str) -> Option<String> {
        let Standing::Page(at) = self.plan().standing(path)? else { return None };
        Some(self.digest(at, &self.rendered(at, ViewOptions::default()).value.html))
    }

    /// The PDFs that were printed from something else than their pages are now.
    pub fn stale_prints(&self) -> Vec<&str> {
        let prints = self.site().build.prints.iter();
        let stale = prints.filter(|(pdf, from)| self.printed_from(&page_of(pdf)).is_some_and(|now| now != **from));
        stale.map(|(pdf, _)| pdf.as_str()).collect()
    }

    fn stale(&self, at: usize, pdf: &str) -> Diagnostic {
        let (path, page) = &self.plan().outputs.pages[at];
        let file = || self.site().pages[*page].file.clone().unwrap_or_else(|| Arc::from(SETTINGS));
        let place = self.site().head_of(*page).cloned().unwrap_or_else(|| Span::file(&file()));
        // No page leads to what is handed out of it.
        let led = if pdf == pdf_of(path) { ", which does not lead to it any more" } else { "" };
        let message = format!("`{pdf}` was printed from another state of this page{led}");
        let command = printed_by(pdf);
        Diagnostic::new(Code::StalePdf, place, message)
            .hint(format!("print it again with `{command}`, or delete the PDF"))
    }

    fn file(&self, at: usize) -> Outcome<Vec<u8>> {
        render::file(&self.theme, &self.library, self.plan().outputs.made[at].1)
    }

    /// A text of the theme in the language of a page, as it is before anything is put into it.
    pub fn text<'e>(&'e self, page: PageId, key: &'e str) -> &'e str {
        self.library.shelf_of(page).words.text(key)
    }

    /// A text of the theme in the language of the site, with its arguments in their places.
    pub fn said(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        self.library.words().with(key, arguments)
    }

    /// A date in the language of the site.
    pub fn dated(&self, date: &Date) -> String {
        self.library.words().date(date)
    }

    /// The texts, each with what was read of it; those that nobody can read are left out.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &Document)> {
        self.texts.iter().filter_map(|text| Some((&*text.input().0.text, &**text.output.value.as_ref()?)))
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

    /// Every path under `public/`.
    pub fn paths(&self) -> BTreeSet<String> {
        self.plan().outputs.paths()
    }

    /// The files that are copied as they are, each with its path under `public/`.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Stored)> {
        self.plan().outputs.files.iter().map(|(path, file)| (path.as_str(), &file.bytes))
    }

    /// The pages, each with its path under `public/` and its title.
    pub fn pages(&self) -> impl Iterator<Item = (&str, &str)> {
        self.plan().outputs.pages.iter().map(|(path, page)| (path.as_str(), self.title(*page)))
    }

    /// The title of a page.
    pub fn title(&self, page: PageId) -> &str {
        render::title(&self.library, page)
    }

    /// The sources that a page cites, in the order of its notes.
    pub fn cited(&self, page: PageId) -> Vec<SourceId> {
        render::view(&self.library, page, ViewOptions::default()).notes.cited()
    }

    /// A source as CSL-JSON.
    pub fn csl(&self, source: SourceId) -> serde_json::Value {
        render::csl::source(&self.library, source)
    }

    /// The path under `public/` of the page that each content file is about.
    pub fn pages_by_file(&self) -> HashMap<Arc<str>, String> {
        let pages = self.plan().outputs.pages.iter();
        pages.filter_map(|(path, page)| Some((self.site().pages[*page].file.clone()?, path.clone()))).collect()
    }

    /// Where the title of the page at a path stands in the file that the page is about.
    pub fn head_of(&self, path: &str) -> Option<&Span> {
        let Standing::Page(at) = self.plan().standing(path)? else { return None };
        self.site().head_of(self.plan().outputs.pages[at].1)
    }

    /// What stands at a path under `public/`: the same bytes that a build writes there.
    pub fn get(&self, path: &str) -> Option<Finished> {
        match self.plan().standing(path)? {
            Standing::Page(at) => {
                let page =
                    || self.page(at, false).map(|page| RenderedPage { html: page.html.into(), is_gap: page.is_gap });
                let page = self.kept.pages[at].get_or_init(page);
                Some(Finished::Page(page.value.clone()))
            }
            Standing::Made(at) => {
                let file = self.kept.files[at].get_or_init(|| self.file(at).map(Arc::from));
                Some(Finished::File(file.value.clone()))
            }
            Standing::Copied(at) => Some(Finished::Copied(self.plan().outputs.files[at].1.bytes.clone())),
        }
    }

    /// A page as [`get`](Edition::get) has it, but for comments `<!--@FILE#BYTE-->` before each block of its texts that
    /// say where in its file the block begins.
    pub fn page_with_places(&self, path: &str) -> Option<String> {
        let Standing::Page(at) = self.plan().standing(path)? else { return None };
        Some(self.page(at, true).value.html)
    }

    /// What is known before all pages have been made and looked at.
    pub fn first_findings(&self) -> Vec<Diagnostic> {
        let kept = self.kept.pages.iter().filter_map(|page| page.get()).flat_map(|page| &page.diagnostics);
        self.split(self.settle(self.known().chain(kept).cloned().collect())).0
    }

    /// Every finding, as `check` has them. Makes all pages to look at them, and gives up when told to `stop`.
    pub fn all_findings(&self, stop: &AtomicBool) -> Option<Vec<Diagnostic>> {
        let go_on = |_: &str, _: Bytes| if stop.load(Ordering::Relaxed) { Err(()) } else { Ok(()) };
        make_pages(self, false, go_on).ok().map(|found| self.split(found).0)
    }
}

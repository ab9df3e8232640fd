//! A theme: templates and static files. The built-in one lies in `themes/default/`, and a site's theme
//! overrides it file by file.

mod compile;
mod declared;
mod faults;
mod files;
mod fit;
mod lacking;
mod misplaced;
mod names;
mod numbers;
mod roots;
mod settings;
mod structure;
mod takes;
mod tokens;
mod tree;
mod walk;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Tera, Value};

use super::compose::escape;
use super::page::{PageNote, PageNotes, PageView, Remark, RenderedPage};
use super::shape::{Field, Form, Shaped, View, views};
use super::view::{
    BlockView, FeedEntry, FeedView, MovedView, NotesView, PageHead, Part, RemarkView, SiteView, SourceCard, SourceNote,
    Text,
};
use super::words::{WordFile, Words};
use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::model::declared::Declared;
use crate::stored::Stored;
use crate::watchdog::watched;
use compile::{compile, speak};
use faults::Faults;
pub use files::built_in as built_in_theme;
use files::{Files, Template, Templates};
use settings::ThemeSettings;

/// Templates that are ready to render, and files to copy. A copy shares all but what it knows of the site.
#[derive(Clone)]
pub struct Theme {
    /// The theme in the language of the site, then in the others in which it has pages.
    tongues: Vec<Tongue>,
    /// The templates that come from the site and not from the program, and what is wrong in them.
    faults: Arc<Faults>,
    /// The static files, by their path under `public/`; with their path from the site's folder.
    pub files: Arc<Assets>,
    /// The same as readers get them: style sheets of ours without comments.
    pub published: Arc<Assets>,
    /// Names of the blocks it has.
    pub blocks: BTreeSet<String>,
    /// What it wants under `extra`.
    pub declared: Arc<Declared>,
    /// Whether a template of its own may go through all sources or positions in one list. Ours go through sections, and each
    /// list of a large site takes a hundred megabytes.
    pub wants_whole_lists: bool,
}

/// A theme in one language.
#[derive(Clone)]
struct Tongue {
    tera: Arc<Tera>,
    words: Arc<Words>,
    /// What every page in it shares.
    site: Value,
}

/// The languages of a site by their tags, its own first, each with a file that asks for it.
pub type Languages = Vec<(String, Arc<str>)>;

/// Static files by their path under `public/`, each with its path from the site's folder and its bytes.
pub type Assets = BTreeMap<String, (Arc<str>, Stored)>;

/// All that the built-in theme says.
pub fn built_in_texts() -> impl Iterator<Item = &'static str> {
    let says = |inside: &str| inside.starts_with("templates/") || inside.starts_with("words/");
    let files = built_in_theme().into_iter().filter(move |(inside, _)| says(inside));
    files.filter_map(|(_, bytes)| std::str::from_utf8(bytes).ok())
}

/// What stands before the names of the built-in templates. Tera looks there for what a site's theme does not have,
/// components included, so that a theme overrides both one by one and can still extend what it overrides.
const BUILT_IN: &str = "built-in/";

/// The file with the components of the built-in theme, and what stands before their names where a theme's own have taken
/// these.
const COMPONENTS: &str = "components.html";
const FIRST: &str = "default.";

/// A larger page is refused, as GitHub refuses such files; a loop in a template would take all memory.
const LARGEST_PAGE: usize = 100 << 20;

/// What every page of the built-in theme extends.
const BASE: &str = "base.html";

/// Where static files of a theme stand under `public/`.
pub(super) const ASSETS: &str = "assets/";

impl Theme {
    /// Loads the theme `name` for a site in some languages. `files` are the files under `themes/`, by path from the site's
    /// folder.
    pub fn load<'f>(
        name: &str,
        languages: &Languages,
        files: impl Iterator<Item = (&'f Arc<str>, &'f Stored)>,
    ) -> Outcome<Theme> {
        let mut diagnostics = Vec::new();
        let mut built_in = Files::built_in();
        let mut own = Files::default();
        let folder = format!("themes/{name}/");
        let inside: Vec<_> =
            files.filter_map(|(path, bytes)| Some((path.strip_prefix(&folder)?, path, bytes))).collect();
        diagnostics.extend(misplaced::misplaced(inside.iter().map(|(inside, path, _)| (*inside, *path))));
        for (inside, path, bytes) in inside {
            own.add(inside, path, bytes, &mut diagnostics);
        }
        let settings = own.settings.as_ref().map(|file| settings::read(&file.text, &file.path, &mut diagnostics));
        let ThemeSettings { extends_none, declared } = settings.unwrap_or_default();
        let is_bare = extends_none.is_some() && own.templates.contains_key(BASE);
        diagnostics.extend(extends_none.filter(|_| !is_bare).map(lacks_base));
        let word_files = |tag: &str| {
            let found = [&own, &built_in].map(|files| files.words.get(tag)).into_iter().flatten();
            found.map(|file| WordFile { path: &file.path, text: &file.text }).collect()
        };
        let tags: Vec<&str> = languages.iter().map(|(tag, _)| tag.as_str()).collect();
        let words: Vec<_> =
            Words::load(&tags, word_files).drain_into(&mut diagnostics).into_iter().map(Arc::new).collect();
        diagnostics.extend(lacking::lacking(name, languages, &words, &own.words));
        let first = &words[0];
        let mut templates = own.templates;
        let names_lists = |file: &Template| ["sources", "positions"].iter().any(|list| file.text.contains(list));
        let wants_whole_lists = templates.values().any(names_lists);
        if !templates.is_empty() {
            let again = under_their_first_names(&built_in.templates);
            built_in.templates.extend(again);
        }
        let names: BTreeSet<&String> = templates.keys().chain(built_in.templates.keys()).collect();
        let blocks = names.into_iter().filter_map(|name| name.strip_prefix("blocks/")?.strip_suffix(".html"));
        let blocks = blocks.map(str::to_owned).collect();
        let (tera, texts, lost) = compile(&mut templates, &built_in.templates, first, &mut diagnostics);
        let faults = Faults::find(templates, texts, (first, &declared), |name| lost.speaks_of(name));
        diagnostics.extend(faults.found().iter().cloned());
        let mut assets = if is_bare { Assets::new() } else { built_in.assets };
        assets.extend(own.assets);
        let theme = Theme {
            tongues: tongues(tera, &words),
            faults: faults.into(),
            published: files::published(&assets).into(),
            files: assets.into(),
            blocks,
            declared: declared.into(),
            wants_whole_lists,
        };
        Outcome { value: theme, diagnostics }
    }

    /// Sets what every page in a language shares, for each language that it has words in.
    pub fn set_site<'v>(&mut self, site: impl Fn(&Theme, &str) -> SiteView<'v>) {
        let values: Vec<Value> =
            self.tongues.iter().map(|tongue| Value::from_serializable(&site(self, &tongue.words.tag))).collect();
        self.tongues.iter_mut().zip(values).for_each(|(tongue, value)| tongue.site = value);
    }

    /// Its words in each of the languages that it speaks, that of the site first.
    pub fn words(&self) -> Vec<Arc<Words>> {
        self.tongues.iter().map(|tongue| tongue.words.clone()).collect()
    }

    /// The theme in a language; in that of the site where it has no words.
    fn tongue(&self, language: &str) -> &Tongue {
        self.tongues.iter().find(|tongue| tongue.words.tag == language).unwrap_or(&self.tongues[0])
    }

    pub(super) fn page(&self, view: &PageView) -> Outcome<RenderedPage<String>> {
        let mut diagnostics = Vec::new();
        let mut context = Context::from_serialize(&view.content).unwrap_or_default();
        context.insert("page", &view.head);
        let tongue = self.tongue(view.head.language);
        context.insert("notes", &self.notes(tongue, "note.html", &view.notes, &mut diagnostics));
        if let Some(text) = &view.text {
            context.insert("html", &self.text(tongue, text, &view.head, &mut diagnostics));
        }
        let html = self.render(tongue, view.template, context, &mut diagnostics);
        let is_gap = html.is_none();
        once(&mut diagnostics);
        let html = html.unwrap_or_else(|| self.gap_page(tongue, view.head.title, &diagnostics));
        Outcome { value: RenderedPage { html, is_gap }, diagnostics }
    }

    fn text(&self, tongue: &Tongue, text: &Text, page: &PageHead, out: &mut Vec<Diagnostic>) -> String {
        let known = |part: &Part| if let Part::Html(html) = part { html.len() } else { 0 };
        let mut html = String::with_capacity(text.iter().map(known).sum());
        for part in text {
            match part {
                Part::Html(part) => html.push_str(part),
                Part::Block(block, _) => html.push_str(&self.block(tongue, block, page, out)),
            }
        }
        html
    }

    /// The notes of a page; what each says of its source, a template has rendered.
    fn notes<'v>(
        &self,
        tongue: &Tongue,
        template: &str,
        notes: &'v PageNotes<'v>,
        out: &mut Vec<Diagnostic>,
    ) -> NotesView<'v> {
        let sources = notes.sources.iter().map(|note| {
            let rendered = match template {
                "note.html" => notes.cards.note(note.source, |card| self.note(tongue, template, &card)),
                _ => Cow::Owned(self.note(tongue, template, &notes.cards.source(note.source))),
            };
            out.extend(rendered.diagnostics.iter().cloned());
            let html = match rendered {
                Cow::Borrowed(rendered) => Cow::Borrowed(rendered.value.as_str()),
                Cow::Owned(rendered) => Cow::Owned(rendered.value),
            };
            let PageNote { id, number, back, locators, .. } = note;
            SourceNote { id, number: *number, html, back, locators }
        });
        let remark = |Remark { id, letter, html, back, sources }: &'v Remark| RemarkView {
            id,
            letter,
            html,
            back,
            sources: sources.iter().map(|source| notes.cards.source(*source)).collect(),
        };
        NotesView { sources: sources.collect(), remarks: notes.remarks.iter().map(remark).collect() }
    }

    /// What a note says of its source.
    fn note(&self, tongue: &Tongue, template: &str, card: &SourceCard) -> Outcome<String> {
        let mut context = Context::new();
        context.insert("source", card);
        let mut diagnostics = Vec::new();
        let value = self.render(tongue, template, context, &mut diagnostics).unwrap_or_default();
        Outcome { value, diagnostics }
    }

    /// The text of an entry of the feed, with its notes: in the language of its page, within a feed in that of the site.
    pub(super) fn entry(&self, entry: &mut FeedEntry, text: &Text, notes: &PageNotes) -> Outcome<String> {
        let mut diagnostics = Vec::new();
        let tongue = Tongue { site: self.tongues[0].site.clone(), ..self.tongue(entry.page.language).clone() };
        entry.html = self.text(&tongue, text, &entry.page, &mut diagnostics);
        let notes = self.notes(&tongue, "feed/note.html", notes, &mut diagnostics);
        let mut context = Context::new();
        context.insert("entry", &EntryWithNotes { entry, notes });
        let html = self.render(&tongue, "feed/entry.html", context, &mut diagnostics).unwrap_or_default();
        Outcome { value: html, diagnostics }
    }

    /// The feed.
    pub(super) fn feed(&self, view: &FeedView) -> Outcome<String> {
        let mut diagnostics = Vec::new();
        let context = Context::from_serialize(view).unwrap_or_default();
        let xml = self.render(&self.tongues[0], "feed.xml", context, &mut diagnostics).unwrap_or_default();
        Outcome { value: xml, diagnostics }
    }

    /// A page that leads on from an old address, in the language of what it leads to.
    pub(super) fn moved(&self, language: &str, view: &MovedView) -> Outcome<String> {
        let mut diagnostics = Vec::new();
        let context = Context::from_serialize(view).unwrap_or_default();
        let html = self.render(self.tongue(language), "moved.html", context, &mut diagnostics).unwrap_or_default();
        Outcome { value: html, diagnostics }
    }

    /// What a template makes of a context and the site; none when it fails.
    fn render(
        &self,
        tongue: &Tongue,
        template: &str,
        mut context: Context,
        out: &mut Vec<Diagnostic>,
    ) -> Option<String> {
        context.insert_value("site", tongue.site.clone());
        let mut page = Bounded::default();
        numbers::begin_page();
        let mut work = || tongue.tera.render_to(template, &context, &mut page);
        // The built-in theme needs no watch.
        let done = match self.faults.has_own() {
            false => work(),
            true => {
                let place = self.faults.where_to_look().map_or_else(String::new, |place| format!(" ({place})"));
                watched(|| format!("the template {}, or one that it includes{place},", self.path(template)), work)
            }
        };
        match done {
            Ok(()) => String::from_utf8(page.html).ok(),
            Err(_) if page.full => {
                let message = format!("this template writes over {} MiB into one page", LARGEST_PAGE >> 20);
                let finding = Diagnostic::new(Code::TemplateError, Span::file(&self.path(template)), message);
                out.push(self.faults.where_to_look().into_iter().fold(finding, |finding, place| finding.hint(place)));
                None
            }
            Err(error) => {
                out.push(self.faults.of(&error, template, |name| self.path(name)));
                None
            }
        }
    }

    fn block(&self, tongue: &Tongue, block: &BlockView, page: &PageHead, out: &mut Vec<Diagnostic>) -> String {
        let mut context = Context::new();
        context.insert("page", page);
        context.insert("block", block);
        self.render(tongue, &format!("blocks/{}.html", block.name), context, out).unwrap_or_else(|| {
            let mut html = "<p class=\"gap\">".to_owned();
            escape(&mut html, &tongue.words.with("gap.block-failed", &[("block", block.name)]));
            html + "</p>\n"
        })
    }

    /// What stands in the place of a page whose template failed: where that is to be mended.
    fn gap_page(&self, tongue: &Tongue, title: &str, why: &[Diagnostic]) -> String {
        let (mut heading, mut words, mut reasons) = (String::new(), String::new(), String::new());
        escape(&mut heading, title);
        escape(&mut words, tongue.words.text("gap.page-failed"));
        for finding in why {
            let (path, at) = (&finding.span.path, finding.span.start as usize);
            let line =
                self.faults.text(path).and_then(|text| text.get(..at)).map(|before| before.matches('\n').count() + 1);
            let line = line.map_or_else(String::new, |line| format!(":{line}"));
            reasons.push_str("<p><code>");
            escape(&mut reasons, &format!("{path}{line}"));
            reasons.push_str("</code>: ");
            escape(&mut reasons, &finding.message);
            reasons.push_str("</p>\n");
        }
        format!(
            "<!doctype html>\n<!-- template-error -->\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n<title>{heading}</title>\n<h1>{heading}</h1>\n<p>{words}</p>\n{reasons}</html>\n",
            tongue.words.tag
        )
    }

    /// The path of a template from the site's folder, as far as it is one of the site's.
    fn path(&self, template: &str) -> Arc<str> {
        self.faults.path(template).unwrap_or_else(|| {
            format!("themes/default/templates/{}", template.strip_prefix(BUILT_IN).unwrap_or(template)).into()
        })
    }
}

/// What is compiled for the language of the site, in each of its languages.
fn tongues(tera: Tera, words: &[Arc<Words>]) -> Vec<Tongue> {
    let others = words.iter().skip(1).map(|words| {
        let mut tera = tera.clone();
        speak(&mut tera, words.clone());
        (tera, words)
    });
    let others: Vec<_> = others.collect();
    let all = words.first().map(|words| (tera, words)).into_iter().chain(others);
    all.map(|(tera, words)| Tongue { tera: tera.into(), words: words.clone(), site: Value::none() }).collect()
}

/// The finding that pages have no frame.
fn lacks_base(place: Span) -> Diagnostic {
    let message = format!("a theme that extends nothing needs a `templates/{BASE}` of its own");
    Diagnostic::new(Code::MissingKey, place, message)
        .hint("the built-in one asks for style sheets that are not published: `standpoint theme new NAME --bare` makes one to begin with")
}

/// Leaves what a page has of a mistake once: the same block may stand on it twice.
fn once(found: &mut Vec<Diagnostic>) {
    let mut known: Vec<Diagnostic> = Vec::new();
    found.retain(|finding| {
        let is_new = !known.contains(finding);
        known.extend(is_new.then(|| finding.clone()));
        is_new
    });
}

/// What a template has written, which ends at [`LARGEST_PAGE`].
#[derive(Default)]
struct Bounded {
    html: Vec<u8>,
    full: bool,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.full = bytes.len() > LARGEST_PAGE - self.html.len();
        if self.full {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.html.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

views! {
/// `entry` in `feed/entry.html`.
#[derive(Serialize)]
pub struct EntryWithNotes<'v> {
    /// Its notes.
    pub notes: NotesView<'v>,
    #[serde(flatten)]
    /// What stands in it.
    pub entry: &'v FeedEntry<'v>,
}
}

/// The components of the built-in theme once more, as `default.NAME`: what `super()` is to blocks. A component of the
/// site's theme that takes the place of one can show it within.
fn under_their_first_names(built_in: &Templates) -> Option<(String, Template)> {
    let Template { path, text, .. } = built_in.get(COMPONENTS)?;
    let text = ["{% component ", "{%- endcomponent ", "{% endcomponent "]
        .iter()
        .fold(text.clone(), |text, start| text.replace(start, &format!("{start}{FIRST}")));
    Some((format!("{FIRST}{COMPONENTS}"), Template { path: path.clone(), text }))
}

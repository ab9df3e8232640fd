//! A theme: templates and static files. The built-in one lies in `themes/default/`, and a site's theme
//! overrides it file by file.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

use super::compose::escape;
use super::page::{PageNote, PageNotes, PageView, Remark, RenderedPage};
use super::view::{
    BlockView, FeedEntry, FeedView, MovedView, NotesView, PageHead, Part, RemarkView, SiteView, SourceCard, SourceNote,
    Text,
};
use super::words::{self, WordFile, Words};
use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::watchdog::watched;

static DEFAULT: Dir = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Templates that are ready to render, and files to copy. A copy shares all but what it knows of the site.
#[derive(Clone)]
pub struct Theme {
    tera: Arc<Tera>,
    /// What every page shares.
    site: Value,
    name: String,
    language: String,
    /// Template names that come from the site and not from the program.
    own: Arc<BTreeSet<String>>,
    /// What readers meet in words.
    pub words: Arc<Words>,
    /// The static files, by their path under `public/`; with their path from the site's folder.
    pub files: Arc<Assets>,
    /// Names of the blocks it has.
    pub blocks: BTreeSet<String>,
}

/// Static files by their path under `public/`, each with its path from the site's folder and its bytes.
pub type Assets = BTreeMap<String, (Arc<str>, Arc<[u8]>)>;

/// What stands before the names of the built-in templates. Tera looks there for what a site's theme does not have,
/// components included, so that a theme overrides both one by one and can still extend what it overrides.
const BUILT_IN: &str = "built-in/";

/// The file with the components of the built-in theme, and what stands before their names where a theme's own have taken
/// these.
const COMPONENTS: &str = "components.html";
const FIRST: &str = "default.";

/// A larger page is refused, as GitHub refuses such files; a loop in a template would take all memory.
const LARGEST_PAGE: usize = 100 << 20;

/// Where static files of a theme stand under `public/`.
pub(super) const ASSETS: &str = "assets/";

impl Theme {
    /// Loads the theme `name` for a site in a language. `files` are the files under `themes/`, by path from the site's
    /// folder.
    pub fn load<'f>(
        name: &str,
        language: &str,
        files: impl Iterator<Item = (&'f Arc<str>, &'f Arc<[u8]>)>,
    ) -> Outcome<Theme> {
        let mut diagnostics = Vec::new();
        let built_in = Files::built_in();
        let mut own = Files::default();
        let folder = format!("themes/{name}/");
        for (path, bytes) in files {
            if let Some(inside) = path.strip_prefix(&folder) {
                own.add(inside, path, bytes.clone(), &mut diagnostics);
            }
        }
        let word_files = |tag: &str| {
            let found = [&own, &built_in].map(|files| files.words.get(tag)).into_iter().flatten();
            found.map(|file| WordFile { path: &file.path, text: &file.text }).collect()
        };
        let words = Arc::new(Words::load(language, word_files).drain_into(&mut diagnostics));
        let mut templates = own.templates;
        if !templates.is_empty() {
            templates.extend(under_their_first_names(&built_in));
        }
        templates
            .extend(built_in.templates.into_iter().map(|(name, template)| (format!("{BUILT_IN}{name}"), template)));
        let tera = compile(&mut templates, &words, &mut diagnostics);
        let plain = templates.keys().map(|name| name.strip_prefix(BUILT_IN).unwrap_or(name));
        let blocks =
            plain.filter_map(|name| name.strip_prefix("blocks/")?.strip_suffix(".html")).map(str::to_owned).collect();
        let mut assets = built_in.assets;
        assets.extend(own.assets);
        let own: BTreeSet<String> = templates.into_keys().filter(|name| !name.starts_with(BUILT_IN)).collect();
        let theme = Theme {
            tera: tera.into(),
            site: Value::none(),
            name: name.to_owned(),
            language: language.to_owned(),
            own: own.into(),
            words,
            files: assets.into(),
            blocks,
        };
        Outcome { value: theme, diagnostics }
    }

    /// Sets what every page shares.
    pub fn set_site(&mut self, site: &SiteView) {
        self.site = Value::from_serializable(site);
    }

    pub(super) fn page(&self, view: &PageView) -> Outcome<RenderedPage<String>> {
        let mut diagnostics = Vec::new();
        let mut context = Context::from_serialize(&view.content).unwrap_or_default();
        context.insert("page", &view.head);
        context.insert("notes", &self.notes("note.html", &view.notes, &mut diagnostics));
        if let Some(text) = &view.text {
            context.insert("html", &self.text(text, &view.head, &mut diagnostics));
        }
        let html = self.render(view.template, context, &mut diagnostics);
        let is_gap = html.is_none();
        let html = html.unwrap_or_else(|| self.gap_page(view.head.title));
        Outcome { value: RenderedPage { html, is_gap }, diagnostics }
    }

    fn text(&self, text: &Text, page: &PageHead, out: &mut Vec<Diagnostic>) -> String {
        let known = |part: &Part| if let Part::Html(html) = part { html.len() } else { 0 };
        let mut html = String::with_capacity(text.iter().map(known).sum());
        for part in text {
            match part {
                Part::Html(part) => html.push_str(part),
                Part::Block(block, _) => html.push_str(&self.block(block, page, out)),
            }
        }
        html
    }

    /// The notes of a page; what each says of its source, a template has rendered.
    fn notes<'v>(&self, template: &str, notes: &'v PageNotes<'v>, out: &mut Vec<Diagnostic>) -> NotesView<'v> {
        let sources = notes.sources.iter().map(|note| {
            let rendered = match template {
                "note.html" => notes.cards.note(note.source, |card| self.note(template, &card)),
                _ => Cow::Owned(self.note(template, &notes.cards.source(note.source))),
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
    fn note(&self, template: &str, card: &SourceCard) -> Outcome<String> {
        let mut context = Context::new();
        context.insert("source", card);
        let mut diagnostics = Vec::new();
        let value = self.render(template, context, &mut diagnostics).unwrap_or_default();
        Outcome { value, diagnostics }
    }

    /// The text of an entry of the feed, with its notes.
    pub(super) fn entry(&self, entry: &mut FeedEntry, text: &Text, notes: &PageNotes) -> Outcome<String> {
        let mut diagnostics = Vec::new();
        entry.html = self.text(text, &entry.page, &mut diagnostics);
        let notes = self.notes("feed/note.html", notes, &mut diagnostics);
        let mut context = Context::new();
        context.insert("entry", &EntryWithNotes { entry, notes });
        let html = self.render("feed/entry.html", context, &mut diagnostics).unwrap_or_default();
        Outcome { value: html, diagnostics }
    }

    /// The feed.
    pub(super) fn feed(&self, view: &FeedView) -> Outcome<String> {
        let mut diagnostics = Vec::new();
        let context = Context::from_serialize(view).unwrap_or_default();
        let xml = self.render("feed.xml", context, &mut diagnostics).unwrap_or_default();
        Outcome { value: xml, diagnostics }
    }

    /// A page that leads on from an old address.
    pub(super) fn moved(&self, view: &MovedView) -> Outcome<String> {
        let mut diagnostics = Vec::new();
        let context = Context::from_serialize(view).unwrap_or_default();
        let html = self.render("moved.html", context, &mut diagnostics).unwrap_or_default();
        Outcome { value: html, diagnostics }
    }

    /// What a template makes of a context and the site; none when it fails.
    fn render(&self, template: &str, mut context: Context, out: &mut Vec<Diagnostic>) -> Option<String> {
        context.insert_value("site", self.site.clone());
        let mut page = Bounded::default();
        let mut work = || self.tera.render_to(template, &context, &mut page);
        // The built-in theme needs no watch.
        let done = match self.own.is_empty() {
            true => work(),
            false => watched(|| format!("the template {}, or one that it includes,", self.path(template)), work),
        };
        match done {
            Ok(()) => String::from_utf8(page.html).ok(),
            Err(_) if page.full => {
                let message = format!("this template writes over {} MiB into one page", LARGEST_PAGE >> 20);
                out.push(self.unrendered(template, 0..0, message));
                None
            }
            Err(error) => {
                out.push(self.finding(&error, template));
                None
            }
        }
    }

    fn block(&self, block: &BlockView, page: &PageHead, out: &mut Vec<Diagnostic>) -> String {
        let mut context = Context::new();
        context.insert("page", page);
        context.insert("block", block);
        self.render(&format!("blocks/{}.html", block.name), context, out).unwrap_or_else(|| {
            let mut html = "<p class=\"gap\">".to_owned();
            escape(&mut html, &self.words.with("gap.block-failed", &[("block", block.name)]));
            html + "</p>\n"
        })
    }

    /// What a reader sees of a page whose template failed.
    fn gap_page(&self, title: &str) -> String {
        let (mut heading, mut words) = (String::new(), String::new());
        escape(&mut heading, title);
        escape(&mut words, self.words.text("gap.page-failed"));
        format!(
            "<!doctype html>\n<!-- template-error -->\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n<title>{heading}</title>\n<h1>{heading}</h1>\n<p>{words}</p>\n</html>\n",
            self.language
        )
    }

    /// The path of a template from the site's folder, as far as it is one of the site's.
    fn path(&self, template: &str) -> Arc<str> {
        if self.own.contains(template) {
            format!("themes/{}/templates/{template}", self.name).into()
        } else {
            format!("themes/default/templates/{}", template.strip_prefix(BUILT_IN).unwrap_or(template)).into()
        }
    }

    fn finding(&self, error: &tera::Error, template: &str) -> Diagnostic {
        let (name, range, message) = describe(error, template);
        self.unrendered(&name, range, message)
    }

    fn unrendered(&self, template: &str, range: std::ops::Range<usize>, message: String) -> Diagnostic {
        Diagnostic::new(Code::TemplateError, Span::new(&self.path(template), range), message)
            .hint("docs/themes.md lists the fields of every page")
    }
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

/// `entry` in `feed/entry.html`.
#[derive(Serialize)]
struct EntryWithNotes<'v> {
    #[serde(flatten)]
    entry: &'v FeedEntry<'v>,
    notes: NotesView<'v>,
}

#[derive(Clone)]
struct Template {
    path: Arc<str>,
    text: String,
}

#[derive(Default)]
struct Files {
    templates: BTreeMap<String, Template>,
    /// By the tag of their language, in small letters.
    words: BTreeMap<String, Template>,
    assets: Assets,
}

impl Files {
    /// The theme inside the program.
    fn built_in() -> Files {
        fn visit(dir: &Dir, files: &mut Files) {
            for file in dir.files() {
                let inside = file.path().to_string_lossy().replace('\\', "/");
                let path = Arc::from(format!("themes/default/{inside}"));
                files.add(&inside, &path, file.contents().into(), &mut Vec::new());
            }
            dir.dirs().for_each(|dir| visit(dir, files));
        }
        let mut files = Files::default();
        visit(&DEFAULT, &mut files);
        files
    }

    fn add(&mut self, inside: &str, path: &Arc<str>, bytes: Arc<[u8]>, out: &mut Vec<Diagnostic>) {
        if let Some(name) = inside.strip_prefix("templates/") {
            if name.starts_with(BUILT_IN) {
                let words = format!("names under `{BUILT_IN}` are those of the built-in theme");
                out.push(
                    Diagnostic::new(Code::TemplateError, Span::file(path), words)
                        .hint("put the template into another folder"),
                );
                return;
            }
            self.templates.extend(utf8(&bytes, path, "this template", out).map(|text| (name.to_owned(), text)));
        } else if let Some(tag) = inside.strip_prefix("words/").and_then(|name| name.strip_suffix(".yaml")) {
            let words = utf8(&bytes, path, "this file of words", out);
            self.words.extend(words.map(|words| (tag.to_ascii_lowercase(), words)));
        } else if let Some(name) = inside.strip_prefix("static/") {
            self.assets.insert(format!("{ASSETS}{name}"), (path.clone(), bytes));
        }
    }
}

/// A file of text.
fn utf8(bytes: &[u8], path: &Arc<str>, what: &str, out: &mut Vec<Diagnostic>) -> Option<Template> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(Template { path: path.clone(), text: text.to_owned() }),
        Err(error) => {
            let words = format!("{what} is not UTF-8: an invalid byte at byte {}", error.valid_up_to());
            out.push(Diagnostic::new(Code::NotUtf8, Span::file(path), words));
            None
        }
    }
}

/// The components of the built-in theme once more, as `default.NAME`: what `super()` is to blocks. A component of the
/// site's theme that takes the place of one can show it within.
fn under_their_first_names(built_in: &Files) -> Option<(String, Template)> {
    let Template { path, text } = built_in.templates.get(COMPONENTS)?;
    let text = ["{% component ", "{%- endcomponent ", "{% endcomponent "]
        .iter()
        .fold(text.clone(), |text, start| text.replace(start, &format!("{start}{FIRST}")));
    Some((format!("{BUILT_IN}{FIRST}{COMPONENTS}"), Template { path: path.clone(), text }))
}

/// What a template calls as `words(key="section.key", n=3, name=value)`: the text of a key, in the form that `n` asks
/// for. Where a value is markup, such as a component's, the text around it is too.
fn words(words: &Words, arguments: &Kwargs, state: &State) -> TeraResult<Value> {
    let key: &str = arguments.must_get("key")?;
    let Some(text) = words.find(key, arguments.get("n")?) else {
        return Err(tera::Error::message(format!("there are no words `{key}`")));
    };
    let markup = arguments.iter().any(|(_, value)| value.is_string() && value.is_safe());
    let mut missing = None;
    let mut put = |name: &str, out: &mut String| match arguments.get::<&Value>(name) {
        Ok(Some(value)) if markup && !value.is_safe() => {
            out.push_str(&state.escape(&value.to_string()).unwrap_or_default())
        }
        Ok(Some(value)) => out.push_str(&value.to_string()),
        _ => missing = Some(name.to_owned()),
    };
    let filled = if markup { words::fill(&state.escape(text)?, &mut put) } else { words::fill(text, &mut put) };
    match missing {
        Some(name) => Err(tera::Error::message(format!("the words `{key}` need a value for `{name}`"))),
        None if markup => Ok(Value::safe_string(&filled)),
        None => Ok(filled.into()),
    }
}

/// Compiles all templates. One of the site's that cannot be read is reported and left out, so that one run reports
/// all of them; where there is a built-in one of its name, that is used.
fn compile(templates: &mut BTreeMap<String, Template>, words: &Arc<Words>, out: &mut Vec<Diagnostic>) -> Tera {
    loop {
        let mut tera = Tera::default();
        // Tera refuses this only once it has templates.
        let _ = tera.set_fallback_prefixes([BUILT_IN]);
        let table = words.clone();
        tera.register_function("words", move |arguments: Kwargs, state: &State| self::words(&table, &arguments, state));
        let error = match tera
            .add_raw_templates(templates.iter().map(|(name, template)| (name.as_str(), template.text.as_str())))
        {
            Ok(()) => return tera,
            Err(error) => error,
        };
        let blamed = drawn(&error, templates).or_else(|| doubled(&error)).unwrap_or_else(|| describe(&error, ""));
        let (name, range, message) = overriding(&blamed, templates).unwrap_or(blamed);
        if let Some(bad) = templates.remove(&name) {
            out.push(
                Diagnostic::new(Code::TemplateError, Span::new(&bad.path, range), message)
                    .hint("the built-in template of this name is used instead, when there is one"),
            );
        } else {
            // An error without a template of ours to blame: the built-in theme alone compiles, a test says so.
            out.push(Diagnostic::new(Code::TemplateError, Span::file(&Arc::from("themes")), message));
            let before = templates.len();
            templates.retain(|name, _| name.starts_with(BUILT_IN));
            if templates.len() == before {
                return tera;
            }
        }
    }
}

/// What a built-in template cannot do without is the fault of the site's template that it extends.
fn overriding(
    (name, _, message): &(String, std::ops::Range<usize>, String),
    templates: &BTreeMap<String, Template>,
) -> Option<(String, std::ops::Range<usize>, String)> {
    let plain = name.strip_prefix(BUILT_IN)?;
    let parent = templates.get(name)?.text.strip_prefix("{% extends \"")?.split('"').next()?;
    templates.contains_key(parent).then(|| (parent.to_owned(), 0..0, format!("the built-in `{plain}`: {message}")))
}

/// The second of two templates of the site that define one component, which Tera names in words only.
fn doubled(error: &tera::Error) -> Option<(String, std::ops::Range<usize>, String)> {
    let message = error.to_string();
    let mut names = message.strip_prefix("Component `")?.split('`').step_by(2);
    let (component, first, second) = (names.next()?, names.next()?, names.next()?);
    let words = format!("the component `{component}` stands in `{first}` too; each has one definition in a theme");
    Some((second.to_owned(), 0..0, words))
}

/// The template that an error is about, the bytes in it, and the message. `fallback` is the template that was
/// asked for.
fn describe(error: &tera::Error, fallback: &str) -> (String, std::ops::Range<usize>, String) {
    use tera::ErrorKind;
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let name = if report.filename().is_empty() { fallback } else { report.filename() };
            (name.to_owned(), report.span().range.clone(), report.message().to_owned())
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            (tpl.clone(), 0..0, "this template includes itself, by way of others".to_owned())
        }
        ErrorKind::MissingParent { current, parent } => {
            (current.clone(), 0..0, format!("this template extends `{parent}`, which does not exist"))
        }
        ErrorKind::TemplateNotFound(name) => (fallback.to_owned(), 0..0, format!("there is no template `{name}`")),
        _ => (fallback.to_owned(), 0..0, error.to_string()),
    }
}

/// The same for names that no template, filter or component has: Tera gives these only as finished drawings,
/// `error: WORDS`, then `--> TEMPLATE:LINE:COLUMN`.
fn drawn(
    error: &tera::Error,
    templates: &BTreeMap<String, Template>,
) -> Option<(String, std::ops::Range<usize>, String)> {
    let drawing = error.to_string();
    let message = drawing.lines().find_map(|line| line.trim_start().strip_prefix("error: "))?;
    let place = drawing.lines().find_map(|line| line.trim_start().strip_prefix("--> "))?;
    let mut parts = place.rsplitn(3, ':');
    let column: usize = parts.next()?.parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let name = parts.next()?;
    let text = &templates.get(name)?.text;
    let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let at = text[start..].char_indices().nth(column.checked_sub(1)?).map_or(start, |(byte, _)| start + byte);
    let end = text[at..]
        .find(|c: char| !c.is_alphanumeric() && c != '_' && c != '"' && c != '.')
        .map_or(at, |length| at + length);
    Some((name.to_owned(), at..end, message.to_owned()))
}

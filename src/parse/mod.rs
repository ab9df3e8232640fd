//! One file, understood by itself. Pure: the same text gives the same [`Document`] and the same findings.

mod alternate;
mod conflict;
mod extra;
mod fields;
mod foreign;
mod front_matter;
mod heading;
pub mod highlight;
mod kinds;
mod language;
mod leading;
mod place;
mod private;
mod said;
mod settings;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

pub use said::said;
pub use settings::{base_url, settings, wish_for_private_content};

use heading::FirstHeading;

use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::markdown::{self, Body, Language};
use crate::model::Settings;
use crate::model::document::{BlockOptions, Document, Kind, Meta, Whole};
use crate::panics::without_panic;
use crate::secrets;
use crate::web::{self, AddressRefusal};
use crate::yaml;

/// How texts are read: what parsing depends on beside the text itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    smart_punctuation: bool,
    safe_html: bool,
    math: bool,
    cites_in_notes: bool,
    /// A page that has no title is called by the name of its file.
    titles_by_name: bool,
    /// Of texts that do not say what they are written in.
    language: Language,
}

impl Dialect {
    /// What the settings say of it.
    pub fn of(settings: &Settings) -> Dialect {
        let language = Language::of(&settings.language);
        let Settings { smart_punctuation, safe_html, math, cites_in_notes, .. } = *settings;
        Dialect { smart_punctuation, safe_html, math, cites_in_notes, titles_by_name: false, language }
    }

    /// The same where the texts may be a vault of Obsidian: in one the name of a file is the title of its text.
    pub fn in_vault(self, titles_by_name: bool) -> Dialect {
        Dialect { titles_by_name, ..self }
    }

    /// The same for a text that may say what it is written in.
    fn of_text(self, language: Option<&str>) -> Dialect {
        Dialect { language: language.map_or(self.language, Language::of), ..self }
    }

    /// How a text is rendered that has gaps at the bytes `held`.
    fn options(self, held: &[usize]) -> markdown::Options<'_> {
        let Dialect { smart_punctuation, safe_html, math, cites_in_notes, language, .. } = self;
        let highlight = &highlight::highlight;
        markdown::Options { smart_punctuation, safe_html, math, cites_in_notes, language, highlight, held }
    }

    /// The language by which phrases are set, unless they stay as they are.
    fn set_in(self) -> Option<Language> {
        self.smart_punctuation.then_some(self.language)
    }
}

/// Reads the content file at `path`. `None` when the path stands for no kind of content.
///
/// Parsers of others stand below this: where one panics, this text is missing and the rest of the site is not.
pub fn document(path: &Arc<str>, text: &str, dialect: Dialect) -> Outcome<Option<Arc<Document>>> {
    without_panic(|| read(path, text, dialect)).unwrap_or_else(|| {
        let finding = Diagnostic::new(Code::UnreadText, Span::file(path), "the program fails on this file");
        Outcome { value: unread(path), diagnostics: vec![finding.mended()] }
    })
}

fn read(path: &Arc<str>, text: &str, dialect: Dialect) -> Outcome<Option<Arc<Document>>> {
    let mut diagnostics = Vec::new();
    let place = match place::of(path) {
        Ok(place) => place,
        Err(finding) => return Outcome { value: None, diagnostics: vec![*finding] },
    };
    let (source, conflicts) = (text, conflict::find_in_markdown(text));
    let text = &*conflict::without(source, &conflicts);
    // Nothing that is made of the text has a password in it, wherever one stands.
    let passwords = web::credentials::places(text);
    let concealed = (!passwords.is_empty()).then(|| web::credentials::without(text, &passwords));
    let text = concealed.as_deref().unwrap_or(text);
    let mut front = front_matter::split(path, text, place.kind, &mut diagnostics);
    if conflicts.first().is_some_and(|first| first.range.start < front.body || !diagnostics.is_empty()) {
        // Nobody knows what the front matter says; whether it was a draft, one of the versions may.
        diagnostics.clear();
        front.gap = Some(Whole::FrontMatter);
        front.held |= conflicts.iter().any(|conflict| front_matter::holds_back(&source[conflict.range.clone()]));
    }
    let unreadable = front.gap.is_some() || !diagnostics.is_empty();
    conflict::report(path, source, &conflicts, &mut diagnostics);
    let heading = FirstHeading::of(text, front.body);
    let by_name = || {
        let is_safe = front.gap.is_none() || (!front.held && front_matter::begins_with_text(text));
        let is_called = dialect.titles_by_name && place.kind == Kind::Page && is_safe;
        place.id.rsplit('/').next().filter(|name| is_called && !matches!(*name, "index" | "_index"))
    };
    let title = heading.as_ref().map(|heading| heading.words.as_str()).or_else(by_name);
    if front.gap == Some(Whole::NoFrontMatter) && place.kind == Kind::Page && title.is_some() {
        // Its title is all that a page needs.
        diagnostics.retain(|finding| finding.code != Code::FrontMatter);
        front.gap = None;
    }
    let said = kinds::front(path, &place, (front.yaml, title), dialect, &mut diagnostics);
    let below = |heading: &FirstHeading| heading.below(said.meta.title()?);
    let body_start = heading.as_ref().and_then(below).unwrap_or(front.body);
    if unreadable {
        // Nothing is missing from what could not be read.
        diagnostics.retain(|finding| finding.code != Code::MissingKey);
    }
    let held: Vec<usize> =
        conflicts.iter().map(|conflict| conflict.range.start).filter(|at| *at >= front.body).collect();
    let options = dialect.of_text(said.language.as_deref()).options(&held);
    let (body, whole) = match body(path, text, body_start, &options, &mut diagnostics) {
        Some(body) => (body, front.gap),
        None => (Body::default(), Some(Whole::Text)),
    };
    let words = heading.as_ref().map_or(front.body, |heading| heading.line.end);
    front.held |= says_so(path, text, front.body, words, &mut diagnostics)
        || title_says_so(path, (&said.meta, &said.head), &text[..words], &mut diagnostics);
    front.held |= holds_key(path, text, &mut diagnostics);
    let blocks = body.blocks.iter().map(|block| block_options(&block.options, &block.span)).collect();
    diagnostics.extend(untold_passwords(path, &passwords, &diagnostics));
    let mut document = said.document(path, place.id);
    document.draft |= front.held;
    document.unread.whole = whole;
    (document.body, document.blocks) = (body.into(), blocks);
    Outcome { value: Some(document.into()), diagnostics }
}

/// The passwords in addresses that nobody has told of: what stands in code, or is no address that is linked.
fn untold_passwords(path: &Arc<str>, places: &[Range<usize>], told: &[Diagnostic]) -> Vec<Diagnostic> {
    // Nearly no text has one.
    if places.is_empty() {
        return Vec::new();
    }
    let told = told.iter().filter(|finding| finding.code == Code::UrlCredentials);
    let told: BTreeMap<usize, usize> =
        told.map(|finding| (finding.span.range().start, finding.span.range().end)).collect();
    let is_told =
        |place: &&Range<usize>| told.range(..=place.start).next_back().is_some_and(|(_, end)| *end > place.start);
    let (code, message, hint) = AddressRefusal::Credentials.explain();
    let finding =
        |place: &Range<usize>| Diagnostic::new(code, Span::new(path, place.clone()), message.clone()).hint(hint);
    places.iter().filter(|place| !is_told(place)).map(finding).collect()
}

/// The text from byte `start` on. Where its reader fails there is none, and the line is reported.
fn body(
    path: &Arc<str>,
    text: &str,
    start: usize,
    options: &markdown::Options,
    out: &mut Vec<Diagnostic>,
) -> Option<Body> {
    let markdown = |text: &str| without_panic(|| markdown::parse(path, text, start.min(text.len()), options));
    if let Some(body) = markdown(text) {
        return Some(body.drain_into(out));
    }
    let line = failing_line(text, start, |start| markdown(start).is_some());
    let message = "the Markdown reader fails at this line, so the whole text is left out";
    out.push(Diagnostic::new(Code::UnreadText, Span::new(path, line), message).mended());
    None
}

/// Whether a text says of itself that it is not for readers: its title begins at byte `title`, its words at byte `start`.
/// Reports it.
fn says_so(path: &Arc<str>, text: &str, title: usize, start: usize, out: &mut Vec<Diagnostic>) -> bool {
    let wish = if title < start { leading::notice(text, title) } else { None };
    let Some((range, said)) = wish.or_else(|| leading::wish(text, start)) else { return false };
    let hint = "write `draft: true` in front matter in its place, or remove the line to publish the text";
    out.push(held_back(path, range, &said).hint(hint));
    true
}

/// The same of its title, which stands at `place` in front matter, or else in the heading with which `head` ends.
fn title_says_so(path: &Arc<str>, (meta, place): (&Meta, &Span), head: &str, out: &mut Vec<Diagnostic>) -> bool {
    // A source or an event may be called so.
    let is_ours = matches!(meta.kind(), Kind::Briefing | Kind::Page);
    let Some(title) = meta.title().filter(|title| is_ours && private::is_marked(title)) else { return false };
    let is_written = *place != Span::file(path);
    let heading = || leading::lines(head, 0).filter(|(_, line)| line.contains(char::is_alphanumeric)).last();
    let heading = || heading().map_or(0..0, |(at, line)| at..at + line.trim_end().len());
    let range = if is_written { place.range() } else { heading() };
    let hint = "write `draft: true` in front matter and take the words out of the title, or put the title otherwise";
    out.push(held_back(path, range, title.written()).hint(hint));
    true
}

fn held_back(path: &Arc<str>, range: Range<usize>, said: &str) -> Diagnostic {
    let message = format!("`{said}` reads as if this text were not for readers; it is held back");
    Diagnostic::new(Code::HeldBack, Span::new(path, range), message)
}

/// Whether a private key stands in a text, front matter and all. Reports it.
fn holds_key(path: &Arc<str>, text: &str, out: &mut Vec<Diagnostic>) -> bool {
    let Some(range) = secrets::private_key(text.as_bytes()) else { return false };
    out.push(
        Diagnostic::new(Code::HeldBack, Span::new(path, range), "a private key stands here; the text is held back")
            .hint("take it out; if it has been published or committed, make a new key"),
    );
    true
}

/// The first line of a text, behind byte `start`, up to which it cannot be read.
fn failing_line(text: &str, start: usize, reads: impl Fn(&str) -> bool) -> Range<usize> {
    let mut at = start;
    let lines: Vec<Range<usize>> = text[start..]
        .split_inclusive('\n')
        .map(|line| {
            at += line.len();
            at - line.len()..at
        })
        .collect();
    // Mostly a text that fails up to a line fails with more of them too.
    let failing = lines.partition_point(|line| reads(&text[..line.end]));
    let line = lines.get(failing).or(lines.last()).cloned().unwrap_or(start..start);
    line.start..line.start + text[line].trim_end().len()
}

/// Reports what Git could not merge in a file that is used or copied as it is. What is no text has no marks.
pub fn conflicts(path: &Arc<str>, bytes: &[u8]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if let Ok(text) = std::str::from_utf8(bytes) {
        conflict::report(path, text, &conflict::find(text), &mut found);
    }
    found
}

/// What stands for a content file that could not be read at all: its id, and the gap.
pub fn unread(path: &Arc<str>) -> Option<Arc<Document>> {
    let place = place::of(path).ok()?;
    let nothing = yaml::Node { value: yaml::Value::Map(Vec::new()), range: 0..0 };
    let dialect = Dialect {
        smart_punctuation: false,
        safe_html: true,
        math: false,
        cites_in_notes: true,
        titles_by_name: false,
        language: Language::default(),
    };
    let said = kinds::front(path, &place, ((nothing, 0), None), dialect, &mut Vec::new());
    let mut document = said.document(path, place.id);
    // Nobody knows whether a briefing was a draft; what else could be one has no words to show either way.
    document.draft = place.kind == Kind::Briefing;
    document.unread.whole = Some(Whole::File);
    Some(document.into())
}

/// The options of a block: lines `key: value` or `key: [a, b]`. `span` is where they start in their file.
fn block_options(options: &str, span: &Span) -> BlockOptions {
    let mut diagnostics = Vec::new();
    let mut found = BTreeMap::new();
    let base = span.start as usize;
    match yaml::parse(options) {
        Ok(node) => {
            let mut fields = fields::Fields::new(&span.path, base, node, "block", &mut diagnostics);
            for (key, node) in fields.take_all() {
                let wanted = format_args!("a text or a list of texts for `{}`", key.value);
                let items = match node.value {
                    yaml::Value::List(items) => items,
                    yaml::Value::Null => Vec::new(),
                    _ => vec![node],
                };
                let texts = items.into_iter().filter_map(|item| fields.text_of(item, wanted)).collect();
                found.insert(key.value, texts);
            }
        }
        Err(refusal) => {
            let length = options.get(refusal.at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
            let place = Span::new(&span.path, base + refusal.at..base + refusal.at + length);
            let message = format!("the options of this block cannot be read: {}", refusal.why);
            diagnostics
                .push(Diagnostic::new(Code::BadBlock, place, message).hint("write lines such as `issues: [one, two]`"));
        }
    }
    BlockOptions { options: found, findings: diagnostics }
}

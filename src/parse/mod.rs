//! One file, understood by itself. Pure: the same text gives the same [`Document`] and the same findings.

mod conflict;
mod extra;
mod fields;
mod foreign;
mod front_matter;
mod heading;
pub mod highlight;
mod kinds;
mod place;
mod private;
mod said;
mod settings;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

pub use said::said;
pub use settings::{base_url, settings};

use heading::FirstHeading;

use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::markdown::{self, Body, Language};
use crate::model::Settings;
use crate::model::document::{Allowed, BlockOptions, Document, Kind, Unread, Whole};
use crate::model::extra::Extra;
use crate::panics::without_panic;
use crate::yaml;

/// How texts are read: what parsing depends on beside the text itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    smart_punctuation: bool,
    safe_html: bool,
    math: bool,
    cites_in_notes: bool,
    /// Of texts that do not say what they are written in.
    language: Language,
}

impl Dialect {
    /// What the settings say of it.
    pub fn of(settings: &Settings) -> Dialect {
        let language = Language::of(&settings.language);
        let Settings { smart_punctuation, safe_html, math, cites_in_notes, .. } = *settings;
        Dialect { smart_punctuation, safe_html, math, cites_in_notes, language }
    }

    /// The same for a text that may say what it is written in.
    fn of_text(self, language: Option<&str>) -> Dialect {
        Dialect { language: language.map_or(self.language, Language::of), ..self }
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
    let (source, conflicts) = (text, conflict::find(text));
    let text = &*conflict::without(source, &conflicts);
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
    let title = heading.as_ref().map(|heading| heading.words.as_str());
    if front.gap == Some(Whole::NoFrontMatter) && place.kind == Kind::Page && title.is_some() {
        // Its title is all that a page needs.
        diagnostics.retain(|finding| finding.code != Code::FrontMatter);
        front.gap = None;
    }
    let kinds::Front {
        meta,
        language,
        head,
        refused,
        draft,
        internal,
        corrections,
        allow,
        aliases,
        tags,
        formerly,
        extra,
    } = kinds::front(path, &place, (front.yaml, title), dialect, &mut diagnostics);
    let below = |heading: &FirstHeading| heading.below(meta.title()?);
    let body_start = heading.as_ref().and_then(below).unwrap_or(front.body);
    let draft = draft || front.held;
    if unreadable {
        // Nothing is missing from what could not be read.
        diagnostics.retain(|finding| finding.code != Code::MissingKey);
    }
    let held: Vec<usize> =
        conflicts.iter().map(|conflict| conflict.range.start).filter(|at| *at >= front.body).collect();
    let Dialect { smart_punctuation, safe_html, math, cites_in_notes, language: written_in } =
        dialect.of_text(language.as_deref());
    let options = markdown::Options {
        smart_punctuation,
        safe_html,
        math,
        cites_in_notes,
        language: written_in,
        highlight: &highlight::highlight,
        held: &held,
    };
    let markdown = |text: &str| without_panic(|| markdown::parse(path, text, body_start.min(text.len()), &options));
    let (body, whole) = match markdown(text) {
        Some(body) => (body.drain_into(&mut diagnostics), front.gap),
        None => {
            let line = failing_line(text, body_start, |start| markdown(start).is_some());
            let message = "the Markdown reader fails at this line, so the whole text is left out";
            diagnostics.push(Diagnostic::new(Code::UnreadText, Span::new(path, line), message).mended());
            (Body::default(), Some(Whole::Text))
        }
    };
    let blocks = body.blocks.iter().map(|block| block_options(&block.options, &block.span)).collect();
    let unread = Unread { whole, keys: refused };
    let (path, id, body, corrections) = (path.clone(), place.id, body.into(), corrections.into());
    let (aliases, tags, formerly) = (aliases.into(), tags.into(), formerly.into());
    let document = Document {
        path,
        id,
        language,
        head,
        meta,
        draft,
        internal,
        body,
        blocks,
        unread,
        corrections,
        allow,
        aliases,
        tags,
        extra,
        formerly,
    };
    Outcome { value: Some(document.into()), diagnostics }
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
        language: Language::default(),
    };
    let kinds::Front { meta, language, head, refused, .. } =
        kinds::front(path, &place, ((nothing, 0), None), dialect, &mut Vec::new());
    // Nobody knows whether a briefing was a draft; what else could be one has no words to show either way.
    let draft = place.kind == Kind::Briefing;
    let unread = Unread { whole: Some(Whole::File), keys: refused };
    let (path, id, body, blocks, allow) = (path.clone(), place.id, Arc::default(), [].into(), Allowed::new());
    let (corrections, aliases) = ([].into(), [].into());
    let (tags, formerly) = ([].into(), [].into());
    Some(
        Document {
            path,
            id,
            language,
            head,
            meta,
            draft,
            internal: false,
            body,
            blocks,
            unread,
            corrections,
            allow,
            aliases,
            tags,
            extra: Extra::default(),
            formerly,
        }
        .into(),
    )
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

//! A record as all formats give it: what a source note can say, what has no place there, and where each stands.

use std::sync::Arc;

use super::words;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::Date;
use crate::model::document::{Archived, Phrase, Source, Spanned};
use crate::model::words::{Publication, SourceKind, Word};
use crate::web::{NamedPlace, WebAddress};

/// A record of an export.
#[derive(Debug)]
pub struct Record {
    /// Where it begins.
    pub at: Span,
    /// What it is called there.
    pub key: Option<String>,
    /// What a note says of it.
    pub source: Source,
    /// The names of fields that no note has a place for, each with its place.
    pub left_out: Vec<(String, Span)>,
    /// What is wrong with it.
    pub findings: Vec<Diagnostic>,
}

/// One of the texts of a source.
pub type Slot = fn(&mut Source) -> &mut Option<String>;

impl Record {
    /// A record of which nothing is known yet.
    pub fn new(at: Span) -> Record {
        Record { at, key: None, source: Source::default(), left_out: Vec::new(), findings: Vec::new() }
    }

    /// That a field has no place in a note.
    pub fn leave_out(&mut self, name: &str, at: &Span) {
        self.left_out.push((name.to_owned(), at.clone()));
    }

    /// That the value of a field cannot be used, and why.
    pub fn refuse(&mut self, at: &Span, why: impl Into<String>) {
        let finding = Diagnostic::new(Code::DroppedField, at.clone(), why);
        self.findings.push(finding.hint("write it into the note by hand"));
    }

    /// The title.
    pub fn title(&mut self, text: &str) {
        let text = words::plain(text);
        if !text.is_empty() && self.source.title.is_empty() {
            self.source.title = Phrase::new(text, None);
        }
    }

    /// A text; the first one of a field stays.
    pub fn text(&mut self, slot: Slot, name: &str, text: &str, at: &Span) {
        let text = words::plain(text);
        if text.is_empty() {
            return;
        }
        match slot(&mut self.source) {
            Some(there) if *there != text => self.leave_out(name, at),
            there => *there = Some(text),
        }
    }

    /// The pages, with a dash between numbers.
    pub fn pages(&mut self, name: &str, text: &str, at: &Span) {
        self.text(|source| &mut source.pages, name, &words::pages(text), at);
    }

    /// A name that texts may cite it by, beside its key.
    pub fn also_called(&mut self, key: &str) {
        let key = key.trim();
        let fits = !key.is_empty() && !key.contains(|c: char| "{}@".contains(c) || c.is_whitespace());
        if fits && !self.source.keys.iter().any(|known| known.value == key) {
            self.source.keys.push(Spanned { value: key.to_owned(), span: self.at.clone() });
        }
    }

    /// When it came out.
    pub fn published(&mut self, name: &str, text: &str, at: &Span) {
        if self.source.published.is_some() {
            return;
        }
        if let Some(date) = self.date(name, text, at) {
            self.source.published = Some(Spanned { value: date, span: at.clone() });
        }
    }

    /// When somebody read it.
    pub fn accessed(&mut self, name: &str, text: &str, at: &Span) {
        if self.source.accessed.is_none() {
            self.source.accessed = self.date(name, text, at);
        }
    }

    fn date(&mut self, name: &str, text: &str, at: &Span) -> Option<Date> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let read = words::date(text);
        match &read {
            Some((_, false)) => {}
            Some((date, true)) => {
                self.refuse(at, format!("`{text}` is a span of time; `{}` is taken of it", date.edtf()));
            }
            None => self.refuse(at, format!("`{text}` is no date, so `{name}` is left out")),
        }
        read.map(|(date, _)| date)
    }

    /// Its language.
    pub fn language(&mut self, name: &str, text: &str, at: &Span) {
        match words::language(text) {
            Some(tag) => self.source.language = self.source.language.take().or(Some(tag)),
            None if text.trim().is_empty() => {}
            None => self.refuse(at, format!("`{}` is no language known here, so `{name}` is left out", text.trim())),
        }
    }

    /// What sort of publication it is; a few say what sort of source, too.
    pub fn publication(&mut self, publication: Publication) {
        self.source.publication = Some(publication);
        self.source.kind = self.source.kind.or(publication.kind());
    }

    /// A word that may be a kind of source here.
    pub fn kind(&mut self, name: &str, text: &str, at: &Span) {
        match SourceKind::find(&text.trim().to_lowercase().replace(' ', "-")) {
            Some(kind) => self.source.kind = Some(kind),
            None => self.leave_out(name, at),
        }
    }

    /// An ISBN; other numbers have no place.
    pub fn isbn(&mut self, name: &str, text: &str, at: &Span) {
        // Several stand one behind the other, often of ten figures and of thirteen.
        let Some(isbn) = words::isbn(text) else { return self.leave_out(name, at) };
        let rest = text.split_once(isbn.as_str()).map_or("", |(_, rest)| rest);
        if let Some(other) = words::isbn(rest).filter(|other| !words::is_same_isbn(&isbn, other)) {
            self.refuse(at, format!("a note has one ISBN, so `{other}` is left out"));
        }
        self.text(|source| &mut source.isbn, name, &isbn, at);
    }

    /// A DOI, as itself or as an address.
    pub fn doi(&mut self, name: &str, text: &str, at: &Span) {
        let bare = text.trim();
        let bare = if bare.starts_with("10.") { format!("doi:{bare}") } else { bare.to_owned() };
        match WebAddress::parse(&bare).ok().and_then(|address| Some(address.doi()?.to_owned())) {
            Some(doi) => self.text(|source| &mut source.doi, name, &doi, at),
            None => self.refuse(at, format!("`{}` is no DOI, so it is left out", text.trim())),
        }
    }

    /// An address: of the thing, of its DOI, or of a copy in an archive.
    pub fn address(&mut self, name: &str, text: &str, at: &Span) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        // Some write several, one behind the other.
        let mut several = text.split_whitespace();
        let (first, others) = match several.next() {
            Some(first) if first.contains("://") => (first, several.filter(|other| other.contains("://")).collect()),
            _ => (text, Vec::new()),
        };
        self.one_address(name, first, at);
        others.into_iter().for_each(|other| self.one_address(name, other, at));
    }

    fn one_address(&mut self, name: &str, text: &str, at: &Span) {
        match WebAddress::parse(text) {
            Ok(address) => {
                self.findings.extend(address.findings(text, at));
                self.found_at(name, address, at);
            }
            Err(refusal) => self.refuse(at, format!("{}, so `{name}` is left out", refusal.explain().1)),
        }
    }

    /// The address of a copy in an archive, perhaps with the day that it was taken on.
    pub fn copy(&mut self, text: &str, day: Option<Date>) -> bool {
        let Ok(address) = WebAddress::parse(text) else { return false };
        let original = address.copied().map(|(original, place)| (original, day_of(&place)));
        let (original, known) = original.unwrap_or_default();
        self.has_copy(address, day.or(known));
        if let (None, Some(original)) = (&self.source.url, original) {
            self.source.url = Some(Spanned { value: original.whole(), span: self.at.clone() });
        }
        true
    }

    /// One copy; of two mentions, one may say the day.
    fn has_copy(&mut self, address: WebAddress, date: Option<Date>) {
        let mut known = self.source.archived.iter_mut();
        match known.find(|copy| copy.url.canonical == address.canonical) {
            Some(copy) => copy.date = copy.date.take().or(date),
            None => self.source.archived.push(Archived { url: address, date }),
        }
    }

    fn found_at(&mut self, name: &str, address: WebAddress, at: &Span) {
        if let Some((original, place)) = address.copied() {
            self.has_copy(address, day_of(&place));
            if let Some(original) = original.filter(|_| self.source.url.is_none()) {
                self.source.url = Some(Spanned { value: original.whole(), span: at.clone() });
            }
            return;
        }
        if let Some(doi) = address.doi() {
            let doi = doi.to_owned();
            return self.text(|source| &mut source.doi, name, &doi, at);
        }
        match &self.source.url {
            Some(known) if known.value.canonical != address.canonical => self.leave_out(name, at),
            Some(_) => {}
            None => self.source.url = Some(Spanned { value: address.whole(), span: at.clone() }),
        }
    }

    /// Whether some text leads into an archive; then it is a copy.
    pub fn archive(&mut self, text: &str) -> bool {
        let text = text.trim();
        let is_address = text.starts_with("http://") || text.starts_with("https://");
        is_address && !text.contains(char::is_whitespace) && self.copy(text, None)
    }

    /// Puts a record in order when all its fields are read. One without a title gets a placeholder, and is reported.
    pub fn finish(mut self) -> Record {
        let key = self.key.take().map(|key| words::plain(&key)).filter(|key| !key.is_empty());
        self.key = key;
        if self.source.title.is_empty() {
            let host = self.source.url.as_ref().map(|url| url.value.host.clone());
            let of = self.source.container.clone().or(host).or_else(|| self.source.publisher.clone());
            let title = of.unwrap_or_else(|| "…".to_owned());
            let message = format!("this record has no title; its note is called `{title}`");
            let finding = Diagnostic::new(Code::UntitledRecord, self.at.clone(), message);
            self.findings.push(finding.hint("write its title into the note"));
            self.source.title = Phrase::new(title, None);
        }
        // What follows from the rest need not be said.
        let said = self.source.publication.take();
        self.source.publication = said.filter(|said| *said != self.source.publication());
        self
    }
}

fn day_of(place: &NamedPlace) -> Option<Date> {
    match place {
        NamedPlace::Copy(day) => Date::parse(day.as_deref()?).ok(),
        _ => None,
    }
}

/// A place in an export.
pub fn place(path: &Arc<str>, start: usize, end: usize) -> Span {
    Span::new(path, start..end)
}

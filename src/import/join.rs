//! Which records are sources that the site has already, which are one thing told twice, and what the others are called.
//!
//! Records are joined by DOI and by address, as the site itself joins notes and citations; else by the key that texts cite
//! them by.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::names;
use super::record::Record;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::document::{Source, Spanned};
use crate::model::{Date, Site};
use crate::web;

/// What comes of an export.
#[derive(Debug, Default)]
pub struct Plan {
    /// Sources that get a note.
    pub new: Vec<Planned>,
    /// Sources that have one.
    pub known: Vec<Planned>,
    /// How many records were joined with one before them.
    pub joined: usize,
    /// What was found, in the order of the records.
    pub findings: Vec<Diagnostic>,
}

/// A note, and what records say of its source.
#[derive(Debug)]
pub struct Planned {
    /// The path of the note from the site's folder.
    pub path: String,
    /// The key of the source.
    pub key: String,
    /// What the records say.
    pub source: Source,
    /// Where the first of them begins.
    pub at: Span,
}

/// Where a thing is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FoundSource {
    /// A note of the site, among those that the plan knows.
    Note(usize),
    /// A note that is planned.
    New(usize),
}

/// Plans the notes for some records.
pub fn plan(site: &Site, records: Vec<Record>) -> Plan {
    let mut joiner = Joiner::of(site);
    joiner.plan.findings = left_out(&records);
    records.into_iter().for_each(|record| joiner.add(record));
    let Joiner { mut plan, notes, .. } = joiner;
    plan.known = notes.into_iter().filter_map(|note| note.said).collect();
    plan
}

/// What no note has a place for, field by field.
fn left_out(records: &[Record]) -> Vec<Diagnostic> {
    let mut by_name: BTreeMap<&str, Vec<&Span>> = BTreeMap::new();
    for record in records {
        // Some fields stand in a record many times, such as keywords.
        let mut names = BTreeSet::new();
        for (name, at) in record.left_out.iter().filter(|(name, _)| names.insert(name)) {
            by_name.entry(name).or_default().push(at);
        }
    }
    let finding = |(name, places): (&str, Vec<&Span>)| {
        let (first, others) = places.split_first()?;
        let count = match others.len() {
            0 => String::new(),
            others => format!(", in {} records", others + 1),
        };
        let message = format!("`{name}` is left out{count}: a source note has no place for what it says");
        let finding = Diagnostic::new(Code::DroppedField, (*first).clone(), message);
        let finding = others.iter().fold(finding, |finding, at| finding.related((*at).clone(), "here too"));
        Some(finding.hint("write by hand what readers should know; notes and abstracts are not published unasked"))
    };
    by_name.into_iter().filter_map(finding).collect()
}

/// A note of the site.
struct Note<'s> {
    path: &'s str,
    key: &'s str,
    source: &'s Source,
    /// What records say of it.
    said: Option<Planned>,
}

struct Joiner<'s> {
    notes: Vec<Note<'s>>,
    by_address: HashMap<String, FoundSource>,
    by_key: HashMap<String, FoundSource>,
    /// By key without the number behind it, and by title.
    by_title: HashMap<(String, String), FoundSource>,
    /// Names of files and keys, in lower case.
    taken: HashSet<String>,
    /// The last number behind each name that was taken.
    numbers: HashMap<String, usize>,
    plan: Plan,
}

impl<'s> Joiner<'s> {
    fn of(site: &'s Site) -> Joiner<'s> {
        let mut joiner = Joiner {
            notes: Vec::new(),
            by_address: HashMap::new(),
            by_key: HashMap::new(),
            by_title: HashMap::new(),
            taken: HashSet::new(),
            numbers: HashMap::new(),
            plan: Plan::default(),
        };
        for entry in site.sources.iter().filter(|entry| entry.recorded) {
            let at = FoundSource::Note(joiner.notes.len());
            let path = &*site.texts[entry.text].path;
            joiner.notes.push(Note { path, key: &entry.id, source: &entry.meta, said: None });
            joiner.note(&entry.id, &entry.meta, at);
        }
        // Keys of notes that were merged into another one lead there too.
        joiner.taken.extend(site.source_at.keys().map(|key| key.to_lowercase()));
        joiner
    }

    /// Remembers how a source is found. Whoever has a name or an address first keeps it.
    fn note(&mut self, key: &str, source: &Source, at: FoundSource) {
        for address in addresses(source) {
            self.by_address.entry(address).or_insert(at);
        }
        self.called(key, at);
        let base = key.rsplit_once('-').filter(|(_, number)| number.bytes().all(|b| b.is_ascii_digit()));
        for name in [Some(key), base.map(|(base, _)| base)].into_iter().flatten() {
            self.by_title.entry((name.to_lowercase(), letters(source))).or_insert(at);
        }
        source.keys.iter().for_each(|name| self.called(&name.value, at));
    }

    fn called(&mut self, key: &str, at: FoundSource) {
        self.taken.insert(key.to_lowercase());
        self.by_key.entry(key.to_owned()).or_insert(at);
    }

    fn source(&self, at: FoundSource) -> &Source {
        match at {
            FoundSource::Note(at) => self.notes[at].source,
            FoundSource::New(at) => &self.plan.new[at].source,
        }
    }

    fn add(&mut self, mut record: Record) {
        self.plan.findings.append(&mut record.findings);
        let by_address = addresses(&record.source).find_map(|address| self.by_address.get(&address).copied());
        let key = record.key.clone();
        // Without a key of its own a record has the one that follows from it.
        let made = key.as_deref().and_then(names::of_key).unwrap_or_else(|| names::made(&record.source));
        let by_title = self.by_title.get(&(made.to_lowercase(), letters(&record.source))).copied();
        let by_title = by_title.filter(|at| is_same_work(self.source(*at), &record.source));
        let by_key = || {
            let named = key.iter().map(String::as_str).chain(record.source.keys.iter().map(|name| &*name.value));
            let mut named = named.filter_map(|key| self.by_key.get(key).copied());
            // A note has been written over since it was imported; two records of one export have not.
            named.find(|at| match at {
                FoundSource::Note(_) => !contradict(self.source(*at), &record.source),
                FoundSource::New(_) => may_be_same(self.source(*at), &record.source),
            })
        };
        match by_address.or(by_title).or_else(by_key) {
            Some(at) => self.join(at, record),
            None => self.begin(made, record),
        }
    }

    /// A source of which the site has no note yet.
    fn begin(&mut self, made: String, record: Record) {
        let Record { at, key: cited, mut source, .. } = record;
        let key = self.free(&made);
        if key != made && cited.is_some() {
            let first = cited.as_deref().unwrap_or(&made);
            let message = format!("`{first}` is the key of another source already, so this one is called `{key}`");
            let mut finding = Diagnostic::new(Code::DoubleRecord, at.clone(), message)
                .hint("give one of the two another key, and cite each by its own");
            if let Some(FoundSource::New(other)) = self.by_key.get(first).or(self.by_key.get(&made)) {
                finding = finding.related(self.plan.new[*other].at.clone(), "the other one");
            }
            self.plan.findings.push(finding);
        }
        if let Some(cited) = cited.filter(|cited| *cited != key && names::is_citable(cited)) {
            source.keys.insert(0, Spanned { value: cited, span: at.clone() });
        }
        let by_key = &self.by_key;
        source.keys.retain(|name| name.value != key && !by_key.contains_key(&name.value));
        self.note(&key, &source, FoundSource::New(self.plan.new.len()));
        let path = format!("content/sources/{key}.md");
        self.plan.new.push(Planned { path, key, source, at });
    }

    /// The name, with a number where another source has it.
    fn free(&mut self, made: &str) -> String {
        let mut name = made.to_owned();
        while self.taken.contains(&name.to_lowercase()) {
            let number = self.numbers.entry(made.to_lowercase()).or_insert(1);
            *number += 1;
            name = format!("{made}-{number}");
        }
        name
    }

    /// Another record of a source that is known.
    fn join(&mut self, at: FoundSource, record: Record) {
        let Record { at: span, key, mut source, .. } = record;
        let known = self.source(at);
        let same_key = key.as_ref().is_some_and(|key| self.by_key.get(key) == Some(&at));
        let other = key.filter(|key| names::is_citable(key) && !self.by_key.contains_key(key));
        match at {
            FoundSource::New(new) => {
                self.plan.joined += 1;
                let otherwise = complete(&mut self.plan.new[new].source, source);
                let first = &self.plan.new[new];
                let called = other.as_ref().map_or_else(String::new, |key| format!("; `{key}` leads there, too"));
                let lost = if otherwise.is_empty() {
                    String::new()
                } else {
                    format!("; left out is another {}", otherwise.join(", "))
                };
                let message =
                    format!("this record tells of `{}` once more, so both are one note{called}{lost}", first.key);
                self.plan.findings.push(
                    Diagnostic::new(Code::DoubleRecord, span.clone(), message)
                        .related(first.at.clone(), "the first one")
                        .hint("make one record of the two, unless they are two things; then correct an address"),
                );
                if let Some(key) = other {
                    self.called(&key, at);
                    self.plan.new[new].source.keys.push(Spanned { value: key, span });
                }
            }
            FoundSource::Note(note) => {
                if same_key && !same_title(known, &source) && !shares_address(known, &source) {
                    let path = self.notes[note].path;
                    let message =
                        format!("this record has the key of {path}, which has another title; it is taken for the same");
                    let finding = Diagnostic::new(Code::DoubleRecord, span.clone(), message);
                    self.plan.findings.push(finding.hint("if it is another source, give its record another key"));
                }
                let known = self.source(at);
                let lists_some = !known.keys.is_empty();
                if let Some(key) = other.as_ref().filter(|_| lists_some) {
                    let Note { path, key: own, .. } = &self.notes[note];
                    let message = format!("texts cite this record as `{key}`, which {path} does not list");
                    let hint = format!("add `{key}` to its `keys:`, or cite `[@{own}]`");
                    self.plan.findings.push(Diagnostic::new(Code::DoubleRecord, span.clone(), message).hint(hint));
                }
                source.keys.extend(other.map(|value| Spanned { value, span: span.clone() }));
                self.say(note, source, span);
            }
        }
    }

    /// Keeps what a record says of a note.
    fn say(&mut self, note: usize, mut source: Source, at: Span) {
        let own = self.notes[note].key.to_owned();
        source.keys.retain(|name| name.value != own);
        let Note { path, said, .. } = &mut self.notes[note];
        match said {
            // What it says otherwise than the note is the note's to say.
            Some(said) => drop(complete(&mut said.source, source)),
            None => *said = Some(Planned { path: (*path).to_owned(), key: own, source, at }),
        }
    }
}

/// What a source is known by: its DOI, its address, those of its copies; as they are, and as they are nearly.
fn addresses(source: &Source) -> impl Iterator<Item = String> {
    let doi = source.doi.as_ref().map(|doi| format!("doi:{}", doi.to_lowercase()));
    let own = source.url.iter().map(|url| &url.value);
    let all = own.chain(source.archived.iter().map(|copy| &copy.url));
    let addresses = all.map(|address| match address.doi() {
        Some(doi) => format!("doi:{}", doi.to_lowercase()),
        None => web::near(&address.canonical),
    });
    doi.into_iter().chain(addresses).collect::<Vec<_>>().into_iter()
}

/// Whether what names two sources says that they are two.
fn contradict(one: &Source, other: &Source) -> bool {
    fn differ<T>(one: Option<T>, other: Option<T>, differ: impl Fn(T, T) -> bool) -> bool {
        one.zip(other).is_some_and(|(one, other)| differ(one, other))
    }
    let figures = |isbn: &String| isbn.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    differ(one.doi.as_ref(), other.doi.as_ref(), |one, other| !one.eq_ignore_ascii_case(other))
        || differ(one.url.as_ref(), other.url.as_ref(), |one, other| one.value.canonical != other.value.canonical)
        || differ(one.isbn.as_ref(), other.isbn.as_ref(), |one, other| figures(one) != figures(other))
}

/// Whether two records of one key may tell of one source: both have what names it and that is no other, or their titles
/// are the same.
fn may_be_same(one: &Source, other: &Source) -> bool {
    let has_name = |source: &Source| source.doi.is_some() || source.url.is_some() || source.isbn.is_some();
    (has_name(one) && has_name(other) && !contradict(one, other)) || same_title(one, other)
}

fn shares_address(one: &Source, other: &Source) -> bool {
    addresses(one).any(|address| addresses(other).any(|other| other == address))
}

/// Whether two of one title are one work: of one year, as far as that is known, and nothing that names them says otherwise.
fn is_same_work(one: &Source, other: &Source) -> bool {
    let year = |source: &Source| source.published.as_ref().map(|date| date.value.known().0);
    let same_year = year(one).zip(year(other)).is_none_or(|(one, other)| one == other);
    same_year && same_title(one, other) && !contradict(one, other)
}

fn same_title(one: &Source, other: &Source) -> bool {
    letters(one) == letters(other)
}

/// What of a title does not depend on how it is set.
fn letters(source: &Source) -> String {
    source.title.written().chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
}

/// Fills what a source lacks from another record of it; gives the names of what that one says otherwise.
fn complete(source: &mut Source, other: Source) -> Vec<&'static str> {
    let mut otherwise = Vec::new();
    macro_rules! fill {
        ($($field:ident)+) => { $(
            match (&source.$field, other.$field) {
                (None, said) => source.$field = said,
                (Some(known), Some(said)) if *known != said => otherwise.push(stringify!($field)),
                _ => {}
            }
        )+ };
    }
    fill!(isbn medium container volume issue pages publisher place edition kind accessed language);
    if let (Some(known), Some(said)) = (&source.doi, &other.doi)
        && !known.eq_ignore_ascii_case(said)
    {
        otherwise.push("doi");
    }
    let differ = |one: &Option<Spanned<Date>>, other: &Option<Spanned<Date>>| {
        one.as_ref().zip(other.as_ref()).is_some_and(|(one, other)| one.value != other.value)
    };
    otherwise.extend(differ(&source.published, &other.published).then_some("published"));
    otherwise.extend((!same_title(source, &Source { title: other.title, ..Source::default() })).then_some("title"));
    source.retracted = source.retracted.take().or(other.retracted);
    source.publication = source.publication.or(other.publication);
    source.published = source.published.take().or(other.published);
    source.doi = source.doi.take().or(other.doi);
    source.url = source.url.take().or(other.url);
    for (list, said, name) in
        [(&mut source.authors, other.authors, "authors"), (&mut source.editors, other.editors, "editors")]
    {
        if list.is_empty() {
            *list = said;
        } else if !said.is_empty() && *list != said {
            otherwise.push(name);
        }
    }
    for copy in other.archived {
        if source.archived.iter().all(|known| known.url.canonical != copy.url.canonical) {
            source.archived.push(copy);
        }
    }
    otherwise
}

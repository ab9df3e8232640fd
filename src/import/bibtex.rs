//! BibTeX and BibLaTeX, as Zotero, Better BibTeX, Mendeley, JabRef, EndNote and people write it.
//!
//! The crate `biblatex` reads an entry, TeX's commands and names of people. It ends at the first mistake, and follows
//! abbreviations and braces however deep they go; so entries are cut apart here, abbreviations are put in, and what is too
//! deep is refused before it gets there.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use biblatex::{Bibliography, ChunksExt, Entry, Pair, Person, RawBibliography, RawChunk, RawEntry, Spanned};

use super::record::{Record, Slot, place};
use super::remarks;
use super::tex;
use super::words;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::words::{Publication, Word};
use crate::panics::without_panic;

/// Braces in braces, more than anybody means.
const DEEPEST: usize = 50;
/// What a field may grow to by abbreviations.
const LONGEST: usize = 8 << 10;

/// Reads an export.
pub fn read(path: &Arc<str>, text: &str, out: &mut Vec<Diagnostic>) -> Vec<Record> {
    let mut file = File { path, text, strings: HashMap::new(), entries: Vec::new() };
    let pieces = pieces(text);
    for (at, piece) in pieces.iter().enumerate() {
        let next = pieces.get(at + 1).map_or(text.len(), |next| next.range.start);
        file.piece(piece, next, out);
    }
    if file.entries.is_empty() && pieces.is_empty() && !text.trim().is_empty() {
        let message = "there is no entry of BibTeX in this file";
        out.push(
            Diagnostic::new(Code::BrokenRecord, Span::file(path), message).hint("an entry begins as `@article{key,`"),
        );
    }
    file.inherit();
    file.entries.into_iter().filter(|entry| !matches!(entry.kind.as_str(), "xdata" | "set")).map(record).collect()
}

/// From a `@` to the brace that closes what it begins.
struct BibtexPiece {
    range: Range<usize>,
    kind: Range<usize>,
    is_whole: bool,
    is_too_deep: bool,
}

fn pieces(text: &str) -> Vec<BibtexPiece> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find('@').map(|at| from + at) {
        from = at + 1;
        let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let is_remark = text[line..at].trim_start().starts_with('%');
        if let Some(open) = opening(text, at).filter(|_| !is_remark) {
            let piece = piece(text, at, open);
            from = piece.range.end;
            found.push(piece);
        }
    }
    found
}

/// The brace behind `@word`.
fn opening(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at + 1..];
    let word = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"_-".contains(c))?;
    let behind = rest[word..].trim_start();
    (word > 0 && behind.starts_with(['{', '('])).then(|| text.len() - behind.len())
}

fn piece(text: &str, start: usize, open: usize) -> BibtexPiece {
    let bytes = text.as_bytes();
    let (mut depth, mut deepest, mut at) = (0_usize, 0, open);
    let mut piece =
        BibtexPiece { range: start..text.len(), kind: start + 1..open, is_whole: false, is_too_deep: false };
    let in_braces = bytes[open] == b'{';
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'{' | b'(' if at == open => depth = 1,
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b')' if !in_braces && depth == 1 => depth = 0,
            // An entry that begins in a line of its own, within another one: that one was never closed.
            b'@' if depth > 0 && begins_line(text, at) && is_entry(text, at) => {
                piece.range.end = at;
                break;
            }
            _ => {}
        }
        deepest = deepest.max(depth);
        at += 1;
        if depth == 0 {
            piece.range.end = at.min(bytes.len());
            piece.is_whole = true;
            break;
        }
    }
    while !text.is_char_boundary(piece.range.end) {
        piece.range.end += 1;
    }
    piece.is_too_deep = deepest > DEEPEST;
    piece
}

/// An entry with braces around its values in the place of quotes, byte by byte: within quotes a brace takes the quotes in
/// it, `"So {"}here{"}"`, which the reader does not know.
fn with_braces(entry: &str) -> Cow<'_, str> {
    if !entry.contains("{\"") {
        return entry.into();
    }
    let mut bytes = entry.as_bytes().to_vec();
    let (mut depth, mut open, mut before) = (0_usize, None, b' ');
    for at in 0..bytes.len() {
        let byte = bytes[at];
        match byte {
            _ if before == b'\\' => {}
            b'{' | b'(' if depth == 0 => depth = 1,
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'"' if depth == 1 => match open.take() {
                Some(start) => (bytes[start], bytes[at]) = (b'{', b'}'),
                None => open = Some(at),
            },
            _ => {}
        }
        before = if before == b'\\' { b' ' } else { byte };
    }
    String::from_utf8(bytes).map_or(entry.into(), Cow::Owned)
}

fn begins_line(text: &str, at: usize) -> bool {
    text[..at].trim_end_matches([' ', '\t']).ends_with('\n')
}

/// Whether an entry begins here, with its key and a comma.
fn is_entry(text: &str, at: usize) -> bool {
    let Some(open) = opening(text, at) else { return false };
    let inside = text[open + 1..].trim_start();
    let end = inside.find(|c: char| c.is_whitespace() || ",={}\"".contains(c)).unwrap_or(inside.len());
    end > 0 && inside[end..].trim_start().starts_with(',')
}

/// A field: what it says in TeX, and where its name stands.
type Fields = HashMap<String, (String, Span)>;

/// An entry with its abbreviations put in.
struct Written {
    at: Span,
    key: String,
    kind: String,
    fields: Fields,
    /// Fields that stand there twice, and what else was found.
    doubled: Vec<(String, Span)>,
    unknown: Vec<(String, Span)>,
}

struct File<'t> {
    path: &'t Arc<str>,
    text: &'t str,
    /// Abbreviations, by their names in lower case.
    strings: HashMap<String, String>,
    entries: Vec<Written>,
}

impl File<'_> {
    fn piece(&mut self, piece: &BibtexPiece, next: usize, out: &mut Vec<Diagnostic>) {
        let BibtexPiece { range, kind, .. } = piece;
        let kind = self.text[kind.clone()].trim().to_lowercase();
        if matches!(kind.as_str(), "comment" | "preamble") {
            return;
        }
        let first_line = self.text[range.clone()].lines().next().map_or(0, |line| line.trim_end().len());
        let at = place(self.path, range.start, range.start + first_line);
        let broken = |at: Span, message: String| {
            Diagnostic::new(Code::BrokenRecord, at, message).hint("mend it, or export once more")
        };
        if piece.is_too_deep {
            return out
                .push(broken(at, format!("braces stand more than {DEEPEST} deep here, so this entry is left out")));
        }
        let bare = &self.text[range.clone()];
        // The older form has round brackets.
        let bare = &*with_braces(bare);
        let text: Cow<str> = match bare.find(['{', '(']).filter(|open| bare[*open..].starts_with('(') && piece.is_whole)
        {
            Some(open) => [&bare[..open], "{", &bare[open + 1..bare.len() - 1], "}"].concat().into(),
            None => bare.into(),
        };
        let raw = if piece.is_whole { without_panic(|| RawBibliography::parse(&text)) } else { None };
        match raw {
            Some(Ok(raw)) => {
                self.strings(&raw.abbreviations);
                for entry in &raw.entries {
                    self.entry(&at, range.start, kind.clone(), &entry.v);
                }
                // The reader passes over what it cannot read behind an entry.
                let end = raw.entries.last().map_or(text.len(), |entry| entry.span.end);
                if !text[end..].trim_start().trim_start_matches('}').trim().is_empty() {
                    let start = (range.start + end).min(range.end);
                    let message = "this entry ends here to the reader, so the rest of it is left out".to_owned();
                    out.push(broken(place(self.path, start, start), message));
                }
            }
            Some(Err(why)) => {
                let start = (range.start + why.span.start).min(range.end);
                out.push(broken(place(self.path, start, start), format!("this entry is left out: {}", why.kind)));
            }
            None => out.push(broken(at, "this entry is not closed, so it is left out".to_owned())),
        }
        let rest = self.text[range.end..next].trim_start();
        if piece.is_whole && rest.starts_with(',') && rest.contains('=') {
            let start = next - rest.len();
            let start = start.min(range.end + self.text[range.end..next].len());
            let message = "the entry before this is closed already, so what follows is left out".to_owned();
            out.push(broken(place(self.path, start, start), message).hint("a brace too much stands before it"));
        }
    }

    fn strings(&mut self, pairs: &[Pair]) {
        for pair in pairs {
            let (value, _) = self.value(&pair.value.v);
            self.strings.insert(pair.key.v.to_lowercase(), value);
        }
    }

    /// A value with abbreviations put in, and the names that stand for nothing.
    fn value<'s>(&self, field: &[Spanned<RawChunk<'s>>]) -> (String, Vec<&'s str>) {
        let (mut value, mut unknown) = (String::new(), Vec::new());
        for chunk in field {
            let text = match chunk.v {
                RawChunk::Normal(text) => text,
                RawChunk::Abbreviation(name) => self.strings.get(&name.to_lowercase()).map_or_else(
                    || {
                        unknown.extend(words::month(name).is_none().then_some(name));
                        name
                    },
                    String::as_str,
                ),
            };
            if value.len() + text.len() <= LONGEST || value.is_empty() {
                value.push_str(text);
            }
        }
        (value, unknown)
    }

    fn entry(&mut self, at: &Span, base: usize, kind: String, entry: &RawEntry) {
        let (mut fields, mut doubled, mut unknown) = (Fields::new(), Vec::new(), Vec::new());
        for pair in &entry.fields {
            let name = pair.key.v.to_lowercase();
            let at = place(self.path, base + pair.key.span.start, base + pair.key.span.end);
            let (value, lost) = self.value(&pair.value.v);
            unknown.extend(lost.into_iter().map(|name| (name.to_owned(), at.clone())));
            if value.trim().is_empty() {
                continue;
            }
            if fields.contains_key(&name) {
                doubled.push((name, at));
                continue;
            }
            fields.insert(name, (value, at));
        }
        let key = entry.key.v.trim().to_owned();
        self.entries.push(Written { at: at.clone(), key, kind, fields, doubled, unknown });
    }

    /// Gives entries what they take over from the one that `crossref` or `xdata` names.
    fn inherit(&mut self) {
        let with_keys = self.entries.iter().enumerate().filter(|(_, entry)| !entry.key.is_empty());
        let by_key: HashMap<&str, usize> = with_keys.map(|(at, entry)| (entry.key.as_str(), at)).collect();
        let names = |entry: &Written, field: &str| {
            let value = entry.fields.get(field).map(|(value, _)| value.as_str()).unwrap_or_default();
            value.split(',').filter_map(|key| by_key.get(key.trim()).copied()).collect::<Vec<usize>>()
        };
        let mut taken: Vec<(usize, String, (String, Span))> = Vec::new();
        for (at, entry) in self.entries.iter().enumerate() {
            let data = names(entry, "xdata").into_iter().map(|parent| (parent, false));
            let whole = names(entry, "crossref").into_iter().map(|parent| (parent, true));
            for (parent, is_whole) in data.chain(whole).filter(|(parent, _)| *parent != at) {
                for (name, value) in &self.entries[parent].fields {
                    let name = match name.as_str() {
                        "title" | "subtitle" if is_whole => format!("book{name}"),
                        "crossref" | "xdata" | "ids" | "doi" | "url" | "urldate" | "abstract" | "file" | "keywords"
                        | "note" | "pages" | "author"
                            if is_whole =>
                        {
                            continue;
                        }
                        _ => name.clone(),
                    };
                    taken.push((at, name, value.clone()));
                }
            }
        }
        for (at, name, value) in taken {
            self.entries[at].fields.entry(name).or_insert(value);
        }
    }
}

/// Fields that become a text of the note as they are; the first of a text that is there counts.
const TEXTS: [(&str, Slot); 17] = [
    ("journaltitle", |source| &mut source.container),
    ("journal", |source| &mut source.container),
    ("booktitle", |source| &mut source.container),
    ("maintitle", |source| &mut source.container),
    ("shortjournal", |source| &mut source.container),
    ("volume", |source| &mut source.volume),
    ("number", |source| &mut source.issue),
    ("issue", |source| &mut source.issue),
    ("edition", |source| &mut source.edition),
    ("publisher", |source| &mut source.publisher),
    ("institution", |source| &mut source.publisher),
    ("school", |source| &mut source.publisher),
    ("organization", |source| &mut source.publisher),
    ("location", |source| &mut source.place),
    ("address", |source| &mut source.place),
    ("venue", |source| &mut source.place),
    ("version", |source| &mut source.edition),
];

/// The other fields of which something comes into a note, in the order in which they are read.
const OTHERS: [&str; 30] = [
    "title",
    "subtitle",
    "booksubtitle",
    "author",
    "editor",
    "date",
    "year",
    "month",
    "day",
    "url",
    "urldate",
    "lastchecked",
    "doi",
    "eprint",
    "eprinttype",
    "archiveprefix",
    "isbn",
    "pages",
    "language",
    "langid",
    "hyphenation",
    "howpublished",
    "keywords",
    "ids",
    "entrysubtype",
    "crossref",
    "xdata",
    "archive",
    "archivedurl",
    "note",
];

fn is_verbatim(name: &str) -> bool {
    matches!(name, "url" | "doi" | "eprint" | "archive" | "archivedurl" | "ids")
}

fn is_read(name: &str) -> bool {
    OTHERS.contains(&name) || TEXTS.iter().any(|(known, _)| *known == name)
}

fn record(written: Written) -> Record {
    let Written { at, key, kind, fields, doubled, unknown } = written;
    let mut record = Record::new(at);
    record.key = Some(key);
    for (name, at) in unknown {
        record.refuse(&at, format!("no `@string` says what `{name}` stands for; the name itself is taken"));
    }
    doubled.iter().for_each(|(name, at)| record.leave_out(name, at));
    let mut order: Vec<(&String, &(String, Span))> = fields.iter().collect();
    order.sort_by_key(|(_, (_, at))| at.start);
    order.iter().filter(|(name, _)| !is_read(name)).for_each(|(name, (_, at))| record.leave_out(name, at));

    let entry = decoded(&mut record, &fields);
    let told = |name: &str| entry.get(name).map(|chunks| told(name, &chunks.format_verbatim()));
    let span = |name: &str| fields[name].1.clone();
    if let Some(publication) = publication(&kind, told("entrysubtype").as_deref()) {
        record.publication(publication);
    }
    titles(&mut record, &told, &span);
    record.source.authors = people(&entry, "author");
    record.source.editors = people(&entry, "editor");
    texts(&mut record, &told, &span, fields.contains_key("series"));
    dates(&mut record, &told, &span);
    addresses(&mut record, &told, &span);
    for name in ["language", "langid", "hyphenation"] {
        if let Some(text) = told(name).filter(|_| record.source.language.is_none()) {
            record.language(name, &text, &span(name));
        }
    }
    for (name, take) in [("isbn", Record::isbn as fn(&mut Record, &str, &str, &Span)), ("pages", Record::pages)] {
        if let Some(text) = told(name) {
            take(&mut record, name, &text, &span(name));
        }
    }
    if let Some(text) = told("keywords") {
        record.kind("keywords", &text, &span("keywords"));
    }
    // No TeX is in names, and the reader would take a list apart.
    if let Some((keys, _)) = fields.get("ids") {
        keys.split(',').for_each(|key| record.also_called(key));
    }
    if let Some(text) = told("note") {
        remarks::read(&mut record, "note", &text, &span("note"));
    }
    record.finish()
}

fn titles(record: &mut Record, told: &impl Fn(&str) -> Option<String>, span: &impl Fn(&str) -> Span) {
    let joined = |title: &str, behind: &str| {
        Some([told(title)?, told(behind).map_or_else(String::new, |sub| format!(": {sub}"))].concat())
    };
    if let Some(title) = joined("title", "subtitle") {
        record.title(&title);
    }
    if let Some(title) = joined("booktitle", "booksubtitle") {
        record.text(|source| &mut source.container, "booktitle", &title, &span("booktitle"));
    }
}

/// What is taken as it stands there.
fn texts(
    record: &mut Record,
    told: &impl Fn(&str) -> Option<String>,
    span: &impl Fn(&str) -> Span,
    is_in_series: bool,
) {
    for (name, slot) in TEXTS {
        // A shorter name of the same thing is nothing that is lost.
        let is_short = name == "shortjournal" && record.source.container.is_some();
        let Some(text) = told(name).filter(|_| name != "booktitle" && !is_short) else { continue };
        match name == "number" && is_in_series {
            // It is that of the series, which has no place either.
            true => record.leave_out(name, &span(name)),
            false => record.text(slot, name, &text, &span(name)),
        }
    }
}

fn dates(record: &mut Record, told: &impl Fn(&str) -> Option<String>, span: &impl Fn(&str) -> Span) {
    if let Some(date) = told("date") {
        record.published("date", &date, &span("date"));
    }
    if let Some(year) = told("year") {
        let month = told("month").unwrap_or_default();
        let parts = month.split([' ', '~', '.', ',', '/', '-', '–']).filter(|part| !part.is_empty());
        // `10~jan` and `jan 10` both stand there.
        let (names, numbers): (Vec<&str>, Vec<&str>) = parts.partition(|part| words::month(part).is_some());
        let mut numbers = numbers.into_iter().filter_map(|part| part.parse::<u8>().ok());
        let named = names.first().and_then(|name| words::month(name)).or_else(|| numbers.next());
        let day = told("day").and_then(|day| day.parse::<u8>().ok()).or_else(|| numbers.next());
        let date = match (named, day) {
            (Some(month), Some(day)) => format!("{}-{month:02}-{day:02}", year.trim()),
            (Some(month), None) => format!("{}-{month:02}", year.trim()),
            _ => year.trim().to_owned(),
        };
        // Part of a date that cannot be is better than none.
        let date = if words::date(&date).is_some() { date } else { year };
        record.published("year", &date, &span("year"));
    }
    for name in ["urldate", "lastchecked"] {
        if let Some(date) = told(name) {
            record.accessed(name, &date, &span(name));
        }
    }
}

fn addresses(record: &mut Record, told: &impl Fn(&str) -> Option<String>, span: &impl Fn(&str) -> Span) {
    if let Some(url) = told("url") {
        record.address("url", &url, &span("url"));
    }
    if let Some(doi) = told("doi") {
        record.doi("doi", &doi, &span("doi"));
    }
    if let Some(eprint) = told("eprint") {
        let archive = told("eprinttype").or_else(|| told("archiveprefix")).unwrap_or_default().to_lowercase();
        let named = matches!(archive.as_str(), "arxiv" | "pmid" | "pmcid" | "hdl" | "doi");
        let number = eprint.trim().trim_start_matches("arXiv:");
        let known: Vec<&str> = record
            .source
            .doi
            .as_deref()
            .into_iter()
            .chain(record.source.url.as_ref().map(|url| &*url.value.url))
            .collect();
        if known.is_empty() && named {
            record.address("eprint", &format!("{archive}:{number}"), &span("eprint"));
        } else if !known.iter().any(|address| address.contains(number)) {
            record.leave_out("eprint", &span("eprint"));
        }
    }
    for name in ["archive", "archivedurl"] {
        if let Some(text) = told(name).filter(|text| !record.archive(text)) {
            let _ = text;
            record.leave_out(name, &span(name));
        }
    }
    if let Some(text) = told("howpublished") {
        let at = span("howpublished");
        match words::address_in(&text) {
            Some(place) => record.address("howpublished", &text[place], &at),
            None => record.text(|source| &mut source.medium, "howpublished", &text, &at),
        }
    }
}

/// The fields that are read, with what TeX would make of them. A field on which the reader fails is taken as it is typed.
fn decoded(record: &mut Record, fields: &Fields) -> Entry {
    let read: Vec<(&String, String, &Span)> = fields
        .iter()
        .filter(|(name, _)| is_read(name))
        .map(|(name, (value, at))| (name, prepared(name, value), at))
        .collect();
    let all: Vec<(&str, &str)> = read.iter().map(|(name, value, _)| (name.as_str(), value.as_str())).collect();
    if let Some(entry) = parsed(&all) {
        return entry;
    }
    let mut whole = Entry::new(String::new(), biblatex::EntryType::Misc);
    for (name, value, at) in read {
        let one = parsed(&[(name, &value)]).or_else(|| {
            record.refuse(at, format!("`{name}` is no TeX that can be read; it is taken without its signs"));
            let bare: String = value.chars().filter(|c| !"{}\\$".contains(*c)).collect();
            parsed(&[(name, &bare)])
        });
        whole.fields.extend(one.into_iter().flat_map(|entry| entry.fields));
    }
    whole
}

fn parsed(fields: &[(&str, &str)]) -> Option<Entry> {
    let fields = fields.iter().filter(|(name, _)| !matches!(*name, "crossref" | "xdata" | "ids")).map(pair);
    let entry = RawEntry { key: at_start("x"), kind: at_start("misc"), fields: fields.collect() };
    let raw = RawBibliography { preamble: String::new(), entries: vec![at_start(entry)], abbreviations: Vec::new() };
    without_panic(|| Bibliography::from_raw(raw).ok())?.and_then(|read| read.into_vec().pop())
}

fn pair<'s>((name, value): &(&'s str, &'s str)) -> Pair<'s> {
    Pair::new(at_start(*name), at_start(vec![at_start(RawChunk::Normal(value))]))
}

/// The places in a value are not asked for; the reader reckons with them all the same.
fn at_start<T>(value: T) -> Spanned<T> {
    Spanned::new(value, 0..0)
}

/// A value as the reader of TeX takes it: it knows neither ties nor quotes of two signs.
fn prepared(name: &str, value: &str) -> String {
    // In a date the sign of a tie says that it is about then.
    if is_verbatim(name) || matches!(name, "date" | "urldate" | "year") {
        return value.to_owned();
    }
    let mut text = String::with_capacity(value.len());
    let mut before = ' ';
    for c in value.chars() {
        text.push(if c == '~' && before != '\\' { ' ' } else { c });
        before = if before == '\\' && c == '\\' { ' ' } else { c };
    }
    // The letter below an accent has no dot, which the reader knows only between braces.
    for accent in ['"', '\'', '`', '^', '~', '=', '.'].map(|sign| format!("\\{sign}")) {
        if text.contains(&format!("{accent}\\")) {
            let with = |letter: &str| (format!("{accent}\\{letter}"), format!("{accent}{{{letter}}}"));
            let ((i, bare_i), (j, bare_j)) = (with("i"), with("j"));
            text = text.replace(&i, &bare_i).replace(&j, &bare_j);
        }
    }
    text.replace("``", "“").replace("''", "”")
}

/// A decoded value without the commands that stayed: of `\emph{x}` the words, of an address its escapes.
fn told(name: &str, text: &str) -> String {
    if is_verbatim(name) {
        let text = ["\\%", "\\_", "\\&", "\\#", "\\~"]
            .iter()
            .fold(text.to_owned(), |text, escape| text.replace(escape, &escape[1..]));
        let text = text.trim().trim_start_matches("\\url").trim_matches(['{', '}', '<', '>']);
        return text.to_owned();
    }
    if !text.contains(['\\', '$']) {
        return text.trim().to_owned();
    }
    let text = &*tex::without_formulas(text);
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        kept.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        if end == 0 {
            // What is left of commands of one sign are spaces of all widths.
            let is_space = rest.starts_with([',', ';', ':', '!', '/', '>', ' ', '@']);
            kept.push(if is_space { ' ' } else { '\\' });
            rest = if is_space { &rest[1..] } else { rest };
            continue;
        }
        let name = &rest[..end];
        rest = &rest[end..];
        if let Some(sign) = tex::sign(name) {
            kept.push_str(sign);
            rest = rest.strip_prefix("{}").or_else(|| rest.strip_prefix(' ')).unwrap_or(rest);
            continue;
        }
        match rest.strip_prefix('{').and_then(|inside| inside.split_once('}')) {
            Some((argument, behind)) => {
                // The words of a link follow its address.
                kept.push_str(if name == "href" { "" } else { argument });
                rest = behind;
            }
            None if tex::is_switch(name) => rest = rest.strip_prefix(' ').unwrap_or(rest),
            // Better odd than lost.
            None => kept.extend(["\\", name]),
        }
    }
    (kept + rest).trim().to_owned()
}

/// Names as one says them.
fn people(entry: &Entry, field: &str) -> Vec<String> {
    let people = without_panic(|| entry.get_as::<Vec<Person>>(field).unwrap_or_default()).unwrap_or_default();
    let spoken = |person: Person| {
        let Person { name, given_name, prefix, suffix, .. } = person;
        if name == "others" && given_name.is_empty() {
            return "et al.".to_owned();
        }
        words::plain(&told("author", &[given_name, prefix, name, suffix].join(" ")))
    };
    people.into_iter().map(spoken).filter(|name| !name.is_empty()).collect()
}

/// What a type of entry is to CSL; nothing where it is only "something".
fn publication(kind: &str, subtype: Option<&str>) -> Option<Publication> {
    // Our own files of data name the type of CSL where BibTeX has none.
    if let Some(known) = subtype.and_then(Publication::find) {
        return Some(known);
    }
    Some(match (kind, subtype) {
        ("article" | "suppperiodical", Some("newspaper")) => Publication::ArticleNewspaper,
        ("article" | "suppperiodical", Some("magazine")) => Publication::ArticleMagazine,
        ("article" | "suppperiodical" | "review", _) => Publication::ArticleJournal,
        ("newspaper", _) => Publication::ArticleNewspaper,
        (
            "book" | "mvbook" | "collection" | "mvcollection" | "reference" | "mvreference" | "proceedings"
            | "mvproceedings" | "manual" | "ebook",
            _,
        ) => Publication::Book,
        ("booklet" | "pamphlet", _) => Publication::Pamphlet,
        ("inbook" | "incollection" | "bookinbook" | "suppbook" | "suppcollection", _) => Publication::Chapter,
        ("inproceedings" | "conference", _) => Publication::PaperConference,
        ("inreference", _) => Publication::EntryEncyclopedia,
        ("report" | "techreport", _) => Publication::Report,
        ("thesis" | "phdthesis" | "mastersthesis" | "bathesis", _) => Publication::Thesis,
        ("unpublished", _) => Publication::Manuscript,
        ("periodical", _) => Publication::Periodical,
        ("dataset", _) => Publication::Dataset,
        ("software" | "softwareversion", _) => Publication::Software,
        ("patent", _) => Publication::Patent,
        ("standard", _) => Publication::Standard,
        ("legislation" | "legal", _) => Publication::Legislation,
        ("jurisdiction", _) => Publication::LegalCase,
        ("letter", _) => Publication::PersonalCommunication,
        ("movie" | "video", _) => Publication::MotionPicture,
        ("music" | "audio", _) => Publication::Song,
        ("artwork" | "image", _) => Publication::Graphic,
        ("map", _) => Publication::Map,
        ("performance", _) => Publication::Performance,
        ("interview", _) => Publication::Interview,
        _ => return None,
    })
}

//! CSL-JSON, as Zotero, Better BibTeX, Mendeley, Pandoc and this program write it.
//!
//! A list of items. Each is cut out by itself before it is read, so that one that is broken costs no other.

use std::ops::Range;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::record::{Record, Slot, place};
use super::remarks;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::words::{Publication, Word};

/// Reads an export.
pub fn read(path: &Arc<str>, text: &str, out: &mut Vec<Diagnostic>) -> Vec<Record> {
    let mut records = Vec::new();
    for CslPiece { range, is_whole } in items(text) {
        let at = place(path, range.start, first_line(text, &range));
        let item = is_whole.then(|| serde_json::from_str::<Value>(&text[range.clone()]));
        match item {
            Some(Ok(Value::Object(item))) => records.push(record(path, text, range, &item)),
            Some(Ok(_)) => {
                let message = "an item of CSL-JSON is an object, and this is none; it is left out";
                out.push(Diagnostic::new(Code::BrokenRecord, at, message).hint("export once more as CSL JSON"));
            }
            Some(Err(why)) => {
                let start = range.start + offset(&text[range.clone()], why.line(), why.column());
                let what = why.to_string();
                let what = what.split(" at line ").next().unwrap_or_default();
                let message = format!("this item is no JSON, so it is left out: {what}");
                let at = place(path, start, start);
                out.push(Diagnostic::new(Code::BrokenRecord, at, message).hint("mend it, or export once more"));
            }
            None => {
                let message = "this item does not end, so it is left out, and what follows it is too";
                let finding = Diagnostic::new(Code::BrokenRecord, at, message);
                out.push(finding.hint("the export was cut off; export once more"));
            }
        }
    }
    records
}

/// The byte of a line and a column, as serde_json counts them.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut at = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn first_line(text: &str, range: &Range<usize>) -> usize {
    text[range.clone()].find('\n').map_or(range.end, |at| range.start + at)
}

/// A part of a text that should be one value.
struct CslPiece {
    range: Range<usize>,
    is_whole: bool,
}

/// The values in the first list of a text; where there is none, the one value that it is. In an object, such as that of
/// `{"items": […]}`, that list is meant.
fn items(text: &str) -> Vec<CslPiece> {
    let start = text.len() - text.trim_start().len();
    let wrapped = ["\"items\"", "\"references\""].iter().find_map(|name| {
        let at = text.find(name)? + name.len();
        let rest = text[at..].trim_start().strip_prefix(':')?.trim_start();
        // Before it nothing but the object itself may begin.
        let depth = text[..at].matches(['{', '[']).count();
        (rest.starts_with('[') && depth == 1).then(|| text.len() - rest.len())
    });
    let list = wrapped.or_else(|| text[start..].starts_with('[').then_some(start));
    match list {
        Some(at) => pieces(text, at + 1, |sign| sign == b']'),
        None if start < text.len() => pieces(text, start, |_| false),
        None => Vec::new(),
    }
}

/// Cuts a text into values with commas between them, up to a sign outside of all of them that `ends` it.
fn pieces(text: &str, from: usize, ends: impl Fn(u8) -> bool) -> Vec<CslPiece> {
    let bytes = text.as_bytes();
    let (mut found, mut depth, mut start, mut at) = (Vec::new(), 0_usize, None, from);
    let mut push = |start: &mut Option<usize>, end: usize, is_whole: bool| {
        if let Some(start) = start.take() {
            let range = start..start + text[start..end].trim_end().len();
            found.push(CslPiece { range, is_whole });
        }
    };
    while at < bytes.len() {
        match bytes[at] {
            sign if depth == 0 && ends(sign) => break,
            b',' if depth == 0 => push(&mut start, at, true),
            sign if sign.is_ascii_whitespace() => {}
            sign => {
                start.get_or_insert(at);
                match sign {
                    b'"' => at = end_of_string(bytes, at),
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
        }
        at += 1;
    }
    push(&mut start, at.min(bytes.len()), depth == 0 && at <= bytes.len());
    found
}

/// The closing quote of a string that begins at a byte.
fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at
}

/// Where the keys of an object stand.
fn keys(text: &str, range: &Range<usize>) -> Vec<(String, Range<usize>)> {
    let members = pieces(text, range.start + 1, |sign| sign == b'}');
    let key = |piece: CslPiece| {
        let end = end_of_string(text.as_bytes(), piece.range.start) + 1;
        let key = piece.range.start..end.min(text.len());
        Some((serde_json::from_str(&text[key.clone()]).ok()?, key))
    };
    members.into_iter().filter_map(key).collect()
}

/// Fields that become a text of the note as they are.
const TEXTS: [(&str, Slot); 10] = [
    ("container-title", |source| &mut source.container),
    ("volume", |source| &mut source.volume),
    ("issue", |source| &mut source.issue),
    ("number", |source| &mut source.issue),
    ("edition", |source| &mut source.edition),
    ("publisher", |source| &mut source.publisher),
    ("publisher-place", |source| &mut source.place),
    ("event-place", |source| &mut source.place),
    ("medium", |source| &mut source.medium),
    ("container", |source| &mut source.container),
];

fn record(path: &Arc<str>, text: &str, range: Range<usize>, object: &Map<String, Value>) -> Record {
    let keys = keys(text, &range);
    let at = |name: &str| {
        let found = keys.iter().find(|(key, _)| key == name);
        found.map_or_else(|| place(path, range.start, range.start), |(_, at)| Span::new(path, at.clone()))
    };
    item(place(path, range.start, first_line(text, &range)), object, at)
}

/// The record of an item that begins at a place; `at` knows those of its fields.
pub fn item(first: Span, item: &Map<String, Value>, at: impl Fn(&str) -> Span) -> Record {
    let mut record = Record::new(first);
    key(&mut record, item);
    let mut fields: Vec<(&String, &Value)> = item.iter().collect();
    // What decides about others comes first, and remarks last.
    fields.sort_by_key(|(name, _)| match name.as_str() {
        "type" => 0,
        "URL" => 1,
        "note" => 3,
        _ => 2,
    });
    for (name, value) in fields {
        field(&mut record, name, value, &at(name));
    }
    record.finish()
}

/// The key that people cite it by: the `id`, unless that is the number that Zotero gives it.
fn key(record: &mut Record, item: &Map<String, Value>) {
    let text =
        |name: &str| item.get(name).and_then(scalar).map(|text| text.trim().to_owned()).filter(|key| !key.is_empty());
    let id = text("id").filter(|id| !is_number(id));
    let cited = text("citation-key");
    match (&id, &cited) {
        (Some(id), Some(cited)) if id != cited => record.also_called(cited),
        _ => {}
    }
    record.key = id.or(cited);
}

/// Whether an id is one that a program has counted: `http://zotero.org/users/1/items/ABCD2345`, `12345/ABCD2345`, `17`, a
/// UUID.
fn is_number(id: &str) -> bool {
    let last = id.rsplit('/').next().unwrap_or(id);
    let is_item = last.len() == 8 && last.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let lengths = id.split('-').map(|part| part.bytes().all(|b| b.is_ascii_hexdigit()).then_some(part.len()));
    let is_uuid = lengths.eq([8, 4, 4, 4, 12].map(Some));
    id.starts_with("http://") || id.starts_with("https://") || (is_item && id.contains('/')) || is_uuid
        || id.bytes().all(|b| b.is_ascii_digit())
        // Mendeley counts within one file.
        || id.strip_prefix("ITEM-").is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()))
}

fn field(record: &mut Record, name: &str, value: &Value, at: &Span) {
    if value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty()) {
        return;
    }
    let text = scalar(value);
    if let (Some((_, slot)), Some(text)) = (TEXTS.iter().find(|(known, _)| *known == name), &text) {
        return record.text(*slot, name, text, at);
    }
    match (name, text) {
        ("id" | "citation-key", _) => {}
        ("type", Some(text)) => match Publication::find(&text) {
            Some(publication) => record.publication(publication),
            None => record.refuse(at, format!("`{text}` is no type of CSL, so `type` is left out")),
        },
        ("title", Some(text)) => record.title(&text),
        ("author", None) => record.source.authors = names(value),
        ("editor", None) => record.source.editors = names(value),
        ("issued", _) => record.published(name, &date(value), at),
        ("accessed", _) => record.accessed(name, &date(value), at),
        ("URL", Some(text)) => record.address(name, &text, at),
        ("DOI", Some(text)) => record.doi(name, &text, at),
        ("ISBN", Some(text)) => record.isbn(name, &text, at),
        ("PMID" | "PMCID", Some(text)) if record.source.url.is_none() => {
            record.address(name, &format!("{name}:{text}"), at);
        }
        ("page", Some(text)) => record.pages(name, &text, at),
        ("language", Some(text)) => record.language(name, &text, at),
        ("genre" | "keyword", Some(text)) => record.kind(name, &text, at),
        ("archive" | "archive_location", Some(text)) => {
            // A host stands beside the address of a copy, in our own data.
            let is_host = name == "archive" && text.contains('.') && !text.contains(char::is_whitespace);
            if !record.archive(&text) && !is_host {
                record.leave_out(name, at);
            }
        }
        ("note", Some(text)) => remarks::read(record, name, &text, at),
        _ => record.leave_out(name, at),
    }
}

/// A text, or a number as one.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// People and bodies, each as one says the name.
fn names(value: &Value) -> Vec<String> {
    let part = |name: &Value, part: &str| name[part].as_str().unwrap_or_default().trim().to_owned();
    let whole = |name: &Value| {
        let literal = part(name, "literal");
        let parts = ["given", "dropping-particle", "non-dropping-particle", "family", "suffix"];
        let spoken = parts.map(|at| part(name, at)).join(" ");
        super::words::plain(if literal.is_empty() { &spoken } else { &literal })
    };
    let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter().map(whole).filter(|name| !name.is_empty()).collect()
}

/// A date in EDTF, as far as it can be written so.
fn date(value: &Value) -> String {
    if let Some(text) = value.as_str() {
        return text.to_owned();
    }
    if let Some(text) = ["raw", "literal"].iter().find_map(|name| value[name].as_str()) {
        return text.to_owned();
    }
    // Pandoc's older form has a map for each end.
    let maps = if value.is_array() { value.as_array().map(Vec::as_slice) } else { Some(std::slice::from_ref(value)) };
    let named = maps.unwrap_or_default().iter().filter(|end| !end["year"].is_null());
    let named: Vec<Value> = named.map(|end| Value::Array(self::named(end))).collect();
    let ends = value["date-parts"].as_array().filter(|_| named.is_empty()).unwrap_or(&named);
    let season = value["season"].as_i64().or_else(|| value["season"].as_str()?.parse().ok());
    let mut written = ends.iter().map(|end| parts(end, season)).collect::<Vec<_>>().join("/");
    let circa = &value["circa"];
    if *circa == Value::Bool(true)
        || circa.as_str() == Some("true")
        || circa.as_i64().is_some_and(|circa| circa != 0)
        || circa.as_str() == Some("1")
    {
        written.push('~');
    }
    written
}

fn named(end: &Value) -> Vec<Value> {
    let parts = ["year", "month", "day"].map(|part| end[part].clone());
    parts.into_iter().take_while(|part| !part.is_null()).collect()
}

fn parts(end: &Value, season: Option<i64>) -> String {
    let number = |part: &Value| part.as_i64().or_else(|| part.as_str()?.trim().parse().ok());
    let mut numbers: Vec<i64> = end.as_array().into_iter().flatten().map_while(number).collect();
    if let (Some(season @ 1..=4), [_]) = (season, &numbers[..]) {
        numbers.push(season + 20);
    }
    let part = |(at, number): (usize, &i64)| if at == 0 { format!("{number:04}") } else { format!("{number:02}") };
    numbers.iter().enumerate().map(part).collect::<Vec<_>>().join("-")
}

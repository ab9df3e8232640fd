//! The one field in which people and programs write what has no field: `extra` of Zotero, `note` of CSL and BibTeX.
//!
//! Zotero, Better BibTeX and citeproc read lines `Name: value` there; our own files of data write copies in archives so.

use super::record::Record;
use super::words;
use crate::diagnostic::Span;
use crate::model::Date;
use crate::model::document::{Phrase, Retraction};
use crate::model::words::{Publication, Word};
use crate::web::WebAddress;

/// Reads what can be read. What says more than that is left out.
pub fn read(record: &mut Record, name: &str, text: &str, at: &Span) {
    let mut all = true;
    for line in text.lines() {
        // What people wrote of it goes on behind a semicolon, up to the next that can be read.
        let mut words: Option<String> = None;
        for part in line.split("; ").map(str::trim).filter(|part| !part.is_empty()) {
            if is_in_words(part) {
                words.replace(part.to_owned()).iter().for_each(|before| in_words(record, before));
            } else if named(record, part) || copy(record, part) {
                words.take().iter().for_each(|before| in_words(record, before));
            } else {
                match &mut words {
                    Some(words) => words.extend(["; ", part]),
                    None => all = false,
                }
            }
        }
        words.iter().for_each(|words| in_words(record, words));
    }
    if !all {
        record.leave_out(name, at);
    }
}

/// Whether a line says in words of its own what a source is called elsewhere, or why it was taken back.
fn is_in_words(line: &str) -> bool {
    let name = line.split_once(": ").map_or(line, |(name, _)| name).to_lowercase();
    matches!(&*name, "title translated" | "title-translated" | "retracted")
}

fn in_words(record: &mut Record, line: &str) {
    let (name, value) = line.split_once(": ").unwrap_or((line, ""));
    let value = words::plain(value);
    let phrase = (!value.is_empty()).then(|| Phrase::new(value, None));
    match name.to_lowercase().starts_with("title") {
        true => record.source.title_translated = record.source.title_translated.take().or(phrase),
        false => record.source.retracted = Some(Retraction { date: None, reason: phrase }),
    }
}

/// A line `Name: value`.
fn named(record: &mut Record, line: &str) -> bool {
    let Some((name, value)) = line.split_once(": ").map(|(name, value)| (name.trim().to_lowercase(), value.trim()))
    else {
        return false;
    };
    let at = record.at.clone();
    match name.replace(['-', '_'], " ").as_str() {
        "citation key" if record.key.is_none() => record.key = Some(value.to_owned()),
        "citation key" => record.also_called(value),
        "citation key alias" | "tex.ids" | "ids" => {
            value.split(',').for_each(|key| record.also_called(key));
        }
        "doi" => record.doi("DOI", value, &at),
        "isbn" => record.isbn("ISBN", value, &at),
        "publisher" => record.text(|source| &mut source.publisher, "publisher", value, &at),
        "publisher place" | "place" => record.text(|source| &mut source.place, "place", value, &at),
        "edition" => record.text(|source| &mut source.edition, "edition", value, &at),
        "container title" => record.text(|source| &mut source.container, "container", value, &at),
        "issued" | "date" => record.published("issued", value, &at),
        "accessed" => record.accessed("accessed", value, &at),
        "url" => record.address("URL", value, &at),
        "type" => match Publication::find(value) {
            Some(publication) => record.publication(publication),
            None => return false,
        },
        // Where there is nothing better, these lead to it.
        "pmid" | "pmcid" | "arxiv" => {
            let has_address = record.source.url.is_some() || record.source.doi.is_some();
            if !has_address {
                let number = value.trim_start_matches("arXiv:").split_whitespace().next().unwrap_or_default();
                record.address("note", &format!("{name}:{number}"), &at);
            }
            return !has_address;
        }
        _ => return false,
    }
    true
}

/// A line that leads to a copy in an archive: by its address, or because it says so.
fn copy(record: &mut Record, line: &str) -> bool {
    let Some(place) = words::address_in(line) else { return false };
    let address = &line[place.clone()];
    let before = line[..place.start].to_lowercase();
    let says_so =
        ["archiv", "archiw", "arquiv", "arkiv", "архив", "архів", "wayback"].iter().any(|word| before.contains(word));
    let is_copy = WebAddress::parse(address).is_ok_and(|address| address.copied().is_some());
    if !says_so && !is_copy {
        return false;
    }
    let outside = [&line[..place.start], " ", &line[place.end..]].concat();
    let day = outside.split(|c: char| !(c.is_ascii_digit() || "-~?%".contains(c))).filter(|word| word.len() >= 4);
    let day = day.map(|word| word.trim_matches('-')).find_map(|word| Date::parse(word).ok());
    let rest = words::plain(&outside);
    // A line that says more than that is told as left out, too.
    record.copy(address, day) && rest.split(' ').count() <= 4
}

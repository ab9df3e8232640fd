//! RIS, as EndNote, Mendeley, Zotero, RefWorks and the pages of publishers write it: a tag and a value a line.

use std::sync::Arc;

use super::record::{Record, Slot, place};
use super::remarks;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::words::Publication;

/// A tag with its value, which may go on over lines.
struct Tagged {
    tag: String,
    value: String,
    at: Span,
}

/// Reads an export.
pub fn read(path: &Arc<str>, text: &str, out: &mut Vec<Diagnostic>) -> Vec<Record> {
    let (mut records, mut open): (Vec<Record>, Vec<Tagged>) = Default::default();
    let (mut start, mut stray) = (0, None);
    let mut close = |open: &mut Vec<Tagged>| {
        if !open.is_empty() {
            records.push(record(&std::mem::take(open)));
        }
    };
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        let at = place(path, start, start + words.len());
        start += line.len();
        match tag(words) {
            Some(("ER", _)) => close(&mut open),
            Some((tag, value)) => {
                // Some programs forget to end a record.
                if tag == "TY" {
                    close(&mut open);
                }
                open.push(Tagged { tag: tag.to_owned(), value: value.trim().to_owned(), at });
            }
            None if words.trim().is_empty() => {}
            None => match open.last_mut() {
                Some(last) => last.value.extend(["\n", words.trim()]),
                None => drop(stray.get_or_insert(at)),
            },
        }
    }
    close(&mut open);
    if let Some(at) = stray {
        let message = "this line belongs to no record, so it is left out";
        let finding = Diagnostic::new(Code::DroppedField, at, message);
        out.push(finding.hint("a record of RIS begins with a line `TY  - …` and ends with `ER  -`"));
    }
    if records.is_empty() && !text.trim().is_empty() {
        let message = "there is no record of RIS in this file";
        let finding = Diagnostic::new(Code::BrokenRecord, Span::file(path), message);
        out.push(finding.hint("a record begins with a line `TY  - …` and ends with `ER  -`"));
    }
    records
}

/// A tag and its value: two signs, spaces, a dash.
fn tag(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start_matches('\u{feff}');
    let (tag, rest) = line.split_at_checked(2)?;
    let mut signs = tag.chars();
    let fits = signs.next()?.is_ascii_uppercase()
        && signs.next().is_some_and(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    let value = rest.trim_start_matches(' ').strip_prefix('-')?;
    let is_apart = rest.starts_with(' ') && (value.is_empty() || value.starts_with([' ', '\t']));
    (fits && is_apart).then_some((tag, value))
}

/// Tags that become a text of the note as they are.
const TEXTS: [(&str, Slot); 9] = [
    ("VL", |source| &mut source.volume),
    ("IS", |source| &mut source.issue),
    ("CP", |source| &mut source.issue),
    ("ET", |source| &mut source.edition),
    ("PB", |source| &mut source.publisher),
    ("CY", |source| &mut source.place),
    ("PP", |source| &mut source.place),
    ("T2", |source| &mut source.container),
    ("JF", |source| &mut source.container),
];

fn record(tags: &[Tagged]) -> Record {
    let first = tags.iter().find(|tagged| tagged.tag == "TY").or(tags.first());
    let mut record = Record::new(first.map_or_else(|| tags[0].at.clone(), |first| first.at.clone()));
    let kind = first.map(|first| first.value.to_uppercase()).unwrap_or_default();
    pages(&mut record, tags);
    // The day is told best by `DA`, the title by `TI`, and what stands for others comes last.
    let rank = |tag: &str| match tag {
        "TY" | "DA" | "TI" | "T2" | "UR" | "DO" => 0,
        "JF" | "PY" | "T1" => 1,
        "M1" | "M2" | "M3" | "JO" | "J2" | "JA" | "J1" | "N1" | "L1" | "L2" | "LK" => 3,
        _ => 2,
    };
    let mut order: Vec<&Tagged> = tags.iter().collect();
    order.sort_by_key(|tagged| rank(&tagged.tag));
    for tagged in order.into_iter().filter(|tagged| !tagged.value.is_empty()) {
        field(&mut record, &kind, tagged);
    }
    record.finish()
}

fn pages(record: &mut Record, tags: &[Tagged]) {
    let find = |tag: &str| tags.iter().find(|tagged| tagged.tag == tag && !tagged.value.is_empty());
    match (find("SP"), find("EP")) {
        (Some(from), Some(to)) if from.value != to.value && !from.value.contains(['-', '–']) => {
            record.pages("SP", &format!("{}–{}", from.value, to.value), &from.at);
        }
        (Some(only), _) | (None, Some(only)) => record.pages("SP", &only.value, &only.at),
        (None, None) => {}
    }
}

fn field(record: &mut Record, kind: &str, Tagged { tag, value, at }: &Tagged) {
    let is_whole_book = matches!(kind, "BOOK" | "EBOOK" | "EDBOOK" | "CLSWK");
    if let Some((_, slot)) = TEXTS.iter().find(|(known, _)| known == tag) {
        // The second title of a book is its series.
        if tag == "T2" && is_whole_book {
            return record.leave_out(tag, at);
        }
        return record.text(*slot, tag, value, at);
    }
    match tag.as_str() {
        "TY" => match publication(kind) {
            Some(Some(publication)) => record.publication(publication),
            Some(None) => {}
            None => record.refuse(at, format!("`{value}` is no type of RIS, so it is left out")),
        },
        "SP" | "EP" => {}
        "ID" => key(record, value),
        "TI" | "T1" | "CT" if record.source.title.is_empty() => record.title(value),
        "BT" if is_whole_book => record.title(value),
        "BT" => record.text(|source| &mut source.container, tag, value, at),
        "JO" | "J2" | "JA" | "J1" if record.source.container.is_none() && !is_whole_book => {
            record.text(|source| &mut source.container, tag, value, at);
        }
        "AU" | "A1" => people(&mut record.source.authors, value),
        "ED" => people(&mut record.source.editors, value),
        "A2" if !is_whole_book => people(&mut record.source.editors, value),
        "A3" if is_whole_book => people(&mut record.source.editors, value),
        "DA" | "PY" | "Y1" => record.published(tag, value, at),
        "Y2" => record.accessed(tag, value, at),
        "C1" if matches!(kind, "CONF" | "CPAPER") => record.text(|source| &mut source.place, tag, value, at),
        "C3" if kind == "CPAPER" => record.text(|source| &mut source.container, tag, value, at),
        "SN" => record.isbn(tag, value, at),
        "DO" | "DI" => record.doi(tag, value, at),
        "M3" if value.starts_with("10.") || value.to_lowercase().starts_with("doi:") => record.doi(tag, value, at),
        "M1" if record.source.issue.is_none() => record.text(|source| &mut source.issue, tag, value, at),
        // Some programs write several behind one another.
        "UR" => value.replace(";http", "\nhttp").lines().for_each(|one| record.address(tag, one, at)),
        "L1" | "L2" | "LK" if value.starts_with("http") && record.source.url.is_none() => {
            record.address(tag, value, at)
        }
        "L1" | "L2" | "LK" | "AN" | "DB" if record.archive(value) => {}
        "LA" => record.language(tag, value, at),
        "N1" | "M2" => remarks::read(record, tag, value, at),
        _ => record.leave_out(tag, at),
    }
}

/// A key, unless it is the number that EndNote counts records by.
fn key(record: &mut Record, value: &str) {
    if !value.bytes().all(|b| b.is_ascii_digit()) {
        record.key = Some(value.to_owned());
    }
}

/// A name, written with the family's part first and a comma behind it. A body has no comma, or one at the end.
fn people(list: &mut Vec<String>, value: &str) {
    // Some write several in one line.
    for line in value.lines().flat_map(|line| line.split("; ")) {
        let parts: Vec<&str> = line.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
        let name = match parts[..] {
            [family, given] => format!("{given} {family}"),
            [family, given, suffix] => format!("{given} {family} {suffix}"),
            _ => line.trim().trim_end_matches(',').to_owned(),
        };
        let name = super::words::plain(&name);
        if !name.is_empty() && !list.contains(&name) {
            list.push(name);
        }
    }
}

/// What a type of RIS is to CSL; nothing for what is only "something", and none where the type is unknown.
fn publication(kind: &str) -> Option<Option<Publication>> {
    Some(Some(match kind {
        "JOUR" | "EJOUR" | "ABST" | "INPR" | "JFULL" => Publication::ArticleJournal,
        "MGZN" => Publication::ArticleMagazine,
        "NEWS" => Publication::ArticleNewspaper,
        "BOOK" | "EBOOK" | "EDBOOK" | "CLSWK" | "SER" => Publication::Book,
        "CHAP" | "ECHAP" => Publication::Chapter,
        "CONF" | "CPAPER" => Publication::PaperConference,
        "RPRT" | "GOVDOC" => Publication::Report,
        "THES" => Publication::Thesis,
        "UNPB" | "UNPD" | "MANSCPT" => Publication::Manuscript,
        "PAMP" => Publication::Pamphlet,
        "DATA" | "AGGR" | "DBASE" => Publication::Dataset,
        "ENCYC" => Publication::EntryEncyclopedia,
        "DICT" => Publication::EntryDictionary,
        "BILL" | "UNBILL" => Publication::Bill,
        "STAT" => Publication::Legislation,
        "CASE" | "LEGAL" => Publication::LegalCase,
        "HEAR" => Publication::Hearing,
        "PAT" => Publication::Patent,
        "STAND" => Publication::Standard,
        "MAP" => Publication::Map,
        "ART" => Publication::Graphic,
        "FIGURE" | "CHART" => Publication::Figure,
        "SOUND" | "MUSIC" => Publication::Song,
        "MPCT" | "VIDEO" | "ADVS" => Publication::MotionPicture,
        "SLIDE" => Publication::Speech,
        "PCOMM" | "ICOMM" => Publication::PersonalCommunication,
        "COMP" => Publication::Software,
        "BLOG" => Publication::PostWeblog,
        "GEN" | "ELEC" | "WEB" | "ANCIENT" | "CTLG" | "EQUA" | "GRNT" | "GRANT" | "MULTI" | "ELECT" => {
            return Some(None);
        }
        _ => return None,
    }))
}

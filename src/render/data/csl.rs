//! A source as CSL-JSON, which reference managers and Pandoc read.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::model::SourceId;
use crate::model::date::Date;
use crate::model::document::{Archived, Source};
use crate::model::words::{SourceKind, Word};
use crate::render::Library;
use crate::render::words::Words;
use crate::web::NamedPlace;

/// A source of a site.
pub fn source(library: &Library, at: SourceId) -> Value {
    let entry = &library.site().sources[at];
    item(library.words(), &entry.id, &entry.meta, &retracted_behind(library, at))
}

/// The titles of the sources that were taken back and that a source draws on, directly or through others.
pub(super) fn retracted_behind(library: &Library, at: SourceId) -> Vec<String> {
    let site = library.site();
    let ways = library.grounds().retracted(site, &site.sources[at].derived_from);
    let ends: BTreeSet<SourceId> = ways.iter().filter_map(|way| way.last().copied()).filter(|end| *end != at).collect();
    ends.into_iter().map(|end| site.sources[end].meta.title.written().to_owned()).collect()
}

/// One source; `behind` are the titles of those that were taken back and that it draws on.
pub(super) fn item(words: &Words, key: &str, source: &Source, behind: &[String]) -> Value {
    let mut item = Map::new();
    let mut say = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            item.insert(name.to_owned(), value);
        }
    };
    let text = |text: &Option<String>| text.clone().map(Value::String);
    say("id", Some(key.into()));
    // Texts may cite it by another name than that of its note. A number would be taken for one that a program has given.
    let is_number = key.strip_prefix("ITEM-").unwrap_or(key).bytes().all(|b| b.is_ascii_digit());
    let mut names = is_number.then_some(key).into_iter().chain(source.keys.iter().map(|key| key.value.as_str()));
    say("citation-key", names.next().map(Value::from));
    let publication = source.publication();
    say("type", Some(publication.id().into()));
    say("title", (!source.title.is_empty()).then(|| source.title.written().into()));
    // Names stand as they were written: which part is the family's, nobody told us.
    let people = |names: &[String]| {
        let people: Vec<Value> = names.iter().map(|name| json!({ "literal": name })).collect();
        (!people.is_empty()).then_some(Value::Array(people))
    };
    say("author", people(&source.authors));
    say("editor", people(&source.editors));
    say("container-title", text(&source.container));
    say("volume", text(&source.volume));
    let number = if publication.id().starts_with("article") { "issue" } else { "number" };
    say(number, text(&source.issue));
    say("page", source.pages.as_ref().map(|pages| with_hyphens(pages).into()));
    say("edition", text(&source.edition));
    say("publisher", text(&source.publisher));
    say("publisher-place", text(&source.place));
    say("issued", source.published.as_ref().map(|published| date(&published.value)));
    say("accessed", source.accessed.as_ref().map(date));
    say("URL", source.url.as_ref().map(|url| url.value.url.clone().into()));
    say("DOI", text(&source.doi));
    say("ISBN", text(&source.isbn));
    say("medium", text(&source.medium));
    say("language", text(&source.language));
    // In words for styles; and as it is written here, where the type does not tell it.
    say("genre", source.kind.filter(|kind| is_genre(*kind)).map(|kind| words.label(kind).into()));
    let kind = source.kind.filter(|kind| publication.kind() != Some(*kind));
    say("keyword", kind.map(|kind| kind.id().into()));
    // CSL has no field for a copy of a web page; `archive_location` is where styles look for it.
    let copy = source.archived.first();
    say("archive", copy.map(|copy| copy.url.host.clone().into()));
    say("archive_location", copy.map(|copy| copy.url.url.clone().into()));
    let mut remarks = remarks(words, source, behind);
    let others = source.archived.iter().enumerate().filter(|(at, copy)| *at > 0 || day_beside(copy).is_some());
    remarks.extend(others.map(|(_, copy)| archived(words, copy)));
    let others: Vec<&str> = names.collect();
    // As Better BibTeX writes it.
    remarks.extend((!others.is_empty()).then(|| format!("Citation Key Alias: {}", others.join(", "))));
    say("note", (!remarks.is_empty()).then(|| remarks.join("\n").into()));
    Value::Object(item)
}

/// Pages as CSL has them, with a hyphen between two numbers.
fn with_hyphens(pages: &str) -> String {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let parts: Vec<&str> = pages.split('–').collect();
    let mut all = parts[0].to_owned();
    for two in parts.windows(2) {
        let is_range = is_digit(two[0].chars().next_back()) && is_digit(two[1].chars().next());
        all.push(if is_range { '-' } else { '–' });
        all.push_str(two[1]);
    }
    all
}

/// Whether a kind says what the type does not tell.
fn is_genre(kind: SourceKind) -> bool {
    matches!(kind, SourceKind::OfficialStatement | SourceKind::Transcript)
}

/// A date with the parts that are known.
fn date(date: &Date) -> Value {
    let mut csl = Map::new();
    let (year, month, day) = date.known();
    let parts = [Some(year), month.map(i16::from), day.map(i16::from)];
    csl.insert("date-parts".to_owned(), json!([parts.into_iter().flatten().collect::<Vec<_>>()]));
    if let Some(season) = date.season() {
        csl.insert("season".to_owned(), season.into());
    }
    if date.approximate || date.uncertain {
        csl.insert("circa".to_owned(), true.into());
    }
    Value::Object(csl)
}

/// The day of a copy, unless its own address says it.
fn day_beside(copy: &Archived) -> Option<&Date> {
    let said = copy.url.copied().map(|(_, place)| place);
    copy.date.as_ref().filter(|day| said != Some(NamedPlace::Copy(Some(day.edtf().to_owned()))))
}

/// A copy in an archive, in words.
pub(super) fn archived(words: &Words, copy: &Archived) -> String {
    let day = day_beside(copy).map_or_else(String::new, |day| format!(" ({})", day.edtf()));
    words.with("remark.archived", &[("address", &copy.url.url)]) + &day
}

/// What readers should know, and neither CSL nor BibTeX has a field for.
pub(super) fn remarks(words: &Words, source: &Source, behind: &[String]) -> Vec<String> {
    let translated = source.title_translated.as_ref();
    let translated = translated.map(|title| words.with("remark.title-translated", &[("title", title.written())]));
    let retracted = source.retracted.as_ref().map(|retraction| match &retraction.reason {
        Some(reason) => words.with("remark.retracted-because", &[("reason", reason.written())]),
        None => words.text("remark.retracted").to_owned(),
    });
    let behind = behind.iter().map(|title| words.with("remark.draws-on-retracted", &[("title", title)]));
    translated.into_iter().chain(retracted).chain(behind).collect()
}

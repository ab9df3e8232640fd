//! A source as CSL-JSON, which reference managers and Pandoc read.

use serde_json::{Map, Value, json};

use crate::model::date::Date;
use crate::model::document::Source;
use crate::model::words::SourceKind;
use crate::render::words::Words;

/// One source.
pub fn item(words: &Words, key: &str, source: &Source) -> Value {
    let mut item = Map::new();
    let mut say = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            item.insert(name.to_owned(), value);
        }
    };
    let text = |text: &Option<String>| text.clone().map(Value::String);
    say("id", Some(key.into()));
    say("type", Some(kind(source.kind, source.url.is_some()).into()));
    say("title", (!source.title.is_empty()).then(|| source.title.written().into()));
    // Names stand as they were written: which part is the family's, nobody told us.
    let authors: Vec<Value> = source.authors.iter().map(|name| json!({ "literal": name })).collect();
    say("author", (!authors.is_empty()).then_some(Value::Array(authors)));
    say("publisher", text(&source.publisher));
    say("issued", source.published.as_ref().map(|published| date(&published.value)));
    say("accessed", source.accessed.as_ref().map(date));
    say("URL", source.url.as_ref().map(|url| url.value.url.clone().into()));
    say("DOI", text(&source.doi));
    say("ISBN", text(&source.isbn));
    say("medium", text(&source.medium));
    say("language", text(&source.language));
    say("genre", source.kind.filter(|kind| is_genre(*kind)).map(|kind| words.label(kind).into()));
    // CSL has no field for a copy of a web page; `archive_location` is where styles look for it.
    let copy = source.archived.first();
    say("archive", copy.map(|copy| copy.url.host.clone().into()));
    say("archive_location", copy.map(|copy| copy.url.url.clone().into()));
    let remarks = remarks(words, source);
    say("note", (!remarks.is_empty()).then(|| remarks.join("\n").into()));
    Value::Object(item)
}

/// The type that citation styles know.
fn kind(kind: Option<SourceKind>, on_the_web: bool) -> &'static str {
    match kind {
        Some(SourceKind::News) => "article-newspaper",
        Some(SourceKind::Analysis) => "report",
        Some(SourceKind::Social) => "post",
        Some(SourceKind::Dataset) => "dataset",
        Some(SourceKind::Interview) => "interview",
        Some(SourceKind::Transcript) => "speech",
        Some(SourceKind::OfficialStatement | SourceKind::Document) | None if on_the_web => "webpage",
        Some(SourceKind::OfficialStatement | SourceKind::Document) | None => "document",
    }
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

/// What readers should know, and neither CSL nor BibTeX has a field for.
pub(super) fn remarks(words: &Words, source: &Source) -> Vec<String> {
    let translated = source.title_translated.as_ref();
    let translated = translated.map(|title| words.with("remark.title-translated", &[("title", title.written())]));
    let retracted = source.retracted.as_ref().map(|retraction| match &retraction.reason {
        Some(reason) => words.with("remark.retracted-because", &[("reason", reason.written())]),
        None => words.text("remark.retracted").to_owned(),
    });
    translated.into_iter().chain(retracted).collect()
}

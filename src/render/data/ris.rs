//! A source as RIS, which EndNote, Citavi and reference managers read: a line for each field, two signs before it.

use super::csl;
use crate::model::date::Date;
use crate::model::document::Source;
use crate::model::words::Publication;
use crate::render::words::Words;

/// One source; `behind` are the titles of those that were taken back and that it draws on.
pub(super) fn entry(words: &Words, key: &str, source: &Source, behind: &[String]) -> String {
    let mut ris = String::new();
    let mut say = |tag: &str, value: &str| {
        // A field ends with its line.
        let value: Vec<&str> = value.split_whitespace().collect();
        if !value.is_empty() {
            ris.push_str(&format!("{tag}  - {}\n", value.join(" ")));
        }
    };
    let texts = |text: &Option<String>| text.clone().unwrap_or_default();
    let publication = source.publication();
    say("TY", kind(publication));
    say("ID", key);
    // Names stand as they were written: which part is the family's, nobody told us.
    source.authors.iter().for_each(|name| say("AU", name));
    source.editors.iter().for_each(|name| say("ED", name));
    say("TI", source.title.written());
    say("T2", &texts(&source.container));
    say("VL", &texts(&source.volume));
    say("IS", &texts(&source.issue));
    let pages = texts(&source.pages);
    let (from, to) = pages.split_once('–').unwrap_or((&pages, ""));
    say("SP", from);
    say("EP", to);
    say("ET", &texts(&source.edition));
    say("PB", &texts(&source.publisher));
    say("CY", &texts(&source.place));
    if let Some(published) = source.published.as_ref().map(|published| &published.value) {
        say("PY", &published.known().0.to_string());
        say("DA", &day(published));
    }
    source.accessed.iter().for_each(|date| say("Y2", &day(date)));
    say("UR", source.url.as_ref().map_or("", |url| &url.value.url));
    say("DO", &texts(&source.doi));
    say("SN", &texts(&source.isbn));
    say("M3", &texts(&source.medium));
    say("LA", &texts(&source.language));
    let copies = source.archived.iter().map(|copy| csl::archived(words, copy));
    csl::remarks(words, source, behind).into_iter().chain(copies).for_each(|remark| say("N1", &remark));
    ris.push_str("ER  - \n");
    ris
}

/// A date with the parts that are known: `2025/08/20/`, `2025/08//`.
fn day(date: &Date) -> String {
    let (year, month, day) = date.known();
    let part = |part: Option<i8>| part.map_or_else(String::new, |part| format!("{part:02}"));
    format!("{year:04}/{}/{}/", part(month), part(day))
}

/// The type of RIS for a publication; a page on the web where there is no better one.
fn kind(publication: Publication) -> &'static str {
    match publication {
        Publication::Article | Publication::ArticleJournal => "JOUR",
        Publication::ArticleMagazine => "MGZN",
        Publication::ArticleNewspaper => "NEWS",
        Publication::Bill => "BILL",
        Publication::Book => "BOOK",
        Publication::Chapter => "CHAP",
        Publication::Dataset => "DATA",
        Publication::EntryDictionary => "DICT",
        Publication::EntryEncyclopedia => "ENCYC",
        Publication::Figure => "FIGURE",
        Publication::Graphic => "ART",
        Publication::Hearing => "HEAR",
        Publication::LegalCase => "CASE",
        Publication::Legislation => "STAT",
        Publication::Manuscript => "UNPB",
        Publication::Map => "MAP",
        Publication::MotionPicture => "VIDEO",
        Publication::Pamphlet => "PAMP",
        Publication::PaperConference => "CPAPER",
        Publication::Patent => "PAT",
        Publication::PersonalCommunication => "PCOMM",
        Publication::PostWeblog => "BLOG",
        Publication::Report => "RPRT",
        Publication::Software => "COMP",
        Publication::Song => "SOUND",
        Publication::Standard => "STAND",
        Publication::Thesis => "THES",
        Publication::Webpage | Publication::Post => "ELEC",
        _ => "GEN",
    }
}

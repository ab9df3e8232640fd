//! Files that others have described already: the note of a source, the briefing that a manuscript becomes.

use super::front_matter::{FrontMatter, scalar};
use super::{NewFile, NoNewFile, free};
use crate::markdown::slug::slug;
use crate::model::document::{Kind, Phrase, Retraction, Source};
use crate::model::words::Word;
use crate::model::{Date, Site};

/// What stands below the front matter of a note that nobody has written yet.
pub const NO_TEXT: &str = "<!-- Your note: what it is, what it does not say, why you trust it. -->";

/// A key of front matter with the lines that say it.
pub type KeyLines = (&'static str, String);

/// The note of a source of which somebody else has told all that is known.
pub fn described_source(source: &Source) -> String {
    let lines = source_keys(source).into_iter().map(|(_, lines)| lines);
    lines.fold(FrontMatter::new(), |front, lines| front.plain(lines.trim_end())).text(NO_TEXT)
}

/// What is known of a source, key by key, in the order of a note.
pub fn source_keys(source: &Source) -> Vec<KeyLines> {
    let mut keys = Vec::new();
    texts(source, &mut keys);
    lists(source, &mut keys);
    let rank = |key: &str| ORDER.iter().position(|known| *known == key);
    keys.sort_by_key(|(key, _)| rank(key));
    keys
}

/// What is known of a briefing beside its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BriefingParts {
    /// Its title.
    pub title: String,
    /// A few sentences.
    pub summary: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The tag of its language.
    pub language: Option<String>,
}

/// A briefing with a text that is written already, and its id, which is made of a name.
///
/// # Errors
/// When there is one of that id, or none can be made.
pub fn described_briefing(
    site: &Site,
    name: &str,
    parts: &BriefingParts,
    as_of: &Date,
    body: &str,
) -> Result<(String, NewFile), NoNewFile> {
    let id = Some(slug(name)).filter(|id| !id.is_empty()).unwrap_or_else(|| slug(&parts.title));
    if id.is_empty() {
        return Err(NoNewFile::Impossible("there are no letters and digits of which an id could be made".to_owned()));
    }
    free(site, Kind::Briefing, &id)?;
    let title = if parts.title.is_empty() { &id } else { &parts.title };
    let mut front = FrontMatter::new().key("title", title).key("as_of", as_of.edtf());
    if let Some(summary) = &parts.summary {
        front = front.key("summary", summary);
    }
    front = front.list("authors", parts.authors.iter().map(String::as_str), "");
    if let Some(language) = &parts.language {
        front = front.key("language", language);
    }
    let text = [&front.plain("---").end(), body].concat();
    let path = format!("content/briefings/{id}.md");
    Ok((id, NewFile { path, text, notes: Vec::new() }))
}

/// The order in which a note says what it says.
const ORDER: [&str; 23] = [
    "keys",
    "title",
    "title_translated",
    "url",
    "doi",
    "isbn",
    "medium",
    "type",
    "kind",
    "authors",
    "editors",
    "container",
    "volume",
    "issue",
    "pages",
    "publisher",
    "place",
    "edition",
    "published",
    "accessed",
    "language",
    "archived",
    "retracted",
];

fn texts(source: &Source, keys: &mut Vec<KeyLines>) {
    let text = |text: &Option<String>| text.clone();
    let known = [
        ("title", Some(source.title.written().to_owned())),
        ("title_translated", source.title_translated.as_ref().map(Phrase::written).map(str::to_owned)),
        ("url", source.url.as_ref().map(|url| url.value.canonical.clone())),
        ("doi", text(&source.doi)),
        ("isbn", text(&source.isbn)),
        ("type", source.publication.map(|publication| publication.id().to_owned())),
        ("kind", source.kind.map(|kind| kind.id().to_owned())),
        ("container", text(&source.container)),
        ("volume", text(&source.volume)),
        ("issue", text(&source.issue)),
        ("pages", text(&source.pages)),
        ("publisher", text(&source.publisher)),
        ("place", text(&source.place)),
        ("edition", text(&source.edition)),
        ("medium", text(&source.medium)),
        ("published", source.published.as_ref().map(|date| date.value.edtf().to_owned())),
        ("accessed", source.accessed.as_ref().map(|date| date.edtf().to_owned())),
        ("language", text(&source.language)),
    ];
    let lines = |(key, value): (&'static str, Option<String>)| {
        value.filter(|value| !value.is_empty()).map(|value| (key, FrontMatter::lines().key(key, &value).end()))
    };
    keys.extend(known.into_iter().filter_map(lines));
}

fn lists(source: &Source, keys: &mut Vec<KeyLines>) {
    let names = source.keys.iter().map(|name| name.value.as_str()).collect();
    let authors = source.authors.iter().map(String::as_str).collect();
    let editors = source.editors.iter().map(String::as_str).collect();
    let known: [(&str, Vec<&str>); 3] = [("keys", names), ("authors", authors), ("editors", editors)];
    for (key, values) in known.into_iter().filter(|(_, values)| !values.is_empty()) {
        keys.push((key, FrontMatter::lines().list(key, values, "").end()));
    }
    if !source.archived.is_empty() {
        let copies = source.archived.iter().fold(FrontMatter::lines().open("archived", ""), |front, copy| {
            let date = copy.date.as_ref().map(|date| scalar(date.edtf()));
            front.item(&[("url", Some(scalar(&copy.url.url))), ("date", date)])
        });
        keys.push(("archived", copies.end()));
    }
    if let Some(Retraction { reason, .. }) = &source.retracted {
        let lines = FrontMatter::lines();
        let lines = match reason {
            Some(reason) => lines.open("retracted", "").plain(&format!("  reason: {}", scalar(reason.written()))),
            None => lines.plain("retracted: {}"),
        };
        keys.push(("retracted", lines.end()));
    }
}

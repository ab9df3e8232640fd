//! What a page is, in terms of schema.org: a briefing is a `Report` with its citations, a position a `Claim` with its
//! appearances.

use serde::Serialize;

use super::library::Library;
use super::page::PageNotes;
use super::view::PageHead;
use crate::model::document::Source;
use crate::model::words::SourceKind;
use crate::model::{CellId, PageKind, Site, SourceId};

/// The JSON-LD of a page, ready for a `<script>`. Other pages than briefings and positions have none.
pub fn of(library: &Library, page: PageKind, head: &PageHead, notes: &PageNotes) -> Option<String> {
    let json = match page {
        PageKind::Briefing(_) => serde_json::to_string(&report(library, head, notes)),
        PageKind::Cell(at) => serde_json::to_string(&claim(library, at, head, notes)),
        _ => return None,
    };
    Some(in_script(&json.ok()?))
}

/// What is said of a page. The fields stand in the order of their names.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Thing<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    appearance: Vec<Work<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<Author<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    citation: Vec<Work<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    claim_interpreter: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    in_language: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

/// A source.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Work<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    archived_at: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    author: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_language: Option<&'a str>,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct Named<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Author<'a> {
    Names(&'a [String]),
    Actor(Named<'a>),
}

fn report<'a>(library: &'a Library, head: &'a PageHead, notes: &PageNotes) -> Thing<'a> {
    let site = library.site();
    Thing {
        author: (!head.authors.is_empty()).then_some(Author::Names(head.authors)),
        publisher: Some(publisher(library)),
        citation: notes.sources.iter().map(|note| named_work(&site.sources[note.source.id()].meta)).collect(),
        ..about(site, head, "Report")
    }
}

fn claim<'a>(library: &'a Library, at: CellId, head: &'a PageHead, notes: &PageNotes) -> Thing<'a> {
    let site = library.site();
    let cell = &site.cells[at];
    let (actor, issue) = (&site.actors[cell.actor].meta, &site.issues[cell.issue].meta);
    // Actors say of themselves in a word of their own what they are; only this one is known for a person.
    let person = actor.kind.as_ref().is_some_and(|kind| kind.eq_ignore_ascii_case("person"));
    // The notes of the page are those of earlier positions too.
    let cited = site.cited(site.positions[cell.today()].text);
    let sources = notes.sources.iter().map(|note| note.source.id()).filter(|source| cited.contains(source));
    Thing {
        // What is claimed stands in `text`; that it describes the page too need not be said twice.
        description: None,
        text: head.description.as_deref(),
        author: Some(Author::Actor(named(if person { "Person" } else { "Organization" }, &actor.name))),
        about: Some(named("Thing", &issue.title)),
        claim_interpreter: Some(publisher(library)),
        appearance: sources.map(|source: SourceId| work(&site.sources[source].meta)).collect(),
        ..about(site, head, "Claim")
    }
}

/// What every page says of itself.
fn about<'a>(site: &'a Site, head: &'a PageHead, kind: &'static str) -> Thing<'a> {
    Thing {
        context: "https://schema.org",
        kind,
        about: None,
        appearance: Vec::new(),
        author: None,
        citation: Vec::new(),
        claim_interpreter: None,
        date_published: head.as_of.as_ref().map(|date| date.datetime.as_str()),
        description: head.description.as_deref(),
        in_language: &site.settings.language,
        name: head.title,
        publisher: None,
        text: None,
        url: head.canonical.as_deref(),
    }
}

/// What a source is called and where it is. A briefing has many, and all that is known of them stands in its notes.
fn named_work(source: &Source) -> Work<'_> {
    Work {
        kind: kind(source.kind),
        archived_at: None,
        author: &[],
        date_published: None,
        in_language: None,
        name: &source.title,
        publisher: None,
        url: source.url.as_ref().map(|url| url.value.url.as_str()),
    }
}

fn work(source: &Source) -> Work<'_> {
    Work {
        archived_at: source.archived.first().map(|copy| copy.url.url.as_str()),
        author: &source.authors,
        date_published: source.published.as_ref().map(|date| date.value.datetime()),
        in_language: source.language.as_deref(),
        publisher: source.publisher.as_ref().map(|name| named("Organization", name)),
        ..named_work(source)
    }
}

/// The type of schema.org for a kind of source.
fn kind(kind: Option<SourceKind>) -> &'static str {
    match kind {
        Some(SourceKind::News) => "NewsArticle",
        Some(SourceKind::Analysis) => "Article",
        Some(SourceKind::Social) => "SocialMediaPosting",
        Some(SourceKind::Dataset) => "Dataset",
        Some(SourceKind::Document) => "DigitalDocument",
        Some(SourceKind::OfficialStatement | SourceKind::Transcript | SourceKind::Interview) | None => "CreativeWork",
    }
}

fn publisher(library: &Library) -> Named<'_> {
    Named { kind: "Organization", name: library.title(), url: library.site().base_url() }
}

fn named<'a>(kind: &'static str, name: &'a str) -> Named<'a> {
    Named { kind, name, url: None }
}

/// JSON that cannot end the script in which it stands, nor a line of it.
fn in_script(json: &str) -> String {
    let mut text = String::with_capacity(json.len() + json.len() / 16);
    let mut rest = json;
    let special = |c: char| matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}');
    while let Some(at) = rest.find(special) {
        let (plain, from) = rest.split_at(at);
        let mut chars = from.chars();
        text.push_str(plain);
        text.extend(chars.next().map(|c| format!("\\u{:04x}", c as u32)));
        rest = chars.as_str();
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_json_ends_its_script() {
        let json = serde_json::to_string("</script><!-- & \u{2028}\u{2029}").unwrap();
        let text = in_script(&json);
        assert_eq!(text, "\"\\u003c/script\\u003e\\u003c!-- \\u0026 \\u2028\\u2029\"");
        assert_eq!(serde_json::from_str::<String>(&text).unwrap(), "</script><!-- & \u{2028}\u{2029}");
    }
}

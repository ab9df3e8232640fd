//! What a page is, in terms of schema.org: a briefing is a `Report` with its citations, a position a `Claim` with its
//! appearances.

use serde_json::{Map, Value, json};

use super::cards::cited_sources;
use super::view::{BriefingView, CellView, Content, PageHead, SourceCard};
use crate::model::words::{SourceKind, Word};
use crate::model::{PageId, Site};

/// The JSON-LD of a page, ready for a `<script>`. Other pages than briefings and positions have none.
pub fn of(site: &Site, page: PageId, head: &PageHead, content: &Content) -> Option<String> {
    let thing = match (page, content) {
        (_, Content::Briefing(view)) => report(site, head, view),
        (PageId::Cell(at), Content::Cell(view)) => claim(site, at, head, view),
        _ => return None,
    };
    Some(in_script(&thing.to_string()))
}

fn report(site: &Site, head: &PageHead, view: &BriefingView) -> Value {
    let mut thing = about(site, head, "Report");
    put_list(&mut thing, "author", view.authors.iter().map(|name| json!(name)));
    thing.insert("publisher".to_owned(), publisher(site));
    put_list(&mut thing, "citation", view.notes.sources.iter().map(|note| work(&note.source.card)));
    thing.into()
}

fn claim(site: &Site, at: usize, head: &PageHead, view: &CellView) -> Value {
    let card = &view.current.card;
    let mut thing = about(site, head, "Claim");
    // What is claimed stands in `text`; that it describes the page too need not be said twice.
    thing.remove("description");
    put(&mut thing, "text", Some(&card.summary).filter(|text| !text.is_empty()));
    // Actors say of themselves in a word of their own what they are; only this one is known for a person.
    let person = view.actor.kind.as_ref().is_some_and(|kind| kind.eq_ignore_ascii_case("person"));
    thing.insert("author".to_owned(), named(if person { "Person" } else { "Organization" }, &view.actor.name));
    thing.insert("about".to_owned(), named("Thing", &view.issue.title));
    thing.insert("claimInterpreter".to_owned(), publisher(site));
    // The notes of the page are those of earlier positions too.
    let cited = cited_sources(&site.positions[site.cells[at].positions[0]]);
    let is_cited = |card: &SourceCard| site.source_at.get(&card.key).is_some_and(|source| cited.contains(source));
    let sources = view.notes.sources.iter().map(|note| &note.source.card).filter(|card| is_cited(card));
    put_list(&mut thing, "appearance", sources.map(work));
    thing.into()
}

/// What every page says of itself.
fn about(site: &Site, head: &PageHead, kind: &str) -> Map<String, Value> {
    let mut thing = Map::new();
    put(&mut thing, "@context", Some("https://schema.org"));
    put(&mut thing, "@type", Some(kind));
    put(&mut thing, "name", Some(&head.title));
    put(&mut thing, "description", head.description.as_ref());
    put(&mut thing, "url", head.canonical.as_ref());
    put(&mut thing, "inLanguage", Some(&site.settings.language));
    put(&mut thing, "datePublished", head.as_of.as_ref().map(|date| &date.datetime));
    thing
}

/// A source.
fn work(card: &SourceCard) -> Value {
    let mut thing = Map::new();
    put(&mut thing, "@type", Some(kind(card.kind.map(|kind| kind.id))));
    put(&mut thing, "name", Some(&card.title));
    put(&mut thing, "url", card.link.as_ref());
    put_list(&mut thing, "author", card.authors.iter().map(|name| json!(name)));
    put(&mut thing, "datePublished", card.published.as_ref().map(|date| &date.datetime));
    put(&mut thing, "inLanguage", card.language.as_ref());
    if let Some(publisher) = &card.publisher {
        thing.insert("publisher".to_owned(), named("Organization", publisher));
    }
    put(&mut thing, "archivedAt", card.archived.first().map(|copy| &copy.link));
    thing.into()
}

/// The type of schema.org for a kind of source.
fn kind(id: Option<&str>) -> &'static str {
    match id.and_then(SourceKind::find) {
        Some(SourceKind::News) => "NewsArticle",
        Some(SourceKind::Analysis) => "Article",
        Some(SourceKind::Social) => "SocialMediaPosting",
        Some(SourceKind::Dataset) => "Dataset",
        Some(SourceKind::Document) => "DigitalDocument",
        Some(SourceKind::OfficialStatement | SourceKind::Transcript | SourceKind::Interview) | None => "CreativeWork",
    }
}

fn publisher(site: &Site) -> Value {
    let mut thing = Map::new();
    put(&mut thing, "@type", Some("Organization"));
    put(&mut thing, "name", Some(&site.settings.title));
    put(&mut thing, "url", site.base_url());
    thing.into()
}

fn named(kind: &str, name: &str) -> Value {
    json!({"@type": kind, "name": name})
}

fn put(thing: &mut Map<String, Value>, key: &str, value: Option<impl AsRef<str>>) {
    if let Some(value) = value {
        thing.insert(key.to_owned(), json!(value.as_ref()));
    }
}

fn put_list(thing: &mut Map<String, Value>, key: &str, values: impl Iterator<Item = Value>) {
    let values: Vec<Value> = values.collect();
    if !values.is_empty() {
        thing.insert(key.to_owned(), values.into());
    }
}

/// JSON that cannot end the script in which it stands, nor a line of it.
fn in_script(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => text.push_str(&format!("\\u{:04x}", c as u32)),
            c => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_json_ends_its_script() {
        let json = json!("</script><!-- & \u{2028}\u{2029}").to_string();
        let text = in_script(&json);
        assert_eq!(text, "\"\\u003c/script\\u003e\\u003c!-- \\u0026 \\u2028\\u2029\"");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), json!("</script><!-- & \u{2028}\u{2029}"));
    }
}

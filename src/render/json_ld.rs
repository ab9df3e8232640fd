//! What a page is, in terms of schema.org: a briefing is a `Report` with its citations, a position a `Claim` with its
//! appearances.

use serde_json::{Value, json};

use super::library::Library;
use super::page::PageNotes;
use super::view::PageHead;
use crate::model::document::Source;
use crate::model::words::SourceKind;
use crate::model::{CellId, PageKind};

/// The JSON-LD of a page, ready for a `<script>`. Other pages than briefings and positions have none.
pub fn of(library: &Library, page: PageKind, head: &PageHead, notes: &PageNotes) -> Option<String> {
    let mut thing = match page {
        PageKind::Briefing(_) => report(library, head, notes),
        PageKind::Cell(at) => claim(library, at, head, notes),
        _ => return None,
    };
    drop_empty(&mut thing);
    Some(in_script(&thing.to_string()))
}

fn report(library: &Library, head: &PageHead, notes: &PageNotes) -> Value {
    let site = library.site();
    let sources = notes.cited().into_iter().map(|source| &site.sources[source].meta);
    let mut thing = about(head, "Report");
    thing["author"] = json!(head.authors);
    thing["publisher"] = publisher(library);
    // There are many, and all else that is known of them stands in the notes.
    thing["citation"] = sources.map(|source| named_work(source)).collect();
    thing
}

fn claim(library: &Library, at: CellId, head: &PageHead, notes: &PageNotes) -> Value {
    let site = library.site();
    let cell = &site.cells[at];
    let (actor, issue) = (&site.actors[cell.actor].meta, &site.issues[cell.issue].meta);
    // Actors say of themselves in a word of their own what they are; only this one is known for a person.
    let person = actor.kind.as_ref().is_some_and(|kind| kind.eq_ignore_ascii_case("person"));
    // The notes of the page are those of earlier positions too.
    let cited = site.cited(site.positions[cell.today()].text);
    let sources = notes.cited().into_iter().filter(|source| cited.contains(source));
    let mut thing = about(head, "Claim");
    // What is claimed stands in `text`; that it describes the page too need not be said twice.
    thing["text"] = thing["description"].take();
    thing["author"] = named(if person { "Person" } else { "Organization" }, &actor.name);
    thing["about"] = named("Thing", &issue.title);
    thing["claimInterpreter"] = publisher(library);
    thing["appearance"] = sources.map(|source| work(&site.sources[source].meta)).collect();
    thing
}

/// What every page says of itself.
fn about(head: &PageHead, kind: &str) -> Value {
    json!({
        "@context": "https://schema.org",
        "@type": kind,
        "name": head.title,
        "description": head.description,
        "url": head.canonical,
        "inLanguage": head.language,
        "datePublished": head.as_of.as_ref().map(|date| &date.datetime),
    })
}

/// What a source is called and where it is.
fn named_work(source: &Source) -> Value {
    let url = source.url.as_ref().map(|url| &url.value.url);
    json!({"@type": kind(source.kind), "name": &*source.title, "url": url})
}

/// A source.
fn work(source: &Source) -> Value {
    let mut thing = named_work(source);
    thing["author"] = json!(source.authors);
    thing["publisher"] = source.publisher.as_ref().map(|name| named("Organization", name)).into();
    thing["datePublished"] = source.published.as_ref().map(|date| date.value.datetime()).into();
    thing["inLanguage"] = source.language.as_deref().into();
    thing["archivedAt"] = source.archived.first().map(|copy| copy.url.url.as_str()).into();
    thing
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

fn publisher(library: &Library) -> Value {
    json!({"@type": "Organization", "name": library.title(), "url": library.site().base_url()})
}

fn named(kind: &str, name: &str) -> Value {
    json!({"@type": kind, "name": name})
}

/// Leaves out what is not known.
fn drop_empty(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.values_mut().for_each(drop_empty);
            fields.retain(|_, value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()));
        }
        Value::Array(items) => items.iter_mut().for_each(drop_empty),
        _ => {}
    }
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

//! `changes.xml`, `actors/ID.xml`, `issues/ID.xml`: what changed, a sentence each (Atom, RFC 4287).

use std::fmt::Write;

use pulldown_cmark_escape::escape_html;

use super::feed::{NEWEST, is_xml, numbered, older_of_one_day};
use crate::analysis::{Change, Fact};
use crate::markdown::slug::slug;
use crate::model::page::beside;
use crate::model::{BriefingId, Date, PageId, PageKind, Site, TextId};
use crate::render::cards::Cards;
use crate::render::{Library, changes};

/// The feed that belongs to a page.
pub fn feed(library: &Library, page: PageId) -> String {
    let site = library.site();
    let base = site.base_url().unwrap_or_default();
    let cards = Cards::new(library, base);
    let all = library.changes();
    let numbers = library.feeds().of_page(site.pages[page].kind).iter().rev().take(NEWEST);
    let told: Vec<&Change> = numbers.map(|at| &all[*at]).collect();
    let address = [base, &beside(&site.pages[page].address)].concat();
    let mut xml = String::with_capacity(1024 + told.len() * 640);
    xml.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=");
    quoted(&mut xml, &site.settings.language);
    xml.push_str(">\n");
    element(&mut xml, "title", &title(library, &cards, page));
    element(&mut xml, "id", &address);
    link(&mut xml, "self", "application/atom+xml", &address);
    link(&mut xml, "alternate", "text/html", &site.pages[page].canonical(base));
    element(&mut xml, "updated", &told.first().map(|change| time(change)).unwrap_or_default());
    let authors = &site.settings.authors;
    let authors = if authors.is_empty() { std::slice::from_ref(library.title()) } else { authors };
    for author in authors {
        xml.push_str("<author>");
        element(&mut xml, "name", author);
        xml.push_str("</author>\n");
    }
    told.into_iter().for_each(|change| entry(&mut xml, &cards, site, change));
    xml.push_str("</feed>\n");
    xml.retain(is_xml);
    xml
}

/// `Russia · What changed · Title of the site`
fn title(library: &Library, cards: &Cards, page: PageId) -> String {
    let own = cards.title(page);
    let what = library.words().text("title.changes");
    match library.site().pages[page].kind {
        PageKind::Changes => [own, library.title()].join(" · "),
        _ => [own, what, library.title()].join(" · "),
    }
}

fn entry(xml: &mut String, cards: &Cards, site: &Site, change: &Change) {
    let view = changes::brief(cards, site, &change.date, change.fact);
    xml.push_str("<entry>\n");
    element(xml, "title", &view.sentence);
    element(xml, "id", &id(cards, site, change));
    link(xml, "alternate", "text/html", &view.url);
    element(xml, "updated", &time(change));
    xml.push_str("<category term=");
    quoted(xml, view.kind);
    xml.push_str("/>\n");
    // The sentence says of a correction all there is.
    let told = matches!(change.fact, Fact::Corrected(..));
    if let Some(text) = view.text.filter(|text| !told && !text.is_empty()) {
        element(xml, "summary", &text);
    }
    xml.push_str("</entry>\n");
}

/// What tells a change from all others, for ever: the page that it is about, what sort it is, and its day where there may
/// be several. Files of positions are renamed when a newer one takes their place, so these do not count; nor does whether
/// an older position is known, by which a new one becomes a shift.
fn id(cards: &Cards, site: &Site, change: &Change) -> String {
    let text = change.fact.text(site);
    let page = cards.url(site.texts[text].page);
    let day = change.date.plain();
    let judgement = |(at, number): (BriefingId, usize)| {
        slug(site.briefings[at].meta.judgements[number].id.as_deref().unwrap_or_default())
    };
    let place = match change.fact {
        Fact::New(at) | Fact::Shift { to: at, .. } | Fact::Renewed { to: at, .. } => {
            format!("change-{day}{}", numbered(older_of_one_day(site, at)))
        }
        Fact::Event(_) => "happened".to_owned(),
        Fact::Announced(_) => "announced".to_owned(),
        Fact::Briefing(_) => "published".to_owned(),
        Fact::Judgement { to, .. } => format!("judgement-{}", judgement(to)),
        Fact::Outcome(at, number) => match judgement((at, number)) {
            id if id.is_empty() => format!("outcome{}", numbered(number)),
            id => format!("outcome-{id}"),
        },
        Fact::Retracted(_) => "retracted".to_owned(),
        Fact::Archived(_, number) => format!("archived{}", numbered(number)),
        Fact::Corrected(at, number) => {
            let before = &site.texts[at].document.corrections[..number];
            let same = before.iter().filter(|other| other.date.plain() == day).count();
            let of = of_position(site, at);
            format!("corrected-{day}{}{of}", numbered(same))
        }
    };
    format!("{page}#{place}")
}

/// Which position of its cell a text is; nothing for the text of anything else.
fn of_position(site: &Site, text: TextId) -> String {
    let PageKind::Cell(cell) = site.pages[site.texts[text].page].kind else { return String::new() };
    let position = site.cells[cell].positions.iter().find(|at| site.positions[**at].text == text);
    let day = site.as_of(text).map_or("", Date::plain);
    position.map_or_else(String::new, |at| format!("-of-{day}{}", numbered(older_of_one_day(site, *at))))
}

/// When the day begins on which it happened.
fn time(change: &Change) -> String {
    format!("{}T00:00:00Z", change.date.earliest())
}

fn element(xml: &mut String, name: &str, text: &str) {
    // Writing to a string cannot fail.
    let _ = write!(xml, "<{name}>");
    let _ = escape_html(&mut *xml, text);
    let _ = writeln!(xml, "</{name}>");
}

fn link(xml: &mut String, rel: &str, kind: &str, address: &str) {
    // Writing to a string cannot fail.
    let _ = write!(xml, "<link rel=\"{rel}\" type=\"{kind}\" href=");
    quoted(xml, address);
    xml.push_str("/>\n");
}

fn quoted(xml: &mut String, text: &str) {
    xml.push('"');
    // Writing to a string cannot fail.
    let _ = escape_html(&mut *xml, text);
    xml.push('"');
}

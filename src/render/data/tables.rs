//! Positions and citations, row by row.

use std::borrow::Cow;

use serde::Serialize;

use super::{address, by_key, room};
use crate::ids;
use crate::model::date::Date;
use crate::model::document::Position;
use crate::model::uses::Use;
use crate::model::words::Word;
use crate::model::{PageKind, PositionId, Site, SourceId, TextId};
use crate::render::Library;
use crate::render::cards::Cards;
use crate::render::quotation::{Quotation, quotation};

/// The columns of `positions.csv`, a space between them.
pub const POSITIONS: &str = "\
    id actor actor_name issue issue_title as_of stance basis firmness summary current trigger \
    review_after sources page_url option accepts rejects retracted";

/// The columns of `citations.csv`, a space between them.
pub const CITATIONS: &str = "\
    source source_title source_url page_title page_url sentence locator actor issue position \
    note";

/// A position. `Keys` is a list in JSON, and a text in a table.
#[derive(Serialize)]
pub struct PositionRow<'s, Keys> {
    id: &'s str,
    actor: &'s str,
    actor_name: &'s str,
    issue: &'s str,
    issue_title: &'s str,
    as_of: Option<&'s str>,
    stance: Option<&'static str>,
    basis: Option<&'static str>,
    firmness: Option<&'static str>,
    summary: Cow<'s, str>,
    current: bool,
    trigger: Option<&'s str>,
    review_after: Option<&'s str>,
    sources: Keys,
    page_url: String,
    option: Option<&'s str>,
    accepts: Keys,
    rejects: Keys,
    retracted: Keys,
}

/// A use of a source.
#[derive(Serialize)]
pub struct CitationRow<'s> {
    source: &'s str,
    source_title: &'s str,
    source_url: Option<&'s str>,
    page_title: &'s str,
    page_url: String,
    sentence: Cow<'s, str>,
    locator: Option<Cow<'s, str>>,
    actor: Option<&'s str>,
    issue: Option<&'s str>,
    position: Option<&'s str>,
    note: Option<Cow<'s, str>>,
}

/// Every position that stands on a page, by actor and issue, newest first; `list` puts a list together, with a
/// sign between its parts that none of them holds.
pub fn positions<'s, Keys>(
    library: &'s Library,
    list: impl Fn(Vec<&'s str>, &'static str) -> Keys + Copy,
) -> impl Iterator<Item = PositionRow<'s, Keys>> {
    let cards = Cards::as_written(library);
    library.site().positions.ids().map(move |at| position(library.site(), &cards, at, list))
}

fn position<'s, Keys>(
    site: &'s Site,
    cards: &Cards<'s>,
    at: PositionId,
    list: impl Fn(Vec<&'s str>, &'static str) -> Keys,
) -> PositionRow<'s, Keys> {
    let entry = &site.positions[at];
    let cell = &site.cells[entry.cell];
    let (actor, issue) = (&site.actors[cell.actor], &site.issues[cell.issue]);
    let option = |at: &usize| issue.meta.scale.get(*at).map(|option| option.value.written());
    let Position { as_of, stance, basis, firmness, review_after, .. } = &*entry.meta;
    PositionRow {
        id: &entry.id,
        actor: &actor.id,
        actor_name: actor.meta.name.written(),
        issue: &issue.id,
        issue_title: issue.meta.title.written(),
        as_of: as_of.as_ref().map(|as_of| as_of.value.edtf()),
        stance: stance.map(Word::id),
        basis: basis.map(Word::id),
        firmness: firmness.map(Word::id),
        summary: cards.position_summary(at),
        current: entry.nth == 0,
        trigger: entry.trigger.map(|event| site.events[event].id.as_str()),
        review_after: review_after.as_ref().map(Date::edtf),
        sources: list(cited_keys(site, entry.text), " "),
        page_url: match entry.nth {
            0 => address(site, entry.page),
            _ => format!("{}#{}", address(site, entry.page), ids::position(&entry.id)),
        },
        option: entry.option.and_then(|at| option(&at)),
        accepts: list(entry.accepts.iter().filter_map(option).collect(), " | "),
        rejects: list(entry.rejects.iter().filter_map(option).collect(), " | "),
        retracted: list(retracted_keys(site, cards, entry.text), " "),
    }
}

fn cited_keys(site: &Site, text: TextId) -> Vec<&str> {
    let mut keys: Vec<&str> = site.cited(text).into_iter().map(|at| site.sources[at].id.as_str()).collect();
    keys.sort_unstable();
    keys
}

/// The sources that were taken back and on which a text rests, directly or through others.
fn retracted_keys<'s>(site: &'s Site, cards: &Cards<'s>, text: TextId) -> Vec<&'s str> {
    let sources: Vec<SourceId> = site.cited(text).into_iter().collect();
    let mut keys: Vec<&str> = cards.retracted(&sources).into_iter().map(|at| site.sources[at].id.as_str()).collect();
    keys.sort_unstable();
    keys
}

/// Every use of every source, by key, then in the order of the pages.
pub fn citations(library: &Library) -> impl Iterator<Item = CitationRow<'_>> {
    let (site, cards) = (library.site(), Cards::as_written(library));
    by_key(site).into_iter().flat_map(move |source| {
        let cards = cards.clone();
        site.uses.of_source(source).iter().map(move |used| citation(site, &cards, source, *used))
    })
}

fn citation<'s>(site: &'s Site, cards: &Cards<'s>, source: SourceId, used: Use) -> CitationRow<'s> {
    let Quotation { anchor, locator, sentence, note } = quotation(site, cards, source, used);
    let entry = &site.sources[source];
    let text = &site.texts[used.text];
    let cell = match site.pages[text.page].kind {
        PageKind::Cell(at) => Some(&site.cells[at]),
        _ => None,
    };
    CitationRow {
        source: &entry.id,
        source_title: entry.meta.title.written(),
        source_url: entry.meta.url.as_ref().map(|url| url.value.url.as_str()),
        page_title: cards.title(text.page),
        page_url: address(site, text.page) + "#" + &anchor,
        sentence,
        locator,
        actor: cell.map(|cell| site.actors[cell.actor].id.as_str()),
        issue: cell.map(|cell| site.issues[cell.issue].id.as_str()),
        position: cell.map(|_| text.document.id.as_str()),
        note,
    }
}

/// A table of `count` rows by RFC 4180, its columns named even when it has none.
///
/// A cell is what the author wrote, also one that a spreadsheet may take for a formula: a sign put before it would
/// change the data for every other reader.
pub fn table(columns: &str, rows: impl Iterator<Item = impl Serialize>, count: usize) -> Vec<u8> {
    let mut table = Vec::with_capacity(room(count));
    let mut writer =
        csv::WriterBuilder::new().has_headers(false).terminator(csv::Terminator::CRLF).from_writer(&mut table);
    // Writing to memory cannot fail, and rows are flat.
    let _ = writer.write_record(columns.split(' '));
    for row in rows {
        let _ = writer.serialize(row);
    }
    let _ = writer.flush();
    drop(writer);
    table
}

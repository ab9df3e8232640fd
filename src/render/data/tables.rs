//! Positions and citations, row by row.

use serde::Serialize;

use super::{address, by_key};
use crate::model::date::Date;
use crate::model::document::Position;
use crate::model::site::Entry;
use crate::model::uses::Use;
use crate::model::words::Word;
use crate::model::{PageId, Site};
use crate::render::cards::{Cards, cited_sources};

/// The columns of `positions.csv`.
pub const POSITIONS: [&str; 15] = [
    "id",
    "actor",
    "actor_name",
    "issue",
    "issue_title",
    "as_of",
    "stance",
    "basis",
    "firmness",
    "summary",
    "current",
    "trigger",
    "review_after",
    "sources",
    "page_url",
];

/// The columns of `citations.csv`.
pub const CITATIONS: [&str; 10] = [
    "source",
    "source_title",
    "source_url",
    "page_title",
    "page_url",
    "sentence",
    "locator",
    "actor",
    "issue",
    "position",
];

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
    summary: String,
    current: bool,
    trigger: Option<&'s str>,
    review_after: Option<&'s str>,
    sources: Keys,
    page_url: String,
}

/// A use of a source.
#[derive(Serialize)]
pub struct CitationRow<'s> {
    source: &'s str,
    source_title: &'s str,
    source_url: Option<&'s str>,
    page_title: &'s str,
    page_url: String,
    sentence: String,
    locator: Option<&'s str>,
    actor: Option<&'s str>,
    issue: Option<&'s str>,
    position: Option<&'s str>,
}

/// Every position that stands on a page, by actor and issue, newest first; `keys` puts together the keys of what it
/// cites, none of which holds a space.
pub fn positions<'s, Keys>(
    site: &'s Site,
    keys: impl Fn(Vec<&'s str>) -> Keys + Copy,
) -> impl Iterator<Item = PositionRow<'s, Keys>> {
    site.positions_of_cells().map(move |(cell, nth)| position(site, cell, nth, keys))
}

fn position<'s, Keys>(
    site: &'s Site,
    cell_at: usize,
    nth: usize,
    keys: impl Fn(Vec<&'s str>) -> Keys,
) -> PositionRow<'s, Keys> {
    let cell = &site.cells[cell_at];
    let entry = &site.positions[cell.positions[nth]];
    let (actor, issue) = (&site.actors[cell.actor], &site.issues[cell.issue]);
    let Position { as_of, stance, basis, firmness, trigger, review_after, .. } = &*entry.meta;
    PositionRow {
        id: &entry.id,
        actor: &actor.id,
        actor_name: &actor.meta.name,
        issue: &issue.id,
        issue_title: &issue.meta.title,
        as_of: as_of.as_ref().map(|as_of| as_of.value.edtf()),
        stance: stance.map(Word::id),
        basis: basis.map(Word::id),
        firmness: firmness.map(Word::id),
        summary: Cards::new(site, String::new()).position_summary(entry),
        current: nth == 0,
        trigger: trigger.as_ref().filter(|id| site.event(&id.value).is_some()).map(|id| id.value.as_str()),
        review_after: review_after.as_ref().map(Date::edtf),
        sources: keys(cited_keys(site, entry)),
        page_url: match nth {
            0 => address(site, PageId::Cell(cell_at)),
            _ => format!("{}#{}", address(site, PageId::Cell(cell_at)), entry.anchor()),
        },
    }
}

fn cited_keys<'s>(site: &'s Site, entry: &Entry<Position>) -> Vec<&'s str> {
    let mut keys: Vec<&str> = cited_sources(entry).into_iter().map(|at| site.sources[at].id.as_str()).collect();
    keys.sort_unstable();
    keys
}

/// Every use of every source, by key, then in the order of the pages.
pub fn citations(site: &Site) -> impl Iterator<Item = CitationRow<'_>> {
    by_key(site)
        .into_iter()
        .flat_map(move |source| site.uses[source].iter().filter_map(move |used| citation(site, source, *used)))
}

fn citation(site: &Site, source: usize, used: Use) -> Option<CitationRow<'_>> {
    let quotation = site.quotation(source, used)?;
    let entry = &site.sources[source];
    let cell = match used.page {
        PageId::Cell(at) => Some(&site.cells[at]),
        _ => None,
    };
    Some(CitationRow {
        source: &entry.id,
        source_title: &entry.meta.title,
        source_url: entry.meta.url.as_ref().map(|url| url.value.url.as_str()),
        page_title: site.title(used.page),
        page_url: format!("{}#{}", address(site, used.page), quotation.anchor),
        sentence: quotation.sentence,
        locator: quotation.locator,
        actor: cell.map(|cell| site.actors[cell.actor].id.as_str()),
        issue: cell.map(|cell| site.issues[cell.issue].id.as_str()),
        position: cell.map(|cell| site.positions[cell.positions[used.nth as usize]].id.as_str()),
    })
}

/// A table by RFC 4180, its columns named even when it has no rows.
///
/// A cell is what the author wrote, also one that a spreadsheet may take for a formula: a sign put before it would
/// change the data for every other reader.
pub fn table(columns: &[&str], rows: impl Iterator<Item = impl Serialize>) -> Vec<u8> {
    let mut table = Vec::new();
    let mut writer =
        csv::WriterBuilder::new().has_headers(false).terminator(csv::Terminator::CRLF).from_writer(&mut table);
    // Writing to memory cannot fail, and rows are flat.
    let _ = writer.write_record(columns);
    for row in rows {
        let _ = writer.serialize(row);
    }
    let _ = writer.flush();
    drop(writer);
    table
}

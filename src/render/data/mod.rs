//! The site as data: tables of positions and citations, and the sources for reference managers.
//!
//! `docs/data.md` describes each file; names and order of the columns are an interface.

mod bibtex;
pub mod cite;
pub mod csl;
pub mod past;
mod ris;
mod tables;

use serde::Serialize;

use super::Library;
use crate::model::{Data, PageId, Site, SourceId};

/// Makes one of the files.
pub fn file(library: &Library, file: Data) -> Vec<u8> {
    let site = library.site();
    match file {
        Data::PositionsCsv => {
            let rows = tables::positions(library, |list, sign| list.join(sign));
            tables::table(tables::POSITIONS, rows, site.positions.len())
        }
        Data::PositionsJson => json(tables::positions(library, |list, _| list), site.positions.len()),
        Data::CitationsCsv => tables::table(tables::CITATIONS, tables::citations(library), site.uses.count()),
        Data::SourcesJson => json(by_key(site).into_iter().map(|at| csl::source(library, at)), site.sources.len()),
        Data::SourcesBib => bibtex::write(library).into_bytes(),
    }
}

/// The sources by key: those that nobody has written a note about stand among the others.
fn by_key(site: &Site) -> Vec<SourceId> {
    let mut sources: Vec<SourceId> = site.sources.ids().collect();
    sources.sort_by_key(|at| &site.sources[*at].id);
    sources
}

/// Where a page stands: absolute when the site knows where it will stand, else from its root.
fn address(site: &Site, page: PageId) -> String {
    let page = &site.pages[page];
    site.base_url().map_or_else(|| page.address.clone(), |base| page.canonical(base))
}

/// Bytes of room for so many entries of a file, more than most need: what is not written to costs no memory, but a file
/// of many megabytes that outgrows its room is in memory twice.
fn room(entries: usize) -> usize {
    entries * 640
}

/// A list of `count` items as JSON, one item a line, so that versions can be compared.
fn json(items: impl Iterator<Item = impl Serialize>, count: usize) -> Vec<u8> {
    let mut json = Vec::with_capacity(room(count));
    json.extend_from_slice(b"[\n");
    for (at, item) in items.enumerate() {
        json.extend_from_slice(if at == 0 { b"" } else { b",\n" });
        // Writing to memory cannot fail.
        let _ = serde_json::to_writer(&mut json, &item);
    }
    json.extend_from_slice(if json.len() > 2 { b"\n]\n" } else { b"]\n" });
    json
}

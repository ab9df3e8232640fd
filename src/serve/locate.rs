//! From a place in a page to a place in a file.

use serde::Deserialize;

use super::pages::{Found, find};
use crate::pipeline::Edition;

/// What was clicked in a page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Clicked {
    /// The way from the body down to the element: which child, of which child.
    pub path: Vec<usize>,
    /// The id of the element, or of the nearest one around it that has one.
    pub id: Option<String>,
    /// The path of the address that the nearest link around it leads to, when it leads into the site.
    pub href: Option<String>,
}

/// The file and line behind what was clicked in the page at an address. Knows files only, so far.
pub fn locate(edition: &Edition, page: &str, clicked: &Clicked) -> Option<(String, usize)> {
    let note = clicked.id.as_deref().and_then(|id| id.strip_prefix("note-")).and_then(|key| {
        // `note-KEY/PLACE` is a place in the source.
        std::iter::once(key).chain(key.rsplit_once('/').map(|(key, _)| key)).find_map(|key| {
            let site = edition.site();
            site.sources.iter().find(|source| source.id == key).map(|source| source.path.to_string())
        })
    });
    let linked = || clicked.href.as_deref().and_then(|href| file_of(edition, href));
    let file = note.or_else(linked).or_else(|| file_of(edition, page))?;
    Some((file, 1))
}

/// The file that the page at an address is about.
fn file_of(edition: &Edition, address: &str) -> Option<String> {
    let Found::At(path, _) = find(edition, address) else { return None };
    let site = edition.site();
    let page = site.page_ids().into_iter().find(|page| page.path(site) == path)?;
    site.file_of(page).map(|file| file.to_string())
}

//! What holds for every site.

use std::collections::{BTreeMap, BTreeSet};

use crate::html::Page;

/// The pages and files of the site that a page at `path` links or fetches, each with the place on it, read as a
/// browser reads them.
pub fn linked(path: &str, page: &Page) -> Vec<(String, String)> {
    let base = url::Url::parse("https://site.invalid/").expect("an address").join(&path.replace('%', "%25"));
    let base = base.expect("an address");
    let mut found = Vec::new();
    for element in page.elements().filter(|element| element.get("rel") != Some("canonical")) {
        for to in [element.get("href"), element.get("src")].into_iter().flatten() {
            let to = base.join(to).unwrap_or_else(|why| panic!("{path}: {to}: {why}"));
            if to.host_str() != Some("site.invalid") {
                continue;
            }
            let decoded = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8().expect("UTF-8").into_owned();
            found.push((decoded(&to.path()[1..]), decoded(to.fragment().unwrap_or_default())));
        }
    }
    found
}

/// Every id stands once; each marker has a note, each back-link a marker, and each marker a way back.
pub fn notes_and_markers_agree(page: &Page) {
    let mut ids = BTreeSet::new();
    for id in page.elements().filter_map(|element| element.get("id")) {
        assert!(ids.insert(id), "the id `{id}` stands twice in:\n{}", page.html());
    }
    let mut backs: BTreeMap<&str, usize> = BTreeMap::new();
    let mut labels = BTreeSet::new();
    for back in page.with("role", "doc-backlink") {
        let to = back.get("href").and_then(|href| href.strip_prefix('#')).expect("a place on the page");
        *backs.entry(to).or_default() += 1;
        assert_eq!(page.by_id(to).get("role"), Some("doc-noteref"), "#{to} is no marker");
        assert!(labels.insert(back.get("aria-label")), "two back-links are called {:?}", back.get("aria-label"));
    }
    for marker in page.with("role", "doc-noteref") {
        let id = marker.get("id").expect("a marker has an id");
        let note = marker.get("href").and_then(|href| href.strip_prefix('#')).expect("a place on the page");
        let foot = page.around(page.by_id(note)).any(|outer| outer.get("role") == Some("doc-endnotes"));
        assert!(foot, "#{note} is no note");
        assert_eq!(backs.get(id), Some(&1), "ways back to {id}");
    }
}

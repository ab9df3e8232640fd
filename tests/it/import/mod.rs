//! Bringing sources from reference managers. The fixtures are written in the manner of each program.

mod bad;
mod formats;
mod joining;
mod manuscript;
mod round_trip;

use std::collections::BTreeMap;

use crate::harness::{Run, Site, files_below};

/// A site with an export beside it.
fn with(name: &str, export: impl AsRef<[u8]>) -> Site {
    Site::new().file("content/index.md", "---\ntitle: Home\n---\nText.\n").file(name, export)
}

/// Imports it, with findings as short lines.
fn import(site: &Site, name: &str) -> Run {
    site.run(&["import", name, "--format", "short"])
}

/// The source notes of a site: the front matter of each, by key.
fn notes(site: &Site) -> BTreeMap<String, String> {
    let folder = site.path("content/sources");
    if !folder.exists() {
        return BTreeMap::new();
    }
    let read = |name: String| {
        let text = std::fs::read_to_string(folder.join(&name)).expect("a note");
        let front =
            text.strip_prefix("---\n").and_then(|rest| rest.split_once("---\n")).expect("front matter").0.to_owned();
        (name.trim_end_matches(".md").to_owned(), front)
    };
    files_below(&folder).into_iter().map(read).collect()
}

/// The front matter of the only note that an export gives.
fn one(name: &str, export: &str) -> String {
    let site = with(name, export);
    import(&site, name).exits(0);
    let mut notes = notes(&site);
    assert_eq!(notes.len(), 1, "{notes:?}");
    notes.pop_first().expect("one").1
}

//! The sources that a printed page takes along, as CSL-JSON.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::model::site::Site;
use crate::pipeline::csl;

/// The sources that a finished page cites, in the order of its notes.
pub fn by(site: &Site, html: &str) -> Value {
    let mut seen = BTreeSet::new();
    let keys = memchr::memmem::find_iter(html.as_bytes(), " id=\"note-").filter_map(|at| {
        // The words of a page may show the same letters; a tag they cannot open.
        let (before, id) = (&html[..at], &html[at + " id=\"note-".len()..]);
        let in_tag = before.bytes().rev().find(|byte| matches!(byte, b'<' | b'>')) == Some(b'<');
        Some(id.split('"').next().filter(|_| in_tag)?.replace("&amp;", "&"))
    });
    let sources = keys.filter_map(|key| site.source_at.get(&key).copied()).filter(|source| seen.insert(*source));
    sources.map(|at| csl::item(&site.sources[at].id, &site.sources[at].meta)).collect()
}

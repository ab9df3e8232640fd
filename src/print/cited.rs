//! The sources that a printed page takes along, as CSL-JSON.

use serde_json::Value;

use crate::model::site::Site;
use crate::pipeline::csl;
use crate::tags::{decoded, each_tag};

/// The sources that a finished page cites, in the order of its notes.
pub fn by(site: &Site, html: &str) -> Value {
    let mut cited = Vec::new();
    each_tag(html, |_, _, attributes| {
        let id = attributes.iter().find(|attribute| attribute.name == "id").map(|id| decoded(id.value));
        let source = id.as_deref().and_then(|id| site.source_at.get(id.strip_prefix("note-")?));
        cited.extend(source.copied());
    });
    cited.into_iter().map(|at| csl::item(&site.sources[at].id, &site.sources[at].meta)).collect()
}

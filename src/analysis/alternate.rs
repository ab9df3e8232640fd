//! What `alternate:` in front matter names.

use crate::model::PageId;
use crate::model::document::{Alternate, Kind};
use crate::model::site::Things;

/// The page of this site that a text of a kind names.
pub fn target(things: &Things, kind: Kind, alternate: &Alternate) -> Option<PageId> {
    let (kind, id) = alternate.named(kind);
    match kind {
        Kind::Briefing => things.briefing_at.get(id).map(|at| things.briefings[*at].page),
        Kind::Actor => things.actor(id).map(|at| things.actors[at].page),
        Kind::Issue => things.issue(id).map(|at| things.issues[at].page),
        Kind::Event => things.event_at.get(id).map(|at| things.events[*at].page),
        // They stand by their ids.
        Kind::Page => {
            let pages = things.free_pages.as_slice();
            pages.binary_search_by(|entry| entry.id.as_str().cmp(id)).ok().map(|at| pages[at].page)
        }
        Kind::Home | Kind::Position | Kind::Source => None,
    }
}

//! The titles of pages that no author wrote.

use crate::model::document::Kind;
use crate::model::{PageKind, Settings};

/// The title of a page of this kind.
pub fn of(page: PageKind, settings: &Settings) -> &str {
    match page {
        PageKind::Index(Kind::Briefing) => "Briefings",
        PageKind::Index(Kind::Actor) => "Actors",
        PageKind::Index(Kind::Issue) => "Issues",
        PageKind::Index(Kind::Position) => "Positions",
        PageKind::Index(Kind::Event) => "Events",
        PageKind::Index(Kind::Source) => "Sources",
        PageKind::Index(Kind::Page | Kind::Home) => "Pages",
        PageKind::Matrix => "Matrix",
        PageKind::Timeline => "Timeline",
        PageKind::NotFound => "Page not found",
        _ => &settings.title,
    }
}

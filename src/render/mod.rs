//! From the site to finished pages: what a template may know ([`view()`]), and its rendering ([`page`]).
//!
//! Both are pure, and know one page alone. A template sees nothing but its [`PageView`], so equal view and
//! equal theme make an equal page.

mod alternates;
mod blocks;
mod cards;
mod changes;
mod code;
mod compared;
mod compose;
mod data;
mod doubts;
mod evidence;
mod files;
mod gaps;
mod internal;
mod json_ld;
mod judgements;
mod library;
mod locator;
mod matrix;
mod page;
mod pages;
mod picture;
mod quotation;
mod scale;
mod search;
mod shape;
mod short;
mod side;
mod site;
mod summary;
pub mod theme;
mod timeline;
pub mod view;
pub mod words;

pub use changes::{ToldChange, told};
pub use compared::{ComparisonView, DifferenceView, compared, record};
pub use data::{csl, past};
pub use evidence::{GroundedView, TouchedView, grounded, touched};
pub use files::{file, make_search, pictures, search_files, static_files};
pub use internal::marked;
pub use library::Library;
pub use page::{PageView, RenderedPage, ViewOptions};
pub use pages::view;
pub use site::site_view;
pub use theme::{Languages, Theme, built_in_texts, built_in_theme};

use crate::diagnostic::Outcome;
use crate::model::PageId;

/// The title of a page.
pub fn title(library: &Library, page: PageId) -> &str {
    cards::Cards::of_page(library, page, "").title(page)
}

/// Renders a page. What cannot be rendered is reported, and the page shows the gap.
pub fn page(theme: &Theme, view: &PageView) -> Outcome<RenderedPage<String>> {
    theme.page(view)
}

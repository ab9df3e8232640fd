//! The page that stands at an address which a text had before: it leads on.

use crate::diagnostic::Outcome;
use crate::model::page::MovedPage;
use crate::render::cards::Cards;
use crate::render::view::MovedView;
use crate::render::{Library, Theme};

/// The page.
pub fn page(theme: &Theme, library: &Library, moved: &MovedPage) -> Outcome<String> {
    let site = library.site();
    let root = "../".repeat(moved.path.matches('/').count());
    let address = &site.pages[moved.page].address;
    let title = Cards::of_page(library, moved.page, &root).title(moved.page);
    let canonical = site.base_url().map(|base| [base, address].concat());
    theme.moved(site.language_of_page(moved.page), &MovedView { title, url: [&*root, address].concat(), canonical })
}

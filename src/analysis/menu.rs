//! Where a line of the menu leads.

use crate::model::{PageId, PageKind, Site};

/// What a menu can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target<'t> {
    /// A page that the site makes by itself, with its name.
    Made(&'static str, PageId),
    /// A page that somebody has written.
    Page(PageId),
    /// An address on the web.
    Web(&'t str),
}

/// What a name in a menu leads to: the name of a page that is made, the id of a free page, the path of a text or a page
/// under `content/`, or an address.
pub fn target<'t>(site: &Site, name: &'t str) -> Option<Target<'t>> {
    if name.starts_with("https://") || name.starts_with("http://") {
        return Some(Target::Web(name));
    }
    if let Some((name, kind)) = PageKind::MADE.into_iter().find(|(known, _)| *known == name) {
        return site.made.get(&kind).map(|page| Target::Made(name, *page));
    }
    let inside = name.strip_suffix(".md").or_else(|| name.strip_suffix(".html")).unwrap_or(name);
    let free = site.free_pages.iter().find(|page| page.id == inside).map(|page| page.page);
    let path = format!("{inside}.html");
    let found = free.or_else(|| site.pages.entries().find(|(_, page)| page.path == path).map(|(at, _)| at))?;
    let made = PageKind::MADE.into_iter().find(|(_, kind)| *kind == site.pages[found].kind);
    Some(made.map_or(Target::Page(found), |(name, _)| Target::Made(name, found)))
}

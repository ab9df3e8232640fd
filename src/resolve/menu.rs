//! Where the lines of the menu lead that the settings name.

use crate::model::site::MenuTarget;
use crate::model::{PageKind, Site};

/// What each line leads to, in their order.
pub fn targets(site: &Site) -> Vec<Option<MenuTarget>> {
    site.settings.menu.iter().flatten().map(|line| target(site, &line.to.value)).collect()
}

/// What a name in a menu leads to: the name of a page that is made, the id of a free page, the path of a text or a page
/// under `content/`, or an address.
fn target(site: &Site, name: &str) -> Option<MenuTarget> {
    if name.starts_with("https://") || name.starts_with("http://") {
        return Some(MenuTarget::Web);
    }
    if let Some((name, kind)) = PageKind::MADE.into_iter().find(|(known, _)| *known == name) {
        return site.made.get(&kind).map(|page| MenuTarget::Made(name, *page));
    }
    let inside = name.strip_suffix(".md").or_else(|| name.strip_suffix(".html")).unwrap_or(name);
    let free = site.free_pages.iter().find(|page| page.id == inside).map(|page| page.page);
    let path = format!("{inside}.html");
    let found = free.or_else(|| site.pages.entries().find(|(_, page)| page.path == path).map(|(at, _)| at))?;
    let made = PageKind::MADE.into_iter().find(|(_, kind)| *kind == site.pages[found].kind);
    Some(made.map_or(MenuTarget::Page(found), |(name, _)| MenuTarget::Made(name, found)))
}

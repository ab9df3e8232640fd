//! What every page shares: `site` in templates.

use super::cards::{Cards, direction};
use super::library::Library;
use super::theme::{ASSETS, Theme};
use super::view::{MenuEntry, MenuLineView, SiteView};
use crate::analysis::menu;
use crate::model::document::Kind;
use crate::model::page::{FEED, MENU};
use crate::model::settings::MenuLine;
use crate::model::{Audience, PageId, PageKind, Site};

/// Style sheets of a theme that pages have beside the built-in ones, each where the theme has it.
const STYLES: [&str; 2] = ["theme.css", "theme-print.css"];

/// Pages that other pages lead to, and no menu does unless it is told to.
const APART: [&str; 5] = ["positions", "pages", "evidence", "judgements", "search"];

/// `site` in templates.
pub fn site_view<'l>(library: &'l Library, theme: &Theme) -> SiteView<'l> {
    let site = library.site();
    let settings = &site.settings;
    let pages = site.free_pages.iter().take(MENU).map(|entry| &site.pages[entry.page]);
    let list = site.pages.iter().find(|page| page.kind == PageKind::Index(Kind::Page));
    let list = list.map(|page| MenuEntry { title: library.words().text("title.pages"), path: &page.address });
    SiteView {
        title: library.title(),
        description: settings.description.as_deref(),
        language: &settings.language,
        locale: locale(&settings.language),
        direction: direction(&settings.language),
        authors: &settings.authors,
        pages: pages
            .map(|page| MenuEntry { title: page.title.as_deref().unwrap_or_default(), path: &page.address })
            .chain(list)
            .collect(),
        as_of: site.build.as_of.as_ref().map(|day| Cards::new(library, "").date(day)),
        feed: site.has_feed().then_some(FEED),
        menu: menu(library),
        extra: &settings.extra,
        internal: site.build.audience == Audience::Internal,
        styles: STYLES.into_iter().filter(|name| theme.files.contains_key(&format!("{ASSETS}{name}"))).collect(),
        has: PageKind::MADE.into_iter().filter(|(_, kind)| shows(site, *kind)).map(|(name, _)| name).collect(),
    }
}

/// Whether a page that the site makes by itself is there and shows something.
fn shows(site: &Site, kind: PageKind) -> bool {
    let something = match kind {
        PageKind::Index(Kind::Briefing) => !site.briefings.is_empty(),
        PageKind::Index(Kind::Actor) => !site.actors.is_empty(),
        PageKind::Index(Kind::Issue) => !site.issues.is_empty(),
        PageKind::Index(Kind::Position) | PageKind::Matrix => !site.positions.is_empty(),
        PageKind::Index(Kind::Event) | PageKind::Timeline => !site.events.is_empty(),
        PageKind::Index(Kind::Source) => !site.sources.is_empty(),
        _ => true,
    };
    something && site.made.contains_key(&kind)
}

/// The lines of the menu: those that the settings name, else what the site has, and its first free pages.
fn menu(library: &Library) -> Vec<MenuLineView<'_>> {
    let site = library.site();
    let Some(wishes) = &site.settings.menu else { return usual(library) };
    wishes.iter().filter_map(|wish| wished(library, wish)).collect()
}

/// What stands in a menu of which the settings say nothing.
fn usual(library: &Library) -> Vec<MenuLineView<'_>> {
    let site = library.site();
    let made = PageKind::MADE.into_iter().filter(|(name, kind)| !APART.contains(name) && shows(site, *kind));
    let made = made.map(|(name, kind)| line(library, name, site.made[&kind], None));
    let free = site.free_pages.iter().take(MENU).map(|entry| line(library, "page", entry.page, None));
    let list = site.made.get(&PageKind::Index(Kind::Page)).map(|page| line(library, "pages", *page, None));
    made.chain(free).chain(list).collect()
}

/// A line that the settings ask for; none where the page is not there, which a finding says.
fn wished<'l>(library: &'l Library, wish: &'l MenuLine) -> Option<MenuLineView<'l>> {
    let title = wish.title.as_deref();
    match menu::target(library.site(), &wish.to.value)? {
        menu::Target::Made(name, page) => Some(line(library, name, page, title)),
        menu::Target::Page(page) => Some(line(library, "page", page, title)),
        menu::Target::Web(link) => {
            Some(MenuLineView { id: "web", title: title.unwrap_or(link), path: None, link: Some(link) })
        }
    }
}

fn line<'l>(library: &'l Library, id: &'static str, page: PageId, title: Option<&'l str>) -> MenuLineView<'l> {
    let site = library.site();
    let short =
        if id == "changes" { library.words().text("menu.changes") } else { Cards::new(library, "").title(page) };
    MenuLineView { id, title: title.unwrap_or(short), path: Some(&site.pages[page].address), link: None }
}

/// A language with its country, `pt_BR`, out of a tag that names both.
pub(super) fn locale(tag: &str) -> Option<String> {
    let country = tag.split('-').skip(1).find(|part| part.len() == 2)?;
    Some(format!("{}_{}", tag.split('-').next()?.to_lowercase(), country.to_uppercase()))
}

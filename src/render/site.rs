//! What every page shares: `site` in templates.

use super::alternates;
use super::cards::{Cards, direction};
use super::library::Library;
use super::theme::{ASSETS, Theme};
use super::view::{MenuEntry, MenuLineView, SiteView};
use crate::model::document::Kind;
use crate::model::page::{FEED, MENU};
use crate::model::settings::MenuLine;
use crate::model::site::MenuTarget;
use crate::model::{Audience, PageId, PageKind, Site};

/// Style sheets of a theme that pages have beside the built-in ones, each where the theme has it.
const STYLES: [&str; 2] = ["theme.css", "theme-print.css"];

/// Pages that other pages lead to, and no menu does unless it is told to.
const APART: [&str; 5] = ["positions", "pages", "evidence", "judgements", "search"];

/// `site` in templates, as pages in a language have it.
pub fn site_view<'l>(library: &'l Library, theme: &Theme, language: &str) -> SiteView<'l> {
    let (site, shelf) = (library.site(), library.shelf_in(language));
    let settings = &site.settings;
    let cards = Cards::of(library, shelf, "");
    let language = &*shelf.words.tag;
    let pages = site.free_pages.iter().take(MENU).map(|entry| {
        let (page, written_in) = (&site.pages[entry.page], site.language_of_page(entry.page));
        let title = page.title.as_deref().unwrap_or_default();
        MenuEntry { title, language: (written_in != language).then_some(written_in), path: &page.address }
    });
    let list = site.pages.iter().find(|page| page.kind == PageKind::Index(Kind::Page));
    let list =
        list.map(|page| MenuEntry { title: shelf.words.text("title.pages"), language: None, path: &page.address });
    SiteView {
        title: &shelf.title,
        description: settings.description.as_deref(),
        language,
        locale: locale(language),
        direction: direction(language),
        written_in: (language != settings.language).then_some(&*settings.language),
        alternates: alternates::of_site(&cards),
        authors: &settings.authors,
        pages: pages.chain(list).collect(),
        as_of: site.build.as_of.as_ref().map(|day| cards.date(day)),
        feed: site.has_feed().then_some(FEED),
        menu: menu(&cards),
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
fn menu<'l>(cards: &Cards<'l>) -> Vec<MenuLineView<'l>> {
    let Some(wishes) = &cards.site.settings.menu else { return usual(cards) };
    wishes.iter().zip(&cards.site.menu).filter_map(|(wish, target)| Some(wished(cards, wish, (*target)?))).collect()
}

/// What stands in a menu of which the settings say nothing.
fn usual<'l>(cards: &Cards<'l>) -> Vec<MenuLineView<'l>> {
    let site = cards.site;
    let made = PageKind::MADE.into_iter().filter(|(name, kind)| !APART.contains(name) && shows(site, *kind));
    let made = made.map(|(name, kind)| line(cards, name, site.made[&kind], None));
    let free = site.free_pages.iter().take(MENU).map(|entry| line(cards, "page", entry.page, None));
    let list = site.made.get(&PageKind::Index(Kind::Page)).map(|page| line(cards, "pages", *page, None));
    made.chain(free).chain(list).collect()
}

/// A line that the settings ask for.
fn wished<'l>(cards: &Cards<'l>, wish: &'l MenuLine, target: MenuTarget) -> MenuLineView<'l> {
    let title = wish.title.as_deref();
    match target {
        MenuTarget::Made(name, page) => line(cards, name, page, title),
        MenuTarget::Page(page) => line(cards, "page", page, title),
        MenuTarget::Web => {
            let link = &*wish.to.value;
            let language = title.map(|_| &*cards.site.settings.language);
            let language = language.filter(|language| *language != cards.words.tag);
            MenuLineView { id: "web", title: title.unwrap_or(link), language, path: None, link: Some(link) }
        }
    }
}

fn line<'l>(cards: &Cards<'l>, id: &'static str, page: PageId, title: Option<&'l str>) -> MenuLineView<'l> {
    let site = cards.site;
    let own = if id == "changes" { cards.words.text("menu.changes") } else { cards.title(page) };
    // Titles of authors stay as they are, whatever the page around the menu speaks.
    let written_in = match title {
        Some(_) => &*site.settings.language,
        None if site.pages[page].title.is_some() => site.language_of_page(page),
        None => &*cards.words.tag,
    };
    let language = (written_in != cards.words.tag).then_some(written_in);
    MenuLineView { id, title: title.unwrap_or(own), language, path: Some(&site.pages[page].address), link: None }
}

/// A language with its country, `pt_BR`, out of a tag that names both.
pub(super) fn locale(tag: &str) -> Option<String> {
    let country = tag.split('-').skip(1).find(|part| part.len() == 2)?;
    Some(format!("{}_{}", tag.split('-').next()?.to_lowercase(), country.to_uppercase()))
}

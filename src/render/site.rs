//! What every page shares: `site` in templates.

use super::cards::{Cards, direction};
use super::library::Library;
use super::theme::{ASSETS, Theme};
use super::view::{MenuEntry, SiteView};
use crate::model::PageKind;
use crate::model::document::Kind;
use crate::model::page::{FEED, MENU};

/// Style sheets of a theme that pages have beside the built-in ones, each where the theme has it.
const STYLES: [&str; 2] = ["theme.css", "theme-print.css"];

/// `site` in templates.
pub fn site_view<'l>(library: &'l Library, theme: &Theme) -> SiteView<'l> {
    let site = library.site();
    let settings = &site.settings;
    let kinds = [
        ("briefings", !site.briefings.is_empty()),
        ("actors", !site.actors.is_empty()),
        ("issues", !site.issues.is_empty()),
        ("positions", !site.positions.is_empty()),
        ("events", !site.events.is_empty()),
        ("sources", !site.sources.is_empty()),
        ("changes", site.made.contains_key(&PageKind::Changes)),
        ("judgements", site.made.contains_key(&PageKind::Judgements)),
        ("evidence", site.made.contains_key(&PageKind::Evidence)),
    ];
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
        styles: STYLES.into_iter().filter(|name| theme.files.contains_key(&format!("{ASSETS}{name}"))).collect(),
        has: kinds.into_iter().filter(|(_, has)| *has).map(|(word, _)| word).collect(),
    }
}

/// A language with its country, `pt_BR`, out of a tag that names both.
pub(super) fn locale(tag: &str) -> Option<String> {
    let country = tag.split('-').skip(1).find(|part| part.len() == 2)?;
    Some(format!("{}_{}", tag.split('-').next()?.to_lowercase(), country.to_uppercase()))
}

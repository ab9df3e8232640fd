//! Where the same stands in other languages.

use super::cards::{Cards, direction};
use super::view::AlternateView;
use crate::analysis::day;
use crate::model::document::Alternate;
use crate::model::site::SameAs;
use crate::model::{PageId, PageKind};

/// The counterparts of a page, by their languages. What readers get leads to no draft.
pub fn of_page<'a>(cards: &Cards<'a>, at: PageId) -> Vec<AlternateView<'a>> {
    let site = cards.site;
    let is_shown = |page: PageId| page != at && (site.pages[at].draft || !site.pages[page].draft);
    let view = |same: &'a SameAs| match same {
        SameAs::Page(page) if is_shown(*page) => {
            let url = cards.url(*page);
            let canonical = site.base_url().map_or_else(|| url.clone(), |base| site.pages[*page].canonical(base));
            let later =
                day::own_date(site, site.pages[*page].kind).is_some_and(|date| !cards.seen.day().counts(Some(date)));
            Some(AlternateView { later, ..alternate(cards, site.language_of_page(*page), url, canonical) })
        }
        SameAs::Page(_) => None,
        SameAs::Web(language, address) => Some(alternate(cards, language, address.clone(), address.clone())),
    };
    let same = site.alternates.get(&at).into_iter().flat_map(|same| same.iter()).filter_map(view);
    // The front page is the front page of the other sites.
    let front = if site.pages[at].kind == PageKind::Home { of_site(cards) } else { Vec::new() };
    let mut all: Vec<AlternateView> = same.chain(front).collect();
    all.sort_by(|a, b| (a.language, &a.url).cmp(&(b.language, &b.url)));
    all
}

/// The site in other languages.
pub fn of_site<'a>(cards: &Cards<'a>) -> Vec<AlternateView<'a>> {
    let view = |other: &'a Alternate| {
        let language = &other.language.as_ref()?.value;
        Some(alternate(cards, language, other.to.value.clone(), other.to.value.clone()))
    };
    cards.site.settings.alternate.iter().filter_map(view).collect()
}

fn alternate<'a>(cards: &Cards, language: &'a str, url: String, canonical: String) -> AlternateView<'a> {
    let (name, direction) = (cards.words.autonym(language), direction(language));
    AlternateView { language, name, direction, url, canonical, later: false }
}

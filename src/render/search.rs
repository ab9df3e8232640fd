//! The page to search from: all pages from A to Z, for whoever has no script, and below its field for all others.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::cards::{Cards, direction};
use super::view::{LetterView, ListedPage, SearchPageView, WordView};
use crate::model::{PageId, PageKind, Site};

/// The pages that are searched: finished ones, but for lists of others.
pub fn searched(site: &Site) -> Vec<PageId> {
    let is_list = |kind: PageKind| {
        matches!(kind, PageKind::Index(_) | PageKind::Edition(_) | PageKind::Search | PageKind::NotFound)
    };
    let pages = site.pages.entries().filter(|(_, page)| !page.draft && !is_list(page.kind));
    pages.map(|(at, _)| at).collect()
}

/// What readers call a page when they search.
pub fn kind_of(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Cell(_) => "position",
        PageKind::Source(_) => "source",
        PageKind::Briefing(_) => "briefing",
        PageKind::Actor(_) => "actor",
        PageKind::Issue(_) => "issue",
        PageKind::Event(_) => "event",
        _ => "page",
    }
}

/// The key of the words for that.
fn label_key(kind: &str) -> &'static str {
    match kind {
        "position" => "search.position",
        "source" => "search.source",
        "briefing" => "search.briefing",
        "actor" => "search.actor",
        "issue" => "search.issue",
        "event" => "search.event",
        _ => "search.page",
    }
}

/// All pages by title.
pub fn page<'a>(cards: &Cards<'a>, site: &'a Site) -> SearchPageView<'a> {
    let listed = searched(site).into_iter().map(|page| {
        let title = cards.title(page);
        (sorted_by(title), title, page)
    });
    let mut listed: Vec<(String, &str, PageId)> = listed.collect();
    listed.sort();
    let mut letters: Vec<LetterView> = Vec::new();
    for (by, title, page) in listed {
        let letter = letter(&by);
        if letters.last().is_none_or(|last| last.title != letter) {
            let id = format!("sp-letter-{}", letters.len() + 1);
            letters.push(LetterView { id, title: letter, pages: Vec::new() });
        }
        let kind = kind_of(site.pages[page].kind);
        let language = match site.pages[page].kind {
            PageKind::Source(at) => site.sources[at].meta.language.as_deref(),
            _ => None,
        };
        let language = language.unwrap_or_else(|| site.language_of_page(page));
        let listed = ListedPage {
            title,
            kind: WordView { id: kind, label: cards.words.text(label_key(kind)) },
            language,
            direction: direction(language),
            url: cards.url(page),
        };
        if let Some(last) = letters.last_mut() {
            last.pages.push(listed);
        }
    }
    SearchPageView { letters }
}

/// By what titles are sorted: small, without marks on Latin letters, from the first letter or figure on.
fn sorted_by(title: &str) -> String {
    let mut latin = false;
    let small = title.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is_left = |c: &char| {
        let is_mark = is_combining_mark(*c);
        latin = if is_mark { latin } else { c.is_ascii() };
        !(is_mark && latin)
    };
    small.nfd().filter(is_left).nfc().collect()
}

/// The letter under which a title stands.
fn letter(sorted_by: &str) -> String {
    match sorted_by.chars().next() {
        Some(figure) if figure.is_numeric() => "0–9".to_owned(),
        Some(letter) => letter.to_uppercase().collect(),
        None => "…".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_make_no_letter_of_their_own_but_where_they_do() {
        let letters: Vec<String> =
            ["«Évian»", "ärger", "Їжак", "Йти", "2025", "—"].iter().map(|title| letter(&sorted_by(title))).collect();
        assert_eq!(letters, ["E", "A", "Ї", "Й", "0–9", "…"]);
    }
}

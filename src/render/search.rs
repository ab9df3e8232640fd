//! The page to search from: all pages from A to Z, for whoever has no script, and below its field for all others.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::cards::{Cards, direction};
use super::view::{LetterView, ListedPage, SearchPageView, WordView};
use crate::collate::Collation;
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

/// The kinds of hits, each with the key of its words. The script knows them by their places.
pub const KINDS: [(&str, &str); 9] = [
    ("position", "search.position"),
    ("judgement", "search.judgement"),
    ("quotation", "search.quotation"),
    ("source", "search.source"),
    ("briefing", "search.briefing"),
    ("actor", "search.actor"),
    ("issue", "search.issue"),
    ("event", "search.event"),
    ("page", "search.page"),
];

/// The key of the words for a kind.
fn label_key(kind: &str) -> &'static str {
    KINDS.iter().find(|(known, _)| *known == kind).map_or("search.page", |(_, key)| key)
}

/// The language of what a page is called: a source has the title that its authors gave it.
pub fn language_of_title(site: &Site, page: PageId) -> &str {
    let own = match site.pages[page].kind {
        PageKind::Source(at) => site.sources[at].meta.language.as_deref(),
        _ => None,
    };
    own.unwrap_or_else(|| site.language_of_page(page))
}

/// All pages by title.
pub fn page<'a>(cards: &Cards<'a>, site: &'a Site) -> SearchPageView<'a> {
    let (order, alike) = (Collation::of(&site.settings.language), Collation::of_letters(&site.settings.language));
    let listed = searched(site).into_iter().map(|page| {
        let title = cards.title(page);
        (order.key(title.trim_start_matches(|c: char| !c.is_alphanumeric())), title, page)
    });
    let mut listed: Vec<(Vec<u8>, &str, PageId)> = listed.collect();
    listed.sort();
    let mut letters: Vec<LetterView> = Vec::new();
    let mut last_key = None;
    for (_, title, page) in listed {
        let (key, letter) = letter(title, &alike);
        if last_key.as_ref() != Some(&key) {
            let id = format!("sp-letter-{}", letters.len() + 1);
            letters.push(LetterView { id, title: letter, pages: Vec::new() });
            last_key = Some(key);
        }
        let kind = kind_of(site.pages[page].kind);
        let language = language_of_title(site, page);
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

/// The letter under which a title stands, and what it has in common with those that are the same to readers.
fn letter(title: &str, alike: &Collation) -> (Vec<u8>, String) {
    match title.chars().find(|c| c.is_alphanumeric()) {
        Some(figure) if figure.is_numeric() => (b"0".to_vec(), "0–9".to_owned()),
        Some(letter) => {
            let letter: String = letter.to_uppercase().collect();
            let plain: String = letter.nfd().filter(|c| !is_combining_mark(*c)).collect();
            let key = alike.key(&letter);
            let is_plain = alike.key(&plain) == key;
            (key, if is_plain { plain } else { letter })
        }
        None => (Vec::new(), "…".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_make_no_letter_of_their_own_but_where_they_do() {
        let letters = |language: &str, titles: [&str; 4]| {
            let alike = Collation::of_letters(language);
            titles.map(|title| letter(title, &alike).1)
        };
        assert_eq!(letters("de", ["«Évian»", "ärger", "2025", "—"]), ["E", "A", "0–9", "…"]);
        assert_eq!(letters("uk", ["Їжак", "Йти", "ґанок", "Зоря"]), ["Ї", "Й", "Ґ", "З"]);
        assert_eq!(letters("es", ["Ñuble", "Nula", "Ávila", "arte"]), ["Ñ", "N", "A", "A"]);
        assert_eq!(letters("sv", ["Åland", "Öland", "ärende", "Ort"]), ["Å", "Ö", "Ä", "O"]);
    }
}

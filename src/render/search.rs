//! The page to search from: all pages from A to Z, for whoever has no script, and below its field for all others.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::cards::{Cards, direction};
use super::view::{LetterView, ListedPage, SearchPageView, WordView};
use crate::collate::Collation;
use crate::ids;
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
    let (order, alphabet) = (Collation::of(&site.settings.language), Alphabet::of(&site.settings.language));
    let listed = searched(site).into_iter().map(|page| {
        let title = cards.title(page);
        (order.key(title.trim_start_matches(|c: char| !c.is_alphanumeric())), title, page)
    });
    let mut listed: Vec<(Vec<u8>, &str, PageId)> = listed.collect();
    listed.sort();
    let mut letters: Vec<LetterView> = Vec::new();
    let mut last_key = None;
    for (_, title, page) in listed {
        let (key, letter) = alphabet.letter(title);
        if last_key.as_ref() != Some(&key) {
            let id = ids::theme(&format!("letter-{}", letters.len() + 1));
            letters.push(LetterView { id, title: letter, pages: Vec::new() });
            last_key = Some(key);
        } else if let Some(last) = letters.last_mut().filter(|last| letter.chars().count() < last.title.chars().count())
        {
            last.title = letter; // `Å` rather than `Aa`
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

/// What is one letter to the readers of a language, whatever its marks and its size.
struct Alphabet {
    alike: Collation,
    /// The letters of which others are made: `Œ`, `Đ`, `ß`.
    plain: Vec<(char, Vec<u8>)>,
    is_arabic: bool,
}

impl Alphabet {
    fn of(language: &str) -> Alphabet {
        let alike = Collation::of_letters(language);
        let plain = ('A'..='Z').map(|letter| (letter, alike.key(letter.encode_utf8(&mut [0; 4])))).collect();
        Alphabet { alike, plain, is_arabic: language.split('-').next() == Some("ar") }
    }

    /// The letter under which a title stands, and by what it is the same as others.
    fn letter(&self, title: &str) -> (Vec<u8>, String) {
        let mut signs = title.chars().skip_while(|c| !c.is_alphanumeric());
        match signs.next() {
            Some(figure) if figure.is_numeric() => (b"0".to_vec(), "0–9".to_owned()),
            Some(first) => {
                let first = upper(first);
                let second = signs.next().filter(|c| c.is_alphabetic());
                second.and_then(|second| self.of_two(&first, second)).unwrap_or_else(|| self.base(&first))
            }
            None => (Vec::new(), "…".to_owned()),
        }
    }

    /// The letter that two signs are together, such as `Ch` in Czech; where a vowel is written first, as in Thai, the
    /// consonant behind it.
    fn of_two(&self, first: &str, second: char) -> Option<(Vec<u8>, String)> {
        let both = format!("{first}{second}");
        let key = self.alike.key(&both);
        if key.starts_with(&self.alike.key(first)) {
            return None;
        }
        let second = second.to_string();
        if key.starts_with(&self.alike.key(&second)) { Some(self.base(&second)) } else { Some((key, both)) }
    }

    /// The letter without what makes no letter of its own. Where the language sorts it apart, it stays as it is.
    fn base(&self, letter: &str) -> (Vec<u8>, String) {
        let key = self.alike.key(letter);
        if let Some((plain, own)) = self.plain.iter().find(|(_, own)| key.starts_with(own)) {
            return (own.clone(), plain.to_string());
        }
        let plain: String = letter.nfd().filter(|c| !is_combining_mark(*c)).collect();
        let own = self.alike.key(&plain);
        // The weights of Arabic forms of alef differ, and no reader looks for them apart.
        if own == key || (self.is_arabic && plain == "ا") { (own, plain) } else { (key, letter.to_owned()) }
    }
}

/// A letter as headings have it: one, though `ß` has two as a capital.
fn upper(letter: char) -> String {
    letter.to_uppercase().take(1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_make_no_letter_of_their_own_but_where_they_do() {
        let letters = |language: &str, titles: &str| {
            let alphabet = Alphabet::of(language);
            titles.split_whitespace().map(|title| alphabet.letter(title).1).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(letters("de", "«Évian» ärger 2025 — Sand ßa Stein"), "E A 0–9 … S S S");
        assert_eq!(letters("uk", "Їжак Йти ґанок Зоря"), "Ї Й Ґ З");
        assert_eq!(letters("es", "Ñuble Nula Ávila arte"), "Ñ N A A");
        assert_eq!(letters("pl", "Łódź lama Ćma żaba źle"), "Ł L Ć Ż Ź");
        assert_eq!(letters("sv", "Åland Öland ärende Ort"), "Å Ö Ä O");
        assert_eq!(letters("fr", "Océan Œuvre Oslo Ærø Aland"), "O O O A A");
        assert_eq!(letters("en", "Đakovo Dar Duma Łódź Ørsted Þór"), "D D D L O Þ");
        assert_eq!(letters("da", "Ærø Øl Aarhus Ål"), "Æ Ø Aa Å");
        assert_eq!(letters("hr", "Đakovo Dar Ljubljana"), "Đ D Lj");
        assert_eq!(letters("cs", "Chrudim Cheb Cena Hora"), "Ch Ch C H");
        assert_eq!(letters("ar", "آسيا أحمد إيران ابن باريس"), "ا ا ا ا ب");
        assert_eq!(letters("ru", "Ёлка Ельник"), "Е Е");
        assert_eq!(letters("th", "เกาะ กรุง"), "ก ก");
    }
}

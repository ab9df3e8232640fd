//! How languages are written, as far as it differs here: their quotation marks, their abbreviations, and the words
//! that begin sentences.

mod words;

use std::sync::OnceLock;

use ahash::HashSet;
use words::Words;

/// A language whose ways are known; every other is written as English is.
#[derive(Debug, Clone, Copy)]
pub struct Language(&'static Ways);

/// The ways of a language.
#[derive(Debug)]
struct Ways {
    /// Its BCP 47 tag in lower case, with a region only where that has ways of its own.
    tag: &'static str,
    /// Quotation marks: opening and closing, then those of a quotation within a quotation.
    quotes: [&'static str; 4],
    /// Punctuation stands off from words, by a narrow space or by a whole one before a colon.
    spaced: bool,
    /// A number with a full stop is an ordinal: `am 5. Mai`.
    ordinals: bool,
    words: &'static Words,
}

const fn ways(tag: &'static str, quotes: [&'static str; 4], words: &'static Words) -> Ways {
    Ways { tag, quotes, spaced: false, ordinals: false, words }
}

/// The same for a language whose ordinals have a full stop.
const fn counting(tag: &'static str, quotes: [&'static str; 4], words: &'static Words) -> Ways {
    Ways { tag, quotes, spaced: false, ordinals: true, words }
}

const ENGLISH: [&str; 4] = ["“", "”", "‘", "’"];
const GERMAN: [&str; 4] = ["„", "“", "‚", "‘"];
const RUSSIAN: [&str; 4] = ["«", "»", "„", "“"];
const LATIN: [&str; 4] = ["«", "»", "“", "”"];
const POLISH: [&str; 4] = ["„", "”", "«", "»"];
const SWEDISH: [&str; 4] = ["”", "”", "’", "’"];
const SWISS: [&str; 4] = ["«", "»", "‹", "›"];

/// Of Spanish, the marks of its newspapers; of Portuguese, those of Brazil unless the tag says Portugal.
static KNOWN: [Ways; 46] = [
    ways("en", ENGLISH, &words::ENGLISH),
    ways("uk", RUSSIAN, &words::UKRAINIAN),
    ways("ru", RUSSIAN, &words::RUSSIAN),
    counting("de", GERMAN, &words::GERMAN),
    counting("de-ch", SWISS, &words::GERMAN),
    counting("de-li", SWISS, &words::GERMAN),
    Ways {
        tag: "fr",
        quotes: ["«\u{202f}", "\u{202f}»", "“", "”"],
        spaced: true,
        ordinals: false,
        words: &words::FRENCH,
    },
    ways("fr-ch", SWISS, &words::FRENCH),
    ways("es", ENGLISH, &words::SPANISH),
    counting("pl", POLISH, &words::POLISH),
    ways("it", LATIN, &words::ITALIAN),
    ways("it-ch", SWISS, &words::ITALIAN),
    ways("pt", ENGLISH, &words::PORTUGUESE),
    ways("pt-pt", LATIN, &words::PORTUGUESE),
    ways("pt-ao", LATIN, &words::PORTUGUESE),
    ways("pt-mz", LATIN, &words::PORTUGUESE),
    counting("cs", GERMAN, &words::CZECH),
    counting("sk", GERMAN, &words::CZECH),
    ways("be", RUSSIAN, &words::RUSSIAN),
    ways("kk", RUSSIAN, &words::RUSSIAN),
    ways("bg", ["„", "“", "’", "’"], &words::NONE),
    ways("mk", GERMAN, &words::NONE),
    counting("sl", GERMAN, &words::NONE),
    counting("hr", POLISH, &words::NONE),
    counting("bs", POLISH, &words::NONE),
    counting("sr", ["„", "“", "’", "’"], &words::NONE),
    counting("et", GERMAN, &words::NONE),
    ways("lt", GERMAN, &words::NONE),
    counting("lv", ["“", "”", "„", "“"], &words::NONE),
    counting("hu", ["„", "”", "»", "«"], &words::NONE),
    ways("ro", POLISH, &words::NONE),
    counting("is", GERMAN, &words::NONE),
    counting("da", ["»", "«", "›", "‹"], &words::NONE),
    counting("no", ["«", "»", "‘", "’"], &words::NONE),
    counting("nb", ["«", "»", "‘", "’"], &words::NONE),
    counting("nn", ["«", "»", "‘", "’"], &words::NONE),
    ways("sv", SWEDISH, &words::NONE),
    counting("fi", SWEDISH, &words::NONE),
    ways("nl", ENGLISH, &words::NONE),
    ways("el", LATIN, &words::NONE),
    ways("hy", ["«", "»", "“", "”"], &words::NONE),
    ways("ka", GERMAN, &words::NONE),
    ways("sq", POLISH, &words::NONE),
    ways("ar", LATIN, &words::NONE),
    ways("he", SWEDISH, &words::NONE),
    ways("fa", ["«", "»", "‹", "›"], &words::NONE),
];

impl Default for Language {
    fn default() -> Language {
        Language(&KNOWN[0])
    }
}

impl PartialEq for Language {
    fn eq(&self, other: &Language) -> bool {
        self.0.tag == other.0.tag
    }
}

impl Eq for Language {}

impl Language {
    /// The language of a BCP 47 tag.
    pub fn of(tag: &str) -> Language {
        let known = |tag: &str| KNOWN.iter().find(|ways| ways.tag.eq_ignore_ascii_case(tag));
        // A script says nothing of the marks, but a region may: `de-Latn-CH`.
        let mut parts = tag.split('-');
        let primary = parts.next().unwrap_or_default();
        let region = parts.find(|part| part.len() == 2);
        let regional = region.and_then(|region| known(&format!("{primary}-{region}")));
        regional.or_else(|| known(primary)).map_or_else(Language::default, Language)
    }

    /// Its quotation marks, or those within a quotation.
    pub(super) fn quotes(self, inner: bool) -> [&'static str; 2] {
        let [open, close, inner_open, inner_close] = self.0.quotes;
        if inner { [inner_open, inner_close] } else { [open, close] }
    }

    /// Whether its punctuation stands off from words.
    pub(super) fn is_spaced(self) -> bool {
        self.0.spaced
    }

    /// Whether a number with a full stop is an ordinal.
    pub(super) fn has_ordinals(self) -> bool {
        self.0.ordinals
    }

    /// Whether a word is short for one that stands before a name, such as a title: no sentence ends with it.
    pub(super) fn is_before_name(self, word: &str) -> bool {
        self.0.words.before_names.has(word) && !is_acronym(word)
    }

    /// Whether a word is short for one that may end a sentence, such as a unit.
    pub(super) fn is_short(self, word: &str) -> bool {
        self.0.words.short.has(word) && !is_acronym(word)
    }

    /// Whether a word is short for a month or a day of the week. Those of some languages have a capital.
    pub(super) fn is_day(self, word: &str) -> bool {
        self.0.words.days.has_exactly(word)
    }

    /// Whether a word is short for another one where a number stands before it, and a word by itself elsewhere.
    pub(super) fn is_short_behind_number(self, word: &str) -> bool {
        self.0.words.behind_numbers.has_exactly(word)
    }

    /// Whether a word is short for one that stands before a number.
    pub(super) fn is_before_number(self, word: &str) -> bool {
        self.0.words.before_numbers.has(word)
    }

    /// Whether a word most often begins a sentence when it has a capital.
    pub(super) fn begins(self, word: &str) -> bool {
        self.0.words.beginnings.has(word)
    }

    /// Whether a word behind a number is a unit.
    pub(super) fn is_unit(self, word: &str) -> bool {
        words::UNITS.has(word) || self.0.words.units.has(word)
    }
}

/// Whether a letter is of a script that writes no spaces between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese.
pub fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The same, or a mark that stands between such letters.
pub(super) fn is_amid_unspaced(c: char) -> bool {
    is_unspaced(c) || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff0f}' | '：' | '；' | '？')
}

/// Whether a word is the letters of a name, such as BP or SEC, and not short for what the same small letters are. The plurals of
/// Spanish, `EE. UU.`, have one letter twice.
fn is_acronym(word: &str) -> bool {
    let mut letters = word.chars();
    let (first, second) = (letters.next(), letters.next());
    second.is_some() && (first != second || letters.next().is_some()) && word.chars().all(char::is_uppercase)
}

/// A list of words in small letters with a space between them, which is looked into at most full stops of a site.
#[derive(Debug)]
struct List(&'static str, OnceLock<HashSet<&'static str>>);

impl List {
    const fn of(words: &'static str) -> List {
        List(words, OnceLock::new())
    }

    /// Whether it has a word, whatever the word's capitals.
    fn has(&self, word: &str) -> bool {
        // The longest of all has this many bytes.
        if word.is_empty() || word.len() > 24 {
            return false;
        }
        self.has_exactly(word) || (word.contains(char::is_uppercase) && self.has_exactly(&word.to_lowercase()))
    }

    /// The same with the capitals of the list.
    fn has_exactly(&self, word: &str) -> bool {
        self.1.get_or_init(|| self.0.split_whitespace().collect()).contains(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_counts_where_it_has_ways_of_its_own() {
        let marks = |tag| Language::of(tag).quotes(false).concat();
        assert_eq!(["de", "de-AT", "DE-ch", "de-Latn-CH"].map(marks), ["„“", "„“", "«»", "«»"]);
        assert_eq!(["pt", "pt-BR", "pt-PT", "zz", "en-GB"].map(marks), ["“”", "“”", "«»", "“”", "“”"]);
    }
}

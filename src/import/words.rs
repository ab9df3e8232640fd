//! What the values of fields mean, whichever program wrote them: texts with the markup of programs, dates, languages,
//! numbers of books.

use std::ops::Range;

use crate::model::Date;
use crate::web::is_bidi_control;

/// The words of a value on one line, without the markup by which reference managers set titles.
pub fn plain(text: &str) -> String {
    let text = if text.contains('<') { without_tags(text) } else { text.to_owned() };
    let text = if text.contains('&') { unescaped(&text) } else { text };
    let shown =
        |c: char| if c.is_control() || c.is_whitespace() { Some(' ') } else { (!is_bidi_control(c)).then_some(c) };
    let text: String = text.chars().filter_map(shown).collect();
    text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The elements that Zotero and CSL take in titles, and those of JATS that publishers hand on.
const TAGS: [&str; 12] = ["i", "b", "em", "strong", "sub", "sup", "sc", "span", "u", "p", "br", "scp"];

fn without_tags(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        kept.push_str(&rest[..at]);
        rest = &rest[at..];
        let inside = rest.find('>').map(|end| &rest[1..end]);
        let name = |inside: &str| {
            let name =
                inside.trim_start_matches('/').trim_end_matches('/').split_whitespace().next().unwrap_or_default();
            TAGS.contains(&name.trim_start_matches("jats:").to_lowercase().as_str())
        };
        match inside.filter(|inside| name(inside)) {
            Some(inside) => rest = &rest[inside.len() + 2..],
            None => {
                kept.push('<');
                rest = &rest[1..];
            }
        }
    }
    kept + rest
}

fn unescaped(text: &str) -> String {
    let known = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")];
    known.iter().fold(text.to_owned(), |text, (escape, sign)| text.replace(escape, sign))
}

/// The first address in a text: its bytes, without what ends the sentence around it.
pub fn address_in(text: &str) -> Option<Range<usize>> {
    let start = ["http://", "https://"].iter().filter_map(|scheme| text.find(scheme)).min()?;
    let end = text[start..].find(|c: char| c.is_whitespace() || "<>{}\"".contains(c));
    let address = &text[start..end.map_or(text.len(), |end| start + end)];
    Some(start..start + address.trim_end_matches(['.', ',', ';', ')', ']']).len())
}

/// Pages with a dash between two numbers, however it was typed.
pub fn pages(text: &str) -> String {
    let text = plain(text).replace("--", "–").replace(['—', '−'], "–");
    let signs: Vec<char> = text.chars().collect();
    let digit = |at: Option<usize>| at.and_then(|at| signs.get(at)).is_some_and(char::is_ascii_digit);
    let between = |at: usize| digit(at.checked_sub(1)) && (digit(Some(at + 1)) || digit(Some(at + 2)));
    signs.iter().enumerate().map(|(at, c)| if *c == '-' && between(at) { '–' } else { *c }).collect()
}

/// A date, and whether it is but the begin of a span of time.
pub fn date(text: &str) -> Option<(Date, bool)> {
    let text = text.trim();
    let one = |text: &str| {
        let text = text.trim();
        let known = Date::parse(text).ok();
        known.or_else(|| Date::parse(&Date::meant(text)?).ok()).or_else(|| Date::parse(&loose(text)?).ok())
    };
    if let Some(date) = one(text) {
        return Some((date, false));
    }
    // EDTF parts the ends of a span with a slash; people do with dashes.
    let (first, _) = text.split_once('/').or_else(|| text.split_once(['–', '—'])).or_else(|| text.split_once("--"))?;
    one(first).map(|date| (date, true))
}

/// Dates as exports have them: `2020/03/14/`, `2020///`, `2020-3-4`, `2020-00-00`, `c. 2020`, `[2020]`, `2020 Mar 14`.
fn loose(text: &str) -> Option<String> {
    let bare = text.trim_matches(['[', ']', '(', ')', '.', ',']);
    let about = ["circa ", "ca. ", "ca ", "c. ", "c"].iter().find_map(|sign| bare.strip_prefix(sign));
    if let Some(year) = about.map(str::trim).filter(|year| is_year(year)) {
        return Some(format!("{year}~"));
    }
    // Styles tell the works of a year apart by letters.
    if let Some(year) = bare.strip_suffix(|c: char| c.is_ascii_lowercase()).filter(|year| is_year(year)) {
        return Some(year.to_owned());
    }
    let day = bare.split_once(['T', ' ']).filter(|(_, time)| time.contains(':')).map_or(bare, |(day, _)| day);
    let parts: Vec<&str> = day.split(['/', '-', ' ']).map(|part| part.trim_matches([',', '.'])).collect();
    if let &[name, year] = &parts[..]
        && let Some(month) = month(name).filter(|_| is_year(year))
    {
        return Some(format!("{year}-{month:02}"));
    }
    let (year, rest) = parts.split_first().filter(|(year, _)| is_year(year))?;
    let number = |part: &&str| part.parse::<u8>().ok().filter(|number| *number > 0);
    let month = rest.first().and_then(|part| number(part).or_else(|| month(part)));
    let day = rest.get(1).and_then(number).filter(|_| month.is_some());
    let rest_is_empty = rest.iter().all(|part| part.is_empty() || part.chars().all(|c| c == '0'));
    match (month, day) {
        // More numbers behind it are another day.
        (Some(_), Some(_)) if rest[2..].iter().any(|part| part.parse::<u8>().is_ok()) => None,
        (Some(month), Some(day)) => Some(format!("{year}-{month:02}-{day:02}")),
        (Some(month), None) if rest.len() < 3 || rest[1..].iter().all(|part| part.parse::<u8>().is_err()) => {
            Some(format!("{year}-{month:02}"))
        }
        (None, None) if rest_is_empty => Some((*year).to_owned()),
        _ => None,
    }
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())
}

/// The number of a month by its English name or the first letters of it; seasons have those of EDTF.
pub fn month(name: &str) -> Option<u8> {
    const NAMES: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let name = name.trim().to_lowercase();
    let season = ["spring", "summer", "autumn", "winter"].iter().position(|season| *season == name);
    let season = season.or((name == "fall").then_some(2));
    let begin = name.get(..3).filter(|_| name.chars().all(|c| c.is_alphabetic() || c == '.'))?;
    let month = NAMES.iter().position(|month| *month == begin).and_then(|at| u8::try_from(at + 1).ok());
    season.and_then(|at| u8::try_from(at + 21).ok()).or(month)
}

/// Languages as biblatex, English and ISO 639-2 call them.
const LANGUAGES: [(&str, &str); 62] = [
    ("english", "en"),
    ("american", "en-US"),
    ("usenglish", "en-US"),
    ("british", "en-GB"),
    ("ukenglish", "en-GB"),
    ("eng", "en"),
    ("german", "de"),
    ("ngerman", "de"),
    ("ger", "de"),
    ("deu", "de"),
    ("deutsch", "de"),
    ("austrian", "de-AT"),
    ("naustrian", "de-AT"),
    ("french", "fr"),
    ("fre", "fr"),
    ("fra", "fr"),
    ("français", "fr"),
    ("spanish", "es"),
    ("spa", "es"),
    ("español", "es"),
    ("portuguese", "pt"),
    ("por", "pt"),
    ("brazilian", "pt-BR"),
    ("italian", "it"),
    ("ita", "it"),
    ("russian", "ru"),
    ("rus", "ru"),
    ("ukrainian", "uk"),
    ("ukr", "uk"),
    ("polish", "pl"),
    ("pol", "pl"),
    ("czech", "cs"),
    ("cze", "cs"),
    ("ces", "cs"),
    ("slovak", "sk"),
    ("dutch", "nl"),
    ("dut", "nl"),
    ("nld", "nl"),
    ("swedish", "sv"),
    ("swe", "sv"),
    ("norwegian", "no"),
    ("nor", "no"),
    ("danish", "da"),
    ("dan", "da"),
    ("finnish", "fi"),
    ("fin", "fi"),
    ("greek", "el"),
    ("turkish", "tr"),
    ("tur", "tr"),
    ("arabic", "ar"),
    ("ara", "ar"),
    ("hebrew", "he"),
    ("heb", "he"),
    ("persian", "fa"),
    ("chinese", "zh"),
    ("chi", "zh"),
    ("zho", "zh"),
    ("japanese", "ja"),
    ("jpn", "ja"),
    ("korean", "ko"),
    ("hungarian", "hu"),
    ("romanian", "ro"),
];

/// The tag of a language by its tag, its code of three letters, or its name in biblatex and in English.
pub fn language(text: &str) -> Option<String> {
    let text = text.trim();
    let name = text.to_lowercase();
    if let Some((_, tag)) = LANGUAGES.iter().find(|(known, _)| *known == name) {
        return Some((*tag).to_owned());
    }
    let tag = text.replace('_', "-");
    let mut parts = tag.split('-');
    let first = parts.next().is_some_and(|first| matches!(first.len(), 2 | 3) && all_letters(first));
    let fits =
        first && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
    let (first, rest) = tag.split_at(tag.find('-').unwrap_or(tag.len()));
    fits.then(|| first.to_lowercase() + rest)
}

fn all_letters(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphabetic())
}

/// The first ISBN in a text: ten or thirteen figures, the last of ten perhaps an X.
pub fn isbn(text: &str) -> Option<String> {
    let groups = |words: &[&str]| {
        let joined = words.join(" ");
        let figures: Vec<char> = joined.chars().filter(|c| !matches!(c, '-' | ' ' | '‐' | '–')).collect();
        let (last, others) = figures.split_last()?;
        let fits = matches!(figures.len(), 10 | 13)
            && others.iter().all(char::is_ascii_digit)
            && (last.is_ascii_digit() || (matches!(last, 'X' | 'x') && figures.len() == 10));
        fits.then_some(joined)
    };
    let is_sign = |c: char| !(c.is_ascii_digit() || matches!(c, '-' | '‐' | '–' | 'X' | 'x'));
    let words: Vec<&str> = text.split(is_sign).filter(|word| word.contains(|c: char| c.is_ascii_digit())).collect();
    (0..words.len()).find_map(|at| (at + 1..=words.len().min(at + 5)).find_map(|end| groups(&words[at..end])))
}

/// Whether two ISBN name one book: the older ones have ten figures, of which the last tells no more than whether the others
/// are right.
pub fn is_same_isbn(one: &str, other: &str) -> bool {
    let book = |isbn: &str| {
        let figures: String = isbn.chars().filter(char::is_ascii_alphanumeric).collect();
        let end = figures.len().saturating_sub(1);
        figures.get(end.saturating_sub(9)..end).map(str::to_owned)
    };
    book(one) == book(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_all_programs_are_read() {
        for (text, expected) in [
            ("2020-03-14", "2020-03-14"),
            ("2020/03/14/", "2020-03-14"),
            ("2020///", "2020"),
            ("2020/03//", "2020-03"),
            ("2020/05//Spring issue", "2020-05"),
            ("2020-3-4", "2020-03-04"),
            ("2020-00-00", "2020"),
            ("2020-04-27T10:15:00Z", "2020-04-27"),
            ("2020 Mar 14", "2020-03-14"),
            ("March 2020", "2020-03"),
            ("ca. 2020", "2020~"),
            ("[2020]", "2020"),
            ("2020a", "2020"),
            ("Spring 2020", "2020-21"),
            ("2020~", "2020~"),
            ("2020-22", "2020-22"),
        ] {
            let read = date(text).map(|(date, is_span)| (date.edtf().to_owned(), is_span));
            assert_eq!(read, Some((expected.to_owned(), false)), "{text}");
        }
        for (text, first) in [("2019/2020", "2019"), ("2020-01-02/2020-02-03", "2020-01-02"), ("2019–2020", "2019")] {
            assert_eq!(
                date(text).map(|(date, is_span)| (date.edtf().to_owned(), is_span)),
                Some((first.to_owned(), true))
            );
        }
        for text in ["in press", "n.d.", "", "2020-13-45", "20th century"] {
            assert_eq!(date(text).map(|(date, _)| date.edtf().to_owned()), None, "{text}");
        }
    }

    #[test]
    fn values_lose_what_only_programs_need() {
        assert_eq!(plain("The <i>Sarna</i> <span class=\"nocase\">UN</span> &amp;\n x < y"), "The Sarna UN & x < y");
        assert_eq!(pages("12--34"), "12–34");
        assert_eq!(pages("e1-e10, S-12"), "e1–e10, S-12");
        assert_eq!(isbn("978-0-14-044430-8 0140444300").as_deref(), Some("978-0-14-044430-8"));
        assert_eq!(isbn("978 0 14 044430 8 (pbk.)").as_deref(), Some("978 0 14 044430 8"));
        assert_eq!(isbn("1234-5678"), None);
        assert_eq!(language("ngerman").as_deref(), Some("de"));
        assert_eq!(language("pt_BR").as_deref(), Some("pt-BR"));
        assert_eq!(language("Elvish"), None);
    }
}

//! What an address gives away in words: who speaks, of what, and a key for the source that stands there. A note that
//! somebody begins and a page that the site makes by itself are called by the same rule, so that one takes the place of the
//! other.

use std::net::IpAddr;

use super::address_date;
use super::date::Date;
use crate::markdown::slug::slug;
use crate::web::{WebAddress, percent_decoded};

/// Hosts where people post what they have to say.
const SOCIAL: [&str; 13] = [
    "bsky.app",
    "facebook.com",
    "instagram.com",
    "linkedin.com",
    "mastodon.social",
    "ok.ru",
    "t.me",
    "threads.com",
    "threads.net",
    "tiktok.com",
    "truthsocial.com",
    "vk.com",
    "x.com",
];
/// Labels before the last one of a host that say what sort of body it is, not which one: `gov` of `president.gov.ua`.
const SECOND_LEVEL: [&str; 15] =
    ["ac", "co", "com", "edu", "go", "gob", "gouv", "gov", "govt", "gub", "gv", "mil", "net", "or", "org"];
/// What a key takes of the words of an address: so many, with so many letters together.
const KEY_WORDS: (usize, usize) = (4, 40);

/// What an address gives away about what stands there.
pub struct AddressWords {
    /// When it came out.
    pub published: Option<Date>,
    /// Who posted it.
    pub account: Option<String>,
    /// Words that may be its title, in small letters.
    pub title: Vec<String>,
    /// Words for a key.
    words: Vec<String>,
}

impl AddressWords {
    /// Guesses from the canonical form of an address.
    pub fn of(canonical: &str) -> AddressWords {
        let published = address_date::guessed(canonical);
        let rest = canonical.split_once("://").map_or("", |(_, rest)| rest);
        // What names a document behind `#` is asked of a script: `#?id=5`, `#{"itemid":["001-59449"]}`.
        let (rest, asked) = ["#?", "#{", "#%7B"].iter().find_map(|sign| rest.split_once(sign)).unwrap_or((rest, ""));
        let (path, query) = rest.split_once('?').unwrap_or((rest, asked));
        let (host, path) = path.split_once('/').unwrap_or((path, ""));
        let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        if host.ends_with("hudoc.echr.coe.int") && !asked.is_empty() {
            let words = slug_words(&percent_decoded(asked));
            let words = words.into_iter().filter(|word| word.contains(|c: char| c.is_ascii_digit())).collect();
            return AddressWords { published, account: None, title: Vec::new(), words };
        }
        if let ["x.com", who, "status", ..] = [&[host][..], &parts].concat()[..]
            && who != "i"
        {
            return AddressWords {
                published,
                account: Some(format!("@{who}")),
                title: Vec::new(),
                words: slug_words(who),
            };
        }
        let is_whole = query.is_empty() || matches!(host, "t.me" | "telegram.me");
        if let Some(words) = words_of_host(host, &parts, published.is_some()).filter(|_| is_whole) {
            return AddressWords { published, account: None, title: Vec::new(), words };
        }
        // `/edit`, `/text` and `/oj` say in which form a document is shown.
        while parts.len() > 1 && parts.last().is_some_and(|part| FORMS.contains(part)) {
            parts.pop();
        }
        let last = parts.last().copied().unwrap_or_default();
        let said = telling_words(last);
        let (title, words) = match said.len() {
            0 | 1 => (Vec::new(), elsewhere(host, &parts, query, said, published.is_none())),
            // Two words are the name of a shelf: `official_texts_217320`.
            2 if published.is_none() => (said.clone(), [said, long_number(last)].concat()),
            _ => (said.clone(), said),
        };
        AddressWords { published, account: None, title, words }
    }
}

/// Last parts of paths that name a form of what stands there.
const FORMS: [&str; 8] = ["text", "oj", "full", "edit", "document", "view", "abstract", "amp"];

/// The words for a key on hosts whose whole paths are names: symbols of documents, and posts by number.
fn words_of_host(host: &str, parts: &[&str], is_dated: bool) -> Option<Vec<String>> {
    match (host, parts) {
        ("data.europa.eu" | "eur-lex.europa.eu", ["eli", kind, year, number, ..]) => {
            let year = slug_words(year).into_iter().filter(|_| !is_dated);
            Some(slug_words(kind).into_iter().chain(year).chain(slug_words(number)).collect())
        }
        ("congress.gov" | "www.congress.gov", ["bill", congress, kind, number, ..]) => {
            let congress = slug_words(congress).into_iter().take(1);
            Some(congress.chain(slug_words(kind)).chain(slug_words(number)).collect())
        }
        ("zakon.rada.gov.ua", ["laws", "show", name @ ..]) => Some(slug_words(&percent_decoded(&name.join("-")))),
        ("undocs.org" | "docs.un.org", [first, rest @ ..]) => {
            let languages = ["ar", "zh", "en", "fr", "ru", "es"];
            let symbol = if languages.contains(first) && !rest.is_empty() { rest } else { parts };
            Some(vec![slug(&percent_decoded(&symbol.join("/")).replace('/', "-"))])
        }
        ("t.me" | "telegram.me", [who, number] | ["s", who, number])
            if number.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            Some([slug_words(who), vec![(*number).to_owned()]].concat())
        }
        _ => None,
    }
}

/// Whether people post on a host what they have to say.
pub fn is_social(host: &str) -> bool {
    SOCIAL
        .iter()
        .any(|social| host.strip_suffix(social).is_some_and(|before| before.is_empty() || before.ends_with('.')))
}

/// The key of the source at an address: publisher, date and words. It follows from the address alone.
pub fn key(address: &WebAddress) -> String {
    key_of(&address.host, &AddressWords::of(&address.canonical))
}

/// The language of a host of Wikimedia's, where it is not English: `uk` of `uk.wikipedia.org`.
fn wiki_language(host: &str) -> Option<&str> {
    let (language, wiki) = host.split_once('.')?;
    (wiki.starts_with("wiki") && wiki.ends_with(".org") && !matches!(language, "en" | "www" | "commons" | "m"))
        .then_some(language)
}

/// The key for that source where another one has the first. Rather than with a number, which other addresses would change.
pub fn second_key(key: &str, address: &WebAddress) -> String {
    format!("{key}-{}", address.fingerprint())
}

/// The key of a source without an address, made of the words of its title; none when they have neither letters nor digits.
pub fn key_of_title(title: &str) -> Option<String> {
    let words = slug_words(title);
    (!words.is_empty()).then(|| joined("", None, &words))
}

fn key_of(host: &str, guess: &AddressWords) -> String {
    let owner = slug(main_label(host));
    // Encyclopedias in several languages call many things alike, and a key stays what it is when another one comes.
    let owner = wiki_language(host).map_or(owner.clone(), |language| format!("{owner}-{language}"));
    joined(&owner, guess.published.as_ref(), &guess.words)
}

/// The parts of a key, as many of the words as it takes.
fn joined(owner: &str, date: Option<&Date>, words: &[String]) -> String {
    let (most, mut letters) = KEY_WORDS;
    let mut parts = vec![owner.to_owned()];
    parts.extend(date.map(|date| slug(date.edtf())));
    for word in words.iter().filter(|word| *word != owner).take(most) {
        let word: String = word.chars().take(letters).collect();
        letters -= word.chars().count();
        parts.push(word);
    }
    parts.retain(|part| !part.is_empty());
    if parts.is_empty() { "source".to_owned() } else { parts.join("-") }
}

/// The words for a key where the last part of the path says little, `said`: from the query, from that part in letters
/// and figures, or from a part before it; else, when `in_need`, a number, which is better than nothing. One word says
/// little by itself, so it keeps its number where nothing else tells it from others.
fn elsewhere(host: &str, parts: &[&str], query: &str, said: Vec<String>, in_need: bool) -> Vec<String> {
    let last = parts.last().copied().unwrap_or_default();
    let number = || slug_words(stem(&percent_decoded(last)));
    let asked = asked_words(query);
    if !asked.is_empty() {
        return said.into_iter().filter(|word| !asked.contains(word)).chain(asked.iter().cloned()).collect();
    }
    if !said.is_empty() {
        return if in_need { number() } else { said };
    }
    let in_letters = number().len() == 1 && number()[0].len() <= 12 && number()[0].contains(char::is_alphabetic);
    if (in_letters && !is_place(&number()[0])) || is_number_of_report(&number()) {
        return number();
    }
    let before = parts.iter().rev().skip(1).map(|part| telling_words(part)).find(|words| words.len() > 1);
    match before {
        // They name who posts there.
        Some(words) if is_social(host) => words.into_iter().chain(number()).collect(),
        Some(words) if words.len() == 2 && in_need => [words, number()].concat(),
        Some(words) => words,
        None if in_need => {
            let words = number().into_iter().filter(|word| !is_place(word));
            // The beginning of a long one tells it from others as well.
            words.map(|word| if is_token(&word) { word.chars().take(12).collect() } else { word }).collect()
        }
        None => Vec::new(),
    }
}

/// What a query asks for: the first value that is more than a page or a language.
fn asked_words(query: &str) -> Vec<String> {
    let values = query.split('&').filter_map(|pair| pair.split_once('='));
    let values = values.filter(|(key, _)| !["lang", "language", "hl", "page", "l"].contains(key));
    let words = values.map(|(_, value)| slug_words(&percent_decoded(value).replace('/', "-")));
    words.into_iter().find(|words| words.iter().any(|word| word.len() > 1)).unwrap_or_default()
}

/// Whether the words of a part are the number of a report: `RRA1234-1`.
fn is_number_of_report(words: &[String]) -> bool {
    let has = |word: &String, fits: fn(char) -> bool| word.contains(fits);
    let mixed = words.iter().any(|word| has(word, |c| c.is_ascii_digit()) && has(word, char::is_alphabetic));
    mixed && (2..=3).contains(&words.len()) && words.iter().map(String::len).sum::<usize>() <= 16
}

/// The number of five figures or more with which a part ends.
fn long_number(part: &str) -> Vec<String> {
    let last = slug_words(stem(&percent_decoded(part))).pop();
    last.into_iter().filter(|word| word.len() > 4 && word.bytes().all(|b| b.is_ascii_digit())).collect()
}

fn slug_words(text: &str) -> Vec<String> {
    slug(text).split('-').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether a word names the program or the shelf that shows a text, and no text.
fn is_place(word: &str) -> bool {
    const PLACES: [&str; 23] = [
        "index",
        "default",
        "view",
        "show",
        "watch",
        "article",
        "articles",
        "news",
        "story",
        "item",
        "page",
        "detail",
        "details",
        "doc",
        "document",
        "documents",
        "home",
        "main",
        "en",
        "download",
        "file",
        "viewer",
        "edit",
    ];
    PLACES.contains(&word)
}

/// The name of a file without its endings: `sc14637` of `sc14637.doc.htm`.
fn stem(part: &str) -> &str {
    const ENDINGS: [&str; 12] =
        ["htm", "html", "shtml", "xhtml", "php", "asp", "aspx", "jsp", "pdf", "doc", "docx", "cfm"];
    let ending = |end: &str| (2..=5).contains(&end.len()) && end.starts_with(|c: char| c.is_ascii_alphabetic());
    let mut stem = part.rsplit_once('.').filter(|(_, end)| ending(end)).map_or(part, |(stem, _)| stem);
    while let Some((rest, _)) = stem.rsplit_once('.').filter(|(_, end)| ENDINGS.contains(end)) {
        stem = rest;
    }
    stem
}

/// The words of a part of a path that say what stands there, in lower case; without dates, numbers and the ending.
fn telling_words(part: &str) -> Vec<String> {
    let part = percent_decoded(part);
    let slug = slug(stem(&part));
    let words: Vec<&str> = slug.split('-').collect();
    let is_number = |word: &&str| !word.chars().any(char::is_alphabetic) || is_token(word);
    let start = words.iter().take_while(|word| is_number(word)).count();
    let end = words.iter().rev().take_while(|word| is_number(word)).count();
    if start == words.len() || words.iter().all(|word| is_place(word)) {
        return Vec::new();
    }
    words[start..words.len() - end].iter().map(|word| (*word).to_owned()).collect()
}

/// Whether a word is a long number in letters and digits.
fn is_token(word: &str) -> bool {
    word.len() >= 7 && word.bytes().any(|b| b.is_ascii_digit()) && word.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// The label of a host that names its owner: `bbc` of `news.bbc.co.uk`.
fn main_label(host: &str) -> &str {
    if host == "undocs.org" {
        return "un";
    }
    if host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok() {
        return host;
    }
    let labels: Vec<&str> = host.split('.').collect();
    let Some((_, mut owners)) = labels.split_last().filter(|(_, owners)| !owners.is_empty()) else { return host };
    if let Some((last, others)) = owners.split_last()
        && !others.is_empty()
        && SECOND_LEVEL.contains(last)
    {
        owners = others;
    }
    owners.last().copied().unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_made_of_what_tells_a_text_from_others() {
        for (url, key) in [
            ("https://press.un.org/en/2019/sc14637.doc.htm", "un-sc14637"),
            ("https://uk.wikipedia.org/wiki/%D0%9F%D0%BE%D1%80%D0%BE%D0%BC", "wikipedia-uk-пором"),
            ("https://ru.wikipedia.org/wiki/%D0%9F%D0%BE%D1%80%D0%BE%D0%BC", "wikipedia-ru-пором"),
            ("https://en.wikipedia.org/wiki/Ferry", "wikipedia-ferry"),
            ("https://undocs.org/S/RES/2231(2015)", "un-s-res-2231-2015"),
            ("https://undocs.org/en/A/RES/ES-11/1", "un-a-res-es-11-1"),
            ("https://docs.un.org/S/2024/1", "un-s-2024-1"),
            ("https://t.me/zelenskyy/123", "t-zelenskyy-123"),
            ("https://docs.google.com/document/d/1AbC/edit", "google-1abc"),
            (
                "https://docs.google.com/document/d/1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms/edit",
                "google-1bximvs0xra5",
            ),
            ("https://t.me/s/rybar/54321", "t-rybar-54321"),
            ("https://t.me/V_Zelenskiy_official/1234?single", "t-v-zelenskiy-official-1234"),
            ("https://zakon.rada.gov.ua/laws/show/254%D0%BA/96-%D0%B2%D1%80", "rada-254к-96-вр"),
            ("https://www.congress.gov/bill/118th-congress/house-bill/815/text", "congress-118th-house-bill-815"),
            ("https://www.rand.org/pubs/research_reports/RRA1234-1.html", "rand-rra1234-1"),
            ("https://www.nato.int/cps/en/natohq/official_texts_217320.htm", "nato-official-texts-217320"),
            ("https://www.mid.ru/ru/foreign_policy/news/1945678/", "mid-foreign-policy-1945678"),
            ("https://www.bbc.com/news/world-europe-60506682", "bbc-world-europe-60506682"),
            ("https://hal.science/hal-01234567/document", "hal-01234567"),
            ("https://hudoc.echr.coe.int/eng#{%22itemid%22:[%22001-231000%22]}", "coe-001-231000"),
            ("https://data.example.org/#?id=512", "example-512"),
            ("https://docs.un.org/en/view_doc.asp?symbol=S/2025/187", "un-s-2025-187"),
            ("https://english.ahram.org.eg/News/512345.aspx", "ahram-512345"),
            (
                "https://english.ahram.org.eg/NewsContent/1/64/512345/Egypt/Politics/Talks-on-the-dam-end.aspx",
                "ahram-talks-on-the-dam",
            ),
            ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "youtube-dqw4w9wgxcq"),
            ("https://mfa.example/news.php?newsid=5512&lang=en", "mfa-5512"),
            ("https://mfa.example/en/index.php?lang=en&id=88412", "mfa-88412"),
            ("https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32019R0452", "europa-txt-celex-32019r0452"),
            ("https://t.me/zelenskiy_official/12345", "t-zelenskiy-official-12345"),
            ("https://www.press.example/2025/08/20/dam-ruled-out.html", "press-2025-08-20-dam-ruled-out"),
            ("https://www.bbc.co.uk/news/articles/cx2l3kjv0z8o", "bbc-cx2l3kjv0z8o"),
            (
                "https://www.reuters.example/world/dam-ruled-out-velia-2025-08-20/",
                "reuters-2025-08-20-dam-ruled-out-velia",
            ),
            ("https://a.org/dam-ruled-out/67525214/", "a-dam-ruled-out"),
            ("https://a.org/politics/67525214/", "a-67525214"),
            ("https://a.org/files/annual_report.pdf", "a-annual-report"),
            ("https://a.org/report.pdf?download=1", "a-report"),
            ("https://a.org/report-2024.pdf", "a-report-2024"),
            ("https://a.org/2025/08/20/report-12.pdf", "a-2025-08-20-report"),
            ("https://vk.com/wall-1234_567", "vk-wall-1234-567"),
            ("https://203.0.113.5/report", "203-0-113-5-report"),
            ("https://[2001:db8::1]/report", "2001-db8-1-report"),
            ("https://a.org/", "a"),
            ("https://a.org/index.html", "a"),
            ("https://doi.org/10.1000/182", "doi-182"),
        ] {
            let host = url.split('/').nth(2).unwrap_or_default();
            assert_eq!(key_of(host, &AddressWords::of(url)), key, "{url}");
        }
    }

    #[test]
    fn the_owner_of_a_host_is_found() {
        for (host, owner) in [
            ("news.bbc.co.uk", "bbc"),
            ("president.gov.ua", "president"),
            ("gov.uk", "gov"),
            ("mid.ru", "mid"),
            ("мид.рф", "мид"),
            ("localhost", "localhost"),
        ] {
            assert_eq!(main_label(host), owner);
        }
    }
}

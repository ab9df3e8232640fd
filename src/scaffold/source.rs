//! A new source note. What an address gives away is filled in; nothing is asked of the network.

use super::front_matter::{FrontMatter, words};
use super::texts::capitalised;
use super::{NewFile, NoNewFile, free};
use crate::markdown::slug::slug;
use crate::model::document::{Kind, Source};
use crate::model::site::{Entry, SourceNames};
use crate::model::words::{Credibility, Reliability, SourceKind, Status};
use crate::model::{Date, Site, address_date};
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
const SECOND_LEVEL: [&str; 10] = ["ac", "co", "com", "edu", "go", "gob", "gov", "mil", "net", "org"];
/// What a key takes of the words of an address: so many, with so many letters together.
const KEY_WORDS: (usize, usize) = (4, 40);

/// A new source note for an address. Without a `key` one is made of publisher, date and words of the address.
///
/// # Errors
/// When the text is no address, a note describes it already, or the key is taken.
pub fn source(site: &Site, address: &str, key: Option<&str>, accessed: &Date) -> Result<NewFile, NoNewFile> {
    let collected = parsed(address)?;
    // What goes by several names has one from here on.
    let address = parsed(&collected.canonical)?;
    if let Some((path, key)) = described(site, &address) {
        return Err(NoNewFile::There(path, format!("this source note describes the address already; cite `[@{key}]`")));
    }
    let guess = Guess::of(&address.canonical);
    let key = match key {
        Some(key) => {
            free(site, Kind::Source, key)?;
            key.to_owned()
        }
        None => guess.free_key(site, &address.host),
    };
    let mut notes = vec![format!("Cite it as [@{key}]. What it says is guessed from the address: look it over.")];
    if !collected.removed.is_empty() {
        notes.push(format!("Left out of the address: {}.", collected.removed.join(", ")));
    }
    if let Some((path, url)) = nearly_described(site, &address) {
        notes.push(format!("{path} has nearly the same address, {url}: is this another text?"));
    }
    let text = text(Some((&address, accessed)), &guess, None);
    Ok(NewFile { path: format!("content/sources/{key}.md"), text, notes })
}

/// A new note for a source that has no address: a book, a letter, somebody whom one has asked. Its key is made of the
/// words of its title.
///
/// # Errors
/// When no key can be made, or it is taken.
pub fn source_without_address(
    site: &Site,
    title: &str,
    kind: Option<SourceKind>,
    key: Option<&str>,
) -> Result<NewFile, NoNewFile> {
    let guess =
        Guess { title: Some(title.trim().to_owned()), published: None, account: None, words: slug_words(title) };
    let key = match key {
        Some(key) => {
            free(site, Kind::Source, key)?;
            key.to_owned()
        }
        None if guess.words.is_empty() => {
            let why = format!("`{title}` has no letters and digits of which a key could be made; give one with --key");
            return Err(NoNewFile::Impossible(why));
        }
        None => numbered(site, &guess.key("")),
    };
    let notes = vec![format!("Cite it as [@{key}]. Say in the note how to find it.")];
    Ok(NewFile { path: format!("content/sources/{key}.md"), text: text(None, &guess, kind), notes })
}

fn parsed(address: &str) -> Result<WebAddress, NoNewFile> {
    WebAddress::parse(address).map_err(|refusal| {
        let (_, message, hint) = refusal.explain();
        NoNewFile::Impossible(format!("{message}; {hint}"))
    })
}

/// The source notes that somebody has written.
fn recorded(site: &Site) -> impl Iterator<Item = (&str, &Entry<Source, SourceNames>)> {
    let recorded = site.sources.iter().filter(|entry| entry.recorded);
    recorded.map(|entry| (&*site.texts[entry.text].path, entry))
}

/// The note that describes an address, as its own or as that of a copy; and its key.
fn described(site: &Site, address: &WebAddress) -> Option<(String, String)> {
    let same = |other: &WebAddress| other.canonical == address.canonical;
    recorded(site).find_map(|(path, entry)| {
        let own = entry.meta.url.iter().map(|url| &url.value);
        let here = own.chain(entry.meta.archived.iter().map(|copy| &copy.url)).any(same);
        here.then(|| (path.to_owned(), entry.id.clone()))
    })
}

/// The note whose address differs only in what often leads to the same text: `http`, `www.` and a slash at the end.
fn nearly_described(site: &Site, address: &WebAddress) -> Option<(String, String)> {
    let bare = |canonical: &str| {
        let rest = canonical.split_once("://").map_or(canonical, |(_, rest)| rest);
        rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/').to_owned()
    };
    let wanted = bare(&address.canonical);
    recorded(site).find_map(|(path, entry)| {
        let url = entry.meta.url.as_ref().filter(|url| bare(&url.value.canonical) == wanted)?;
        Some((path.to_owned(), url.value.canonical.clone()))
    })
}

fn text(address: Option<(&WebAddress, &Date)>, guess: &Guess, kind: Option<SourceKind>) -> String {
    let mut front = FrontMatter::new();
    let host = address.map_or("", |(address, _)| &address.host);
    front = match &guess.title {
        Some(title) if address.is_none() => front.key("title", title),
        Some(title) => front.remarked("title", title, "guessed; in its own language"),
        None => front.remarked("title", &format!("Untitled, {host}"), "a placeholder: write its title"),
    };
    front = match address {
        Some((address, _)) => {
            front.key("url", &address.canonical).remarked("publisher", host, "guessed: who brought it out")
        }
        None => front
            .example("url: https://publisher.example/text", "where it is, if it is there")
            .example("publisher: A publisher", "who brought it out"),
    };
    front = match &guess.account {
        Some(account) => front.remarked("authors", account, "who wrote it"),
        None => front.example("authors: [A name]", "who wrote it"),
    };
    let social = SOCIAL.iter().any(|social| host == *social || host.ends_with(&format!(".{social}")));
    let kind = kind.or(social.then_some(SourceKind::Social));
    front = front.word("kind", kind, SourceKind::News);
    front = match &guess.published {
        Some(date) => front.remarked("published", date.edtf(), "guessed: when it came out"),
        None => front.example("published: 2025-08-20", "when it came out"),
    };
    front = match address {
        Some((_, accessed)) => front.remarked("accessed", accessed.edtf(), "when you read it"),
        None => front.example("accessed: 2025-08-21", "when you read it"),
    };
    front
        .example("language: uk", "its language, where it is not that of the site")
        .example("title_translated: Its title", "in the language of the site")
        .example("archived:", "copies in archives")
        .example("  - url: https://archive.example/1", "")
        .example("    date: 2025-08-21", "")
        .example("status: live", &words::<Status>())
        .word::<Reliability>("reliability", None, Reliability::B)
        .word::<Credibility>("credibility", None, Credibility::ProbablyTrue)
        .example("voice_of: [an-actor]", "whose own voice it is")
        .example("derived_from: [a-source]", "what it draws on")
        .example("quotes:", "passages kept to the letter")
        .example("  - id: a-word", "")
        .example("    text: Their words.", "")
        .example("    translation: The same words.", "in the language of the site")
        .example("    locator: p. 3", "where in it")
        .example("retracted:", "that it was taken back")
        .example("  date: 2025-09-01", "")
        .example("  reason: Why.", "")
        .text("<!-- Your note: what it is, what it does not say, why you trust it. -->")
}

/// What an address gives away about what stands there.
struct Guess {
    title: Option<String>,
    published: Option<Date>,
    /// Who posted it.
    account: Option<String>,
    /// Words for a key.
    words: Vec<String>,
}

impl Guess {
    /// Guesses from the canonical form of an address.
    fn of(canonical: &str) -> Guess {
        let published = address_date::guessed(canonical);
        let rest = canonical.split_once("://").map_or("", |(_, rest)| rest);
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (host, path) = path.split_once('/').unwrap_or((path, ""));
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        if let ["x.com", who, "status", ..] = [&[host][..], &parts].concat()[..]
            && who != "i"
        {
            let account = format!("@{who}");
            let words = slug(who).split('-').map(str::to_owned).collect();
            return Guess { title: Some(format!("Post by {account}")), published, account: Some(account), words };
        }
        let last = parts.last().copied().unwrap_or_default();
        let said = telling_words(last);
        let title = (said.len() > 1).then(|| capitalised(&said.join(" ")));
        let words = match said.len() {
            0 | 1 => elsewhere(&parts, query, said, published.is_none()),
            _ => said,
        };
        Guess { title, published, account: None, words }
    }

    /// A key that no source has: publisher, date and words.
    fn free_key(&self, site: &Site, host: &str) -> String {
        numbered(site, &self.key(host))
    }

    fn key(&self, host: &str) -> String {
        let date = self.published.as_ref().map(|date| slug(date.edtf()));
        let (most, mut letters) = KEY_WORDS;
        let owner = slug(main_label(host));
        let mut parts = vec![owner.clone()];
        parts.extend(date);
        for word in self.words.iter().filter(|word| **word != owner).take(most) {
            let word: String = word.chars().take(letters).collect();
            letters -= word.chars().count();
            parts.push(word);
        }
        parts.retain(|part| !part.is_empty());
        if parts.is_empty() { "source".to_owned() } else { parts.join("-") }
    }
}

/// The key, with a number behind it where a source has it already.
fn numbered(site: &Site, key: &str) -> String {
    let mut keys = (1..).map(|number| if number == 1 { key.to_owned() } else { format!("{key}-{number}") });
    keys.find(|key| free(site, Kind::Source, key).is_ok()).unwrap_or_default()
}

/// The words for a key where the last part of the path says little, `said`: from the query, from that part in letters
/// and figures, or from a part before it; else, when `in_need`, a number, which is better than nothing.
fn elsewhere(parts: &[&str], query: &str, said: Vec<String>, in_need: bool) -> Vec<String> {
    let last = parts.last().copied().unwrap_or_default();
    let number = || slug_words(stem(&percent_decoded(last)));
    let asked = asked_words(query);
    if !asked.is_empty() {
        return said.into_iter().filter(|word| !asked.contains(word)).chain(asked.iter().cloned()).collect();
    }
    if !said.is_empty() {
        return said;
    }
    let in_letters = number().len() == 1 && number()[0].len() <= 12 && number()[0].contains(char::is_alphabetic);
    if in_letters && !is_place(&number()[0]) {
        return number();
    }
    let before = parts.iter().rev().skip(1).map(|part| telling_words(part)).find(|words| words.len() > 1);
    match before {
        Some(words) => words,
        None if in_need => number().into_iter().filter(|word| !is_place(word)).collect(),
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

fn slug_words(text: &str) -> Vec<String> {
    slug(text).split('-').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether a word names the program or the shelf that shows a text, and no text.
fn is_place(word: &str) -> bool {
    const PLACES: [&str; 22] = [
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
    fn an_address_gives_away_a_title_and_words() {
        let title = |url: &str| Guess::of(url).title;
        assert_eq!(
            title("https://a.org/2025/08/20/dam-ruled-out-in-velia.html").as_deref(),
            Some("Dam ruled out in velia")
        );
        assert_eq!(title("https://a.org/2025-08-20-dam-ruled-out/").as_deref(), Some("Dam ruled out"));
        assert_eq!(title("https://a.org/dam-ruled-out-a91774411?page=2").as_deref(), Some("Dam ruled out"));
        assert_eq!(
            title("https://a.org/%D0%B3%D1%80%D0%B5%D0%B1%D0%BB%D1%8F-%D1%96-%D0%B2%D0%BE%D0%B4%D0%B0").as_deref(),
            Some("Гребля і вода")
        );
        assert_eq!(title("https://x.com/who/status/1950998968416215459").as_deref(), Some("Post by @who"));
        for url in ["https://a.org/", "https://a.org/politics/67525214/", "https://a.org/index.html", "https://a.org/a"]
        {
            assert_eq!(title(url), None, "{url}");
        }
    }

    #[test]
    fn keys_are_made_of_what_tells_a_text_from_others() {
        for (url, key) in [
            ("https://press.un.org/en/2019/sc14637.doc.htm", "un-sc14637"),
            ("https://undocs.org/S/RES/2231(2015)", "undocs-2231-2015"),
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
            ("https://t.me/zelenskiy_official/12345", "t-zelenskiy-official"),
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
            ("https://a.org/", "a"),
            ("https://a.org/index.html", "a"),
            ("https://doi.org/10.1000/182", "doi-182"),
        ] {
            let host = url.split('/').nth(2).unwrap_or_default();
            assert_eq!(Guess::of(url).key(host), key, "{url}");
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

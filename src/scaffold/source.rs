//! A new source note. What an address gives away is filled in; nothing is asked of the network.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::described::NO_TEXT;
use super::front_matter::{FrontMatter, scalar};
use super::texts::capitalised;
use super::{NewFile, NoNewFile, free};
use crate::model::address_words::{self, AddressWords};
use crate::model::document::{Archived, Kind, Source};
use crate::model::site::{Entry, SourceNames};
use crate::model::text::Text;
use crate::model::words::SourceKind;
use crate::model::{Date, Site, SourceId};
use crate::web::{self, NamedPlace, WebAddress};

/// A new source note for an address. Without a `key` one is made of publisher, date and words of the address.
///
/// # Errors
/// When the text is no address, a note describes it already, or the key is taken.
pub fn source(site: &Site, address: &str, key: Option<&str>, accessed: &Date) -> Result<NewFile, NoNewFile> {
    let collected = parsed(within_marks(address))?;
    // A copy in an archive is one of the source that it copies.
    let (copied, archived) = match collected.copied() {
        Some((Some(original), NamedPlace::Copy(day))) => {
            let date = day.and_then(|day| Date::parse(&day).ok());
            (Some(original), vec![Archived { url: collected.clone(), date }])
        }
        _ => (None, Vec::new()),
    };
    // What goes by several names has one from here on.
    let address = parsed(&copied.as_ref().unwrap_or(&collected).canonical)?;
    if let Some((path, key)) = described(site, &address).or_else(|| described(site, &collected)) {
        return Err(NoNewFile::There(path, format!("this source note describes the address already; cite `[@{key}]`")));
    }
    // The key of its page, where the site has made one, so that the page stays where it is.
    let of_page = unrecorded(site, &address);
    let key = match (key, of_page) {
        (Some(key), Some(of_page)) if key == of_page => key.to_owned(),
        (Some(key), _) => {
            free(site, Kind::Source, key)?;
            key.to_owned()
        }
        (None, Some(of_page)) => of_page.to_owned(),
        (None, None) => {
            let key = address_words::key(&address);
            match free(site, Kind::Source, &key) {
                Ok(()) => key,
                Err(_) => numbered(site, &address_words::second_key(&key, &address)),
            }
        }
    };
    let mut notes = vec![format!("Cite it as [@{key}]. What it says is guessed from the address: look it over.")];
    if !collected.removed.is_empty() {
        notes.push(format!("Left out of the address: {}.", collected.removed.join(", ")));
    }
    if let Some((path, url)) = nearly_described(site, &address).or_else(|| nearly_described(site, &collected)) {
        notes.push(format!("{path} has nearly the same address, {url}: is this another text?"));
    }
    let known = Known { accessed: Some(accessed), archived: &archived, ..Known::default() };
    let text = text_of_address(&address, &known);
    Ok(NewFile { path: format!("content/sources/{key}.md"), text, notes })
}

/// New notes for all the addresses in the footnotes of a text that no note describes, with what the footnotes say of
/// them: each has the key of the page that the site has made, and so takes its place.
pub fn sources_of(text: &Text, site: &Site, accessed: Option<&Date>) -> Vec<NewFile> {
    let cited: BTreeSet<SourceId> = text.links.cited.iter().filter_map(|cited| cited.source).collect();
    let unrecorded = cited.into_iter().map(|at| &site.sources[at]).filter(|entry| !entry.recorded);
    let note = |entry: &Entry<Source, SourceNames>| {
        let Source { title, url, published, archived, .. } = &*entry.meta;
        let address = &url.as_ref()?.value;
        let known = Known {
            // One that is made of the address says no more than that.
            title: Some(title.written()).filter(|title| *title != address.readable()),
            published: published.as_ref().map(|date| &date.value),
            archived,
            accessed,
        };
        let path = format!("content/sources/{}.md", entry.id);
        Some(NewFile { path, text: text_of_address(address, &known), notes: Vec::new() })
    };
    unrecorded.filter_map(note).collect()
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
    let key = match key {
        Some(key) => {
            free(site, Kind::Source, key)?;
            key.to_owned()
        }
        None => {
            let none = "has no letters and digits of which a key could be made; give one with --key";
            let key = address_words::key_of_title(title);
            numbered(site, &key.ok_or_else(|| NoNewFile::Impossible(format!("`{title}` {none}")))?)
        }
    };
    let notes = vec![format!("Cite it as [@{key}]. Say in the note how to find it.")];
    Ok(NewFile { path: format!("content/sources/{key}.md"), text: text(title.trim(), kind), notes })
}

/// The address in what was copied with its marks: `<https://…>`, `[A title](https://…)`.
fn within_marks(text: &str) -> &str {
    let text = text.trim();
    let link = text.strip_prefix('[').and_then(|text| text.split_once("](")?.1.strip_suffix(')'));
    let text = link.unwrap_or(text);
    text.strip_prefix('<').and_then(|text| text.strip_suffix('>')).unwrap_or(text).trim()
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

/// The key of the page that the site makes for an address by itself.
fn unrecorded<'s>(site: &'s Site, address: &WebAddress) -> Option<&'s str> {
    let same = |url: &WebAddress| url.canonical == address.canonical;
    let mut unrecorded = site.sources.iter().filter(|entry| !entry.recorded);
    let found = unrecorded.find(|entry| entry.meta.url.as_ref().is_some_and(|url| same(&url.value)))?;
    Some(&found.id)
}

/// The note whose address differs only in what often leads to the same text.
fn nearly_described(site: &Site, address: &WebAddress) -> Option<(String, String)> {
    let wanted = web::near(&address.canonical);
    recorded(site).find_map(|(path, entry)| {
        let own = entry.meta.url.iter().map(|url| &url.value);
        let mut all = own.chain(entry.meta.archived.iter().map(|copy| &copy.url));
        let url = all.find(|url| web::near(&url.canonical) == wanted)?;
        Some((path.to_owned(), url.canonical.clone()))
    })
}

fn guessed_title(words: &AddressWords) -> Option<String> {
    let said = || (!words.title.is_empty()).then(|| capitalised(&words.title.join(" ")));
    words.account.as_ref().map(|account| format!("Post by {account}")).or_else(said)
}

/// What is known of a source beside its address.
#[derive(Default)]
struct Known<'a> {
    title: Option<&'a str>,
    published: Option<&'a Date>,
    archived: &'a [Archived],
    accessed: Option<&'a Date>,
}

/// The text of a note for an address; what nobody knows is guessed from that.
fn text_of_address(address: &WebAddress, known: &Known) -> String {
    let words = AddressWords::of(&address.canonical);
    let host = &address.host;
    let mut front = FrontMatter::new();
    front = match (known.title, guessed_title(&words)) {
        (Some(title), _) => front.remarked("title", title, "as the footnote has it"),
        (None, Some(title)) => front.remarked("title", &title, "guessed; in its own language"),
        (None, None) => front.remarked("title", host, "a placeholder: write its title"),
    };
    front = front.key("url", &address.canonical).remarked("publisher", host, "guessed: who brought it out");
    front = front.word("kind", address_words::is_social(host).then_some(SourceKind::Social));
    front = match (known.published, &words.published) {
        (Some(date), _) => front.remarked("published", date.edtf(), "as the footnote has it"),
        (None, Some(date)) => front.remarked("published", date.edtf(), "guessed: when it came out"),
        (None, None) => front.open("published", WHEN),
    };
    front = match known.accessed {
        Some(accessed) => front.remarked("accessed", accessed.edtf(), "when you read it"),
        None => front.open("accessed", "when you read it"),
    };
    let authors = |front: FrontMatter| match &words.account {
        Some(account) => front.remarked("authors", account, "who wrote it"),
        None => front.example("authors: [A name]", "who wrote it"),
    };
    rest(front, authors, known.archived, ["", "doi, isbn, medium, "])
}

/// The text of a note for what has no address.
fn text(title: &str, kind: Option<SourceKind>) -> String {
    let front = FrontMatter::new().key("title", title).open("publisher", "who brought it out").word("kind", kind);
    let front = front.open("published", WHEN).example("medium: print", "how to find it; or `url:`, `doi:`, `isbn:`");
    let authors = |front: FrontMatter| front.example("authors: [A name]", "who wrote it");
    rest(front, authors, &[], ["accessed, ", ""])
}

const WHEN: &str = "when it came out: 2025-08-20, 2025-08 or 2025";

/// What stands in every note behind that; `also` are further keys of some of them, first and in the middle.
fn rest(
    front: FrontMatter,
    authors: impl FnOnce(FrontMatter) -> FrontMatter,
    archived: &[Archived],
    also: [&str; 2],
) -> String {
    let mut front = authors(front.group("Whose words they are"))
        .example("voice_of: [an-actor]", "whose own voice it is")
        .example("language: uk", "where it is not that of the site")
        .example("title_translated: Title", "in the language of the site")
        .group("How good it is")
        .example("reliability: B", "from A, completely, to E; F is unknown")
        .example("credibility: 2", "from 1, confirmed, to 5; 6 is unknown");
    front = match archived {
        [] => front
            .example("archived:", "copies in archives")
            .example("  - url: https://archive.example/1", "")
            .example("    date: 2025-08-21", ""),
        copies => copies.iter().fold(front.plain("archived:"), |front, copy| front.item(&copied(copy))),
    };
    let [first, middle] = also;
    front
        .group("What it says, to the letter")
        .example("quotes:", "")
        .example("  - id: a-word", "a name for it")
        .example("    text: Their words.", "")
        .example("    locator: p. 3", "where in it")
        .also(&format!(
            "{first}derived_from, contradicts, keys, type, container, volume, issue, pages, edition, place, editors, status, \
             retracted, corrections, {middle}draft, audience, private, descriptor, allow, aliases, tags, formerly, image, extra"
        ))
        .text(NO_TEXT)
}

/// What a note says of a copy.
fn copied(copy: &Archived) -> [(&'static str, Option<Cow<'_, str>>); 2] {
    let date = copy.date.as_ref().map(|date| Cow::Borrowed(date.edtf()));
    [("url", Some(scalar(&copy.url.url))), ("date", date)]
}

/// The key, with a number behind it where a source has it already.
fn numbered(site: &Site, key: &str) -> String {
    let mut keys = (1..).map(|number| if number == 1 { key.to_owned() } else { format!("{key}-{number}") });
    keys.find(|key| free(site, Kind::Source, key).is_ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_gives_away_a_title_and_words() {
        let title = |url: &str| guessed_title(&AddressWords::of(url));
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
}

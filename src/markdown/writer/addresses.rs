//! The addresses in a note that has words too: each is a citation, and the note says what is known of it.

use std::ops::Range;

use crate::markdown::{CiteTarget, Citing, NoteAddress};
use crate::web::{self, WebAddress};

/// A link to another host in a note.
pub(super) struct NoteLink {
    /// Its address.
    pub(super) url: String,
    /// Where it stands in the source.
    pub(super) range: Range<usize>,
    /// The bytes of its words among those of the note.
    pub(super) words: Range<usize>,
}

/// Words of links that are no titles.
const POINTING: [&str; 22] = [
    "article",
    "aqui",
    "aquí",
    "archive",
    "archived",
    "available",
    "here",
    "hier",
    "ici",
    "link",
    "online",
    "page",
    "pdf",
    "qui",
    "source",
    "this",
    "tutaj",
    "tu",
    "web",
    "website",
    "здесь",
    "тут",
];

/// The signs between which titles stand, as they are printed in the languages that we know.
const QUOTES: [(char, char); 7] = [('“', '”'), ('„', '“'), ('„', '”'), ('«', '»'), ('»', '«'), ('‚', '‘'), ('"', '"')];

/// The citations of the addresses in a note: each address once, copies in archives with what they are copies of.
/// `bytes` says where a range of the source stands in the file.
pub(super) fn citations(links: &[NoteLink], words: &str, bytes: impl Fn(Range<usize>) -> Range<usize>) -> Vec<Citing> {
    let mut found: Vec<(WebAddress, NoteAddress, Range<usize>)> = Vec::new();
    let mut from = 0;
    for link in links {
        let said = Said { before: words.get(from..link.words.start), link: words.get(link.words.clone()) };
        from = link.words.end;
        let Ok(address) = WebAddress::parse(&link.url) else { continue };
        if let Some((_, known, _)) = found.iter_mut().find(|(_, known, _)| *known.url == *link.url) {
            known.title = known.title.take().or_else(|| said.title());
        } else if let Some(original) = copied(&address, &found) {
            found[original].1.copies.push(link.url.as_str().into());
        } else if let Some(copy) = found.iter().position(|(copy, ..)| is_copy_of(copy, &address)) {
            let (known, note, _) = &mut found[copy];
            note.copies.push(std::mem::replace(&mut note.url, link.url.as_str().into()));
            *known = address;
        } else {
            let (title, before) = (said.title(), said.before.unwrap_or_default().into());
            let note = NoteAddress { url: link.url.as_str().into(), title, before, copies: Vec::new() };
            found.push((address, note, link.range.clone()));
        }
    }
    // What stands behind the only address speaks of that too.
    if let ([(_, note, _)], Some(behind)) = (&mut found[..], words.get(from..)) {
        note.title = note.title.take().or_else(|| quoted(behind)).or_else(|| single_quoted(behind));
    }
    let citing = |(_, note, range): (WebAddress, NoteAddress, Range<usize>)| {
        let spot = web::spot(&note.url).map(Box::new);
        let target = CiteTarget::Url(note.into());
        Citing { target, prefix: "".into(), locator: None, spot, bytes: bytes(range) }
    };
    found.into_iter().map(citing).collect()
}

/// Which of the addresses another one leads to a copy of. An archive whose addresses do not say it stands behind what
/// it has.
fn copied(address: &WebAddress, found: &[(WebAddress, NoteAddress, Range<usize>)]) -> Option<usize> {
    match address.copied()?.0 {
        Some(original) => found.iter().position(|(known, ..)| is_near(known, &original)),
        None => found.len().checked_sub(1).filter(|last| found[*last].0.copied().is_none()),
    }
}

fn is_copy_of(copy: &WebAddress, address: &WebAddress) -> bool {
    copy.copied().and_then(|(original, _)| original).is_some_and(|original| is_near(&original, address))
}

fn is_near(one: &WebAddress, other: &WebAddress) -> bool {
    one.canonical == other.canonical || web::near(&one.canonical) == web::near(&other.canonical)
}

/// What a note says of one address.
struct Said<'n> {
    /// Behind the address before it.
    before: Option<&'n str>,
    /// In the words of its link.
    link: Option<&'n str>,
}

impl Said<'_> {
    fn title(&self) -> Option<Box<str>> {
        self.link.and_then(title).or_else(|| quoted(self.before?)).or_else(|| single_quoted(self.before?))
    }
}

/// The words of a link, where they are a title.
pub(super) fn title(words: &str) -> Option<Box<str>> {
    let is_quote = |c: char| QUOTES.iter().any(|(open, close)| c == *open || c == *close);
    let words = words.trim().trim_matches(is_quote).trim();
    let pointing = |word: &str| POINTING.contains(&&*word.to_lowercase());
    let is_title = words.contains(char::is_alphabetic)
        && !words.split_whitespace().all(pointing)
        && !web::is_address(words)
        && !words.contains("://")
        && (words.contains(char::is_whitespace) || !words.contains(['.', '/']));
    is_title.then(|| words.into())
}

/// The last words between quotes.
fn quoted(text: &str) -> Option<Box<str>> {
    let mut last = None;
    let mut rest = text;
    while let Some(at) = rest.find(|c| QUOTES.iter().any(|(open, _)| c == *open)) {
        let open = rest[at..].chars().next()?;
        let inside = &rest[at + open.len_utf8()..];
        let closes = |c: char| QUOTES.contains(&(open, c));
        let Some(end) = inside.find(closes) else { break };
        // A comma that American English puts before the closing sign is none of the title's.
        let words = inside[..end].trim().trim_end_matches([',', '.']).trim_end();
        last = (words.chars().filter(|c| c.is_alphabetic()).count() > 1).then(|| words.into()).or(last);
        rest = inside[end..].get(inside[end..].chars().next().map_or(0, char::len_utf8)..)?;
    }
    last
}

/// The same between single quotes, as British styles have it. An apostrophe is the same sign, so the end is where
/// punctuation follows, or else a space.
fn single_quoted(text: &str) -> Option<Box<str>> {
    let (at, sign) = text.match_indices('‘').rfind(|(at, _)| !text[..*at].ends_with(char::is_alphanumeric))?;
    let inside = &text[at + sign.len()..];
    let ends = || inside.match_indices('’').map(|(at, sign)| (at, &inside[at + sign.len()..]));
    let (end, _) = ends()
        .find(|(_, behind)| behind.is_empty() || behind.starts_with([',', '.', ';', ':', ')', ']', '?', '!']))
        .or_else(|| ends().find(|(_, behind)| behind.starts_with(char::is_whitespace)))?;
    let words = inside[..end].trim().trim_end_matches([',', '.']).trim_end();
    (words.chars().filter(|c| c.is_alphabetic()).count() > 1).then(|| words.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_stand_between_quotes_of_any_language() {
        for (text, expected) in [
            ("Agency, “Annual report”, 2024", Some("Annual report")),
            ("See “One” and “Two words,”", Some("Two words")),
            ("Amt, „Der Bericht“, S. 3", Some("Der Bericht")),
            ("Agence, « Le rapport », p. 3", Some("Le rapport")),
            ("Agency, \"Annual report\", 2024", Some("Annual report")),
            ("It is 5” wide", None),
            ("“open", None),
            ("none", None),
        ] {
            assert_eq!(quoted(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn titles_stand_between_single_quotes_too() {
        for (text, expected) in [
            ("J. Smith, ‘A title’, J. 3 May 2023:", Some("A title")),
            ("‘Ukraine’s ports and the farmers’ fees’, Herald", Some("Ukraine’s ports and the farmers’ fees")),
            ("Smith’s book, the boys’ toys", None),
            ("‘open", None),
        ] {
            assert_eq!(single_quoted(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn words_that_only_point_are_no_title() {
        for words in ["here", "Link", "available online", "https://a.org/x", "a.org/x", "agency.example", "12", ""] {
            assert_eq!(title(words), None, "{words}");
        }
        for words in ["The annual report", "Reuters", "Звіт"] {
            assert_eq!(title(words).as_deref(), Some(words));
        }
    }
}

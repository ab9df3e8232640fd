//! The addresses in a note that has words too: each is a citation, and the note says what is known of it.

use std::ops::Range;

use ahash::HashMap;
use pulldown_cmark::Event;

use super::Writer;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::markdown::{CiteTarget, Citing, NoteAddress};
use crate::web::{self, WebAddress};

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Writer<'a, I> {
    /// Reports what begins within `range` in a note and would be an address with `https://` before it, or has a scheme
    /// that nobody can follow: as it stands it is neither a link nor a citation.
    pub(super) fn report_schemeless(&mut self, range: Range<usize>) {
        let source = self.source;
        // Where a bracket or a sign of emphasis parts the text, the word began before.
        let began = |from: usize| source[..from].ends_with(|c: char| !c.is_whitespace() && !"([:*_\"'“„«".contains(c));
        for (from, word) in words_within(source, &range) {
            let bare = word.trim_start_matches(['(', '[', '<', '"', '\'', '“', '„', '«', '*', '_']);
            let start = from + word.len() - bare.len();
            let bare = bare
                .trim_end_matches(['.', ',', ';', ':', ')', ']', '>', '"', '\'', '”', '“', '»', '*', '_', '!', '?']);
            if bare.contains('/') && !bare.contains(['[', ']', '<', '`']) && !began(from) && start < range.end {
                self.report_schemeless_word(start..start + bare.len(), false);
            }
        }
    }

    /// The same of one word; `whole`: it is all that its note says.
    pub(super) fn report_schemeless_word(&mut self, place: Range<usize>, whole: bool) {
        let source = self.source;
        let word = &source[place.clone()];
        if let Some(address) = web::with_scheme(word, whole) {
            let message = format!("`{word}` is no link and cites nothing, since no `https://` stands before it");
            let finding = Diagnostic::new(Code::SchemelessUrl, self.span(place), message);
            self.diagnostics.push(finding.hint(format!("write {address}")).fix(word, &address));
        } else if word.contains("://")
            && let Err(refusal) = web::destination(word)
        {
            self.refuse(&refusal, place);
            // Nothing that was a link is lost.
            if let Some(finding) = self.diagnostics.last_mut() {
                finding.severity = Severity::Warning;
            }
        }
    }
}

/// A longer word, in bytes, is no address that anybody wrote without its scheme.
const LONGEST_WORD: usize = 1000;

/// The words that begin within `range`, whole, each with its place. Of a word that goes on far beyond, nothing more is looked
/// at: brackets part it into as many ranges.
pub(super) fn words_within<'s>(source: &'s str, range: &Range<usize>) -> impl Iterator<Item = (usize, &'s str)> {
    let (mut from, end) = (range.start, range.end);
    std::iter::from_fn(move || {
        while from < end {
            let (at, near) = (from, &source[from..source.floor_char_boundary(from + LONGEST_WORD)]);
            let is_last = at + near.len() == source.len();
            if let Some(length) = near.find(char::is_whitespace).or_else(|| is_last.then_some(near.len())) {
                from += length + near[length..].chars().next().map_or(1, char::len_utf8);
                return Some((at, &near[..length]));
            }
            from = source[at..end].find(char::is_whitespace).map_or(end, |length| at + length);
        }
        None
    })
}

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
    let mut found = FoundAddress::default();
    let mut from = 0;
    for link in links {
        let said = Said { before: words.get(from..link.words.start), link: words.get(link.words.clone()) };
        from = link.words.end;
        found.add(link, &said);
    }
    // What stands behind the only address speaks of that too.
    if let ([(note, _)], Some(behind)) = (&mut found.notes[..], words.get(from..)) {
        note.title = note.title.take().or_else(|| quoted(behind)).or_else(|| single_quoted(behind));
    }
    let citing = |(note, range): (NoteAddress, Range<usize>)| {
        let spot = web::spot(&note.url).map(Box::new);
        let target = CiteTarget::Url(note.into());
        Citing { target, prefix: "".into(), locator: None, spot, bytes: bytes(range) }
    };
    found.notes.into_iter().map(citing).collect()
}

/// The addresses of a note, each with where it stands.
#[derive(Default)]
struct FoundAddress {
    notes: Vec<(NoteAddress, Range<usize>)>,
    /// Their places, by how they are written.
    written: HashMap<String, usize>,
    /// By the form in which near addresses are equal.
    near: HashMap<String, usize>,
    /// Copies of what is not named, by that form of it.
    copies: HashMap<String, usize>,
    /// Whether the last one is a copy.
    ends_with_copy: bool,
}

impl FoundAddress {
    fn add(&mut self, link: &NoteLink, said: &Said) {
        let Ok(address) = WebAddress::parse(&link.url) else { return };
        if let Some(&known) = self.written.get(&link.url) {
            let title = &mut self.notes[known].0.title;
            *title = title.take().or_else(|| said.title());
            return;
        }
        let near = web::near(&address.canonical);
        let original = address.copied().map(|(original, _)| original.map(|original| web::near(&original.canonical)));
        if let Some(at) = original.as_ref().and_then(|original| self.copied(original.as_deref())) {
            self.notes[at].0.copies.push(link.url.as_str().into());
        } else if let Some(copy) = self.copies.remove(&near) {
            let note = &mut self.notes[copy].0;
            note.copies.push(std::mem::replace(&mut note.url, link.url.as_str().into()));
            self.ends_with_copy &= copy + 1 != self.notes.len();
            self.know(copy, link, near);
        } else {
            let (title, before) = (said.title(), said.before.unwrap_or_default().into());
            let at = self.notes.len();
            let note = NoteAddress { url: link.url.as_str().into(), title, before, copies: Vec::new() };
            self.notes.push((note, link.range.clone()));
            self.ends_with_copy = original.is_some();
            original.flatten().map(|original| self.copies.entry(original).or_insert(at));
            self.know(at, link, near);
        }
    }

    fn know(&mut self, at: usize, link: &NoteLink, near: String) {
        self.written.insert(link.url.clone(), at);
        self.near.entry(near).or_insert(at);
    }

    /// Which of the addresses a copy is one of. An archive whose addresses do not say it stands behind what it has.
    fn copied(&self, original: Option<&str>) -> Option<usize> {
        match original {
            Some(original) => self.near.get(original).copied(),
            None => self.notes.len().checked_sub(1).filter(|_| !self.ends_with_copy),
        }
    }
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

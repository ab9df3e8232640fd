//! A last look at everything that readers get, for what they must not have. Nothing of it should be there, since it is
//! taken out before a template sees it; but a theme, a text and a slip of ours may each say it all the same.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use ahash::HashSet;
use aho_corasick::AhoCorasick;

use super::decoded::{self, Writing, is_guess, letters, places, readings, windows};
use super::inside::{self, InsidePiece};
use super::packed::{self, Why};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::document::{Document, Kind, Meta, Said};
use crate::model::words::PrivateKey;
use crate::stored::Stored;
use crate::web::WebAddress;

/// With fewer letters a phrase may stand in what only looks like another writing, by chance.
const SURE: usize = 10;
/// With fewer letters it may stand anywhere.
const SHORTEST: usize = 6;

/// When a phrase of a few letters is meant where it is found.
#[derive(Clone, Copy)]
enum Meant {
    /// In a text.
    Always,
    /// Where nothing stands between its letters: among the bytes of an image it may be chance otherwise.
    IfTogether,
    /// Never: it may be chance, and only a longer one is none.
    IfLong,
}

/// A file that is larger is not held as a whole: 2 MiB.
const LARGE: u64 = 2 << 20;

/// What is looked for.
pub struct Leaks {
    search: AhoCorasick,
    phrases: Vec<Phrase>,
}

/// Something that no reader may have.
struct Phrase {
    /// As it is looked for.
    letters: String,
    /// What must stand there to the letter, where letters alone could be anything.
    exact: Option<String>,
    /// What it is, for messages.
    what: String,
    /// Where it stands.
    span: Span,
    /// It tells who or what a source is, so it is looked for though a public text says it too.
    tells: bool,
    /// Where a public text says it.
    said: Option<Span>,
}

/// What was found.
#[derive(Default, Clone)]
pub struct FoundLeaks {
    /// For each phrase the files in which it stands, and how it is written there.
    files: BTreeMap<usize, BTreeMap<String, Writing>>,
    /// The files into which nobody can look, and why.
    unread: BTreeMap<String, Why>,
}

impl FoundLeaks {
    /// That nobody could look into a file, and why.
    pub fn unread(path: &str, why: &'static str) -> FoundLeaks {
        FoundLeaks { unread: BTreeMap::from([(path.to_owned(), why)]), ..FoundLeaks::default() }
    }
}

impl Leaks {
    /// What to look for: the pieces of texts that are kept from readers, and the paths of such files. `public` is what
    /// authors and theme say to readers: what may be known from there is no secret, unless it tells of a source.
    pub fn of<'p>(
        withheld: impl Iterator<Item = (&'p Document, Vec<Said>)>,
        files: &BTreeSet<String>,
        public: impl Iterator<Item = (Arc<str>, &'p str)>,
    ) -> Leaks {
        let mut phrases: Vec<Phrase> = withheld.flat_map(|(document, pieces)| phrases(document, pieces)).collect();
        let name = |path: &String| path.rsplit('/').next().and_then(|name| Some(name.rsplit_once('.')?.0.to_owned()));
        phrases.extend(files.iter().filter_map(|path| {
            let span = Span::file(&Arc::from(format!("content/{path}")));
            Phrase::new(name(path)?, "the name of a file that only internal texts lead to", span, false)
        }));
        let mut seen = HashSet::default();
        phrases.sort_by_key(|phrase| !phrase.tells);
        phrases.retain(|phrase| seen.insert(phrase.letters.clone()));
        let mut leaks = Leaks { search: search(&phrases), phrases };
        leaks.forget_what_is_public(public);
        leaks
    }

    /// Whether the same is looked for.
    pub fn are_same_as(&self, other: &Leaks) -> bool {
        self.phrases.iter().map(Phrase::sought).eq(other.phrases.iter().map(Phrase::sought))
    }

    fn forget_what_is_public<'p>(&mut self, public: impl Iterator<Item = (Arc<str>, &'p str)>) {
        let mut known = BTreeSet::new();
        for (path, text) in public {
            for (phrase, at) in self.matches(text) {
                known.insert(phrase);
                // To cite a source tells nothing of it: pages have another name for it.
                if text[..at].ends_with('@') {
                    continue;
                }
                let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
                self.phrases[phrase].said.get_or_insert_with(|| Span::new(&path, at..end));
            }
        }
        let mut at = 0;
        self.phrases.retain(|phrase| {
            at += 1;
            phrase.tells || !known.contains(&(at - 1))
        });
        self.search = search(&self.phrases);
    }

    /// The phrases in a text, each with the byte at which it begins.
    fn matches(&self, text: &str) -> Vec<(usize, usize)> {
        let letters = letters(text);
        let mut found = self.search.find_overlapping_iter(&letters).peekable();
        let places = if found.peek().is_some() { places(text) } else { Vec::new() };
        let is_there = |(phrase, at): &(usize, usize)| match &self.phrases[*phrase].exact {
            Some(exact) => stands_alone(text, *at, exact),
            None => true,
        };
        found.map(|hit| (hit.pattern().as_usize(), places[hit.start()] as usize)).filter(is_there).collect()
    }

    /// The texts in which something of it stands.
    pub fn paths(&self) -> impl Iterator<Item = &Arc<str>> {
        self.phrases.iter().flat_map(|phrase| std::iter::once(&phrase.span).chain(&phrase.said)).map(|span| &span.path)
    }

    /// Looks for it in a file that readers would get, and in all that is packed in it.
    pub fn look(&self, path: &str, bytes: &[u8], found: &mut FoundLeaks) {
        self.look_at(path, bytes, None, found);
        let name = path.to_owned();
        self.look_in(path, "as its name", &name, Meant::Always, found);
        let why = inside::each(bytes, &mut |piece| match piece {
            InsidePiece::Words(words) => self.look_in(path, "inside it", words, Meant::IfLong, found),
            InsidePiece::File(bytes) => self.look_at(path, bytes, Some("inside it"), found),
        });
        if let Err(why) = why {
            found.unread.insert(path.to_owned(), why);
        }
    }

    /// The same in a file that is copied. A large one is read in pieces, or, where it may hold others, alone.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn look_copied(&self, path: &str, file: &Stored, found: &mut FoundLeaks) -> io::Result<()> {
        static ALONE: Mutex<()> = Mutex::new(());
        if file.length() < LARGE {
            self.look(path, &file.bytes()?, found);
        } else if packed::may_hold(file)? {
            let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
            self.look(path, &file.bytes()?, found);
        } else {
            decoded::each_window(file, |window| self.look_at(path, window, None, found))?;
            match packed::texts_alone(file)? {
                Ok(texts) => self.look(path, &texts, found),
                Err(why) => drop(found.unread.insert(path.to_owned(), why)),
            }
        }
        Ok(())
    }

    /// Looks for it in each way in which bytes may be read; `inside` is how it is told of what is packed.
    fn look_at(&self, path: &str, bytes: &[u8], inside: Option<Writing>, found: &mut FoundLeaks) {
        let is_packed = inside::is_packed(bytes);
        for window in windows(bytes) {
            let is_text = str::from_utf8(window).is_ok();
            readings(window, |writing, text| {
                let meant = match is_guess(writing) || is_packed {
                    true => Meant::IfLong,
                    false if is_text => Meant::Always,
                    false => Meant::IfTogether,
                };
                self.look_in(path, inside.unwrap_or(writing), text, meant, found);
            });
        }
    }

    fn look_in(&self, path: &str, writing: Writing, text: &str, meant: Meant, found: &mut FoundLeaks) {
        for (phrase, at) in self.matches(text) {
            let letters = &self.phrases[phrase].letters;
            let is_meant = letters.len() >= SURE
                || match meant {
                    Meant::Always => true,
                    Meant::IfTogether => stands_together(text, at, letters.chars().count()),
                    Meant::IfLong => false,
                };
            if is_meant {
                found.files.entry(phrase).or_default().entry(path.to_owned()).or_insert(writing);
            }
        }
    }

    /// Tells what was found, phrase by phrase; `from` gives the file of the author that stands at a path.
    pub fn tell(&self, found: FoundLeaks, from: impl Fn(&str) -> Arc<str>) -> Vec<Diagnostic> {
        let tell = |(phrase, files): (usize, BTreeMap<String, Writing>)| {
            let phrase = &self.phrases[phrase];
            let more = match files.len() {
                0 | 1 => String::new(),
                2 => ", and in one more file".to_owned(),
                many => format!(", and in {} more files", many - 1),
            };
            let (first, writing) = files.into_iter().next().unwrap_or_default();
            let how = if writing == "plainly" { String::new() } else { format!(" ({writing})") };
            let message = format!("{} is not for readers, and would stand in `{first}`{how}{more}", phrase.what);
            let finding = Diagnostic::new(Code::Leak, phrase.span.clone(), message);
            match &phrase.said {
                Some(said) => finding.related(said.clone(), "a text for readers says it").hint(
                    "take it out of that text, or let it be known; until then nothing is written, printed or published",
                ),
                None => finding.hint(
                    "find what puts it there, perhaps a template; until then nothing is written, printed or published",
                ),
            }
        };
        let unread = found.unread.into_iter().map(|(path, why)| {
            let message = format!("nobody can look into this file for what is not for readers: {why}");
            Diagnostic::new(Code::Unsearched, Span::file(&from(&path)), message).mended()
        });
        found.files.into_iter().map(tell).chain(unread).collect()
    }
}

impl FoundLeaks {
    /// Takes over what was found elsewhere.
    pub fn add(&mut self, other: FoundLeaks) {
        for (phrase, files) in other.files {
            self.files.entry(phrase).or_default().extend(files);
        }
        self.unread.extend(other.unread);
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.unread.is_empty()
    }
}

impl Phrase {
    /// What decides whether it is found.
    fn sought(&self) -> (&str, Option<&str>) {
        (&self.letters, self.exact.as_deref())
    }

    /// A phrase, unless it is too short to be known again.
    fn new(words: String, what: &str, span: Span, tells: bool) -> Option<Phrase> {
        let letters = letters(&words);
        let is_number = letters.bytes().all(|b| b.is_ascii_digit());
        // Nine figures may be an ISBN; fewer are a date or a page.
        let shortest = if is_number { SURE - 1 } else { SHORTEST };
        (letters.len() >= shortest).then(|| Phrase {
            tells: tells && letters.len() >= SURE,
            letters,
            exact: None,
            what: what.to_owned(),
            span,
            said: None,
        })
    }
}

fn search(phrases: &[Phrase]) -> AhoCorasick {
    match AhoCorasick::new(phrases.iter().map(|phrase| phrase.letters.as_str())) {
        Ok(search) => search,
        // Better no site than one that was not looked over.
        Err(error) => panic!("the search for what is not for readers cannot be made: {error}"),
    }
}

/// Whether a name stands in a text at a byte, and is no part of a longer word.
/// Whether so many letters stand in a text from a byte on with one other sign between them at most, as between two names.
fn stands_together(text: &str, at: usize, letters: usize) -> bool {
    let mut left = letters;
    // UTF-16 has a NUL with each.
    text[at..].chars().filter(|c| *c != '\0').take(letters + 1).any(|c| {
        left = left.saturating_sub(usize::from(c.is_alphanumeric()));
        left == 0
    })
}

fn stands_alone(text: &str, at: usize, name: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric();
    let here = text.get(at..at + name.len()).is_some_and(|here| here.eq_ignore_ascii_case(name));
    here && !text[..at].ends_with(is_letter) && !text[at + name.len()..].starts_with(is_letter)
}

/// What of a text is looked for.
fn phrases(document: &Document, pieces: Vec<Said>) -> Vec<Phrase> {
    let source = match &document.meta {
        Meta::Source(source) => Some(source),
        _ => None,
    };
    let is_private = |piece: &Said| match (&piece.key, source) {
        (Some(key), _) if TOLD.contains(&key.as_str()) => false,
        _ if document.internal => true,
        (Some(key), Some(source)) => {
            key == "keys" || source.private.iter().any(|private| private.covers().contains(&key.as_str()))
        }
        (None, Some(source)) => source.private.contains(&PrivateKey::Text),
        (_, None) => true,
    };
    let whose = format!("the {} `{}`", document.meta.kind().word(), document.id);
    let mut found: Vec<Phrase> = Vec::new();
    for piece in pieces.into_iter().filter(is_private) {
        let tells = source.is_some() && piece.key.as_deref().is_some_and(|key| TELLING.contains(&key));
        found.extend(of_piece(piece, tells, &whose));
    }
    if let Some(name) = document.id.rsplit('/').next().filter(|_| document.meta.kind() != Kind::Home) {
        found.extend(of_name(name, document, source.is_some()));
    }
    found
}

/// The name of a file. Texts cite a source by its key, so what is public does not show whether that is a secret.
fn of_name(name: &str, document: &Document, is_source: bool) -> Option<Phrase> {
    let what = format!("the name of the {} `{name}`", document.meta.kind().word());
    let phrase = Phrase::new(name.to_owned(), &what, document.head.clone(), is_source)?;
    let is_word = name.chars().all(char::is_alphabetic);
    match is_source {
        true if phrase.tells => Some(phrase),
        // `smith-25` is a name, and `letter` might be any word.
        true => (!is_word).then(|| Phrase { exact: Some(name.to_owned()), tells: true, ..phrase }),
        false => Some(phrase),
    }
}

fn of_piece(piece: Said, tells: bool, whose: &str) -> Vec<Phrase> {
    let Said { key, words, span } = piece;
    let new = |words: String, what: &str, tells: bool| Phrase::new(words, what, span.clone(), tells);
    let Some(key) = key else {
        let what = format!("this part of {whose}");
        let whole = new(words.clone(), &what, false);
        // A name or a number of some length is known again alone.
        let is_rare = |word: &&str| {
            let letters = word.chars().filter(|c| c.is_alphanumeric()).count();
            letters >= SURE && word.contains(|c: char| c.is_uppercase() || c.is_ascii_digit())
        };
        let rare = words.split_whitespace().filter(is_rare);
        let rare = rare.filter_map(|word| new(word.to_owned(), &what, false));
        return whole.into_iter().chain(rare).collect();
    };
    let what = format!("`{key}` of {whose}");
    if let Ok(address) = WebAddress::parse(&words) {
        // The host alone may be that of many; a part of the way is told as the whole is.
        let bare =
            |url: &str| url.split_once("://").map_or(url, |(_, rest)| rest).trim_start_matches("www.").to_owned();
        let has_way = |url: &str| url.contains(['/', '?']);
        let ways = [bare(&address.url), bare(&address.canonical), bare(&address.readable()), address.host.clone()];
        let ways = ways.into_iter().map(|way| way.trim_end_matches('/').to_owned());
        return ways.filter_map(|way| new(way.clone(), &what, tells && has_way(&way))).collect();
    }
    new(words, &what, tells).into_iter().collect()
}

/// Keys whose values readers get.
const TOLD: [&str; 5] = ["descriptor", "audience", "private", "draft", "allow"];
/// Keys whose values tell who or what a source is.
const TELLING: [&str; 9] = ["title", "title_translated", "url", "archived", "doi", "isbn", "keys", "quotes", "aliases"];

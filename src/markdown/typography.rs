//! What authors type, as it is printed: quotation marks, apostrophes, dashes, and the spaces at which no line breaks, as
//! the language of the text wants them.
//!
//! Nothing is set that was escaped, and code, addresses and keys never come here.

use std::borrow::Cow;
use std::ops::Range;

use super::language::{Language, is_amid_unspaced};

/// Narrow, and no line breaks at it.
const NARROW: &str = "\u{202f}";
/// No line breaks at it.
const FIXED: &str = "\u{a0}";

/// How far behind a mark its partner is looked for, in bytes.
const FARTHEST: usize = 400;

/// Deeper quotations within one another are not told apart.
const DEEPEST: usize = 16;

/// Sets a text that stands by itself, such as a title.
pub fn typeset(text: &str, language: Language) -> Cow<'_, str> {
    Typesetter::new(language).set(text, None, "")
}

/// A text that was set, in a form that is the same whatever the language: one sign for each quotation mark, apostrophe and
/// prime, hyphens for dashes, and spaces between words alone.
pub fn unset(html: &str) -> String {
    let typed = html.replace("&quot;", "'").replace("&#39;", "'").replace('…', "...");
    let mut plain = String::with_capacity(typed.len());
    for sign in typed.chars() {
        let sign = match sign {
            '“' | '”' | '„' | '‚' | '‘' | '’' | '«' | '»' | '‹' | '›' | '′' | '″' => '\'',
            '–' | '—' => '-',
            sign if sign.is_whitespace() => ' ',
            sign => sign,
        };
        if !sign.is_alphanumeric() && plain.ends_with(' ') {
            plain.pop();
        }
        let is_told = match sign {
            ' ' => plain.ends_with(char::is_alphanumeric),
            '-' => !plain.ends_with('-'),
            _ => true,
        };
        plain.extend(is_told.then_some(sign));
    }
    plain
}

/// Sets a text piece by piece; it knows which quotations are open.
pub struct Typesetter {
    language: Language,
    /// The marks that are open, as they were typed: straight ones, and those that were typed as they are printed.
    open: Vec<char>,
    /// What the last straight mark was.
    last: Last,
    /// What was changed in the last piece.
    pub changes: Vec<Change>,
}

/// What a straight mark was, for another one right behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    /// It stood where a word begins.
    Begins,
    /// It closed a quotation.
    Closes,
    /// It stood within a word or at the end of one.
    Apostrophe,
}

/// A change that was made in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Byte of the text that was set.
    pub at: u32,
    /// How many bytes are shown there.
    pub shown: u8,
    /// The character that was typed instead.
    pub typed: u8,
    /// How many times.
    pub times: u8,
}

impl Typesetter {
    /// At the beginning of a text.
    pub fn new(language: Language) -> Typesetter {
        Typesetter { language, open: Vec::new(), last: Last::Begins, changes: Vec::new() }
    }

    /// Begins another text: no quotation reaches beyond its paragraph.
    pub fn begin(&mut self) {
        self.open.clear();
        self.last = Last::Begins;
    }

    /// Sets a piece of a text, given the last character before it and the source behind it.
    pub fn set<'t>(&mut self, text: &'t str, before: Option<char>, behind: &str) -> Cow<'t, str> {
        self.changes.clear();
        let bytes = text.as_bytes();
        // The first bytes of `«` and of `“`.
        let has_printed = memchr::memchr2(0xc2, 0xe2, bytes).is_some();
        let Some(first) = next_place(bytes, 0) else {
            if has_printed {
                self.see_printed(text, 0..text.len(), before);
            }
            return Cow::Borrowed(text);
        };
        let mut set = String::new();
        let (mut from, mut at, mut seen) = (0, first, 0);
        loop {
            if has_printed && matches!(bytes[at], b'"' | b'\'') {
                self.see_printed(text, seen..at, before);
                seen = at;
            }
            let place = SourcePlace { text, at, before, behind };
            if let Some((length, with)) = self.replacement(&place) {
                if from == 0 {
                    set.reserve(text.len() + 16);
                }
                set.push_str(&text[from..at]);
                let change =
                    Change { at: set.len() as u32, shown: with.len() as u8, typed: bytes[at], times: length as u8 };
                self.changes.push(change);
                set.push_str(&with);
                from = at + length;
                at = from;
            } else {
                at += 1;
            }
            match next_place(bytes, at) {
                Some(next) => at = next,
                None => break,
            }
        }
        if has_printed {
            self.see_printed(text, seen..text.len(), before);
        }
        if from == 0 {
            return Cow::Borrowed(text);
        }
        set.push_str(&text[from..]);
        Cow::Owned(set)
    }

    /// Notes the double marks of a piece that were typed as they are printed: what is quoted within them has other ones.
    fn see_printed(&mut self, text: &str, range: Range<usize>, before: Option<char>) {
        let mut last = text[..range.start].chars().next_back().or(before);
        for mark in text[range].chars() {
            let open = self.open.iter().rposition(|open| is_closed_by(*open, mark));
            // Where a space stands before `»`, that closes.
            let opens = matches!(mark, '“' | '„' | '«')
                || (mark == '»' && !self.language.is_spaced())
                || self.language.quotes(false)[0].starts_with(mark);
            if let Some(at) = open {
                self.open.truncate(at);
            } else if opens && begins_word(last) && self.open.len() < DEEPEST {
                self.open.push(mark);
            }
            last = Some(mark);
        }
    }

    /// What stands for the bytes from a place on, and for how many of them.
    fn replacement(&mut self, place: &SourcePlace) -> Option<(usize, Cow<'static, str>)> {
        let rest = place.rest();
        match rest.as_bytes()[0] {
            b'"' => Some((1, self.mark(place, '"')?.into())),
            // Two of them are seconds or inches, too.
            b'\'' if rest.starts_with("''") && place.before().is_some_and(|c| c.is_ascii_digit()) => {
                Some((2, "″".into()))
            }
            b'\'' => Some((1, self.mark(place, '\'')?.into())),
            b'-' => {
                let length = rest.bytes().take_while(|byte| *byte == b'-').count();
                Some((length, dashes(length)?))
            }
            b'.' => Some((3, "…".into())),
            b' ' => Some((1, self.space(place)?.into())),
            _ => None,
        }
    }

    /// A straight mark. What it was is kept for the next one.
    fn mark(&mut self, place: &SourcePlace, mark: char) -> Option<&'static str> {
        let begins = self.may_begin(place, mark);
        let open = self.open.len();
        let set = if mark == '"' { self.double(place, begins) } else { self.single(place, begins) };
        self.last = match begins {
            _ if self.open.len() < open => Last::Closes,
            true => Last::Begins,
            false if mark == '"' => Last::Closes,
            false => Last::Apostrophe,
        };
        set
    }

    /// Whether a quotation may begin with a mark, as far as what stands before it tells.
    fn may_begin(&self, place: &SourcePlace, mark: char) -> bool {
        let after = place.after(1);
        let goes_on = after.is_some_and(char::is_alphanumeric);
        match place.before() {
            Some('"' | '\'') => match self.last {
                Last::Begins => true,
                Last::Closes => goes_on && !self.open.contains(&mark),
                Last::Apostrophe => goes_on || after == Some('('),
            },
            // No space tells in such a script.
            Some(c) if is_amid_unspaced(c) => {
                !self.open.contains(&mark) && (goes_on || matches!(after, Some('"' | '\'' | '《' | '「' | '（')))
            }
            // Nor does one where it was not typed: `他说:"不行"`, `"a","b"`.
            Some(':' | ',' | ';') if mark == '"' && goes_on => self.open.iter().all(|mark| *mark == '\''),
            before => begins_word(before),
        }
    }

    /// A double mark: it opens, closes, or stands for inches or seconds.
    fn double(&mut self, place: &SourcePlace, begins: bool) -> Option<&'static str> {
        let (before, after) = (place.before(), place.after(1));
        if place.is_measure('"') {
            return Some("″");
        }
        let depth = self.open.iter().filter(|mark| **mark != '\'').count();
        // Behind a dash or a printed mark may begin a word, but before punctuation a quotation ends.
        let ends = depth > 0
            && matches!(before, Some('-' | '–' | '—' | '…' | '“' | '‘' | '«'))
            && after.is_none_or(|c| ".;,:!?)]。，；：！？）".contains(c));
        let word_begins = begins && !ends;
        if word_begins && after.is_some_and(|c| !c.is_whitespace()) && self.open.len() < DEEPEST {
            self.open.push('"');
            return Some(self.language.quotes(depth % 2 == 1)[0]);
        }
        if depth == 0 {
            let figure = before.is_some_and(|c| c.is_ascii_digit());
            let within = before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
            // It closes a quotation of several paragraphs, unless it stands within a word or alone.
            return match (figure, within || word_begins) {
                (true, _) => Some("″"),
                (false, true) => None,
                (false, false) => Some(self.language.quotes(false)[1]),
            };
        }
        let straight = self.open.iter().rposition(|mark| *mark == '"');
        let at = straight.or_else(|| self.open.iter().rposition(|mark| *mark != '\''))?;
        let depth = self.open[..=at].iter().filter(|mark| **mark != '\'').count();
        self.open.truncate(at);
        Some(self.language.quotes(depth % 2 == 0)[1])
    }

    /// A single mark: an apostrophe, unless it opens or closes a quotation, or stands for feet or minutes.
    fn single(&mut self, place: &SourcePlace, begins: bool) -> Option<&'static str> {
        let (before, after) = (place.before(), place.after(1));
        let (letter_before, letter_after) = (is_letter(before), is_letter(after));
        if place.is_measure('\'') {
            return Some("′");
        }
        if begins && !after.is_none_or(char::is_whitespace) {
            if self.open.len() >= DEEPEST || !place.closes_later() || place.is_elision() {
                return Some("’");
            }
            self.open.push('\'');
            return Some(self.language.quotes(true)[0]);
        }
        let unspaced = after.is_some_and(is_amid_unspaced);
        if letter_before && letter_after && !unspaced {
            return Some("’");
        }
        if let Some(at) = self.open.iter().rposition(|mark| *mark == '\'')
            && (unspaced || !after.is_some_and(char::is_alphanumeric))
        {
            self.open.truncate(at);
            return Some(self.language.quotes(true)[1]);
        }
        match before {
            Some(c) if c.is_ascii_digit() && !after.is_some_and(char::is_alphanumeric) => Some("′"),
            Some(c) if !c.is_whitespace() => Some("’"),
            _ => None,
        }
    }

    /// A space at which no line may break.
    fn space(&self, place: &SourcePlace) -> Option<&'static str> {
        let next = place.rest()[1..].chars().next()?;
        let before = place.before()?;
        if self.language.is_spaced() {
            match (before, next) {
                ('«', _) | (_, '»' | ';' | '!' | '?') if !next.is_whitespace() => return Some(NARROW),
                (_, ':') if !before.is_whitespace() => return Some(FIXED),
                _ => {}
            }
        }
        match before {
            '§' | '№' if next.is_alphanumeric() => Some(FIXED),
            // `n° 7`, `n.º 7`
            '°' | 'º' if next.is_numeric() => {
                let written = place.text[..place.at].trim_end_matches(['°', 'º']);
                written.ends_with(['n', 'N', '.']).then_some(FIXED)
            }
            // `nr 7` has no full stop in Polish and Norwegian.
            'r' if next.is_numeric() => {
                let word = place.text[..place.at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
                (word.eq_ignore_ascii_case("nr") && self.language.is_before_number(word)).then_some(FIXED)
            }
            '0'..='9' => self.binds_number(place, next).then_some(FIXED),
            '.' => self.binds_short(place, next).then_some(FIXED),
            _ => None,
        }
    }

    /// Whether a number holds fast to what follows: a unit, a sign, or the next group of its figures.
    fn binds_number(&self, place: &SourcePlace, next: char) -> bool {
        if next.is_ascii_digit() {
            let group = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
            let before = place.text[..place.at].bytes().rev().take_while(u8::is_ascii_digit).count();
            return before <= 3 && group(&place.rest()[1..]) == 3;
        }
        if matches!(next, '%' | '‰' | '€' | '$' | '£' | '₴' | '₽' | '°') {
            return true;
        }
        if ["a.m.", "p.m."].iter().any(|half| place.rest()[1..].starts_with(half)) {
            return true;
        }
        let ends = |c: char| !(c.is_alphanumeric() || matches!(c, '/' | '²' | '³'));
        let word = place.rest()[1..].split(ends).next().unwrap_or_default();
        // Units are written as they are: `m`, not the `M` of a name.
        !word.is_empty() && self.language.is_unit(word) && (word.len() > 1 || next.is_lowercase())
    }

    /// Whether a short form holds fast to what follows: initials to a name, `z.` to `B.`, `Art.` to its number.
    fn binds_short(&self, place: &SourcePlace, next: char) -> bool {
        let Some(before) = place.text[..place.at].strip_suffix('.') else { return false };
        let parts = |c: char| !c.is_alphanumeric();
        let word = before.rsplit(parts).next().unwrap_or_default();
        let mut letters = word.chars();
        let (Some(first), second) = (letters.next(), letters.next()) else { return false };
        if first.is_numeric() {
            return false;
        }
        if next.is_numeric() {
            let letter = second.is_none() && first.is_alphabetic();
            return letter && first.is_lowercase() || self.language.is_before_number(word);
        }
        if second.is_some() {
            return false;
        }
        let rest = &place.rest()[1..];
        let follows = rest.split(parts).next().unwrap_or_default();
        let short = follows.chars().count() <= 3 && rest[follows.len()..].starts_with('.');
        (next.is_alphabetic() && short)
            || (first.is_uppercase() && next.is_uppercase() && !self.language.begins(follows))
    }
}

/// A byte of a piece of text, with what stands around it.
struct SourcePlace<'t> {
    text: &'t str,
    at: usize,
    /// The last character before the piece.
    before: Option<char>,
    /// The source behind the piece.
    behind: &'t str,
}

impl SourcePlace<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn before(&self) -> Option<char> {
        self.text[..self.at].chars().next_back().or(self.before)
    }

    /// The character behind some bytes from here; behind the piece, the first that is no mark of Markdown.
    fn after(&self, length: usize) -> Option<char> {
        let next = self.text[self.at + length..].chars().next();
        next.or_else(|| self.behind.trim_start_matches(['*', '_', '~', '[', '`', '\\']).chars().next())
    }

    /// Whether the mark belongs to a measure: `48°30'15"`, `5'10"`.
    fn is_measure(&self, mark: char) -> bool {
        let figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
        let before = self.text[..self.at].trim_end_matches(figure);
        if before.len() == self.at || !self.text[..self.at].ends_with(|c: char| c.is_ascii_digit()) {
            return false;
        }
        if mark == '"' {
            let minutes = before.strip_suffix(['\'', '′', '’']);
            return minutes.is_some_and(|minutes| minutes.ends_with(|c: char| c.is_ascii_digit()));
        }
        let rest = &self.rest()[1..];
        let seconds = rest.trim_start().trim_start_matches(figure);
        before.ends_with(['°', 'º']) || (seconds.len() < rest.trim_start().len() && seconds.starts_with('"'))
    }

    /// Whether a single quotation that opens here closes in this paragraph.
    fn closes_later(&self) -> bool {
        let near = |text: &str| text.floor_char_boundary(FARTHEST);
        let rest = &self.rest()[1..];
        let here = &rest[..near(rest)];
        let behind = self.behind[..near(self.behind)].split("\n\n").next().unwrap_or_default();
        [here, behind].iter().any(|text| {
            text.match_indices('\'').any(|(at, _)| {
                let before = text[..at].chars().next_back();
                let after = text[at + 1..].chars().next();
                before.is_some_and(|c| !c.is_whitespace())
                    && after.is_none_or(|c| !c.is_alphanumeric() || is_amid_unspaced(c))
            })
        })
    }

    /// Whether the mark stands for letters that are left out at the beginning of a word: `'90s`, `'tis`.
    fn is_elision(&self) -> bool {
        let rest = &self.rest()[1..];
        let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let figures = word.bytes().take_while(u8::is_ascii_digit).count();
        let closed = rest[word.len()..].starts_with('\'');
        let years = figures == 2 && matches!(&word[2..], "" | "s" | "er");
        !closed && (years || matches!(word, "tis" | "twas" | "til" | "em" | "cause")) || (closed && word == "n")
    }
}

/// Whether a double mark that was typed as it is printed is closed by another one.
fn is_closed_by(open: char, mark: char) -> bool {
    matches!((open, mark), ('“' | '”', '”') | ('„', '“' | '”') | ('«', '»') | ('»', '«' | '»'))
}

fn is_letter(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphabetic)
}

/// Whether a word may begin behind a character.
pub fn begins_word(before: Option<char>) -> bool {
    let opens =
        |c: char| matches!(c, '(' | '[' | '{' | '„' | '«' | '“' | '‘' | '‚' | '¿' | '¡' | '–' | '—' | '-' | '/' | '=');
    before.is_none_or(|c| c.is_whitespace() || opens(c) || matches!(c, '"' | '\''))
}

/// Two hyphens are a dash, three are a long one; of more, as many as they give.
fn dashes(hyphens: usize) -> Option<Cow<'static, str>> {
    let (long, short) = match (hyphens, hyphens % 6) {
        // A rule, which nobody means as dashes.
        (1, _) | (64.., _) => return None,
        (2, _) => return Some("–".into()),
        (3, _) => return Some("—".into()),
        (_, 0 | 3) => (hyphens / 3, 0),
        (_, 2 | 4) => (0, hyphens / 2),
        (_, 1) => (hyphens / 3 - 1, 2),
        _ => (hyphens / 3, 1),
    };
    Some(("—".repeat(long) + &"–".repeat(short)).into())
}

/// The next byte at which something may be set, from one on.
fn next_place(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| IS_SET[*byte as usize])?;
        let may = match bytes[at] {
            b' ' => may_bind(bytes, at),
            b'.' => bytes[at..].starts_with(b"..."),
            b'-' => bytes[at..].starts_with(b"--"),
            _ => true,
        };
        if may {
            return Some(at);
        }
        at += 1;
    }
}

/// Whether the bytes around a space may be such that no line breaks at it. Few are.
fn may_bind(bytes: &[u8], at: usize) -> bool {
    // The last bytes of `§`, `№` and `«`, and the first one of `»`.
    let before = at.checked_sub(1).is_none_or(|at| matches!(bytes[at], b'0'..=b'9' | b'.' | 0xa7 | 0x96 | 0xab));
    // Those of `°` and `º`, and the last letter of `nr`: before a number.
    let is_number = || bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
    let before_number = || at.checked_sub(1).is_some_and(|at| matches!(bytes[at], 0xb0 | 0xba | b'r')) && is_number();
    before || before_number() || matches!(bytes.get(at + 1), Some(b';' | b'!' | b'?' | b':' | 0xc2))
}

/// Whether something may be set at a byte.
static IS_SET: [bool; 256] = {
    let mut set = [false; 256];
    let mut at = 0;
    while at < 256 {
        set[at] = matches!(at as u8, b'"' | b'\'' | b'-' | b'.' | b' ');
        at += 1;
    }
    set
};

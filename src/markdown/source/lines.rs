//! Lines that other programs read as lists, headings, tables, notes or remarks, and this one as words of a paragraph: it is
//! told by how lines begin, and mostly by the line above.

use std::collections::BTreeSet;
use std::ops::Range;

use super::SourceFinding;
use super::lead::rest_of_line;
use super::numbers::Numbers;
use crate::diagnostic::Code;

/// What is said of some lines, and what to do.
struct LineKind {
    message: &'static str,
    hint: &'static str,
}

const KINDS: [LineKind; 12] = [
    LineKind {
        message: "a heading or an item with no plain space behind its sign is not read, and stands as it is typed",
        hint: "type a space there: what stands there now is nothing, or a sign that only looks like a space",
    },
    LineKind {
        message: "a list of lines that begin with `–`, `a)`, `a.`, `(1)` or `1、` is not read, and stands as it is typed",
        hint: "begin each with `- ` or `1. `; else they run on in one paragraph",
    },
    LineKind {
        message: "a remark, `// …`, `% …` or `.. …`, is not read, and stands as it is typed",
        hint: "write `<!-- … -->`, which is for nobody, or take it away",
    },
    LineKind {
        message: "a table by tabs is not read, and its rows run on in one paragraph",
        hint: "write the rows between bars, `| a | b |`, with `| --- | --- |` below the first",
    },
    LineKind {
        message: "a bullet of a word processor, a sign with a tab behind it, is not read, and stands as it is typed",
        hint: "write `- ` in its place, each on a line of its own, with an empty line before the first",
    },
    LineKind {
        message: "a box, `☐` or `☑`, is no task, and the lines run on in one paragraph",
        hint: "write `- [ ] ` or `- [x] ` in its place",
    },
    LineKind {
        message: "a sign of full width, `＃`, is not read, and stands as it is typed",
        hint: "type the sign itself, with a space behind it: `#`, `>`, `-` or `1.`",
    },
    LineKind {
        message: "words in brackets below a picture are no caption, and stand as they are typed",
        hint: "write them as the title of the picture: `![what it shows](map.png \"Caption\")`",
    },
    LineKind {
        message: "notes by numbers, `[1]` or `¹` in the text and below it, are not read, and stand as they are typed",
        hint: "write `[^1]` in the text, and `[^1]: …` below it",
    },
    LineKind {
        message: "an item is shown under another number than its own: a list counts on from its first number",
        hint: "number items one after the other; where the numbers matter, write them as words: `**3** …`",
    },
    LineKind {
        message: "a heading of other programs, `== Title ==` or `h2. Title`, is not read, and stands as it is typed",
        hint: "write `## Title`, with an empty line before it and behind it",
    },
    LineKind {
        message: "a heading with no space behind its sign, `#Title`, is not read, and stands as it is typed",
        hint: "write `# Title`; a word to search for is written `\\#Kyiv`",
    },
];

const CLOSE: usize = 0;
const LIST: usize = 1;
const REMARK: usize = 2;
const TABS: usize = 3;
const TAB_BULLET: usize = 4;
const BOX: usize = 5;
const WIDE: usize = 6;
const CAPTION: usize = 7;
const NOTES: usize = 8;
const NUMBERS: usize = 9;
const HEADING: usize = 10;
const CLOSE_HEADING: usize = 11;

/// What was met of the lines of a text so far.
#[derive(Default)]
pub struct Lines<'t> {
    above: &'t str,
    close_above: Option<&'static str>,
    number_above: Option<u32>,
    /// The line above stands alone so far, and looks like a heading of this kind.
    title_above: Option<(usize, Range<usize>)>,
    mark_above: Option<Mark>,
    is_remark_above: bool,
    numbers: Numbers<'t>,
    /// The numbers in brackets that stand in the text, and those that have an address.
    cited: BTreeSet<&'t str>,
    defined: BTreeSet<&'t str>,
    /// The numbers in brackets that lines begin with, where the text has them above.
    notes: Vec<(&'t str, Range<usize>)>,
    seen: [Option<(Range<usize>, usize)>; KINDS.len()],
}

/// Whether a text may hold some of it.
pub fn may_be_in(text: &str) -> bool {
    let (mut lines, mut at) = (Lines::default(), 0);
    for line in text.split_inclusive('\n') {
        let lead = super::lead::length_of_lead(line);
        lines.line(text, at, at + lead);
        at += line.len();
    }
    lines.has_any()
}

impl<'t> Lines<'t> {
    /// Takes the next line, which begins at byte `start`, and its words at byte `at`.
    pub fn line(&mut self, text: &'t str, start: usize, at: usize) {
        let (lead, words) = (&text[start..at], rest_of_line(text, at).trim_end());
        let is_item = lead.contains(|c: char| !c.is_whitespace() && c != '>');
        let is_gap = words.is_empty() && !is_item;
        let above = std::mem::replace(&mut self.above, if is_gap { "" } else { words });
        if self.numbers.line(lead, words, above.is_empty()) {
            let number = lead.trim_end();
            let from = at - lead.len()
                + number.rfind(|c: char| !c.is_ascii_digit() && !".)".contains(c)).map_or(0, |at| at + 1);
            self.see(NUMBERS, from..start + number.len());
        }
        let whole = at..at + words.len();
        if let Some((kind, title)) = self.title_above.take().filter(|_| words.is_empty()) {
            self.see(kind, title);
        }
        if is_foreign_heading(words) {
            self.see(HEADING, whole.clone());
        } else if above.is_empty() {
            self.title_above = close_title(words).map(|kind| (kind, whole.clone()));
        }
        self.odd_spaces(words, at);
        self.notes(words, at);
        let mark = if is_item { None } else { Mark::of(words) };
        if mark.as_ref().zip(self.mark_above.as_ref()).is_some_and(|(mark, above)| mark.follows(above)) {
            self.see(LIST, whole.clone());
        }
        self.mark_above = mark;
        let is_remark = !is_item && (above.is_empty() || self.is_remark_above) && is_remark(words);
        if is_remark && !self.is_remark_above {
            self.see(REMARK, whole.clone());
        }
        self.is_remark_above = is_remark;
        if is_item || words.is_empty() {
            return;
        }
        let first = words.chars().next().unwrap_or_default();
        let behind = &words[first.len_utf8()..];
        if "o§Øøvüq¨ð·".contains(first) && behind.starts_with('\t') {
            self.see(TAB_BULLET, at..at + first.len_utf8());
        } else if words.contains('\t') && tabs(words) > 0 && tabs(words) == tabs(above) {
            self.see(TABS, whole);
        } else if "☐☑☒🗹".contains(first) && behind.starts_with(char::is_whitespace) {
            self.see(BOX, at..at + first.len_utf8());
        } else if is_wide(words, above) {
            self.see(WIDE, at..at + first.len_utf8());
        } else if is_caption(words) && is_picture(above) {
            self.see(CAPTION, whole);
        }
    }

    fn see(&mut self, kind: usize, at: Range<usize>) {
        match &mut self.seen[kind] {
            Some((_, count)) => *count += 1,
            none => *none = Some((at, 1)),
        }
    }

    /// Signs of headings and items with no plain space behind them.
    fn odd_spaces(&mut self, words: &str, at: usize) {
        let close = close_item(words);
        let is_list = close.is_some() && close == self.close_above;
        self.close_above = close;
        let odd = odd_space(words);
        // A day or an ordinal holds fast to its word, so a number begins an item where the next one follows.
        let number = leading_number(words).filter(|_| odd.is_some());
        let is_next = self.number_above.is_some_and(|above: u32| number == above.checked_add(1));
        self.number_above = if words.is_empty() { self.number_above } else { number };
        let odd = odd.filter(|_| number.is_none() || is_next);
        if let Some(length) = odd.or_else(|| is_list.then_some(words.len())) {
            self.see(CLOSE, at..at + length);
        }
    }

    /// Numbers in brackets.
    fn notes(&mut self, words: &'t str, at: usize) {
        if let Some(length) = note_mark(words) {
            return self.notes.push((&words[..length], at..at + length));
        }
        let mut from = 0;
        let first = words.len() - words.trim_start_matches('\\').len();
        while let Some(open) = memchr::memchr(b'[', &words.as_bytes()[from..]).map(|open| from + open) {
            from = open + 1;
            let is_roman = words[from..].starts_with(['i', 'v', 'x']);
            let is_figure = |byte: &u8| if is_roman { b"ivx".contains(byte) } else { byte.is_ascii_digit() };
            let length = words[from..].bytes().take_while(is_figure).count();
            let number = &words[from..from + length];
            let Some(behind) = words[from + length..].trim_start_matches('\\').strip_prefix(']') else { continue };
            let begins = open == first;
            match behind.chars().next() {
                _ if !(1..=3).contains(&length) => {}
                Some(':') if begins => drop(self.defined.insert(number)),
                Some('(' | '[' | ':' | ']') => {}
                // `[i]` is a mark of forums too.
                Some(' ') if begins && is_roman && behind.contains("[/") => {}
                Some(' ') if begins && self.cited.contains(number) => {
                    self.notes.push((number, at..at + from + length + 1))
                }
                _ if begins => {}
                _ => drop(self.cited.insert(number)),
            }
        }
    }

    /// The notes of which no address is known, so that they are no links.
    fn plain_notes(&self) -> impl Iterator<Item = &Range<usize>> {
        self.notes.iter().filter(|(number, _)| !self.defined.contains(number)).map(|(_, place)| place)
    }

    fn has_any(&self) -> bool {
        self.seen.iter().any(Option::is_some) || self.title_above.is_some() || self.plain_notes().next().is_some()
    }

    /// Reports each kind, with its first place and how many there are.
    pub fn report(mut self, found: &mut Vec<SourceFinding>) {
        if let Some((kind, title)) = self.title_above.take() {
            self.see(kind, title);
        }
        let first = self.plain_notes().next().cloned();
        self.seen[NOTES] = first.map(|first| (first, self.plain_notes().count()));
        for (kind, seen) in KINDS.iter().zip(self.seen) {
            let Some((range, count)) = seen else { continue };
            let more = if count > 1 { format!(" (in {count} lines of this file)") } else { String::new() };
            let message = format!("{}{more}", kind.message);
            found.push(SourceFinding { code: Code::UnreadMarkup, range, message, hint: kind.hint.to_owned() });
        }
    }
}

/// `== Title ==`, as wikis have it, or `h2. Title`, as Textile and Jira have it.
fn is_foreign_heading(words: &str) -> bool {
    let title = words.trim_start_matches('=');
    let signs = &words[..words.len() - title.len()];
    let title = title.strip_suffix(signs).unwrap_or_default();
    // With more spaces it is a box of signs.
    let has_one_space =
        |title: &str| title.len() - title.trim_start().len() == 1 && title.len() - title.trim_end().len() == 1;
    let of_wiki = (2..=6).contains(&signs.len()) && has_one_space(title) && !title.contains('=');
    let of_textile = || {
        let level = words.strip_prefix('h')?.strip_prefix(|c| ('1'..='6').contains(&c))?.strip_prefix(". ")?;
        level.starts_with(|c: char| c.is_alphanumeric()).then_some(())
    };
    (of_wiki && title.contains(char::is_alphanumeric)) || of_textile().is_some()
}

/// What a line is meant as that stands alone: `#Heading without space`, or `== Title` as AsciiDoc has it. A word that is
/// searched for, `#Ukraine`, stands by itself, in a sentence, or among others of its kind.
fn close_title(words: &str) -> Option<usize> {
    let of_asciidoc = words.strip_prefix("==").map(|rest| rest.trim_start_matches('='));
    if of_asciidoc.is_some_and(|title| title.starts_with(' ') && title.contains(char::is_alphabetic)) {
        return Some(HEADING);
    }
    let title = words.strip_prefix('#').filter(|title| title.starts_with(char::is_uppercase))?;
    let (first, rest) = title.split_once(' ')?;
    let is_plain = first.chars().skip(1).all(char::is_lowercase);
    let is_sentence = words.ends_with(['.', '!', '?', '…', ':', ';', ',']);
    (is_plain && !is_sentence && !rest.contains(['#', '@']) && rest.contains(char::is_alphabetic))
        .then_some(CLOSE_HEADING)
}

/// How long the sign of a note is that a line begins with: `¹ `, `<sup>1</sup> `, `^1^ `; or a number right before an address.
fn note_mark(words: &str) -> Option<usize> {
    let figures = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let framed = |open: &str, close: &str| {
        let inside = words.strip_prefix(open)?;
        let length = figures(inside);
        inside[length..].starts_with(close).then_some((length, open.len() + length + close.len()))
    };
    let raised = words.find(|c| !"⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c)).unwrap_or_default();
    let raised = (raised > 0).then(|| (words[..raised].chars().count(), raised));
    let is_address = |text: &str| ["https://", "http://", "www."].iter().any(|start| text.starts_with(start));
    let marked = raised.or_else(|| framed("<sup>", "</sup>")).or_else(|| framed("^", "^"));
    let is_note = |behind: &str| is_address(behind) || (behind.starts_with(' ') && !behind.trim().is_empty());
    match marked {
        Some((figures, length)) => ((1..=3).contains(&figures) && is_note(&words[length..])).then_some(length),
        None => {
            let length = figures(words);
            let behind = words[length..].strip_prefix(' ')?;
            ((1..=3).contains(&length) && is_address(behind)).then_some(length)
        }
    }
}

/// What a line begins with as others number a list, and Markdown does not.
#[derive(PartialEq, Eq)]
struct Mark {
    style: &'static str,
    /// Its place in the order, where only the next one belongs to it: letters and Roman numbers that it may be.
    places: Option<[usize; 2]>,
}

impl Mark {
    /// `– `, `a) `, `(1) `, `a. `, `i. `, `1、`.
    fn of(line: &str) -> Option<Mark> {
        let plain = |style| Some(Mark { style, places: None });
        // Three figures of any script, and the sign.
        let begin = &line[..line.floor_char_boundary(12)];
        if let Some((number, _)) = begin.split_once(['、', '．']) {
            let is_number = |c: char| c.is_ascii_digit() || "０１２３４５６７８９一二三四五六七八九十".contains(c);
            let is_one = (1..=3).contains(&number.chars().count()) && number.chars().all(is_number);
            return if is_one { plain("1、") } else { None };
        }
        let (mark, _) = line.split_once(char::is_whitespace)?;
        if matches!(mark, "–" | "—") {
            return plain("–");
        }
        if let Some(letter) = mark.strip_suffix('.') {
            let places = places(letter)?;
            return Some(Mark { style: "a.", places: Some(places) });
        }
        let inside = mark.strip_suffix(')')?;
        match inside.strip_prefix('(') {
            Some(inside) if is_number(inside) => plain("(1)"),
            // `1)` is a list.
            None if is_number(inside) && !inside.starts_with(|c: char| c.is_ascii_digit()) => plain("a)"),
            _ => None,
        }
    }

    fn follows(&self, above: &Mark) -> bool {
        let is_next = |[letter, roman]: [usize; 2], [above, other]: [usize; 2]| {
            (above > 0 && letter == above + 1) || (other > 0 && roman == other + 1)
        };
        self.style == above.style && self.places.zip(above.places).is_none_or(|(this, above)| is_next(this, above))
    }
}

/// Whether others number items so: a letter, figures, small Roman numbers.
fn is_number(text: &str) -> bool {
    let is_letter = text.len() == 1 && text.bytes().all(|b| b.is_ascii_lowercase());
    let is_roman_or_figure = |b: u8| b.is_ascii_digit() || b"ivx".contains(&b);
    is_letter || ((1..4).contains(&text.len()) && text.bytes().all(is_roman_or_figure))
}

/// The place of a letter in the alphabet, and that of a Roman number; 0 where it is none.
fn places(text: &str) -> Option<[usize; 2]> {
    const ROMAN: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
    let roman = ROMAN.iter().position(|known| *known == text).map_or(0, |at| at + 1);
    let letter = match text.as_bytes() {
        [letter @ b'a'..=b'z'] => usize::from(letter - b'a') + 1,
        _ => 0,
    };
    (roman + letter > 0).then_some([letter, roman])
}

/// Whether a line that begins a paragraph is a remark in other programs: of AsciiDoc, Typst, Pug, TeX, reStructuredText.
fn is_remark(words: &str) -> bool {
    let of_rest = || words.strip_prefix(".. ").is_some_and(|rest| !rest.contains("::"));
    ["// ", "//- ", "% "].iter().any(|sign| words.starts_with(sign)) || words == "////" || of_rest()
}

/// How many tabs stand between the cells of a row; none where the first is the sign of an item.
fn tabs(words: &str) -> usize {
    let (first, _) = words.split_once('\t').unwrap_or((words, ""));
    let is_sign = first.chars().count() < 2 || first.ends_with(['.', ')', ':']) || first.contains('|');
    if is_sign { 0 } else { words.matches('\t').count() }
}

/// Whether a line begins with a sign of full width in the place of one of Markdown.
fn is_wide(words: &str, above: &str) -> bool {
    let sign = words.chars().next().unwrap_or_default();
    let behind = words.trim_start_matches(sign);
    let is_spaced = |behind: &str| behind.starts_with(char::is_whitespace);
    match sign {
        '＃' | '＞' => is_spaced(behind),
        '＊' | '－' | '＋' => is_spaced(behind) && above.starts_with(sign),
        _ => false,
    }
}

/// Whether a line is nothing but words in brackets, which lead nowhere and cite nothing.
fn is_caption(words: &str) -> bool {
    let inside = words.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    inside.is_some_and(|inside| !inside.contains(['[', ']', '@', '^']) && inside.contains(char::is_alphabetic))
}

/// Whether a line is nothing but a picture.
fn is_picture(line: &str) -> bool {
    line.starts_with("![") && line.ends_with([')', ']'])
}

/// The sign of a heading, an item or a callout that begins a line, where what stands behind it only looks like a space, or
/// where a sign that nobody sees stands before it: how many bytes that takes.
fn odd_space(line: &str) -> Option<usize> {
    let words = line.trim_start_matches(['\u{200b}', '\u{2060}', '\u{feff}']);
    let unseen = line.len() - words.len();
    let figures = words.bytes().take_while(u8::is_ascii_digit).count();
    let sign = match words.as_bytes() {
        [b'#', ..] => words.bytes().take_while(|b| *b == b'#').count(),
        [b'-' | b'*' | b'+', ..] => 1,
        [b'[', b'!', ..] => words.find(']')? + 1,
        bytes if (1..=9).contains(&figures) && matches!(bytes.get(figures), Some(b'.' | b')')) => figures + 1,
        _ => return None,
    };
    let behind = words[sign..].chars().next().filter(|_| sign <= 6 || words.starts_with('['))?;
    let is_odd = is_odd_space(behind) || (unseen > 0 && behind == ' ');
    is_odd.then_some(unseen + sign + behind.len_utf8())
}

/// The number that a line begins with.
fn leading_number(line: &str) -> Option<u32> {
    line[..line.bytes().take_while(u8::is_ascii_digit).count()].parse().ok()
}

/// A sign that looks like a space, and is none to Markdown: U+00A0, U+2000 to U+200B, U+202F, U+205F, U+3000.
fn is_odd_space(c: char) -> bool {
    (c.is_whitespace() && !c.is_ascii()) || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// What a line begins with as an item does, but for the space: `-one`, `1.one`.
fn close_item(line: &str) -> Option<&'static str> {
    let figures = line.bytes().take_while(u8::is_ascii_digit).count();
    let (mark, words) = match line.as_bytes() {
        [b'-', ..] => ("-", &line[1..]),
        // Words between two are emphasised.
        [b'*', ..] if !line[1..].contains('*') => ("*", &line[1..]),
        bytes if (1..=3).contains(&figures) => match bytes.get(figures) {
            Some(b'.') => ("1.", &line[figures + 1..]),
            Some(b')') => ("1)", &line[figures + 1..]),
            _ => return None,
        },
        _ => return None,
    };
    words.starts_with(char::is_alphabetic).then_some(mark)
}

//! What other programs read and this one does not: it is shown as it is typed, and its author is told, once a kind.

use std::borrow::Cow;
use std::ops::Range;

use super::Found;
use super::pieces::{Piece, rest_of_line};
use super::tables::{OddTable, Tables};
use crate::diagnostic::Code;

/// A kind of markup that is not read.
struct Kind {
    /// A line without one of these signs has none of it.
    signs: &'static [u8],
    /// What it is, for "… is not read".
    name: &'static str,
    /// What to do.
    hint: &'static str,
    /// The first of it in some words: its bytes.
    find: fn(&str) -> Option<Range<usize>>,
}

const KINDS: [Kind; 25] = [
    Kind {
        signs: b"$\\",
        name: "mathematics",
        hint: "write `math: true` into the settings, and formulas between `$`; else show an image",
        find: |words| between(words, "$$", "$$").or_else(|| formula(words)),
    },
    Kind {
        signs: b"^",
        name: "a note within a line, `^[…]`,",
        hint: "write `[^1]` here, and `[^1]: the note` on a line of its own",
        find: |words| between(words, "^[", "]").filter(|note| !words[..note.start].ends_with(['\\', '['])),
    },
    Kind {
        signs: b"{",
        name: "a list of attributes, `{…}`,",
        hint: "take it away; only a heading takes an id: `## Title {#id}`",
        find: attributes,
    },
    Kind { signs: b"=", name: "a mark, `==…==`,", hint: "write `**…**` to make words stand out", find: mark },
    Kind {
        signs: b"{",
        name: "a short code",
        hint: "write what it would put here",
        find: |words| between(words, "{{", "}}").or_else(|| between(words, "{%", "%}")),
    },
    Kind {
        signs: b"@",
        name: "a reference to a figure, table or section",
        hint: "name what is meant, and link its heading: `[the table](#prices)`",
        find: reference,
    },
    Kind {
        signs: b"^~",
        name: "a raised or lowered sign, `x^2^` or `H~2~O`,",
        hint: "write the sign itself: x², H₂O",
        find: raised_or_lowered,
    },
    Kind { signs: b"\\", name: "a command of TeX", hint: "take it away, or write what it stands for", find: command },
    Kind {
        signs: b"!?",
        name: "an admonition, `!!!`,",
        hint: "write `> [!NOTE]` and put `>` before its lines",
        find: |words| ["!!! ", "??? "].iter().any(|sign| words.starts_with(sign)).then_some(0..3),
    },
    Kind {
        signs: b"^",
        name: "the name of a block, `^name`,",
        hint: "link its heading, and take the name away",
        find: block_name,
    },
    Kind {
        signs: b":",
        name: "the short name of a picture, `:warning:`,",
        hint: "write the sign itself, or a word",
        find: picture,
    },
    Kind {
        signs: b"[",
        name: "a place for a list of contents, `[TOC]`,",
        hint: "take it away: readers find the headings beside the text",
        find: |words| (words.trim().eq_ignore_ascii_case("[toc]")).then_some(0..5),
    },
    Kind {
        signs: b"*",
        name: "the meaning of an abbreviation, `*[…]: …`,",
        hint: "say in the text what it stands for",
        find: |words| words.starts_with("*[").then(|| words.find("]: "))?.map(|end| 0..end + 2),
    },
    Kind {
        signs: b"#",
        name: "a heading without a space, `##Title`,",
        hint: "put a space behind the signs: `## Title`",
        find: close_heading,
    },
    Kind {
        // The first bytes of the signs below.
        signs: b"\xc2\xe2\xef",
        name: "a bullet, `•`,",
        hint: "write `- ` in its place, each on a line of its own, with an empty line before the first",
        find: bullet,
    },
    Kind {
        signs: b"#@",
        name: "a number that other programs count, `#.` or `(@)`,",
        hint: "write `1. `: it counts on",
        find: counted,
    },
    Kind {
        signs: b"[",
        name: "a task in another state, `[/]` or `[-]`,",
        hint: "write `- [ ]` or `- [x]`, and what else there is to say in words",
        find: odd_task,
    },
    Kind {
        signs: b"{",
        name: "the mark of an editor, `{++…++}` or `{>>…<<}`,",
        hint: "take it away, with what is not for readers",
        find: edited,
    },
    Kind {
        signs: b"{",
        name: "a role, `{ref}`,",
        hint: "write a link, `[the table](#prices)`, or what it would put here",
        find: role,
    },
    Kind {
        signs: b".",
        name: "a directive, `.. note::`,",
        hint: "write `> [!NOTE]` and put `>` before its lines; or say it in plain Markdown",
        find: directive,
    },
    Kind {
        signs: b"=",
        name: "a tab, `=== \"…\"`,",
        hint: "write a heading in its place: readers see all of them, one below the other",
        find: |words| words.starts_with("=== \"").then_some(0..3),
    },
    Kind { signs: b"+", name: "inserted words, `++…++`,", hint: "take the signs away", find: inserted },
    Kind {
        signs: b"])",
        name: "a link whose brackets stand apart or are exchanged, `[words] (address)` or `(words)[address]`,",
        hint: "write `[words](address)`, with nothing between the brackets",
        find: torn_link,
    },
    CLOSE,
    LIST,
];

/// Where the link of torn brackets stands: its address is a part of it.
const TORN_LINK: usize = KINDS.len() - 3;

/// It is told by the whole line, and of a list by the line before it.
const CLOSE: Kind = Kind {
    // The last three are the first bytes of the signs of `is_odd_space`.
    signs: b"-*.\xc2\xe2\xe3\xef",
    name: "a heading or an item with no plain space behind its sign",
    hint: "type a space there: what stands there now is nothing, or a sign that only looks like a space",
    find: |_| None,
};

/// It is told by the line before it.
const LIST: Kind = Kind {
    signs: b")",
    name: "a list of lines that begin with `–`, `a)` or `(1)`",
    hint: "begin each with `- ` or `1. `; else they run on in one paragraph",
    find: |_| None,
};

/// For each byte, one bit for each kind that it is a sign of.
const SIGNS: [u32; 256] = {
    let mut signs = [0; 256];
    let mut kind = 0;
    while kind < KINDS.len() {
        let mut at = 0;
        while at < KINDS[kind].signs.len() {
            signs[KINDS[kind].signs[at] as usize] |= 1 << kind;
            at += 1;
        }
        kind += 1;
    }
    signs
};

/// Whether a text may hold some of it: nearly all texts hold none.
pub fn may_be_in(text: &str) -> bool {
    let bytes = text.as_bytes();
    let signs = bytes.iter().enumerate().filter(|(_, byte)| SIGNS[**byte as usize] != 0);
    signs.map(|(at, _)| kinds_at(bytes, at)).any(|kinds| kinds != 0)
}

/// The kinds of which there may be one at a byte, by the bytes beside it: notes, keys, addresses and ends of sentences
/// have the same signs.
fn kinds_at(bytes: &[u8], at: usize) -> u32 {
    let kinds = SIGNS[bytes[at] as usize];
    if kinds == 0 {
        return 0;
    }
    let next = bytes.get(at + 1).copied().unwrap_or_default();
    let before = at.checked_sub(1).map_or(b'\n', |before| bytes[before]);
    let may_be = match bytes[at] {
        b'=' | b'!' | b'?' => next == bytes[at],
        b'+' => next == b'+' && (before.is_ascii_whitespace() || before.is_ascii_punctuation()),
        b'.' => next == b'.' && before == b'\n' || before.is_ascii_digit() && may_be_close(bytes, at),
        b']' => next == b' ' && bytes.get(at + 2) == Some(&b'('),
        b'{' if next.is_ascii_lowercase() && is_role(&bytes[at..]) => true,
        b'^' => before != b'[',
        b'[' if bytes.get(at + 2) == Some(&b']') => before.is_ascii_whitespace() && next.is_ascii_punctuation(),
        b'[' => before == b'\n' && matches!(next, b'T' | b't'),
        b'*' => before == b'\n' && next == b'[' || may_be_close(bytes, at),
        b'-' => may_be_close(bytes, at),
        b'{' if bytes.get(at + 2) == Some(&next) && EDITED.contains(&next) => true,
        // Behind a formula a space stands.
        b'{' if before == b' ' && next == b'#' => at < 2 || matches!(bytes[at - 2], b'$' | b' '),
        b'{' => matches!(next, b'{' | b'%' | b':') || matches!(before, b')' | b']' | b'`' | b'\n'),
        b'@' if next == b')' => before == b'(' && begins_line(bytes, at),
        b'@' => before != b'[' && matches!(next, b'f' | b't' | b's' | b'e' | b'l'),
        b'#' => matches!(next, b'#' | b'.') && before == b'\n',
        b')' if next == b'[' => true,
        b')' if before.is_ascii_digit() && may_be_close(bytes, at) => true,
        // `a) ` and `(a) `.
        b')' => next.is_ascii_whitespace() && before.is_ascii_alphanumeric() && begins_line(bytes, at),
        0xc2 | 0xe2 | 0xe3 | 0xef => {
            (before.is_ascii_whitespace() || b"#-*+.)".contains(&before)) && begins_line(bytes, at)
        }
        b':' if before == b'\n' => true,
        b':' => before.is_ascii_whitespace() && next.is_ascii_lowercase(),
        _ => true,
    };
    if may_be { kinds } else { 0 }
}

/// Whether the sign at a byte stands behind the first few of its line.
fn begins_line(bytes: &[u8], at: usize) -> bool {
    let before = &bytes[at.saturating_sub(6)..at];
    at < 6 || before.contains(&b'\n')
}

/// Whether a letter stands right behind the sign of an item at a byte.
fn may_be_close(bytes: &[u8], at: usize) -> bool {
    bytes.get(at + 1).is_some_and(|next| next.is_ascii_alphabetic() || *next >= 0x80) && begins_line(bytes, at)
}

/// Reports each kind of markup that is not read, with its first place and how many there are.
pub fn report(text: &str, pieces: &[Piece], math: bool, found: &mut Vec<Found>) {
    let mut seen: [Option<(Range<usize>, usize)>; KINDS.len()] = Default::default();
    let mut see = |kind: usize, at: Range<usize>| match &mut seen[kind] {
        Some((_, count)) => *count += 1,
        none => *none = Some((at, 1)),
    };
    let (mut tables, mut odd_table) = (Tables::default(), None);
    let (mut mark_above, mut close_above, mut number_above) = (None, None, None);
    let (mut in_formula, mut in_display) = (false, false);
    for piece in pieces {
        match piece {
            Piece::Words(range) => {
                if let Some(place) = torn_link(&text[range.clone()]) {
                    see(TORN_LINK, range.start + place.start..range.start + place.end);
                }
                let words = &*without_addresses(&text[range.clone()]);
                let bare = math.then(|| without_formulas(words, &mut in_formula));
                let words = bare.as_deref().unwrap_or(words);
                let signs = (0..words.len()).fold(0, |signs, at| signs | kinds_at(words.as_bytes(), at));
                for (at, kind) in KINDS.iter().enumerate().filter(|(at, _)| *at != TORN_LINK && signs & (1 << at) != 0)
                {
                    let find = if math && at == 0 { bracketed_formula } else { kind.find };
                    if let Some(place) = find(words) {
                        // Display mathematics that begins here, or ends.
                        if at == 0 && words[place.clone()] == *"$$" {
                            in_display = !in_display;
                            if !in_display {
                                continue;
                            }
                        }
                        see(at, range.start + place.start..range.start + place.end);
                    }
                }
            }
            Piece::Line(_, at) => {
                let mark = list_mark(rest_of_line(text, *at));
                if mark.is_some() && mark == mark_above {
                    see(KINDS.len() - 1, *at..*at + rest_of_line(text, *at).trim_end().len());
                }
                mark_above = mark;
                let words = rest_of_line(text, *at).trim_end();
                let close = close_item(words);
                let is_list = close.is_some() && close == close_above;
                close_above = close;
                let odd = odd_space(words);
                // A day or an ordinal holds fast to its word, so a number begins an item where the next one follows.
                let number = leading_number(words).filter(|_| odd.is_some());
                let is_next = number_above.is_some_and(|above: u32| number == above.checked_add(1));
                number_above = if words.is_empty() { number_above } else { number };
                let odd = odd.filter(|_| number.is_none() || is_next);
                if let Some(length) = odd.or_else(|| is_list.then_some(words.len())) {
                    see(KINDS.len() - 2, *at..*at + length);
                }
                let told = tables.line(*at, words);
                odd_table = odd_table.or(told);
            }
            Piece::Comment(_) | Piece::Unclosed(_) => {}
        }
    }
    if let Some(OddTable { range, message, hint }) = odd_table.or_else(|| tables.line(text.len(), "")) {
        found.push(Found { code: Code::UnreadMarkup, range, message, hint: hint.to_owned() });
    }
    for (kind, seen) in KINDS.iter().zip(seen) {
        let Some((range, count)) = seen else { continue };
        let more = if count > 1 { format!(" (in {count} places of this file)") } else { String::new() };
        found.push(Found {
            code: Code::UnreadMarkup,
            range,
            message: format!("{} is not read, and stands as it is typed{more}", kind.name),
            hint: kind.hint.to_owned(),
        });
    }
}

/// Words with addresses blotted out: they hold all signs.
fn without_addresses(words: &str) -> Cow<'_, str> {
    if !words.contains("://") {
        return words.into();
    }
    let blotted = |word: &str| if word.contains("://") { " ".repeat(word.len()) } else { word.to_owned() };
    words.split_inclusive(char::is_whitespace).map(blotted).collect()
}

/// Words with formulas blotted out, which have signs of their own. `is_open`: one goes on from the line before.
fn without_formulas(words: &str, is_open: &mut bool) -> String {
    let mut left = String::with_capacity(words.len());
    let mut rest = words;
    while !rest.is_empty() {
        let (kept, length) = match (*is_open, rest.find('$')) {
            (true, _) => (0, rest.find("$$").map_or(rest.len(), |end| end + 2)),
            (false, None) => (rest.len(), 0),
            (false, Some(at)) if rest[at..].starts_with("$$") => (at, 2),
            (false, Some(at)) => (at, rest[at + 1..].find('$').map_or(1, |end| end + 2)),
        };
        left.push_str(&rest[..kept]);
        left.push_str(&" ".repeat(length));
        let blotted = &rest[kept..kept + length];
        *is_open = if *is_open { !blotted.ends_with("$$") } else { blotted == "$$" };
        rest = &rest[kept + length..];
    }
    left
}

/// The first stretch between two signs, with something in it.
fn between(words: &str, open: &str, close: &str) -> Option<Range<usize>> {
    let start = words.find(open)?;
    let inside = start + open.len();
    match words[inside..].find(close) {
        Some(0) => None,
        Some(length) => Some(start..inside + length + close.len()),
        // Display mathematics may go on over lines.
        None => (open == "$$").then_some(start..inside),
    }
}

/// `==…==`, close to its words; or what begins one that goes on in the next line.
fn mark(words: &str) -> Option<Range<usize>> {
    let Some(range) = between(words, "==", "==") else {
        let start = words.find("==")?;
        let opens = words[..start].trim().is_empty() || words[..start].ends_with([' ', '(']);
        return (opens && words[start + 2..].starts_with(char::is_alphanumeric)).then_some(start..start + 2);
    };
    let inside = &words[range.start + 2..range.end - 2];
    (inside.trim() == inside && !inside.starts_with('=')).then_some(range)
}

/// Whether `{name}` stands here, right before code: how MyST calls a role.
fn is_role(bytes: &[u8]) -> bool {
    let name = bytes[1..].iter().take_while(|byte| byte.is_ascii_lowercase() || b":-".contains(byte)).count();
    // The words of a line end where its code begins.
    name > 1 && bytes.get(1 + name) == Some(&b'}') && matches!(bytes.get(2 + name), None | Some(b'`'))
}

/// `{ref}` before code, at the end of some words.
fn role(words: &str) -> Option<Range<usize>> {
    let start = words.rfind('{')?;
    is_role(&words.as_bytes()[start..]).then_some(start..words.len())
}

/// `.. note::` at the beginning of a line, as reStructuredText has it.
fn directive(words: &str) -> Option<Range<usize>> {
    let name = words.strip_prefix(".. ")?;
    let length = name.find("::").filter(|end| name[..*end].chars().all(|c| c.is_alphanumeric() || "-_".contains(c)))?;
    (length > 0).then_some(0..3 + length + 2)
}

/// `++…++`, close to its words.
fn inserted(words: &str) -> Option<Range<usize>> {
    let range = between(words, "++", "++")?;
    let inside = &words[range.start + 2..range.end - 2];
    let stands_alone = !words[..range.start].ends_with(char::is_alphanumeric)
        && !words[range.end..].starts_with(char::is_alphanumeric);
    (stands_alone && inside.trim() == inside && !inside.starts_with('+')).then_some(range)
}

/// `##Title`, at the beginning of a line.
fn close_heading(words: &str) -> Option<Range<usize>> {
    let title = words.trim_start_matches('#');
    let signs = words.len() - title.len();
    ((2..=6).contains(&signs) && title.starts_with(char::is_alphanumeric)).then_some(0..words.trim_end().len())
}

/// `#. ` or `(@) ` at the beginning of a line, by which Pandoc counts.
fn counted(words: &str) -> Option<Range<usize>> {
    let (mark, rest) = words.split_once(' ')?;
    // With a label, `(@ports)`, it may be a source that is named.
    (matches!(mark, "#." | "(@)") && !rest.trim().is_empty()).then_some(0..mark.len())
}

/// `[/] ` and its like at the beginning of an item.
fn odd_task(words: &str) -> Option<Range<usize>> {
    let sign = words.strip_prefix('[')?.chars().next().filter(|sign| "/-<>!?*~\"".contains(*sign))?;
    (words[1 + sign.len_utf8()..].starts_with("] ")).then_some(0..3)
}

/// What begins and ends the marks of CriticMarkup, doubled.
const EDITED: [u8; 5] = *b"+-~=>";

/// `{++in++}`, `{--out--}`, `{~~out~>in~~}`, `{==this==}`, `{>>why<<}`.
fn edited(words: &str) -> Option<Range<usize>> {
    let marks = [("{++", "++}"), ("{--", "--}"), ("{~~", "~~}"), ("{==", "==}"), ("{>>", "<<}")];
    marks.into_iter().filter_map(|(open, close)| between(words, open, close)).min_by_key(|place| place.start)
}

/// The bullet of a word processor at the beginning of a line.
fn bullet(words: &str) -> Option<Range<usize>> {
    let line = words.trim_start();
    let behind = line.strip_prefix(['•', '·', '‣', '▪', '●', '◦', '■', '\u{f0b7}', '\u{f0a7}'])?;
    let from = words.len() - line.len();
    behind.starts_with(char::is_whitespace).then_some(from..words.len() - behind.len())
}

/// What a line begins with as others number a list, and Markdown does not: `– `, `a) `, `(1) `.
fn list_mark(line: &str) -> Option<&'static str> {
    let (mark, _) = line.split_once(char::is_whitespace)?;
    let is_number = |text: &str| {
        let is_one = text.len() == 1 && text.bytes().all(|b| b.is_ascii_lowercase());
        is_one
            || (!text.is_empty() && text.len() < 4 && text.bytes().all(|b| b.is_ascii_digit() || b"ivx".contains(&b)))
    };
    if matches!(mark, "–" | "—") {
        return Some("–");
    }
    let inside = mark.strip_suffix(')')?;
    match inside.strip_prefix('(') {
        Some(inside) => is_number(inside).then_some("(1)"),
        // `1)` is a list.
        None => (is_number(inside) && !inside.starts_with(|c: char| c.is_ascii_digit())).then_some("a)"),
    }
}

/// `:warning:` by itself.
fn picture(words: &str) -> Option<Range<usize>> {
    words.match_indices(':').map(|(at, _)| at).find_map(|at| {
        let rest = &words[at + 1..];
        let length =
            rest.find(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit() && !matches!(c, '_' | '-' | '+'))?;
        let behind = rest[length..].strip_prefix(':').filter(|_| rest.starts_with(|c: char| c.is_ascii_lowercase()))?;
        let is_alone = (words[..at].is_empty() || words[..at].ends_with(char::is_whitespace))
            && !behind.starts_with(char::is_alphanumeric);
        is_alone.then_some(at..at + length + 2)
    })
}

/// `[words] (address)` or `(words)[address]`.
fn torn_link(words: &str) -> Option<Range<usize>> {
    let is_address = |text: &str| {
        let is_path = || text.rsplit_once('.').is_some_and(|(_, end)| end == "md" || end.starts_with("md#"));
        !text.contains(char::is_whitespace) && (text.contains("://") || text.starts_with("www.") || is_path())
    };
    let torn = |(middle, sign): (usize, &str)| {
        let (open, close) = if sign == "] (" { ('[', ')') } else { ('(', ']') };
        let start = words[..middle].rfind(open)?;
        let end = middle + sign.len() + words[middle + sign.len()..].find(close)?;
        let inside = &words[start + 1..middle];
        // An address may stand behind a citation, a note, a link or the number of a source.
        let is_own = inside.starts_with(['@', '^', '-', '[', ']']) || !inside.contains(char::is_alphabetic);
        let is_behind = words[..start].ends_with([']', ')', '\\']);
        (is_address(&words[middle + sign.len()..end]) && !is_own && !is_behind).then_some(start..end + 1)
    };
    words.match_indices("] (").chain(words.match_indices(")[")).find_map(torn)
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

/// `$…$` by Pandoc's rule, when it holds a sign that only mathematics has; or `\(…\)`.
fn formula(words: &str) -> Option<Range<usize>> {
    bracketed_formula(words).or_else(|| {
        let mut signs = words.match_indices('$').map(|(at, _)| at).peekable();
        while let (Some(start), Some(end)) = (signs.next(), signs.peek().copied()) {
            let opens = words[start + 1..].starts_with(|c: char| !c.is_whitespace() && c != '$')
                && !words[..start].ends_with('\\');
            let closes =
                !words[..end].ends_with([' ', '\\']) && !words[end + 1..].starts_with(|c: char| c.is_ascii_digit());
            let inside = &words[start + 1..end];
            if opens && closes && (is_formula(inside) || is_short_formula(inside)) {
                return Some(start..end + 1);
            }
        }
        None
    })
}

/// `\(…\)` or `\[…\]`, which no program reads in Markdown without being told to; or what begins one of several lines.
fn bracketed_formula(words: &str) -> Option<Range<usize>> {
    let inside = |range: &Range<usize>| words[range.start + 2..range.end - 2].to_owned();
    let round = between(words, "\\(", "\\)")
        .filter(|range| is_formula(&inside(range)) || !inside(range).contains(char::is_whitespace));
    let square = || between(words, "\\[", "\\]").filter(|range| is_formula(&inside(range)));
    let begun = || (words.starts_with("\\[") && words[2..].trim().is_empty()).then_some(0..2);
    round.or_else(square).or_else(begun)
}

/// Whether words have a sign that only mathematics has.
fn is_formula(inside: &str) -> bool {
    inside.contains(['\\', '^', '_', '='])
}

/// A single letter, or letters and figures with the sign of an operation between them: `x`, `n-1`, `2a + b`.
fn is_short_formula(inside: &str) -> bool {
    let is_word =
        |part: &str| part.chars().filter(|c| c.is_alphabetic()).count() < 2 && !part.contains(char::is_whitespace);
    let is_letter = inside.chars().count() == 1 && inside.starts_with(char::is_alphabetic);
    let mut parts = inside.split(['+', '-', '*', '/', '<', '>']).map(str::trim);
    let is_term = |part: &str| !part.is_empty() && is_word(part) && part.chars().all(char::is_alphanumeric);
    let is_sum = inside.contains(['+', '-', '*', '/', '<', '>']) && inside.contains(char::is_alphabetic);
    is_letter || (is_sum && parts.all(is_term))
}

/// `{#id .class key=value}` behind a link, an image, words in brackets or code.
fn attributes(words: &str) -> Option<Range<usize>> {
    words.match_indices('{').map(|(at, _)| at).find_map(|at| {
        let end = at + words[at..].find('}')? + 1;
        let inside = &words[at + 1..end - 1];
        // As Jekyll has it, in whatever place.
        if inside.starts_with(':') && !inside.starts_with("::") {
            return Some(at..end);
        }
        let behind =
            words[..at].trim().is_empty() || words[..at].ends_with([')', ']', '`']) || words[..at].ends_with("$$ ");
        // A heading takes an id.
        let behind = behind && !words.starts_with('#') && !is_behind_image(&words[..at]);
        let is_list = !inside.is_empty()
            && inside.split_whitespace().all(|word| word.starts_with(['#', '.']) || word.contains('='));
        (behind && is_list).then_some(at..end)
    })
}

/// Whether words end with an image: what stands behind one is read.
fn is_behind_image(words: &str) -> bool {
    let image = words.rfind("![").map(|at| &words[at..]);
    image.is_some_and(|image| (image.ends_with("]]") || image.ends_with(')')) && image.matches("](").count() <= 1)
}

/// `@fig-map`, `@tbl:prices`.
fn reference(words: &str) -> Option<Range<usize>> {
    words.match_indices('@').map(|(at, _)| at).find_map(|at| {
        let rest = &words[at + 1..];
        let kind = ["fig", "tbl", "tab", "sec", "eq", "lst"].iter().find(|kind| rest.starts_with(**kind))?;
        let name = rest[kind.len()..].strip_prefix(['-', ':'])?;
        let length = name.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_')).unwrap_or(name.len());
        let starts = !words[..at].ends_with(|c: char| c.is_alphanumeric());
        (starts && length > 0).then_some(at..at + 1 + kind.len() + 1 + length)
    })
}

/// A sign between two `^` or `~` right behind a word.
fn raised_or_lowered(words: &str) -> Option<Range<usize>> {
    words.match_indices(['^', '~']).find_map(|(at, sign)| {
        let rest = &words[at + 1..];
        let length = rest.find(sign).filter(|length| (1..=12).contains(length))?;
        let behind = words[..at].ends_with(char::is_alphanumeric);
        (behind && rest[..length].chars().all(|c| c.is_alphanumeric() || matches!(c, '+' | '-' | '−')))
            .then_some(at..at + length + 2)
    })
}

/// `\newpage` on a line of its own, or `\cite{…}`.
fn command(words: &str) -> Option<Range<usize>> {
    words.match_indices('\\').map(|(at, _)| at).find_map(|at| {
        let rest = &words[at + 1..];
        let length = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let alone = at == 0 && rest[length..].trim().is_empty();
        (length > 1 && (alone || rest[length..].starts_with('{'))).then_some(at..at + 1 + length)
    })
}

/// `^name` at the end of a line.
fn block_name(words: &str) -> Option<Range<usize>> {
    let (before, name) = words.trim_end().rsplit_once('^')?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    (is_name && (before.is_empty() || before.ends_with(' '))).then_some(before.len()..before.len() + 1 + name.len())
}

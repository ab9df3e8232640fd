//! What other programs read and this one does not: it is shown as it is typed, and its author is told, once a kind.

use std::ops::Range;

use super::SourceFinding;
use super::emphasis;
use super::lead::{length_of_lead, rest_of_line};
use super::lines::{self, Lines};
use super::marks::{self, between};
use super::pieces::Piece;
use super::tables::{OddTable, Tables};
use crate::diagnostic::Code;

/// A kind of markup that is not read.
struct MarkupKind {
    /// A line without one of these signs has none of it.
    signs: &'static [u8],
    /// What it is, for "… is not read".
    name: &'static str,
    /// What to do.
    hint: &'static str,
    /// The first of it in some words: its bytes.
    find: fn(&str) -> Option<Range<usize>>,
}

const KINDS: [MarkupKind; 37] = [
    // `MATHEMATICS`.
    MarkupKind {
        signs: b"$\\",
        name: "mathematics",
        hint: "write `math: true` into the settings, and formulas between `$`; else show an image",
        find: |words| between(words, "$$", "$$").or_else(|| marks::formula(words)),
    },
    MarkupKind {
        signs: b"^",
        name: "a note within a line, `^[…]`,",
        hint: "write `[^1]` here, and `[^1]: the note` on a line of its own",
        find: |words| between(words, "^[", "]").filter(|note| !words[..note.start].ends_with(['\\', '['])),
    },
    MarkupKind {
        signs: b"{",
        name: "a list of attributes, `{…}`,",
        hint: "take it away; only a heading takes an id: `## Title {#id}`",
        find: marks::attributes,
    },
    MarkupKind {
        signs: b"=",
        name: "a mark, `==…==`,",
        hint: "write `**…**` to make words stand out",
        find: marks::mark,
    },
    MarkupKind {
        signs: b"{<",
        name: "a short code",
        hint: "write what it would put here",
        find: |words| {
            let bracketed = between(words, "{{", "}}").filter(|_| marks::template(words).is_none());
            let whole = bracketed.or_else(|| between(words, "{%", "%}")).or_else(|| between(words, "<%", "%>"));
            whole.or_else(|| marks::open_short_code(words))
        },
    },
    MarkupKind {
        signs: b"{",
        name: "a template of a wiki, `{{Name|…}}`,",
        hint: "write what it would put here, in words or as a table",
        find: marks::template,
    },
    MarkupKind {
        signs: b":",
        name: "a field, `key:: value`,",
        hint: "put what the program is to know into front matter, and say the rest in words",
        find: marks::field,
    },
    MarkupKind {
        signs: b"'",
        name: "emphasis of a wiki, `''…''`,",
        hint: "write `*…*` or `**…**`; for a quotation `\"…\"`",
        find: marks::wiki_emphasis,
    },
    MarkupKind {
        signs: b"[",
        name: "a mark of a forum, `[b]…[/b]`,",
        hint: "write it in Markdown: `**…**`, `[words](address)`, `> …`",
        find: marks::forum_mark,
    },
    MarkupKind {
        signs: b"#",
        name: "the way to a note of a word processor, `[[1]](#_ftn1)`,",
        hint: "write `[^1]` here, and `[^1]: the note` on a line of its own",
        find: marks::word_note,
    },
    MarkupKind {
        signs: b"*_",
        name: "emphasis whose signs touch a letter outside and another sign inside, `**重要。**他`,",
        hint: "put that sign outside, `**重要**。他`, or a space beside the stars; or write `<b>…</b>`",
        find: emphasis::unread,
    },
    MarkupKind {
        signs: b"@",
        name: "a reference to a figure, table or section",
        hint: "name what is meant, and link its heading: `[the table](#prices)`",
        find: marks::reference,
    },
    MarkupKind {
        signs: b"^~",
        name: "a raised or lowered sign, `x^2^` or `H~2~O`,",
        hint: "write the sign itself: x², H₂O",
        find: marks::raised_or_lowered,
    },
    MarkupKind {
        signs: b"\\",
        name: "a command of TeX",
        hint: "take it away, or write what it stands for",
        find: marks::command,
    },
    MarkupKind {
        signs: b"!?",
        name: "an admonition, `!!!` or `???`,",
        hint: "write `> [!NOTE]` and put `>` before its lines",
        find: |words| ["!!! ", "??? "].iter().any(|sign| words.starts_with(sign)).then_some(0..3),
    },
    MarkupKind {
        signs: b"^",
        name: "the name of a block, `^name`,",
        hint: "link its heading, and take the name away",
        find: marks::block_name,
    },
    MarkupKind {
        signs: b":",
        name: "the short name of a picture, `:warning:`,",
        hint: "write the sign itself, or a word",
        find: marks::picture,
    },
    MarkupKind {
        signs: b"[",
        name: "a place for a list of contents, `[TOC]`,",
        hint: "take it away: readers find the headings beside the text",
        find: |words| (words.trim().eq_ignore_ascii_case("[toc]")).then_some(0..5),
    },
    MarkupKind {
        signs: b"*",
        name: "the meaning of an abbreviation, `*[…]: …`,",
        hint: "say in the text what it stands for",
        find: |words| words.starts_with("*[").then(|| words.find("]: "))?.map(|end| 0..end + 2),
    },
    MarkupKind {
        signs: b"#",
        name: "a heading without a space, `##Title`,",
        hint: "put a space behind the signs: `## Title`",
        find: marks::close_heading,
    },
    MarkupKind {
        // The first bytes of the signs below.
        signs: b"\xc2\xe2\xef",
        name: "a bullet, `•`,",
        hint: "write `- ` in its place, each on a line of its own, with an empty line before the first",
        find: marks::bullet,
    },
    MarkupKind {
        signs: b"#@",
        name: "a number that other programs count, `#.` or `(@)`,",
        hint: "write `1. `: it counts on",
        find: marks::counted,
    },
    MarkupKind {
        signs: b"[",
        name: "a task in another state, `[/]` or `[-]`,",
        hint: "write `- [ ]` or `- [x]`, and what else there is to say in words",
        find: marks::odd_task,
    },
    MarkupKind {
        signs: b"{",
        name: "the mark of an editor, `{++…++}` or `{==…==}`,",
        hint: "keep the words, and take the signs away",
        find: marks::edited,
    },
    MarkupKind {
        signs: b"{:",
        name: "a role, `{ref}` or `:ref:`,",
        hint: "write a link, `[the table](#prices)`, or what it would put here",
        find: marks::role,
    },
    MarkupKind {
        signs: b".",
        name: "a directive, `.. note::`,",
        hint: "write `> [!NOTE]` and put `>` before its lines; or say it in plain Markdown",
        find: marks::directive,
    },
    MarkupKind {
        signs: b"=",
        name: "a tab, `=== \"…\"`,",
        hint: "write a heading in its place: readers see all of them, one below the other",
        find: |words| words.starts_with("=== \"").then_some(0..3),
    },
    MarkupKind { signs: b"+", name: "inserted words, `++…++`,", hint: "take the signs away", find: marks::inserted },
    MarkupKind {
        signs: b"\"",
        name: "a short code, `[name key=\"…\"]`,",
        hint: "write what it would put here",
        find: marks::bracketed_short_code,
    },
    MarkupKind {
        signs: b"|",
        name: "words between double bars, `||…||`,",
        hint: "take the bars away; readers see all words, and none can be hidden",
        find: marks::spoiler,
    },
    MarkupKind {
        signs: b"{.[!",
        name: "a mark of Jira, `{quote}`, `bq.`, `!map.png!` or `[~name]`,",
        hint: "write it in Markdown: `> …` before each line of a quotation, lines of three ticks around code, `![words](map.png)`",
        find: marks::of_jira,
    },
    MarkupKind {
        signs: b"{",
        name: "a table of a wiki, `{| … |}`,",
        hint: "write the rows between bars, `| a | b |`, with `| --- | --- |` below the first",
        find: |words| {
            words.strip_prefix("{|").filter(|rest| rest.is_empty() || rest.starts_with([' ', '\n', '\r'])).map(|_| 0..2)
        },
    },
    MarkupKind {
        signs: b"#",
        name: "a line of Org, `#+TITLE:` or `#+BEGIN_QUOTE`,",
        hint: "write it in Markdown or in front matter: `title: …`, `> …` before each line of a quotation",
        find: marks::of_org,
    },
    MarkupKind {
        signs: b"{A",
        name: "a field of a reference manager, `{Doe, 2020 #12}` or `ADDIN …`,",
        hint: "write `[@key]`: `standpoint import` takes the references, and gives them their keys",
        find: marks::of_manager,
    },
    // From here on those of `OF_LINKS`.
    MarkupKind {
        signs: b"[|",
        name: "a link of other programs, `[https://… words]`, `[words|https://…]` or `<https://…|words>`,",
        hint: "write `[words](https://…)`",
        find: marks::foreign_link,
    },
    MarkupKind {
        signs: b"])",
        name: "a link whose brackets stand apart or are exchanged, `[words] (address)` or `(words)[address]`,",
        hint: "write `[words](address)`, with nothing between the brackets",
        find: marks::torn_link,
    },
    // `HIDING`.
    MarkupKind {
        signs: b"{[<",
        name: "a name or a list of attributes that hides what it is said of",
        hint: "take out what nobody is to see; or take what hides it out of the name or the list",
        find: marks::hiding,
    },
];

/// The example in the name of a kind that stands for what is met.
const PICTURE: &str = ":warning:";

/// The places of kinds that are treated in their own way.
const MATHEMATICS: usize = 0;
/// From this one on, an address is a part of what is looked for.
const OF_LINKS: usize = 34;
const HIDING: usize = 36;
const _: () =
    assert!(matches!((KINDS[MATHEMATICS].signs, KINDS[OF_LINKS].signs, KINDS[HIDING].signs), (b"$\\", b"[|", b"{[<")));

/// For each byte, one bit for each kind that it is a sign of.
const SIGNS: [u64; 256] = {
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

/// What low lines may be signs of: emphasis.
const EMPHASIS: u64 = SIGNS[b'_' as usize];

/// Whether a text may hold some of it: nearly all texts hold none.
pub fn may_be_in(text: &str) -> bool {
    text.split('\n').any(|line| is_odd(&line[length_of_lead(line)..])) || lines::may_be_in(text)
}

/// Whether the words of a line may hold some of it. `**Words**:` stand in nearly all texts, so emphasis is looked at once more.
fn is_odd(words: &str) -> bool {
    let kinds = kinds(words, true);
    let found = |(at, kind): (usize, &MarkupKind)| kinds & (1 << at) != 0 && (kind.find)(words).is_some();
    kinds & !EMPHASIS != 0 || kinds != 0 && (words.contains('`') || KINDS.iter().enumerate().any(found))
}

/// The kinds of which there may be one in some words. `is_first`: a line begins with them.
fn kinds(words: &str, is_first: bool) -> u64 {
    let bytes = words.as_bytes();
    let signs = bytes.iter().enumerate().filter(|(_, byte)| SIGNS[**byte as usize] != 0);
    signs.fold(0, |kinds, (at, _)| {
        // Others begin behind code.
        let outside = if is_first { b'\n' } else { b'`' };
        kinds | kinds_at(bytes, at, at.checked_sub(1).map_or(outside, |before| bytes[before]))
    })
}

/// The kinds of which there may be one at a byte, by the bytes beside it: notes, keys, addresses and ends of sentences
/// have the same signs.
fn kinds_at(bytes: &[u8], at: usize, before: u8) -> u64 {
    let kinds = SIGNS[bytes[at] as usize];
    let next = bytes.get(at + 1).copied().unwrap_or_default();
    let may_be = match bytes[at] {
        b'!' if next.is_ascii_alphanumeric() => before.is_ascii_whitespace(),
        b'=' | b'!' | b'?' => next == bytes[at],
        b'A' => bytes[at..].starts_with(b"ADDIN "),
        b'{' if marks::is_of_manager(&bytes[at..]) => true,
        b'{' | b'[' | b'<' if marks::hiding_name_at(&bytes[at..]).is_some() => true,
        b'{' if next == b'|' => before == b'\n',
        b'+' => next == b'+' && (before.is_ascii_whitespace() || before.is_ascii_punctuation()),
        b'.' if next == b' ' => matches!(&bytes[..at], [.., b'\n', b'b', b'q'] | [b'b', b'q']),
        b'.' => next == b'.' && before == b'\n',
        b']' => next == b' ' && bytes.get(at + 2) == Some(&b'('),
        b'{' if next.is_ascii_lowercase() && (marks::is_role(&bytes[at..]) || marks::is_of_jira(&bytes[at..])) => true,
        b'^' => before != b'[',
        b'[' if bytes.get(at + 2) == Some(&b']') => before.is_ascii_whitespace() && next.is_ascii_punctuation(),
        b'[' if bytes[at + 1..].starts_with(b"http") => true,
        b'[' if next == b'~' => bytes.get(at + 2) != Some(&b'~'),
        b'[' => next == b'/' || before == b'\n' && matches!(next, b'T' | b't'),
        b'"' => before == b'=',
        b'|' => next == b'|' || marks::may_part_link(bytes, at),
        b'*' if before == b'\n' && next == b'[' => true,
        // A star is a sign of abbreviations too, but only before a bracket.
        b'*' | b'_' => return if emphasis::may_be_at(bytes, at) { EMPHASIS } else { 0 },
        b'\'' => next == b'\'' && !before.is_ascii_alphanumeric(),
        b'<' => next == b'%',
        b'#' if next == b'_' => before == b'(',
        b'{' if bytes.get(at + 2) == Some(&next) && marks::EDITED.contains(&next) => true,
        // Behind a formula a space stands.
        b'{' if before == b' ' && next == b'#' => at < 2 || matches!(bytes[at - 2], b'$' | b' '),
        b'{' => {
            matches!(next, b'{' | b'%' | b':')
                || matches!(before, b')' | b']' | b'`' | b'\n')
                || marks::may_be_attributes(&bytes[at..])
        }
        b'@' if next == b')' => before == b'(' && begins_line(bytes, at),
        b'@' => before != b'[' && marks::may_be_reference(&bytes[at + 1..]),
        b'#' if next == b'+' => before == b'\n',
        b'#' if next == b'#' => before == b'\n' && is_close_heading(&bytes[at..]),
        b'#' => next == b'.' && before == b'\n',
        b')' if next == b'[' => true,
        b')' => false,
        0xc2 | 0xe2 | 0xef => before.is_ascii_whitespace() && begins_line(bytes, at),
        b':' if before == b'\n' => true,
        b':' if next == b':' => bytes.get(at + 2) == Some(&b' '),
        b':' => before.is_ascii_whitespace() && next.is_ascii_lowercase(),
        _ => true,
    };
    if may_be { kinds } else { 0 }
}

/// Whether a word stands right behind the signs of a heading.
fn is_close_heading(words: &[u8]) -> bool {
    words.iter().find(|byte| **byte != b'#').is_some_and(|byte| !byte.is_ascii_whitespace())
}

/// Whether the sign at a byte stands behind the first few of its line.
fn begins_line(bytes: &[u8], at: usize) -> bool {
    let before = &bytes[at.saturating_sub(6)..at];
    at < 6 || before.contains(&b'\n')
}

/// What was met of each kind so far: the first place, in how many lines it stands, and where the last of these begins.
struct Seen([Option<(Range<usize>, usize, usize)>; KINDS.len()]);

impl Default for Seen {
    fn default() -> Seen {
        Seen([const { None }; KINDS.len()])
    }
}

impl Seen {
    fn see(&mut self, kind: usize, at: Range<usize>, line: usize) {
        match &mut self.0[kind] {
            Some((_, _, last)) if *last == line => {}
            Some((_, lines, last)) => (*lines, *last) = (*lines + 1, line),
            none => *none = Some((at, 1, line)),
        }
    }

    fn report(self, text: &str, found: &mut Vec<SourceFinding>) {
        for (at, (kind, seen)) in KINDS.iter().zip(self.0).enumerate() {
            let Some((range, count, _)) = seen else { continue };
            let more = if count > 1 { format!(" (in {count} lines of this file)") } else { String::new() };
            // It is told by its own name.
            let name = kind.name.replace(PICTURE, &text[range.clone()]);
            // Markdown takes the `\` of `\(` away.
            let is_bare = at == MATHEMATICS && text[range.clone()].starts_with('\\');
            let stands = if is_bare { "without its `\\`" } else { "as it is typed" };
            let (code, message) = match at {
                HIDING => (Code::HeldBack, format!("{name} is not followed here, so readers would see it{more}")),
                _ => (Code::UnreadMarkup, format!("{name} is not read, and stands {stands}{more}")),
            };
            found.push(SourceFinding { code, range, message, hint: kind.hint.to_owned() });
        }
    }
}

/// What is open where a piece of a text begins.
#[derive(Default)]
struct Open {
    formula: bool,
    display: bool,
    template: bool,
}

/// Reports each kind of markup that is not read, with its first place and how many there are.
pub fn report(text: &str, pieces: &[Piece], math: bool, found: &mut Vec<SourceFinding>) {
    let (mut seen, mut open, mut line) = (Seen::default(), Open::default(), 0);
    let (mut tables, mut odd_table) = (Tables::default(), None);
    let mut lines = Lines::default();
    for piece in pieces {
        match piece {
            Piece::Words(range) => {
                let words = &text[range.clone()];
                for (kind, place) in in_words(words, range.start == line, math, &mut open) {
                    seen.see(kind, range.start + place.start..range.start + place.end, line);
                }
            }
            Piece::Line(start, at) => {
                let words = rest_of_line(text, *at).trim_end();
                line = *at;
                lines.line(text, *start, *at);
                if is_in_template(&mut open.template, words) {
                    continue;
                }
                let told = tables.line(*at, words);
                odd_table = odd_table.or(told);
            }
            Piece::Comment(_) | Piece::Unclosed(..) => {}
        }
    }
    if let Some(OddTable { range, message, hint }) = odd_table.or_else(|| tables.line(text.len(), "")) {
        found.push(SourceFinding { code: Code::UnreadMarkup, range, message, hint: hint.to_owned() });
    }
    seen.report(text, found);
    lines.report(found);
}

/// The first of each kind in some words. `is_first`: a line begins with them.
fn in_words(words: &str, is_first: bool, math: bool, open: &mut Open) -> Vec<(usize, Range<usize>)> {
    let of_links = (OF_LINKS..KINDS.len()).filter_map(|kind| Some((kind, (KINDS[kind].find)(words)?)));
    let mut found: Vec<_> = of_links.collect();
    let words = &*marks::without_addresses(words);
    let bare = math.then(|| marks::without_formulas(words, &mut open.formula));
    let words = bare.as_deref().unwrap_or(words);
    let signs = kinds(words, is_first);
    for (kind, MarkupKind { find, .. }) in KINDS[..OF_LINKS].iter().enumerate().filter(|(at, _)| signs & (1 << at) != 0)
    {
        let find = if math && kind == MATHEMATICS { marks::bracketed_formula } else { *find };
        let Some(place) = find(words) else { continue };
        // Display mathematics begins here, or ends.
        if kind == MATHEMATICS && words[place.clone()] == *"$$" {
            open.display = !open.display;
            if !open.display {
                continue;
            }
        }
        found.push((kind, place));
    }
    found
}

/// Whether a line is of a template of a wiki that fills several; their bars are no table's.
fn is_in_template(is_open: &mut bool, words: &str) -> bool {
    let was_open = *is_open;
    let opens = words.starts_with("{{") && marks::template(words).is_some() && !words.contains("}}");
    *is_open = (was_open || opens) && !words.starts_with("}}") && !words.is_empty();
    was_open || opens
}

#[cfg(test)]
mod tests {
    use super::may_be_in;

    /// To look a second time costs as much as the first, and nearly all texts are of lines like these.
    #[test]
    fn ordinary_texts_are_looked_at_once() {
        let told = |line: &&str| may_be_in(line);
        let lines = [
            "## What was said",
            "It is so, *they* say: \"no\" and *yes*, or **both**.",
            "- **Capital**: the *first*, and so on.",
            "1. **One** (see [[two]]), and [three](three.md).",
            "It is so [@press, p. 3; @treaty], see @press [p. 4] and [^1].",
            "[^1]: The press, *News*, <https://press.example/2024/a_b>.",
            "> It is so.",
            "| Who | What | Since |",
            "|---|---|---:|",
            "![A map](map.png \"The map\")",
            "At 10:30 a/b, c&d; e-mail a.b@c.example #1 – 5 % + 3 = 8!",
        ];
        assert_eq!(lines.into_iter().filter(told).collect::<Vec<_>>(), [""; 0]);
    }
}

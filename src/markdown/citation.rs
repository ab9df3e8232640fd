//! The inside of a citation's brackets: `see @key, p. 3; @other`.
//!
//! The form is Pandoc's (Pandoc User's Guide, "Citation syntax"), always in brackets. A key starts with a
//! letter, a digit or `_`, and goes on with these and single `:.#$%&-+?<>~/` between them; between braces, `@{key}`,
//! it may have any form.

use std::borrow::Cow;
use std::ops::Range;

use super::NoCitation;
use crate::web::Spot;

/// One source in a citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citing {
    /// What is cited.
    pub target: CiteTarget,
    /// Words before it, such as "see".
    pub prefix: Box<str>,
    /// Where in it, such as "p. 3".
    pub locator: Option<Box<str>>,
    /// The same, where an address says it.
    pub spot: Option<Box<Spot>>,
    /// Bytes of the key, counted from the start of the file.
    pub bytes: Range<usize>,
}

/// What a citation names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CiteTarget {
    /// A source note, by its key.
    Key(Box<str>),
    /// The same, written as a note without a definition: `[^key]`.
    Label(Box<str>),
    /// What stands in running text as `@key`, which need be no source.
    Mention(Box<str>),
    /// An address that a note names.
    Url(Box<NoteAddress>),
}

/// An address in a note, and what the note says of what stands there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoteAddress {
    /// The address as written.
    pub url: Box<str>,
    /// The words of its link, or those between quotes before it.
    pub title: Option<Box<str>>,
    /// The words before it, which may say when it came out.
    pub before: Box<str>,
    /// Copies in archives that the note names too.
    pub copies: Vec<Box<str>>,
}

/// What parts one source from the next, in any script.
const PARTS: [char; 3] = [';', '；', '؛'];
/// What may stand between a key and the place.
const BEFORE_PLACE: [char; 9] = [',', ';', ':', '，', '、', '،', '；', '؛', '：'];

/// Reads what stands between the brackets; `None` when it is no citation. `at` is the byte of `inside` in
/// its file.
pub fn parse(inside: &str, at: usize) -> Option<Vec<Citing>> {
    // Nearly always one; there are very many of these lists.
    let mut found = Vec::with_capacity(1);
    let mut from = 0;
    // A semicolon at the end parts nothing.
    while found.is_empty() || !inside[from.min(inside.len())..].trim().is_empty() {
        let end = end_of_one(inside, from);
        found.push(parse_one(&inside[from..end], at + from)?);
        from = end + inside[end..].chars().next().map_or(1, char::len_utf8);
    }
    Some(found)
}

/// Where the part that begins at byte `from` ends: a semicolon parts only what cites, as in `[@a, art. 5; annex II; @b]`.
fn end_of_one(inside: &str, from: usize) -> usize {
    let ends = inside[from..].match_indices(PARTS).map(|(at, _)| from + at);
    let cites = |end: &usize| {
        let behind = inside[*end..].trim_start_matches(PARTS);
        let next = behind.split(PARTS).next().unwrap_or_default();
        next.trim().is_empty() || key_sign(next).is_some()
    };
    // Of several in a row the first says it for all.
    ends.filter(|end| *end > from && !inside[..*end].ends_with(PARTS)).find(cites).unwrap_or(inside.len())
}

fn parse_one(part: &str, at: usize) -> Option<Citing> {
    let sign = key_sign(part)?;
    let (rest, start) = (part[sign + 1..].trim_start_matches(is_unseen), at + sign);
    let (key, length) = key_behind(rest)?;
    let length = part.len() - rest.len() - sign - 1 + length;
    let rest = &part[sign + 1 + length..];
    let prefix = squeezed(part[..sign].trim_matches(is_unseen).trim_end_matches('-'));
    let behind = squeezed(rest.trim_matches(is_unseen));
    let behind = behind.strip_prefix(BEFORE_PLACE).map_or(&*behind, str::trim_start).trim_matches(is_unseen);
    let locator = without_braces(behind);
    Some(Citing {
        target: CiteTarget::Key(key.into()),
        prefix: prefix.into(),
        locator: (!locator.is_empty()).then(|| locator.into()),
        spot: None,
        bytes: start..start + 1 + length,
    })
}

/// A locator without the braces that say where it ends: `[@key{pp. iv, vi-xi}, and so on]`.
fn without_braces(locator: &str) -> Cow<'_, str> {
    let braced = locator.strip_prefix('{').and_then(|inside| inside.split_once('}'));
    match braced {
        Some((place, rest)) => Cow::Owned(format!("{}{rest}", place.trim()).trim_start_matches([',', ' ']).to_owned()),
        None => Cow::Borrowed(locator),
    }
}

/// The keys that stand in running text without brackets, each with the byte of its `@`.
pub fn bare_keys(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices('@').filter_map(|(at, _)| {
        let starts_a_word =
            text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || "([（［【〔「“„«*".contains(c));
        let length = key_length(&text[at + 1..]);
        (starts_a_word && length > 0).then(|| (at, &text[at + 1..at + 1 + length]))
    })
}

/// The key whose `@` stands at a byte of running text, and how many bytes it takes. An escaped sign is meant as one, and
/// so are escaped brackets.
pub fn bare_key(text: &str, at: usize) -> Option<(&str, usize)> {
    let (before, rest) = text.split_at_checked(at)?;
    let starts_a_word =
        before.chars().next_back().is_none_or(|c| c.is_whitespace() || "([（［【〔「“„«‘‚\"'*—–".contains(c));
    let key = key_behind(rest.strip_prefix('@')?)?;
    (starts_a_word && !before.ends_with("\\[")).then_some(key)
}

/// The locator in brackets at the start of what stands behind a bare key, and where the brackets end: ` [p. 33]`.
pub fn locator_behind(rest: &str) -> Option<(&str, usize)> {
    let open = rest.strip_prefix(' ').unwrap_or(rest);
    let inside = open.strip_prefix('[')?;
    let (locator, behind) = inside.split_at(inside.find([']', '\n', '[', '@', '^', '*', '_', '`', '<', '\\'])?);
    let is_plain = behind.starts_with(']') && !behind[1..].starts_with(['(', '[', ':']) && !locator.trim().is_empty();
    is_plain.then_some((locator, rest.len() - behind.len() + 1))
}

/// Whether a bare key names a figure, a table or the like in the manner of other programs.
pub fn is_cross_reference(key: &str) -> bool {
    ["fig", "tbl", "tab", "sec", "eq", "lst"]
        .iter()
        .any(|kind| key.strip_prefix(kind).is_some_and(|rest| rest.starts_with([':', '-'])))
}

/// The key at the start of a link's words, and how many bytes it takes: `[@key](…)` cites nothing.
pub fn key_of_link(link: &str) -> Option<(&str, usize)> {
    key_behind(link.strip_prefix("[@")?)
}

/// The key in brackets that cite nothing, though that may be meant, and why.
pub fn nearly(inside: &str) -> Option<(String, NoCitation)> {
    let found = |key: Option<&str>, why| Some((key?.to_owned(), why));
    found(spaced_key(inside), NoCitation::Spaced)
        .or_else(|| found(signed_key(inside), NoCitation::Signed))
        .or_else(|| found(close_key(inside), NoCitation::Close))
        .or_else(|| found(wide_key(inside).as_deref(), NoCitation::Wide))
}

/// The key in brackets that cite nothing because of a space: `@ key, p. 3`.
fn spaced_key(inside: &str) -> Option<&str> {
    let rest = inside.strip_prefix('@')?.trim_start();
    let (key, behind) = rest.split_at(key_length(rest));
    // What has markup in it is left to Markdown.
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | ',' | '.' | '-' | '–' | '§');
    (!key.is_empty() && (behind.is_empty() || behind.starts_with(',')) && behind.chars().all(plain)).then_some(key)
}

/// The same because of signs: `@@key`, `@*key*`, `@"key", p. 3`.
fn signed_key(inside: &str) -> Option<&str> {
    let is_sign = |c: char| "@*_~`\"'“”„«»".contains(c);
    let rest = inside.strip_prefix('@').filter(|rest| rest.starts_with(is_sign))?.trim_start_matches(is_sign);
    let (key, behind) = rest.split_at(key_length(rest));
    let behind = behind.trim_start_matches(is_sign);
    let key = key.trim_end_matches(is_sign);
    (!key.is_empty() && (behind.is_empty() || behind.starts_with(','))).then_some(key)
}

/// The key in brackets that cite nothing because it stands close to what is before it: `see@key`, `cite:@key`.
fn close_key(inside: &str) -> Option<&str> {
    // What has markup in it is left to Markdown, and an address of e-mail stands alone.
    let is_plain = |c: char| !matches!(c, '*' | '_' | '`' | '<' | '>' | '!' | '(' | '[' | '\\');
    let is_close = |at: usize| inside[..at].ends_with(|c: char| !c.is_whitespace() && !is_unseen(c));
    let mut signs = inside.match_indices('@').filter(|(at, _)| is_close(*at));
    let key = signs.find_map(|(at, _)| Some(key_behind(&inside[at + 1..])?.0));
    key.filter(|key| inside.chars().all(|c| is_plain(c) || key.contains(c)))
}

/// The same because its sign is another one, as keyboards of East Asia have it: `＠key`.
fn wide_key(inside: &str) -> Option<String> {
    let cited = parse(&inside.contains(WIDE).then(|| inside.replace(WIDE, "@"))?, 0)?;
    cited.into_iter().find_map(|citing| if let CiteTarget::Key(key) = citing.target { Some(key.into()) } else { None })
}

/// Signs that look like `@`.
const WIDE: [char; 2] = ['＠', '﹫'];

/// The key whose `@` stands at a byte of running text in other brackets than those that cite: `{@key}`, `@[key]`; and the
/// bytes that it takes with them.
pub fn key_in_other_brackets(text: &str, at: usize) -> Option<(&str, Range<usize>)> {
    let rest = &text[at + 1..];
    if let Some(inside) = rest.strip_prefix('[') {
        let length = key_length(inside);
        let ends = inside[length..].starts_with([']', ',']) && !text[..at].ends_with(|c: char| c.is_alphanumeric());
        return (length > 0 && ends).then(|| (&inside[..length], at..at + 2 + length));
    }
    let length = key_length(rest);
    let is_braced = text[..at].ends_with('{') && rest[length..].starts_with(['}', ',']);
    (length > 0 && is_braced).then(|| (&rest[..length], at - 1..at + 1 + length))
}

/// A plain text without the citations and notes that stand in it, and without the white space before them.
pub fn without_citations(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for piece in text.split_inclusive(']') {
        let cites = piece.strip_suffix(']').and_then(|open| open.rsplit_once('[')).filter(|(before, inside)| {
            let note = inside.strip_prefix('^').is_some_and(|label| !label.contains(char::is_whitespace));
            !before.ends_with('\\') && (note || parse(inside, 0).is_some())
        });
        kept.push_str(cites.map_or(piece, |(before, _)| before.trim_end()));
    }
    kept
}

/// Whether a word can be cited as it is.
pub fn is_key(word: &str) -> bool {
    !word.is_empty() && key_length(word) == word.len()
}

/// The byte of the `@` that starts a key: at the start of a word, unlike in an e-mail address.
fn key_sign(part: &str) -> Option<usize> {
    part.match_indices('@').map(|(at, _)| at).find(|&at| {
        let before = part[..at].chars().next_back();
        let behind = part[at + 1..].trim_start_matches(is_unseen);
        before.is_none_or(|c| c.is_whitespace() || c == '-' || is_unseen(c)) && key_behind(behind).is_some()
    })
}

/// Signs without width that web pages and word processors put between others: nobody sees why `[@\u{200b}key]` would not
/// cite.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// The key behind a `@`, and how many bytes it takes with its braces.
fn key_behind(text: &str) -> Option<(&str, usize)> {
    let Some(inside) = text.strip_prefix('{') else {
        let length = key_length(text);
        return (length > 0).then(|| (&text[..length], length));
    };
    let end = inside.find(|c: char| matches!(c, '{' | '}' | '@') || c.is_whitespace())?;
    (end > 0 && inside[end..].starts_with('}')).then(|| (&inside[..end], end + 2))
}

fn key_length(text: &str) -> usize {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_' || (!c.is_ascii() && c.is_alphanumeric());
    let mut length = 0;
    let mut joined = false;
    for (at, c) in text.char_indices() {
        if word(c) {
            length = at + c.len_utf8();
            joined = false;
        } else if length == 0
            || joined
            || !matches!(c, ':' | '.' | '#' | '$' | '%' | '&' | '-' | '+' | '?' | '<' | '>' | '~' | '/')
        {
            break;
        } else {
            joined = true;
        }
    }
    length
}

/// The words of a text, one space between them. Behind a line break stand the signs of the quotes around it.
pub fn squeezed(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    for (at, line) in text.lines().enumerate() {
        let line = if at == 0 { line } else { line.trim_start_matches([' ', '\t', '>']) };
        for word in line.split_whitespace() {
            if !squeezed.is_empty() {
                squeezed.push(' ');
            }
            squeezed.push_str(word);
        }
    }
    squeezed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(inside: &str) -> Vec<(String, String, Option<String>)> {
        parse(inside, 0)
            .unwrap_or_default()
            .into_iter()
            .map(|c| match c.target {
                CiteTarget::Key(key) => (c.prefix.into(), key.into(), c.locator.map(String::from)),
                other => unreachable!("brackets hold keys, not {other:?}"),
            })
            .collect()
    }

    fn one(prefix: &str, key: &str, locator: Option<&str>) -> (String, String, Option<String>) {
        (prefix.to_owned(), key.to_owned(), locator.map(str::to_owned))
    }

    #[test]
    fn a_key_may_have_words_before_it_and_a_place_behind_it() {
        assert_eq!(read("@key"), [one("", "key", None)]);
        assert_eq!(read("@key, p. 3"), [one("", "key", Some("p. 3"))]);
        assert_eq!(read("see @a, p. 3; @b"), [one("see", "a", Some("p. 3")), one("", "b", None)]);
        assert_eq!(read("-@key"), [one("", "key", None)]);
        assert_eq!(
            read("@a, art. 5; annex II; see @b; 7"),
            [one("", "a", Some("art. 5; annex II")), one("see", "b", Some("7"))]
        );
        assert_eq!(read("see\n> > @key,\n> > p.  3"), [one("see", "key", Some("p. 3"))]);
        for sign in ["，", "、", "،", "؛ ", "：", ": ", " ،"] {
            assert_eq!(read(&format!("@key{sign}3")), [one("", "key", Some("3"))], "{sign}");
        }
        assert_eq!(read("@a；@b؛ @c، ٣"), [one("", "a", None), one("", "b", None), one("", "c", Some("٣"))]);
    }

    #[test]
    fn braces_may_enclose_a_place() {
        assert_eq!(read("@key{pp. iv, vi-xi}"), [one("", "key", Some("pp. iv, vi-xi"))]);
        assert_eq!(
            read("see @key{ii, A}, and so on; @b"),
            [one("see", "key", Some("ii, A, and so on")), one("", "b", None)]
        );
        assert_eq!(read("@key, {p. 3} and more"), [one("", "key", Some("p. 3 and more"))]);
        assert_eq!(read("@key{}, p. 3"), [one("", "key", Some("p. 3"))]);
        assert_eq!(read("@key, {p. 3"), [one("", "key", Some("{p. 3"))]);
    }

    #[test]
    fn a_semicolon_at_the_end_parts_nothing() {
        for inside in ["@key;", "@key; ", "@key ;"] {
            assert_eq!(read(inside), [one("", "key", None)], "{inside}");
        }
    }

    #[test]
    fn braces_may_enclose_a_key() {
        assert_eq!(read("@{key}, p. 3"), [one("", "key", Some("p. 3"))]);
        assert_eq!(read("see @{https://a.org/?x=1.}"), [one("see", "https://a.org/?x=1.", None)]);
        for text in ["@{}", "@{a b}", "@{a", "@{@{a}"] {
            assert_eq!(read(text), [], "{text}");
        }
    }

    #[test]
    fn a_key_ends_before_punctuation_that_ends_a_sentence() {
        assert_eq!(read("@politico-2025.08"), [one("", "politico-2025.08", None)]);
        assert_eq!(read("@key."), [one("", "key", Some("."))]);
    }

    #[test]
    fn citations_are_taken_out_of_a_plain_text() {
        assert_eq!(without_citations("It fell [see @a, p. 3; @b][^n]. So [sic] it is [@c]"), "It fell. So [sic] it is");
        assert_eq!(without_citations("\\[@a] [b@c.org] []] [[ ^x]"), "\\[@a] [b@c.org] []] [[ ^x]");
    }

    #[test]
    fn other_brackets_are_left_alone() {
        for text in ["p. 3", "a@b.org", "@", "@ key", "sic", "see; @a", ";@a"] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}

//! What other programs hide, and this one would show: elements of HTML that say so of themselves, and what Word has
//! struck out or remarked, in the form that Pandoc gives it.

use std::ops::Range;

use super::Wrong;
use crate::markdown::html::Tag;

/// No tag that hides is longer.
const LONGEST: usize = 1000;

/// Elements in which nothing stands.
const EMPTY: [&str; 10] = ["area", "br", "col", "embed", "hr", "img", "input", "source", "track", "wbr"];

/// A text without it has nothing of Word's.
pub const TRACKED_SIGN: &str = "]{";

/// What Pandoc and Quarto write behind the brackets, and what is said of the words between them.
const TRACKED: [(&str, Option<Wrong>); 8] = [
    ("]{.deletion", Some(Wrong::Struck)),
    ("]{.comment-start", None),
    ("]{.comment-end", None),
    ("]{.content-hidden", Some(Wrong::Hidden)),
    ("]{.hidden", Some(Wrong::Hidden)),
    ("]{hidden", Some(Wrong::Hidden)),
    ("]{style=\"display:none", Some(Wrong::Hidden)),
    ("]{style=\"display: none", Some(Wrong::Hidden)),
];

/// Classes by which the style sheets of others hide an element.
const HIDING: [&str; 5] = ["hidden", "d-none", "is-hidden", "content-hidden", "notes"];

/// The tag that a text begins with, where nobody sees its element: how long it is, and where that ends.
pub fn element(text: &str) -> Option<(usize, Option<usize>)> {
    if !text[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let near = &text[..text.floor_char_boundary(LONGEST)];
    let (tag, length) = Tag::read(&near[..=near.find('>')?])?;
    let style = tag.get("style").unwrap_or_default().to_lowercase().replace(char::is_whitespace, "");
    let hides = ["display:none", "visibility:hidden"].iter().any(|way| style.contains(way));
    // `notes` of an aside are those for whoever speaks to slides, as reveal.js has them; elsewhere it is a word like others.
    let is_hiding =
        |class: &str| HIDING.contains(&class) && (class != "notes" || tag.name.eq_ignore_ascii_case("aside"));
    let has_class = tag.get("class").is_some_and(|class| class.split_whitespace().any(is_hiding));
    let is_unseen = hides || has_class || tag.get("hidden").is_some() || tag.name.eq_ignore_ascii_case("template");
    let is_hidden = is_unseen && !EMPTY.contains(&&*tag.name);
    is_hidden.then(|| (length, end_of_element(text, length, &tag.name)))
}

/// Where an element of this name ends whose tag ends at a byte; others of the name may stand in it.
fn end_of_element(text: &str, from: usize, name: &str) -> Option<usize> {
    let mut depth = 1;
    memchr::memchr_iter(b'<', &text.as_bytes()[from..]).map(|at| from + at).find_map(|at| {
        let inside = &text[at + 1..];
        let (is_end, inside) = inside.strip_prefix('/').map_or((false, inside), |inside| (true, inside));
        let is_it = inside.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
            && inside[name.len()..].starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/'));
        depth = if !is_it {
            depth
        } else if is_end {
            depth - 1
        } else {
            depth + 1
        };
        (depth == 0).then(|| text[at..].find('>').map_or(text.len(), |end| at + end + 1))
    })
}

/// The words in brackets that begin at a byte, where they are struck out or a remark; `next` gives where a sign stands next.
pub fn tracked(
    text: &str,
    at: usize,
    mut next: impl FnMut(&'static str) -> Option<usize>,
) -> Option<(Range<usize>, Option<Wrong>)> {
    TRACKED.into_iter().find_map(|(sign, told)| {
        let close = next(sign)?;
        let behind = &text[close + sign.len()..];
        let end = behind.find('}').filter(|end| !behind[..*end].contains("\n\n"))?;
        let is_whole_word = behind.starts_with([' ', '\n', '}', '"', ';', '=']);
        (is_whole_word && opening(text, close) == Some(at)).then(|| (at..close + sign.len() + end + 1, told))
    })
}

/// The bracket that the one at a byte closes, in its paragraph.
fn opening(text: &str, close: usize) -> Option<usize> {
    let mut depth = 0;
    let start = text[..close].rfind("\n\n").unwrap_or_default();
    text[start..close].bytes().enumerate().rev().find_map(|(at, byte)| {
        match byte {
            b']' => depth += 1,
            b'[' if depth == 0 => return Some(start + at),
            b'[' => depth -= 1,
            _ => {}
        }
        None
    })
}

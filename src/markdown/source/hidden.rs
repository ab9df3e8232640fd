//! What other programs hide, and this one would show: elements of HTML that say so of themselves, and what Word has
//! struck out or remarked, in the form that Pandoc gives it.

use std::borrow::Cow;
use std::ops::Range;

use ahash::HashMap;

use super::attributes::{self, Told};
use crate::markdown::html::Tag;

/// Words in brackets that nobody is to see, by the byte that they begin with.
pub type Tracked = HashMap<usize, (Range<usize>, Told)>;

/// No tag that hides is longer.
const LONGEST: usize = 1000;

/// Elements in which nothing stands.
const EMPTY: [&str; 10] = ["area", "br", "col", "embed", "hr", "img", "input", "source", "track", "wbr"];

/// The tag that a text begins with, where nobody sees its element: how long it is, and where that ends.
pub fn element(text: &str) -> Option<(usize, Option<usize>)> {
    if !text[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let near = &text[..text.floor_char_boundary(LONGEST)];
    near.find('>')?;
    // In a quote its second line begins with a sign.
    let near = if near.contains("\n>") { Cow::Owned(near.replace("\n>", "\n ")) } else { Cow::Borrowed(near) };
    let (tag, length) = Tag::read(&near)?;
    let hides = tag.get("style").is_some_and(attributes::is_hiding_style);
    // `notes` of an aside are those for whoever speaks to slides, as reveal.js has them; elsewhere it is a word like others.
    let is_hiding =
        |class: &str| attributes::is_hiding_class(class) || class == "notes" && tag.name.eq_ignore_ascii_case("aside");
    let has_class = tag.get("class").is_some_and(|class| class.split_whitespace().any(is_hiding));
    let is_unseen = hides || has_class || tag.get("hidden").is_some() || tag.name.eq_ignore_ascii_case("template");
    if tag.name == "img" && is_unseen {
        return Some((length, Some(length)));
    }
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

/// The words in brackets of a text that Word has struck out or remarked, or that attributes hide.
pub fn tracked(text: &str) -> Tracked {
    let mut tracked = HashMap::default();
    if memchr::memmem::find(text.as_bytes(), b"]{").is_none() {
        return tracked;
    }
    // The brackets that are open in the paragraph.
    let mut open = Vec::new();
    for at in memchr::memchr3_iter(b'[', b']', b'\n', text.as_bytes()) {
        match text.as_bytes()[at] {
            b'\n' if text[at + 1..].starts_with('\n') => open.clear(),
            b'[' => open.push(at),
            b']' => {
                let Some(start) = open.pop() else { continue };
                let list = &text[at + 1..];
                let end = list.starts_with('{').then(|| attributes::end(list)).flatten();
                let hidden = end.and_then(|end| Some((end, attributes::of_words(&list[..end]).hidden()?)));
                if let Some((end, told)) = hidden {
                    tracked.insert(start, (start..at + 1 + end, told));
                }
            }
            _ => {}
        }
    }
    tracked
}

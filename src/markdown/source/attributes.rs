//! Lists of attributes as Pandoc and Quarto have them, `{#id .class name="value"}` (Pandoc's manual, "Divs and Spans"),
//! and whether they hide what they are said of.

use std::iter;

use super::Wrong;

/// Those of Pandoc's for whoever speaks to slides (its manual, "Speaker notes").
const FOR_SPEAKERS: [&str; 2] = ["notes", "speaker-notes"];
/// Those by which blocks are written for nobody.
const QUIET: [&str; 3] = ["comment", "hidden", "content-hidden"];
/// Classes by which the style sheets of others hide an element, and those that say for whom it is.
const HIDING: [&str; 8] =
    ["hidden", "content-hidden", "d-none", "is-hidden", "private", "internal", "confidential", "draft"];

/// No list is longer.
const LONGEST: usize = 1000;

/// What is to be said to the author of what is held back, if anything.
pub type Told = Option<Wrong>;

/// Who sees what a list of attributes is said of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeenBy {
    Readers,
    /// It is a remark, or a class hides it in every format: its author knows.
    Nobody,
    /// It is hidden in a way that may be meant otherwise, so its author is told.
    Withheld(Wrong),
}

impl SeenBy {
    /// What is to be said of it where nobody sees it.
    pub fn hidden(self) -> Option<Told> {
        match self {
            SeenBy::Readers => None,
            SeenBy::Nobody => Some(None),
            SeenBy::Withheld(wrong) => Some(Some(wrong)),
        }
    }
}

/// Each word of a list with its value, if it has one: `.class`, `#id`, `name="value"`. Braces around them are left away.
pub fn each(list: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut rest = list.trim_matches(|c: char| c.is_whitespace() || matches!(c, '{' | '}' | ':'));
    iter::from_fn(move || {
        rest = rest.trim_start();
        let end = end_of_word(rest);
        let (word, behind) = rest.split_at(end);
        rest = behind;
        let (name, value) = word.split_once('=').map_or((word, None), |(name, value)| (name, Some(value)));
        (!word.is_empty()).then(|| (name, value.map(|value| value.trim_matches(['"', '\'']))))
    })
}

/// The value of a name in a list.
pub fn value<'t>(list: &'t str, name: &str) -> Option<&'t str> {
    each(list).find(|(word, _)| *word == name)?.1
}

/// Where the list ends that a text begins with: behind the brace that is not in quotes, in its paragraph.
pub fn end(text: &str) -> Option<usize> {
    let near = &text.as_bytes()[..text.len().min(LONGEST)];
    let (mut quote, mut first) = (None, None);
    for (at, byte) in near.iter().enumerate() {
        match (quote, byte) {
            (_, b'\n') if near[at + 1..].starts_with(b"\n") => break,
            (None, b'}') => return Some(at + 1),
            (Some(_), b'}') => first = first.or(Some(at + 1)),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    // A quote that nothing closes is none.
    first
}

/// Who sees the words in brackets that a list stands behind.
pub fn of_words(list: &str) -> SeenBy {
    let has = |name: &str| classes(list).any(|class| class == name);
    if has("comment-start") || has("comment-end") {
        SeenBy::Nobody
    } else if has("deletion") {
        SeenBy::Withheld(Wrong::Struck)
    } else if has("comment") || hides(list) {
        SeenBy::Withheld(Wrong::Hidden)
    } else {
        SeenBy::Readers
    }
}

/// Who sees the block between colons that a line begins: `::: comment`, `::: {.content-hidden when-profile="public"}`.
pub fn of_block(line: &str) -> SeenBy {
    let said = line.trim_matches(':').trim().to_lowercase();
    let (name, list) = said.split_at(said.find('{').unwrap_or(said.len()));
    let name = name.split_whitespace().next().unwrap_or_default();
    let classes: Vec<&str> = iter::once(name).chain(classes(list)).collect();
    let has = |names: &[&str]| classes.iter().any(|class| names.contains(class));
    // With a title, notes may be a callout.
    let is_for_speakers = has(&FOR_SPEAKERS) && (name.is_empty() || name == said);
    let is_hidden = has(&["comment"]) || has(&HIDING) && !is_hidden_elsewhere(list) || hides(list);
    match is_for_speakers || is_hidden {
        true if has(&QUIET) && !is_doubtful(list) => SeenBy::Nobody,
        true => SeenBy::Withheld(Wrong::Hidden),
        false => SeenBy::Readers,
    }
}

fn classes(list: &str) -> impl Iterator<Item = &str> {
    each(list).filter_map(|(word, _)| word.strip_prefix('.'))
}

/// Whether a list hides what it is said of, by a class, an attribute, a style or a profile of Quarto. Words in braces are no
/// list: `{hidden variables}`.
pub fn hides(list: &str) -> bool {
    let is_attribute =
        |(word, value): (&str, Option<&str>)| word.starts_with(['.', '#']) || value.is_some() || word == "hidden";
    if !each(list).all(is_attribute) {
        return false;
    }
    let hides_by_class = classes(list).any(is_hiding_class);
    let hides_by_name = each(list).any(|(name, value)| match name {
        "hidden" => true,
        "style" => is_hiding_style(value.unwrap_or_default()),
        "visibility" | "data-visibility" => value == Some("hidden"),
        _ => false,
    });
    let is_for_some = classes(list).any(|class| class == "content-visible") && each(list).any(is_of_profile);
    hides_by_name || is_for_some || hides_by_class && !is_hidden_elsewhere(list)
}

/// Whether a class hides an element in the style sheets of others.
pub fn is_hiding_class(class: &str) -> bool {
    HIDING.contains(&class)
}

/// Whether a style hides an element (CSS Display 3, CSS 2.2 section 11.2).
pub fn is_hiding_style(style: &str) -> bool {
    let style = style.to_lowercase().replace(char::is_whitespace, "");
    ["display:none", "visibility:hidden"].iter().any(|way| style.contains(way))
}

/// Whether more than a class hides a block: other attributes are seldom meant for us.
fn is_doubtful(list: &str) -> bool {
    each(list).any(|(name, value)| {
        matches!(name, "hidden" | "style" | "visibility" | "data-visibility") || is_of_profile((name, value))
    })
}

/// Whether an attribute of Quarto asks for a profile or what the front matter says, which nobody here knows.
fn is_of_profile((name, _): (&str, Option<&str>)) -> bool {
    name.ends_with("-profile") || name.ends_with("-meta")
}

/// Whether Quarto hides it in other formats than pages alone: `when-format="pdf"`, `unless-format="html"`.
fn is_hidden_elsewhere(list: &str) -> bool {
    each(list).any(|(name, value)| {
        let is_pages = value.is_some_and(|value| value.starts_with("html"));
        name == "when-format" && !is_pages || name == "unless-format" && is_pages
    })
}

/// Where the word ends that a list begins with: at a space outside quotes.
fn end_of_word(list: &str) -> usize {
    let plain = list.find(char::is_whitespace).unwrap_or(list.len());
    let Some(open) = list[..plain].find("=\"").or_else(|| list[..plain].find("='")) else { return plain };
    let (start, quote) = (open + 2, &list[open + 1..open + 2]);
    list[start..].find(quote).map_or(plain, |close| start + close + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_word_by_word_and_words_in_quotes_are_one() {
        let words: Vec<_> = each("{#a .b title=\"The hidden cost\" c='d e' f=g}").collect();
        let expected =
            [("#a", None), (".b", None), ("title", Some("The hidden cost")), ("c", Some("d e")), ("f", Some("g"))];
        assert_eq!(words, expected);
        assert_eq!(end("{title=\"a } b\"} c"), Some(15));
        assert_eq!(end("{title=\"a} c"), Some(10));
        assert_eq!(end("{a\n\n}"), None);
    }
}

//! Lists of attributes as Pandoc and Quarto have them, `{#id .class name="value"}` (Pandoc's manual, "Divs and Spans"),
//! and whether they hide what they are said of.

use std::iter;

use super::Wrong;

/// Those of Pandoc's for whoever speaks to slides (its manual, "Speaker notes").
const FOR_SPEAKERS: [&str; 2] = ["notes", "speaker-notes"];
/// Those by which blocks are written for nobody.
const QUIET: [&str; 3] = ["comment", "hidden", "content-hidden"];
/// Classes by which the style sheets of others hide an element.
const HIDING: [&str; 6] = ["hidden", "content-hidden", "d-none", "is-hidden", "invisible", "noexport"];
/// Classes and names that say for whom it is; in HTML they may be anything.
const FOR_SOME: [&str; 4] = ["private", "internal", "confidential", "draft"];

/// No list is longer: nobody writes a text into one.
const LONGEST: usize = 2000;

/// What is to be said to the author of what is held back, if anything.
pub type Told = Option<Wrong>;

/// Who sees what a list of attributes is said of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeenBy {
    Readers,
    /// It is a remark, or its name says that it is for nobody: its author knows.
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
        let (word, behind) = rest.split_at(end_of_word(rest));
        rest = behind;
        let (name, value) = word.split_once('=').map_or((word, None), |(name, value)| (name, Some(unquoted(value))));
        (!word.is_empty()).then_some((name, value))
    })
}

fn unquoted(value: &str) -> &str {
    let inside = |quote: char| value.strip_prefix(quote).map(|rest| rest.strip_suffix(quote).unwrap_or(rest));
    inside('"').or_else(|| inside('\'')).unwrap_or(value)
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
            // An apostrophe opens nothing.
            (None, b'"' | b'\'') if near[..at].ends_with(b"=") => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    // A quote that nothing closes is none.
    first
}

/// Who sees the words in brackets that a list stands behind.
pub fn of_words(list: &str) -> SeenBy {
    let list = &*list.to_lowercase();
    let has = |name: &str| classes(list).any(|class| class == name);
    if has("comment-start") || has("comment-end") {
        SeenBy::Nobody
    } else if has("deletion") {
        SeenBy::Withheld(Wrong::Struck)
    } else if has("comment") || hides_in_small_letters(list) {
        SeenBy::Withheld(Wrong::Hidden)
    } else {
        SeenBy::Readers
    }
}

/// Who sees the block between colons that a line begins: `::: comment`, `::: {.content-hidden when-profile="public"}`.
pub fn of_block(line: &str) -> SeenBy {
    let said = line.trim_matches(':').trim().to_lowercase();
    let (words, list) = said.split_at(said.find('{').unwrap_or(said.len()));
    // With a title, notes may be a callout, and `hidden costs` what it is about.
    let name = Some(words.trim()).filter(|words| !words.contains(char::is_whitespace)).unwrap_or_default();
    let first = words.split_whitespace().next().unwrap_or_default();
    let classes: Vec<&str> = iter::once(name).chain(classes(list)).collect();
    let has = |names: &[&str]| classes.iter().any(|class| names.contains(class));
    let is_named = is_hiding_class(name) || FOR_SOME.contains(&name);
    let is_hidden = first == "comment" || has(&["comment"]) || is_named || hides_in_small_letters(list);
    match is_hidden || has(&FOR_SPEAKERS) {
        true if (first == "comment" || has(&QUIET)) && !is_doubtful(list) => SeenBy::Nobody,
        true => SeenBy::Withheld(Wrong::Hidden),
        false => SeenBy::Readers,
    }
}

/// Whether a list hides what it is said of, by a class, an attribute, a style or a profile of Quarto.
pub fn hides(list: &str) -> bool {
    hides_in_small_letters(&list.to_lowercase())
}

/// Whether words in braces are a list of attributes wherever they stand, and no words of the text: `{hidden variables}`.
pub fn is_list(words: &str) -> bool {
    each(words).all(|(word, value)| word.starts_with(['.', '#']) || value.is_some() || word == "hidden")
}

fn hides_in_small_letters(list: &str) -> bool {
    let has = |name: &str| classes(list).any(|class| class == name);
    let hides_by_name = each(list).any(|(name, value)| match name {
        "hidden" => true,
        "style" => value.is_none_or(is_hiding_style),
        "visibility" | "data-visibility" => value == Some("hidden"),
        _ => false,
    });
    let mut others = classes(list).filter(|class| *class != "content-hidden");
    let hides_by_class = others.any(|class| is_hiding_class(class) || FOR_SOME.contains(&class));
    let is_of_profile = each(list).any(is_of_profile);
    hides_by_name
        || hides_by_class
        || has("content-hidden") && (is_of_profile || is_for_pages(list) != Some(false))
        || has("content-visible") && (is_of_profile || is_for_pages(list) == Some(false))
}

/// Whether something of this name, in whatever letters, is not for readers.
pub fn is_name_of_hidden(name: &str) -> bool {
    HIDING.iter().chain(&FOR_SOME).chain(&["secret"]).any(|known| name.eq_ignore_ascii_case(known))
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

/// The classes of a list, in either form.
fn classes(list: &str) -> impl Iterator<Item = &str> {
    each(list).flat_map(|(word, value)| {
        let by_name = value.filter(|_| word == "class").unwrap_or_default().split_whitespace();
        word.strip_prefix('.').into_iter().chain(by_name)
    })
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

/// Whether a condition of Quarto on the format holds for pages: `when-format="pdf"`, `unless-format="html"`.
fn is_for_pages(list: &str) -> Option<bool> {
    let when = |name: &str| value(list, name).map(|format| format.starts_with("html"));
    when("when-format").or_else(|| when("unless-format").map(|is_pages| !is_pages))
}

/// Where the word ends that a list begins with: at a space outside quotes.
fn end_of_word(list: &str) -> usize {
    let bytes = list.as_bytes();
    let (mut quote, mut space) = (None, None);
    for (at, byte) in bytes.iter().enumerate() {
        match (quote, byte) {
            (None, byte) if byte.is_ascii_whitespace() => return at,
            (Some(_), byte) if byte.is_ascii_whitespace() => space = space.or(Some(at)),
            (None, b'"' | b'\'') if bytes[..at].ends_with(b"=") => quote = Some(byte),
            (Some(open), byte) if open == byte => return at + 1,
            _ => {}
        }
    }
    space.unwrap_or(list.len())
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

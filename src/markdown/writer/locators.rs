//! Places in sources, as they are shown: plain words, since they stand in lists, tables and addresses as well.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::Event;

use super::Writer;
use super::notes::without_marks;
use crate::diagnostic::Code;
use crate::markdown::{CiteTarget, Citing, citation, typeset};

/// Elements that say nothing which the words do not say without them.
const PLAIN: [&str; 12] = ["a", "abbr", "b", "cite", "em", "i", "mark", "q", "small", "span", "strong", "u"];

const LETTERS: &str = "0123456789+-=()abcdefghijklmnoprstuvwxyz";
const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ";
const LOWERED: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎";

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Writer<'a, I> {
    /// A locator, or the words before a key, as they are shown: without marks of emphasis, its dashes and quotes in their typographic forms.
    pub(super) fn plain_locator(&self, locator: &str) -> String {
        if !locator.contains(['*', '_', '-', '\'', '"', '`', '\\', '&', '<']) {
            return locator.to_owned();
        }
        let words = &*without_marks(&without_tags(locator));
        match self.options.smart_punctuation {
            true => typeset(words, self.options.language).into_owned(),
            false => words.to_owned(),
        }
    }

    /// Reports what a place cannot be: a second key, `[@a, @b]`, and what has signs that nobody reads there.
    pub(super) fn check_locators(&mut self, cites: &[Citing]) {
        for citing in cites {
            let second = citing.locator.as_deref().and_then(|locator| citation::bare_keys(locator).next());
            if let (CiteTarget::Key(key), Some((_, second))) = (&citing.target, second) {
                let place = citing.bytes.clone();
                let (message, hint) = (
                    format!("`@{second}` is read as a place in `{key}`, and not cited"),
                    format!("put `;` between sources: `[@{key}; @{second}]`"),
                );
                self.report(Code::BadCitation, place, message).hint_last(hint);
            }
            let words = || [citing.locator.as_deref(), Some(&*citing.prefix)].into_iter().flatten();
            if words().any(|words| words.contains("~~")) {
                self.report(
                    Code::UnreadMarkup,
                    citing.bytes.clone(),
                    "what is struck out stands in a place as it is typed",
                )
                .hint_last("take it out, and the signs");
            }
            if let Some(tag) = words().find_map(|words| first_tag(&without_tags(words)).map(str::to_owned)) {
                self.report(
                    Code::UnreadMarkup,
                    citing.bytes.clone(),
                    format!("`{tag}` stands in a place as it is typed"),
                )
                .hint_last("a place is plain words; write these alone");
            }
        }
    }
}

/// The first tag in some words.
fn first_tag(words: &str) -> Option<&str> {
    words.match_indices('<').find_map(|(at, _)| {
        let inside = words[at + 1..].strip_prefix('/').unwrap_or(&words[at + 1..]);
        let end = at + words[at..].find('>')? + 1;
        inside.starts_with(|c: char| c.is_ascii_alphabetic()).then(|| &words[at..end])
    })
}

/// The words without the tags that change nothing; raised and lowered signs as letters of their own, where there are such:
/// `12<sup>v</sup>` is `12ᵛ`.
fn without_tags(words: &str) -> Cow<'_, str> {
    if !words.contains('<') {
        return words.into();
    }
    let mut left = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, tag)) = first_tag(rest).and_then(|tag| Some((rest.split_once(tag)?.0, tag))) {
        left.push_str(before);
        let behind = &rest[before.len() + tag.len()..];
        let name = tag.trim_matches(['<', '>', '/']).split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
        let (kept, length) = match name.as_str() {
            "sup" | "sub" if !tag.starts_with("</") => shifted(behind, &name).unwrap_or((tag.to_owned(), 0)),
            name if PLAIN.contains(&name) => (String::new(), 0),
            _ => (tag.to_owned(), 0),
        };
        left.push_str(&kept);
        rest = &behind[length..];
    }
    left.push_str(rest);
    left.into()
}

/// What stands between a tag and its end in raised or lowered letters, and how many bytes it takes with the end.
fn shifted(behind: &str, name: &str) -> Option<(String, usize)> {
    let letters = if name == "sup" { RAISED } else { LOWERED };
    let inside = behind.split("</").next()?;
    let length = inside.len() + name.len() + 3;
    let closes = behind.get(inside.len()..length).is_some_and(|end| end.eq_ignore_ascii_case(&format!("</{name}>")));
    let shift = |c: char| letters.chars().nth(LETTERS.chars().position(|known| known == c)?);
    let shifted: Option<String> = inside.chars().map(shift).collect();
    Some((shifted?, length)).filter(|_| closes && !inside.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_a_place_are_read_or_left_to_be_told() {
        for (words, left) in [
            ("fol. 12<sup>v</sup>", "fol. 12ᵛ"),
            ("10<SUP>2</SUP>, CO<sub>2</sub>", "10², CO₂"),
            ("<i>passim</i>, <span class=\"x\">p. 3</span>", "passim, p. 3"),
            ("p. 3<br>", "p. 3<br>"),
            ("<sup>Ω</sup> 3", "<sup>Ω</sup> 3"),
            ("<sup>v", "<sup>v"),
            ("5 < 7 > 3", "5 < 7 > 3"),
        ] {
            assert_eq!(without_tags(words), left, "{words}");
        }
        assert_eq!(LETTERS.len(), RAISED.chars().count());
    }
}

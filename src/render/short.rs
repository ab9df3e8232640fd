//! The names of authors and of those who brought a source out, as running text and lists have them.

use std::borrow::Cow;

use crate::markdown::{Language, typeset};
use crate::model::Site;
use crate::model::document::Source;

/// What running text calls an author: `Doe` of `Doe, Jane`, which says which part is the family's; else the whole name.
/// Nothing tells a person from a body in every language, and half the name of a body is another one.
pub fn name(author: &str) -> &str {
    author.split_once(',').map_or(author, |(family, _)| family).trim()
}

/// The name of who brought a source out, or of what it is in: its marks are those of the language of the source, as in
/// titles.
pub fn set<'n>(site: &Site, source: &Source, name: &'n str) -> Cow<'n, str> {
    let language = source.language.as_deref().unwrap_or(&site.settings.language);
    if site.settings.smart_punctuation { typeset(name, Language::of(language)) } else { name.into() }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn only_a_name_that_says_so_has_a_short_form() {
        for (author, short) in [
            ("Doe, Jane", "Doe"),
            ("von der Leyen, Ursula", "von der Leyen"),
            ("Jane Doe", "Jane Doe"),
            ("Human Rights Watch", "Human Rights Watch"),
            ("Олена Шевченко", "Олена Шевченко"),
            ("王小明", "王小明"),
        ] {
            assert_eq!(name(author), short);
        }
    }
}

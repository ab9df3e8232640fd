//! The order in which readers of a language look for names: `Issue 10` behind `Issue 6`, `Ґ` behind `Г`, `ł` behind `l`.

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale;

/// The order of a language; that of all languages, for one that has none of its own.
pub struct Collation(Option<CollatorBorrowed<'static>>);

impl Collation {
    /// The order of the language of a tag.
    pub fn of(tag: &str) -> Collation {
        Collation::with(tag, CollatorOptions::default())
    }

    /// The same for what is one letter to readers, whatever its marks and its size: `É` is `E` in French, and `Ñ` is none of
    /// `N` in Spanish.
    pub fn of_letters(tag: &str) -> Collation {
        let mut options = CollatorOptions::default();
        options.strength = Some(Strength::Primary);
        Collation::with(tag, options)
    }

    fn with(tag: &str, options: CollatorOptions) -> Collation {
        let of = |locale: Locale| {
            let mut preferences = CollatorPreferences::from(&locale);
            preferences.numeric_ordering = Some(CollationNumericOrdering::True);
            CollatorBorrowed::try_new(preferences, options).ok()
        };
        Collation(Locale::try_from_str(tag).ok().and_then(of).or_else(|| of(Locale::UNKNOWN)))
    }

    /// By what a name is compared. It is made once for each name, and costs as much as some comparisons.
    pub fn key(&self, name: &str) -> Vec<u8> {
        let mut key = Vec::with_capacity(name.len() * 2);
        match &self.0 {
            // Writing to a vector cannot fail.
            Some(order) => drop(order.write_sort_key_to(name, &mut key)),
            None => key.extend_from_slice(name.to_lowercase().as_bytes()),
        }
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_own_order() {
        for (tag, sorted) in [
            ("uk", "Іван Їжак Йосип|Гаага Ґанок Данія|Ева Євген Жанна|Issue6 Issue10"),
            ("pl", "lama łabędź mama|cena ćma dom|zebra źdźbło żaba"),
            ("es", "nube ñandú oso"),
            ("sv", "zebra åka äta öga"),
            ("de", "Ader Ära Bahn"),
            ("en", "apple Éclair zebra|Issue6 Issue10"),
            ("zh", "北京 上海 中国"),
            ("ar", "ألمانيا باريس تونس"),
            ("xx-nonsense-tag", "a B c"),
        ] {
            let order = Collation::of(tag);
            for row in sorted.split('|') {
                let mut names: Vec<&str> = row.split(' ').rev().collect();
                names.sort_by_cached_key(|name| order.key(name));
                assert_eq!(names.join(" "), row, "{tag}");
            }
        }
    }
}

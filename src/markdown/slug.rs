//! Ids out of words, the way GitHub makes them: letters and digits of any script, joined by `-`.

use ahash::HashMap;

/// The id for a text; empty when it has neither letters nor digits. At most 80 characters.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if c.is_alphanumeric() {
            if gap && !slug.is_empty() {
                slug.push('-');
            }
            gap = false;
            slug.extend(c.to_lowercase());
        } else if c != '\'' && c != '’' {
            gap = true;
        }
    }
    match slug.char_indices().nth(80) {
        Some((end, _)) => slug[..end].trim_end_matches('-').to_owned(),
        None => slug,
    }
}

/// The id that GitHub gives a heading of these words: signs go without a trace, and each space becomes a `-`.
pub fn github(text: &str) -> String {
    let kept = text.trim().chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(|c| if c == ' ' { '-' } else { c }.to_lowercase()).collect()
}

/// A name as wiki links compare it: whatever its case, with spaces, `-` or `_` between its words.
pub fn plain(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for c in name.trim().chars() {
        match c {
            ' ' | '\n' | '\u{a0}' | '-' | '_' if plain.ends_with('-') => {}
            ' ' | '\n' | '\u{a0}' | '-' | '_' => plain.push('-'),
            c => plain.extend(c.to_lowercase()),
        }
    }
    plain
}

/// What a text in folders is called by its file alone.
pub fn last_part(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

/// Whether a word can name a block: lower-case letters, digits and `-`, as in a file name.
pub fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Gives each id once; a second one of the same name gets a number behind it.
#[derive(Debug, Clone, Default)]
pub struct Ids(HashMap<String, u32>);

impl FromIterator<String> for Ids {
    fn from_iter<I: IntoIterator<Item = String>>(taken: I) -> Ids {
        Ids(taken.into_iter().map(|id| (id, 1)).collect())
    }
}

impl Ids {
    /// Whether something has the id.
    pub fn is_taken(&self, id: &str) -> bool {
        self.0.contains_key(id)
    }

    /// The id, made unique.
    pub fn unique(&mut self, id: &str) -> String {
        if !self.0.contains_key(id) {
            self.0.insert(id.to_owned(), 1);
            return id.to_owned();
        }
        let mut number = self.0[id];
        loop {
            number += 1;
            let candidate = format!("{id}-{number}");
            if !self.0.contains_key(&candidate) {
                self.0.insert(id.to_owned(), number);
                self.0.insert(candidate.clone(), 1);
                return candidate;
            }
        }
    }
}

/// Whether a place is the top of whatever page (HTML Living Standard, 7.4.6.4).
pub fn is_top(place: &str) -> bool {
    place.is_empty() || place.eq_ignore_ascii_case("top")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_what_joins_words_do_not_matter() {
        for name in ["The Port plan", "the-port-plan", "the_port_plan", " THE  PORT - plan "] {
            assert_eq!(plain(name), "the-port-plan");
        }
        assert_ne!(plain("C++"), plain("C"));
    }

    #[test]
    fn words_of_any_script_make_an_id() {
        assert_eq!(slug("What's new: the 2nd round?"), "whats-new-the-2nd-round");
        assert_eq!(slug("Гарантії безпеки"), "гарантії-безпеки");
        assert_eq!(slug("🙂"), "");
    }

    #[test]
    fn github_joins_what_signs_part() {
        assert_eq!(github("1.2 Results, 2014–2020"), "12-results-20142020");
        assert_eq!(github("What's new - a_b"), "whats-new---a_b");
    }

    #[test]
    fn an_id_is_given_once() {
        let mut ids = Ids::default();
        assert_eq!(["a", "a", "a-2", "a"].map(|id| ids.unique(id)), ["a", "a-2", "a-2-2", "a-3"]);
    }
}

//! "Did you mean": the name that was perhaps meant by one that leads nowhere.

use std::sync::{Mutex, OnceLock, PoisonError};

use ahash::HashMap;

/// The word among `known` that is nearest to `word`, when it is near enough to be a slip: one slip in four letters, and
/// one more.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = Candidate::of(word);
    let near = known.into_iter().filter_map(|known| Some((Candidate::of(known).distance(&wanted)?, known)));
    near.min().map(|(_, known)| known)
}

/// What somebody at a command line perhaps meant: the nearest name, else the shortest one of which they typed a part.
pub fn meant<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let known: Vec<&str> = known.into_iter().collect();
    let part = word.to_lowercase();
    let whole = || known.iter().copied().filter(|known| known.to_lowercase().contains(&part));
    nearest(word, known.iter().copied())
        .or_else(|| whole().filter(|_| part.chars().count() > 2).min_by_key(|known| (known.len(), *known)))
}

/// What [`nearest`] finds, but among very many names, for very many that are lost: looked for once a name.
#[derive(Debug, Default)]
pub struct Suggestions {
    known: OnceLock<Vec<Candidate<String>>>,
    given: Mutex<HashMap<String, Option<String>>>,
}

impl Suggestions {
    /// The name that is nearest to `name`. `known` gives the names that lead somewhere; always the same.
    pub fn nearest<'a, K: Iterator<Item = &'a str>>(&self, name: &str, known: impl FnOnce() -> K) -> Option<String> {
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = given.get(name) {
            return known.clone();
        }
        let candidates = self.known.get_or_init(|| known().map(|known| Candidate::of(known.to_owned())).collect());
        let wanted = Candidate::of(name);
        let near = candidates.iter().filter_map(|candidate| Some((candidate.distance(&wanted)?, &candidate.name)));
        let nearest = near.min().map(|(_, name)| name.clone());
        given.insert(name.to_owned(), nearest.clone());
        nearest
    }
}

/// A name, with what tells quickly that it is far from another one.
#[derive(Debug)]
struct Candidate<S> {
    name: S,
    folded: String,
    length: usize,
    letters: u64,
}

impl<S: AsRef<str>> Candidate<S> {
    fn of(name: S) -> Candidate<S> {
        let folded = name.as_ref().to_lowercase();
        let letters = folded.chars().fold(0, |letters, c| letters | 1 << (u32::from(c) % 64));
        Candidate { name, length: folded.chars().count(), folded, letters }
    }

    /// How many slips lie between two names, unless they are too many.
    fn distance<T>(&self, other: &Candidate<T>) -> Option<usize> {
        let allowed = 1 + self.length.min(other.length) / 4;
        // Each letter that only one of them has is a slip of its own.
        let apart = |one: u64, other: u64| (one & !other).count_ones() as usize;
        let far = self.length.abs_diff(other.length) > allowed
            || apart(self.letters, other.letters) > allowed
            || apart(other.letters, self.letters) > allowed;
        let distance = || strsim::damerau_levenshtein(&other.folded, &self.folded);
        if far { None } else { Some(distance()).filter(|distance| *distance <= allowed) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_early_is_too_far_away() {
        let words =
            ["russia", "Russia", "prussia", "рф", "росія", "eu", "european-union", "İİİİ", "i̇i̇i̇i̇", "sumer-limt"];
        let suggestions = Suggestions::default();
        let lost = ["rusia", "росийа", "ue", "eurpoean-unoin", "qq", "limit", "summer", "uns", "n", "", "İİİİ"];
        for word in words.into_iter().chain(lost) {
            let folded = word.to_lowercase();
            let far = |known: &&str| strsim::damerau_levenshtein(&folded, &known.to_lowercase());
            let length = |word: &str| word.to_lowercase().chars().count();
            let near = words.iter().filter(|known| far(known) <= 1 + length(known).min(length(word)) / 4);
            let expected = near.min_by_key(|known| (far(known), **known)).copied();
            assert_eq!(nearest(word, words), expected, "{word}");
            assert_eq!(suggestions.nearest(word, || words.into_iter()).as_deref(), expected, "{word}");
        }
    }
}

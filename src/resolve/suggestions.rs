//! "Did you mean": for each name that leads nowhere the nearest one that does, looked for once a name.

use std::sync::{Mutex, OnceLock, PoisonError};

use ahash::HashMap;

/// What is near to a name, as [`nearest`](crate::diagnostic::nearest) finds it, but among very many names, for very
/// many that are lost.
#[derive(Debug, Default)]
pub struct Suggestions {
    known: OnceLock<Vec<Candidate>>,
    given: Mutex<HashMap<String, Option<String>>>,
}

/// A name that leads somewhere, with what tells quickly that it is far from another one.
#[derive(Debug)]
struct Candidate {
    name: String,
    folded: String,
    length: usize,
    letters: u64,
}

impl Suggestions {
    /// The name that is nearest to `name`, when it is near enough to be a slip. `known` gives the names that lead
    /// somewhere; always the same.
    pub fn nearest<'a, K: Iterator<Item = &'a str>>(&self, name: &str, known: impl FnOnce() -> K) -> Option<String> {
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = given.get(name) {
            return known.clone();
        }
        let candidates = self.known.get_or_init(|| known().map(Candidate::of).collect());
        let wanted = Candidate::of(name);
        let near = candidates.iter().filter_map(|candidate| Some((candidate.distance(&wanted)?, &candidate.name)));
        let nearest = near.min().map(|(_, name)| name.clone());
        given.insert(name.to_owned(), nearest.clone());
        nearest
    }
}

impl Candidate {
    fn of(name: &str) -> Candidate {
        let folded = name.to_lowercase();
        let letters = folded.chars().fold(0, |letters, c| letters | 1 << (u32::from(c) % 64));
        Candidate { name: name.to_owned(), length: name.chars().count(), folded, letters }
    }

    /// How many slips lie between two names, unless they are too many.
    fn distance(&self, other: &Candidate) -> Option<usize> {
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
    fn the_nearest_name_is_the_one_that_is_found_one_by_one() {
        let names = ["russia", "ukraine", "europe", "Україна", "un", "u", "united-nations", "nato", "ruSSland"];
        let suggestions = Suggestions::default();
        for lost in ["rusia", "ukrane", "uro", "україна", "uns", "n", "untied-nations", "otan", "russlnad", "", "x"]
        {
            let near = suggestions.nearest(lost, || names.into_iter());
            assert_eq!(near.as_deref(), crate::diagnostic::nearest(lost, names), "{lost}");
        }
    }
}

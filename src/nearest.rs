//! "Did you mean": the name that was perhaps meant by one that leads nowhere.
//!
//! Among a few names each is compared. Among many only those that share rare pairs of letters with the lost one, and never
//! more than so many: thousands of names that are lost among thousands take no longer than their texts are long.

use std::sync::{Mutex, OnceLock, PoisonError};

use ahash::HashMap;

/// The word among `known` that is nearest to `word`, when it is near enough to be a slip: one slip in four letters, and
/// one more.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let known: Vec<_> = known.into_iter().map(Candidate::of).collect();
    nearest_among(&known, word).copied()
}

/// Those that may be nearest are compared first, so that of many names that are alike few need be.
fn nearest_among<'c, S: AsRef<str> + Ord>(known: &'c [Candidate<S>], word: &str) -> Option<&'c S> {
    nearest_of(known.iter(), word)
}

fn nearest_of<'c, S: AsRef<str> + Ord + 'c>(
    known: impl Iterator<Item = &'c Candidate<S>>,
    word: &str,
) -> Option<&'c S> {
    let wanted = Candidate::of(word);
    let mut near: Vec<_> = known.filter_map(|known| Some((known.least_distance(&wanted)?, known))).collect();
    near.sort_unstable_by_key(|(least, _)| *least);
    let mut nearest: Option<(usize, &S)> = None;
    for (least, known) in near {
        if nearest.is_some_and(|(distance, _)| distance < least) {
            break;
        }
        let found = known.distance(&wanted).map(|distance| (distance, &known.name));
        nearest = nearest.into_iter().chain(found).min();
    }
    nearest.map(|(_, name)| name)
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
    known: OnceLock<Index>,
    given: Mutex<HashMap<String, Option<String>>>,
}

impl Suggestions {
    /// The name that is nearest to `name`. `known` gives the names that lead somewhere; always the same.
    pub fn nearest<K: Iterator<Item: Into<String>>>(&self, name: &str, known: impl FnOnce() -> K) -> Option<String> {
        // Nobody waits while another one looks.
        let given = || self.given.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = given().get(name) {
            return known.clone();
        }
        let index = self.known.get_or_init(|| Index::of(known().map(|known| Candidate::of(known.into())).collect()));
        let nearest = index.nearest(name).cloned();
        given().insert(name.to_owned(), nearest.clone());
        nearest
    }
}

/// Up to so many names are all compared with a lost one.
const COMPARED: usize = 200;
/// Of more, so many are looked at.
const LOOKED_AT: usize = 160;
/// So many places there are to count what they share.
const PLACES: usize = 1 << 14;
/// And so many of these compared, which have most pairs of letters in common with it.
const NEAREST: usize = 32;

/// Names, and which of them have a pair of letters.
#[derive(Debug)]
struct Index {
    known: Vec<Candidate<String>>,
    /// By pair, the numbers of the names that have it. Of few names there is none.
    pairs: HashMap<(char, char), Vec<u32>>,
}

impl Index {
    fn of(mut known: Vec<Candidate<String>>) -> Index {
        // Which of them are compared must not follow from the order in which they were given.
        known.sort_unstable_by(|one, other| one.name.cmp(&other.name));
        let mut names: HashMap<_, Vec<u32>> = HashMap::default();
        if known.len() > COMPARED {
            for (number, name) in (0..).zip(&known) {
                for pair in pairs(&name.folded) {
                    let names = names.entry(pair).or_default();
                    if names.last() != Some(&number) {
                        names.push(number);
                    }
                }
            }
        }
        Index { known, pairs: names }
    }

    fn nearest(&self, word: &str) -> Option<&String> {
        if self.known.len() <= COMPARED {
            return nearest_among(&self.known, word);
        }
        // The rarest pairs say most.
        let folded = word.to_lowercase();
        let mut lists: Vec<&Vec<u32>> = pairs(&folded).filter_map(|pair| self.pairs.get(&pair)).collect();
        lists.sort_by_key(|names| names.len());
        // How many pairs each name shares. Of very many, few may share a place here, and one of those is passed over.
        let mut counts = vec![0_u8; self.known.len().min(PLACES)];
        let place = |number: u32| number as usize % PLACES;
        let mut met = Vec::with_capacity(LOOKED_AT);
        for number in lists.into_iter().flatten().copied().take(LOOKED_AT) {
            if counts[place(number)] == 0 {
                met.push(number);
            }
            counts[place(number)] = counts[place(number)].saturating_add(1);
        }
        let mut shared: Vec<(u8, u32)> =
            met.into_iter().map(|number| (u8::MAX - counts[place(number)], number)).collect();
        if shared.len() > NEAREST {
            shared.select_nth_unstable(NEAREST);
            shared.truncate(NEAREST);
        }
        nearest_of(shared.into_iter().map(|(_, number)| &self.known[number as usize]), word)
    }
}

/// Each letter of a name with the one behind it; before the first and behind the last stands none.
fn pairs(name: &str) -> impl Iterator<Item = (char, char)> {
    let letters = || name.chars();
    ['\0'].into_iter().chain(letters()).zip(letters().chain(['\0']))
}

/// A name, with what tells quickly that it is far from another one.
#[derive(Debug)]
struct Candidate<S> {
    name: S,
    folded: String,
    length: usize,
    /// The letters that stand in it once or more, twice or more, and so on.
    letters: [u64; 4],
}

impl<S: AsRef<str>> Candidate<S> {
    fn of(name: S) -> Candidate<S> {
        let folded = name.as_ref().to_lowercase();
        let mut letters = [0; 4];
        for letter in folded.chars().map(|c| 1_u64 << (u32::from(c) % 64)) {
            if let Some(times) = letters.iter_mut().find(|times| **times & letter == 0) {
                *times |= letter;
            }
        }
        Candidate { name, length: folded.chars().count(), folded, letters }
    }

    /// How many slips may lie between two names that are near.
    fn allowed<T>(&self, other: &Candidate<T>) -> usize {
        1 + self.length.min(other.length) / 4
    }

    /// How many slips lie between two names at least, unless they are too many.
    fn least_distance<T>(&self, other: &Candidate<T>) -> Option<usize> {
        let allowed = self.allowed(other);
        let longer = Some(self.length.abs_diff(other.length)).filter(|longer| *longer <= allowed)?;
        // Each letter that only one of them has is a slip of its own.
        let apart = |one: &[u64; 4], other: &[u64; 4]| -> usize {
            one.iter().zip(other).map(|(one, other)| (one & !other).count_ones() as usize).sum()
        };
        let least = longer.max(apart(&self.letters, &other.letters)).max(apart(&other.letters, &self.letters));
        (least <= allowed).then_some(least)
    }

    /// How many slips lie between two names, unless they are too many.
    fn distance<T>(&self, other: &Candidate<T>) -> Option<usize> {
        let (own, others) = without_common_ends(&self.folded, &other.folded);
        Some(strsim::damerau_levenshtein(others, own)).filter(|distance| *distance <= self.allowed(other))
    }
}

/// Two texts without what they begin and end with alike, which no slip need touch: most often a folder and an ending.
fn without_common_ends<'a>(one: &'a str, other: &'a str) -> (&'a str, &'a str) {
    let same = |(one, other): &(char, char)| one == other;
    let head: usize = one.chars().zip(other.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (one, other) = (&one[head..], &other[head..]);
    let tail: usize = one.chars().rev().zip(other.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    (&one[..one.len() - tail], &other[..other.len() - tail])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_early_is_too_far_away() {
        let words = [
            "russia",
            "Russia",
            "prussia",
            "рф",
            "росія",
            "eu",
            "european-union",
            "İİİİ",
            "i̇i̇i̇i̇",
            "sumer-limt",
            "aaaaab",
            "abab",
            "pages/one.md",
        ];
        let suggestions = Suggestions::default();
        let lost = [
            "rusia",
            "росийа",
            "ue",
            "eurpoean-unoin",
            "qq",
            "limit",
            "summer",
            "uns",
            "n",
            "",
            "İİİİ",
            "aaab",
            "baba",
            "pages/on.md",
            "pagess/one.md",
        ];
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

    #[test]
    fn among_many_names_the_near_one_is_found_by_its_rare_letters() {
        let known: Vec<String> =
            (0..5000).map(|n| format!("pages/note-{n:04}.md")).chain(["pages/grain-corridor.md".to_owned()]).collect();
        let suggestions = Suggestions::default();
        for (lost, meant) in [
            ("pages/grain-coridor.md", Some("pages/grain-corridor.md")),
            ("pages/grian-corridor.md", Some("pages/grain-corridor.md")),
            ("pages/note-0417.mdx", Some("pages/note-0417.md")),
            ("zq0k-17w", None),
        ] {
            assert_eq!(suggestions.nearest(lost, || known.iter().map(String::as_str)).as_deref(), meant, "{lost}");
        }
    }
}

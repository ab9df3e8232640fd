//! Words of a quotation held against those of a passage.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::negations::says_no;
use crate::markdown::is_unspaced;

/// Longer passages, in words times words, are not compared word by word.
const MOST: usize = 1_000_000;
/// With fewer words a quotation may be anybody's.
const FEWEST: usize = 4;
/// So many words that agree one behind the other are no chance.
const SURE: usize = 3;
/// So many words at an end of a quotation, beyond the passage, are another part of the source.
const BEYOND: usize = 4;
/// A no that stands so near to what is said is of it.
const NEAR: usize = 4;

/// Words to the letter: small, without signs.
pub struct QuotedWords {
    words: Vec<String>,
    /// Before which of them a sentence begins.
    starts: Vec<usize>,
}

/// A passage that a source keeps.
pub struct Passage<'p> {
    /// Its words.
    pub words: QuotedWords,
    /// Its language.
    pub language: &'p str,
}

/// How a quotation differs from what is kept.
#[derive(Debug, PartialEq)]
pub enum Slip {
    /// What it leaves out says no.
    NegationLeftOut(String),
    /// It has a word where the passage has another one, or none.
    Altered {
        /// The word that it has.
        said: Option<String>,
        /// The word of the passage.
        kept: Option<String>,
    },
}

/// What a quotation is to a passage.
#[derive(Debug, PartialEq)]
pub enum Verdict {
    /// It has its words.
    Same,
    /// It is not of it.
    Other,
    /// It is nearly the same, so far of 1, and differs in this.
    Nearly(f64, Slip),
}

impl QuotedWords {
    /// The words of a text.
    pub fn of(text: &str) -> QuotedWords {
        let mut words = QuotedWords { words: Vec::new(), starts: vec![0] };
        let mut word = String::new();
        let folded = text.nfkc().filter(|c| !is_combining_mark(*c) && !"\u{ad}\u{200b}\u{200d}\u{2060}".contains(*c));
        for c in folded {
            match c {
                '’' | 'ʼ' | '′' | '`' | '\'' => word.push('\''),
                // Where letters were put in or out: `[w]e`.
                '*' => word.push('*'),
                // Each sign of such a script is held against another one.
                c if is_unspaced(c) && c.is_alphanumeric() => {
                    words.push(&mut word);
                    words.words.push(c.to_string());
                }
                c if c.is_alphanumeric() => word.extend(c.to_lowercase()),
                _ => {
                    words.push(&mut word);
                    if matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '؟') {
                        words.starts.push(words.words.len());
                    }
                }
            }
        }
        words.push(&mut word);
        words
    }

    fn push(&mut self, word: &mut String) {
        let bare = word.trim_matches('\'');
        if bare.contains(char::is_alphanumeric) {
            self.words.push(bare.to_owned());
        }
        word.clear();
    }
}

/// A quotation: what it says without a break, and what stands between.
pub struct Quotation {
    parts: Vec<Vec<String>>,
    /// In front of each part and behind the last: nothing, or that something was left out, with what was put in.
    cuts: Vec<Option<Vec<String>>>,
}

impl Quotation {
    /// Reads a quotation: it breaks at an ellipsis, and where somebody put words of his own in brackets.
    pub fn of(text: &str) -> Quotation {
        let text = text.replace(". . .", "…").replace("...", "…");
        let mut quotation = Quotation { parts: Vec::new(), cuts: vec![None] };
        let mut rest = &*text;
        let mut run = String::new();
        while let Some(at) = rest.find(['…', '[']) {
            run.push_str(&rest[..at]);
            let inside = rest[at..].strip_prefix('[');
            let end = inside.and_then(|inside| inside.find(']'));
            let (own, length) = match (inside, end) {
                (Some(inside), Some(end)) => (&inside[..end], end + 2),
                _ => ("", rest[at..].chars().next().map_or(1, char::len_utf8)),
            };
            rest = &rest[at + length..];
            let joins = |c: char| c.is_alphabetic();
            if !own.is_empty()
                && own.chars().all(char::is_alphabetic)
                && (run.ends_with(joins) || rest.starts_with(joins))
            {
                run.push('*');
                continue;
            }
            quotation.end_part(&mut run);
            quotation.cut(QuotedWords::of(own).words);
        }
        run.push_str(rest);
        quotation.end_part(&mut run);
        quotation
    }

    fn end_part(&mut self, run: &mut String) {
        let words = QuotedWords::of(run).words;
        if !words.is_empty() {
            self.parts.push(words);
            self.cuts.push(None);
        }
        run.clear();
    }

    fn cut(&mut self, own: Vec<String>) {
        if let Some(cut) = self.cuts.last_mut() {
            cut.get_or_insert_default().extend(own);
        }
    }

    /// Whether it is too short to be known again.
    pub fn is_short(&self) -> bool {
        // A word of a script without spaces has about two signs.
        let weight = |word: &String| if word.starts_with(is_unspaced) { 1 } else { 2 };
        self.parts.iter().flatten().map(weight).sum::<usize>() < 2 * FEWEST
    }

    /// Holds it against a passage. `denied` says that whoever quotes says no himself.
    pub fn held_against(&self, passage: &Passage, denied: bool) -> Verdict {
        let kept = &passage.words.words;
        let mut left_out = None;
        for start in 0..kept.len() {
            let Some(places) = self.places(kept, start) else { continue };
            match self.negation(&places, passage, denied) {
                None => return Verdict::Same,
                Some(words) => left_out = left_out.or(Some(words)),
            }
        }
        if let Some(words) = left_out {
            return Verdict::Nearly(1.0, Slip::NegationLeftOut(words));
        }
        let said = self.parts.concat();
        if kept.len() * said.len() > MOST { Verdict::Other } else { Alignment::of(&said, kept).verdict(&said, kept) }
    }

    /// Where the parts stand in a passage, one behind the other, the first at a word.
    fn places(&self, kept: &[String], start: usize) -> Option<Vec<Range<usize>>> {
        let stands = |part: &[String], at: usize| {
            kept.get(at..at + part.len())
                .is_some_and(|words| part.iter().zip(words).all(|(one, other)| is_same(one, other)))
        };
        let mut places: Vec<Range<usize>> = Vec::new();
        for part in &self.parts {
            let at = match places.last() {
                None => Some(start).filter(|at| stands(part, *at)),
                Some(last) => (last.end..kept.len()).find(|at| stands(part, *at)),
            }?;
            places.push(at..at + part.len());
        }
        Some(places)
    }

    /// The words that it jumps over, where one of them says no.
    fn negation(&self, places: &[Range<usize>], passage: &Passage, denied: bool) -> Option<String> {
        let Passage { words: QuotedWords { words, starts }, language } = passage;
        let cut = |at: usize| self.cuts[at].as_ref().filter(|own| !says_no(own, language));
        let (first, last) = (places.first()?, places.last()?);
        let sentence = starts.iter().rev().find(|start| **start <= first.start).copied().unwrap_or(0);
        let before = sentence.max(first.start.saturating_sub(NEAR))..first.start;
        let next = starts.iter().find(|start| **start >= last.end).copied().unwrap_or(words.len());
        let behind = last.end..next.min(last.end + NEAR);
        let gaps = places.windows(2).enumerate().map(|(at, pair)| (at + 1, pair[0].end..pair[1].start));
        let ends = [(0, before), (places.len(), behind)].into_iter().filter(|_| !denied);
        let mut jumped = gaps.chain(ends).filter(|(at, _)| cut(*at).is_some()).map(|(_, gap)| &words[gap]);
        jumped.find(|gap| says_no(gap, language)).map(|gap| gap.join(" "))
    }
}

/// Whether a word that is said is one that is kept; `*` stands for letters that were put in or out.
fn is_same(said: &str, kept: &str) -> bool {
    match said.split_once('*') {
        None => said == kept,
        Some((before, behind)) => kept.starts_with(before) && kept.ends_with(behind.trim_matches('*')),
    }
}

/// Which words of two texts are the same, in order, as many as can be.
struct Alignment(Vec<(usize, usize)>);

impl Alignment {
    /// The longest common subsequence.
    fn of(said: &[String], kept: &[String]) -> Alignment {
        let mut longest = vec![vec![0_usize; kept.len() + 1]; said.len() + 1];
        for (i, word) in said.iter().enumerate().rev() {
            for (j, other) in kept.iter().enumerate().rev() {
                longest[i][j] = match is_same(word, other) {
                    true => longest[i + 1][j + 1] + 1,
                    false => longest[i + 1][j].max(longest[i][j + 1]),
                };
            }
        }
        let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
        while i < said.len() && j < kept.len() {
            if is_same(&said[i], &kept[j]) && longest[i][j] == longest[i + 1][j + 1] + 1 && !is_later(&longest, i, j) {
                pairs.push((i, j));
                (i, j) = (i + 1, j + 1);
            } else if longest[i][j + 1] == longest[i][j] {
                j += 1;
            } else {
                i += 1;
            }
        }
        Alignment(pairs)
    }

    fn verdict(&self, said: &[String], kept: &[String]) -> Verdict {
        let pairs = &self.0;
        let (Some(first), Some(last)) = (pairs.first(), pairs.last()) else { return Verdict::Other };
        let follows = |pair: &[(usize, usize)]| (pair[0].0 + 1, pair[0].1 + 1) == pair[1];
        let run = pairs.windows(2).fold((1, 1), |(run, most), pair| {
            let run = if follows(pair) { run + 1 } else { 1 };
            (run, most.max(run))
        });
        // Beyond the ends of what is kept, nobody knows what the source says.
        let from = if first.1 == 0 && first.0 >= BEYOND { first.0 } else { 0 };
        let beyond = last.1 + 1 == kept.len() && said.len() - last.0 > BEYOND;
        let to = if beyond { last.0 + 1 } else { said.len() };
        let likeness = pairs.len() as f64 / (to - from) as f64;
        let is_dense = last.1 - first.1 <= to - from + 1;
        if !(is_dense || run.1 >= SURE) || likeness < 0.7 || to - from < FEWEST {
            return Verdict::Other;
        }
        match self.difference(&said[..to], kept, from) {
            Some((said, kept)) => Verdict::Nearly(likeness, Slip::Altered { said, kept }),
            None => Verdict::Same,
        }
    }

    /// The first word that differs, and the one in its place.
    fn difference(&self, said: &[String], kept: &[String], from: usize) -> Option<(Option<String>, Option<String>)> {
        let first = self.0.first()?;
        if first.0 > from {
            // What begins otherwise differs from the words right before those that are the same.
            let before = (first.1 + from).checked_sub(first.0);
            return Some((said.get(from).cloned(), before.and_then(|at| kept.get(at)).cloned()));
        }
        let mut next = *first;
        for pair in &self.0 {
            if *pair != next {
                let word = (pair.0 > next.0).then(|| said[next.0].clone());
                let other = (pair.1 > next.1).then(|| kept[next.1].clone());
                return Some((word, other));
            }
            next = (pair.0 + 1, pair.1 + 1);
        }
        (next.0 < said.len()).then(|| (said.get(next.0).cloned(), kept.get(next.1).cloned()))
    }
}

/// Whether a word finds its like as well further on, with more of its neighbours: so what begins in the midst of a passage
/// is held against the place where it stands.
fn is_later(longest: &[Vec<usize>], i: usize, j: usize) -> bool {
    i == 0 && longest[i].get(j + 1) == Some(&longest[i][j])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(said: &str, kept: &str) -> Verdict {
        let passage = Passage { words: QuotedWords::of(kept), language: "en" };
        Quotation::of(said).held_against(&passage, false)
    }

    fn altered(said: Option<&str>, kept: Option<&str>) -> Option<Slip> {
        Some(Slip::Altered { said: said.map(str::to_owned), kept: kept.map(str::to_owned) })
    }

    fn slip(said: &str, kept: &str) -> Option<Slip> {
        if let Verdict::Nearly(_, slip) = verdict(said, kept) { Some(slip) } else { None }
    }

    #[test]
    fn an_ellipsis_may_not_jump_over_a_no() {
        let kept = "We will not sign the treaty of March. We will sign another one, but not before the summer.";
        let jumped = |words: &str| Some(Slip::NegationLeftOut(words.to_owned()));
        for (said, expected) in [
            ("We will … sign the treaty", jumped("not")),
            ("We will ... sign the treaty", jumped("not")),
            ("We will . . . sign the treaty", jumped("not")),
            ("We will [surely] sign the treaty", jumped("not")),
            ("… sign the treaty of March", jumped("we will not")),
            ("[They will] sign the treaty of March", jumped("we will not")),
            ("We will sign another one …", jumped("but not before the")),
            ("We will [never] sign the treaty", None),
            ("[They will not] sign the treaty of March", None),
            ("not sign […] of March", None),
            ("sign the [Sarna] treaty of March", None),
            ("sign the treaty of March", None),
        ] {
            assert_eq!(slip(said, kept), expected, "{said}");
        }
        let twice = "The dam will not stay; the dam will fall soon.";
        assert_eq!(verdict("the dam … will fall soon", twice), Verdict::Same, "there is a way without a no");
    }

    #[test]
    fn the_same_words_are_the_same_however_they_are_set() {
        for (said, kept) in [
            ("[T]hey will not open the northern valve", "On Monday they will not open the northern valve."),
            ("the northern valve[s] will stay", "The northern valve will stay."),
            ("п’ять днів на відповідь", "Пʼять днів на відповідь."),
            ("cafe\u{301} de la paix", "Café de la Paix"),
            ("north\u{ad}ern valve will stay shut", "The northern valve will stay shut."),
            ("They WILL — not — open it!", "They will not open it."),
            ("and we wait here. But there are other things that we say", "Then we sit and we wait here."),
        ] {
            assert_eq!(verdict(said, kept), Verdict::Same, "{said}");
        }
        let scattered = "The king of a hill saw that a bridge is new, and the dam is not.";
        assert_eq!(
            verdict("the state of a new dam", scattered),
            Verdict::Other,
            "words that stand apart are no quotation"
        );
    }

    #[test]
    fn the_first_difference_is_told() {
        let kept = "They will not open the northern valve.";
        assert_eq!(slip("will open the northern valve", kept), altered(None, Some("not")));
        assert_eq!(slip("will not open the southern valve", kept), altered(Some("southern"), Some("northern")));
        assert_eq!(slip("will not ever open the northern valve", kept), altered(Some("ever"), None));
        assert_eq!(slip("We will not open the northern valve", kept), altered(Some("we"), Some("they")));
        assert_eq!(slip("They will not open the northern gate", kept), altered(Some("gate"), Some("valve")));
        let long = "The dam is old, and the valve will stay shut.";
        assert_eq!(slip("the valve would stay shut", long), altered(Some("would"), Some("will")));
    }
}

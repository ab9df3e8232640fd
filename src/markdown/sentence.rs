//! Which sentence bears a marker.
//!
//! Boundaries are those of Unicode Standard Annex 29 (crate `unicode-segmentation`), joined again behind
//! abbreviations, which the annex leaves to its users.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// Abbreviations that stand before a name or a number and so do not end a sentence.
const ABBREVIATIONS: [&str; 24] = [
    "mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "sen", "rep", "gov", "st", "no", "nos", "art", "para", "p",
    "pp", "ch", "vs", "cf", "fig", "vol", "ca",
];

/// The byte ranges of the sentences of `text`, which cover it whole.
pub fn ranges(text: &str) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (start, sentence) in text.split_sentence_bound_indices() {
        match ranges.last_mut() {
            Some(last) if !ends_sentence(&text[last.clone()]) => last.end = start + sentence.len(),
            _ => ranges.push(start..start + sentence.len()),
        }
    }
    ranges
}

/// The sentence that a marker at byte `at` belongs to: behind a full stop, the one before it.
pub fn at(ranges: &[Range<usize>], at: usize) -> usize {
    let inside = ranges.partition_point(|range| range.end <= at).min(ranges.len().saturating_sub(1));
    if inside > 0 && at <= ranges[inside].start { inside - 1 } else { inside }
}

fn ends_sentence(sentence: &str) -> bool {
    let sentence = sentence.trim_end();
    let Some(before) = sentence.strip_suffix('.') else { return true };
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let initials = word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic));
    !initials && !ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        ranges(text).into_iter().map(|range| text[range].trim()).collect()
    }

    #[test]
    fn sentences_end_at_full_stops_but_not_behind_abbreviations() {
        assert_eq!(split("One. Two! Three?"), ["One.", "Two!", "Three?"]);
        assert_eq!(
            split("The U.S. President met Mr. Smith. He left."),
            ["The U.S. President met Mr. Smith.", "He left."]
        );
        assert_eq!(split("See Art. 5 of it. Then stop."), ["See Art. 5 of it.", "Then stop."]);
        assert_eq!(split("Перше речення. Друге речення."), ["Перше речення.", "Друге речення."]);
    }

    #[test]
    fn a_marker_belongs_to_the_sentence_before_it() {
        let text = "One. Two.";
        let all = ranges(text);
        assert_eq!(at(&all, 3), 0, "before the full stop");
        assert_eq!(at(&all, 4), 0, "behind the full stop");
        assert_eq!(at(&all, 5), 0, "behind the full stop and a space");
        assert_eq!(at(&all, 8), 1);
        assert_eq!(at(&all, 9), 1);
    }
}

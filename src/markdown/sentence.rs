//! Which sentence bears a marker.
//!
//! A sentence ends at a full stop or its like, and the quotes and brackets that close behind it, when white space
//! and no small letter follow: rules SB6 to SB11 of Unicode Standard Annex 29, without its tables for every
//! character. (The crate unicode-segmentation has these; it took a fifth of a whole build.) Abbreviations, which
//! the annex leaves to its users, do not end a sentence.

use std::ops::Range;

/// Abbreviations that stand before a name or a number and so do not end a sentence.
const ABBREVIATIONS: [&str; 42] = [
    "mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "sen", "rep", "gov", "st", "no", "nos", "art", "para", "p",
    "pp", "ch", "vs", "cf", "fig", "vol", "ca", "al", "eds", "sec", "adm", "amb", "capt", "maj", "jan", "feb", "mar",
    "apr", "jun", "jul", "aug", "sept", "oct", "nov", "dec",
];

/// The byte ranges of the sentences of `text`, which cover it whole.
pub fn ranges(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    let mut at = 0;
    // Most texts have none but these three, which are found many bytes at a time.
    let ascii = text.is_ascii();
    let next = |rest: &[u8]| match ascii {
        true => memchr::memchr3(b'.', b'!', b'?', rest),
        false => rest.iter().position(|byte| MAY_TERMINATE[*byte as usize]),
    };
    while let Some(found) = next(&text.as_bytes()[at..]) {
        at += found;
        if !text[at..].starts_with(is_terminator) {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let rest = text[at..].trim_start_matches(is_terminator);
        let behind = rest.trim_start_matches(closes);
        let beyond = behind.trim_start();
        let spaced = beyond.len() < behind.len() || text[at..].starts_with(is_wide);
        let ends = spaced && !beyond.starts_with(char::is_lowercase) && !is_abbreviation(&text[start..at], &text[at..]);
        // The white space belongs to the sentence before it.
        at = text.len() - if ends { beyond.len() } else { rest.len() };
        if ends && !beyond.is_empty() {
            ranges.push(start..at);
            start = at;
        }
    }
    ranges.push(start..text.len());
    ranges
}

fn is_terminator(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '؟' | '۔' | '।') || is_wide(c)
}

/// Whether a byte begins one of the terminators, or a character that shares its first byte with one.
static MAY_TERMINATE: [bool; 256] = {
    let mut may = [false; 256];
    let mut at = 0;
    while at < 256 {
        may[at] = matches!(at as u8, b'.' | b'!' | b'?' | 0xd8 | 0xdb | 0xe0 | 0xe2 | 0xe3 | 0xef);
        at += 1;
    }
    may
};

/// East Asian terminators, behind which no space is written.
fn is_wide(c: char) -> bool {
    matches!(c, '。' | '！' | '？')
}

fn closes(c: char) -> bool {
    matches!(c, '"' | '\'' | ')' | ']' | '”' | '’' | '»' | '›')
}

/// The sentence that a marker at byte `at` belongs to: behind a full stop, the one before it.
pub fn at(ranges: &[Range<usize>], at: usize) -> usize {
    let inside = ranges.partition_point(|range| range.end <= at).min(ranges.len().saturating_sub(1));
    if inside > 0 && at <= ranges[inside].start { inside - 1 } else { inside }
}

/// Whether a full stop stands behind initials or a known short form.
fn is_abbreviation(before: &str, from: &str) -> bool {
    if !from.starts_with('.') {
        return false;
    }
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let initials = !word.is_empty()
        && word.split('.').all(|part| {
            let mut letters = part.chars();
            letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
        });
    initials || ABBREVIATIONS.iter().any(|known| known.eq_ignore_ascii_case(word))
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
        assert_eq!(
            split("On Aug. 20 it met Diaz et al. (2019). So."),
            ["On Aug. 20 it met Diaz et al. (2019).", "So."]
        );
        assert_eq!(split("Перше речення. Друге речення."), ["Перше речення.", "Друге речення."]);
        assert_eq!(
            split("He said “no.” Then 2.5 per cent… or so. V1.2 (beta.) came"),
            ["He said “no.”", "Then 2.5 per cent… or so.", "V1.2 (beta.) came"]
        );
        assert_eq!(split("一。二。"), ["一。", "二。"]);
        assert_eq!(split(""), [""]);
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

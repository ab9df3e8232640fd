//! Where words stand between quotation marks, in the marks of all languages.

use std::ops::Range;

/// Marks that open a quotation, each with those that close it.
const MARKS: [(char, &[char]); 11] = [
    ('“', &['”', '“']),
    ('„', &['“', '”']),
    ('«', &['»']),
    ('»', &['«', '»']),
    ('‹', &['›']),
    ('›', &['‹']),
    ('‘', &['’']),
    ('‚', &['‘', '’']),
    ('「', &['」']),
    ('『', &['』']),
    ('〝', &['〟', '〞']),
];
/// Marks that open and close alike; the last one of languages that have no other.
const ALIKE: [char; 3] = ['"', '＂', '”'];

/// What stands between quotation marks in a text, a quotation within another one too. One that does not end goes to the end
/// of the text.
pub fn quoted(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        let Some((_, closing)) = MARKS.iter().find(|(open, _)| *open == c) else { continue };
        let start = at + c.len_utf8();
        // What ends a quotation in one language begins one in another.
        let leads = text[..at].ends_with(char::is_whitespace) && text[start..].starts_with(char::is_alphanumeric);
        let closes = !leads && found.iter().any(|known: &Range<usize>| known.end == at);
        if closes || is_apostrophe(text, at, c) {
            continue;
        }
        found.push(start..end(&text[start..], c, closing).map_or(text.len(), |end| start + end));
    }
    let others = text.contains(['“', '„', '«']);
    for mark in ALIKE.into_iter().filter(|mark| *mark != '”' || !others) {
        let mut at = text.match_indices(mark).map(|(at, _)| at).filter(|at| !is_inch(text, *at));
        while let Some(open) = at.next() {
            found.push(open + mark.len_utf8()..at.next().unwrap_or(text.len()));
        }
    }
    found.sort_by_key(|range| (range.start, range.end));
    found
}

/// Where a quotation ends that begins here; one of the same kind within it ends first.
fn end(inside: &str, open: char, closing: &[char]) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in inside.char_indices() {
        if closing.contains(&c) && !is_apostrophe(inside, at, c) {
            if depth == 0 {
                return Some(at);
            }
            depth -= 1;
        } else if c == open {
            depth += 1;
        }
    }
    // One that was never closed stands before it.
    inside.char_indices().find(|(at, c)| closing.contains(c) && !is_apostrophe(inside, *at, *c)).map(|(at, _)| at)
}

/// Whether a mark stands within a word: `don’t`.
fn is_apostrophe(text: &str, at: usize, mark: char) -> bool {
    let is_letter = |c: char| c.is_alphanumeric();
    matches!(mark, '’' | '‘') && text[..at].ends_with(is_letter) && text[at + mark.len_utf8()..].starts_with(is_letter)
}

/// Whether a mark stands for inches or seconds: `5" pipe`.
fn is_inch(text: &str, at: usize) -> bool {
    text[..at].ends_with(|c: char| c.is_ascii_digit()) && !text[..at].contains('"')
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn quotations_are_found_in_the_marks_of_each_language() {
        for (sentence, expected) in [
            ("He said “we don’t sign” and left.", vec!["we don’t sign"]),
            ("Er sagte: „Wir gehen.“ Und dann »nie«.", vec!["Wir gehen.", "nie"]),
            ("Він сказав «так» і «ні».", vec!["так", "ні"]),
            ("Il dit ‹ oui ›.", vec![" oui "]),
            ("Powiedział „tak”.", vec!["tak"]),
            ("Hän sanoi ”kyllä” ja ”ei”.", vec!["kyllä", "ei"]),
            ("彼は「はい」と『いいえ』。", vec!["はい", "いいえ"]),
            ("He ‘can’t’ say.", vec!["can’t"]),
            ("“He said ‘no’ to us”", vec!["He said ‘no’ to us", "no"]),
            ("A 5\" pipe and \"no\".", vec!["no"]),
            ("He said “no", vec!["no"]),
            ("No quotation, don’t.", vec![]),
        ] {
            let found: Vec<&str> = quoted(sentence).into_iter().map(|range| &sentence[range]).collect();
            assert_eq!(found, expected, "{sentence}");
        }
    }
}

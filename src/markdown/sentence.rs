//! Which sentence bears a marker.
//!
//! A sentence ends at a full stop or its like, and the quotes and brackets that close behind it, when white space
//! and no small letter follow: rules SB6 to SB11 of Unicode Standard Annex 29, without its tables for every
//! character. (The crate unicode-segmentation has these; it took a fifth of a whole build.) What the annex leaves to
//! its users is settled by the language of the text: abbreviations, initials and ordinals do not end a sentence. Nor
//! does anything within a quotation or brackets: what is quoted is never cut.

use std::ops::Range;

use super::language::{Language, is_amid_unspaced};
use super::typography;

/// Marks that are open are looked for no further than this.
const DEEPEST: usize = 8;

/// Farther back than so many bytes no bracket is looked for.
const LONGEST_BRACKET: usize = 600;

/// Behind so many bytes a dash is no end of what is said before it.
const LONGEST_SPEECH: usize = 600;

/// The byte ranges of the sentences of `text`, which cover it whole. `is_cited` tells whether a marker stands at a byte:
/// a full stop right behind one belongs to the sentence, and to no word.
pub fn ranges(text: &str, language: Language, is_cited: &dyn Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let mut enclosed = None;
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
        let behind = after_closing(rest);
        let beyond = behind.trim_start();
        let spaced = beyond.len() < behind.len() || text[at..].starts_with(is_wide);
        let stop = Stop {
            sentence: &text[start..at],
            alone: text[at..].starts_with('.')
                && text.len() - at == rest.len() + 1
                && rest.len() == behind.len()
                && !is_cited(at),
            bracketed: rest[..rest.len() - behind.len()].contains([')', ']']),
            beyond,
            language,
        };
        let outside = |enclosed: &mut Option<Vec<Range<usize>>>| {
            let end = text.len() - behind.len();
            let enclosed = enclosed.get_or_insert_with(|| enclosed_parts(text));
            let before = enclosed.partition_point(|part| part.start < end);
            before == 0 || enclosed[before - 1].end <= end
        };
        let ends = spaced && stop.ends() && outside(&mut enclosed);
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

/// What follows the quotes and brackets that close here. French ones stand off from the full stop by a space.
fn after_closing(text: &str) -> &str {
    let closes = |c: char| {
        matches!(
            c,
            '"' | '\'' | ')' | ']' | '”' | '’' | '»' | '›' | '“' | '‘' | '」' | '』' | '）' | '】' | '》' | '〉'
        )
    };
    let far = text.trim_start_matches(['\u{a0}', '\u{202f}', ' ']);
    let behind = if far.starts_with(['»', '›']) { far } else { text };
    // A mark that opens in one language closes in another: what follows tells.
    let closed = behind.trim_start_matches(closes);
    if closed.starts_with(char::is_alphanumeric) { text } else { closed }
}

/// The sentence that a marker at byte `at` belongs to: behind a full stop, the one before it.
pub fn at(ranges: &[Range<usize>], at: usize) -> usize {
    let inside = ranges.partition_point(|range| range.end <= at).min(ranges.len().saturating_sub(1));
    if inside > 0 && at <= ranges[inside].start { inside - 1 } else { inside }
}

/// A full stop or its like, with what stands around it.
struct Stop<'t> {
    /// What its sentence says before it.
    sentence: &'t str,
    /// Whether it is one full stop, with nothing that closes behind it: it may belong to its word.
    alone: bool,
    /// Whether a bracket closes behind it.
    bracketed: bool,
    /// What follows, from the next word on.
    beyond: &'t str,
    language: Language,
}

impl Stop<'_> {
    /// Whether a sentence may end here, as far as words tell.
    fn ends(&self) -> bool {
        let next = self.beyond.trim_start_matches(opens);
        if next.starts_with(char::is_lowercase) || next == "." || next.starts_with(". ") {
            return false;
        }
        if self.bracketed && !is_sentence_in_brackets(self.sentence) {
            return false;
        }
        if !self.alone {
            return true;
        }
        let word = last_word(self.sentence);
        if is_double_initial(self.sentence) {
            return false;
        }
        let number = next.starts_with(char::is_numeric);
        // The number of an item in a list that was written as one line.
        if word.len() == self.sentence.trim_start().len() && word.chars().all(char::is_numeric) {
            return false;
        }
        if number && (word.starts_with(char::is_lowercase) || self.language.is_before_number(word)) {
            return false;
        }
        if self.language.is_before_name(word) {
            return false;
        }
        let ordinal = self.language.has_ordinals() && (is_ordinal(word) || is_roman(word));
        if is_initials(word) && are_initials(self.sentence) && NAMES_BEGIN.contains(&next_word(next)) {
            return false;
        }
        let is_short = || {
            self.language.is_short(word)
                || self.language.is_day(word)
                || (is_behind_number(self.sentence, word) && self.language.is_short_behind_number(word))
        };
        if is_initials(word) || ordinal || is_short() {
            return self.begins(next) || closes_list(self.sentence);
        }
        // `Exh. B`, `Fig. S1`.
        let next = next_word(next);
        let labels = next.starts_with(char::is_uppercase) && next.chars().skip(1).all(char::is_numeric);
        let is_capital = word.starts_with(char::is_uppercase);
        let is_label = is_roman(next) || (labels && (is_capital || !self.language.begins(next)));
        !(is_label && self.language.is_before_number(word))
    }

    /// Whether the next word is one that most often begins a sentence.
    fn begins(&self, next: &str) -> bool {
        let word = next_word(next);
        // A letter with a full stop is an initial.
        self.language.begins(word) && !next[word.len()..].starts_with('.')
    }
}

/// Marks that may stand before the first word of a sentence.
fn opens(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '('
            | '['
            | '“'
            | '”'
            | '„'
            | '‘'
            | '’'
            | '‚'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '¿'
            | '¡'
            | '「'
            | '『'
            | '（'
            | '【'
            | '《'
            | '〈'
            | '–'
            | '—'
            | '-'
    ) || c.is_whitespace()
}

/// The word before a full stop, with full stops within it.
fn last_word(text: &str) -> &str {
    let parts = |c: char| c.is_whitespace() || (opens(c) || matches!(c, '/' | ')' | ']' | '…' | ',' | ';' | ':'));
    text.rsplit(parts).next().unwrap_or_default()
}

fn next_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

/// One letter, or letters with full stops between them: `J`, `U.S`, `Ph.D`.
fn is_initials(word: &str) -> bool {
    let several = word.contains('.');
    let short = |part: &str| {
        let mut letters = part.chars();
        let first = letters.next().is_some_and(char::is_alphabetic);
        let second = letters.next().is_none_or(|c| several && c.is_alphabetic());
        first && second && letters.next().is_none()
    };
    !word.is_empty() && word.split('.').all(short)
}

/// With what a name goes on behind initials, where a sentence could begin with it too: `J. M. G. Le Clézio`.
const NAMES_BEGIN: [&str; 8] = ["Le", "La", "De", "Du", "Di", "Da", "Del", "Della"];

/// Whether a sentence ends with two initials: `J. M`.
fn are_initials(sentence: &str) -> bool {
    let mut words = sentence.split_whitespace().rev().map(|word| word.strip_suffix('.').unwrap_or(word));
    let mut is_letter = || {
        let mut letters = words.next().unwrap_or_default().chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
    };
    is_letter() && is_letter()
}

/// Whether a number stands before the last word of a sentence.
fn is_behind_number(sentence: &str, word: &str) -> bool {
    let before = sentence.strip_suffix(word).unwrap_or_default().trim_end();
    before.ends_with(|c: char| c.is_ascii_digit())
}

/// Whether what stands in the brackets that close behind a sentence is one by itself, with a capital and several words.
fn is_sentence_in_brackets(sentence: &str) -> bool {
    let near = &sentence[sentence.floor_char_boundary(sentence.len().saturating_sub(LONGEST_BRACKET))..];
    let Some(at) = near.rfind(['(', '[']) else { return true };
    let inside = near[at + 1..].trim_start_matches(opens);
    !inside.starts_with(char::is_lowercase) && inside.contains(char::is_whitespace)
}

/// Two initials of one first name: `J.-Y`.
fn is_double_initial(sentence: &str) -> bool {
    let mut signs = sentence.chars().rev();
    let mut next = |fits: fn(char) -> bool| signs.next().is_some_and(fits);
    next(char::is_uppercase) && next(|c| c == '-') && next(|c| c == '.') && next(char::is_uppercase)
}

/// A number that can count things: years have four figures.
fn is_ordinal(word: &str) -> bool {
    (1..=3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
}

/// A Roman number, also in letters of the Cyrillic script that look alike.
fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| "IVXLCDMІХСМ".contains(c))
}

/// "And so on" in letters, which ends most of its sentences: `и т. д.`, `і т. п.`
fn closes_list(sentence: &str) -> bool {
    let mut parts = sentence.rsplit(|c: char| c.is_whitespace() || c == '.').filter(|part| !part.is_empty());
    matches!((parts.next(), parts.next()), (Some("д" | "п" | "ін"), Some("т")))
}

/// The quotations and brackets of a text, none within another. What never closes is none.
fn enclosed_parts(text: &str) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut open: Vec<(usize, char)> = Vec::new();
    // Of most texts only the bytes that may begin such a mark are looked at.
    let may_enclose = |byte: &u8| matches!(byte, b'"' | b'\'' | b'(' | b')' | b'[' | b']' | 0xc2 | 0xe2 | 0xe3 | 0xef);
    let mut at = 0;
    while let Some(found) = text.as_bytes()[at..].iter().position(may_enclose) {
        at += found;
        let mut rest = text[at..].chars();
        let Some(mark) = rest.next() else { break };
        let (before, after) = (text[..at].chars().next_back(), rest.next());
        let end = at + mark.len_utf8();
        if let Some(level) = closed_level(&open, mark, before, after) {
            let from = open[level].0;
            open.truncate(level);
            while parts.pop_if(|part| part.start > from).is_some() {}
            parts.push(from..end);
        } else if is_opening(mark, before, after) {
            open.push((at, mark));
        }
        at = end;
    }
    if let Some(mut speech) = speech(text) {
        // A quotation in it may be the end of it.
        parts.retain(|part| {
            speech.end = if part.start < speech.end { speech.end.max(part.end) } else { speech.end };
            part.start >= speech.end
        });
        parts.insert(0, speech);
    }
    parts
}

/// What somebody says at the beginning of a paragraph, from the dash before it to the one behind it, where small letters go
/// on: `— Ні. Ми тут, — сказав він.` So speech is quoted in Ukrainian, Russian, Spanish, Polish and Portuguese.
fn speech(text: &str) -> Option<Range<usize>> {
    let is_dash = |c: char| matches!(c, '—' | '–');
    let mut start = text.len() - text.trim_start().len();
    text[start..].strip_prefix(is_dash).or_else(|| text[start..].strip_prefix("- "))?;
    let (first, near) = (start, &text[..text.floor_char_boundary(start + LONGEST_SPEECH)]);
    for (at, dash) in near.match_indices(|c: char| is_dash(c) || c == '-').filter(|(at, _)| *at > first) {
        let (before, behind) = (&near[..at], &near[at + dash.len()..]);
        if !before.ends_with(char::is_whitespace) || (dash == "-" && !behind.starts_with(' ')) {
            continue;
        }
        if behind.trim_start().starts_with(char::is_lowercase) {
            return Some(start..at);
        }
        // Somebody else answers.
        start = if before.trim_end().ends_with(is_terminator) { at } else { start };
    }
    // In French no dash stands there, but a verb with who speaks behind it: `— Non. Nous restons, a-t-il dit.`
    let said = near.match_indices(", ").find(|(at, _)| *at > first && is_said(&near[at + 2..]))?.0;
    near[start..said].contains(is_terminator).then_some(start..said)
}

/// Whether words begin with who has said what stands before them, as French has it: `a-t-il dit`, `répond le ministre`.
fn is_said(words: &str) -> bool {
    const VERBS: &str =
        "dit répond déclare affirme explique ajoute assure précise insiste lance conclut poursuit répète";
    let first = words.split(|c: char| !(c.is_alphanumeric() || c == '-')).next().unwrap_or_default();
    let turned = ["-il", "-elle", "-on", "-ils", "-elles", "-je"].iter().any(|who| first.ends_with(who));
    let verb = if first == "a" { words[1..].trim_start() } else { words };
    let is_verb =
        VERBS.split(' ').any(|known| verb.strip_prefix(known).is_some_and(|rest| rest.starts_with([' ', '-'])));
    turned || is_verb
}

/// Which of the open marks one closes.
fn closed_level(open: &[(usize, char)], mark: char, before: Option<char>, after: Option<char>) -> Option<usize> {
    let inside_word = after.is_some_and(|c| c.is_alphanumeric() && !is_amid_unspaced(c));
    // An apostrophe is no end, and a mark that begins a word opens another quotation.
    if matches!(mark, '\'' | '’' | '‘' | '"' | '“' | '”') && inside_word && !matches!(mark, '“' | '”') {
        return None;
    }
    let closes = |opened: char| {
        matches!(
            (opened, mark),
            ('(', ')')
                | ('[', ']')
                | ('「', '」')
                | ('『', '』')
                | ('（', '）')
                | ('【', '】')
                | ('《', '》')
                | ('〈', '〉')
                | ('"', '"')
                | ('\'', '\'')
                | ('“' | '”' | '„', '”')
                | ('„', '“' | '"')
                | ('«', '»')
                | ('»', '«' | '»')
                | ('‹', '›')
                | ('›', '‹' | '›')
                | ('‘' | '’' | '‚', '’')
                | ('‚', '‘')
        )
    };
    let turned = matches!(mark, '“' | '”' | '»') && begins_word(before) && inside_word;
    if turned {
        return None;
    }
    let near = open.len().saturating_sub(DEEPEST);
    open[near..].iter().rposition(|(_, opened)| closes(*opened)).map(|level| near + level)
}

fn is_opening(mark: char, before: Option<char>, after: Option<char>) -> bool {
    match mark {
        '(' | '[' | '«' | '„' | '‹' | '「' | '『' | '（' | '【' | '《' | '〈' => true,
        // No space tells in such a script.
        '“' | '‘' | '"' if before.is_some_and(is_amid_unspaced) => after.is_some_and(|c| !c.is_whitespace()),
        '"' | '\'' | '“' | '”' | '‘' | '’' | '‚' | '»' | '›' => {
            begins_word(before) && after.is_some_and(|c| !c.is_whitespace())
        }
        _ => false,
    }
}

/// Whether a word may begin behind a character. Where marks are set already, those may open that are turned around.
fn begins_word(before: Option<char>) -> bool {
    typography::begins_word(before) || matches!(before, Some('»' | '‹' | '›'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        ranges(text, Language::default(), &|_| false).into_iter().map(|range| text[range].trim()).collect()
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
    fn a_quotation_is_not_cut_unless_it_never_closes() {
        for whole in [
            "\"We will not go. We will stay,\" she said.",
            "“It is ‘over.’ We know. It’s done,” she said.",
            "„Wir gehen nicht. Wir bleiben“, sagte sie.",
            "« Nous restons. Nous ne partons pas », dit-elle.",
            "It closed (See p. 5. It is new.) in May.",
        ] {
            assert_eq!(split(whole), [whole]);
        }
        assert_eq!(split("He said \"no. Then he left."), ["He said \"no.", "Then he left."]);
        assert_eq!(
            split("The workers' union met. ‘Tis so. It's over."),
            ["The workers' union met.", "‘Tis so.", "It's over."]
        );
        assert_eq!(split("a) One. b) Two. It ended :( So. (Yes."), ["a) One. b) Two.", "It ended :( So.", "(Yes."]);
    }

    #[test]
    fn a_marker_belongs_to_the_sentence_before_it() {
        let text = "One. Two.";
        let all = ranges(text, Language::default(), &|_| false);
        assert_eq!(at(&all, 3), 0, "before the full stop");
        assert_eq!(at(&all, 4), 0, "behind the full stop");
        assert_eq!(at(&all, 5), 0, "behind the full stop and a space");
        assert_eq!(at(&all, 8), 1);
        assert_eq!(at(&all, 9), 1);
    }
}

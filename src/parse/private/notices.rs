//! Lines and titles that say that a text is not for readers: `CONFIDENTIAL`, `Embargoed until Monday`, `Water talks (draft)`.

use super::days::is_time_to_come;
use super::letters::{is_in, letters};
use super::states::{is_limited, names_state_alone, says_state_of_text};
use super::words::{EMBARGOES, NOTICES, STATES, STATES_ALONE, SUBJECTS, TIMES, UNDER_ANY_KEY, WHOSE_GRADES};

/// A line of more words is a sentence.
const MOST_WORDS: usize = 8;
/// What may stand before a notice.
const BEFORE: [&str; 8] =
    ["please", "nb", "note", "thisis", "thisdocumentis", "thispaperis", "thistextis", "thisbriefingis"];
/// What a notice may be said of.
const OF_WHAT: [&str; 5] = ["thisdraft", "thisdocument", "thispaper", "thistext", "this"];

/// Whether a line, alone and whole, says that what follows is not for readers: `CONFIDENTIAL`, `Not for publication.`,
/// `EMBARGOED UNTIL 2030-05-03 06:00`. What may be a headline, `Top secret`, says so in capitals alone.
pub fn is_notice(line: &str) -> bool {
    // `CONFIDENTIAL – NOT FOR PUBLICATION` says it twice.
    let parts =
        || line.split(['–', '—', '.', '/', '|', ';', ',', ':']).filter(|part| part.contains(char::is_alphabetic));
    // `Draft – do not circulate`: one part says it, and the others name a state.
    let says_it = |part: &str| is_one_notice(part) || says_state_of_text(part);
    let is_in_parts = || parts().count() > 1 && parts().any(is_one_notice) && parts().all(says_it);
    // `Projet – ne pas publier`: what is forbidden is, whatever the text is called beside it.
    let is_short = line.split_whitespace().count() <= MOST_WORDS && !line.contains(['“', '”', '"', '«', '»', '„']);
    let is_forbidden = || is_short && parts().count() == 2 && parts().any(is_denial);
    is_one_notice(line) || is_notice_of_embargo(line) || is_in_parts() || is_forbidden()
}

/// Whether words forbid to publish, to share or to quote.
fn is_denial(words: &str) -> bool {
    const BEGIN: [&str; 12] =
        ["donot", "notfor", "notyetfor", "nepas", "nicht", "nopub", "nodif", "nocit", "non", "nao", "nie", "не"];
    let words = letters(words);
    is_in(NOTICES, &words) && BEGIN.iter().any(|begin| words.starts_with(begin))
}

/// Whether one part of a title or a heading is such a notice in capitals: `DRAFT – Water talks`, `Talks (NOT FOR PUBLICATION)`.
pub fn is_marked(title: &str) -> bool {
    // What is in capitals as a whole has none for its notice.
    let has_others = title.contains(|c: char| c.is_alphabetic() && !c.is_uppercase());
    let mut parts = title.split(['–', '—', '|', '(', ')', '[', ']', ':']).flat_map(|part| part.split(" - "));
    let is_one_of = |part: &str, tables: &[&str]| {
        let part_letters = letters(part);
        is_all_capitals(part) && tables.iter().any(|table| is_in(table, &part_letters))
    };
    // `PUBLIC/PRIVATE` is of both.
    let is_mark = |part: &str| {
        is_one_of(part, &[STATES_ALONE])
            || is_numbered_state(part.trim())
            || part.split('/').any(|part| is_one_of(part, &[UNDER_ANY_KEY, STATES, NOTICES]))
    };
    is_notice(title)
        || (has_others && (parts.any(is_mark) || is_marked_at_an_end(title)))
        || is_marked_in_brackets(title)
        || title.split_whitespace().any(is_limited)
}

/// Whether the first or the last word of a title is such a notice in capitals, beside words that are not: `Water talks
/// CONFIDENTIAL`, and not `CONFIDENTIAL SOURCES – what they say`.
fn is_marked_at_an_end(title: &str) -> bool {
    let words: Vec<&str> =
        title.split(|c: char| c.is_whitespace() || c == '_').filter(|word| !word.is_empty()).collect();
    let is_mark = |word: &str, beside: &str| {
        let (word_letters, beside_letters) = (letters(word), letters(beside));
        is_all_capitals(word)
            && !is_all_capitals(beside)
            && !is_in(SUBJECTS, &beside_letters)
            && (is_in(STATES, &word_letters) || is_in(NOTICES, &word_letters))
    };
    let (Some([first, second]), Some([before, last])) = (words.first_chunk(), words.last_chunk()) else { return false };
    is_mark(first, second) || is_mark(last, before)
}

/// Whether a title begins or ends with such a notice in brackets, in whatever letters: `Water talks (draft)`.
fn is_marked_in_brackets(title: &str) -> bool {
    let title = title.trim();
    // It may be a law of which it is said.
    if title.split(|c: char| !c.is_alphanumeric()).any(|word| is_in(SUBJECTS, &letters(word))) {
        return false;
    }
    let first = title.strip_prefix(['(', '[']).and_then(|rest| rest.split([')', ']']).next());
    let last = title.strip_suffix([')', ']']).and_then(|rest| rest.rsplit(['(', '[']).next());
    [first, last].into_iter().flatten().any(|mark| names_state_alone(&letters(mark)) || is_one_notice(mark))
}

/// Whether words name a version of a text that is not finished, in whatever letters: `draft v2`.
fn is_numbered_state(words: &str) -> bool {
    let Some((state, version)) = words.split_once(' ') else { return false };
    let number = version.strip_prefix(['v', 'V']).unwrap_or_default();
    is_in(STATES, &letters(state)) && number.starts_with(|c: char| c.is_ascii_digit()) && !number.contains(' ')
}

/// Whether a line is in capitals, or in letters that have none.
pub fn is_all_capitals(line: &str) -> bool {
    !line.contains(char::is_lowercase) && line.contains(char::is_alphabetic)
}

/// Whether a line says nothing but that the text is not finished: `Draft`, `Entwurf.`
pub fn is_state_of_text(line: &str) -> bool {
    // `[[draft]]` leads to a page of that name.
    !line.contains("[[") && is_in(STATES, &letters(line))
}

fn is_one_notice(line: &str) -> bool {
    let whole = letters(line);
    // `NATO RESTRICTED` is of whom it says.
    let of_whom = |(whose, grade)| WHOSE_GRADES.contains(&&*letters(whose)) && names_state_alone(&letters(grade));
    // `DRAFT v2` says which, `DRAFT 3 MAY` of when.
    let is_of_version = || {
        let mut words = line.split_whitespace();
        let first = words.next().unwrap_or_default();
        let is_version = |word: &str| word.trim_start_matches(['v', 'V']).starts_with(|c: char| c.is_ascii_digit());
        let names_state = is_all_capitals(first) && is_in(STATES, &letters(first));
        names_state && words.all(|word| is_version(word) || is_in(TIMES, &letters(word)))
    };
    // `Please do not share this draft.`
    let asked = BEFORE.iter().find_map(|before| whole.strip_prefix(before)).unwrap_or(&whole);
    let asked = OF_WHAT.iter().find_map(|what| asked.strip_suffix(what)).unwrap_or(asked);
    is_in(NOTICES, &whole)
        || is_in(NOTICES, asked)
        || (is_all_capitals(line) && (names_state_alone(&whole) || line.split_once(' ').is_some_and(of_whom)))
        || is_of_version()
}

/// Whether a line says of a time to come that the text is not for readers before it: `Embargo: 3 May 2030`, `Embargoed until
/// Monday`, and not `Embargo: 27 states in favour`.
fn is_notice_of_embargo(line: &str) -> bool {
    const LONGEST: usize = 12;
    let words: Vec<&str> = line.split_whitespace().collect();
    // `This briefing is under embargo until Monday.`
    let is_before =
        |count: &usize| words.get(..*count).is_some_and(|words| BEFORE.contains(&&*letters(&words.concat())));
    let words = &words[(1..4).find(is_before).unwrap_or(0)..];
    if words.len() > LONGEST {
        return false;
    }
    let names_embargo = |end: &usize| is_in(EMBARGOES, &letters(&words[..*end].concat()));
    let Some(end) = (1..words.len()).rev().find(names_embargo) else { return false };
    let rest = words[end..].join(" ");
    // `do` is of Polish and Portuguese, and `before` may be said of a place.
    let is_until = matches!(&*letters(words[end]), "until" | "till" | "bis" | "jusquau" | "hasta" | "до");
    // Until what, capitals need not say in days.
    is_time_to_come(&rest) || (is_until && is_all_capitals(line) && !rest.contains(|c: char| c.is_ascii_digit()))
}

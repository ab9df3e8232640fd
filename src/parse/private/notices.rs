//! Lines and titles that say that a text is not for readers: `CONFIDENTIAL`, `Embargoed until Monday`, `Water talks (draft)`.

use super::days::is_time_to_come;
use super::letters::{is_in, letters};
use super::states::{is_limited, names_state_alone, says_state_of_text};
use super::words::{EMBARGOES, NOTICES, STATES, STATES_ALONE, SUBJECTS, TIMES, TRUE, UNDER_ANY_KEY, WHOSE_GRADES};

/// A line of more words is a sentence.
const MOST_WORDS: usize = 8;
/// What may stand before a notice.
const BEFORE: [&str; 9] =
    ["please", "nb", "note", "thisisa", "thisis", "thisdocumentis", "thispaperis", "thistextis", "thisbriefingis"];
/// What a notice may be said of.
const OF_WHAT: [&str; 5] = ["thisdraft", "thisdocument", "thispaper", "thistext", "this"];

/// Whether a line, alone and whole, says that what follows is not for readers: `CONFIDENTIAL`, `Not for publication.`,
/// `EMBARGOED UNTIL 2030-05-03 06:00`. What may be a headline, `Top secret`, says so in capitals alone.
pub fn is_notice(line: &str) -> bool {
    // `CONFIDENTIAL – NOT FOR PUBLICATION` says it twice.
    let parts = || {
        line.split(['–', '—', '.', '/', '|', ';', ',', ':', '(', ')']).filter(|part| part.contains(char::is_alphabetic))
    };
    // `Draft – do not circulate`: one part says it, and the others name a state.
    let says_it = |part: &str| is_one_notice(part) || says_state_of_text(part);
    let is_in_parts = || parts().count() > 1 && parts().any(is_one_notice) && parts().all(says_it);
    // `Projet – ne pas publier`: what is forbidden is, whatever the text is called beside it.
    let is_short = line.split_whitespace().count() <= MOST_WORDS && !line.contains(['“', '”', '"', '«', '»', '„']);
    let is_forbidden = || is_short && parts().count() == 2 && parts().any(is_denial);
    is_one_notice(line) || is_notice_of_embargo(line) || is_in_parts() || is_forbidden()
}

/// Whether a value is such a line and forbids something, or shouts: no name of a film, `First Draft`.
pub fn is_forbidden(value: &str) -> bool {
    let is_said = is_all_capitals(value) || value.split(['–', '—', '-', '.', ',', ';']).any(is_denial);
    is_said && is_notice(value)
}

/// Whether words forbid to publish, to share or to quote.
fn is_denial(words: &str) -> bool {
    const BEGIN: [&str; 12] =
        ["donot", "notfor", "notyetfor", "nepas", "nicht", "nopub", "nodif", "nocit", "non", "nao", "nie", "не"];
    let words = letters(words);
    is_in(NOTICES, &words) && BEGIN.iter().any(|begin| words.starts_with(begin))
}

/// Whether one part of a title or a heading is such a notice: `DRAFT – Water talks`, `Talks (NOT FOR PUBLICATION)`, `Water
/// talks - draft v2`. A word alone that may be a headline, `Confidential: what the leak shows`, is one in capitals.
pub fn is_marked(title: &str) -> bool {
    let title = title.trim_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '*' | '_'));
    // What is in capitals as a whole has none for its notice, unless that stands at an end.
    let has_others = title.contains(|c: char| c.is_alphabetic() && !c.is_uppercase());
    let parts = title.split(['–', '—', '|', '(', ')', '[', ']', ':']).flat_map(|part| part.split(" - "));
    let parts = parts.flat_map(|part| part.split(" / ")).map(str::trim);
    let parts: Vec<&str> = parts.filter(|part| part.contains(char::is_alphanumeric)).collect();
    let is_several = parts.len() > 1;
    let is_at_an_end = |part: &&str| parts.first() == Some(part) || parts.last() == Some(part);
    let is_state = |last: &&str| title.ends_with(*last) && (is_in(STATES, &letters(last)) || is_version(last));
    let is_ended = || parts.last().is_some_and(is_state) && !is_about_drafts(title);
    is_notice(title)
        || parts.iter().any(|part| is_mark(part) && (has_others || is_several && is_at_an_end(part)))
        || parts.windows(2).any(|two| is_grade_before(two[0], two[1]) || is_grade_before(two[1], two[0]))
        || (is_several && (is_ended() || parts.iter().any(|part| is_embargo_to_the_day(part))))
        || [parts.first(), parts.last()].into_iter().flatten().any(|part| is_unmistakable(&letters(part)))
        || is_marked_at_an_end(title)
        || is_marked_in_brackets(title)
        || is_version(title)
        || is_coloured(title)
}

/// Whether a title bears one mark of the Traffic Light Protocol, as a part of it, or as its first or last word. One that names
/// several speaks of them.
fn is_coloured(title: &str) -> bool {
    let words = || title.split(|c: char| c.is_whitespace() || "()[]–—|*,".contains(c)).filter(|word| !word.is_empty());
    let is_colour = |word: &str| is_limited(word) && !letters(word).ends_with("rule");
    let marks = words().filter(|word| is_limited(word)).count();
    let parts = title.split(['–', '—', '|', '(', ')', '[', ']']).flat_map(|part| part.split(" - "));
    let begins = |part: &str| part.split_whitespace().next().is_some_and(is_colour);
    let is_alone = |part: &str| part.split_whitespace().count() == 1 && begins(part);
    let in_brackets = title.split(['(', '[']).skip(1).any(begins);
    let ends = [words().next(), words().next_back()].into_iter().flatten().any(is_colour);
    marks == 1 && (ends || in_brackets || parts.into_iter().any(is_alone))
}

/// Whether a title speaks of a draft, as of a law, so that one at its end may be that.
fn is_about_drafts(title: &str) -> bool {
    let words = || title.split(|c: char| !c.is_alphanumeric()).map(letters);
    words().any(|word| is_in(SUBJECTS, &word)) || words().filter(|word| is_in(STATES, word)).count() > 1
}

/// Whether a part of a title names the day up to which the text is not for readers. An embargo on goods ends in a year.
fn is_embargo_to_the_day(part: &str) -> bool {
    let is_figure = |word: &&str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let figures = || part.split(|c: char| !c.is_alphanumeric()).filter(is_figure);
    let is_day = figures().any(|figure| figure.len() <= 2) && figures().any(|figure| figure.len() == 4);
    is_day && is_notice_of_embargo(part)
}

/// Whether a part of a title says it by itself.
fn is_mark(part: &str) -> bool {
    let is_one_of = |part: &str, tables: &[&str]| {
        let letters = letters(part);
        is_all_capitals(part) && tables.iter().any(|table| is_in(table, &letters))
    };
    // Several words forbid it in whatever letters.
    (part.contains(' ') && is_denial(part))
        || part.split('/').any(|part| is_one_of(part, &[UNDER_ANY_KEY, STATES, NOTICES]))
}

/// Whether a part is a grade in capitals beside one that begins like a title: `INTERNAL: Water talks`, and not `SECRET: what
/// the ministers knew`.
fn is_grade_before(part: &str, beside: &str) -> bool {
    /// What is no grade in small letters.
    const GRADES: &str = "intern interne sousembargo embargado sperrfrist documentdetravail";
    let whole = letters(part);
    let is_grade = is_in(STATES_ALONE, &whole) || is_in(GRADES, &whole) || (part.contains(' ') && is_one_notice(part));
    // `27 states`, `eBus` and `„Wasserfrieden“` are titles, too.
    let mut letters_beside = beside.trim_start_matches(|c: char| !c.is_alphanumeric()).chars();
    let (first, second) = (letters_beside.next(), letters_beside.next());
    let is_title = first.is_some_and(|c| !c.is_lowercase()) || second.is_some_and(char::is_uppercase);
    is_all_capitals(part) && is_grade && is_title && !is_in("private public", &letters(beside))
}

/// Whether letters are a grade that is no word of any language.
fn is_unmistakable(whole: &str) -> bool {
    is_in("vsnfd officialsensitive noforn orcon", whole)
}

/// Whether the first or the last words of a title are such a notice in capitals, beside words that are not: `Water talks
/// CONFIDENTIAL`, and not `CONFIDENTIAL SOURCES – what they say`.
fn is_marked_at_an_end(title: &str) -> bool {
    const MOST: usize = 4;
    let words =
        title.split(|c: char| c.is_whitespace() || c == '_').filter(|word| word.contains(char::is_alphanumeric));
    let words: Vec<&str> = words.collect();
    let is_mark = |mark: &[&str], beside: &str| {
        let whole = letters(&mark.concat());
        let is_in_capitals = mark.iter().all(|word| !word.trim_start_matches('v').contains(char::is_lowercase))
            && is_all_capitals(mark[0]);
        let is_grade = |part: &str| names_state_alone(&letters(part)) || is_unmistakable(&letters(part));
        let are_grades = mark.len() == 1 && mark[0].contains('/') && mark[0].split('/').all(is_grade);
        let is_state = is_in(STATES, &whole) || is_in(NOTICES, &whole) || is_version(&mark.join(" ")) || are_grades;
        (is_unmistakable(&whole) && mark.len() == 1 && std::ptr::eq(mark.as_ptr(), words.as_ptr()))
            || (is_in_capitals && is_state && !is_all_capitals(beside) && !is_in(SUBJECTS, &letters(beside)))
    };
    let most = MOST.min(words.len().saturating_sub(1));
    (1..=most).any(|count| {
        let (first, last) = (&words[..count], &words[words.len() - count..]);
        is_mark(first, words[count]) || is_mark(last, words[words.len() - count - 1])
    })
}

/// Whether a title begins or ends with such a notice in brackets, in whatever letters: `Water talks (draft)`.
fn is_marked_in_brackets(title: &str) -> bool {
    const BRACKETED: &str = "intern interne notfinal underembargo sousembargo bajoembargo unterembargo";
    let title = title.trim();
    // It may be a law of which it is said.
    let is_of_law = is_about_drafts(title);
    let first = title.strip_prefix(['(', '[']).and_then(|rest| rest.split([')', ']']).next());
    let last = title.strip_suffix([')', ']']).and_then(|rest| rest.rsplit(['(', '[']).next());
    [first, last].into_iter().flatten().any(|mark| {
        let whole = letters(mark);
        let is_draft = is_in(STATES, &whole) || is_version(mark) || says_state_of_text(mark);
        (is_draft && !is_of_law && (names_state_alone(&whole) || is_version(mark)))
            || (!is_draft && (names_state_alone(&whole) || is_one_notice(mark)))
            || is_in(BRACKETED, &whole)
            || is_embargo_to_the_day(mark)
    })
}

/// Whether words name a version of a text that is not finished, in whatever letters: `draft v2`, `0.1-draft`, `2nd draft`.
pub fn is_version(words: &str) -> bool {
    let parts: Vec<String> = words
        .split(|c: char| !(c.is_alphanumeric() || c == '.'))
        .map(letters)
        .filter(|part| !part.is_empty())
        .collect();
    // A year is none.
    let is_number = |part: &String| {
        let number = part.trim_start_matches('v');
        number.starts_with(|c: char| c.is_ascii_digit()) && number.len() < 4
    };
    let is_state = |part: &String| is_in(STATES, part);
    parts.len() > 1
        && parts.iter().filter(|part| is_state(part)).count() == 1
        && parts.iter().all(|part| is_state(part) || is_number(part) || part == "version")
}

/// Whether the words of a remark above a text, which readers never see, say of it that it is not for them: `private`, `this
/// is a draft`, `"draft": true`.
pub fn is_remark(words: &str) -> bool {
    const MOST_WORDS: usize = 6;
    let words = words.trim();
    let whole = letters(words);
    let names = |whole: &str| {
        names_state_alone(whole) || is_in(NOTICES, whole) || is_in("notready notreadyyet notfinal notreviewed", whole)
    };
    let asked = of_this(&whole);
    let is_short = words.split_whitespace().count() <= MOST_WORDS;
    let parts = || words.split(['-', '–', '—', ',', '.', ':']).map(letters);
    let field = words
        .split_once([':', '='])
        .map(|(key, value)| (key.trim_matches('"').trim(), value.trim_matches(['"', ' ', ','])));
    // `DRAFT - needs review by Ben`.
    let begins = |first: &str| is_all_capitals(first) && is_in(STATES, &letters(first));
    let second = letters(words.split_whitespace().nth(1).unwrap_or_default());
    let is_of_law = is_in(SUBJECTS, &second) || second.starts_with(|c: char| c.is_ascii_digit());
    names(asked)
        || is_version(words)
        || (!is_of_law && words.split_whitespace().next().is_some_and(begins))
        || (is_short && !whole.is_empty() && parts().all(|part| part.is_empty() || names(&part)))
        || field.is_some_and(|(key, value)| letters(key) == "draft" && is_in(TRUE, &letters(value)))
}

/// Whether a line is in capitals, or in letters that have none.
pub fn is_all_capitals(line: &str) -> bool {
    !line.contains(char::is_lowercase) && line.contains(char::is_alphabetic)
}

/// Whether a line says nothing but that the text is not finished: `Draft`, `Entwurf.`, `Draft 2`, `Draft, 12 August 2025`,
/// `This note is a draft.`
pub fn is_state_of_text(line: &str) -> bool {
    let whole = letters(line);
    let asked = of_this(&whole);
    let mut words = line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let names_state = |word: &str| is_in(STATES, &letters(word));
    let is_of_time = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) || is_in(TIMES, &letters(word));
    // `[[draft]]` leads to a page of that name.
    !line.contains("[[")
        && (is_in(STATES, asked) || is_version(line) || words.next().is_some_and(names_state) && words.all(is_of_time))
}

/// What letters say of the text itself: `adraft` of `thisbriefingisadraft`.
fn of_this(whole: &str) -> &str {
    const SAID: [&str; 9] = [
        "thisisa",
        "diesistein",
        "diesespapieristein",
        "diesespapierist",
        "ceciestun",
        "estedocumentoesun",
        "esteesun",
        "thisisstilla",
        "please",
    ];
    const NOUNS: [&str; 9] = ["document", "paper", "text", "briefing", "note", "report", "page", "memo", "file"];
    let noun = || {
        let rest = whole.strip_prefix("this")?;
        let rest = NOUNS.iter().find_map(|noun| rest.strip_prefix(noun))?.strip_prefix("is")?;
        Some(rest.strip_prefix('a').filter(|rest| is_in(STATES, rest)).unwrap_or(rest))
    };
    noun().or_else(|| SAID.iter().find_map(|said| whole.strip_prefix(said))).unwrap_or(whole)
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
        || is_in(NOTICES, of_this(&whole))
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
    let is_said = is_all_capitals(line) || letters(words[0]) == "embargoed" && words.len() <= MOST_WORDS;
    is_time_to_come(&rest) || (is_until && is_said && !rest.contains(|c: char| c.is_ascii_digit()))
}

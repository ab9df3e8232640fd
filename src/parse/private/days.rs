//! The days from which on, or up to which, a text is for readers, in keys and in words.
//!
//! No clock is asked: a day is past where the text, or this version of the program, knows of a later one.

use super::letters::{is_in, letters, parts_of_key};
use super::words::{GOODS, NO_UNITS, TIMES, UNITS, UNTIL, WHEN_WORDS};

/// No text is built before the month in which this program was: what lies before it is past, whatever the text says.
const CERTAIN: &str = "2026-11-01";

/// The last day of which it is certain that it has come.
fn last(newest: Option<&str>) -> &str {
    newest.map_or(CERTAIN, |newest| newest.max(CERTAIN))
}

/// Whether a key says until when a text is not for readers. A text is dated by that day, so its date does not say that it has
/// come.
pub fn is_embargo(key: &str) -> bool {
    const KEYS: &str = "embargo embargodate embargountil embargoeduntil holduntil sperrfrist ембарго эмбарго";
    is_in(KEYS, &letters(key)) || is_embargo_by_words(key)
}

/// The same by one of its words: `embargo_lifts`, `embargoedTill`, `do_not_publish_before`.
pub fn is_embargo_by_words(key: &str) -> bool {
    let names =
        |word: &str| ["embargo", "sperrfrist", "ембарго", "эмбарго"].iter().any(|begin| word.starts_with(begin));
    let parts = parts_of_key(key);
    let (first, last) = (parts.first().map_or("", String::as_str), parts.last().map_or("", String::as_str));
    parts.len() > 1 && (names(first) || names(last) || (is_in(UNTIL, last) && parts.iter().any(|word| word == "not")))
}

/// Whether a key says from which day on a text is for readers: `publish_from`, `available_from`, `goLiveDate`.
pub fn is_beginning(key: &str) -> bool {
    let parts = parts_of_key(key);
    let (Some(last), true) = (parts.last(), parts.len() > 1) else { return false };
    let is_verb = |word: &String| is_in("publish release available live visible online published released", word);
    is_in("from on at after date day start begin begins when", last)
        && parts[..parts.len() - 1].iter().any(is_verb)
        && !is_in(LONG_AGO, &letters(key))
}

/// Whether a key says on which day a text was published, or free to be, and not on which it will be: its day is not behind
/// `newest`, one that the text knows of; that of an embargo is before it.
pub fn is_past(key: &str, value: &str, newest: Option<&str>) -> bool {
    const WHEN: &str = "\
        publishdate publishon publishat publishafter releaseon releaseafter goeslive golive notbefore scheduled \
        scheduledfor scheduledat";
    let (last, is_embargo) = (last(newest), is_embargo(key));
    // `2025-08` does not say whether the 20th has come.
    let has_come = |day: &str| match last.get(..day.len()) {
        Some(same) if day.len() < 10 => day < same,
        _ => day.len() == 10 && (day < last || !is_embargo && day == last),
    };
    (is_embargo || is_in(WHEN, &letters(key)) || is_beginning(key)) && only_day(value).is_some_and(has_come)
}

/// The day of a value that says nothing else but a time: no `2026-10-01 to 2027-03-01`.
fn only_day(value: &str) -> Option<&str> {
    let day = day(value)?;
    let is_time = |word: &str| {
        let time = word.trim_start_matches(['T', 't', '+', '-']).trim_end_matches(['Z', 'z']);
        time.chars().all(|c| c.is_ascii_digit() || ":.+-".contains(c))
            && (time.contains(':') || time.len() < word.len())
    };
    value.trim()[day.len()..].split_whitespace().all(is_time).then_some(day)
}

/// Whether a key says that a text is not to be seen any more: its day is not behind `newest`. Where the text knows of none,
/// that may be so of a day soon behind this version of the program.
pub fn is_over(key: &str, value: &str, newest: Option<&str>) -> bool {
    const KEYS: &str = "expirydate expirationdate expires expireson expiresat unpublishdate unpublishon unpublishat";
    const SOON: i32 = 372;
    let is_over = |day: &str| match newest {
        Some(newest) => day <= last(Some(newest)),
        None => number(day) <= number(CERTAIN) + SOON,
    };
    is_in(KEYS, &letters(key)) && day(value).is_some_and(is_over)
}

/// A number for a day, month or year, in whose order they are: about 31 for a month, 372 for a year.
fn number(day: &str) -> i32 {
    let mut parts = day.split('-').map(|part| part.parse::<i32>().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(1);
    next() * 372 + next() * 31 + next()
}

/// Keys that mostly say when a text was published.
const LONG_AGO: &str = "\
    date published releasedate pubdate publicationdate dateofpublication datepublished publishedat publishedon \
    publisheddate releasedon releasedat";

/// Whether a key that mostly says when a text was published says that it will be: its day is long behind `newest`, the last
/// one that the text knows of. Where it knows none, nothing is certain.
pub fn is_to_come(key: &str, value: &str, newest: Option<&str>) -> bool {
    const LONG: i32 = 60;
    newest.is_some()
        && is_in(LONG_AGO, &letters(key))
        && day(value).is_some_and(|day| number(day) > number(last(newest)) + LONG)
}

/// Whether words say nothing but a time, and none that is past: `3 May 2030, 6 a.m.`, `until next week`, `до понеділка`.
pub fn is_time_to_come(value: &str) -> bool {
    let parts = || value.split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '.' | '-'));
    let words = || parts().map(letters).filter(|word| !word.is_empty());
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let is_of_time = |word: &str| is_number(word) || [TIMES, WHEN_WORDS, UNTIL].iter().any(|table| is_in(table, word));
    let is_year = |part: &&str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_past = parts().filter(is_year).any(|year| year < &CERTAIN[..4])
        || value.split_whitespace().any(|word| is_past("embargo", word, None));
    // A short number alone counts something.
    let says_when =
        |word: String| is_in(WHEN_WORDS, &word) || is_number(&word) && (word.len() > 2 || words().count() > 1);
    !is_past && words().any(says_when) && words().all(|word| is_of_time(&word))
}

/// Whether the embargo of which a value speaks holds no text back: it is one on goods, or is over. `EU oil embargo`, `on arms
/// since 2014`, `lifted in 2016`. Whatever else is said may be said of a time to come.
pub fn is_embargo_of_others(value: &str) -> bool {
    const AROUND: &str = "on of the and or for against since in from embargo embargoes sanctions ban bans eu us un uk";
    let words = || value.split(|c: char| !c.is_alphanumeric()).map(letters).filter(|word| !word.is_empty());
    let is_past_year = |word: &str| word.len() == 4 && ("1900"..&CERTAIN[..4]).contains(&word);
    let is_around = |word: &String| is_in(AROUND, word) || is_past_year(word);
    let mut rest = words();
    match rest.next().as_deref() {
        Some("lifted" | "ended" | "expired") => rest.all(|word| is_around(&word)),
        _ => words().any(|word| is_in(GOODS, &word)) && words().all(|word| is_in(GOODS, &word) || is_around(&word)),
    }
}

/// Whether words are a number of something that is measured or counted: `40 %`, `4.5 m`, `12 firms`, and no day, version or
/// time.
pub fn is_quantity(value: &str) -> bool {
    let value = value.trim();
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\u{a0}' | '\u{202f}');
    let behind = value.trim_start_matches(is_of_number);
    let number = &value[..value.len() - behind.len()];
    // `2nd version` has letters at its number that are no unit.
    let is_parted = behind.starts_with([' ', '%']) || is_in(UNITS, &letters(behind));
    let is_of_text = |word: &str| {
        let word = letters(word);
        let singular = word.strip_suffix('s').unwrap_or(&word);
        let is_time = |table: &&str| is_in(table, &word) || is_in(table, singular);
        [NO_UNITS, WHEN_WORDS].iter().any(is_time) || (word.len() > 2 && is_in(TIMES, &word))
    };
    let is_number = number.starts_with(|c: char| c.is_ascii_digit()) && !behind.is_empty() && day(value).is_none();
    is_number && is_parted && !behind.split_whitespace().any(is_of_text)
}

/// Whether words are a length: `10 km`.
pub fn is_length(value: &str) -> bool {
    let unit = value.trim().trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    unit.len() < value.trim().len() && is_in("m km ft mi miles nm", &letters(unit))
}

/// The day, month or year with which a time begins, so that the order of the letters is that of the days.
pub fn day(value: &str) -> Option<&str> {
    let value = value.trim();
    let end = value.find(|c: char| !(c.is_ascii_digit() || c == '-')).unwrap_or(value.len());
    // About a day, or a place in a text that only begins like one.
    let is_whole = matches!(value.as_bytes().get(end), None | Some(b'T' | b't' | b' '));
    let day = &value[..end];
    let mut parts = day.split('-');
    let sound = |part: Option<&str>, length: usize, most: u8| {
        part.is_none_or(|part| {
            part.len() == length && (most == 0 || part.parse().is_ok_and(|n: u8| n >= 1 && n <= most))
        })
    };
    let is_day = sound(parts.next(), 4, 0) && sound(parts.next(), 2, 12) && sound(parts.next(), 2, 31);
    (is_whole && is_day && parts.next().is_none()).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::{CERTAIN, is_to_come};

    #[test]
    fn the_day_that_is_certain_is_of_the_month_of_the_release() {
        let log = include_str!("../../../CHANGELOG.md");
        let released = log.lines().find_map(|line| line.strip_prefix("## [")?.split_once("] - ")).expect("a release").1;
        assert_eq!(CERTAIN, format!("{}-01", &released[..7]));
    }

    #[test]
    fn a_day_of_publication_holds_back_where_it_is_long_to_come() {
        for (key, day, newest, to_come) in [
            ("release_date", "2027-01-01", Some("2025"), true),
            ("pubDate", "2027-09-01T10:00", Some("2027-05-20"), true),
            ("pubdate", "2027-09-01", Some("2027-08-20"), false),
            ("pubDate", "2025-09-01", Some("2025-05-20"), false),
            ("publication_date", "2020", Some("2025-08-20"), false),
            ("publication_date", "2027", None, false),
            ("date", "2028-01-01", Some("2025"), true),
            ("published", "2028-01-01", None, false),
        ] {
            assert_eq!(is_to_come(key, day, newest), to_come, "{key}: {day}");
        }
    }
}

//! What looks like a wish that a text be kept from readers, in the words of other programs and other languages.
//!
//! Keys and words are compared by their letters alone, so that `do_not_publish`, `doNotPublish` and `do-not-publish` are
//! one, and `publié` is `publie`.

mod words;

use std::sync::LazyLock;

use ahash::HashSet;
use memchr::memmem;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use words::{
    ABOUT_OTHERS, ABOUT_TEXTS, BY_GRADE, BY_STATUS, BY_SUBJECT, DENIED, EMBARGOES, GRADED, GRADES, NOT_YET, NOTICES,
    STATES, STATES_ALONE, STATUSES, SUBJECTS, TRUE, UNDER_ANY_KEY, WHEN_FALSE, WHEN_TRUE, WHEN_TRUE_ALONE, WHEN_WORDS,
};

use crate::yaml::{Node, Value};

/// Keys that say who may read; only these words allow everyone.
const BY_READERS: [(&str, [&str; 6]); 4] = [
    ("visibility", ["public", "published", "all", "true", "everyone", "visible"]),
    ("audience", ["public", "everyone", "all", "readers", "general", "generalpublic"]),
    ("availability", ["public", "open", "all", "available", "everyone", "free"]),
    ("tlp", ["clear", "white", "tlpclear", "tlpwhite", "none", "public"]),
];
/// What takes the wish of a key back that names secrecy, beside these.
const OPEN: [&str; 4] = ["public", "open", "low", "unclassified"];

/// All keys that may wish so: nearly none does, and each is asked about.
static KEYS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let tables = [WHEN_TRUE, WHEN_TRUE_ALONE, WHEN_FALSE, BY_STATUS, BY_SUBJECT, BY_GRADE];
    let words = tables.into_iter().flat_map(str::split_ascii_whitespace);
    words.chain(BY_READERS.iter().map(|(name, _)| *name)).collect()
});

/// Keys whose maps say how a text is to be shown.
const HOLDING_MAPS: [&str; 11] = [
    "build",
    "_build",
    "meta",
    "metadata",
    "params",
    "extra",
    "page",
    "publication",
    "publishing",
    "workflow",
    "access",
];

/// Whether the value of a key that nobody here knows holds a text back, whatever the key: `note: do not publish`.
pub fn is_held_by_value(name: &str, node: &Node) -> bool {
    match &node.value {
        Value::Text(text, _) => is_state(name, text),
        Value::List(items) => items.iter().any(|item| is_held_by_value(name, item)),
        Value::Map(_) | Value::Null => false,
    }
}

/// Whether a key and its value hold a text back in other programs.
pub fn is_held_by(name: &str, node: &Node) -> bool {
    match &node.value {
        Value::Text(text, _) => is_wish(name, text),
        Value::Null => is_wish(name, ""),
        Value::List(items) => items.iter().any(|item| is_held_by(name, item)),
        // Hugo's `build: {render: never}`, and `meta: {draft: true}`; other maps describe things.
        Value::Map(pairs) if HOLDING_MAPS.contains(&name) => {
            pairs.iter().any(|(key, value)| match (&key.value, &value.value) {
                (Value::Text(key, _), Value::Text(draft, _)) if key == "draft" => is_wish("isdraft", draft),
                (Value::Text(key, _), _) => is_held_by(key, value) || is_held_by_value(key, value),
                _ => false,
            })
        }
        Value::Map(_) => false,
    }
}

/// Whether a key with this value means that a text is not for readers. A list is its items with commas between them.
pub fn is_wish(key: &str, value: &str) -> bool {
    let written = key;
    let mut key = letters(written);
    if key.contains("publish") && is_publishing(written) && is_in(DENIED, &letters(value)) {
        return true;
    }
    // `cache:` speaks of what a server keeps, `caché:` of what is hidden.
    if key == "cache" && written.nfc().any(|c| matches!(c, 'é' | 'É')) {
        key = "hidden".to_owned();
    }
    // German without its letters: `veroeffentlicht`.
    let plain = key.replace("ae", "a").replace("oe", "o").replace("ue", "u");
    means_wish(&key, value) || (plain != key && means_wish(&plain, value))
}

/// Whether a value by itself says that a text is not for readers, whatever its key, which nobody here knows.
pub fn is_state(key: &str, value: &str) -> bool {
    let whole = letters(value);
    let is_one = [UNDER_ANY_KEY, STATES, STATES_ALONE].iter().any(|table| is_in(table, &whole));
    is_one && !is_about_others(key)
}

/// Whether a key says by one of its words that its value speaks of what a text is about: `org_type`, `legalForm`,
/// `sectors`, and not `page_type` or `title_status`.
fn is_about_others(key: &str) -> bool {
    let mut parted = String::with_capacity(key.len() + 4);
    let mut was_small = false;
    for c in key.nfc() {
        if was_small && c.is_uppercase() {
            parted.push(' ');
        }
        was_small = c.is_lowercase();
        parted.push(c);
    }
    let words = || parted.split(|c: char| !c.is_alphanumeric()).map(letters);
    let is_of_others = |word: String| {
        let singular = word.strip_suffix("ies").map(|stem| format!("{stem}y"));
        let singular = singular.as_deref().or_else(|| word.strip_suffix('s')).unwrap_or(&word);
        is_in(ABOUT_OTHERS, &word) || is_in(ABOUT_OTHERS, singular)
    };
    words().any(is_of_others) && !words().any(|word| is_in(ABOUT_TEXTS, &word) || is_in(BY_STATUS, &word))
}

fn means_wish(key: &str, value: &str) -> bool {
    if !KEYS.contains(key) {
        return false;
    }
    let whole = letters(value);
    // `#draft #energy` are two.
    let items =
        || value.trim_matches(['[', ']', ' ']).split([',', '#']).filter(|item| item.contains(char::is_alphanumeric));
    let (is_status, is_subject_key) = (is_in(BY_STATUS, key), is_in(BY_SUBJECT, key));
    // `draft-law` is a topic.
    let words = || value.split(|c: char| !(c.is_alphanumeric() || is_subject_key && c == '-')).map(letters);
    let denied = is_in(DENIED, &whole);
    // `draft, do not publish` says so, `not a draft` does not.
    let says = |list: &str| {
        let meant = words().take_while(|word| !matches!(&**word, "not" | "non" | "no"));
        meant.into_iter().any(|word| is_in(list, &word))
    };
    // A key that asks for a day and has none asks for nothing.
    let is_open_day = whole.is_empty() && ["embargo", "hold", "publish"].iter().any(|begin| key.starts_with(begin));
    let names_state = |item: &str| {
        let alone = letters(item);
        is_in(STATES_ALONE, &alone) || is_in(STATES, &alone) || (is_status && is_in(STATUSES, &alone))
    };
    // `first draft` is a state, `draft law` is what a text is about.
    let is_subject = |item: &str| {
        let last = item.split(|c: char| !(c.is_alphanumeric() || c == '-')).map(letters).rfind(|word| !word.is_empty());
        last.is_some_and(|word| !is_in(STATES, &word))
    };
    let says_state =
        || says(STATES) && if is_subject_key { !items().all(is_subject) } else { says_state_of_text(value) };
    let readers = BY_READERS.iter().find(|(name, _)| *name == key);
    let says_grade = || says(GRADES) && !words().any(|word| is_in(GRADED, &word));
    (is_in(WHEN_TRUE, key) && !denied && !is_open_day && !OPEN.contains(&&*whole))
        || (is_in(WHEN_TRUE_ALONE, key) && (whole.is_empty() || is_in(TRUE, &whole)))
        || (is_in(WHEN_FALSE, key) && whole != "none" && (denied || is_in(NOT_YET, &whole) || is_in(STATES, &whole)))
        || ((is_status || is_subject_key) && (items().any(names_state) || says_state()))
        || (is_in(BY_GRADE, key) && (says_grade() || is_limited(value)))
        || readers.is_some_and(|(_, all)| !whole.is_empty() && !all.contains(&&*whole))
}

/// Whether a key asks of one program whether it may publish: `quartz-publish`.
fn is_publishing(key: &str) -> bool {
    let mut words = key.split(|c: char| !c.is_alphanumeric()).map(letters);
    let (program, verb) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_verb = matches!(&*verb, "publish" | "published") && words.next().is_none();
    is_verb && !matches!(&*program, "" | "not" | "no" | "dont" | "never" | "un" | "non")
}

/// Whether a word stands in a table, between spaces.
fn is_in(table: &str, word: &str) -> bool {
    let table = table.as_bytes();
    let is_whole = |at: usize| {
        let (before, behind) = (at.checked_sub(1).map(|at| table[at]), table.get(at + word.len()));
        before.is_none_or(|byte| byte.is_ascii_whitespace()) && behind.is_none_or(u8::is_ascii_whitespace)
    };
    !word.is_empty() && memmem::find_iter(table, word.as_bytes()).any(is_whole)
}

/// No text is built before the month in which this program was: what lies before it is past, whatever the text says.
const CERTAIN: &str = "2026-11-01";

/// The last day of which it is certain that it has come.
fn last(newest: Option<&str>) -> &str {
    newest.map_or(CERTAIN, |newest| newest.max(CERTAIN))
}

/// Whether a key says until when a text is not for readers. A text is dated by that day, so its date does not say that it has
/// come.
pub fn is_embargo(key: &str) -> bool {
    const UNTIL: &str = "embargo embargodate embargountil embargoeduntil holduntil sperrfrist ембарго эмбарго";
    is_in(UNTIL, &letters(key))
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
    (is_embargo || is_in(WHEN, &letters(key))) && only_day(value).is_some_and(has_come)
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
    const UNTIL: &str = "expirydate expirationdate expires expireson expiresat unpublishdate unpublishon unpublishat";
    const SOON: i32 = 372;
    let is_over = |day: &str| match newest {
        Some(newest) => day <= last(Some(newest)),
        None => number(day) <= number(CERTAIN) + SOON,
    };
    is_in(UNTIL, &letters(key)) && day(value).is_some_and(is_over)
}

/// A number for a day, month or year, in whose order they are: about 31 for a month, 372 for a year.
fn number(day: &str) -> i32 {
    let mut parts = day.split('-').map(|part| part.parse::<i32>().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(1);
    next() * 372 + next() * 31 + next()
}

/// Whether a key that mostly says when a text was published says that it will be: its day is long behind `newest`, the last
/// one that the text knows of. Where it knows none, nothing is certain.
pub fn is_to_come(key: &str, value: &str, newest: Option<&str>) -> bool {
    const DAYS: &str = "date published releasedate pubdate publicationdate dateofpublication datepublished publishedat";
    const LONG: i32 = 60;
    newest.is_some()
        && is_in(DAYS, &letters(key))
        && day(value).is_some_and(|day| number(day) > number(last(newest)) + LONG)
}

/// Whether a value in the first lines of a text answers its key, and is no headline: `Draft: true`, `Embargo: 3 May 2030`,
/// and not `Embargo: Iran` or `Draft: the law`.
pub fn is_answer(key: &str, value: &str) -> bool {
    let first = value.split(|c: char| !c.is_alphanumeric()).map(letters).find(|word| !word.is_empty());
    let Some(first) = first else { return true };
    !is_in(WHEN_TRUE, &letters(key))
        || is_in(TRUE, &first)
        || is_in(WHEN_WORDS, &first)
        || (is_embargo(key) && value.contains(|c: char| c.is_ascii_digit()))
        || value.split(|c: char| !c.is_alphanumeric()).any(|word| is_in(STATES_ALONE, &letters(word)))
        || is_state("", value)
        || says_state_of_text(value)
}

/// Whether a line, alone and whole, says that what follows is not for readers: `CONFIDENTIAL`, `Not for publication.`,
/// `EMBARGOED UNTIL 2030-05-03 06:00`. What may be a headline, `Top secret`, says so in capitals alone.
pub fn is_notice(line: &str) -> bool {
    // `CONFIDENTIAL – NOT FOR PUBLICATION` says it twice.
    let parts = || line.split(['–', '—', '.', '/', '|', ';', ',']).filter(|part| part.contains(char::is_alphabetic));
    is_one_notice(line) || is_notice_of_embargo(line) || (parts().count() > 1 && parts().all(is_one_notice))
}

fn is_one_notice(line: &str) -> bool {
    let whole = letters(line);
    let is_in_capitals = !line.contains(char::is_lowercase) && line.contains(char::is_uppercase);
    let says_so = || [UNDER_ANY_KEY, STATES, STATES_ALONE, "strictembargo"].iter().any(|table| is_in(table, &whole));
    is_in(NOTICES, &whole) || (is_in_capitals && says_so())
}

fn is_notice_of_embargo(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let until = words.iter().position(|word| {
        matches!(
            &*letters(word),
            "until" | "till" | "before" | "bis" | "vor" | "jusquau" | "avant" | "hasta" | "antes" | "до"
        )
    });
    let Some(until) = until.filter(|_| words.len() <= 10) else { return false };
    let before = letters(&words[..until].concat());
    let day = words.get(until + 1).unwrap_or(&"").trim_matches(|c: char| !c.is_alphanumeric());
    let says_when = line.contains(|c: char| c.is_ascii_digit()) || is_in(WHEN_WORDS, &letters(day));
    is_in(EMBARGOES, &before) && says_when && !is_past("embargo", day, None)
}

/// Whether a value names a state of the text, and not of what it is about: `first draft (Ana)`, and not `draft law`.
fn says_state_of_text(value: &str) -> bool {
    let mut words = value.split(|c: char| !c.is_alphanumeric()).map(letters).filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        if matches!(&*word, "not" | "non" | "no") {
            return false;
        }
        if is_in(STATES, &word) && words.peek().is_none_or(|next| !is_in(SUBJECTS, next)) {
            return true;
        }
    }
    false
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

/// Whether the mark of the Traffic Light Protocol in a value allows some readers alone: `TLP:RED`.
fn is_limited(value: &str) -> bool {
    let value = letters(value);
    value
        .split_once("tlp")
        .is_some_and(|(_, colour)| ["red", "amber", "green"].iter().any(|red| colour.starts_with(red)))
}

/// The letters and figures of a key or a word, in lower case, and those of Latin without their accents.
fn letters(text: &str) -> String {
    if text.is_ascii() {
        return text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    }
    let plain = |c: char| match c {
        'ł' => 'l',
        _ => std::iter::once(c).nfd().next().filter(char::is_ascii).unwrap_or(c),
    };
    let lower = text.nfc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric() && !is_combining_mark(*c));
    lower.map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::words::*;
    use super::{CERTAIN, is_to_come, is_wish, letters};

    #[test]
    fn words_stand_in_the_tables_as_they_are_compared() {
        for table in [
            WHEN_TRUE,
            WHEN_FALSE,
            BY_STATUS,
            BY_SUBJECT,
            STATES,
            STATES_ALONE,
            STATUSES,
            UNDER_ANY_KEY,
            ABOUT_OTHERS,
            ABOUT_TEXTS,
            NOT_YET,
            WHEN_TRUE_ALONE,
            TRUE,
            GRADED,
            BY_GRADE,
            GRADES,
            DENIED,
            SUBJECTS,
            EMBARGOES,
            NOTICES,
            WHEN_WORDS,
        ] {
            for word in table.split_ascii_whitespace() {
                assert_eq!(letters(word), word);
            }
        }
    }

    #[test]
    fn the_day_that_is_certain_is_of_the_month_of_the_release() {
        let log = include_str!("../../CHANGELOG.md");
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

    #[test]
    fn wishes_are_known_by_key_and_value() {
        for (key, value) in [
            ("published", "false"),
            ("Publish", "no"),
            ("private", "true"),
            ("private", ""),
            ("confidential", "yes, very"),
            ("status", "Draft"),
            ("status", "first draft (Ana)"),
            ("status", "not for publication"),
            ("visibility", "team"),
            ("hidden", "'true'"),
            ("doNotPublish", "true"),
            ("embargo_until", "2030-01-01"),
            ("tags", "[talks, draft]"),
            ("tags", "talks, first draft"),
            ("tags", "talks, private"),
            ("TLP", "AMBER+STRICT"),
            ("classification", "NATO RESTRICTED"),
            ("marking", "UNCLASSIFIED//FOUO"),
            ("dg-publish", "false"),
            ("entwurf", "ja"),
            ("Draft", "true"),
            ("DRAFT", "yes"),
            ("\u{200b}draft", "true"),
            ("publié", "non"),
            ("publicado", "no"),
            ("opublikowane", "nie"),
            ("приватно", "так"),
            ("статус", "чернетка"),
            ("estado", "borrador"),
            ("مسودة", "نعم"),
            ("草稿", "true"),
            ("marking", "TLP:RED"),
            ("classification", "TLP AMBER+STRICT"),
            ("eyes_only", "true"),
            ("publishDate", "2027-01-01"),
            ("чернетка", "так"),
            ("status", "Draft – do not publish"),
            ("status", "in review"),
            ("status", "In progress"),
            ("reviewed", "false"),
            ("final", "no"),
            ("classification", "Confidential"),
            ("TLP", "amber"),
            ("embargo", "2027-01-01"),
            ("publish-after", "2027-01-01"),
            ("publishAfter", "2027-01-01"),
            ("tags", "draft"),
            ("tags", "[dam, '#status/draft']"),
            ("tags", "[dam, internal]"),
            ("released", "false"),
            ("wip", "true"),
            ("FOUO", "yes"),
            ("output", "false"),
            ("status", "not published"),
            ("sensitivity", "high"),
            ("status", "in Bearbeitung"),
            ("Status", "nicht freigegeben"),
            ("status", "wersja robocza"),
            ("stan", "do akceptacji"),
            ("statut", "À valider"),
            ("statut", "en cours de rédaction"),
            ("estado", "en revisión"),
            ("статус", "в роботі"),
            ("status", "to be published"),
            ("lifecycle", "draft"),
            ("review_status", "pending review"),
            ("sharing", "private"),
            ("classification", "Diffusion restreinte"),
            ("Klassifizierung", "VS-NfD"),
            ("wersja robocza", "tak"),
            ("publie", "false"),
            ("veroeffentlichen", "nein"),
            ("Veröffentlichen", "nein"),
            ("publicar", "no"),
            ("opublikowac", "nie"),
            ("do-not-distribute", "true"),
            ("for_your_eyes_only", ""),
            ("redacted", "true"),
            ("export", "false"),
            ("show", "no"),
            ("published", "draft"),
            ("publish", "not yet"),
            ("keywords", "[confidential]"),
            ("tags", "[secret]"),
            ("tags", "[ferry, секретно]"),
            ("tags", "Таємно"),
            ("tags", "[vertraulich]"),
            ("mots-clés", "confidentiel"),
            ("tags", "[poufne]"),
            ("标签", "机密"),
            ("не для публікації", "так"),
            ("hide", "true"),
            ("exclude", ""),
            ("protected", "yes"),
            ("Konzept", "ja"),
            ("caché", "oui"),
            ("pubblica", "no"),
            ("opublikuj", "nie"),
            ("sigiloso", "true"),
            ("excludeFromPublish", "true"),
            ("quartz-publish", "false"),
            ("publikuj", "nie"),
            ("taslak", "evet"),
            ("yayınla", "hayır"),
            ("share", "private"),
            ("category", "drafts"),
            ("categories", "[Private]"),
            ("Tags", "#draft #x"),
            ("classification", "Restricted access"),
        ] {
            assert!(is_wish(key, value), "{key}: {value}");
        }
        for (key, value) in [
            ("гриф", "ДСП"),
            ("NOFORN", "true"),
            ("VS-NfD", "true"),
            ("Verschlusssache", "ja"),
            ("ДСП", "так"),
            ("not_published", "true"),
            ("obsidian-publish", "false"),
            ("dg-hide", "true"),
            ("excludeFromSite", "true"),
            ("categories", "[drafts]"),
        ] {
            assert!(is_wish(key, value), "{key}: {value}");
        }
        for (key, value) in [
            ("published", "2025-03"),
            ("published", ""),
            ("published", "none"),
            ("private", "false"),
            ("status", "live"),
            ("status", "not a draft"),
            ("visibility", "public"),
            ("title", "private"),
            ("kind", "draft"),
            ("tags", "secret diplomacy, internal affairs, private sector"),
            ("TLP", "CLEAR"),
            ("confidentiality", "none"),
            ("classification", "not confidential"),
            ("status", "reviewed"),
            ("reviewed", "true"),
            ("tags", "talks in progress, todo"),
            ("classification", "energy"),
            ("embargo", ""),
            ("tags", "draft-law"),
            ("tags", "[draft law, Draft resolution]"),
            ("category", "Draft laws"),
            ("marking", "TLP:CLEAR"),
            ("publicado", "2024-05-01"),
            ("приватно", "ні"),
            ("publication_date", "2024"),
            ("status", "in force"),
            ("status", "freigegeben"),
            ("statut", "validé"),
            ("lifecycle", "production"),
            ("sharing", "public"),
            ("sharing", ""),
            ("tags", "in Bearbeitung, to be published"),
            ("Klassifizierung", "offen"),
            ("wersja robocza", "nie"),
            ("show", "true"),
            ("export", "grain, steel"),
            ("published", "true"),
            ("release", "2025-03-01"),
            ("keywords", "[secret service, confidentiality, embargo]"),
            ("topics", "draft law, oil embargo"),
            ("tags", "[секретна дипломатія]"),
            ("status", "planned"),
            ("published", "soon"),
            ("value", "none"),
            ("hide", "navigation"),
            ("exclude", "search"),
            ("cache", "true"),
            ("sharing", "false"),
            ("share", "false"),
            ("konzept", "Roadmap"),
            ("protected", "Ramsar site"),
            ("classification", "Restricted area"),
            ("do-not-publish", "false"),
            ("Tags", "#draft-law #x"),
            ("tags", "#energy #draft law"),
        ] {
            assert!(!is_wish(key, value), "{key}: {value}");
        }
    }
}

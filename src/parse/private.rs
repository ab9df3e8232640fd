//! What looks like a wish that a text be kept from readers, in the words of other programs and other languages.
//!
//! Keys and words are compared by their letters alone, so that `do_not_publish`, `doNotPublish` and `do-not-publish` are
//! one, and `publié` is `publie`.

mod days;
mod letters;
mod maps;
mod notices;
mod states;
mod words;

use std::sync::LazyLock;

use ahash::HashSet;
use unicode_normalization::UnicodeNormalization;

pub use days::{day, is_embargo, is_over, is_past, is_quantity, is_to_come};
use days::{is_beginning, is_embargo_by_words, is_embargo_of_others, is_length, is_time_to_come};
pub use letters::letters;
use letters::{is_in, parts_of_key};
pub use maps::{claims, is_held_by, is_held_by_value, is_private_key, is_true};
pub use notices::{is_all_capitals, is_marked, is_notice, is_remark, is_state_of_text};
use notices::{is_forbidden, is_version};
use states::{is_limited, is_nested_state, names_state_alone, says_state_of_text};
use words::{
    ABOUT_OTHERS, ABOUT_TEXTS, AWAITED, BY_GRADE, BY_STATUS, BY_SUBJECT, DENIED, FOR_WHOM, GRADED, GRADES, NOT_YET,
    NOTICES, STATES, STATES_ALONE, STATUSES, SUBJECTS, TRUE, UNTIL, WHEN_FALSE, WHEN_TRUE, WHEN_TRUE_ALONE,
};

/// Keys that say who may read; only these words allow everyone.
const BY_READERS: [(&str, &str); 4] = [
    ("visibility", "public published all true everyone visible"),
    ("audience", "public everyone all readers general generalpublic"),
    ("availability", "public open all available everyone free online inprint"),
    ("tlp", "clear white tlpclear tlpwhite none public"),
];
/// What takes the wish of a key back that names secrecy, beside these.
const OPEN: [&str; 10] =
    ["public", "open", "low", "unclassified", "lifted", "ended", "over", "expired", "passed", "declassified"];

/// All keys that may wish so: nearly none does, and each is asked about.
static KEYS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let tables = [WHEN_TRUE, WHEN_TRUE_ALONE, WHEN_FALSE, BY_STATUS, BY_SUBJECT, BY_GRADE];
    let words = tables.into_iter().flat_map(str::split_ascii_whitespace);
    words.chain(BY_READERS.iter().map(|(name, _)| *name)).collect()
});

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
    means_wish(&key, value)
        || (plain != key && means_wish(&plain, value))
        || is_wish_by_words(written, value)
        || (key.contains("tlp") && is_colour_of_tlp(written, value))
}

/// Whether a key names a colour of the Traffic Light Protocol that allows some readers alone: `tlp_level: amber`.
fn is_colour_of_tlp(key: &str, value: &str) -> bool {
    parts_of_key(key).iter().any(|word| word == "tlp") && is_limited(&format!("tlp{value}"))
}

/// Whether a value by itself says that a text is not for readers, whatever its key, which nobody here knows.
pub fn is_state(key: &str, value: &str) -> bool {
    let whole = letters(value);
    let is_subtitle = || is_in("subtitle subheading untertitel soustitre subtitulo sottotitolo", &letters(key));
    let names_version = || is_in("version revision rev edition", &letters(key)) && is_version(value);
    let says_so = || names_state_alone(&whole) || starts_with_denial(value) || is_forbidden(value) || names_version();
    (says_so() && !is_about_others(key)) || (is_subtitle() && (is_state_of_text(value) || is_marked(value)))
}

/// Whether a remark forbids to publish, until something or for good: `do not publish before the vote`.
fn starts_with_denial(value: &str) -> bool {
    const DENIALS: [&str; 5] =
        ["do not publish", "not for publication", "do not release", "not to be published", "do not circulate"];
    let begins = |denial: &&str| value.get(..denial.len()).is_some_and(|start| start.eq_ignore_ascii_case(denial));
    DENIALS.iter().find(|denial| begins(denial)).is_some_and(|denial| {
        let next = value[denial.len()..].split_whitespace().next().unwrap_or_default();
        letters(next).is_empty() || is_in(UNTIL, &letters(next))
    })
}

/// Whether a key says by one of its words that its value speaks of what a text is about: `org_type`, `legalForm`,
/// `sectors`, and not `page_type` or `title_status`.
fn is_about_others(key: &str) -> bool {
    let parts = parts_of_key(key);
    // `law_status` and `bill` speak of a law.
    if parts.iter().any(|word| is_in(SUBJECTS, word)) {
        return true;
    }
    let is_of_others = |word: &String| {
        let singular = word.strip_suffix("ies").map(|stem| format!("{stem}y"));
        let singular = singular.as_deref().or_else(|| word.strip_suffix('s')).unwrap_or(word);
        is_in(ABOUT_OTHERS, word) || is_in(ABOUT_OTHERS, singular)
    };
    parts.iter().any(is_of_others) && !parts.iter().any(|word| is_in(ABOUT_TEXTS, word) || is_in(BY_STATUS, word))
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
    // `publish: ❌`, and `[ ]` of a list of things to do.
    let is_crossed = whole.is_empty() && value.contains(['❌', '✗', '✘', '🚫', '☐']) || value == "[ ]";
    let denied = is_in(DENIED, &whole) || is_crossed;
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
    let first = || words().find(|word| !word.is_empty()).unwrap_or_default();
    // `TLP: CLEAR (may be shared)`, and not `audience: public servants`.
    let readers = BY_READERS.iter().find(|(name, _)| *name == key);
    let is_for_all = |all: &str| match key {
        "tlp" => is_in(all, &first()) && !words().any(|word| is_in("red amber green", &word)),
        "visibility" if is_length(value) => true,
        _ => is_in(all, &whole),
    };
    let says_grade = || says(GRADES) && !words().any(|word| is_in(GRADED, &word));
    let is_of_goods = is_embargo(key) && is_embargo_of_others(value);
    let waits = || is_in(AWAITED, &first());
    // Of a ship: `draft: 4.5 m`.
    let is_depth = key == "draft" && is_quantity(value);
    (is_in(WHEN_TRUE, key) && !denied && !is_open_day && !is_of_goods && !is_depth && !OPEN.contains(&&*whole))
        || (is_in(WHEN_TRUE_ALONE, key) && (whole.is_empty() || is_in(TRUE, &whole)))
        || (is_in(WHEN_FALSE, key)
            && whole != "none"
            && (denied || is_in(NOT_YET, &whole) || is_in(STATES, &whole) || waits()))
        || ((is_status || is_subject_key) && (items().any(names_state) || says_state()))
        || (is_subject_key && items().any(|item| is_nested_state(item) || is_limited(item)))
        || (is_in(BY_GRADE, key) && (says_grade() || is_limited(value) || is_in(NOTICES, &whole)))
        || readers.is_some_and(|(_, all)| !whole.is_empty() && !is_for_all(all))
}

/// Whether a key asks of one program whether it may publish: `quartz-publish`.
fn is_publishing(key: &str) -> bool {
    let mut words = key.split(|c: char| !c.is_alphanumeric()).map(letters);
    let (program, verb) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_verb = matches!(&*verb, "publish" | "published") && words.next().is_none();
    is_verb && !matches!(&*program, "" | "not" | "no" | "dont" | "never" | "un" | "non" | "show" | "display")
}

/// Whether a key that no table has says so by its words and its day.
fn is_wish_by_words(key: &str, value: &str) -> bool {
    let denial = letters(value);
    let (is_day, is_denial) = (day(value).is_some(), denial != "none" && is_in(DENIED, &denial));
    if !is_day && !is_denial {
        return false;
    }
    let parts = parts_of_key(key);
    let is_about_publishing = |word: &String| is_in("publish published publication publishing release released", word);
    let first = parts.first().map_or("", String::as_str);
    let is_allowed = is_in("cleared ready approved released can may allow allowed ok okay to for should go", first);
    (is_day && (is_embargo_by_words(key) || is_beginning(key) || is_in("publish", &letters(key))))
        || (is_denial && parts.len() > 1 && is_allowed && parts.last().is_some_and(is_about_publishing))
}

/// Whether a key beside another one says of what the text is about that it is open: `Public: 60 %`.
pub fn is_contrast(key: &str) -> bool {
    const OPEN: &str = "public external open shown seen paid staatlich offentlich publique publico publiczne державно";
    is_in(OPEN, &letters(key))
}

/// Whether a key is of those with which somebody says who wrote a text and when: what stands beside it is of the text, too.
pub fn is_of_letterhead(key: &str) -> bool {
    const KEYS: &str = "\
        author authors by from owner reviewer reviewers editor editors team contact date updated version published to cc \
        subject autor autorin verfasser von datum stand redaktion kontakt auteur redacteur relecteur fecha autora \
        redactor data autorka redakcja автор авторка дата редактор контакт created lastedited";
    is_in(KEYS, &letters(key))
}

/// Whether a field among the first lines of a text is of what that is about, though it would be of the text in front matter:
/// `Status: pending` of a case, `Stand: in Bearbeitung` of a law.
pub fn is_of_others(key: &str, value: &str) -> bool {
    const STATES_OF_THINGS: &str =
        "pending onhold hold gesperrt embargo pendiente ausstehend provisoire deleted drafting";
    is_in("build approval clearance granted freigabe stand", &letters(key)) || is_in(STATES_OF_THINGS, &letters(value))
}

/// Whether a value in the first lines of a text answers its key, and is no headline: `Draft: true`, `Embargo: 3 May 2030`,
/// and not `Embargo: Iran` or `Draft: the law`.
pub fn is_answer(key: &str, value: &str) -> bool {
    let first = value.split(|c: char| !c.is_alphanumeric()).map(letters).find(|word| !word.is_empty());
    let Some(first) = first else { return true };
    if is_quantity(value) && !is_embargo(key) {
        return false;
    }
    // `Visibility: 10 km`.
    if BY_READERS.iter().any(|(name, _)| *name == letters(key)) {
        return !value.contains(|c: char| c.is_ascii_digit());
    }
    let is_numbered = || first.strip_prefix('v').is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit()));
    !is_in(WHEN_TRUE, &letters(key))
        || is_numbered()
        || first.starts_with("this")
        || is_in("all alles tout todo wszystko все", &letters(value))
        || letters(value).ends_with("version")
        || is_in(TRUE, &first)
        || is_in(FOR_WHOM, &first)
        || is_time_to_come(value)
        || value.split(|c: char| !c.is_alphanumeric()).any(|word| is_in(STATES_ALONE, &letters(word)))
        || is_state("", value)
        || says_state_of_text(value)
}

#[cfg(test)]
mod tests {
    use super::words::*;
    use super::{is_wish, letters};

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
            GOODS,
            UNITS,
            NO_UNITS,
            EMBARGOES,
            NOTICES,
            WHEN_WORDS,
            AWAITED,
            FOR_WHOM,
            TIMES,
            UNTIL,
        ] {
            for word in table.split_ascii_whitespace() {
                assert_eq!(letters(word), word);
            }
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
            ("publish", "(after the vote)"),
            ("TLP:AMBER", "true"),
            ("published", "n"),
            ("offline", "true"),
            ("publish", "2031-05-03"),
            ("status", "Not published yet"),
            ("review_status", "pending"),
            ("diffusion", "restreinte"),
            ("protective-marking", "SECRET UK EYES ONLY"),
            ("гриф", "Для службового користування"),
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
            ("embargo_ends", "2030-05-03"),
            ("embargo_lifts", "2030-05-03T06:00"),
            ("embargoed_till", "2030-05-03"),
            ("do_not_publish_before", "2030-05-03"),
            ("publish_from", "2030-05-03"),
            ("available_from", "2030-05-03"),
            ("goLiveDate", "2030-05-03"),
            ("publish", "after the vote"),
            ("published", "pending"),
            ("cleared_for_publication", "false"),
            ("ready-for-publication", "no"),
            ("pubblicato", "falso"),
            ("publié", "faux"),
            ("access", "team"),
            ("tags", "[internal-only]"),
            ("tags", "[draft/second]"),
            ("tags", "status/private"),
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
            ("diffusion", "large"),
            ("show_published", "false"),
            ("share", "false"),
            ("konzept", "Roadmap"),
            ("protected", "Ramsar site"),
            ("classification", "Restricted area"),
            ("do-not-publish", "false"),
            ("Tags", "#draft-law #x"),
            ("tags", "#energy #draft law"),
            ("tags", "sector/private"),
            ("embargo", "lifted"),
            ("embargo", "oil"),
            ("embargo_reason", "the vote"),
            ("publication_place", "none"),
            ("available", "2024"),
            ("press-release", "no"),
            ("ready_for_publication", "None"),
        ] {
            assert!(!is_wish(key, value), "{key}: {value}");
        }
    }
}

//! What looks like a wish that a text be kept from readers, in the words of other programs and other languages.

/// Keys that say so when they are true, or anything but false. Keys are compared by their letters alone, so that
/// `do_not_publish`, `doNotPublish` and `do-not-publish` are one.
const WHEN_TRUE: [&str; 73] = [
    "wip",
    "sensitive",
    "fouo",
    "cui",
    "private",
    "isprivate",
    "keepprivate",
    "confidential",
    "isconfidential",
    "strictlyconfidential",
    "confidentiality",
    "hidden",
    "ishidden",
    "hide",
    "secret",
    "issecret",
    "internal",
    "isinternal",
    "internalonly",
    "internaluse",
    "internaluseonly",
    "forinternaluse",
    "forinternaluseonly",
    "unlisted",
    "unpublished",
    "embargo",
    "embargoed",
    "embargodate",
    "embargountil",
    "holduntil",
    "publishafter",
    "publishon",
    "publishat",
    "embargoeduntil",
    "underembargo",
    "restricted",
    "isrestricted",
    "classified",
    "offtherecord",
    "donotpublish",
    "donotrelease",
    "donotshare",
    "dontpublish",
    "nopublish",
    "notforpublication",
    "notforrelease",
    "notpublic",
    "nonpublic",
    "isdraft",
    "indraft",
    "headless",
    "exclude",
    "excluded",
    "ignore",
    "eleventyexcludefromcollections",
    "entwurf",
    "vertraulich",
    "intern",
    "privat",
    "geheim",
    "brouillon",
    "confidentiel",
    "borrador",
    "confidencial",
    "bozza",
    "riservato",
    "szkic",
    "poufne",
    "rascunho",
    "чернетка",
    "черновик",
    "конфіденційно",
    "конфиденциально",
];
/// Keys that say so when they are false.
const WHEN_FALSE: [&str; 31] = [
    "output",
    "publish",
    "published",
    "ispublished",
    "dgpublish",
    "public",
    "ispublic",
    "visible",
    "render",
    "list",
    "listed",
    "permalink",
    "share",
    "shared",
    "release",
    "released",
    "releasable",
    "online",
    "live",
    "enabled",
    "approved",
    "reviewed",
    "isreviewed",
    "ready",
    "readytopublish",
    "final",
    "finished",
    "cleared",
    "veröffentlicht",
    "опубліковано",
    "опубликовано",
];
/// Keys that say so by a word that names a state: of the text, whatever its subject.
const BY_STATE: [&str; 14] = [
    "status",
    "state",
    "stage",
    "phase",
    "publishstatus",
    "workflow",
    "type",
    "layout",
    "tag",
    "tags",
    "category",
    "categories",
    "label",
    "labels",
];
/// These words, alone or among others: `first draft`.
const STATES: [&str; 14] = [
    "draft",
    "wip",
    "unpublished",
    "embargoed",
    "entwurf",
    "brouillon",
    "borrador",
    "bozza",
    "szkic",
    "rascunho",
    "чернетка",
    "черновик",
    "notforpublication",
    "donotpublish",
];
/// Words that say so for the same keys when they stand alone: beside others they may be of the subject, as in
/// `private sector`.
const STATES_ALONE: [&str; 3] = ["private", "confidential", "internal"];
/// The same for a state by itself; of a tag or a kind it may be the subject.
const STATUSES: [&str; 18] = [
    "notpublished",
    "nonpublished",
    "notpublic",
    "hidden",
    "internal",
    "secret",
    "restricted",
    "inreview",
    "review",
    "underreview",
    "needsreview",
    "tobereviewed",
    "inprogress",
    "workinprogress",
    "unfinished",
    "incomplete",
    "notready",
    "todo",
];
/// Keys that say who may read by a grade of secrecy.
const BY_GRADE: [&str; 9] = [
    "classification",
    "sensitivity",
    "access",
    "marking",
    "distribution",
    "dissemination",
    "handling",
    "security",
    "protection",
];
/// These grades, alone or among other words: `NATO restricted`.
const GRADES: [&str; 13] = [
    "confidential",
    "secret",
    "restricted",
    "internal",
    "private",
    "sensitive",
    "classified",
    "fouo",
    "cui",
    "limited",
    "high",
    "vertraulich",
    "members",
];
/// Keys that say who may read; only these words allow everyone.
const BY_READERS: [(&str, [&str; 6]); 3] = [
    ("visibility", ["public", "published", "all", "true", "everyone", "visible"]),
    ("audience", ["public", "everyone", "all", "readers", "general", "generalpublic"]),
    ("tlp", ["clear", "white", "tlpclear", "tlpwhite", "none", "public"]),
];
/// What takes a wish back.
const DENIED: [&str; 10] = ["false", "no", "off", "0", "never", "none", "nein", "non", "ні", "нет"];
/// What takes the wish of a key back that names secrecy, beside these.
const OPEN: [&str; 4] = ["public", "open", "low", "unclassified"];

/// Whether a key with this value means that a text is not for readers. A list is its items with commas between them.
pub fn is_wish(key: &str, value: &str) -> bool {
    let (key, whole) = (letters(key), letters(value));
    let items = || value.trim().trim_start_matches('[').trim_end_matches(']').split(',');
    // `draft-law` is a topic.
    let hyphens = BY_STATE[6..].contains(&&*key);
    let words = || value.split(|c: char| !(c.is_alphanumeric() || hyphens && c == '-')).map(letters);
    let denied = DENIED.contains(&&*whole);
    // `draft, do not publish` says so, `not a draft` does not.
    let says = |list: &[&str]| {
        let meant = words().take_while(|word| !matches!(&**word, "not" | "non" | "no"));
        meant.into_iter().any(|word| list.contains(&&*word))
    };
    // A key that asks for a day and has none asks for nothing.
    let is_open_day = whole.is_empty() && ["embargo", "hold", "publish"].iter().any(|begin| key.starts_with(begin));
    let names_state = |item: &str| {
        let alone = letters(item);
        let is_status = BY_STATE[..6].contains(&&*key);
        STATES_ALONE.contains(&&*alone) || STATES.contains(&&*alone) || (is_status && STATUSES.contains(&&*alone))
    };
    let readers = BY_READERS.iter().find(|(name, _)| *name == key);
    (WHEN_TRUE.contains(&&*key) && !denied && !is_open_day && !OPEN.contains(&&*whole))
        || (WHEN_FALSE.contains(&&*key) && denied && whole != "none")
        || (BY_STATE.contains(&&*key) && (items().any(names_state) || says(&STATES)))
        || (BY_GRADE.contains(&&*key) && says(&GRADES))
        || readers.is_some_and(|(_, all)| !whole.is_empty() && !all.contains(&&*whole))
}

/// The letters and figures of a key or a word, in lower case.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::is_wish;

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
            ("tags", "talks, private"),
            ("TLP", "AMBER+STRICT"),
            ("classification", "NATO RESTRICTED"),
            ("marking", "UNCLASSIFIED//FOUO"),
            ("dg-publish", "false"),
            ("entwurf", "ja"),
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
        ] {
            assert!(!is_wish(key, value), "{key}: {value}");
        }
    }
}

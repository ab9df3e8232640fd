//! What looks like a wish that a text be kept from readers, in the words of other programs and other languages.

/// Keys that say so when they are true, or anything but false. Keys are compared by their letters alone, so that
/// `do_not_publish`, `doNotPublish` and `do-not-publish` are one.
const WHEN_TRUE: [&str; 145] = [
    "draft",
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
    "publishdate",
    "releaseon",
    "releaseafter",
    "notbefore",
    "goeslive",
    "golive",
    "eyesonly",
    "protected",
    "isprotected",
    "passwordprotected",
    "membersonly",
    "staffonly",
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
    "secreto",
    "privado",
    "interno",
    "oculto",
    "segreto",
    "privato",
    "nascosto",
    "privé",
    "interne",
    "caché",
    "nepaspublier",
    "nopublicar",
    "nonpubblicare",
    "nichtveröffentlichen",
    "unveröffentlicht",
    "versteckt",
    "sperrfrist",
    "nurintern",
    "prywatne",
    "tajne",
    "ukryte",
    "wewnętrzne",
    "niepublikować",
    "чернетка",
    "черновик",
    "приватно",
    "приватне",
    "секретно",
    "таємно",
    "приховано",
    "внутрішнє",
    "непублікувати",
    "ембарго",
    "скрыто",
    "тайно",
    "непубликовать",
    "эмбарго",
    "конфіденційно",
    "конфиденциально",
    "مسودة",
    "سري",
    "خاص",
    "داخلي",
    "سرية",
    "草稿",
    "机密",
    "機密",
    "秘密",
    "内部",
    "不公开",
    "下書き",
    "非公開",
    "wersjarobocza",
    "robocze",
    "roboczy",
    "robocza",
    "brudnopis",
    "konzept",
    "arbeitsversion",
    "versiondetravail",
    "borradordetrabajo",
    "бездоступу",
    "робочаверсія",
];
/// Keys that say so when they are false.
const WHEN_FALSE: [&str; 52] = [
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
    "publié",
    "publier",
    "publicado",
    "publicada",
    "publicar",
    "pubblicato",
    "pubblicata",
    "pubblicare",
    "opublikowane",
    "opublikowany",
    "publikować",
    "öffentlich",
    "veröffentlichen",
    "freigegeben",
    "опубліковано",
    "опублікувати",
    "публікувати",
    "опубликовано",
    "опубликовать",
    "منشور",
    "发布",
    "公开",
    "公開",
];
/// Keys that say so by a word that names a state: of the text, whatever its subject.
const BY_STATE: [&str; 31] = [
    "status",
    "state",
    "stage",
    "phase",
    "publishstatus",
    "workflow",
    "estado",
    "statut",
    "stato",
    "stan",
    "zustand",
    "статус",
    "стан",
    "состояние",
    "الحالة",
    "状态",
    "lifecycle",
    "lifecyclestage",
    "lifecyclestatus",
    "publicationstatus",
    "reviewstatus",
    "documentstatus",
    "docstatus",
    "type",
    "layout",
    "tag",
    "tags",
    "category",
    "categories",
    "label",
    "labels",
];
/// How many of them, from the first, name a status; the others name a kind or a subject.
const STATUS_KEYS: usize = 23;
/// These words, alone or among others: `first draft`.
const STATES: [&str; 16] = [
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
    "مسودة",
    "草稿",
    "notforpublication",
    "donotpublish",
];
/// Words that say so for the same keys when they stand alone: beside others they may be of the subject, as in
/// `private sector`.
const STATES_ALONE: [&str; 3] = ["private", "confidential", "internal"];
/// The same for a state by itself; of a tag or a kind it may be the subject.
const STATUSES: [&str; 88] = [
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
    "tobepublished",
    "tobereleased",
    "tobeapproved",
    "tobechecked",
    "notapproved",
    "notreleased",
    "notcleared",
    "notfinished",
    "awaitingapproval",
    "pendingapproval",
    "pendingreview",
    "forreview",
    "forapproval",
    "inbearbeitung",
    "inarbeit",
    "inprüfung",
    "zuprüfen",
    "unfertig",
    "unveröffentlicht",
    "nichtveröffentlicht",
    "nichtfreigegeben",
    "nochnichtfreigegeben",
    "wersjarobocza",
    "roboczy",
    "robocza",
    "wprzygotowaniu",
    "wtrakcie",
    "doakceptacji",
    "dosprawdzenia",
    "dopublikacji",
    "nieopublikowane",
    "nieopublikowany",
    "àvalider",
    "avalider",
    "enattente",
    "encours",
    "encoursderédaction",
    "enrédaction",
    "enrelecture",
    "àrelire",
    "àpublier",
    "nonpublié",
    "nonvalidé",
    "enrevisión",
    "enrevision",
    "enredacción",
    "enpreparación",
    "porrevisar",
    "sinpublicar",
    "nopublicado",
    "pendientederevisión",
    "inlavorazione",
    "inrevisione",
    "darivedere",
    "daapprovare",
    "nonpubblicato",
    "emrevisão",
    "empreparação",
    "poraprovar",
    "nãopublicado",
    "вроботі",
    "вработе",
    "наперевірці",
    "напроверке",
    "напогодженні",
    "насогласовании",
    "неопубліковано",
    "неопубликовано",
    "непогоджено",
    "несогласовано",
];
/// Keys that say who may read by a grade of secrecy.
const BY_GRADE: [&str; 19] = [
    "classification",
    "sensitivity",
    "access",
    "marking",
    "distribution",
    "dissemination",
    "handling",
    "security",
    "protection",
    "klassifizierung",
    "klassifikation",
    "einstufung",
    "geheimhaltung",
    "vertraulichkeit",
    "clasificación",
    "classificazione",
    "classificação",
    "klauzula",
    "гриф",
];
/// These grades, alone or among other words: `NATO restricted`.
const GRADES: [&str; 41] = [
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
    "geheim",
    "vsnfd",
    "nfd",
    "intern",
    "interne",
    "interno",
    "restreint",
    "restreinte",
    "restringido",
    "restringida",
    "confidentiel",
    "confidentielle",
    "confidencial",
    "reservado",
    "reservada",
    "secreto",
    "riservato",
    "riservata",
    "riservatissimo",
    "segreto",
    "poufne",
    "zastrzeżone",
    "tajne",
    "дск",
    "таємно",
    "секретно",
    "конфіденційно",
    "конфиденциально",
];
/// Keys that say who may read; only these words allow everyone.
const BY_READERS: [(&str, [&str; 6]); 4] = [
    ("visibility", ["public", "published", "all", "true", "everyone", "visible"]),
    ("sharing", ["public", "open", "all", "true", "everyone", "anyone"]),
    ("audience", ["public", "everyone", "all", "readers", "general", "generalpublic"]),
    ("tlp", ["clear", "white", "tlpclear", "tlpwhite", "none", "public"]),
];
/// What takes a wish back.
const DENIED: [&str; 15] =
    ["false", "no", "off", "0", "never", "none", "nein", "non", "nie", "não", "nao", "ні", "нет", "لا", "否"];
/// What takes the wish of a key back that names secrecy, beside these.
const OPEN: [&str; 4] = ["public", "open", "low", "unclassified"];

/// Whether a key with this value means that a text is not for readers. A list is its items with commas between them.
pub fn is_wish(key: &str, value: &str) -> bool {
    let (key, whole) = (letters(key), letters(value));
    let items = || value.trim().trim_start_matches('[').trim_end_matches(']').split(',');
    // `draft-law` is a topic.
    let hyphens = BY_STATE[STATUS_KEYS..].contains(&&*key);
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
        let is_status = BY_STATE[..STATUS_KEYS].contains(&&*key);
        STATES_ALONE.contains(&&*alone) || STATES.contains(&&*alone) || (is_status && STATUSES.contains(&&*alone))
    };
    // `first draft` is a state, `draft law` is what a text is about.
    let is_subject = |item: &str| {
        let last = item.split(|c: char| !(c.is_alphanumeric() || c == '-')).map(letters).rfind(|word| !word.is_empty());
        last.is_some_and(|word| !STATES.contains(&&*word))
    };
    let says_state = || says(&STATES) && !(hyphens && items().all(is_subject));
    let readers = BY_READERS.iter().find(|(name, _)| *name == key);
    (WHEN_TRUE.contains(&&*key) && !denied && !is_open_day && !OPEN.contains(&&*whole))
        || (WHEN_FALSE.contains(&&*key) && denied && whole != "none")
        || (BY_STATE.contains(&&*key) && (items().any(names_state) || says_state()))
        || (BY_GRADE.contains(&&*key) && (says(&GRADES) || is_limited(value)))
        || readers.is_some_and(|(_, all)| !whole.is_empty() && !all.contains(&&*whole))
}

/// Whether a key says on which day a text was published, and not on which it will be: its day is not behind `newest`,
/// one that the text knows of.
pub fn is_past(key: &str, value: &str, newest: Option<&str>) -> bool {
    const WHEN: [&str; 9] = [
        "publishdate",
        "publishon",
        "publishat",
        "publishafter",
        "releaseon",
        "releaseafter",
        "goeslive",
        "golive",
        "notbefore",
    ];
    // `2025-08` does not say whether the 20th has come.
    WHEN.contains(&&*letters(key))
        && day(value).zip(newest).is_some_and(|(day, newest)| day.len() == 10 && day <= newest)
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
        ] {
            assert!(!is_wish(key, value), "{key}: {value}");
        }
    }
}

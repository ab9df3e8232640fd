//! Addresses that somebody wrote without `https://`, as people say them: `gov.uk/report`, `t.me/velia/12`.

/// Ends of hosts that are no countries: those under which publishers stand, not all that there are.
const GENERAL: &str = "aero app arpa asia biz blog cat cloud com coop dev earth edu energy eus example foundation gal global gov \
    green info int international io jobs law legal life live media mil mobi museum name net network news ngo one online \
    ong org page post press pro radio report review science site social space store studio tech tel today travel tv \
    wiki work works world xyz бел ком мон онлайн орг рус рф сайт срб укр қаз";

/// Ends of the hosts of countries (ISO 3166-1, with `eu`, `su` and `uk`).
const COUNTRIES: &str = "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc \
    cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge \
    gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki \
    km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my \
    mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se \
    sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va \
    vc ve vg vi vn vu wf ws ye yt za zm zw";

/// Those of them that are the ends of names of files as well.
const OF_FILES: [&str; 8] = ["md", "pl", "ps", "py", "rs", "sh", "cc", "ai"];

/// Words before a stop that lacks its space, and those behind it: `yes.no/maybe`, `It.is/was`.
const SAID: [&str; 27] = [
    "yes", "no", "it", "this", "that", "there", "here", "he", "she", "we", "they", "you", "what", "who", "which",
    "how", "why", "and", "or", "not", "so", "is", "was", "ja", "si", "oui", "both",
];
const SAID_BEHIND: [&str; 14] = ["no", "is", "it", "in", "at", "so", "to", "be", "as", "do", "my", "us", "me", "et"];

/// The address that a word is when `https://` stands before it. `whole`: the word is all that is said, so it may be a
/// host alone; among other words that is the name of a publisher, such as Politico.eu.
pub fn with_scheme(word: &str, whole: bool) -> Option<String> {
    if word.contains("://") && !is_in_archive(word) {
        return None;
    }
    // One slash, or no colon, is a slip of the hand.
    let slipped = ["https:/", "http:/", "https//", "http//"].iter().find_map(|sign| word.strip_prefix(sign));
    let bare = slipped.or_else(|| word.strip_prefix("//")).unwrap_or(word).trim_start_matches('/');
    let (host, rest) = bare.split_at(bare.find(['/', '?', '#']).unwrap_or(bare.len()));
    let has_path = rest.len() > 1 || slipped.is_some();
    (is_host(host, !has_path) && (has_path || whole)).then(|| format!("https://{bare}"))
}

/// Whether an address stands behind a host, as in archives: `web.archive.org/web/2024/https://a.example/`.
fn is_in_archive(word: &str) -> bool {
    word.find("://").zip(word.find('/')).is_some_and(|(scheme, slash)| slash < scheme && word[..slash].contains('.'))
}

/// Whether a word is the name of a host that everybody can reach; `alone`: with nothing behind it.
fn is_host(host: &str, alone: bool) -> bool {
    let name = host
        .split_once(':')
        .filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()))
        .map_or(host, |(name, _)| name);
    let Some((before, end)) = name.rsplit_once('.') else { return false };
    let is_label = |label: &str| {
        !label.is_empty() && !label.starts_with('-') && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    // Behind a stop that lacks its space a sentence begins with a capital.
    let lower = if alone { end.to_owned() } else { end.to_lowercase() };
    let is_known = |list: &str| list.split_ascii_whitespace().any(|known| known == lower);
    let is_file = OF_FILES.contains(&end) && (alone || matches!(end, "md" | "py" | "rs" | "sh"));
    // Of `5.in/10` and `z.B./ff` nobody makes a host.
    let is_named = before.chars().any(char::is_alphabetic);
    let is_said = SAID_BEHIND.contains(&&*lower) && SAID.contains(&&*before.to_lowercase());
    is_named && !is_said && !is_file && before.split('.').all(is_label) && (is_known(COUNTRIES) || is_known(GENERAL))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_say_addresses_without_their_scheme() {
        for word in [
            "t.me/velia/12",
            "gov.uk/report",
            "kmu.gov.ua/npas/12?x=1",
            "мид.рф/новости",
            "//gov.uk/x",
            "web.archive.org/web/2024/gov.example/report",
            "web.archive.org/web/2024/https://gov.example/report",
            "gov.uk:8080/x",
            "x.com/velia",
        ] {
            assert_eq!(with_scheme(word, false), Some(format!("https://{}", word.trim_start_matches('/'))), "{word}");
        }
        for (word, address) in [("https:/gov.uk/x", "https://gov.uk/x"), ("https//gov.uk", "https://gov.uk")] {
            assert_eq!(with_scheme(word, false).as_deref(), Some(address));
        }
        assert_eq!(with_scheme("GOV.UK/report", false).as_deref(), Some("https://GOV.UK/report"));
        for word in ["nato.int", "kmu.gov.ua/", "Politico.eu"] {
            assert!(with_scheme(word, true).is_some() && with_scheme(word, false).is_none(), "{word}");
        }
        for word in [
            "report.md",
            "report.md/2",
            "e.g.",
            "U.S.",
            "U.S./EU",
            "i.e./x",
            "and/or",
            "km/h",
            "w/o",
            "12.5/3",
            "art.5/2",
            "p.12/13",
            "z.B./ff",
            "a/b.org",
            "me@b.org/x",
            "notes.txt/x",
            "https://gov.uk/x",
            "ftp://a.org/x",
            "1.in/2",
            "vol.ii/3",
            "stopped.It",
            "..",
            "/",
            "//",
            "a..uk/x",
            "main.rs",
            "annex.pdf/2",
            "yes.no/maybe",
            "It.is/was",
            "that.is/are",
        ] {
            assert_eq!(with_scheme(word, true), None, "{word}");
        }
    }
}

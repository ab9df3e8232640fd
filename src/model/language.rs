//! Languages by their BCP 47 tags: in which script and which way they are written, and with what colon.

/// Languages that are written from right to left when their tag names no script.
const RIGHT_TO_LEFT: [&str; 13] = ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "prs", "ps", "sd", "ug", "ur", "yi"];

/// Scripts that are.
const RIGHT_TO_LEFT_SCRIPTS: [&str; 5] = ["arab", "hebr", "nkoo", "syrc", "thaa"];

/// Languages of which the theme has words, with the script of these.
const SCRIPTS: [(&str, &str); 9] = [
    ("ar", "arab"),
    ("de", "latn"),
    ("en", "latn"),
    ("es", "latn"),
    ("fr", "latn"),
    ("pl", "latn"),
    ("ru", "cyrl"),
    ("uk", "cyrl"),
    ("zh", "hans"),
];

/// Where Chinese is written in traditional signs.
const TRADITIONAL: [&str; 3] = ["hk", "mo", "tw"];

/// Whether a tag names a language that is written from right to left.
pub fn is_right_to_left(tag: &str) -> bool {
    let tag = tag.to_ascii_lowercase();
    match script_named(&tag) {
        Some(script) => RIGHT_TO_LEFT_SCRIPTS.contains(&script),
        None => RIGHT_TO_LEFT.contains(&primary(&tag)),
    }
}

/// Whether what is written for one tag is known to be in another script than what the other one asks for: simplified
/// Chinese is no answer to `zh-TW`. Tags are in small letters.
pub fn is_other_script(tag: &str, other: &str) -> bool {
    matches!((script(tag), script(other)), (Some(one), Some(other)) if one != other)
}

/// The script of a tag, as far as it is known here.
fn script(tag: &str) -> Option<&str> {
    let usual = || SCRIPTS.iter().find(|(language, _)| *language == primary(tag)).map(|(_, script)| *script);
    let is_traditional = primary(tag) == "zh" && tag.split('-').any(|part| TRADITIONAL.contains(&part));
    script_named(tag).or(is_traditional.then_some("hant")).or_else(usual)
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

/// The script that a tag names.
fn script_named(tag: &str) -> Option<&str> {
    tag.split('-').skip(1).find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()))
}

/// The colon of a language, with the spaces that belong there: between a name and what is called so.
pub fn colon(tag: &str) -> &'static str {
    let tag = tag.to_ascii_lowercase();
    match primary(&tag) {
        // Switzerland sets none before it.
        "fr" if tag != "fr-ch" => "\u{a0}: ",
        "zh" | "ja" | "yue" => "：",
        _ => ": ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_that_a_tag_names_decides_the_direction() {
        for tag in ["ar", "AR", "fa-AF", "az-Arab", "uz-arab-AF"] {
            assert!(is_right_to_left(tag), "{tag}");
        }
        for tag in ["en", "ur-Latn", "ku", "pa"] {
            assert!(!is_right_to_left(tag), "{tag}");
        }
    }

    #[test]
    fn a_script_that_is_another_one_is_known() {
        for tag in ["zh-hant", "zh-tw", "zh-hant-hk", "uk-latn", "ru-latn-ua"] {
            assert!(is_other_script(tag, primary(tag)), "{tag}");
        }
        for tag in ["zh-hans", "zh-cn", "zh-sg", "uk-ua", "de-ch", "ru-cyrl", "sr-latn", "pt-br"] {
            assert!(!is_other_script(tag, primary(tag)), "{tag}");
        }
        assert!(!is_other_script("zh-hant-tw", "zh-hant"));
    }

    #[test]
    fn a_colon_has_the_spaces_of_its_language() {
        assert_eq!(["en", "fr", "fr-CH", "zh-Hant"].map(colon), [": ", "\u{a0}: ", ": ", "："]);
    }
}

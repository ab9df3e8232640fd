//! Languages by their BCP 47 tags: which way they are written, and with what colon.

/// Languages that are written from right to left when their tag names no script.
const RIGHT_TO_LEFT: [&str; 13] = ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "prs", "ps", "sd", "ug", "ur", "yi"];

/// Scripts that are.
const RIGHT_TO_LEFT_SCRIPTS: [&str; 5] = ["arab", "hebr", "nkoo", "syrc", "thaa"];

/// Whether a tag names a language that is written from right to left.
pub fn is_right_to_left(tag: &str) -> bool {
    let mut parts = tag.split('-').map(str::to_ascii_lowercase);
    let primary = parts.next().unwrap_or_default();
    match parts.find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic())) {
        Some(script) => RIGHT_TO_LEFT_SCRIPTS.contains(&script.as_str()),
        None => RIGHT_TO_LEFT.contains(&primary.as_str()),
    }
}

/// The colon of a language, with the spaces that belong there: between a name and what is called so.
pub fn colon(tag: &str) -> &'static str {
    let tag = tag.to_ascii_lowercase();
    match tag.split('-').next().unwrap_or_default() {
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
    fn a_colon_has_the_spaces_of_its_language() {
        assert_eq!(["en", "fr", "fr-CH", "zh-Hant"].map(colon), [": ", "\u{a0}: ", ": ", "："]);
    }
}

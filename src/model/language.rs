//! Languages by their BCP 47 tags: which way they are written.

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
}

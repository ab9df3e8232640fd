//! Languages by their BCP 47 tags: what readers call them, and which way they are written.

/// English names by primary subtag: ISO 639-1, and what sources on conflicts are also written in. Sorted.
const NAMES: [(&str, &str); 118] = [
    ("ab", "Abkhaz"),
    ("af", "Afrikaans"),
    ("ak", "Akan"),
    ("am", "Amharic"),
    ("ar", "Arabic"),
    ("arc", "Aramaic"),
    ("az", "Azerbaijani"),
    ("ba", "Bashkir"),
    ("be", "Belarusian"),
    ("bg", "Bulgarian"),
    ("bn", "Bengali"),
    ("bo", "Tibetan"),
    ("bs", "Bosnian"),
    ("ca", "Catalan"),
    ("ce", "Chechen"),
    ("ckb", "Central Kurdish"),
    ("crh", "Crimean Tatar"),
    ("cs", "Czech"),
    ("cy", "Welsh"),
    ("da", "Danish"),
    ("de", "German"),
    ("dv", "Dhivehi"),
    ("el", "Greek"),
    ("en", "English"),
    ("eo", "Esperanto"),
    ("es", "Spanish"),
    ("et", "Estonian"),
    ("eu", "Basque"),
    ("fa", "Persian"),
    ("ff", "Fula"),
    ("fi", "Finnish"),
    ("fil", "Filipino"),
    ("fo", "Faroese"),
    ("fr", "French"),
    ("ga", "Irish"),
    ("gd", "Scottish Gaelic"),
    ("gl", "Galician"),
    ("gu", "Gujarati"),
    ("ha", "Hausa"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hr", "Croatian"),
    ("ht", "Haitian Creole"),
    ("hu", "Hungarian"),
    ("hy", "Armenian"),
    ("id", "Indonesian"),
    ("ig", "Igbo"),
    ("is", "Icelandic"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("jv", "Javanese"),
    ("ka", "Georgian"),
    ("kk", "Kazakh"),
    ("km", "Khmer"),
    ("kmr", "Northern Kurdish"),
    ("kn", "Kannada"),
    ("ko", "Korean"),
    ("ks", "Kashmiri"),
    ("ku", "Kurdish"),
    ("ky", "Kyrgyz"),
    ("la", "Latin"),
    ("lb", "Luxembourgish"),
    ("ln", "Lingala"),
    ("lo", "Lao"),
    ("lt", "Lithuanian"),
    ("lv", "Latvian"),
    ("mg", "Malagasy"),
    ("mi", "Māori"),
    ("mk", "Macedonian"),
    ("ml", "Malayalam"),
    ("mn", "Mongolian"),
    ("mr", "Marathi"),
    ("ms", "Malay"),
    ("mt", "Maltese"),
    ("my", "Burmese"),
    ("nb", "Norwegian Bokmål"),
    ("ne", "Nepali"),
    ("nl", "Dutch"),
    ("nn", "Norwegian Nynorsk"),
    ("no", "Norwegian"),
    ("om", "Oromo"),
    ("os", "Ossetian"),
    ("pa", "Punjabi"),
    ("pl", "Polish"),
    ("prs", "Dari"),
    ("ps", "Pashto"),
    ("pt", "Portuguese"),
    ("rn", "Rundi"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("rw", "Kinyarwanda"),
    ("sd", "Sindhi"),
    ("si", "Sinhala"),
    ("sk", "Slovak"),
    ("sl", "Slovenian"),
    ("so", "Somali"),
    ("sq", "Albanian"),
    ("sr", "Serbian"),
    ("sv", "Swedish"),
    ("sw", "Swahili"),
    ("ta", "Tamil"),
    ("te", "Telugu"),
    ("tg", "Tajik"),
    ("th", "Thai"),
    ("ti", "Tigrinya"),
    ("tk", "Turkmen"),
    ("tr", "Turkish"),
    ("tt", "Tatar"),
    ("ug", "Uyghur"),
    ("uk", "Ukrainian"),
    ("ur", "Urdu"),
    ("uz", "Uzbek"),
    ("vi", "Vietnamese"),
    ("yi", "Yiddish"),
    ("yo", "Yoruba"),
    ("yue", "Cantonese"),
    ("zh", "Chinese"),
    ("zu", "Zulu"),
];

/// Scripts, as a name says them behind the language.
const SCRIPTS: [(&str, &str); 5] = [
    ("arab", "Arabic script"),
    ("cyrl", "Cyrillic script"),
    ("hans", "simplified"),
    ("hant", "traditional"),
    ("latn", "Latin script"),
];

/// Languages that are written from right to left when their tag names no script.
const RIGHT_TO_LEFT: [&str; 13] = ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "prs", "ps", "sd", "ug", "ur", "yi"];

/// Scripts that are.
const RIGHT_TO_LEFT_SCRIPTS: [&str; 5] = ["arab", "hebr", "nkoo", "syrc", "thaa"];

/// What a reader calls the language of a tag: `Ukrainian`, `Portuguese (BR)`, `Serbian (Latin script)`; the tag itself
/// when its language is not in our list.
pub fn name(tag: &str) -> String {
    let (primary, rest) = tag.split_once('-').unwrap_or((tag, ""));
    let Some(name) = find(&NAMES, primary) else { return tag.to_owned() };
    match rest {
        "" => name.to_owned(),
        rest => {
            let parts: Vec<&str> = rest.split('-').map(|part| find(&SCRIPTS, part).unwrap_or(part)).collect();
            format!("{name} ({})", parts.join(", "))
        }
    }
}

/// Whether a tag names a language that is written from right to left.
pub fn is_right_to_left(tag: &str) -> bool {
    let mut parts = tag.split('-').map(str::to_ascii_lowercase);
    let primary = parts.next().unwrap_or_default();
    match parts.find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic())) {
        Some(script) => RIGHT_TO_LEFT_SCRIPTS.contains(&script.as_str()),
        None => RIGHT_TO_LEFT.contains(&primary.as_str()),
    }
}

fn find(table: &[(&str, &'static str)], subtag: &str) -> Option<&'static str> {
    let subtag = subtag.to_ascii_lowercase();
    table.binary_search_by_key(&subtag.as_str(), |(known, _)| known).ok().map(|at| table[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_have_names_that_readers_know() {
        assert!(NAMES.is_sorted() && SCRIPTS.is_sorted());
        let names = ["uk", "UK", "pt-BR", "sr-Latn", "zh-Hant-TW", "tlh", "tlh-Latn"].map(name);
        let expected = [
            "Ukrainian",
            "Ukrainian",
            "Portuguese (BR)",
            "Serbian (Latin script)",
            "Chinese (traditional, TW)",
            "tlh",
            "tlh-Latn",
        ];
        assert_eq!(names, expected);
    }

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

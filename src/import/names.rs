//! What a note is called: the key of the record as far as a file can have it, else a name made of who, when and what.

use crate::markdown::slug::slug;
use crate::model::address_words;
use crate::model::document::Source;

/// Names that files cannot have: of pages that the site makes in that folder, and of devices on Windows.
const TAKEN: [&str; 25] = [
    "index", "404", "pagefind", "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7",
    "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];
/// Letters of a name; file systems take 255 bytes.
const LONGEST: usize = 60;

/// Whether texts can cite by a name: between braces nearly anything can stand.
pub fn is_citable(key: &str) -> bool {
    !key.is_empty() && !key.contains(|c: char| "{}@".contains(c) || c.is_whitespace())
}

/// A key as the name of a file that texts can cite without braces: `Doe:2020` is `Doe-2020`.
pub fn of_key(key: &str) -> Option<String> {
    let mut name = String::with_capacity(key.len());
    for c in key.chars() {
        let c = if c.is_alphanumeric() || "_-.".contains(c) { c } else { '-' };
        // Two signs end a key.
        if !("-.".contains(c) && name.ends_with(['-', '.'])) {
            name.push(c);
        }
    }
    let name: String = name.trim_matches(['-', '.', '_']).chars().take(LONGEST).collect();
    let name = name.trim_end_matches(['-', '.']);
    let stem = name.split('.').next().unwrap_or_default().to_lowercase();
    match name {
        "" => None,
        _ if TAKEN.contains(&stem.as_str()) => Some(format!("source-{name}")),
        _ => Some(name.to_owned()),
    }
}

/// A name for a record without a key.
pub fn made(source: &Source) -> String {
    let is_name = |word: &&str| !["Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"].contains(word);
    let family = source.authors.first().map(|name| name.rsplit(' ').find(is_name).unwrap_or(name));
    let host = || source.url.as_ref().map(|url| url.value.host.clone());
    let who = family.map(str::to_owned).or_else(|| source.publisher.clone()).or_else(host).unwrap_or_default();
    let year = source.published.as_ref().map(|date| date.value.known().0.to_string());
    let what = address_words::key_of_title(source.title.written());
    let who: String = slug(&who).chars().take(24).collect();
    let parts = [Some(who), year, what].into_iter().flatten().filter(|part| !part.is_empty());
    of_key(&parts.collect::<Vec<_>>().join("-")).unwrap_or_else(|| "source".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_become_names_of_files() {
        for (key, name) in [
            ("smithWater2020", "smithWater2020"),
            ("Doe:2020", "Doe-2020"),
            ("DBLP:conf/stoc/Cook71", "DBLP-conf-stoc-Cook71"),
            ("a--b", "a-b"),
            ("Müller_2020", "Müller_2020"),
            ("_x.", "x"),
            ("con", "source-con"),
            ("Index", "source-Index"),
        ] {
            assert_eq!(of_key(key).as_deref(), Some(name), "{key}");
        }
        assert_eq!(of_key("::"), None);
    }
}

//! The short form of an author's name.

/// Words by which the names of bodies are known, where they have no `of` or `for`.
const BODIES: [&str; 34] = [
    "agency",
    "association",
    "authority",
    "bank",
    "board",
    "bureau",
    "center",
    "centre",
    "club",
    "commission",
    "committee",
    "council",
    "court",
    "department",
    "desk",
    "embassy",
    "foundation",
    "government",
    "group",
    "herald",
    "institute",
    "library",
    "ministry",
    "network",
    "news",
    "office",
    "organisation",
    "organization",
    "party",
    "press",
    "service",
    "team",
    "union",
    "university",
];

/// What running text calls an author: `Doe` of Jane Doe and of Doe, Jane; a body by its whole name.
pub fn name(author: &str) -> &str {
    let author = author.trim();
    if let Some((family, _)) = author.split_once(',') {
        return family.trim_end();
    }
    let words: Vec<&str> = author.split(' ').collect();
    let is_body = words.iter().any(|word| {
        matches!(*word, "of" | "for" | "and" | "&" | "the" | "The") || BODIES.contains(&&*word.to_lowercase())
    });
    // A single word, or a sentence.
    if is_body || !(2..=5).contains(&words.len()) || author.starts_with('@') {
        return author;
    }
    // `van der Berg`: what is written small before it belongs to a name.
    let small = |word: &&&str| word.starts_with(char::is_lowercase);
    let given = words.len() - 1 - words[1..words.len() - 1].iter().rev().take_while(small).count();
    let before: usize = words[..given].iter().map(|word| word.len() + 1).sum();
    &author[before..]
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn people_are_called_by_their_family_names_and_bodies_by_all_of_theirs() {
        for (author, short) in [
            ("Jane Doe", "Doe"),
            ("Doe, Jane", "Doe"),
            ("Ursula von der Leyen", "von der Leyen"),
            ("J. R. R. Tolkien", "Tolkien"),
            ("Joint River Commission", "Joint River Commission"),
            ("Ministry of Energy", "Ministry of Energy"),
            ("Reuters", "Reuters"),
            ("@velia", "@velia"),
            ("Олена Шевченко", "Шевченко"),
            ("王小明", "王小明"),
        ] {
            assert_eq!(name(author), short);
        }
    }
}

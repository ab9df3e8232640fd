//! Passages that source notes keep to the letter: citations lead to their words.

use crate::harness::Site;
use crate::html::words;

fn site(text: &str) -> Site {
    let quotes = "quotes:\n  - id: dam\n    text: Дамба стоїть.\n    translation: The dam stands.\n    locator: p. 3\n  \
                  - id: toll\n    text: Мито.\n";
    let front = format!("title: The press\nurl: https://p.example/\npublished: 2025-01-01\nlanguage: uk\n{quotes}");
    Site::new().file("content/sources/press.md", format!("---\n{front}---\n")).briefing("b", text)
}

#[test]
fn a_named_passage_gives_its_words_its_translation_its_place_and_its_language() {
    let site = site("It stands [@press#dam].");
    assert_eq!(site.check().stdout, "");
    site.build().exits(0);
    let page = site.page("briefings/b.html");
    assert!(page.contains(r#"<q lang="uk" dir="ltr">Дамба стоїть.</q>"#), "{page}");
    let notes = words(&page);
    assert!(notes.contains("1.1 p. 3") && notes.contains("[The dam stands.]"), "{notes}");
    assert!(words(&site.page("sources/press.html")).contains("It stands."), "it is a use of the source like others");
}

#[test]
fn a_citation_of_the_place_of_a_kept_passage_shows_its_words() {
    let site = site("It stands [@press, p. 3], and more [@press, p. 4].");
    site.build().exits(0);
    let page = site.page("briefings/b.html");
    assert_eq!(page.matches("<q lang=\"uk\"").count(), 1, "of the other place nothing is kept");
}

#[test]
fn a_passage_without_a_place_is_called_by_its_name() {
    let site = site("A toll [@press#toll], and once more [@press#toll; @press#dam].");
    site.build().exits(0);
    let notes = words(&site.page("briefings/b.html"));
    assert!(notes.contains("1.1 toll") && notes.contains("1.2 p. 3"), "{notes}");
}

#[test]
fn what_is_named_behind_a_key_is_a_key_where_one_has_the_sign() {
    let site = site("So [@a#b].").file(
        "content/sources/other.md",
        "---\ntitle: Other\nurl: https://o.example/\npublished: 2025\nkeys: [\"a#b\"]\n---\n",
    );
    assert!(!site.check().stdout.contains("error"), "{}", site.check().stdout);
    let renamed = self::site("It stands [@press#dam].");
    renamed.run(&["rename", "source", "press", "herald"]).exits(0);
    assert_eq!(renamed.check().stdout, "", "the passage goes along");
}

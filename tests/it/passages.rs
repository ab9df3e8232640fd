//! Passages that source notes keep to the letter: citations lead to their words.

use crate::harness::Site;
use crate::html::words;

fn site(text: &str) -> Site {
    let quotes = "quotes:\n  - id: dam\n    text: Дамба стоїть.\n    translation: The dam stands.\n    locator: p. 3\n  \
                  - id: toll\n    text: Мито.\n  - id: free\n    text: Вільно.\n";
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
fn a_passage_without_a_place_shows_its_words_and_no_id() {
    let site = site("A toll [@press#toll], and once more [@press#toll; @press#dam], and free [@press#free].");
    site.build().exits(0);
    let page = site.read("briefings/b.html");
    let place = |id: &str| page.text(page.by_id(id));
    for (id, number, said) in [("toll", "1.1", "Мито."), ("p-3", "1.2", "Дамба стоїть."), ("free", "1.3", "Вільно.")]
    {
        let told = place(&format!("note-press/{id}"));
        assert!(told.starts_with(number) && told.contains(said), "each has a number of its own: {told}");
    }
    let shown = words(&site.page("briefings/b.html"));
    let once = shown.replace("A toll", "");
    assert!(!once.contains("toll") && !once.contains(", free"), "{shown}");
    assert!(!words(&site.page("sources/press.html")).replace("A toll", "").contains("toll"));
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

#[test]
fn a_block_shows_a_passage_and_cites_it() {
    let site = site("It stands:\n\n```quote\npress#dam\n```\n\nSo we heard [@press#dam].");
    assert_eq!(site.check().stdout, "");
    site.build().exits(0);
    let page = site.page("briefings/b.html");
    assert!(page.contains(r#"<blockquote lang="uk" dir="ltr"><p>Дамба стоїть.</p></blockquote>"#), "{page}");
    let said = words(&page);
    assert!(said.contains("The dam stands. The press, p. 3 [1.1]"), "translation, source, place and number: {said}");
    assert!(page.contains("id=\"cite-press-1\"") && page.contains("id=\"cite-press-2\""), "both are uses: {page}");
}

#[test]
fn a_block_that_names_no_passage_is_told_so() {
    let site = site("```quote\n```\n\n```quote\npress#dom\n```\n\n```quote\nprss#dam\n```\n");
    let run = site.check().exits(1);
    expect_test::expect![[r#"
        content/briefings/b.md:5:4: warning: this block names no passage, so it shows nothing [empty-block]
        content/briefings/b.md:9:1: error: the source `press` keeps no passage `dom` [unknown-passage]
        content/briefings/b.md:13:1: error: there is no source `prss#dam` [unknown-source]
    "#]]
    .assert_eq(&run.stdout);
}

#[test]
fn a_quotation_that_says_something_else_than_what_is_kept_is_pointed_out() {
    let quotes =
        "quotes:\n  - id: valve\n    text: We will not open the northern valve before the autumn of this year.\n";
    let site = Site::new()
        .file(
            "content/sources/letter.md",
            format!("---\ntitle: The letter\nurl: https://l.example/\npublished: 2025\n{quotes}---\n"),
        )
        .briefing(
            "b",
            "To the letter: “not open the northern valve before the autumn” [@letter].\n\n\
             With words of ours: “will not open the [upper] valve … of this year” [@letter].\n\n\
             Another word: “not open the southern valve before the autumn” [@letter].\n\n\
             The opposite: “We will … open the northern valve before the autumn” [@letter].\n\n\
             A word less: “We will open the northern valve before the autumn” [@letter].\n\n\
             Something else: “the ministers met in the old mill at noon” [@letter]. A word: “valve” [@letter].\n",
        );
    expect_test::expect![[r#"
        content/briefings/b.md:9:63: warning: “not open the southern valve before …” is nearly the passage `valve` that the source `letter` keeps [altered-quotation]
        content/briefings/b.md:11:69: error: “We will … open the northern …” leaves out “not” from the passage `valve` that the source `letter` keeps [negation-left-out]
        content/briefings/b.md:13:66: warning: “We will open the northern valve …” is nearly the passage `valve` that the source `letter` keeps [altered-quotation]
    "#]]
    .assert_eq(&site.check().exits(1).stdout);
}

/// What `check` says of the quotations in a text that may cite two letters, a report of which nothing is kept, and a speech
/// in Ukrainian.
fn said_of(text: &str) -> Vec<String> {
    let kept =
        "quotes:\n  - id: valve\n    text: We will not open the northern valve before the autumn of this year.\n";
    let note = |title: &str, more: &str| {
        format!("---\ntitle: {title}\nurl: https://{title}.example/\npublished: 2025\n{more}---\n")
    };
    let other = "quotes:\n  - id: mill\n    text: The ministers met in the old mill at noon.\n";
    let speech = "language: uk\nquotes:\n  - id: dam\n    text: Ми не будемо відкривати дамбу до осені.\n    translation: We shall not open the dam until autumn.\n";
    let site = Site::new()
        .source("report")
        .file("content/sources/letter.md", note("letter", kept))
        .file("content/sources/other.md", note("other", other))
        .file("content/sources/speech.md", note("speech", speech))
        .file("content/briefings/b.md", format!("---\ntitle: B\nas_of: 2025-08\n{text}\n"));
    let lines = site.check().stdout.lines().map(str::to_owned).collect::<Vec<_>>();
    let is_said = |line: &&String| line.contains("quotation]") || line.contains("negation-left-out]");
    lines.iter().filter(is_said).map(|line| line["content/briefings/b.md:".len()..].to_owned()).collect()
}

#[test]
fn a_quotation_is_held_against_each_source_that_it_may_be_of() {
    const WRONG: &str = "“We will not open the southern valve”";
    for text in [
        // The source of the first marker keeps passages too.
        "He said WRONG [@other] [@letter].",
        "He said WRONG [@other], [@report], and [@letter].",
        "He said WRONG [@other; @letter].",
        "“The ministers met in the old mill” [@other], and WRONG [@letter].",
        "[@letter] says WRONG.",
        "[@letter] says WRONG, which [@other] denies.",
        "@letter says WRONG.",
        "WRONG So said the letter [@letter].",
        "He said “We will wait. We will not open the southern valve. So it is.” [@letter]",
        "A note[^1].\n\n[^1]: WRONG, https://letter.example/",
        "- WRONG [@letter]",
        "| a | b |\n|---|---|\n| WRONG | [@letter] |",
    ] {
        let text = text.replace("WRONG", WRONG);
        let said = said_of(&format!("---\n{text}"));
        assert!(said.len() == 1 && said[0].contains("`valve` that the source `letter`"), "{text}: {said:?}");
    }
    for text in [
        // Each is of the source behind it.
        "“We will not open the southern valve” [@report].",
        "“We will not open the northern valve” [@letter], “We will not open the southern valve” [@report].",
        "“The ministers met in the old mill” [@letter; @other].",
    ] {
        assert!(said_of(&format!("---\n{text}")).is_empty(), "{text}");
    }
    let judged = "judgements:\n  - text: They say “We will open the northern valve before the autumn”.\n    cites: [letter]\n---\nx";
    assert_eq!(said_of(judged).len(), 1, "a judgement quotes too");
}

#[test]
fn a_quotation_is_found_in_whatever_marks_it_stands() {
    const WRONG: &str = "We will not open the southern valve";
    for text in [
        "“WRONG” [@letter].",
        "\"WRONG\" [@letter].",
        "'WRONG' [@letter].",
        "«WRONG» [@letter].",
        "« WRONG » [@letter].",
        "‹WRONG› [@letter].",
        "„WRONG“ [@letter].",
        "„WRONG” [@letter].",
        "»WRONG« [@letter].",
        "›WRONG‹ [@letter].",
        "”WRONG” [@letter].",
        "「WRONG」 [@letter].",
        "『WRONG』 [@letter].",
        "＂WRONG＂ [@letter].",
        "‚WRONG‘ [@letter].",
        "“He said ‘WRONG’ and not a word more to all of us there” [@letter].",
        "“WRONG [@letter].",
        "He said “so and “WRONG” [@letter].",
        "A 5\" pipe, and “WRONG” [@letter].",
        "He said:\n\n> WRONG before the autumn. [@letter]",
        "He said [@letter]:\n\n> WRONG before the autumn.",
        "He said:\n\n> WRONG before the autumn.\n>\n> — The minister [@letter]",
        "He said:\n\n> WRONG before the autumn of this year. — The minister [@letter]",
    ] {
        let text = text.replace("WRONG", WRONG);
        let said = said_of(&format!("---\n{text}"));
        assert!(said.len() == 1 && said[0].contains("[altered-quotation]"), "{text}: {said:?}");
    }
    for text in [
        "He said:\n\n> We will not open the northern valve before the autumn of this year. — The minister [@letter]",
        "He said:\n\n> [W]e will not open the northern valve … of this year. [@letter]",
        "> Another thought of ours that rests on the letter and says no word of it. [@letter]",
    ] {
        assert!(said_of(&format!("---\n{text}")).is_empty(), "{text}");
    }
}

#[test]
fn what_says_no_is_known_in_the_language_of_the_passage() {
    let error = |text: &str| said_of(&format!("---\n{text}")).iter().any(|line| line.contains("[negation-left-out]"));
    for text in [
        "«Ми … будемо відкривати дамбу до осені» [@speech].",
        "“We shall … open the dam until autumn” [@speech].",
        "“We will . . . open the northern valve” [@letter].",
        "“… open the northern valve before the autumn” [@letter].",
        "He said:\n\n> We will … open the northern valve. [@letter]",
    ] {
        assert!(error(text), "{text}");
    }
    for text in [
        "«Ми не будемо … до осені» [@speech].",
        "They will not “… open the northern valve before the autumn” [@letter].",
        "“We will [not now] open the northern valve” [@letter].",
    ] {
        assert!(!error(text), "{text}");
    }
}

#[test]
fn two_passages_of_one_name_are_told() {
    let note = "---\ntitle: S\nurl: https://a.org/\npublished: 2025\nquotes:\n  - {id: q, text: First words.}\n  \
                - {id: Q, text: Second words.}\n---\n";
    let site = Site::new().file("content/sources/s.md", note).briefing("b", "So [@s#q].");
    let run = site.check().exits(1);
    let told = run.finds("content/sources/s.md:7:10: error", "duplicate-id");
    assert!(told.contains("two passages of this source are called `Q`"), "{told}");
    // Two that have none are told as that.
    let without =
        "---\ntitle: S\nurl: https://a.org/\npublished: 2025\nquotes:\n  - {text: First.}\n  - {text: Second.}\n---\n";
    site.write("content/sources/s.md", without);
    site.check().lacks("duplicate-id");
}

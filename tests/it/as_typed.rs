//! What other programs read and this one shows as it is typed: each kind is told once, in its own words.

use crate::harness::Site;

/// What `check` says in short of a briefing with this text.
fn found(text: &str) -> String {
    let site = Site::new().source("s").briefing("b", &format!("{text}\n\nSo it is [@s]."));
    site.check().stdout
}

#[test]
fn lines_of_other_programs_are_told() {
    for (text, place, what) in [
        ("1、one\n2、two", "6:1", "a list of lines"),
        ("一、甲\n二、乙", "6:1", "a list of lines"),
        ("a. one\nb. two", "6:1", "a list of lines"),
        ("i. one\nii. two\niii. three", "6:1", "a list of lines"),
        ("＃ Heading", "5:1", "a sign of full width"),
        ("So.\n\n☐ one\n☑ two", "7:1", "a box, `☐` or `☑`"),
        ("o\tone\no\ttwo", "5:1", "a bullet of a word processor"),
        ("➢ one", "5:1", "a bullet, `•`"),
        ("\u{f0d8}\tone", "5:1", "a bullet, `•`"),
        ("Port\tTons\nVelia\t5\nOrne\t6", "6:1", "a table by tabs"),
        ("![Map](https://a.example/m)\n[The map of Velia]", "6:1", "words in brackets below a picture"),
        ("It fell [1].\n\nIt rose [2].\n\n[1] Report, p. 3.\n\n[2] Law.", "9:1", "notes by numbers"),
        ("It fell \\[1\\].\n\n\\[1\\] Report, p. 3.", "7:1", "notes by numbers"),
        ("1. one\n3. two\n7. three", "6:1", "another number than its own"),
        ("1. one\n   1. in\n   3. in\n2. two", "7:4", "another number than its own"),
    ] {
        let told = found(text);
        let place = format!("b.md:{place}: warning: ");
        assert!(told.contains(&place) && told.contains(what), "{text}: {told}");
        assert_eq!(told.matches("[unread-markup]").count(), 1, "{text}: {told}");
    }
    for text in [
        "a. one\n\nb. two",
        "s. 5 of the law\nz. B. so",
        "1. one\n1. two\n1. three",
        "3. one\n4. two",
        "1. one\n\n   More.\n2. two\n   - in\n   - in\n3. three",
        "1. one\n2. two\n\nSo.\n\n1. one\n2. two",
        "1. one\n2. two\n\n1) other\n2) other",
        "It was on\n31. December and on\n3. January.",
        "- ☐ one\n- ☑ two",
        "It has ☑ and ☐, →, ➢.",
        "[1] The court said so.\n\n[2] As it said at [1], and at [2], so.",
        "He said [12] and [1]: so.",
        "See [1].\n\n[1]: https://a.example/one",
        "[The map]\n\nSo.",
        "第1章、第2章\n第3章、第4章",
        "O.\tSo",
    ] {
        let told = found(text);
        assert!(!told.contains("[unread-markup]"), "{text}: {told}");
    }
}

#[test]
fn marks_of_other_programs_are_told_in_their_own_words() {
    for (text, what) in [
        ("rating:: 5", "a field, `key:: value`,"),
        ("It has [rating:: 5] and (due:: 2025).", "a field, `key:: value`,"),
        ("It <% x %> is.", "a short code"),
        ("It is ''so'' then.", "emphasis of a wiki"),
        ("It is '''so''' then.", "emphasis of a wiki"),
        ("It is [b]so[/b] then.", "a mark of a forum"),
        ("[quote]\nSo.\n[/quote]", "a mark of a forum"),
        ("It is so[[1]](#_ftn1).", "the way to a note of a word processor"),
        ("??? tip\n    So.", "an admonition, `!!!` or `???`,"),
        ("See :ref:`ports`.", "a role, `{ref}` or `:ref:`,"),
        ("See :py:func:`ports`.", "a role, `{ref}` or `:ref:`,"),
        ("{{Infobox country\n| name = Velia\n| capital = Orne\n}}", "a template of a wiki"),
        ("See {{cite web|url=x}}.", "a template of a wiki"),
        ("See :warning: so.", "the short name of a picture"),
        ("**重要。**他说。", "emphasis whose signs touch"),
        ("So **\"word\"**he said.", "emphasis whose signs touch"),
        ("他**“重要”**说。", "emphasis whose signs touch"),
    ] {
        let told = found(text);
        assert!(told.contains(what), "{text}: {told}");
        assert_eq!(told.matches("[unread-markup]").count(), 1, "{text}: {told}");
        assert!(!told.contains("[unwritten-note]"), "{text}: {told}");
    }
    for text in [
        "It is std::vec and a::b.",
        "At 5'10'' it stops.",
        "He wrote ``so'' then.",
        "It is \\[x\\] and \\[see \\[1\\]\\].",
        "So \\[some_file_name = x\\] it is.",
        "**重要**。他说 **好** 的。",
        "**So.** He said **\"no\"**, (**so**), 2*3*(4)*5.",
        "`a`**b** and **`c`**",
        "At 10:30: so.",
    ] {
        let told = found(text);
        assert!(!told.contains("[unread-markup]"), "{text}: {told}");
    }
}

#[test]
fn marks_of_a_conflict_are_told_wherever_they_stand() {
    for text in [
        "- one\n  <<<<<<< HEAD\n  two\n  =======\n  three\n  >>>>>>> main",
        "- one\n  - <<<<<<< HEAD\n    two\n    =======\n    three\n    >>>>>>> main",
        "- one\n  >>>>>>> main\n  two",
        "- one\n  ||||||| merged common ancestors\n  two",
        "one\n|||||||\ntwo",
        "one\n\n||||||| merged common ancestors\n\ntwo",
    ] {
        let told = found(text);
        assert!(told.contains("[conflict-marker]"), "{text}: {told}");
    }
    // A block of code may be one that two people have written.
    let example = "```text\n<<<<<<< HEAD\ntwo\n=======\nthree\n>>>>>>> main\n```";
    let told = Site::new().briefing("b", example).run(&["check"]).stdout;
    assert!(told.contains("[conflict-marker]") && told.contains("set a space before each"), "{told}");
    let spaced = ["<<<<<<<", "=======", ">>>>>>>"]
        .iter()
        .fold(example.to_owned(), |text, mark| text.replace(mark, &format!(" {mark}")));
    assert_eq!(found(&spaced), "", "as the finding says");
    for text in ["| a | b |\n|---|---|\n|||||||\n| c | d |", "> > > > > > > deep\n> > > > > > > er"] {
        let told = found(text);
        assert!(!told.contains("[conflict-marker]"), "{text}: {told}");
    }
}

#[test]
fn several_authors_and_tags_in_one_text_are_several() {
    let site = Site::new()
        .file(
            "content/sources/r.md",
            "---\ntitle: R\nurl: https://r.example/r\npublished: 2025\nauthors: Ana Bell; Cem Dag\n---\n",
        )
        .file("content/pages/p.md", "---\ntitle: P\ntags: dams, the river; ports\n---\nSo [@r].\n");
    site.build().exits(0);
    let sources = site.page("data/sources.json");
    assert!(sources.contains("\"Ana Bell\"") && sources.contains("\"Cem Dag\""), "{sources}");
    let page = site.page("pages/p.html");
    for tag in ["dams", "the river", "ports"] {
        assert!(page.contains(&format!(">{tag}<")), "{tag}: {page}");
    }
}

#[test]
fn a_note_within_a_note_that_nothing_uses_is_told_with_it() {
    let told = found("So.\n\n[^u]: A text ^[and more of it].");
    assert!(told.contains("b.md:7:1: warning: the note `[^u]` is never used"), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
}

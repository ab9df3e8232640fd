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
        ("So.¹\n\n¹ https://a.example/x", "7:1", "notes by numbers"),
        ("So.<sup>1</sup>\n\n<sup>1</sup> Report, p. 3.", "7:1", "notes by numbers"),
        ("So [i].\n\n[i] https://a.example/x", "7:1", "notes by numbers"),
        ("So.^1^\n\n^1^ https://a.example/x", "7:1", "notes by numbers"),
        ("So.1\n\n1 https://a.example/x\n2 https://a.example/y", "7:1", "notes by numbers"),
        ("1. one\n3. two\n7. three", "6:1", "another number than its own"),
        ("1. one\n   1. in\n   3. in\n2. two", "7:4", "another number than its own"),
    ] {
        let told = found(text);
        let place = format!("b.md:{place}: warning: ");
        assert!(told.contains(&place) && told.contains(what), "{text}: {told}");
        assert_eq!(told.matches("[unread-markup]").count(), 1, "{text}: {told}");
    }
    for text in [
        "A. Petrenko spoke.\nB. Koval answered.",
        "I. Petrenko spoke.\nJ. Koval answered.",
        "|| Russia | EU |\n|---|---|---|\n| Ports | a | b |",
        "| a [[ b | c |\n|---|---|\n| d | e |",
        "| a | b [[ |\n|---|---|\n| d | e |",
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
        "¹⁴C dating says so.",
        "<sup>14</sup>C dating says so.",
        "1 ship and 2 boats",
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
        ("See :warning: so.", "the short name of a picture, `:warning:`, is not read"),
        ("See :smile: so.", "the short name of a picture, `:smile:`, is not read"),
        ("As \\cite[p. 3]{s}.", "a command of TeX"),
        ("As \\citep[see][p. 3]{doe} so.", "a command of TeX"),
        ("As \\autocite*[3]{doe} so.", "a command of TeX"),
        ("As \\parencites[3]{s}[5]{old} so.", "a command of TeX"),
        ("See \\@ref(fig:x) so.", "a reference to a figure, table or section"),
        ("``Yes'' [@s], he said. ``No'' said she.", "the quotation marks of TeX are not read"),
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
        "`` `so'' ``, `a''b`",
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

/// Each is told wherever its line begins, and whatever else the text has or has not.
#[test]
fn what_is_told_at_the_margin_is_told_behind_other_signs() {
    for (text, what) in [
        ("##Title", "a heading without a space"),
        ("[TOC]", "a place for a list of contents"),
        ("#. one", "a number that other programs count"),
        ("(@) one", "a number that other programs count"),
        ("*[HTML]: x", "the meaning of an abbreviation"),
        ("• one", "a bullet, `•`,"),
        ("=== \"Tab\"", "a tab, `=== "),
        ("!!! note", "an admonition"),
    ] {
        for (before, behind) in [("", ""), ("> ", ""), ("   ", ""), (">", ""), ("> ", "\n\nIt is x ==y== so.")] {
            let told = found(&format!("{before}{text}{behind}"));
            assert!(told.contains(what), "{before}{text}{behind}: {told}");
        }
    }
    // Behind code no line begins.
    let told = found("It is `a`##b, `c`[TOC] and ==d==.");
    assert_eq!(told.matches("[unread-markup]").count(), 1, "{told}");
    for (text, shown) in [
        ("Term\n:Capital", "Term\n:Capital"),
        ("Term\n  :Capital", "Term\n:Capital"),
        (">Term\n>:Capital", "Term\n:Capital"),
        ("| a |\n|---|\n| b |\n\n : Caption of it", "<caption>Caption of it"),
        ("So it is\t^q", "So it is</p>"),
        ("> So it is\n\n^q", "So it is</p>"),
    ] {
        let site = Site::new().briefing("b", text);
        site.build();
        let page = site.page("briefings/b.html");
        assert!(page.contains(shown) && !page.contains("<dl>"), "{text}: {page}");
    }
}

#[test]
fn stars_between_figures_are_no_emphasis_that_anybody_means() {
    for text in ["2*3*4 = 24", "So 5*3 vs 4*2 it is."] {
        let told = found(text);
        assert!(told.contains("the stars between these figures are read as those of emphasis"), "{text}: {told}");
    }
    for text in ["It is *5*.", "2\\*3\\*4", "2 * 3 * 4", "a*b*c", "It is 5*3."] {
        assert_eq!(found(text), "", "{text}");
    }
    let told = found("A sum x*(y)*z and **重要。**他说");
    assert!(told.contains("emphasis whose signs touch"), "{told}");
}

#[test]
fn a_day_that_begins_a_line_begins_no_list() {
    for day in [
        "3. Oktober 1990",
        "3. října 1990",
        "3. maja 1990",
        "3. maja",
        "1. Mai 2020",
        "31. Dezember",
        "3. lokakuuta 1990",
    ] {
        for before in ["", "> ", "Word.\n\n", "5. Mai 1949: so.\n\n"] {
            let site = Site::new().source("s").briefing("b", &format!("{before}{day}: so it is [@s]."));
            assert_eq!(site.check().stdout, "", "{day}");
            site.build();
            let page = site.page("briefings/b.html");
            assert!(page.contains(&format!("{day}: so it is")) && !page.contains("<ol start"), "{day}: {page}");
        }
    }
    for list in ["3. Ports\n4. Ships", "3. Oktober 1990\n4. November 1991", "1. Mai\n2. Juni\n3. Juli", "3. So 5 ships"]
    {
        let site = Site::new().briefing("b", list);
        site.build();
        assert!(site.page("briefings/b.html").contains("<ol"), "{list}");
    }
}

#[test]
fn several_in_one_line_are_told_as_of_one_line() {
    let told = found("[a]{.x} [b]{.y} [c]{.z}\n\nAnd [d]{.x}");
    assert!(told.contains("stands as it is typed (in 2 lines of this file)"), "{told}");
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

#[test]
fn a_link_whose_address_has_a_space_is_told_whatever_stands_behind_it() {
    for text in [
        "![x](a b.png \"caption\")",
        "[a](My note.md \"title\")",
        "[a](My note.md 'title')",
        "[a](file name.pdf#page=3)",
        "[a](file name.pdf?download=1)",
        "[a](about.md#How to make it yours)",
        "[a](#How to make it yours)",
        "[a](mailto:a@b.example?subject=a b)",
    ] {
        let told = found(text);
        assert!(told.contains("this is not read as a link, and is shown as it is written"), "{text}: {told}");
    }
    for text in [
        "[sic](or so it seems)",
        "[sic](see fig.2)",
        "[sic](#1 of all)",
        "[sic](he said \"no\")",
        "[sic](cf. the \"law\" there.)",
    ] {
        assert_eq!(found(text), "", "{text}");
    }
}

#[test]
fn a_tag_with_a_sign_in_its_name_that_no_name_of_html_has_is_told_once() {
    for (text, place) in [
        ("<o:p>x</o:p>", "5:1"),
        ("So <w:sdt> it is.", "5:4"),
        ("So <v:shape id=\"x\"> it is.", "5:4"),
        ("<Card.Title>x</Card.Title>", "5:1"),
        ("<my_tag>x</my_tag>\n\n<my_tag/>", "5:1"),
        ("In <st1:place>Kyiv</st1:place> and <st1:place>Lviv</st1:place>.", "5:4"),
        ("By <dc:creator>Ana</dc:creator>.", "5:4"),
    ] {
        let site = Site::new().source("s").briefing("b", &format!("{text}\n\nSo it is [@s]."));
        let told = site.check().stdout;
        assert!(told.contains(&format!("b.md:{place}: warning: HTML in a text is shown")), "{text}: {told}");
        assert_eq!(told.lines().filter(|line| line.starts_with("content/")).count(), 1, "{text}: {told}");
        site.build();
        assert!(site.page("briefings/b.html").contains(&text[text.find('<').unwrap_or(0) + 1..][..3]), "{text}");
    }
    for text in ["<https://a.example/x>", "So 1 <b: 2.", "`<o:p>`", "<user@example.org>", "Of x <a_b it is said."] {
        assert!(!found(text).contains("raw-html"), "{text}");
    }
}

#[test]
fn an_alias_that_is_an_address_is_told() {
    let page = |aliases: &str| {
        let site = Site::new().file("content/pages/p.md", format!("---\ntitle: P\naliases: {aliases}\n---\nWords.\n"));
        site.run(&["check"]).stdout
    };
    let told = page("[/old/url/, Ports]");
    assert!(told.contains("content/pages/p.md:3:11") && told.contains("write `formerly:`"), "{told}");
    assert!(!page("[Old port, a/b]").contains("formerly"));
}

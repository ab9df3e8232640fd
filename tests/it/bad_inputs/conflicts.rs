//! Conflicts of Git that nobody has settled.

use crate::harness::Site;

fn conflict(ours: &str, theirs: &str) -> String {
    format!("<<<<<<< HEAD\n{ours}\n=======\n{theirs}\n>>>>>>> main\n")
}

fn site() -> Site {
    Site::new().source("press").source("wire").actor("velia").issue("ferry")
}

fn position(front: &str, text: &str) -> Site {
    site().file("content/positions/velia/ferry.md", format!("---\n{front}---\n{text}"))
}

const FRONT: &str = "as_of: 2025\nstance: opposes\n";

#[test]
fn neither_version_of_a_part_is_shown_until_they_are_merged() {
    let two = conflict("It ends in May [@press].", "It ends in June [@wire].");
    let site = position(FRONT, &format!("At first it waits [@press].\n\n{two}\nAt last it goes [@wire].\n\n{two}"));
    let run = site.check().exits(1);
    run.finds("content/positions/velia/ferry.md:7:1: error", "conflict-marker");
    run.finds("content/positions/velia/ferry.md:15:1: error", "conflict-marker");
    assert_eq!(run.stdout.lines().count(), 2, "{}", run.stdout);
    site.build().exits(1);
    let gap = "<p class=\"gap\">A part of this text is not shown: two versions of it have yet to be made one.</p>";
    for page in ["positions/velia/ferry.html", "actors/velia.html"] {
        let page = site.page(page);
        assert_eq!(page.matches(gap).count(), 2, "{page}");
        assert!(page.find("At first") < page.find(gap) && page.find(gap) < page.find("At last"), "{page}");
    }
    for (path, bytes) in site.tree() {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("It ends in") && !text.contains("&gt;&gt;&gt;"), "{path}: {text}");
    }
    assert!(site.page("data/citations.csv").contains("At last it goes"), "what stands beside it is cited");
}

#[test]
fn versions_with_blocks_of_their_own_are_held_back_too() {
    for (ours, theirs) in [
        ("- one\n- two", "- three"),
        ("> quoted", "\n\npara\n\n"),
        ("```\ncode", "other code"),
        ("a\n||||||| base\nb", "c"),
        ("| a | b |\n|--|--|\n| 1 | 2 |", "none"),
        ("# Heading\n\n=======x", "[^n]: note"),
    ] {
        for around in ["", "- item\n\n", "1. a\n2. b\n", "text\n", "> quote\n"] {
            let site =
                position(FRONT, &format!("Cited [@press; @wire].\n\n{around}{}\nEnd.\n", conflict(ours, theirs)));
            let run = site.check().exits(1);
            assert_eq!(
                run.stdout.matches("[conflict-marker]").count(),
                1,
                "{ours}, {theirs}, {around}: {}",
                run.stdout
            );
            site.build();
            site.read("positions/velia/ferry.html");
            let page = site.page("positions/velia/ferry.html");
            assert_eq!(page.matches("<p class=\"gap\">A part").count(), 1, "{ours}, {theirs}, {around}");
        }
    }
}

#[test]
fn a_conflict_in_front_matter_makes_a_gap_of_it() {
    for front in [
        format!("as_of: 2025\n{}", conflict("stance: opposes", "stance: supports")),
        format!("{FRONT}{}", conflict("summary: A", "summary: B\nfirmness: firm")),
    ] {
        let site = position(&front, "Said [@press; @wire].\n");
        let run = site.check().exits(1);
        run.finding("conflict-marker");
        assert_eq!(run.stdout.lines().count(), 1, "one thing is told once: {}", run.stdout);
        site.build();
        let page = site.page("positions/velia/ferry.html");
        assert!(page.contains("could not be read") && !page.contains("HEAD"), "{page}");
    }
    // Both sides have added the file.
    let whole = conflict("---\ntitle: A\nas_of: 2025\n---\nOne.", "---\ntitle: B\nas_of: 2025\ndraft: true\n---\nTwo.");
    let site = site().file("content/briefings/b.md", whole);
    site.check().exits(1).finds("content/briefings/b.md:1:1: error", "conflict-marker");
    site.build();
    assert!(!site.has("briefings/b.html"), "one of them says that it is a draft");
    let settings = format!("base_url: https://example.org/\n{}", conflict("title: A", "title: B"));
    let run = Site::bare().file("standpoint.yaml", settings).briefing("b", "Text.").check().exits(1);
    run.finds("standpoint.yaml:2:1: error", "conflict-marker");
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
}

#[test]
fn marks_that_mark_nothing_are_text() {
    let example = conflict("a", "b");
    for text in [
        format!("```diff\n {}```", example.trim_end().replace('\n', "\n ") + "\n"),
        "Heading\n=======\n\n> seven\n>>>>>>> deep quote".to_owned(),
        "It says <<<<<<< HEAD\nand <<<<<<<no more".to_owned(),
        format!("    {}", example.replace('\n', "\n    ")),
    ] {
        site().briefing("b", &format!("{text}\n\n[@press; @wire]")).check().lacks("conflict-marker");
    }
}

#[test]
fn a_theme_and_the_files_beside_the_texts_are_looked_at_too() {
    let theme = |path: &str, ours: &str, theirs: &str| {
        let text = format!("{}x: y\n", conflict(ours, theirs));
        let site = site().file("standpoint.yaml", "title: T\nbase_url: https://t.example/\ntheme: own\n");
        site.file("themes/own/static/plain.txt", "x\n=======\n").file(path, text)
    };
    for (path, ours, theirs) in [
        ("themes/own/templates/footer.html", "<p>ours</p>", "<p>theirs</p>"),
        ("themes/own/words/en.yaml", "menu: ours", "menu: theirs"),
        ("themes/own/static/style.css", "a { color: red }", "a { color: blue }"),
        ("themes/own/static/own.js", "1", "2"),
        ("content/data.csv", "a,b", "a,c"),
    ] {
        let site = theme(path, ours, theirs);
        let run = site.check().exits(1);
        run.finds(&format!("{path}:1:1: error"), "conflict-marker");
        assert_eq!(run.stdout.matches("[conflict-marker]").count(), 1, "{}", run.stdout);
        assert!(site.run(&["check"]).stdout.contains("1 | <<<<<<< HEAD"), "{path}: its place is drawn");
        site.build().exits(1);
        assert!(!site.page("index.html").contains("ours"), "{path}: the built-in one stands for it");
    }
    // Another theme does not count.
    let other = Site::new().briefing("b", "Text.").file("themes/other/templates/footer.html", conflict("a", "b"));
    assert_eq!(other.check().exits(0).stdout, "");
}

#[test]
fn a_conflict_that_is_half_removed_or_of_another_program_is_one_too() {
    for (text, lines) in [
        ("One.\n=======\nzanzibar\n>>>>>>> main\n\nEnd.", &[8][..]),
        ("One.\n>>>>>>> main\n\nEnd.", &[8]),
        ("One.\n<<<<<<< HEAD\n\nEnd.", &[8]),
        ("<<<<<<< HEAD\nzanzibar\n=======\nzanzibar\n\nzanzibar", &[7]),
        ("<<<<<<<<< HEAD\nzanzibar\n=========\nzanzibar\n>>>>>>>>> main\n\nEnd.", &[7]),
        ("<<<<<<< A\n%%%%%%% B\n-zanzibar\n+++++++ C\nzanzibar\n>>>>>>> D\n\nEnd.", &[7]),
        ("<<<<<<< A\nzanzibar\n||||||| B\nzanzibar\n=======\nzanzibar\n>>>>>>> D\n\nEnd.", &[7]),
        ("```sh\n<<<<<<< A\nzanzibar\n=======\nzanzibar\n>>>>>>> B\n```\n\nEnd.", &[8]),
        ("~~~\n>>>>>>> B\n~~~\n\nEnd.", &[8]),
        ("```\na\n<<<<<<< A\nb\n```\n=======\nzanzibar\n```\n>>>>>>> D\n\nEnd.", &[9]),
    ] {
        let text = format!("{text}\n\n[@press; @wire]").replace("zanzibar\n\n[@press; @wire]", "zanzibar");
        for ending in ["\n", "\r\n"] {
            let written = format!("---\ntitle: B\nas_of: 2025\nsummary: S\nauthors: A\n---\n{text}");
            let site = site().file("content/briefings/b.md", written.replace('\n', ending));
            let run = site.check().exits(1);
            for line in lines {
                run.finds(&format!("content/briefings/b.md:{line}:1: error"), "conflict-marker");
            }
            assert_eq!(run.stdout.matches("[conflict-marker]").count(), lines.len(), "{text}: {}", run.stdout);
            site.build().exits(1);
            let page = site.read("briefings/b.html");
            assert!(!page.main().contains("zanzibar") && !page.main().contains("&gt;&gt;&gt;"), "{text}");
            assert_eq!(page.main().contains("End."), text.contains("End."), "{text}");
        }
    }
    for text in ["A heading\n=======\n\nText", "> a\n>>>>>>> deep\n> b", "a <<<<<<< b", "```\n >>>>>>> a\n```"] {
        site().briefing("b", &format!("{text}\n\n[@press; @wire]")).check().lacks("conflict-marker");
    }
}

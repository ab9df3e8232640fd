//! What an author wrote and readers would miss, or see in another form: it is read, or told.

use crate::harness::Site;

/// What `check` says in short of a briefing with this text and these lines of front matter, and its page.
fn site(front: &str, text: &str) -> (String, String) {
    let site = Site::new()
        .source("s")
        .file("content/briefings/b.md", format!("---\ntitle: B\nas_of: 2025\n{front}---\n{text}\n"));
    let found = site.run(&["check", "--format", "short"]).stdout;
    site.build();
    let page = if site.has("briefings/b.html") { site.page("briefings/b.html") } else { String::new() };
    (found.lines().filter(|line| !line.contains("[unused-source]")).collect::<Vec<_>>().join("\n"), page)
}

fn found(text: &str) -> String {
    site("", text).0
}

#[test]
fn comments_of_other_programs_are_for_nobody() {
    for text in [
        "It stops.\n[//]: # (zanzibar)\nIt goes.",
        "- It stops.\n  [//]: # (zanzibar (x) zanzibar)\n- It goes.",
        "It stops.\n[comment]: # zanzibar",
        "It stops.\n\n[comment]: # zanzibar and more",
        "/* zanzibar */\n\nIt stops.",
        "It <%-- zanzibar --%> stops.",
        "It {::comment}zanzibar{:/comment} stops.",
        "\\begin{comment}\nzanzibar\n\\end{comment}\n\nIt stops.",
        "::: comment\nzanzibar\n:::\n\nIt stops.",
        "::: {.content-hidden}\nzanzibar\n:::\n\nIt stops.",
        "It {{!-- zanzibar --}} stops.",
        "It <comment>zanzibar</comment> stops.",
    ] {
        let (found, page) = site("", text);
        assert_eq!(found, "", "{text}");
        assert!(page.contains("stops.") && !page.contains("zanzibar"), "{text}");
    }
}

#[test]
fn a_comment_whose_signs_are_no_longer_its_own_is_held_back_and_told() {
    for comment in [
        "\\<!-- zanzibar -->",
        "&lt;!-- zanzibar --&gt;",
        "<!— zanzibar —>",
        "<!–- zanzibar -->",
        "<!–– zanzibar ––>",
        "\\<!\\-\\- zanzibar \\-\\-\\>",
    ] {
        let (found, page) = site("", &format!("It stops. {comment} It goes."));
        assert!(found.contains("b.md:5:11: error") && found.contains("[held-back]"), "{comment}: {found}");
        assert!(page.contains("It stops. It goes.") && !page.contains("zanzibar"), "{comment}");
        let (found, page) = site(&format!("summary: 'It stops. {comment}'\n"), "Words.");
        assert!(found.contains("b.md:4:10: error") && found.contains("[held-back]"), "{comment}: {found}");
        assert!(!page.contains("zanzibar"), "{comment}");
    }
}

#[test]
fn links_that_lead_nowhere_by_their_definition_are_told() {
    let of =
        |text: &str| found(&format!("{text}\n\n[s]: https://a.example/s\n[law]: https://a.example/law\n\n[s] [law]"));
    for (text, told) in [
        ("See [the report][rpt].", "b.md:5:5: warning: this is not read as a link, since no line `[rpt]: …`"),
        ("See [the plan][].", "no line `[the plan]: …`"),
        ("![x][y]", "no line `[y]: …`"),
        ("[1]: https://a.example/one \"T\"", "b.md:5:1: warning: no link uses `[1]`"),
        ("See [1].\n\n[1]: https://a.example/one two three", "b.md:7:1: warning: this line defines no link"),
        ("See [1].\n[1]: https://a.example/one", "b.md:6:1: warning: this line defines no link"),
        ("[LAW]: https://a.example/other", "error: the link `[law]` is defined twice"),
    ] {
        let found = of(text);
        assert!(found.contains(told), "{text}: {found}");
        assert_eq!(found.lines().count(), 1, "{text}: {found}");
    }
    for text in [
        "See [the report][s], [s][] and [S].",
        "Take a[i][j], [sic] and [^1][^2].\n\n[^1]: One.\n[^2]: Two.",
        "It is so [@s][@s, p. 3].",
        "\"[He] [said] so,\" [Smith] says.",
        "[law]: https://a.example/law",
        "`[a][b]`\n\n```\n[1]: https://a.example/\n```",
        "[Smith]: I said no.",
    ] {
        let found = of(text);
        assert_eq!(found, "", "{text}");
    }
}

#[test]
fn tables_of_other_programs_are_told() {
    for (text, place) in [
        ("Year  Tons\n----  ----\n2024  5\n2025  6\n\nTable: Demo", "6:1"),
        ("-----  -----\n2024   5\n2025   6\n-----  -----", "5:1"),
        ("-------------\nYear    Tons\n------ ------\n2024    5\n\n2025    6\n-------------", "7:1"),
        ("|a|b|\n|c|d|", "5:1"),
        ("|---|---|\n| a | b |", "5:1"),
        ("| Roses are red\n| Violets are blue", "5:1"),
    ] {
        let found = found(text);
        assert!(found.contains(&format!("b.md:{place}: warning")), "{text}: {found}");
        assert_eq!(found.matches("[unread-markup]").count(), 1, "{text}: {found}");
    }
    for text in [
        "One\n\n--- ---\n\nTwo -- so to say -- three.",
        "|a|b|\n|-|-|\n|c|d|\n| - | - |\n\nThen.",
        "a | b\n--|--\nc | d",
        "> | a | b |\n> |---|---|\n> | c | d |",
        "One |x| two",
        "* * *\n\n- - -\n\n---",
    ] {
        let found = found(text);
        assert!(!found.contains("[unread-markup]"), "{text}: {found}");
    }
}

#[test]
fn signs_that_other_editors_leave_are_told() {
    for (text, what) in [
        ("##\u{a0}Title", "no plain space"),
        ("-\u{a0}one\n-\u{a0}two", "no plain space"),
        ("1.\u{a0}one", "no plain space"),
        ("> [!NOTE]\u{a0}One\n> two", "no plain space"),
        ("\u{200b}## Title", "no plain space"),
        ("##\u{3000}標題", "no plain space"),
        ("-one\n-two", "no plain space"),
        ("*one\n*two", "no plain space"),
        ("1.one\n2.two", "no plain space"),
        ("1)one\n2)two", "no plain space"),
        ("See [the law] (https://a.example/law).", "brackets stand apart"),
        ("See (the law)[https://a.example/law].", "brackets stand apart"),
        ("\\[\nx = 1\n\\]", "mathematics"),
        ("So \\(x\\) is.", "mathematics"),
        ("So $x$ and $\\alpha$ are, and $n-1$.", "mathematics"),
    ] {
        let found = found(text);
        assert!(found.contains(what) && found.contains("[unread-markup]"), "{text}: {found}");
        assert_eq!(found.matches("[unread-markup]").count(), 1, "{text}: {found}");
    }
    for text in [
        "It costs US$5-$10, $5/$6 or $20.",
        "It is \\[sic\\] and \\(see below\\).",
        "-5 degrees\n-7 degrees",
        "*One* and\n*two* more",
        "So it was [@s] (https://a.example/law).",
        "1.5 tons\n2.5 tons",
        "He left.”\n“So,” she said.",
        "— Так.\n— Ні, (сказав він).",
    ] {
        let found = found(text);
        assert!(!found.contains("no plain space") && !found.contains("apart"), "{text}: {found}");
        assert!(!found.contains("mathematics"), "{text}: {found}");
    }
    let site = Site::new().file("standpoint.yaml", "version: 1\ntitle: T\nbase_url: https://a.example/\nmath: true\n");
    let found = site
        .file("content/briefings/b.md", "---\ntitle: B\nas_of: 2025\n---\nSo \\(x\\) is, $x$ too.\n")
        .run(&["check", "--format", "short"])
        .stdout;
    assert_eq!(found.matches("mathematics is not read").count(), 1, "{found}");
}

#[test]
fn markdown_that_nobody_reads_is_told() {
    for text in [
        "<div>*em*</div>",
        "<div>\n_em_\n</div>",
        "<div>\n## Title\n</div>",
        "<div>\n- one\n- two\n</div>",
        "<div>\n> quote\n</div>",
        "<details><summary>S</summary>\n```\ncode\n```\n</details>",
        "<div>[x][1]</div>",
    ] {
        let found = found(text);
        assert!(found.contains("Markdown right within HTML stands as it is typed"), "{text}: {found}");
    }
    for text in ["<div>5 * 3 * 2 - 1, snake_case_name</div>", "<p>\n— So.\n</p>", "<pre>\n- one\n# two\n</pre>"] {
        assert!(!found(text).contains("Markdown right within HTML"), "{text}: {}", found(text));
    }
    for written in ["*x*", "**x**", "[base](x.md)", "[[base]]", "`x`"] {
        for key in ["title", "summary"] {
            let front = format!("{key}: 'The {written} falls'\n");
            let lines = if key == "title" { "as_of: 2025\n".to_owned() } else { "title: B\nas_of: 2025\n".to_owned() };
            let site = Site::new().file("content/briefings/b.md", format!("---\n{lines}{front}---\nWords.\n"));
            let found = site.run(&["check", "--format", "short"]).stdout;
            assert!(found.contains(&format!("no Markdown is read in `{key}`")), "{front}: {found}");
        }
    }
    let (found, _) = site("summary: 'About 2*3*4 [sic] of snake_case, ~5 to ~10 at a_b_c'\n", "Words.");
    assert_eq!(found, "");
}

#[test]
fn a_wish_not_to_be_read_is_one_in_any_language() {
    for line in [
        "publié: non",
        "publicado: no",
        "pubblicato: no",
        "opublikowane: nie",
        "приватно: так",
        "секретно: да",
        "статус: чернетка",
        "مسودة: نعم",
        "草稿: true",
        "marking: TLP:RED",
        "eyes_only: true",
        "protected: true",
        "Draft: true",
        "DRAFT: yes",
        "\u{200b}draft: true",
    ] {
        let (found, page) = site(&format!("{line}\n"), "Words.");
        assert!(found.contains("b.md:4:1: error") && found.contains("[held-back]"), "{line}: {found}");
        assert!(page.is_empty(), "{line}");
    }
}

//! What an author wrote and readers would miss, or see in another form: it is read, or told.

use crate::harness::Site;

/// What is said of each of many briefings, and their pages.
fn each<T>(cases: impl IntoIterator<Item = T>, parts: impl Fn(&T) -> (String, String)) -> Vec<(T, String, String)> {
    let text = |case: &T| {
        let (front, text) = parts(case);
        format!("---\ntitle: B\nas_of: 2025\n{front}---\n{text}\n")
    };
    let told = crate::harness::each(&Site::new().source("s"), "content/briefings/b.md", cases, text);
    told.into_iter().map(|(case, found, page)| (case, found, page.unwrap_or_default())).collect()
}

/// A text without lines of its own in its front matter.
fn plain(text: &str) -> (String, String) {
    (String::new(), text.to_owned())
}

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
    for (text, found, page) in each(
        [
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
        ],
        |text| plain(text),
    ) {
        assert_eq!(found, "", "{text}");
        assert!(page.contains("stops.") && !page.contains("zanzibar"), "{text}");
    }
}

#[test]
fn a_comment_whose_signs_are_no_longer_its_own_is_held_back_and_told() {
    for (comment, found, page) in each(
        [
            "\\<!-- zanzibar -->",
            "&lt;!-- zanzibar --&gt;",
            "<!— zanzibar —>",
            "<!–- zanzibar -->",
            "<!–– zanzibar ––>",
            "\\<!\\-\\- zanzibar \\-\\-\\>",
        ],
        |comment| plain(&format!("It stops. {comment} It goes.")),
    ) {
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
    for ((text, place), found, _) in each(
        [
            ("Year  Tons\n----  ----\n2024  5\n2025  6\n\nTable: Demo", "6:1"),
            ("-----  -----\n2024   5\n2025   6\n-----  -----", "5:1"),
            ("-------------\nYear    Tons\n------ ------\n2024    5\n\n2025    6\n-------------", "7:1"),
            ("|a|b|\n|c|d|", "5:1"),
            ("|---|---|\n| a | b |", "5:1"),
            ("| Roses are red\n| Violets are blue", "5:1"),
        ],
        |(text, _)| plain(text),
    ) {
        assert!(found.contains(&format!("b.md:{place}: warning")), "{text}: {found}");
        assert_eq!(found.matches("[unread-markup]").count(), 1, "{text}: {found}");
    }
    for (text, found, _) in each(
        [
            "One\n\n--- ---\n\nTwo -- so to say -- three.",
            "|a|b|\n|-|-|\n|c|d|\n| - | - |\n\nThen.",
            "a | b\n--|--\nc | d",
            "> | a | b |\n> |---|---|\n> | c | d |",
            "One |x| two",
            "* * *\n\n- - -\n\n---",
        ],
        |text| plain(text),
    ) {
        assert!(!found.contains("[unread-markup]"), "{text}: {found}");
    }
}

#[test]
fn signs_that_other_editors_leave_are_told() {
    for ((text, what), found, _) in each(
        [
            ("##\u{a0}Title", "no plain space"),
            ("-\u{a0}one\n-\u{a0}two", "no plain space"),
            ("1.\u{a0}one\n2.\u{a0}two", "no plain space"),
            ("1.\u{a0}one\n\n2.\u{a0}two", "no plain space"),
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
        ],
        |(text, _)| plain(text),
    ) {
        assert!(found.contains(what) && found.contains("[unread-markup]"), "{text}: {found}");
        assert_eq!(found.matches("[unread-markup]").count(), 1, "{text}: {found}");
    }
    for (text, found, _) in each(
        [
            "It costs US$5-$10, $5/$6 or $20.",
            "It is \\[sic\\] and \\(see below\\).",
            "-5 degrees\n-7 degrees",
            "*One* and\n*two* more",
            "So it was [@s] (https://a.example/law).",
            "1.5 tons\n2.5 tons",
            "1.\u{a0}Januar 2024 war es so.",
            "Es war am\n31.\u{a0}Dezember, nicht am\n1.\u{a0}Januar.",
            "2.\u{a0}Weltkrieg\n\n1.\u{a0}Weltkrieg",
            "He left.”\n“So,” she said.",
            "— Так.\n— Ні, (сказав він).",
        ],
        |text| plain(text),
    ) {
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
    for (text, found, _) in each(
        [
            "<div>*em*</div>",
            "<div>\n_em_\n</div>",
            "<div>\n## Title\n</div>",
            "<div>\n- one\n- two\n</div>",
            "<div>\n> quote\n</div>",
            "<details><summary>S</summary>\n```\ncode\n```\n</details>",
            "<div>[x][1]</div>",
        ],
        |text| plain(text),
    ) {
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
    for (line, found, page) in each(
        [
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
        ],
        |line| (format!("{line}\n"), "Words.".to_owned()),
    ) {
        assert!(found.contains("b.md:4:1: error") && found.contains("[held-back]"), "{line}: {found}");
        assert!(page.is_empty(), "{line}");
    }
}

#[test]
fn an_address_without_its_scheme_is_told_in_a_note() {
    for (note, address) in [
        ("t.me/velia/12", "https://t.me/velia/12"),
        ("gov.uk/report", "https://gov.uk/report"),
        ("//gov.uk/x", "https://gov.uk/x"),
        ("<gov.uk/report>.", "https://gov.uk/report"),
        ("nato.int", "https://nato.int"),
        ("https:/gov.uk/x", "https://gov.uk/x"),
        ("web.archive.org/web/2024/gov.example/report", "https://web.archive.org/web/2024/gov.example/report"),
        ("Ministry, Report (gov.ua/npas/12_a), p. 3.", "https://gov.ua/npas/12_a"),
        ("мид.рф/новости", "https://мид.рф/новости"),
        ("See *youtu.be/a_b_c?t=75*.", "https://youtu.be/a_b_c?t=75"),
        ("On t.me/velia_x/12, GOV.UK.", "https://t.me/velia_x/12"),
    ] {
        let site = Site::new().briefing("b", &format!("It is so [^1].\n\n[^1]: {note}"));
        let found = site.run(&["check"]).stdout;
        assert!(found.contains("warning[schemeless-url]"), "{note}: {found}");
        assert!(found.contains(&format!("= help: write {address}\n")), "{note}: {found}");
    }
    for note in ["ftp://a.org/x", "hxxps://gov.uk/x"] {
        let found = found(&format!("It is so [^1].\n\n[^1]: {note}"));
        assert!(found.contains("b.md:7:7: warning") && found.contains("[bad-url]"), "{note}: {found}");
    }
    for note in [
        "See report.md, annex.pdf/2 and e.g. U.S./EU, and/or km/h, w/o p. 3/4.",
        "Politico.eu, 3 May 2024.",
        "It stopped.It went on, art.5/2 of vol.ii/3.",
        "The file `t.me/velia/12`, report.md/2.",
        "report.md",
        "So he said (me@ministry.org/x).",
        "So they ask, yes.no/maybe. It.is/was so.",
    ] {
        assert_eq!(found(&format!("It is so [^1].\n\n[^1]: {note}")), "", "{note}");
    }
    // With a scheme in capitals it is one.
    let found = found("It is so [^1].\n\n[^1]: HTTPS://gov.uk/x_y_");
    assert!(found.contains("[unrecorded-source]") && !found.contains("[schemeless-url]"), "{found}");
    let link = site("", "See [the report](gov.uk/report).").0;
    assert!(link.contains("[broken-link]"), "{link}");
}

#[test]
fn the_place_in_a_copy_is_the_place() {
    for ((address, place), _, page) in each(
        [
            (
                "https://web.archive.org/web/20240101000000/https://gov.example/report#page=3",
                "p. 3, archived copy of 1 January 2024",
            ),
            (
                "https://web.archive.org/web/2024/https%3A%2F%2Fgov.example%2Freport#page=4",
                "p. 4, archived copy of 2024",
            ),
            (
                "https://web.archive.org/web/2024/https://www.youtube.com/watch?v=a1&t=75",
                "at 1:15, archived copy of 2024",
            ),
            (
                "https://web.archive.org/web/20240101000000/https://gov.example/report",
                "archived copy of 1 January 2024",
            ),
        ],
        |(address, _)| plain(&format!("It is so [^1].\n\n[^1]: {address}")),
    ) {
        assert!(page.contains(&format!("<bdi>{place}</bdi></a>")), "{address}: {page}");
        assert!(page.contains("href=\"https://web.archive.org/web/2024"), "{address}: {page}");
    }
}

#[test]
fn places_have_no_markup_that_nobody_reads() {
    let (found, page) = site("", "One [@s, fol. 12<sup>v</sup>]. Two [@s, <i>passim</i>]. Three [@s, CO<sub>2</sub>].");
    assert_eq!(found, "");
    assert!(["fol. 12ᵛ", "passim", "CO₂"].iter().all(|place| page.contains(place)) && !page.contains("&lt;"), "{page}");
    for place in ["~~p. 3~~", "p. 3<br>4", "p. <del>3</del>", "<sup>Ω</sup>3"] {
        let found = self::found(&format!("One [@s, {place}]."));
        assert!(found.contains("b.md:5:6: warning") && found.contains("[unread-markup]"), "{place}: {found}");
        assert_eq!(found.matches("[unread-markup]").count(), 1, "{place}: {found}");
    }
}

#[test]
fn brackets_that_nearly_cite_are_told() {
    for text in [
        "[see@s]",
        "[cite:@s]",
        "[see@s, p. 3]",
        "{@s}",
        "@[s]",
        "@[s, p. 3]",
        "[＠s]",
        "[see ＠s, p. 3]",
        "[x @s](https://a.example)",
        "![@s]",
        "[Müller 2020; @s]",
        "as \"@s\" said",
        "as '@s' said",
    ] {
        let found = found(&format!("It is so {text}."));
        assert_eq!(found.matches("[bare-citation]").count(), 1, "{text}: {found}");
        let has_brackets = text.contains('[');
        assert!(!has_brackets || !found.contains("without brackets"), "{text}: {found}");
    }
    for text in
        ["[me@s.org]", "{@media}", "me@[s]", "[x @port](https://a.example)", "`[see@s]`", "\\[see@s\\]", "<me@s>"]
    {
        let found = found(&format!("It is so {text}."));
        assert!(!found.contains("[bare-citation]"), "{text}: {found}");
    }
}

#[test]
fn callouts_keep_their_titles_wherever_they_stand() {
    for ((text, title), found, page) in each(
        [
            (":::note{title=\"Mind this\"}\nOne.\n:::", "Mind this"),
            ("::: tip {title='Mind this' .x}\nOne.\n:::", "Mind this"),
            ("::: {.callout-note title=\"Mind this\" #id}\nOne.\n:::", "Mind this"),
            ("> ::: note Mind this\n> One.\n> :::", "Mind this"),
            ("> So.\n>\n> :::note{title=\"Mind this\"}\n> ```\n> :::\n> ```\n> One.\n> :::\n> Two.", "Mind this"),
        ],
        |(text, _)| plain(text),
    ) {
        assert_eq!(found, "", "{text}");
        assert!(page.contains("class=\"alert alert-") && page.contains(title), "{text}: {page}");
        assert!(!page.contains("{.") && !page.contains("{title"), "{text}: {page}");
    }
    // What a quote holds ends with it.
    let (found, page) = site("", "> ::: note\n> One.\n\nTwo.");
    assert!(found.contains("b.md:5:3: warning") && found.contains("[unclosed-fence]"), "{found}");
    assert!(page.contains("</blockquote>\n<p>Two.</p>"), "{page}");
    assert!(self::found("- ::: note\n  One.").contains("[unread-markup]"));
    for (text, _, page) in each(["Term\n:\n\nNext", "Term\n: \nNext", "> Term\n> :\n\nNext"], |text| plain(text)) {
        assert!(page.contains("Term\n:") && !page.contains("<dd>"), "{text}: {page}");
    }
    assert!(site("", "Term\n:\n    What it says.").1.contains("<dd>What it says.</dd>"));
}

#[test]
fn quotations_have_the_direction_of_their_words() {
    let (_, page) = site("", "> שלום\n\n> One\n> > Two");
    assert_eq!(page.matches("<blockquote dir=\"auto\">").count(), 3, "{page}");
}

#[test]
fn quotes_within_printed_quotes_are_inner_ones() {
    for ((language, text, set), _, page) in each(
        [
            ("en", "He “said \"b\" there” and \"c\".", "He “said ‘b’ there” and “c”."),
            ("en", "He “said *it* \"b\"” and “\"c\" d”.", "He “said <em>it</em> ‘b’” and “‘c’ d”."),
            ("de", "Er „sagte \"b\" dort“ und \"c\".", "Er „sagte ‚b‘ dort“ und „c“."),
            ("de", "Er »sagte \"b\" dort« und \"c\".", "Er »sagte ‚b‘ dort« und „c“."),
            ("fr", "Il «\u{a0}dit \"b\" là\u{a0}» et \"c\".", "Il «\u{a0}dit “b” là\u{a0}» et «\u{202f}c\u{202f}»."),
            ("uk", "Він «сказав \"b\" там» і \"c\".", "Він «сказав „b“ там» і «c»."),
            ("ru", "Он «сказал \"b\" там» и \"c\".", "Он «сказал „b“ там» и «c»."),
            ("pl", "On „mówi \"b\" tam” i \"c\".", "On „mówi «b» tam” i „c”."),
            ("it", "Lui «dice \"b\" qui» e \"c\".", "Lui «dice “b” qui» e «c»."),
            ("en", "He \"said \"b\" there\" and “c”.", "He “said ‘b’ there” and “c”."),
            ("en", "It is 5\" wide, “so”, the “90s.", "It is 5″ wide, “so”, the “90s."),
        ],
        |(language, text, _)| (format!("language: {language}\n"), text.to_string()),
    ) {
        assert!(page.contains(set), "{language}: {text}: {page}");
        let (_, page) = site(&format!("language: {language}\nsummary: '{}'\n", text.replace('*', "")), "Words.");
        let set = set.replace("<em>", "").replace("</em>", "");
        assert!(page.contains(&set), "{language}: {text}: {page}");
    }
}

#[test]
fn what_merging_programs_and_editors_leave_is_no_text() {
    let text = "---\ntitle: Ferry\nas_of: 2025\n---\nzanzibar\n";
    for side in [
        "ours",
        "theirs",
        "mine",
        "local",
        "remote",
        "base",
        "HEAD",
        "tmp",
        "TEMP",
        "old",
        "rej",
        "SFConflict",
        "yours",
        "merged",
    ] {
        let path = format!("content/briefings/ferry.{side}.md");
        let alone = Site::new().file(&path, text);
        assert!(!alone.run(&["check", "--format", "short"]).stdout.contains("[stray-file]"), "{side} may be a name");
        let site = alone.file("content/briefings/ferry.md", "---\ntitle: Ferry\nas_of: 2025\n---\nWords.\n");
        let found = site.run(&["check", "--format", "short"]).stdout;
        assert!(found.contains(&format!("{path}:1:1: warning")) && found.contains("[stray-file]"), "{side}: {found}");
        site.build();
        assert!(site.files().iter().all(|file| !file.contains(&format!("ferry.{side}"))), "{side}");
    }
    for name in [
        "ferry.md___jb_tmp___",
        "ferry.md___jb_old___",
        "ferry.wbk",
        "AutoRecovery.asd",
        "x.laccdb",
        "a.pdf.download",
        "x.code-workspace",
        "conflict.txt.REMOTE.123.txt",
    ] {
        let site = Site::new().briefing("x", "Words.").file(&format!("content/briefings/{name}"), text);
        assert!(site.run(&["check", "--format", "short"]).stdout.contains("[stray-file]"), "{name}");
        site.build();
        assert!(site.files().iter().all(|file| !file.contains(name)), "{name}");
    }
    // Where a position has a label, that may be one.
    let site = Site::new()
        .actor("a")
        .issue("i")
        .file("content/positions/a/i.md", "---\nas_of: 2025\nstance: opposes\n---\nNo.\n");
    let site = site.file("content/positions/a/i.old.md", "---\nas_of: 2024\nstance: supports\n---\nYes.\n");
    assert!(!site.run(&["check", "--format", "short"]).stdout.contains("[stray-file]"));
}

#[test]
fn texts_of_other_programs_are_neither_read_nor_published() {
    for name in [
        "a.fodt",
        "a.qmd.txt",
        "a.jmd",
        "a.pmd",
        "a.livemd",
        "a.mdtxt",
        "a.dbk",
        "a.njk",
        "a.php",
        "a.bbl",
        "a.aux",
        "a.Rmd.txt",
        "a.docbook",
        "a.liquid",
        "a.sty",
        "a.texinfo",
        "a.MMD",
    ] {
        let site = Site::new().briefing("x", "Words.").file(&format!("content/pages/{name}"), "zanzibar");
        let found = site.run(&["check", "--format", "short"]).stdout;
        assert!(found.contains("[file-ending]"), "{name}: {found}");
        site.build();
        assert!(site.files().iter().all(|file| !file.ends_with(name)), "{name}");
    }
    let site = Site::new().file("content/pages/all.mbox", "zanzibar");
    assert!(site.run(&["check", "--format", "short"]).stdout.contains("[stray-file]"));
    for name in ["notes.txt", "base.csv", "plan.pdf", "org.txt", "data.base.json"] {
        let site = Site::new().file(&format!("content/pages/{name}"), "x");
        assert!(!site.run(&["check", "--format", "short"]).stdout.contains("[file-ending]"), "{name}");
    }
}

#[test]
fn a_conflict_in_a_quote_or_an_item_is_one() {
    for (text, found, page) in each(
        [
            "> <<<<<<< HEAD\n> zanzibar\n> =======\n> zanzibar\n> >>>>>>> main\n\nAll.",
            "> So.\n>\n> <<<<<<< HEAD\n> zanzibar\n>\n> =======\n> zanzibar\n> >>>>>>> main\n\nAll.",
            "- <<<<<<< HEAD\n  zanzibar\n  =======\n  zanzibar\n  >>>>>>> main\n\nAll.",
            "- One\n  <<<<<<< HEAD\n  - zanzibar\n  =======\n  - zanzibar\n  >>>>>>> main\n\nAll.",
            "1. One\n\n   <<<<<<< HEAD\n   zanzibar\n   =======\n   zanzibar\n   >>>>>>> main\n\nAll.",
        ],
        |text| plain(text),
    ) {
        assert!(
            found.contains("error: two versions of this part") && found.contains("[conflict-marker]"),
            "{text}: {found}"
        );
        assert!(page.contains("All.") && !page.contains("zanzibar") && !page.contains("&lt;"), "{text}: {page}");
    }
    let (found, page) = site("", "> <<<<<<< HEAD\n> One.\n\n- Two\n  <<<<<<< HEAD");
    assert_eq!(found.matches("error: this is left of two versions").count(), 2, "{found}");
    assert!(page.contains("One.") && page.contains("Two") && !page.contains("HEAD"), "{page}");
    for text in [
        "- One\n  ```\n  <<<<<<< HEAD\n  a\n  =======\n  b\n  >>>>>>> main\n  ```",
        "    <<<<<<< HEAD\n    a\n    =======\n    b\n    >>>>>>> main",
        "> So `<<<<<<<` it\n> ======= is\n\n> > > > > > > > deep",
    ] {
        assert!(!self::found(text).contains("[conflict-marker]"), "{text}");
    }
}

#[test]
fn a_link_to_no_place_of_a_made_page_is_told_where_it_is_written() {
    let found = found("One.\n\nTwo [f](../matrix.html#x), [g](../sources/index.html#y).");
    assert!(
        found.contains("content/briefings/b.md:7:5: error: matrix.html has no place `#x` [broken-anchor]"),
        "{found}"
    );
    assert!(found.contains("content/briefings/b.md:7:28: error: sources/index.html has no place `#y`"), "{found}");
}

#[test]
fn the_page_of_an_address_does_not_depend_on_what_else_is_cited() {
    let cite = |addresses: &[&str]| {
        let notes = addresses.iter().zip(1..).map(|(address, n)| format!("It is [^{n}].\n\n[^{n}]: {address}\n\n"));
        let site = Site::new().briefing("b", &notes.collect::<String>());
        site.build();
        let pages =
            site.pages().into_iter().filter(|page| page.starts_with("sources/") && !page.ends_with("index.html"));
        let told = pages.filter(|page| page != "sources/s.html").map(|page| {
            let html = site.page(&page);
            let address =
                addresses.iter().find(|address| html.contains(&format!("href=\"{address}\""))).expect("its address");
            ((*address).to_owned(), page)
        });
        told.collect::<std::collections::BTreeMap<_, _>>()
    };
    let (a, b, c) = (
        "https://gov.example/a/report-on-dams",
        "https://gov.example/b/report-on-dams",
        "https://gov.example/c/report-on-dams",
    );
    assert_eq!(cite(&[a]).values().collect::<Vec<_>>(), ["sources/gov-report-on-dams.html"]);
    let (two, turned, three) = (cite(&[a, b]), cite(&[b, a]), cite(&[c, b, a]));
    assert_eq!(two, turned);
    assert!(two.iter().all(|(address, page)| three[address] == *page), "{two:?} {three:?}");
    assert!(!three.values().any(|page| page == "sources/gov-report-on-dams.html"), "no page of one is that of another");
    // One that gets a note keeps its page, and so does the other.
    let key = two[a].trim_start_matches("sources/").trim_end_matches(".html");
    let site = Site::new()
        .file(&format!("content/sources/{key}.md"), format!("---\ntitle: Dams\nurl: {a}\n---\n"))
        .briefing("b", &format!("It is [^1] [^2].\n\n[^1]: {a}\n[^2]: {b}"));
    site.build();
    assert!(site.has(&two[a]) && site.has(&two[b]), "{two:?}");
}

#[test]
fn quotes_within_quotes_close_before_punctuation_too() {
    for ((text, shown), _, page) in each(
        [
            ("He said \"a 'deal'\", and left.", "“a ‘deal’”, and"),
            ("It was (\"a 'deal'\") then.", "(“a ‘deal’”)"),
            ("He said \"a 'deal' now\" and left.", "“a ‘deal’ now” and"),
        ],
        |(text, _)| plain(text),
    ) {
        assert!(page.contains(shown), "{text}: {page}");
    }
}

#[test]
fn what_stands_behind_an_address_in_a_note_is_no_part_of_it() {
    for (end, _, page) in each([".", ",", ";", ").", "。"], |end| {
        plain(&format!("It says so[^1].\n\n[^1]: https://other.example/a{end}"))
    }) {
        assert!(page.contains("href=\"https://other.example/a\""), "{end}: {page}");
    }
}

#[test]
fn several_names_without_brackets_are_told_as_a_list() {
    let site = Site::new()
        .actor("eu")
        .actor("nato")
        .file("content/actors/velia.md", "---\nname: Velia\npart_of: eu, nato\n---\n");
    let told = site.run(&["check"]).stdout;
    assert!(told.contains("a list stands in brackets: `part_of: [eu, nato]`"), "{told}");
    assert!(!told.contains("content/actors/eu, nato.md"), "{told}");
}

#[test]
fn a_title_that_is_underlined_is_one() {
    let site = Site::new().file("content/pages/p.md", "The port\n========\n\nWords.\n");
    assert_eq!(site.run(&["check", "--format", "short"]).stdout, "");
    site.build();
    let page = site.page("pages/p.html");
    assert!(page.contains("The port</bdi></h1>") && page.contains("Words.") && !page.contains("==="), "{page}");
}

#[test]
fn the_middle_of_a_conflict_alone_is_told() {
    for text in ["We will build.\n\n=======\n\nWe will not.", "- one\n- two\n=======\n- three"] {
        assert!(found(text).contains("conflict"), "{text}: {}", found(text));
    }
    assert_eq!(found("We will build\n=======\n\nIt is a heading."), "");
    assert_eq!(found("#1 rule\n=======\n\nIt is a heading."), "");
    let found = found("# Rules\n=======\n\nThe line above is no heading.");
    assert!(found.contains("[conflict-marker]"), "{found}");
}

/// The error alone would leave readers with a page that looks whole.
#[test]
fn versions_that_nobody_has_merged_leave_a_gap_in_quotations_and_lists_too() {
    let versions = "<<<<<<< HEAD\nMine\n=======\nTheirs\n>>>>>>> x";
    let behind = |sign: &str| versions.replace('\n', &format!("\n{sign}"));
    for (text, found, page) in each(
        [
            format!("Before.\n\n> {}\n\nAfter.", behind("> ")),
            format!("Before.\n\n> One\n> {}\n> two\n\nAfter.", behind("> ")),
            format!("Before.\n\n- one\n  {}\n- two\n\nAfter.", behind("  ")),
            format!("Before.\n\nAfter.\n\n> {}", behind("> ")),
        ],
        |text| plain(text),
    ) {
        assert!(found.contains("[conflict-marker]"), "{text}: {found}");
        assert_eq!(page.matches("<p class=\"gap\">").count(), 1, "{text}");
        assert!(page.contains("After.") && !page.contains("Mine") && !page.contains("Theirs"), "{text}");
    }
    // Of a mark that is left alone no words are missing.
    let (_, page) = site("", "Before.\n\n> One\n> <<<<<<< HEAD\n> two");
    assert!(!page.contains("class=\"gap\"") && page.contains("two"));
}

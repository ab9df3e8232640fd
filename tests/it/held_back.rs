//! What is not for readers, in the words and signs of other programs: it is held back, or told.

use crate::harness::{Site, Told};

/// The same of many, each by itself.
pub fn each<T>(cases: impl IntoIterator<Item = T>, parts: impl Fn(&T) -> (String, String)) -> Vec<Told<T>> {
    let text = |case: &T| {
        let (front, text) = parts(case);
        format!("---\ntitle: B\nas_of: 2025\n{front}---\n{text}\n")
    };
    crate::harness::each(&Site::new(), "content/briefings/b.md", cases, text)
}

/// A text without lines of its own in its front matter.
fn plain(text: &str) -> (String, String) {
    (String::new(), text.to_owned())
}

/// What `check` says in short of a briefing with these lines of front matter and this text, and its page, if it has one.
fn site(front: &str, text: &str) -> (String, Option<String>) {
    let site = Site::new().file("content/briefings/b.md", format!("---\ntitle: B\nas_of: 2025\n{front}---\n{text}\n"));
    let found = site.check().stdout;
    site.build();
    (found, site.has("briefings/b.html").then(|| site.page("briefings/b.html")))
}

#[test]
fn comments_of_templates_and_editors_are_for_nobody() {
    for (text, found, page) in each(
        [
            "It %%zanzibar\n\nzanzibar\n\nzanzibar%% stops.",
            "It stopped in 2024 %%zanzibar%% and stops.",
            "It {>>zanzibar<<} stops.",
            "It {>>zanzibar\n\nzanzibar<<} stops.",
            "It {{- /* zanzibar */ -}} stops.",
            "It {{/* zanzibar\n\nzanzibar */}} stops.",
            "It {{< comment >}}zanzibar{{< /comment >}} stops.",
            "It {{% comment %}}zanzibar{{% /comment %}} stops.",
            "It {{-- zanzibar --}} stops.",
            "It <%# zanzibar %> stops.",
            "It <#-- zanzibar --> stops.",
            "It @* zanzibar *@ stops.",
            "It {#zanzibar#} stops.",
            "It {#- zanzibar -#} stops.",
            "It {* zanzibar *} stops.",
            "\\iffalse\nzanzibar\n\\fi\n\nIt stops.",
            "#+BEGIN_COMMENT\nzanzibar\n\nzanzibar\n#+END_COMMENT\n\nIt stops.",
        ],
        |text| plain(text),
    ) {
        assert_eq!(found, "", "{text}");
        let page = page.expect("a page");
        assert!(page.contains("stops.") && !page.contains("zanzibar"), "{text}");
    }
    for ((text, shown), found, page) in each(
        [
            ("It rose 5 %% and 6 %% more.", "more."),
            ("## Title {#id}", "Title"),
            ("So {*em*} it is, $x^{*}$ and $y^{*}$ too.", "<em>em</em>} it is"),
            ("Write to a@*x*@b.", "Write to a@"),
            ("`{>>why<<}`", "why"),
            ("```\n<%# why %>\n```", "why"),
        ],
        |(text, _)| plain(text),
    ) {
        assert!(!found.contains("comment") && !found.contains("[held-back]"), "{text}: {found}");
        assert!(page.expect("a page").contains(shown), "{text}");
    }
    // Only the end itself ends one.
    let (found, page) = site("", "\\iffalse\nzanzibar\n\\figure zanzibar\n\\fi\n\nIt stops.");
    let page = page.expect("a page");
    assert!(found.is_empty() && page.contains("It stops.") && !page.contains("zanzibar"), "{found}");
}

/// What the parser of Markdown takes for code decides, and nothing that only looks like it.
#[test]
fn a_comment_is_one_wherever_no_code_is() {
    let rows = "| a | b |\n|---|---|\n";
    for (text, found, page) in each(
        [
            "- П`ять. %%zanzibar%%\n- Об`єкт stops.",
            "> П`ять. <!-- zanzibar -->\n>\n> Об`єкт stops.",
            &format!("{rows}| П`ять | x <!-- zanzibar --> |\n| Об`єкт | stops. |"),
            "## It`s A {>>zanzibar<<}\nIt`s B, and stops.",
            "Q`q <!-- zanzibar -->\n## Q`q stops.",
            "Q`q <!-- zanzibar -->\n***\nQ`q stops.",
            "[^a]: Q`q <!-- zanzibar -->\n\nIt`s here[^a], and stops.",
            "```\n> ```\n```\nProse <!-- zanzibar --> stops.",
            "```\n- ```\n```\nProse %%zanzibar%% stops.",
            "~~~\n    ~~~\n~~~\nProse %%zanzibar%% stops.",
            "- a\n\n  more\n\n    %% zanzibar %%\n\n  stops.",
            "- a\nlazy\n\n    %% zanzibar %%\n\n  stops.",
            "1. a\n\n     %% zanzibar %% b\n\n   stops.",
            "<https://a.example/`> %% zanzibar %% ` stops.",
            "[a](b.md \"`\") %% zanzibar %% ` stops.",
            "<b title=\"`\">a</b> {>>zanzibar<<} ` stops.",
            "%% it`s %% stops. %% zanzibar %% `x`",
            "%% a\n```\nb %%\n\n`x` stops. %% zanzibar %%\n\n```\nx\n```",
        ],
        |text| plain(text),
    ) {
        let page = page.expect("a page");
        assert!(page.contains("stops.") && !page.contains("zanzibar"), "{text}: {page}");
        assert!(!found.contains("[raw-html]") && !found.contains("[held-back]"), "{text}: {found}");
    }
}

#[test]
fn no_comment_is_taken_out_of_code() {
    for (text, found, page) in each(
        [
            "> Do this:\n>\n>     <!-- zanzibar -->",
            "- Do this:\n\n      <!-- zanzibar -->",
            "> ```\n> %% zanzibar %%\n> ```",
            "<!-- a --> `<!-- zanzibar -->`",
            "%% it`s %% a `%% zanzibar %%` c",
            "%%\n- a\n%%\n\n    %% zanzibar %%",
            "| a |\n|---|\n| `%% zanzibar %%` |",
        ],
        |text| plain(text),
    ) {
        assert!(!found.contains("comment") && !found.contains("[held-back]"), "{text}: {found}");
        assert!(page.expect("a page").contains("zanzibar"), "{text}");
    }
}

/// In a file by itself each: no other comment makes anybody look for them.
#[test]
fn whoever_looks_for_comments_finds_all_that_are_known() {
    for (text, found, page) in each(
        [
            "It stops. {#\nzanzibar",
            "It stops. <!\u{2011}\u{2011} zanzibar \u{2011}\u{2011}>",
            "It stops. <!\u{2212}\u{2212} zanzibar \u{2212}\u{2212}>",
            "It stops. <!– zanzibar –>",
            "It stops. <!— zanzibar —>",
            "It stops. <!- zanzibar ->",
            "It stops. <! -- zanzibar -- >",
            "It stops. ＜!-- zanzibar --＞",
            "It stops.\n\n/* zanzibar",
            "It{--, zanzibar by name,--} stops.",
            "port{~~zanzibar~>~~} stops.",
        ],
        |text| plain(text),
    ) {
        let page = page.expect("a page");
        assert!(page.contains("stops.") && !page.contains("zanzibar"), "{text}");
        assert!(found.contains("[held-back]") || found.contains("[unclosed-comment]"), "{text}: {found}");
        assert_eq!(found.lines().count(), 1, "{text}: {found}");
    }
    let long = format!("port{{--zanzibar {}--}} stops.", "and so on ".repeat(1000));
    for (text, _, page) in each(
        [
            "#+Begin_Comment\nzanzibar\n#+End_Comment\n\nIt stops.",
            "[hidden]: zanzibar words\n\nIt stops.",
            "::: comment\n```\n:::\n```\nzanzibar\n:::\n\nIt stops.",
            "::: comment\n~~~\n::: note\n~~~\nzanzibar\n:::\n\nIt stops.",
            &long,
        ],
        |text| plain(text),
    ) {
        let page = page.expect("a page");
        assert!(page.contains("stops.") && !page.contains("zanzibar"), "{text}");
    }
    for text in ["3{--}5 and 4{--}6, 7{---}8 and 9{---}10.", "So <!- and so.", "/*a and /b", "a <! b"] {
        assert!(!site("", text).0.contains("error"), "{text}");
    }
}

#[test]
fn a_remark_takes_no_line_along_that_is_none_of_it() {
    for ((text, is_told), found, page) in each(
        [
            ("[//]: # (zanzibar: ask Ana\nThe ferry stops.", true),
            ("[//]: # (zanzibar) check\nThe ferry stops.", false),
            ("[//]: # (zanzibar (a)\nzanzibar) b\nThe ferry stops.", false),
            ("[//]: # \"zanzibar\nThe ferry stops.", true),
        ],
        |(text, _)| plain(text),
    ) {
        let page = page.expect("a page");
        assert!(page.contains("The ferry stops.") && !page.contains("zanzibar"), "{text}");
        assert_eq!(found.contains("b.md:5:1: error: nothing closes the bracket of this comment"), is_told, "{found}");
        assert_eq!(found.lines().count(), usize::from(is_told), "{found}");
    }
}

#[test]
fn words_that_an_editor_has_struck_out_are_held_back_and_told() {
    for (struck, found, page) in
        each(["{--zanzibar--}", "{--zanzibar\n\nzanzibar--}", "{~~zanzibar~>kept~~}"], |struck| {
            plain(&format!("It {struck} stops."))
        })
    {
        assert!(found.contains("b.md:5:4: error: an editor has struck these words out"), "{struck}: {found}");
        assert_eq!(found.lines().count(), 1, "{struck}: {found}");
        let page = page.expect("a page");
        assert!(page.contains("stops.") && !page.contains("zanzibar"), "{struck}");
    }
    let (found, _) = site("", "It {++really++} {==stops==}.");
    assert_eq!(found.lines().count(), 1, "{found}");
    assert!(found.contains("the mark of an editor"), "{found}");
}

#[test]
fn what_word_has_struck_out_or_remarked_is_held_back_as_pandoc_gives_it() {
    let text = "It [zanzibar [zanzibar](z.md)]{.deletion author=\"Ann\" date=\"2025\"} stops.";
    let (found, page) = site("", text);
    assert!(found.contains("b.md:5:4: error: an editor has struck these words out"), "{found}");
    let page = page.expect("a page");
    assert!(page.contains("It stops.") && !page.contains("zanzibar"), "{page}");
    for (text, found, page) in each(
        [
            "[Zanzibar, ask zanzibar]{.comment-start id=\"0\" author=\"zanzibar\"}It[]{.comment-end id=\"0\"} stops.",
            "It [zanzibar]{.comment-start\nid=\"0\" author=\"zanzibar\"}stops.",
        ],
        |text| plain(text),
    ) {
        assert_eq!(found, "", "{text}");
        let page = page.expect("a page").to_lowercase();
        assert!(page.contains("stops.") && !page.contains("zanzibar") && !page.contains("comment-"), "{page}");
    }
    let (found, page) = site("", "It [really]{.insertion author=\"Ann\"} stops [here]{.deletions}.");
    assert!(found.contains("a list of attributes") && page.expect("a page").contains("really"), "{found}");
}

#[test]
fn what_html_hides_is_not_shown() {
    for (text, found, page) in each(
        [
            "It <span hidden>zanzibar <span>so</span> zanzibar</span> stops.",
            "<div style=\"color: red; display : none\">\n\nzanzibar\n\n<div>so</div>\n\nzanzibar\n\n</div>\n\nIt stops.",
            "<details hidden=\"\">\n<summary>So</summary>\nzanzibar\n</details>\n\nIt stops.",
            "> <p STYLE='visibility:hidden'>zanzibar</p>\n\nIt stops.",
            "It stops.\n\n<div hidden>\n\nzanzibar",
        ],
        |text| plain(text),
    ) {
        let page = page.expect("a page");
        assert!(page.contains("stops.") && !page.contains("zanzibar"), "{text}");
        assert!(found.contains("error: ") && found.lines().count() == 1, "{text}: {found}");
    }
    for (text, found, page) in each(
        ["`<b hidden>so</b>`", "<p style=\"overflow:hidden\">so</p>", "<b aria-hidden=\"true\">so</b>", "a <b> so"],
        |text| plain(text),
    ) {
        assert!(!found.contains("error") && page.expect("a page").contains("so"), "{text}: {found}");
    }
}

#[test]
fn remarks_of_other_programs_on_lines_of_their_own_are_told() {
    for (text, found, _) in each(
        [
            "// zanzibar\n\nIt stops.",
            "It goes.\n\n% zanzibar\n% zanzibar\n\nIt stops.",
            ".. zanzibar\n\nIt stops.",
            "////\nzanzibar\n////",
        ],
        |text| plain(text),
    ) {
        assert!(found.contains("a remark, `// …`, `% …` or `.. …`, is not read"), "{text}: {found}");
    }
    for text in ["It is 5\n% of all.", "So and so … // and so on.", "... and so on.", "`a`\n% b", "`x`% of all."] {
        assert_eq!(site("", text).0, "", "{text}");
    }
}

#[test]
fn a_wish_not_to_be_read_is_one_in_other_words() {
    for (line, found, page) in each(
        [
            "publie: false",
            "veroeffentlichen: nein",
            "veröffentlichen: nein",
            "publicar: no",
            "do-not-distribute: true",
            "for_your_eyes_only: yes",
            "redacted: true",
            "export: false",
            "show: false",
            "published: draft",
            "release_date: 2027-01-01",
            "pubdate: 2027-01-01",
            "publishDate: 2027-01-01",
            "keywords: [confidential]",
            "tags: [secret]",
            "tags: [ferry, секретно]",
            "tags: [таємно]",
            "tags: [vertraulich]",
            "tags: confidentiel",
            "tags: [poufne]",
        ],
        |line| (format!("{line}\n"), "Words.".to_owned()),
    ) {
        assert!(found.contains("b.md:4:1: error") && found.contains("[held-back]"), "{line}: {found}");
        assert!(page.is_none(), "{line}");
    }
    for (line, found, page) in each(
        [
            "tags: [secret service, oil embargo]",
            "keywords: [confidentiality]",
            "show: true",
            "release_date: 2024-11-30",
            "export: grain",
        ],
        |line| (format!("{line}\n"), "Words.".to_owned()),
    ) {
        assert!(!found.contains("[held-back]") && page.is_some(), "{line}: {found}");
    }
}

/// Without a clock only that is certain which lies before the program was written, or before a day that the text knows.
#[test]
fn a_day_that_is_past_holds_nothing_back_and_one_to_come_does() {
    let bare = |lines: &str| (format!("---\ntitle: P\n{lines}---\nWords.\n"), lines.to_owned());
    for (lines, is_held) in [
        ("publishDate: 2020-01-01\n", false),
        ("publish_date: 2020-01\n", false),
        ("publish_on: 2020-01-01\n", false),
        ("embargo: 2020-01-01\n", false),
        ("embargo_until: 2029-01-01\nupdated: 2029-02-01\n", false),
        ("expiryDate: 2035-01-01\n", false),
        ("date: 2030-01-01\n", false),
        ("published: 2030-01-01\n", false),
        ("date: 2025-01-01\nlastmod: 2024-01-01\n", false),
        ("publishDate: 2029-01-01\n", true),
        ("publishDate: 2029-01-15\ndate: 2029-01\n", true),
        ("publishDate: soon\n", true),
        ("embargo: 2029-01-01\n", true),
        // A text is dated by the day on which it may appear.
        ("date: 2029-01-10\nembargo: 2029-01-10\n", true),
        ("embargo: 2026-10-01 06:00\n", false),
        ("embargo: 2026-10-01 to 2029-03-01\n", true),
        ("embargo: 2025 or later\n", true),
        ("expires: 2026-11-15\n", true),
        ("expires: 2035-01-01\n", false),
        ("embargo: Iran\n", true),
        ("expiryDate: 2020-01-01\n", true),
        ("date: 2030-01-01\nlastmod: 2025-01-01\n", true),
        ("published: 2030-01-01\nupdated: 2025-01-01\n", true),
    ] {
        let (text, lines) = bare(lines);
        let site = Site::new().file("content/pages/p.md", text);
        let found = site.check().stdout;
        assert_eq!(found.contains("[held-back]"), is_held, "{lines}: {found}");
        site.build();
        assert_eq!(site.has("pages/p.html"), !is_held, "{lines}");
    }
    let source =
        Site::new().file("content/sources/s.md", "---\ntitle: S\npublished: 2030-01-01\naccessed: 2025-01-01\n---\n");
    assert!(!source.check().stdout.contains("[held-back]"));
}

#[test]
fn a_line_that_says_so_of_the_whole_text_holds_it_back() {
    for (text, found, page) in each(
        [
            "CONFIDENTIAL\n\nWords.",
            "NOT FOR PUBLICATION\n\nWords.",
            "Not for publication.\n\nWords.",
            "**STRICTLY CONFIDENTIAL**\n\nWords.",
            "For internal use only.\n\nWords.",
            "Do not publish\n\nWords.",
            "EMBARGOED UNTIL 2030-05-03 06:00\n\nWords.",
            "# CONFIDENTIAL\n\nWords.",
            "Status: Draft\n\nWords.",
            "Draft: true\n\nWords.",
            "Embargo: 3 May 2030\n\nWords.",
            "Confidential: yes\n\nWords.",
        ],
        |text| plain(text),
    ) {
        assert!(found.contains("b.md:5:1: error") && found.contains("[held-back]"), "{text}: {found}");
        assert!(page.is_none(), "{text}");
    }
    for (text, found, page) in each(
        [
            "Confidential: what the ministers knew\n\nWords.",
            "Embargo: Iran\n\nWords.",
            "Status: draft law passed\n\nWords.",
            "Draft: the law\n\nWords.",
            "Confidential papers say so.\n\nWords.",
            "Words.\n\nCONFIDENTIAL",
        ],
        |text| plain(text),
    ) {
        assert!(!found.contains("[held-back]") && page.is_some(), "{text}: {found}");
    }
    let states = [
        ("draft law", false),
        ("embargoed goods", false),
        ("draft law, passed", false),
        ("first draft (Ana)", true),
        ("embargoed until May", true),
        ("draft v2", true),
        ("not yet published", true),
        ("noch nicht veröffentlicht", true),
        ("ещё не опубликовано", true),
    ];
    for ((state, is_held), found, page) in
        each(states, |(state, _)| (format!("status: {state}\n"), "Words.".to_owned()))
    {
        assert_eq!((found.contains("[held-back]"), page.is_none()), (is_held, is_held), "{state}: {found}");
    }
    // The title itself may say it.
    let site = Site::new().file("content/pages/p.md", "# CONFIDENTIAL\n\nWords.\n");
    site.check().exits(1).finding("held-back");
    site.build();
    assert!(!site.has("pages/p.html"));
}

#[test]
fn notes_for_a_speaker_are_for_nobody_else() {
    for (text, found, page) in each(
        ["It stops.\n\n::: notes\nzanzibar\n:::", "It stops.\n\n::: {.notes}\nzanzibar\n\nzanzibar\n:::"],
        |text| plain(text),
    ) {
        assert!(found.contains("b.md:7:1: ") && found.contains("[held-back]"), "{text}: {found}");
        let page = page.expect("a page");
        assert!(page.contains("stops.") && !page.contains("zanzibar"), "{text}");
    }
}

/// Of a key that nobody here knows the value alone may say it.
#[test]
fn a_value_that_says_so_holds_back_under_any_key() {
    for (line, found, page) in each(
        [
            "protective_marking: SECRET",
            "grade: secret",
            "clearance: secret",
            "caveat: NOFORN",
            "releasability: FVEY",
            "гриф: ДСП",
            "rights: internal use only",
            "scope: internal",
            "exposure: internal",
            "permissions: private",
            "acl: private",
            "flags: [private]",
            "categories: [drafts]",
            "version: draft",
            "progress: draft",
            "article_status: draft",
            "editorial_status: unapproved",
            "publication: {state: draft}",
            "comment: not for publication",
            "remark: Do not publish!",
            "widoczność: prywatna",
            "visibilité: privée",
            "Sichtbarkeit: privat",
            "Sichtbarkeit: intern",
            "Zugang: intern",
            "status: intern",
            "Einstufung: NfD",
            "page_type: draft",
            "documentType: private",
            "title_status: draft",
            "NOFORN: true",
            "VS-NfD: true",
            "Verschlusssache: ja",
            "ДСП: так",
            "not_published: true",
            "obsidian-publish: false",
            "dg-hide: true",
            "excludeFromSite: true",
            "expiryDate: 2020-01-01",
            "unpublish_date: 2024-12",
            "scheduled: 2099-01-01",
            "published_at: 2099-01-01",
            "password: ferry",
            "paywall: true",
            "availability: members",
        ],
        |line| (format!("{line}\n"), "Words.".to_owned()),
    ) {
        assert!(found.contains("b.md:4:1: error") && found.contains("[held-back]"), "{line}: {found}");
        assert!(page.is_none(), "{line}");
    }
    for (line, found, page) in each(
        [
            "sector: private",
            "ownership: private",
            "org_type: private",
            "companyType: private",
            "legal form: private",
            "school-type: private",
            "sectors: private",
            "properties: private",
            "author_role: intern",
            "normalization: NFD",
            "registration: CUI",
            "titel: Secret",
            "comment: a draft law on private schools",
            "topic: embargo",
            "scope: internal affairs",
            "version: 2",
            "publication: {state: Bavaria}",
            "NOFORN: false",
            "dg-hide: false",
            "expires: 2031-01-01",
            "availability: public",
            "published_at: 2024-01-01",
            "scheduled: 2024-01-01",
            "paywall: false",
        ],
        |line| (format!("{line}\n"), "Words.".to_owned()),
    ) {
        assert!(!found.contains("[held-back]") && page.is_some(), "{line}: {found}");
    }
}

/// Talks are scheduled for the day on which they are held.
#[test]
fn what_says_when_an_event_was_to_be_holds_nothing_back() {
    let event = |line: &str| format!("---\ntitle: Talks\ndate: 2025-05-20\n{line}\n---\nThey met.\n");
    let site = Site::new().file("content/events/t.md", event("scheduled: 2099-01-01")).briefing("b", "Words.");
    site.check().lacks("held-back");
    site.write("content/events/t.md", event("publish_date: 2099-01-01"));
    site.check().finds("content/events/t.md:4:1: error", "held-back");
}

/// However the front matter is written: twice, in another form, in a map of its own.
#[test]
fn a_value_holds_back_wherever_the_key_stands() {
    for text in [
        "---\ntitle: B\nas_of: 2025\nscope: public\nscope: internal\n---\nWords.\n",
        "---\ntitle: B\nas_of: 2025\naccess: {level: internal}\n---\nWords.\n",
        "---\ntitle: B\nas_of: 2025\n---\n\n---\nscope: internal\n---\nWords.\n",
        "+++\ntitle = \"B\"\nscope = \"internal\"\n+++\nWords.\n",
    ] {
        let site = Site::new().file("content/briefings/b.md", text);
        site.build();
        assert!(!site.has("briefings/b.html"), "{text}");
    }
}

/// A key of ours says what it says: a publisher may be called so.
#[test]
fn the_value_of_a_known_key_holds_nothing_back() {
    let note = "---\ntitle: A report\nurl: https://a.example/r\npublisher: Intern\nauthors: [Privat, Gizli]\n---\n";
    let site = Site::new().file("content/sources/r.md", note).briefing("b", "Words [@r].");
    let found = site.check().stdout;
    assert!(!found.contains("[held-back]"), "{found}");
}

#[test]
fn files_that_nobody_means_to_publish_are_not_copied() {
    for name in [
        "fix.patch",
        "fix.diff",
        "notes.enex",
        "report.webloc",
        "report.url",
        "report.lnk",
        "report.desktop",
        "page.webarchive",
        "memo.wps",
        "map.excalidraw",
        "wallet.dat",
        "dump.sql",
        "core",
        "core.1234",
        "debug.log",
        "plan.pdf.mine",
        "plan.pdf.r123",
        "a.BAK",
        "credentials.json",
        "_netrc",
        "prod.tfvars",
        "make.pyc",
        "nohup.out",
        "dump.sql.gz",
        "db-backup.sql.zip",
    ] {
        let site = Site::new().briefing("x", "Words.").file(&format!("content/files/{name}"), "zanzibar");
        let found = site.check().stdout;
        let is_told = found.contains("[stray-file]") || found.contains("[file-ending]");
        assert!(is_told && found.contains(&format!("content/files/{name}:1:1: warning")), "{name}: {found}");
        site.build();
        assert!(!site.has(&format!("files/{name}")), "{name}");
    }
    for name in ["notes.textbundle/text.md", "book.scriv/Files/Data/1.md"] {
        let site =
            Site::new().briefing("x", "Words.").file(&format!("content/pages/{name}"), "---\ntitle: T\n---\nzanzibar");
        let found = site.check().stdout;
        assert!(found.contains("[file-ending]") && found.lines().count() == 1, "{name}: {found}");
        site.build();
        assert!(site.pages().iter().all(|page| !site.page(page).contains("zanzibar")), "{name}");
    }
    for name in ["queries.csv", "core.csv", "ship.png", "logbook.pdf", "patch.txt", "archive.r00", "cvs/ana.csv"] {
        let site = Site::new().briefing("x", "Words.").file(&format!("content/files/{name}"), "x");
        assert!(!site.check().stdout.contains("content/files"), "{name}");
    }
}

#[test]
fn copies_that_programs_leave_are_told_as_such_whatever_their_names() {
    let text = "---\ntitle: Ferry\nas_of: 2025\n---\nzanzibar\n";
    for copy in [
        "ferry (conflicted copy)",
        "ferry (Ana's conflicted copy 2024-06-03)",
        "ferry (Case Conflict)",
        "ferry (SFConflict ana@x.example 2024-06-03-10-15-00)",
        "ferry (Ana's conflict 2024)",
        "ferry_Conflict_ana_Jun-03-2024",
        "ferry - Copy",
        "ferry - Copy (2)",
        "ferry - Kopie",
        "Copy of ferry",
        "Kopie von ferry",
        "Копия ferry",
        "ferry-copy",
        "ferry (copy)",
        "ferry 2",
        "ferry (1)",
        "ferry-DESKTOP-AB12CD3",
        "ferry.sync-conflict-20240603-101500-ABCDEF7",
    ] {
        let path = format!("content/briefings/{copy}.md");
        let site = Site::new().file("content/briefings/ferry.md", text.replace("zanzibar", "Words.")).file(&path, text);
        let found = site.check().stdout;
        assert!(found.contains(&format!("{path}:1:1: warning")) && found.contains("[stray-file]"), "{copy}: {found}");
        assert!(!found.contains("[bad-name]"), "{copy}: {found}");
        site.build();
        assert!(site.pages().iter().all(|page| !site.page(page).contains("zanzibar")), "{copy}");
    }
    for name in ["carbon-copy", "water-conflict", "copy-of-a-letter"] {
        let site = Site::new().file(&format!("content/briefings/{name}.md"), text);
        assert!(!site.check().stdout.contains("[stray-file]"), "{name}");
    }
}

#[test]
fn a_comment_within_a_comment_lets_nothing_of_the_outer_one_out() {
    for (text, left) in [
        ("<!--\nRemark.\n\n<!-- ask Olena -->\n\nZanzibar is our source.\n-->\n\nText.", "Text."),
        ("x <!-- a <!-- b --> zanzibar --> y", "x y"),
        ("<!-- arrow a --> b zanzibar -->\n\nText.", "Text."),
        ("<!--\na --> b\nzanzibar\n-->\n\nText.", "Text."),
        ("<!--> zanzibar -->\n\nText.", "Text."),
        ("<!---> zanzibar -->\n\nText.", "Text."),
        ("x {>> a {>> b <<} zanzibar <<} y", "x y"),
        ("x {# a {# b #} zanzibar #} y", "x y"),
        ("x {{/* a */}} zanzibar */}} y", "x y"),
        ("/* a /* b */ zanzibar */\n\nText.", "Text."),
        ("<comment>a <comment>b</comment> zanzibar</comment>\n\nText.", "Text."),
    ] {
        let site = Site::new().file("content/pages/p.md", format!("---\ntitle: P\n---\n{text}\n"));
        site.check().exits(1).finding("held-back");
        site.build();
        for (path, bytes) in site.tree() {
            assert!(!String::from_utf8_lossy(&bytes).to_lowercase().contains("zanzibar"), "{path}: {text}");
        }
        let words = crate::html::words(&site.page("pages/p.html"));
        assert!(words.contains(left), "{text}: {words}");
    }
    let title = "---\ntitle: \"P <!-- a <!-- b --> zanzibar -->\"\n---\nText.\n";
    let site = Site::new().file("content/pages/p.md", title);
    site.check().exits(1).finding("held-back");
}

#[test]
fn arrows_are_no_ends_of_comments() {
    for text in [
        "Goods go A --> B.",
        "<!-- a diagram -->\n```mermaid\ngraph LR\nA --> B\n```",
        "<!-- a --> Text.\n\nGoods go A --> B.",
        "<!-- a <!-- b --> Text, and <!-- c --> more.",
        "Text {{! a }} and `{{ b }}`.",
    ] {
        let site = Site::new().file("content/pages/p.md", format!("---\ntitle: P\n---\n{text}\n"));
        site.check().exits(0).lacks("held-back");
    }
}

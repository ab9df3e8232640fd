//! Texts that are not to be read yet.

use crate::harness::{Run, Site, each};

const FILES: [(&str, &str); 8] = [
    ("content/index.md", "title: Home"),
    ("content/briefings/b.md", "title: B\nas_of: 2025"),
    ("content/actors/velia.md", "name: Velia"),
    ("content/issues/dam.md", "title: Dam"),
    ("content/positions/velia/dam.md", "as_of: 2025\nstance: opposes\nsummary: Sum"),
    ("content/events/talks.md", "title: Talks\ndate: 2025\nactors: [velia]"),
    ("content/sources/wire.md", "title: Wire\nurl: https://wire.example/a\npublished: 2025"),
    ("content/pages/p.md", "title: P"),
];

/// A site of one file of each kind, in which `path` has these lines too and secret words.
fn site(path: &str, lines: &str) -> Site {
    FILES.iter().fold(Site::new(), |site, (file, front)| {
        let (lines, words) = if *file == path { (lines, "zanzibar") } else { ("", "Words.") };
        site.file(file, format!("---\n{front}\n{lines}---\n{words}\n"))
    })
}

/// Whether any file of the built site holds what only the draft says.
fn leaks(site: &Site) -> bool {
    site.tree().values().any(|bytes| String::from_utf8_lossy(bytes).contains("zanzibar"))
}

#[test]
fn a_text_of_any_kind_can_be_a_draft() {
    for (path, _) in FILES {
        let held = site(path, "draft: true\n");
        held.build();
        assert!(!leaks(&held), "{path}");
        held.check().lacks("unknown-key");
        held.run(&["build", "--drafts"]);
        assert!(leaks(&held), "{path} is shown to those who ask for drafts");
        let public = site(path, "draft: false\n");
        public.build();
        assert!(leaks(&public), "{path}");
    }
}

#[test]
fn a_draft_is_told_from_other_pages_to_those_who_ask_for_drafts() {
    let site = site("content/pages/p.md", "draft: true\n");
    site.run(&["build", "--drafts"]);
    assert!(site.page("pages/p.html").contains("This page is not finished"));
    assert!(
        !site.page("sitemap.xml").contains("pages/p.html") && !site.page("actors/velia.html").contains("not finished")
    );
}

fn says(run: &Run, place: &str, message: &str) {
    let line = run.finds(&format!("{place}: error"), "link-to-draft");
    assert!(line.contains(message), "{line}");
}

#[test]
fn what_leads_to_a_draft_says_so() {
    let actor = site("content/actors/velia.md", "draft: true\n").check().exits(1);
    says(
        &actor,
        "content/positions/velia/dam.md:3:9",
        "the actor `velia` of this position is a draft, which is not published",
    );
    says(&actor, "content/events/talks.md:4:10", "the actor `velia` is a draft");
    actor.lacks("unknown-actor");

    let text = "As [@wire] says.[^wire] [[wire]] [x](../sources/wire.md) [[dam]] [[velia/dam]] [[talks]]\n\n\
                ```matrix\nissues: [dam]\n```\n";
    let naming = |path: &str| site(path, "draft: true\n").briefing("x", text).check();
    let source = naming("content/sources/wire.md");
    for (column, what) in
        [(5, "the source `wire`"), (17, "the source `wire`"), (25, "`[[wire]]`"), (34, "`../sources/wire.md`")]
    {
        says(&source, &format!("content/briefings/x.md:5:{column}"), &format!("{what} is a draft"));
    }
    source.lacks("unknown-source");
    let issue = naming("content/issues/dam.md");
    says(&issue, "content/briefings/x.md:8:10", "the issue `dam` is a draft");
    says(&issue, "content/briefings/x.md:5:58", "`[[dam]]` is a draft");
    says(&issue, "content/positions/velia/dam.md:3:9", "the issue `dam` of this position is a draft");
    says(&naming("content/positions/velia/dam.md"), "content/briefings/x.md:5:66", "`[[velia/dam]]` is a draft");
    says(&naming("content/events/talks.md"), "content/briefings/x.md:5:80", "`[[talks]]` is a draft");
    let page = site("content/pages/p.md", "draft: true\n").briefing("x", "[[p]]").check();
    says(&page, "content/briefings/x.md:5:1", "`[[p]]` is a draft");
}

#[test]
fn a_page_does_not_say_how_a_draft_is_called_that_it_names() {
    let draft = "---\ntitle: Draft\nas_of: 2026-01-01\ndraft: true\n---\nText.\n";
    let site = Site::new()
        .source("wire")
        .file("content/briefings/secret-plan.md", draft)
        .file("content/events/secret-talks.md", "---\ntitle: Talks\ndate: 2026-01-02\ndraft: true\n---\nText.\n")
        .file("content/actors/secret-envoy.md", "---\nname: Envoy\ndraft: true\n---\nText.\n")
        .file(
            "content/briefings/open.md",
            "---\ntitle: Open\nas_of: 2026-01-03\nfollows: secret-plan\nactors: [secret-envoy]\n---\nAs [@wire] says, [](../events/secret-talks.md).\n\n```changes\nsince: secret-plan\n```\n\n```matrix\nactors: [secret-envoy]\n```\n",
        );
    site.build().exits(1);
    for (path, bytes) in site.tree() {
        assert!(!String::from_utf8_lossy(&bytes).contains("secret-"), "{path}");
    }
    let words = crate::html::words(&site.page("briefings/open.html"));
    assert!(words.contains("Left out, since it cannot be read or leads nowhere: follows."), "{words}");
}

#[test]
fn what_other_programs_hold_back_is_an_error_and_held_back() {
    let lines = [
        "published: false\n",
        "publish: no\n",
        "status: draft\n",
        "private: true\n",
        "confidential: yes\n",
        "Hidden: true\n",
        "visibility: team\n",
        "audience: members\n",
    ];
    for line in lines {
        // In a file of each kind at once, but where the key means something else.
        let key = line.split_once(':').expect("a key").0;
        let of_kind = |(path, front): (&str, &str)| (path.to_owned(), format!("---\n{front}\n{line}---\nzanzibar\n"));
        let files = || FILES.into_iter().filter(|(_, front)| !front.contains(key));
        let site = files().map(of_kind).fold(Site::new(), |site, (path, text)| site.file(&path, text));
        let run = site.check().exits(1);
        for (path, _) in files() {
            let told = |line: &str| line.starts_with(path) && line.contains(&format!("`{key}` reads as if"));
            assert!(run.stdout.lines().any(told), "{path}: {}", run.stdout);
        }
        run.lacks("unknown-key");
        run.lacks("unknown-word");
        run.lacks("bad-date");
        site.build().exits(1);
        assert!(!leaks(&site), "{line}");
    }
    for line in [
        "do-not-publish: true\n",
        "isDraft: true\n",
        "tags: [talks, draft]\n",
        "TLP: AMBER\n",
        "classification: NATO CONFIDENTIAL\n",
        "embargo_until: 2030-01-01\n",
        "build: {render: never}\n",
        "entwurf: ja\n",
        "чернетка: так\n",
    ] {
        let site = site("content/pages/p.md", line);
        site.check().exits(1).finding("held-back");
        site.build();
        assert!(!leaks(&site), "{line}");
    }
    for line in ["published: false\n", "status: draft\n"] {
        // The keys of a source mean something else, and these words do not fit them.
        let text = format!("---\ntitle: T\n{line}---\nzanzibar\n");
        let site = Site::new().file("content/sources/t.md", text);
        site.build().exits(1);
        assert!(!leaks(&site), "{line}");
    }
    // What cannot be read is not published either.
    let site = Site::new().file("content/pages/p.md", "---\ntitle: [\nprivate: true\n---\nzanzibar\n");
    site.build().exits(1);
    assert!(!leaks(&site));
}

#[test]
fn words_that_hold_nothing_back_are_keys_like_others() {
    for line in
        ["private: false\n", "visibility: public\n", "status: final\n", "published: 2025\n", "tags: [secret talks]\n"]
    {
        let site = site("content/pages/p.md", line);
        site.check().exits(0).lacks("held-back");
        site.build();
        assert!(leaks(&site), "{line}");
    }
}

#[test]
fn a_wish_in_a_part_of_front_matter_holds_the_whole_back() {
    for (path, lines) in [
        ("content/briefings/b.md", "judgements:\n  - {text: X, likelihood: likely, draft: true}\n"),
        ("content/sources/wire.md", "quotes:\n  - {id: a, text: X, private: true}\n"),
        ("content/pages/p.md", "corrections:\n  - {date: 2025-02, text: X, internal: true}\n"),
        ("content/pages/p.md", "corrections:\n  - {date: 2025-02, text: X, audience: internal}\n"),
    ] {
        let held = site(path, lines);
        held.build();
        assert!(!leaks(&held), "{path}: {lines}");
    }
    let outcome =
        "judgements:\n  - {text: X, likelihood: likely, confidence: low, outcome: {date: 2025, result: false}}\n";
    let public = site("content/briefings/b.md", outcome);
    public.build();
    assert!(leaks(&public), "what is a key of ours there is no wish");
}

#[test]
fn front_matter_in_another_place_or_form_holds_the_text_back() {
    for (text, found, page) in each(
        &Site::new(),
        "content/pages/q.md",
        [
            "{\"title\": \"B\", \"draft\": true}\nzanzibar\n",
            "\"title\":\"B\",\"draft\":true\nzanzibar\n",
            ";;;\n{\"title\": \"B\", \"draft\": true}\n;;;\nzanzibar\n",
            "---json\n{\"title\": \"B\", \"draft\": true}\n---\nzanzibar\n",
            "<!-- x -->\n---\ntitle: B\ndraft: true\n---\nzanzibar\n",
            "%% x %%\n\n---\ntitle: B\ndraft: true\n---\nzanzibar\n",
            "# A line\n\n---\ntitle: B\nprivate: true\n---\nzanzibar\n",
            "---\ntitle: B\n---\nSome words.\n\n---\nprivate: true\n---\n\nzanzibar\n",
            "---\ntitle: B\n---\nSome words.\n\n---\nstatus: draft\n...\n\nzanzibar\n",
        ],
        |text| text.to_string(),
    ) {
        assert!(found.contains("error") && !page.unwrap_or_default().contains("zanzibar"), "{text}: {found}");
    }
    for (text, _, page) in each(
        &Site::new(),
        "content/pages/q.md",
        [
            "---\ntitle: B\n---\nzanzibar\n\n---\n\nDraft: a word.\n\n---\n",
            "---\ntitle: B\n---\nzanzibar\n\n```yaml\n---\ndraft: true\n---\n```\n",
            "---\ntitle: B\n---\nzanzibar\n\n---\nkind: a note\n---\n",
        ],
        |text| text.to_string(),
    ) {
        assert!(page.is_some_and(|page| page.contains("zanzibar")), "{text}");
    }
}

#[test]
fn folders_in_which_other_programs_keep_what_is_not_published_are_refused() {
    for folder in ["_drafts", "_private", "_Internal"] {
        let site = Site::new().briefing("b", "Text.");
        let site = site.file(&format!("content/pages/{folder}/q.md"), "---\ntitle: Q\n---\nzanzibar\n");
        let site = site.file(&format!("content/pages/{folder}/q.txt"), "zanzibar\n");
        assert!(site.check().exits(1).stdout.contains("[bad-name]"), "{folder}");
        site.build();
        assert!(!leaks(&site), "{folder}");
    }
}

#[test]
fn what_only_a_draft_uses_is_not_unused() {
    let files = |site: Site| site.file("content/actors/morvan.md", "---\nname: Morvan\n---\n").source("press");
    let check = |site: Site| site.check();
    let unused = check(files(Site::new()));
    unused.finding("unused-source");
    unused.finding("unused-actor");
    for (path, front, text) in [
        ("content/briefings/b.md", "title: B\nas_of: 2025\nactors: [morvan]", "So [@press]."),
        ("content/briefings/b.md", "title: B\nas_of: 2025\njudgements: [{text: So., cites: press}]", "[[morvan]]"),
        (
            "content/positions/morvan/dam.md",
            "as_of: 2025\nstance: opposes",
            "So[^1].\n\n[^1]: http://www.press.example/report",
        ),
        ("content/pages/p.md", "title: P", "[[morvan]] wrote this [@press]."),
    ] {
        let site = files(Site::new()).issue("dam").file(path, format!("---\n{front}\ndraft: true\n---\n{text}\n"));
        let run = check(site);
        run.lacks("unused-source");
        run.lacks("unused-actor");
        assert_eq!(run.stdout, "", "{path}: nothing is said of what is in the draft");
    }
}

#[test]
fn a_draft_that_others_show_is_marked_there() {
    for (path, pages) in [
        (
            "content/positions/velia/dam.md",
            &[
                "matrix.html",
                "actors/velia.html",
                "issues/dam.html",
                "positions/index.html",
                "positions/velia/dam.html",
            ][..],
        ),
        ("content/actors/velia.md", &["actors/index.html"]),
        ("content/issues/dam.md", &["issues/index.html"]),
        ("content/events/talks.md", &["events/index.html", "timeline.html", "actors/velia.html"]),
        ("content/sources/wire.md", &["sources/index.html"]),
        ("content/briefings/b.md", &["briefings/index.html"]),
    ] {
        for (lines, marked) in [("draft: true\n", true), ("", false)] {
            let site = site(path, lines);
            site.run(&["build", "--drafts"]);
            for page in pages {
                let main = site.read(page).text(site.read(page).all("main").next().expect("main"));
                assert_eq!(main.contains("Draft"), marked, "{path} on {page}: {main}");
            }
        }
    }
}

#[test]
fn a_draft_in_a_form_that_is_not_ours_is_held_back() {
    let forms = [
        "---\ntitle: P\ndraft:\n---\n",
        "---\ntitle: P\ndraft: ~\n---\n",
        "---\ntitle: P\ndraft: # soon\n---\n",
        "---\ntitle: P\ndraft: false\ndraft: true\n---\n",
        "---\ntitle: P\ndraft = true\n---\n",
        "---\ntitle: P\nstatus: Draft – do not publish\n---\n",
        "---\ntitle: P\nembargo: 2027-01-01\n---\n",
        "---\ntitle: P\nclassification: confidential\n---\n",
        "---\ntitle: P\ntlp: red\n---\n",
        "---\ntitle: P\ntags:\n  - dam\n  - draft\n---\n",
        // TOML, JSON, and what a word processor makes of three hyphens.
        "+++\ntitle = \"P\"\n\ndraft = true\n+++\n",
        "{\n  \"title\": \"P\",\n  \"draft\": true\n}\n",
        "—-\ntitle: P\ndraft: true\n—-\n",
        "—\ntitle: P\nprivate: true\n—\n",
        // A template that was put into a file which had front matter already.
        "---\ntitle: P\n---\n---\ntitle: P\ndraft: true\n---\n",
        "---\ntitle: P\n---\n\n---\ndraft: true\n---\n",
    ];
    for form in forms {
        let site = Site::new().file("content/pages/p.md", format!("{form}zanzibar\n"));
        site.build().exits(1);
        assert!(!leaks(&site), "{form}");
    }
    let empty = Site::new().file("content/pages/p.md", "---\ntitle: P\ndraft:\n---\nText.\n");
    let run = empty.check();
    let found = run.finds("content/pages/p.md:3:1: error", "wrong-type");
    assert!(found.contains("`draft` has no value, so the text is held back"), "{found}");
    run.lacks("unknown-key");
}

#[test]
fn a_second_front_matter_is_an_error_at_its_place_and_no_text() {
    let site = Site::new().file("content/pages/p.md", "---\ntitle: P\n---\n\n---\ntitle: Secundus\n---\nThe text.\n");
    let run = site.check();
    let found = run.finds("content/pages/p.md:5:1: error", "front-matter");
    assert!(found.contains("a second front matter stands here, and is not read"), "{found}");
    site.build();
    let page = site.page("pages/p.html");
    assert!(page.contains("The text.") && !page.contains("Secundus"));
    // A line across the page is none.
    for text in ["---\nWords.\n---\nMore.", "---\n\nNote: words\n\n---\n", "---\n- a: b\n---\n"] {
        let site = Site::new().file("content/pages/p.md", format!("---\ntitle: P\n---\n\n{text}\n"));
        site.check().lacks("front-matter");
    }
}

#[test]
fn keys_and_mailboxes_are_not_published() {
    let names = ["id_rsa", "secrets.env", "passwords.kdbx", "desk.PST", "p.md~HEAD"];
    let site = names
        .iter()
        .fold(Site::new().briefing("b", "Text."), |site, name| site.file(&format!("content/files/{name}"), "zanzibar"));
    let run = site.check();
    for name in names {
        run.finds(&format!("content/files/{name}:1:1: warning"), "stray-file");
    }
    site.build();
    assert!(!leaks(&site));
}

#[test]
fn wishes_within_other_keys_and_alone_in_a_line_hold_back() {
    let text = |head: &str| format!("---\ntitle: P\n{head}\n---\nzanzibar\n");
    for ((head, code), found, page) in each(
        &Site::new(),
        "content/pages/p.md",
        [
            ("meta: {draft: true}", "held-back"),
            ("params:\n  private: true", "held-back"),
            ("status: in progress", "held-back"),
            ("reviewed: false", "held-back"),
            ("ready: no", "held-back"),
            ("draft", "bad-yaml"),
            ("private", "bad-yaml"),
            ("draft：true", "bad-yaml"),
            ("草稿：是", "bad-yaml"),
        ],
        |(head, _)| text(head),
    ) {
        assert!(found.contains("p.md:3:1: error") && found.contains(&format!("[{code}]")), "{head}: {found}");
        assert!(page.is_none_or(|page| !page.contains("zanzibar")), "{head}");
    }
    for (head, found, _) in each(
        &Site::new(),
        "content/pages/p.md",
        ["meta: {draft: false}", "meta: {words: 300}", "reviewed: true", "status: talks in progress"],
        |head| text(head),
    ) {
        assert!(!found.contains("error") && !found.contains("[held-back]"), "{head}: {found}");
    }
}

#[test]
fn other_languages_say_that_a_text_is_not_ready() {
    let text = |line: &&str| format!("---\ntitle: P\n{line}\n---\nzanzibar\n");
    for (line, found, page) in each(
        &Site::new(),
        "content/pages/p.md",
        [
            "status: in Bearbeitung",
            "statut: à valider",
            "статус: в роботі",
            "lifecycle: draft",
            "Klassifizierung: VS-NfD",
            "pubblica: no",
            "opublikuj: nie",
            "sigiloso: true",
            "caché: oui",
            "excludeFromPublish: true",
            "quartz-publish: false",
            "category: drafts",
            "hide: true",
            "sharing: private",
        ],
        text,
    ) {
        assert!(found.contains("p.md:3:1: error") && found.contains("[held-back]"), "{line}: {found}");
        assert!(page.is_none(), "{line}");
    }
    for (line, found, page) in each(
        &Site::new(),
        "content/pages/p.md",
        [
            "status: in force",
            "statut: validé",
            "lifecycle: production",
            "sharing: public",
            "sharing: false",
            "hide: [navigation, toc]",
            "hide:\n  - navigation",
            "exclude: [search]",
            "cache: true",
            "konzept: Roadmap",
            "protected: Ramsar site",
            "classification: Restricted area",
        ],
        text,
    ) {
        assert!(!found.contains("[held-back]"), "{line}: {found}");
        assert!(page.is_some_and(|page| page.contains("zanzibar")), "{line}");
    }
}

#[test]
fn a_day_of_publication_that_has_passed_holds_nothing_back() {
    for lines in [
        "date: 2020-01-01\npublishDate: 2020-01-01\n",
        "publish_date: 2020-01-01T09:00:00Z\nlastmod: 2021-06\n",
        "release_on: 2019-12-31\ndate: 2020\n",
    ] {
        let public = site("content/pages/p.md", lines);
        public.check().lacks("held-back");
        public.build();
        assert!(leaks(&public), "{lines}");
    }
    let public = site("content/briefings/b.md", "publishDate: 2024-05-01\n");
    public.check().finds("content/briefings/b.md:4:1: warning", "unknown-key");
    for lines in [
        "publishDate: 2029-01-01\n",
        "date: 2029-01-01\npublishDate: 2029-01-02\n",
        // Nobody knows whether that day of the month has come.
        "publishDate: 2029-01-15\ndate: 2029-01\n",
        "date: 2020-01-01\npublishDate: soon\n",
        "date: 2020-01-01\nembargo: 2029-01-01\n",
    ] {
        let held = site("content/pages/p.md", lines);
        held.check().exits(1);
        held.build();
        assert!(!leaks(&held), "{lines}");
    }
    // The day of an event may be still to come.
    let planned = site("content/events/talks.md", "publishDate: 2029-12-01\n");
    planned.build();
    assert!(!leaks(&planned));
}

#[test]
fn private_keys_are_published_by_no_name() {
    let key = |name: &str| format!("-----BEGIN {name}-----\nMIIEpAIBAAKCAQEAzanzibar\n-----END {name}-----\n");
    for name in ["PRIVATE KEY", "RSA PRIVATE KEY", "OPENSSH PRIVATE KEY", "PGP PRIVATE KEY BLOCK"] {
        let copied = site("", "").file("content/server.key", key(name)).file("content/pages/notes.txt", key(name));
        let run = copied.check();
        run.finds("content/server.key:1:1: warning", "stray-file");
        run.finds("content/pages/notes.txt:1:1: warning", "stray-file");
        copied.build();
        assert!(!leaks(&copied), "{name}");
        let text =
            site("", "").file("content/pages/p.md", format!("---\ntitle: P\n---\nOur key:\n\n```\n{}```\n", key(name)));
        text.check().finds("content/pages/p.md:7:1: error", "held-back");
        text.build();
        assert!(!leaks(&text), "{name}");
    }
    let named = "A key begins with `-----BEGIN RSA PRIVATE KEY-----`. zanzibar\n";
    let public = site("", "").file("content/pages/p.md", format!("---\ntitle: P\n---\n{named}"));
    let public = public.file("content/about.txt", key("CERTIFICATE"));
    public.check().lacks("held-back");
    public.build();
    assert!(public.page("pages/p.html").contains("zanzibar") && public.page("about.txt").contains("zanzibar"));
}

#[test]
fn a_text_says_below_its_title_that_it_is_a_draft() {
    for ((text, line), found, page) in each(
        &Site::new(),
        "content/pages/p.md",
        [
            ("# Ports\n\nStatus: Draft\nOwner: Ana\n\nzanzibar\n", 3),
            ("# Ports\n\nOwner: Ana\nStatut: à valider\n\nzanzibar\n", 4),
            ("---\ntitle: Ports\n---\nconfidential:: true\n\nzanzibar\n", 4),
            ("---\ntitle: Ports\n---\nzanzibar\n\n#ports #wip\n", 6),
            ("---\ntitle: Ports\n---\n#draft #private Not ready, zanzibar.\n", 4),
            ("---\ntitle: Ports\n---\nTags: #draft #ports\n\nzanzibar\n", 4),
            ("---\ntitle: Ports\n---\n草稿：是\n\nzanzibar\n", 4),
        ],
        |(text, _)| text.to_string(),
    ) {
        assert!(found.contains(&format!("p.md:{line}:1: error")) && found.contains("[held-back]"), "{text}: {found}");
        assert!(page.is_none(), "{text}");
    }
    for (text, found, page) in each(
        &Site::new(),
        "content/pages/p.md",
        [
            "# Ports\n\nStatus: Live\nOwner: Ana\n\nzanzibar\n",
            "# Ports\n\nStatus: the draft law was sent back to the ministry.\n\nzanzibar\n",
            "# Ports\n\nzanzibar\n\nStatus: Draft\n",
            "---\ntitle: Ports\n---\ndue:: 2025\n\nA #draft of a law, zanzibar\n",
            "---\ntitle: Ports\n---\nTags: #draft-law #ports\n\nzanzibar\n",
        ],
        |text| text.to_string(),
    ) {
        assert!(!found.contains("[held-back]"), "{text}: {found}");
        assert!(page.is_some_and(|page| page.contains("zanzibar")), "{text}");
    }
}

#[test]
fn what_calls_a_text_that_is_held_back_by_its_title_says_so_too() {
    for (line, why) in [("draft: true", "is a draft"), ("audience: internal", "is internal")] {
        let held =
            format!("---\ntitle: Talks in Geneva\nas_of: 2025\naliases: [The Rhone channel]\n{line}\n---\nText.\n");
        let text = "[[Talks in Geneva]] [[talks-in-geneva|there]] [[the rhone channel]] ![[Talks in Geneva]]";
        let site = Site::new().file("content/briefings/held.md", held).briefing("b", text);
        let run = site.check().exits(1);
        for (column, name) in
            [(1, "Talks in Geneva"), (21, "talks-in-geneva"), (47, "the rhone channel"), (69, "Talks in Geneva")]
        {
            says(&run, &format!("content/briefings/b.md:5:{column}"), &format!("`[[{name}]]` {why}"));
        }
        run.lacks("unwritten-note");
        // Over the end of a line, and with a folder before it.
        site.write("content/pages/p.md", "---\ntitle: P\n---\n[[Talks in\nGeneva]] [[briefings/Talks in Geneva]]\n");
        let run = site.check().exits(1);
        says(&run, "content/pages/p.md:4:1", why);
        says(&run, "content/pages/p.md:5:10", why);
        site.write("content/pages/p.md", "---\ntitle: P\n---\nText.\n");
        // A text that readers get and that has the name is the one that is meant.
        site.write("content/pages/other.md", "---\ntitle: Talks in Geneva\naliases: [The Rhone channel]\n---\nText.\n");
        site.check().lacks("link-to-draft");
    }
}

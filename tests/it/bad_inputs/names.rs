//! Names: of things, of pages, and where links lead. Rows 20, 21, 24, 31 to 36, 46 and 47.

use std::fs;

use crate::harness::Site;

/// A briefing's file.
const NOTE: &str = "---\ntitle: B\nas_of: 2025-08\n---\nText.\n";

// Row 20.

#[test]
fn a_link_to_a_page_that_is_not_there_suggests_the_nearest() {
    for (link, found, code) in [
        ("[x](../actors/rusia.md)", "error", "broken-link"),
        ("[x](../actors/Russia.md)", "error", "broken-link"),
        ("[[rusia]]", "warning", "unwritten-note"),
    ] {
        let site = Site::new().actor("russia").briefing("b", link);
        site.check().exits(i32::from(found == "error")).finds(&format!("content/briefings/b.md:5:1: {found}"), code);
        let shown = site.run(&["check"]).stdout;
        assert!(
            shown.contains("did you mean `../actors/russia.md`?") || shown.contains("did you mean `russia`?"),
            "{shown}"
        );
        site.build();
        assert!(site.page("briefings/b.html").contains("class=\"gap\""), "{link}: the gap is shown");
    }
}

#[test]
fn a_link_to_the_wrong_folder_suggests_the_file_of_that_name() {
    let site = Site::new()
        .file("content/briefings/dam.md", NOTE)
        .file("content/pages/p.md", "---\ntitle: P\n---\n[x](dam.md)\n");
    site.check().exits(1).finds("content/pages/p.md:4:1: error", "broken-link");
    assert!(site.run(&["check"]).stdout.contains("did you mean `../briefings/dam.md`?"));
}

#[test]
fn a_link_that_markdown_does_not_read_is_pointed_out() {
    let broken = |text: &str| {
        let site = Site::new()
            .source("press")
            .file("content/a map.png", "x")
            .briefing("b", &format!("So [@press].\n\n{text}\n\n[^n]: N.\n"));
        let run = site.check();
        run.stdout.lines().filter(|line| line.ends_with("[unread-link]")).map(str::to_owned).collect::<Vec<_>>()
    };
    for (text, column) in [
        ("[words](https://press.example/a b), see [^n]", 7),
        ("![words](../a map.png) [^n]", 8),
        ("[*words* with [@press] a key](https://press.example/)[^n]", 29),
        ("[words [^n]](../pages/p.md)", 12),
    ] {
        let found = broken(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert!(found[0].starts_with(&format!("content/briefings/b.md:7:{column}: warning")), "{found:?}");
    }
    for text in [
        "[sic](so he said on p. 3) [^n]",
        "\\[a\\](b c.md) [^n]",
        "`[a](b c.md)` [^n]",
        "![words](<../a map.png>) [^n]",
    ] {
        assert_eq!(broken(text), [""; 0], "{text}");
    }
}

// Row 21.

#[test]
fn a_link_to_a_place_that_is_not_there_is_an_error() {
    let site = Site::new()
        .actor("russia")
        .briefing("b", "## Aims\n\n[x](#missing) [y](#Aims)\n\n[z](../actors/russia.md#missing)");
    let run = site.check().exits(1);
    run.finds("content/briefings/b.md:7:1: error", "broken-anchor");
    run.finds("content/briefings/b.md:9:1: error", "broken-anchor");
    assert_eq!(run.stdout.matches("[broken-anchor]").count(), 2, "{}", run.stdout);
}

#[test]
fn places_that_a_page_makes_by_itself_can_be_linked() {
    let site = Site::new()
        .actor("red")
        .issue("land")
        .file(
            "content/sources/press.md",
            "---\ntitle: T\npublished: 2025\nurl: https://a.org/\nquotes: [{id: first, text: Never.}]\n---\n\
             As [it said](#quote-first).\n",
        )
        .file("content/positions/red/land.2024.md", "---\nas_of: 2024\nstance: supports\n---\nIt did [@press].\n")
        .file(
            "content/positions/red/land.md",
            "---\nas_of: 2025-08\nstance: opposes\n---\nNot [as then](#position-red-land.2024) [@press], for \
             [a reason](#note-why)[^why].\n\n[^why]: It changed.\n",
        )
        .briefing(
            "b",
            "[Then](../positions/red/land.md#position-red-land.2024), [shown](../positions/red/land.2024.md#cite-press-1)",
        );
    // The actor and the issue show the position too: the ways lead from there to its own page, or to the note there.
    site.check().exits(0).lacks("broken-anchor");
    site.build().exits(0);
    let briefing = site.page("briefings/b.html");
    assert!(briefing.contains("\"../positions/red/land.html#position-red-land.2024\""), "{briefing}");
    assert!(briefing.contains("\"../positions/red/land.html#cite-2024:press-1\""), "not the marker of today's");
}

// Row 24: the id of a source is its file's name, so only two forms of one name can meet.

#[test]
fn two_sources_under_one_id_are_an_error_that_shows_both() {
    let note = |url: &str| format!("---\ntitle: T\npublished: 2025\nurl: {url}\n---\n");
    let site = Site::new()
        .file("content/sources/press.md", note("https://a.org/"))
        .file("content/sources/Press.md", note("https://b.org/"))
        .briefing("b", "One [@press]. Two [@Press].");
    let run = site.check().exits(1);
    let shown = site.run(&["check"]).stdout;
    run.finding("path-clash");
    assert!(shown.contains("content/sources/press.md") && shown.contains("content/sources/Press.md"), "{shown}");
}

// Row 31.

#[test]
fn an_actor_that_is_named_but_not_declared_is_an_error_at_each_name() {
    let site = Site::new()
        .actor("russia")
        .issue("troops")
        .file("content/briefings/b.md", "---\ntitle: B\nas_of: 2025\nactors: [russia, rusia]\n---\nText.\n");
    site.write("content/positions/nobody/troops.md", "---\nas_of: 2025\nstance: opposes\n---\nNo.\n");
    let run = site.check().exits(1);
    let line = run.finds("content/briefings/b.md:4:18: error", "unknown-actor");
    assert!(line.contains("`rusia`"), "{line}");
    let line = run.stdout.lines().find(|line| line.starts_with("content/positions/nobody/troops.md:"));
    assert!(line.is_some_and(|line| line.contains("`nobody`") && line.ends_with("[unknown-actor]")), "{line:?}");
    assert!(site.run(&["check"]).stdout.contains("did you mean `russia`?"));
}

#[test]
fn an_actor_that_nothing_names_is_a_warning() {
    let site = Site::new().actor("russia").briefing("b", "Text.");
    let line = site.check().exits(0).finding("unused-actor").to_owned();
    assert!(line.starts_with("content/actors/russia.md:") && line.contains(": warning: "), "{line}");
}

// Row 32.

#[test]
fn briefings_may_lead_to_one_another_in_a_circle() {
    let site = Site::new().briefing("a", "See [[b]] and [[a]].").briefing("b", "See [[a]].");
    site.build().exits(0);
    assert!(site.page("briefings/a.html").contains("b.html\">Briefing b</a>"));
    assert!(site.page("briefings/b.html").contains("a.html\">Briefing a</a>"));
}

// Row 33: an address comes from the path, so there is no other way to ask for one.

#[test]
fn no_key_can_send_a_page_elsewhere() {
    for key in ["slug", "permalink", "id", "url", "path"] {
        let site = Site::new()
            .file("content/briefings/b.md", format!("---\ntitle: B\nas_of: 2025\n{key}: ../../escaped\n---\nText.\n"));
        site.check().exits(0).finds("content/briefings/b.md:4:1: warning", "unknown-key");
        site.build().exits(0);
        assert!(site.has("briefings/b.html") && !site.path("escaped.html").exists(), "{key}");
    }
}

#[test]
fn file_names_that_could_lead_elsewhere_are_errors_and_nothing_is_written_for_them() {
    let site = Site::new().briefing("b", "Text.");
    for name in ["%2e%2e.md", "..%2fescaped.md", "..\\escaped.md", "C:escaped.md", "....md"] {
        site.write(&format!("content/pages/{name}"), "---\ntitle: T\n---\nText.\n");
        site.check().exits(1).finds(&format!("content/pages/{name}:1:1: error"), "bad-name");
        site.build().exits(1);
        assert!(!site.has("pages"), "{name}");
        fs::remove_file(site.path("content/pages").join(name)).expect("a file");
    }
}

#[test]
fn ids_in_texts_and_settings_cannot_lead_elsewhere_either() {
    let site = Site::new()
        .file("standpoint.yaml", "theme: ../../etc\nbase_url: https://a.org/\n")
        .briefing("b", "[x](../../../escaped.md) ![y](../../../etc/passwd) [[../escaped]]\n\n```../../escaped\n```\n");
    let run = site.check().exits(1);
    run.finding("unknown-theme");
    assert_eq!(run.stdout.matches("[broken-link]").count(), 2, "{}", run.stdout);
    run.finding("unwritten-note");
}

// Row 34.

#[test]
fn two_files_for_one_page_are_an_error() {
    let clash = |site: Site, path: &str| {
        site.check().exits(1).finds(&format!("{path}:1:1: error"), "path-clash");
        site.build().exits(1);
        site
    };
    let site = Site::new().briefing("talks", "First.").briefing("Talks", "Second.");
    let shown = clash(site, "content/briefings/talks.md");
    let pages = shown.pages().into_iter().filter(|path| path.starts_with("briefings/"));
    assert_eq!(pages.count(), 2, "the index and one page");
    // A page and a file that is copied.
    let site = Site::new().briefing("b", "Text.").file("content/briefings/B.html", "x");
    clash(site, "content/briefings/B.html");
    let site = Site::new().briefing("b", "Text.").file("content/index.html", "x");
    clash(site, "content/index.html");
}

#[test]
fn a_folder_with_the_name_of_a_page_is_an_error() {
    let site = Site::new().briefing("b", "Text.").file("content/briefings/b.html/x.png", "x");
    site.check().exits(1).finds("content/briefings/b.html/x.png:1:1: error", "path-clash");
    site.build().exits(1);
    assert!(site.page("briefings/b.html").contains("Text."));
}

#[test]
fn files_that_differ_only_in_case_are_an_error() {
    let site = Site::new().briefing("b", "Text.").file("content/files/map.png", "1").file("content/files/Map.png", "2");
    site.check().exits(1).finds("content/files/map.png:1:1: error", "path-clash");
}

// Row 35.

#[test]
fn reserved_and_impossible_names_are_errors() {
    let long = "a".repeat(250);
    for id in ["CON", "nul", "trailing.", "index", "404", "pagefind", "_hidden", " ", "two words", &long] {
        let site = Site::new().briefing("b", "Text.").briefing(id, "Text.");
        let run = site.check().exits(1);
        run.finds(&format!("content/briefings/{id}.md:1:1: error"), "bad-name");
        site.build().exits(1);
        assert!(site.has("briefings/b.html"), "{id}: the rest is built");
    }
}

// Row 36.

#[test]
fn names_in_any_script_make_stable_addresses() {
    let build = || {
        let mut site =
            Site::new().briefing("links", "[[гарантії]] [[ضمانات]] [[🕊]] [a](#мир) [b](#section)\n\n## Мир\n\n## 🕊\n");
        for id in ["гарантії", "ضمانات", "🕊"] {
            site = site.briefing(id, "Text.");
        }
        site.build().exits(0);
        for id in ["гарантії", "ضمانات", "🕊"] {
            assert!(site.has(&format!("briefings/{id}.html")), "{id}");
        }
        site.page("briefings/links.html")
    };
    let page = build();
    assert!(page.contains("id=\"мир\"") && page.contains("id=\"section\""), "{page}");
    assert_eq!(page, build());
}

// Row 46.

#[test]
fn a_public_page_that_leads_to_a_draft_is_an_error() {
    let draft = "---\ntitle: Draft\nas_of: 2025\ndraft: true\n---\nNot yet.\n";
    for link in ["[x](draft.md)", "[[draft]]", "[[briefings/draft]]"] {
        let site = Site::new().file("content/briefings/draft.md", draft).briefing("b", link);
        let run = site.check().exits(1);
        run.finds("content/briefings/b.md:5:1: error", "link-to-draft");
        site.run(&["check", "--drafts"]).exits(0);
    }
}

// Row 47.

#[test]
fn a_briefing_that_becomes_a_draft_again_is_gone() {
    let site = Site::new().file("content/briefings/b.md", NOTE).briefing("other", "Text.");
    site.build().exits(0);
    assert!(site.has("briefings/b.html"));
    site.write("content/briefings/b.md", NOTE.replace("---\nText", "draft: true\n---\nText"));
    let run = site.build().exits(0);
    // With it go its picture, and the page and the feed of changes, which one briefing alone does not fill.
    assert!(run.stdout.contains("4 removed"), "{}", run.stdout);
    assert!(!site.has("briefings/b.html"));
    for (path, bytes) in site.tree() {
        assert!(!String::from_utf8_lossy(&bytes).contains("briefings/b.html"), "{path}");
    }
}

// Row 45.

#[test]
fn private_words_are_in_no_file_that_is_published() {
    let draft = "---\ntitle: Canary\nas_of: 2025\nsummary: Canary\nauthors: [Canary]\ndraft: true\n\
                 judgements: [{text: Canary, likelihood: likely, confidence: low, cites: [press]}]\n---\n\
                 Canary [@press, canary].[^n] ![canary](canary.png)\n\n[^n]: https://canary.example/\n";
    let remark = "<!-- canary -->";
    let site = Site::new()
        .actor("north")
        .issue("water")
        .briefing("open", &format!("{remark} It is so [@press].\n\n[canary]: https://canary.example/ \"Canary\"\n"))
        .file("content/briefings/draft.md", draft)
        .file(
            "content/sources/press.md",
            format!("---\ntitle: Press # canary\nurl: https://a.example/\npublished: 2025\n---\n{remark}\n\nRead.\n"),
        )
        .file(
            "content/positions/north/water.md",
            format!("---\nas_of: 2025\nstance: supports\n---\n{remark}\n\nYes <!-- canary -->, it does [@press].\n"),
        );
    site.build();
    let tree = site.tree();
    for place in ["feed.xml", "sitemap.xml", "data/citations.csv", "data/sources.bib", "briefings/open.html"] {
        assert!(tree.contains_key(place), "no {place}");
    }
    for (path, bytes) in tree {
        assert!(!path.to_lowercase().contains("canary"), "{path}");
        assert!(!String::from_utf8_lossy(&bytes).to_lowercase().contains("canary"), "{path}");
    }
}

// Dates and labels of positions.

#[test]
fn two_positions_of_one_date_are_pointed_out_and_are_no_shift() {
    let position = |as_of: &str, stance: &str| format!("---\nas_of: {as_of}\nstance: {stance}\n---\nSo [@press].\n");
    let site = Site::new()
        .source("press")
        .actor("red")
        .issue("land")
        .file("content/positions/red/land.md", position("2025-08", "opposes"))
        .file("content/positions/red/land.old.md", position("2025-08~", "supports"));
    let line = site.check().exits(0).finds("content/positions/red/land.old.md:2:8: warning", "same-date").to_owned();
    assert!(line.contains("August 2025"), "{line}");
    let drawn = site.run(&["check"]).stdout;
    assert!(drawn.contains("content/positions/red/land.md:2:8"), "{drawn}");
    site.build().exits(0);
    assert!(!site.read("positions/red/land.html").main().contains("Shifted"));
    site.write("content/positions/red/land.old.md", position("2025-07", "supports"));
    site.check().exits(0).lacks("same-date");
    site.build().exits(0);
    assert!(site.read("positions/red/land.html").main().contains("Shifted"));
}

#[test]
fn a_label_cannot_take_the_ids_of_a_position_without_one() {
    let position = |as_of: &str| format!("---\nas_of: {as_of}\nstance: opposes\n---\n## Why\n\nSo [@press].\n");
    let site = Site::new()
        .source("press")
        .actor("red")
        .issue("land")
        .file("content/positions/red/land.new.md", position("2025"))
        .file("content/positions/red/land.md", position("2024"))
        .file("content/positions/red/land.unlabelled.md", position("2023"))
        .briefing("b", "[One](../positions/red/land.md#why), [two](../positions/red/land.unlabelled.md#why).");
    site.build().exits(0);
    let (page, briefing) = (site.read("positions/red/land.html"), site.read("briefings/b.html"));
    for (words, date) in [("One", "2024"), ("two", "2023")] {
        let link = briefing.all("a").find(|link| briefing.text(link) == words).expect("the link");
        let id = link.get("href").and_then(|href| href.split_once('#')).expect("a place").1;
        let around = page.around(page.by_id(id)).find(|outer| outer.name == "article" && outer.get("id").is_some());
        assert!(page.text(around.expect("a position")).starts_with(date), "{words}: {id}");
    }
}

#[test]
fn headings_that_begin_like_our_ids_get_others_and_links_lead_to_them() {
    let site = Site::new()
        .file("content/pages/p.md", "---\ntitle: P\n---\n## Position-one\n\n## Note-two\n\n[here](#h-position-one)\n")
        .briefing("b", "[There](../pages/p.md#h-position-one), [[p#h-note-two|and there]].");
    site.build().exits(0);
    let (page, briefing) = (site.read("pages/p.html"), site.read("briefings/b.html"));
    for (id, words) in [("h-position-one", "Position-one"), ("h-note-two", "Note-two")] {
        assert_eq!((page.by_id(id).name.as_str(), page.text(page.by_id(id)).as_str()), ("h2", words));
    }
    for (page, words, to) in [
        (&page, "here", "#h-position-one"),
        (&briefing, "There", "../pages/p.html#h-position-one"),
        (&briefing, "and there", "../pages/p.html#h-note-two"),
    ] {
        let link = page.all("a").find(|link| page.text(link) == words).expect("the link");
        assert_eq!(link.get("href"), Some(to));
    }
    // Who counts on the words alone is told.
    site.write("content/pages/p.md", "---\ntitle: P\n---\n## Position-one\n\n[here](#position-one)\n");
    let drawn = site.run(&["check"]).exits(1).stdout;
    assert!(drawn.contains("did you mean `h-position-one`?"), "{drawn}");
}

/// On pages that show several positions each has such an id; its own page is about it.
#[test]
fn a_link_to_the_id_of_a_position_leads_to_its_page() {
    let text = |day: &str| format!("---\nas_of: {day}\nstance: opposes\n---\nNo in {day} [@press].\n");
    let site = Site::new()
        .source("press")
        .actor("a")
        .issue("i")
        .file("content/positions/a/i.md", text("2025-02"))
        .file("content/positions/a/i.old.md", text("2025-01"))
        .briefing("b", "[now](../positions/a/i.md#position-a-i) and [then](../positions/a/i.old.md#position-a-i.old)");
    assert_eq!(site.check().exits(0).stdout, "");
    site.build().exits(0);
    let page = site.page("briefings/b.html");
    assert!(
        page.contains("href=\"../positions/a/i.html#position-a-i\"") && page.contains("i.html#position-a-i.old\""),
        "{page}"
    );
}

#[test]
fn files_that_the_site_makes_and_a_search_can_be_linked() {
    let text = "[search](../search.html#q=dam&kind=position) [data](../data/citations.csv) [feed](../feed.xml) \
                [of one](../actors/velia.xml) [map](../sitemap.xml)";
    let site = Site::new().actor("velia").briefing("b", text);
    site.build().lacks("broken");
    let page = site.page("briefings/b.html");
    for to in ["../search.html#q=dam&amp;kind=position", "../data/citations.csv", "../feed.xml", "../sitemap.xml"] {
        assert!(page.contains(&format!("<a href=\"{to}\"")), "{to}: {page}");
    }
    // What the site does not make after all leads nowhere.
    site.write("standpoint.yaml", "title: T\nrules: {missing-base-url: off}\n");
    let run = site.check().exits(1);
    assert!(run.stdout.contains("feed.xml") && run.stdout.contains("[broken-link]"), "{}", run.stdout);
    site.write(
        "content/briefings/b.md",
        "---\ntitle: B\nas_of: 2025\n---\n[x](../search.html#nowhere) [y](../data/other.csv)\n",
    );
    let run = site.check().exits(1);
    run.finds("content/briefings/b.md:5:1: error", "broken-anchor");
    run.finds("content/briefings/b.md:5:29: error", "broken-link");
}

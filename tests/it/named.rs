//! Sources that are named in running text, titles that stand in it, and keys of other programs.

use crate::harness::Site;
use crate::html::words;

fn with_authors(key: &str, authors: &str) -> (String, String) {
    let text =
        format!("---\ntitle: The {key} report\n{authors}url: https://{key}.example/r\npublished: 2025-01-01\n---\n");
    (format!("content/sources/{key}.md"), text)
}

fn site() -> Site {
    let mut site = Site::new().file("content/sources/plain.md", "---\ntitle: A plain title\nmedium: print\n---\n");
    for (key, authors) in [
        ("one", "authors: Jane Doe\n"),
        ("two", "authors: [\"Doe, Jane\", Ursula von der Roe]\n"),
        ("many", "authors: [A Doe, B Roe, C Poe]\n"),
        ("body", "publisher: The River Board\n"),
        ("watch", "authors: Human Rights Watch\n"),
        ("others", "authors: [\"Doe, Jane\", et al.]\n"),
    ] {
        let (path, text) = with_authors(key, authors);
        site = site.file(&path, text);
    }
    site
}

/// The words of the text of a page.
fn prose(site: &Site) -> String {
    let page = site.page("briefings/b.html");
    let prose =
        page.split("<div class=\"prose\">").nth(1).and_then(|rest| rest.split("</div>").next()).expect("a text");
    words(prose)
}

#[test]
fn a_key_in_running_text_names_its_source_and_cites_it() {
    for (text, shown) in [
        ("As @one shows, it is so.", "As Jane Doe[1] shows, it is so."),
        ("It is so, says @two.", "It is so, says Doe and Ursula von der Roe[1]."),
        ("(@many) says so.", "(A Doe et al.[1]) says so."),
        ("*@body* says so.", "The River Board[1] says so."),
        ("As @watch says.", "As Human Rights Watch[1] says."),
        ("As @others say.", "As Doe et al.[1] say."),
        ("@plain says so.", "A plain title[1] says so."),
        ("@one [p. 33] says so.", "Jane Doe[1.1] says so."),
        ("@one [see p. 33, *not* 4] says so.", "Jane Doe[1] [see p. 33, not 4] says so."),
        ("Doe says so [-@one, p. 3].", "Doe says so[1.1]."),
        ("- in @one\n", "in Jane Doe[1]"),
    ] {
        let site = site().briefing("b", text);
        site.check().lacks("bare-citation");
        site.build();
        assert_eq!(prose(&site).trim(), shown, "{text}");
    }
    let site = site().briefing("b", "As @one [p. 33] shows, it is so. No more.");
    site.build();
    let source = site.page("sources/one.html");
    assert!(
        source.contains(
            "<q dir=\"auto\">As Jane Doe shows, it is so.</q> <span class=\"locator\"><bdi>p. 33</bdi></span>"
        )
    );
    assert!(site.page("data/citations.csv").contains(",\"As Jane Doe shows, it is so.\",p. 33,"));
}

#[test]
fn what_is_no_key_stays_and_only_slips_are_told() {
    let text = "Write to a@one.org or @velia_gov, \\@one and `@one`; see https://mastodon.example/@one. @somebody [sic] knows.";
    let site = site().briefing("b", text);
    let found = site.check().exits(0);
    found.lacks("bare-citation");
    found.lacks("unknown-source");
    site.build();
    assert_eq!(
        prose(&site).trim(),
        "Write to a@one.org or @velia_gov, @one and @one; see https://mastodon.example/@one. @somebody [sic] knows."
    );
    let site = site.briefing("b", "As @plainn says, and @body2 too.");
    let found = site.check().exits(0);
    assert_eq!(found.stdout.matches("[bare-citation]").count(), 2, "{}", found.stdout);
    site.build();
    assert_eq!(prose(&site).trim(), "As @plainn says, and @body2 too.");
}

#[test]
fn references_to_figures_are_pointed_out_and_stay() {
    for reference in ["@fig:map", "@tbl:prices", "@sec:end", "@eq:one", "@fig-map"] {
        let site = site().briefing("b", &format!("See {reference} there."));
        let found = site.check();
        found.finding("unread-markup");
        found.lacks("bare-citation");
        site.build();
        assert_eq!(prose(&site).trim(), format!("See {reference} there."));
    }
}

#[test]
fn a_first_heading_is_the_title_and_shown_once() {
    let site = Site::new()
        .file("content/pages/none.md", "# The *port*\n\nText.\n")
        .file("content/pages/empty.md", "---\ntags: [river, port]\n---\n\n# A port\n\n[up](#a-port)\n")
        .file("content/pages/same.md", "---\ntitle: The port plan\n---\n# The Port Plan\n\nText.\n")
        .file("content/pages/other.md", "---\ntitle: A title\n---\n# Another one\n\nText.\n")
        .file("content/actors/velia.md", "---\nkind: state\n---\n# Velia\n\nText.\n")
        .file("content/pages/links.md", "---\ntitle: L\n---\n[a](none.md#the-port), [[same#The port plan]].\n");
    let found = site.check();
    assert_eq!(found.stdout.lines().filter(|line| !line.contains("unused-actor")).count(), 0, "{}", found.stdout);
    site.build();
    for (page, title) in [("none", "The port"), ("empty", "A port"), ("same", "The port plan"), ("other", "A title")] {
        let page = site.page(&format!("pages/{page}.html"));
        assert_eq!(page.matches("<h1>").count(), 1);
        assert!(page.contains(&format!("<h1><bdi>{title}</bdi></h1>")), "{title}");
        let twice = page.matches(&format!(">{title}</h2>")).count();
        assert_eq!(twice, 0, "{title}");
    }
    assert!(site.page("pages/other.html").contains(">Another one</h2>"));
    assert!(site.page("actors/velia.html").contains("Velia"));
    assert!(site.page("pages/links.html").contains("<a href=\"../pages/none.html\">a</a>"));
    assert!(site.page("pages/empty.html").contains("<p class=\"tags\">Tags: <bdi>river</bdi>, <bdi>port</bdi></p>"));
    assert!(!site.page("pages/same.html").contains("class=\"tags\""));
}

#[test]
fn keys_of_other_programs_are_told_once_a_site() {
    let mut site = Site::new();
    for n in 0..20 {
        let folder = if n % 2 == 0 { "pages" } else { "issues" };
        let text =
            "---\ntitle: T\ndate: 2025-01-01\ndescription: D\nauthor: A\nlang: en\nlayout: post\nweight: 3\n---\n";
        site = site.file(&format!("content/{folder}/t{n}.md"), text);
    }
    let found = site.check();
    assert_eq!(found.stdout.matches("[unknown-key]").count(), 6, "{}", found.stdout);
    let told = site.run(&["check", "--format", "json"]).stdout;
    for hint in ["write `summary:` in a briefing", "`as_of:` in a briefing or position", "write `language:`"] {
        assert!(told.contains(hint), "{hint}: {told}");
    }
    assert!(
        told.contains("`date` is a key of other programs, and says nothing here, here and in 19 more places"),
        "{told}"
    );
}

#[test]
fn names_of_publishers_are_set_as_titles_are() {
    let source = "---\ntitle: The \"port\"\nurl: https://a.example/x\npublished: 2025\n\
                  publisher: LLC \"Harbour\"\ncontainer: The \"Harbour\" letters\n---\n";
    let site = Site::new()
        .file("content/sources/a.md", source)
        .file("content/sources/d.md", source.replace("title:", "language: de\ntitle:").replace("/x", "/y"))
        .briefing("b", "It stops [@a]. It goes [@d]. As @a says.");
    site.build();
    for page in ["briefings/b.html", "sources/a.html"] {
        let page = site.page(page);
        assert!(
            page.contains("<bdi>LLC “Harbour”</bdi>") && page.contains("<bdi>The “Harbour” letters</bdi>"),
            "{page}"
        );
    }
    assert!(site.page("briefings/b.html").contains("As LLC “Harbour”"));
    assert!(site.page("sources/d.html").contains("<bdi>LLC „Harbour“</bdi>"));
    // Programs get what was typed.
    assert!(site.page("data/sources.json").contains(r#"LLC \"Harbour\""#));
}

#[test]
fn a_link_to_a_note_that_the_page_has_not_is_told_where_it_is_written() {
    let site = Site::new().source("s").source("t").briefing("b", "See [m](#note-t) and so [@s].");
    let found = site.run(&["check", "--format", "short"]).stdout;
    assert!(found.contains("content/briefings/b.md:5:5: error: the page has no place `#note-t`"), "{found}");
    assert!(!found.contains("public/"), "{found}");
    // Nor where the page has no notes at all.
    let site = Site::new().source("t").briefing("b", "See [m](#note-t).");
    let found = site.run(&["check", "--format", "short"]).stdout;
    assert!(found.contains("content/briefings/b.md:5:5: error: the page has no place `#note-t`"), "{found}");
    assert!(!found.contains("public/"), "{found}");
    let site = Site::new().source("s").briefing("b", "See [m](#note-s) and so [@s].");
    assert_eq!(site.run(&["check", "--format", "short"]).stdout, "");
    // Each of several, and what leads to the page from another one.
    let site = Site::new()
        .source("s")
        .source("t")
        .briefing("a", "See [q](b.md#cite-s-1).")
        .briefing("b", "See [m](#note-s) and [n](#note-t).");
    let found = site.run(&["check", "--format", "short"]).stdout;
    for place in ["a.md:5:5: error: briefings/b.html has no place `#cite-s-1`", "b.md:5:5: error", "b.md:5:22: error"] {
        assert!(found.contains(&format!("content/briefings/{place}")), "{place}: {found}");
    }
}

/// A position stands on several pages.
#[test]
fn a_lost_link_in_a_position_is_told_once_and_in_its_file() {
    let position = "---\nas_of: 2025-01\nstance: supports\nsummary: So it is.\n---\nSee [m](#note-s).\n";
    let site =
        Site::new().source("s").actor("a").issue("i").file("content/positions/a/i.md", position).briefing("b", "So.");
    let found = site.run(&["check", "--format", "short"]).stdout;
    assert!(found.contains("content/positions/a/i.md:"), "{found}");
    assert!(!found.contains("public/") && !found.contains("more places"), "{found}");
    assert_eq!(found.matches("#note-s").count(), 1, "{found}");
}

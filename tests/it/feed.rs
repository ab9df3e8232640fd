//! What a site has beside its pages for others: feed, sitemap, robots.txt, CNAME.

use roxmltree::{Document, Node};

use crate::harness::Site;
use crate::html::Page;

const BASE: &str = "https://example.org/repo/";

/// A site with two positions in one cell, a briefing with a matrix and notes, and a draft.
fn site() -> Site {
    Site::new()
        .source("press")
        .source("treaty")
        .actor("north")
        .issue("border")
        .file("content/positions/north/border.md", "---\nas_of: 2025-08-20~\nstance: opposes\nfirmness: firm\nbasis: stated\n---\nNo [@press, p. 3], see [below](../../index.md).\n")
        .file("content/positions/north/border.early.md", "---\nas_of: 2024\nstance: silent\n---\nNothing yet [@treaty].\n")
        .file("content/maps/a b.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .file(
            "content/briefings/talks.md",
            "---\ntitle: Talks & <b>terms</b>\nas_of: 2025-07\nauthors: [Ana Petrova, Ō]\n---\nIt is said [@press; @treaty, p. 3].[^own] See [why](#why), [[north]] and `<a href=\"#x\">`.\n\n\
             ## Why\n\n![A map](<../maps/a b.svg>)\n\n```matrix\n```\n\n```sources\n```\n\n[^own]: A remark [@press].\n",
        )
        .file("content/briefings/later.md", "---\ntitle: Quite Secret\nas_of: 2025-09\ndraft: true\n---\nNot yet [@press].\n")
}

fn text<'a>(node: Node<'a, '_>, name: &str) -> &'a str {
    node.children().find(|child| child.has_tag_name(name)).and_then(|child| child.text()).unwrap_or_default()
}

fn texts<'a>(node: Node<'a, '_>, path: [&str; 2]) -> Vec<&'a str> {
    node.children().filter(|child| child.has_tag_name(path[0])).map(|child| text(child, path[1])).collect()
}

fn link<'a>(node: Node<'a, '_>, rel: &str) -> &'a str {
    let found = node.children().find(|child| child.has_tag_name("link") && child.attribute("rel") == Some(rel));
    found.and_then(|link| link.attribute("href")).unwrap_or_default()
}

fn entries<'a, 'i>(document: &'a Document<'i>) -> Vec<Node<'a, 'i>> {
    document.root_element().children().filter(|child| child.has_tag_name("entry")).collect()
}

#[test]
fn the_feed_tells_of_briefings_and_positions_by_their_dates() {
    let site = site();
    site.build().exits(0);
    let xml = site.page("feed.xml");
    let document = Document::parse(&xml).expect("well-formed XML");
    let feed = document.root_element();
    assert_eq!(feed.tag_name().namespace(), Some("http://www.w3.org/2005/Atom"));
    assert_eq!((text(feed, "title"), text(feed, "id")), ("Test", BASE));
    assert_eq!((link(feed, "self"), link(feed, "alternate")), ("https://example.org/repo/feed.xml", BASE));
    assert_eq!(text(feed, "updated"), "2025-08-20T00:00:00Z", "the newest entry's, and no clock's");
    assert_eq!(texts(feed, ["author", "name"]), ["Test"], "nobody is named, so the site answers for it");

    let told: Vec<[&str; 4]> = entries(&document)
        .into_iter()
        .map(|entry| [text(entry, "title"), text(entry, "updated"), text(entry, "id"), link(entry, "alternate")])
        .collect();
    let cell = "https://example.org/repo/positions/north/border.html";
    let talks = "https://example.org/repo/briefings/talks.html";
    assert_eq!(
        told,
        [
            ["Actor north: Issue border (Opposes)", "2025-08-20T00:00:00Z", &format!("{cell}#as-of-2025-08-20"), cell],
            ["Talks & <b>terms</b>", "2025-07-01T00:00:00Z", talks, talks],
            [
                "Actor north: Issue border (Silent)",
                "2024-01-01T00:00:00Z",
                &format!("{cell}#as-of-2024"),
                &format!("{cell}#position-north-border.early")
            ],
        ]
    );
    assert_eq!(texts(entries(&document)[1], ["author", "name"]), ["Ana Petrova", "Ō"]);
    assert!(!xml.contains("Secret"), "a draft is not in it");
    site.run(&["build", "--drafts"]).exits(0);
    assert!(!site.page("feed.xml").contains("Secret"), "nor when drafts are built");
}

/// What is known to have followed an event is newer than what came out before that, however vague its own date is.
#[test]
fn the_feed_has_the_order_that_is_known() {
    let event = "---\ntitle: Summit\ndate: 2025-08-15\n---\nThey met.\n";
    let moved = "---\nas_of: 2025-08\nstance: silent\ntrigger: summit\n---\nMoved [@wire].\n";
    let site = site()
        .source("wire")
        .file("content/events/summit.md", event)
        .file("content/positions/north/border.md", moved)
        .file("content/briefings/before.md", "---\ntitle: Before the summit\nas_of: 2025-08-10\n---\nText.\n");
    site.build().exits(0);
    let xml = site.page("feed.xml");
    let document = Document::parse(&xml).expect("well-formed XML");
    let titles: Vec<&str> = entries(&document).into_iter().map(|entry| text(entry, "title")).take(2).collect();
    assert_eq!(titles, ["Actor north: Issue border (Silent)", "Before the summit"]);
    assert_eq!(text(document.root_element(), "updated"), "2025-08-10T00:00:00Z", "the newest date of an entry");
}

#[test]
fn an_entry_can_be_read_far_from_its_page() {
    let site = site();
    site.build().exits(0);
    let xml = site.page("feed.xml");
    let document = Document::parse(&xml).expect("well-formed XML");
    for entry in entries(&document) {
        let html = text(entry, "content");
        let page = Page::read(html).unwrap_or_else(|why| panic!("{why}:\n{html}"));
        let address = text(entry, "id").split('#').next().expect("an address");
        let path = address.strip_prefix(BASE).expect("an address of the site");
        for element in page.elements() {
            assert!(element.name != "svg", "a drawing has no size here");
            for to in [element.get("href"), element.get("src")].into_iter().flatten() {
                assert!(to.starts_with("https://"), "{path}: {to} is relative");
                // Links from marker to note and back lead to the page, where the place is; and it is here too.
                if let Some(place) = to.strip_prefix(&format!("{address}#")) {
                    assert!(site.read(path).find_id(place).is_some(), "{path} has no {place}");
                    assert!(page.find_id(place).is_some() || place == "why", "the entry of {path} has no {place}");
                }
            }
        }
    }
    let talks = text(entries(&document)[1], "content");
    for expected in [
        "src=\"https://example.org/repo/maps/a%20b.svg\"",
        "<a href=\"https://example.org/repo/briefings/talks.html#why\">why</a>",
        "&lt;a href=\"#x\"&gt;",
        "<li id=\"note-treaty\">",
        "<li id=\"note-treaty/p-3\">2.1 <bdi>p. 3</bdi>",
        "<ol type=\"a\">",
        "<table>",
    ] {
        assert!(talks.contains(expected), "no {expected} in\n{talks}");
    }
}

#[test]
fn an_entry_keeps_its_id_when_its_file_makes_room_for_a_newer_position() {
    let ids = |site: &Site| {
        site.build().exits(0);
        let xml = site.page("feed.xml");
        let document = Document::parse(&xml).expect("well-formed XML");
        entries(&document).into_iter().map(|entry| text(entry, "id").to_owned()).collect::<Vec<_>>()
    };
    let site = site();
    let before = ids(&site);
    let was = std::fs::read(site.path("content/positions/north/border.md")).expect("a position");
    site.write("content/positions/north/border.august.md", was);
    site.write("content/positions/north/border.md", "---\nas_of: 2025-10\nstance: supports\n---\nYes [@press].\n");
    let after = ids(&site);
    assert_eq!(after[1..], before);
    // Two of one day are still two.
    site.write("content/positions/north/border.oct.md", "---\nas_of: 2025-10?\nstance: opposes\n---\nNo [@press].\n");
    assert_eq!(ids(&site)[..2], [after[0].clone(), format!("{}-2", after[0])]);
}

#[test]
fn an_entry_says_that_it_is_read_from_the_right() {
    let site = Site::new()
        .file("standpoint.yaml", "title: موجز\nlanguage: ar\nbase_url: https://example.org/\n")
        .briefing("b", "نص.");
    site.build().exits(0);
    let xml = site.page("feed.xml");
    let document = Document::parse(&xml).expect("well-formed XML");
    let html = text(entries(&document)[0], "content").trim();
    assert!(html.starts_with("<div dir=\"rtl\">") && html.ends_with("</div>"), "{html}");
}

#[test]
fn code_in_an_entry_keeps_its_words_together() {
    let site = Site::new().briefing("b", "```bash\necho \"$A$B\"\n```");
    site.build().exits(0);
    let xml = site.page("feed.xml");
    let document = Document::parse(&xml).expect("well-formed XML");
    let html = text(entries(&document)[0], "content");
    assert!(html.contains("hl-") && !html.contains(" · "), "{html}");
}

#[test]
fn a_feed_ends_after_fifty_entries_and_after_a_mebibyte() {
    let mut site = Site::new().source("s");
    for at in 0..60 {
        let date = format!("{}", 1900 + at);
        let text = format!("---\ntitle: B{at}\nas_of: {date}\nsummary: Short.\n---\n{}\n", "Long words. ".repeat(6000));
        site = site.file(&format!("content/briefings/b{at}.md"), text);
    }
    site.build().exits(0);
    let xml = site.page("feed.xml");
    let document = Document::parse(&xml).expect("well-formed XML");
    let entries = entries(&document);
    assert_eq!(entries.len(), 50);
    assert_eq!(text(entries[0], "title"), "B59");
    let full = entries.iter().filter(|entry| !text(**entry, "content").is_empty()).count();
    assert_eq!(full, 15, "a mebibyte holds so many");
    assert_eq!(text(entries[49], "summary"), "Short.");
}

#[test]
fn an_entry_that_no_feed_can_hold_has_its_summary_alone() {
    let long = |title: &str, year: u32, text: &str| {
        format!("---\ntitle: {title}\nas_of: {year}\nsummary: Short.\n---\nWords{text}\n")
    };
    let site = Site::new()
        .source("s")
        .file("content/briefings/prose.md", long("Prose", 2023, &" and words".repeat(110_000)))
        .file("content/briefings/notes.md", long("Notes", 2022, &" ^[a]".repeat(20_000)))
        .file("content/briefings/cites.md", long("Cites", 2021, &" [@s]".repeat(20_000)))
        .file("content/briefings/heads.md", long("Heads", 2020, &format!("\n\n{}", "# a\n".repeat(80_000))))
        .file("content/briefings/short.md", long("Short", 2019, " [@s]."));
    site.build().exits(0);
    let xml = site.page("feed.xml");
    let document = Document::parse(&xml).expect("well-formed XML");
    let told = entries(&document).into_iter().map(|entry| {
        let is_full = !text(entry, "content").is_empty();
        (text(entry, "title"), text(entry, "summary"), is_full)
    });
    let alone = ["Prose", "Notes", "Cites", "Heads"].map(|title| (title, "Short.", false));
    assert_eq!(told.collect::<Vec<_>>(), [&alone[..], &[("Short", "Short.", true)]].concat());
}

#[test]
fn nothing_dated_and_nowhere_to_stand_means_no_feed() {
    let nothing = Site::new().source("s").file("content/index.md", "---\n---\nHello [@s].\n");
    nothing.build().exits(0);
    assert!(!nothing.has("feed.xml") && nothing.has("sitemap.xml"));
    assert!(!nothing.page("index.html").contains("atom+xml"));
    let homeless = site().file("standpoint.yaml", "title: T\nrules:\n  missing-base-url: off\n");
    homeless.build().exits(0);
    assert!(!homeless.has("feed.xml") && !homeless.has("sitemap.xml"));
    assert_eq!(homeless.page("robots.txt"), "User-agent: *\nAllow: /\n");
}

#[test]
fn what_xml_cannot_hold_is_left_out_of_the_feed() {
    let site = Site::new().source("s").briefing("b", "A bell \u{7} and \u{fffe} [@s].");
    site.build();
    let xml = site.page("feed.xml");
    assert!(Document::parse(&xml).is_ok() && xml.contains("A bell"), "{xml}");
}

#[test]
fn a_theme_has_the_last_word_on_the_feed() {
    let site = site()
        .file("standpoint.yaml", "title: A & B\nbase_url: https://example.org/repo/\ntheme: own\n")
        .file(
            "themes/own/templates/feed.xml",
            "<feed>{{ site.title }}{% for entry in entries %}{{ entry.html }}{% endfor %}</feed>",
        )
        .file("themes/own/templates/feed/entry.html", "<p>{{ entry.page.title }}</p>");
    site.build().exits(0);
    assert!(site.page("feed.xml").starts_with("<feed>A &amp; B&lt;p&gt;Actor north"), "{}", site.page("feed.xml"));
    site.write("themes/own/templates/feed.xml", "{{ nothing }}");
    site.check().exits(1).finds("themes/own/templates/feed.xml:1:4: error", "template-error");
}

#[test]
fn the_authors_own_files_take_the_place_of_ours() {
    let site = site().file("content/feed.xml", "<mine/>").file("content/CNAME", "mine.example\n");
    site.build().exits(0);
    assert_eq!((site.page("feed.xml"), site.page("CNAME")), ("<mine/>".to_owned(), "mine.example\n".to_owned()));
}

#[test]
fn the_sitemap_has_all_public_pages_and_the_dates_that_are_known() {
    let site = site().file("content/pages/a & 'b'.md", "---\ntitle: Odd\n---\nHello.\n");
    site.run(&["build", "--drafts"]);
    let xml = site.page("sitemap.xml");
    let document = Document::parse(&xml).expect("well-formed XML");
    let told: Vec<(&str, &str)> = document
        .root_element()
        .children()
        .filter(Node::is_element)
        .map(|url| (text(url, "loc"), text(url, "lastmod")))
        .collect();
    let dated: Vec<_> = told.iter().filter(|(_, date)| !date.is_empty()).collect();
    assert_eq!(
        dated,
        [
            &("https://example.org/repo/briefings/talks.html", "2025-07-01"),
            &("https://example.org/repo/positions/north/border.html", "2025-08-20")
        ]
    );
    let pages = site.pages().into_iter().filter(|path| path != "404.html" && path != "briefings/later.html").count();
    assert_eq!(told.len(), pages);
    assert_eq!(told[0].0, BASE);
    assert_eq!(site.page("robots.txt"), "User-agent: *\nAllow: /\n\nSitemap: https://example.org/repo/sitemap.xml\n");
}

#[test]
fn a_domain_of_its_own_becomes_a_cname() {
    let of = |settings: &str| site().file("standpoint.yaml", format!("title: T\n{settings}"));
    let site = of("base_url: https://www.example.org/\ncustom_domain: WWW.example.org\n");
    site.check().exits(0).lacks("domain-mismatch");
    site.build().exits(0);
    assert_eq!(site.page("CNAME"), "www.example.org\n");
    assert!(!self::site().has("CNAME"));
    let site = of("base_url: https://b\u{fc}cher.example/\ncustom_domain: b\u{fc}cher.example\n");
    site.build().exits(0);
    assert_eq!(site.page("CNAME"), "xn--bcher-kva.example\n");
    let run = of("base_url: https://example.org/\ncustom_domain: www.example.org\n").check().exits(0);
    assert_eq!(
        run.finding("domain-mismatch"),
        "standpoint.yaml:3:16: warning: the host will show the site at www.example.org, but `base_url` is https://example.org/ [domain-mismatch]"
    );
    for bad in [
        "https://example.org",
        "example.org/x",
        "localhost",
        "example.org:80",
        "10.0.0.1",
        "a..example",
        "-a.example",
        "a b.example",
    ] {
        let run = of(&format!("base_url: https://example.org/\ncustom_domain: {bad}\n")).check().exits(1);
        let line = run.finds("standpoint.yaml:3:16: error", "bad-setting");
        assert!(line.contains(&format!("`{bad}` is no domain name")), "{line}");
    }
}

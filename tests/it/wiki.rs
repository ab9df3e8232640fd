//! Links as vaults and other generators have them: by name, without an ending, to anchors of GitHub.

use crate::harness::Site;
use crate::html::words;

/// A site with things of several names, and the page of this text.
fn page(text: &str) -> (Site, String) {
    let site = site().briefing("b", text);
    site.build();
    let page = site.page("briefings/b.html");
    (site, page)
}

fn site() -> Site {
    Site::new()
        .file(
            "content/actors/velia.md",
            "---\nname: Republic of Velia\nshort_name: Velia\naliases: [Velian Republic]\n---\n",
        )
        .file(
            "content/issues/dam.md",
            "---\ntitle: The dam\naliases: Staudamm\n---\n## 1.2 Results, 2014–2020\n\nText.\n",
        )
        .file("content/pages/notes/port_of-sarna.md", "---\ntitle: A port\n---\n# Its history\n\nText.\n")
}

fn main(page: &str) -> &str {
    page.split("<div class=\"prose\">").nth(1).and_then(|rest| rest.split("</div>").next()).unwrap_or(page)
}

#[test]
fn a_wiki_link_finds_a_text_by_any_of_its_names() {
    for (name, to) in [
        ("Republic of Velia", "../actors/velia.html"),
        ("republic-of_velia", "../actors/velia.html"),
        ("VELIA", "../actors/velia.html"),
        ("Velian Republic", "../actors/velia.html"),
        ("The Dam", "../issues/dam.html"),
        ("staudamm", "../issues/dam.html"),
        ("issues/Dam", "../issues/dam.html"),
        ("Port of Sarna", "../pages/notes/port_of-sarna.html"),
        ("notes/Port of Sarna", "../pages/notes/port_of-sarna.html"),
        ("a port", "../pages/notes/port_of-sarna.html"),
        ("A port#Its history", "../pages/notes/port_of-sarna.html#its-history"),
        ("a port#its-history", "../pages/notes/port_of-sarna.html#its-history"),
        ("pages/notes/port_of-sarna.md", "../pages/notes/port_of-sarna.html"),
    ] {
        let (site, page) =
            page(&format!("See [[{name}]] and [[{name}|the words]].\n\n| a |\n|--|\n| [[{name}\\|in a cell]] |\n"));
        site.check().exits(0);
        let links = main(&page).matches(&format!("<a href=\"{to}\"")).count();
        assert_eq!(links, 3, "{name}: {}", main(&page));
        assert!(words(main(&page)).contains("the words") && words(main(&page)).contains("in a cell"));
    }
}

#[test]
fn a_name_may_hold_signs_that_mean_something_in_addresses() {
    for title in ["Note: a plan", "What now?", "100% of it", "A & B", "a, b (c)"] {
        let site = Site::new()
            .file("content/pages/p.md", format!("---\ntitle: \"{title}\"\n---\n"))
            .briefing("b", &format!("See [[{title}]]."));
        site.check().exits(0);
        site.build();
        assert!(site.page("briefings/b.html").contains("<a href=\"../pages/p.html\">"), "{title}");
    }
}

#[test]
fn a_heading_of_the_same_text_may_be_called_by_its_words() {
    let (site, page) = page("See [[#What we know]] and [[#what-we-know|below]].\n\n## What we know\n\nText.\n");
    site.check().exits(0);
    assert!(main(&page).contains("<a href=\"#what-we-know\">What we know</a> and <a href=\"#what-we-know\">below</a>"));
}

#[test]
fn a_name_of_several_texts_is_an_error_that_lists_them() {
    let site = Site::new()
        .file("content/pages/a/plan.md", "---\ntitle: One\n---\n")
        .file("content/pages/b/plan.md", "---\ntitle: Two\n---\n")
        .briefing("b", "See [[Plan]].");
    let run = site.run(&["check"]).exits(1);
    assert!(run.stdout.contains("`[[Plan]]` could mean 2 things"), "{}", run.stdout);
    assert!(run.stdout.contains("write one of [[pages/a/plan]], [[pages/b/plan]]"), "{}", run.stdout);
}

#[test]
fn brackets_before_an_address_are_words_of_a_link() {
    let (site, page) =
        page("So it is [[1]](https://a.example/x). And [[2]](https://a.example/y_(z)), [[velia]](see there).");
    site.check().exits(0).lacks("unwritten-note");
    assert!(main(&page).contains("<a href=\"https://a.example/x\" rel=\"external noreferrer\">[1]</a>. And"));
    assert!(main(&page).contains("<a href=\"https://a.example/y_(z)\" rel=\"external noreferrer\">[2]</a>,"));
    assert!(main(&page).contains("Republic of Velia</a>(see there)."));
}

#[test]
fn what_would_be_put_in_is_a_link_and_pointed_out() {
    let (site, page) = page("![[A port]]\n\n![[A port#Its history|the port]]\n\n![[nobody]]\n");
    let found = site.check();
    assert_eq!(found.stdout.matches("[unread-markup]").count(), 3, "{}", found.stdout);
    found.finds("content/briefings/b.md:9:1: warning", "unwritten-note");
    assert!(main(&page).contains("<a href=\"../pages/notes/port_of-sarna.html\">A port</a>"), "{}", main(&page));
    assert!(main(&page).contains("#its-history\">the port</a>"), "{}", main(&page));
}

#[test]
fn a_file_is_found_by_its_name_where_there_is_one() {
    let site = site().file("content/files/report.pdf", "%PDF-1.7\n").briefing("b", "See [[report.pdf]].");
    site.check();
    site.build();
    assert!(site.page("briefings/b.html").contains("<a href=\"../files/report.pdf\">"));
    let site = site.file("content/files/map.png", "png").briefing("b", "![[map.png|A map]] and ![[none.png|No map]].");
    let found = site.check().exits(1);
    assert_eq!(found.stdout.matches("[broken-link]").count(), 1, "{}", found.stdout);
    site.build();
    assert!(site.page("briefings/b.html").contains("<img src=\"../files/map.png\" alt=\"A map\""));
    // A folder is a whole word.
    let site = site.briefing("b", "![[files/map.png|A map]] and ![[iles/map.png|No map]].");
    assert_eq!(site.check().exits(1).stdout.matches("[broken-link]").count(), 1);
}

#[test]
fn a_path_without_an_ending_leads_where_one_text_fits() {
    for to in [
        "../actors/velia",
        "../actors/velia/",
        "/en/velia",
        "/actors/velia",
        "velia",
        "../../../x/velia/",
        "../issues/velia/",
    ] {
        let (site, page) = page(&format!("See [it]({to}) or [there]({to}#none)."));
        site.check().finding("broken-anchor");
        assert!(main(&page).contains("<a href=\"../actors/velia.html\">it</a>"), "{to}: {}", main(&page));
    }
    let site = Site::new()
        .file("content/pages/a/plan.md", "---\ntitle: One\n---\n")
        .file("content/pages/b/plan.md", "---\ntitle: Two\n---\n")
        .briefing("b", "See [it](/en/plan), [it](../pages/b/plan) and [it](../pages/none).");
    let found = site.check().exits(1);
    assert_eq!(found.stdout.matches("[broken-link]").count(), 2, "{}", found.stdout);
}

#[test]
fn anchors_of_github_lead_to_the_heading_too() {
    let text = "See [a](#12-results-20142020), [b](#1-2-results-2014-2020), [c](../issues/dam.md#12-results-20142020), \
                [d](#again-1).\n\n## 1.2 Results, 2014–2020\n\n## Again\n\n## Again\n";
    let (site, page) = page(text);
    site.check().exits(0).lacks("broken-anchor");
    let to = |anchor: &str| main(&page).matches(&format!("href=\"{anchor}\"")).count();
    assert_eq!(to("#1-2-results-2014-2020"), 2, "{}", main(&page));
    assert_eq!(to("../issues/dam.html#1-2-results-2014-2020"), 1);
    assert_eq!(to("#again-2"), 1);
}

#[test]
fn a_draft_that_is_called_by_name_is_told() {
    let site = site()
        .file("content/pages/secret_plan.md", "---\ntitle: S\ndraft: true\n---\n")
        .briefing("b", "See [[Secret plan]].");
    site.check().finding("link-to-draft");
}

#[test]
fn the_page_of_a_folder_is_its_index() {
    let site = site()
        .file("content/pages/help/_index.md", "# Help\n\n[out](../notes/port_of-sarna.md) [deep](more/).\n")
        .file("content/pages/help/more/_index.md", "---\ntitle: More\n---\n")
        .file("content/actors/_index.md", "---\n---\nWho they are.[^1]\n\n[^1]: A note.\n")
        .briefing("b", "[a](../pages/help/), [b](../pages/help/_index.md), [c](/actors/), [d](../pages/help).");
    let found = site.check();
    assert!(!found.stdout.contains("error"), "{}", found.stdout);
    site.build();
    let page = site.page("briefings/b.html");
    for (to, words) in [("../pages/help/", "a"), ("../pages/help/", "b"), ("../actors/", "c"), ("../pages/help/", "d")]
    {
        let found = [format!("<a href=\"{to}\">{words}</a>"), format!("<a href=\"{to}index.html\">{words}</a>")];
        assert!(found.iter().any(|link| page.contains(link.as_str())), "{words}: {page}");
    }
    assert!(site.page("pages/help/index.html").contains("<a href=\"../../pages/help/more/index.html\">deep</a>"));
    let list = site.page("actors/index.html");
    assert!(list.contains("Who they are.") && list.contains("A note.") && list.contains("Republic of Velia"), "{list}");
    let site = Site::new().file("content/index.md", "Home.\n").file("content/_index.md", "Again.\n");
    site.check().exits(1).finding("path-clash");
}

#[test]
fn the_top_of_a_page_is_a_place_that_each_page_has() {
    let site = Site::new()
        .file("content/pages/other.md", "---\ntitle: Other\n---\nWords.\n")
        .briefing("b", "[up](#top), [up](#), [Up](#Top), [other](../pages/other.md#top).");
    assert_eq!(site.check().exits(0).stdout, "");
    site.build();
    let page = site.page("briefings/b.html");
    assert!(page.contains(">up</a>, <a") && page.contains("href=\"../pages/other.html\""), "{page}");
}

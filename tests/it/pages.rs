//! The pages of a site: which ones there are, how one gets to them, and what each of them shows.

use std::collections::BTreeSet;

use crate::harness::Site;
use crate::html::{Element, Page};
use crate::properties::linked;

/// A small site with something of every kind.
pub fn whole() -> Site {
    let position = |as_of: &str, rest: &str| format!("---\nas_of: {as_of}\n{rest}\n---\nIt said so [@press].\n");
    Site::new()
        .source("press")
        .file(
            "content/sources/draft-treaty.md",
            "---\ntitle: Проєкт договору\ntitle_translated: Draft treaty\npublished: 2022-03~\nlanguage: uk\nkind: document\n\
             reliability: B\ncredibility: 3\nvoice_of: [ukraine]\nderived_from: [press]\naccessed: 2025-08-01\n\
             url: https://treaty.example/?id=7&utm_source=x\nstatus: dead\n\
             archived: [{url: \"https://archive.example/7\", date: 2022-04-01}]\n\
             quotes:\n  - {id: core, text: Перша стаття, translation: The first article, locator: Art. 1}\n\
             retracted: {date: 2022-05, reason: It was withdrawn.}\n---\nWe read it twice.\n",
        )
        .file(
            "content/actors/russia.md",
            "---\nname: Russian Federation\nshort_name: Russia\nkind: state\naliases: [RF]\nflag: \"🇷🇺\"\n---\nA state.\n",
        )
        .actor("ukraine")
        .file("content/actors/kremlin.md", "---\nname: Kremlin\npart_of: russia\n---\n")
        .file(
            "content/issues/troops.md",
            "---\ntitle: Foreign troops\nquestion: May they come?\nscale: [None, Some, Many]\nrelated: [land]\n---\nSince 2022.\n",
        )
        .issue("land")
        .file(
            "content/positions/russia/troops.md",
            position("2025-08", "stance: opposes\nfirmness: red-line\nbasis: stated\ntrigger: summit\nreview_after: 2026"),
        )
        .file("content/positions/russia/troops.2022.md", position("2022-04", "stance: conditional\nfirmness: firm"))
        .file("content/positions/russia/troops.older.md", position("2021~", "stance: silent"))
        .file("content/positions/ukraine/troops.md", position("2025-08-20", "stance: supports\nsummary: It wants them."))
        .file("content/positions/ukraine/land.md", position("2025", "stance: silent"))
        .file(
            "content/events/summit.md",
            "---\ntitle: Summit\ndate: 2025-08-15\nplace: Anchorage\nkind: summit\nactors: [russia]\nissues: [troops]\n---\nThey met [@press].\n",
        )
        .file("content/events/talks.md", "---\ntitle: Talks\ndate: 2022-21\nactors: [russia, ukraine]\n---\nThey talked.\n")
        .briefing("autumn", "The lead [@draft-treaty, Art. 1].")
        .file("content/briefings/spring.md", "---\ntitle: Spring\nas_of: 2025-03\nsummary: In short.\nauthors: [A. Author]\n---\nText.\n")
        .file("content/pages/about.md", "---\ntitle: About us\n---\nWe are.\n")
        .file("content/pages/method/dates.md", "---\ntitle: Dates\n---\nHow we date.\n")
        .file("content/index.md", "---\ntitle: Start\n---\nWelcome.\n")
        .file("content/maps/line.png", b"not really a picture")
}

/// What a page says between two of its words, to tell what stands where.
fn part(page: &Page, id: &str) -> String {
    let element = page.by_id(id);
    let section = page.around(element).find(|outer| outer.name == "section").unwrap_or(element);
    page.text(section)
}

#[test]
fn everything_has_a_page_at_the_address_of_its_file() {
    let site = whole();
    site.build().exits(0);
    let expected = [
        "404.html",
        "actors/index.html",
        "actors/kremlin.html",
        "actors/russia.html",
        "actors/ukraine.html",
        "briefings/autumn.html",
        "briefings/index.html",
        "briefings/spring.html",
        "changes.html",
        "events/index.html",
        "events/summit.html",
        "events/talks.html",
        "evidence.html",
        "index.html",
        "issues/index.html",
        "issues/land.html",
        "issues/troops.html",
        "matrix.html",
        "pages/about.html",
        "pages/method/dates.html",
        "positions/index.html",
        "positions/russia/troops.html",
        "positions/ukraine/land.html",
        "positions/ukraine/troops.html",
        "search.html",
        "sources/draft-treaty.html",
        "sources/index.html",
        "sources/press.html",
        "timeline.html",
    ];
    assert_eq!(site.pages(), expected);
    for file in [".nojekyll", "robots.txt", "maps/line.png", "assets/style.css"] {
        assert!(site.has(file), "{file}");
    }
}

#[test]
fn every_page_is_reached_from_the_home_page() {
    let site = whole();
    site.build().exits(0);
    let mut reached = BTreeSet::from(["index.html".to_owned()]);
    let mut next = vec!["index.html".to_owned()];
    while let Some(path) = next.pop() {
        let page = site.read(&path);
        for (to, _) in linked(&path, &page) {
            if to.ends_with(".html") && reached.insert(to.clone()) {
                next.push(to);
            }
        }
    }
    let all: BTreeSet<String> = site.pages().into_iter().collect();
    let lost: Vec<_> = all.difference(&reached).collect();
    assert_eq!(lost, ["404.html"], "the host shows it when an address is not there");
}

#[test]
fn links_within_the_site_are_relative() {
    let site = whole();
    site.build().exits(0);
    for path in site.pages() {
        let page = site.read(&path);
        // What says the address itself, for paper, leads there.
        let says_it = |element: &Element| element.name == "a" && element.get("href") == Some(page.inner(element));
        let others = page.elements().filter(|element| element.get("rel") != Some("canonical") && !says_it(element));
        for element in others {
            for to in [element.get("href"), element.get("src")].into_iter().flatten() {
                let absolute = to.starts_with('/') || to.starts_with("https://example.org/repo");
                assert!(!absolute || path == "404.html", "{path}: {to}");
                let away = to.contains("://");
                assert!(!away || element.name == "a", "{path} would fetch {to}");
            }
        }
    }
    let missing = site.read("404.html");
    assert!(!missing.with("href", "/repo/index.html").is_empty(), "it is shown at any depth");
}

/// A page without the picture of its address that is on paper.
fn without_code(page: &str) -> String {
    page.lines().filter(|line| !line.starts_with("<svg class=\"code\"")).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_address_of_the_site_enters_only_what_must_be_absolute() {
    let site = whole();
    site.build().exits(0);
    let at_home = site.tree();
    site.run(&["build", "--base-url", "https://else.example/a/b"]).exits(0);
    let elsewhere = site.tree();
    assert_eq!(at_home.len(), elsewhere.len());
    for (path, old) in &at_home {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (old, new) = (text(old), text(&elsewhere[path]));
        let moved = match path.as_str() {
            "404.html" => old.replace("/repo/", "/a/b/"),
            _ => old.replace("https://example.org/repo/", "https://else.example/a/b/"),
        };
        assert_eq!(without_code(&moved), without_code(&new), "{path}");
    }
    let canonical = |path: &str| {
        let page = site.read(path);
        page.with("rel", "canonical").first().and_then(|link| link.get("href").map(str::to_owned))
    };
    assert_eq!(canonical("index.html").as_deref(), Some("https://else.example/a/b/"));
    assert_eq!(canonical("actors/index.html").as_deref(), Some("https://else.example/a/b/actors/"));
    assert_eq!(canonical("actors/russia.html").as_deref(), Some("https://else.example/a/b/actors/russia.html"));
    assert_eq!(canonical("404.html"), None);
}

#[test]
fn a_page_of_a_position_shows_today_and_then_its_history() {
    let site = whole();
    site.build().exits(0);
    let page = site.read("positions/russia/troops.html");
    let text = page.text(page.all("main").next().expect("main"));
    let (_, earlier) = text.split_once("It said so").expect("its text");
    let order = ["Before this", "April 2022", "about 2021"].map(|part| earlier.find(part));
    assert!(order.is_sorted() && order[0].is_some(), "{order:?} in: {text}");
    for part in ["Opposes", "Red line", "Stated by the actor", "Conditional", "Silent", "Shifted", "after Summit"] {
        assert!(text.contains(part), "{part} in: {text}");
    }
    for id in ["position-russia-troops", "position-russia-troops.2022", "position-russia-troops.older"] {
        page.by_id(id);
    }
    assert!(text.contains("Actor ukraine") && text.contains("It wants them."), "the others on this issue: {text}");
}

#[test]
fn of_very_many_positions_on_an_issue_each_shows_some_and_leads_to_all() {
    let many = |actors: usize| {
        let mut site = Site::new().issue("i");
        for at in 0..actors {
            let position = "---\nas_of: 2025\nstance: silent\n---\nNothing.\n";
            site = site.actor(&format!("a{at:02}")).file(&format!("content/positions/a{at:02}/i.md"), position);
        }
        site.build().exits(0);
        let page = site.read("positions/a00/i.html");
        page.text(page.all("main").next().expect("main"))
    };
    let (few, more) = (many(25), many(26));
    assert!(few.contains("Actor a24") && !few.contains("positions on this issue"), "all 24 others: {few}");
    assert!(more.contains("Actor a24") && !more.contains("Actor a25"), "24 of 25 others: {more}");
    assert!(more.contains("All 26 positions on this issue"), "the way to all of them: {more}");
}

#[test]
fn a_position_has_shifted_when_its_stance_or_its_firmness_is_another() {
    let position = |as_of: &str, rest: &str| format!("---\nas_of: {as_of}\n{rest}\n---\nSo [@press].\n");
    let mut site =
        Site::new().source("press").issue("i").file("content/events/e.md", "---\ntitle: E\ndate: 2024\n---\n");
    for (actor, before, after) in [
        ("a-stance", "stance: opposes", "stance: conditional"),
        ("b-firmness", "stance: opposes\nfirmness: firm", "stance: opposes\nfirmness: negotiable"),
        ("c-trigger", "stance: opposes", "stance: opposes\ntrigger: e"),
        ("d-same", "stance: opposes\nfirmness: firm\nbasis: stated", "stance: opposes\nfirmness: firm\nbasis: enacted"),
    ] {
        site = site
            .actor(actor)
            .file(&format!("content/positions/{actor}/i.md"), position("2025", after))
            .file(&format!("content/positions/{actor}/i.old.md"), position("2022", before));
    }
    site =
        site.actor("e-first").file("content/positions/e-first/i.md", position("2025", "stance: opposes\ntrigger: e"));
    site.build().exits(0);
    let shifted =
        |path: &str| site.read(path).text(site.read(path).all("dl").next().expect("facts")).contains("Shifted");
    let all = ["a-stance", "b-firmness", "c-trigger", "d-same", "e-first"];
    let found: Vec<&str> = all.into_iter().filter(|id| shifted(&format!("positions/{id}/i.html"))).collect();
    assert_eq!(found, ["a-stance", "b-firmness"], "one that stands where it stood has not, whatever brought it about");
    let event = site.read("events/e.html");
    let moved = part(&event, "sp-moved");
    assert!(
        moved.contains("Actor c-trigger") && moved.contains("Actor e-first") && !moved.contains("d-same"),
        "{moved}"
    );
}

#[test]
fn silent_and_not_researched_are_different_findings() {
    let site = whole();
    site.build().exits(0);
    let page = site.read("matrix.html");
    let rows: Vec<Vec<String>> = page
        .all("tr")
        .map(|row| page.inside(row).filter(|cell| cell.name.starts_with('t')).map(|cell| page.text(cell)).collect())
        .filter(|row: &Vec<String>| row.iter().any(|cell| cell == "Foreign troops" || cell == "Issue land"))
        .collect();
    assert_eq!(rows.len(), 2);
    let land = rows.iter().find(|row| row[0] == "Issue land").expect("a row");
    assert!(land[1..].iter().any(|cell| cell.contains("Silent")), "we looked, and it has not spoken: {land:?}");
    assert!(land[1..].iter().any(|cell| cell.contains("Not researched")), "nobody has looked: {land:?}");
    let troops = rows.iter().find(|row| row[0] == "Foreign troops").expect("a row");
    assert!(troops[1..].iter().any(|cell| cell.contains("Opposes") && cell.contains("Shifted")), "{troops:?}");
    assert!(page.text(page.all("main").next().expect("main")).contains("1 cell not researched"));
    assert!(!page.html().contains("kremlin"), "who has no position at all has no column");
}

#[test]
fn a_source_shows_all_that_is_known_about_it() {
    let site = whole();
    site.build().exits(0);
    let page = site.read("sources/draft-treaty.html");
    let text = page.text(page.all("main").next().expect("main"));
    for shown in [
        "Проєкт договору",
        "Draft treaty",
        "Ukrainian",
        "Document",
        "about March 2022",
        "1 August 2025",
        "https://treaty.example/?id=7",
        "https://treaty.example/?id=7&utm_source=x",
        "utm_source",
        "No longer online",
        "Usually reliable",
        "Possibly true",
        "Actor ukraine",
        "We read it twice.",
        "Перша стаття",
        "The first article",
        "Art. 1",
        "It was withdrawn.",
        "The lead.",
    ] {
        assert!(text.contains(shown), "{shown} in: {text}");
    }
    page.by_id("quote-core");
    let links: Vec<_> = page.all("a").filter_map(|link| link.get("href")).collect();
    for to in ["https://treaty.example/?id=7", "https://archive.example/7", "press.html", "../actors/ukraine.html"] {
        assert!(links.iter().any(|link| link.ends_with(to)), "{to} in {links:?}");
    }
    assert!(!links.iter().any(|link| link.contains("utm_source")), "only the clean address is linked");
    let from = part(&site.read("sources/press.html"), "sp-derivatives");
    assert!(from.contains("Draft treaty"), "what draws on it: {from}");
}

#[test]
fn an_actor_and_an_issue_show_what_belongs_to_them() {
    let site = whole();
    site.build().exits(0);
    let page = site.read("actors/russia.html");
    let text = page.text(page.all("main").next().expect("main"));
    for shown in
        ["Russian Federation", "state", "RF", "Kremlin", "A state.", "Foreign troops", "Opposes", "Summit", "Talks"]
    {
        assert!(text.contains(shown), "{shown} in: {text}");
    }
    assert!(text.contains("Not researched") && text.contains("Issue land"), "its gap: {text}");
    assert!(site.page("actors/ukraine.html").contains("Draft treaty"), "sources in its own voice");
    assert!(!site.page("actors/kremlin.html").contains("Not researched"), "who has no position is context, not a gap");

    let page = site.read("issues/troops.html");
    let text = page.text(page.all("main").next().expect("main"));
    for shown in ["May they come?", "None", "Many", "Issue land", "Since 2022.", "Russia", "Supports", "Summit"] {
        assert!(text.contains(shown), "{shown} in: {text}");
    }
    assert!(!text.contains("Talks"), "an event about something else");
}

#[test]
fn events_lead_to_their_neighbours_in_time() {
    let site = whole();
    site.build().exits(0);
    assert!(!site.read("events/talks.html").with("rel", "next").is_empty());
    assert!(site.read("events/talks.html").with("rel", "prev").is_empty());
    assert_eq!(site.read("events/summit.html").with("rel", "prev")[0].get("href"), Some("../events/talks.html"));
    let page = site.read("timeline.html");
    let text = page.text(page.all("main").next().expect("main"));
    assert!(text.find("spring 2022") < text.find("15 August 2025"), "oldest first: {text}");
}

#[test]
fn briefings_are_listed_newest_first_with_their_summaries() {
    let site = whole();
    site.build().exits(0);
    for path in ["briefings/index.html", "index.html"] {
        let page = site.read(path);
        let text = page.text(page.all("main").next().expect("main"));
        assert!(text.find("Briefing autumn") < text.find("Spring"), "{text}");
        for shown in ["The lead.", "In short.", "A. Author", "March 2025"] {
            assert!(text.contains(shown), "{shown} in: {text}");
        }
    }
    assert!(site.page("index.html").contains("Welcome."));
}

#[test]
fn a_site_of_one_text_is_a_site() {
    let site = Site::new().file("content/index.md", "Text.\n");
    site.build().exits(0);
    assert!(site.has("index.html") && site.has("404.html"));
    for path in site.pages() {
        site.read(&path);
    }
}

#[test]
fn the_language_of_a_site_and_of_a_source_decide_the_direction_of_writing() {
    let site = Site::bare()
        .file("standpoint.yaml", "title: موجز\nbase_url: https://example.org/\nlanguage: ar\n")
        .file(
            "content/sources/en.md",
            "---\ntitle: In English\nlanguage: en\npublished: 2025\nurl: https://a.example/\n---\n",
        )
        .briefing("b", "نص [@en].");
    site.build().exits(0);
    let page = site.read("briefings/b.html");
    let html = page.all("html").next().expect("html");
    assert_eq!((html.get("lang"), html.get("dir")), (Some("ar"), Some("rtl")));
    let title =
        page.inside(page.by_id("note-en")).find(|inside| inside.name == "cite").expect("the title of the source");
    assert_eq!((title.get("lang"), title.get("dir")), (Some("en"), Some("ltr")));
}

// Drafts.

/// A site with a public briefing and a draft; the public one leads to it or not.
fn drafted(leads_to_it: bool) -> Site {
    let link = if leads_to_it { "See [[later]]." } else { "Text." };
    Site::new()
        .source("press")
        .file(
            "content/briefings/later.md",
            "---\ntitle: Not yet\nas_of: 2025-09\ndraft: true\n---\nQuite Secret [@press].\n",
        )
        .briefing("now", &format!("{link} Said [@press]."))
}

#[test]
fn a_draft_is_nowhere() {
    let site = drafted(false);
    site.build().exits(0);
    assert!(!site.has("briefings/later.html"));
    for (path, bytes) in site.tree() {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains("Not yet") && !text.contains("Secret"), "{path}");
    }
}

#[test]
fn drafts_are_built_on_demand_and_say_what_they_are() {
    let site = drafted(true);
    site.run(&["build", "--drafts"]).exits(0);
    let page = site.read("briefings/later.html");
    let text = page.text(page.all("main").next().expect("main"));
    assert!(text.contains("Draft") && text.contains("Secret"), "{text}");
    assert_eq!(page.with("name", "robots")[0].get("content"), Some("noindex"));
    assert!(site.page("briefings/index.html").contains("Not yet"));
}

#[test]
fn what_becomes_a_draft_again_goes() {
    let site = drafted(false);
    let text = "---\ntitle: Not yet\nas_of: 2025-09\n---\nQuite Secret [@press].\n";
    site.write("content/briefings/later.md", text);
    site.build().exits(0);
    assert!(site.has("briefings/later.html") && site.page("sources/press.html").contains("Secret"));
    site.write("content/briefings/later.md", text.replace("as_of", "draft: true\nas_of"));
    site.build().exits(0);
    assert!(!site.has("briefings/later.html"));
    for (path, bytes) in site.tree() {
        assert!(!String::from_utf8_lossy(&bytes).contains("Secret"), "{path}");
    }
}

#[test]
fn a_public_page_must_not_lead_to_a_draft() {
    let site = drafted(true);
    let run = site.check().exits(1);
    assert_eq!(
        run.finding("link-to-draft"),
        "content/briefings/now.md:5:5: error: `[[later]]` is a draft, which is not published [link-to-draft]"
    );
    site.write("content/briefings/now.md", "---\ntitle: Now\nas_of: 2025\n---\nSee [it](later.md). Said [@press].\n");
    site.check().exits(1).finding("link-to-draft");
    site.run(&["check", "--drafts"]).exits(0);
}

/// What a briefing with these sources, judgements and words says that it rests on.
fn rests_on(site: Site, judgements: &str, text: &str) -> String {
    let briefing = format!("---\ntitle: B\nas_of: 2025\n{judgements}---\n{text}\n");
    let site = site.file("content/briefings/b.md", briefing);
    site.build();
    let page = site.read("briefings/b.html");
    page.text(page.with("class", "rests-on")[0])
}

#[test]
fn a_briefing_says_what_it_rests_on() {
    let source = |lines: &str| format!("---\ntitle: T\n{lines}---\nNote.\n");
    let copy = "archived: [{url: \"https://archive.example/1\"}]\n";
    let four = || {
        Site::new()
            .file("content/sources/a.md", source("kind: news\nlanguage: en\npublished: 2022-03\n"))
            .file("content/sources/b.md", source("kind: news\nlanguage: en\npublished: 2025-08-20\n"))
            .file("content/sources/c.md", source(&format!("kind: analysis\nlanguage: ru\n{copy}")))
            .file("content/sources/d.md", source("published: 2024\n"))
    };
    let judged = "judgements: [{text: Strong., cites: [a, b]}, {text: Weak., cites: [c]}]\n";
    assert_eq!(
        rests_on(four(), judged, "So [@a; @b; @c; @d]."),
        "4 sources: 2 news reports, 1 analysis, 1 of no stated kind; 2 in English, 1 in Russian, 1 of no stated language; \
         published from March 2022 to 20 August 2025, 1 undated; 1 with an archived copy. \
         The judgement that rests on the fewest: “Weak.” (1 source)."
    );
    let tied = "judgements: [{text: One., cites: [a]}, {text: Two., cites: [b]}, {text: Three., cites: [a, b]}]\n";
    assert_eq!(
        rests_on(four(), tied, "So [@a]."),
        "2 sources: all news reports; all in English; published from March 2022 to 20 August 2025; \
         none with an archived copy. The judgements that rest on the fewest: “One.”; “Two.” (1 source each)."
    );
    assert_eq!(
        rests_on(four(), "judgements: [{text: One.}]\n", "So [@c]."),
        "1 source: analysis; in Russian; undated; with an archived copy. Its judgement rests on no source."
    );
    let alike = "judgements: [{text: One., cites: [d]}, {text: Two., cites: [d]}]\n";
    assert_eq!(
        rests_on(four(), alike, "So."),
        "1 source: kind not stated; language not stated; published 2024; without an archived copy. \
         Each of the 2 judgements rests on 1 source."
    );
    assert_eq!(rests_on(four(), "", "So."), "No source is cited.");
}

#[test]
fn paper_knows_what_it_belongs_to_and_where_page_numbers_go() {
    let site = Site::new().source("s").briefing("b", "Lead [@s].\n\n## Über uns\n\nOne.\n\n## Two\n\nTwo.");
    site.build();
    let html = site.page("briefings/b.html");
    assert!(
        html.contains("data-site=") && html.contains("data-title=") && html.contains("data-as-of=\"As of "),
        "{html}"
    );
    let page = site.read("briefings/b.html");
    for place in page.with("class", "page-number") {
        let id = place.get("data-for").expect("a place");
        page.by_id(id);
        assert_eq!(page.text(place), "", "numbers come with the paper");
    }
    assert_eq!(page.with("class", "page-number").len(), 3, "two headings and the notes");
}

#[test]
fn a_site_of_many_pages_has_a_list_of_them_in_its_menu() {
    let with = |count: usize| {
        let page = |site: Site, at: usize| {
            site.file(&format!("content/pages/p{at:02}.md"), format!("---\ntitle: Page {at}\n---\n"))
        };
        let site = (0..count).fold(Site::new().briefing("b", "Text."), page);
        site.build().exits(0);
        site
    };
    let few = with(12);
    assert!(!few.has("pages/index.html"), "the menu has them all");
    let many = with(14);
    let list = many.page("pages/index.html");
    assert!((0..14).all(|at| list.contains(&format!("href=\"../pages/p{at:02}.html\""))), "{list}");
    let home = many.page("index.html");
    assert!(home.contains("<a href=\"pages/index.html\">Pages</a>") && home.contains("pages/p11.html"), "{home}");
    assert!(!home.contains("pages/p12.html"), "{home}");
    many.file("content/index.md", "All [pages](pages/index.html).\n").check().exits(0);
}

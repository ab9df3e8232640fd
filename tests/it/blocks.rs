//! Blocks: the parts of a briefing that the site generates.

use crate::harness::Site;
use crate::html::Page;
use crate::properties::notes_and_markers_agree;

/// Two actors on two issues, one of the four cells empty; two events, two sources.
fn site(front: &str, text: &str) -> Site {
    let position = |stance: &str| format!("---\nas_of: 2025-08\nstance: {stance}\n---\nIt says so [@press].\n");
    let source = |kind: &str| {
        format!("---\ntitle: The {kind}\nurl: https://{kind}.example/\npublished: 2025-01\nkind: {kind}\n---\n")
    };
    Site::new()
        .file("content/sources/press.md", source("news"))
        .file("content/sources/law.md", source("document"))
        .actor("red")
        .actor("blue")
        .issue("land")
        .issue("peace")
        .file("content/positions/red/land.md", position("opposes"))
        .file("content/positions/red/peace.md", position("supports"))
        .file("content/positions/blue/land.md", position("conditional"))
        .file(
            "content/events/war.md",
            "---\ntitle: War\ndate: 2022-02-24\nactors: [red]\nissues: [land]\n---\nIt began.\n",
        )
        .file(
            "content/events/truce.md",
            "---\ntitle: Truce\ndate: 2025-08\nactors: [red, blue]\nissues: [peace]\n---\nIt ended.\n",
        )
        .file("content/briefings/b.md", format!("---\ntitle: B\nas_of: 2025-08\n{front}\n---\n{text}\n"))
}

/// The finished briefing, and its words.
fn built(front: &str, text: &str) -> (Page, String) {
    let site = site(front, text);
    let run = site.build();
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let html = site.page("briefings/b.html");
    // The first sheet of paper says them in brief; here is what a screen shows.
    let (before, rest) = html.split_once("<section class=\"first-judgements\" hidden>").unwrap_or((&html, ""));
    let behind = rest.split_once("</section>").map_or("", |(_, behind)| behind);
    let page = Page::read(&[before, behind].concat()).expect("a page");
    notes_and_markers_agree(&page);
    let words = page.text(page.all("article").next().expect("the briefing"));
    (page, words)
}

/// The words of each row of the matrix but the head, cell by cell.
fn rows(page: &Page) -> Vec<Vec<String>> {
    let cells =
        |row| page.inside(row).filter(|cell| matches!(cell.name.as_str(), "th" | "td")).map(|cell| page.text(cell));
    page.all("tr").map(|row| cells(row).collect()).collect()
}

const JUDGEMENTS: &str = "judgements:\n  - {text: It will hold., likelihood: likely, confidence: low, cites: [press, law]}\n  \
                          - {text: It may not.}";

#[test]
fn matrix_shows_actors_by_issues() {
    let (page, _) = built("", "```matrix\n```");
    let rows = rows(&page);
    let first = |row: &[String]| row[0].clone();
    assert_eq!(rows.iter().map(|row| first(row)).collect::<Vec<_>>(), ["Issue", "Issue land", "Issue peace"]);
    assert_eq!(rows[0], ["Issue", "Actor blue", "Actor red"]);
    assert!(rows[1][1].contains("Conditional") && rows[1][2].contains("Opposes"), "{rows:?}");
    assert!(rows[2][1].contains("Not researched") && rows[2][2].contains("Supports"), "{rows:?}");
}

#[test]
fn options_choose_actors_and_issues_and_their_order() {
    let (page, _) = built("", "```matrix\nactors: [red, blue]\nissues: peace\n```");
    let rows = rows(&page);
    assert_eq!(rows[0], ["Issue", "Actor red", "Actor blue"]);
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[1][0], "Issue peace");
}

#[test]
fn the_front_matter_of_a_briefing_chooses_for_all_its_blocks() {
    let (page, words) =
        built("actors: [blue]\nissues: [land]", "```matrix\n```\n\n```positions\n```\n\n```timeline\n```");
    assert_eq!(rows(&page)[0], ["Issue", "Actor blue"]);
    assert_eq!(rows(&page).len(), 2);
    assert!(!words.contains("Actor red on") && !words.contains("Issue peace"), "{words}");
    assert!(!words.contains("Truce") && !words.contains("War"), "no event has both: {words}");
}

#[test]
fn positions_show_texts_by_issue_and_name_the_gaps() {
    let (page, words) = built("", "Lead [@law].\n\n## All\n\n```positions\n```");
    let levels: Vec<(&str, String)> = page
        .elements()
        .filter(|heading| matches!(heading.name.as_str(), "h2" | "h3" | "h4"))
        .map(|heading| (heading.name.as_str(), page.text(heading)))
        .collect();
    let expected = [
        ("h2", "All"),
        ("h3", "Issue land"),
        ("h4", "Actor blue"),
        ("h4", "Actor red"),
        ("h3", "Issue peace"),
        ("h4", "Actor red"),
        ("h2", "Notes"),
    ];
    assert_eq!(levels.iter().map(|(level, text)| (*level, text.as_str())).collect::<Vec<_>>(), expected);
    assert_eq!(words.matches("It says so").count(), 3);
    assert!(words.contains("Not researched"), "blue has no position on peace: {words}");
    assert!(page.find_id("cite-red/land:press-1").is_some(), "citations in them have ids of their own");
}

#[test]
fn timeline_shows_events_oldest_first_between_two_days() {
    let (_, words) = built("", "```timeline\n```");
    assert!(words.find("24 February 2022 War") < words.find("August 2025 Truce"), "{words}");
    let (_, words) = built("", "```timeline\nfrom: 2023\n```");
    assert!(!words.contains("War") && words.contains("Truce"), "{words}");
    let (_, words) = built("", "```timeline\nto: 2022-21\n```");
    assert!(words.contains("War") && !words.contains("Truce"), "{words}");
    let (_, words) = built("", "```timeline\nissues: [peace]\nactors: [blue]\n```");
    assert!(!words.contains("War") && words.contains("Truce"), "{words}");
}

#[test]
fn a_timeline_holds_its_first_and_its_last_day() {
    // War is dated by a day.
    let (_, words) = built("", "```timeline\nfrom: 2022-02-24\nto: 2022-02-24\n```");
    assert!(words.contains("War") && !words.contains("Truce"), "{words}");
    for outside in ["from: 2022-02-25\nto: 2022-02-28", "from: 2022-02-20\nto: 2022-02-23"] {
        let (_, words) = built("", &format!("```timeline\n{outside}\n```"));
        assert!(!words.contains("War") && !words.contains("Truce"), "{outside}: {words}");
    }
    // A year as the end of a stretch of time is the whole year.
    let (_, words) = built("", "```timeline\nfrom: 2022\nto: 2022\n```");
    assert!(words.contains("War") && !words.contains("Truce"), "{words}");
}

#[test]
fn an_event_of_some_day_of_a_month_may_have_been_on_each_of_them() {
    // Truce is dated 2025-08.
    for may_be in ["from: 2025-08-31", "to: 2025-08-01", "from: 2025-08-10\nto: 2025-08-20"] {
        let (_, words) = built("", &format!("```timeline\n{may_be}\n```"));
        assert!(words.contains("Truce"), "{may_be}: {words}");
    }
    for cannot_be in ["from: 2025-09-01", "to: 2025-07-31"] {
        let (_, words) = built("", &format!("```timeline\n{cannot_be}\n```"));
        assert!(!words.contains("Truce"), "{cannot_be}: {words}");
    }
}

/// The lines of a class, each with what it says of its sources and where that leads.
fn provenance(page: &Page, class: &str) -> Vec<(String, Option<String>)> {
    let said = |line| {
        let of = |name| page.inside(line).find(|inside| inside.get("class") == Some(name));
        let link = of("sources-count");
        let words = page.text(link.or_else(|| of("no-source")).expect("what the line says of its sources"));
        (words, link.and_then(|link| link.get("href")).map(str::to_owned))
    };
    let lists = page.class(class).into_iter();
    lists.flat_map(|list| page.inside(list)).filter(|line| line.name == "li").map(said).collect()
}

#[test]
fn every_event_of_a_list_leads_to_its_sources() {
    let site = site("", "```timeline\n```").file(
        "content/events/truce.md",
        "---\ntitle: Truce\ndate: 2025-08\nactors: [red]\nissues: [peace]\n---\nIt ended [@press; @law, p. 2]. All said so [@law].\n\n\
         [^unused]: A note that nothing leads to [@late].\n",
    );
    let site = site.source("late");
    site.build();
    let war = ("no source".to_owned(), None);
    let truce = |way: &str| ("2 sources for Truce".to_owned(), Some(format!("{way}events/truce.html#sp-notes")));
    assert_eq!(provenance(&site.read("timeline.html"), "timeline"), [war.clone(), truce("")]);
    assert_eq!(provenance(&site.read("briefings/b.html"), "timeline"), [war.clone(), truce("../")]);
    assert_eq!(provenance(&site.read("actors/red.html"), "event-list"), [truce("../"), war]);
    assert_eq!(provenance(&site.read("issues/peace.html"), "event-list"), [truce("../")]);
    assert!(site.read("events/truce.html").find_id("sp-notes").is_some(), "the place is there");
}

#[test]
fn every_position_of_a_list_says_how_we_know_and_leads_to_its_sources() {
    let site = site("", "```matrix\n```")
        .file("content/positions/red/land.md", "---\nas_of: 2025-08\nstance: opposes\nbasis: inferred\n---\nNo.\n");
    site.build();
    let page = site.read("positions/index.html");
    let one =
        |what: &str, way: &str| (format!("1 source for {what}"), Some(format!("../positions/{way}.html#sp-notes")));
    let expected = [
        one("Actor blue, Issue land", "blue/land"),
        ("no source".to_owned(), None),
        one("Actor red, Issue peace", "red/peace"),
    ];
    assert_eq!(provenance(&page, "position-list"), expected);
    assert!(page.main().contains("Inferred"));
    assert_eq!(site.read("briefings/b.html").class("no-source").len(), 1, "the matrix marks it too");
}

#[test]
fn sources_lists_what_the_page_cites_by_its_numbers() {
    let (page, words) = built("", "```sources\n```\n\nOne [@press]. Two[^n].\n\n[^n]: Ours [@law].");
    let list = words.split("One").next().unwrap_or_default();
    assert!(list.find("The news").is_some() && list.find("The news") < list.find("The document"), "{words}");
    assert!(page.with("href", "../sources/law.html").len() >= 2, "in the list and in the note");
    let (_, words) = built("", "```sources\nkind: document\n```\n\nOne [@press]. Two [@law].");
    let list = words.split("One").next().unwrap_or_default();
    assert!(list.contains("The document") && !list.contains("The news"), "{words}");
}

#[test]
fn the_list_of_sources_has_the_numbers_of_the_notes() {
    let (page, _) = built("", "```sources\nkind: document\n```\n\nOne [@press]. Two [@law].");
    let link = page.all("a").find(|link| link.get("class") == Some("note-number")).expect("a number in the list");
    assert_eq!((page.text(link).as_str(), link.get("href")), ("Note 2", Some("#note-law")));
    let note = page.text(page.by_id("note-law"));
    assert!(note.starts_with('2'), "{note}");
}

#[test]
fn judgements_show_words_of_probability_and_cite() {
    let (page, words) = built(JUDGEMENTS, "```judgements\n```\n\nAnd [@press].");
    for shown in
        ["It will hold.", "Likely", "55–80%", "Low confidence", "rests on 2 sources", "It may not.", "no source"]
    {
        assert!(words.contains(shown), "{shown} in: {words}");
    }
    let markers: Vec<_> = page.with("role", "doc-noteref").into_iter().map(|marker| page.text(marker)).collect();
    assert_eq!(markers, ["[1]", "[2]", "[1]"]);
    assert_eq!(words.matches("It will hold.").count(), 1);
}

#[test]
fn judgements_are_shown_even_when_nobody_placed_them() {
    let (page, words) = built(JUDGEMENTS, "Lead.\n\n```matrix\n```");
    assert_eq!(words.matches("It will hold.").count(), 1);
    assert_eq!(page.text(page.by_id("judgements")), "Judgements");
    let (_, words) = built(JUDGEMENTS, "```judgements\n```\n\n```judgements\n```");
    assert_eq!(words.matches("It will hold.").count(), 1, "once, however often they were placed");
}

#[test]
fn placed_judgements_are_not_announced_again_at_the_end() {
    let (page, words) = built(JUDGEMENTS, "## Our view\n\n```judgements\n```\n\nText.");
    assert_eq!(words.matches("It will hold.").count(), 1);
    let headings: Vec<String> = page.all("h2").map(|heading| page.text(heading)).collect();
    assert_eq!(headings, ["Our view", "Notes"], "no heading of judgements over nothing");
}

#[test]
fn a_block_of_judgements_where_there_are_none_is_pointed_out() {
    let site = site(JUDGEMENTS, "```judgements\n```\n\n```judgements\n```")
        .file("content/pages/p.md", "---\ntitle: P\n---\n```judgements\n```\n")
        .file("content/index.md", "```judgements\n```\n")
        .briefing("c", "```judgements\n```");
    let run = site.check().exits(0);
    for (place, words) in [
        ("briefings/b.md:11:4", "shown already"),
        ("briefings/c.md:5:4", "has no judgements"),
        ("index.md:1:4", "only a briefing"),
        ("pages/p.md:4:4", "only a briefing"),
    ] {
        let line = run.finds(&format!("content/{place}: warning"), "empty-block");
        assert!(line.contains(words), "{line}");
    }
    assert_eq!(run.stdout.matches("[empty-block]").count(), 4, "{}", run.stdout);
}

#[test]
fn a_briefing_without_blocks_gets_them_in_a_sensible_order() {
    let (page, words) = built(JUDGEMENTS, "The lead.\n\n## Our view\n\nText.");
    let headings: Vec<String> = page.all("h2").map(|heading| page.text(heading)).collect();
    let expected = ["Our view", "Judgements", "Who stands where", "Positions by issue", "Timeline", "Notes"];
    assert_eq!(headings, expected);
    let contents = page.with("aria-label", "On this page");
    let links: Vec<String> =
        page.inside(contents[0]).filter(|inside| inside.name == "a").map(|link| page.text(link)).collect();
    assert_eq!(links, expected);
    assert!(words.contains("War") && words.contains("It says so"), "{words}");
    let (page, words) = built("", "Text.\n\n```timeline\n```");
    assert!(rows(&page).is_empty() && !words.contains("Positions by issue"), "one block alone is a choice: {words}");
}

#[test]
fn where_nothing_happened_there_is_no_heading_of_a_timeline() {
    // No event names both of them.
    let (page, _) = built("actors: [blue]\nissues: [land]", "Text.");
    let headings: Vec<String> = page.all("h2").map(|heading| page.text(heading)).collect();
    assert_eq!(headings, ["Who stands where", "Positions by issue", "Notes"]);
    assert!(page.find_id("timeline").is_none());
}

#[test]
fn only_the_headings_of_its_own_text_stand_in_the_contents_of_a_page() {
    let position = "---\nas_of: 2025-08\nstance: opposes\n---\nIt says so [@press].\n\n## Its terms\n\nHard[^n].\n\n\
                    [^n]: Ours.\n\n    ## Within a note\n";
    let briefing = "The lead[^n].\n\n## Our view\n\n```positions\n```\n\n## Next\n\nSoon.\n\n[^n]: Ours.\n\n    ## Beside the text\n";
    let site = site("", briefing).file("content/positions/red/land.md", position);
    site.build().exits(0);
    let page = site.read("briefings/b.html");
    for shown in ["Its terms", "Within a note", "Beside the text"] {
        assert!(page.html().contains(shown), "{shown}");
    }
    let contents = page.with("aria-label", "On this page");
    let links = page.inside(contents[0]).filter(|inside| inside.name == "a");
    assert_eq!(links.map(|link| page.text(link)).collect::<Vec<_>>(), ["Our view", "Next", "Notes"]);
    // Themes are given no more than that, whatever its level.
    let own = "{% for entry in page.contents %}{{ entry.level }} {{ entry.title }}; {% endfor %}";
    site.write("themes/own/templates/briefing.html", own);
    site.write("standpoint.yaml", "title: T\nbase_url: https://a.org/\ntheme: own\n");
    site.build();
    assert_eq!(site.page("briefings/b.html").trim(), "2 Our view; 2 Next;");
}

#[test]
fn a_generated_heading_never_takes_the_id_of_a_written_one() {
    let (page, _) = built("", "[Down](#timeline) [and](#matrix)\n\n## Matrix\n\nMine.\n\n## Timeline\n\nMine too.");
    assert_eq!(page.text(page.by_id("timeline")), "Timeline");
    assert_eq!(page.text(page.by_id("matrix")), "Matrix");
    assert_eq!(page.text(page.by_id("matrix-2")), "Who stands where");
}

#[test]
fn blocks_stand_in_pages_and_on_the_home_page_too() {
    let site = site("", "Text.")
        .file("content/index.md", "---\n---\n```matrix\nactors: [red]\n```\n")
        .file("content/pages/all.md", "---\ntitle: All\n---\n```positions\n```\n\n```timeline\n```\n");
    site.build().exits(0);
    assert_eq!(rows(&site.read("index.html"))[0], ["Issue", "Actor red"]);
    let page = site.read("pages/all.html");
    notes_and_markers_agree(&page);
    assert!(page.main().contains("It says so") && page.main().contains("Truce"));
}

#[test]
fn what_is_wrong_with_a_block_is_found_at_its_place() {
    let text = "```matrix\nissues: [land, pease]\nsize: 3\n```\n\n```timeline\nfrom: soon\n```\n\n```sources\nkind: newz\n```\n\n```positions\nactors: [rde]\n```\n\n```matrix\n[\n```\n\n```matirx\n```";
    let site = site("", text).file("content/pages/p.md", "---\ntitle: P\n---\n```judgements\nwhy: x\n```\n");
    site.write("content/actors/red.md", "---\nname: Actor red\n---\n```matrix\n```\n");
    let run = site.check().exits(1);
    for (place, code) in [
        ("briefings/b.md:7:16", "unknown-issue"),
        ("briefings/b.md:6:4", "unknown-key"),
        ("briefings/b.md:12:7", "bad-date"),
        ("briefings/b.md:16:7", "unknown-word"),
        ("briefings/b.md:20:10", "unknown-actor"),
        ("briefings/b.md:24:1", "bad-block"),
        ("briefings/b.md:27:4", "unknown-language"),
        ("pages/p.md:4:4", "unknown-key"),
        ("actors/red.md:4:4", "bad-block"),
    ] {
        let line = format!("content/{place}: ");
        let found = run.stdout.lines().any(|found| found.starts_with(&line) && found.ends_with(&format!("[{code}]")));
        assert!(found, "{place} {code} in:\n{}", run.stdout);
    }
    assert!(site.run(&["check"]).stdout.contains("did you mean `matrix`?"));
}

#[test]
fn a_block_that_nobody_can_make_is_shown_as_it_is_written() {
    let position = "---\nas_of: 2025-08\nstance: opposes\n---\nSo [@press].\n\n```nolanguage\nkept words\n```\n\nAnd[^n].\n\n[^n]: Ours:\n\n    ```other\n    noted words\n    ```\n";
    let site = site("", "```nolanguage\nown words\n```").file("content/positions/red/land.md", position);
    site.build().exits(0);
    for path in ["positions/red/land.html", "issues/land.html", "actors/red.html"] {
        let page = site.page(path);
        assert!(page.contains("kept words") && page.contains("noted words"), "{path}");
    }
    assert!(site.page("briefings/b.html").contains("own words"));
}

#[test]
fn every_heading_of_a_briefing_can_be_linked() {
    let text = "Lead [@law], see [both](#sp-issue-land).\n\n## Issue land\n\n```positions\n```\n\n## Again\n\n```positions\nissues: [land]\n```";
    let (page, _) = built("", text);
    let main = page.elements().find(|element| element.name == "main").expect("the main part");
    let mut seen = std::collections::BTreeSet::new();
    let mut looked_at = 0;
    for heading in page.inside(main).filter(|element| matches!(&*element.name, "h2" | "h3" | "h4" | "h5")) {
        // A position's own id is that of its element, which its heading begins.
        let id = heading.get("id").or_else(|| {
            page.around(heading).find_map(|element| element.get("id").filter(|id| id.starts_with("position-")))
        });
        let id = id.unwrap_or_else(|| panic!("{} has no id", page.text(heading)));
        assert!(seen.insert(id.to_owned()), "{id} stands twice");
        looked_at += 1;
    }
    assert!(
        seen.contains("sp-issue-land") && seen.contains("sp-issue-peace") && seen.contains("issue-land"),
        "{seen:?}"
    );
    assert!(seen.contains("sp-issue-land-2"), "the second block: {seen:?}");
    assert!(looked_at > 8, "{seen:?}");
}

#[test]
fn any_actor_of_a_large_matrix_can_be_chosen() {
    let tools = |count: usize| {
        let mut site = Site::new().issue("dam").issue("fish");
        for number in 1..=count {
            site = site.actor(&format!("a{number:02}"));
            for issue in ["dam", "fish"] {
                let path = format!("content/positions/a{number:02}/{issue}.md");
                site = site.file(&path, "---\nas_of: 2025\nstance: opposes\n---\nNo.\n");
            }
        }
        site.build();
        let page = site.page("matrix.html");
        let tools = page.split("class=\"matrix-actors\"").nth(1).and_then(|rest| rest.split("</fieldset>").next());
        let boxes = tools.unwrap_or_default().matches("<label>").count();
        let styles = site.page(&site.files().into_iter().find(|path| path.ends_with("style.css")).expect("styles"));
        for number in 1..=boxes {
            let rule = format!("label:nth-of-type({number}) :checked)) tr > :nth-child({})", number + 1);
            assert!(styles.contains(&rule), "nothing is done by box {number}");
        }
        boxes
    };
    assert_eq!(tools(60), 60);
    // More have no rule, so they have no box.
    assert_eq!(tools(61), 0);
}

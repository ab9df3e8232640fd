//! Citing: from the sentence to the source and back.

use crate::harness::Site;
use crate::html::Page;
use crate::properties::notes_and_markers_agree;

/// What a reader sees of the markers of a page, in order.
fn markers(page: &Page) -> Vec<String> {
    page.with("role", "doc-noteref").into_iter().map(|marker| page.text(marker)).collect()
}

/// The ids of the notes at the foot of a page, in order; sources first, then the authors' own.
fn notes(page: &Page) -> Vec<String> {
    let foot = page.by_id("sp-notes");
    let ids = page.inside(foot).filter(|element| element.name == "li").filter_map(|item| item.get("id"));
    ids.map(str::to_owned).collect()
}

/// Where the back-links of a note lead, in order.
fn backs(page: &Page, note: &str) -> Vec<String> {
    let links = page.inside(page.by_id(note)).filter(|element| element.get("role") == Some("doc-backlink"));
    links.filter_map(|link| link.get("href")).map(str::to_owned).collect()
}

/// A page of a site with three sources, a briefing of this text.
fn briefing(text: &str) -> (Site, Page) {
    let site = Site::new().source("press").source("talks").source("draft").briefing("b", text);
    site.build();
    let page = site.read("briefings/b.html");
    notes_and_markers_agree(&page);
    (site, page)
}

// Numbers and notes.

#[test]
fn a_citation_leads_to_its_note_and_the_note_back_to_every_use() {
    let (_, page) = briefing("One [@press]. Two [@press]. Three [^press].");
    assert_eq!(markers(&page), ["[1]", "[1]", "[1]"]);
    for n in 1..=3 {
        let marker = page.by_id(&format!("cite-press-{n}"));
        assert_eq!(marker.get("href"), Some("#note-press"));
    }
    assert_eq!(backs(&page, "note-press"), ["#cite-press-1", "#cite-press-2", "#cite-press-3"]);
    // A screen reader lists links by their names, so no two may have the same one.
    let labels: Vec<_> = page.with("role", "doc-backlink").iter().map(|link| link.get("aria-label")).collect();
    assert_eq!(
        labels,
        [Some("Back to use a of source 1"), Some("Back to use b of source 1"), Some("Back to use c of source 1")]
    );
}

#[test]
fn sources_are_numbered_by_first_use_on_the_page() {
    let (_, page) = briefing("One [@talks]. Two [@press]. Three [@talks].\n\n- Four [@draft].\n\nFive [@press].");
    assert_eq!(markers(&page), ["[1]", "[2]", "[1]", "[3]", "[2]"]);
    assert_eq!(notes(&page), ["note-talks", "note-press", "note-draft"]);
}

#[test]
fn different_places_in_a_source_are_listed_under_it() {
    let (_, page) =
        briefing("[@talks] One [@press, p. 3]. Two [@press, pp. 4–5]. Again [@press, p. 3]. Whole [@press].");
    assert_eq!(markers(&page), ["[1]", "[2.1]", "[2.2]", "[2.1]", "[2]"]);
    assert_eq!(notes(&page), ["note-talks", "note-press", "note-press/p-3", "note-press/pp-4-5"]);
    let source = page.by_id("note-press");
    assert!(page.inside(source).any(|inside| inside.get("id") == Some("note-press/p-3")), "under its source");
    assert!(page.text(page.by_id("note-press/p-3")).starts_with("2.1 p. 3"));
    assert_eq!(backs(&page, "note-press/p-3"), ["#cite-press-1", "#cite-press-3"]);
    assert_eq!(backs(&page, "note-press/pp-4-5"), ["#cite-press-2"]);
}

#[test]
fn places_that_differ_only_in_signs_have_ids_of_their_own() {
    let (_, page) = briefing("One [@press, § 3]. Two [@press, 3?]. Three [@press, *]. Four [@press, !].");
    assert_eq!(markers(&page), ["[1.1]", "[1.2]", "[1.3]", "[1.4]"]);
    assert_eq!(notes(&page).len(), 5);
}

#[test]
fn one_pair_of_brackets_may_hold_several_sources_with_words_before_them() {
    let (_, page) = briefing("Both say so [see @press, p. 3; @talks].");
    assert_eq!(markers(&page), ["[see 1.1]", "[2]"]);
    assert_eq!(notes(&page), ["note-press", "note-press/p-3", "note-talks"]);
}

#[test]
fn a_note_shows_what_a_reader_needs_to_find_the_source() {
    let note = "---\ntitle: The plan\nurl: https://example.org/plan\nauthors: [A. Author, B. Author]\n\
                publisher: The Press\npublished: 2025-08-20\n\
                archived: [{url: \"https://web.archive.org/plan\", date: 2025-08-21}]\n---\n";
    let site = Site::new().file("content/sources/plan.md", note).briefing("b", "So it is [@plan].");
    site.build().exits(0);
    let page = site.read("briefings/b.html");
    let shown = page.text(page.by_id("note-plan"));
    for part in ["A. Author", "B. Author", "The plan", "The Press", "20 August 2025"] {
        assert!(shown.contains(part), "{part} in: {shown}");
    }
    let links: Vec<_> = page.inside(page.by_id("note-plan")).filter_map(|element| element.get("href")).collect();
    for to in ["https://example.org/plan", "https://web.archive.org/plan", "../sources/plan.html", "#cite-plan-1"] {
        assert!(links.contains(&to), "{to} in {links:?}");
    }
}

#[test]
fn ids_outlive_a_citation_of_another_source_before_them() {
    let (site, before) = briefing("One [@press]. Two [@press, p. 3].");
    site.write(
        "content/briefings/b.md",
        "---\ntitle: B\nas_of: 2025\n---\nZero [@talks]. One [@press]. Two [@press, p. 3].",
    );
    site.build().exits(0);
    let after = site.read("briefings/b.html");
    assert_eq!(markers(&before), ["[1]", "[1.1]"]);
    assert_eq!(markers(&after), ["[1]", "[2]", "[2.1]"]);
    for id in ["cite-press-1", "cite-press-2", "note-press", "note-press/p-3"] {
        assert!(before.find_id(id).is_some() && after.find_id(id).is_some(), "{id}");
    }
}

// What is a citation and what is not.

#[test]
fn citations_may_stand_side_by_side() {
    let (_, page) = briefing("Two [@press][@talks].\n\nThree [@press][@talks][@draft].\n\nEmpty [@press][].");
    assert_eq!(markers(&page), ["[1]", "[2]", "[1]", "[2]", "[3]", "[1]"]);
}

#[test]
fn other_brackets_stay_text() {
    let texts = [
        "See [p. 3] there.",
        "Write to [a@b.org] now.",
        "He said \"it [sic] is\".",
        r"Not cited: \[@press].",
        "[] and [ ] and [@] are empty.",
        "[see; @press] is half a citation.",
    ];
    let (site, page) = briefing(&texts.join("\n\n"));
    assert_eq!(markers(&page), [""; 0]);
    let text = page.text(page.all("main").next().expect("main"));
    for part in [
        "See [p. 3] there.",
        "Write to [a@b.org] now.",
        "it [sic] is",
        "Not cited: [@press].",
        "[] and [ ] and [@] are",
    ] {
        assert!(text.contains(part), "{part} in: {text}");
    }
    site.check().lacks("unknown-source");
}

#[test]
fn a_bracket_beside_a_citation_stays_text() {
    let (_, page) = briefing("One [p. 3][@press]. Two [@talks][p. 4].");
    assert_eq!(markers(&page), ["[1]", "[2]"]);
    let text = page.text(page.all("main").next().expect("main"));
    assert!(text.contains("One [p. 3][1]. Two[2][p. 4]."), "{text}");
}

#[test]
fn code_cites_nothing() {
    let (site, page) = briefing("`[@press]` and `[^press]`:\n\n```text\n[@press] [^press]\n```\n\n    [@press]\n");
    assert_eq!(markers(&page), [""; 0]);
    assert_eq!(page.main().matches("[@press]").count(), 3);
    site.check().finding("unused-source");
}

#[test]
fn a_link_with_the_words_of_a_citation_stays_a_link() {
    let (_, page) = briefing("Follow [@press](https://example.org/@press).");
    assert_eq!(markers(&page), [""; 0]);
    assert!(page.with("href", "https://example.org/@press").iter().any(|link| page.text(link) == "@press"));
}

#[test]
fn a_key_without_a_note_is_an_error_and_a_gap_on_the_page() {
    let site = Site::new().source("press").briefing("b", "One [@pres, p. 3]. Two [@press]. Three [^pres].");
    let run = site.check().exits(1);
    let line = run.finding("unknown-source");
    assert_eq!(line, "content/briefings/b.md:5:6: error: there is no source `pres` [unknown-source]");
    run.finding("undefined-note");
    assert!(site.run(&["check"]).stdout.contains("did you mean `press`?"));
    site.build().exits(1);
    let page = site.read("briefings/b.html");
    let gaps: Vec<String> = page.class("gap").into_iter().map(|gap| page.text(gap)).collect();
    assert_eq!(gaps, ["[@pres, p. 3: no such source]", "[^pres: no such note]"]);
    assert_eq!(markers(&page), ["[1]"], "the rest is built");
}

// Where citations may stand.

#[test]
fn citations_work_in_every_kind_of_text() {
    let text = "\
> Quoted [@press].

| Who | What |
|---|---|
| One [@press] | Two [^talks] |

1. Listed [@press].

Term
: Meant [@talks].

> [!NOTE]
> Minded [@press].

*Stressed [@press]*, ~~struck [@talks]~~ and **strong [@draft]**.
";
    let (_, page) = briefing(text);
    assert_eq!(markers(&page), ["[1]", "[1]", "[2]", "[1]", "[2]", "[1]", "[1]", "[2]", "[3]"]);
    let places: Vec<&str> = ["blockquote", "td", "li", "dd", "aside", "em", "del", "strong"]
        .into_iter()
        .filter(|place| {
            let holds = |marker: &&crate::html::Element| page.around(marker).any(|outer| outer.name == *place);
            page.with("role", "doc-noteref").iter().any(holds)
        })
        .collect();
    assert_eq!(places, ["blockquote", "td", "li", "dd", "aside", "em", "del", "strong"]);
}

#[test]
fn a_citation_in_a_heading_is_shown_and_found() {
    let (site, page) = briefing("## What they want [@press]\n\nText.\n\n## Why [^n]\n\nMore.\n\n[^n]: Ours.");
    assert_eq!(markers(&page), ["[1]", "[a]"]);
    let heading = page.by_id("what-they-want");
    assert_eq!((heading.name.as_str(), page.text(heading).as_str()), ("h2", "What they want[1]"));
    let run = site.check();
    let found = run.stdout.lines().filter(|line| line.ends_with("[note-in-heading]")).count();
    assert_eq!(found, 2, "{}", run.stdout);
}

#[test]
fn a_citation_in_the_words_of_a_link_makes_no_link_in_a_link() {
    let (_, page) = briefing("[Out [@press] there](https://example.org/). [In [^n] here](b.md).\n\n[^n]: Ours.");
    assert_eq!(markers(&page), ["[1]", "[a]"]);
    for marker in page.with("role", "doc-noteref") {
        assert!(page.around(marker).all(|outer| outer.name != "a"), "{}", page.main());
    }
}

#[test]
fn markers_stay_out_of_titles_contents_summaries_and_the_matrix() {
    let site = Site::new()
        .source("press")
        .actor("russia")
        .issue("troops")
        .file("content/positions/russia/troops.md", "---\nas_of: 2025-08\nstance: opposes\n---\nIt says no[@press].\n")
        .file("content/events/summit.md", "---\ntitle: Summit\ndate: 2025-08-15\n---\nThey met[@press].\n")
        .briefing("b", "The lead[@press] goes on[^n].\n\n## First [@press]\n\n## Second\n\n[^n]: Ours.");
    site.build().exits(0);
    let page = site.read("briefings/b.html");
    let contents = page.with("aria-label", "On this page");
    assert_eq!(page.text(contents[0]), "On this page First Second Who stands where Positions by issue Timeline Notes");
    let description = page.with("name", "description");
    assert_eq!(description[0].get("content"), Some("The lead goes on."));
    for path in ["index.html", "briefings/index.html", "matrix.html", "timeline.html", "positions/index.html"] {
        let list = site.read(path);
        assert_eq!(markers(&list), [""; 0], "{path}");
        assert!(!list.main().contains("[1]") && !list.main().contains("[@"), "{path}");
    }
    assert!(site.page("matrix.html").contains("Opposes"));
    assert!(site.page("positions/index.html").contains("It says no."));
    assert!(site.page("timeline.html").contains("They met."));
}

// Authors' notes.

#[test]
fn authors_notes_are_a_second_list_with_letters() {
    let (_, page) =
        briefing("One[^x]. Two [@press]. Three[^Long label]. Four[^x].\n\n[^x]: Our *view*.\n[^long label]: More.");
    assert_eq!(markers(&page), ["[a]", "[1]", "[b]", "[a]"]);
    assert_eq!(notes(&page), ["note-press", "note-x", "note-long-label"]);
    assert_eq!(backs(&page, "note-x"), ["#cite-x-1", "#cite-x-2"]);
    assert!(page.text(page.by_id("note-x")).starts_with("a Our view."));
    let labels: Vec<_> = page.with("role", "doc-backlink").iter().filter_map(|link| link.get("aria-label")).collect();
    assert!(labels.contains(&"Back to use b of note a"), "{labels:?}");
}

#[test]
fn a_note_may_cite_and_refer_to_further_notes() {
    let (_, page) =
        briefing("One[^x]. Two [@press].\n\n[^x]: As told [@talks, p. 9]; see also[^y].\n[^y]: And [@press].");
    assert_eq!(markers(&page), ["[a]", "[1]", "[2.1]", "[b]", "[1]"], "sources of the text come before those of notes");
    assert_eq!(backs(&page, "note-press"), ["#cite-press-1", "#cite-press-2"]);
}

#[test]
fn a_note_of_the_key_of_a_source_is_the_authors_own() {
    let (_, page) = briefing("One[^press]. Two [@press]. Three[^press-note].\n\n[^press]: Ours.\n[^press-note]: Too.");
    assert_eq!(markers(&page), ["[a]", "[1]", "[b]"]);
    assert!(page.text(page.by_id("note-press")).contains("The press report"), "the plain id is the source's");
}

#[test]
fn labels_of_notes_never_make_one_id_twice() {
    let site = Site::new().source("x").source("x-note").source("x-2").briefing(
        "b",
        "A[^x] b[^x!] c[^note-x] d[^x-note] e[^Гарантії] f[^«»] g[^<script>] [@x] [@x-note] [@x-2].\n\n\
         [^x]: 1\n[^x!]: 2\n[^note-x]: 3\n[^x-note]: 4\n[^Гарантії]: 5\n[^«»]: 6\n[^<script>]: 7",
    );
    site.build().exits(0);
    let page = site.read("briefings/b.html");
    notes_and_markers_agree(&page);
    assert_eq!(markers(&page), ["[a]", "[b]", "[c]", "[d]", "[e]", "[f]", "[g]", "[1]", "[2]", "[3]"]);
    assert!(page.find_id("note-гарантії").is_some(), "{:?}", notes(&page));
    assert!(page.text(page.by_id("note-x")).contains("The x report"));
    assert!(!page.html().contains("<script>"));
}

#[test]
fn two_texts_on_one_page_may_use_one_label_for_their_notes() {
    let position =
        |words: &str| format!("---\nas_of: 2025-08\nstance: opposes\n---\n{words}[^n] [@press].\n\n[^n]: {words}\n");
    let site = Site::new()
        .source("press")
        .actor("russia")
        .actor("ukraine")
        .issue("troops")
        .file("content/positions/russia/troops.md", position("Red"))
        .file("content/positions/ukraine/troops.md", position("Blue"));
    site.build().exits(0);
    let page = site.read("issues/troops.html");
    notes_and_markers_agree(&page);
    assert_eq!(markers(&page), ["[a]", "[1]", "[b]", "[1]"]);
    assert!(page.text(page.by_id("note-russia/troops:n")).contains("Red"));
    assert!(page.text(page.by_id("note-ukraine/troops:n")).contains("Blue"));
}

// Plain Markdown with plain footnotes.

#[test]
fn a_note_that_is_only_an_address_cites_the_source_of_that_address() {
    let site = Site::new().source("press").briefing(
        "b",
        "One[^1]. Two[^2]. Three[^3]. Four [@press].\n\n\
         [^1]: https://press.example/report\n\
         [^2]: <https://PRESS.example:443/report?utm_source=x>\n\
         [^3]: [The report](https://press.example/report#page=2)\n",
    );
    let run = site.build().exits(0);
    assert!(!run.stderr.contains("unrecorded-source"), "{}", run.stderr);
    let page = site.read("briefings/b.html");
    notes_and_markers_agree(&page);
    assert_eq!(markers(&page), ["[1]", "[1]", "[1.1]", "[1]"], "the third names a page");
    assert_eq!(notes(&page), ["note-press", "note-press/p-2"]);
}

#[test]
fn an_address_without_a_source_note_is_a_source_and_a_finding() {
    let site = Site::new().briefing(
        "b",
        "One[^1]. Two[^2]. Three[^3].\n\n\
         [^1]: https://news.example/2025/peace-plan\n\
         [^2]: [The peace plan](https://news.example/2025/peace-plan?utm_source=x)\n\
         [^3]: [Statement](https://mfa.example/statement)\n",
    );
    let run = site.check().exits(0);
    let found: Vec<&str> = run.stdout.lines().filter(|line| line.ends_with("[unrecorded-source]")).collect();
    assert_eq!(found.len(), 2, "one a source: {}", run.stdout);
    assert_eq!(
        found[0],
        "content/briefings/b.md:7:7: warning: no source note describes news.example [unrecorded-source]"
    );
    let told = site.run(&["check"]).stdout;
    assert!(told.contains("write content/sources/news-peace-plan.md with `title:` and `url:"), "{told}");
    site.build().exits(0);
    let page = site.read("briefings/b.html");
    notes_and_markers_agree(&page);
    assert_eq!(markers(&page), ["[1]", "[1]", "[2]"]);
    assert!(page.text(page.by_id("note-mfa-statement")).contains("Statement"), "the words of the link");
    assert!(site.page("sources/news-peace-plan.html").contains("https://news.example/2025/peace-plan"));
}

#[test]
fn a_note_with_more_than_an_address_is_a_note() {
    let (_, page) = briefing(
        "One[^1]. Two[^2].\n\n[^1]: See https://press.example/report\n[^2]: [The report](https://press.example/report), p. 3.",
    );
    assert_eq!(markers(&page), ["[a]", "[b]"]);
}

#[test]
fn the_names_of_x_are_one_address() {
    let site = Site::new()
        .file("content/sources/post.md", "---\ntitle: A post\nurl: https://x.com/who/status/1\npublished: 2025\n---\n")
        .briefing("b", "So he wrote[^1].\n\n[^1]: https://twitter.com/who/status/1");
    site.build().exits(0);
    assert_eq!(notes(&site.read("briefings/b.html")), ["note-post"]);
}

// Several texts on one page.

/// Two actors on two issues, all resting on one source, some with history.
fn crowded() -> Site {
    let position = |as_of: &str, stance: &str| {
        format!("---\nas_of: {as_of}\nstance: {stance}\n---\nIt says so [@press]. It repeats it [@press, p. 2].\n")
    };
    Site::new()
        .source("press")
        .actor("russia")
        .actor("ukraine")
        .issue("troops")
        .issue("land")
        .file("content/positions/russia/troops.md", position("2025-08", "opposes"))
        .file("content/positions/russia/troops.2022.md", position("2022", "ambiguous"))
        .file("content/positions/ukraine/troops.md", position("2025-08", "supports"))
        .file("content/positions/russia/land.md", position("2025-08", "conditional"))
        .file("content/issues/troops.md", "---\ntitle: Troops\n---\nThis is the question [@press].\n")
        .briefing(
            "b",
            "This is the lead [@press].\n\n```positions\n```\n\nThis stands between [@press].\n\n```positions\nissues: [troops]\n```\n",
        )
}

#[test]
fn ids_are_unique_where_several_texts_stand_on_one_page() {
    let site = crowded();
    site.build().exits(0);
    for path in ["issues/troops.html", "actors/russia.html", "positions/russia/troops.html", "briefings/b.html"] {
        let page = site.read(path);
        notes_and_markers_agree(&page);
        assert!(markers(&page).len() >= 4, "{path}");
        assert!(page.find_id("note-press").is_some(), "{path}: one note for one source");
    }
    let history = site.read("positions/russia/troops.html");
    assert!(history.find_id("cite-press-1").is_some(), "the text that the page is about has the plain ids");
    assert!(history.find_id("cite-2022:press-1").is_some(), "an earlier position has its label before them");
    let issue = site.read("issues/troops.html");
    assert!(
        issue.find_id("cite-ukraine/troops:press-1").is_some(),
        "a position beside another has its own id before them"
    );
}

#[test]
fn links_between_headings_of_one_text_stay_in_that_text() {
    let position = |words: &str| {
        format!("---\nas_of: 2025-08\nstance: opposes\n---\n[To {words}](#why) [@press].\n\n## Why\n\n{words}\n")
    };
    let site = Site::new()
        .source("press")
        .actor("russia")
        .actor("ukraine")
        .issue("troops")
        .file("content/issues/troops.md", "---\ntitle: Troops\n---\n## Why\n\nIt matters.\n")
        .file("content/positions/russia/troops.md", position("Red"))
        .file("content/positions/ukraine/troops.md", position("Blue"));
    site.build().exits(0);
    let page = site.read("issues/troops.html");
    for words in ["Red", "Blue"] {
        let link = page.all("a").find(|link| page.text(link) == format!("To {words}")).expect("the link");
        let id = link.get("href").and_then(|href| href.strip_prefix('#')).expect("an anchor");
        let behind = page.html().split_once(&format!("id=\"{id}\"")).expect("its heading").1;
        let text = crate::html::words(&format!("<i{behind}"));
        assert!(text.starts_with(&format!("Why {words}")), "{words}: #{id} leads to: {}", &text[..20]);
    }
}

// From the source back.

#[test]
fn a_source_lists_every_sentence_that_rests_on_it() {
    let site = crowded()
        .file("content/pages/about.md", "---\ntitle: About\n---\nNothing. We cite it twice. Here we do [@press]! And no more.\n")
        .file("content/events/summit.md", "---\ntitle: Summit\ndate: 2025-08-15\n---\n| Who | |\n|--|--|\n| [@press, l. 7] | |\n")
        .file(
            "content/briefings/c.md",
            "---\ntitle: C\nas_of: 2025-08\njudgements:\n  - text: It will last.\n    cites: [press]\n---\nSee[^n].\n\n[^n]: Told by [@press].\n",
        );
    site.build().exits(0);
    let page = site.read("sources/press.html");
    let rests: Vec<(String, String)> = page
        .class("to-sentence")
        .into_iter()
        .map(|link| {
            let item = page.around(link).find(|outer| outer.name == "li").expect("an item");
            let sentence = page.inside(item).find(|inside| inside.name == "q").expect("a sentence");
            (page.text(sentence), link.get("href").expect("an address").to_owned())
        })
        .collect();
    let expected = [
        ("This is the lead.", "../briefings/b.html#cite-press-1"),
        ("This stands between.", "../briefings/b.html#cite-press-2"),
        ("Told by.", "../briefings/c.html#cite-press-1"),
        ("It will last.", "../briefings/c.html#cite-press-2"),
        ("This is the question.", "../issues/troops.html#cite-press-1"),
        ("It says so.", "../positions/russia/land.html#cite-press-1"),
        ("It repeats it.", "../positions/russia/land.html#cite-press-2"),
        ("It says so.", "../positions/russia/troops.html#cite-press-1"),
        ("It repeats it.", "../positions/russia/troops.html#cite-press-2"),
        ("It says so.", "../positions/russia/troops.html#cite-2022:press-1"),
        ("It repeats it.", "../positions/russia/troops.html#cite-2022:press-2"),
        ("It says so.", "../positions/ukraine/troops.html#cite-press-1"),
        ("It repeats it.", "../positions/ukraine/troops.html#cite-press-2"),
        ("Summit", "../events/summit.html#cite-press-1"),
        ("Here we do!", "../pages/about.html#cite-press-1"),
    ];
    let shown: Vec<(&str, &str)> = rests.iter().map(|(sentence, to)| (sentence.as_str(), to.as_str())).collect();
    assert_eq!(shown, expected);
    for (sentence, to) in &rests {
        let (path, id) = to.strip_prefix("../").and_then(|to| to.split_once('#')).expect("a page and a place");
        let target = site.read(path);
        assert_eq!(target.by_id(id).get("role"), Some("doc-noteref"), "{sentence}: {to}");
    }
    let locators: Vec<String> = page.class("locator").into_iter().map(|place| page.text(place)).collect();
    assert_eq!(locators.iter().filter(|place| *place == "p. 2").count(), 4);
    assert!(locators.contains(&"l. 7".to_owned()), "{locators:?}");
}

#[test]
fn two_notes_on_one_address_are_one_source_under_both_keys() {
    let site = Site::new()
        .file("content/sources/a.md", "---\ntitle: First\nurl: https://example.org/x\npublished: 2025\n---\n")
        .file("content/sources/b.md", "---\ntitle: Second\nurl: https://EXAMPLE.org/x?fbclid=1\npublished: 2025\n---\n")
        .briefing("b", "One says so [@a]. Two say so [@b].");
    site.check().exits(0).finding("duplicate-url");
    site.build().exits(0);
    let page = site.read("briefings/b.html");
    notes_and_markers_agree(&page);
    assert_eq!(markers(&page), ["[1]", "[1]"]);
    assert_eq!(notes(&page), ["note-a"]);
    assert!(site.page("sources/a.html").contains("Two say so"), "both uses are listed");
}

#[test]
fn a_link_to_an_earlier_position_leads_to_it_and_into_it() {
    let site = crowded();
    site.write(
        "content/positions/russia/troops.2022.md",
        "---\nas_of: 2022\nstance: ambiguous\n---\n[Down](#why) it goes [@press].\n\n## Why\n\nFor reasons.\n",
    );
    site.write(
        "content/pages/p.md",
        "---\ntitle: P\n---\n[a](../positions/russia/troops.2022.md#why) [[russia/troops.2022|b]] [[russia/troops|c]]\n",
    );
    site.build().exits(0);
    let page = site.read("pages/p.html");
    let to = |words: &str| {
        let link = page.all("a").find(|link| page.text(link) == words).expect("the link");
        link.get("href")
            .and_then(|href| href.strip_prefix("../positions/russia/troops.html"))
            .expect("its page")
            .to_owned()
    };
    let history = site.read("positions/russia/troops.html");
    let place = |to: &str| history.by_id(to.strip_prefix('#').expect("a place"));
    assert_eq!((place(&to("a")).name.as_str(), history.text(place(&to("a"))).as_str()), ("h4", "Why"));
    assert!(history.text(place(&to("b"))).starts_with("2022 Stance Ambiguous"), "{}", to("b"));
    assert_eq!(to("c"), "", "today's is the page");
}

#[test]
fn a_bare_address_becomes_a_link_as_on_github() {
    let site = Site::new().briefing(
        "b",
        "See https://a.example/x_y_z?q=1&r=2. (Also http://b.example/(1)), **https://c.example/**!\n\n\
         A note[^1] and `https://code.example`.\n\n[^1]: Title, https://d.example/page, accessed 3 March.",
    );
    site.build().exits(0);
    let page = site.page("briefings/b.html");
    for (address, shown) in [
        ("https://a.example/x_y_z?q=1&amp;r=2", "https://a.example/x_y_z?q=1&amp;r=2</a>. (Also"),
        ("http://b.example/(1)", "http://b.example/(1)</a>), "),
        ("https://c.example/", "https://c.example/</a></strong>!"),
        ("https://d.example/page", "https://d.example/page</a>, accessed"),
    ] {
        let link = format!("<a href=\"{address}\" rel=\"external noreferrer\">{shown}");
        assert!(page.contains(&link), "{link} in {page}");
    }
    assert!(page.contains("<code>https://code.example</code>"), "code is left alone");
}

#[test]
fn half_a_citation_is_pointed_out() {
    let text = "## As @press says\n\nSo [@press]. Mail a@press.example, @nobody, \\@press. [see; @press]";
    let check = Site::new().source("press").briefing("b", text).check().exits(0);
    let lines: Vec<&str> = check.stdout.lines().filter(|line| line.ends_with("[bare-citation]")).collect();
    assert!(lines.len() == 2 && lines[0].contains("b.md:5:7: warning: `@press` without brackets"), "{lines:?}");
    assert!(lines[1].contains("b.md:7:60: warning: the brackets around `@press` cite nothing, since"), "{lines:?}");
    let site = Site::new().source("press").briefing("b", "Write \\[@press] to cite: so [@press].");
    site.check().exits(0).lacks("bare-citation");
}

#[test]
fn a_citation_in_the_words_of_an_image_is_pointed_out() {
    let site = Site::new()
        .source("press")
        .file("content/a.png", "x")
        .briefing("b", "So [@press].\n\n![A map [@press]](../a.png)\n\n![A [map] by a@press.example](../a.png)");
    let run = site.check().exits(0);
    run.finds("content/briefings/b.md:7:1: warning", "unshown-citation");
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
}

#[test]
fn a_key_in_the_words_of_a_link_to_its_source_is_one_finding() {
    let site = Site::new().source("press").briefing("b", "See [@press](https://press.example/report).\n\nSo [@press].");
    assert_eq!(site.check().exits(0).stdout.lines().count(), 1);
}

#[test]
fn links_in_texts_and_in_notes_lose_their_tracking_as_those_of_sources_do() {
    let dirty = "https://a.example/x?utm_source=y&id=3";
    let site = Site::new().source("press").briefing(
        "b",
        &format!(
            "[Words]({dirty}), <{dirty}> and {dirty} [^1][^2].\n\n[^1]: As [they]({dirty}) say.\n\
             [^2]: <https://press.example/report?fbclid=1>"
        ),
    );
    let check = site.check().exits(0);
    let found: Vec<&str> = check.stdout.lines().filter(|line| line.ends_with("[dirty-url]")).collect();
    assert_eq!(found.len(), 5, "{}", check.stdout);
    assert_eq!(
        found[0],
        "content/briefings/b.md:5:1: warning: this address carries `utm_source` (13 of 37 characters are no part of it) [dirty-url]"
    );
    site.build().exits(0);
    let page = site.read("briefings/b.html");
    let hrefs: Vec<&str> = page.all("a").filter_map(|link| link.get("href")).collect();
    assert_eq!(hrefs.iter().filter(|href| **href == "https://a.example/x?id=3").count(), 4, "{hrefs:?}");
    assert!(hrefs.iter().all(|href| !href.contains("utm_") && !href.contains("fbclid")), "{hrefs:?}");
    assert_eq!(markers(&page), ["[a]", "[1]"]);
}

#[test]
fn a_link_to_the_address_of_a_source_is_no_citation_and_told_so() {
    let at = "https://press.example/report";
    let site = Site::new().source("press").source("talks").briefing(
        "b",
        &format!(
            "[It is so]({at}#page=2).\n\nIt is so: {at}?utm_id=1 and https://press.example/other.\n\n\
             Noted[^1] and cited[^2].\n\n[As it says]({at}), it is so [@press, p. 2]. [More]({at}).\n\n\
             Another [report]({at}) [@talks].\n\n[^1]: The Press, 17 August, {at}\n[^2]: {at}\n"
        ),
    );
    site.write(
        "content/sources/press.md",
        format!("---\ntitle: P\nurl: {at}\npublished: 2025\n---\n[Here]({at}) it is.\n"),
    );
    let check = site.check().exits(0);
    let found: Vec<&str> = check.stdout.lines().filter(|line| line.ends_with("[uncited-source-link]")).collect();
    let said = "warning: this address is that of the source `press`, but a link cites nothing [uncited-source-link]";
    let places = ["5:1", "7:11", "13:9"].map(|place| format!("content/briefings/b.md:{place}: {said}"));
    assert_eq!(found, places);
    assert!(site.run(&["check"]).stdout.contains("write `[@press]` here too"));
}

#[test]
fn what_nearly_cites_is_pointed_out() {
    let site = Site::new().source("press").briefing(
        "b",
        "[@ press] and [@ press, p. 3], [@ home] and [@ *press*].\n\n[@press](https://a.example/) and [@press][1].\n\n\
         [\\@press](https://a.example/), [@home](https://a.example/).\n\n[1]: https://a.example/",
    );
    let check = site.check().exits(0);
    let found: Vec<&str> = check.stdout.lines().filter(|line| line.ends_with("[bare-citation]")).collect();
    let spaced = "warning: `[@ press]` cites nothing, for the space in it [bare-citation]";
    let link = "warning: `@press` in the words of a link cites nothing [bare-citation]";
    let expected = [("5:1", spaced), ("5:15", spaced), ("7:2", link), ("7:35", link)];
    assert_eq!(found, expected.map(|(place, said)| format!("content/briefings/b.md:{place}: {said}")));
    site.build().exits(0);
    let page = site.read("briefings/b.html");
    assert!(page.text(page.all("main").next().expect("main")).contains("[@ press] and [@ press, p. 3], [@ home]"));
    assert!(page.all("em").any(|element| page.text(element) == "press"));
}

#[test]
fn a_note_that_swallows_the_next_line_is_pointed_out() {
    let found = |text: &str| {
        let check = Site::new().briefing("b", &format!("One[^1] two[^2].\n\n{text}")).check();
        let lines = check.stdout.lines().filter(|line| line.ends_with("[swallowed-line]"));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let said = "content/briefings/b.md:8:1: warning: this line belongs to the note above it [swallowed-line]";
    for text in [
        "[^1]: Politico, 17 August.\nThe talks went on.",
        "[^1]: https://a.example/a/very/long/address/of/more/than/sixty/characters/in/all\nThe talks.",
        "[^1]: As he said!\r\nNo.\r\n",
    ] {
        assert_eq!(found(text), [said], "{text}");
    }
    for text in [
        "[^1]: Politico, 17 August.\n\nThe talks went on.",
        "[^1]: Politico, 17 August.\n[^2]: Another.",
        "[^1]: Politico, 17 August.\n    The note goes on.",
        "[^1]: This note was wrapped at the end of a sentence by some editor.\nIt goes on.",
        "[^1]: Politico, in the\nAugust edition.",
        "[^1]: Politico.\n- A list.",
        "- [^1]: Politico.\n  The talks.",
    ] {
        assert_eq!(found(text), [""; 0], "{text}");
    }
}

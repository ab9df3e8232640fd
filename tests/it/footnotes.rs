//! Plain footnotes: their addresses are citations, and their words stay.

use crate::harness::Site;
use crate::html::Page;

/// What the page of a source says rests on it: each sentence, and the words of the note that names the address.
fn cited_by(page: &Page) -> Vec<(String, String)> {
    let items = page.class("citing").into_iter().flat_map(|part| page.inside(part)).filter(|item| item.name == "li");
    let said = |item: &crate::html::Element, name: &str| {
        page.inside(item).find(|part| part.name == name && part.get("dir").is_some()).map(|part| page.text(part))
    };
    items.map(|item| (said(item, "q").unwrap_or_default(), said(item, "span").unwrap_or_default())).collect()
}

#[test]
fn a_footnote_with_words_cites_its_address_and_stays() {
    let site = Site::new().briefing(
        "b",
        "It is fine. The port lost 300 jobs.[^jobs] Nobody knows why.\n\n\
         [^jobs]: Port Authority, \"Annual report\", 20 August 2024, p. 3, https://port.example/files/annual.pdf\n",
    );
    let found = site.check().exits(0);
    assert_eq!(
        found.finding("unrecorded-source"),
        "content/briefings/b.md:7:65: warning: no source note describes port.example [unrecorded-source]"
    );
    site.build().exits(0);
    let page = site.read("briefings/b.html");
    let note = page.text(page.by_id("note-jobs"));
    assert!(
        note.contains("Port Authority, “Annual report”, 20 August 2024, p. 3, https://port.example/files/annual.pdf")
    );
    assert!(note.contains("About this source: Annual report"), "{note}");
    let source = site.read("sources/port-annual.html");
    assert!(source.html().contains("<h1 dir=\"auto\">Annual report</h1>"));
    let said = "Port Authority, “Annual report”, 20 August 2024, p. 3, https://port.example/files/annual.pdf";
    assert_eq!(cited_by(&source), [("The port lost 300 jobs.".to_owned(), said.to_owned())]);
    assert!(source.html().contains("href=\"../briefings/b.html#cite-port-annual-1\""));
    assert_eq!(page.text(page.by_id("cite-port-annual-1")), "[a]");
    let row = site.page("data/citations.csv").lines().nth(1).expect("a citation").to_owned();
    assert!(row.starts_with("port-annual,Annual report,https://port.example/files/annual.pdf,"), "{row}");
    assert!(row.contains("The port lost 300 jobs.") && row.contains("\"Port Authority, "), "{row}");
}

#[test]
fn addresses_of_every_form_are_cited() {
    for (note, url) in [
        ("See <https://a.example/x>.", "https://a.example/x"),
        ("See [the report](https://a.example/x).", "https://a.example/x"),
        ("See https://a.example/x_(y)_z, page 3.", "https://a.example/x_(y)_z"),
        ("See www.a.example/x.", "https://www.a.example/x"),
        ("Doe 2020, doi:10.1000/182.", "https://doi.org/10.1000/182"),
        ("Doe 2020 (DOI: 10.1000/a_b(c)).", "https://doi.org/10.1000/a_b(c)"),
        ("Doe 2020, arXiv:2401.00001v2, p. 3", "https://arxiv.org/abs/2401.00001v2"),
        ("See [the report][1].\n\n[1]: https://a.example/x", "https://a.example/x"),
        ("- See\n    - https://a.example/x in a list", "https://a.example/x"),
        ("First.\n\n    Then https://a.example/x in a second paragraph.", "https://a.example/x"),
    ] {
        let site = Site::new().briefing("b", &format!("It is so.[^1]\n\n[^1]: {note}"));
        site.build().exits(0);
        let json: serde_json::Value = serde_json::from_str(&site.page("data/sources.json")).expect("JSON");
        let urls: Vec<&str> =
            json.as_array().expect("a list").iter().filter_map(|source| source["URL"].as_str()).collect();
        assert_eq!(urls, [url], "{note}");
        let citations = site.page("data/citations.csv");
        assert!(citations.contains(",It is so.,"), "{note}: {citations}");
    }
}

#[test]
fn the_words_of_a_link_or_those_between_quotes_are_the_title() {
    for (note, title) in [
        ("Agency, [The annual report](https://a.example/x), p. 3", "The annual report"),
        ("Agency, [here](https://a.example/x)", "https://a.example/x"),
        ("Agency, 'x' «Звіт за рік», https://a.example/x", "Звіт за рік"),
        ("Agency, \"The plan,\" Paper, https://a.example/x", "The plan"),
        ("https://a.example/x, \"The plan\"", "The plan"),
        ("[\"The plan\"](https://a.example/x) and more", "The plan"),
        ("[*The* plan](https://a.example/x) and more", "The plan"),
        ("Agency, a.example, https://a.example/x", "https://a.example/x"),
    ] {
        let site = Site::new().briefing("b", &format!("It is so.[^1]\n\n[^1]: {note}"));
        site.build().exits(0);
        let json: serde_json::Value = serde_json::from_str(&site.page("data/sources.json")).expect("JSON");
        assert_eq!(json[0]["title"], title, "{note}");
    }
}

#[test]
fn several_markers_and_several_notes_lead_to_one_source() {
    let site = Site::new().source("press").briefing(
        "b",
        "It is one.[^a] It is two.[^a] It is three.[^b] It is four.[^c] It is five.[^d]\n\n\
         [^a]: A word, https://press.example/report\n\
         [^b]: Another, http://www.press.example/report/\n\
         [^c]: Two, https://press.example/report and again https://press.example/report; also https://other.example/x\n\
         [^d]: By its key: [@press]; and https://press.example/report#page=3\n",
    );
    let found = site.check().exits(0);
    found.lacks("uncited-source-link");
    assert_eq!(found.stdout.matches("unrecorded-source").count(), 1, "{}", found.stdout);
    site.build().exits(0);
    let said = cited_by(&site.read("sources/press.html"));
    let sentences: Vec<&str> = said.iter().map(|(sentence, _)| sentence.as_str()).collect();
    assert_eq!(sentences[..4], ["It is one.", "It is two.", "It is three.", "It is four."]);
    assert!(sentences.contains(&"It is five.") && sentences.len() == 6, "{sentences:?}");
    let page = site.read("briefings/b.html");
    assert_eq!(page.text(page.by_id("cite-press-2")), "[a]");
    assert_eq!(page.text(page.by_id("cite-other-x-1")), "[c]");
    crate::properties::notes_and_markers_agree(&page);
}

#[test]
fn a_copy_in_an_archive_is_no_source_of_its_own() {
    let site = Site::new().briefing(
        "b",
        "One.[^a] Two.[^b] Three.[^c]\n\n\
         [^a]: Report, https://a.example/x (copy: https://web.archive.org/web/20240105000000/https://a.example/x)\n\
         [^b]: Report, https://web.archive.org/web/20240105000000/https://b.example/y\n\
         [^c]: Report, https://c.example/z, archived at https://archive.ph/AbCdE\n",
    );
    site.build().exits(0);
    let pages: Vec<String> = site.pages().into_iter().filter(|path| path.starts_with("sources/")).collect();
    assert_eq!(pages, ["sources/a-x.html", "sources/b-y.html", "sources/c-z.html", "sources/index.html"]);
    for (key, copy) in
        [("a-x", "https://web.archive.org/web/20240105000000/https://a.example/x"), ("c-z", "https://archive.ph/AbCdE")]
    {
        assert!(site.page(&format!("sources/{key}.html")).contains(copy), "{key}");
    }
}

#[test]
fn notes_stand_in_tables_lists_headings_and_positions() {
    let site = Site::new().actor("a").issue("i").file(
        "content/positions/a/i.md",
        "---\nas_of: 2025-08\nstance: opposes\n---\n- They said no.[^1]\n\n| x | y |\n|--|--|\n| one | two[^2] |\n\n\
         [^1]: Letter, https://a.example/letter\n[^2]: Table, https://a.example/table\n",
    );
    let site = site.briefing("b", "Before.\n\n```positions\n```\n");
    site.check().exits(0).lacks("uncited-position");
    site.build().exits(0);
    let source = site.read("sources/a-letter.html");
    assert_eq!(cited_by(&source)[0].0, "They said no.");
    assert_eq!(cited_by(&site.read("sources/a-table.html"))[0].0, "one · two");
    for (page, id) in [("positions/a/i.html", "cite-a-letter-1"), ("briefings/b.html", "cite-a/i:a-letter-1")] {
        let page = site.read(page);
        assert_eq!(page.text(page.by_id(id)), "[a]");
    }
    // What is shown on both is one use.
    assert_eq!(site.page("data/citations.csv").lines().count(), 3);
}

#[test]
fn links_may_stay_links() {
    let site = Site::new()
        .source("press")
        .file("standpoint.yaml", "title: T\nbase_url: https://example.org/\nnote_links: links\n")
        .briefing(
            "b",
            "It is one.[^1] It is two.[^2]\n\n[^1]: See https://a.example/x\n[^2]: https://press.example/report\n",
        );
    site.check().exits(0).lacks("unrecorded-source");
    site.build().exits(0);
    assert!(!site.has("sources/a-x.html"));
    assert_eq!(
        cited_by(&site.read("sources/press.html"))[0].0,
        "It is two.",
        "an address alone is a citation all the same"
    );
    let site = Site::new().file("standpoint.yaml", "title: T\nnote_links: none\n").briefing("b", "One.");
    site.check().finds("standpoint.yaml:2:13: error", "unknown-word");
}

#[test]
fn what_is_wrong_with_an_address_is_told_once() {
    let site = Site::new().briefing(
        "b",
        "One.[^1] Two.[^1] Three.[^2]\n\n\
         [^1]: See https://a.example/x?utm_source=mail for that.\n[^2]: See [it](https://user:pw@a.example/y).\n",
    );
    let found = site.check().stdout;
    assert_eq!(found.matches("[dirty-url]").count(), 1, "{found}");
    assert_eq!(found.matches("[url-credentials]").count(), 1, "{found}");
}

#[test]
fn a_draft_cites_nothing_until_it_is_built() {
    let draft = "---\ntitle: D\nas_of: 2025-08\ndraft: true\n---\nOne.[^1]\n\n[^1]: See https://a.example/x\n";
    let site = Site::new().briefing("b", "Text.").file("content/briefings/d.md", draft);
    site.build().exits(0);
    assert!(!site.has("sources/a-x.html"));
    site.run(&["build", "--drafts"]).exits(0);
    assert!(site.has("sources/a-x.html"));
}

/// A text with this many footnotes, each of words and an address of its own.
fn text_with(notes: usize) -> String {
    let cites: String = (1..=notes).map(|number| format!("Claim {number}.[^{number}]\n")).collect();
    let note =
        |number| format!("\n[^{number}]: Agency, \"Report {number}\", 2024, https://agency{number}.example/report\n");
    cites + &(1..=notes).map(note).collect::<String>()
}

#[test]
fn three_addresses_are_three_findings_and_three_hundred_are_one() {
    let count = |notes| {
        let site = Site::new().briefing("b", &text_with(notes));
        site.check().exits(0).stdout.matches("[unrecorded-source]").count()
    };
    assert_eq!(count(3), 3);
    let site = Site::new().briefing("b", &text_with(300));
    let found = site.check().exits(0);
    assert_eq!(
        found.stdout,
        "content/briefings/b.md:306:33: warning: no source note describes 300 of the addresses in this text \
         [unrecorded-source]\n"
    );
    let told = site.run(&["check"]).stdout;
    assert!(told.contains("`standpoint new source --from content/briefings/b.md` writes all of these notes"), "{told}");
}

#[test]
fn one_command_writes_the_notes_of_a_text() {
    let site = Site::new()
        .source("press")
        .briefing("b", &("So.[^p]\n\n".to_owned() + &text_with(20) + "\n[^p]: See https://press.example/report\n"));
    site.build().exits(0);
    let pages = site.pages();
    let run = site.run(&["new", "source", "--from", "content/briefings/b.md"]).exits(0);
    assert_eq!(run.stdout.lines().count(), 20, "{}", run.stdout);
    assert_eq!(run.stdout.lines().next(), Some("content/sources/agency1-report.md"));
    let note = std::fs::read_to_string(site.path("content/sources/agency7-report.md")).expect("a note");
    for line in
        ["title: Report 7", "url: https://agency7.example/report", "published: 2024", "publisher: agency7.example"]
    {
        assert!(note.lines().any(|has| has.starts_with(line)), "{line}: {note}");
    }
    site.check().exits(0).lacks("unrecorded-source");
    site.build().exits(0);
    assert_eq!(site.pages(), pages, "each note takes the place of the page");
    let again = site.run(&["new", "source", "--from", "content/briefings/b.md"]).exits(0);
    assert_eq!((again.stdout.as_str(), again.stderr.lines().count()), ("", 1), "{}", again.stderr);
    let lost = site.run(&["new", "source", "--from", "content/briefings/c.md"]).exits(2);
    assert!(lost.stderr.contains("did you mean `content/briefings/b.md`?"), "{}", lost.stderr);
}

#[test]
fn nothing_is_overwritten_and_nothing_half_written() {
    let site = Site::new().briefing("b", &text_with(3));
    // Something of that name which is no note.
    std::fs::create_dir_all(site.path("content/sources/agency2-report.md")).expect("a folder");
    let before = crate::harness::files_below(&site.path("content"));
    let run = site.run(&["new", "source", "--from", "content/briefings/b.md"]);
    assert_ne!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
    assert_eq!(crate::harness::files_below(&site.path("content")), before);
}

/// A block of HTML that nothing ends takes in all that follows; a note of a line is none of it.
#[test]
fn html_that_stays_open_swallows_no_note() {
    for open in ["<script>x", "<pre>\nx", "<style>x\n\nmore", "<?php x"] {
        let text = format!("    code of ours\n\nThe ferry^[It stops.] waits.\n\n{open}");
        let site = Site::new().briefing("b", &text);
        site.check().lacks("undefined-note");
        site.build();
        let page = site.page("briefings/b.html");
        let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("{open}: no {words} in {page}"));
        assert!(at("code of ours") < at("<p>The ferry") && at("<p>The ferry") < at("<p>It stops."), "{open}");
    }
}

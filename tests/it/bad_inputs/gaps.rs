//! What could not be read or found is missed on the page too: a reader sees that something is not there, and
//! nothing that is untrue takes its place.

use crate::harness::Site;

/// An actor, an issue, and a position that rests on a source.
fn site() -> Site {
    Site::new()
        .source("press")
        .actor("red")
        .issue("land")
        .file("content/positions/red/land.md", "---\nas_of: 2025-08\nstance: opposes\n---\nIt says so [@press].\n")
}

/// The words of a page between its head and its foot.
fn words(site: &Site, path: &str) -> String {
    let page = site.read(path);
    page.text(page.all("main").next().expect("the page"))
}

// Front matter.

#[test]
fn text_below_front_matter_that_is_not_closed_is_shown_with_what_stands_above_it() {
    for text in ["---\ntitle: Talks\nas_of: 2025-08\n\nThey met.\n", "---\ntitle: Talks\nas_of: 2025-08\nThey met.\n"] {
        let site = site().file("content/briefings/b.md", text);
        let run = site.check().exits(1);
        run.finds("content/briefings/b.md:1:1: error", "front-matter");
        assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
        site.build().exits(1);
        let words = words(&site, "briefings/b.html");
        assert!(words.contains("Talks") && words.contains("August 2025") && words.contains("They met."), "{words}");
    }
}

#[test]
fn front_matter_that_cannot_be_read_leaves_a_gap_above_the_text() {
    for front in [
        "---\ntitle: [\n---\n",
        "---\nIt is, as they say: so.\n\n",
        "",
        &format!("---\na: {}\n---\n", "a".repeat(70_000)),
    ] {
        let site = site().file("content/briefings/b.md", format!("{front}They met.\n"));
        site.build().exits(1);
        let words = words(&site, "briefings/b.html");
        assert!(words.contains("front matter") && words.contains("They met."), "{front}: {words}");
    }
}

#[test]
fn a_home_page_needs_no_front_matter() {
    let site = site().file("content/index.md", "Welcome.\n");
    site.build().exits(0);
    assert!(words(&site, "index.html").contains("Welcome."));
    assert!(site.page("index.html").contains("<title>Test</title>"));
}

#[test]
fn a_draft_whose_front_matter_cannot_be_read_is_held_back() {
    for front in [
        "---\ntitle: [\ndraft: true\n---\n",
        "---\ntitle: B\ndraft: true\n\n",
        "title: B\ndraft: yes\n---\n",
        "---\ntitle: [\nDraft : true\n\n",
    ] {
        let site = site().file("content/briefings/b.md", format!("{front}Secret.\n"));
        site.build().exits(1);
        assert!(!site.has("briefings/b.html"), "{front}");
    }
    let site = site().file("content/briefings/b.md", "---\ntitle: [\ndraft: false # done\n---\nText.\n");
    site.build().exits(1);
    assert!(site.has("briefings/b.html"));
}

#[test]
fn what_was_written_and_refused_is_not_said_to_be_missing() {
    let source = |lines: &str| format!("---\ntitle: Press\n{lines}\n---\nA note.\n");
    for text in [
        source("url: javascript:x\npublished: someday"),
        source("url: [a]\npublished: {}"),
        source("archived: [{url: nowhere}]\npublished: 2025-02-31"),
        source("url: [\npublished: 2025"),
        "Only a text.\n".to_owned(),
    ] {
        let site = site().file("content/sources/press.md", &text);
        let run = site.check().exits(1);
        run.lacks("source-without-url");
        run.lacks("undated-source");
    }
    let site = site().file("content/positions/red/land.md", "---\nas_of: [\n---\nNothing was said.\n");
    site.check().exits(1).lacks("uncited-position");
    let site = Site::bare().file("standpoint.yaml", "title: [\n").file("content/index.md", "Welcome.\n");
    site.check().exits(1).lacks("missing-base-url");
}

#[test]
fn a_citation_in_a_note_that_nothing_leads_to_supports_no_position() {
    let position = |text: &str| {
        let front = "---\nas_of: 2025-08\nstance: opposes\n---\n";
        site().file("content/positions/red/land.md", format!("{front}{text}"))
    };
    let aside = position("It says so.\n\n[^aside]: See [@press].\n").check().exits(0);
    aside.finds("content/positions/red/land.md:3:9: warning", "uncited-position");
    position("It says so[^aside].\n\n[^aside]: See [@press].\n").check().exits(0).lacks("uncited-position");
}

#[test]
fn a_page_says_which_of_its_keys_are_left_out() {
    let site = site()
        .file(
            "content/sources/press.md",
            "---\ntitle: Press\nurl: press.example\npublished: soon\nretracted: yes\nvoice_of: [nobody]\n---\nA note.\n",
        )
        .file(
            "content/positions/red/land.md",
            "---\nas_of: then\nstance: no\nbasis: rumour\ntrigger: nothing\n---\nIt says so [@press].\n",
        )
        .file("content/actors/red.md", "---\nname: Red\npart_of: nobody\naliases: {a: b}\n---\n");
    site.build().exits(1);
    let source = words(&site, "sources/press.html");
    let left_out = "Left out, since it cannot be read or leads nowhere:";
    assert!(source.contains(&format!("{left_out} published, retracted, url, voice_of.")), "{source}");
    assert!(!source.contains("none known"), "there is an address: {source}");
    assert!(source.contains("Retracted"), "whatever it says of it: {source}");
    let position = words(&site, "positions/red/land.html");
    assert!(position.contains("Stance missing") && position.contains("date missing"), "{position}");
    assert!(position.contains(&format!("{left_out} basis, trigger.")), "{position}");
    let actor = words(&site, "actors/red.html");
    assert!(actor.contains(&format!("{left_out} aliases, part_of.")), "{actor}");
}

// Positions.

#[test]
fn a_position_without_its_other_side_is_missed_on_the_side_that_is_known() {
    let position = "---\nas_of: 2025\nstance: silent\n---\nNothing.\n";
    let site = site()
        .file("content/positions/red/laand.md", position)
        .file("content/positions/red/laand.2024.md", position)
        .file("content/positions/blue/land.md", position)
        .file("content/positions/blue/peace.md", position);
    site.build().exits(1);
    let (actor, issue) = (words(&site, "actors/red.html"), words(&site, "issues/land.html"));
    assert_eq!(actor.matches("A position on “laand” is left out: there is no such issue.").count(), 1, "{actor}");
    assert_eq!(issue.matches("A position of “blue” is left out: there is no such actor.").count(), 1, "{issue}");
    assert!(!actor.contains("blue") && !issue.contains("laand"), "{actor} {issue}");
}

// Judgements.

#[test]
fn a_judgement_shows_what_is_wrong_with_it() {
    let briefing = |judgement: &str| {
        let site = site().file(
            "content/briefings/b.md",
            format!("---\ntitle: B\nas_of: 2025-08\njudgements:\n  - {judgement}\n---\nText.\n"),
        );
        site.build().exits(1);
        words(&site, "briefings/b.html")
    };
    let shown = briefing("{text: It holds., likelihood: likley, confidence: hihg, cites: [presss]}");
    for gap in ["It holds.[@presss: no such source]", "Likelihood missing", "Confidence missing"] {
        assert!(shown.contains(gap), "{gap} in {shown}");
    }
    assert!(!shown.contains("no source given"), "{shown}");
    let shown = briefing("{text: It holds., cites: [press, presss]}");
    assert!(shown.contains("It holds.[1][@presss: no such source]") && shown.contains("rests on 1 source"), "{shown}");
    assert!(!shown.contains("missing"), "nobody need say how likely: {shown}");
    let shown = briefing("{likelihood: likely, cites: [press]}");
    assert!(shown.contains("…[1]"), "{shown}");
    let shown = briefing("It holds.");
    assert!(shown.contains("Some judgements are left out"), "{shown}");
}

// Blocks.

#[test]
fn a_block_that_names_only_what_is_unknown_says_that_it_shows_nothing() {
    for (block, gap) in [
        ("matrix\nactors: [nobody]", "This matrix shows nothing: there is no actor “nobody”."),
        ("positions\nissues: none", "The block “positions” shows nothing: there is no issue “none”."),
        ("timeline\nfrom: soon", "This timeline shows nothing: “soon” is no date."),
        ("sources\nkind: newz", "The block “sources” shows nothing: “newz” is no kind of source."),
        ("matrix\n[", "This matrix shows nothing: its options could not be read."),
        ("matrix\nactors: {a: b}", "This matrix shows nothing: its options could not be read."),
        ("matrix\nactors: [red, nobody]", "This matrix is incomplete: there is no actor “nobody”."),
    ] {
        let site = site()
            .file("content/events/e.md", "---\ntitle: War\ndate: 2025\n---\nIt began.\n")
            .briefing("b", &format!("Text [@press].\n\n```{block}\n```"));
        site.build().exits(1);
        let page = site.read("briefings/b.html");
        let gaps: Vec<String> = page.class("gap").into_iter().map(|gap| page.text(gap)).collect();
        assert_eq!(gaps, [gap]);
        assert_eq!(page.class("block").len(), usize::from(gap.contains("incomplete")), "{gap}");
    }
}

#[test]
fn a_briefing_about_unknown_things_does_not_show_everything_instead() {
    let front = "---\ntitle: B\nas_of: 2025-08\nactors: [nobody]\nissues: [land]\n---\n";
    for text in ["Text.", "```matrix\n```\n\n```positions\n```"] {
        let site = site().file("content/briefings/b.md", format!("{front}{text}\n"));
        site.build().exits(1);
        let words = words(&site, "briefings/b.html");
        assert_eq!(words.matches("incomplete: there is no actor “nobody”.").count(), 1, "{words}");
        assert!(!words.contains("Opposes") && !words.contains("It says so"), "{words}");
    }
}

// Files.

#[test]
fn a_file_that_cannot_be_read_has_a_page_that_says_so() {
    for bytes in [&b"\xff\xfe-\0-\0"[..], b"", b"---\ntitle: \xff\n---\n"] {
        let site = site().file("content/actors/red.md", bytes).file("content/positions/red/land.md", bytes);
        let run = site.check().exits(1);
        assert_eq!(run.stdout.lines().count(), 3, "and nothing cites the source: {}", run.stdout);
        site.build().exits(1);
        for path in ["actors/red.html", "positions/red/land.html", "issues/land.html"] {
            let words = words(&site, path);
            assert!(words.contains("could not be read") && !words.contains("Not researched"), "{path}: {words}");
        }
        assert!(words(&site, "matrix.html").contains("Stance missing"));
    }
}

#[test]
fn a_briefing_that_cannot_be_read_might_be_a_draft() {
    let site = site().file("content/briefings/b.md", b"\xff").file("content/index.md", "See [[b]].\n");
    site.check().exits(1).finds("content/index.md:1:5: error", "link-to-draft");
    site.build().exits(1);
    assert!(!site.has("briefings/b.html"));
    assert!(site.run(&["check"]).stdout.contains("cannot be read"));
}

/// Copied from a browser, in which the page was there once.
#[test]
fn a_link_to_the_sites_own_address_is_told_where_no_such_page_is() {
    let link = |address: &str| {
        let site = Site::new()
            .briefing("b", &format!("It is [there]({address})."))
            .file("content/briefings/plan.md", "---\ntitle: Plan\nas_of: 2025\ndraft: true\n---\nText.\n")
            .file("content/pages/talks/day.md", "---\ntitle: Day\n---\nText.\n");
        site.check()
    };
    for address in [
        "https://example.org/repo/briefings/plan.html",
        "http://example.org/repo/briefings/plan",
        "https://example.org/repo/pages/gone.html#part",
        "https://example.org/repo/briefings/%D0%BF.html",
    ] {
        let run = link(address).exits(1);
        assert!(run.finds("content/briefings/b.md:5:7: error", "broken-link").contains("is no page of this site"));
    }
    for address in [
        "https://example.org/repo/briefings/b.html",
        "https://example.org/repo/briefings/b",
        "https://example.org/repo/pages/talks/day.html?x=1",
        "https://example.org/repo/",
        "https://example.org/repo",
        "https://example.org/repo/briefings/b.pdf",
        "https://example.org/repo/wiki/plan.html",
        "https://example.org/briefings/plan.html",
        "https://other.example/repo/briefings/plan.html",
    ] {
        link(address).lacks("broken-link");
    }
}

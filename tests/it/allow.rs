//! `allow:` in front matter: what looks wrong and is right, with the reason for readers.

use std::fs;

use expect_test::expect;
use standpoint::diagnostic::Code;
use standpoint::pipeline::{Build, Edition, Finished};

use crate::harness::Site;
use crate::html::Page;

/// A site of which a source came out later than the position that rests on it; `more` stands in the front matter of that
/// source.
fn doubtful(more: &str) -> Site {
    let note = format!("---\ntitle: The act\nurl: https://law.example/act\npublished: 2025-03\n{more}---\nA note.\n");
    Site::new().file("content/sources/act.md", note).actor("velia").issue("dam").file(
        "content/positions/velia/dam.md",
        "---\nas_of: 2025-01\nstance: opposes\nbasis: stated\n---\nNo [@act].\n",
    )
}

fn main_of(page: &Page) -> String {
    page.text(page.all("main").next().expect("main"))
}

#[test]
fn a_reason_silences_the_finding_and_stands_on_the_page_in_its_place() {
    let site = doubtful("");
    site.check().exits(0).finds("content/sources/act.md:4:12: warning", "date-anomaly");
    site.build().exits(0);
    let page = main_of(&site.read("sources/act.html"));
    assert!(page.contains("To be read with care") && page.contains("later than what rests on it"), "{page}");

    let site = doubtful("allow:\n  date-anomaly: The \"act\" is dated <b>by</b> its -- later -- force.\n");
    assert_eq!(site.run(&["check"]).exits(0).stdout, "");
    assert_eq!(site.run(&["check", "--deny-warnings"]).exits(0).stdout, "");
    assert_eq!(site.run(&["build"]).exits(0).stderr.matches("warning").count(), 0);
    let page = main_of(&site.read("sources/act.html"));
    assert!(page.contains("Looked into. The “act” is dated <b>by</b> its – later – force."), "{page}");
    assert!(!page.contains("To be read with care") && !page.contains("later than"), "{page}");
    assert!(site.page("sources/act.html").contains("&lt;b&gt;by"), "it is text");
}

#[test]
fn a_reader_is_told_why_a_source_has_neither_date_nor_address() {
    let site = Site::new()
        .file(
            "content/sources/book.md",
            "---\ntitle: The book\nallow:\n  undated-source: It bears no year.\n  source-without-url: It was handed out on paper.\n---\nNote.\n",
        )
        .briefing("one", "As it says [@book].");
    site.check().lacks("undated-source");
    site.build().exits(0);
    let words = crate::html::words(&site.page("sources/book.html"));
    assert!(words.contains("It bears no year.") && words.contains("It was handed out on paper."), "{words}");
}

#[test]
fn only_the_rule_that_is_named_is_silenced_and_only_there() {
    // The address names another day too, and the source has no other rule to name.
    let two = doubtful("allow: {date-anomaly: Dated by its force.}\nfirmnes: 1\n");
    let found = two.check().exits(0);
    assert_eq!(found.stdout.lines().count(), 1);
    found.finds("content/sources/act.md:6:1: warning", "unknown-key");
    // Another file with the same finding.
    let other = doubtful("allow: {date-anomaly: Dated by its force.}\n")
        .file("content/sources/b.md", "---\ntitle: B\nurl: https://b.example/2024/01/02/b\npublished: 2025\n---\n")
        .briefing("x", "See [@b].");
    let found = other.check().exits(0);
    found.finds("content/sources/b.md:4:12: warning", "date-anomaly");
}

#[test]
fn a_file_of_every_kind_can_answer_its_findings() {
    for (path, front) in [
        ("content/index.md", ""),
        ("content/sources/act.md", "title: The act\nurl: https://law.example/act\npublished: 2025-01\n"),
        ("content/actors/velia.md", "name: Velia\n"),
        ("content/issues/dam.md", "title: The dam\n"),
        ("content/positions/velia/dam.md", "as_of: 2025-02\nstance: opposes\n"),
        ("content/events/talks.md", "title: Talks\ndate: 2025\n"),
        ("content/briefings/spring.md", "title: Spring\nas_of: 2025-04\n"),
        ("content/pages/about.md", "title: About\n"),
    ] {
        let site = doubtful("allow: {date-anomaly: Dated by its force.}\n");
        let text = |allow: &str| format!("---\n{front}{allow}---\nA <x-sign> [@act].\n");
        site.write(path, text(""));
        site.check().exits(0).finding("raw-html");
        site.write(path, text("allow:\n  raw-html: The sign is a word of the treaty.\n"));
        site.check().exits(0).lacks("raw-html");
    }
}

#[test]
fn errors_can_be_allowed_as_the_settings_can_switch_them_off_and_the_gap_stays() {
    let site = Site::new().file(
        "content/pages/p.md",
        "---\ntitle: P\nallow: {unknown-source: The note comes tomorrow.}\n---\nSo it is [@nobody].\n",
    );
    site.build().exits(0);
    assert!(main_of(&site.read("pages/p.html")).contains("no such source"));
}

#[test]
fn the_second_note_of_an_address_answers_for_itself_on_the_page_of_the_first() {
    let note = |allow: &str| format!("---\ntitle: B\nurl: https://law.example/act\npublished: 2025\n{allow}---\n");
    let site = doubtful("allow: {date-anomaly: Dated by its force.}\n").file("content/sources/b.md", note(""));
    site.check().exits(0).finds("content/sources/b.md:3:6: warning", "duplicate-url");
    site.write("content/sources/b.md", note("allow: {duplicate-url: Two editions share it.}\n"));
    site.check().exits(0).lacks("duplicate-url");
    site.build();
    let page = main_of(&site.read("sources/act.html"));
    assert!(page.contains("Two editions share it.") && page.contains("Dated by its force."), "{page}");
}

#[test]
fn the_preview_knows_a_reason_as_soon_as_it_is_saved() {
    let site = doubtful("");
    let before = Edition::open(site.root(), &Build::default()).expect("a site");
    let note = fs::read_to_string(site.path("content/sources/act.md")).expect("a note");
    site.write(
        "content/sources/act.md",
        note.replace("\n---\nA", "\nallow: {date-anomaly: Dated by its force.}\n---\nA"),
    );
    let after = before.next(site.root(), None).expect("a site").expect("another one");
    let told = |edition: &Edition| edition.first_findings().iter().any(|found| found.code == Code::DateAnomaly);
    assert_eq!((told(&before), told(&after)), (true, false));
    let Some(Finished::Page(page)) = after.get("sources/act.html") else { panic!("a page") };
    let page = &page.html;
    assert!(page.contains("Dated by its force.") && !page.contains("later than"), "{page}");
}

#[test]
fn what_cannot_be_allowed_as_it_is_written_is_told_and_allows_nothing() {
    let site = doubtful("allow:\n  date-anomaley: It is right.\n  undated-source:\n  date-anomaly: ''\n");
    expect![[r#"
        warning[date-anomaly]: the source is dated March 2025, which is later than what rests on it: Actor velia: Issue dam (as of January 2025)
         --> content/sources/act.md:4:12
          |
        4 | published: 2025-03
          |            ^^^^^^^
          |
         ::: content/positions/velia/dam.md:2:8
          |
        2 | as_of: 2025-01
          |        ------- Actor velia: Issue dam (as of January 2025)
          |
          = help: look the date up; the source's page shows this to readers

        warning[unknown-key]: there is no rule `date-anomaley`
         --> content/sources/act.md:6:3
          |
        6 |   date-anomaley: It is right.
          |   ^^^^^^^^^^^^^
          |
          = help: did you mean `date-anomaly`?

        error[wrong-type]: here must stand the reason, in words for readers
         --> content/sources/act.md:7:17
          |
        7 |   undated-source:
          |                 ^
          |
          = help: docs/writing.md shows the form; between quotes anything is a text

        error[missing-key]: `date-anomaly` has no reason here, so it is not silenced
         --> content/sources/act.md:8:3
          |
        8 |   date-anomaly: ''
          |   ^^^^^^^^^^^^
          |
          = help: say why it is right: `date-anomaly: …`; readers may see the words

    "#]]
    .assert_eq(&site.run(&["check"]).exits(1).stdout);
    for allow in ["date-anomaly", "[date-anomaly]", "{date-anomaly: [a, b]}"] {
        let site = doubtful(&format!("allow: {allow}\n"));
        let found = site.check().exits(1);
        found.finding("wrong-type");
        found.finds("content/sources/act.md:4:12: warning", "date-anomaly");
        site.build();
        assert!(!site.page("sources/act.html").contains("Left out"), "readers have nothing of it");
    }
}

#[test]
fn a_reason_for_what_is_not_there_is_pointed_out() {
    let site = doubtful("allow:\n  date-anomaly: Dated by its force.\n  undated-source: A book.\n");
    expect![[r#"
        warning[unused-allow]: this file has no finding `undated-source` to allow
         --> content/sources/act.md:7:3
          |
        7 |   undated-source: A book.
          |   ^^^^^^^^^^^^^^
          |
          = help: remove it, or move it to the file in which the finding stands

    "#]]
    .assert_eq(&site.run(&["check"]).exits(0).stdout);
    // A rule that is off is answered all the same, as it may be on again.
    let off = doubtful("allow:\n  date-anomaly: Dated by its force.\n")
        .file("standpoint.yaml", "title: T\nbase_url: https://t.example/\nrules: {date-anomaly: off}\n");
    assert_eq!(off.check().exits(0).stdout, "");
    // What is found when printing, or without drafts, is not there each time.
    let sometimes = doubtful(
        "allow:\n  date-anomaly: Dated by its force.\n  too-wide: It is a table of law.\n  stale-pdf: It may be.\n",
    );
    assert_eq!(sometimes.check().exits(0).stdout, "");
    // Nobody has looked at all of a draft.
    let draft = Site::new().file(
        "content/briefings/b.md",
        "---\ntitle: B\nas_of: 2025\ndraft: true\nallow: {raw-html: A sign.}\n---\nx\n",
    );
    assert_eq!(draft.check().exits(0).stdout, "");
    draft.run(&["check", "--drafts", "--format", "short"]).exits(0).finding("unused-allow");
}

#[test]
fn a_page_on_method_lists_what_is_right_all_the_same() {
    let note =
        "---\ntitle: An old map\nmedium: print\nallow:\n  undated-source: Nobody knows when it was drawn.\n---\n";
    let site = Site::new().file("content/sources/map.md", note).file(
        "content/pages/method.md",
        "---\ntitle: Method\n---\nWhat we allow:\n\n```allowed\n```\n\nThe map [@map].\n",
    );
    assert_eq!(site.check().exits(0).stdout, "");
    site.build().exits(0);
    let page = crate::html::words(&site.page("pages/method.html"));
    assert!(page.contains("An old map: Nobody knows when it was drawn. undated-source"), "{page}");
}

#[test]
fn advice_that_is_off_is_answered_all_the_same_and_a_leak_never_is() {
    let site = Site::new().source("un").actor("velia").issue("dam").file(
        "content/positions/velia/dam.md",
        "---\nas_of: 2025-01\nstance: opposes\nallow: {single-source: It is the law itself.}\n---\nNo [@un].\n",
    );
    let settings = |rules: &str| format!("title: T\nbase_url: https://t.example/\nrules: {rules}\n");
    for level in ["off", "advice", "warning", "error"] {
        site.write("standpoint.yaml", settings(&format!("{{single-source: {level}}}")));
        assert_eq!(site.check().exits(0).stdout, "", "{level}");
    }
    site.write("standpoint.yaml", settings("{leak: off, single-source: off, no-private-content: warning}"));
    expect![[r#"
        standpoint.yaml:3:9: error: no setting changes `leak` [bad-setting]
        standpoint.yaml:3:40: error: no setting changes `no-private-content` [bad-setting]
    "#]]
    .assert_eq(&site.check().exits(1).stdout);
}

/// A finding stands in one file, and what allows it in the same.
#[test]
fn what_is_allowed_in_another_file_than_the_finding_is_told_where_it_stands() {
    let site = Site::new().file("content/sources/s.md", "---\ntitle: S\nurl: https://s.example/r\n---\n").file(
        "content/briefings/b.md",
        "---\ntitle: B\nas_of: 2025\nallow: {undated-source: It is old.}\n---\nWords [@s].\n",
    );
    let told = site.run(&["check"]).stdout;
    assert!(told.contains("move it to content/sources/s.md, where the finding stands"), "{told}");
}

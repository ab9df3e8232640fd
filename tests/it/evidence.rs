//! How well is it known? Two reports of one letter are one origin; what was retracted bears nothing; and advice is for
//! those who ask.

use expect_test::{Expect, expect};

use crate::harness::Site;
use crate::html::words;

/// A site about Velia and its dam.
fn site() -> Site {
    Site::new().actor("velia").issue("dam").issue("toll")
}

/// Writes a source note with an archived copy, and with some keys beside.
fn source(site: Site, key: &str, keys: &str) -> Site {
    let copy = format!("archived: [{{url: \"https://web.archive.org/web/2025/https://{key}.example/\"}}]\n");
    let front = format!("title: The {key}\nurl: https://{key}.example/\npublished: 2025-01-01\n{copy}{keys}");
    site.file(&format!("content/sources/{key}.md"), format!("---\n{front}---\n"))
}

/// Writes the position of Velia on an issue.
fn position(site: Site, issue: &str, keys: &str, text: &str) -> Site {
    let front = format!("as_of: 2025-02-01\nstance: supports\n{keys}");
    site.file(&format!("content/positions/velia/{issue}.md"), format!("---\n{front}---\n{text}\n"))
}

/// Two reports of one letter, and a position that rests on both.
fn two_reports_of_one_letter() -> Site {
    let site = source(site(), "letter", "");
    let site = source(site, "wire", "derived_from: [letter]\n");
    let site = source(site, "daily", "derived_from: [wire]\n");
    let site = source(site, "herald", "derived_from: [letter]\n");
    position(site, "dam", "", "Velia wants the dam [@daily; @herald].")
}

fn advice(site: &Site, expected: Expect) {
    expected.assert_eq(&site.run(&["check", "--advice", "--format", "short"]).stdout);
}

#[test]
fn two_reports_of_one_letter_are_one_origin() {
    let site = two_reports_of_one_letter();
    advice(
        &site,
        expect![[r#"
            content/positions/velia/dam.md:3:9: advice: 2 sources, 1 origin: daily → wire → letter ← herald [single-origin]
        "#]],
    );
    site.build().exits(0);
    for page in ["positions/velia/dam.html", "actors/velia.html", "issues/dam.html", "evidence.html"] {
        assert!(words(&site.page(page)).contains("2 sources, 1 origin"), "{page}");
    }
    let letter = words(&site.page("sources/letter.html"));
    assert!(letter.contains("Through them rest on it, at second hand: Actor velia: Issue dam"), "{letter}");
    assert!(words(&site.page("sources/daily.html")).contains("In the end it comes from The letter"));
}

#[test]
fn data_tell_on_what_was_retracted_a_position_rests() {
    let site = two_reports_of_one_letter();
    site.write(
        "content/sources/letter.md",
        "---\ntitle: The letter\nurl: https://letter.example/\npublished: 2025-01-01\nretracted: {date: 2025-03-01}\n---\n",
    );
    site.build();
    assert!(site.page("data/positions.csv").contains(",letter\r\n"), "{}", site.page("data/positions.csv"));
    assert!(
        site.page("data/positions.json").contains("\"retracted\":[\"letter\"]"),
        "{}",
        site.page("data/positions.json")
    );
    // Of the sources, the letter itself, both hands behind it, and nothing else.
    let site = source(site, "speech", "derived_from: [rumour]\n");
    let site = source(site, "rumour", "derived_from: [speech]\n");
    site.build();
    let data: serde_json::Value = serde_json::from_str(&site.page("data/sources.json")).expect("JSON");
    let note = |at: usize| (data[at]["id"].as_str().unwrap_or_default(), data[at]["note"].as_str().unwrap_or("-"));
    let notes: Vec<_> = (0..6).map(note).map(|(key, note)| format!("{key}: {note}")).collect();
    let behind = "Draws on what was retracted: The letter";
    for (key, expected) in [
        ("daily", behind),
        ("herald", behind),
        ("letter", "Retracted"),
        ("wire", behind),
        ("speech", "-"),
        ("rumour", "-"),
    ] {
        let found = notes.iter().find(|note| note.starts_with(key)).expect("a source");
        assert!(found.starts_with(&format!("{key}: {expected}")) || expected == "-", "{found}");
        assert!(expected != "-" || !found.contains("etracted"), "{found}");
    }
    assert_eq!(site.page("data/sources.bib").matches(behind).count(), 3);
}

#[test]
fn what_others_draw_on_is_not_unused() {
    let site = two_reports_of_one_letter();
    assert!(!site.check().stdout.contains("unused-source"), "the letter bears two reports");
    let lone = source(site, "rumour", "");
    assert!(lone.check().stdout.contains("nothing cites the source `rumour`"));
}

#[test]
fn sources_that_draw_on_one_another_alone_are_pointed_out() {
    let site = source(site(), "egg", "derived_from: [hen]\n");
    let site = source(site, "hen", "derived_from: [egg]\n");
    let site = source(site, "self", "derived_from: [self]\n");
    let site = position(site, "dam", "", "So it is [@egg; @hen], or so [@self].");
    expect![[r#"
        content/sources/egg.md:6:16: warning: these sources draw on one another alone: egg → hen → egg [circular-origin]
        content/sources/self.md:6:16: warning: the source `self` would draw on itself [circular-origin]
    "#]]
    .assert_eq(&site.check().stdout);
    site.build().exits(0);
    assert!(words(&site.page("positions/velia/dam.html")).contains("3 sources, 2 origins"), "the circle is one");
}

#[test]
fn advice_is_counted_and_shown_to_those_who_ask() {
    let site = source(site(), "wire", "");
    let site = position(site, "dam", "", "Velia wants the dam [@wire].");
    let told = site.run(&["check"]);
    assert_eq!(told.stdout, "");
    assert_eq!(told.stderr, "1 piece of advice: standpoint check --advice\nNothing to mend.\n");
    assert_eq!(site.build().exits(0).stderr, "Nothing to mend.\n", "a build is not the time for it");
    let asked = site.run(&["check", "--advice"]).exits(0);
    assert!(asked.stdout.starts_with("advice[single-source]: this position rests on one source, `wire`"));
    assert_eq!(asked.stderr, "Nothing to mend; 1 piece of advice.\n");
    let strict = site.run(&["check", "--advice", "--deny-warnings", "--format", "github"]).exits(0);
    assert!(strict.stdout.starts_with("::notice file="), "advice is no warning: {}", strict.stdout);
}

#[test]
fn each_kind_of_advice() {
    let site = source(site(), "radio", "publisher: Velia Radio\nvoice_of: [velia]\nreliability: D\n");
    let site = source(site, "paper", "publisher: Velia Radio\nvoice_of: [velia]\ncredibility: 5\n");
    let site = source(site, "wire", "publisher: Wire\n");
    let site = source(site, "book", "isbn: 978-3-16-148410-0\n");
    let site = position(site, "dam", "basis: stated\nreview_after: 2025-01-15\n", "So [@radio; @paper].");
    let site = position(site, "toll", "basis: stated\n", "So [@wire; @book], and so [@wire; @book, p. 3].");
    let site = site.file("content/sources/web.md", "---\ntitle: W\nurl: https://w.example/\npublished: 2025\n---\n");
    let site = site.briefing("b", "All is well [@web; @wire].");
    advice(
        &site,
        expect![[r#"
            content/positions/velia/dam.md:3:9: advice: the 2 sources of this position are all of Velia Radio [same-publisher]
            content/positions/velia/dam.md:3:9: advice: this position rests on the word of parties alone: Actor velia [party-only]
            content/positions/velia/dam.md:3:9: advice: this position rests on sources of low grade alone: `paper` (5), `radio` (D) [low-grade-only]
            content/positions/velia/dam.md:3:9: advice: this position was to be looked at again after 15 January 2025, and the site stands for August 2025 [review-due]
            content/positions/velia/toll.md:3:9: advice: this is said to be stated, and no source of it is in the voice of Actor velia [second-hand-statement]
            content/positions/velia/toll.md:6:4: advice: this does not say where in `book` [no-locator]
            content/sources/web.md:2:8: advice: no archived copy of the source `web` is known [unarchived]
        "#]],
    );
}

#[test]
fn settings_and_files_change_advice_like_other_findings() {
    let site = source(site(), "wire", "");
    let site = position(site, "dam", "", "Velia wants the dam [@wire].");
    site.write("standpoint.yaml", "base_url: https://e.example/\nrules: {single-source: error}\n");
    site.run(&["check"]).exits(1);
    site.write("standpoint.yaml", "base_url: https://e.example/\nrules: {single-source: off}\n");
    assert_eq!(site.run(&["check"]).stderr, "Nothing to mend.\n");
    site.write("standpoint.yaml", "base_url: https://e.example/\nrules: {unused-source: advice}\n");
    let site = source(site, "rumour", "");
    assert_eq!(site.run(&["check"]).stderr, "2 pieces of advice: standpoint check --advice\nNothing to mend.\n");
    let site = position(site, "dam", "allow: {single-source: It is the law itself.}\n", "So [@wire].");
    assert_eq!(site.run(&["check"]).stderr, "1 piece of advice: standpoint check --advice\nNothing to mend.\n");
    site.build().exits(0);
    let evidence = words(&site.page("evidence.html"));
    assert!(evidence.contains("Looked into. It is the law itself."), "{evidence}");
    assert!(evidence.contains("No weak point that we know of"), "{evidence}");
}

/// A leak that was taken back, a report of it, and what rests on them.
fn retracted() -> Site {
    let site = source(site(), "leak", "retracted: {date: 2025-03-01, reason: It was forged.}\n");
    let site = source(site, "report", "derived_from: [leak]\n");
    let site = source(site, "speech", "");
    let site = position(site, "dam", "", "Velia wants the dam [@report].");
    let site = position(site, "toll", "", "Velia wants the toll [@leak; @speech].");
    let keys = "judgements:\n  - text: Velia will pay.\n    likelihood: likely\n    cites: [report]\n";
    site.file("content/briefings/b.md", format!("---\ntitle: B\nas_of: 2025-04-01\n{keys}---\nIt is so [@leak].\n"))
}

#[test]
fn claims_of_today_that_rest_on_nothing_but_what_was_retracted_are_warnings() {
    let site = retracted();
    expect![[r#"
        content/briefings/b.md:7:13: warning: this judgement rests on nothing but `leak` (report → leak), which was retracted [rests-on-retracted]
        content/briefings/b.md:9:10: warning: this sentence rests on nothing but `leak`, which was retracted [rests-on-retracted]
        content/positions/velia/dam.md:3:9: warning: this position rests on nothing but `leak` (report → leak), which was retracted [rests-on-retracted]
    "#]]
    .assert_eq(&site.check().stdout);
    // What gave way to a newer position is not held any more.
    let newer = "---\nas_of: 2025-05-01\nstance: opposes\n---\nNow it does not [@speech].\n";
    let site = site.file("content/positions/velia/dam.2.md", newer);
    assert!(!site.check().stdout.contains("positions/velia/dam"), "another position has taken its place");
}

#[test]
fn a_retraction_is_seen_at_every_hand() {
    let site = retracted();
    site.build().exits(0);
    let page = |path: &str| words(&site.page(path));
    let lost = "Rests on nothing but what was retracted: The leak";
    assert!(page("positions/velia/dam.html").contains(lost));
    assert!(page("positions/velia/toll.html").contains("Rests in part on what was retracted: The leak"));
    assert!(page("sources/report.html").contains("Draws on what was retracted: The leak"));
    assert!(page("briefings/b.html").contains(lost), "its head and its judgement");
    assert!(page("briefings/b.html").contains("It is so[1] retracted."), "{}", page("briefings/b.html"));
    assert!(page("positions/velia/dam.html").contains("Velia wants the dam[1] rests on what was retracted."));
    assert!(!page("positions/velia/toll.html").contains("[2] re"), "the speech was not");
    let evidence = page("evidence.html");
    let (worst, best) = (evidence.find("what was retracted"), evidence.find("Rests on one source"));
    assert!(worst < best || best.is_none(), "the worst first: {evidence}");
}

#[test]
fn lists_say_what_rests_on_nothing_any_more_and_what_was_put_right() {
    let event = "---\ntitle: The flood\ndate: 2025-02-10\nactors: [velia]\ncorrections: [{date: 2025-02-12, text: It was small.}]\n---\nIt rose [@leak].\n";
    let site = retracted().file("content/events/flood.md", event);
    site.build().exits(0);
    let mark = "Rests on nothing but what was retracted";
    for (list, times) in [("matrix.html", 1), ("timeline.html", 1), ("events/index.html", 1), ("index.html", 1)] {
        let page = words(&site.page(list));
        assert_eq!(page.matches(mark).count(), times, "{list}: {page}");
    }
    for list in ["timeline.html", "events/index.html", "index.html"] {
        assert!(words(&site.page(list)).contains("Corrected"), "{list}");
    }
}

#[test]
fn impact_tells_what_a_source_bears_and_what_falls_with_it() {
    let site = two_reports_of_one_letter();
    let site = source(site, "speech", "");
    let site = position(site, "toll", "", "Velia wants the toll [@wire; @speech].");
    expect![[r#"
        letter: The letter

        At second hand: 2 claims
          Actor velia: Issue dam (1 February 2025); NOTHING LEFT
            content/positions/velia/dam.md:3:9, through herald
          Actor velia: Issue toll (1 February 2025); 1 of 2 origins left
            content/positions/velia/toll.md:3:9, through wire

        Without it, 1 claim of today would rest on nothing.
    "#]]
    .assert_eq(&site.run(&["impact", "letter"]).exits(0).stdout);
    site.run(&["impact", "letter", "--fail-on", "lost"]).exits(1);
    site.run(&["impact", "speech", "--fail-on", "lost"]).exits(0);
    let both = site.run(&["impact", "speech", "--without", "letter", "--fail-on", "lost"]).exits(1);
    assert!(both.stdout.contains("Issue toll (1 February 2025); NOTHING LEFT"), "{}", both.stdout);
    let json = site.run(&["impact", "content/sources/wire.md", "--format", "json"]).exits(0).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["claims"][0]["through"], serde_json::json!(["wire"]));
    assert_eq!(json["claims"][0]["hand"], 1);
    assert_eq!(json["claims"][1]["through"], serde_json::json!(["wire", "daily"]));
    assert_eq!(json["claims"][1]["lost"], false, "the herald is left");
    assert_eq!(
        site.run(&["impact", "lettr"]).exits(2).stderr,
        "standpoint: there is no source `lettr`; did you mean `letter`?\n"
    );
}

#[test]
fn sources_that_say_otherwise_name_one_another() {
    let site = source(site(), "wire", "contradicts: [speech]\n");
    let site = source(site, "speech", "");
    let site = position(site, "dam", "", "So [@wire; @speech].");
    site.build().exits(0);
    assert!(words(&site.page("sources/speech.html")).contains("What says otherwise The wire"));
    let cited = words(&site.page("positions/velia/dam.html"));
    assert!(cited.contains("Contradicted by The speech") && cited.contains("Contradicted by The wire"), "{cited}");
    let lost = source(site, "wire", "contradicts: [speach]\n");
    assert!(lost.check().stdout.contains("unknown-source"), "{}", lost.check().stdout);
}

#[test]
fn the_page_of_evidence_can_be_left_out() {
    let site = two_reports_of_one_letter();
    site.build().exits(0);
    assert!(site.page("sources/index.html").contains("evidence.html"));
    site.write("standpoint.yaml", "base_url: https://e.example/\nevidence: false\n");
    site.build().exits(0);
    assert!(!site.path("public/evidence.html").exists());
    assert!(!site.page("sources/index.html").contains("evidence.html"));
    let empty = Site::new().briefing("b", "Text.");
    empty.build().exits(0);
    assert!(!empty.path("public/evidence.html").exists(), "a site without claims has no such page");
}

#[test]
fn the_list_of_sources_stands_by_kind_and_says_what_each_comes_from() {
    let site = source(site(), "letter", "kind: document\n");
    let site = source(site, "wire", "kind: news\nderived_from: [letter]\nlanguage: uk\n");
    let site = source(site, "hearsay", "");
    let site = position(site, "dam", "", "Velia wants the dam [@wire].");
    site.build().exits(0);
    let list = words(&site.page("sources/index.html"));
    let place = |words: &str| list.find(words).unwrap_or_else(|| panic!("{words}: {list}"));
    let (documents, news) = (place("Document 1 The letter"), place("News report 1 The wire"));
    assert!(documents < news && news < place("Kind not stated 1 The hearsay"), "{list}");
    assert!(list.contains("in Ukrainian") && list.contains("in the end from The letter"), "{list}");
    assert!(list.contains("cited 1 time"), "{list}");
}

//! Options on the scale of an issue: how positions name them, and what does not go together.

use expect_test::expect;

use crate::harness::Site;
use crate::html::words;

/// Two actors and an issue with a scale; positions are written by each test.
fn site() -> Site {
    Site::new()
        .file("content/actors/velia.md", "---\nname: Velia\n---\n")
        .file("content/actors/karu.md", "---\nname: Karu\n---\n")
        .file("content/issues/dam.md", "---\ntitle: The dam\nscale: [Full dam, Low dam, No dam]\n---\n")
        .source("wire")
}

/// A position, with further keys.
fn position(actor: &str, issue: &str, keys: &str) -> (String, String) {
    let path = format!("content/positions/{actor}/{issue}.md");
    (path, format!("---\nas_of: 2026-01-10\nstance: supports\n{keys}---\nIt says so [@wire].\n"))
}

fn with(site: Site, (path, text): (String, String)) -> Site {
    site.file(&path, text)
}

/// The findings about positions and issues, without the rest.
fn findings(site: &Site) -> String {
    let all = site.check().stdout;
    let about = |line: &&str| line.starts_with("content/positions/") || line.starts_with("content/issues/");
    all.lines().filter(about).map(|line| format!("{line}\n")).collect()
}

#[test]
fn positions_on_an_issue_without_a_scale_stand_by_their_stance() {
    let site = site().issue("toll");
    let site = with(with(site, position("velia", "toll", "")), position("karu", "toll", "firmness: red-line\n"));
    site.build().exits(0);
    assert!(words(&site.page("issues/toll.html")).contains("Supports"));
    assert!(!findings(&site).contains("error"), "{}", findings(&site));
}

#[test]
fn an_option_goes_by_its_number_or_by_its_words_in_any_case() {
    let site = with(site(), position("velia", "dam", "option: 2\naccepts: [2, \" full DAM \"]\nrejects: [no dam]\n"));
    let site = with(site, position("karu", "dam", "option: LOW DAM\n"));
    expect![[""]].assert_eq(&findings(&site));
    site.build().exits(0);
    let rows = site.page("data/positions.csv");
    assert!(rows.contains(",Low dam,Low dam | Full dam,No dam,\r\n") && rows.contains(",Low dam,,,\r\n"), "{rows}");
}

#[test]
fn an_option_that_is_on_no_scale_is_an_error() {
    let site = with(site().issue("toll"), position("velia", "toll", "option: 1\naccepts: [Full dam]\n"));
    let site = with(site, position("karu", "dam", "option: low dams\naccepts: [0, 4]\nrejects: [\"\"]\n"));
    expect![[r#"
        content/positions/karu/dam.md:4:9: error: the scale of this issue has no option `low dams` [unknown-option]
        content/positions/karu/dam.md:5:11: error: the scale of this issue has no option `0` [unknown-option]
        content/positions/karu/dam.md:5:14: error: the scale of this issue has no option `4` [unknown-option]
        content/positions/karu/dam.md:6:11: error: the scale of this issue has no option `` [unknown-option]
        content/positions/velia/toll.md:4:9: error: `1` stands on no scale: the issue of this position has none [unknown-option]
        content/positions/velia/toll.md:5:11: error: `Full dam` stands on no scale: the issue of this position has none [unknown-option]
    "#]].assert_eq(&findings(&site));
    site.build().exits(1);
    assert!(words(&site.page("issues/dam.html")).contains("Supports"), "the position is shown all the same");
}

#[test]
fn options_that_do_not_go_together_are_pointed_out() {
    let site = with(site(), position("velia", "dam", "option: Full dam\naccepts: [Low dam]\n"));
    let site = with(site, position("karu", "dam", "option: 1\naccepts: [1, 2]\nrejects: [Full dam, 2, No dam]\n"));
    expect![[r#"
        content/positions/karu/dam.md:6:11: warning: this position rejects what it holds: “Full dam” [doubtful-options]
        content/positions/karu/dam.md:6:21: warning: this position rejects what it accepts: “2” [doubtful-options]
        content/positions/velia/dam.md:4:9: warning: `accepts` lacks the option that this position holds: “Full dam” [doubtful-options]
    "#]].assert_eq(&findings(&site));
    site.build().exits(0);
}

#[test]
fn scales_of_one_of_forty_and_of_equal_words_are_pointed_out() {
    let scale = |id: &str, scale: &str| {
        (format!("content/issues/{id}.md"), format!("---\ntitle: Issue {id}\nscale: [{scale}]\n---\n"))
    };
    let forty: Vec<String> = (1..=40).map(|number| format!("Option {number}")).collect();
    let mut site = site();
    for (id, options) in [
        ("one", "Alone"),
        ("forty", &*forty.join(", ")),
        ("equal", "Same, Other, same"),
        ("nine", "1, 2, 3, 4, 5, 6, 7, 8, 9"),
        ("turned", "3, 2, 1"),
        ("empty", "Low, \"\", High"),
    ] {
        site = with(site, scale(id, options));
        site = with(site, position("velia", id, "option: 1\n"));
        site = with(site, position("karu", id, "option: 1\nrejects: [1]\nfirmness: red-line\n"));
    }
    expect![[r#"
        content/issues/empty.md:3:14: warning: option 2 of this scale has no words [doubtful-scale]
        content/issues/equal.md:3:22: warning: two options of this scale have the same words: “same” [doubtful-scale]
        content/issues/forty.md:3:99: warning: the scale of this issue has 40 options, which no reader tells apart [doubtful-scale]
        content/issues/one.md:3:9: warning: the scale of this issue has one option alone, which orders nothing [doubtful-scale]
        content/issues/turned.md:3:9: warning: the option “3” of this scale stands in place 1, so `option: 3` misleads [doubtful-scale]
        content/positions/karu/empty.md:5:11: warning: this position rejects what it holds: “1” [doubtful-options]
        content/positions/karu/equal.md:5:11: warning: this position rejects what it holds: “1” [doubtful-options]
        content/positions/karu/forty.md:5:11: warning: this position rejects what it holds: “1” [doubtful-options]
        content/positions/karu/nine.md:5:11: warning: this position rejects what it holds: “1” [doubtful-options]
        content/positions/karu/one.md:5:11: warning: this position rejects what it holds: “1” [doubtful-options]
        content/positions/karu/turned.md:5:11: warning: this position rejects what it holds: “1” [doubtful-options]
    "#]].assert_eq(&findings(&site));
    site.build().exits(0);
    for id in ["one", "forty", "equal", "nine"] {
        assert!(site.page(&format!("issues/{id}.html")).contains("<svg"), "{id} has its picture");
    }
}

#[test]
fn blocks_take_words_of_closed_lists_and_briefings_that_are_there() {
    let site = with(site(), position("velia", "dam", "option: 1\n")).briefing(
        "b",
        "Text.\n\n```changes\nsince: januar\n```\n\n```matrix\nshow: colour\nstance: oposes\nchanged_since: b2\nbasis: guessed\nfirmness: soft\nas_of: today\n```\n\n```shifts\nsince: c\nuntil: latest\n```",
    );
    let site = site.briefing("c", "Text.").briefing("january", "Text.");
    let found = site.check().exits(1).stdout;
    let found: String =
        found.lines().filter(|line| line.starts_with("content/briefings")).map(|line| format!("{line}\n")).collect();
    expect![[r#"
        content/briefings/b.md:8:8: error: `januar` is neither a date nor a briefing [unknown-briefing]
        content/briefings/b.md:12:7: error: `colour` is no view of a cell [unknown-word]
        content/briefings/b.md:13:9: error: `oposes` is no stance [unknown-word]
        content/briefings/b.md:14:16: error: `b2` is neither a date nor a briefing [unknown-briefing]
        content/briefings/b.md:15:8: error: `guessed` is no basis [unknown-word]
        content/briefings/b.md:16:11: error: `soft` is no firmness [unknown-word]
        content/briefings/b.md:17:8: error: `today` is no date: it must look like 2025-08-20, 2025-08, 2025 or 2025-21 (spring) [bad-date]
    "#]].assert_eq(&found);
    site.build().exits(1);
}

#[test]
fn a_correction_needs_its_date() {
    let site = site().file(
        "content/pages/p.md",
        "---\ntitle: P\ncorrections:\n  - text: Wrong before.\n  - date: 2026-02\n  - date: soon\n    text: Wrong too.\n---\nText.\n",
    );
    let found = site.check().stdout;
    let found: String =
        found.lines().filter(|line| line.starts_with("content/pages")).map(|line| format!("{line}\n")).collect();
    expect![[r#"
        content/pages/p.md:4:5: error: a correction needs `date` [missing-key]
        content/pages/p.md:5:5: error: a correction needs `text` [missing-key]
        content/pages/p.md:6:11: error: `soon` is no date: it must look like 2025-08-20, 2025-08, 2025 or 2025-21 (spring) [bad-date]
    "#]].assert_eq(&found);
    site.build().exits(1);
}

#[test]
fn of_many_others_the_nearest_are_listed_and_all_members_that_differ() {
    let mut site = site();
    for at in 0..130 {
        let part_of = if at < 30 { "part_of: velia\n" } else { "" };
        let id = format!("town-{at:03}");
        site = site.file(&format!("content/actors/{id}.md"), format!("---\nname: Town {at}\n{part_of}---\n"));
        let option = if at < 30 { 3 } else { 1 + at % 2 };
        site = with(site, position(&id, "dam", &format!("option: {option}\n")));
    }
    let site = with(site, position("velia", "dam", "option: 1\n"))
        .file("content/briefings/b.md", "---\ntitle: B\nas_of: 2026-02\n---\nText [@wire].\n\n```agreement\n```\n");
    site.build().exits(0);
    let velia = words(&site.page("actors/velia.html"));
    assert!(velia.contains("There are more; these 24 are listed."), "{velia}");
    assert_eq!(velia.matches("“No dam” instead of “Full dam”").count(), 30, "{velia}");
    let block = site.page("briefings/b.html");
    let (tables, rows) =
        (block.matches("class=\"agreement\"").count(), block.matches("<tr><th scope=\"row\">").count());
    assert_eq!((tables, rows), (131, 131 * 24));
    let few = with(one_beside(), position("velia", "dam", "option: 1\n"));
    few.build();
    assert!(!words(&few.page("actors/velia.html")).contains("There are more"));
}

/// Who says nothing of options may still be against what its bloc is for.
#[test]
fn a_member_that_takes_another_stance_than_its_bloc_differs_from_it() {
    let against = "---\nas_of: 2026-01-10\nstance: opposes\n---\nIt says so [@wire].\n";
    let site = with(site(), position("velia", "dam", "option: Full dam\n"))
        .file("content/actors/karu.md", "---\nname: Karu\npart_of: velia\n---\n")
        .file("content/positions/karu/dam.md", against);
    site.build().exits(0);
    let velia = words(&site.page("actors/velia.html"));
    assert!(velia.contains("Karu: The dam (“Opposes” instead of “Supports”)"), "{velia}");
    site.write("content/positions/karu/dam.md", against.replace("opposes", "supports"));
    site.build().exits(0);
    let velia = words(&site.page("actors/velia.html"));
    assert!(!velia.contains("instead of"), "both support it, and of options one says nothing: {velia}");
}

/// One other beside Velia.
fn one_beside() -> Site {
    with(site(), position("karu", "dam", "option: 1\n"))
}

#[test]
fn an_option_that_cannot_be_read_is_no_move() {
    let later =
        "---\nas_of: 2026-02-10\nstance: supports\noption: Fool dam\nsummary: Still.\n---\nIt says so [@wire].\n";
    let site = with(site(), position("velia", "dam", "option: Full dam\n"));
    let site = site.file("content/positions/velia/dam.2.md", later);
    site.build().exits(1);
    assert!(!words(&site.page("changes.html")).contains("from “Full dam”"), "{}", words(&site.page("changes.html")));
    assert!(words(&site.page("positions/velia/dam.html")).contains("not on the scale"), "the page shows the gap");
    site.write("content/positions/velia/dam.2.md", later.replace("Fool", "Low"));
    site.build().exits(0);
    assert!(words(&site.page("changes.html")).contains("from “Full dam” to “Low dam”"));
}

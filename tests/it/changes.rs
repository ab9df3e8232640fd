//! `standpoint changes`: what changed, since a day, a briefing or a revision of Git.

use serde_json::Value;

use crate::days::{living, site};
use crate::harness::Site;

#[test]
fn since_a_briefing_each_change_has_a_line_and_the_file_that_tells_it() {
    let run = site().run(&["changes", "--since", "january"]).exits(0);
    let expected = "\
3 changes since 20 January 2026, the day of the briefing “January”

2026-02-28  briefing  Briefing: Zanzibar in February
                      content/briefings/february.md
2026-02-21  shift     Velia on The dam: from “Full dam” to “No dam”
                      content/positions/velia/dam.2026-02.md
2026-02-20  event     Zanzibar summit
                      content/events/summit.md
";
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), (expected, ""));
}

#[test]
fn without_a_word_it_tells_what_came_after_the_newest_briefing() {
    let run = site().run(&["changes"]).exits(0);
    assert_eq!(
        run.stdout,
        "Nothing has changed since 28 February 2026, the day of the briefing “Zanzibar in February”.\n"
    );
    let site = site().file(
        "content/positions/karu/dam.2026-03.md",
        "---\nas_of: 2026-03\nstance: conditional\noption: 2\n---\nIt says so [@wire].\n",
    );
    let run = site.run(&["changes"]).exits(0);
    assert!(run.stdout.starts_with("1 change since 28 February 2026, the day of"), "{}", run.stdout);
    assert!(run.stdout.contains("2026-03  shift  Karu on The dam: from “No dam” to “Low dam”\n"), "{}", run.stdout);
}

#[test]
fn without_briefings_it_tells_everything() {
    let empty = Site::new().actor("north").run(&["changes"]).exits(0);
    assert_eq!(empty.stdout, "Nothing has changed from the beginning.\n");
    let site = Site::new()
        .actor("north")
        .issue("water")
        .file("content/positions/north/water.md", "---\nas_of: 2025-08~\nstance: supports\n---\nYes.\n");
    let run = site.run(&["changes"]).exits(0);
    let first = "1 change from the beginning\n\n2025-08~  new  Actor north on Issue water: ";
    assert!(run.stdout.starts_with(first), "{}", run.stdout);
}

#[test]
fn until_a_day_nothing_later_is_told() {
    let run = site().run(&["changes", "--since", "2026-01-11", "--until", "2026-02-20"]).exits(0);
    let first = "3 changes since 11 January 2026 until 20 February 2026\n\n2026-02-20  event     Zanzibar summit\n";
    assert!(run.stdout.starts_with(first), "{}", run.stdout);
    assert!(run.stdout.contains("2026-01-12  new       Karu on The dam: No dam, where no"), "{}", run.stdout);
}

#[test]
fn what_is_put_right_after_all_else_is_told_too() {
    let site = living().file(
        "content/pages/about.md",
        "---\ntitle: About\ncorrections:\n  - date: 2026-05-03\n    text: It was two dams.\n---\nText.\n",
    );
    let run = site.run(&["changes"]).exits(0);
    assert!(run.stdout.contains("2026-05-03  corrected  Corrected in About: It was two dams.\n"), "{}", run.stdout);
}

#[test]
fn markdown_leads_to_the_pages_and_shows_its_signs() {
    let site = site().file("content/events/sign.md", "---\ntitle: A *bold* [step](x)\ndate: 2026-03-01\n---\nText.\n");
    let run = site.run(&["changes", "--format", "markdown"]).exits(0);
    let expected = "\
What changed since 28 February 2026, the day of [Zanzibar in February](https://example.org/repo/briefings/february.html):

- 2026-03-01: [A \\*bold\\* \\[step\\](x)](https://example.org/repo/events/sign.html)
";
    assert_eq!(run.stdout, expected);
}

#[test]
fn json_is_one_object_with_every_field() {
    let run = site().run(&["changes", "--since", "briefings/january.md", "--format", "json"]).exits(0);
    let told: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(
        (&told["since"], &told["since_briefing"], &told["until"]),
        (&"2026-01-20".into(), &"january".into(), &"2026-02-28".into())
    );
    let shift = &told["changes"][1];
    assert_eq!(shift["kind"], "shift");
    assert_eq!(shift["date"]["edtf"], "2026-02-21");
    assert_eq!(
        (&shift["from"]["label"], &shift["to"]["label"], &shift["steps"]),
        (&"Full dam".into(), &"No dam".into(), &2.into())
    );
    assert_eq!(shift["trigger"]["id"], "summit");
    assert_eq!(shift["nearer"][0]["id"], "karu");
    assert_eq!(shift["url"], "https://example.org/repo/positions/velia/dam.html");
    assert_eq!(shift["file"], "content/positions/velia/dam.2026-02.md");
}

#[test]
fn a_name_that_leads_nowhere_is_a_slip_of_the_command_line() {
    let run = site().run(&["changes", "--since", "januray"]).exits(2);
    assert_eq!(run.stderr, "standpoint: there is no briefing `januray`, and it is no date; did you mean `january`?\n");
    assert_eq!(run.stdout, "");
    let undated = living().file("content/briefings/some.md", "---\ntitle: Some\n---\nText.\n");
    let run = undated.run(&["changes", "--since", "some"]).exits(2);
    assert!(run.stderr.contains("the briefing `some` has no day; write `as_of: DATE` into it"), "{}", run.stderr);
}

#[test]
fn errors_of_the_site_are_not_hidden_and_its_text_moves_no_terminal() {
    let site = site().file(
        "content/events/evil.md",
        "---\ntitle: \"A \\e[2J\\u202e\\nend\"\ndate: 2026-03-01\n---\nText [@lost].\n",
    );
    let run = site.run(&["changes"]).exits(0);
    assert!(!run.stdout.contains(['\u{1b}', '\u{202e}']), "{:?}", run.stdout);
    assert_eq!(run.stdout.lines().count(), 4, "{:?}", run.stdout);
    assert_eq!(run.stderr, "The site has 2 errors; see them with `standpoint check`.\n");
}

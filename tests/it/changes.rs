//! `standpoint changes`: what changed, since a day, a briefing or a revision of Git.

use std::collections::BTreeSet;

use fastrand::Rng;
use serde_json::Value;
use standpoint::analysis::changes::{all, between};
use standpoint::model::{Build, Date, Day};
use standpoint::pipeline::Edition;

use crate::days::{living, site};
use crate::harness::Site;
use crate::publish::git;

#[test]
fn since_a_briefing_each_change_has_a_line_and_the_file_that_tells_it() {
    let run = site().run(&["changes", "--since", "january"]).exits(0);
    let expected = "\
3 changes since 20 January 2026, the day of the briefing “January”

2026-02-28  briefing  Briefing: Zanzibar in February
                      content/briefings/february.md
2026-02-21  shift     Velia on The dam: from “Full dam” to “No dam” (2 steps), after Zanzibar summit
                      Nearer to Karu.
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
    assert!(
        run.stdout
            .contains("2026-03  shift  Karu on The dam: from “No dam” to “Low dam” (1 step towards “Full dam”)\n"),
        "{}",
        run.stdout
    );
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
fn a_shift_that_passes_hundreds_of_others_names_some_of_them() {
    let mut site = site();
    for number in 0..30 {
        site = site.actor(&format!("other-{number}")).file(
            &format!("content/positions/other-{number}/dam.md"),
            "---\nas_of: 2026-01-01\nstance: opposes\noption: 3\n---\nIt says so [@wire].\n",
        );
    }
    let run = site.run(&["changes", "--since", "january", "--format", "json"]).exits(0);
    let told: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(told["changes"][1]["nearer"].as_array().map(Vec::len), Some(24));
}

#[test]
fn days_that_stand_the_wrong_way_round_are_a_slip_of_the_command_line() {
    let run = site().run(&["changes", "--since", "january", "--until", "2025"]).exits(2);
    let expected =
        "standpoint: no day lies between --since (20 January 2026) and --until (2025), which comes before it\n";
    assert_eq!((run.stderr.as_str(), run.stdout.as_str()), (expected, ""));
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
    assert_eq!(run.stderr, "The site has 3 errors; see them with `standpoint check`.\n");
}

// Against a revision of Git.

/// Commits all that is there.
pub fn commit(site: &Site) {
    if !site.path(".git").exists() {
        git(site.root(), &["init", "--quiet", "--initial-branch=main"]);
    }
    git(site.root(), &["add", "."]);
    git(site.root(), &["commit", "--quiet", "-m", "A state"]);
}

fn short(site: &Site, revision: &str) -> String {
    git(site.root(), &["rev-parse", revision]).chars().take(10).collect()
}

const VELIA: &str = "content/positions/velia/dam.md";

#[test]
fn against_a_commit_rewritten_history_is_told_apart_from_new_facts() {
    let site = living()
        .file("content/events/talks.md", "---\ntitle: Talks\ndate: 2026-01-05\n---\nText.\n")
        .file("content/sources/letter.md", "---\ntitle: The letter\nmedium: print\npublished: 2025\n---\nNote.\n");
    commit(&site);
    // In the file of today's position: a new one, and the one before it in another, which says something else now.
    site.write(
        VELIA,
        "---\nas_of: 2026-02-21\nstance: opposes\noption: No dam\nsummary: It wants none.\n---\nNo [@wire].\n",
    );
    site.write(
        "content/positions/velia/dam.2026-01.md",
        "---\nas_of: 2026-01-10\nstance: conditional\noption: Low dam\naccepts: [Full dam]\nsummary: It wants the dam.\n---\nIt says so [@wire].\n",
    );
    site.write(
        "content/positions/karu/dam.md",
        "---\nas_of: 2026-01-12\nstance: opposes\nfirmness: firm\noption: 3\nrejects: [1]\nsummary: It wants none.\n---\nIt says so [@wire].\n",
    );
    site.write(
        "content/sources/wire.md",
        "---\ntitle: The wire report\nurl: https://wire.example/report\npublished: 2025-01-01\nstatus: dead\n---\nNote.\n",
    );
    site.write(
        "content/sources/letter.md",
        "---\ntitle: The letter\nmedium: print\npublished: 2025\nretracted: {reason: Forged}\n---\nNote.\n",
    );
    std::fs::remove_file(site.path("content/events/talks.md")).expect("the event");
    let before = git(site.root(), &["status", "--porcelain"]);
    let run = site.run(&["changes", "--commit", "HEAD"]).exits(0);
    let expected = format!(
        "\
6 changes since HEAD (the commit {})

2026-02-21  shift      Velia on The dam: from “Low dam” to “No dam” (1 step)
                       Nearer to Karu.
                       content/positions/velia/dam.md

2026-01-12  rewritten  Karu on The dam: the position of 12 January 2026 was rewritten, still “No dam”; softer
                       content/positions/karu/dam.md
2026-01-10  rewritten  Velia on The dam: the position of 10 January 2026 was rewritten, from “Full dam” to “Low dam”
                       content/positions/velia/dam.2026-01.md

2026-01-05  gone       Talks (5 January 2026): not there any more
                       content/events/talks.md

            dead       Not at its address any more: The wire report
                       content/sources/wire.md

            retracted  Taken back: The letter
                       content/sources/letter.md
",
        short(&site, "HEAD")
    );
    assert_eq!(run.stdout, expected);
    assert_eq!(git(site.root(), &["status", "--porcelain"]), before, "the user's work and index stay");

    let markdown = site.run(&["changes", "--commit", "main", "--format", "markdown"]).exits(0).stdout;
    assert!(markdown.contains("- 2026-01-05: Talks (5 January 2026): not there any more\n"), "{markdown}");
    assert!(
        markdown
            .contains("- [Not at its address any more: The wire report](https://example.org/repo/sources/wire.html)"),
        "{markdown}"
    );
    let json = site.run(&["changes", "--commit", "HEAD", "--format", "json"]).exits(0).stdout;
    let json: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["commit"], git(site.root(), &["rev-parse", "HEAD"]).trim());
    assert_eq!(json["changes"][0]["kind"], "shift");
    let velia = &json["rewritten"][1];
    assert_eq!((&velia["before"]["option"], &velia["now"]["option"]), (&"Full dam".into(), &"Low dam".into()));
    assert_eq!(velia["before"]["accepts"], serde_json::json!(["Full dam", "Low dam"]));
    assert_eq!((&json["gone"][0]["thing"], &json["gone"][0]["url"]), (&"event".into(), &Value::Null));
    assert_eq!((json["dead"].as_array().map(Vec::len), &json["dead"][0]["date"]), (Some(1), &Value::Null));
}

#[test]
fn what_befell_a_thing_is_told_by_that_when_it_is_not_told_any_more() {
    let briefing = "---\ntitle: January\nas_of: 2026-01-20\njudgements:\n  - {text: It holds., likelihood: likely, outcome: {date: 2026-02-01, result: true}}\n---\nText.\n";
    let source = "---\ntitle: The letter\nmedium: print\npublished: 2025\nretracted: {date: 2026-02-02, reason: Forged}\narchived: [{url: 'https://copy.example/1', date: 2026-02-03}]\ncorrections: [{date: 2026-02-04, text: Its author is another.}]\n---\nNote.\n";
    let site = Site::new().file("content/briefings/january.md", briefing).file("content/sources/letter.md", source);
    commit(&site);
    let outcome = ", outcome: {date: 2026-02-01, result: true}";
    site.write("content/briefings/january.md", briefing.replace(outcome, ""));
    site.write("content/sources/letter.md", "---\ntitle: The letter\nmedium: print\npublished: 2025\n---\nNote.\n");
    let told = site.run(&["changes", "--commit", "HEAD"]).exits(0).stdout;
    for line in [
        "Corrected in The letter: Its author is another. (4 February 2026): not there any more\n",
        "Archived: The letter (3 February 2026): not there any more\n",
        "Taken back: The letter (2 February 2026): not there any more\n",
        "“It holds.”: Came true (1 February 2026): not there any more\n",
    ] {
        assert!(told.contains(line), "{line}{told}");
    }
    site.write("content/briefings/january.md", briefing.replace("2026-02-01", "2026-02-05"));
    site.write("content/sources/letter.md", source.replace("2026-02-02", "2026-02-06").replace("Forged", "Unsigned"));
    let told = site.run(&["changes", "--commit", "HEAD"]).exits(0).stdout;
    for line in [
        "Taken back: The letter: now dated 6 February 2026, before 2 February 2026\n",
        "“It holds.”: Came true: now dated 5 February 2026, before 1 February 2026\n",
    ] {
        assert!(told.contains(line), "{line}{told}");
    }
}

#[test]
fn the_signs_of_another_language_rewrite_no_position() {
    let typed = "It \"wants\" the 'dam' -- soon: the North's 5 km ... all § 3 of it!";
    let settings = |language: &str| format!("title: Site\nlanguage: {language}\n");
    let site = Site::new()
        .file("standpoint.yaml", settings("en"))
        .actor("north")
        .issue("water")
        .file("content/positions/north/water.md", format!("---\nas_of: 2026-01\nstance: supports\n---\n{typed}\n"));
    commit(&site);
    for language in ["de", "ru", "pl", "uk", "fr", "en"] {
        site.write("standpoint.yaml", settings(language));
        let told = site.run(&["changes", "--commit", "HEAD"]).exits(0).stdout;
        assert!(!told.contains("2026-01"), "{language}: {told}");
    }
    site.write(
        "content/positions/north/water.md",
        format!("---\nas_of: 2026-01\nstance: supports\n---\n{}\n", typed.replace("soon", "late")),
    );
    assert!(site.run(&["changes", "--commit", "HEAD"]).exits(0).stdout.contains("rewritten"), "a word is another");
}

#[test]
fn a_date_that_is_made_more_precise_is_no_new_position() {
    let old = "---\nas_of: 2025-08\nstance: supports\n---\nYes.\n";
    let site = Site::new().actor("north").issue("water").file("content/positions/north/water.md", old);
    commit(&site);
    site.write("content/positions/north/water.md", old.replace("2025-08", "2025-08-20"));
    let run = site.run(&["changes", "--commit", "HEAD"]).exits(0);
    let line = "Actor north on Issue water: now dated 20 August 2025, before August 2025\n";
    assert!(run.stdout.starts_with("1 change since") && run.stdout.contains(line), "{}", run.stdout);
}

#[test]
fn what_has_another_name_and_says_the_same_is_renamed() {
    let event = "---\ntitle: Talks\ndate: 2026-01-05\nannounced: 2026-01-02\n---\nText.\n";
    let briefing =
        "---\ntitle: Talks\nas_of: 2026-01-06\njudgements: [{text: It holds., likelihood: likely}]\n---\nText.\n";
    let position = "---\nas_of: 2026-01-07\nstance: supports\nsummary: Yes.\n---\nYes.\n";
    let site = Site::new()
        .actor("north")
        .issue("water")
        .file("content/events/talks.md", event)
        .file("content/events/other.md", event)
        .file("content/briefings/talks.md", briefing)
        .file("content/positions/north/water.md", position);
    commit(&site);
    for (from, to) in [
        ("events/talks", "events/2026-talks"),
        ("briefings/talks", "briefings/first"),
        ("actors/north", "actors/northland"),
        ("positions/north", "positions/northland"),
    ] {
        let (from, to) = (format!("content/{from}"), format!("content/{to}"));
        let ending = if site.path(&from).is_dir() { "" } else { ".md" };
        std::fs::rename(site.path(&(from + ending)), site.path(&(to + ending))).expect("another name");
    }
    let told = site.run(&["changes", "--commit", "HEAD"]).exits(0).stdout;
    let expected = format!(
        "\
3 changes since HEAD (the commit {})

2026-01-07  renamed  Actor north on Issue water: the same under another name, northland/water in place of north/water
                     content/positions/northland/water.md
2026-01-06  renamed  Talks: the same under another name, first in place of talks
                     content/briefings/first.md
2026-01-05  renamed  Talks: the same under another name, 2026-talks in place of talks
                     content/events/2026-talks.md
",
        short(&site, "HEAD")
    );
    assert_eq!(told, expected);
    // With another title too it is another event.
    site.write("content/events/2026-talks.md", event.replace("title: Talks", "title: More talks"));
    let told = site.run(&["changes", "--commit", "HEAD"]).exits(0).stdout;
    assert!(told.contains("2026-01-05  event") && told.contains("2026-01-05  gone"), "{told}");
}

#[test]
fn against_a_commit_one_may_ask_for_some_days_alone() {
    let event = |date: &str| format!("---\ntitle: Talks of {date}\ndate: {date}\n---\nText.\n");
    let site = living().file("content/events/old.md", event("2025-12-01"));
    commit(&site);
    site.write("content/events/older.md", event("2025-12-24"));
    site.write("content/events/new.md", event("2026-01-25"));
    site.write("content/events/newest.md", event("2026-02-25"));
    std::fs::remove_file(site.path("content/events/old.md")).expect("the event");
    let told = |days: &[&str]| site.run(&[&["changes", "--commit", "HEAD"], days].concat()).exits(0).stdout;
    let all = told(&[]);
    assert!(all.starts_with("4 changes since HEAD (the commit "), "{all}");
    let since = told(&["--since", "january"]);
    assert!(since.starts_with("2 changes since HEAD (the commit "), "{since}");
    assert!(
        since.contains("), of what is dated since 20 January 2026, the day of the briefing “January”\n"),
        "{since}"
    );
    assert!(since.contains("Talks of 2026-01-25") && since.contains("Talks of 2026-02-25"), "{since}");
    let until = told(&["--since", "2026", "--until", "2026-01"]);
    assert!(until.starts_with("Nothing has changed since HEAD"), "all of 2026 counts in 2026: {until}");
    let until = told(&["--until", "2026-01"]);
    assert!(until.starts_with("3 changes") && until.contains("from the beginning until January 2026"), "{until}");
    let json = told(&["--since", "2025-12-20", "--format", "json"]);
    let json: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((&json["since"], json["changes"].as_array().map(Vec::len)), (&"2025-12-20".into(), Some(3)));
    assert_eq!(json["gone"].as_array().map(Vec::len), Some(0));
    let wrong = site.run(&["changes", "--commit", "HEAD", "--since", "janaury"]).exits(2);
    assert!(wrong.stderr.contains("did you mean `january`?"), "{}", wrong.stderr);
}

#[test]
fn a_site_in_a_folder_of_a_repository_is_compared_with_itself() {
    let site = Site::bare()
        .file("README.md", "A repository.\n")
        .file("brief ing/standpoint.yaml", "title: T\n")
        .file("brief ing/content/actors/ü.md", "---\nname: Ü\n---\n")
        .file("brief ing/content/events/talks.md", "---\ntitle: Talks\ndate: 2026-01-05\n---\nText.\n");
    commit(&site);
    let here = ["changes", "brief ing", "--commit", "HEAD"];
    let nothing = format!("Nothing has changed since HEAD (the commit {}).\n", short(&site, "HEAD"));
    assert_eq!(site.run(&here).exits(0).stdout, nothing);
    site.write("brief ing/content/events/more.md", "---\ntitle: More talks\ndate: 2026-01-06\n---\nText.\n");
    let told = site.run(&here).exits(0).stdout;
    assert!(told.starts_with("1 change since HEAD") && told.contains("2026-01-06  event  More talks\n"), "{told}");
}

#[test]
fn a_revision_that_is_none_says_what_to_do() {
    let nowhere = living().run(&["changes", "--commit", "HEAD"]).exits(3);
    assert!(
        nowhere.stderr.contains("is in no Git repository, so there is no earlier state to compare it with"),
        "{}",
        nowhere.stderr
    );
    let site = Site::bare().file("README.md", "Nothing yet.\n");
    commit(&site);
    let site = site
        .file("site/standpoint.yaml", "title: T\n")
        .file("site/content/events/talks.md", "---\ntitle: Talks\ndate: 2026-01-05\n---\nText.\n");
    let early = site.run(&["changes", "site", "--commit", "HEAD"]).exits(2);
    assert_eq!(
        early.stderr,
        "standpoint: at the revision `HEAD` the site was not there yet; name a revision after the one in which it began\n"
    );
    for wrong in ["--commit=nowhere", "--commit=--all", "--commit=HEAD:README.md", "--commit="] {
        let run = site.run(&["changes", "site", wrong]).exits(2);
        assert!(run.stderr.starts_with("standpoint: Git knows no revision `"), "{wrong}: {}", run.stderr);
    }
    site.run(&["changes", "site", "--commit", "HEAD", "--since", "2025"]).exits(2);
}

// What holds for every site.

type Files = Vec<(String, Vec<u8>)>;

fn date(rng: &mut Rng) -> String {
    let (year, month, day) = (rng.i32(2024..2027), rng.i32(1..13), rng.i32(1..29));
    match rng.u8(0..5) {
        0 => format!("{year}"),
        1 => format!("{year}-{month:02}"),
        2 => format!("{year}-{month:02}~"),
        3 => format!("{year}-{}", rng.i32(21..25)),
        _ => format!("{year}-{month:02}-{day:02}"),
    }
}

/// What every site below is about.
fn frame() -> Files {
    let mut files = vec![("standpoint.yaml".to_owned(), b"title: T\nbase_url: https://example.org/\n".to_vec())];
    for actor in ["a", "b", "c"] {
        files.push((format!("content/actors/{actor}.md"), format!("---\nname: {actor}\n---\n").into()));
    }
    for (issue, scale) in [("x", "scale: [One, Two, Three]\n"), ("y", "")] {
        files.push((format!("content/issues/{issue}.md"), format!("---\ntitle: {issue}\n{scale}---\n").into()));
    }
    files
}

/// A dated text, of a number that no other one has.
fn dated(rng: &mut Rng, number: usize) -> (String, Vec<u8>) {
    let day = date(rng);
    let (path, head) = match rng.u8(0..6) {
        0..3 => {
            let (actor, issue) = (["a", "b", "c"][rng.usize(0..3)], ["x", "y"][rng.usize(0..2)]);
            let stance = ["supports", "opposes", "conditional", "silent"][rng.usize(0..4)];
            let option =
                if issue == "x" && rng.bool() { format!("option: {}\n", rng.i32(1..4)) } else { String::new() };
            let firmness = if rng.bool() { "firmness: firm\n" } else { "" };
            (
                format!("positions/{actor}/{issue}.{number}"),
                format!("as_of: {day}\nstance: {stance}\n{option}{firmness}"),
            )
        }
        3 => {
            let announced = if rng.bool() { format!("announced: {}\n", date(rng)) } else { String::new() };
            (format!("events/e{number}"), format!("title: E{number}\ndate: {day}\n{announced}"))
        }
        4 => {
            let likelihood = ["likely", "unlikely"][rng.usize(0..2)];
            let judgement = format!("judgements:\n  - id: j\n    text: It holds.\n    likelihood: {likelihood}\n");
            (format!("briefings/b{number}"), format!("title: B{number}\nas_of: {day}\n{judgement}"))
        }
        _ => {
            let retracted = format!("retracted: {{date: {}}}\n", date(rng));
            let put_right = format!("corrections:\n  - {{date: {}, text: So.}}\n", date(rng));
            (
                format!("sources/s{number}"),
                format!("title: S{number}\nmedium: print\npublished: {day}\n{retracted}{put_right}"),
            )
        }
    };
    (format!("content/{path}.md"), format!("---\n{head}---\nText.\n").into())
}

fn edition(files: &Files) -> Edition {
    Edition::of_texts(files.clone(), &Build::default())
}

#[test]
fn what_happened_to_a_day_and_from_there_on_is_all_that_happened() {
    for seed in 0..20 {
        let mut rng = Rng::with_seed(seed);
        let mut files = frame();
        files.extend((0..rng.usize(0..25)).map(|number| dated(&mut rng, number)));
        let edition = edition(&files);
        let changes = all(edition.site());
        let mut days: Vec<Day> = (0..3).map(|_| Day::of(&Date::parse(&date(&mut rng)).expect("a date"))).collect();
        days.sort();
        let [a, b, c] = days[..] else { unreachable!() };
        let parts = [between(&changes, Some(a), b), between(&changes, Some(b), c)].concat();
        assert_eq!(parts, between(&changes, Some(a), c), "{seed}");
        assert_eq!([between(&changes, None, a), &parts].concat(), between(&changes, None, c), "{seed}");
        assert!(between(&changes, Some(b), a).is_empty() || a == b, "{seed}");
        assert_eq!(between(&changes, None, Day::LAST), changes, "{seed}");
    }
}

#[test]
fn a_site_against_its_earlier_state_has_just_what_the_added_files_tell() {
    for seed in 0..12 {
        let mut rng = Rng::with_seed(seed);
        let mut files = frame();
        files.extend((0..rng.usize(0..15)).map(|number| dated(&mut rng, number)));
        let old = edition(&files).record();
        let added: Files = (100..100 + rng.usize(0..6)).map(|number| dated(&mut rng, number)).collect();
        files.extend(added.clone());
        let now = edition(&files);
        let (record, site) = (now.record(), now.site());
        let compared = now.compared(&old, &record, None, None);
        assert!(compared.rewritten.is_empty() && compared.gone.is_empty(), "{seed}: {compared:?}");
        assert!(compared.dead.is_empty() && compared.retracted.is_empty(), "{seed}: {compared:?}");
        let added: BTreeSet<&str> = added.iter().map(|(path, _)| path.as_str()).collect();
        let expected = now.changes(None, Some(&Date::parse("2999").expect("a date")));
        let today = now.date().map_or(Day::LAST, Day::of);
        let told = |change: &standpoint::pipeline::ToldChange| {
            let happened = change.change.kind != "event" || {
                let date = Date::parse(change.change.date.edtf).expect("a date");
                today.counts(Some(&date))
            };
            added.contains(change.file) && happened
        };
        let sentences = |all: Vec<&standpoint::pipeline::ToldChange>| -> Vec<(String, String)> {
            all.into_iter().map(|told| (told.file.to_owned(), told.change.sentence.clone())).collect()
        };
        assert_eq!(
            sentences(compared.changes.iter().collect()),
            sentences(expected.iter().filter(|change| told(change)).collect()),
            "{seed}"
        );
        let back = Edition::of_texts(files.clone(), &Build::default()).record();
        let same = now.compared(&back, &record, None, None);
        assert!(same.changes.is_empty() && same.rewritten.is_empty() && same.gone.is_empty(), "{seed}: {same:?}");
        assert!(site.positions.len() <= files.len());
    }
}

#[test]
fn the_program_adds_up_too() {
    for seed in 0..2 {
        let mut rng = Rng::with_seed(seed);
        let site = Site::bare();
        for (path, text) in frame().into_iter().chain((0..20).map(|number| dated(&mut rng, number))) {
            site.write(&path, text);
        }
        let told = |since: &str, until: &str| -> Vec<Value> {
            let run = site.run(&["changes", "--since", since, "--until", until, "--format", "json"]).exits(0);
            let told: Value = serde_json::from_str(&run.stdout).expect("JSON");
            told["changes"].as_array().expect("a list").clone()
        };
        let (early, late) = (told("2023", "2025-06"), told("2025-06", "2027"));
        assert!(!early.is_empty() && !late.is_empty(), "{seed}");
        assert_eq!([late, early].concat(), told("2023", "2027"), "{seed}");
    }
}

#[test]
fn an_event_that_was_still_to_come_in_the_commit_and_has_happened_is_told() {
    let vote = "---\ntitle: The vote\ndate: 2026-02-24\nannounced: 2026-01-15\nactors: [velia]\nissues: [dam]\n---\n";
    let site = living().file("content/events/vote.md", format!("{vote}They will vote.\n"));
    commit(&site);
    let run = site.run(&["changes", "--commit", "HEAD"]).exits(0);
    assert!(run.stdout.starts_with("Nothing has changed since HEAD"), "{}", run.stdout);
    site.write("content/events/vote.md", format!("{vote}They voted [@wire].\n"));
    site.write(
        "content/positions/velia/dam.2026-02.md",
        "---\nas_of: 2026-02-25\nstance: opposes\noption: No dam\nsummary: No.\n---\nNo [@wire].\n",
    );
    let run = site.run(&["changes", "--commit", "HEAD"]).exits(0);
    assert!(run.stdout.contains("2026-02-24  event  The vote\n"), "{}", run.stdout);
}

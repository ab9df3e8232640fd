//! Findings, to the letter: what an analyst reads at two in the morning.

mod addresses;
mod citing;
mod days;
mod editorial;
mod evidence;
mod files;
mod formats;
mod front_matter;
mod languages;
mod many;
mod settings;
mod texts;
mod themes;

use std::fs;
use std::path::Path;

use expect_test::{Expect, expect};
use standpoint::diagnostic::Code;

use crate::harness::{Site, files_below};

/// A site without a finding. Each test spoils one thing.
fn clean() -> Site {
    Site::new()
        .source("press")
        .actor("russia")
        .issue("troops")
        .file("content/events/summit.md", "---\ntitle: Summit\ndate: 2025-08-15\n---\nThey met.\n")
        .file("content/positions/russia/troops.md", "---\nas_of: 2025-08\nstance: opposes\n---\nIt says no [@press].\n")
}

/// Writes one file into a clean site and compares all that `check` says.
fn finds(path: &str, content: impl AsRef<[u8]>, code: i32, expected: &Expect) {
    let site = clean();
    site.write(path, content);
    expected.assert_eq(&site.run(&["check"]).exits(code).stdout);
}

#[test]
fn a_clean_site_has_nothing_to_mend() {
    let run = clean().run(&["check"]).exits(0);
    assert_eq!(
        (run.stdout.as_str(), run.stderr.as_str()),
        ("", "2 pieces of advice: standpoint check --advice\nNothing to mend.\n")
    );
}

#[test]
fn every_finding_has_a_test_that_knows_it_to_the_letter() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    let read = |path: String| fs::read_to_string(tests.join(path)).expect("a test");
    let all: String = files_below(&tests).into_iter().filter(|path| path.ends_with(".rs")).map(read).collect();
    let heads: Vec<&str> =
        all.lines().filter_map(|line| line.trim_start().split_once("]: ")).map(|two| two.0).collect();
    let names = Code::ALL.iter().map(|code| code.name());
    let levels = ["error", "warning", "advice"];
    let is_told = |name: &str| levels.iter().any(|level| heads.contains(&&*format!("{level}[{name}")));
    let untold: Vec<&str> = names.filter(|name| !is_told(name)).collect();
    // A site of 50,000 pages takes too long: `render/files/sitemap.rs` tests it with fewer.
    assert_eq!(untold, ["large-sitemap"], "write a test with what `check` says of them");
}

// Names that lead nowhere.

#[test]
fn unknown_key() {
    finds(
        "content/actors/russia.md",
        "---\nname: Russia\nshortname: RU\n---\n",
        0,
        &expect![[r#"
        warning[unknown-key]: an actor has no key `shortname`
         --> content/actors/russia.md:3:1
          |
        3 | shortname: RU
          | ^^^^^^^^^
          |
          = help: did you mean `short_name`?

    "#]],
    );
    finds(
        "content/actors/russia.md",
        "---\nname: Russia\nzzz: 1\n---\n",
        0,
        &expect![[r#"
            warning[unknown-key]: an actor has no key `zzz`
             --> content/actors/russia.md:3:1
              |
            3 | zzz: 1
              | ^^^
              |
              = help: its keys: aliases, allow, audience, colour, corrections, draft, extra, flag, formerly, image, kind, language, name, part_of, short_name, tags

        "#]],
    );
}

#[test]
fn unknown_source() {
    let text = "---\ntitle: B\nas_of: 2025\n---\nПрезидент сказав «ні» [див. @pres, с. 3].\n";
    finds(
        "content/briefings/b.md",
        text,
        1,
        &expect![[r#"
        error[unknown-source]: there is no source `pres`
         --> content/briefings/b.md:5:29
          |
        5 | Президент сказав «ні» [див. @pres, с. 3].
          |                             ^^^^^
          |
          = help: did you mean `press`?
          = help: write content/sources/pres.md, or correct the key

    "#]],
    );
}

#[test]
fn unknown_actor() {
    let text = "---\ntitle: Talks\ndate: 2025\nactors: [rusia]\n---\n";
    finds(
        "content/events/talks.md",
        text,
        1,
        &expect![[r#"
        error[unknown-actor]: there is no actor `rusia`
         --> content/events/talks.md:4:10
          |
        4 | actors: [rusia]
          |          ^^^^^
          |
          = help: did you mean `russia`?
          = help: write content/actors/rusia.md, or correct the id

    "#]],
    );
    let text = "---\nas_of: 2025-08\nstance: opposes\n---\nNo [@press].\n";
    finds(
        "content/positions/rusia/troops.md",
        text,
        1,
        &expect![[r#"
            error[unknown-actor]: this position is for the actor `rusia`, which has no file
            --> content/positions/rusia/troops.md:1:1
             = help: did you mean `russia`?
             = help: write content/actors/rusia.md, or move this file

        "#]],
    );
}

#[test]
fn unknown_issue() {
    let text = "---\ntitle: B\nas_of: 2025\nissues:\n  - troops\n  - tropps\n---\nText.\n";
    finds(
        "content/briefings/b.md",
        text,
        1,
        &expect![[r#"
        error[unknown-issue]: there is no issue `tropps`
         --> content/briefings/b.md:6:5
          |
        6 |   - tropps
          |     ^^^^^^
          |
          = help: did you mean `troops`?
          = help: write content/issues/tropps.md, or correct the id

    "#]],
    );
}

#[test]
fn unknown_event() {
    let text = "---\nas_of: 2025-08\nstance: opposes\ntrigger: sumit\n---\nNo [@press].\n";
    finds(
        "content/positions/russia/troops.md",
        text,
        1,
        &expect![[r#"
        error[unknown-event]: there is no event `sumit`
         --> content/positions/russia/troops.md:4:10
          |
        4 | trigger: sumit
          |          ^^^^^
          |
          = help: did you mean `summit`?
          = help: write content/events/sumit.md, or correct the id

    "#]],
    );
}

#[test]
fn broken_link() {
    let text = "---\ntitle: P\n---\nSee [them](../actors/Russia.md), [[nobody]] and [it](../../secret.md).\n";
    finds(
        "content/pages/p.md",
        text,
        1,
        &expect![[r#"
        error[broken-link]: there is no file content/actors/Russia.md
         --> content/pages/p.md:4:5
          |
        4 | See [them](../actors/Russia.md), [[nobody]] and [it](../../secret.md).
          |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: did you mean `../actors/russia.md`?
          = help: the path counts from the folder of this file, and its case matters

        warning[unwritten-note]: nothing here is called `nobody`
         --> content/pages/p.md:4:34
          |
        4 | See [them](../actors/Russia.md), [[nobody]] and [it](../../secret.md).
          |                                  ^^^^^^^^^^
          |
          = help: write the id of an actor, issue, event, source, briefing or page, or `actor/issue` for a position

        error[broken-link]: `../../secret.md` leads out of content/
         --> content/pages/p.md:4:49
          |
        4 | See [them](../actors/Russia.md), [[nobody]] and [it](../../secret.md).
          |                                                 ^^^^^^^^^^^^^^^^^^^^^
          |
          = help: only files under content/ are published

    "#]],
    );
}

#[test]
fn broken_anchor() {
    let text =
        "---\ntitle: P\n---\n## What it wants\n\nSee [above](#what-it-want) and [them](../actors/russia.md#goals).\n";
    finds(
        "content/pages/p.md",
        text,
        1,
        &expect![[r#"
        error[broken-anchor]: there is no heading `#what-it-want` in this text
         --> content/pages/p.md:6:5
          |
        6 | See [above](#what-it-want) and [them](../actors/russia.md#goals).
          |     ^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: did you mean `what-it-wants`?
          = help: the id of a heading is its words in lower case, with `-` between them

        error[broken-anchor]: the page has no heading `#goals`
         --> content/pages/p.md:6:32
          |
        6 | See [above](#what-it-want) and [them](../actors/russia.md#goals).
          |                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: the link leads to the top of the page instead

    "#]],
    );
}

// Sources.

#[test]
fn unused_source() {
    let text = "---\ntitle: T\nurl: https://t.example/\npublished: 2025\n---\n";
    finds(
        "content/sources/t.md",
        text,
        0,
        &expect![[r#"
        warning[unused-source]: nothing cites the source `t`
         --> content/sources/t.md:2:8
          |
        2 | title: T
          |        ^
          |
          = help: cite it: `[@t]`; or remove the note

    "#]],
    );
}

#[test]
fn duplicate_url() {
    let text = "---\ntitle: T\nurl: https://PRESS.example/report#page=2\npublished: 2025\n---\n";
    finds(
        "content/sources/t.md",
        text,
        0,
        &expect![[r#"
        warning[duplicate-url]: the note `t` describes the same address as `press`
         --> content/sources/t.md:3:6
          |
        3 | url: https://PRESS.example/report#page=2
          |      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
         ::: content/sources/press.md:3:6
          |
        3 | url: https://press.example/report
          |      ---------------------------- this note is the one shown; both keys lead to it
          |
          = help: merge the two notes, and cite `press`

    "#]],
    );
}

#[test]
fn dirty_url() {
    let text = "---\ntitle: T\nurl: https://press.example/report?id=7&utm_source=x&TSPD_101_R0=0123abc\npublished: 2025-01-01\n---\n";
    finds(
        "content/sources/press.md",
        text,
        0,
        &expect![[r#"
        warning[dirty-url]: this address carries `utm_source`, `TSPD_101_R0` (33 of 66 characters are no part of it)
         --> content/sources/press.md:3:6
          |
        3 | url: https://press.example/report?id=7&utm_source=x&TSPD_101_R0=0123abc
          |      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: the clean address is https://press.example/report?id=7

    "#]],
    );
}

#[test]
fn source_without_url() {
    finds(
        "content/sources/press.md",
        "---\ntitle: T\npublished: 2025\n---\n",
        0,
        &expect![[r#"
            warning[source-without-url]: readers cannot look `press` up: it has no address
             --> content/sources/press.md:2:8
              |
            2 | title: T
              |        ^
              |
              = help: add `url:`, `doi:`, `isbn:` or an archived copy; or `medium: print`, and say in the note how to find it

        "#]],
    );
}

#[test]
fn undated_source() {
    finds(
        "content/sources/press.md",
        "---\ntitle: T\nurl: https://press.example/\n---\n",
        0,
        &expect![[r#"
            warning[undated-source]: the source `press` has no date
             --> content/sources/press.md:2:8
              |
            2 | title: T
              |        ^
              |
              = help: add `published:`, if only the year

        "#]],
    );
}

#[test]
fn date_anomaly_in_the_address() {
    let text = "---\ntitle: T\nurl: https://press.example/2025/08/20/report\npublished: 2025-06-20\n---\n";
    finds(
        "content/sources/press.md",
        text,
        0,
        &expect![[r#"
        warning[date-anomaly]: the address names 20 August 2025, but the source is dated 20 June 2025
         --> content/sources/press.md:4:12
          |
        4 | published: 2025-06-20
          |            ^^^^^^^^^^
          |
         ::: content/sources/press.md:3:6
          |
        3 | url: https://press.example/2025/08/20/report
          |      --------------------------------------- this address names 20 August 2025
          |
          = help: look the date up; the source's page shows this to readers

    "#]],
    );
}

#[test]
fn date_anomaly_against_what_rests_on_it() {
    let text = "---\ntitle: T\nurl: https://press.example/\npublished: 2026-06\n---\n";
    finds(
        "content/sources/press.md",
        text,
        0,
        &expect![[r#"
        warning[date-anomaly]: the source is dated June 2026, which is later than what rests on it: Actor russia: Issue troops (as of August 2025)
         --> content/sources/press.md:4:12
          |
        4 | published: 2026-06
          |            ^^^^^^^
          |
         ::: content/positions/russia/troops.md:2:8
          |
        2 | as_of: 2025-08
          |        ------- Actor russia: Issue troops (as of August 2025)
          |
          = help: look the date up; the source's page shows this to readers

    "#]],
    );
}

#[test]
fn unchanged_position() {
    finds(
        "content/positions/russia/troops.old.md",
        "---\nas_of: 2025-07\nstance: opposes\n---\nIt says no [@press].\n",
        0,
        &expect![[r#"
            warning[unchanged-position]: this position says just what the one before it said
             --> content/positions/russia/troops.md:3:9
              |
            3 | stance: opposes
              |         ^^^^^^^
              |
             ::: content/positions/russia/troops.old.md:3:9
              |
            3 | stance: opposes
              |         ------- the one before it
              |
              = help: say what is new in its `summary`, or take the newer file away and raise `review_after` in the older one

        "#]],
    );
}

#[test]
fn uncited_position() {
    let text = "---\nas_of: 2025-07\nstance: opposes\n---\nIt says no.\n";
    finds(
        "content/positions/russia/troops.old.md",
        text,
        0,
        &expect![[r#"
            warning[uncited-position]: this position rests on no source
             --> content/positions/russia/troops.old.md:3:9
              |
            3 | stance: opposes
              |         ^^^^^^^
              |
              = help: cite what it rests on: `[@key]` behind the sentence

        "#]],
    );
}

#[test]
fn same_date() {
    finds(
        "content/positions/russia/troops.old.md",
        "---\nas_of: 2025-08\nstance: supports\n---\nIt says yes [@press].\n",
        0,
        &expect![[r#"
            warning[same-date]: another position in this cell is dated August 2025 too
             --> content/positions/russia/troops.old.md:2:8
              |
            2 | as_of: 2025-08
              |        ^^^^^^^
              |
             ::: content/positions/russia/troops.md:2:8
              |
            2 | as_of: 2025-08
              |        ------- this one is shown as the later one
              |
              = help: the date decides which is today's: give one of them another date, or make one of the two

        "#]],
    );
}

#[test]
fn unshown_citation() {
    finds(
        "content/positions/russia/troops.md",
        "---\nas_of: 2025-08\nstance: opposes\nsummary: It says no [@press].\n---\nIt says no [@press].\n",
        0,
        &expect![[r#"
            warning[unshown-citation]: `summary` is shown without markers, so the citation in it is left out
             --> content/positions/russia/troops.md:4:10
              |
            4 | summary: It says no [@press].
              |          ^^^^^^^^^^^^^^^^^^^^
              |
              = help: cite in the text below the front matter

        "#]],
    );
}

#[test]
fn empty_block() {
    finds(
        "content/briefings/b.md",
        "---\ntitle: B\nas_of: 2025-08\n---\n```judgements\n```\n",
        0,
        &expect![[r#"
        warning[empty-block]: this briefing has no judgements, so this block shows nothing
         --> content/briefings/b.md:5:4
          |
        5 | ```judgements
          |    ^^^^^^^^^^
          |
          = help: write `judgements:` in its front matter, or remove the block

    "#]],
    );
}

// Two things of one name.

#[test]
fn ids_that_differ_only_in_case() {
    finds(
        "content/actors/Russia.md",
        "---\nname: Russia\n---\n",
        1,
        &expect![[r#"
            warning[unused-actor]: nothing names the actor `Russia`
             --> content/actors/Russia.md:2:7
              |
            2 | name: Russia
              |       ^^^^^^
              |
              = help: write what it wants in positions/, or remove the file

            error[path-clash]: `russia` is the id of two files
            --> content/actors/russia.md:1:1
            ::: content/actors/Russia.md:1:1
             = note: this one has it first, and is the one shown
             = help: rename one of them; ids that differ only in case are one file on Windows and macOS

            error[unknown-actor]: this position is for the actor `russia`, which has no file
            --> content/positions/russia/troops.md:1:1
             = help: did you mean `Russia`?
             = help: write content/actors/russia.md, or move this file

            warning[unused-source]: nothing cites the source `press`
             --> content/sources/press.md:2:8
              |
            2 | title: The press report
              |        ^^^^^^^^^^^^^^^^
              |
              = help: cite it: `[@press]`; or remove the note

        "#]],
    );
}

#[test]
fn duplicate_id_on_a_page() {
    // The theme writes an id that a heading has.
    let site = clean()
        .file("standpoint.yaml", "title: T\nbase_url: https://example.org/\ntheme: own\n")
        .file("content/pages/p.md", "---\ntitle: P\n---\n## Why\n")
        .file("themes/own/templates/page.html", "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'\">\n<!doctype html><html><p id=\"why\">{{ html | safe }}</p></html>\n");
    expect![[r#"
        error[duplicate-id]: the id `why` stands twice on this page
         --> public/pages/p.html:2:42
          |
        2 | <!doctype html><html><p id="why"><h2 id="why">Why</h2>
          |                                          ^^^
          |
          = help: rename one of them

    "#]]
    .assert_eq(&site.run(&["check"]).exits(1).stdout);
}

// Notes.

#[test]
fn note_in_heading() {
    finds(
        "content/pages/p.md",
        "---\ntitle: P\n---\n## Why [@press]\n",
        0,
        &expect![[r#"
        warning[note-in-heading]: a citation or note stands in a heading
         --> content/pages/p.md:4:8
          |
        4 | ## Why [@press]
          |        ^^^^^^^^
          |
          = help: put it behind the sentence that rests on it; contents lists leave it out

    "#]],
    );
}

#[test]
fn undefined_note() {
    finds(
        "content/pages/p.md",
        "---\ntitle: P\n---\nSo[^1] and so[^prees].\n",
        1,
        &expect![[r#"
        error[undefined-note]: `[^1]` has neither a definition in this file nor a source of that key
         --> content/pages/p.md:4:3
          |
        4 | So[^1] and so[^prees].
          |   ^^^^
          |
          = help: add a line `[^1]: …`, or write content/sources/1.md

        error[undefined-note]: `[^prees]` has neither a definition in this file nor a source of that key
         --> content/pages/p.md:4:14
          |
        4 | So[^1] and so[^prees].
          |              ^^^^^^^^
          |
          = help: did you mean `press`?
          = help: add a line `[^prees]: …`, or write content/sources/prees.md

    "#]],
    );
}

#[test]
fn unused_note() {
    finds(
        "content/pages/p.md",
        "---\ntitle: P\n---\nText.\n\n[^1]: Ours.\n",
        0,
        &expect![[r#"
        warning[unused-note]: the note `[^1]` is never used
         --> content/pages/p.md:6:1
          |
        6 | [^1]: Ours.
          | ^^^^^
          |
          = help: write `[^1]` where it belongs, or remove it; it is not shown

    "#]],
    );
}

#[test]
fn duplicate_note() {
    finds(
        "content/pages/p.md",
        "---\ntitle: P\n---\nSo[^1].\n\n[^1]: One.\n\n[^1]: Two.\n",
        1,
        &expect![[r#"
        error[duplicate-note]: the note `[^1]` is defined twice
         --> content/pages/p.md:8:1
          |
        8 | [^1]: Two.
          | ^^^^^
          |
         ::: content/pages/p.md:6:1
          |
        6 | [^1]: One.
          | ----- first defined here
          |
          = help: only the first one is shown; give the other a label of its own

    "#]],
    );
}

#[test]
fn unrecorded_source() {
    let text = "---\ntitle: P\n---\nSo[^1].\n\n[^1]: <https://news.example/a>\n";
    finds(
        "content/pages/p.md",
        text,
        0,
        &expect![[r#"
        warning[unrecorded-source]: no source note describes news.example
         --> content/pages/p.md:6:7
          |
        6 | [^1]: <https://news.example/a>
          |       ^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: write content/sources/news-a.md with `title:` and `url: https://news.example/a`

    "#]],
    );
}

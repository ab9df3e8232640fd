//! Findings, to the letter: what an analyst reads at two in the morning.

use expect_test::{Expect, expect};

use crate::harness::Site;

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
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", "Nothing to mend.\n"));
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
          = help: its keys: aliases, colour, flag, kind, name, part_of, short_name

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
         --> content/positions/rusia/troops.md:3:9
          |
        3 | stance: opposes
          |         ^^^^^^^
          |
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
          = help: did you mean `actors/russia.md`?
          = help: the path counts from the folder of this file, and its case matters

        error[broken-link]: nothing here is called `nobody`
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
          = help: Add `url:` or an archived copy. If there is none, say in the note how to find it.

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
          = help: Add `published:`, if only the year.

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
fn uncited_position() {
    let text = "---\nas_of: 2025-08\nstance: opposes\n---\nIt says no.\n";
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
         --> content/positions/russia/troops.md:3:9
          |
        3 | stance: opposes
          |         ^^^^^^^
          |
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
        .file("themes/own/templates/page.html", "<!doctype html><html><p id=\"why\">{{ html | safe }}</p></html>\n");
    expect![[r#"
        error[duplicate-id]: the id `why` stands twice on this page
         --> public/pages/p.html:1:42
          |
        1 | <!doctype html><html><p id="why"><h2 id="why">Why</h2>
          |                                          ^^^
          |
          = help: Rename one of them.

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
          = help: write content/sources/news-example-a.md with `title:` and `url: https://news.example/a`

    "#]],
    );
}

// Front matter.

#[test]
fn bad_date() {
    let text = "---\ntitle: Talks\ndate: 2025-02-30\n---\n";
    finds(
        "content/events/talks.md",
        text,
        1,
        &expect![[r#"
        error[bad-date]: `2025-02-30` is no date: 2025-02-30 is not a day of the calendar
         --> content/events/talks.md:3:7
          |
        3 | date: 2025-02-30
          |       ^^^^^^^^^^
          |
          = help: write 2025-08-20, 2025-08, 2025 or 2025-21 (spring); `~` behind it means about, `?` uncertain

    "#]],
    );
    finds(
        "content/events/talks.md",
        "---\ntitle: Talks\ndate: last week\n---\n",
        1,
        &expect![[r#"
        error[bad-date]: `last week` is no date: it must look like 2025-08-20, 2025-08, 2025 or 2025-21 (spring)
         --> content/events/talks.md:3:7
          |
        3 | date: last week
          |       ^^^^^^^^^
          |
          = help: write 2025-08-20, 2025-08, 2025 or 2025-21 (spring); `~` behind it means about, `?` uncertain

    "#]],
    );
}

#[test]
fn wrong_type() {
    let text = "---\ntitle: [Talks]\ndate: 2025\nactors: {russia: yes}\n---\n";
    finds(
        "content/events/talks.md",
        text,
        1,
        &expect![[r#"
        error[wrong-type]: here must stand a text for `title`
         --> content/events/talks.md:2:8
          |
        2 | title: [Talks]
          |        ^^^^^^^
          |
          = help: docs/writing.md shows the form; between quotes anything is a text

        error[wrong-type]: here must stand a text or a list of texts for `actors`
         --> content/events/talks.md:4:9
          |
        4 | actors: {russia: yes}
          |         ^^^^^^^^^^^^^
          |
          = help: docs/writing.md shows the form; between quotes anything is a text

    "#]],
    );
}

#[test]
fn unknown_word() {
    let text = "---\nas_of: 2025-08\nstance: oposes\n---\nNo [@press].\n";
    finds(
        "content/positions/russia/troops.md",
        text,
        1,
        &expect![[r#"
        error[unknown-word]: `oposes` is no stance
         --> content/positions/russia/troops.md:3:9
          |
        3 | stance: oposes
          |         ^^^^^^
          |
          = help: did you mean `opposes`?
          = help: one of: supports, conditional, ambiguous, opposes, silent

    "#]],
    );
}

#[test]
fn missing_key() {
    finds(
        "content/events/talks.md",
        "---\ntitle:\n---\n",
        1,
        &expect![[r#"
        error[missing-key]: an event needs `date`
         --> content/events/talks.md:2:1
          |
        2 | title:
          | ^
          |
          = help: add a line `date: …`

        error[missing-key]: an event needs `title`
         --> content/events/talks.md:2:1
          |
        2 | title:
          | ^^^^^
          |
          = help: add a line `title: …`

    "#]],
    );
}

#[test]
fn no_front_matter() {
    finds(
        "content/pages/p.md",
        "Just text.\n",
        1,
        &expect![[r#"
        error[front-matter]: this file has no front matter
        --> content/pages/p.md:1:1
         = help: Begin the file with a line `---`, then `key: value` lines, then another line `---`.

    "#]],
    );
    finds(
        "content/pages/p.md",
        "---\ntitle: P\n\nText.\n",
        1,
        &expect![[r#"
        error[front-matter]: front matter is not closed
         --> content/pages/p.md:1:1
          |
        1 | ---
          | ^^^
          |
          = help: write a line `---` behind its last key

    "#]],
    );
}

#[test]
fn bad_yaml() {
    finds(
        "content/pages/p.md",
        "---\ntitle: What: why\n---\n",
        1,
        &expect![[r#"
        error[bad-yaml]: this front matter is not YAML: mapping values are not allowed in this context
         --> content/pages/p.md:2:12
          |
        2 | title: What: why
          |            ^
          |
          = help: Look at the place underlined. Often a value with `: ` or `#` in it needs quotes.

    "#]],
    );
}

#[test]
fn not_utf_8() {
    finds(
        "content/pages/p.md",
        b"---\ntitle: P\n---\nCaf\xe9\n",
        1,
        &expect![[r#"
        error[not-utf-8]: this file is not UTF-8 text: an invalid byte at byte 20
         --> content/pages/p.md:4:4
          |
        4 | Caf�
          |    ^
          |
          = help: Save it again as UTF-8 (in most editors: Save with encoding). The message names the first byte that is wrong.

    "#]],
    );
}

// The other formats.

/// A site with an error, a warning and a place with letters of more than one byte before it.
fn spoilt() -> Site {
    clean()
        .file("content/pages/p.md", "---\ntitle: Про нас\n---\nГарантії: «так» [@prees, p. 3].\n\n[^1]: Ніде, 100%.\n")
        .file("content/sources/t.md", "---\ntitle: T\nurl: https://press.example/report\npublished: 2025\n---\n")
}

#[test]
fn short_is_one_line_for_each_finding() {
    expect![[r#"
        content/pages/p.md:4:18: error: there is no source `prees` [unknown-source]
        content/pages/p.md:6:1: warning: the note `[^1]` is never used [unused-note]
        content/sources/t.md:3:6: warning: the note `t` describes the same address as `press` [duplicate-url]
    "#]]
    .assert_eq(&spoilt().run(&["check", "--format", "short"]).exits(1).stdout);
}

#[test]
fn json_is_one_object_for_each_finding() {
    let run = spoilt().run(&["check", "--format", "json"]).exits(1);
    let found: Vec<serde_json::Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    assert_eq!(found.len(), 3);
    assert_eq!(
        found[0],
        serde_json::json!({
            "severity": "error",
            "code": "unknown-source",
            "message": "there is no source `prees`",
            "file": "content/pages/p.md",
            "line": 4, "column": 18, "end_line": 4, "end_column": 24,
            "hints": ["did you mean `press`?", "write content/sources/prees.md, or correct the key"],
            "related": [],
        })
    );
    assert_eq!(found[1]["code"], "unused-note");
    assert_eq!(
        found[2]["related"],
        serde_json::json!([{
            "file": "content/sources/press.md", "line": 3, "column": 6,
            "message": "this note is the one shown; both keys lead to it",
        }])
    );
}

#[test]
fn github_is_one_workflow_command_for_each_finding() {
    expect![[r#"
        ::error file=content/pages/p.md,line=4,col=18,title=unknown-source::there is no source `prees`%0Adid you mean `press`?%0Awrite content/sources/prees.md, or correct the key
        ::warning file=content/pages/p.md,line=6,col=1,title=unused-note::the note `[^1]` is never used%0Awrite `[^1]` where it belongs, or remove it; it is not shown
        ::warning file=content/sources/t.md,line=3,col=6,title=duplicate-url::the note `t` describes the same address as `press`%0Amerge the two notes, and cite `press`
    "#]].assert_eq(&spoilt().run(&["check", "--format", "github"]).exits(1).stdout);
}

#[test]
fn columns_count_characters_and_lines_count_from_the_top_of_the_file() {
    // The flag is two characters, eight bytes; the accent of the second line is a character of its own.
    let text = "---\ntitle: P\n---\n🇺🇦 [@one]\n\ne\u{301}e\u{301} [@two]\n";
    let site = clean().file("content/pages/p.md", text);
    let run = site.check();
    let places: Vec<&str> = run.stdout.lines().filter_map(|line| line.split(": error").next()).collect();
    assert_eq!(places, ["content/pages/p.md:4:5", "content/pages/p.md:6:7"]);
}

#[test]
fn all_findings_come_in_one_run_sorted_by_place() {
    let site = clean()
        .file("content/actors/b.md", "---\nnmae: B\n---\n[@x]\n")
        .file("content/actors/a.md", "no front matter")
        .file("content/issues/i.md", b"\xff\xfe\x00")
        .file("content/stray/x.md", "---\ntitle: X\n---\n")
        .file("content/events/e.md", "---\ntitle: [\n---\n")
        .file("content/pages/p.md", "---\ntitle: P\n---\n[a](b.md) [@y] <b>\n")
        .file("themes/default/templates/matrix.html", "{{ nothing.there }}");
    let run = site.check().exits(1);
    for (file, code) in [
        ("content/actors/a.md", "front-matter"),
        ("content/actors/b.md", "unknown-key"),
        ("content/actors/b.md", "missing-key"),
        ("content/actors/b.md", "unknown-source"),
        ("content/issues/i.md", "not-utf-8"),
        ("content/stray/x.md", "misplaced-file"),
        ("content/events/e.md", "bad-yaml"),
        ("content/pages/p.md", "broken-link"),
        ("content/pages/p.md", "unknown-source"),
        ("content/pages/p.md", "raw-html"),
        ("themes/default/templates/matrix.html", "template-error"),
    ] {
        let line = |line: &str| line.starts_with(&format!("{file}:")) && line.ends_with(&format!("[{code}]"));
        assert!(run.stdout.lines().any(line), "{file} {code} in:\n{}", run.stdout);
    }
    let files: Vec<&str> = run.stdout.lines().filter_map(|line| line.split(':').next()).collect();
    assert!(files.is_sorted(), "{files:?}");
    assert_eq!(site.check().stdout, run.stdout, "the same again");
}

// Levels.

#[test]
fn settings_change_the_level_of_a_rule() {
    let with = |rules: &str| {
        spoilt().file("standpoint.yaml", format!("title: T\nbase_url: https://example.org/\nrules:\n{rules}\n"))
    };
    let run = with("  unknown-source: off\n  unused-note: error\n  duplicate-url: off").check().exits(1);
    expect![[r#"
        content/pages/p.md:6:1: error: the note `[^1]` is never used [unused-note]
    "#]]
    .assert_eq(&run.stdout);
    with("  unknown-source: warning").check().exits(0);
    let run = with("  unknown-sauce: off\n  unused-note: loud").run(&["check"]).exits(1);
    let settings: String =
        run.stdout.split("\n\n").filter(|one| one.contains("standpoint.yaml")).collect::<Vec<_>>().join("\n\n");
    expect![[r#"
        warning[unknown-key]: there is no rule `unknown-sauce`
         --> standpoint.yaml:4:3
          |
        4 |   unknown-sauce: off
          |   ^^^^^^^^^^^^^
          |
          = help: did you mean `unknown-source`?

        error[unknown-word]: `loud` is no level
         --> standpoint.yaml:5:16
          |
        5 |   unused-note: loud
          |                ^^^^
          |
          = help: write `off`, `warning` or `error`"#]]
    .assert_eq(&settings);
}

#[test]
fn deny_warnings_makes_errors_of_them() {
    let site = clean().file("content/pages/p.md", "---\ntitle: P\n---\n<b>\n");
    site.check().exits(0).finding("raw-html");
    let run = site.run(&["check", "--deny-warnings", "--format", "short"]).exits(1);
    assert!(run.finding("raw-html").contains(": error: "), "{}", run.stdout);
    site.run(&["build", "--deny-warnings"]).exits(1);
    assert!(site.has("pages/p.html"), "it is built all the same");
}

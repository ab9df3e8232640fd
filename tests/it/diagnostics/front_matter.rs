//! Findings about front matter, and about files that cannot be read.

use expect_test::expect;

use super::finds;
use crate::harness::Site;

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
             = help: begin the file with a line `---`, then `key: value` lines, then another line `---`

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
              = help: perhaps this is meant: `title: "What: why"`

        "#]],
    );
    finds(
        "content/pages/p.md",
        "---\ntitle: P\naliases:\n\t- Q\n---\n",
        1,
        &expect![[r#"
            error[bad-yaml]: this front matter is not YAML: tabs disallowed within this context (block indentation)
             --> content/pages/p.md:4:2
              |
            4 |     - Q
              |     ^
              |
              = help: look at the place underlined. Often a value with `: ` or `#` in it needs quotes

        "#]],
    );
}

#[test]
fn cut_value() {
    finds(
        "content/pages/p.md",
        "---\ntitle: Wish #1 of Velia\n---\n",
        0,
        &expect![[r##"
            warning[cut-value]: `#1 of Velia` is a comment to YAML, and no part of the value
             --> content/pages/p.md:2:13
              |
            2 | title: Wish #1 of Velia
              |             ^^^^^^^^^^^
              |
              = help: write "Wish #1 of Velia"; if a comment is meant, put a space behind the `#`

        "##]],
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
              = help: save it again as UTF-8 (in most editors: Save with encoding). The message names the first byte that is wrong

        "#]],
    );
}

#[test]
fn held_back() {
    finds(
        "content/pages/p.md",
        "---\ntitle: P\npublished: false\n---\nNot yet.\n",
        1,
        &expect![[r#"
            error[held-back]: `published` reads as if this text were not for readers; it is held back
             --> content/pages/p.md:3:1
              |
            3 | published: false
              | ^^^^^^^^^
              |
              = help: write `draft: true` or `audience: internal` in its place, or remove it to publish the text

        "#]],
    );
}

#[test]
fn a_span_of_time_is_told_with_what_to_write() {
    for (span, proposed) in [
        ("2025-01/2025-03", "write `2025` for some time in it, or `2025-01`, and in the text how long it was"),
        (
            "2025-01-05/2025-01-09",
            "write `2025-01` for some time in it, or `2025-01-05`, and in the text how long it was",
        ),
        ("2025-01/..", "write `2025-01`, and in the text how long it was"),
        ("../2025-03-04", "write `2025-03-04`, and in the text how long it was"),
        ("2024-11~/2025-02", "write `2024-11~`, and in the text how long it was"),
        ("2025-21/2025-22", "write `2025` for some time in it, or `2025-21`, and in the text how long it was"),
        ("2024–2025", "write `2024`, and in the text how long it was"),
        (
            "2025-01-05 to 2025-02-01",
            "write `2025` for some time in it, or `2025-01-05`, and in the text how long it was",
        ),
    ] {
        let site = Site::new()
            .file("content/events/talks.md", format!("---\ntitle: Talks\ndate: {span}\n---\n"))
            .file("content/sources/s.md", format!("---\ntitle: S\nurl: https://s.example/\npublished: {span}\n---\n"));
        let run = site.run(&["check"]).exits(1);
        let message =
            format!("`{span}` is no date: it is a span of time, and a date is one day, month, season or year");
        assert_eq!(run.stdout.matches(&message).count(), 2, "{}", run.stdout);
        assert!(run.stdout.contains(proposed), "{}", run.stdout);
    }
    // A slip of another kind is none.
    let site = Site::new().file("content/events/talks.md", "---\ntitle: Talks\ndate: 2025/01\n---\n");
    assert!(site.run(&["check"]).exits(1).stdout.contains("2025-01"));
}

//! The formats of findings, their places and their levels.

use expect_test::expect;

use super::clean;
use crate::harness::Site;

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
            "fix": { "start": { "line": 4, "column": 19 }, "end": { "line": 4, "column": 24 }, "text": "press" },
        })
    );
    assert_eq!((&found[1]["code"], &found[1]["fix"]), (&"unused-note".into(), &serde_json::Value::Null));
    assert_eq!(
        found[2]["related"],
        serde_json::json!([{
            "file": "content/sources/press.md", "line": 3, "column": 6,
            "message": "this note is the one shown; both keys lead to it",
        }])
    );
}

/// What a file becomes when a program puts every `fix` of a check into it.
fn mended(path: &str, text: &str) -> String {
    let run = clean().file(path, text).run(&["check", "--format", "json"]);
    let found = run.stdout.lines().map(|line| serde_json::from_str(line).expect("an object"));
    let mut fixes: Vec<serde_json::Value> = found.map(|mut one: serde_json::Value| one["fix"].take()).collect();
    fixes.retain(|fix| !fix.is_null());
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    // From the end, so that places that are still to come stay where they are.
    for fix in fixes.iter().rev() {
        let place = |end: &str, what: &str| fix[end][what].as_u64().expect("a number") as usize - 1;
        assert_eq!(place("start", "line"), place("end", "line"));
        let line = &mut lines[place("start", "line")];
        let byte = |column| line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
        let range = byte(place("start", "column"))..byte(place("end", "column"));
        line.replace_range(range, fix["text"].as_str().expect("a text"));
    }
    lines.join("\n")
}

#[test]
fn a_program_can_mend_what_is_a_slip() {
    assert_eq!(
        mended(
            "content/positions/russia/troops.2020.md",
            "---\nas_of: 2020\nstance: \"oposes\"\nfirmnes: firm\n---\n«Ні» [@prees, p. 3; @press]. So says [see; @press]. [@ press]\n",
        ),
        "---\nas_of: 2020\nstance: \"opposes\"\nfirmness: firm\n---\n«Ні» [@press, p. 3; @press]. So says [see; [@press]]. [@press]",
    );
    assert_eq!(
        mended(
            "content/sources/t.md",
            "---\ntitle: T\nurl: https://t.example/a?utm_source=x&id=1\npublished: 2025\n---\n",
        ),
        "---\ntitle: T\nurl: https://t.example/a?id=1\npublished: 2025\n---",
    );
}

/// Only a word that stands for itself is replaced: in the rest of a link it might be another one.
#[test]
fn what_is_more_than_a_word_has_no_fix() {
    let text = "---\ntitle: P\n---\n## Heading\n\n[headng](#headng) and [the actor](../actors/rusia.md).";
    let run = clean().file("content/pages/p.md", text).run(&["check", "--format", "short"]);
    assert_eq!(run.stdout.lines().count(), 2, "{}", run.stdout);
    assert_eq!(mended("content/pages/p.md", text), text);
}

#[test]
fn github_is_one_workflow_command_for_each_finding() {
    expect![[r#"
        ::error file=content/pages/p.md,line=4,col=18,title=unknown-source::there is no source `prees`%0Adid you mean `press`?%0Awrite content/sources/prees.md, or correct the key
        ::warning file=content/pages/p.md,line=6,col=1,title=unused-note::the note `[^1]` is never used%0Awrite `[^1]` where it belongs, or remove it; it is not shown
        ::warning file=content/sources/t.md,line=3,col=6,title=duplicate-url::the note `t` describes the same address as `press`%0Amerge the two notes, and cite `press`
    "#]].assert_eq(&spoilt().run(&["check", "--format", "github"]).exits(1).stdout);
}

/// GitHub knows files by their paths from the top of the repository.
#[test]
fn in_a_folder_of_a_repository_github_is_told_the_whole_path() {
    let repository = Site::bare()
        .file(".git/HEAD", "ref: refs/heads/main\n")
        .file("docs/site/standpoint.yaml", "base_url: https://example.org/\n")
        .file("docs/site/content/pages/p.md", "---\ntitle: P\n---\nÉ [@one]\n");
    let place = "::error file=docs/site/content/pages/p.md,line=4,col=4,title=unknown-source::";
    let run = repository.run(&["check", "docs/site", "--format", "github"]).exits(1);
    assert!(run.stdout.starts_with(place), "{}", run.stdout);
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
        .file("content/pages/p.md", "---\ntitle: P\n---\n[a](b.md) [@y] <font>\n")
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
    // A mistake in a template may be why much else is found.
    assert_eq!(files[0], "themes/default/templates/matrix.html");
    assert!(files[1..].is_sorted(), "{files:?}");
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
          = help: write `off`, `advice`, `warning` or `error`"#]]
    .assert_eq(&settings);
}

#[test]
fn deny_warnings_makes_errors_of_them() {
    let site = clean().file("content/pages/p.md", "---\ntitle: P\n---\n<font>\n");
    site.check().exits(0).finding("raw-html");
    let run = site.run(&["check", "--deny-warnings", "--format", "short"]).exits(1);
    assert!(run.finding("raw-html").contains(": error: "), "{}", run.stdout);
    site.run(&["build", "--deny-warnings"]).exits(1);
    assert!(site.has("pages/p.html"), "it is built all the same");
}

//! Many findings, drawn so that a person can read them.

use std::time::{Duration, Instant};

use expect_test::expect;

use super::clean;
use crate::harness::Site;

/// A page with this text.
fn page(site: Site, id: &str, text: &str) -> Site {
    site.file(&format!("content/pages/{id}.md"), format!("---\ntitle: P\n---\n{text}\n"))
}

#[test]
fn three_of_a_kind_in_a_file_are_drawn_and_the_others_counted() {
    let slips = "[@one] [@two] [@three]\n\n[@four] ![](../map.png) [@five]";
    let site = page(clean().file("content/map.png", "a map"), "p", slips);
    let run = site.run(&["check"]).exits(1);
    expect![[r#"
        warning[image-without-words]: this image has no words in its place
         --> content/pages/p.md:6:9
          |
        6 | [@four] ![](../map.png) [@five]
          |         ^^^^^^^^^^^^^^^
          |
          = help: say what it shows: `![A map of the river](…)`; some readers cannot see it

        error[unknown-source]: there is no source `one`
         --> content/pages/p.md:4:2
          |
        4 | [@one] [@two] [@three]
          |  ^^^^
          |
          = help: write content/sources/one.md, or correct the key

        error[unknown-source]: there is no source `two`
         --> content/pages/p.md:4:9
          |
        4 | [@one] [@two] [@three]
          |         ^^^^
          |
          = help: write content/sources/two.md, or correct the key

        error[unknown-source]: there is no source `three`
         --> content/pages/p.md:4:16
          |
        4 | [@one] [@two] [@three]
          |                ^^^^^^
          |
          = help: write content/sources/three.md, or correct the key

        and 2 more of `unknown-source` in content/pages/p.md

        error    unknown-source       5 in 1 file
        warning  image-without-words  1 in 1 file
        All of them: standpoint check --format short. What one means: standpoint explain NAME.

    "#]]
    .assert_eq(&run.stdout);
    assert_eq!(run.stderr, "2 pieces of advice: standpoint check --advice\n5 errors, 1 warning.\n");
    for format in ["short", "json", "github"] {
        let run = site.run(&["check", "--format", format]).exits(1);
        assert_eq!(run.stdout.lines().count(), 6, "{format} has all of them: {}", run.stdout);
    }
    assert!(
        site.build().stderr.contains("\nand 2 more of `unknown-source` in content/pages/p.md\n"),
        "so does a build"
    );
}

#[test]
fn one_kind_in_very_many_files_is_drawn_in_ten_of_them() {
    let site = (10..40).fold(clean(), |site, at| page(site, &format!("p{at}"), "[@lost] and [x](#lost)"));
    let said = site.run(&["check"]).exits(1).stdout;
    assert_eq!(said.matches("error[unknown-source]").count(), 10, "{said}");
    assert!(said.contains("--> content/pages/p19.md:4:13") && !said.contains("p20.md"), "{said}");
    assert!(said.contains("\nerror    unknown-source  30 in 30 files\n"), "{said}");
    let few = (10..20).fold(clean(), |site, at| page(site, &format!("p{at}"), "[@lost] and [x](#lost)"));
    let said = few.run(&["check"]).exits(1).stdout;
    assert_eq!(said.matches("error[").count(), 20);
    assert!(!said.contains("All of them"), "where all are drawn, nothing is counted: {said}");
}

#[test]
fn a_key_that_a_kind_does_not_have_is_told_once() {
    let with = |site: Site, path: &str, key: &str| site.file(path, format!("---\ntitle: P\n{key}: 1\n---\nWords.\n"));
    let site = (1..=5).fold(clean(), |site, at| with(site, &format!("content/pages/p{at}.md"), "rank"));
    let site = with(with(site, "content/pages/q.md", "zone"), "content/issues/dam.md", "rank");
    let run = site.run(&["check"]).exits(0);
    let told = run.stdout.split("\n\n").find(|one| one.contains("`rank`, here")).expect("a finding");
    expect![[r#"
        warning[unknown-key]: a page has no key `rank`, here and in 4 more places
         --> content/pages/p1.md:3:1
          |
        3 | rank: 1
          | ^^^^
          |
         ::: content/pages/p2.md:3:1
          |
        3 | rank: 1
          | ---- here too
          |
         ::: content/pages/p3.md:3:1
          |
        3 | rank: 1
          | ---- here too
          |
         ::: content/pages/p4.md:3:1
          |
        3 | rank: 1
          | ---- here too
          |
          = note: and in 1 more place: all with --format json
          = help: its keys: aliases, allow, alternate, audience, corrections, draft, extra, formerly, image, language, tags, title"#]]
    .assert_eq(told);
    assert_eq!(
        run.stderr, "2 pieces of advice: standpoint check --advice\n0 errors, 3 warnings.\n",
        "another kind and another key are told by themselves"
    );
    let json = site.run(&["check", "--format", "json"]).stdout;
    assert!(json.contains("content/pages/p5.md"), "{json}");
}

#[test]
fn a_note_that_nobody_wrote_yet_is_told_once_and_is_no_error() {
    let site =
        page(page(clean(), "p", "See [[fery]], [[fery|it]] and [[dams]]."), "q", "As in [[fery#why]] and [[rusia]].");
    let run = site.run(&["check", "--format", "short"]).exits(0);
    expect![[r#"
        content/pages/p.md:4:5: warning: nothing here is called `fery`, here and in 2 more places [unwritten-note]
        content/pages/p.md:4:31: warning: nothing here is called `dams` [unwritten-note]
        content/pages/q.md:4:24: warning: nothing here is called `rusia` [unwritten-note]
    "#]]
    .assert_eq(&run.stdout);
    assert!(site.run(&["check"]).stdout.contains("did you mean `russia`?"));
    site.build().exits(0);
    let gaps =
        "See <span class=\"gap\">fery</span>, <span class=\"gap\">it</span> and <span class=\"gap\">dams</span>.";
    assert!(site.page("pages/p.html").contains(gaps), "{}", site.page("pages/p.html"));
    // One level, set once, for all of them.
    let rules = "base_url: https://example.org/\nrules: {unwritten-note: error}\n";
    site.file("standpoint.yaml", rules).check().exits(1);
}

#[test]
fn html_is_told_once_for_each_element_and_file() {
    let site = page(clean(), "p", "<font>a</font> <video> <FONT>b</FONT> <form>c</form>\n\n<video><video>");
    let run = page(site, "q", "<font>a</font>").check().exits(0);
    expect![[r#"
        content/pages/p.md:4:1: warning: HTML in a text is shown as it is written, not used; `<font>` stands 2 times in this text [raw-html]
        content/pages/p.md:4:16: warning: HTML in a text is shown as it is written, not used; `<video>` stands 3 times in this text [raw-html]
        content/pages/p.md:4:39: warning: HTML in a text is shown as it is written, not used [raw-html]
        content/pages/q.md:4:1: warning: HTML in a text is shown as it is written, not used [raw-html]
    "#]]
    .assert_eq(&run.stdout);
}

/// The columns of a long line are not counted anew for each finding in it.
#[test]
fn thousands_of_findings_in_one_line_are_placed_and_drawn_quickly() {
    let site = page(clean(), "p", &"[ä](#nope) ".repeat(40_000));
    for format in ["short", "human"] {
        let start = Instant::now();
        let run = site.run(&["check", "--format", format]).exits(1);
        assert!(start.elapsed() < Duration::from_secs(30), "{:?} for {format}", start.elapsed());
        if format == "short" {
            run.finds("content/pages/p.md:4:439990: error", "broken-anchor");
        } else {
            assert!(run.stdout.len() < 3000, "{}", run.stdout);
        }
    }
}

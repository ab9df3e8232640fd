//! What is broken, doubled or of no standard: each is told with its place, and the rest is imported.

use expect_test::expect;

use super::{import, notes, with};
use crate::harness::Site;

#[test]
fn a_broken_entry_of_bibtex_costs_no_other() {
    let export = "\
@book{a, title = {First}, year = 2001}

@book{b, title = {Never closed, year = 2002

@book{c, title = {Third}, year = 2003}
@book{d, title {No sign}, year = 2004}
@book{e, title = {Closed}} , year = 2005 }
@book{f, title = {Last}, year = 2006
";
    let site = with("refs.bib", export);
    let run = import(&site, "refs.bib").exits(1);
    assert_eq!(notes(&site).into_keys().collect::<Vec<_>>(), ["a", "c", "e"]);
    for place in ["refs.bib:3:1: error", "refs.bib:6:16: error", "refs.bib:7:28: error", "refs.bib:8:1: error"] {
        assert!(run.stderr.contains(place), "{place}: {}", run.stderr);
    }
    assert_eq!(run.stderr.matches("[broken-record]").count(), 4, "{}", run.stderr);
}

#[test]
fn a_broken_item_of_json_costs_no_other() {
    let export = "[\n {\"id\": \"a\", \"title\": \"First\", \"type\": \"book\"},\n {\"id\": \"b\", \"title\": First},\n 7,\n {\"id\": \"c\", \"title\": \"Third\"},\n {\"id\": \"d\", \"title\": \"Cut";
    let site = with("refs.json", export);
    let run = import(&site, "refs.json").exits(1);
    assert_eq!(notes(&site).into_keys().collect::<Vec<_>>(), ["a", "c"]);
    for place in ["refs.json:3:23: error", "refs.json:4:2: error", "refs.json:6:2: error"] {
        assert!(run.stderr.contains(place), "{place}: {}", run.stderr);
    }
}

#[test]
fn tags_of_no_standard_and_lines_of_no_record_are_told() {
    let export = "Exported on Monday\nTY  - ZZZZ\nTI  - A\nXX  - odd\nQ9  - odder\nER  - \n";
    let site = with("refs.ris", export);
    let run = import(&site, "refs.ris").exits(0);
    for told in [
        "refs.ris:1:1: warning: this line belongs to no record",
        "refs.ris:2:1: warning: `ZZZZ` is no type of RIS",
        "refs.ris:4:1: warning: `XX` is left out",
        "refs.ris:5:1: warning: `Q9` is left out",
    ] {
        assert!(run.stderr.contains(told), "{told}: {}", run.stderr);
    }
    assert_eq!(notes(&site).len(), 1);
}

#[test]
fn a_record_without_a_title_gets_a_placeholder() {
    let export =
        "@misc{a, url = {https://press.example/x}, year = 2020}\n@article{b, journal = {Rivers}, year = 2020}\n";
    let site = with("refs.bib", export);
    let run = import(&site, "refs.bib").exits(0);
    assert!(notes(&site)["a"].starts_with("title: press.example\n"), "{:?}", notes(&site));
    assert!(notes(&site)["b"].starts_with("title: Rivers\n"));
    assert!(run.stderr.contains("refs.bib:1:1: warning: this record has no title"), "{}", run.stderr);
    assert_eq!(run.stderr.matches("[untitled-record]").count(), 2);
}

#[test]
fn bytes_of_other_encodings_are_read_and_told() {
    let site = with("latin.bib", b"@book{a, title = {Z\xfcrich \x96 Basel}, year = 2001}\n");
    let run = import(&site, "latin.bib").exits(0);
    assert!(notes(&site)["a"].starts_with("title: Zürich – Basel\n"), "{:?}", notes(&site));
    assert!(run.stderr.contains("latin.bib:1:20: warning: byte 0xfc is no UTF-8; 2 such bytes"), "{}", run.stderr);
    let wide: Vec<u8> =
        "\u{feff}TY  - BOOK\nTI  - Zürich\nER  - \n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let site = with("wide.ris", wide);
    import(&site, "wide.ris").exits(0);
    assert_eq!(notes(&site).into_values().collect::<Vec<_>>(), ["title: Zürich\ntype: book\n"]);
}

#[test]
fn values_that_cannot_be_are_told_and_left_out() {
    let export = r"@article{a, title = {A}, date = {2020-13-45}, doi = {none}, url = {javascript:alert(1)}, language = {Elvish}, journal = unknown}
@article{b, title = {$B}, date = {2019/2020}, url = {https://user:pw@b.example/}}
";
    let site = with("refs.bib", export);
    let run = import(&site, "refs.bib").exits(0);
    assert_eq!(notes(&site)["a"], "title: A\ntype: article-journal\ncontainer: unknown\n");
    assert!(notes(&site)["b"].contains("published: 2019\n"), "{}", notes(&site)["b"]);
    for told in [
        "`2020-13-45` is no date",
        "`none` is no DOI",
        "`url` is left out",
        "`Elvish` is no language",
        "`unknown`",
        "`2019/2020` is a span",
        "user name or a password",
    ] {
        assert!(run.stderr.contains(told), "{told}: {}", run.stderr);
    }
}

#[test]
fn endless_abbreviations_and_deep_braces_end() {
    let deep = format!("@book{{deep, title = {{{}x{}}}, year = 2001}}\n", "{".repeat(100_000), "}".repeat(100_000));
    let doubling: String = (0..60).map(|n| format!("@string{{s{} = s{n} # s{n}}}\n", n + 1)).collect();
    let export = format!(
        "@string{{loop = loop}}\n@string{{s0 = {{x}}}}\n{doubling}{deep}@book{{a, title = s60, publisher = loop, crossref = {{a}}, year = 2001}}\n"
    );
    let site = with("refs.bib", export);
    let run = import(&site, "refs.bib").exits(1);
    assert!(run.stderr.contains("deep here, so this entry is left out"));
    assert_eq!(notes(&site).into_keys().collect::<Vec<_>>(), ["a"]);
    let json = format!("[{}{}, {{\"id\": \"ok\", \"title\": \"T\"}}]", "[".repeat(100_000), "]".repeat(100_000));
    let site = with("refs.json", json);
    import(&site, "refs.json").exits(1);
    assert_eq!(notes(&site).into_keys().collect::<Vec<_>>(), ["ok"]);
}

#[test]
fn a_file_of_no_form_and_a_missing_one_are_refused() {
    let site = with("notes.txt", "Just words.\n");
    let run = import(&site, "notes.txt").exits(2);
    assert!(run.stderr.contains("notes.txt is none of the forms that are read"), "{}", run.stderr);
    import(&site, "nowhere.bib").exits(3);
    let site = with("words.bib", "Just words.\n");
    assert!(import(&site, "words.bib").exits(1).stderr.contains("words.bib:1:1: error: there is no entry"));
    let site = with("empty.json", "");
    import(&site, "empty.json").exits(0);
}

#[test]
fn names_in_an_export_lead_nowhere_else() {
    let export = "@book{../../evil, title = {A}, year = 2001}\n@book{con, title = {B}, year = 2001}\n@book{index, title = {C}, year = 2001}\n@book{a\u{202e}b, title = {x: #y\u{202e}}, year = 2001}\n";
    let site = with("refs.bib", export);
    import(&site, "refs.bib").exits(0);
    let notes = notes(&site);
    assert!(
        notes.contains_key("evil") && notes.contains_key("source-con") && notes.contains_key("source-index"),
        "{notes:?}"
    );
    assert!(!site.path("evil.md").exists());
    assert_eq!(site.check().stdout.matches("error").count(), 0, "{}", site.check().stdout);
}

#[cfg(unix)]
#[test]
fn nothing_is_half_written() {
    use std::os::unix::fs::symlink;
    let export = "@book{a, title = {A}, year = 2001}\n@book{b, title = {B}, year = 2001}\n";
    let site = with("refs.bib", export);
    let outside = tempfile::tempdir().expect("a folder");
    symlink(outside.path(), site.path("content/sources")).expect("a link");
    import(&site, "refs.bib").exits(3);
    assert_eq!(std::fs::read_dir(outside.path()).expect("the folder").count(), 0);
    let left: Vec<String> =
        crate::harness::files_below(site.root()).into_iter().filter(|path| path.contains("standpoint-new")).collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn a_note_that_may_not_be_written_stops_all_of_it() {
    let export = "@book{a, title = {A}, publisher = {Press}, year = 2001}\n@book{b, title = {B}, year = 2001}\n";
    let site = with("refs.bib", export).file("content/sources/a.md", "---\ntitle: A\n---\n");
    let path = site.path("content/sources/a.md");
    let mut rights = std::fs::metadata(&path).expect("it").permissions();
    rights.set_readonly(true);
    std::fs::set_permissions(&path, rights).expect("rights");
    let run = site.run(&["import", "refs.bib", "--update"]).exits(3);
    assert!(
        run.stderr.contains("content/sources/a.md: this file may not be written; nothing was written"),
        "{}",
        run.stderr
    );
    assert_eq!(notes(&site).into_keys().collect::<Vec<_>>(), ["a"]);
}

#[test]
fn a_dry_run_writes_nothing() {
    let site = with("refs.bib", "@book{a, title = {A}, year = 2001}\n");
    let run = site.run(&["import", "refs.bib", "--dry-run"]).exits(0);
    assert_eq!(run.stdout, "new: content/sources/a.md\n");
    assert_eq!(run.stderr, "Would write 1 new source note.\n");
    assert!(notes(&site).is_empty());
}

#[test]
fn thousands_of_records_are_no_burden() {
    let entry = |n: usize| {
        format!(
            "@article{{k{n}, title = {{Title {n}}}, author = {{Doe, Jane and Roe, Rick}}, journal = {{Rivers}}, year = 2001, doi = {{10.1000/{n}}}, abstract = {{{}}}}}\n",
            "words ".repeat(60)
        )
    };
    let site = with("refs.bib", (0..2000).map(entry).collect::<String>());
    let run = import(&site, "refs.bib").exits(0);
    assert!(run.stderr.ends_with("Wrote 2000 new source notes.\n"), "{}", run.stderr);
    assert!(run.stderr.contains("`abstract` is left out, in 2000 records"));
}

#[test]
fn of_many_findings_the_rest_is_told_by_the_same_command() {
    let entry =
        |n: usize| format!("@book{{k{n}, title = {{T}}, year = 2001, url = {{https://a.example/{n}?utm_source=x}}}}\n");
    let site = with("refs.bib", (0..9).map(entry).collect::<String>());
    let run = site.run(&["import", "refs.bib", "--dry-run"]).exits(0);
    assert!(run.stderr.contains("All of them: standpoint import … --format short."), "{}", run.stderr);
}

#[test]
fn what_is_found_is_drawn_at_its_place() {
    let export = "@book{a, title = {A}, year = 2001, abstract = {Long}}\n@book{a, title = {A}, year = 2001}\n\
                  @book{b, year = 2002}\n@book{c, title = {Cut\n";
    let site = with("refs.bib", export);
    expect![[r#"
        warning[dropped-field]: `abstract` is left out: a source note has no place for what it says
         --> refs.bib:1:36
          |
        1 | @book{a, title = {A}, year = 2001, abstract = {Long}}
          |                                    ^^^^^^^^
          |
          = help: write by hand what readers should know; notes and abstracts are not published unasked

        warning[double-record]: this record tells of `a` once more, so both are one note
         --> refs.bib:2:1
          |
        2 | @book{a, title = {A}, year = 2001}
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
         ::: refs.bib:1:1
          |
        1 | @book{a, title = {A}, year = 2001, abstract = {Long}}
          | ----------------------------------------------------- the first one
          |
          = help: make one record of the two, unless they are two things; then correct an address

        warning[untitled-record]: this record has no title; its note is called `…`
         --> refs.bib:3:1
          |
        3 | @book{b, year = 2002}
          | ^^^^^^^^^^^^^^^^^^^^^
          |
          = help: write its title into the note

        error[broken-record]: this entry is not closed, so it is left out
         --> refs.bib:4:1
          |
        4 | @book{c, title = {Cut
          | ^^^^^^^^^^^^^^^^^^^^^
          |
          = help: mend it, or export once more

        Wrote 2 new source notes; 1 record joined with another.
    "#]]
    .assert_eq(&site.run(&["import", "refs.bib"]).exits(1).stderr);
    let site = with("paper.md", "---\ntitle: T\ndate: 2025\n---\nSee @fig-map.\n");
    expect![[r#"
        warning[needs-hand]: `@fig-map` needs a hand: it is a cross-reference
         --> paper.md:5:5
          |
        5 | See @fig-map.
          |     ^^^^^^^^
          |
          = help: write what it leads to in words, and link the heading or the figure

        Wrote the briefing `paper` and 0 new source notes.
    "#]]
    .assert_eq(&site.run(&["import", "--manuscript", "paper.md", "--format", "human"]).exits(0).stderr);
}

#[test]
fn a_name_of_two_sources_is_drawn_in_both() {
    let note = |title: &str| format!("---\ntitle: {title}\nmedium: print\npublished: 2001\nkeys: [both]\n---\n");
    let site = Site::new().file("content/sources/a.md", note("A")).file("content/sources/b.md", note("B"));
    let site = site.briefing("x", "One [@a]. Two [@b].");
    expect![[r#"
        error[ambiguous-key]: `both` leads to the source `a` already
         --> content/sources/b.md:5:8
          |
        5 | keys: [both]
          |        ^^^^
          |
         ::: content/sources/a.md:2:8
          |
        2 | title: A
          |        - this one
          |
          = help: take it out of `keys:` of one of the two, or make one note of both

    "#]]
    .assert_eq(&site.run(&["check"]).exits(1).stdout);
}

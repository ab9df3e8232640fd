//! Records of what the site has already, and of what another record told.

use super::{import, notes, with};

const NOTE: &str =
    "---\ntitle:  Mine  # yes\nurl: https://herald.example/talks\npublisher:   # who\n---\n\nMy note [x].\n";

#[test]
fn what_a_note_says_stays() {
    let export = r#"[{"id": "h1", "title": "Theirs", "URL": "http://www.herald.example/talks/", "publisher": "The Herald", "volume": "3"}]"#;
    let site = with("refs.json", export).file("content/sources/herald.md", NOTE);
    let run = import(&site, "refs.json").exits(0);
    assert_eq!(run.stdout, "known: content/sources/herald.md\n");
    assert!(
        run.stderr.ends_with("1 note has empty keys that the export knows; --update fills them.\n"),
        "{}",
        run.stderr
    );
    let text = || std::fs::read_to_string(site.path("content/sources/herald.md")).expect("it");
    assert_eq!(text(), NOTE);
    let run = site.run(&["import", "refs.json", "--update"]).exits(0);
    assert_eq!(run.stdout, "filled: content/sources/herald.md (keys, volume, publisher)\n");
    let filled = "---\ntitle:  Mine  # yes\nurl: https://herald.example/talks\npublisher: The Herald   # who\nkeys: [h1]\nvolume: 3\n---\n\nMy note [x].\n";
    assert_eq!(text(), filled);
    let run = site.run(&["import", "refs.json", "--update"]).exits(0);
    assert_eq!((run.stdout.as_str(), text().as_str()), ("known: content/sources/herald.md\n", filled));
}

#[test]
fn the_same_export_twice_writes_nothing_new() {
    let export = "TY  - BOOK\nTI  - One\nAU  - Doe, J.\nPY  - 2001\nER  - \nTY  - BOOK\nTI  - One\nAU  - Doe, J.\nPY  - 2002\nER  - \nTY  - JOUR\nTI  - Two\nDO  - 10.1000/1\nER  - \n";
    let site = with("refs.ris", export);
    import(&site, "refs.ris").exits(0);
    let first = notes(&site);
    assert_eq!(first.len(), 3, "{first:?}");
    let run = import(&site, "refs.ris").exits(0);
    assert_eq!(run.stdout.matches("known: ").count(), 3, "{}", run.stdout);
    assert_eq!(notes(&site), first);
}

#[test]
fn two_records_of_one_thing_are_one_note() {
    let export = "\
@article{a, title = {Water}, doi = {10.1000/ABC}, year = 2020}
@online{b, title = {Water}, url = {https://doi.org/10.1000/abc}, publisher = {Press}}
@online{c, title = {Copy}, url = {https://web.archive.org/web/20240102030405/http://press.example/x}}
@online{d, title = {Copy}, url = {https://press.example/x/}}
";
    let site = with("refs.bib", export);
    let run = import(&site, "refs.bib").exits(0);
    let notes = notes(&site);
    assert_eq!(notes.keys().map(String::as_str).collect::<Vec<_>>(), ["a", "c"]);
    assert!(notes["a"].starts_with("keys: [b]\n") && notes["a"].contains("publisher: Press\n"), "{}", notes["a"]);
    let told = "refs.bib:2:1: warning: this record tells of `a` once more, so both are one note; `b` leads there, too";
    assert!(run.stderr.contains(told), "{}", run.stderr);
    assert!(run.stderr.ends_with("Wrote 2 new source notes; 2 records joined with another.\n"), "{}", run.stderr);
}

#[test]
fn two_things_of_one_key_are_two_notes() {
    let export = "@book{doe2020, title = {One}, isbn = {9780140444308}, year = 2020}\n@book{doe2020, title = {Other}, isbn = {9780306406157}, year = 2020}\n@book{Doe2020, title = {Third}, year = 2020}\n";
    let site = with("refs.bib", export);
    let run = import(&site, "refs.bib").exits(0);
    assert_eq!(notes(&site).into_keys().collect::<Vec<_>>(), ["Doe2020-3", "doe2020", "doe2020-2"]);
    let again = import(&site, "refs.bib").exits(0);
    assert_eq!(again.stdout.matches("known: ").count(), 3, "{}", again.stdout);
    assert!(
        run.stderr.contains(
            "refs.bib:2:1: warning: `doe2020` is the key of another source already, so this one is called `doe2020-2`"
        ),
        "{}",
        run.stderr
    );
}

#[test]
fn a_note_that_lists_other_names_is_told_of_a_new_one() {
    let note = "---\ntitle: Mine\ndoi: 10.1000/1\nkeys: [old]\npublished: 2020\n---\n";
    let site = with("refs.bib", "@article{new:1, title = {Theirs}, doi = {10.1000/1}}\n")
        .file("content/sources/mine.md", note);
    let run = import(&site, "refs.bib").exits(0);
    assert!(
        run.stderr.contains("texts cite this record as `new:1`, which content/sources/mine.md does not list"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_note_that_was_written_over_is_still_the_note_of_its_key() {
    let export = "@book{doe2020, title = {Water}, year = 2020}\n";
    let site =
        with("refs.bib", export).file("content/sources/doe2020.md", "---\ntitle: On water\nmedium: print\n---\n");
    let run = import(&site, "refs.bib").exits(0);
    assert_eq!(run.stdout, "known: content/sources/doe2020.md\n");
    assert!(
        run.stderr.contains("refs.bib:1:1: warning: this record has the key of content/sources/doe2020.md"),
        "{}",
        run.stderr
    );
}

#[test]
fn what_a_second_record_says_otherwise_is_told() {
    let export = "@article{a, title = {Water}, author = {Doe, J.}, doi = {10.1000/1}, year = 2020, volume = 3}\n\
                  @article{a, title = {Water}, author = {Doe, Jane}, doi = {10.1000/1}, year = 2021, volume = 3}\n";
    let site = with("refs.bib", export);
    let run = import(&site, "refs.bib").exits(0);
    assert!(run.stderr.contains("both are one note; left out is another published, authors"), "{}", run.stderr);
    assert_eq!(notes(&site).len(), 1);
}

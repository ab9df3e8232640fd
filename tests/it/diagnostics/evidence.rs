//! What claims rest on, and how judgements are worded.

use expect_test::expect;

use super::clean;
use crate::harness::Site;

/// A source note with some keys beside title, address and date.
fn source(site: Site, key: &str, keys: &str) -> Site {
    let front = format!("title: The {key}\nurl: https://{key}.example/\npublished: 2025-01-01\n{keys}");
    site.file(&format!("content/sources/{key}.md"), format!("---\n{front}---\n"))
}

/// A position of Russia on an issue of its own.
fn position(site: Site, id: &str, keys: &str, text: &str) -> Site {
    let front = format!("as_of: 2025-08\nstance: opposes\n{keys}");
    site.issue(id).file(&format!("content/positions/russia/{id}.md"), format!("---\n{front}---\n{text}\n"))
}

#[test]
fn retracted_and_circular_sources() {
    let site = source(clean(), "leak", "retracted: {date: 2025-03-01}\n");
    let site = source(site, "report", "derived_from: [leak]\n");
    let site = source(site, "egg", "derived_from: [hen]\n");
    let site = source(site, "hen", "derived_from: [egg]\n");
    let site = position(site, "land", "", "It says no [@report] [@leak].");
    let site = position(site, "sea", "", "It says no [@egg].");
    expect![[r#"
        warning[rests-on-retracted]: this position rests on nothing but `leak` (report → leak), which was retracted
         --> content/positions/russia/land.md:3:9
          |
        3 | stance: opposes
          |         ^^^^^^^
          |
         ::: content/sources/leak.md:2:8
          |
        2 | title: The leak
          |        -------- retracted
          |
          = help: cite another source, or correct the text. `standpoint impact KEY` lists all that rests on a source. If the claim stands all the same, say why in the text and under `allow:`

        warning[circular-origin]: these sources draw on one another alone: egg → hen → egg
         --> content/sources/egg.md:5:16
          |
        5 | derived_from: [hen]
          |                ^^^
          |
          = help: look up which of them came first, and take `derived_from` out of that one; or write a note for the source that all of them go back to

    "#]].assert_eq(&site.run(&["check"]).exits(0).stdout);
}

#[test]
fn words_of_judgements() {
    let judgements = "  - text: We have high confidence that Russia will likely say no.\n    likelihood: likely\n    cites: [press]\n  \
                      - text: Russia might say yes.\n    likelihood: unlikely\n    cites: [press]\n";
    let front = format!("title: B\nas_of: 2025-08\njudgements:\n{judgements}");
    let site = clean().file("content/briefings/b.md", format!("---\n{front}---\nText.\n"));
    expect![[r#"
        warning[mixed-confidence]: “high confidence” and “likely” stand in one sentence
         --> content/briefings/b.md:5:11
          |
        5 |   - text: We have high confidence that Russia will likely say no.
          |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: say the one in `likelihood:` and the other in `confidence:`

        warning[off-scale-word]: “might” is no word of the scale: readers take it for anything
         --> content/briefings/b.md:8:11
          |
        8 |   - text: Russia might say yes.
          |           ^^^^^^^^^^^^^^^^^^^^^
          |
          = help: say in `text:` what will happen, without such a word, and in `likelihood:` how likely it is

    "#]]
    .assert_eq(&site.run(&["check"]).exits(0).stdout);
}

#[test]
fn advice_about_origins_and_publishers() {
    let site = source(clean(), "wire", "publisher: Wire\narchived: [{url: \"https://archive.example/1\"}]\n");
    let site = source(
        site,
        "daily",
        "publisher: Daily\nderived_from: [wire]\narchived: [{url: \"https://archive.example/2\"}]\n",
    );
    let site = source(site, "late", "publisher: Daily\narchived: [{url: \"https://archive.example/3\"}]\n");
    let site = position(site, "land", "", "It says no [@wire; @daily].");
    let site = position(site, "sea", "", "It says no [@daily; @late].");
    expect![[r#"
        advice[single-origin]: 2 sources, 1 origin: daily → wire
         --> content/positions/russia/land.md:3:9
          |
        3 | stance: opposes
          |         ^^^^^^^
          |
          = help: look for a source that does not draw on the same origin, or cite the origin itself and say that all depends on it

        advice[same-publisher]: the 2 sources of this position are all of Daily
         --> content/positions/russia/sea.md:3:9
          |
        3 | stance: opposes
          |         ^^^^^^^
          |
          = help: look for a source of another publisher

        advice[single-source]: this position rests on one source, `press`
         --> content/positions/russia/troops.md:3:9
          |
        3 | stance: opposes
          |         ^^^^^^^
          |
          = help: look for a second one that does not draw on the first, and cite both

        advice[unarchived]: no archived copy of the source `press` is known
         --> content/sources/press.md:2:8
          |
        2 | title: The press report
          |        ^^^^^^^^^^^^^^^^
          |
          = help: have it archived, for example at https://web.archive.org/save, and write the address of the copy under `archived:`

    "#]].assert_eq(&site.run(&["check", "--advice"]).exits(0).stdout);
}

#[test]
fn advice_about_voices_grades_and_places() {
    let site = source(clean(), "radio", "voice_of: [russia]\nreliability: E\n");
    let site = source(site, "paper", "voice_of: [russia]\ncredibility: 4\n");
    let site = source(site, "book", "isbn: 978-3-16-148410-0\narchived: [{url: \"https://archive.example/3\"}]\n");
    let site = position(site, "land", "review_after: 2025-01\n", "It says no [@radio; @paper].");
    let site = position(site, "sea", "basis: stated\n", "It says no [@book].");
    expect![[r#"
        advice[party-only]: this position rests on the word of parties alone: Actor russia
         --> content/positions/russia/land.md:3:9
          |
        3 | stance: opposes
          |         ^^^^^^^
          |
          = help: look for a source that is not a party, or say in the text whose word it is

        advice[low-grade-only]: this position rests on sources of low grade alone: `paper` (4), `radio` (E)
         --> content/positions/russia/land.md:3:9
          |
        3 | stance: opposes
          |         ^^^^^^^
          |
          = help: look for a better source, or say in the text how doubtful this is

        advice[review-due]: this position was to be looked at again after January 2025, and the site stands for 15 August 2025
         --> content/positions/russia/land.md:3:9
          |
        3 | stance: opposes
          |         ^^^^^^^
          |
          = help: look whether it still holds, and write a newer position, or a later `review_after`

        advice[single-source]: this position rests on one source, `book`
         --> content/positions/russia/sea.md:3:9
          |
        3 | stance: opposes
          |         ^^^^^^^
          |
          = help: look for a second one that does not draw on the first, and cite both

        advice[second-hand-statement]: this is said to be stated, and no source of it is in the voice of Actor russia
         --> content/positions/russia/sea.md:3:9
          |
        3 | stance: opposes
          |         ^^^^^^^
          |
          = help: cite the statement itself, name the actor under `voice_of` of its source, or write `basis: reported`

        advice[no-locator]: this does not say where in `book`
         --> content/positions/russia/sea.md:6:12
          |
        6 | It says no [@book].
          |            ^^^^^^^
          |
          = help: write the place behind the key: `[@key, p. 33]`

        advice[single-source]: this position rests on one source, `press`
         --> content/positions/russia/troops.md:3:9
          |
        3 | stance: opposes
          |         ^^^^^^^
          |
          = help: look for a second one that does not draw on the first, and cite both

        advice[unarchived]: no archived copy of the source `paper` is known
         --> content/sources/paper.md:2:8
          |
        2 | title: The paper
          |        ^^^^^^^^^
          |
          = help: have it archived, for example at https://web.archive.org/save, and write the address of the copy under `archived:`

        advice[unarchived]: no archived copy of the source `press` is known
         --> content/sources/press.md:2:8
          |
        2 | title: The press report
          |        ^^^^^^^^^^^^^^^^
          |
          = help: have it archived, for example at https://web.archive.org/save, and write the address of the copy under `archived:`

        advice[unarchived]: no archived copy of the source `radio` is known
         --> content/sources/radio.md:2:8
          |
        2 | title: The radio
          |        ^^^^^^^^^
          |
          = help: have it archived, for example at https://web.archive.org/save, and write the address of the copy under `archived:`

    "#]].assert_eq(&site.run(&["check", "--advice"]).exits(0).stdout);
}

#[test]
fn quotations_that_are_not_what_is_kept() {
    let quotes = "quotes:\n  - id: valve\n    text: We will not open the northern valve before the autumn.\n";
    let site = source(clean(), "letter", quotes);
    let site = position(site, "land", "", "It says: “not open the southern valve before the autumn” [@letter].");
    let site = position(site, "sea", "", "It says: “We will … open the northern valve” [@letter].");
    expect![[r#"
        warning[altered-quotation]: “not open the southern valve before …” is nearly the passage `valve` that the source `letter` keeps
         --> content/positions/russia/land.md:5:58
          |
        5 | It says: “not open the southern valve before the autumn” [@letter].
          |                                                          ^^^^^^^^^
          |
          = help: it has “northern” where this says “southern”

        error[negation-left-out]: “We will … open the northern …” leaves out “not” from the passage `valve` that the source `letter` keeps
         --> content/positions/russia/sea.md:5:46
          |
        5 | It says: “We will … open the northern valve” [@letter].
          |                                              ^^^^^^^^^
          |
          = help: quote it whole: without these words it may say the opposite

    "#]]
    .assert_eq(&site.run(&["check"]).exits(1).stdout);
}

#[test]
fn a_folder_of_private_texts_that_is_not_there() {
    let site = clean();
    let settings = std::fs::read_to_string(site.path("standpoint.yaml")).expect("settings");
    let site = site.file("standpoint.yaml", settings + "private_content: ../vault\n");
    expect![[r#"
        error[no-private-content]: there is no folder `../vault`, so nobody knows what is private
         --> standpoint.yaml:3:18
          |
        3 | private_content: ../vault
          |                  ^^^^^^^^
          |
          = help: put the folder there, or take `private_content` out of the settings

    "#]]
    .assert_eq(&site.run(&["check"]).exits(1).stdout);
}

/// A source of which readers are to know a descriptor alone.
const HIDDEN: &str =
    "---\naudience: internal\ndescriptor: An aide\ntitle: Talk in Zeelandia\nauthors: [Quillon Abernathy]\n---\n";

#[test]
fn a_file_into_which_nobody_can_look() {
    let site = clean()
        .file("content/sources/talk-4711.md", HIDDEN)
        .file("content/files/minutes.7z", b"7z\xbc\xaf\x27\x1c\0\x04")
        .briefing("talks", "So we heard [@talk-4711]. See [minutes](../files/minutes.7z).");
    expect![[r#"
        error[unsearched-file]: nobody can look into this file for what is not for readers: it is packed in a way that this program does not know
        --> content/files/minutes.7z:1:1
         = help: put what is in it into content/ as it is, without a password. Or look through it yourself, and write `unsearched-file: warning` under `rules:` in the settings

    "#]]
    .assert_eq(&site.run(&["check"]).exits(1).stdout);
}

#[test]
fn a_sentence_that_gives_a_hidden_source_away() {
    let site =
        clean().file("content/sources/talk-4711.md", HIDDEN).briefing("talks", "As Abernathy told us [@talk-4711].");
    expect![[r#"
        error[source-named]: this sentence names an author of the confidential source that it cites
         --> content/briefings/talks.md:5:22
          |
        5 | As Abernathy told us [@talk-4711].
          |                      ^^^^^^^^^^^^
          |
          = help: say it without the name. If the name may be known, it is no secret: take `authors` out of what is private

    "#]]
    .assert_eq(&site.run(&["check"]).exits(1).stdout);
}

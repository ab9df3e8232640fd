//! Other names of a source, under `keys:` of its note.

use crate::harness::Site;

fn note(front: &str) -> String {
    format!("---\ntitle: T\npublished: 2025\n{front}---\nA note.\n")
}

#[test]
fn a_source_is_cited_under_each_of_its_names() {
    let names = "url: https://a.example/x\nkeys: [Doe:2020, a/b, Doe--annex, Müller_2020, \"2020\"]\n";
    let text = "One [@Doe:2020]. Two [@{Doe--annex}, p. 3]. Three [@a/b; @doe]. Four [^Müller_2020]. Five [@2020]. \
                Six [[Müller_2020]].";
    let site = Site::new().file("content/sources/doe.md", note(names)).briefing("b", text);
    assert_eq!(site.check().exits(0).stdout, "");
    site.build().exits(0);
    let briefing = site.page("briefings/b.html");
    for marker in 1..=6 {
        assert!(briefing.contains(&format!("id=\"cite-doe-{marker}\"")), "{marker}");
    }
    assert!(briefing.contains("Six <a href=\"../sources/doe.html\">T</a>"), "{briefing}");
    let source = crate::html::words(&site.page("sources/doe.html"));
    assert!(source.contains("What rests on it 6"), "{source}");
}

#[test]
fn names_are_found_wherever_a_key_may_stand() {
    let site = Site::new()
        .file("content/sources/doe.md", note("medium: print\nkeys: Doe:2020\n"))
        .file("content/sources/wire.md", note("medium: print\nderived_from: [Doe:2020]\n"))
        .file(
            "content/briefings/b.md",
            "---\ntitle: B\nas_of: 2025\njudgements:\n  - text: It will be so.\n    cites: [Doe:2020]\n---\nText [@wire].\n\n\
             ```judgements\n```\n",
        );
    assert_eq!(site.check().exits(0).stdout, "");
    site.build().exits(0);
    assert!(site.page("sources/doe.html").contains("It will be so."));
    assert!(site.page("sources/doe.html").contains("wire.html"), "what draws on it");
}

#[test]
fn a_name_leads_to_one_source_only() {
    let site = Site::new()
        .file("content/sources/a.md", note("medium: print\nkeys: [b, both, a, both]\n"))
        .file("content/sources/b.md", note("medium: print\nkeys: [Both]\n"))
        .file("content/sources/c.md", note("medium: print\nkeys: [both]\n"))
        .briefing("x", "One [@a], [@b], [@c], [@both], [@Both].");
    let check = site.check().exits(1);
    assert!(
        check.finds("content/sources/a.md:5:8: error", "ambiguous-key").contains("`b` leads to the source `b` already")
    );
    assert!(
        check
            .finds("content/sources/c.md:5:8: error", "ambiguous-key")
            .contains("`both` leads to the source `a` already")
    );
    assert_eq!(check.stdout.lines().count(), 2, "{}", check.stdout);
    site.build();
    assert!(site.page("briefings/x.html").contains("href=\"#note-b\""), "a key goes before the names of others");
}

#[test]
fn a_name_that_cannot_be_cited_is_refused() {
    let site = Site::new()
        .file("content/sources/a.md", note("medium: print\nkeys: [Doe 2020, \"a@b\", \"{x}\", \"\"]\n"))
        .briefing("x", "One [@a].");
    let check = site.check().exits(1);
    assert_eq!(check.stdout.matches("[wrong-type]").count(), 4, "{}", check.stdout);
    assert!(
        check.finds("content/sources/a.md:5:8: error", "wrong-type").contains("`Doe 2020` cannot stand in a citation")
    );
}

#[test]
fn names_of_drafts_and_of_merged_notes_are_known() {
    let site = Site::new()
        .file("content/sources/a.md", note("url: https://a.example/\n"))
        .file("content/sources/b.md", note("url: https://a.example/\nkeys: [Doe:2020]\n"))
        .file("content/sources/d.md", note("medium: print\ndraft: true\nkeys: [Roe:2021]\n"))
        .briefing("x", "One [@Doe:2020]. Two [@Roe:2021].");
    let check = site.check().exits(1);
    assert!(
        check.finds("content/briefings/x.md:5:23: error", "link-to-draft").contains("the source `Roe:2021` is a draft")
    );
    check.lacks("unknown-source");
    site.build();
    assert!(site.page("briefings/x.html").contains("href=\"#note-a\""));
}

#[test]
fn a_name_that_is_nearly_right_is_suggested() {
    let site = Site::new()
        .file("content/sources/a.md", note("medium: print\nkeys: [Doe:2020]\n"))
        .briefing("x", "[@Doe:2021] [@a]");
    let found = site.run(&["check"]).exits(1);
    assert!(found.stdout.contains("did you mean `Doe:2020`?"), "{}", found.stdout);
}

#[test]
fn an_address_without_a_note_takes_no_name() {
    let address = "https://museum.example/sarna";
    let site = Site::new()
        .file("content/sources/a.md", note("medium: print\nkeys: [museum-sarna]\n"))
        .briefing("x", &format!("One [@museum-sarna]. Two [^1].\n\n[^1]: {address}\n"));
    site.build();
    let page = site.page("briefings/x.html");
    assert!(page.contains("href=\"#note-a\"") && !page.contains("href=\"#note-museum-sarna\""), "{page}");
}

//! Footnotes, the author's own and the ones that cite. Rows 9 to 15.

use crate::harness::Site;

// Row 9.

#[test]
fn a_marker_that_leads_nowhere_is_an_error_at_the_marker_and_a_gap_on_the_page() {
    // Two words of Cyrillic before it: columns count characters.
    let site = Site::new().briefing("b", "Перше речення [^gone].");
    site.check().exits(1).finds("content/briefings/b.md:5:15: error", "undefined-note");
    site.build().exits(1);
    assert!(site.page("briefings/b.html").contains("gone"), "the gap is shown");
}

// Row 10.

#[test]
fn a_note_that_is_defined_twice_is_an_error_that_shows_both_lines() {
    let site = Site::new().briefing("b", "Text [^n].\n\n[^n]: First.\n\n[^n]: Second.\n");
    site.check().exits(1).finds("content/briefings/b.md:9:1: error", "duplicate-note");
    let shown = site.run(&["check"]).stdout;
    assert!(shown.contains("7 | [^n]: First."), "{shown}");
    assert!(shown.contains("9 | [^n]: Second."), "{shown}");
    site.build().exits(1);
    let page = site.page("briefings/b.html");
    assert!(page.contains("First.") && !page.contains("Second."), "the first one counts");
}

// Row 11.

#[test]
fn a_note_that_nothing_uses_is_a_warning_and_stays_out_of_the_page() {
    let site = Site::new().briefing("b", "Text.\n\n[^n]: Nobody asks for this.\n");
    site.check().exits(0).finds("content/briefings/b.md:7:1: warning", "unused-note");
    site.build().exits(0);
    assert!(!site.page("briefings/b.html").contains("Nobody asks"));
}

// Row 12.

#[test]
fn a_source_cited_three_times_has_three_places_and_three_ways_back() {
    let site = Site::new().source("x").briefing("b", "One [^x]. Two [^x]. Three [^x].");
    site.build().exits(0);
    let page = site.page("briefings/b.html");
    for n in 1..=3 {
        assert_eq!(page.matches(&format!("id=\"cite-x-{n}\"")).count(), 1, "the place of use {n}");
        assert_eq!(page.matches(&format!("href=\"#cite-x-{n}\"")).count(), 1, "the way back to use {n}");
    }
    assert_eq!(page.matches("id=\"note-x\"").count(), 1, "one note");
}

#[test]
fn an_authors_note_used_three_times_has_three_ways_back_too() {
    let site = Site::new().briefing("b", "One [^n]. Two [^n]. Three [^n].\n\n[^n]: A remark.");
    site.build().exits(0);
    let page = site.page("briefings/b.html");
    for n in 1..=3 {
        assert_eq!(page.matches(&format!("id=\"cite-n-{n}\"")).count(), 1, "the place of use {n}");
        assert_eq!(page.matches(&format!("href=\"#cite-n-{n}\"")).count(), 1, "the way back to use {n}");
    }
    assert_eq!(crate::html::words(&page).matches("A remark.").count(), 1, "once below the text");
}

// Row 13.

#[test]
fn a_label_never_reaches_the_page_as_it_is_written() {
    for label in ["\"onclick=1", "<script>", "a&b", "<b>\"'"] {
        let site = Site::new().briefing("b", &format!("Text [^{label}].\n\n[^{label}]: The remark.\n"));
        site.build().exits(0);
        let page = site.page("briefings/b.html");
        assert!(page.contains("The remark."), "{label}");
        assert!(!page.contains(label), "{label} in:\n{page}");
    }
}

#[test]
fn a_cyrillic_label_becomes_an_id_of_its_letters() {
    let site = Site::new().briefing("b", "Text [^Нота].\n\n[^Нота]: The remark.\n");
    site.build().exits(0);
    assert!(site.page("briefings/b.html").contains("id=\"cite-нота-1\""));
}

#[test]
fn labels_that_make_the_same_id_are_kept_apart() {
    let site = Site::new().briefing("b", "One [^a.b]. Two [^a:b].\n\n[^a.b]: First.\n\n[^a:b]: Second.\n");
    let run = site.check().exits(0);
    run.lacks("duplicate-id");
    site.build().exits(0);
    let page = site.page("briefings/b.html");
    assert!(page.contains("First.") && page.contains("Second."));
}

#[test]
fn a_label_with_a_space_is_a_note_too() {
    let site = Site::new().briefing("b", "Text [^my note].\n\n[^my note]: The remark.\n");
    site.build().exits(0);
    let page = site.page("briefings/b.html");
    assert!(page.contains("id=\"cite-my-note-1\""), "{page}");
    assert!(!page.contains("[^my note]"));
}

#[test]
fn a_note_that_cites_beside_its_address_is_shown_with_its_citation() {
    let site = Site::new().source("press").briefing("b", "Text[^n].\n\n[^n]: <https://a.org/> [@press]\n");
    site.check().exits(0).lacks("broken-anchor");
    site.build().exits(0);
    let page = site.page("briefings/b.html");
    assert!(page.contains("id=\"note-n\"") && page.contains("id=\"cite-press-1\""), "{page}");
}

// Row 14.

#[test]
fn notes_work_inside_notes_tables_headings_and_links() {
    let site = Site::new().source("press").briefing(
        "b",
        "## A heading [^n]\n\nText [^outer].\n\n| a | b |\n| - | - |\n| cell [^n] | cell [@press] |\n\n\
         [words [^n] in a link](https://a.org/)\n\n[^n]: Plain.\n\n[^outer]: See also [@press] and [^n].\n",
    );
    let run = site.check().exits(0);
    run.finds("content/briefings/b.md:5:14: warning", "note-in-heading");
    for code in ["duplicate-id", "broken-anchor", "unused-note"] {
        run.lacks(code);
    }
    site.build().exits(0);
    let page = site.page("briefings/b.html");
    for n in 1..=4 {
        assert_eq!(page.matches(&format!("id=\"cite-n-{n}\"")).count(), 1, "use {n} of the note");
    }
    assert_eq!(page.matches("id=\"cite-press-1\"").count(), 1, "in the table");
    assert_eq!(page.matches("id=\"cite-press-2\"").count(), 1, "in the note");
    let links: Vec<&str> = page.split("href=\"#a-heading\"").skip(1).collect();
    assert!(links.iter().all(|link| link.starts_with(">A heading</a>")), "contents lists have the words alone");
}

#[test]
fn a_note_defined_inside_another_one_does_not_swallow_the_text() {
    let site = Site::new().briefing(
        "b",
        "Before [^a] and [^b].\n\n[^a]: Outer.\n\n    [^b]: Inner.\n\n    > [^c]: Deep.\n\nAfter the notes.\n",
    );
    site.build().exits(0);
    let page = site.page("briefings/b.html");
    for words in ["Before", "Outer.", "Inner.", "After the notes."] {
        assert!(page.contains(words), "{words} in:\n{page}");
    }
}

// Row 15.

#[test]
fn ids_of_headings_and_notes_never_meet() {
    let site = Site::new().source("x").briefing(
        "b",
        "## Note x\n\nText [@x] and [^x-1].\n\n## Cite x 1\n\n## Same\n\n## Same\n\n## Other {#same}\n\n[^x-1]: A remark.\n",
    );
    site.check().exits(0).lacks("duplicate-id");
    site.build().exits(0);
    let page = site.page("briefings/b.html");
    let ids: Vec<&str> = page.match_indices(" id=\"").filter_map(|(at, _)| page[at + 5..].split('"').next()).collect();
    let unique: std::collections::BTreeSet<&&str> = ids.iter().collect();
    assert_eq!(ids.len(), unique.len(), "{ids:?}");
    for id in ["note-x", "cite-x-1", "h-note-x", "same", "same-2", "same-3"] {
        assert!(ids.contains(&id), "{id} in {ids:?}");
    }
}

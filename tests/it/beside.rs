//! Notes beside the text: in brief behind the marker, once in each section, for eyes alone.

use std::fs;

use crate::harness::Site;

/// A site with two sources, and a briefing that cites them in two sections.
fn site(keys: &str) -> Site {
    Site::new().source("press").source("law").file(
        "content/briefings/b.md",
        format!(
            "---\ntitle: B\nas_of: 2025-08\n{keys}---\n\
             One [@press]. Two [@press]. Three [@law, art. 5].[^own]\n\n\
             ## Later\n\nFour [@press].\n\n[^own]: Our *own* words.\n"
        ),
    )
}

/// What stands beside the text of the briefing: its words, and whether it stood there before in its section.
fn beside(site: &Site) -> Vec<(String, bool)> {
    site.build().exits(0);
    let page = site.read("briefings/b.html");
    let sides = page.all("span").filter(|span| span.get("class").is_some_and(|class| class.starts_with("side")));
    sides
        .map(|side| {
            assert!(side.get("hidden").is_some(), "nobody sees it without a style sheet that knows it");
            assert_eq!(page.inside(side).filter(|inside| inside.name == "a").count(), 0, "the marker is the link");
            let words = page.inner(side).strip_prefix("<span aria-hidden=\"true\">");
            let words = words.and_then(|words| words.strip_suffix("</span>"));
            let words = words.expect("a screen reader reads the notes below").replace("<b>", "").replace("</b>", "");
            let words = words.replace("<cite dir=\"auto\">", "“").replace("</cite>", "”");
            (words, side.get("class") == Some("side side-again"))
        })
        .collect()
}

#[test]
fn each_section_has_its_notes_beside_it_once() {
    let told = beside(&site(""));
    let once: Vec<&str> = told.iter().filter(|(_, again)| !again).map(|(words, _)| &**words).collect();
    assert_eq!(once.len(), 4, "{told:?}");
    assert!(once[0].starts_with("1 ") && once[0].contains("“The press report”"), "{once:?}");
    assert!(once[1].starts_with("2.1 ") && once[1].ends_with("art. 5"), "the place in the source: {once:?}");
    assert_eq!(once[2], "a Our own words.");
    assert_eq!(once[3], once[0], "the next section has it again");
    let again: Vec<&str> = told.iter().filter(|(_, again)| *again).map(|(words, _)| &**words).collect();
    assert_eq!(again, [once[0]], "each marker has a card");
}

#[test]
fn notes_stand_at_the_end_alone_where_a_briefing_or_the_settings_say_so() {
    assert_eq!(beside(&site("notes: end\n")), []);
    let of_site = site("");
    let settings = fs::read_to_string(of_site.path("standpoint.yaml")).expect("settings");
    of_site.write("standpoint.yaml", format!("{settings}notes: end\n"));
    assert_eq!(beside(&of_site), []);
    let but_here = site("notes: side\n");
    but_here.write("standpoint.yaml", format!("{settings}notes: end\n"));
    assert_eq!(beside(&but_here).len(), 5);
    let run = site("notes: margin\n").check().exits(1);
    run.finds("content/briefings/b.md:4:8: error", "unknown-word");
}

#[test]
fn a_long_note_is_cut_at_a_word_and_feeds_have_none() {
    let long = "word ".repeat(200);
    let site = Site::new().briefing("b", &format!("One.[^a]\n\n[^a]: {long}"));
    let told = beside(&site);
    assert!(told[0].0.ends_with("word…") && told[0].0.len() < 500, "{told:?}");
    assert!(site.page("briefings/b.html").contains(long.trim()), "the note below is whole");
    for feed in ["feed.xml", "changes.xml"] {
        assert!(!site.has(feed) || !site.page(feed).contains("side"), "{feed}");
    }
}

#[test]
fn code_in_a_note_leaves_a_sign_and_a_picture_its_words() {
    let site = Site::new().file("content/briefings/map.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>").briefing(
        "b",
        "One.[^a] Two.[^b]\n\n[^a]: Measured so:\n\n    ```text\n    level = 3\n    ```\n\n    And again.\n\n\
         [^b]: See ![a map of the river](map.svg) there.\n",
    );
    let told: Vec<String> = beside(&site).into_iter().map(|(words, _)| words).collect();
    assert_eq!(told, ["a Measured so: … And again.", "b See a map of the river there."]);
}

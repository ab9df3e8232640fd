//! What the page of a source quotes of the texts that cite it.

use crate::harness::Site;

/// The sentences that the page of a source quotes, in order.
fn quoted(site: &Site, source: &str) -> Vec<String> {
    let page = site.read(&format!("sources/{source}.html"));
    let links = page.class("to-sentence").into_iter();
    let items = links.map(|link| page.around(link).find(|outer| outer.name == "li").expect("an item"));
    items.map(|item| page.text(page.inside(item).find(|inside| inside.name == "q").expect("a sentence"))).collect()
}

#[test]
fn a_title_put_in_by_a_link_is_a_word_of_its_sentence() {
    let site = Site::new().source("press").actor("qadir").actor("velia").briefing(
        "b",
        "[[qadir]] wants [[velia]] [[qadir]]'s way.\n\n\
         ## [[qadir]] and [[velia]] now\n\n\
         It fills [@press]. [[qadir]] answered. It lasts [@press, p. 2] as long as [[velia]]. [[velia]] told [[qadir]]. [@press]\n\n\
         [[qadir]] [@press] [[velia]]. Then so [[qadir]] says of [[velia]] [@press]? [[qadir]]\n\n\
         ## Talks with [[velia]]\n",
    );
    site.build().exits(0);
    assert_eq!(
        quoted(&site, "press"),
        [
            "It fills.",
            "It lasts as long as Actor velia.",
            "Actor velia told Actor qadir.",
            "Actor qadir Actor velia.",
            "Then so Actor qadir says of Actor velia?",
        ]
    );
    let page = site.read("briefings/b.html");
    let description = page.with("name", "description");
    assert_eq!(description[0].get("content"), Some("Actor qadir wants Actor velia Actor qadir’s way."));
    let contents = page.text(page.with("aria-label", "On this page")[0]);
    assert!(contents.contains("Actor qadir and Actor velia now Talks with Actor velia"), "{contents}");
    assert_eq!(page.text(page.by_id("talks-with-velia")), "Talks with Actor velia");
}

#[test]
fn a_marker_in_a_table_is_quoted_with_its_row() {
    let many = "many words ".repeat(200);
    let site = Site::new().source("press").actor("qadir").briefing(
        "b",
        &format!(
            "| Place [@press] | Flow | |\n|--|--|--|\n| Port. [[qadir]] | | 410 [@press, p. 2] |\n\
             | [@press, p. 3] | | No. Yes |\n| [@press] | | |\n| Alone | | [@press] |\n| {many} | {many} [@press] | x |\n\nBehind it all [@press]."
        ),
    );
    site.build().exits(0);
    let quoted = quoted(&site, "press");
    let (long, others): (Vec<&String>, Vec<&String>) = quoted.iter().partition(|sentence| sentence.len() > 100);
    assert_eq!(others, ["Place · Flow", "Port. Actor qadir · 410", "No. Yes", "Briefing b", "Alone", "Behind it all."]);
    assert!(long[0].len() <= 1000 && long.len() == 1, "{long:?}");
}

#[test]
fn a_marker_that_stands_for_words_is_quoted_by_the_title_of_its_page() {
    let site = Site::new().source("press").briefing(
        "b",
        "See [@press]. Putin refused [@press, p. 2]! Further reading: [@press, p. 3], [@press, p. 4].\n\n\
         [@press] says that the river falls.\n\nAs [@press] says, it falls.\n\n一日千里。二人同心 [@press]。\n",
    );
    site.build().exits(0);
    let title = "Briefing b";
    assert_eq!(
        quoted(&site, "press"),
        [title, "Putin refused!", title, title, title, "As says, it falls.", "二人同心。"]
    );
}

#[test]
fn one_word_is_quoted_where_it_says_something() {
    let text = "## Did Velia deny it?\n\nDenied [@press, p. 2].\n\nYes [@press].\n\nНі [@press].\n\nVgl. [@press].\n\n7 [@press].";
    let site = Site::new().source("press").briefing("b", text);
    site.build().exits(0);
    assert_eq!(quoted(&site, "press"), ["Denied.", "Yes.", "Ні.", "Briefing b", "Briefing b"]);
}

//! The cited sources as CSL-JSON, item by item.

use serde_json::{Value, json};
use standpoint::pipeline::{Build, Edition};

use crate::harness::Site;

#[test]
fn a_page_hands_over_the_sources_that_it_cites_in_the_order_of_its_notes() {
    let site = Site::new()
        .file(
            "content/sources/talks.md",
            "---\ntitle: Переговори\ntitle_translated: The talks\nurl: https://news.example/talks?utm_source=x\n\
             publisher: The Courier\nauthors: [Olha Kovalenko, Courier staff]\nkind: news\npublished: 2025-08\n\
             accessed: 2025-08-20\nlanguage: uk\n\
             archived: [{url: \"https://archive.example/1/talks\", date: 2025-08-21}]\n\
             retracted: {date: 2025-09-01, reason: A quote was made up}\n---\n",
        )
        .file("content/sources/draft.md", "---\ntitle: The draft\nkind: document\npublished: 2022-21~\n---\n")
        .source("unused")
        .briefing("b", "One [@talks, p. 3]. Two [@draft; @talks]. Three.[^n]\n\n[^n]: My own words.\n\nThe code ` id=\"note-unused\"` cites nothing.");
    let edition = Edition::open(site.root(), &Build::default()).expect("a site");
    let pages = &edition.site().briefings;
    let cited = edition.cited(pages.iter().next().expect("a briefing").page).into_iter();
    let cited: Value = cited.map(|at| edition.csl(at)).collect();
    assert_eq!(
        cited,
        json!([
            {
                "id": "talks",
                "type": "article-newspaper",
                "title": "Переговори",
                "author": [{ "literal": "Olha Kovalenko" }, { "literal": "Courier staff" }],
                "publisher": "The Courier",
                "issued": { "date-parts": [[2025, 8]] },
                "accessed": { "date-parts": [[2025, 8, 20]] },
                "URL": "https://news.example/talks",
                "language": "uk",
                "archive": "archive.example",
                "archive_location": "https://archive.example/1/talks",
                "note": "Title translated: The talks\nRetracted: A quote was made up\nArchived: https://archive.example/1/talks (2025-08-21)",
            },
            {
                "id": "draft",
                "type": "document",
                "title": "The draft",
                "keyword": "document",
                "issued": { "date-parts": [[2022]], "season": 1, "circa": true },
            },
        ])
    );
}

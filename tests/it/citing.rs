//! Citing: from the sentence to the source and back.

use crate::harness::Site;

#[test]
fn a_citation_leads_to_its_note_and_the_note_back_to_every_use() {
    let site = Site::new().source("press").briefing("b", "One [@press]. Two [@press]. Three [^press].");
    site.build().exits(0);
    let page = site.page("briefings/b.html");
    for n in 1..=3 {
        assert!(
            page.contains(&format!("href=\"#note-press\" id=\"cite-press-{n}\" role=\"doc-noteref\">[1]")),
            "use {n}"
        );
        assert!(page.contains(&format!("href=\"#cite-press-{n}\"")), "the way back from use {n}");
    }
}

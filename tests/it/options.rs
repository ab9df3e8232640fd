//! Options on the scale of an issue: how positions name them, and what does not go together.

use crate::harness::Site;
use crate::html::words;

/// Two actors and an issue with a scale; positions are written by each test.
fn site() -> Site {
    Site::new()
        .file("content/actors/velia.md", "---\nname: Velia\n---\n")
        .file("content/actors/karu.md", "---\nname: Karu\n---\n")
        .file("content/issues/dam.md", "---\ntitle: The dam\nscale: [Full dam, Low dam, No dam]\n---\n")
        .source("wire")
}

/// A position, with further keys.
fn position(actor: &str, issue: &str, keys: &str) -> (String, String) {
    let path = format!("content/positions/{actor}/{issue}.md");
    (path, format!("---\nas_of: 2026-01-10\nstance: supports\n{keys}---\nIt says so [@wire].\n"))
}

fn with(site: Site, (path, text): (String, String)) -> Site {
    site.file(&path, text)
}

/// The findings about positions and issues, without the rest.
fn findings(site: &Site) -> String {
    let all = site.check().stdout;
    let about = |line: &&str| line.starts_with("content/positions/") || line.starts_with("content/issues/");
    all.lines().filter(about).map(|line| format!("{line}\n")).collect()
}

#[test]
fn positions_on_an_issue_without_a_scale_stand_by_their_stance() {
    let site = site().issue("toll");
    let site = with(with(site, position("velia", "toll", "")), position("karu", "toll", "firmness: red-line\n"));
    site.build().exits(0);
    assert!(words(&site.page("issues/toll.html")).contains("Supports"));
    assert!(!findings(&site).contains("error"), "{}", findings(&site));
}

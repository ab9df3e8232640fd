//! How pages lie in real Chromium where a language or a number strains them.

use crate::browser::{chromium, node, playwright, ready};
use crate::harness::Site;

/// Lets a browser look at pages of a site.
fn looked_at(site: &Site, what: &str, paths: &[&str]) {
    if ready(what, &[&chromium(), &playwright()]) {
        site.build().exits(0);
        let public = site.path("public");
        let mut arguments = vec![what, public.to_str().expect("UTF-8")];
        arguments.extend(paths);
        node("layout.mjs", &arguments);
    }
}

#[test]
fn long_words_of_titles_are_broken_and_overflow_nothing() {
    let title = "Sicherheitsgarantieverhandlungsgrundlagen und Waffenstillstandsüberwachungskommission";
    let site = Site::bare()
        .file(
            "standpoint.yaml",
            "title: Bundesverteidigungsministeriumsbeobachtung\nbase_url: https://a.example/\nlanguage: de\n",
        )
        .source("kreis")
        .file("content/actors/rat.md", "---\nname: Bundessicherheitsratsmitglieder\n---\n")
        .file("content/issues/rechte.md", "---\ntitle: Truppenstationierungsabkommensvertragsentwurf\n---\n")
        .file("content/positions/rat/rechte.md", "---\nas_of: 2025-02\nstance: supports\n---\nJa [@kreis].\n")
        .file(
            "content/briefings/b.md",
            format!(
                "---\ntitle: {title}\nas_of: 2025-03\n---\nText [@kreis].\n\n\
                 ## Verteidigungshaushaltsgesetzgebungsverfahrensfragen\n\nMehr.\n\n```matrix\n```\n"
            ),
        );
    looked_at(&site, "words", &["briefings/b.html", "index.html", "issues/rechte.html"]);
}

#[test]
fn two_markers_stand_on_one_line() {
    let sentence = "What nobody has said about the ferry stands nowhere else than here [@press] [@treaty, p. 3].";
    let text: String = (0..12).map(|at| format!("{}{sentence}\n\n", "So it is. ".repeat(at))).collect();
    let site = Site::new().source("press").source("treaty").briefing("b", &text);
    looked_at(&site, "markers", &["briefings/b.html"]);
}

#[test]
fn fourteen_actors_lie_side_by_side_where_there_is_room() {
    let mut site = Site::new().source("s");
    let issues = ["border", "ferry", "dam", "port", "tolls", "troops"];
    for issue in issues {
        site = site.issue(issue);
    }
    for at in 1..=14 {
        let actor = format!("actor-{at}");
        site = site.actor(&actor);
        for issue in issues {
            let position =
                format!("---\nas_of: 2025-0{}\nstance: conditional\nfirmness: negotiable\n---\nIf [@s].\n", at % 9 + 1);
            site = site.file(&format!("content/positions/{actor}/{issue}.md"), position);
        }
    }
    looked_at(&site, "matrix", &["matrix.html"]);
}

#[test]
fn a_scale_begins_where_reading_begins() {
    let position = |option: &str| format!("---\nas_of: 2025-02\nstance: supports\noption: {option}\n---\nنعم [@s].\n");
    let site = Site::bare()
        .file("standpoint.yaml", "title: مفاوضات\nbase_url: https://a.example/\nlanguage: ar\n")
        .source("s")
        .file("content/actors/north.md", "---\nname: الشمال\n---\n")
        .file("content/actors/south.md", "---\nname: الجنوب\n---\n")
        .file("content/issues/g.md", "---\ntitle: الضمانات\nscale: [لا ضمانات, ضمانات محدودة, ضمانات كاملة]\n---\n")
        .file("content/positions/north/g.md", position("لا ضمانات"))
        .file("content/positions/south/g.md", position("ضمانات كاملة"))
        .file("content/briefings/b.md", "---\ntitle: ماذا يريد\nas_of: 2025-03\n---\nنص [@s].\n\n```spectrum\n```\n");
    looked_at(&site, "spectrum", &["briefings/b.html", "issues/g.html"]);
}

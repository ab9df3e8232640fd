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

/// A sentence with five short notes, which reach lower than it does.
fn noted(scope: &str) -> String {
    let markers: String = (1..=5).map(|at| format!("One.[^{scope}-{at}] ")).collect();
    let notes: String = (1..=5).map(|at| format!("[^{scope}-{at}]: Short remark {at}.\n")).collect();
    format!("{markers}\n\nBLOCK\n\nAnd behind it.\n\n{notes}\n")
}

/// A site in which five short notes stand before whatever is wider than the text or has a rule of its own.
fn noted_site() -> Site {
    let blocks = [
        ("matrix", "```matrix\n```"),
        ("spectrum", "```spectrum\nissue: ferry\n```"),
        ("timeline", "```timeline\n```"),
        ("agreement", "```agreement\n```"),
        ("changes", "```changes\nsince: 2024-01-01\n```"),
        ("shifts", "```shifts\nsince: 2024-01-01\n```"),
        ("sources", "```sources\n```"),
        ("judgements", "```judgements\n```"),
        ("positions", "```positions\n```"),
        (
            "table",
            "| a | b | c | d | e | f |\n|-|-|-|-|-|-|\n| some words | some words | some words | some words | some words | some words |",
        ),
        (
            "code",
            "```text\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n```",
        ),
        ("callout", "> [!NOTE]\n> Words."),
        ("picture", "![words](wide.svg \"A caption\")"),
        ("rule", "---"),
        ("heading", "## Another"),
        ("matrix-below-heading", "## Another\n\n```matrix\n```"),
        ("positions-below-heading", "## Another\n\n```positions\n```"),
    ];
    let front = "as_of: 2025-08\njudgements:\n  - text: The ferry sails.\n    likelihood: likely\n    confidence: low\n    cites: [press]\n";
    let mut site = Site::new().source("press").file(
        "content/briefings/wide.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1600 300\" width=\"1600\" height=\"300\"><rect width=\"1600\" height=\"300\" fill=\"#888\"/></svg>",
    );
    for (name, block) in blocks {
        let text = format!("Before.\n\n## First\n\n{}", noted("n").replace("BLOCK", block));
        site = site.file(
            &format!("content/briefings/{name}.md"),
            format!("---\ntitle: A briefing with {name}\n{front}---\n{text}"),
        );
    }
    let plain = |scope: &str| noted(scope).replace("BLOCK\n\nAnd behind it.", "");
    for issue in ["ferry", "dam"] {
        let front = format!("title: Issue {issue}\nscale: [None, Some, All]");
        site = site.file(&format!("content/issues/{issue}.md"), format!("---\n{front}\n---\n{}", plain("i")));
        for (at, actor) in ["north", "south"].into_iter().enumerate() {
            let position = |day: &str, option: usize| {
                format!(
                    "---\nas_of: {day}\nstance: conditional\noption: {option}\n---\nIt says so [@press].\n\n{}",
                    plain("p")
                )
            };
            site = site
                .file(&format!("content/positions/{actor}/{issue}.md"), position("2025-07-02", at + 1))
                .file(&format!("content/positions/{actor}/{issue}.2025-01.md"), position("2025-01-02", at + 2));
        }
    }
    for actor in ["north", "south"] {
        site = site
            .file(&format!("content/actors/{actor}.md"), format!("---\nname: The {actor}\n---\n{}", plain("a")))
            .file(
                &format!("content/events/{actor}.md"),
                format!(
                    "---\ntitle: The {actor} came\ndate: 2025-03-0{}\nactors: [{actor}]\n---\nIt came [@press].\n",
                    actor.len() % 4 + 1
                ),
            );
    }
    site.file(
        "content/index.md",
        format!("---\ntitle: Home\n---\n{}", noted("h").replace("BLOCK", "```matrix\n```\n\n```timeline\n```")),
    )
}

#[test]
fn notes_beside_the_text_lie_over_nothing() {
    let site = noted_site();
    site.build().exits(0);
    let briefings =
        site.pages().into_iter().filter(|page| page.starts_with("briefings/") && !page.ends_with("index.html"));
    let mut pages: Vec<String> = briefings.collect();
    assert_eq!(pages.len(), 17);
    let others = ["index.html", "actors/north.html", "issues/ferry.html", "positions/north/ferry.html"];
    pages.extend(others.map(str::to_owned));
    looked_at(&site, "sides", &pages.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn the_browser_understands_every_rule_of_the_style_sheets() {
    let site = Site::new().briefing("b", "Words.");
    site.build().exits(0);
    let sheets: Vec<String> = site.files().into_iter().filter(|file| file.ends_with(".css")).collect();
    assert!(sheets.len() > 1, "{sheets:?}");
    looked_at(&site, "sheets", &sheets.iter().map(String::as_str).collect::<Vec<_>>());
}

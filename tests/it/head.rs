//! The head of each page: what it lets a browser load, and what it tells other programs.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;

use serde_json::{Value, json};

use crate::harness::Site;
use crate::html::Page;

fn site() -> Site {
    Site::new()
        .file("standpoint.yaml", "title: River desk\nbase_url: https://example.org/repo/\nlanguage: pt-BR\nauthors: [The desk]\n")
        .file("content/sources/press.md", "---\ntitle: A </script><b>report\nurl: https://press.example/a?b=1&c=2\npublisher: The Herald\nauthors: [Ana Duarte]\nkind: news\npublished: 2025-03-04\nlanguage: uk\narchived:\n  - url: https://archive.example/1\n---\nA note.\n")
        .source("treaty")
        .file("content/actors/north.md", "---\nname: The North\nkind: Person\n---\nText.\n")
        .issue("border")
        .file("content/positions/north/border.md", "---\nas_of: 2025-08-20\nstance: opposes\nsummary: It says no.\n---\nNo [@press].\n")
        .file("content/positions/north/border.early.md", "---\nas_of: 2024\nstance: silent\n---\nNothing [@treaty].\n")
        .file("content/briefings/talks.md", "---\ntitle: Talks \"& <b>\nas_of: 2025-08~\nsummary: What they said.\nauthors: [Ana Petrova, Bo Li]\n---\nSaid [@press; @treaty].\n")
}

/// What the `meta` elements of a page say, by `name` or `property`.
fn meta(page: &Page) -> BTreeMap<String, Vec<String>> {
    let mut said: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for element in page.all("meta") {
        if let (Some(name), Some(content)) = (element.get("name").or(element.get("property")), element.get("content")) {
            said.entry(name.to_owned()).or_default().push(content.to_owned());
        }
    }
    said
}

fn json_ld(site: &Site, path: &str) -> Option<Value> {
    let html = site.page(path);
    let (_, rest) = html.split_once("<script type=\"application/ld+json\">")?;
    let (json, _) = rest.split_once("</script>").expect("an end");
    Some(serde_json::from_str(json).expect("JSON"))
}

#[test]
fn every_page_begins_with_its_policy() {
    let site = site();
    site.build().exits(0);
    for path in site.pages() {
        let html = site.page(&path);
        let head = html.split_once("<head>\n").expect("a head").1;
        let begins: Vec<&str> = head.lines().take(3).collect();
        assert_eq!(
            begins,
            [
                "<meta charset=\"utf-8\">",
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'; object-src 'none'; frame-src 'none'; base-uri 'none'; form-action 'none'\">",
                "<meta name=\"referrer\" content=\"no-referrer\">",
            ],
            "{path}"
        );
    }
}

#[test]
fn a_page_says_to_social_networks_what_it_is() {
    let site = site();
    site.build().exits(0);
    let page = site.read("positions/north/border.html");
    let said = meta(&page);
    for (name, content) in [
        ("og:type", "article"),
        ("og:site_name", "River desk"),
        ("og:title", "The North: Issue border"),
        ("og:url", "https://example.org/repo/positions/north/border.html"),
        ("og:description", "It says no."),
        ("og:locale", "pt_BR"),
        ("article:published_time", "2025-08-20"),
        ("og:image", "https://example.org/repo/index.png"),
        ("og:image:alt", "River desk"),
        ("twitter:card", "summary_large_image"),
    ] {
        assert_eq!(said[name], [content], "{name}");
    }
    let feed = page.with("type", "application/atom+xml");
    assert_eq!((feed[0].get("rel"), feed[0].get("href")), (Some("alternate"), Some("../../feed.xml")));
    assert_eq!(feed[1].name, "a", "and readers find it at the foot of the page");
    // Where a page stands is not known at every depth, and it is no page that anybody should share.
    let missing = site.read("404.html");
    assert!(missing.with("rel", "canonical").is_empty() && !meta(&missing).contains_key("og:url"));
    assert_eq!(missing.with("type", "application/atom+xml")[0].get("href"), Some("/repo/feed.xml"));
}

#[test]
fn a_reference_manager_can_save_a_briefing_as_a_report() {
    let site = site();
    site.build().exits(0);
    let said = meta(&site.read("briefings/talks.html"));
    let told: Vec<(&str, String)> = said
        .iter()
        .filter(|(name, _)| name.starts_with("citation_"))
        .map(|(name, content)| (name.as_str(), content.join(" | ")))
        .collect();
    let address = "https://example.org/repo/briefings/talks.html".to_owned();
    let title = "Talks “& <b>".to_owned();
    let authors = "Ana Petrova | Bo Li".to_owned();
    assert_eq!(
        told,
        [
            ("citation_author", authors),
            ("citation_language", "pt-BR".to_owned()),
            ("citation_public_url", address),
            ("citation_publication_date", "2025/08".to_owned()),
            ("citation_technical_report_institution", "River desk".to_owned()),
            ("citation_title", title),
        ]
    );
    assert!(!site.page("actors/north.html").contains("citation_"), "only briefings are reports");
}

#[test]
fn a_printed_briefing_names_its_pdf() {
    let settings = "title: Desk\nbase_url: https://example.org/repo/\nprint:\n  command: ./engine {html} {pdf}\n";
    let site = site().file("standpoint.yaml", settings).file("engine", "#!/bin/sh\necho %PDF-1.7 > \"$2\"\n");
    std::fs::set_permissions(site.path("engine"), std::fs::Permissions::from_mode(0o755)).expect("rights");
    site.run(&["pdf"]).exits(0);
    let said = meta(&site.read("briefings/talks.html"));
    assert_eq!(said["citation_pdf_url"], ["https://example.org/repo/briefings/talks.pdf"]);
}

#[test]
fn a_briefing_is_a_report_with_its_citations() {
    let site = site();
    site.build().exits(0);
    let expected = json!({
        "@context": "https://schema.org",
        "@type": "Report",
        "name": "Talks “& <b>",
        "description": "What they said.",
        "url": "https://example.org/repo/briefings/talks.html",
        "inLanguage": "pt-BR",
        "datePublished": "2025-08",
        "author": ["Ana Petrova", "Bo Li"],
        "publisher": {"@type": "Organization", "name": "River desk", "url": "https://example.org/repo/"},
        "citation": [
            {
                "@type": "NewsArticle",
                "name": "A </script><b>report",
                "url": "https://press.example/a?b=1&c=2",
            },
            {"@type": "CreativeWork", "name": "The treaty report", "url": "https://treaty.example/report"},
        ],
    });
    assert_eq!(json_ld(&site, "briefings/talks.html"), Some(expected));
}

#[test]
fn of_a_season_machines_are_told_the_year_alone() {
    let site = Site::new().file("content/briefings/b.md", "---\ntitle: B\nas_of: 2025-24~\n---\nText.\n");
    site.build().exits(0);
    assert_eq!(json_ld(&site, "briefings/b.html").expect("JSON-LD")["datePublished"], "2025");
    let said = meta(&site.read("briefings/b.html"));
    for name in ["citation_publication_date", "article:published_time"] {
        assert_eq!(said[name], ["2025"], "{name}");
    }
}

#[test]
fn a_position_is_a_claim_with_what_it_appears_in() {
    let site = site();
    site.build().exits(0);
    let claim = json_ld(&site, "positions/north/border.html").expect("JSON-LD");
    assert_eq!(claim["@type"], "Claim");
    assert_eq!((&claim["text"], &claim["datePublished"]), (&json!("It says no."), &json!("2025-08-20")));
    assert_eq!(claim["author"], json!({"@type": "Person", "name": "The North"}));
    assert_eq!(
        claim["appearance"].as_array().map(Vec::len),
        Some(1),
        "what only an earlier position cites is not its own"
    );
    assert_eq!(claim["appearance"][0]["name"], "A </script><b>report");
    for path in ["index.html", "actors/north.html", "sources/press.html", "matrix.html", "404.html"] {
        assert_eq!(json_ld(&site, path), None, "{path}");
    }
}

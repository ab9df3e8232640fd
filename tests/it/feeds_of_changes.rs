//! `changes.xml` and its like beside actors and issues: what changed, for feed readers.

use std::collections::BTreeMap;

use crate::days::{living, site};
use crate::harness::Site;

/// The entries of a feed: each id with its title.
fn entries(xml: &str) -> Vec<(String, String)> {
    let between = |text: &str, name: &str| {
        let (start, end) = (format!("<{name}>"), format!("</{name}>"));
        let from = text.find(&start).unwrap_or_else(|| panic!("no {name} in {text}")) + start.len();
        text[from..from + text[from..].find(&end).expect("an end")].to_owned()
    };
    xml.split("<entry>").skip(1).map(|entry| (between(entry, "id"), between(entry, "title"))).collect()
}

fn titles(site: &Site, path: &str) -> Vec<String> {
    entries(&site.page(path)).into_iter().map(|(_, title)| title).collect()
}

#[test]
fn the_site_each_actor_and_each_issue_have_a_feed_of_what_changed() {
    let site = site();
    site.build().exits(0);
    let all = [
        "Briefing: Zanzibar in February",
        "Velia on The dam: from “Full dam” to “No dam” (2 steps), after Zanzibar summit",
        "Zanzibar summit",
        "Briefing: January",
        "Karu on The dam: No dam, where no position was known before",
        "Velia on The dam: Full dam, where no position was known before",
    ];
    assert_eq!(titles(&site, "changes.xml"), all);
    assert_eq!(titles(&site, "actors/velia.xml"), [all[1], all[2], all[5]]);
    assert_eq!(titles(&site, "actors/karu.xml"), [all[4]]);
    assert_eq!(titles(&site, "issues/dam.xml"), [all[1], all[2], all[4], all[5]]);
    let xml = site.page("actors/velia.xml");
    roxmltree::Document::parse(&xml).expect("well-formed XML");
    for line in [
        "<title>Republic of Velia · What changed · Test</title>",
        "<id>https://example.org/repo/actors/velia.xml</id>",
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"https://example.org/repo/actors/velia.xml\"/>",
        "<link rel=\"alternate\" type=\"text/html\" href=\"https://example.org/repo/actors/velia.html\"/>",
        "<updated>2026-02-21T00:00:00Z</updated>",
        "<id>https://example.org/repo/positions/velia/dam.html#change-2026-02-21</id>",
        "<summary>It wants zanzibar.</summary>",
        "<category term=\"shift\"/>",
    ] {
        assert!(xml.contains(line), "{line} is not in:\n{xml}");
    }
    let head = |path: &str, to: &str| {
        let link = format!("<link rel=\"alternate\" type=\"application/atom+xml\" title=\"{to}");
        assert!(site.page(path).contains(&link), "{path}: {link}");
    };
    head("actors/velia.html", "Republic of Velia · Test\" href=\"../actors/velia.xml\">");
    head("issues/dam.html", "The dam · Test\" href=\"../issues/dam.xml\">");
    head("changes.html", "What changed · Test\" href=\"changes.xml\">");
    assert!(!site.page("index.html").contains("changes.xml"));
    assert!(site.page("sitemap.xml").contains("<loc>https://example.org/repo/changes.html</loc>"));
}

#[test]
fn what_nothing_happened_to_has_no_feed_and_neither_has_a_site_without_an_address() {
    let quiet = site().actor("quiet");
    quiet.build().exits(0);
    assert!(!quiet.has("actors/quiet.xml"));
    assert!(!quiet.page("actors/quiet.html").contains("quiet.xml"));
    let nowhere = site().file("standpoint.yaml", "title: T\nrules: {missing-base-url: off}\n");
    nowhere.build();
    assert!(nowhere.files().iter().all(|path| !path.ends_with(".xml")), "{:?}", nowhere.files());
    let new = Site::new()
        .actor("north")
        .issue("water")
        .file("content/positions/north/water.md", "---\nas_of: 2025-08\nstance: supports\n---\nYes.\n");
    new.build();
    assert!(!new.has("changes.html") && !new.has("changes.xml") && !new.has("actors/north.xml"));
}

#[test]
fn entries_keep_their_ids_when_files_are_renamed_and_newer_and_older_positions_come() {
    let site = site();
    site.build();
    let before: BTreeMap<String, String> = entries(&site.page("changes.xml")).into_iter().collect();
    let rename = |from: &str, to: &str| {
        std::fs::rename(site.path(from), site.path(to)).expect("another name");
    };
    rename("content/positions/velia/dam.md", "content/positions/velia/dam.january.md");
    rename("content/positions/velia/dam.2026-02.md", "content/positions/velia/dam.md");
    let position = |day: &str, option: u8| {
        format!("---\nas_of: {day}\nstance: conditional\noption: {option}\n---\nIt says so [@wire].\n")
    };
    site.write("content/positions/karu/dam.2026-03.md", position("2026-03-01", 2));
    site.write("content/positions/velia/dam.2025.md", position("2025-12", 2));
    site.build().exits(0);
    let after: BTreeMap<String, String> = entries(&site.page("changes.xml")).into_iter().collect();
    assert_eq!(after.len(), before.len() + 2);
    for id in before.keys() {
        assert!(after.contains_key(id), "{id} is not among {after:?}");
    }
    let velia = "https://example.org/repo/positions/velia/dam.html#change-2026-01-10";
    assert_eq!(before[velia], "Velia on The dam: Full dam, where no position was known before");
    assert_eq!(after[velia], "Velia on The dam: from “Low dam” to “Full dam” (1 step)");
}

#[test]
fn corrections_of_one_day_each_have_an_id() {
    let position = |option: u8| {
        format!(
            "---\nas_of: 2026-01-15\nstance: conditional\noption: {option}\ncorrections: [{{date: 2026-02-01, text: First}}, {{date: 2026-02-01, text: Second}}]\n---\nIt says so [@wire].\n"
        )
    };
    let site = site()
        .file("content/positions/karu/dam.one.md", position(2))
        .file("content/positions/karu/dam.two.md", position(1));
    site.build();
    let entries = entries(&site.page("changes.xml"));
    let ids: std::collections::BTreeSet<&String> = entries.iter().map(|(id, _)| id).collect();
    let corrections = entries.iter().filter(|(id, _)| id.contains("#corrected")).count();
    assert_eq!((corrections, ids.len()), (4, entries.len()), "{entries:?}");
}

#[test]
fn a_feed_has_the_newest_fifty_and_no_copies_in_archives_and_no_drafts() {
    let mut site = living().file(
        "content/sources/copied.md",
        "---\ntitle: Copied\nurl: https://copied.example/x\npublished: 2025\narchived:\n  - {url: \"https://web.archive.org/web/20250102030405/https://copied.example/x\", date: 2025-01-02}\n---\nNote.\n",
    );
    for day in 1..=28 {
        for month in 3..=4 {
            let text = format!(
                "---\ntitle: Event {month} {day}\ndate: 2026-{month:02}-{day:02}\nactors: [velia]\n---\nText.\n"
            );
            site = site.file(&format!("content/events/e{month}-{day}.md"), text);
        }
    }
    let site = site
        .file(
            "content/events/secret.md",
            "---\ntitle: Secret\ndate: 2026-04-01\nactors: [velia]\ndraft: true\n---\nText.\n",
        )
        .file(
            "content/pages/about.md",
            "---\ntitle: About\ncorrections: [{date: 2026-01-01, text: So.}]\n---\nText.\n",
        );
    // What was written in January leads to what February has.
    site.run(&["build", "--drafts"]).exits(1);
    let velia = titles(&site, "actors/velia.xml");
    assert_eq!((velia.len(), velia[0].as_str(), velia[49].as_str()), (50, "Event 4 28", "Event 3 7"));
    assert!(titles(&site, "changes.xml").iter().all(|title| !title.contains("Secret") && !title.contains("Copied")));
}

#[test]
fn a_file_of_the_author_at_its_place_stays() {
    let site = site().file("content/actors/velia.xml", "<mine/>").file("content/changes.xml", "<mine/>");
    site.build().exits(0);
    assert_eq!((site.page("actors/velia.xml"), site.page("changes.xml")), ("<mine/>".to_owned(), "<mine/>".to_owned()));
    assert!(site.has("actors/karu.xml"));
}

#[test]
fn signs_of_markup_in_titles_are_text_in_feeds() {
    let site = site().file(
        "content/events/sign.md",
        "---\ntitle: A & B <c> \"d\" ]]>\ndate: 2026-03-01\nactors: [velia]\n---\nText & more.\n",
    );
    site.build();
    let xml = site.page("actors/velia.xml");
    let xml = roxmltree::Document::parse(&xml).expect("well-formed XML");
    let title = xml.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2005/Atom", "title"))).nth(1);
    assert_eq!(title.and_then(|node| node.text()), Some("A & B <c> “d” ]]>"));
}

//! The site as data: what stands in the files under `data/`.

use serde_json::{Value, json};

use crate::harness::Site;

/// A title that strains every form of quoting.
pub const TITLE: &str = "=Гарантії, \"no {one}\" & 50% of #1_a $ ~ ^ } at \\ end: العربية";

/// Two actors, a position with history, sources of several kinds.
pub fn site() -> Site {
    Site::new()
        .actor("velia")
        .file("content/actors/morvan.md", "---\nname: \"Morvan, the \\\"lower\\\" state\"\n---\n")
        .issue("dam")
        .file("content/events/flood.md", "---\ntitle: Flood\ndate: 2025-02\n---\n")
        .file(
            "content/positions/velia/dam.md",
            "---\nas_of: 2025-03-04~\nstance: conditional\nbasis: stated\nfirmness: firm\ntrigger: flood\n\
             review_after: 2025-22\n---\nOnly with *inspectors*, see [[dam]] [@strain, p. 3; @paper]. More.\n",
        )
        .file(
            "content/positions/velia/dam.2024.md",
            "---\nas_of: 2024\nstance: supports\nsummary: \"Wants it,\\nat once.\"\n---\nYes [@paper].\n",
        )
        .file("content/positions/morvan/dam.md", "---\nas_of: 2025-01\nstance: silent\n---\n")
        .file(
            "content/sources/strain.md",
            format!(
                "---\ntitle: {}\ntitle_translated: Guarantees\nurl: \"https://news.example/a_b%20c~d?x={{1}}&y=2#z\"\n\
                 publisher: R&D {{Courier}}\nauthors: [Olha Kovalenko, \"Ministry of War and Peace, East\"]\nkind: news\n\
                 published: 2025-08-20\naccessed: 2025-08-21\nlanguage: uk\n\
                 archived: [{{url: \"https://archive.example/1_2\", date: 2025-08-21}}]\n---\n",
                json!(TITLE)
            ),
        )
        .file("content/sources/paper.md", "---\ntitle: \"Two\\nlines\"\nkind: document\npublished: 2022-21~\n---\n")
        .briefing("b", "One claim [@strain].[^n]\n\n[^n]: https://bare.example/story")
}

/// The lines of a table whose cells have no line breaks.
fn lines(table: &str) -> Vec<&str> {
    table.split_terminator("\r\n").collect()
}

#[test]
fn every_position_has_a_row_and_its_history_too() {
    let site = site();
    site.build().exits(0);
    assert_eq!(
        site.page("data/positions.csv"),
        [
            "id,actor,actor_name,issue,issue_title,as_of,stance,basis,firmness,summary,current,trigger,review_after,\
             sources,page_url,option,accepts,rejects,retracted",
            "velia/dam,velia,Actor velia,dam,Issue dam,2025-03-04~,conditional,stated,firm,\
             \"Only with inspectors, see Issue dam. More.\",true,flood,2025-22,paper strain,\
             https://example.org/repo/positions/velia/dam.html,,,,",
            "velia/dam.2024,velia,Actor velia,dam,Issue dam,2024,supports,,,\"Wants it,\nat once.\",false,,,paper,\
             https://example.org/repo/positions/velia/dam.html#position-velia-dam.2024,,,,",
            "morvan/dam,morvan,\"Morvan, the \"\"lower\"\" state\",dam,Issue dam,2025-01,silent,,,,true,,,,\
             https://example.org/repo/positions/morvan/dam.html,,,,",
            "",
        ]
        .join("\r\n")
    );
    let page = site.read("positions/velia/dam.html");
    page.by_id("position-velia-dam.2024");
}

#[test]
fn json_has_the_columns_of_the_table_in_their_order() {
    let site = site();
    site.build();
    let text = site.page("data/positions.json");
    let columns = lines(&site.page("data/positions.csv"))[0].to_owned();
    let places: Vec<usize> = columns.split(',').map(|name| text.find(&format!("\"{name}\":")).expect(name)).collect();
    assert!(places.is_sorted(), "{text}");
    let rows: Vec<Value> = serde_json::from_str(&text).expect("JSON");
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[0].as_object().expect("an object").len(), places.len());
    assert_eq!(rows[0]["sources"], json!(["paper", "strain"]));
    assert_eq!((&rows[0]["current"], &rows[1]["current"]), (&json!(true), &json!(false)));
    assert_eq!((&rows[1]["basis"], &rows[2]["sources"]), (&Value::Null, &json!([])));
}

#[test]
fn every_use_of_a_source_has_a_row_that_leads_to_its_marker() {
    let site = site();
    site.build();
    let table = site.page("data/citations.csv");
    let rows = lines(&table);
    assert_eq!(
        rows[0],
        "source,source_title,source_url,page_title,page_url,sentence,locator,actor,issue,position,note"
    );
    assert_eq!(
        rows[1],
        "bare,https://bare.example/story,https://bare.example/story,Briefing b,\
         https://example.org/repo/briefings/b.html#cite-bare-1,One claim.,,,,,"
    );
    let position = "Actor velia: Issue dam,https://example.org/repo/positions/velia/dam.html#cite-strain-1,\
                    \"Only with inspectors, see Issue dam.\",p. 3,velia,dam,velia/dam,";
    assert!(rows.iter().any(|row| row.ends_with(position)), "{table}");
    assert_eq!(rows.len(), 1 + 5, "{table}");
    let anchors = table.split("https://example.org/repo/").skip(1).filter_map(|rest| rest.split(',').next());
    for (page, anchor) in anchors.filter_map(|address| address.split_once('#')) {
        site.read(page).by_id(anchor);
    }
}

#[test]
fn a_site_without_an_address_has_addresses_from_its_root() {
    let site = site().file("standpoint.yaml", "title: Test\nrules: {missing-base-url: off}\n");
    site.build().exits(0);
    assert!(site.page("data/positions.csv").contains(",positions/velia/dam.html,,,,\r\n"));
    assert!(site.page("data/citations.csv").contains(",briefings/b.html#cite-strain-1,"));
}

#[test]
fn what_is_not_published_is_no_data() {
    let site = Site::new()
        .actor("velia")
        .issue("dam")
        .source("kept")
        .file("content/positions/velia/gone.md", "---\nas_of: 2025\nstance: supports\n---\nLost [@kept].\n")
        .file("content/briefings/d.md", "---\ntitle: D\nas_of: 2025\ndraft: true\n---\nHidden [@kept].\n");
    site.build();
    assert_eq!(lines(&site.page("data/positions.csv")).len(), 1, "the names of the columns alone");
    assert_eq!(lines(&site.page("data/citations.csv")).len(), 1);
    assert_eq!(site.page("data/positions.json"), "[\n]\n");
    assert!(!site.read("positions/index.html").main().contains("data/"), "no link to an empty table");
}

#[test]
fn a_table_of_ones_own_takes_the_place_of_ours() {
    let site = site().file("content/data/positions.csv", "mine\n");
    site.build().exits(0);
    assert_eq!(site.page("data/positions.csv"), "mine\n");
}

#[test]
fn sources_are_bibtex_that_old_and_new_readers_take() {
    // The key with a sign comes first, and yet the other one stays as it is. BibTeX sees no capitals.
    let site = site().file("content/sources/a&B.md", "---\ntitle: One\nurl: https://one.example/\n---\n").file(
        "content/sources/a-b.md",
        "---\ntitle: Two\nurl: https://two.example/\npublished: 2025-01\nretracted: {reason: Made up}\n---\n",
    );
    site.build();
    assert_eq!(
        site.page("data/sources.bib"),
        r#"@online{a-B-2,
  title = {{One}},
  url = {https://one.example/},
}

@online{a-b,
  title = {{Two}},
  date = {2025-01},
  year = {2025},
  month = jan,
  url = {https://two.example/},
  note = {Retracted: Made up},
}

@online{bare,
  title = {{https://bare.example/story}},
  url = {https://bare.example/story},
}

@misc{paper,
  title = {{Two lines}},
  date = {2022-21~},
  year = {2022},
  keywords = {document},
}

@online{strain,
  author = {{Olha Kovalenko} and {Ministry of War and Peace, East}},
  title = {{=Гарантії, "no {\textbraceleft}one{\textbraceright}" \& 50\% of \#1\_a \$ {\textasciitilde} {\textasciicircum} {\textbraceright} at {\textbackslash} end: العربية}},
  organization = {{R\&D {\textbraceleft}Courier{\textbraceright}}},
  date = {2025-08-20},
  year = {2025},
  month = aug,
  url = {https://news.example/a_b%20c~d?x=%7B1%7D&y=2#z},
  urldate = {2025-08-21},
  language = {uk},
  keywords = {news},
  note = {Title translated: Guarantees; Archived: https://archive.example/1\_2 (2025-08-21)},
}
"#
    );
}

#[test]
fn lists_lead_to_the_data() {
    let site = site();
    site.build();
    for (page, files) in [
        ("positions/index.html", &["../data/positions.csv", "../data/positions.json"][..]),
        ("matrix.html", &["data/positions.csv", "data/positions.json"]),
        ("sources/index.html", &["../data/sources.bib", "../data/sources.json", "../data/citations.csv"]),
    ] {
        let html = site.read(page);
        for file in files {
            assert_eq!(html.with("href", file).len(), 1, "{page} leads to {file}");
        }
    }
}

#[test]
fn the_documentation_names_every_column() {
    let site = site();
    site.build();
    let text = include_str!("../../docs/data.md");
    for (heading, file) in [("## Positions", "data/positions.csv"), ("## Citations", "data/citations.csv")] {
        let part = text.split("\n## ").find(|part| part.starts_with(&heading[3..])).expect(heading);
        let told: Vec<&str> = part.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
        assert_eq!(told.join(","), lines(&site.page(file))[0], "docs/data.md, {heading}");
    }
}

//! The data files, read by programs that are not ours: Python's csv and json, citation-js, bibutils. `tests/run`
//! installs them and insists on them; a plain `cargo test` without them says what it left out.

use std::io::Write;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::data::{TITLE, site};
use crate::harness::Site;

const TOOLS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser");

/// The site of the tests, built, if the program answers. `STANDPOINT_BROWSER_TESTS` makes its absence a failure.
fn built_for(program: &mut Command) -> Option<Site> {
    if program.output().is_ok_and(|output| output.status.success()) {
        let site = site();
        site.build().exits(0);
        return Some(site);
    }
    assert!(std::env::var_os("STANDPOINT_BROWSER_TESTS").is_none(), "this needs {program:?}: run tests/run");
    let _ = writeln!(std::io::stderr(), "SKIPPED data_readers: {program:?} missing; tests/run installs it");
    None
}

/// What a program says, which must be content.
fn said_by(program: &mut Command) -> String {
    let output = program.output().expect("a program");
    let talk = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program:?}: {talk}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

const PYTHON: &str = r#"
import csv, json, sys

def table(name):
    with open(f"{sys.argv[1]}/{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))

with open(f"{sys.argv[1]}/positions.json", encoding="utf-8") as file:
    positions = json.load(file)
print(json.dumps({"table": table("positions"), "positions": positions, "citations": table("citations")}))
"#;

#[test]
fn python_reads_the_tables_and_finds_the_json_alike() {
    let Some(site) = built_for(Command::new("python3").arg("--version")) else { return };
    let said = said_by(Command::new("python3").args(["-c", PYTHON]).arg(site.path("public/data")));
    let read: Value = serde_json::from_str(&said).expect("JSON");
    let cell = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(keys) => keys.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    };
    let rows = |name: &str| read[name].as_array().expect("a list").clone();
    let (table, positions) = (rows("table"), rows("positions"));
    assert_eq!(table.len(), positions.len());
    for (row, position) in table.iter().zip(&positions) {
        for (name, value) in position.as_object().expect("an object") {
            assert_eq!(row[name], cell(value), "{name}");
        }
    }
    assert_eq!(table[1]["summary"], "Wants it,\nat once.");
    assert_eq!(table[2]["actor_name"], "Morvan, the \"lower\" state");
    let titles: Vec<Value> = rows("citations").iter().map(|row| row["source_title"].clone()).collect();
    assert_eq!(
        titles,
        [json!("https://bare.example/story"), json!("Two\nlines"), json!("Two\nlines"), json!(TITLE), json!(TITLE)]
    );
}

#[test]
fn a_reference_manager_reads_the_same_sources_in_each_form() {
    let module = Path::new(TOOLS).join("node_modules/@citation-js/plugin-csl/package.json");
    let Some(site) = built_for(Command::new("ls").arg(module)) else { return };
    let said = said_by(Command::new("node").arg("data.mjs").arg(site.path("public/data")).current_dir(TOOLS));
    let read: Value = serde_json::from_str(&said).expect("JSON");
    let (csl, biblatex, bibtex) = (&read["csl"], &read["biblatex"], &read["bibtex"]);
    for form in [csl, biblatex, bibtex] {
        assert_eq!(form.as_object().expect("sources").len(), 3, "{form}");
        let strain = &form["strain"];
        assert_eq!(strain["title"], TITLE);
        assert_eq!(strain["publisher"], "R&D {Courier}");
        assert_eq!(form["paper"]["issued"]["date-parts"], json!([[2022]]));
        assert!(strain["note"].as_str().is_some_and(|note| note.starts_with("Title translated: Guarantees")));
        let names: Vec<&Value> = strain["author"]
            .as_array()
            .expect("authors")
            .iter()
            .filter_map(|name| name.get("literal").or_else(|| name.get("family")))
            .collect();
        assert_eq!(names, ["Olha Kovalenko", "Ministry of War and Peace, East"]);
    }
    assert_eq!(csl["strain"]["URL"], "https://news.example/a_b%20c~d?x={1}&y=2#z");
    for bib in [biblatex, bibtex] {
        assert_eq!(bib["strain"]["URL"], "https://news.example/a_b%20c~d?x=%7B1%7D&y=2#z");
        assert_eq!(bib["paper"]["title"], "Two lines");
    }
    assert_eq!(biblatex["strain"]["type"], "webpage");
    assert_eq!(biblatex["strain"]["language"], "uk");
    assert_eq!(biblatex["strain"]["issued"]["date-parts"], json!([[2025, 8, 20]]));
    assert_eq!(biblatex["strain"]["accessed"]["date-parts"], json!([[2025, 8, 21]]));
    assert_eq!(bibtex["strain"]["issued"]["date-parts"], json!([[2025, 8]]), "what the BibTeX of old has fields for");
    let references = read["references"].as_str().expect("a text");
    assert!(references.contains("(2025, August 20). =Гарантії, “no {one}” & 50% of #1_a $ ~ ^ } at"), "{references}");
}

#[test]
fn bibutils_reads_every_entry() {
    let Some(site) = built_for(Command::new("bib2xml").arg("--version")) else { return };
    let xml = said_by(Command::new("bib2xml").args(["-i", "utf8", "-nb"]).arg(site.path("public/data/sources.bib")));
    let read = roxmltree::Document::parse(&xml).expect("XML");
    let text = |id: &str, names: &[&str]| {
        let entry = read.descendants().find(|node| node.attribute("ID") == Some(id)).expect(id);
        let found = entry.descendants().filter(|node| names.contains(&node.tag_name().name()));
        found.filter_map(|node| node.text()).collect::<Vec<_>>().join(": ")
    };
    // It has signs of its own for what TeX calls backslash and circumflex, and takes `"` as TeX does.
    let title = TITLE.replace('\\', "\\textbackslash").replace('^', "⌃").replace('"', "”");
    assert_eq!(text("strain", &["title", "subTitle"]), title);
    assert_eq!(text("strain", &["namePart"]), "Olha Kovalenko: Ministry of War and Peace, East");
    assert_eq!(text("strain", &["dateIssued"]), "2025-08");
    assert_eq!(text("strain", &["url"]), "https://news.example/a_b%20c~d?x=%7B1%7D&y=2#z");
    assert_eq!(text("paper", &["title"]), "Two lines");
}

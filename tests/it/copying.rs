//! Citing: what the pages of sources and briefings offer for copying. What a reader does with it is told in
//! `tests/browser/copying.mjs`.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use crate::browser::{chromium, node, playwright, ready};
use crate::harness::Site;
use crate::html::Element;
use crate::pages_host::Host;

fn site() -> Site {
    Site::bare()
        .file("standpoint.yaml", "title: River desk\nbase_url: https://example.org/repo/\nlanguage: en\nauthors: [The desk]\n")
        .file("content/sources/herald.md", "---\ntitle: Dams & <rights> of 100% \"water\"\nurl: https://press.example/a?b=1&c=2\ndoi: 10.1000/182\ncontainer: The Herald\nvolume: 7\npages: 3–9\npublisher: Press & Sons\nauthors: [Ana Duarte, Bo Li]\nkind: news\npublished: 2025-03-04\naccessed: 2025-04-01\nlanguage: en\narchived: [{url: 'https://archive.example/1', date: 2025-03-05}]\n---\nA note.\n")
        .file("content/sources/talk.md", "---\ntitle: What he said\nurl: https://secret.example/\nprivate: [url, title]\ndescriptor: A senior official\n---\nNote.\n")
        .file("content/sources/wire.md", "---\ntitle: A wire report\nurl: https://wire.example/1\npublished: 2025-03\n---\nNote.\n")
        .file("content/briefings/map.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>")
        .file("content/briefings/own.md", "---\ntitle: Our own words\nas_of: 2025-08\n---\nThe gauge is read daily.[^gauge] Denied. One. Two met Xi. Kim left. Gen. Kim and Prof. Li stayed with No. 5 of them.\n\nThe ferry runs.[^ferry]\n\n[^gauge]: The first part [@wire].\n\n    - an item\n\n    ```text\n    level = 3\n    ```\n\n    A last part with ![a map](map.svg).\n\n[^ferry]: Told by <https://ferry.example/a> and <https://ferry.example/b>.\n")
        .file("content/briefings/talks.md", "---\ntitle: Talks \"now\"\nas_of: 2025-08~\nauthors: [Ana Petrova, Bo Li]\n---\n## The dam\n\nThe dam is built. Both sides want water, says Dr. Li [@herald, p. 4], and more of it. Nobody pays [@wire][@talk].\n\nThis half-sentence rests on nothing.\n")
}

/// The forms for copying on a page, by the names above them.
fn forms(site: &Site, path: &str) -> Vec<(String, String)> {
    let page = site.read(path);
    let with = |class: &str| page.with("class", class);
    // What programs read has lines.
    let said = |form: &Element| match form.name.as_str() {
        "pre" => unescaped(page.inner(form)),
        _ => page.text(form),
    };
    let names = with("reference-name").into_iter().map(|name| page.text(name));
    names.zip(with("reference-form").into_iter().map(said)).collect()
}

fn unescaped(html: &str) -> String {
    html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

fn form(site: &Site, path: &str, name: &str) -> String {
    let forms = forms(site, path);
    forms.into_iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("no {name} on {path}")).1
}

#[test]
fn a_source_and_a_briefing_can_be_cited_in_four_forms() {
    let site = site();
    site.build().exits(0);
    for path in ["sources/herald.html", "briefings/talks.html"] {
        let names: Vec<String> = forms(&site, path).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["In words", "BibTeX", "RIS", "CSL-JSON"], "{path}");
    }
    assert_eq!(
        form(&site, "briefings/talks.html", "In words"),
        "Ana Petrova, Bo Li, “Talks ‘now’”, River desk, as of about August 2025. https://example.org/repo/briefings/talks.html"
    );
    let words = form(&site, "sources/herald.html", "In words");
    for part in [
        "Ana Duarte, Bo Li. ",
        "“water”",
        "The Herald, Press & Sons, 4 March 2025.",
        "https://press.example/a?b=1&c=2",
        "https://archive.example/1",
        "1 April 2025",
    ] {
        assert!(words.contains(part), "no {part} in {words}");
    }
}

#[test]
fn the_forms_of_a_source_are_those_of_the_files_of_all_sources() {
    let site = site();
    site.build().exits(0);
    let bibtex = form(&site, "sources/herald.html", "BibTeX");
    assert!(site.page("data/sources.bib").contains(&bibtex) && bibtex.starts_with("@article{herald,"), "{bibtex}");
    let list = |text: &str| serde_json::from_str::<Vec<Value>>(text).expect("JSON");
    let own = list(&form(&site, "sources/herald.html", "CSL-JSON"));
    assert_eq!(own.len(), 1);
    assert!(list(&site.page("data/sources.json")).contains(&own[0]));
    // RIS comes back as what it was made of.
    let back = Site::bare()
        .file("standpoint.yaml", "title: T\nbase_url: https://e.example/\nlanguage: en\n")
        .file("content/index.md", "---\ntitle: T\n---\nT.\n")
        .file("herald.ris", form(&site, "sources/herald.html", "RIS"))
        .file("talks.ris", form(&site, "briefings/talks.html", "RIS"));
    back.run(&["import", "herald.ris"]).exits(0);
    back.run(&["import", "talks.ris"]).exits(0);
    let note = std::fs::read_to_string(back.path("content/sources/herald.md")).expect("a note");
    for line in [
        "title: Dams & <rights> of 100% \"water\"",
        "url: https://press.example/a?b=1&c=2",
        "doi: 10.1000/182",
        "container: The Herald",
        "pages: 3–9",
        "publisher: Press & Sons",
        "published: 2025-03-04",
        "accessed: 2025-04-01",
        "https://archive.example/1",
    ] {
        assert!(note.contains(line), "no {line} in {note}");
    }
    let note = std::fs::read_to_string(back.path("content/sources/talks.md")).expect("a note");
    for line in [
        "title: Talks \"now\"",
        "published: 2025-08",
        "publisher: River desk",
        "url: https://example.org/repo/briefings/talks.html",
    ] {
        assert!(note.contains(line), "no {line} in {note}");
    }
    let briefing = list(&form(&site, "briefings/talks.html", "CSL-JSON"));
    assert_eq!(briefing[0]["type"], json!("report"));
    assert_eq!(briefing[0]["issued"], json!({"date-parts": [[2025, 8]], "circa": true}));
}

#[test]
fn what_is_confidential_is_not_to_be_cited() {
    let site = site();
    site.build().exits(0);
    let sources: Vec<String> = site.pages().into_iter().filter(|path| path.starts_with("sources/")).collect();
    let confidential: Vec<&String> = sources
        .iter()
        .filter(|path| site.page(path).contains("A senior official") && *path != "sources/index.html")
        .collect();
    assert_eq!(confidential.len(), 1);
    assert!(forms(&site, confidential[0]).is_empty());
    // An address that is not known is in no form.
    let site = site.file("standpoint.yaml", "title: River desk\nrules: {missing-base-url: off}\n");
    site.build().exits(0);
    for (name, form) in forms(&site, "briefings/talks.html") {
        assert!(!form.contains("https://"), "{name}: {form}");
    }
}

#[test]
fn the_script_is_small_and_only_where_there_is_something_to_copy() {
    let site = site();
    site.build().exits(0);
    for path in site.pages() {
        let is_wanted = path.starts_with("briefings/") && path != "briefings/index.html"
            || path.starts_with("sources/") && path != "sources/index.html";
        assert_eq!(site.page(&path).contains("assets/copy.js\" defer></script>"), is_wanted, "{path}");
    }
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(site.page("assets/copy.js").as_bytes()).expect("room");
    let size = packed.finish().expect("room").len();
    assert!(size < 3300, "{size}");
}

#[test]
fn a_reader_copies_from_a_disk_and_from_a_host() {
    if ready("copying", &[&chromium(), &playwright()]) {
        let site = site();
        site.build().exits(0);
        let public = site.path("public");
        node("copying.mjs", &[&format!("file://{}/", public.display())]);
        let address = Host::new(&public, "/repo/").listen();
        node("copying.mjs", &[&format!("http://{address}/repo/")]);
    }
}

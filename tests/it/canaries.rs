//! Each kind of output by itself: what of the house would stand in it, that the search finds it there, and that readers get
//! none of it. A kind in which the house has nothing to hide shows nothing about the search, so the table says what must.

use std::collections::BTreeMap;
use std::fs;

use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use standpoint::pipeline::{Build, Edition};

use crate::harness::{Run, Site, files_below};
use crate::pdf;

const KEY: &str = "quagga-key-4711";
const TITLE: &str = "Minutes of the Quagga council";
const AUTHOR: &str = "Ottoline Ferrabosco";
const ADDRESS: &str = "https://vault.example/quagga/minutes";
const PASSAGE: &str = "The southern sluice stays shut whatever they sign";
const NOTE: &str = "We copied it in the Kestrel archive";
const BRIEFING: &str = "What Quagga will give up";
const NAME: &str = "quagga-gives-up";
const SUMMARY: &str = "Quagga lets the sluice go by Whitsuntide";
const HEADING: &str = "Concessions nobody announced";
const JUDGEMENT: &str = "Quagga will have conceded before the harvest";
const EVENT: &str = "Dinner at the Kestrel mill";
const ACTOR: &str = "The Quagga back channel";
const POSITION: &str = "The back channel takes the lower sluice";
const ALT: &str = "Portrait of Ferrabosco at the sluice";
const ALL: [&str; 15] = [
    KEY, TITLE, AUTHOR, ADDRESS, PASSAGE, NOTE, BRIEFING, NAME, SUMMARY, HEADING, JUDGEMENT, EVENT, ACTOR, POSITION,
    ALT,
];

fn site() -> Site {
    let source = format!(
        "---\naudience: internal\ndescriptor: A clerk\ntitle: {TITLE}\nurl: {ADDRESS}\nauthors: [{AUTHOR}]\npublished: 2025-01-02\n\
         quotes:\n- id: sluice\n  text: {PASSAGE}\n---\n{NOTE}.\n"
    );
    let briefing = format!(
        "---\naudience: internal\ntitle: {BRIEFING}\nas_of: 2025-03-02\nsummary: {SUMMARY}\nactors: [back]\nissues: [dam]\n\
         judgements:\n- text: {JUDGEMENT}\n  likelihood: likely\n  cites: [{KEY}]\n  outcome: {{date: 2025-04-01, result: true}}\n---\n\
         ## {HEADING}\n\nSo it is [@{KEY}#sluice].\n\n![{ALT}](../images/sluice-4711.gif)\n"
    );
    let event =
        format!("---\naudience: internal\ntitle: {EVENT}\ndate: 2025-02-02\nactors: [back]\n---\nThey ate [@{KEY}].\n");
    let position = format!(
        "---\naudience: internal\nas_of: 2025-02-03\nstance: supports\nsummary: {POSITION}\n---\nYes [@{KEY}].\n"
    );
    Site::new()
        .actor("morvan")
        .issue("dam")
        .source("report")
        .file(&format!("content/sources/{KEY}.md"), source)
        .file(&format!("content/briefings/{NAME}.md"), briefing)
        .file("content/events/dinner.md", event)
        .file("content/actors/back.md", format!("---\naudience: internal\nname: {ACTOR}\n---\n"))
        .file("content/positions/back/dam.md", position)
        .file(
            "content/positions/morvan/dam.md",
            format!("---\nas_of: 2025-01-03\nstance: opposes\n---\nNo [@report; @{KEY}].\n"),
        )
        .file("content/images/sluice-4711.gif", b"GIF89a\x01\0\x01\0\0\0\0;")
        .briefing(
            "b",
            &format!("They may give in [@report; @{KEY}#sluice, p. 4].\n\n```matrix\n```\n\n```sources\n```"),
        )
}

/// The letters and figures of a text, small.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What stands between two marks in a text, each time.
fn between(text: &str, start: &str, end: &str) -> String {
    text.split(start).skip(1).filter_map(|rest| rest.split(end).next()).collect::<Vec<_>>().join("\n")
}

/// A kind of output: its files, what of them belongs to it, and what of the house stands there.
type Kind = (&'static str, fn(&str) -> bool, fn(&str) -> String, &'static [&'static str]);

fn whole(text: &str) -> String {
    text.to_owned()
}

/// The tags of pages, with all their attributes.
fn tags(text: &str) -> String {
    between(text, "<", ">")
}

const KINDS: &[Kind] = &[
    ("pages", |path| path.ends_with(".html"), whole, &ALL),
    (
        "what pages are called",
        |path| path.ends_with(".html"),
        |page| between(page, "<title>", "</title>"),
        &[TITLE, BRIEFING, EVENT, ACTOR],
    ),
    ("the heads of pages", |path| path.ends_with(".html"), |page| between(page, "<meta ", ">"), &[BRIEFING, SUMMARY]),
    ("ids and addresses", |path| path.ends_with(".html"), tags, &[KEY, ADDRESS, NAME, HEADING, ALT]),
    (
        "JSON-LD",
        |path| path.ends_with(".html"),
        |page| between(page, "ld+json", "</script>"),
        &[TITLE, BRIEFING, POSITION],
    ),
    (
        "the feed",
        |path| path == "feed.xml",
        whole,
        &[KEY, TITLE, AUTHOR, ADDRESS, BRIEFING, HEADING, POSITION, JUDGEMENT],
    ),
    ("feeds of changes", |path| path.ends_with(".xml") && path.contains("changes"), whole, &[EVENT, JUDGEMENT]),
    ("the sitemap", |path| path == "sitemap.xml", whole, &[KEY, NAME]),
    ("CSV", |path| path.ends_with(".csv"), whole, &[KEY, TITLE, POSITION, ACTOR]),
    ("JSON", |path| path.ends_with("positions.json"), whole, &[KEY, POSITION, ACTOR]),
    ("CSL-JSON", |path| path.ends_with("sources.json"), whole, &[KEY, TITLE, AUTHOR, ADDRESS]),
    ("BibTeX", |path| path.ends_with(".bib"), whole, &[KEY, TITLE, AUTHOR, ADDRESS]),
    (
        "the packs of search",
        |path| path.starts_with("search/"),
        whole,
        &[KEY, TITLE, PASSAGE, BRIEFING, NAME, JUDGEMENT, EVENT, ACTOR, POSITION],
    ),
    ("the page to search from", |path| path == "search.html", whole, &[TITLE, BRIEFING, EVENT, ACTOR]),
    ("evidence", |path| path == "evidence.html", whole, &[TITLE, JUDGEMENT]),
    ("the ledger", |path| path == "judgements.html", whole, &[JUDGEMENT, BRIEFING]),
    ("the names of files", |_| true, |_| String::new(), &[KEY, NAME]),
    // A page of a fault says what it has lost, and nothing of anything else.
    ("the page of what is not there", |path| path == "404.html", whole, &[]),
    ("what hosts and robots read", |path| !path.contains('.') || path.ends_with(".txt"), whole, &[]),
];

/// For each kind, its files and what they say.
fn outputs(tree: &BTreeMap<String, Vec<u8>>, kind: &Kind) -> Vec<(String, String)> {
    let (name, is_of_it, part, _) = kind;
    let own = tree.iter().filter(|(path, _)| is_of_it(path));
    let say = |(path, bytes): (&String, &Vec<u8>)| match *name {
        "the names of files" => (path.clone(), path.clone()),
        _ => (path.clone(), part(&String::from_utf8_lossy(bytes))),
    };
    own.map(say).collect()
}

fn tree_of(site: &Site, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let read = |path: String| (path.clone(), fs::read(site.path(folder).join(path)).expect("a file"));
    files_below(&site.path(folder)).into_iter().map(read).collect()
}

#[test]
fn no_kind_of_output_has_what_is_for_the_house_and_the_search_would_find_it_in_each() {
    let site = site();
    site.build().exits(0);
    site.run(&["build", "--audience", "internal"]).exits(0);
    let (readers, house) = (tree_of(&site, "public"), tree_of(&site, "internal"));
    let search = Edition::open(site.root(), &Build::default()).expect("a site");
    for kind in KINDS {
        let (name, .., expected) = kind;
        let ours = outputs(&house, kind);
        for canary in *expected {
            let mut files = ours.iter().filter(|(_, said)| letters(said).contains(&letters(canary)));
            let (path, said) = files.next_back().unwrap_or_else(|| panic!("{name}: the house does not have {canary}"));
            let found = search.leaks_of("x", said.as_bytes());
            assert!(!found.is_empty(), "{name}: the search does not find {canary} in {path}");
        }
        for (path, said) in outputs(&readers, kind) {
            let out = ALL.iter().find(|canary| letters(&said).contains(&letters(canary)));
            assert!(out.is_none(), "{name}: readers have {out:?} in {path}");
        }
    }
    assert!(!readers.contains_key("images/sluice-4711.gif"));
}

#[test]
fn pages_with_faults_and_what_the_program_prints_say_nothing_of_the_house() {
    // A template that fails makes a page of a gap, and names what it cannot say.
    let broken = site()
        .file("standpoint.yaml", "title: T\ntheme: own\nbase_url: https://e.example/\n")
        .file(
            "themes/own/templates/source.html",
            "{% extends \"base.html\" %}{% block main %}{{ source.nothing.at }}{% endblock main %}",
        )
        .briefing(
            "gaps",
            &format!("Lost [@quagga-key-4712] and [that](../pages/none.md), [[None]] ![x](no.png) [@{KEY}#nothing]."),
        );
    broken.build().exits(1);
    assert!(broken.has("briefings/gaps.html"), "pages with gaps are written");
    let none = |what: &str, said: &str| {
        let out = ALL.iter().find(|canary| letters(said).contains(&letters(canary)));
        assert!(out.is_none(), "{what} says {out:?}: {said}");
    };
    for (path, bytes) in broken.tree() {
        none(&path, &(String::from_utf8_lossy(&bytes) + &*path));
    }
    // What may be pasted anywhere.
    let site = site();
    for arguments in [
        &["changes", "--since", "2024"][..],
        &["changes", "--since", "2024", "--format", "markdown"],
        &["changes", "--since", "2024", "--format", "json"],
        &["explain", "leak"],
        &["explain", "unsearched-file"],
    ] {
        let run = site.run(arguments).exits(0);
        none(&arguments.join(" "), &(run.stdout + &run.stderr));
    }
}

/// A PDF of one page that says something in a place, packed as programs pack it.
fn pdf_that_says(place: &str, words: &str) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let tree = document.new_object_id();
    let shown = if place == "text" { words } else { "Words" };
    let font = document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" });
    // As engines set text: in pieces, with kerning between them.
    let middle = shown.len() / 2;
    let text = format!("BT /F1 12 Tf 72 700 Td [({}) -20 ({})] TJ ET", &shown[..middle], &shown[middle..]);
    let content = document.add_object(Stream::new(Dictionary::new(), text.into_bytes()));
    let uri = if place == "link" { words } else { "https://open.example/" };
    let action = dictionary! { "S" => "URI", "URI" => Object::string_literal(uri) };
    let note = dictionary! {
        "Type" => "Annot", "Subtype" => "Link", "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()], "A" => action,
        "Contents" => Object::string_literal(if place == "comment" { words } else { "" }),
    };
    let note = document.add_object(note);
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => tree, "Contents" => content, "Annots" => vec![Object::from(note)],
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    });
    document.set_object(tree, dictionary! { "Type" => "Pages", "Kids" => vec![Object::from(page)], "Count" => 1 });
    let said = |at: &str| if at == place { words.to_owned() } else { "x".to_owned() };
    let utf16: Vec<u8> = format!("\u{feff}{}", said("title")).encode_utf16().flat_map(u16::to_be_bytes).collect();
    let info =
        dictionary! { "Title" => Object::string_literal(utf16), "Author" => Object::string_literal(said("author")) };
    let info = document.add_object(info);
    let xmp = format!("<x:xmpmeta><dc:title>{}</dc:title></x:xmpmeta>", said("XMP"));
    let kind = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let metadata = document.add_object(Stream::new(kind, xmp.into_bytes()));
    let file = Stream::new(dictionary! { "Type" => "EmbeddedFile" }, said("attachment").into_bytes());
    let file = document.add_object(file);
    let named = dictionary! {
        "Type" => "Filespec", "F" => Object::string_literal(said("name of an attachment")), "EF" => dictionary! { "F" => file },
    };
    let named = document.add_object(named);
    let files = dictionary! { "Names" => vec![Object::string_literal("a"), named.into()] };
    let mark = document.add_object(dictionary! { "Title" => Object::string_literal(said("bookmark")) });
    let root = document.add_object(dictionary! {
        "Type" => "Catalog", "Pages" => tree, "Metadata" => metadata, "Names" => dictionary! { "EmbeddedFiles" => files },
        "Outlines" => dictionary! { "First" => mark, "Last" => mark, "Count" => 1 },
    });
    document.trailer.set("Root", root);
    document.trailer.set("Info", info);
    document.compress();
    let mut bytes = Vec::new();
    document.save_modern(&mut bytes).expect("memory");
    bytes
}

#[test]
fn whatever_place_of_a_pdf_says_it_it_is_found() {
    let search = Edition::open(site().root(), &Build::default()).expect("a site");
    let places =
        ["text", "title", "author", "XMP", "attachment", "name of an attachment", "bookmark", "comment", "link"];
    for place in places {
        for canary in [TITLE, ADDRESS, PASSAGE] {
            let found = search.leaks_of("x.pdf", &pdf_that_says(place, canary));
            assert!(found.iter().any(|finding| finding.code.name() == "leak"), "{place}: {canary}: {found:?}");
        }
    }
    assert!(search.leaks_of("x.pdf", &pdf_that_says("text", "The dam is there")).is_empty());
}

#[test]
fn a_real_pdf_has_none_of_it_and_one_for_the_house_is_found_in_each_part() {
    if !pdf::ready("canaries on paper") {
        return;
    }
    let site = site();
    Run::of(&mut pdf::pdf(&site, &[])).exits(0);
    Run::of(&mut pdf::pdf(&site, &["--audience", "internal"])).exits(0);
    let search = Edition::open(site.root(), &Build::default()).expect("a site");
    let prints = |folder: &str| {
        let tree = tree_of(&site, folder);
        tree.into_iter().filter(|(path, _)| path.ends_with(".pdf")).collect::<Vec<_>>()
    };
    let (readers, house) = (prints("public"), prints("internal"));
    assert!(readers.iter().any(|(path, _)| path == "briefings/b.pdf"), "{:?}", readers.len());
    for (path, bytes) in &readers {
        assert!(search.leaks_of(path, bytes).is_empty(), "{path}");
        let said = standpoint::finish::words(bytes).expect("a PDF");
        let files = said.files.iter().map(|file| String::from_utf8_lossy(file).into_owned());
        let all = letters(&said.words.iter().cloned().chain(files).collect::<String>());
        let out = ALL.iter().find(|canary| all.contains(&letters(canary)));
        assert!(out.is_none(), "{path} has {out:?}");
    }
    let (_, ours) = house.iter().find(|(path, _)| path.ends_with(&format!("{NAME}.pdf"))).expect("a PDF for the house");
    let told: Vec<String> = search.leaks_of("x.pdf", ours).into_iter().map(|finding| finding.message).collect();
    for what in
        ["`title` of the source", "`title` of the briefing", "`quotes` of the source", "`text` of", "`summary` of"]
    {
        let is_there = told.iter().any(|message| message.starts_with(what));
        assert!(is_there || what == "`text` of" && told.iter().any(|it| it.contains("judgements")), "{what}: {told:?}");
    }
}

//! What becomes of a printed PDF: read back with lopdf, and looked over by programs that others wrote.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

use lopdf::{Dictionary, Document, Object, Stream, decode_text_string, dictionary};
use serde_json::json;
use standpoint::finish::{PdfFacts, PdfWords, destinations, finish, stamped};

pub fn facts() -> PdfFacts {
    let headings = [
        (1, "Ceasefire — що буде", "top"),
        (2, "First heading that is so long that it must break over a line on the page", "one"),
        (3, "Below & beside <it>", "sub"),
        (2, "For screens only", "hidden"),
        (2, "Другий розділ", "два"),
        (2, "Notes", "notes"),
    ];
    PdfFacts {
        modifier_letters: false,
        title: "Ceasefire & “after”".to_owned(),
        authors: vec!["Ann Author".to_owned(), "Bo Writer".to_owned()],
        subject: Some("Who wants what".to_owned()),
        language: "en-GB".to_owned(),
        date: Some((2025, 8, 1)),
        headings: headings.map(|(level, words, id)| (level, words.to_owned(), id.to_owned())).into(),
        sources: json!([{ "id": "a", "type": "webpage", "title": "The a report", "URL": "https://a.example/report" }]),
        words: PdfWords {
            to_page: "Page {page}".to_owned(),
            to_note: "Note {number}: {title}".to_owned(),
            to_use: "Back to where note {number} is cited: {title}".to_owned(),
            attachment: "The cited sources".to_owned(),
        },
    }
}

/// A PDF as an engine might print it, with a clock and no tags: two pages, two places, two links.
pub fn printed() -> Document {
    let mut document = Document::with_version("1.4");
    let tree = document.new_object_id();
    let content = || Stream::new(Dictionary::new(), b"BT /F1 12 Tf 72 700 Td (Words) Tj ET".to_vec());
    let link = |place: Object| {
        dictionary! { "Type" => "Annot", "Subtype" => "Link", "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()], "Dest" => place }
    };
    let links = [Object::Name(b"note-a".into()), Object::Name(b"%D0%B4%D0%B2%D0%B0".into())]
        .map(|to| document.add_object(link(to)));
    let pages = [links.map(Object::from).to_vec(), Vec::new()].map(|annotations| {
        let content = document.add_object(content());
        document.add_object(dictionary! {
            "Type" => "Page", "Parent" => tree, "Contents" => content, "Annots" => annotations,
            "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        })
    });
    let kids = pages.map(Object::from).to_vec();
    document.set_object(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 2 });
    let place = |page: usize| vec![pages[page].into(), "XYZ".into(), 0.into(), 700.into(), 0.into()];
    let places = dictionary! {
        "one" => place(0), "sub" => place(0), "%D0%B4%D0%B2%D0%B0" => place(1), "note-a" => place(1),
    };
    let catalogue = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree, "Dests" => places });
    let info = document.add_object(dictionary! {
        "Producer" => Object::string_literal("Engine"), "CreationDate" => Object::string_literal("D:20261122171720Z"),
    });
    document.trailer.set("Root", catalogue);
    document.trailer.set("Info", info);
    document
}

/// The same with tags, written as a tree: an element in brackets, the links of the first page as numbers.
fn tagged(tree: &serde_json::Value) -> Document {
    fn add(document: &mut Document, links: &[Object], parent: lopdf::ObjectId, element: &serde_json::Value) -> Object {
        if let Some(link) = element.as_u64() {
            return dictionary! { "Type" => "OBJR", "Obj" => links[link as usize].clone() }.into();
        }
        let [tag, kids @ ..] = &element.as_array().expect("an element")[..] else { panic!("an element has a tag") };
        let id = document.new_object_id();
        let kids: Vec<Object> = kids.iter().map(|kid| add(document, links, id, kid)).collect();
        let tag = tag.as_str().expect("a tag");
        document.set_object(id, dictionary! { "Type" => "StructElem", "S" => tag, "P" => parent, "K" => kids });
        id.into()
    }
    let mut document = printed();
    let first = document.page_iter().next().expect("a page");
    let links = document.get_dictionary(first).and_then(|page| page.get(b"Annots")).and_then(Object::as_array);
    let links = links.expect("links").clone();
    let root = document.new_object_id();
    let kid = add(&mut document, &links, root, tree);
    document.set_object(root, dictionary! { "Type" => "StructTreeRoot", "K" => kid });
    document.catalog_mut().expect("a catalogue").set("StructTreeRoot", root);
    document
}

pub fn bytes(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a PDF");
    bytes
}

fn finished(pdf: &[u8]) -> Document {
    Document::load_mem(&finish(pdf, &facts()).expect("a finished PDF")).expect("a PDF")
}

pub fn below<'d>(document: &'d Document, dictionary: &'d Dictionary, path: &[&str]) -> &'d Object {
    let (last, path) = path.split_last().expect("a path");
    let mut dictionary = dictionary;
    for key in path {
        dictionary = dictionary.get_deref(key.as_bytes(), document).and_then(Object::as_dict).expect(key);
    }
    dictionary.get_deref(last.as_bytes(), document).expect(last)
}

pub fn text(object: &Object) -> String {
    decode_text_string(object).expect("a text")
}

/// The bookmarks, indented as they are nested, with their pages.
pub fn outline(document: &Document) -> String {
    fn walk(document: &Document, parent: &Dictionary, depth: usize, out: &mut String) -> i64 {
        let pages: BTreeMap<_, _> = document.get_pages().into_iter().map(|(number, id)| (id, number)).collect();
        let mut next = parent.get(b"First").ok();
        let mut count = 0;
        let mut before = None;
        while let Some(at) = next {
            let id = at.as_reference().expect("a bookmark");
            let item = document.get_dictionary(id).expect("a bookmark");
            assert_eq!(item.get(b"Prev").ok().map(|prev| prev.as_reference().expect("one before")), before);
            let place = item.get(b"Dest").and_then(Object::as_array).expect("a place");
            let page = pages[&place[0].as_reference().expect("a page")];
            out.push_str(&format!("{}{} {page}\n", "  ".repeat(depth), text(item.get(b"Title").expect("a title"))));
            let below = walk(document, item, depth + 1, out);
            assert_eq!(item.get(b"Count").and_then(Object::as_i64).unwrap_or(0), below);
            count += 1 + below;
            before = Some(id);
            next = item.get(b"Next").ok();
        }
        assert_eq!(parent.get(b"Last").ok().map(|last| last.as_reference().expect("the last")), before);
        count
    }
    let mut out = String::new();
    let root = below(document, document.catalog().expect("a catalogue"), &["Outlines"]).as_dict().expect("an outline");
    assert_eq!(walk(document, root, 0, &mut out), root.get(b"Count").and_then(Object::as_i64).expect("a count"));
    out
}

fn link_words(document: &Document) -> Vec<String> {
    let annotations = document.page_iter().flat_map(|page| document.get_page_annotations(page).expect("annotations"));
    annotations.map(|link| text(link.get(b"Contents").expect("a description"))).collect()
}

#[test]
fn a_pdf_says_what_it_is_twice_and_alike() {
    let document = finished(&bytes(printed()));
    let info = below(&document, &document.trailer, &["Info"]).as_dict().expect("Info");
    let said = |key: &str| text(info.get(key.as_bytes()).expect(key));
    assert_eq!(said("Title"), "Ceasefire & “after”");
    assert_eq!(said("Author"), "Ann Author; Bo Writer");
    assert_eq!(said("Subject"), "Who wants what");
    assert!(said("Producer").starts_with("Standpoint "));
    assert_eq!([said("CreationDate"), said("ModDate")], ["D:20250801000000Z"; 2]);

    let catalogue = document.catalog().expect("a catalogue");
    let xmp = below(&document, catalogue, &["Metadata"]).as_stream().expect("a stream");
    let xmp = String::from_utf8(xmp.content.clone()).expect("plain text");
    for part in [
        "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">Ceasefire &amp; “after”</rdf:li>",
        "<dc:creator><rdf:Seq><rdf:li>Ann Author</rdf:li><rdf:li>Bo Writer</rdf:li>",
        "<dc:language><rdf:Bag><rdf:li>en-GB</rdf:li>",
        "<xmp:CreateDate>2025-08-01T00:00:00Z<",
        &format!("<pdf:Producer>{}<", said("Producer")),
    ] {
        assert!(xmp.contains(part), "{part} is not in {xmp}");
    }
    assert_eq!(text(below(&document, catalogue, &["Lang"])), "en-GB");
    assert_eq!(below(&document, catalogue, &["ViewerPreferences", "DisplayDocTitle"]).as_bool().ok(), Some(true));
}

#[test]
fn a_text_without_a_date_has_none() {
    let facts = PdfFacts { date: None, authors: Vec::new(), subject: None, ..facts() };
    let pdf = finish(&bytes(printed()), &facts).expect("a finished PDF");
    let document = Document::load_mem(&pdf).expect("a PDF");
    let info = below(&document, &document.trailer, &["Info"]).as_dict().expect("Info");
    for key in ["CreationDate", "ModDate", "Author", "Subject"] {
        assert!(!info.has(key.as_bytes()), "{key}");
    }
    assert!(!String::from_utf8_lossy(&pdf).contains("2026"), "what the engine's clock said is gone");
}

#[test]
fn the_bookmarks_are_the_headings_that_stand_on_paper() {
    let document = finished(&bytes(printed()));
    assert_eq!(
        outline(&document),
        "First heading that is so long that it must break over a line on the page 1\n  Below & beside <it> 1\nДругий розділ 2\n"
    );
}

#[test]
fn a_heading_below_none_stands_at_the_top() {
    let heading = |level, id: &str| (level, id.to_owned(), id.to_owned());
    let headings = vec![heading(3, "sub"), heading(2, "one"), heading(4, "два"), heading(3, "note-a")];
    let pdf = finish(&bytes(printed()), &PdfFacts { headings, ..facts() }).expect("a finished PDF");
    assert_eq!(outline(&Document::load_mem(&pdf).expect("a PDF")), "sub 1\none 1\n  два 2\n  note-a 2\n");
}

#[test]
fn places_are_known_by_their_ids() {
    let expected: BTreeMap<_, _> =
        [("one", 1), ("sub", 1), ("два", 2), ("note-a", 2)].map(|(id, page)| (id.to_owned(), page)).into();
    assert_eq!(destinations(&bytes(printed())).expect("places"), expected);
    let finished = finish(&bytes(printed()), &facts()).expect("a finished PDF");
    assert_eq!(destinations(&finished).expect("places"), expected);
}

#[test]
fn links_say_where_they_lead() {
    assert_eq!(link_words(&finished(&bytes(printed()))), ["Note 1: The a report", "Другий розділ"]);
}

#[test]
fn tags_are_mended() {
    let note = json!(["NonStruct", ["Lbl"], ["NonStruct"], ["NonStruct", ["Span"], 0]]);
    let figure = json!(["Figure", ["Figure"], ["Caption"]]);
    let document = finished(&bytes(tagged(&json!(["Document", ["P", ["Em"], ["NonStruct", 1]], ["L", note], figure]))));
    assert_eq!(tags(&document), "Document(P(Em()Link())L(LI(Lbl()LBody(Link(Span()))))Div(Figure()Caption()))");
    let catalogue = document.catalog().expect("a catalogue");
    assert_eq!(below(&document, catalogue, &["MarkInfo", "Marked"]).as_bool().ok(), Some(true));
    assert_eq!(below(&document, catalogue, &["StructTreeRoot", "RoleMap", "Em"]).as_name().ok(), Some(&b"Span"[..]));
    for page in document.page_iter() {
        let order = document.get_dictionary(page).and_then(|page| page.get(b"Tabs")).and_then(Object::as_name);
        assert_eq!(order.ok(), Some(b"S".as_slice()), "the tab key follows the tags");
    }
    everything_painted_is_tagged_or_an_artifact(&document);
}

/// Where a font has a ligature, Chromium says its letters in a mark that is no tag.
#[test]
fn a_ligature_belongs_to_what_it_stands_in() {
    let ligature = "/Span <</ActualText (ffi)>> BDC <13b4> Tj EMC";
    let running = format!("BT (o) Tj {ligature} (ce) Tj ET");
    let around = format!("/Span <</ActualText (ffi)>> BDC BT <13b4> Tj ET /P <</MCID 1>> BDC {running} EMC EMC");
    let content = format!("{running} /P <</MCID 0>> BDC {running} EMC {running} 0 0 9 9 re f {around}");
    let mut document = tagged(&json!(["Document", ["P"]]));
    for page in document.page_iter().collect::<Vec<_>>() {
        document.change_page_content(page, content.clone().into_bytes()).expect("a page");
    }
    let document = finished(&bytes(document));
    everything_painted_is_tagged_or_an_artifact(&document);
    for page in document.page_iter() {
        let content = String::from_utf8(document.get_page_content(page)).expect("plain text");
        assert_eq!(content.matches("/Artifact BMC").count(), 3, "each run of what no tag has is one: {content}");
        assert_eq!(content.matches("/ActualText").count(), 5, "the letters are still said: {content}");
    }
}

#[test]
fn the_sources_are_attached_as_data() {
    let document = finished(&bytes(printed()));
    let catalogue = document.catalog().expect("a catalogue");
    let names = below(&document, catalogue, &["Names", "EmbeddedFiles", "Names"]).as_array().expect("names");
    assert_eq!(text(&names[0]), "sources.json");
    let associated = below(&document, catalogue, &["AF"]).as_array().expect("a list");
    assert_eq!(associated[0], names[1]);
    let (_, file) = document.dereference(&names[1]).expect("a file");
    let file = file.as_dict().expect("a file");
    assert_eq!(file.get(b"AFRelationship").and_then(Object::as_name).ok(), Some(b"Data".as_slice()));
    let stream = below(&document, file, &["EF", "F"]).as_stream().expect("a stream");
    let data = stream.get_plain_content().expect("data");
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&data).expect("JSON"), facts().sources);

    let without = finish(&bytes(printed()), &PdfFacts { sources: json!([]), ..facts() }).expect("a finished PDF");
    let without = Document::load_mem(&without).expect("a PDF");
    assert!(!without.catalog().expect("a catalogue").has(b"Names"), "nothing cited, nothing attached");
}

#[test]
fn equal_input_gives_equal_bytes_whatever_the_clock_says() {
    let early = bytes(printed());
    let mut later = printed();
    let info = later.trailer.get(b"Info").and_then(Object::as_reference).expect("Info");
    let info = later.get_dictionary_mut(info).expect("Info");
    info.set("CreationDate", Object::string_literal("D:20270101000000Z"));
    let first = finish(&early, &facts()).expect("a finished PDF");
    assert_eq!(first, finish(&early, &facts()).expect("a finished PDF"));
    assert_eq!(first, finish(&bytes(later), &facts()).expect("a finished PDF"));
    let other = finish(&early, &PdfFacts { title: "Other".to_owned(), ..facts() }).expect("a finished PDF");
    let id = |pdf: &[u8]| Document::load_mem(pdf).expect("a PDF").trailer.get(b"ID").expect("an ID").clone();
    assert_ne!(id(&first), id(&other));
}

#[test]
fn the_many_small_objects_are_packed() {
    let mut printed = printed();
    // Tags are alike, and there are thousands of them.
    for _ in 0..2000 {
        let tag = printed.add_object(dictionary! { "Type" => "StructElem", "S" => "P", "Lang" => "en" });
        let catalogue = printed.catalog_mut().expect("a catalogue");
        let mut kept = catalogue.get(b"Kept").and_then(Object::as_array).cloned().unwrap_or_default();
        kept.push(tag.into());
        catalogue.set("Kept", kept);
    }
    let raw = bytes(printed);
    let pdf = finish(&raw, &facts()).expect("a finished PDF");
    assert!(pdf.len() * 3 < raw.len(), "{} of {} bytes", pdf.len(), raw.len());
    assert_eq!(pdf, finish(&raw, &facts()).expect("a finished PDF"));
    let tags = Document::load_mem(&pdf).expect("a PDF");
    let count = tags.objects.values().filter(|object| object.as_dict().is_ok_and(|tag| tag.has_type(b"StructElem")));
    assert!(count.count() >= 2000);
}

#[test]
fn what_is_no_pdf_is_an_error_and_what_is_broken_never_panics() {
    for rubbish in [&b""[..], b"%PDF-1.7", b"<!doctype html>", &bytes(Document::with_version("1.4"))] {
        let error = finish(rubbish, &facts()).expect_err("no PDF").to_string();
        assert!(error.starts_with("cannot read the PDF that was printed: "), "{error}");
        assert!(destinations(rubbish).is_err());
    }
    let whole = bytes(printed());
    let mut random = fastrand::Rng::with_seed(7);
    for _ in 0..2000 {
        let mut broken = whole.clone();
        broken.truncate(random.usize(whole.len() / 2..=whole.len()));
        for _ in 0..random.usize(0..6) {
            let at = random.usize(..broken.len());
            broken[at] = *random.choice(b"0123456789 <>[]()/R%".as_slice()).expect("a byte");
        }
        let _ = finish(&broken, &facts());
        let _ = destinations(&broken);
    }
}

const PAGE: &str = r##"<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title>
<style>@page { size: A4; margin: 24mm 20mm; @bottom-right { content: "First office. Page " counter(page) " of " counter(pages) } }
.matrix { break-before: page } body { background: #eef } .faint { opacity: .5 } .hidden { display: none }</style></head><body>
<h1 id="top">Ceasefire — що буде</h1>
<p>Lead with <em>stress</em> and <strong>more</strong>.<sup id="cite-a-1"><a href="#note-a" role="doc-noteref">[1]</a></sup></p>
<nav><ol><li><a href="#one">One</a></li><li><a href="#два">Two</a></li></ol></nav>
<h2 id="one">First heading that is so long that it must break over a line on the page</h2>
<p class="faint">Text. <a href="https://a.example/report">A report</a> <a href="https://b.example/">Another</a></p>
<h3 id="sub">Below &amp; beside &lt;it&gt;</h3><ul><li>one</li><li>two</li></ul>
<figure><img alt="A red square" width=20 height=20
src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='20' height='20'><rect width='20' height='20' fill='red'/></svg>"><figcaption>Square</figcaption></figure>
<h2 id="hidden" class="hidden">For screens only</h2>
<div class="matrix"><h2 id="два">Другий розділ</h2><table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><th scope=row>r</th><td>x</td></tr></tbody></table></div>
<section role="doc-endnotes"><h2 id="notes">Notes</h2><ol><li id="note-a">The a report. <a role="doc-backlink" href="#cite-a-1">Back</a></li></ol></section>
</body></html>"##;

fn browser() -> PathBuf {
    std::env::var_os("STANDPOINT_BROWSER").map_or_else(|| PathBuf::from("/usr/bin/chromium"), PathBuf::from)
}

/// Whether the browser and the programs are there. `STANDPOINT_BROWSER_TESTS` makes their absence a failure.
fn equipped() -> bool {
    let missing = ["qpdf", "pdfinfo", "pdftotext", "pdfdetach"]
        .into_iter()
        .find(|program| Command::new(program).arg("--version").output().is_err());
    let missing = missing.map(PathBuf::from).or_else(|| (!browser().exists()).then(browser));
    if let Some(missing) = &missing {
        assert!(std::env::var_os("STANDPOINT_BROWSER_TESTS").is_none(), "this needs {missing:?}: run tests/run");
        let _ = writeln!(std::io::stderr(), "SKIPPED print_finish: {missing:?} missing; tests/run installs it");
    }
    missing.is_none()
}

/// What a program says of a PDF.
fn said_by(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().expect(program);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let talk = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && talk.is_empty(), "{program}: {text}{talk}");
    text
}

/// The tags from the root on, as words; what is only a wrapper is left out.
fn tags(document: &Document) -> String {
    fn walk(document: &Document, kid: &Object, out: &mut String) {
        match document.dereference(kid).expect("a kid").1 {
            Object::Array(kids) => kids.iter().for_each(|kid| walk(document, kid, out)),
            Object::Dictionary(element) => {
                let tag = element.get(b"S").and_then(Object::as_name).map(String::from_utf8_lossy);
                let shown = tag.ok().filter(|tag| tag != "NonStruct");
                if let Some(tag) = &shown {
                    out.push_str(&format!("{tag}("));
                }
                if let Ok(kids) = element.get(b"K") {
                    walk(document, kids, out);
                }
                if shown.is_some() {
                    out.push(')');
                }
            }
            _ => {}
        }
    }
    let mut out = String::new();
    let root = below(document, document.catalog().expect("a catalogue"), &["StructTreeRoot"]);
    walk(document, root.as_dict().expect("tags").get(b"K").expect("tags"), &mut out);
    out
}

#[test]
fn what_chromium_prints_is_finished_and_other_programs_agree() {
    if !equipped() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let [page, raw, done, profile] =
        ["page.html", "raw.pdf", "done.pdf", "profile"].map(|name| folder.path().join(name));
    fs::write(&page, PAGE).expect("a page");
    let printing = Command::new(browser())
        .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer"])
        .args(["--generate-pdf-document-outline", "--export-tagged-pdf"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(format!("--print-to-pdf={}", raw.display()))
        .arg(&page)
        .output()
        .expect("Chromium");
    assert!(printing.status.success(), "{}", String::from_utf8_lossy(&printing.stderr));
    let raw = fs::read(&raw).expect("a PDF");
    let pdf = finish(&raw, &facts()).expect("a finished PDF");
    assert_eq!(pdf, finish(&raw, &facts()).expect("a finished PDF"));
    fs::write(&done, &pdf).expect("a PDF");
    let done = done.to_str().expect("a path");

    assert!(said_by("qpdf", &["--check", done]).contains("No syntax or stream encoding errors"));
    let info = said_by("pdfinfo", &[done]);
    for line in
        ["Title:           Ceasefire & “after”", "Author:          Ann Author; Bo Writer", "Tagged:          yes"]
    {
        assert!(info.contains(line), "{line} is not in {info}");
    }
    let words = said_by("pdftotext", &["-layout", done, "-"]);
    for words_of_it in ["Page 2 of 2", "Другий розділ", "Lead with stress and more.[1]"] {
        assert!(words.contains(words_of_it), "{words_of_it} is not in {words}");
    }
    assert!(said_by("pdfdetach", &["-list", done]).contains("sources.json"));

    let document = Document::load_mem(&pdf).expect("a PDF");
    assert_eq!(
        outline(&document),
        "Ceasefire — що буде 1\n  First heading that is so long that it must break over a line on the page 1\n    \
         Below & beside <it> 1\n  Другий розділ 2\n  Notes 2\n"
    );
    assert_eq!(
        link_words(&document),
        [
            "Note 1: The a report",
            "First heading that is so long that it must break over a line on the page",
            "Другий розділ",
            "The a report: https://a.example/report",
            "https://b.example/",
            "Back to where note 1 is cited: The a report"
        ]
    );
    assert_eq!(
        tags(&document),
        "Document(H1()P(Em()Strong()Link())L(LI(Lbl()LBody(Link()))LI(Lbl()LBody(Link())))H2()P(Link()Link())H3()\
         L(LI(Lbl()LBody())LI(Lbl()LBody()))Div(Figure()Caption())H2()Table(TR(TH()TH())TR(TH()TD()))H2()L(LI(Lbl()LBody(Link()))))"
    );
    everything_painted_is_tagged_or_an_artifact(&document);
    what_all_can_use_is_said_where_it_holds(&raw, &pdf);
    names_of_headers_are_counted_anew(&raw, &pdf);
}

/// PDF/UA-1 is claimed where all of it holds that depends on the page, and not any more where something was put over it.
fn what_all_can_use_is_said_where_it_holds(raw: &[u8], pdf: &[u8]) {
    let claims = |pdf: &[u8]| {
        let document = Document::load_mem(pdf).expect("a PDF");
        let xmp = below(&document, document.catalog().expect("a catalogue"), &["Metadata"]).as_stream().expect("XMP");
        String::from_utf8_lossy(&xmp.content).contains("<pdfuaid:part>1</pdfuaid:part>")
    };
    assert!(claims(pdf));
    assert!(!claims(&finish(raw, &PdfFacts { title: String::new(), ..facts() }).expect("a PDF")), "it has no title");
    assert!(!claims(&stamped(pdf, "Internal", "INTERNAL").expect("a PDF")), "the font of the stamp is not within");
    assert!(!claims(&finish(&bytes(printed()), &facts()).expect("a PDF")), "it has no tags");
    for (tag, key) in [("Figure", "Alt"), ("Link", "Contents")] {
        let mut document = Document::load_mem(raw).expect("a PDF");
        let keys = document.objects.values_mut().filter_map(|object| object.as_dict_mut().ok());
        let tags = keys.filter(|object| {
            [&b"S"[..], b"Subtype"]
                .iter()
                .any(|kind| object.get(kind).and_then(Object::as_name).is_ok_and(|name| name == tag.as_bytes()))
        });
        for object in tags {
            object.set(key, Object::string_literal(" "));
        }
        assert!(!claims(&finish(&bytes(document), &facts()).expect("a PDF")), "a {tag} without words");
    }
}

/// Chromium's numbers go on from page to page.
fn names_of_headers_are_counted_anew(raw: &[u8], pdf: &[u8]) {
    let number = b"node000000";
    let places: Vec<usize> = memchr::memmem::find_iter(raw, number).collect();
    assert!(!places.is_empty(), "Chromium names the headers that cells have");
    let mut other = raw.to_vec();
    for at in places {
        other[at + number.len() - 1] = b'7';
    }
    assert_eq!(finish(&other, &facts()).expect("a finished PDF"), pdf);
}

/// Everything painted lies in exactly one mark that is a tag or an artifact. Other marks may stand within and around
/// it, such as the `Span` that says the letters of a ligature.
pub fn everything_painted_is_tagged_or_an_artifact(document: &Document) {
    for page in document.page_iter() {
        let content = lopdf::content::Content::decode(&document.get_page_content(page)).expect("content");
        let mut marks = Vec::new();
        let mut artifacts = 0;
        for operation in &content.operations {
            match operation.operator.as_str() {
                "BMC" | "BDC" => {
                    let artifact = operation.operands[0].as_name().ok() == Some(b"Artifact".as_slice());
                    let properties = operation.operands.get(1).map(|operand| operand.as_dict().expect("properties"));
                    artifacts += usize::from(artifact);
                    marks.push(artifact || properties.is_some_and(|properties| properties.has(b"MCID")));
                }
                "EMC" => assert!(marks.pop().is_some(), "more marks end than begin"),
                "Tj" | "TJ" | "f" | "S" | "sh" => {
                    let owners = marks.iter().filter(|mark| **mark).count();
                    assert_eq!(owners, 1, "{operation:?} has no mark of its own, or more than one");
                }
                _ => {}
            }
        }
        assert!(artifacts > 0 && marks.is_empty(), "the running text is an artifact");
    }
}

#[test]
fn a_line_stands_over_each_sheet_whatever_the_sheet_does() {
    let mut document = printed();
    // A page that turns all that is drawn behind it upside down, and one that shares its fonts.
    let pages: Vec<_> = document.page_iter().collect();
    let turned = document.add_object(Stream::new(Dictionary::new(), b"q 1 0 0 -1 0 842 cm".to_vec()));
    document.get_dictionary_mut(pages[0]).expect("a page").set("Contents", vec![Object::from(turned)]);
    let fonts = document.add_object(Dictionary::new());
    document.get_dictionary_mut(pages[1]).expect("a page").set("Resources", dictionary! { "Font" => fonts });
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a PDF");
    for (words, expected) in [("Internal (not for you)", "Internal (not for you)"), ("Не для преси", "INTERNAL")]
    {
        let pdf = Document::load_mem(&stamped(&bytes, words, "INTERNAL").expect("a PDF")).expect("a PDF");
        for page in [1, 2] {
            let said = pdf.extract_text(&[page]).expect("a text");
            assert!(said.contains(expected), "{page}: {said}");
        }
    }
    assert!(stamped(b"%PDF-1.7", "x", "x").is_err());
}

#[test]
fn a_program_that_prints_the_edition_for_the_house_cannot_leave_the_mark_out() {
    let mut bytes = Vec::new();
    printed().save_to(&mut bytes).expect("a PDF");
    let base = "<!DOCTYPE html><html lang=en><head><title>x</title></head><body>{% block main %}{% endblock main %}</body></html>";
    let settings = "title: T\ntheme: own\nprint:\n  command: ./engine {html} {pdf}\nrules: {missing-base-url: off}\n";
    let site = crate::harness::Site::bare()
        .file("standpoint.yaml", settings)
        .file("themes/own/templates/base.html", base)
        .file("engine", "#!/bin/sh\ncp sheet \"$2\"\n")
        .file("sheet", &bytes)
        .briefing("one", "So it is.");
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    fs::set_permissions(site.path("engine"), mode).expect("rights");
    site.run(&["pdf", "--audience", "internal"]);
    let pdf = Document::load(site.path("internal/briefings/one.pdf")).expect("a PDF");
    for page in [1, 2] {
        assert!(pdf.extract_text(&[page]).expect("a text").contains("Internal, not for publication"), "{page}");
    }
    site.run(&["pdf"]);
    let pdf = fs::read(site.path("public/briefings/one.pdf")).expect("a PDF");
    assert_eq!(pdf, bytes, "what readers get is as it was printed");
}

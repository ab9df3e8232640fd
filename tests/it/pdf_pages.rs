//! A strained briefing on paper: printed once by real Chromium, then looked at from many sides.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use lopdf::{Dictionary, Document, Object};

use crate::harness::{Run, Site};
use crate::html::Page;
use crate::pdf::{chromium, pdf, ready, set_apart};
use crate::print_finish::{below, everything_painted_is_tagged_or_an_artifact, outline, text};

const BASE: &str = "https://example.org/repo/";
const ENGLISH: &str = "Fifteen officials sufficiently baffled by the affluent final offer";
const UKRAINIAN: &str = "Переговорники погодилися, що щоденний з’їзд ґрунтуватиметься на їхніх нотатках";
/// Without lam-alef, whose two letters older versions of pdftotext give in the wrong order.
const ARABIC: &str = "يتقاسم الجيران ماء النهر في الصيف";
const CHINESE: &str = "河谷各方同意先停火再谈判";

/// An address of 325 characters without a place to break.
fn long_address() -> String {
    let start = "https://long.example/archive?record=";
    format!("{start}{}", "a1b2c3d4e5".repeat(33).split_at(325 - start.len()).0)
}

/// What the sources of the briefing have as addresses, by their keys.
fn addresses() -> BTreeMap<String, String> {
    let mut addresses: BTreeMap<String, String> =
        (1..=12).map(|number| (format!("s{number:02}"), format!("https://s{number:02}.example/report"))).collect();
    addresses.insert("long".to_owned(), long_address());
    addresses.insert("query".to_owned(), "https://query.example/find?a=1&b=%C3%A9&c=(x)#part".to_owned());
    addresses.insert("uk".to_owned(), "https://uk.example/%D0%B7%D0%B2%D1%96%D1%82".to_owned());
    addresses
}

const ARCHIVED: &str = "https://archive.example/2025/s01";

/// One heading after the other, in several scripts, some with a citation, some twice.
fn headings() -> Vec<(u8, String)> {
    let mut headings: Vec<(u8, String)> = Vec::new();
    for number in 1..=9 {
        headings.push((2, format!("Stretch number {number} of the valley")));
        headings.push((3, format!("Where stretch {number} narrows")));
    }
    headings.push((2, "Чому річка не чекає".to_owned()));
    headings.push((2, "وادي النهر".to_owned()));
    headings.push((2, "河谷的水".to_owned()));
    headings.push((2, "Again".to_owned()));
    headings.push((2, "Again".to_owned()));
    headings
}

fn body() -> String {
    let mut out = format!(
        "The river is [disputed](../issues/i1.md) by [many](../actors/a1.md) [@s01; @s02, p. 3], see [the end](#again).\n\n\
         {ENGLISH}. {UKRAINIAN}. {ARABIC}. {CHINESE}。 Said twice [@s01] and at length [@long; @query; @uk].[^own]\n\n\
         [^own]: A remark of our own.\n\n"
    );
    let words =
        "Water is counted in many ways, and each side counts those that suit it; what is left is a matter of trust. ";
    for (at, (level, title)) in headings().iter().enumerate() {
        let cite = if at % 4 == 0 { " [@s03]" } else { "" };
        out.push_str(&format!("{} {title}{cite}\n\n", "#".repeat(usize::from(*level))));
        for paragraph in 0..2 {
            let key = (at * 2 + paragraph) % 9 + 4;
            out.push_str(&format!("{} [@s{key:02}]\n\n", words.repeat(3 + at % 3)));
        }
        if at == 7 {
            out.push_str("## Who wants what\n\nAll eight of them, on all there is:\n\n```matrix\n```\n\n");
        }
    }
    out
}

fn site() -> Site {
    let mut site = Site::new()
        .file("standpoint.yaml", format!("title: The valley desk\nbase_url: {BASE}\nauthors: [Ann Author]\n"))
        .file(
            "content/briefings/strained.md",
            format!(
                "---\ntitle: A strained valley\nas_of: 2025-08-01\nsummary: Who counts the water.\n---\n{}",
                body()
            ),
        )
        .briefing("small", "Nothing much [@s01].");
    for (key, address) in addresses() {
        let archived = if key == "s01" {
            format!("archived: [{{url: \"{ARCHIVED}\", date: 2025-08-01}}]\n")
        } else {
            String::new()
        };
        let title = if key == "uk" { "Звіт про долину".to_owned() } else { format!("The {key} report") };
        let language = if key == "uk" { "language: uk\n" } else { "" };
        site = site.file(
            &format!("content/sources/{key}.md"),
            format!(
                "---\ntitle: {title}\nurl: \"{address}\"\npublished: 2025-01-01\n{language}{archived}---\nA note.\n"
            ),
        );
    }
    for actor in 1..=8 {
        site = site.actor(&format!("a{actor}"));
        for issue in 1..=5 {
            if (actor + issue) % 4 != 0 {
                site = site.file(
                    &format!("content/positions/a{actor}/i{issue}.md"),
                    "---\nstance: conditional\nfirmness: firm\nas_of: 2025-07\n---\nOnly on terms [@s04].\n",
                );
            }
        }
    }
    (1..=5).fold(site, |site, issue| site.issue(&format!("i{issue}")))
}

/// What was printed, and the page it was printed from.
struct Printed {
    bytes: Vec<u8>,
    letter: Vec<u8>,
    small: Vec<u8>,
    /// The same pages from a second run, in one tab.
    again: [Vec<u8>; 2],
    /// What a reader gets by Ctrl+P.
    by_reader: Vec<u8>,
    html: String,
    published: BTreeSet<String>,
}

/// The site is printed by whichever test comes first. `None` when no browser is wanted.
fn printed(test: &str) -> Option<&'static Printed> {
    static PRINTED: OnceLock<Printed> = OnceLock::new();
    ready(test).then(|| PRINTED.get_or_init(print))
}

fn print() -> Printed {
    let site = site();
    let read = |path: &str| fs::read(site.path("public").join(path)).expect("a PDF");
    let both = || [read("briefings/strained.pdf"), read("briefings/small.pdf")];
    Run::of(&mut pdf(&site, &["--jobs", "2"])).exits(0);
    let [bytes, small] = both();
    Run::of(&mut pdf(&site, &["--jobs", "1"])).exits(0);
    let again = both();
    let (html, published) = (site.page("briefings/strained.html"), site.files().into_iter().collect());
    Run::of(&mut pdf(&site, &["strained", "--paper", "letter"])).exits(0);
    let by_reader = by_reader(&site, "briefings/strained.html");
    Printed { bytes, by_reader, letter: read("briefings/strained.pdf"), small, again, html, published }
}

/// A page that a browser opens and prints by itself.
fn by_reader(site: &Site, page: &str) -> Vec<u8> {
    let to = site.path("by-reader.pdf");
    let mut command = Command::new(chromium());
    command.args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer"]);
    command.arg(format!("--user-data-dir={}", site.path("profile").display()));
    command.arg(format!("--print-to-pdf={}", to.display())).arg(site.path("public").join(page));
    set_apart(site, &mut command);
    Run::of(&mut command).exits(0);
    fs::read(to).expect("a PDF")
}

impl Printed {
    fn document(&self) -> Document {
        Document::load_mem(&self.bytes).expect("a PDF")
    }

    fn page(&self) -> Page {
        Page::read(&self.html).expect("a page")
    }
}

/// What a program says of a PDF, which stands where `{}` is.
pub fn said(pdf: &[u8], program: &str, arguments: &[&str]) -> String {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(pdf).expect("a PDF");
    let path: PathBuf = file.path().to_owned();
    let path = path.to_str().expect("UTF-8");
    let arguments = arguments.iter().map(|argument| argument.replace("{}", path));
    let output = Command::new(program).args(arguments).output();
    let output = output.unwrap_or_else(|error| panic!("{program}: {error}; run tests/run"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The lines of each page, as they lie there.
fn lines(pdf: &[u8]) -> Vec<Vec<String>> {
    let text = said(pdf, "pdftotext", &["-layout", "{}", "-"]);
    let pages = text.strip_suffix('\u{c}').expect("pages").split('\u{c}');
    pages
        .map(|page| page.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect())
        .collect()
}

/// The lines of each page one after the other, as they were drawn: of two columns first the one, then the other.
fn drawn(pdf: &[u8]) -> Vec<Vec<String>> {
    let text = said(pdf, "pdftotext", &["-raw", "{}", "-"]);
    let pages = text.strip_suffix('\u{c}').expect("pages").split('\u{c}');
    pages.map(|page| page.lines().map(|line| line.trim().to_owned()).collect()).collect()
}

/// Width and height of each page, in points.
pub fn sizes(pdf: &[u8]) -> Vec<(f32, f32)> {
    let document = Document::load_mem(pdf).expect("a PDF");
    let size = |page: lopdf::ObjectId| {
        let page = document.get_dictionary(page).expect("a page");
        let numbers = below(&document, page, &["MediaBox"]).as_array().expect("a box");
        let number = |at: usize| numbers[at].as_float().expect("a number").round();
        assert_eq!((number(0), number(1)), (0.0, 0.0));
        (number(2), number(3))
    };
    document.page_iter().map(size).collect()
}

#[test]
fn every_page_has_its_size_and_a_matrix_of_eight_stands_upright_with_its_heading() {
    let Some(printed) = printed("sizes of paper") else { return };
    for (pdf, (width, height)) in [(&printed.bytes, (595.0, 842.0)), (&printed.letter, (612.0, 792.0))] {
        let (sizes, lines) = (sizes(pdf), lines(pdf));
        assert_eq!(sizes.len(), lines.len());
        assert!((8..=12).contains(&sizes.len()), "{} pages", sizes.len());
        assert!(sizes.iter().all(|size| *size == (width, height)), "{sizes:?}");
        let wide =
            lines.iter().map(|page| page.join("\n")).find(|page| page.contains("differs from the position before it"));
        let wide = wide.expect("a legend");
        for part in
            ["Who wants what", "All eight of them", "Actor a8", "Issue i5", "differs from the position before it"]
        {
            assert!(wide.contains(part), "{part} is not on the page of the matrix: {wide}");
        }
        for (at, page) in lines.iter().enumerate() {
            let number = format!("Page {} of {}", at + 1, lines.len());
            assert!(page.last().is_some_and(|line| line.ends_with(&number)), "{number} is not below {page:?}");
            assert!(page.len() > 3, "page {} is empty: {page:?}", at + 1);
            let head = &page[0];
            let running = head.starts_with("A strained valley") && head.ends_with("As of 1 August 2025");
            assert_eq!(running, at > 0, "what runs above page {}: {head}", at + 1);
        }
    }
}

/// The addresses that the links of a PDF lead to, and the names of the places.
fn targets(document: &Document) -> (BTreeSet<String>, Vec<String>) {
    let (mut addresses, mut places) = (BTreeSet::new(), Vec::new());
    for link in links(document) {
        match link.get_deref(b"A", document).and_then(Object::as_dict) {
            Ok(action) => {
                addresses.insert(text(action.get_deref(b"URI", document).expect("an address")));
            }
            Err(_) => places.push(place(link)),
        }
    }
    (addresses, places)
}

fn links(document: &Document) -> Vec<&Dictionary> {
    document.page_iter().flat_map(|page| document.get_page_annotations(page).expect("annotations")).collect()
}

fn place(link: &Dictionary) -> String {
    match link.get(b"Dest").expect("a place") {
        Object::Name(name) => String::from_utf8(name.clone()).expect("ASCII"),
        other => text(other),
    }
}

#[test]
fn links_lead_to_the_cited_addresses_and_to_the_site_and_nowhere_else() {
    let Some(printed) = printed("addresses") else { return };
    let (found, _) = targets(&printed.document());
    let (own, foreign): (BTreeSet<String>, _) = found.into_iter().partition(|address| address.starts_with(BASE));
    let mut cited: BTreeSet<String> = addresses().into_values().collect();
    assert!(cited.iter().any(|address| address.len() == 325));
    cited.insert(ARCHIVED.to_owned());
    assert_eq!(foreign, cited);
    for address in &own {
        let path = address[BASE.len()..].split('#').next().expect("a path");
        assert!(printed.published.contains(path), "{address} is no page of the site");
    }
    for path in ["issues/i1.html", "actors/a1.html", "actors/a8.html", "positions/a1/i5.html#position-a1-i5"] {
        assert!(own.contains(&format!("{BASE}{path}")), "{path} is not among {own:?}");
    }
}

#[test]
fn each_cited_address_can_also_be_read_once() {
    let Some(printed) = printed("addresses to read") else { return };
    let text: String = drawn(&printed.bytes).concat().concat().split_whitespace().collect();
    let long = long_address();
    assert_eq!(text.matches(ARCHIVED).count(), 1, "the archived copy");
    assert_eq!(text.matches(&long[..60]).count(), 1, "the long address");
    for number in 1..=12 {
        let address = format!("https://s{number:02}.example/report");
        assert_eq!(text.matches(&address).count(), 1, "{address}");
    }
}

/// The page, from 1, and the height above its bottom edge of each named place.
fn places(document: &Document) -> BTreeMap<String, (usize, f32)> {
    let pages: BTreeMap<_, usize> = document.page_iter().zip(1..).collect();
    let catalogue = document.catalog().expect("a catalogue");
    let names = below(document, catalogue, &["Dests"]).as_dict().expect("places");
    let place = |place: &Object| {
        let place = document.dereference(place).expect("a place").1.as_array().expect("an array");
        assert_eq!(place[1].as_name().ok(), Some(&b"XYZ"[..]));
        (pages[&place[0].as_reference().expect("a page")], place[3].as_float().expect("a number"))
    };
    names.iter().map(|(name, at)| (String::from_utf8(name.clone()).expect("ASCII"), place(at))).collect()
}

#[test]
fn every_link_within_the_page_has_its_place() {
    let Some(printed) = printed("places") else { return };
    let document = printed.document();
    let places = places(&document);
    let (_, targets) = targets(&document);
    assert!(targets.len() > 60, "{} links", targets.len());
    for target in targets {
        assert!(places.contains_key(&target), "{target} is nowhere");
    }
}

/// What stands on each page: a word and how far its upper edge is above the bottom edge of the page.
fn words(pdf: &[u8]) -> Vec<Vec<(String, f32)>> {
    let xml = said(pdf, "pdftotext", &["-bbox", "{}", "-"]);
    let heights = sizes(pdf);
    let pages = xml.split("<page ").skip(1).zip(heights);
    let word = |line: &str, height: f32| {
        let top = line.split("yMin=\"").nth(1)?.split('"').next()?.parse::<f32>().ok()?;
        let word = line.split('>').nth(1)?.split('<').next()?;
        Some((word.to_owned(), height - top))
    };
    pages.map(|(page, (_, height))| page.lines().filter_map(|line| word(line, height)).collect()).collect()
}

#[test]
fn links_to_notes_and_back_lead_to_the_line() {
    let Some(printed) = printed("the places of notes") else { return };
    let (document, words) = (printed.document(), words(&printed.bytes));
    let places = places(&document);
    let html = printed.page();
    let mut looked_at = 0;
    for note in html.class("note-list").iter().flat_map(|list| html.inside(list)) {
        let Some(id) = note.get("id").filter(|id| id.starts_with("note-") && !id.contains('/')) else { continue };
        // Nothing leads to a note of which only places are cited.
        let Some((page, height)) = places.get(id).copied() else { continue };
        let number = html.text(note).split_whitespace().next().expect("a number").to_owned();
        let tops = words[page - 1].iter().filter(|(word, _)| *word == number).map(|(_, top)| *top);
        // The box of a note begins a little above its letters.
        let near = tops.map(|top| height - top).find(|above| (-3.0..14.0).contains(above));
        assert!(near.is_some(), "note {number}: the place {height} of page {page} is not at {:?}", words[page - 1]);
        looked_at += 1;
    }
    // All notes but one, and the remark.
    assert_eq!(looked_at, addresses().len());
}

#[test]
fn links_to_headings_and_bookmarks_lead_to_the_line() {
    let Some(printed) = printed("the places of headings") else { return };
    let (document, words) = (printed.document(), words(&printed.bytes));
    let decoded = |name: &String| percent_encoding::percent_decode_str(name).decode_utf8_lossy().into_owned();
    let places: BTreeMap<_, _> = places(&document).iter().map(|(name, at)| (decoded(name), *at)).collect();
    let mut looked_at = 0;
    for (_, title, id) in html_headings(&printed.page()) {
        let Some((page, height)) = places.get(&id).copied() else { continue };
        // Each heading has a line of Latin letters below it, at the same distance whatever it is written in.
        let below = words[page - 1].iter().filter(|(word, _)| word.is_ascii()).map(|(_, top)| height - top);
        let near = below.filter(|below| *below > 12.0).min_by(f32::total_cmp);
        assert!(near.is_some_and(|below| below < 34.0), "{title}: {height} of page {page} is not above {near:?}");
        looked_at += 1;
        // Where a font of the machine has no outlines that fit a PDF, as Noto CJK, a box of letters is as high as its
        // largest letter; and the words of Arabic come in another order from older versions of pdftotext.
        if title.starts_with(['و', '河']) {
            continue;
        }
        let word = title.split_whitespace().max_by_key(|word| word.len()).expect("a word");
        let tops = words[page - 1].iter().filter(|(found, _)| found.contains(word)).map(|(_, top)| *top);
        let near = tops.map(|top| height - top).find(|above| (-6.0..6.0).contains(above));
        assert!(near.is_some(), "{title}: the place {height} of page {page} is not at {:?}", words[page - 1]);
    }
    // All of them, the matrix's too.
    assert_eq!(looked_at, headings().len() + 1);
}

/// The headings below the title: level, words without markers, id.
fn html_headings(page: &Page) -> Vec<(u8, String, String)> {
    let level = |name: &str| name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok());
    let headings = page.elements().filter_map(|element| Some((level(&element.name)?, element)));
    let words = |element| {
        let inner = page.inner(element);
        crate::html::words(inner.split("<sup").next().unwrap_or_default())
    };
    headings.filter_map(|(level, element)| Some((level, words(element), element.get("id")?.to_owned()))).collect()
}

#[test]
fn the_contents_give_the_pages_on_which_the_headings_stand() {
    let Some(printed) = printed("contents") else { return };
    for pdf in [&printed.bytes, &printed.letter] {
        let pages = drawn(pdf);
        let contents: Vec<&String> = pages[..2].iter().flatten().collect();
        let mut wanted: Vec<String> = headings().into_iter().map(|(_, title)| title).collect();
        wanted.extend(["Who wants what".to_owned(), "Notes".to_owned()]);
        for title in wanted.iter().filter(|title| *title != "Again" && !title.starts_with('و')) {
            let entry =
                contents.iter().find_map(|line| line.strip_prefix(title.as_str())?.trim().parse::<usize>().ok());
            // A marker may follow the words.
            let stands = |line: &String| {
                line.strip_prefix(title.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.trim_start().starts_with('['))
            };
            let on: Vec<usize> = (0..pages.len()).filter(|at| pages[*at].iter().any(stands)).map(|at| at + 1).collect();
            assert_eq!(Vec::from_iter(entry), on, "{title}: the contents are {contents:#?}");
        }
    }
}

#[test]
fn the_bookmarks_are_the_headings_of_the_page() {
    let Some(printed) = printed("bookmarks") else { return };
    let html = html_headings(&printed.page());
    let outline = outline(&printed.document());
    let titles: Vec<&str> = outline.lines().map(|line| line.rsplit_once(' ').expect("a page").0).collect();
    let depth = |level: u8| "  ".repeat(usize::from(level - 2));
    let wanted: Vec<String> = html.iter().map(|(level, words, _)| format!("{}{words}", depth(*level))).collect();
    assert_eq!(titles, wanted);
}

#[test]
fn fonts_are_within_and_can_be_read_back() {
    let Some(printed) = printed("fonts") else { return };
    for pdf in [&printed.bytes, &printed.letter, &printed.small] {
        let fonts = said(pdf, "pdffonts", &["{}"]);
        assert!(fonts.lines().count() > 3, "{fonts}");
        for font in fonts.lines().skip(2) {
            let columns: Vec<&str> = font.split_whitespace().rev().take(5).collect();
            let [_, _, unicode, _, embedded] = columns[..] else { panic!("{font}") };
            assert!(unicode == "yes" && embedded == "yes", "{fonts}");
        }
    }
}

/// Chromium draws a variable font letter by letter (Type 3), which makes a PDF twice as large and its text less crisp.
#[test]
fn the_fonts_of_the_theme_are_truetype() {
    let Some(printed) = printed("TrueType") else { return };
    for pdf in [&printed.bytes, &printed.letter, &printed.small, &printed.by_reader] {
        let document = Document::load_mem(pdf).expect("a PDF");
        let dictionaries = document.objects.values().filter_map(|object| object.as_dict().ok());
        let mut of_the_theme = BTreeSet::new();
        for font in dictionaries.filter(|object| object.has(b"FontDescriptor")) {
            let name = below(&document, font, &["FontDescriptor", "FontName"]).as_name().expect("a name");
            let name = String::from_utf8_lossy(name);
            if name.contains("Source") {
                let kind = font.get(b"Subtype").and_then(Object::as_name).expect("a kind");
                assert_eq!(String::from_utf8_lossy(kind), "CIDFontType2", "{name}");
                of_the_theme.insert(name.into_owned());
            }
        }
        for family in ["SourceSerif4", "SourceSans3"] {
            assert!(of_the_theme.iter().any(|name| name.contains(family)), "no {family} in {of_the_theme:?}");
        }
    }
}

#[test]
fn the_text_can_be_searched_in_every_script() {
    let Some(printed) = printed("the text layer") else { return };
    // Line ends fall anywhere, and marks of direction stand around Arabic.
    let text = said(&printed.bytes, "pdftotext", &["{}", "-"]);
    let marks = ['\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{2067}', '\u{2068}', '\u{2069}'];
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ").replace(marks, "");
    for sentence in [ENGLISH, UKRAINIAN, ARABIC] {
        assert!(text.contains(sentence), "{sentence} is not in {text}");
    }
    let unspaced = text.replace(' ', "");
    assert!(unspaced.contains(CHINESE), "{CHINESE} is not in {text}");
}

/// Readers that look at nothing but the table of a font would copy “Ukraineʼs”.
#[test]
fn an_apostrophe_is_one_in_the_tables_of_the_fonts() {
    let Some(printed) = printed("apostrophes") else { return };
    let document = printed.document();
    let dictionaries = document.objects.values().filter_map(|object| object.as_dict().ok());
    let fonts =
        dictionaries.filter_map(|font| font.get_deref(b"ToUnicode", &document).and_then(Object::as_stream).ok());
    let tables: Vec<String> =
        fonts.map(|table| String::from_utf8(table.get_plain_content().expect("a table")).expect("ASCII")).collect();
    assert!(tables.iter().any(|table| table.contains("<2019>")), "{UKRAINIAN} has one");
    assert!(!tables.iter().any(|table| table.contains("<02BC>") || table.contains("<02BB>")), "{tables:?}");
}

#[test]
fn each_note_has_its_number_once() {
    let Some(printed) = printed("notes") else { return };
    let pages = drawn(&printed.bytes);
    let lines: Vec<&String> = pages.iter().flatten().collect();
    let notes = lines.iter().rposition(|line| *line == "Notes").expect("the notes");
    let count = addresses().len();
    // Whatever pdftotext makes of the spaces of small type.
    let begins = |title: &str| title.starts_with("The") || title.starts_with("Звіт");
    // Two columns may lie in one line.
    let in_line = |line: &&String| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let pairs = words.windows(2).filter(|pair| begins(pair[1]));
        pairs.filter_map(|pair| pair[0].parse().ok()).collect::<Vec<usize>>()
    };
    let mut numbers: Vec<usize> = lines[notes..].iter().flat_map(in_line).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, Vec::from_iter(1..=count), "{:#?}", &lines[notes..]);
}

/// The language that a tag says it is in.
fn language(tag: &Dictionary) -> Option<&str> {
    tag.get(b"S").ok()?;
    std::str::from_utf8(tag.get(b"Lang").and_then(Object::as_str).ok()?).ok()
}

#[test]
fn tags_are_those_of_the_page() {
    let Some(printed) = printed("tags") else { return };
    let document = printed.document();
    let (mut count, mut tagged) = (BTreeMap::<String, usize>::new(), BTreeSet::new());
    for element in document.objects.values().filter_map(|object| object.as_dict().ok()) {
        let Ok(tag) = element.get(b"S").and_then(Object::as_name) else { continue };
        let tag = String::from_utf8_lossy(tag).into_owned();
        if let ("Link", Ok(kids)) = (tag.as_str(), element.get(b"K")) {
            let kids = kids.as_array().map_or(std::slice::from_ref(kids), Vec::as_slice);
            let kids = kids.iter().filter_map(|kid| document.dereference(kid).ok()?.1.as_dict().ok());
            tagged.extend(kids.filter_map(|kid| kid.get(b"Obj").ok()?.as_reference().ok()));
        }
        *count.entry(tag).or_default() += 1;
    }
    let html = html_headings(&printed.page());
    assert_eq!(count["H1"], 1, "the title");
    for level in 2..=3 {
        let wanted = html.iter().filter(|heading| heading.0 == level).count();
        assert_eq!(count.get(&format!("H{level}")), Some(&wanted), "{count:?}");
    }
    // Eight actors and the corner; five issues.
    assert_eq!((count["TH"], count["TD"]), (14, 40), "{count:?}");
    let annotations = document.page_iter().flat_map(|page| {
        below(&document, document.get_dictionary(page).expect("a page"), &["Annots"]).as_array().expect("links")
    });
    // A tag for each note and the remark, and what is Ukrainian says so; so the paper may say that all can use it.
    assert_eq!(count.get("Note"), Some(&(addresses().len() + 1)), "{count:?}");
    let languages: Vec<&str> =
        document.objects.values().filter_map(|object| object.as_dict().ok()).filter_map(language).collect();
    assert!(languages.contains(&"uk"), "{languages:?}");
    everything_painted_is_tagged_or_an_artifact(&document);
    let xmp = said(&printed.bytes, "pdfinfo", &["-meta", "{}"]);
    assert!(xmp.contains("<pdfuaid:part>1</pdfuaid:part>"), "{xmp}");
    assert_eq!(tagged, annotations.map(|link| link.as_reference().expect("a link")).collect(), "links without a tag");
}

#[test]
fn the_pdf_says_what_it_is_and_brings_its_sources() {
    let Some(printed) = printed("metadata") else { return };
    let info = said(&printed.bytes, "pdfinfo", &["{}"]);
    for line in
        ["Title:           A strained valley", "Author:          Ann Author", "Subject:         Who counts the water."]
    {
        assert!(info.contains(line), "{line} is not in {info}");
    }
    let xmp = said(&printed.bytes, "pdfinfo", &["-meta", "{}"]);
    assert!(xmp.contains("<dc:creator><rdf:Seq><rdf:li>Ann Author</rdf:li>"), "{xmp}");
    assert!(xmp.contains("2025-08-01T00:00:00Z") && !xmp.contains("Skia"), "{xmp}");
    assert!(said(&printed.bytes, "qpdf", &["--check", "{}"]).contains("No syntax or stream encoding errors"));
    let folder = tempfile::tempdir().expect("a folder");
    let to = folder.path().to_str().expect("UTF-8");
    said(&printed.bytes, "pdfdetach", &["-saveall", "-o", to, "{}"]);
    let sources: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.path().join("sources.json")).expect("an attachment")).expect("JSON");
    let sources = sources.as_array().expect("a list");
    let found: BTreeMap<String, String> = sources
        .iter()
        .map(|item| {
            (item["id"].as_str().expect("a key").to_owned(), item["URL"].as_str().expect("an address").to_owned())
        })
        .collect();
    assert_eq!(found, addresses());
}

#[test]
fn a_second_run_and_one_tab_give_the_same_bytes() {
    let Some(printed) = printed("the same bytes") else { return };
    assert!(printed.bytes == printed.again[0], "strained.pdf differs");
    assert!(printed.small == printed.again[1], "small.pdf differs");
}

#[test]
fn a_reader_who_prints_the_page_gets_the_same_but_for_the_numbers_of_pages() {
    let Some(printed) = printed("Ctrl+P") else { return };
    assert_eq!(sizes(&printed.by_reader), sizes(&printed.bytes));
    let without_numbers = |pdf: &[u8]| -> Vec<Vec<String>> {
        let is_number = |word: &&str| word.parse::<usize>().is_ok();
        let plain = |line: &String| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let end = words.iter().rposition(|word| !is_number(word)).map_or(0, |last| last + 1);
            words[..end].join(" ")
        };
        let edge = |line: &String| line.contains(" of ") && line.starts_with("Page ");
        let page =
            |page: &Vec<String>| page.iter().map(|line| if edge(line) { line.clone() } else { plain(line) }).collect();
        drawn(pdf).iter().map(page).collect()
    };
    let (ours, theirs) = (without_numbers(&printed.bytes), without_numbers(&printed.by_reader));
    let words = |page: &Vec<String>| {
        let text = page.join(" ");
        let mut parts = text.split(" (p. ");
        let first = parts.next().unwrap_or_default().to_owned();
        // Behind a link to what stands on the same paper.
        let rest = parts.map(|part| part.split_once(')').expect("a number").1);
        let text = [first].into_iter().chain(rest.map(str::to_owned)).collect::<String>();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    for (at, (ours, theirs)) in ours.iter().zip(&theirs).enumerate() {
        assert_eq!(words(ours), words(theirs), "page {}", at + 1);
    }
}

#[test]
fn where_reading_begins_at_the_right_the_edges_of_a_sheet_change_places() {
    if !ready("edges from right to left") {
        return;
    }
    let text = "ماء النهر في الصيف ولا أحد يعرف كم يبقى منه للمدن والحقول البعيدة. ".repeat(9);
    let site = Site::new()
        .file("standpoint.yaml", format!("title: Desk\nbase_url: {BASE}\nlanguage: fa\n"))
        .source("un")
        .file(
            "content/briefings/b.md",
            format!("---\ntitle: Water\nas_of: 2025-08-01\n---\nماء [@un].\n\n{}", format!("{text}\n\n").repeat(9)),
        );
    Run::of(&mut pdf(&site, &[])).exits(0);
    let pdf = fs::read(site.path("public/briefings/b.pdf")).expect("a PDF");
    let xml = said(&pdf, "pdftotext", &["-bbox", "-f", "2", "-l", "2", "{}", "-"]);
    let left = |word: &str| {
        let line = xml
            .lines()
            .find(|line| line.contains(&format!(">{word}</word>")))
            .unwrap_or_else(|| panic!("{word}: {xml}"));
        line.split("xMin=\"").nth(1).and_then(|rest| rest.split('"').next()?.parse::<f32>().ok()).expect("a number")
    };
    // A4 is 595 points wide, 56.7 of them margin on either side.
    for word in ["2025", "Page"] {
        assert!((56.0..150.0).contains(&left(word)), "{word} begins at {}", left(word));
    }
    for word in ["Water", "Desk"] {
        assert!((480.0..539.0).contains(&left(word)), "{word} begins at {}", left(word));
    }
}

//! Markdown, case by case: each file in `markdown/` is a page to read, and every fenced block in it is a case.
//! Above the line with a dot stands what an author writes, below it what a reader's browser gets.
//! A word behind the fence sets a case apart: `plain` switches smart punctuation off.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use expect_test::expect;
use standpoint::model::words::NotesAt;
use standpoint::model::{Build, Settings};
use standpoint::render::view::Part;
use standpoint::{parse, render, resolve};

use crate::harness::Site;
use crate::html::Page;

/// The things that cases may link to.
const AROUND: [(&str, &str); 6] = [
    ("content/actors/russia.md", "---\nname: Russia\n---\n## What it wants\n"),
    ("content/issues/troops.md", "---\ntitle: Foreign troops\n---\n"),
    ("content/positions/russia/troops.md", "---\nas_of: 2025-08\nstance: opposes\n---\nNo [@press].\n"),
    ("content/events/summit.md", "---\ntitle: A < B & C\ndate: 2025-08-15\n---\n"),
    ("content/sources/press.md", "---\ntitle: Press\nurl: https://press.example/\n---\n"),
    ("content/sources/talks.md", "---\ntitle: Talks\nurl: https://talks.example/\n---\n"),
];

/// The markup of a page with this text, and the names of the findings about it.
fn rendered(text: &str, smart_punctuation: bool) -> (String, Vec<&'static str>) {
    let settings = Settings { smart_punctuation, notes: NotesAt::End, ..Settings::default() };
    let case = format!("---\ntitle: Case\n---\n{text}");
    let files = AROUND.iter().map(|(path, text)| (*path, *text)).chain([("content/pages/case.md", case.as_str())]);
    let mut findings = Vec::new();
    let documents = files
        .filter_map(|(path, text)| {
            parse::document(&Arc::from(path), text, parse::Dialect::of(&settings)).drain_into(&mut findings)
        })
        .collect();
    let files = ["map.png".to_owned(), "maps/the line.png".to_owned()].into();
    let input = resolve::Input {
        language: "en".to_owned(),
        order: Default::default(),
        documents,
        audience: standpoint::model::Audience::Public,
        drafts: false,
        day: None,
        editions: Vec::new(),
        hidden: Default::default(),
        private: Default::default(),
        files,
        left_out: Default::default(),
        blocks: ["matrix".to_owned()].into(),
    };
    let site = resolve::site(settings, Build::default(), input, None).drain_into(&mut findings).site;
    let findings = findings.iter().filter(|finding| &*finding.span.path == "content/pages/case.md");
    let names = findings.map(|finding| finding.code.name()).collect();
    let page = site.free_pages.iter().next().expect("a page").page;
    let theme =
        render::Theme::load("default", &vec![("en".to_owned(), "standpoint.yaml".into())], std::iter::empty()).value;
    let library = render::Library::new(site, &theme.words());
    let text = render::view(&library, page, render::ViewOptions::default()).text.expect("a text");
    let parts = text.iter().map(|part| match part {
        Part::Html(html) => html.clone(),
        Part::Block(block, _) => format!("<!-- block {} -->\n", block.name),
    });
    (parts.collect(), names)
}

/// A case of a file.
struct Case {
    line: usize,
    plain: bool,
    input: String,
    expected: String,
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        let fence = &line[..line.len() - line.trim_start_matches('`').len()];
        if fence.len() < 3 {
            continue;
        }
        let body: Vec<&str> = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != fence).collect();
        let dot = body.iter().position(|line| *line == ".").unwrap_or_else(|| panic!("line {}: no dot", at + 1));
        let text = |lines: &[&str]| lines.iter().map(|line| format!("{line}\n")).collect::<String>();
        cases.push(Case {
            line: at + 1,
            plain: line.ends_with("plain"),
            input: text(&body[..dot]),
            expected: text(&body[dot + 1..]),
        });
    }
    cases
}

#[test]
fn every_case_gives_the_markup_below_its_dot() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/markdown");
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("the cases").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    let mut wrong = String::new();
    let mut count = 0;
    for file in files {
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        for case in cases(&fs::read_to_string(&file).expect("a file of cases")) {
            count += 1;
            let (html, _) = rendered(&case.input, !case.plain);
            if html.trim_end() != case.expected.trim_end() {
                wrong += &format!(
                    "tests/it/markdown/{name}:{}\n{}--- is\n{html}--- should be\n{}\n",
                    case.line, case.input, case.expected
                );
            }
            if let Err(why) = Page::read(&html) {
                wrong += &format!("tests/it/markdown/{name}:{}: not well formed: {why}\n", case.line);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count >= 60, "only {count} cases were found");
}

#[test]
fn what_is_refused_or_doubtful_has_a_name() {
    let found = |text: &str| rendered(text, true).1.join(" ");
    let cases = [
        ("Fine [@press], [a](../actors/russia.md) and `<b>`.", ""),
        ("<font>x</font> <FONT>y</FONT> <u-x>z</u-x>", "raw-html raw-html"),
        ("<b class=x style=y>x</b> <i style=z>y</i>", "html-attribute html-attribute"),
        ("<b>x *y</b>*", "unbalanced-html"),
        ("<td>x</td>", "raw-html"),
        ("[x](javascript:alert(1))", "dangerous-url"),
        ("[x](java&#115;cript:alert(1))", "dangerous-url"),
        ("<javascript:alert(1)>", "dangerous-url"),
        ("![x](data:image/png;base64,AAAA)", "dangerous-url"),
        ("![x](https://example.org/x.png)", "foreign-image"),
        ("[x](//example.org/)", "schemeless-url"),
        ("[x]() [x](<>) ![x]()", "broken-link broken-link broken-link"),
        (
            "![](../map.png) ![ ](../map.png) [![](../map.png)](#x)",
            "image-without-words image-without-words image-without-words broken-anchor",
        ),
        ("[x](https://user:word@example.org/)", "url-credentials"),
        ("[x](../actors/rusia.md)", "broken-link"),
        ("[x](../Actors/russia.md)", "broken-link"),
        ("[x](../actors/russia.md#goals)", "broken-anchor"),
        ("[x](#nowhere)", "broken-anchor"),
        ("[x](../../standpoint.yaml)", "broken-link"),
        ("[[rusia]]", "unwritten-note"),
        ("[[javascript:alert(1)]]", "dangerous-url"),
        ("## T {.big onclick=x}", "heading-attribute"),
        ("```nolanguage\nx\n```", "unknown-language"),
        ("A\u{202e}B", "bidi-control"),
        ("[@nobody] and [^nobody]", "unknown-source undefined-note"),
        ("x\n\n[^n]: never used", "unused-note"),
        ("x[^n]\n\n[^n]: one\n\n[^n]: two", "duplicate-note"),
        ("## H [@press]", "note-in-heading"),
    ];
    for (text, names) in cases {
        assert_eq!(found(text), names, "{text}");
    }
}

#[test]
fn words_for_lists_and_previews_have_no_markup() {
    let text = "---\ntitle: Case\n---\n## Of no use\n\n![A map](map.png)\n\nIt *says* [so](x.md) [@press]: `a < b` & <u-b>\nagain[^1].\n\nMore.\n\n[^1]: Not this.\n";
    let parsed = parse::document(&Arc::from("content/pages/case.md"), text, parse::Dialect::of(&Settings::default()));
    let document = parsed.value.expect("a document");
    expect!["It says so: a < b & <u-b> again."].assert_eq(&document.body.lead.text);
}

#[test]
fn what_is_said_of_a_refused_link_stays_on_its_page() {
    let site = Site::new().briefing(
        "b",
        "It [did](javascript:x) so.\n\n![It](https://a.example/x.png)\n\n## [Why](data:x) not\n\n## Or so\n",
    );
    site.build().exits(1);
    let page = site.read("briefings/b.html");
    let gaps: Vec<String> = page.class("gap").into_iter().map(|gap| page.text(gap)).collect();
    assert_eq!(gaps, ["did [link refused]", "[image refused] It", "Why [link refused]"]);
    let description = page.with("name", "description");
    assert_eq!(description[0].get("content"), Some("It did so."));
    assert!(page.text(page.with("aria-label", "On this page")[0]).contains("Why not Or so"));
    assert!(!site.page("index.html").contains("refused"));
}

#[test]
fn every_place_where_a_text_can_come_in_escapes_it() {
    // In YAML between single quotes, where `''` is one.
    const HOSTILE: &str = "'<x-y onclick=\"a\">&amp;''</title></main>{{ 1 }}'";
    let fill = |text: &str| text.replace('@', HOSTILE);
    let mut site = Site::bare().file(
        "standpoint.yaml",
        fill(
            "title: @\ndescription: @\nauthors: [@, @]\nbase_url: https://example.org/\nsmart_punctuation: false\n\
             rules: {unused-source: off}\n",
        ),
    );
    for (path, text) in [
        ("actors/r&d's.md", "name: @\nkind: @\nshort_name: @\naliases: [@]\nflag: @"),
        ("actors/part.md", "name: @\npart_of: \"r&d's\""),
        ("issues/i.md", "title: @\nquestion: @\nscale: [@, @]\nrelated: [j]"),
        ("issues/j.md", "title: @"),
        ("positions/r&d's/i.md", "as_of: 2025-08\nstance: opposes\nsummary: @\ntrigger: e"),
        ("positions/r&d's/i.early days.md", "as_of: 2022\nstance: silent\nsummary: @"),
        ("events/e.md", "title: @\ndate: 2025-08-15\nplace: @\nkind: @\nactors: [\"r&d's\"]\nissues: [i]"),
        ("pages/p.md", "title: @"),
        (
            "sources/a&b.md",
            "title: @\ntitle_translated: @\npublisher: @\nauthors: [@]\nurl: \"https://example.org/?a=<x-y>&b='\"\n\
             published: 2025\nquotes:\n  - {id: @, text: @, translation: @, locator: @}\n\
             retracted: {reason: @}\nvoice_of: [\"r&d's\"]",
        ),
        (
            "sources/c.md",
            "title: @\npublished: 2025\narchived: [{url: \"https://example.org/?'<x-y>\"}]\nderived_from: [a&b]",
        ),
        (
            "briefings/b.md",
            "title: @\nas_of: 2025-08\nsummary: @\nauthors: [@]\njudgements:\n  - {text: @, cites: [c], likelihood: likely}",
        ),
    ] {
        let body = "<x-y> [see <x-y> @a&b, <x-y> & \"p\"; @c][^<x-y>] ![<x-y>\"](m&m.png '<x-y>\"')\n\n## <x-y> [[i]]\n\n[^<x-y>]: <x-y>\n";
        site = site.file(&format!("content/{path}"), format!("---\n{}\n---\n{body}", fill(text)));
    }
    site.write("content/index.md", "---\n---\n```matrix\n```\n```timeline\n```\n```positions\n```\n```sources\n```\n");
    site.build();
    let mut pages = 0;
    for path in site.pages() {
        let page = site.read(&path);
        pages += 1;
        let made = page.elements().find(|element| element.name == "x-y" || element.get("onclick").is_some());
        assert!(made.is_none(), "{path} has an element that a text has made");
        assert_eq!(page.all("main").count(), 1, "{path}");
        assert!(!page.html().contains("&amp;amp;lt;"), "{path}: escaped twice");
    }
    // One of them tells that a source was taken back.
    assert_eq!(pages, 23);
    let briefing = site.read("briefings/b.html");
    let title = briefing.all("h1").next().expect("a title");
    assert_eq!(briefing.text(title), "<x-y onclick=\"a\">&amp;'</title></main>{{ 1 }}", "shown as it was written");
}

//! HTML in texts: what people paste works, and what could harm a reader does nothing, in every output.

mod vectors;

use roxmltree::Document;

use crate::harness::Site;
use crate::html::Page;

/// The page of a text, and what is found about it but for what the frame of the test brings.
fn read(text: &str) -> (Page, String) {
    let site = Site::new().source("s").actor("velia").file("content/map.png", "x").briefing("b", text);
    let run = site.check();
    site.build();
    let found = run.stdout.lines().filter(|line| !line.contains("[unused-")).collect::<Vec<_>>().join("\n");
    (site.read("briefings/b.html"), found)
}

/// The same of many, each by itself.
fn each<T>(cases: impl IntoIterator<Item = T>, text: impl Fn(&T) -> String) -> Vec<(T, Page, String)> {
    let site = Site::new().source("s").actor("velia").file("content/map.png", "x");
    let whole = |case: &T| format!("---\ntitle: B\nas_of: 2025-08\n---\n{}\n", text(case));
    let told = crate::harness::each(&site, "content/briefings/b.md", cases, whole);
    let read = |page: Option<String>| Page::read(&page.expect("a page")).expect("a sound page");
    told.into_iter().map(|(case, found, page)| (case, read(page), found)).collect()
}

fn prose(page: &Page) -> &str {
    page.inner(page.class("prose")[0])
}

// What works.

#[test]
fn what_people_write_in_their_notes_works_without_a_finding() {
    for ((text, expected), page, found) in each(
        [
            ("One<br>two<br/>three", "One<br>two<br>three"),
            ("H<sub>2</sub>O and x<sup>2</sup> [@s]", "H<sub>2</sub>O and x<sup>2</sup>"),
            ("<kbd>Ctrl</kbd>+<kbd>C</kbd>", "<kbd>Ctrl</kbd>+<kbd>C</kbd>"),
            ("<ABBR TITLE='European Union'>EU</ABBR>", "<abbr title=\"European Union\">EU</abbr>"),
            (
                "<ins datetime=\"2025-01-02\">new</ins> <del>old</del>",
                "<ins datetime=\"2025-01-02\">new</ins> <del>old</del>",
            ),
            ("<q lang=\"fr\">oui</q>, <cite>Le Monde</cite>", "<q lang=\"fr\">oui</q>, <cite>Le Monde</cite>"),
            ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>"),
            ("<bdo dir=\"rtl\">abc</bdo> <wbr>", "<bdo dir=\"rtl\">abc</bdo> <wbr>"),
            (
                "<small><u><s><mark><samp><var>x</var></samp></mark></s></u></small>",
                "<var>x</var></samp></mark></s></u></small>",
            ),
            ("<blockquote>\n<p>So</p>\n</blockquote>", "<blockquote>\n<p>So</p>\n</blockquote>"),
            (
                "<ol start=\"3\" type=\"a\" reversed>\n<li value=\"4\">x</li>\n</ol>",
                "<ol start=\"3\" type=\"a\" reversed>\n<li value=\"4\">x</li>\n</ol>",
            ),
            ("<dl><dt>a</dt><dd>b</dd></dl>", "<dl><dt>a</dt><dd>b</dd></dl>"),
            (
                "<figure>\n<img src=\"../map.png\" alt=\"Map\">\n<figcaption>The map [@s]</figcaption>\n</figure>",
                "<figcaption>The map<sup class=\"cite\">",
            ),
            ("<center>x</center>", "<div class=\"center\">x</div>"),
            ("<div align=right>x</div>", "<div class=\"right\">x</div>"),
            ("<div><section><article><aside>x</aside></article></section></div>", "<aside>x</aside>"),
            ("<hr>\n\n<address>Here</address>", "<hr>\n<address>Here</address>"),
        ],
        |(text, _)| format!("{text}\n\nRests on [@s]."),
    ) {
        assert_eq!(found, "", "{text}");
        assert!(prose(&page).contains(expected), "{text}\n{}", prose(&page));
    }
}

#[test]
fn a_table_of_html_is_one_with_its_citations() {
    let text = "<table>\n<caption>Who said what</caption>\n<thead>\n  <tr><th scope=\"col\">Who</th><th>What</th></tr>\n\
                </thead>\n<tbody>\n\n  <tr>\n  <td rowspan=\"2\">\n\n**Velia** [@s]\n\n  </td>\n  <td>no[^1]</td>\n  </tr>\n\
                </tbody>\n</table>\n\n[^1]: Said <em>twice</em>.";
    let (page, found) = read(text);
    assert_eq!(found, "");
    let table = page.all("table").next().expect("a table");
    assert_eq!(page.inside(table).filter(|element| element.name == "td").count(), 2);
    assert!(page.inner(table).contains("<p><strong>Velia</strong><sup class=\"cite\">"), "{}", page.inner(table));
    assert!(page.inner(table).contains("no<sup class=\"cite remark\">"), "{}", page.inner(table));
    assert!(page.html().contains("Said <em>twice</em>."));
}

#[test]
fn words_within_tags_are_a_part_of_their_sentence_and_are_set_as_the_others() {
    let site = Site::new().source("s").briefing(
        "b",
        "Velia <b>will</b> not<br>go to \"the <i>talks</i>\" -- ever <span>[@s]</span>. More.\n\n\
         <p>The <em>dam</em> stays.</p>\n<p>It is <b>full</b> [@s].</p>",
    );
    site.build().exits(0);
    let source = site.read("sources/s.html");
    let words = source.text(source.all("main").next().expect("a main part"));
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    for sentence in ["Velia will not go to “the talks” – ever.", "It is full."] {
        assert!(words.contains(sentence), "{words}");
    }
    assert!(site.page("data/citations.csv").contains("Velia will not go to \"\"the talks\"\" -- ever."), "as typed");
}

#[test]
fn links_and_images_in_html_are_looked_at_as_those_of_markdown_are() {
    for ((text, code), _, found) in each(
        [
            ("<a href=\"../actors/vilia.md\">x</a>", "broken-link"),
            ("<a href=\"#nowhere\">x</a>", "broken-anchor"),
            ("<a href=\"https://u:p@a.example/\">x</a>", "url-credentials"),
            ("<a href=\"https://a.example/?utm_source=b\">x</a>", "dirty-url"),
            ("<a href=\"//a.example/\">x</a>", "schemeless-url"),
            ("<img src=\"../mop.png\" alt=\"x\">", "broken-link"),
            ("<img src=\"https://a.example/x.png\" alt=\"x\">", "foreign-image"),
            ("<img src=\"../map.png\">", "image-without-words"),
            ("<p>**no Markdown** here</p>", "unread-markup"),
        ],
        |(text, _)| format!("{text} and [@s]"),
    ) {
        assert!(found.contains(&format!("[{code}]")), "{text}: {found}");
    }
    let (_, found) = read("<a href=\"https://s.example/report\">x</a>");
    assert!(found.contains("[uncited-source-link]"), "{found}");
    let (page, found) = read("<a href=\"../actors/velia.md\" title=\"Who\">Velia</a> <img src=../map.png alt=\"\">");
    assert_eq!(found, "");
    assert!(prose(&page).contains("<a href=\"../actors/velia.html\" title=\"Who\">Velia</a>"), "{}", prose(&page));
}

#[test]
fn other_texts_can_link_a_place_that_html_names() {
    let site = Site::new()
        .file("content/pages/a.md", "---\ntitle: A\n---\n<a id=\"Old_name\"></a>\n\n## Title\n")
        .briefing("b", "[there](../pages/a.md#Old_name)");
    site.check().exits(0);
    site.build();
    assert!(site.page("briefings/b.html").contains("href=\"../pages/a.html#old-name\""));
    assert!(site.read("pages/a.html").find_id("old-name").is_some());
}

#[test]
fn html_can_be_shown_as_it_is_written_everywhere() {
    let site = Site::new().file("standpoint.yaml", "title: T\nbase_url: https://example.org/\nhtml: shown\n");
    let site = site.briefing("b", "A <b>word</b>.\n\n<div>\n\n*x*\n\n</div>");
    site.check().exits(0).finds("content/briefings/b.md:5:3: warning", "raw-html");
    site.build();
    assert!(site.page("briefings/b.html").contains("A &lt;b&gt;word&lt;/b&gt;."));
    let site = site.file("standpoint.yaml", "title: T\nbase_url: https://example.org/\nhtml: all\n");
    site.check().exits(1).finds("standpoint.yaml:3:7: error", "bad-setting");
}

#[test]
fn what_is_left_open_is_told_at_its_line_and_ends_in_its_text() {
    for ((text, place, shown), page, found) in each(
        [
            ("One.\n\n- <b>two\n\nThree.", "7:3", "<b>two</b></li>"),
            ("<details>\n\nOne.", "5:1", "<details>\n<p>One.</p>\n</details>"),
            ("> <div>\n> one\n\nTwo.", "5:3", "</div></blockquote>"),
            ("| a |\n|---|\n| <i>b |\n| c |", "7:3", "<td><i>b</i></td>"),
            ("## <u>One\n\nTwo.", "5:4", "<u>One</u></h2>"),
            ("One *<b>two* three</b>.", "5:6", "<em><b>two</b></em> three."),
            ("One.</div>\n\nTwo.", "5:5", "<p>One.</p>"),
        ],
        |(text, _, _)| text.to_string(),
    ) {
        assert!(found.contains(&format!("b.md:{place}: warning: ")), "{text}: {found}");
        assert!(found.contains("[unbalanced-html]"), "{text}: {found}");
        assert_eq!(found.lines().count(), 1, "{text}: {found}");
        assert!(page.html().contains(shown), "{text}\n{}", prose(&page));
    }
}

#[test]
fn a_text_of_nothing_but_tags_takes_a_moment() {
    for tags in [
        "<b>",
        "</b>",
        "<div>",
        "<table><tr><td>",
        "<a href=x>",
        "<x>",
        "<li>",
        "<p>\n\n",
        "<b></i>",
        "<a href=\"x\">[@s]",
    ] {
        let site = Site::new().source("s").briefing("b", &tags.repeat((1 << 16) / tags.len()));
        let before = std::time::Instant::now();
        let run = site.check();
        assert!(before.elapsed().as_secs() < 20, "{tags}: {:?}", before.elapsed());
        assert!(!run.stderr.contains("panicked"), "{tags}");
    }
}

// What is inert.

/// The elements that the pages of the default theme have themselves, beside those that pass.
const OURS: [&str; 25] = [
    "html", "head", "meta", "title", "link", "body", "header", "nav", "main", "footer", "svg", "use", "path", "button",
    "label", "input", "style", "symbol", "circle", "rect", "line", "g", "text", "search", "script",
];

/// Asserts that nothing in markup runs, styles, loads from elsewhere, or has the id of something else.
fn assert_inert(place: &str, html: &str, vector: &str) {
    let page = Page::read(html).unwrap_or_else(|why| panic!("{place}: {why}\n{vector}"));
    let mut ids = std::collections::HashSet::new();
    for element in page.elements() {
        let name = element.name.as_str();
        for never in ["iframe", "object", "embed", "form", "base", "template", "video", "audio", "math", "frameset"] {
            let is_ours = place == "search.html" && never == "form" && element.get("id") == Some("sp-search");
            assert!(name != never || is_ours, "{place}: {never}\n{vector}");
        }
        if name == "script" {
            assert!(element.is_script_of_ours(), "{place}\n{vector}");
        }
        for attribute in vectors::HANDLERS {
            assert!(element.get(attribute).is_none(), "{place}: {attribute}\n{vector}");
        }
        for never in ["srcdoc", "srcset", "formaction", "action", "background", "ping", "xlink:href", "autofocus", "is"]
        {
            assert!(element.get(never).is_none(), "{place}: {never}\n{vector}");
        }
        if let Some(id) = element.get("id") {
            assert!(ids.insert(id.to_owned()), "{place}: twice {id}\n{vector}");
        }
        let is_own = place.ends_with(".html") && OURS.contains(&name);
        if !is_own {
            assert!(element.get("style").is_none(), "{place}: <{name}> has a style\n{vector}");
        }
        for (attribute, to) in ["href", "src"].into_iter().filter_map(|name| Some((name, element.get(name)?))) {
            let to: String =
                to.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>().to_lowercase();
            for scheme in ["javascript:", "vbscript:", "data:", "file:", "blob:", "about:", "//"] {
                assert!(!to.starts_with(scheme), "{place}: {attribute}={to}\n{vector}");
            }
            let loads = attribute == "src" || matches!(name, "link" | "use" | "image");
            assert!(!loads || !to.contains("evil.example"), "{place}: <{name}> loads {to}\n{vector}");
        }
    }
}

#[test]
fn known_attacks_are_inert_in_every_output() {
    let all: Vec<&str> = vectors::GROUPS.iter().flat_map(|(_, vectors)| vectors.iter().copied()).collect();
    assert!(all.len() >= 80, "{}", all.len());
    let mut site = Site::new().source("s").actor("velia").issue("dam").file("content/map.png", "x");
    for (nth, vector) in all.iter().enumerate() {
        // Alone, in a line, in a cell, in a note, in a heading, and in front matter.
        let line = vector.replace('\n', " ");
        let cell = line.replace('|', "\\|");
        let text = format!(
            "{vector}\n\nWords {line} words [@s].[^n]\n\n| a |\n|---|\n| {cell} |\n\n> - {line}\n\n## T {line}\n\n\
             ![{line}](../map.png \"x\")\n\n[^n]: Note {line} end.\n"
        );
        let quoted = line.replace('\'', "''");
        let front = format!("title: '{quoted}'\nsummary: '{quoted}'\nas_of: 2025-01\n");
        site = site.file(&format!("content/briefings/v{nth}.md"), format!("---\n{front}---\n{text}"));
    }
    let every = all.join("\n\n");
    site.write(
        "content/positions/velia/dam.md",
        format!("---\nas_of: 2025-02\nstance: opposes\n---\nNo [@s].\n\n{every}\n"),
    );
    site.write("content/sources/t.md", format!("---\ntitle: T\nurl: https://t.example/\n---\n{every}\n"));
    let run = site.build();
    assert!(!run.stderr.contains("panicked"));
    let vector_of = |path: &str| {
        let nth = path.strip_prefix("briefings/v").and_then(|path| path.strip_suffix(".html")?.parse::<usize>().ok());
        nth.map_or("", |nth| all[nth])
    };
    for (path, bytes) in site.tree() {
        let Ok(text) = String::from_utf8(bytes) else { continue };
        match path.rsplit('.').next() {
            Some("html") => {
                assert_inert(&path, &text, vector_of(&path));
                let page = Page::read(&text).expect("a page");
                for script in page.all("script").filter(|script| script.get("src").is_none()) {
                    let json = page.inner(script);
                    assert!(!json.contains('<'), "{path}: JSON-LD cannot end its element");
                    serde_json::from_str::<serde_json::Value>(json).unwrap_or_else(|why| panic!("{path}: {why}"));
                }
            }
            Some("xml") => {
                let document = Document::parse(&text).unwrap_or_else(|why| panic!("{path}: {why}"));
                let holds_html = |node: &roxmltree::Node| node.attribute("type") == Some("html");
                for content in document.descendants().filter(holds_html).filter_map(|node| node.text()) {
                    assert_inert(&path, content, "");
                }
            }
            Some("json") => {
                serde_json::from_str::<serde_json::Value>(&text).unwrap_or_else(|why| panic!("{path}: {why}"));
            }
            _ => {}
        }
    }
}

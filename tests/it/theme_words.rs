//! A theme's file of words says every word otherwise, wherever it stands.

use crate::harness::Site;
use crate::html::words;

/// The built-in words in capitals, but for what stands in braces.
fn capitals() -> String {
    let file = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default/words/en.yaml"));
    let file = file.expect("the built-in words");
    let mut out = String::new();
    for line in file.lines().filter(|line| !line.trim_start().starts_with('#')) {
        let (key, value) = line.split_once(": ").map_or((line, ""), |(key, value)| (key, value));
        out.push_str(key);
        out.push_str(if value.is_empty() { "" } else { ": " });
        let mut depth = 0;
        for sign in value.chars() {
            depth += i32::from(sign == '{') - i32::from(sign == '}');
            if depth > 0 { out.push(sign) } else { out.extend(sign.to_uppercase()) }
        }
        out.push('\n');
    }
    out
}

/// A site whose authors write in capitals, with something on every page.
fn loud() -> Site {
    Site::bare()
        .file("standpoint.yaml", "title: SARNA\nbase_url: https://example.org/repo/\ntheme: loud\neditions: [2025-03]\nauthors: [ANN]\n")
        .file("themes/loud/words/en.yaml", capitals())
        .file("content/actors/a.md", "---\nname: AAA UNION\nshort_name: AAA\nkind: BLOC\naliases: [TRIPLE]\n---\nWORDS.\n")
        .file("content/actors/b.md", "---\nname: BBB\npart_of: [a]\n---\nWORDS.\n")
        .file("content/actors/c.md", "---\nname: CCC\n---\nWORDS.\n")
        .file("content/issues/i.md", "---\ntitle: III\nquestion: WHAT?\nscale: [ONE, TWO, THREE]\n---\nWORDS.\n")
        .file("content/issues/j.md", "---\ntitle: JJJ\n---\nWORDS.\n")
        .file("content/positions/a/i.2025-01.md", "---\nas_of: 2025-01\nstance: supports\noption: ONE\nbasis: stated\nfirmness: red-line\n---\nYES [@s].\n")
        .file("content/positions/a/i.md", "---\nas_of: 2025-06\nstance: opposes\noption: TWO\naccepts: [THREE]\nrejects: [ONE]\nbasis: reported\ntrigger: summit\nreview_after: 2026-01-01\n---\nNO [@s] [@r].\n")
        .file("content/positions/b/i.md", "---\nas_of: 2025-06\nstance: conditional\noption: THREE\nbasis: inferred\nfirmness: firm\n---\nPERHAPS.\n")
        .file("content/positions/c/i.md", "---\nas_of: 2025-06\nstance: silent\nbasis: stated\n---\nNOTHING [@s].\n")
        .file("content/events/summit.md", "---\ntitle: SUMMIT\ndate: 2025-03-01\nplace: OSLO\nactors: [a]\nissues: [i]\n---\nTHEY MET [@s].\n")
        .file("content/events/later.md", "---\ntitle: LATER\ndate: 2025-12-01\nannounced: 2025-05-01\n---\nTHEY WILL MEET [@s].\n")
        .file("content/sources/s.md", "---\ntitle: SSS\nurl: https://1.2.3.4/\npublished: 2025-01-01\nkind: news\nlanguage: uk\nauthors: [ANN]\npublisher: PRESS\nreliability: B\ncredibility: 2\narchived: [{url: 'https://1.2.3.5/', date: 2025-01-02}]\nvoice_of: [a]\nquotes: [{text: NEVER, id: n, locator: P. 3}]\n---\nNOTE.\n")
        .file("content/sources/r.md", "---\ntitle: RRR\nurl: https://1.2.3.6/\npublished: 2025-01-02\nstatus: dead\nretracted: {date: 2025-07-01, reason: FALSE.}\nderived_from: [s]\ncontradicts: [s]\n---\nNOTE.\n")
        .file("content/pages/about.md", "---\ntitle: ABOUT\ntags: [HERE]\ncorrections: [{date: 2025-02-01, text: PUT RIGHT}]\nformerly: [old]\nalternate: {uk: 'https://1.2.3.7/'}\n---\n## ONE\n\nWORDS.[^1]\n\n## TWO\n\n> [!WARNING]\n> WORDS.\n\n[^1]: A NOTE.\n")
        .file("content/briefings/one.md", "---\ntitle: FIRST\nas_of: 2025-02\n---\n## HEAD\n\nWORDS [@s, p. 3].\n\n```matrix\n```\n")
        .file("content/briefings/two.md", "---\ntitle: SECOND\nas_of: 2025-07\nfollows: one\njudgements: [{id: x, text: IT WILL, likelihood: likely, confidence: low, sources: [r], outcome: {date: 2025-07-02, result: partly, note: SO SO}}]\n---\n## HEAD\n\nWORDS [@r].\n\n## MORE\n\n```spectrum\n```\n\n```agreement\n```\n\n```changes\nsince: 2025-01\n```\n\n```shifts\nuntil: 2024-01\n```\n\n```sources\n```\n\n```positions\n```\n\n```judgements\n```\n\n```timeline\n```\n")
}

#[test]
fn every_word_of_every_page_can_be_said_otherwise() {
    let site = loud();
    site.build();
    for page in site.pages() {
        let whole = site.page(&page);
        // What no reader sees, and what is in the words of programs.
        let body = whole.split("<body").nth(1).unwrap_or(&whole).split_once('>').expect("a body").1;
        // What programs read is in their words.
        let body: String = body
            .split("<pre class=\"reference-form\"")
            .map(|part| part.split_once("</pre>").map_or(part, |(_, rest)| rest))
            .collect();
        let told = words(&body).replace("BibTeX", "").replace("/repo/", "");
        let small: Vec<_> = told
            .split_whitespace()
            .filter(|word| !word.contains("://") && !word.contains(".html"))
            .filter(|word| word.chars().filter(|c| c.is_lowercase()).count() > 1)
            .collect();
        assert!(small.is_empty(), "{page}: {small:?} in\n{told}");
        for (name, said) in attributes(&whole) {
            assert!(is_loud(&said) || said == "uk", "{page}: {name}=\"{said}\"");
        }
    }
}

/// Whether nothing but names of files and programs is in small letters.
fn is_loud(text: &str) -> bool {
    let is_name = |word: &str| word.contains("://") || word.contains('.') || matches!(word, "BibTeX");
    let is_small = |word: &str| word.chars().filter(|c| c.is_lowercase()).count() > 1;
    text.split_whitespace().all(|word| is_name(word) || !is_small(word))
}

/// The attributes of a page that readers meet in words: of screen readers, of paper, of small screens, of previews.
fn attributes(page: &str) -> Vec<(&'static str, String)> {
    let spoken =
        ["aria-label", "title", "alt", "data-label", "data-page", "data-of", "data-print", "data-as-of", "data-title"];
    let of = |name: &'static str| {
        let start = format!(" {name}=\"");
        let values = page.split(&start).skip(1).filter_map(|rest| rest.split('"').next());
        values.map(|value| (name, value.replace("&quot;", "\""))).collect::<Vec<_>>()
    };
    let described =
        page.split("<meta name=\"description\" content=\"").skip(1).filter_map(|rest| rest.split('"').next());
    spoken.into_iter().flat_map(of).chain(described.map(|value| ("description", value.to_owned()))).collect()
}

#[test]
fn every_word_of_feeds_and_lists_of_changes_can_be_said_otherwise() {
    let site = loud();
    site.build();
    let feeds: Vec<String> =
        site.files().into_iter().filter(|path| path.ends_with(".xml") && path != "sitemap.xml").collect();
    assert!(feeds.len() > 3, "{feeds:?}");
    for feed in feeds {
        let feed_text = site.page(&feed);
        for name in ["title", "subtitle", "summary", "name"] {
            let start = format!("<{name}>");
            let texts = feed_text.split(&start).skip(1).filter_map(|rest| rest.split("</").next());
            texts.for_each(|text| assert!(is_loud(&unescaped(text)), "{feed}: {text}"));
        }
        for content in
            feed_text.split("<content type=\"html\">").skip(1).filter_map(|rest| rest.split("</content>").next())
        {
            let told = words(&unescaped(content)).replace("/repo/", "");
            assert!(is_loud(&told), "{feed}: {told}");
        }
    }
    for arguments in [
        &["changes", "--format", "markdown"][..],
        &["changes", "--format", "markdown", "--since", "2020"],
        &["changes", "--format", "markdown", "--since", "2020", "--until", "2025-06"],
        &["changes", "--format", "markdown", "--since", "one", "--until", "2025-06"],
        &["changes", "--format", "markdown", "--since", "2030"],
    ] {
        let list = site.run(arguments).exits(0).stdout;
        let told = list.split("](").map(|part| part.split_once(')').map_or(part, |(_, rest)| rest)).collect::<String>();
        assert!(is_loud(&told), "{arguments:?}: {list}");
    }
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[test]
fn one_word_changes_in_every_place() {
    let site = Site::new()
        .source("s")
        .briefing("b", "Words [@s].")
        .file("themes/default/words/en.yaml", "title: {sources: References}\n");
    site.build().exits(0);
    let list = site.page("sources/index.html");
    assert!(list.contains("<h1>References</h1>") && list.contains("<title>References"), "{list}");
    for page in ["index.html", "briefings/b.html", "sources/s.html", "404.html"] {
        let page = site.page(page);
        assert!(page.contains(">References</a>") && !page.contains(">Sources<"), "{page}");
    }
}

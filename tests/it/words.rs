//! Words of the theme: what a site says otherwise, and whether tables, code and templates agree.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::harness::{Site, files_below};

/// A site in Polish whose theme shows on its page for missing addresses what a test asks for.
fn polish(words: &str, template: &str) -> Site {
    Site::bare()
        .file("standpoint.yaml", "title: T\nbase_url: https://a.example/\nlanguage: pl\ntheme: own\n")
        .file("content/pages/about.md", "---\ntitle: About\n---\nA text.\n")
        .file("themes/own/words/pl.yaml", words)
        .file(
            "themes/own/templates/404.html",
            format!(
                "{{% extends \"base.html\" %}}\n{{% block main %}}\n<h1>A</h1>\n{template}\n{{% endblock main %}}\n"
            ),
        )
}

#[test]
fn a_template_has_the_words_of_the_theme_in_the_language_of_the_site() {
    let words = "title:\n  matrix: Macierz\nown:\n  few: {one: \"{n} <źródło>\", few: \"{n} źródła\", other: \"{n} źródeł\"}\n  \
        after: po {link} & {name}\n";
    let site = polish(
        words,
        "{% set to = {\"url\": page.root ~ \"index.html\", \"title\": \"<T>\"} -%}\n\
         <p>{{ words(key=\"title.matrix\") }}, {{ words(key=\"title.timeline\") }}</p>\n\
         <p>{{ words(key=\"own.few\", n=1) }}, {{ words(key=\"own.few\", n=2) }}, {{ words(key=\"own.few\", n=5) }}</p>\n\
         <p>{{ words(key=\"own.after\", link=<link to />, name=\"<b>\") }}</p>",
    );
    site.build().exits(0);
    let page = site.page("404.html");
    for line in [
        "<p>Macierz, Kalendarium</p>",
        "<p>1 &lt;źródło&gt;, 2 źródła, 5 źródeł</p>",
        "<p>po <a href=\"/index.html\"><bdi>&lt;T&gt;</bdi></a> &amp; &lt;b&gt;</p>",
    ] {
        assert!(page.contains(line), "{line}\n{page}");
    }
}

#[test]
fn a_site_speaks_the_words_of_its_theme() {
    let words = "stance:\n  opposes: Sprzeciw\nkind-of-some:\n  news: {one: wiadomość, few: wiadomości, other: wiadomości}\n\
        month-of-day:\n  8: sierpnia\nlanguages:\n  uk: ukraiński\nheading:\n  matrix: Kto <gdzie>\n\
        title:\n  matrix: Macierz\n  untitled: Bez tytułu\nalert:\n  note: Uwaga\n\
        spoken:\n  done: Zrobione\n  back-from-source: \"{source}: {use}\"\ngap:\n  no-source: \"[brak: {key}]\"\n";
    let source = "---\ntitle: S\nkind: news\nlanguage: uk\npublished: 2025-08-20\n---\n";
    let site = Site::bare()
        .file("standpoint.yaml", "language: pl\ntheme: own\n")
        .file("themes/own/words/pl.yaml", words)
        .file("content/actors/a.md", "---\nname: A\n---\n")
        .file("content/issues/i.md", "---\ntitle: I\n---\n")
        .file("content/positions/a/i.md", "---\nstance: opposes\nas_of: 2025-08-20\n---\nNo [@s].\n")
        .file("content/sources/s.md", source)
        .file(
            "content/briefings/b.md",
            "---\ntitle: B\nas_of: 2025-08-20\n---\nOne [@s; @t].\n\n> [!NOTE]\n> Two.\n\n- [x] Three\n",
        );
    site.build();
    let pages = ["index.html", "matrix.html", "positions/a/i.html", "sources/s.html", "briefings/b.html"];
    let shown = [
        ("index.html", "<title>Bez tytułu</title>"),
        ("matrix.html", "<h1>Macierz</h1>"),
        ("positions/a/i.html", "Sprzeciw"),
        ("positions/a/i.html", "20 sierpnia 2025"),
        ("sources/s.html", "ukraiński"),
        ("briefings/b.html", "wiadomość"),
        ("briefings/b.html", "<h2 id=\"matrix\">Kto &lt;gdzie&gt;</h2>"),
        ("briefings/b.html", "<p class=\"alert-title\">Uwaga</p>"),
        ("briefings/b.html", "aria-label=\"Zrobione\""),
        ("briefings/b.html", "aria-label=\"1: a\""),
        ("briefings/b.html", "[brak: t]"),
    ];
    for (page, words) in shown {
        assert!(site.page(page).contains(words), "{page}: {words}\n{}", site.page(page));
    }
    for english in ["August", "Ukrainian", "Untitled", "Back to use", "no such source"] {
        assert!(pages.iter().all(|page| !site.page(page).contains(english)), "{english}");
    }
}

#[test]
fn what_is_wrong_about_words_is_told_at_its_place() {
    let (words, page) = ("themes/own/words/pl.yaml", "themes/own/templates/404.html");
    let call = |call: &str| polish("", &format!("{{{{ words({call}) }}}}"));
    for (site, place, code, message) in [
        (polish("title:\n  matriks: M\n", ""), "2:3: warning", "unknown-key", "`title` has no text `matriks`"),
        (polish("own:\n  n: {one: a}\n", ""), "2:6: error", "missing-key", "these forms have no `other`"),
        (polish("", "").file(words, b"title: \xff"), "1:1: error", "not-utf-8", "this file of words is not UTF-8"),
        (call("key=\"title.matriks\""), "4:4: error", "template-error", "there are no words `title.matriks`"),
        (call("key=\"doubt.text\", title=\"A\""), "4:4: error", "template-error", "need a value for `date`"),
    ] {
        let place = format!("{}:{place}", if code == "template-error" { page } else { words });
        let told = site.check();
        let told = told.finds(&place, code);
        assert!(told.contains(message), "{told}");
    }
}

/// The built-in English keys by their sections.
fn english() -> BTreeMap<String, BTreeSet<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/words/en.yaml");
    let mut sections: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut section = String::new();
    for line in fs::read_to_string(path).expect("the English words").lines().filter(|line| !line.contains("# ")) {
        let Some((key, _)) = line.split_once(':') else { continue };
        match key.strip_prefix("  ") {
            None => section = key.to_owned(),
            Some(key) if key.starts_with(' ') => {}
            Some(key) => {
                sections.entry(section.clone()).or_default().insert(key.trim_matches('"').to_owned());
            }
        }
    }
    sections
}

/// Every text between quotes in the code (up to its tests) and the templates, with the name of its file.
fn literals() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["src", "themes/default/templates"] {
        for path in files_below(&root.join(folder)) {
            // Fonts are no texts.
            let Ok(text) = fs::read_to_string(root.join(folder).join(&path)) else { continue };
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            let strings = text.lines().flat_map(|line| line.split('"').skip(1).step_by(2));
            // A key in an attribute stands between quotes within quotes.
            let keys = text.split("key=\"").skip(1).filter_map(|rest| rest.split('"').next());
            let strings = strings.chain(keys);
            found.extend(strings.map(|string| (string.to_owned(), format!("{folder}/{path}"))));
        }
    }
    found
}

#[test]
fn every_key_that_is_used_has_a_text() {
    let english = english();
    assert!(english["title"].contains("not-found") && english["credibility"].contains("6"), "{english:?}");
    for (literal, path) in literals() {
        // A key made out of parts ends in a brace or a hyphen, and a file's name is none.
        let Some((section, key)) = literal.split_once('.') else { continue };
        if let Some(known) = english.get(section)
            && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !["html", "pdf", "md"].contains(&key)
            && !(key.is_empty() || key.ends_with('-'))
        {
            assert!(known.contains(key), "{path} uses `{literal}`, which themes/default/words/en.yaml does not have");
        }
    }
}

#[test]
fn every_text_is_used() {
    // Those that are looked up by a value; labels are held against their lists where they are read.
    let by_value = [
        "kind-of-some",
        "change-kind",
        "page-kind",
        "share",
        "alert",
        "month",
        "month-of-day",
        "season",
        "languages",
        "autonyms",
        "scripts",
    ];
    let labels = [
        "stance",
        "basis",
        "firmness",
        "likelihood",
        "result",
        "confidence",
        "kind",
        "status",
        "reliability",
        "credibility",
    ];
    let used: BTreeSet<String> = literals().into_iter().map(|(literal, _)| literal).collect();
    for (section, keys) in english() {
        if by_value.contains(&&*section) || labels.contains(&&*section) {
            continue;
        }
        for key in keys {
            assert!(used.contains(&format!("{section}.{key}")), "nothing uses `{section}.{key}`");
        }
    }
}

//! The language of a text: what pages say of it, and how it sets what authors type.

use crate::harness::Site;
use crate::html::{Element, Page, words as words_of};

fn page_in(language: &str, title: &str, text: &str) -> Site {
    Site::new().source("s").file(
        "content/pages/p.md",
        format!("---\ntitle: '{}'\nlanguage: {language}\n---\n{text}\n", title.replace('\'', "''")),
    )
}

/// Narrow spaces are shown as `_`, whole ones at which no line breaks as `~`.
fn visible(text: &str) -> String {
    text.replace('\u{202f}', "_").replace('\u{a0}', "~")
}

/// The words of an element that has no more than one within it, with such spaces.
fn words(page: &Page, element: &Element) -> String {
    let inner = page.inner(element).trim();
    let inner = inner.strip_prefix('<').and_then(|rest| rest.split_once('>')).map_or(inner, |(_, rest)| rest);
    visible(inner.rsplit_once("</").map_or(inner, |(words, _)| words))
}

#[test]
fn titles_and_texts_are_set_as_their_language_wants_it() {
    for (language, typed, set) in [
        ("en", r#""So" it's 'said' -- by J. R. Smith..."#, "“So” it’s ‘said’ – by J.~R.~Smith…"),
        ("en", r#"At 48°30'15"N he is 5'10" tall"#, "At 48°30′15″N he is 5′10″ tall"),
        ("en", r#"The '90s, 'tis said, "are 'over'""#, "The ’90s, ’tis said, “are ‘over’”"),
        ("en", "Art. 5, § 3, No. 7, 5 km and 20 %", "Art.~5, §~3, No.~7, 5~km and 20~%"),
        ("en", "At 10 a.m. on n° 7", "At 10~a.m. on n°~7"),
        ("fr", "Le n° 7, 20° nord", "Le n°~7, 20° nord"),
        ("es", "El n.º 7", "El n.º~7"),
        ("pl", "Dom nr 7", "Dom nr~7"),
        ("uk", "У 2014 р. і 5 ст.", "У 2014~р. і 5~ст."),
        ("ar", "5 كم", "5~كم"),
        ("en-GB", "Plan B. The U.S. Army", "Plan B. The U.S.~Army"),
        ("uk", r#""М'яч" "у "грі" є", 5 тис. осіб, ст. 5, № 7"#, "«М’яч» «у „грі“ є», 5~тис. осіб, ст.~5, №~7"),
        ("ru", r#""Да", и т. д., С. В. Лавров"#, "«Да», и т.~д., С.~В.~Лавров"),
        ("de", r#""Ja", z. B. "so 'und' so" am 5. Mai"#, "„Ja“, z.~B. „so ‚und‘ so“ am 5. Mai"),
        ("de-CH", r#""Ja", sagt's"#, "«Ja», sagt’s"),
        ("fr", r#""Oui" ; « non » : l'art. 5 ? Oui !"#, "«_Oui_»_; «_non_»~: l’art.~5_? Oui_!"),
        ("es", r#""Sí" y 5 millones"#, "“Sí” y 5~millones"),
        ("pl", r#""Tak", "a "b" c", m. in. 5 tys."#, "„Tak”, „a «b» c”, m.~in. 5~tys."),
        ("it", r#""Sì", l'art. 5"#, "«Sì», l’art.~5"),
        ("pt", r#""Sim""#, "“Sim”"),
        ("pt-PT", r#""Sim""#, "«Sim»"),
        ("cs", r#""Ano""#, "„Ano“"),
    ] {
        let site = page_in(language, typed, typed);
        site.build().exits(0);
        let page = site.read("pages/p.html");
        let title = page.all("h1").next().expect("a title");
        assert_eq!(words(&page, title), set, "the title, {language}");
        assert_eq!(words(&page, page.class("prose").first().expect("a text")), set, "the text, {language}");
    }
}

#[test]
fn what_is_no_prose_stays_as_it_was_typed() {
    let text = "`\"5 km\"` \\\"so\\\" <https://it.example/it's?a=\"b\"> https://it.example/a--b &quot;x&quot;\n\n```\n\"5 km\" -- it's\n```";
    let site = page_in("de", "T", text);
    site.build().exits(0);
    let page = site.page("pages/p.html");
    for kept in ["<code>\"5 km\"</code>", "\"so\"", "it's?a=", "a--b</a>", "\"x\"", "\"5 km\" -- it's\n"] {
        assert!(page.contains(kept), "{kept} is gone from\n{page}");
    }
    assert!(!page.contains('„'), "{page}");
}

#[test]
fn a_setting_leaves_all_signs_as_they_are() {
    let site = page_in("fr", "\"It's\" 5 km", "\"It's\" 5 km...");
    site.write("standpoint.yaml", "title: \"'Test'\"\nbase_url: https://example.org/\nsmart_punctuation: false\n");
    site.build().exits(0);
    let page = site.read("pages/p.html");
    assert_eq!(page.text(page.all("h1").next().expect("a title")), "\"It's\" 5 km");
    let shown = words_of(page.html());
    assert!(shown.contains("\"It's\" 5 km...") && shown.contains("'Test'"), "{shown}");
}

#[test]
fn ids_of_headings_know_nothing_of_how_they_are_set() {
    let ids = |settings: &str, language: &str| {
        let site =
            page_in(language, "T", "## The \"5 km\" -- it's 5'10\"...\n\n## 'One' and Art. 5\n\n[a](#one-and-art-5)\n");
        site.write("standpoint.yaml", format!("title: Test\nbase_url: https://example.org/\n{settings}"));
        site.build().exits(0);
        let page = site.read("pages/p.html");
        page.all("h2")
            .filter_map(|h| h.get("id").map(str::to_owned))
            .filter(|id| !id.starts_with("sp-"))
            .collect::<Vec<_>>()
    };
    let expected = ["the-5-km-its-510", "one-and-art-5"];
    assert_eq!(ids("", "en"), expected);
    assert_eq!(ids("", "fr"), expected);
    assert_eq!(ids("smart_punctuation: false\n", "en"), expected);
}

#[test]
fn data_keeps_what_was_typed() {
    let site = Site::new()
        .source("s")
        .file("content/actors/a.md", "---\nname: The \"5 km\" league\nlanguage: de\n---\n")
        .file("content/issues/i.md", "---\ntitle: Whose 'it' is it...\nquestion: \"Who's?\"\n---\n")
        .file(
            "content/positions/a/i.md",
            "---\nas_of: 2025-08\nstance: opposes\nlanguage: de\n---\n\"Ja\" -- am 5. Mai [@s], z. B. im [[i]].\n",
        );
    site.build().exits(0);
    let (positions, citations) = (site.page("data/positions.json"), site.page("data/citations.csv"));
    for typed in [
        r#""actor_name":"The \"5 km\" league""#,
        r#""issue_title":"Whose 'it' is it...""#,
        r#""summary":"\"Ja\" -- am 5. Mai, z. B. im Whose 'it' is it...."#,
    ] {
        assert!(positions.contains(typed), "{typed}\n{positions}");
    }
    assert!(citations.contains(r#"""Ja"" -- am 5. Mai, z. B. im Whose 'it' is it..."#), "{citations}");
    let page = site.page("sources/s.html");
    assert!(visible(&page).contains("„Ja“ – am 5. Mai, z.~B. im Whose ‘it’ is it…"), "{page}");
}

#[test]
fn a_page_says_what_it_is_written_in_where_the_site_is_not() {
    let site = Site::new()
        .source("s")
        .actor("a")
        .issue("i")
        .file("content/positions/a/i.md", "---\nas_of: 2025-08\nstance: opposes\nlanguage: ar\n---\nلا [@s].\n")
        .file(
            "content/briefings/b.md",
            "---\ntitle: Огляд\nas_of: 2025-08\nlanguage: uk-UA\n---\nТак [@s].\n\n```positions\n```\n",
        )
        .briefing("plain", "Yes [@s].");
    site.build().exits(0);
    let root = |path: &str| {
        let page = site.read(path);
        assert!(page.all("main").all(|main| main.get("lang").is_none()), "the root says so for all of {path}");
        let html = page.all("html").next().expect("a root");
        (html.get("lang").map(str::to_owned), html.get("dir").map(str::to_owned))
    };
    let both = |lang: &str, dir: &str| (Some(lang.to_owned()), Some(dir.to_owned()));
    assert_eq!(root("briefings/b.html"), both("uk-UA", "ltr"));
    assert_eq!(root("positions/a/i.html"), both("ar", "rtl"));
    assert_eq!(root("briefings/plain.html"), both("en", "ltr"));
    let briefing = site.page("briefings/b.html");
    for said in [
        "<meta property=\"og:locale\" content=\"uk_UA\">",
        "<meta name=\"citation_language\" content=\"uk-UA\">",
        "\"inLanguage\":\"uk-UA\"",
        "<div class=\"prose\" lang=\"ar\" dir=\"rtl\">",
        "<html lang=\"uk-UA\" dir=\"ltr\"",
    ] {
        assert!(briefing.contains(said), "{said}\n{briefing}");
    }
    assert!(!site.page("positions/a/i.html").contains("<div class=\"prose\" lang"), "the page says so already");
    assert!(site.page("feed.xml").contains("lang=&quot;ar&quot; dir=&quot;rtl&quot;"), "{}", site.page("feed.xml"));
}

#[test]
fn the_language_of_a_source_is_that_of_its_title_and_not_of_our_note() {
    let site = Site::new().file(
        "content/sources/s.md",
        "---\ntitle: \"«Так» і \\\"ні\\\"\"\nlanguage: uk\nurl: https://s.example/\nquotes:\n  - {id: q, text: \"\\\"Так\\\"\"}\n---\nOur \"note\".\n",
    );
    site.build();
    let page = site.read("sources/s.html");
    let title = page.all("h1").next().expect("a title");
    assert_eq!((&*page.text(title), title.get("lang")), ("«Так» і «ні»", Some("uk")));
    assert!(page.html().contains("Our “note”.") && page.all("main").all(|main| main.get("lang").is_none()));
    let quotation = page.all("blockquote").next().expect("a quotation");
    assert_eq!(page.text(quotation), "\"Так\"", "kept to the letter");
}

#[test]
fn a_quotation_in_a_title_that_is_quoted_has_inner_marks() {
    for (language, title, quoted) in [
        ("en", "The \"port\" of the mayor's town", "“The ‘port’ of the mayor’s town”"),
        ("fr", "Le \"port\" de la ville", "Le “port” de la ville"),
        ("ar", "عن \"الميناء\" هنا", "«عن “الميناء” هنا»"),
        ("uk", "Про \"порт\" міста", "«Про „порт“ міста»"),
        ("de", "Der \"Hafen\" hier", "„Der ‚Hafen‘ hier“"),
    ] {
        let settings = format!("title: Test\nlanguage: {language}\nbase_url: https://example.org/\n");
        let text = format!("---\ntitle: '{}'\nas_of: 2025-08-20\n---\nText.\n", title.replace('\'', "''"));
        let site = Site::bare().file("standpoint.yaml", settings).file("content/briefings/b.md", text);
        site.build();
        let page = site.read("briefings/b.html");
        let citation = page.text(page.class("citation").first().expect("a citation"));
        assert!(citation.contains(quoted), "{language}: {citation}");
        // By itself it has the marks of its language.
        assert!(!page.text(page.all("h1").next().expect("a title")).contains('‘'), "{language}");
    }
}

#[test]
fn a_code_that_is_no_tag_of_a_language_is_told_with_the_one_that_is_meant() {
    for (code, tag) in [
        ("ua", "uk"),
        ("ukr", "uk"),
        ("cz", "cs"),
        ("eng", "en"),
        ("jp", "ja"),
        ("cn", "zh"),
        ("dk", "da"),
        ("GER-AT", "de-AT"),
    ] {
        let site =
            Site::new().file("content/pages/p.md", format!("---\ntitle: P\nlanguage: {code}\n---\n\"Yes\"\n")).file(
                "content/sources/s.md",
                format!("---\ntitle: S\nlanguage: {code}\npublished: 2024\nmedium: print\n---\n"),
            );
        let run = site.run(&["check"]);
        for path in ["content/pages/p.md:3:11", "content/sources/s.md:3:11"] {
            assert!(run.stdout.contains(path), "{code}: {}", run.stdout);
        }
        assert_eq!(run.stdout.matches(&format!("did you mean `{tag}`?")).count(), 2, "{code}: {}", run.stdout);
        site.build();
        assert!(site.page("pages/p.html").contains(&format!("lang=\"{tag}\"")), "{code}");
    }
    // These are the tags of languages that few people write, whatever country has the same letters.
    for tag in ["se", "ee", "gsw", "ckb", "zgh"] {
        let site = Site::new().file("content/pages/p.md", format!("---\ntitle: P\nlanguage: {tag}\n---\nWords.\n"));
        site.check().lacks("wrong-type");
    }
}

#[test]
fn a_tag_that_is_none_is_told_in_every_kind_of_text() {
    let site = Site::new()
        .file("content/pages/p.md", "---\ntitle: P\nlanguage: in German\n---\n")
        .file("content/briefings/b.md", "---\ntitle: B\nas_of: 2025\nlanguage: deutsch!\n---\n");
    let run = site.check();
    for place in ["content/pages/p.md:3:11", "content/briefings/b.md:4:11"] {
        run.finds(place, "wrong-type");
    }
}

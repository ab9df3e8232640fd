//! Sites with pages in several languages: each page speaks its own, and leads to the same in others.

use crate::harness::Site;
use crate::html::{Element, Page, words};

/// An English site with a briefing in each of three languages.
fn site() -> Site {
    let mut site = Site::new()
        .source("s")
        .source("t")
        .actor("a")
        .issue("i")
        .file("content/positions/a/i.md", "---\nas_of: 2025-06-05\nstance: opposes\n---\nNo [@s].\n")
        .file("content/pages/about.md", "---\ntitle: About us\n---\nText.\n");
    for (id, title, language) in
        [("en", "Brief", ""), ("uk", "Огляд", "language: uk\n"), ("ar", "موجز", "language: ar\n")]
    {
        let text = format!(
            "---\ntitle: {title}\nas_of: 2025-08-20\n{language}---\n## Part\n\nYes [@s; @t, p. 3].\n\n## Part two\n\n> [!NOTE]\n> Text.\n"
        );
        site = site.file(&format!("content/briefings/{id}.md"), text);
    }
    site
}

fn attribute(element: &Element, name: &str) -> String {
    element.get(name).unwrap_or_default().to_owned()
}

/// The language and the direction of a page.
fn root(page: &Page) -> (String, String) {
    let html = page.all("html").next().expect("a root");
    (attribute(html, "lang"), attribute(html, "dir"))
}

/// A text of the built-in words of a language.
fn word(language: &str, section: &str, key: &str) -> String {
    let path = format!("{}/themes/default/words/{language}.yaml", env!("CARGO_MANIFEST_DIR"));
    let file = std::fs::read_to_string(path).expect("words");
    let section = file.split(&format!("\n{section}:")).nth(1).expect("a section");
    let line = section.split(&format!("\n  {key}: ")).nth(1);
    line.expect("a key").lines().next().unwrap_or_default().trim().trim_matches('"').to_owned()
}

#[test]
fn each_page_speaks_in_its_own_words() {
    let site = site();
    site.check().exits(0).lacks("missing-words");
    site.build();
    let keys = [("site", "skip"), ("heading", "matrix"), ("stance", "opposes"), ("alert", "note"), ("title", "matrix")];
    for (language, dir, date) in
        [("en", "ltr", "20 August 2025"), ("uk", "ltr", "20 серпня 2025"), ("ar", "rtl", "20 ")]
    {
        let page = site.read(&format!("briefings/{language}.html"));
        assert_eq!(root(&page), (language.to_owned(), dir.to_owned()));
        assert!(page.all("main").all(|main| main.get("lang").is_none()), "the root says so for the whole page");
        assert!(page.html().contains(date), "{date}\n{}", page.html());
        for (section, key) in keys {
            let said = word(language, section, key);
            assert!(page.html().contains(&said), "{said} is not on\n{}", page.html());
            let english = word("en", section, key);
            assert!(
                language == "en" || !page.html().contains(&format!(">{english}<")),
                "{english} is on\n{}",
                page.html()
            );
        }
    }
    let uk = site.page("briefings/uk.html");
    for said in [
        "<p class=\"masthead-name\" lang=\"en\"><a href=\"../index.html\">Test</a></p>",
        "<a href=\"../pages/about.html\" lang=\"en\" dir=\"auto\">About us</a>",
        "data-page=\"Сторінка\"",
    ] {
        assert!(uk.contains(said), "{said}\n{uk}");
    }
    assert_eq!(root(&site.read("positions/a/i.html")).0, "en", "what has no language of its own speaks the site's");
    let feed = site.page("feed.xml");
    assert!(feed.contains("xml:lang=\"en\"") && feed.contains("lang=&quot;uk&quot;"), "{feed}");
}

#[test]
fn the_notes_of_a_page_are_in_its_language_too() {
    let site = Site::new()
        .file(
            "content/sources/s.md",
            "---\ntitle: S\nurl: https://s.example/\narchived: [{url: 'https://t.example/', date: 2025-01-02}]\n---\n",
        )
        .briefing("en", "Yes [@s].")
        .file("content/briefings/uk.md", "---\ntitle: О\nas_of: 2025\nlanguage: uk\n---\nТак [@s].\n");
    site.build();
    let (english, ukrainian) = (word("en", "say", "archived-copy"), word("uk", "say", "archived-copy"));
    let (en, uk) = (site.page("briefings/en.html"), site.page("briefings/uk.html"));
    assert!(en.contains(&english) && !en.contains(&ukrainian), "{en}");
    assert!(uk.contains(&ukrainian) && !uk.contains(&english), "{uk}");
}

/// What stands between parts of a sentence is of the language too: Chinese has a comma of its own, French sets a space before
/// a colon.
#[test]
fn signs_between_words_are_those_of_the_language() {
    for (language, colon, comma, stop, origin) in [
        ("zh", "：", "，", "。", "1个源头"),
        ("fr", "\u{a0}: ", ", ", ".", "1 origine"),
        ("ar", ": ", "، ", ".", "أصل واحد"),
        ("en", ": ", ", ", ".", "1 origin"),
    ] {
        let site = Site::new()
            .actor("velia")
            .issue("ferry")
            .file("standpoint.yaml", format!("title: T\nlanguage: {language}\nbase_url: https://t.example/\n"))
            .file(
                "content/sources/wire.md",
                "---\ntitle: W\npublisher: Wire House\npublished: 2025-06\nderived_from: [origin]\n---\n",
            )
            .file("content/sources/press.md", "---\ntitle: P\nderived_from: [origin]\n---\n")
            .file("content/sources/origin.md", "---\ntitle: O\nretracted: {date: 2025-07, reason: Wrong}\n---\n")
            .file(
                "content/positions/velia/ferry.md",
                "---\nas_of: 2025-06-05\nstance: opposes\n---\nNo [@wire; @press].\n",
            )
            .file(
                "content/positions/velia/ferry.new.md",
                "---\nas_of: 2025-06-09\nstance: supports\n---\nYes [@wire].\n",
            );
        site.build();
        let position = site.read("positions/velia/ferry.html");
        let words = position.main();
        for expected in [
            format!("Actor velia{colon}Issue ferry</bdi></h1>"),
            format!("Wire House</bdi>{comma}"),
            format!("{comma}{origin}"),
        ] {
            assert!(words.contains(&expected), "{language}: {expected:?} is not in {words}");
        }
        // The end of the sentence that tells of the move, and of a note.
        let changes = site.read("changes.html");
        assert!(changes.main().contains(&format!("{stop}</p>")), "{language}: {}", changes.main());
        assert!(words.contains(&format!("W</cite>{stop}")), "{language}: {words}");
    }
}

#[test]
fn a_site_says_single_words_otherwise_in_each_language() {
    let site = site()
        .file("themes/default/words/uk.yaml", "title: {matrix: Сітка}\n")
        .file("themes/default/words/en.yaml", "title: {matrix: Grid}\n");
    site.check().exits(0).lacks("missing-words");
    site.build();
    for (page, said) in [("uk", ">Сітка<"), ("en", ">Grid<"), ("ar", ">المصفوفة<")] {
        let html = site.page(&format!("briefings/{page}.html"));
        let is_built_in = page == "ar";
        let said = if is_built_in { format!(">{}<", word("ar", "title", "matrix")) } else { said.to_owned() };
        assert!(html.contains(&said), "{said}\n{html}");
    }
}

#[test]
fn what_a_language_lacks_is_told_once_and_said_in_english() {
    let site = site()
        .file("content/pages/sv.md", "---\ntitle: Om oss\nlanguage: sv\n---\nText.\n")
        .file("content/pages/fi.md", "---\ntitle: Meistä\nlanguage: fi\n---\nText.\n")
        .file("themes/default/words/sv.yaml", "title: {matrix: Matris}\n");
    let run = site.check().exits(0);
    site.build();
    let told: Vec<&str> = run.stdout.lines().filter(|line| line.contains("[missing-words]")).collect();
    assert_eq!(told.len(), 2, "{}", run.stdout);
    let lacking = run.finds("themes/default/words/sv.yaml:1:1: warning", "missing-words");
    assert!(
        lacking.contains("the words of `sv` lack `alert.caution`, `alert.important`, `alert.note` and "),
        "{lacking}"
    );
    let none = run.finds("content/pages/fi.md:1:1: warning", "missing-words");
    assert!(none.contains("the theme has no words in `fi`, so it speaks `en` there"), "{none}");
    let swedish = site.read("pages/sv.html");
    assert_eq!(root(&swedish).0, "sv");
    assert!(swedish.html().contains(">Matris<") && swedish.html().contains(">Actors<"), "{}", swedish.html());
    // Without any words of its own a page speaks as the site does, and only its text is in its language.
    let finnish = site.read("pages/fi.html");
    let main = finnish.all("main").next().expect("a main part");
    assert_eq!((root(&finnish).0.as_str(), main.get("lang")), ("en", Some("fi")));
}

/// A briefing in two languages, of which one names the other, and a page that has a counterpart elsewhere.
fn pair() -> Site {
    Site::new()
        .file(
            "content/briefings/gas.md",
            "---\ntitle: Gas\nas_of: 2025\nalternate: {uk: gas-uk, fr: 'https://fr.example/gaz'}\n---\nText.\n",
        )
        .file("content/briefings/gas-uk.md", "---\ntitle: Газ\nas_of: 2025\nlanguage: uk\n---\nТекст.\n")
        .file("content/pages/about.md", "---\ntitle: About\nalternate: [pages/pro-nas]\n---\nText.\n")
        .file("content/pages/pro-nas.md", "---\ntitle: Про нас\nlanguage: uk\n---\nТекст.\n")
}

/// The tags and addresses of the counterparts that a page tells programs.
fn told(page: &Page) -> Vec<(String, String)> {
    let links = page.all("link").filter(|link| link.get("hreflang").is_some());
    links.map(|link| (attribute(link, "hreflang"), attribute(link, "href"))).collect()
}

#[test]
fn pages_that_say_the_same_lead_to_one_another() {
    let site = pair();
    site.build().exits(0);
    let (en, uk) = (site.read("briefings/gas.html"), site.read("briefings/gas-uk.html"));
    let mut all = [
        ("en", "https://example.org/repo/briefings/gas.html"),
        ("fr", "https://fr.example/gaz"),
        ("uk", "https://example.org/repo/briefings/gas-uk.html"),
    ]
    .map(|(tag, url)| (tag.to_owned(), url.to_owned()));
    all.sort();
    for page in [&en, &uk] {
        let mut links = told(page);
        links.sort();
        assert_eq!(links, all);
    }
    assert!(
        en.html().contains("Also in: <a href=\"https://fr.example/gaz\" rel=\"alternate\" hreflang=\"fr\" lang=\"fr\" dir=\"ltr\">français</a>, <a href=\"../briefings/gas-uk.html\" rel=\"alternate\" hreflang=\"uk\" lang=\"uk\" dir=\"ltr\">українська</a>"),
        "{}", en.html()
    );
    assert!(uk.html().contains("hreflang=\"en\" lang=\"en\" dir=\"ltr\">English</a>"), "{}", uk.html());
    assert!(
        site.page("pages/pro-nas.html").contains("<a href=\"../pages/about.html\" rel=\"alternate\""),
        "named from the other side"
    );
    assert!(told(&site.read("index.html")).is_empty());
}

#[test]
fn the_front_pages_of_two_sites_lead_to_one_another() {
    let site = pair();
    site.write(
        "standpoint.yaml",
        "title: Test\nbase_url: https://example.org/\nalternate: {uk: 'https://uk.example/'}\n",
    );
    site.build().exits(0);
    let front = site.read("index.html");
    let links = told(&front);
    assert_eq!(
        links,
        [("en", "https://example.org/"), ("uk", "https://uk.example/")]
            .map(|(tag, url)| (tag.to_owned(), url.to_owned()))
    );
    for page in ["index.html", "briefings/gas.html"] {
        assert!(
            site.page(page).contains("<a href=\"https://uk.example/\" rel=\"alternate\" hreflang=\"uk\""),
            "{page}"
        );
    }
}

#[test]
fn what_cannot_be_an_alternate_is_told() {
    for (alternate, place, code, message) in [
        ("{uk: gas-ukk}", "17", "unknown-alternate", "there is no page `gas-ukk` to lead to in another language"),
        ("{uk: briefings/gas-uk, uk_UA: x}", "35", "wrong-type", "`uk_UA` is no language tag"),
        ("{fr: gas-uk}", "13", "alternate-language", "`gas-uk` is written in `uk`, and not in `fr`"),
        ("{en: 'https://a.example/'}", "13", "alternate-language", "this page is in `en` itself"),
        (
            "{uk: gas-uk, UK: 'https://a.example/'}",
            "1",
            "alternate-language",
            "in `UK` there would be two of the same page",
        ),
        ("['https://a.example/']", "13", "alternate-language", "nothing says in which language"),
        ("{uk: gas-uk, uk: x}", "25", "duplicate-key", "`uk`"),
    ] {
        let site = pair().file(
            "content/briefings/gas.md",
            format!("---\ntitle: Gas\nas_of: 2025\nalternate: {alternate}\n---\nText.\n"),
        );
        let run = site.check();
        let told = run.finding(code);
        assert!(told.starts_with(&format!("content/briefings/gas.md:4:{place}")), "{alternate}: {told}");
        assert!(told.contains(message), "{alternate}: {told}");
    }
}

#[test]
fn a_name_that_is_nearly_right_is_told_with_the_right_one() {
    let site = pair().file("content/pages/x.md", "---\ntitle: X\nalternate: {uk: briefings/gas-ukk}\n---\nText.\n");
    let told = site.run(&["check"]).exits(1).stdout;
    assert!(told.contains("did you mean `briefings/gas-uk`?"), "{told}");
}

#[test]
fn readers_are_not_led_to_what_they_do_not_get() {
    for (line, code) in [("draft: true", Some("link-to-draft")), ("audience: internal", Some("link-to-draft"))] {
        let site = pair().file(
            "content/briefings/gas-uk.md",
            format!("---\ntitle: Газ\nas_of: 2025\nlanguage: uk\n{line}\n---\nТекст.\n"),
        );
        let run = site.check();
        site.build();
        code.iter().for_each(|code| assert!(!run.finding(code).is_empty()));
        let page = site.page("briefings/gas.html");
        assert!(!page.contains("gas-uk") && page.contains("https://fr.example/gaz"), "{page}");
    }
    // Of an earlier day, what is later is not there, and nothing is said of it.
    let site = pair().file("content/briefings/gas-uk.md", "---\ntitle: Газ\nas_of: 2026\nlanguage: uk\n---\nТекст.\n");
    site.run(&["build", "--as-of", "2025-12-31"]).exits(0).lacks("unknown-alternate");
    assert!(!site.page("briefings/gas.html").contains("gas-uk"));
}

#[test]
fn a_new_name_is_written_into_alternates() {
    let site =
        pair().file("content/pages/x.md", "---\ntitle: X\nalternate:\n  - uk: briefings/gas-uk.md\n---\nText.\n");
    site.run(&["rename", "briefing", "gas-uk", "haz"]).exits(0);
    let text = |path: &str| std::fs::read_to_string(site.path(path)).expect("a text");
    assert!(text("content/briefings/gas.md").contains("alternate: {uk: haz, fr: 'https://fr.example/gaz'}"));
    assert!(text("content/pages/x.md").contains("  - uk: briefings/haz.md\n"));
}

#[test]
fn lists_are_sorted_as_readers_of_the_language_look_for_names() {
    let order = |language: &str, names: &[&str]| {
        let mut site = Site::new()
            .file("standpoint.yaml", format!("title: T\nbase_url: https://a.example/\nlanguage: {language}\n"));
        for (at, name) in names.iter().rev().enumerate() {
            let source = format!("---\ntitle: {name}\nurl: https://s.example/{at}\n---\n");
            site = site
                .file(&format!("content/issues/n{at}.md"), format!("---\ntitle: {name}\n---\n"))
                .file(&format!("content/actors/n{at}.md"), format!("---\nname: {name}\n---\n"))
                .file(&format!("content/sources/n{at}.md"), source);
        }
        site.build();
        for list in ["actors", "issues", "sources"] {
            let page = site.page(&format!("{list}/index.html"));
            let main = page.split("<main").nth(1).expect("a main part");
            let places: Vec<Option<usize>> = names.iter().map(|name| main.find(&format!(">{name}<"))).collect();
            assert!(places.is_sorted() && places.iter().all(Option::is_some), "{language}, {list}: {places:?}\n{main}");
        }
    };
    order("en", &["Éclair", "Issue 6", "Issue 10", "zebra"]);
    order("uk", &["Гаага", "Ґанок", "Данія", "Ева", "Євген", "Іван", "Їжак", "Йосип"]);
    order("pl", &["Lama", "Łabędź", "Mama"]);
}

#[test]
fn words_in_another_script_are_none() {
    let tags = ["zh-Hans", "zh-CN", "zh-Hant", "zh-TW", "uk-Latn", "pt-BR", "sr-Latn", "de-CH"];
    let page =
        |tag: &&str| (format!("content/pages/{tag}.md"), format!("---\ntitle: T\nlanguage: {tag}\n---\nText.\n"));
    let site = tags.iter().map(page).fold(Site::new(), |site, (path, text)| site.file(&path, text));
    let run = site.check().exits(0);
    site.build();
    for tag in tags {
        let (own, wide) = (site.read(&format!("pages/{tag}.html")), tag.split('-').next().unwrap_or_default());
        let has_words = ["zh-Hans", "zh-CN", "de-CH"].contains(&tag);
        assert_eq!(root(&own).0, if has_words { tag } else { "en" });
        assert!(own.html().contains(&word(if has_words { wide } else { "en" }, "site", "skip")), "{tag}");
        let told = format!("the theme has no words in `{tag}`, so it speaks `en` there");
        assert_eq!(run.stdout.contains(&told), !has_words, "{tag}: {}", run.stdout);
    }
    // Words of one's own in that script are taken.
    site.write("themes/default/words/zh-Hant.yaml", "site:\n  skip: 跳至內容\n");
    let run = site.check().exits(0);
    site.build();
    assert!(site.page("pages/zh-Hant.html").contains("跳至內容"));
    assert!(run.stdout.contains("the words of `zh-Hant` lack"), "{}", run.stdout);
}

#[test]
fn a_season_has_the_form_that_stands_behind_as_of() {
    let expected = [
        ("uk", ["Станом на весну 2025", "Станом на прибл. зиму 2025", "весна 2025"]),
        ("ru", ["По состоянию на весну 2025", "По состоянию на прибл. зиму 2025", "весна 2025"]),
        ("pl", ["Stan na wiosnę 2025", "Stan na przybl. zimę 2025", "wiosna 2025"]),
        ("de", ["Stand: Frühjahr 2025", "Stand: etwa Winter 2025", "Frühjahr 2025"]),
        ("en", ["As of spring 2025", "As of about winter 2025", "spring 2025"]),
    ];
    for (language, [spring, winter, alone]) in expected {
        let briefing = |day: &str| format!("---\ntitle: T\nas_of: {day}\n---\nText.\n");
        let site = Site::new()
            .file("standpoint.yaml", format!("title: Test\nbase_url: https://example.org/\nlanguage: {language}\n"))
            .file("content/briefings/spring.md", briefing("2025-21"))
            .file("content/briefings/winter.md", briefing("2025-24~"))
            .file("content/events/vote.md", "---\ntitle: Vote\ndate: 2025-21\n---\n");
        site.check().exits(0).lacks("missing-words");
        site.build();
        let said = |page: &str| words(&site.page(page)).replace('\u{a0}', " ");
        assert!(said("briefings/spring.html").contains(spring), "{language}: {}", said("briefings/spring.html"));
        assert!(said("briefings/winter.html").contains(winter), "{language}: {}", said("briefings/winter.html"));
        assert!(site.page("briefings/spring.html").contains(&format!("data-as-of=\"{spring}\"")), "on paper");
        assert!(said("timeline.html").contains(alone), "where nothing asks for another form: {language}");
    }
}

#[test]
fn sources_are_said_to_be_in_a_language_as_that_is_said() {
    let expected = [
        ("uk", "1 англійською, 1 івритом", "1 гаїтянською креольською, 1 шотландською гельською", "усі мовою гінді"),
        ("ru", "1 на английском, 1 на иврите", "1 на гаитянском креольском, 1 на шотландском гэльском", "все на хинди"),
        (
            "pl",
            "1 po angielsku, 1 po hebrajsku",
            "1 w języku haitańskim kreolskim, 1 w języku szkockim gaelickim",
            "wszystkie w języku hindi",
        ),
        ("de", "1 auf Englisch, 1 auf Hebräisch", "1 auf Haiti-Kreolisch, 1 auf Schottisch-Gälisch", "alle auf Hindi"),
    ];
    for (language, each, of_two_words, all) in expected {
        let mut site = Site::new()
            .file("standpoint.yaml", format!("title: Test\nbase_url: https://example.org/\nlanguage: {language}\n"))
            .briefing("each", "Text [@a; @b].")
            .briefing("of-two-words", "Text [@e; @f].")
            .briefing("all", "Text [@c; @d].");
        for (key, tag) in [("a", "en"), ("b", "he"), ("c", "hi"), ("d", "hi"), ("e", "gd"), ("f", "ht")] {
            let note = format!("---\ntitle: T {key}\nurl: https://{key}.example/\nlanguage: {tag}\n---\nNote.\n");
            site = site.file(&format!("content/sources/{key}.md"), note);
        }
        site.build();
        let said = |page: &str| words(&site.page(page)).replace('\u{a0}', " ");
        assert!(said("briefings/each.html").contains(each), "{language}: {}", said("briefings/each.html"));
        assert!(said("briefings/of-two-words.html").contains(of_two_words), "{}", said("briefings/of-two-words.html"));
        assert!(said("briefings/all.html").contains(all), "{language}: {}", said("briefings/all.html"));
    }
}

#[test]
fn no_language_lacks_the_forms_that_only_others_have() {
    let site = Site::new()
        .file("content/pages/p.md", "---\ntitle: P\nlanguage: en\n---\nText.\n")
        .file("content/pages/q.md", "---\ntitle: Q\nlanguage: de\n---\nText.\n");
    for language in ["uk", "ru", "pl"] {
        site.write("standpoint.yaml", format!("title: T\nlanguage: {language}\n"));
        site.check().lacks("missing-words");
    }
}

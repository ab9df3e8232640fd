//! Search: the page to search from, and the packs in which readers search. What a reader does with them is told in
//! `tests/browser/search.mjs`, and which forms of words are found in `tests/browser/forms.mjs`.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::Command;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use standpoint::pipeline::{Build, Edition, Finished};

use crate::browser::{TOOLS, chromium, node, playwright, ready};
use crate::harness::{Site, files_below};
use crate::pages_host::Host;

/// Two actors, an issue, two positions in one cell, a judgement, a quotation, an event, a draft.
fn site() -> Site {
    Site::new()
        .file("content/actors/velia.md", "---\nname: Republic of Velia\nshort_name: Velia\naliases: [The Upper State]\n---\n")
        .file("content/actors/morvan.md", "---\nname: Morvan\n---\n")
        .file("content/issues/dam.md", "---\ntitle: Гарантії безпеки\nquestion: Who opens the sluice?\n---\nAbout it.\n")
        .file(
            "content/positions/velia/dam.md",
            "---\nas_of: 2025-03-04\nstance: conditional\nsummary: Погоджується, якщо отримає п'ять гарантій.\n---\n\
             Mentions a kingfisher in passing [@herald].\n",
        )
        .file(
            "content/positions/velia/dam.2024.md",
            "---\nas_of: 2024\nstance: opposes\nsummary: Refuses inspectors.\n---\nNo [@herald; @letter].\n",
        )
        .file("content/positions/morvan/dam.md", "---\nas_of: 2025-01\nstance: silent\n---\nIt has not spoken.\n")
        .file("content/events/flood.md", "---\ntitle: The flood\ndate: 2025-02\nactors: [morvan]\n---\nWater came.\n")
        .file(
            "content/sources/herald.md",
            "---\ntitle: Вісник про греблю\ntitle_translated: The Herald on the weir\nlanguage: uk\nurl: https://herald.example/1\n\
             published: 2025-02-01\nvoice_of: [velia]\nquotes:\n- id: sluice\n  text: Шлюз лишається зачиненим.\n  \
             translation: The sluice stays shut.\n---\nA note.\n",
        )
        .source("letter")
        .file(
            "content/briefings/spring.md",
            "---\ntitle: What to expect in spring\nas_of: 2025-04-01\njudgements:\n- text: The sluice will open before the harvest\n  \
             likelihood: likely\n  cites: [letter]\n---\nNegotiators agreed on inspections near the weir [@letter].\n",
        )
        .file("content/briefings/later.md", "---\ntitle: Unfinished ocelot\nas_of: 2025-05-01\ndraft: true\n---\nOcelots.\n")
        .file("content/pages/about.md", "---\ntitle: Über uns\n---\nWho we are. 关于安全保障。\n")
        .file("content/pages/station.md", "---\ntitle: 水电站\n---\nWords.\n")
}

/// The packs of a built site, by name, as the script gets them.
fn packs(site: &Site) -> BTreeMap<String, Value> {
    let files = site.files().into_iter().filter(|path| path.starts_with("search/"));
    let pack = |path: String| {
        let text = site.page(&path);
        let inside = text.strip_prefix("standpointSearch(").and_then(|rest| rest.strip_suffix(");\n")).expect("a call");
        let call: Vec<Value> = serde_json::from_str(&format!("[{inside}]")).expect("plain JSON");
        assert_eq!(format!("search/{}.js", call[0].as_str().expect("a name")), path);
        (call[0].as_str().expect("a name").to_owned(), call[1].clone())
    };
    files.map(pack).collect()
}

/// The titles of the pages, and the words of the claims, that have a word.
fn found(packs: &BTreeMap<String, Value>, word: &str) -> Vec<String> {
    let pages = packs["head"]["pages"].as_array().expect("pages");
    let words = packs.iter().filter(|(name, _)| name.starts_with("words-"));
    let Some(steps) = words.filter_map(|(_, words)| words[word].as_str()).next() else { return Vec::new() };
    let mut at = 0;
    let hits = steps.split(',').map(|step| {
        at += usize::from_str_radix(step, 36).expect("a step");
        at
    });
    let said = |hit: usize| match pages.get(hit) {
        Some(page) => page[2].as_str().expect("a title").to_owned(),
        None => packs["claims-0"][hit - pages.len()][0].as_str().expect("words").to_owned(),
    };
    hits.map(said).collect()
}

#[test]
fn words_lead_to_pages_and_claims_stand_whole() {
    let site = site();
    site.build().exits(0);
    let packs = packs(&site);
    let refuses = "Refuses inspectors.";
    assert_eq!(found(&packs, "inspectors"), ["Velia: Гарантії безпеки", refuses]);
    // Running text leads to its page, and stands nowhere.
    assert_eq!(found(&packs, "kingfisher"), ["Velia: Гарантії безпеки"]);
    assert_eq!(found(&packs, "negotiators"), ["What to expect in spring"]);
    let all: String =
        site.files().iter().filter(|path| path.starts_with("search/")).map(|path| site.page(path)).collect();
    assert!(!all.contains("in passing") && !all.contains("Negotiators agreed"));
    // Case, marks and apostrophes make no difference.
    assert_eq!(found(&packs, "пять"), ["Velia: Гарантії безпеки", "Погоджується, якщо отримає п’ять гарантій."]);
    assert_eq!(found(&packs, "uber"), ["Über uns"]);
    // Each name of an actor finds what is about it, and a translated title its source.
    for name in ["republic", "velia", "upper"] {
        let found = found(&packs, name);
        for hit in
            ["Republic of Velia", "Velia: Гарантії безпеки", refuses, "Вісник про греблю", "Шлюз лишається зачиненим."]
        {
            assert!(found.iter().any(|other| other == hit), "{name} finds {hit}: {found:?}");
        }
    }
    assert!(found(&packs, "herald").contains(&"Вісник про греблю".to_owned()));
    // What cites a source is found by its key.
    assert_eq!(
        found(&packs, "@letter"),
        ["What to expect in spring", "Velia: Гарантії безпеки", "The sluice will open before the harvest", refuses]
    );
}

#[test]
fn a_claim_has_its_date_stance_sources_and_place() {
    let site = site();
    site.build().exits(0);
    let packs = packs(&site);
    let claims: Vec<String> = packs["claims-0"].as_array().expect("claims").iter().map(Value::to_string).collect();
    assert_eq!(
        claims,
        [
            r#"["It has not spoken.","January 2025","Silent"]"#,
            r#"["Погоджується, якщо отримає п’ять гарантій.","4 March 2025","Conditional",1]"#,
            r#"["The sluice will open before the harvest","1 April 2025","Likely",1,"cite-letter-2"]"#,
            r#"["Шлюз лишається зачиненим.","1 February 2025","",0,"quote-sluice","The sluice stays shut."]"#,
            r#"["Refuses inspectors.","2024","Opposes",2,"position-velia-dam.2024"]"#,
        ]
    );
    let head = &packs["head"];
    assert_eq!(head["claims"]["kinds"], "ppjqp");
    assert_eq!(head["claims"]["years"].to_string(), "[2025,2025,2025,2025,2024]");
    // Addresses are those below the root, and lead to pages; places are there.
    for page in head["pages"].as_array().expect("pages") {
        assert!(site.has(page[1].as_str().expect("an address")), "{page}");
    }
    assert!(site.page("briefings/spring.html").contains("id=\"cite-letter-2\""));
    assert!(site.page("sources/herald.html").contains("id=\"quote-sluice\""));
    assert!(site.page("positions/velia/dam.html").contains("id=\"position-velia-dam.2024\""));
}

#[test]
fn without_a_script_all_pages_stand_from_a_to_z() {
    let site = site();
    site.build().exits(0);
    let page = site.read("search.html");
    let letters: Vec<String> = page.all("h3").map(|heading| page.text(heading)).collect();
    assert_eq!(letters, ["H", "M", "R", "T", "U", "V", "W", "В", "Г", "水"]);
    let titles: Vec<String> = page.all("bdi").map(|title| page.text(title)).collect();
    assert_eq!(
        titles,
        [
            "How well it is known",
            "Matrix",
            "Morvan",
            "Morvan: Гарантії безпеки",
            "Republic of Velia",
            "Test",
            "The flood",
            "The letter report",
            "Timeline",
            "Über uns",
            "Velia: Гарантії безпеки",
            "What changed",
            "What to expect in spring",
            "Вісник про греблю",
            "Гарантії безпеки",
            "水电站",
        ]
        .iter()
        .map(|title| (*title).to_owned())
        .collect::<Vec<_>>()
    );
    for path in ["index.html", "briefings/spring.html", "positions/velia/dam.html"] {
        let page = site.page(path);
        let root = "../".repeat(path.matches('/').count());
        assert!(page.contains(&format!("<a href=\"{root}search.html\">Search</a>")), "{path} leads there");
        assert!(page.contains(&format!("<script src=\"{root}assets/search.js\" defer></script>")), "{path}");
    }
}

#[test]
fn no_letter_heads_two_parts_of_the_list() {
    for (language, titles, expected) in [
        ("fr", "Océan Œuvre Oslo Ærø Aland", "A O"),
        ("en", "Đakovo Dar Duma Łódź", "D L"),
        ("de", "Sand ßa Stein Ärger", "A S"),
        ("pl", "Łódź Lublin Ćma Cena", "C Ć L Ł"),
        ("uk", "Ґанок Гора", "Г Ґ"),
        ("es", "Ñuble Nube", "N Ñ"),
        ("cs", "Cena Chrudim Hora", "C H Ch"),
        ("ar", "آسيا ابن أحمد باريس", "ا ب"),
    ] {
        let settings = format!(
            "title: «»\nbase_url: https://e.example/\nlanguage: {language}\nhide: [changes, evidence, matrix, timeline]\n"
        );
        let site =
            titles.split(' ').enumerate().fold(Site::new().file("standpoint.yaml", settings), |site, (at, title)| {
                site.file(&format!("content/pages/p{at}.md"), format!("---\ntitle: {title}\n---\nText.\n"))
            });
        site.build();
        let page = site.read("search.html");
        let letters: Vec<String> = page.all("h3").map(|heading| page.text(heading)).collect();
        let letters: Vec<&str> = letters.iter().map(String::as_str).filter(|letter| *letter != "…").collect();
        assert_eq!(letters.join(" "), expected, "{language}: {titles}");
    }
}

#[test]
fn drafts_and_what_is_later_are_not_found() {
    let site = site();
    site.run(&["build", "--drafts"]).exits(0);
    assert!(site.has("briefings/later.html"));
    let unfinished = found(&packs(&site), "ocelot");
    assert!(unfinished.is_empty() && !site.page("search.html").contains("ocelot"), "{unfinished:?}");
    site.run(&["build", "--as-of", "2024-12"]).exits(0);
    let packs = packs(&site);
    assert_eq!(found(&packs, "inspectors"), ["Velia: Гарантії безпеки", "Refuses inspectors."]);
    assert!(found(&packs, "negotiators").is_empty() && !packs["head"].to_string().contains("spring"));
}

#[test]
fn a_site_without_search_has_no_trace_of_it() {
    for setting in ["search: false", "hide: [search]"] {
        let site = site().file("standpoint.yaml", format!("title: T\nbase_url: https://e.example/\n{setting}\n"));
        site.build().exits(0);
        for path in site.files() {
            assert!(!path.contains("search"), "{path}");
            let text = site.page_lossy(&path);
            assert!(!text.contains("search.html") && !text.contains("search.js"), "{path}");
        }
    }
    site()
        .file("standpoint.yaml", "title: T\nsearch: no\n")
        .check()
        .exits(1)
        .finds("standpoint.yaml:2:9", "wrong-type");
    // A front page alone is soon looked through.
    let site = Site::new().file("content/index.md", "---\ntitle: Alone\n---\nWords.\n");
    site.build();
    assert!(!site.has("search.html") && !site.has("search/head.js"));
}

#[test]
fn themes_without_the_script_go_on_working() {
    // Of the last release: a frame of its own that knows nothing of search.
    let frame = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" \
                 content=\"default-src 'self'\"><title>{{ page.title }}</title></head><body>{% block main %}{% endblock main %}\
                 </body></html>";
    let theme = site()
        .file("standpoint.yaml", "title: T\nbase_url: https://e.example/\ntheme: own\n")
        .file("themes/own/templates/base.html", frame);
    theme.build();
    let page = theme.page("search.html");
    assert!(page.contains("Republic of Velia") && !page.contains("<script"), "{page}");
    // One that takes nothing of ours has no packs either, since nobody would ask for them.
    let bare = theme.file("themes/own/theme.yaml", "extends: none\n");
    bare.build();
    assert!(bare.has("search.html") && !bare.has("search/head.js") && !bare.has("assets/search.js"));
}

#[test]
fn two_builds_and_the_preview_have_the_same_packs() {
    let (one, other) = (site(), site());
    one.build().exits(0);
    other.build().exits(0);
    let edition = Edition::open(one.root(), &Build::default()).expect("a site");
    let packs: Vec<String> = one.files().into_iter().filter(|path| path.starts_with("search/")).collect();
    assert_eq!(packs, ["search/claims-0.js", "search/head.js", "search/words-0.js"]);
    for path in packs {
        let bytes = std::fs::read(one.path("public").join(&path)).expect("a pack");
        assert_eq!(bytes, std::fs::read(other.path("public").join(&path)).expect("a pack"), "{path}");
        let Some(Finished::File(shown)) = edition.get(&path) else { panic!("{path} is not in the preview") };
        assert_eq!(*shown, *bytes, "{path}");
    }
}

/// How many bytes are sent of a file.
fn sent(bytes: &[u8]) -> usize {
    let mut zipped = GzEncoder::new(Vec::new(), Compression::default());
    zipped.write_all(bytes).expect("memory");
    zipped.finish().expect("memory").len()
}

#[test]
fn a_thousand_pages_cost_a_reader_little() {
    // Words as texts have them: few of them often, most of them seldom.
    let mut random = fastrand::Rng::with_seed(7);
    let syllables = [
        "ba", "co", "di", "fra", "gu", "hel", "in", "ko", "lam", "mor", "ne", "pre", "qui", "ras", "ste", "tu", "vor",
        "zen",
    ];
    let words: Vec<String> = (0..20_000)
        .map(|_| (0..random.usize(2..5)).map(|_| *random.choice(syllables.iter()).expect("one")).collect())
        .collect();
    let mut text = |length: usize| -> String {
        let word = |_| words[(20_000_f64.powf(random.f64()) - 1.0) as usize].clone();
        (0..length).map(word).collect::<Vec<_>>().join(" ")
    };
    let mut site = Site::new();
    for n in 0..1000 {
        let page = format!("---\ntitle: {}\nas_of: 2025-01-02\n---\n{}.\n", text(6), text(600));
        site = site.file(&format!("content/briefings/b{n}.md"), page);
    }
    site.build();
    let size = |path: &str| sent(&std::fs::read(site.path("public").join(path)).expect("a file"));
    let script = size("assets/search.js");
    let words: Vec<usize> =
        site.files().iter().filter(|path| path.starts_with("search/words-")).map(|path| size(path)).collect();
    let largest = *words.iter().max().expect("packs");
    let first = script + size("search/head.js") + largest;
    eprintln!(
        "script {script}, head {}, {} packs of words, the largest {largest}, all {}",
        size("search/head.js"),
        words.len(),
        words.iter().sum::<usize>()
    );
    assert!(script <= 6000, "{script} bytes of script");
    assert!(words.len() > 20, "the words are in packs: {}", words.len());
    assert!(first <= 60_000, "{first} bytes before the first hit");
}

#[test]
fn forms_of_words_are_found_and_few_others() {
    let Ok(version) = Command::new("node").arg("--version").output() else {
        ready("forms of words", &[std::path::Path::new("node")]);
        return;
    };
    assert!(version.status.success());
    node("forms.mjs", &[concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default/static/search.js")]);
    assert!(std::path::Path::new(TOOLS).join("forms.mjs").exists());
}

#[test]
fn a_reader_searches_from_a_disk_and_on_a_host() {
    if ready("search", &[&chromium(), &playwright()]) {
        let site = site();
        site.build().exits(0);
        let public = site.path("public");
        node("search.mjs", &[&format!("file://{}/", public.display())]);
        let address = Host::new(&public, "/repo/").listen();
        node("search.mjs", &[&format!("http://{address}/repo/")]);
    }
}

#[test]
fn a_note_that_nothing_uses_is_not_found() {
    let site = Site::new().briefing("b", "Here are ferries.[^a]\n\n[^a]: Of kalimera.\n\n[^b]: Of zanzibar.\n");
    site.build();
    let packs: String = files_below(&site.path("public/search"))
        .iter()
        .map(|file| std::fs::read_to_string(site.path("public/search").join(file)).expect("a text"))
        .collect();
    assert!(packs.contains("kalimera") && !packs.contains("zanzibar"));
}

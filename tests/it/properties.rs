//! What holds for every site: made-up ones out of fragments, and ones of mere noise. The seeds are fixed, so that a
//! failure comes again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use fastrand::Rng;
use standpoint::pipeline::{self, Build, Edition};

use crate::harness::Site;
use crate::html::Page;

// What is looked at.

/// The pages and files of the site that a page at `path` links or fetches, each with the place on it, read as a
/// browser reads them.
pub fn linked(path: &str, page: &Page) -> Vec<(String, String)> {
    let base = url::Url::parse("https://site.invalid/").expect("an address").join(&path.replace('%', "%25"));
    let base = base.expect("an address");
    let mut found = Vec::new();
    for element in page.elements().filter(|element| element.get("rel") != Some("canonical")) {
        for to in [element.get("href"), element.get("src")].into_iter().flatten() {
            let to = base.join(to).unwrap_or_else(|why| panic!("{path}: {to}: {why}"));
            if to.host_str() != Some("site.invalid") {
                continue;
            }
            let decoded =
                |text: &str| percent_encoding::percent_decode_str(text).decode_utf8().expect("UTF-8").into_owned();
            found.push((decoded(&to.path()[1..]), decoded(to.fragment().unwrap_or_default())));
        }
    }
    found
}

/// Every id stands once; each marker has a note, each back-link a marker, and each marker a way back.
pub fn notes_and_markers_agree(page: &Page) {
    let mut ids = BTreeSet::new();
    for id in page.elements().filter_map(|element| element.get("id")) {
        assert!(ids.insert(id), "the id `{id}` stands twice in:\n{}", page.html());
    }
    let mut backs: BTreeMap<&str, usize> = BTreeMap::new();
    let mut labels = BTreeSet::new();
    for back in page.with("role", "doc-backlink") {
        let to = back.get("href").and_then(|href| href.strip_prefix('#')).expect("a place on the page");
        *backs.entry(to).or_default() += 1;
        assert_eq!(page.by_id(to).get("role"), Some("doc-noteref"), "#{to} is no marker");
        assert!(labels.insert(back.get("aria-label")), "two back-links are called {:?}", back.get("aria-label"));
    }
    for marker in page.with("role", "doc-noteref") {
        let id = marker.get("id").expect("a marker has an id");
        let note = marker.get("href").and_then(|href| href.strip_prefix('#')).expect("a place on the page");
        let foot = page.around(page.by_id(note)).any(|outer| outer.get("role") == Some("doc-endnotes"));
        assert!(foot, "#{note} is no note");
        assert_eq!(backs.get(id), Some(&1), "ways back to {id}");
    }
}

/// Looks at everything that was built: pages are well formed, links and anchors lead somewhere, notes and markers
/// agree, and no link stands in a link.
fn sound(site: &Site) {
    let files: BTreeSet<String> = site.files().into_iter().collect();
    let pages: BTreeMap<String, Page> = site.pages().into_iter().map(|path| (path.clone(), site.read(&path))).collect();
    for (path, page) in &pages {
        notes_and_markers_agree(page);
        for link in page.all("a") {
            assert!(page.around(link).all(|outer| outer.name != "a"), "{path}: a link in a link");
        }
        // The page for missing addresses is not relative to its place.
        for (to, id) in linked(path, page).into_iter().filter(|_| path != "404.html") {
            let to = if to.is_empty() || to.ends_with('/') { format!("{to}index.html") } else { to };
            assert!(files.contains(&to), "{path} links {to}, which is not there");
            if let (false, Some(target)) = (id.is_empty(), pages.get(&to)) {
                assert!(target.find_id(&id).is_some(), "{path} links {to}#{id}, which is not there");
            }
        }
    }
}

/// Builds a site inside the test, and looks at the findings too: each lies within its file, between characters.
fn built(site: &Site) {
    let build = Build::default();
    let report = pipeline::build(site.root(), &site.path("public"), &build).expect("a build");
    let texts = report.snapshot.texts_by_path();
    for finding in &report.diagnostics {
        let places = std::iter::once(&finding.span).chain(finding.related.iter().map(|(span, _)| span));
        for (at, span) in places.enumerate() {
            let text = finding.text.clone().filter(|_| at == 0).or_else(|| texts(&span.path));
            let Some(text) = text else { continue };
            let range = span.range();
            assert!(text.get(range.clone()).is_some(), "{:?} at {range:?} of {}: {}", finding.code, span.path, text);
        }
        let broken = ["broken-link", "broken-anchor", "duplicate-id"].contains(&finding.code.name());
        assert!(!broken || !span_is_made(&finding.span.path), "{finding:?}");
    }
}

/// Pages in which the preview says where each block stands are the same ones, and as whole.
fn sound_with_places(site: &Site) {
    let edition = Edition::open(site.root(), &Build::default()).expect("a site");
    for (path, _) in edition.pages() {
        let placed = edition.page_with_places(path).expect("a page");
        let page = Page::read(&placed).unwrap_or_else(|why| panic!("{path} is not well formed: {why}"));
        assert_eq!(without_places(page.html()), site.page(path), "{path}");
    }
}

fn without_places(page: &str) -> String {
    let mut parts = page.split("<!--@");
    let first = parts.next().expect("a part").to_owned();
    parts.fold(first, |all, part| all + part.split_once("-->").expect("an end").1)
}

/// Whether a path is that of a finished page: what is wrong there is our doing, not the author's.
fn span_is_made(path: &str) -> bool {
    path.starts_with("public/")
}

// Sites out of fragments.

const FRAGMENTS: [&str; 64] = [
    "Text.",
    "It *says* so.",
    "[@s0]",
    "[@s1, p. 3]",
    "[see @s2, ch. 1; @s0]",
    "[@s0][@s1]",
    "[^s1]",
    "[@nobody]",
    "[^none]",
    "[p. 3]",
    "[a@b.org]",
    "[^n]",
    "[^m]",
    "[^ü]",
    "\n\n[^n]: Ours [@s2]; more[^m].\n\n",
    "\n\n[^m]: https://s0.example/\n\n",
    "\n\n[^ü]: <https://new.example/x>\n\n",
    "\n\n[^unused]: Never [@s1].\n\n",
    "\n\n## Heading\n\n",
    "\n\n## Heading [@s0]\n\n",
    "\n\n### Ґанок {#s0}\n\n",
    "\n\n# Note-s0\n\n",
    "\n\n## [[a0]]\n\n",
    "[to](#heading)",
    "[to](#ґанок)",
    "[to](../actors/a1.md)",
    "[to](../positions/a0/i0.md#heading)",
    "[to](../positions/a0/i0.old.md#heading)",
    "[[a1]]",
    "[[a0/i0|one]]",
    "[[i1#heading]]",
    "[[nobody]]",
    "[to](nowhere.md)",
    "[a [@s0] b](../actors/a0.md)",
    "[a [[a1]] b](https://x.example/)",
    "![map](../map.png)",
    "[![map](../map.png)](../actors/a0.md)",
    "![a [@s0] b](../map.png)",
    "<b>",
    "<script>x</script>",
    "`code [@s0]`",
    "\n\n> quoted [@s1]\n\n",
    "\n\n- item [@s0]\n  - item[^n]\n\n",
    "\n\n- [ ] to do [@s0]\n- [x] done\n\n",
    "\n\n- [x] loose [[a1]]\n\n- [ ] [@s1]\n\n  more\n\n",
    "\n\n- [ ] under a line [@s2]\n  ---\n- [x] {#s1}\n  ===\n\n",
    "\n\n| a | [@s0] |\n|---|---|\n| [[a1]] | x[^n] |\n\n",
    "\n\nTerm\n: Means [@s2].\n\n",
    "\n\n> [!NOTE]\n> Mind [@s1].\n\n",
    "\n\n```matrix\n```\n\n",
    "\n\n```positions\nissues: [i0]\n```\n\n",
    "\n\n```timeline\n```\n\n",
    "\n\n```spectrum\n```\n\n",
    "\n\n```agreement\n```\n\n",
    "\n\n```changes\nsince: 2024\n```\n\n",
    "\n\n```shifts\n```\n\n",
    "\n\n```sources\n```\n\n",
    "\n\n```judgements\n```\n\n",
    "\n\n```nothing\nx\n```\n\n",
    "[x](javascript:alert)",
    "[https://a.example/](https://b.example/)",
    "[[a1|https://a.example/]]",
    "\n\n## https://h.example/x and @s0\n\n",
    "https://bare.example/?a=1&b=2 — «ü» 🇺🇦",
];

/// Numbers near to one another begin alike; spread out they do not.
pub fn random(seed: u64) -> Rng {
    Rng::with_seed(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// A text out of fragments.
pub fn text(random: &mut Rng) -> String {
    let count = random.usize(0..20);
    (0..count).map(|_| format!("{} ", FRAGMENTS[random.usize(0..FRAGMENTS.len())])).collect()
}

/// Writes some of the files of a small site, each with a text of its own.
pub fn write_some(site: &Site, random: &mut Rng, often: f64) {
    let mut put = |path: &str, front: String| {
        if random.f64() < often {
            let text = text(random);
            site.write(&format!("content/{path}"), format!("---\n{front}\n---\n{text}\n"));
        }
    };
    for n in 0..3 {
        put(&format!("actors/a{n}.md"), format!("name: Actor {n}"));
        let scale = if n == 0 { "\nscale: [Much, Some, None]" } else { "" };
        put(&format!("issues/i{n}.md"), format!("title: Issue {n}\nrelated: [i1]{scale}"));
        let drawn = if n == 2 { "\nderived_from: [s1]" } else { "" };
        put(
            &format!("sources/s{n}.md"),
            format!("title: Source {n}\nurl: https://s{n}.example/\npublished: 202{n}{drawn}"),
        );
        for issue in 0..2 {
            let option = if issue == 0 { format!("\noption: {}\nrejects: [1]", n % 2 + 2) } else { String::new() };
            put(&format!("positions/a{n}/i{issue}.md"), format!("as_of: 2025-0{}\nstance: opposes{option}", n + 1));
            put(&format!("positions/a{n}/i{issue}.old.md"), format!("as_of: 2022-0{}\nstance: silent", n + 1));
            put(
                &format!("positions/a{n}/i{issue}.mid.md"),
                format!("as_of: 2024~\nstance: conditional\ntrigger: e{n}"),
            );
        }
    }
    put("events/e0.md", "title: Event\ndate: 2024\nactors: [a0]\nissues: [i0]".to_owned());
    put("events/e1.md", "title: Vote\ndate: 2025-12\nannounced: 2024-05\nafter: [e0]\nactors: [a1]".to_owned());
    let judgements = "judgements: [{text: It will., cites: [s0, s1]}, {text: It may.}]";
    put("briefings/b0.md", format!("title: B\nas_of: 2025\n{judgements}"));
    put("briefings/b1.md", "title: C\nas_of: 2024\nactors: [a0]".to_owned());
    let corrections = "corrections: [{date: 2025-03, text: A figure was wrong.}]";
    put("briefings/b2.md", format!("title: D\nas_of: 2025-02\nfollows: b1\nissues: [i0]\n{corrections}"));
    put("pages/deep/er/p.md", "title: P".to_owned());
    put("index.md", "title: Home".to_owned());
}

fn random_site(random: &mut Rng) -> Site {
    let site = Site::new().file("content/map.png", "a map");
    write_some(&site, random, 0.85);
    site
}

/// Writes files that are all dated 2026, with a word that no other file has.
fn write_later(site: &Site, random: &mut Rng) {
    let mut put = |path: &str, front: &str| {
        let cited = ["[@s0]", "[@later]", "[[e9]]"][random.usize(0..3)];
        // An address makes a source of its own, and so a key of what an earlier text cites in vain.
        let text = text(random).replace("https://s0.example/", "https://later.example/");
        site.write(&format!("content/{path}"), format!("---\n{front}\n---\nZanzibar {cited} {text}\n"));
    };
    for n in 0..3 {
        put(&format!("positions/a{n}/i0.later.md"), "as_of: 2026-01\nstance: supports\noption: 1\nsummary: Zanzibar");
        put(&format!("positions/a{n}/i2.md"), "as_of: 2026-02\nstance: ambiguous\ntrigger: e9");
    }
    put("events/e9.md", "title: Zanzibar\ndate: 2026-01\nactors: [a0]\nissues: [i0]");
    put(
        "briefings/b9.md",
        "title: Zanzibar\nas_of: 2026-03\nfollows: b0\njudgements: [{text: Zanzibar, cites: [later]}]",
    );
    put("sources/later.md", "title: Zanzibar\nurl: https://later.example/\npublished: 2026-01");
    // What became of the others in that year.
    add(site, "sources/s1.md", "retracted: {date: 2026-02, reason: Zanzibar}");
    add(site, "positions/a0/i0.md", "corrections: [{date: 2026-02, text: Zanzibar}]");
}

/// Adds a line to the front matter of a text, where there is one.
fn add(site: &Site, path: &str, line: &str) {
    let path = format!("content/{path}");
    if let Ok(text) = fs::read_to_string(site.path(&path)) {
        site.write(&path, text.replacen("\n---\n", &format!("\n{line}\n---\n"), 1));
    }
}

#[test]
fn later_files_are_nowhere_in_the_site_of_an_earlier_day() {
    for seed in 700..712 {
        println!("seed {seed}");
        let mut random = random(seed);
        let site = random_site(&mut random);
        site.run(&["build", "--as-of", "2025-12-31"]);
        let before = site.tree();
        built(&site);
        let living = site.tree();
        write_later(&site, &mut random);
        site.run(&["build", "--as-of", "2025-12-31"]);
        let after = site.tree();
        assert!(after == before, "seed {seed}: {:?} differ", different(&after, &before));
        for (path, bytes) in &after {
            assert!(!String::from_utf8_lossy(bytes).to_lowercase().contains("zanzibar"), "seed {seed}: {path}");
        }
        // A living briefing is as it was, but for the marks and the lines that speak of later days.
        built(&site);
        for (path, bytes) in
            living.iter().filter(|(path, _)| path.starts_with("briefings/b") && path.ends_with(".html"))
        {
            let (was, is) = (String::from_utf8_lossy(bytes), site.page_lossy(path));
            // A heading of a position has another id once newer positions stand before it.
            let of_its_day = |html: &str| {
                let page = Page::read(html).expect("a page");
                // The spaces between marks go with them.
                page.main_without("data-later").replace("#unlabelled::heading", "#heading").replace(' ', "")
            };
            for (was, is) in of_its_day(&was).lines().zip(of_its_day(&is).lines()) {
                assert_eq!(was, is, "seed {seed}: {path}");
            }
            assert_eq!(of_its_day(&was).lines().count(), of_its_day(&is).lines().count(), "seed {seed}: {path}");
        }
    }
}

#[test]
fn every_site_is_sound() {
    for seed in 1..=30 {
        let site = random_site(&mut random(seed));
        println!("seed {seed}");
        built(&site);
        sound(&site);
        sound_with_places(&site);
    }
}

#[test]
fn a_build_over_an_old_site_equals_a_build_into_an_empty_folder() {
    for seed in 100..106 {
        let mut random = random(seed);
        println!("seed {seed}");
        let site = random_site(&mut random);
        built(&site);
        for _ in 0..3 {
            write_some(&site, &mut random, 0.2);
            let gone = site.path("content/pages/deep/er/p.md");
            if random.bool() && gone.exists() {
                fs::remove_file(gone).expect("it was there");
            }
            built(&site);
            let warm = site.tree();
            fs::remove_dir_all(site.path("public")).expect("it was built");
            fs::remove_dir_all(site.path(".standpoint")).expect("it was built");
            built(&site);
            assert!(site.tree() == warm, "seed {seed}: {:?} differ", different(&site.tree(), &warm));
            built(&site);
            assert!(site.tree() == warm, "seed {seed}: built twice");
        }
    }
}

fn different<'t>(one: &'t BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) -> Vec<&'t String> {
    one.iter().filter(|(path, bytes)| other.get(*path) != Some(bytes)).map(|(path, _)| path).collect()
}

#[test]
fn findings_as_json_lie_within_their_files() {
    for seed in 200..206 {
        let site = random_site(&mut random(seed));
        let run = site.run(&["check", "--format", "json"]);
        assert!(matches!(run.code, Some(0 | 1)), "{}", run.stderr);
        for line in run.stdout.lines() {
            let finding: serde_json::Value = serde_json::from_str(line).expect("an object");
            let number = |key: &str| usize::try_from(finding[key].as_u64().expect("a number")).expect("a small one");
            let path = site.path(finding["file"].as_str().expect("a path"));
            let Ok(text) = fs::read_to_string(&path) else { continue };
            for (line, column) in [("line", "column"), ("end_line", "end_column")] {
                let written = text.split('\n').nth(number(line) - 1).expect("a line of the file");
                assert!((1..=written.chars().count() + 1).contains(&number(column)), "{finding}");
            }
        }
    }
}

// Noise.

/// What matters to Markdown, YAML and HTML, and some letters.
const SIGNS: &str = "[[[]]]((()))@@@^^^!#`*_~<>|:;-+=.,\\\"'&{}/?%$ \n\n\n\t  \n\n\u{202e}\u{0}äж🇺\u{301}ns012x";

#[test]
fn noise_breaks_nothing() {
    let signs: Vec<char> = SIGNS.chars().collect();
    for seed in 300..325 {
        let mut random = random(seed);
        println!("seed {seed}");
        let site = random_site(&mut random);
        for kind in
            ["actors/a0", "issues/i0", "positions/a0/i0", "events/e0", "sources/s0", "briefings/b0", "pages/p", "index"]
        {
            let length = random.usize(0..400);
            let noise: String = match random.u8(0..3) {
                // Bytes, which are hardly ever a text.
                0 => {
                    let bytes: Vec<u8> = std::iter::repeat_with(|| random.u8(..)).take(length).collect();
                    site.write(&format!("content/{kind}.md"), bytes);
                    continue;
                }
                // Signs, as front matter too.
                1 => std::iter::repeat_with(|| signs[random.usize(0..signs.len())]).take(length).collect(),
                // Signs below good front matter.
                _ => {
                    let front = "---\nname: N\ntitle: T\nas_of: 2025\ndate: 2025\nstance: opposes\n---\n";
                    let no_nul = signs.iter().filter(|sign| **sign != '\0').collect::<Vec<_>>();
                    let noise = std::iter::repeat_with(|| *no_nul[random.usize(0..no_nul.len())]).take(length);
                    format!("{front}{}", noise.collect::<String>())
                }
            };
            site.write(&format!("content/{kind}.md"), noise);
        }
        built(&site);
        sound(&site);
    }
}

#[test]
fn noise_for_settings_and_blocks_breaks_nothing() {
    let signs: Vec<char> = SIGNS.chars().filter(|sign| *sign != '\0').collect();
    for seed in 400..415 {
        let mut random = random(seed);
        println!("seed {seed}");
        let mut noise = |length: usize| -> String {
            std::iter::repeat_with(|| signs[random.usize(0..signs.len())]).take(length).collect()
        };
        let site = Site::new().source("s0").actor("a0").issue("i0").briefing(
            "b",
            &format!("```matrix\nactors: {}\n```\n\n```timeline\n{}\n```\n[@s0, {}]", noise(20), noise(40), noise(30)),
        );
        site.write("standpoint.yaml", format!("title: T\nrules: {}\nlanguage: {}\n", noise(20), noise(5)));
        built(&site);
        sound(&site);
    }
}

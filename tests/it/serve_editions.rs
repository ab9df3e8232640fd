//! The preview's editions: whatever changes on the disk, and however little of it is read again, the next edition is
//! the one that would come of reading everything. The seeds are fixed, so that a failure comes again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::symlink;
use std::sync::atomic::AtomicBool;

use fastrand::Rng;
use standpoint::diagnostic::Diagnostic;
use standpoint::pipeline::{Build, Edition, Finished, Prints};

use crate::harness::{Site, files_below};
use crate::properties::{random, text, write_some};

/// All that can be seen of an edition.
fn everything(edition: &Edition) -> (BTreeMap<String, Vec<u8>>, Vec<Diagnostic>) {
    let bytes = |path: String| {
        let bytes = match edition.get(&path).unwrap_or_else(|| panic!("{path} is not there")) {
            Finished::Page(page) => page.html.as_bytes().to_vec(),
            Finished::File(bytes) => bytes.to_vec(),
            Finished::Copied(stored) => stored.bytes().expect("a file").to_vec(),
        };
        (path, bytes)
    };
    let findings = edition.all_findings(&AtomicBool::new(false)).expect("nobody stops it");
    (edition.paths().into_iter().map(bytes).collect(), findings)
}

/// What is asserted: the same pages, files and findings, whoever made them.
fn same(warm: &Edition, cold: &Edition, story: &str) {
    let ((warm, found), (cold, expected)) = (everything(warm), everything(cold));
    let paths = |all: &BTreeMap<String, Vec<u8>>| all.keys().cloned().collect::<BTreeSet<_>>();
    let differ = paths(&warm).symmetric_difference(&paths(&cold)).cloned().collect::<Vec<_>>();
    assert!(differ.is_empty(), "{story}: only one of them has {differ:?}");
    for (path, bytes) in &cold {
        let (warm, cold) = (String::from_utf8_lossy(&warm[path]), String::from_utf8_lossy(bytes));
        assert!(warm == cold, "{story}: {path}\n--- warm\n{warm}\n--- cold\n{cold}");
    }
    let short = |all: &[Diagnostic]| all.iter().map(|f| format!("{:?} {}", f.span, f.message)).collect::<Vec<_>>();
    assert_eq!(short(&found), short(&expected), "{story}");
    assert_eq!(found, expected, "{story}");
}

/// The files of a site with their bytes; links are not followed.
fn on_disk(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let read = |path: String| (path.clone(), fs::read(site.path(&path)).unwrap_or_default());
    files_below(site.root()).into_iter().map(read).collect()
}

/// Whether there are links in a site.
fn has_links(site: &Site) -> bool {
    files_below(site.root()).iter().any(|path| site.path(path).is_symlink())
}

/// The files that are other ones than before, as the watch names them.
fn changed(before: &BTreeMap<String, Vec<u8>>, now: &BTreeMap<String, Vec<u8>>) -> BTreeSet<String> {
    let paths = before.keys().chain(now.keys()).filter(|path| before.get(*path) != now.get(*path));
    paths
        .filter(|path| ["content/", "themes/", "standpoint."].iter().any(|start| path.starts_with(start)))
        .cloned()
        .collect()
}

/// What a text has besides the fragments of other tests: signs that the settings turn into others, headings that come
/// and go, and links to them.
const RICH: [&str; 12] = [
    "It's \"so\" -- and 'more'...",
    "[\"words\" -- here](../actors/a0.md)",
    "\n\n## \"Heading\" -- it's one\n\n",
    "\n\n## One\n\n",
    "\n\n## Two\n\n",
    "\n\n## Position-one\n\n",
    "[to](#one)",
    "[to](../briefings/b1.md#two)",
    "[to](../positions/a1/i1.old.md#one)",
    "[[b0#one]]",
    "[[a0/i0#two|there]]",
    "\n\n[^q]: \"Quoted\" -- [@s0].\n\n[^q]",
];

/// A text with all that a text can have.
fn rich(random: &mut Rng) -> String {
    let more = (0..random.usize(0..4)).map(|_| random.choice(RICH).expect("one"));
    let more: Vec<&str> = more.collect();
    format!("{}{}", text(random), more.join(" "))
}

/// A file of the content, whichever.
fn some_file(site: &Site, random: &mut Rng) -> Option<String> {
    let files: Vec<_> = files_below(&site.path("content")).into_iter().map(|path| format!("content/{path}")).collect();
    random.choice(files)
}

fn remove(site: &Site, path: &str) {
    let _ = fs::remove_file(site.path(path));
}

fn settings(random: &mut Rng) -> String {
    let lines = [
        "title: Another",
        "title: \"Straight 'quotes' -- and dashes\"",
        "base_url: https://example.org/repo/",
        "base_url: https://example.net/",
        "smart_punctuation: false",
        "theme: mine",
        "theme: none",
        "language: uk",
        "authors: [One, Two]",
        "rules: {unknown-source: off}",
        "rules: {raw-html: error, missing-base-url: off}",
        "version: 2",
        "nonsense: 1",
        "title: [",
        "theme: mine\nbase_url: https://example.org/repo/\ntitle: Mine",
    ];
    (0..random.usize(1..4)).map(|_| format!("{}\n", lines[random.usize(0..lines.len())])).collect()
}

/// Changes something about a site, `linked` ones by links too. Gives a few words about what.
fn edit(site: &Site, random: &mut Rng, linked: bool) -> String {
    let n = random.usize(0..3);
    match random.u8(0..29) {
        0..=3 => {
            let path = some_file(site, random).filter(|path| path.ends_with(".md"));
            if let Some(old) = path.as_ref().and_then(|path| fs::read_to_string(site.path(path)).ok()) {
                let path = path.expect("it was read");
                let front = old.rsplit_once("\n---\n").map_or("---\ntitle: T", |(front, _)| front);
                site.write(&path, format!("{front}\n---\n{}\n", rich(random)));
                return format!("a new text in {path}");
            }
            "nothing".to_owned()
        }
        4 => {
            write_some(site, random, 0.1);
            "new texts".to_owned()
        }
        5 => {
            // The order of names is the order of the lists.
            let name = random.choice(["Zeta", "alpha", "Ünal", "Actor 1"]).expect("one");
            site.write(&format!("content/actors/a{n}.md"), format!("---\nname: {name}\npart_of: a1\n---\n"));
            site.write(&format!("content/issues/i{n}.md"), format!("---\ntitle: {name}\n---\n## Heading\n"));
            format!("a{n} and i{n} are called {name}")
        }
        6 => {
            let date = random.choice(["2021", "2025-07", "2026-01-02", "soon"]).expect("one");
            site.write(
                &format!("content/positions/a{n}/i0.old.md"),
                format!("---\nas_of: {date}\nstance: silent\n---\n[@s0]\n"),
            );
            site.write(
                &format!("content/sources/s{n}.md"),
                format!("---\ntitle: S\nurl: https://s{}.example/\npublished: {date}\n---\n", random.u8(0..3)),
            );
            format!("a position and a source of {date}")
        }
        7 | 8 => {
            let Some(from) = some_file(site, random) else { return "nothing".to_owned() };
            let to = format!("{}/r{}.md", from.rsplit_once('/').expect("a folder").0, random.u8(0..4));
            let _ = fs::rename(site.path(&from), site.path(&to));
            format!("{from} is {to}")
        }
        9 | 10 => {
            let Some(path) = some_file(site, random) else { return "nothing".to_owned() };
            remove(site, &path);
            format!("no {path}")
        }
        11 => {
            let draft = if random.bool() { "draft: true\n" } else { "" };
            site.write(
                "content/briefings/b0.md",
                format!("---\ntitle: B\nas_of: 2025\n{draft}---\n[[b1]] {}\n", rich(random)),
            );
            site.write("content/pages/to.md", "---\ntitle: To\n---\n[[b0]] and [this](../briefings/b0.md)\n");
            format!("b0: {draft:?}")
        }
        12 | 13 => {
            let settings = settings(random);
            site.write("standpoint.yaml", &settings);
            format!("settings {settings:?}")
        }
        14 => {
            let name = random.choice(["standpoint.yaml", "standpoint.yml"]).expect("one");
            if random.bool() {
                remove(site, name)
            } else {
                site.write(name, "title: Back\ntheme: mine\n")
            }
            format!("{name} comes or goes")
        }
        15 | 16 => {
            let name = random
                .choice(["footer.html", "note.html", "blocks/nothing.html", "blocks/timeline.html", "head.html"])
                .expect("one");
            let path = format!("themes/mine/templates/{name}");
            let text = random
                .choice([
                    "<p>{{ site.title }}</p>\n",
                    "{% if %}",
                    "{{ nobody.there }}",
                    "<p>Plain</p>\n",
                    "{{ page.root",
                ])
                .expect("one");
            if random.u8(0..5) == 0 {
                remove(site, &path)
            } else {
                site.write(&path, text)
            }
            format!("template {name}: {text}")
        }
        17 => {
            let path = random
                .choice([
                    "themes/mine/static/own.css",
                    "content/own.css",
                    "content/map.png",
                    "content/notes.markdown",
                    "content/robots.txt",
                    "content/actors/index.html",
                    "content/pages/deep/plan.svg",
                ])
                .expect("one");
            if random.u8(0..3) == 0 {
                remove(site, path)
            } else {
                site.write(path, format!("@import 'https://h{n}.example/'; <svg/>"))
            }
            format!("file {path}")
        }
        18 => {
            let Some(path) = some_file(site, random) else { return "nothing".to_owned() };
            let text: &[u8] = random
                .choice([
                    &b"---\ntitle: [\n---\n"[..],
                    b"---\ntitle: T\ntitle: U\n---\nx",
                    b"\xff\xfe\0x",
                    b"a \xff b",
                    b"",
                    b"\n\n",
                    b"no front matter",
                    b"---\nunclosed: 1\n",
                    b"---\r\ntitle: T\r\n---\r\nLines\r\n",
                ])
                .expect("one");
            site.write(&path, text);
            format!("{path}: {:?}", String::from_utf8_lossy(text))
        }
        19 => {
            let path = random
                .choice([
                    "content/actors/a0.md~",
                    "content/.env",
                    "content/actors/CON.md",
                    "content/actors/.#a0.md",
                    "content/actors/.a0.md.swp",
                    "content/stray/x.md",
                    "content/actors/#a0.md#",
                    "content/actors/A0.md",
                    "content/sources/cafe\u{301}.md",
                    "content/actors/a b.md",
                    "content/actors/4913",
                ])
                .expect("one");
            if random.bool() {
                remove(site, path)
            } else {
                site.write(path, "---\ntitle: T\nname: N\n---\n[[nobody]]\n")
            }
            format!("strange {path}")
        }
        20 => {
            let _ = fs::rename(site.path("content/positions/a0"), site.path("content/positions/a2"));
            "the positions of a0 are those of a2, if these had none".to_owned()
        }
        21 => {
            let _ = fs::remove_dir_all(site.path(&format!("content/positions/a{n}")));
            format!("no positions of a{n}")
        }
        22 if linked => {
            let link = format!("content/actors/link{n}.md");
            if random.bool() {
                remove(site, &link)
            } else {
                let _ = symlink("a1.md", site.path(&link));
            }
            format!("link {link}")
        }
        23 if linked => {
            let link = "content/pages/shared";
            if random.bool() {
                remove(site, link)
            } else {
                let _ = symlink("deep", site.path(link));
            }
            format!("link {link}")
        }
        24 => {
            let (one, other) = (site.path("content/briefings/b0.md"), site.path("content/briefings/b1.md"));
            let read = |path: &std::path::Path| fs::read(path).unwrap_or_default();
            let (a, b) = (read(&one), read(&other));
            site.write("content/briefings/b0.md", b);
            site.write("content/briefings/b1.md", a);
            "b0 and b1 are exchanged".to_owned()
        }
        25 => {
            remove(site, "content/index.md");
            "no home page".to_owned()
        }
        // One setting alone, so that nothing else makes a step begin anew.
        _ => {
            let old = fs::read_to_string(site.path("standpoint.yaml")).unwrap_or_default();
            let (key, values) = random
                .choice([
                    ("base_url: ", ["https://example.org/repo/", "https://example.org/other/", "https://example.org/"]),
                    ("smart_punctuation: ", ["false", "true", "false"]),
                    ("language: ", ["de", "fr-CH", "ar"]),
                ])
                .expect("one");
            let others: String =
                old.lines().filter(|line| !line.starts_with(key)).map(|line| format!("{line}\n")).collect();
            site.write("standpoint.yaml", format!("{others}{key}{}\n", values[n]));
            format!("{key}{}", values[n])
        }
    }
}

#[test]
fn the_next_edition_is_the_one_that_reading_everything_gives() {
    let mut told = 0;
    for seed in 500..SEEDS {
        let mut random = random(seed);
        let site = Site::new().file("content/map.png", "a map");
        write_some(&site, &mut random, 0.6);
        let build = Build { drafts: seed % 4 == 0, ..Build::default() };
        let mut warm = Edition::open(site.root(), &build).expect("a site");
        let mut story = format!("seed {seed}");
        for step in 0..STEPS {
            let (before, had_links) = (on_disk(&site), has_links(&site));
            for _ in 0..random.usize(1..3) {
                story.push_str(&format!("\n{step}: {}", edit(&site, &mut random, seed % 4 == 1)));
            }
            let files = changed(&before, &on_disk(&site));
            // Of links the watch only says that anything may have changed.
            let hint = (!had_links && !has_links(&site) && random.u8(0..4) > 0).then_some(&files);
            told += usize::from(hint.is_some());
            story.push_str(&format!(" (hint: {hint:?})"));
            let next = warm.next(site.root(), hint).unwrap_or_else(|why| panic!("{story}: {why}"));
            warm = next.unwrap_or(warm);
            let cold = Edition::open(site.root(), &build).expect("a site");
            same(&warm, &cold, &story);
        }
    }
    assert!(told > 20, "some hints name files: {told}");
}

/// One behind the last seed.
const SEEDS: u64 = 510;
/// Edits of each site.
const STEPS: usize = 8;

// Each thing that a step depends on, by itself.

/// A site whose texts have all that the settings and other texts have a say in.
fn told() -> Site {
    Site::new()
        .source("un")
        .file("content/sources/after.md", "---\ntitle: After\npublished: 2030\n---\n")
        .actor("a")
        .issue("i")
        .briefing("b", "It's \"so\" -- or not... [@un]\n\n## One\n\nFirst.")
        .file("content/positions/a/i.md", "---\nas_of: 2025-03\nstance: opposes\n---\nNo [@un].\n\n## Late\n")
        .file("content/positions/a/i.old.md", "---\nas_of: 2025-02\nstance: silent\n---\n## Early\n\nNothing.\n")
        .file(
            "content/pages/p.md",
            "---\ntitle: P\n---\n[to](../briefings/b.md#one), [[b#one]], [[late]], [map](../map.png), [@new].\n\n\
             [early](../positions/a/i.old.md#early), [late](../positions/a/i.md#late), [[a]].\n",
        )
}

/// Asserts that the edition after an edit is the one that reading everything gives; gives those before and after it.
fn edited(site: &Site, edit: impl Fn(&Site), story: &str) -> [Edition; 2] {
    let open = || Edition::open(site.root(), &Build::default()).expect("a site");
    let before = open();
    edit(site);
    let after = before.next(site.root(), None).expect("a site").expect("it has changed");
    same(&after, &open(), story);
    [before, after]
}

/// The same, and that a page shows it, and no longer when all is as it was.
fn follows(edit: impl Fn(&Site), page: &str, shown: &str) {
    let site = told();
    let html = |edition: &Edition| match edition.get(page) {
        Some(Finished::Page(page)) => page.html.to_string(),
        _ => panic!("{page} is not there"),
    };
    let [before, after] = edited(&site, edit, shown);
    assert!(!html(&before).contains(shown), "{page} shows {shown} from the first");
    assert!(html(&after).contains(shown), "{page} does not show {shown}:\n{}", html(&after));
    let restore = |site: &Site| {
        fs::remove_dir_all(site.path("content")).expect("removed");
        on_disk(&told()).iter().for_each(|(path, bytes)| site.write(path, bytes));
    };
    edited(&site, restore, &format!("without {shown} again"));
}

#[test]
fn texts_follow_the_setting_for_punctuation() {
    let plain = "title: Test\nbase_url: https://example.org/repo/\nsmart_punctuation: false\n";
    follows(|site| site.write("standpoint.yaml", plain), "briefings/b.html", "It's \"so\" -- or not...");
}

#[test]
fn texts_follow_the_language_of_the_site() {
    let german = "title: Test\nbase_url: https://example.org/repo/\nlanguage: de\n";
    follows(|site| site.write("standpoint.yaml", german), "briefings/b.html", "It’s „so“ – or not…");
}

#[test]
fn places_follow_the_address_of_the_site() {
    for (base, root) in [("https://example.org/", "/"), ("https://example.org/other/", "/other/")] {
        let settings = format!("title: Test\nbase_url: {base}\n");
        follows(
            |site| site.write("standpoint.yaml", &settings),
            "404.html",
            &format!("href=\"{root}briefings/index.html\""),
        );
    }
    follows(|site| site.write("standpoint.yaml", "title: Test\n"), "404.html", "href=\"briefings/index.html\"");
}

#[test]
fn links_follow_the_headings_of_other_texts() {
    let briefing = |heading: &str| format!("---\ntitle: Briefing b\nas_of: 2025-08\n---\n## {heading}\n\nFirst.\n");
    let text = briefing("Two");
    follows(|site| site.write("content/briefings/b.md", &text), "pages/p.html", "href=\"../briefings/b.html\">to</a>");
}

/// The words of a heading are a name too, as they were typed: links from GitHub call it so.
#[test]
fn links_follow_the_words_of_headings_that_have_an_id_of_their_own() {
    let heading = |words: &str| format!("---\ntitle: Briefing b\nas_of: 2025-08\n---\n## {words} {{#own}}\n");
    for (before, after, fragment) in
        [("What he said", "What she said", "what-she-said"), ("About [[a]]", "About [[i]]", "about-i")]
    {
        let link = format!("---\ntitle: Q\n---\n[x](../briefings/b.md#{fragment})\n");
        let site = told().file("content/briefings/b.md", heading(before)).file("content/pages/q.md", link);
        let [_, now] = edited(&site, |site| site.write("content/briefings/b.md", heading(after)), after);
        let Some(Finished::Page(page)) = now.get("pages/q.html") else { panic!("no page") };
        assert!(page.html.contains("href=\"../briefings/b.html#own\""), "{}", page.html);
    }
}

/// By each of these a text is named, or shown beside others, and its words stay as they are.
#[test]
fn names_follow_what_front_matter_says_of_them() {
    let link = "---\ntitle: Q\n---\n[x](../briefings/b.md#there), [[second]], [y](../briefings/old.md)\n";
    let uk = "---\ntitle: Ця\nas_of: 2025-08\nlanguage: uk\n---\nТекст.\n";
    let site = || told().file("content/pages/q.md", link).file("content/briefings/uk.md", uk);
    let text = |front: &str, words: &str| format!("---\ntitle: Briefing b\nas_of: 2025-08\n{front}---\n{words}\n");
    let plain = |words: &str| text("", words);
    for (front, words, page, shown) in [
        ("", "<a id=\"there\"></a>Words.", "pages/q.html", "briefings/b.html#there\""),
        ("aliases: [second]\n", "Words.", "pages/q.html", "briefings/b.html\">Briefing b</a>"),
        ("formerly: [old]\n", "Words.", "briefings/old.html", "b.html"),
        ("alternate: {uk: uk}\n", "Words.", "briefings/uk.html", "hreflang=\"en\""),
    ] {
        let site = site().file("content/briefings/b.md", plain("Words."));
        let [_, now] = edited(&site, |site| site.write("content/briefings/b.md", text(front, words)), shown);
        let html = match now.get(page) {
            Some(Finished::Page(page)) => page.html.to_string(),
            Some(Finished::File(bytes)) => String::from_utf8_lossy(&bytes).into_owned(),
            _ => panic!("{page} is not there"),
        };
        assert!(html.contains(shown), "{page} does not show {shown}:\n{html}");
    }
    // A language is that of a counterpart, and a correction is the first of the changes.
    let both = |language: &str| text(&format!("alternate: {{uk: uk}}\nlanguage: {language}\n"), "Words.");
    let site = site().file("content/briefings/b.md", both("en"));
    edited(&site, |site| site.write("content/briefings/b.md", both("uk")), "the language of its counterpart");
    let site = Site::new().file("content/briefings/b.md", plain("Words."));
    let corrected = text("corrections: [{date: 2025-09, text: It was put right.}]\n", "Words.");
    let [before, now] = edited(&site, |site| site.write("content/briefings/b.md", &corrected), "a correction");
    assert!(before.get("changes.html").is_none() && now.get("changes.html").is_some());
}

#[test]
fn pages_follow_the_settings_that_arrange_them() {
    let with = |setting: &str| format!("title: Test\nbase_url: https://example.org/repo/\n{setting}\n");
    for setting in ["editions: [2025-02]", "hide: [timeline]", "order: {actors: [z, a]}"] {
        let site = told().actor("z");
        let [before, after] = edited(&site, |site| site.write("standpoint.yaml", with(setting)), setting);
        let pages = |edition: &Edition| {
            let page = |path: &str| match edition.get(path) {
                Some(Finished::Page(page)) => page.html.to_string(),
                _ => String::new(),
            };
            edition.pages().map(|(path, _)| (path.to_owned(), page(path))).collect::<Vec<_>>()
        };
        assert_ne!(pages(&before), pages(&after), "{setting} has a say");
    }
}

#[test]
fn sources_follow_the_texts_that_rest_on_them() {
    let writes = |words: &str| {
        let text = format!("---\ntitle: Briefing b\nas_of: 2025-08\n---\n{words}\n\n## One\n\nFirst.\n");
        move |site: &Site| site.write("content/briefings/b.md", &text)
    };
    follows(writes("One more [@un]. And again [@un]."), "sources/un.html", "And again");
    follows(writes("It was foreseen [@after]."), "sources/after.html", "later than what rests on it: Briefing b");
}

#[test]
fn links_follow_a_position_that_is_today_s_no_more() {
    let text = "---\nas_of: 2025-04\nstance: silent\n---\n## Early\n\nNothing.\n";
    let to = "href=\"../positions/a/i.html#early\"";
    follows(|site| site.write("content/positions/a/i.old.md", text), "pages/p.html", to);
}

#[test]
fn links_follow_what_comes_and_goes() {
    let briefing = "---\ntitle: Late news\nas_of: 2025-08\n---\nText.\n";
    follows(|site| site.write("content/briefings/late.md", briefing), "pages/p.html", ">Late news</a>");
    follows(|site| site.write("content/map.png", "a map"), "pages/p.html", "href=\"../map.png\"");
    let source = "---\ntitle: New\nurl: https://new.example/\npublished: 2025\n---\n";
    follows(|site| site.write("content/sources/new.md", source), "pages/p.html", "id=\"cite-new-1\"");
    let draft = "---\ntitle: L\nas_of: 2025\ndraft: true\n---\n";
    // Nothing of the page changes, but what is said of its link does.
    edited(&told(), |site| site.write("content/briefings/late.md", draft), "a draft");
}

#[test]
fn files_beside_the_pages_follow_the_settings() {
    let settings = "title: Test\nbase_url: https://example.org/repo/\ncustom_domain: example.org\n";
    let [_, after] = edited(&told(), |site| site.write("standpoint.yaml", settings), "a domain");
    assert!(after.paths().contains("CNAME"));
}

#[test]
fn files_follow_what_is_in_them() {
    let site = told().file("content/map.png", "a map");
    let [_, after] = edited(&site, |site| site.write("content/map.png", "another map"), "another map");
    let Some(Finished::Copied(map)) = after.get("map.png") else { panic!("it is copied") };
    assert_eq!(*map.bytes().expect("a file"), *b"another map");
}

#[test]
fn what_is_looked_for_in_files_follows_them_and_the_texts_that_are_kept_from_readers() {
    let internal = |words: &str| format!("---\ntitle: In\nas_of: 2025\naudience: internal\n---\n{words}\n");
    // Large enough to stay on the disk.
    let rows = "a,b\n".repeat(2000);
    let site = Site::new()
        .briefing("b", "Text.")
        .file("content/briefings/in.md", internal("Nobody believes in the ferry."))
        .file("content/one.csv", "a,b\n")
        .file("content/two.csv", rows.clone() + "The bridge is a lost cause\n");
    let open = || Edition::open(site.root(), &Build::default()).expect("a site");
    let mut warm = open();
    let mut leaks = |path: &str, bytes: &str, expected: &[&str]| {
        site.write(path, bytes);
        warm = warm.next(site.root(), None).expect("a site").expect("it has changed");
        same(&warm, &open(), path);
        let found = everything(&warm).1;
        let found: Vec<&str> = found.iter().filter(|f| f.code.name() == "leak").map(|f| f.message.as_str()).collect();
        assert_eq!(found.len(), expected.len(), "{path}: {found:?}");
        expected.iter().for_each(|file| assert!(found.iter().any(|found| found.contains(file)), "{file}: {found:?}"));
    };
    leaks("content/briefings/b.md", "---\ntitle: B\nas_of: 2025\n---\nMore text.\n", &[]);
    leaks("content/one.csv", &(rows.clone() + "nobody believes in the ferry,1\n"), &["one.csv"]);
    leaks(
        "content/briefings/in.md",
        &internal("Nobody believes in the ferry.\n\nThe bridge is a lost cause."),
        &["one.csv", "two.csv"],
    );
    leaks("content/one.csv", "a,c\n", &["two.csv"]);
    leaks("content/briefings/in.md", &internal("Nobody believes in anything."), &[]);
}

#[test]
fn notes_that_are_addresses_follow_the_sources_that_have_them() {
    let site = told().source("press").briefing("c", "So[^1].\n\n[^1]: https://un.example/report");
    let exchange = |site: &Site| {
        for (key, host) in [("un", "press"), ("press", "un")] {
            let text =
                format!("---\ntitle: The {key} report\nurl: https://{host}.example/report\npublished: 2025\n---\n");
            site.write(&format!("content/sources/{key}.md"), text);
        }
    };
    let [_, after] = edited(&site, exchange, "exchanged addresses");
    let Some(Finished::Page(page)) = after.get("briefings/c.html") else { panic!("no page") };
    assert!(page.html.contains("id=\"cite-press-1\""), "{}", page.html);
}

#[test]
fn titles_in_links_follow_the_things_that_have_them() {
    follows(|site| site.write("content/actors/a.md", "---\nname: Zeta\n---\n"), "pages/p.html", ">Zeta</a>");
}

#[test]
fn pages_follow_the_theme_that_the_settings_name() {
    let edit = |site: &Site| {
        site.write("standpoint.yaml", "title: Test\nbase_url: https://example.org/repo/\ntheme: mine\n");
        site.write("themes/mine/templates/footer.html", "<footer>Mine</footer>\n");
    };
    follows(edit, "pages/p.html", "<footer>Mine</footer>");
    // Its files are there from the first, so that only the name changes.
    let site = told();
    site.write("themes/mine/templates/footer.html", "<footer>Mine</footer>\n");
    edited(&site, edit, "another name");
}

#[test]
fn printed_pages_lead_to_their_pdfs_at_once() {
    let site = told();
    let from = Edition::open(site.root(), &Build::default()).expect("a site").printed_from("briefings/b.html");
    let prints = Prints::from([("briefings/b.pdf".to_owned(), from.expect("a page"))]);
    let open = |prints| Edition::open(site.root(), &Build { prints, ..Build::default() }).expect("a site");
    let printed = open(Prints::new()).with_prints(prints.clone());
    same(&printed, &open(prints.clone()), "printed");
    same(&printed.with_prints(Prints::new()), &open(Prints::new()), "no longer printed");
    let Some(Finished::Page(page)) = printed.get("briefings/b.html") else { panic!("no page") };
    assert!(page.html.contains("href=\"b.pdf\""), "{}", page.html);
}

// What comes and goes.

/// A site with one file that may come and go, each time told by its name alone.
fn comes_and_goes(path: &str, bytes: &[u8]) {
    let site = Site::new().source("un").briefing("b", "It said so [@un].");
    let open = || Edition::open(site.root(), &Build::default()).expect("a site");
    let mut warm = open();
    let hint = [path.to_owned()].into();
    for there in [true, false, true, false] {
        if there {
            site.write(path, bytes)
        } else {
            remove(&site, path)
        }
        let next = warm.next(site.root(), Some(&hint)).expect("a site");
        warm = next.unwrap_or(warm);
        same(&warm, &open(), &format!("{path}: {there}"));
    }
}

#[test]
fn what_was_wrong_with_a_file_goes_with_it() {
    let text = b"---\ntitle: T\nas_of: 2025\n---\n";
    for path in [
        "content/briefings/CON.md",
        "content/briefings/cafe\u{301}.md",
        "content/briefings/b.md~",
        "content/briefings/.b.md.swp",
        "content/.env",
        "content/stray/x.md",
        "standpoint.yml",
    ] {
        comes_and_goes(path, text);
    }
    comes_and_goes("content/briefings/c.md", b"\xff\xfe");
    comes_and_goes("content/briefings/c.md", b"");
}

#[test]
fn a_file_that_is_open_in_an_editor_is_nothing_to_mend() {
    let site = Site::new().source("un").briefing("b", "It said so [@un].");
    for name in [".b.md.swp", ".b.md.swo", "#b.md#"] {
        site.write(&format!("content/briefings/{name}"), "half a sentence");
    }
    symlink("someone@somewhere.4711:1755000000", site.path("content/briefings/.#b.md")).expect("a lock of Emacs");
    assert!(site.check().exits(0).stderr.ends_with("\nNothing to mend.\n"));
    // Without the file they are leftovers.
    remove(&site, "content/briefings/b.md");
    let run = site.check().exits(0);
    for name in [".b.md.swp", ".b.md.swo", "#b.md#", ".#b.md"] {
        run.finds(&format!("content/briefings/{name}:1:1: warning"), "stray-file");
    }
}

//! What is imported comes out in `data/` as it went in.

use fastrand::Rng;

use super::{import, notes, with};
use crate::harness::Site;

const EXPORT: &str = r"
@article{doe:water2020, title = {Water \& {Power}: 50\% of {\_}it}, author = {Doe, Jane and {Joint River Commission} and others}, editor = {Itor, Ed}, journal = {Journal of Rivers}, volume = {12}, number = {3}, pages = {12--34}, date = {2020-03-14}, doi = {10.1000/182}, url = {https://journal.example/water_power?a=1&b=2}, urldate = {2024-05-06}, language = {german}, ids = {alias/1, alias2}}
@book{whole, title = {The {Whole}}, editor = {Ed Itor}, publisher = {Press}, address = {Velia}, year = 2003, isbn = {978-0-14-044430-8}, edition = {2}, month = may}
@incollection{part, title = {A part}, author = {A. Part}, booktitle = {The Whole}, pages = {1--2}, publisher = {Press}, year = {2003}}
@inproceedings{conf, title = {A paper}, author = {P. Aper}, booktitle = {Proc.}, year = {2004~}}
@techreport{rep, title = {Report}, institution = {UN}, number = {S/2019/187}, date = {2019-22}}
@phdthesis{th, title = {On Dams}, school = {University of Velia}, year = {2001}}
@article{news, title = {News}, journaltitle = {The Herald}, entrysubtype = {newspaper}, date = {2025-03-05}, url = {https://herald.example/news}}
@online{site, title = {A site}, organization = {Body}, url = {https://body.example/}, note = {Archived: https://web.archive.org/web/20240102030405/https://body.example/; Archived: https://archive.example/1 (2024-02-03)}}
@misc{letter, title = {A letter}, howpublished = {print}, year = {1999}}
@unpublished{un, title = {Draft}, author = {X. Y.}, year = {2000}}
@dataset{data, title = {Figures}, url = {https://data.example/}, year = {2011}}
@map{map, title = {A map}, year = {1950}}
@legal{law, title = {A law}, year = {1950}}
";

#[test]
fn an_import_of_our_own_data_gives_the_same_notes() {
    let site = with("refs.bib", EXPORT);
    import(&site, "refs.bib").exits(0);
    let first = notes(&site);
    assert_eq!(first.len(), 13, "{first:?}");
    site.build();
    for data in ["sources.bib", "sources.json"] {
        let again = with(data, site.page(&format!("data/{data}")));
        let run = import(&again, data).exits(0);
        let second = notes(&again);
        for (key, note) in &first {
            assert_eq!(
                second.get(key),
                Some(note),
                "{key} by {data}: {}\n{}",
                run.stderr,
                site.page(&format!("data/{data}"))
            );
        }
        assert_eq!(second.len(), first.len());
    }
}

#[test]
fn an_article_is_an_article_again() {
    let site = with("refs.bib", EXPORT);
    import(&site, "refs.bib").exits(0);
    site.build();
    let bib = site.page("data/sources.bib");
    let article = "\
@article{doe-water2020,
  author = {{Jane Doe} and {Joint River Commission} and others},
  editor = {{Ed Itor}},
  title = {{Water \\& Power: 50\\% of \\_it}},
  journal = {{Journal of Rivers}},
  volume = {12},
  number = {3},
  pages = {12--34},
  date = {2020-03-14},
  year = {2020},
  month = mar,
  url = {https://journal.example/water_power?a=1&b=2},
  urldate = {2024-05-06},
  doi = {10.1000/182},
  language = {de},
  ids = {doe:water2020, alias/1, alias2},
}
";
    assert!(bib.contains(article), "{bib}");
    for begin in [
        "@book{whole,",
        "@incollection{part,",
        "@inproceedings{conf,",
        "@techreport{rep,",
        "@thesis{th,",
        "@online{site,",
        "@misc{letter,",
    ] {
        assert!(bib.contains(begin), "{begin}: {bib}");
    }
    let json: serde_json::Value = serde_json::from_str(&site.page("data/sources.json")).expect("JSON");
    let item = json.as_array().expect("a list").iter().find(|item| item["id"] == "doe-water2020").expect("it");
    for (field, value) in [
        ("type", "article-journal"),
        ("container-title", "Journal of Rivers"),
        ("volume", "12"),
        ("issue", "3"),
        ("page", "12-34"),
        ("citation-key", "doe:water2020"),
    ] {
        assert_eq!(item[field], value, "{field}");
    }
}

#[test]
fn notes_without_new_keys_stay_as_they_were_in_data() {
    let site = Site::new().source("a").briefing("b", "Text [@a].");
    site.build().exits(0);
    let bib = site.page("data/sources.bib");
    assert!(bib.starts_with("@online{a,\n  title = {{The a report}},\n  date = {2025-01-01},\n"), "{bib}");
}

// Whatever a note says.

/// Words of titles and names: with what YAML, TeX, BibTeX, JSON and HTML each take for a sign.
const WORDS: [&str; 37] = [
    "Water", "and", "Power", "50%", "R&D", "a_b", "{x}", "C:\\dir", "~", "x^2", "$5", "#1", "\"so\"", "it's", "«ні»",
    "Ōe", "Größe", "вода", "水", "ماء", "a; b", "c, d", "e: f", "--", "a--b", "q''q", "`x`", "–", "…", "(1)", "[2]",
    "@home", "x < y", "/", "*no*", "’t", "😀",
];

fn some(random: &mut Rng, most: usize) -> String {
    let words: Vec<&str> = (0..=random.usize(..most)).map(|_| WORDS[random.usize(..WORDS.len())]).collect();
    words.join(" ")
}

fn pick<'t>(random: &mut Rng, all: &[&'t str]) -> &'t str {
    all[random.usize(..all.len())]
}

/// The front matter of a note in which any key may stand that a reference manager has a place for.
fn any_note(random: &mut Rng, number: usize) -> String {
    let quoted = |text: &str| serde_json::to_string(text).expect("a text");
    let mut front = format!("title: {}\n", quoted(&format!("T{number} {}", some(random, 5))));
    let mut say = |key: &str, value: String| front.push_str(&format!("{key}: {value}\n"));
    let kinds = ["official-statement", "document", "transcript", "news", "analysis", "social", "dataset", "interview"];
    // Of some types the kind follows.
    let kind = pick(random, &kinds);
    say("kind", kind.to_owned());
    // One that follows from the kind need not be said.
    let publication = pick(random, &TYPES);
    if random.bool() && (kind, publication) != ("analysis", "report") {
        say("type", publication.to_owned());
    }
    for key in ["title_translated", "container", "edition", "place", "publisher", "volume", "issue"] {
        if random.bool() {
            say(key, quoted(&some(random, 3)));
        }
    }
    let names = [
        "Ludwig van Beethoven",
        "Joint River Commission",
        "de la Cruz, Ana",
        "Ministry of Trade and Industry",
        "J.-P. O'Neill Jr.",
        "Олена Коваленко",
        "et al.",
        "Velia {Press}",
        "García Márquez",
        "others & sons",
        "AT&T, Inc.",
    ];
    for key in ["authors", "editors"] {
        let mut list: Vec<String> = (0..random.usize(..4)).map(|_| quoted(pick(random, &names))).collect();
        // These stand last.
        list.sort_by_key(|name| name == "\"et al.\"");
        list.dedup();
        if !list.is_empty() {
            say(key, format!("[{}]", list.join(", ")));
        }
    }
    let dates =
        ["2025-08-20", "2025-08", "2025", "2025-21", "2024-24~", "1999~", "2025-08~", "2025-08-20~", "1848-02-21"];
    for key in ["published", "accessed"] {
        if random.bool() {
            say(key, pick(random, &dates).to_owned());
        }
    }
    let address =
        format!("https://host-{number}.example/a_b/{}?q=1&r=%7E", pick(random, &["x", "y-z", "%D0%B2", "a(b)"]));
    let has_url = random.bool();
    if has_url {
        say("url", quoted(&address));
    }
    if random.bool() {
        say("doi", format!("10.1000/{number}.{}", pick(random, &["x", "(SICI)1_2", "a;b"])));
    }
    for (key, values) in [
        ("isbn", ["978-0-14-044430-8", "0-306-40615-2", "9780140444308"].as_slice()),
        ("medium", &["print", "seen on paper", "a letter & its copy"]),
        ("language", &["uk", "pt-BR", "zh-Hant", "gsw", "de-AT"]),
        ("pages", &["12–34", "iv–ix", "e1–e10", "12", "S-12", "1–2, 5–7", "12"]),
    ] {
        if random.bool() {
            say(key, quoted(pick(random, values)));
        }
    }
    if random.bool() {
        say("keys", format!("[\"doe:{number}\", \"alias/{number}\", \"Ä{number}\"]"));
    }
    if random.bool() {
        let reason = if random.bool() { "{}".to_owned() } else { format!("{{reason: {}}}", quoted(&some(random, 4))) };
        say("retracted", reason);
    }
    if random.bool() {
        front.push_str("archived:\n");
        let day = pick(random, &["", "\n    date: 2024-05-06", "\n    date: 2024-05", "\n    date: 2024~"]);
        let copies = [
            format!("https://archive.example/{number}{day}"),
            format!("https://web.archive.org/web/20240102030405/{address}"),
            format!("https://archive.ph/x{number}"),
            format!("https://perma.cc/{number}-ABCD\n    date: 2023-01-02"),
        ];
        // Of one of these the address of the thing follows.
        let first = if has_url { random.usize(..copies.len()) } else { 2 };
        for copy in &copies[first..copies.len().min(first + 1 + random.usize(..3))] {
            front.push_str(&format!("  - url: {copy}\n"));
        }
    }
    front
}

const TYPES: [&str; 11] = [
    "article-journal",
    "article-magazine",
    "book",
    "chapter",
    "paper-conference",
    "report",
    "thesis",
    "bill",
    "legislation",
    "treaty",
    "map",
];

#[test]
fn whatever_a_note_says_comes_back_by_either_file() {
    let mut random = Rng::with_seed(13);
    let mut site = with("x", "");
    for number in 0..240 {
        let key = pick(&mut random, &["a", "Water-", "19", "в", "x_y."]).to_owned() + &number.to_string();
        let note = any_note(&mut random, number);
        site = site.file(&format!("content/sources/{key}.md"), format!("---\n{note}---\n"));
    }
    site.build();
    let all = |site: &Site| ["sources.json", "sources.bib"].map(|name| site.page(&format!("data/{name}")));
    let first = all(&site);
    for (at, name) in ["sources.json", "sources.bib"].into_iter().enumerate() {
        let again = with(name, &first[at]);
        let run = import(&again, name).exits(0);
        assert_eq!(
            run.stderr.lines().filter(|line| line.contains("dropped-field")).collect::<Vec<_>>(),
            [""; 0],
            "{name}"
        );
        again.build();
        for (before, now) in first.iter().zip(all(&again)) {
            for (before, now) in before.lines().zip(now.lines()) {
                assert_eq!(before, now, "by {name}");
            }
            assert_eq!(before.len(), now.len());
        }
    }
}

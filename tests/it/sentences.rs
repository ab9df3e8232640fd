//! Sentences that bear a marker, language by language: each file in `sentences/` is a list of paragraphs, with a bar
//! before and behind the sentence that is to be quoted whole.

use std::fs;
use std::path::Path;

use crate::harness::Site;

/// How many of a hundred must be whole.
const WHOLE: usize = 95;

/// A paragraph, and the sentence of its marker.
struct Probe {
    paragraph: String,
    expected: String,
}

fn probes(language: &str) -> Vec<Probe> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/it/sentences/{language}.txt"));
    let text = fs::read_to_string(path).expect("a list of paragraphs");
    let probe = |line: &str| {
        let sentence = line.split('|').nth(1).expect("two bars");
        Probe { paragraph: line.replace('|', ""), expected: sentence.replace(" [@s]", "") }
    };
    text.lines().map(probe).collect()
}

/// The sentences of all markers of a site, in the order of its pages.
fn sentences(site: &Site) -> Vec<String> {
    let table = site.page("data/citations.csv");
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let at = rows.headers().expect("a head").iter().position(|name| name == "sentence").expect("a column");
    rows.records().map(|row| row.expect("a row")[at].to_owned()).collect()
}

#[test]
fn what_is_quoted_is_a_whole_sentence() {
    let mut told = String::new();
    let mut poor = Vec::new();
    for language in ["en", "uk", "ru", "de", "fr", "es", "pl", "it", "pt"] {
        let probes = probes(language);
        assert!(probes.len() >= 30, "{language}");
        let text: String = probes.iter().map(|probe| format!("{}\n\n", probe.paragraph)).collect();
        let page = format!("---\ntitle: Page\nlanguage: {language}\n---\n{text}");
        for smart in [true, false] {
            let settings = format!("title: Test\nbase_url: https://example.org/\nsmart_punctuation: {smart}\n");
            let site = Site::bare().file("standpoint.yaml", settings).source("s").file("content/pages/page.md", &page);
            site.build().exits(0);
            let found = sentences(&site);
            assert_eq!(found.len(), probes.len(), "{language}");
            let torn = probes.iter().zip(&found).filter(|(probe, found)| probe.expected != **found);
            let torn: Vec<_> = torn.collect();
            for (probe, found) in &torn {
                told += &format!("{language}, smart {smart}\n  wanted {}\n  found  {found}\n", probe.expected);
            }
            if (probes.len() - torn.len()) * 100 < probes.len() * WHOLE {
                poor.push(format!("{language}, smart {smart}: {} of {} torn", torn.len(), probes.len()));
            }
        }
    }
    print!("{told}");
    assert!(poor.is_empty(), "{poor:#?}\n{told}");
}

//! Pandoc as a second opinion on citations and footnotes: the same ones, in the same order, and no word less.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::harness::Site;

/// Where `tests/run` puts it.
const PANDOC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tools/pypandoc/files/pandoc");

/// The program, if it is here.
fn pandoc() -> Option<PathBuf> {
    let runs =
        |path: &Path| Command::new(path).arg("--version").stdout(Stdio::null()).status().is_ok_and(|s| s.success());
    [Path::new(PANDOC), Path::new("pandoc")].into_iter().find(|path| runs(path)).map(Path::to_owned)
}

/// A text as its reader of Markdown takes it.
fn read(pandoc: &Path, site: &Site, text: &str) -> Value {
    site.write("text.md", text);
    let output = Command::new(pandoc)
        .args(["-f", "markdown+autolink_bare_uris+lists_without_preceding_blankline", "-t", "json"])
        .arg(site.path("text.md"))
        .output()
        .expect("pandoc");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// What Pandoc read.
#[derive(Default)]
struct Opinion {
    /// The keys that are cited in the text, in order.
    cited: Vec<String>,
    /// The same for each note.
    in_notes: Vec<Vec<String>>,
    /// Every word outside of citations, and how often it stands there.
    words: BTreeMap<String, usize>,
}

impl Opinion {
    fn take(&mut self, node: &Value, note: bool) {
        match node {
            Value::Array(items) => items.iter().for_each(|item| self.take(item, note)),
            Value::Object(map) => match map.get("t").and_then(Value::as_str) {
                Some("Cite") => {
                    for citation in map["c"][0].as_array().expect("citations") {
                        let key = citation["citationId"].as_str().expect("a key").to_owned();
                        if note {
                            self.in_notes.last_mut().expect("a note").push(key)
                        } else {
                            self.cited.push(key)
                        }
                        for part in ["citationPrefix", "citationSuffix"] {
                            self.take(&citation[part], note);
                        }
                    }
                }
                Some("Note") => {
                    self.in_notes.push(Vec::new());
                    self.take(&map["c"], true);
                }
                Some("Str") => self.say(map["c"].as_str().expect("a text")),
                Some("Code") => self.say(map["c"][1].as_str().expect("a text")),
                _ => map.values().for_each(|value| self.take(value, note)),
            },
            _ => {}
        }
    }

    fn say(&mut self, text: &str) {
        words(text).for_each(|word| *self.words.entry(word).or_default() += 1);
    }
}

fn words(text: &str) -> impl Iterator<Item = String> {
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.map(str::to_lowercase).collect::<Vec<_>>().into_iter()
}

/// The keys of the markers in some markup, in order; those of notes are left out.
fn keys(html: &str, known: &[&str]) -> Vec<String> {
    let ids = html.split(" id=\"cite-").skip(1).filter_map(|rest| rest.split('"').next());
    let keys = ids.filter_map(|id| id.rsplit_once('-')).map(|(key, _)| key.to_owned());
    keys.filter(|key| known.contains(&key.as_str())).collect()
}

const KNOWN: [&str; 4] = ["doe2020", "agency-2021", "roe_1999", "x"];

const TEXTS: [&str; 6] = [
    "It is so [@doe2020]. And so [see @agency-2021, pp. 33-35; also @roe_1999, chap. 3], and so [-@x].",
    "As @doe2020 says, and @agency-2021 [p. 33] too; *but @roe_1999 does not*. Write to who@agency.example.",
    "- First [@doe2020]\n- Second [@x; @doe2020]\n\n1. Third [@roe_1999, p. 1]\n\n> Quoted [@agency-2021].",
    "| Who | What |\n|-----|------|\n| Doe | so [@doe2020] |\n| Roe | not [@roe_1999, p. 3] |\n",
    "It is so.[^1] It is not so.[^long] And so.[^1x]\n\n[^1]: See @doe2020, and [@agency-2021, p. 3].\n\n\
     [^long]: First words.\n\n    Second words [@x], with `code`.\n\n[^1x]: Agency, \"A title\", 2021, https://agency.example/a_b\n",
    "A `[@x]`, \\@doe2020 and [@roe_1999].\n\n    [@x] in code\n\nThe *end* [see @x].",
];

#[test]
fn pandoc_finds_the_same_citations_and_no_more_words() {
    let Some(pandoc) = pandoc() else {
        assert!(std::env::var_os("STANDPOINT_BROWSER_TESTS").is_none(), "this needs pandoc: run tests/run");
        let _ = writeln!(std::io::stderr(), "SKIPPED pandoc: missing; tests/run installs it");
        return;
    };
    for text in TEXTS {
        let mut site = Site::new();
        for key in KNOWN {
            site = site.source(key);
        }
        let site = site.briefing("b", text);
        let mut opinion = Opinion::default();
        opinion.take(&read(&pandoc, &site, text)["blocks"], false);
        site.build();
        let page = site.page("briefings/b.html");
        let prose = page
            .split("<div class=\"prose\">")
            .nth(1)
            .expect("a text")
            .split("id=\"sp-notes\"")
            .next()
            .expect("a text");
        assert_eq!(keys(prose, &KNOWN), opinion.cited, "{text}");
        let remarks = page.split("id=\"sp-remarks-title\"").nth(1).unwrap_or_default();
        let each: Vec<Vec<String>> =
            remarks.split("<li id=\"note-").skip(1).map(|remark| keys(remark, &KNOWN)).collect();
        assert_eq!(each, opinion.in_notes, "{text}");
        let mut ours: BTreeMap<String, usize> = BTreeMap::new();
        words(&crate::html::words(&page.replace("</", " </"))).for_each(|word| *ours.entry(word).or_default() += 1);
        for (word, times) in &opinion.words {
            let there = ours.get(word).copied().unwrap_or_default();
            assert!(there >= *times, "`{word}` stands {there} times and not {times}: {text}");
        }
    }
}

//! House rules, as tests. `ARCHITECTURE.md` says why each of them holds.

mod circles;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// For each room of `src/`, the rooms that it may name. Whatever is not listed may not be named: imports go down only.
const MAY_NAME: &[(&str, &[&str])] = &[
    // Floor 0.
    ("platform", &[]),
    ("stored", &["platform"]),
    ("sync", &[]),
    ("paths", &[]),
    ("secrets", &[]),
    ("codes", &[]),
    ("nearest", &[]),
    ("collate", &[]),
    ("panics", &[]),
    ("watchdog", &["platform"]),
    ("diagnostic", &["codes", "nearest"]),
    ("error", &[]),
    ("ids", &[]),
    ("tags", &[]),
    ("finish", &["error", "ids", "web"]),
    ("web", &["diagnostic"]),
    ("yaml", &["diagnostic"]),
    ("markdown", &["diagnostic", "ids", "web"]),
    ("model", &["diagnostic", "ids", "web", "markdown"]),
    ("analysis", &["diagnostic", "model"]),
    // Floor 1: the phases, none of which names another.
    ("read", &["nearest", "secrets", "error", "diagnostic", "model", "platform", "stored", "web", "paths"]),
    ("parse", &["nearest", "secrets", "panics", "diagnostic", "web", "yaml", "markdown", "model"]),
    ("resolve", &["analysis", "collate", "nearest", "diagnostic", "ids", "web", "markdown", "model", "paths"]),
    (
        "render",
        &[
            "stored",
            "analysis",
            "collate",
            "nearest",
            "diagnostic",
            "ids",
            "tags",
            "web",
            "yaml",
            "markdown",
            "model",
            "paths",
            "watchdog",
        ],
    ),
    (
        "check",
        &["nearest", "stored", "analysis", "diagnostic", "finish", "ids", "tags", "web", "markdown", "model", "paths"],
    ),
    ("write", &["error", "platform", "stored", "sync", "paths"]),
    // Floor 2: the only file that names all the phases.
    (
        "pipeline",
        &[
            "analysis",
            "error",
            "stored",
            "sync",
            "diagnostic",
            "finish",
            "tags",
            "model",
            "read",
            "parse",
            "resolve",
            "render",
            "check",
            "write",
            "paths",
        ],
    ),
    // Floor 3.
    ("serve", &["error", "platform", "stored", "sync", "diagnostic", "ids", "web", "read", "pipeline", "paths"]),
    (
        "print",
        &[
            "analysis",
            "error",
            "nearest",
            "platform",
            "sync",
            "finish",
            "tags",
            "diagnostic",
            "web",
            "model",
            "pipeline",
            "paths",
        ],
    ),
    ("publish", &["analysis", "error", "web", "diagnostic", "read", "write", "paths"]),
    ("scaffold", &["nearest", "ids", "diagnostic", "web", "markdown", "model", "analysis"]),
    ("import", &["panics", "diagnostic", "web", "yaml", "markdown", "model", "scaffold"]),
    // Floor 4.
    (
        "cli",
        &[
            "nearest",
            "error",
            "sync",
            "diagnostic",
            "import",
            "model",
            "panics",
            "paths",
            "parse",
            "pipeline",
            "print",
            "publish",
            "scaffold",
            "serve",
            "watchdog",
            "write",
        ],
    ),
    ("main", &["cli"]),
    ("lib", &["error"]),
];

/// For each outside crate, the rooms that may name it.
const ROOMS: &[(&str, &[&str])] = &[
    ("walkdir", &["read/"]),
    ("pulldown_cmark", &["markdown/"]),
    ("pulldown_latex", &["markdown/math.rs"]),
    ("syntect", &["parse/highlight.rs"]),
    ("tera", &["render/theme.rs", "render/theme/"]),
    ("include_dir", &["render/theme/files.rs", "scaffold/starter.rs"]),
    ("clap", &["cli/"]),
    ("annotate_snippets", &["cli/"]),
    ("rayon", &["read/", "resolve/", "render/files/search.rs", "check/advice.rs", "pipeline"]),
    ("notify", &["serve/watch.rs"]),
    ("open", &["cli/serve.rs"]),
    ("imagesize", &["read/"]),
    ("rustix", &["platform/"]),
    ("httparse", &["serve/wire.rs"]),
    ("getrandom", &["serve/http.rs"]),
    ("shlex", &["serve/editor.rs", "print/command.rs"]),
    ("lopdf", &["finish/"]),
    ("granit_parser", &["yaml.rs"]),
    ("biblatex", &["import/bibtex.rs"]),
    ("roxmltree", &["check/"]),
    ("exif", &["check/"]),
    ("flate2", &["check/packed.rs", "render/picture/"]),
    ("ttf_parser", &["render/picture/"]),
    ("ab_glyph_rasterizer", &["render/picture/"]),
    ("idna", &["web.rs"]),
    ("csv", &["render/data/"]),
    ("qrcodegen", &["render/code.rs"]),
    ("icu_plurals", &["render/words.rs"]),
    ("icu_locale_core", &["render/words.rs", "collate.rs"]),
    ("icu_collator", &["collate.rs"]),
];

/// A source file of the program.
struct Source {
    /// Its path from `src/`.
    path: String,
    text: String,
}

impl Source {
    /// The first part of its path, without `.rs`.
    fn room(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// Its lines of code, numbered; comments are left out.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate().map(|(at, line)| (at + 1, line));
        lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    /// The same up to its tests.
    fn code_without_tests(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code().take_while(|(_, line)| !line.starts_with("#[cfg(test)]"))
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let read = |path: String| Source { text: fs::read_to_string(root.join(&path)).expect("a source file"), path };
    let files = crate::harness::files_below(&root).into_iter().filter(|path| path.ends_with(".rs"));
    files.map(read).collect()
}

/// The names that follow `crate::` or `standpoint::` in a text, groups in braces included.
fn rooms_named(text: &str) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    let name = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    for (at, start) in text.match_indices("crate::").chain(text.match_indices("standpoint::")) {
        let rest = &text[at + start.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            named.insert(name(rest));
            continue;
        };
        let mut depth = 0;
        let mut first = true;
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => first = true,
                c if first && c.is_alphabetic() => {
                    named.insert(name(&group[at..]));
                    first = false;
                }
                _ => {}
            }
        }
    }
    // `crate::Error` lives in the room `error`.
    named.into_iter().map(|name| if name == "Error" { "error".to_owned() } else { name }).collect()
}

#[test]
fn imports_go_down_only() {
    assert_eq!(
        rooms_named("use crate::{Error, a::{b, c}, d}; crate::e::f"),
        ["error", "a", "d", "e"].map(str::to_owned).into(),
        "this test sees what it has to see"
    );
    for source in sources() {
        let room = source.room();
        let (_, may) = MAY_NAME.iter().find(|(known, _)| *known == room).unwrap_or_else(|| {
            panic!("src/{}: say in tests/it/tidy.rs on which floor this room is, and what it may name", source.path)
        });
        let code: String = source.code().map(|(_, line)| format!("{line}\n")).collect();
        for named in rooms_named(&code) {
            assert!(named == room || may.contains(&named.as_str()), "src/{} names crate::{named}", source.path);
        }
    }
}

#[test]
fn each_outside_crate_has_one_room() {
    for source in sources() {
        for (number, line) in source.code() {
            for (name, rooms) in ROOMS {
                let here = rooms.iter().any(|room| source.path.starts_with(room));
                let named = line.contains(&format!("use {name};"))
                    || line
                        .match_indices(&format!("{name}::"))
                        .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'));
                assert!(
                    here || !named,
                    "src/{}:{number} names {name}, which belongs into {}",
                    source.path,
                    rooms.join(", ")
                );
            }
        }
    }
}

#[test]
fn one_room_knows_what_each_system_does_in_its_own_way() {
    let own = [
        "os::unix",
        "os::windows",
        "os::fd",
        "os::linux",
        "rustix",
        "cfg(target_os",
        "cfg(unix",
        "cfg(windows",
        "/proc/",
    ];
    for source in sources().iter().filter(|source| source.room() != "platform") {
        for (number, line) in source.code_without_tests() {
            for word in own {
                assert!(
                    !line.contains(word),
                    "src/{}:{number} has `{word}`, which belongs into platform/",
                    source.path
                );
            }
        }
    }
    let room: Vec<String> =
        sources().into_iter().filter(|source| source.room() == "platform").map(|source| source.text).collect();
    assert!(
        own.iter().filter(|word| room.iter().any(|text| text.contains(*word))).count() > 5,
        "this test sees what it has to see"
    );
}

#[test]
fn the_code_has_no_shortcuts() {
    let forbidden = [
        "unsafe {",
        "unsafe fn",
        "unsafe impl",
        "todo!",
        "unimplemented!",
        "dbg!",
        ".unwrap()",
        "println!",
        "eprintln!",
    ];
    for source in sources() {
        for (number, line) in source.code_without_tests() {
            for word in forbidden {
                assert!(!line.contains(word), "src/{}:{number} has `{word}`", source.path);
            }
        }
    }
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).expect("the manifest");
    assert!(manifest.contains("unsafe_code = \"forbid\""), "the compiler keeps this rule too");
}

#[test]
fn every_file_says_what_it_is_and_none_is_endless() {
    const LONGEST: usize = 700;
    // Flat tables may run longer: one idea, and nothing to follow.
    const TABLES: [&str; 1] = ["src/render/view.rs"];
    for folder in ["src", "tests/it", "benches"] {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for path in crate::harness::files_below(&root).into_iter().filter(|path| path.ends_with(".rs")) {
            let text = fs::read_to_string(root.join(&path)).expect("a source file");
            assert!(text.starts_with("//! "), "{folder}/{path} does not begin with a line that says what it is");
            let lines = text.lines().count();
            let table = TABLES.contains(&format!("{folder}/{path}").as_str());
            assert!(lines <= LONGEST || table, "{folder}/{path} has {lines} lines; {LONGEST} is the most");
        }
    }
}

#[test]
fn no_file_names_a_folder_of_one_machine() {
    // Taken apart, so that this file is not among them.
    let forbidden =
        [["/wo", "rk/"], ["/ro", "ot/"], ["/tmp/", "target"], ["C:\\", "Users"]].map(|parts| parts.concat());
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["src", "tests", "benches", "docs", "content", "themes", ".ci"].map(|folder| root.join(folder));
    let top = fs::read_dir(root).expect("the project").map(|entry| entry.expect("an entry").path());
    let below = folders
        .iter()
        .filter(|folder| folder.exists())
        .flat_map(|folder| crate::harness::files_below(folder).into_iter().map(move |path| folder.join(path)));
    for path in top.filter(|path| path.is_file()).chain(below) {
        // In a second work tree `.git` is a file, which belongs to Git; and `tests/run` installs tools.
        let foreign = ["node_modules", ".git", "tools"];
        if path.components().any(|part| foreign.iter().any(|name| part.as_os_str() == *name)) {
            continue;
        }
        // What is no text names nothing that anybody reads.
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for word in &forbidden {
            assert!(!text.contains(word.as_str()), "{} names `{word}`", path.display());
        }
    }
}

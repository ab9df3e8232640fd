//! What holds on every system, whatever its own paths, lines and names are: these stories name nothing that one system alone has.

use std::fs;
use std::path::Path;

use fastrand::Rng;
use standpoint::pipeline::{self, Build};
use standpoint::read;

/// A text of pieces that mean something to Markdown, with lines between them.
fn text(random: &mut Rng) -> String {
    const PIECES: [&str; 14] = [
        "---",
        "title: T",
        "# One",
        "Words.",
        "",
        "- item",
        "> quote",
        "```",
        "[@a, p. 2]",
        "[^1]: note",
        "| a | b |",
        "  indented",
        "|",
        "é🇺🇦",
    ];
    (0..random.usize(1..20)).map(|_| PIECES[random.usize(..PIECES.len())]).collect::<Vec<_>>().join("\n")
}

#[test]
fn lines_of_every_system_are_the_same_text() {
    let read = |text: &[u8]| read::in_memory(vec![("content/pages/p.md".to_owned(), text.to_vec())]).texts;
    for seed in 0..500 {
        let text = text(&mut Rng::with_seed(seed));
        let plain = read(text.as_bytes());
        for end in ["\r\n", "\r"] {
            let other = format!("\u{feff}{}", text.replace('\n', end));
            assert_eq!(read(other.as_bytes()), plain, "seed {seed}");
        }
    }
}

#[test]
fn a_name_that_is_taken_can_be_written_on_every_system() {
    const LETTERS: &[&str] = &[
        "a", "B", "con", "aux", "nul", "com1", ".", "..", "-", "_", " ", "/", "\\", ":", "*", "?", "\"", "<", "|", "é",
        "ß", "\u{301}", "\n", "~",
    ];
    let mut taken = 0;
    for seed in 0..5000 {
        let mut random = Rng::with_seed(seed);
        let name: String = (0..random.usize(1..6)).map(|_| LETTERS[random.usize(..LETTERS.len())]).collect();
        let path = format!("content/pages/{name}.md");
        if read::check_name(&path).is_err() {
            continue;
        }
        taken += 1;
        for part in path.split('/') {
            assert!(!part.is_empty() && part != "." && part != "..", "{path:?}");
            assert!(part.chars().all(|c| !c.is_control() && !"\\:*?\"<>|".contains(c)), "{path:?}");
            assert!(!part.ends_with(['.', ' ']) && part.len() <= 255, "{path:?}");
            let stem = part.split('.').next().unwrap_or_default().trim().to_ascii_uppercase();
            assert!(!["CON", "AUX", "NUL", "COM1"].contains(&&*stem), "{path:?}");
        }
    }
    assert!(taken > 300, "{taken} names were taken");
    for name in ["..", ".", ""] {
        assert!(read::check_name(&format!("content/pages/{name}/p.md")).is_err(), "{name:?}");
    }
    for name in ["CON", "con", "Aux", "nul", "PRN", "COM1", "com9", "LPT1", "lpt9"] {
        assert!(read::check_name(&format!("content/pages/{name}.md")).is_err(), "{name}");
        assert!(read::check_name(&format!("content/{name}/p.md")).is_err(), "{name}");
    }
}

/// A site of these files in a folder of its own.
fn site(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        // As a program of this system would join them.
        let file = path.split('/').fold(folder.path().to_owned(), |folder, part| folder.join(part));
        fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        fs::write(file, text).expect("written");
    }
    folder
}

/// Names of findings with their paths.
fn found(root: &Path) -> Vec<(String, String)> {
    let report = pipeline::check(root, &Build::default()).expect("a site");
    report.diagnostics.iter().map(|finding| (finding.code.name().to_owned(), finding.span.path.to_string())).collect()
}

const BRIEFING: (&str, &str) = ("content/briefings/b.md", "---\ntitle: B\nas_of: 2025\n---\nWords.\n");

#[test]
fn paths_are_told_and_written_with_one_stroke() {
    let folder = site(&[
        ("standpoint.yaml", "title: T\nbase_url: https://example.org/\n"),
        (
            "content/pages/help/deep/p.md",
            "---\ntitle: P\n---\n[to](../../../files/a%20b/list.csv) [lost](../none.md)\n",
        ),
        ("content/files/a b/list.csv", "a,b\n"),
        BRIEFING,
    ]);
    let lost = ("broken-link".to_owned(), "content/pages/help/deep/p.md".to_owned());
    assert_eq!(found(folder.path()), [lost]);
    let out = folder.path().join("public");
    pipeline::build(folder.path(), &out, &Build::default()).expect("a build");
    let page = fs::read_to_string(out.join("pages").join("help").join("deep").join("p.html")).expect("a page");
    assert!(page.contains("<a href=\"../../../files/a%20b/list.csv\""), "{page}");
    assert!(out.join("files").join("a b").join("list.csv").is_file());
}

#[test]
fn names_that_differ_in_case_alone_clash_wherever_it_is_built() {
    for (one, other) in [("a", "A"), ("straße", "STRASSE"), ("été", "ÉTÉ"), ("Ґ", "ґ")] {
        let folder = site(&[
            BRIEFING,
            (&format!("content/assets/{one}.csv"), "a"),
            (&format!("content/assets/{other}.csv"), "b"),
        ]);
        // A disk that cannot tell them apart has one file.
        if fs::read_dir(folder.path().join("content").join("assets")).expect("a folder").count() == 2 {
            assert!(found(folder.path()).iter().any(|(name, _)| name == "path-clash"), "{one}, {other}");
        }
    }
}

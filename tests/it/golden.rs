//! Whole sites: a folder in, and what comes out of it. `UPDATE_GOLDEN=1 cargo test` writes the expected files anew;
//! read every line of them before you keep them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::harness::{Site, files_below};

/// Builds `tests/golden/NAME/site` and compares the list of files, the findings, and the main part of some pages with
/// `tests/golden/NAME/expected`. What stands around the main part is the theme's alone, and so are drawings.
fn golden(name: &str, pages: &[&str]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    let site = Site::bare();
    for path in files_below(&folder.join("site")) {
        site.write(&path, fs::read(folder.join("site").join(&path)).expect("a file of the site"));
    }
    let run = site.check();
    site.build();
    let files = site.files().into_iter().filter(|path| !path.starts_with("assets/"));
    let mut wrong = Vec::new();
    let mut compare = |file: &str, text: String| {
        let file: PathBuf = folder.join("expected").join(file);
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::create_dir_all(file.parent().expect("a folder")).expect("folders");
            fs::write(&file, &text).expect("a file");
        }
        let expected = fs::read_to_string(&file).unwrap_or_default();
        if expected != text {
            wrong.push(format!("{}\n{}", file.display(), difference(&expected, &text)));
        }
    };
    compare("files.txt", files.map(|path| format!("{path}\n")).collect());
    compare("findings.txt", run.stdout);
    for page in pages {
        compare(page, format!("{}\n", without_drawings(site.read(page).main().trim())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn without_drawings(html: &str) -> String {
    let mut parts = html.split("<svg ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once("</svg>").expect("the end of a drawing").1)
}

/// The lines between what two texts have in common at their beginning and at their end.
fn difference(expected: &str, is: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), is.lines().collect());
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - start;
    let end = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let shown = |sign: char, lines: &[&str]| {
        lines[start..lines.len() - end].iter().map(|line| format!("{sign} {line}\n")).collect::<String>()
    };
    format!("line {}:\n{}{}", start + 1, shown('-', &old), shown('+', &new))
}

#[test]
fn a_small_site_with_something_of_everything() {
    golden("talks", &["index.html", "briefings/talks.html", "positions/north/border.html", "sources/accord.html"]);
}

#[test]
fn a_site_full_of_gaps_is_built_and_shows_them() {
    golden("gaps", &["briefings/gaps.html", "positions/x/i.html", "sources/good.html"]);
}

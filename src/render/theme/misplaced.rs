//! What of the folder of a theme nothing reads, and was perhaps meant to be.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::settings::FILE;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::nearest::nearest;
use crate::render::words::is_tag;

/// The folders of a theme that are read.
const FOLDERS: [&str; 3] = ["templates", "static", "words"];

/// What other programs call them.
const OTHER_NAMES: [(&str, &str); 37] = [
    ("layout", "templates"),
    ("layouts", "templates"),
    ("views", "templates"),
    ("partials", "templates"),
    ("partial", "templates"),
    ("includes", "templates"),
    ("_includes", "templates"),
    ("_layouts", "templates"),
    ("component", "templates"),
    ("components", "templates"),
    ("macros", "templates"),
    ("tpl", "templates"),
    ("html", "templates"),
    ("pages", "templates"),
    ("feed", "templates/feed"),
    ("block", "templates/blocks"),
    ("blocks", "templates/blocks"),
    ("assets", "static"),
    ("public", "static"),
    ("css", "static"),
    ("style", "static"),
    ("styles", "static"),
    ("stylesheets", "static"),
    ("js", "static"),
    ("script", "static"),
    ("scripts", "static"),
    ("javascript", "static"),
    ("font", "static"),
    ("fonts", "static"),
    ("images", "static"),
    ("image", "static"),
    ("img", "static"),
    ("i18n", "words"),
    ("lang", "words"),
    ("locale", "words"),
    ("locales", "words"),
    ("translations", "words"),
];

/// Finds what stands where nothing is read, and was perhaps meant to be: each folder once. `inside` are the paths in the
/// folder of a theme.
pub fn misplaced<'p>(inside: impl Iterator<Item = (&'p str, &'p Arc<str>)>) -> Vec<Diagnostic> {
    let inside: Vec<_> = inside.collect();
    let is_read = |inside: &str| inside.split_once('/').is_some_and(|(folder, _)| FOLDERS.contains(&folder));
    // A theme within its folder.
    let nothing_is_read = !inside.iter().any(|(inside, _)| is_read(inside));
    let mut told = BTreeSet::new();
    let mut found = Vec::new();
    for (inside, path) in inside {
        let Some((place, words, meant)) = meant(inside, nothing_is_read) else { continue };
        if told.insert(place.to_owned()) {
            let finding = Diagnostic::new(Code::ThemeFile, Span::file(path), words);
            found.push(finding.hint(meant));
        }
    }
    found
}

/// What was meant by a path in the folder of a theme where nothing is read: the part that is wrong, that it is, and what
/// to do.
fn meant(inside: &str, nothing_is_read: bool) -> Option<(&str, String, String)> {
    let told = |place, words: String, meant: String| Some((place, words, format!("did you mean `{meant}`?")));
    let Some((folder, rest)) = inside.split_once('/') else {
        let ending = inside.rsplit('.').next().unwrap_or_default();
        let folder = match ending {
            _ if inside == FILE => return None,
            _ if inside.to_lowercase() == FILE || inside == "theme.yml" => {
                return told(inside, format!("`{inside}` is not read"), FILE.to_owned());
            }
            "html" | "htm" | "xml" => "templates",
            "css" | "js" | "svg" | "woff2" | "woff" | "ttf" | "otf" | "png" | "jpg" | "webp" | "ico" => "static",
            _ => return None,
        };
        return told(inside, format!("`{inside}` stands where nothing is read"), format!("{folder}/{inside}"));
    };
    match folder {
        "words" => return of_words(inside, rest),
        "static" if is_source_of_styles(rest) => {
            let words = format!("browsers cannot read `{inside}`, which is published as it is");
            let hint = "put what your program makes of it into `static/`, and this into a folder beside `static/`";
            return Some((inside, words, hint.to_owned()));
        }
        "templates" | "static" => return None,
        _ => {}
    }
    if let Some((second, _)) = rest.split_once('/')
        && FOLDERS.contains(&second)
        && nothing_is_read
    {
        let words = format!("nothing reads the folder `{folder}/{second}` of a theme");
        return told(folder, words, second.to_owned());
    }
    let lower = folder.to_lowercase();
    let other = OTHER_NAMES.iter().find(|(other, _)| *other == lower).map(|(_, meant)| *meant);
    let meant = other.or_else(|| nearest(&lower, FOLDERS))?;
    told(folder, format!("nothing reads the folder `{folder}` of a theme"), meant.to_owned())
}

/// What was meant by a file in `words/` that is none of a language.
fn of_words<'p>(inside: &'p str, rest: &str) -> Option<(&'p str, String, String)> {
    let told = |hint: String| Some((inside, format!("`{inside}` is not read"), hint));
    let (name, ending) = rest.rsplit_once('.').unwrap_or((rest, ""));
    let of_file = name.rsplit('/').next().unwrap_or(name);
    match ending {
        "yaml" if is_tag(name) => None,
        "yaml" | "yml" | "YAML" | "YML" | "json" | "toml" if is_tag(of_file) => {
            let other_form = matches!(ending, "json" | "toml");
            let hint = format!("did you mean `words/{of_file}.yaml`?");
            told(if other_form { format!("write it as YAML, into `words/{of_file}.yaml`") } else { hint })
        }
        "yaml" | "yml" => told("name it by the tag of its language, such as `words/en.yaml`".to_owned()),
        _ => None,
    }
}

/// Whether a file is what other programs make styles or scripts of.
fn is_source_of_styles(path: &str) -> bool {
    [".scss", ".sass", ".less", ".ts", ".tsx", ".jsx"].iter().any(|ending| path.to_lowercase().ends_with(ending))
}

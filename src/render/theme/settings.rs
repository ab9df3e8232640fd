//! `theme.yaml`: what a theme says of itself, and what of its folder nothing reads.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::nearest::nearest;
use crate::yaml::{self, Node, Value};

/// Its name in the folder of a theme.
pub const FILE: &str = "theme.yaml";

const KEYS: [&str; 2] = ["standpoint", "extends"];
const EXTENDS: [&str; 2] = ["default", "none"];

/// The folders of a theme that are read.
const FOLDERS: [&str; 3] = ["templates", "static", "words"];

/// What other programs call them.
const OTHER_NAMES: [(&str, &str); 16] = [
    ("layout", "templates"),
    ("layouts", "templates"),
    ("views", "templates"),
    ("partials", "templates"),
    ("includes", "templates"),
    ("_includes", "templates"),
    ("_layouts", "templates"),
    ("blocks", "templates/blocks"),
    ("assets", "static"),
    ("public", "static"),
    ("css", "static"),
    ("styles", "static"),
    ("fonts", "static"),
    ("images", "static"),
    ("img", "static"),
    ("i18n", "words"),
];

/// What a theme says of itself.
#[derive(Debug, Default)]
pub struct ThemeSettings {
    /// Where it says that nothing of the built-in theme is published with it.
    pub extends_none: Option<Span>,
}

/// Reads `theme.yaml`.
pub fn read(text: &str, path: &Arc<str>, out: &mut Vec<Diagnostic>) -> ThemeSettings {
    let mut reader = Reader { path, out, settings: ThemeSettings::default() };
    match yaml::parse(text) {
        Ok(root) => reader.root(root),
        Err(refusal) => reader.out.push(refusal.finding("this theme.yaml", text, path, 0)),
    }
    reader.settings
}

struct Reader<'r> {
    path: &'r Arc<str>,
    out: &'r mut Vec<Diagnostic>,
    settings: ThemeSettings,
}

impl Reader<'_> {
    fn report(&mut self, code: Code, place: Range<usize>, message: String) -> Diagnostic {
        Diagnostic::new(code, Span::new(self.path, place), message)
    }

    fn root(&mut self, root: Node) {
        let pairs = match root.value {
            Value::Map(pairs) => pairs,
            Value::Null => return,
            _ => {
                let finding = self.report(Code::WrongType, root.range, "here must stand lines `key: value`".to_owned());
                self.out.push(finding);
                return;
            }
        };
        let mut seen = BTreeSet::new();
        for (key, value) in pairs {
            let name = match &key.value {
                Value::Text(name, _) => name.to_string(),
                _ => String::new(),
            };
            if !seen.insert(name.clone()) {
                let message = format!("the key `{name}` stands here twice");
                let finding = self.report(Code::DuplicateKey, key.range, message);
                self.out.push(finding.hint("keep one of them; the first counts"));
                continue;
            }
            match name.as_str() {
                "standpoint" => self.version(&value),
                "extends" => self.extends(&value),
                _ => {
                    let known: Vec<String> = KEYS.iter().map(|key| format!("`{key}`")).collect();
                    let finding = self.report(Code::UnknownKey, key.range, format!("theme.yaml has no key `{name}`"));
                    let finding = match nearest(&name, KEYS) {
                        Some(near) => finding.did_you_mean(&name, Some(near)),
                        None => finding.hint(format!("it has {}", known.join(" and "))),
                    };
                    self.out.push(finding);
                }
            }
        }
    }

    /// The version that the theme was written for.
    fn version(&mut self, value: &Node) {
        let parts = |text: &str| {
            let mut parts = text.split('.').map(str::parse::<u32>);
            Some((parts.next()?.ok()?, parts.next()?.ok()?)).filter(|_| parts.all(|part| part.is_ok()))
        };
        let text = if let Value::Text(text, _) = &value.value { text } else { "" };
        let own = env!("CARGO_PKG_VERSION");
        let finding = match parts(text) {
            None => self
                .report(Code::WrongType, value.range.clone(), "here must stand a version of Standpoint".to_owned())
                .hint("write the version that the theme was made for, such as `0.1`"),
            Some(version) if Some(version) > parts(own) => self
                .report(
                    Code::FutureVersion,
                    value.range.clone(),
                    format!("this theme was made for Standpoint {text}, and this is {own}"),
                )
                .hint("use a newer Standpoint, or look through the theme and write the version that it fits"),
            Some(_) => return,
        };
        self.out.push(finding);
    }

    fn extends(&mut self, value: &Node) {
        match &value.value {
            Value::Text(text, _) if text == "none" => {
                self.settings.extends_none = Some(Span::new(self.path, value.range.clone()));
            }
            Value::Text(text, _) if text == "default" => {}
            Value::Text(text, _) => {
                let message = format!("a theme extends `default` or `none`, not `{text}`");
                let finding = self.report(Code::UnknownWord, value.range.clone(), message);
                self.out.push(finding.nearest(text, EXTENDS));
            }
            _ => {
                let message = "here must stand `default` or `none`".to_owned();
                let finding = self.report(Code::WrongType, value.range.clone(), message);
                self.out.push(finding);
            }
        }
    }
}

/// Finds what stands where nothing is read, and was perhaps meant to be: each folder once. `inside` are the paths in the
/// folder of a theme.
pub fn misplaced<'p>(inside: impl Iterator<Item = (&'p str, &'p Arc<str>)>) -> Vec<Diagnostic> {
    let mut told = BTreeSet::new();
    let mut found = Vec::new();
    for (inside, path) in inside {
        let Some((place, words, meant)) = meant(inside) else { continue };
        if told.insert(place.to_owned()) {
            let finding = Diagnostic::new(Code::ThemeFile, Span::file(path), words);
            found.push(finding.hint(format!("did you mean `{meant}`?")));
        }
    }
    found
}

/// What was meant by a path in the folder of a theme where nothing is read: the part that is wrong, that it is, and what
/// stands there.
fn meant(inside: &str) -> Option<(&str, String, String)> {
    let Some((folder, rest)) = inside.split_once('/') else {
        let ending = inside.rsplit('.').next().unwrap_or_default();
        let folder = match ending {
            _ if inside == FILE => return None,
            _ if inside.to_lowercase() == FILE || inside == "theme.yml" => {
                return Some((inside, format!("`{inside}` is not read"), FILE.to_owned()));
            }
            "html" | "xml" => "templates",
            "css" | "js" | "svg" | "woff2" | "woff" | "png" | "jpg" | "ico" => "static",
            _ => return None,
        };
        return Some((inside, format!("`{inside}` stands where nothing is read"), format!("{folder}/{inside}")));
    };
    if folder == "words" && (rest.ends_with(".yml") || rest.ends_with(".YAML")) {
        let name = &rest[..rest.len() - if rest.ends_with(".yml") { 4 } else { 5 }];
        return Some((inside, format!("`{inside}` is not read"), format!("words/{name}.yaml")));
    }
    if FOLDERS.contains(&folder) {
        return None;
    }
    let lower = folder.to_lowercase();
    let other = OTHER_NAMES.iter().find(|(other, _)| *other == lower).map(|(_, meant)| *meant);
    let meant = other.or_else(|| nearest(&lower, FOLDERS))?;
    Some((folder, format!("nothing reads the folder `{folder}` of a theme"), meant.to_owned()))
}

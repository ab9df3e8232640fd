//! The files of a theme: those inside the program, and those of a site.

use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, include_dir};

use super::{ASSETS, Assets, BUILT_IN, settings};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::stored::Stored;

static DEFAULT: Dir = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// A file of text.
#[derive(Clone)]
pub struct Template {
    /// Its path from the site's folder.
    pub path: Arc<str>,
    /// What stands in it.
    pub text: String,
}

/// Templates by name.
pub type Templates = BTreeMap<String, Template>;

/// The files of a theme, by what they are for.
#[derive(Default)]
pub struct Files {
    /// By name.
    pub templates: Templates,
    /// By the tag of their language, in small letters.
    pub words: BTreeMap<String, Template>,
    /// What is published.
    pub assets: Assets,
    /// `theme.yaml`
    pub settings: Option<Template>,
}

impl Files {
    /// The theme inside the program.
    pub fn built_in() -> Files {
        let mut files = Files::default();
        for (inside, bytes) in built_in() {
            let path = Arc::from(format!("themes/default/{inside}"));
            files.add(&inside, &path, &Stored::Held(bytes.into()), &mut Vec::new());
        }
        files
    }

    /// Takes in a file by its path in the theme's folder.
    pub fn add(&mut self, inside: &str, path: &Arc<str>, file: &Stored, out: &mut Vec<Diagnostic>) {
        if let Some(name) = inside.strip_prefix("static/") {
            self.assets.insert(format!("{ASSETS}{name}"), (path.clone(), file.clone()));
            return;
        }
        // All else is texts, which are held.
        let Some(bytes) = file.held() else { return };
        if let Some(name) = inside.strip_prefix("templates/") {
            if name.starts_with(BUILT_IN) {
                let words = format!("names under `{BUILT_IN}` are those of the built-in theme");
                out.push(
                    Diagnostic::new(Code::TemplateError, Span::file(path), words)
                        .hint("put the template into another folder"),
                );
                return;
            }
            self.templates.extend(utf8(bytes, path, "this template", out).map(|text| (name.to_owned(), text)));
        } else if let Some(tag) = inside.strip_prefix("words/").and_then(|name| name.strip_suffix(".yaml")) {
            let words = utf8(bytes, path, "this file of words", out);
            self.words.extend(words.map(|words| (tag.to_ascii_lowercase(), words)));
        } else if inside == settings::FILE {
            self.settings = utf8(bytes, path, "this theme.yaml", out);
        }
    }
}

/// The static files as readers get them: style sheets of ours, in our theme or copied from it, without comments.
pub fn published(assets: &Assets) -> Assets {
    let is_ours = |path: &str, bytes: &[u8]| {
        let ours = path.strip_prefix(ASSETS).and_then(|name| DEFAULT.get_file(format!("static/{name}")));
        path.ends_with(".css") && ours.is_some_and(|file| file.contents() == bytes)
    };
    let one = |(path, (from, file)): (&String, &(Arc<str>, Stored))| {
        let ours = file.held().filter(|bytes| is_ours(path, bytes));
        let file = ours.map_or_else(|| file.clone(), |bytes| Stored::Held(without_comments(bytes).into()));
        (path.clone(), (from.clone(), file))
    };
    assets.iter().map(one).collect()
}

/// A style sheet of ours without what only theme writers read. No string in one holds the signs of a comment.
fn without_comments(css: &[u8]) -> Vec<u8> {
    let css = String::from_utf8_lossy(css);
    let mut parts = css.split("/*");
    let mut code = parts.next().unwrap_or_default().to_owned();
    parts.for_each(|part| code.push_str(part.split_once("*/").map_or("", |(_, rest)| rest)));
    let lines: Vec<&str> = code.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n").into_bytes()
}

/// Whether the built-in theme has a template of this name.
pub fn has(template: &str) -> bool {
    DEFAULT.get_file(format!("templates/{template}")).is_some()
}

/// The files of the built-in theme, each by its path in the folder of a theme.
pub fn built_in() -> Vec<(String, &'static [u8])> {
    fn visit(dir: &'static Dir, files: &mut Vec<(String, &'static [u8])>) {
        let name = |file: &include_dir::File| file.path().to_string_lossy().replace('\\', "/");
        files.extend(dir.files().map(|file| (name(file), file.contents())));
        dir.dirs().for_each(|dir| visit(dir, files));
    }
    let mut files = Vec::new();
    visit(&DEFAULT, &mut files);
    files.sort();
    files
}

/// A file of text.
pub fn utf8(bytes: &[u8], path: &Arc<str>, what: &str, out: &mut Vec<Diagnostic>) -> Option<Template> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(Template { path: path.clone(), text: text.to_owned() }),
        Err(error) => {
            let words = format!("{what} is not UTF-8: an invalid byte at byte {}", error.valid_up_to());
            out.push(Diagnostic::new(Code::NotUtf8, Span::file(path), words));
            None
        }
    }
}

//! The first steps of the way, each with just what it depends on: settings, texts, theme.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::step::Step;
use crate::check::leaks::Leaks;
use crate::check::values;
use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::model::{Document, Settings, Site};
use crate::parse::{self, Dialect};
use crate::paths::SETTINGS;
use crate::read::{Asset, File, Snapshot};
use crate::render::{self, Languages, Theme};

/// A text, and what was parsed from it.
pub type ParsedText = Step<(Arc<File>, Dialect), Outcome<Option<Arc<Document>>>>;

/// The theme, compiled from these files.
pub type CompiledTheme = Step<ThemeFiles, Outcome<Theme>>;

/// What a theme is compiled from.
#[derive(PartialEq, Eq)]
pub struct ThemeFiles {
    name: String,
    /// The languages that its words are wanted in.
    languages: Languages,
    /// All files under `themes/`.
    files: Vec<Asset>,
}

/// What the settings file says.
pub fn settings(files: &Snapshot, out: &mut Vec<Diagnostic>) -> Settings {
    let mut settings = match &files.settings {
        Some(file) => parse::settings(&file.path, &file.text).drain_into(out),
        None => Settings::default(),
    };
    settings.base_url_written |= files.unread.iter().any(|path| **path == *SETTINGS);
    settings
}

/// Parses the texts.
pub fn texts(
    files: &Snapshot,
    settings: &Settings,
    last: Option<&[ParsedText]>,
    out: &mut Vec<Diagnostic>,
) -> Vec<ParsedText> {
    let dialect = Dialect::of(settings).in_vault(files.is_vault);
    let before = last.unwrap_or_default();
    let path = |text: &ParsedText| text.input().0.path.clone();
    let by_path = OnceLock::new();
    let find = |file: &File| {
        let by_path: &HashMap<_, _> = by_path.get_or_init(|| before.iter().map(|text| (path(text), text)).collect());
        by_path.get(&file.path).copied()
    };
    let parse = |(at, file): (usize, &Arc<File>)| {
        // Most often the files are the same as before.
        let here = before.get(at).filter(|text| text.input().0.path == file.path);
        let known = here.or_else(|| find(file));
        let parse = |(file, dialect): &(Arc<File>, Dialect)| parse::document(&file.path, &file.text, *dialect);
        Step::take((file.clone(), dialect), known, parse)
    };
    let texts: Vec<ParsedText> = files.texts.par_iter().enumerate().map(parse).collect();
    out.extend(texts.iter().flat_map(|text| text.output.diagnostics.iter().cloned()));
    texts
}

/// What must not get into anything that readers get; none where nothing is kept from them.
pub fn leaks(files: &Snapshot, site: &Site) -> Option<Leaks> {
    if site.withheld.is_empty() {
        return None;
    }
    let texts: HashMap<&str, &File> = files.texts.iter().map(|file| (&*file.path, &**file)).collect();
    let pieces = |document: &Document| {
        texts.get(&*document.path).map_or_else(Vec::new, |file| parse::said(&file.path, &file.text))
    };
    let withheld = site.withheld.iter().map(|document| (&**document, pieces(document)));
    let is_withheld: HashSet<&str> = site.withheld.iter().map(|document| &*document.path).collect();
    let shown = site.texts.iter().map(|text| &*text.path).filter(|path| !is_withheld.contains(path));
    let shown = shown.filter_map(|path| texts.get(path).copied());
    let written = shown.chain(files.settings.as_deref()).map(|file| (file.path.clone(), file.text.as_str()));
    let themes =
        files.themes.iter().filter_map(|file| Some((file.path.clone(), str::from_utf8(file.bytes.held()?).ok()?)));
    let built_in: Arc<str> = Arc::from("themes/default");
    let built_in = render::built_in_texts().map(|text| (built_in.clone(), text));
    Some(Leaks::of(withheld, &site.withheld_files, written.chain(themes).chain(built_in)))
}

/// The documents of a site, with what stands for those that cannot be read.
pub fn documents(files: &Snapshot, texts: &[ParsedText]) -> Vec<Arc<Document>> {
    let unread = files.unread.iter().filter_map(parse::unread);
    texts.iter().filter_map(|text| text.output.value.clone()).chain(unread).collect()
}

/// The paths under `content/` of the files that are copied as they are.
pub fn copied(files: &Snapshot) -> BTreeSet<String> {
    files.assets.iter().filter_map(|asset| Some(asset.path.strip_prefix("content/")?.to_owned())).collect()
}

/// The paths under `content/` of the files of which something was said when they were to be read, and that were not.
pub fn left_out(read: &Outcome<Snapshot>) -> BTreeSet<String> {
    let Outcome { value: files, diagnostics } = read;
    let mut left: BTreeSet<&str> = diagnostics.iter().map(|finding| &*finding.span.path).collect();
    if !left.is_empty() {
        let read: HashSet<&str> = files.paths().chain(&files.unread).map(|path| &**path).collect();
        left.retain(|path| !read.contains(path));
    }
    left.into_iter().filter_map(|path| Some(path.strip_prefix("content/")?.to_owned())).collect()
}

/// The sizes of the images among them, by the same paths.
pub fn image_sizes(files: &Snapshot) -> ahash::HashMap<String, (u32, u32)> {
    let sized = files.assets.iter().filter_map(|asset| Some((asset.path.strip_prefix("content/")?, asset.size?)));
    sized.map(|(path, size)| (path.to_owned(), size)).collect()
}

/// Compiles the theme that the settings name.
pub fn theme(
    files: &Snapshot,
    settings: &Settings,
    texts: &[ParsedText],
    last: Option<&CompiledTheme>,
) -> CompiledTheme {
    let languages = languages(settings, texts);
    let input = ThemeFiles { name: settings.theme.clone(), languages, files: files.themes.clone() };
    Step::take(input, last, compile)
}

/// The languages that the pages of a site are written in, its own first.
fn languages(settings: &Settings, texts: &[ParsedText]) -> Languages {
    let mut others: BTreeMap<&str, &Arc<str>> = BTreeMap::new();
    for document in texts.iter().filter_map(|text| text.output.value.as_ref()) {
        if let Some(language) = document.language.as_deref().filter(|language| *language != settings.language) {
            others.entry(language).or_insert(&document.path);
        }
    }
    let own = (settings.language.clone(), Arc::from(SETTINGS));
    let others = others.into_iter().map(|(tag, path)| (tag.to_owned(), path.clone()));
    std::iter::once(own).chain(others).collect()
}

fn compile(ThemeFiles { name, languages, files }: &ThemeFiles) -> Outcome<Theme> {
    let prefix = format!("themes/{name}/");
    let mut conflicts = Vec::new();
    let merged = |file: &&Asset| {
        let Some(inside) = file.path.strip_prefix(&prefix) else { return true };
        let found = file.bytes.held().map_or_else(Vec::new, |bytes| parse::conflicts(&file.path, bytes));
        // The built-in template or words stand for what has two versions. What pages lead to stays where it is.
        let is_whole = found.is_empty() || inside.starts_with("static/");
        conflicts.extend(found);
        is_whole
    };
    let whole: Vec<&Asset> = files.iter().filter(merged).collect();
    let mut theme = Theme::load(name, languages, whole.into_iter().map(|file| (&file.path, &file.bytes)));
    theme.diagnostics.extend(conflicts);
    if name != "default" && !files.iter().any(|file| file.path.starts_with(&prefix)) {
        let known = files.iter().filter_map(|file| file.path.split('/').nth(1));
        theme.diagnostics.push(
            Diagnostic::new(
                Code::UnknownTheme,
                Span::file(&Arc::from(SETTINGS)),
                format!("there is no theme `{name}`"),
            )
            .nearest(name, known)
            .hint(format!("put its files into {prefix}, or remove the line `theme:`")),
        );
    }
    theme
}

/// What is wrong with the values that a theme gives to the built-in style sheet, where it extends that.
pub fn theme_values(theme: &Theme) -> Vec<Diagnostic> {
    const BUILT_IN: [&str; 2] = ["assets/style.css", "assets/print.css"];
    let sheets = theme.files.iter().filter(|(path, _)| path.ends_with(".css"));
    let texts =
        sheets.filter_map(|(path, (from, bytes))| Some((path.as_str(), from, str::from_utf8(bytes.held()?).ok()?)));
    let (built_in, own): (Vec<_>, Vec<_>) = texts.partition(|(path, ..)| BUILT_IN.contains(path));
    let style = render::built_in_theme().into_iter().find(|(inside, _)| inside == "static/style.css");
    let is_extended = |text: &str| style.as_ref().is_some_and(|(_, bytes)| *bytes == text.as_bytes());
    let Some((.., style)) = built_in.iter().find(|(path, _, text)| *path == BUILT_IN[0] && is_extended(text)) else {
        return Vec::new();
    };
    if own.is_empty() {
        return Vec::new();
    }
    let own: Vec<(&Arc<str>, &str)> = own.iter().map(|(_, from, text)| (*from, *text)).collect();
    let built_in: Vec<&str> = built_in.iter().map(|(.., text)| *text).collect();
    values::look(&own, &built_in, &values::of_sheet(style))
}

//! From a place in a page to a place in a file.

use serde::Deserialize;

use super::pages::{Lookup, find};
use crate::diagnostic::Span;
use crate::diagnostic::excerpt::LinedText;
use crate::ids::{self, IdKind};
use crate::pipeline::Edition;

/// What is to be opened: a place in a file, or what stands behind a part of a page. The first that leads somewhere counts.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// A file of the site, by its path from the site's folder.
    pub file: Option<String>,
    /// A line in it, from 1.
    pub line: Option<usize>,
    /// Else a byte in it: what the comments of a page with places name.
    pub byte: Option<usize>,
    /// The id of a note.
    pub note: Option<String>,
    /// The path of the address of another page, which a card or a cell of the matrix is about.
    pub href: Option<String>,
    /// The path of the address of the page.
    pub page: String,
    /// Keys of the front matter that what was clicked may be the words of; the first that stands in the file counts.
    pub keys: Vec<String>,
}

/// The file and the line that are wanted. A private text lies elsewhere than where it would stand.
pub fn locate(edition: &Edition, wanted: &Wanted) -> Option<(String, usize)> {
    let (file, line) = known(edition, wanted)?;
    let elsewhere = edition.snapshot().private.get(&*file).map(|path| path.to_string());
    Some((elsewhere.unwrap_or(file), line))
}

fn known(edition: &Edition, wanted: &Wanted) -> Option<(String, usize)> {
    if let Some(file) = &wanted.file {
        let line = wanted.line.unwrap_or_else(|| line_of(edition, file, wanted.byte.unwrap_or_default()));
        return edition.snapshot().paths().any(|path| **path == **file).then(|| (file.clone(), line));
    }
    let note = || source_of(edition, wanted.note.as_deref()?);
    let linked = || head_of(edition, wanted.href.as_deref()?);
    let span = note().or_else(linked).or_else(|| head_of(edition, &wanted.page))?;
    let keys = || wanted.keys.iter().find_map(|key| line_of_key(edition, &span.path, key));
    let line = keys().unwrap_or_else(|| line_of(edition, &span.path, span.start as usize));
    Some((span.path.to_string(), line))
}

/// The number of the line in the front matter of a file at which a key stands.
fn line_of_key(edition: &Edition, file: &str, key: &str) -> Option<usize> {
    let text = edition.snapshot().texts_by_path()(file)?;
    let mut head = text.lines().zip(1..).skip(1).take_while(|(line, _)| line.trim_end() != "---");
    let is_at = |line: &str| line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with(':'));
    head.find_map(|(line, number)| is_at(line).then_some(number))
}

/// Where the title of the source stands to which a note belongs. `note-KEY/PLACE` is a place in the source.
fn source_of<'e>(edition: &'e Edition, note: &str) -> Option<&'e Span> {
    let IdKind::Note(rest) = IdKind::read(note) else { return None };
    let site = edition.site();
    let source = ids::keys_of_note(rest).find_map(|key| site.source(key))?;
    Some(&site.texts[site.sources[source].text].head)
}

/// Where the title of the page at an address stands.
fn head_of<'e>(edition: &'e Edition, address: &str) -> Option<&'e Span> {
    let Lookup::At(path, _) = find(edition, address) else { return None };
    edition.head_of(&path)
}

/// The number of the line at a byte of a file.
fn line_of(edition: &Edition, file: &str, byte: usize) -> usize {
    edition.snapshot().texts_by_path()(file).map_or(1, |text| LinedText::new(text).line_column(byte).0)
}

//! What does not fit its sheet, said to the author.

use std::sync::Arc;

use super::printer::TooWide;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::PageId;
use crate::paths::SETTINGS;
use crate::pipeline::Edition;
use crate::tags::each_tag;

/// A finding for each thing on a page that is too wide.
pub fn findings(edition: &Edition, page: PageId, too_wide: &[TooWide]) -> Vec<Diagnostic> {
    if too_wide.is_empty() {
        return Vec::new();
    }
    let path = &edition.site().pages[page].path;
    let markup = edition.page_with_places(path).unwrap_or_default();
    let file = || edition.site().pages[page].file.clone().unwrap_or_else(|| Arc::from(SETTINGS));
    let head = || edition.head_of(path).cloned().unwrap_or_else(|| Span::file(&file()));
    let finding = |thing: &TooWide| {
        let TooWide { tag, number, in_text, width, room } = thing;
        let place = if *in_text { place(&markup, tag, *number) } else { None };
        let what = match tag.as_str() {
            "table" => "a table",
            "pre" => "a block of code",
            "img" | "svg" | "figure" => "an image",
            _ => "a line",
        };
        let message = format!(
            "{what} is {width} mm wide on paper, where there is room for {room} mm: the browser sets all of the PDF smaller"
        );
        Diagnostic::new(Code::TooWide, place.unwrap_or_else(head), message).mended()
    };
    too_wide.iter().map(finding).collect()
}

/// The sheets that are handed out of a briefing: one with what it judges, one with the matrix.
const HANDOUT: usize = 2;

/// A finding where what is handed out of a briefing needs more sheets.
pub fn too_long(edition: &Edition, page: PageId, sheets: usize) -> Option<Diagnostic> {
    let path = &edition.site().pages[page].path;
    let head = edition.head_of(path).cloned();
    let file = || edition.site().pages[page].file.clone().unwrap_or_else(|| Arc::from(SETTINGS));
    let message = format!("what is handed out of this briefing needs {sheets} sheets, where two are meant");
    (sheets > HANDOUT)
        .then(|| Diagnostic::new(Code::LongHandout, head.unwrap_or_else(|| Span::file(&file())), message).mended())
}

/// The block of a text in which a tag stands: the comments of a page with places say where each begins.
fn place(markup: &str, tag: &str, number: usize) -> Option<Span> {
    let (mut seen, mut at) = (0, None);
    each_tag(markup, |name, open, _| {
        if name == tag {
            if seen == number {
                at = Some(open);
            }
            seen += 1;
        }
    });
    let before = &markup[..at?];
    let comment = &before[before.rfind("<!--@")? + "<!--@".len()..];
    let (file, byte) = comment[..comment.find("-->")?].rsplit_once('#')?;
    let byte = byte.parse().ok()?;
    Some(Span::new(&Arc::from(file), byte..byte))
}

//! A whole page before the theme renders it.

use std::collections::BTreeSet;

use super::cards::Cards;
use super::view::{Content, LocatorView, PageHead, Text};
use crate::model::SourceId;

/// What a page is wanted with.
#[derive(Debug, Clone, Copy, Default)]
pub struct ViewOptions {
    /// Comments in its texts that say where in its file each block begins.
    pub places: bool,
    /// The way to its PDF.
    pub pdf: bool,
    /// All sources or positions in one list too, beside the sections of their page.
    pub whole_lists: bool,
}

/// A page as the theme has rendered it.
#[derive(Debug, Clone)]
pub struct RenderedPage<Html> {
    /// The page.
    pub html: Html,
    /// Whether its template failed, so that it says no more than that.
    pub is_gap: bool,
}

/// A page, with everything its template may know.
pub struct PageView<'a> {
    /// About the page.
    pub head: PageHead<'a>,
    /// The template that renders it.
    pub template: &'static str,
    /// Its text with the blocks in it, of the kinds whose authors may place blocks; `html` in templates.
    pub text: Option<Text<'a>>,
    /// What its markers lead to.
    pub notes: PageNotes<'a>,
    /// What else there is to it.
    pub content: Content<'a>,
}

/// What the markers of a page lead to, before the theme has rendered what its notes say of their sources.
pub struct PageNotes<'a> {
    /// What templates may know of the sources.
    pub cards: Cards<'a>,
    /// The cited sources, by number.
    pub sources: Vec<PageNote<'a>>,
    /// The authors' own notes.
    pub remarks: Vec<Remark>,
}

impl PageNotes<'_> {
    /// The sources that they name, each once: by number, then in the order of the authors' own notes.
    pub fn cited(&self) -> Vec<SourceId> {
        let mut known = BTreeSet::new();
        let numbered = self.sources.iter().map(|note| note.source);
        let in_remarks = self.remarks.iter().flat_map(|remark| remark.sources.iter().copied());
        numbered.chain(in_remarks).filter(|source| known.insert(*source)).collect()
    }
}

/// An author's note.
pub struct Remark {
    /// What markers link to, without `#`.
    pub id: String,
    /// `a`, `b`, …
    pub letter: String,
    /// Its text.
    pub html: String,
    /// The ways back to its uses: finished markup.
    pub back: String,
    /// The sources whose addresses it names.
    pub sources: Vec<SourceId>,
}

/// A source in the notes of a page.
pub struct PageNote<'a> {
    /// The source.
    pub source: SourceId,
    /// What markers link to, without `#`.
    pub id: String,
    /// Its number on this page.
    pub number: usize,
    /// The ways back to its uses without a locator: finished markup, empty when there are none.
    pub back: String,
    /// The places in it that are cited, each with its uses.
    pub locators: Vec<LocatorView<'a>>,
}

//! Paragraphs of Markdown, which blocks of HTML in them end, and which go on behind those.

use std::ops::Range;

use pulldown_cmark::Event;

use super::{Around, Paragraph, State, Writer};

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Writer<'a, I> {
    /// A paragraph of Markdown begins.
    pub(in super::super) fn begin_paragraph(&mut self, range: Range<usize>) {
        if self.begin_title(&range) {
            return;
        }
        self.html.paragraph.was_split = false;
        self.html.paragraph.range = range;
        self.open_paragraph();
    }

    fn open_paragraph(&mut self) {
        self.out.html.push_str("<p>");
        let State { open, paragraph, .. } = &mut self.html;
        (paragraph.before, paragraph.start, paragraph.is_open) = (open.len(), self.out.html.len(), true);
    }

    /// Ends the paragraph of Markdown.
    pub(in super::super) fn end_paragraph(&mut self) {
        let Paragraph { is_open, was_split, .. } = self.html.paragraph;
        let is_gone = !is_open || (was_split && self.drop_empty_paragraph());
        self.out.html.push_str(if is_gone { "\n" } else { "</p>\n" });
    }

    /// Ends the paragraph of Markdown before a block of HTML in it.
    pub(in super::super) fn interrupt_paragraph(&mut self) {
        if self.html.around.last() != Some(&Around::Paragraph) || !self.html.paragraph.is_open {
            return;
        }
        self.end_paragraph_words();
        if !self.drop_empty_paragraph() {
            self.out.html.push_str("</p>");
        }
        (self.html.paragraph.is_open, self.html.paragraph.was_split) = (false, true);
    }

    /// Whether a part of the text is all that a paragraph of Markdown holds.
    pub(in super::super) fn is_whole_paragraph(&self, part: &Range<usize>) -> bool {
        let Paragraph { range, is_open, was_split, .. } = &self.html.paragraph;
        let is_in = range.start <= part.start && part.end <= range.end;
        let is_alone = || {
            let around = [&self.source[range.start..part.start], &self.source[part.end..range.end]];
            around.iter().all(|around| around.trim().is_empty())
        };
        self.html.around.last() == Some(&Around::Paragraph) && *is_open && !was_split && is_in && is_alone()
    }

    /// Takes the tag of the paragraph away, where nothing stands behind it.
    fn drop_empty_paragraph(&mut self) -> bool {
        let start = self.html.paragraph.start;
        let has_hole = self.out.holes.last().is_some_and(|(at, _)| *at as usize >= start);
        let is_empty = !has_hole && self.out.html[start..].trim().is_empty();
        if is_empty {
            self.out.html.truncate(start - "<p>".len());
        }
        is_empty
    }

    /// Begins the paragraph of Markdown again, once all blocks in it have ended.
    pub(super) fn begin_again(&mut self) {
        let in_paragraph = self.html.around.last() == Some(&Around::Paragraph);
        let Paragraph { before, is_open, .. } = self.html.paragraph;
        if in_paragraph && !is_open && self.html.open.len() <= before {
            self.open_paragraph();
        }
    }
}

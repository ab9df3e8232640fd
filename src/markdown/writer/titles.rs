//! Paragraphs that are the title of a callout or the caption of a table.

use std::ops::Range;

use pulldown_cmark::Event;

use super::html::Around;
use super::{Writer, alert};
use crate::markdown::source::{CAPTION, TITLE};
use crate::markdown::{Fragment, Hole, Said};

/// What goes on with titles and captions.
#[derive(Default)]
pub(super) struct State {
    /// What closes each callout that is open.
    callouts: Vec<&'static str>,
    /// The class of the callout whose title comes next, and the element of that.
    title: Option<(&'static str, &'static str)>,
    /// The paragraph that is being written, when it is a title or a caption.
    paragraph: Option<Paragraph>,
    /// The caption whose table comes next.
    pub(super) caption: Option<Fragment>,
    /// Where a paragraph begins that is the caption of the table before it; where that table begins in the markup, and
    /// how many holes stand before it.
    behind: Option<(usize, usize, usize)>,
}

enum Paragraph {
    /// The title of a callout, with what closes it.
    Title(&'static str),
    /// A caption: what is written around it, and whether its table stands before it.
    Caption(Fragment, bool),
}

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Writer<'a, I> {
    /// Begins a set-off block, with its title or up to that.
    pub(super) fn open_callout(&mut self, kind: pulldown_cmark::BlockQuoteKind, range: &Range<usize>) {
        let class = alert(kind);
        let fold = self.fold(range);
        let (start, end) = match fold {
            Some('-') => ("<details class=\"alert alert-", "</details>\n"),
            Some('+') => ("<details open class=\"alert alert-", "</details>\n"),
            _ => ("<aside class=\"alert alert-", "</aside>\n"),
        };
        self.out.html.push_str(start);
        self.out.html.push_str(class);
        self.out.html.push_str(if end == "</aside>\n" { "\" role=\"note\">" } else { "\">" });
        self.titles.callouts.push(end);
        match fold {
            Some(fold) => self.titles.title = Some((class, if fold == '.' { "p" } else { "summary" })),
            None => {
                self.out.html.push_str("<p class=\"alert-title\">");
                self.out.hole(Hole::Said(Said::Alert(class)));
                self.out.html.push_str("</p>\n");
            }
        }
    }

    pub(super) fn close_callout(&mut self) {
        self.titles.title = None;
        let end = self.titles.callouts.pop().unwrap_or_default();
        self.out.html.push_str(end);
    }

    /// How the callout folds whose first paragraph is its title.
    fn fold(&self, range: &Range<usize>) -> Option<char> {
        let (_, rest) = self.source[range.clone()].split_once('\n')?;
        rest.trim_start_matches(['>', ' ', '\t']).strip_prefix(TITLE)?.chars().next()
    }

    /// A paragraph begins; whether it is a title or a caption.
    pub(super) fn begin_title(&mut self, range: &Range<usize>) -> bool {
        let words = &self.source[range.clone()];
        if words.starts_with(TITLE) {
            let Some((class, element)) = self.titles.title.take() else { return false };
            let sign = TITLE.len_utf8() + 1;
            self.taken = range.start..range.start + sign;
            self.out.html.push_str(&format!("<{element} class=\"alert-title\">"));
            // Who sees the sign before the title does not need the word.
            let is_alone = words[sign..].trim().is_empty();
            self.out.html.push_str(if is_alone { "" } else { "<span class=\"visually-hidden\">" });
            self.out.hole(Hole::Said(Said::Alert(class)));
            self.out.html.push_str(if is_alone { "" } else { "</span> " });
            self.titles.paragraph = Some(Paragraph::Title(if element == "p" { "</p>\n" } else { "</summary>\n" }));
        } else if words.starts_with(CAPTION) && (self.is_behind_table(range) || self.is_above_table(range.end)) {
            self.taken = range.start..range.start + CAPTION.len();
            let outer = std::mem::take(&mut self.out);
            self.titles.paragraph = Some(Paragraph::Caption(outer, self.is_behind_table(range)));
        } else {
            return false;
        }
        // No block stands in one.
        if let Some(around) = self.html.around.last_mut() {
            *around = Around::Line;
        }
        true
    }

    /// Ends such a paragraph; whether it was one.
    pub(super) fn end_title(&mut self) -> bool {
        let Some(paragraph) = self.titles.paragraph.take() else { return false };
        self.end_of_words();
        match paragraph {
            Paragraph::Title(end) => self.out.html.push_str(end),
            Paragraph::Caption(outer, is_behind) => {
                let mut caption = std::mem::replace(&mut self.out, outer);
                match self.titles.behind.take().filter(|_| is_behind) {
                    Some((_, at, holes)) => {
                        caption.html.insert_str(0, "<caption>");
                        caption.holes.iter_mut().for_each(|(at, _)| *at += "<caption>".len() as u32);
                        caption.html.push_str("</caption>");
                        self.out.splice(at, holes, caption);
                    }
                    None => self.titles.caption = Some(caption),
                }
            }
        }
        true
    }

    fn is_behind_table(&self, paragraph: &Range<usize>) -> bool {
        self.titles.behind.is_some_and(|(start, ..)| start == paragraph.start)
    }

    /// Writes the caption that stands before its table, or makes room for the one behind it.
    pub(super) fn table_caption(&mut self, table: &Range<usize>) {
        if let Some(caption) = self.titles.caption.take() {
            self.out.html.push_str("<caption>");
            self.out.splice(self.out.html.len(), self.out.holes.len(), caption);
            self.out.html.push_str("</caption>");
            return;
        }
        let next = self.next_words(table.end);
        let is_caption = next.is_some_and(|next| self.source[next..].starts_with(CAPTION));
        self.titles.behind = next.filter(|_| is_caption).map(|next| (next, self.out.html.len(), self.out.holes.len()));
    }

    /// Writes a caption as a paragraph, when no table comes: nothing of it is lost.
    pub(super) fn write_left_caption(&mut self) {
        if let Some(caption) = self.titles.caption.take() {
            self.out.html.push_str("<p>");
            self.out.html.push_str(CAPTION);
            self.out.splice(self.out.html.len(), self.out.holes.len(), caption);
            self.out.html.push_str("</p>\n");
        }
    }

    /// Whether the next lines that are not empty begin a table.
    fn is_above_table(&self, from: usize) -> bool {
        let Some(head) = self.next_words(from) else { return false };
        let mut lines = self.source[head..].lines();
        let is_head = lines.next().is_some_and(|head| head.contains('|'));
        let rule = lines.next().unwrap_or_default().trim_start_matches(['>', ' ', '\t']);
        is_head && rule.contains('-') && rule.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' ' | b'\t' | b'\r'))
    }

    /// Where the next words stand, behind empty lines and signs of quotes.
    fn next_words(&self, from: usize) -> Option<usize> {
        let rest = &self.source[from..];
        let words = rest.trim_start_matches(['\n', '\r', '>', ' ', '\t']);
        (!words.is_empty()).then_some(from + rest.len() - words.len())
    }
}

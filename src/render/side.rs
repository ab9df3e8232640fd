//! Notes beside the text: what a marker leads to, in brief, right behind it. A style sheet puts the first of each section
//! into the margin of wide screens, and shows the others as cards at their markers.
//!
//! They say nothing that the notes below do not say, so they are `hidden` for whoever has no such style sheet (older
//! themes, feeds), and nothing to screen readers. They hold no links: the marker is the link. They are not `inert`, since a
//! card stays while somebody points at it.

use std::fmt::Write;

use ahash::{HashSet, HashSetExt};
use pulldown_cmark_escape::escape_html_body_text;

use super::cards::Cards;
use crate::model::SourceId;

/// The longest note of an author's beside the text, in characters; what is longer ends in `…`.
const LONGEST: usize = 480;

/// Which notes the section that a page has come to has shown so far.
#[derive(Default)]
pub struct Sides {
    shown: HashSet<String>,
}

impl Sides {
    /// A new section begins: what stands beside an earlier one is out of sight.
    pub fn begin_section(&mut self) {
        if !self.shown.is_empty() {
            self.shown = HashSet::new();
        }
    }

    /// Writes what stands beside a marker: its number or letter, and what `say` writes.
    pub fn write(&mut self, html: &mut String, note: &str, mark: &str, say: impl FnOnce(&mut String)) {
        let again = self.shown.contains(note);
        if !again {
            self.shown.insert(note.to_owned());
        }
        let class = if again { "side side-again" } else { "side" };
        // Writing to a string cannot fail.
        let _ = write!(html, "<span class=\"{class}\" hidden><span aria-hidden=\"true\"><b>{mark}</b> ");
        say(html);
        html.push_str("</span></span>");
    }
}

/// Writes who says it, where and when: the source in one line.
pub fn source(html: &mut String, cards: &Cards, at: SourceId, place: Option<&str>) {
    let meta = &cards.site.sources[at].meta;
    let (name, title, between) = (cards.short_name(at), cards.words_of(&meta.title), cards.words.text("list.words"));
    if name != title {
        escape(html, &name);
        escape(html, between);
    }
    html.push_str("<cite dir=\"auto\">");
    escape(html, title);
    html.push_str("</cite>");
    let published = meta.published.as_ref().map(|date| cards.words.date(&date.value));
    for part in [published.as_deref(), place].into_iter().flatten() {
        escape(html, between);
        escape(html, part);
    }
}

/// Writes the words of an author's note.
pub fn remark(html: &mut String, words: &str) {
    match words.char_indices().nth(LONGEST) {
        None => escape(html, words),
        Some((end, _)) => {
            let whole = words[..end].rfind(char::is_whitespace).unwrap_or(end);
            escape(html, words[..whole].trim_end_matches(|c: char| c.is_whitespace() || c.is_ascii_punctuation()));
            html.push('…');
        }
    }
}

fn escape(html: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = escape_html_body_text(html, text);
}

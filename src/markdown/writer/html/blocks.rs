//! A block of HTML: its tags, and the words between them.

use std::ops::Range;

use pulldown_cmark::Event;

use super::{End, Why, Writer};
use crate::diagnostic::Code;
use crate::markdown::html::{self, Piece};
use crate::markdown::{Hole, MarkerKind, citation, source};

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Writer<'a, I> {
    /// A block of HTML, whose lines are the next events.
    pub(in super::super) fn html_block(&mut self, range: Range<usize>) {
        let (mut written, lines) = self.read_html_block();
        if !self.options.safe_html {
            return self.shown_html(&written, range, true);
        }
        written.truncate(written.trim_end().len());
        self.html.in_block = true;
        let place = |at: usize| {
            let line = lines.partition_point(|(from, _)| *from <= at).saturating_sub(1);
            lines.get(line).map_or(range.start, |(from, start)| start + (at - from))
        };
        let pieces = html::pieces(&written);
        for (at, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Words(words) => self.words_of_html(&written[words.clone()], words.start, &place),
                Piece::Tag(tag, bytes) => {
                    let range = place(bytes.start)..place(bytes.end - 1) + 1;
                    match tag.name.as_str() {
                        "p" if !tag.is_end && tag.get("align").is_some() && !ends_paragraph(&pieces[at + 1..]) => {
                            self.start_tag(&html::PARAGRAPHS, tag, &written[bytes.clone()], range);
                        }
                        _ => self.tag(tag, &written[bytes.clone()], range),
                    }
                }
                Piece::Other(bytes) if written[bytes.clone()] == *source::NO_COMMENT => {}
                Piece::Other(bytes) => {
                    self.hold_words(&(place(bytes.start)..place(bytes.end - 1) + 1));
                    self.shown_html(&written[bytes.clone()], place(bytes.start)..place(bytes.end - 1) + 1, false);
                }
            }
        }
        self.close_html_of_lines();
        self.html.in_block = false;
        let heading =
            matches!(self.out.holes.last(), Some((at, Hole::HeadingEnd(_))) if *at as usize == self.out.html.len());
        if !heading && !self.out.html.ends_with('\n') {
            self.out.html.push('\n');
        }
    }

    /// The lines of a block, which ends with them, and the bytes at which each begins, there and in the source.
    fn read_html_block(&mut self) -> (String, Vec<(usize, usize)>) {
        let (mut written, mut lines) = (String::new(), Vec::new());
        for (event, place) in self.events.by_ref() {
            match event {
                Event::Html(line) => {
                    lines.push((written.len(), place.start));
                    written.push_str(&line);
                }
                Event::End(_) => break,
                _ => {}
            }
        }
        self.html.around.pop();
        (written, lines)
    }

    /// Closes what is a part of a line, which ends with the lines of its block.
    fn close_html_of_lines(&mut self) {
        let level = self.html.around.len();
        while let Some(top) = self.html.open.last().filter(|top| top.level == level)
            && (top.element.is_inline() || matches!(top.end, End::Paragraph | End::Heading))
        {
            self.close_last(Why::Around);
        }
    }

    /// Words in a block of HTML, where no Markdown is read but citations and notes.
    fn words_of_html(&mut self, words: &str, at: usize, place: &impl Fn(usize) -> usize) {
        if words.trim().is_empty() {
            if self.is_verbatim() {
                self.write_plain_text(words);
            } else if !words.is_empty() {
                self.out.html.push_str(if words.contains('\n') { "\n" } else { " " });
                self.plain.text.push(' ');
            }
            return;
        }
        self.hold_words(&(place(at)..place(at) + 1));
        let mut at = at;
        for line in words.split_inclusive('\n') {
            self.line_of_html(line, place(at));
            at += line.len();
        }
    }

    /// A line of such words, from a byte of the source.
    pub(in super::super) fn line_of_html(&mut self, line: &str, start: usize) {
        let mut from = 0;
        let mut at = 0;
        while let Some(sign) = memchr::memchr2(b'[', b'&', &line.as_bytes()[at..]).map(|sign| at + sign) {
            let rest = &line[sign..];
            let place = |length: usize| start + sign..start + sign + length;
            if let Some((length, meant)) = html::reference(rest) {
                self.piece_of_html(&line[from..sign], start + from);
                self.write_text(&meant, &place(length));
                (from, at) = (sign + length, sign + length);
            } else if let Some(length) = marker_length(rest).filter(|_| !self.is_verbatim()) {
                self.piece_of_html(&line[from..sign], start + from);
                match rest[..length].strip_prefix("[^") {
                    Some(label) => {
                        let number = self.note_number(&label[..label.len() - 1], &place(length));
                        self.marker(MarkerKind::Note(number, [].into()), place(length));
                    }
                    None => self.citation(place(length)),
                }
                (from, at) = (sign + length, sign + length);
            } else {
                at = sign + 1;
            }
        }
        self.piece_of_html(&line[from..], start + from);
    }

    fn piece_of_html(&mut self, words: &str, start: usize) {
        if words.is_empty() {
            return;
        }
        let begins_line = self.source[..start].trim_end_matches([' ', '\t']).ends_with('\n');
        let unread = unread_markdown(words).or_else(|| {
            let is_read = !self.is_verbatim();
            is_read.then(|| emphasised(words).or_else(|| unread_block(words).filter(|_| begins_line))).flatten()
        });
        if let Some((at, length)) = unread {
            let place = start + at..start + at + length;
            if self.tell("**", Code::UnreadMarkup, place, "Markdown right within HTML stands as it is typed", true) {
                self.hint_last("put an empty line between the tag and the Markdown");
            }
        }
        let (words, end) = words.strip_suffix('\n').map_or((words, ""), |words| (words, "\n"));
        let range = start..start + words.len();
        match self.source.get(range.clone()) == Some(words) {
            true => self.words(words, range),
            false => self.write_plain_text(words),
        }
        if self.is_verbatim() {
            self.write_plain_text(end);
        } else if !end.is_empty() {
            self.out.html.push('\n');
            self.plain.text.push(' ');
        }
    }
}

/// Whether a paragraph ends in these pieces.
fn ends_paragraph(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| matches!(piece, Piece::Tag(tag, _) if tag.is_end && tag.name == "p"))
}

/// The length of the citation or note that a text begins with.
pub(in super::super) fn marker_length(text: &str) -> Option<usize> {
    let behind = text.strip_prefix('[')?;
    // What opens another bracket closes none: nobody looks beyond it, or each of many brackets would look through the rest.
    let close = behind.find(['[', ']']).filter(|at| behind[*at..].starts_with(']'))?;
    let (inside, end) = (&behind[..close], close + 2);
    let is_note =
        inside.strip_prefix('^').is_some_and(|label| !label.is_empty() && !label.contains(char::is_whitespace));
    (is_note || citation::parse(inside, 1).is_some()).then_some(end)
}

/// Where Markdown stands in words that are not read as Markdown: its byte and its length.
fn unread_markdown(words: &str) -> Option<(usize, usize)> {
    let signs = ["**", "](", "[[", "]["];
    signs.iter().filter_map(|sign| words.find(sign).map(|at| (at, sign.len()))).min()
}

/// The first stretch between two `*`, `_` or backticks that are close to its words.
fn emphasised(words: &str) -> Option<(usize, usize)> {
    words.match_indices(['*', '_', '`']).find_map(|(at, sign)| {
        let inside = &words[at + 1..];
        let length = inside.find(sign).filter(|length| *length > 0)?;
        let is_close = inside.starts_with(char::is_alphanumeric) && !inside[..length].ends_with(char::is_whitespace);
        let stands_alone =
            !words[..at].ends_with(char::is_alphanumeric) && !inside[length + 1..].starts_with(char::is_alphanumeric);
        (is_close && stands_alone).then_some((at, length + 2))
    })
}

/// The sign of a heading, an item, a quote or a block of code that a line begins with.
fn unread_block(line: &str) -> Option<(usize, usize)> {
    let words = line.trim_start();
    let heading = words.trim_start_matches('#');
    let is_heading = (1..=6).contains(&(words.len() - heading.len())) && heading.starts_with(' ');
    let signs = ["- ", "* ", "+ ", "> ", "```", "~~~", "1. "];
    let is_block = is_heading || signs.iter().any(|sign| words.starts_with(sign));
    is_block.then(|| (line.len() - words.len(), words.trim_end().len()))
}

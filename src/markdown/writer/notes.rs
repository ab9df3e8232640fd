//! Citations and notes: markers in the text, and what they lead to.

use std::collections::BTreeSet;
use std::ops::Range;

use ahash::HashMap;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::addresses::{self, NoteLink};
use super::links::only_address;
use super::{Writer, extensions};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::markdown::{CiteTarget, Citing, Fragment, Hole, Marker, MarkerKind, Note, NoteAddress, Plain, citation};
use crate::web;

/// Lines that are wrapped are at least this long, in characters.
const SHORTEST_WRAPPED: usize = 60;
/// A note with more bytes is no address alone.
const LONGEST_ADDRESS: usize = 16 << 10;

/// What goes on with notes.
#[derive(Default)]
pub(super) struct State {
    /// Number of each note, by its label in lower case.
    numbers: HashMap<String, u32>,
    /// Numbers of the notes whose definitions have begun.
    defined: BTreeSet<u32>,
    /// The note that is being written, and what it interrupts; below it the ones around it.
    pub(super) open: Vec<OpenNote>,
    /// The note that each marker stands in.
    within: Vec<Option<u32>>,
}

pub(super) struct OpenNote {
    number: u32,
    outer: Fragment,
    /// Links to other hosts in it.
    pub(super) links: Vec<NoteLink>,
    /// Its words so far.
    pub(super) words: Plain,
    /// How many links to other hosts stand before it.
    web_links: usize,
    /// How much was found before it.
    found: usize,
}

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Writer<'a, I> {
    pub(super) fn marker(&mut self, mut kind: MarkerKind, range: Range<usize>) {
        if let MarkerKind::Cites(items) = &mut kind {
            for item in items {
                item.prefix = self.visible(&self.plain_locator(&item.prefix), &range).into();
                let locator = item.locator.take().map(|locator| self.plain_locator(&locator));
                item.locator = locator.map(|locator| self.visible(&locator, &range).into());
                if let CiteTarget::Label(label) = &mut item.target {
                    *label = self.visible(label, &range).into();
                }
            }
        }
        // A marker is a superscript: it stands close to its word, wherever the author put the space. A space with
        // something put in behind it stays.
        let last_hole = self.out.holes.last().map_or(0, |(at, _)| *at as usize);
        let trimmed = |text: &str, from: usize| text.trim_end_matches([' ', '\n']).len().max(from);
        self.out.html.truncate(trimmed(&self.out.html, last_hole));
        self.plain.truncate(trimmed(&self.plain.text, self.tables.words_from));
        let number = self.body.markers.len() as u32;
        self.out.hole(Hole::Marker(number));
        self.pending.push((number, self.plain.text.len()));
        if self.in_heading {
            self.report(Code::NoteInHeading, range.clone(), "a citation or note stands in a heading")
                .hint_last("put it behind the sentence that rests on it; contents lists leave it out");
        }
        self.note_place_of_marker();
        self.body.markers.push(Marker { span: self.span(range), sentence: 0, kind, cited_before: 0, shown: true });
    }

    /// Notes what note the next marker stands in.
    pub(super) fn note_place_of_marker(&mut self) {
        self.notes.within.push(self.notes.open.last().map(|note| note.number));
    }

    /// Writes the brackets of `range`: the ones that cite as markers, the others as text.
    pub(super) fn citation(&mut self, range: Range<usize>) {
        let brackets: Vec<(String, usize)> = split_brackets(&self.source[range.clone()])
            .into_iter()
            .map(|(inside, at)| (inside.to_owned(), range.start + at))
            .collect();
        for (inside, at) in brackets {
            let place = at - 1..at + inside.len() + 1;
            match citation::parse(&inside, at) {
                Some(mut cited) => {
                    self.check_locators(&cited);
                    cited.iter_mut().for_each(|citing| citing.bytes = self.bytes(citing.bytes.clone()));
                    self.marker(MarkerKind::Cites(cited.into()), place);
                }
                None => {
                    if let Some((key, why)) = citation::nearly(&inside) {
                        self.mention(&key, place.clone(), why);
                    }
                    self.write_text(&format!("[{}]", citation::squeezed(&inside)), &place);
                }
            }
        }
    }

    /// The number of the note with this label, which may be defined further down.
    pub(super) fn note_number(&mut self, label: &str, range: &Range<usize>) -> u32 {
        if let Some(number) = self.notes.numbers.get(&label.to_lowercase()) {
            return *number;
        }
        let number = self.new_note(label, self.span(range.clone()));
        self.notes.numbers.insert(label.to_lowercase(), number);
        number
    }

    pub(super) fn new_note(&mut self, label: &str, span: Span) -> u32 {
        let (label, content) = (label.to_owned(), Fragment::default());
        self.body.notes.push(Note {
            label,
            span,
            content,
            words: Plain::default(),
            cites: Vec::new(),
            is_address: false,
        });
        self.body.notes.len() as u32 - 1
    }

    pub(super) fn open_note(&mut self, label: &str, range: Range<usize>) {
        let mut number = self.note_number(label, &range);
        // What is underlined is the label, not the whole text of the note.
        let length = self.source[range.start..].find("]:").map_or(range.len(), |end| end + 2);
        let place = self.span(range.start..range.start + length);
        if self.notes.defined.insert(number) {
            self.body.notes[number as usize].span = place;
        } else {
            let first = self.body.notes[number as usize].span.clone();
            self.diagnostics.push(
                Diagnostic::new(Code::DuplicateNote, place.clone(), format!("the note `[^{label}]` is defined twice"))
                    .related(first, "first defined here")
                    .hint("only the first one is shown; give the other a label of its own"),
            );
            // It becomes a note that no marker can lead to.
            number = self.new_note(label, place);
        }
        let outer = std::mem::take(&mut self.out);
        let (web_links, found) = (self.body.web_links.len(), self.diagnostics.len());
        self.notes.open.push(OpenNote { number, outer, links: Vec::new(), words: Plain::default(), web_links, found });
    }

    pub(super) fn close_note(&mut self, range: Range<usize>) {
        self.end_of_words();
        self.report_swallowed_line(&range);
        let Some(open) = self.notes.open.pop() else { return };
        let content = std::mem::replace(&mut self.out, open.outer);
        // What has a place of its own, such as a marker, is more than an address.
        let plain = content.holes.iter().all(|(_, hole)| matches!(hole, Hole::Said(_)));
        let address = if plain { self.sole_address(&open.links, &range) } else { None };
        let is_address = address.is_some();
        if is_address {
            // What is wrong with it is told of the source.
            self.diagnostics.truncate(open.found);
        }
        if let Some(word) = self.sole_word(&range).filter(|_| !is_address && self.diagnostics.len() == open.found) {
            self.report_schemeless_word(word, true);
        }
        let cites = match address {
            Some(address) => vec![address],
            None if self.options.cites_in_notes => {
                addresses::citations(&open.links, &open.words.text, |range| self.bytes(range))
            }
            None => Vec::new(),
        };
        if !cites.is_empty() {
            // They are no mere links any more.
            self.body.web_links.truncate(open.web_links);
        }
        let note = &mut self.body.notes[open.number as usize];
        if content.holes.is_empty() && says_nothing(&content.html) {
            let finding = Diagnostic::new(Code::EmptyNote, note.span.clone(), "this note says nothing")
                .hint("write what its readers should know, or the address of a source; or take it out");
            self.diagnostics.push(finding);
        }
        note.content = content;
        (note.words, note.cites, note.is_address) = (open.words, cites, is_address);
    }

    /// For each note, whether the text of the page leads to it, perhaps through other notes.
    pub(super) fn shown_notes(&self) -> Vec<bool> {
        let mut shown = vec![false; self.body.notes.len()];
        let mut inside: Vec<Vec<u32>> = vec![Vec::new(); self.body.notes.len()];
        let mut found = Vec::new();
        for (marker, within) in self.body.markers.iter().zip(&self.notes.within) {
            match (&marker.kind, within) {
                (MarkerKind::Note(note, _), None) => found.push(*note),
                (MarkerKind::Note(note, _), Some(outer)) => inside[*outer as usize].push(*note),
                _ => {}
            }
        }
        while let Some(note) = found.pop() {
            if !std::mem::replace(&mut shown[note as usize], true) {
                found.append(&mut inside[note as usize]);
            }
        }
        shown
    }

    /// Tells each marker what it cites, by itself or through its note, and which come before it.
    pub(super) fn settle_markers(&mut self, shown: &[bool]) {
        let mut cited = 0;
        for (marker, within) in self.body.markers.iter_mut().zip(&self.notes.within) {
            marker.shown = within.is_none_or(|note| shown[note as usize]);
            let defined = |number: &u32| self.notes.defined.contains(number);
            match &mut marker.kind {
                MarkerKind::Note(number, _) if !defined(number) => {
                    // Within HTML the parser does not see to it that there is one.
                    let target = CiteTarget::Label(self.body.notes[*number as usize].label.as_str().into());
                    let bytes = marker.span.start as usize..marker.span.end as usize;
                    let citing = Citing { target, prefix: "".into(), locator: None, spot: None, bytes };
                    marker.kind = MarkerKind::Cites([citing].into());
                }
                MarkerKind::Note(number, cites) => {
                    let note = &self.body.notes[*number as usize];
                    match note.is_address {
                        true => marker.kind = MarkerKind::Cites(note.cites.as_slice().into()),
                        false => *cites = note.cites.as_slice().into(),
                    }
                }
                MarkerKind::Cites(_) | MarkerKind::Named(_) => {}
            }
            marker.cited_before = cited;
            cited += marker.cites().len() as u32;
        }
    }

    pub(super) fn report_unused_notes(&mut self, shown: &[bool]) {
        let unused = self.notes.defined.iter().map(|number| *number as usize).filter(|number| !shown[*number]);
        // A note within a line is only lost with the one that it stands in, which is told.
        let is_typed = |label: &str| self.prepared.says(&format!("[^{label}]"));
        for note in unused.map(|number| &self.body.notes[number]).filter(|note| is_typed(&note.label)) {
            let message = format!("the note `[^{}]` is never used", note.label);
            self.diagnostics.push(
                Diagnostic::new(Code::UnusedNote, note.span.clone(), message)
                    .hint(format!("write `[^{}]` where it belongs, or remove it; it is not shown", note.label)),
            );
        }
    }

    /// Reports a line below a note of one line that reads like the next paragraph, yet belongs to the note. Notes
    /// that are wrapped have such lines too, but nobody wraps them so early, at the end of a sentence.
    fn report_swallowed_line(&mut self, note: &Range<usize>) {
        if !(note.start == 0 || self.source[..note.start].ends_with('\n')) {
            return;
        }
        let Some((first, rest)) = self.source[note.clone()].split_once('\n') else { return };
        let first = first.trim_end();
        let address = first.split_whitespace().next_back().is_some_and(|word| word.contains("://"));
        let sentence = first.ends_with(['.', '!', '?', '…']) && first.chars().count() < SHORTEST_WRAPPED;
        if (address || sentence) && rest.starts_with(char::is_uppercase) {
            let from = note.end - rest.len();
            let line = rest.split('\n').next().unwrap_or(rest).trim_end();
            self.report(Code::SwallowedLine, from..from + line.len(), "this line belongs to the note above it")
                .hint_last("put an empty line before it, or indent it by four spaces if it belongs to the note");
        }
    }

    /// The word that is all a note holds.
    fn sole_word(&self, note: &Range<usize>) -> Option<Range<usize>> {
        let at = note.start + self.source[note.clone()].find("]:")? + 2;
        let inside = self.source[at..note.end].trim_end();
        let word = inside.trim_start().trim_start_matches('<');
        let start = at + inside.len() - word.len();
        let word = word.trim_end_matches(['.', '>']);
        (!word.contains(|c: char| c.is_whitespace() || "[]`*".contains(c))).then_some(start..start + word.len())
    }

    /// The address that is all a note holds: bare, between `<>`, or as a link.
    fn sole_address(&self, links: &[NoteLink], note: &Range<usize>) -> Option<Citing> {
        let at = note.start + self.source[note.clone()].find("]:")? + 2;
        let inside = self.source[at..note.end].trim_end();
        let words = inside.trim_start();
        // Notes that hold notes each have all that follow in their words.
        if words.len() > LONGEST_ADDRESS {
            return None;
        }
        let from = at + inside.len() - words.len();
        let between = words.strip_prefix('<').and_then(|words| words.strip_suffix('>'));
        let bare = between.unwrap_or_else(|| only_address(words));
        let length = if between.is_some() { words.len() } else { bare.len() };
        let (address, bytes) = match links {
            // Not where Markdown ends it: at a bracket or an underscore it goes on.
            _ if web::is_address(bare) => {
                let url = bare.replace("&amp;", "&").into();
                (NoteAddress { url, ..NoteAddress::default() }, from..from + length)
            }
            [NoteLink { url, range, .. }] if range.len() == words.len() => {
                let text = &self.source[range.clone()];
                let title =
                    text.strip_prefix('[').and_then(|text| text.split_once("](")).map(|(title, _)| title.into());
                (NoteAddress { url: url.as_str().into(), title, ..NoteAddress::default() }, range.clone())
            }
            _ => return None,
        };
        let bytes = self.bytes(bytes);
        let spot = web::spot(&address.url).map(Box::new);
        Some(Citing { target: CiteTarget::Url(address.into()), prefix: "".into(), locator: None, spot, bytes })
    }
}

/// Whether a bracket that is no link cites, or nearly does.
pub(super) fn cites(bracket: &str) -> bool {
    let cites = |inside, at| citation::parse(inside, at).is_some() || citation::nearly(inside).is_some();
    bracket.starts_with('[') && split_brackets(bracket).into_iter().any(|(inside, at)| cites(inside, at))
}

/// The insides of the one or two brackets of an unknown link, each with its byte: `[a]`, `[a][]`, `[a][b]`.
pub(super) fn split_brackets(link: &str) -> Vec<(&str, usize)> {
    let inside = link.strip_suffix("[]").unwrap_or(link);
    let Some(inside) = inside.strip_prefix('[').and_then(|text| text.strip_suffix(']')) else { return Vec::new() };
    match inside.rfind("][") {
        Some(middle) => vec![(&inside[..middle], 1), (&inside[middle + 2..], middle + 3)],
        None => vec![(inside, 1)],
    }
}

/// The words of a short text without the marks of emphasis, code and links.
pub fn without_marks(text: &str) -> String {
    // Behind a word nothing begins a list or a heading.
    let behind_a_word = format!("x {text}");
    let mut words = String::with_capacity(behind_a_word.len());
    for event in Parser::new_ext(&behind_a_word, extensions(false)) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph) => words.push(' '),
            _ => {}
        }
    }
    words.strip_prefix('x').unwrap_or(&words).trim().to_owned()
}

/// Whether a short text has marks of emphasis, code or links, which nobody reads where only words can stand.
pub fn has_marks(text: &str) -> bool {
    if !text.contains(['*', '_', '`', '[', '~']) {
        return false;
    }
    let behind_a_word = format!("x {text}");
    let is_mark = |(event, range): (Event, Range<usize>)| match event {
        // A product, `2*3*4`, is emphasised to Markdown, and nobody means it.
        Event::Start(Tag::Emphasis) => !behind_a_word[..range.start].ends_with(char::is_alphanumeric),
        Event::Start(tag) => matches!(tag, Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }),
        event => matches!(event, Event::Code(_)),
    };
    Parser::new_ext(&behind_a_word, extensions(false)).into_offset_iter().any(is_mark)
}

/// Whether markup has nothing that a reader could see: neither words nor a picture.
fn says_nothing(html: &str) -> bool {
    let mut in_tag = false;
    let words: String = html
        .chars()
        .filter(|c| {
            let within = in_tag || *c == '<';
            in_tag = within && *c != '>';
            !within
        })
        .collect();
    words.trim().is_empty() && !["<img", "<math"].iter().any(|shown| html.contains(shown))
}

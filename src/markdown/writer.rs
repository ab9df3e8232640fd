//! The walk over pulldown-cmark's events that writes a [`Body`].

mod addresses;
mod attributes;
mod block_names;
mod code;
mod definitions;
mod headings;
mod html;
mod images;
mod links;
mod locators;
mod named;
mod notes;
mod tables;
mod titles;
mod unended;
mod words;

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{BlockQuoteKind, BrokenLink, CowStr, Event, Parser, Tag, TagEnd};

use super::language::Language;
use super::source::{Source, SourceFinding, extensions};
use super::typography::Typesetter;
use super::{Body, Fragment, Hole, MarkerKind, Plain, Said, slug};
use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::web::is_unprintable;
pub use notes::{has_marks, without_marks};

/// How to render.
pub struct Options<'a> {
    /// Set `"quotes"`, `--`, `...` and the like as they are printed.
    pub smart_punctuation: bool,
    /// Elements of HTML pass that do no harm; else all of it is shown as it is written.
    pub safe_html: bool,
    /// Formulas between dollars are set.
    pub math: bool,
    /// The bytes of the text at which a part of it is held back; there is nothing there.
    pub held: &'a [usize],
    /// What the text is written in.
    pub language: Language,
    /// Addresses in notes are citations.
    pub cites_in_notes: bool,
    /// Gives code in a language its colours.
    pub highlight: &'a (dyn Fn(&str, &str) -> Highlighted + Sync),
}

/// What a highlighter makes of a code block.
pub enum Highlighted {
    /// Its markup.
    Coloured(String),
    /// It is in a language that is known, but too large to be worth the time.
    TooLarge,
    /// One of its lines is.
    LongLine,
    /// Nobody here knows the language.
    Unknown,
}

/// Lists, quotes and emphasis within one another beyond this level are not opened any more.
const DEEPEST: usize = 100;

/// Renders the Markdown that starts at byte `start` of `text`, the text of the file at `path`.
pub fn parse(path: &Arc<str>, text: &str, start: usize, options: &Options) -> Outcome<Body> {
    let prepared = Source::of(&text[start..], options.math);
    let source = &*prepared.text;
    let mut held: Vec<usize> =
        options.held.iter().copied().chain(prepared.unmerged.iter().map(|at| start + at)).collect();
    held.sort_unstable();
    // The callback sees every bracket that is no link. The ones that cite become links of a kind that
    // nothing else makes, and the walk below takes them apart.
    let undefined = definitions::Undefined::default();
    let cites = |link: BrokenLink| {
        if notes::cites(&source[link.span.clone()]) {
            return Some((CowStr::Borrowed(""), CowStr::Borrowed("")));
        }
        undefined.see(link.link_type, link.span);
        None
    };
    let extensions = extensions(options.math);
    let events = Parser::new_with_broken_link_callback(source, extensions, Some(cites)).into_offset_iter();
    let defined = definitions::list(events.reference_definitions());
    let mut writer = Writer {
        path,
        source,
        prepared: &prepared,
        start,
        options,
        events,
        body: Body::default(),
        out: Fragment { html: String::with_capacity(source.len()), ..Fragment::default() },
        plain: Plain::default(),
        typesetter: options.smart_punctuation.then(|| Typesetter::new(options.language)),
        in_bare_address: false,
        pending: Vec::new(),
        settled_links: 0,
        notes: notes::State::default(),
        held: &held,
        depth: 0,
        said_too_deep: false,
        link_ends: Vec::new(),
        tables: tables::State::default(),
        in_heading: false,
        lead_done: false,
        taken: 0..0,
        has_odd_characters: has_odd_characters(source),
        html: html::State::default(),
        titles: titles::State::default(),
        named: block_names::State::of(&prepared),
        unended: unended::State::default(),
        ids: slug::Ids::default(),
        diagnostics: Vec::new(),
    };
    for SourceFinding { code, range, message, hint } in &prepared.found {
        let span = Span::new(path, start + range.start..start + range.end);
        writer.diagnostics.push(Diagnostic::new(*code, span, message).hint(hint));
    }
    writer.walk();
    writer.report_definitions(&defined, undefined.take());
    writer.finish()
}

struct Writer<'a, I> {
    path: &'a Arc<str>,
    /// The text as it is parsed.
    source: &'a str,
    /// What the text was before.
    prepared: &'a Source<'a>,
    /// Where it begins in its file.
    start: usize,
    options: &'a Options<'a>,
    events: I,
    body: Body,
    out: Fragment,
    /// The words of the block that is being written.
    plain: Plain,
    /// Sets the words, unless the settings say that they stay as they are.
    typesetter: Option<Typesetter>,
    /// The link that is open shows its address: `<https://example.org>`.
    in_bare_address: bool,
    /// Markers of that block, each with its byte in `plain`.
    pending: Vec<(u32, usize)>,
    /// How many links to other hosts stand in the blocks before it.
    settled_links: usize,
    /// What goes on with notes.
    notes: notes::State,
    /// Where parts are held back of which nothing has been said yet.
    held: &'a [usize],
    /// How many lists, quotes and emphases are open.
    depth: usize,
    /// That they are too many has been reported.
    said_too_deep: bool,
    link_ends: Vec<LinkEnd>,
    /// What goes on with tables.
    tables: tables::State,
    in_heading: bool,
    lead_done: bool,
    /// This text has been taken by an undefined `[^label]` or a bare address.
    taken: Range<usize>,
    /// The file has characters that turn the direction of writing, or that no page may have.
    has_odd_characters: bool,
    /// What goes on with HTML.
    html: html::State,
    /// What goes on with titles of callouts and captions of tables.
    titles: titles::State,
    /// What goes on with names of blocks.
    named: block_names::State<'a>,
    /// What goes on with signs that nothing ends.
    unended: unended::State,
    ids: slug::Ids,
    diagnostics: Vec<Diagnostic>,
}

/// What closes a link that is open.
enum LinkEnd {
    /// A link to another host; its words begin at this byte of the markup.
    Outside(usize),
    /// A link within the site, by its number.
    Inside(u32),
    /// A link that was refused: its words are a gap.
    Refused,
    /// A tag that only looks like an address.
    Nothing,
}

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Writer<'a, I> {
    fn walk(&mut self) {
        while let Some((event, range)) = self.events.next() {
            if self.is_taken(&event, &range) {
                continue;
            }
            if !self.html.open.is_empty() {
                self.before_event(&event, &range);
            }
            if self.titles.caption.is_some() && !matches!(event, Event::Start(Tag::Table(_))) {
                self.write_left_caption();
            }
            match event {
                Event::Start(tag) => self.open(tag, range),
                Event::End(tag) => self.close(tag, range),
                Event::Text(text) => self.text(&text, range),
                Event::Code(code) => {
                    self.report_tex_quotes(&code, &range);
                    self.report_link_of_rest(&code, &range);
                    self.out.html.push_str("<code>");
                    self.write_text(&code, &range);
                    self.out.html.push_str("</code>");
                }
                Event::SoftBreak => {
                    self.out.html.push('\n');
                    self.plain.text.push(' ');
                }
                Event::HardBreak => {
                    self.out.html.push_str("<br>\n");
                    self.plain.text.push(' ');
                }
                Event::Rule => self.out.html.push_str("<hr>\n"),
                Event::Html(html) | Event::InlineHtml(html) => self.html_in_line(&html, range),
                Event::FootnoteReference(label) => {
                    let number = self.note_number(&label, &range);
                    self.marker(MarkerKind::Note(number, [].into()), range);
                }
                Event::TaskListMarker(done) => self.task(done, range),
                Event::InlineMath(tex) => self.formula(&tex, false, range),
                Event::DisplayMath(tex) => self.formula(&tex, true, range),
            }
        }
    }

    /// Whether something within a line has been written already, as a part of what was taken there.
    fn is_taken(&self, event: &Event, range: &Range<usize>) -> bool {
        let inline = match event {
            Event::Start(tag) => matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. }),
            Event::End(tag) => matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link),
            Event::Text(_) | Event::Code(_) | Event::InlineHtml(_) => true,
            _ => false,
        };
        inline && range.start >= self.taken.start && range.end <= self.taken.end
    }

    fn open(&mut self, tag: Tag<'a>, range: Range<usize>) {
        self.html.around.push(html::Around::of(&tag));
        if is_block(&tag) {
            self.end_what_is_before(&tag, &range);
        }
        let is_deep = self.is_too_deep(&tag, &range);
        if is_block(&tag) {
            self.place_block(&tag, &range, is_deep);
        }
        if is_deep {
            return;
        }
        match tag {
            Tag::Paragraph => self.begin_paragraph(range),
            Tag::Heading { level, id, classes, attrs } => self.open_heading(level, id, &classes, &attrs, range),
            Tag::BlockQuote(None) => self.out.html.push_str("<blockquote dir=\"auto\">\n"),
            Tag::BlockQuote(Some(kind)) => self.open_callout(kind, &range),
            Tag::CodeBlock(kind) => self.code_block(&kind, range),
            Tag::HtmlBlock => self.html_block(range),
            Tag::List(Some(1)) => self.out.html.push_str("<ol>\n"),
            Tag::List(Some(first)) => self.out.html.push_str(&format!("<ol start=\"{first}\">\n")),
            Tag::List(None) => self.out.html.push_str("<ul>\n"),
            Tag::Item => self.out.html.push_str("<li>"),
            Tag::FootnoteDefinition(label) => self.open_note(&label, range),
            Tag::DefinitionList => self.out.html.push_str("<dl>\n"),
            Tag::DefinitionListTitle => self.out.html.push_str("<dt>"),
            Tag::DefinitionListDefinition => self.out.html.push_str("<dd>"),
            Tag::Table(columns) => self.open_table(columns, &range),
            Tag::TableHead => self.open_head(),
            Tag::TableRow => self.open_row(),
            Tag::TableCell => self.open_cell(),
            Tag::Emphasis => {
                self.report_product(&range);
                self.out.html.push_str("<em>");
            }
            Tag::Strong => self.out.html.push_str("<strong>"),
            Tag::Strikethrough => self.out.html.push_str("<del>"),
            Tag::Superscript => self.out.html.push_str("<sup>"),
            Tag::Subscript => self.out.html.push_str("<sub>"),
            Tag::Link { link_type, dest_url, title, .. } => self.open_link(link_type, &dest_url, &title, range),
            Tag::Image { dest_url, title, .. } => self.image(&dest_url, &title, range),
            Tag::MetadataBlock(_) => {}
        }
    }

    /// Ends the words before a block, and says there what is held back.
    fn end_what_is_before(&mut self, tag: &Tag, range: &Range<usize>) {
        // The words of a table go on to the end of the row.
        if *tag != Tag::TableCell {
            self.end_of_words();
        }
        if self.depth == 0 {
            self.say_held(self.byte(range.start));
        }
    }

    /// Notes where a block stands, and its name. One that is not opened has neither.
    fn place_block(&mut self, tag: &Tag, range: &Range<usize>, is_deep: bool) {
        let has_place = !is_deep && !matches!(tag, Tag::FootnoteDefinition(_) | Tag::TableHead | Tag::TableRow);
        if !self.named.is_done() {
            self.name_before(range, has_place);
        }
        if has_place {
            self.out.place(self.byte(range.start));
        }
    }

    /// Whether an element stands too deep to be opened. What is nested is counted, so that its end, which
    /// sees the same depth, is left out too.
    fn is_too_deep(&mut self, tag: &Tag, range: &Range<usize>) -> bool {
        if nests(&tag.to_end()) {
            self.depth += 1;
            if self.depth == DEEPEST + 1 && !std::mem::replace(&mut self.said_too_deep, true) {
                let place = range.start..range.start + 1;
                self.report(Code::TooDeep, place, format!("here begins nesting over {DEEPEST} levels deep"))
                    .hint_last("write it flatter; what is deeper is shown as if it stood at this level");
            }
        }
        let too_deep = self.depth > DEEPEST && (nests(&tag.to_end()) || belongs_to_list(&tag.to_end()));
        if too_deep && is_block(tag) {
            self.out.html.push('\n');
        }
        too_deep
    }

    fn close(&mut self, tag: TagEnd, range: Range<usize>) {
        if !self.html.open.is_empty() {
            self.close_html_within(self.html.around.len());
        }
        if !self.named.is_done() {
            self.name_within(&tag, &range);
        }
        let too_deep = self.depth > DEEPEST && (nests(&tag) || belongs_to_list(&tag));
        if nests(&tag) {
            self.depth -= 1;
        }
        match tag {
            TagEnd::Item | TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition if too_deep => {
                self.end_of_words();
            }
            _ if too_deep => {}
            TagEnd::Paragraph => {
                if !self.end_title() {
                    self.end_paragraph_words();
                    self.end_paragraph();
                }
            }
            TagEnd::Heading(_) => self.close_heading(),
            TagEnd::BlockQuote(None) => self.out.html.push_str("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.close_callout(),
            TagEnd::List(ordered) => self.out.html.push_str(if ordered { "</ol>\n" } else { "</ul>\n" }),
            TagEnd::Item => self.end_block("</li>\n"),
            TagEnd::FootnoteDefinition => self.close_note(range),
            TagEnd::DefinitionList => self.out.html.push_str("</dl>\n"),
            TagEnd::DefinitionListTitle => self.end_block("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.end_block("</dd>\n"),
            TagEnd::Table => self.out.html.push_str("</tbody></table></div>\n"),
            TagEnd::TableHead => self.close_head(),
            TagEnd::TableRow => self.close_row(&range),
            TagEnd::TableCell => self.close_cell(range.end),
            TagEnd::Emphasis => self.out.html.push_str("</em>"),
            TagEnd::Strong => self.out.html.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.html.push_str("</del>"),
            TagEnd::Superscript => self.out.html.push_str("</sup>"),
            TagEnd::Subscript => self.out.html.push_str("</sub>"),
            TagEnd::Link => {
                self.fill_link();
                self.close_link();
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Image | TagEnd::MetadataBlock(_) => {}
        }
        self.html.around.pop();
    }

    /// Says of each part before a byte of the file that it is held back.
    fn say_held(&mut self, before: usize) {
        while let Some((_, rest)) = self.held.split_first().filter(|(at, _)| **at < before) {
            self.held = rest;
            self.out.html.push_str("<p class=\"gap\">");
            self.out.hole(Hole::Said(Said::HeldBack));
            self.out.html.push_str("</p>\n");
        }
    }

    fn task(&mut self, done: bool, range: Range<usize>) {
        if self.in_heading {
            // GitHub knows no tasks in headings; pulldown-cmark does (its issue 1115).
            return self.write_text(&format!("{} ", &self.source[range.clone()]), &range);
        }
        if let Some(end) = [">", "><p>"].into_iter().find(|end| self.out.html.ends_with(&format!("<li{end}"))) {
            self.out.insert(self.out.html.len() - end.len(), " class=\"task\"");
        }
        let (checked, said) = if done { (" checked", Said::Done) } else { ("", Said::ToDo) };
        self.out.html.push_str("<input type=\"checkbox\" disabled");
        self.out.html.push_str(checked);
        self.out.html.push_str(" aria-label=\"");
        self.out.hole(Hole::Said(said));
        self.out.html.push_str("\"> ");
    }

    /// The text of the events up to the end of the element that has just been opened.
    fn collect_text(&mut self) -> String {
        let mut text = String::new();
        let mut depth = 1;
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Text(part) | Event::Code(part) | Event::Html(part) | Event::InlineHtml(part) => {
                    text.push_str(&part)
                }
                Event::InlineMath(tex) | Event::DisplayMath(tex) => text.push_str(tex.trim()),
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        self.html.around.pop();
        text
    }

    fn finish(mut self) -> Outcome<Body> {
        self.close_html_within(0);
        self.write_left_caption();
        self.end_of_words();
        self.say_held(usize::MAX);
        self.count_told();
        self.report_unended();
        let shown = self.shown_notes();
        self.settle_markers(&shown);
        // What nobody sees is not found either.
        let unseen = self.body.notes.iter_mut().zip(&shown).filter(|(_, shown)| !**shown);
        unseen.for_each(|(note, _)| note.words.clear());
        self.report_unused_notes(&shown);
        self.body.content = self.out;
        self.body.trim();
        Outcome { value: self.body, diagnostics: self.diagnostics }
    }

    // Findings.

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.path, self.bytes(range))
    }

    /// Where a byte of the source stands in the file.
    fn byte(&self, at: usize) -> usize {
        self.start + self.prepared.original(at)
    }

    fn bytes(&self, range: Range<usize>) -> Range<usize> {
        let (start, end) = (self.byte(range.start), self.byte(range.end));
        // What stands behind it now may have stood before it: notes of a line are moved.
        let end = if end < start { self.byte(range.end.saturating_sub(1)).max(start) } else { end };
        start..end
    }

    fn report(&mut self, code: Code, range: Range<usize>, message: impl Into<String>) -> &mut Self {
        let span = self.span(range);
        self.diagnostics.push(Diagnostic::new(code, span, message));
        self
    }

    fn hint_last(&mut self, hint: impl Into<String>) {
        if let Some(last) = self.diagnostics.last_mut() {
            last.hints.push(hint.into());
        }
    }
}

/// Overrides and embeddings; the marks and isolates that proper right-to-left text needs are let through.
fn is_override(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}')
}

/// Whether a text holds one of these, or a character that no page may have, as it is or by its number. Few bytes begin like
/// those of such a one, and in most texts none does.
fn has_odd_characters(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_odd = |c: char| is_override(c) || is_unprintable(c);
    let begins_odd = |first: u8| memchr::memchr_iter(first, bytes).any(|at| text[at..].starts_with(is_odd));
    // Before C1 controls; overrides and other marks; those that are no characters; and the same of later planes.
    bytes.iter().any(|byte| (*byte < b' ' && !matches!(byte, b'\n' | b'\r' | b'\t')) || *byte == 0x7f)
        || [0xc2, 0xe2, 0xef, 0xf0, 0xf1, 0xf2, 0xf3, 0xf4].into_iter().any(begins_odd)
        || memchr::memmem::find_iter(bytes, "&#").any(|at| {
            let is_end = |c: char| !c.is_ascii_alphanumeric();
            let number = &text[at + 2..at + 2 + text[at + 2..].find(is_end).unwrap_or(0)];
            let number = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            number.ok().and_then(char::from_u32).is_some_and(is_odd)
        })
}

/// Elements that can stand within one another without end.
fn nests(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::DefinitionList
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
    )
}

/// Elements that make no sense without the list around them.
fn belongs_to_list(tag: &TagEnd) -> bool {
    matches!(tag, TagEnd::Item | TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition)
}

fn is_block(tag: &Tag) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

fn alert(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important => "important",
        BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "caution",
    }
}

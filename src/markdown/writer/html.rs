//! HTML in a text. Elements of the list pass, each closed where the Markdown around it ends at the latest, so that what
//! is written is always whole; all others are shown as they are typed.

mod blocks;
mod paragraphs;

pub(super) use blocks::marker_length;

use std::ops::Range;

use ahash::HashMap;
use pulldown_cmark::{Event, Tag as Markdown};

use super::{DEEPEST, Writer};
use crate::diagnostic::Code;
use crate::markdown::html::{Element, Holds, Tag};
use crate::markdown::{Heading, Hole, Plain, Said, source};

/// How far the end of a link is looked for, in bytes.
const LONGEST_LINK: usize = 2000;

/// What goes on with the HTML of a text.
#[derive(Default)]
pub(super) struct State {
    /// The elements of HTML that are open.
    pub(super) open: Vec<OpenElement>,
    /// The elements of Markdown that are open, outermost first.
    pub(super) around: Vec<Around>,
    /// A block of HTML is being written.
    in_block: bool,
    /// The paragraph of Markdown that is being written.
    paragraph: Paragraph,
    /// How often each element was ended early: an end tag of one more says nothing new.
    cut: HashMap<&'static str, usize>,
    /// How many tags of each element were shown as they are written: so are their ends.
    shown: HashMap<&'static str, usize>,
    /// What was met and does not pass: the finding that tells of each, and how often it stands there.
    told: HashMap<String, (usize, usize)>,
}

/// A paragraph of Markdown, which a block of HTML in it ends, and which goes on behind that.
#[derive(Default)]
struct Paragraph {
    /// How many elements of HTML were open before it, or are since.
    before: usize,
    is_open: bool,
    was_split: bool,
    /// The byte of the markup behind its tag.
    start: usize,
    /// Where it stands in the text.
    range: Range<usize>,
}

/// An element of HTML that is open.
pub(super) struct OpenElement {
    element: &'static Element,
    /// What closes it.
    end: End,
    /// How many elements of Markdown are around it.
    level: usize,
    /// Its tag.
    range: Range<usize>,
}

/// What closes an element.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Tag(&'static str),
    /// A link, by its own ending.
    Link,
    /// A heading, likewise.
    Heading,
    /// A table, with the box that it is moved in.
    Table,
    /// A paragraph that nobody began.
    Paragraph,
}

/// Why an element ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    /// Its own end tag does it.
    EndTag,
    /// Something else began, before which HTML wants no end tag.
    Next,
    /// What stands around it ends.
    Around,
}

/// An element of Markdown, as to what may stand in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Around {
    Blocks,
    /// A block in it ends it.
    Paragraph,
    /// A cell of a table, whose words go on to the end of its row.
    Cell,
    Line,
}

impl Around {
    pub(super) fn of(tag: &Markdown) -> Around {
        match tag {
            Markdown::Paragraph => Around::Paragraph,
            Markdown::TableCell => Around::Cell,
            Markdown::Heading { .. } => Around::Line,
            tag if super::is_block(tag) => Around::Blocks,
            _ => Around::Line,
        }
    }
}

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Writer<'a, I> {
    /// A tag within a line, or something like it.
    pub(super) fn html_in_line(&mut self, written: &str, range: Range<usize>) {
        match Tag::read(written) {
            Some((tag, length)) if self.options.safe_html && length == written.len() => self.tag(&tag, written, range),
            _ => self.shown_html(written, range, false),
        }
    }

    /// Sees to it that words may stand here.
    fn hold_words(&mut self, range: &Range<usize>) {
        self.leave_parts(range);
        let level = self.html.around.len();
        if self.html.in_block && self.html.open.last().is_none_or(|top| top.level < level) {
            self.out.html.push_str("<p>");
            if let Some(element) = Element::paragraph() {
                self.html.open.push(OpenElement { element, end: End::Paragraph, level, range: range.clone() });
            }
        }
    }

    /// Ends lists and tables in which no words may stand.
    fn leave_parts(&mut self, range: &Range<usize>) {
        let level = self.html.around.len();
        let outer = level - usize::from(self.html.around.last() == Some(&Around::Paragraph));
        while let Some(top) = self.html.open.last().filter(|top| top.level >= outer.min(level))
            && top.element.holds == Holds::Parts
        {
            let name = top.element.name;
            self.report(
                Code::UnbalancedHtml,
                range.clone(),
                format!("this stands right within `<{name}>`, and ends it"),
            )
            .hint_last("put it into a cell or an item");
            self.close_last(Why::Next);
        }
        self.begin_again();
    }

    /// What the next event asks of the HTML that is open.
    pub(super) fn before_event(&mut self, event: &Event<'a>, range: &Range<usize>) {
        match event {
            Event::Start(Markdown::HtmlBlock | Markdown::FootnoteDefinition(_)) => {}
            Event::Start(tag) if super::is_block(tag) => {
                let level = self.html.around.len();
                while let Some(top) = self.html.open.last().filter(|top| top.level == level)
                    && (top.element.is_inline() || (top.element.name == "p" && top.element.holds == Holds::Words))
                {
                    self.close_last(Why::Around);
                }
                self.leave_parts(&(range.start..range.start + 1));
            }
            Event::Text(text) if text.trim().is_empty() => {}
            Event::Start(_) | Event::Text(_) | Event::Code(_) | Event::FootnoteReference(_) => self.leave_parts(range),
            _ => {}
        }
    }

    fn tag(&mut self, tag: &Tag, written: &str, range: Range<usize>) {
        match Element::named(&tag.name) {
            Some(element) if tag.is_end => self.end_tag(element, range),
            Some(element) => self.start_tag(element, tag, written, range),
            None => {
                self.hold_words(&range);
                self.shown_html(written, range, false);
            }
        }
    }

    fn start_tag(&mut self, element: &'static Element, tag: &Tag, written: &str, range: Range<usize>) {
        let refusal = self.refusal(element, tag, &range).or_else(|| self.make_room(element, &range));
        if let Some(why) = refusal {
            self.hold_words(&range);
            if self.tell(element.name, Code::RawHtml, range.clone(), &why, true) {
                self.hint_last("write Markdown instead; put code between backticks");
            }
            if element.holds != Holds::Nothing {
                *self.html.shown.entry(element.name).or_default() += 1;
            }
            let written = self.visible(written, &range);
            return self.write_plain_text(&written);
        }
        if element.is_inline() {
            self.hold_words(&range);
        } else {
            self.interrupt_paragraph();
            self.end_of_html_words(false);
        }
        let end = self.write_start(element, tag, &range);
        if element.holds == Holds::Nothing {
            return self.begin_again();
        }
        let level = self.level_of(element);
        self.html.open.push(OpenElement { element, end, level, range });
    }

    /// How many elements of Markdown are around an element that begins here.
    fn level_of(&self, element: &Element) -> usize {
        let ends_paragraph = !element.is_inline() && self.html.around.last() == Some(&Around::Paragraph);
        self.html.around.len() - usize::from(ends_paragraph)
    }

    /// Why an element may not stand here, whatever is ended before it.
    fn refusal(&mut self, element: &Element, tag: &Tag, range: &Range<usize>) -> Option<String> {
        let name = element.name;
        let in_line = self.html.around.last() == Some(&Around::Line)
            || self.html.open.iter().any(|open| open.element.heading_level().is_some());
        if !element.is_inline() && in_line {
            return Some(format!("`<{name}>` is a block and cannot stand in a line, so it is shown as it is written"));
        }
        if name == "a" && tag.get("href").is_some() && (!self.link_ends.is_empty() || self.marks_in_link(range.end)) {
            let why = "a link cannot hold another link, nor a citation or note, so its tag is shown as it is written";
            return Some(why.to_owned());
        }
        if self.html.open.len() >= DEEPEST {
            return Some(format!("here begins nesting over {DEEPEST} levels deep, so `<{name}>` is shown"));
        }
        None
    }

    /// Whether a link, a citation or a note stands before the end of the link whose tag ends at a byte.
    fn marks_in_link(&self, from: usize) -> bool {
        let rest = &self.source[from..self.source.floor_char_boundary((from + LONGEST_LINK).min(self.source.len()))];
        let rest = &rest[..rest.find("\n\n").unwrap_or(rest.len())];
        let signs = memchr::memchr3_iter(b'<', b'[', b']', rest.as_bytes());
        for at in signs {
            let rest = &rest[at..];
            if rest.get(..3).is_some_and(|end| end.eq_ignore_ascii_case("</a")) {
                return false;
            }
            let links = ["](", "[@", "[-@", "[^", "[[", "<http", "<mailto:"];
            if links.iter().any(|sign| rest.starts_with(sign)) || (rest.starts_with('[') && rest.contains("@")) {
                return !rest.starts_with("](") || !self.is_image(from + at);
            }
        }
        false
    }

    /// Whether the middle `](` of an image stands at a byte.
    fn is_image(&self, at: usize) -> bool {
        self.source[..at].rfind('[').is_some_and(|open| self.source[..open].ends_with('!'))
    }

    /// Ends what an element ends by its start; gives why it may not stand here all the same.
    fn make_room(&mut self, element: &'static Element, range: &Range<usize>) -> Option<String> {
        let level = self.level_of(element);
        if !element.is_inline() {
            while self.html.open.last().is_some_and(|top| top.level >= level && top.element.is_inline()) {
                self.close_last(Why::Around);
            }
        }
        while self.html.open.last().is_some_and(|top| top.level == level && element.ends(top.element)) {
            self.close_last(Why::Next);
        }
        let top = self.html.open.last().filter(|top| top.level == level).map(|top| top.element);
        let is_within = |top: &Element| element.within.contains(&top.name);
        if !element.within.is_empty() && !top.is_some_and(is_within) {
            let (name, outer) = (element.name, element.within[0]);
            return Some(format!("`<{name}>` stands outside of `<{outer}>`, so it is shown as it is written"));
        }
        if top.is_some_and(|top| top.holds == Holds::Parts && !is_within(top)) {
            self.leave_parts(range);
        }
        None
    }

    fn end_tag(&mut self, element: &'static Element, range: Range<usize>) {
        let level = self.html.around.len();
        let is_part = element.within.iter().any(|outer| matches!(*outer, "table" | "tr")) || element.name == "table";
        let mut found = None;
        for (at, open) in self.html.open.iter().enumerate().rev() {
            let reachable = open.level == level || (!element.is_inline() && open.level == self.level_of(element));
            if !reachable {
                break;
            }
            if open.element.name == element.name {
                found = Some(at);
                break;
            }
            let is_table = open.element.name == "table";
            if open.element.is_closed_off() && (!is_part || (is_table && element.name != "table")) {
                break;
            }
        }
        let Some(at) = found else { return self.stray_end(element, range) };
        if self.html.open[at].level < level {
            // What is a part of a line of the paragraph ends before it.
            while self.html.open.len() > at + 1 && self.html.open.last().is_some_and(|top| top.level == level) {
                self.close_last(Why::Around);
            }
            self.interrupt_paragraph();
        }
        while self.html.open.len() > at + 1 {
            self.close_last(Why::Around);
        }
        self.close_last(Why::EndTag);
        self.begin_again();
    }

    fn stray_end(&mut self, element: &'static Element, range: Range<usize>) {
        if let Some(shown) = self.html.shown.get_mut(element.name).filter(|shown| **shown > 0) {
            *shown -= 1;
            self.hold_words(&range);
            return self.write_plain_text(&format!("</{}>", element.name));
        }
        if let Some(cut) = self.html.cut.get_mut(element.name).filter(|cut| **cut > 0) {
            *cut -= 1;
            return;
        }
        let name = element.name;
        if self.html.open.iter().any(|open| open.element.name == name) {
            // It crosses an element of Markdown: what it cannot reach is told where it is closed.
            return;
        }
        self.report(
            Code::UnbalancedHtml,
            range,
            format!("`</{name}>` closes nothing that is open here, and is left out"),
        )
        .hint_last("take it away, or write the tag that it closes in the same paragraph, cell or item");
    }

    /// Ends what was opened within an element of Markdown that ends.
    pub(super) fn close_html_within(&mut self, level: usize) {
        while self.html.open.last().is_some_and(|top| top.level >= level) {
            self.close_last(Why::Around);
        }
    }

    /// Ends the element that was opened last.
    fn close_last(&mut self, why: Why) {
        let Some(OpenElement { element, end, range, .. }) = self.html.open.pop() else { return };
        let name = element.name;
        if why != Why::EndTag && end != End::Paragraph {
            *self.html.cut.entry(name).or_default() += 1;
        }
        if why == Why::Around && end != End::Paragraph && !element.may_stay_open() {
            let message = format!("nothing closes `<{name}>` before what stands around it ends, so it ends there");
            self.report(Code::UnbalancedHtml, range, message)
                .hint_last(format!("write `</{name}>` in the same paragraph, cell or item"));
        }
        if !element.is_inline() && end != End::Heading {
            self.end_of_html_words(name == "p");
        }
        match end {
            End::Tag(name) => {
                self.out.html.push_str("</");
                self.out.html.push_str(name);
                self.out.html.push('>');
            }
            End::Link => self.close_link(),
            End::Heading => self.close_heading(),
            End::Table => self.out.html.push_str("</table></div>"),
            End::Paragraph => self.out.html.push_str("</p>"),
        }
    }

    /// Ends the words of a block, but for those of a cell, which go on to the end of its row.
    fn end_of_html_words(&mut self, is_paragraph: bool) {
        match self.html.around.contains(&Around::Cell) {
            true => self.plain.text.push(' '),
            false if is_paragraph => self.end_paragraph_words(),
            false => self.end_of_words(),
        }
    }

    /// Whether words are shown as they are typed here.
    pub(super) fn is_verbatim(&self) -> bool {
        self.html.open.iter().any(|open| open.element.is_verbatim())
    }

    // What is written of a tag.

    fn write_start(&mut self, element: &'static Element, tag: &Tag, range: &Range<usize>) -> End {
        let (written, class) = element.written;
        let (written, end) = match element.name {
            "img" => {
                self.html_image(tag, range.clone());
                return End::Tag("img");
            }
            "a" if tag.get("href").is_some() => return self.html_link(tag, range),
            // A link to nowhere is the name of a place, and a link may stand in it.
            "a" => ("span", End::Tag("span")),
            "table" if !self.html.open.iter().any(|open| open.end == End::Table) => {
                self.out.html.push_str("<div class=\"table-scroll\" role=\"group\" aria-label=\"");
                self.out.hole(Hole::Said(Said::Table));
                self.out.html.push_str("\" tabindex=\"0\">");
                (written, End::Table)
            }
            _ => (written, End::Tag(written)),
        };
        if let Some(level) = element.heading_level() {
            self.begin_html_heading(level, tag);
            self.report_left_out(element, tag, range, &["id"]);
            return End::Heading;
        }
        if element.name == "br" || element.name == "td" || element.name == "th" {
            self.plain.text.push(' ');
        }
        self.out.html.push('<');
        self.out.html.push_str(written);
        self.write_attributes(element, tag, class, range);
        self.out.html.push('>');
        end
    }

    fn begin_html_heading(&mut self, level: u8, tag: &Tag) {
        self.out.hole(Hole::HeadingStart(self.body.headings.len() as u32));
        self.in_heading = true;
        let id = tag.get("id").unwrap_or_default().to_owned();
        self.body.headings.push(Heading { level, id, text: Plain::default() });
    }

    /// Shows HTML as it is written. `block`: it stands by itself, not within a line.
    fn shown_html(&mut self, html: &str, range: Range<usize>, block: bool) {
        let html = html.replace(source::NO_COMMENT, "");
        let html = if block { html.trim() } else { &*html };
        if html.is_empty() {
            return;
        }
        let html = self.visible(html, &range);
        let inside = html.strip_prefix("</").or_else(|| html.strip_prefix('<')).unwrap_or_default();
        let name = &inside[..inside.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(inside.len())];
        let counts = !html.starts_with("</");
        self.tell_shown(&name.to_lowercase(), range, counts);
        if block {
            self.out.html.push_str("<p>");
        }
        self.write_plain_text(&html);
        if block {
            self.end_block("</p>\n");
        }
    }

    /// Tells of a tag that begins at a byte and is none to Markdown, by what its name holds: `<o:p>` of Word, `<Card.Title>`,
    /// `<my_tag>`. It stands as it is written.
    pub(super) fn see_odd_tag(&mut self, at: usize) {
        let Some(name) = odd_tag(&self.source[at..]).filter(|_| !self.source[..at].ends_with('\\')) else { return };
        let (end, is_end) = (name.end, self.source[at + 1..].starts_with('/'));
        let name = self.source[at + name.start..at + name.end].to_lowercase();
        self.tell_shown(&name, at..at + end, !is_end);
    }

    fn tell_shown(&mut self, name: &str, range: Range<usize>, counts: bool) {
        if self.tell(name, Code::RawHtml, range, "HTML in a text is shown as it is written, not used", counts) {
            self.hint_last("write Markdown instead; put code between backticks");
        }
    }

    /// Shows an address between angle brackets that is a tag with the prefix of a language, `<st1:place>`.
    pub(super) fn prefixed_tag(&mut self, range: &Range<usize>) -> bool {
        let written = &self.source[range.clone()];
        // `<urn:isbn:0451450523>` and `<sip:100>` are addresses.
        let is_prefixed = |name: &Range<usize>| {
            let behind = written[name.clone()].split_once(':').map(|(_, behind)| behind);
            behind.is_some_and(|behind| behind.starts_with(char::is_alphabetic) && !behind.contains(':'))
        };
        let name = odd_tag(written).filter(|name| name.end + 1 == written.len() && is_prefixed(name));
        let Some(name) = name else { return false };
        self.collect_text();
        self.tell_shown(&written[name].to_lowercase(), range.clone(), true);
        self.taken = range.clone();
        self.write_plain_text(written);
        true
    }

    /// Reports something once for each name: a text that has one has hundreds.
    pub(super) fn tell(&mut self, name: &str, code: Code, range: Range<usize>, message: &str, counts: bool) -> bool {
        let next = self.diagnostics.len();
        let (first, count) = self.html.told.entry(name.to_owned()).or_insert((next, 0));
        *count += usize::from(counts);
        let is_new = *first == next;
        if is_new {
            self.report(code, range, message);
        }
        is_new
    }

    /// Says how often each of those stands in the text.
    pub(super) fn count_told(&mut self) {
        for (name, (first, count)) in self.html.told.drain().filter(|(_, (_, count))| *count > 1) {
            let Some(finding) = self.diagnostics.get_mut(first) else { continue };
            let counted = match (name.as_str(), finding.code) {
                ("", Code::RawHtml) => format!("; such HTML stands {count} times in this text"),
                (_, Code::RawHtml) => format!("; `<{name}>` stands {count} times in this text"),
                _ => format!(" (in {count} places of this file)"),
            };
            finding.message.push_str(&counted);
        }
    }
}

/// No tag is longer, in bytes.
const LONGEST_TAG: usize = 400;

/// Where the name stands of a tag that a text begins with, where it holds a sign that no name of HTML has.
fn odd_tag(text: &str) -> Option<Range<usize>> {
    let inside = text.strip_prefix('<')?;
    let start = 1 + usize::from(inside.starts_with('/'));
    let length = text[start..].bytes().take_while(|b| b.is_ascii_alphanumeric() || b"-:._".contains(b)).count();
    let name = &text[start..start + length];
    let behind = &text[start + length..text.floor_char_boundary(LONGEST_TAG).max(start + length)];
    // `<example.org>` is an address.
    let is_odd =
        name.contains([':', '_']) || (name.contains('.') && name.starts_with(|c: char| c.is_ascii_uppercase()));
    let is_name =
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.ends_with(|c: char| c.is_ascii_alphanumeric());
    let ends = behind.starts_with(['>', '/']) || (behind.starts_with([' ', '\n', '\t']) && behind.contains("=\""));
    let ends = ends && behind.contains('>');
    (is_odd && is_name && ends).then_some(start..start + length)
}

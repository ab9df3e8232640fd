//! Words and sentences: plain text, and what hides in it.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::Event;
use pulldown_cmark_escape::escape_html_body_text;

use super::{Writer, is_override, links};
use crate::diagnostic::{Code, Severity};
use crate::markdown::typography::Typesetter;
use crate::markdown::{CiteTarget, Citing, LinkTo, MarkerKind, Mention, NoCitation, Plain, math, sentence};
use crate::web::{self, is_unprintable};

/// A longer sentence is cut to what stands around its marker, in bytes.
const LONGEST_SENTENCE: usize = 1000;

/// So is one of more titles and names, which take a sign each here and many on a page.
const MOST_NAMES: usize = 20;

/// Stands between the cells of a row that is quoted.
const BETWEEN_CELLS: &str = " · ";

/// No name and no address that somebody left open is longer, in bytes.
const LONGEST_NAME: usize = 300;

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Writer<'a, I> {
    pub(super) fn text(&mut self, text: &str, range: Range<usize>) {
        if range.start < self.taken.end {
            let rest = self.taken.end..range.end.max(self.taken.end);
            let tail = &self.source[rest.clone()];
            return self.words(tail, rest);
        }
        match text.as_bytes().first() {
            Some(b']') => self.report_unread_link(range.start),
            Some(b'[') if !self.is_verbatim() => self.report_open_name(range.start),
            Some(b'<') if !self.is_verbatim() => self.see_odd_tag(range.start),
            Some(b'*' | b'_' | b'~' | b'`') if !self.is_verbatim() => self.see_unended(range.start),
            _ => {}
        }
        match self.undefined_note(text, range.start) {
            Some(end) => {
                let bytes = range.start..end;
                let label = self.source[range.start + 2..end - 1].into();
                self.taken = bytes.clone();
                let citing = Citing {
                    target: CiteTarget::Label(label),
                    prefix: "".into(),
                    locator: None,
                    spot: None,
                    bytes: self.bytes(bytes.clone()),
                };
                self.marker(MarkerKind::Cites([citing].into()), bytes);
            }
            None => self.words(text, range),
        }
    }

    /// Reports emphasis whose stars both stand between figures: they were meant as signs of a product.
    pub(super) fn report_product(&mut self, range: &Range<usize>) {
        let bytes = self.source.as_bytes();
        let is_between = |at: usize| {
            let beside = at.checked_sub(1).and_then(|before| bytes.get(before)).zip(bytes.get(at + 1));
            bytes[at] == b'*'
                && beside.is_some_and(|(before, behind)| before.is_ascii_digit() && behind.is_ascii_digit())
        };
        if is_between(range.start) && is_between(range.end - 1) {
            let message = "the stars between these figures are read as those of emphasis, so they are not shown";
            self.report(Code::UnreadMarkup, range.clone(), message)
                .hint_last("write `×`, or `\\*` with a stroke before it");
        }
    }

    /// Reports a link that is none, whose middle `](` stands at byte `at`: with a space in its address, or a marker
    /// in its words.
    fn report_unread_link(&mut self, at: usize) {
        let Some(rest) = self.source[at..].strip_prefix("](") else { return };
        // A stroke before either bracket says that it is meant as it stands.
        let words = &self.source[self.source.ceil_char_boundary(at.saturating_sub(LONGEST_SENTENCE))..at];
        if words.ends_with('\\') || words.rfind('[').is_some_and(|open| words[..open].ends_with('\\')) {
            return;
        }
        // No further than the next bracket, so that many of them take no longer than their text is long.
        let length = rest.find([')', '\n', '[', ']']).unwrap_or(rest.len());
        let address = rest[..length].trim();
        if !rest[length..].starts_with(')') {
            let first = address.split_whitespace().next().unwrap_or_default();
            // It may go on in the next line. No further is looked, so that many of them take no longer than their text is long.
            let goes_on = || {
                let next = rest[length..].strip_prefix('\n').map(|next| next.split('\n').next().unwrap_or_default());
                next.is_some_and(|next| next[..next.floor_char_boundary(LONGEST_NAME)].contains(')'))
            };
            if address.contains("://") || (first.starts_with('<') || is_meant_as_address(first)) && !goes_on() {
                let message = "nothing closes the address of this link, so it is shown as it is written";
                self.report(Code::UnreadLink, at..at + 2 + length, message)
                    .hint_last("write `)` where the address ends");
            }
            return;
        }
        if is_meant_as_address(address) {
            self.report(
                Code::UnreadLink,
                at..at + 2 + length + 1,
                "this is not read as a link, and is shown as it is written",
            )
            .hint_last(
                "put an address with a space in it between `<` and `>`, or write `%20` for the space; a citation or note \
                 belongs behind the link",
            );
        }
    }

    /// Reports `[[name` in whose line nothing closes it.
    fn report_open_name(&mut self, at: usize) {
        let Some(rest) = self.source[at..].strip_prefix("[[").filter(|rest| rest.starts_with(char::is_alphabetic))
        else {
            return;
        };
        let near = &rest[..rest.floor_char_boundary(LONGEST_NAME)];
        let is_open = !near.split('\n').next().unwrap_or_default().contains(']');
        if is_open && !self.source[..at].ends_with(['\\', '[', '!']) {
            let message = "nothing closes the brackets of this link, so it is shown as it is written";
            self.report(Code::UnreadLink, at..at + 2, message).hint_last("write `]]` where the name ends");
        }
    }

    /// Writes words. Bare addresses among them become links, as on GitHub; a bare `@key` may name a source.
    pub(super) fn words(&mut self, text: &str, range: Range<usize>) {
        let as_written = self.link_ends.is_empty() && text == &self.source[range.clone()] && !self.is_verbatim();
        let (source, mut from) = (self.source, range.start);
        while let Some(address) = as_written.then(|| self.next_address(&(from..range.end))).flatten() {
            if !self.notes.open.is_empty() {
                self.report_schemeless(from..address.start);
            }
            self.words_with_names(from..address.start);
            let written = source[address.clone()].replace("&amp;", "&");
            let to = match web::identified(&written) {
                Some(address) => address,
                None if web::begins_with_www(&written) => ["https://", &written].concat(),
                None => written.clone(),
            };
            let end = self.follow(&to, "", address.clone(), LinkTo::Path);
            self.link_ends.push(end);
            self.write_text(&written, &address);
            self.close_link();
            // It may go on beyond this piece of text.
            from = address.end.min(range.end);
            self.taken = address;
        }
        if as_written {
            if !self.notes.open.is_empty() {
                self.report_schemeless(from..range.end);
            }
            self.words_with_names(from..range.end);
        } else {
            self.set_text(text, &range);
        }
    }

    /// The first address that begins within `range`; in a note also a name of a publication that stands for one.
    fn next_address(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let address = links::bare_address(self.source, range);
        if self.notes.open.is_empty() || !self.options.cites_in_notes {
            return address;
        }
        let before = range.start..address.as_ref().map_or(range.end, |address| address.start);
        links::bare_identifier(self.source, &before).or(address)
    }

    /// Writes words as they are printed. What was escaped stays as it is, and so does an address.
    pub(super) fn set_text(&mut self, text: &str, range: &Range<usize>) {
        let as_typed = self.in_bare_address || text != &self.source[range.clone()] || self.is_verbatim();
        let Some(mut typesetter) = self.typesetter.take_if(|_| !as_typed) else { return self.write_text(text, range) };
        let text = self.visible(text, range);
        let escaped = self.source[..range.start].ends_with('\\');
        let first = if escaped { text.chars().next().map_or(0, char::len_utf8) } else { 0 };
        self.write_plain_text(&text[..first]);
        let before = self.plain.text.chars().next_back();
        let set = typesetter.set(&text[first..], before, &self.source[range.end..]);
        // Writing to a string cannot fail.
        let _ = escape_html_body_text(&mut self.out.html, &set);
        self.plain.push_set(&set, &typesetter.changes);
        self.typesetter = Some(typesetter);
    }

    /// A formula; what cannot be set is shown as it is written.
    pub(super) fn formula(&mut self, tex: &str, block: bool, range: Range<usize>) {
        let source = self.source;
        // GitHub puts backticks around it: $`x`$.
        let ticked = tex.strip_prefix('`').and_then(|tex| tex.strip_suffix('`'));
        let tex = ticked.filter(|_| !block).unwrap_or(tex);
        if !block && math::is_money(tex, &source[range.end..]) {
            return self.words(&source[range.clone()], range);
        }
        let _ = self.visible(tex, &range);
        let tex = &*tex.replace(is_override, "");
        match math::mathml(tex, block) {
            Ok(html) => {
                self.out.html.push_str(&html);
                self.plain.text.push_str(tex.trim());
            }
            Err(why) => {
                self.report(Code::BadFormula, range.clone(), format!("this formula cannot be set: {why}"))
                    .hint_last("correct it; for a dollar that is money, write `\\$`");
                self.write_text(&source[range.clone()], &range);
            }
        }
    }

    pub(super) fn mention(&mut self, key: &str, place: Range<usize>, why: NoCitation) {
        let span = self.span(place);
        self.body.mentions.push(Mention { key: key.to_owned(), span, why });
    }

    /// The end of a `[^label]` without a definition, which pulldown-cmark hands over as plain text whose
    /// first piece is the bracket.
    pub(super) fn undefined_note(&self, text: &str, at: usize) -> Option<usize> {
        let rest = &self.source[at..];
        if !text.starts_with('[') || !rest.starts_with("[^") {
            return None;
        }
        let escapes = self.source[..at].bytes().rev().take_while(|b| *b == b'\\').count();
        let (label, end) = rest[2..].split_at(rest[2..].find(['[', ']', '\n'])?);
        (escapes % 2 == 0 && end.starts_with(']') && !label.trim().is_empty()).then_some(at + 2 + label.len() + 1)
    }

    /// Writes text as it is.
    pub(super) fn write_text(&mut self, text: &str, range: &Range<usize>) {
        let text = self.visible(text, range);
        self.write_plain_text(&text);
    }

    /// The text with characters that turn the direction of writing shown by their numbers, and without those that no page
    /// may have. Both are reported.
    pub(super) fn visible<'t>(&mut self, text: &'t str, range: &Range<usize>) -> Cow<'t, str> {
        let mut text = Cow::Borrowed(text);
        if !self.has_odd_characters {
            return text;
        }
        if text.contains(is_override) {
            let message = "a character that turns the direction of writing stands in this text";
            let hint = "it is shown as \\u202e and the like; take it out, or use a proper right-to-left paragraph";
            self.doubt(Code::BidiControl, range, message, hint);
            let shown = |c: char| if is_override(c) { format!("\\u{:04x}", c as u32) } else { c.to_string() };
            text = text.chars().map(shown).collect();
        }
        if text.contains(is_unprintable) {
            let message = "a character that nobody can see stands in this text";
            let hint = "it is left out of the page; take it out, or copy the text again by way of a plain-text editor";
            self.doubt(Code::ControlCharacter, range, message, hint);
            text = text.replace(is_unprintable, "").into();
        }
        text
    }

    /// Reports what is an error in an address or a title, where it deceives, and only a doubt in a text.
    fn doubt(&mut self, code: Code, range: &Range<usize>, message: &str, hint: &str) {
        self.report(code, range.clone(), message).hint_last(hint);
        if let Some(finding) = self.diagnostics.last_mut() {
            finding.severity = Severity::Warning;
        }
    }

    pub(super) fn write_plain_text(&mut self, text: &str) {
        // Writing to a string cannot fail.
        let _ = escape_html_body_text(&mut self.out.html, text);
        self.plain.text.push_str(text);
    }

    /// The same of a paragraph, of which the first one of a text is its lead.
    pub(super) fn end_paragraph_words(&mut self) {
        if !self.lead_done && self.notes.open.is_empty() {
            let all = 0..self.plain.text.len();
            self.body.lead = self.plain.slice(all);
            // An image alone says nothing in words.
            self.lead_done = !self.body.lead.text.is_empty();
        }
        self.end_of_words();
    }

    /// Ends the words of a block and gives each of its markers the sentence that bears it.
    pub(super) fn end_of_words(&mut self) {
        if !self.pending.is_empty() {
            let ranges = sentence::ranges(&self.plain.text, self.options.language, &|at| {
                self.pending.binary_search_by_key(&at, |(_, at)| *at).is_ok()
            });
            self.end_sentences(&ranges, is_stump);
        }
        self.clear_words();
    }

    /// Begins the words of a cell: of its row, only cells with words are quoted.
    pub(super) fn begin_cell_words(&mut self) {
        self.typesetter.iter_mut().for_each(Typesetter::begin);
        if self.plain.text.len() > self.tables.words_from {
            self.plain.text.push_str(BETWEEN_CELLS);
            self.tables.words_from = self.plain.text.len();
        }
    }

    /// Ends the words of a row, which serve as the sentence of all its markers.
    pub(super) fn end_row_words(&mut self) {
        if self.plain.text.len() == self.tables.words_from && self.tables.words_from > 0 {
            self.plain.truncate(self.tables.words_from - BETWEEN_CELLS.len());
        }
        let row = 0..self.plain.text.len();
        self.end_sentences(&[row], |_, _| false);
        self.tables.words_from = 0;
        self.clear_words();
    }

    /// Gives each marker one of these sentences, but none where `is_stump` finds that it has little to say without
    /// the marker: it is handed the words before the marker, and all.
    fn end_sentences(&mut self, ranges: &[Range<usize>], is_stump: impl Fn(&str, &str) -> bool) {
        self.settle_links();
        let mut last = None;
        let text = &self.plain.text;
        for (marker, at) in self.pending.drain(..) {
            // Behind a marker alone in the last cell of a row, its separator has been taken away.
            let at = at.min(text.len());
            let sentence = sentence::at(ranges, at);
            let whole = ranges.get(sentence).cloned().unwrap_or(0..0);
            // Nobody reads an endless sentence on a source's page; each marker then has its surroundings.
            let endless = whole.len() > LONGEST_SENTENCE || self.plain.fillings(&whole).nth(MOST_NAMES).is_some();
            let stump = !endless && is_stump(&text[whole.start..at.max(whole.start)], &text[whole.clone()]);
            if stump || last != Some(sentence) {
                let range =
                    if endless { self.plain.around(at, surroundings(text, &whole, at), MOST_NAMES / 2) } else { whole };
                self.body.sentences.push(if stump { Plain::default() } else { self.plain.slice(range) });
                last = (!endless && !stump).then_some(sentence);
            }
            self.body.markers[marker as usize].sentence = self.body.sentences.len() as u32 - 1;
        }
    }

    fn clear_words(&mut self) {
        self.settled_links = self.body.web_links.len();
        if let Some(note) = self.notes.open.last_mut()
            && !self.plain.text.is_empty()
        {
            note.words.append(&self.plain);
        }
        self.plain.clear();
        self.typesetter.iter_mut().for_each(Typesetter::begin);
    }

    /// Tells the links of the block that ends which markers stand in it.
    fn settle_links(&mut self) {
        if let (Some((first, _)), Some((last, _))) = (self.pending.first(), self.pending.last()) {
            let markers = *first..*last + 1;
            for link in self.body.web_links.iter_mut().skip(self.settled_links) {
                link.markers = markers.clone();
            }
        }
    }

    pub(super) fn end_block(&mut self, end: &str) {
        self.end_of_words();
        self.out.html.push_str(end);
    }
}

/// Words that say nothing without what they point to.
const POINTERS: &str = "\
    see also cf compare source sources ibid via vgl siehe vergleiche quelle quellen voir cfr comparer ver véase fuente fonte \
    vedi zob zobacz por źródło див порівн джерело джерела см ср источник источники انظر راجع المصدر";

/// Whether a marker stands for words, which are missing when its sentence is quoted: it begins the sentence, or
/// follows a colon or a sign between markers, or all the rest is a figure, or one word that points to it, such as "See".
fn is_stump(before: &str, sentence: &str) -> bool {
    let before = before.trim_end_matches([',', ';', ' ']);
    let says_nothing = || {
        let sentence = sentence.trim();
        // In scripts without spaces, which begin here, a word is a character or two.
        let is_one_word = !sentence.contains(|c: char| c.is_whitespace() || c >= '\u{2e80}');
        let word = sentence.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let is_short = word.chars().filter(|c| c.is_alphabetic()).count() < 2;
        is_one_word && (is_short || POINTERS.split_ascii_whitespace().any(|pointer| pointer == word))
    };
    before.is_empty() || before.ends_with(':') || says_nothing()
}

/// The bytes around a marker at byte `at` of an endless sentence.
fn surroundings(text: &str, sentence: &Range<usize>, at: usize) -> Range<usize> {
    let half = LONGEST_SENTENCE / 2;
    let start = text.floor_char_boundary(at.saturating_sub(half)).max(sentence.start);
    let end = text.floor_char_boundary((at + half).min(text.len())).min(sentence.end);
    start..end.max(start)
}

/// Whether words between parentheses were meant as where a link leads, and not as a remark: `My note.md "title"`,
/// `plan.pdf#page=3`, `#A heading of words`, `mailto:…`.
fn is_meant_as_address(words: &str) -> bool {
    let is_ending = |end: &str| end.len() <= 5 && end.starts_with(char::is_alphabetic) && !end.contains(' ');
    let titled = words.strip_suffix(['"', '\'']).and_then(|words| words.split_once([' ', '\t']).map(|_| words));
    let words = titled.and_then(|words| words.rfind(['"', '\'']).map(|open| words[..open].trim_end())).unwrap_or(words);
    let words = words
        .split_once([' ', '\t'])
        .filter(|(_, title)| title.trim_start().starts_with(['"', '\'']))
        .map_or(words, |(path, _)| path);
    let path = words.split(['#', '?']).next().unwrap_or(words);
    let is_place = words.strip_prefix('#').is_some_and(|place| place.starts_with(char::is_alphabetic));
    let is_contact = ["mailto:", "tel:", "sms:"].iter().any(|scheme| words.starts_with(scheme));
    let is_file = |path: &str| path.rsplit_once('.').is_some_and(|(_, end)| is_ending(end));
    words.contains("://") || is_place || is_contact || is_file(path) || is_file(words)
}

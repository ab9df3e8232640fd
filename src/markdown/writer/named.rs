//! Sources that are named in running text: `As @key [p. 33] shows`.

use std::ops::Range;

use pulldown_cmark::Event;

use super::Writer;
use crate::markdown::{CiteTarget, Citing, Hole, InPlain, Marker, MarkerKind, Named, NoCitation, citation};

/// How far before a key the bracket is looked for that it stands in, in bytes.
const LONGEST_BEFORE: usize = 500;

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Writer<'a, I> {
    /// Writes words as they stand in the source, with the sources that they name.
    pub(super) fn words_with_names(&mut self, range: Range<usize>) {
        let (source, mut from) = (self.source, range.start);
        for at in memchr::memchr_iter(b'@', &source.as_bytes()[range.clone()]).map(|at| range.start + at) {
            if let Some((key, place)) = citation::key_in_other_brackets(source, at) {
                self.mention(key, place, NoCitation::Braced);
            }
        }
        while let Some((at, (key, length))) = memchr::memchr_iter(b'@', &source.as_bytes()[from..range.end])
            .find_map(|at| Some((from + at, citation::bare_key(source, from + at)?)))
        {
            let place = at..at + 1 + length;
            // In a heading no marker can stand, and half of a citation is a slip, or one in other brackets.
            let is_slip = self.in_heading || is_enclosed(source, &place);
            if is_slip || citation::is_cross_reference(key) {
                let end = place.end.min(range.end);
                self.set_text(&source[from..end], &(from..end));
                if is_slip {
                    let why = why_not(source, &place);
                    self.mention(key, place, why);
                }
                from = end;
                continue;
            }
            if from < at {
                self.set_text(&source[from..at], &(from..at));
            }
            let end = self.named(key, place.clone());
            if source[..at].ends_with(['[', '［']) {
                // Brackets that cite were taken before: these hold something that no place can.
                self.mention(key, place, NoCitation::Torn);
            }
            // It may go on beyond this piece of text.
            from = end.min(range.end);
        }
        if from < range.end {
            self.set_text(&source[from..range.end], &(from..range.end));
        }
    }

    /// Writes a source that is named, with the locator behind it; gives where that ends.
    fn named(&mut self, key: &str, place: Range<usize>) -> usize {
        let (locator, end) = match citation::locator_behind(&self.source[place.end..]) {
            Some((locator, length)) => (Some(self.plain_locator(locator.trim()).into()), place.end + length),
            None => (None, place.end),
        };
        let whole = place.start..end;
        let before = self.source[..place.start].strip_suffix('(');
        let parts = ["\n\n", "\r\n\r\n", "---\n", "---\r\n"];
        let begins = before.is_some_and(|before| before.is_empty() || parts.iter().any(|part| before.ends_with(part)));
        let counts = begins && self.source[end..].starts_with(") ");
        let bytes = self.bytes(place);
        let citing = Citing { target: CiteTarget::Mention(key.into()), prefix: "".into(), locator, spot: None, bytes };
        let typed = self.visible(&self.source[whole.clone()], &whole).into();
        let number = self.body.markers.len() as u32;
        self.out.hole(Hole::Marker(number));
        self.plain.push(InPlain::Name(number));
        self.pending.push((number, self.plain.text.len()));
        self.note_place_of_marker();
        let kind = MarkerKind::Named(Named { citing, typed, counts }.into());
        let span = self.span(whole.clone());
        self.body.markers.push(Marker { span, sentence: 0, kind, cited_before: 0, shown: true });
        self.taken = whole;
        end
    }
}

/// Whether a key stands in brackets that do not cite, or alone between quotes: `[see; @key]`, `［@key］`, `“@key”`.
fn is_enclosed(source: &str, place: &Range<usize>) -> bool {
    let rest = &source[place.end..];
    rest.starts_with([']', '］', '】', '〕'])
        || (source[..place.start].ends_with(['“', '"', '«', '„', '\'', '‘', '‚'])
            && rest.starts_with(['”', '"', '»', '“', '\'', '’', '‘']))
}

/// Why a key cites nothing that may stand in brackets of its line.
fn why_not(source: &str, place: &Range<usize>) -> NoCitation {
    let near = &source[source.ceil_char_boundary(place.start.saturating_sub(LONGEST_BEFORE))..place.start];
    let near = near.rsplit('\n').next().unwrap_or_default();
    let open = near.rfind(['[', ']']).filter(|at| near[*at..].starts_with('['));
    match open.filter(|_| source[place.end..].starts_with(']')) {
        Some(open) if near[..open].ends_with('!') => NoCitation::Image,
        Some(open) if near[open..].contains(';') => NoCitation::Beside,
        Some(_) => NoCitation::Braced,
        None => NoCitation::Bare,
    }
}

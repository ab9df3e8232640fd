//! Words between quotation marks, and those set off, held against the passages that the cited sources keep to the letter.

mod blocks;
mod compare;
mod marks;
mod negations;

use std::ops::Range;

use self::blocks::Block;
use self::compare::{Passage, Quotation, QuotedWords, Slip, Verdict};
use self::negations::says_no;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::markdown::{Fragment, MarkerKind};
use crate::model::document::{Meta, Quote};
use crate::model::text::Text;
use crate::model::{Site, SourceId, TextId};

/// Reports quotations that say something else than what is kept.
pub fn quotations(site: &Site, out: &mut Vec<Diagnostic>) {
    if site.sources.iter().all(|source| source.meta.quotes.is_empty()) {
        return;
    }
    for at in site.texts.ids() {
        let text = &site.texts[at];
        let cited = text.links.cited.iter().chain(text.links.judgements.iter().flatten());
        let keeps = |source: SourceId| !site.sources[source].meta.quotes.is_empty();
        if cited.filter_map(|cited| cited.source).any(keeps) {
            let check = Check { site, text, language: site.language_of(at) };
            check.in_body(out);
            check.in_judgements(at, out);
        }
    }
}

/// Looks over one text.
struct Check<'s> {
    site: &'s Site,
    text: &'s Text,
    language: &'s str,
}

/// A passage that may be meant, with where its source is cited.
struct Kept<'s> {
    source: SourceId,
    quote: &'s Quote,
    span: &'s Span,
}

impl<'s> Check<'s> {
    fn in_body(&self, out: &mut Vec<Diagnostic>) {
        self.in_fragment(&self.text.body.content, &[], out);
        for (at, note) in self.text.body.notes.iter().enumerate() {
            let is_its = |kind: &MarkerKind| matches!(kind, MarkerKind::Note(number, _) if *number as usize == at);
            let markers = self.text.body.markers.iter().enumerate().filter(|(_, marker)| is_its(&marker.kind));
            let markers: Vec<u32> = markers.map(|(at, _)| at as u32).collect();
            self.in_fragment(&note.content, &markers, out);
        }
    }

    /// Looks through a text or a note; `also` are markers that are of all of it.
    fn in_fragment(&self, fragment: &Fragment, also: &[u32], out: &mut Vec<Diagnostic>) {
        let blocks = blocks::of(fragment);
        for (at, block) in blocks.iter().enumerate() {
            let mut told: Vec<(Code, &str, Range<usize>)> = Vec::new();
            for range in marks::quoted(&block.text) {
                let markers = markers_of(block, &range).into_iter().chain(also.iter().copied()).collect();
                self.judge(&block.text, range, markers, &mut told, out);
            }
            if block.quotation.is_some() {
                let markers = markers_of_set_off(&blocks, at).into_iter().chain(also.iter().copied()).collect();
                self.judge(&block.text, 0..without_signature(&block.text).len(), markers, &mut told, out);
            }
        }
    }

    /// Judges a quotation, as a whole or else sentence by sentence; once, whatever marks it has around and within it.
    fn judge(
        &self,
        text: &str,
        range: Range<usize>,
        markers: Vec<u32>,
        told: &mut Vec<(Code, &'s str, Range<usize>)>,
        out: &mut Vec<Diagnostic>,
    ) {
        let kept: Vec<Kept> = markers.into_iter().flat_map(|marker| self.kept(marker)).collect();
        if kept.is_empty() {
            return;
        }
        let parts = match self.slip(text, &range, &kept) {
            Some(found) => vec![(range, found)],
            None => {
                let sentences = sentences(text, &range).into_iter();
                sentences.filter_map(|range| Some((range.clone(), self.slip(text, &range, &kept)?))).collect()
            }
        };
        for (range, (kept, slip)) in parts {
            let finding = self.finding(kept, slip, &text[range.clone()], kept.span);
            let is_known = |(code, quote, known): &(Code, &str, Range<usize>)| {
                *code == finding.code && *quote == kept.quote.id && known.start < range.end && range.start < known.end
            };
            if !told.iter().any(is_known) {
                told.push((finding.code, &kept.quote.id, range));
                out.push(finding);
            }
        }
    }

    fn in_judgements(&self, at: TextId, out: &mut Vec<Diagnostic>) {
        let Meta::Briefing(briefing) = &self.text.meta else { return };
        for (judgement, cited) in briefing.judgements.iter().zip(&self.site.texts[at].links.judgements) {
            let sources = cited.iter().filter_map(|cited| cited.source);
            let kept = sources.flat_map(|source| self.kept_of(source, &judgement.span)).collect::<Vec<_>>();
            let text: &str = &judgement.text;
            for range in marks::quoted(text) {
                if let Some((kept, slip)) = self.slip(text, &range, &kept) {
                    out.push(self.finding(kept, slip, &text[range], &judgement.span));
                }
            }
        }
    }

    /// The passages that the sources of a marker keep.
    fn kept(&self, marker: u32) -> Vec<Kept<'s>> {
        let marker = &self.text.body.markers[marker as usize];
        let sources = marker.part_of(&self.text.links.cited).iter().filter_map(|cited| cited.source);
        sources.flat_map(|source| self.kept_of(source, &marker.span)).collect()
    }

    fn kept_of(&self, source: SourceId, span: &'s Span) -> impl Iterator<Item = Kept<'s>> + use<'s> {
        self.site.sources[source].meta.quotes.iter().map(move |quote| Kept { source, quote, span })
    }

    /// What is wrong with a quotation: nothing when one of the passages has its words, or when it is like none of them.
    fn slip<'k>(&self, text: &str, range: &Range<usize>, kept: &'k [Kept<'s>]) -> Option<(&'k Kept<'s>, Slip)> {
        let quotation = Quotation::of(&text[range.clone()]);
        if quotation.is_short() {
            return None;
        }
        let denied = denies(&text[..range.start], self.language);
        let mut nearest: Option<(f64, &Kept, Slip)> = None;
        for kept in kept {
            let own = self.site.sources[kept.source].meta.language.as_deref().unwrap_or(self.language);
            let translated = kept.quote.translation.as_deref().map(|words| (words, self.language));
            for (words, language) in [(&*kept.quote.text, own)].into_iter().chain(translated) {
                match quotation.held_against(&Passage { words: QuotedWords::of(words), language }, denied) {
                    Verdict::Same => return None,
                    Verdict::Other => {}
                    Verdict::Nearly(likeness, slip) => {
                        if nearest.as_ref().is_none_or(|(known, ..)| *known < likeness) {
                            nearest = Some((likeness, kept, slip));
                        }
                    }
                }
            }
        }
        nearest.map(|(_, kept, slip)| (kept, slip))
    }

    fn finding(&self, kept: &Kept, slip: Slip, quoted: &str, span: &Span) -> Diagnostic {
        let (code, words, hint) = told(slip, quoted);
        let key = &self.site.sources[kept.source].id;
        let message = format!("{words} the passage `{}` that the source `{key}` keeps", kept.quote.id);
        Diagnostic::new(code, span.clone(), message).hint(hint)
    }
}

/// The sentences of a quotation that has several.
fn sentences(text: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let inside = &text[range.clone()];
    let ends = inside.match_indices(['.', '!', '?', '。', '！', '？']).map(|(at, sign)| at + sign.len());
    let is_end = |end: &usize| {
        inside[*end..].starts_with(char::is_whitespace)
            || (inside[..*end].ends_with(['。', '！', '？']) && *end < inside.len())
    };
    let ends = ends.filter(is_end).collect::<Vec<_>>();
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let all = starts.zip(ends.iter().copied().chain([inside.len()]));
    let all = all.map(|(start, end)| range.start + start..range.start + end).collect();
    if ends.is_empty() { Vec::new() } else { all }
}

/// The markers of which a quotation may be: those behind it, up to the next quotation; and those before it that no other
/// quotation has, as in "The letter [@letter] says “…”". Where there are none behind it, all that follow.
fn markers_of(block: &Block, range: &Range<usize>) -> Vec<u32> {
    let others = marks::quoted(&block.text);
    let next = others.iter().map(|other| other.start).find(|start| *start >= range.end);
    let last = others.iter().map(|other| other.end).filter(|end| *end < range.start).max();
    let between = |from: usize, to: usize| {
        let markers = block.markers.iter().filter(move |(at, _)| (from..=to).contains(at));
        markers.map(|(_, marker)| *marker).collect::<Vec<_>>()
    };
    // A mark of its own begins the next one.
    let behind = between(range.end, next.map_or(usize::MAX, |next| next - 1));
    let before = if last.is_none() { between(0, range.start) } else { Vec::new() };
    match (behind.is_empty(), before.is_empty()) {
        (true, true) => block.markers.iter().map(|(_, marker)| *marker).collect(),
        _ => behind.into_iter().chain(before).collect(),
    }
}

/// The same for a paragraph of a quotation that is set off: those in it, in the rest of it, in the text that leads to it.
fn markers_of_set_off(blocks: &[Block], at: usize) -> Vec<u32> {
    let all = |blocks: &[Block]| blocks.iter().flat_map(|block| &block.markers).map(|(_, at)| *at).collect::<Vec<_>>();
    let quotation = blocks[at].quotation;
    let start = blocks[..at].iter().rposition(|block| block.quotation != quotation).map_or(0, |before| before + 1);
    let end = blocks[at..].iter().position(|block| block.quotation != quotation).map_or(blocks.len(), |end| at + end);
    let mut markers = all(&blocks[at..=at]);
    if markers.is_empty() {
        markers = all(&blocks[start..end]);
    }
    if markers.is_empty() && start > 0 {
        markers = all(&blocks[start - 1..start]);
    }
    markers
}

/// A quotation that is set off, without who said it: `… — The minister`.
fn without_signature(text: &str) -> &str {
    let dash = text.char_indices().rev().find(|(_, c)| matches!(c, '—' | '–' | '―'));
    match dash {
        Some((at, _)) if at > 0 && text[at..].split_whitespace().count() <= 10 => &text[..at],
        _ => text,
    }
}

/// Whether what leads to a quotation says no: *they will not “… open the valve”*.
fn denies(before: &str, language: &str) -> bool {
    let words: Vec<&str> = before.split_whitespace().rev().take(4).collect();
    let words: Vec<String> = words.iter().map(|word| word.to_lowercase().replace('’', "'")).collect();
    says_no(&words, language)
}

/// A slip in words: its code, what it is, what to do.
fn told(slip: Slip, quoted: &str) -> (Code, String, String) {
    let begin: String = quoted.split_whitespace().take(6).collect::<Vec<_>>().join(" ");
    match slip {
        Slip::NegationLeftOut(left_out) => (
            Code::NegationLeftOut,
            format!("“{begin} …” leaves out “{left_out}” from"),
            "quote it whole: without these words it may say the opposite".to_owned(),
        ),
        Slip::Altered { said, kept } => {
            let hint = match (said, kept) {
                (Some(said), Some(kept)) => format!("it has “{kept}” where this says “{said}”"),
                (Some(said), None) => format!("it does not say “{said}”"),
                (None, Some(kept)) => {
                    format!("it says “{kept}” too; what is left out has an ellipsis in its place")
                }
                (None, None) => "compare the two".to_owned(),
            };
            (Code::AlteredQuotation, format!("“{begin} …” is nearly"), hint)
        }
    }
}

//! What a careful editor would advise: where claims rest on less than they seem to.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::analysis::evidence::{self, Claim, Claiming};
use crate::analysis::{Grounds, day};
use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::model::document::Source;
use crate::model::words::Word;
use crate::model::{Site, SourceId, TextId};

/// How well the claims of a site are founded: what settings or files speak of, and the rest where advice is wanted.
pub fn advice(site: &Site, grounds: &Grounds) -> Vec<Diagnostic> {
    let all = site.build.advice || !site.settings.rules.is_empty() || grounds.has_retracted();
    // Most often there is nothing to tell, and whoever writes waits for it.
    let weak = weak(site, grounds, |text| all || site.allowed.contains_key(&site.texts[text].path));
    let told = weak.iter().filter(|weak| is_told(site, weak));
    let mut found: Vec<Diagnostic> = told.map(|weak| weak.finding(site, grounds)).collect();
    found.extend(grounds.origins().circles().iter().filter_map(|circle| circular(site, circle)));
    found
}

/// How much of it there is that nobody asked for.
pub fn untold_advice(site: &Site, grounds: &Grounds) -> usize {
    let is_off = |weak: &Weak| site.settings.rules.get(&weak.code()) == Some(&None);
    weak(site, grounds, |_| true).iter().filter(|weak| !is_told(site, weak) && !is_off(weak)).count()
}

/// The weak points of some texts.
fn weak(site: &Site, grounds: &Grounds, is_wanted: impl Fn(TextId) -> bool) -> Vec<Weak> {
    let texts: Vec<TextId> = site.texts.ids().filter(|text| is_wanted(*text)).collect();
    let mut found: Vec<Weak> = texts.into_par_iter().flat_map_iter(|text| in_text(site, grounds, text)).collect();
    let sources = site.sources.entries().filter(|(_, entry)| is_wanted(entry.text)).map(|(at, _)| at);
    found.extend(sources.filter(|source| is_unarchived(site, *source)).map(Weak::Unarchived));
    found
}

/// A weak point.
enum Weak {
    Claim(Code, Claim),
    /// A source on the web without a copy.
    Unarchived(SourceId),
    /// A citation without a place: the text, the marker, and which of the things that it cites.
    NoLocator(TextId, u32, u32),
}

/// Whether a weak point is shown, or answered: by what is asked for, by the settings, by its file.
fn is_told(site: &Site, weak: &Weak) -> bool {
    let (code, asked) = (weak.code(), site.build.advice);
    let by_level = match site.settings.rules.get(&code) {
        Some(level) => level.is_some_and(|level| asked || level != Severity::Advice),
        None => asked || code.severity() != Severity::Advice,
    };
    by_level || site.reason(&weak.span(site).path, code).is_some()
}

fn in_text(site: &Site, grounds: &Grounds, text: TextId) -> Vec<Weak> {
    let mut found = Vec::new();
    let mut of_whole: Vec<Code> = Vec::new();
    for claim in evidence::claims(site, text) {
        let mut points = evidence::weak_points(site, grounds, &claim);
        points.retain(|code| *code != Code::RestsOnRetracted || evidence::is_current(site, &claim));
        match claim.what {
            // What is said of the whole is not said of each sentence.
            Claiming::Sentence(_) => points.retain(|code| !of_whole.contains(code)),
            Claiming::Judgement(..) => {}
            Claiming::Position(_) | Claiming::Event(_) => of_whole.clone_from(&points),
        }
        found.extend(points.into_iter().map(|code| Weak::Claim(code, claim.clone())));
    }
    let links = &site.texts[text].links;
    for (at, marker) in site.texts[text].body.markers.iter().enumerate().filter(|(_, marker)| marker.shown) {
        let cites = marker.cites().iter().zip(marker.part_of(&links.cited)).enumerate();
        let without = cites.filter(|(_, (citing, cited))| {
            let is_long = || cited.source.is_some_and(|source| is_long(&site.sources[source].meta));
            citing.locator.is_none() && citing.spot.is_none() && is_long()
        });
        found.extend(without.map(|(item, _)| Weak::NoLocator(text, at as u32, item as u32)));
    }
    found
}

/// Books, PDFs and transcripts have pages; a web page is found through in a minute.
fn is_long(source: &Source) -> bool {
    let is_pdf = || source.url.as_ref().is_some_and(|url| url.value.canonical.to_ascii_lowercase().ends_with(".pdf"));
    source.isbn.is_some() || source.medium.as_deref() == Some("print") || is_pdf()
}

fn is_unarchived(site: &Site, at: SourceId) -> bool {
    let source = &site.sources[at];
    let is_cited = || !site.uses.of_source(at).is_empty();
    source.recorded && source.meta.url.is_some() && source.meta.archived.is_empty() && is_cited()
}

impl Weak {
    fn code(&self) -> Code {
        match self {
            Weak::Claim(code, _) => *code,
            Weak::Unarchived(_) => Code::Unarchived,
            Weak::NoLocator(..) => Code::NoLocator,
        }
    }

    fn span<'s>(&self, site: &'s Site) -> &'s Span {
        match self {
            Weak::Claim(_, claim) => claim.span(site),
            Weak::Unarchived(source) => &site.texts[site.sources[*source].text].head,
            Weak::NoLocator(text, marker, _) => &site.texts[*text].body.markers[*marker as usize].span,
        }
    }

    fn finding(&self, site: &Site, grounds: &Grounds) -> Diagnostic {
        if let Weak::Claim(Code::RestsOnRetracted, claim) = self {
            return lost(site, grounds, claim);
        }
        let message = match self {
            Weak::Claim(code, claim) => said_of(site, grounds, *code, claim),
            Weak::Unarchived(source) => {
                format!("no archived copy of the source `{}` is known", site.sources[*source].id)
            }
            Weak::NoLocator(text, marker, item) => {
                let text = &site.texts[*text];
                let cited = text.body.markers[*marker as usize].part_of(&text.links.cited)[*item as usize].source;
                let key = cited.map_or("", |source| &site.sources[source].id);
                format!("this does not say where in `{key}`")
            }
        };
        Diagnostic::new(self.code(), self.span(site).clone(), message).mended()
    }
}

/// What a weak point is, in a sentence.
fn said_of(site: &Site, grounds: &Grounds, code: Code, claim: &Claim) -> String {
    let (what, count) = (claim.word(), claim.sources.len());
    let keys = || quoted(claim.sources.iter().map(|source| site.sources[*source].id.as_str()));
    match code {
        Code::SingleSource => format!("this {what} rests on one source, {}", keys()),
        Code::SingleOrigin => {
            format!("{count} sources, 1 origin: {}", drawn(site, &grounds.origins().ways(site, &claim.sources)))
        }
        Code::SamePublisher => {
            let publisher = site.sources[claim.sources[0]].meta.publisher.as_deref().unwrap_or_default();
            format!("the {count} sources of this {what} are all of {publisher}")
        }
        Code::PartyOnly => {
            let parties: BTreeSet<_> =
                claim.sources.iter().flat_map(|source| &site.sources[*source].voice_of).collect();
            let names: Vec<&str> = parties.into_iter().map(|actor| site.actors[*actor].meta.name.written()).collect();
            format!("this {what} rests on the word of parties alone: {}", names.join(", "))
        }
        Code::SecondHandStatement => {
            let Claiming::Position(position) = claim.what else { return String::new() };
            let actor = &site.actors[site.cells[site.positions[position].cell].actor].meta.name;
            format!("this is said to be stated, and no source of it is in the voice of {}", actor.written())
        }
        Code::LowGradeOnly => format!("this {what} rests on sources of low grade alone: {}", graded(site, claim)),
        _ => {
            let Claiming::Position(position) = claim.what else { return String::new() };
            let review = site.positions[position].meta.review_after.as_ref();
            let (review, today) = (review.map(ToString::to_string), day::date_of_site(site).map(ToString::to_string));
            let (review, today) = (review.unwrap_or_default(), today.unwrap_or_default());
            format!("this position was to be looked at again after {review}, and the site stands for {today}")
        }
    }
}

fn graded(site: &Site, claim: &Claim) -> String {
    let grade = |source: &SourceId| {
        let entry = &site.sources[*source];
        let reliability = entry.meta.reliability.map_or("", |letter| letter.id());
        format!("`{}` ({reliability}{})", entry.id, entry.meta.credibility.map_or("", |figure| figure.id()))
    };
    claim.sources.iter().map(grade).collect::<Vec<_>>().join(", ")
}

fn quoted<'k>(keys: impl Iterator<Item = &'k str>) -> String {
    keys.map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")
}

/// Ways from sources to what they go back to: `a → wire ← b`. A way that is the end of another one is in it.
fn drawn(site: &Site, ways: &[Vec<SourceId>]) -> String {
    let is_whole = |way: &&Vec<SourceId>| !ways.iter().any(|other| other.len() > way.len() && other.ends_with(way));
    let ways: Vec<&Vec<SourceId>> = ways.iter().filter(is_whole).collect();
    let key = |source: &SourceId| site.sources[*source].id.as_str();
    let chain = |way: &[SourceId]| way.iter().map(key).collect::<Vec<_>>().join(" → ");
    match ways[..] {
        [one, other] if one.last() == other.last() => {
            let back = other.iter().rev().skip(1).map(key).fold(String::new(), |back, key| format!("{back} ← {key}"));
            chain(one) + &back
        }
        _ => ways.iter().map(|way| chain(way)).collect::<Vec<_>>().join("; "),
    }
}

/// That sources draw on one another alone.
fn circular(site: &Site, circle: &[SourceId]) -> Option<Diagnostic> {
    let entry = &site.sources[*circle.first()?];
    let keys = circle.iter().chain(circle.first()).map(|source| site.sources[*source].id.as_str());
    let message = match circle {
        [_] => format!("the source `{}` would draw on itself", entry.id),
        _ => format!("these sources draw on one another alone: {}", keys.collect::<Vec<_>>().join(" → ")),
    };
    let place = entry.meta.derived_from.first().map_or(&site.texts[entry.text].head, |named| &named.span);
    Some(Diagnostic::new(Code::CircularOrigin, place.clone(), message).mended())
}

/// That a claim rests on nothing but what was retracted.
fn lost(site: &Site, grounds: &Grounds, claim: &Claim) -> Diagnostic {
    let ways = grounds.retracted(site, &claim.sources);
    let ends: BTreeSet<SourceId> = ways.iter().filter_map(|way| way.last().copied()).collect();
    let what = quoted(ends.iter().map(|source| site.sources[*source].id.as_str()));
    let far: Vec<Vec<SourceId>> = ways.into_iter().filter(|way| way.len() > 1).collect();
    let through = if far.is_empty() { String::new() } else { format!(" ({})", drawn(site, &far)) };
    let was = if ends.len() == 1 { "which was retracted" } else { "which were retracted" };
    let message = format!("this {} rests on nothing but {what}{through}, {was}", claim.word());
    let mut finding = Diagnostic::new(Code::RestsOnRetracted, claim.span(site).clone(), message).mended();
    for source in ends {
        let head = &site.texts[site.sources[source].text].head;
        finding = finding.related(head.clone(), "retracted");
    }
    finding
}

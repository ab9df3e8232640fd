//! What claims rest on, and where that is weak. A claim is a sentence that cites, a position, an event or a judgement.

use std::collections::BTreeSet;

use super::day;
use super::origins::Origins;
use crate::diagnostic::{Code, Span};
use crate::model::document::{Meta, Source};
use crate::model::text::Text;
use crate::model::words::{Basis, Credibility, Reliability, Stance};
use crate::model::{ActorId, BriefingId, EventId, PageKind, PositionId, Site, SourceId, TextId};

/// What the claims of a site rest on, as it is now.
pub struct Grounds {
    origins: Origins,
    retracted: BTreeSet<SourceId>,
    /// The origins that are left without what was retracted, where something was.
    left: Option<Origins>,
    /// No source draws on another.
    is_plain: bool,
}

impl Grounds {
    /// Of a site.
    pub fn of(site: &Site) -> Grounds {
        let retracted = site.sources.ids().filter(|source| day::is_retracted(site, *source));
        let retracted: BTreeSet<SourceId> = retracted.collect();
        let left = (!retracted.is_empty()).then(|| Origins::without(site, |source| retracted.contains(&source)));
        let is_plain = site.sources.iter().all(|source| source.derived_from.is_empty());
        Grounds { origins: Origins::of(site), retracted, left, is_plain }
    }

    /// The origins of all sources.
    pub fn origins(&self) -> &Origins {
        &self.origins
    }

    /// Whether any source was retracted.
    pub fn has_retracted(&self) -> bool {
        !self.retracted.is_empty()
    }

    /// How many origins some sources, each named once, go back to.
    pub fn count(&self, sources: &[SourceId]) -> usize {
        if self.is_plain { sources.len() } else { self.origins.of_all(sources).len() }
    }

    /// Whether some sources go back to nothing but what was retracted.
    pub fn are_lost(&self, sources: &[SourceId]) -> bool {
        let left = self.left.as_ref();
        !sources.is_empty() && left.is_some_and(|left| sources.iter().all(|source| left.of_source(*source).is_empty()))
    }

    /// For each source that was retracted, or draws on one that was: a shortest way there, itself first.
    pub fn retracted(&self, site: &Site, sources: &[SourceId]) -> Vec<Vec<SourceId>> {
        match self.left {
            Some(_) => self.origins.ways_to(site, sources, |source| self.retracted.contains(&source)),
            None => Vec::new(),
        }
    }

    /// All that was retracted of what some sources are and draw on, however far behind.
    pub fn all_retracted(&self, site: &Site, sources: &[SourceId]) -> BTreeSet<SourceId> {
        if self.retracted.is_empty() {
            return BTreeSet::new();
        }
        let mut behind: BTreeSet<SourceId> = sources.iter().copied().collect();
        let mut next: Vec<SourceId> = sources.to_vec();
        while let Some(at) = next.pop() {
            next.extend(site.sources[at].derived_from.iter().copied().filter(|source| behind.insert(*source)));
        }
        behind.intersection(&self.retracted).copied().collect()
    }
}

/// Whether some sources go back to nothing but what is gone.
pub fn are_lost_to(site: &Site, sources: &[SourceId], is_gone: impl Fn(SourceId) -> bool) -> bool {
    let mut seen: BTreeSet<SourceId> = sources.iter().copied().collect();
    let mut next: Vec<SourceId> = sources.to_vec();
    while let Some(at) = next.pop() {
        let drawn_on = &site.sources[at].derived_from;
        match is_gone(at) {
            true => {}
            false if drawn_on.is_empty() => return false,
            false => next.extend(drawn_on.iter().copied().filter(|source| seen.insert(*source))),
        }
    }
    !sources.is_empty()
}

/// A claim.
#[derive(Debug, Clone)]
pub struct Claim {
    /// What makes it.
    pub what: Claiming,
    /// The text that it stands in.
    pub text: TextId,
    /// What it rests on, each source once.
    pub sources: Vec<SourceId>,
}

/// What makes a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claiming {
    /// A sentence, by the number of its first marker.
    Sentence(u32),
    /// A position.
    Position(PositionId),
    /// An event.
    Event(EventId),
    /// A judgement of a briefing, by its number.
    Judgement(BriefingId, u32),
}

impl Claim {
    /// The place that a finding about it underlines.
    pub fn span<'s>(&self, site: &'s Site) -> &'s Span {
        let text = &site.texts[self.text];
        match self.what {
            Claiming::Sentence(marker) => &text.body.markers[marker as usize].span,
            Claiming::Judgement(_, at) => judged_at(site, self.text, at),
            Claiming::Position(_) | Claiming::Event(_) => &text.head,
        }
    }

    /// The word for what makes it.
    pub fn word(&self) -> &'static str {
        match self.what {
            Claiming::Sentence(_) => "sentence",
            Claiming::Position(_) => "position",
            Claiming::Event(_) => "event",
            Claiming::Judgement(..) => "judgement",
        }
    }
}

/// Where a judgement names what it rests on, else the head of its briefing.
fn judged_at(site: &Site, text: TextId, at: u32) -> &Span {
    let text = &site.texts[text];
    let Meta::Briefing(briefing) = &text.meta else { return &text.head };
    briefing.judgements[at as usize].cites.first().map_or(&text.head, |cite| &cite.span)
}

/// The claims of a text, the whole before its sentences. What cites nothing rests on nothing, and other findings say so.
pub fn claims(site: &Site, at: TextId) -> Vec<Claim> {
    let text = &site.texts[at];
    let whole = match (&text.meta, site.pages[text.page].kind) {
        (Meta::Position(_), PageKind::Cell(cell)) => {
            let mut positions = site.cells[cell].positions.iter().copied();
            positions.find(|position| site.positions[*position].text == at).map(Claiming::Position)
        }
        (Meta::Event(_), PageKind::Event(event)) => Some(Claiming::Event(event)),
        _ => None,
    };
    let whole = whole.map(|what| self::whole(site, at, what));
    let all = whole.into_iter().chain(judgements(site, at, text)).chain(sentences(at, text));
    all.filter(|claim| !claim.sources.is_empty()).collect()
}

fn judgements<'s>(site: &Site, at: TextId, text: &'s Text) -> impl Iterator<Item = Claim> + use<'s> {
    let briefing = match site.pages[text.page].kind {
        PageKind::Briefing(briefing) => Some(briefing),
        _ => None,
    };
    let judged = briefing.map(|briefing| text.links.judgements.iter().enumerate().map(move |each| (briefing, each)));
    judged.into_iter().flatten().map(move |(briefing, (number, cited))| Claim {
        what: Claiming::Judgement(briefing, number as u32),
        text: at,
        sources: once(cited.iter().filter_map(|cited| cited.source)),
    })
}

/// The markers of one sentence stand together.
fn sentences(at: TextId, text: &Text) -> Vec<Claim> {
    let mut claims: Vec<(u32, Claim)> = Vec::new();
    for (number, marker) in text.body.markers.iter().enumerate().filter(|(_, marker)| marker.shown) {
        let cited = marker.part_of(&text.links.cited).iter().filter_map(|cited| cited.source);
        match claims.last_mut().filter(|(sentence, _)| *sentence == marker.sentence) {
            Some((_, claim)) => claim.sources.extend(cited),
            None => {
                let what = Claiming::Sentence(number as u32);
                claims.push((marker.sentence, Claim { what, text: at, sources: cited.collect() }));
            }
        }
    }
    claims.into_iter().map(|(_, claim)| Claim { sources: once(claim.sources.into_iter()), ..claim }).collect()
}

fn once(sources: impl Iterator<Item = SourceId>) -> Vec<SourceId> {
    let mut seen = BTreeSet::new();
    sources.filter(|source| seen.insert(*source)).collect()
}

/// Whether a claim is held today: not one of a position that gave way to another, nor of a briefing that another took up.
pub fn is_current(site: &Site, claim: &Claim) -> bool {
    match site.pages[site.texts[claim.text].page].kind {
        PageKind::Cell(cell) => site.positions[site.cells[cell].today()].text == claim.text,
        PageKind::Briefing(briefing) => site.briefings[briefing].followers.is_empty(),
        _ => true,
    }
}

/// The judgements of the newest briefings, then the positions of today, also those that cite nothing.
pub fn stated_today(site: &Site) -> Vec<Claim> {
    let current = site.briefings.iter().filter(|briefing| briefing.followers.is_empty());
    let judged = current.flat_map(|briefing| judgements(site, briefing.text, &site.texts[briefing.text]));
    let positions = site.cells.iter().map(|cell| {
        let text = site.positions[cell.today()].text;
        whole(site, text, Claiming::Position(cell.today()))
    });
    let mut claims: Vec<Claim> = judged.chain(positions).collect();
    // Sources stand in one order, whatever cites them.
    claims.iter_mut().for_each(|claim| claim.sources.sort_unstable());
    claims
}

/// The claim that a text makes as a whole.
fn whole(site: &Site, text: TextId, what: Claiming) -> Claim {
    Claim { what, text, sources: site.cited(text).into_iter().collect() }
}

/// The weak points of a claim: the rules of advice that speak of it.
pub fn weak_points(site: &Site, grounds: &Grounds, claim: &Claim) -> Vec<Code> {
    let sources: Vec<&Source> = claim.sources.iter().map(|source| &*site.sources[*source].meta).collect();
    let several = sources.len() > 1;
    let one_origin = several && grounds.count(&claim.sources) == 1;
    let points = [
        (Code::RestsOnRetracted, grounds.are_lost(&claim.sources)),
        (Code::SingleSource, !several),
        (Code::SingleOrigin, one_origin),
        (Code::SamePublisher, several && !one_origin && same_publisher(&sources)),
        (Code::PartyOnly, claim.sources.iter().all(|source| !site.sources[*source].voice_of.is_empty())),
        (Code::SecondHandStatement, is_second_hand(site, claim)),
        (Code::LowGradeOnly, sources.iter().all(|source| is_low_grade(source))),
        (Code::ReviewDue, is_review_due(site, claim)),
    ];
    points.into_iter().filter_map(|(code, is)| is.then_some(code)).collect()
}

fn same_publisher(sources: &[&Source]) -> bool {
    let first = sources[0].publisher.as_deref();
    first.is_some() && sources.iter().all(|source| source.publisher.as_deref() == first)
}

/// Letters D and E of the Admiralty code, and figures 4 and 5: not usually reliable, unreliable, doubtful, improbable. What
/// cannot be judged is not low.
fn is_low_grade(source: &Source) -> bool {
    matches!(source.reliability, Some(Reliability::D | Reliability::E))
        || matches!(source.credibility, Some(Credibility::Doubtful | Credibility::Improbable))
}

/// What an actor is said to have stated, without a source in its own voice, or in that of what it belongs to or consists
/// of.
fn is_second_hand(site: &Site, claim: &Claim) -> bool {
    let Claiming::Position(position) = claim.what else { return false };
    let entry = &site.positions[position];
    let actor = site.cells[entry.cell].actor;
    let spoken = entry.meta.basis == Some(Basis::Stated) && entry.meta.stance != Some(Stance::Silent);
    spoken
        && !claim
            .sources
            .iter()
            .any(|source| site.sources[*source].voice_of.iter().any(|voice| speaks_for(site, *voice, actor)))
}

fn speaks_for(site: &Site, voice: ActorId, actor: ActorId) -> bool {
    voice == actor || site.actors[actor].members.contains(&voice) || site.actors[actor].part_of.contains(&voice)
}

/// A position of today that somebody wanted to look at again by now.
fn is_review_due(site: &Site, claim: &Claim) -> bool {
    let Claiming::Position(position) = claim.what else { return false };
    let entry = &site.positions[position];
    let review = entry.meta.review_after.as_ref();
    entry.nth == 0 && review.is_some() && day::counts_today(site, review)
}

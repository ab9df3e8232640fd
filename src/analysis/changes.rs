//! What changed, and when: facts with dates, never differences of files.
//!
//! A fact happened between two days when it counts on the second and not on the first. So what happened between A and
//! B, with what happened between B and C, is what happened between A and C.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::day::{self, Seen, date_of};
use super::judgements::{self, JudgementAt, name};
use super::scale;
use crate::model::table::Id;
use crate::model::{
    ActorId, BriefingId, CellId, Date, Day, EventId, IssueId, PageKind, PositionId, Rank, Site, SourceId, TextId,
};

/// Something new or different, on its date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub date: Date,
    /// Where that is among other changes: behind what is known to have come first.
    pub rank: Rank,
    /// What.
    pub fact: Fact,
}

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// An actor has a position on an issue of which none was known.
    New(PositionId),
    /// A position moved.
    Shift {
        /// Where from.
        from: PositionId,
        /// Where to.
        to: PositionId,
    },
    /// A position was taken again: it stands where it stood.
    Renewed {
        /// What was held before.
        from: PositionId,
        /// What is held now.
        to: PositionId,
    },
    /// An event happened.
    Event(EventId),
    /// An event was announced for a later day.
    Announced(EventId),
    /// A briefing came out.
    Briefing(BriefingId),
    /// A judgement that was made before is held more or less likely; each by its briefing and its number there.
    Judgement {
        /// What was held before.
        from: (BriefingId, usize),
        /// What is held now.
        to: (BriefingId, usize),
    },
    /// It is known what became of a judgement: of which briefing, and its number there.
    Outcome(BriefingId, usize),
    /// A source was taken back.
    Retracted(SourceId),
    /// A copy of a source was laid into an archive, by its number there.
    Archived(SourceId, usize),
    /// Something was put right, by its number in the text.
    Corrected(TextId, usize),
}

/// All that changed in a site, oldest first.
pub fn all(site: &Site) -> Vec<Change> {
    let mut changes = happened(site);
    // What a text tells is not known before it.
    changes.extend(told(site).into_iter().map(|(date, fact)| {
        let rank = Rank::of(Some(date)).max(day::known_from(site, fact.text(site)));
        Change { date: date.clone(), rank, fact }
    }));
    let limit = day::limit(site);
    changes.retain(|change| change.rank.counts_on(limit));
    changes.sort_by(|a, b| (a.rank, &a.date, a.fact).cmp(&(b.rank, &b.date, b.fact)));
    changes
}

/// What happened, each with its place among all that did: positions, events, briefings and judgements that moved.
fn happened(site: &Site) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut ranked = |date: Option<&Date>, rank: Rank, fact| {
        changes.extend(date.map(|date| Change { date: date.clone(), rank, fact }));
    };
    // Of positions of which nobody knows which came first, the one that is shown is told.
    for position in site.positions.ids().filter(|position| !day::is_beside_newer(site, *position)) {
        let fact = match day::before(site, position) {
            None => Fact::New(position),
            Some(from) if scale::differs(site, from, position) => Fact::Shift { from, to: position },
            Some(from) => Fact::Renewed { from, to: position },
        };
        ranked(date_of(site, position), site.positions[position].rank, fact);
    }
    for (at, entry) in site.events.entries() {
        ranked(entry.meta.date.as_ref().map(|date| &date.value), entry.rank, Fact::Event(at));
        let announced = entry.meta.announced.as_ref();
        ranked(announced, Rank::of(announced), Fact::Announced(at));
    }
    let briefings = site.briefings.ids().map(|at| (at, Fact::Briefing(at)));
    let judgements = moved_judgements(site).into_iter().map(|(from, to)| (to.0, Fact::Judgement { from, to }));
    for (at, fact) in briefings.chain(judgements) {
        let entry = &site.briefings[at];
        ranked(entry.meta.as_of.as_ref().map(|date| &date.value), entry.rank, fact);
    }
    changes
}

/// What texts tell of themselves or of others, on its date.
fn told(site: &Site) -> Vec<(&Date, Fact)> {
    let mut told = Vec::new();
    let outcomes = judgements::outcomes(site);
    for (at, entry) in site.briefings.entries() {
        for (number, judgement) in entry.meta.judgements.iter().enumerate() {
            let outcome =
                judgement.outcome.as_ref().filter(|_| judgements::is_told(&outcomes, judgement, (at, number)));
            told.extend(outcome.map(|outcome| (&outcome.date.value, Fact::Outcome(at, number))));
        }
    }
    for (at, entry) in site.sources.entries() {
        let retracted = entry.meta.retracted.as_ref().and_then(|retraction| retraction.date.as_ref());
        told.extend(retracted.map(|date| (date, Fact::Retracted(at))));
        let copies = entry.meta.archived.iter().enumerate();
        told.extend(copies.filter_map(|(number, copy)| Some((copy.date.as_ref()?, Fact::Archived(at, number)))));
    }
    for (at, text) in site.texts.entries() {
        let corrections = text.document.corrections.iter().enumerate();
        told.extend(corrections.map(|(number, correction)| (&correction.date, Fact::Corrected(at, number))));
    }
    told
}

/// The changes, of `all` in their order, that count `until` a day and did not `since` another; without that, from the
/// beginning.
pub fn between(all: &[Change], since: Option<Day>, until: Day) -> &[Change] {
    let counted = |day: Day| all.partition_point(|change| change.rank.counts_on(day));
    let (from, to) = (since.map_or(0, counted), counted(until));
    &all[from.min(to)..to]
}

/// The same, newest first: where dates leave it open, behind what is known to have come first.
pub fn newest_first(all: &[Change], since: Option<Day>, until: Day) -> Vec<&Change> {
    let mut known: Vec<&Change> = between(all, since, until).iter().collect();
    known.sort_by(|a, b| a.newest_first(b));
    known
}

/// Judgements of a briefing that others of its own day hold otherwise: these follow it, and no day lies between.
pub fn held_otherwise<'c>(site: &Site, all: &'c [Change], briefing: BriefingId, day: Day) -> Vec<&'c Change> {
    let from = all.partition_point(|change| change.rank <= site.briefings[briefing].rank);
    let to = all.partition_point(|change| change.rank.counts_on(day));
    let is_of = |change: &&Change| matches!(change.fact, Fact::Judgement { from, .. } if from.0 == briefing);
    all[from.min(to)..to].iter().filter(is_of).collect()
}

impl Change {
    /// Which of two comes first where the newest does.
    pub fn newest_first(&self, other: &Change) -> Ordering {
        (other.rank, self.fact).cmp(&(self.rank, other.fact))
    }
}

/// The changes that feeds tell: those of the whole site, of each actor and of each issue, by their numbers in the list
/// of all, oldest first. What names nobody is told of the whole site alone.
#[derive(Debug, Default)]
pub struct Feeds {
    /// Of the whole site.
    pub site: Vec<usize>,
    /// Of each actor.
    pub actors: Vec<Vec<usize>>,
    /// Of each issue.
    pub issues: Vec<Vec<usize>>,
}

impl Feeds {
    /// Sorts all changes of a site by whom they are about, in one go. A copy in an archive is no news, and neither is
    /// what a draft says, or an event that is still to come.
    pub fn of(site: &Site, all: &[Change]) -> Feeds {
        let mut feeds = Feeds {
            site: Vec::new(),
            actors: vec![Vec::new(); site.actors.len()],
            issues: vec![Vec::new(); site.issues.len()],
        };
        let is_news = |change: &Change| match change.fact {
            Fact::Archived(..) => false,
            Fact::Event(_) => change.rank.counts_on(day::today(site)),
            _ => true,
        };
        let told = |change: &Change| is_news(change) && !site.texts[change.fact.text(site)].draft;
        for (at, change) in all.iter().enumerate().filter(|(_, change)| told(change)) {
            feeds.site.push(at);
            for actor in unique(change.fact.actors(site)) {
                feeds.actors[actor.place()].push(at);
            }
            for issue in unique(change.fact.issues(site)) {
                feeds.issues[issue.place()].push(at);
            }
        }
        feeds
    }

    /// Those of a page: of an actor, an issue, or the page of changes.
    pub fn of_page(&self, page: PageKind) -> &[usize] {
        match page {
            PageKind::Actor(at) => &self.actors[at.place()],
            PageKind::Issue(at) => &self.issues[at.place()],
            PageKind::Changes => &self.site,
            _ => &[],
        }
    }
}

fn unique<I: Ord>(mut ids: Vec<I>) -> Vec<I> {
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// The moves in a cell that count on the site's own day and did not `since` another, newest first.
pub fn moves(site: &Site, cell: CellId, since: Day) -> Vec<(PositionId, PositionId)> {
    let now = Seen::now(site);
    let later = now.positions(cell).filter(|at| !day::counts_on(site, *at, since));
    let later = later.filter(|at| !day::is_beside_newer(site, *at));
    let moved = |at: PositionId| {
        let before = day::before(site, at)?;
        scale::differs(site, before, at).then_some((before, at))
    };
    later.filter_map(moved).collect()
}

/// Whether what a cell had on a day has moved by the site's own day.
pub fn has_moved(seen: Seen, cell: CellId) -> bool {
    seen.is_filled(cell) && !moves(seen.site(), cell, seen.day()).is_empty()
}

/// Judgements of one name of which a later briefing holds something else likely. Of two briefings of one day nobody knows
/// which came first, unless one follows the other.
fn moved_judgements(site: &Site) -> Vec<(JudgementAt, JudgementAt)> {
    let mut last: BTreeMap<(String, String), JudgementAt> = BTreeMap::new();
    let mut moved = Vec::new();
    // Briefings stand newest first.
    for at in site.briefings.ids().rev().filter(|at| site.briefings[*at].meta.as_of.is_some()) {
        for (number, judgement) in site.briefings[at].meta.judgements.iter().enumerate() {
            let (Some(name), Some(likelihood)) = (name(judgement), judgement.likelihood) else { continue };
            if let Some(from) = last.insert(name, (at, number)) {
                let before = &site.briefings[from.0];
                let is_ordered = before.rank != site.briefings[at].rank;
                let differs = before.meta.judgements[from.1].likelihood != Some(likelihood);
                moved.extend((is_ordered && differs).then_some((from, (at, number))));
            }
        }
    }
    moved
}

impl Fact {
    /// The text that tells it.
    pub fn text(self, site: &Site) -> TextId {
        match self {
            Fact::New(at) | Fact::Shift { to: at, .. } | Fact::Renewed { to: at, .. } => site.positions[at].text,
            Fact::Event(at) | Fact::Announced(at) => site.events[at].text,
            Fact::Briefing(at) | Fact::Judgement { to: (at, _), .. } | Fact::Outcome(at, _) => site.briefings[at].text,
            Fact::Retracted(at) | Fact::Archived(at, _) => site.sources[at].text,
            Fact::Corrected(at, _) => at,
        }
    }

    /// The actors that it is about.
    pub fn actors(self, site: &Site) -> Vec<ActorId> {
        match self {
            Fact::New(at) | Fact::Shift { to: at, .. } | Fact::Renewed { to: at, .. } => {
                vec![site.cells[site.positions[at].cell].actor]
            }
            Fact::Event(at) | Fact::Announced(at) => site.events[at].actors.clone(),
            Fact::Briefing(at) | Fact::Judgement { to: (at, _), .. } | Fact::Outcome(at, _) => {
                site.briefings[at].actors.clone()
            }
            Fact::Retracted(at) | Fact::Archived(at, _) => site.sources[at].voice_of.clone(),
            Fact::Corrected(at, _) => about(site, at).0,
        }
    }

    /// The issues that it is about.
    pub fn issues(self, site: &Site) -> Vec<IssueId> {
        match self {
            Fact::New(at) | Fact::Shift { to: at, .. } | Fact::Renewed { to: at, .. } => {
                vec![site.cells[site.positions[at].cell].issue]
            }
            Fact::Event(at) | Fact::Announced(at) => site.events[at].issues.clone(),
            Fact::Briefing(at) | Fact::Judgement { to: (at, _), .. } | Fact::Outcome(at, _) => {
                site.briefings[at].issues.clone()
            }
            Fact::Retracted(_) | Fact::Archived(..) => Vec::new(),
            Fact::Corrected(at, _) => about(site, at).1,
        }
    }
}

/// The actors and issues that a text is about.
fn about(site: &Site, text: TextId) -> (Vec<ActorId>, Vec<IssueId>) {
    match site.pages[site.texts[text].page].kind {
        PageKind::Actor(at) => (vec![at], Vec::new()),
        PageKind::Issue(at) => (Vec::new(), vec![at]),
        PageKind::Cell(at) => (vec![site.cells[at].actor], vec![site.cells[at].issue]),
        PageKind::Event(at) => (site.events[at].actors.clone(), site.events[at].issues.clone()),
        PageKind::Briefing(at) => (site.briefings[at].actors.clone(), site.briefings[at].issues.clone()),
        _ => (Vec::new(), Vec::new()),
    }
}

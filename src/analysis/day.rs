//! What counts on a day.

use crate::model::document::{Document, Meta};
use crate::model::{ActorId, CellId, Date, Day, EventId, IssueId, PageKind, PositionId, Rank, Site, SourceId, TextId};

/// A site as it is seen from a day. Whatever shows something dated asks it what to show.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    site: &'a Site,
    day: Day,
}

impl<'a> Seen<'a> {
    /// A site from a day.
    pub fn on(site: &'a Site, day: Day) -> Seen<'a> {
        Seen { site, day }
    }

    /// A site as it is now.
    pub fn now(site: &'a Site) -> Seen<'a> {
        Seen { site, day: today(site) }
    }

    /// The site.
    pub fn site(&self) -> &'a Site {
        self.site
    }

    /// The day.
    pub fn day(&self) -> Day {
        self.day
    }

    /// The position that a cell has: the newest that counts.
    pub fn position(&self, cell: CellId) -> Option<PositionId> {
        self.positions(cell).next()
    }

    /// The positions that count in a cell, newest first.
    pub fn positions(&self, cell: CellId) -> impl Iterator<Item = PositionId> + use<'a> {
        let Seen { site, day } = *self;
        site.cells[cell].positions.iter().copied().filter(move |at| counts_on(site, *at, day))
    }

    /// Whether a cell has a position.
    pub fn is_filled(&self, cell: CellId) -> bool {
        self.position(cell).is_some()
    }

    /// How many cells of a list have a position.
    pub fn filled(&self, cells: &[CellId]) -> usize {
        cells.iter().filter(|cell| self.is_filled(**cell)).count()
    }

    /// The position of an actor on an issue.
    pub fn position_of(&self, actor: ActorId, issue: IssueId) -> Option<PositionId> {
        self.position(self.site.cell(actor, issue)?)
    }

    /// Whether an event is known: it was announced, or, where nothing is said of that, has happened.
    pub fn knows(&self, event: EventId) -> bool {
        known_from(self.site, self.site.events[event].text).counts_on(self.day)
    }

    /// Whether an event was announced for a later day.
    pub fn is_planned(&self, event: EventId) -> bool {
        self.knows(event) && !self.has_happened(event)
    }

    fn has_happened(&self, event: EventId) -> bool {
        self.site.events[event].rank.counts_on(self.day)
    }

    /// The site's own position in a cell, where it is another than on this day.
    pub fn later_position(&self, cell: CellId) -> Option<PositionId> {
        let now = Seen::now(self.site).position(cell)?;
        (self.position(cell) != Some(now)).then_some(now)
    }
}

/// When a position was held.
pub fn date_of(site: &Site, position: PositionId) -> Option<&Date> {
    Some(&site.positions[position].meta.as_of.as_ref()?.value)
}

/// Whether it is known that a position came after another one of its cell.
pub fn is_ordered(site: &Site, before: PositionId, position: PositionId) -> bool {
    is_dated(site, before) && is_dated(site, position) && !is_beside(site, before, position)
}

/// Whether two positions of a cell are of one date, and nothing says which of them came first.
fn is_beside(site: &Site, one: PositionId, other: PositionId) -> bool {
    is_dated(site, one) && is_dated(site, other) && site.positions[one].rank == site.positions[other].rank
}

fn is_dated(site: &Site, position: PositionId) -> bool {
    date_of(site, position).is_some()
}

/// From when a text is known that says so itself.
pub fn known_from(site: &Site, text: TextId) -> Rank {
    match site.pages[site.texts[text].page].kind {
        PageKind::Briefing(at) => site.briefings[at].rank,
        PageKind::Event(at) => site.events[at].rank.known_from(site.events[at].meta.announced.as_ref()),
        PageKind::Source(at) => Rank::of(site.sources[at].meta.published.as_ref().map(|date| &date.value)),
        PageKind::Cell(at) => {
            let position = site.cells[at].positions.iter().find(|position| site.positions[**position].text == text);
            position.map_or_else(Rank::default, |position| site.positions[*position].rank)
        }
        _ => Rank::default(),
    }
}

/// Whether a newer position of the cell stands beside a position: that one is shown.
pub fn is_beside_newer(site: &Site, position: PositionId) -> bool {
    let entry = &site.positions[position];
    let newer = entry.nth.checked_sub(1).map(|nth| site.cells[entry.cell].positions[nth]);
    newer.is_some_and(|newer| is_beside(site, newer, position))
}

/// The position before another one in its cell: the newest of which it is not open whether it came first. It counts on
/// each day on which the other one does.
pub fn before(site: &Site, position: PositionId) -> Option<PositionId> {
    let entry = &site.positions[position];
    let older = site.cells[entry.cell].positions[entry.nth + 1..].iter();
    older.copied().find(|older| !is_beside(site, *older, position))
}

/// Whether a position counts on a day: one that an event brought about does not count before that.
pub fn counts_on(site: &Site, position: PositionId, day: Day) -> bool {
    site.positions[position].rank.counts_on(day)
}

/// The day of a page that has one of its own: a briefing, or the matrix of a day. All others have the site's.
pub fn own_day(site: &Site, page: PageKind) -> Option<Day> {
    own_date(site, page).map(|date| Day::of(date).min(limit(site)))
}

/// The date that such a page stands for.
pub fn own_date(site: &Site, page: PageKind) -> Option<&Date> {
    let date = match page {
        PageKind::Briefing(at) => site.briefings[at].meta.as_of.as_ref(),
        PageKind::Edition(at) => site.editions.get(at),
        _ => None,
    };
    date.map(|date| &date.value)
}

/// The day that the whole site is wanted of; without one, no day is too late.
pub fn limit(site: &Site) -> Day {
    site.build.as_of.as_ref().map_or(Day::LAST, Day::of)
}

/// The date that a site stands for: the one that is asked for, or the newest in it.
pub fn date_of_site(site: &Site) -> Option<&Date> {
    site.build.as_of.as_ref().or(site.newest.as_ref())
}

/// The day of a site.
pub fn today(site: &Site) -> Day {
    date_of_site(site).map_or(Day::LAST, Day::of)
}

/// Whether something that is dated so counts on the site's own day.
pub fn counts_today(site: &Site, date: Option<&Date>) -> bool {
    today(site).counts(date)
}

/// Whether a source was taken back, as far as the site knows: in one of an earlier day later retractions are not there.
pub fn is_retracted(site: &Site, source: SourceId) -> bool {
    site.sources[source].meta.retracted.is_some()
}

/// The newest date among those that texts say of themselves, and of what became of them: all that changed counts then.
/// Each text comes with the rank from which on it is known: an event that is announced is known from then on, and its day
/// is still to come; what something else brought about is no older than that.
pub fn newest<'d>(texts: impl Iterator<Item = (&'d Document, Rank)>) -> Option<Date> {
    let dates = texts.flat_map(|(text, rank)| {
        let own = match &text.meta {
            Meta::Briefing(briefing) => briefing.as_of.as_ref().map(|date| &date.value),
            Meta::Position(position) => position.as_of.as_ref().map(|date| &date.value),
            Meta::Event(event) => event.announced.as_ref().or(event.date.as_ref().map(|date| &date.value)),
            Meta::Source(source) => source.published.as_ref().map(|date| &date.value),
            _ => None,
        };
        let (copies, retracted) = match &text.meta {
            Meta::Source(source) => (source.archived.as_slice(), source.retracted.as_ref()),
            _ => (&[][..], None),
        };
        let became = copies.iter().filter_map(|copy| copy.date.as_ref());
        let became = became.chain(retracted.and_then(|retraction| retraction.date.as_ref()));
        let judged = match &text.meta {
            Meta::Briefing(briefing) => briefing.judgements.as_slice(),
            _ => &[],
        };
        let outcomes = judged.iter().filter_map(|judgement| Some(&judgement.outcome.as_ref()?.date.value));
        let became = became.chain(outcomes).chain(text.corrections.iter().map(|correction| &correction.date));
        own.map(|date| (rank, date)).into_iter().chain(became.map(|date| (Rank::of(Some(date)), date)))
    });
    dates.max_by_key(|(rank, _)| *rank).map(|(_, date)| date.clone())
}

//! Things, briefly: what lists, notes and the matrix show of them. Made for one page, since addresses are
//! relative to it.

use std::collections::BTreeSet;

use super::view::{
    ActorCard, ArchivedView, BriefingCard, CellCard, DateView, EventCard, IssueCard, LinkView, MatrixRow, MatrixView,
    PositionCard, SourceCard, WordView,
};
use crate::model::date::Date;
use crate::model::document::{Position, Reference};
use crate::model::language::is_right_to_left;
use crate::model::site::Entry;
use crate::model::words::{Stance, Word};
use crate::model::{PageId, Site};
use crate::web;

/// Makes cards for one page.
#[derive(Clone)]
pub struct Cards<'a> {
    site: &'a Site,
    /// What leads from the page to the root.
    root: String,
}

impl<'a> Cards<'a> {
    /// Cards for a page from which `root` leads to the root.
    pub fn new(site: &'a Site, root: String) -> Cards<'a> {
        Cards { site, root }
    }

    /// What leads from the page to the root.
    pub fn root(&self) -> &str {
        &self.root
    }

    /// The address of a page.
    pub fn url(&self, page: PageId) -> String {
        format!("{}{}", self.root, web::encode_path(&page.path(self.site)))
    }

    /// The address of a file that is copied as it is.
    pub fn file_url(&self, path: &str) -> String {
        format!("{}{}", self.root, web::encode_path(path))
    }

    /// A link to an actor.
    pub fn actor_link(&self, at: usize) -> LinkView {
        let entry = &self.site.actors[at];
        let title = entry.meta.short_name.clone().unwrap_or_else(|| entry.meta.name.clone());
        LinkView { id: entry.id.clone(), title, url: self.url(PageId::Actor(at)) }
    }

    /// A link to an issue.
    pub fn issue_link(&self, at: usize) -> LinkView {
        let entry = &self.site.issues[at];
        LinkView { id: entry.id.clone(), title: entry.meta.title.clone(), url: self.url(PageId::Issue(at)) }
    }

    /// A link to an event.
    pub fn event_link(&self, at: usize) -> LinkView {
        let entry = &self.site.events[at];
        LinkView { id: entry.id.clone(), title: entry.meta.title.clone(), url: self.url(PageId::Event(at)) }
    }

    /// Links to the actors that some references name.
    pub fn actor_links(&self, references: &[Reference]) -> Vec<LinkView> {
        references.iter().filter_map(|id| Some(self.actor_link(self.site.actor(&id.value)?))).collect()
    }

    /// An actor.
    pub fn actor(&self, at: usize) -> ActorCard {
        let entry = &self.site.actors[at];
        let meta = &entry.meta;
        ActorCard {
            id: entry.id.clone(),
            name: meta.name.clone(),
            short_name: meta.short_name.clone().unwrap_or_else(|| meta.name.clone()),
            kind: meta.kind.clone(),
            flag: meta.flag.clone(),
            colour: meta.colour.clone(),
            part_of: meta.part_of.as_ref().and_then(|id| Some(self.actor_link(self.site.actor(&id.value)?))),
            url: self.url(PageId::Actor(at)),
            positions: self.site.cells_of_actor[at].len(),
        }
    }

    /// An issue.
    pub fn issue(&self, at: usize) -> IssueCard {
        let entry = &self.site.issues[at];
        IssueCard {
            id: entry.id.clone(),
            title: entry.meta.title.clone(),
            question: entry.meta.question.clone(),
            url: self.url(PageId::Issue(at)),
            positions: self.site.cells_of_issue[at].len(),
        }
    }

    /// An event.
    pub fn event(&self, at: usize) -> EventCard {
        let entry = &self.site.events[at];
        let meta = &entry.meta;
        EventCard {
            id: entry.id.clone(),
            title: meta.title.clone(),
            date: meta.date.as_ref().map_or_else(missing_date, date),
            place: meta.place.clone(),
            kind: meta.kind.clone(),
            actors: self.actor_links(&meta.actors),
            issues: meta.issues.iter().filter_map(|id| Some(self.issue_link(self.site.issue(&id.value)?))).collect(),
            summary: self.lead(entry),
            sources: cited_sources(entry).len(),
            url: self.url(PageId::Event(at)),
        }
    }

    /// A briefing.
    pub fn briefing(&self, at: usize) -> BriefingCard {
        let entry = &self.site.briefings[at];
        let meta = &entry.meta;
        BriefingCard {
            id: entry.id.clone(),
            title: meta.title.clone(),
            as_of: meta.as_of.as_ref().map_or_else(missing_date, date),
            summary: self.briefing_summary(at),
            authors: if meta.authors.is_empty() { self.site.settings.authors.clone() } else { meta.authors.clone() },
            draft: meta.draft,
            url: self.url(PageId::Briefing(at)),
        }
    }

    /// What a briefing says in a few sentences.
    pub fn briefing_summary(&self, at: usize) -> String {
        let entry = &self.site.briefings[at];
        entry.meta.summary.clone().unwrap_or_else(|| self.lead(entry))
    }

    /// A source.
    pub fn source(&self, at: usize) -> SourceCard {
        let entry = &self.site.sources[at];
        let meta = &entry.meta;
        let language = meta.language.as_deref().unwrap_or(&self.site.settings.language);
        SourceCard {
            key: entry.id.clone(),
            title: meta.title.clone(),
            title_translated: meta.title_translated.clone(),
            authors: meta.authors.clone(),
            publisher: meta.publisher.clone(),
            kind: meta.kind.map(word),
            published: meta.published.as_ref().map(|published| date(&published.value)),
            language: meta.language.clone(),
            direction: direction(language),
            link: meta.url.as_ref().map(|url| url.value.url.clone()),
            host: meta.url.as_ref().map(|url| url.value.host.clone()),
            archived: meta
                .archived
                .iter()
                .map(|copy| ArchivedView { link: copy.url.url.clone(), date: copy.date.as_ref().map(date) })
                .collect(),
            status: meta.status.map(word),
            retracted: meta.retracted.is_some(),
            uses: self.site.uses[at].len(),
            recorded: self.site.is_recorded(at),
            url: self.url(PageId::Source(at)),
        }
    }

    /// The `nth` position of a cell (0 is today's).
    pub fn position(&self, cell_at: usize, nth: usize) -> PositionCard {
        let cell = &self.site.cells[cell_at];
        let entry = &self.site.positions[cell.positions[nth]];
        let meta = &entry.meta;
        let before = cell.positions.get(nth + 1).map(|at| &self.site.positions[*at].meta);
        PositionCard {
            actor: self.actor_link(cell.actor),
            issue: self.issue_link(cell.issue),
            stance: meta.stance.map_or(WordView { id: "missing", label: "Stance missing" }, word),
            basis: meta.basis.map(word),
            firmness: meta.firmness.map(word),
            as_of: meta.as_of.as_ref().map_or_else(missing_date, |as_of| date(&as_of.value)),
            summary: self.position_summary(entry),
            sources: cited_sources(entry).len(),
            shifted: before.is_some_and(|before| has_shifted(before, meta)),
            trigger: meta.trigger.as_ref().and_then(|id| Some(self.event_link(self.site.event(&id.value)?))),
            review_after: meta.review_after.as_ref().map(date),
            url: self.url(PageId::Cell(cell_at)),
        }
    }

    /// What a position says in a few sentences.
    pub fn position_summary(&self, entry: &Entry<Position>) -> String {
        entry.meta.summary.clone().unwrap_or_else(|| self.lead(entry))
    }

    /// A matrix of some actors and issues.
    pub fn matrix(&self, actors: &[usize], issues: &[usize]) -> MatrixView {
        let rows: Vec<MatrixRow> = issues
            .iter()
            .map(|&issue| MatrixRow {
                issue: self.issue(issue),
                cells: actors.iter().map(|&actor| self.cell(actor, issue)).collect(),
            })
            .collect();
        let gaps = rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.state == "gap").count();
        MatrixView { actors: actors.iter().map(|&actor| self.actor(actor)).collect(), rows, gaps }
    }

    fn cell(&self, actor: usize, issue: usize) -> CellCard {
        let at = self.site.cell_at.get(&(actor, issue)).copied();
        let position = at.map(|at| self.position(at, 0));
        let silent = position.as_ref().is_some_and(|card| card.stance.id == Stance::Silent.id());
        CellCard {
            actor: self.site.actors[actor].id.clone(),
            issue: self.site.issues[issue].id.clone(),
            state: match at {
                None => "gap",
                Some(_) if silent => "silent",
                Some(_) => "position",
            },
            position,
            history: at.map_or(0, |at| self.site.cells[at].positions.len()),
        }
    }

    /// The first paragraph of a text, in plain words.
    pub fn lead<M>(&self, entry: &Entry<M>) -> String {
        entry.body.lead.fill(|link| self.site.target_title(entry.links.targets[link as usize].as_ref()))
    }
}

/// Whether a position differs from the one before it.
fn has_shifted(before: &Position, now: &Position) -> bool {
    // Of two positions of one date nobody knows which came first.
    let apart = match (&before.as_of, &now.as_of) {
        (Some(before), Some(now)) => !before.value.same_days(&now.value),
        _ => false,
    };
    let known = apart && before.stance.is_some() && now.stance.is_some();
    let differs = before.stance != now.stance || before.firmness != now.firmness || now.trigger.is_some();
    known && differs
}

/// The sources that a text cites where readers see it: not in a note that nothing leads to.
pub fn cited_sources<M>(entry: &Entry<M>) -> BTreeSet<usize> {
    let cited = entry.body.markers.iter().zip(&entry.links.cited).filter(|(marker, _)| marker.shown);
    cited.flat_map(|(_, cited)| cited).filter_map(|cited| cited.source).collect()
}

/// A word out of a closed list.
pub fn word<W: Word>(word: W) -> WordView {
    WordView { id: word.id(), label: word.label() }
}

/// A date.
pub fn date(date: &Date) -> DateView {
    DateView { edtf: date.edtf().to_owned(), datetime: date.datetime(), text: date.to_string() }
}

/// What stands for a date that is required and not there.
pub fn missing_date() -> DateView {
    DateView { edtf: String::new(), datetime: String::new(), text: "date missing".to_owned() }
}

/// `ltr` or `rtl`.
pub fn direction(language: &str) -> &'static str {
    if is_right_to_left(language) { "rtl" } else { "ltr" }
}

//! Actors × issues.

use super::cards::Cards;
use super::scale;
use super::view::{CellCard, MatrixRow, MatrixView};
use crate::model::text::Filter;
use crate::model::words::Stance;
use crate::model::{ActorId, IssueId, PositionId, Site};

/// A matrix of some actors and issues. Where a filter chooses, those of which it takes nothing are left out.
pub fn matrix<'a>(
    cards: &Cards<'a>,
    site: &'a Site,
    actors: &[ActorId],
    issues: &[IssueId],
    filter: &Filter,
) -> MatrixView<'a> {
    let takes = |actor: ActorId, issue: IssueId| {
        let held = site.cell(actor, issue).and_then(|cell| cards.seen.position(cell));
        *filter == Filter::default() || held.is_some_and(|at| cards.takes(filter, at))
    };
    let chosen = |actor: &ActorId| issues.iter().any(|issue| takes(*actor, *issue));
    let actors: Vec<ActorId> = actors.iter().copied().filter(chosen).collect();
    let issues = issues.iter().filter(|issue| actors.iter().any(|actor| takes(*actor, **issue)));
    let rows: Vec<MatrixRow> = issues
        .map(|&issue| MatrixRow {
            issue: cards.issue(issue),
            cells: actors.iter().map(|&actor| cell(cards, site, actor, issue, filter)).collect(),
        })
        .collect();
    let gaps = rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.state == "gap").count();
    MatrixView { actors: actors.iter().map(|&actor| cards.actor(actor)).collect(), rows, gaps }
}

fn cell<'a>(cards: &Cards<'a>, site: &'a Site, actor: ActorId, issue: IssueId, filter: &Filter) -> CellCard<'a> {
    let cell = site.cell(actor, issue);
    let held = cell.and_then(|cell| cards.seen.position(cell));
    let position = held.filter(|at| cards.takes(filter, *at));
    let silent = |at: PositionId| site.positions[at].meta.stance == Some(Stance::Silent);
    CellCard {
        actor: &site.actors[actor].id,
        issue: &site.issues[issue].id,
        state: match position {
            None if held.is_some() => "left-out",
            None => "gap",
            Some(at) if silent(at) => "silent",
            Some(_) => "position",
        },
        position: position.map(|at| cards.position(at)),
        history: cell.map_or(0, |cell| cards.seen.positions(cell).count()),
        way: cell.filter(|_| position.is_some()).and_then(|cell| scale::way(cards, site, cell)),
    }
}

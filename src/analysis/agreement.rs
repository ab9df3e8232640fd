//! Who agrees with whom, and on what all could agree.

use super::day::Seen;
use super::scale;
use crate::model::{ActorId, IssueId, PositionId, Site};

/// How far two actors stand apart on an issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Apart {
    /// The issue.
    pub issue: IssueId,
    /// The position of the first.
    pub own: PositionId,
    /// The position of the other.
    pub other: PositionId,
    /// How many steps of the scale lie between them.
    pub steps: usize,
}

/// The issues on which two actors both have a place.
pub fn between(seen: Seen, site: &Site, one: ActorId, other: ActorId) -> Vec<Apart> {
    let cells = site.actors[one].cells.iter();
    let apart = |issue: IssueId| {
        let (own, other) = (seen.position_of(one, issue)?, seen.position_of(other, issue)?);
        let steps = scale::option(site, own)?.abs_diff(scale::option(site, other)?);
        Some(Apart { issue, own, other, steps })
    };
    cells.filter_map(|cell| apart(site.cells[*cell].issue)).collect()
}

/// The issues on which two actors take different stances, and at least one of them has no place: steps cannot tell.
pub fn other_stances(seen: Seen, site: &Site, one: ActorId, other: ActorId) -> Vec<(IssueId, PositionId, PositionId)> {
    let differ = |issue: IssueId| {
        let (own, other) = (seen.position_of(one, issue)?, seen.position_of(other, issue)?);
        let (stance, its) = (site.positions[own].meta.stance?, site.positions[other].meta.stance?);
        let have_places = scale::option(site, own).is_some() && scale::option(site, other).is_some();
        (!have_places && stance != its).then_some((issue, own, other))
    };
    site.actors[one].cells.iter().filter_map(|cell| differ(site.cells[*cell].issue)).collect()
}

/// An option of an issue, with who could live with it and who could not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// Whose own option it is.
    pub held: Vec<ActorId>,
    /// Who could live with it, beside those.
    pub accepted: Vec<ActorId>,
    /// Whose red line excludes it.
    pub excluded: Vec<ActorId>,
    /// Who else rules it out.
    pub rejected: Vec<ActorId>,
}

/// The options of an issue, in the order of its scale. Without a scale there is nothing to accept or to reject.
pub fn options(seen: Seen, site: &Site, issue: IssueId) -> Vec<Standing> {
    let mut options = vec![Standing::default(); site.issues[issue].meta.scale.len()];
    // By stance alone there is a place, but no option.
    let cells = if options.is_empty() { &[][..] } else { &site.issues[issue].cells };
    for cell in cells {
        let Some(at) = seen.position(*cell) else { continue };
        let (actor, entry) = (site.cells[*cell].actor, &site.positions[at]);
        for option in scale::accepted(site, at) {
            let standing = &mut options[option];
            if entry.option == Some(option) { standing.held.push(actor) } else { standing.accepted.push(actor) }
        }
        let red_line = scale::is_red_line(&entry.meta);
        for option in &entry.rejects {
            let standing = &mut options[*option];
            if red_line { standing.excluded.push(actor) } else { standing.rejected.push(actor) }
        }
    }
    options
}

/// The options that everyone accepts who has said anything of options.
pub fn common(options: &[Standing]) -> Vec<usize> {
    let mut all: Vec<ActorId> = options
        .iter()
        .flat_map(|option| [&option.held, &option.accepted, &option.excluded, &option.rejected])
        .flatten()
        .copied()
        .collect();
    all.sort_unstable();
    all.dedup();
    let by_all = |option: &Standing| all.len() > 1 && option.held.len() + option.accepted.len() == all.len();
    (0..options.len()).filter(|at| by_all(&options[*at])).collect()
}

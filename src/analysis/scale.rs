//! Where positions stand: an option on the scale of the issue, or by their stance alone.

use crate::model::document::Position;
use crate::model::site::{Entry, PositionNames};
use crate::model::words::{Firmness, Stance};
use crate::model::{ActorId, Day, IssueId, PositionId, Site};

use super::day::{Seen, before, date_of, is_ordered};

/// The options of an issue without a scale, from one end to the other.
pub const STANCES: [Stance; 3] = [Stance::Opposes, Stance::Conditional, Stance::Supports];

/// How many options there are to stand at.
pub fn options(site: &Site, issue: IssueId) -> usize {
    match site.issues[issue].meta.scale.len() {
        0 => STANCES.len(),
        some => some,
    }
}

/// Where a position stands on its issue, from 0; none where it says so of no option, or points both ways.
pub fn option(site: &Site, position: PositionId) -> Option<usize> {
    let entry = &site.positions[position];
    match site.issues[site.cells[entry.cell].issue].meta.scale.is_empty() {
        false => entry.option,
        true => STANCES.iter().position(|stance| Some(*stance) == entry.meta.stance),
    }
}

/// The options that a position could live with: its own, and those that it names.
pub fn accepted(site: &Site, position: PositionId) -> Vec<usize> {
    let entry = &site.positions[position];
    let mut options = entry.accepts.clone();
    options.extend(entry.option);
    options.sort_unstable();
    options.dedup();
    options
}

/// Whether a position is one that is not to be crossed.
pub fn is_red_line(position: &Position) -> bool {
    position.firmness == Some(Firmness::RedLine)
}

/// Whether a position moved: it differs from the one before it.
pub fn is_shift(site: &Site, position: PositionId) -> bool {
    before(site, position).is_some_and(|before| differs(site, before, position))
}

/// Whether a position differs from the one before it in stance, option or firmness. What it says besides, of options that
/// it could live with or of an event, is told where it is taken again.
pub fn differs(site: &Site, before: PositionId, position: PositionId) -> bool {
    let (was, is) = (&site.positions[before], &site.positions[position]);
    let known = is_ordered(site, before, position) && was.meta.stance.is_some() && is.meta.stance.is_some();
    known
        && (was.meta.stance != is.meta.stance
            || was.meta.firmness != is.meta.firmness
            || (was.option != is.option && !has_lost_option(was) && !has_lost_option(is)))
}

/// Whether a position names an option that is not on the scale: what cannot be read is no move.
pub fn has_lost_option(entry: &Entry<Position, PositionNames>) -> bool {
    entry.option.is_none() && entry.meta.option.is_some()
}

/// Whether a position says just what the one before it said.
pub fn is_unchanged(site: &Site, position: PositionId) -> bool {
    let Some(before) = before(site, position) else { return false };
    let (was, is) = (&site.positions[before], &site.positions[position]);
    let names = |at: PositionId| (site.positions[at].option, accepted(site, at), site.positions[at].rejects.clone());
    (was.meta.stance, was.meta.firmness, was.meta.basis, &was.meta.summary)
        == (is.meta.stance, is.meta.firmness, is.meta.basis, &is.meta.summary)
        && names(before) == names(position)
        && is.meta.trigger.is_none()
}

/// A way on a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Way {
    /// The option that was left.
    pub from: usize,
    /// The one that was reached.
    pub to: usize,
}

impl Way {
    /// How many steps it is.
    pub fn steps(self) -> usize {
        self.from.abs_diff(self.to)
    }
}

/// The way between two positions of a cell, when both have a place and these differ.
pub fn way(site: &Site, from: PositionId, to: PositionId) -> Option<Way> {
    let way = Way { from: option(site, from)?, to: option(site, to)? };
    (way.from != way.to).then_some(way)
}

/// Whether one position is firmer than another: negotiable before firm before red line. A hint is no position yet.
pub fn firmer(from: Option<Firmness>, to: Option<Firmness>) -> Option<std::cmp::Ordering> {
    let rank = |firmness| match firmness {
        Firmness::Signalled => 0,
        Firmness::Negotiable => 1,
        Firmness::Firm => 2,
        Firmness::RedLine => 3,
    };
    Some(rank(to?).cmp(&rank(from?)))
}

/// Of more actors on an issue the first are held against each shift: all of them at all shifts would be their square.
const MOST_BESIDE: usize = 100;

/// The other actors to whom a way leads nearer and from whom it leads away, by where they stood on its day, as far as
/// whoever looks knows that.
pub fn towards(seen: Seen, shift: PositionId, way: Way) -> (Vec<ActorId>, Vec<ActorId>) {
    let site = seen.site();
    let cell = &site.cells[site.positions[shift].cell];
    let day = date_of(site, shift).map_or(Day::LAST, Day::of);
    let seen = Seen::on(site, day.min(seen.day()));
    let (mut nearer, mut farther) = (Vec::new(), Vec::new());
    for at in site.issues[cell.issue].cells.iter().take(MOST_BESIDE) {
        let other = &site.cells[*at];
        let at = seen.position(*at).and_then(|position| option(site, position));
        let Some(at) = at.filter(|_| other.actor != cell.actor) else { continue };
        match way.to.abs_diff(at).cmp(&way.from.abs_diff(at)) {
            std::cmp::Ordering::Less => nearer.push(other.actor),
            std::cmp::Ordering::Greater => farther.push(other.actor),
            std::cmp::Ordering::Equal => {}
        }
    }
    (nearer, farther)
}

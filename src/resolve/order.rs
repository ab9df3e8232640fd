//! What stands behind what, by [`Rank`]; and what is said of it that cannot be.

use super::filed::Filed;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::document::{Briefing, Document, Event, Meta, Position, Spanned};
use crate::model::{Date, Rank};
use ahash::HashMap;

/// The ranks of events and briefings, by id.
#[derive(Debug, Default, Clone)]
pub struct Order {
    events: HashMap<String, Rank>,
    briefings: HashMap<String, Rank>,
}

impl Order {
    /// Orders events and briefings. Reports circles, and dates that say otherwise than `after`.
    pub fn of(events: &[Filed<Event>], briefings: &[Filed<Briefing>], out: &mut Vec<Diagnostic>) -> Order {
        Order { events: of_events(events, out), briefings: of_briefings(briefings) }
    }

    /// The rank of an event.
    pub fn event(&self, id: &str) -> Rank {
        self.events.get(id).copied().unwrap_or_default()
    }

    /// The rank of a briefing.
    pub fn briefing(&self, id: &str) -> Rank {
        self.briefings.get(id).copied().unwrap_or_default()
    }

    /// The rank of a position: behind what moved it.
    pub fn position(&self, position: &Position) -> Rank {
        let rank = rank(position.as_of.as_ref());
        let trigger = position.trigger.as_ref().and_then(|trigger| self.events.get(&trigger.value));
        trigger.map_or(rank, |trigger| rank.moved_behind(*trigger))
    }

    /// Where a text stands that says so itself; others stand first. An event is known from its announcement on.
    pub fn known_from(&self, document: &Document) -> Rank {
        match &document.meta {
            Meta::Briefing(briefing) => {
                self.briefings.get(&document.id).copied().unwrap_or(rank(briefing.as_of.as_ref()))
            }
            Meta::Position(position) => self.position(position),
            Meta::Event(event) => {
                let own = self.events.get(&document.id).copied().unwrap_or(rank(event.date.as_ref()));
                own.known_from(event.announced.as_ref())
            }
            Meta::Source(source) => rank(source.published.as_ref()),
            Meta::Home(_) | Meta::Actor(_) | Meta::Issue(_) | Meta::Page(_) => Rank::default(),
        }
    }
}

fn of_events(events: &[Filed<Event>], out: &mut Vec<Diagnostic>) -> HashMap<String, Rank> {
    let at: HashMap<&str, usize> = events.iter().enumerate().map(|(at, event)| (event.id(), at)).collect();
    let before = |event: usize| {
        let named = events[event].meta.after.iter();
        named.filter_map(|name| Some((*at.get(name.value.as_str())?, &name.span)))
    };
    let mut ranks: Vec<Rank> = events.iter().map(|event| rank(event.meta.date.as_ref())).collect();
    let (sorted, circles) = sorted(events.len(), |event| before(event).map(|(first, _)| first).collect());
    for event in sorted {
        for (first, span) in before(event) {
            let (rank, known) = (ranks[event], ranks[first]);
            ranks[event] = rank.moved_behind(known);
            contradiction(&events[event], (&events[first], known), span, out);
        }
    }
    for circle in circles {
        let names: Vec<&str> = circle.iter().chain(circle.first()).map(|at| events[*at].id()).collect();
        let span = before(circle[0]).find(|(first, _)| circle.contains(first));
        let span = span.map_or_else(|| events[circle[0]].document.head.clone(), |(_, span)| span.clone());
        let message = match circle.len() {
            1 => format!("the event `{}` would have come after itself", names[0]),
            _ => format!("each of these events would have come after the other: {}", names.join(" → ")),
        };
        out.push(Diagnostic::new(Code::ImpossibleOrder, span, message).hint("take one `after:` out of the circle"));
    }
    events.iter().zip(ranks).map(|(event, rank)| (event.id().to_owned(), rank)).collect()
}

fn rank(date: Option<&Spanned<Date>>) -> Rank {
    Rank::of(date.map(|date| &date.value))
}

/// The ranks of briefings: behind what they follow.
fn of_briefings(briefings: &[Filed<Briefing>]) -> HashMap<String, Rank> {
    let at: HashMap<&str, usize> = briefings.iter().enumerate().map(|(at, file)| (file.id(), at)).collect();
    let before = |file: usize| at.get(briefings[file].meta.follows.as_ref()?.value.as_str()).copied();
    let mut ranks: Vec<Rank> = briefings.iter().map(|file| rank(file.meta.as_of.as_ref())).collect();
    for file in sorted(briefings.len(), |file| before(file).into_iter().collect()).0 {
        ranks[file] = before(file).map_or(ranks[file], |first| ranks[file].moved_behind(ranks[first]));
    }
    briefings.iter().zip(ranks).map(|(file, rank)| (file.id().to_owned(), rank)).collect()
}

/// Reports an event that its date puts before what it is said to have followed.
fn contradiction(event: &Filed<Event>, (first, known): (&Filed<Event>, Rank), span: &Span, out: &mut Vec<Diagnostic>) {
    let (Some(own), Some(before)) = (&event.meta.date, &first.meta.date) else { return };
    if known.is_after(&own.value) {
        let (own, id, date) = (&own.value, first.id(), &before.value);
        let behind = if own.latest() < date.earliest() { "" } else { ", behind what its own `after:` names" };
        let message = format!("this event is dated {own}, and cannot have come after `{id}` of {date}{behind}");
        out.push(
            Diagnostic::new(Code::ImpossibleOrder, span.clone(), message)
                .related(before.span.clone(), "the date of that event")
                .hint("correct one of the dates, or take the name out of `after:`"),
        );
    }
}

/// Numbers below `count`, each behind those that `before` gives for it; and the circles, which have no such order.
pub fn sorted(count: usize, before: impl Fn(usize) -> Vec<usize>) -> (Vec<usize>, Vec<Vec<usize>>) {
    let mut waits = vec![0usize; count];
    let mut behind: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (at, waits) in waits.iter_mut().enumerate() {
        for first in before(at) {
            *waits += 1;
            behind[first].push(at);
        }
    }
    let mut sorted: Vec<usize> = (0..count).filter(|at| waits[*at] == 0).collect();
    let mut next = 0;
    while let Some(&first) = sorted.get(next) {
        next += 1;
        for &at in &behind[first] {
            waits[at] -= 1;
            if waits[at] == 0 {
                sorted.push(at);
            }
        }
    }
    (sorted, circles(&waits, before))
}

/// The circles among those that wait for one another for ever, each once.
fn circles(waits: &[usize], before: impl Fn(usize) -> Vec<usize>) -> Vec<Vec<usize>> {
    let mut seen = vec![false; waits.len()];
    let mut circles = Vec::new();
    for start in (0..waits.len()).filter(|at| waits[*at] > 0) {
        let mut way = Vec::new();
        let mut at = start;
        // Each of them waits for one that waits too, so the way back ends in a circle.
        while !seen[at] {
            seen[at] = true;
            way.push(at);
            match before(at).into_iter().find(|first| waits[*first] > 0) {
                Some(first) => at = first,
                None => break,
            }
        }
        if let Some(from) = way.iter().position(|known| *known == at).filter(|_| seen[at]) {
            let closes = before(*way.last().unwrap_or(&at)).contains(&at);
            circles.extend(closes.then(|| way.split_off(from)));
        }
    }
    circles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_stands_behind_and_circles_are_found_once() {
        let order = |before: &[&[usize]]| sorted(before.len(), |at| before[at].to_vec());
        assert_eq!(order(&[&[1], &[2], &[]]), (vec![2, 1, 0], vec![]));
        assert_eq!(order(&[&[1], &[0], &[0], &[]]), (vec![3], vec![vec![0, 1]]));
        assert_eq!(order(&[&[0]]), (vec![], vec![vec![0]]));
        assert_eq!(order(&[&[1], &[2], &[1], &[0]]), (vec![], vec![vec![1, 2]]));
    }
}

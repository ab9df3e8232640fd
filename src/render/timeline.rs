//! The picture of a timeline: each event at its day, or over all days on which it may have been.

use super::cards::Cards;
use super::view::{TimeMark, TimePicture};
use crate::model::{Date, EventId, Site};

/// How wide a picture is; how far apart marks in one row must be, and how many rows there are at the most.
const WIDTH: i64 = 1000;
const APART: i64 = 30;
const ROWS: usize = 6;
/// Fewer events are no picture.
const FEWEST: usize = 3;

/// The picture of some events, oldest first.
pub fn picture<'a>(cards: &Cards<'a>, site: &'a Site, events: &[EventId]) -> Option<TimePicture<'a>> {
    let dated: Vec<(EventId, &Date)> =
        events.iter().filter_map(|at| Some((*at, &site.events[*at].meta.date.as_ref()?.value))).collect();
    let first = dated.iter().map(|(_, date)| *date).min_by_key(|date| date.earliest())?;
    let last = dated.iter().map(|(_, date)| *date).max_by_key(|date| date.latest())?;
    let days = i64::from((last.latest() - first.earliest()).get_days());
    if dated.len() < FEWEST || days < 1 {
        return None;
    }
    // From the beginning of the first day to the end of the last.
    let at = |day: jiff::civil::Date| i64::from((day - first.earliest()).get_days()) * WIDTH / days;
    let mut ends: Vec<i64> = Vec::new();
    let mut marks = Vec::new();
    for (event, date) in dated {
        let (from, to) = (at(date.earliest()), at(date.latest()));
        let row = row(&mut ends, from, to);
        let kind = match (date.approximate || date.uncertain, from == to) {
            (true, _) => "about",
            (false, true) => "day",
            (false, false) => "span",
        };
        // A day that is not certain is as wide as some dots.
        let more = if kind == "about" && to - from < APART { APART / 2 } else { 0 };
        let (from, to) = ((from - more).clamp(0, WIDTH) as usize, (to + more).clamp(0, WIDTH) as usize);
        marks.push(TimeMark { from, width: to - from, row, kind, planned: cards.seen.is_planned(event) });
    }
    let has = |kind: &str| marks.iter().any(|mark| mark.kind == kind);
    Some(TimePicture {
        has_spans: has("span"),
        has_about: has("about"),
        rows: ends.len(),
        first: cards.date(first),
        last: cards.date(last),
        marks,
    })
}

/// The first row in which there is room; where there is none, the one that ends first.
fn row(ends: &mut Vec<i64>, from: i64, to: i64) -> usize {
    let free = ends.iter().position(|end| end + APART <= from);
    let new = (ends.len() < ROWS).then_some(ends.len());
    let soonest = || (0..ends.len()).min_by_key(|row| ends[*row]).unwrap_or_default();
    let row = free.or(new).unwrap_or_else(soonest);
    if row == ends.len() {
        ends.push(to);
    }
    ends[row] = ends[row].max(to);
    row
}

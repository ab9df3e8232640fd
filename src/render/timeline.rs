//! The picture of a timeline: each event at its day, or over all days on which it may have been.

use jiff::civil;

use super::cards::Cards;
use super::view::{TimeMark, TimePicture, TimeTick};
use crate::model::{Date, EventId, Site};

/// How wide a picture is; how far apart marks in one row must be, and how many rows there are at the most.
const WIDTH: i64 = 1000;
const APART: i64 = 30;
const ROWS: usize = 6;
/// Fewer events are no picture.
const FEWEST: usize = 3;
/// From one tick to the next, in months; how many ticks there are at the most; and how near to an end one has no words,
/// which would hang over it.
const STEPS: [i64; 13] = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000];
const TICKS: i64 = 8;
const AT_END: i64 = 50;

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
    let at = |day: civil::Date| i64::from((day - first.earliest()).get_days()) * WIDTH / days;
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
        ticks: ticks(cards, first.earliest(), last.latest(), at),
        first: cards.date(first),
        last: cards.date(last),
        marks,
    })
}

/// Where months or years begin between two days.
fn ticks(cards: &Cards, first: civil::Date, last: civil::Date, at: impl Fn(civil::Date) -> i64) -> Vec<TimeTick> {
    let month_of = |day: civil::Date| i64::from(day.year()) * 12 + i64::from(day.month()) - 1;
    let (from, to) = (month_of(first), month_of(last));
    let step = STEPS.into_iter().find(|step| (to - from) / step < TICKS).unwrap_or(1);
    let begun = (from / step..=to / step).filter_map(|number| {
        let (year, month) = (number * step / 12, number * step % 12 + 1);
        let day = civil::Date::new(year.try_into().ok()?, month.try_into().ok()?, 1).ok()?;
        Some((number, year, month, day))
    });
    let within = begun.filter(|(.., day)| (first..=last).contains(day));
    let tick = |(number, year, month, day): (i64, i64, i64, civil::Date)| {
        let at = at(day);
        let named = || match month {
            1 => Some(cards.words.date(&Date::parse(&year.to_string()).ok()?)),
            _ => cards.words.find(&format!("month.{month}"), None).map(str::to_owned),
        };
        let label = if (AT_END..=WIDTH - AT_END).contains(&at) { named() } else { None };
        TimeTick { at: at.unsigned_abs() as usize, label, is_second: number % 2 == 1 }
    };
    within.map(tick).collect()
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

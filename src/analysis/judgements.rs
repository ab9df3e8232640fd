//! What became of judgements: the ledger, and how often each word of likelihood came true.

use std::collections::BTreeMap;

use super::day;
use crate::model::document::{Judgement, Outcome};
use crate::model::words::{Likelihood, Verdict, Word};
use crate::model::{BriefingId, Date, Day, Rank, Site};

/// A judgement: of which briefing, and its number there.
pub type JudgementAt = (BriefingId, usize);

/// A judgement that may have been held in several briefings, under one id: as it was held last before its outcome.
#[derive(Debug, Clone, Copy)]
pub struct Forecast {
    /// Where it was held last.
    pub at: JudgementAt,
    /// The judgement that tells what became of it, when that is known on the day of the site.
    pub told: Option<JudgementAt>,
}

impl Forecast {
    /// What became of it, when that is known on the day of the site.
    pub fn outcome(self, site: &Site) -> Option<&Outcome> {
        judgement(site, self.told?).outcome.as_ref()
    }
}

/// How often what was called so likely came true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// How likely.
    pub likelihood: Likelihood,
    /// How often it came true.
    pub came_true: usize,
    /// How often it came true in part.
    pub partly: usize,
    /// How often it did not.
    pub failed: usize,
    /// How often nobody knows yet.
    pub open: usize,
}

impl Tally {
    /// How many have an outcome.
    pub fn settled(self) -> usize {
        self.came_true + self.partly + self.failed
    }
}

fn judgement(site: &Site, (briefing, number): JudgementAt) -> &Judgement {
    &site.briefings[briefing].meta.judgements[number]
}

/// What a judgement is known by in whatever briefings it is held: its id, and its words. One of the id that says something
/// else is another one, whatever its author meant: what became of this would be told of that.
pub fn name(judgement: &Judgement) -> Option<(String, String)> {
    let words = judgement.text.written().split_whitespace().collect::<Vec<_>>().join(" ");
    Some((judgement.id.clone()?, words.trim_end_matches('.').to_lowercase()))
}

/// Which judgement says what became of those of a name.
pub type Outcomes = BTreeMap<(String, String), JudgementAt>;

/// From when it is known what became of a judgement: not before the briefing that tells it.
pub fn known_from(site: &Site, at: JudgementAt) -> Rank {
    let outcome = judgement(site, at).outcome.as_ref();
    Rank::of(outcome.map(|outcome| &outcome.date.value)).max(site.briefings[at.0].rank)
}

/// For each judgement that has one, where the outcome is told: of several the one that is known first, for later ones change
/// no day before them.
pub fn outcomes(site: &Site) -> Outcomes {
    let mut outcomes = Outcomes::new();
    // Briefings stand newest first.
    for at in site.briefings.ids().rev() {
        for (number, judgement) in site.briefings[at].meta.judgements.iter().enumerate() {
            if let (Some(name), Some(_)) = (name(judgement), &judgement.outcome) {
                let told = outcomes.entry(name).or_insert((at, number));
                if known_from(site, (at, number)) < known_from(site, *told) {
                    *told = (at, number);
                }
            }
        }
    }
    outcomes
}

/// Whether it is this judgement that tells what became of all of its name: two that say the same tell it once.
pub fn is_told(outcomes: &Outcomes, judgement: &Judgement, at: JudgementAt) -> bool {
    name(judgement).and_then(|name| outcomes.get(&name)).is_none_or(|told| *told == at)
}

/// The judgement that tells what became of one: itself, or another of the same id.
pub fn told_by(site: &Site, outcomes: &Outcomes, at: JudgementAt) -> Option<JudgementAt> {
    let own = judgement(site, at);
    own.outcome.as_ref().map(|_| at).or_else(|| outcomes.get(&name(own)?).copied())
}

/// Whether it was known what became of a judgement when it was made: that is no forecast.
pub fn is_afterwards(as_of: &Date, outcome: &Outcome) -> bool {
    outcome.date.value.latest() < as_of.earliest()
}

/// All judgements with a likelihood, each id once, in the order in which they were first made.
pub fn ledger(site: &Site) -> Vec<Forecast> {
    let mut forecasts: Vec<Forecast> = Vec::new();
    let mut known: BTreeMap<(String, String), usize> = BTreeMap::new();
    let outcomes = outcomes(site);
    // Briefings stand newest first.
    for at in site.briefings.ids().rev() {
        let as_of = site.briefings[at].meta.as_of.as_ref().map(|date| &date.value);
        for (number, held) in site.briefings[at].meta.judgements.iter().enumerate() {
            if held.likelihood.is_none() {
                continue;
            }
            let told = told_by(site, &outcomes, (at, number));
            let told = told.filter(|told| known_from(site, *told).counts_on(day::today(site)));
            let forecast = Forecast { at: (at, number), told };
            let outcome = forecast.outcome(site);
            let is_afterwards = outcome.zip(as_of).is_some_and(|(outcome, as_of)| is_afterwards(as_of, outcome));
            let Some(name) = name(held) else {
                forecasts.extend((!is_afterwards).then_some(forecast));
                continue;
            };
            match known.get(&name) {
                // What is said after the fact is no forecast.
                Some(first) => {
                    let is_known =
                        |outcome: &Outcome| as_of.is_some_and(|as_of| Day::of(as_of).counts(Some(&outcome.date.value)));
                    if !outcome.is_some_and(is_known) {
                        forecasts[*first] = forecast;
                    }
                }
                None if is_afterwards => {}
                None => {
                    known.insert(name, forecasts.len());
                    forecasts.push(forecast);
                }
            }
        }
    }
    forecasts
}

/// For each word of likelihood that is used, how often it came true.
pub fn tallies(site: &Site, ledger: &[Forecast]) -> Vec<Tally> {
    let of = |likelihood: Likelihood| {
        let held = ledger.iter().filter(|forecast| judgement(site, forecast.at).likelihood == Some(likelihood));
        let mut tally = Tally { likelihood, came_true: 0, partly: 0, failed: 0, open: 0 };
        for forecast in held {
            match forecast.outcome(site).map(|outcome| outcome.result) {
                Some(Verdict::True) => tally.came_true += 1,
                Some(Verdict::Partly) => tally.partly += 1,
                Some(Verdict::False) => tally.failed += 1,
                None => tally.open += 1,
            }
        }
        tally
    };
    let used = |tally: &Tally| tally.settled() + tally.open > 0;
    Likelihood::ALL.iter().map(|likelihood| of(*likelihood)).filter(used).collect()
}

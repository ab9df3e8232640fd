//! What became of judgements, in words.

use super::cards::Cards;
use super::view::{ForecastView, LedgerView, TallyView};
use crate::analysis::judgements::{self, Forecast, Tally};
use crate::model::Site;

/// Of fewer than this many, a share would say more than is known.
const ENOUGH: usize = 10;

/// The page of all judgements.
pub fn ledger<'a>(cards: &Cards<'a>, site: &'a Site) -> LedgerView<'a> {
    let all = judgements::ledger(site);
    let tallies = judgements::tallies(site, &all).into_iter().map(|tally| tally_view(cards, tally)).collect();
    let (mut settled, open): (Vec<Forecast>, Vec<Forecast>) = all.iter().partition(|one| one.told.is_some());
    let date = |one: &Forecast| one.outcome(site).map(|outcome| &outcome.date.value);
    settled.sort_by(|a, b| date(b).cmp(&date(a)));
    let view = |forecast: &Forecast| forecast_view(cards, site, *forecast);
    LedgerView { tallies, settled: settled.iter().map(view).collect(), open: open.iter().map(view).collect() }
}

fn tally_view<'a>(cards: &Cards<'a>, tally: Tally) -> TallyView<'a> {
    let (from, to) = cards.band(tally.likelihood);
    let settled = tally.settled();
    TallyView {
        likelihood: cards.likelihood(tally.likelihood),
        from,
        to,
        came_true: tally.came_true,
        partly: tally.partly,
        failed: tally.failed,
        open: tally.open,
        share: (settled >= ENOUGH).then(|| (tally.came_true * 100 + settled / 2) / settled),
    }
}

fn forecast_view<'a>(cards: &Cards<'a>, site: &'a Site, forecast: Forecast) -> ForecastView<'a> {
    let (briefing, number) = forecast.at;
    let judgement = &site.briefings[briefing].meta.judgements[number];
    ForecastView {
        text: cards.words_of(&judgement.text),
        likelihood: judgement.likelihood.map(|word| cards.likelihood(word)),
        confidence: judgement.confidence.map(|word| cards.word(word)),
        briefing: cards.briefing(briefing),
        outcome: forecast.told.and_then(|told| cards.outcome_told(told)),
    }
}

//! What a briefing rests on, in a few figures: a reader weighs it by them before reading on.

use std::collections::{BTreeMap, BTreeSet};

use super::cards::Cards;
use super::view::{Share, SourceSummary};
use crate::model::date::Date;
use crate::model::words::Word;
use crate::model::{BriefingId, Site, SourceId};

/// Sums up the sources that a briefing cites, and says which of its judgements rest on the fewest.
pub fn of<'a>(cards: &Cards<'a>, site: &'a Site, briefing: BriefingId, cited: Vec<SourceId>) -> SourceSummary<'a> {
    let sources: Vec<_> = cited.iter().map(|at| &site.sources[*at].meta).collect();
    let dates: Vec<&Date> = sources.iter().filter_map(|source| Some(&source.published.as_ref()?.value)).collect();
    let words = cards.words;
    let judged = judgements(cards, site, briefing);
    let origins = cards.grounds().count(&cited);
    let fewest = judged.iter().map(|(count, _)| *count).min().unwrap_or_default();
    SourceSummary {
        sources: sources.len(),
        origins,
        by_origin: origins < cited.len() || cited.iter().any(|source| !site.sources[*source].derived_from.is_empty()),
        shaken: cards.shaken(&cited),
        kinds: shares(sources.iter().map(|source| source.kind), |kind, count| {
            words.count(&format!("kind-of-some.{}", kind.id()), count, &[])
        }),
        languages: shares(
            sources.iter().map(|source| source.language.as_deref().map(|tag| words.in_language(tag))),
            |language, _| language,
        ),
        from: dates.iter().min_by_key(|date| date.earliest()).map(|published| cards.date(published)),
        to: dates.iter().max_by_key(|date| date.latest()).map(|published| cards.date(published)),
        undated: sources.len() - dates.len(),
        archived: sources.iter().filter(|source| !source.archived.is_empty()).count(),
        judgements: judged.len(),
        fewest,
        weakest: judged.iter().filter(|(count, _)| *count == fewest).map(|(_, text)| *text).collect(),
    }
}

/// How many origins each judgement goes back to.
fn judgements<'a>(cards: &Cards, site: &'a Site, briefing: BriefingId) -> Vec<(usize, &'a str)> {
    let briefing = &site.briefings[briefing];
    let judgements = briefing.meta.judgements.iter().zip(&site.texts[briefing.text].links.judgements);
    judgements
        .map(|(judgement, cited)| {
            let sources: BTreeSet<SourceId> = cited.iter().filter_map(|cited| cited.source).collect();
            let sources: Vec<SourceId> = sources.into_iter().collect();
            (cards.grounds().count(&sources), &*judgement.text)
        })
        .collect()
}

/// Counts, the most frequent first; what is not stated comes last.
fn shares<S: Ord>(stated: impl Iterator<Item = Option<S>>, label: impl Fn(S, usize) -> String) -> Vec<Share> {
    let mut counts: BTreeMap<Option<S>, usize> = BTreeMap::new();
    for sort in stated {
        *counts.entry(sort).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(sort, count)| (sort.is_none(), std::cmp::Reverse(*count)));
    counts.into_iter().map(|(sort, count)| Share { label: sort.map(|sort| label(sort, count)), count }).collect()
}

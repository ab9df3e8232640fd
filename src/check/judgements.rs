//! How judgements are worded: likelihood by the words of the scale alone, and apart from how sure one is.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::judgements::{is_afterwards, name};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Site;
use crate::model::date::Date;
use crate::model::document::{Judgement, Outcome};
use crate::model::words::{Likelihood, Word};

/// Words that say that something is likely in no band that two readers would agree on.
const OFF_SCALE: [&str; 63] = [
    "may",
    "might",
    "could",
    "possible",
    "possibly",
    "perhaps",
    "maybe",
    "conceivable",
    "conceivably",
    "potentially",
    "plausible",
    "plausibly",
    "presumably",
    "doubtful",
    "arguably",
    "seemingly",
    "apparently",
    "seems to",
    "appears to",
    "certainly",
    "undoubtedly",
    "inevitable",
    "inevitably",
    "no doubt",
    "cannot be ruled out",
    "can not be ruled out",
    "can't be ruled out",
    "cannot rule out",
    "can not rule out",
    "can't rule out",
    "cannot be excluded",
    "can't be excluded",
    "cannot exclude",
    "can't exclude",
    "not be ruled out",
    "not impossible",
    "not unlikely",
    "not improbable",
    "more likely",
    "less likely",
    "a good chance",
    "a fair chance",
    "a slim chance",
    "a strong chance",
    "some chance",
    "every chance",
    "chances are",
    "odds are",
    "the odds",
    "fifty-fifty",
    "50-50",
    "50/50",
    "a serious possibility",
    "a real possibility",
    "a distinct possibility",
    "a strong possibility",
    "in all likelihood",
    "in all probability",
    "high probability",
    "low probability",
    "% chance",
    "percent chance",
    "% probability",
];

/// The words of the scale, as they stand in sentences; the longer before those that they hold.
const ON_SCALE: [(&str, Likelihood); 26] = [
    ("almost no chance", Likelihood::Remote),
    ("remote chance", Likelihood::Remote),
    ("very unlikely", Likelihood::VeryUnlikely),
    ("highly unlikely", Likelihood::VeryUnlikely),
    ("very improbable", Likelihood::VeryUnlikely),
    ("highly improbable", Likelihood::VeryUnlikely),
    ("roughly even chance", Likelihood::RoughlyEven),
    ("roughly even odds", Likelihood::RoughlyEven),
    ("roughly even", Likelihood::RoughlyEven),
    ("even chance", Likelihood::RoughlyEven),
    ("realistic possibility", Likelihood::RoughlyEven),
    ("almost certain", Likelihood::AlmostCertain),
    ("almost certainly", Likelihood::AlmostCertain),
    ("nearly certain", Likelihood::AlmostCertain),
    ("very likely", Likelihood::VeryLikely),
    ("highly likely", Likelihood::VeryLikely),
    ("highly probable", Likelihood::VeryLikely),
    ("very probable", Likelihood::VeryLikely),
    ("not likely", Likelihood::Unlikely),
    ("probably not", Likelihood::Unlikely),
    ("not probable", Likelihood::Unlikely),
    ("unlikely", Likelihood::Unlikely),
    ("improbable", Likelihood::Unlikely),
    ("likely", Likelihood::Likely),
    ("probably", Likelihood::Likely),
    ("probable", Likelihood::Likely),
];

/// How it is said how sure one is.
const SURE: [&str; 20] = [
    "high confidence",
    "moderate confidence",
    "low confidence",
    "medium confidence",
    "moderate-to-high confidence",
    "low-to-moderate confidence",
    "our confidence",
    "confidence is high",
    "confidence is moderate",
    "confidence is low",
    "confidence in this",
    "with confidence",
    "level of confidence",
    "degree of confidence",
    "confidence level",
    "confident",
    "confidently",
    "we are sure",
    "are certain that",
    "are not sure",
];

/// The findings about judgements: how they are worded, in texts in English, and what became of them.
pub fn judgements(site: &Site, out: &mut Vec<Diagnostic>) {
    reworded(site, out);
    two_outcomes(site, out);
    let mut held = BTreeSet::new();
    // Briefings stand newest first.
    for briefing in site.briefings.iter().rev() {
        let language = site.language_of(briefing.text);
        let is_english = language == "en" || language.starts_with("en-");
        let mut ids = BTreeSet::new();
        for judgement in &briefing.meta.judgements {
            if is_english {
                worded(judgement, out);
            }
            if let Some(id) = judgement.id.as_ref().filter(|id| !ids.insert(id.as_str())) {
                let message = format!("another judgement of this briefing has the id `{id}`, so they count as one");
                let finding = Diagnostic::new(Code::DuplicateId, judgement.span.clone(), message);
                out.push(finding.hint("an id is of one judgement, in whatever briefings it is held"));
            }
            // A briefing that takes a judgement up again may say what became of it.
            if name(judgement).is_none_or(|name| held.insert(name)) {
                out.extend(foretold(briefing.meta.as_of.as_ref().map(|date| &date.value), judgement));
            }
        }
    }
}

/// That a judgement which is held again says something else.
fn reworded(site: &Site, out: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<&str, &Judgement> = BTreeMap::new();
    // Briefings stand newest first.
    for judgement in site.briefings.iter().rev().flat_map(|briefing| &briefing.meta.judgements) {
        let Some(id) = judgement.id.as_deref() else { continue };
        let held = *first.entry(id).or_insert(judgement);
        // Two of one briefing are told of as such.
        if name(held) != name(judgement) && held.span.path != judgement.span.path {
            let message = format!("the judgement `{id}` says something else here than when it was held first");
            let finding = Diagnostic::new(Code::RewordedJudgement, judgement.span.clone(), message);
            out.push(finding.related(held.span.clone(), "where it was held first").mended());
        }
    }
}

/// That a judgement came true in one briefing and not in another.
fn two_outcomes(site: &Site, out: &mut Vec<Diagnostic>) {
    let mut newest: BTreeMap<(String, String), &Outcome> = BTreeMap::new();
    // Briefings stand newest first.
    for judgement in site.briefings.iter().flat_map(|briefing| &briefing.meta.judgements) {
        let (Some(name), Some(outcome)) = (name(judgement), &judgement.outcome) else { continue };
        let id = name.0.clone();
        let other = *newest.entry(name).or_insert(outcome);
        if other.result != outcome.result {
            let (result, newer) = (outcome.result.id(), other.result.id());
            let message = format!("the outcome of the judgement `{id}` is `{result}` here, and `{newer}` elsewhere");
            let finding = Diagnostic::new(Code::TwoOutcomes, outcome.date.span.clone(), message);
            out.push(finding.related(other.date.span.clone(), "told otherwise here").mended());
        }
    }
}

/// That it was known before it was judged what would be. What is said after the fact is no forecast.
fn foretold(as_of: Option<&Date>, judgement: &Judgement) -> Option<Diagnostic> {
    let (as_of, outcome) = (as_of?, judgement.outcome.as_ref()?);
    if !is_afterwards(as_of, outcome) {
        return None;
    }
    let message = format!("the outcome is dated {}, before the judgement ({as_of})", outcome.date.value);
    let finding = Diagnostic::new(Code::DateAnomaly, outcome.date.span.clone(), message);
    Some(finding.hint("look the date up; a judgement of an earlier briefing that is held again has an `id` in both"))
}

fn worded(judgement: &Judgement, out: &mut Vec<Diagnostic>) {
    let text = judgement.text.written().replace('’', "'");
    let finding = |code, message: String| Diagnostic::new(code, judgement.span.clone(), message).mended();
    // What is on the scale holds words that alone are not: `almost certainly`.
    if let Some(word) = OFF_SCALE.iter().find(|word| has(&without_scale(&text), word)).or_else(|| doubled(&text)) {
        out.push(finding(
            Code::OffScaleWord,
            format!("“{word}” is no word of the scale: readers take it for anything"),
        ));
    }
    if let (Some((word, said)), Some(meant)) = (said(&text), judgement.likelihood)
        && said != meant
        && doubled(&text).is_none()
    {
        let message = format!("the statement says “{word}”, and its `likelihood` is `{}`", meant.id());
        out.push(finding(Code::OffScaleWord, message));
    }
    for sentence in sentences(&text) {
        let sure = SURE.iter().find(|word| has(sentence, word));
        if let (Some(sure), Some((likely, _))) = (sure, said(sentence)) {
            let message = format!("“{sure}” and “{likely}” stand in one sentence");
            out.push(finding(Code::MixedConfidence, message));
        }
    }
}

/// Words off the scale that have one of the scale in them: `not unlikely`, `more likely than not`.
fn doubled(text: &str) -> Option<&'static &'static str> {
    OFF_SCALE.iter().find(|word| ON_SCALE.iter().any(|(on, _)| word.ends_with(on)) && has(text, word))
}

/// A statement without the words of the scale.
fn without_scale(text: &str) -> String {
    let mut text = text.to_owned();
    for (word, _) in ON_SCALE {
        while let Some(at) = at(&text, word) {
            text.replace_range(at..at + word.len(), "…");
        }
    }
    text
}

/// The sentences of a statement.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['.', '!', '?']).map(str::trim)
}

/// The word of the scale that a statement has, and what it means.
fn said(text: &str) -> Option<(&'static str, Likelihood)> {
    ON_SCALE.iter().copied().find(|(word, _)| has(text, word))
}

/// Whether a text has some words, as words.
fn has(text: &str, words: &str) -> bool {
    at(text, words).is_some()
}

/// Where it has them first. `May` is a month.
fn at(text: &str, words: &str) -> Option<usize> {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-');
    let starts = |at: usize| {
        let rest = &text[at..];
        let (Some(found), behind) = (rest.get(..words.len()), rest.get(words.len()..)) else { return false };
        let same = if words == "may" { found == words } else { found.eq_ignore_ascii_case(words) };
        let before = text[..at].chars().next_back().filter(|_| words.starts_with(char::is_alphanumeric));
        same && !is_letter(before) && !is_letter(behind.and_then(|rest| rest.chars().next()))
    };
    text.char_indices().map(|(at, _)| at).find(|at| starts(*at))
}

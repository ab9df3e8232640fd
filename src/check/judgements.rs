//! How judgements are worded: likelihood by the words of the scale alone, and apart from how sure one is.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Site;
use crate::model::document::Judgement;
use crate::model::words::{Likelihood, Word};

/// Words that say that something is likely in no band that two readers would agree on.
const OFF_SCALE: [&str; 27] = [
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
    "cannot be ruled out",
    "can not be ruled out",
    "cannot rule out",
    "not impossible",
    "a good chance",
    "a fair chance",
    "a slim chance",
    "a strong chance",
    "a serious possibility",
    "in all likelihood",
];

/// The words of the scale, as they stand in sentences; the longer before those that they hold.
const ON_SCALE: [(&str, Likelihood); 22] = [
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
    ("unlikely", Likelihood::Unlikely),
    ("improbable", Likelihood::Unlikely),
    ("likely", Likelihood::Likely),
    ("probably", Likelihood::Likely),
];

/// How it is said how sure one is.
const SURE: [&str; 6] =
    ["high confidence", "moderate confidence", "low confidence", "medium confidence", "confident", "confidently"];

/// The findings about how judgements are worded, in texts in English.
pub fn judgements(site: &Site, out: &mut Vec<Diagnostic>) {
    for briefing in &site.briefings {
        let language = site.language_of(briefing.text);
        if language != "en" && !language.starts_with("en-") {
            continue;
        }
        for judgement in &briefing.meta.judgements {
            worded(judgement, out);
        }
    }
}

fn worded(judgement: &Judgement, out: &mut Vec<Diagnostic>) {
    let text = judgement.text.written();
    let finding = |code, message: String| Diagnostic::new(code, judgement.span.clone(), message).mended();
    if let Some(word) = OFF_SCALE.iter().find(|word| has(text, word)) {
        out.push(finding(
            Code::OffScaleWord,
            format!("“{word}” is no word of the scale: readers take it for anything"),
        ));
    }
    let said = said(text);
    if let (Some((word, said)), Some(meant)) = (said, judgement.likelihood)
        && said != meant
    {
        let message = format!("the statement says “{word}”, and its `likelihood` is `{}`", meant.id());
        out.push(finding(Code::OffScaleWord, message));
    }
    let sure = SURE.iter().find(|word| has(text, word));
    if let (Some(sure), Some((likely, _))) = (sure, said) {
        let message = format!("“{sure}” and “{likely}” stand in one sentence");
        out.push(finding(Code::MixedConfidence, message));
    }
}

/// The word of the scale that a statement has, and what it means.
fn said(text: &str) -> Option<(&'static str, Likelihood)> {
    ON_SCALE.iter().copied().find(|(word, _)| has(text, word))
}

/// Whether a text has some words, as words; `May` is a month.
fn has(text: &str, words: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-');
    let starts = |at: usize| {
        let rest = &text[at..];
        let (Some(found), behind) = (rest.get(..words.len()), rest.get(words.len()..)) else { return false };
        let same = if words == "may" { found == words } else { found.eq_ignore_ascii_case(words) };
        same && !is_letter(text[..at].chars().next_back()) && !is_letter(behind.and_then(|rest| rest.chars().next()))
    };
    text.char_indices().any(|(at, _)| starts(at))
}

//! Scales, and what positions say of their options.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::document::{Phrase, Reference, Spanned};
use crate::model::{PositionId, Site};

/// More options than this nobody tells apart.
const MOST: usize = 9;

/// Every finding of that kind.
pub fn options(site: &Site, out: &mut Vec<Diagnostic>) {
    for issue in &site.issues {
        out.extend(doubt(&issue.meta.scale));
    }
    for at in site.positions.ids() {
        position(site, at, out);
    }
}

/// Why readers or authors would misread a scale.
fn doubt(scale: &[Spanned<Phrase>]) -> Option<Diagnostic> {
    let finding = |option: &Spanned<Phrase>, why: String| {
        let wanted = "name two to nine options, from one end to the other, each in words of its own";
        Some(Diagnostic::new(Code::DoubtfulScale, option.span.clone(), why).hint(wanted))
    };
    let words = |option: &Spanned<Phrase>| option.value.written().trim().to_lowercase();
    let mut seen = BTreeMap::new();
    for (at, option) in scale.iter().enumerate() {
        if words(option).is_empty() {
            return finding(option, format!("option {} of this scale has no words", at + 1));
        }
        if let Some(first) = seen.insert(words(option), option) {
            let why = format!("two options of this scale have the same words: “{}”", option.value.written());
            return finding(option, why).map(|finding| finding.related(first.span.clone(), "the first of them"));
        }
    }
    // `option: 2` means the words first, and the place where no option has them.
    let elsewhere = |(at, option): (usize, &Spanned<Phrase>)| {
        let number: usize = words(option).parse().ok()?;
        ((1..=scale.len()).contains(&number) && number != at + 1).then_some((number, at))
    };
    if let Some((number, at)) = scale.iter().enumerate().find_map(elsewhere) {
        let why =
            format!("the option “{number}” of this scale stands in place {}, so `option: {number}` misleads", at + 1);
        let hint = "name options in words, such as `2 GW`, so that a number can only be a place";
        return Some(Diagnostic::new(Code::DoubtfulScale, scale[at].span.clone(), why).hint(hint));
    }
    match scale {
        [only] => finding(only, "the scale of this issue has one option alone, which orders nothing".to_owned()),
        [..] if scale.len() > MOST => finding(
            &scale[MOST],
            format!("the scale of this issue has {} options, which no reader tells apart", scale.len()),
        ),
        _ => None,
    }
}

fn position(site: &Site, at: PositionId, out: &mut Vec<Diagnostic>) {
    let entry = &site.positions[at];
    let finding = |named: &Reference, message: String, hint: &str| {
        Diagnostic::new(Code::DoubtfulOptions, named.span.clone(), message).hint(hint)
    };
    // The lists run beside the names while each of these leads somewhere.
    let whole = entry.rejects.len() == entry.meta.rejects.len();
    let rejects = entry.rejects.iter().zip(&entry.meta.rejects).filter(|_| whole);
    for (option, named) in rejects {
        let held = entry.option == Some(*option);
        if held || entry.accepts.contains(option) {
            let does = if held { "holds" } else { "accepts" };
            let message = format!("this position rejects what it {does}: “{}”", named.value);
            out.push(finding(named, message, "take the option out of one of the two"));
        }
    }
    let own = entry.option.filter(|own| !entry.accepts.is_empty() && !entry.accepts.contains(own));
    if let (Some(_), Some(named)) = (own, &entry.meta.option) {
        let message = format!("`accepts` lacks the option that this position holds: “{}”", named.value);
        out.push(finding(named, message, "add it there: what is held is accepted too, and pages count it so"));
    }
}

//! Scales, and what positions say of their options.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::document::{Phrase, Reference};
use crate::model::{PositionId, Site};

/// More options than this nobody tells apart.
const MOST: usize = 9;

/// Every finding of that kind.
pub fn options(site: &Site, out: &mut Vec<Diagnostic>) {
    for issue in &site.issues {
        let (scale, text) = (&issue.meta.scale, &site.texts[issue.text]);
        out.extend(
            doubt(scale).map(|(why, hint)| Diagnostic::new(Code::DoubtfulScale, text.head.clone(), why).hint(hint)),
        );
    }
    for at in site.positions.ids() {
        position(site, at, out);
    }
}

/// Why readers or authors would misread a scale, and what to do.
fn doubt(scale: &[Phrase]) -> Option<(String, &'static str)> {
    let wanted = "name two to nine options, from one end to the other, each in words of its own";
    let mut seen = BTreeSet::new();
    if let Some(at) = scale.iter().position(|option| option.written().trim().is_empty()) {
        return Some((format!("option {} of this scale has no words", at + 1), wanted));
    }
    if let Some(option) = scale.iter().find(|option| !seen.insert(option.written().trim().to_lowercase())) {
        return Some((format!("two options of this scale have the same words: “{}”", option.written()), wanted));
    }
    // `option: 2` means the words first, and the place where no option has them.
    let elsewhere = |(at, option): (usize, &Phrase)| {
        let number: usize = option.written().trim().parse().ok()?;
        ((1..=scale.len()).contains(&number) && number != at + 1).then_some((number, at + 1))
    };
    if let Some((number, place)) = scale.iter().enumerate().find_map(elsewhere) {
        let why =
            format!("the option “{number}” of this scale stands in place {place}, so `option: {number}` misleads");
        return Some((why, "name options in words, such as `2 GW`, so that a number can only be a place"));
    }
    match scale.len() {
        1 => Some(("the scale of this issue has one option alone, which orders nothing".to_owned(), wanted)),
        count if count > MOST => {
            Some((format!("the scale of this issue has {count} options, which no reader tells apart"), wanted))
        }
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

//! What a site's editor and its readers would find: editorial rules, the finished pages, the copied files.
//! Pure: findings out, nothing changed.

mod advice;
mod alternates;
pub mod assets;
mod confidential;
mod decoded;
mod editorial;
mod extra;
mod inside;
mod judgements;
pub mod leaks;
mod location;
mod options;
mod order;
mod own_address;
mod packed;
pub mod pages;
pub mod printed;
mod quotations;
mod style;
mod svg;
mod unlinked;
pub mod values;

pub use advice::{advice, untold_advice};
pub use editorial::editorial;
pub use extra::extra;
pub use own_address::own_address;
pub use unlinked::unlinked;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Site;
use crate::model::document::Reason;

/// What is allowed in files that do not have it. `found` is all that a whole run found.
pub fn unused_allows(found: &[Diagnostic], site: &Site) -> Vec<Diagnostic> {
    if site.allowed.is_empty() {
        return Vec::new();
    }
    let had: HashSet<(&Arc<str>, Code)> = found.iter().map(|finding| (&finding.span.path, finding.code)).collect();
    // Of a text that is held back, not all is looked at.
    let shown = site.texts.iter().filter_map(|text| site.allowed.get_key_value(&text.path));
    let unused = shown.flat_map(|(path, allowed)| allowed.iter().map(move |(code, reason)| (path, *code, reason)));
    let unused = unused.filter(|(path, code, _)| !code.comes_and_goes() && !had.contains(&(*path, *code)));
    // Only a text has front matter in which something may be allowed.
    let in_texts = found.iter().rev().filter(|finding| finding.span.path.ends_with(".md"));
    let first: HashMap<Code, &Arc<str>> = in_texts.map(|finding| (finding.code, &finding.span.path)).collect();
    let finding = |(_, code, reason): (_, Code, &Reason)| {
        let message = format!("this file has no finding `{}` to allow", code.name());
        let unused = Diagnostic::new(Code::UnusedAllow, reason.span.clone(), message);
        match first.get(&code) {
            Some(path) => unused.hint(format!("remove it, or move it to {path}, where the finding stands")),
            None => unused.mended(),
        }
    };
    unused.map(finding).collect()
}

/// Drops what its file allows, applies the levels of the settings, sorts by place, drops what is said twice, and tells
/// once what is one thing.
pub fn settle(mut diagnostics: Vec<Diagnostic>, site: &Site) -> Vec<Diagnostic> {
    diagnostics.retain_mut(|finding| {
        // Nobody can allow that a secret gets out.
        if finding.code.is_final() {
            return true;
        }
        if site.reason(&finding.span.path, finding.code).is_some() {
            return false;
        }
        if let Some(level) = site.settings.rules.get(&finding.code) {
            match level {
                Some(level) => finding.severity = *level,
                None => return false,
            }
        }
        if site.build.deny_warnings && finding.severity == Severity::Warning {
            finding.severity = Severity::Error;
        }
        true
    });
    // What is wrong in a template is why much else is.
    let is_late = |finding: &Diagnostic| finding.code != Code::TemplateError;
    diagnostics
        .sort_by(|a, b| (is_late(a), &a.span, a.code, &a.message).cmp(&(is_late(b), &b.span, b.code, &b.message)));
    count_pages(&mut diagnostics);
    diagnostics.dedup_by(|a, b| a.span == b.span && a.code == b.code && a.message == b.message);
    told_once(diagnostics)
}

/// Says of each mistake in a template how many pages it spoils. A page that it spoils is related to it until here.
/// `found` is sorted.
fn count_pages(found: &mut [Diagnostic]) {
    let same = |a: &Diagnostic, b: &Diagnostic| (&a.span, a.code, &a.message) == (&b.span, b.code, &b.message);
    let is_template = |finding: &Diagnostic| finding.code == Code::TemplateError;
    for all in found.chunk_by_mut(same).filter(|all| is_template(&all[0])) {
        let pages = all.iter().filter(|finding| !finding.related.is_empty()).count();
        for finding in all {
            finding.related.clear();
            if pages > 1 {
                finding.message = format!("{} (on {pages} pages)", finding.message);
            }
        }
    }
}

/// Makes one finding of all that say the same, where one thing is wrong in many places. `found` is sorted.
fn told_once(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut first: HashMap<(Code, String), usize> = HashMap::new();
    let mut told: Vec<Diagnostic> = Vec::with_capacity(found.len());
    for finding in found {
        if finding.code.is_told_once() {
            let known = *first.entry((finding.code, finding.message.clone())).or_insert(told.len());
            if let Some(known) = told.get_mut(known) {
                known.related.push((finding.span, "here too".to_owned()));
                continue;
            }
        }
        told.push(finding);
    }
    for at in first.into_values() {
        match told[at].related.len() {
            0 => {}
            1 => told[at].message.push_str(", here and in one more place"),
            more => told[at].message.push_str(&format!(", here and in {more} more places")),
        }
    }
    told
}

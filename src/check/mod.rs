//! What a site's editor and its readers would find: editorial rules, the finished pages, the copied files.
//! Pure: findings out, nothing changed.

pub mod assets;
mod editorial;
mod options;
mod order;
pub mod pages;
pub mod printed;
mod style;
mod svg;

pub use editorial::editorial;

use std::collections::{BTreeMap, HashMap};

use crate::diagnostic::{Code, Diagnostic, Severity};

/// Applies the levels of the settings, sorts by place, drops what is said twice, and tells once what is one thing.
pub fn settle(
    mut diagnostics: Vec<Diagnostic>,
    rules: &BTreeMap<Code, Option<Severity>>,
    deny_warnings: bool,
) -> Vec<Diagnostic> {
    diagnostics.retain_mut(|finding| {
        if let Some(level) = rules.get(&finding.code) {
            match level {
                Some(level) => finding.severity = *level,
                None => return false,
            }
        }
        if deny_warnings {
            finding.severity = Severity::Error;
        }
        true
    });
    diagnostics.sort_by(|a, b| (&a.span, a.code, &a.message).cmp(&(&b.span, b.code, &b.message)));
    diagnostics.dedup_by(|a, b| a.span == b.span && a.code == b.code && a.message == b.message);
    told_once(diagnostics)
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

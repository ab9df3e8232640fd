//! What a site's editor and its readers would find: editorial rules, the finished pages, the copied files.
//! Pure: findings out, nothing changed.

pub mod assets;
mod editorial;
pub mod pages;
pub mod printed;
mod style;
mod svg;

pub use editorial::editorial;

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Severity};

/// Applies the levels of the settings, drops what is said twice, and sorts by place.
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
    diagnostics
}

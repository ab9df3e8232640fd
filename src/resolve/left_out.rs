//! Files that are there and are not copied to readers: too large, a leftover, or under a name that no system takes.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Span};

/// That something leads to such a file, or to one in a folder that is left out; `inside` is its path under `content/`.
pub fn named(left_out: &BTreeSet<String>, inside: &str, span: &Span) -> Option<Diagnostic> {
    let above = inside.match_indices('/').map(|(at, _)| &inside[..at]);
    let is_left_out = !left_out.is_empty() && above.chain([inside]).any(|path| left_out.contains(path));
    let finding = || {
        let message = format!("content/{inside} is not copied to readers");
        Diagnostic::new(Code::BrokenLink, span.clone(), message).hint("mend what is said of the file itself")
    };
    is_left_out.then(finding)
}

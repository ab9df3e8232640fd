//! The addresses that texts had before: `formerly:` in front matter.

use std::collections::BTreeSet;

use super::placed::Placed;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::TextId;
use crate::model::page::MovedPage;
use crate::model::site::Things;
use crate::model::table::Table;

/// The pages that lead on from old addresses. What stands elsewhere, or twice, is reported and left out.
pub fn pages(things: &Things, texts: &Table<TextId, Placed>, out: &mut Vec<Diagnostic>) -> Vec<MovedPage> {
    if texts.iter().all(|text| text.document.formerly.is_empty()) {
        return Vec::new();
    }
    let mut taken: BTreeSet<String> = things.pages.iter().map(|page| page.path.to_lowercase()).collect();
    let mut moved = Vec::new();
    for text in texts.iter() {
        let folder = text.document.meta.kind().folder();
        for old in text.document.formerly.iter() {
            let id = old.value.trim().strip_suffix(".md").unwrap_or(old.value.trim());
            // A position before today's has no page of its own.
            let page = id
                .rsplit_once('/')
                .filter(|_| folder == "positions")
                .map_or(id, |(actor, issue)| &id[..actor.len() + 1 + issue.split('.').next().unwrap_or(issue).len()]);
            let path = format!("{folder}/{page}.html");
            if !is_name(page) {
                let message = format!("`{}` was the name of no {}", old.value, text.document.meta.kind().word());
                out.push(
                    Diagnostic::new(Code::BadName, old.span.clone(), message)
                        .hint("write the name that its file had, without `.md`"),
                );
            } else if taken.insert(path.to_lowercase()) {
                moved.push(MovedPage { path, page: text.page });
            } else {
                let message = format!("another page stands at `{path}`, so nothing leads on from there");
                out.push(
                    Diagnostic::new(Code::PathClash, old.span.clone(), message)
                        .hint("take this name out of `formerly:`, or rename what has it now"),
                );
            }
        }
    }
    moved
}

/// Whether an id can have been that of a file.
fn is_name(id: &str) -> bool {
    let is_part = |part: &str| !part.is_empty() && !part.starts_with('.') && part.trim() == part;
    id.split('/').all(is_part) && !id.contains(|c: char| c.is_control() || "\\:*?\"<>|".contains(c))
}

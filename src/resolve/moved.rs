//! The addresses that texts had before: `formerly:` in front matter.

use std::collections::{BTreeMap, BTreeSet};

use super::placed::Placed;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::TextId;
use crate::model::document::Kind;
use crate::model::page::{MovedPage, PageKind};
use crate::model::site::Things;
use crate::model::table::Table;
use crate::paths::{device_of, folded};

/// The pages that lead on from old addresses. What stands elsewhere, or twice, is reported and left out.
pub fn pages(things: &Things, texts: &Table<TextId, Placed>, out: &mut Vec<Diagnostic>) -> Vec<MovedPage> {
    if texts.iter().all(|text| text.document.formerly.is_empty()) {
        return Vec::new();
    }
    let mut taken: BTreeSet<String> = things.pages.iter().map(|page| folded(&page.path)).collect();
    let mut moved = Vec::new();
    for text in texts.iter() {
        let folder = text.document.meta.kind().folder();
        for old in text.document.formerly.iter() {
            let id = id_of(&old.value);
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
            } else if taken.insert(folded(&path)) {
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
    let mut of_cells = cells(things, texts);
    of_cells.retain(|page| taken.insert(folded(&page.path)));
    moved.extend(of_cells);
    moved
}

/// The pages of positions, under the addresses that follow from what their actors and issues were called.
fn cells(things: &Things, texts: &Table<TextId, Placed>) -> Vec<MovedPage> {
    let mut before: BTreeMap<(Kind, &str), Vec<&str>> = BTreeMap::new();
    for text in texts.iter() {
        let olds = text.document.formerly.iter().map(|old| id_of(&old.value)).filter(|old| is_name(old));
        before.entry((text.document.meta.kind(), &text.document.id)).or_default().extend(olds);
    }
    let names = |kind, id| {
        let olds = before.get(&(kind, id)).into_iter().flatten().copied();
        std::iter::once(id).chain(olds).collect::<Vec<&str>>()
    };
    let mut moved = Vec::new();
    for (at, page) in things.pages.entries().filter(|(_, page)| matches!(page.kind, PageKind::Cell(_))) {
        let cell = page.path.strip_prefix("positions/").and_then(|path| path.strip_suffix(".html"));
        let Some((actor, issue)) = cell.and_then(|cell| cell.split_once('/')) else { continue };
        let issues = names(Kind::Issue, issue);
        for actor in names(Kind::Actor, actor) {
            let path = |issue: &&str| MovedPage { path: format!("positions/{actor}/{issue}.html"), page: at };
            moved.extend(issues.iter().map(path));
        }
    }
    moved
}

/// The id that a file of this name has, with or without its ending.
fn id_of(name: &str) -> &str {
    name.trim().strip_suffix(".md").unwrap_or(name.trim())
}

/// Whether an id can have been that of a file.
fn is_name(id: &str) -> bool {
    /// With `.html`, no system takes more, in bytes.
    const LONGEST: usize = 200;
    let is_part = |part: &str| {
        let is_whole = !part.is_empty() && !part.starts_with('.') && !part.ends_with('.') && part.trim() == part;
        is_whole && part.len() <= LONGEST && device_of(part).is_none()
    };
    id.split('/').all(is_part) && !id.contains(|c: char| c.is_control() || "\\:*?\"<>|".contains(c))
}

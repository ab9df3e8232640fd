//! A new position, which starts from the last one of its cell.

use super::front_matter::FrontMatter;
use super::{NewFile, NoNewFile, known};
use crate::markdown::slug::slug;
use crate::model::document::Position;
use crate::model::words::{Stance, Word};
use crate::model::{Date, Site};

/// A new position of an actor on an issue. Without a stance it takes the last one's.
///
/// # Errors
/// When there is no such actor or issue, or a position of that day.
pub fn position(
    site: &Site,
    (actor, issue): (&str, &str),
    as_of: &Date,
    stance: Option<Stance>,
) -> Result<NewFile, NoNewFile> {
    let actor_at = known(site.actor(actor), "actor", actor, site.actors.iter().map(|entry| entry.id.as_str()))?;
    let issue_at = known(site.issue(issue), "issue", issue, site.issues.iter().map(|entry| entry.id.as_str()))?;
    let cell = site.cell(actor_at, issue_at).map(|at| &site.cells[at]);
    let positions = cell.iter().flat_map(|cell| &cell.positions).map(|at| &site.positions[*at]);
    let earlier: Vec<Earlier> = positions.map(|entry| (&*site.texts[entry.text].path, &*entry.meta)).collect();
    let same_days = |(_, meta): &&Earlier| meta.as_of.as_ref().is_some_and(|known| known.value.same_days(as_of));
    if let Some((same, _)) = earlier.iter().find(same_days) {
        let why = format!("this position is of {as_of} too; change it, or give another date with --as-of");
        return Err(NoNewFile::There((*same).to_owned(), why));
    }
    let last = earlier.first().copied();
    let mut notes = Vec::new();
    if let Some((path, _)) = last {
        notes.push(format!("It starts from {path}."));
    } else if stance.is_none() {
        notes.push(format!("Its stance, `{}`, is a placeholder.", PLACEHOLDER.id()));
    }
    Ok(NewFile { path: path(&earlier, actor, issue, as_of), text: text(last, as_of, stance), notes })
}

/// A position that is there: the path of its file, and what that says.
type Earlier<'s> = (&'s str, &'s Position);

/// The stance of a position of which nothing is known yet. It is no claim of ours: `check` asks for the source.
const PLACEHOLDER: Stance = Stance::Ambiguous;

/// A path that no position of the cell has: with the date as its label, unless it is the first.
fn path(earlier: &[Earlier], actor: &str, issue: &str, as_of: &Date) -> String {
    let label = slug(as_of.edtf());
    let labels = std::iter::once(String::new())
        .chain(std::iter::once(format!(".{label}")))
        .chain((2..).map(|number| format!(".{label}-{number}")));
    let mut paths = labels.map(|label| format!("content/positions/{actor}/{issue}{label}.md"));
    paths.find(|path| earlier.iter().all(|(known, _)| known != path)).unwrap_or_default()
}

fn text(last: Option<Earlier>, as_of: &Date, stance: Option<Stance>) -> String {
    let before = last.map(|(_, meta)| meta);
    let known = stance.or(before.and_then(|last| last.stance));
    let mut front = FrontMatter::new()
        .remarked("as_of", as_of.edtf(), "when it was held")
        .word("stance", Some(known.unwrap_or(PLACEHOLDER)))
        .word("basis", before.and_then(|last| last.basis))
        .word("firmness", before.and_then(|last| last.firmness));
    front = match before.and_then(|last| last.summary.as_ref()) {
        Some(summary) => front.key("summary", summary.written()),
        None => front.open("summary", "one sentence; else the first paragraph of the text"),
    };
    let text = match last {
        Some((path, meta)) => {
            let date = meta.as_of.as_ref().map_or_else(String::new, |date| format!(", of {}", date.value));
            format!(
                "<!-- The keys above are those of {path}{date}. Change what has moved,\n\
                 say it here, and cite what it rests on: `[@key]`. -->"
            )
        }
        None => "<!-- What they want, with its source: a sentence, and `[@key]` behind it. -->".to_owned(),
    };
    front
        .example("trigger: an-event", "the event that moved it")
        .example("review_after: 2026-03", "when someone should look again")
        .also("language, draft, allow")
        .text(&text)
}

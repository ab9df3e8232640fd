//! What texts that are held back cite and name. Readers see none of it, but its author does not forget it.

use crate::model::document::{Document, Meta, Reference};
use crate::model::site::{InDrafts, Things};
use crate::model::text::{Cited, Target};
use crate::model::{ActorId, PageKind};

use super::index::Index;

/// What drafts that are left out lead to.
pub fn of<'d>(things: &Things, index: &Index, drafts: impl Iterator<Item = &'d Document>) -> InDrafts {
    let mut found = InDrafts::default();
    for draft in drafts {
        let links = index.links(draft);
        let cited = links.cited.iter().chain(links.judgements.iter().flatten());
        found.sources.extend(cited.filter_map(|Cited { source, .. }| *source));
        // A link to an actor names it; a link to a source cites nothing.
        let linked = links.targets.iter().flatten().filter_map(|target| match target {
            Target::Page(page, _) => match things.pages[*page].kind {
                PageKind::Actor(actor) => Some(actor),
                _ => None,
            },
            Target::Here(_) | Target::Later | Target::File(..) => None,
        });
        found.actors.extend(linked);
        found.actors.extend(actors(things, draft));
    }
    found
}

/// The actors that the front matter of a text names.
fn actors(things: &Things, text: &Document) -> Vec<ActorId> {
    let named = |names: &[Reference]| names.iter().filter_map(|name| things.actor(&name.value)).collect();
    match &text.meta {
        Meta::Position(position) => things.actor(&position.actor).into_iter().collect(),
        Meta::Briefing(briefing) => named(&briefing.actors),
        Meta::Event(event) => named(&event.actors),
        Meta::Source(source) => named(&source.voice_of),
        Meta::Actor(actor) => named(&actor.part_of),
        Meta::Home(_) | Meta::Issue(_) | Meta::Page(_) => Vec::new(),
    }
}

//! Names in front matter: each must lead to something, and what it leads to learns of it.

use std::collections::{BTreeMap, BTreeSet};

use ahash::HashMap;

use super::drafts::Drafts;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::TextId;
use crate::model::document::{Kind, Reference};
use crate::model::site::{Things, found};
use crate::model::text::LostName;
use crate::nearest::Suggestions;

/// Makes ids of the names in all front matter, and lists of what leads to each thing. Reports the names that lead
/// nowhere, and notes them with the texts that miss them.
pub fn resolve(things: &mut Things, drafts: &Drafts, out: &mut Vec<Diagnostic>) {
    let Things { briefings, actors, issues, positions, events, sources, lost, events_of_all, .. } = things;
    let mut lost = Lost { names: lost, out };
    let actor = Finder::new(&things.actor_at, Code::UnknownActor, (Kind::Actor, drafts));
    let issue = Finder::new(&things.issue_at, Code::UnknownIssue, (Kind::Issue, drafts));
    let event = Finder::new(&things.event_at, Code::UnknownEvent, (Kind::Event, drafts));
    let source = Finder::new(&things.source_at, Code::UnknownSource, (Kind::Source, drafts));

    for entry in briefings.iter_mut() {
        entry.names.actors = actor.all(&entry.meta.actors, entry.text, "actors", &mut lost);
        entry.names.issues = issue.all(&entry.meta.issues, entry.text, "issues", &mut lost);
        entry.actors.iter().for_each(|at| actors[*at].names.in_briefing = true);
    }
    for at in actors.ids() {
        let entry = &actors[at];
        let part_of = actor.all(&entry.meta.part_of, entry.text, "part_of", &mut lost);
        distinct(&part_of).for_each(|whole| actors[whole].names.members.push(at));
        actors[at].names.part_of = part_of;
    }
    for entry in issues.iter_mut() {
        entry.names.related = issue.all(&entry.meta.related, entry.text, "related", &mut lost);
    }
    for (at, entry) in positions.entries_mut() {
        entry.names.trigger = event.all(entry.meta.trigger.as_slice(), entry.text, "trigger", &mut lost).pop();
        entry.trigger.into_iter().for_each(|trigger| events[trigger].names.moved.push(at));
    }
    for (at, entry) in events.entries_mut() {
        entry.names.actors = actor.all(&entry.meta.actors, entry.text, "actors", &mut lost);
        entry.names.issues = issue.all(&entry.meta.issues, entry.text, "issues", &mut lost);
        distinct(&entry.actors).for_each(|actor| actors[actor].names.events.push(at));
        distinct(&entry.issues).for_each(|issue| issues[issue].names.events.push(at));
        events_of_all.extend(entry.meta.actors.is_empty().then_some(at));
    }
    for at in sources.ids() {
        let entry = &sources[at];
        let voice_of = actor.all(&entry.meta.voice_of, entry.text, "voice_of", &mut lost);
        let derived_from = source.all(&entry.meta.derived_from, entry.text, "derived_from", &mut lost);
        distinct(&voice_of).for_each(|actor| actors[actor].names.voices.push(at));
        distinct(&derived_from).for_each(|origin| sources[origin].names.derivatives.push(at));
        let names = &mut sources[at].names;
        (names.voice_of, names.derived_from) = (voice_of, derived_from);
    }
}

/// Each id once, however often it is named.
fn distinct<I: Copy + Ord>(ids: &[I]) -> impl Iterator<Item = I> + use<I> {
    ids.iter().copied().collect::<BTreeSet<I>>().into_iter()
}

/// Where names that lead nowhere are told of.
struct Lost<'a> {
    names: &'a mut BTreeMap<TextId, Vec<LostName>>,
    out: &'a mut Vec<Diagnostic>,
}

/// Finds things of one kind by their names.
struct Finder<'a, I> {
    at: &'a HashMap<String, I>,
    code: Code,
    kind: Kind,
    drafts: &'a Drafts,
    suggestions: Suggestions,
}

impl<'a, I: Copy> Finder<'a, I> {
    fn new(at: &'a HashMap<String, I>, code: Code, (kind, drafts): (Kind, &'a Drafts)) -> Finder<'a, I> {
        Finder { at, code, kind, drafts, suggestions: Suggestions::default() }
    }

    /// What some names under a key of a text lead to; the others are reported.
    fn all(&self, names: &[Reference], text: TextId, key: &'static str, lost: &mut Lost) -> Vec<I> {
        for name in names.iter().filter(|name| !self.at.contains_key(&name.value)) {
            let (id, word) = (&name.value, self.kind.word());
            lost.names.entry(text).or_default().push(LostName { key, name: id.clone() });
            if let Some(draft) = self.drafts.thing(self.kind, id) {
                lost.out.push(draft.named(&name.span, &format!("the {word} `{id}`")));
                continue;
            }
            let near = self.suggestions.nearest(id, || self.at.keys().map(String::as_str));
            lost.out.push(
                Diagnostic::new(self.code, name.span.clone(), format!("there is no {word} `{id}`"))
                    .did_you_mean(id, near.as_deref())
                    .hint(format!("write content/{word}s/{id}.md, or correct the id")),
            );
        }
        found(names, |name| self.at.get(name).copied())
    }
}

//! Names in front matter: each must lead to something, and what it leads to learns of it.

use std::collections::{BTreeMap, BTreeSet};

use ahash::HashMap;

use super::drafts::{Drafts, HeldBack};
use super::order::sorted;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::document::{Actor, Briefing, Event, Issue, Kind, Phrase, Position, Reference, Source, Spanned};
use crate::model::site::{
    ActorNames, BriefingNames, Cell, Entry, EventNames, IssueNames, PositionNames, SourceNames, Things, found,
};
use crate::model::table::{Id, Table};
use crate::model::text::LostName;
use crate::model::{ActorId, BriefingId, CellId, EventId, IssueId, PositionId, SourceId, TextId};
use crate::nearest::Suggestions;

type Briefings = Table<BriefingId, Entry<Briefing, BriefingNames>>;
type Actors = Table<ActorId, Entry<Actor, ActorNames>>;
type Issues = Table<IssueId, Entry<Issue, IssueNames>>;
type Positions = Table<PositionId, Entry<Position, PositionNames>>;
type Events = Table<EventId, Entry<Event, EventNames>>;
type Cells = Table<CellId, Cell>;
type Sources = Table<SourceId, Entry<Source, SourceNames>>;

/// Makes ids of the names in all front matter, and lists of what leads to each thing. Reports the names that lead
/// nowhere, and notes them with the texts that miss them.
pub fn resolve(things: &mut Things, drafts: &Drafts, out: &mut Vec<Diagnostic>) {
    let Things { briefings, cells, actors, issues, positions, events, sources, lost, events_of_all, .. } = things;
    let mut find = Finders {
        actor: Finder::new(&things.actor_at, Code::UnknownActor, (Kind::Actor, drafts)),
        issue: Finder::new(&things.issue_at, Code::UnknownIssue, (Kind::Issue, drafts)),
        event: Finder::new(&things.event_at, Code::UnknownEvent, (Kind::Event, drafts)),
        briefing: Finder::new(&things.briefing_at, Code::UnknownBriefing, (Kind::Briefing, drafts)),
        source: Finder::new(&things.source_at, Code::UnknownSource, (Kind::Source, drafts)),
        lost: Lost { names: lost, out },
    };
    find.in_briefings(briefings, actors);
    find.in_actors(actors);
    report_circles(actors, find.lost.out);
    for entry in issues.iter_mut() {
        entry.names.related = find.issue.all(&entry.meta.related, entry.text, "related", &mut find.lost);
    }
    find.in_positions(positions, cells, issues, events);
    find.in_events(events, actors, issues);
    events_of_all.extend(events.entries().filter(|(_, event)| event.meta.actors.is_empty()).map(|(at, _)| at));
    find.in_sources(sources, actors);
}

/// Finds whatever is named, and tells of what is not there.
struct Finders<'a> {
    actor: Finder<'a, ActorId>,
    issue: Finder<'a, IssueId>,
    event: Finder<'a, EventId>,
    briefing: Finder<'a, BriefingId>,
    source: Finder<'a, SourceId>,
    lost: Lost<'a>,
}

impl Finders<'_> {
    fn in_briefings(&mut self, briefings: &mut Briefings, actors: &mut Actors) {
        let lost = &mut self.lost;
        for entry in briefings.iter_mut() {
            entry.names.actors = self.actor.all(&entry.meta.actors, entry.text, "actors", lost);
            entry.names.issues = self.issue.all(&entry.meta.issues, entry.text, "issues", lost);
            entry.names.follows = self.briefing.all(entry.meta.follows.as_slice(), entry.text, "follows", lost).pop();
            entry.actors.iter().for_each(|at| actors[*at].names.in_briefing = true);
        }
        // They stand newest first.
        for at in briefings.ids().rev() {
            let follows = briefings[at].follows.filter(|follows| *follows != at);
            follows.into_iter().for_each(|follows| briefings[follows].names.followers.push(at));
        }
    }

    fn in_actors(&mut self, actors: &mut Actors) {
        for at in actors.ids() {
            let entry = &actors[at];
            let mut part_of = self.actor.all(&entry.meta.part_of, entry.text, "part_of", &mut self.lost);
            let mut seen = BTreeSet::new();
            part_of.retain(|whole| seen.insert(*whole));
            distinct(&part_of).for_each(|whole| actors[whole].names.members.push(at));
            actors[at].names.part_of = part_of;
        }
    }

    fn in_positions(&mut self, positions: &mut Positions, cells: &Cells, issues: &Issues, events: &mut Events) {
        let lost = &mut self.lost;
        for (at, entry) in positions.entries_mut() {
            entry.names.trigger = self.event.all(entry.meta.trigger.as_slice(), entry.text, "trigger", lost).pop();
            let scale = Scale(&issues[cells[entry.cell].issue].meta.scale);
            let meta = entry.meta.clone();
            entry.names.option = scale.options(meta.option.as_slice(), entry.text, "option", lost).pop();
            entry.names.accepts = scale.options(&meta.accepts, entry.text, "accepts", lost);
            entry.names.rejects = scale.options(&meta.rejects, entry.text, "rejects", lost);
            entry.trigger.into_iter().for_each(|trigger| events[trigger].names.moved.push(at));
        }
    }

    fn in_events(&mut self, events: &mut Events, actors: &mut Actors, issues: &mut Issues) {
        let lost = &mut self.lost;
        for (at, entry) in events.entries_mut() {
            entry.names.actors = self.actor.all(&entry.meta.actors, entry.text, "actors", lost);
            entry.names.issues = self.issue.all(&entry.meta.issues, entry.text, "issues", lost);
            entry.names.after = self.event.all(&entry.meta.after, entry.text, "after", lost);
            distinct(&entry.actors).for_each(|actor| actors[actor].names.events.push(at));
            distinct(&entry.issues).for_each(|issue| issues[issue].names.events.push(at));
        }
    }

    fn in_sources(&mut self, sources: &mut Sources, actors: &mut Actors) {
        let lost = &mut self.lost;
        for at in sources.ids() {
            let entry = &sources[at];
            let voice_of = self.actor.all(&entry.meta.voice_of, entry.text, "voice_of", lost);
            let derived_from = self.source.all(&entry.meta.derived_from, entry.text, "derived_from", lost);
            let contradicts = self.source.all(&entry.meta.contradicts, entry.text, "contradicts", lost);
            for other in distinct(&contradicts).filter(|other| *other != at) {
                sources[at].names.contradicts.push(other);
                sources[other].names.contradicts.push(at);
            }
            distinct(&voice_of).for_each(|actor| actors[actor].names.voices.push(at));
            distinct(&derived_from).for_each(|origin| sources[origin].names.derivatives.push(at));
            let names = &mut sources[at].names;
            (names.voice_of, names.derived_from) = (voice_of, derived_from);
        }
        for source in sources.iter_mut() {
            source.names.contradicts.sort_unstable();
            source.names.contradicts.dedup();
        }
    }
}

/// Reports actors that are part of one another, or of themselves.
fn report_circles(actors: &Actors, out: &mut Vec<Diagnostic>) {
    let wholes = |at: usize| actors[ActorId::at(at)].part_of.iter().map(|whole| whole.place()).collect();
    for circle in sorted(actors.len(), wholes).1 {
        let id = |at: &usize| actors[ActorId::at(*at)].id.as_str();
        let names: Vec<&str> = circle.iter().chain(circle.first()).map(id).collect();
        let mut named = actors[ActorId::at(circle[0])].meta.part_of.iter();
        let Some(first) = named.find(|name| name.value == names[1]) else { continue };
        let message = match circle.len() {
            1 => format!("the actor `{}` would be a part of itself", names[0]),
            _ => format!("each of these actors would be a part of the next: {}", names.join(" → ")),
        };
        out.push(
            Diagnostic::new(Code::PartOfItself, first.span.clone(), message)
                .hint("take one `part_of:` out of the circle"),
        );
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

/// The options of an issue.
struct Scale<'a>(&'a [Spanned<Phrase>]);

impl Scale<'_> {
    /// Where some options stand that are named by their words or by their numbers, from 0; the others are reported.
    fn options(&self, names: &[Reference], text: TextId, key: &'static str, lost: &mut Lost) -> Vec<usize> {
        let mut found = Vec::new();
        for name in names {
            match self.find(&name.value) {
                Some(option) => found.push(option),
                None => {
                    lost.names.entry(text).or_default().push(LostName { key, name: name.value.clone() });
                    lost.out.push(self.unknown(name));
                }
            }
        }
        found
    }

    /// By its words, in whatever case; else by its number, from 1.
    fn find(&self, name: &str) -> Option<usize> {
        let words = name.trim().to_lowercase();
        let by_words = self.0.iter().position(|option| option.value.written().trim().to_lowercase() == words);
        by_words.or_else(|| words.parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < self.0.len()))
    }

    fn unknown(&self, name: &Reference) -> Diagnostic {
        let finding = |message| Diagnostic::new(Code::UnknownOption, name.span.clone(), message);
        if self.0.is_empty() {
            return finding(format!("`{}` stands on no scale: the issue of this position has none", name.value))
                .hint("write `scale:` in the issue, a list of its options from one end to the other");
        }
        let options = self.0.iter().enumerate().map(|(at, option)| format!("{} {}", at + 1, option.value.written()));
        finding(format!("the scale of this issue has no option `{}`", name.value))
            .nearest(&name.value, self.0.iter().map(|option| option.value.written()))
            .hint(format!("its options: {}; write the words or the number", options.collect::<Vec<_>>().join(", ")))
    }
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
            let held_back = self.drafts.thing(self.kind, id);
            if held_back == Some(HeldBack::Later) {
                continue;
            }
            let told = held_back.and_then(|held| held.named(&name.span, &format!("the {word} `{id}`")));
            lost.out.extend(told);
            // A page does not even name what is internal.
            if held_back == Some(HeldBack::Internal) {
                continue;
            }
            // Nor how a draft is called.
            let name_shown = if held_back.is_some() { "…".to_owned() } else { id.clone() };
            lost.names.entry(text).or_default().push(LostName { key, name: name_shown });
            if held_back.is_some() {
                continue;
            }
            let finding = Diagnostic::new(self.code, name.span.clone(), format!("there is no {word} `{id}`"));
            if id.contains(',') {
                let list = format!("[{id}]");
                lost.out.push(finding.hint(format!("a list stands in brackets: `{key}: {list}`")).fix(id, &list));
                continue;
            }
            let near = self.suggestions.nearest(id, || self.at.keys().map(String::as_str));
            lost.out.push(
                finding
                    .did_you_mean(id, near.as_deref())
                    .hint(format!("write content/{word}s/{id}.md, or correct the id")),
            );
        }
        found(names, |name| self.at.get(name).copied())
    }
}

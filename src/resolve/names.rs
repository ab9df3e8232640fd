//! Names in front matter: each must lead to something.

use std::collections::BTreeSet;

use super::index::Index;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Site;
use crate::model::document::{Kind, Reference};

/// Reports the names that lead nowhere, and notes them with the texts that miss them.
pub fn check(site: &mut Site, index: &Index, out: &mut Vec<Diagnostic>) {
    let lost = look_up(site, index, out);
    for (kind, at, key) in lost {
        let unread = match kind {
            Kind::Actor => &mut site.actors[at].unread,
            Kind::Issue => &mut site.issues[at].unread,
            Kind::Position => &mut site.positions[at].unread,
            Kind::Event => &mut site.events[at].unread,
            Kind::Source => &mut site.sources[at].unread,
            Kind::Home | Kind::Briefing | Kind::Page => continue,
        };
        unread.keys.insert(key);
    }
}

/// Where a name is lost: the kind and the number of its text, and its key.
type Lost = (Kind, usize, &'static str);

fn look_up(site: &Site, index: &Index, out: &mut Vec<Diagnostic>) -> Vec<Lost> {
    let mut names = Names {
        actors: site.actors.iter().map(|entry| entry.id.as_str()).collect(),
        issues: site.issues.iter().map(|entry| entry.id.as_str()).collect(),
        events: site.events.iter().map(|entry| entry.id.as_str()).collect(),
        sources: site.sources.iter().map(|entry| entry.id.as_str()).collect(),
        lost: Vec::new(),
        out,
    };
    for entry in &site.briefings {
        // What its blocks miss is said above them.
        names.actors(&entry.meta.actors);
        names.issues(&entry.meta.issues);
    }
    for (at, entry) in site.actors.iter().enumerate() {
        let known = names.actors(entry.meta.part_of.as_slice());
        names.note(known, (Kind::Actor, at, "part_of"));
    }
    for (at, entry) in site.issues.iter().enumerate() {
        let known = names.issues(&entry.meta.related);
        names.note(known, (Kind::Issue, at, "related"));
    }
    for (at, entry) in site.positions.iter().enumerate() {
        let trigger = entry.meta.trigger.as_slice();
        let known = names.look(trigger, Code::UnknownEvent, "event", |names| &names.events);
        names.note(known, (Kind::Position, at, "trigger"));
    }
    for (at, entry) in site.events.iter().enumerate() {
        let known = names.actors(&entry.meta.actors);
        names.note(known, (Kind::Event, at, "actors"));
        let known = names.issues(&entry.meta.issues);
        names.note(known, (Kind::Event, at, "issues"));
    }
    for (at, entry) in site.sources.iter().enumerate() {
        let known = names.actors(&entry.meta.voice_of);
        names.note(known, (Kind::Source, at, "voice_of"));
        let unknown: Vec<Reference> =
            entry.meta.derived_from.iter().filter(|key| index.source(&key.value).is_none()).cloned().collect();
        let known = names.look(&unknown, Code::UnknownSource, "source", |names| &names.sources);
        names.note(known, (Kind::Source, at, "derived_from"));
    }
    names.lost
}

struct Names<'a> {
    actors: BTreeSet<&'a str>,
    issues: BTreeSet<&'a str>,
    events: BTreeSet<&'a str>,
    sources: BTreeSet<&'a str>,
    lost: Vec<Lost>,
    out: &'a mut Vec<Diagnostic>,
}

impl<'a> Names<'a> {
    fn actors(&mut self, references: &[Reference]) -> bool {
        self.look(references, Code::UnknownActor, "actor", |names| &names.actors)
    }

    fn issues(&mut self, references: &[Reference]) -> bool {
        self.look(references, Code::UnknownIssue, "issue", |names| &names.issues)
    }

    fn note(&mut self, known: bool, place: Lost) {
        if !known {
            self.lost.push(place);
        }
    }

    /// Whether all of them are known.
    fn look(
        &mut self,
        references: &[Reference],
        code: Code,
        word: &str,
        known: impl for<'n> Fn(&'n Names<'a>) -> &'n BTreeSet<&'a str>,
    ) -> bool {
        let before = self.out.len();
        for reference in references {
            let known = known(self);
            if !known.contains(reference.value.as_str()) {
                let finding =
                    Diagnostic::new(code, reference.span.clone(), format!("there is no {word} `{}`", reference.value))
                        .nearest(&reference.value, known.iter().copied())
                        .hint(format!("write content/{word}s/{}.md, or correct the id", reference.value));
                self.out.push(finding);
            }
        }
        self.out.len() == before
    }
}

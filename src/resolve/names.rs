//! Names in front matter: each must lead to something.

use std::collections::BTreeSet;

use super::index::Index;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Site;
use crate::model::document::Reference;

/// Reports the names that lead nowhere.
pub fn check(site: &Site, index: &Index, out: &mut Vec<Diagnostic>) {
    let mut names = Names {
        actors: site.actors.iter().map(|entry| entry.id.as_str()).collect(),
        issues: site.issues.iter().map(|entry| entry.id.as_str()).collect(),
        events: site.events.iter().map(|entry| entry.id.as_str()).collect(),
        sources: site.sources.iter().map(|entry| entry.id.as_str()).collect(),
        out,
    };
    for entry in &site.briefings {
        names.actors(&entry.meta.actors);
        names.issues(&entry.meta.issues);
    }
    for entry in &site.actors {
        names.actors(entry.meta.part_of.as_slice());
    }
    for entry in &site.issues {
        names.issues(&entry.meta.related);
    }
    for entry in &site.positions {
        names.look(entry.meta.trigger.as_slice(), Code::UnknownEvent, "event", |names| &names.events);
    }
    for entry in &site.events {
        names.actors(&entry.meta.actors);
        names.issues(&entry.meta.issues);
    }
    for entry in &site.sources {
        names.actors(&entry.meta.voice_of);
        let unknown: Vec<Reference> =
            entry.meta.derived_from.iter().filter(|key| index.source(&key.value).is_none()).cloned().collect();
        names.look(&unknown, Code::UnknownSource, "source", |names| &names.sources);
    }
}

struct Names<'a> {
    actors: BTreeSet<&'a str>,
    issues: BTreeSet<&'a str>,
    events: BTreeSet<&'a str>,
    sources: BTreeSet<&'a str>,
    out: &'a mut Vec<Diagnostic>,
}

impl<'a> Names<'a> {
    fn actors(&mut self, references: &[Reference]) {
        self.look(references, Code::UnknownActor, "actor", |names| &names.actors);
    }

    fn issues(&mut self, references: &[Reference]) {
        self.look(references, Code::UnknownIssue, "issue", |names| &names.issues);
    }

    fn look(
        &mut self,
        references: &[Reference],
        code: Code,
        word: &str,
        known: impl for<'n> Fn(&'n Names<'a>) -> &'n BTreeSet<&'a str>,
    ) {
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
    }
}

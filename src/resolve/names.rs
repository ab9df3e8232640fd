//! Names in front matter: each must lead to something.

use super::index::Index;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Site;
use crate::model::document::Reference;
use crate::model::site::Entry;

/// Reports the names that lead nowhere.
pub fn check(site: &Site, index: &Index, out: &mut Vec<Diagnostic>) {
    let mut names = Names { site, index, out };
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
        names.events(entry.meta.trigger.as_slice());
    }
    for entry in &site.events {
        names.actors(&entry.meta.actors);
        names.issues(&entry.meta.issues);
    }
    for entry in &site.sources {
        names.actors(&entry.meta.voice_of);
        names.sources(&entry.meta.derived_from);
    }
}

struct Names<'a> {
    site: &'a Site,
    index: &'a Index,
    out: &'a mut Vec<Diagnostic>,
}

impl Names<'_> {
    fn actors(&mut self, references: &[Reference]) {
        for name in references.iter().filter(|name| self.site.actor(&name.value).is_none()) {
            self.out.push(unknown(name, Code::UnknownActor, "actor", &self.site.actors));
        }
    }

    fn issues(&mut self, references: &[Reference]) {
        for name in references.iter().filter(|name| self.site.issue(&name.value).is_none()) {
            self.out.push(unknown(name, Code::UnknownIssue, "issue", &self.site.issues));
        }
    }

    fn events(&mut self, references: &[Reference]) {
        for name in references.iter().filter(|name| self.site.event(&name.value).is_none()) {
            self.out.push(unknown(name, Code::UnknownEvent, "event", &self.site.events));
        }
    }

    fn sources(&mut self, references: &[Reference]) {
        for name in references.iter().filter(|name| self.index.source(&name.value).is_none()) {
            self.out.push(unknown(name, Code::UnknownSource, "source", &self.site.sources));
        }
    }
}

fn unknown<M>(name: &Reference, code: Code, word: &str, known: &[Entry<M>]) -> Diagnostic {
    let id = &name.value;
    Diagnostic::new(code, name.span.clone(), format!("there is no {word} `{id}`"))
        .nearest(id, known.iter().map(|entry| entry.id.as_str()))
        .hint(format!("write content/{word}s/{id}.md, or correct the id"))
}

//! Names in front matter: each must lead to something.

use super::index::Index;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Site;
use crate::model::document::{Kind, Reference};
use crate::model::site::Entry;

/// Reports the names that lead nowhere, and notes them with the texts that miss them.
pub fn check(site: &mut Site, index: &Index, out: &mut Vec<Diagnostic>) {
    for (kind, at, key) in look_up(site, index, out) {
        let unread = match kind {
            Kind::Actor => &mut site.actors[at].unread,
            Kind::Issue => &mut site.issues[at].unread,
            Kind::Position => &mut site.positions[at].unread,
            Kind::Event => &mut site.events[at].unread,
            Kind::Source => &mut site.sources[at].unread,
            // What the blocks of a briefing miss is said above them.
            Kind::Home | Kind::Briefing | Kind::Page => continue,
        };
        unread.keys.insert(key);
    }
}

/// Where a name is written: the kind and the number of its text, and its key.
type Place = (Kind, usize, &'static str);

/// The places of the names that lead nowhere.
fn look_up(site: &Site, index: &Index, out: &mut Vec<Diagnostic>) -> Vec<Place> {
    let mut names = Names { site, index, lost: Vec::new(), out };
    for (at, entry) in site.briefings.iter().enumerate() {
        names.actors(&entry.meta.actors, (Kind::Briefing, at, "actors"));
        names.issues(&entry.meta.issues, (Kind::Briefing, at, "issues"));
    }
    for (at, entry) in site.actors.iter().enumerate() {
        names.actors(entry.meta.part_of.as_slice(), (Kind::Actor, at, "part_of"));
    }
    for (at, entry) in site.issues.iter().enumerate() {
        names.issues(&entry.meta.related, (Kind::Issue, at, "related"));
    }
    for (at, entry) in site.positions.iter().enumerate() {
        names.events(entry.meta.trigger.as_slice(), (Kind::Position, at, "trigger"));
    }
    for (at, entry) in site.events.iter().enumerate() {
        names.actors(&entry.meta.actors, (Kind::Event, at, "actors"));
        names.issues(&entry.meta.issues, (Kind::Event, at, "issues"));
    }
    for (at, entry) in site.sources.iter().enumerate() {
        names.actors(&entry.meta.voice_of, (Kind::Source, at, "voice_of"));
        names.sources(&entry.meta.derived_from, (Kind::Source, at, "derived_from"));
    }
    names.lost
}

struct Names<'a> {
    site: &'a Site,
    index: &'a Index,
    lost: Vec<Place>,
    out: &'a mut Vec<Diagnostic>,
}

impl Names<'_> {
    fn actors(&mut self, names: &[Reference], place: Place) {
        let site = self.site;
        self.look(names, |id| site.actor(id).is_some(), (Code::UnknownActor, "actor", &site.actors), place);
    }

    fn issues(&mut self, names: &[Reference], place: Place) {
        let site = self.site;
        self.look(names, |id| site.issue(id).is_some(), (Code::UnknownIssue, "issue", &site.issues), place);
    }

    fn events(&mut self, names: &[Reference], place: Place) {
        let site = self.site;
        self.look(names, |id| site.event(id).is_some(), (Code::UnknownEvent, "event", &site.events), place);
    }

    fn sources(&mut self, names: &[Reference], place: Place) {
        let (site, index) = (self.site, self.index);
        self.look(names, |id| index.source(id).is_some(), (Code::UnknownSource, "source", &site.sources), place);
    }

    fn look<M>(
        &mut self,
        names: &[Reference],
        is_known: impl Fn(&str) -> bool,
        (code, word, all): (Code, &str, &[Entry<M>]),
        place: Place,
    ) {
        for name in names.iter().filter(|name| !is_known(&name.value)) {
            let id = &name.value;
            self.lost.push(place);
            self.out.push(
                Diagnostic::new(code, name.span.clone(), format!("there is no {word} `{id}`"))
                    .nearest(id, all.iter().map(|entry| entry.id.as_str()))
                    .hint(format!("write content/{word}s/{id}.md, or correct the id")),
            );
        }
    }
}

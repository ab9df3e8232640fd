//! Documents by kind, each kind in the order in which pages show it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, hash_map};
use std::sync::Arc;

use ahash::HashMap;

use super::Shown;
use super::called;
use super::drafts::HeldBack;
use super::filed::Filed;
use super::listed;
use super::order::Order;
use crate::collate::Collation;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::markdown::slug::plain;
use crate::model::document::{self, Document, Kind, Meta};
use crate::model::settings;
use crate::paths::folded;

/// All documents that have a page, by kind.
#[derive(Default)]
pub struct Sorted {
    /// The home page.
    pub home: Option<Filed<document::Page>>,
    /// Newest first.
    pub briefings: Vec<Filed<document::Briefing>>,
    /// By name.
    pub actors: Vec<Filed<document::Actor>>,
    /// By title.
    pub issues: Vec<Filed<document::Issue>>,
    /// By path.
    pub positions: Vec<Filed<document::Position>>,
    /// Oldest first.
    pub events: Vec<Filed<document::Event>>,
    /// By key.
    pub sources: Vec<Filed<document::Source>>,
    /// The texts that stand above the lists of the kinds.
    pub lists: Vec<Filed<document::Page>>,
    /// By path.
    pub free_pages: Vec<Filed<document::Page>>,
    /// What is left out, by the path from the site's folder.
    pub held_back: BTreeMap<String, HeldBack>,
    /// What they are called, in the form in which names are compared.
    pub held_names: BTreeMap<String, HeldBack>,
    /// What stands behind what.
    pub order: Order,
}

impl Sorted {
    /// Sorts documents. Drafts and what is internal are left out unless they are wanted, and so are texts that are later
    /// than the day, and the second of two files of one id.
    pub fn of(shown: &Shown, out: &mut Vec<Diagnostic>) -> Sorted {
        let Shown { input, later, .. } = shown;
        let mut sorted = Sorted::default();
        let mut ids = Ids::default();
        for (at, document) in input.documents.iter().enumerate() {
            if clashes(document, &mut ids, out) {
                continue;
            }
            let draft = if document.unread.has_front_matter() { HeldBack::Draft } else { HeldBack::Unread };
            let draft = (document.draft && !input.drafts).then_some(draft);
            let internal = input.is_internal(document);
            let internal = internal.then_some(HeldBack::Internal);
            if let Some(why) = later.contains(&at).then_some(HeldBack::Later).or(internal).or(draft) {
                sorted.hold_back(document, why);
                continue;
            }
            match &document.meta {
                Meta::Home(meta) => sorted.home = Some(Filed::of(document, at, meta)),
                Meta::Briefing(meta) => sorted.briefings.push(Filed::of(document, at, meta)),
                Meta::Actor(meta) => sorted.actors.push(Filed::of(document, at, meta)),
                Meta::Issue(meta) => sorted.issues.push(Filed::of(document, at, meta)),
                Meta::Position(meta) => sorted.positions.push(Filed::of(document, at, meta)),
                Meta::Event(meta) => sorted.events.push(Filed::of(document, at, meta)),
                Meta::Source(meta) => sorted.sources.push(Filed::of(document, at, meta)),
                Meta::Page(meta) if document.path.ends_with("/_index.md") && document.id.ends_with("/_index") => {
                    sorted.lists.push(Filed::of(document, at, meta));
                }
                Meta::Page(meta) => sorted.free_pages.push(Filed::of(document, at, meta)),
            }
        }
        // What is wrong about it is told of what is shown, on a day too.
        let of_shown = Order::of(&sorted.events, &sorted.briefings, out);
        sorted.order = shown.order.clone().unwrap_or(of_shown);
        sorted.put_in_order(&Collation::of(&input.language), &input.order);
        sorted
    }

    /// Leaves a document out. A source is then found by its other names as by its file.
    fn hold_back(&mut self, document: &Document, why: HeldBack) {
        self.held_back.insert(document.path.to_string(), why);
        for name in called::names(document).map(plain) {
            let known = self.held_names.entry(name).or_insert(why);
            if *known == HeldBack::Later {
                *known = why;
            }
        }
        if let Meta::Source(source) = &document.meta {
            for name in &source.keys {
                self.held_back.entry(format!("content/sources/{}.md", name.value)).or_insert(why);
            }
        }
    }

    fn put_in_order(&mut self, collation: &Collation, named: &settings::Order) {
        let order = &self.order;
        self.briefings.sort_by_cached_key(|file| (Reverse(order.briefing(file.id())), file.id().to_owned()));
        listed::actors(&mut self.actors, named, collation);
        listed::issues(&mut self.issues, named, collation);
        self.events.sort_by_cached_key(|file| (order.event(file.id()), file.id().to_owned()));
        self.sources.sort_by(|a, b| a.id().cmp(b.id()));
        self.free_pages.sort_by(|a, b| a.id().cmp(b.id()));
    }

    /// All documents, kind by kind.
    pub fn documents(&self) -> impl Iterator<Item = &Arc<Document>> {
        fn of<M>(files: &[Filed<M>]) -> impl Iterator<Item = &Arc<Document>> {
            files.iter().map(|file| &file.document)
        }
        let first = of(self.home.as_slice()).chain(of(&self.briefings)).chain(of(&self.actors)).chain(of(&self.issues));
        first
            .chain(of(&self.positions))
            .chain(of(&self.events))
            .chain(of(&self.sources))
            .chain(of(&self.free_pages))
            .chain(of(&self.lists))
    }
}

/// The file that has an id, in lower case, among those of its kind.
type Ids = HashMap<(Kind, String), Arc<str>>;

/// Whether a document's page would stand where another one stands, or would but for its case.
fn clashes(document: &Document, ids: &mut Ids, out: &mut Vec<Diagnostic>) -> bool {
    let Document { path, id, .. } = document;
    match ids.entry((document.meta.kind(), folded(id))) {
        hash_map::Entry::Vacant(place) => {
            place.insert(path.clone());
            false
        }
        hash_map::Entry::Occupied(first) => {
            out.push(
                Diagnostic::new(Code::PathClash, Span::file(path), format!("`{id}` is the id of two files"))
                    .related(Span::file(first.get()), "this one has it first, and is the one shown")
                    .hint("rename one of them; ids that differ only in case are one file on Windows and macOS"),
            );
            true
        }
    }
}

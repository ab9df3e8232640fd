//! The only whole-site step: documents become a [`Site`] in which every name leads somewhere or is reported.

mod blocks;
mod doubts;
mod files;
mod index;
mod names;
mod sources;

use std::collections::{BTreeMap, BTreeSet, HashMap, hash_map};
use std::mem::{Discriminant, discriminant};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::markdown::{Body, MarkerKind};
use crate::model::document::{self, BlockOptions, Document, Judgement, Meta, Unread};
use crate::model::site::{Cell, Entry, Links, Use, marker_id};
use crate::model::{PageId, Settings, Site};
use index::Index;

/// Resolves a site. `files` are the paths under `content/` that are copied as they are, `blocks` the names of
/// the theme's blocks.
pub fn site(
    settings: Settings,
    documents: Vec<Document>,
    files: BTreeSet<String>,
    blocks: BTreeSet<String>,
) -> Outcome<Site> {
    let mut diagnostics = Vec::new();
    let (mut site, drafts) = sort(settings, documents, &mut diagnostics);
    site.blocks = blocks;
    site.actor_at = by_id(&site.actors);
    site.issue_at = by_id(&site.issues);
    site.event_at = by_id(&site.events);
    arrange_cells(&mut site, &mut diagnostics);
    let known = sources::gather(&mut site, &mut diagnostics);
    site.source_at.clone_from(&known.by_key);
    files::check(&files, &mut diagnostics);
    let index = Index::new(&site, known, files, drafts);
    names::check(&site, &index, &mut diagnostics);
    let links = Resolved::of(&site, &index, &mut diagnostics);
    drop(index);
    links.put_into(&mut site);
    blocks::check(&site, &mut diagnostics);
    site.uses = uses(&site);
    // The sentences stand in the uses now, and nobody else wants them: on a large site, a tenth of its memory.
    site.bodies_mut().for_each(|body| body.sentences = Vec::new());
    doubts::add(&mut site);
    Outcome { value: site, diagnostics }
}

/// Sorts documents by kind. Drafts are left out unless the settings want them; their paths come back, each with
/// whether it could be read.
fn sort(settings: Settings, documents: Vec<Document>, out: &mut Vec<Diagnostic>) -> (Site, BTreeMap<String, bool>) {
    let mut site = Site { settings, ..Site::default() };
    let mut drafts = BTreeMap::new();
    let mut pages: Pages = HashMap::new();
    for Document { path, id, head, meta, body, blocks, unread } in documents {
        let entry = Draft { path, id, head, body, blocks, unread };
        if clashes(&entry.path, &entry.id, &meta, &mut pages, out) {
            continue;
        }
        match meta {
            Meta::Home(meta) => site.home = Some(entry.with(meta)),
            Meta::Briefing(meta) if meta.draft && !site.settings.drafts => {
                drafts.insert(entry.path.to_string(), entry.unread.whole.is_none());
            }
            Meta::Briefing(meta) => site.briefings.push(entry.with(meta)),
            Meta::Actor(meta) => site.actors.push(entry.with(meta)),
            Meta::Issue(meta) => site.issues.push(entry.with(meta)),
            Meta::Position(meta) => site.positions.push(entry.with(meta)),
            Meta::Event(meta) => site.events.push(entry.with(meta)),
            Meta::Source(meta) => site.sources.push(entry.with(*meta)),
            Meta::Page(meta) => site.pages.push(entry.with(meta)),
        }
    }
    site.briefings.sort_by(|a, b| b.meta.as_of.cmp(&a.meta.as_of).then_with(|| a.id.cmp(&b.id)));
    site.actors.sort_by_cached_key(|entry| (entry.meta.name.to_lowercase(), entry.id.clone()));
    site.issues.sort_by_cached_key(|entry| (entry.meta.title.to_lowercase(), entry.id.clone()));
    site.events.sort_by(|a, b| a.meta.date.cmp(&b.meta.date).then_with(|| a.id.cmp(&b.id)));
    site.sources.sort_by(|a, b| a.id.cmp(&b.id));
    site.pages.sort_by(|a, b| a.id.cmp(&b.id));
    (site, drafts)
}

/// The file that has an id, in lower case, among those of its kind.
type Pages = HashMap<(Discriminant<Meta>, String), Arc<str>>;

/// Whether a document's page would stand where another one stands, or would but for its case.
fn clashes(path: &Arc<str>, id: &str, meta: &Meta, pages: &mut Pages, out: &mut Vec<Diagnostic>) -> bool {
    match pages.entry((discriminant(meta), id.to_lowercase())) {
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

/// A document without its front matter, on the way to its kind's list.
struct Draft {
    path: Arc<str>,
    id: String,
    head: Span,
    body: Body,
    blocks: Vec<BlockOptions>,
    unread: Unread,
}

impl Draft {
    fn with<M>(self, meta: M) -> Entry<M> {
        let Draft { path, id, head, body, blocks, unread } = self;
        Entry { path, id, head, meta, body, blocks, unread, links: Links::default() }
    }
}

/// Where to find each entry of a list by its id.
fn by_id<M>(entries: &[Entry<M>]) -> HashMap<String, usize> {
    entries.iter().enumerate().map(|(at, entry)| (entry.id.clone(), at)).collect()
}

/// Puts the positions of known actors on known issues into the cells of the matrix; reports the others and leaves
/// them out.
fn arrange_cells(site: &mut Site, out: &mut Vec<Diagnostic>) {
    let Site { positions, actor_at, issue_at, left_out, .. } = &mut *site;
    positions.retain(|position| {
        let meta = &position.meta;
        let mut known = true;
        for (code, word, id, ids) in [
            (Code::UnknownActor, "actor", &meta.actor, &*actor_at),
            (Code::UnknownIssue, "issue", &meta.issue, &*issue_at),
        ] {
            if !ids.contains_key(id) {
                known = false;
                left_out.insert((meta.actor.clone(), meta.issue.clone()));
                out.push(
                    Diagnostic::new(
                        code,
                        Span::file(&position.path),
                        format!("this position is for the {word} `{id}`, which has no file"),
                    )
                    .nearest(id, ids.keys().map(String::as_str))
                    .hint(format!("write content/{word}s/{id}.md, or move this file")),
                );
            }
        }
        known
    });
    let place = |entry: &Entry<document::Position>| (actor_at[&entry.meta.actor], issue_at[&entry.meta.issue]);
    let as_of = |entry: &Entry<document::Position>| {
        entry.meta.as_of.as_ref().map(|date| (date.value.earliest(), date.value.latest()))
    };
    positions
        .sort_by(|a, b| place(a).cmp(&place(b)).then_with(|| as_of(b).cmp(&as_of(a))).then_with(|| a.id.cmp(&b.id)));
    let places: Vec<(usize, usize)> = positions.iter().map(place).collect();
    for (at, (actor, issue)) in places.into_iter().enumerate() {
        match site.cells.last_mut() {
            Some(cell) if (cell.actor, cell.issue) == (actor, issue) => cell.positions.push(at),
            _ => {
                let name = &site.actors[actor].meta;
                let title =
                    format!("{}: {}", name.short_name.as_ref().unwrap_or(&name.name), site.issues[issue].meta.title);
                site.cells.push(Cell { actor, issue, title, positions: vec![at] });
            }
        }
    }
    site.cells_of_actor = vec![Vec::new(); site.actors.len()];
    site.cells_of_issue = vec![Vec::new(); site.issues.len()];
    for (at, cell) in site.cells.iter().enumerate() {
        site.cell_at.insert((cell.actor, cell.issue), at);
        site.cells_of_actor[cell.actor].push(at);
        site.cells_of_issue[cell.issue].push(at);
    }
}

/// The links of every text, list by list.
struct Resolved {
    home: Vec<Links>,
    briefings: Vec<Links>,
    actors: Vec<Links>,
    issues: Vec<Links>,
    positions: Vec<Links>,
    events: Vec<Links>,
    sources: Vec<Links>,
    pages: Vec<Links>,
}

impl Resolved {
    fn of(site: &Site, index: &Index, out: &mut Vec<Diagnostic>) -> Resolved {
        Resolved {
            home: each(site.home.as_slice(), |_| &[], index, out),
            briefings: each(&site.briefings, |meta| &meta.judgements, index, out),
            actors: each(&site.actors, |_| &[], index, out),
            issues: each(&site.issues, |_| &[], index, out),
            positions: each(&site.positions, |_| &[], index, out),
            events: each(&site.events, |_| &[], index, out),
            sources: each(&site.sources, |_| &[], index, out),
            pages: each(&site.pages, |_| &[], index, out),
        }
    }

    fn put_into(self, site: &mut Site) {
        fn put<M>(entries: &mut [Entry<M>], links: Vec<Links>) {
            for (entry, links) in entries.iter_mut().zip(links) {
                entry.links = links;
            }
        }
        put(site.home.as_mut_slice(), self.home);
        put(&mut site.briefings, self.briefings);
        put(&mut site.actors, self.actors);
        put(&mut site.issues, self.issues);
        put(&mut site.positions, self.positions);
        put(&mut site.events, self.events);
        put(&mut site.sources, self.sources);
        put(&mut site.pages, self.pages);
    }
}

/// Resolves the texts of one list, in parallel; findings keep the order of the list.
fn each<M: Sync>(
    entries: &[Entry<M>],
    judgements: impl Fn(&M) -> &[Judgement] + Sync,
    index: &Index,
    out: &mut Vec<Diagnostic>,
) -> Vec<Links> {
    let resolved: Vec<Outcome<Links>> =
        entries.par_iter().map(|entry| index.links(&entry.path, &entry.body, judgements(&entry.meta))).collect();
    resolved.into_iter().map(|outcome| outcome.drain_into(out)).collect()
}

/// Every use of every source, in the order of the pages that the texts are at home on.
fn uses(site: &Site) -> Vec<Vec<Use>> {
    let mut uses = Uses { site, lists: vec![Vec::new(); site.sources.len()] };
    if let Some(home) = &site.home {
        uses.text(PageId::Home, "", &site.settings.title, home);
    }
    for (at, entry) in site.briefings.iter().enumerate() {
        uses.text(PageId::Briefing(at), "", &entry.meta.title, entry);
        uses.judgements(PageId::Briefing(at), entry);
    }
    for (at, entry) in site.actors.iter().enumerate() {
        uses.text(PageId::Actor(at), "", &entry.meta.name, entry);
    }
    for (at, entry) in site.issues.iter().enumerate() {
        uses.text(PageId::Issue(at), "", &entry.meta.title, entry);
    }
    for (at, cell) in site.cells.iter().enumerate() {
        for (nth, position) in cell.positions.iter().enumerate() {
            uses.text(
                PageId::Cell(at),
                &cell.scope(site, nth),
                &site.issues[cell.issue].meta.title,
                &site.positions[*position],
            );
        }
    }
    for (at, entry) in site.events.iter().enumerate() {
        uses.text(PageId::Event(at), "", &entry.meta.title, entry);
    }
    for (at, entry) in site.sources.iter().enumerate() {
        uses.text(PageId::Source(at), "", &entry.meta.title, entry);
    }
    for (at, entry) in site.pages.iter().enumerate() {
        uses.text(PageId::Page(at), "", &entry.meta.title, entry);
    }
    uses.lists
}

struct Uses<'a> {
    site: &'a Site,
    lists: Vec<Vec<Use>>,
}

impl Uses<'_> {
    fn text<M>(&mut self, page: PageId, scope: &str, title: &str, entry: &Entry<M>) {
        let body = &entry.body;
        for (marker, cited) in body.markers.iter().zip(&entry.links.cited) {
            let MarkerKind::Cites(citing) = &marker.kind else { continue };
            if marker.within.is_some_and(|note| body.notes[note as usize].uses == 0) {
                continue;
            }
            for (citing, cited) in citing.iter().zip(cited) {
                let Some(source) = cited.source else { continue };
                let sentence = &body.sentences[marker.sentence as usize];
                let sentence =
                    sentence.fill(|link| self.site.target_title(entry.links.targets[link as usize].as_ref()));
                self.lists[source].push(Use {
                    page,
                    anchor: marker_id(scope, &self.site.sources[source].id, cited.ordinal),
                    locator: citing.locator.clone(),
                    // A marker that stands alone, as in a table's cell, speaks for the page.
                    sentence: if sentence.is_empty() { title.to_owned() } else { sentence },
                });
            }
        }
    }

    fn judgements(&mut self, page: PageId, entry: &Entry<document::Briefing>) {
        for (judgement, cited) in entry.meta.judgements.iter().zip(&entry.links.judgements) {
            for cited in cited {
                let Some(source) = cited.source else { continue };
                self.lists[source].push(Use {
                    page,
                    anchor: marker_id("", &self.site.sources[source].id, cited.ordinal),
                    locator: None,
                    sentence: judgement.text.clone(),
                });
            }
        }
    }
}

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
use crate::markdown::Body;
use crate::model::document::{self, BlockOptions, Document, Judgement, Meta, Unread};
use crate::model::site::{Cell, Entry, Links};
use crate::model::{Build, Settings, Site};
use index::Index;

/// A resolved site, with what the next resolution can take over from it.
pub struct Resolved {
    /// The site.
    pub site: Site,
    /// Where its names lead.
    pub names: Names,
}

/// Where the names of a site lead.
#[derive(Clone)]
pub struct Names(Arc<Index>);

impl Names {
    /// Whether these were taken over from there, and nothing has another name or place.
    pub fn are(&self, others: &Names) -> bool {
        Arc::ptr_eq(&self.0, &others.0)
    }
}

/// Resolves a site. `files` are the paths under `content/` that are copied as they are, `blocks` the names of
/// the theme's blocks. What did not change since the `last` resolution is taken over from there: while all names
/// lead where they led, the names in an unchanged text do too. The result is the same without it.
pub fn site(
    settings: Settings,
    build: Build,
    documents: Vec<Document>,
    files: BTreeSet<String>,
    blocks: BTreeSet<String>,
    last: Option<(&Site, &Names)>,
) -> Outcome<Resolved> {
    let mut diagnostics = Vec::new();
    let (mut site, drafts) = sort(Site { settings, build, ..Site::default() }, documents, &mut diagnostics);
    site.blocks = blocks;
    site.actor_at = by_id(&site.actors);
    site.issue_at = by_id(&site.issues);
    site.event_at = by_id(&site.events);
    arrange_cells(&mut site, &mut diagnostics);
    let known = sources::gather(&mut site, &mut diagnostics);
    site.source_at.clone_from(&known.by_key);
    files::check(&files, &mut diagnostics);
    let last = last.filter(|(before, names)| names.0.fits(&known, &files, &drafts) && have_same_names(before, &site));
    let index = match last {
        Some((_, names)) => names.0.clone(),
        None => Arc::new(Index::new(&site, known, files, drafts)),
    };
    names::check(&mut site, &index, &mut diagnostics);
    LinksOfAll::resolve(&site, &index, last.map(|(before, _)| before)).put_into(&mut site);
    let (uses, found) = rayon::join(
        || site.find_uses(),
        || {
            let mut found: Vec<_> = site.texts().flat_map(|text| text.links.findings.iter().cloned()).collect();
            index.report_uncited_links(&site, &mut found);
            blocks::check(&site, &mut found);
            found
        },
    );
    site.uses = uses;
    diagnostics.extend(found);
    doubts::add(&mut site);
    Outcome { value: Resolved { site, names: Names(index) }, diagnostics }
}

/// Whether all names of a site lead to the same places as in an earlier one.
fn have_same_names(before: &Site, now: &Site) -> bool {
    fn same<M>(before: &[Entry<M>], now: &[Entry<M>]) -> bool {
        let same_headings = |a: &Body, b: &Body| {
            a.headings.len() == b.headings.len() && a.headings.iter().zip(&b.headings).all(|(a, b)| a.id == b.id)
        };
        let same = |a: &Entry<M>, b: &Entry<M>| {
            a.path == b.path && a.id == b.id && (Arc::ptr_eq(&a.body, &b.body) || same_headings(&a.body, &b.body))
        };
        before.len() == now.len() && before.iter().zip(now).all(|(a, b)| same(a, b))
    }
    same(before.home.as_slice(), now.home.as_slice())
        && same(&before.briefings, &now.briefings)
        && same(&before.actors, &now.actors)
        && same(&before.issues, &now.issues)
        && same(&before.positions, &now.positions)
        && same(&before.events, &now.events)
        && same(&before.sources, &now.sources)
        && same(&before.pages, &now.pages)
        && before.cells == now.cells
}

/// Sorts documents by kind. Drafts are left out unless they are built too; their paths come back, each with
/// whether it could be read.
fn sort(mut site: Site, documents: Vec<Document>, out: &mut Vec<Diagnostic>) -> (Site, BTreeMap<String, bool>) {
    let mut drafts = BTreeMap::new();
    let mut pages = Pages::default();
    for Document { path, id, head, meta, body, blocks, unread } in documents {
        let entry = Draft { path, id, head, body, blocks, unread };
        if clashes(&entry.path, &entry.id, &meta, &mut pages, out) {
            continue;
        }
        match meta {
            Meta::Home(meta) => site.home = Some(entry.with(meta)),
            Meta::Briefing(meta) if meta.draft && !site.build.drafts => {
                drafts.insert(entry.path.to_string(), entry.unread.whole.is_none());
            }
            Meta::Briefing(meta) => site.briefings.push(entry.with(meta)),
            Meta::Actor(meta) => site.actors.push(entry.with(meta)),
            Meta::Issue(meta) => site.issues.push(entry.with(meta)),
            Meta::Position(meta) => site.positions.push(entry.with(meta)),
            Meta::Event(meta) => site.events.push(entry.with(meta)),
            Meta::Source(meta) => site.sources.push(entry.with(meta)),
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
type Pages = ahash::HashMap<(Discriminant<Meta>, String), Arc<str>>;

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
    body: Arc<Body>,
    blocks: Arc<[BlockOptions]>,
    unread: Unread,
}

impl Draft {
    fn with<M>(self, meta: Arc<M>) -> Entry<M> {
        let Draft { path, id, head, body, blocks, unread } = self;
        Entry { path, id, head, meta, body, blocks, unread, links: Arc::default() }
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
struct LinksOfAll {
    home: Vec<Arc<Links>>,
    briefings: Vec<Arc<Links>>,
    actors: Vec<Arc<Links>>,
    issues: Vec<Arc<Links>>,
    positions: Vec<Arc<Links>>,
    events: Vec<Arc<Links>>,
    sources: Vec<Arc<Links>>,
    pages: Vec<Arc<Links>>,
}

impl LinksOfAll {
    /// Resolves all texts; those that are as they were `before` keep their links.
    fn resolve(site: &Site, index: &Index, before: Option<&Site>) -> LinksOfAll {
        let none = Site::default();
        let before = before.unwrap_or(&none);
        LinksOfAll {
            home: each(site.home.as_slice(), before.home.as_slice(), |_| &[], index),
            briefings: each(&site.briefings, &before.briefings, |meta| &meta.judgements, index),
            actors: each(&site.actors, &before.actors, |_| &[], index),
            issues: each(&site.issues, &before.issues, |_| &[], index),
            positions: each(&site.positions, &before.positions, |_| &[], index),
            events: each(&site.events, &before.events, |_| &[], index),
            sources: each(&site.sources, &before.sources, |_| &[], index),
            pages: each(&site.pages, &before.pages, |_| &[], index),
        }
    }

    fn put_into(self, site: &mut Site) {
        fn put<M>(entries: &mut [Entry<M>], links: Vec<Arc<Links>>) {
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

/// Resolves the texts of one list, in parallel.
fn each<M: Send + Sync>(
    entries: &[Entry<M>],
    before: &[Entry<M>],
    judgements: impl Fn(&M) -> &[Judgement] + Sync,
    index: &Index,
) -> Vec<Arc<Links>> {
    let unchanged = |at: usize, now: &Entry<M>| {
        let before = before.get(at)?;
        let same = Arc::ptr_eq(&before.body, &now.body) && Arc::ptr_eq(&before.meta, &now.meta);
        same.then(|| before.links.clone())
    };
    let resolve = |entry: &Entry<M>| index.links(&entry.path, &entry.body, judgements(&entry.meta)).into();
    let resolved = entries.par_iter().enumerate();
    resolved.map(|(at, entry)| unchanged(at, entry).unwrap_or_else(|| resolve(entry))).collect()
}

//! What the front matter of all texts says, arranged: lists, cells, sources, pages, and where names lead.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use ahash::HashMap;

use super::drafts::{Drafts, HeldBack};
use super::filed::Filed;
use super::index::Index;
use super::listed;
use super::order::Order;
use super::placed::Placed;
use super::sort::Sorted;
use super::{Input, Shown, alternates, doubts, moved, names, sources};
use crate::analysis::day;
use crate::collate::Collation;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::ids;
use crate::model::document::{self, Kind};
use crate::model::language::colon;
use crate::model::page::{MENU, Page, PageKind, SEARCH};
use crate::model::site::{Cell, Doubts, Entry, PositionNames, Things};
use crate::model::table::{Id, Table};
use crate::model::{ActorId, CellId, Date, Day, IssueId, PageId, Rank, SourceId, TextId};
use crate::nearest::Suggestions;
use crate::web;

/// A site but for the words of its texts.
#[derive(Debug)]
pub struct Arrangement {
    /// The things.
    pub things: Arc<Things>,
    /// The texts, each in its place.
    pub texts: Table<TextId, Placed>,
    /// Where names in texts lead.
    pub index: Index,
    /// What does not fit about the sources by themselves.
    pub doubts: Arc<Doubts>,
    /// What was wrong.
    pub found: Vec<Diagnostic>,
}

/// Arranges a site.
pub fn arrange(shown: &Shown) -> Arrangement {
    let Shown { input, stand_ins, .. } = shown;
    let mut found = Vec::new();
    let mut sorted = Sorted::of(shown, &mut found);
    let mut making = Making::default();
    making.things.newest =
        day::newest(sorted.documents().map(|document| (&**document, sorted.order.known_from(document))));
    let later_editions = input.editions.iter().filter(|day| !input.counts(day));
    let later_editions = later_editions.map(|day| (format!("content/matrix/{}.html", day.plain()), HeldBack::Later));
    sorted.held_back.extend(later_editions);
    let drafts = Drafts::of(std::mem::take(&mut sorted.held_back), std::mem::take(&mut sorted.held_names));
    report_hidden_lists(&sorted.lists, &input.hidden, &mut found);
    let left_out = leave_out_lost_positions(&mut sorted, &drafts, &mut found);
    let (registry, mut doubts) = sources::gather(&mut sorted, stand_ins, &mut found);
    making.fill(sorted, input);
    let Making { mut things, texts } = making;
    things.source_at.clone_from(&registry.by_key);
    things.sources.iter_mut().for_each(|source| source.names.recorded = texts[source.text].file.is_some());
    things.blocks.clone_from(&input.blocks);
    for (actor, issue) in left_out {
        if let Some(at) = things.actor(&actor) {
            things.actors[at].names.left_out.push(issue);
        } else if let Some(at) = things.issue(&issue) {
            things.issues[at].names.left_out.push(actor);
        }
    }
    things.moved = moved::pages(&things, &texts, &mut found);
    names::resolve(&mut things, &drafts, &mut found);
    things.alternates = alternates::pages(&things, &texts, &drafts, &input.language, &mut found);
    listed::tell_unknown(&input.order, &things, &drafts, &mut found);
    things.sources_by_title = by_title(&things, &Collation::of(&input.language));
    doubts::add_address_dates(&things, &mut doubts);
    let things = Arc::new(things);
    let index = Index::new(&things, &texts, registry, (input.files.clone(), input.left_out.clone()), drafts);
    Arrangement { things, texts, index, doubts: doubts.into(), found }
}

/// The sources as a reader looks for them.
fn by_title(things: &Things, collation: &Collation) -> Vec<SourceId> {
    let mut sources: Vec<SourceId> = things.sources.ids().collect();
    sources.sort_by_cached_key(|at| (collation.key(things.sources[*at].meta.title.written()), *at));
    sources
}

/// Texts of lists that the settings hide are on no page.
fn report_hidden_lists(lists: &[Filed<document::Page>], hidden: &BTreeSet<PageKind>, out: &mut Vec<Diagnostic>) {
    for file in lists {
        let folder = file.id().split('/').next().unwrap_or_default();
        if PageKind::made_as(folder).is_some_and(|kind| hidden.contains(&kind)) {
            let message = format!("this text is on no page: the settings hide the list of {folder}");
            out.push(
                Diagnostic::new(Code::BadSetting, Span::file(&file.document.path), message)
                    .hint(format!("remove this file, or `{folder}` from `hide:` in the settings")),
            );
        }
    }
}

/// Takes out the positions of actors or issues that are not there, and reports them.
fn leave_out_lost_positions(
    sorted: &mut Sorted,
    drafts: &Drafts,
    out: &mut Vec<Diagnostic>,
) -> BTreeSet<(String, String)> {
    fn ids<M>(files: &[Filed<M>]) -> BTreeSet<String> {
        files.iter().map(|file| file.id().to_owned()).collect()
    }
    let (actors, issues) = (ids(&sorted.actors), ids(&sorted.issues));
    let near = [Suggestions::default(), Suggestions::default()];
    let mut left_out = BTreeSet::new();
    sorted.positions.retain(|file| {
        let document::Position { actor, issue, .. } = &*file.meta;
        let sides = [
            (Code::UnknownActor, Kind::Actor, actor, &actors, &near[0]),
            (Code::UnknownIssue, Kind::Issue, issue, &issues, &near[1]),
        ];
        let (mut lost, mut held_back) = (false, false);
        for (code, kind, id, ids, near) in sides.into_iter().filter(|(_, _, id, ids, _)| !ids.contains(*id)) {
            let word = kind.word();
            if let Some(draft) = drafts.thing(kind, id) {
                out.extend(draft.named(&file.document.head, &format!("the {word} `{id}` of this position")));
                held_back = true;
                continue;
            }
            lost = true;
            let message = format!("this position is for the {word} `{id}`, which has no file");
            out.push(
                Diagnostic::new(code, Span::file(&file.document.path), message)
                    .did_you_mean(id, near.nearest(id, || ids.iter().map(String::as_str)).as_deref())
                    .hint(format!("write content/{word}s/{id}.md, or move this file")),
            );
        }
        // Pages tell what was left out, but not of drafts.
        if lost {
            left_out.insert((actor.clone(), issue.clone()));
        }
        !lost && !held_back
    });
    left_out
}

#[derive(Default)]
struct Making {
    things: Things,
    texts: Table<TextId, Placed>,
}

impl Making {
    /// Makes all lists, texts and pages, in the order in which sites have them.
    fn fill(&mut self, sorted: Sorted, input: &Input) {
        self.home(sorted.home);
        self.things.briefings = self.list(sorted.briefings, PageKind::Briefing);
        self.things.briefing_at = by_id(&self.things.briefings);
        self.things.actors = self.list(sorted.actors, PageKind::Actor);
        self.things.issues = self.list(sorted.issues, PageKind::Issue);
        self.things.actor_at = by_id(&self.things.actors);
        self.things.issue_at = by_id(&self.things.issues);
        self.positions(sorted.positions, &sorted.order, colon(&input.language));
        self.things.events = self.list(sorted.events, PageKind::Event);
        self.things.events.iter_mut().for_each(|event| event.names.rank = sorted.order.event(&event.id));
        self.things.briefings.iter_mut().for_each(|entry| entry.names.rank = sorted.order.briefing(&entry.id));
        self.things.event_at = by_id(&self.things.events);
        self.things.sources = self.list(sorted.sources, PageKind::Source);
        self.things.free_pages = self.list(sorted.free_pages, PageKind::Free);
        self.lists(&sorted.lists, &input.hidden);
        self.views(input);
        self.made(PageKind::NotFound, "404.html".to_owned());
    }

    /// The lists of all things of a kind. One that is hidden has no page for a text of its own either.
    fn lists(&mut self, own: &[Filed<document::Page>], hidden: &BTreeSet<PageKind>) {
        for kind in Kind::FOLDERS.into_iter().filter(|kind| !hidden.contains(&PageKind::Index(*kind))) {
            let own = own.iter().find(|file| file.id().split('/').next() == Some(kind.folder()));
            if kind != Kind::Page || self.things.free_pages.len() > MENU || own.is_some() {
                self.made(PageKind::Index(kind), format!("{}/index.html", kind.folder()));
            }
            if let (Some(file), Some(page)) = (own, self.things.made.get(&PageKind::Index(kind)).copied()) {
                self.text(file, page, String::new());
            }
        }
    }

    /// The pages that show what all texts say together.
    fn views(&mut self, input: &Input) {
        let wanted = |kind| !input.hidden.contains(&kind);
        if wanted(PageKind::Matrix) {
            self.made(PageKind::Matrix, "matrix.html".to_owned());
            let editions = input.editions.iter().filter(|day| input.counts(day));
            for (at, day) in editions.enumerate() {
                self.made(PageKind::Edition(at), format!("matrix/{}.html", day.plain()));
            }
        }
        if wanted(PageKind::Changes) && self.has_changed(&input.editions) {
            self.made(PageKind::Changes, "changes.html".to_owned());
        }
        let mut judged = self.things.briefings.iter().map(|briefing| !briefing.meta.judgements.is_empty());
        if wanted(PageKind::Evidence) && (!self.things.cells.is_empty() || judged.any(|is_judged| is_judged)) {
            self.made(PageKind::Evidence, "evidence.html".to_owned());
        }
        let mut judged = self.things.briefings.iter().flat_map(|briefing| &briefing.meta.judgements);
        if wanted(PageKind::Judgements) && judged.any(|judgement| judgement.outcome.is_some()) {
            self.made(PageKind::Judgements, "judgements.html".to_owned());
        }
        if wanted(PageKind::Timeline) {
            self.made(PageKind::Timeline, "timeline.html".to_owned());
        }
        // A front page alone is soon looked through.
        let has_more = self.texts.iter().any(|text| self.things.pages[text.page].kind != PageKind::Home);
        if wanted(PageKind::Search) && has_more {
            self.made(PageKind::Search, SEARCH.to_owned());
        }
    }

    /// Whether there is anything to tell of what changed: a site that has just begun has no such page.
    fn has_changed(&self, editions: &[Date]) -> bool {
        let Things { briefings, cells, sources, events, positions, .. } = &self.things;
        // A page of an earlier day leads to what came since.
        let dates = briefings.iter().filter_map(|entry| entry.meta.as_of.as_ref()).map(|date| &date.value);
        let first = dates.chain(editions).map(Day::of).min();
        let came_since = |rank: Rank| first.is_some_and(|first| !rank.counts_on(first));
        briefings.len() > 1
            || positions.iter().any(|entry| came_since(entry.names.rank))
            || events.iter().any(|entry| came_since(entry.names.rank.known_from(entry.meta.announced.as_ref())))
            || cells.iter().any(|cell| cell.positions.len() > 1)
            || briefings.iter().flat_map(|briefing| &briefing.meta.judgements).any(|one| one.outcome.is_some())
            || sources.iter().any(|source| source.meta.retracted.is_some())
            || self.texts.iter().any(|text| !text.document.corrections.is_empty())
    }

    fn home(&mut self, file: Option<Filed<document::Page>>) {
        let page = self.page(PageKind::Home, "index.html".to_owned());
        self.things.home = file.map(|file| self.text(&file, page, String::new()));
    }

    /// The things of a kind of which each has a page, a text and names of its own.
    fn list<I: Id, M, N: Default>(
        &mut self,
        files: Vec<Filed<M>>,
        kind: impl Fn(I) -> PageKind,
    ) -> Table<I, Entry<M, N>> {
        let make = |(at, file): (usize, Filed<M>)| {
            let path = format!("{}/{}.html", file.document.meta.kind().folder(), file.id());
            let page = self.page(kind(I::at(at)), path);
            let text = self.text(&file, page, String::new());
            Entry { id: file.id().to_owned(), meta: file.meta, text, page, names: N::default() }
        };
        files.into_iter().enumerate().map(make).collect()
    }

    /// Positions and their cells, which share a page.
    fn positions(&mut self, mut files: Vec<Filed<document::Position>>, order: &Order, colon: &str) {
        let place = |file: &Filed<document::Position>, things: &Things| {
            (things.actor_at[&file.meta.actor], things.issue_at[&file.meta.issue])
        };
        let things = &self.things;
        let newest_first = |file: &Filed<document::Position>| Reverse(order.position(&file.meta));
        files.sort_by_cached_key(|file| (place(file, things), newest_first(file), file.id().to_owned()));
        for file in files {
            let (actor, issue) = place(&file, &self.things);
            let cell = match self.things.cell(actor, issue) {
                Some(cell) => cell,
                None => self.cell(actor, issue, colon),
            };
            let (page, nth) = (self.things.cells[cell].page, self.things.cells[cell].positions.len());
            let scope = match nth {
                0 => String::new(),
                _ => file.meta.label.as_deref().map_or_else(ids::scope_without_name, ids::scope),
            };
            let text = self.text(&file, page, scope);
            let names = PositionNames::new(cell, nth, order.position(&file.meta));
            let entry = Entry { id: file.id().to_owned(), meta: file.meta, text, page, names };
            let position = self.things.positions.push(entry);
            self.things.cells[cell].positions.push(position);
        }
    }

    /// A new cell.
    fn cell(&mut self, actor: ActorId, issue: IssueId, colon: &str) -> CellId {
        let id = CellId::at(self.things.cells.len());
        let (who, what) = (&self.things.actors[actor], &self.things.issues[issue]);
        let title = who.meta.short_name.as_ref().unwrap_or(&who.meta.name).joined(colon, &what.meta.title);
        let path = format!("positions/{}/{}.html", who.id, what.id);
        let page = self.page(PageKind::Cell(id), path);
        self.things.pages[page].title = Some(title);
        self.things.cell_at.insert((actor, issue), id);
        self.things.actors[actor].names.cells.push(id);
        self.things.issues[issue].names.cells.push(id);
        self.things.cells.push(Cell { actor, issue, positions: Vec::new(), page })
    }

    /// A new page.
    fn page(&mut self, kind: PageKind, path: String) -> PageId {
        let address = web::encode_path(&path).into_owned();
        self.things.pages.push(Page { kind, path, address, title: None, file: None, text: None, draft: false })
    }

    /// A page that is about none of the things.
    fn made(&mut self, kind: PageKind, path: String) {
        let page = self.page(kind, path);
        self.things.made.insert(kind, page);
    }

    /// A new text on a page; the first one is what the page is about.
    fn text<M>(&mut self, file: &Filed<M>, page: PageId, scope: String) -> TextId {
        let (document, meta) = (file.document.clone(), &file.document.meta);
        let row = &mut self.things.pages[page];
        row.draft |= document.draft;
        row.title = row.title.take().or_else(|| meta.title().cloned());
        row.file.get_or_insert_with(|| document.path.clone());
        let text = self.texts.push(Placed { document, file: file.file, page, scope });
        row.text.get_or_insert(text);
        text
    }
}

/// Where to find each entry of a list by its id.
fn by_id<I: Id, M, N>(entries: &Table<I, Entry<M, N>>) -> HashMap<String, I> {
    entries.entries().map(|(id, entry)| (entry.id.clone(), id)).collect()
}

//! Everything, resolved: each name leads to the thing it names, and each source knows its uses.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::build::Build;
use super::document::{self, BlockOptions, Kind, Unread};
use super::page::PageId;
use super::settings::Settings;
use super::uses::Use;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::markdown::Body;

/// A whole site. The lists are sorted as pages show them; numbers elsewhere index them.
#[derive(Debug, Default)]
pub struct Site {
    /// What `standpoint.yaml` says.
    pub settings: Settings,
    /// What it is built for.
    pub build: Build,
    /// The home page's text.
    pub home: Option<Entry<document::Page>>,
    /// Newest first.
    pub briefings: Vec<Entry<document::Briefing>>,
    /// By name.
    pub actors: Vec<Entry<document::Actor>>,
    /// By title.
    pub issues: Vec<Entry<document::Issue>>,
    /// By cell, newest first.
    pub positions: Vec<Entry<document::Position>>,
    /// Oldest first.
    pub events: Vec<Entry<document::Event>>,
    /// By key; the ones that only a note's URL names come last.
    pub sources: Vec<Entry<document::Source>>,
    /// By path.
    pub pages: Vec<Entry<document::Page>>,
    /// The cells of the matrix that someone has filled.
    pub cells: Vec<Cell>,
    /// Where to find a cell by its actor and issue.
    pub cell_at: HashMap<(usize, usize), usize>,
    /// For each actor, its cells, by issue.
    pub cells_of_actor: Vec<Vec<usize>>,
    /// For each issue, its cells, by actor.
    pub cells_of_issue: Vec<Vec<usize>>,
    /// Positions that have no cell, because there is no such actor or no such issue: the ids of both.
    pub left_out: BTreeSet<(String, String)>,
    /// The actors by id.
    pub actor_at: HashMap<String, usize>,
    /// The issues by id.
    pub issue_at: HashMap<String, usize>,
    /// The events by id.
    pub event_at: HashMap<String, usize>,
    /// For each source, every use of it, in the order of the pages.
    pub uses: Vec<Vec<Use>>,
    /// For each source, what does not fit about it.
    pub doubts: Vec<Vec<Doubt>>,
    /// Names of the blocks that the theme has.
    pub blocks: BTreeSet<String>,
    /// The sources by key; keys of notes that were merged lead to the one that stays.
    pub source_at: HashMap<String, usize>,
}

/// A content file in its place among the others.
#[derive(Debug)]
pub struct Entry<M> {
    /// Its path from the site's folder.
    pub path: Arc<str>,
    /// Its id: from the path.
    pub id: String,
    /// Where its title stands: what findings about the file as a whole underline.
    pub head: Span,
    /// What its front matter says.
    pub meta: Arc<M>,
    /// Its text.
    pub body: Arc<Body>,
    /// The options of its blocks, beside the body's list of them.
    pub blocks: Arc<[BlockOptions]>,
    /// What was written in its file and could not be read.
    pub unread: Unread,
    /// Where the names in the text lead.
    pub links: Arc<Links>,
}

/// A text of any kind, for what is done to all of them alike.
#[derive(Debug, Clone, Copy)]
pub struct TextOf<'s> {
    /// Whose.
    pub kind: Kind,
    /// The text.
    pub body: &'s Body,
    /// The options of its blocks.
    pub blocks: &'s [BlockOptions],
    /// Where its names lead.
    pub links: &'s Links,
}

impl<M> Entry<M> {
    pub(super) fn text(&self, kind: Kind) -> TextOf<'_> {
        TextOf { kind, body: &self.body, blocks: &self.blocks, links: &self.links }
    }
}

/// Where the names in one body lead; each list runs beside the body's list of the same things.
#[derive(Debug, Default)]
pub struct Links {
    /// For each marker, for each thing it cites: the use.
    pub cited: Vec<Vec<Cited>>,
    /// For each link to a thing: the page, when there is one.
    pub targets: Vec<Option<Target>>,
    /// For the judgements of a briefing: the uses.
    pub judgements: Vec<Vec<Cited>>,
    /// What was wrong with the names.
    pub findings: Vec<Diagnostic>,
}

/// One citation, resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cited {
    /// The source; `None` when there is none with that key.
    pub source: Option<usize>,
    /// The how-manieth use of that source in its file, from 1.
    pub ordinal: u32,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// To a heading of the same text, by its id.
    Here(String),
    /// To a page, perhaps to a place on it.
    Page(PageId, Option<String>),
    /// To a file that is copied as it is, by its path under `content/`; perhaps to a place in it, such as a page
    /// of a PDF.
    File(String, Option<String>),
}

/// A cell of the matrix: one actor, one issue, and what was held when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Index of the actor.
    pub actor: usize,
    /// Index of the issue.
    pub issue: usize,
    /// Its page's title: "Actor on issue".
    pub title: String,
    /// Indexes of the positions, newest first; never empty.
    pub positions: Vec<usize>,
}

/// Something about a source that does not fit, which readers and editors should see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// The finding that `check` makes of it.
    pub code: Code,
    /// In a sentence.
    pub message: String,
    /// Where.
    pub span: Span,
    /// Other places that belong to it, with a few words.
    pub related: Vec<(Span, String)>,
    /// What the author can do.
    pub hint: String,
}

/// The id of a marker: the how-manieth use of a source or a note in its file. `scope` is empty for the text
/// that a page is about, and ends with `:` for texts that it shows beside that, so that ids never clash and
/// never depend on the neighbours.
pub fn marker_id(scope: &str, key: &str, ordinal: u32) -> String {
    format!("cite-{scope}{key}-{ordinal}")
}

impl Entry<document::Position> {
    /// The id of the place on a page where it is shown.
    pub fn anchor(&self) -> String {
        format!("position-{}", self.id.replace('/', "-"))
    }

    /// The scope of its ids on pages that are not its own.
    pub fn scope(&self) -> String {
        format!("{}:", self.id)
    }
}

impl Cell {
    /// The scope of the ids of its `nth` position (0 is today's) on its own page.
    pub fn scope(&self, site: &Site, nth: usize) -> String {
        match nth {
            0 => String::new(),
            // No label holds a colon, as no file name does.
            _ => format!("{}:", site.positions[self.positions[nth]].meta.label.as_deref().unwrap_or("unlabelled:")),
        }
    }
}

impl Site {
    /// Where the site will stand: an absolute URL that ends with `/`. Enters only what must be absolute.
    pub fn base_url(&self) -> Option<&str> {
        self.build.base_url.as_deref().or(self.settings.base_url.as_deref())
    }

    /// Every page of the site, in a fixed order.
    pub fn page_ids(&self) -> Vec<PageId> {
        let mut ids = vec![PageId::Home];
        ids.extend((0..self.briefings.len()).map(PageId::Briefing));
        ids.extend((0..self.actors.len()).map(PageId::Actor));
        ids.extend((0..self.issues.len()).map(PageId::Issue));
        ids.extend((0..self.cells.len()).map(PageId::Cell));
        ids.extend((0..self.events.len()).map(PageId::Event));
        ids.extend((0..self.sources.len()).map(PageId::Source));
        ids.extend((0..self.pages.len()).map(PageId::Page));
        ids.extend(Kind::FOLDERS.into_iter().filter(|kind| *kind != Kind::Page).map(PageId::Index));
        ids.extend([PageId::Matrix, PageId::Timeline, PageId::NotFound]);
        ids
    }

    /// Every position that stands on a page, today's and those before it: its cell, and the how-manieth it is there.
    pub fn positions_of_cells(&self) -> impl Iterator<Item = (usize, usize)> {
        let cells = self.cells.iter().enumerate();
        cells.flat_map(|(cell, all)| (0..all.positions.len()).map(move |nth| (cell, nth)))
    }

    /// Whether a page is not finished.
    pub fn is_draft(&self, page: PageId) -> bool {
        matches!(page, PageId::Briefing(at) if self.briefings[at].meta.draft)
    }

    /// Whether there is something to tell feed readers, and an address to lead them to.
    pub fn has_feed(&self) -> bool {
        let dated = self.briefings.iter().any(|entry| !entry.meta.draft && entry.meta.as_of.is_some());
        self.base_url().is_some() && (dated || self.positions.iter().any(|entry| entry.meta.as_of.is_some()))
    }

    /// Whether someone has written a note about a source; else it is known by its address only.
    pub fn is_recorded(&self, source: usize) -> bool {
        *self.sources[source].path == *format!("content/sources/{}.md", self.sources[source].id)
    }

    /// The file that a page is about; none for pages that the site makes by itself.
    pub fn file_of(&self, page: PageId) -> Option<Arc<str>> {
        Some(self.head_of(page)?.path.clone())
    }

    /// Where the title of a page stands in the file that the page is about.
    pub fn head_of(&self, page: PageId) -> Option<&Span> {
        Some(match page {
            PageId::Home => &self.home.as_ref()?.head,
            PageId::Briefing(at) => &self.briefings[at].head,
            PageId::Actor(at) => &self.actors[at].head,
            PageId::Issue(at) => &self.issues[at].head,
            PageId::Cell(at) => &self.positions[self.cells[at].positions[0]].head,
            PageId::Event(at) => &self.events[at].head,
            PageId::Source(at) => &self.sources[at].head,
            PageId::Page(at) => &self.pages[at].head,
            PageId::Index(_) | PageId::Matrix | PageId::Timeline | PageId::NotFound => return None,
        })
    }

    /// Every text of the site, kind by kind.
    pub fn texts(&self) -> impl Iterator<Item = TextOf<'_>> {
        let home = self.home.iter().map(|entry| entry.text(Kind::Home));
        home.chain(self.briefings.iter().map(|entry| entry.text(Kind::Briefing)))
            .chain(self.actors.iter().map(|entry| entry.text(Kind::Actor)))
            .chain(self.issues.iter().map(|entry| entry.text(Kind::Issue)))
            .chain(self.positions.iter().map(|entry| entry.text(Kind::Position)))
            .chain(self.events.iter().map(|entry| entry.text(Kind::Event)))
            .chain(self.sources.iter().map(|entry| entry.text(Kind::Source)))
            .chain(self.pages.iter().map(|entry| entry.text(Kind::Page)))
    }

    /// The title of what a link leads to; what it is called where it leads nowhere.
    pub fn target_title<'a>(&'a self, target: Option<&'a Target>) -> &'a str {
        match target {
            Some(Target::Page(page, _)) => self.title(*page),
            Some(Target::Here(id) | Target::File(id, _)) => id,
            None => "…",
        }
    }

    /// The title of a page.
    pub fn title(&self, page: PageId) -> &str {
        match page {
            PageId::Home => match &self.home {
                Some(home) if !home.meta.title.is_empty() => &home.meta.title,
                _ => &self.settings.title,
            },
            PageId::Briefing(at) => &self.briefings[at].meta.title,
            PageId::Actor(at) => &self.actors[at].meta.name,
            PageId::Issue(at) => &self.issues[at].meta.title,
            PageId::Cell(at) => &self.cells[at].title,
            PageId::Event(at) => &self.events[at].meta.title,
            PageId::Source(at) => &self.sources[at].meta.title,
            PageId::Page(at) => &self.pages[at].meta.title,
            PageId::Index(Kind::Briefing) => "Briefings",
            PageId::Index(Kind::Actor) => "Actors",
            PageId::Index(Kind::Issue) => "Issues",
            PageId::Index(Kind::Position) => "Positions",
            PageId::Index(Kind::Event) => "Events",
            PageId::Index(Kind::Source) => "Sources",
            PageId::Index(Kind::Page | Kind::Home) => "Pages",
            PageId::Matrix => "Matrix",
            PageId::Timeline => "Timeline",
            PageId::NotFound => "Page not found",
        }
    }

    /// The index of an actor by its id.
    pub fn actor(&self, id: &str) -> Option<usize> {
        self.actor_at.get(id).copied()
    }

    /// The index of an issue by its id.
    pub fn issue(&self, id: &str) -> Option<usize> {
        self.issue_at.get(id).copied()
    }

    /// The index of an event by its id.
    pub fn event(&self, id: &str) -> Option<usize> {
        self.event_at.get(id).copied()
    }
}

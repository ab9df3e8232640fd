//! Everything, resolved: each name leads to the thing it names, and each source knows its uses.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::Arc;

use ahash::HashMap;

use super::build::Build;
use super::date::Date;
use super::document::{self, Allowed, Document, Meta, Reason, Reference, Spanned};
use super::page::{Data, MovedPage, Page, PageKind, SiteFile};
use super::rank::Rank;
use super::settings::Settings;
use super::table::{
    ActorId, BriefingId, CellId, EventId, FreePageId, Id, IssueId, PageId, PositionId, SourceId, Table, TextId,
};
use super::text::{LostName, Target, Text};
use super::uses::Uses;
use super::words::NotesAt;
use crate::diagnostic::{Code, Span};
use crate::ids::IdKind;

/// A whole site.
#[derive(Debug, Default)]
pub struct Site {
    /// What `standpoint.yaml` says.
    pub settings: Settings,
    /// What it is built for.
    pub build: Build,
    /// The days of the settings that count on its day: of each the matrix has a page, where there is a matrix.
    pub editions: Vec<Spanned<Date>>,
    /// What the front matter of all texts says.
    pub things: Arc<Things>,
    /// Every text: of the home page, then kind by kind, each in the order of its list in [`Things`].
    pub texts: Table<TextId, Text>,
    /// For each source, every use of it.
    pub uses: Arc<Uses>,
    /// For each source whose notes, dates or uses do not fit: how.
    pub doubts: Arc<Doubts>,
    /// What only drafts that are left out lead to, or they too.
    pub in_drafts: InDrafts,
    /// The keys of the sources that are held back: pages have a gap in their place, and do not say which.
    pub held_sources: BTreeSet<String>,
    /// The texts of which something is kept from readers, whole; none where the site is for the house.
    pub withheld: Vec<Arc<Document>>,
    /// The copied files, by path, to which only what is kept from readers leads: they do not get them either.
    pub withheld_files: BTreeSet<String>,
    /// For each file that silences findings about itself: which, and why.
    pub allowed: HashMap<Arc<str>, Allowed>,
    /// Where the lines of the menu lead that the settings name; none where one leads nowhere.
    pub menu: Vec<Option<MenuTarget>>,
    /// Width and height of the images among the copied files, by path.
    pub image_sizes: HashMap<String, (u32, u32)>,
}

/// What a line of the menu can lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MenuTarget {
    /// A page that the site makes by itself, with its name.
    Made(&'static str, PageId),
    /// A page that somebody has written.
    Page(PageId),
    /// The address on the web that the line has.
    Web,
}

/// What a site is made of, as far as it does not depend on the words of its texts: two editions between which only
/// words changed share it. The lists are sorted as pages show them.
#[derive(Debug, Default)]
pub struct Things {
    /// The home page's own text.
    pub home: Option<TextId>,
    /// Newest first.
    pub briefings: Table<BriefingId, Entry<document::Briefing, BriefingNames>>,
    /// By name.
    pub actors: Table<ActorId, Entry<document::Actor, ActorNames>>,
    /// By title.
    pub issues: Table<IssueId, Entry<document::Issue, IssueNames>>,
    /// By cell, newest first.
    pub positions: Table<PositionId, Entry<document::Position, PositionNames>>,
    /// Oldest first.
    pub events: Table<EventId, Entry<document::Event, EventNames>>,
    /// By key; the ones that only a note's URL names come last.
    pub sources: Table<SourceId, Entry<document::Source, SourceNames>>,
    /// The same by title, as lists for readers have them.
    pub sources_by_title: Vec<SourceId>,
    /// By path.
    pub free_pages: Table<FreePageId, Entry<document::Page, ()>>,
    /// The cells of the matrix that someone has filled, by actor and issue.
    pub cells: Table<CellId, Cell>,
    /// Every page of the finished site.
    pub pages: Table<PageId, Page>,
    /// The pages that the site makes by itself, by what they are.
    pub made: BTreeMap<PageKind, PageId>,
    /// The addresses that texts had before.
    pub moved: Vec<MovedPage>,
    /// For each page that has a counterpart in another language: all of these, itself too.
    pub alternates: BTreeMap<PageId, Arc<[SameAs]>>,
    /// Names of the blocks that the theme has.
    pub blocks: BTreeSet<String>,
    /// Names in the front matter of texts that lead nowhere.
    pub lost: BTreeMap<TextId, Vec<LostName>>,
    /// The newest date in it: the day that it stands for.
    pub newest: Option<Date>,
    /// The briefings by id.
    pub briefing_at: HashMap<String, BriefingId>,
    /// Events that name no actor: they are of interest to all.
    pub events_of_all: Vec<EventId>,
    /// The actors by id.
    pub actor_at: HashMap<String, ActorId>,
    /// The issues by id.
    pub issue_at: HashMap<String, IssueId>,
    /// The events by id.
    pub event_at: HashMap<String, EventId>,
    /// The sources by key and by their other names; those of notes that were merged lead to the one that stays.
    pub source_at: HashMap<String, SourceId>,
    /// The cells by actor and issue.
    pub cell_at: HashMap<(ActorId, IssueId), CellId>,
}

/// One of the pages that say the same in several languages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum SameAs {
    /// A page of this site.
    Page(PageId),
    /// The tag of the language and the address of a page on the web.
    Web(String, String),
}

/// A thing of the site: what its front matter says, and where the names in it lead.
#[derive(Debug)]
pub struct Entry<M, N> {
    /// Its id: from the path.
    pub id: String,
    /// What its front matter says.
    pub meta: Arc<M>,
    /// Its text.
    pub text: TextId,
    /// Its page: of a position, that of its cell.
    pub page: PageId,
    /// Where its names lead, and what leads to it.
    pub names: N,
}

impl<M, N> Deref for Entry<M, N> {
    type Target = N;

    fn deref(&self) -> &N {
        &self.names
    }
}

/// Where the names of a briefing lead.
#[derive(Debug, Default)]
pub struct BriefingNames {
    /// The actors that it names.
    pub actors: Vec<ActorId>,
    /// The issues that it names.
    pub issues: Vec<IssueId>,
    /// The one that it takes up and replaces.
    pub follows: Option<BriefingId>,
    /// The ones that take it up, oldest first.
    pub followers: Vec<BriefingId>,
    /// Where it stands in time.
    pub rank: Rank,
}

/// Where the names of an actor lead, and what leads to it.
#[derive(Debug, Default)]
pub struct ActorNames {
    /// What it belongs to.
    pub part_of: Vec<ActorId>,
    /// Who belongs to it.
    pub members: Vec<ActorId>,
    /// Its cells, by issue.
    pub cells: Vec<CellId>,
    /// The events that name it, oldest first.
    pub events: Vec<EventId>,
    /// The sources in its own voice.
    pub voices: Vec<SourceId>,
    /// A briefing names it.
    pub in_briefing: bool,
    /// The issues of which it has positions, and which are not there.
    pub left_out: Vec<String>,
}

/// Where the names of an issue lead, and what leads to it.
#[derive(Debug, Default)]
pub struct IssueNames {
    /// Issues that hang together with it.
    pub related: Vec<IssueId>,
    /// Its cells, by actor.
    pub cells: Vec<CellId>,
    /// The events that name it, oldest first.
    pub events: Vec<EventId>,
    /// The actors who have positions on it, and who are not there.
    pub left_out: Vec<String>,
}

/// Where the names of a position lead.
#[derive(Debug)]
pub struct PositionNames {
    /// Its cell.
    pub cell: CellId,
    /// The how-manieth it is there: 0 is today's.
    pub nth: usize,
    /// Where it stands in time: behind what moved it.
    pub rank: Rank,
    /// The event that moved it.
    pub trigger: Option<EventId>,
    /// Where on the scale of its issue it stands, from 0.
    pub option: Option<usize>,
    /// The options that it could live with.
    pub accepts: Vec<usize>,
    /// The options that it rules out.
    pub rejects: Vec<usize>,
}

impl PositionNames {
    /// Of the how-manieth position of a cell.
    pub fn new(cell: CellId, nth: usize, rank: Rank) -> PositionNames {
        PositionNames { cell, nth, rank, trigger: None, option: None, accepts: Vec::new(), rejects: Vec::new() }
    }
}

/// Where the names of an event lead, and what leads to it.
#[derive(Debug, Default)]
pub struct EventNames {
    /// Who took part.
    pub actors: Vec<ActorId>,
    /// What it was about.
    pub issues: Vec<IssueId>,
    /// What it is known to have followed.
    pub after: Vec<EventId>,
    /// Where it stands in time: behind all that.
    pub rank: Rank,
    /// The positions that name it as what moved them.
    pub moved: Vec<PositionId>,
}

/// Where the names of a source lead, and what leads to it.
#[derive(Debug, Default)]
pub struct SourceNames {
    /// Whether someone has written a note about it; else it is known by its address only.
    pub recorded: bool,
    /// The actors whose own voice it is.
    pub voice_of: Vec<ActorId>,
    /// The sources that it draws on.
    pub derived_from: Vec<SourceId>,
    /// The sources that draw on it.
    pub derivatives: Vec<SourceId>,
    /// The sources that say otherwise, whichever of the two notes names the other.
    pub contradicts: Vec<SourceId>,
}

/// A cell of the matrix: one actor, one issue, and what was held when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The actor.
    pub actor: ActorId,
    /// The issue.
    pub issue: IssueId,
    /// The positions, newest first; never empty.
    pub positions: Vec<PositionId>,
    /// Its page.
    pub page: PageId,
}

impl Cell {
    /// The newest position.
    pub fn today(&self) -> PositionId {
        self.positions[0]
    }
}

/// What texts lead to that are held back: it is not shown there, and not unused.
#[derive(Debug, Default)]
pub struct InDrafts {
    /// The sources.
    pub sources: BTreeSet<SourceId>,
    /// The actors.
    pub actors: BTreeSet<ActorId>,
}

/// What does not fit, source by source.
pub type Doubts = BTreeMap<SourceId, Vec<Doubt>>;

/// Something about a source that does not fit, which readers and editors should see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// Another note describes the same address.
    SameAddress {
        /// The key of the other note.
        key: String,
        /// Where that names the address.
        span: Span,
        /// Where the note that is shown does.
        first: Span,
    },
    /// The address names a day that is not the one of the source.
    AddressDate {
        /// The day in the address.
        named: Date,
        /// Where the address stands.
        address: Span,
    },
    /// It came out later than what rests on it.
    LaterThanUse {
        /// The first of these texts, at least one.
        named: Vec<TextId>,
        /// How many more there are.
        more: usize,
    },
}

impl Doubt {
    /// The rule by which editors know it.
    pub fn code(&self) -> Code {
        match self {
            Doubt::SameAddress { .. } => Code::DuplicateUrl,
            Doubt::AddressDate { .. } | Doubt::LaterThanUse { .. } => Code::DateAnomaly,
        }
    }
}

impl Deref for Site {
    type Target = Things;

    fn deref(&self) -> &Things {
        &self.things
    }
}

impl Site {
    /// The links of authors to places that are known only when the pages are made: on a page that is about no text, or of a
    /// marker or a note, there or on the page of the text itself. With each the path of the page under `public/`, if the text
    /// stands on no other one, and the place.
    pub fn unsure_links(&self) -> impl Iterator<Item = (&Span, Option<&str>, &str)> {
        let links = self.texts.iter().flat_map(|text| {
            let links = text.body.links.iter().zip(&text.links.targets);
            links.map(move |(link, target)| (text, link, target))
        });
        links.filter_map(|(text, link, target)| {
            let (page, id, is_within) = match target {
                Some(Target::Page(page, Some(id))) => (*page, id, false),
                Some(Target::Here(id)) => (text.page, id, true),
                _ => return None,
            };
            let page = &self.pages[page];
            let is_unsure = page.text.is_none() || IdKind::read(id).is_made();
            let stands_apart = is_within && matches!(text.document.meta, Meta::Position(_));
            is_unsure.then_some((&link.span, (!stands_apart).then_some(page.path.as_str()), id.as_str()))
        })
    }

    /// Where the site will stand: an absolute URL that ends with `/`. Enters only what must be absolute.
    pub fn base_url(&self) -> Option<&str> {
        self.build.base_url.as_deref().or(self.settings.base_url.as_deref())
    }

    /// Whether there is something to tell feed readers, and an address to lead them to.
    pub fn has_feed(&self) -> bool {
        let shown = |text: TextId| !self.texts[text].draft;
        let mut briefings = self.briefings.iter().filter(|entry| shown(entry.text));
        let mut positions = self.positions.iter().filter(|entry| shown(entry.text));
        self.base_url().is_some()
            && (briefings.any(|entry| entry.meta.as_of.is_some()) || positions.any(|entry| entry.meta.as_of.is_some()))
    }

    /// Whether a file that would be copied, by its path from the site's folder, is kept from readers.
    pub fn is_withheld(&self, path: &str) -> bool {
        path.strip_prefix("content/").is_some_and(|inside| self.withheld_files.contains(inside))
    }

    /// Why a finding of this kind in a file is none, where the file says so.
    pub fn reason(&self, file: &str, code: Code) -> Option<&Reason> {
        self.allowed.get(file)?.get(&code)
    }

    /// Why a doubt about a source is none.
    pub fn answer(&self, source: SourceId, doubt: &Doubt) -> Option<&Reason> {
        let file = match doubt {
            Doubt::SameAddress { span, .. } => &span.path,
            Doubt::AddressDate { .. } | Doubt::LaterThanUse { .. } => &self.texts[self.sources[source].text].path,
        };
        self.reason(file, doubt.code())
    }

    /// The files that are made from the whole site.
    pub fn files(&self) -> Vec<SiteFile> {
        let mut files = vec![SiteFile::Robots, SiteFile::NoJekyll];
        files.extend(self.settings.custom_domain.as_ref().map(|_| SiteFile::Cname));
        files.extend(self.base_url().map(|_| SiteFile::Sitemap));
        files.extend(self.has_feed().then_some(SiteFile::Feed));
        files.extend(Data::ALL.map(SiteFile::Data));
        files.extend((0..self.moved.len()).map(SiteFile::Moved));
        files
    }

    /// Where the title of a page stands in the file that the page is about; none for pages that the site makes by
    /// itself.
    pub fn head_of(&self, page: PageId) -> Option<&Span> {
        Some(&self.texts[self.pages[page].text?].head)
    }

    /// The sources that a text cites where readers see it.
    pub fn cited(&self, text: TextId) -> BTreeSet<SourceId> {
        let Text { document, links, .. } = &self.texts[text];
        let markers = document.body.markers.iter().filter(|marker| marker.shown);
        let cited = markers.flat_map(|marker| marker.part_of(&links.cited));
        cited.filter_map(|cited| cited.source).collect()
    }

    /// The BCP 47 tag of the language that a text is written in.
    pub fn language_of(&self, text: TextId) -> &str {
        self.texts[text].document.language.as_deref().unwrap_or(&self.settings.language)
    }

    /// The same of the text that a page is about.
    pub fn language_of_page(&self, page: PageId) -> &str {
        self.pages[page].text.map_or(&self.settings.language, |text| self.language_of(text))
    }

    /// Where the notes of a page are shown.
    pub fn notes_of_page(&self, page: PageId) -> NotesAt {
        let own = self.pages[page].text.and_then(|text| match &self.texts[text].meta {
            Meta::Briefing(briefing) => briefing.notes,
            _ => None,
        });
        own.unwrap_or(self.settings.notes)
    }

    /// The day that a text stands for, where its author wrote one.
    pub fn as_of(&self, text: TextId) -> Option<&Date> {
        match &self.texts[text].meta {
            Meta::Briefing(briefing) => Some(&briefing.as_of.as_ref()?.value),
            Meta::Position(position) => Some(&position.as_of.as_ref()?.value),
            _ => None,
        }
    }
}

impl Things {
    /// The actor of an id.
    pub fn actor(&self, id: &str) -> Option<ActorId> {
        self.actor_at.get(id).copied()
    }

    /// The issue of an id.
    pub fn issue(&self, id: &str) -> Option<IssueId> {
        self.issue_at.get(id).copied()
    }

    /// The source of a key.
    pub fn source(&self, key: &str) -> Option<SourceId> {
        self.source_at.get(key).copied()
    }

    /// The source that a citation names, and the passage of it that is named behind a `#`.
    pub fn cited_by<'k>(&self, key: &'k str) -> Option<(SourceId, Option<&'k str>)> {
        let passage = || {
            let (key, passage) = key.split_once('#')?;
            Some((self.source(key)?, Some(passage)))
        };
        self.source(key).map(|source| (source, None)).or_else(passage)
    }

    /// The cell of an actor and an issue.
    pub fn cell(&self, actor: ActorId, issue: IssueId) -> Option<CellId> {
        self.cell_at.get(&(actor, issue)).copied()
    }

    /// The briefing that another one takes up: the one that it follows, else the one before it, of which the day is past on
    /// the day of that one: an outlook on a year is not before a briefing of its March.
    pub fn briefing_before(&self, at: BriefingId) -> Option<BriefingId> {
        let date = |at: BriefingId| Some(&self.briefings[at].meta.as_of.as_ref()?.value);
        let is_past = |own: &Date, other: &Date| other.earliest() < own.earliest() && other.latest() <= own.latest();
        // They stand newest first.
        let older = || (at.place() + 1..self.briefings.len()).map(BriefingId::at);
        self.briefings[at].follows.or_else(|| {
            older().find(|other| date(at).zip(date(*other)).is_some_and(|(own, other)| is_past(own, other)))
        })
    }
}

/// What some references lead to; those that lead nowhere are left out.
pub fn found<I>(references: &[Reference], find: impl Fn(&str) -> Option<I>) -> Vec<I> {
    references.iter().filter_map(|reference| find(&reference.value)).collect()
}

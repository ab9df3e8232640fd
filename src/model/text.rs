//! Texts in their places, with where the names in them lead.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

use super::date::Date;
use super::document::Document;
use super::table::{ActorId, BriefingId, IssueId, PageId, SourceId};
use super::words::{Basis, Firmness, Show, SourceKind, Stance};
use crate::diagnostic::Diagnostic;

/// A text in its place on the site.
#[derive(Debug, Clone)]
pub struct Text {
    /// The file.
    pub document: Arc<Document>,
    /// The page that it is at home on.
    pub page: PageId,
    /// What its ids begin with there: nothing, unless it is a position before today's.
    pub scope: String,
    /// Where the names in it lead.
    pub links: Arc<Links>,
}

impl Deref for Text {
    type Target = Document;

    fn deref(&self) -> &Document {
        &self.document
    }
}

/// Where the names in one text lead; each list runs beside the body's list of the same things.
#[derive(Debug, Default)]
pub struct Links {
    /// For each thing that a marker cites, marker by marker: the use.
    pub cited: Vec<Cited>,
    /// For each link to a thing: the page, when there is one.
    pub targets: Vec<Option<Target>>,
    /// For the judgements of a briefing: the uses.
    pub judgements: Vec<Vec<Cited>>,
    /// For each fenced block: what it is to show, when it is a block of the theme.
    pub blocks: Vec<Option<PlacedBlock>>,
    /// The file that is shown beside links to its page, by its path under `content/`.
    pub picture: Option<String>,
    /// What was wrong with the names.
    pub findings: Vec<Diagnostic>,
}

/// One citation, resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cited {
    /// The source; `None` when there is none with that key.
    pub source: Option<SourceId>,
    /// The passage of it that is named, by its number among those that the source keeps.
    pub passage: Option<u16>,
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
    /// To nothing: what has that name is later than the day that the site stands for.
    Later,
}

/// A block that an author placed: what it is to show.
#[derive(Debug, Clone, Default)]
pub struct PlacedBlock {
    /// Its options as written.
    pub options: BTreeMap<String, Vec<String>>,
    /// The marker of the passage that it shows, by its number.
    pub quotes: Option<u32>,
    /// The actors, when it names some.
    pub actors: Option<Vec<ActorId>>,
    /// The issues, when it names some.
    pub issues: Option<Vec<IssueId>>,
    /// The kinds of sources, when it names some.
    pub kinds: Option<Vec<SourceKind>>,
    /// From when.
    pub from: Option<Date>,
    /// Until when.
    pub to: Option<Date>,
    /// The day that it stands for, when that is not the page's.
    pub day: Option<BlockDay>,
    /// From what day changes are shown.
    pub since: Option<Since>,
    /// What cells of a matrix show.
    pub show: Option<Show>,
    /// Which positions it shows.
    pub filter: Filter,
    /// It takes the place of what a briefing shows that places nothing: `alone: true`, of a block of the site's own theme.
    pub alone: bool,
    /// Its options could not be read.
    pub unread: bool,
    /// What it names and the site does not have.
    pub lost: Vec<LostName>,
    /// Nothing of what was asked for can be shown. To show everything instead would be untrue.
    pub empty: bool,
}

/// The day that a block stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockDay {
    /// This one.
    On(Date),
    /// That of the site, whatever the day of the page.
    Latest,
}

/// From when something is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Since {
    /// From a date.
    Date(Date),
    /// From the day of a briefing.
    Briefing(BriefingId),
    /// From the day of a briefing that is later than the one of the site: nothing has come since.
    Later,
}

/// Which positions a block shows; an empty list takes all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// By stance.
    pub stance: Vec<Stance>,
    /// By firmness.
    pub firmness: Vec<Firmness>,
    /// By how we know them.
    pub basis: Vec<Basis>,
    /// Those that moved since then.
    pub changed_since: Option<Since>,
}

/// A name in front matter or in the options of a block that is of no use there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostName {
    /// The key under which it stands.
    pub key: &'static str,
    /// The name.
    pub name: String,
}

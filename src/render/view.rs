//! What a template may know. `docs/themes.md` describes every field for theme writers.
//!
//! Addresses called `url` are relative to the page that shows them and ready for `href`. Fields called
//! `html` are finished markup (`| safe`); everything else is plain text.

use std::sync::{Arc, OnceLock};

use serde::Serialize;

use crate::diagnostic::Diagnostic;

/// What every page of the site shares; `site` in templates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SiteView {
    /// Title of the site.
    pub title: String,
    /// One sentence about it, or none.
    pub description: Option<String>,
    /// BCP 47 tag of its language.
    pub language: String,
    /// The same as social networks write it, such as `pt_BR`; none without a country.
    pub locale: Option<String>,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// Who writes it.
    pub authors: Vec<String>,
    /// The first twelve free pages, for menus.
    pub pages: Vec<MenuEntry>,
    /// The path of its feed under the root: write `{{ page.root }}{{ site.feed }}`; none when it has no feed.
    pub feed: Option<&'static str>,
    /// Whether there is something to show: `briefings`, `actors`, `issues`, `positions`, `events`, `sources`.
    pub has: Vec<&'static str>,
}

/// A line of a menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MenuEntry {
    /// Its words.
    pub title: String,
    /// Path under the root: write `{{ page.root }}{{ entry.path }}`.
    pub path: String,
}

/// What every page says about itself; `page` in templates.
#[derive(Debug, Clone, Serialize)]
pub struct PageHead {
    /// `home`, `briefing`, `actor`, `issue`, `position`, `event`, `source`, `page`, `index`, `matrix`,
    /// `timeline` or `not-found`.
    pub kind: &'static str,
    /// Its title.
    pub title: String,
    /// A sentence or two for previews, or none.
    pub description: Option<String>,
    /// Its path under the root.
    pub path: String,
    /// What leads from it to the root: empty, `../`, `../../`; absolute on `404.html`.
    pub root: String,
    /// Its absolute address, when the settings have a `base_url`.
    pub canonical: Option<String>,
    /// What its text stands for: of a briefing, and of a position.
    pub as_of: Option<DateView>,
    /// Who wrote it: of a briefing; else those of the site.
    pub authors: Vec<String>,
    /// What it is in terms of schema.org: finished JSON-LD for a `<script>`, of a briefing and of a position.
    pub json_ld: Option<String>,
    /// The headings of its text.
    pub contents: Vec<ContentsEntry>,
    /// Whether it is a draft.
    pub draft: bool,
    /// The address of its PDF, when it was printed.
    pub pdf: Option<String>,
    /// The same as an absolute address, when the settings have a `base_url`.
    pub canonical_pdf: Option<String>,
}

/// A heading in a table of contents.
#[derive(Debug, Clone, Serialize)]
pub struct ContentsEntry {
    /// Level on the page, from 2.
    pub level: u8,
    /// Its words.
    pub title: String,
    /// Its address on the page, with `#`.
    pub url: String,
    /// The id of the heading: `url` without `#`.
    pub id: String,
}

/// A page, with everything its template may know.
#[derive(Debug, Clone)]
pub struct PageView {
    /// About the page.
    pub head: PageHead,
    /// Its content.
    pub content: Content,
}

/// The content of a page, by kind. The fields of the inner view are the template's top-level names.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
#[allow(missing_docs)]
pub enum Content {
    Home(HomeView),
    Briefing(BriefingView),
    Actor(ActorView),
    Issue(IssueView),
    Cell(Box<CellView>),
    Event(EventView),
    Source(Box<SourceView>),
    Page(TextView),
    Index(IndexView),
    Matrix(MatrixPageView),
    Timeline(TimelineView),
    NotFound(NotFoundView),
}

impl Content {
    /// The notes of the page, if it is of a kind that has some.
    pub fn notes_mut(&mut self) -> Option<&mut NotesView> {
        match self {
            Content::Home(view) => Some(&mut view.notes),
            Content::Briefing(view) => Some(&mut view.notes),
            Content::Actor(view) => Some(&mut view.notes),
            Content::Issue(view) => Some(&mut view.notes),
            Content::Cell(view) => Some(&mut view.notes),
            Content::Event(view) => Some(&mut view.notes),
            Content::Source(view) => Some(&mut view.notes),
            Content::Page(view) => Some(&mut view.notes),
            Content::Index(_) | Content::Matrix(_) | Content::Timeline(_) | Content::NotFound(_) => None,
        }
    }

    /// The template that renders it.
    pub fn template(&self) -> &'static str {
        match self {
            Content::Home(_) => "home.html",
            Content::Briefing(_) => "briefing.html",
            Content::Actor(_) => "actor.html",
            Content::Issue(_) => "issue.html",
            Content::Cell(_) => "position.html",
            Content::Event(_) => "event.html",
            Content::Source(_) => "source.html",
            Content::Page(_) => "page.html",
            Content::Index(_) => "index.html",
            Content::Matrix(_) => "matrix.html",
            Content::Timeline(_) => "timeline.html",
            Content::NotFound(_) => "404.html",
        }
    }
}

/// A word out of a closed list: its id for classes, its label for readers.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct WordView {
    /// Such as `red-line`.
    pub id: &'static str,
    /// Such as `Red line`.
    pub label: &'static str,
}

/// A date.
#[derive(Debug, Clone, Serialize)]
pub struct DateView {
    /// As written, such as `2025-08~`.
    pub edtf: String,
    /// For `<time datetime>`.
    pub datetime: String,
    /// In words, such as `about August 2025`.
    pub text: String,
}

/// A name and where it leads.
#[derive(Debug, Clone, Serialize)]
pub struct LinkView {
    /// The id of the thing.
    pub id: String,
    /// Its words.
    pub title: String,
    /// Where it leads.
    pub url: String,
}

/// An actor, briefly.
#[derive(Debug, Clone, Serialize)]
pub struct ActorCard {
    /// Its id.
    pub id: String,
    /// Full name.
    pub name: String,
    /// Short name; the full one when there is none.
    pub short_name: String,
    /// State, person, …
    pub kind: Option<String>,
    /// A sign.
    pub flag: Option<String>,
    /// `#rrggbb`.
    pub colour: Option<String>,
    /// What it belongs to.
    pub part_of: Option<LinkView>,
    /// Its page.
    pub url: String,
    /// How many issues it has a position on.
    pub positions: usize,
}

/// An issue, briefly.
#[derive(Debug, Clone, Serialize)]
pub struct IssueCard {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The question.
    pub question: Option<String>,
    /// Its page.
    pub url: String,
    /// How many actors have a position on it.
    pub positions: usize,
}

/// An event, briefly.
#[derive(Debug, Clone, Serialize)]
pub struct EventCard {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// When.
    pub date: DateView,
    /// Where.
    pub place: Option<String>,
    /// Summit, statement, …
    pub kind: Option<String>,
    /// Who took part.
    pub actors: Vec<LinkView>,
    /// What it was about.
    pub issues: Vec<LinkView>,
    /// First paragraph of its text.
    pub summary: String,
    /// How many different sources it cites.
    pub sources: usize,
    /// Its page.
    pub url: String,
}

/// A source, briefly: what a note shows.
#[derive(Debug, Clone, Serialize)]
pub struct SourceCard {
    /// Its key.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Its title in the language of the site.
    pub title_translated: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Who brought it out.
    pub publisher: Option<String>,
    /// What sort of thing it is.
    pub kind: Option<WordView>,
    /// When it came out.
    pub published: Option<DateView>,
    /// Its language.
    pub language: Option<String>,
    /// `ltr` or `rtl`, for its title and quotes.
    pub direction: &'static str,
    /// Where it is on the web.
    pub link: Option<String>,
    /// The host of `link`, without `www.`.
    pub host: Option<String>,
    /// Copies in archives.
    pub archived: Vec<ArchivedView>,
    /// What became of its address.
    pub status: Option<WordView>,
    /// Whether it was taken back.
    pub retracted: bool,
    /// How many places rest on it.
    pub uses: usize,
    /// Whether someone has written a source note; else it is known by its address only.
    pub recorded: bool,
    /// Its page.
    pub url: String,
}

/// A copy in an archive.
#[derive(Debug, Clone, Serialize)]
pub struct ArchivedView {
    /// Where.
    pub link: String,
    /// When it was taken.
    pub date: Option<DateView>,
}

/// A briefing, briefly.
#[derive(Debug, Clone, Serialize)]
pub struct BriefingCard {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The day its text stands for.
    pub as_of: DateView,
    /// A few sentences.
    pub summary: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Whether it is a draft.
    pub draft: bool,
    /// Its page.
    pub url: String,
}

/// A position, briefly: what a matrix or a list shows. No markers, no markup.
#[derive(Debug, Clone, Serialize)]
pub struct PositionCard {
    /// Whose.
    pub actor: LinkView,
    /// On what.
    pub issue: LinkView,
    /// For, against, …
    pub stance: WordView,
    /// How we know.
    pub basis: Option<WordView>,
    /// How firmly.
    pub firmness: Option<WordView>,
    /// When it was held.
    pub as_of: DateView,
    /// One or two sentences.
    pub summary: String,
    /// How many different sources it cites.
    pub sources: usize,
    /// Whether it differs from the position before it in stance or firmness, or says so by its `trigger`.
    pub shifted: bool,
    /// The event that moved it.
    pub trigger: Option<LinkView>,
    /// When someone should look again.
    pub review_after: Option<DateView>,
    /// Its page.
    pub url: String,
}

/// A position in full.
#[derive(Debug, Clone, Serialize)]
pub struct PositionView {
    /// The same, briefly.
    pub card: PositionCard,
    /// Its text, with markers.
    pub html: String,
    /// What leads to it on this page, without `#`; unique on the page.
    pub anchor: String,
}

/// A cell of the matrix.
#[derive(Debug, Clone, Serialize)]
pub struct CellCard {
    /// Id of the actor.
    pub actor: String,
    /// Id of the issue.
    pub issue: String,
    /// `position`, `silent` (we looked; it has not spoken) or `gap` (nobody looked).
    pub state: &'static str,
    /// Today's position; none in a gap.
    pub position: Option<PositionCard>,
    /// How many dated positions there are.
    pub history: usize,
}

/// A row of the matrix.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixRow {
    /// The issue.
    pub issue: IssueCard,
    /// A cell for each actor, in the order of the matrix's `actors`.
    pub cells: Vec<CellCard>,
}

/// Actors × issues.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixView {
    /// The columns.
    pub actors: Vec<ActorCard>,
    /// The rows.
    pub rows: Vec<MatrixRow>,
    /// How many cells nobody has looked into.
    pub gaps: usize,
}

/// A judgement, with its sources as markers.
#[derive(Debug, Clone, Serialize)]
pub struct JudgementView {
    /// The statement.
    pub text: String,
    /// Markers of its sources: finished markup.
    pub html: String,
    /// How likely.
    pub likelihood: Option<WordView>,
    /// Lower end of the band, in per cent.
    pub from: Option<u8>,
    /// Upper end of the band, in per cent.
    pub to: Option<u8>,
    /// How good the grounds are.
    pub confidence: Option<WordView>,
    /// How many different sources it rests on.
    pub sources: usize,
}

/// A section of positions on one issue.
#[derive(Debug, Clone, Serialize)]
pub struct PositionsByIssue {
    /// The issue.
    pub issue: IssueCard,
    /// Today's positions, in the order of the actors.
    pub positions: Vec<PositionView>,
    /// Actors in scope whose position nobody has looked into.
    pub gaps: Vec<ActorCard>,
}

/// A generated part of a page; what `blocks/<name>.html` may know.
#[derive(Debug, Clone, Serialize)]
pub struct BlockView {
    /// Its name, such as `matrix`.
    pub name: String,
    /// Its options as written: lists of text.
    pub options: std::collections::BTreeMap<String, Vec<String>>,
    /// Level for its headings, from 2.
    pub level: u8,
    /// For `matrix`, and for blocks that a theme adds.
    pub matrix: Option<MatrixView>,
    /// For `positions`.
    pub positions: Vec<PositionsByIssue>,
    /// For `timeline`, and for blocks that a theme adds; oldest first.
    pub events: Vec<EventCard>,
    /// For `sources`: in the order of their numbers on the page.
    pub sources: Vec<CitedSource>,
    /// For `judgements`.
    pub judgements: Vec<JudgementView>,
}

/// A source that the page cites.
#[derive(Debug, Clone, Serialize)]
pub struct CitedSource {
    /// Its number on this page.
    pub number: usize,
    /// What leads to its note, without `#`.
    pub note: String,
    /// The source.
    pub source: SourceCard,
}

/// A part of a page's text.
#[derive(Debug, Clone)]
pub enum Part {
    /// Finished markup.
    Html(String),
    /// A block, to be rendered by its template.
    Block(Box<BlockView>),
}

/// The text of a page. The theme renders its blocks; a template sees the finished markup only.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// Its parts, in order.
    pub parts: Vec<Part>,
}

/// What the markers of a page lead to; `notes` in templates.
#[derive(Debug, Clone, Default, Serialize)]
pub struct NotesView {
    /// The cited sources, by number.
    pub sources: Vec<SourceNote>,
    /// The authors' own notes.
    pub remarks: Vec<RemarkView>,
}

/// A source in the notes of a page.
#[derive(Debug, Clone, Serialize)]
pub struct SourceNote {
    /// What markers link to, without `#`.
    pub id: String,
    /// Its number on this page.
    pub number: usize,
    /// What it says of the source: the template `note.html`, rendered once for all pages of one depth.
    pub html: Markup,
    /// The source, for that template.
    #[serde(skip)]
    pub source: Arc<NoteCard>,
    /// The ways back to its uses without a locator: finished markup, empty when there are none.
    pub back: String,
    /// The places in it that are cited, each with its uses.
    pub locators: Vec<LocatorView>,
}

/// A source as notes show it, on all pages from which the same way leads to the root.
#[derive(Debug)]
pub struct NoteCard {
    /// What `note.html` may know; `source` there.
    pub card: SourceCard,
    /// Its rendering, and what was wrong with that: made by the first page that shows it.
    pub rendered: OnceLock<(Markup, Vec<Diagnostic>)>,
}

/// Finished markup that many pages share.
#[derive(Debug, Clone, Default)]
pub struct Markup(pub Arc<str>);

impl Serialize for Markup {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// A place in a source.
#[derive(Debug, Clone, Serialize)]
pub struct LocatorView {
    /// What markers link to, without `#`.
    pub id: String,
    /// Its number, such as `3.1`.
    pub number: String,
    /// The place, such as `p. 3`.
    pub text: String,
    /// The ways back to its uses: finished markup.
    pub back: String,
}

/// An author's note.
#[derive(Debug, Clone, Serialize)]
pub struct RemarkView {
    /// What markers link to, without `#`.
    pub id: String,
    /// `a`, `b`, …
    pub letter: String,
    /// Its text.
    pub html: String,
    /// The ways back to its uses: finished markup.
    pub back: String,
}

/// The home page.
#[derive(Debug, Clone, Serialize)]
pub struct HomeView {
    /// Its own text, blocks included.
    #[serde(skip)]
    pub text: Text,
    /// The latest twelve briefings, newest first.
    pub briefings: Vec<BriefingCard>,
    /// All actors that have positions.
    pub actors: Vec<ActorCard>,
    /// All issues.
    pub issues: Vec<IssueCard>,
    /// The latest twelve events, newest first.
    pub events: Vec<EventCard>,
    /// How many sources the site has.
    pub sources: usize,
    /// How many positions the site has.
    pub positions: usize,
    /// The notes.
    pub notes: NotesView,
}

/// A briefing.
#[derive(Debug, Clone, Serialize)]
pub struct BriefingView {
    /// Its text, blocks included.
    #[serde(skip)]
    pub text: Text,
    /// A few sentences, when its author wrote a summary.
    pub summary: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The day its text stands for.
    pub as_of: DateView,
    /// What it rests on; none when its file cannot be read.
    pub rests_on: Option<SourceSummary>,
    /// The notes.
    pub notes: NotesView,
}

/// What a briefing rests on, in a few figures.
#[derive(Debug, Clone, Serialize)]
pub struct SourceSummary {
    /// How many sources it cites.
    pub sources: usize,
    /// Of which kinds they are, the most frequent first.
    pub kinds: Vec<Share>,
    /// In which languages they are, the most frequent first.
    pub languages: Vec<Share>,
    /// When the oldest came out.
    pub from: Option<DateView>,
    /// When the newest came out.
    pub to: Option<DateView>,
    /// How many have no date.
    pub undated: usize,
    /// How many have a copy in an archive.
    pub archived: usize,
    /// How many judgements it has.
    pub judgements: usize,
    /// How many sources the weakest of them rests on.
    pub fewest: usize,
    /// The judgements that rest on so few.
    pub weakest: Vec<String>,
}

/// How many of the sources are of one sort.
#[derive(Debug, Clone, Serialize)]
pub struct Share {
    /// The sort, in the number of `count`: `news reports`; none when their notes do not say.
    pub label: Option<String>,
    /// How many.
    pub count: usize,
}

/// An actor.
#[derive(Debug, Clone, Serialize)]
pub struct ActorView {
    /// The actor.
    pub actor: ActorCard,
    /// Other names.
    pub aliases: Vec<String>,
    /// Who belongs to it.
    pub members: Vec<ActorCard>,
    /// Its text.
    pub html: String,
    /// Today's positions, by issue.
    pub positions: Vec<PositionView>,
    /// Issues nobody has looked into for this actor.
    pub gaps: Vec<IssueCard>,
    /// Ids of issues that the site does not have, though there are positions of this actor on them.
    pub left_out: Vec<String>,
    /// Events it took part in, newest first.
    pub events: Vec<EventCard>,
    /// Sources in its own voice.
    pub voices: Vec<SourceCard>,
    /// The notes.
    pub notes: NotesView,
}

/// An issue.
#[derive(Debug, Clone, Serialize)]
pub struct IssueView {
    /// The issue.
    pub issue: IssueCard,
    /// The options, from one end to the other.
    pub scale: Vec<String>,
    /// Issues that hang together with it.
    pub related: Vec<IssueCard>,
    /// Its text.
    pub html: String,
    /// Today's positions, by actor.
    pub positions: Vec<PositionView>,
    /// Actors nobody has looked into for this issue.
    pub gaps: Vec<ActorCard>,
    /// Ids of actors that the site does not have, though there are positions of them on this issue.
    pub left_out: Vec<String>,
    /// Events about it, newest first.
    pub events: Vec<EventCard>,
    /// The notes.
    pub notes: NotesView,
}

/// A cell: today's position and its history.
#[derive(Debug, Clone, Serialize)]
pub struct CellView {
    /// Whose.
    pub actor: ActorCard,
    /// On what.
    pub issue: IssueCard,
    /// Today's position.
    pub current: PositionView,
    /// The positions before it, newest first.
    pub history: Vec<PositionView>,
    /// Today's positions of the others on the same issue.
    pub others: Vec<PositionCard>,
    /// The notes.
    pub notes: NotesView,
}

/// An event.
#[derive(Debug, Clone, Serialize)]
pub struct EventView {
    /// The event.
    pub event: EventCard,
    /// Its text.
    pub html: String,
    /// Positions that it moved.
    pub moved: Vec<PositionCard>,
    /// The event before it in time.
    pub previous: Option<LinkView>,
    /// The event after it in time.
    pub next: Option<LinkView>,
    /// The notes.
    pub notes: NotesView,
}

/// A source, with everything that rests on it.
#[derive(Debug, Clone, Serialize)]
pub struct SourceView {
    /// The source.
    pub source: SourceCard,
    /// Its language as readers call it.
    pub language_name: Option<String>,
    /// When we read it.
    pub accessed: Option<DateView>,
    /// It has an address, but one that cannot be linked.
    pub address_unread: bool,
    /// The address as it was collected, when cleaning changed it.
    pub collected: Option<String>,
    /// The parameters that cleaning took out.
    pub removed: Vec<String>,
    /// What `check` noticed about its dates or address, in sentences.
    pub doubts: Vec<String>,
    /// Letter of the Admiralty code.
    pub reliability: Option<WordView>,
    /// Figure of the Admiralty code.
    pub credibility: Option<WordView>,
    /// Actors whose own voice it is.
    pub voice_of: Vec<ActorCard>,
    /// Sources that it draws on.
    pub derived_from: Vec<SourceCard>,
    /// Sources that draw on it.
    pub derivatives: Vec<SourceCard>,
    /// Passages to the letter.
    pub quotes: Vec<QuoteView>,
    /// Why it was taken back.
    pub retracted: Option<RetractionView>,
    /// Our note.
    pub html: String,
    /// Every place that rests on it, by page.
    pub cited_by: Vec<CitingPage>,
    /// The notes of this page.
    pub notes: NotesView,
}

/// A passage of a source.
#[derive(Debug, Clone, Serialize)]
pub struct QuoteView {
    /// What leads to it on this page, without `#`.
    pub anchor: String,
    /// The words.
    pub text: String,
    /// The words in the language of the site.
    pub translation: Option<String>,
    /// Where in the source.
    pub locator: Option<String>,
}

/// That a source was taken back.
#[derive(Debug, Clone, Serialize)]
pub struct RetractionView {
    /// When.
    pub date: Option<DateView>,
    /// Why.
    pub reason: Option<String>,
}

/// A page that rests on a source.
#[derive(Debug, Clone, Serialize)]
pub struct CitingPage {
    /// Its title.
    pub title: String,
    /// `briefing`, `actor`, …
    pub kind: &'static str,
    /// Its address.
    pub url: String,
    /// The sentences.
    pub uses: Vec<UseView>,
}

/// A sentence that rests on a source.
#[derive(Debug, Clone, Serialize)]
pub struct UseView {
    /// The sentence.
    pub sentence: String,
    /// Where in the source.
    pub locator: Option<String>,
    /// The marker's address.
    pub url: String,
}

/// A free page.
#[derive(Debug, Clone, Serialize)]
pub struct TextView {
    /// Its text, blocks included.
    #[serde(skip)]
    pub text: Text,
    /// The notes.
    pub notes: NotesView,
}

/// The list of one kind; the lists of the other kinds are empty.
#[derive(Debug, Clone, Serialize)]
pub struct IndexView {
    /// `briefings`, `actors`, `issues`, `positions`, `events` or `sources`.
    pub list: &'static str,
    /// Newest first.
    pub briefings: Vec<BriefingCard>,
    /// By name.
    pub actors: Vec<ActorCard>,
    /// By title.
    pub issues: Vec<IssueCard>,
    /// By actor and issue.
    pub positions: Vec<PositionCard>,
    /// Oldest first.
    pub events: Vec<EventCard>,
    /// By key.
    pub sources: Vec<SourceCard>,
}

/// The matrix page.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixPageView {
    /// All actors × all issues that have positions.
    pub matrix: MatrixView,
}

/// The timeline page.
#[derive(Debug, Clone, Serialize)]
pub struct TimelineView {
    /// Oldest first.
    pub events: Vec<EventCard>,
}

/// The page for addresses that are not there.
#[derive(Debug, Clone, Serialize)]
pub struct NotFoundView {
    /// The latest twelve briefings, as a way out.
    pub briefings: Vec<BriefingCard>,
}

/// The feed.
#[derive(Debug, Clone, Serialize)]
pub struct FeedView {
    /// Its absolute address.
    pub url: String,
    /// The absolute address of the front page.
    pub home: String,
    /// The time of its newest entry (RFC 3339).
    pub updated: String,
    /// Who writes it: the authors of the site, else its title.
    pub authors: Vec<String>,
    /// The newest fifty, newest first.
    pub entries: Vec<FeedEntry>,
}

/// A briefing or a position in the feed.
#[derive(Debug, Clone, Serialize)]
pub struct FeedEntry {
    /// What tells it from all other entries, for ever.
    pub id: String,
    /// Its absolute address.
    pub url: String,
    /// When the day begins that it stands for (RFC 3339).
    pub updated: String,
    /// Who wrote it, when others than those of the site.
    pub authors: Vec<String>,
    /// A few sentences.
    pub summary: String,
    /// The position, when it is one.
    pub position: Option<PositionCard>,
    /// The page on which it stands.
    pub page: PageHead,
    /// Its text, blocks included.
    #[serde(skip)]
    pub text: Text,
    /// The same as markup; in `feed.xml` with its notes and without relative addresses, empty where the
    /// feed would become too large.
    pub html: String,
    /// Its notes.
    pub notes: NotesView,
}

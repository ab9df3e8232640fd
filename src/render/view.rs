//! What a template may know. `docs/themes.md` describes every field for theme writers.
//!
//! Addresses called `url` are relative to the page that shows them and ready for `href`. Fields called
//! `html` are finished markup (`| safe`); everything else is plain text.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::shape::{Field, Form, Shaped, View, one_of_views, views};
use crate::model::extra::Extra;
use crate::model::text::PlacedBlock;

views! {
/// What every page of the site shares; `site` in templates.
#[derive(Debug, Serialize)]
pub struct SiteView<'a> {
    /// Title of the site.
    pub title: &'a str,
    /// One sentence about it, or none.
    pub description: Option<&'a str>,
    /// BCP 47 tag of the language that the theme speaks on this page: that of the page, where the theme has words in it,
    /// else that of the site.
    pub language: &'a str,
    /// The language that the site is written in, its title and its description too, where this page speaks another one.
    pub written_in: Option<&'a str>,
    /// The same as social networks write it, such as `pt_BR`; none without a country.
    pub locale: Option<String>,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// The roots of the same site in other languages.
    pub alternates: Vec<AlternateView<'a>>,
    /// Who writes it.
    pub authors: &'a [String],
    /// The first twelve free pages, for menus; where there are more, behind them the list of all.
    pub pages: Vec<MenuEntry<'a>>,
    /// The path of its feed under the root: write `{{ page.root }}{{ site.feed }}`; none when it has no feed.
    pub feed: Option<&'static str>,
    /// The day that the whole site was asked for, with `--as-of`: what came later is not in it.
    pub as_of: Option<DateView<'a>>,
    /// Whether this is the edition for the house, of which each page must say that it is not for readers.
    pub internal: bool,
    /// The lines of the menu.
    pub menu: Vec<MenuLineView<'a>>,
    /// What the settings tell the theme under `extra`.
    pub extra: &'a Extra,
    /// Which of `theme.css` and `theme-print.css` the theme has.
    pub styles: Vec<&'static str>,
    /// Whether there is something to show: `briefings`, `actors`, `issues`, `positions`, `events`, `sources`, `changes`, `search`.
    pub has: Vec<&'static str>,
}

/// The picture that social networks show beside a link.
#[derive(Debug, Serialize)]
pub struct PictureView<'a> {
    /// Its absolute address.
    pub link: String,
    /// The title that is in it.
    pub title: &'a str,
}

/// A line of a menu.
#[derive(Debug, Serialize)]
pub struct MenuEntry<'a> {
    /// Its words.
    pub title: &'a str,
    /// The language of its words, where that is not the one of the page around it.
    pub language: Option<&'a str>,
    /// Path under the root: write `{{ page.root }}{{ entry.path }}`.
    pub path: &'a str,
}

/// A line of the menu of a site.
#[derive(Debug, Serialize)]
pub struct MenuLineView<'a> {
    /// The name of the page: `briefings`, `matrix`, …, `page` of a free page, `web` of an address.
    pub id: &'static str,
    /// Its words.
    pub title: &'a str,
    /// The language of its words, where that is not the one of the page around it.
    pub language: Option<&'a str>,
    /// Path under the root: write `{{ page.root }}{{ line.path }}`; none of an address on the web.
    pub path: Option<&'a str>,
    /// An address on the web. Write `rel="external noreferrer"`.
    pub link: Option<&'a str>,
}

/// What every page says about itself; `page` in templates.
#[derive(Debug, Serialize)]
pub struct PageHead<'a> {
    /// `home`, `briefing`, `actor`, `issue`, `position`, `event`, `source`, `page`, `index`, `matrix`,
    /// `timeline` or `not-found`.
    pub kind: &'static str,
    /// BCP 47 tag of the language of its text; without one, of the site.
    pub language: &'a str,
    /// The same as social networks write it, such as `pt_BR`; none without a country.
    pub locale: Option<String>,
    /// `ltr` or `rtl`, of that language.
    pub direction: &'static str,
    /// Its title.
    pub title: &'a str,
    /// A sentence or two for previews, or none.
    pub description: Option<Cow<'a, str>>,
    /// Its path under the root.
    pub path: &'a str,
    /// What leads from it to the root: empty, `../`, `../../`; absolute on `404.html`.
    pub root: String,
    /// Its absolute address, when the settings have a `base_url`.
    pub canonical: Option<String>,
    /// The picture for links to it, its own or that of the site, when the settings have a `base_url`.
    pub picture: Option<PictureView<'a>>,
    /// What was put right in its text, newest first.
    pub corrections: Vec<CorrectionView<'a>>,
    /// What its author tells the theme under `extra`: `page.extra?.kicker`.
    pub extra: &'a Extra,
    /// What its text is filed under.
    pub tags: Vec<&'a str>,
    /// What its text stands for: of a briefing, and of a position.
    pub as_of: Option<DateView<'a>>,
    /// Who wrote it: of a briefing; else those of the site.
    pub authors: &'a [String],
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
    /// Path, under the root, of the feed of the changes that it is about.
    pub feed: Option<String>,
    /// Where the same stands in other languages; this page is not among them.
    pub alternates: Vec<AlternateView<'a>>,
}

/// A page that says the same in another language.
#[derive(Debug, Serialize)]
pub struct AlternateView<'a> {
    /// The tag of the language.
    pub language: &'a str,
    /// What the language calls itself.
    pub name: String,
    /// `ltr` or `rtl`, of that language.
    pub direction: &'static str,
    /// The address from the page.
    pub url: String,
    /// The absolute address, when the settings have a `base_url`; else the same.
    pub canonical: String,
    /// Whether it stands for a later day than the page.
    pub later: bool,
}

/// A heading in a table of contents.
#[derive(Debug, Serialize)]
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
}

/// The content of a page, by kind. The fields of the inner view are the template's top-level names.
#[derive(Debug, Serialize)]
#[serde(untagged)]
#[allow(missing_docs)]
pub enum Content<'a> {
    Home(HomeView<'a>),
    Briefing(Box<BriefingView<'a>>),
    Actor(ActorView<'a>),
    Issue(IssueView<'a>),
    Cell(Box<CellView<'a>>),
    Event(EventView<'a>),
    Source(Box<SourceView<'a>>),
    Free(TextView),
    Index(IndexView<'a>),
    Matrix(MatrixPageView<'a>),
    Timeline(TimelineView<'a>),
    Changes(ChangesView<'a>),
    Evidence(EvidenceView<'a>),
    Judgements(LedgerView<'a>),
    Search(SearchPageView<'a>),
    NotFound(NotFoundView<'a>),
}

views! {
/// A word out of a closed list: its id for classes, its label for readers.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct WordView<'a> {
    /// Such as `red-line`.
    pub id: &'static str,
    /// Such as `Red line`.
    pub label: &'a str,
}

/// A date.
#[derive(Debug, Default, Serialize)]
pub struct DateView<'a> {
    /// As written, such as `2025-08~`.
    pub edtf: &'a str,
    /// For `<time datetime>`.
    pub datetime: String,
    /// In words, such as `about August 2025`.
    pub text: String,
    /// The same behind words that mean "as of", where the language has another form there.
    pub as_of: Option<String>,
}

/// That something in a text was put right.
#[derive(Debug, Serialize)]
pub struct CorrectionView<'a> {
    /// When.
    pub date: DateView<'a>,
    /// What.
    pub text: &'a str,
    /// Whether that was after the day of the page.
    pub later: bool,
}

/// A name and where it leads.
#[derive(Debug, Serialize)]
pub struct LinkView<'a> {
    /// The id of the thing.
    pub id: &'a str,
    /// Its words.
    pub title: &'a str,
    /// Where it leads.
    pub url: String,
}

/// An actor, briefly.
#[derive(Debug, Serialize)]
pub struct ActorCard<'a> {
    /// Its id.
    pub id: &'a str,
    /// Full name.
    pub name: &'a str,
    /// Short name; the full one when there is none.
    pub short_name: &'a str,
    /// State, person, …
    pub kind: Option<&'a str>,
    /// A sign.
    pub flag: Option<&'a str>,
    /// `#rrggbb`.
    pub colour: Option<&'a str>,
    /// What it belongs to.
    pub part_of: Vec<LinkView<'a>>,
    /// Its page.
    pub url: String,
    /// How many issues it has a position on.
    pub positions: usize,
    /// Whether it is a draft.
    pub draft: bool,
    /// What its author tells the theme under `extra`.
    pub extra: &'a Extra,
}

/// An issue, briefly.
#[derive(Debug, Serialize)]
pub struct IssueCard<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The question.
    pub question: Option<&'a str>,
    /// Its page.
    pub url: String,
    /// How many actors have a position on it.
    pub positions: usize,
    /// The options, from one end to the other.
    pub scale: Vec<&'a str>,
    /// What was put right in its text, newest first.
    pub corrections: Vec<CorrectionView<'a>>,
    /// Whether it is a draft.
    pub draft: bool,
    /// What its author tells the theme under `extra`.
    pub extra: &'a Extra,
}

/// An event, briefly.
#[derive(Debug, Serialize)]
pub struct EventCard<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// When.
    pub date: DateView<'a>,
    /// Whether it was announced and had not happened by the day of the page.
    pub planned: bool,
    /// Where.
    pub place: Option<&'a str>,
    /// Summit, statement, …
    pub kind: Option<&'a str>,
    /// Who took part.
    pub actors: Vec<LinkView<'a>>,
    /// What it was about.
    pub issues: Vec<LinkView<'a>>,
    /// First paragraph of its text.
    pub summary: Cow<'a, str>,
    /// How many different sources it cites.
    pub sources: usize,
    /// How many origins these go back to.
    pub origins: usize,
    /// What was retracted of what it rests on.
    pub shaken: Option<ShakenView<'a>>,
    /// What was put right in it, newest first.
    pub corrections: Vec<CorrectionView<'a>>,
    /// Its page.
    pub url: String,
    /// Whether it is a draft.
    pub draft: bool,
    /// What its author tells the theme under `extra`.
    pub extra: &'a Extra,
}

/// That something rests on what was retracted.
#[derive(Debug, Serialize)]
pub struct ShakenView<'a> {
    /// It rests on nothing else.
    pub lost: bool,
    /// So it was on the day of the page.
    pub lost_then: bool,
    /// The sources that were retracted.
    pub by: Vec<LinkView<'a>>,
    /// Those of them that were so by the day of the page.
    pub by_then: Vec<LinkView<'a>>,
    /// The others.
    pub by_later: Vec<LinkView<'a>>,
}

/// A source, briefly: what a note shows.
#[derive(Debug, Serialize)]
pub struct SourceCard<'a> {
    /// Its key.
    pub key: &'a str,
    /// Its title; of one that readers know by a descriptor, that.
    pub title: &'a str,
    /// The number of a source of which something is kept from readers.
    pub stand_in: Option<usize>,
    /// Its title in the language of the site.
    pub title_translated: Option<&'a str>,
    /// Who wrote it.
    pub authors: &'a [String],
    /// What it is a part of: a journal, a book.
    pub container: Option<Cow<'a, str>>,
    /// Who brought it out.
    pub publisher: Option<Cow<'a, str>>,
    /// What sort of thing it is.
    pub kind: Option<WordView<'a>>,
    /// When it came out.
    pub published: Option<DateView<'a>>,
    /// Its language.
    pub language: Option<&'a str>,
    /// `ltr` or `rtl`, for its title and quotes.
    pub direction: &'static str,
    /// Where it is on the web.
    pub link: Option<&'a str>,
    /// The host of `link`, without `www.`.
    pub host: Option<&'a str>,
    /// Copies in archives.
    pub archived: Vec<ArchivedView<'a>>,
    /// What became of its address.
    pub status: Option<WordView<'a>>,
    /// Whether it was taken back.
    pub retracted: bool,
    /// Whether that was after the day of the page.
    pub retracted_later: bool,
    /// The sources that were taken back by the day of the page and that it draws on, directly or through others.
    pub draws_on_retracted: Vec<LinkView<'a>>,
    /// The same, of sources that were taken back later.
    pub draws_on_retracted_later: Vec<LinkView<'a>>,
    /// What was put right in its note, newest first.
    pub corrections: Vec<CorrectionView<'a>>,
    /// The sources that say otherwise.
    pub contradicts: Vec<LinkView<'a>>,
    /// The same, of sources that came out after the day of the page.
    pub contradicted_later: Vec<LinkView<'a>>,
    /// Letter of the Admiralty code.
    pub reliability: Option<WordView<'a>>,
    /// Figure of the Admiralty code.
    pub credibility: Option<WordView<'a>>,
    /// How many places rest on it.
    pub uses: usize,
    /// Whether someone has written a source note; else it is known by its address only.
    pub recorded: bool,
    /// Its page.
    pub url: String,
    /// Whether it is a draft.
    pub draft: bool,
    /// What its author tells the theme under `extra`.
    pub extra: &'a Extra,
}

/// A copy in an archive.
#[derive(Debug, Serialize)]
pub struct ArchivedView<'a> {
    /// Where.
    pub link: &'a str,
    /// When it was taken.
    pub date: Option<DateView<'a>>,
}

/// A briefing, briefly.
#[derive(Debug, Serialize)]
pub struct BriefingCard<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The day its text stands for.
    pub as_of: DateView<'a>,
    /// A few sentences.
    pub summary: Cow<'a, str>,
    /// Who wrote it.
    pub authors: &'a [String],
    /// Whether it is a draft.
    pub draft: bool,
    /// What its author tells the theme under `extra`.
    pub extra: &'a Extra,
    /// Its page.
    pub url: String,
}

/// An option of an issue.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct OptionView<'a> {
    /// Its number on the scale, from 1; 0 for a stance in the place of an option.
    pub number: usize,
    /// Its words.
    pub label: &'a str,
}

/// What became of a position after the day of the page.
#[derive(Debug, Serialize)]
pub struct LaterView<'a> {
    /// Whether it has moved: else a newer one says the same in other words.
    pub moved: bool,
    /// The date of the position of today.
    pub as_of: DateView<'a>,
    /// Where that stands.
    pub url: String,
}

/// A position, briefly: what a matrix or a list shows. No markers, no markup.
#[derive(Debug, Serialize)]
pub struct PositionCard<'a> {
    /// Whose.
    pub actor: LinkView<'a>,
    /// On what.
    pub issue: LinkView<'a>,
    /// For, against, …
    pub stance: WordView<'a>,
    /// How we know.
    pub basis: Option<WordView<'a>>,
    /// How firmly.
    pub firmness: Option<WordView<'a>>,
    /// When it was held.
    pub as_of: DateView<'a>,
    /// One or two sentences.
    pub summary: Cow<'a, str>,
    /// How many different sources it cites.
    pub sources: usize,
    /// How many origins these go back to.
    pub origins: usize,
    /// What was retracted of what it rests on.
    pub shaken: Option<ShakenView<'a>>,
    /// Whether it differs from the position before it in stance or firmness, or says so by its `trigger`.
    pub shifted: bool,
    /// Where on the scale of its issue it stands.
    pub option: Option<OptionView<'a>>,
    /// It names an option that the scale does not have.
    pub option_lost: bool,
    /// The options beside its own that it could live with.
    pub accepts: Vec<OptionView<'a>>,
    /// The options that it rules out.
    pub rejects: Vec<OptionView<'a>>,
    /// What it has given way to since the day of the page.
    pub later: Option<LaterView<'a>>,
    /// What was put right in its text, newest first.
    pub corrections: Vec<CorrectionView<'a>>,
    /// The event that moved it.
    pub trigger: Option<LinkView<'a>>,
    /// When someone should look again.
    pub review_after: Option<DateView<'a>>,
    /// The page of its cell; `url` may lead to its entry in the history there.
    pub page: String,
    /// Its page.
    pub url: String,
    /// Whether it is a draft.
    pub draft: bool,
    /// What its author tells the theme under `extra`.
    pub extra: &'a Extra,
}

/// A position in full.
#[derive(Debug, Serialize)]
pub struct PositionView<'a> {
    /// The same, briefly.
    pub card: PositionCard<'a>,
    /// Its text, with markers.
    pub html: String,
    /// BCP 47 tag of the language of its text, where it differs from that of the page.
    pub language: Option<&'a str>,
    /// `ltr` or `rtl`, of its text.
    pub direction: &'static str,
    /// What leads to it on this page, without `#`; unique on the page.
    pub anchor: String,
}

/// A cell of the matrix.
#[derive(Debug, Serialize)]
pub struct CellCard<'a> {
    /// Id of the actor.
    pub actor: &'a str,
    /// Id of the issue.
    pub issue: &'a str,
    /// `position`, `silent` (we looked; it has not spoken) or `gap` (nobody looked).
    pub state: &'static str,
    /// Today's position; none in a gap.
    pub position: Option<PositionCard<'a>>,
    /// How many dated positions there are.
    pub history: usize,
    /// How it moved along the options, when it did.
    pub way: Option<WayView<'a>>,
}

/// A row of the matrix.
#[derive(Debug, Serialize)]
pub struct MatrixRow<'a> {
    /// The issue.
    pub issue: IssueCard<'a>,
    /// A cell for each actor, in the order of the matrix's `actors`.
    pub cells: Vec<CellCard<'a>>,
}

/// Actors × issues.
#[derive(Debug, Serialize)]
pub struct MatrixView<'a> {
    /// The columns.
    pub actors: Vec<ActorCard<'a>>,
    /// The rows.
    pub rows: Vec<MatrixRow<'a>>,
    /// How many cells nobody has looked into.
    pub gaps: usize,
}

/// Where something stood or stands: a position, or a judgement.
#[derive(Debug, Serialize)]
pub struct PlaceView<'a> {
    /// The option, else the stance, or how likely.
    pub label: &'a str,
    /// The stance, of a position.
    pub stance: Option<WordView<'a>>,
    /// How firmly, of a position.
    pub firmness: Option<WordView<'a>>,
    /// Since when, of a position.
    pub as_of: Option<DateView<'a>>,
    /// What it cites, of a position.
    pub sources: Vec<LinkView<'a>>,
}
}

impl<'a> PlaceView<'a> {
    /// One that has words alone.
    pub fn of(label: &'a str) -> PlaceView<'a> {
        PlaceView { label, stance: None, firmness: None, as_of: None, sources: Vec::new() }
    }
}

views! {
/// A dated fact: that something is new or different.
#[derive(Debug, Default, Serialize)]
pub struct ChangeView<'a> {
    /// `new`, `shift`, `event`, `announced`, `briefing`, `judgement`, `outcome`, `retracted`, `archived` or `corrected`.
    pub kind: &'static str,
    /// When.
    pub date: DateView<'a>,
    /// Its month, such as `2025-08`, which is an anchor on the page of changes.
    pub month: String,
    /// Where it is told.
    pub url: String,
    /// What it is about; empty for positions, which have an actor and an issue.
    pub title: Cow<'a, str>,
    /// All of it in one sentence.
    pub sentence: String,
    /// Whose position.
    pub actor: Option<LinkView<'a>>,
    /// On what.
    pub issue: Option<LinkView<'a>>,
    /// What was held before.
    pub from: Option<PlaceView<'a>>,
    /// What is held since.
    pub to: Option<PlaceView<'a>>,
    /// How many steps along the options; 0 when that cannot be said.
    pub steps: usize,
    /// The option at the end of the scale that it moved towards, unless it is there now.
    pub towards: Option<&'a str>,
    /// Its option is the same, and its stance is not.
    pub restance: bool,
    /// `firmer` or `softer`, when it is.
    pub firmness: Option<&'static str>,
    /// What else it says newly, of options and of how firmly it is held: each in a few words.
    pub asides: Vec<String>,
    /// The actors whose place it came nearer to, at most 24.
    pub nearer: Vec<LinkView<'a>>,
    /// The actors from whose place it moved away, at most 24.
    pub farther: Vec<LinkView<'a>>,
    /// The event that moved it.
    pub trigger: Option<LinkView<'a>>,
    /// A sentence or two: the summary, the reason, the correction.
    pub text: Option<Cow<'a, str>>,
}

/// The changes of a month.
#[derive(Debug, Serialize)]
pub struct MonthOfChanges<'a> {
    /// What leads to it, without `#`, such as `2025-08`.
    pub id: String,
    /// The month in words.
    pub title: String,
    /// Newest first.
    pub changes: Vec<ChangeView<'a>>,
}

/// The page of changes.
#[derive(Debug, Serialize)]
pub struct ChangesView<'a> {
    /// Newest first.
    pub months: Vec<MonthOfChanges<'a>>,
}

/// The places of actors on an issue, as a picture.
#[derive(Debug, Serialize)]
pub struct SpectrumView<'a> {
    /// What leads to its title on this page, without `#`; unique on the page.
    pub anchor: String,
    /// The issue.
    pub issue: IssueCard<'a>,
    /// It has no scale, so the stances are the options.
    pub by_stance: bool,
    /// The options, from one end to the other.
    pub options: Vec<OptionView<'a>>,
    /// The middle of each of them, in per cent of the width.
    pub middles: Vec<String>,
    /// How wide each is, in per cent.
    pub width: String,
    /// A row for each actor that says something of options, from one end to the other.
    pub rows: Vec<SpectrumRow<'a>>,
    /// Positions without a place: silent, pointing both ways, or with no option named.
    pub apart: Vec<PositionCard<'a>>,
}

/// An actor in the picture.
#[derive(Debug, Serialize)]
pub struct SpectrumRow<'a> {
    /// Its position.
    pub position: PositionCard<'a>,
    /// Where it stands; none where it only says what it could live with, or rules out.
    pub at: Option<SpectrumMark<'a>>,
    /// The other options that it could live with.
    pub accepts: Vec<SpectrumMark<'a>>,
    /// The options that it rules out.
    pub rejects: Vec<SpectrumMark<'a>>,
    /// Whether what it rules out is a red line.
    pub red_line: bool,
    /// Where it stood before it came here.
    pub from: Option<SpectrumMark<'a>>,
    /// All places where it stood.
    pub earlier: Vec<SpectrumMark<'a>>,
}

/// A place in the picture.
#[derive(Debug, Serialize)]
pub struct SpectrumMark<'a> {
    /// The middle of the option, in per cent of the width.
    pub x: String,
    /// Where it starts.
    pub start: String,
    /// The option.
    pub option: OptionView<'a>,
}

/// The way of a cell along the options.
#[derive(Debug, Serialize)]
pub struct WayView<'a> {
    /// For a `polyline` in a box of 40 by 12.
    pub points: String,
    /// Where it ends: x and y.
    pub end: [String; 2],
    /// What was held when, oldest first: the same in words.
    pub steps: Vec<WayStep<'a>>,
}

/// A station of a way.
#[derive(Debug, Serialize)]
pub struct WayStep<'a> {
    /// The option.
    pub option: OptionView<'a>,
    /// Since when.
    pub as_of: DateView<'a>,
}

/// How far an actor stands from others.
#[derive(Debug, Serialize)]
pub struct AgreementView<'a> {
    /// The actor.
    pub actor: ActorCard<'a>,
    /// What leads to it, in a block; empty on the actor's own page.
    pub anchor: String,
    /// Who agrees on most issues stands first; none share an issue when empty.
    pub others: Vec<ApartView<'a>>,
    /// Whether there are more than these 24.
    pub more: bool,
}

/// How far two actors stand apart.
#[derive(Debug, Serialize)]
pub struct ApartView<'a> {
    /// The other one.
    pub other: LinkView<'a>,
    /// On how many issues both have a place.
    pub issues: usize,
    /// The issues on which they hold the same option.
    pub same: Vec<LinkView<'a>>,
    /// The issues on which one of them has moved since the day of the page.
    pub moved: Vec<LinkView<'a>>,
    /// How many steps they are apart on the others, together.
    pub steps: usize,
    /// The others.
    pub differ: Vec<DisagreementView<'a>>,
}

/// An issue on which two actors differ.
#[derive(Debug, Serialize)]
pub struct DisagreementView<'a> {
    /// The issue.
    pub issue: LinkView<'a>,
    /// How many steps lie between them; 0 where one of them has no place, and their stances are told.
    pub steps: usize,
    /// What the first holds.
    pub own: Option<OptionView<'a>>,
    /// What the other one holds.
    pub other: Option<OptionView<'a>>,
}

/// An option of an issue, with who stands for it and who does not.
#[derive(Debug, Serialize)]
pub struct OptionStanding<'a> {
    /// The option.
    pub option: OptionView<'a>,
    /// Whose own option it is.
    pub held: Vec<LinkView<'a>>,
    /// Who else could live with it.
    pub accepted: Vec<LinkView<'a>>,
    /// Whose red line excludes it.
    pub excluded: Vec<LinkView<'a>>,
    /// Who else rules it out.
    pub rejected: Vec<LinkView<'a>>,
    /// Whether all accept it who have spoken of options.
    pub common: bool,
}

/// What became of a briefing's positions since its day.
#[derive(Debug, Serialize)]
pub struct SinceView<'a> {
    /// How many of the positions that it shows have moved.
    pub moved: usize,
    /// How many it shows.
    pub of: usize,
    /// How many are known now of which none was known then.
    pub new: usize,
    /// Which: the newest six moves, newest first; without whom they came nearer to.
    pub changes: Vec<ChangeView<'a>>,
    /// How many moves there are beyond these.
    pub more: usize,
    /// How many changes the site knows since then, of whatever kind; copies in archives are none.
    pub all: usize,
    /// Of how many of its judgements it is known since then what became of them.
    pub outcomes: usize,
    /// How many of the positions that it shows have been corrected since then.
    pub corrected: usize,
    /// Where all changes since then are told; none when the site has no such page.
    pub url: Option<String>,
}

/// A judgement, with its sources as markers.
#[derive(Debug, Serialize)]
pub struct JudgementView<'a> {
    /// The statement.
    pub text: &'a str,
    /// Markers of its sources: finished markup.
    pub html: String,
    /// How likely.
    pub likelihood: Option<WordView<'a>>,
    /// Lower end of the band, in per cent.
    pub from: Option<u8>,
    /// Upper end of the band, in per cent.
    pub to: Option<u8>,
    /// How good the grounds are.
    pub confidence: Option<WordView<'a>>,
    /// How many different sources it rests on.
    pub sources: usize,
    /// How many origins these go back to.
    pub origins: usize,
    /// What was retracted of what it rests on.
    pub shaken: Option<ShakenView<'a>>,
    /// What became of it.
    pub outcome: Option<OutcomeView<'a>>,
}

/// What became of a judgement.
#[derive(Debug, Serialize)]
pub struct OutcomeView<'a> {
    /// Since when it is known.
    pub date: DateView<'a>,
    /// `true`, `partly` or `false`.
    pub result: WordView<'a>,
    /// What happened.
    pub note: Option<&'a str>,
    /// Whether that is later than the day of the page.
    pub later: bool,
}

/// What became of all judgements.
#[derive(Debug, Serialize)]
pub struct LedgerView<'a> {
    /// For each word of likelihood that is used, how often it came true.
    pub tallies: Vec<TallyView<'a>>,
    /// The judgements with an outcome, the newest outcome first.
    pub settled: Vec<ForecastView<'a>>,
    /// The others, in the order in which they were made.
    pub open: Vec<ForecastView<'a>>,
}

/// How often what was called so likely came true.
#[derive(Debug, Serialize)]
pub struct TallyView<'a> {
    /// How likely.
    pub likelihood: WordView<'a>,
    /// Lower end of the band, in per cent.
    pub from: u8,
    /// Upper end of the band, in per cent.
    pub to: u8,
    /// How often it came true.
    pub came_true: usize,
    /// How often it came true in part.
    pub partly: usize,
    /// How often it did not.
    pub failed: usize,
    /// How often nobody knows yet.
    pub open: usize,
    /// The share that came true, in per cent; none below ten outcomes.
    pub share: Option<usize>,
}

/// A judgement, as it was held last before its outcome.
#[derive(Debug, Serialize)]
pub struct ForecastView<'a> {
    /// The statement.
    pub text: &'a str,
    /// How likely.
    pub likelihood: Option<WordView<'a>>,
    /// How good the grounds were.
    pub confidence: Option<WordView<'a>>,
    /// The briefing that holds it.
    pub briefing: BriefingCard<'a>,
    /// What became of it.
    pub outcome: Option<OutcomeView<'a>>,
}

/// A section of positions on one issue.
#[derive(Debug, Serialize)]
pub struct PositionsByIssue<'a> {
    /// The issue.
    pub issue: IssueCard<'a>,
    /// What leads to it on this page, without `#`; unique on the page.
    pub anchor: String,
    /// Today's positions, in the order of the actors.
    pub positions: Vec<PositionView<'a>>,
    /// Actors in scope whose position nobody has looked into.
    pub gaps: Vec<ActorCard<'a>>,
}

/// A generated part of a page; what `blocks/<name>.html` may know.
#[derive(Debug, Serialize)]
pub struct BlockView<'a> {
    /// Its name, such as `matrix`.
    pub name: &'a str,
    /// Its options as written: lists of text.
    pub options: &'a BTreeMap<String, Vec<String>>,
    /// Level for its headings, from 2.
    pub level: u8,
    /// What it stands for, when that is another day than the page's.
    pub as_of: Option<DateView<'a>>,
    #[serde(flatten)]
    /// What it shows.
    pub content: BlockContent<'a>,
}
}

one_of_views! {
/// What a block shows, by its name. The fields of each are those of the template's `block`.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum BlockContent<'a> {
    /// For `matrix`.
    Matrix {
        /// Actors × issues.
        matrix: MatrixView<'a>,
        /// What its cells show: `stance`, `option` or `summary`.
        show: &'static str,
    },
    /// For `positions`.
    Positions {
        /// By issue.
        positions: Vec<PositionsByIssue<'a>>,
    },
    /// For `timeline`.
    Timeline {
        /// Oldest first.
        events: Vec<EventCard<'a>>,
        /// All of them along a line.
        picture: Option<TimePicture<'a>>,
    },
    /// For `changes` and `shifts`.
    Changes {
        /// Newest first.
        changes: Vec<ChangeView<'a>>,
        /// From when, as it is said: a date or the title of a briefing; none from the beginning.
        since: Option<Cow<'a, str>>,
    },
    /// For `spectrum`.
    Spectrum {
        /// One for each issue on which someone has a place.
        spectra: Vec<SpectrumView<'a>>,
    },
    /// For `agreement`.
    Agreement {
        /// One for each actor.
        agreements: Vec<AgreementView<'a>>,
    },
    /// For `sources`.
    Sources {
        /// In the order of their numbers on the page.
        sources: Vec<CitedSource<'a>>,
    },
    /// For `quote`.
    Quote {
        /// The passage; none where the source keeps none of that name.
        quote: Option<Box<QuotedPassage<'a>>>,
    },
    /// For `allowed`.
    Allowed {
        /// What is right all the same, text by text.
        allowed: Vec<AllowedView<'a>>,
    },
    /// For `judgements`.
    Judgements {
        /// In the order of the briefing.
        judgements: Vec<JudgementView<'a>>,
    },
    /// For blocks that a theme adds, which may want any of these.
    Own {
        /// Actors × issues.
        matrix: MatrixView<'a>,
        /// Oldest first.
        events: Vec<EventCard<'a>>,
    },
}
}

views! {
/// A source that the page cites.
#[derive(Debug, Serialize)]
pub struct CitedSource<'a> {
    /// Its number on this page; a letter where only a note of the author names it.
    pub number: String,
    /// What leads to its note, without `#`.
    pub note: String,
    /// The source.
    pub source: SourceCard<'a>,
}
}

/// The text of a page, in parts. The theme renders its blocks; a template sees the finished markup only.
pub type Text<'a> = Vec<Part<'a>>;

/// A part of a page's text.
#[derive(Debug)]
pub enum Part<'a> {
    /// Finished markup.
    Html(String),
    /// A block, to be rendered by its template; with what its author asked for.
    Block(Box<BlockView<'a>>, &'a PlacedBlock),
}

views! {
/// What the markers of a page lead to; `notes` in templates.
#[derive(Debug, Serialize)]
pub struct NotesView<'a> {
    /// The cited sources, by number.
    pub sources: Vec<SourceNote<'a>>,
    /// The authors' own notes.
    pub remarks: Vec<RemarkView<'a>>,
}

/// A source in the notes of a page.
#[derive(Debug, Serialize)]
pub struct SourceNote<'a> {
    /// What markers link to, without `#`.
    pub id: &'a str,
    /// Its number on this page.
    pub number: usize,
    /// What it says of the source: the template `note.html`, rendered once for all pages of one depth.
    pub html: Cow<'a, str>,
    /// The ways back to its uses without a locator: finished markup, empty when there are none.
    pub back: &'a str,
    /// The places in it that are cited, each with its uses.
    pub locators: &'a [LocatorView<'a>],
}

/// A place in a source.
#[derive(Debug, Serialize)]
pub struct LocatorView<'a> {
    /// What markers link to, without `#`.
    pub id: String,
    /// Its number, such as `3.1`.
    pub number: String,
    /// The place, such as `p. 3`; empty for a passage of which no place is known.
    pub text: Cow<'a, str>,
    /// What leads there, when it has an address of its own.
    pub url: Option<Cow<'a, str>>,
    /// The ways back to its uses: finished markup.
    pub back: String,
    /// The words that stand there, where the source note keeps them.
    pub passage: Option<PassageView<'a>>,
}

/// Something that looks wrong and is right, as its author says.
#[derive(Debug, Serialize)]
pub struct AllowedView<'a> {
    /// The page of the text.
    pub page: LinkView<'a>,
    /// The name of the rule.
    pub rule: &'static str,
    /// Why.
    pub reason: &'a str,
}

/// A passage that a block shows.
#[derive(Debug, Serialize)]
pub struct QuotedPassage<'a> {
    /// The passage.
    pub passage: PassageView<'a>,
    /// Where in the source.
    pub locator: Option<String>,
    /// The source.
    pub source: SourceCard<'a>,
}

/// A passage that a source note keeps.
#[derive(Debug, Serialize)]
pub struct PassageView<'a> {
    /// The words.
    pub text: &'a str,
    /// The words in the language of the site.
    pub translation: Option<&'a str>,
    /// BCP 47 tag of their language.
    pub language: Option<&'a str>,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
}

/// An author's note.
#[derive(Debug, Serialize)]
pub struct RemarkView<'a> {
    /// What markers link to, without `#`.
    pub id: &'a str,
    /// `a`, `b`, …
    pub letter: &'a str,
    /// Its text.
    pub html: &'a str,
    /// The ways back to its uses: finished markup.
    pub back: &'a str,
    /// The sources whose addresses it names.
    pub sources: Vec<SourceCard<'a>>,
}

/// The home page.
#[derive(Debug, Serialize)]
pub struct HomeView<'a> {
    /// The latest twelve briefings, newest first.
    pub briefings: Vec<BriefingCard<'a>>,
    /// All actors that have positions.
    pub actors: Vec<ActorCard<'a>>,
    /// All issues.
    pub issues: Vec<IssueCard<'a>>,
    /// The latest twelve events, newest first.
    pub events: Vec<EventCard<'a>>,
    /// How many sources the site has.
    pub sources: usize,
    /// How many positions the site has.
    pub positions: usize,
}

/// A briefing.
#[derive(Debug, Serialize)]
pub struct BriefingView<'a> {
    /// A few sentences, when its author wrote a summary.
    pub summary: Option<&'a str>,
    /// Who wrote it.
    pub authors: &'a [String],
    /// The day its text stands for.
    pub as_of: DateView<'a>,
    /// What it rests on; none when its file cannot be read.
    pub rests_on: Option<SourceSummary<'a>>,
    /// What became of its positions since its day; none when nothing did.
    pub since: Option<SinceView<'a>>,
    /// The briefing that it takes up and replaces.
    pub follows: Option<BriefingCard<'a>>,
    /// The briefings that take it up, newest first.
    pub followers: Vec<BriefingCard<'a>>,
    /// The sources that it rests on and that were taken back, by number.
    pub retracted: Vec<RetractedSource<'a>>,
    /// Its judgements in brief, without markers: for the first sheet of paper.
    pub judgements: Vec<JudgementView<'a>>,
    /// Its address as a QR code, when the settings have a `base_url`.
    pub code: Option<CodeView>,
    /// How it is cited, in the forms of programs.
    pub cite: CiteView,
}

/// How something is cited, in the forms that programs read.
#[derive(Debug, Serialize)]
pub struct CiteView {
    /// As BibTeX.
    pub bibtex: String,
    /// As RIS.
    pub ris: String,
    /// As CSL-JSON.
    pub csl_json: String,
}

/// A QR code, as a drawing.
#[derive(Debug, Serialize)]
pub struct CodeView {
    /// How many squares it is wide and high, with the white edge that cameras need.
    pub size: usize,
    /// Its dark squares, as the path of an SVG image of that size.
    pub path: String,
}

/// A source that a page rests on and that was taken back.
#[derive(Debug, Serialize)]
pub struct RetractedSource<'a> {
    /// The source.
    pub source: LinkView<'a>,
    /// What leads to its note on the page, without `#`.
    pub note: String,
    /// When and why.
    pub retraction: RetractionView<'a>,
    /// Whether that was after the day of the page.
    pub later: bool,
}

/// What a briefing rests on, in a few figures.
#[derive(Debug, Serialize)]
pub struct SourceSummary<'a> {
    /// How many sources it cites.
    pub sources: usize,
    /// How many origins these go back to.
    pub origins: usize,
    /// What was retracted of what it rests on.
    pub shaken: Option<ShakenView<'a>>,
    /// Of which kinds they are, the most frequent first.
    pub kinds: Vec<Share>,
    /// In which languages they are, the most frequent first.
    pub languages: Vec<Share>,
    /// When the oldest came out.
    pub from: Option<DateView<'a>>,
    /// When the newest came out.
    pub to: Option<DateView<'a>>,
    /// How many have no date.
    pub undated: usize,
    /// How many have a copy in an archive.
    pub archived: usize,
    /// How many judgements it has.
    pub judgements: usize,
    /// How many origins the weakest of them goes back to: where no source draws on another, how many sources it rests on.
    pub fewest: usize,
    /// Whether some source that it cites draws on another.
    pub by_origin: bool,
    /// The judgements that rest on so few.
    pub weakest: Vec<&'a str>,
}

/// How many of the sources are of one sort.
#[derive(Debug, Serialize)]
pub struct Share {
    /// The sort, in the number of `count`: `news reports`; none when their notes do not say.
    pub label: Option<String>,
    /// How many.
    pub count: usize,
}

/// An actor.
#[derive(Debug, Serialize)]
pub struct ActorView<'a> {
    /// The actor.
    pub actor: ActorCard<'a>,
    /// Other names.
    pub aliases: Vec<&'a str>,
    /// Who belongs to it.
    pub members: Vec<ActorCard<'a>>,
    /// Its text.
    pub html: String,
    /// Today's positions, by issue.
    pub positions: Vec<PositionView<'a>>,
    /// Issues nobody has looked into for this actor.
    pub gaps: Vec<IssueCard<'a>>,
    /// Ids of issues that the site does not have, though there are positions of this actor on them.
    pub left_out: Vec<&'a str>,
    /// Events it took part in, newest first.
    pub events: Vec<EventCard<'a>>,
    /// How far it stands from others.
    pub agreement: AgreementView<'a>,
    /// Its members that hold other options than it does, with the issues.
    pub differing: Vec<ApartView<'a>>,
    /// Sources in its own voice.
    pub voices: Vec<SourceCard<'a>>,
}

/// An issue.
#[derive(Debug, Serialize)]
pub struct IssueView<'a> {
    /// The issue.
    pub issue: IssueCard<'a>,
    /// The options, from one end to the other.
    pub scale: Vec<&'a str>,
    /// Where everyone stands; none where nobody has a place.
    pub spectrum: Option<SpectrumView<'a>>,
    /// Who stands for each option, and who rules it out; empty where nobody speaks of options.
    pub options: Vec<OptionStanding<'a>>,
    /// Issues that hang together with it.
    pub related: Vec<IssueCard<'a>>,
    /// Its text.
    pub html: String,
    /// Today's positions, by actor.
    pub positions: Vec<PositionView<'a>>,
    /// Actors nobody has looked into for this issue.
    pub gaps: Vec<ActorCard<'a>>,
    /// Ids of actors that the site does not have, though there are positions of them on this issue.
    pub left_out: Vec<&'a str>,
    /// Events about it, newest first.
    pub events: Vec<EventCard<'a>>,
}

/// A cell: today's position and its history.
#[derive(Debug, Serialize)]
pub struct CellView<'a> {
    /// Whose.
    pub actor: ActorCard<'a>,
    /// On what.
    pub issue: IssueCard<'a>,
    /// Today's position.
    pub current: PositionView<'a>,
    /// The positions before it, newest first.
    pub history: Vec<PositionView<'a>>,
    /// Today's positions of others on the same issue, at most 24; the page of the issue has them all.
    pub others: Vec<PositionCard<'a>>,
}

/// An event.
#[derive(Debug, Serialize)]
pub struct EventView<'a> {
    /// The event.
    pub event: EventCard<'a>,
    /// Its text.
    pub html: String,
    /// Positions that it moved.
    pub moved: Vec<PositionCard<'a>>,
    /// The event before it in time.
    pub previous: Option<LinkView<'a>>,
    /// The event after it in time.
    pub next: Option<LinkView<'a>>,
}

/// Every position and judgement of today, with what it rests on.
#[derive(Debug, Serialize)]
pub struct EvidenceView<'a> {
    /// The claims by how well they are founded, worst first.
    pub groups: Vec<ClaimGroup<'a>>,
    /// How many claims there are.
    pub claims: usize,
}

/// Claims that are founded alike.
#[derive(Debug, Serialize)]
pub struct ClaimGroup<'a> {
    /// `lost`, `none`, `one`, `weak` or `sound`.
    pub id: &'static str,
    /// The same in words.
    pub title: &'a str,
    /// The claims.
    pub claims: Vec<ClaimView<'a>>,
}

/// A claim, and what it rests on.
#[derive(Debug, Serialize)]
pub struct ClaimView<'a> {
    /// `position` or `judgement`.
    pub kind: &'static str,
    /// The title of the page on which it stands.
    pub title: &'a str,
    /// What it says.
    pub words: Cow<'a, str>,
    /// When.
    pub as_of: Option<DateView<'a>>,
    /// Where it stands.
    pub url: String,
    /// How many different sources it cites.
    pub sources: usize,
    /// How many origins these go back to.
    pub origins: usize,
    /// These sources.
    pub rests_on: Vec<SourceCard<'a>>,
    /// What was retracted of what it rests on.
    pub shaken: Option<ShakenView<'a>>,
    /// Where it is weak: rules of advice, in words.
    pub weak: Vec<WordView<'a>>,
    /// Why what looks weak is good enough, where its author says so.
    pub answers: Vec<&'a str>,
}

/// A source, with everything that rests on it.
#[derive(Debug, Serialize)]
pub struct SourceView<'a> {
    /// The source.
    pub source: SourceCard<'a>,
    /// The volume of what it is a part of.
    pub volume: Option<&'a str>,
    /// The issue of that, or its own number.
    pub issue: Option<&'a str>,
    /// The pages that it fills.
    pub pages: Option<&'a str>,
    /// Which edition it is.
    pub edition: Option<&'a str>,
    /// Where it came out.
    pub place: Option<&'a str>,
    /// Who edited it, or what it is a part of.
    pub editors: &'a [String],
    /// Its DOI.
    pub doi: Option<&'a str>,
    /// Its ISBN.
    pub isbn: Option<&'a str>,
    /// On what it is.
    pub medium: Option<&'a str>,
    /// Its language as readers call it.
    pub language_name: Option<String>,
    /// When we read it.
    pub accessed: Option<DateView<'a>>,
    /// It has an address, but one that cannot be linked.
    pub address_unread: bool,
    /// The address as it was collected, when cleaning changed it.
    pub collected: Option<&'a str>,
    /// The host that the address led through as it was collected.
    pub through: Option<&'a str>,
    /// The parameters that cleaning took out.
    pub removed: &'a [String],
    /// What `check` noticed about its dates or address, in sentences.
    pub doubts: Vec<String>,
    /// What its editors answer to such doubts.
    pub answers: Vec<&'a str>,
    /// Letter of the Admiralty code.
    pub reliability: Option<WordView<'a>>,
    /// Figure of the Admiralty code.
    pub credibility: Option<WordView<'a>>,
    /// Actors whose own voice it is.
    pub voice_of: Vec<ActorCard<'a>>,
    /// Sources that it draws on.
    pub derived_from: Vec<SourceCard<'a>>,
    /// Sources that draw on it.
    pub derivatives: Vec<SourceCard<'a>>,
    /// Where what it draws on comes from in the end, where that is something else than itself.
    pub origins: Vec<LinkView<'a>>,
    /// What rests on it through other sources, page by page; not all where there are many.
    pub second_hand: Vec<LinkView<'a>>,
    /// How many more pages do.
    pub second_hand_more: usize,
    /// Passages to the letter.
    pub quotes: Vec<QuoteView<'a>>,
    /// Why it was taken back.
    pub retracted: Option<RetractionView<'a>>,
    /// How it is cited, in the forms of programs; none of a confidential source.
    pub cite: Option<CiteView>,
    /// Our note.
    pub html: String,
    /// Every place that rests on it, by page.
    pub cited_by: Vec<CitingPage<'a>>,
}

/// A passage of a source.
#[derive(Debug, Serialize)]
pub struct QuoteView<'a> {
    /// What leads to it on this page, without `#`.
    pub anchor: String,
    /// The words.
    pub text: &'a str,
    /// The words in the language of the site.
    pub translation: Option<&'a str>,
    /// Where in the source.
    pub locator: Option<&'a str>,
}

/// That a source was taken back.
#[derive(Debug, Serialize)]
pub struct RetractionView<'a> {
    /// When.
    pub date: Option<DateView<'a>>,
    /// Why.
    pub reason: Option<&'a str>,
}

/// A page that rests on a source.
#[derive(Debug, Serialize)]
pub struct CitingPage<'a> {
    /// Its title.
    pub title: &'a str,
    /// `briefing`, `actor`, …
    pub kind: &'static str,
    /// Its address.
    pub url: String,
    /// The sentences.
    pub uses: Vec<UseView<'a>>,
}

/// A sentence that rests on a source.
#[derive(Debug, Serialize)]
pub struct UseView<'a> {
    /// The sentence.
    pub sentence: Cow<'a, str>,
    /// Where in the source.
    pub locator: Option<Cow<'a, str>>,
    /// What the author's note says that names its address.
    pub note: Option<Cow<'a, str>>,
    /// The marker's address.
    pub url: String,
}

/// A page at an address that a text had before.
#[derive(Debug, Serialize)]
pub struct MovedView<'a> {
    /// The title of the page that it leads to.
    pub title: &'a str,
    /// The address of that page.
    pub url: String,
    /// The same as an absolute address, when the settings have a `base_url`.
    pub canonical: Option<String>,
}

/// A free page, which is all text.
#[derive(Debug, Serialize)]
pub struct TextView {}

/// The list of one kind; the lists of the other kinds are empty.
#[derive(Debug, Default, Serialize)]
pub struct IndexView<'a> {
    /// `briefings`, `actors`, `issues`, `positions`, `events`, `sources` or `pages`.
    pub list: &'static str,
    /// Newest first.
    pub briefings: Vec<BriefingCard<'a>>,
    /// By name.
    pub actors: Vec<ActorCard<'a>>,
    /// By title.
    pub issues: Vec<IssueCard<'a>>,
    /// By actor and issue.
    pub positions: Vec<PositionCard<'a>>,
    /// The same in sections, one for each actor.
    pub by_actor: Vec<PositionsByActor<'a>>,
    /// Oldest first.
    pub events: Vec<EventCard<'a>>,
    /// By key.
    pub sources: Vec<SourceCard<'a>>,
    /// The same in sections, one for each kind of source; those of none stand last.
    pub by_kind: Vec<SourcesByKind<'a>>,
    /// By path; a site with few of them has no such list, since its menus have them all.
    pub pages: Vec<LinkView<'a>>,
}

/// The positions of one actor.
#[derive(Debug, Serialize)]
pub struct PositionsByActor<'a> {
    /// The actor.
    pub actor: LinkView<'a>,
    /// By issue.
    pub positions: Vec<PositionCard<'a>>,
}

/// The sources of one kind.
#[derive(Debug, Serialize)]
pub struct SourcesByKind<'a> {
    /// The kind; none for those of which nobody has said it.
    pub kind: Option<WordView<'a>>,
    /// By key.
    pub sources: Vec<ListedSource<'a>>,
}

/// A source in the list of all.
#[derive(Debug, Serialize)]
pub struct ListedSource<'a> {
    /// The source.
    pub source: SourceCard<'a>,
    /// Its language in words, where it has one of its own.
    pub language_name: Option<String>,
    /// What it comes from in the end, where that is something else than itself.
    pub origins: Vec<LinkView<'a>>,
}

/// A day that has a page.
#[derive(Debug, Serialize)]
pub struct LinkedDay<'a> {
    /// The day; none for today's.
    pub day: Option<DateView<'a>>,
    /// Its page.
    pub url: String,
}

/// The matrix page.
#[derive(Debug, Serialize)]
pub struct MatrixPageView<'a> {
    /// All actors × all issues that have positions.
    pub matrix: MatrixView<'a>,
    /// The day that it stands for: of the matrix of another day than the site's.
    pub day: Option<DateView<'a>>,
    /// Which of its positions have moved since then.
    pub since: Option<SinceView<'a>>,
    /// The matrix of the day before that.
    pub previous: Option<LinkedDay<'a>>,
    /// The matrix of the day after that, or the living one.
    pub next: Option<LinkedDay<'a>>,
}

/// The timeline page.
#[derive(Debug, Serialize)]
pub struct TimelineView<'a> {
    /// Oldest first.
    pub events: Vec<EventCard<'a>>,
    /// All of them along a line; none of fewer than three.
    pub picture: Option<TimePicture<'a>>,
}

/// Events along a line of 1000 parts.
#[derive(Debug, Serialize)]
pub struct TimePicture<'a> {
    /// How many rows there are, so that marks do not cover one another.
    pub rows: usize,
    /// The events that have a date, oldest first.
    pub marks: Vec<TimeMark>,
    /// Where months or years begin, oldest first; at most nine.
    pub ticks: Vec<TimeTick>,
    /// The first of their dates.
    pub first: DateView<'a>,
    /// The last one.
    pub last: DateView<'a>,
    /// Whether one of the marks is a `span`.
    pub has_spans: bool,
    /// Whether one of them is an `about`.
    pub has_about: bool,
}

/// Where a month or a year begins.
#[derive(Debug, Serialize)]
pub struct TimeTick {
    /// Where.
    pub at: usize,
    /// The year, or the month that does not begin one; none near to an end of the line.
    pub label: Option<String>,
    /// Whether it is every second one, whose words have no room on a narrow screen.
    pub is_second: bool,
}

/// Where an event stands.
#[derive(Debug, Serialize)]
pub struct TimeMark {
    /// Where it begins.
    pub from: usize,
    /// How wide it is; 0 of a day.
    pub width: usize,
    /// Its row, from 0.
    pub row: usize,
    /// `day`, `span` (some time within a month, a season, a year) or `about` (perhaps not even that).
    pub kind: &'static str,
    /// Whether it was planned and had not happened by the day of the page.
    pub planned: bool,
}

/// The page to search from.
#[derive(Debug, Serialize)]
pub struct SearchPageView<'a> {
    /// All pages by title, letter by letter.
    pub letters: Vec<LetterView<'a>>,
}

/// The pages whose titles begin with one letter.
#[derive(Debug, Serialize)]
pub struct LetterView<'a> {
    /// An id for its heading.
    pub id: String,
    /// The letter; `0–9` for figures.
    pub title: String,
    /// The pages, by title.
    pub pages: Vec<ListedPage<'a>>,
}

/// A page in the list of all.
#[derive(Debug, Serialize)]
pub struct ListedPage<'a> {
    /// Its title.
    pub title: &'a str,
    /// `position`, `source`, `briefing`, `actor`, `issue`, `event` or `page`, and what readers call it.
    pub kind: WordView<'a>,
    /// BCP 47 tag of its language: of a source, that of what it describes.
    pub language: &'a str,
    /// `ltr` or `rtl`, of that language.
    pub direction: &'static str,
    /// Its address.
    pub url: String,
}

/// The page for addresses that are not there.
#[derive(Debug, Serialize)]
pub struct NotFoundView<'a> {
    /// The latest twelve briefings, as a way out.
    pub briefings: Vec<BriefingCard<'a>>,
}

/// The feed.
#[derive(Debug, Serialize)]
pub struct FeedView<'a> {
    /// Its absolute address.
    pub url: String,
    /// The absolute address of the front page.
    pub home: &'a str,
    /// The time of its newest entry (RFC 3339).
    pub updated: String,
    /// Who writes it: the authors of the site, else its title.
    pub authors: &'a [String],
    /// The newest fifty, newest first.
    pub entries: Vec<FeedEntry<'a>>,
}

/// A briefing or a position in the feed.
#[derive(Debug, Serialize)]
pub struct FeedEntry<'a> {
    /// What tells it from all other entries, for ever.
    pub id: String,
    /// Its absolute address.
    pub url: String,
    /// When the day begins that it stands for (RFC 3339).
    pub updated: String,
    /// Who wrote it, when others than those of the site.
    pub authors: &'a [String],
    /// A few sentences.
    pub summary: Cow<'a, str>,
    /// The position, when it is one.
    pub position: Option<PositionCard<'a>>,
    /// The page on which it stands.
    pub page: PageHead<'a>,
    /// For `feed.xml`: what `feed/entry.html` made of it, without relative addresses; empty where the feed would
    /// become too large. For `feed/entry.html`: its text.
    pub html: String,
}
}

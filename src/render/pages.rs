//! The view of each kind of page.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use url::Url;

use super::blocks::{self, Scope, fill_sources, position, position_beside};
use super::cards::{Cards, direction};
use super::changes::About;
use super::compose::Composer;
use super::data::cite;
use super::library::Library;
use super::page::{PageView, ViewOptions};
use super::quotation::{Quotation, quotation};
use super::side::Sides;
use super::site::locale;
use super::view::{
    ActorView, ApartView, BriefingCard, BriefingView, CellView, ChangesView, CitingPage, Content, EventCard, EventView,
    HomeView, IndexView, IssueView, JudgementView, LinkView, LinkedDay, ListedSource, MatrixPageView, NotFoundView,
    PageHead, PositionView, PositionsByActor, QuoteView, RetractedSource, SinceView, SourceView, SourcesByKind, Text,
    TextView, TimelineView, UseView,
};
use super::{
    alternates, code, doubts, evidence, json_ld, judgements, matrix, picture, scale, search, summary, timeline,
};
use crate::analysis::impact::Above;
use crate::analysis::{Fact, changes, day};
use crate::ids;
use crate::markdown::slug::slug;
use crate::model::document::Kind;
use crate::model::extra::Extra;
use crate::model::page::beside;
use crate::model::table::Id;
use crate::model::text::Filter;
use crate::model::words::{NotesAt, SourceKind, Word};
use crate::model::{
    ActorId, BriefingId, CellId, Date, Day, EventId, FreePageId, IssueId, Page, PageId, PageKind, PositionId, Rank,
    Site, SourceId, TextId,
};
use crate::paths;
use crate::web::encode_path;

/// How many moves since its day a briefing tells under its title.
const MOST_MOVES: usize = 6;
/// How many briefings and events the front page shows.
const LATEST: usize = 12;
/// Positions of others that a position's page shows: all on all pages would grow with their square.
const MOST_OTHERS: usize = 24;

/// All that the template of a page may know.
pub fn view(library: &Library, page: PageId, options: ViewOptions) -> PageView<'_> {
    let site = library.site();
    let mut composer = composer(library, page);
    composer.places = options.places;
    composer.sides = (site.notes_of_page(page) == NotesAt::Side).then(Sides::default);
    let mut head = head(library, &composer.cards, page, options.pdf);
    let kind = site.pages[page].kind;
    let cards = composer.cards.clone();
    let mut maker = Maker { library, site, cards, composer, text: None, whole_lists: options.whole_lists };
    let content = maker.content(kind);
    let Maker { mut composer, mut text, .. } = maker;
    composer.finish_remarks();
    text.iter_mut().for_each(|text| fill_sources(&composer, site, text));
    head.contents = std::mem::take(&mut composer.contents);
    let notes = composer.notes();
    head.json_ld = json_ld::of(library, kind, &head, &notes);
    PageView { head, template: kind.names().1, text, notes, content }
}

/// Starts the texts of a page.
pub fn composer(library: &Library, page: PageId) -> Composer<'_> {
    let site = library.site();
    let Page { kind, path, .. } = &site.pages[page];
    // The page for missing addresses is shown at any depth, so its addresses cannot be relative.
    let root = match (kind, site.base_url()) {
        (PageKind::NotFound, Some(base)) => {
            Url::parse(base).map_or_else(|_| "/".to_owned(), |url| url.path().to_owned())
        }
        _ => "../".repeat(path.matches('/').count()),
    };
    let cards = Cards::of_page(library, page, &root);
    let cards = day::own_day(site, *kind).map_or_else(|| cards.clone(), |day| cards.on(day));
    Composer::new(site, cards, site.language_of_page(page))
}

/// Of a page without a text.
fn none() -> &'static Extra {
    static NONE: LazyLock<Extra> = LazyLock::new(Extra::default);
    &NONE
}

/// What a page says about itself before its content is known.
pub fn head<'a>(library: &'a Library, cards: &Cards<'a>, at: PageId, pdf: bool) -> PageHead<'a> {
    let site = library.site();
    let page = &site.pages[at];
    let pdf = pdf.then(|| pdf_beside(&page.path));
    let base = site.base_url().filter(|_| page.kind != PageKind::NotFound);
    let canonical = base.map(|base| page.canonical(base));
    let language = site.language_of_page(at);
    PageHead {
        language,
        locale: locale(language),
        direction: direction(language),
        kind: page.kind.names().0,
        title: cards.title(at),
        description: description(site, cards, page),
        tags: page.text.iter().flat_map(|text| &site.texts[*text].document.tags).map(|tag| &**tag).collect(),
        as_of: page.text.and_then(|text| site.as_of(text)).map(|as_of| cards.date(as_of)),
        corrections: page.text.map_or_else(Vec::new, |text| cards.corrections(text)),
        authors: match page.kind {
            PageKind::Briefing(at) => cards.authors(at),
            _ => &site.settings.authors,
        },
        extra: match page.text {
            Some(text) => &site.texts[text].document.extra,
            None => none(),
        },
        json_ld: None,
        canonical_pdf: base.filter(|_| pdf.is_some()).map(|base| [base, &paths::pdf_of(&page.address)].concat()),
        picture: base.and_then(|_| picture::view(library, at)),
        canonical,
        pdf,
        alternates: alternates::of_page(cards, at),
        feed: library.has_feed(at).then(|| beside(&page.address)),
        path: &page.address,
        root: cards.root().to_string(),
        contents: Vec::new(),
        draft: page.draft,
    }
}

/// The address of a page's PDF from the page itself.
fn pdf_beside(page: &str) -> String {
    let pdf = paths::pdf_of(page);
    encode_path(pdf.rsplit('/').next().unwrap_or(&pdf)).into_owned()
}

/// Makes the content of one page.
struct Maker<'a> {
    library: &'a Library,
    site: &'a Site,
    cards: Cards<'a>,
    composer: Composer<'a>,
    /// Its text with the blocks in it.
    text: Option<Text<'a>>,
    /// Whether lists stand in one piece too.
    whole_lists: bool,
}

impl<'a> Maker<'a> {
    fn content(&mut self, kind: PageKind) -> Content<'a> {
        match kind {
            PageKind::Home => Content::Home(self.home()),
            PageKind::Briefing(at) => Content::Briefing(self.briefing(at).into()),
            PageKind::Actor(at) => Content::Actor(self.actor(at)),
            PageKind::Issue(at) => Content::Issue(self.issue(at)),
            PageKind::Cell(at) => Content::Cell(self.cell(at).into()),
            PageKind::Event(at) => Content::Event(self.event(at)),
            PageKind::Source(at) => Content::Source(self.source(at).into()),
            PageKind::Free(at) => Content::Free(self.free(at)),
            PageKind::Index(kind) => {
                let text = self.site.made.get(&PageKind::Index(kind)).and_then(|page| self.site.pages[*page].text);
                self.text = Some(Text::new());
                if let Some(text) = text {
                    self.text(text, &Scope::all(self.site, self.cards.seen));
                }
                Content::Index(self.index(kind))
            }
            PageKind::Matrix => Content::Matrix(self.matrix(None)),
            PageKind::Edition(at) => Content::Matrix(self.matrix(Some(at))),
            PageKind::Changes => Content::Changes(self.changes()),
            PageKind::Evidence => Content::Evidence(evidence::evidence(&self.cards, self.site)),
            PageKind::Judgements => Content::Judgements(judgements::ledger(&self.cards, self.site)),
            PageKind::Timeline => {
                let events: Vec<EventId> = self.site.events.ids().collect();
                Content::Timeline(TimelineView {
                    picture: timeline::picture(&self.cards, self.site, &events),
                    events: self.events(events.into_iter()),
                })
            }
            PageKind::Search => Content::Search(search::page(&self.cards, self.site)),
            PageKind::NotFound => Content::NotFound(NotFoundView { briefings: self.latest_briefings() }),
        }
    }

    /// Makes the text of the page with its blocks.
    fn text(&mut self, text: TextId, scope: &Scope) {
        self.text = Some(blocks::text(&mut self.composer, self.site, text, scope));
    }

    /// The text of a page that has no blocks.
    fn html(&mut self, text: TextId) -> String {
        let main = self.composer.main(text);
        self.composer.html(&main)
    }

    fn events(&self, events: impl Iterator<Item = EventId>) -> Vec<EventCard<'a>> {
        events.map(|at| self.cards.event(at)).collect()
    }

    fn latest_briefings(&self) -> Vec<BriefingCard<'a>> {
        self.site.briefings.ids().take(LATEST).map(|at| self.cards.briefing(at)).collect()
    }

    /// Today's positions of some cells, in full.
    fn positions(&mut self, cells: &[CellId]) -> Vec<PositionView<'a>> {
        let today = cells.iter().map(|cell| self.site.cells[*cell].today());
        let full = |at| {
            self.composer.begin_section();
            position_beside(&mut self.composer, self.site, at, 4)
        };
        today.map(full).collect()
    }

    fn home(&mut self) -> HomeView<'a> {
        let (site, cards) = (self.site, self.cards.clone());
        // Without a text of its own it has an empty one, so that its template can show it all the same.
        self.text = Some(Text::new());
        if let Some(text) = site.home {
            self.text(text, &Scope::all(site, cards.seen));
        }
        HomeView {
            briefings: self.latest_briefings(),
            actors: site.actors.ids().map(|at| cards.actor(at)).filter(|card| card.positions > 0).collect(),
            issues: site.issues.ids().map(|at| cards.issue(at)).collect(),
            events: self.events(site.events.ids().rev().take(LATEST)),
            sources: site.sources.len(),
            positions: site.cells.len(),
        }
    }

    fn briefing(&mut self, at: BriefingId) -> BriefingView<'a> {
        let (site, entry) = (self.site, &self.site.briefings[at]);
        let scope = Scope::of(site, &self.cards, at);
        self.text(entry.text, &scope);
        self.composer.finish_remarks();
        let is_read = site.texts[entry.text].unread.whole.is_none();
        let in_remarks = self.composer.cited_in_remarks();
        let cited = self.composer.cited().chain(in_remarks.into_iter().map(|(source, ..)| source)).collect();
        BriefingView {
            summary: entry.meta.summary.as_deref(),
            authors: self.cards.authors(at),
            as_of: self.cards.date_or_gap(entry.meta.as_of.as_ref().map(|date| &date.value)),
            rests_on: is_read.then(|| summary::of(&self.cards, site, at, cited)),
            since: self.since(|| scope.shown(&self.cards, site, entry.text), &scope),
            follows: entry.follows.map(|follows| self.cards.briefing(follows)),
            followers: entry.followers.iter().rev().map(|at| self.cards.briefing(*at)).collect(),
            retracted: self.retracted(),
            judgements: self.judgements_in_brief(at),
            code: site.base_url().and_then(|base| code::of(&site.pages[entry.page].canonical(base))),
            cite: cite::briefing(&self.cards, at),
        }
    }

    fn judgements_in_brief(&self, at: BriefingId) -> Vec<JudgementView<'a>> {
        let entry = &self.site.briefings[at];
        let cited = &self.site.texts[entry.text].links.judgements;
        let judgements = entry.meta.judgements.iter().zip(cited);
        judgements.map(|(judgement, cited)| blocks::judgement_card(&self.cards, judgement, cited)).collect()
    }

    /// The sources of the page so far that were taken back.
    fn retracted(&self) -> Vec<RetractedSource<'a>> {
        let retracted = self.composer.cited().filter_map(|at| {
            Some(RetractedSource {
                retraction: self.cards.retraction(at)?,
                source: self.cards.source_link(at),
                note: ids::note(&self.site.sources[at].id),
                later: self.cards.is_retracted_later(at),
            })
        });
        retracted.collect()
    }

    /// What became of the positions of a briefing since its day.
    fn since(&self, shown: impl FnOnce() -> BTreeSet<CellId>, scope: &Scope) -> Option<SinceView<'a>> {
        let (site, seen) = (self.site, self.cards.seen);
        let now = self.cards.on(day::today(site));
        if seen.day() >= now.seen.day() {
            return None;
        }
        let (held, not_yet): (Vec<CellId>, Vec<CellId>) = shown().into_iter().partition(|cell| seen.is_filled(*cell));
        let new = not_yet.into_iter().filter(|cell| now.seen.is_filled(*cell)).count();
        let moves = held.iter().map(|cell| changes::moves(site, *cell, seen.day()));
        let moves: Vec<Vec<(PositionId, PositionId)>> = moves.filter(|moves| !moves.is_empty()).collect();
        let moved = moves.len();
        let mut moves: Vec<(Rank, &Date, Fact)> = moves
            .into_iter()
            .flatten()
            .filter_map(|(from, to)| Some((site.positions[to].rank, day::date_of(site, to)?, Fact::Shift { from, to })))
            .collect();
        moves.sort_by(|a, b| b.cmp(a));
        let first = moves.last().map(|(_, date, _)| super::changes::month(date));
        let outcomes = self.outcomes_since(scope);
        let shown = held.iter().filter_map(|cell| seen.position(*cell));
        let corrected = |at: &PositionId| self.cards.is_corrected_later(site.positions[*at].text);
        let corrected = shown.filter(corrected).count();
        let all = self.news_since(seen.day());
        (moved > 0 || new > 0 || all > 0).then(|| SinceView {
            all,
            outcomes,
            corrected,
            moved,
            of: held.len(),
            new,
            more: moves.len().saturating_sub(MOST_MOVES),
            changes: moves
                .into_iter()
                .take(MOST_MOVES)
                .map(|(_, date, fact)| super::changes::brief(&now, site, date, fact))
                .collect(),
            url: site.made.get(&PageKind::Changes).map(|page| match &first {
                Some(month) => [&self.cards.url(*page), "#", month].concat(),
                None => self.cards.url(*page),
            }),
        })
    }

    /// How many changes the site knows since a day, of those that it tells feed readers.
    fn news_since(&self, day: Day) -> usize {
        let news = self.cards.news();
        let before = changes::between(self.cards.changes(), None, day).len();
        news.len() - news.partition_point(|at| *at < before)
    }

    fn outcomes_since(&self, scope: &Scope) -> usize {
        let Some(at) = scope.briefing else { return 0 };
        let outcomes =
            (0..self.site.briefings[at].meta.judgements.len()).filter_map(|number| self.cards.outcome((at, number)));
        outcomes.filter(|outcome| outcome.later).count()
    }

    fn changes(&self) -> ChangesView<'a> {
        let changes = super::changes::list(&self.cards, self.site, self.cards.changes(), About::default());
        ChangesView { months: super::changes::by_month(&self.cards, changes) }
    }

    fn free(&mut self, at: FreePageId) -> TextView {
        self.text(self.site.free_pages[at].text, &Scope::all(self.site, self.cards.seen));
        TextView {}
    }

    fn actor(&mut self, at: ActorId) -> ActorView<'a> {
        let (site, cards, entry) = (self.site, self.cards.clone(), &self.site.actors[at]);
        // Who has no position at all is context, not a gap in the research.
        let gaps = site.issues.ids().filter(|issue| !entry.cells.is_empty() && site.cell(at, *issue).is_none());
        ActorView {
            html: self.html(entry.text),
            positions: self.positions(&entry.cells),
            actor: cards.actor(at),
            aliases: entry.meta.aliases.iter().map(|name| &**name).collect(),
            members: entry.members.iter().map(|member| cards.actor(*member)).collect(),
            gaps: gaps.map(|issue| cards.issue(issue)).collect(),
            left_out: entry.left_out.iter().map(String::as_str).collect(),
            events: self.events(entry.events.iter().rev().copied()),
            agreement: scale::agreement(&self.cards, site, at, None, None),
            differing: self.differing(at),
            voices: entry.voices.iter().map(|source| cards.source(*source)).collect(),
        }
    }

    /// Where the members of a bloc differ from it.
    fn differing(&self, at: ActorId) -> Vec<ApartView<'a>> {
        let members = self.site.actors[at].members.iter().filter(|member| **member != at);
        members.filter_map(|member| scale::differing(&self.cards, self.site, at, *member)).collect()
    }

    fn issue(&mut self, at: IssueId) -> IssueView<'a> {
        let (site, cards, entry) = (self.site, self.cards.clone(), &self.site.issues[at]);
        let researched = site.actors.ids().filter(|actor| !site.actors[*actor].cells.is_empty());
        let gaps = researched.filter(|actor| site.cell(*actor, at).is_none());
        let actors: Vec<ActorId> = entry.cells.iter().map(|cell| site.cells[*cell].actor).collect();
        IssueView {
            html: self.html(entry.text),
            positions: self.positions(&entry.cells),
            issue: cards.issue(at),
            scale: entry.meta.scale.iter().map(|option| &*option.value).collect(),
            spectrum: scale::spectrum(&self.cards, site, &actors, at, || self.composer.unique_id(&ids::theme("scale"))),
            options: scale::standings(&self.cards, site, at),
            related: entry.related.iter().map(|issue| cards.issue(*issue)).collect(),
            gaps: gaps.map(|actor| cards.actor(actor)).collect(),
            left_out: entry.left_out.iter().map(String::as_str).collect(),
            events: self.events(entry.events.iter().rev().copied()),
        }
    }

    fn cell(&mut self, at: CellId) -> CellView<'a> {
        let (site, cards) = (self.site, self.cards.clone());
        let cell = &site.cells[at];
        let current = position(&mut self.composer, site, cell.today(), "", 2);
        let earlier = cell.positions[1..].iter();
        let history = earlier.map(|at| {
            let scope = &site.texts[site.positions[*at].text].scope;
            position(&mut self.composer, site, *at, scope, 4)
        });
        let others = site.issues[cell.issue].cells.iter().filter(|other| **other != at);
        CellView {
            current,
            history: history.collect(),
            actor: cards.actor(cell.actor),
            issue: cards.issue(cell.issue),
            others: others.take(MOST_OTHERS).map(|other| cards.position(site.cells[*other].today())).collect(),
        }
    }

    fn event(&mut self, at: EventId) -> EventView<'a> {
        let (site, cards, entry) = (self.site, self.cards.clone(), &self.site.events[at]);
        let beside = |place: Option<usize>| {
            place.filter(|place| *place < site.events.len()).map(|place| cards.event_link(EventId::at(place)))
        };
        EventView {
            html: self.html(entry.text),
            event: cards.event(at),
            moved: entry.moved.iter().map(|position| cards.position(*position)).collect(),
            previous: beside(at.place().checked_sub(1)),
            next: beside(Some(at.place() + 1)),
        }
    }

    fn source(&mut self, at: SourceId) -> SourceView<'a> {
        let (site, cards, entry) = (self.site, self.cards.clone(), &self.site.sources[at]);
        let meta = &*entry.meta;
        let url = meta.url.as_ref().map(|url| &url.value);
        let (doubts, answers) = doubts::of(&cards, site, at);
        let html = self.html(entry.text);
        let second_hand = second_hand(site, at);
        let quotes = meta.quotes.iter().map(|quote| QuoteView {
            anchor: self.composer.unique_id(&ids::quote(&slug(&quote.id))),
            text: &quote.text,
            translation: quote.translation.as_deref(),
            locator: quote.locator.as_deref(),
        });
        SourceView {
            html,
            quotes: quotes.collect(),
            source: cards.source(at),
            doi: meta.doi.as_deref(),
            isbn: meta.isbn.as_deref(),
            volume: meta.volume.as_deref(),
            issue: meta.issue.as_deref(),
            pages: meta.pages.as_deref(),
            edition: meta.edition.as_deref(),
            place: meta.place.as_deref(),
            editors: &meta.editors,
            medium: meta.medium.as_deref(),
            language_name: meta.language.as_deref().map(|tag| cards.words.language(tag)),
            accessed: meta.accessed.as_ref().map(|date| cards.date(date)),
            address_unread: url.is_none() && site.texts[entry.text].unread.holds("url"),
            collected: url.and_then(|url| url.collected.as_deref()),
            through: url.and_then(|url| url.through.as_deref()),
            removed: url.map(|url| url.removed.as_slice()).unwrap_or_default(),
            doubts,
            answers,
            reliability: meta.reliability.map(|letter| cards.word(letter)),
            credibility: meta.credibility.map(|figure| cards.word(figure)),
            voice_of: entry.voice_of.iter().map(|actor| cards.actor(*actor)).collect(),
            derived_from: entry.derived_from.iter().map(|source| cards.source(*source)).collect(),
            derivatives: entry.derivatives.iter().map(|source| cards.source(*source)).collect(),
            origins: self.origins(at),
            second_hand_more: second_hand.len().saturating_sub(MOST_OTHERS),
            second_hand: second_hand.into_iter().take(MOST_OTHERS).map(|page| cards.page_link(page)).collect(),
            retracted: cards.retraction(at),
            cited_by: cited_by(site, &cards, at),
            cite: cite::source(self.library, cards.words, at),
        }
    }

    /// Where what a source draws on comes from in the end.
    fn origins(&self, at: SourceId) -> Vec<LinkView<'a>> {
        let origins = self.cards.grounds().origins().of_source(at).iter().filter(|origin| **origin != at);
        origins.map(|origin| self.cards.source_link(*origin)).collect()
    }

    /// The matrix, of today or of the how-manieth day that the settings name.
    fn matrix(&self, edition: Option<usize>) -> MatrixPageView<'a> {
        let (site, cards) = (self.site, &self.cards);
        let editions = &site.editions;
        let linked = |kind: PageKind, day: Option<&'a Date>| {
            let page = site.made.get(&kind)?;
            Some(LinkedDay { day: day.map(|day| cards.date(day)), url: cards.url(*page) })
        };
        let at = |at: usize| linked(PageKind::Edition(at), editions.get(at).map(|day| &day.value));
        let all = Scope::all(site, cards.seen);
        MatrixPageView {
            matrix: matrix::matrix(cards, site, &all.actors, &all.issues, &Filter::default()),
            day: edition.and_then(|at| editions.get(at)).and_then(|day| cards.date_within(&day.value)),
            since: edition.and_then(|_| self.since(|| all.cells(self.site).collect(), &all)),
            previous: edition.unwrap_or(editions.len()).checked_sub(1).and_then(at),
            next: edition.and_then(|edition| match edition + 1 == editions.len() {
                true => linked(PageKind::Matrix, None),
                false => at(edition + 1),
            }),
        }
    }

    fn sources_by_kind(&self) -> Vec<SourcesByKind<'a>> {
        let (site, cards) = (self.site, &self.cards);
        let mut by_kind: BTreeMap<Option<SourceKind>, Vec<SourceId>> = BTreeMap::new();
        site.sources_by_title.iter().for_each(|at| by_kind.entry(site.sources[*at].meta.kind).or_default().push(*at));
        let listed = |at: SourceId| ListedSource {
            source: cards.source(at),
            language_name: site.sources[at].meta.language.as_deref().map(|tag| cards.words.language(tag)),
            origins: self.origins(at),
        };
        let of_kind = |kind| {
            let sources = by_kind.get(&kind)?.iter().map(|at| listed(*at)).collect();
            Some(SourcesByKind { kind: kind.map(|kind| cards.word(kind)), sources })
        };
        kinds_of_sources().filter_map(of_kind).collect()
    }

    fn index(&self, kind: Kind) -> IndexView<'a> {
        let (site, cards) = (self.site, &self.cards);
        let mut view = IndexView { list: kind.folder(), ..IndexView::default() };
        match kind {
            Kind::Briefing => view.briefings = site.briefings.ids().map(|at| cards.briefing(at)).collect(),
            Kind::Actor => view.actors = site.actors.ids().map(|at| cards.actor(at)).collect(),
            Kind::Issue => view.issues = site.issues.ids().map(|at| cards.issue(at)).collect(),
            Kind::Position => {
                let today = |cell: &CellId| cards.position(site.cells[*cell].today());
                let with_some = site.actors.entries().filter(|(_, actor)| !actor.cells.is_empty());
                let whole = site.cells.ids().filter(|_| self.whole_lists);
                view.positions = whole.map(|cell| today(&cell)).collect();
                view.by_actor = with_some
                    .map(|(at, actor)| PositionsByActor {
                        actor: cards.actor_link(at),
                        positions: actor.cells.iter().map(today).collect(),
                    })
                    .collect();
            }
            Kind::Event => view.events = self.events(site.events.ids()),
            Kind::Source => {
                let whole = site.sources.ids().filter(|_| self.whole_lists);
                view.sources = whole.map(|at| cards.source(at)).collect();
                view.by_kind = self.sources_by_kind();
            }
            Kind::Page => {
                view.pages = site
                    .free_pages
                    .iter()
                    .map(|entry| LinkView { id: &entry.id, title: &entry.meta.title, url: cards.url(entry.page) })
                    .collect()
            }
            Kind::Home => {}
        }
        view
    }
}

/// The kinds of sources in their order, and none.
fn kinds_of_sources() -> impl Iterator<Item = Option<SourceKind>> {
    SourceKind::ALL.iter().copied().map(Some).chain([None])
}

/// The pages that rest on a source through others, and not on it directly.
fn second_hand(site: &Site, source: SourceId) -> Vec<PageId> {
    let pages = |source: SourceId| site.uses.of_source(source).iter().map(|used| site.texts[used.text].page);
    let mut seen: BTreeSet<PageId> = pages(source).collect();
    let above = Above::of(site, source);
    above.all[1..].iter().flat_map(|source| pages(*source)).filter(|page| seen.insert(*page)).collect()
}

/// The uses of a source, page by page.
fn cited_by<'a>(site: &'a Site, cards: &Cards<'a>, source: SourceId) -> Vec<CitingPage<'a>> {
    let mut pages: Vec<CitingPage> = Vec::new();
    let mut last = None;
    // The uses are in the order of the pages.
    for used in site.uses.of_source(source) {
        let page = site.texts[used.text].page;
        if last.replace(page) != Some(page) {
            let kind = site.pages[page].kind.names().0;
            pages.push(CitingPage { title: cards.title(page), kind, url: cards.url(page), uses: Vec::new() });
        }
        let Some(citing) = pages.last_mut() else { continue };
        let Quotation { anchor, locator, sentence, note } = quotation(site, cards, source, *used);
        citing.uses.push(UseView { sentence, locator, note, url: [&citing.url, "#", &anchor].concat() });
    }
    pages
}

fn description<'a>(site: &'a Site, cards: &Cards<'a>, page: &Page) -> Option<Cow<'a, str>> {
    let text = match page.kind {
        PageKind::Home => return site.settings.description.as_deref().map(Cow::Borrowed),
        PageKind::Briefing(at) => cards.briefing_summary(at),
        PageKind::Cell(at) => cards.position_summary(site.cells[at].today()),
        PageKind::Issue(at) if site.issues[at].meta.question.is_some() => {
            site.issues[at].meta.question.as_deref().unwrap_or_default().into()
        }
        _ => cards.lead(page.text?),
    };
    (!text.is_empty()).then_some(text)
}

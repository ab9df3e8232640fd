//! The view of each kind of page.

use std::collections::BTreeMap;

use super::blocks::{self, Scope, fill_sources, position, position_beside};
use super::cards::{Cards, date, direction, missing_date, word};
use super::compose::Composer;
use super::json_ld;
use super::library::Library;
use super::summary;
use super::view::{
    ActorView, BriefingView, CellView, CitingPage, Content, EventView, HomeView, IndexView, IssueView, MatrixPageView,
    NotFoundView, NotesView, PageHead, PageView, QuoteView, RetractionView, SourceView, Text, TextView, TimelineView,
    UseView,
};
use crate::model::date::Date;
use crate::model::document::{Kind, Reference};
use crate::model::site::Entry;
use crate::model::{PageId, Site, SiteFile};

/// How many free pages stand in menus; an author who has more links them from these.
const MENU: usize = 12;
/// How many briefings and events the front page shows.
const LATEST: usize = 12;

/// All that the template of a page may know. With `places`, comments in its texts say where in its file each block
/// begins.
pub fn view(library: &Library, page: PageId, places: bool) -> PageView {
    let site = library.site();
    let composer = composer(library, page).with_places(places);
    let mut head = head(library, &composer.cards, page);
    let mut maker = Maker { site, contents: Vec::new() };
    let content = match page {
        PageId::Home => maker.home(composer),
        PageId::Briefing(at) => maker.briefing(composer, at),
        PageId::Actor(at) => maker.actor(composer, at),
        PageId::Issue(at) => maker.issue(composer, at),
        PageId::Cell(at) => maker.cell(composer, at),
        PageId::Event(at) => maker.event(composer, at),
        PageId::Source(at) => maker.source(composer, at),
        PageId::Page(at) => maker.page(composer, at),
        PageId::Index(kind) => Content::Index(index(site, &composer.cards, kind)),
        PageId::Matrix => {
            let all = Scope::all(site);
            Content::Matrix(MatrixPageView { matrix: composer.cards.matrix(&all.actors, &all.issues) })
        }
        PageId::Timeline => Content::Timeline(TimelineView {
            events: (0..site.events.len()).map(|at| composer.cards.event(at)).collect(),
        }),
        PageId::NotFound => {
            let latest = 0..site.briefings.len().min(LATEST);
            Content::NotFound(NotFoundView { briefings: latest.map(|at| composer.cards.briefing(at)).collect() })
        }
    };
    head.contents = maker.contents;
    head.json_ld = json_ld::of(site, page, &head, &content);
    PageView { head, content }
}

/// Starts the texts of a page.
pub fn composer(library: &Library, page: PageId) -> Composer<'_> {
    let site = library.site();
    // The page for missing addresses is shown at any depth, so its addresses cannot be relative.
    let root = match (page, site.base_url()) {
        (PageId::NotFound, Some(base)) => base_path(base),
        _ => "../".repeat(page.path(site).matches('/').count()),
    };
    Composer::new(library, Cards::new(site, root))
}

/// What a page says about itself before its content is known.
pub fn head(library: &Library, cards: &Cards, page: PageId) -> PageHead {
    let site = library.site();
    let path = page.path(site);
    let pdf = library.pdf_of(&path);
    let base = site.base_url().filter(|_| page != PageId::NotFound);
    let canonical = base.map(|base| canonical(base, &path));
    PageHead {
        kind: kind_word(page),
        title: site.title(page).to_owned(),
        description: description(site, cards, page),
        as_of: as_of(site, page).map(date),
        authors: authors(site, page).to_vec(),
        json_ld: None,
        canonical_pdf: pdf.as_ref().zip(canonical.as_ref()).and_then(|(pdf, page)| {
            let (folder, _) = page.rsplit_once('/')?;
            Some(format!("{folder}/{pdf}"))
        }),
        canonical,
        pdf,
        path: crate::web::encode_path(&path).into_owned(),
        root: cards.root().to_owned(),
        contents: Vec::new(),
        draft: site.is_draft(page),
    }
}

/// The day that the text of a page stands for, where its author wrote one.
pub fn as_of(site: &Site, page: PageId) -> Option<&Date> {
    match page {
        PageId::Briefing(at) => site.briefings[at].meta.as_of.as_ref(),
        PageId::Cell(at) => Some(&site.positions[site.cells[at].positions[0]].meta.as_of.as_ref()?.value),
        _ => None,
    }
}

fn authors(site: &Site, page: PageId) -> &[String] {
    match page {
        PageId::Briefing(at) if !site.briefings[at].meta.authors.is_empty() => &site.briefings[at].meta.authors,
        _ => &site.settings.authors,
    }
}

struct Maker<'a> {
    site: &'a Site,
    contents: Vec<super::view::ContentsEntry>,
}

impl<'a> Maker<'a> {
    /// Ends a page: the notes, and the headings for its table of contents.
    fn notes(&mut self, mut composer: Composer<'a>) -> NotesView {
        self.contents = std::mem::take(&mut composer.contents);
        let remarks = composer.finish_remarks();
        composer.notes(remarks)
    }

    /// The text of a page with its blocks, and its notes.
    fn text<M>(&mut self, mut composer: Composer<'a>, entry: &'a Entry<M>, scope: &Scope<'a>) -> (Text, NotesView) {
        let mut text = blocks::text(&mut composer, self.site, entry, scope);
        let remarks = composer.finish_remarks();
        fill_sources(&composer, self.site, &mut text);
        self.contents = std::mem::take(&mut composer.contents);
        (text, composer.notes(remarks))
    }

    fn home(&mut self, composer: Composer<'a>) -> Content {
        let site = self.site;
        let cards = composer.cards.clone();
        let (text, notes) = match &site.home {
            Some(entry) => self.text(composer, entry, &Scope::all(site)),
            None => Default::default(),
        };
        let actors = (0..site.actors.len()).map(|at| cards.actor(at)).filter(|card| card.positions > 0).collect();
        Content::Home(HomeView {
            text,
            briefings: (0..site.briefings.len().min(LATEST)).map(|at| cards.briefing(at)).collect(),
            actors,
            issues: (0..site.issues.len()).map(|at| cards.issue(at)).collect(),
            events: (0..site.events.len()).rev().take(LATEST).map(|at| cards.event(at)).collect(),
            sources: site.sources.len(),
            positions: site.cells.len(),
            notes,
        })
    }

    fn briefing(&mut self, composer: Composer<'a>, at: usize) -> Content {
        let site = self.site;
        let entry = &site.briefings[at];
        let (text, notes) = self.text(composer, entry, &Scope::of(site, entry));
        let cited = notes.sources.iter().filter_map(|note| site.source_at.get(&note.source.card.key).copied());
        Content::Briefing(BriefingView {
            text,
            summary: entry.meta.summary.clone(),
            authors: authors(site, PageId::Briefing(at)).to_vec(),
            as_of: entry.meta.as_of.as_ref().map_or_else(missing_date, date),
            rests_on: entry.unread.whole.is_none().then(|| summary::of(site, entry, cited.collect())),
            notes,
        })
    }

    fn page(&mut self, composer: Composer<'a>, at: usize) -> Content {
        let (text, notes) = self.text(composer, &self.site.pages[at], &Scope::all(self.site));
        Content::Page(TextView { text, notes })
    }

    fn actor(&mut self, mut composer: Composer<'a>, at: usize) -> Content {
        let site = self.site;
        let entry = &site.actors[at];
        let html = main_html(&mut composer, entry);
        let cells = &site.cells_of_actor[at];
        let positions = cells.iter().map(|&cell| position_beside(&mut composer, site, cell, 4)).collect();
        let cards = composer.cards.clone();
        let looked_into = |issue: usize| site.cell_at.contains_key(&(at, issue));
        // Who has no position at all is context, not a gap in the research.
        let gaps = if cells.is_empty() { 0..0 } else { 0..site.issues.len() };
        let names = |references: &[Reference]| references.iter().any(|id| id.value == entry.id);
        Content::Actor(ActorView {
            actor: cards.actor(at),
            aliases: entry.meta.aliases.clone(),
            members: members(site, &entry.id).into_iter().map(|member| cards.actor(member)).collect(),
            html,
            positions,
            gaps: gaps.filter(|issue| !looked_into(*issue)).map(|issue| cards.issue(issue)).collect(),
            left_out: left_out(site, |(actor, issue)| (*actor == entry.id).then_some(issue)),
            events: (0..site.events.len())
                .rev()
                .filter(|at| names(&site.events[*at].meta.actors))
                .map(|at| cards.event(at))
                .collect(),
            voices: (0..site.sources.len())
                .filter(|at| names(&site.sources[*at].meta.voice_of))
                .map(|at| cards.source(at))
                .collect(),
            notes: self.notes(composer),
        })
    }

    fn issue(&mut self, mut composer: Composer<'a>, at: usize) -> Content {
        let site = self.site;
        let entry = &site.issues[at];
        let html = main_html(&mut composer, entry);
        let cells = &site.cells_of_issue[at];
        let positions = cells.iter().map(|&cell| position_beside(&mut composer, site, cell, 4)).collect();
        let cards = composer.cards.clone();
        Content::Issue(IssueView {
            issue: cards.issue(at),
            scale: entry.meta.scale.clone(),
            related: entry.meta.related.iter().filter_map(|id| Some(cards.issue(site.issue(&id.value)?))).collect(),
            html,
            positions,
            gaps: Scope::all(site)
                .actors
                .into_iter()
                .filter(|actor| !site.cell_at.contains_key(&(*actor, at)))
                .map(|actor| cards.actor(actor))
                .collect(),
            left_out: left_out(site, |(actor, issue)| (*issue == entry.id).then_some(actor)),
            events: (0..site.events.len())
                .rev()
                .filter(|event| site.events[*event].meta.issues.iter().any(|id| id.value == entry.id))
                .map(|event| cards.event(event))
                .collect(),
            notes: self.notes(composer),
        })
    }

    fn cell(&mut self, mut composer: Composer<'a>, at: usize) -> Content {
        let site = self.site;
        let cell = &site.cells[at];
        let current = position(&mut composer, site, at, 0, "", 2);
        let history = (1..cell.positions.len())
            .map(|nth| position(&mut composer, site, at, nth, &cell.scope(site, nth), 4))
            .collect();
        let cards = composer.cards.clone();
        let others = site.cells_of_issue[cell.issue].iter().filter(|other| **other != at);
        Content::Cell(Box::new(CellView {
            actor: cards.actor(cell.actor),
            issue: cards.issue(cell.issue),
            current,
            history,
            others: others.map(|&other| cards.position(other, 0)).collect(),
            notes: self.notes(composer),
        }))
    }

    fn event(&mut self, mut composer: Composer<'a>, at: usize) -> Content {
        let site = self.site;
        let entry = &site.events[at];
        let html = main_html(&mut composer, entry);
        let cards = composer.cards.clone();
        let moved = site.positions_of_cells().filter(|&(cell, nth)| {
            let position = &site.positions[site.cells[cell].positions[nth]].meta;
            position.trigger.as_ref().is_some_and(|id| id.value == entry.id)
        });
        Content::Event(EventView {
            event: cards.event(at),
            html,
            moved: moved.map(|(cell, nth)| cards.position(cell, nth)).collect(),
            previous: at.checked_sub(1).map(|before| cards.event_link(before)),
            next: (at + 1 < site.events.len()).then(|| cards.event_link(at + 1)),
            notes: self.notes(composer),
        })
    }

    fn source(&mut self, mut composer: Composer<'a>, at: usize) -> Content {
        let site = self.site;
        let entry = &site.sources[at];
        let meta = &entry.meta;
        let html = main_html(&mut composer, entry);
        let quotes = meta
            .quotes
            .iter()
            .map(|quote| QuoteView {
                anchor: composer.unique_id(&format!("quote-{}", crate::markdown::slug::slug(&quote.id))),
                text: quote.text.clone(),
                translation: quote.translation.clone(),
                locator: quote.locator.clone(),
            })
            .collect();
        let cards = composer.cards.clone();
        let draws_on =
            |references: &[Reference]| references.iter().any(|id| site.source_at.get(&id.value) == Some(&at));
        Content::Source(Box::new(SourceView {
            source: cards.source(at),
            language_name: meta.language.as_deref().map(crate::model::language::name),
            accessed: meta.accessed.as_ref().map(date),
            address_unread: meta.url.is_none() && entry.unread.holds("url"),
            collected: meta.url.as_ref().and_then(|url| url.value.collected.clone()),
            removed: meta.url.as_ref().map(|url| url.value.removed.clone()).unwrap_or_default(),
            doubts: site.doubts[at].iter().map(|doubt| quoted(&doubt.message)).collect(),
            reliability: meta.reliability.map(word),
            credibility: meta.credibility.map(word),
            voice_of: meta.voice_of.iter().filter_map(|id| Some(cards.actor(site.actor(&id.value)?))).collect(),
            derived_from: meta
                .derived_from
                .iter()
                .filter_map(|id| site.source_at.get(&id.value))
                .map(|at| cards.source(*at))
                .collect(),
            derivatives: (0..site.sources.len())
                .filter(|other| draws_on(&site.sources[*other].meta.derived_from))
                .map(|other| cards.source(other))
                .collect(),
            quotes,
            retracted: meta.retracted.as_ref().map(|retraction| RetractionView {
                date: retraction.date.as_ref().map(date),
                reason: retraction.reason.clone(),
            }),
            html,
            cited_by: cited_by(site, &cards, at),
            notes: self.notes(composer),
        }))
    }
}

fn main_html<'a, M>(composer: &mut Composer<'a>, entry: &'a Entry<M>) -> String {
    let main = composer.main(entry);
    composer.html(&main)
}

/// One side of the positions that are left out, chosen by the other.
fn left_out<'a>(site: &'a Site, side: impl FnMut(&'a (String, String)) -> Option<&'a String>) -> Vec<String> {
    site.left_out.iter().filter_map(side).cloned().collect()
}

fn members(site: &Site, id: &str) -> Vec<usize> {
    let belongs = |at: &usize| site.actors[*at].meta.part_of.as_ref().is_some_and(|part_of| part_of.value == id);
    (0..site.actors.len()).filter(belongs).collect()
}

/// A message for readers: names between quotes instead of the backticks of a terminal.
fn quoted(message: &str) -> String {
    let parts = message.split('`').enumerate();
    parts.map(|(at, part)| if at % 2 == 1 { format!("“{part}”") } else { part.to_owned() }).collect()
}

/// The uses of a source, page by page.
fn cited_by(site: &Site, cards: &Cards, source: usize) -> Vec<CitingPage> {
    let mut pages: Vec<CitingPage> = Vec::new();
    let mut place: BTreeMap<PageId, usize> = BTreeMap::new();
    for used in &site.uses[source] {
        let Some(quotation) = site.quotation(source, *used) else { continue };
        let url = cards.url(used.page);
        let at = *place.entry(used.page).or_insert_with(|| {
            pages.push(CitingPage {
                title: site.title(used.page).to_owned(),
                kind: kind_word(used.page),
                url: url.clone(),
                uses: Vec::new(),
            });
            pages.len() - 1
        });
        pages[at].uses.push(UseView {
            sentence: quotation.sentence,
            locator: quotation.locator.map(str::to_owned),
            url: format!("{url}#{}", quotation.anchor),
        });
    }
    pages
}

fn index(site: &Site, cards: &Cards, kind: Kind) -> IndexView {
    let mut view = IndexView {
        list: kind.folder(),
        briefings: Vec::new(),
        actors: Vec::new(),
        issues: Vec::new(),
        positions: Vec::new(),
        events: Vec::new(),
        sources: Vec::new(),
    };
    match kind {
        Kind::Briefing => view.briefings = (0..site.briefings.len()).map(|at| cards.briefing(at)).collect(),
        Kind::Actor => view.actors = (0..site.actors.len()).map(|at| cards.actor(at)).collect(),
        Kind::Issue => view.issues = (0..site.issues.len()).map(|at| cards.issue(at)).collect(),
        Kind::Position => view.positions = (0..site.cells.len()).map(|at| cards.position(at, 0)).collect(),
        Kind::Event => view.events = (0..site.events.len()).map(|at| cards.event(at)).collect(),
        Kind::Source => view.sources = (0..site.sources.len()).map(|at| cards.source(at)).collect(),
        Kind::Home | Kind::Page => {}
    }
    view
}

fn description(site: &Site, cards: &Cards, page: PageId) -> Option<String> {
    let text = match page {
        PageId::Home => return site.settings.description.clone(),
        PageId::Briefing(at) => cards.briefing_summary(at),
        PageId::Actor(at) => cards.lead(&site.actors[at]),
        PageId::Issue(at) => site.issues[at].meta.question.clone().unwrap_or_else(|| cards.lead(&site.issues[at])),
        PageId::Cell(at) => cards.position(at, 0).summary,
        PageId::Event(at) => cards.lead(&site.events[at]),
        PageId::Source(at) => cards.lead(&site.sources[at]),
        PageId::Page(at) => cards.lead(&site.pages[at]),
        PageId::Index(_) | PageId::Matrix | PageId::Timeline | PageId::NotFound => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn kind_word(page: PageId) -> &'static str {
    match page {
        PageId::Home => "home",
        PageId::Briefing(_) => "briefing",
        PageId::Actor(_) => "actor",
        PageId::Issue(_) => "issue",
        PageId::Cell(_) => "position",
        PageId::Event(_) => "event",
        PageId::Source(_) => "source",
        PageId::Page(_) => "page",
        PageId::Index(_) => "index",
        PageId::Matrix => "matrix",
        PageId::Timeline => "timeline",
        PageId::NotFound => "not-found",
    }
}

/// The absolute address of a page. The front page's is that of the site.
pub(super) fn canonical(base: &str, path: &str) -> String {
    let path =
        path.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/')).unwrap_or(path);
    format!("{base}{}", crate::web::encode_path(path))
}

/// The path of the site's address, with a slash at both ends.
fn base_path(base: &str) -> String {
    let after_host = base.split_once("://").map_or(base, |(_, rest)| rest);
    after_host.find('/').map_or("/", |at| &after_host[at..]).to_owned()
}

/// A language with its country, `pt_BR`, out of a tag that names both.
fn locale(tag: &str) -> Option<String> {
    let country = tag.split('-').skip(1).find(|part| part.len() == 2)?;
    Some(format!("{}_{}", tag.split('-').next()?.to_lowercase(), country.to_uppercase()))
}

/// `site` in templates.
pub fn site_view(site: &Site) -> super::view::SiteView {
    let settings = &site.settings;
    let kinds = [
        ("briefings", !site.briefings.is_empty()),
        ("actors", !site.actors.is_empty()),
        ("issues", !site.issues.is_empty()),
        ("positions", !site.positions.is_empty()),
        ("events", !site.events.is_empty()),
        ("sources", !site.sources.is_empty()),
    ];
    let pages = (0..site.pages.len().min(MENU)).map(|at| super::view::MenuEntry {
        title: site.pages[at].meta.title.clone(),
        path: crate::web::encode_path(&PageId::Page(at).path(site)).into_owned(),
    });
    super::view::SiteView {
        title: settings.title.clone(),
        description: settings.description.clone(),
        language: settings.language.clone(),
        locale: locale(&settings.language),
        direction: direction(&settings.language),
        authors: settings.authors.clone(),
        pages: pages.collect(),
        feed: site.has_feed().then_some(SiteFile::Feed.path()),
        has: kinds.into_iter().filter(|(_, has)| *has).map(|(word, _)| word).collect(),
    }
}

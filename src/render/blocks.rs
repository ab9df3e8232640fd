//! The generated parts of a page: what each block's template may know.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::cards::{Cards, direction};
use super::changes::{self, About};
use super::compose::{Composer, escape, gap_line, no_source};
use super::view::{
    AgreementView, AllowedView, BlockContent, BlockView, CitedSource, ContentsEntry, JudgementView, Part, PositionView,
    PositionsByIssue, QuotedPassage, SpectrumView, Text,
};
use super::{gaps, matrix, scale, timeline};
use crate::analysis::{Seen, day};
use crate::diagnostic::Code;
use crate::ids;
use crate::model::document::{Judgement, Reason};
use crate::model::text::{BlockDay, Cited, Filter, PlacedBlock, Since, Text as TextInPlace};
use crate::model::words::{Show, SourceKind, Word};
use crate::model::{ActorId, BriefingId, CellId, Day, EventId, IssueId, PositionId, Site, SourceId, TextId};

/// What a page's blocks show when their options do not say otherwise.
pub struct Scope {
    /// The actors.
    pub actors: Vec<ActorId>,
    /// The issues.
    pub issues: Vec<IssueId>,
    /// There is nothing that has positions, so events are not chosen by it.
    everything: bool,
    /// For readers: what it should hold, and the site does not have.
    gap: Option<String>,
    /// The briefing whose day and judgements they show.
    pub briefing: Option<BriefingId>,
}

impl Scope {
    /// Everything that has positions on a day.
    pub fn all(site: &Site, seen: Seen) -> Scope {
        let has_some = |cells: &[CellId]| cells.iter().any(|cell| seen.is_filled(*cell));
        let actors: Vec<ActorId> = site.actors.ids().filter(|at| has_some(&site.actors[*at].cells)).collect();
        let issues: Vec<IssueId> = site.issues.ids().filter(|at| has_some(&site.issues[*at].cells)).collect();
        let everything = actors.is_empty() && issues.is_empty();
        Scope { actors, issues, everything, gap: None, briefing: None }
    }

    /// What a briefing names; what it does not name, all that have positions on the rest.
    pub fn of(site: &Site, cards: &Cards, at: BriefingId) -> Scope {
        let (words, seen) = (cards.words, cards.seen);
        let briefing = &site.briefings[at];
        // Of names that are all unknown nothing is meant, rather than everything.
        let (any_actor, any_issue) = (briefing.meta.actors.is_empty(), briefing.meta.issues.is_empty());
        let (mut actors, mut issues) = (briefing.actors.clone(), briefing.issues.clone());
        let mut everything = false;
        if any_actor && any_issue {
            let all = Scope::all(site, seen);
            (actors, issues, everything) = (all.actors, all.issues, all.everything);
        } else if any_actor {
            let cells = issues.iter().flat_map(|issue| &site.issues[*issue].cells);
            let cells = cells.filter(|cell| seen.is_filled(**cell));
            actors = distinct(cells.map(|cell| site.cells[*cell].actor));
        } else if any_issue {
            let cells = actors.iter().flat_map(|actor| &site.actors[*actor].cells);
            let cells = cells.filter(|cell| seen.is_filled(**cell));
            issues = distinct(cells.map(|cell| site.cells[*cell].issue));
        }
        Scope { actors, issues, everything, gap: gaps::of_briefing(site, words, at), briefing: Some(at) }
    }

    /// Its cells: of each actor in it on each issue in it, as far as there are positions of any day.
    pub fn cells<'a>(&'a self, site: &'a Site) -> impl Iterator<Item = CellId> + 'a {
        cells(site, (&self.actors, &self.issues))
    }

    /// The cells that a text shows as they were on the day of its page: those of its blocks, or else its own.
    pub fn shown(&self, cards: &Cards, site: &Site, text: TextId) -> BTreeSet<CellId> {
        let text = &site.texts[text];
        let seen = cards.seen;
        let is_of_page = |block: &PlacedBlock| match &block.day {
            None => true,
            Some(BlockDay::On(date)) => Day::of(date) == seen.day(),
            Some(BlockDay::Latest) => false,
        };
        let takes = |block: &PlacedBlock, cell: CellId| {
            block.filter == Filter::default() || seen.position(cell).is_some_and(|at| cards.takes(&block.filter, at))
        };
        let placed = text.document.body.blocks.iter().zip(&*text.links.blocks);
        let placed = placed.filter_map(|(block, placed)| Some((&*block.name, placed.as_ref()?)));
        let of_page = placed.filter(|(name, block)| OF_POSITIONS.contains(name) && is_of_page(block) && !block.empty);
        let of_page: Vec<&PlacedBlock> = of_page.map(|(_, block)| block).collect();
        let shown = |block| cells(site, self.narrowed(block)).filter(move |cell| takes(block, *cell));
        if of_page.is_empty() { self.cells(site).collect() } else { of_page.into_iter().flat_map(shown).collect() }
    }

    /// Whether it has a position to show.
    fn has_positions(&self, site: &Site, seen: Seen) -> bool {
        self.cells(site).any(|cell| seen.is_filled(cell))
    }

    /// The same on another day.
    fn on_day_of(&self, cards: &Cards) -> Scope {
        let site = cards.seen.site();
        match self.briefing {
            Some(at) => Scope::of(site, cards, at),
            None => Scope::all(site, cards.seen),
        }
    }

    fn narrowed<'s>(&'s self, block: &'s PlacedBlock) -> (&'s [ActorId], &'s [IssueId]) {
        (block.actors.as_ref().unwrap_or(&self.actors), block.issues.as_ref().unwrap_or(&self.issues))
    }

    /// The events that a block shows, oldest first.
    fn events(&self, site: &Site, seen: Seen, block: &PlacedBlock) -> Vec<EventId> {
        let (actors, issues) = self.narrowed(block);
        let chosen = block.actors.is_some() || block.issues.is_some();
        let events = if self.everything && !chosen {
            site.events.ids().collect()
        } else {
            // An event that names nobody is of interest to all.
            let named = actors.iter().flat_map(|actor| &site.actors[*actor].events);
            let about = |event: &EventId| {
                let event = &site.events[*event];
                event.meta.issues.is_empty() || event.issues.iter().any(|issue| issues.contains(issue))
            };
            distinct(named.chain(&site.events_of_all).copied().filter(about))
        };
        let within = |event: &EventId| {
            let date = site.events[*event].meta.date.as_ref().map(|date| &date.value);
            let after = |from| date.is_some_and(|date| date.latest() >= from);
            let before = |to| date.is_some_and(|date| date.earliest() <= to);
            block.from.as_ref().is_none_or(|from| after(from.earliest()))
                && block.to.as_ref().is_none_or(|to| before(to.latest()))
        };
        events.into_iter().filter(|event| seen.knows(*event) && within(event)).collect()
    }
}

/// Blocks that show where positions stand.
const OF_POSITIONS: [&str; 4] = ["matrix", "positions", "spectrum", "agreement"];

/// The cells of some actors on some issues.
fn cells<'s>(site: &'s Site, (actors, issues): (&'s [ActorId], &'s [IssueId])) -> impl Iterator<Item = CellId> {
    let cells = actors.iter().flat_map(move |actor| issues.iter().map(move |issue| (*actor, *issue)));
    cells.filter_map(|(actor, issue)| site.cell(actor, issue))
}

/// Each id once, in order.
fn distinct<I: Ord>(ids: impl Iterator<Item = I>) -> Vec<I> {
    ids.collect::<BTreeSet<I>>().into_iter().collect()
}

/// The text of a page, with its blocks made. A briefing that places no block gets a sensible order by itself.
pub fn text<'a>(composer: &mut Composer<'a>, site: &'a Site, id: TextId, scope: &Scope) -> Text<'a> {
    let mut made =
        Made { site, text: &site.texts[id], scope, parts: Vec::new(), gap: scope.gap.as_deref(), judged: false };
    let main = composer.main(id);
    let text = &site.texts[id];
    let tail = composer.html_with(&main, |composer, at, html| {
        let block = &text.document.body.blocks[at as usize];
        match &text.links.blocks[at as usize] {
            Some(placed) => {
                made.parts.push(Part::Html(std::mem::take(html)));
                made.block(composer, &block.name, placed);
            }
            None => html.push_str(&block.code),
        }
    });
    made.parts.push(Part::Html(tail));
    made.add_missing(composer, id);
    made.parts
}

/// Puts the sources of the page into its `sources` blocks, now that all have their numbers.
pub fn fill_sources<'a>(composer: &Composer<'a>, site: &'a Site, text: &mut Text<'a>) {
    for part in text {
        let Part::Block(block, placed) = part else { continue };
        let BlockContent::Sources { sources } = &mut block.content else { continue };
        let of_kind = |source: SourceId, kinds: &[SourceKind]| {
            site.sources[source].meta.kind.is_some_and(|kind| kinds.contains(&kind))
        };
        let is_wanted = |source| placed.kinds.as_deref().is_none_or(|kinds| of_kind(source, kinds));
        let numbered = composer.cited().zip(1..).filter(|(source, _)| is_wanted(*source));
        let in_remarks = composer.cited_in_remarks().into_iter().filter(|(source, ..)| is_wanted(*source));
        let in_remarks = in_remarks.map(|(source, letter, note)| CitedSource {
            number: letter.to_owned(),
            note: note.to_owned(),
            source: composer.cards.source(source),
        });
        *sources = numbered
            .map(|(source, number)| CitedSource {
                number: number.to_string(),
                note: ids::note(&site.sources[source].id),
                source: composer.cards.source(source),
            })
            .chain(in_remarks)
            .collect();
    }
}

/// A block without options.
static PLAIN: LazyLock<PlacedBlock> = LazyLock::new(PlacedBlock::default);

/// Blocks of the built-in theme. Who places one of them chooses what a briefing shows.
const OURS: [&str; 9] =
    ["matrix", "positions", "spectrum", "agreement", "timeline", "changes", "shifts", "judgements", "sources"];

struct Made<'s, 'a> {
    site: &'a Site,
    text: &'a TextInPlace,
    scope: &'s Scope,
    parts: Text<'a>,
    /// What the scope lacks, until it has been said.
    gap: Option<&'s str>,
    /// The judgements have been shown; their markers have ids, which must not come twice.
    judged: bool,
}

impl<'a> Made<'_, 'a> {
    /// Adds what the author did not place: all in order when there was no block at all, and always the
    /// judgements, since their sources count on being shown.
    fn add_missing(&mut self, composer: &mut Composer<'a>, text: TextId) {
        let Some(at) = self.scope.briefing else { return };
        let text = &self.site.texts[text];
        let has_none = self.site.briefings[at].meta.judgements.is_empty() && !text.unread.keys.contains("judgements");
        if !self.judged && !has_none {
            self.headed(composer, "judgements", "heading.judgements");
        }
        if text.unread.whole.is_some() {
            // What it was to show is not known.
            return;
        }
        if let Some(gap) = self.gap.take() {
            self.say(gap);
        }
        let mut placed = text.document.body.blocks.iter().zip(&*text.links.blocks);
        let has_placed = placed
            .any(|(block, placed)| placed.as_ref().is_some_and(|placed| OURS.contains(&&*block.name) || placed.alone));
        if !has_placed && self.scope.has_positions(self.site, composer.cards.seen) {
            self.headed(composer, "matrix", "heading.matrix");
            self.headed(composer, "positions", "heading.positions");
            if !self.scope.events(self.site, composer.cards.seen, &PLAIN).is_empty() {
                self.headed(composer, "timeline", "heading.timeline");
            }
        }
    }

    fn headed(&mut self, composer: &mut Composer<'a>, name: &'static str, key: &str) {
        if !self.site.blocks.contains(name) {
            return;
        }
        let id = composer.unique_id(name);
        let title = composer.cards.words.text(key);
        let mut html = format!("<h2 id=\"{id}\">");
        escape(&mut html, title);
        html.push_str("</h2>\n");
        self.parts.push(Part::Html(html));
        let url = format!("#{id}");
        composer.contents.push(ContentsEntry { level: 2, title: title.to_owned(), url, id });
        composer.level = 2;
        self.block(composer, name, &PLAIN);
    }

    /// Says what is missing.
    fn say(&mut self, words: &str) {
        let mut html = String::new();
        gap_line(&mut html, words);
        self.parts.push(Part::Html(html));
    }

    fn block(&mut self, composer: &mut Composer<'a>, name: &'a str, block: &'a PlacedBlock) {
        if let Some(gap) = self.gap.take() {
            self.say(gap);
        }
        if let Some(words) = gaps::of_block(composer.cards.words, name, block) {
            self.say(&words);
        }
        let of_page = composer.cards.clone();
        let of_block = of_page.of_block(block);
        let own = (of_block.seen.day() != of_page.seen.day()).then(|| self.scope.on_day_of(&of_block));
        let scope = own.as_ref().unwrap_or(self.scope);
        let (actors, issues) = scope.narrowed(block);
        let chosen = !matches!(name, "sources" | "judgements" | "quote" | "allowed");
        if block.empty || (chosen && scope.gap.is_some() && (actors.is_empty() || issues.is_empty())) {
            return;
        }
        composer.cards = of_block;
        let content = self.content(composer, scope, name, block);
        composer.cards = of_page;
        let as_of = match &block.day {
            Some(BlockDay::On(date)) => composer.cards.date_within(date),
            Some(BlockDay::Latest) => day::date_of_site(self.site).map(|date| composer.cards.date(date)),
            None => None,
        };
        let level = level_below(composer);
        self.parts.push(Part::Block(BlockView { name, options: &block.options, level, as_of, content }.into(), block));
    }

    /// What a block shows, on the day of its cards.
    fn content(
        &mut self,
        composer: &mut Composer<'a>,
        scope: &Scope,
        name: &str,
        block: &'a PlacedBlock,
    ) -> BlockContent<'a> {
        let site = self.site;
        let (actors, issues) = scope.narrowed(block);
        let events = |cards: &Cards<'a>| scope.events(site, cards.seen, block);
        let event_cards = |cards: &Cards<'a>| events(cards).into_iter().map(|at| cards.event(at)).collect();
        let matrix = |cards: &Cards<'a>| matrix::matrix(cards, site, actors, issues, &block.filter);
        match name {
            "matrix" => {
                BlockContent::Matrix { matrix: matrix(&composer.cards), show: block.show.map_or("both", Show::id) }
            }
            "positions" => {
                BlockContent::Positions { positions: positions(composer, site, &block.filter, actors, issues) }
            }
            "changes" | "shifts" => self.changes(&composer.cards, scope, block, name == "shifts"),
            "spectrum" => BlockContent::Spectrum { spectra: spectra(composer, site, actors, issues) },
            "agreement" => {
                // Of one actor it tells who among all agrees with it.
                let others = if actors.len() == 1 { &scope.actors[..] } else { actors };
                BlockContent::Agreement { agreements: agreements(composer, site, actors, others, issues) }
            }
            "timeline" => BlockContent::Timeline {
                picture: timeline::picture(&composer.cards, site, &events(&composer.cards)),
                events: event_cards(&composer.cards),
            },
            "judgements" => BlockContent::Judgements { judgements: self.judgements(composer) },
            "allowed" => BlockContent::Allowed { allowed: self.allowed(&composer.cards) },
            "quote" => BlockContent::Quote { quote: block.quotes.and_then(|at| self.quote(&composer.cards, at)) },
            // They are known when the whole page is.
            "sources" => BlockContent::Sources { sources: Vec::new() },
            _ => BlockContent::Own { matrix: matrix(&composer.cards), events: event_cards(&composer.cards) },
        }
    }

    /// What the texts of the site say is right all the same, in their order.
    fn allowed(&self, cards: &Cards<'a>) -> Vec<AllowedView<'a>> {
        let site = self.site;
        let texts = site.texts.iter().filter_map(|text| Some((text.page, site.allowed.get(&text.path)?)));
        let view = |page, (code, reason): (&Code, &'a Reason)| AllowedView {
            page: cards.page_link(page),
            rule: code.name(),
            reason: cards.words_of(&reason.words),
        };
        texts.flat_map(|(page, allowed)| allowed.iter().map(move |one| view(page, one))).collect()
    }

    /// The passage that a marker of the text cites.
    fn quote(&self, cards: &Cards<'a>, marker: u32) -> Option<Box<QuotedPassage<'a>>> {
        let marker = &self.text.document.body.markers[marker as usize];
        let cited = *marker.part_of(&self.text.links.cited).first()?;
        let source = cited.source?;
        let citing = marker.cites().first()?;
        let passage = cards.passage(cited, citing)?;
        let locator = cards.locator(cited, citing).map(|(locator, _)| locator.into_owned());
        let locator = locator.filter(|locator| !locator.is_empty());
        Some(QuotedPassage { passage, locator, source: cards.source(source) }.into())
    }

    /// What changed until the day: since the one that the block names, else since the briefing that this one follows, or
    /// the one before it.
    fn changes(&self, cards: &Cards<'a>, scope: &Scope, block: &'a PlacedBlock, shifts: bool) -> BlockContent<'a> {
        let site = self.site;
        let before = scope.briefing.and_then(|at| site.briefing_before(at)).map(Since::Briefing);
        let since = block.since.as_ref().or(before.as_ref());
        // What a briefing is about narrows what it tells; another page tells all.
        let briefing = scope.briefing.map(|at| &site.briefings[at]);
        let narrows = briefing.is_some_and(|entry| !entry.actors.is_empty() || !entry.issues.is_empty());
        let narrowed = narrows.then(|| scope.narrowed(block));
        let about = About {
            since: since.and_then(|since| cards.day_since(since)),
            since_briefing: since.and_then(|since| if let Since::Briefing(at) = since { Some(*at) } else { None }),
            actors: block.actors.as_deref().or(narrowed.map(|(actors, _)| actors)),
            issues: block.issues.as_deref().or(narrowed.map(|(_, issues)| issues)),
            shifts,
            told_by: briefing.map(|briefing| briefing.text),
        };
        BlockContent::Changes {
            changes: changes::list(cards, site, cards.changes(), about),
            since: since.and_then(|since| match since {
                Since::Date(date) => Some(cards.words.date(date).into()),
                Since::Briefing(at) => Some(cards.words_of(&site.briefings[*at].meta.title).into()),
                Since::Later => None,
            }),
        }
    }

    fn judgements(&mut self, composer: &mut Composer<'a>) -> Vec<JudgementView<'a>> {
        let Some(at) = self.scope.briefing else { return Vec::new() };
        if std::mem::replace(&mut self.judged, true) {
            return Vec::new();
        }
        let briefing = &self.site.briefings[at];
        let text = &self.site.texts[briefing.text];
        if text.unread.keys.contains("judgements") {
            self.say(composer.cards.words.text("gap.judgements-unread"));
        }
        let judgements = briefing.meta.judgements.iter().zip(&text.links.judgements).enumerate();
        let view = |(number, (judgement, cited)): (usize, (&'a Judgement, &Vec<Cited>))| {
            let view = judgement_view(composer, judgement, cited);
            JudgementView { outcome: composer.cards.outcome((at, number)), ..view }
        };
        judgements.map(view).collect()
    }
}

/// The level of a heading below the one that a block stands under.
fn level_below(composer: &Composer) -> u8 {
    (composer.level + 1).min(6)
}

/// The places of some actors on the scale of each issue.
fn spectra<'a>(
    composer: &mut Composer<'a>,
    site: &'a Site,
    actors: &[ActorId],
    issues: &[IssueId],
) -> Vec<SpectrumView<'a>> {
    let cards = composer.cards.clone();
    let spectra = issues.iter().filter_map(|issue| {
        let anchor = || composer.unique_id(&ids::theme(&["spectrum-", &site.issues[*issue].id].concat()));
        scale::spectrum(&cards, site, actors, *issue, anchor)
    });
    spectra.collect()
}

/// Who among `others` agrees with each actor on some issues.
fn agreements<'a>(
    composer: &mut Composer<'a>,
    site: &'a Site,
    actors: &[ActorId],
    others: &[ActorId],
    issues: &[IssueId],
) -> Vec<AgreementView<'a>> {
    let agreement = |actor| scale::agreement(&composer.cards, site, actor, Some(others), Some(issues));
    let agreements = actors.iter().map(|actor| agreement(*actor));
    let mut agreements: Vec<_> = agreements.filter(|found| !found.others.is_empty()).collect();
    for agreement in &mut agreements {
        agreement.anchor = composer.unique_id(&ids::theme(&["agreement-", agreement.actor.id].concat()));
    }
    agreements
}

/// The positions of some actors on some issues, in sections.
fn positions<'a>(
    composer: &mut Composer<'a>,
    site: &'a Site,
    filter: &Filter,
    actors: &[ActorId],
    issues: &[IssueId],
) -> Vec<PositionsByIssue<'a>> {
    let level = level_below(composer);
    let mut sections = Vec::new();
    for &issue in issues {
        let (mut positions, mut gaps) = (Vec::new(), Vec::new());
        composer.begin_section();
        for &actor in actors {
            match composer.cards.seen.position_of(actor, issue) {
                Some(at) if !composer.cards.takes(filter, at) => {}
                Some(at) => positions.push(position_beside(composer, site, at, level + 2)),
                None => gaps.push(composer.cards.actor(actor)),
            }
        }
        if !positions.is_empty() {
            let anchor = composer.unique_id(&ids::issue(&site.issues[issue].id));
            sections.push(PositionsByIssue { issue: composer.cards.issue(issue), anchor, positions, gaps });
        }
    }
    sections
}

fn judgement_view<'a>(composer: &mut Composer<'a>, judgement: &'a Judgement, cited: &[Cited]) -> JudgementView<'a> {
    let mut html = String::new();
    for (key, cited) in judgement.cites.iter().zip(cited) {
        match cited.source {
            Some(source) => composer.source_marker("", source, *cited, None, &mut html),
            None => no_source(&mut html, &composer.cards, &key.value, None),
        }
    }
    JudgementView { html, ..judgement_card(&composer.cards, judgement, cited) }
}

/// A judgement without the markers of its sources.
pub fn judgement_card<'a>(cards: &Cards<'a>, judgement: &'a Judgement, cited: &[Cited]) -> JudgementView<'a> {
    // A word that was written and is none must not seem never to have been there.
    let missing = |key, text| judgement.refused.contains(key).then(|| cards.missing(text));
    let band = judgement.likelihood.map(|likelihood| cards.band(likelihood));
    let sources = distinct(cited.iter().filter_map(|cited| cited.source));
    JudgementView {
        text: &judgement.text,
        html: String::new(),
        likelihood: judgement
            .likelihood
            .map(|word| cards.likelihood(word))
            .or_else(|| missing("likelihood", "missing.likelihood")),
        from: band.map(|(from, _)| from),
        to: band.map(|(_, to)| to),
        confidence: judgement
            .confidence
            .map(|word| cards.word(word))
            .or_else(|| missing("confidence", "missing.confidence")),
        sources: sources.len(),
        origins: cards.grounds().count(&sources),
        shaken: cards.shaken(&sources),
        outcome: None,
    }
}

/// A position on a page that is not its own.
pub fn position_beside<'a>(composer: &mut Composer<'a>, site: &'a Site, at: PositionId, base: u8) -> PositionView<'a> {
    position(composer, site, at, &ids::scope(&site.positions[at].id), base)
}

/// A position in full. An empty `scope` means that the page is about it.
pub fn position<'a>(
    composer: &mut Composer<'a>,
    site: &'a Site,
    at: PositionId,
    scope: &str,
    base: u8,
) -> PositionView<'a> {
    let entry = &site.positions[at];
    let text = if scope.is_empty() { composer.main(entry.text) } else { composer.beside(entry.text, scope, base) };
    let html = composer.html(&text);
    let anchor = composer.unique_id(&ids::position(&entry.id));
    let language = site.language_of(entry.text);
    PositionView {
        card: composer.cards.position(at),
        html,
        language: (language != composer.language).then_some(language),
        direction: direction(language),
        anchor,
    }
}

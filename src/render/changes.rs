//! What changed, in words.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::Serialize;

use super::cards::Cards;
use super::library::Library;
use super::scale::option;
use super::view::{ChangeView, LinkView, MonthOfChanges, PlaceView};
use super::words::Words;
use crate::analysis::{Change, Fact, changes, day, scale};
use crate::model::words::{Firmness, Stance};
use crate::model::{ActorId, BriefingId, Date, Day, IssueId, PositionId, Site, TextId};

/// Others that a shift names on each side: all of all shifts would grow with their square.
const MOST_OTHERS: usize = 24;

/// A change, for those who read it outside of the site.
#[derive(Debug, Serialize)]
pub struct ToldChange<'a> {
    /// The change.
    #[serde(flatten)]
    pub change: ChangeView<'a>,
    /// To whom a position came nearer and from whom it moved away, in words; empty where there is nobody.
    #[serde(skip)]
    pub beside: String,
    /// The content file that tells it.
    pub file: &'a str,
}

/// What a list of changes is about.
#[derive(Debug, Clone, Copy, Default)]
pub struct About<'s> {
    /// From when; without it, from the beginning.
    pub since: Option<Day>,
    /// The briefing since which it is: what is held otherwise than there is told, also on its own day.
    pub since_briefing: Option<BriefingId>,
    /// The actors; without them, all.
    pub actors: Option<&'s [ActorId]>,
    /// The issues; without them, all.
    pub issues: Option<&'s [IssueId]>,
    /// Nothing but moves of positions.
    pub shifts: bool,
    /// The text that tells them: that it came out is no news in itself.
    pub told_by: Option<TextId>,
}

/// Changes that a block tells: the rest stands on the page of all.
const MOST_CHANGES: usize = 200;

impl About<'_> {
    /// Whether a fact belongs to it.
    pub fn takes(&self, site: &Site, fact: Fact) -> bool {
        fn among<I: PartialEq>(wanted: Option<&[I]>, named: &[I]) -> bool {
            wanted.is_none_or(|wanted| named.is_empty() || named.iter().any(|one| wanted.contains(one)))
        }
        let is_shift = matches!(fact, Fact::Shift { .. });
        let everything = self.actors.is_none() && self.issues.is_none();
        let is_itself = matches!(fact, Fact::Briefing(_)) && self.told_by == Some(fact.text(site));
        (is_shift || !self.shifts)
            && !is_itself
            && (everything || (among(self.actors, &fact.actors(site)) && among(self.issues, &fact.issues(site))))
    }
}

/// The changes that a page of this day knows, newest first.
pub fn list<'a>(cards: &Cards<'a>, site: &'a Site, all: &'a [Change], about: About) -> Vec<ChangeView<'a>> {
    let mut known = changes::newest_first(all, about.since, cards.seen.day());
    if let (Some(briefing), Some(since)) = (about.since_briefing, about.since) {
        known.extend(changes::held_otherwise(site, all, briefing, since.min(cards.seen.day())));
    }
    let wanted = known.into_iter().filter(|change| about.takes(site, change.fact)).take(MOST_CHANGES);
    wanted.map(|change| view(cards, site, &change.date, change.fact)).collect()
}

/// The changes that the site's own day, or the one `until`, knows, newest first, for those who read them outside of
/// the site: each with its file, and addresses that are absolute where the site knows where it will stand.
pub fn told(library: &Library, since: Option<Day>, until: Option<Day>) -> Vec<ToldChange<'_>> {
    let site = library.site();
    let cards = Cards::new(library, site.base_url().unwrap_or_default());
    let until = until.unwrap_or(cards.seen.day());
    let known = changes::newest_first(library.changes(), since, until).into_iter();
    known.map(|change| told_one(&cards, site, change)).collect()
}

/// One of them.
pub fn told_one<'a>(cards: &Cards<'a>, site: &'a Site, change: &'a Change) -> ToldChange<'a> {
    let file = &site.texts[change.fact.text(site)].path;
    let change = view(cards, site, &change.date, change.fact);
    let between = cards.words.text("list.words");
    let sides = [("say.nearer", &change.nearer), ("say.farther", &change.farther)].into_iter();
    let sides = sides.filter(|(_, actors)| !actors.is_empty()).map(|(key, actors)| {
        let names: Vec<&str> = actors.iter().map(|actor| actor.title).collect();
        cards.words.with(key, &[("actors", &*names.join(between))])
    });
    ToldChange { beside: sides.collect::<Vec<_>>().join(" "), change, file }
}

/// Changes in sections, month by month; of a year alone, by year. A month has one section, where its newest change
/// stands.
pub fn by_month<'a>(cards: &Cards<'a>, changes: Vec<ChangeView<'a>>) -> Vec<MonthOfChanges<'a>> {
    let mut months: Vec<MonthOfChanges> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for change in changes {
        let at = *places.entry(change.month.clone()).or_insert_with_key(|month| {
            let title = Date::parse(month).map(|date| cards.words.date(&date)).unwrap_or_default();
            months.push(MonthOfChanges { id: month.clone(), title, changes: Vec::new() });
            months.len() - 1
        });
        months[at].changes.push(change);
    }
    months
}

/// The month of a date, as an anchor of the page of changes names it; of a year alone, the year.
pub fn month(date: &Date) -> String {
    let (year, month, _) = date.known();
    match month.or_else(|| date.season().map(|_| date.earliest().month())) {
        Some(month) => format!("{year}-{month:02}"),
        None => year.to_string(),
    }
}

/// A change, in words and in parts.
pub fn view<'a>(cards: &Cards<'a>, site: &'a Site, date: &'a Date, fact: Fact) -> ChangeView<'a> {
    let mut view = brief(cards, site, date, fact);
    if let Fact::Shift { from, to } = fact
        && let Some(way) = scale::way(site, from, to)
    {
        let (nearer, farther) = scale::towards(cards.seen, to, way);
        let links = |actors: Vec<ActorId>| -> Vec<LinkView<'a>> {
            actors.into_iter().take(MOST_OTHERS).map(|actor| cards.actor_link(actor)).collect()
        };
        (view.nearer, view.farther) = (links(nearer), links(farther));
    }
    view
}

/// The same but for whom a position came nearer to or moved away from: to know that takes a look at all others.
pub fn brief<'a>(cards: &Cards<'a>, site: &'a Site, date: &'a Date, fact: Fact) -> ChangeView<'a> {
    let mut view = ChangeView { kind: kind(fact), date: cards.date(date), month: month(date), ..ChangeView::default() };
    match fact {
        Fact::New(at) => position(cards, site, None, at, &mut view),
        Fact::Shift { from, to } | Fact::Renewed { from, to } => position(cards, site, Some(from), to, &mut view),
        Fact::Event(at) | Fact::Announced(at) => {
            let entry = &site.events[at];
            view.text = Some(cards.lead(entry.text)).filter(|text| !text.is_empty());
            titled(&mut view, &entry.meta.title, cards.url(entry.page));
        }
        Fact::Briefing(at) => {
            let entry = &site.briefings[at];
            view.text = Some(cards.briefing_summary(at)).filter(|text| !text.is_empty());
            titled(&mut view, &entry.meta.title, cards.url(entry.page));
        }
        Fact::Judgement { from, to } => {
            let judgement = |(at, number): (BriefingId, usize)| &site.briefings[at].meta.judgements[number];
            let place = |at| judgement(at).likelihood.map(|word| PlaceView::of(cards.words.label(word)));
            (view.from, view.to) = (place(from), place(to));
            titled(&mut view, &judgement(to).text, cards.url(site.briefings[to.0].page));
        }
        Fact::Outcome(at, number) => {
            let judgement = &site.briefings[at].meta.judgements[number];
            if let Some(outcome) = &judgement.outcome {
                view.to = Some(PlaceView::of(cards.words.label(outcome.result)));
                view.text = outcome.note.as_ref().map(|note| Cow::Borrowed(cards.words_of(note)));
            }
            titled(&mut view, &judgement.text, cards.url(site.briefings[at].page));
        }
        Fact::Retracted(at) => {
            let entry = &site.sources[at];
            let reason = entry.meta.retracted.as_ref().and_then(|retraction| retraction.reason.as_deref());
            view.text = reason.map(Cow::Borrowed);
            titled(&mut view, &entry.meta.title, cards.url(entry.page));
        }
        Fact::Archived(at, _) => {
            let entry = &site.sources[at];
            titled(&mut view, &entry.meta.title, cards.url(entry.page));
        }
        Fact::Corrected(at, number) => {
            view.text = Some(Cow::Borrowed(&*site.texts[at].document.corrections[number].text));
            titled(&mut view, corrected_title(cards, site, at), cards.url(site.texts[at].page));
        }
    }
    view.sentence = sentence(cards, &view);
    view
}

fn corrected_title<'a>(cards: &Cards<'a>, site: &'a Site, text: TextId) -> &'a str {
    cards.title(site.texts[text].page)
}

fn titled<'a>(view: &mut ChangeView<'a>, title: &'a str, url: String) {
    (view.title, view.url) = (title.into(), url);
}

/// That a position is new, moved, or was taken again.
fn position<'a>(
    cards: &Cards<'a>,
    site: &'a Site,
    from: Option<PositionId>,
    to: PositionId,
    view: &mut ChangeView<'a>,
) {
    let entry = &site.positions[to];
    let cell = &site.cells[entry.cell];
    view.actor = Some(cards.actor_link(cell.actor));
    view.issue = Some(cards.issue_link(cell.issue));
    view.from = from.map(|from| place(cards, site, from));
    view.to = Some(place(cards, site, to));
    view.text = Some(cards.position_summary(to)).filter(|text| !text.is_empty());
    view.trigger = entry.trigger.map(|trigger| cards.event_link(trigger));
    view.url = cards.position_url(to);
    let Some(from) = from else { return };
    let way = scale::way(site, from, to);
    view.steps = way.map_or(0, scale::Way::steps);
    view.towards = way.and_then(|way| towards(cards, site, cell.issue, way));
    let (was, is) = (&site.positions[from], entry);
    view.restance = was.option.is_some() && was.option == is.option && was.meta.stance != is.meta.stance;
    if was.option.is_some() != is.option.is_some() {
        // An option and a stance are no ends of one way.
        for (place, at) in [(&mut view.from, from), (&mut view.to, to)] {
            let label = label(cards.words, None, site.positions[at].meta.stance);
            place.iter_mut().for_each(|place| place.label = label);
        }
    }
    view.asides = asides(cards.words, &stand(cards, site, from), &stand(cards, site, to), is_same(view));
    view.firmness = firmer(was.meta.firmness, is.meta.firmness);
}

/// Whether a position stands where it stood.
fn is_same(view: &ChangeView) -> bool {
    let [from, to] = [&view.from, &view.to].map(|place| place.as_ref().map(|place| place.label));
    from == to && !view.restance
}

/// What is told of a position besides its place.
pub struct Stand<'a> {
    /// How firmly it is held.
    pub firmness: Option<Firmness>,
    /// The option that it is for.
    pub own: Option<&'a str>,
    /// The options that it could live with.
    pub accepts: Vec<&'a str>,
    /// The options that it rules out.
    pub rejects: Vec<&'a str>,
}

fn stand<'a>(cards: &Cards<'a>, site: &'a Site, at: PositionId) -> Stand<'a> {
    let entry = &site.positions[at];
    let issue = site.cells[entry.cell].issue;
    let label = |at: &usize| option(cards, site, issue, *at).label;
    Stand {
        firmness: entry.meta.firmness,
        own: entry.option.as_ref().map(label),
        accepts: entry.accepts.iter().map(label).collect(),
        rejects: entry.rejects.iter().map(label).collect(),
    }
}

/// Whether a position is held `firmer` or `softer` than before.
pub fn firmer(was: Option<Firmness>, is: Option<Firmness>) -> Option<&'static str> {
    match scale::firmer(was, is)? {
        std::cmp::Ordering::Less => Some("softer"),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some("firmer"),
    }
}

/// What became of options and of the firmness, as far as the way from one place to another does not tell it, in words.
/// `same`: there is no such way, so what is said of the firmness is news.
pub fn asides(words: &Words, was: &Stand, is: &Stand, same: bool) -> Vec<String> {
    let quoted = |option: &str| words.with("list.quoted", &[("text", option)]);
    let mut said = Vec::new();
    match (was.own, is.own) {
        (None, Some(own)) => said.push(words.with("move.option-named", &[("option", &*quoted(own))])),
        (Some(own), None) => said.push(words.with("move.option-lost", &[("option", &*quoted(own))])),
        _ => {}
    }
    match (was.firmness, is.firmness) {
        _ if !same => {}
        (None, Some(firmness)) => {
            said.push(words.with("move.firmness-said", &[("firmness", words.label(firmness))]));
        }
        (Some(_), None) => said.push(words.text("move.firmness-lost").to_owned()),
        _ => {}
    }
    // Of what a position says nothing of, nothing is known to be otherwise.
    let (speaks, excludes) = (!is.accepts.is_empty(), !is.rejects.is_empty());
    // What was held was accepted too; that it is ruled out now is news.
    let held = [was.own, is.own];
    for (key, now, then, known, told) in [
        ("move.now-accepts", &is.accepts, &was.accepts, &held[..], speaks),
        ("move.accepts-no-more", &was.accepts, &is.accepts, &held[..], speaks),
        ("move.now-rejects", &is.rejects, &was.rejects, &[][..], excludes),
        ("move.rejects-no-more", &was.rejects, &is.rejects, &held[..], excludes),
    ] {
        let new = now.iter().filter(|option| !known.contains(&Some(**option)) && !then.contains(*option));
        let new: Vec<String> = new.map(|option| quoted(option)).collect();
        if told && !new.is_empty() {
            said.push(words.with(key, &[("options", &*new.join(words.text("list.words")))]));
        }
    }
    said
}

/// The option at the end of a scale to which a way leads, unless it ends there. Stances are no scale with ends of its own.
fn towards<'a>(cards: &Cards<'a>, site: &'a Site, issue: IssueId, way: scale::Way) -> Option<&'a str> {
    let last = site.issues[issue].meta.scale.len().checked_sub(1)?;
    let end = if way.to > way.from { last } else { 0 };
    (way.to != end).then(|| option(cards, site, issue, end).label)
}

/// Where a position stands: its option, else its stance; and how firmly.
fn place<'a>(cards: &Cards<'a>, site: &'a Site, at: PositionId) -> PlaceView<'a> {
    let entry = &site.positions[at];
    let issue = site.cells[entry.cell].issue;
    let stance = entry.meta.stance.map_or_else(|| cards.missing("missing.stance"), |stance| cards.word(stance));
    PlaceView {
        label: label(cards.words, entry.option.map(|at| option(cards, site, issue, at).label), entry.meta.stance),
        stance: Some(stance),
        firmness: entry.meta.firmness.map(|firmness| cards.word(firmness)),
        as_of: day::date_of(site, at).map(|date| cards.date(date)),
        sources: site.cited(entry.text).into_iter().map(|source| cards.source_link(source)).collect(),
    }
}

/// What a place is called: its option, else its stance.
pub fn label<'a>(words: &'a Words, option: Option<&'a str>, stance: Option<Stance>) -> &'a str {
    option.unwrap_or_else(|| stance.map_or(words.text("missing.stance"), |stance| words.label(stance)))
}

fn kind(fact: Fact) -> &'static str {
    match fact {
        Fact::New(_) => "new",
        Fact::Shift { .. } => "shift",
        Fact::Renewed { .. } => "renewed",
        Fact::Event(_) => "event",
        Fact::Announced(_) => "announced",
        Fact::Briefing(_) => "briefing",
        Fact::Judgement { .. } => "judgement",
        Fact::Outcome(..) => "outcome",
        Fact::Retracted(_) => "retracted",
        Fact::Archived(..) => "archived",
        Fact::Corrected(..) => "corrected",
    }
}

/// The sentence that tells a change; `same`: what it names stands where it stood.
fn key_of(view: &ChangeView, same: bool) -> &'static str {
    match (view.kind, view.firmness) {
        ("shift", _) if view.restance => "change.restance",
        ("shift", Some("firmer")) if same => "change.firmer",
        ("shift", Some("softer")) if same => "change.softer",
        ("shift" | "renewed", _) if same && !view.asides.is_empty() => "change.still",
        ("shift" | "renewed", _) if same => "change.restated",
        ("shift", _) if view.steps > 0 => "change.shift-by",
        ("shift" | "renewed", _) => "change.shift",
        ("event", _) => "change.event",
        ("announced", _) => "change.announced",
        ("briefing", _) => "change.briefing",
        ("judgement", _) => "change.judgement",
        ("outcome", _) => "change.outcome",
        ("retracted", _) => "change.retracted",
        ("archived", _) => "change.archived",
        ("corrected", _) => "change.corrected",
        _ => "change.new",
    }
}

/// What changed in one sentence, for feeds, terminals and those who do not see the picture.
fn sentence(cards: &Cards, view: &ChangeView) -> String {
    let title = |link: &Option<LinkView>| link.as_ref().map_or("", |link| link.title).to_owned();
    let label = |place: &Option<PlaceView>| place.as_ref().map_or("", |place| place.label).to_owned();
    let (actor, issue) = (title(&view.actor), title(&view.issue));
    let (from, to) = (label(&view.from), label(&view.to));
    let text = view.text.as_deref().unwrap_or_default();
    let stance = |place: &Option<PlaceView>| Some(place.as_ref()?.stance.as_ref()?.label.to_string());
    let (was, is) = (stance(&view.from).unwrap_or_default(), stance(&view.to).unwrap_or_default());
    let steps = match view.towards {
        Some(end) => cards.words.count("count.steps-towards", view.steps, &[("end", end)]),
        None => cards.words.count("count.steps", view.steps, &[]),
    };
    let key = key_of(view, from == to);
    let arguments = [
        ("actor", &*actor),
        ("issue", &*issue),
        ("from", &*from),
        ("to", &*to),
        ("title", &*view.title),
        ("text", text),
        ("was", &*was),
        ("is", &*is),
        ("steps", &*steps),
    ];
    let mut sentence = cards.words.with(key, &arguments);
    let and = match view.firmness {
        Some("firmer") if key != "change.firmer" => Some("change.and-firmer"),
        Some("softer") if key != "change.softer" => Some("change.and-softer"),
        _ => None,
    };
    if let Some(and) = and {
        sentence = cards.words.with(and, &[("sentence", &*sentence)]);
    }
    for aside in &view.asides {
        sentence = [&*sentence, cards.words.text("list.clauses"), aside].concat();
    }
    if let Some(trigger) = &view.trigger {
        sentence = cards.words.with("change.and-after", &[("sentence", &*sentence), ("event", trigger.title)]);
    }
    sentence
}

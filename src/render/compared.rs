//! How a site differs from an earlier state of it, in words.

use serde::Serialize;

use super::cards::Cards;
use super::changes::{self, Stand, ToldChange};
use super::library::Library;
use super::view::DateView;
use super::words::Words;
use crate::analysis::compare::{self, ComparedItem, Comparison, Days, Record, Said, Thing};
use crate::model::words::Word;
use crate::model::{PageId, Site, SourceId};

/// How a site differs from an earlier state of it.
#[derive(Debug, Serialize)]
pub struct ComparisonView<'a> {
    /// Facts that the earlier state did not know, newest first.
    pub changes: Vec<ToldChange<'a>>,
    /// What is the same under another name, newest first.
    pub renamed: Vec<DifferenceView<'a>>,
    /// What says something else of the same date, newest first.
    pub rewritten: Vec<DifferenceView<'a>>,
    /// What had a date and is not there any more, newest first.
    pub gone: Vec<DifferenceView<'a>>,
    /// Sources whose addresses do not answer any more.
    pub dead: Vec<DifferenceView<'a>>,
    /// Sources that were taken back, nobody says when.
    pub retracted: Vec<DifferenceView<'a>>,
}

/// Something in which a site differs from an earlier state of it, and which is no new fact.
#[derive(Debug, Serialize)]
pub struct DifferenceView<'a> {
    /// `renamed`, `rewritten`, `gone`, `dead` or `retracted`.
    pub kind: &'static str,
    /// What it is: `position`, `event`, `announced`, `briefing`, `judgement`, `outcome`, `retracted`, `archived`, `corrected` or
    /// `source`.
    pub thing: &'static str,
    /// When.
    pub date: Option<DateView<'a>>,
    /// What it is about.
    pub title: String,
    /// All of it in one sentence.
    pub sentence: String,
    /// Where it is told; nothing when it is gone.
    pub url: Option<String>,
    /// The file that says it, or did.
    pub file: &'a str,
    /// What it said.
    pub before: Option<SaidView<'a>>,
    /// What it says.
    pub now: Option<SaidView<'a>>,
}

/// What a position or a judgement says.
#[derive(Debug, Serialize)]
pub struct SaidView<'a> {
    /// The option, else the stance, or how likely.
    pub label: &'a str,
    /// When.
    pub as_of: Option<DateView<'a>>,
    /// The stance.
    pub stance: Option<&'static str>,
    /// How firmly.
    pub firmness: Option<&'static str>,
    /// The option that it stands for.
    pub option: Option<&'a str>,
    /// The options that it could live with.
    pub accepts: &'a [String],
    /// The options that it rules out.
    pub rejects: &'a [String],
    /// Its summary.
    pub summary: &'a str,
    /// How likely a judgement is held.
    pub likelihood: Option<&'static str>,
}

/// What a site says, to be held against another state of it.
pub fn record(library: &Library) -> Record {
    let cards = Cards::as_written(library);
    Record::of(library.site(), |position| cards.position_summary(position).into_owned())
}

/// How a site, which says what is recorded as `now`, differs from an `old` state of it, in what is of some days.
pub fn compared<'a>(library: &'a Library, old: &'a Record, now: &'a Record, days: Days) -> ComparisonView<'a> {
    let site = library.site();
    let cards = Cards::new(library, site.base_url().unwrap_or_default());
    let compared = compare::compare(old, now, site, library.changes());
    let Comparison { new, renamed, rewritten, gone, dead, retracted } = compared.of(days);
    ComparisonView {
        renamed: renamed.into_iter().map(|(was, is)| renamed_view(&cards, site, was, is)).collect(),
        changes: new.into_iter().map(|change| changes::told_one(&cards, site, change)).collect(),
        rewritten: rewritten.into_iter().map(|(was, is)| rewritten_view(&cards, site, was, is)).collect(),
        gone: gone.into_iter().map(|item| gone_view(&cards, site, item)).collect(),
        dead: dead.into_iter().map(|at| source_view(&cards, site, "dead", at)).collect(),
        retracted: retracted.into_iter().map(|at| source_view(&cards, site, "retracted", at)).collect(),
    }
}

fn rewritten_view<'a>(
    cards: &Cards<'a>,
    site: &'a Site,
    was: &'a ComparedItem,
    is: &'a ComparedItem,
) -> DifferenceView<'a> {
    let (before, now) = (said(cards, was), said(cards, is));
    let label = |said: &Option<SaidView<'a>>| said.as_ref().map_or("", |said| said.label);
    let (mut from, mut to) = (label(&before), label(&now));
    if was.said.stance != is.said.stance && (from == to || has_option(was) != has_option(is)) {
        (from, to) =
            (changes::label(cards.words, None, was.said.stance), changes::label(cards.words, None, is.said.stance));
    }
    let date = |item: &'a ComparedItem| item.date.as_ref().map(|date| cards.words.date(date)).unwrap_or_default();
    let (old_date, new_date) = (date(was), date(is));
    let key = match &is.thing {
        Thing::Position { .. } if was.date != is.date => "change.redated",
        Thing::Position { .. } if from == to => "change.reworded",
        Thing::Position { .. } => "change.rewritten",
        Thing::Judgement(..) if was.said.likelihood != is.said.likelihood => "change.rejudged",
        _ if was.date != is.date && !matches!(is.thing, Thing::Judgement(..)) => "change.redated",
        _ => {
            let verdicts = was.said.verdict != is.said.verdict;
            (from, to) = (words_of(cards, was, verdicts), words_of(cards, is, verdicts));
            "change.said-otherwise"
        }
    };
    // What became of a judgement is told by the words behind it.
    let title = if key == "change.redated" || !matches!(is.thing, Thing::Outcome(..)) {
        title(cards, site, is)
    } else {
        is.title.clone()
    };
    let title = if title == to { is.file.clone() } else { title };
    let arguments = [("title", &*title), ("from", from), ("to", to), ("date", &*new_date), ("before", &*old_date)];
    let mut sentence = cards.words.with(key, &arguments);
    for aside in asides(cards.words, was, is, from == to) {
        sentence = [&*sentence, cards.words.text("list.clauses"), &*aside].concat();
    }
    DifferenceView {
        sentence,
        url: page_of(site, &is.thing).map(|page| cards.url(page)),
        before,
        now,
        ..plain(cards, "rewritten", is, title)
    }
}

/// What an item says that is neither a position nor how likely something is: its words, or its verdict.
fn words_of<'a>(cards: &Cards<'a>, item: &'a ComparedItem, verdict: bool) -> &'a str {
    match item.said.verdict.filter(|_| verdict) {
        Some(verdict) => cards.words.label(verdict),
        None => &item.said.summary,
    }
}

fn has_option(item: &ComparedItem) -> bool {
    item.said.options.as_ref().is_some_and(|options| options.own.is_some())
}

/// What else a position said otherwise.
fn asides(words: &Words, was: &ComparedItem, is: &ComparedItem, same: bool) -> Vec<String> {
    fn stand(said: &Said) -> Stand<'_> {
        let options = said.options.as_ref();
        Stand {
            firmness: said.firmness,
            own: options.and_then(|options| options.own.as_deref()),
            accepts: options.map_or_else(Vec::new, |options| options.accepts.iter().map(String::as_str).collect()),
            rejects: options.map_or_else(Vec::new, |options| options.rejects.iter().map(String::as_str).collect()),
        }
    }
    let firmer = changes::firmer(was.said.firmness, is.said.firmness).map(|word| match word {
        "firmer" => words.text("move.is-firmer").to_owned(),
        _ => words.text("move.is-softer").to_owned(),
    });
    firmer.into_iter().chain(changes::asides(words, &stand(&was.said), &stand(&is.said), same)).collect()
}

fn renamed_view<'a>(
    cards: &Cards<'a>,
    site: &'a Site,
    was: &'a ComparedItem,
    is: &'a ComparedItem,
) -> DifferenceView<'a> {
    let title = title(cards, site, is);
    let arguments = [("title", &*title), ("from", &*was.thing.name()), ("to", &*is.thing.name())];
    DifferenceView {
        sentence: cards.words.with("change.renamed", &arguments),
        url: page_of(site, &is.thing).map(|page| cards.url(page)),
        ..plain(cards, "renamed", is, title)
    }
}

fn gone_view<'a>(cards: &Cards<'a>, site: &'a Site, item: &'a ComparedItem) -> DifferenceView<'a> {
    let before = said(cards, item);
    let key = if matches!(item.thing, Thing::Position { .. }) { "change.gone-position" } else { "change.gone" };
    let title = title(cards, site, item);
    let from = before.as_ref().map_or("", |said| said.label);
    let date = item.date.as_ref().map(|date| cards.words.date(date)).unwrap_or_default();
    let sentence = cards.words.with(key, &[("title", &title), ("from", from), ("date", &date)]);
    DifferenceView { sentence, before, ..plain(cards, "gone", item, title) }
}

fn plain<'a>(cards: &Cards<'a>, kind: &'static str, item: &'a ComparedItem, title: String) -> DifferenceView<'a> {
    DifferenceView {
        kind,
        thing: word(&item.thing),
        date: item.date.as_ref().map(|date| cards.date(date)),
        title,
        sentence: String::new(),
        url: None,
        file: &item.file,
        before: None,
        now: None,
    }
}

fn source_view<'a>(cards: &Cards<'a>, site: &'a Site, kind: &'static str, at: SourceId) -> DifferenceView<'a> {
    let entry = &site.sources[at];
    let key = if kind == "dead" { "change.dead" } else { "change.retracted" };
    DifferenceView {
        kind,
        thing: "source",
        date: None,
        title: entry.meta.title.to_string(),
        sentence: cards.words.with(key, &[("title", &*entry.meta.title)]),
        url: Some(cards.url(entry.page)),
        file: &site.texts[entry.text].path,
        before: None,
        now: None,
    }
}

/// What an item is called; of what befell a thing, that it did. Whoever is still there is called as today.
fn title(cards: &Cards, site: &Site, item: &ComparedItem) -> String {
    let title = &*item.title;
    match &item.thing {
        Thing::Position { actor, issue } => {
            let actor = site.actor(actor).map_or(title, |at| cards.actor_link(at).title);
            let issue = site.issue(issue).map_or(&*item.issue, |at| cards.issue_link(at).title);
            cards.words.with("change.cell", &[("actor", actor), ("issue", issue)])
        }
        Thing::Outcome(..) => {
            cards.words.with("change.outcome", &[("title", title), ("to", words_of(cards, item, true))])
        }
        Thing::Announced(_) => cards.words.with("change.announced", &[("title", title)]),
        Thing::Retracted(_) => cards.words.with("change.retracted", &[("title", title)]),
        Thing::Archived(..) => cards.words.with("change.archived", &[("title", title)]),
        Thing::Corrected(file, _) => {
            let of = page_of(site, &item.thing).map_or(&**file, |page| cards.title(page));
            cards.words.with("change.corrected", &[("title", of), ("text", title)])
        }
        Thing::Event(_) | Thing::Briefing(_) | Thing::Judgement(..) => title.to_owned(),
    }
}

fn said<'a>(cards: &Cards<'a>, ComparedItem { thing, date, said, .. }: &'a ComparedItem) -> Option<SaidView<'a>> {
    let Said { stance, firmness, options, summary, likelihood, .. } = said;
    let own = options.as_ref().and_then(|options| options.own.as_deref());
    let label = match thing {
        Thing::Position { .. } => changes::label(cards.words, own, *stance),
        Thing::Judgement(..) => likelihood.map_or("", |likelihood| cards.words.label(likelihood)),
        _ => return None,
    };
    Some(SaidView {
        label,
        as_of: date.as_ref().map(|date| cards.date(date)),
        stance: stance.map(Word::id),
        firmness: firmness.map(Word::id),
        option: own,
        accepts: options.as_ref().map_or(&[], |options| &options.accepts),
        rejects: options.as_ref().map_or(&[], |options| &options.rejects),
        summary,
        likelihood: likelihood.map(Word::id),
    })
}

fn word(thing: &Thing) -> &'static str {
    match thing {
        Thing::Position { .. } => "position",
        Thing::Event(_) => "event",
        Thing::Announced(_) => "announced",
        Thing::Briefing(_) => "briefing",
        Thing::Judgement(..) => "judgement",
        Thing::Outcome(..) => "outcome",
        Thing::Retracted(_) => "retracted",
        Thing::Archived(..) => "archived",
        Thing::Corrected(..) => "corrected",
    }
}

/// The page that tells of a thing, while it is there.
fn page_of(site: &Site, thing: &Thing) -> Option<PageId> {
    Some(match thing {
        Thing::Position { actor, issue } => {
            let cell = site.cell(site.actor(actor)?, site.issue(issue)?)?;
            site.positions[site.cells[cell].today()].page
        }
        Thing::Event(id) | Thing::Announced(id) => site.events[*site.event_at.get(id)?].page,
        Thing::Briefing(id) | Thing::Judgement(id, _) | Thing::Outcome(id, _) => {
            site.briefings[*site.briefing_at.get(id)?].page
        }
        Thing::Retracted(key) | Thing::Archived(key, _) => site.sources[site.source(key)?].page,
        Thing::Corrected(file, _) => site.texts.iter().find(|text| *text.path == **file)?.page,
    })
}

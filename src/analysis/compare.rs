//! How a site differs from another state of it, such as the one that Git has or the one that is published: facts that
//! are new, and apart from them history that was rewritten, and what is gone.
//!
//! Of the other state a [`Record`] is enough: what it said, as plain values.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::changes::{Change, Fact};
use super::day;
use crate::model::words::{Firmness, Likelihood, Stance, Status, Verdict, Word};
use crate::model::{BriefingId, Date, Day, PositionId, Rank, Site, SourceId};

/// What a site says that has a date, and its positions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    /// What it says.
    pub items: Vec<ComparedItem>,
    /// What became of its sources, by key.
    pub sources: BTreeMap<String, Fate>,
    /// The day of the site, where that is known.
    pub today: Option<Day>,
}

/// What became of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fate {
    /// Its address does not answer any more.
    pub dead: bool,
    /// It was taken back.
    pub retracted: bool,
}

/// Something that a site says.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedItem {
    /// What it is.
    pub thing: Thing,
    /// When.
    pub date: Option<Date>,
    /// What it is called; of a position, the actor.
    pub title: String,
    /// Of a position, the issue.
    pub issue: String,
    /// The file that says it; empty when nobody knows.
    pub file: String,
    /// What it says.
    pub said: Said,
}

/// What an item is: by names that two states of a site share.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// A position of an actor on an issue; a cell has several, of different dates.
    Position {
        /// Id of the actor.
        actor: String,
        /// Id of the issue.
        issue: String,
    },
    /// An event, by its id.
    Event(String),
    /// That an event will be, by its id.
    Announced(String),
    /// A briefing, by its id.
    Briefing(String),
    /// A judgement: the id of its briefing, and its own id or else its words.
    Judgement(String, String),
    /// What became of a judgement, by the same names.
    Outcome(String, String),
    /// That a source was taken back, by its key.
    Retracted(String),
    /// A copy of a source, by its key and the address of the copy.
    Archived(String, String),
    /// A correction, by the file and its words.
    Corrected(String, String),
}

/// What an item says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Said {
    /// The stance of a position.
    pub stance: Option<Stance>,
    /// How firmly it is held.
    pub firmness: Option<Firmness>,
    /// Its options; nothing where nobody noted them.
    pub options: Option<Options>,
    /// The summary of a position; the words of anything else: its title, the note on an outcome, why a source was taken
    /// back.
    pub summary: String,
    /// The text of a position with what it cites; nothing where nobody noted it.
    pub text: Option<String>,
    /// The event that moved a position, by its id.
    pub trigger: Option<String>,
    /// How likely a judgement is held.
    pub likelihood: Option<Likelihood>,
    /// What became of a judgement.
    pub verdict: Option<Verdict>,
}

/// The options of a position, in the words of the scale.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Its own.
    pub own: Option<String>,
    /// Those that it could live with.
    pub accepts: Vec<String>,
    /// Those that it rules out.
    pub rejects: Vec<String>,
}

/// How a site differs from an earlier state of it.
#[derive(Debug, Default)]
pub struct Comparison<'r> {
    /// Facts that the earlier state did not know, newest first.
    pub new: Vec<&'r Change>,
    /// What says the same of the same date under another name: as it was, and as it is.
    pub renamed: Vec<(&'r ComparedItem, &'r ComparedItem)>,
    /// What says something else of the same date: as it was, and as it is.
    pub rewritten: Vec<(&'r ComparedItem, &'r ComparedItem)>,
    /// What had a date and is not there any more.
    pub gone: Vec<&'r ComparedItem>,
    /// Sources whose addresses do not answer any more.
    pub dead: Vec<SourceId>,
    /// Sources that were taken back, nobody says when; those of a date are new facts.
    pub retracted: Vec<SourceId>,
}

impl Record {
    /// What a site says; `summary` knows that of a position.
    pub fn of(site: &Site, summary: impl Fn(PositionId) -> String) -> Record {
        let mut record = Record { today: Some(day::today(site)), ..Record::default() };
        for position in site.positions.ids() {
            let fact = Fact::New(position);
            let said = said_by(site, position, summary(position));
            record.add(site, fact, day::date_of(site, position), said);
        }
        for (at, entry) in site.events.entries() {
            let title = entry.meta.title.written();
            record.dated(site, Fact::Event(at), entry.meta.date.as_ref().map(|date| &date.value), title);
            record.dated(site, Fact::Announced(at), entry.meta.announced.as_ref(), "");
        }
        for (at, entry) in site.briefings.entries() {
            let date = entry.meta.as_of.as_ref().map(|date| &date.value);
            record.dated(site, Fact::Briefing(at), date, entry.meta.title.written());
            for (number, judgement) in entry.meta.judgements.iter().enumerate().filter(|_| date.is_some()) {
                let fact = Fact::Judgement { from: (at, number), to: (at, number) };
                let summary = judgement.text.written().to_owned();
                record.add(site, fact, date, Said { likelihood: judgement.likelihood, summary, ..Said::default() });
                if let Some(outcome) = &judgement.outcome {
                    let summary = outcome.note.as_ref().map_or("", |note| note.written()).to_owned();
                    let said = Said { verdict: Some(outcome.result), summary, ..Said::default() };
                    record.add(site, Fact::Outcome(at, number), Some(&outcome.date.value), said);
                }
            }
        }
        for (at, entry) in site.sources.entries() {
            let retracted = entry.meta.retracted.as_ref();
            let reason = retracted.and_then(|retraction| retraction.reason.as_deref()).unwrap_or_default();
            record.dated(site, Fact::Retracted(at), retracted.and_then(|retraction| retraction.date.as_ref()), reason);
            for (number, copy) in entry.meta.archived.iter().enumerate() {
                record.dated(site, Fact::Archived(at, number), copy.date.as_ref(), "");
            }
            let fate = Fate { dead: entry.meta.status == Some(Status::Dead), retracted: retracted.is_some() };
            record.sources.insert(entry.id.clone(), fate);
        }
        for (at, text) in site.texts.entries() {
            for (number, correction) in text.document.corrections.iter().enumerate() {
                record.dated(site, Fact::Corrected(at, number), Some(&correction.date), "");
            }
        }
        record
    }

    fn dated(&mut self, site: &Site, fact: Fact, date: Option<&Date>, words: &str) {
        if date.is_some() {
            self.add(site, fact, date, Said { summary: words.to_owned(), ..Said::default() });
        }
    }

    fn add(&mut self, site: &Site, fact: Fact, date: Option<&Date>, said: Said) {
        let (title, issue) = names(site, fact);
        let (thing, file) = (thing(site, fact), file(site, fact).to_owned());
        self.items.push(ComparedItem { thing, date: date.cloned(), title, issue, file, said });
    }
}

/// What a position says.
fn said_by(site: &Site, position: PositionId, summary: String) -> Said {
    let entry = &site.positions[position];
    let scale = &site.issues[site.cells[entry.cell].issue].meta.scale;
    let option = |at: &usize| scale.get(*at).map(|option| option.value.written().to_owned());
    let options = |all: &[usize]| all.iter().filter_map(option).collect();
    Said {
        stance: entry.meta.stance,
        firmness: entry.meta.firmness,
        options: Some(Options {
            own: entry.option.as_ref().and_then(option),
            accepts: options(&entry.accepts),
            rejects: options(&entry.rejects),
        }),
        summary,
        text: Some(text_of(site, position)),
        trigger: entry.meta.trigger.as_ref().map(|trigger| trigger.value.clone()),
        ..Said::default()
    }
}

/// The text of a position, what it cites and how it is known: lines that are broken elsewhere are no other text, and
/// neither are the signs of another language.
fn text_of(site: &Site, position: PositionId) -> String {
    let entry = &site.positions[position];
    let text = site.texts[entry.text].unset();
    let mut words = vec![&*text];
    // By addresses and titles: a source may be given another key.
    let named = |source: SourceId| {
        let meta = &site.sources[source].meta;
        meta.url.as_ref().map_or(meta.title.written(), |url| &url.value.canonical)
    };
    words.extend(site.cited(entry.text).into_iter().map(named));
    words.extend(entry.meta.basis.map(Word::id));
    words.join(" ")
}

/// What a fact is about, by names that two states of a site share.
fn thing(site: &Site, fact: Fact) -> Thing {
    let source = |at: SourceId| site.sources[at].id.clone();
    let judged = |at: BriefingId, number: usize| {
        let judgement = &site.briefings[at].meta.judgements[number];
        judgement.id.as_deref().unwrap_or(judgement.text.written()).to_owned()
    };
    match fact {
        Fact::New(at) | Fact::Shift { to: at, .. } | Fact::Renewed { to: at, .. } => {
            let cell = &site.cells[site.positions[at].cell];
            let (actor, issue) = (&site.actors[cell.actor].id, &site.issues[cell.issue].id);
            Thing::Position { actor: actor.clone(), issue: issue.clone() }
        }
        Fact::Event(at) => Thing::Event(site.events[at].id.clone()),
        Fact::Announced(at) => Thing::Announced(site.events[at].id.clone()),
        Fact::Briefing(at) => Thing::Briefing(site.briefings[at].id.clone()),
        Fact::Judgement { to: (at, number), .. } => Thing::Judgement(site.briefings[at].id.clone(), judged(at, number)),
        Fact::Outcome(at, number) => Thing::Outcome(site.briefings[at].id.clone(), judged(at, number)),
        Fact::Retracted(at) => Thing::Retracted(source(at)),
        Fact::Archived(at, number) => {
            Thing::Archived(source(at), site.sources[at].meta.archived[number].url.canonical.clone())
        }
        Fact::Corrected(at, number) => {
            let text = &site.texts[at];
            Thing::Corrected(text.path.to_string(), text.document.corrections[number].text.written().to_owned())
        }
    }
}

/// What it is called, as its author wrote it; of a position, its actor and its issue.
fn names(site: &Site, fact: Fact) -> (String, String) {
    let title = match fact {
        Fact::New(at) | Fact::Shift { to: at, .. } | Fact::Renewed { to: at, .. } => {
            let cell = &site.cells[site.positions[at].cell];
            let actor = &site.actors[cell.actor].meta;
            return (actor.name.written().to_owned(), site.issues[cell.issue].meta.title.written().to_owned());
        }
        Fact::Event(at) | Fact::Announced(at) => &site.events[at].meta.title,
        Fact::Briefing(at) => &site.briefings[at].meta.title,
        Fact::Judgement { to: (at, number), .. } | Fact::Outcome(at, number) => {
            &site.briefings[at].meta.judgements[number].text
        }
        Fact::Retracted(at) | Fact::Archived(at, _) => &site.sources[at].meta.title,
        Fact::Corrected(at, number) => &site.texts[at].document.corrections[number].text,
    };
    (title.to_string(), String::new())
}

fn file(site: &Site, fact: Fact) -> &str {
    &site.texts[fact.text(site)].path
}

/// Holds a site against an earlier state of it. `now` is what the site says, and `changes` all that changed in it.
pub fn compare<'r>(old: &'r Record, now: &'r Record, site: &Site, changes: &'r [Change]) -> Comparison<'r> {
    let mut comparison = Comparison::default();
    let mut new = Vec::new();
    let events: BTreeSet<&str> = site.events.iter().map(|event| event.id.as_str()).collect();
    for (before, after) in by_thing(old, now).into_values() {
        let pairs = paired(&before, &after);
        for (at, item) in after.iter().enumerate() {
            match pairs[at] {
                None => new.push(*item),
                Some(was) if differ(before[was], item) || moved_otherwise(before[was], item, &events) => {
                    comparison.rewritten.push((before[was], item))
                }
                Some(_) if came_true(item, old, now) => new.push(*item),
                Some(_) => {}
            }
        }
        let lost = (0..before.len()).filter(|at| !pairs.contains(&Some(*at)));
        comparison.gone.extend(lost.map(|at| before[at]).filter(|item| item.date.is_some()));
    }
    comparison.renamed = renamed(&mut comparison.gone, &mut new);
    let new: BTreeSet<_> = new.into_iter().map(|item| (&item.thing, &item.date, item.file.as_str())).collect();
    let happened = |change: &Change| !matches!(change.fact, Fact::Event(_)) || change.rank.counts_on(day::today(site));
    let is_new = |change: &&Change| {
        let item = (&thing(site, change.fact), &Some(change.date.clone()), file(site, change.fact));
        happened(change) && new.contains(&item)
    };
    comparison.new = changes.iter().filter(is_new).collect();
    comparison.new.sort_by(|a, b| a.newest_first(b));
    let newest_first = |item: &ComparedItem| std::cmp::Reverse(item.date.clone());
    comparison.rewritten.sort_by_key(|(_, item)| newest_first(item));
    comparison.renamed.sort_by_key(|(_, item)| newest_first(item));
    comparison.gone.sort_by_key(|item| newest_first(item));
    for (at, entry) in site.sources.entries() {
        let (Some(was), Some(is)) = (old.sources.get(&entry.id), now.sources.get(&entry.id)) else { continue };
        let dated = entry.meta.retracted.as_ref().is_some_and(|retraction| retraction.date.is_some());
        comparison.dead.extend((is.dead && !was.dead).then_some(at));
        comparison.retracted.extend((is.retracted && !was.retracted && !dated).then_some(at));
    }
    comparison
}

/// Whether an event was still to come in the earlier state, and has happened.
fn came_true(item: &ComparedItem, old: &Record, now: &Record) -> bool {
    let counted = |record: &Record| record.today.map(|today| today.counts(item.date.as_ref()));
    matches!(item.thing, Thing::Event(_)) && (counted(old), counted(now)) == (Some(false), Some(true))
}

/// Takes from what is gone and what is new all that says the same of the same date, and is called otherwise: files are
/// renamed. Of what hangs on a thing, such as the judgements of a briefing, that is told with the thing.
fn renamed<'r>(
    gone: &mut Vec<&'r ComparedItem>,
    new: &mut Vec<&'r ComparedItem>,
) -> Vec<(&'r ComparedItem, &'r ComparedItem)> {
    type Key<'r> = (usize, &'r Option<Date>, &'r str, &'r str);
    let key = |item: &&'r ComparedItem| -> Key<'r> { (item.thing.sort(), &item.date, &item.title, &item.issue) };
    let mut lost: BTreeMap<Key<'r>, Vec<&'r ComparedItem>> = BTreeMap::new();
    for item in gone.iter().rev() {
        lost.entry(key(item)).or_default().push(item);
    }
    let mut pairs = Vec::new();
    new.retain(|item| {
        let was = lost.get_mut(&key(item)).and_then(|lost| {
            let same = lost.iter().rposition(|was| !differ(was, item))?;
            Some(lost.remove(same))
        });
        pairs.extend(was.map(|was| (was, *item)));
        was.is_none()
    });
    let found: BTreeSet<*const ComparedItem> =
        pairs.iter().map(|(was, _)| std::ptr::from_ref::<ComparedItem>(was)).collect();
    gone.retain(|item| !found.contains(&std::ptr::from_ref::<ComparedItem>(item)));
    pairs.retain(|(_, item)| matches!(item.thing, Thing::Position { .. } | Thing::Event(_) | Thing::Briefing(_)));
    pairs
}

impl Thing {
    /// Things of one sort have the same number.
    fn sort(&self) -> usize {
        match self {
            Thing::Position { .. } => 0,
            Thing::Event(_) => 1,
            Thing::Announced(_) => 2,
            Thing::Briefing(_) => 3,
            Thing::Judgement(..) => 4,
            Thing::Retracted(_) => 5,
            Thing::Archived(..) => 6,
            Thing::Corrected(..) => 7,
            Thing::Outcome(..) => 8,
        }
    }

    /// The name by which it is known; of a position, that of its cell.
    pub fn name(&self) -> Cow<'_, str> {
        match self {
            Thing::Position { actor, issue } => format!("{actor}/{issue}").into(),
            Thing::Event(id) | Thing::Announced(id) | Thing::Briefing(id) => id.into(),
            Thing::Judgement(of, _)
            | Thing::Outcome(of, _)
            | Thing::Retracted(of)
            | Thing::Archived(of, _)
            | Thing::Corrected(of, _) => of.into(),
        }
    }
}

/// Days that someone asks about.
#[derive(Debug, Clone, Copy, Default)]
pub struct Days {
    /// What counted on this one is left out.
    pub since: Option<Day>,
    /// What does not count on this one is left out.
    pub until: Option<Day>,
}

impl Days {
    /// Whether a date is among them. What has no date is at home everywhere.
    fn hold(self, date: Option<&Date>) -> bool {
        date.is_none() || self.hold_rank(Rank::of(date))
    }

    /// The same of what is known to have come behind something.
    fn hold_rank(self, rank: Rank) -> bool {
        self.since.is_none_or(|since| !rank.counts_on(since)) && self.until.is_none_or(|until| rank.counts_on(until))
    }
}

impl<'r> Comparison<'r> {
    /// The part of it that is of some days.
    pub fn of(mut self, days: Days) -> Comparison<'r> {
        let hold = |item: &ComparedItem| days.hold(item.date.as_ref());
        self.new.retain(|change| days.hold_rank(change.rank));
        self.renamed.retain(|(_, is)| hold(is));
        self.rewritten.retain(|(was, is)| hold(was) || hold(is));
        self.gone.retain(|item| hold(item));
        if days.since.is_some() || days.until.is_some() {
            // Of these nobody knows when.
            self.dead.clear();
            self.retracted.clear();
        }
        self
    }
}

/// The items of both states, thing by thing.
fn by_thing<'r>(
    old: &'r Record,
    now: &'r Record,
) -> BTreeMap<&'r Thing, (Vec<&'r ComparedItem>, Vec<&'r ComparedItem>)> {
    let mut things: BTreeMap<&Thing, (Vec<&ComparedItem>, Vec<&ComparedItem>)> = BTreeMap::new();
    for item in &old.items {
        things.entry(&item.thing).or_default().0.push(item);
    }
    for item in &now.items {
        things.entry(&item.thing).or_default().1.push(item);
    }
    things
}

/// How an earlier item can be known to be the same as one of today.
#[derive(Clone, Copy)]
enum Same {
    DateAndFile,
    Date,
    /// A position whose date is more precise now; of all else there is one alone.
    Overlap,
    /// A position of another date whose file says the same.
    Words,
}

/// For each item of a thing, which earlier one it is: the one of its date, else one whose date it makes more precise.
/// Files alone do not tell, since they are renamed when a newer one takes their place.
fn paired(before: &[&ComparedItem], after: &[&ComparedItem]) -> Vec<Option<usize>> {
    let mut pairs = vec![None; after.len()];
    let mut taken = vec![false; before.len()];
    for same in [Same::DateAndFile, Same::Date, Same::Overlap, Same::Words] {
        for (is, pair) in after.iter().zip(&mut pairs).filter(|(_, pair)| pair.is_none()) {
            *pair = (0..before.len()).find(|was| !taken[*was] && is_same(before[*was], is, same));
            pair.iter().for_each(|was| taken[*was] = true);
        }
    }
    pairs
}

fn is_same(was: &ComparedItem, is: &ComparedItem, same: Same) -> bool {
    let days = |item: &ComparedItem| item.date.as_ref().map(|date| (date.earliest(), date.latest()));
    match (same, days(was), days(is)) {
        (Same::DateAndFile, then, now) => then == now && was.file == is.file,
        (Same::Date, then, now) => then == now,
        (Same::Overlap, ..) if !matches!(is.thing, Thing::Position { .. }) => true,
        (Same::Overlap, Some(then), Some(now)) => then.0 <= now.1 && now.0 <= then.1,
        (Same::Words, ..) => was.file == is.file && !says_otherwise(was, is),
        _ => false,
    }
}

/// Whether an item says something else than before, or says it of another date.
fn differ(was: &ComparedItem, is: &ComparedItem) -> bool {
    // A judgement has the date of its briefing.
    let dated = !matches!(is.thing, Thing::Judgement(..)) && was.date != is.date;
    dated || says_otherwise(was, is)
}

/// Whether another event is said to have moved a position than before; one that is not there any more may be renamed.
fn moved_otherwise(was: &ComparedItem, is: &ComparedItem, events: &BTreeSet<&str>) -> bool {
    let is_there = was.said.trigger.as_deref().is_none_or(|trigger| events.contains(trigger));
    is_there && was.said.trigger != is.said.trigger
}

/// Whether an item says something else than before. Options and texts count where both states note them.
fn says_otherwise(was: &ComparedItem, is: &ComparedItem) -> bool {
    let plain = |said: &Said| Said { options: None, text: None, trigger: None, ..said.clone() };
    let text = was.said.text.is_some() && is.said.text.is_some() && was.said.text != is.said.text;
    let options = was.said.options.is_some() && is.said.options.is_some() && was.said.options != is.said.options;
    options || text || plain(&was.said) != plain(&is.said)
}

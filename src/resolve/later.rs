//! A site as it stood on a day: which texts are later than that, and what of the others is.

use std::collections::BTreeSet;
use std::sync::Arc;

use ahash::{HashMap, HashSet};

use super::filed::Filed;
use super::order::Order;
use super::sources::bare_addresses;
use crate::markdown::{CiteTarget, Marker};
use crate::model::Day;
use crate::model::document::{Briefing, Document, Event, Judgement, Meta, Source};
use crate::web::{WebAddress, near};

/// What stands behind what among all texts that are not `hidden`, whether they count or not.
pub fn order(documents: &[Arc<Document>], is_hidden: impl Fn(&Document) -> bool) -> Order {
    let (mut events, mut briefings): (Vec<Filed<Event>>, Vec<Filed<Briefing>>) = (Vec::new(), Vec::new());
    for (at, document) in documents.iter().enumerate().filter(|(_, document)| !is_hidden(document)) {
        match &document.meta {
            Meta::Event(event) => events.push(Filed::of(document, at, event)),
            Meta::Briefing(briefing) => briefings.push(Filed::of(document, at, briefing)),
            _ => {}
        }
    }
    // What is wrong about it is told where the site is sorted.
    Order::of(&events, &briefings, &mut Vec::new())
}

/// The texts, by their numbers, that do not count on a day: those that are dated later, or are known to have followed
/// what is. A later source counts where a text that counts, and is not `hidden`, cites it, for nothing else tells what
/// that text rests on.
pub fn than(
    day: Day,
    documents: &[Arc<Document>],
    order: &Order,
    is_hidden: impl Fn(&Document) -> bool,
) -> BTreeSet<usize> {
    let counts = |document: &Document| order.known_from(document).counts_on(day);
    let mut later: BTreeSet<usize> = (0..documents.len()).filter(|at| !counts(&documents[*at])).collect();
    let mut cited = Cited::default();
    let is_told = |at: &usize| !later.contains(at) && !is_hidden(&documents[*at]);
    let mut new: Vec<usize> = (0..documents.len()).filter(is_told).collect();
    let sources = Sources::of(documents, &later);
    while let Some(at) = new.pop() {
        for key in cited.new_in(&documents[at]) {
            for source in sources.called(&key) {
                if later.remove(&source) {
                    new.push(source);
                }
            }
        }
    }
    later
}

/// A text as it was on a day: without what became of it later. What has not changed stays the same one.
pub fn known_on(day: Day, document: Arc<Document>) -> Arc<Document> {
    let corrections = || document.corrections.iter().filter(|correction| day.counts(Some(&correction.date)));
    if let Meta::Source(source) = &document.meta
        && has_later_dates(day, source)
    {
        let mut known = (*document).clone();
        if let Meta::Source(source) = &mut known.meta {
            take_out_later_dates(day, Arc::make_mut(source));
        }
        return known_on(day, Arc::new(known));
    }
    let retracted_later = match &document.meta {
        Meta::Source(source) => source.retracted.as_ref().filter(|retraction| !day.counts(retraction.date.as_ref())),
        _ => None,
    };
    let is_open = |judgement: &Judgement| {
        judgement.outcome.as_ref().is_some_and(|outcome| !day.counts(Some(&outcome.date.value)))
    };
    let judged_later = match &document.meta {
        Meta::Briefing(briefing) => briefing.judgements.iter().any(is_open),
        _ => false,
    };
    if retracted_later.is_none() && !judged_later && corrections().count() == document.corrections.len() {
        return document;
    }
    let mut known = Document { corrections: corrections().cloned().collect(), ..(*document).clone() };
    match &mut known.meta {
        Meta::Source(source) if retracted_later.is_some() => Arc::make_mut(source).retracted = None,
        Meta::Briefing(briefing) if judged_later => {
            let judgements = &mut Arc::make_mut(briefing).judgements;
            judgements.iter_mut().filter(|judgement| is_open(judgement)).for_each(|judgement| judgement.outcome = None);
        }
        _ => {}
    }
    Arc::new(known)
}

/// Whether somebody looked at a source, or laid a copy of it into an archive, after a day.
fn has_later_dates(day: Day, source: &Source) -> bool {
    let archived = source.archived.iter().filter_map(|copy| copy.date.as_ref());
    archived.chain(&source.accessed).any(|date| !day.counts(Some(date)))
}

/// The ways to a source are those of today, whatever the day; when they were made is not told.
fn take_out_later_dates(day: Day, source: &mut Source) {
    source.accessed.take_if(|date| !day.counts(Some(date)));
    for copy in &mut source.archived {
        copy.date.take_if(|date| !day.counts(Some(date)));
    }
}

/// What has been cited so far: keys, and addresses in the form in which near ones are equal. The two are never alike.
#[derive(Default)]
pub struct Cited(HashSet<String>);

impl Cited {
    /// What a text cites and no text before it did; not in a note that nothing leads to, which no page shows.
    pub fn new_in(&mut self, text: &Document) -> Vec<String> {
        let cites = text.body.markers.iter().filter(|marker| marker.shown).flat_map(Marker::cites);
        let keys = cites.filter_map(|citing| match &citing.target {
            CiteTarget::Key(key) | CiteTarget::Label(key) | CiteTarget::Mention(key) => Some(key.as_ref()),
            CiteTarget::Url(..) => None,
        });
        // What stands behind a `#` names a passage, unless it belongs to the key.
        let keys = keys.flat_map(|key| [Some(key), key.split_once('#').map(|(key, _)| key)].into_iter().flatten());
        let keys = keys.map(str::to_owned);
        let addresses = bare_addresses(text).filter_map(|(named, _)| WebAddress::parse(&named.url).ok());
        let addresses = addresses.flat_map(|url| {
            let original = url.copied().and_then(|(original, _)| original);
            [Some(near(&url.canonical)), original.map(|original| near(&original.canonical))].into_iter().flatten()
        });
        let judgements = match &text.meta {
            Meta::Briefing(briefing) => briefing.judgements.as_slice(),
            _ => &[],
        };
        let in_judgements = judgements.iter().flat_map(|judgement| &judgement.cites).map(|key| key.value.clone());
        keys.chain(addresses).chain(in_judgements).filter(|name| self.0.insert(name.clone())).collect()
    }
}

/// The later sources, by what they are cited by.
struct Sources(HashMap<String, Vec<usize>>);

impl Sources {
    fn of(documents: &[Arc<Document>], later: &BTreeSet<usize>) -> Sources {
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::default();
        for &at in later {
            let Meta::Source(source) = &documents[at].meta else { continue };
            let copies = source.archived.iter().map(|copy| &copy.url);
            let addresses = source.url.iter().map(|url| &url.value).chain(copies).map(|url| near(&url.canonical));
            let keys = source.keys.iter().map(|key| &key.value).chain([&documents[at].id]).cloned();
            for name in addresses.chain(keys) {
                by_name.entry(name).or_default().push(at);
            }
        }
        Sources(by_name)
    }

    fn called(&self, name: &str) -> impl Iterator<Item = usize> {
        self.0.get(name).into_iter().flatten().copied()
    }
}

//! A site as it stood on a day: which texts are later than that, and what of the others is.

use std::collections::BTreeSet;
use std::sync::Arc;

use ahash::{HashMap, HashSet};

use super::filed::Filed;
use super::order::{self, Order};
use super::sources::bare_addresses;
use crate::markdown::{CiteTarget, Marker};
use crate::model::document::{Briefing, Document, Event, Judgement, Meta};
use crate::model::{Day, Rank};
use crate::web::{WebAddress, near};

/// The texts, by their numbers, that do not count on a day: those that are dated later, or are known to have followed
/// what is. A later source counts where a text that counts cites it, for nothing else tells what that text rests on.
pub fn than(day: Day, documents: &[Arc<Document>], drafts: bool) -> BTreeSet<usize> {
    let ranks = Ranks::of(documents, drafts);
    let mut later: BTreeSet<usize> =
        (0..documents.len()).filter(|at| !ranks.count(day, *at, &documents[*at])).collect();
    let mut cited = Cited::default();
    let mut new: Vec<usize> = (0..documents.len()).filter(|at| !later.contains(at)).collect();
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

/// Where texts stand in time.
struct Ranks {
    order: Order,
    /// Of the briefings, by the numbers of their texts.
    briefings: HashMap<usize, Rank>,
}

impl Ranks {
    fn of(documents: &[Arc<Document>], drafts: bool) -> Ranks {
        let shown = documents.iter().enumerate().filter(|(_, document)| drafts || !document.draft);
        let (mut events, mut briefings): (Vec<Filed<Event>>, Vec<Filed<Briefing>>) = (Vec::new(), Vec::new());
        for (at, document) in shown {
            match &document.meta {
                Meta::Event(event) => events.push(Filed::of(document, at, event)),
                Meta::Briefing(briefing) => briefings.push(Filed::of(document, at, briefing)),
                _ => {}
            }
        }
        let ranked = briefings.iter().filter_map(|file| file.file).zip(order::of_briefings(&briefings));
        // What is wrong about their order is told where the site is arranged.
        Ranks { briefings: ranked.collect(), order: Order::of(&events, &mut Vec::new()) }
    }

    /// Whether a text counts on a day.
    fn count(&self, day: Day, at: usize, document: &Document) -> bool {
        match &document.meta {
            Meta::Briefing(briefing) => {
                let own = Rank::of(briefing.as_of.as_ref().map(|date| &date.value));
                self.briefings.get(&at).copied().unwrap_or(own).counts_on(day)
            }
            Meta::Position(position) => self.order.position(position).counts_on(day),
            Meta::Event(event) => {
                let announced = event.announced.as_ref().is_some_and(|date| day.counts(Some(date)));
                let own = Rank::of(event.date.as_ref().map(|date| &date.value));
                announced || self.order.rank(&document.id).unwrap_or(own).counts_on(day)
            }
            Meta::Source(source) => day.counts(source.published.as_ref().map(|date| &date.value)),
            Meta::Home(_) | Meta::Actor(_) | Meta::Issue(_) | Meta::Page(_) => true,
        }
    }
}

/// What has been cited so far: keys, and addresses in the form in which near ones are equal. The two are never alike.
#[derive(Default)]
pub struct Cited(HashSet<String>);

impl Cited {
    /// What a text cites and no text before it did.
    pub fn new_in(&mut self, text: &Document) -> Vec<String> {
        let keys = text.body.markers.iter().flat_map(Marker::cites).filter_map(|citing| match &citing.target {
            // What stands behind a `#` names a passage, unless keys have such a sign.
            CiteTarget::Key(key) if key.contains('#') => key.split('#').next().map(str::to_owned),
            CiteTarget::Key(key) | CiteTarget::Label(key) | CiteTarget::Mention(key) => Some(key.to_string()),
            CiteTarget::Url(..) => None,
        });
        let addresses =
            bare_addresses(text).filter_map(|(named, _)| WebAddress::parse(&named.url).ok()).flat_map(|url| {
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

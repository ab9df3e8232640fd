//! A site as it stood on a day: which texts are later than that, and what of the others is.

use std::collections::BTreeSet;
use std::sync::Arc;

use ahash::{HashMap, HashSet};

use super::sources::bare_addresses;
use crate::markdown::{CiteTarget, Marker};
use crate::model::Day;
use crate::model::document::{Document, Meta};
use crate::web::{WebAddress, near};

/// The texts, by their numbers, that do not count on a day: those that are dated later. A later source counts where a
/// text that counts cites it, for nothing else tells what that text rests on.
pub fn than(day: Day, documents: &[Arc<Document>]) -> BTreeSet<usize> {
    let mut later: BTreeSet<usize> = (0..documents.len()).filter(|at| !counts(day, &documents[*at].meta)).collect();
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
    if retracted_later.is_none() && corrections().count() == document.corrections.len() {
        return document;
    }
    let mut known = Document { corrections: corrections().cloned().collect(), ..(*document).clone() };
    if let (Some(_), Meta::Source(source)) = (retracted_later, &mut known.meta) {
        Arc::make_mut(source).retracted = None;
    }
    Arc::new(known)
}

/// Whether a text counts by its own date.
fn counts(day: Day, meta: &Meta) -> bool {
    match meta {
        Meta::Briefing(briefing) => day.counts(briefing.as_of.as_ref().map(|date| &date.value)),
        Meta::Position(position) => day.counts(position.as_of.as_ref().map(|date| &date.value)),
        Meta::Event(event) => {
            let announced = event.announced.as_ref().is_some_and(|date| day.counts(Some(date)));
            announced || day.counts(event.date.as_ref().map(|date| &date.value))
        }
        Meta::Source(source) => day.counts(source.published.as_ref().map(|date| &date.value)),
        Meta::Home(_) | Meta::Actor(_) | Meta::Issue(_) | Meta::Page(_) => true,
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

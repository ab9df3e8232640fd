//! What readers get of a site: texts for the house are held back, and a source of which something is private is known by
//! its descriptor and a number. It comes before everything else, so that nothing behind it ever sees the rest.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ahash::{HashMap, HashSet};

use super::Shown;
use super::index::Index;
use super::later::Cited;
use super::order::Order;
use crate::markdown::Body;
use crate::model::document::{Allowed, Document, Meta, Phrase, Retraction, Source};
use crate::model::extra::Extra;
use crate::model::page::picture_of;
use crate::model::table::Table;
use crate::model::text::{Links, Target, Text};
use crate::model::words::PrivateKey;
use crate::model::{Audience, TextId};

/// The texts as readers may have them.
#[derive(Debug, Default)]
pub struct PublicTexts {
    /// In the same order. Those of the house are still there, to be held back.
    pub documents: Vec<Arc<Document>>,
    /// The key of each source that has a stand-in, and that of the stand-in.
    pub stand_ins: BTreeMap<String, String>,
    /// The texts of which something is kept from readers, whole.
    pub withheld: Vec<Arc<Document>>,
}

/// Takes out of the texts what is not for readers. `is_held` says of which texts, by their numbers, nothing is shown
/// anyway, be they drafts or later than the day; `order` what stands behind what.
pub fn public(
    documents: Vec<Arc<Document>>,
    is_held: impl Fn(usize) -> bool,
    order: impl FnOnce(&[Arc<Document>]) -> Order,
) -> PublicTexts {
    let is_private = |document: &Arc<Document>| match &document.meta {
        Meta::Source(source) => document.internal || !source.private.is_empty(),
        _ => document.internal,
    };
    if !documents.iter().any(is_private) {
        return PublicTexts { documents, ..PublicTexts::default() };
    }
    let withheld = documents.iter().filter(|document| is_private(document)).cloned().collect();
    let is_shown = |at: usize| !documents[at].internal && !is_held(at);
    let order = order(&documents);
    let numbers = numbers(&documents, &order, is_shown, is_private, &is_held);
    let taken: HashSet<&str> = ids_of_sources(&documents).collect();
    let names = (1..).map(|number| format!("confidential-{number}")).filter(|name| !taken.contains(name.as_str()));
    let names: Vec<String> = names.take(numbers.len()).collect();
    let mut stand_ins = BTreeMap::new();
    let documents = documents.iter().enumerate().map(|(at, document)| match (&document.meta, numbers.get(&at)) {
        (Meta::Source(source), Some(number)) => {
            let name = &names[number - 1];
            let keys = source.keys.iter().map(|key| key.value.as_str());
            stand_ins.extend(keys.chain([document.id.as_str()]).map(|key| (key.to_owned(), name.clone())));
            Arc::new(stand_in(document, source, name, *number))
        }
        // Nobody who may be read cites it.
        (Meta::Source(_), None) if is_private(document) => {
            Arc::new(Document { internal: true, ..(**document).clone() })
        }
        _ => document.clone(),
    });
    PublicTexts { documents: documents.collect(), stand_ins, withheld }
}

/// Texts of which those that lie where nothing is for readers are internal, whatever they say; but for a source that says
/// itself what of it is private.
pub fn with_private(documents: Vec<Arc<Document>>, private: &BTreeSet<Arc<str>>) -> Vec<Arc<Document>> {
    let is_whole = |document: &Document| match &document.meta {
        Meta::Source(source) => source.private.is_empty(),
        _ => true,
    };
    let mark = |document: Arc<Document>| match private.contains(&document.path) && is_whole(&document) {
        true if !document.internal => Arc::new(Document { internal: true, ..(*document).clone() }),
        _ => document,
    };
    if private.is_empty() { documents } else { documents.into_iter().map(mark).collect() }
}

/// The files under `content/` to which nothing leads but what readers do not get: what is kept from them, what is `held`
/// back, and the pictures for links that lie beside such texts.
pub fn withheld_files(
    known: &Shown,
    held: &[&Arc<Document>],
    index: &Index,
    texts: &Table<TextId, Text>,
) -> BTreeSet<String> {
    let Shown { input, withheld, .. } = known;
    if held.is_empty() && (input.audience == Audience::Internal || (withheld.is_empty() && input.private.is_empty())) {
        return BTreeSet::new();
    }
    let private = input.private.iter().filter(|_| input.audience == Audience::Public);
    let private = private.filter_map(|path| path.strip_prefix("content/").map(str::to_owned));
    let private = private.filter(|path| input.files.contains(path));
    let mut hidden: BTreeSet<String> = BTreeSet::new();
    for document in withheld.iter().chain(held.iter().copied()) {
        hidden.extend(files(&index.links(document)).map(str::to_owned));
        hidden.extend(picture_beside(document).filter(|path| input.files.contains(path)));
    }
    // Most texts have nothing to hide, and then nobody looks where the others lead.
    if !hidden.is_empty() {
        texts.iter().flat_map(|text| files(&text.links)).for_each(|path| _ = hidden.remove(path));
    }
    hidden.extend(private);
    hidden
}

/// The files under `content/` that a text leads to.
fn files(links: &Links) -> impl Iterator<Item = &str> {
    let targets = links.targets.iter().flatten();
    let linked = targets.filter_map(|to| if let Target::File(path, _) = to { Some(path.as_str()) } else { None });
    linked.chain(links.picture.as_deref())
}

/// The picture for links to a text, where its author lays one beside it.
fn picture_beside(document: &Document) -> Option<String> {
    Some(picture_of(document.path.strip_prefix("content/")?.strip_suffix(".md")?))
}

fn ids_of_sources(documents: &[Arc<Document>]) -> impl Iterator<Item = &str> {
    let sources = documents.iter().filter(|document| matches!(document.meta, Meta::Source(_)));
    sources.map(|document| document.id.as_str())
}

/// The numbers of the private sources that readers learn of, by their places in the list: in the order in which they do,
/// text by text from the first day on. So they are told apart by nothing but where they are used, none is left out, and a
/// later text takes no number from an earlier one.
fn numbers(
    documents: &[Arc<Document>],
    order: &Order,
    is_shown: impl Fn(usize) -> bool,
    is_private: impl Fn(&Arc<Document>) -> bool,
    is_held: impl Fn(usize) -> bool,
) -> HashMap<usize, usize> {
    let mut by_key: HashMap<&str, usize> = HashMap::default();
    for (at, document) in documents.iter().enumerate() {
        let Meta::Source(source) = &document.meta else { continue };
        if is_private(document) && !is_held(at) {
            source.keys.iter().for_each(|key| _ = by_key.entry(&key.value).or_insert(at));
            by_key.insert(&document.id, at);
        }
    }
    let mut numbers: HashMap<usize, usize> = HashMap::default();
    let mut cited = Cited::default();
    let shown = (0..documents.len()).filter(|at| is_shown(*at) && !is_private(&documents[*at]));
    let mut open: Vec<usize> = shown.collect();
    open.sort_by_key(|at| std::cmp::Reverse((order.known_from(&documents[*at]), *at)));
    while let Some(at) = open.pop() {
        let document = &documents[at];
        let named = match &document.meta {
            Meta::Source(source) => named_by(source),
            _ => Vec::new(),
        };
        for key in cited.new_in(document).into_iter().chain(named) {
            let Some(&source) = by_key.get(key.as_str()) else { continue };
            let next = numbers.len() + 1;
            // What is shown of it may name others.
            if *numbers.entry(source).or_insert(next) == next && !documents[source].internal {
                open.push(source);
            }
        }
    }
    numbers
}

/// The sources that a source names in its front matter, as far as readers see it.
fn named_by(source: &Source) -> Vec<String> {
    let derived = (PrivateKey::DerivedFrom, &source.derived_from);
    let contradicts = (PrivateKey::Contradicts, &source.contradicts);
    let shown = [derived, contradicts].into_iter().filter(|(key, _)| !source.private.contains(key));
    shown.flat_map(|(_, names)| names).map(|name| name.value.clone()).collect()
}

/// What readers get in the place of a source.
fn stand_in(document: &Document, source: &Source, name: &str, number: usize) -> Document {
    let mut shown = match document.internal {
        // That it was taken back is a fact about the claims which rest on it.
        true => Source { retracted: source.retracted.as_ref().map(without_reason), ..Source::default() },
        false => source.clone(),
    };
    source.private.iter().flat_map(|key| key.covers()).for_each(|key| _ = hide(&mut shown, key));
    let title = match shown.title.is_empty() {
        true => source.descriptor.clone().unwrap_or_else(|| Phrase::new(name.to_owned(), None)),
        false => shown.title,
    };
    let shown = Source {
        title,
        keys: Vec::new(),
        descriptor: source.descriptor.clone(),
        private: BTreeSet::new(),
        stand_in: Some(number),
        ..shown
    };
    let has_text = !document.internal && !source.private.contains(&PrivateKey::Text);
    Document {
        id: name.to_owned(),
        meta: Meta::Source(shown.into()),
        internal: false,
        body: if has_text { document.body.clone() } else { Arc::<Body>::default() },
        blocks: if has_text { document.blocks.clone() } else { [].into() },
        corrections: if document.internal { [].into() } else { document.corrections.clone() },
        allow: if document.internal { Allowed::new() } else { document.allow.clone() },
        aliases: [].into(),
        tags: if document.internal { [].into() } else { document.tags.clone() },
        formerly: [].into(),
        alternate: [].into(),
        image: None,
        // Nobody knows what it says.
        extra: Extra::default(),
        ..document.clone()
    }
}

fn without_reason(retraction: &Retraction) -> Retraction {
    Retraction { reason: None, ..retraction.clone() }
}

/// Takes the value of a key of the front matter out of a source; false of a key that no source has.
fn hide(source: &mut Source, key: &str) -> bool {
    match key {
        "title" => source.title = Phrase::default(),
        "title_translated" => source.title_translated = None,
        "url" => source.url = None,
        "doi" => source.doi = None,
        "isbn" => source.isbn = None,
        "archived" => source.archived = Vec::new(),
        "authors" => source.authors = Vec::new(),
        "editors" => source.editors = Vec::new(),
        "publisher" => source.publisher = None,
        "container" => source.container = None,
        "volume" => source.volume = None,
        "issue" => source.issue = None,
        "pages" => source.pages = None,
        "edition" => source.edition = None,
        "place" => source.place = None,
        "published" => source.published = None,
        "accessed" => source.accessed = None,
        "kind" => source.kind = None,
        "type" => source.publication = None,
        "medium" => source.medium = None,
        "language" => source.language = None,
        "voice_of" => source.voice_of = Vec::new(),
        "derived_from" => source.derived_from = Vec::new(),
        "contradicts" => source.contradicts = Vec::new(),
        "quotes" => source.quotes = Vec::new(),
        _ => return false,
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::words::Word;

    #[test]
    fn each_key_that_is_private_can_be_taken_out() {
        for key in PrivateKey::ALL.iter().flat_map(|key| key.covers()) {
            assert!(hide(&mut Source::default(), key), "{key}");
        }
        for key in PrivateKey::ALL.iter().filter(|key| **key != PrivateKey::Text) {
            assert_eq!(key.covers().first(), Some(&key.id()), "a key covers itself");
        }
    }
}

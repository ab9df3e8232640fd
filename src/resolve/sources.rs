//! The registry of sources: notes with one address are one source, and an address without a note is one too.

use std::sync::Arc;

use ahash::HashMap;

use super::sort::{Filed, Sorted};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::markdown::{CiteTarget, Marker, slug};
use crate::model::SourceId;
use crate::model::document::{Document, Meta, Source, Spanned, Unread};
use crate::model::site::{Doubt, Doubts};
use crate::model::table::Id;
use crate::web::WebAddress;

/// Where to find a source.
#[derive(Debug, Default)]
pub struct Registry {
    /// By key; keys of notes that were merged lead to the one that stays.
    pub by_key: HashMap<String, SourceId>,
    /// By canonical address, and by the words of an address in a note.
    pub by_address: HashMap<String, SourceId>,
    /// The keys in lower case: addresses that differ only in case clash on some systems.
    keys: slug::Ids,
}

/// Merges source notes of one address, and makes sources out of the addresses that only notes name.
pub fn gather(sorted: &mut Sorted, out: &mut Vec<Diagnostic>) -> (Registry, Doubts) {
    let keys = sorted.sources.iter().map(|file| file.id().to_lowercase());
    let keys = keys.chain(MADE_BY_US.map(str::to_owned)).collect();
    let mut registry = Registry { keys, ..Registry::default() };
    let mut doubts = Doubts::new();
    let mut kept: Vec<Filed<Source>> = Vec::with_capacity(sorted.sources.len());
    for file in std::mem::take(&mut sorted.sources) {
        let address = file.meta.url.as_ref().map(|url| url.value.canonical.clone());
        match address.as_ref().and_then(|address| registry.by_address.get(address)) {
            Some(&first) => {
                doubts.entry(first).or_default().push(same_address(&file, &kept[first.place()]));
                registry.by_key.insert(file.id().to_owned(), first);
            }
            None => {
                let id = SourceId::at(kept.len());
                registry.by_key.insert(file.id().to_owned(), id);
                registry.by_address.extend(address.map(|address| (address, id)));
                kept.push(file);
            }
        }
    }
    sorted.sources = kept;
    let bare: Vec<Bare> = sorted.documents().flat_map(|document| bare_addresses(document)).collect();
    for bare in bare {
        sorted.sources.extend(registry.add_bare(bare, sorted.sources.len(), out));
    }
    (registry, doubts)
}

/// That a second note describes the address of the first.
fn same_address(file: &Filed<Source>, first: &Filed<Source>) -> Doubt {
    let place = |file: &Filed<Source>| {
        file.meta.url.as_ref().map_or_else(|| file.document.head.clone(), |url| url.span.clone())
    };
    Doubt::SameAddress { key: file.id().to_owned(), span: place(file), first: place(first) }
}

/// A citation of a bare address: its words, the title beside it, and its place.
type Bare = (String, Option<String>, Span);

/// The citations of bare addresses in a text, in its order.
pub fn bare_addresses(document: &Document) -> impl Iterator<Item = Bare> {
    let body = &document.body;
    // Only a note can be nothing but an address, and few texts have one.
    let has_some = body.notes.iter().any(|note| note.address.is_some());
    let cites = body.markers.iter().filter(move |_| has_some).flat_map(Marker::cites);
    cites.filter_map(|citing| match &citing.target {
        CiteTarget::Url(text, title) => Some((
            text.to_string(),
            title.as_deref().map(str::to_owned),
            Span::new(&document.path, citing.bytes.clone()),
        )),
        CiteTarget::Key(_) | CiteTarget::Label(_) => None,
    })
}

/// Names of pages in the folder of the sources that the site makes itself.
const MADE_BY_US: [&str; 3] = ["index", "404", "pagefind"];

impl Registry {
    /// The source that a bare address becomes, unless it is known already; `number` is its own among all.
    fn add_bare(&mut self, bare: Bare, number: usize, out: &mut Vec<Diagnostic>) -> Option<Filed<Source>> {
        let (text, title, span) = bare;
        let address = match WebAddress::parse(&text) {
            Ok(address) => address,
            Err(refusal) => {
                let (code, message, hint) = refusal.explain();
                out.push(Diagnostic::new(code, span, message).hint(hint));
                return None;
            }
        };
        if let Some(&known) = self.by_address.get(&address.canonical) {
            // So that the resolver finds it under the words of this note too.
            self.by_address.insert(text, known);
            return None;
        }
        let key = self.free_key(&address);
        out.extend(address.findings(&text, &span));
        out.push(
            Diagnostic::new(Code::UnrecordedSource, span.clone(), format!("no source note describes {}", address.host))
                .hint(format!("write content/sources/{key}.md with `title:` and `url: {}`", address.url)),
        );
        let id = SourceId::at(number);
        self.by_key.insert(key.clone(), id);
        self.by_address.insert(text, id);
        self.by_address.insert(address.canonical.clone(), id);
        let title = title.unwrap_or_else(|| address.url.clone());
        let url = Some(Spanned { value: address, span: span.clone() });
        Some(bare_source(key, span, Source { title, url, ..Source::default() }))
    }

    /// A key that nobody has: the host, and the last telling part of the path.
    fn free_key(&mut self, address: &WebAddress) -> String {
        let path = address.canonical.split("://").nth(1).unwrap_or_default();
        let last = path.split(['/', '?']).skip(1).filter(|part| !part.is_empty()).last().unwrap_or_default();
        let words = slug::slug(&format!("{} {last}", address.host));
        let key = match words.split('-').take(8).collect::<Vec<_>>().join("-") {
            empty if empty.is_empty() => "source".to_owned(),
            key => key,
        };
        self.keys.unique(&key)
    }
}

/// A source that no file describes.
fn bare_source(key: String, span: Span, source: Source) -> Filed<Source> {
    let meta = Arc::new(source);
    let document = Document {
        path: span.path.clone(),
        id: key,
        head: span,
        meta: Meta::Source(meta.clone()),
        body: Arc::default(),
        blocks: [].into(),
        unread: Unread::default(),
    };
    Filed { document: document.into(), file: None, meta }
}

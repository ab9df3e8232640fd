//! The registry of sources: notes with one address are one source, and an address without a note is one too.

use std::collections::hash_map::Entry;
use std::sync::Arc;

use ahash::HashMap;

use super::filed::Filed;
use super::sort::Sorted;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::markdown::{CiteTarget, Marker, slug};
use crate::model::SourceId;
use crate::model::address_words;
use crate::model::document::{Allowed, Archived, Document, Meta, Phrase, Reference, Source, Spanned, Unread};
use crate::model::site::{Doubt, Doubts};
use crate::model::table::Id;
use crate::web::{self, WebAddress};

/// Where to find a source.
#[derive(Debug, Default)]
pub struct Registry {
    /// By key and by the other names that a note lists; those of notes that were merged lead to the one that stays.
    pub by_key: HashMap<String, SourceId>,
    /// The notes that were merged into another one, by their keys.
    pub merged: Vec<(String, SourceId)>,
    /// By address.
    pub addresses: Addresses,
    /// The keys in lower case: addresses that differ only in case clash on some systems.
    keys: slug::Ids,
}

/// Where an address leads.
#[derive(Debug, Default)]
pub struct Addresses {
    /// By canonical address, and by the words of an address in a note.
    pub same: HashMap<String, SourceId>,
    /// By what is left of an address when only how it was copied is taken away: the first source that has it.
    near: HashMap<String, Near>,
}

/// A source that others are near to.
#[derive(Debug)]
struct Near {
    id: SourceId,
    key: String,
    span: Span,
    /// Whether there is a note of it.
    is_recorded: bool,
}

/// Merges source notes of one address, and makes sources out of the addresses that only notes name.
pub fn gather(sorted: &mut Sorted, out: &mut Vec<Diagnostic>) -> (Registry, Doubts) {
    let keys = sorted.sources.iter().map(|file| file.id().to_lowercase());
    let keys = keys.chain(MADE_BY_US.map(str::to_owned)).collect();
    let mut registry = Registry { keys, ..Registry::default() };
    let mut doubts = Doubts::new();
    let mut kept: Vec<Filed<Source>> = Vec::with_capacity(sorted.sources.len());
    let mut other_names = Vec::new();
    for file in std::mem::take(&mut sorted.sources) {
        let address = file.meta.url.as_ref().map(|url| url.value.canonical.clone());
        let known = address.as_ref().and_then(|address| registry.addresses.same.get(address)).copied();
        let leads_to = known.unwrap_or(SourceId::at(kept.len()));
        other_names.extend(file.meta.keys.iter().map(|name| (name.clone(), leads_to)));
        match known {
            Some(first) => {
                doubts.entry(first).or_default().push(same_address(&file, &kept[first.place()]));
                registry.by_key.insert(file.id().to_owned(), first);
                registry.merged.push((file.id().to_owned(), first));
            }
            None => {
                let id = leads_to;
                registry.by_key.insert(file.id().to_owned(), id);
                if let Some(address) = address {
                    let (key, span) = (file.id().to_owned(), place_of_address(&file));
                    registry.note_near(&address, Near { id, key, span, is_recorded: true }, out);
                    registry.addresses.same.insert(address, id);
                }
                kept.push(file);
            }
        }
    }
    registry.add_names(other_names, &kept, out);
    // A copy in an archive is the thing itself, unless it has a note of its own.
    for (at, file) in kept.iter().enumerate() {
        for copy in &file.meta.archived {
            registry.addresses.same.entry(copy.url.canonical.clone()).or_insert(SourceId::at(at));
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
    Doubt::SameAddress { key: file.id().to_owned(), span: place_of_address(file), first: place_of_address(first) }
}

fn place_of_address(file: &Filed<Source>) -> Span {
    file.meta.url.as_ref().map_or_else(|| file.document.head.clone(), |url| url.span.clone())
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

impl Addresses {
    /// The source that a canonical address leads to: itself, what it is a copy of, or what is near to it.
    pub fn known(&self, address: &str, original: Option<&str>) -> Option<SourceId> {
        let all = || [Some(address), original].into_iter().flatten();
        all().find_map(|address| self.same.get(address)).copied().or_else(|| {
            let near = all().find_map(|address| self.near.get(&web::near(address)))?;
            near.is_recorded.then_some(near.id)
        })
    }
}

impl Registry {
    /// Adds the other names of sources. A name that leads to another source already goes on leading there.
    fn add_names(&mut self, names: Vec<(Reference, SourceId)>, kept: &[Filed<Source>], out: &mut Vec<Diagnostic>) {
        for (Reference { value: name, span }, id) in names {
            match self.by_key.entry(name) {
                Entry::Occupied(taken) if *taken.get() == id => {}
                Entry::Occupied(taken) => {
                    let first = &kept[taken.get().place()];
                    let message = format!("`{}` leads to the source `{}` already", taken.key(), first.id());
                    out.push(
                        Diagnostic::new(Code::AmbiguousKey, span, message)
                            .related(first.document.head.clone(), "this one")
                            .hint("take it out of `keys:` of one of the two, or make one note of both"),
                    );
                }
                Entry::Vacant(free) => {
                    self.keys.unique(&free.key().to_lowercase());
                    free.insert(id);
                }
            }
        }
    }

    /// Notes what is near to the address of a source, and reports it when another one is.
    fn note_near(&mut self, address: &str, near: Near, out: &mut Vec<Diagnostic>) {
        match self.addresses.near.entry(web::near(address)) {
            Entry::Occupied(known) => {
                let Near { key, span, .. } = known.get();
                let message = format!("this address is nearly that of the source `{key}`");
                out.push(
                    Diagnostic::new(Code::NearDuplicateUrl, near.span, message)
                        .related(span.clone(), "the other one")
                        .hint("if both lead to the same thing, write one note for it, and use its address"),
                );
            }
            Entry::Vacant(free) => {
                free.insert(near);
            }
        }
    }

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
        out.extend(address.findings(&text, &span));
        let original = address.copied().and_then(|(original, _)| original);
        let of_original = original.as_ref().map(|original| &*original.canonical);
        if let Some(known) = self.addresses.known(&address.canonical, of_original) {
            // So that the resolver finds it under the words of this note too.
            self.addresses.same.insert(text, known);
            return None;
        }
        let copies = original.is_some().then(|| Archived { url: address.clone(), date: None });
        let address = original.unwrap_or(address).whole();
        let key = self.free_key(&address);
        out.push(
            Diagnostic::new(Code::UnrecordedSource, span.clone(), format!("no source note describes {}", address.host))
                .hint(format!("write content/sources/{key}.md with `title:` and `url: {}`", address.url)),
        );
        let id = SourceId::at(number);
        let near = Near { id, key: key.clone(), span: span.clone(), is_recorded: false };
        self.note_near(&address.canonical, near, out);
        self.by_key.insert(key.clone(), id);
        self.addresses.same.insert(text, id);
        self.addresses.same.insert(address.canonical.clone(), id);
        let title = title.unwrap_or_else(|| address.readable());
        let url = Some(Spanned { value: address, span: span.clone() });
        let (title, archived) = (Phrase::new(title, None), copies.into_iter().collect());
        Some(bare_source(key, span, Source { title, url, archived, ..Source::default() }))
    }

    /// A key that nobody has.
    fn free_key(&mut self, address: &WebAddress) -> String {
        let key = address_words::key(address);
        match self.keys.is_taken(&key) {
            true => self.keys.unique(&address_words::second_key(&key, address)),
            false => self.keys.unique(&key),
        }
    }
}

/// A source that no file describes.
fn bare_source(key: String, span: Span, source: Source) -> Filed<Source> {
    let meta = Arc::new(source);
    let document = Document {
        corrections: [].into(),
        path: span.path.clone(),
        id: key,
        language: None,
        head: span,
        meta: Meta::Source(meta.clone()),
        draft: false,
        body: Arc::default(),
        blocks: [].into(),
        unread: Unread::default(),
        allow: Allowed::new(),
    };
    Filed { document: document.into(), file: None, meta }
}

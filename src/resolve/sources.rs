//! The registry of sources: notes with one address are one source, and an address without a note is one too.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ahash::HashMap;

use super::filed::Filed;
use super::sort::Sorted;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::markdown::{CiteTarget, Marker, NoteAddress, slug};
use crate::model::address_words;
use crate::model::document::{Archived, Document, Meta, Phrase, Reference, Source, Spanned};
use crate::model::site::{Doubt, Doubts};
use crate::model::table::Id;
use crate::model::{Date, SourceId};
use crate::web::{self, AddressRefusal, WebAddress};

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
    /// Those that several addresses without a note would have.
    shared: BTreeSet<String>,
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
pub fn gather(
    sorted: &mut Sorted,
    stand_ins: &BTreeMap<String, String>,
    out: &mut Vec<Diagnostic>,
) -> (Registry, Doubts) {
    let keys = sorted.sources.iter().map(|file| file.id().to_lowercase());
    let keys = keys.chain(MADE_BY_US.map(str::to_owned)).collect();
    let mut registry = Registry { keys, ..Registry::default() };
    let mut doubts = Doubts::new();
    sorted.sources = registry.add_notes(std::mem::take(&mut sorted.sources), &mut doubts, out);
    registry.add_stand_ins(stand_ins);
    registry.add_copies(&sorted.sources);
    let mut noted = Noted { recorded: sorted.sources.len(), ..Noted::default() };
    let bare: Vec<(Bare, Result<WebAddress, AddressRefusal>)> = sorted
        .documents()
        .flat_map(|document| bare_addresses(document))
        .map(|bare| {
            let address = WebAddress::parse(&bare.0.url);
            (bare, address)
        })
        .collect();
    registry.find_shared_keys(&sorted.sources, bare.iter().filter_map(|(_, address)| address.as_ref().ok()));
    bare.into_iter().for_each(|(bare, address)| noted.add(bare, address, &mut registry, out));
    noted.report(out);
    sorted.sources.extend(noted.sources.into_iter().map(|(key, span, source)| bare_source(key, span, source)));
    (registry, doubts)
}

/// How many addresses of a file without source notes are told of one by one.
const TOLD_APART: usize = 10;

/// The sources that only notes name.
#[derive(Default)]
struct Noted {
    /// How many sources have notes of their own.
    recorded: usize,
    /// Each with its key, and where it is named first.
    sources: Vec<(String, Span, Source)>,
    /// Those whose titles are words of an author, and not of the address.
    titled: BTreeSet<usize>,
    /// The places that were looked at: several markers may lead to one note.
    seen: BTreeSet<Span>,
}

impl Noted {
    /// The source that a bare address becomes, unless it is known already.
    fn add(
        &mut self,
        (named, span): Bare,
        address: Result<WebAddress, AddressRefusal>,
        registry: &mut Registry,
        out: &mut Vec<Diagnostic>,
    ) {
        let is_new = self.seen.insert(span.clone());
        let address = match address {
            Ok(address) => address,
            Err(refusal) => {
                let (code, message, hint) = refusal.explain();
                out.extend(is_new.then(|| Diagnostic::new(code, span, message).hint(hint)));
                return;
            }
        };
        if is_new {
            out.extend(address.findings(&named.url, &span));
        }
        let original = address.copied().and_then(|(original, _)| original);
        let of_original = original.as_ref().map(|original| &*original.canonical);
        if let Some(known) = registry.addresses.known(&address.canonical, of_original) {
            // So that the resolver finds it under the words of this note too.
            registry.addresses.same.insert(named.url.to_string(), known);
            self.say_more(known, named);
            return;
        }
        let copies = original.is_some().then(|| Archived { url: address.clone(), date: None });
        let address = original.unwrap_or(address).whole();
        let key = registry.free_key(&address);
        let id = SourceId::at(self.recorded + self.sources.len());
        let near = Near { id, key: key.clone(), span: span.clone(), is_recorded: false };
        registry.note_near(&address.canonical, near, out);
        registry.by_key.insert(key.clone(), id);
        registry.addresses.same.insert(named.url.to_string(), id);
        registry.addresses.same.insert(address.canonical.clone(), id);
        let title = Phrase::new(address.readable(), None);
        let url = Some(Spanned { value: address, span: span.clone() });
        self.sources.push((
            key,
            span,
            Source { title, url, archived: copies.into_iter().collect(), ..Source::default() },
        ));
        self.say_more(id, named);
    }

    /// Adds what a note says of a source of which nobody has said it before.
    fn say_more(&mut self, id: SourceId, named: &NoteAddress) {
        let Some((_, span, source)) = id.place().checked_sub(self.recorded).and_then(|at| self.sources.get_mut(at))
        else {
            return;
        };
        if let Some(title) = &named.title
            && self.titled.insert(id.place())
        {
            source.title = Phrase::new(title.to_string(), None);
            source.publisher = source.url.as_ref().map(|url| url.value.host.clone());
        }
        if source.published.is_none() {
            source.published = Date::named_in(&named.before).map(|value| Spanned { value, span: span.clone() });
        }
        for copy in named.copies.iter().filter_map(|copy| WebAddress::parse(copy).ok()) {
            if !source.archived.iter().any(|known| known.url.canonical == copy.canonical) {
                source.archived.push(Archived { url: copy, date: None });
            }
        }
    }

    /// Reports the sources without a note: where a file names many, all in one finding.
    fn report(&self, out: &mut Vec<Diagnostic>) {
        let mut by_file: BTreeMap<&Arc<str>, Vec<&(String, Span, Source)>> = BTreeMap::new();
        self.sources.iter().for_each(|source| by_file.entry(&source.1.path).or_default().push(source));
        for (path, sources) in by_file {
            let command = format!("`standpoint new source --from {path}`");
            if let [(_, span, _), .., _] = sources[..]
                && sources.len() > TOLD_APART
            {
                let message = format!("no source note describes {} of the addresses in this text", sources.len());
                out.push(
                    Diagnostic::new(Code::UnrecordedSource, span.clone(), message)
                        .hint(format!("{command} writes all of these notes; this is the first of the addresses")),
                );
                continue;
            }
            for (at, (key, span, source)) in sources.iter().enumerate() {
                let Some(Spanned { value: address, .. }) = &source.url else { continue };
                let finding = Diagnostic::new(
                    Code::UnrecordedSource,
                    span.clone(),
                    format!("no source note describes {}", address.host),
                )
                .hint(format!("write content/sources/{key}.md with `title:` and `url: {}`", address.url));
                let of_all = at == 0 && sources.len() > 1;
                let all = || format!("{command} begins the notes for all {} of them", sources.len());
                out.push(if of_all { finding.hint(all()) } else { finding });
            }
        }
    }
}

/// That a second note describes the address of the first.
fn same_address(file: &Filed<Source>, first: &Filed<Source>) -> Doubt {
    Doubt::SameAddress { key: file.id().to_owned(), span: place_of_address(file), first: place_of_address(first) }
}

fn place_of_address(file: &Filed<Source>) -> Span {
    file.meta.url.as_ref().map_or_else(|| file.document.head.clone(), |url| url.span.clone())
}

/// A citation of a bare address: what its note says of it, and its place.
type Bare<'d> = (&'d NoteAddress, Span);

/// The citations of bare addresses in a text, in its order; not in a note that nothing leads to, which no page shows.
pub fn bare_addresses(document: &Document) -> impl Iterator<Item = Bare<'_>> {
    let body = &document.body;
    // Only a note can name an address, and few texts have one that does.
    let has_some = body.notes.iter().any(|note| !note.cites.is_empty());
    let cites = body.markers.iter().filter(move |marker| has_some && marker.shown).flat_map(Marker::cites);
    cites.filter_map(|citing| match &citing.target {
        CiteTarget::Url(named) => Some((&**named, Span::new(&document.path, citing.bytes.clone()))),
        CiteTarget::Key(_) | CiteTarget::Label(_) | CiteTarget::Mention(_) => None,
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
    /// Adds the sources that have notes. Gives the notes that stay; of several with one address that is the first.
    fn add_notes(
        &mut self,
        notes: Vec<Filed<Source>>,
        doubts: &mut Doubts,
        out: &mut Vec<Diagnostic>,
    ) -> Vec<Filed<Source>> {
        let mut kept: Vec<Filed<Source>> = Vec::with_capacity(notes.len());
        let mut other_names = Vec::new();
        for file in notes {
            let address = file.meta.url.as_ref().map(|url| url.value.canonical.clone());
            let known = address.as_ref().and_then(|address| self.addresses.same.get(address)).copied();
            let id = known.unwrap_or(SourceId::at(kept.len()));
            let key = file.id().to_owned();
            other_names.extend(file.meta.keys.iter().map(|name| (name.clone(), id)));
            self.by_key.insert(key.clone(), id);
            if known.is_some() {
                doubts.entry(id).or_default().push(same_address(&file, &kept[id.place()]));
                self.merged.push((key, id));
                continue;
            }
            if let Some(address) = address {
                self.note_near(&address, Near { id, key, span: place_of_address(&file), is_recorded: true }, out);
                self.addresses.same.insert(address, id);
            }
            kept.push(file);
        }
        self.add_names(other_names, &kept, out);
        kept
    }

    /// Adds copies in archives: each is the thing itself, unless it has a note of its own.
    fn add_copies(&mut self, notes: &[Filed<Source>]) {
        for (at, file) in notes.iter().enumerate() {
            for copy in &file.meta.archived {
                let (id, address) = (SourceId::at(at), &copy.url.canonical);
                self.addresses.same.entry(address.clone()).or_insert(id);
                let near = || Near { id, key: file.id().to_owned(), span: place_of_address(file), is_recorded: true };
                self.addresses.near.entry(web::near(address)).or_insert_with(near);
            }
        }
    }

    /// Lets the keys that texts use lead to what readers get in the place of those sources.
    fn add_stand_ins(&mut self, stand_ins: &BTreeMap<String, String>) {
        for (key, name) in stand_ins {
            if let Some(id) = self.by_key.get(name).copied() {
                self.by_key.entry(key.clone()).or_insert(id);
                self.keys.unique(&key.to_lowercase());
            }
        }
    }

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

    /// Finds the keys that several addresses without a note would have: none of them gets it, so that none takes the place
    /// of another when that is cited no more, or further down.
    fn find_shared_keys<'a>(&mut self, notes: &[Filed<Source>], addresses: impl Iterator<Item = &'a WebAddress>) {
        // Of two such one may have a note by now, which has the key of its page.
        for (file, url) in notes.iter().filter_map(|file| Some((file, &file.meta.url.as_ref()?.value))) {
            let key = file.id().strip_suffix(&url.fingerprint()).and_then(|key| key.strip_suffix('-'));
            self.shared.extend(key.filter(|key| *key == address_words::key(url)).map(str::to_owned));
        }
        let mut first: HashMap<String, String> = HashMap::default();
        for address in addresses {
            let original = address.copied().and_then(|(original, _)| original);
            let of_original = original.as_ref().map(|original| &*original.canonical);
            if self.addresses.known(&address.canonical, of_original).is_some() {
                continue;
            }
            let address = original.as_ref().unwrap_or(address);
            match first.entry(address_words::key(address)) {
                Entry::Occupied(taken) if *taken.get() == address.canonical => {}
                Entry::Occupied(taken) => {
                    self.shared.insert(taken.key().clone());
                }
                Entry::Vacant(free) => {
                    free.insert(address.canonical.clone());
                }
            }
        }
    }

    /// A key that nobody has.
    fn free_key(&mut self, address: &WebAddress) -> String {
        let key = address_words::key(address);
        match self.keys.is_taken(&key) || self.shared.contains(&key) {
            true => self.keys.unique(&address_words::second_key(&key, address)),
            false => self.keys.unique(&key),
        }
    }
}

/// A source that no file describes.
fn bare_source(key: String, span: Span, source: Source) -> Filed<Source> {
    let meta = Arc::new(source);
    let document = Document::bare(span.path.clone(), key, span, Meta::Source(meta.clone()));
    Filed { document: document.into(), file: None, meta }
}

//! The registry of sources: notes with one address are one source, and an address without a note is one too.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::markdown::{Body, CiteTarget, Citing, MarkerKind, slug};
use crate::model::Site;
use crate::model::document::{Source, Spanned, Unread};
use crate::model::site::{Doubt, Entry, Links};
use crate::web::WebAddress;

/// Where to find a source.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// By key; keys of notes that were merged lead to the one that stays.
    pub by_key: HashMap<String, usize>,
    /// By canonical address.
    pub by_address: HashMap<String, usize>,
    /// The keys in lower case: addresses that differ only in case clash on some systems.
    folded: HashSet<String>,
}

/// Merges source notes of one address, and makes sources out of the addresses that only notes name.
pub fn gather(site: &mut Site, out: &mut Vec<Diagnostic>) -> Known {
    let mut known = Known::default();
    let mut kept: Vec<Entry<Source>> = Vec::with_capacity(site.sources.len());
    for entry in std::mem::take(&mut site.sources) {
        known.folded.insert(entry.id.to_lowercase());
        let address = entry.meta.url.as_ref().map(|url| url.value.canonical.clone());
        match address.as_ref().and_then(|address| known.by_address.get(address)) {
            Some(&first) => {
                site.doubts[first].push(duplicate(&entry, &kept[first]));
                known.by_key.insert(entry.id, first);
            }
            None => {
                known.by_key.insert(entry.id.clone(), kept.len());
                known.by_address.extend(address.map(|address| (address, kept.len())));
                kept.push(entry);
                site.doubts.push(Vec::new());
            }
        }
    }
    site.sources = kept;
    for (citing, span) in bare_addresses(site) {
        add_bare(site, &citing, span, &mut known, out);
    }
    known
}

/// That a second note describes the address of the first.
fn duplicate(entry: &Entry<Source>, first: &Entry<Source>) -> Doubt {
    let place =
        |entry: &Entry<Source>| entry.meta.url.as_ref().map_or_else(|| entry.head.clone(), |url| url.span.clone());
    Doubt {
        code: Code::DuplicateUrl,
        message: format!("The note `{}` describes the same address as `{}`.", entry.id, first.id),
        span: place(entry),
        related: vec![(place(first), "this note is the one shown; both keys lead to it".to_owned())],
        hint: format!("merge the two notes, and cite `{}`", first.id),
    }
}

/// Every citation of a bare address, with its place, in the order of the files.
fn bare_addresses(site: &Site) -> Vec<(Citing, Span)> {
    let mut found = Vec::new();
    // Only a note can be nothing but an address, and few texts have one.
    let with_addresses = site.texts().filter(|text| text.body.notes.iter().any(|note| note.address.is_some()));
    for marker in with_addresses.flat_map(|text| &text.body.markers) {
        let MarkerKind::Cites(cites) = &marker.kind else { continue };
        for citing in cites.iter().filter(|citing| matches!(citing.target, CiteTarget::Url(..))) {
            found.push((citing.clone(), Span::new(&marker.span.path, citing.bytes.clone())));
        }
    }
    found
}

fn add_bare(site: &mut Site, citing: &Citing, span: Span, known: &mut Known, out: &mut Vec<Diagnostic>) {
    let CiteTarget::Url(text, title) = &citing.target else { return };
    let address = match WebAddress::parse(text) {
        Ok(address) => address,
        Err(refusal) => {
            let (code, message, hint) = refusal.explain();
            out.push(Diagnostic::new(code, span, message).hint(hint));
            return;
        }
    };
    if let Some(&at) = known.by_address.get(&address.canonical) {
        // So that the resolver finds it under the words of this note too.
        known.by_address.insert(text.clone(), at);
        return;
    }
    let key = free_key(&address, known);
    out.extend(address.findings(text, &span));
    out.push(
        Diagnostic::new(Code::UnrecordedSource, span.clone(), format!("no source note describes {}", address.host))
            .hint(format!("write content/sources/{key}.md with `title:` and `url: {}`", address.url)),
    );
    let at = site.sources.len();
    known.folded.insert(key.clone());
    known.by_key.insert(key.clone(), at);
    known.by_address.insert(text.clone(), at);
    known.by_address.insert(address.canonical.clone(), at);
    let title = title.clone().unwrap_or_else(|| address.url.clone());
    site.doubts.push(Vec::new());
    site.sources.push(Entry {
        path: span.path.clone(),
        id: key,
        head: span.clone(),
        meta: Source { title, url: Some(Spanned { value: address, span }), ..Source::default() }.into(),
        body: Body::default().into(),
        blocks: [].into(),
        unread: Unread::default(),
        links: Links::default().into(),
    });
}

/// Names of pages in the folder of the sources that the site makes itself.
const MADE_BY_US: [&str; 3] = ["index", "404", "pagefind"];

/// A key that nobody has: the host, and the last telling part of the path.
fn free_key(address: &WebAddress, known: &Known) -> String {
    let path = address.canonical.split("://").nth(1).unwrap_or_default();
    let last = path.split(['/', '?']).skip(1).filter(|part| !part.is_empty()).last().unwrap_or_default();
    let words: Vec<String> =
        slug::slug(&format!("{} {last}", address.host)).split('-').take(8).map(str::to_owned).collect();
    let key = match words.join("-") {
        empty if empty.is_empty() => "source".to_owned(),
        key => key,
    };
    (1..)
        .map(|number| if number == 1 { key.clone() } else { format!("{key}-{number}") })
        .find(|key| !MADE_BY_US.contains(&key.as_str()) && !known.folded.contains(key))
        .unwrap_or(key)
}

//! Dates of sources that do not fit: with the address, or with the texts that rest on the source.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::ToSpan;
use rayon::prelude::*;

use crate::model::document::Meta;
use crate::model::site::{Doubt, Doubts, Things};
use crate::model::words::Basis;
use crate::model::{PageKind, Site, SourceId, TextId, address_date};

/// Texts beyond this many are summed up.
const NAMED: usize = 3;

/// Adds the sources whose addresses name other days than they are dated.
pub fn add_address_dates(things: &Things, doubts: &mut Doubts) {
    for (at, source) in things.sources.entries() {
        let (Some(published), Some(address)) = (&source.meta.published, &source.meta.url) else { continue };
        let Some(named) = address_date::named(&address.value.canonical) else { continue };
        if named.latest() < published.value.earliest() || named.earliest() > published.value.latest() {
            let doubt = Doubt::AddressDate { named, address: address.span.clone() };
            doubts.entry(at).or_default().push(doubt);
        }
    }
}

/// Adds the sources that came out later than what rests on them.
pub fn add_later_than_use(site: &mut Site) {
    let sources: Vec<SourceId> = site.sources.ids().collect();
    let earlier = sources.into_par_iter().map(|at| (at, earlier_texts(site, at)));
    let found: Vec<(SourceId, Vec<TextId>)> = earlier.filter(|(_, texts)| !texts.is_empty()).collect();
    for (at, texts) in found {
        let (named, more) = (texts.iter().copied().take(NAMED).collect(), texts.len().saturating_sub(NAMED));
        Arc::make_mut(&mut site.doubts).entry(at).or_default().push(Doubt::LaterThanUse { named, more });
    }
}

/// The dated texts that rest on a source which came out later.
fn earlier_texts(site: &Site, source: SourceId) -> Vec<TextId> {
    let Some(published) = &site.sources[source].meta.published else { return Vec::new() };
    let first = published.value.earliest();
    let is_earlier = |text: &TextId| {
        site.as_of(*text).is_some_and(|as_of| first > as_of.latest().saturating_add(grace(site, *text).days()))
    };
    let earlier = site.uses.of_source(source).iter().map(|used| used.text).filter(is_earlier);
    let mut texts: Vec<TextId> = earlier.filter(|text| is_todays(site, *text)).collect();
    // Readers know texts by title and date; two that have both alike are one to them.
    let mut said = BTreeSet::new();
    texts.retain(|text| said.insert((site.pages[site.texts[*text].page].title.as_deref(), site.as_of(*text))));
    texts
}

/// How many days a source may come after what rests on it. What somebody says is known from there; what they do or want
/// is reported weeks later.
fn grace(site: &Site, text: TextId) -> i64 {
    match &site.texts[text].meta {
        Meta::Position(position) if position.basis != Some(Basis::Stated) => 60,
        _ => 0,
    }
}

/// Earlier positions are often known from later sources; today's should not be.
fn is_todays(site: &Site, text: TextId) -> bool {
    let place = &site.texts[text];
    match (&place.meta, site.pages[place.page].kind) {
        (Meta::Position(_), PageKind::Cell(cell)) => site.positions[site.cells[cell].today()].text == text,
        _ => true,
    }
}

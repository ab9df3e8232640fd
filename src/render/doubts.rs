//! What does not fit about a source, in sentences for readers.

use super::cards::Cards;
use crate::model::site::Doubt;
use crate::model::{Site, SourceId};

/// Texts beyond this many are summed up.
const NAMED: usize = 3;

/// A doubt about a source.
pub fn sentence(cards: &Cards, site: &Site, source: SourceId, doubt: &Doubt) -> String {
    let entry = &site.sources[source];
    let published = || entry.meta.published.as_ref().map(|date| date.value.to_string()).unwrap_or_default();
    match doubt {
        Doubt::SameAddress { key, .. } => {
            format!("The note “{key}” describes the same address as “{}”.", entry.id)
        }
        Doubt::AddressDate { named, .. } => {
            format!("The address names {named}, but the source is dated {}.", published())
        }
        Doubt::LaterThanUse(texts) => {
            let named = texts.iter().take(NAMED).filter_map(|text| {
                Some(format!("{} (as of {})", cards.title(site.texts[*text].page), site.as_of(*text)?))
            });
            let more = texts.len().checked_sub(NAMED).filter(|more| *more > 0).map(|more| format!("{more} more"));
            let names: Vec<String> = named.chain(more).collect();
            let names = names.join("; ");
            format!("The source is dated {}, which is later than what rests on it: {names}.", published())
        }
    }
}

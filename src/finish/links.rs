//! What a screen reader says of a link before its reader follows it.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, text_string};

use super::{PdfFacts, PdfWords, objects};
use crate::ids::{self, IdKind};

/// Gives each link that has no description one.
pub fn describe(document: &mut Document, facts: &PdfFacts) {
    let words = Words::new(document, facts);
    let mut described = Vec::new();
    for page in document.page_iter() {
        let annotations = document.get_dictionary(page).ok().and_then(|page| objects::at(document, page, "Annots"));
        let Some(Object::Array(annotations)) = annotations else { continue };
        for id in annotations.iter().filter_map(|annotation| annotation.as_reference().ok()) {
            let Ok(link) = document.get_dictionary(id) else { continue };
            let is_link = objects::word(link, "Subtype") == b"Link";
            if is_link
                && !link.has(b"Contents")
                && let Some(description) = words.of(document, link)
            {
                described.push((id, description));
            }
        }
    }
    for (id, description) in described {
        if let Ok(link) = document.get_dictionary_mut(id) {
            link.set("Contents", text_string(&description));
        }
    }
}

/// The words for what links lead to.
struct Words<'f> {
    said: &'f PdfWords,
    headings: BTreeMap<&'f str, &'f str>,
    /// Number and title of each source, by its key.
    notes: BTreeMap<&'f str, (usize, &'f str)>,
    /// Titles by address.
    addresses: BTreeMap<&'f str, &'f str>,
    pages: BTreeMap<ObjectId, usize>,
    places: BTreeMap<String, Object>,
}

impl<'f> Words<'f> {
    fn new(document: &Document, facts: &'f PdfFacts) -> Words<'f> {
        let headings = facts.headings.iter().map(|(_, words, id)| (id.as_str(), words.as_str())).collect();
        let sources = facts.sources.as_array().map(Vec::as_slice).unwrap_or_default();
        let text = |at: usize, key: &str| sources[at].get(key).and_then(serde_json::Value::as_str);
        let notes = (0..sources.len())
            .filter_map(|at| Some((text(at, "id")?, (at + 1, text(at, "title").or_else(|| text(at, "URL"))?))))
            .collect();
        let addresses = (0..sources.len()).filter_map(|at| Some((text(at, "URL")?, text(at, "title")?))).collect();
        let pages = document.page_iter().zip(1..).collect();
        Words { said: &facts.words, headings, notes, addresses, pages, places: objects::named_places(document) }
    }

    fn of(&self, document: &Document, link: &Dictionary) -> Option<String> {
        let action = objects::dictionary(document, link, "A");
        if let Some(address) = action.and_then(|action| objects::at(document, action, "URI")) {
            let address = lopdf::decode_text_string(address).ok()?;
            return Some(match self.addresses.get(address.as_str()) {
                Some(title) => format!("{title}: {address}"),
                None => address,
            });
        }
        let place = objects::at(document, link, "Dest")
            .or_else(|| action.and_then(|action| objects::at(document, action, "D")))?;
        let named = objects::id_of(place);
        let known = named.as_deref().and_then(|id| self.of_id(id));
        known.or_else(|| {
            let place = match &named {
                Some(id) => self.places.get(id)?.clone(),
                None => objects::place_of(document, place)?,
            };
            let page = self.pages.get(&objects::page_of(&place)?)?;
            Some(self.said.to_page.replace("{page}", &page.to_string()))
        })
    }

    /// The words for a place on the page itself.
    fn of_id(&self, id: &str) -> Option<String> {
        if let Some(words) = self.headings.get(id) {
            return Some((*words).to_owned());
        }
        match IdKind::read(id) {
            IdKind::Note(rest) => {
                let (number, title) = ids::keys_of_note(rest).find_map(|key| self.notes.get(key))?;
                Some(filled(&self.said.to_note, *number, title))
            }
            IdKind::Marker(rest) => {
                let (number, title) = self.notes.get(ids::key_of_marker(rest)?)?;
                Some(filled(&self.said.to_use, *number, title))
            }
            _ => None,
        }
    }
}

/// Words about a note; its title comes last, since it may hold anything.
fn filled(words: &str, number: usize, title: &str) -> String {
    words.replace("{number}", &number.to_string()).replace("{title}", title)
}

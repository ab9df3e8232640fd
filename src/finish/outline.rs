//! The bookmarks: one for each printed heading, nested as the headings are.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary, text_string};

use super::{objects, places};
use crate::ids;

/// A bookmark to be.
struct Bookmark<'f> {
    level: u8,
    title: &'f str,
    id: &'f str,
    place: Object,
    /// The heading among the tags.
    element: Option<Object>,
}

/// A bookmark that the engine made.
pub struct EngineBookmark {
    /// Its words without their spaces.
    title: String,
    /// Where it leads.
    pub place: Object,
    element: Option<Object>,
}

impl EngineBookmark {
    /// Whether it stands for a heading of these words. The engine adds the markers of citations, says a heading twice
    /// that it moved to the next page, and turns the words of a script that is read from the right around.
    fn is_of(&self, title: &str) -> bool {
        !title.is_empty() && title.split_whitespace().all(|word| self.title.contains(word))
    }
}

/// Writes the outline anew, with the words of the page's own headings: the engine loses spaces where lines end. Gives the
/// tag of the heading above the notes.
pub fn write(document: &mut Document, headings: &[(u8, String, String)]) -> lopdf::Result<Option<ObjectId>> {
    let items = items(document, headings)?;
    let Some((root, first, last)) = nested(document, &items) else {
        document.catalog_mut()?.remove(b"Outlines");
        return Ok(None);
    };
    let notes = items.iter().rfind(|item| item.id == ids::NOTES_TITLE).and_then(|item| item.element.as_ref());
    let notes = notes.and_then(|element| element.as_reference().ok());
    let count = items.len() as i64;
    document.set_object(root, dictionary! { "Type" => "Outlines", "First" => first, "Last" => last, "Count" => count });
    let catalogue = document.catalog_mut()?;
    catalogue.set("Outlines", root);
    catalogue.set("PageMode", "UseOutlines");
    Ok(notes)
}

/// The headings that stand on paper. One that does not, such as a heading for screens only, has no bookmark.
fn items<'f>(document: &mut Document, headings: &'f [(u8, String, String)]) -> lopdf::Result<Vec<Bookmark<'f>>> {
    let named = objects::named_places(document);
    let mut exact = BTreeMap::new();
    let mut items = Vec::new();
    for ((level, title, id), found) in headings.iter().zip(found(document, headings)) {
        let (place, element) = match (found, named.get(id)) {
            (Some(EngineBookmark { place, element, .. }), _) => {
                if !id.is_empty() {
                    exact.insert(id.clone(), place.clone());
                }
                (place, element)
            }
            (None, Some(place)) => (place.clone(), None),
            (None, None) => continue,
        };
        items.push(Bookmark { level: *level, title, id, place, element });
    }
    places::mend(document, &exact)?;
    Ok(items)
}

/// For each heading the bookmark that the engine made of it.
pub fn found(document: &Document, headings: &[(u8, String, String)]) -> Vec<Option<EngineBookmark>> {
    let mut printed = printed(document);
    // Both go from the first to the last.
    let find = |(_, title, _): &(u8, String, String)| {
        let at = printed.iter().position(|bookmark| bookmark.is_of(title))?;
        printed.drain(..=at).next_back()
    };
    headings.iter().map(find).collect()
}

/// The bookmarks that the engine made, from the first to the last.
fn printed(document: &Document) -> VecDeque<EngineBookmark> {
    let outline = objects::of_catalogue(document, "Outlines");
    let mut printed = VecDeque::new();
    let mut seen = BTreeSet::new();
    let mut waiting: Vec<ObjectId> = reference(&outline, "First").into_iter().collect();
    while let Some(id) = waiting.pop() {
        let Ok(item) = document.get_dictionary(id) else { continue };
        if !seen.insert(id) {
            continue;
        }
        waiting.extend(reference(item, "Next"));
        waiting.extend(reference(item, "First"));
        let action = objects::dictionary(document, item, "A");
        let place = item.get(b"Dest").ok().or_else(|| action.and_then(|action| action.get(b"D").ok()));
        let place = place.and_then(|place| objects::place_of(document, place));
        let title = objects::at(document, item, "Title").and_then(|title| lopdf::decode_text_string(title).ok());
        if let (Some(title), Some(place)) = (title, place) {
            let title = title.split_whitespace().collect();
            printed.push_back(EngineBookmark { title, place, element: item.get(b"SE").ok().cloned() });
        }
    }
    printed
}

fn reference(item: &Dictionary, key: &str) -> Option<ObjectId> {
    item.get(key.as_bytes()).ok()?.as_reference().ok()
}

/// The objects of the bookmarks; the ids of the root, its first and its last child.
fn nested(document: &mut Document, items: &[Bookmark]) -> Option<(ObjectId, ObjectId, ObjectId)> {
    let parents = parents(items);
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = items.iter().map(|_| document.new_object_id()).collect();
    let mut bookmarks: Vec<Dictionary> = items.iter().map(bookmark).collect();
    let mut below = vec![0; items.len()];
    let mut latest: BTreeMap<Option<usize>, usize> = BTreeMap::new();
    for at in 0..items.len() {
        let parent = parents[at];
        bookmarks[at].set("Parent", parent.map_or(root, |parent| ids[parent]));
        if let Some(before) = latest.insert(parent, at) {
            bookmarks[before].set("Next", ids[at]);
            bookmarks[at].set("Prev", ids[before]);
        } else if let Some(parent) = parent {
            bookmarks[parent].set("First", ids[at]);
        }
        if let Some(parent) = parent {
            bookmarks[parent].set("Last", ids[at]);
        }
    }
    // From the end, so that what is below a bookmark is counted before it is.
    for at in (0..items.len()).rev() {
        if let Some(parent) = parents[at] {
            below[parent] += below[at] + 1;
        }
        if below[at] > 0 {
            bookmarks[at].set("Count", below[at]);
        }
    }
    for (id, bookmark) in ids.iter().zip(bookmarks) {
        document.set_object(*id, bookmark);
    }
    Some((root, *ids.first()?, ids[*latest.get(&None)?]))
}

fn bookmark(item: &Bookmark) -> Dictionary {
    let mut bookmark = dictionary! { "Title" => text_string(item.title), "Dest" => item.place.clone() };
    if let Some(element) = &item.element {
        bookmark.set("SE", element.clone());
    }
    bookmark
}

/// For each bookmark the one that it stands under: the nearest before it of a higher rank.
fn parents(items: &[Bookmark]) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let mut parents = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        while open.last().is_some_and(|above| items[*above].level >= item.level) {
            open.pop();
        }
        parents.push(open.last().copied());
        open.push(at);
    }
    parents
}

//! The named places that links lead to. Chromium forgets the margin above the page's text in them, so that they lie too
//! high by as much. Its bookmarks are right: they tell the places of headings, and how large the margin of a page is.

use std::collections::BTreeMap;

use lopdf::{Document, Object, ObjectId};

use super::objects;

/// What stays free above the line that a link leads to, in points.
const AIR: f32 = 4.0;

/// Sets the places right, of which `exact` has the headings'.
pub fn mend(document: &mut Document, exact: &BTreeMap<String, Object>) -> lopdf::Result<()> {
    let margins = margins(document, exact);
    let mut places = objects::of_catalogue(document, "Dests");
    for (name, place) in &mut places {
        let id = objects::id_of(&Object::Name(name.clone()));
        *place = match id.and_then(|id| exact.get(&id)) {
            Some(better) => better.clone(),
            None => lowered(document, place, &margins).unwrap_or_else(|| place.clone()),
        };
    }
    if places.is_empty() { Ok(()) } else { objects::put_into_catalogue(document, "Dests", places) }
}

/// How much too high the places of each page lie. A page without headings is like the last one of its size that has any.
fn margins(document: &Document, exact: &BTreeMap<String, Object>) -> BTreeMap<ObjectId, f32> {
    let mut own: BTreeMap<ObjectId, f32> = BTreeMap::new();
    for (id, named) in objects::named_places(document) {
        let Some((page, high)) = height(&named) else { continue };
        let Some((_, right)) = exact.get(&id).and_then(height).filter(|(on, _)| *on == page) else { continue };
        let least = own.entry(page).or_insert(f32::MAX);
        *least = least.min(high - right);
    }
    let size = |page: &ObjectId| document.get_dictionary(*page).and_then(|page| page.get(b"MediaBox")).ok().cloned();
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let like = |page: &ObjectId| pages.iter().rev().find(|other| own.contains_key(other) && size(other) == size(page));
    let margin = |page: &ObjectId| own.get(page).or_else(|| own.get(like(page)?)).map(|margin| (margin - AIR).max(0.0));
    pages.iter().filter_map(|page| Some((*page, margin(page)?))).collect()
}

/// The page and the height of a place.
pub fn height(place: &Object) -> Option<(ObjectId, f32)> {
    let parts = place.as_array().ok()?;
    let is_point = parts.get(1)?.as_name().ok()? == b"XYZ";
    is_point.then_some((objects::page_of(place)?, parts.get(3)?.as_float().ok()?))
}

fn lowered(document: &Document, place: &Object, margins: &BTreeMap<ObjectId, f32>) -> Option<Object> {
    let mut place = objects::place_of(document, place)?;
    let (page, high) = height(&place)?;
    place.as_array_mut().ok()?[3] = (high - margins.get(&page)?).into();
    Some(place)
}

//! The names by which cells of tables know their headers. Chromium counts them through all that it has shown so
//! far, so the same page has other names when other pages were printed before it; here each page counts for itself.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::objects;

/// Names the elements that have a name anew, in their order.
pub fn count(document: &mut Document, elements: &[ObjectId]) -> lopdf::Result<()> {
    let mut names = BTreeMap::new();
    let mut tree = Vec::new();
    for element in elements {
        let old = document.get_dictionary(*element).and_then(|element| element.get(b"ID"));
        let Ok(Object::String(old, _)) = old else { continue };
        // As wide as the browser's own, so that their order as texts is the order of the elements.
        let new = Object::string_literal(format!("cell{:08}", names.len() + 1));
        names.insert(old.clone(), new.clone());
        tree.extend([new.clone(), Object::Reference(*element)]);
        document.get_dictionary_mut(*element)?.set("ID", new);
    }
    if names.is_empty() {
        return Ok(());
    }
    for element in elements {
        let attributes = document.get_dictionary(*element).ok().and_then(|element| objects::at(document, element, "A"));
        if let Some(attributes) = attributes.map(|attributes| renamed(document, attributes, &names)) {
            document.get_dictionary_mut(*element)?.set("A", attributes);
        }
    }
    let mut root = objects::of_catalogue(document, "StructTreeRoot");
    root.set("IDTree", dictionary! { "Names" => tree });
    objects::put_into_catalogue(document, "StructTreeRoot", root)
}

/// Attributes, one set or several, with the headers by their new names.
fn renamed(document: &Document, attributes: &Object, names: &BTreeMap<Vec<u8>, Object>) -> Object {
    let one = |set: &Object| match objects::follow(document, set) {
        Some(Object::Dictionary(set)) => with_headers(document, set, names).into(),
        _ => set.clone(),
    };
    match attributes {
        Object::Array(sets) => Object::Array(sets.iter().map(one).collect()),
        set => one(set),
    }
}

fn with_headers(document: &Document, set: &Dictionary, names: &BTreeMap<Vec<u8>, Object>) -> Dictionary {
    let mut set = set.clone();
    if let Some(Object::Array(headers)) = objects::at(document, &set, "Headers") {
        let new = |header: &Object| header.as_str().ok().and_then(|old| names.get(old)).unwrap_or(header).clone();
        let headers: Vec<Object> = headers.iter().map(new).collect();
        set.set("Headers", headers);
    }
    set
}

//! Ways through the objects of a PDF. Whatever is not as it should be is absent.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::web;

/// What stands under a key, references followed.
pub fn at<'d>(document: &'d Document, dictionary: &'d Dictionary, key: &str) -> Option<&'d Object> {
    follow(document, dictionary.get(key.as_bytes()).ok()?)
}

/// The object that another one refers to; itself when it does not.
pub fn follow<'d>(document: &'d Document, object: &'d Object) -> Option<&'d Object> {
    document.dereference(object).ok().map(|(_, object)| object)
}

/// A dictionary under a key.
pub fn dictionary<'d>(document: &'d Document, dictionary: &'d Dictionary, key: &str) -> Option<&'d Dictionary> {
    at(document, dictionary, key)?.as_dict().ok()
}

/// The word under a key, such as a type; empty when there is none.
pub fn word<'d>(dictionary: &'d Dictionary, key: &str) -> &'d [u8] {
    dictionary.get(key.as_bytes()).and_then(Object::as_name).unwrap_or_default()
}

/// A dictionary of the catalogue, to be changed and put back; empty when there is none.
pub fn of_catalogue(document: &Document, key: &str) -> Dictionary {
    document.catalog().ok().and_then(|catalogue| dictionary(document, catalogue, key)).cloned().unwrap_or_default()
}

/// Puts a dictionary back where the catalogue has it, so that whatever refers to it still does.
pub fn put_into_catalogue(document: &mut Document, key: &str, inside: Dictionary) -> lopdf::Result<()> {
    match document.catalog()?.get(key.as_bytes()).and_then(Object::as_reference) {
        Ok(id) => document.set_object(id, inside),
        Err(_) => document.catalog_mut()?.set(key, inside),
    }
    Ok(())
}

/// The entries of a tree of names, in order.
pub fn name_tree(document: &Document, root: &Dictionary) -> Vec<(Vec<u8>, Object)> {
    let mut entries = Vec::new();
    let mut seen = BTreeSet::new();
    let mut waiting = vec![root];
    while let Some(node) = waiting.pop() {
        if let Some(Object::Array(names)) = at(document, node, "Names") {
            let pairs = names.chunks_exact(2).filter_map(|pair| Some((text_bytes(&pair[0])?, pair[1].clone())));
            entries.extend(pairs);
        }
        if let Some(Object::Array(kids)) = at(document, node, "Kids") {
            let kids = kids.iter().rev().filter_map(|kid| kid.as_reference().ok());
            let kids = kids.filter(|kid| seen.insert(*kid)).filter_map(|kid| document.get_dictionary(kid).ok());
            waiting.extend(kids);
        }
    }
    entries
}

fn text_bytes(object: &Object) -> Option<Vec<u8>> {
    match object {
        Object::Name(bytes) | Object::String(bytes, _) => Some(bytes.clone()),
        _ => None,
    }
}

/// The name of a place as the page's HTML has it: browsers encode what is not ASCII.
pub fn id_of(name: &Object) -> Option<String> {
    let text = match name {
        Object::Name(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        other => lopdf::decode_text_string(other).ok()?,
    };
    Some(web::percent_decoded(&text).into_owned())
}

/// Every named place: an array that begins with a page.
pub fn named_places(document: &Document) -> BTreeMap<String, Object> {
    let old = of_catalogue(document, "Dests").into_iter().map(|(name, place)| (Object::Name(name), place));
    let names = of_catalogue(document, "Names");
    let tree = dictionary(document, &names, "Dests").map(|root| name_tree(document, root)).unwrap_or_default();
    let tree = tree.into_iter().map(|(name, place)| (Object::string_literal(name), place));
    let entries = old.chain(tree);
    entries.filter_map(|(name, place)| Some((id_of(&name)?, place_of(document, &place)?))).collect()
}

/// The array that says where a place is.
pub fn place_of(document: &Document, place: &Object) -> Option<Object> {
    match follow(document, place)? {
        Object::Dictionary(inside) => at(document, inside, "D").filter(|place| place.as_array().is_ok()).cloned(),
        place @ Object::Array(_) => Some(place.clone()),
        _ => None,
    }
}

/// The page of a place.
pub fn page_of(place: &Object) -> Option<ObjectId> {
    place.as_array().ok()?.first()?.as_reference().ok()
}

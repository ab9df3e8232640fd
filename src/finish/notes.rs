//! Notes as notes: what stands in the lists below their heading, so that a screen reader knows what it reads.

use lopdf::{Document, Object, ObjectId, dictionary};

use super::{objects, tags};

/// Puts the body of each note into a tag of its own. `heading` is the one above the lists.
pub fn tag(document: &mut Document, heading: ObjectId) -> lopdf::Result<()> {
    let mut bodies = Vec::new();
    for list in lists_behind(document, heading) {
        for item in tags::kids(document, document.get_dictionary(list)?) {
            let Some(Object::Dictionary(element)) = objects::follow(document, &item) else { continue };
            let body = tags::kids(document, element).into_iter().find(|kid| tags::tag_of(document, kid) == b"LBody");
            bodies.extend(body.and_then(|body| body.as_reference().ok()));
        }
    }
    let mut named = Vec::new();
    for body in bodies {
        let inside = tags::kids(document, document.get_dictionary(body)?);
        // What belongs to the body by number cannot be moved.
        if inside.iter().any(|kid| tags::tag_of(document, kid).is_empty()) {
            continue;
        }
        // A note has a name by which its document knows it (ISO 14289-1, 7.9). Behind those of cells, in the order of texts.
        let name = Object::string_literal(format!("note{:08}", named.len() / 2 + 1));
        let below: Vec<ObjectId> = inside.iter().filter_map(|kid| kid.as_reference().ok()).collect();
        let note =
            dictionary! { "Type" => "StructElem", "S" => "Note", "P" => body, "ID" => name.clone(), "K" => inside };
        let note = document.add_object(note);
        for kid in below {
            document.get_dictionary_mut(kid)?.set("P", note);
        }
        document.get_dictionary_mut(body)?.set("K", vec![Object::Reference(note)]);
        named.extend([name, note.into()]);
    }
    name_all(document, named)
}

/// Adds names to the tree of those of all tags.
fn name_all(document: &mut Document, named: Vec<Object>) -> lopdf::Result<()> {
    if named.is_empty() {
        return Ok(());
    }
    let mut root = objects::of_catalogue(document, "StructTreeRoot");
    let tree = objects::dictionary(document, &root, "IDTree");
    let names = tree.and_then(|tree| objects::at(document, tree, "Names")).and_then(|names| names.as_array().ok());
    let names: Vec<Object> = names.into_iter().flatten().cloned().chain(named).collect();
    root.set("IDTree", dictionary! { "Names" => names });
    objects::put_into_catalogue(document, "StructTreeRoot", root)
}

/// The lists behind a heading in the part of the text that it heads, from the first to the last.
fn lists_behind(document: &Document, heading: ObjectId) -> Vec<ObjectId> {
    let part = document.get_dictionary(heading).ok().and_then(|heading| objects::dictionary(document, heading, "P"));
    let siblings = part.map(|part| tags::kids(document, part)).unwrap_or_default();
    let behind = siblings.into_iter().skip_while(|kid| kid.as_reference().ok() != Some(heading)).skip(1);
    let mut waiting: Vec<Object> = behind.collect();
    waiting.reverse();
    let mut lists = Vec::new();
    while let Some(kid) = waiting.pop() {
        let Ok(id) = kid.as_reference() else { continue };
        match tags::tag_of(document, &kid) {
            b"L" => lists.push(id),
            b"NonStruct" | b"Div" | b"Sect" => {
                let Ok(element) = document.get_dictionary(id) else { continue };
                waiting.extend(tags::kids(document, element).into_iter().rev());
            }
            _ => {}
        }
    }
    lists
}

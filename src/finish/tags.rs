//! The tags that screen readers go by: what the browser wrote, with what it gets wrong put right.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::{artifacts, ids, objects};

/// Tags that PDF 1.7 does not know, and what they are read as.
const ROLES: [(&str, &str); 8] = [
    ("Aside", "Div"),
    ("DocumentFragment", "Sect"),
    ("Em", "Span"),
    ("FENote", "Note"),
    ("Strong", "Span"),
    ("Sub", "Span"),
    ("Sup", "Span"),
    ("Title", "P"),
];

/// Mends the tags of a tagged PDF. One without tags stays as it is: they cannot be guessed.
pub fn mend(document: &mut Document) -> lopdf::Result<()> {
    let root = objects::of_catalogue(document, "StructTreeRoot");
    let elements = elements(document, &root);
    if elements.is_empty() {
        return Ok(());
    }
    let mut marks = objects::of_catalogue(document, "MarkInfo");
    marks.set("Marked", true);
    document.catalog_mut()?.set("MarkInfo", marks);
    for page in document.page_iter().collect::<Vec<_>>() {
        document.get_dictionary_mut(page)?.set("Tabs", "S");
        artifacts::mark(document, page);
    }
    for element in &elements {
        mend_tag(document, *element);
    }
    for element in &elements {
        mend_list_item(document, *element);
    }
    add_roles(document, &elements)?;
    ids::count(document, &elements)
}

/// All elements of the tree, in reading order.
pub fn elements(document: &Document, root: &Dictionary) -> Vec<ObjectId> {
    let mut elements = Vec::new();
    let mut seen = BTreeSet::new();
    let mut waiting = kids(document, root);
    waiting.reverse();
    while let Some(kid) = waiting.pop() {
        let Ok(id) = kid.as_reference() else { continue };
        let Ok(element) = document.get_dictionary(id) else { continue };
        if !element.has(b"S") || !seen.insert(id) {
            continue;
        }
        elements.push(id);
        waiting.extend(kids(document, element).into_iter().rev());
    }
    elements
}

/// What is below an element: elements, pieces of a page, annotations.
pub fn kids(document: &Document, element: &Dictionary) -> Vec<Object> {
    match element.get(b"K") {
        Ok(Object::Array(kids)) => kids.clone(),
        Ok(kid) => match objects::follow(document, kid) {
            Some(Object::Array(kids)) => kids.clone(),
            _ => vec![kid.clone()],
        },
        Err(_) => Vec::new(),
    }
}

pub fn tag_of<'d>(document: &'d Document, object: &'d Object) -> &'d [u8] {
    let element = objects::follow(document, object).and_then(|object| object.as_dict().ok());
    element.map(|element| objects::word(element, "S")).unwrap_or_default()
}

/// Chromium takes `role="doc-…"` for a tag it does not know, and a figure around an image for another image.
fn mend_tag(document: &mut Document, id: ObjectId) {
    let Ok(element) = document.get_dictionary(id) else { return };
    let kids = kids(document, element);
    let tag = objects::word(element, "S");
    let has_elements = || kids.iter().any(|kid| !tag_of(document, kid).is_empty());
    let mended = match tag {
        b"NonStruct" | b"Div" | b"Span" if kids.iter().any(|kid| is_link(document, kid)) => "Link",
        b"Figure" if !element.has(b"Alt") && has_elements() => "Div",
        b"L" => return mend_items(document, &kids),
        _ => return,
    };
    if let Ok(element) = document.get_dictionary_mut(id) {
        element.set("S", mended);
    }
}

/// Whether a kid is the place of a link on its page.
fn is_link(document: &Document, kid: &Object) -> bool {
    let kid = objects::follow(document, kid).and_then(|kid| kid.as_dict().ok());
    let annotation = kid.and_then(|kid| objects::dictionary(document, kid, "Obj"));
    annotation.is_some_and(|annotation| objects::word(annotation, "Subtype") == b"Link")
}

/// What has a label in a list is an item of it.
fn mend_items(document: &mut Document, kids: &[Object]) {
    for kid in kids {
        let Ok(id) = kid.as_reference() else { continue };
        let Ok(item) = document.get_dictionary(id) else { continue };
        let labelled = self::kids(document, item).iter().any(|kid| tag_of(document, kid) == b"Lbl");
        if labelled
            && tag_of(document, kid) == b"NonStruct"
            && let Ok(item) = document.get_dictionary_mut(id)
        {
            item.set("S", "LI");
        }
    }
}

/// The body of a list's item is an element of its own, beside its label.
fn mend_list_item(document: &mut Document, id: ObjectId) {
    let Ok(item) = document.get_dictionary(id) else { return };
    let kids = kids(document, item);
    let tags: Vec<&[u8]> = kids.iter().map(|kid| tag_of(document, kid)).collect();
    // What is painted for the item itself, such as a rule above it, belongs to it by number and cannot be moved.
    let labels = tags.iter().take_while(|tag| tag.is_empty() || **tag == b"Lbl").count();
    let (head, rest) = (&kids[..labels], &tags[labels..]);
    let movable = !rest.is_empty() && !rest.iter().any(|tag| matches!(*tag, b"" | b"Lbl" | b"LBody"));
    if objects::word(item, "S") != b"LI" || !movable {
        return;
    }
    let (head, inside) = (head.to_vec(), kids[labels..].to_vec());
    let below: Vec<ObjectId> = inside.iter().filter_map(|kid| kid.as_reference().ok()).collect();
    let body = document.add_object(dictionary! { "Type" => "StructElem", "S" => "LBody", "P" => id, "K" => inside });
    for kid in below {
        if let Ok(kid) = document.get_dictionary_mut(kid) {
            kid.set("P", body);
        }
    }
    if let Ok(item) = document.get_dictionary_mut(id) {
        item.set("K", head.into_iter().chain([Object::Reference(body)]).collect::<Vec<_>>());
    }
}

/// Says what each tag that PDF 1.7 does not know is to be read as.
fn add_roles(document: &mut Document, elements: &[ObjectId]) -> lopdf::Result<()> {
    let used: BTreeSet<Vec<u8>> =
        elements.iter().map(|id| tag_of(document, &Object::Reference(*id)).to_vec()).collect();
    let mut root = objects::of_catalogue(document, "StructTreeRoot");
    let mut roles = objects::dictionary(document, &root, "RoleMap").cloned().unwrap_or_default();
    for (tag, role) in ROLES {
        if used.contains(tag.as_bytes()) && !roles.has(tag.as_bytes()) {
            roles.set(tag, role);
        }
    }
    if roles.is_empty() {
        return Ok(());
    }
    root.set("RoleMap", roles);
    objects::put_into_catalogue(document, "StructTreeRoot", root)
}

//! What is painted outside of all tags: running titles, page numbers, rules, backgrounds. Marked as artifacts,
//! so that no screen reader stumbles over them on each page.

use lopdf::content::{Content, Operation};
use lopdf::{DEFAULT_MAX_DECOMPRESSED_SIZE, Document, Object, ObjectId, Stream};

use super::objects;

/// Marks what a page paints outside of its tags. A page that cannot be read stays as it is.
pub fn mark(document: &mut Document, page: ObjectId) {
    let Ok(bytes) = document.get_page_content_with_limit(page, DEFAULT_MAX_DECOMPRESSED_SIZE) else { return };
    let Ok(content) = Content::decode(&bytes) else { return };
    let forms = tagged_forms(document, page);
    let Some(operations) = marked(content.operations, &forms) else { return };
    let Ok(bytes) = (Content { operations }).encode() else { return };
    let content = document.add_object(Stream::new(lopdf::Dictionary::new(), bytes));
    if let Ok(page) = document.get_dictionary_mut(page) {
        page.set("Contents", content);
    }
}

/// The names of forms that bring their own tags: what they paint is no artifact.
fn tagged_forms(document: &Document, page: ObjectId) -> Vec<Vec<u8>> {
    let resources =
        document.get_dictionary(page).ok().and_then(|page| objects::dictionary(document, page, "Resources"));
    let forms = resources.and_then(|resources| objects::dictionary(document, resources, "XObject"));
    let tagged = |form: &Object| {
        let Some(Object::Stream(form)) = objects::follow(document, form) else { return false };
        let is_form = objects::word(&form.dict, "Subtype") == b"Form";
        let text = form.get_plain_content_with_limit(DEFAULT_MAX_DECOMPRESSED_SIZE).unwrap_or_default();
        is_form && memchr::memmem::find(&text, b"/MCID").is_some()
    };
    let forms = forms.into_iter().flat_map(|forms| forms.iter());
    forms.filter(|(_, form)| tagged(form)).map(|(name, _)| name.clone()).collect()
}

/// The operations with artifacts marked; `None` when there is nothing to mark, or the marks do not match.
fn marked(operations: Vec<Operation>, forms: &[Vec<u8>]) -> Option<Vec<Operation>> {
    let begin = || Operation::new("BMC", vec![Object::Name(b"Artifact".to_vec())]);
    let end = || Operation::new("EMC", Vec::new());
    let mut holding = holding_tags(&operations).into_iter();
    let mut out = Vec::with_capacity(operations.len() + 8);
    // For each mark around, whether it is a tag; how many there were where the artifact began that is open.
    let (mut marks, mut open, mut any) = (Vec::new(), None, false);
    for operation in operations {
        let tags = match operation.operator.as_str() {
            "BT" | "BMC" | "BDC" => holding.next().unwrap_or_default(),
            "Do" => matches!(operation.operands.first(), Some(Object::Name(form)) if forms.contains(form)),
            _ => false,
        };
        let paints = !tags && matches!(operation.operator.as_str(), "BT" | "Do" | "m" | "re" | "sh" | "BI");
        // No tag lies within an artifact, and no artifact reaches beyond the mark that it began in.
        let leaves = operation.operator == "EMC" && open == Some(marks.len());
        if (tags || leaves) && open.take().is_some() {
            out.push(end());
        }
        if paints && open.is_none() && !marks.contains(&true) {
            out.push(begin());
            (open, any) = (Some(marks.len()), true);
        }
        match operation.operator.as_str() {
            "BMC" | "BDC" => marks.push(is_tag(&operation)),
            "EMC" => drop(marks.pop()?),
            _ => {}
        }
        out.push(operation);
    }
    if open.is_some() {
        out.push(end());
    }
    (any && marks.is_empty()).then_some(out)
}

/// Whether a mark ties what it surrounds to the tags, or is an artifact already. One that only says something of it
/// does not, such as the `Span` with the letters of a ligature (ISO 32000-1, 14.9.4), which may stand within either, or that
/// the letters of a line from right to left are drawn from its left (14.8.2.3.3).
fn is_tag(mark: &Operation) -> bool {
    match &mark.operands[..] {
        [Object::Name(name), ..] if name == b"Artifact" => true,
        [Object::Name(name)] if name == b"ReversedChars" => false,
        [_, Object::Dictionary(properties)] => properties.has(b"MCID"),
        _ => true,
    }
}

/// For each text and each mark, in order, whether it is a tag or one begins inside it.
fn holding_tags(operations: &[Operation]) -> Vec<bool> {
    let (mut holding, mut around) = (Vec::new(), Vec::new());
    for operation in operations {
        match operation.operator.as_str() {
            "BT" | "BMC" | "BDC" => {
                around.push(holding.len());
                holding.push(false);
                if operation.operator != "BT" && is_tag(operation) {
                    around.iter().for_each(|at| holding[*at] = true);
                }
            }
            "ET" | "EMC" => drop(around.pop()),
            _ => {}
        }
    }
    holding
}

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
        is_form && memchr::memmem::find(&text, b"BDC").is_some()
    };
    let forms = forms.into_iter().flat_map(|forms| forms.iter());
    forms.filter(|(_, form)| tagged(form)).map(|(name, _)| name.clone()).collect()
}

/// The operations with artifacts marked; `None` when there is nothing to mark, or the marks do not match.
fn marked(operations: Vec<Operation>, forms: &[Vec<u8>]) -> Option<Vec<Operation>> {
    let begin = || Operation::new("BMC", vec![Object::Name(b"Artifact".to_vec())]);
    let end = || Operation::new("EMC", Vec::new());
    let tagged_texts = tagged_texts(&operations);
    let mut texts = tagged_texts.into_iter();
    let mut out = Vec::with_capacity(operations.len() + 8);
    let (mut depth, mut open, mut any) = (0usize, false, false);
    for operation in operations {
        let paints = match operation.operator.as_str() {
            // A text with tags inside must not begin within an artifact.
            "BT" => {
                let tagged = texts.next().unwrap_or_default();
                if tagged && open {
                    out.push(end());
                    open = false;
                }
                !tagged
            }
            "Do" => !matches!(operation.operands.first(), Some(Object::Name(name)) if forms.contains(name)),
            "m" | "re" | "sh" | "BI" => true,
            _ => false,
        };
        match operation.operator.as_str() {
            "BMC" | "BDC" => {
                if open {
                    out.push(end());
                    open = false;
                }
                depth += 1;
            }
            "EMC" => depth = depth.checked_sub(1)?,
            "Do" if !paints && open => {
                out.push(end());
                open = false;
            }
            _ if paints && depth == 0 && !open => {
                out.push(begin());
                (open, any) = (true, true);
            }
            _ => {}
        }
        out.push(operation);
    }
    if open {
        out.push(end());
    }
    (any && depth == 0).then_some(out)
}

/// For each text of a page, whether tags begin inside it.
fn tagged_texts(operations: &[Operation]) -> Vec<bool> {
    let mut texts = Vec::new();
    let mut inside = false;
    for operation in operations {
        match operation.operator.as_str() {
            "BT" => {
                texts.push(false);
                inside = true;
            }
            "ET" => inside = false,
            "BMC" | "BDC" if inside => {
                if let Some(text) = texts.last_mut() {
                    *text = true;
                }
            }
            _ => {}
        }
    }
    texts
}

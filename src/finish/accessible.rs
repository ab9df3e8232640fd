//! Whether a finished PDF may say that it is PDF/UA-1: what of ISO 14289-1 depends on the text, a theme or a browser is
//! asked here; the rest holds for all that `finish` makes. Where one answer is no, nothing is claimed.

use lopdf::{Dictionary, Document, Object};

use super::{PdfFacts, objects, tags};

/// Whether all of it holds.
pub fn holds(document: &Document, facts: &PdfFacts) -> bool {
    let root = objects::of_catalogue(document, "StructTreeRoot");
    let elements = tags::elements(document, &root);
    let elements = || elements.iter().filter_map(|id| document.get_dictionary(*id).ok());
    !facts.title.trim().is_empty()
        && !facts.language.is_empty()
        && elements().next().is_some()
        && headings_descend(elements())
        && elements().all(|element| !is(element, b"Figure") || has_words(document, element, "Alt"))
        && elements().all(|element| !is(element, b"Note") || element.has(b"ID"))
        && fonts_are_within(document)
        && links_say_where(document)
}

fn is(element: &Dictionary, tag: &[u8]) -> bool {
    objects::word(element, "S") == tag
}

fn has_words(document: &Document, element: &Dictionary, key: &str) -> bool {
    let words = objects::at(document, element, key).and_then(|words| lopdf::decode_text_string(words).ok());
    words.is_some_and(|words| !words.trim().is_empty())
}

/// The first heading is of the first level, and none skips one on the way down (7.4.2).
fn headings_descend<'d>(elements: impl Iterator<Item = &'d Dictionary>) -> bool {
    let mut above = 0;
    for element in elements {
        let [b'H', level @ b'1'..=b'6'] = objects::word(element, "S") else { continue };
        let level = level - b'0';
        if level > above + 1 {
            return false;
        }
        above = level;
    }
    true
}

/// Every font brings its letters, and says what they are (7.21.4 and 7.21.7). A Type 3 font draws each letter by itself, and
/// the parts of a Type 0 font say nothing of what letters are.
fn fonts_are_within(document: &Document) -> bool {
    let is_within = |font: &Dictionary| {
        let about = objects::dictionary(document, font, "FontDescriptor");
        about.is_some_and(|about| [&b"FontFile"[..], b"FontFile2", b"FontFile3"].iter().any(|file| about.has(file)))
    };
    let mut fonts = document.objects.values().filter_map(|object| object.as_dict().ok());
    fonts.all(|font| match (objects::word(font, "Type"), objects::word(font, "Subtype")) {
        (b"Font", b"Type0" | b"Type3") => font.has(b"ToUnicode"),
        (b"Font", b"CIDFontType0" | b"CIDFontType2") => is_within(font),
        (b"Font", _) => is_within(font) && font.has(b"ToUnicode"),
        _ => true,
    })
}

/// Every link says where it leads (7.18.5), and stands in a tag.
fn links_say_where(document: &Document) -> bool {
    let links = document.page_iter().flat_map(|page| {
        let page = document.get_dictionary(page).ok();
        let annotations = page.and_then(|page| objects::at(document, page, "Annots"));
        annotations.and_then(|list| list.as_array().ok()).into_iter().flatten()
    });
    let mut links =
        links.filter_map(|link| objects::follow(document, link)).filter_map(|link: &Object| link.as_dict().ok());
    links.all(|link| has_words(document, link, "Contents") && link.has(b"StructParent"))
}

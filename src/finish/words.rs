//! All that a PDF says: the words on its pages, its strings, and what its streams hold.

use lopdf::{Document, Object, decode_text_string};

/// What a PDF says, one text after another; nothing of what is no PDF.
pub fn words(pdf: &[u8]) -> Vec<String> {
    let Ok(document) = Document::load_mem(pdf) else { return Vec::new() };
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let mut found: Vec<String> = pages.iter().filter_map(|page| document.extract_text(&[*page]).ok()).collect();
    for object in document.objects.values() {
        strings(object, &mut found);
    }
    found
}

fn strings(object: &Object, found: &mut Vec<String>) {
    match object {
        Object::String(bytes, _) => {
            found.push(decode_text_string(object).unwrap_or_else(|_| String::from_utf8_lossy(bytes).into_owned()));
        }
        Object::Name(name) => found.push(String::from_utf8_lossy(name).into_owned()),
        Object::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Object::Dictionary(pairs) => pairs.iter().for_each(|(_, value)| strings(value, found)),
        Object::Stream(stream) => {
            stream.dict.iter().for_each(|(_, value)| strings(value, found));
            let bytes = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
            found.push(String::from_utf8_lossy(&bytes).into_owned());
        }
        _ => {}
    }
}

//! All that a PDF says: the words on its pages, its strings, what its streams hold, and the files that it brings along.

use lopdf::{Dictionary, Document, Object, decode_text_string};

/// What a PDF says.
#[derive(Debug, Default)]
pub struct Said {
    /// One text after another.
    pub words: Vec<String>,
    /// The files in it, and what else of it may hold some.
    pub files: Vec<Vec<u8>>,
}

/// What a PDF says; nothing of what is no PDF.
///
/// # Errors
/// Why nobody can tell.
pub fn words(pdf: &[u8]) -> Result<Said, &'static str> {
    let has = |name: &[u8]| memchr::memmem::find(pdf, name).is_some();
    let document = match Document::load_mem(pdf) {
        Ok(document) if !document.is_encrypted() => document,
        _ if has(b"/Encrypt") => return Err("it is locked with a password"),
        _ if has(b"/Filter") => return Err("it is packed, and cannot be read"),
        // What is not packed can be read as it is.
        _ => return Ok(Said::default()),
    };
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let words = pages.iter().filter_map(|page| document.extract_text(&[*page]).ok()).collect();
    let mut said = Said { words, files: Vec::new() };
    for object in document.objects.values() {
        said.add(object);
    }
    Ok(said)
}

impl Said {
    fn add(&mut self, object: &Object) {
        match object {
            Object::String(bytes, _) => {
                let words = decode_text_string(object);
                self.words.push(words.unwrap_or_else(|_| String::from_utf8_lossy(bytes).into_owned()));
            }
            Object::Name(name) => self.words.push(String::from_utf8_lossy(name).into_owned()),
            Object::Array(items) => items.iter().for_each(|item| self.add(item)),
            Object::Dictionary(pairs) => pairs.iter().for_each(|(_, value)| self.add(value)),
            Object::Stream(stream) => {
                stream.dict.iter().for_each(|(_, value)| self.add(value));
                let bytes = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
                if is_file(&stream.dict) {
                    self.files.push(bytes);
                } else {
                    self.words.push(String::from_utf8_lossy(&bytes).into_owned());
                }
            }
            _ => {}
        }
    }
}

/// Whether a stream is a file that the PDF brings along, or what it says of itself: not the drawing of a page, of which
/// the words are known already.
fn is_file(stream: &Dictionary) -> bool {
    let is = |key: &[u8], name: &[u8]| stream.get(key).and_then(Object::as_name).is_ok_and(|known| known == name);
    is(b"Type", b"EmbeddedFile") || is(b"Type", b"Metadata") || is(b"Subtype", b"Image")
}

//! A printed PDF, made fit to be handed out: what it is about, bookmarks, words for its links, tags that a
//! screen reader can use, and the cited sources as data. The same input gives the same bytes.

use std::collections::BTreeMap;

use lopdf::{Document, Object, ObjectId, SaveOptions, StringFormat};
use sha2::{Digest, Sha256};

use crate::Error;

mod accessible;
mod artifacts;
mod attachment;
mod ids;
mod info;
mod letters;
mod links;
mod notes;
mod objects;
mod outline;
mod places;
mod stamp;
mod tags;
mod words;

pub use words::words;

/// What finishing needs to know of a page.
#[derive(Debug, Clone, Default)]
pub struct PdfFacts {
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// What it is about, in a sentence or two.
    pub subject: Option<String>,
    /// Its language, as a BCP 47 tag.
    pub language: String,
    /// The day its text stands for: year, month, day. No other date enters the PDF.
    pub date: Option<(i16, i8, i8)>,
    /// The headings of the page: level, words, id; empty where nothing can lead to it.
    pub headings: Vec<(u8, String, String)>,
    /// Whether its text has the letters ʻ and ʼ, which look like ‘ and ’.
    pub modifier_letters: bool,
    /// The sources that the page cites, in the order of its notes, as an array of CSL-JSON items.
    pub sources: serde_json::Value,
    /// What its readers are told in words.
    pub words: PdfWords,
}

/// Words for the readers of a PDF.
#[derive(Debug, Clone, Default)]
pub struct PdfWords {
    /// Of a link to a page, `{page}`.
    pub to_page: String,
    /// Of a link to the note of a source: `{number}`, `{title}`.
    pub to_note: String,
    /// Of a link back to where a source is cited: `{number}`, `{title}`.
    pub to_use: String,
    /// Of the attached sources.
    pub attachment: String,
}

/// Finishes a PDF that a browser, or another engine, has printed.
///
/// # Errors
/// When the PDF cannot be read.
pub fn finish(pdf: &[u8], facts: &PdfFacts) -> Result<Vec<u8>, Error> {
    let mut document = open(pdf)?;
    finish_objects(&mut document, facts).map_err(unreadable)
}

/// A PDF with a line over each of its sheets: `words`, or `plain` where they have letters that no font at hand has.
///
/// # Errors
/// When the PDF cannot be read.
pub fn stamped(pdf: &[u8], words: &str, plain: &str) -> Result<Vec<u8>, Error> {
    let mut document = open(pdf)?;
    info::retract(&mut document);
    stamp::each_sheet(&mut document, words, plain).and_then(|()| save(&mut document)).map_err(unreadable)
}

/// The page, from 1, of each named place of a PDF.
///
/// # Errors
/// When the PDF cannot be read.
pub fn destinations(pdf: &[u8]) -> Result<BTreeMap<String, usize>, Error> {
    let document = open(pdf)?;
    let pages: BTreeMap<ObjectId, usize> = document.page_iter().zip(1..).collect();
    let named = objects::named_places(&document).into_iter();
    Ok(named.filter_map(|(name, place)| Some((name, *pages.get(&objects::page_of(&place)?)?))).collect())
}

/// How many pages a PDF has.
///
/// # Errors
/// When the PDF cannot be read.
pub fn sheets(pdf: &[u8]) -> Result<usize, Error> {
    Ok(open(pdf)?.page_iter().count())
}

/// Where a heading stands: its page, from 1, and how far below the upper edge of that, as a share of its height.
pub type HeadingPlace = (usize, f32);

/// Where each of some headings stands in a PDF that an engine has printed with bookmarks; none where it has none.
///
/// # Errors
/// When the PDF cannot be read.
pub fn heading_places(pdf: &[u8], headings: &[(u8, String, String)]) -> Result<Vec<Option<HeadingPlace>>, Error> {
    let document = open(pdf)?;
    let pages: BTreeMap<ObjectId, usize> = document.page_iter().zip(1..).collect();
    let found = outline::found(&document, headings).into_iter();
    let place = |bookmark: &outline::EngineBookmark| {
        let (page, up) = places::height(&bookmark.place)?;
        let [_, bottom, _, top] = stamp::sheet(&document, page);
        Some((*pages.get(&page)?, (top - up) / (top - bottom).max(1.0)))
    };
    Ok(found.map(|bookmark| place(&bookmark?)).collect())
}

fn open(pdf: &[u8]) -> Result<Document, Error> {
    let document = Document::load_mem(pdf).map_err(unreadable)?;
    if document.is_encrypted() {
        return Err(Error::Pdf { why: "it is encrypted".to_owned() });
    }
    if document.page_iter().next().is_none() {
        return Err(Error::Pdf { why: "it has no pages".to_owned() });
    }
    Ok(document)
}

fn unreadable(error: lopdf::Error) -> Error {
    Error::Pdf { why: error.to_string() }
}

fn finish_objects(document: &mut Document, facts: &PdfFacts) -> lopdf::Result<Vec<u8>> {
    let notes = outline::write(document, &facts.headings)?;
    links::describe(document, facts);
    tags::mend(document)?;
    if let Some(heading) = notes {
        notes::tag(document, heading)?;
    }
    letters::mend(document, facts.modifier_letters);
    attachment::attach(document, facts)?;
    info::describe(document, facts, accessible::holds(document, facts))?;
    save(document)
}

/// Writes the file twice: its ID is the hash of what the file is without one.
fn save(document: &mut Document) -> lopdf::Result<Vec<u8>> {
    document.version = "1.7".to_owned();
    document.trailer.remove(b"ID");
    // What was replaced still stands there, the old dates among it.
    document.prune_objects();
    document.renumber_objects();
    document.compress();
    let hash = Sha256::digest(written(document)?);
    let id = Object::String(hash[..16].to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
    written(document)
}

/// The most that zlib can do: a PDF is written once and read often.
const COMPRESSION: u32 = 9;

fn written(document: &mut Document) -> lopdf::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    // The tags are many small objects: packed they take a third of the space.
    let options =
        SaveOptions::builder().use_object_streams(true).use_xref_streams(true).compression_level(COMPRESSION).build();
    document.save_with_options(&mut bytes, options)?;
    Ok(bytes)
}

//! Whether an image or a film says where it was taken, which can give a person or a meeting away.

use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::ops::ControlFlow;

use super::inside::{self, InsidePiece};
use super::packed;
use crate::stored::{Source, Stored};

/// What a file is searched for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trace {
    /// The place in metadata in XMP, which Lightroom and others write beside those in Exif or in their stead. Source: Exif
    /// schema of XMP (Adobe XMP Specification, part 2).
    Xmp,
    /// The place in a film, be it one behind a photograph that moves. Sources: QuickTime File Format Specification; 3GPP TS
    /// 26.244, section 8; GPMF (GoPro Metadata Format).
    Film,
    /// The beginning of Exif metadata, wherever they stand (Exif 2.32, section 4.7.2).
    Exif,
    /// The beginning of a text in an image in PNG that may be packed.
    Packed,
    /// That of one which is written in hexadecimal figures, as ImageMagick does.
    Figures,
}

const TRACES: [(Trace, &[u8]); 11] = [
    (Trace::Xmp, b"exif:GPSLatitude"),
    // The atom `©xyz` and the key of QuickTime, the box `loci` of 3GPP, the measurements of an action camera, each with what
    // stands behind it.
    (Trace::Film, b"\xa9xyz\0"),
    (Trace::Film, b"com.apple.quicktime.location.ISO6709"),
    (Trace::Film, b"loci\0\0\0\0"),
    (Trace::Film, b"GPS5l\x14"),
    (Trace::Film, b"GPS9? "),
    (Trace::Exif, b"Exif\0\0II*\0"),
    (Trace::Exif, b"Exif\0\0MM\0*"),
    (Trace::Packed, b"zTXt"),
    (Trace::Packed, b"iTXt"),
    (Trace::Figures, b"tEXtRaw profile type"),
];
/// What stands before a directory of Exif.
const EXIF: u64 = 6;
/// So many places of Exif are looked at in a file, and so many texts in figures: more are no photographs.
const MOST_PLACES: usize = 20_000;
/// A directory of Exif has no more entries.
const MOST_ENTRIES: u32 = 512;
/// So many bytes of figures are read: Exif metadata have 64 KiB at most, of which each byte takes two.
const LONGEST_FIGURES: u64 = 160 << 10;
/// Documents and packed texts are not unpacked in files over this size: 32 MiB.
const LARGEST_DOCUMENT: u64 = 32 << 20;

/// The first bytes of images.
const IMAGES: &[&[u8]] = &[b"\xff\xd8", b"\xff\x0a", b"\x89PNG", b"GIF8", b"RIFF"];
/// Those of what Lightroom and others write beside a photograph.
const BESIDE: &[&[u8]] = &[b"<?xpacket", b"<x:xmpmeta", b"<?xml", b"\xef\xbb\xbf<"];
/// What stands behind the first four bytes of a film, and of an image in HEIC, AVIF or JPEG XL.
const BOXES: &[&[u8]] = &[b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot", b"uuid", b"styp", b"JXL "];

/// What tells where it was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// An image.
    Image,
    /// A film, or a sound.
    Film,
    /// A photograph with a film behind it, which shows how it moved.
    Moving,
    /// A file beside an image.
    Beside,
    /// A document or an archive with an image.
    Within,
}

/// What a file is, if it tells the place. It is known by its first bytes, whatever it is called.
///
/// # Errors
/// When the file cannot be read.
pub fn told(file: &Stored) -> io::Result<Option<Taken>> {
    let head = file.head(512)?;
    let begins_with = |first: &&[u8]| head.starts_with(first);
    let has_boxes = head.get(4..8).is_some_and(|kind| BOXES.contains(&kind));
    let is_tiff = [b"II*\0", b"MM\0*"].iter().any(|first| head.starts_with(&first[..]));
    if is_tiff || has_boxes || IMAGES.iter().any(begins_with) {
        let in_exif = if is_tiff { in_directory(&mut file.open()?, 0)? } else { in_exif(&mut file.open()?) };
        if in_exif {
            return Ok(Some(Taken::Image));
        }
        let traces = traces(file)?;
        let is_png = begins_with(&&b"\x89PNG"[..]);
        if traces.has(Trace::Xmp) || in_any_exif(&traces, file)? || is_png && in_texts(&traces, file)? {
            return Ok(Some(Taken::Image));
        }
        let what = if has_boxes { Taken::Film } else { Taken::Moving };
        return Ok(traces.has(Trace::Film).then_some(what));
    }
    // Images in a PDF stand there as they are.
    if begins_with(&&b"%PDF-"[..]) {
        let traces = traces(file)?;
        return Ok((traces.has(Trace::Xmp) || in_any_exif(&traces, file)?).then_some(Taken::Within));
    }
    if inside::is_packed(&head) || packed::is_tape(&head) {
        // What is packed once more is handed on part by part, too.
        let says = |part: &[u8]| {
            let is_told = || told(&Stored::Held(part.into())).is_ok_and(|told| told.is_some());
            let is_unpacked = !part.starts_with(b"%PDF-") && (inside::is_packed(part) || packed::is_tape(part));
            !is_unpacked && is_told()
        };
        return Ok(in_parts(file, says)?.then_some(Taken::Within));
    }
    Ok((BESIDE.iter().any(begins_with) && traces(file)?.has(Trace::Xmp)).then_some(Taken::Beside))
}

/// What was found in a file: which traces, and where Exif and texts in figures begin.
#[derive(Default)]
struct Traces {
    found: Vec<Trace>,
    exif: Vec<u64>,
    figures: Vec<u64>,
}

impl Traces {
    fn has(&self, trace: Trace) -> bool {
        self.found.contains(&trace)
    }
}

fn traces(file: &Stored) -> io::Result<Traces> {
    let mut traces = Traces::default();
    file.search(0, &TRACES.map(|(_, word)| word), |word, at| {
        match TRACES[word].0 {
            Trace::Exif if traces.exif.len() < MOST_PLACES => traces.exif.push(at),
            Trace::Figures if traces.figures.len() < MOST_PLACES / 100 => traces.figures.push(at),
            trace if !traces.has(trace) => traces.found.push(trace),
            _ => {}
        }
        ControlFlow::Continue(())
    })?;
    Ok(traces)
}

/// Whether a text of an image in PNG says so that is packed, or written in figures.
fn in_texts(traces: &Traces, file: &Stored) -> io::Result<bool> {
    let says = |text: &[u8]| memchr::memmem::find(text, TRACES[0].1).is_some() || in_figures(text);
    if traces.has(Trace::Packed) && in_parts(file, says)? {
        return Ok(true);
    }
    let mut source = file.open()?;
    for at in &traces.figures {
        if in_figures(&read_at(&mut source, *at, LONGEST_FIGURES)?) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The same of a text in figures, be it Exif, with or without what stands before it, or XMP.
fn in_figures(text: &[u8]) -> bool {
    let figures: Vec<u8> = text.iter().copied().filter(u8::is_ascii_hexdigit).collect();
    let byte = |two: &[u8]| u8::from_str_radix(str::from_utf8(two).unwrap_or_default(), 16).unwrap_or(0);
    let bytes = |from: usize| figures[from..].chunks(2).map(byte).collect::<Vec<u8>>();
    const MOST: usize = 100;
    let begins = [&b"49492a00"[..], b"4d4d002a"].into_iter();
    let begins = begins.flat_map(|begin| memchr::memmem::find_iter(&figures, begin).take(MOST).collect::<Vec<_>>());
    let in_exif = |from: usize| in_directory(&mut Cursor::new(bytes(from)), 0).unwrap_or(false);
    let is_xmp = |from: usize| memchr::memmem::find(&bytes(from), TRACES[0].1).is_some();
    begins.into_iter().any(in_exif) || (0..2.min(figures.len())).any(is_xmp)
}

/// Whether anything that is packed in a file says so, up to what cannot be unpacked: of that nothing is known.
fn in_parts(file: &Stored, says: impl Fn(&[u8]) -> bool) -> io::Result<bool> {
    if file.length() > LARGEST_DOCUMENT {
        return Ok(false);
    }
    let mut is_said = false;
    let _ = inside::each(&file.bytes()?, &mut |piece| {
        if let InsidePiece::File(bytes) = piece {
            is_said = is_said || says(bytes);
        }
    });
    Ok(is_said)
}

/// Whether Exif metadata hold a latitude, wherever in a file they stand: behind others, in an image within another one.
fn in_any_exif(traces: &Traces, file: &Stored) -> io::Result<bool> {
    let mut source = file.open()?;
    for at in &traces.exif {
        if in_directory(&mut source, at + EXIF)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether the Exif metadata of an image hold a latitude, be they damaged elsewhere.
fn in_exif(source: &mut Box<dyn Source + '_>) -> bool {
    let read = exif::Reader::new().continue_on_error(true).read_from_container(source);
    let read = read.or_else(|error| error.distill_partial_result(|_| ()));
    read.is_ok_and(|metadata| metadata.get_field(exif::Tag::GPSLatitude, exif::In::PRIMARY).is_some())
}

/// The same of a TIFF file that begins at byte `start`, which is one such directory and may hold a whole plan of a town: only
/// the directory is read, as far as it is there. Source: TIFF 6.0, section 2; Exif 2.32, section 4.6.
fn in_directory(source: &mut (impl Read + Seek), start: u64) -> io::Result<bool> {
    const PLACE: u16 = 0x8825;
    const LATITUDE: u16 = 2;
    let head = read_at(source, start, 8)?;
    let is_big = head.first() == Some(&b'M');
    let mut entry = |at: u32, tag: u16| -> io::Result<Option<u32>> {
        let at = start + u64::from(at);
        let count = number(is_big, &read_at(source, at, 2)?).min(MOST_ENTRIES);
        let entries = read_at(source, at + 2, 12 * u64::from(count))?;
        let found = entries.chunks_exact(12).find(|entry| number(is_big, &entry[..2]) == u32::from(tag));
        Ok(found.map(|entry| number(is_big, &entry[8..])))
    };
    let Some(place) = entry(number(is_big, head.get(4..8).unwrap_or_default()), PLACE)? else { return Ok(false) };
    Ok(entry(place, LATITUDE)?.is_some())
}

/// Some bytes from one on, as far as they are there.
fn read_at(source: &mut (impl Read + Seek), at: u64, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.seek(SeekFrom::Start(at))?;
    source.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn number(is_big: bool, bytes: &[u8]) -> u32 {
    let add = |all: u32, byte: &u8| all << 8 | u32::from(*byte);
    if is_big { bytes.iter().fold(0, add) } else { bytes.iter().rev().fold(0, add) }
}

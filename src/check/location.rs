//! Whether an image or a film says where it was taken, which can give a person or a meeting away.

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use super::inside::{self, InsidePiece};
use crate::stored::{Source, Stored};

/// What tells the place in metadata in XMP, which Lightroom and others write beside those in Exif or in their stead.
/// Source: Exif schema of XMP (Adobe XMP Specification, part 2).
const IN_XMP: &[&[u8]] = &[b"exif:GPSLatitude"];
/// What does so in a film, be it one behind a photograph that moves: the atom `©xyz` and the key of QuickTime, the box
/// `loci` of 3GPP, the measurements of an action camera, each with what stands behind it. Sources: QuickTime File Format
/// Specification; 3GPP TS 26.244, section 8; GPMF (GoPro Metadata Format).
const IN_FILMS: &[&[u8]] =
    &[b"\xa9xyz\0", b"com.apple.quicktime.location.ISO6709", b"loci\0\0\0\0", b"GPS5l\x14", b"GPS9? "];
/// What stands before Exif metadata wherever they stand (Exif 2.32, section 4.7.2).
const EXIF: &[u8] = b"Exif\0\0";
/// So many of them are looked at in one file, and so many bytes of each.
const MOST_EXIF: usize = 200;
const LONGEST_EXIF: u64 = 64 << 10;
/// Documents over this size are not unpacked: 32 MiB.
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
    let head = file.head(12)?;
    let begins_with = |first: &&[u8]| head.starts_with(first);
    let has_boxes = head.get(4..8).is_some_and(|kind| BOXES.contains(&kind));
    let is_tiff = is_tiff(&head);
    if is_tiff || has_boxes || IMAGES.iter().any(begins_with) {
        let in_exif = if is_tiff { in_directory(&mut file.open()?)? } else { in_exif(&mut file.open()?) };
        if in_exif || file.contains(IN_XMP)? || in_any_exif(file)? || in_texts(&head, file)? {
            return Ok(Some(Taken::Image));
        }
        let what = if has_boxes { Taken::Film } else { Taken::Image };
        return Ok(file.contains(IN_FILMS)?.then_some(what));
    }
    if inside::is_packed(&head) {
        return Ok(in_document(&head, file)?.then_some(Taken::Within));
    }
    Ok((BESIDE.iter().any(begins_with) && file.contains(IN_XMP)?).then_some(Taken::Beside))
}

fn is_tiff(bytes: &[u8]) -> bool {
    [b"II*\0", b"MM\0*"].iter().any(|first| bytes.starts_with(&first[..]))
}

/// Whether an image in a document says so. Those in a PDF stand there as they are.
fn in_document(head: &[u8], file: &Stored) -> io::Result<bool> {
    if head.starts_with(b"%PDF-") {
        return in_any_exif(file);
    }
    in_parts(file, |part| {
        let is_image = is_tiff(part) || IMAGES.iter().any(|first| part.starts_with(first));
        is_image && told(&Stored::Held(part.into())).is_ok_and(|told| told.is_some())
    })
}

/// Whether a packed text of an image in PNG says so, in XMP or in Exif that is written in hexadecimal digits, as
/// ImageMagick does.
fn in_texts(head: &[u8], file: &Stored) -> io::Result<bool> {
    if !head.starts_with(b"\x89PNG") || !file.contains(&[b"zTXt", b"iTXt"])? {
        return Ok(false);
    }
    in_parts(file, |text| {
        let digits: Vec<u8> = text.iter().copied().filter(u8::is_ascii_hexdigit).collect();
        let exif = memchr::memmem::find(&digits, b"457869660000").map(|at| &digits[at..]);
        let bytes = |digits: &[u8]| -> Vec<u8> {
            let byte = |two: &[u8]| u8::from_str_radix(str::from_utf8(two).unwrap_or_default(), 16).unwrap_or(0);
            digits.chunks(2).map(byte).collect()
        };
        let is_told = |exif: &[u8]| in_any_exif(&Stored::Held(bytes(exif).into())).unwrap_or(false);
        memchr::memmem::find(text, IN_XMP[0]).is_some() || exif.is_some_and(is_told)
    })
}

/// Whether anything that is packed in a file says so. Of one into which nobody can look nothing is known.
fn in_parts(file: &Stored, says: impl Fn(&[u8]) -> bool) -> io::Result<bool> {
    if file.length() > LARGEST_DOCUMENT {
        return Ok(false);
    }
    let mut is_said = false;
    let _ = inside::each(&file.bytes()?, &mut |piece| {
        if let InsidePiece::File(bytes) = piece {
            is_said |= !is_said && says(bytes);
        }
    });
    Ok(is_said)
}

/// Whether Exif metadata hold a latitude, wherever in a file they stand: behind others, in an image within another one.
fn in_any_exif(file: &Stored) -> io::Result<bool> {
    for at in file.places(EXIF, MOST_EXIF)? {
        let mut source = file.open()?;
        source.seek(SeekFrom::Start(at + EXIF.len() as u64))?;
        let mut metadata = Vec::new();
        source.take(LONGEST_EXIF).read_to_end(&mut metadata)?;
        if is_tiff(&metadata) && in_directory(&mut Cursor::new(metadata))? {
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

/// The same of a TIFF file, which is one such directory and may hold a whole plan of a town: only the directory is read,
/// as far as it is there. Source: TIFF 6.0, section 2; Exif 2.32, section 4.6.
fn in_directory(source: &mut (impl Read + Seek)) -> io::Result<bool> {
    const PLACE: u16 = 0x8825;
    const LATITUDE: u16 = 2;
    let mut head = Vec::new();
    source.take(8).read_to_end(&mut head)?;
    let is_big = head.first() == Some(&b'M');
    let first = number(is_big, head.get(4..8).unwrap_or_default());
    let Some(place) = entry(source, is_big, first, PLACE)? else { return Ok(false) };
    Ok(entry(source, is_big, place, LATITUDE)?.is_some())
}

/// The value of an entry in the directory that begins at a byte.
fn entry(source: &mut (impl Read + Seek), is_big: bool, at: u32, tag: u16) -> io::Result<Option<u32>> {
    source.seek(SeekFrom::Start(u64::from(at)))?;
    let mut count = Vec::new();
    source.take(2).read_to_end(&mut count)?;
    let mut entries = Vec::new();
    source.take(12 * u64::from(number(is_big, &count))).read_to_end(&mut entries)?;
    let found = entries.chunks_exact(12).find(|entry| number(is_big, &entry[..2]) == u32::from(tag));
    Ok(found.map(|entry| number(is_big, &entry[8..])))
}

fn number(is_big: bool, bytes: &[u8]) -> u32 {
    let add = |all: u32, byte: &u8| all << 8 | u32::from(*byte);
    if is_big { bytes.iter().fold(0, add) } else { bytes.iter().rev().fold(0, add) }
}

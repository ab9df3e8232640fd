//! Whether an image or a film says where it was taken, which can give a person or a meeting away.

use std::io::{self, Read, Seek, SeekFrom};

use crate::stored::{Source, Stored};

/// What tells the place in metadata in XMP, which Lightroom and others write beside those in Exif or in their stead.
/// Source: Exif schema of XMP (Adobe XMP Specification, part 2).
const IN_XMP: &[&[u8]] = &[b"exif:GPSLatitude"];
/// What does so in a film: the atom `©xyz` and the key of QuickTime, the box `loci` of 3GPP, each with what stands behind
/// it. Sources: QuickTime File Format Specification; 3GPP TS 26.244, section 8.
const IN_FILMS: &[&[u8]] = &[b"\xa9xyz\0", b"com.apple.quicktime.location.ISO6709", b"loci\0\0\0\0"];

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
}

/// What a file is, if it tells the place. It is known by its first bytes, whatever it is called.
///
/// # Errors
/// When the file cannot be read.
pub fn told(file: &Stored) -> io::Result<Option<Taken>> {
    let head = file.head(12)?;
    let begins_with = |first: &&[u8]| head.starts_with(first);
    let has_boxes = head.get(4..8).is_some_and(|kind| BOXES.contains(&kind));
    let is_tiff = begins_with(&&b"II*\0"[..]) || begins_with(&&b"MM\0*"[..]);
    let is_image = is_tiff || has_boxes || IMAGES.iter().any(begins_with);
    if is_image {
        let in_exif = if is_tiff { in_directory(&mut file.open()?)? } else { in_exif(&mut file.open()?) };
        if in_exif || file.contains(IN_XMP)? {
            return Ok(Some(Taken::Image));
        }
        return Ok((has_boxes && file.contains(IN_FILMS)?).then_some(Taken::Film));
    }
    Ok((BESIDE.iter().any(begins_with) && file.contains(IN_XMP)?).then_some(Taken::Beside))
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

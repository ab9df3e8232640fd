//! Whether an image or a film says where it was taken, which can give a person or a meeting away.

use std::io::{self, Read, Seek, SeekFrom};

use crate::stored::{Source, Stored};

/// What tells the place in metadata in XMP, which Lightroom and others write beside those in Exif or in their stead.
/// Source: Exif schema of XMP (Adobe XMP Specification, part 2).
const IN_XMP: &[&[u8]] = &[b"exif:GPSLatitude"];
/// What does so in a film: the atom `©xyz` and the key of QuickTime, the box `loci` of 3GPP, each with what stands behind
/// it. Sources: QuickTime File Format Specification; 3GPP TS 26.244, section 8.
const IN_FILMS: &[&[u8]] = &[b"\xa9xyz\0", b"com.apple.quicktime.location.ISO6709", b"loci\0\0\0\0"];

/// The first bytes of images, and of what Lightroom writes beside one.
const IMAGES: &[&[u8]] = &[b"\xff\xd8", b"\x89PNG", b"GIF8", b"RIFF", b"<?xpacket", b"<x:xmpmeta"];
/// What stands behind the first four bytes of a film, and of an image in HEIC or AVIF.
const BOXES: &[&[u8]] = &[b"ftyp", b"moov", b"mdat", b"wide", b"free"];

/// Whether a file tells it. What it is is known by its first bytes, whatever it is called.
///
/// # Errors
/// When the file cannot be read.
pub fn is_told(file: &Stored) -> io::Result<bool> {
    let head = file.head(12)?;
    let begins_with = |first: &&[u8]| head.starts_with(first);
    if begins_with(&&b"II*\0"[..]) || begins_with(&&b"MM\0*"[..]) {
        return Ok(in_directory(&mut file.open()?).unwrap_or(false) || file.contains(IN_XMP)?);
    }
    let has_boxes = head.get(4..8).is_some_and(|kind| BOXES.contains(&kind));
    if !(has_boxes || IMAGES.iter().any(begins_with)) {
        return Ok(false);
    }
    let films = if has_boxes { IN_FILMS } else { &[] };
    Ok(in_exif(&mut file.open()?) || file.contains(&[IN_XMP, films].concat())?)
}

/// Whether the Exif metadata of an image hold a latitude, be they damaged elsewhere.
fn in_exif(source: &mut Box<dyn Source + '_>) -> bool {
    let read = exif::Reader::new().continue_on_error(true).read_from_container(source);
    let read = read.or_else(|error| error.distill_partial_result(|_| ()));
    read.is_ok_and(|metadata| metadata.get_field(exif::Tag::GPSLatitude, exif::In::PRIMARY).is_some())
}

/// The same of a TIFF file, which is one such directory and may hold a whole plan of a town: only the directory is read.
/// Source: TIFF 6.0, section 2; Exif 2.32, section 4.6.
fn in_directory(source: &mut (impl Read + Seek)) -> io::Result<bool> {
    const PLACE: u16 = 0x8825;
    const LATITUDE: u16 = 2;
    let mut head = [0; 8];
    source.read_exact(&mut head)?;
    let is_big = head[0] == b'M';
    let first = number(is_big, &head[4..]);
    let Some(place) = entry(source, is_big, first, PLACE)? else { return Ok(false) };
    Ok(entry(source, is_big, place, LATITUDE)?.is_some())
}

/// The value of an entry in the directory that begins at a byte.
fn entry(source: &mut (impl Read + Seek), is_big: bool, at: u32, tag: u16) -> io::Result<Option<u32>> {
    source.seek(SeekFrom::Start(u64::from(at)))?;
    let mut count = [0; 2];
    source.read_exact(&mut count)?;
    let mut entries = vec![0; 12 * number(is_big, &count) as usize];
    source.read_exact(&mut entries)?;
    let found = entries.chunks_exact(12).find(|entry| number(is_big, &entry[..2]) == u32::from(tag));
    Ok(found.map(|entry| number(is_big, &entry[8..])))
}

fn number(is_big: bool, bytes: &[u8]) -> u32 {
    let add = |all: u32, byte: &u8| all << 8 | u32::from(*byte);
    if is_big { bytes.iter().fold(0, add) } else { bytes.iter().rev().fold(0, add) }
}

//! What lies in files that hold others, packed: ZIP, and so all of Office, OpenDocument and EPUB; gzip; the texts in images
//! of the kind PNG. By hand, since only names and bytes are wanted, and of a file that may be anything (PKWARE's APPNOTE
//! 4.3, RFC 1952, the PNG specification 11.3.4).

use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::stored::Stored;

/// So many bytes of one part are looked at: a part that is larger is made to be so, or a sheet that nobody can open.
const LARGEST_PART: u64 = 32 << 20;
/// The first bytes of an image of the kind PNG.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
/// The end of a ZIP file from which it is read, with the longest comment.
const LONGEST_TAIL: usize = 22 + 65_535;
/// So many parts of one file.
const MOST_PARTS: usize = 20_000;

/// A file in another one.
pub struct Part {
    /// Its name in there, where it has one.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Why nobody can look into a file.
pub type Why = &'static str;

const BROKEN: Why = "it is packed, and cannot be read";
const LOCKED: Why = "it is locked with a password";
const UNKNOWN: Why = "it is packed in a way that this program does not know";
const LARGE: Why = "too much is packed in it";

/// What packs in a way that we do not read, by how it begins.
const UNREADABLE: [&[u8]; 11] = [
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"\xfd7zXZ\0",
    b"BZh",
    b"\x28\xb5\x2f\xfd",
    b"\x04\x22\x4d\x18",
    b"LZIP",
    b"MSCF\0\0\0\0",
    b"\x1f\x9d",
    b"\x1f\xa0",
    b"SIT!",
];

/// Hands on the parts of a file, one by one; of what holds no others there are none. Ends at the first that cannot be read.
pub fn parts(bytes: &[u8], mut take: impl FnMut(Part) -> Result<(), Why>) -> Result<(), Why> {
    if bytes.starts_with(PNG) {
        texts_of_png(bytes).into_iter().try_for_each(|bytes| take(Part { name: String::new(), bytes }))?;
    } else if bytes.starts_with(b"\x1f\x8b") {
        take(Part { name: String::new(), bytes: inflated(MultiGzDecoder::new(bytes))? })?;
    } else if is_tape(bytes) {
        return tape(bytes, take);
    } else if UNREADABLE.iter().any(|begin| bytes.starts_with(begin)) {
        return Err(UNKNOWN);
    } else if bytes.starts_with(b"\xd0\xcf\x11\xe0") && memchr::memmem::find(bytes, &wide("EncryptedPackage")).is_some()
    {
        return Err(LOCKED);
    }
    // A ZIP file is read from its end, so anything may stand before it.
    match directory(bytes) {
        Some(directory) => zip(&directory, take),
        None if bytes.starts_with(b"PK\x03\x04") => Err(BROKEN),
        None => Ok(()),
    }
}

/// Whether bytes begin a file of tar.
pub fn is_tape(bytes: &[u8]) -> bool {
    bytes.get(257..262) == Some(b"ustar")
}

/// Whether a file may hold others, but for the texts in an image of the kind PNG: all of it is needed to tell.
///
/// # Errors
/// When it cannot be read.
pub fn may_hold(file: &Stored) -> io::Result<bool> {
    let head = file.head(512)?;
    let mut tail = Vec::new();
    let mut source = file.open()?;
    source.seek(SeekFrom::Start(file.length().saturating_sub(LONGEST_TAIL as u64)))?;
    source.read_to_end(&mut tail)?;
    let begins = [&b"\x1f\x8b"[..], b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-"];
    let is_known = begins.iter().chain(&UNREADABLE).any(|begin| head.starts_with(begin));
    Ok(is_known || is_tape(&head) || memchr::memmem::find(&tail, b"PK\x05\x06").is_some())
}

/// The texts of an image of the kind PNG alone, as a file of its own; nothing of another file.
///
/// # Errors
/// When it cannot be read, or has too many.
pub fn texts_alone(file: &Stored) -> io::Result<Result<Vec<u8>, Why>> {
    let mut source = file.open()?;
    let mut kept = Vec::new();
    source.by_ref().take(PNG.len() as u64).read_to_end(&mut kept)?;
    if kept != PNG {
        return Ok(Ok(Vec::new()));
    }
    loop {
        let mut head = Vec::new();
        source.by_ref().take(8).read_to_end(&mut head)?;
        let Some(length) = u32_be(&head).filter(|_| head.len() == 8) else { return Ok(Ok(kept)) };
        // And the sum behind it.
        let length = length as u64 + 4;
        if !matches!(&head[4..], b"zTXt" | b"iTXt" | b"iCCP") {
            source.seek_relative(length as i64)?;
        } else if kept.len() as u64 + length > LARGEST_PART {
            return Ok(Err(LARGE));
        } else {
            kept.extend(&head);
            source.by_ref().take(length).read_to_end(&mut kept)?;
        }
    }
}

/// A text as UTF-16 has it, little end first.
fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// What a packed stream holds, as far as it may be large.
fn inflated(stream: impl Read) -> Result<Vec<u8>, Why> {
    let mut bytes = Vec::new();
    stream.take(LARGEST_PART + 1).read_to_end(&mut bytes).map_err(|_| BROKEN)?;
    if bytes.len() as u64 > LARGEST_PART { Err(LARGE) } else { Ok(bytes) }
}

/// The list of what is in a ZIP file.
struct Directory<'b> {
    /// The file from the first byte of the archive on.
    archive: &'b [u8],
    /// Where in it the list stands.
    list: Range<usize>,
    /// How many parts it names.
    count: usize,
}

/// The list at the end of a ZIP file (4.3.16).
fn directory(bytes: &[u8]) -> Option<Directory<'_>> {
    // Behind it a comment may stand, of 64 KiB at the most.
    let tail = bytes.len().saturating_sub(LONGEST_TAIL);
    let end = tail + memchr::memmem::rfind(&bytes[tail..], b"PK\x05\x06")?;
    let (count, size, at) = (u16_at(bytes, end + 10)?, u32_at(bytes, end + 12)?, u32_at(bytes, end + 16)?);
    // Places are counted from the start of the archive, which may begin behind something else.
    let start = end.checked_sub(size)?.checked_sub(at)?;
    let list = at..at + size;
    let archive = &bytes[start..];
    (count == 0 || archive.get(list.clone())?.starts_with(b"PK\x01\x02")).then_some(Directory { archive, list, count })
}

fn zip(directory: &Directory, mut take: impl FnMut(Part) -> Result<(), Why>) -> Result<(), Why> {
    if directory.count > MOST_PARTS {
        return Err(LARGE);
    }
    let mut rest = &directory.archive[directory.list.clone()];
    for _ in 0..directory.count {
        let entry = Entry::first_of(rest).ok_or(BROKEN)?;
        let bytes = entry.bytes(directory.archive)?;
        if is_locked(&entry.name, &bytes) {
            return Err(LOCKED);
        }
        if entry.name.ends_with(".iwa") {
            return Err(UNKNOWN);
        }
        rest = &rest[entry.length..];
        take(Part { name: [entry.name, entry.comment].join(" "), bytes })?;
    }
    Ok(())
}

/// What the list of a ZIP file says of one part (4.3.12).
struct Entry {
    flags: usize,
    method: usize,
    /// Its packed size.
    size: usize,
    /// Where in the archive it begins.
    start: usize,
    name: String,
    comment: String,
    /// How long the entry itself is.
    length: usize,
}

impl Entry {
    fn first_of(list: &[u8]) -> Option<Entry> {
        if !list.starts_with(b"PK\x01\x02") {
            return None;
        }
        let (name, extra, comment) = (u16_at(list, 28)?, u16_at(list, 30)?, u16_at(list, 32)?);
        let length = 46 + name + extra + comment;
        let words = |range: Range<usize>| Some(String::from_utf8_lossy(list.get(range)?).into_owned());
        Some(Entry {
            flags: u16_at(list, 8)?,
            method: u16_at(list, 10)?,
            size: u32_at(list, 20)?,
            start: u32_at(list, 42)?,
            name: words(46..46 + name)?,
            comment: words(46 + name + extra..length)?,
            length,
        })
    }

    /// What it stands for.
    fn bytes(&self, archive: &[u8]) -> Result<Vec<u8>, Why> {
        if self.flags & 1 != 0 || self.flags & (1 << 13) != 0 {
            return Err(LOCKED);
        }
        let head = archive.get(self.start..).filter(|head| head.starts_with(b"PK\x03\x04")).ok_or(BROKEN)?;
        let (name, extra) = u16_at(head, 26).zip(u16_at(head, 28)).ok_or(BROKEN)?;
        let packed = head.get(30 + name + extra..).and_then(|rest| rest.get(..self.size)).ok_or(BROKEN)?;
        match self.method {
            0 => inflated(packed),
            8 => inflated(DeflateDecoder::new(packed)),
            _ => Err(UNKNOWN),
        }
    }
}

/// Whether a part says of the others that they are locked: OpenDocument and EPUB lock what is in the archive. An EPUB also
/// mangles its fonts, which says nothing.
fn is_locked(name: &str, bytes: &[u8]) -> bool {
    let has = |words: &str| memchr::memmem::find(bytes, words.as_bytes()).is_some();
    match name {
        "META-INF/manifest.xml" => has("encryption-data"),
        "META-INF/encryption.xml" => has("http://www.w3.org/2001/04/xmlenc#aes"),
        _ => false,
    }
}

/// The files on a tape: each with a head of 512 bytes (POSIX, `ustar`).
fn tape(bytes: &[u8], mut take: impl FnMut(Part) -> Result<(), Why>) -> Result<(), Why> {
    let mut at = 0;
    while let Some(head) = bytes.get(at..at + 512).filter(|head| head[0] != 0) {
        let digits = String::from_utf8_lossy(&head[124..136]);
        let size = usize::from_str_radix(digits.trim_matches(['\0', ' ']), 8).map_err(|_| BROKEN)?;
        let end = at.checked_add(512).and_then(|start| start.checked_add(size)).ok_or(BROKEN)?;
        let part = bytes.get(at + 512..end).ok_or(BROKEN)?;
        let name = String::from_utf8_lossy(&head[..100]).trim_end_matches('\0').to_owned();
        take(Part { name, bytes: part.to_vec() })?;
        at = end.next_multiple_of(512);
    }
    Ok(())
}

/// The texts that an image of the kind PNG has in packed form.
fn texts_of_png(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let mut rest = &bytes[8..];
    while let Some((length, kind)) = u32_be(rest).zip(rest.get(4..8)) {
        let Some(data) = rest.get(8..).and_then(|rest| rest.get(..length)) else { break };
        let behind_key = || data.iter().position(|byte| *byte == 0).map(|end| &data[end + 1..]);
        let packed = match kind {
            b"zTXt" | b"iCCP" => behind_key().and_then(|rest| rest.get(1..)),
            // A flag, a method, a language and the key in that language come before it.
            b"iTXt" => behind_key().filter(|rest| rest.first() == Some(&1)).and_then(|rest| {
                let mut parts = rest.get(2..)?.splitn(3, |byte| *byte == 0);
                parts.nth(2)
            }),
            _ => None,
        };
        found.extend(packed.and_then(|packed| inflated(ZlibDecoder::new(packed)).ok()));
        rest = rest.get(12 + length..).unwrap_or_default();
    }
    found
}

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    let pair: [u8; 2] = bytes.get(at..at + 2)?.try_into().ok()?;
    Some(usize::from(u16::from_le_bytes(pair)))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    let four: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(four)).ok()
}

fn u32_be(bytes: &[u8]) -> Option<usize> {
    let four: [u8; 4] = bytes.get(..4)?.try_into().ok()?;
    usize::try_from(u32::from_be_bytes(four)).ok()
}

//! What files hold that hold others: archives in archives, documents attached to documents.

use super::packed::{self, Why};
use crate::finish;

/// Files in files are looked into so deep.
const DEEPEST: usize = 6;
/// So many bytes of one file are looked at, unpacked.
const MOST: usize = 128 << 20;
const LARGE: Why = "too much is packed in it";

/// A part of what a file holds.
pub enum InsidePiece<'p> {
    /// Words of a PDF.
    Words(&'p str),
    /// A file, or the name of one.
    File(&'p [u8]),
}

/// Whether the bytes of a file are packed, so that any short word may stand in them by chance.
pub fn is_packed(bytes: &[u8]) -> bool {
    [&b"%PDF-"[..], b"PK\x03\x04", b"\x1f\x8b"].iter().any(|begin| bytes.starts_with(begin))
}

/// Hands on all that is packed in a file, however deep.
///
/// # Errors
/// Why nobody can tell all of it.
pub fn each(bytes: &[u8], take: &mut dyn FnMut(InsidePiece)) -> Result<(), Why> {
    PackedLook { left: MOST, take }.look_into(bytes, DEEPEST)
}

struct PackedLook<'t> {
    left: usize,
    take: &'t mut dyn FnMut(InsidePiece),
}

impl PackedLook<'_> {
    fn look_into(&mut self, bytes: &[u8], depth: usize) -> Result<(), Why> {
        if bytes.starts_with(b"%PDF-") {
            let said = finish::words(bytes)?;
            said.words.iter().for_each(|words| (self.take)(InsidePiece::Words(words)));
            said.files.iter().try_for_each(|file| self.part(file, depth))?;
        }
        packed::parts(bytes, |part| {
            (self.take)(InsidePiece::File(part.name.as_bytes()));
            self.part(&part.bytes, depth)
        })
    }

    fn part(&mut self, bytes: &[u8], depth: usize) -> Result<(), Why> {
        self.left = self.left.checked_sub(bytes.len()).ok_or(LARGE)?;
        (self.take)(InsidePiece::File(bytes));
        if depth == 0 { Err(LARGE) } else { self.look_into(bytes, depth - 1) }
    }
}

//! The bytes of a file that is copied as it is. A small one is held; a large one stays on the disk until somebody asks for
//! it, so that a site takes no more memory for the pictures beside its texts.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, ErrorKind, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::platform::{self, Stamp};

/// Files over this size are left on the disk: 4 KiB, so that a hundred thousand small pictures take no room either.
const LARGEST_HELD: u64 = 4 << 10;
/// So much is read at once.
const PIECE: usize = 64 << 10;

/// The bytes of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stored {
    /// All of them.
    Held(Arc<[u8]>),
    /// Where they lie.
    OnDisk(Arc<DiskPlace>),
}

/// Where a file lies, and what it was when it was first looked at: no other one is ever taken for it.
#[derive(Debug, PartialEq, Eq)]
pub struct DiskPlace {
    root: PathBuf,
    way: PathBuf,
    length: u64,
    stamp: Stamp,
}

/// What can be read from any byte on.
pub trait Source: BufRead + Seek {}
impl<T: BufRead + Seek> Source for T {}

impl Stored {
    /// Looks at the file at a way below a folder, on which no link may lie.
    pub fn at(root: &Path, way: &Path) -> io::Result<Stored> {
        let mut file = opened(root, way)?;
        let data = file.metadata()?;
        if data.len() > LARGEST_HELD {
            let place = DiskPlace { root: root.into(), way: way.into(), length: data.len(), stamp: Stamp::of(&data) };
            return Ok(Stored::OnDisk(Arc::new(place)));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(data.len()).unwrap_or(0));
        file.read_to_end(&mut bytes)?;
        Ok(Stored::Held(bytes.into()))
    }

    /// Its bytes, when they are held.
    pub fn held(&self) -> Option<&Arc<[u8]>> {
        match self {
            Stored::Held(bytes) => Some(bytes),
            Stored::OnDisk(_) => None,
        }
    }

    /// All of its bytes. Who can do with a part of them opens it.
    pub fn bytes(&self) -> io::Result<Cow<'_, [u8]>> {
        match self {
            Stored::Held(bytes) => Ok(Cow::Borrowed(bytes)),
            Stored::OnDisk(place) => {
                let mut bytes = Vec::with_capacity(usize::try_from(place.length).unwrap_or(0));
                place.open()?.read_to_end(&mut bytes)?;
                Ok(Cow::Owned(bytes))
            }
        }
    }

    /// Where it lies, unless it is held.
    pub fn path(&self) -> Option<PathBuf> {
        match self {
            Stored::Held(_) => None,
            Stored::OnDisk(place) => Some(place.root.join(&place.way)),
        }
    }

    /// Opens it to be read in pieces.
    pub fn open(&self) -> io::Result<Box<dyn Source + '_>> {
        Ok(match self {
            Stored::Held(bytes) => Box::new(Cursor::new(&**bytes)),
            Stored::OnDisk(place) => Box::new(BufReader::with_capacity(PIECE, place.open()?)),
        })
    }

    /// How many bytes it has.
    pub fn length(&self) -> u64 {
        match self {
            Stored::Held(bytes) => bytes.len() as u64,
            Stored::OnDisk(place) => place.length,
        }
    }

    /// Its first bytes, of which there are no more than `most`.
    pub fn head(&self, most: usize) -> io::Result<Vec<u8>> {
        let mut head = Vec::new();
        self.open()?.take(most as u64).read_to_end(&mut head)?;
        Ok(head)
    }

    /// Its first byte, but for those that may stand before it.
    pub fn first_byte_but(&self, is_before: impl Fn(u8) -> bool) -> io::Result<Option<u8>> {
        let mut bytes = self.open()?.bytes();
        bytes.find(|byte| !byte.as_ref().is_ok_and(|byte| is_before(*byte))).transpose()
    }

    /// Whether it is a text in UTF-8.
    pub fn is_utf8(&self) -> io::Result<bool> {
        let mut source = self.open()?;
        // A letter that goes on in the next piece.
        let mut seen: Vec<u8> = Vec::with_capacity(PIECE + 4);
        loop {
            let piece = source.fill_buf()?;
            if piece.is_empty() {
                return Ok(seen.is_empty());
            }
            let read = piece.len();
            seen.extend_from_slice(piece);
            source.consume(read);
            let whole = match str::from_utf8(&seen) {
                Ok(_) => seen.len(),
                Err(error) if error.error_len().is_none() => error.valid_up_to(),
                Err(_) => return Ok(false),
            };
            seen.drain(..whole);
        }
    }

    /// Whether one of some words stands in it, which have a few bytes each.
    pub fn contains(&self, words: &[&[u8]]) -> io::Result<bool> {
        self.contains_from(0, words)
    }

    /// The same from a byte on.
    pub fn contains_from(&self, from: u64, words: &[&[u8]]) -> io::Result<bool> {
        let mut is_there = false;
        self.search(from, words, |_, _| {
            is_there = true;
            ControlFlow::Break(())
        })?;
        Ok(is_there)
    }

    /// Tells where some words of a few bytes begin, from a byte on, until nobody wants to know of more: which word, and at
    /// which byte.
    pub fn search(
        &self,
        from: u64,
        words: &[&[u8]],
        mut tell: impl FnMut(usize, u64) -> ControlFlow<()>,
    ) -> io::Result<()> {
        let finders: Vec<_> = words.iter().map(memchr::memmem::Finder::new).collect();
        let longest = words.iter().map(|word| word.len()).max().unwrap_or_default();
        let mut source = self.open()?;
        source.seek(SeekFrom::Start(from))?;
        // What goes on from one piece to the next is found with the end of the one before.
        let mut seen: Vec<u8> = Vec::with_capacity(PIECE + longest);
        let (mut start, mut told) = (from, 0);
        loop {
            let piece = source.fill_buf()?;
            if piece.is_empty() {
                return Ok(());
            }
            // One that is held comes in one piece.
            let read = piece.len().min(PIECE);
            seen.extend_from_slice(&piece[..read]);
            for (number, (finder, word)) in finders.iter().zip(words).enumerate() {
                let mut new = finder.find_iter(&seen).filter(|at| at + word.len() > told);
                if new.any(|at| tell(number, start + at as u64).is_break()) {
                    return Ok(());
                }
            }
            let done = seen.len().saturating_sub(longest);
            seen.drain(..done);
            (start, told) = (start + done as u64, seen.len());
            source.consume(read);
        }
    }

    /// Whether another file has the same bytes.
    pub fn is_same_as(&self, other: &Path) -> io::Result<bool> {
        let mut theirs = BufReader::with_capacity(PIECE, File::open(other)?);
        let mut ours = self.open()?;
        loop {
            let (one, two) = (ours.fill_buf()?, theirs.fill_buf()?);
            let length = one.len().min(two.len());
            if one[..length] != two[..length] {
                return Ok(false);
            }
            if length == 0 {
                return Ok(one.is_empty() && two.is_empty());
            }
            ours.consume(length);
            theirs.consume(length);
        }
    }

    /// Writes all of it into a new file. The system copies it by itself where it can, or lets both share their place.
    pub fn copy_to(&self, new: &mut File) -> io::Result<()> {
        match self {
            Stored::Held(bytes) => io::Write::write_all(new, bytes),
            Stored::OnDisk(place) => {
                let mut file = place.open()?;
                let copied = io::copy(&mut file, new)?;
                place.whole(copied, &file)
            }
        }
    }

    /// Sends all of it, piece by piece. The last byte goes only where nobody has written into it meanwhile: no other end
    /// takes a half for the whole.
    pub fn send_to(&self, end: &mut impl io::Write) -> io::Result<()> {
        match self {
            Stored::Held(bytes) => end.write_all(bytes),
            Stored::OnDisk(place) => {
                let file = place.open()?;
                let sent = io::copy(&mut (&file).take(place.length.saturating_sub(1)), end)?;
                let mut last = [0];
                (&file).read_exact(&mut last)?;
                place.whole(sent + 1, &file)?;
                end.write_all(&last)
            }
        }
    }

    /// What tells it from every other one that is there.
    pub fn pointer(&self) -> *const u8 {
        match self {
            Stored::Held(bytes) => bytes.as_ptr(),
            Stored::OnDisk(place) => Arc::as_ptr(place).cast(),
        }
    }
}

impl DiskPlace {
    fn open(&self) -> io::Result<File> {
        let file = opened(&self.root, &self.way)?;
        self.unchanged(&file)?;
        Ok(file)
    }

    /// Fails where what was read is not all of the file, into which somebody may have written meanwhile.
    fn whole(&self, read: u64, file: &File) -> io::Result<()> {
        if read == self.length { self.unchanged(file) } else { Err(changed()) }
    }

    /// Fails where somebody has written into the file since it was first looked at.
    fn unchanged(&self, file: &File) -> io::Result<()> {
        if Stamp::of(&file.metadata()?) == self.stamp { Ok(()) } else { Err(changed()) }
    }
}

fn opened(root: &Path, way: &Path) -> io::Result<File> {
    let file = platform::open_inside(root, way)?;
    match file.metadata()?.is_file() {
        true => Ok(file),
        false => Err(io::Error::new(ErrorKind::InvalidInput, "this is no file any more")),
    }
}

fn changed() -> io::Error {
    io::Error::other("this file was changed while the site was made; build once more")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn both(bytes: &[u8]) -> (tempfile::TempDir, [Stored; 2]) {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("a"), bytes).expect("a file");
        let stored = Stored::at(folder.path(), Path::new("a")).expect("a file");
        (folder, [stored, Stored::Held(bytes.into())])
    }

    #[test]
    fn a_file_on_the_disk_is_as_one_that_is_held() {
        let mut random = fastrand::Rng::with_seed(5);
        for length in [0, 1, 100, PIECE - 3, PIECE, PIECE + 3, 3 * PIECE + 7] {
            let mut bytes: Vec<u8> = (0..length).map(|_| random.u8(b'a'..=b'y')).collect();
            // Over the end of a piece, where there is one.
            if length > PIECE {
                bytes[PIECE - 3..PIECE + 2].copy_from_slice(b"zzzzz");
            }
            let (folder, all) = both(&bytes);
            for stored in &all {
                assert_eq!(*stored.bytes().expect("bytes"), *bytes);
                assert_eq!(stored.length(), bytes.len() as u64);
                assert_eq!(stored.head(7).expect("a head"), bytes[..length.min(7)]);
                assert_eq!(stored.contains(&[b"none", b"zzzzz"]).expect("an answer"), length > PIECE, "{length}");
                let behind = stored.contains_from(PIECE as u64, &[b"zzzzz"]).expect("an answer");
                assert!(!behind, "it begins before that, {length}");
                let mut places = Vec::new();
                let all = stored.search(0, &[b"0", b"zzzzz", b"a"], |word, at| {
                    places.push((word, at));
                    ControlFlow::Continue(())
                });
                all.expect("an answer");
                places.sort_unstable();
                let letters = (0..).zip(&bytes).filter(|(_, byte)| **byte == b'a').map(|(at, _)| (2, at));
                let word = (length > PIECE).then_some((1, PIECE as u64 - 3));
                assert!(places.iter().copied().eq(word.into_iter().chain(letters)), "each once, {length}");
                assert!(stored.is_same_as(&folder.path().join("a")).expect("an answer"));
                let copy = folder.path().join("copy");
                stored.copy_to(&mut File::create(&copy).expect("a file")).expect("a copy");
                assert!(stored.is_same_as(&copy).expect("an answer"));
                fs::write(&copy, [&bytes[..], b"."].concat()).expect("a file");
                assert!(!stored.is_same_as(&copy).expect("an answer"));
            }
            assert_eq!(all[0].held().is_none(), length as u64 > LARGEST_HELD);
        }
    }

    #[test]
    fn letters_over_the_end_of_a_piece_are_read_whole() {
        for before in PIECE - 5..PIECE + 2 {
            let whole = ["a".repeat(before).as_bytes(), "Україна".as_bytes()].concat();
            for (bytes, is_text) in [(&whole[..], true), (&whole[..whole.len() - 1], false), (&whole[..0], true)] {
                for stored in &both(bytes).1 {
                    assert_eq!(stored.is_utf8().expect("an answer"), is_text, "{before}");
                    let first = stored.first_byte_but(|byte| byte == b'a').expect("an answer");
                    assert_eq!(first, (!bytes.is_empty()).then_some(0xd0), "{before}");
                }
            }
        }
    }

    #[test]
    fn another_file_is_never_taken_for_it() {
        let (folder, [stored, _]) = both(&vec![b'a'; 100_000]);
        fs::write(folder.path().join("b"), vec![b'b'; 100_000]).expect("a file");
        fs::rename(folder.path().join("b"), folder.path().join("a")).expect("another one");
        assert!(stored.bytes().is_err() && stored.open().is_err());
    }
}

//! What bytes say, in whatever way they are written: as letters and figures alone, small, without accents. So a phrase is
//! found whether it stands between tags, in an address, in JSON or in a table, and however its quotes are set.

use std::borrow::Cow;
use std::io::{self, Read};
use std::sync::LazyLock;

use base64::alphabet;
use base64::engine::{DecodePaddingMode, Engine, GeneralPurpose, GeneralPurposeConfig};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::stored::Stored;
use crate::web;

/// The way in which something is written, for messages.
pub type Writing = &'static str;

/// The letters and figures of a text, folded so that case, accents, signs and spaces make no difference.
pub fn letters(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    fold(text, |letter, _| letters.push(letter));
    letters
}

/// For each byte of the letters of a text: the byte of the text at which they stand. Only where something was found anybody
/// asks for it, and it takes four times the room.
pub fn places(text: &str) -> Vec<u32> {
    let mut places = Vec::with_capacity(text.len());
    fold(text, |letter, at| {
        places.resize(places.len() + letter.len_utf8(), u32::try_from(at).unwrap_or(u32::MAX));
    });
    places
}

fn fold(text: &str, mut put: impl FnMut(char, usize)) {
    for (at, c) in text.char_indices() {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() {
                put(c.to_ascii_lowercase(), at);
            }
            continue;
        }
        match FOLDED.get(c as usize) {
            Some(Folded::Away) => {}
            Some(Folded::To(letter)) => put(*letter, at),
            Some(Folded::ToMore(letters)) => letters.iter().for_each(|letter| put(*letter, at)),
            None => folded(c).for_each(|letter| put(letter, at)),
        }
    }
}

/// What becomes of a sign.
enum Folded {
    Away,
    To(char),
    ToMore(Box<[char]>),
}

/// The same of each sign of the first plane: what is no text at all has millions of signs, from anywhere in it.
static FOLDED: LazyLock<Vec<Folded>> = LazyLock::new(|| {
    let fold = |number: u32| {
        let Some(c) = char::from_u32(number) else { return Folded::Away };
        match &*folded(c).collect::<Vec<char>>() {
            [] => Folded::Away,
            [letter] => Folded::To(*letter),
            letters => Folded::ToMore(letters.into()),
        }
    };
    (0..0x1_0000).map(fold).collect()
});

/// The letters that a sign is made of, small and without what stands above or below them.
fn folded(c: char) -> impl Iterator<Item = char> {
    let letters = std::iter::once(c).nfkd().filter(|part| !is_combining_mark(*part) && part.is_alphanumeric());
    letters.flat_map(char::to_lowercase).filter(|part| part.is_alphanumeric())
}

/// Of a large file so many bytes are read at once, in as many ways as there are: 1 MiB.
const WINDOW: usize = 1 << 20;
/// So many stand in two windows, so that no phrase is cut that anybody reads.
const OVERLAP: usize = 64 << 10;

/// The bytes of a file in pieces that overlap. None ends within a letter, or within what may be Base64, which can be read from
/// its start alone. RTF is one piece: which letters its numbers mean is said at its head alone.
pub fn windows(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let window = if bytes.starts_with(b"{\\rtf") { bytes.len() } else { WINDOW };
    let mut from = Some(0);
    std::iter::from_fn(move || {
        let start = from?;
        let near = start + window;
        let end = (near..bytes.len()).find(|at| is_between(bytes, *at)).unwrap_or(bytes.len());
        from = (end < bytes.len()).then(|| {
            let back = end - OVERLAP;
            (start + 1..back).rfind(|at| is_between(bytes, *at)).unwrap_or(back)
        });
        Some(&bytes[start..end])
    })
}

/// The same of a file that may be large, of which little more than two pieces is held at a time.
///
/// # Errors
/// When it cannot be read.
pub fn each_window(file: &Stored, mut show: impl FnMut(&[u8])) -> io::Result<()> {
    if file.head(5)? == b"{\\rtf" {
        show(&file.bytes()?);
        return Ok(());
    }
    let mut source = file.open()?;
    let mut held = Vec::new();
    loop {
        let before = held.len();
        source.by_ref().take(WINDOW as u64).read_to_end(&mut held)?;
        if held.len() < before + WINDOW {
            windows(&held).for_each(show);
            return Ok(());
        }
        // What may be Base64 without end is read on; nowhere before can it be cut.
        let new = before.max(WINDOW)..held.len();
        let Some(end) = new.rev().find(|at| is_between(&held, *at)) else { continue };
        windows(&held[..end]).for_each(&mut show);
        let back = end - OVERLAP;
        held.drain(..(1..back).rfind(|at| is_between(&held, *at)).unwrap_or(back));
    }
}

/// Whether bytes may be cut before one: it is within no letter, and within nothing that may be Base64.
fn is_between(bytes: &[u8], at: usize) -> bool {
    const LONGEST_LETTER: usize = 4;
    let goes_on = |byte: &u8| byte & 0xc0 == 0x80;
    let (byte, before) = (bytes[at], &bytes[at.saturating_sub(LONGEST_LETTER - 1)..at]);
    // A grey area of an image is no letter.
    let is_no_letter = before.len() + 1 == LONGEST_LETTER && before.iter().all(goes_on);
    !is_base64(&byte) && (!goes_on(&byte) || is_no_letter)
}

/// Shows what bytes say, in each way in which they may be read, one after the other. The first ways are those of every text;
/// what is behind may be chance, since any long word is Base64.
pub fn readings(bytes: &[u8], mut show: impl FnMut(Writing, &str)) {
    let plain = String::from_utf8_lossy(bytes);
    show("plainly", &plain);
    let unescaped = without_escapes(&plain);
    show("between tags", &without_tags(&unescaped));
    show("escaped", &unescaped);
    // What was escaped twice.
    let again = without_escapes(&unescaped);
    if again != unescaped {
        show("escaped twice", &again);
    }
    drop((unescaped, again));
    show("as UTF-16", &utf16(bytes, u16::from_be_bytes));
    show("as UTF-16", &utf16(bytes, u16::from_le_bytes));
    show("in Base64", &runs(&plain, is_base64, from_base64));
    show("in hexadecimal", &runs(&plain, |b| b.is_ascii_hexdigit(), from_hex));
    show("as Punycode", &punycode(&plain));
    if plain.contains('\\') {
        show("between commands", &without_commands(&plain));
    }
    if matches!(plain, Cow::Owned(_)) {
        show("as Windows-1252", &bytes.iter().map(|byte| char::from(*byte)).collect::<String>());
        show("as Windows-1251", &bytes.iter().map(|byte| cyrillic(*byte)).collect::<String>());
    }
}

/// Whether a way to read finds words also where nobody wrote any.
pub fn is_guess(writing: Writing) -> bool {
    ["in ", "as UTF-16", "as Windows"].iter().any(|begin| writing.starts_with(begin))
}

/// A sign of the code page that Windows had for Cyrillic.
fn cyrillic(byte: u8) -> char {
    const OTHERS: [(u8, char); 10] = [
        (0xa8, 'Ё'),
        (0xb8, 'ё'),
        (0xaa, 'Є'),
        (0xba, 'є'),
        (0xaf, 'Ї'),
        (0xbf, 'ї'),
        (0xb2, 'І'),
        (0xb3, 'і'),
        (0xa5, 'Ґ'),
        (0xb4, 'ґ'),
    ];
    match byte {
        0..0x80 => char::from(byte),
        0xc0.. => char::from_u32(0x410 + u32::from(byte - 0xc0)).unwrap_or(' '),
        _ => OTHERS.iter().find(|(code, _)| *code == byte).map_or(' ', |(_, letter)| *letter),
    }
}

/// A text without the commands that TeX and RTF have among its words, and with the letters that RTF writes as numbers.
fn without_commands(text: &str) -> String {
    let is_cyrillic = text.contains("ansicpg1251") || text.contains("fcharset204");
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(byte) = rest.strip_prefix('\'').and_then(|digits| hex_byte(digits.as_bytes(), 0)) {
            out.push(if is_cyrillic { cyrillic(byte) } else { char::from(byte) });
            rest = &rest[3..];
            continue;
        }
        let name = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let digits = &rest[name..];
        let number = digits.find(|c: char| !(c.is_ascii_digit() || c == '-')).unwrap_or(digits.len());
        let (name, value) = (&rest[..name], &digits[..number]);
        rest = &rest[name.len() + value.len()..];
        // `\u1058?`: a letter, and what older programs show in its place.
        if let (true, Ok(unit)) = (name == "u", value.parse::<i32>()) {
            out.extend(char::from_u32((unit & 0xffff) as u32));
            rest = match rest.strip_prefix("\\'") {
                Some(byte) => byte.get(2..).unwrap_or_default(),
                None => rest.strip_prefix(['?', ' ']).unwrap_or(rest),
            };
        } else {
            rest = rest.strip_prefix(' ').unwrap_or(rest);
        }
    }
    out + rest
}

/// A text without its tags, so that a phrase is whole of which a part is emphasised.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        rest = match rest[start..].find('>') {
            Some(end) => &rest[start + end + 1..],
            None => "",
        };
    }
    out + rest
}

/// A text in which what stands for another sign is that sign: entities of HTML and XML, escapes of JSON and of addresses,
/// quoted-printable, and what TeX writes with braces.
fn without_escapes(text: &str) -> String {
    let mut out: Vec<u8> = Vec::with_capacity(text.len());
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let read = match bytes[at] {
            b'%' | b'=' => hex_byte(bytes, at + 1).map(|byte| (vec![byte], 3)),
            b'&' => entity(&text[at..]).map(|(c, length)| (c.to_string().into_bytes(), length)),
            b'\\' => escape(&text[at..]).map(|(said, length)| (said.into_bytes(), length)),
            b'+' => Some((b" ".to_vec(), 1)),
            b'{' | b'}' => Some((Vec::new(), 1)),
            _ => None,
        };
        match read {
            Some((said, length)) => {
                out.extend(said);
                at += length;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn hex_byte(bytes: &[u8], at: usize) -> Option<u8> {
    let digits = std::str::from_utf8(bytes.get(at..at + 2)?).ok()?;
    u8::from_str_radix(digits, 16).ok()
}

/// The sign that an entity at the head of a text stands for, and its length there.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.as_bytes().iter().take(12).position(|b| *b == b';')?;
    let name = &text[1..end];
    let number = name.strip_prefix('#').map(|number| match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    });
    let c = match number {
        Some(number) => char::from_u32(number.ok()?)?,
        // Names of letters are what no program of ours writes; of signs there is nothing to read.
        None => match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => return None,
        },
    };
    Some((c, end + 1))
}

/// What an escape at the head of a text stands for, as JSON, CSS and TeX have them, and its length there.
fn escape(text: &str) -> Option<(String, usize)> {
    let units = |text: &str| {
        let digits = text.strip_prefix("\\u")?.get(..4)?;
        u16::from_str_radix(digits, 16).ok()
    };
    if let Some(first) = units(text) {
        let second = text.get(6..).and_then(units);
        let both: Vec<u16> =
            std::iter::once(first).chain(second.filter(|_| (0xd800..0xdc00).contains(&first))).collect();
        return Some((String::from_utf16_lossy(&both), 6 * both.len()));
    }
    match text.as_bytes().get(1)? {
        b'n' | b't' | b'r' if !text.get(2..3).is_some_and(|next| next.starts_with('{')) => Some((" ".to_owned(), 2)),
        // An accent, which is not looked at.
        b'\'' | b'`' | b'^' | b'"' | b'~' | b'=' | b'.' => Some((String::new(), 2)),
        _ => Some((String::new(), 1)),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    // Where such a text begins, nobody knows.
    let from = |start: usize| {
        let pairs = bytes.get(start..).unwrap_or_default().chunks_exact(2);
        let units: Vec<u16> = pairs.map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    if memchr::memchr(0, bytes).is_none() { String::new() } else { from(0) + " " + &from(1) }
}

/// What the long runs of some bytes in a text say.
fn runs(text: &str, belongs: fn(&u8) -> bool, read: fn(&str) -> Option<Vec<u8>>) -> String {
    let mut out = String::new();
    for run in text.as_bytes().split(|byte| !belongs(byte)).filter(|run| run.len() >= 12) {
        let said = std::str::from_utf8(run).ok().and_then(read);
        if let Some(said) = said {
            out.push_str(&String::from_utf8_lossy(&said));
            out.push(' ');
        }
    }
    out
}

fn is_base64(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+/-_".contains(byte)
}

fn from_base64(run: &str) -> Option<Vec<u8>> {
    const LENIENT: GeneralPurpose = GeneralPurpose::new(
        &alphabet::STANDARD,
        GeneralPurposeConfig::new()
            .with_decode_padding_mode(DecodePaddingMode::Indifferent)
            .with_decode_allow_trailing_bits(true),
    );
    let standard = run.replace('-', "+").replace('_', "/");
    // One sign alone is nothing.
    let whole = if standard.len() % 4 == 1 { &standard[..standard.len() - 1] } else { &standard };
    LENIENT.decode(whole).ok()
}

fn from_hex(run: &str) -> Option<Vec<u8>> {
    (0..run.len() / 2).map(|at| hex_byte(run.as_bytes(), 2 * at)).collect()
}

/// The hosts in a text that are written in Punycode (RFC 3492), readable.
fn punycode(text: &str) -> String {
    let is_host = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    let hosts = text.split(|c| !is_host(c)).filter(|word| word.contains("xn--"));
    hosts.map(|host| web::readable_host(host) + " ").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_stands_whole_in_one_window_of_a_large_file() {
        let mut random = fastrand::Rng::with_seed(9);
        let letter = || if random.u8(..12) == 0 { b' ' } else { random.u8(b'a'..=b'z') };
        let bytes: Vec<u8> = std::iter::repeat_with(letter).take(5 * WINDOW + 77).collect();
        let mut windows = Vec::new();
        each_window(&Stored::Held(bytes.clone().into()), |window| windows.push(window.to_vec())).expect("windows");
        assert!(windows.iter().all(|window| window.len() < 2 * WINDOW + 100));
        for at in (0..bytes.len() - 100).step_by(WINDOW / 7) {
            let phrase = &bytes[at..at + 100];
            assert!(windows.iter().any(|window| memchr::memmem::find(window, phrase).is_some()), "{at}");
        }
    }

    /// Two photographs within a file of data, and an area of grey, of which nothing is a letter.
    #[test]
    fn what_has_no_end_for_long_is_read_on_and_a_grey_area_is_cut() {
        for (one, between, other) in [(4, 1, 4), (5, 3, 5), (1, 1, 9)] {
            let long = |length: usize| vec![b'A'; (length << 20) - 1];
            let bytes = [&long(one)[..], &vec![b' '; between], &long(other), b" Zeelandia"].concat();
            let mut all = 0;
            let mut found = false;
            let file = Stored::Held(bytes.clone().into());
            each_window(&file, |window| {
                all += window.len();
                found |= memchr::memmem::find(window, b"Zeelandia").is_some();
            })
            .expect("windows");
            assert!(found && all >= bytes.len(), "{one}, {other}");
        }
        let grey = Stored::Held(vec![0xb0; 5 << 20].into());
        each_window(&grey, |window| assert!(window.len() <= 2 * WINDOW)).expect("windows");
    }

    #[test]
    fn a_large_file_is_read_in_pieces_that_cut_no_word() {
        let words = "word ".repeat(600_000);
        let letters = "Ґрунт ".repeat(300_000);
        let run = "x".repeat(WINDOW * 2);
        assert_eq!(windows(format!("{{\\rtf1 {words}").as_bytes()).count(), 1);
        // Zeros have no end of a word.
        assert!(windows(&vec![0; 5 * WINDOW]).all(|piece| piece.len() <= WINDOW + OVERLAP));
        for text in [words.clone(), letters, format!("{words}{run} {words}"), run, "short".to_owned(), String::new()] {
            let pieces: Vec<&[u8]> = windows(text.as_bytes()).collect();
            assert!(pieces.iter().all(|piece| str::from_utf8(piece).is_ok()), "no letter is cut");
            let start = |piece: &[u8]| piece.as_ptr() as usize - text.as_ptr() as usize;
            assert_eq!(start(pieces[0]), 0);
            let last = pieces[pieces.len() - 1];
            assert_eq!(start(last) + last.len(), text.len());
            for pair in pieces.windows(2) {
                let end = start(pair[0]) + pair[0].len();
                assert!(start(pair[1]) + OVERLAP <= end && start(pair[1]) > start(pair[0]));
                assert!(!is_base64(&text.as_bytes()[end]), "no Base64 is cut");
            }
        }
    }
}

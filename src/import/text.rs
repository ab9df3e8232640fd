//! The bytes of an export as text: programs write UTF-8 with and without a mark, UTF-16, and what their system had before.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Severity, Span};

/// What the bytes 0x80 to 0x9F mean in Windows-1252; the others of ISO 8859-1 mean the letter of their number.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Reads bytes as text with lines ended by LF. Bytes that are no UTF-8 are read as Windows-1252, and reported.
pub fn decoded(path: &Arc<str>, bytes: &[u8], out: &mut Vec<Diagnostic>) -> String {
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => narrow(path, rest, out),
        _ => narrow(path, bytes, out),
    };
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

fn wide(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

fn narrow(path: &Arc<str>, bytes: &[u8], out: &mut Vec<Diagnostic>) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut foreign: Option<(usize, u8)> = None;
    let mut count = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            foreign.get_or_insert((text.len(), *byte));
            count += 1;
            text.push(match byte {
                0x80..=0x9f => WINDOWS[usize::from(byte - 0x80)],
                _ => char::from(*byte),
            });
        }
    }
    if let Some((at, byte)) = foreign {
        // Places count in the text as it is read: lines end with LF there.
        let at = at - text[..at].matches("\r\n").count();
        let message = format!("byte {byte:#04x} is no UTF-8; {count} such bytes are read as Windows-1252");
        let mut finding = Diagnostic::new(Code::NotUtf8, Span::new(path, at..at), message)
            .hint("look over the letters in what was imported, or export once more as UTF-8");
        finding.severity = Severity::Warning;
        out.push(finding);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, usize) {
        let mut out = Vec::new();
        (decoded(&"x.bib".into(), bytes, &mut out), out.len())
    }

    #[test]
    fn exports_of_all_encodings_are_read() {
        assert_eq!(read("\u{feff}Zürich\r\nx\ry".as_bytes()), ("Zürich\nx\ny".to_owned(), 0));
        assert_eq!(read(b"Z\xfcrich \x93x\x94 \xc3\xa9"), ("Zürich “x” é".to_owned(), 1));
        assert_eq!(read(b"\xff\xfeZ\0\xfc\0"), ("Zü".to_owned(), 0));
        assert_eq!(read(b"\xfe\xff\0Z\0\xfc"), ("Zü".to_owned(), 0));
    }
}

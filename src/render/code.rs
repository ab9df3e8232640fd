//! An address as a QR code: what a reader of paper points a telephone at.

use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};

use super::view::CodeView;

/// The white edge that cameras look for, in squares (ISO/IEC 18004).
const EDGE: i32 = 4;

/// The one of the eight masks that is used. To try all of them for the best one costs as much as the rest of a page, and a
/// reader knows any.
const MASK: u8 = 2;

/// The code of an address; none where it is longer than a code can hold.
pub fn of(address: &str) -> Option<CodeView> {
    let segments = QrSegment::make_segments(address);
    let (level, mask) = (QrCodeEcc::Medium, Some(Mask::new(MASK)));
    let code = QrCode::encode_segments_advanced(&segments, level, Version::MIN, Version::MAX, mask, true).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count() as i32;
            if run > 0 {
                let parts = [("M", x + EDGE), (" ", y + EDGE), ("h", run), ("v1h-", run)];
                parts.into_iter().for_each(|(sign, number)| push(&mut path, sign, number));
                path.push('z');
            }
            x += run.max(1);
        }
    }
    Some(CodeView { size: (code.size() + 2 * EDGE) as usize, path })
}

/// Adds a sign and a number below 1,000 to a path. A code has some hundred runs, and to format each costs more than all else.
fn push(path: &mut String, sign: &str, number: i32) {
    path.push_str(sign);
    for power in [100, 10, 1] {
        if number >= power || power == 1 {
            path.push(char::from(b'0' + (number / power % 10) as u8));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{of, push};

    #[test]
    fn numbers_are_written_as_they_are() {
        for number in [0, 7, 10, 42, 99, 100, 105, 177] {
            let mut path = String::new();
            push(&mut path, "h", number);
            assert_eq!(path, format!("h{number}"));
        }
    }

    #[test]
    fn the_corners_are_drawn_and_the_edge_is_white() {
        let code = of("https://example.org/briefings/one.html").expect("a code");
        // Version 3 has 29 squares, and each of three corners begins with a line of seven.
        assert_eq!(code.size, 29 + 8);
        for corner in ["M4 4h7v1h-7z", "M26 4h7v1h-7z", "M4 26h7v1h-7z"] {
            assert!(code.path.contains(corner), "{corner} is not in {}", code.path);
        }
        assert!(of(&"https://example.org/".repeat(200)).is_none());
    }
}

//! What lines begin with: the signs of quotes, items and notes, and the fences of code.

/// A block of code between fences.
#[derive(Debug)]
pub struct Fence {
    sign: char,
    length: usize,
}

impl Fence {
    /// The block that the words of a line begin, behind the signs of quotes and lists.
    pub fn begun_by(words: &str) -> Option<Fence> {
        let sign = words.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
        let length = words.chars().take_while(|c| *c == sign).count();
        let is_one = length >= 3 && (sign == '~' || !words[length..].contains('`'));
        is_one.then_some(Fence { sign, length })
    }

    /// Whether the words of a line end it.
    pub fn is_ended_by(&self, words: &str) -> bool {
        words.len() >= self.length && words.chars().all(|c| c == self.sign)
    }
}

/// How many bytes stand before the words of a line: signs of quotes, lists, notes and definitions, and spaces.
pub fn length_of_lead(line: &str) -> usize {
    let mut length = 0;
    loop {
        let words = line[length..].trim_start_matches([' ', '\t']);
        length = line.len() - words.len();
        match item_sign(words) {
            _ if words.starts_with('>') => length += 1,
            Some(sign) => length += sign,
            None => return length,
        }
    }
}

/// Whether words begin with the sign of an item.
pub fn begins_item(words: &str) -> bool {
    item_sign(words).is_some()
}

/// How many bytes the sign of an item takes at the start of a line: of a list, a note, or a definition.
fn item_sign(words: &str) -> Option<usize> {
    let figures = words.bytes().take_while(u8::is_ascii_digit).count();
    let sign = match words.as_bytes() {
        [b'-' | b'*' | b'+' | b':', ..] => 1,
        [b'[', b'^', ..] => words.find("]:").filter(|end| !words[..*end].contains('\n'))? + 2,
        bytes if (1..=9).contains(&figures) && matches!(bytes.get(figures), Some(b'.' | b')')) => figures + 1,
        _ => return None,
    };
    words[sign..].starts_with([' ', '\t', '\n', '\r']).then_some(sign)
}

/// The rest of the line from a byte on, without its end.
pub fn rest_of_line(text: &str, at: usize) -> &str {
    text[at..line_end(text, at)].trim_end_matches(['\n', '\r'])
}

/// The byte behind the line that a byte stands in.
pub fn line_end(text: &str, at: usize) -> usize {
    memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |length| at + length + 1)
}

//! A text in pieces: where its lines begin, what stands outside of code, and comments.

use std::ops::Range;

use ahash::HashMap;

use super::comments::{self, line_end};

/// A piece of a text; bytes of it. Code is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A line begins at the first byte; its words, behind the signs of quotes and lists, at the second.
    Line(usize, usize),
    /// Words of one line.
    Words(Range<usize>),
    /// A comment.
    Comment(Range<usize>),
    /// A comment without an end, with all that follows it.
    Unclosed(Range<usize>),
}

/// A block of code between fences.
#[derive(Debug)]
pub struct Fence {
    sign: char,
    length: usize,
}

/// What stands before the words of a line.
struct Lead {
    /// How many bytes it takes.
    length: usize,
    /// How many signs of quotes are in it.
    quotes: usize,
    /// Whether the sign of a list, a note or a definition is in it.
    begins_item: bool,
}

struct Scanner<'t> {
    text: &'t str,
    pieces: Vec<Piece>,
    /// For how many backticks no others are to be found before which byte.
    unmatched: HashMap<usize, usize>,
}

/// Takes a text to pieces.
pub fn pieces(text: &str) -> Vec<Piece> {
    scan(text).0
}

/// The same, and whether the text ends in a block of code that nothing closes.
pub fn scan(text: &str) -> (Vec<Piece>, bool) {
    let mut scanner = Scanner { text, pieces: Vec::new(), unmatched: HashMap::default() };
    let mut fence: Option<(Fence, usize)> = None;
    // An indented line is code only behind an empty one, or another such line, and never in a list.
    let (mut may_be_code, mut in_list) = (true, false);
    let mut at = 0;
    while at < text.len() {
        let end = line_end(text, at);
        let lead = Lead::of(&text[at..end]);
        let words = text[at + lead.length..end].trim();
        // A block in a quote ends with it at the latest.
        if let Some((open, _)) = fence.as_ref().filter(|(_, quotes)| lead.quotes >= *quotes) {
            if open.is_ended_by(words) {
                fence = None;
            }
            at = end;
            continue;
        }
        fence = Fence::begun_by(words).map(|begun| (begun, lead.quotes));
        let indented = text[at..end].starts_with("    ") || text[at..end].starts_with('\t');
        let is_code = indented && may_be_code && !in_list && !words.is_empty();
        if fence.is_some() || is_code {
            at = end;
            continue;
        }
        may_be_code = words.is_empty();
        if !indented && !words.is_empty() {
            in_list = lead.begins_item;
        }
        at = scanner.line(at, at + lead.length, end);
    }
    (scanner.pieces, fence.is_some())
}

impl Scanner<'_> {
    /// Adds the pieces of a line, and of what goes on in it from the lines before; gives the end.
    fn line(&mut self, start: usize, words: usize, mut end: usize) -> usize {
        self.pieces.push(Piece::Line(start, words));
        if let Some(comment) = comments::on_lines(self.text, start, words) {
            let end = comment.range.end;
            self.comment(comment.range.start, comment.is_closed.then_some(end));
            return if self.text[..end].ends_with('\n') { end } else { line_end(self.text, end) };
        }
        let bytes = self.text.as_bytes();
        let (mut from, mut at) = (words, words);
        // Most bytes say nothing.
        let is_sign = |byte: &u8| matches!(byte, b'\\' | b'`' | b'<' | b'%' | b'{' | b'&' | b'@');
        while let Some(sign) = bytes[at.min(end)..end].iter().position(is_sign) {
            at += sign;
            let next = match bytes[at] {
                b'`' => {
                    let length = bytes[at..].iter().take_while(|byte| **byte == b'`').count();
                    match self.end_of_code(at + length, length) {
                        Some(next) => {
                            self.words(from, at);
                            from = next;
                            next
                        }
                        None => at + length,
                    }
                }
                sign => match comments::begun_at(self.text, at) {
                    Some(begun) => {
                        self.words(from, at);
                        from = self.comment(at, comments::end(self.text, at, &begun));
                        from
                    }
                    // Never into the middle of a character: none of its further bytes is looked at.
                    None if sign == b'\\' => at + 2,
                    None => at + 1 + usize::from(self.text[at..].starts_with("%%")),
                },
            };
            at = next;
            if at > end {
                end = line_end(self.text, at.min(self.text.len()) - 1);
            }
        }
        self.words(from, end);
        end
    }

    fn words(&mut self, from: usize, end: usize) {
        if from < end {
            self.pieces.push(Piece::Words(from..end));
        }
    }

    fn comment(&mut self, at: usize, end: Option<usize>) -> usize {
        self.pieces.push(match end {
            Some(end) => Piece::Comment(at..end),
            None => Piece::Unclosed(at..self.text.len()),
        });
        end.unwrap_or(self.text.len())
    }

    /// Where the code ends that `length` backticks before byte `from` begin, at the latest with its paragraph.
    fn end_of_code(&mut self, from: usize, length: usize) -> Option<usize> {
        if self.unmatched.get(&length).is_some_and(|until| from < *until) {
            return None;
        }
        let bytes = self.text.as_bytes();
        let mut at = from;
        while let Some(next) = memchr::memchr2(b'`', b'\n', &bytes[at..]).map(|next| at + next) {
            if bytes[next] == b'\n' {
                at = next + 1;
                if self.text[at..line_end(self.text, at)].trim().is_empty() {
                    break;
                }
                continue;
            }
            let run = bytes[next..].iter().take_while(|byte| **byte == b'`').count();
            at = next + run;
            if run == length {
                return Some(at);
            }
        }
        self.unmatched.insert(length, at.max(from + 1));
        None
    }
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

impl Lead {
    fn of(line: &str) -> Lead {
        let mut lead = Lead { length: 0, quotes: 0, begins_item: false };
        loop {
            let rest = &line[lead.length..];
            let words = rest.trim_start_matches([' ', '\t']);
            let indent = rest.len() - words.len();
            if words.starts_with('>') {
                lead.quotes += 1;
                lead.length += indent + 1;
            } else if let Some(sign) = item_sign(words) {
                lead.begins_item = true;
                lead.length += indent + sign;
            } else {
                lead.length += indent;
                return lead;
            }
        }
    }
}

/// How many bytes stand before the words of a line.
pub fn length_of_lead(line: &str) -> usize {
    Lead::of(line).length
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

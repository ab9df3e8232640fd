//! Names that Obsidian gives to blocks, so that links lead there: `^name` behind the last words of a paragraph or an item,
//! or on a line of its own below a quote, a list or a table. They are taken out, and the blocks get ids.

use super::lead::{begins_item, rest_of_line};
use super::pieces::Piece;
use super::{Edit, NO_COMMENT};

/// The name of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockName {
    /// The byte at which it stood in the text as it was.
    pub at: usize,
    /// It, without its sign.
    pub name: String,
    /// It stood on a line of its own, and so names the block before it.
    pub is_alone: bool,
}

/// Whether a text may hold one.
pub fn may_be_in(text: &str) -> bool {
    let begins = |at: usize| text[..at].ends_with([' ', '\t', '>', '\n']) || at == 0;
    memchr::memchr_iter(b'^', text.as_bytes()).any(begins)
}

/// Takes them out; gives each with its byte in this text.
pub fn take_out(text: &str, pieces: &[Piece], edits: &mut Vec<Edit>) -> Vec<BlockName> {
    let (mut names, mut line) = (Vec::new(), 0);
    for piece in pieces {
        match piece {
            Piece::Line(_, words) => line = *words,
            Piece::Words(range) => {
                let words = text[range.clone()].trim_end();
                let end = range.start + words.len();
                let is_last = text[end..].trim_start_matches([' ', '\t', '\r']).starts_with('\n') || end == text.len();
                let Some((before, name)) = words.rsplit_once('^').filter(|_| is_last && ends_block(text, end)) else {
                    continue;
                };
                let at = range.start + before.len();
                let is_alone = line == at;
                if is_name(name) && (is_alone || before.ends_with([' ', '\t'])) {
                    let (from, by) = match is_alone {
                        true => (at, NO_COMMENT.to_owned()),
                        false => (range.start + before.trim_end().len(), String::new()),
                    };
                    edits.push(Edit { range: from..end, by });
                    names.push(BlockName { at, name: name.to_owned(), is_alone });
                }
            }
            Piece::Comment(_) | Piece::Unclosed(..) => {}
        }
    }
    names
}

/// Letters, figures and dashes. A short number is a power.
fn is_name(name: &str) -> bool {
    let is_number = name.len() < 6 && name.bytes().all(|b| b.is_ascii_digit());
    !is_number && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') && !name.starts_with('-')
}

/// Whether the line that a byte stands in is the last one of its paragraph or item.
fn ends_block(text: &str, at: usize) -> bool {
    let next = at + rest_of_line(text, at).len();
    let next = rest_of_line(text, (next + 1).min(text.len())).trim_start_matches(['>', ' ', '\t']);
    next.is_empty() || next.starts_with(['#', '`', '~']) || begins_item(next)
}

#[cfg(test)]
mod tests {
    use crate::markdown::source::Source;

    #[test]
    fn names_of_blocks_are_taken_out() {
        for (text, left, names) in [
            ("A claim. ^a-1\n\nMore ^b\n", "A claim.\n\nMore\n", ["a-1", "b"].as_slice()),
            ("- one ^a\n- two ^b\n  - three ^c", "- one\n- two\n  - three", &["a", "b", "c"]),
            ("> said\n> so ^q\n\nText", "> said\n> so\n\nText", &["q"]),
            ("| a |\n|---|\n| b |\n\n^370661\n", "| a |\n|---|\n| b |\n\n<!---->\n", &["370661"]),
            ("Text\n^a\n", "Text\n<!---->\n", &["a"]),
            ("Text\t^q\n", "Text\n", &["q"]),
            (">^q\n", "><!---->\n", &["q"]),
            ("10 ^6\n", "10 ^6\n", &[]),
            ("One ^a\ntwo\n", "One ^a\ntwo\n", &[]),
            ("`x ^a`\n\n```\nx ^a\n```\n", "`x ^a`\n\n```\nx ^a\n```\n", &[]),
            ("x^2 and [^a]\n", "x^2 and [^a]\n", &[]),
        ] {
            let source = Source::of(text, false);
            assert_eq!(source.text, left);
            assert_eq!(source.names.iter().map(|name| &*name.name).collect::<Vec<_>>(), names);
            for name in &source.names {
                assert!(text[name.at..].starts_with(&format!("^{}", name.name)), "{text}");
            }
        }
    }
}

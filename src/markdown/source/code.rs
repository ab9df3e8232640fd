//! Where code stands in a text. Only the parser knows it: a tick may be an apostrophe whose like stands in the next item,
//! and what is set in may be code, or go on with a list.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::lead::Fence;

/// The code of a text; bytes of it.
#[derive(Default)]
pub struct CodeRanges {
    /// Blocks of it, from their first sign or word on.
    pub blocks: Vec<Range<usize>>,
    /// Code within lines, with its signs.
    pub spans: Vec<Range<usize>>,
    /// Nothing closes the last block, and nothing that it stands in ends it: what is put behind the text is code too.
    pub is_open: bool,
}

/// Whether a text may hold code.
pub fn may_be_in(text: &str) -> bool {
    memchr::memchr2(b'`', b'\t', text.as_bytes()).is_some() || super::has(text, "    ") || super::has(text, "~~~")
}

impl CodeRanges {
    /// Finds the code of a text that is parsed with these extensions.
    pub fn of(text: &str, extensions: Options) -> CodeRanges {
        let mut code = CodeRanges::default();
        if !may_be_in(text) {
            return code;
        }
        let mut depth = 0;
        for (event, range) in Parser::new_ext(text, extensions).into_offset_iter() {
            match event {
                Event::Code(_) => code.spans.push(range),
                Event::Start(Tag::CodeBlock(kind)) => {
                    let reaches_end = depth == 0 && range.end == text.len();
                    code.is_open = reaches_end && is_unclosed(&text[range.clone()], &kind);
                    code.blocks.push(range);
                }
                Event::End(TagEnd::CodeBlock) => {}
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
        }
        code
    }
}

/// Whether a text ends with a block of HTML of a kind that no empty line ends (CommonMark 0.31.2, section 4.6, kinds 1 to 5).
pub fn ends_in_html(text: &str, extensions: Options) -> bool {
    if memchr::memchr(b'<', text.as_bytes()).is_none() {
        return false;
    }
    let mut blocks = Parser::new_ext(text, extensions).into_offset_iter();
    let is_of_kind = |block: &str| {
        let name = block.trim_start().get(1..).unwrap_or_default();
        let begins = |kind: &&str| name.get(..kind.len()).is_some_and(|start| start.eq_ignore_ascii_case(kind));
        ["script", "pre", "style", "textarea", "?", "!"].iter().any(begins)
    };
    blocks.any(|(event, range)| {
        matches!(event, Event::Start(Tag::HtmlBlock)) && range.end == text.len() && is_of_kind(&text[range])
    })
}

/// Whether no fence closes a block.
fn is_unclosed(block: &str, kind: &CodeBlockKind) -> bool {
    let (first, rest) = block.split_once('\n').unwrap_or((block, ""));
    let last = rest.trim_end().rsplit('\n').next().unwrap_or_default();
    matches!(kind, CodeBlockKind::Fenced(_))
        && Fence::begun_by(first.trim()).is_some_and(|fence| !fence.is_ended_by(last.trim()))
}

//! YAML to a tree in which every node knows its bytes.
//!
//! What people write needs more than serde gives: all findings of a file in one run, each at its place, with keys
//! that are unknown or doubled. So the tree is built from the events of `granit-parser` (YAML 1.2), and
//! `parse/fields.rs` reads front matter from it. Anchors, aliases and tags are refused: nobody needs them here, and without them no
//! document can grow beyond its size.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle, ScanError};

use crate::diagnostic::{Code, Diagnostic, Span};

/// A node and its bytes.
#[derive(Debug, Clone)]
pub struct Node<'t> {
    /// What it is.
    pub value: Value<'t>,
    /// Where, in the text that was parsed.
    pub range: Range<usize>,
}

/// What a node is.
#[derive(Debug, Clone)]
pub enum Value<'t> {
    /// Nothing was written.
    Null,
    /// A text, most often as it stands in the file; whether it stood without quotes.
    Text(Cow<'t, str>, bool),
    /// A list.
    List(Vec<Node<'t>>),
    /// Keys and values, in the order of the file.
    Map(Vec<(Node<'t>, Node<'t>)>),
}

/// Why a text is no YAML that we take.
#[derive(Debug)]
pub struct YamlRefusal {
    /// What to do, when it is YAML of a kind that is not used here.
    pub unused: Option<&'static str>,
    /// In half a sentence.
    pub why: String,
    /// The byte.
    pub at: usize,
}

impl YamlRefusal {
    /// The finding. `what` is the `text` that was parsed, such as "this front matter"; it begins at byte `base`
    /// of the file.
    pub fn finding(&self, what: &str, text: &str, path: &Arc<str>, base: usize) -> Diagnostic {
        let at = text.floor_char_boundary(self.at.min(text.len().saturating_sub(1)));
        let length = text[at..].chars().next().map_or(0, char::len_utf8);
        let span = Span::new(path, base + at..base + at + length);
        match self.unused {
            Some(hint) => {
                Diagnostic::new(Code::BadYaml, span, format!("{what} cannot be used: {}", self.why)).hint(hint)
            }
            None => {
                let finding = Diagnostic::new(Code::BadYaml, span, format!("{what} is not YAML: {}", self.why));
                match readable(text, at) {
                    Some(line) => finding.hint(format!("perhaps this is meant: `{line}`")),
                    None => finding.mended(),
                }
            }
        }
    }
}

/// The line at byte `at` in a form in which it can be read, when quotes around its value or a space behind its colon do
/// it: what is said to help has been tried.
fn readable(text: &str, at: usize) -> Option<String> {
    let end = |from: usize| text[from..].find('\n').map_or(text.len(), |length| from + length);
    let start = text[..at].rfind('\n').map_or(0, |before| before + 1);
    let line = text[start..end(start)].trim_end();
    let tried = |line: &String| {
        let (before, behind) = (&text[..start], &text[end(start)..]);
        match parse(&format!("{before}{line}{behind}")) {
            Ok(node) => matches!(node.value, Value::Map(_)),
            // What else is wrong is told when this is mended.
            Err(refusal) => refusal.at > start + line.len(),
        }
    };
    // A long line is no line of a form that anybody would write out again.
    if line.len() > 300 {
        return None;
    }
    [with_quotes(line), with_colon(line)].into_iter().flatten().find(tried)
}

/// The line `key: value`, or `- value`, with its value between quotes.
fn with_quotes(line: &str) -> Option<String> {
    let item = line.trim_start().strip_prefix("- ").map(|value| line.len() - value.len());
    let from = line.find(": ").map(|colon| colon + 2).or(item)?;
    let value = line[from..].trim();
    (!value.is_empty()).then(|| format!("{} {}", line[..from].trim_end(), quoted(value)))
}

/// The line `key:value`, `key = value` or `key：value` as `key: value`.
fn with_colon(line: &str) -> Option<String> {
    let (key, value) = line.split_once([':', '=', '：'])?;
    let value = value.trim();
    let is_key = key.trim().chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    (is_key && !value.is_empty()).then(|| format!("{}: {value}", key.trim_end()))
}

/// A text between quotes, as YAML reads it.
fn quoted(value: &str) -> String {
    // What began with a quote and went on behind the next one, or curly quotes, stay what they are.
    if value.contains(['"', '\\']) { format!("'{}'", value.replace('\'', "''")) } else { format!("\"{value}\"") }
}

/// Values that a `#` has cut off where no comment seems to be meant, since no space stands behind the sign: `Wish #1`,
/// `#3366aa`. Of each the bytes of what is cut off, and the whole value between quotes.
pub fn cut(node: &Node, text: &str) -> Vec<(Range<usize>, String)> {
    let behind = |from: usize| {
        // No look at the whole line: there may be many values in it.
        let between = text[from..].trim_start_matches(':');
        let behind = between.trim_start_matches([' ', '\t']);
        let words = behind.strip_prefix('#').filter(|_| behind.len() < between.len())?;
        let line = words.split(['\n', '\r']).next().unwrap_or_default();
        let sign = text.len() - behind.len();
        words.starts_with(|c: char| c.is_alphanumeric()).then(|| sign..sign + 1 + line.trim_end().len())
    };
    let value = |start: usize, at: Range<usize>| (at.clone(), quoted(text[start..at.end].trim()));
    match &node.value {
        Value::Text(_, true) => behind(node.range.end).map(|at| value(node.range.start, at)).into_iter().collect(),
        Value::Text(..) | Value::Null => Vec::new(),
        Value::List(items) => items.iter().flat_map(|item| cut(item, text)).collect(),
        Value::Map(pairs) => pairs
            .iter()
            .flat_map(|(key, of)| match &of.value {
                Value::Null => behind(key.range.end).map(|at| value(at.start, at)).into_iter().collect(),
                _ => cut(of, text),
            })
            .collect(),
    }
}

/// Reports such values.
pub fn report_cut(node: &Node, text: &str, path: &Arc<str>, base: usize, out: &mut Vec<Diagnostic>) {
    for (range, whole) in cut(node, text) {
        let span = Span::new(path, base + range.start..base + range.end);
        let message = format!("`{}` is a comment to YAML, and no part of the value", &text[range]);
        let hint = format!("write {whole}; if a comment is meant, put a space behind the `#`");
        out.push(Diagnostic::new(Code::CutValue, span, message).hint(hint));
    }
}

/// Deeper nesting is a slip or an attack.
const DEEPEST: usize = 16;

/// Larger documents are refused, in bytes.
pub const LARGEST: usize = 64 << 10;

/// Parses one document; nothing but comments is an empty map.
///
/// # Errors
/// Says what is wrong and where.
pub fn parse(text: &str) -> Result<Node<'_>, YamlRefusal> {
    if text.len() > LARGEST {
        let why = format!("it has {} KiB; {} KiB is the most", text.len() >> 10, LARGEST >> 10);
        return Err(YamlRefusal { unused: None, why, at: 0 });
    }
    let mut builder = Builder { text, open: Vec::new(), done: None };
    for next in Parser::new_from_str_with_options(text, Options::default()) {
        let (event, span) = next.map_err(|error| refusal(&error))?;
        builder.take(event, span.byte_range().unwrap_or(0..0))?;
    }
    Ok(builder.done.unwrap_or(Node { value: Value::Map(Vec::new()), range: 0..0 }))
}

fn refusal(error: &ScanError) -> YamlRefusal {
    let at = error.marker().byte_offset().unwrap_or(0);
    match error.kind() {
        ErrorKind::RecursionLimitExceeded => too_deep(at),
        _ => YamlRefusal { why: error.info(), at, unused: None },
    }
}

fn too_deep(at: usize) -> YamlRefusal {
    YamlRefusal { why: "it is nested too deep here".to_owned(), at, unused: Some("write it flatter") }
}

struct Builder<'t> {
    text: &'t str,
    /// Lists and maps that are still open; a map's last key may wait for its value.
    open: Vec<(Node<'t>, Option<Node<'t>>)>,
    done: Option<Node<'t>>,
}

impl<'t> Builder<'t> {
    fn take(&mut self, event: Event<'t>, range: Range<usize>) -> Result<(), YamlRefusal> {
        if let Some(refusal) = self.refusal(&event, &range) {
            return Err(refusal);
        }
        match event {
            Event::Scalar(text, style, _, _) => {
                let plain = style == ScalarStyle::Plain;
                let value =
                    if plain && matches!(&*text, "" | "~" | "null") { Value::Null } else { Value::Text(text, plain) };
                self.put(Node { value, range });
            }
            Event::SequenceStart(..) => self.open.push((Node { value: Value::List(Vec::new()), range }, None)),
            Event::MappingStart(..) => self.open.push((Node { value: Value::Map(Vec::new()), range }, None)),
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some((mut node, _)) = self.open.pop() {
                    node.range.end = range.end.max(node.range.start);
                    self.put(node);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Why something has no place in the tree.
    fn refusal(&self, event: &Event, range: &Range<usize>) -> Option<YamlRefusal> {
        // The place of a node is that of its value; an anchor or a tag stands before it.
        let before = |sign: char| self.text[..range.start].rfind(sign).unwrap_or(range.start);
        let (at, why, hint) = match event {
            Event::Scalar(_, _, anchor, _) | Event::SequenceStart(_, anchor, _) | Event::MappingStart(_, anchor, _)
                if *anchor != 0 =>
            {
                (before('&'), "anchors (`&name`) are not used here", "write the value out wherever it is needed")
            }
            Event::Scalar(_, _, _, Some(_))
            | Event::SequenceStart(_, _, Some(_))
            | Event::MappingStart(_, _, Some(_)) => {
                (before('!'), "tags (`!name`) are not used here", "put a text that begins with `!` between quotes")
            }
            Event::Alias(_) => (
                range.start,
                "aliases (`*name`) are not used here",
                "write the value out; put a text that begins with `*` between quotes",
            ),
            Event::DocumentStart(..) if self.done.is_some() => {
                (range.start, "a second document begins here", "keep one of the two")
            }
            Event::SequenceStart(..) | Event::MappingStart(..) if self.open.len() >= DEEPEST => {
                return Some(too_deep(range.start));
            }
            _ => return None,
        };
        Some(YamlRefusal { why: why.to_owned(), at, unused: Some(hint) })
    }

    fn put(&mut self, node: Node<'t>) {
        match self.open.last_mut() {
            None => self.done = Some(node),
            Some((Node { value: Value::List(items), .. }, _)) => items.push(node),
            Some((Node { value: Value::Map(pairs), .. }, key)) => match key.take() {
                None => *key = Some(node),
                Some(key) => pairs.push((key, node)),
            },
            Some(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said to help where a text cannot be read.
    fn helps(text: &str) -> Option<String> {
        readable(text, parse(text).err()?.at.min(text.len() - 1))
    }

    #[test]
    fn a_line_that_cannot_be_read_is_shown_as_it_can() {
        for (line, meant) in [
            ("summary: Velia: no dam", "summary: \"Velia: no dam\""),
            ("summary: it's: no", "summary: \"it's: no\""),
            ("summary: \"No\" is the answer: it's so", "summary: '\"No\" is the answer: it''s so'"),
            ("summary: @un says no", "summary: \"@un says no\""),
            ("summary: *Important* report", "summary: \"*Important* report\""),
            ("summary: [Draft] text", "summary: \"[Draft] text\""),
            ("summary: % of all", "summary: \"% of all\""),
            ("summary: - a dash", "summary: \"- a dash\""),
            ("summary: | bar", "summary: \"| bar\""),
            ("draft:true", "draft: true"),
            ("draft = true", "draft: true"),
            ("title\u{ff1a}P", "title: P"),
        ] {
            let text = format!("kind: news\n{line}\nlanguage: uk\n");
            assert_eq!(helps(&text).as_deref(), Some(meant), "{line}");
            let mended = text.replace(line, meant);
            let read = parse(&mended).expect("what is said to help");
            assert!(matches!(read.value, Value::Map(pairs) if pairs.len() == 3), "{line}");
        }
        assert_eq!(helps("tags:\n\t- a\n"), None);
    }

    #[test]
    fn what_a_sign_of_a_comment_cuts_off_is_told() {
        let text = "title: Report #2: the dam\ncolour: #3366aa\nkind: news # a comment\nx: \"a #1\" #2\n\
                    as_of: # when\ntags:\n  - wish #1\n  - C#\n#title: old\n";
        let found = cut(&parse(text).expect("YAML"), text);
        let found: Vec<(&str, &str)> = found.iter().map(|(at, whole)| (&text[at.clone()], whole.as_str())).collect();
        let expected = [("#2: the dam", "\"Report #2: the dam\""), ("#3366aa", "\"#3366aa\""), ("#1", "\"wish #1\"")];
        assert_eq!(found, expected);
    }
}

//! The YAML between the first two lines `---` of a file.

use std::sync::Arc;

use super::yaml::{self, Node, Value};
use crate::diagnostic::{Code, Diagnostic, Span};

/// A file, taken apart.
pub struct Split {
    /// The front matter and the byte of the file at which it starts.
    pub yaml: (Node, usize),
    /// The byte at which the text starts.
    pub body: usize,
}

/// Takes a file apart; what is missing is reported, and empty.
pub fn split(path: &Arc<str>, text: &str, out: &mut Vec<Diagnostic>) -> Split {
    let nothing = |body| Split { yaml: (Node { value: Value::Map(Vec::new()), range: 0..0 }, 0), body };
    let mut refuse = |range: std::ops::Range<usize>, message: &str, hint: &str| {
        out.push(Diagnostic::new(Code::FrontMatter, Span::new(path, range), message).hint(hint));
    };
    let Some(start) = opening(text) else {
        let late = text.find("\n---\n").filter(|at| text[..*at].trim().is_empty());
        match late {
            Some(at) => {
                refuse(at + 1..at + 4, "front matter must begin in the first line", "remove the lines before it")
            }
            None => refuse(
                0..0,
                "this file has no front matter",
                "begin the file with a line `---`, then `key: value` lines, then another line `---`",
            ),
        }
        return nothing(0);
    };
    let Some((end, body)) = closing(text, start) else {
        refuse(0..3, "front matter is not closed", "write a line `---` behind its last key");
        return nothing(text.len());
    };
    let yaml = &text[start..end];
    if yaml.len() > yaml::LARGEST {
        let message = format!("front matter has {} KiB; {} KiB is the most", yaml.len() >> 10, yaml::LARGEST >> 10);
        out.push(Diagnostic::new(Code::TooLarge, Span::new(path, 0..3), message).hint("move the text below it"));
        return nothing(body);
    }
    match yaml::parse(yaml) {
        Ok(node) => Split { yaml: (node, start), body },
        Err(refusal) => {
            out.push(refusal.finding("this front matter", yaml, path, start));
            nothing(body)
        }
    }
}

/// The byte behind the opening line.
fn opening(text: &str) -> Option<usize> {
    let line = text.split('\n').next()?;
    (line.trim_end() == "---").then(|| (line.len() + 1).min(text.len()))
}

/// The byte of the closing line, and the byte behind it.
fn closing(text: &str, start: usize) -> Option<(usize, usize)> {
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    None
}

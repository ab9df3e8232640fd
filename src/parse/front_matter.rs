//! The YAML between the first two lines `---` of a file.

use std::ops::Range;
use std::sync::Arc;

use super::private;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::markdown::Fence;
use crate::model::document::{Kind, Whole};
use crate::nearest::nearest;
use crate::yaml::{self, Node, Value};

/// A file, taken apart.
pub struct Split<'t> {
    /// The front matter and the byte of the file at which it starts.
    pub yaml: (Node<'t>, usize),
    /// The byte at which the text starts.
    pub body: usize,
    /// That the front matter is missing.
    pub gap: Option<Whole>,
    /// It could not be read, and looks as if it held the text back.
    pub held: bool,
}

/// Takes a file apart; what is missing is reported, and empty.
pub fn split<'t>(path: &Arc<str>, text: &'t str, kind: Kind, out: &mut Vec<Diagnostic>) -> Split<'t> {
    let blank = text.len() - text.trim_start().len();
    let late = text[..blank].rfind('\n').map_or(0, |end| end + 1);
    let Some(start) = opening(&text[late..]).map(|start| late + start) else {
        return if kind == Kind::Home { Split { gap: None, ..nothing("", 0) } } else { absent(path, text, late, out) };
    };
    let mut refuse = |range: Range<usize>, message: &str, hint: &str| {
        out.push(Diagnostic::new(Code::FrontMatter, Span::new(path, range), message).hint(hint));
    };
    let Some((end, body)) = closing(text, start) else {
        refuse(late..late + 3, "front matter is not closed", "write a line `---` behind its last key");
        let end = unclosed(text, start);
        let head = &text[start..end];
        return match yaml::parse(head) {
            Ok(node) if matches!(&node.value, Value::Map(pairs) if !pairs.is_empty()) => {
                Split { yaml: (node, start), body: end, gap: None, held: false }
            }
            _ => nothing(head, end),
        };
    };
    if late > 0 {
        refuse(late..late + 3, "front matter must begin in the first line", "remove the lines before it");
    }
    let yaml = &text[start..end];
    if yaml.len() > yaml::LARGEST {
        let message = format!("front matter has {} KiB; {} KiB is the most", yaml.len() >> 10, yaml::LARGEST >> 10);
        out.push(
            Diagnostic::new(Code::TooLarge, Span::new(path, late..late + 3), message).hint("move the text below it"),
        );
        return nothing(yaml, body);
    }
    match yaml::parse(yaml) {
        Ok(node) if !matches!(node.value, Value::Map(_) | Value::Null) => {
            let span = Span::new(path, start + node.range.start..start + node.range.end);
            let hint = "write a space behind each colon: `title: Talks`";
            out.push(Diagnostic::new(Code::WrongType, span, "here must stand lines of `key: value`").hint(hint));
            nothing(yaml, body)
        }
        Ok(node) => {
            yaml::report_cut(&node, yaml, path, start, out);
            let (body, held) = without_second(path, text, body, out);
            let held = swallowed(&node, yaml, path, start, out) || held;
            Split { yaml: (node, start), body, gap: None, held }
        }
        Err(refusal) => {
            out.push(refusal.finding("this front matter", yaml, path, start));
            nothing(yaml, body)
        }
    }
}

/// Whether a line that holds the text back was read as the rest of the value above it: ` draft:true` under `title: Talks`.
fn swallowed(node: &Node, yaml: &str, path: &Arc<str>, base: usize, out: &mut Vec<Diagnostic>) -> bool {
    let Some(start) = swallowing(node, yaml, false) else { return false };
    let message = "this reads as if the text were not for readers, and belongs to the value above; it is held back";
    let finding = Diagnostic::new(Code::HeldBack, Span::new(path, base + start..base + start + 1), message);
    out.push(finding.hint("begin the line at its edge, and write a space behind the colon: `draft: true`"));
    true
}

/// Where such a line begins in a value, or in a part of one: `is_item` of a list.
fn swallowing(node: &Node, yaml: &str, is_item: bool) -> Option<usize> {
    let words = match &node.value {
        Value::List(items) => return items.iter().find_map(|item| swallowing(item, yaml, true)),
        Value::Map(pairs) => return pairs.iter().find_map(|(_, value)| swallowing(value, yaml, false)),
        Value::Text(_, true) => &yaml[node.range.clone()],
        _ => return None,
    };
    if words.starts_with(['|', '>']) {
        return None;
    }
    let mut at = node.range.start;
    words.split_inclusive('\n').find_map(|line| {
        let start = at;
        at += line.len();
        let is_rest = is_item || start > node.range.start;
        // `private, at 10:30` and `https://…` are words.
        let says = |piece: &str| match piece.split_once([':', '=', '：']) {
            Some((key, value)) => {
                !value.starts_with("//") && !key.ends_with(|c: char| c.is_ascii_digit()) && holds_back(piece)
            }
            None => false,
        };
        let is_held = is_rest && line.split([',', '{', '}', ';']).any(says);
        is_held.then(|| start + line.len() - line.trim_start().len())
    })
}

/// A file that begins without front matter; its words stand from byte `late` on, behind empty lines.
fn absent(path: &Arc<str>, text: &str, late: usize, out: &mut Vec<Diagnostic>) -> Split<'static> {
    let blank = text.len() - text.trim_start().len();
    let (range, message, hint) = match text[blank..].lines().next() {
        // As Hugo and Zola have it.
        Some("+++") => (
            blank..blank + 3,
            "this front matter is TOML, and only YAML is read",
            "write it between two lines `---`, with `title: …` in the place of `title = \"…\"`",
        ),
        _ => (
            0..0,
            "this file has no front matter",
            "begin the file with a line `---`, then `key: value` lines, then another line `---`",
        ),
    };
    out.push(Diagnostic::new(Code::FrontMatter, Span::new(path, range), message).hint(hint));
    let head = &text[..stand_in(text, late)];
    // A text may begin with its title and a list: `# Privacy`. What else stands right below is no prose.
    let is_titled = text[blank..].starts_with('#');
    let is_key = |line: &&str| !line.starts_with(['#', '-', '*', '+', ' ', '\t']);
    // `# draft: true`, as somebody has who takes `#` for the sign of a field.
    let answers = |line: &str| {
        let field = line.strip_prefix('#').and_then(|line| line.split_once(": "));
        field.is_some_and(|(key, value)| {
            let name = if key.trim() == "draft" { "isdraft" } else { key.trim() };
            private::is_answer(key.trim(), value) && private::is_wish(name, value.trim())
        })
    };
    let is_answered = is_titled && text[blank..].lines().take_while(|line| !line.trim().is_empty()).any(answers);
    let keys = if is_titled { head.lines().filter(is_key).collect::<Vec<_>>().join("\n") } else { head.to_owned() };
    let mut without = nothing(&keys, 0);
    without.held |= is_answered;
    if is_titled && without.held {
        let message = "below this title stand keys that hold the text back, and no front matter";
        let finding = Diagnostic::new(Code::HeldBack, Span::new(path, blank..blank + 1), message);
        out.push(finding.hint("put them between two lines `---` above the title, or take them out"));
    }
    let held = without.held || held_below(path, text, 0, out);
    Split { gap: Some(Whole::NoFrontMatter), held, ..without }
}

/// Whether the first lines of the body are keys that a second mark ends: front matter was closed a line too early, or what
/// was to be the first is empty. Reports it where they hold the text back.
fn unopened(path: &Arc<str>, text: &str, body: usize, out: &mut Vec<Diagnostic>) -> bool {
    let start = text.len() - text[body..].trim_start().len();
    let mut end = start;
    for line in text[start..].split_inclusive('\n') {
        let words = line.trim_end();
        if matches!(words, "---" | "..." | "***" | "===") {
            break;
        }
        end += line.len();
        // A line of prose, and an empty one, are none of it.
        if words.is_empty() || end == text.len() {
            return false;
        }
    }
    let is_map = |lines: &str| matches!(yaml::parse(lines), Ok(Node { value: Value::Map(_), .. }));
    let lines = &text[start..end];
    if lines.len() > yaml::LARGEST || !holds_back(lines) || !is_map(lines) {
        return false;
    }
    let message = "these lines read as front matter that holds the text back, and that ends above them";
    let first = start..start + lines.lines().next().map_or(0, str::len);
    let finding = Diagnostic::new(Code::HeldBack, Span::new(path, first), message);
    out.push(finding.hint("take out the line `---` above them, or the lines"));
    true
}

/// Whether the body begins with front matter as other programs write it, TOML, JSON or YAML in a fence, which holds the text
/// back. Reports it.
fn in_other_form(path: &Arc<str>, text: &str, body: usize, out: &mut Vec<Diagnostic>) -> bool {
    let start = text.len() - text[body..].trim_start().len();
    let first = text[start..].lines().next().unwrap_or_default();
    // Also in a fence that does not say of what.
    let is_fence = data_fence(first).is_some() || matches!(first.trim_end(), "```" | "~~~");
    let is_form = first.starts_with('{') || matches!(first.trim_end(), "+++" | ";;;") || is_fence;
    // Nearly no text begins so.
    if !is_form {
        return false;
    }
    let head = &text[start..stand_in(text, start)];
    let is_unlabelled = is_fence && data_fence(first).is_none();
    // What has no label may be anything.
    let is_plain = |(key, value): (&str, Option<&str>)| {
        value == Some("true") && private::is_wish(if key == "draft" { "isdraft" } else { key }, "true")
    };
    let says_so = if is_unlabelled { pairs(head).any(is_plain) } else { says_plainly(head) };
    if !says_so {
        return false;
    }
    let message = "this reads as front matter of another form that holds the text back; it is held back";
    let finding = Diagnostic::new(Code::HeldBack, Span::new(path, start..start + first.len()), message);
    out.push(finding.hint("move its keys into the front matter above, and remove it"));
    true
}

/// Where the body begins behind a second front matter, which is reported and not read; and whether what follows the first
/// holds the text back.
fn without_second(path: &Arc<str>, text: &str, body: usize, out: &mut Vec<Diagnostic>) -> (usize, bool) {
    let Some((at, end)) = second(text, body) else {
        let is_held = unopened(path, text, body, out)
            || in_other_form(path, text, body, out)
            || held_below(path, text, body, out);
        return (body, is_held);
    };
    let mark = at + text[at..].find("---").unwrap_or_default();
    let message = "a second front matter stands here, and is not read";
    out.push(
        Diagnostic::new(Code::FrontMatter, Span::new(path, mark..mark + 3), message)
            .hint("move its keys into the first one, and remove it"),
    );
    (end, holds_back(&text[at..end]) || held_below(path, text, end, out))
}

/// A file whose front matter cannot be read; `head` is what stands in its place.
fn nothing(head: &str, body: usize) -> Split<'static> {
    let empty = Node { value: Value::Map(Vec::new()), range: 0..0 };
    Split { yaml: (empty, 0), body, gap: Some(Whole::FrontMatter), held: holds_back(head) }
}

/// Whether a text without front matter begins with words, and not with what somebody may have meant to be front matter.
pub fn begins_with_text(text: &str) -> bool {
    let first = text.trim_start().lines().next().unwrap_or_default();
    let is_key = |(key, value): (&str, &str)| {
        !value.starts_with(':') && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'"'))
    };
    let is_mark = first.starts_with(['-', '+', ';', '—', '–']) && !first.contains(char::is_alphanumeric);
    !first.starts_with("---")
        && !is_mark
        && !first.starts_with('{')
        && data_fence(first).is_none()
        && !first.split_once([':', '=']).is_some_and(is_key)
}

/// The fence that a line opens around data, as who copies front matter out of a manual has it: also `{yaml}`, `{.yaml}` and
/// `yaml title="b.md"`.
fn data_fence(line: &str) -> Option<Fence> {
    let words = line.trim_start_matches(['`', '~']).trim_start_matches([' ', '{', '.', '=']).to_ascii_lowercase();
    let language = words.split(|c: char| !(c.is_alphanumeric() || c == '-')).next().unwrap_or_default();
    let data =
        ["yaml", "yml", "toml", "json", "json5", "ini", "properties", "markdown", "md", "frontmatter", "front-matter"];
    Fence::begun_by(line).filter(|_| data.contains(&language))
}

/// The keys and values in lines, also as TOML and JSON write them, several in a line; and words alone, without a value.
fn pairs(head: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let pieces = head.lines().flat_map(|line| [line].into_iter().chain(line.split([',', '{', '}', ';'])));
    pieces.map(|piece| {
        let (key, value) = piece.split_once([':', '=', '：']).map_or((piece, None), |(key, value)| (key, Some(value)));
        let key = key.trim_matches(|c: char| !c.is_alphanumeric());
        let value = value.map(|value| {
            let value = value.split('#').next().unwrap_or_default();
            value.trim_matches(|c: char| c.is_whitespace() || "\"',;}".contains(c))
        });
        // TOML writes a key of a map so: `extra.private = true`.
        (key.rsplit('.').next().unwrap_or(key), value)
    })
}

/// Whether lines of keys and values hold a text back, in so many words. What begins a text may be an example, or data.
fn says_plainly(head: &str) -> bool {
    pairs(head).any(|(key, value)| {
        // Of a list, of which each item may stand in its own line.
        let Some(value) = value else { return private::is_state_of_text(key) };
        let is_number = value.parse::<f64>().is_ok() && value != "1";
        let name = if key.eq_ignore_ascii_case("draft") { "isdraft" } else { key };
        let says_so = || private::is_wish(name, value) || private::is_state(key, value);
        !is_number && !private::is_quantity(value) && says_so()
    })
}

/// Whether lines that cannot be read look as if they held a text back: whoever wrote that it is a draft must not find it
/// published.
pub fn holds_back(head: &str) -> bool {
    pairs(head).any(|(key, value)| {
        let value = value.unwrap_or_default();
        (nearest(key, ["draft"]).is_some() && value != "false" && !private::is_quantity(value))
            || nearest(key, ["audience", "private"]).is_some_and(|_| value != "public")
            || private::is_wish(key, value)
            || private::is_state(key, value)
    })
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

/// The byte at which front matter that nobody closed must have ended: at an empty line, or at one that is no YAML.
fn unclosed(text: &str, start: usize) -> usize {
    let is_yaml = |line: &str| {
        let key = line.split_once(':').map_or("", |(key, _)| key.trim_end());
        line.starts_with([' ', '\t', '-', '#'])
            || (!key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-'))
    };
    let lines = text[start..].split_inclusive('\n');
    start + lines.take_while(|line| !line.trim().is_empty() && is_yaml(line)).map(str::len).sum::<usize>()
}

/// The byte at which what stands in place of front matter ends. Its first line may be the mark of another form
/// (`+++`, `;;;`), or one that a word processor has made a dash of.
fn stand_in(text: &str, start: usize) -> usize {
    let line = text[start..].split('\n').next().unwrap_or_default();
    let mark = line.trim();
    // JSON goes on to the next empty line.
    if mark.starts_with(['{', '"']) {
        let lines = text[start..].split_inclusive('\n').take_while(|line| !line.trim().is_empty());
        return start + lines.map(str::len).sum::<usize>();
    }
    if let Some(fence) = data_fence(mark) {
        let mut lines = text[start..].split_inclusive('\n');
        let first = lines.next().map_or(0, str::len);
        return start + first + lines.take_while(|line| !fence.is_ended_by(line.trim())).map(str::len).sum::<usize>();
    }
    if mark.is_empty() || mark.starts_with('#') || mark.contains(char::is_alphanumeric) && !mark.starts_with("---") {
        return unclosed(text, start);
    }
    let behind = (start + line.len() + 1).min(text.len());
    let mut at = behind;
    for line in text[behind..].split_inclusive('\n') {
        if line.trim() == mark || (line.trim() == "---" && mark.starts_with("---")) {
            return at;
        }
        at += line.len();
    }
    unclosed(text, behind)
}

/// Whether lines between two `---` further down hold the text back: Pandoc reads metadata anywhere, and what stands above
/// front matter makes a text of it. Reports them.
fn held_below(path: &Arc<str>, text: &str, body: usize, out: &mut Vec<Diagnostic>) -> bool {
    if !text[body..].contains("---\n") {
        return false;
    }
    let (mut at, mut fence) = (body, None);
    for line in text[body..].split_inclusive('\n') {
        let behind = at + line.len();
        let words = line.trim();
        match &fence {
            Some(open) if Fence::is_ended_by(open, words) => fence = None,
            Some(_) => {}
            None => fence = Fence::begun_by(words),
        }
        if fence.is_none() && line.trim_end() == "---" {
            let Some((end, _)) = closing(text, behind) else { return false };
            let is_front_matter = unclosed(&text[..end], behind) == end;
            if is_front_matter && holds_back(&text[behind..end]) {
                let message = "these lines read as front matter that holds the text back, so it is not published";
                out.push(
                    Diagnostic::new(Code::HeldBack, Span::new(path, at..at + 3), message)
                        .hint("move their keys to the top of the file, or remove them"),
                );
                return true;
            }
        }
        at = behind;
    }
    false
}

/// Where a second front matter stands right behind the first, as templates and merges leave it: whoever wrote keys there
/// meant them.
fn second(text: &str, body: usize) -> Option<(usize, usize)> {
    let at = text.len() - text[body..].trim_start().len();
    let at = text[..at].rfind('\n').map_or(0, |end| end + 1).max(body);
    let start = at + opening(&text[at..])?;
    let (end, behind) = closing(text, start)?;
    let head = &text[start..end];
    let is_key = |key: &str| !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b));
    let first = head.lines().next()?.split_once(':')?.0;
    (is_key(first) && matches!(yaml::parse(head).ok()?.value, Value::Map(_))).then_some((at, behind))
}

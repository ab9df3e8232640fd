//! Filling the empty keys of a note that somebody has written: nothing else in the file moves by a byte.

use crate::scaffold::KeyLines;
use crate::yaml::{self, Node, Value};

/// A text with its empty keys filled.
#[derive(Debug, PartialEq, Eq)]
pub struct Filled {
    /// The whole text.
    pub text: String,
    /// The keys that have a value now.
    pub keys: Vec<&'static str>,
}

/// Fills the keys of front matter that are not there or have no value. Nothing, where there is nothing to fill; and where
/// the front matter is of a form of which one cannot be sure.
pub fn filled(text: &str, known: &[KeyLines]) -> Option<Filled> {
    let (start, end) = front_matter(text)?;
    let front = &text[start..end];
    let node = yaml::parse(front).ok()?;
    let pairs = match node.value {
        Value::Map(pairs) => pairs,
        Value::Null => Vec::new(),
        _ => return None,
    };
    // Keys between braces have no lines of their own.
    if front.trim_start().starts_with('{') {
        return None;
    }
    let (line_end, mut edits, mut keys) = (if text.contains("\r\n") { "\r\n" } else { "\n" }, Vec::new(), Vec::new());
    for (key, lines) in known {
        let lines = lines.replace('\n', line_end);
        let is_key = |name: &Node| matches!(&name.value, Value::Text(text, _) if text == key);
        match pairs.iter().find(|(name, _)| is_key(name)) {
            Some((_, node)) if !matches!(node.value, Value::Null) => continue,
            Some((name, _)) => {
                // Behind the colon of the key, before a remark.
                let behind = front[name.range.end..].find(':')? + name.range.end + 1;
                let value = lines.trim_end_matches(line_end).strip_prefix(key)?.strip_prefix(':')?;
                match value.strip_prefix(line_end) {
                    // A list of its own lines stands below the remark.
                    Some(list) => {
                        let below = front[behind..].find('\n').map_or(front.len(), |at| behind + at + 1);
                        edits.push((start + below, format!("{list}{line_end}")));
                    }
                    None => edits.push((start + behind, value.to_owned())),
                }
            }
            None => edits.push((end, lines)),
        }
        keys.push(*key);
    }
    edits.sort_by_key(|(at, _)| *at);
    let mut filled = String::with_capacity(text.len() + 256);
    let mut from = 0;
    for (at, words) in edits {
        filled.push_str(&text[from..at]);
        filled.push_str(&words);
        from = at;
    }
    filled.push_str(&text[from..]);
    (!keys.is_empty()).then_some(Filled { text: filled, keys })
}

/// Where the lines between the first two lines `---` begin and end.
fn front_matter(text: &str) -> Option<(usize, usize)> {
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut lines = text[mark..].split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == "---")?;
    let start = mark + first.len();
    let mut at = start;
    for line in lines {
        if line.trim_end() == "---" {
            return Some((start, at));
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_keys_are_filled_and_nothing_else_moves() {
        let known: Vec<KeyLines> = vec![
            ("title", "title: Other\n".to_owned()),
            ("publisher", "publisher: The Herald\n".to_owned()),
            ("volume", "volume: 3\n".to_owned()),
            ("archived", "archived:\n  - url: https://a.example/\n".to_owned()),
        ];
        let text = "---\ntitle:  Mine # yes\npublisher:   # who\narchived:\n# end\n---\n\nText: [a]\n";
        let expected = "---\ntitle:  Mine # yes\npublisher: The Herald   # who\narchived:\n  - url: https://a.example/\n# end\n\
                        volume: 3\n---\n\nText: [a]\n";
        let now = filled(text, &known).expect("empty keys");
        assert_eq!((now.text.as_str(), &now.keys[..]), (expected, &["publisher", "volume", "archived"][..]));
        assert_eq!(filled(&now.text, &known), None, "once is enough");
        let windows = text.replace('\n', "\r\n");
        assert_eq!(filled(&windows, &known).expect("the same").text, expected.replace('\n', "\r\n"));
        for odd in ["No front matter.\n", "---\n{title: x}\n---\n", "---\ntitle: [x\n---\n", "---\ntitle: x\n"] {
            assert_eq!(filled(odd, &known), None, "{odd}");
        }
    }
}

//! Front matter as an author would write it: the keys that nearly every file has, then those that many have, in groups
//! and as comments. The rest are named, no more.

use std::borrow::Cow;

use crate::model::words::Word;

/// The column at which what is said of a key begins.
const REMARKS: usize = 30;

/// Front matter on its way.
pub struct FrontMatter(String);

impl FrontMatter {
    /// The opening line.
    pub fn new() -> FrontMatter {
        FrontMatter("---\n".to_owned())
    }

    /// Lines that are to go into front matter.
    pub fn lines() -> FrontMatter {
        FrontMatter(String::new())
    }

    /// The lines so far.
    pub fn end(self) -> String {
        self.0
    }

    /// A key and its value.
    pub fn key(mut self, key: &str, value: &str) -> FrontMatter {
        self.line(&format!("{key}: {}", scalar(value)), "");
        self
    }

    /// The same, with a remark behind it.
    pub fn remarked(mut self, key: &str, value: &str, remark: &str) -> FrontMatter {
        self.line(&format!("{key}: {}", scalar(value)), remark);
        self
    }

    /// A key whose value its author alone knows; without one it says nothing.
    pub fn open(mut self, key: &str, remark: &str) -> FrontMatter {
        self.line(&format!("{key}:"), remark);
        self
    }

    /// Begins a group of keys.
    pub fn group(mut self, heading: &str) -> FrontMatter {
        self.0.push_str(&format!("\n# {heading}\n"));
        self
    }

    /// Names the keys that few files of the kind have.
    pub fn also(mut self, keys: &str) -> FrontMatter {
        self.0.push_str(&format!("\n# Also: {keys} (see docs/writing.md)\n"));
        self
    }

    /// A key and a list of values, on one line.
    pub fn list<'v>(mut self, key: &str, values: impl IntoIterator<Item = &'v str>, remark: &str) -> FrontMatter {
        let values: Vec<Cow<str>> = values.into_iter().map(in_list).collect();
        if !values.is_empty() {
            self.line(&format!("{key}: [{}]", values.join(", ")), remark);
        }
        self
    }

    /// A map in a list: its keys that have a value, which is written as it is to stand there.
    pub fn item(mut self, pairs: &[(&str, Option<Cow<str>>)]) -> FrontMatter {
        let known = pairs.iter().filter_map(|(key, value)| Some((key, value.as_ref()?)));
        for (at, (key, value)) in known.enumerate() {
            self.line(&format!("  {} {key}: {value}", if at == 0 { '-' } else { ' ' }), "");
        }
        self
    }

    /// A line as it is.
    pub fn plain(mut self, line: &str) -> FrontMatter {
        self.line(line, "");
        self
    }

    /// A line that only says something.
    pub fn comment(self, line: &str) -> FrontMatter {
        self.plain(&format!("# {line}"))
    }

    /// A key that its author may want: an example of its line, as a comment.
    pub fn example(mut self, line: &str, remark: &str) -> FrontMatter {
        self.line(&format!("# {line}"), remark);
        self
    }

    /// A word out of a closed list, where it is known; all of them behind it.
    pub fn word<W: Word>(self, key: &str, word: Option<W>) -> FrontMatter {
        match word {
            Some(word) => self.remarked(key, word.id(), &words::<W>()),
            None => self.open(key, &words::<W>()),
        }
    }

    fn line(&mut self, line: &str, remark: &str) {
        self.0.push_str(line);
        if !remark.is_empty() {
            let gap = REMARKS.saturating_sub(line.chars().count()).max(2);
            self.0.push_str(&format!("{:gap$}# {remark}", ""));
        }
        self.0.push('\n');
    }

    /// The closing line, and the text below it.
    pub fn text(self, text: &str) -> String {
        format!("{}---\n\n{text}\n", self.0)
    }
}

/// The words of a list, as in "one, two or three".
pub fn words<W: Word>() -> String {
    let words: Vec<&str> = W::ALL.iter().map(|word| word.id()).collect();
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

/// A text as a value in a list on one line, where commas and brackets mean something too.
pub fn in_list(text: &str) -> Cow<'_, str> {
    if text.contains([',', '[', ']', '{', '}']) { quoted(text).into() } else { scalar(text) }
}

/// A text on one line, as it may stand in a comment.
pub fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A text as a YAML value: between quotes where it would mean something else without.
pub fn scalar(text: &str) -> Cow<'_, str> {
    let plain = text.starts_with(char::is_alphanumeric)
        && text.trim_end() == text
        && !text.ends_with(':')
        && ![": ", " #", "\t#"].iter().any(|sign| text.contains(sign))
        && !text.contains(char::is_control)
        && text != "null";
    if plain { text.into() } else { quoted(text).into() }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

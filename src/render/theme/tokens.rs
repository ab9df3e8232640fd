//! The words and signs of a template's tags, as Tera reads them. Tera keeps what it reads to itself.

use std::ops::Range;

/// What stands in a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'t> {
    /// What is written to the page as it stands.
    Content,
    /// `{{`
    Print,
    /// `{%`
    Tag,
    /// `}}` or `%}`
    End,
    /// A name or a word of Tera's.
    Word(&'t str),
    /// A text between quotes, without them.
    Text(&'t str),
    /// A number.
    Number,
    /// An operator or a bracket.
    Sign(&'t str),
}

/// A token, with its bytes.
pub type Placed<'t> = (Token<'t>, Range<usize>);

/// The signs of more than one letter, longest first.
const LONG: [&str; 10] = ["...", "//", "**", "==", "!=", ">=", "<=", "</", "?.", "?["];

/// The tokens of a template, up to its end or to what cannot be read.
pub fn tokens(text: &str) -> Vec<Placed<'_>> {
    let mut reader = TokenReader { text, at: 0, found: Vec::new() };
    while reader.at < text.len() {
        if reader.piece().is_none() {
            break;
        }
    }
    reader.found
}

struct TokenReader<'t> {
    text: &'t str,
    at: usize,
    found: Vec<Placed<'t>>,
}

impl<'t> TokenReader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn push(&mut self, token: Token<'t>, length: usize) {
        self.found.push((token, self.at..self.at + length));
        self.at += length;
    }

    /// Reads up to the next tag, or one tag. None when it does not end.
    fn piece(&mut self) -> Option<()> {
        let rest = self.rest();
        if rest.starts_with("{#") {
            self.at += rest.find("#}")? + 2;
            return Some(());
        }
        if let Some(length) = raw(rest) {
            self.push(Token::Content, length);
            return Some(());
        }
        let (token, end) = match rest.get(..2) {
            Some("{{") => (Token::Print, "}}"),
            Some("{%") => (Token::Tag, "%}"),
            _ => {
                let next = rest.match_indices('{').map(|(at, _)| at).find(|at| starts_a_tag(&rest[*at..]));
                self.push(Token::Content, next.unwrap_or(rest.len()));
                return Some(());
            }
        };
        self.push(token, if rest[2..].starts_with('-') { 3 } else { 2 });
        self.tag(end)
    }

    /// Reads what is in a tag.
    fn tag(&mut self, end: &str) -> Option<()> {
        loop {
            let rest = self.rest();
            let spaces = rest.len() - rest.trim_ascii_start().len();
            self.at += spaces;
            let rest = &rest[spaces..];
            let hyphen = usize::from(rest.starts_with('-'));
            if rest[hyphen..].starts_with(end) {
                self.push(Token::End, hyphen + end.len());
                return Some(());
            }
            self.word(rest)?;
        }
    }

    fn word(&mut self, rest: &'t str) -> Option<()> {
        let first = rest.chars().next()?;
        if let Some(sign) = LONG.iter().find(|sign| rest.starts_with(**sign)) {
            self.push(Token::Sign(sign), sign.len());
        } else if matches!(first, '\'' | '"' | '`') {
            let length = quoted(&rest[1..], first as u8)?;
            self.push(Token::Text(&rest[1..=length]), length + 2);
        } else if first.is_ascii_digit() {
            let whole = digits(rest);
            let part = if rest[whole..].starts_with('.') { 1 + digits(&rest[whole + 1..]) } else { 0 };
            self.push(Token::Number, whole + part);
        } else if first.is_ascii_alphabetic() || first == '_' {
            let length = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
            self.push(Token::Word(&rest[..length]), length);
        } else if first.is_ascii_punctuation() {
            self.push(Token::Sign(&rest[..1]), 1);
        } else {
            return None;
        }
        Some(())
    }
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// How long a text is up to its closing quote.
fn quoted(text: &str, quote: u8) -> Option<usize> {
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        if byte == b'\\' {
            bytes.next()?;
        } else if byte == quote {
            return Some(at);
        }
    }
    None
}

fn starts_a_tag(text: &str) -> bool {
    ["{{", "{%", "{#"].iter().any(|tag| text.starts_with(tag))
}

/// How long `{% raw %}…{% endraw %}` is, if a template goes on with it.
fn raw(text: &str) -> Option<usize> {
    let mut end = named_tag(text, "raw")?;
    while let Some(at) = text[end..].find("{%") {
        end += at;
        match named_tag(&text[end..], "endraw") {
            Some(length) => return Some(end + length),
            None => end += 2,
        }
    }
    None
}

/// How long the tag of this name is that a text begins with.
fn named_tag(text: &str, name: &str) -> Option<usize> {
    let inside = text.strip_prefix("{%")?;
    let inside = inside.strip_prefix('-').unwrap_or(inside).trim_ascii_start().strip_prefix(name)?.trim_ascii_start();
    let after = inside.strip_prefix('-').unwrap_or(inside).strip_prefix("%}")?;
    Some(text.len() - after.len())
}

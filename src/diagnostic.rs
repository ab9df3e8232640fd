//! What an author wrote wrong: located, named, with a hint. Many of them come out of one run.
//!
//! A [`Diagnostic`] never stops a build. What the *machine* cannot do is an [`Error`](crate::Error).

pub mod excerpt;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::nearest::nearest;

pub use crate::codes::{Code, Severity};

/// A place in a file: its path as the author knows it, and a range of bytes in its text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Path from the site's folder, with `/` between the parts.
    pub path: Arc<str>,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span over `range` (bytes) of the file at `path`.
    pub fn new(path: &Arc<str>, range: Range<usize>) -> Span {
        let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span { path: path.clone(), start: byte(range.start), end: byte(range.end) }
    }

    /// The start of a file: for findings about the file as a whole.
    pub fn file(path: &Arc<str>) -> Span {
        Span::new(path, 0..0)
    }

    /// The range of bytes.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// What would mend a finding: one word in the place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What stands there, perhaps between signs. Where a finding's span holds anything else, a program must leave it alone.
    pub word: String,
    /// What to put there.
    pub text: String,
}

/// How many other places of one finding are shown where people read; the rest are counted. JSON has them all.
pub const SHOWN_PLACES: usize = 3;

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is; starts as the code's own level, and the settings may change it.
    pub severity: Severity,
    /// Its stable name.
    pub code: Code,
    /// What is wrong, in one sentence.
    pub message: String,
    /// Where.
    pub span: Span,
    /// What to do about it.
    pub hints: Vec<String>,
    /// Other places that belong to it, each with a few words.
    pub related: Vec<(Span, String)>,
    /// What would mend it, if a program can.
    pub fix: Option<Fix>,
    /// The text that `span` points into, when it is not a file of the site (finished pages).
    pub text: Option<Arc<str>>,
}

impl Diagnostic {
    /// A finding with the level that its code has by itself.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            severity: code.severity(),
            code,
            message: printable(message.into()),
            span,
            hints: Vec::new(),
            related: Vec::new(),
            fix: None,
            text: None,
        }
    }

    /// Adds what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Diagnostic {
        self.hints.push(printable(hint.into()));
        self
    }

    /// Adds what its code says about mending, in the form of a hint.
    #[must_use]
    pub fn mended(self) -> Diagnostic {
        let mend = self.code.mend().trim_end_matches('.');
        let mut chars = mend.chars();
        let hint = chars.next().map(|first| first.to_lowercase().chain(chars).collect::<String>());
        self.hint(hint.unwrap_or_default())
    }

    /// Adds a "did you mean" when something among `known` is near to `word`.
    #[must_use]
    pub fn nearest<'a>(self, word: &str, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
        self.did_you_mean(word, nearest(word, known))
    }

    /// Adds the name that was perhaps meant by `word`.
    #[must_use]
    pub fn did_you_mean(self, word: &str, near: Option<&str>) -> Diagnostic {
        match near {
            Some(near) => self.hint(format!("did you mean `{near}`?")).fix(word, near),
            None => self,
        }
    }

    /// Adds what would mend it where just `word` stands at its place, perhaps between signs.
    #[must_use]
    pub fn fix(mut self, word: impl Into<String>, text: impl Into<String>) -> Diagnostic {
        self.fix = Some(Fix { word: word.into(), text: text.into() });
        self
    }

    /// The files that it points into.
    pub fn paths(&self) -> impl Iterator<Item = &Arc<str>> {
        std::iter::once(&self.span.path).chain(self.related.iter().map(|(span, _)| &span.path))
    }

    /// The places that it points to.
    pub fn spans_mut(&mut self) -> impl Iterator<Item = &mut Span> {
        std::iter::once(&mut self.span).chain(self.related.iter_mut().map(|(span, _)| span))
    }

    /// Adds another place.
    #[must_use]
    pub fn related(mut self, span: Span, words: impl Into<String>) -> Diagnostic {
        self.related.push((span, words.into()));
        self
    }
}

/// A text on one line, without what would move the reader's terminal.
pub fn printable(text: String) -> String {
    match visible(&text, &[]) {
        Cow::Borrowed(_) => text,
        Cow::Owned(visible) => visible,
    }
}

/// A text whose characters that a terminal obeys stand as `\u001b`, but for those to `keep`: control characters, also
/// those above ASCII, signs that turn the direction of writing, and ends of lines. The form is one that JSON knows too.
pub fn visible<'t>(text: &'t str, keep: &[char]) -> Cow<'t, str> {
    let obeyed = |c: char| (c.is_control() || turns(c)) && !keep.contains(&c);
    if !text.contains(obeyed) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' if obeyed(c) => out.extend(c.escape_default()),
            _ if obeyed(c) => {
                let units = c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect::<String>();
                out.push_str(&units);
            }
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Signs by which text is written in another direction (Unicode Technical Report 9), or ends a line; and the tags that
/// hold text which nobody sees.
fn turns(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{e0000}'..='\u{e007f}')
}

/// A result that carries findings beside its value: the work went on.
#[derive(Debug, Clone)]
pub struct Outcome<T> {
    /// What came out; gaps where something was wrong.
    pub value: T,
    /// What was wrong.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Outcome<T> {
    /// The same findings with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Outcome<U> {
        Outcome { value: change(self.value), diagnostics: self.diagnostics }
    }

    /// Takes the value and hands the findings to `all`.
    pub fn drain_into(self, all: &mut Vec<Diagnostic>) -> T {
        all.extend(self.diagnostics);
        self.value
    }
}

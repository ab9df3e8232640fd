//! What a manuscript of Pandoc or Quarto holds that this program does not read as it was meant: each with its place, so
//! that there is one list of what needs a hand.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Span};

/// What needs a hand.
type Sort = (&'static str, &'static str);

const CROSS_REFERENCE: Sort =
    ("a cross-reference", "write what it leads to in words, and link the heading or the figure");
const SHORT_CODE: Sort = ("a short code", "put in its place what it would put there");
const RAW: Sort = ("text for another format", "write it in Markdown, or take it out");
const CELL: Sort = ("a cell that another program runs", "put its result in its place: a table, an image");
const DIV: Sort =
    ("a block that other programs lay out", "take the lines with the colons out; callouts such as `::: note` may stay");
const ATTRIBUTES: Sort = ("a list of attributes", "take it out");
const LINE_BLOCK: Sort = ("a block of lines", "end each line with a backslash instead");
const EXAMPLE: Sort = ("a numbered example", "number it by hand");
const FILE: Sort =
    ("a file beside the manuscript", "copy it to that place under content/briefings/, or correct the path");
const CAPTION: Sort = (
    "an image whose words Pandoc shows below it, and which here are for those who do not see it",
    "write what is to be shown below it behind the address: `![…](… \"Caption\")`",
);
const TEX: Sort = ("a command of TeX", "write it in Markdown");

/// What cross-references begin with: those of Quarto with a dash behind it, those of pandoc-crossref with a colon.
const KINDS: [&str; 22] = [
    "fig", "tbl", "sec", "eq", "lst", "thm", "lem", "cor", "prp", "cnj", "def", "exm", "exr", "sol", "rem", "alg",
    "suppfig", "supptbl", "nte", "tip", "wrn", "imp",
];

/// Whether a key is that of a cross-reference.
pub fn is_cross_reference(key: &str) -> bool {
    let is_kind = |kind: &str| KINDS.contains(&kind.to_lowercase().as_str());
    key.split_once(['-', ':']).is_some_and(|(kind, rest)| !rest.is_empty() && is_kind(kind))
}

/// Looks a body over, from a byte of the text on. `is_key` knows the keys that texts can cite by.
pub fn found(path: &Arc<str>, text: &str, from: usize, is_key: impl Fn(&str) -> bool) -> Vec<Diagnostic> {
    let mut looker = Looker { path, found: Vec::new() };
    let (mut at, mut fence): (usize, Option<(char, usize)>) = (from, None);
    for line in text[from..].split_inclusive('\n') {
        let words = line.trim_end();
        let indent = words.len() - words.trim_start().len();
        let bare = words.trim_start().trim_start_matches(['>', ' ']);
        let sign = bare.chars().next().filter(|c| matches!(c, '`' | '~'));
        let run = sign.map_or(0, |sign| bare.chars().take_while(|c| *c == sign).count());
        let here = at + indent..at + words.len();
        match (fence, sign) {
            (Some((open, length)), Some(sign)) if sign == open && run >= length && bare.len() == run => fence = None,
            (Some(_), _) => {}
            (None, Some(sign)) if run >= 3 => {
                fence = Some((sign, run));
                looker.fence(bare[run..].trim(), here);
            }
            (None, _) => looker.line(text, at..at + words.len(), bare, &is_key),
        }
        at += line.len();
    }
    looker.found
}

struct Looker<'p> {
    path: &'p Arc<str>,
    found: Vec<Diagnostic>,
}

impl Looker<'_> {
    fn tell(&mut self, (what, hint): Sort, words: &str, at: Range<usize>) {
        let shown: String = words.chars().take(60).collect();
        let dots = if shown.len() < words.len() { "…" } else { "" };
        let message = format!("`{shown}{dots}` needs a hand: it is {what}");
        self.found.push(Diagnostic::new(Code::NeedsHand, Span::new(self.path, at), message).hint(hint));
    }

    /// What stands behind the signs of a fence.
    fn fence(&mut self, info: &str, at: Range<usize>) {
        let Some(inside) = info.strip_prefix('{') else { return };
        if inside.starts_with('=') {
            self.tell(RAW, info, at);
        } else if !inside.starts_with(['.', '#']) {
            self.tell(CELL, info, at);
        }
    }

    fn line(&mut self, text: &str, at: Range<usize>, bare: &str, is_key: &impl Fn(&str) -> bool) {
        let line = &text[at.clone()];
        if is_captioned(bare) && is_alone(text, &at) {
            self.tell(CAPTION, bare, at.start + line.len() - bare.len()..at.end);
        }
        if let Some(rest) = bare.strip_prefix(":::") {
            let name = rest.trim_start_matches(':').trim();
            let name = name.trim_matches(['{', '}']).trim_start_matches('.');
            let first = name.split_whitespace().next().unwrap_or_default().trim_start_matches("callout-");
            let is_callout = ["note", "tip", "important", "warning", "caution"].contains(&first);
            if !name.is_empty() && !is_callout {
                self.tell(DIV, bare, at.start + line.len() - bare.len()..at.end);
            }
            return;
        }
        if bare.starts_with("| ") && bare.matches('|').count() == 1 {
            self.tell(LINE_BLOCK, bare, at.clone());
        }
        if bare.starts_with("(@") && bare.contains(')') {
            self.tell(EXAMPLE, bare, at.clone());
        }
        if bare.starts_with("\\begin{") || bare.starts_with("\\end{") {
            self.tell(TEX, bare, at);
            return;
        }
        let is_heading = bare.starts_with('#');
        for (start, end) in outside_code(line) {
            self.words(&line[start..end], at.start + start, is_heading, is_key);
        }
        self.raw_code(line, at.start);
    }

    /// What stands in running text.
    fn words(&mut self, words: &str, base: usize, is_heading: bool, is_key: &impl Fn(&str) -> bool) {
        // A file of which something has been said already.
        let mut told = None;
        let mut signs = words.char_indices().peekable();
        while let Some((at, sign)) = signs.next() {
            let rest = &words[at..];
            let span = |length: usize| base + at..base + at + length;
            match sign {
                '\\' => {
                    let name = rest[1..].chars().take_while(char::is_ascii_alphabetic).count();
                    if name > 1 && !words[..at].ends_with('$') && !words.contains('$') {
                        self.tell(TEX, &rest[..=name], span(name + 1));
                    }
                    signs.next();
                }
                '@' => {
                    let key = key_at(rest);
                    if is_cross_reference(key) && !is_key(key) {
                        self.tell(CROSS_REFERENCE, &format!("@{key}"), span(key.len() + 1));
                    }
                }
                '{' if rest.starts_with("{{<") => {
                    let end = rest.find(">}}").map_or(rest.len(), |end| end + 3);
                    self.tell(SHORT_CODE, &rest[..end], span(end));
                    while signs.next_if(|(next, _)| *next < at + end).is_some() {}
                }
                '{' if words[..at].ends_with([']', ')', ' ']) && is_attributes(rest, is_heading) => {
                    let end = rest.find('}').map_or(rest.len(), |end| end + 1);
                    self.tell(ATTRIBUTES, &rest[..end], span(end));
                }
                '!' if rest.starts_with("![") => {
                    if let Some((words, behind)) = rest.split_once("](") {
                        told = Some(at + words.len());
                        if let Some(file) = file(behind) {
                            self.tell(FILE, file, span(1));
                        }
                    }
                }
                ']' if rest.starts_with("](") && told != Some(at) => {
                    if let Some(file) = file(&rest[2..]).filter(|file| !file.starts_with(['#', '/', '<'])) {
                        self.tell(FILE, file, base + at + 2..base + at + 2 + file.len());
                    }
                }
                _ => {}
            }
        }
    }

    /// Code in a line that is meant for another format: `` `\LaTeX`{=latex} ``, or that runs: `` `r x` ``.
    fn raw_code(&mut self, line: &str, base: usize) {
        for (at, _) in line.match_indices("`{=") {
            self.tell(RAW, &line[at + 1..], base + at..base + at + 1);
        }
        for (at, _) in
            line.match_indices("`r ").chain(line.match_indices("`{r} ")).chain(line.match_indices("`{python} "))
        {
            let end = line[at + 1..].find('`').map_or(line.len(), |end| at + end + 2);
            self.tell(CELL, &line[at..end], base + at..base + end);
        }
    }
}

/// The file that a link or an image leads to, by what stands behind its bracket.
fn file(behind: &str) -> Option<&str> {
    let file = behind.split([')', ' ']).next().unwrap_or_default();
    let is_address = file.contains("://") || file.starts_with("mailto:") || file.starts_with("tel:");
    (!file.is_empty() && !is_address).then_some(file)
}

/// Whether a line is an image with words and without a title.
fn is_captioned(line: &str) -> bool {
    let image = line.strip_prefix("![").and_then(|image| image.rsplit_once("]("));
    image.is_some_and(|(words, behind)| {
        let (address, rest) = behind.split_once(')').unwrap_or((behind, " "));
        let is_last = rest.is_empty() || (rest.starts_with('{') && rest.ends_with('}'));
        !words.trim().is_empty() && is_last && !address.contains(' ') && !words.contains("](")
    })
}

/// Whether a line stands between empty ones.
fn is_alone(text: &str, line: &Range<usize>) -> bool {
    let is_empty = |line: Option<&str>| line.is_none_or(|line| line.trim().is_empty());
    is_empty(text[..line.start].lines().next_back()) && is_empty(text[line.end..].lines().nth(1))
}

/// Whether braces hold what Pandoc takes for attributes: an id, a class, a pair.
fn is_attributes(text: &str, is_heading: bool) -> bool {
    let Some((inside, _)) = text[1..].split_once('}') else { return false };
    let inside = inside.trim();
    let word = inside.split_whitespace().next().unwrap_or_default();
    // An id is read behind a heading.
    let is_id = is_heading && word.starts_with('#') && word.len() > 1 && !inside.contains(' ');
    !is_id && (word.starts_with(['.', '#']) || word.contains('=')) && word.len() > 1
}

/// The parts of a line that are no code.
fn outside_code(line: &str) -> Vec<(usize, usize)> {
    let (mut parts, mut from) = (Vec::new(), 0);
    while let Some(open) = line[from..].find('`').map(|at| from + at) {
        let run = line[open..].chars().take_while(|c| *c == '`').count();
        let ticks = &line[open..open + run];
        let Some(close) = line[open + run..].find(ticks).map(|at| open + run + at) else { break };
        parts.push((from, open));
        from = close + run;
    }
    parts.push((from, line.len()));
    parts
}

/// The key behind a `@`, by Pandoc's rule: signs only between letters and figures; anything between braces.
pub fn key_at(text: &str) -> &str {
    let rest = &text[1..];
    if let Some(inside) = rest.strip_prefix('{') {
        return inside.split_once('}').map_or("", |(key, _)| key);
    }
    let end = rest.find(|c: char| !(c.is_alphanumeric() || "_:.#$%&-+?<>~/".contains(c))).unwrap_or(rest.len());
    rest[..end].trim_end_matches([':', '.', '#', '$', '%', '&', '-', '+', '?', '<', '>', '~', '/'])
}

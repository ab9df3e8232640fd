//! A manuscript of Pandoc or Quarto: what its metadata says, what it cites, and its body as it stands.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::by_hand::{self, key_at};
use super::csl_yaml::{self, text_of};
use super::names;
use super::record::Record;
use super::words;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::markdown;
use crate::model::Date;
use crate::scaffold::BriefingParts;
use crate::yaml::{self, Node, Value};

/// A manuscript that was read.
#[derive(Debug)]
pub struct Manuscript {
    /// Its text: what findings point into.
    pub text: String,
    /// What it says of itself.
    pub parts: BriefingParts,
    /// Its date; none when it has none or one that changes each day.
    pub date: Option<Date>,
    /// The files with its sources, as it names them, each with its place.
    pub bibliographies: Vec<(String, Span)>,
    /// Sources that it holds itself.
    pub records: Vec<Record>,
    /// Where its body begins.
    body: usize,
    /// Metadata within the body.
    blocks: Vec<Range<usize>>,
    /// What was found.
    pub findings: Vec<Diagnostic>,
    /// Whether its metadata cannot be read.
    pub is_unreadable: bool,
    also_cited: BTreeSet<String>,
}

/// Reads a manuscript.
pub fn read(path: &Arc<str>, bytes: &[u8]) -> Manuscript {
    let mut findings = Vec::new();
    let text = super::text::decoded(path, bytes, &mut findings);
    let (front, body) = split(&text);
    let mut reader = ManuscriptReader {
        path,
        base: front.start,
        parts: BriefingParts::default(),
        subtitle: None,
        date: None,
        bibliographies: Vec::new(),
        records: Vec::new(),
        findings,
        also_cited: BTreeSet::new(),
    };
    let mut is_unreadable = false;
    match yaml::parse(&text[front.clone()]) {
        Ok(Node { value: Value::Map(pairs), .. }) => pairs.iter().for_each(|(name, value)| reader.key(name, value)),
        Ok(_) => {}
        Err(refusal) => {
            is_unreadable = true;
            let finding = refusal.finding("the metadata", &text[front.clone()], path, front.start);
            reader.findings.push(finding);
        }
    }
    let blocks = blocks(&text, body);
    for block in &blocks {
        let inside = text[block.clone()].find('\n').map_or(block.end, |end| block.start + end + 1);
        let end = text[inside..block.end].trim_end().rfind('\n').map_or(inside, |end| inside + end + 1);
        reader.base = inside;
        if let Ok(Node { value: Value::Map(pairs), .. }) = yaml::parse(&text[inside..end]) {
            pairs.iter().for_each(|(name, value)| reader.key(name, value));
        }
    }
    let ManuscriptReader { mut parts, subtitle, date, bibliographies, records, findings, also_cited, .. } = reader;
    if let Some(subtitle) = subtitle {
        parts.title = if parts.title.is_empty() { subtitle } else { format!("{}: {subtitle}", parts.title) };
    }
    if parts.title.is_empty() {
        parts.title = first_heading(&text[body..]).unwrap_or_default();
    }
    Manuscript { parts, date, bibliographies, records, body, blocks, findings, is_unreadable, also_cited, text }
}

/// The metadata between `---` and `---` or `...`, and where the body begins.
fn split(text: &str) -> (Range<usize>, usize) {
    let Some(first) = text.split_inclusive('\n').next().filter(|line| line.trim_end() == "---") else {
        return (0..0, 0);
    };
    let mut at = first.len();
    for line in text[at..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return (first.len()..at, at + line.len());
        }
        at += line.len();
    }
    (0..0, 0)
}

/// Metadata further below, which Pandoc takes from anywhere: between a line `---` behind an empty one, with words right
/// below, and the next `---` or `...`.
fn blocks(text: &str, body: usize) -> Vec<Range<usize>> {
    let (mut found, mut open, mut in_fence): (Vec<Range<usize>>, Option<usize>, bool) = (Vec::new(), None, false);
    let (mut at, mut after_empty) = (body, true);
    for line in text[body..].split_inclusive('\n') {
        let words = line.trim_end();
        let next = at + line.len();
        match open {
            Some(start) if matches!(words, "---" | "...") => {
                let inside = text[start..at].split_once('\n').map_or("", |(_, inside)| inside);
                let is_map = yaml::parse(inside).is_ok_and(|node| matches!(node.value, Value::Map(_)));
                found.extend(is_map.then_some(start..next));
                open = None;
            }
            Some(_) => {}
            None => {
                in_fence ^= words.starts_with("```") || words.starts_with("~~~");
                let goes_on = text[next..].starts_with(|c: char| !c.is_whitespace());
                open = (words == "---" && after_empty && goes_on && !in_fence).then_some(at);
            }
        }
        after_empty = words.is_empty();
        at = next;
    }
    found
}

fn first_heading(body: &str) -> Option<String> {
    let heading = body.lines().find_map(|line| line.strip_prefix("# "))?;
    Some(heading.split(" {").next().unwrap_or(heading).trim().to_owned())
}

impl Manuscript {
    /// Its text as it stands, without metadata.
    pub fn body(&self) -> String {
        let mut body = String::with_capacity(self.text.len() - self.body);
        let mut at = self.body;
        for block in &self.blocks {
            body.push_str(&self.text[at..block.start]);
            at = block.end;
        }
        body + &self.text[at..]
    }

    /// The keys that it cites, wherever they stand; `nocite` counts.
    pub fn cited(&self) -> BTreeSet<String> {
        let body = &self.text[self.body..];
        let is_start = |at: usize| {
            body[..at].chars().next_back().is_none_or(|c| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '\\')))
        };
        let in_body = body.match_indices('@').filter(|(at, _)| is_start(*at)).map(|(at, _)| key_at(&body[at..]));
        let in_body = in_body.filter(|key| !key.is_empty()).map(str::to_owned);
        in_body.chain(self.also_cited.iter().cloned()).collect()
    }

    /// Whether everything is to stand in the bibliography, cited or not.
    pub fn cites_all(&self) -> bool {
        self.also_cited.contains("*")
    }

    /// What needs a hand, and the keys that lead nowhere; `is_key` knows the keys that texts can cite by.
    pub fn by_hand(&self, path: &Arc<str>, is_key: impl Fn(&str) -> bool) -> Vec<Diagnostic> {
        let mut found = by_hand::found(path, &self.text, self.body, is_key);
        found.retain(|finding| self.blocks.iter().all(|block| !block.contains(&finding.span.range().start)));
        found
    }

    /// The keys that are cited and lead nowhere, in brackets or in running text, each with the place of its first use.
    pub fn unknown(&self, path: &Arc<str>, is_key: impl Fn(&str) -> bool) -> Vec<Diagnostic> {
        let body = &self.text[self.body..];
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut order = Vec::new();
        let mut code = InCode::of(body);
        // `(@good)` at the beginning of a line numbers an example.
        let examples = body.match_indices("\n(@").map(|(at, sign)| &body[at + sign.len() - 1..]);
        let examples =
            examples.map(|rest| (key_at(rest), rest)).filter(|(key, rest)| rest[1 + key.len()..].starts_with(')'));
        let examples: HashSet<&str> = examples.map(|(key, _)| key).collect();
        for (at, _) in body.match_indices('@') {
            let is_code = code.is_at(at);
            let key = key_at(&body[at..]);
            let before = &body[body.floor_char_boundary(at.saturating_sub(200))..at];
            let open = before.rfind(['[', ']']).filter(|open| before[*open..].starts_with('['));
            let in_brackets = open.is_some_and(|open| !before[open..].contains("\n\n"));
            let begins_word = || before.ends_with([' ', '\n', '(']) && !is_code && !examples.contains(key);
            let fits = names::is_citable(key) && !by_hand::is_cross_reference(key) && !is_key(key);
            if fits && !places.contains_key(key) && (in_brackets || begins_word()) {
                places.insert(key, at);
                order.push(key);
            }
        }
        let finding = |key: &str| {
            let start = self.body + places[key];
            let span = Span::new(path, start..start + key.len() + 1);
            Diagnostic::new(Code::NeedsHand, span, format!("`{key}` is cited, and no bibliography has it"))
                .hint("write a source note of that key, or correct it; write `\\@` for the sign itself")
        };
        order.into_iter().map(finding).collect()
    }
}

/// A way through a text that knows what is code, in a line or between fences.
struct InCode<'b> {
    body: &'b str,
    at: usize,
    line: usize,
    in_fence: bool,
    in_ticks: bool,
}

impl InCode<'_> {
    fn of(body: &str) -> InCode<'_> {
        InCode { body, at: 0, line: 0, in_fence: false, in_ticks: false }
    }

    /// Whether a byte stands in code; each must stand behind the last one that was asked for.
    fn is_at(&mut self, at: usize) -> bool {
        for (byte, here) in self.body.as_bytes()[self.at..at].iter().zip(self.at..) {
            match byte {
                b'\n' => {
                    self.in_fence ^= self.body[self.line..here].trim_start().starts_with("```");
                    (self.line, self.in_ticks) = (here + 1, false);
                }
                b'`' => self.in_ticks = !self.in_ticks,
                _ => {}
            }
        }
        self.at = at;
        self.in_fence || self.in_ticks
    }
}

struct ManuscriptReader<'p> {
    path: &'p Arc<str>,
    base: usize,
    parts: BriefingParts,
    subtitle: Option<String>,
    date: Option<Date>,
    bibliographies: Vec<(String, Span)>,
    records: Vec<Record>,
    findings: Vec<Diagnostic>,
    also_cited: BTreeSet<String>,
}

impl ManuscriptReader<'_> {
    fn span(&self, node: &Node) -> Span {
        Span::new(self.path, self.base + node.range.start..self.base + node.range.end)
    }

    fn tell(&mut self, node: &Node, message: String, hint: &str) {
        let finding = Diagnostic::new(Code::NeedsHand, self.span(node), message);
        self.findings.push(finding.hint(hint));
    }

    fn key(&mut self, name: &Node, value: &Node) {
        let Some(key) = text_of(name) else { return };
        let text = || text_of(value).unwrap_or_default();
        match key.as_str() {
            _ if matches!(value.value, Value::Null) => {}
            "title" => self.parts.title = self.plain(value, &text()),
            "subtitle" => self.subtitle = Some(self.plain(value, &text())).filter(|words| !words.is_empty()),
            "author" | "authors" => self.authors(value),
            "date" => self.date(value, &text()),
            "abstract" | "description" if self.parts.summary.is_none() || key == "abstract" => {
                let words = self.plain(value, &text());
                self.parts.summary = Some(words).filter(|words| !words.is_empty());
            }
            "lang" | "language" => match words::language(&text()) {
                Some(tag) => self.parts.language = Some(tag),
                None => {
                    self.tell(value, format!("`{}` is no language known here", text()), "write `language:` by hand")
                }
            },
            "bibliography" => {
                let files = items(value);
                let named = files.iter().filter_map(|file| Some((text_of(file)?, self.span(file))));
                self.bibliographies = named.collect();
            }
            "references" => {
                self.records.extend(csl_yaml::items(self.path, self.base, value));
            }
            "nocite" => {
                let text = items(value).iter().filter_map(text_of).collect::<Vec<_>>().join(" ");
                if text.contains("@*") {
                    self.also_cited.insert("*".to_owned());
                }
                let keys = text.match_indices('@').map(|(at, _)| key_at(&text[at..]).to_owned());
                self.also_cited.extend(keys.filter(|key| !key.is_empty()));
            }
            _ => {
                let message = format!("`{key}` of the metadata is left out");
                self.tell(name, message, "what it sets is set elsewhere here, or not at all");
            }
        }
    }

    /// A few words on one line, without citations, which cannot stand there.
    fn plain(&mut self, node: &Node, text: &str) -> String {
        let plain = markdown::without_citations(text);
        if plain != text {
            let hint = "cite in the text below";
            self.tell(node, "a citation in the metadata is left out".to_owned(), hint);
        }
        words::plain(&markdown::without_marks(&plain))
    }

    fn date(&mut self, node: &Node, text: &str) {
        self.date = words::date(text).map(|(date, _)| date);
        if self.date.is_none() {
            let message = format!("`{text}` is no date that stays, so `as_of` is today");
            self.tell(node, message, "write the day that the text stands for");
        }
    }

    fn authors(&mut self, value: &Node) {
        for item in items(value) {
            let name = match &item.value {
                Value::Map(pairs) => {
                    let rest =
                        pairs.iter().filter_map(|(name, _)| text_of(name)).filter(|name| !NAMED.contains(&&**name));
                    let rest: Vec<String> = rest.map(|name| format!("`{name}`")).collect();
                    if !rest.is_empty() {
                        let message = format!("of this author {} is left out", rest.join(", "));
                        self.tell(&item, message, "say it in the text, if readers should know");
                    }
                    person(pairs)
                }
                _ => text_of(&item),
            };
            let name = words::plain(&name.unwrap_or_default());
            self.parts.authors.extend((!name.is_empty()).then_some(name));
        }
    }
}

/// The keys of an author that are parts of the name.
const NAMED: [&str; 8] =
    ["name", "given", "dropping-particle", "non-dropping-particle", "particle", "family", "suffix", "literal"];

fn person(pairs: &[(Node, Node)]) -> Option<String> {
    let find =
        |wanted: &str| pairs.iter().find(|(name, _)| text_of(name).as_deref() == Some(wanted)).map(|(_, value)| value);
    match find("name").map(|name| &name.value) {
        Some(Value::Map(parts)) => return person(parts),
        Some(Value::Text(name, _)) => return Some(name.to_string()),
        _ => {}
    }
    let part = |name: &str| find(name).and_then(text_of);
    let spoken = || {
        let parts = NAMED[1..7].iter().filter_map(|name| part(name)).collect::<Vec<_>>();
        Some(parts.join(" ")).filter(|name| !name.trim().is_empty())
    };
    part("literal").or_else(spoken)
}

/// The items of a list; one thing alone is a list of one.
fn items<'n>(node: &Node<'n>) -> Vec<Node<'n>> {
    match &node.value {
        Value::List(items) => items.clone(),
        Value::Null => Vec::new(),
        _ => vec![node.clone()],
    }
}

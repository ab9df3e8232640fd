//! Typed reading of a YAML map: each value in its form, each finding at its place.

mod held;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Display;
use std::ops::Range;
use std::sync::Arc;

use ahash::{HashSet, HashSetExt};

use super::extra;
use super::{foreign, private};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::markdown::{self, Language, WrongComment};
use crate::model::date::Date;
use crate::model::document::{Phrase, Reference, Spanned};
use crate::model::extra::{Extra, ExtraValue};
use crate::model::words::Word;
use crate::web::{self, WebAddress};
use crate::yaml::{Node, Value};

/// The keys of one map, taken one by one. What nobody took is unknown.
pub struct Fields<'a> {
    path: &'a Arc<str>,
    /// Byte of the file at which the YAML begins.
    base: usize,
    range: Range<usize>,
    /// What the map belongs to, such as "source", for messages.
    owner: &'a str,
    pairs: Vec<(Cow<'a, str>, Range<usize>, Node<'a>)>,
    names: HashSet<Cow<'a, str>>,
    taken: BTreeSet<&'static str>,
    refused: BTreeSet<&'static str>,
    /// A key that stands twice holds the text back the second time.
    held: bool,
    /// What its author wrote may mean that it is not for readers.
    wished: bool,
    /// It says of itself that it is a draft.
    said_draft: bool,
    /// The title at the head of the text, which stands for one that is not written here.
    pub heading: Option<String>,
    /// The language by which phrases are set, unless they stay as they are.
    pub set_in: Option<Language>,
    out: &'a mut Vec<Diagnostic>,
}

impl<'a> Fields<'a> {
    /// Reads a node that must be a map.
    pub fn new(
        path: &'a Arc<str>,
        base: usize,
        node: Node<'a>,
        owner: &'a str,
        out: &'a mut Vec<Diagnostic>,
    ) -> Fields<'a> {
        let mut fields = Fields {
            path,
            base,
            range: node.range.clone(),
            owner,
            pairs: Vec::new(),
            names: HashSet::new(),
            taken: BTreeSet::new(),
            refused: BTreeSet::new(),
            held: false,
            wished: false,
            said_draft: false,
            heading: None,
            set_in: None,
            out,
        };
        match node.value {
            Value::Map(pairs) => {
                for (key, value) in pairs {
                    fields.add(key, value);
                }
            }
            Value::Null => {}
            _ => fields.wrong_type(&node.range, "lines of `key: value`"),
        }
        fields
    }

    fn add(&mut self, key: Node<'a>, value: Node<'a>) {
        let Value::Text(name, _) = key.value else {
            return self.wrong_type(&key.range, "a word as key");
        };
        if !self.names.insert(name.clone()) {
            self.held |=
                name == "draft" || private::is_held_by(&name, &value) || private::is_held_by_value(&name, &value);
            let first =
                self.pairs.iter().find(|(known, ..)| *known == name).map_or(0..0, |(_, range, _)| range.clone());
            let first = self.span(&first);
            let finding = Diagnostic::new(
                Code::DuplicateKey,
                self.span(&key.range),
                format!("the key `{name}` stands here twice"),
            )
            .related(first, "first here; this one counts")
            .hint("keep one of them");
            self.out.push(finding);
            return;
        }
        self.pairs.push((name, key.range, value));
    }

    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.path, self.base + range.start..self.base + range.end)
    }

    fn report(&mut self, code: Code, range: &Range<usize>, message: impl Into<String>) -> &mut Diagnostic {
        let finding = Diagnostic::new(code, self.span(range), message);
        self.out.push(finding);
        let last = self.out.len() - 1;
        &mut self.out[last]
    }

    fn wrong_type(&mut self, range: &Range<usize>, wanted: impl Display) {
        self.report(Code::WrongType, range, format!("here must stand {wanted}"))
            .hints
            .push("docs/writing.md shows the form; between quotes anything is a text".to_owned());
    }

    /// The place of the first of some keys that was written; else the first line of the file.
    pub fn place_of(&self, keys: &[&str]) -> Span {
        let written = keys.iter().find_map(|key| self.pairs.iter().find(|(name, ..)| name == key));
        written.map_or_else(|| Span::file(self.path), |(_, _, node)| self.span(&node.range))
    }

    /// The node of a key, if it has a value.
    pub fn node(&mut self, key: &'static str) -> Option<Node<'a>> {
        self.taken.insert(key);
        let at = self.pairs.iter().position(|(name, ..)| name == key)?;
        let (_, _, node) = &self.pairs[at];
        (!matches!(node.value, Value::Null)).then(|| node.clone())
    }

    /// Remembers that the value of a key was refused, when nothing came of it.
    fn noted<T>(&mut self, key: &'static str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.refused.insert(key);
        }
        value
    }

    /// The keys whose values were written and refused.
    pub fn refused(&self) -> BTreeSet<&'static str> {
        self.refused.clone()
    }

    /// A text, with its place.
    pub fn spanned(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let node = self.node(key)?;
        let text = self.text_of(node, format_args!("a text for `{key}`"));
        self.noted(key, text)
    }

    /// A text.
    pub fn text(&mut self, key: &'static str) -> Option<String> {
        self.spanned(key).map(|text| text.value)
    }

    /// A few words, set as the language of the text wants it.
    pub fn phrase(&mut self, key: &'static str) -> Option<Phrase> {
        let text = self.text(key)?;
        self.say_marks(key, &text);
        Some(Phrase::new(text, self.set_in))
    }

    /// Reports Markdown in a text that is shown as it is typed, once a key.
    fn say_marks(&mut self, key: &'static str, text: &str) {
        if markdown::has_marks(text) {
            let message = format!("no Markdown is read in `{key}`, so its signs stand as they are typed");
            self.refuse(Code::UnreadMarkup, self.place_of(&[key]), message, "write it in plain words, without signs");
        }
    }

    /// A text that must be there; else `gap` stands for it.
    pub fn required_text(&mut self, key: &'static str, gap: &str) -> String {
        match self.text(key) {
            Some(text) if !text.trim().is_empty() => text,
            _ if matches!(key, "title" | "name") && self.heading.is_some() => self.heading.take().unwrap_or_default(),
            _ => {
                self.require(key);
                gap.to_owned()
            }
        }
    }

    /// A text that is shown where no markers can stand, such as in lists: citations are taken out of it. `hint`
    /// says where they belong.
    pub fn plain(&mut self, key: &'static str, text: String, hint: &str) -> String {
        let plain = markdown::without_citations(&text);
        self.say_marks(key, &plain);
        if plain != text {
            let message = format!("`{key}` is shown without markers, so the citation in it is left out");
            self.refuse(Code::UnshownCitation, self.place_of(&[key]), message, hint);
        }
        plain
    }

    /// Reports a required key that is not there or empty. A value of a wrong form has been reported already.
    pub fn require(&mut self, key: &'static str) {
        let written = self.pairs.iter().find(|(name, ..)| name == key);
        let empty = |node: &Node| match &node.value {
            Value::Null => true,
            Value::Text(text, _) => text.trim().is_empty(),
            _ => false,
        };
        if written.is_some_and(|(_, _, node)| !empty(node)) {
            return;
        }
        let range = written.map_or(self.range.start..self.range.start, |(_, range, _)| range.clone());
        let message = format!("{} {} needs `{key}`", article(self.owner), self.owner);
        self.report(Code::MissingKey, &range, message).hints.push(format!("add a line `{key}: …`"));
    }

    /// A list of texts; one text alone counts as a list of one.
    pub fn list(&mut self, key: &'static str) -> Vec<Reference> {
        let Some(node) = self.node(key) else { return Vec::new() };
        let wanted = format_args!("a text or a list of texts for `{key}`");
        let items = match node.value {
            Value::List(items) => items,
            _ => vec![node],
        };
        let mut read = |item| {
            let text = self.text_of(item, wanted);
            self.noted(key, text)
        };
        items.into_iter().filter_map(&mut read).collect()
    }

    /// The same without places.
    pub fn texts(&mut self, key: &'static str) -> Vec<String> {
        self.list(key).into_iter().map(|text| text.value).collect()
    }

    /// The same for names: between semicolons stand several.
    pub fn names(&mut self, key: &'static str) -> Vec<String> {
        self.texts(key).iter().flat_map(|text| parts(text, &[';', '；'])).collect()
    }

    /// The same for tags, set as phrases: in one text commas stand between several.
    pub fn tags(&mut self, key: &'static str) -> Vec<Phrase> {
        let mut tags = self.list(key);
        if let [Spanned { value, span }] = &*tags {
            let parts = parts(value, &[',', ';', '，', '、', '،']).into_iter();
            tags = parts.map(|value| Spanned { value, span: span.clone() }).collect();
        }
        self.set_as_phrases(key, tags).into_iter().map(|phrase| phrase.value).collect()
    }

    /// The same, set as phrases.
    pub fn phrases(&mut self, key: &'static str) -> Vec<Phrase> {
        self.spanned_phrases(key).into_iter().map(|phrase| phrase.value).collect()
    }

    /// The same with places.
    pub fn spanned_phrases(&mut self, key: &'static str) -> Vec<Spanned<Phrase>> {
        let texts = self.list(key);
        self.set_as_phrases(key, texts)
    }

    fn set_as_phrases(&mut self, key: &'static str, texts: Vec<Reference>) -> Vec<Spanned<Phrase>> {
        if let Some(marked) = texts.iter().find(|text| markdown::has_marks(&text.value)) {
            self.say_marks(key, &marked.value);
        }
        let set = |text: Reference| Spanned { value: Phrase::new(text.value, self.set_in), span: text.span };
        texts.into_iter().map(set).collect()
    }

    /// What an author tells the theme under `extra`: a map of anything, typed as it is written.
    pub fn extra(&mut self) -> Extra {
        let Some(node) = self.node("extra") else { return Extra::default() };
        let range = node.range.clone();
        let mut refused = Vec::new();
        let item = extra::item(node, self.base, &mut |at, name| refused.push((at, name.map(str::to_owned))));
        for (at, name) in refused {
            match name {
                Some(name) => self.refuse(
                    Code::DuplicateKey,
                    self.span(&at),
                    format!("the key `{name}` stands here twice"),
                    "keep one of them; the first counts",
                ),
                None => self.wrong_type(&at, "a word as key"),
            }
        }
        match item.value {
            ExtraValue::Map(map) => map,
            _ => {
                self.wrong_type(&range, "lines of `key: value` for `extra`");
                Extra::default()
            }
        }
    }

    /// A list of maps, each handed to `read`.
    pub fn maps<T>(
        &mut self,
        key: &'static str,
        owner: &str,
        mut read: impl FnMut(&mut Fields) -> Option<T>,
    ) -> Vec<T> {
        let Some(node) = self.node(key) else { return Vec::new() };
        let items = match node.value {
            Value::List(items) => items,
            _ => vec![node],
        };
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            let value = self.within(item, owner, &mut read);
            values.extend(self.noted(key, value));
        }
        values
    }

    /// What `read` makes of a map. In what is no map, no key is missing.
    pub fn within<T>(&mut self, item: Node, owner: &str, read: impl FnOnce(&mut Fields) -> Option<T>) -> Option<T> {
        let map = matches!(item.value, Value::Map(_) | Value::Null);
        let mut fields = Fields::new(self.path, self.base, item, owner, self.out);
        fields.set_in = self.set_in;
        let value = if map { read(&mut fields) } else { None };
        let held = map && fields.wishes_within();
        if map {
            fields.finish();
        }
        self.held |= held;
        value
    }

    /// A map from names of rules to texts, in the order of their lines; `wanted` is what each text says. A rule that
    /// is not there is reported.
    pub fn rules(&mut self, key: &'static str, wanted: &str) -> Vec<(Code, Span, Spanned<String>)> {
        let owner = format!("list for `{key}`");
        let read = |rules: &mut Fields| {
            let named = rules.take_all().into_iter().filter_map(|(name, node)| {
                let code = rules.rule(&name);
                let text = rules.text_of(node, wanted)?;
                Some((code?, name.span, text))
            });
            Some(named.collect::<Vec<_>>())
        };
        self.maps(key, &owner, read).into_iter().flatten().collect()
    }

    fn rule(&mut self, name: &Spanned<String>) -> Option<Code> {
        let code = Code::find(&name.value);
        if code.is_none() {
            let message = format!("there is no rule `{}`", name.value);
            let finding = Diagnostic::new(Code::UnknownKey, name.span.clone(), message)
                .nearest(&name.value, Code::ALL.iter().map(|code| code.name()));
            let is_near = !finding.hints.is_empty();
            self.out.push(if is_near { finding } else { finding.hint("`standpoint explain` lists all rules") });
        }
        code
    }

    /// `true` or `false`.
    pub fn flag(&mut self, key: &'static str, default: bool) -> bool {
        let Some(node) = self.node(key) else { return default };
        match &node.value {
            Value::Text(text, true) if text == "true" => true,
            Value::Text(text, true) if text == "false" => false,
            _ => {
                let message = format!("`{key}` is either `true` or `false`");
                let hint = format!("write `{key}: true` or `{key}: false`, without quotes");
                self.report(Code::WrongType, &node.range, message).hints.push(hint);
                default
            }
        }
    }

    /// A word out of a closed list.
    pub fn word<W: Word>(&mut self, key: &'static str) -> Option<W> {
        self.word_by(key, W::find)
    }

    /// The same for words that have other names too.
    pub fn word_by<W: Word>(&mut self, key: &'static str, find: impl Fn(&str) -> Option<W>) -> Option<W> {
        let text = self.spanned(key)?;
        let found = find(&text.value);
        if found.is_none() {
            let words: Vec<&str> = W::ALL.iter().map(|word| word.id()).collect();
            // Of letters and figures each is as near as any other, but for their case.
            let near = words.iter().copied().filter(|word| word.len() > 1 || word.eq_ignore_ascii_case(&text.value));
            let finding = Diagnostic::new(Code::UnknownWord, text.span, format!("`{}` is no {}", text.value, W::NAME))
                .nearest(&text.value, near)
                .hint(format!("one of: {}", words.join(", ")));
            self.out.push(finding);
        }
        self.noted(key, found)
    }

    /// A date, with its place.
    pub fn date(&mut self, key: &'static str) -> Option<Spanned<Date>> {
        let text = self.spanned(key)?;
        let date = match Date::parse(&text.value) {
            Ok(value) => Some(Spanned { value, span: text.span }),
            Err(why) => {
                let refused = |why: &str| {
                    Diagnostic::new(Code::BadDate, text.span.clone(), format!("`{}` is no date: {why}", text.value))
                };
                let finding = match Date::in_place_of_span(&text.value) {
                    Some((end, whole)) => {
                        let whole =
                            whole.map_or_else(String::new, |whole| format!("`{whole}` for some time in it, or "));
                        let hint = format!("write {whole}`{end}`, and in the text how long it was");
                        refused("it is a span of time, and a date is one day, month, season or year").hint(hint)
                    }
                    None => refused(&why).did_you_mean(&text.value, Date::meant(&text.value).as_deref()).hint(
                        "write 2025-08-20, 2025-08, 2025 or 2025-21 (spring); `~` behind it means about, `?` uncertain",
                    ),
                };
                self.out.push(finding);
                None
            }
        };
        self.noted(key, date)
    }

    /// A web address, cleaned, with its place.
    pub fn address(&mut self, key: &'static str) -> Option<Spanned<WebAddress>> {
        let text = self.spanned(key)?;
        let address = match WebAddress::parse(&text.value) {
            Ok(value) => {
                self.out.extend(value.findings(&text.value, &text.span));
                Some(Spanned { value, span: text.span })
            }
            Err(refusal) => {
                let (code, message, hint) = refusal.explain();
                self.out.push(Diagnostic::new(code, text.span, message).hint(hint));
                None
            }
        };
        self.noted(key, address)
    }

    /// Reports what was found about a value.
    pub fn push(&mut self, finding: Diagnostic) {
        self.out.push(finding);
    }

    /// Reports a value that has been read and found wanting.
    pub fn refuse(&mut self, code: Code, span: Span, message: impl Into<String>, hint: impl Into<String>) {
        self.push(Diagnostic::new(code, span, message).hint(hint));
    }

    /// Reports the keys that nobody took.
    pub fn finish(self) {
        for (name, range, _) in self.pairs.iter().filter(|(name, ..)| !self.taken.contains(&**name)) {
            if let Some(hint) = foreign::hint(self.owner, name) {
                let message = format!("`{name}` is a key of other programs, and says nothing here");
                self.out.push(Diagnostic::new(Code::UnknownKey, self.span(range), message).hint(hint));
                continue;
            }
            let message = format!("{} {} has no key `{name}`", article(self.owner), self.owner);
            let keys: Vec<&str> = self.taken.iter().copied().collect();
            let finding =
                Diagnostic::new(Code::UnknownKey, self.span(range), message).nearest(name, keys.iter().copied());
            let finding =
                if finding.hints.is_empty() { finding.hint(format!("its keys: {}", keys.join(", "))) } else { finding };
            self.out.push(finding);
        }
    }

    /// The names of all keys that were written, with their places and values, for maps with free keys.
    pub fn take_all(&mut self) -> Vec<(Spanned<String>, Node<'a>)> {
        let pairs = std::mem::take(&mut self.pairs);
        pairs
            .into_iter()
            .map(|(name, range, node)| (Spanned { value: name.into_owned(), span: self.span(&range) }, node))
            .collect()
    }

    /// A text without what no page may have in it, which is told.
    fn without_controls<'t>(&mut self, mut text: Cow<'t, str>, span: &Span) -> Cow<'t, str> {
        if let Some(control) = text.chars().find(|c| web::is_bidi_control(*c) && !matches!(c, '\u{200e}' | '\u{200f}'))
        {
            let message = format!("this text holds \\u{:04x}, which turns the direction of writing", control as u32);
            self.refuse(Code::BidiControl, span.clone(), message, "type it again");
            text = text.replace(web::is_bidi_control, "").into();
        }
        // `"\0"` and `"\e[31m"`.
        if text.contains(web::is_unprintable) {
            let message = "this text holds a character that nobody can see";
            let hint = "take it out; a backslash between double quotes is written twice: `\\\\`";
            self.refuse(Code::ControlCharacter, span.clone(), message, hint);
            // `"\N"` ends a line.
            text = text.replace('\u{85}', " ").replace(web::is_unprintable, "").into();
        }
        text
    }

    /// The text of a node.
    pub fn text_of(&mut self, node: Node, wanted: impl Display) -> Option<Spanned<String>> {
        let span = self.span(&node.range);
        let Value::Text(text, _) = node.value else {
            self.wrong_type(&node.range, wanted);
            return None;
        };
        let text = self.without_controls(text, &span);
        let (value, wrong) = markdown::without_comments(&text);
        if let Some((code, message, hint)) = wrong.map(explained) {
            self.refuse(code, span.clone(), message, hint);
        }
        Some(Spanned { value: value.into_owned(), span })
    }
}

/// What is told of a comment in a value, and what to do.
fn explained(wrong: WrongComment) -> (Code, &'static str, &'static str) {
    match wrong {
        WrongComment::Unclosed | WrongComment::OneLine => (
            Code::UnclosedComment,
            "a comment in this text has no end, so all that follows it is held back",
            "write its closing sign where it ends, such as `-->` of `<!--`",
        ),
        WrongComment::Typeset => (
            Code::HeldBack,
            "a comment in this text has signs that are escaped or set as dashes; it is held back all the same",
            "write `<!-- … -->`, or take it away",
        ),
        WrongComment::Nested => (
            Code::HeldBack,
            "a comment in this text holds another one, or is closed twice; it is held back up to the last sign",
            "take the signs within it away, or take out the whole comment",
        ),
        WrongComment::Hidden => (
            Code::HeldBack,
            "a tag in this text says that nobody is to see a part of it; that is held back",
            "take it away, with its tags",
        ),
        WrongComment::Struck => (
            Code::HeldBack,
            "an editor has struck out words of this text, and nobody has settled it; they are held back",
            "keep what is meant, and take the signs away",
        ),
    }
}

fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" }
}

/// What stands between signs.
fn parts(text: &str, signs: &[char]) -> Vec<String> {
    text.split(signs).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

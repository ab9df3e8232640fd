//! The keys that a theme declares under `extra` in its `theme.yaml`, with what they hold.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::declared::{Declared, Wanted};
use crate::model::document::Kind;
use crate::nearest::nearest;
use crate::render::shape::Form;
use crate::yaml::{Node, Value};

/// Those who have an `extra`, and the word for them here.
const ALL: &str = "all";
const SETTINGS: &str = "settings";
const KINDS: [(&str, Kind); 8] = [
    ("home", Kind::Home),
    ("briefing", Kind::Briefing),
    ("actor", Kind::Actor),
    ("issue", Kind::Issue),
    ("position", Kind::Position),
    ("event", Kind::Event),
    ("source", Kind::Source),
    ("page", Kind::Page),
];

/// What a value may be, in the words of docs/themes.md.
const FORMS: [(&str, Wanted); 5] = [
    ("any", Wanted::Any),
    ("text", Wanted::Text),
    ("number", Wanted::Number),
    ("true or false", Wanted::Flag),
    ("date", Wanted::Date),
];
const LIST: &str = "list of ";

/// Reads what stands under `extra`.
pub fn read(node: Node, path: &Arc<str>, out: &mut Vec<Diagnostic>) -> Declared {
    let mut reader = DeclarationReader { path, out };
    let mut declared = Declared::default();
    for (name, at, node) in reader.pairs(node) {
        if name == ALL {
            declared.all = Some(reader.keys(node));
        } else if name == SETTINGS {
            declared.settings = Some(reader.keys(node));
        } else if let Some((_, kind)) = KINDS.iter().find(|(word, _)| *word == name) {
            let keys = reader.keys(node);
            declared.kinds.insert(*kind, keys);
        } else {
            let known = || KINDS.iter().map(|(word, _)| *word).chain([ALL, SETTINGS]);
            let finding = reader.finding(Code::UnknownKey, at, format!("nothing called `{name}` has an `extra`"));
            let finding = match nearest(&name, known()) {
                Some(near) => finding.did_you_mean(&name, Some(near)),
                None => finding.hint(format!("these have: {}", known().collect::<Vec<_>>().join(", "))),
            };
            reader.out.push(finding);
        }
    }
    declared
}

struct DeclarationReader<'r> {
    path: &'r Arc<str>,
    out: &'r mut Vec<Diagnostic>,
}

impl DeclarationReader<'_> {
    fn finding(&self, code: Code, at: Range<usize>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, Span::new(self.path, at), message)
    }

    fn wrong(&mut self, at: Range<usize>, wanted: &str) {
        let finding = self.finding(Code::WrongType, at, format!("here must stand {wanted}"));
        self.out.push(finding.hint("docs/themes.md shows the form"));
    }

    /// The lines of a map, each key once.
    fn pairs<'a>(&mut self, node: Node<'a>) -> Vec<(String, Range<usize>, Node<'a>)> {
        let pairs = match node.value {
            Value::Map(pairs) => pairs,
            Value::Null => return Vec::new(),
            _ => {
                self.wrong(node.range, "lines of `key: value`");
                return Vec::new();
            }
        };
        let mut found: Vec<(String, Range<usize>, Node)> = Vec::with_capacity(pairs.len());
        for (key, node) in pairs {
            match key.value {
                Value::Text(name, _) if !found.iter().any(|(known, ..)| *known == name) => {
                    found.push((name.into_owned(), key.range, node));
                }
                Value::Text(name, _) => {
                    let message = format!("the key `{name}` stands here twice");
                    let finding = self.finding(Code::DuplicateKey, key.range, message);
                    self.out.push(finding.hint("keep one of them; the first counts"));
                }
                _ => self.wrong(key.range, "a word as key"),
            }
        }
        found
    }

    fn keys(&mut self, node: Node) -> BTreeMap<String, Wanted> {
        self.pairs(node).into_iter().map(|(name, _, node)| (name, self.wanted(node))).collect()
    }

    fn wanted(&mut self, node: Node) -> Wanted {
        match node.value {
            Value::Text(text, _) => self.form(&text, node.range),
            Value::Map(_) => Wanted::Map(self.keys(node)),
            Value::List(mut items) => match items.as_slice() {
                [Node { value: Value::Map(_), .. }] => {
                    items.pop().map_or(Wanted::Any, |item| Wanted::List(self.wanted(item).into()))
                }
                _ => Wanted::OneOf(items.into_iter().filter_map(|item| self.word(item)).collect()),
            },
            Value::Null => Wanted::Any,
        }
    }

    fn word(&mut self, node: Node) -> Option<String> {
        match node.value {
            Value::Text(word, _) => Some(word.into_owned()),
            _ => {
                self.wrong(node.range, "one of the words that may stand there");
                None
            }
        }
    }

    fn form(&mut self, text: &str, at: Range<usize>) -> Wanted {
        if let Some(inner) = text.strip_prefix(LIST) {
            return Wanted::List(self.form(inner, at).into());
        }
        if let Some((_, form)) = FORMS.iter().find(|(word, _)| *word == text) {
            return form.clone();
        }
        let known = FORMS.iter().map(|(word, _)| *word);
        let finding = self.finding(Code::UnknownWord, at, format!("`{text}` is no form of a value"));
        let hint = format!(
            "it is one of {}; `list of` one of these; a list of words; or a map",
            known.clone().collect::<Vec<_>>().join(", ")
        );
        let finding = finding.nearest(text, known).hint(hint);
        self.out.push(finding);
        Wanted::Any
    }
}

/// The form of what is declared, for templates.
pub fn form(wanted: &Wanted) -> Form {
    match wanted {
        Wanted::Any => Form::Any,
        Wanted::Text | Wanted::Date | Wanted::OneOf(_) => Form::Text,
        Wanted::Number => Form::Number,
        Wanted::Flag => Form::Flag,
        Wanted::List(inner) => form(inner).list(),
        Wanted::Map(keys) => keyed(keys.iter().map(|(name, wanted)| (name.as_str(), wanted))),
    }
}

/// The form of a map with these keys, each of which may be missing.
pub fn keyed<'w>(keys: impl Iterator<Item = (&'w str, &'w Wanted)>) -> Form {
    Form::Keyed(keys.map(|(name, wanted)| (name.to_owned(), form(wanted).optional())).collect())
}

/// What `extra` holds that belongs to a view; none where the theme leaves it open. `page` is the template of the page.
pub fn of_view(view: &str, page: &str, declared: &Declared) -> Option<Form> {
    let kind = match (view, page) {
        ("SiteView", _) => {
            let keys = declared.settings.as_ref()?;
            return Some(keyed(keys.iter().map(|(name, wanted)| (name.as_str(), wanted))));
        }
        ("ActorCard", _) | ("PageHead", "actor.html") => Kind::Actor,
        ("IssueCard", _) | ("PageHead", "issue.html") => Kind::Issue,
        ("PositionCard", _) | ("PageHead", "position.html") => Kind::Position,
        ("EventCard", _) | ("PageHead", "event.html") => Kind::Event,
        ("SourceCard", _) | ("PageHead", "source.html") => Kind::Source,
        ("BriefingCard", _) | ("PageHead", "briefing.html") => Kind::Briefing,
        ("PageHead", "home.html") => Kind::Home,
        ("PageHead", "page.html" | "index.html") => Kind::Page,
        _ => return None,
    };
    declared.of(kind).map(|keys| keyed(keys.into_iter()))
}

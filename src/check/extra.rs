//! What authors tell a theme under `extra`, held against what the theme declares there.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::Site;
use crate::model::date::Date;
use crate::model::declared::{Declared, Wanted};
use crate::model::extra::{Extra, ExtraItem, ExtraValue};
use crate::nearest::nearest;
use crate::paths::SETTINGS;

type Keys<'k> = BTreeMap<&'k str, &'k Wanted>;

/// What does not fit.
pub fn extra(site: &Site, declared: &Declared) -> Vec<Diagnostic> {
    if *declared == Declared::default() {
        return Vec::new();
    }
    let mut found = Vec::new();
    if let Some(keys) = &declared.settings {
        let mut look = ExtraLook { path: &Arc::from(SETTINGS), found: &mut found };
        look.map(&site.settings.extra, &named(keys), "");
    }
    for text in site.texts.iter() {
        let document = &text.document;
        if !document.extra.0.is_empty()
            && let Some(keys) = declared.of(document.meta.kind())
        {
            ExtraLook { path: &document.path, found: &mut found }.map(&document.extra, &keys, "");
        }
    }
    found
}

fn named(keys: &BTreeMap<String, Wanted>) -> Keys<'_> {
    keys.iter().map(|(name, wanted)| (name.as_str(), wanted)).collect()
}

struct ExtraLook<'l> {
    path: &'l Arc<str>,
    found: &'l mut Vec<Diagnostic>,
}

impl ExtraLook<'_> {
    /// Looks at a map, which stands under the keys `within`, such as `lead.`.
    fn map(&mut self, map: &Extra, keys: &Keys, within: &str) {
        for entry in &map.0 {
            let name = format!("{within}{}", entry.name);
            match keys.get(entry.name.as_str()) {
                Some(wanted) => self.item(&entry.item, wanted, &name),
                None => {
                    let message = format!("the theme knows no `{name}` under `extra`");
                    let finding = Diagnostic::new(Code::UnknownKey, Span::new(self.path, entry.at.clone()), message);
                    self.found.push(match nearest(&entry.name, keys.keys().copied()) {
                        Some(near) => finding.did_you_mean(&entry.name, Some(near)),
                        None => finding.hint(format!("its theme.yaml has {}", list(keys.keys().copied()))),
                    });
                }
            }
        }
    }

    fn item(&mut self, item: &ExtraItem, wanted: &Wanted, name: &str) {
        match (wanted, &item.value) {
            (Wanted::Any, _) | (_, ExtraValue::None) => {}
            (Wanted::Text, ExtraValue::Text(_))
            | (Wanted::Number, ExtraValue::Number(_))
            | (Wanted::Flag, ExtraValue::Flag(_)) => {}
            (Wanted::OneOf(words), ExtraValue::Text(word)) if words.contains(word) => {}
            (Wanted::Date, ExtraValue::Text(text)) if Date::parse(text).is_ok() => {}
            // A year alone is a number where it stands without quotes.
            (Wanted::Date, ExtraValue::Number(number)) if Date::parse(&number.to_string()).is_ok() => {}
            (Wanted::List(each), ExtraValue::List(items)) => items.iter().for_each(|item| self.item(item, each, name)),
            (Wanted::Map(keys), ExtraValue::Map(map)) => self.map(map, &named(keys), &format!("{name}.")),
            (Wanted::OneOf(words), ExtraValue::Text(word)) => {
                let message = format!("`{word}` is none of the words for `{name}`");
                let finding = Diagnostic::new(Code::UnknownWord, Span::new(self.path, item.at.clone()), message);
                self.found.push(match nearest(word, words.iter().map(String::as_str)) {
                    Some(near) => finding.did_you_mean(word, Some(near)),
                    None => finding.hint(format!("it is one of {}", list(words.iter().map(String::as_str)))),
                });
            }
            _ => self.wrong(item, wanted, name),
        }
    }

    fn wrong(&mut self, item: &ExtraItem, wanted: &Wanted, name: &str) {
        let message = format!("`{name}` must be {}, as theme.yaml has it", words(wanted));
        let finding = Diagnostic::new(Code::WrongType, Span::new(self.path, item.at.clone()), message);
        let is_plain = matches!(item.value, ExtraValue::Number(_) | ExtraValue::Flag(_));
        self.found.push(match wanted {
            Wanted::Text if is_plain => finding.hint("write it between quotes, which make a text of it"),
            Wanted::Date => finding.hint("write it as 2025-08-15, 2025-08 or 2025"),
            _ => finding.hint("write it in that form, or leave it out"),
        });
    }
}

fn list<'l>(words: impl Iterator<Item = &'l str>) -> String {
    words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// What is wanted, in words.
fn words(wanted: &Wanted) -> String {
    match wanted {
        Wanted::Any => "a value".to_owned(),
        Wanted::Text => "a text".to_owned(),
        Wanted::Number => "a number".to_owned(),
        Wanted::Flag => "`true` or `false`".to_owned(),
        Wanted::Date => "a date".to_owned(),
        Wanted::OneOf(words) => format!("one of {}", list(words.iter().map(String::as_str))),
        Wanted::List(_) => "a list".to_owned(),
        Wanted::Map(_) => "lines of `key: value`".to_owned(),
    }
}

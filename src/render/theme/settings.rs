//! `theme.yaml`: what a theme says of itself.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::declared;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::declared::Declared;
use crate::nearest::nearest;
use crate::yaml::{self, Node, Value};

/// Its name in the folder of a theme.
pub const FILE: &str = "theme.yaml";

const KEYS: [&str; 3] = ["standpoint", "extends", "extra"];
const EXTENDS: [&str; 2] = ["default", "none"];

/// What a theme says of itself.
#[derive(Debug, Default)]
pub struct ThemeSettings {
    /// Where it says that nothing of the built-in theme is published with it.
    pub extends_none: Option<Span>,
    /// The keys that it declares under `extra`.
    pub declared: Declared,
}

/// Reads `theme.yaml`.
pub fn read(text: &str, path: &Arc<str>, out: &mut Vec<Diagnostic>) -> ThemeSettings {
    let mut reader = ThemeSettingsReader { path, out, settings: ThemeSettings::default() };
    match yaml::parse(text) {
        Ok(root) => reader.root(root),
        Err(refusal) => reader.out.push(refusal.finding("this theme.yaml", text, path, 0)),
    }
    reader.settings
}

struct ThemeSettingsReader<'r> {
    path: &'r Arc<str>,
    out: &'r mut Vec<Diagnostic>,
    settings: ThemeSettings,
}

impl ThemeSettingsReader<'_> {
    fn report(&mut self, code: Code, place: Range<usize>, message: String) -> Diagnostic {
        Diagnostic::new(code, Span::new(self.path, place), message)
    }

    fn root(&mut self, root: Node) {
        let pairs = match root.value {
            Value::Map(pairs) => pairs,
            Value::Null => return,
            _ => {
                let finding = self.report(Code::WrongType, root.range, "here must stand lines `key: value`".to_owned());
                self.out.push(finding);
                return;
            }
        };
        let mut seen = BTreeSet::new();
        for (key, value) in pairs {
            let name = match &key.value {
                Value::Text(name, _) => name.to_string(),
                _ => String::new(),
            };
            if !seen.insert(name.clone()) {
                let message = format!("the key `{name}` stands here twice");
                let finding = self.report(Code::DuplicateKey, key.range, message);
                self.out.push(finding.hint("keep one of them; the first counts"));
                continue;
            }
            match name.as_str() {
                "standpoint" => self.version(&value),
                "extends" => self.extends(&value),
                "extra" => self.settings.declared = declared::read(value, self.path, self.out),
                _ => {
                    let known: Vec<String> = KEYS.iter().map(|key| format!("`{key}`")).collect();
                    let finding = self.report(Code::UnknownKey, key.range, format!("theme.yaml has no key `{name}`"));
                    let finding = match nearest(&name, KEYS) {
                        Some(near) => finding.did_you_mean(&name, Some(near)),
                        None => finding.hint(format!("it has {}", known.join(", "))),
                    };
                    self.out.push(finding);
                }
            }
        }
    }

    /// The version that the theme was written for.
    fn version(&mut self, value: &Node) {
        let parts = |text: &str| {
            let mut parts = text.split('.').map(str::parse::<u32>);
            Some((parts.next()?.ok()?, parts.next()?.ok()?)).filter(|_| parts.all(|part| part.is_ok()))
        };
        let text = if let Value::Text(text, _) = &value.value { text } else { "" };
        let own = env!("CARGO_PKG_VERSION");
        let finding = match parts(text) {
            None => self
                .report(Code::WrongType, value.range.clone(), "here must stand a version of Standpoint".to_owned())
                .hint("write the version that the theme was made for, such as `0.1`"),
            Some(version) if Some(version) > parts(own) => self
                .report(
                    Code::FutureVersion,
                    value.range.clone(),
                    format!("this theme was made for Standpoint {text}, and this is {own}"),
                )
                .hint("use a newer Standpoint, or look through the theme and write the version that it fits"),
            Some(_) => return,
        };
        self.out.push(finding);
    }

    fn extends(&mut self, value: &Node) {
        match &value.value {
            Value::Text(text, _) if text == "none" => {
                self.settings.extends_none = Some(Span::new(self.path, value.range.clone()));
            }
            Value::Text(text, _) if text == "default" => {}
            Value::Text(text, _) => {
                let message = format!("a theme extends `default` or `none`, not `{text}`");
                let finding = self.report(Code::UnknownWord, value.range.clone(), message);
                self.out.push(finding.nearest(text, EXTENDS));
            }
            _ => {
                let message = "here must stand `default` or `none`".to_owned();
                let finding = self.report(Code::WrongType, value.range.clone(), message);
                self.out.push(finding);
            }
        }
    }
}

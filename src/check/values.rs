//! The values of colours, type and space that a theme gives to the built-in style sheets: each must be one of theirs, and
//! a colour is a pair, since readers have asked for light or for dark.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::nearest::nearest;

/// What the built-in style sheets take, each with whether it is a pair of colours.
pub type Values = BTreeMap<String, bool>;

/// The values of a style sheet: what stands in its first `:root`.
pub fn of_sheet(style: &str) -> Values {
    let declared =
        declarations(style).into_iter().filter(|one| one.name.starts_with("--") && one.around.last() == Some(&":root"));
    declared.map(|one| (one.name.to_owned(), one.value.starts_with("light-dark("))).collect()
}

/// What is wrong with the values in the style sheets of a theme, each with its path and its text. `built_in` are the
/// texts of those that it extends.
pub fn look(sheets: &[(&Arc<str>, &str)], built_in: &[&str], known: &Values) -> Vec<Diagnostic> {
    let all: Vec<(&Arc<str>, Declaration)> =
        sheets.iter().flat_map(|(path, text)| declarations(text).into_iter().map(move |one| (*path, one))).collect();
    // One look for everybody: there is no second colour.
    let is_one = all.iter().any(|(_, one)| one.name == "color-scheme" && !one.value.contains("light dark"));
    let texts = sheets.iter().map(|(_, text)| *text).chain(built_in.iter().copied());
    let used: BTreeSet<&str> = texts.flat_map(used).collect();
    let finding = |(path, one): &(&Arc<str>, Declaration)| {
        let place = Span::new(path, one.at.clone());
        match known.get(one.name) {
            Some(true) if !is_one && one.is_for_all() => {
                let message = format!("`{}` has one colour for light and dark", one.name);
                let both = format!("write both: `{}: light-dark({}, …)`", one.name, one.value);
                let finding = Diagnostic::new(Code::ThemeValue, place, message).hint(both);
                Some(finding.hint("or have one look for everybody: `:root { color-scheme: light }`"))
            }
            None if one.name.starts_with("--") && !used.contains(one.name) => {
                let near = nearest(one.name, known.keys().map(String::as_str).chain(used.iter().copied()))?;
                let message = format!("no style sheet uses `{}`", one.name);
                Some(Diagnostic::new(Code::ThemeValue, place, message).did_you_mean(one.name, Some(near)))
            }
            _ => None,
        }
    };
    all.iter().filter_map(finding).collect()
}

/// A declaration in a style sheet.
struct Declaration<'s> {
    name: &'s str,
    /// Where the name stands.
    at: Range<usize>,
    value: &'s str,
    /// What stands before the braces around it, outermost first.
    around: Vec<&'s str>,
}

impl Declaration<'_> {
    /// Whether it gives a colour to all screens: not where what is around it asks for paper or for one of the two.
    fn is_for_all(&self) -> bool {
        let is_asked = |around: &&str| around.contains("print") || around.contains("prefers-color-scheme");
        !self.value.contains("light-dark(") && !self.value.contains("var(") && !self.around.iter().any(is_asked)
    }
}

/// The names that a style sheet asks for.
fn used(style: &str) -> impl Iterator<Item = &str> {
    style.match_indices("var(").map(|(at, start)| {
        let rest = style[at + start.len()..].trim_start();
        rest.split([')', ',', ' ', '\n']).next().unwrap_or_default()
    })
}

/// The declarations of a style sheet, as far as its braces are whole.
fn declarations(style: &str) -> Vec<Declaration<'_>> {
    let mut found = Vec::new();
    let mut around: Vec<&str> = Vec::new();
    let mut start = 0;
    let mut depth = 0;
    let mut at = 0;
    let bytes = style.as_bytes();
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                let end = style[at..].find("*/").map_or(style.len(), |end| at + end + 2);
                // A comment before a rule is no part of it.
                start = if style[start..at].trim().is_empty() { end } else { start };
                at = end;
                continue;
            }
            b'"' | b'\'' => at += 1 + style[at + 1..].find(*byte as char).unwrap_or(style.len() - at - 1),
            b'(' => depth += 1,
            b')' => depth -= 1,
            b'{' => {
                around.push(style[start..at].trim());
                start = at + 1;
            }
            b';' | b'}' if depth <= 0 || *byte == b'}' => {
                found.extend(declaration(style, start..at, &around));
                if *byte == b'}' {
                    around.pop();
                }
                depth = 0;
                start = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    found
}

fn declaration<'s>(style: &'s str, range: Range<usize>, around: &[&'s str]) -> Option<Declaration<'s>> {
    let (name, value) = style.get(range.clone())?.split_once(':')?;
    let begin = range.start + name.len() - name.trim_start().len();
    let name = name.trim();
    (!around.is_empty() && !name.is_empty()).then(|| Declaration {
        name,
        at: begin..begin + name.len(),
        value: value.trim(),
        around: around.to_vec(),
    })
}

//! Values of YAML as templates see them: numbers, `true` and `false` where they stand without quotes, else texts.

use std::ops::Range;

use serde_json::Number;

use crate::model::extra::{Entry, Extra, ExtraItem, ExtraValue};
use crate::yaml::{Node, Value};

/// Reads a node; `base` is the byte of the file at which the YAML begins. A key that is no text, or that stands there
/// already, is handed to `refused` with its place and its name.
pub fn item(node: Node, base: usize, refused: &mut dyn FnMut(Range<usize>, Option<&str>)) -> ExtraItem {
    let at = base + node.range.start..base + node.range.end;
    let value = match node.value {
        Value::Null => ExtraValue::None,
        Value::Text(text, true) => plain(&text),
        Value::Text(text, false) => ExtraValue::Text(text.into_owned()),
        Value::List(items) => ExtraValue::List(items.into_iter().map(|node| item(node, base, refused)).collect()),
        Value::Map(pairs) => {
            let mut entries: Vec<Entry> = Vec::with_capacity(pairs.len());
            for (key, node) in pairs {
                match key.value {
                    Value::Text(name, _) if !entries.iter().any(|entry| entry.name == name) => entries.push(Entry {
                        name: name.into_owned(),
                        at: base + key.range.start..base + key.range.end,
                        item: item(node, base, refused),
                    }),
                    Value::Text(name, _) => refused(key.range, Some(&name)),
                    _ => refused(key.range, None),
                }
            }
            ExtraValue::Map(Extra(entries.into()))
        }
    };
    ExtraItem { value, at }
}

/// A text that stood without quotes, by the core schema of YAML 1.2. `2025-01` and `01` are texts: a date is none of
/// its numbers, and a number keeps its zeros.
fn plain(text: &str) -> ExtraValue {
    match text {
        "true" | "True" | "TRUE" => ExtraValue::Flag(true),
        "false" | "False" | "FALSE" => ExtraValue::Flag(false),
        _ => number(text).map_or_else(|| ExtraValue::Text(text.to_owned()), ExtraValue::Number),
    }
}

fn number(text: &str) -> Option<Number> {
    let digits = text.trim_start_matches('-');
    let has_zeros = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    if has_zeros || !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    match text.parse::<i64>() {
        Ok(whole) => Some(whole.into()),
        Err(_) if digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') => {
            Number::from_f64(text.parse().ok()?)
        }
        Err(_) => None,
    }
}

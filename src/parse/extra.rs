//! Values of YAML as templates see them: numbers, `true` and `false` where they stand without quotes, else texts.

use serde_json::{Number, Value};

use crate::yaml::{self, Node};

/// The value of a node. A key that is no text has none.
pub fn value(node: Node) -> Value {
    match node.value {
        yaml::Value::Null => Value::Null,
        yaml::Value::Text(text, true) => plain(&text),
        yaml::Value::Text(text, false) => Value::String(text.into_owned()),
        yaml::Value::List(items) => items.into_iter().map(value).collect(),
        yaml::Value::Map(pairs) => {
            let pair = |(key, node): (Node, Node)| match key.value {
                yaml::Value::Text(key, _) => Some((key.into_owned(), value(node))),
                _ => None,
            };
            Value::Object(pairs.into_iter().filter_map(pair).collect())
        }
    }
}

/// A text that stood without quotes, by the core schema of YAML 1.2. `2025-01` and `01` are texts: a date is none of
/// its numbers, and a number keeps its zeros.
fn plain(text: &str) -> Value {
    match text {
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => number(text).map_or_else(|| Value::String(text.to_owned()), Value::Number),
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

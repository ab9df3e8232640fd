//! CSL in YAML, as Pandoc has it: in a file of its own, or under `references:` in a manuscript.

use std::sync::Arc;

use serde_json::{Map, Value as Json};

use super::csl;
use super::record::Record;
use crate::diagnostic::{Diagnostic, Span};
use crate::yaml::{self, Node, Value};

/// Reads an export: a list of items, or a map with `references`.
pub fn read(path: &Arc<str>, text: &str, out: &mut Vec<Diagnostic>) -> Vec<Record> {
    // Metadata of Pandoc stands between two lines of dashes.
    let start = text.find("---\n").filter(|at| text[..*at].trim().is_empty()).map_or(0, |at| at + 4);
    let end = text[start..].find("\n---").or(text[start..].find("\n...")).map_or(text.len(), |at| start + at + 1);
    match yaml::parse(&text[start..end]) {
        Ok(node) => items(path, start, listed(&node)),
        Err(refusal) => {
            out.push(refusal.finding("this bibliography", &text[start..end], path, start));
            Vec::new()
        }
    }
}

fn listed<'n, 't>(node: &'n Node<'t>) -> &'n Node<'t> {
    let references = |pairs: &'n [(Node<'t>, Node<'t>)]| {
        pairs.iter().find(|(name, _)| text_of(name).as_deref() == Some("references")).map(|(_, value)| value)
    };
    match &node.value {
        Value::Map(pairs) => references(pairs).unwrap_or(node),
        _ => node,
    }
}

/// The records of a list that begins at a byte of a file.
pub fn items(path: &Arc<str>, base: usize, list: &Node) -> Vec<Record> {
    match &list.value {
        Value::List(items) => items.iter().filter_map(|item| record(path, base, item)).collect(),
        _ => record(path, base, list).into_iter().collect(),
    }
}

fn record(path: &Arc<str>, base: usize, node: &Node) -> Option<Record> {
    let Value::Map(pairs) = &node.value else { return None };
    let span = |node: &Node| Span::new(path, base + node.range.start..base + node.range.end);
    let item: Map<String, Json> =
        pairs.iter().filter_map(|(name, value)| Some((text_of(name)?, json(value)))).collect();
    let first = pairs.first().map_or_else(|| span(node), |(name, _)| span(name));
    let at = |wanted: &str| {
        let found = pairs.iter().find(|(name, _)| text_of(name).as_deref() == Some(wanted));
        found.map_or_else(|| first.clone(), |(name, _)| span(name))
    };
    Some(csl::item(first.clone(), &item, at))
}

/// The text of a node, if it is one.
pub fn text_of(node: &Node) -> Option<String> {
    match &node.value {
        Value::Text(text, _) => Some(text.to_string()),
        _ => None,
    }
}

fn json(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Text(text, _) => Json::String(text.to_string()),
        Value::List(items) => Json::Array(items.iter().map(json).collect()),
        Value::Map(pairs) => {
            Json::Object(pairs.iter().filter_map(|(name, value)| Some((text_of(name)?, json(value)))).collect())
        }
    }
}

//! What the value of a key says in front matter, whether that is a word, a list or a map: `audience: {internal: true}`,
//! `format: {html: {draft: true}}`.

use std::ops::Range;

use super::days::{day, is_embargo};
use super::letters::{is_in, letters};
use super::words::{BY_STATUS, DENIED, STATES, TRUE, WHEN_FALSE, WHEN_TRUE, WHEN_TRUE_ALONE};
use super::{
    BY_READERS, KEYS, OPEN, is_about_others, is_contrast, is_forbidden, is_state, is_wish, starts_with_denial,
};
use crate::model::words::{PrivateKey, Word};
use crate::yaml::{Node, Value};

/// Keys whose maps say how a text is to be shown. `<<` is that by which YAML 1.1 takes another map into one.
const HOLDING_MAPS: &str = "\
    << build _build meta metadata params extra page publication publishing workflow access properties props website \
    document frontmatter front_matter review approval clearance cleared security permissions post wp wordpress cms \
    ghost notion editorial freigabe veröffentlichung veroeffentlichung publicación publikacja публікація";

/// Whether the value of a key that nobody here knows holds a text back, whatever the key: `note: do not publish`, `format:
/// {html: {draft: true}}`.
pub fn is_held_by_value(name: &str, node: &Node) -> bool {
    match &node.value {
        Value::Text(text, _) => is_state(name, text),
        Value::List(items) => items.iter().any(|item| is_held_by_value(name, item)),
        Value::Map(pairs) => !is_about_others(name) && pairs.iter().any(is_held_within),
        Value::Null => false,
    }
}

/// Whether a pair of a map that nobody here knows holds a text back. Most maps describe things, so only what is said of no
/// thing counts.
fn is_held_within((key, value): &(Node, Node)) -> bool {
    let Value::Text(key, _) = &key.value else { return false };
    let name = letters(key);
    match &value.value {
        // One of both, so that no map is asked twice for each that it stands in.
        Value::Map(_) if is_asked_whole(key) => is_held_by(key, value),
        Value::Map(_) => is_held_by_value(key, value),
        Value::Text(text, _) if starts_with_denial(text) || is_forbidden(text) => !is_about_others(key),
        _ if name == "draft" => is_true(value),
        _ if name.contains("tlp") || is_in("isdraft publish published", &name) => is_held_by(key, value),
        _ if is_in("tag tags keyword keywords category categories", &name) => {
            !has_contrast(value) && is_held_by(key, value)
        }
        _ => false,
    }
}

/// Whether a list names what is public beside what is private: it is of what a text is about.
fn has_contrast(node: &Node) -> bool {
    let is_public = |item: &Node| matches!(&item.value, Value::Text(text, _) if is_contrast(text));
    matches!(&node.value, Value::List(items) if items.iter().any(is_public))
}

fn names_state(node: &Node) -> bool {
    match &node.value {
        Value::Text(text, _) => is_in(STATES, &letters(text)),
        Value::List(items) => items.iter().any(names_state),
        Value::Map(_) | Value::Null => false,
    }
}

/// Whether a value says no more than that it is so, or is still to be written.
pub fn is_true(node: &Node) -> bool {
    match &node.value {
        Value::Text(text, _) => text.is_empty() || is_in(TRUE, &letters(text)),
        Value::Null => true,
        _ => false,
    }
}

/// Whether a value names keys that are kept from readers.
pub fn is_private_key(node: &Node) -> bool {
    match &node.value {
        Value::List(_) | Value::Map(_) => true,
        Value::Text(text, _) => PrivateKey::find(text).is_some(),
        _ => false,
    }
}

/// Whether a key and its value hold a text back in other programs.
pub fn is_held_by(name: &str, node: &Node) -> bool {
    match &node.value {
        Value::Text(text, _) => is_wish(name, text),
        Value::Null => is_wish(name, ""),
        Value::List(items) => items.iter().any(|item| is_held_by(name, item)),
        // Hugo's `build: {render: never}`, and `meta: {draft: true}`; other maps describe things.
        Value::Map(pairs) if is_holding_map(name) => {
            pairs.iter().any(|(key, value)| match (&key.value, &value.value) {
                (Value::Text(key, _), Value::Text(draft, _)) if key == "draft" => is_wish("isdraft", draft),
                (Value::Text(key, _), Value::Map(_)) if is_asked_whole(key) => is_held_by(key, value),
                (Value::Text(key, _), _) => is_held_by(key, value) || is_held_by_value(key, value),
                _ => false,
            })
        }
        // `status: {name: draft}`.
        Value::Map(pairs) if is_in(BY_STATUS, &letters(name)) => pairs.iter().any(|(key, value)| {
            let Value::Text(key, _) = &key.value else { return false };
            let says_which = is_in("name state status value current label title id", &letters(key));
            let is_map = matches!(value.value, Value::Map(_));
            // Such a one goes on by itself.
            let is_asked = is_map && is_asked_whole(key);
            // `status: {law: draft, EU: draft}` is of what it names.
            let is_of_text = !is_about_others(key) && key.chars().count() > 3;
            is_held_by(key, value)
                || (is_of_text && names_state(value))
                || ((says_which || is_map) && !is_asked && is_held_by(name, value))
        }),
        Value::Map(_) => claims(name, node).iter().any(|(name, node)| is_held_by(name, node)),
    }
}

/// Whether a map of this name is gone through to its last part by `is_held_by` alone.
fn is_asked_whole(name: &str) -> bool {
    is_holding_map(name) || is_in(BY_STATUS, &letters(name))
}

fn is_holding_map(name: &str) -> bool {
    HOLDING_MAPS.split_ascii_whitespace().any(|map| name.eq_ignore_ascii_case(map) || name == map)
}

/// Keys in a map that only say which: `TLP: {level: AMBER}`.
const WHICH: &str = "\
    value name state status level grade class marking title label id text type kind until till from since on date day end \
    ends lifts who for to readers audience enabled active is set enddate liftdate lift expires expiry color colour scope \
    overall roles";
/// Those that speak of all of a page: `show: {title: false}` speaks of a part.
const OF_WHOLE: &str = "value state status enabled active is set";

/// Those of a day.
const WHEN: &str = "date day on at after from since until";

/// What the map of a key that may hold a text back says, as if each part were the value of the key: `embargo: {until:
/// 2030-01-01}`, `audience: {internal: true}`. A map of another key describes something, and so do the other parts of one.
pub fn claims<'n>(name: &str, node: &Node<'n>) -> Vec<(String, Node<'n>)> {
    let key = letters(name);
    let Value::Map(pairs) = &node.value else { return Vec::new() };
    if !KEYS.contains(&*key) || is_holding_map(name) || is_in(BY_STATUS, &key) {
        return Vec::new();
    }
    // `hidden: {toc: true}`.
    const PARTS: &str =
        "toc nav navbar navigation sidebar menu search title date author authors footer header comments";
    let is_part =
        |(part, _): &(Node, Node)| matches!(&part.value, Value::Text(part, _) if is_in(PARTS, &letters(part)));
    let is_of_parts = (key == "hidden" && !pairs.is_empty() && pairs.iter().all(is_part))
        || is_in(WHEN_FALSE, &key)
        || is_in(WHEN_TRUE_ALONE, &key);
    let which = if is_of_parts { OF_WHOLE } else { WHICH };
    let readers = BY_READERS.iter().find(|(of, _)| *of == key).map(|(_, all)| all);
    let claim = |value: &Value<'n>, range: &Range<usize>| {
        vec![(name.to_owned(), Node { value: value.clone(), range: range.clone() })]
    };
    let claims_of = |(part, value): &(Node<'n>, Node<'n>)| {
        let Value::Text(word, _) = &part.value else { return Vec::new() };
        let word = letters(word);
        match &value.value {
            Value::Map(_) if is_in(which, &word) => claims(name, value),
            said if is_in(which, &word) => claim(said, &value.range),
            // `publish: {after: 2099-01-01}`.
            Value::Text(text, _) if which == OF_WHOLE && is_in(WHEN, &word) && day(text).is_some() => {
                claim(&value.value, &value.range)
            }
            _ if which == OF_WHOLE => Vec::new(),
            _ if is_true(value) => claim(&part.value, &part.range),
            // `embargo: {lifted: false}`.
            Value::Text(no, _) if is_in(DENIED, &letters(no)) && is_in(WHEN_TRUE, &key) && OPEN.contains(&&*word) => {
                claim(&Value::Text("true".into(), true), &value.range)
            }
            // `visibility: {public: false}`.
            Value::Text(no, _) if is_in(DENIED, &letters(no)) && readers.is_some_and(|all| is_in(all, &word)) => {
                claim(&value.value, &value.range)
            }
            _ => Vec::new(),
        }
    };
    let claims: Vec<_> = pairs.iter().flat_map(claims_of).collect();
    // `confidential: {by: Ana}`; an embargo on goods is what a text is about.
    let is_bare =
        claims.is_empty() && is_in(WHEN_TRUE, &key) && (pairs.is_empty() || !(is_embargo(&key) || is_of_parts));
    if is_bare { claim(&Value::Null, &node.range) } else { claims }
}

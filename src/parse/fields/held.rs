//! Which keys hold a text back, or keep a part of it from readers.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::Fields;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::document::Spanned;
use crate::model::words::{PrivateKey, Word};
use crate::nearest::nearest;
use crate::parse::private;
use crate::yaml::{Node, Value};

/// The values of `audience` that are ours.
const AUDIENCES: [&str; 2] = ["public", "internal"];

fn is_null(node: &Node) -> bool {
    matches!(node.value, Value::Null)
}

/// Whether a value is a text that says something, or a list of such.
fn is_said(node: &Node) -> bool {
    match &node.value {
        Value::Map(_) => !private::claims("audience", node).is_empty(),
        Value::Text(text, _) => text.contains(char::is_alphanumeric),
        Value::List(items) => !items.is_empty() && items.iter().all(is_said),
        Value::Null => false,
    }
}

impl Fields<'_> {
    /// Takes out and reports the keys that nothing has asked for and whose values hold the text back.
    pub fn take_held_by_value(&mut self) -> bool {
        let held = self.take_held(private::is_held_by_value);
        self.wished |= held;
        held
    }

    /// Whether something that was read so far holds the text back.
    pub fn is_held(&self) -> bool {
        self.held
    }

    /// Whether a part of the front matter asks to be held back. Nobody can hold back less than the whole text.
    pub(super) fn wishes_within(&mut self) -> bool {
        let drafts = |(name, _, node): &(Cow<str>, Range<usize>, Node)| match name.as_ref() {
            "draft" => private::is_held_by("isdraft", node),
            "audience" => private::is_held_by("audience", node),
            _ => false,
        };
        let wished = self.take_wishes() | self.take_held(private::is_held_by_value);
        wished || self.pairs.iter().filter(|pair| !self.taken.contains(&*pair.0)).any(drafts)
    }

    /// Whether a text is held back. Whoever mistypes the key or its value meant to hold it back, and so did whoever said
    /// it in the words of another program, which is reported here. `drafter: Ana` says something else.
    pub fn draft(&mut self) -> bool {
        let wished = self.take_wishes();
        let ours = ["draft", "audience", "private"];
        let mistyped = self.take_held(|name, node| match nearest(name, ours).filter(|_| !ours.contains(&name)) {
            Some("audience") => private::is_held_by("audience", node),
            Some(near) => private::is_true(node) || (near == "private" && private::is_private_key(node)),
            None => false,
        });
        if let Some((_, range, _)) = self.pairs.iter().find(|(name, _, node)| name == "audience" && !is_said(node)) {
            let range = range.clone();
            self.report(Code::WrongType, &range, "`audience` says nothing that is known, so the text is held back")
                .hints
                .push("write `audience: internal` or `audience: public`".to_owned());
            self.held = true;
        }
        self.node("audience");
        // What is written and is neither true nor false counts as true, and so does a key that waits for its value.
        if let Some((_, range, _)) = self.pairs.iter().find(|(name, _, node)| name == "draft" && is_null(node)) {
            let range = range.clone();
            self.taken.insert("draft");
            let message = "`draft` has no value, so the text is held back";
            self.report(Code::WrongType, &range, message)
                .hints
                .push("write `draft: true`, or remove the key to publish the text".to_owned());
            return true;
        }
        let written = self.node("draft").is_some();
        self.wished = mistyped || wished || self.held;
        self.said_draft = self.flag("draft", written);
        self.said_draft || self.wished
    }

    /// Whether a source is kept from readers whole though no key says so plainly: it says what they are to know of it. Then
    /// also whether it is a draft besides.
    pub fn described_alone(&self) -> Option<bool> {
        let has = |key: &str| self.names.contains(key);
        let is_meant = has("descriptor") && (self.wished || !(has("audience") || has("private")));
        is_meant.then_some(self.said_draft)
    }

    /// Whether a text is for the house alone. Readers of any other name are a wish of another program.
    pub fn is_internal(&mut self) -> bool {
        let is_ours = |node: &Node| matches!(&node.value, Value::Text(text, _) if AUDIENCES.contains(&&**text));
        let known = self.pairs.iter().any(|(name, _, node)| name == "audience" && is_ours(node));
        known && self.text("audience").as_deref() == Some("internal")
    }

    /// The keys whose values are kept from readers, of a source; and whether one of them is none that we know, so that
    /// nobody knows what was meant.
    pub fn private_keys(&mut self) -> (BTreeSet<PrivateKey>, bool) {
        if !self.pairs.iter().any(|(name, _, node)| name == "private" && private::is_private_key(node)) {
            return (BTreeSet::new(), false);
        }
        let (mut keys, mut is_unclear) = (BTreeSet::new(), false);
        for Spanned { value: name, span } in self.list("private") {
            match PrivateKey::find(&name) {
                Some(key) => drop(keys.insert(key)),
                None => {
                    is_unclear = true;
                    let names: Vec<&str> = PrivateKey::ALL.iter().map(|key| key.id()).collect();
                    let message = format!("`{name}` is no key that can be private, so all of this source is");
                    let finding = Diagnostic::new(Code::UnknownWord, span, message);
                    let hint = format!("one of: {}; or `audience: internal` for the whole", names.join(", "));
                    self.out.push(finding.nearest(&name, names.iter().copied()).hint(hint));
                }
            }
        }
        is_unclear |= keys.is_empty();
        (keys, is_unclear)
    }

    /// The newest day that the text says under one of these keys: it knows it.
    fn newest_day(&self, keys: &[&str]) -> Option<String> {
        let tells = |name: &str| keys.contains(&name) && (name != "date" || self.owner != "event");
        let days = self.pairs.iter().filter(|(name, ..)| tells(name)).filter_map(|(_, _, node)| match &node.value {
            Value::Text(day, _) => private::day(day),
            _ => None,
        });
        days.max().map(str::to_owned)
    }

    /// Takes out and reports the keys that would keep a text from readers in other programs.
    fn take_wishes(&mut self) -> bool {
        // That of an event may be still to come, and so may `date` where it is asked about.
        let newest = self.newest_day(&["as_of", "date", "lastmod", "updated", "accessed"]);
        let but_date = self.newest_day(&["as_of", "lastmod", "updated", "accessed"]);
        let of_changes = self.newest_day(&["lastmod", "updated", "accessed"]);
        let by_day = |says: fn(&str, &str, Option<&str>) -> bool, name: &str, node: &Node| match &node.value {
            // Nearly no value is one.
            Value::Text(text, _) if private::day(text).is_none() => false,
            Value::Text(day, _) if name == "date" => says(name, day, but_date.as_deref()),
            Value::Text(day, _) if private::is_embargo(name) => says(name, day, of_changes.as_deref()),
            Value::Text(day, _) => says(name, day, newest.as_deref()),
            _ => false,
        };
        let owner = self.owner;
        // There it is a key of ours.
        let is_ours = move |name: &str| matches!((owner, name), ("event", "date") | ("source", "published"));
        let says = |name: &str, node: &Node| {
            // What an event says so of is itself.
            let is_past = by_day(private::is_past, name, node) || (owner == "event" && name.starts_with("scheduled"));
            let is_lead = matches!(name, "summary" | "description");
            let says_nothing_else =
                || matches!(&node.value, Value::Text(text, _) if private::is_notice(text) && !text.contains(':'));
            (private::is_held_by(name, node) && !is_past)
                || (is_lead && says_nothing_else())
                || (!is_ours(name) && by_day(private::is_to_come, name, node))
                || by_day(private::is_over, name, node)
        };
        self.take_held(|name, node| match private::claims(name, node) {
            claims if claims.is_empty() => says(name, node),
            claims => claims.iter().any(|(name, node)| says(name, node)),
        })
    }

    /// Takes out and reports the keys that hold the text back. What was taken is a key of ours, and so is `draft`.
    fn take_held(&mut self, holds: impl Fn(&str, &Node) -> bool) -> bool {
        let is_wish = |(name, _, node): &(Cow<str>, Range<usize>, Node)| {
            name != "draft" && !self.taken.contains(&**name) && holds(name, node)
        };
        let (wishes, others): (Vec<_>, Vec<_>) = std::mem::take(&mut self.pairs).into_iter().partition(is_wish);
        self.pairs = others;
        for (name, range, _) in &wishes {
            self.report(
                Code::HeldBack,
                range,
                format!("`{name}` reads as if this text were not for readers; it is held back"),
            )
            .hints
            .push(
                "write `draft: true` or `audience: internal` in its place, or remove it to publish the text".to_owned(),
            );
        }
        !wishes.is_empty()
    }
}

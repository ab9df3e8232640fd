//! The forms that a theme may ask for of what stands under `extra`.

use std::collections::BTreeMap;

use super::document::Kind;

/// What a theme asks of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// Whatever it is.
    Any,
    /// A text.
    Text,
    /// A number.
    Number,
    /// True or false.
    Flag,
    /// A date, as in the other keys.
    Date,
    /// One of some words.
    OneOf(Vec<String>),
    /// Some of a kind.
    List(Box<Wanted>),
    /// A map with these keys.
    Map(BTreeMap<String, Wanted>),
}

/// The keys that a theme declares under `extra`: of texts by their kind, and of the settings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Declared {
    /// Those of every kind of text.
    pub all: Option<BTreeMap<String, Wanted>>,
    /// Those of one kind.
    pub kinds: BTreeMap<Kind, BTreeMap<String, Wanted>>,
    /// Those of the settings.
    pub settings: Option<BTreeMap<String, Wanted>>,
}

impl Declared {
    /// The keys of a kind of text; none where the theme leaves them open.
    pub fn of(&self, kind: Kind) -> Option<BTreeMap<&str, &Wanted>> {
        let own = self.kinds.get(&kind);
        if own.is_none() && self.all.is_none() {
            return None;
        }
        let keys = self.all.iter().chain(own).flatten();
        Some(keys.map(|(name, wanted)| (name.as_str(), wanted)).collect())
    }
}

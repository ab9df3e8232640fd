//! What authors and themes agree on by themselves: `extra:`, of any form, typed as it is written.

use std::ops::Range;

use serde::{Serialize, Serializer};

/// A map of data of an author's own, in the order in which it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extra(pub Box<[Entry]>);

/// A line of such a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its key.
    pub name: String,
    /// Where that stands, in bytes of the file.
    pub at: Range<usize>,
    /// What it is.
    pub item: ExtraItem,
}

/// A value, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtraItem {
    /// The value.
    pub value: ExtraValue,
    /// Its bytes in the file.
    pub at: Range<usize>,
}

/// A value of an author's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum ExtraValue {
    /// Nothing.
    None,
    /// True or false.
    Flag(bool),
    /// A number.
    Number(serde_json::Number),
    /// A text.
    Text(String),
    /// Several.
    List(Vec<ExtraItem>),
    /// A map.
    Map(Extra),
}

impl Serialize for Extra {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|entry| (&entry.name, &entry.item)))
    }
}

impl Serialize for ExtraItem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

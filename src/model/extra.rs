//! What authors and themes agree on by themselves: `extra:`, of any form, typed as it is written.

/// A map of data of an author's own.
pub type Extra = serde_json::Map<String, serde_json::Value>;

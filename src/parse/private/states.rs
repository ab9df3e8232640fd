//! Words that name a state of a text, alone, in a tag or among others.

use super::letters::{is_in, letters};
use super::words::{BY_STATUS, STATES, STATES_ALONE, SUBJECTS, UNDER_ANY_KEY};

/// Whether letters are a state of a text, wherever they stand by themselves.
pub fn names_state_alone(whole: &str) -> bool {
    [UNDER_ANY_KEY, STATES, STATES_ALONE].iter().any(|table| is_in(table, whole))
}

/// Whether a tag below others, or above some, is a state: `draft/second`, `status/private`, and not `sector/private`.
pub fn is_nested_state(tag: &str) -> bool {
    let Some((above, last)) = tag.rsplit_once('/') else { return false };
    let is_state = |part: &str| is_in(STATES, &letters(part));
    let last_letters = letters(last);
    is_state(last)
        || above.split('/').any(is_state)
        || (is_in(STATES_ALONE, &last_letters) && above.split('/').any(|part| is_in(BY_STATUS, &letters(part))))
}

/// Whether a value names a state of the text, and not of what it is about: `first draft (Ana)`, and not `draft law`.
pub fn says_state_of_text(value: &str) -> bool {
    let mut words = value.split(|c: char| !c.is_alphanumeric()).map(letters).filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        if matches!(&*word, "not" | "non" | "no") {
            return false;
        }
        if is_in(STATES, &word) && words.peek().is_none_or(|next| !is_in(SUBJECTS, next)) {
            return true;
        }
    }
    false
}

/// Whether the mark of the Traffic Light Protocol in a value allows some readers alone: `TLP:RED`.
pub fn is_limited(value: &str) -> bool {
    let value = letters(value);
    value
        .split_once("tlp")
        .is_some_and(|(_, colour)| ["red", "amber", "green"].iter().any(|red| colour.starts_with(red)))
}

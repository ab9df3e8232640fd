//! How keys and words are compared: by their letters alone.

use memchr::memmem;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Whether a word stands in a table, between spaces.
pub fn is_in(table: &str, word: &str) -> bool {
    let table = table.as_bytes();
    let is_whole = |at: usize| {
        let (before, behind) = (at.checked_sub(1).map(|at| table[at]), table.get(at + word.len()));
        before.is_none_or(|byte| byte.is_ascii_whitespace()) && behind.is_none_or(u8::is_ascii_whitespace)
    };
    !word.is_empty() && memmem::find_iter(table, word.as_bytes()).any(is_whole)
}

/// The letters and figures of a key or a word, in lower case, and those of Latin without their accents.
pub fn letters(text: &str) -> String {
    if text.is_ascii() {
        return text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    }
    let plain = |c: char| match c {
        'ł' => 'l',
        _ => std::iter::once(c).nfd().next().filter(char::is_ascii).unwrap_or(c),
    };
    let lower = text.nfc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric() && !is_combining_mark(*c));
    lower.map(plain).collect()
}

/// The words of which a key is made: `embargo_until`, `embargo-until` and `embargoUntil` are of two.
pub fn parts_of_key(key: &str) -> Vec<String> {
    let mut parted = String::with_capacity(key.len() + 4);
    let mut was_small = false;
    for c in key.nfc() {
        if was_small && c.is_uppercase() {
            parted.push(' ');
        }
        was_small = c.is_lowercase();
        parted.push(c);
    }
    parted.split(|c: char| !c.is_alphanumeric()).map(letters).filter(|word| !word.is_empty()).collect()
}

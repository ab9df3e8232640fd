//! What looks like a wish that a text be kept from readers, in the words of other programs.

/// Keys that say so when they are true, or anything but false.
const WHEN_TRUE: [&str; 8] =
    ["private", "confidential", "hidden", "secret", "internal", "unlisted", "unpublished", "embargoed"];
/// Keys that say so when they are false.
const WHEN_FALSE: [&str; 4] = ["publish", "published", "public", "visible"];
/// Keys that say so by a word.
const BY_WORD: [&str; 4] = ["status", "state", "stage", "publish_status"];
/// These words.
const WORDS: [&str; 9] =
    ["draft", "private", "confidential", "hidden", "internal", "unpublished", "secret", "wip", "embargoed"];
/// Keys that say who may read; only these words allow everyone.
const BY_READERS: [(&str, [&str; 4]); 2] =
    [("visibility", ["public", "published", "all", "true"]), ("audience", ["public", "everyone", "all", "readers"])];

/// Whether a key with this value means that a text is not for readers.
pub fn is_wish(key: &str, value: &str) -> bool {
    let (key, value) = (key.trim().to_lowercase(), value.trim().trim_matches(['"', '\'']).to_lowercase());
    let (key, value) = (key.replace('-', "_"), value.as_str());
    let denied = matches!(value, "false" | "no" | "off" | "0" | "never");
    let readers = BY_READERS.iter().find(|(name, _)| *name == key);
    (WHEN_TRUE.contains(&&*key) && !denied)
        || (WHEN_FALSE.contains(&&*key) && denied)
        || (BY_WORD.contains(&&*key) && WORDS.contains(&value))
        || readers.is_some_and(|(_, all)| !value.is_empty() && !all.contains(&value))
}

#[cfg(test)]
mod tests {
    use super::is_wish;

    #[test]
    fn wishes_are_known_by_key_and_value() {
        for (key, value) in [
            ("published", "false"),
            ("Publish", "no"),
            ("private", "true"),
            ("private", ""),
            ("confidential", "yes, very"),
            ("status", "Draft"),
            ("visibility", "team"),
            ("hidden", "'true'"),
        ] {
            assert!(is_wish(key, value), "{key}: {value}");
        }
        for (key, value) in [
            ("published", "2025-03"),
            ("published", ""),
            ("private", "false"),
            ("status", "live"),
            ("visibility", "public"),
            ("title", "private"),
            ("kind", "draft"),
        ] {
            assert!(!is_wish(key, value), "{key}: {value}");
        }
    }
}

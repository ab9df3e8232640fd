//! Quotation marks within quotation marks: a title with a quotation in it, in a text that quotes the title.

/// The marks that a text sets around the place of an argument, as the text has them: `“{title}”`, `« {title} »`. What
/// quotes within them has others: opening and closing.
pub fn around(before: &str, behind: &str, tag: &str) -> Option<[[char; 2]; 2]> {
    let is_space = |c: char| matches!(c, '\u{a0}' | '\u{202f}');
    let open = before.trim_end_matches(is_space).chars().next_back()?;
    let close = behind.trim_start_matches(is_space).chars().next()?;
    let is_slavic = ["be", "ru", "uk"].iter().any(|known| tag.split('-').next() == Some(known));
    let inner = match (open, close) {
        ('“', '”') => ['‘', '’'],
        ('„', '“') => ['‚', '‘'],
        ('„', '”') => ['«', '»'],
        ('«', '»') if is_slavic => ['„', '“'],
        ('«', '»') => ['“', '”'],
        _ => return None,
    };
    Some([[open, close], inner])
}

/// A text with inner marks in the place of those that stand around it. What has only one of two is left.
pub fn set(text: &str, [[open, close], [inner_open, inner_close]]: [[char; 2]; 2]) -> String {
    let is_space = |c: char| matches!(c, '\u{a0}' | '\u{202f}');
    let mut set = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, (inside, behind))) =
        rest.split_once(open).and_then(|(before, rest)| Some((before, rest.split_once(close)?)))
    {
        set.push_str(before);
        set.push(inner_open);
        set.push_str(inside.trim_matches(is_space));
        set.push(inner_close);
        rest = behind;
    }
    set + rest
}

#[cfg(test)]
mod tests {
    use super::{around, set};

    #[test]
    fn a_quotation_in_a_quotation_has_inner_marks() {
        for (before, behind, tag, typed, expected) in [
            ("A, “", "”, B", "en", "The “port” of the mayor’s “town”", "The ‘port’ of the mayor’s ‘town’"),
            ("«\u{a0}", "\u{a0}»", "fr", "Le «\u{202f}port\u{202f}»", "Le “port”"),
            ("«", "»", "ar", "الـ«ميناء»", "الـ“ميناء”"),
            ("«", "»", "uk", "Про «порт»", "Про „порт“"),
            ("„", "“", "de", "Der „Hafen“", "Der ‚Hafen‘"),
            ("„", "”", "pl", "O „porcie”", "O «porcie»"),
            // Of another language, the marks are others already.
            ("“", "”", "en", "Про «порт»", "Про «порт»"),
            ("„", "“", "de", "The “port”", "The “port”"),
        ] {
            let marks = around(before, behind, tag).expect("marks");
            assert_eq!(set(typed, marks), expected);
        }
        assert_eq!(around("A, ", ", B", "en"), None);
    }
}

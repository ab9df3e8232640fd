//! What the signs on a page are when they are copied. Many fonts draw ’ and the letter ʼ with one glyph, as they do ‘ and
//! ʻ; Chromium then says that the glyph is the letter, and what is meant in a note beside it that not all readers look at.

use std::collections::BTreeSet;

use lopdf::{DEFAULT_MAX_DECOMPRESSED_SIZE, Document, Object, ObjectId};

/// The letters, and the signs that look the same.
const TWINS: [(&str, &str); 2] = [("<02BB>", "<2018>"), ("<02BC>", "<2019>")];

/// What is no letter, which no font may say (ISO 14289-1, 7.21.7), and a sign that is none to see: fonts have glyphs for the
/// marks that tell which way a word is read.
const NOTHING: [&str; 3] = ["<0000>", "<FFFE>", "<FFFF>"];
const UNSEEN: &str = "<200B>";

/// Says of such glyphs that they are the signs, unless the page has those letters, and of glyphs of nothing that nobody sees
/// them.
pub fn mend(document: &mut Document, has_letters: bool) {
    let fonts = document.objects.values().filter_map(|object| object.as_dict().ok());
    let tables: BTreeSet<ObjectId> =
        fonts.filter_map(|font| font.get(b"ToUnicode").and_then(Object::as_reference).ok()).collect();
    for table in tables {
        let Some(Object::Stream(stream)) = document.objects.get_mut(&table) else { continue };
        let Ok(plain) = stream.get_plain_content_with_limit(DEFAULT_MAX_DECOMPRESSED_SIZE) else { continue };
        let text = String::from_utf8_lossy(&plain);
        let mended: String =
            text.split_inclusive('\n').map(|line| mended(line, has_letters).unwrap_or_else(|| line.into())).collect();
        if *mended != *text {
            stream.set_plain_content(mended.into_bytes());
        }
    }
}

/// A line of a table that says of a glyph, or of two with numbers in a row, that they are the letters; or of one that it is
/// nothing.
fn mended(line: &str, has_letters: bool) -> Option<String> {
    let entry: Vec<&str> = line.split_whitespace().collect();
    let number = |code: &str| u32::from_str_radix(code.strip_prefix('<')?.strip_suffix('>')?, 16).ok();
    let (glyphs, letter) = match entry[..] {
        [glyph, letter] => number(glyph).map(|_| (1, letter))?,
        [first, last, letter] => (number(last)?.checked_sub(number(first)?)? + 1, letter),
        _ => return None,
    };
    if let [glyph, letter] = entry[..]
        && NOTHING.contains(&&*letter.to_uppercase())
        // That line says which codes there may be.
        && (glyph, &*letter.to_uppercase()) != ("<0000>", "<FFFF>")
    {
        return Some(format!("{glyph} {UNSEEN}\n"));
    }
    let twin = |(twin, _): &(&str, &str)| !has_letters && *twin == letter.to_uppercase();
    let at = TWINS.iter().position(twin)?;
    // The row may not go on to other letters.
    if glyphs as usize > TWINS.len() - at {
        return None;
    }
    Some(format!("{}\n", entry[..entry.len() - 1].iter().chain([&TWINS[at].1]).copied().collect::<Vec<_>>().join(" ")))
}

#[cfg(test)]
mod tests {
    use super::mended;

    #[test]
    fn only_the_letters_become_signs() {
        for (line, expected) in [
            ("<00A9> <02BC>\n", Some("<00A9> <2019>\n")),
            ("<00a8> <00a9> <02bb>\n", Some("<00a8> <00a9> <2018>\n")),
            ("<00A9> <00A9> <02BC>\n", Some("<00A9> <00A9> <2019>\n")),
            // Their numbers are those of glyphs here.
            ("<02BC> <0041>\n", None),
            ("<02BB> <02BC> <0041>\n", None),
            // The third is neither.
            ("<00A8> <00AA> <02BB>\n", None),
            ("<00A9> <00AA> <02BC>\n", None),
            ("2 beginbfchar\n", None),
            ("endcmap", None),
        ] {
            assert_eq!(mended(line, false).as_deref(), expected, "{line}");
            assert_eq!(mended(line, true), None, "{line}");
        }
    }

    #[test]
    fn no_glyph_is_nothing() {
        assert_eq!(mended("<1784> <0000>\n", true).as_deref(), Some("<1784> <200B>\n"));
        assert_eq!(mended("<1784> <ffff>\n", false).as_deref(), Some("<1784> <200B>\n"));
        assert_eq!(mended("<0000> <FFFF>\n", false), None, "all codes that a table may speak of");
    }
}

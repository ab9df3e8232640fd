//! What the signs on a page are when they are copied. Many fonts draw ’ and the letter ʼ with one glyph, as they do ‘ and
//! ʻ; Chromium then says that the glyph is the letter, and what is meant in a note beside it that not all readers look at.

use std::collections::BTreeSet;

use lopdf::{DEFAULT_MAX_DECOMPRESSED_SIZE, Document, Object, ObjectId};

/// The letters, and the signs that look the same.
const TWINS: [(&str, &str); 2] = [("<02BB>", "<2018>"), ("<02BC>", "<2019>")];

/// Says of such glyphs that they are the signs: for a page that has none of the letters.
pub fn mend(document: &mut Document) {
    let fonts = document.objects.values().filter_map(|object| object.as_dict().ok());
    let tables: BTreeSet<ObjectId> =
        fonts.filter_map(|font| font.get(b"ToUnicode").and_then(Object::as_reference).ok()).collect();
    for table in tables {
        let Some(Object::Stream(stream)) = document.objects.get_mut(&table) else { continue };
        let Ok(plain) = stream.get_plain_content_with_limit(DEFAULT_MAX_DECOMPRESSED_SIZE) else { continue };
        let text = String::from_utf8_lossy(&plain);
        let mended: String =
            text.split_inclusive('\n').map(|line| mended(line).unwrap_or_else(|| line.into())).collect();
        if *mended != *text {
            stream.set_plain_content(mended.into_bytes());
        }
    }
}

/// A line of a table that says of a glyph, or of two with numbers in a row, that they are the letters.
fn mended(line: &str) -> Option<String> {
    let entry: Vec<&str> = line.split_whitespace().collect();
    let number = |code: &str| u32::from_str_radix(code.strip_prefix('<')?.strip_suffix('>')?, 16).ok();
    let (glyphs, letter) = match entry[..] {
        [glyph, letter] => number(glyph).map(|_| (1, letter))?,
        [first, last, letter] => (number(last)?.checked_sub(number(first)?)? + 1, letter),
        _ => return None,
    };
    let at = TWINS.iter().position(|(twin, _)| *twin == letter.to_uppercase())?;
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
            assert_eq!(mended(line).as_deref(), expected, "{line}");
        }
    }
}

//! Tags of languages in front matter and settings.

use super::fields::Fields;
use crate::diagnostic::Code;
use crate::model::document::Spanned;

/// A tag in the shape of BCP 47 (RFC 5646): it goes into `lang`.
pub fn language(fields: &mut Fields, tag: Spanned<String>) -> Option<String> {
    let well_formed = !tag.value.is_empty()
        && tag.value.split('-').enumerate().all(|(at, part)| {
            // No language has a longer code (RFC 5646, 2.2.1): `English` is the name of one.
            let length = if at == 0 { 2..=3 } else { 1..=8 };
            length.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
        && tag.value.starts_with(|c: char| c.is_ascii_alphabetic());
    if well_formed {
        return Some(tag.value);
    }
    fields.refuse(
        Code::WrongType,
        tag.span,
        format!("`{}` is no language tag", tag.value),
        "write it as in `en`, `uk` or `pt-BR`",
    );
    None
}

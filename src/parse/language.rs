//! Tags of languages in front matter and settings.

use super::fields::Fields;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::document::Spanned;

/// Codes that people write for a language, and its tag: those of countries which no language has (ISO 3166-1), and those of
/// three letters where one of two is the tag (ISO 639-2; RFC 5646, 2.2.1).
const MEANT: &str = "ua uk cz cs jp ja cn zh dk da gr el by be rs sr kz kk il he ir fa at de ge ka vn vi ukr uk eng en \
    rus ru deu de ger de fra fr fre fr spa es pol pl ita it por pt ces cs cze cs slk sk slo sk bel be kaz kk bul bg mkd mk mac \
    mk slv sl hrv hr bos bs srp sr est et lit lt lav lv hun hu ron ro rum ro isl is ice is dan da nor no nob nb nno nn swe sv \
    fin fi nld nl dut nl ell el gre el hye hy arm hy kat ka geo ka sqi sq alb sq ara ar heb he fas fa per fa zho zh chi zh jpn \
    ja kor ko tur tr hin hi vie vi";

/// The tag of the language that somebody means by another code.
fn meant(code: &str) -> Option<&'static str> {
    let mut words = MEANT.split_ascii_whitespace();
    std::iter::from_fn(|| words.next().zip(words.next()))
        .find_map(|(known, tag)| known.eq_ignore_ascii_case(code).then_some(tag))
}

/// A tag in the shape of BCP 47 (RFC 5646): it goes into `lang`.
pub fn language(fields: &mut Fields, tag: Spanned<String>) -> Option<String> {
    let well_formed = !tag.value.is_empty()
        && tag.value.split('-').enumerate().all(|(at, part)| {
            // No language has a longer code (RFC 5646, 2.2.1): `English` is the name of one.
            let length = if at == 0 { 2..=3 } else { 1..=8 };
            length.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
        && tag.value.starts_with(|c: char| c.is_ascii_alphabetic());
    let primary = tag.value.split('-').next().unwrap_or_default();
    if let Some(meant) = meant(primary).filter(|_| well_formed) {
        let right = format!("{meant}{}", &tag.value[primary.len()..]);
        let message = format!("`{primary}` is not the tag of a language, but the code of a country or a longer one");
        fields.push(Diagnostic::new(Code::WrongType, tag.span, message).did_you_mean(&tag.value, Some(&right)));
        return Some(right);
    }
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

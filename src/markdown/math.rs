//! Formulas of TeX become MathML when a site is built; a browser shows them without a script.
//!
//! As with HTML, nothing goes to a page as it comes: what the library makes is taken to pieces, and its elements are
//! written anew from a list, without the styles that pages here have not.

use std::fmt::Write;

use pulldown_cmark_escape::escape_html;
use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};

use super::html::{Piece, Tag, decoded, pieces};

/// Longer formulas are not set, in bytes.
const LONGEST: usize = 10_000;
/// Deeper ones neither: the library goes down for each level.
const DEEPEST: usize = 60;

/// The elements of MathML that pass.
const ELEMENTS: [&str; 28] = [
    "math",
    "mrow",
    "mi",
    "mn",
    "mo",
    "ms",
    "mtext",
    "mspace",
    "msup",
    "msub",
    "msubsup",
    "mfrac",
    "msqrt",
    "mroot",
    "mover",
    "munder",
    "munderover",
    "mtable",
    "mtr",
    "mtd",
    "mstyle",
    "mpadded",
    "mphantom",
    "menclose",
    "mmultiscripts",
    "mprescripts",
    "none",
    "merror",
];

/// Their attributes.
const ATTRIBUTES: [&str; 27] = [
    "display",
    "displaystyle",
    "scriptlevel",
    "mathvariant",
    "stretchy",
    "fence",
    "separator",
    "form",
    "symmetric",
    "largeop",
    "movablelimits",
    "accent",
    "accentunder",
    "lspace",
    "rspace",
    "minsize",
    "maxsize",
    "width",
    "height",
    "depth",
    "voffset",
    "linethickness",
    "columnalign",
    "rowspacing",
    "columnspacing",
    "notation",
    "class",
];

/// The markup of a formula.
///
/// # Errors
/// Says why it cannot be set.
pub fn mathml(tex: &str, block: bool) -> Result<String, String> {
    if tex.len() > LONGEST || depth(tex) > DEEPEST {
        return Err("it is too long or too deep".to_owned());
    }
    let storage = Storage::new();
    let events = Parser::new(tex, &storage).collect::<Result<Vec<_>, _>>().map_err(|error| {
        let message = error.to_string();
        let first = message.lines().next().unwrap_or_default();
        first.strip_prefix("parsing error: ").unwrap_or(first).trim().to_owned()
    })?;
    let display_mode = if block { DisplayMode::Block } else { DisplayMode::Inline };
    let config = RenderConfig { display_mode, ..RenderConfig::default() };
    let mut markup = String::new();
    let events = events.into_iter().map(Ok::<_, pulldown_latex::ParserError>);
    push_mathml(&mut markup, events, config).map_err(|error| error.to_string())?;
    rewritten(&markup).ok_or_else(|| "it needs something that is not known here".to_owned())
}

/// How many groups of a formula stand in one another at the most.
fn depth(tex: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in tex.bytes() {
        match byte {
            b'{' | b'[' | b'(' => depth += 1,
            b'}' | b']' | b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    // What opens by words.
    deepest.max(tex.matches("\\left").count()).max(tex.matches("\\begin").count())
}

/// The same markup from the list, where it is whole and all of it is on it.
fn rewritten(markup: &str) -> Option<String> {
    let mut out = String::with_capacity(markup.len());
    let mut open = Vec::new();
    for piece in pieces(markup) {
        match piece {
            Piece::Words(words) => {
                // Writing to a string cannot fail.
                let _ = escape_html(&mut out, &decoded(&markup[words]));
            }
            Piece::Tag(tag, range) => {
                let name = *ELEMENTS.iter().find(|name| **name == tag.name)?;
                if tag.is_end {
                    (open.pop()? == name).then_some(())?;
                    let _ = write!(out, "</{name}>");
                    continue;
                }
                write_start(&mut out, name, &tag);
                // HTML has no tags that close themselves, but in MathML it does.
                if markup[range].ends_with("/>") {
                    let _ = write!(out, "</{name}>");
                } else {
                    open.push(name);
                }
            }
            Piece::Other(_) => return None,
        }
    }
    open.is_empty().then_some(out)
}

fn write_start(out: &mut String, name: &str, tag: &Tag) {
    let _ = write!(out, "<{name}");
    for (name, value) in &tag.attributes {
        if ATTRIBUTES.contains(&name.as_str()) {
            let _ = write!(out, " {name}=\"");
            let _ = escape_html(&mut *out, value);
            out.push('"');
        }
    }
    out.push('>');
}

/// Whether what stands between two dollars is money: `$5 and 10$`. Formulas that begin with a figure and hold words in
/// spaces have signs that only formulas have.
pub fn is_money(inside: &str, behind: &str) -> bool {
    let is_formula = inside.contains(['\\', '^', '_', '=', '+', '<', '>', '{']);
    let begins = inside.starts_with(|c: char| c.is_ascii_digit());
    behind.starts_with(|c: char| c.is_ascii_digit()) || (begins && !is_formula && inside.contains(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_mathml_without_styles() {
        let html = mathml("\\color{red} x^2 + \\frac{1}{2}", false).expect("a formula");
        assert!(html.starts_with("<math") && html.ends_with("</math>"), "{html}");
        assert!(html.contains("<msup><mi>x</mi><mn>2</mn></msup>") && html.contains("<mfrac>"), "{html}");
        assert!(!html.contains("style=\""), "{html}");
        assert!(mathml("x", true).expect("a formula").starts_with("<math display=\"block\""));
    }

    #[test]
    fn what_is_wrong_or_harmful_is_refused_or_text() {
        for tex in ["\\frac{1}", "x^2^3", "{x", "\\nonsense", &"{".repeat(100), &"x".repeat(20_000)] {
            assert!(mathml(tex, false).is_err(), "{tex}");
        }
        let html = mathml("\\text{<script>alert(1)</script>}", false).expect("a formula");
        assert!(html.contains("&lt;script&gt;"), "{html}");
    }

    #[test]
    fn money_is_no_formula() {
        for (inside, behind, expected) in [
            ("5 and ", "10", true),
            ("5 million, or 3", ".", true),
            ("5-", "10", true),
            ("x", " ", false),
            ("2 x^2", "", false),
            ("10", "", false),
        ] {
            assert_eq!(is_money(inside, behind), expected, "{inside}");
        }
    }
}

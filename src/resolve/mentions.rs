//! Keys that are meant for a source, and cite nothing as they stand.

use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::{CiteTarget, Marker, MarkerKind, Mention, NoCitation};

/// What is said of such a key, where there is a source of that name.
pub fn no_citation(Mention { key, span, why }: &Mention) -> Diagnostic {
    let (message, hint) = match why {
        NoCitation::Bare => (format!("`@{key}` without brackets cites nothing"), format!("write `[@{key}]`")),
        NoCitation::Spaced => (format!("`[@ {key}]` cites nothing, for the space in it"), format!("write `[@{key}]`")),
        NoCitation::Signed => {
            (format!("this cites nothing, for the signs between `@` and `{key}`"), format!("write `[@{key}]`"))
        }
        NoCitation::Close => (
            format!("`@{key}` cites nothing, since no space stands before it"),
            format!("write `[@{key}]`, or `[see @{key}]`"),
        ),
        NoCitation::Wide => {
            (format!("this cites nothing: the sign before `{key}` is no `@`"), format!("write `[@{key}]`"))
        }
        NoCitation::Braced => (format!("these brackets do not cite `{key}`"), format!("write `[@{key}]`")),
        NoCitation::Image => (
            format!("`![` begins an image, so `@{key}` cites nothing"),
            "put a space between the `!` and the bracket".to_owned(),
        ),
        NoCitation::Beside => (
            format!(
                "the brackets around `@{key}` cite nothing, since what stands before a `;` in them names no source"
            ),
            format!("give each source its key, as in `[@one; @{key}]`, or write `[@{key}]` and the rest outside"),
        ),
        NoCitation::Link => (
            format!("`@{key}` in the words of a link cites nothing"),
            format!("write `[@{key}]` behind the link; `\\@` if the sign is meant"),
        ),
        NoCitation::Torn => (
            format!("the brackets around `@{key}` are no citation, so what they say is no place in it"),
            "a place holds no brackets, formulas or links; write `\\[` for a bracket in it".to_owned(),
        ),
    };
    let finding = Diagnostic::new(Code::BareCitation, span.clone(), message).hint(hint);
    match why {
        NoCitation::Spaced => finding.fix(format!("@ {key}"), format!("@{key}")),
        NoCitation::Bare | NoCitation::Beside => finding.fix(format!("@{key}"), format!("[@{key}]")),
        _ => finding,
    }
}

/// What is said of an example, as Pandoc counts them, where no source is of its name.
pub fn counted(marker: &Marker, is_source: impl Fn(&str) -> bool) -> Option<Diagnostic> {
    let MarkerKind::Named(named) = &marker.kind else { return None };
    let CiteTarget::Mention(key) = &named.citing.target else { return None };
    if !named.counts || is_source(key) {
        return None;
    }
    let message = format!("`(@{key})`, a number that other programs count, is not read, and stands as it is typed");
    Some(Diagnostic::new(Code::UnreadMarkup, marker.span.clone(), message).hint("write `1. `: it counts on"))
}

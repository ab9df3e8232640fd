//! Tags that are not closed. Tera says only that it knows no tag like the next one that closes something else.

use std::ops::Range;

use super::tokens::{Placed, Token, tokens};
use crate::nearest::nearest;

/// A finding in a template: where, what is wrong, what to do.
pub type StructureFault = (Range<usize>, String, Option<String>);

/// What opens something, and what closes it.
const PAIRS: [(&str, &str); 6] = [
    ("if", "endif"),
    ("for", "endfor"),
    ("block", "endblock"),
    ("component", "endcomponent"),
    ("filter", "endfilter"),
    ("set", "endset"),
];

/// Tags that stand by themselves, or within others.
const SINGLE: [&str; 8] = ["include", "extends", "set", "set_global", "break", "continue", "else", "elif"];

/// Tags of other languages of templates, and what stands for them here.
const FOREIGN: [(&str, &str); 7] = [
    ("macro", "write a component: `{% component name(argument) %}…{% endcomponent name %}`"),
    ("import", "components need no import: they can be called from every template"),
    ("from", "components need no import: they can be called from every template"),
    ("call", "call a component: `{% <name> %}…{% </name> %}`"),
    ("with", "write `{% set name = value %}`"),
    ("autoescape", "what `{{ }}` writes is escaped; write `| safe` where it is finished markup"),
    ("trans", "texts stand in words/, and are called as `{{ words(key=\"section.key\") }}`"),
];

/// A tag: its word, and what it holds.
struct Tag<'t> {
    word: &'t str,
    at: Range<usize>,
    rest: &'t [Placed<'t>],
}

/// The first tag that is not closed, closes nothing or is unknown.
pub fn fault(text: &str) -> Option<StructureFault> {
    let tokens = tokens(text);
    let mut open: Vec<Tag> = Vec::new();
    for tag in tags(&tokens) {
        if tag.opens() {
            open.push(tag);
        } else if let Some((opening, _)) = PAIRS.iter().find(|(_, closing)| *closing == tag.word) {
            match open.pop() {
                Some(last) if last.word.trim_end_matches("_global") == *opening => {}
                Some(last) => return Some(last.not_closed(Some(tag.word))),
                None => return Some((tag.at, format!("there is no `{opening}` that this closes"), None)),
            }
        } else if matches!(tag.word, "else" | "elif") && !open.last().is_some_and(|last| last.divides(tag.word)) {
            let inside = open.pop().filter(|_| open.iter().any(|outer| outer.divides(tag.word)));
            return Some(match inside {
                Some(last) => last.not_closed(Some(tag.word)),
                None => (tag.at, format!("this `{}` stands in no `if`", tag.word), None),
            });
        } else if !SINGLE.contains(&tag.word) {
            return Some(tag.unknown());
        }
    }
    open.pop().map(|last| last.not_closed(None))
}

/// The first quote in a tag that is not closed there: what Tera reads as its text runs into the next lines.
pub fn open_quote(text: &str) -> Option<StructureFault> {
    let tokens = tokens(text);
    let end = tokens.last().map_or(0, |(_, at)| at.end);
    let runs_on = |(token, at): &Placed| match token {
        Token::Text(inside) if inside.contains('\n') || inside.contains("%}") || inside.contains("}}") => {
            Some(at.start)
        }
        _ => None,
    };
    let unread = || {
        let rest = text.get(end..)?.trim_start();
        rest.starts_with(['"', '\'', '`']).then_some(text.len() - rest.len())
    };
    let at = tokens.iter().find_map(runs_on).or_else(unread)?;
    Some((
        at..at + 1,
        "this quote is not closed".to_owned(),
        Some("write the same quote where the text ends".to_owned()),
    ))
}

/// So many `elif` stand in no template that a person wrote. Each is within the one before it to Tera, whose stack would
/// overflow; what else is nested it counts itself.
const MOST_BRANCHES: usize = 1000;

/// The first `elif` of too many.
pub fn too_many_branches(text: &str) -> Option<StructureFault> {
    text.matches("elif").nth(MOST_BRANCHES)?;
    let tokens = tokens(text);
    let at = tags(&tokens).filter(|tag| tag.word == "elif").nth(MOST_BRANCHES)?.at;
    let hint = "write several templates, or a loop over a list";
    Some((at, format!("this template has more than {MOST_BRANCHES} `elif`"), Some(hint.to_owned())))
}

/// The tags among some tokens that begin with a word.
fn tags<'t>(tokens: &'t [Placed<'t>]) -> impl Iterator<Item = Tag<'t>> {
    let starts = tokens.iter().enumerate().filter(|(_, (token, _))| *token == Token::Tag);
    starts.filter_map(|(at, _)| {
        let (Token::Word(word), place) = tokens.get(at + 1)? else { return None };
        let rest = &tokens[at + 2..];
        let end = rest.iter().position(|(token, _)| *token == Token::End).unwrap_or(rest.len());
        Some(Tag { word, at: place.clone(), rest: &rest[..end] })
    })
}

impl Tag<'_> {
    fn opens(&self) -> bool {
        match self.word {
            "set" | "set_global" => !self.rest.iter().any(|(token, _)| *token == Token::Sign("=")),
            word => PAIRS.iter().any(|(opening, _)| *opening == word),
        }
    }

    /// Whether `else` or `elif` may stand in it.
    fn divides(&self, word: &str) -> bool {
        self.word == "if" || self.word == "for" && word == "else"
    }

    fn not_closed(self, before: Option<&str>) -> StructureFault {
        let word = self.word;
        let closing = PAIRS.iter().find(|(opening, _)| word.trim_end_matches("_global") == *opening);
        let closing = closing.map_or("", |(_, closing)| closing);
        let message = match before {
            Some(before) => format!("this `{word}` is not closed before `{before}`"),
            None => format!("this `{word}` is not closed"),
        };
        (self.at, message, Some(format!("write `{{% {closing} %}}` where it ends")))
    }

    fn unknown(self) -> StructureFault {
        let word = self.word;
        let known = PAIRS.iter().flat_map(|(opening, closing)| [*opening, *closing]).chain(SINGLE);
        let foreign = FOREIGN.iter().find(|(foreign, _)| *foreign == word.trim_start_matches("end"));
        let hint = match foreign {
            Some((_, hint)) => Some((*hint).to_owned()),
            None => nearest(word, known).map(|near| format!("did you mean `{near}`?")),
        };
        (self.at, format!("there is no tag `{word}`"), hint)
    }
}

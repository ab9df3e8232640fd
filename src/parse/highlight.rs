//! Code with colours: class names for about twenty kinds of token, so that light and dark are a matter of CSS.
//!
//! The grammars are syntect's own. They are loaded when the first code block appears, and each block's states
//! start afresh, so a page's markup depends on nothing but its text.

use std::sync::LazyLock;

use pulldown_cmark_escape::escape_html_body_text;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use crate::markdown::Highlighted;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// The classes, most telling first: the first one whose scope the innermost matching scope begins with counts.
static CLASSES: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    [
        ("comment", "comment"),
        ("constant.character.escape", "escape"),
        ("constant.numeric", "number"),
        ("constant", "constant"),
        ("string", "string"),
        ("keyword.operator", "operator"),
        ("keyword", "keyword"),
        ("storage.type", "type"),
        ("storage", "storage"),
        ("entity.name.function", "function"),
        ("support.function", "function"),
        ("variable.function", "function"),
        ("entity.name.tag", "tag"),
        ("entity.other.attribute-name", "attribute"),
        ("entity.name.type", "type"),
        ("entity.name", "type"),
        ("support.type.property-name", "property"),
        ("support.type", "type"),
        ("support.class", "type"),
        ("support", "function"),
        ("variable.parameter", "parameter"),
        ("variable", "variable"),
        ("markup.heading", "heading"),
        ("markup.underline.link", "link"),
        ("markup.inserted", "inserted"),
        ("markup.deleted", "deleted"),
        ("punctuation.definition.comment", "comment"),
        ("punctuation.definition.string", "string"),
    ]
    .into_iter()
    .filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, class)))
    .collect()
});

/// A larger block is shown plain: in bytes, and in lines.
const LARGEST: usize = 256 << 10;
const MOST_LINES: usize = 10_000;
/// A block with a longer line, too: grammars look for the end of a thing again and again from each of its signs, which
/// takes the square of the line's length. In bytes.
const LONGEST_LINE: usize = 2 << 10;

/// Gives `code` in `language` its colours.
pub fn highlight(language: &str, code: &str) -> Highlighted {
    let Some(syntax) = SYNTAXES.find_syntax_by_token(language) else { return Highlighted::Unknown };
    if code.len() > LARGEST || code.bytes().filter(|byte| *byte == b'\n').count() > MOST_LINES {
        return Highlighted::TooLarge;
    }
    if code.split('\n').any(|line| line.len() > LONGEST_LINE) {
        return Highlighted::LongLine;
    }
    let html = coloured(syntax, code).unwrap_or_else(|| {
        // A grammar that fails is no fault of the author's.
        let mut html = String::with_capacity(code.len());
        let _ = escape_html_body_text(&mut html, code);
        html
    });
    Highlighted::Coloured(html)
}

/// Markup for the code; `None` when its grammar fails.
fn coloured(syntax: &SyntaxReference, code: &str) -> Option<String> {
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut classes = Classes::default();
    let mut html = String::with_capacity(code.len() * 2);
    let mut open: Option<&'static str> = None;
    for line in code.split_inclusive('\n') {
        let operations = state.parse_line(line, &SYNTAXES).ok()?;
        let mut from = 0;
        for (at, operation) in operations {
            write(&mut html, &line[from..at], classes.of(&stack), &mut open);
            from = at;
            stack.apply(&operation).ok()?;
        }
        write(&mut html, &line[from..], classes.of(&stack), &mut open);
    }
    if open.is_some() {
        html.push_str("</span>");
    }
    Some(html)
}

/// The classes of the scopes of one block. A grammar names few of them, and each stands at many tokens.
#[derive(Default)]
struct Classes(ahash::HashMap<Scope, Option<&'static str>>);

impl Classes {
    /// The class of the innermost scope that has one.
    fn of(&mut self, stack: &ScopeStack) -> Option<&'static str> {
        stack.scopes.iter().rev().find_map(|scope| *self.0.entry(*scope).or_insert_with(|| class(*scope)))
    }
}

/// The class of a scope, if it has one.
fn class(scope: Scope) -> Option<&'static str> {
    CLASSES.iter().find(|(prefix, _)| prefix.is_prefix_of(scope)).map(|(_, class)| *class)
}

/// Writes a token; neighbours of one class share a span.
fn write(html: &mut String, text: &str, class: Option<&'static str>, open: &mut Option<&'static str>) {
    if text.is_empty() {
        return;
    }
    if *open != class {
        if open.is_some() {
            html.push_str("</span>");
        }
        if let Some(class) = class {
            html.push_str("<span class=\"hl-");
            html.push_str(class);
            html.push_str("\">");
        }
        *open = class;
    }
    // Writing to a string cannot fail.
    let _ = escape_html_body_text(html, text);
}

//! What Tera's filters, tests and functions take, and what its filters make. Tera tells neither before it renders.

use crate::nearest::nearest;
use crate::render::shape::Form;

/// What must be given by name, and what may.
#[derive(Debug, Clone, Copy)]
pub struct Takes {
    must: &'static [&'static str],
    may: &'static [&'static str],
}

type Named = (&'static str, &'static [&'static str], &'static [&'static str]);

const FILTERS: [Named; 37] = [
    ("abs", &[], &[]),
    ("capitalize", &[], &[]),
    ("default", &["value"], &["boolean"]),
    ("escape", &[], &[]),
    ("escape_html", &[], &[]),
    ("escape_xml", &[], &[]),
    ("first", &[], &[]),
    ("float", &[], &[]),
    ("get", &["key"], &["default"]),
    ("group_by", &["attribute"], &[]),
    ("indent", &[], &["width", "indentation", "first", "blank"]),
    ("int", &[], &["base"]),
    ("join", &[], &["sep"]),
    ("keys", &[], &[]),
    ("last", &[], &[]),
    ("length", &[], &[]),
    ("lower", &[], &[]),
    ("newlines_to_br", &[], &[]),
    ("nth", &["n"], &[]),
    ("pairs", &[], &[]),
    ("pluralize", &[], &["singular", "plural"]),
    ("replace", &["from", "to"], &[]),
    ("reverse", &[], &[]),
    ("round", &[], &["method", "precision"]),
    ("safe", &[], &[]),
    ("sort", &[], &["attribute"]),
    ("split", &["pat"], &[]),
    ("str", &[], &[]),
    ("title", &[], &[]),
    ("trim", &[], &["pat"]),
    ("trim_end", &[], &["pat"]),
    ("trim_start", &[], &["pat"]),
    ("truncate", &["length"], &["end"]),
    ("unique", &[], &[]),
    ("upper", &[], &[]),
    ("values", &[], &[]),
    ("wordcount", &[], &[]),
];

const TESTS: [Named; 17] = [
    ("array", &[], &[]),
    ("bool", &[], &[]),
    ("containing", &["pat"], &[]),
    ("defined", &[], &[]),
    ("divisible_by", &["divisor"], &[]),
    ("ending_with", &["pat"], &[]),
    ("even", &[], &[]),
    ("float", &[], &[]),
    ("integer", &[], &[]),
    ("iterable", &[], &[]),
    ("map", &[], &[]),
    ("none", &[], &[]),
    ("number", &[], &[]),
    ("odd", &[], &[]),
    ("starting_with", &["pat"], &[]),
    ("string", &[], &[]),
    ("undefined", &[], &[]),
];

/// `words` takes what its text asks for as well.
const FUNCTIONS: [Named; 4] = [
    ("range", &["end"], &["start", "step_by"]),
    ("super", &[], &[]),
    ("throw", &["message"], &[]),
    ("words", &["key"], &["n"]),
];

/// Filters, tests or functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallKind {
    Filter,
    Test,
    Function,
}

impl CallKind {
    fn all(self) -> &'static [Named] {
        match self {
            CallKind::Filter => &FILTERS,
            CallKind::Test => &TESTS,
            CallKind::Function => &FUNCTIONS,
        }
    }

    /// All names.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        self.all().iter().map(|(name, ..)| *name)
    }

    /// All names of what Tera calls so.
    pub fn all_of(kind: &str) -> Option<Vec<&'static str>> {
        let kind = match kind {
            "filter" => CallKind::Filter,
            "test" => CallKind::Test,
            "function" => CallKind::Function,
            _ => return None,
        };
        Some(kind.names().collect())
    }

    /// What the one of this name takes.
    pub fn takes(self, name: &str) -> Option<Takes> {
        let (_, must, may) = self.all().iter().find(|(known, ..)| *known == name)?;
        Some(Takes { must, may })
    }
}

impl Takes {
    /// What is wrong with what is given to the one of this name, and what to do: an argument that it does not take, or one
    /// that is missing.
    pub fn misfit(self, name: &str, given: &[&str]) -> Option<(String, String)> {
        let takes = || self.must.iter().chain(self.may).copied();
        let unknown = given.iter().find(|given| !takes().any(|known| known == **given));
        let message = match (unknown, self.must.iter().find(|must| !given.contains(must))) {
            (Some(unknown), _) => format!("`{name}` takes no `{unknown}`"),
            (None, Some(missing)) => format!("`{name}` must be given `{missing}`"),
            (None, None) => return None,
        };
        Some((message, meant(name, unknown.copied(), takes())))
    }
}

/// What may have been meant by an argument that something does not take; else what it takes.
pub fn meant<'t>(name: &str, unknown: Option<&str>, takes: impl Iterator<Item = &'t str>) -> String {
    let takes: Vec<&str> = takes.collect();
    let all: Vec<String> = takes.iter().map(|name| format!("`{name}`")).collect();
    match unknown.and_then(|unknown| nearest(unknown, takes)) {
        Some(near) => format!("did you mean `{near}`?"),
        None if all.is_empty() => format!("`{name}` takes nothing"),
        None => format!("`{name}` takes {}", all.join(", ")),
    }
}

/// Filters that make a text of what is a text already: what has fields or parts is not for readers as a whole.
pub fn is_of_text(filter: &str) -> bool {
    matches!(
        filter,
        "upper"
            | "lower"
            | "trim"
            | "trim_start"
            | "trim_end"
            | "replace"
            | "capitalize"
            | "title"
            | "truncate"
            | "indent"
            | "str"
            | "escape"
            | "escape_html"
            | "escape_xml"
            | "newlines_to_br"
            | "wordcount"
            | "split"
    )
}

/// What a filter makes of a form.
pub fn filtered(name: &str, form: Form) -> Form {
    match name {
        // These leave signs of markup where they are.
        "trim" | "trim_start" | "trim_end" | "replace" if form == Form::Markup => form,
        "escape" | "escape_html" | "escape_xml" | "pluralize" | "join" => Form::Text,
        "length" | "wordcount" | "int" | "float" | "abs" | "round" => Form::Number,
        "split" | "keys" => Form::Text.list(),
        name if is_of_text(name) => Form::Text,
        "safe" if form.clone().present() == Form::Markup => Form::Text,
        "safe" | "sort" | "unique" | "reverse" => form,
        "first" | "last" | "nth" => match form.present() {
            Form::List(inner) => inner.optional(),
            _ => Form::Any,
        },
        _ => Form::Any,
    }
}

#[cfg(test)]
mod tests {
    use tera::{Context, Tera};

    use super::*;

    /// What Tera says of a template.
    fn said(template: &str) -> String {
        let mut tera = Tera::default();
        let said = tera.add_raw_template("t", template).and_then(|()| tera.render("t", &Context::new()).map(drop));
        said.err().map_or_else(String::new, |error| error.to_string())
    }

    #[test]
    fn tera_knows_what_is_listed_here_and_asks_for_the_same() {
        for (kind, value, sign) in
            [(CallKind::Filter, "\"1\"", "|"), (CallKind::Test, "\"1\"", "is"), (CallKind::Function, "", "")]
        {
            for name in kind.names().filter(|name| !matches!(*name, "words" | "super")) {
                let call =
                    format!("{{% if {value} {sign} {name}{} %}}{{% endif %}}", if sign.is_empty() { "()" } else { "" });
                let said = said(&call);
                assert!(!said.contains("Unknown"), "{name}: {said}");
                let must = kind.takes(name).expect("listed").must;
                if let Some(first) =
                    must.first().filter(|_| !matches!(name, "get" | "nth" | "group_by" | "divisible_by"))
                {
                    assert!(said.contains(&format!("Missing keyword argument `{first}`")), "{name}: {said}");
                }
            }
        }
        assert!(said("{{ \"1\" | uper }}").contains("Unknown"));
    }
}

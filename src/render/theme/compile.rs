//! From the files of a theme to templates that are ready. One that cannot be read is reported and left out, so that one
//! run reports all of them; where there is a built-in one of its name, that is used.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::files::{Template, Templates};
use super::fit;
use super::tokens::{Token, tokens};
use super::{BUILT_IN, structure};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::render::words::{self, Words};

/// An error of Tera's: the template that it is about, the bytes in it, and the message.
pub type Blamed = (String, Range<usize>, String);

/// Compiles all templates. What cannot be read is taken out of `own`. Gives what is ready, with the texts as they were
/// compiled, and what was left out.
pub fn compile(
    own: &mut Templates,
    built_in: &Templates,
    words: &Arc<Words>,
    out: &mut Vec<Diagnostic>,
) -> (Tera, BTreeMap<String, String>, Lost) {
    // What may be missing because of a template that was left out is no second mistake.
    let mut lost = Lost::default();
    loop {
        let fitted = fit::fit(own, built_in);
        let mut tera = Tera::default();
        // Tera refuses this only once it has templates.
        let _ = tera.set_fallback_prefixes([BUILT_IN]);
        let table = words.clone();
        tera.register_function("words", move |arguments: Kwargs, state: &State| self::words(&table, &arguments, state));
        let error = match tera.add_raw_templates(fitted.texts.iter().map(|(name, text)| (name.as_str(), text.as_str())))
        {
            Ok(()) => {
                let missed = |finding: &Diagnostic| own.values().any(|template| lost.may_have_been(template, finding));
                out.extend(fitted.findings.iter().filter(|finding| !missed(finding)).cloned());
                return (tera, fitted.texts, lost);
            }
            Err(error) => error,
        };
        let blamed = drawn(&error, &fitted.texts).or_else(|| doubled(&error)).unwrap_or_else(|| describe(&error, ""));
        let Some(bad) = own.remove(&blamed.0) else {
            // An error without a template of ours to blame: the built-in theme alone compiles, a test says so.
            out.push(Diagnostic::new(Code::TemplateError, Span::file(&Arc::from("themes")), blamed.2));
            if own.is_empty() {
                return (tera, fitted.texts, lost);
            }
            own.clear();
            continue;
        };
        if !lost.is_why(&blamed.2) {
            out.push(refusal(&bad, blamed.1, blamed.2, is_syntax(&error)));
        }
        lost.add(&blamed.0, &bad);
    }
}

/// What stood in templates that were left out.
#[derive(Default)]
pub struct Lost {
    /// Their names, and those of their components.
    names: BTreeSet<String>,
    texts: Vec<String>,
}

impl Lost {
    fn add(&mut self, name: &str, template: &Template) {
        self.names.insert(name.to_owned());
        self.names.extend(components(&template.text));
        self.texts.push(template.text.clone());
    }

    /// Whether a message is about something that stood there.
    fn is_why(&self, message: &str) -> bool {
        message.split('`').skip(1).step_by(2).any(|name| self.names.contains(name))
    }

    /// Whether a template that was left out names this one.
    pub fn speaks_of(&self, name: &str) -> bool {
        let named = format!("\"{name}\"");
        self.texts.iter().any(|text| text.contains(&named))
    }

    fn may_have_been(&self, template: &Template, finding: &Diagnostic) -> bool {
        let is_here = template.path == finding.span.path;
        is_here && self.names.iter().any(|name| template.text.contains(&format!("\"{name}\"")))
    }
}

/// The names of the components that a template defines, as far as it can be read.
fn components(text: &str) -> Vec<String> {
    let tokens = tokens(text);
    let starts = tokens.windows(2).enumerate();
    let starts = starts.filter(|(_, two)| two[0].0 == Token::Tag && two[1].0 == Token::Word("component"));
    let name = |(at, _): (usize, _)| {
        let rest = &tokens[at + 2..];
        let end = rest.iter().position(|(token, _)| *token == Token::Sign("("))?;
        Some(text[rest.first()?.1.start..rest.get(end)?.1.start].trim().to_owned())
    };
    starts.filter_map(name).collect()
}

fn is_syntax(error: &tera::Error) -> bool {
    matches!(error.kind(), tera::ErrorKind::SyntaxError(_))
}

/// What is said of a template that is left out.
fn refusal(bad: &Template, range: Range<usize>, message: String, is_syntax: bool) -> Diagnostic {
    let is_of_tags = message == "Unknown tag" || message.contains("end of input");
    let found = structure::fault(&bad.text).filter(|_| is_syntax && is_of_tags);
    let (range, message, hint) = found.unwrap_or((range, message, None));
    let finding = Diagnostic::new(Code::TemplateError, Span::new(&bad.path, range), message);
    let finding = hint.map_or(finding.clone(), |hint| finding.hint(hint));
    finding.hint("the built-in template of this name is used instead, when there is one")
}

/// The second of two templates of the site that define one component, which Tera names in words only.
fn doubled(error: &tera::Error) -> Option<Blamed> {
    let message = error.to_string();
    let mut names = message.strip_prefix("Component `")?.split('`').step_by(2);
    let (component, first, second) = (names.next()?, names.next()?, names.next()?);
    let words = format!("the component `{component}` stands in `{first}` too; each has one definition in a theme");
    Some((second.to_owned(), 0..0, words))
}

/// The template that an error is about, the bytes in it, and the message. `fallback` is the template that was
/// asked for.
pub fn describe(error: &tera::Error, fallback: &str) -> Blamed {
    use tera::ErrorKind;
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let name = if report.filename().is_empty() { fallback } else { report.filename() };
            (name.to_owned(), report.span().range.clone(), report.message().to_owned())
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            (tpl.clone(), 0..0, "this template includes itself, by way of others".to_owned())
        }
        ErrorKind::MissingParent { current, parent } => {
            (current.clone(), 0..0, format!("this template extends `{parent}`, which does not exist"))
        }
        ErrorKind::TemplateNotFound(name) => (fallback.to_owned(), 0..0, format!("there is no template `{name}`")),
        _ => (fallback.to_owned(), 0..0, error.to_string()),
    }
}

/// The same for names that no template, filter or component has: Tera gives these only as finished drawings,
/// `error: WORDS`, then `--> TEMPLATE:LINE:COLUMN`.
fn drawn(error: &tera::Error, texts: &BTreeMap<String, String>) -> Option<Blamed> {
    let drawing = error.to_string();
    let message = drawing.lines().find_map(|line| line.trim_start().strip_prefix("error: "))?;
    let place = drawing.lines().find_map(|line| line.trim_start().strip_prefix("--> "))?;
    let (name, at) = placed(place, texts)?;
    let text = &texts.get(&name)?;
    let end = text[at..]
        .find(|c: char| !c.is_alphanumeric() && c != '_' && c != '"' && c != '.')
        .map_or(at, |length| at + length);
    Some((name, at..end, message.to_owned()))
}

/// The template and the byte of a place `TEMPLATE:LINE:COLUMN`.
pub fn placed(place: &str, texts: &BTreeMap<String, String>) -> Option<(String, usize)> {
    let mut parts = place.rsplitn(3, ':');
    let column: usize = parts.next()?.parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let name = parts.next()?;
    let text = texts.get(name)?;
    let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let at = text[start..].char_indices().nth(column.checked_sub(1)?).map_or(start, |(byte, _)| start + byte);
    Some((name.to_owned(), at))
}

/// What a template calls as `words(key="section.key", n=3, name=value)`: the text of a key, in the form that `n` asks
/// for. Where a value is markup, such as a component's, the text around it is too.
fn words(words: &Words, arguments: &Kwargs, state: &State) -> TeraResult<Value> {
    let key: &str = arguments.must_get("key")?;
    let Some(text) = words.find(key, arguments.get("n")?) else {
        return Err(tera::Error::message(format!("there are no words `{key}`")));
    };
    let markup = arguments.iter().any(|(_, value)| value.is_string() && value.is_safe());
    let mut missing = None;
    let mut put = |name: &str, out: &mut String| match arguments.get::<&Value>(name) {
        Ok(Some(value)) if markup && !value.is_safe() => {
            out.push_str(&state.escape(&value.to_string()).unwrap_or_default())
        }
        Ok(Some(value)) => out.push_str(&value.to_string()),
        _ => missing = Some(name.to_owned()),
    };
    let filled = if markup { words::fill(&state.escape(text)?, &mut put) } else { words::fill(text, &mut put) };
    match missing {
        Some(name) => Err(tera::Error::message(format!("the words `{key}` need a value for `{name}`"))),
        None if markup => Ok(Value::safe_string(&filled)),
        None => Ok(filled.into()),
    }
}

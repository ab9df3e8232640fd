//! From the files of a theme to templates that are ready. One that cannot be read is reported and left out, so that one
//! run reports all of them; where there is a built-in one of its name, that is used.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::files::{self, Template, Templates};
use super::fit;
use super::takes::CallKind;
use super::tokens::{Placed, Token, tokens};
use super::{BUILT_IN, FIRST, numbers, structure};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::nearest::nearest;
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
    leave_out_branchy(own, &mut lost, out);
    loop {
        let mut fitted = fit::fit(own, built_in);
        if !fitted.misspelt.is_empty() {
            for (name, finding) in fitted.misspelt.drain(..) {
                out.push(finding);
                own.remove(&name).iter().for_each(|bad| lost.add(&name, bad));
            }
            continue;
        }
        let mut tera = Tera::default();
        // Tera refuses this only once it has templates.
        let _ = tera.set_fallback_prefixes([BUILT_IN]);
        speak(&mut tera, words.clone());
        let error = match tera.add_raw_templates(fitted.texts.iter().map(|(name, text)| (name.as_str(), text.as_str())))
        {
            Ok(()) => {
                let missed = |finding: &Diagnostic| own.values().any(|template| lost.may_have_been(template, finding));
                out.extend(fitted.findings.iter().filter(|finding| !missed(finding)).cloned());
                return (tera, fitted.texts, lost);
            }
            Err(error) => error,
        };
        let texts = &fitted.texts;
        let blamed = refused(&error, texts).or_else(|| drawn(&error, texts)).or_else(|| doubled(&error));
        let blamed = blamed.unwrap_or_else(|| describe(&error, ""));
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
            let hint = meant(&blamed.2, &blamed.0, &fitted.texts);
            out.push(refusal(&bad, blamed.1, blamed.2, hint, is_syntax(&error)));
        }
        lost.add(&blamed.0, &bad);
    }
}

/// Takes out the templates that branch too often for anybody to compile them.
fn leave_out_branchy(own: &mut Templates, lost: &mut Lost, out: &mut Vec<Diagnostic>) {
    own.retain(|name, template| {
        let Some((range, message, hint)) = structure::too_many_branches(&template.text) else { return true };
        out.push(refusal(template, range, message, hint, false));
        lost.add(name, template);
        false
    });
}

/// Sets what templates say with `words`, and which numbers loops go through.
pub fn speak(tera: &mut Tera, table: Arc<Words>) {
    tera.register_function("range", numbers::range);
    tera.register_function("words", move |arguments: Kwargs, state: &State| words(&table, &arguments, state));
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
fn refusal(bad: &Template, range: Range<usize>, message: String, hint: Option<String>, is_syntax: bool) -> Diagnostic {
    let is_of_tags = message == "Unknown tag" || message.contains("end of input");
    let found = structure::open_quote(&bad.text).or_else(|| structure::fault(&bad.text).filter(|_| is_of_tags));
    let (range, message, hint) = found.filter(|_| is_syntax).unwrap_or((range, message, hint));
    let finding = Diagnostic::new(Code::TemplateError, Span::new(&bad.path, range), message);
    let finding = hint.map_or(finding.clone(), |hint| finding.hint(hint));
    finding.hint(fit::LEFT_OUT)
}

/// What may have been meant by a name that a message tells to be unknown, or by a form that is not Tera's.
fn meant(message: &str, template: &str, texts: &BTreeMap<String, String>) -> Option<String> {
    if message == "Found string but expected identifier." {
        return Some(
            "what is given has a name here, such as `truncate(length=80)` and `words(key=\"title.matrix\")`".to_owned(),
        );
    }
    if message.starts_with("this template extends itself") || message.starts_with("this template includes itself") {
        let is_built_in = texts.contains_key(&format!("{BUILT_IN}{template}")) || files::has(template);
        return is_built_in.then(|| format!("the built-in template of this name is `{BUILT_IN}{template}`"));
    }
    let (kind, name) = message.strip_prefix("Unknown ")?.split_once(" `")?;
    let name = name.strip_suffix('`')?;
    let near = match kind {
        "filter" => nearest(name, CallKind::Filter.names()),
        "test" => nearest(name, CallKind::Test.names()),
        "function" => nearest(name, CallKind::Function.names()),
        "template" => nearest(name, texts.keys().map(|name| name.strip_prefix(BUILT_IN).unwrap_or(name))),
        "component" => {
            let all: Vec<String> = texts.values().flat_map(|text| components(text)).collect();
            let near = nearest(name, all.iter().map(String::as_str).filter(|name| !name.starts_with(FIRST)));
            return near.map(|near| format!("did you mean `{near}`?"));
        }
        _ => None,
    };
    match near {
        Some(near) => Some(format!("did you mean `{near}`?")),
        None => CallKind::all_of(kind).map(|all| format!("there are {}", all.join(", "))),
    }
}

/// A template that extends or includes itself, maybe by way of others, or one that is not there. Tera tells no place.
fn refused(error: &tera::Error, texts: &BTreeMap<String, String>) -> Option<Blamed> {
    use tera::ErrorKind;
    let (name, tag, next, message) = match error.kind() {
        ErrorKind::MissingParent { current, parent } => {
            (current, "extends", parent, format!("Unknown template `{parent}`"))
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            let others = others(tpl, inheritance_chain);
            (tpl, "extends", inheritance_chain.first().unwrap_or(tpl), format!("this template extends itself{others}"))
        }
        ErrorKind::CircularInclude { tpl, include_chain } => {
            let others = others(tpl, include_chain);
            let next = include_chain.iter().find(|name| *name != tpl).unwrap_or(tpl);
            (tpl, "include", next, format!("this template includes itself{others}"))
        }
        _ => return None,
    };
    let tokens = tokens(texts.get(name)?);
    let own = |three: &[Placed]| {
        let is = three[0].0 == Token::Tag && three[1].0 == Token::Word(tag) && three[2].0 == Token::Text(name);
        is.then(|| three[2].1.clone())
    };
    if let Some(at) = tokens.windows(3).find_map(own) {
        return Some((
            name.clone(),
            at,
            format!("this template {} itself", if tag == "extends" { tag } else { "includes" }),
        ));
    }
    let named = |three: &[Placed]| {
        let is = three[0].0 == Token::Tag && three[1].0 == Token::Word(tag) && three[2].0 == Token::Text(next);
        is.then(|| three[2].1.clone())
    };
    let any = |three: &[Placed]| {
        let is = three[0].0 == Token::Tag && three[1].0 == Token::Word(tag);
        is.then(|| three[2].1.clone())
    };
    let at = tokens.windows(3).find_map(named).or_else(|| tokens.windows(3).find_map(any));
    Some((name.clone(), at.unwrap_or(0..0), message))
}

/// By way of which others a template comes back to itself.
fn others(name: &str, chain: &[String]) -> String {
    let others: Vec<String> = chain.iter().filter(|other| *other != name).map(|other| format!("`{other}`")).collect();
    if others.is_empty() { String::new() } else { format!(", by way of {}", others.join(" and ")) }
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
    let text = if markup { state.escape(text)? } else { text.to_owned() };
    let filled = words::fill(&text, &words.tag, &mut put);
    match missing {
        Some(name) => Err(tera::Error::message(format!("the words `{key}` need a value for `{name}`"))),
        None if markup => Ok(Value::safe_string(&filled)),
        None => Ok(filled.into()),
    }
}

//! What is wrong in the templates of a theme: found before any page is made, or told by Tera while one is, in the words
//! of theme writers and at a place that they can mend. One mistake is one finding, however many pages it spoils.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::compile::{Blamed, describe, placed};
use super::files::Templates;
use super::names::{self, Fault};
use super::tree::{self, Expr, Tree};
use super::{BUILT_IN, roots, walk};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::nearest::nearest;
use crate::render::shape::Form;
use crate::render::words::Words;

/// Tera's words where a component calls itself without end. It tells no place.
const ENDLESS: &str = "recursion depth";

/// The templates of a site's theme, and what is wrong in them.
#[derive(Default)]
pub struct Faults {
    own: Templates,
    /// All templates as they were compiled, by name; none where the theme has none of its own.
    texts: BTreeMap<String, String>,
    /// What was found before any page was made.
    found: Vec<Diagnostic>,
}

impl Faults {
    /// Looks through templates that compile. `lost` says whether one that was left out speaks of this template.
    pub fn find(own: Templates, texts: BTreeMap<String, String>, words: &Words, lost: impl Fn(&str) -> bool) -> Faults {
        let mut faults = Faults { own, texts, found: Vec::new() };
        if faults.own.is_empty() {
            faults.texts.clear();
            return faults;
        }
        let trees: BTreeMap<&str, Tree> =
            faults.texts.iter().filter_map(|(name, text)| Some((&**name, tree::read(text)?))).collect();
        let text_of = |name: &str| faults.texts.get(name).map_or("", String::as_str);
        let has_words = |key: &str| words.find(key, None).is_some() || words.find(key, Some(1)).is_some();
        let (found, unused) = names::check(&trees, &text_of, &has_words);
        let mut all: Vec<Diagnostic> = found.into_iter().filter_map(|fault| faults.finding(fault)).collect();
        let unused = unused.into_iter().filter(|name| !lost(name));
        all.extend(unused.filter_map(|name| faults.unused(name)));
        drop(trees);
        faults.found = all;
        faults
    }

    /// What was found before any page is made.
    pub fn found(&self) -> &[Diagnostic] {
        &self.found
    }

    /// Whether the theme has templates of its own.
    pub fn has_own(&self) -> bool {
        !self.own.is_empty()
    }

    fn finding(&self, Fault { template, at, message, hints }: Fault) -> Option<Diagnostic> {
        let own = self.own.get(&template)?;
        let finding = Diagnostic::new(Code::TemplateError, Span::new(&own.path, at), message);
        Some(hints.into_iter().fold(finding, |finding, hint| finding.hint(hint)))
    }

    /// The finding that nothing uses a template.
    fn unused(&self, name: &str) -> Option<Diagnostic> {
        let own = self.own.get(name)?;
        let known =
            self.texts.keys().map(|name| name.strip_prefix(BUILT_IN).unwrap_or(name)).filter(|known| *known != name);
        let message = format!("nothing uses the template `{name}`");
        let finding = Diagnostic::new(Code::UnusedTemplate, Span::file(&own.path), message);
        Some(match nearest(name, known) {
            Some(near) => finding.hint(format!("did you mean `{near}`? that is the name of a template")),
            None => finding.mended(),
        })
    }

    /// The finding for an error of Tera's in a template that was asked for.
    pub fn of(&self, error: &tera::Error, asked: &str, path: impl Fn(&str) -> Arc<str>) -> Diagnostic {
        let blamed = describe(error, asked);
        let (name, range, message) = match self.own.contains_key(&blamed.0) {
            true => self.in_own(blamed),
            false => self.in_built_in(error, blamed),
        };
        if let Some(known) = self.known(&name, &range) {
            return known.clone();
        }
        let (message, hints) = self.in_words(&name, &range, message);
        let finding = Diagnostic::new(Code::TemplateError, Span::new(&path(&name), range), message);
        hints.into_iter().fold(finding, |finding, hint| finding.hint(hint))
    }

    /// What was found at a place already.
    fn known(&self, name: &str, range: &Range<usize>) -> Option<&Diagnostic> {
        let own = self.own.get(name)?;
        let overlaps = |known: Range<usize>| known.start < range.end.max(range.start + 1) && range.start < known.end;
        self.found.iter().find(|finding| {
            finding.code == Code::TemplateError && finding.span.path == own.path && overlaps(finding.span.range())
        })
    }

    fn in_own(&self, blamed: Blamed) -> Blamed {
        match blamed.2.contains(ENDLESS) {
            true => self.endless().unwrap_or(blamed),
            false => blamed,
        }
    }

    /// A built-in template fails at what one of the site's gives it, or at a component of the site's that it calls.
    fn in_built_in(&self, error: &tera::Error, blamed: Blamed) -> Blamed {
        if blamed.2.contains(ENDLESS) {
            return self.endless().unwrap_or(blamed);
        }
        let (name, range, message) = &blamed;
        let called = self.texts.get(name).and_then(|text| called_at(text.get(range.start..)?));
        if let Some((own, at)) = called.and_then(|component| self.definition(component)) {
            return (own, at, format!("{message} (called by the built-in {})", name.trim_start_matches(BUILT_IN)));
        }
        let drawing = error.to_string();
        let callers = drawing.lines().filter_map(|line| placed(line.strip_prefix("note: called from ")?, &self.texts));
        let mut own = callers.filter(|(name, _)| self.own.contains_key(name));
        match own.next() {
            Some((caller, at)) => {
                let end = self.texts.get(&caller).map_or(at, |text| end_of_call(text, at));
                let message = format!("what is called here fails in the built-in theme: {message}");
                (caller, at..end, message)
            }
            None => blamed,
        }
    }

    /// A component of the site's that calls itself, maybe by way of others.
    fn endless(&self) -> Option<Blamed> {
        let trees: BTreeMap<&str, Tree> =
            self.texts.iter().filter_map(|(name, text)| Some((&**name, tree::read(text)?))).collect();
        let (template, name, at) = walk::endless(&trees)?;
        Some((template.to_owned(), at, format!("the component `{name}` calls itself without end")))
    }

    /// Where the site defines a component.
    fn definition(&self, component: &str) -> Option<(String, Range<usize>)> {
        self.own.iter().find_map(|(name, template)| {
            let tree = tree::read(&template.text)?;
            let found = tree.components.iter().find(|known| known.name == component)?;
            Some((name.clone(), found.at.clone()))
        })
    }

    /// What Tera says, in words for theme writers.
    fn in_words(&self, name: &str, range: &Range<usize>, message: String) -> (String, Vec<String>) {
        let fields = "docs/themes.md lists the fields of every page".to_owned();
        let is_of_nothing = message.starts_with("Field `") && !message.contains("Available fields");
        let of = self.own.get(name).filter(|_| is_of_nothing).and_then(|own| {
            let tree = tree::read(&own.text)?;
            let of: &Expr = walk::owner_of_field(&tree, range.start)?;
            own.text.get(walk::start_of(of)..of.at.end).map(str::to_owned)
        });
        let Some(of) = of else { return (message, vec![fields]) };
        let field = message.split('`').nth(1).unwrap_or_default();
        let mut hints = vec![format!("ask for it first: `{{% if {of} %}}…{{% endif %}}`")];
        hints.extend(about(&of).map(|about| format!("`{of}`: {about}")));
        (format!("`{of}` is none here, so it has no `{field}`"), hints)
    }

    /// The path of a template of the site.
    pub fn path(&self, name: &str) -> Option<Arc<str>> {
        self.own.get(name).map(|own| own.path.clone())
    }

    /// The text of a template of the site.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.own.values().find(|own| *own.path == *path).map(|own| own.text.as_str())
    }
}

/// The component that is called at the beginning of a text.
fn called_at(text: &str) -> Option<&str> {
    let name = text.trim_start_matches(['{', '%', '-', ' ']).strip_prefix('<').unwrap_or(text);
    let end = name.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '.')?;
    Some(&name[..end])
}

/// Where the call of a component ends that stands at a byte.
fn end_of_call(text: &str, at: usize) -> usize {
    text[at..]
        .find("}}")
        .or_else(|| text[at..].find("%}"))
        .map_or(at, |length| at + text[at..at + length].trim_end().len())
}

/// What a path such as `page.pdf` is, in the words of its declaration.
fn about(path: &str) -> Option<String> {
    let mut parts = path.split('.');
    let first = parts.next()?;
    let mut form = roots::everywhere().get(first).cloned()?;
    let mut about = None;
    for part in parts {
        let Form::View(view) = form.present() else { return None };
        let field = view.field(part)?;
        about = Some(field.about());
        form = (field.form)();
    }
    about.filter(|about| !about.is_empty())
}

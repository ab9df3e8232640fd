//! What is wrong in the templates of a theme: found before any page is made, or told by Tera while one is, in the words
//! of theme writers and at a place that they can mend. One mistake is one finding, however many pages it spoils.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::compile::{Blamed, describe, placed};
use super::files::Templates;
use super::names::{self, Checked, Fault};
use super::tree::{self, Component, Expr, Tree};
use super::walk::Endless;
use super::{BASE, BUILT_IN, FIRST, fit, roots, walk};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::markdown::slug;
use crate::model::declared::Declared;
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
    /// Where to look when a page does not end, in words.
    heaviest: Option<String>,
}

impl Faults {
    /// Looks through templates that compile. `lost` says whether one that was left out speaks of this template.
    pub fn find(
        own: Templates,
        texts: BTreeMap<String, String>,
        (words, declared): (&Words, &Declared),
        lost: impl Fn(&str) -> bool,
    ) -> Faults {
        let mut faults = Faults { own, texts, found: Vec::new(), heaviest: None };
        if faults.own.is_empty() {
            faults.texts.clear();
            return faults;
        }
        let trees: BTreeMap<&str, Tree> =
            faults.texts.iter().filter_map(|(name, text)| Some((&**name, tree::read(text)?))).collect();
        let text_of = |name: &str| faults.texts.get(name).map_or("", String::as_str);
        let Checked { faults: wrong, unused, uncalled } =
            names::check(&trees, &text_of, &|key| words.asked(key), declared);
        let endless: Vec<Endless> = walk::endless(&trees, true);
        let wrong = endless.iter().map(|endless| faults.calls_itself(endless)).chain(wrong);
        let mut all: Vec<Diagnostic> = wrong.filter_map(|fault| faults.finding(fault)).collect();
        // A base without a place for the built-in pages is told of already.
        let is_base = |name: &str| trees.get(name).is_some_and(|tree| name == BASE && !fit::has(tree, fit::MAIN));
        let unused = unused.into_iter().filter(|name| !lost(name) && !is_base(name));
        all.extend(unused.filter_map(|name| faults.unused(name)));
        let is_told = |name: &str| endless.iter().any(|endless| endless.name == name);
        let uncalled = uncalled.into_iter().filter(|(_, component)| !lost(component.name) && !is_told(component.name));
        all.extend(uncalled.filter_map(|(template, component)| faults.uncalled(template, component, &trees)));
        let heaviest = faults.heaviest(&trees);
        drop(trees);
        all.extend(faults.unnamed());
        faults.heaviest = heaviest;
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

    /// Where to look when a page does not end, for Tera does not say where it is: where most loops stand in one another, or
    /// where a name is doubled.
    pub fn where_to_look(&self) -> Option<&str> {
        self.heaviest.as_deref()
    }

    fn heaviest(&self, trees: &BTreeMap<&str, Tree>) -> Option<String> {
        let own = || {
            let trees = trees.iter().filter_map(|(name, tree)| Some((self.own.get(*name)?, tree)));
            trees.flat_map(|(own, tree)| {
                let components = tree.components.iter().map(|component| &*component.body);
                components.chain([&*tree.nodes]).map(move |nodes| (own, nodes))
            })
        };
        let loops = own().filter_map(|(own, nodes)| Some((walk::deepest_loop(nodes)?, own)));
        let deepest = loops.reduce(|first, next| if next.0.0 > first.0.0 { next } else { first });
        let doubled = own().find_map(|(own, nodes)| Some((walk::doubled(nodes)?, own)));
        let (at, own, what) = match (deepest, doubled) {
            // One loop alone goes through a list of the site's.
            (Some(((depth, at), own)), None) => (at, own, if depth > 1 { "its deepest loop" } else { "a loop" }),
            (Some(((depth, at), own)), _) if depth > 1 => (at, own, "its deepest loop"),
            (_, Some((at, own))) => (at, own, "a name that is set to twice itself"),
            (None, None) => return None,
        };
        let before = own.text.get(..at)?;
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Some(format!("{what} stands at {}:{line}:{column}", own.path))
    }

    fn finding(&self, Fault { template, at, message, hints }: Fault) -> Option<Diagnostic> {
        let own = self.own.get(&template)?;
        let finding = Diagnostic::new(Code::TemplateError, Span::new(&own.path, at), message);
        Some(hints.into_iter().fold(finding, |finding, hint| finding.hint(hint)))
    }

    /// The findings that no fence can name a block.
    fn unnamed(&self) -> impl Iterator<Item = Diagnostic> {
        let names = self.own.keys().filter_map(|name| {
            let block = name.strip_prefix("blocks/")?.strip_suffix(".html")?;
            (!slug::is_name(block)).then_some((block, &self.own[name].path))
        });
        names.map(|(block, path)| {
            let message = format!("no text can name the block `{block}`");
            Diagnostic::new(Code::UnusedTemplate, Span::file(path), message)
                .hint("give its template a name of lower-case letters, digits and `-`")
        })
    }

    /// The finding that nothing uses a template.
    fn unused(&self, name: &str) -> Option<Diagnostic> {
        let own = self.own.get(name)?;
        let known =
            self.texts.keys().map(|name| name.strip_prefix(BUILT_IN).unwrap_or(name)).filter(|known| *known != name);
        let message = format!("nothing uses the template `{name}`");
        let finding = Diagnostic::new(Code::UnusedTemplate, Span::file(&own.path), message);
        // A folder of ours under nearly its name.
        let inside = name.split_once('/').and_then(|(folder, rest)| {
            let folder = nearest(&folder.to_lowercase(), ["blocks", "feed"])?;
            Some(format!("{folder}/{rest}"))
        });
        if let Some(inside) = inside.filter(|inside| inside != name) {
            return Some(finding.hint(format!("did you mean `{inside}`?")));
        }
        Some(match nearest(name, known) {
            Some(near) => finding.hint(format!("did you mean `{near}`? that is the name of a template")),
            None => finding.mended(),
        })
    }

    /// The finding that nothing calls a component.
    fn uncalled(&self, template: &str, component: &Component, trees: &BTreeMap<&str, Tree>) -> Option<Diagnostic> {
        let own = self.own.get(template)?;
        let name = component.name;
        let known = trees.values().flat_map(|tree| &tree.components).map(|component| component.name);
        let message = format!("nothing calls the component `{name}`");
        let finding = Diagnostic::new(Code::UnusedTemplate, Span::new(&own.path, component.at.clone()), message);
        Some(match nearest(name, known.filter(|known| *known != name && !known.starts_with(FIRST))) {
            Some(near) => finding.hint(format!("did you mean `{near}`? that is the name of a component")),
            None => finding.hint("call it, or remove it"),
        })
    }

    /// What is said of a component that calls itself.
    fn calls_itself(&self, endless: &Endless) -> Fault {
        let Endless { template, name, at, by_way_of } = endless;
        let names: Vec<String> = by_way_of.iter().map(|name| format!("`{name}`")).collect();
        let way = if names.is_empty() { String::new() } else { format!(", by way of {}", names.join(" and ")) };
        let message = format!("the component `{name}` calls itself without end{way}");
        let is_built_in = self
            .texts
            .iter()
            .any(|(of, text)| of.starts_with(BUILT_IN) && text.contains(&format!("{{% component {FIRST}{name}(")));
        let hint = match is_built_in {
            true => format!("the built-in one, whose place it takes, is `{FIRST}{name}`"),
            false => "call it only where there is something left: `{% if … %}` around the call".to_owned(),
        };
        Fault { template: (*template).to_owned(), at: at.clone(), message, hints: vec![hint] }
    }

    /// The finding for an error of Tera's in a template that was asked for.
    pub fn of(&self, error: &tera::Error, asked: &str, path: impl Fn(&str) -> Arc<str>) -> Diagnostic {
        let blamed = describe(error, asked);
        if blamed.2.contains(ENDLESS)
            && let Some(finding) = self.endless()
        {
            return finding;
        }
        let (name, range, message) = match self.own.contains_key(&blamed.0) {
            true => blamed,
            false => self.in_built_in(error, blamed),
        };
        if let Some(known) = self.known(&name, &range, &message) {
            return known.clone();
        }
        let (message, hints) = self.in_words(&name, &range, message);
        let finding = Diagnostic::new(Code::TemplateError, Span::new(&path(&name), range), message);
        hints.into_iter().fold(finding, |finding, hint| finding.hint(hint))
    }

    /// What was found already: at a place; or, where there is nothing, why there is nothing.
    fn known(&self, name: &str, range: &Range<usize>, message: &str) -> Option<&Diagnostic> {
        let own = self.own.get(name)?;
        let is_in_one_tag = |known: Range<usize>| {
            let between = own.text.get(known.start.min(range.start)..known.start.max(range.start));
            between.is_some_and(|between| !between.contains("}}") && !between.contains("%}"))
        };
        let mut here =
            self.found.iter().filter(|found| found.code == Code::TemplateError && found.span.path == own.path);
        let is_of_nothing = message.contains("undefined") || message.contains("is not defined");
        here.clone().find(|found| is_in_one_tag(found.span.range())).or_else(|| here.next().filter(|_| is_of_nothing))
    }

    /// A built-in template fails at what one of the site's gives it, or at a component of the site's that it calls.
    fn in_built_in(&self, error: &tera::Error, blamed: Blamed) -> Blamed {
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

    /// The finding that a component of the site's calls itself, maybe by way of others.
    fn endless(&self) -> Option<Diagnostic> {
        let trees: BTreeMap<&str, Tree> =
            self.texts.iter().filter_map(|(name, text)| Some((&**name, tree::read(text)?))).collect();
        let (certain, all) = (walk::endless(&trees, true), walk::endless(&trees, false));
        let fault = certain.first().or(all.first()).map(|endless| self.calls_itself(endless))?;
        self.finding(fault)
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
        let is_field = message.starts_with("Field `");
        let is_undefined = message.starts_with("Tried to render a variable that is undefined");
        let of = self.own.get(name).filter(|_| is_field || is_undefined).and_then(|own| {
            let tree = tree::read(&own.text)?;
            let of: &Expr = walk::owner_of_field(&tree, range.start)?;
            own.text.get(walk::start_of(of)..of.at.end).map(str::to_owned)
        });
        let Some(of) = of else { return (message, vec![fields]) };
        let written = self.own.get(name).and_then(|own| own.text.get(range.clone())).unwrap_or_default();
        let field = message.split('`').nth(1).filter(|_| is_field).unwrap_or(written);
        if is_undefined || is_extra(&of) {
            let message = format!("`{of}` has no `{field}` here");
            return (
                message,
                vec![format!(
                    "where it may be missing, write `{{{{ {of}?.{field} or \"\" }}}}`, or ask first: `{{% if {of}?.{field} %}}`"
                )],
            );
        }
        if message.contains("Available fields") {
            return (message, vec![fields]);
        }
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

/// Whether something is a map of an author's own, of which nobody knows what it holds.
fn is_extra(of: &str) -> bool {
    of.split(['.', '?']).next_back() == Some("extra")
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
        form = field.holds();
    }
    about.filter(|about| !about.is_empty())
}

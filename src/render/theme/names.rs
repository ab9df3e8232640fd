//! Holds templates against what they may know, before any page is made. A name that does not exist counts as nothing in
//! Tera wherever it is only asked for: `{% if sumary %}` is silent, and what was to be shown is gone.
//!
//! A template is read under each page that uses it, and a finding is what is wrong under all of them: what only some pages
//! have, a template that they share may ask for. Of what cannot be told, nothing is said.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::tree::{CallOf, Component, Expr, Node, Tree, What};
use super::walk::{blocks, components, set_in, start_of};
use super::{BUILT_IN, roots};
use crate::nearest::nearest;
use crate::render::shape::{Field, Form, View};

/// What a template asks for that is not there.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    /// The name of the template.
    pub template: String,
    /// Where in it.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hints: Vec<String>,
}

/// The names that stand for something, with what stands for them.
type Known<'t> = BTreeMap<&'t str, Form>;

/// How deep components may call one another, as Tera has it.
const DEEPEST: usize = 20;

/// What `loop` has in a loop.
const LOOP: View = View {
    name: "loop",
    fields: &[
        Field { name: "index", about: &[], form: number },
        Field { name: "index0", about: &[], form: number },
        Field { name: "first", about: &[], form: flag },
        Field { name: "last", about: &[], form: flag },
        Field { name: "length", about: &[], form: number },
    ],
    flattened: None,
};

fn number() -> Form {
    Form::Number
}

fn flag() -> Form {
    Form::Flag
}

/// What is wrong in the templates of a theme, and which of its own templates nothing uses. `own` says which are its own,
/// and `has_words` whether there are words of a key.
pub fn check<'t>(
    trees: &'t BTreeMap<&'t str, Tree<'t>>,
    texts: &'t dyn Fn(&str) -> &'t str,
    has_words: &dyn Fn(&str) -> bool,
) -> (Vec<Fault>, Vec<&'t str>) {
    let mut check = Check {
        trees,
        texts,
        has_words,
        components: components(trees),
        known_here: BTreeSet::new(),
        good: BTreeSet::new(),
        bad: BTreeMap::new(),
        read: BTreeSet::new(),
        called: BTreeSet::new(),
        seen: BTreeSet::new(),
        depth: 0,
    };
    for (name, known) in roots::all(trees.keys().copied()) {
        check.template(name, &known);
    }
    let unused = check.unused();
    let rest: Vec<&str> = trees.keys().copied().filter(|name| !check.read.contains(name)).collect();
    if !rest.is_empty() {
        let everything = roots::everywhere();
        rest.into_iter().for_each(|name| check.template(name, &everything));
    }
    check.uncalled();
    (check.faults(), unused)
}

/// What a finding is about, so that one place may be right in one way and wrong in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Question {
    Exists,
    CanBeWritten,
    CanBeGoneThrough,
    IsGiven,
}

type Place<'t> = (&'t str, usize, Question);

struct Check<'t, 'c> {
    trees: &'t BTreeMap<&'t str, Tree<'t>>,
    texts: &'t dyn Fn(&str) -> &'t str,
    has_words: &'c dyn Fn(&str) -> bool,
    components: BTreeMap<&'t str, (&'t str, &'t Component<'t>)>,
    /// What some template of those that are being read sets.
    known_here: BTreeSet<&'t str>,
    /// What was right under one page at least.
    good: BTreeSet<Place<'t>>,
    /// What was wrong.
    bad: BTreeMap<Place<'t>, Fault>,
    /// The templates that were read.
    read: BTreeSet<&'t str>,
    /// The components that were read.
    called: BTreeSet<&'t str>,
    /// What was read already, with what was known there.
    seen: BTreeSet<(&'t str, Known<'t>)>,
    depth: usize,
}

/// Where in which template something is read, and what is known there.
#[derive(Clone)]
struct Scope<'t> {
    template: &'t str,
    known: Known<'t>,
    /// Whether it is in a loop.
    in_loop: bool,
    /// The blocks that a template further down writes in the place of these.
    replaced: BTreeSet<&'t str>,
}

impl<'t> Check<'t, '_> {
    fn faults(self) -> Vec<Fault> {
        let Check { good, bad, .. } = self;
        bad.into_iter().filter(|(place, _)| !good.contains(place)).map(|(_, fault)| fault).collect()
    }

    /// The own templates that were not read, and that define no component.
    fn unused(&self) -> Vec<&'t str> {
        let own = self.trees.iter().filter(|(name, _)| !name.starts_with(BUILT_IN));
        let unused = own.filter(|(name, tree)| !self.read.contains(*name) && tree.components.is_empty());
        unused.map(|(name, _)| *name).collect()
    }

    /// The name under which a template is found.
    fn resolve(&self, name: &str) -> Option<(&'t str, &'t Tree<'t>)> {
        let found = self.trees.get_key_value(name);
        let found = found.or_else(|| self.trees.get_key_value(&*format!("{BUILT_IN}{name}")));
        found.map(|(name, tree)| (*name, tree))
    }

    /// Reads a template with all that it extends.
    fn template(&mut self, name: &str, known: &Known<'t>) {
        let Some((name, _)) = self.resolve(name) else { return };
        if !self.seen.insert((name, known.clone())) {
            return;
        }
        let mut line = Vec::new();
        let mut next = Some(name);
        while let Some((name, tree)) = next.and_then(|name| self.resolve(name)) {
            line.push((name, tree));
            next = tree.extends.filter(|_| line.len() < DEEPEST);
        }
        let had = self.known_here.clone();
        self.known_here.extend(line.iter().flat_map(|(_, tree)| set_in(&tree.nodes)));
        let mut replaced = BTreeSet::new();
        for (template, tree) in line {
            self.read.insert(template);
            let scope = Scope { template, known: known.clone(), in_loop: false, replaced: replaced.clone() };
            self.nodes(&tree.nodes, &mut scope.clone());
            replaced.extend(blocks(&tree.nodes).into_iter().filter(|block| !block.keeps).map(|block| block.name));
        }
        self.known_here = had;
    }

    fn nodes(&mut self, nodes: &'t [Node<'t>], scope: &mut Scope<'t>) {
        for node in nodes {
            self.node(node, scope);
        }
    }

    fn node(&mut self, node: &'t Node<'t>, scope: &mut Scope<'t>) {
        match node {
            Node::Print(expr) => {
                let form = self.form(expr, scope);
                self.written(expr, &form, scope);
            }
            Node::Set { name, value } => {
                let form = value.as_ref().map_or(Form::Text, |value| self.form(value, scope));
                // What is set twice may be either, and what is set in a branch what it was before.
                let form = if scope.known.contains_key(name) { Form::Any } else { form };
                scope.known.insert(name, form);
            }
            Node::Include(name) => self.template(name, &scope.known),
            Node::Block(block) => {
                let is_gone = scope.replaced.contains(block.name) && scope.template.starts_with(BUILT_IN);
                if !is_gone {
                    self.nodes(&block.body, scope);
                }
            }
            Node::For { key, value, list, body, otherwise } => {
                let mut inside = self.through(list, *key, value, scope);
                inside.in_loop = true;
                self.nodes(body, &mut inside);
                self.nodes(otherwise, scope);
            }
            Node::If { when, body, otherwise } => {
                self.form(when, scope);
                self.nodes(body, scope);
                self.nodes(otherwise, scope);
            }
            Node::Arguments(arguments) => self.arguments(arguments, scope),
        }
    }

    fn arguments(&mut self, arguments: &'t [(&'t str, Expr<'t>)], scope: &mut Scope<'t>) {
        for (_, value) in arguments {
            self.form(value, scope);
        }
    }

    /// What is known within a loop.
    fn through(
        &mut self,
        list: &'t Expr<'t>,
        key: Option<&'t str>,
        value: &'t str,
        scope: &mut Scope<'t>,
    ) -> Scope<'t> {
        let form = self.form(list, scope).present();
        let each = match &form {
            Form::List(inner) if **inner == Form::None => Form::Any,
            Form::List(inner) | Form::Named(inner) => (**inner).clone(),
            _ => Form::Any,
        };
        let place = (scope.template, list.at.start, Question::CanBeGoneThrough);
        match form {
            Form::Text | Form::Number | Form::Flag => {
                let written = self.source(list, scope);
                let message = format!("`{written}` is {}: there is nothing to go through", form.words());
                self.wrong(place, list.at.clone(), message, Vec::new());
            }
            Form::Any | Form::None => {}
            _ => self.right(place),
        }
        let mut inside = scope.clone();
        inside.known.extend(key.map(|key| (key, Form::Any)));
        inside.known.insert(value, each);
        inside
    }

    /// What an expression makes.
    fn form(&mut self, expr: &'t Expr<'t>, scope: &mut Scope<'t>) -> Form {
        match &expr.what {
            What::Text(_) => Form::Text,
            What::Number => Form::Number,
            What::Flag => Form::Flag,
            What::None => Form::None,
            What::Name(name) => self.name(name, expr, scope),
            What::Field { of, name } => self.field(of, name, expr, scope),
            What::Item { of, key } => self.item(of, key, expr, scope),
            What::Slice { of, ends } => {
                ends.iter().for_each(|end| drop(self.form(end, scope)));
                self.form(of, scope).present()
            }
            What::List { items, spread } => {
                let forms: Vec<Form> = items.iter().map(|item| self.form(item, scope)).collect();
                match spread {
                    true => Form::Any.list(),
                    false => forms.into_iter().reduce(Form::or).unwrap_or(Form::None).list(),
                }
            }
            What::Map(values) => {
                values.iter().for_each(|value| drop(self.form(value, scope)));
                Form::Any
            }
            What::Each { key, value, list, each, when } => {
                let mut inside = self.through(list, *key, value, scope);
                when.iter().for_each(|when| drop(self.form(when, &mut inside)));
                self.form(each, &mut inside).list()
            }
            What::Call { name, arguments } => self.function(name, arguments, expr, scope),
            What::Component(call) => {
                self.component(call, expr, scope);
                Form::Text
            }
            What::Filter { of, name, arguments } => {
                self.arguments(arguments, scope);
                let form = self.form(of, scope);
                filtered(name, form)
            }
            What::Test { of, name, arguments } => {
                self.arguments(arguments, scope);
                // Whether there is such a name at all is what this asks.
                let asks = matches!((&of.what, *name), (What::Name(_), "defined" | "undefined"));
                if !asks {
                    self.form(of, scope);
                }
                Form::Flag
            }
            What::Not(of) => {
                self.form(of, scope);
                Form::Flag
            }
            What::Minus(of) => {
                self.form(of, scope);
                Form::Number
            }
            What::Two { sign, left, right } => self.two(sign, left, right, scope),
            What::Choice { when, yes, no } => {
                self.form(when, scope);
                let yes = self.form(yes, scope);
                yes.or(self.form(no, scope))
            }
        }
    }

    fn two(&mut self, sign: &str, left: &'t Expr<'t>, right: &'t Expr<'t>, scope: &mut Scope<'t>) -> Form {
        let (one, other) = (self.form(left, scope), self.form(right, scope));
        match sign {
            "or" => one.present().or(other),
            "and" => one.or(other),
            "~" => {
                self.written(left, &one, scope);
                self.written(right, &other, scope);
                Form::Text
            }
            "+" | "-" | "*" | "/" | "//" | "%" | "**" => Form::Number,
            _ => Form::Flag,
        }
    }

    fn name(&mut self, name: &'t str, expr: &'t Expr<'t>, scope: &Scope<'t>) -> Form {
        let place = (scope.template, expr.at.start, Question::Exists);
        if let Some(form) = scope.known.get(name) {
            self.right(place);
            return form.clone();
        }
        if name == "loop" && scope.in_loop {
            return Form::View(LOOP);
        }
        if name == "__tera_context" || self.known_here.contains(name) {
            return Form::Any;
        }
        let message = format!("there is nothing called `{name}` here");
        let hint = self.meant(name, scope);
        self.wrong(place, expr.at.clone(), message, hint);
        Form::Any
    }

    /// What may have been meant by a name.
    fn meant(&self, name: &str, scope: &Scope<'t>) -> Vec<String> {
        if let Some(near) = nearest(name, scope.known.keys().copied()) {
            return vec![format!("did you mean `{near}`?")];
        }
        if let Some(Form::View(page)) = scope.known.get("page")
            && let Some(near) = nearest(name, page.all().into_iter().map(|field| field.name))
        {
            return vec![format!("did you mean `page.{near}`?")];
        }
        let known: Vec<String> = scope.known.keys().map(|name| format!("`{name}`")).collect();
        match known.is_empty() {
            true => vec!["it is given no names".to_owned()],
            false => vec![format!("known here: {}", known.join(", "))],
        }
    }

    fn field(&mut self, of: &'t Expr<'t>, name: &'t str, expr: &'t Expr<'t>, scope: &mut Scope<'t>) -> Form {
        let form = self.form(of, scope).present();
        let place = (scope.template, expr.at.start, Question::Exists);
        let (message, hints) = match form {
            Form::Any | Form::None => return Form::Any,
            Form::Named(inner) => return inner.optional(),
            Form::View(view) => match view.field(name) {
                Some(field) => {
                    self.right(place);
                    return (field.form)();
                }
                None => (format!("`{}` has no field `{name}`", self.source(of, scope)), self.other(view, name, scope)),
            },
            plain => {
                let message = format!("`{}` is {} and has no fields", self.source(of, scope), plain.words());
                (message, vec![lists_help(&plain)])
            }
        };
        self.wrong(place, expr.at.clone(), message, hints);
        Form::Any
    }

    /// What may have been meant by a field that a view does not have.
    fn other(&self, view: View, name: &str, scope: &Scope<'t>) -> Vec<String> {
        let fields: Vec<&str> = view.all().into_iter().map(|field| field.name).collect();
        if let Some(near) = nearest(name, fields.iter().copied()) {
            return vec![format!("did you mean `{near}`?")];
        }
        if view.name == "PageHead"
            && let Some(near) = nearest(name, scope.known.keys().copied())
        {
            return vec![format!("did you mean `{near}`, without `page.` before it?")];
        }
        let fields: Vec<String> = fields.iter().map(|field| format!("`{field}`")).collect();
        vec![format!("it has {}", fields.join(", "))]
    }

    fn item(&mut self, of: &'t Expr<'t>, key: &'t Expr<'t>, expr: &'t Expr<'t>, scope: &mut Scope<'t>) -> Form {
        if let What::Text(name) = key.what
            && !name.contains('\\')
        {
            return self.field(of, name, if name.is_empty() { expr } else { key }, scope);
        }
        self.form(key, scope);
        match self.form(of, scope).present() {
            Form::List(inner) => *inner,
            Form::Named(inner) => inner.optional(),
            _ => Form::Any,
        }
    }

    fn function(
        &mut self,
        name: &str,
        arguments: &'t [(&'t str, Expr<'t>)],
        expr: &'t Expr<'t>,
        scope: &mut Scope<'t>,
    ) -> Form {
        self.arguments(arguments, scope);
        let key = arguments.iter().find(|(argument, _)| *argument == "key");
        if let ("words", Some((_, Expr { what: What::Text(key), .. }))) = (name, key)
            && !(self.has_words)(key)
        {
            let place = (scope.template, expr.at.start, Question::Exists);
            let hint = "the keys stand in words/en.yaml of the built-in theme, and in the words of yours".to_owned();
            self.wrong(place, expr.at.clone(), format!("there are no words `{key}`"), vec![hint]);
        }
        match name {
            "words" | "super" => Form::Text,
            "range" => Form::Number.list(),
            _ => Form::Any,
        }
    }

    /// Reads a component with what it is given here.
    fn component(&mut self, call: &'t CallOf<'t>, expr: &'t Expr<'t>, scope: &mut Scope<'t>) {
        call.spread.iter().for_each(|map| drop(self.form(map, scope)));
        let given: Known = call.arguments.iter().map(|(name, value)| (*name, self.form(value, scope))).collect();
        if let Some(body) = &call.body {
            self.nodes(body, &mut scope.clone());
        }
        let Some((template, component)) = self.components.get(call.name).copied() else { return };
        if let Some(message) = misfit(component, call, &given) {
            self.misgiven(call, expr, component, template, &message, scope);
        }
        let mut known = Known::new();
        for parameter in &component.parameters {
            let form = match given.get(parameter.name).filter(|form| **form != Form::Any) {
                Some(form) => form.clone(),
                None if given.contains_key(parameter.name) => declared(parameter.kind),
                None => match &parameter.default {
                    Some(default) => self.form(default, scope).or(declared(parameter.kind)),
                    None => declared(parameter.kind),
                },
            };
            known.insert(parameter.name, form);
        }
        known.extend(component.rest.map(|rest| (rest, Form::Any)));
        known.insert("body", if call.body.is_some() { Form::Text } else { Form::Text.optional() });
        self.inside(template, component, known);
    }

    /// What is given to a component does not fit: the fault of who calls it, or of who wrote it anew.
    fn misgiven(
        &mut self,
        call: &CallOf<'t>,
        expr: &Expr<'t>,
        component: &Component<'t>,
        template: &'t str,
        message: &str,
        scope: &Scope<'t>,
    ) {
        let takes: Vec<String> = component.parameters.iter().map(|parameter| format!("`{}`", parameter.name)).collect();
        match scope.template.strip_prefix(BUILT_IN) {
            Some(caller) if !template.starts_with(BUILT_IN) => {
                let place = (template, component.at.start, Question::IsGiven);
                let message = format!("the built-in {caller} calls `{}`, and {message}", call.name);
                let hint = "a component that takes the place of a built-in one takes the same arguments".to_owned();
                self.wrong(place, component.at.clone(), message, vec![hint]);
            }
            _ => {
                let place = (scope.template, expr.at.start, Question::IsGiven);
                let hint = match takes.is_empty() {
                    true => format!("`{}` takes nothing", call.name),
                    false => format!("`{}` takes {}", call.name, takes.join(", ")),
                };
                self.wrong(place, expr.at.clone(), message.to_owned(), vec![hint]);
            }
        }
    }

    fn inside(&mut self, template: &'t str, component: &'t Component<'t>, known: Known<'t>) {
        self.called.insert(component.name);
        if self.depth == DEEPEST || !self.seen.insert((component.name, known.clone())) {
            return;
        }
        let had = std::mem::take(&mut self.known_here);
        self.known_here = set_in(&component.body).into_iter().collect();
        self.depth += 1;
        let mut scope = Scope { template, known, in_loop: false, replaced: BTreeSet::new() };
        self.nodes(&component.body, &mut scope);
        self.depth -= 1;
        self.known_here = had;
    }

    /// Reads the components that nothing calls.
    fn uncalled(&mut self) {
        let all: Vec<_> =
            self.trees.iter().flat_map(|(name, tree)| tree.components.iter().map(|c| (*name, c))).collect();
        for (template, component) in all {
            let is_read = self.called.contains(component.name)
                && self.components.get(component.name).is_some_and(|(used, _)| *used == template);
            if !is_read {
                let parameters =
                    component.parameters.iter().map(|parameter| (parameter.name, declared(parameter.kind)));
                let rest = component.rest.map(|rest| (rest, Form::Any));
                let known = parameters.chain(rest).chain([("body", Form::Text.optional())]).collect();
                self.inside(template, component, known);
            }
        }
    }

    /// Asks whether what is written to the page is something that can be.
    fn written(&mut self, expr: &'t Expr<'t>, form: &Form, scope: &Scope<'t>) {
        let place = (scope.template, expr.at.start, Question::CanBeWritten);
        let form = form.clone().present();
        let hint = match &form {
            Form::View(view) => {
                let fields: Vec<String> = view.all().into_iter().map(|field| format!("`.{}`", field.name)).collect();
                format!("write a field of it: {}", fields.join(", "))
            }
            Form::List(inner) if matches!(**inner, Form::Text | Form::Number) => {
                "go through it with `for`, or write `| join(sep=\", \")`".to_owned()
            }
            Form::List(_) | Form::Named(_) => "go through it with `for`".to_owned(),
            Form::Any | Form::None => return,
            _ => return self.right(place),
        };
        let message =
            format!("`{}` is {}, which is not for readers as a whole", self.source(expr, scope), form.words());
        self.wrong(place, expr.at.clone(), message, vec![hint]);
    }

    /// An expression as it is written.
    fn source(&self, expr: &Expr<'t>, scope: &Scope<'t>) -> &'t str {
        (self.texts)(scope.template).get(start_of(expr)..expr.at.end).unwrap_or_default()
    }

    fn right(&mut self, place: Place<'t>) {
        self.good.insert(place);
    }

    fn wrong(&mut self, place: Place<'t>, at: Range<usize>, message: String, hints: Vec<String>) {
        let fault = || Fault { template: place.0.to_owned(), at, message, hints };
        self.bad.entry(place).or_insert_with(fault);
    }
}

/// What else to do with what has no fields.
fn lists_help(form: &Form) -> String {
    match form {
        Form::List(_) => "go through it with `for`, or take one of it: `[0]`".to_owned(),
        _ => "docs/themes.md lists the fields of every page".to_owned(),
    }
}

/// What does not fit between a component and a call of it.
fn misfit(component: &Component, call: &CallOf, given: &Known) -> Option<String> {
    let find = |name: &str| component.parameters.iter().find(|parameter| parameter.name == name);
    for (name, form) in given {
        let Some(parameter) = find(name) else {
            if component.rest.is_some() {
                continue;
            }
            return Some(format!("`{}` takes no `{name}`", call.name));
        };
        let wanted = declared(parameter.kind);
        let fits = match (&wanted, form.clone().present()) {
            (Form::Any, _) | (_, Form::Any | Form::None) => parameter.kind != Some("map") || !is_plain(form),
            (Form::List(_), Form::List(_)) => true,
            (wanted, form) => *wanted == form,
        };
        if !fits {
            let (kind, form) = (parameter.kind.unwrap_or_default(), form.words());
            return Some(format!("`{name}` of `{}` must be of type `{kind}`, and is {form}", call.name));
        }
    }
    let missing = component
        .parameters
        .iter()
        .find(|parameter| parameter.default.is_none() && !parameter.implicit && !given.contains_key(parameter.name));
    let missing = missing.filter(|_| call.spread.is_empty())?;
    Some(format!("`{}` must be given `{}`", call.name, missing.name))
}

/// Whether this can be no map.
fn is_plain(form: &Form) -> bool {
    matches!(form.clone().present(), Form::Text | Form::Number | Form::Flag | Form::List(_))
}

/// What a parameter of a type is.
fn declared(kind: Option<&str>) -> Form {
    match kind.map(str::to_ascii_lowercase).as_deref() {
        Some("string") => Form::Text,
        Some("bool") => Form::Flag,
        Some("integer" | "float" | "number") => Form::Number,
        Some("array") => Form::Any.list(),
        _ => Form::Any,
    }
}

/// What a filter makes of a form.
fn filtered(name: &str, form: Form) -> Form {
    match name {
        "upper" | "lower" | "trim" | "trim_start" | "trim_end" | "replace" | "capitalize" | "title" | "truncate"
        | "indent" | "str" | "escape" | "escape_html" | "escape_xml" | "newlines_to_br" | "pluralize" | "join" => {
            Form::Text
        }
        "length" | "wordcount" | "int" | "float" | "abs" | "round" => Form::Number,
        "split" => Form::Text.list(),
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
    use super::super::files::{Files, Template};
    use super::super::tree;
    use super::*;

    /// What is found in the built-in theme with these templates of a site's.
    fn found(own: &[(&str, &str)]) -> Vec<String> {
        let mut texts: BTreeMap<String, String> = BTreeMap::new();
        for (name, Template { text, .. }) in Files::built_in().templates {
            texts.insert(format!("{BUILT_IN}{name}"), text);
        }
        texts.extend(own.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
        let read = |(name, text): (&'_ String, &'_ String)| tree::read(text).is_some().then(|| name.clone());
        let unread: Vec<&String> = texts.keys().filter(|name| read((name, &texts[*name])).is_none()).collect();
        assert_eq!(unread, Vec::<&String>::new(), "these cannot be read");
        let trees = texts.iter().filter_map(|(name, text)| Some((name.as_str(), tree::read(text)?))).collect();
        let text = |name: &str| texts.get(name).map_or("", String::as_str);
        let (faults, _) = check(&trees, &text, &|_| true);
        faults.into_iter().map(|fault| format!("{}:{}: {}", fault.template, fault.at.start, fault.message)).collect()
    }

    #[test]
    fn the_built_in_theme_asks_for_nothing_that_is_not_there() {
        assert_eq!(found(&[]), Vec::<String>::new());
    }

    #[test]
    fn a_component_is_read_with_what_it_is_given() {
        let parts = "{% component mine(of: map, many: array) %}{{ of.titel }}{% for one in many %}{{ one.nam }}{% endfor %}{% endcomponent mine %}";
        let page = "{{ <mine of={page} many={actors} /> }}";
        assert_eq!(
            found(&[("parts.html", parts), ("home.html", page)]),
            ["parts.html:48: `of` has no field `titel`", "parts.html:84: `one` has no field `nam`"]
        );
    }

    #[test]
    fn trees_that_grow_without_end_are_left() {
        let parts = "{% component grow(a) %}{{ <grow a={[a]} /> }}{% endcomponent grow %}";
        assert_eq!(found(&[("parts.html", parts), ("home.html", "{{ <grow a={1} /> }}")]), Vec::<String>::new());
    }
}

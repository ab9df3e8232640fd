//! Holds templates against what they may know, before any page is made. A name that does not exist counts as nothing in
//! Tera wherever it is only asked for: `{% if sumary %}` is silent, and what was to be shown is gone.
//!
//! A template is read under each page that uses it, and a finding is what is wrong under all of them: what only some pages
//! have, a template that they share may ask for. Of what cannot be told, nothing is said.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

mod calls;

use super::takes::{CallKind, filtered, is_of_text};
use super::tree::{Component, Expr, Node, Tree, What};
use super::walk::{blocks, components, set_in, start_of};
use super::{BUILT_IN, declared, roots};
use crate::model::declared::Declared;
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

/// What the text of a key asks to be given, if there is one.
pub type AskedFor<'c> = dyn Fn(&str) -> Option<BTreeSet<String>> + 'c;

/// What is wrong in the templates of a theme, and what of it nothing uses.
pub struct Checked<'t> {
    /// What is wrong.
    pub faults: Vec<Fault>,
    /// Its own templates that nothing uses.
    pub unused: Vec<&'t str>,
    /// Its own components that nothing calls, each with its template.
    pub uncalled: Vec<(&'t str, &'t Component<'t>)>,
}

/// Looks through the templates of a theme. `words` says what the text of a key asks for, `declared` what stands under
/// `extra`.
pub fn check<'t>(
    trees: &'t BTreeMap<&'t str, Tree<'t>>,
    texts: &'t dyn Fn(&str) -> &'t str,
    words: &AskedFor,
    declared: &Declared,
) -> Checked<'t> {
    let mut check = Check {
        trees,
        texts,
        asked: words,
        declared,
        page: "",
        components: components(trees),
        known_here: BTreeSet::new(),
        good: BTreeSet::new(),
        bad: BTreeMap::new(),
        read: BTreeSet::new(),
        called: BTreeSet::new(),
        reached: BTreeSet::new(),
        seen: BTreeMap::new(),
        within: None,
        may_be_skipped: 0,
        depth: 0,
    };
    for (name, known) in roots::all(trees.keys().copied()) {
        check.page = name;
        check.template(name, &known);
    }
    check.page = "";
    let unused = check.unused();
    let rest: Vec<&str> = trees.keys().copied().filter(|name| !check.read.contains(name)).collect();
    if !rest.is_empty() {
        let everything = roots::everywhere();
        rest.into_iter().for_each(|name| check.template(name, &everything));
    }
    let uncalled = check.uncalled();
    Checked { faults: check.faults(), unused, uncalled }
}

/// What a finding is about, so that one place may be right in one way and wrong in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Question {
    Exists,
    CanBeWritten,
    CanBeGoneThrough,
    IsGiven,
    Fits,
}

/// A template or component by its name, the page, and what is known.
type Reading<'t> = (&'t str, &'t str, Known<'t>);

type NamePlace<'t> = (&'t str, usize, Question);

struct Check<'t, 'c> {
    trees: &'t BTreeMap<&'t str, Tree<'t>>,
    texts: &'t dyn Fn(&str) -> &'t str,
    asked: &'c AskedFor<'c>,
    declared: &'c Declared,
    /// The template of the page under which all is read.
    page: &'t str,
    components: BTreeMap<&'t str, (&'t str, &'t Component<'t>)>,
    /// What some template of those that are being read sets.
    known_here: BTreeSet<&'t str>,
    /// What was right under one page at least.
    good: BTreeSet<NamePlace<'t>>,
    /// What was wrong.
    bad: BTreeMap<NamePlace<'t>, Fault>,
    /// The templates that were read.
    read: BTreeSet<&'t str>,
    /// The components that were read.
    called: BTreeSet<&'t str>,
    /// The components that some template calls.
    reached: BTreeSet<&'t str>,
    /// What was read already, with what was known there, and under which page where that tells what `extra` holds; and
    /// what was wrong in the built-in theme with that.
    seen: BTreeMap<Reading<'t>, Option<String>>,
    /// What is wrong in the built-in theme with what it is given, in what is being read.
    within: Option<String>,
    /// In how many parts we are that Tera may leave out.
    may_be_skipped: usize,
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
    /// The component of which it is the body.
    component: Option<&'t str>,
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

    fn reading(&self, name: &'t str, known: Known<'t>) -> Reading<'t> {
        (name, if *self.declared == Declared::default() { "" } else { self.page }, known)
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
        if self.seen.insert(self.reading(name, known.clone()), None).is_some() {
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
            let scope =
                Scope { template, known: known.clone(), in_loop: false, replaced: replaced.clone(), component: None };
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
                self.skippable(|check| {
                    check.nodes(body, scope);
                    check.nodes(otherwise, scope);
                });
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
        let written = self.source(list, scope);
        match form {
            Form::Text | Form::Markup | Form::Number | Form::Flag | Form::View(_) if key.is_none() => {
                let message = format!("`{written}` is {}: there is nothing to go through", form.words());
                self.wrong(place, list.at.clone(), message, self.parts(&form));
            }
            Form::Text | Form::Markup | Form::Number | Form::Flag | Form::List(_) if key.is_some() => {
                let message = format!("`{written}` is {}, which has no names to go through", form.words());
                let hint = format!("write `for {value} in {written}`; `loop.index` counts");
                self.wrong(place, list.at.clone(), message, vec![hint]);
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
                let each = items.iter().map(|item| self.form(item, scope)).reduce(Form::or).unwrap_or(Form::None);
                if *spread { Form::Any.list() } else { each.list() }
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
                self.given_by_name(CallKind::Filter, name, arguments, expr, scope);
                self.filter(of, name, scope)
            }
            What::Test { of, name, arguments } => {
                self.given_by_name(CallKind::Test, name, arguments, expr, scope);
                self.test(of, name, scope)
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
                self.skippable(|check| check.form(yes, scope).or(check.form(no, scope)))
            }
        }
    }

    /// Reads what a template may leave out.
    fn skippable<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        self.may_be_skipped += 1;
        let read = read(self);
        self.may_be_skipped -= 1;
        read
    }

    fn filter(&mut self, of: &'t Expr<'t>, name: &str, scope: &mut Scope<'t>) -> Form {
        let form = self.form(of, scope);
        if is_of_text(name) && form.clone().present() != Form::Markup {
            self.written(of, &form, scope);
        }
        filtered(name, form)
    }

    fn test(&mut self, of: &'t Expr<'t>, name: &str, scope: &mut Scope<'t>) -> Form {
        // Whether there is such a name at all is what this asks.
        let asks = matches!((&of.what, name), (What::Name(_), "defined" | "undefined"));
        if !asks {
            self.form(of, scope);
        }
        Form::Flag
    }

    fn two(&mut self, sign: &str, left: &'t Expr<'t>, right: &'t Expr<'t>, scope: &mut Scope<'t>) -> Form {
        let one = self.form(left, scope);
        let other = match sign {
            "and" | "or" => self.skippable(|check| check.form(right, scope)),
            _ => self.form(right, scope),
        };
        let markup = [&one, &other].into_iter().any(|form| *form == Form::Markup);
        match sign {
            "or" => one.present().or(other),
            "and" => one.or(other),
            "~" => {
                for (part, form) in [(left, &one), (right, &other)] {
                    if *form != Form::Markup {
                        self.written(part, form, scope);
                    }
                }
                if markup { Form::Markup } else { Form::Text }
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
        let fields = match scope.known.get("page") {
            Some(Form::View(page)) => page.all().into_iter().map(|field| field.name).collect(),
            _ => Vec::new(),
        };
        if let Some(near) = nearest(name, scope.known.keys().copied()).filter(|_| !fields.contains(&name)) {
            return vec![format!("did you mean `{near}`?")];
        }
        if let Some(near) = nearest(name, fields) {
            return vec![format!("did you mean `page.{near}`?")];
        }
        let known: Vec<String> = scope.known.keys().map(|name| format!("`{name}`")).collect();
        match &scope.component {
            None => vec![format!("known here: {}", known.join(", "))],
            Some(component) if known.is_empty() => {
                vec![format!("`{component}` is given nothing, and sees nothing else")]
            }
            Some(component) => vec![format!("`{component}` sees what it is given, which is {}", known.join(", "))],
        }
    }

    fn field(&mut self, of: &'t Expr<'t>, name: &'t str, expr: &'t Expr<'t>, scope: &mut Scope<'t>) -> Form {
        let form = self.form(of, scope).present();
        let place = (scope.template, expr.at.start, Question::Exists);
        let (message, hints) = match form {
            Form::Any | Form::None => return Form::Any,
            Form::Named(inner) => return inner.optional(),
            Form::Keyed(keys) => match keys.get(name) {
                Some(form) => {
                    self.right(place);
                    return form.clone();
                }
                None => {
                    let near = nearest(name, keys.keys().map(String::as_str));
                    let all: Vec<String> = keys.keys().map(|key| format!("`{key}`")).collect();
                    let hint = near.map(|near| format!("did you mean `{near}`?"));
                    let hint = hint.unwrap_or_else(|| format!("theme.yaml declares {}", all.join(", ")));
                    (format!("theme.yaml declares no `{name}` for `{}`", self.source(of, scope)), vec![hint])
                }
            },
            Form::View(view) => match view.field(name) {
                Some(field) => {
                    self.right(place);
                    let own = (name == "extra").then(|| declared::of_view(view.name, self.page, self.declared));
                    return own.flatten().unwrap_or_else(|| field.holds());
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

    /// Asks whether what is written to the page is something that can be.
    fn written(&mut self, expr: &'t Expr<'t>, form: &Form, scope: &Scope<'t>) {
        let place = (scope.template, expr.at.start, Question::CanBeWritten);
        let form = form.clone().present();
        let source = self.source(expr, scope);
        let hint = match &form {
            // What is written into XML is markup within markup.
            Form::Markup if scope.template.ends_with(".html") => {
                let message = format!("`{source}` is finished markup, whose signs would be shown");
                return self.wrong(place, expr.at.clone(), message, vec![format!("write `{{{{ {source} | safe }}}}`")]);
            }
            Form::View(_) => self.parts(&form).join(""),
            Form::List(inner) if matches!(**inner, Form::Text | Form::Number) => {
                "go through it with `for`, or write `| join(sep=\", \")`".to_owned()
            }
            Form::List(_) | Form::Named(_) | Form::Keyed(_) => "go through it with `for`".to_owned(),
            Form::Any | Form::None => return,
            _ => return self.right(place),
        };
        let message = format!("`{source}` is {}, which is not for readers as a whole", form.words());
        self.wrong(place, expr.at.clone(), message, vec![hint]);
    }

    /// What to take of something that is no use as a whole.
    fn parts(&self, form: &Form) -> Vec<String> {
        let Form::View(view) = form else { return Vec::new() };
        let fields: Vec<String> = view.all().into_iter().map(|field| format!("`.{}`", field.name)).collect();
        vec![format!("take a field of it: {}", fields.join(", "))]
    }

    /// An expression as it is written.
    fn source(&self, expr: &Expr<'t>, scope: &Scope<'t>) -> &'t str {
        (self.texts)(scope.template).get(start_of(expr)..expr.at.end).unwrap_or_default()
    }

    fn right(&mut self, place: NamePlace<'t>) {
        self.good.insert(place);
    }

    fn wrong(&mut self, place: NamePlace<'t>, at: Range<usize>, message: String, hints: Vec<String>) {
        if place.0.starts_with(BUILT_IN) && self.may_be_skipped == 0 {
            self.within.get_or_insert_with(|| message.clone());
        }
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
        let Checked { faults, .. } = check(&trees, &text, &|_| Some(BTreeSet::new()), &Declared::default());
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

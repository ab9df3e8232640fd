//! What is called in templates, held against what it is given: components, filters, tests and functions.

use std::collections::BTreeSet;

use super::super::BUILT_IN;
use super::super::takes::{self, CallKind};
use super::super::tree::{CallOf, Component, Expr, What};
use super::super::walk::set_in;
use super::{Check, DEEPEST, Known, NamePlace, Question, Scope};
use crate::render::shape::Form;

impl<'t> Check<'t, '_> {
    pub(super) fn function(
        &mut self,
        name: &str,
        arguments: &'t [(&'t str, Expr<'t>)],
        expr: &'t Expr<'t>,
        scope: &mut Scope<'t>,
    ) -> Form {
        match name {
            "words" => self.words(arguments, expr, scope),
            _ => self.given_by_name(CallKind::Function, name, arguments, expr, scope),
        }
        match name {
            "words" | "super" => Form::Text,
            "range" => Form::Number.list(),
            _ => Form::Any,
        }
    }

    /// Reads what a filter, test or function is given.
    pub(super) fn given_by_name(
        &mut self,
        kind: CallKind,
        name: &str,
        arguments: &'t [(&'t str, Expr<'t>)],
        expr: &Expr<'t>,
        scope: &mut Scope<'t>,
    ) {
        self.arguments(arguments, scope);
        let given: Vec<&str> = arguments.iter().map(|(argument, _)| *argument).collect();
        if let Some((message, hint)) = kind.takes(name).and_then(|takes| takes.misfit(name, &given)) {
            let place = (scope.template, expr.at.start, Question::IsGiven);
            self.wrong(place, expr.at.clone(), message, vec![hint]);
        }
    }

    /// Reads a call of `words`, which takes what its text asks for.
    fn words(&mut self, arguments: &'t [(&'t str, Expr<'t>)], expr: &Expr<'t>, scope: &mut Scope<'t>) {
        self.arguments(arguments, scope);
        let place: NamePlace = (scope.template, expr.at.start, Question::Exists);
        let key = arguments.iter().find(|(argument, _)| *argument == "key");
        let (message, hint) = match key.map(|(_, value)| &value.what) {
            None => ("`words` must be given `key`".to_owned(), "write `words(key=\"section.key\")`".to_owned()),
            Some(What::Text(key)) => match (self.asked)(key) {
                None => (
                    format!("there are no words `{key}`"),
                    "the keys stand in words/en.yaml of the built-in theme, and in the words of yours".to_owned(),
                ),
                Some(asked) => {
                    let is_given = |name: &str| arguments.iter().any(|(given, _)| *given == name);
                    let Some(missing) = asked.iter().find(|name| !is_given(name)) else { return };
                    let all: Vec<String> = asked.iter().map(|name| format!("`{name}`")).collect();
                    (format!("the words `{key}` need a value for `{missing}`"), format!("they take {}", all.join(", ")))
                }
            },
            Some(_) => return,
        };
        self.wrong(place, expr.at.clone(), message, vec![hint]);
    }

    /// Reads a component with what it is given here.
    pub(super) fn component(&mut self, call: &'t CallOf<'t>, expr: &'t Expr<'t>, scope: &mut Scope<'t>) {
        let found = self.components.get(call.name).copied();
        call.spread.iter().for_each(|map| drop(self.form(map, scope)));
        let takes = |name: &str| found.is_none_or(|(_, component)| takes(component, name));
        // A name that stands for itself and is not taken is no second mistake where there is no such thing.
        let is_shorthand = |name: &str, value: &Expr| value.what_name() == Some(name) && !takes(name);
        let of = |check: &mut Self, name, value: &'t Expr<'t>, scope: &mut Scope<'t>| match is_shorthand(name, value) {
            true => Form::Any,
            false => check.form(value, scope),
        };
        let given: Known = call.arguments.iter().map(|(name, value)| (*name, of(self, name, value, scope))).collect();
        if let Some(body) = &call.body {
            self.nodes(body, &mut scope.clone());
        }
        let Some((template, component)) = found else { return };
        self.reached.insert(call.name);
        let misfit = misfit(component, call, &given);
        let is_misfit = misfit.is_some();
        if let Some(misfit) = misfit {
            self.misgiven(call, expr, component, template, misfit, scope);
        }
        let known = self.known_within(component, call, &given, scope);
        let around = self.within.take();
        self.inside(template, component, known);
        let within = self.within.take();
        self.within = around;
        if scope.template.starts_with(BUILT_IN) {
            let certain = within.filter(|_| self.may_be_skipped == 0);
            self.within = self.within.take().or(certain);
        } else if template.starts_with(BUILT_IN) && !is_misfit {
            self.fits(within, call, expr, &given, scope);
        }
    }

    /// What the body of a component knows.
    fn known_within(
        &mut self,
        component: &'t Component<'t>,
        call: &CallOf<'t>,
        given: &Known<'t>,
        scope: &mut Scope<'t>,
    ) -> Known<'t> {
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
        known.insert("body", if call.body.is_some() { Form::Markup } else { Form::Markup.optional() });
        known
    }

    /// Tells that a built-in component cannot use what a template of the site gives it.
    fn fits(
        &mut self,
        within: Option<String>,
        call: &CallOf<'t>,
        expr: &Expr<'t>,
        given: &Known<'t>,
        scope: &Scope<'t>,
    ) {
        let place = (scope.template, expr.at.start, Question::Fits);
        let Some(within) = within else { return self.right(place) };
        let views = given.iter().filter(|(_, form)| !matches!(form, Form::Any | Form::None));
        let views: Vec<String> = views.map(|(name, form)| format!("`{name}` is {}", form.words())).collect();
        let message = format!("the built-in `{}` cannot use what it is given: {within}", call.name);
        self.wrong(place, expr.at.clone(), message, vec![format!("here {}", views.join(", "))]);
    }

    /// What is given to a component does not fit: the fault of who calls it, or of who wrote it anew.
    fn misgiven(
        &mut self,
        call: &CallOf<'t>,
        expr: &Expr<'t>,
        component: &Component<'t>,
        template: &'t str,
        Misfit { message, unknown }: Misfit,
        scope: &Scope<'t>,
    ) {
        match scope.template.strip_prefix(BUILT_IN) {
            Some(caller) if !template.starts_with(BUILT_IN) => {
                let place = (template, component.at.start, Question::IsGiven);
                let message = format!("the built-in {caller} calls `{}`, and {message}", call.name);
                let hint = "a component that takes the place of a built-in one takes the same arguments".to_owned();
                self.wrong(place, component.at.clone(), message, vec![hint]);
            }
            _ => {
                let place = (scope.template, expr.at.start, Question::IsGiven);
                let takes = component.parameters.iter().map(|parameter| parameter.name);
                let hint = takes::meant(call.name, unknown.as_deref(), takes);
                self.wrong(place, expr.at.clone(), message, vec![hint]);
            }
        }
    }

    fn inside(&mut self, template: &'t str, component: &'t Component<'t>, known: Known<'t>) {
        self.called.insert(component.name);
        let key = self.reading(component.name, known);
        if let Some(within) = self.seen.get(&key) {
            self.within = within.clone();
            return;
        }
        if self.depth == DEEPEST {
            return;
        }
        self.seen.insert(key.clone(), None);
        let had = std::mem::take(&mut self.known_here);
        self.known_here = set_in(&component.body).into_iter().collect();
        self.depth += 1;
        let may_be_skipped = std::mem::take(&mut self.may_be_skipped);
        let mut scope = Scope {
            template,
            known: key.2.clone(),
            in_loop: false,
            replaced: BTreeSet::new(),
            component: Some(component.name),
        };
        self.nodes(&component.body, &mut scope);
        self.may_be_skipped = may_be_skipped;
        self.depth -= 1;
        self.known_here = had;
        self.seen.insert(key, self.within.clone());
    }

    /// Reads the components that nothing calls, and gives those of the theme.
    pub(super) fn uncalled(&mut self) -> Vec<(&'t str, &'t Component<'t>)> {
        let all: Vec<_> =
            self.trees.iter().flat_map(|(name, tree)| tree.components.iter().map(|c| (*name, c))).collect();
        for (template, component) in all.iter().copied() {
            let is_read = self.called.contains(component.name)
                && self.components.get(component.name).is_some_and(|(used, _)| *used == template);
            if !is_read {
                let parameters =
                    component.parameters.iter().map(|parameter| (parameter.name, declared(parameter.kind)));
                let rest = component.rest.map(|rest| (rest, Form::Any));
                let known = parameters.chain(rest).chain([("body", Form::Markup.optional())]).collect();
                self.inside(template, component, known);
                self.within = None;
            }
        }
        let own = all.into_iter().filter(|(template, _)| !template.starts_with(BUILT_IN));
        own.filter(|(_, component)| !self.reached.contains(component.name)).collect()
    }
}

/// What does not fit between a component and a call of it, and the name of what it does not take.
struct Misfit {
    message: String,
    unknown: Option<String>,
}

fn takes(component: &Component, name: &str) -> bool {
    component.rest.is_some() || component.parameters.iter().any(|parameter| parameter.name == name)
}

/// What does not fit between a component and a call of it.
fn misfit(component: &Component, call: &CallOf, given: &Known) -> Option<Misfit> {
    let find = |name: &str| component.parameters.iter().find(|parameter| parameter.name == name);
    let so = |message: String| Some(Misfit { message, unknown: None });
    for (name, form) in given {
        let Some(parameter) = find(name) else {
            if component.rest.is_some() {
                continue;
            }
            let message = format!("`{}` takes no `{name}`", call.name);
            return Some(Misfit { message, unknown: Some((*name).to_owned()) });
        };
        let wanted = declared(parameter.kind);
        let fits = match (&wanted, form.clone().present()) {
            (Form::Any, _) | (_, Form::Any | Form::None) => parameter.kind != Some("map") || !is_plain(form),
            (Form::List(_), Form::List(_)) | (Form::Text, Form::Markup) => true,
            (wanted, form) => *wanted == form,
        };
        if !fits {
            let (kind, form) = (parameter.kind.unwrap_or_default(), form.words());
            return so(format!("`{name}` of `{}` must be of type `{kind}`, and is {form}", call.name));
        }
    }
    let missing = component
        .parameters
        .iter()
        .find(|parameter| parameter.default.is_none() && !parameter.implicit && !given.contains_key(parameter.name));
    let missing = missing.filter(|_| call.spread.is_empty())?;
    so(format!("`{}` must be given `{}`", call.name, missing.name))
}

/// Whether this can be no map.
fn is_plain(form: &Form) -> bool {
    matches!(form.clone().present(), Form::Text | Form::Markup | Form::Number | Form::Flag | Form::List(_))
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

//! Ways through the tree of a template.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;

use super::BUILT_IN;
use super::tree::{Component, Expr, Node, TemplateBlock, Tree, What};

/// Where an expression begins.
pub fn start_of(expr: &Expr) -> usize {
    match &expr.what {
        What::Field { of, .. } | What::Item { of, .. } | What::Filter { of, .. } | What::Test { of, .. } => {
            start_of(of)
        }
        _ => expr.at.start,
    }
}

/// The names that some part sets.
pub fn set_in<'t>(nodes: &[Node<'t>]) -> Vec<&'t str> {
    let inside = |node: &Node<'t>| match node {
        Node::Set { name, .. } => vec![*name],
        Node::Block(TemplateBlock { body, .. }) => set_in(body),
        Node::For { body, otherwise, .. } | Node::If { body, otherwise, .. } => {
            [set_in(body), set_in(otherwise)].concat()
        }
        Node::Print(Expr { what: What::Component(call), .. }) => call.body.as_deref().map_or_else(Vec::new, set_in),
        _ => Vec::new(),
    };
    nodes.iter().flat_map(inside).collect()
}

/// The blocks in some part.
pub fn blocks<'n, 't>(nodes: &'n [Node<'t>]) -> Vec<&'n TemplateBlock<'t>> {
    let inside = |node: &'n Node<'t>| match node {
        Node::Block(block) => [vec![block], blocks(&block.body)].concat(),
        Node::If { body, otherwise, .. } => [blocks(body), blocks(otherwise)].concat(),
        Node::Print(Expr { what: What::Component(call), .. }) => call.body.as_deref().map_or_else(Vec::new, blocks),
        _ => Vec::new(),
    };
    nodes.iter().flat_map(inside).collect()
}

/// How many loops the deepest one of some part stands in, itself counted, and where it names its list.
pub fn deepest_loop(nodes: &[Node]) -> Option<(usize, usize)> {
    let inside = |node: &Node| match node {
        Node::For { list, body, otherwise, .. } => {
            let within = deepest_loop(body).map_or((1, start_of(list)), |(depth, at)| (depth + 1, at));
            deepest_loop(otherwise).max(Some(within))
        }
        Node::If { body, otherwise, .. } => deepest_loop(body).max(deepest_loop(otherwise)),
        Node::Block(TemplateBlock { body, .. }) => deepest_loop(body),
        Node::Print(Expr { what: What::Component(call), .. }) => call.body.as_deref().and_then(deepest_loop),
        _ => None,
    };
    // Of several equally deep ones the first.
    nodes.iter().filter_map(inside).reduce(|first, next| if next.0 > first.0 { next } else { first })
}

/// Where a name is first set to more than once itself: `{% set x = x ~ x %}`.
pub fn doubled(nodes: &[Node]) -> Option<usize> {
    nodes.iter().find_map(|node| match node {
        Node::Set { name, value: Some(value) } => {
            let mut times = 0;
            within(value, &mut |expr| times += usize::from(matches!(expr.what, What::Name(used) if used == *name)));
            (times > 1).then(|| start_of(value))
        }
        Node::For { body, otherwise, .. } | Node::If { body, otherwise, .. } => {
            doubled(body).or_else(|| doubled(otherwise))
        }
        Node::Block(TemplateBlock { body, .. }) => doubled(body),
        _ => None,
    })
}

/// All expressions in some part, each with those in it.
pub fn each_expr<'n, 't>(nodes: &'n [Node<'t>], look: &mut dyn FnMut(&'n Expr<'t>)) {
    for node in nodes {
        match node {
            Node::Print(expr) => within(expr, look),
            Node::Set { value, .. } => value.iter().for_each(|value| within(value, look)),
            Node::Include(_) => {}
            Node::Block(block) => each_expr(&block.body, look),
            Node::For { list, body, otherwise, .. } => {
                within(list, look);
                each_expr(body, look);
                each_expr(otherwise, look);
            }
            Node::If { when, body, otherwise } => {
                within(when, look);
                each_expr(body, look);
                each_expr(otherwise, look);
            }
            Node::Arguments(arguments) => arguments.iter().for_each(|(_, value)| within(value, look)),
        }
    }
}

/// An expression and all that it holds.
fn within<'n, 't>(expr: &'n Expr<'t>, look: &mut dyn FnMut(&'n Expr<'t>)) {
    look(expr);
    match &expr.what {
        What::Text(_) | What::Number | What::Flag | What::None | What::Name(_) => {}
        What::Field { of, .. } | What::Not(of) | What::Minus(of) => within(of, look),
        What::Item { of, key } => [of, key].into_iter().for_each(|part| within(part, look)),
        What::Slice { of, ends } => {
            within(of, look);
            ends.iter().for_each(|end| within(end, look));
        }
        What::List { items, .. } | What::Map(items) => items.iter().for_each(|item| within(item, look)),
        What::Each { list, each, when, .. } => {
            [list, each].into_iter().chain(when).for_each(|part| within(part, look));
        }
        What::Call { arguments, .. } => arguments.iter().for_each(|(_, value)| within(value, look)),
        What::Component(call) => {
            call.arguments.iter().for_each(|(_, value)| within(value, look));
            call.spread.iter().for_each(|map| within(map, look));
            call.body.iter().for_each(|body| each_expr(body, look));
        }
        What::Filter { of, arguments, .. } | What::Test { of, arguments, .. } => {
            within(of, look);
            arguments.iter().for_each(|(_, value)| within(value, look));
        }
        What::Two { left, right, .. } => [left, right].into_iter().for_each(|part| within(part, look)),
        What::Choice { when, yes, no } => [when, yes, no].into_iter().for_each(|part| within(part, look)),
    }
}

/// What the field belongs to whose name stands at a byte.
pub fn owner_of_field<'n, 't>(tree: &'n Tree<'t>, at: usize) -> Option<&'n Expr<'t>> {
    let mut found = None;
    let mut look = |expr: &'n Expr<'t>| {
        if let What::Field { of, .. } = &expr.what
            && expr.at.start == at
        {
            found = Some(&**of);
        }
    };
    each_expr(&tree.nodes, &mut look);
    tree.components.iter().for_each(|component| each_expr(&component.body, &mut look));
    found
}

/// The components, each with its template: those of the theme before the built-in ones.
pub fn components<'t>(trees: &'t BTreeMap<&'t str, Tree<'t>>) -> BTreeMap<&'t str, (&'t str, &'t Component<'t>)> {
    let (built_in, own): (Vec<_>, Vec<_>) = trees.iter().partition(|(name, _)| name.starts_with(BUILT_IN));
    let all = built_in.into_iter().chain(own);
    let each = all.flat_map(|(name, tree)| tree.components.iter().map(move |component| (*name, component)));
    each.map(|(name, component)| (component.name, (name, component))).collect()
}

/// A component of the site that calls itself without end.
#[derive(Debug)]
pub struct Endless<'t> {
    /// Its template.
    pub template: &'t str,
    /// Its name.
    pub name: &'t str,
    /// Where that stands.
    pub at: Range<usize>,
    /// The components by way of which it does.
    pub by_way_of: Vec<&'t str>,
}

/// The components of the site that call themselves, one of each circle. Without `certain` those too that may end, since
/// what calls is in a branch or in a loop.
pub fn endless<'t>(trees: &'t BTreeMap<&'t str, Tree<'t>>, certain: bool) -> Vec<Endless<'t>> {
    let components = components(trees);
    let calls = |component: &'t Component<'t>| {
        let mut called = Vec::new();
        let mut look = |expr: &'t Expr<'t>| {
            if let What::Component(call) = &expr.what {
                called.push(call.name);
            }
        };
        if certain {
            always(&component.body, &mut look)
        } else {
            each_expr(&component.body, &mut look)
        }
        called
    };
    let calls: BTreeMap<&str, Vec<&str>> =
        components.iter().map(|(name, (_, component))| (*name, calls(component))).collect();
    let mut told = BTreeSet::new();
    let mut found = Vec::new();
    for (name, (template, component)) in &components {
        if template.starts_with(BUILT_IN) || told.contains(name) {
            continue;
        }
        if let Some(by_way_of) = way_back(name, &calls) {
            told.extend(by_way_of.iter().copied());
            found.push(Endless { template, name, at: component.at.clone(), by_way_of });
        }
    }
    found
}

/// The shortest way on which a component calls itself: those between.
fn way_back<'t>(name: &str, calls: &BTreeMap<&'t str, Vec<&'t str>>) -> Option<Vec<&'t str>> {
    let mut ways: VecDeque<Vec<&'t str>> = VecDeque::from([Vec::new()]);
    let mut reached = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        for next in calls.get(way.last().copied().unwrap_or(name))? {
            if *next == name {
                return Some(way);
            }
            if calls.contains_key(next) && reached.insert(*next) {
                ways.push_back([&*way, &[*next]].concat());
            }
        }
    }
    None
}

/// The expressions that are made whatever is given: in no branch, and in no loop.
fn always<'n, 't>(nodes: &'n [Node<'t>], look: &mut dyn FnMut(&'n Expr<'t>)) {
    for node in nodes {
        match node {
            Node::Print(expr) | Node::For { list: expr, .. } | Node::If { when: expr, .. } => always_in(expr, look),
            Node::Set { value, .. } => value.iter().for_each(|value| always_in(value, look)),
            Node::Block(block) => always(&block.body, look),
            Node::Arguments(arguments) => arguments.iter().for_each(|(_, value)| always_in(value, look)),
            Node::Include(_) => {}
        }
    }
}

fn always_in<'n, 't>(expr: &'n Expr<'t>, look: &mut dyn FnMut(&'n Expr<'t>)) {
    look(expr);
    match &expr.what {
        What::Filter { of, arguments, .. } | What::Test { of, arguments, .. } => {
            always_in(of, look);
            arguments.iter().for_each(|(_, value)| always_in(value, look));
        }
        What::Call { arguments, .. } => arguments.iter().for_each(|(_, value)| always_in(value, look)),
        What::Component(call) => {
            call.arguments.iter().for_each(|(_, value)| always_in(value, look));
            call.body.iter().for_each(|body| always(body, look));
        }
        What::Two { sign: "and" | "or", left: of, .. } | What::Choice { when: of, .. } | What::Not(of) => {
            always_in(of, look);
        }
        What::Two { left, right, .. } => [left, right].into_iter().for_each(|part| always_in(part, look)),
        _ => {}
    }
}

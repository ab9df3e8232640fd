//! Makes the built-in templates and those of a site fit one another, where one fills a block that the other does not have.
//! Tera refuses all of them then; a theme that was right yesterday must not break by a block that is new today.

use std::collections::BTreeMap;
use std::ops::Range;

use super::files::Templates;
use super::tree::{self, Node, TemplateBlock, Tree};
use super::{BASE, BUILT_IN, walk};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::nearest::nearest;

/// The block of `base.html` that every page fills.
pub const MAIN: &str = "main";

/// What is done about a template that is left out.
pub const LEFT_OUT: &str = "the built-in template of this name is used instead, when there is one";

/// Templates that fit.
#[derive(Default)]
pub struct Fitted {
    /// Their texts by name, as Tera gets them.
    pub texts: BTreeMap<String, String>,
    /// What is lost by it.
    pub findings: Vec<Diagnostic>,
    /// The templates of the site that cannot be meant as they are, each with the finding.
    pub misspelt: Vec<(String, Diagnostic)>,
}

/// Takes out what nothing uses of the built-in templates, and the blocks that have no place.
pub fn fit(own: &Templates, built_in: &Templates) -> Fitted {
    let mut fitted = Fitted::default();
    fitted.texts.extend(own.iter().map(|(name, template)| (name.clone(), template.text.clone())));
    let kept = built_in.iter().filter(|(name, template)| is_used(name, &template.text, own));
    fitted.texts.extend(kept.map(|(name, template)| (format!("{BUILT_IN}{name}"), template.text.clone())));
    if own.is_empty() {
        return fitted;
    }
    let trees = fitted.texts.iter().filter_map(|(name, text)| Some((&**name, tree::read(text)?))).collect();
    let Fit { edits, findings, misspelt } = Fit::of(&trees, own);
    for (name, edit) in edits {
        if let Some(text) = fitted.texts.get_mut(&name) {
            edit.make(text);
        }
    }
    fitted.findings = findings;
    fitted.misspelt = misspelt;
    fitted
}

/// Whether a built-in template can still be reached: one that a site has in its own words is not, unless it is called by
/// its full name or has components.
fn is_used(name: &str, text: &str, own: &Templates) -> bool {
    let called = format!("{BUILT_IN}{name}");
    // The base of the site may turn out to have no place for what pages say.
    name == BASE
        || !own.contains_key(name)
        || text.contains("{% component")
        || own.values().any(|template| template.text.contains(&called))
}

type Trees<'t> = BTreeMap<&'t str, Tree<'t>>;

/// What is changed in a text.
#[derive(Default)]
struct Edit {
    /// The blocks that are blanked.
    blank: Vec<Range<usize>>,
    /// Whether the built-in base is extended in the place of the site's.
    built_in_base: bool,
}

impl Edit {
    fn make(&self, text: &mut String) {
        for range in &self.blank {
            // Places stay where they are.
            let blank = |byte| if byte == b'\n' { '\n' } else { ' ' };
            let blanked: String = text[range.clone()].bytes().map(blank).collect();
            text.replace_range(range.clone(), &blanked);
        }
        if self.built_in_base {
            *text = text.replacen(&format!("\"{BASE}\""), &format!("\"{BUILT_IN}{BASE}\""), 1);
        }
    }
}

/// What has to be changed, by the names of the templates.
#[derive(Default)]
struct Fit {
    edits: BTreeMap<String, Edit>,
    findings: Vec<Diagnostic>,
    misspelt: Vec<(String, Diagnostic)>,
}

impl Fit {
    fn of(trees: &Trees, own: &Templates) -> Fit {
        let mut fit = Fit::default();
        fit.main(trees, own);
        // What the built-in templates say in a block, by the template of the site that does not have it.
        let mut missed: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
        for (name, tree) in trees {
            let line = line(trees, tree);
            let Some(parent) = line.first().map(|(name, _)| *name) else { continue };
            if fit.edits.get(*name).is_some_and(|edit| edit.built_in_base) {
                continue;
            }
            let has_place = |block: &&TemplateBlock| line.iter().any(|(_, tree)| has(tree, block.name));
            for block in top(tree).filter(|block| !has_place(block)) {
                fit.edits.entry((*name).to_owned()).or_default().blank.push(block.whole.clone());
                match own.get(*name) {
                    _ if block.is_empty => {}
                    Some(template) => {
                        let place = Span::new(&template.path, block.at.clone());
                        match other(tree, block, &line) {
                            Some(other) => {
                                fit.misspelt.push(((*name).to_owned(), misspelt(place, block, parent, other)))
                            }
                            None => fit.findings.push(lost(place, block, parent)),
                        }
                    }
                    None => missed.entry((parent, block.name)).or_default().push(plain(name)),
                }
            }
        }
        for ((parent, block), pages) in missed {
            let Some(template) = own.get(parent) else { continue };
            let message =
                format!("this template has no block `{block}`, so that what {} there is left out", write(&pages));
            fit.findings.push(
                Diagnostic::new(Code::LostBlock, Span::file(&template.path), message)
                    .hint(format!("write `{{% block {block} %}}{{% endblock {block} %}}` where it belongs")),
            );
        }
        fit
    }

    /// A base of the site in which the built-in pages find no place for all that they say.
    fn main(&mut self, trees: &Trees, own: &Templates) {
        let (Some(template), Some(base)) = (own.get(BASE), trees.get(BASE)) else { return };
        if has(base, MAIN) || line(trees, base).iter().any(|(_, tree)| has(tree, MAIN)) {
            return;
        }
        let mut pages = Vec::new();
        for (name, tree) in trees.iter().filter(|(name, _)| name.starts_with(BUILT_IN)) {
            if tree.extends == Some(BASE) && top(tree).any(|block| block.name == MAIN) {
                self.edits.entry((*name).to_owned()).or_default().built_in_base = true;
                pages.push(plain(name));
            }
        }
        if !pages.is_empty() {
            let pages = write(&pages);
            let message = format!(
                "this template has no block `{MAIN}`, in which {pages}: these are made with the built-in base.html"
            );
            self.findings.push(
                Diagnostic::new(Code::TemplateError, Span::file(&template.path), message).hint(format!(
                    "write `{{% block {MAIN} %}}{{% endblock {MAIN} %}}` where the text of a page belongs"
                )),
            );
        }
    }
}

/// The block that was perhaps meant by one that nothing has: one with nearly its name, which the template leaves empty.
fn other<'l>(tree: &Tree, block: &TemplateBlock, line: &[(&'l str, &'l Tree<'_>)]) -> Option<&'l str> {
    let known = line.iter().flat_map(|(_, tree)| walk::blocks(&tree.nodes)).map(|block| block.name);
    nearest(block.name, known.filter(|known| !has(tree, known)))
}

/// The finding that a block is none, and nearly one.
fn misspelt(place: Span, block: &TemplateBlock, parent: &str, other: &str) -> Diagnostic {
    let message = format!("`{}` has no block `{}`", plain(parent), block.name);
    let finding = Diagnostic::new(Code::TemplateError, place, message).hint(format!("did you mean `{other}`?"));
    finding.hint(LEFT_OUT)
}

/// The finding that a block of a site's template has no place.
fn lost(place: Span, block: &TemplateBlock, parent: &str) -> Diagnostic {
    let message = format!("`{}` has no block `{}`, so that this is left out", plain(parent), block.name);
    Diagnostic::new(Code::LostBlock, place, message).mended()
}

/// Some templates, and that they write.
fn write(pages: &[&str]) -> String {
    match pages {
        [] => String::new(),
        [one] => format!("the built-in {one} writes"),
        [one, two] => format!("the built-in {one} and {two} write"),
        [one, two, more @ ..] => format!("the built-in {one}, {two} and {} more write", more.len()),
    }
}

fn plain(name: &str) -> &str {
    name.strip_prefix(BUILT_IN).unwrap_or(name)
}

/// What a template extends, the nearest first.
fn line<'l, 't>(trees: &'l Trees<'t>, tree: &'l Tree<'t>) -> Vec<(&'l str, &'l Tree<'t>)> {
    let mut line: Vec<(&str, &Tree)> = Vec::new();
    let mut next = tree.extends;
    while let Some(name) = next {
        let found = trees.get_key_value(name).or_else(|| trees.get_key_value(&*format!("{BUILT_IN}{name}")));
        // A circle is for Tera to tell.
        let Some((name, parent)) = found.filter(|(name, _)| !line.iter().any(|(known, _)| known == *name)) else {
            break;
        };
        line.push((name, parent));
        next = parent.extends;
    }
    line
}

/// The blocks of a template that stand in no other.
fn top<'n, 't>(tree: &'n Tree<'t>) -> impl Iterator<Item = &'n TemplateBlock<'t>> {
    tree.nodes.iter().filter_map(|node| if let Node::Block(block) = node { Some(block) } else { None })
}

/// Whether a template has a block of this name.
pub fn has(tree: &Tree, block: &str) -> bool {
    walk::blocks(&tree.nodes).iter().any(|known| known.name == block)
}

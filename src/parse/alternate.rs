//! `alternate:` of front matter and settings: where the same stands in another language.

use super::fields::Fields;
use super::language::language;
use crate::diagnostic::Code;
use crate::model::document::{Alternate, Spanned};
use crate::yaml::{Node, Value};

/// What the map or the list says. The one has languages, `{uk: briefings/x-uk, fr: https://…}`; the other the ids of pages,
/// which say themselves what they are written in.
pub fn alternate(fields: &mut Fields) -> Box<[Alternate]> {
    let Some(node) = fields.node("alternate") else { return [].into() };
    match node.value {
        Value::List(items) => items.into_iter().flat_map(|item| one(fields, item)).collect(),
        _ => one(fields, node).into(),
    }
}

/// A map, or the id of a page.
fn one(fields: &mut Fields, item: Node) -> Vec<Alternate> {
    const WANTED: &str = "the id of a page, or an address";
    if matches!(item.value, Value::Map(_)) {
        let read = |map: &mut Fields| {
            let named = map.take_all().into_iter().filter_map(|(tag, node)| {
                let to = map.text_of(node, WANTED)?;
                let span = tag.span.clone();
                let language = Spanned { value: language(map, tag)?, span };
                Some(Alternate { language: Some(language), to })
            });
            Some(named.collect())
        };
        return fields.within(item, "map of languages", read).unwrap_or_default();
    }
    let Some(to) = fields.text_of(item, WANTED) else { return Vec::new() };
    let alternate = Alternate { language: None, to };
    if alternate.is_address() {
        let message = format!("nothing says in which language `{}` is", alternate.to.value);
        fields.refuse(Code::AlternateLanguage, alternate.to.span, message, "write `alternate: {fr: https://…}`");
        return Vec::new();
    }
    vec![alternate]
}

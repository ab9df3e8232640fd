//! Whether pages that shall say the same in other languages are in other languages.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::analysis::alternate::target;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::document::Alternate;
use crate::model::site::SameAs;
use crate::model::{PageId, Site};

/// What is wrong with the languages that `alternate:` names.
pub fn alternates(site: &Site, out: &mut Vec<Diagnostic>) {
    let mut told: BTreeSet<&[SameAs]> = BTreeSet::new();
    for text in site.texts.iter().filter(|text| !text.document.alternate.is_empty()) {
        let before = out.len();
        let kind = text.document.meta.kind();
        for alternate in &*text.document.alternate {
            let page = target(site, kind, alternate);
            out.extend(of_one(site, text.page, alternate, page));
        }
        let same = site.alternates.get(&text.page).filter(|same| told.insert(same));
        if let Some(same) = same.filter(|_| out.len() == before) {
            out.extend(twice(site, same, &text.document.alternate[0].to.span));
        }
    }
    for Alternate { language, .. } in &*site.settings.alternate {
        let language = language.iter().find(|language| is_same(&language.value, &site.settings.language));
        out.extend(language.map(|language| of_itself("site", language.value.as_str(), &language.span)));
    }
}

/// Tags that differ in their case say the same.
fn is_same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
}

fn finding(span: &Span, message: String, hint: String) -> Diagnostic {
    Diagnostic::new(Code::AlternateLanguage, span.clone(), message).hint(hint)
}

fn of_itself(what: &str, tag: &str, span: &Span) -> Diagnostic {
    finding(span, format!("this {what} is in `{tag}` itself"), "name the other languages alone".to_owned())
}

/// What is wrong with a line, by itself.
fn of_one(site: &Site, own: PageId, alternate: &Alternate, page: Option<PageId>) -> Option<Diagnostic> {
    let (tag, to) = (alternate.language.as_ref(), &alternate.to);
    let is = page.map(|page| site.language_of_page(page));
    let said = tag.map(|tag| tag.value.as_str()).or(is)?;
    let span = tag.map_or(&to.span, |tag| &tag.span);
    if let (Some(is), true) = (is, is.is_some_and(|is| !is_same(is, said))) {
        let message = format!("`{}` is written in `{is}`, and not in `{said}`", to.value);
        return Some(finding(span, message, format!("write `language: {said}` into it, or correct the tag")));
    }
    is_same(said, site.language_of_page(own)).then(|| of_itself("page", said, span))
}

/// That two pages say the same in one language.
fn twice(site: &Site, same: &Arc<[SameAs]>, span: &Span) -> Option<Diagnostic> {
    let mut known: BTreeMap<String, &str> = BTreeMap::new();
    same.iter().find_map(|one| {
        let (tag, at) = match one {
            SameAs::Page(page) => (site.language_of_page(*page), &*site.pages[*page].path),
            SameAs::Web(tag, address) => (tag.as_str(), address.as_str()),
        };
        let first = known.insert(tag.to_ascii_lowercase(), at)?;
        let message = format!("in `{tag}` there would be two of the same page: `{first}` and `{at}`");
        Some(finding(span, message, "give each language one page, whichever page names them".to_owned()))
    })
}

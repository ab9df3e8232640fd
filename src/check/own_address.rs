//! Links by which a text leads to the site's own address, as they are copied from a browser. Where such a page is not
//! there, the site that is published leads its readers to nothing: it may be a draft, or have another name by now.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::document::Kind;
use crate::model::{Audience, Site};
use crate::web;

/// What leads to a page of this site that it does not have; `has` says whether a file stands at a path under `public/`.
/// Below the same address there may be other sites, so only what lies in a folder of our own is looked for.
pub fn own_address(site: &Site, has: impl Fn(&str) -> bool) -> Vec<Diagnostic> {
    let Some((_, base)) = site.base_url().and_then(|url| url.split_once("://")) else { return Vec::new() };
    // What is built for the house, or for an earlier day, does not have all that readers have.
    if site.build.audience != Audience::Public || site.build.as_of.is_some() {
        return Vec::new();
    }
    // Below the address of a whole host other sites lie in folders.
    let is_of_host = base.split_once('/').is_none_or(|(_, path)| path.is_empty());
    let lost = |(span, address): (&Span, &str)| {
        let path = address.split_once("://")?.1.strip_prefix(base)?;
        let path = web::percent_decoded(path.split(['?', '#']).next().unwrap_or_default());
        let (folder, rest) = path.split_once('/')?;
        let is_ours = Kind::FOLDERS.iter().any(|kind| kind.folder() == folder);
        // Hosts find `talks.html` for `talks`, and `talks/index.html` for `talks/`.
        let forms = [path.to_string(), format!("{path}.html"), format!("{}/index.html", path.trim_end_matches('/'))];
        // PDFs are printed later, and elsewhere.
        let is_page = rest.ends_with(".html") || (!is_of_host && !rest.contains('.'));
        if !is_ours || !is_page || forms.iter().any(|form| has(form)) {
            return None;
        }
        let message = format!("`{path}` is no page of this site, to whose own address this leads");
        let hint =
            "link the file, as in `[words](../briefings/talks.md)`: then a draft is told, and a new name followed";
        Some(Diagnostic::new(Code::BrokenLink, span.clone(), message).hint(hint))
    };
    let links = site.texts.iter().flat_map(|text| text.body.web_links.iter());
    links.filter_map(|link| lost((&link.span, &link.canonical))).collect()
}

//! What stands at an address, as GitHub Pages would have it, and the live script in the pages.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::state::State;
use super::wire::{Reply, Response};
use crate::pipeline::{Edition, Finished};
use crate::web;

/// What stands at an address.
pub enum Lookup {
    /// The page or file at this path of the site.
    At(String, Finished),
    /// A folder with an index, whose address needs a final slash.
    Folder,
    /// Nothing.
    Nothing,
}

/// What stands at the path of an address, which begins with a slash. Only what is in the edition can be found, so there
/// is nothing that `..` could lead to.
pub fn find(edition: &Edition, path: &str) -> Lookup {
    let path = path.split('?').next().unwrap_or_default();
    let Some(path) = path.strip_prefix('/') else { return Lookup::Nothing };
    let path = web::percent_decoded(path);
    match at(edition, &path) {
        Lookup::Nothing => {}
        found => return found,
    }
    // The addresses on 404.html have the path of `base_url` in front. A page that is really there comes first.
    let base = base_path(edition);
    match path.strip_prefix(&*base) {
        Some(rest) if !base.is_empty() => at(edition, rest),
        _ if format!("{path}/") == base => Lookup::Folder,
        _ => Lookup::Nothing,
    }
}

fn at(edition: &Edition, path: &str) -> Lookup {
    let get = |path: String| edition.get(&path).map(|found| Lookup::At(path, found));
    if path.is_empty() || path.ends_with('/') {
        return get(format!("{path}index.html")).unwrap_or(Lookup::Nothing);
    }
    get(path.to_owned())
        .or_else(|| get(format!("{path}.html")))
        .or_else(|| edition.get(&format!("{path}/index.html")).map(|_| Lookup::Folder))
        .unwrap_or(Lookup::Nothing)
}

/// The path of `base_url` with its final slash and without the first one; empty when the site stands at a root.
fn base_path(edition: &Edition) -> String {
    let url = edition.site().base_url().unwrap_or_default();
    let path = url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
    web::percent_decoded(path).into_owned()
}

/// What a page tells the live script about itself.
pub struct Live<'a> {
    /// This run of the server.
    pub run: &'a str,
    /// What allows to open the editor, where that is allowed.
    pub token: Option<&'a str>,
}

/// The answer to a request for `target`, which begins with a slash.
pub fn answer(state: &State, target: &str, live: &Live) -> Response {
    match find(&state.edition, target) {
        Lookup::At(path, found) => finished(state, &path, found, live),
        Lookup::Folder => {
            let (path, query) = target.split_once('?').map_or((target, None), |(path, query)| (path, Some(query)));
            let query = query.map(|query| format!("?{query}")).unwrap_or_default();
            Response::text(301, "Moved").header("Location", format!("{path}/{query}"))
        }
        Lookup::Nothing => match missing(&state.edition) {
            Some(page) => html(state, 404, &page, live),
            None => Response::text(404, "There is nothing at this address"),
        },
    }
}

/// The page for addresses where nothing stands.
pub fn missing(edition: &Edition) -> Option<Arc<str>> {
    match edition.get("404.html")? {
        Finished::Page(page) => Some(page.html),
        Finished::File(_) | Finished::Copied(_) => None,
    }
}

fn finished(state: &State, path: &str, found: Finished, live: &Live) -> Response {
    let file = |bytes| Response::new(200, web::content_type(path), Reply::Shared(bytes));
    match found {
        Finished::Page(page) if path.ends_with(".html") => html(state, 200, &page.html, live),
        Finished::Page(page) => file(page.html.into()),
        Finished::File(bytes) => file(bytes),
        Finished::Copied(stored) if stored.open().is_ok() => {
            Response::new(200, web::content_type(path), Reply::Stored(stored))
        }
        // Another file stands there by now, which the next edition shows.
        Finished::Copied(_) => Response::text(404, "This file cannot be read just now"),
    }
}

fn html(state: &State, status: u16, page: &str, live: &Live) -> Response {
    let page = shown(state, page, status == 404, live);
    Response::new(status, web::content_type("404.html"), Reply::Own(page.into_bytes()))
}

/// A page with the tag of the live script at its end.
pub fn shown(state: &State, page: &str, missing: bool, live: &Live) -> String {
    let at = page.rfind("</body>").unwrap_or(page.len());
    [&page[..at], &tag(state.number, page, missing, live), &page[at..]].concat()
}

/// The tag of the live script. All its values are made here, so that none needs escaping.
fn tag(number: u64, page: &str, missing: bool, live: &Live) -> String {
    let missing = if missing { " data-missing" } else { "" };
    let token = live.token.map(|token| format!(" data-token=\"{token}\"")).unwrap_or_default();
    format!(
        "<script src=\"/_standpoint/live.js\" defer data-seen=\"{}.{number}\" data-is=\"{}\"{missing}{token}></script>",
        live.run,
        fingerprint(page),
    )
}

/// By what a tab says which version of a page it shows.
pub fn fingerprint(page: &str) -> String {
    let mut hasher = DefaultHasher::new();
    page.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

//! The files beside the pages that are made from the whole site.

mod changes;
mod feed;
mod moved;
mod search;
mod sitemap;

use std::sync::Arc;

use super::theme::{Assets, built_in_theme};
use super::{Library, Theme, data, picture};
use crate::diagnostic::{Diagnostic, Outcome};
use crate::model::{PageKind, SiteFile};

/// Makes one of the files. What cannot be made is reported.
pub fn file(theme: &Theme, library: &Library, file: SiteFile) -> Outcome<Vec<u8>> {
    let site = library.site();
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let bytes = match file {
        SiteFile::Robots => robots(site.base_url()).into_bytes(),
        SiteFile::NoJekyll => Vec::new(),
        SiteFile::Cname => {
            site.settings.custom_domain.iter().flat_map(|name| format!("{}\n", name.value).into_bytes()).collect()
        }
        SiteFile::Sitemap => sitemap::sitemap(site).drain_into(&mut diagnostics).into_bytes(),
        SiteFile::Feed => feed::feed(theme, library).drain_into(&mut diagnostics).into_bytes(),
        SiteFile::Moved(at) => moved::page(theme, library, &site.moved[at]).drain_into(&mut diagnostics).into_bytes(),
        SiteFile::Changes(page) => changes::feed(library, page).into_bytes(),
        SiteFile::Data(file) => data::file(library, file),
        SiteFile::Picture(page) => picture::of(theme, library, page),
        SiteFile::Search(pack) => search::pack(library, pack),
    };
    Outcome { value: bytes, diagnostics }
}

/// The pictures of pages.
pub fn pictures(library: &Library) -> Vec<SiteFile> {
    picture::pages(library).into_iter().map(SiteFile::Picture).collect()
}

/// The packs in which readers search, where the theme has the script that asks for them.
pub fn search_files(theme: &Theme, library: &Library) -> Vec<SiteFile> {
    if theme.files.contains_key(search::SCRIPT) { search::files(library.site()) } else { Vec::new() }
}

/// The static files of the theme; without our script where nothing is searched.
pub fn static_files(theme: &Theme, library: &Library) -> Arc<Assets> {
    if library.site().made.contains_key(&PageKind::Search) {
        return theme.published.clone();
    }
    let ours = built_in_theme().into_iter().find(|(inside, _)| inside == search::IN_THEME).map(|(_, bytes)| bytes);
    let is_ours = |path: &str, bytes: &[u8]| path == search::SCRIPT && Some(bytes) == ours;
    let all = theme.published.iter().filter(|(path, (_, file))| !file.held().is_some_and(|bytes| is_ours(path, bytes)));
    Arc::new(all.map(|(path, file)| (path.clone(), file.clone())).collect())
}

/// Makes all packs at once. Whoever makes files on many threads does this before: none of them may wait for the packs,
/// which are made on these threads.
pub fn make_search(library: &Library) {
    search::all(library);
}

/// Robots read it at the root of a host only; elsewhere it does no harm.
fn robots(base_url: Option<&str>) -> String {
    let sitemap = base_url.map(|base| format!("\nSitemap: {base}sitemap.xml\n"));
    format!("User-agent: *\nAllow: /\n{}", sitemap.unwrap_or_default())
}

//! `sitemap.xml`: the addresses of the pages, for search engines (protocol 0.9 of sitemaps.org).

use std::sync::Arc;

use pulldown_cmark_escape::escape_html;

use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::model::{PageId, Site};
use crate::paths::SETTINGS;
use crate::render::pages::{as_of, canonical};

/// The most addresses that one sitemap may hold.
const MOST: usize = 50_000;

/// The sitemap of a site. Drafts are left out, and so is the page for missing addresses.
pub fn sitemap(site: &Site) -> Outcome<String> {
    of_the_first(MOST, site)
}

fn of_the_first(most: usize, site: &Site) -> Outcome<String> {
    let mut pages = site.page_ids();
    pages.retain(|page| *page != PageId::NotFound && !site.is_draft(*page));
    let mut diagnostics = Vec::new();
    if pages.len() > most {
        let message = format!("the site has {} pages, and a sitemap holds {most}", pages.len());
        diagnostics.push(Diagnostic::new(Code::LargeSitemap, Span::file(&Arc::from(SETTINGS)), message));
        // What leads readers in comes first, and stays.
        pages.sort_by_key(|page| matches!(page, PageId::Source(_)));
        pages.truncate(most);
    }
    let base = site.base_url().unwrap_or_default();
    let mut xml = String::with_capacity(pages.len() * 100);
    xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.push_str("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for page in pages {
        xml.push_str("<url><loc>");
        // Writing to a string cannot fail.
        let _ = escape_html(&mut xml, &canonical(base, &page.path(site)));
        xml.push_str("</loc>");
        if let Some(date) = as_of(site, page) {
            xml.push_str(&format!("<lastmod>{}</lastmod>", date.first_day()));
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    Outcome { value: xml, diagnostics }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_much_is_left_out_and_said() {
        let site = Site::default();
        let all = sitemap(&site);
        assert!(all.diagnostics.is_empty());
        let count = |xml: &str| xml.matches("<url>").count();
        assert_eq!(count(&all.value), site.page_ids().len() - 1, "all but 404.html");
        let some = of_the_first(3, &site);
        assert_eq!(count(&some.value), 3);
        assert_eq!(some.diagnostics[0].code, Code::LargeSitemap);
        assert_eq!(some.diagnostics[0].message, "the site has 9 pages, and a sitemap holds 3");
    }
}

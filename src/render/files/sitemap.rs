//! `sitemap.xml`: the addresses of the pages, for search engines (protocol 0.9 of sitemaps.org).

use std::sync::Arc;

use pulldown_cmark_escape::escape_html;

use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::model::{Page, PageKind, Site};
use crate::paths::SETTINGS;

/// The most addresses that one sitemap may hold.
const MOST: usize = 50_000;

/// The sitemap of a site. Drafts are left out, and so is the page for missing addresses.
pub fn sitemap(site: &Site) -> Outcome<String> {
    of_the_first(MOST, site)
}

fn of_the_first(most: usize, site: &Site) -> Outcome<String> {
    let mut pages: Vec<&Page> =
        site.pages.iter().filter(|page| page.kind != PageKind::NotFound && !page.draft).collect();
    let mut diagnostics = Vec::new();
    if pages.len() > most {
        let message = format!("the site has {} pages, and a sitemap holds {most}", pages.len());
        diagnostics.push(Diagnostic::new(Code::LargeSitemap, Span::file(&Arc::from(SETTINGS)), message));
        // What leads readers in comes first, and stays.
        pages.sort_by_key(|page| matches!(page.kind, PageKind::Source(_)));
        pages.truncate(most);
    }
    let base = site.base_url().unwrap_or_default();
    let mut xml = String::with_capacity(pages.len() * 100);
    xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.push_str("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for page in pages {
        xml.push_str("<url><loc>");
        // Writing to a string cannot fail.
        let _ = escape_html(&mut xml, &page.canonical(base));
        xml.push_str("</loc>");
        if let Some(date) = page.text.and_then(|text| site.as_of(text)) {
            xml.push_str(&format!("<lastmod>{}</lastmod>", date.earliest()));
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    Outcome { value: xml, diagnostics }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::site::Things;

    #[test]
    fn what_is_too_much_is_left_out_and_said() {
        let page = |path: String| Page {
            kind: PageKind::Matrix,
            address: path.clone(),
            path,
            title: None,
            file: None,
            text: None,
            draft: false,
        };
        let pages = (1..=9).map(|number| page(format!("{number}.html"))).collect();
        let site = Site { things: Things { pages, ..Things::default() }.into(), ..Site::default() };
        let all = sitemap(&site);
        assert!(all.diagnostics.is_empty());
        let count = |xml: &str| xml.matches("<url>").count();
        assert_eq!(count(&all.value), 9);
        let some = of_the_first(3, &site);
        assert_eq!(count(&some.value), 3);
        assert_eq!(some.diagnostics[0].code, Code::LargeSitemap);
        assert_eq!(some.diagnostics[0].message, "the site has 9 pages, and a sitemap holds 3");
    }
}

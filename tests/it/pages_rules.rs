//! The built model site on a host with the rules of GitHub Pages, below a path and at the root of a host; and what
//! `check` knows of these rules.

use std::collections::{BTreeMap, BTreeSet};

use crate::harness::Site;
use crate::html::Page;
use crate::pages_host::{Answer, Host};

/// The model site of this repository, built for an address.
pub fn built_for(base: &str) -> Site {
    let site = Site::bare();
    let out = site.path("public");
    site.run(&["build", env!("CARGO_MANIFEST_DIR"), "--base-url", base, "--out", out.to_str().expect("UTF-8")])
        .exits(0);
    site
}

/// A reader who begins at an address and follows everything that a page leads to or asks for, within the host.
struct Reader<'h> {
    host: &'h Host,
    /// The pages that were read, by their addresses.
    pages: BTreeMap<String, Page>,
    seen: BTreeSet<String>,
}

impl Reader<'_> {
    /// Asks for an address, and then for all that stands there.
    fn follow(&mut self, address: &str, from: &str) {
        let url = url::Url::parse(address).expect("an address");
        if url.host_str() != Some("host.test") || !self.seen.insert(address.to_owned()) {
            return;
        }
        let file = match self.host.answer(url.path()) {
            Answer::Found(file) => file,
            other => panic!("{from} leads to {address}: {other:?}"),
        };
        if file.extension().is_some_and(|ending| ending == "html") {
            let html = std::fs::read_to_string(&file).expect("a page");
            self.read(address, Page::read(&html).expect("a page"));
        }
    }

    /// Follows everything on a page that was found at an address.
    fn read(&mut self, address: &str, page: Page) {
        let here = url::Url::parse(address).expect("an address");
        let wanted = page.elements().filter(|element| element.get("rel") != Some("canonical"));
        let wanted = wanted.filter_map(|element| element.get("href").or(element.get("src")));
        let mut to: Vec<url::Url> = wanted.map(|value| here.join(value).expect("an address")).collect();
        self.pages.insert(address.to_owned(), page);
        self.seen.insert(address.to_owned());
        for url in &mut to {
            url.set_fragment(None);
            self.follow(url.as_str(), address);
        }
    }

    /// Every place that a page leads to is there.
    fn places(&self) {
        for (address, page) in &self.pages {
            let here = url::Url::parse(address).expect("an address");
            for link in page.all("a").filter_map(|link| link.get("href")) {
                let mut to = here.join(link).expect("an address");
                let Some(place) = to.fragment().map(str::to_owned) else { continue };
                to.set_fragment(None);
                let place = percent_encoding::percent_decode_str(&place).decode_utf8_lossy().into_owned();
                let there = self.pages.get(to.as_str()).is_none_or(|page| page.find_id(&place).is_some());
                assert!(there, "{address} leads to {link}");
            }
        }
    }
}

#[test]
fn every_link_of_the_model_site_holds_below_a_path_and_at_the_root() {
    for prefix in ["/", "/repo/"] {
        let base = format!("https://host.test{prefix}");
        let site = built_for(&base);
        let host = Host::new(&site.path("public"), prefix);
        let mut reader = Reader { host: &host, pages: BTreeMap::new(), seen: BTreeSet::new() };
        reader.follow(&base, "the reader");
        reader.places();
        let read: BTreeSet<&str> = reader.pages.keys().filter_map(|address| address.strip_prefix(&base)).collect();
        let alone: Vec<String> =
            site.pages().into_iter().filter(|page| page != "404.html" && !read.contains(page.as_str())).collect();
        assert_eq!(alone, [] as [&str; 0], "each page can be reached from the first one");
    }
}

#[test]
fn the_page_for_missing_addresses_is_whole_at_any_depth() {
    for prefix in ["/", "/repo/"] {
        let base = format!("https://host.test{prefix}");
        let site = built_for(&base);
        let host = Host::new(&site.path("public"), prefix);
        for missing in ["gone", "briefings/gone.html", "a/very/deep/one/", "actors/russia.html/"] {
            let address = format!("{base}{missing}");
            let path = url::Url::parse(&address).expect("an address").path().to_owned();
            let Answer::Missing(Some(file)) = host.answer(&path) else { panic!("{missing} is there") };
            let page = Page::read(&std::fs::read_to_string(file).expect("404.html")).expect("a page");
            let mut reader = Reader { host: &host, pages: BTreeMap::new(), seen: BTreeSet::new() };
            reader.read(&address, page);
            assert!(reader.pages.len() > 10, "it leads on into the site");
        }
    }
}

/// The body of a page, without the address that is printed under its title, as paper has no other way to say it, and
/// without the ways to cite it, which are read elsewhere.
fn body(page: &[u8]) -> String {
    let page = std::str::from_utf8(page).expect("UTF-8");
    let lines = page.split_once("<body").expect("a body").1.lines();
    let is_address =
        |line: &str| line.starts_with("<p class=\"print-address\">") || line.starts_with("<svg class=\"code\"");
    let body = lines.filter(|line| !is_address(line)).collect::<Vec<_>>().join("\n");
    match body.split_once("<details class=\"reference\"") {
        Some((before, rest)) => [before, rest.split_once("</details>").expect("its end").1].concat(),
        None => body,
    }
}

#[test]
fn nothing_but_what_must_be_absolute_knows_where_the_site_stands() {
    let (one, other) = (built_for("https://host.test/"), built_for("https://other.test/repo/"));
    let (one, other) = (one.tree(), other.tree());
    let differ: BTreeSet<&str> =
        one.iter().filter(|(path, bytes)| other[*path] != **bytes).map(|(path, _)| path.as_str()).collect();
    let pages = |path: &&str| path.ends_with(".html");
    let others: Vec<&str> = differ.iter().copied().filter(|path| !pages(path)).collect();
    // A feed is read far from its page: Atom asks for whole addresses.
    let is_feed = |path: &str| {
        let of_one = ["actors/", "issues/"].iter().any(|folder| path.starts_with(folder)) && path.ends_with(".xml");
        of_one || ["feed.xml", "changes.xml"].contains(&path)
    };
    for path in &others {
        let is_whole = is_feed(path) || ["sitemap.xml", "robots.txt"].contains(path) || path.starts_with("data/");
        assert!(is_whole, "{path}");
    }
    for path in differ.iter().copied().filter(|path| pages(path) && *path != "404.html") {
        assert_eq!(body(&one[path]), body(&other[path]), "only the head of {path} may differ");
    }
}

#[test]
fn a_theme_whose_404_page_has_a_relative_link_is_told() {
    let site = Site::new().file(
        "themes/own/templates/404.html",
        "<!doctype html>\n<html lang=\"en\"><head><title>Gone</title><link rel=\"stylesheet\" href=\"assets/style.css\">\
         </head><body><a href=\"#x\" id=\"x\">x</a><a href=\"{{ page.root }}index.html\">Home</a></body></html>\n",
    );
    let site = site.file("standpoint.yaml", "base_url: https://example.org/repo/\ntheme: own\n");
    let run = site.check();
    let line = run.finding("relative-on-404");
    assert!(line.contains("`assets/style.css` is relative"), "{line}");
    assert_eq!(run.stdout.matches("relative-on-404").count(), 1, "{}", run.stdout);
}

#[test]
fn a_file_over_50_mib_is_doubtful_and_one_over_100_is_left_out() {
    let site = Site::new();
    for (name, mib) in [("half.bin", 51), ("all.bin", 101)] {
        site.write(&format!("content/{name}"), "");
        let file = std::fs::File::options().write(true).open(site.path(&format!("content/{name}"))).expect("the file");
        file.set_len(mib << 20).expect("a large file");
    }
    let run = site.check();
    run.finds("content/half.bin:1:1", "large-file");
    run.finds("content/all.bin:1:1", "too-large");
}

//! The finished pages: every link and anchor must lead somewhere, every id be there once, and nothing may be
//! fetched from another host.
//!
//! Each page is looked at by itself, while it is in memory ([`look`]). What needs the other pages is kept
//! ([`Facts`]) and settled when all are known ([`links`]).

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use super::html::{Attribute, Tag, tags};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::web;

/// Where a site's pages and files stand, and how they are reached.
pub struct Addresses {
    /// Every path under `public/`.
    paths: HashSet<String>,
    /// The path of the site's address, such as `/repo/`.
    base: Option<String>,
    hasher: RandomState,
}

/// What remains to be checked of a page.
pub struct Facts {
    path: String,
    /// Hashes of its ids.
    ids: HashSet<u64>,
    /// Links to places on other pages: page, place, and where the link stands.
    links: Vec<(String, String, Span)>,
    /// What was wrong with the page by itself.
    pub findings: Vec<Diagnostic>,
}

impl Addresses {
    /// The addresses of a site with these paths under `public/`, to stand at `base_url`.
    pub fn new(paths: HashSet<String>, base_url: Option<&str>) -> Addresses {
        let base = base_url.and_then(|url| url::Url::parse(url).ok()).map(|url| url.path().to_owned());
        Addresses { paths, base, hasher: RandomState::new() }
    }

    fn hash(&self, text: &str) -> u64 {
        self.hasher.hash_one(text)
    }
}

/// Looks at one finished page, which stands at `path` under `public/`.
pub fn look(addresses: &Addresses, path: &str, html: &str) -> Facts {
    let mut look = Look {
        addresses,
        path,
        html,
        shown: Arc::from(format!("public/{path}")),
        text: None,
        facts: Facts { path: path.to_owned(), ids: HashSet::new(), links: Vec::new(), findings: Vec::new() },
        here: Vec::new(),
    };
    for tag in tags(html) {
        look.tag(&tag);
    }
    for (fragment, at) in std::mem::take(&mut look.here) {
        if !look.facts.ids.contains(&addresses.hash(&fragment)) {
            look.report(Code::BrokenAnchor, at, fragment.len(), format!("the page has no place `#{fragment}`"));
        }
    }
    look.facts
}

struct Look<'l> {
    addresses: &'l Addresses,
    path: &'l str,
    html: &'l str,
    shown: Arc<str>,
    /// The page, for messages; made when the first one needs it.
    text: Option<Arc<str>>,
    facts: Facts,
    /// Links to places on this page, with their bytes.
    here: Vec<(String, usize)>,
}

impl Look<'_> {
    fn tag(&mut self, tag: &Tag) {
        if tag.name == "style" {
            self.report(Code::InlineCode, tag_at(tag), 0, "a style is written into this page".to_owned());
        }
        let mut source = false;
        let mut data = false;
        for attribute in tag.attributes() {
            match attribute.name {
                "id" => self.id(&attribute),
                "href" if matches!(tag.name, "a" | "area") => self.link(&attribute, false),
                "href" if tag.name == "link" => {
                    let rel = tag.attributes().find(|other| other.name == "rel").map_or("", |rel| rel.value);
                    if !matches!(rel, "canonical" | "alternate" | "license" | "author") {
                        self.link(&attribute, true);
                    }
                }
                "src" | "poster" => {
                    source = true;
                    self.link(&attribute, true);
                }
                "srcset" => self.link(
                    &Attribute { value: attribute.value.split([' ', ',']).next().unwrap_or_default(), ..attribute },
                    true,
                ),
                "type" => data = attribute.value.contains("json"),
                "style" => self.report(
                    Code::InlineCode,
                    attribute.at,
                    attribute.value.len(),
                    "a `style` attribute is written into this page".to_owned(),
                ),
                name if name.starts_with("on") => {
                    self.report(
                        Code::InlineCode,
                        attribute.at,
                        attribute.value.len(),
                        format!("an `{name}` attribute is written into this page"),
                    );
                }
                _ => {}
            }
        }
        if tag.name == "script" && !source && !data {
            self.report(Code::InlineCode, tag_at(tag), 0, "a script is written into this page".to_owned());
        }
    }

    fn id(&mut self, attribute: &Attribute) {
        let id = decoded(attribute.value);
        if !self.facts.ids.insert(self.addresses.hash(&id)) {
            self.report(
                Code::DuplicateId,
                attribute.at,
                attribute.value.len(),
                format!("the id `{id}` stands twice on this page"),
            );
        }
    }

    /// Checks an address; `fetched` when the browser asks for it by itself.
    fn link(&mut self, attribute: &Attribute, fetched: bool) {
        let value = decoded(attribute.value);
        let (at, length) = (attribute.at, attribute.value.len());
        if let Some(fragment) = value.strip_prefix('#') {
            if !fragment.is_empty() {
                self.here.push((web::percent_decode(fragment), at));
            }
            return;
        }
        if value.starts_with("//") || has_scheme(&value) {
            let outside = value.starts_with("//") || value.starts_with("http");
            if fetched && outside {
                self.report(Code::ThemeRequest, at, length, format!("this page would fetch {value}"));
            }
            return;
        }
        let (path, fragment) = match value.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment)),
            None => (&*value, None),
        };
        let path = path.split('?').next().unwrap_or_default();
        let Some(target) = self.resolve(path, at, length) else { return };
        if !self.addresses.paths.contains(&target) {
            self.report(Code::BrokenLink, at, length, format!("`{value}` leads to no page or file of the site"));
            return;
        }
        if let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) {
            let span = Span::new(&self.shown, at..at + length);
            self.facts.links.push((target, web::percent_decode(fragment), span));
        }
    }

    /// The path under `public/` to which an address leads.
    fn resolve(&mut self, path: &str, at: usize, length: usize) -> Option<String> {
        let mut parts: Vec<&str> = Vec::new();
        let decoded = web::percent_decode(path);
        let mut rest = &*decoded;
        if decoded.starts_with('/') {
            // The page for missing addresses is shown at any depth, so it must say where the site stands.
            let base = self.addresses.base.as_deref().unwrap_or("/");
            match decoded.strip_prefix(base) {
                Some(inside) if self.path == "404.html" => rest = inside,
                _ => {
                    self.report(Code::RootLink, at, length, format!("`{path}` begins with `/`"));
                    return None;
                }
            }
        } else {
            parts.extend(self.path.split('/'));
            parts.pop();
        }
        for part in rest.split('/') {
            match part {
                "." => {}
                ".." => {
                    if parts.pop().is_none() {
                        self.report(Code::BrokenLink, at, length, format!("`{path}` leads out of the site"));
                        return None;
                    }
                }
                part => parts.push(part),
            }
        }
        let target = parts.join("/");
        Some(if target.is_empty() || target.ends_with('/') { format!("{target}index.html") } else { target })
    }

    fn report(&mut self, code: Code, at: usize, length: usize, message: String) {
        let text = self.text.get_or_insert_with(|| Arc::from(self.html)).clone();
        let mut finding = Diagnostic::new(code, Span::new(&self.shown, at..at + length), message).hint(code.mend());
        finding.text = Some(text);
        self.facts.findings.push(finding);
    }
}

fn tag_at(tag: &Tag) -> usize {
    tag.attributes().next().map_or(0, |attribute| attribute.at)
}

/// Whether an address begins with a scheme (RFC 3986, 3.1).
fn has_scheme(value: &str) -> bool {
    value.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

/// The value of an attribute with the character references that escaping writes taken back.
fn decoded(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return Cow::Borrowed(value);
    }
    let plain = value.replace("&quot;", "\"").replace("&#x27;", "'").replace("&#39;", "'").replace("&#x2F;", "/");
    Cow::Owned(plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
}

/// Settles the links from page to page, and says what is wrong on many pages once.
pub fn links(addresses: &Addresses, mut facts: Vec<Facts>) -> Vec<Diagnostic> {
    let mut findings: Vec<Diagnostic> =
        facts.iter_mut().flat_map(|facts| std::mem::take(&mut facts.findings)).collect();
    let ids: HashMap<&str, &HashSet<u64>> = facts.iter().map(|facts| (facts.path.as_str(), &facts.ids)).collect();
    for (target, fragment, span) in facts.iter().flat_map(|facts| &facts.links) {
        // A file that is no page of ours (a PDF, say) has places that we do not know.
        if ids.get(target.as_str()).is_some_and(|ids| !ids.contains(&addresses.hash(fragment))) {
            findings.push(
                Diagnostic::new(Code::BrokenAnchor, span.clone(), format!("{target} has no place `#{fragment}`"))
                    .hint(Code::BrokenAnchor.mend()),
            );
        }
    }
    once(findings)
}

/// A mistake in a template stands on every page: the first one is shown, with the number of the others.
fn once(findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut first: BTreeMap<(Code, String), (Diagnostic, usize)> = BTreeMap::new();
    for finding in findings {
        let key = (finding.code, finding.message.trim_start_matches("../").to_owned());
        first.entry(key).and_modify(|(_, more)| *more += 1).or_insert((finding, 0));
    }
    first
        .into_values()
        .map(|(mut finding, more)| {
            if more > 0 {
                finding.message = format!("{} (and in {more} more places)", finding.message);
            }
            finding
        })
        .collect()
}

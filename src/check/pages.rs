//! The finished pages: every link and anchor must lead somewhere, every id be there once, and nothing may be
//! fetched from another host.
//!
//! Each page is looked at by itself, while it is in memory ([`look`]). What needs the other pages is kept
//! ([`Facts`]) and settled when all are known ([`links`]).

use std::borrow::Cow;
use std::cell::LazyCell;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use ahash::{HashSet, RandomState};
use base64::prelude::{BASE64_STANDARD, Engine};
use memchr::{memchr2, memrchr};
use sha2::{Digest, Sha256};

use super::style;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::ids;
use crate::model::page::SEARCH;
use crate::tags::{self, Attribute, decoded, each_tag};
use crate::web;

const POLICY: &str = "content-security-policy";

/// The page that hosts show for any address where nothing stands.
const NOT_FOUND: &str = "404.html";

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
    /// Hashes of its ids, sorted.
    ids: Vec<u64>,
    /// Links to places on other pages. There may be very many, so they are packed.
    links: Vec<FarLink>,
    /// What was wrong with the page by itself.
    pub findings: Vec<Diagnostic>,
    /// Places that links on the page lead to and that it has not, each with the finding that tells of it.
    lost: Vec<(String, usize)>,
    /// What its template may have left out as a whole.
    lost_parts: Vec<LostPart>,
    /// Whether something of it could not be rendered, so that its places are not all there.
    is_part: bool,
}

/// Places of one kind, of which a page has none: the links that lead there, with where they stand, and the finding.
struct LostPart {
    links: Vec<(String, Range<usize>)>,
    finding: usize,
}

impl Facts {
    /// The same of a page of which something could not be rendered: what is missing there for that reason is no second
    /// mistake. Nothing where it is the `gap` that stands for the page.
    pub fn of_a_part(mut self, is_gap: bool) -> Option<Facts> {
        self.findings.retain(|finding| finding.code != Code::BrokenAnchor);
        self.lost.clear();
        self.lost_parts.clear();
        self.is_part = true;
        (!is_gap).then_some(self)
    }

    /// Hands over the findings. What authors wrote is told where they wrote it; only what is left of a lost part, if anything
    /// is, a template has left out.
    fn settle_lost<'s>(&mut self, author_of: impl Fn(&str, &str) -> Option<&'s Span>, findings: &mut Vec<Diagnostic>) {
        let path = &self.path;
        for (place, at) in self.lost.drain(..) {
            if let Some(span) = author_of(path, &place) {
                self.findings[at] = lost_by_author(span.clone(), &place);
            }
        }
        let mut no_finding = BTreeSet::new();
        for LostPart { links, finding } in self.lost_parts.drain(..) {
            let mut by_template = None;
            for (place, range) in links {
                match author_of(path, &place) {
                    Some(span) => findings.push(lost_by_author(span.clone(), &place)),
                    None => by_template = by_template.or(Some(range)),
                }
            }
            match by_template {
                Some(range) => {
                    let span = &mut self.findings[finding].span;
                    *span = Span::new(&span.path, range);
                    self.is_part = true;
                }
                None => drop(no_finding.insert(finding)),
            }
        }
        let own = self.findings.drain(..).enumerate().filter(|(at, _)| !no_finding.contains(at));
        findings.extend(own.map(|(_, finding)| finding));
    }
}

/// A link to a place on another page.
struct FarLink {
    /// The page's path, NUL, and the place.
    target: Box<str>,
    /// Where the link stands, in bytes of the page.
    at: u32,
    length: u32,
}

impl Addresses {
    /// The addresses of a site with these paths under `public/`, to stand at `base_url`.
    pub fn new(paths: impl IntoIterator<Item = String>, base_url: Option<&str>) -> Addresses {
        let base =
            base_url.and_then(|url| url::Url::parse(url).ok()).map(|url| web::percent_decoded(url.path()).into_owned());
        Addresses { paths: paths.into_iter().collect(), base, hasher: RandomState::new() }
    }

    /// Whether a file stands at a path under `public/`.
    pub fn has(&self, path: &str) -> bool {
        self.paths.contains(path)
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
        folder: path.rsplit_once('/').map_or("", |(folder, _)| folder),
        html,
        shown: None,
        facts: Facts {
            path: path.to_owned(),
            ids: Vec::new(),
            links: Vec::new(),
            findings: Vec::new(),
            lost: Vec::new(),
            lost_parts: Vec::new(),
            is_part: false,
        },
        ids: Vec::new(),
        markers: Vec::new(),
        here: Vec::new(),
        has_policy: false,
        in_body: false,
        target: String::new(),
    };
    each_tag(html, |name, at, attributes| look.tag(name, at, attributes));
    look.settle_ids();
    if !look.has_policy {
        let message = "this page has no content security policy".to_owned();
        look.report(Code::NoPolicy, PagePlace { value: "", at: 0 }, message);
    }
    look.facts
}

/// A value in a page.
#[derive(Clone, Copy)]
struct PagePlace<'h> {
    value: &'h str,
    at: usize,
}

impl PagePlace<'_> {
    /// The place that a link within the page leads to.
    fn leads_to(&self) -> String {
        let link = decoded(self.value);
        web::percent_decoded(link.trim_start_matches('#')).into_owned()
    }
}

struct Look<'h> {
    addresses: &'h Addresses,
    path: &'h str,
    /// The folder that it stands in.
    folder: &'h str,
    html: &'h str,
    /// Its path and its text for messages; made when the first one needs them.
    shown: Option<(Arc<str>, Arc<str>)>,
    facts: Facts,
    /// Ids of this page, by hash, with their places.
    ids: Vec<(u64, PagePlace<'h>)>,
    /// The markers among them.
    markers: Vec<(u64, PagePlace<'h>)>,
    /// Links to places on this page, by hash, with their places.
    here: Vec<(u64, PagePlace<'h>)>,
    has_policy: bool,
    /// Whether the head of the page is over.
    in_body: bool,
    /// The path that the last link leads to: one buffer for all.
    target: String,
}

impl<'h> Look<'h> {
    fn tag(&mut self, name: &str, at: usize, attributes: &[Attribute<'_, 'h>]) {
        let value = |wanted: &str| tags::value(attributes, wanted);
        // Browsers pass over one that stands behind the head, or says nothing.
        self.in_body |= matches!(name, "body" | "main" | "p" | "div" | "h1");
        if name == "meta" && !self.has_policy && !self.in_body {
            self.has_policy = value("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case(POLICY))
                && value("content").is_some_and(|policy| !policy.trim().is_empty());
        }
        for attribute in attributes {
            let place = PagePlace { value: attribute.value, at: attribute.at };
            match attribute.name {
                "class" => {}
                "id" => {
                    let id = (self.addresses.hash(&decoded(place.value)), place);
                    self.ids.push(id);
                    // What an author's note cites has an id around its marker, and the way back is the note's.
                    self.markers.extend((name == "a" && place.value.starts_with(ids::MARKER)).then_some(id));
                }
                "href" if matches!(name, "a" | "area") => self.link(place, false),
                "href" | "xlink:href" | "src" | "data" if may_run(name, &value) && is_data(place.value) => {
                    let message =
                        format!("what this <{name}> loads is written into this page, in its address: `data:…`");
                    self.report(Code::InlineCode, place, message);
                }
                "href" if name == "link" && value("rel").is_some_and(|rel| rel.split_whitespace().all(only_named)) => {
                    self.link(place, false);
                }
                "href" | "xlink:href" | "src" | "poster" | "background" | "ping" => self.link(place, true),
                "action" | "formaction" => self.link(place, true),
                "data" if name == "object" => self.link(place, true),
                "srcset" | "imagesrcset" => {
                    for candidate in place.value.split(',') {
                        let address = candidate.split_whitespace().next().unwrap_or_default();
                        self.link(PagePlace { value: address, ..place }, true);
                    }
                }
                // `<meta http-equiv="refresh" content="0; url=…">`
                "content" if value("http-equiv").is_some_and(|kind| kind.eq_ignore_ascii_case("refresh")) => {
                    if let Some((_, address)) = place.value.split_once('=') {
                        let address = address.trim_matches(|c: char| c.is_whitespace() || c == '\'');
                        self.link(PagePlace { value: address, ..place }, true);
                    }
                }
                // What changes an attribute by itself changes addresses too.
                "from" | "to" | "by" | "values" if is_moving(name) => self.moved(place),
                "style" | "srcdoc" => self.report(
                    Code::InlineCode,
                    place,
                    format!("a `{}` attribute is written into this page", attribute.name),
                ),
                "fill" | "stroke" | "filter" | "mask" | "clip-path" | "cursor" => self.part_of_style(place),
                marker if marker.starts_with("marker-") => self.part_of_style(place),
                handler if handler.starts_with("on") => {
                    self.report(Code::InlineCode, place, format!("an `{handler}` attribute is written into this page"));
                }
                _ => {}
            }
        }
        let data = || value("type").is_some_and(|kind| kind.contains("json"));
        if name == "style" || (name == "script" && value("src").is_none() && !data()) {
            let inside = self.html[at..].find('>').map_or("", |end| &self.html[at + end + 1..]);
            let code = &inside[..tags::end_of(name, inside).unwrap_or(inside.len())];
            let place = PagePlace { value: "", at };
            self.report(
                Code::InlineCode,
                place,
                format!("a <{name}> is written into this page ({})", policy_hash(code)),
            );
        }
    }

    /// Checks an address; `fetched` when the browser asks for it by itself.
    fn link(&mut self, place: PagePlace<'h>, fetched: bool) {
        let value = as_browsers_read(decoded(place.value));
        if let Some(fragment) = value.strip_prefix('#') {
            if !fragment.is_empty() {
                self.here.push((self.addresses.hash(&web::percent_decoded(fragment)), place));
            }
            return;
        }
        if value.starts_with("//") || has_scheme(&value) {
            let is = |scheme: &str| value.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
            let outside = ["//", "http", "ws", "ftp"].into_iter().any(is);
            if runs(&value) {
                self.report(Code::InlineCode, place, "an address that runs code is written into this page".to_owned());
            } else if fetched && outside {
                self.report(Code::ThemeRequest, place, format!("this page would fetch {value}"));
            }
            return;
        }
        let path_end = memchr2(b'#', b'?', value.as_bytes()).unwrap_or(value.len());
        let (path, rest) = value.split_at(path_end);
        let fragment = rest.split_once('#').map_or("", |(_, fragment)| fragment);
        if let Err((code, message)) = self.resolve(path) {
            return self.report(code, place, message);
        }
        if !self.addresses.paths.contains(&self.target) {
            self.report(Code::BrokenLink, place, format!("`{value}` leads to no page or file of the site"));
        } else if !fragment.is_empty() {
            self.facts.links.push(FarLink {
                target: [&self.target, "\0", &*web::percent_decoded(fragment)].concat().into(),
                at: place.at as u32,
                length: place.value.len() as u32,
            });
        }
    }

    /// Checks what an attribute of a drawing is changed to.
    fn moved(&mut self, place: PagePlace<'h>) {
        let decoded = decoded(place.value);
        let values = decoded.split(';').map(|value| as_browsers_read(Cow::Borrowed(value.trim())));
        if values.into_iter().any(|value| runs(&value)) {
            let message = "an attribute that is changed to an address that runs code is written into this page";
            self.report(Code::InlineCode, place, message.to_owned());
        } else {
            self.part_of_style(place);
        }
    }

    /// Checks an attribute of a drawing that may name what fills it.
    fn part_of_style(&mut self, place: PagePlace<'h>) {
        let plain = style::plain(&decoded(place.value));
        if let Some(address) = style::fetched(&plain).into_iter().find(|address| style::is_foreign(address)) {
            self.report(Code::ThemeRequest, place, format!("this page would fetch {address}"));
        }
    }

    /// Puts the path under `public/` to which an address leads into `target`.
    fn resolve(&mut self, path: &str) -> Result<(), (Code, String)> {
        self.target.clear();
        let decoded = web::percent_decoded(path);
        let mut rest = &*decoded;
        if decoded.starts_with('/') {
            // The page for missing addresses is shown at any depth, so it must say where the site stands.
            let base = self.addresses.base.as_deref().unwrap_or("/");
            match decoded.strip_prefix(base) {
                Some(inside) if self.path == NOT_FOUND => rest = inside,
                _ => return Err((Code::RootLink, format!("`{path}` begins with `/`"))),
            }
        } else if self.path == NOT_FOUND && self.addresses.base.is_some() {
            return Err((Code::RelativeOn404, format!("`{path}` is relative")));
        } else {
            self.target.push_str(self.folder);
        }
        let folder = rest.is_empty() || rest.ends_with('/');
        for part in rest.split('/').filter(|part| !matches!(*part, "" | ".")) {
            if part != ".." {
                if !self.target.is_empty() {
                    self.target.push('/');
                }
                self.target.push_str(part);
            } else if self.target.is_empty() {
                return Err((Code::BrokenLink, format!("`{path}` leads out of the site")));
            } else {
                self.target.truncate(memrchr(b'/', self.target.as_bytes()).unwrap_or(0));
            }
        }
        if folder {
            self.target.push_str(if self.target.is_empty() { "index.html" } else { "/index.html" });
        }
        Ok(())
    }

    /// Settles what concerns the ids of this page alone.
    fn settle_ids(&mut self) {
        self.ids.sort_by_key(|(hash, place)| (*hash, place.at));
        let twice: Vec<PagePlace> =
            self.ids.windows(2).filter(|two| two[0].0 == two[1].0).map(|two| two[1].1).collect();
        for place in twice {
            self.report(
                Code::DuplicateId,
                place,
                format!("the id `{}` stands twice on this page", decoded(place.value)),
            );
        }
        self.facts.ids = self.ids.iter().map(|(hash, _)| *hash).collect();
        let here = std::mem::take(&mut self.here);
        let lost = here.iter().filter(|(hash, _)| self.facts.ids.binary_search(hash).is_err());
        let mut lost: Vec<PagePlace> = lost.map(|(_, place)| *place).collect();
        if !lost.is_empty() {
            self.settle_parts(&mut lost);
        }
        for place in lost {
            self.facts.lost.push((place.leads_to(), self.facts.findings.len()));
            self.report(Code::BrokenAnchor, place, format!("the page has no place `{}`", decoded(place.value)));
        }
        self.settle_markers(here);
    }

    /// Tells once what a template leaves out as a whole: the notes, the places in their sources, or the text. What leads
    /// there is no mistake of its own.
    fn settle_parts(&mut self, lost: &mut Vec<PagePlace<'h>>) {
        for (start, sign, message) in [
            (ids::NOTE, "", "this page does not have the notes to which its markers lead"),
            (ids::NOTE, "/", "the notes of this page do not have the places in sources to which its markers lead"),
            (ids::MARKER, "", "this page does not have the text to which its notes lead back"),
        ] {
            let is_such = |id: &str| id.strip_prefix(start).is_some_and(|rest| rest.contains(sign));
            if self.ids.iter().any(|(_, place)| is_such(&decoded(place.value))) {
                continue;
            }
            let (mut those, others): (Vec<PagePlace>, Vec<PagePlace>) =
                lost.iter().partition(|place| is_such(&place.leads_to()));
            those.sort_by_key(|place| place.at);
            if let Some(first) = those.first() {
                let finding = self.facts.findings.len();
                let links = those.iter().map(|place| (place.leads_to(), place.at..place.at + place.value.len()));
                self.facts.lost_parts.push(LostPart { links: links.collect(), finding });
                self.report(Code::BrokenAnchor, *first, message.to_owned());
                *lost = others;
            }
        }
    }

    /// Finds markers to which no note leads back.
    fn settle_markers(&mut self, here: Vec<(u64, PagePlace)>) {
        let markers = std::mem::take(&mut self.markers);
        if markers.is_empty() || !self.facts.lost_parts.is_empty() {
            return;
        }
        let mut led_to: Vec<u64> = here.into_iter().map(|(hash, _)| hash).collect();
        led_to.sort_unstable();
        let lost = markers.into_iter().filter(|(hash, _)| led_to.binary_search(hash).is_err());
        if let Some((_, place)) = lost.min_by_key(|(_, place)| place.at) {
            self.report(Code::NoWayBack, place, "no note leads back to this place".to_owned());
        }
    }

    fn report(&mut self, code: Code, place: PagePlace, message: String) {
        let (path, text) = self.shown.get_or_insert_with(|| (shown(self.path), Arc::from(self.html)));
        let span = Span::new(path, place.at..place.at + place.value.len());
        let mut finding = Diagnostic::new(code, span, message).mended();
        finding.text = Some(text.clone());
        self.facts.findings.push(finding);
    }
}

/// What a security policy would have to list to let a script or style pass (CSP Level 3, 2.3.1).
fn policy_hash(code: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(code)))
}

/// The path of a finished page as messages show it.
fn shown(path: &str) -> Arc<str> {
    format!("public/{path}").into()
}

/// Whether an address runs code when somebody follows it.
fn runs(address: &str) -> bool {
    let is = |scheme: &str| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    is("javascript:") || is("vbscript:")
}

/// Whether an address holds the file itself.
fn is_data(address: &str) -> bool {
    let address = as_browsers_read(decoded(address));
    address.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:"))
}

/// Whether an element changes attributes of a drawing by itself.
fn is_moving(name: &str) -> bool {
    matches!(name, "set" | "animate" | "animatetransform" | "animatemotion" | "animatecolor")
}

/// Whether what an element loads is a page, a script or a style, and no picture.
fn may_run<'h>(name: &str, value: &impl Fn(&str) -> Option<&'h str>) -> bool {
    match name {
        "iframe" | "frame" | "script" | "embed" | "object" | "use" => true,
        "link" => value("rel").is_some_and(|rel| {
            rel.split_whitespace()
                .any(|rel| rel.eq_ignore_ascii_case("stylesheet") || rel.eq_ignore_ascii_case("import"))
        }),
        _ => false,
    }
}

/// Whether a `<link>` of this relation says where something is, and makes no browser fetch it.
fn only_named(relation: &str) -> bool {
    matches!(relation, "canonical" | "alternate" | "license" | "author" | "me")
}

/// An address as browsers read it (URL Standard, 4.4): nothing around it, no tabs and line ends within, `/` for `\`.
fn as_browsers_read(address: Cow<str>) -> Cow<str> {
    let odd = |c: char| c == '\\' || c.is_ascii_control();
    if !address.starts_with(' ') && !address.ends_with(' ') && !address.contains(odd) {
        return address;
    }
    let trimmed = address.trim_matches(|c: char| c == ' ' || c.is_ascii_control());
    trimmed.replace(['\t', '\n', '\r'], "").replace('\\', "/").into()
}

/// Whether an address begins with a scheme (RFC 3986, 3.1).
fn has_scheme(value: &str) -> bool {
    let in_scheme = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.');
    let end = value.bytes().position(|b| !in_scheme(b));
    end.is_some_and(|end| value.as_bytes()[end] == b':') && value.as_bytes()[0].is_ascii_alphabetic()
}

/// Settles the links from page to page, and says what is wrong on many pages once. `written` are the
/// links of authors, each with the page's path, if it stands on that one alone, and the place.
pub fn links<'s>(
    addresses: &Addresses,
    mut facts: Vec<Facts>,
    written: impl Iterator<Item = (&'s Span, Option<&'s str>, &'s str)>,
) -> Vec<Diagnostic> {
    let written = LazyCell::new(|| {
        let mut first = HashMap::new();
        written.for_each(|(span, page, place)| {
            first.entry((page, place)).or_insert(span);
        });
        first
    });
    let author_of = |page: &str, place: &str| -> Option<&'s Span> {
        written.get(&(Some(page), place)).or_else(|| written.get(&(None, place))).copied()
    };
    let mut findings: Vec<Diagnostic> = Vec::new();
    for facts in &mut facts {
        facts.settle_lost(author_of, &mut findings);
    }
    let whole = facts.iter().filter(|facts| !facts.is_part);
    let ids: HashMap<&str, &[u64]> = whole.map(|facts| (facts.path.as_str(), facts.ids.as_slice())).collect();
    for (facts, link) in facts.iter().flat_map(|facts| facts.links.iter().map(move |link| (facts, link))) {
        let Some((target, fragment)) = link.target.split_once('\0') else { continue };
        // What is searched for is no place.
        if target == SEARCH && fragment.contains('=') {
            continue;
        }
        // A file that is no page of ours (a PDF, say) has places that we do not know.
        if ids.get(target).is_some_and(|ids| ids.binary_search(&addresses.hash(fragment)).is_err()) {
            let (path, start) = (shown(&facts.path), link.at as usize);
            let on_page = || Span::new(&path, start..start + link.length as usize);
            let span = author_of(target, fragment).cloned().unwrap_or_else(on_page);
            // What a theme names is left out by its template, on all pages alike.
            let message = match ids::IdKind::read(fragment) {
                ids::IdKind::Theme(_) => format!("the page that this leads to has no place `#{fragment}`"),
                _ => format!("{target} has no place `#{fragment}`"),
            };
            findings.push(Diagnostic::new(Code::BrokenAnchor, span, message).mended());
        }
    }
    once(findings)
}

/// That a link which an author wrote leads to a place that its own page has not.
fn lost_by_author(span: Span, place: &str) -> Diagnostic {
    let finding = Diagnostic::new(Code::BrokenAnchor, span, format!("the page has no place `#{place}`"));
    match ids::IdKind::read(place) {
        ids::IdKind::Note(key) => finding.hint(format!(
            "a note stands only where the page cites its source: write `[@{key}]`, or link the page of the source, `[[{key}]]`"
        )),
        _ => finding.mended(),
    }
}

/// A mistake in a template stands on every page: the first one is shown, with the number of the others.
fn once(findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut first: BTreeMap<(Code, String), (Diagnostic, usize)> = BTreeMap::new();
    for finding in findings {
        let key = (finding.code, finding.message.replace("../", ""));
        match first.entry(key) {
            // A text may stand on several pages.
            Entry::Occupied(known) if known.get().0.span == finding.span => {}
            Entry::Occupied(known) => known.into_mut().1 += 1,
            Entry::Vacant(free) => drop(free.insert((finding, 0))),
        }
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

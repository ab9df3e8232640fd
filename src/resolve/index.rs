//! Where each name leads: keys, ids, paths.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::sources::Known;
use crate::diagnostic::{Code, Diagnostic, Span, nearest};
use crate::markdown::{Body, CiteTarget, Citing, Link, LinkTo, MarkerKind, Mention, NoCitation, slug};
use crate::model::document::{Judgement, Kind};
use crate::model::site::{Cited, Entry, Links, Target};
use crate::model::{PageId, Site};

/// Looks names up.
pub struct Index {
    sources: Known,
    /// Where the text of a file is shown, by the path of the file from the site's folder.
    paths: BTreeMap<String, Place>,
    /// Pages by id, and by folder and id.
    names: HashMap<String, Vec<(PageId, String)>>,
    /// Paths of files that are copied, from `content/`.
    files: BTreeSet<String>,
    /// Paths of drafts that are left out, from the site's folder; whether each could be read.
    drafts: BTreeMap<String, bool>,
}

/// Where a text is at home.
struct Place {
    page: PageId,
    /// The ids of its headings.
    headings: Vec<String>,
    /// For a text that is not what its page is about: its place on the page, and what its ids begin with there.
    within: Option<(String, String)>,
}

impl Index {
    /// Indexes a site whose sources are known.
    pub fn new(site: &Site, sources: Known, files: BTreeSet<String>, drafts: BTreeMap<String, bool>) -> Index {
        let mut index = Index { sources, paths: BTreeMap::new(), names: HashMap::new(), files, drafts };
        if let Some(home) = &site.home {
            index.add(Kind::Home, home, PageId::Home, None);
        }
        for (at, entry) in site.briefings.iter().enumerate() {
            index.add(Kind::Briefing, entry, PageId::Briefing(at), None);
        }
        for (at, entry) in site.actors.iter().enumerate() {
            index.add(Kind::Actor, entry, PageId::Actor(at), None);
        }
        for (at, entry) in site.issues.iter().enumerate() {
            index.add(Kind::Issue, entry, PageId::Issue(at), None);
        }
        for (at, cell) in site.cells.iter().enumerate() {
            for (nth, position) in cell.positions.iter().enumerate() {
                let entry = &site.positions[*position];
                let within = (nth > 0).then(|| (entry.anchor(), cell.scope(site, nth)));
                index.add(Kind::Position, entry, PageId::Cell(at), within);
            }
        }
        for (at, entry) in site.events.iter().enumerate() {
            index.add(Kind::Event, entry, PageId::Event(at), None);
        }
        for (at, entry) in site.sources.iter().enumerate() {
            if site.is_recorded(at) {
                index.add(Kind::Source, entry, PageId::Source(at), None);
            }
        }
        // Notes that were merged into another one are found under their own names too.
        let merged: Vec<(String, usize)> = index
            .sources
            .by_key
            .iter()
            .filter(|(key, at)| site.sources[**at].id != **key)
            .map(|(key, at)| (key.clone(), *at))
            .collect();
        for (key, at) in merged {
            let path = format!("content/sources/{key}.md");
            for name in [key.clone(), format!("sources/{key}")] {
                index.names.entry(name).or_default().push((PageId::Source(at), path.clone()));
            }
            index.paths.insert(path, Place { page: PageId::Source(at), headings: Vec::new(), within: None });
        }
        for (at, entry) in site.pages.iter().enumerate() {
            index.add(Kind::Page, entry, PageId::Page(at), None);
        }
        index
    }

    /// Whether this is the index of a site with these sources, files and drafts, if its texts are the same.
    pub fn fits(&self, sources: &Known, files: &BTreeSet<String>, drafts: &BTreeMap<String, bool>) -> bool {
        self.sources == *sources && self.files == *files && self.drafts == *drafts
    }

    fn add<M>(&mut self, kind: Kind, entry: &Entry<M>, page: PageId, within: Option<(String, String)>) {
        let (id, path) = (&entry.id, entry.path.to_string());
        let headings = entry.body.headings.iter().map(|heading| heading.id.clone()).collect();
        for name in [id.clone(), format!("{}/{id}", kind.folder())] {
            self.names.entry(name).or_default().push((page, path.clone()));
        }
        self.paths.insert(path, Place { page, headings, within });
    }

    /// The source with this key.
    pub fn source(&self, key: &str) -> Option<usize> {
        self.sources.by_key.get(key).copied()
    }

    /// Resolves one text and the judgements that belong to it.
    pub fn links(&self, path: &Arc<str>, body: &Body, judgements: &[Judgement]) -> Links {
        let mut out = Vec::new();
        let mut ordinals: HashMap<usize, u32> = HashMap::new();
        let mut cite = |source: Option<usize>| {
            let ordinal = source.map_or(0, |source| {
                let ordinal = ordinals.entry(source).or_default();
                *ordinal += 1;
                *ordinal
            });
            Cited { source, ordinal }
        };
        let mut cited = Vec::with_capacity(body.markers.len());
        for marker in &body.markers {
            cited.push(match &marker.kind {
                MarkerKind::Cites(items) => items.iter().map(|item| cite(self.cited(path, item, &mut out))).collect(),
                MarkerKind::Note(_) => Vec::new(),
            });
        }
        let judgements = judgements
            .iter()
            .map(|judgement| {
                let find = |key: &crate::model::document::Reference, out: &mut Vec<Diagnostic>| {
                    let found = self.source(&key.value);
                    if found.is_none() {
                        out.push(self.unknown_source(&key.value, key.span.clone()));
                    }
                    found
                };
                judgement.cites.iter().map(|key| cite(find(key, &mut out))).collect()
            })
            .collect();
        out.extend(body.mentions.iter().filter(|mention| self.source(&mention.key).is_some()).map(no_citation));
        let targets = body.links.iter().map(|link| self.target(path, body, link, &mut out)).collect();
        Links { cited, targets, judgements, findings: out }
    }

    /// Reports links to sources in words that do not cite them: the pages of these sources do not show such words.
    pub fn report_uncited_links(&self, site: &Site, out: &mut Vec<Diagnostic>) {
        // A source note may well link the thing that it describes.
        for text in site.texts().filter(|text| text.kind != Kind::Source) {
            for link in &text.body.web_links {
                let Some(&source) = self.sources.by_address.get(&link.canonical) else { continue };
                let beside = &text.links.cited[link.markers.start as usize..link.markers.end as usize];
                let cited = beside.iter().flatten().any(|cited| cited.source == Some(source));
                // A key in the words of the link is reported by itself.
                let within = link.span.start..link.span.end;
                let named =
                    text.body.mentions.iter().any(|mention| {
                        within.contains(&mention.span.start) && self.source(&mention.key) == Some(source)
                    });
                if cited || named || !site.is_recorded(source) {
                    continue;
                }
                let key = &site.sources[source].id;
                let message = format!("this address is that of the source `{key}`, but a link cites nothing");
                out.push(
                    Diagnostic::new(Code::UncitedSourceLink, link.span.clone(), message)
                        .hint(format!("write `[@{key}]` here too, so that the source's page shows the sentence")),
                );
            }
        }
    }

    fn cited(&self, path: &Arc<str>, item: &Citing, out: &mut Vec<Diagnostic>) -> Option<usize> {
        let span = Span::new(path, item.bytes.clone());
        match &item.target {
            CiteTarget::Key(key) => self.source(key).or_else(|| {
                out.push(self.unknown_source(key, span));
                None
            }),
            CiteTarget::Label(label) => self.source(label).or_else(|| {
                out.push(
                    Diagnostic::new(
                        Code::UndefinedNote,
                        span,
                        format!("`[^{label}]` has neither a definition in this file nor a source of that key"),
                    )
                    .nearest(label, self.sources.by_key.keys().map(String::as_str))
                    .hint(format!("add a line `[^{label}]: …`, or write content/sources/{label}.md")),
                );
                None
            }),
            // One that is no address has been reported when the sources were gathered.
            CiteTarget::Url(text, _) => self.sources.by_address.get(text).copied(),
        }
    }

    fn unknown_source(&self, key: &str, span: Span) -> Diagnostic {
        Diagnostic::new(Code::UnknownSource, span, format!("there is no source `{key}`"))
            .nearest(key, self.sources.by_key.keys().map(String::as_str))
            .hint(format!("write content/sources/{key}.md, or correct the key"))
    }

    fn target(&self, path: &str, body: &Body, link: &Link, out: &mut Vec<Diagnostic>) -> Option<Target> {
        match &link.to {
            LinkTo::Anchor(id) => self.anchor(body, link, id, out),
            LinkTo::Path(to, fragment) => {
                let inside = join(path, to);
                self.page(inside.as_deref(), to, fragment.as_deref(), link, out)
            }
            LinkTo::Name(name, fragment) => self.named(name, fragment.as_deref(), link, out),
        }
    }

    fn anchor(&self, body: &Body, link: &Link, id: &str, out: &mut Vec<Diagnostic>) -> Option<Target> {
        let ids = || body.headings.iter().map(|heading| heading.id.as_str());
        let wanted = slug::slug(id);
        match ids().find(|known| *known == id || *known == wanted) {
            Some(known) => Some(Target::Here(known.to_owned())),
            // Notes and markers are the page's; whether they are there, the finished page tells.
            None if id.starts_with("note-") || id.starts_with("cite-") => Some(Target::Here(id.to_owned())),
            None => {
                out.push(
                    Diagnostic::new(
                        Code::BrokenAnchor,
                        link.span.clone(),
                        format!("there is no heading `#{id}` in this text"),
                    )
                    .nearest(id, ids())
                    .hint("the id of a heading is its words in lower case, with `-` between them"),
                );
                None
            }
        }
    }

    fn page(
        &self,
        inside: Option<&str>,
        written: &str,
        fragment: Option<&str>,
        link: &Link,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Target> {
        let broken = |message: String| Diagnostic::new(Code::BrokenLink, link.span.clone(), message);
        let Some(inside) = inside else {
            out.push(
                broken(format!("`{written}` leads out of content/")).hint("only files under content/ are published"),
            );
            return None;
        };
        let full = format!("content/{inside}");
        if let Some(place) = self.paths.get(&full) {
            return Some(place.with_fragment(fragment, link, out));
        }
        if self.files.contains(inside) {
            return Some(Target::File(inside.to_owned(), fragment.map(str::to_owned)));
        }
        if let Some(read) = self.drafts.get(&full) {
            out.push(to_draft(written, *read, link));
            return None;
        }
        if let Some(page) = generated(inside) {
            return Some(Target::Page(page, fragment.map(str::to_owned)));
        }
        // A link to the page instead of the file is what some hands know.
        let as_text = inside.strip_suffix(".html").map(|stem| format!("content/{stem}.md"));
        if let Some(place) = as_text.and_then(|path| self.paths.get(&path)) {
            return Some(place.with_fragment(fragment, link, out));
        }
        let finding = broken(format!("there is no file content/{inside}"));
        let finding = match self.near(inside) {
            Some(near) => finding.hint(format!("did you mean `{}`?", path_between(&link.span.path, near))),
            None => finding,
        };
        out.push(finding.hint("the path counts from the folder of this file, and its case matters"));
        None
    }

    /// The path under content/ that was meant by one that leads nowhere: a file of that name elsewhere, or of one
    /// like it.
    fn near(&self, inside: &str) -> Option<&str> {
        let texts = self.paths.keys().filter_map(|path| path.strip_prefix("content/"));
        let known = texts.chain(self.files.iter().map(String::as_str));
        let name = inside.rsplit('/').next();
        let mut namesakes = known.clone().filter(|path| path.rsplit('/').next() == name);
        nearest(inside, namesakes.clone()).or_else(|| namesakes.next()).or_else(|| nearest(inside, known))
    }

    fn named(&self, name: &str, fragment: Option<&str>, link: &Link, out: &mut Vec<Diagnostic>) -> Option<Target> {
        match self.names.get(name).map(Vec::as_slice) {
            Some([(_, path)]) => Some(self.paths[path].with_fragment(fragment, link, out)),
            Some(several) => {
                let choices: Vec<String> = several
                    .iter()
                    .filter_map(|(_, path)| {
                        Some(format!("[[{}]]", path.strip_prefix("content/")?.strip_suffix(".md")?))
                    })
                    .collect();
                out.push(
                    Diagnostic::new(
                        Code::AmbiguousLink,
                        link.span.clone(),
                        format!("`[[{name}]]` could mean {} things", several.len()),
                    )
                    .hint(format!("write one of {}", choices.join(", "))),
                );
                None
            }
            None => {
                if let Some(read) = self.draft(name) {
                    out.push(to_draft(&format!("[[{name}]]"), read, link));
                    return None;
                }
                out.push(
                    Diagnostic::new(Code::BrokenLink, link.span.clone(), format!("nothing here is called `{name}`"))
                        .nearest(name, self.names.keys().map(String::as_str))
                        .hint("write the id of an actor, issue, event, source, briefing or page, or `actor/issue` for a position"),
                );
                None
            }
        }
    }

    /// The draft of this name that is left out: whether it could be read.
    fn draft(&self, name: &str) -> Option<bool> {
        [format!("content/briefings/{name}.md"), format!("content/{name}.md")]
            .iter()
            .find_map(|path| self.drafts.get(path).copied())
    }
}

impl Place {
    /// What a link to the text leads to, or to a heading in it.
    fn with_fragment(&self, fragment: Option<&str>, link: &Link, out: &mut Vec<Diagnostic>) -> Target {
        let (anchor, scope) = match &self.within {
            Some((anchor, scope)) => (Some(anchor.clone()), scope.as_str()),
            None => (None, ""),
        };
        let Some(fragment) = fragment else { return Target::Page(self.page, anchor) };
        let wanted = slug::slug(fragment);
        let known = self.headings.iter().find(|id| *id == fragment || **id == wanted);
        let made = ["note-", "cite-", "sp-", "quote-"].iter().any(|start| fragment.starts_with(start));
        match known {
            Some(id) => Target::Page(self.page, Some(format!("{scope}{id}"))),
            None if made => Target::Page(self.page, Some(fragment.to_owned())),
            None => {
                out.push(
                    Diagnostic::new(
                        Code::BrokenAnchor,
                        link.span.clone(),
                        format!("the page has no heading `#{fragment}`"),
                    )
                    .nearest(fragment, self.headings.iter().map(String::as_str))
                    .hint("the link leads to the top of the page instead"),
                );
                Target::Page(self.page, anchor)
            }
        }
    }
}

fn no_citation(Mention { key, span, why }: &Mention) -> Diagnostic {
    let (message, hint) = match why {
        NoCitation::Bare => (format!("`@{key}` without brackets cites nothing"), format!("write `[@{key}]`")),
        NoCitation::Spaced => (format!("`[@ {key}]` cites nothing, for the space in it"), format!("write `[@{key}]`")),
        NoCitation::Link => (
            format!("`@{key}` in the words of a link cites nothing"),
            format!("write `[@{key}]` behind the link; `\\@` if the sign is meant"),
        ),
    };
    let finding = Diagnostic::new(Code::BareCitation, span.clone(), message).hint(hint);
    match why {
        NoCitation::Bare => finding.fix(format!("@{key}"), format!("[@{key}]")),
        NoCitation::Spaced => finding.fix(format!("@ {key}"), format!("@{key}")),
        NoCitation::Link => finding,
    }
}

fn to_draft(written: &str, read: bool, link: &Link) -> Diagnostic {
    if !read {
        let message = format!("`{written}` cannot be read, and might be a draft, so it is not published");
        return Diagnostic::new(Code::LinkToDraft, link.span.clone(), message).hint("mend that file first");
    }
    Diagnostic::new(Code::LinkToDraft, link.span.clone(), format!("`{written}` is a draft, which is not published"))
        .hint("take `draft: true` out of it, or remove this link; --drafts builds drafts too")
}

/// Pages that the site makes by itself, by the paths under which people link them.
fn generated(inside: &str) -> Option<PageId> {
    let inside = inside.trim_end_matches('/').trim_end_matches("/index.html").trim_end_matches("/index.md");
    match inside {
        "" | "index.html" | "index.md" => Some(PageId::Home),
        "matrix.html" | "matrix.md" => Some(PageId::Matrix),
        "timeline.html" | "timeline.md" => Some(PageId::Timeline),
        _ => Kind::FOLDERS.into_iter().find(|kind| *kind != Kind::Page && kind.folder() == inside).map(PageId::Index),
    }
}

/// The path from `content/` to which `to` leads from the file at `path`; `None` when it leads out of it.
fn join(path: &str, to: &str) -> Option<String> {
    let mut parts: Vec<&str> = if to.starts_with('/') {
        Vec::new()
    } else {
        let folder = path.strip_prefix("content/").unwrap_or(path).rsplit_once('/').map_or("", |(folder, _)| folder);
        folder.split('/').filter(|part| !part.is_empty()).collect()
    };
    for part in to.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// How a text at the path `from` writes the path `to`, which counts from `content/`.
fn path_between(from: &str, to: &str) -> String {
    let (mut from, mut to) = (from.strip_prefix("content/").unwrap_or(from), to);
    while let (Some((here, below)), Some((there, rest))) = (from.split_once('/'), to.split_once('/'))
        && here == there
    {
        (from, to) = (below, rest);
    }
    "../".repeat(from.matches('/').count()) + to
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggested_paths_count_from_there_too() {
        for (to, written) in [
            ("actors/russia.md", "../actors/russia.md"),
            ("briefings/b.md", "b.md"),
            ("index.md", "../index.md"),
            ("briefings/b/c.png", "b/c.png"),
        ] {
            assert_eq!(path_between("content/briefings/a.md", to), written);
            assert_eq!(join("content/briefings/a.md", written).as_deref(), Some(to));
        }
        assert_eq!(path_between("content/index.md", "actors/russia.md"), "actors/russia.md");
    }

    #[test]
    fn paths_count_from_the_folder_of_the_file() {
        let from = "content/briefings/a.md";
        assert_eq!(join(from, "../actors/russia.md").as_deref(), Some("actors/russia.md"));
        assert_eq!(join(from, "b.md").as_deref(), Some("briefings/b.md"));
        assert_eq!(join(from, "/pages/about.md").as_deref(), Some("pages/about.md"));
        assert_eq!(join(from, "../../secret.md"), None);
    }
}

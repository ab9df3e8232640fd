//! Where each name in a text leads: keys, ids, paths.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use ahash::{HashMap, HashMapExt};

use super::blocks;
use super::called::Called;
use super::drafts::{Drafts, HeldBack};
use super::home::{Home, place_called};
use super::mentions::{counted, no_citation};
use super::placed::Placed;
use super::sources::{Addresses, Registry};
use super::{left_out, link_picture};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::ids::{self, IdKind};
use crate::markdown::{CiteTarget, Citing, Link, LinkTo, Mention, WebLink, slug};
use crate::model::document::{Document, Meta, Reference};
use crate::model::page::{Page, is_site_file};
use crate::model::site::Things;
use crate::model::table::Table;
use crate::model::text::{Cited, Links, Target};
use crate::model::{PageId, PageKind, SourceId, TextId};
use crate::nearest::Suggestions;
use crate::web::{self, WebAddress};

/// Looks names up.
#[derive(Debug)]
pub struct Index {
    things: Arc<Things>,
    /// The sources by their addresses.
    addresses: Addresses,
    /// Where the text of a file is shown, by the path of the file from the site's folder.
    paths: BTreeMap<Arc<str>, Home>,
    /// The paths of texts by their ids; a position is named by its cell too.
    names: HashMap<String, Vec<Arc<str>>>,
    /// The pages that are about no text, and the front page, by their paths.
    generated: HashMap<String, PageId>,
    /// Paths of files that are copied, from `content/`.
    files: BTreeSet<String>,
    /// Paths of files that are there and are not copied.
    left_out: BTreeSet<String>,
    /// The drafts that are left out.
    drafts: Drafts,
    /// The texts by what they are called; made for the first name that is no id.
    called: OnceLock<Called>,
    /// The paths of texts and files, from `content/`, by the names of the files; made for the first lost path.
    by_file_name: OnceLock<HashMap<String, Namesakes>>,
    near: Near,
}

/// The paths that end in one file name.
#[derive(Debug, Default)]
struct Namesakes {
    paths: Vec<String>,
    near: Suggestions,
}

/// What was perhaps meant by names that lead nowhere.
#[derive(Debug, Default)]
struct Near {
    keys: Suggestions,
    names: Suggestions,
    paths: Suggestions,
    pictures: Suggestions,
    in_blocks: blocks::Near,
}

impl Index {
    /// Indexes the texts of a site.
    pub fn new(
        things: &Arc<Things>,
        texts: &Table<TextId, Placed>,
        sources: Registry,
        (files, left_out): (BTreeSet<String>, BTreeSet<String>),
        drafts: Drafts,
    ) -> Index {
        let is_linked = |page: &Page| {
            let is_made = matches!(page.kind, PageKind::Index(_)) || page.text.is_none();
            page.path == "index.html" || (is_made && page.kind != PageKind::NotFound)
        };
        let generated = things.pages.entries().filter(|(_, page)| is_linked(page));
        let (mut paths, mut names) = (BTreeMap::new(), HashMap::<String, Vec<Arc<str>>>::new());
        let mut add = |path: Arc<str>, id: &str, home: Home| {
            names.entry(id.to_owned()).or_default().push(path.clone());
            paths.insert(path, home);
        };
        // An address without a note has no file that could be linked.
        for text in texts.iter().filter(|text| text.file.is_some()) {
            let Placed { document, page, scope, .. } = text;
            let home = Home::of(*page, Some(document.clone()), scope.clone());
            add(document.path.clone(), &document.id, home);
        }
        // Notes that were merged into another one are found under their own names too.
        for (key, source) in &sources.merged {
            let home = Home::of(things.sources[*source].page, None, String::new());
            add(format!("content/sources/{key}.md").into(), key, home);
        }
        // The other names of a source are no files, and give way to whatever else is called so.
        for (key, source) in &sources.by_key {
            let text = &texts[things.sources[*source].text];
            if text.file.is_some() && !names.contains_key(key) {
                names.insert(key.clone(), vec![text.document.path.clone()]);
            }
        }
        Index {
            things: things.clone(),
            addresses: sources.addresses,
            paths,
            names,
            generated: generated.map(|(id, page)| (page.path.clone(), id)).collect(),
            files,
            left_out,
            drafts,
            called: OnceLock::new(),
            by_file_name: OnceLock::new(),
            near: Near::default(),
        }
    }

    /// Resolves the names in a text, and in the judgements that belong to it.
    pub fn links(&self, text: &Document) -> Links {
        let mut out = Vec::new();
        let mut uses: HashMap<SourceId, u32> = HashMap::new();
        let mut cite = |source: Option<SourceId>, passage: Option<u16>| {
            let count = source.map(|source| uses.entry(source).or_default());
            let ordinal = count.map_or(0, |count| {
                *count += 1;
                *count
            });
            Cited { source, passage, ordinal }
        };
        let body = &text.body;
        out.extend(body.markers.iter().filter_map(|marker| counted(marker, |key| self.things.source(key).is_some())));
        let mut cited = Vec::new();
        for marker in &body.markers {
            let found = out.len();
            let items = marker.cites().iter();
            cited.extend(items.map(|item| cite(self.cited(&text.path, item, &mut out), self.passage(item))));
            // What no page shows may rest on what readers do not get. Its links are told: they lead nowhere for anybody.
            if !marker.shown {
                out.extract_if(found.., |finding| finding.code == Code::LinkToDraft).for_each(drop);
            }
        }
        let judgements = match &text.meta {
            Meta::Briefing(briefing) => briefing.judgements.as_slice(),
            _ => &[],
        };
        let judgements = judgements
            .iter()
            .map(|judgement| {
                let find = |key: &Reference| self.key(&key.value, &key.span, &mut out);
                judgement.cites.iter().map(find).map(|source| cite(source, None)).collect()
            })
            .collect();
        out.extend(body.mentions.iter().filter(|mention| self.things.source(&mention.key).is_some()).map(no_citation));
        let targets = body.links.iter().map(|link| self.target(text, link, &mut out)).collect();
        // A source note may well link the thing that it describes.
        if !matches!(text.meta, Meta::Source(_)) {
            out.extend(body.web_links.iter().filter_map(|link| self.uncited(text, link, &cited)));
        }
        let blocks = blocks::place((&self.things, &self.drafts, &self.near.in_blocks), text, &mut out);
        let files = (&self.files, &self.left_out, &self.near.pictures);
        let picture = text.image.as_ref();
        let picture = picture.and_then(|to| link_picture::named(to, |to| join(&text.path, to), files, &mut out));
        Links { cited, targets, judgements, blocks, picture, findings: out }
    }

    /// Reports a link to a source in words that do not cite it: the page of the source does not show such words.
    fn uncited(&self, text: &Document, link: &WebLink, cited: &[Cited]) -> Option<Diagnostic> {
        let source = self.addresses.known(&link.canonical, link.original.as_deref())?;
        let beside = &text.body.markers[link.markers.start as usize..link.markers.end as usize];
        let cites = beside.iter().flat_map(|marker| marker.part_of(cited)).any(|cited| cited.source == Some(source));
        // A key in the words of the link is reported by itself.
        let within = link.span.start..link.span.end;
        let is_named = |mention: &Mention| {
            within.contains(&mention.span.start) && self.things.source(&mention.key) == Some(source)
        };
        let entry = &self.things.sources[source];
        if cites || !entry.recorded || text.body.mentions.iter().any(is_named) {
            return None;
        }
        let own = entry.meta.url.as_ref().map(|url| &*url.value.canonical);
        let kinship = match own == Some(&*link.canonical) {
            true => "is that of",
            false if link.original.is_some() => "is of a copy of",
            false => "leads to",
        };
        let message = format!("this address {kinship} the source `{}`, but a link cites nothing", entry.id);
        Some(
            Diagnostic::new(Code::UncitedSourceLink, link.span.clone(), message)
                .hint(format!("write `[@{}]` here too, so that the source's page shows the sentence", entry.id)),
        )
    }

    /// The source of a key; an unknown one is reported.
    fn key(&self, key: &str, span: &Span, out: &mut Vec<Diagnostic>) -> Option<SourceId> {
        if let Some((source, Some(passage))) = self.things.cited_by(key) {
            out.extend(self.lost_passage(source, passage, span));
            return Some(source);
        }
        let found = self.things.source(key);
        if let (None, Some(draft)) = (found, self.drafts.source(key)) {
            out.extend(draft.named(span, &format!("the source `{key}`")));
        } else if found.is_none() {
            out.push(
                Diagnostic::new(Code::UnknownSource, span.clone(), format!("there is no source `{key}`"))
                    .did_you_mean(key, self.near_key(key).as_deref())
                    .hint(format!("write content/sources/{key}.md, or correct the key")),
            );
        }
        found
    }

    /// The passage that a citation names, by its number in its source.
    fn passage(&self, item: &Citing) -> Option<u16> {
        // Most keys name none, and there are very many of them.
        let CiteTarget::Key(key) = &item.target else { return None };
        let (source, passage) = key.contains('#').then(|| self.things.cited_by(key))??;
        let kept = &self.things.sources[source].meta.quotes;
        u16::try_from(kept.iter().position(|quote| Some(quote.id.as_str()) == passage)?).ok()
    }

    /// That a source keeps no passage of a name.
    fn lost_passage(&self, source: SourceId, passage: &str, span: &Span) -> Option<Diagnostic> {
        let entry = &self.things.sources[source];
        let known = || entry.meta.quotes.iter().map(|quote| quote.id.as_str());
        if entry.meta.stand_in.is_some() || known().any(|id| id == passage) {
            return None;
        }
        let message = format!("the source `{}` keeps no passage `{passage}`", entry.id);
        let finding = Diagnostic::new(Code::UnknownPassage, span.clone(), message).nearest(passage, known());
        Some(finding.hint("its `quotes` have an `id` each; cite the whole source, or add the passage there"))
    }

    fn near_key(&self, key: &str) -> Option<String> {
        self.near.keys.nearest(key, || self.things.source_at.keys().map(String::as_str))
    }

    fn cited(&self, path: &Arc<str>, item: &Citing, out: &mut Vec<Diagnostic>) -> Option<SourceId> {
        let span = Span::new(path, item.bytes.clone());
        match &item.target {
            CiteTarget::Key(key) => self.key(key, &span, out),
            CiteTarget::Label(label) => self.things.source(label).or_else(|| {
                if let Some(draft) = self.drafts.source(label) {
                    out.extend(draft.named(&span, &format!("the source `{label}`")));
                    return None;
                }
                out.push(
                    Diagnostic::new(
                        Code::UndefinedNote,
                        span,
                        format!("`[^{label}]` has neither a definition in this file nor a source of that key"),
                    )
                    .did_you_mean(label, self.near_key(label).as_deref())
                    .hint(format!("add a line `[^{label}]: …`, or write content/sources/{label}.md")),
                );
                None
            }),
            CiteTarget::Mention(key) => self.things.source(key).or_else(|| {
                out.extend(self.misnamed(key, span));
                None
            }),
            // One that is no address has been reported when the sources were gathered.
            CiteTarget::Url(named) => self.addresses.same.get(&*named.url).copied().or_else(|| {
                // Only a text that is held back is not among those whose addresses are known.
                let address = WebAddress::parse(&named.url).ok()?;
                let original = address.copied().and_then(|(original, _)| original);
                self.addresses.known(&address.canonical, original.as_ref().map(|original| &*original.canonical))
            }),
        }
    }

    /// What is to be said of a `@key` in running text that is no source: most are people, and few are slips.
    fn misnamed(&self, key: &str, span: Span) -> Option<Diagnostic> {
        if let Some(draft) = self.drafts.source(key) {
            return draft.named(&span, &format!("the source `{key}`"));
        }
        let near = self.near_key(key)?;
        let message = format!("there is no source `{key}`, so this cites nothing");
        Some(
            Diagnostic::new(Code::BareCitation, span, message)
                .hint(format!("did you mean `@{near}`? `\\@{key}` if it is none"))
                .fix(format!("@{key}"), format!("@{near}")),
        )
    }

    fn target(&self, text: &Document, link: &Link, out: &mut Vec<Diagnostic>) -> Option<Target> {
        match &link.to {
            LinkTo::Anchor(id) => self.anchor(text, link, id, out),
            LinkTo::Path(to, fragment) => {
                let inside = join(&text.path, to);
                self.page(inside.as_deref(), to, fragment.as_deref(), link, out)
            }
            // An image by its name lies beside the text, or anywhere else.
            LinkTo::Name(name, fragment) if link.alt.is_some() => {
                let inside = join(&text.path, name);
                let beside = inside.as_deref().filter(|path| self.files.contains(*path));
                match beside.or_else(|| self.file_called(name)) {
                    Some(file) => Some(Target::File(file.to_owned(), fragment.clone())),
                    None => self.page(inside.as_deref(), name, fragment.as_deref(), link, out),
                }
            }
            LinkTo::Name(name, fragment) => self.named(name, fragment.as_deref(), link, out),
        }
    }

    /// Where a link to a place of its own text leads.
    fn anchor(&self, text: &Document, link: &Link, id: &str, out: &mut Vec<Diagnostic>) -> Option<Target> {
        let home = self.paths.get(&text.path)?;
        let headings = home.headings();
        if let Some(known) = headings.find(id) {
            return Some(Target::Here(known.to_owned()));
        }
        // HTML has a place at the top of each page, without a name and as `top`.
        if headings.is_title(id) || slug::is_top(id) {
            return Some(Target::Page(home.page, None));
        }
        // A heading that begins like such a place has a sign before it.
        let meant = headings.ids.contains(&ids::freed(&slug::slug(id)));
        let made = IdKind::read(id);
        if meant || !self.may_be_made(text, made) {
            let message = format!("there is no {} in this text", place_called(id));
            out.push(
                Diagnostic::new(Code::BrokenAnchor, link.span.clone(), message)
                    .did_you_mean(id, headings.nearest(id).as_deref())
                    .hint("the id of a heading is its words in lower case, with `-` between them"),
            );
            return None;
        }
        match made {
            // Such a place is there wherever a position is shown, and other texts are shown at home alone.
            IdKind::Marker(_) => Some(Target::Here(id.to_owned())),
            IdKind::Note(rest) if self.is_note_of_source(rest) => Some(Target::Here(id.to_owned())),
            _ if !matches!(text.meta, Meta::Position(_)) => Some(Target::Here(id.to_owned())),
            _ => {
                let Home { page, scope, .. } = home;
                let place = if let IdKind::Note(label) = made {
                    ids::note(&ids::remark_key(scope, label))
                } else {
                    id.to_owned()
                };
                Some(Target::Page(*page, Some(place)))
            }
        }
    }

    /// Whether the page of a text can have such a place by itself. Whether it does, the finished page tells.
    fn may_be_made(&self, text: &Document, id: IdKind) -> bool {
        match id {
            IdKind::Heading(_) => false,
            IdKind::Quote(_) => matches!(&text.meta, Meta::Source(source) if !source.quotes.is_empty()),
            IdKind::Note(rest) => {
                let begins = |label: &str| rest.starts_with(&slug::slug(label));
                self.is_note_of_source(rest) || text.body.notes.iter().any(|note| begins(&note.label))
            }
            IdKind::Marker(_) | IdKind::Position(_) | IdKind::Theme(_) => true,
        }
    }

    fn is_note_of_source(&self, rest: &str) -> bool {
        ids::keys_of_note(rest).any(|key| self.things.source(key).is_some())
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
            if let Some(home) = self.without_ending(written.trim_start_matches("../")) {
                return Some(home.with_fragment(fragment, link, out));
            }
            out.push(
                broken(format!("`{written}` leads out of content/")).hint("only files under content/ are published"),
            );
            return None;
        };
        let full = format!("content/{inside}");
        if let Some(home) = self.paths.get(full.as_str()) {
            return Some(home.with_fragment(fragment, link, out));
        }
        if self.files.contains(inside) {
            return Some(Target::File(inside.to_owned(), fragment.map(str::to_owned)));
        }
        if let Some(draft) = self.drafts.at(&full) {
            out.extend(draft.named(&link.span, &format!("`{written}`")));
            return later(draft);
        }
        if let Some(page) = self.generated(inside) {
            return Some(Target::Page(page, fragment.map(str::to_owned)));
        }
        if self.is_made_beside(inside) {
            // Whether the site has it, the finished page tells.
            return Some(Target::File(inside.to_owned(), fragment.map(str::to_owned)));
        }
        // A link to the page instead of the file is what some hands know.
        let as_text = inside.strip_suffix(".html").map(|stem| format!("content/{stem}.md"));
        if let Some(home) = as_text.and_then(|path| self.paths.get(path.as_str())) {
            return Some(home.with_fragment(fragment, link, out));
        }
        // Zola counts from the folder of all texts.
        let from_top = written.strip_prefix("@/").map(|path| path.strip_suffix(".md").unwrap_or(path));
        if let Some(home) = self.without_ending(from_top.unwrap_or(inside)) {
            return Some(home.with_fragment(fragment, link, out));
        }
        if let Some(finding) = left_out::named(&self.left_out, inside, &link.span) {
            out.push(finding);
            return None;
        }
        let finding = broken(format!("there is no file content/{inside}"));
        let near = self.near(inside).map(|near| path_between(&link.span.path, &near));
        let counts = || "the path counts from the folder of this file, and its case matters".to_owned();
        let address =
            web::with_scheme(written, false).map(|address| format!("for an address on the web, write {address}"));
        out.push(finding.did_you_mean(written, near.as_deref()).hint(address.unwrap_or_else(counts)));
        None
    }

    /// The text that a path without an ending leads to, as other programs write it: at that place, or else the only one
    /// whose file has that name.
    fn without_ending(&self, inside: &str) -> Option<&Home> {
        let bare = inside.trim_end_matches('/');
        let last = bare.rsplit('/').next().unwrap_or_default();
        let ending = last.rsplit_once('.').map_or("", |(_, ending)| ending);
        if last.is_empty() || matches!(ending, "md" | "html" | "htm") || self.files.contains(bare) {
            return None;
        }
        // GitHub shows the README of a folder.
        let ends = [".md", "/index.md", "/_index.md", "/README.md", "/readme.md"];
        let here = ends.iter().find_map(|end| self.paths.get(format!("content/{bare}{end}").as_str()));
        here.or_else(|| match self.by_call().find_path(bare) {
            [path] => self.paths.get(path),
            _ => None,
        })
    }

    /// The path under content/ that was meant by one that leads nowhere: a file of that name elsewhere, or of one
    /// like it.
    fn near(&self, inside: &str) -> Option<String> {
        match self.by_file_name().get(&file_name(inside)) {
            Some(Namesakes { paths, near }) => {
                near.nearest(inside, || paths.iter().map(String::as_str)).or_else(|| paths.first().cloned())
            }
            None => self.near.paths.nearest(inside, || self.all_paths()),
        }
    }

    /// The paths of texts and files, from `content/`.
    fn all_paths(&self) -> impl Iterator<Item = &str> {
        let texts = self.paths.keys().filter_map(|path| path.strip_prefix("content/"));
        texts.chain(self.files.iter().map(String::as_str))
    }

    /// The same by the names of the files. Made once for all links that lead nowhere: there may be as many of them as
    /// files.
    fn by_file_name(&self) -> &HashMap<String, Namesakes> {
        self.by_file_name.get_or_init(|| {
            let mut by_name: HashMap<String, Namesakes> = HashMap::new();
            self.all_paths().for_each(|path| by_name.entry(file_name(path)).or_default().paths.push(path.to_owned()));
            by_name
        })
    }

    /// The page that the site makes by itself, by the paths under which people link it.
    fn generated(&self, inside: &str) -> Option<PageId> {
        let inside = inside.trim_end_matches('/').trim_end_matches("/index.html").trim_end_matches("/index.md");
        let path = match inside {
            "" | "index.html" | "index.md" => "index.html".to_owned(),
            _ => match inside.strip_suffix(".md") {
                Some(name) => format!("{name}.html"),
                None if inside.ends_with(".html") => inside.to_owned(),
                None => format!("{inside}/index.html"),
            },
        };
        self.generated.get(&path).copied()
    }

    /// Whether the site may make a file by itself that stands there: data, or a feed.
    fn is_made_beside(&self, inside: &str) -> bool {
        let of_thing = || {
            let thing =
                inside.strip_suffix(".xml").filter(|_| inside.starts_with("actors/") || inside.starts_with("issues/"));
            thing.is_some_and(|thing| self.paths.contains_key(format!("content/{thing}.md").as_str()))
        };
        is_site_file(inside) || of_thing()
    }

    fn named(&self, name: &str, fragment: Option<&str>, link: &Link, out: &mut Vec<Diagnostic>) -> Option<Target> {
        let called = self.called(name);
        match called[..] {
            [path] => Some(self.paths[path].with_fragment(fragment, link, out)),
            [_, _, ..] => {
                let choice = |path: &&Arc<str>| Some(format!("[[{}]]", inside_content(path)?));
                let several: Vec<String> = called.iter().filter_map(choice).collect();
                out.push(
                    Diagnostic::new(
                        Code::AmbiguousLink,
                        link.span.clone(),
                        format!("`[[{name}]]` could mean {} things", several.len()),
                    )
                    .hint(format!("write one of {}", several.join(", "))),
                );
                None
            }
            [] => {
                if let Some(draft) = self.drafts.called(name).or_else(|| self.by_call().held(name)) {
                    out.extend(draft.named(&link.span, &format!("`[[{name}]]`")));
                    return later(draft);
                }
                if let Some(file) = self.file_called(name) {
                    return Some(Target::File(file.to_owned(), fragment.map(str::to_owned)));
                }
                out.push(
                    Diagnostic::new(Code::UnwrittenNote, link.span.clone(), format!("nothing here is called `{name}`"))
                        .did_you_mean(name, self.near_name(name).as_deref())
                        .hint("write the id of an actor, issue, event, source, briefing or page, or `actor/issue` for a position"),
                );
                None
            }
        }
    }

    /// The paths of the texts that have this id, or this id behind their folder; else of those that are called so.
    fn called(&self, name: &str) -> Vec<&Arc<str>> {
        let mut called: Vec<&Arc<str>> = self.names.get(name).into_iter().flatten().collect();
        let with_folder = self.paths.get_key_value(format!("content/{name}.md").as_str()).map(|(path, _)| path);
        called.extend(with_folder.filter(|path| !called.contains(path)));
        if called.is_empty() { self.by_call().find(name).iter().collect() } else { called }
    }

    fn by_call(&self) -> &Called {
        self.called.get_or_init(|| {
            let texts = self.paths.iter().filter_map(|(path, home)| Some((path, &**home.document.as_ref()?)));
            Called::of(texts, &self.drafts)
        })
    }

    /// The file of this name that is copied as it is, where there is but one.
    fn file_called(&self, name: &str) -> Option<&str> {
        let paths = &self.by_file_name().get(name.rsplit('/').next()?)?.paths;
        let end = name.trim_start_matches("./").trim_start_matches("../").trim_start_matches('/');
        let ends = |path: &str| path.strip_suffix(end).is_some_and(|folder| folder.is_empty() || folder.ends_with('/'));
        let mut files = paths.iter().filter(|path| self.files.contains(*path) && ends(path));
        files.next().filter(|_| files.next().is_none()).map(String::as_str)
    }

    fn near_name(&self, name: &str) -> Option<String> {
        let with_folders = self.paths.keys().filter_map(|path| inside_content(path));
        self.near.names.nearest(name, || self.names.keys().map(String::as_str).chain(with_folders))
    }
}

/// The last part of a path.
fn file_name(path: &str) -> String {
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

/// What a link to a text leads to that does not count yet: to nothing, and nothing is wrong with it.
fn later(why: HeldBack) -> Option<Target> {
    (why == HeldBack::Later).then_some(Target::Later)
}

/// The path of a text from `content/`, without `.md`.
fn inside_content(path: &str) -> Option<&str> {
    path.strip_prefix("content/")?.strip_suffix(".md")
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

//! One page's texts, put together: holes are filled, notes numbered in the order of their first use, ids kept
//! unique. A [`Composer`] lives as long as one page is being made.

use std::borrow::Cow;
use std::collections::{BTreeSet, VecDeque};
use std::fmt::Write;
use std::rc::Rc;

use ahash::{HashMap, HashMapExt};
use pulldown_cmark_escape::{escape_html, escape_html_body_text};

use super::cards::Cards;
use super::gaps;
use super::page::{PageNote, PageNotes, Remark};
use super::side::{self, Sides};
use super::view::{ContentsEntry, LocatorView};
use super::words::Words;
use crate::ids;
use crate::markdown::{CiteTarget, Citing, Fragment, Hole, ImageSize, LinkTo, MarkerKind, Said, slug, write_title};
use crate::model::text::{Cited, Target, Text};
use crate::model::{Site, SourceId, TextId};

/// A text of the site, with what its names lead to.
#[derive(Clone)]
pub struct TextRef<'a> {
    /// Tells it from the other texts of the page.
    number: usize,
    id: TextId,
    text: &'a Text,
    /// Empty for the text that the page is about; ends with `:` for texts shown beside it.
    scope: Rc<str>,
    /// Level on the page of the text's `##` headings.
    base: u8,
}

/// A note, a place in one, or a remark.
#[derive(Clone, Copy)]
struct Used {
    /// Where it stands among those of its kind.
    at: usize,
    /// How many markers lead to it so far.
    times: usize,
}

impl Used {
    fn never(at: usize) -> Used {
        Used { at, times: 0 }
    }

    /// How many uses came before this one.
    fn once_more(&mut self) -> usize {
        self.times += 1;
        self.times - 1
    }
}

/// Puts the texts of one page together.
pub struct Composer<'a> {
    /// The cards of the page's things.
    pub cards: Cards<'a>,
    site: &'a Site,
    notes: PageNotes<'a>,
    /// Where to find the note of a source.
    note_of: HashMap<SourceId, Used>,
    /// Where to find a place in a source by its address or its words.
    place_of: HashMap<(SourceId, Cow<'a, str>), Used>,
    /// Where to find a remark by its text and its number there, and its key: as a source has one, different from those
    /// of all sources and of the other remarks of the page.
    remark_of: HashMap<(usize, u32), (Used, String)>,
    /// The remarks whose texts are not made yet.
    waiting: VecDeque<(TextRef<'a>, u32)>,
    /// Whether comments say where in its file each block begins: `<!--@PATH#BYTE-->`.
    pub places: bool,
    /// What stands beside the text, where notes do.
    pub sides: Option<Sides>,
    /// Nothing stands beside a heading: bookmarks and lists of contents have its words.
    in_heading: bool,
    /// BCP 47 tag of the language of the page.
    pub language: &'a str,
    /// How many texts the page has so far.
    texts: usize,
    ids: slug::Ids,
    place_ids: slug::Ids,
    remark_keys: slug::Ids,
    scopes: slug::Ids,
    /// The headings of the text that the page is about.
    pub contents: Vec<ContentsEntry>,
    /// Level of the last heading; 1 is the title of the page.
    pub level: u8,
}

impl<'a> Composer<'a> {
    /// Starts a page.
    pub fn new(site: &'a Site, cards: Cards<'a>, language: &'a str) -> Composer<'a> {
        Composer {
            site,
            notes: PageNotes { cards: cards.clone(), sources: Vec::new(), remarks: Vec::new() },
            cards,
            note_of: HashMap::new(),
            place_of: HashMap::new(),
            remark_of: HashMap::new(),
            waiting: VecDeque::new(),
            language,
            places: false,
            sides: None,
            in_heading: false,
            texts: 0,
            ids: slug::Ids::default(),
            place_ids: slug::Ids::default(),
            remark_keys: slug::Ids::default(),
            scopes: slug::Ids::default(),
            contents: Vec::new(),
            level: 1,
        }
    }

    /// The text that the page is about. Its headings have the ids that links from elsewhere count on.
    pub fn main(&mut self, text: TextId) -> TextRef<'a> {
        let body = &self.site.texts[text].body;
        for id in body.headings.iter().map(|heading| &heading.id).chain(&body.anchors) {
            self.ids.unique(id);
        }
        self.text(text, Rc::from(""), 2)
    }

    /// A text shown beside it, under a heading of level `base - 1`.
    pub fn beside(&mut self, text: TextId, scope: &str, base: u8) -> TextRef<'a> {
        let scope = match ids::name_of_scope(scope) {
            Some(name) => ids::scope(&self.scopes.unique(name)),
            None => scope.to_owned(),
        };
        self.text(text, scope.into(), base)
    }

    fn text(&mut self, id: TextId, scope: Rc<str>, base: u8) -> TextRef<'a> {
        self.texts += 1;
        TextRef { number: self.texts, id, text: &self.site.texts[id], scope, base }
    }

    /// A new section of the page begins, which has notes beside it of its own.
    pub fn begin_section(&mut self) {
        self.sides.iter_mut().for_each(Sides::begin_section);
    }

    /// An id that nothing else on this page has.
    pub fn unique_id(&mut self, id: &str) -> String {
        self.ids.unique(id)
    }

    /// The finished markup of a text whose blocks are shown as they are written.
    pub fn html(&mut self, text: &TextRef<'a>) -> String {
        let blocks = &text.text.document.body.blocks;
        self.html_with(text, |_, at, html| html.push_str(&blocks[at as usize].code))
    }

    /// The finished markup of a text; `block` puts its blocks in.
    pub fn html_with(
        &mut self,
        text: &TextRef<'a>,
        mut block: impl FnMut(&mut Composer<'a>, u32, &mut String),
    ) -> String {
        let content = &text.text.document.body.content;
        let mut html = String::with_capacity(content.html.len() * 5 / 4 + 64);
        if let Some(words) = gaps::of_front_matter(self.site, self.cards.words, text.id) {
            gap_line(&mut html, &words);
        }
        self.fill(content, text, &mut html, &mut block);
        html
    }

    fn fill(
        &mut self,
        fragment: &'a Fragment,
        text: &TextRef<'a>,
        html: &mut String,
        block: &mut impl FnMut(&mut Composer<'a>, u32, &mut String),
    ) {
        let places = self.places;
        let put = |hole, html: &mut String| match hole {
            Hole::Marker(at) => self.marker(text, at, html),
            Hole::LinkStart(at) => self.link_start(text, at, html),
            Hole::LinkEnd(at) => {
                let leads = !matches!(&text.text.links.targets[at as usize], None | Some(Target::Later));
                html.push_str(if leads { "</a>" } else { "</span>" });
            }
            Hole::Image(at) => self.image(text, at, html),
            Hole::Title(at) => {
                let title = match (&text.text.links.targets[at as usize], &text.text.body.links[at as usize].to) {
                    (None | Some(Target::File(..)), LinkTo::Name(name, _)) => name,
                    (target, _) => self.cards.target_title(target.as_ref()),
                };
                escape(html, title);
            }
            Hole::HeadingStart(at) => self.heading(text, at, html),
            Hole::HeadingEnd(at) => {
                self.in_heading = false;
                let level = heading_level(text, at);
                let _ = writeln!(html, "</h{level}>");
            }
            Hole::Anchor(at) => {
                html.push_str(" id=\"");
                let _ = escape_html(&mut *html, &ids::in_scope(&text.scope, &text.text.body.anchors[at as usize]));
                html.push('"');
            }
            Hole::Block(at) => block(self, at, html),
            Hole::Said(said) => self.say(said, html),
        };
        if places {
            let comment = |byte, html: &mut String| {
                let _ = write!(html, "<!--@{}#{byte}-->", text.text.path);
            };
            fragment.fill_placed(html, comment, put);
        } else {
            fragment.fill(html, put);
        }
    }

    fn say(&self, said: Said, html: &mut String) {
        let words = self.cards.words;
        let text = match said {
            Said::Alert(kind) => words.find(&format!("alert.{kind}"), None).unwrap_or(kind),
            Said::Table => words.text("spoken.table"),
            Said::Done => words.text("spoken.done"),
            Said::ToDo => words.text("spoken.to-do"),
            Said::HeldBack => words.text("gap.held-back"),
            Said::LinkRefused => words.text("gap.link-refused"),
            Said::ImageRefused => words.text("gap.image-refused"),
        };
        // Some stand in attributes.
        let _ = escape_html(html, text);
    }

    fn heading(&mut self, text: &TextRef<'a>, at: u32, html: &mut String) {
        let heading = &text.text.document.body.headings[at as usize];
        let level = heading_level(text, at);
        let id = ids::in_scope(&text.scope, &heading.id);
        self.begin_section();
        self.in_heading = true;
        let _ = write!(html, "<h{level} id=\"");
        let _ = escape_html(&mut *html, &id);
        html.push_str("\">");
        if text.scope.is_empty() {
            self.level = level;
            let title = self.cards.plain(text.id, &heading.text).into_owned();
            self.contents.push(ContentsEntry { level, title, url: format!("#{id}"), id });
        }
    }

    fn link_start(&mut self, text: &TextRef<'a>, at: u32, html: &mut String) {
        let link = &text.text.body.links[at as usize];
        match &text.text.links.targets[at as usize] {
            Some(Target::Later) => html.push_str("<span"),
            Some(target) => {
                html.push_str("<a href=\"");
                self.address(text, target, html);
                html.push('"');
            }
            None => html.push_str("<span class=\"gap\""),
        }
        write_title(html, &link.title);
        html.push('>');
    }

    fn image(&mut self, text: &TextRef<'a>, at: u32, html: &mut String) {
        let link = &text.text.body.links[at as usize];
        let alt = link.alt.as_deref().unwrap_or_default();
        match &text.text.links.targets[at as usize] {
            Some(target) => {
                html.push_str("<img src=\"");
                self.address(text, target, html);
                html.push_str("\" alt=\"");
                let _ = escape_html(&mut *html, alt);
                html.push('"');
                write_title(html, &link.title);
                let file = if let Target::File(path, _) = target { self.site.image_sizes.get(path) } else { None };
                write_size(html, link.size, file.copied());
                html.push_str(" loading=\"lazy\">");
            }
            None => {
                let path = match &link.to {
                    LinkTo::Path(path, _) | LinkTo::Name(path, _) => path,
                    _ => alt,
                };
                let missing = self.cards.words.with("gap.no-image", &[("path", path)]);
                gap(html, &format!("{missing} {alt}"));
            }
        }
    }

    fn address(&self, text: &TextRef, target: &Target, html: &mut String) {
        let address = match target {
            Target::Later => String::new(),
            Target::Here(id) => format!("#{}", ids::in_scope(&text.scope, id)),
            Target::Page(page, None) => self.cards.linked(*page),
            Target::Page(page, Some(place)) => format!("{}#{place}", self.cards.url(*page)),
            Target::File(path, None) => self.cards.file_url(path),
            Target::File(path, Some(place)) => format!("{}#{place}", self.cards.file_url(path)),
        };
        let _ = escape_html(html, &address);
    }

    // Markers.

    fn marker(&mut self, text: &TextRef<'a>, at: u32, html: &mut String) {
        let Text { document, links, .. } = text.text;
        let marker = &document.body.markers[at as usize];
        match &marker.kind {
            MarkerKind::Cites(cites) => {
                for (citing, cited) in cites.iter().zip(marker.part_of(&links.cited)) {
                    self.citation(&text.scope, citing, *cited, html);
                }
            }
            MarkerKind::Named(named) => match marker.part_of(&links.cited).first() {
                Some(&cited @ Cited { source: Some(source), .. }) => {
                    escape(html, &self.cards.short_name(source));
                    self.source_marker(&text.scope, source, cited, Some(&named.citing), html);
                }
                _ => escape(html, &named.typed),
            },
            MarkerKind::Note(note, _) => self.remark(text, *note, marker.part_of(&links.cited), html),
        }
    }

    fn citation(&mut self, scope: &str, citing: &'a Citing, cited: Cited, html: &mut String) {
        let Some(source) = cited.source else {
            let words = self.cards.words;
            return match &citing.target {
                CiteTarget::Key(key) => no_source(html, &self.cards, key, citing.locator.as_deref()),
                CiteTarget::Label(label) => gap(html, &words.with("gap.no-note", &[("label", label)])),
                CiteTarget::Mention(key) => escape(html, key),
                CiteTarget::Url(..) => gap(html, words.text("gap.no-address")),
            };
        };
        self.source_marker(scope, source, cited, Some(citing), html);
    }

    /// Writes a marker for a use of a source, and remembers the way back.
    pub fn source_marker(
        &mut self,
        scope: &str,
        source: SourceId,
        cited: Cited,
        citing: Option<&'a Citing>,
        html: &mut String,
    ) {
        let key = &self.site.sources[source].id;
        let id = ids::marker(scope, key, cited.ordinal);
        let retracted = self.cards.retracted_mark(&[source]);
        let sources = &mut self.notes.sources;
        let note_used = self.note_of.entry(source).or_insert_with(|| {
            let (id, number) = (ids::note(key), sources.len() + 1);
            sources.push(PageNote { source, id, number, back: String::new(), locators: Vec::new() });
            Used::never(number - 1)
        });
        let note = &mut sources[note_used.at];
        let section = self.contents.last().map(|entry| &*entry.title);
        let mut said = None;
        let (to, number, back, used) = match citing.and_then(|citing| self.cards.locator(cited, citing)) {
            None => (&note.id, note.number.to_string(), &mut note.back, note_used),
            Some((text, url)) => {
                let place_used =
                    self.place_of.entry((source, place_key(cited, &text, url.as_ref()))).or_insert_with(|| {
                        let named = if text.is_empty() { self.cards.passage_id(cited) } else { &text };
                        let words = Some(slug::slug(named)).filter(|words| !words.is_empty());
                        let id = self.place_ids.unique(&ids::place(key, words.as_deref().unwrap_or("place")));
                        let number = format!("{}.{}", note.number, note.locators.len() + 1);
                        let passage = citing.and_then(|citing| self.cards.passage(cited, citing));
                        note.locators.push(LocatorView { id, number, text, url, back: String::new(), passage });
                        Used::never(note.locators.len() - 1)
                    });
                let place = &mut note.locators[place_used.at];
                said = Some(&*place.text).filter(|text| !text.is_empty());
                (&place.id, place.number.clone(), &mut place.back, place_used)
            }
        };
        html.push_str("<sup class=\"cite\">");
        start_marker(html, to, &id);
        if let Some(prefix) = citing.map(|citing| &*citing.prefix).filter(|prefix| !prefix.is_empty()) {
            escape(html, prefix);
            html.push(' ');
        }
        let _ = write!(html, "{number}]</a>{retracted}</sup>");
        if let Some(sides) = self.sides.as_mut().filter(|_| !self.in_heading) {
            sides.write(html, to, &number, |html| side::source(html, &self.cards, source, said));
        }
        let letter = letters(used.once_more());
        let values = [("use", &*letter), ("source", &*number)];
        let words = self.cards.words.with("spoken.back-from-source", &values);
        add_back(back, &id, &letter, &within(self.cards.words, words, section));
    }

    /// Writes a marker that leads to a note of the author, which may cite sources by their addresses.
    fn remark(&mut self, text: &TextRef<'a>, note: u32, cited: &[Cited], html: &mut String) {
        let uses: Vec<(SourceId, u32)> =
            cited.iter().filter_map(|cited| Some((cited.source?, cited.ordinal))).collect();
        let cited: Vec<SourceId> = uses.iter().map(|(source, _)| *source).collect();
        let retracted = self.cards.retracted_mark(&cited);
        let remarks = &mut self.notes.remarks;
        let (used, key) = self.remark_of.entry((text.number, note)).or_insert_with(|| {
            let (at, key) = (remarks.len(), remark_key(self.site, &mut self.remark_keys, text, note));
            let (id, letter) = (ids::note(&key), letters(at));
            let sources: BTreeSet<SourceId> = uses.iter().map(|(source, _)| *source).collect();
            let sources = sources.into_iter().collect();
            remarks.push(Remark { id, letter, html: String::new(), back: String::new(), sources });
            self.waiting.push_back((text.clone(), note));
            (Used::never(at), key)
        });
        let Remark { id, letter: remark, back, .. } = &mut remarks[used.at];
        let nth = used.once_more();
        let marker = ids::marker("", key, nth as u32 + 1);
        html.push_str("<sup class=\"cite remark\">");
        // What leads from each source to the sentence.
        for (source, ordinal) in &uses {
            html.push_str("<span id=\"");
            let _ = escape_html(&mut *html, &ids::marker(&text.scope, &self.site.sources[*source].id, *ordinal));
            html.push_str("\">");
        }
        start_marker(html, id, &marker);
        let _ = write!(html, "{remark}]</a>{}{retracted}</sup>", "</span>".repeat(uses.len()));
        if let Some(sides) = self.sides.as_mut().filter(|_| !self.in_heading) {
            let words = self.cards.plain(text.id, &text.text.document.body.notes[note as usize].words);
            sides.write(html, id, remark, |html| side::remark(html, &words));
        }
        let letter = letters(nth);
        let values = [("use", &*letter), ("remark", remark)];
        let words = self.cards.words.with("spoken.back-from-remark", &values);
        let section = self.contents.last().map(|entry| &*entry.title);
        add_back(back, &marker, &letter, &within(self.cards.words, words, section));
    }

    /// The sources cited so far, by number.
    pub fn cited(&self) -> impl Iterator<Item = SourceId> + '_ {
        self.notes.sources.iter().map(|note| note.source)
    }

    /// The sources that the authors' own notes cite by their addresses, each with the letter and the id of the first
    /// such note; those that have numbers are left out.
    pub fn cited_in_remarks(&self) -> Vec<(SourceId, &str, &str)> {
        let mut known: BTreeSet<SourceId> = self.cited().collect();
        let remarks = self.notes.remarks.iter();
        let each = remarks.flat_map(|remark| remark.sources.iter().map(move |source| (*source, remark)));
        each.filter(|(source, _)| known.insert(*source))
            .map(|(source, remark)| (source, &*remark.letter, &*remark.id))
            .collect()
    }

    /// Makes the texts of the notes so far; after this, every source that they cite has its number.
    pub fn finish_remarks(&mut self) {
        let contents = self.contents.len();
        // A note may refer to further notes, which are then added behind it.
        while let Some((text, note)) = self.waiting.pop_front() {
            let at = self.remark_of[&(text.number, note)].0.at;
            let body = &text.text.document.body;
            let mut html = String::new();
            let fragment = &body.notes[note as usize].content;
            self.fill(fragment, &text, &mut html, &mut |_, at, html| html.push_str(&body.blocks[at as usize].code));
            self.notes.remarks[at].html = html;
        }
        // Headings within notes are no parts of the page.
        self.contents.truncate(contents);
    }

    /// The notes of the page.
    pub fn notes(mut self) -> PageNotes<'a> {
        self.finish_remarks();
        self.notes
    }
}

/// The words of a way back, with the title of the part of the page that it leads to.
fn within(words: &Words, back: String, section: Option<&str>) -> String {
    match section {
        Some(section) => words.with("spoken.back-in", &[("back", &*back), ("section", section)]),
        None => back,
    }
}

/// Makes a key out of the label of a note. A source of the same key has the plain one.
fn remark_key(site: &Site, keys: &mut slug::Ids, text: &TextRef, note: u32) -> String {
    let label = match slug::slug(&text.text.body.notes[note as usize].label) {
        empty if empty.is_empty() => format!("n{}", note + 1),
        label => label,
    };
    let wanted = ids::remark_key(&text.scope, &label);
    loop {
        let key = keys.unique(&wanted);
        if site.source(&key[text.scope.len()..]).is_none() {
            return key;
        }
    }
}

/// Writes the link of a marker up to what is read of it.
fn start_marker(html: &mut String, to: &str, id: &str) {
    html.push_str("<a href=\"#");
    let _ = escape_html(&mut *html, to);
    html.push_str("\" id=\"");
    let _ = escape_html(&mut *html, id);
    html.push_str("\" role=\"doc-noteref\">[");
}

/// Adds the way back from a note to a marker. What a screen reader says differs for each of a page.
fn add_back(html: &mut String, marker: &str, letter: &str, spoken: &str) {
    html.push_str(if html.is_empty() { "<a href=\"#" } else { " <a href=\"#" });
    let _ = escape_html(&mut *html, marker);
    html.push_str("\" role=\"doc-backlink\" aria-label=\"");
    let _ = escape_html(&mut *html, spoken);
    let _ = write!(html, "\">{letter}</a>");
}

/// `a` to `z`, then `aa`.
fn letters(mut at: usize) -> String {
    let mut text = String::new();
    loop {
        text.insert(0, char::from(b'a' + (at % 26) as u8));
        if at < 26 {
            return text;
        }
        at = at / 26 - 1;
    }
}

fn heading_level(text: &TextRef, at: u32) -> u8 {
    let written = text.text.body.headings[at as usize].level.max(2);
    (text.base + written - 2).min(6)
}

/// Writes a paragraph that says what is missing.
pub fn gap_line(html: &mut String, words: &str) {
    html.push_str("<p>");
    gap(html, words);
    html.push_str("</p>\n");
}

/// Writes how large an image is shown, so that nothing moves when it comes.
fn write_size(html: &mut String, size: ImageSize, file: Option<(u32, u32)>) {
    let scaled = |length: u16, by: u32, of: u32| (u64::from(length) * u64::from(by) / u64::from(of.max(1))) as u32;
    let (width, height) = match (size, file) {
        (ImageSize::Sized(Some(width), Some(height)), _) => (Some(width.into()), Some(height.into())),
        (ImageSize::Sized(Some(width), None), Some((w, h))) => (Some(width.into()), Some(scaled(width, h, w).max(1))),
        (ImageSize::Sized(None, Some(height)), Some((w, h))) => {
            (Some(scaled(height, w, h).max(1)), Some(height.into()))
        }
        (ImageSize::Sized(width, height), _) => (width.map(u32::from), height.map(u32::from)),
        (ImageSize::File | ImageSize::Share(_), file) => (file.map(|file| file.0), file.map(|file| file.1)),
    };
    for (name, length) in [("width", width), ("height", height)] {
        if let Some(length) = length {
            let _ = write!(html, " {name}=\"{length}\"");
        }
    }
    match size {
        ImageSize::File => {}
        ImageSize::Sized(..) => html.push_str(" class=\"sized\""),
        // A style sheet has a class for each twentieth; pages have no styles of their own.
        ImageSize::Share(share) => {
            let _ = write!(html, " class=\"share-{}\"", (share.max(3) + 2) / 5 * 5);
        }
    }
}

/// Writes what stands for the marker of a source that is not there.
pub fn no_source(html: &mut String, cards: &Cards, key: &str, locator: Option<&str>) {
    let words = cards.words;
    // The name of one that is held back may be as secret as it is itself.
    if cards.site.held_sources.contains(key) {
        return gap(html, words.text("gap.held-source"));
    }
    let place = locator.map_or_else(|| key.to_owned(), |locator| format!("{key}, {locator}"));
    gap(html, &words.with("gap.no-source", &[("key", &place)]));
}

fn gap(html: &mut String, words: &str) {
    html.push_str("<span class=\"gap\">");
    escape(html, words);
    html.push_str("</span>");
}

/// Writes text.
pub fn escape(html: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = escape_html_body_text(html, text);
}

/// By what a place in a source is told from others: the passage that is named, else its address, else its words.
fn place_key<'a>(cited: Cited, text: &Cow<'a, str>, url: Option<&Cow<'a, str>>) -> Cow<'a, str> {
    match cited.passage {
        Some(passage) => format!("#{passage}\n{text}").into(),
        None => url.unwrap_or(text).clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_behind_z() {
        assert_eq!([0, 1, 25, 26, 27, 51, 52].map(letters), ["a", "b", "z", "aa", "ab", "az", "ba"]);
    }
}

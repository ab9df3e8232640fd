//! Markdown to markup with holes.
//!
//! A text is rendered once, by itself. What depends on the page that shows it (numbers of notes, ids,
//! relative addresses) stays open as a [`Hole`] at a byte of the markup, and [`Fragment::fill`] closes it
//! for each page. Nothing is parsed or rendered twice.

mod citation;
mod html;
mod language;
mod math;
mod sentence;
pub mod slug;
mod source;
mod typography;
mod writer;

pub use citation::{CiteTarget, Citing, NoteAddress, is_key, without_citations};
pub use language::{Language, is_unspaced};
pub use source::{Fence, Wrong as WrongComment, without_comments};
pub use typography::{typeset, unset};
pub use writer::{Highlighted, Options, has_marks, parse, without_marks};

use std::borrow::Cow;
use std::ops::Range;

use crate::diagnostic::Span;
use typography::Change;

/// A text: its markup, and what it names.
#[derive(Debug, Clone, Default)]
pub struct Body {
    /// The markup.
    pub content: Fragment,
    /// Every marker, citations and notes alike, in the order of the file.
    pub markers: Vec<Marker>,
    /// The sentences that bear markers; an empty one where a marker stands alone, or in the place of words.
    pub sentences: Vec<Plain>,
    /// The author's own notes, in the order of their definitions.
    pub notes: Vec<Note>,
    /// Links and images that lead to files of the site or to places on the page.
    pub links: Vec<Link>,
    /// Links to other hosts, for comparing them with the sources.
    pub web_links: Vec<WebLink>,
    /// Headings, in order.
    pub headings: Vec<Heading>,
    /// Ids of other places in it that links can lead to.
    pub anchors: Vec<String>,
    /// Fenced blocks that may be generated parts.
    pub blocks: Vec<Block>,
    /// Every `@key` that cites nothing as it stands.
    pub mentions: Vec<Mention>,
    /// The first paragraph, without markers.
    pub lead: Plain,
}

/// Markup with holes.
#[derive(Debug, Clone, Default)]
pub struct Fragment {
    /// The finished parts, one after the other.
    pub html: String,
    /// Where something is to be put in: bytes of `html`, ascending.
    pub holes: Vec<(u32, Hole)>,
    /// Where blocks begin, in order.
    pub places: Vec<Place>,
}

/// Where a block begins: in the markup, and in the file.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Byte of the markup.
    at: u32,
    /// How many holes stand before it: one at the same byte may end the block before.
    holes: u32,
    /// Byte of the file.
    byte: u32,
}

/// What a page puts into a hole. Numbers index the lists of [`Body`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hole {
    /// A citation or a reference to a note.
    Marker(u32),
    /// The opening tag of a link.
    LinkStart(u32),
    /// The closing tag of a link.
    LinkEnd(u32),
    /// A whole image.
    Image(u32),
    /// The title of the thing that a link leads to.
    Title(u32),
    /// The opening tag of a heading.
    HeadingStart(u32),
    /// The closing tag of a heading.
    HeadingEnd(u32),
    /// The attribute that names a place.
    Anchor(u32),
    /// A generated part.
    Block(u32),
    /// Words of the program.
    Said(Said),
}

/// What the program says within a text, in the words of the theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// The title of a set-off paragraph, by its class.
    Alert(&'static str),
    /// What a table is called.
    Table,
    /// That a task is done.
    Done,
    /// That it is not.
    ToDo,
    /// In the place of a part that nobody may read yet.
    HeldBack,
    /// Behind the words of a link that was refused.
    LinkRefused,
    /// Before the words of an image that was refused.
    ImageRefused,
}

/// A citation, or a reference to a note.
#[derive(Debug, Clone)]
pub struct Marker {
    /// Where it stands.
    pub span: Span,
    /// The sentence that bears it.
    pub sentence: u32,
    /// What it is.
    pub kind: MarkerKind,
    /// How many things the markers before it cite.
    pub cited_before: u32,
    /// Whether pages show it; not when it stands in a note that nothing leads to.
    pub shown: bool,
}

impl Marker {
    /// What it cites.
    pub fn cites(&self) -> &[Citing] {
        match &self.kind {
            MarkerKind::Cites(cites) | MarkerKind::Note(_, cites) => cites,
            MarkerKind::Named(named) => std::slice::from_ref(&named.citing),
        }
    }

    /// Its part of a list that runs beside all that the markers of a text cite.
    pub fn part_of<'l, T>(&self, list: &'l [T]) -> &'l [T] {
        let from = self.cited_before as usize;
        &list[from..from + self.cites().len()]
    }
}

/// What a marker is.
#[derive(Debug, Clone)]
pub enum MarkerKind {
    /// It cites sources.
    Cites(Box<[Citing]>),
    /// It refers to one of the author's notes, by its number, and so cites the addresses in that.
    Note(u32, Box<[Citing]>),
    /// It cites a source by a name in running text, if there is such a source: `@key`.
    Named(Box<Named>),
}

/// A source that is named in running text, or what looks so.
#[derive(Debug, Clone)]
pub struct Named {
    /// The citation.
    pub citing: Citing,
    /// What was typed.
    pub typed: Box<str>,
    /// A line begins with it and brackets around it, `(@good) An example`: so Pandoc counts examples.
    pub counts: bool,
}

/// One of the author's notes.
#[derive(Debug, Clone)]
pub struct Note {
    /// Its label, as written.
    pub label: String,
    /// Where it is defined.
    pub span: Span,
    /// Its text.
    pub content: Fragment,
    /// The same as plain words.
    pub words: Plain,
    /// The addresses in it: its markers cite them.
    pub cites: Vec<Citing>,
    /// An address is all that it holds, so it is not shown itself.
    pub is_address: bool,
}

/// A link or an image that stays within the site.
#[derive(Debug, Clone)]
pub struct Link {
    /// Where it stands.
    pub span: Span,
    /// Where it leads.
    pub to: LinkTo,
    /// Its title, which browsers show under the pointer; empty when there is none.
    pub title: String,
    /// For an image, the words in its place.
    pub alt: Option<String>,
    /// How large an image is to be shown.
    pub size: ImageSize,
}

/// How large an image is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ImageSize {
    /// As large as its file says.
    #[default]
    File,
    /// So wide and so high, in pixels of a page; what is missing follows from the file.
    Sized(Option<u16>, Option<u16>),
    /// So many hundredths of the width of its text.
    Share(u8),
}

/// A link to another host. It is finished in the markup.
#[derive(Debug, Clone)]
pub struct WebLink {
    /// Where it stands.
    pub span: Span,
    /// Its address, as sources are compared by it.
    pub canonical: String,
    /// The same of what it is a copy of, when it leads into an archive that says so.
    pub original: Option<String>,
    /// The markers that stand in the same block.
    pub markers: Range<u32>,
}

/// A `@key` that cites nothing as it stands.
#[derive(Debug, Clone)]
pub struct Mention {
    /// The key. Most often it is no key at all, which only the whole site can tell.
    pub key: String,
    /// Where it stands.
    pub span: Span,
    /// Why it cites nothing.
    pub why: NoCitation,
}

/// Why a key cites nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoCitation {
    /// It has no brackets of its own, and stands where it names nothing: `## @key`, `"@key"`.
    Bare,
    /// Its brackets are those of an image that is none: `![@key]`.
    Image,
    /// In its brackets something else stands that no source is named by: `[see; @key]`.
    Beside,
    /// A space stands behind the sign: `[@ key]`.
    Spaced,
    /// Other signs do: `[@@key]`, `[@*key*]`.
    Signed,
    /// It stands close to what is before it: `[see@key]`.
    Close,
    /// Its sign only looks like `@`: `[＠key]`.
    Wide,
    /// Its brackets are others: `{@key}`, `@[key]`.
    Braced,
    /// It stands in the words of a link: `[@key](…)`.
    Link,
    /// It begins brackets that are none of a citation, for what is in them: `[@key, p. 3 [sic]]`. It cites, without a place.
    Torn,
}

/// Where a link within the site leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTo {
    /// A heading of the same text.
    Anchor(String),
    /// A file, by its path from the folder of this one; and a heading there.
    Path(String, Option<String>),
    /// A thing by its name: `[[name]]`; and a heading there.
    Name(String, Option<String>),
}

/// A heading.
#[derive(Debug, Clone)]
pub struct Heading {
    /// Level as written, from 1.
    pub level: u8,
    /// Its id, unique in its text.
    pub id: String,
    /// Its words, without markers.
    pub text: Plain,
}

/// A fenced block that may be a generated part.
#[derive(Debug, Clone)]
pub struct Block {
    /// The word behind the fence.
    pub name: String,
    /// What stands in it: its options, as YAML.
    pub options: String,
    /// The marker of what a block `quote` cites, by its number.
    pub quotes: Option<u32>,
    /// Where the options start.
    pub span: Span,
    /// Where its name stands.
    pub name_span: Span,
    /// What is shown when it turns out to be plain code.
    pub code: String,
}

/// Stands in [`Plain`] where a title or a name goes: neither white space nor a small letter, so that what is cut and trimmed
/// there is cut and trimmed as around any other word.
const TITLE: char = '\u{fffc}';

/// Words without markup, where titles of linked things are still to be put in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plain {
    /// The words as they are printed, with an object replacement character in the place of each title.
    pub text: String,
    /// Where something else belongs or was typed, ascending.
    pub places: Vec<PlainPlace>,
}

/// A place in [`Plain`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlainPlace {
    /// Byte of the text.
    at: u32,
    what: InPlain,
}

/// Words that stand in [`Plain`] only for some page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filling {
    /// The title of what a link leads to, by its number.
    Title(u32),
    /// The name of the source that a marker cites, by its number.
    Name(u32),
}

/// What is to be known of a place in [`Plain`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum InPlain {
    /// The title of what a link leads to, by its number.
    Title(u32),
    /// The name of the source that a marker cites, by its number.
    Name(u32),
    /// Something that its author typed otherwise: how many bytes are shown, and which character was typed how often.
    Set(u8, u8, u8),
}

impl InPlain {
    /// What belongs there only for some page.
    fn filling(self) -> Option<Filling> {
        match self {
            InPlain::Title(link) => Some(Filling::Title(link)),
            InPlain::Name(marker) => Some(Filling::Name(marker)),
            InPlain::Set(..) => None,
        }
    }
}

/// The bytes that no marker on a page is shorter than: an element that raises it, and a link with an id.
const SHORTEST_MARKER: usize = 64;

/// The bytes that no heading on a page is shorter than: two tags and an id.
const SHORTEST_HEADING: usize = 16;

impl Body {
    /// What was typed where a page has a title: the name in `[[name]]`.
    pub fn typed_name(&self, what: Filling) -> Option<&str> {
        let Filling::Title(link) = what else { return None };
        match &self.links.get(link as usize)?.to {
            LinkTo::Name(name, _) => Some(name),
            LinkTo::Anchor(_) | LinkTo::Path(..) => None,
        }
    }

    /// How long its markup is on any page at least: what stands in it, and the tags around each marker and heading.
    pub fn shortest(&self) -> usize {
        let notes: usize = self.notes.iter().map(|note| note.content.html.len()).sum();
        self.content.html.len() + notes + self.markers.len() * SHORTEST_MARKER + self.headings.len() * SHORTEST_HEADING
    }

    /// Leaves nothing in it room to grow.
    fn trim(&mut self) {
        self.content.trim();
        trim(&mut self.markers);
        trim(&mut self.sentences);
        trim(&mut self.notes);
        trim(&mut self.links);
        trim(&mut self.web_links);
        trim(&mut self.headings);
        trim(&mut self.anchors);
        self.notes.iter_mut().for_each(|note| note.content.trim());
    }
}

impl Plain {
    /// The words, with each title and name put in.
    pub fn fill<'a>(&'a self, put: impl Fn(Filling) -> Cow<'a, str>) -> Cow<'a, str> {
        self.with(|what| Some((TITLE.len_utf8(), put(what.filling()?))))
    }

    /// The same as its author typed it.
    pub fn fill_typed<'a>(&'a self, put: impl Fn(Filling) -> Cow<'a, str>) -> Cow<'a, str> {
        self.with(|what| match what {
            InPlain::Title(_) | InPlain::Name(_) => Some((TITLE.len_utf8(), put(what.filling()?))),
            InPlain::Set(shown, typed, times) => {
                Some((shown.into(), char::from(typed).to_string().repeat(times.into()).into()))
            }
        })
    }

    /// The words, with some bytes replaced at each place that `put` has something for.
    fn with<'a>(&'a self, put: impl Fn(InPlain) -> Option<(usize, Cow<'a, str>)>) -> Cow<'a, str> {
        let mut filled = String::new();
        let mut from = 0;
        for place in &self.places {
            let Some((length, text)) = put(place.what) else { continue };
            let at = place.at as usize;
            filled.push_str(&self.text[from..at]);
            filled.push_str(&text);
            from = at + length;
        }
        if from == 0 {
            return Cow::Borrowed(&self.text);
        }
        filled.push_str(&self.text[from..]);
        Cow::Owned(filled)
    }

    /// Adds the place of a title or a name.
    fn push(&mut self, what: InPlain) {
        self.places.push(PlainPlace { at: self.text.len() as u32, what });
        self.text.push(TITLE);
    }

    /// Adds words, with the changes that were made in them.
    fn push_set(&mut self, text: &str, changes: &[Change]) {
        let start = self.text.len() as u32;
        self.places.extend(changes.iter().map(|change| PlainPlace {
            at: start + change.at,
            what: InPlain::Set(change.shown, change.typed, change.times),
        }));
        self.text.push_str(text);
    }

    /// Adds other words behind a space.
    fn append(&mut self, words: &Plain) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        let start = self.text.len() as u32;
        self.text.push_str(&words.text);
        self.places.extend(words.places.iter().map(|place| PlainPlace { at: start + place.at, ..*place }));
    }

    /// Takes away what stands behind a byte.
    fn truncate(&mut self, length: usize) {
        self.text.truncate(length);
        while self.places.pop_if(|place| place.at as usize >= length).is_some() {}
    }

    fn clear(&mut self) {
        self.text.clear();
        self.places.clear();
    }

    /// The places of the titles and names in a range of bytes.
    fn fillings(&self, range: &Range<usize>) -> impl DoubleEndedIterator<Item = usize> {
        let nth = |at: usize| self.places.partition_point(|place| (place.at as usize) < at);
        let places = self.places[nth(range.start)..nth(range.end)].iter();
        places.filter(|place| place.what.filling().is_some()).map(|place| place.at as usize)
    }

    /// A range of bytes around one of them, of which it has no more than so many titles and names on either side.
    fn around(&self, at: usize, range: Range<usize>, most: usize) -> Range<usize> {
        let start =
            self.fillings(&(range.start..at)).rev().nth(most).map_or(range.start, |name| name + TITLE.len_utf8());
        let end = self.fillings(&(at..range.end)).nth(most).unwrap_or(range.end);
        start..end
    }

    /// The words of `range` (bytes), trimmed.
    fn slice(&self, range: Range<usize>) -> Plain {
        let text = self.text[range.clone()].trim_end();
        let end = range.start + text.len();
        let text = text.trim_start();
        let start = end - text.len();
        let nth = |at: usize| self.places.partition_point(|place| (place.at as usize) < at);
        let places = self.places[nth(start)..nth(end)].iter();
        let places = places.map(|place| PlainPlace { at: place.at - start as u32, ..*place });
        Plain { text: text.to_owned(), places: places.collect() }
    }
}

impl Fragment {
    /// Notes that a block begins here, which stands at a byte of the file.
    fn place(&mut self, byte: usize) {
        let (at, holes, byte) = (self.html.len() as u32, self.holes.len() as u32, byte as u32);
        self.places.push(Place { at, holes, byte });
    }

    /// Puts markup before what stands at a byte; holes and places behind that move with their text.
    fn insert(&mut self, at: usize, html: &str) {
        let (from, length) = (at as u32, html.len() as u32);
        self.html.insert_str(at, html);
        self.holes.iter_mut().rev().take_while(|(hole, _)| *hole > from).for_each(|(hole, _)| *hole += length);
        self.places.iter_mut().rev().take_while(|place| place.at > from).for_each(|place| place.at += length);
    }

    /// Puts another one in at a byte, behind this many holes.
    fn splice(&mut self, at: usize, holes: usize, other: Fragment) {
        let (from, length, more) = (at as u32, other.html.len() as u32, other.holes.len() as u32);
        self.html.insert_str(at, &other.html);
        self.holes[holes..].iter_mut().for_each(|(hole, _)| *hole += length);
        for place in self.places.iter_mut().rev().take_while(|place| place.at >= from && place.holes >= holes as u32) {
            place.at += length;
            place.holes += more;
        }
        self.holes.splice(holes..holes, other.holes.into_iter().map(|(hole, what)| (from + hole, what)));
    }

    fn hole(&mut self, hole: Hole) {
        self.holes.push((u32::try_from(self.html.len()).unwrap_or(u32::MAX), hole));
    }

    fn trim(&mut self) {
        self.html = self.html.as_str().into();
        trim(&mut self.holes);
        trim(&mut self.places);
    }

    /// Writes the markup to `out`, and lets `put` write what belongs into each hole.
    pub fn fill(&self, out: &mut String, mut put: impl FnMut(Hole, &mut String)) {
        let mut from = 0;
        for &(at, hole) in &self.holes {
            out.push_str(&self.html[from..at as usize]);
            put(hole, out);
            from = at as usize;
        }
        out.push_str(&self.html[from..]);
    }

    /// The same, and `place` writes what is to stand before each block, given its byte in the file.
    pub fn fill_placed(
        &self,
        out: &mut String,
        mut place: impl FnMut(u32, &mut String),
        mut put: impl FnMut(Hole, &mut String),
    ) {
        let mut from = 0;
        let mut places = self.places.iter().peekable();
        let ends = self.holes.iter().map(|(at, hole)| (*at, Some(*hole)));
        for (number, (at, hole)) in ends.chain([(self.html.len() as u32, None)]).enumerate() {
            while let Some(before) = places.next_if(|place| place.holes as usize == number) {
                out.push_str(&self.html[from..before.at as usize]);
                place(before.byte, out);
                from = before.at as usize;
            }
            out.push_str(&self.html[from..at as usize]);
            from = at as usize;
            if let Some(hole) = hole {
                put(hole, out);
            }
        }
    }
}

/// Leaves a list no room to grow: there are as many of them as texts, and all are kept. They are copied, since an
/// allocator need not take back what a block has too much.
fn trim<T>(list: &mut Vec<T>) {
    let mut trimmed = Vec::with_capacity(list.len());
    trimmed.append(list);
    *list = trimmed;
}

/// Writes the attribute for the title of a link or an image, when it has one.
pub fn write_title(html: &mut String, title: &str) {
    if !title.is_empty() {
        html.push_str(" title=\"");
        // Writing to a string cannot fail.
        let _ = pulldown_cmark_escape::escape_html(&mut *html, title);
        html.push('"');
    }
}

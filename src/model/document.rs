//! One content file, understood by itself: what its front matter says, and its body.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::Arc;

use super::date::Date;
use super::extra::Extra;

use super::words::{
    Basis, Confidence, Credibility, Firmness, Likelihood, NotesAt, PrivateKey, Publication, Reliability, SourceKind,
    Stance, Status, Verdict,
};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::markdown::{Body, Language, typeset, unset};
use crate::web::WebAddress;

/// A value with the place where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// A name that must lead to something else: a key, an id.
pub type Reference = Spanned<String>;

/// A few words of an author: a title, a question. What readers see is [set](typeset); data keeps what was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrase {
    set: String,
    /// What was written, where that differs.
    written: Option<Box<str>>,
}

impl Phrase {
    /// Sets a text as its language wants it; without a language it stays as it is.
    pub fn new(text: String, language: Option<Language>) -> Phrase {
        match language.map(|language| typeset(&text, language)) {
            Some(Cow::Owned(set)) => Phrase { set, written: Some(text.into()) },
            _ => Phrase { set: text, written: None },
        }
    }

    /// Two phrases with something between them.
    pub fn joined(&self, between: &str, other: &Phrase) -> Phrase {
        let written = (self.written.is_some() || other.written.is_some())
            .then(|| [self.written(), between, other.written()].concat().into());
        Phrase { set: [self, between, other].concat(), written }
    }

    /// What its author wrote.
    pub fn written(&self) -> &str {
        self.written.as_deref().unwrap_or(&self.set)
    }
}

impl Deref for Phrase {
    type Target = str;

    fn deref(&self) -> &str {
        &self.set
    }
}

/// The kinds of content, each with a folder of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The home page, `content/index.md`.
    Home,
    /// What readers come for.
    Briefing,
    /// Who takes positions.
    Actor,
    /// What is in dispute.
    Issue,
    /// One actor's stance on one issue.
    Position,
    /// A dated happening.
    Event,
    /// A thing that is cited.
    Source,
    /// A free page.
    Page,
}

impl Kind {
    /// The kinds that have a folder, in the order in which a site shows them.
    pub const FOLDERS: [Kind; 7] =
        [Kind::Briefing, Kind::Actor, Kind::Issue, Kind::Position, Kind::Event, Kind::Source, Kind::Page];

    /// The folder under `content/`, and of its pages under `public/`.
    pub fn folder(self) -> &'static str {
        match self {
            Kind::Home => "",
            Kind::Briefing => "briefings",
            Kind::Actor => "actors",
            Kind::Issue => "issues",
            Kind::Position => "positions",
            Kind::Event => "events",
            Kind::Source => "sources",
            Kind::Page => "pages",
        }
    }

    /// The word for one of them.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Home => "home page",
            Kind::Briefing => "briefing",
            Kind::Actor => "actor",
            Kind::Issue => "issue",
            Kind::Position => "position",
            Kind::Event => "event",
            Kind::Source => "source",
            Kind::Page => "page",
        }
    }
}

/// A content file. Its larger parts are shared, so that a copy costs little.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its path from the site's folder, such as `content/actors/russia.md`.
    pub path: Arc<str>,
    /// Identity from the path: the file's path under the kind's folder, without `.md`. For a position
    /// `actor/issue` with `.label` behind it when the file has one.
    pub id: String,
    /// The language of its text, as a BCP 47 tag; else that of the site.
    pub language: Option<String>,
    /// Where its title stands: what findings about the file as a whole underline.
    pub head: Span,
    /// What its front matter says.
    pub meta: Meta,
    /// Not to be published yet.
    pub draft: bool,
    /// For the house, and never for readers.
    pub internal: bool,
    /// Its text.
    pub body: Arc<Body>,
    /// The options of its blocks, beside the body's list of them.
    pub blocks: Arc<[BlockOptions]>,
    /// What was written and could not be read.
    pub unread: Unread,
    /// What was put right in it after readers had it.
    pub corrections: Arc<[Correction]>,
    /// The findings that its author has answered.
    pub allow: Allowed,
    /// Other names by which links call it; those of an actor stand in its `meta`.
    pub aliases: Box<[String]>,
    /// What it is filed under.
    pub tags: Box<[Phrase]>,
    /// The ids that it had before, under which pages lead on.
    pub formerly: Box<[Reference]>,
    /// Where the same stands in other languages.
    pub alternate: Box<[Alternate]>,
    /// The picture that is shown beside links to its page, as a path.
    pub image: Option<Reference>,
    /// What its author tells the theme.
    pub extra: Extra,
}

impl Document {
    /// Its body, in a form that is the same whatever the language it was [set](typeset) in.
    pub fn unset(&self) -> String {
        unset(&self.body.content.html)
    }

    /// One of which nothing is known but what it is.
    pub fn bare(path: Arc<str>, id: String, head: Span, meta: Meta) -> Document {
        Document {
            path,
            id,
            language: None,
            head,
            meta,
            draft: false,
            internal: false,
            body: Arc::default(),
            blocks: [].into(),
            unread: Unread::default(),
            corrections: [].into(),
            allow: Allowed::new(),
            aliases: [].into(),
            tags: [].into(),
            formerly: [].into(),
            alternate: [].into(),
            image: None,
            extra: Extra::default(),
        }
    }
}

/// Where the same stands in another language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternate {
    /// The language; of a page of the site nobody has to say it.
    pub language: Option<Spanned<String>>,
    /// The id of a page, or an address on the web.
    pub to: Reference,
}

impl Alternate {
    /// Whether it leads to another site.
    pub fn is_address(&self) -> bool {
        self.to.value.starts_with("https://") || self.to.value.starts_with("http://")
    }

    /// The kind and the id of the page that it names in a text of a kind: `briefings/gas-uk`, or the id alone of one of the
    /// same kind.
    pub fn named(&self, kind: Kind) -> (Kind, &str) {
        let name = &self.to.value;
        let name = name.strip_suffix(".md").or_else(|| name.strip_suffix(".html")).unwrap_or(name);
        let with_folder = name
            .split_once('/')
            .and_then(|(folder, id)| Some((Kind::FOLDERS.into_iter().find(|kind| kind.folder() == folder)?, id)));
        with_folder.unwrap_or((kind, name))
    }
}

/// That something in a text was put right.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// When.
    pub date: Date,
    /// What.
    pub text: Phrase,
}

/// For each rule that a file silences for itself: why.
pub type Allowed = BTreeMap<Code, Reason>;

/// Why something that looks wrong is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// In words for readers.
    pub words: Phrase,
    /// Where the rule is named.
    pub span: Span,
}

/// A piece of what a file says, whatever it is about.
#[derive(Debug, Clone)]
pub struct Said {
    /// The key of the front matter under which it stands; none for the text below.
    pub key: Option<String>,
    /// Its words.
    pub words: String,
    /// Where it stands.
    pub span: Span,
}

/// What stands in a file and could not be read. It has been reported; what follows from it need not be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unread {
    /// That all of the front matter, or all of the file, is missing.
    pub whole: Option<Whole>,
    /// Keys with a value that was refused or leads nowhere.
    pub keys: BTreeSet<&'static str>,
}

/// What is missing as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whole {
    /// There is no front matter.
    NoFrontMatter,
    /// It could not be read.
    FrontMatter,
    /// The file could not be read.
    File,
    /// The text below the front matter could not be read.
    Text,
}

impl Unread {
    /// Whether there was front matter that could be read, if perhaps not each of its keys.
    pub fn has_front_matter(&self) -> bool {
        self.whole.is_none_or(|whole| whole == Whole::Text)
    }

    /// Whether a key may have a value that nobody could read.
    pub fn holds(&self, key: &str) -> bool {
        !self.has_front_matter() || self.keys.contains(key)
    }
}

/// The options of a block. Whether it is one at all, only the theme tells; until then its findings wait.
#[derive(Debug, Clone, Default)]
pub struct BlockOptions {
    /// What was written, by key.
    pub options: BTreeMap<String, Vec<Reference>>,
    /// What was wrong with it.
    pub findings: Vec<Diagnostic>,
}

/// Front matter, by kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Meta {
    /// Of `index.md`.
    Home(Arc<Page>),
    /// Of a briefing.
    Briefing(Arc<Briefing>),
    /// Of an actor.
    Actor(Arc<Actor>),
    /// Of an issue.
    Issue(Arc<Issue>),
    /// Of a position.
    Position(Arc<Position>),
    /// Of an event.
    Event(Arc<Event>),
    /// Of a source note.
    Source(Arc<Source>),
    /// Of a free page.
    Page(Arc<Page>),
}

impl Meta {
    /// The kind.
    pub fn kind(&self) -> Kind {
        match self {
            Meta::Home(_) => Kind::Home,
            Meta::Briefing(_) => Kind::Briefing,
            Meta::Actor(_) => Kind::Actor,
            Meta::Issue(_) => Kind::Issue,
            Meta::Position(_) => Kind::Position,
            Meta::Event(_) => Kind::Event,
            Meta::Source(_) => Kind::Source,
            Meta::Page(_) => Kind::Page,
        }
    }

    /// The title of its page, when its author gave one; that of a position is made of its cell.
    pub fn title(&self) -> Option<&Phrase> {
        let title = match self {
            Meta::Home(meta) | Meta::Page(meta) => &meta.title,
            Meta::Briefing(meta) => &meta.title,
            Meta::Actor(meta) => &meta.name,
            Meta::Issue(meta) => &meta.title,
            Meta::Event(meta) => &meta.title,
            Meta::Source(meta) => &meta.title,
            Meta::Position(_) => return None,
        };
        (!title.is_empty()).then_some(title)
    }
}

/// A briefing: prose, and what its blocks are to show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Briefing {
    /// Its title.
    pub title: Phrase,
    /// The day its text stands for.
    pub as_of: Option<Spanned<Date>>,
    /// The briefing that it takes up and replaces.
    pub follows: Option<Reference>,
    /// A few sentences for lists and previews; else the first paragraph serves.
    pub summary: Option<Phrase>,
    /// The actors its blocks show; none named means all that have positions.
    pub actors: Vec<Reference>,
    /// The issues its blocks show; none named means all that have positions.
    pub issues: Vec<Reference>,
    /// Who wrote it; else the site's authors.
    pub authors: Vec<String>,
    /// Where its notes are shown; else as the site has it.
    pub notes: Option<NotesAt>,
    /// What its authors think will happen.
    pub judgements: Vec<Judgement>,
}

/// A statement about what is or will be, with the words of probability.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// What it is called in briefings that take it up again.
    pub id: Option<String>,
    /// The statement.
    pub text: Phrase,
    /// How likely.
    pub likelihood: Option<Likelihood>,
    /// How good the grounds are.
    pub confidence: Option<Confidence>,
    /// The sources it rests on.
    pub cites: Vec<Reference>,
    /// What became of it.
    pub outcome: Option<Outcome>,
    /// Where its statement stands.
    pub span: Span,
    /// Keys with a value that was refused.
    pub refused: BTreeSet<&'static str>,
}

/// What became of what was judged likely.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Since when it is known.
    pub date: Spanned<Date>,
    /// Whether it came true.
    pub result: Verdict,
    /// What happened, in a sentence.
    pub note: Option<Phrase>,
}

/// Someone who takes positions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Actor {
    /// Full name.
    pub name: Phrase,
    /// State, institution, person, bloc, …: free text.
    pub kind: Option<Phrase>,
    /// For tight places such as the matrix.
    pub short_name: Option<Phrase>,
    /// The actors that this one belongs to.
    pub part_of: Vec<Reference>,
    /// Other names it goes by.
    pub aliases: Vec<Phrase>,
    /// A flag or sign, as text (an emoji).
    pub flag: Option<String>,
    /// A colour, as `#rrggbb`.
    pub colour: Option<String>,
}

/// A topic in dispute.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Issue {
    /// Its title.
    pub title: Phrase,
    /// The question in one sentence.
    pub question: Option<Phrase>,
    /// The options, from one end to the other.
    pub scale: Vec<Spanned<Phrase>>,
    /// Issues that hang together with it.
    pub related: Vec<Reference>,
}

/// One actor's stance on one issue, as of a date.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Position {
    /// The actor's id, from the folder's name.
    pub actor: String,
    /// The issue's id, from the file's name.
    pub issue: String,
    /// What tells several files for one cell apart; free text from the file's name.
    pub label: Option<String>,
    /// When it was held; `None` is a gap that was reported.
    pub as_of: Option<Spanned<Date>>,
    /// For, against, …; `None` is a gap that was reported.
    pub stance: Option<Stance>,
    /// How we know; else it is not said.
    pub basis: Option<Basis>,
    /// How firmly it is held; else it is not said.
    pub firmness: Option<Firmness>,
    /// The option on the scale of its issue that it stands for, by its words or its number.
    pub option: Option<Reference>,
    /// The options that it could live with.
    pub accepts: Vec<Reference>,
    /// The options that it rules out.
    pub rejects: Vec<Reference>,
    /// One or two sentences; else the first paragraph serves.
    pub summary: Option<Phrase>,
    /// The event that moved it.
    pub trigger: Option<Reference>,
    /// When someone should look again.
    pub review_after: Option<Date>,
}

/// A dated happening.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Event {
    /// Its title.
    pub title: Phrase,
    /// When; `None` is a gap that was reported.
    pub date: Option<Spanned<Date>>,
    /// Since when it was known that it would happen.
    pub announced: Option<Date>,
    /// What is known to have happened before it, where the dates leave that open.
    pub after: Vec<Reference>,
    /// Where.
    pub place: Option<Phrase>,
    /// Who took part.
    pub actors: Vec<Reference>,
    /// What it was about.
    pub issues: Vec<Reference>,
    /// Summit, statement, …: free text.
    pub kind: Option<Phrase>,
}

/// A thing that is cited.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Source {
    /// Other names under which texts may cite it, such as `Doe:2020`.
    pub keys: Vec<Reference>,
    /// Its title, in its own language.
    pub title: Phrase,
    /// Its title in the language of the site.
    pub title_translated: Option<Phrase>,
    /// Where it is, cleaned; and as it was collected.
    pub url: Option<Spanned<WebAddress>>,
    /// Its DOI, such as `10.1000/182`.
    pub doi: Option<String>,
    /// Its ISBN, as written.
    pub isbn: Option<String>,
    /// On what it is, such as `print`: what is no web page needs no address.
    pub medium: Option<String>,
    /// What sort of publication it is; where that is not said, it [follows](Source::publication) from the rest.
    pub publication: Option<Publication>,
    /// What it is a part of: a journal, a book, a newspaper.
    pub container: Option<String>,
    /// The volume of that, or of itself.
    pub volume: Option<String>,
    /// The issue of that, or its own number.
    pub issue: Option<String>,
    /// The pages of that which it fills.
    pub pages: Option<String>,
    /// Which edition it is.
    pub edition: Option<String>,
    /// Where it came out.
    pub place: Option<String>,
    /// Who edited it, or what it is a part of.
    pub editors: Vec<String>,
    /// Who brought it out.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// What sort of thing it is.
    pub kind: Option<SourceKind>,
    /// When it came out.
    pub published: Option<Spanned<Date>>,
    /// When we read it.
    pub accessed: Option<Date>,
    /// Its language, as a BCP 47 tag.
    pub language: Option<String>,
    /// Copies in archives.
    pub archived: Vec<Archived>,
    /// What became of its address.
    pub status: Option<Status>,
    /// Letter of the Admiralty code.
    pub reliability: Option<Reliability>,
    /// Figure of the Admiralty code.
    pub credibility: Option<Credibility>,
    /// The actors whose own voice it is.
    pub voice_of: Vec<Reference>,
    /// Sources that it draws on.
    pub derived_from: Vec<Reference>,
    /// Sources that say otherwise.
    pub contradicts: Vec<Reference>,
    /// Passages worth keeping to the letter.
    pub quotes: Vec<Quote>,
    /// Taken back by whoever brought it out.
    pub retracted: Option<Retraction>,
    /// What readers are told in the place of what is kept from them, such as "a senior official of the ministry".
    pub descriptor: Option<Phrase>,
    /// What of it is kept from readers.
    pub private: BTreeSet<PrivateKey>,
    /// The number by which readers know a source of which something is kept from them, from 1.
    pub stand_in: Option<usize>,
}

impl Source {
    /// What sort of publication it is, for programs that must know.
    pub fn publication(&self) -> Publication {
        self.publication.unwrap_or(match self.kind {
            Some(SourceKind::News) => Publication::ArticleNewspaper,
            Some(SourceKind::Analysis) => Publication::Report,
            Some(SourceKind::Social) => Publication::Post,
            Some(SourceKind::Dataset) => Publication::Dataset,
            Some(SourceKind::Interview) => Publication::Interview,
            Some(SourceKind::Transcript) => Publication::Speech,
            Some(SourceKind::OfficialStatement | SourceKind::Document) | None => {
                // A note that has only a DOI has its address.
                let has_address = self.url.is_some() || self.doi.is_some();
                if has_address { Publication::Webpage } else { Publication::Document }
            }
        })
    }
}

/// A copy in an archive.
#[derive(Debug, Clone, PartialEq)]
pub struct Archived {
    /// Where.
    pub url: WebAddress,
    /// When it was taken.
    pub date: Option<Date>,
}

/// A passage of a source, to the letter.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    /// Its name within the source.
    pub id: String,
    /// The words.
    pub text: String,
    /// The words in the language of the site.
    pub translation: Option<Phrase>,
    /// Where in the source.
    pub locator: Option<String>,
}

/// That a source was taken back.
#[derive(Debug, Clone, PartialEq)]
pub struct Retraction {
    /// When.
    pub date: Option<Date>,
    /// Why.
    pub reason: Option<Phrase>,
}

/// A page with a title and a text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// Its title.
    pub title: Phrase,
}

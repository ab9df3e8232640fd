//! The pages and files of a finished site, and where each of them stands.

use std::sync::Arc;

use super::document::{Kind, Phrase};
use super::table::{ActorId, BriefingId, CellId, EventId, FreePageId, IssueId, PageId, SourceId, Table, TextId};

/// One page of the finished site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What it is about.
    pub kind: PageKind,
    /// Where it stands under `public/`, with `/` between the parts.
    pub path: String,
    /// The same as an address writes it.
    pub address: String,
    /// Its title, when its author gave one; the theme has words for the others.
    pub title: Option<Phrase>,
    /// The path of the file that it is about, from the site's folder; none for pages that the site makes by itself.
    pub file: Option<Arc<str>>,
    /// The text that it is about.
    pub text: Option<TextId>,
    /// Whether it is not finished.
    pub draft: bool,
}

impl Page {
    /// Its absolute address. The front page's is that of the site.
    pub fn canonical(&self, base: &str) -> String {
        let folder = self.address.strip_suffix("index.html");
        let folder = folder.filter(|folder| folder.is_empty() || folder.ends_with('/'));
        [base, folder.unwrap_or(&self.address)].concat()
    }
}

/// An address that a text had before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedPage {
    /// Where it stands under `public/`.
    pub path: String,
    /// The page that the text has now.
    pub page: PageId,
}

/// How many free pages stand in menus. Where there are more, a list of all of them stands there too.
pub const MENU: usize = 12;

/// What a page is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageKind {
    /// `index.html`
    Home,
    /// `briefings/<id>.html`
    Briefing(BriefingId),
    /// `actors/<id>.html`
    Actor(ActorId),
    /// `issues/<id>.html`
    Issue(IssueId),
    /// `positions/<actor>/<issue>.html`: one cell of the matrix, today's position and its history.
    Cell(CellId),
    /// `events/<id>.html`
    Event(EventId),
    /// `sources/<key>.html`
    Source(SourceId),
    /// `pages/<path>.html`
    Free(FreePageId),
    /// `<kind>/index.html`
    Index(Kind),
    /// `matrix.html`
    Matrix,
    /// `matrix/<day>.html`: the matrix of a day that the settings name, by its number there.
    Edition(usize),
    /// `changes.html`: what changed, month by month.
    Changes,
    /// `evidence.html`: what positions and judgements rest on.
    Evidence,
    /// `judgements.html`: what became of what was judged likely.
    Judgements,
    /// `timeline.html`
    Timeline,
    /// `search.html`: all pages from A to Z, and the field to search in.
    Search,
    /// `404.html`, which a host shows for any address that is not there.
    NotFound,
}

impl PageKind {
    /// The pages that a site makes by itself, by the names that settings and menus have for them.
    pub const MADE: [(&'static str, PageKind); 13] = [
        ("briefings", PageKind::Index(Kind::Briefing)),
        ("matrix", PageKind::Matrix),
        ("timeline", PageKind::Timeline),
        ("changes", PageKind::Changes),
        ("actors", PageKind::Index(Kind::Actor)),
        ("issues", PageKind::Index(Kind::Issue)),
        ("events", PageKind::Index(Kind::Event)),
        ("sources", PageKind::Index(Kind::Source)),
        ("positions", PageKind::Index(Kind::Position)),
        ("pages", PageKind::Index(Kind::Page)),
        ("evidence", PageKind::Evidence),
        ("judgements", PageKind::Judgements),
        ("search", PageKind::Search),
    ];

    /// The page that a site makes by itself and that has this name.
    pub fn made_as(name: &str) -> Option<PageKind> {
        PageKind::MADE.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
    }

    /// What themes call it, and the template that renders it.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            PageKind::Home => ("home", "home.html"),
            PageKind::Briefing(_) => ("briefing", "briefing.html"),
            PageKind::Actor(_) => ("actor", "actor.html"),
            PageKind::Issue(_) => ("issue", "issue.html"),
            PageKind::Cell(_) => ("position", "position.html"),
            PageKind::Event(_) => ("event", "event.html"),
            PageKind::Source(_) => ("source", "source.html"),
            PageKind::Free(_) => ("page", "page.html"),
            PageKind::Index(_) => ("index", "index.html"),
            PageKind::Matrix => ("matrix", "matrix.html"),
            PageKind::Edition(_) => ("edition", "matrix.html"),
            PageKind::Changes => ("changes", "changes.html"),
            PageKind::Evidence => ("evidence", "evidence.html"),
            PageKind::Judgements => ("judgements", "judgements.html"),
            PageKind::Timeline => ("timeline", "timeline.html"),
            PageKind::Search => ("search", "search.html"),
            PageKind::NotFound => ("not-found", "404.html"),
        }
    }

    /// The key of its title among the words of the theme, where the site makes it by itself.
    pub fn title_key(self) -> Option<&'static str> {
        match self {
            PageKind::Index(Kind::Briefing) => Some("title.briefings"),
            PageKind::Index(Kind::Actor) => Some("title.actors"),
            PageKind::Index(Kind::Issue) => Some("title.issues"),
            PageKind::Index(Kind::Position) => Some("title.positions"),
            PageKind::Index(Kind::Event) => Some("title.events"),
            PageKind::Index(Kind::Source) => Some("title.sources"),
            PageKind::Index(Kind::Page | Kind::Home) => Some("title.pages"),
            PageKind::Matrix => Some("title.matrix"),
            PageKind::Changes => Some("title.changes"),
            PageKind::Evidence => Some("title.evidence"),
            PageKind::Judgements => Some("title.judgements"),
            PageKind::Timeline => Some("title.timeline"),
            PageKind::Search => Some("title.search"),
            PageKind::NotFound => Some("title.not-found"),
            PageKind::Home
            | PageKind::Edition(_)
            | PageKind::Briefing(_)
            | PageKind::Actor(_)
            | PageKind::Issue(_)
            | PageKind::Cell(_)
            | PageKind::Event(_)
            | PageKind::Source(_)
            | PageKind::Free(_) => None,
        }
    }
}

/// A file beside the pages that is made from the whole site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SiteFile {
    /// `robots.txt`, which lets everybody in.
    Robots,
    /// `.nojekyll`, without which GitHub Pages would leave out names that begin with `_`.
    NoJekyll,
    /// What the site knows as data.
    Data(Data),
    /// `CNAME`, which tells GitHub Pages the domain of a site that is published from a branch.
    Cname,
    /// `sitemap.xml`, the pages for search engines.
    Sitemap,
    /// `feed.xml`, what is new for feed readers.
    Feed,
    /// A page at an address that a text had before, by its number among them: it leads on.
    Moved(usize),
    /// `changes.xml`, `actors/<id>.xml`, `issues/<id>.xml`: what changed, beside the page that it is about.
    Changes(PageId),
    /// `briefings/<id>.png`, `index.png`: what social networks show beside a link to a page.
    Picture(PageId),
    /// A part of the index in which readers search.
    Search(SearchPack),
}

impl SiteFile {
    /// Whether something can be found in it. The others only say once more what was looked at where it comes from.
    pub fn has_findings(self) -> bool {
        matches!(self, SiteFile::Sitemap | SiteFile::Feed | SiteFile::Moved(_))
    }
}

/// A part of the index in which readers search: a script that hands over its data, since that is all that a page may
/// load which was opened from a disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SearchPack {
    /// `search/head.js`: titles and addresses of all pages, and which words stand in which pack.
    Head,
    /// `search/words-<number>.js`: for each word the pages and claims that have it.
    Words(usize),
    /// `search/claims-<number>.js`: claims, whole.
    Claims(usize),
}

/// The files under `data/`, for those who count, cite or compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Data {
    /// Every position and its history, as a table.
    PositionsCsv,
    /// The same as JSON.
    PositionsJson,
    /// Every use of every source, with its sentence.
    CitationsCsv,
    /// The sources as CSL-JSON.
    SourcesJson,
    /// The sources as BibTeX.
    SourcesBib,
}

/// Where readers search, under `public/`.
pub const SEARCH: &str = "search.html";
/// Where the feed stands under `public/`.
pub const FEED: &str = "feed.xml";

impl SiteFile {
    /// Where the file stands under `public/`, with `/` between the parts.
    pub fn path(self, pages: &Table<PageId, Page>, moved: &[MovedPage]) -> String {
        let path = match self {
            SiteFile::Robots => "robots.txt",
            SiteFile::NoJekyll => ".nojekyll",
            SiteFile::Cname => "CNAME",
            SiteFile::Sitemap => "sitemap.xml",
            SiteFile::Feed => FEED,
            SiteFile::Data(data) => data.path(),
            SiteFile::Moved(at) => return moved[at].path.clone(),
            SiteFile::Changes(page) => return beside(&pages[page].path),
            SiteFile::Picture(page) => return picture_of(&pages[page].path),
            SiteFile::Search(SearchPack::Head) => "search/head.js",
            SiteFile::Search(SearchPack::Words(number)) => return format!("search/words-{number}.js"),
            SiteFile::Search(SearchPack::Claims(number)) => return format!("search/claims-{number}.js"),
        };
        path.to_owned()
    }
}

/// Whether a file that every site may have stands at a path under `public/`, and readers may well be led to it.
pub fn is_site_file(path: &str) -> bool {
    Data::ALL.iter().any(|data| data.path() == path) || [FEED, "sitemap.xml", "changes.xml"].contains(&path)
}

/// The path or address of the feed of changes that belongs to a page.
pub fn beside(page: &str) -> String {
    format!("{}.xml", page.strip_suffix(".html").unwrap_or(page))
}

/// The path or address of the picture of a page.
pub fn picture_of(page: &str) -> String {
    format!("{}.png", page.strip_suffix(".html").unwrap_or(page))
}

impl Data {
    /// All of them.
    pub const ALL: [Data; 5] =
        [Data::PositionsCsv, Data::PositionsJson, Data::CitationsCsv, Data::SourcesJson, Data::SourcesBib];

    fn path(self) -> &'static str {
        match self {
            Data::PositionsCsv => "data/positions.csv",
            Data::PositionsJson => "data/positions.json",
            Data::CitationsCsv => "data/citations.csv",
            Data::SourcesJson => "data/sources.json",
            Data::SourcesBib => "data/sources.bib",
        }
    }
}

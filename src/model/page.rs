//! The pages and files of a finished site, and where each of them stands.

use super::document::Kind;
use super::site::Site;

/// One page of the finished site. The numbers index the lists of [`Site`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageId {
    /// `index.html`
    Home,
    /// `briefings/<id>.html`
    Briefing(usize),
    /// `actors/<id>.html`
    Actor(usize),
    /// `issues/<id>.html`
    Issue(usize),
    /// `positions/<actor>/<issue>.html`: one cell of the matrix, today's position and its history.
    Cell(usize),
    /// `events/<id>.html`
    Event(usize),
    /// `sources/<key>.html`
    Source(usize),
    /// `pages/<path>.html`
    Page(usize),
    /// `<kind>/index.html`
    Index(Kind),
    /// `matrix.html`
    Matrix,
    /// `timeline.html`
    Timeline,
    /// `404.html`, which a host shows for any address that is not there.
    NotFound,
}

impl PageId {
    /// Where the page stands under `public/`, with `/` between the parts.
    pub fn path(self, site: &Site) -> String {
        let of = |kind: Kind, id: &str| format!("{}/{id}.html", kind.folder());
        match self {
            PageId::Home => "index.html".to_owned(),
            PageId::Briefing(at) => of(Kind::Briefing, &site.briefings[at].id),
            PageId::Actor(at) => of(Kind::Actor, &site.actors[at].id),
            PageId::Issue(at) => of(Kind::Issue, &site.issues[at].id),
            PageId::Cell(at) => {
                let cell = &site.cells[at];
                format!("positions/{}/{}.html", site.actors[cell.actor].id, site.issues[cell.issue].id)
            }
            PageId::Event(at) => of(Kind::Event, &site.events[at].id),
            PageId::Source(at) => of(Kind::Source, &site.sources[at].id),
            PageId::Page(at) => of(Kind::Page, &site.pages[at].id),
            PageId::Index(kind) => format!("{}/index.html", kind.folder()),
            PageId::Matrix => "matrix.html".to_owned(),
            PageId::Timeline => "timeline.html".to_owned(),
            PageId::NotFound => "404.html".to_owned(),
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

impl SiteFile {
    /// The files that a site has.
    pub fn all(site: &Site) -> Vec<SiteFile> {
        let mut files = vec![SiteFile::Robots, SiteFile::NoJekyll];
        files.extend(site.settings.custom_domain.as_ref().map(|_| SiteFile::Cname));
        files.extend(site.base_url().map(|_| SiteFile::Sitemap));
        files.extend(site.has_feed().then_some(SiteFile::Feed));
        files.extend(Data::ALL.map(SiteFile::Data));
        files
    }

    /// Where the file stands under `public/`, with `/` between the parts.
    pub fn path(self) -> &'static str {
        match self {
            SiteFile::Robots => "robots.txt",
            SiteFile::NoJekyll => ".nojekyll",
            SiteFile::Cname => "CNAME",
            SiteFile::Sitemap => "sitemap.xml",
            SiteFile::Feed => "feed.xml",
            SiteFile::Data(data) => data.path(),
        }
    }
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

//! What many pages show alike, made once: what notes say of a source.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::{Arc, OnceLock};

use super::cards::Cards;
use super::view::SourceCard;
use super::words::Words;
use crate::diagnostic::Outcome;
use crate::model::table::Id;
use crate::model::{Site, SourceId};
use crate::paths;
use crate::web::encode_path;

/// Pages deeper than this make their own.
const DEPTHS: usize = 4;

/// A site with the parts that its pages share.
pub struct Library {
    site: Site,
    words: Arc<Words>,
    /// The title of the site.
    title: String,
    /// For each source, for each number of `../` that leads to the root: its rendering for notes.
    notes: Vec<[OnceLock<Box<Outcome<String>>>; DEPTHS]>,
}

/// A source in the notes of one page.
pub struct NotedSource<'a> {
    library: &'a Library,
    source: SourceId,
    /// What leads from the page to the root.
    root: Rc<str>,
}

impl Library {
    /// An empty library for a site and the words of its theme; it fills as pages are made.
    pub fn new(site: Site, words: Arc<Words>) -> Library {
        let written = Some(&site.settings.title).filter(|title| !title.is_empty());
        let title = written.map_or_else(|| words.text("title.untitled").to_owned(), String::clone);
        Library { notes: site.sources.iter().map(|_| Default::default()).collect(), site, words, title }
    }

    /// The site.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// What readers meet in words.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// The title of the site.
    pub fn title(&self) -> &String {
        &self.title
    }

    /// The address of a page's PDF from the page itself, when it was printed.
    pub fn pdf_of(&self, page: &str) -> Option<String> {
        let pdf = paths::pdf_of(page);
        let name = pdf.rsplit('/').next()?;
        self.site.build.prints.contains(&pdf).then(|| encode_path(name).into_owned())
    }

    /// A source in the notes of a page from which `root` leads to the root.
    pub fn note(&self, source: SourceId, root: &Rc<str>) -> NotedSource<'_> {
        NotedSource { library: self, source, root: root.clone() }
    }
}

impl<'a> NotedSource<'a> {
    /// Which one it is.
    pub fn id(&self) -> SourceId {
        self.source
    }

    /// What its template may know.
    pub fn card(&self) -> SourceCard<'a> {
        Cards::new(self.library, &self.root).source(self.source)
    }

    /// Its rendering, which `render` makes for the first page that shows it, for all pages from which the same way
    /// leads to the root.
    pub fn rendered(&self, render: impl FnOnce(SourceCard) -> Outcome<String>) -> Cow<'a, Outcome<String>> {
        let depth = self.root.len() / "../".len();
        match self.library.notes[self.source.place()].get(depth) {
            Some(place) => Cow::Borrowed(place.get_or_init(|| render(self.card()).into())),
            None => Cow::Owned(render(self.card())),
        }
    }
}

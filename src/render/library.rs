//! What many pages show alike, made once: what notes say of a source.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use super::words::Words;
use crate::analysis::changes::{self, Feeds};
use crate::analysis::judgements::{self, Outcomes};
use crate::analysis::{Change, Grounds};
use crate::diagnostic::Outcome;
use crate::model::document::Spanned;
use crate::model::table::Id;
use crate::model::{Date, PageId, PageKind, Site, SourceId};

/// Pages deeper than this make their own.
const DEPTHS: usize = 4;

/// A site with the parts that its pages share.
pub struct Library {
    site: Site,
    /// What is said in the language of the site, then in the others in which it has pages.
    shelves: Vec<Shelf>,
    /// All that changed; made for the first page that tells some of it.
    changes: Arc<OnceLock<Vec<Change>>>,
    /// The same by whom it is about.
    feeds: Arc<OnceLock<Feeds>>,
    /// What its claims rest on; made for the first page that says so.
    grounds: OnceLock<Grounds>,
    /// What became of judgements.
    outcomes: OnceLock<Outcomes>,
    /// The packs in which readers search; made for the first that is asked for.
    search: OnceLock<Vec<Vec<u8>>>,
}

/// What pages in one language share.
pub struct Shelf {
    /// What readers meet in words.
    pub words: Arc<Words>,
    /// The title of the site.
    pub title: String,
    /// The titles of the matrices of the days that the settings name.
    pub editions: Vec<String>,
    /// For each source, for each number of `../` that leads to the root: its rendering for notes.
    notes: Vec<[OnceLock<Box<Outcome<String>>>; DEPTHS]>,
}

impl Shelf {
    fn new(site: &Site, words: &Arc<Words>) -> Shelf {
        let written = Some(&site.settings.title).filter(|title| !title.is_empty());
        let edition = |day: &Spanned<Date>| words.with("title.edition", &[("date", &words.date(&day.value))]);
        Shelf {
            title: written.map_or_else(|| words.text("title.untitled").to_owned(), String::clone),
            editions: site.editions.iter().map(edition).collect(),
            notes: site.sources.iter().map(|_| Default::default()).collect(),
            words: words.clone(),
        }
    }

    /// What notes say of a source, which `render` makes for the first page that shows it, for all pages from which
    /// `root` leads to the root.
    pub fn note(
        &self,
        source: SourceId,
        root: &str,
        render: impl FnOnce() -> Outcome<String>,
    ) -> Cow<'_, Outcome<String>> {
        let depth = root.len() / "../".len();
        match self.notes[source.place()].get(depth) {
            Some(place) => Cow::Borrowed(place.get_or_init(|| render().into())),
            None => Cow::Owned(render()),
        }
    }
}

impl Library {
    /// An empty library for a site and the words of its theme, those of its own language first; it fills as pages are made.
    pub fn new(site: Site, words: &[Arc<Words>]) -> Library {
        Library {
            changes: Arc::default(),
            feeds: Arc::default(),
            grounds: OnceLock::new(),
            outcomes: OnceLock::new(),
            search: OnceLock::new(),
            shelves: words.iter().map(|words| Shelf::new(&site, words)).collect(),
            site,
        }
    }

    /// The same with what changed taken over from the `last` edition, where the things of both are the very same ones.
    pub fn after(self, last: Option<&Library>) -> Library {
        match last.filter(|last| Arc::ptr_eq(&last.site.things, &self.site.things)) {
            Some(last) => Library { changes: last.changes.clone(), feeds: last.feeds.clone(), ..self },
            None => self,
        }
    }

    /// The site.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// All that changed, oldest first.
    pub fn changes(&self) -> &[Change] {
        self.changes.get_or_init(|| changes::all(&self.site))
    }

    /// What claims rest on.
    pub fn grounds(&self) -> &Grounds {
        self.grounds.get_or_init(|| Grounds::of(&self.site))
    }

    /// What became of judgements.
    pub fn outcomes(&self) -> &Outcomes {
        self.outcomes.get_or_init(|| judgements::outcomes(&self.site))
    }

    /// The packs in which readers search, which `make` makes for the first that is asked for.
    pub fn search(&self, make: impl FnOnce() -> Vec<Vec<u8>>) -> &[Vec<u8>] {
        self.search.get_or_init(make)
    }

    /// The changes that feeds tell.
    pub fn feeds(&self) -> &Feeds {
        self.feeds.get_or_init(|| Feeds::of(&self.site, self.changes()))
    }

    /// The pages that have a feed of changes. A site of which nothing changed has none, and neither has one that does not
    /// know where it will stand.
    pub fn pages_with_feeds(&self) -> Vec<PageId> {
        let site = &self.site;
        let pages = site.made.get(&PageKind::Changes).copied().into_iter();
        let things = site.actors.iter().map(|entry| entry.page).chain(site.issues.iter().map(|entry| entry.page));
        pages.chain(things).filter(|page| self.has_feed(*page)).collect()
    }

    /// Whether a page has a feed of the changes that it is about.
    pub fn has_feed(&self, page: PageId) -> bool {
        let site = &self.site;
        let asked = || !self.feeds().of_page(site.pages[page].kind).is_empty();
        site.base_url().is_some() && site.made.contains_key(&PageKind::Changes) && !site.pages[page].draft && asked()
    }

    /// What is said in the language of the site.
    pub fn shelf(&self) -> &Shelf {
        &self.shelves[0]
    }

    /// What is said in the language of a page; where there are no words in it, in that of the site.
    pub fn shelf_of(&self, page: PageId) -> &Shelf {
        self.shelf_in(self.site.language_of_page(page))
    }

    /// What is said in a language.
    pub fn shelf_in(&self, language: &str) -> &Shelf {
        self.shelves.iter().find(|shelf| shelf.words.tag == language).unwrap_or_else(|| self.shelf())
    }

    /// What readers meet in words, in the language of the site.
    pub fn words(&self) -> &Words {
        &self.shelf().words
    }

    /// The title of the site.
    pub fn title(&self) -> &String {
        &self.shelf().title
    }
}

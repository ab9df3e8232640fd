//! What many pages show alike, made once: the sources as their notes show them.

use std::sync::{Arc, OnceLock};

use super::cards::Cards;
use super::view::NoteCard;
use crate::model::Site;
use crate::paths;
use crate::web::encode_path;

/// Pages deeper than this make their own.
const DEPTHS: usize = 4;

/// A site with the parts that its pages share.
pub struct Library {
    site: Site,
    /// For each source, for each number of `../` that leads to the root.
    notes: Vec<[OnceLock<Arc<NoteCard>>; DEPTHS]>,
}

impl Library {
    /// An empty library for a site; it fills as pages are made.
    pub fn new(site: Site) -> Library {
        Library { notes: site.sources.iter().map(|_| Default::default()).collect(), site }
    }

    /// The site.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The address of a page's PDF from the page itself, when it was printed.
    pub fn pdf_of(&self, page: &str) -> Option<String> {
        let pdf = paths::pdf_of(page);
        let name = pdf.rsplit('/').next()?;
        self.site.build.prints.contains(&pdf).then(|| encode_path(name).into_owned())
    }

    /// A source as notes show it on pages from which `root` leads to the root.
    pub fn note(&self, source: usize, root: &str) -> Arc<NoteCard> {
        let make = || {
            let card = Cards::new(&self.site, root.to_owned()).source(source);
            Arc::new(NoteCard { card, rendered: OnceLock::new() })
        };
        let depth = root.len() / "../".len();
        match self.notes[source].get(depth) {
            Some(place) => place.get_or_init(make).clone(),
            None => make(),
        }
    }
}

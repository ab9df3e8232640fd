//! Who uses a source, and where: what the page of a source shows.

use super::document::Kind;
use super::page::PageId;
use super::site::{Site, TextOf, marker_id};
use crate::markdown::MarkerKind;

/// One use of a source. It only points to the words: the page of the source puts them together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    /// The page that the text is at home on.
    pub page: PageId,
    /// Which of the texts of that page: for a cell the how-manieth position, 0 being today's; else 0.
    pub nth: u32,
    /// Where in the text.
    pub at: UseAt,
}

/// Where in a text a source is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UseAt {
    /// At a marker, by its number; and which of the things it cites.
    Marker(u32, u32),
    /// In a judgement of a briefing, by its number; and which of the things it cites.
    Judgement(u32, u32),
}

/// What rests on a source in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation<'s> {
    /// The id of the marker on its page.
    pub anchor: String,
    /// Where in the source.
    pub locator: Option<&'s str>,
    /// The sentence.
    pub sentence: String,
}

impl Site {
    /// Every use of every source, in the order of the pages that the texts are at home on.
    pub fn find_uses(&self) -> Vec<Vec<Use>> {
        let mut lists = vec![Vec::new(); self.sources.len()];
        let pages = |count: usize, page: fn(usize) -> PageId| (0..count).map(move |at| (page(at), 0));
        let cells = self.positions_of_cells().map(|(at, nth)| (PageId::Cell(at), nth));
        let texts = pages(usize::from(self.home.is_some()), |_| PageId::Home)
            .chain(pages(self.briefings.len(), PageId::Briefing))
            .chain(pages(self.actors.len(), PageId::Actor))
            .chain(pages(self.issues.len(), PageId::Issue))
            .chain(cells)
            .chain(pages(self.events.len(), PageId::Event))
            .chain(pages(self.sources.len(), PageId::Source))
            .chain(pages(self.pages.len(), PageId::Page));
        for (page, nth) in texts {
            if let Some(text) = self.text_on(page, nth) {
                uses_of(text, |source, at| lists[source].push(Use { page, nth: nth as u32, at }));
            }
        }
        lists
    }

    /// The how-manieth text that is at home on a page.
    fn text_on(&self, page: PageId, nth: usize) -> Option<TextOf<'_>> {
        Some(match page {
            PageId::Home => self.home.as_ref()?.text(Kind::Home),
            PageId::Briefing(at) => self.briefings[at].text(Kind::Briefing),
            PageId::Actor(at) => self.actors[at].text(Kind::Actor),
            PageId::Issue(at) => self.issues[at].text(Kind::Issue),
            PageId::Cell(at) => self.positions[self.cells[at].positions[nth]].text(Kind::Position),
            PageId::Event(at) => self.events[at].text(Kind::Event),
            PageId::Source(at) => self.sources[at].text(Kind::Source),
            PageId::Page(at) => self.pages[at].text(Kind::Page),
            PageId::Index(_) | PageId::Matrix | PageId::Timeline | PageId::NotFound => return None,
        })
    }

    /// What a use says, and the way to it.
    pub fn quotation(&self, source: usize, used: Use) -> Option<Quotation<'_>> {
        let text = self.text_on(used.page, used.nth as usize)?;
        let key = &self.sources[source].id;
        match (used.at, used.page) {
            (UseAt::Marker(at, item), page) => {
                let marker = &text.body.markers[at as usize];
                let MarkerKind::Cites(cites) = &marker.kind else { return None };
                let cited = text.links.cited[at as usize][item as usize];
                let sentence = text.body.sentences[marker.sentence as usize]
                    .fill(|link| self.target_title(text.links.targets[link as usize].as_ref()));
                let scope = match page {
                    PageId::Cell(cell) => self.cells[cell].scope(self, used.nth as usize),
                    _ => String::new(),
                };
                Some(Quotation {
                    anchor: marker_id(&scope, key, cited.ordinal),
                    locator: cites[item as usize].locator.as_deref(),
                    // A marker that stands alone, or for words, speaks for the page.
                    sentence: if sentence.is_empty() { self.subject(page).to_owned() } else { sentence },
                })
            }
            (UseAt::Judgement(at, item), PageId::Briefing(briefing)) => Some(Quotation {
                anchor: marker_id("", key, text.links.judgements[at as usize][item as usize].ordinal),
                locator: None,
                sentence: self.briefings[briefing].meta.judgements[at as usize].text.clone(),
            }),
            (UseAt::Judgement(..), _) => None,
        }
    }

    /// What a page speaks of.
    fn subject(&self, page: PageId) -> &str {
        match page {
            PageId::Cell(at) => &self.issues[self.cells[at].issue].meta.title,
            page => self.title(page),
        }
    }
}

fn uses_of(text: TextOf, mut found: impl FnMut(usize, UseAt)) {
    for (at, (marker, cited)) in text.body.markers.iter().zip(&text.links.cited).enumerate() {
        if !marker.shown {
            continue;
        }
        for (item, cited) in cited.iter().enumerate() {
            if let Some(source) = cited.source {
                found(source, UseAt::Marker(at as u32, item as u32));
            }
        }
    }
    for (at, cited) in text.links.judgements.iter().enumerate() {
        for (item, cited) in cited.iter().enumerate() {
            if let Some(source) = cited.source {
                found(source, UseAt::Judgement(at as u32, item as u32));
            }
        }
    }
}

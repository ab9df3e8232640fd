//! What rests on a source in one place, in words.

use std::borrow::Cow;

use super::cards::Cards;
use crate::ids;
use crate::markdown::MarkerKind;
use crate::model::document::Meta;
use crate::model::text::Text;
use crate::model::uses::{Use, UseAt};
use crate::model::{PageId, PageKind, Site, SourceId};

/// What rests on a source in one place.
pub struct Quotation<'a> {
    /// The id of the marker on its page.
    pub anchor: String,
    /// Where in the source.
    pub locator: Option<Cow<'a, str>>,
    /// The sentence.
    pub sentence: Cow<'a, str>,
    /// What the author's note says that names the address of the source.
    pub note: Option<Cow<'a, str>>,
}

/// What a use says, and the way to it.
pub fn quotation<'a>(site: &'a Site, cards: &Cards<'a>, source: SourceId, used: Use) -> Quotation<'a> {
    let Text { document, page, scope, links } = &site.texts[used.text];
    let key = &site.sources[source].id;
    match used.at {
        UseAt::Marker(at, item) => {
            let marker = &document.body.markers[at as usize];
            let cited = marker.part_of(&links.cited)[item as usize];
            let locator = cards.locator(cited, &marker.cites()[item as usize]).map(|(locator, _)| locator);
            let locator = locator.filter(|locator| !locator.is_empty());
            let sentence = cards.plain(used.text, &document.body.sentences[marker.sentence as usize]);
            // A marker that stands alone, or for words, speaks for the page.
            let sentence = if sentence.is_empty() { subject(site, cards, *page).into() } else { sentence };
            let note = match marker.kind {
                MarkerKind::Note(note, _) => Some(cards.plain(used.text, &document.body.notes[note as usize].words)),
                MarkerKind::Cites(_) | MarkerKind::Named(_) => None,
            };
            Quotation { anchor: ids::marker(scope, key, cited.ordinal), locator, sentence, note }
        }
        UseAt::Judgement(at, item) => {
            let ordinal = links.judgements[at as usize][item as usize].ordinal;
            let sentence = match &document.meta {
                Meta::Briefing(briefing) => cards.words_of(&briefing.judgements[at as usize].text),
                _ => "",
            };
            Quotation { anchor: ids::marker("", key, ordinal), locator: None, sentence: sentence.into(), note: None }
        }
    }
}

/// What a page speaks of.
fn subject<'a>(site: &'a Site, cards: &Cards<'a>, page: PageId) -> &'a str {
    match site.pages[page].kind {
        PageKind::Cell(at) => cards.words_of(&site.issues[site.cells[at].issue].meta.title),
        _ => cards.title(page),
    }
}

//! How a source or a briefing is cited, in the forms of programs: what its page offers for copying, by the same functions
//! that make the files of all sources.

use super::{bibtex, csl, ris};
use crate::model::document::{Phrase, Source, Spanned};
use crate::model::words::Publication;
use crate::model::{BriefingId, SourceId};
use crate::render::Library;
use crate::render::cards::Cards;
use crate::render::view::CiteView;
use crate::render::words::Words;
use crate::web::WebAddress;

/// A source; none of one that readers do not get.
pub fn source(library: &Library, words: &Words, at: SourceId) -> Option<CiteView> {
    let entry = &library.site().sources[at];
    let behind = csl::retracted_behind(library, at);
    entry.meta.stand_in.is_none().then(|| forms(words, &entry.id, &entry.meta, &behind))
}

/// A briefing: a report that the site brings out.
pub fn briefing(cards: &Cards, at: BriefingId) -> CiteView {
    let site = cards.site;
    let entry = &site.briefings[at];
    let page = &site.pages[entry.page];
    let address = site.base_url().and_then(|base| WebAddress::parse(&page.canonical(base)).ok());
    let span = || crate::diagnostic::Span::file(&site.texts[entry.text].document.path);
    let source = Source {
        title: page.title.clone().unwrap_or_else(|| Phrase::new(cards.title(entry.page).to_owned(), None)),
        url: address.map(|value| Spanned { value, span: span() }),
        publication: Some(Publication::Report),
        publisher: Some(site.settings.title.clone()),
        authors: cards.authors(at).to_vec(),
        published: entry.meta.as_of.clone(),
        language: Some(site.language_of_page(entry.page).to_owned()),
        ..Source::default()
    };
    forms(cards.words, &entry.id, &source, &[])
}

fn forms(words: &Words, key: &str, source: &Source, behind: &[String]) -> CiteView {
    let csl = super::json(std::iter::once(csl::item(words, key, source, behind)), 1);
    CiteView {
        bibtex: bibtex::one(words, key, source, behind),
        ris: ris::entry(words, key, source, behind),
        csl_json: String::from_utf8_lossy(&csl).into_owned(),
    }
}

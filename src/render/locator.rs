//! The place in a source that a citation names: in words, with the address that leads there, and with what stands there.

use std::borrow::Cow;

use super::cards::{Cards, direction};
use super::view::PassageView;
use crate::markdown::Citing;
use crate::model::SourceId;
use crate::model::document::Quote;
use crate::model::text::Cited;
use crate::web::{self, NamedPlace, Spot};

/// A place in words, and what leads there, when it has an address of its own.
type Located<'c> = (Cow<'c, str>, Option<Cow<'c, str>>);

impl<'a> Cards<'a> {
    /// Where in a source something is cited. A passage without a place has no words for it: its id is for authors alone.
    pub fn locator<'c>(&self, cited: Cited, citing: &'c Citing) -> Option<Located<'c>>
    where
        'a: 'c,
    {
        let source = cited.source?;
        if let Some(words) = citing.locator.as_deref() {
            return Some(self.of_fragment(source, words).unwrap_or((words.into(), None)));
        }
        if let Some(passage) = self.named_passage(cited) {
            return Some((passage.locator.as_deref().unwrap_or_default().into(), None));
        }
        let Spot { place, copy, url } = citing.spot.as_deref()?;
        let whole = self.site.sources[source].meta.url.as_ref();
        if whole.is_some_and(|whole| whole.value.url == *url) {
            return None;
        }
        Some((self.places(place, copy.as_ref()), Some(url.into())))
    }

    /// The place that a part of the source's address names, as in `[@report, #page=4]`.
    fn of_fragment(&self, source: SourceId, words: &str) -> Option<Located<'static>> {
        // `#12` is a number, and a place has a name.
        let is_place = |place: &&str| place.contains(char::is_alphabetic) && !place.contains(char::is_whitespace);
        let set = words.strip_prefix('#').filter(is_place)?;
        // Addresses are of plain signs, and a locator is set as words are.
        let fragment = set.replace('–', "--").replace('—', "---").replace('…', "...").replace(['’', '‘'], "'");
        let whole = &self.site.sources[source].meta.url.as_ref()?.value.url;
        let whole = whole.split('#').next().unwrap_or_default();
        let Spot { place, copy, url } = web::spot(&format!("{whole}#{fragment}"))?;
        Some((self.places(&place, copy.as_ref()).into_owned().into(), Some(url.into())))
    }

    fn places(&self, place: &NamedPlace, copy: Option<&NamedPlace>) -> Cow<'static, str> {
        let parts = [Some(place), copy].into_iter().flatten().map(|place| self.words.place(place));
        parts.collect::<Vec<_>>().join(self.words.text("list.parts")).into()
    }

    /// The passage that a citation names: `[@key#passage]`.
    fn named_passage(&self, cited: Cited) -> Option<&'a Quote> {
        self.site.sources[cited.source?].meta.quotes.get(usize::from(cited.passage?))
    }

    /// What the author calls the passage that a citation names.
    pub fn passage_id(&self, cited: Cited) -> &'a str {
        self.named_passage(cited).map_or("", |quote| &quote.id)
    }

    /// The passage that a citation is of: the one that it names, or one that is kept of the same place.
    pub fn passage(&self, cited: Cited, citing: &Citing) -> Option<PassageView<'a>> {
        let meta = &self.site.sources[cited.source?].meta;
        let kept = meta.quotes.iter();
        let same_place =
            |quote: &&Quote| quote.locator.is_some() && quote.locator.as_deref() == citing.locator.as_deref();
        let quote = self.named_passage(cited).or_else(|| kept.clone().find(same_place))?;
        let language = meta.language.as_deref();
        Some(PassageView {
            text: &quote.text,
            translation: quote.translation.as_ref().map(|words| self.words_of(words)),
            language,
            direction: direction(language.unwrap_or(&self.site.settings.language)),
        })
    }
}

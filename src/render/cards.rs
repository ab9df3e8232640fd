//! Things, briefly: what lists, notes and the matrix show of them. Made for one page, since addresses are
//! relative to it.

use std::borrow::Cow;
use std::rc::Rc;

use pulldown_cmark_escape::escape_html_body_text;

use super::library::{Library, Shelf};
use super::short;
use super::view::{
    ActorCard, ArchivedView, BriefingCard, CorrectionView, DateView, EventCard, IssueCard, LaterView, LinkView,
    OptionView, OutcomeView, PositionCard, RetractionView, ShakenView, SourceCard, WordView,
};
use super::words::Words;
use crate::analysis::judgements::{self, JudgementAt};
use crate::analysis::{Change, Grounds, Seen, changes, day, evidence, scale};
use crate::diagnostic::Outcome;
use crate::ids;
use crate::markdown::{Filling, MarkerKind, Plain};
use crate::model::date::Date;
use crate::model::document::{Correction, Phrase};
use crate::model::language::is_right_to_left;
use crate::model::text::{BlockDay, Filter, PlacedBlock, Since, Target, Text};
use crate::model::words::{Likelihood, Word, Yardstick};
use crate::model::{ActorId, BriefingId, Day, EventId, IssueId, PageId, PageKind, PositionId, Site, SourceId, TextId};
use crate::web;

/// Makes cards for one page.
#[derive(Clone)]
pub struct Cards<'a> {
    library: &'a Library,
    /// What is said in the language of the page.
    shelf: &'a Shelf,
    /// The site.
    pub site: &'a Site,
    /// What readers meet in words.
    pub words: &'a Words,
    /// What leads from the page to the root.
    root: Rc<str>,
    /// What counts on the day of the page.
    pub seen: Seen<'a>,
    /// The page stands for a day of its own, so each position leads to its entry in the history, which stays where it is.
    dated: bool,
    /// Words stand as they were written, for data, and not as they are printed.
    written: bool,
}

impl<'a> Cards<'a> {
    /// Cards for what speaks the language of the site, from which `root` leads to the root.
    pub fn new(library: &'a Library, root: &str) -> Cards<'a> {
        Cards::of(library, library.shelf(), root)
    }

    /// Cards for a page, in its language.
    pub fn of_page(library: &'a Library, page: PageId, root: &str) -> Cards<'a> {
        Cards::of(library, library.shelf_of(page), root)
    }

    /// Cards for what says what stands on this shelf.
    pub fn of(library: &'a Library, shelf: &'a Shelf, root: &str) -> Cards<'a> {
        let (site, words) = (library.site(), &*shelf.words);
        Cards { library, shelf, site, words, root: root.into(), seen: Seen::now(site), dated: false, written: false }
    }

    /// The same for what stands for a day of its own.
    pub fn on(&self, day: Day) -> Cards<'a> {
        Cards { seen: Seen::on(self.site, day), dated: true, ..self.clone() }
    }

    /// Cards for data, which keeps what was written.
    pub fn as_written(library: &'a Library) -> Cards<'a> {
        Cards { written: true, ..Cards::new(library, "") }
    }

    /// A phrase, as it is printed or as it was written.
    pub fn words_of(&self, phrase: &'a Phrase) -> &'a str {
        if self.written { phrase.written() } else { phrase }
    }

    /// The same for a block, which may stand for another day than its page.
    pub fn of_block(&self, block: &PlacedBlock) -> Cards<'a> {
        match &block.day {
            None => self.clone(),
            Some(BlockDay::On(date)) => self.on(Day::of(date).min(day::limit(self.site))),
            Some(BlockDay::Latest) => self.on(day::today(self.site)),
        }
    }

    /// The day of a briefing, or the date, from which something is told.
    pub fn day_since(&self, since: &Since) -> Option<Day> {
        match since {
            Since::Date(date) => Some(Day::of(date)),
            Since::Briefing(at) => self.site.briefings[*at].meta.as_of.as_ref().map(|date| Day::of(&date.value)),
            Since::Later => Some(Day::LAST),
        }
    }

    /// All that changed in the site.
    pub fn changes(&self) -> &'a [Change] {
        self.library.changes()
    }

    /// The numbers, in that list, of those that feed readers are told.
    pub fn news(&self) -> &'a [usize] {
        &self.library.feeds().site
    }

    /// What leads from the page to the root.
    pub fn root(&self) -> &Rc<str> {
        &self.root
    }

    /// The address of a page.
    pub fn url(&self, page: PageId) -> String {
        self.under_root(&self.site.pages[page].address)
    }

    /// The address of a file that is copied as it is.
    pub fn file_url(&self, path: &str) -> String {
        self.under_root(&web::encode_path(path))
    }

    fn under_root(&self, address: &str) -> String {
        let mut url = String::with_capacity(self.root.len() + address.len());
        url.push_str(&self.root);
        url.push_str(address);
        url
    }

    /// The title of a page.
    pub fn title(&self, page: PageId) -> &'a str {
        let page = &self.site.pages[page];
        match (&page.title, page.kind.title_key(), page.kind) {
            (Some(title), ..) => self.words_of(title),
            (None, Some(key), _) => self.words.text(key),
            (None, None, PageKind::Edition(at)) => &self.shelf.editions[at],
            (None, None, _) => &self.shelf.title,
        }
    }

    /// The title of what a link leads to; what it is called where it leads nowhere.
    pub fn target_title(&self, target: Option<&'a Target>) -> &'a str {
        match target {
            Some(Target::Page(page, _)) => self.title(*page),
            Some(Target::Here(id) | Target::File(id, _)) => id,
            // Its name would say what is still to come.
            Some(Target::Later) | None => "…",
        }
    }

    /// Words of a text, with the titles of what is linked in them.
    pub fn plain(&self, text: TextId, words: &'a Plain) -> Cow<'a, str> {
        let Text { links, document, .. } = &self.site.texts[text];
        let put = |what| match what {
            Filling::Title(link) => Cow::Borrowed(self.target_title(links.targets[link as usize].as_ref())),
            Filling::Name(marker) => {
                let marker = &document.body.markers[marker as usize];
                let source = marker.part_of(&links.cited).first().and_then(|cited| cited.source);
                match (source, &marker.kind) {
                    (Some(source), _) => self.short_name(source),
                    (None, MarkerKind::Named(named)) => Cow::Borrowed(&*named.typed),
                    (None, _) => Cow::Borrowed(""),
                }
            }
        };
        if self.written { words.fill_typed(put) } else { words.fill(put) }
    }

    /// What running text calls a source: by its authors, else by who brought it out, else by its title.
    pub fn short_name(&self, source: SourceId) -> Cow<'a, str> {
        let source = &self.site.sources[source].meta;
        let names: Vec<&str> = source.authors.iter().map(|author| short::name(author)).collect();
        match (&names[..], &source.publisher) {
            ([], Some(publisher)) => short::set(self.site, source, publisher),
            ([], None) => Cow::Borrowed(self.words_of(&source.title)),
            ([one], _) => Cow::Borrowed(one),
            ([one, "et al."], _) => self.words.with("named.more", &[("one", *one)]).into(),
            ([one, other], _) => self.words.with("named.two", &[("one", *one), ("other", *other)]).into(),
            ([one, ..], _) => self.words.with("named.more", &[("one", *one)]).into(),
        }
    }

    /// The first paragraph of a text, in plain words.
    pub fn lead(&self, text: TextId) -> Cow<'a, str> {
        self.plain(text, &self.site.texts[text].document.body.lead)
    }

    /// What an author wrote, or else the first paragraph of the text.
    fn summary(&self, written: &'a Option<Phrase>, text: TextId) -> Cow<'a, str> {
        written.as_ref().map_or_else(|| self.lead(text), |written| self.words_of(written).into())
    }

    /// A link to an actor.
    pub fn actor_link(&self, at: ActorId) -> LinkView<'a> {
        let entry = &self.site.actors[at];
        let title = entry.meta.short_name.as_ref().unwrap_or(&entry.meta.name);
        LinkView { id: &entry.id, title, url: self.url(entry.page) }
    }

    /// A link to an issue.
    pub fn issue_link(&self, at: IssueId) -> LinkView<'a> {
        let entry = &self.site.issues[at];
        LinkView { id: &entry.id, title: &entry.meta.title, url: self.url(entry.page) }
    }

    /// A link to an event.
    pub fn event_link(&self, at: EventId) -> LinkView<'a> {
        let entry = &self.site.events[at];
        LinkView { id: &entry.id, title: &entry.meta.title, url: self.url(entry.page) }
    }

    /// A link to a source.
    pub fn source_link(&self, at: SourceId) -> LinkView<'a> {
        let entry = &self.site.sources[at];
        LinkView { id: &entry.id, title: &entry.meta.title, url: self.url(entry.page) }
    }

    /// An actor.
    pub fn actor(&self, at: ActorId) -> ActorCard<'a> {
        let entry = &self.site.actors[at];
        let meta = &*entry.meta;
        ActorCard {
            id: &entry.id,
            name: &meta.name,
            short_name: meta.short_name.as_ref().unwrap_or(&meta.name),
            kind: meta.kind.as_deref(),
            flag: meta.flag.as_deref(),
            colour: meta.colour.as_deref(),
            part_of: entry.part_of.iter().map(|whole| self.actor_link(*whole)).collect(),
            draft: self.site.texts[entry.text].draft,
            extra: &self.site.texts[entry.text].document.extra,
            url: self.url(entry.page),
            positions: self.seen.filled(&entry.cells),
        }
    }

    /// An issue.
    pub fn issue(&self, at: IssueId) -> IssueCard<'a> {
        let entry = &self.site.issues[at];
        IssueCard {
            id: &entry.id,
            title: &entry.meta.title,
            question: entry.meta.question.as_deref(),
            draft: self.site.texts[entry.text].draft,
            extra: &self.site.texts[entry.text].document.extra,
            url: self.url(entry.page),
            positions: self.seen.filled(&entry.cells),
            scale: entry.meta.scale.iter().map(|option| &*option.value).collect(),
            corrections: self.corrections(entry.text),
        }
    }

    /// An event.
    pub fn event(&self, at: EventId) -> EventCard<'a> {
        let entry = &self.site.events[at];
        let meta = &*entry.meta;
        let (grounds, cited) = (self.library.grounds(), self.cited(entry.text));
        EventCard {
            id: &entry.id,
            title: &meta.title,
            date: self.date_or_gap(meta.date.as_ref().map(|date| &date.value)),
            planned: self.seen.is_planned(at),
            place: meta.place.as_deref(),
            kind: meta.kind.as_deref(),
            actors: entry.actors.iter().map(|actor| self.actor_link(*actor)).collect(),
            issues: entry.issues.iter().map(|issue| self.issue_link(*issue)).collect(),
            summary: self.lead(entry.text),
            sources: cited.len(),
            origins: grounds.count(&cited),
            shaken: self.shaken(&cited),
            corrections: self.corrections(entry.text),
            draft: self.site.texts[entry.text].draft,
            extra: &self.site.texts[entry.text].document.extra,
            url: self.url(entry.page),
        }
    }

    /// A briefing.
    pub fn briefing(&self, at: BriefingId) -> BriefingCard<'a> {
        let entry = &self.site.briefings[at];
        BriefingCard {
            id: &entry.id,
            title: &entry.meta.title,
            as_of: self.date_or_gap(entry.meta.as_of.as_ref().map(|as_of| &as_of.value)),
            summary: self.briefing_summary(at),
            authors: self.authors(at),
            draft: self.site.texts[entry.text].draft,
            extra: &self.site.texts[entry.text].document.extra,
            url: self.url(entry.page),
        }
    }

    /// Who wrote a briefing.
    pub fn authors(&self, at: BriefingId) -> &'a [String] {
        let own = &self.site.briefings[at].meta.authors;
        if own.is_empty() { &self.site.settings.authors } else { own }
    }

    /// What a briefing says in a few sentences.
    pub fn briefing_summary(&self, at: BriefingId) -> Cow<'a, str> {
        let entry = &self.site.briefings[at];
        self.summary(&entry.meta.summary, entry.text)
    }

    /// A source.
    pub fn source(&self, at: SourceId) -> SourceCard<'a> {
        let entry = &self.site.sources[at];
        let meta = &*entry.meta;
        let language = meta.language.as_deref().unwrap_or(&self.site.settings.language);
        let set = |name: &'a Option<String>| name.as_deref().map(|name| short::set(self.site, meta, name));
        let later = self.contradicted_later(at);
        let known = entry.contradicts.iter().copied().filter(|other| self.was_out(*other, self.seen.day())).collect();
        let links = |sources: Vec<SourceId>| sources.into_iter().map(|other| self.source_link(other)).collect();
        let behind = self.behind(at).map(|behind| (behind.by_then, behind.by_later));
        let (draws_on_retracted, draws_on_retracted_later) = behind.unwrap_or_default();
        SourceCard {
            key: &entry.id,
            title: &meta.title,
            stand_in: meta.stand_in,
            title_translated: meta.title_translated.as_deref(),
            authors: &meta.authors,
            container: set(&meta.container),
            publisher: set(&meta.publisher),
            kind: meta.kind.map(|kind| self.word(kind)),
            published: meta.published.as_ref().map(|published| self.date(&published.value)),
            language: meta.language.as_deref(),
            direction: direction(language),
            link: meta.url.as_ref().map(|url| url.value.url.as_str()),
            host: meta.url.as_ref().map(|url| url.value.host.as_str()),
            archived: (meta.archived.iter())
                .map(|copy| ArchivedView { link: &copy.url.url, date: copy.date.as_ref().map(|date| self.date(date)) })
                .collect(),
            status: meta.status.map(|status| self.word(status)),
            retracted: day::is_retracted(self.site, at),
            retracted_later: self.is_retracted_later(at),
            draws_on_retracted,
            draws_on_retracted_later,
            corrections: self.corrections(entry.text),
            contradicts: links(known),
            contradicted_later: links(later),
            reliability: meta.reliability.map(|letter| self.word(letter)),
            credibility: meta.credibility.map(|figure| self.word(figure)),
            uses: self.site.uses.of_source(at).len(),
            recorded: entry.recorded,
            draft: self.site.texts[entry.text].draft,
            extra: &self.site.texts[entry.text].document.extra,
            url: self.url(entry.page),
        }
    }

    /// A word of likelihood, as the yardstick of the site has it.
    pub fn likelihood(&self, word: Likelihood) -> WordView<'a> {
        match self.site.settings.yardstick {
            Yardstick::Icd203 => self.word(word),
            Yardstick::Phia => WordView { id: word.id(), label: self.words.text(phia(word)) },
        }
    }

    /// What became of a judgement, seen from the day of the page.
    pub fn outcome(&self, at: JudgementAt) -> Option<OutcomeView<'a>> {
        self.outcome_told(judgements::told_by(self.site, self.library.outcomes(), at)?)
    }

    /// The outcome that a judgement tells; nothing where the whole site is of an earlier day.
    pub fn outcome_told(&self, at: JudgementAt) -> Option<OutcomeView<'a>> {
        let (briefing, number) = at;
        let outcome = self.site.briefings[briefing].meta.judgements[number].outcome.as_ref()?;
        let known = judgements::known_from(self.site, at);
        known.counts_on(day::today(self.site)).then(|| OutcomeView {
            date: self.date(&outcome.date.value),
            result: self.word(outcome.result),
            note: outcome.note.as_ref().map(|note| self.words_of(note)),
            later: !known.counts_on(self.seen.day()),
        })
    }

    /// The band of a word, in per cent.
    pub fn band(&self, word: Likelihood) -> (u8, u8) {
        word.band(self.site.settings.yardstick)
    }

    /// A link to a page.
    pub fn page_link(&self, at: PageId) -> LinkView<'a> {
        LinkView { id: self.site.pages[at].kind.names().0, title: self.title(at), url: self.url(at) }
    }

    /// The sources that a text cites, each once.
    fn cited(&self, text: TextId) -> Vec<SourceId> {
        self.site.cited(text).into_iter().collect()
    }

    /// What was retracted of what something rests on.
    pub fn shaken(&self, sources: &[SourceId]) -> Option<ShakenView<'a>> {
        let retracted = self.retracted(sources);
        let links = |sources: &[SourceId]| sources.iter().map(|source| self.source_link(*source)).collect();
        let (later, then): (Vec<SourceId>, Vec<SourceId>) =
            retracted.iter().copied().partition(|source| self.is_retracted_later(*source));
        let lost = self.grounds().are_lost(sources);
        (!retracted.is_empty()).then(|| ShakenView {
            lost,
            lost_then: lost && (later.is_empty() || self.were_lost(sources)),
            by: links(&retracted),
            by_then: links(&then),
            by_later: links(&later),
        })
    }

    /// Whether some sources went back to nothing but what was retracted by the day of the page.
    fn were_lost(&self, sources: &[SourceId]) -> bool {
        let is_gone = |source| day::is_retracted(self.site, source) && !self.is_retracted_later(source);
        evidence::are_lost_to(self.site, sources, is_gone)
    }

    /// The same as sources, each once.
    pub fn retracted(&self, sources: &[SourceId]) -> Vec<SourceId> {
        self.grounds().all_retracted(self.site, sources).into_iter().collect()
    }

    /// What was retracted of what a source draws on.
    fn behind(&self, at: SourceId) -> Option<ShakenView<'a>> {
        let drawn_on = &self.site.sources[at].derived_from;
        if drawn_on.is_empty() { None } else { self.shaken(drawn_on) }
    }

    /// Whether something that a source draws on was taken back after the day of the page: until then it rested on that.
    fn is_shaken_later(&self, at: SourceId) -> bool {
        let drawn_on = &self.site.sources[at].derived_from;
        !drawn_on.is_empty() && self.retracted(drawn_on).iter().any(|source| self.is_retracted_later(*source))
    }

    /// What the claims of the site rest on.
    pub fn grounds(&self) -> &'a Grounds {
        self.library.grounds()
    }

    /// What the notes of all pages at this depth say of a source; `render` makes it for the first one. Pages whose day
    /// came before it was taken back or put right, or before another one said otherwise, say so in another way.
    pub fn note(&self, at: SourceId, render: impl FnOnce(SourceCard) -> Outcome<String>) -> Cow<'a, Outcome<String>> {
        let is_told_later = self.is_retracted_later(at)
            || self.is_shaken_later(at)
            || self.is_corrected_later(self.site.sources[at].text)
            || !self.contradicted_later(at).is_empty();
        if is_told_later {
            return Cow::Owned(render(self.source(at)));
        }
        self.shelf.note(at, &self.root, || render(self.source(at)))
    }

    /// What was put right in a text, newest first.
    pub fn corrections(&self, text: TextId) -> Vec<CorrectionView<'a>> {
        let mut corrections: Vec<&Correction> = self.site.texts[text].document.corrections.iter().collect();
        corrections.sort_by(|a, b| b.date.cmp(&a.date));
        let view = |correction: &'a Correction| CorrectionView {
            date: self.date(&correction.date),
            text: self.words_of(&correction.text),
            later: self.is_later(&correction.date),
        };
        corrections.into_iter().map(view).collect()
    }

    /// Whether a text was corrected after the day of the page.
    pub fn is_corrected_later(&self, text: TextId) -> bool {
        self.site.texts[text].document.corrections.iter().any(|correction| self.is_later(&correction.date))
    }

    /// Whether something happened after the day of the page.
    fn is_later(&self, date: &Date) -> bool {
        !self.seen.day().counts(Some(date))
    }

    /// That a source was taken back.
    pub fn retraction(&self, at: SourceId) -> Option<RetractionView<'a>> {
        let retraction = self.site.sources[at].meta.retracted.as_ref()?;
        let date = retraction.date.as_ref().map(|date| self.date(date));
        Some(RetractionView { date, reason: retraction.reason.as_deref() })
    }

    /// Whether a source was taken back after the day of the page.
    pub fn is_retracted_later(&self, at: SourceId) -> bool {
        let date = self.site.sources[at].meta.retracted.as_ref().and_then(|retraction| retraction.date.as_ref());
        date.is_some_and(|date| self.is_later(date))
    }

    /// The sources that say otherwise than this one, and came out after the day of the page. What came out after that of the
    /// site says nothing in it.
    fn contradicted_later(&self, at: SourceId) -> Vec<SourceId> {
        let others = self.site.sources[at].contradicts.iter().copied();
        others
            .filter(|other| !self.was_out(*other, self.seen.day()) && self.was_out(*other, day::today(self.site)))
            .collect()
    }

    fn was_out(&self, source: SourceId, day: Day) -> bool {
        day::known_from(self.site, self.site.sources[source].text).counts_on(day)
    }

    /// What stands behind a marker where a source that it cites was taken back, or rests on nothing else: whoever reads the
    /// sentence must not have to look at the note to learn it.
    pub fn retracted_mark(&self, cited: &[SourceId]) -> String {
        let is_retracted = |source: &&SourceId| day::is_retracted(self.site, **source);
        let is_lost = |source: &&SourceId| self.grounds().are_lost(&[**source]);
        let (word, later) = if cited.iter().any(|source| is_retracted(&source)) {
            ("mark.cites-retracted", cited.iter().filter(is_retracted).all(|source| self.is_retracted_later(*source)))
        } else if cited.iter().any(|source| is_lost(&source)) {
            ("mark.cites-lost", cited.iter().filter(is_lost).all(|source| !self.were_lost(&[*source])))
        } else {
            return String::new();
        };
        let mut html = String::from(" <span class=\"mark-retracted\"");
        html.push_str(if later { " data-later=\"print\">" } else { ">" });
        // Writing to a string cannot fail.
        let _ = escape_html_body_text(&mut html, self.words.text(word));
        html + "</span>"
    }

    /// A position.
    pub fn position(&self, at: PositionId) -> PositionCard<'a> {
        let site = self.site;
        let entry = &site.positions[at];
        let meta = &*entry.meta;
        let cell = &site.cells[entry.cell];
        let cited = self.cited(entry.text);
        let label = |option: &usize| self.option(cell.issue, *option);
        PositionCard {
            actor: self.actor_link(cell.actor),
            issue: self.issue_link(cell.issue),
            stance: meta.stance.map_or_else(|| self.missing("missing.stance"), |stance| self.word(stance)),
            basis: meta.basis.map(|basis| self.word(basis)),
            firmness: meta.firmness.map(|firmness| self.word(firmness)),
            as_of: self.date_or_gap(meta.as_of.as_ref().map(|as_of| &as_of.value)),
            summary: self.position_summary(at),
            sources: cited.len(),
            origins: self.library.grounds().count(&cited),
            shaken: self.shaken(&cited),
            shifted: scale::is_shift(site, at),
            option: entry.option.map(|option| self.option(cell.issue, option)),
            option_lost: scale::has_lost_option(entry),
            accepts: entry.accepts.iter().filter(|at| Some(**at) != entry.option).map(label).collect(),
            rejects: entry.rejects.iter().map(label).collect(),
            later: self.later(at),
            corrections: self.corrections(entry.text),
            trigger: entry.trigger.map(|trigger| self.event_link(trigger)),
            review_after: meta.review_after.as_ref().map(|date| self.date(date)),
            draft: self.site.texts[entry.text].draft,
            extra: &self.site.texts[entry.text].document.extra,
            page: self.url(entry.page),
            url: self.position_url(at),
        }
    }

    /// The address of a position: its cell's page, or its entry in the history there.
    pub fn position_url(&self, at: PositionId) -> String {
        let entry = &self.site.positions[at];
        let page = self.url(entry.page);
        if entry.nth == 0 && !self.dated { page } else { [&page, "#", &ids::position(&entry.id)].concat() }
    }

    /// Where a text that links a page leads: from a page of a day of its own, to the very position.
    pub fn linked(&self, page: PageId) -> String {
        match self.site.pages[page].kind {
            PageKind::Cell(cell) if self.dated => self.position_url(self.site.cells[cell].today()),
            _ => self.url(page),
        }
    }

    /// An option of an issue.
    pub fn option(&self, issue: IssueId, option: usize) -> OptionView<'a> {
        OptionView { number: option + 1, label: self.words_of(&self.site.issues[issue].meta.scale[option].value) }
    }

    /// What a position gave way to by now, seen from the day of the page.
    fn later(&self, at: PositionId) -> Option<LaterView<'a>> {
        let cell = self.site.positions[at].cell;
        let now = (self.seen.position(cell) == Some(at)).then(|| self.seen.later_position(cell)).flatten()?;
        Some(LaterView {
            moved: changes::has_moved(self.seen, cell),
            as_of: self.date_or_gap(day::date_of(self.site, now)),
            url: self.position_url(now),
        })
    }

    /// What a position says in a few sentences.
    pub fn position_summary(&self, at: PositionId) -> Cow<'a, str> {
        let entry = &self.site.positions[at];
        self.summary(&entry.meta.summary, entry.text)
    }

    /// Whether a filter takes a position.
    pub fn takes(&self, filter: &Filter, at: PositionId) -> bool {
        fn among<W: Word + PartialEq>(wanted: &[W], is: Option<W>) -> bool {
            wanted.is_empty() || is.is_some_and(|is| wanted.contains(&is))
        }
        let meta = &self.site.positions[at].meta;
        among(&filter.stance, meta.stance)
            && among(&filter.firmness, meta.firmness)
            && among(&filter.basis, meta.basis)
            && filter.changed_since.as_ref().is_none_or(|since| self.has_changed_since(at, since))
    }

    /// Whether a position is new, or moved, since some day.
    fn has_changed_since(&self, at: PositionId, since: &Since) -> bool {
        let (site, cell) = (self.site, self.site.positions[at].cell);
        let Some(day) = self.day_since(since) else { return true };
        let later = self.seen.positions(cell).filter(|at| !day::counts_on(site, *at, day));
        let later = later.filter(|at| !day::is_beside_newer(site, *at));
        later.into_iter().any(|at| day::before(site, at).is_none() || scale::is_shift(site, at))
    }

    /// A date.
    pub fn date(&self, date: &'a Date) -> DateView<'a> {
        let (text, as_of) = (self.words.date(date), self.words.date_as_of(date));
        DateView { edtf: date.edtf(), datetime: date.datetime(), text, as_of }
    }

    /// The same of what stands for a date: in a site of an earlier day, for that.
    pub fn date_within(&self, date: &'a Date) -> Option<DateView<'a>> {
        let is_within = Day::of(date) <= day::limit(self.site);
        let shown = if is_within { Some(date) } else { day::date_of_site(self.site) };
        shown.map(|date| self.date(date))
    }

    /// A date that is required, or what stands for it.
    pub fn date_or_gap(&self, date: Option<&'a Date>) -> DateView<'a> {
        let gap = || {
            let text = self.words.text("missing.date").to_owned();
            DateView { edtf: "", datetime: String::new(), text, as_of: None }
        };
        date.map_or_else(gap, |date| self.date(date))
    }

    /// A word out of a closed list.
    pub fn word<W: Word>(&self, word: W) -> WordView<'a> {
        WordView { id: word.id(), label: self.words.label(word) }
    }

    /// What stands for one that is required, or was written and is none.
    pub fn missing(&self, key: &'static str) -> WordView<'a> {
        WordView { id: "missing", label: self.words.text(key) }
    }
}

/// `ltr` or `rtl`.
pub fn direction(language: &str) -> &'static str {
    if is_right_to_left(language) { "rtl" } else { "ltr" }
}

/// The key of the words that PHIA has.
fn phia(word: Likelihood) -> &'static str {
    match word {
        Likelihood::Remote => "phia.remote",
        Likelihood::VeryUnlikely => "phia.very-unlikely",
        Likelihood::Unlikely => "phia.unlikely",
        Likelihood::RoughlyEven => "phia.roughly-even",
        Likelihood::Likely => "phia.likely",
        Likelihood::VeryLikely => "phia.very-likely",
        Likelihood::AlmostCertain => "phia.almost-certain",
    }
}

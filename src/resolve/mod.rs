//! The only whole-site step: documents become a [`Site`] in which every name leads somewhere or is reported.
//!
//! It has two halves. What the front matter says is arranged first (`arrange`): lists, cells, sources, pages, and
//! where the names in front matter lead. Then each text is resolved by itself (`index`), since by now every name is
//! known.

mod alternates;
mod arrange;
mod audience;
mod blocks;
mod called;
mod doubts;
mod drafts;
mod filed;
mod home;
mod in_drafts;
mod index;
mod later;
mod left_out;
mod link_picture;
mod listed;
mod mentions;
mod menu;
mod moved;
mod names;
mod order;
mod placed;
mod sort;
mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ahash::HashMap;
use rayon::prelude::*;

use crate::diagnostic::Outcome;
use crate::model::PageKind;
use crate::model::document::{Allowed, Document, Kind};
use crate::model::settings::Order;
use crate::model::table::{Id, Table};
use crate::model::text::Text;
use crate::model::uses::{self, Uses};
use crate::model::{Audience, Build, Date, Day, Settings, Site, TextId};
use arrange::Arrangement;
use audience::PublicTexts;
use placed::Placed;

/// A resolved site, with what the next resolution can take over from it.
pub struct Resolved {
    /// The site.
    pub site: Site,
    /// Where its names lead.
    pub names: Names,
}

/// Where the names of a site lead, and what that follows from.
pub struct Names {
    shown: Shown,
    arrangement: Arc<Arrangement>,
}

/// What the names of a site follow from.
#[derive(Debug)]
pub struct Input {
    /// The language of the site, by which names are sorted.
    pub language: String,
    /// Which actors and issues come first.
    pub order: Order,
    /// The texts, by path.
    pub documents: Vec<Arc<Document>>,
    /// Whether drafts are wanted.
    pub drafts: bool,
    /// Whom the site is for.
    pub audience: Audience,
    /// The day that the site is wanted of, unless it is today's.
    pub day: Option<Day>,
    /// The days of which the matrix has a page.
    pub editions: Vec<Date>,
    /// The pages that are not wanted.
    pub hidden: BTreeSet<PageKind>,
    /// The paths of the files that lie where nothing is for readers.
    pub private: BTreeSet<Arc<str>>,
    /// The paths under `content/` that are copied as they are.
    pub files: BTreeSet<String>,
    /// Those that are there and are not copied, which was told of them.
    pub left_out: BTreeSet<String>,
    /// The names of the theme's blocks.
    pub blocks: BTreeSet<String>,
}

impl Input {
    /// Whether a date counts on the day that the site is wanted of.
    fn counts(&self, date: &Date) -> bool {
        self.day.is_none_or(|day| day.counts(Some(date)))
    }

    /// Whether a text is for the house, and the site for others.
    fn is_internal(&self, document: &Document) -> bool {
        document.internal && self.audience == Audience::Public
    }
}

/// The texts as they are shown: as they were on the day, and as far as they are for whoever reads.
#[derive(Debug)]
struct Shown {
    /// The input, with such texts.
    input: Input,
    /// Those that are later than the day, by their numbers.
    later: BTreeSet<usize>,
    /// What stands behind what, on a day: also behind what is later. Otherwise all that matters is shown.
    order: Option<order::Order>,
    /// The keys of the sources that readers know by another one.
    stand_ins: BTreeMap<String, String>,
    /// The texts of which something is kept from readers, whole.
    withheld: Vec<Arc<Document>>,
}

impl Shown {
    fn of(mut input: Input) -> Shown {
        let documents = std::mem::take(&mut input.documents);
        let documents = audience::with_private(documents, &input.private);
        let documents: Vec<_> = match input.day {
            Some(day) => documents.into_iter().map(|text| later::known_on(day, text)).collect(),
            None => documents,
        };
        let is_hidden = |document: &Document| (document.draft && !input.drafts) || input.is_internal(document);
        let order = input.day.map(|_| later::order(&documents, is_hidden));
        let later = input.day.zip(order.as_ref());
        let later = later.map_or_else(BTreeSet::new, |(day, order)| later::than(day, &documents, order, is_hidden));
        let is_draft: Vec<bool> = documents.iter().map(|document| document.draft && !input.drafts).collect();
        let PublicTexts { documents, stand_ins, withheld } = match input.audience {
            Audience::Public => {
                let is_held = |at| is_draft[at] || later.contains(&at);
                audience::public(documents, is_held, |texts| {
                    order.clone().unwrap_or_else(|| later::order(texts, is_hidden))
                })
            }
            Audience::Internal => PublicTexts { documents, ..PublicTexts::default() },
        };
        Shown { input: Input { documents, ..input }, later, order, stand_ins, withheld }
    }
}

/// Resolves a site. What did not change since the `last` resolution is taken over from there: while all names lead
/// where they led, the names in an unchanged text do too. The result is the same without it.
pub fn site(settings: Settings, build: Build, input: Input, last: Option<(&Site, &Names)>) -> Outcome<Resolved> {
    let editions = settings.editions.iter().filter(|edition| input.counts(&edition.value)).cloned().collect();
    let shown = Shown::of(input);
    let last = last.filter(|(_, names)| has_same_names(&names.shown, &shown));
    let arrangement = match last {
        Some((_, names)) => names.arrangement.clone(),
        None => Arc::new(arrange::arrange(&shown)),
    };
    let texts = resolve_texts(&arrangement, &shown.input, last.map(|(site, _)| site));
    let found = arrangement.found.iter().chain(texts.iter().flat_map(|text| &text.links.findings));
    let diagnostics = found.cloned().collect();
    let things = arrangement.things.clone();
    let (uses, doubts) = (Arc::default(), arrangement.doubts.clone());
    let allowed = allowed(&shown.input);
    let is_held = |at: usize, document: &Document| (document.draft && !shown.input.drafts) || shown.later.contains(&at);
    let documents = shown.input.documents.iter().enumerate();
    let held: Vec<_> =
        documents.filter(|(at, document)| is_held(*at, document)).map(|(_, document)| document).collect();
    let withheld_files = audience::withheld_files(&shown, &held, &arrangement.index, &texts);
    let sources = held.iter().filter(|document| document.meta.kind() == Kind::Source);
    let held_sources = sources.map(|document| document.id.clone()).collect();
    let held = held.into_iter().chain(&shown.withheld).map(|document| &**document);
    let in_drafts = in_drafts::of(&things, &arrangement.index, held);
    let withheld = shown.withheld.clone();
    let mut site = Site {
        settings,
        editions,
        build,
        things,
        texts,
        uses,
        doubts,
        in_drafts,
        held_sources,
        withheld,
        withheld_files,
        allowed,
        ..Site::default()
    };
    site.menu = menu::targets(&site);
    match last.filter(|(before, _)| has_same_uses(&before.texts, &site.texts)) {
        Some((before, _)) => (site.uses, site.doubts) = (before.uses.clone(), before.doubts.clone()),
        None => {
            let each = site.texts.as_slice().par_iter().enumerate();
            let found = each.flat_map_iter(|(at, text)| uses::in_text(TextId::at(at), text)).collect();
            site.uses = Uses::of(site.sources.len(), found).into();
            doubts::add_later_than_use(&mut site);
        }
    }
    Outcome { value: Resolved { site, names: Names { shown, arrangement } }, diagnostics }
}

/// What the files silence for themselves, file by file; those that have nothing to silence are left out. A text that is
/// held back has its say too, since the findings in its front matter are shown.
fn allowed(input: &Input) -> HashMap<Arc<str>, Allowed> {
    let some = input.documents.iter().filter(|document| !document.allow.is_empty());
    some.map(|document| (document.path.clone(), document.allow.clone())).collect()
}

/// Resolves the names in all texts; those that are as they were `before` keep what was found.
fn resolve_texts(arrangement: &Arrangement, input: &Input, before: Option<&Site>) -> Table<TextId, Text> {
    let resolve = |(at, placed): (usize, &Placed)| {
        let Placed { document, file, page, scope } = placed;
        let document = file.map_or(document, |file| &input.documents[file]);
        let known = before.map(|site| &site.texts[TextId::at(at)]).filter(|text| Arc::ptr_eq(&text.document, document));
        let links = known.map_or_else(|| arrangement.index.links(document).into(), |text| text.links.clone());
        Text { document: document.clone(), page: *page, scope: scope.clone(), links }
    };
    arrangement.texts.as_slice().par_iter().enumerate().map(resolve).collect::<Vec<_>>().into()
}

/// Whether texts under the same names use the same sources in the same places.
fn has_same_uses(before: &Table<TextId, Text>, now: &Table<TextId, Text>) -> bool {
    before.entries().zip(now.iter()).all(|((id, before), now)| {
        Arc::ptr_eq(&before.links, &now.links) || uses::in_text(id, before).eq(uses::in_text(id, now))
    })
}

/// Whether the names of a site lead to the same places, whatever else its texts say.
fn has_same_names(before: &Shown, now: &Shown) -> bool {
    if before.stand_ins != now.stand_ins || before.later != now.later {
        return false;
    }
    let (before, now) = (&before.input, &now.input);
    // On a day, what a text cites decides what else counts.
    let is_open = now.day.is_none();
    let same = |(before, now): (&Arc<Document>, &Arc<Document>)| {
        Arc::ptr_eq(before, now) || (is_open && names_of(before) == names_of(now))
    };
    before.documents.len() == now.documents.len()
        && before.documents.iter().zip(&now.documents).all(same)
        && other_than_texts(before) == other_than_texts(now)
}

/// What decides where names lead, beside the texts. There is no `..`, so that whoever adds a field has to say.
fn other_than_texts(input: &Input) -> impl PartialEq {
    let Input {
        documents: _,
        language,
        order,
        drafts,
        audience,
        day,
        editions,
        hidden,
        private,
        files,
        left_out,
        blocks,
    } = input;
    (language, order, drafts, audience, day, editions, (hidden, private, files, left_out, blocks))
}

/// What a document is called, and what others can name in it or becomes a source. There is no `..` here either: what is
/// left out (`_`) leads somewhere for its own text alone, which is looked at anew when it changes.
fn names_of(document: &Document) -> impl PartialEq {
    let Document {
        path,
        id,
        language,
        head,
        meta,
        draft,
        internal,
        body,
        blocks: _,
        unread,
        corrections,
        allow: _,
        aliases,
        tags: _,
        formerly,
        alternate,
        image: _,
        extra: _,
    } = document;
    // By its words, as they were typed, a heading is found too.
    let headings: Vec<_> = body.headings.iter().map(|heading| (&heading.id, home::typed(body, heading))).collect();
    let addresses: Vec<_> = sources::bare_addresses(document).collect();
    let own = (path, id, language, head, meta, draft, internal, unread);
    (own, (corrections, aliases, formerly, alternate), (headings, &body.anchors, addresses))
}

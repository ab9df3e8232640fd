//! The index in which readers search: packs that the script of the theme (`static/search.js`) adds to the page one by one.
//!
//! A browser that opened a page from a disk loads nothing but scripts, so each pack is a call with its data. The words
//! of all texts lead to pages and claims; claims, titles and addresses stand there whole. It is made of the site that
//! readers get, and of nothing else.

mod words;

use std::borrow::Cow;
use std::collections::BTreeSet;

use ahash::{HashMap, HashSet};
use rayon::prelude::*;
use serde_json::{Value, json};

use crate::ids;
use crate::markdown::slug::slug;
use crate::model::document::{Meta, Phrase};
use crate::model::table::Id;
use crate::model::text::Target;
use crate::model::{
    ActorId, BriefingId, Date, IssueId, PageId, PageKind, PositionId, SearchPack, Site, SiteFile, SourceId, TextId,
};
use crate::render::Library;
use crate::render::cards::Cards;
use crate::render::search::{KINDS, kind_of, language_of_title, searched};

/// The script that asks for the packs, by its place under `public/`.
pub const SCRIPT: &str = "assets/search.js";

/// The same by its path in the folder of the theme.
pub const IN_THEME: &str = "static/search.js";

/// So many bytes of texts have a pack of words. Such a pack is then of some 20 KB, of which 7 KB are sent.
const TEXT_OF_PACK: usize = 72 << 10;
/// So many claims stand in a pack.
const CLAIMS: usize = 64;
/// So many parts of the site are read apart for each thread: few, since each part has its own list of words.
const PARTS: usize = 4;

/// The packs of a site, known before any is made: how many there are follows from how much there is to search.
pub fn files(site: &Site) -> Vec<SiteFile> {
    if !site.made.contains_key(&PageKind::Search) {
        return Vec::new();
    }
    let words = (0..packs_of_words(site)).map(SearchPack::Words);
    let claims = (0..claims(site).len().div_ceil(CLAIMS)).map(SearchPack::Claims);
    [SearchPack::Head].into_iter().chain(words).chain(claims).map(SiteFile::Search).collect()
}

fn packs_of_words(site: &Site) -> usize {
    let texts: usize = site.texts.iter().map(|text| text.body.content.html.len()).sum();
    1 + texts / TEXT_OF_PACK
}

/// A pack. All are made with the first.
pub fn pack(library: &Library, pack: SearchPack) -> Vec<u8> {
    let at = match pack {
        SearchPack::Head => 0,
        SearchPack::Words(number) => 1 + number,
        SearchPack::Claims(number) => 1 + packs_of_words(library.site()) + number,
    };
    all(library).get(at).cloned().unwrap_or_default()
}

/// All packs, in the order of [`files`].
pub fn all(library: &Library) -> &[Vec<u8>] {
    library.search(|| Index::of(library).packs())
}

/// What a hit can be beside a page: words of somebody that stand in the index whole.
#[derive(Clone, Copy)]
enum Claim {
    Position(PositionId),
    Judgement(BriefingId, usize),
    Quotation(SourceId, usize),
}

/// The claims of a site: positions of today, judgements, quotations, positions of before.
fn claims(site: &Site) -> Vec<Claim> {
    let is_shown = |page: PageId| !site.pages[page].draft;
    let positions = |is_today: bool| {
        let entries = site.positions.entries().filter(move |(_, entry)| (entry.nth == 0) == is_today);
        entries.filter(move |(_, entry)| is_shown(entry.page)).map(|(at, _)| Claim::Position(at))
    };
    let briefings = site.briefings.entries().filter(|(_, entry)| is_shown(entry.page));
    let judgements = briefings
        .flat_map(|(at, entry)| (0..entry.meta.judgements.len()).map(move |number| Claim::Judgement(at, number)));
    let sources = site.sources.entries().filter(|(_, entry)| is_shown(entry.page));
    let quotations =
        sources.flat_map(|(at, entry)| (0..entry.meta.quotes.len()).map(move |number| Claim::Quotation(at, number)));
    positions(true).chain(judgements).chain(quotations).chain(positions(false)).collect()
}

/// A claim in words.
struct Told<'a> {
    page: PageId,
    /// `position`, `judgement` or `quotation`.
    kind: &'static str,
    words: Cow<'a, str>,
    translation: Option<&'a str>,
    date: Option<&'a Date>,
    /// Its stance, or how likely it is.
    label: Option<&'a str>,
    sources: BTreeSet<SourceId>,
    /// Where on the page it stands.
    place: Option<String>,
}

fn told<'a>(cards: &Cards<'a>, claim: Claim) -> Told<'a> {
    let site = cards.site;
    match claim {
        Claim::Position(at) => {
            let entry = &site.positions[at];
            Told {
                page: entry.page,
                kind: "position",
                words: cards.position_summary(at),
                translation: None,
                date: entry.meta.as_of.as_ref().map(|date| &date.value),
                label: entry.meta.stance.map(|stance| cards.words.label(stance)),
                sources: site.cited(entry.text),
                place: (entry.nth > 0).then(|| ids::position(&entry.id)),
            }
        }
        Claim::Judgement(at, number) => {
            let entry = &site.briefings[at];
            let judgement = &entry.meta.judgements[number];
            let cited = site.texts[entry.text].links.judgements.get(number).map_or(&[][..], Vec::as_slice);
            let first = cited.iter().find_map(|cited| Some((cited.source?, cited.ordinal)));
            Told {
                page: entry.page,
                kind: "judgement",
                words: Cow::Borrowed(&*judgement.text),
                translation: None,
                date: entry.meta.as_of.as_ref().map(|date| &date.value),
                label: judgement.likelihood.map(|word| cards.likelihood(word).label),
                sources: cited.iter().filter_map(|cited| cited.source).collect(),
                place: first.map(|(source, ordinal)| ids::marker("", &site.sources[source].id, ordinal)),
            }
        }
        Claim::Quotation(at, number) => {
            let entry = &site.sources[at];
            let quote = &entry.meta.quotes[number];
            Told {
                page: entry.page,
                kind: "quotation",
                words: Cow::Borrowed(&quote.text),
                translation: quote.translation.as_deref(),
                date: entry.meta.published.as_ref().map(|date| &date.value),
                label: None,
                sources: [at].into(),
                place: Some(ids::quote(&slug(&quote.id))),
            }
        }
    }
}

/// For each word the hits that have it, ascending.
type Postings = HashMap<Box<str>, Vec<u32>>;

/// A site as it is searched. A hit is known by its number: first the pages, then the claims.
struct Index<'a> {
    library: &'a Library,
    site: &'a Site,
    pages: Vec<PageId>,
    claims: Vec<Claim>,
    /// The texts of each page of the site.
    texts: Vec<Vec<TextId>>,
}

impl<'a> Index<'a> {
    fn of(library: &'a Library) -> Index<'a> {
        let site = library.site();
        let mut texts = vec![Vec::new(); site.pages.len()];
        site.texts.entries().for_each(|(at, text)| texts[text.page.place()].push(at));
        Index { library, site, pages: searched(site), claims: claims(site), texts }
    }

    fn packs(&self) -> Vec<Vec<u8>> {
        let ((from, words), claims) = rayon::join(|| self.words(), || self.claims());
        [self.head(&from)].into_iter().chain(words).chain(claims).collect()
    }

    /// The packs of words, and the key with which each of them begins.
    fn words(&self) -> (Vec<String>, Vec<Vec<u8>>) {
        let hits: Vec<usize> = (0..self.pages.len() + self.claims.len()).collect();
        let at_once = hits.len().div_ceil(PARTS * rayon::current_num_threads()).max(1);
        let parts: Vec<Postings> = hits.par_chunks(at_once).map(|hits| self.postings(hits)).collect();
        let mut all = Postings::default();
        for (word, hits) in parts.into_iter().flatten() {
            all.entry(word).or_default().extend(hits);
        }
        let mut lines: Vec<(String, String)> = all.into_par_iter().map(|(word, hits)| line(&word, hits)).collect();
        lines.par_sort_unstable_by(|(key, line), (other, next)| {
            key.encode_utf16().cmp(other.encode_utf16()).then_with(|| line.cmp(next))
        });
        in_packs(&lines, packs_of_words(self.site))
    }

    /// What some hits say.
    fn postings(&self, hits: &[usize]) -> Postings {
        let cards = Cards::new(self.library, "");
        let mut found = Postings::default();
        for hit in hits {
            let number = u32::try_from(*hit).unwrap_or(u32::MAX);
            let mut take = |word: &str| {
                let hits = match found.get_mut(word) {
                    Some(hits) => hits,
                    None => found.entry(word.into()).or_default(),
                };
                if hits.last() != Some(&number) {
                    hits.push(number);
                }
            };
            match self.claims.get(hit.wrapping_sub(self.pages.len())) {
                Some(claim) => self.read_claim(&cards, *claim, &mut take),
                None => self.read_page(&cards, self.pages[*hit], &mut take),
            }
        }
        found
    }

    fn read_claim(&self, cards: &Cards, claim: Claim, take: &mut impl FnMut(&str)) {
        let told = told(cards, claim);
        words::of_text(&told.words, take);
        words::of_text(told.translation.unwrap_or_default(), take);
        words::of_text(cards.title(told.page), take);
        self.read_names(told.page, take);
        self.read_cited(told.sources, take);
    }

    fn read_page(&self, cards: &Cards, page: PageId, take: &mut impl FnMut(&str)) {
        words::of_text(cards.title(page), take);
        self.read_names(page, take);
        for text in &self.texts[page.place()] {
            let document = &self.site.texts[*text].document;
            let (body, links) = (&document.body, &self.site.texts[*text].links);
            words::of_markup(&body.content.html, take);
            body.notes.iter().for_each(|note| words::of_text(&cards.plain(*text, &note.words), take));
            body.links.iter().filter_map(|link| link.alt.as_deref()).for_each(|alt| words::of_text(alt, take));
            let code = body.blocks.iter().zip(&links.blocks).filter(|(_, block)| block.is_none());
            code.for_each(|(block, _)| words::of_text(&block.code, take));
            // What is still to come has no name here; the words of the link are the author's, and stand in the text.
            let targets = links.targets.iter().filter(|to| !matches!(to, Some(Target::Later)));
            targets.for_each(|to| words::of_text(cards.target_title(to.as_ref()), take));
            document.tags.iter().for_each(|tag| words::of_text(tag, take));
            document.aliases.iter().for_each(|name| words::of_text(name, take));
            phrases(&document.meta).for_each(|phrase| words::of_text(phrase, take));
            let judged = links.judgements.iter().flatten().filter_map(|cited| cited.source);
            self.read_cited(self.site.cited(*text).into_iter().chain(judged).collect(), take);
        }
    }

    /// All names of whom and what a page is about: each finds it.
    fn read_names(&self, page: PageId, take: &mut impl FnMut(&str)) {
        let (actors, issues) = self.about(page);
        for actor in actors {
            names(self.site, actor).for_each(|name| words::of_text(name, take));
        }
        for issue in issues {
            let entry = &self.site.issues[issue];
            words::of_text(&entry.meta.title, take);
            self.site.texts[entry.text].aliases.iter().for_each(|name| words::of_text(name, take));
        }
        if let PageKind::Source(at) = self.site.pages[page].kind {
            words::of_text(self.site.sources[at].meta.title_translated.as_deref().unwrap_or_default(), take);
        }
    }

    /// By `cites:KEY` a reader finds what cites a source.
    fn read_cited(&self, sources: BTreeSet<SourceId>, take: &mut impl FnMut(&str)) {
        for source in sources {
            let entry = &self.site.sources[source];
            let keys = [&entry.id].into_iter().chain(entry.meta.keys.iter().map(|key| &key.value));
            keys.for_each(|key| take(&["@", &key.to_lowercase()].concat()));
        }
    }

    /// The actors and issues that a page is about.
    fn about(&self, page: PageId) -> (Vec<ActorId>, Vec<IssueId>) {
        let site = self.site;
        match site.pages[page].kind {
            PageKind::Actor(at) => (vec![at], Vec::new()),
            PageKind::Issue(at) => (Vec::new(), vec![at]),
            PageKind::Cell(at) => (vec![site.cells[at].actor], vec![site.cells[at].issue]),
            PageKind::Briefing(at) => (site.briefings[at].actors.clone(), site.briefings[at].issues.clone()),
            PageKind::Event(at) => (site.events[at].actors.clone(), site.events[at].issues.clone()),
            PageKind::Source(at) => (site.sources[at].voice_of.clone(), Vec::new()),
            _ => (Vec::new(), Vec::new()),
        }
    }

    /// The day of a page.
    fn date(&self, page: PageId) -> Option<&'a Date> {
        let site = self.site;
        match site.pages[page].kind {
            PageKind::Event(at) => site.events[at].meta.date.as_ref().map(|date| &date.value),
            PageKind::Source(at) => site.sources[at].meta.published.as_ref().map(|date| &date.value),
            _ => site.as_of(site.pages[page].text?),
        }
    }

    fn language(&self, page: PageId) -> &'a str {
        language_of_title(self.site, page)
    }

    /// The claims, whole.
    fn claims(&self) -> Vec<Vec<u8>> {
        let cards = Cards::new(self.library, "");
        let row = |claim: &Claim| {
            let Told { words, translation, date, label, sources, place, kind, .. } = told(&cards, *claim);
            let date = date.map_or_else(String::new, |date| cards.words.date(date));
            let sources = if kind == "quotation" { 0 } else { sources.len() };
            json!([words, date, label.unwrap_or_default(), sources, place.unwrap_or_default(), translation])
        };
        let packs = self.claims.chunks(CLAIMS).enumerate();
        packs
            .map(|(number, claims)| {
                let rows: Vec<String> = claims.iter().map(|claim| short(row(claim)).to_string()).collect();
                call(&format!("claims-{number}"), &format!("[\n{}\n]", rows.join(",\n")))
            })
            .collect()
    }

    /// All that must be known before anything is found.
    fn head(&self, from: &[String]) -> Vec<u8> {
        let (site, cards) = (self.site, Cards::new(self.library, ""));
        let rank: HashMap<PageId, usize> = self.pages.iter().enumerate().map(|(at, page)| (*page, at)).collect();
        let languages: BTreeSet<&str> = self.pages.iter().map(|page| self.language(*page)).collect();
        let languages: Vec<&str> = languages.into_iter().collect();
        let (mut kinds, mut pages, mut years) = (String::new(), Vec::new(), Vec::new());
        let mut most = 0;
        for claim in &self.claims {
            let Told { page, kind, date, sources, .. } = told(&cards, *claim);
            kinds.push_str(&kind[..1]);
            pages.push(rank.get(&page).copied().unwrap_or_default());
            years.push(date.map_or(0, |date| date.known().0));
            most = most.max(sources.len());
        }
        let page = |page: &PageId| self.page_row(&cards, *page, &languages).to_string();
        let rows: Vec<String> = self.pages.iter().map(page).collect();
        let actors = site.actors.entries().map(|(at, entry)| {
            let mut others: Vec<&str> = names(site, at).collect();
            others.retain(|name| *name != &*entry.meta.name);
            json!([entry.id, &*entry.meta.name, others])
        });
        let head = json!({
            "words": self.said(),
            "kinds": KINDS.map(|(kind, key)| json!([kind, cards.words.text(key)])),
            "languages": languages.iter().map(|tag| json!([tag, cards.words.language(tag)])).collect::<Vec<_>>(),
            "sources": (0..=most).map(|n| self.sources(n)).collect::<Vec<_>>(),
            "actors": actors.collect::<Vec<_>>(),
            "issues": site.issues.iter().map(|entry| json!([entry.id, &*entry.meta.title])).collect::<Vec<_>>(),
            "from": from,
            "size": CLAIMS,
            "claims": {"kinds": kinds, "pages": steps(&pages), "years": years},
        });
        let mut text = head.to_string();
        text.pop();
        call("head", &format!("{text},\n\"pages\":[\n{}\n]}}", rows.join(",\n")))
    }

    fn page_row(&self, cards: &Cards, page: PageId, languages: &[&str]) -> Value {
        let site = self.site;
        let row = &site.pages[page];
        let (actors, issues) = self.about(page);
        let date = self.date(page);
        let language = languages.binary_search(&self.language(page)).unwrap_or_default();
        let kind = kind_of(row.kind);
        let actors: Vec<usize> = actors.into_iter().map(Id::place).collect();
        let issues: Vec<usize> = issues.into_iter().map(Id::place).collect();
        short(json!([
            KINDS.iter().position(|(known, _)| *known == kind).unwrap_or_default(),
            row.address,
            cards.title(page),
            language,
            date.map_or(0, |date| date.known().0),
            date.map_or_else(String::new, |date| cards.words.date(date)),
            actors,
            issues,
        ]))
    }

    /// What the script says, in the words of the theme.
    fn said(&self) -> Value {
        let words = self.library.words();
        let forms = words.forms("search.hits").into_iter().map(|(category, text)| (category, Value::from(text)));
        let hits: serde_json::Map<String, Value> = forms.map(|(name, text)| (name.to_owned(), text)).collect();
        json!({
            "language": self.site.settings.language,
            "hits": hits,
            "none": words.text("search.none"),
            "in-text": words.text("search.in-text"),
            "apart": words.text("search.apart"),
            "more": words.text("search.more"),
            "all": words.text("search.all"),
        })
    }

    fn sources(&self, n: usize) -> String {
        match n {
            0 => self.library.words().text("say.no-source").to_owned(),
            _ => self.library.words().count("count.sources", n, &[]),
        }
    }
}

/// All names of an actor, each once.
fn names(site: &Site, actor: ActorId) -> impl Iterator<Item = &str> {
    let meta = &site.actors[actor].meta;
    let names = [Some(&meta.name), meta.short_name.as_ref()].into_iter().flatten().chain(&meta.aliases);
    let mut known = HashSet::default();
    names.map(|name| &**name).filter(move |name| known.insert(*name))
}

/// What the front matter of a text says in words, beside its title and names.
fn phrases(meta: &Meta) -> impl Iterator<Item = &str> {
    fn of(phrase: &Option<Phrase>) -> Option<&str> {
        phrase.as_deref()
    }
    let (mut few, mut many): (Vec<Option<&str>>, Vec<&str>) = (Vec::new(), Vec::new());
    match meta {
        Meta::Briefing(meta) => {
            few.push(of(&meta.summary));
            many.extend(meta.authors.iter().map(String::as_str));
            many.extend(meta.judgements.iter().map(|judgement| &*judgement.text));
        }
        Meta::Actor(meta) => few.push(of(&meta.kind)),
        Meta::Issue(meta) => {
            few.push(of(&meta.question));
            many.extend(meta.scale.iter().map(|option| &*option.value));
        }
        Meta::Position(meta) => few.push(of(&meta.summary)),
        Meta::Event(meta) => few.extend([of(&meta.place), of(&meta.kind)]),
        Meta::Source(meta) => {
            few.extend([meta.publisher.as_deref(), meta.container.as_deref(), of(&meta.descriptor)]);
            many.extend(meta.authors.iter().chain(&meta.editors).map(String::as_str));
            let quotes = meta.quotes.iter();
            many.extend(quotes.flat_map(|quote| [Some(&*quote.text), quote.translation.as_deref()]).flatten());
        }
        Meta::Home(_) | Meta::Page(_) => {}
    }
    few.into_iter().flatten().chain(many)
}

/// A word with its hits as a line of a pack, and the key by which it gets there.
fn line(word: &str, mut hits: Vec<u32>) -> (String, String) {
    hits.sort_unstable();
    hits.dedup();
    let hits: Vec<usize> = hits.into_iter().map(|hit| hit as usize).collect();
    (words::key(word), format!("{}:\"{}\"", Value::from(word), steps(&hits)))
}

/// Numbers as their steps from one to the next, to the base of 36.
fn steps(numbers: &[usize]) -> String {
    let mut text = String::with_capacity(numbers.len() * 2);
    let mut before = 0;
    for number in numbers {
        if !text.is_empty() {
            text.push(',');
        }
        // Claims lead to pages in any order.
        if *number < before {
            text.push('-');
        }
        base36(number.abs_diff(before), &mut text);
        before = *number;
    }
    text
}

fn base36(number: usize, out: &mut String) {
    if number >= 36 {
        base36(number / 36, out);
    }
    out.extend(char::from_digit((number % 36) as u32, 36));
}

/// Puts lines into so many packs of about one size; all of one key stand in one. Gives the first key of each.
fn in_packs(lines: &[(String, String)], packs: usize) -> (Vec<String>, Vec<Vec<u8>>) {
    let all: usize = lines.iter().map(|(_, line)| line.len() + 1).sum();
    let mut parts: Vec<&[(String, String)]> = vec![&[]; packs];
    let mut rest = lines;
    let mut done = 0;
    for (number, part) in parts.iter_mut().enumerate() {
        let wanted = all * (number + 1) / packs;
        let mut end = 0;
        while end < rest.len() && (done < wanted || (end > 0 && rest[end].0 == rest[end - 1].0)) {
            done += rest[end].1.len() + 1;
            end += 1;
        }
        (*part, rest) = rest.split_at(end);
    }
    // A pack without words begins where the next one does, behind which nobody looks for it.
    let mut next = "\u{ffff}".to_owned();
    let mut from: Vec<String> = parts
        .iter()
        .rev()
        .map(|part| {
            next = part.first().map_or_else(|| next.clone(), |(key, _)| key.clone());
            next.clone()
        })
        .collect();
    from.reverse();
    let body = |part: &[(String, String)]| {
        let lines: Vec<&str> = part.iter().map(|(_, line)| line.as_str()).collect();
        format!("{{\n{}\n}}", lines.join(",\n"))
    };
    let packs = parts.into_par_iter().enumerate();
    (from, packs.map(|(number, part)| call(&format!("words-{number}"), &body(part))).collect())
}

/// A list without what is empty at its end.
fn short(mut list: Value) -> Value {
    if let Value::Array(items) = &mut list {
        let is_empty = |item: &Value| match item {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            Value::Number(number) => number.as_u64() == Some(0),
            Value::Bool(_) | Value::Object(_) => false,
        };
        while items.last().is_some_and(is_empty) {
            items.pop();
        }
    }
    list
}

/// A pack: the call by which the script gets its data.
fn call(name: &str, data: &str) -> Vec<u8> {
    format!("standpointSearch({},{data});\n", Value::from(name)).into_bytes()
}

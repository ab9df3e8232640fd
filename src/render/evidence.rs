//! What claims rest on, in words: for the page of all positions and judgements, and for those who ask what a source
//! bears.

use std::borrow::Cow;
use std::collections::HashSet;

use serde::Serialize;

use super::cards::Cards;
use super::library::Library;
use super::quotation::quotation;
use super::view::{ClaimGroup, ClaimView, DateView, EvidenceView, WordView};
use crate::analysis::evidence::{self, Claim, Claiming, claims, weak_points};
use crate::analysis::impact::{self, Touched};
use crate::diagnostic::{Code, Span};
use crate::ids;
use crate::model::document::Meta;
use crate::model::text::Text;
use crate::model::uses::{Use, UseAt};
use crate::model::{PageId, Site, SourceId};

/// The groups, worst first, each with the key of its words.
const GROUPS: [(&str, &str); 5] = [
    ("lost", "evidence.lost"),
    ("none", "evidence.none"),
    ("one", "evidence.one"),
    ("weak", "evidence.weak"),
    ("sound", "evidence.sound"),
];

/// The key of the words for a weak point.
fn key(weak: Code) -> &'static str {
    match weak {
        Code::SingleSource => "weak.single-source",
        Code::SingleOrigin => "weak.single-origin",
        Code::SamePublisher => "weak.same-publisher",
        Code::PartyOnly => "weak.party-only",
        Code::SecondHandStatement => "weak.second-hand-statement",
        Code::LowGradeOnly => "weak.low-grade-only",
        Code::ReviewDue => "weak.review-due",
        _ => "weak.rests-on-retracted",
    }
}

/// All positions and judgements of today.
pub fn evidence<'a>(cards: &Cards<'a>, site: &'a Site) -> EvidenceView<'a> {
    let mut groups: Vec<Vec<ClaimView>> = GROUPS.iter().map(|_| Vec::new()).collect();
    for claim in evidence::stated_today(site) {
        let (group, view) = view(cards, site, &claim);
        groups[group].push(view);
    }
    let claims = groups.iter().map(Vec::len).sum();
    let named = GROUPS.iter().zip(groups).filter(|(_, claims)| !claims.is_empty());
    let group = |((id, title), claims): (&(&'static str, &'static str), _)| ClaimGroup {
        id,
        title: cards.words.text(title),
        claims,
    };
    EvidenceView { groups: named.map(group).collect(), claims }
}

/// A claim in words, and the number of its group.
fn view<'a>(cards: &Cards<'a>, site: &'a Site, claim: &Claim) -> (usize, ClaimView<'a>) {
    let grounds = cards.grounds();
    let file = &site.texts[claim.text].path;
    let found = if claim.sources.is_empty() { Vec::new() } else { evidence::weak_points(site, grounds, claim) };
    let (answered, weak): (Vec<Code>, Vec<Code>) = found.iter().partition(|code| site.reason(file, **code).is_some());
    let origins = grounds.count(&claim.sources);
    let group = match claim.sources.len() {
        _ if grounds.are_lost(&claim.sources) => 0,
        0 => 1,
        _ if weak.contains(&Code::SingleSource) || weak.contains(&Code::SingleOrigin) => 2,
        _ if !weak.is_empty() => 3,
        _ => 4,
    };
    let label = |code: &Code| WordView { id: code.name(), label: cards.words.text(key(*code)) };
    let (url, words) = place(cards, site, claim);
    let claim = ClaimView {
        kind: claim.word(),
        title: cards.title(site.texts[claim.text].page),
        words,
        as_of: site.as_of(claim.text).map(|date| cards.date(date)),
        url,
        sources: claim.sources.len(),
        origins,
        rests_on: claim.sources.iter().map(|source| cards.source(*source)).collect(),
        shaken: cards.shaken(&claim.sources),
        weak: weak.iter().filter(|code| **code != Code::RestsOnRetracted).map(label).collect(),
        answers: answered.iter().filter_map(|code| Some(&*site.reason(file, *code)?.words)).collect(),
    };
    (group, claim)
}

/// Where a claim stands, and what it says.
fn place<'a>(cards: &Cards<'a>, site: &'a Site, claim: &Claim) -> (String, Cow<'a, str>) {
    let text = &site.texts[claim.text];
    let page = cards.url(text.page);
    let at_use = |(source, at): (SourceId, UseAt)| {
        let used = quotation(site, cards, source, Use { text: claim.text, at });
        ([&page, "#", &used.anchor].concat(), used.sentence)
    };
    match claim.what {
        Claiming::Position(at) => (cards.position_url(at), cards.position_summary(at)),
        Claiming::Event(_) => (page, cards.title(text.page).into()),
        Claiming::Sentence(marker) => first_at_marker(text, marker).map_or_else(|| (page.clone(), "".into()), at_use),
        Claiming::Judgement(_, number) => {
            let said = match &text.meta {
                Meta::Briefing(briefing) => cards.words_of(&briefing.judgements[number as usize].text),
                _ => "",
            };
            let first = first_in_judgement(text, number).map(|used| at_use(used).0);
            (first.unwrap_or(page), said.into())
        }
    }
}

/// The first source of a judgement.
fn first_in_judgement(text: &Text, number: u32) -> Option<(SourceId, UseAt)> {
    let cited = text.links.judgements.get(number as usize)?.iter().enumerate();
    cited.filter_map(|(item, cited)| Some((cited.source?, UseAt::Judgement(number, item as u32)))).next()
}

/// The first source at a marker.
fn first_at_marker(text: &Text, marker: u32) -> Option<(SourceId, UseAt)> {
    let cited = text.body.markers[marker as usize].part_of(&text.links.cited).iter().enumerate();
    cited.filter_map(|(item, cited)| Some((cited.source?, UseAt::Marker(marker, item as u32)))).next()
}

/// A claim that rests on a source, in words.
#[derive(Debug, Serialize)]
pub struct TouchedView<'a> {
    /// `sentence`, `position`, `event` or `judgement`.
    pub kind: &'static str,
    /// The title of the page on which it stands.
    pub title: &'a str,
    /// What it says.
    pub words: Cow<'a, str>,
    /// When.
    pub as_of: Option<DateView<'a>>,
    /// Where it stands on the site.
    pub url: String,
    /// 1 where it cites the source, 2 where it cites one that draws on it, and so on.
    pub hand: usize,
    /// The keys from the source to the one that it cites, both included.
    pub through: Vec<&'a str>,
    /// How many origins it has.
    pub origins: usize,
    /// How many are left without the source.
    pub left: usize,
    /// Whether it is held today: else another one has taken its place.
    pub current: bool,
    /// Where in which file.
    #[serde(skip)]
    pub span: &'a Span,
}

/// All that rests on a source.
pub fn touched<'a>(library: &'a Library, source: SourceId, without: &[SourceId]) -> Vec<TouchedView<'a>> {
    let (site, cards) = (library.site(), Cards::as_written(library));
    let all = impact::of(site, source, without);
    all.into_iter().map(|touched| touched_view(&cards, site, &touched)).collect()
}

fn touched_view<'a>(cards: &Cards<'a>, site: &'a Site, touched: &Touched) -> TouchedView<'a> {
    let Touched { claim, hand, through, origins, left, current } = touched;
    let (url, words) = place(cards, site, claim);
    TouchedView {
        kind: claim.word(),
        title: cards.title(site.texts[claim.text].page),
        words,
        as_of: site.as_of(claim.text).map(|date| cards.date(date)),
        url,
        hand: *hand,
        through: through.iter().map(|source| site.sources[*source].id.as_str()).collect(),
        origins: *origins,
        left: *left,
        current: *current,
        span: claim.span(site),
    }
}

/// What a sentence on a page rests on, for whoever writes it.
#[derive(Debug, Serialize)]
pub struct GroundedView<'a> {
    /// The id of its first marker on the page.
    pub marker: String,
    /// The words with which it begins.
    pub begins: &'a str,
    /// How many sources it has.
    pub sources: usize,
    /// To how many origins these go back.
    pub origins: usize,
    /// Its weak points, by the names of the findings.
    pub weak: Vec<&'static str>,
    /// Where in which file.
    #[serde(skip)]
    pub span: &'a Span,
}

/// The sentences on a page that cite, as far as their markers are among the `ids` of the page. Positions stand on other
/// pages than their own too.
pub fn grounded<'a>(library: &'a Library, page: PageId, ids: &HashSet<&str>) -> Vec<GroundedView<'a>> {
    let site = library.site();
    let shows_others = ids.iter().any(|id| id.contains(':'));
    let texts = site
        .texts
        .entries()
        .filter(|(_, text)| text.page == page || (shows_others && matches!(text.meta, Meta::Position(_))));
    let claims = texts.flat_map(|(at, _)| claims(site, at));
    claims.filter_map(|claim| grounded_view(library, &claim, ids)).collect()
}

fn grounded_view<'a>(library: &'a Library, claim: &Claim, ids: &HashSet<&str>) -> Option<GroundedView<'a>> {
    let (site, grounds) = (library.site(), library.grounds());
    let Claiming::Sentence(number) = claim.what else { return None };
    let text = &site.texts[claim.text];
    let marker = &text.body.markers[number as usize];
    let cited = marker.part_of(&text.links.cited).iter().find(|cited| cited.source.is_some())?;
    let key = &site.sources[cited.source?].id;
    let scopes = [text.scope.clone(), ids::scope(&text.id)];
    let marker_id = scopes.iter().map(|scope| ids::marker(scope, key, cited.ordinal));
    let words = &text.body.sentences[marker.sentence as usize].text;
    // A title that is put in is not known here.
    let begins = words.split('\u{fffc}').next().unwrap_or_default();
    let end = begins.char_indices().nth(40).map_or(begins.len(), |(at, _)| at);
    Some(GroundedView {
        marker: marker_id.into_iter().find(|id| ids.contains(id.as_str()))?,
        begins: begins[..end].trim_end(),
        sources: claim.sources.len(),
        origins: grounds.count(&claim.sources),
        weak: weak_points(site, grounds, claim).into_iter().map(Code::name).collect(),
        span: claim.span(site),
    })
}

//! Where positions stand, as pictures and lists can show it: the spectrum of an issue, the way of a cell, who agrees
//! with whom.

use super::cards::Cards;
use super::view::{
    AgreementView, ApartView, DisagreementView, OptionStanding, OptionView, SpectrumMark, SpectrumRow, SpectrumView,
    WayStep, WayView,
};
use crate::analysis::{agreement, changes, day, scale};
use crate::model::{ActorId, CellId, IssueId, PositionId, Site};

/// Others that an agreement lists: all on all pages would grow with their square.
const MOST_OTHERS: usize = 24;
/// Others among whom it looks for these.
const MOST_COMPARED: usize = 100;
/// Earlier places that a picture of a cell's way shows.
const MOST_STEPS: usize = 12;

/// An option's middle in per cent of the width of a picture.
fn middle(option: usize, options: usize) -> String {
    per_cent((option as f64 + 0.5) / options as f64)
}

fn per_cent(part: f64) -> String {
    let text = format!("{:.2}", part * 100.0);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The options of an issue: those of its scale, else the stances that have an order.
pub fn options<'a>(cards: &Cards<'a>, site: &'a Site, issue: IssueId) -> Vec<OptionView<'a>> {
    (0..scale::options(site, issue)).map(|at| option(cards, site, issue, at)).collect()
}

/// One of them.
pub fn option<'a>(cards: &Cards<'a>, site: &'a Site, issue: IssueId, at: usize) -> OptionView<'a> {
    match site.issues[issue].meta.scale.is_empty() {
        false => cards.option(issue, at),
        true => OptionView { number: at + 1, label: cards.words.label(scale::STANCES[at]) },
    }
}

/// The places of some actors on an issue; none where nobody has one. `anchor` gives what leads to the picture.
pub fn spectrum<'a>(
    cards: &Cards<'a>,
    site: &'a Site,
    actors: &[ActorId],
    issue: IssueId,
    anchor: impl FnOnce() -> String,
) -> Option<SpectrumView<'a>> {
    let (mut placed, mut apart) = (Vec::new(), Vec::new());
    for at in actors.iter().filter_map(|actor| cards.seen.position_of(*actor, issue)) {
        let (own, entry) = (scale::option(site, at), &site.positions[at]);
        // Who names no option of its own may still say what it could live with, or rules out.
        match own.or(entry.accepts.iter().chain(&entry.rejects).min().copied()) {
            Some(option) => placed.push((option, own, at)),
            None => apart.push(at),
        }
    }
    let count = scale::options(site, issue);
    // From one end of the scale to the other, so that neighbours stand together.
    placed.sort_by_key(|(option, ..)| *option);
    (!placed.is_empty()).then(|| SpectrumView {
        anchor: anchor(),
        issue: cards.issue(issue),
        by_stance: site.issues[issue].meta.scale.is_empty(),
        options: options(cards, site, issue),
        middles: (0..count).map(|at| middle(at, count)).collect(),
        width: per_cent(1.0 / count as f64),
        rows: placed.into_iter().map(|(_, own, at)| row(cards, site, issue, own, at)).collect(),
        apart: apart.into_iter().map(|at| cards.position(at)).collect(),
    })
}

fn row<'a>(cards: &Cards<'a>, site: &'a Site, issue: IssueId, own: Option<usize>, at: PositionId) -> SpectrumRow<'a> {
    let (entry, count) = (&site.positions[at], scale::options(site, issue));
    let mark = |option: usize| SpectrumMark {
        x: middle(option, count),
        start: per_cent(option as f64 / count as f64),
        option: self::option(cards, site, issue, option),
    };
    let accepted = scale::accepted(site, at).into_iter().filter(|option| Some(*option) != own);
    let earlier = cards.seen.positions(entry.cell).skip_while(|position| *position != at).skip(1);
    let earlier = earlier.filter(|position| day::is_ordered(site, *position, at));
    let mut earlier: Vec<usize> = earlier.filter_map(|position| scale::option(site, position)).collect();
    earlier.dedup();
    let before = earlier.first().copied().filter(|before| own.is_some_and(|own| *before != own));
    earlier.retain(|option| Some(*option) != own);
    earlier.sort_unstable();
    earlier.dedup();
    SpectrumRow {
        position: cards.position(at),
        at: own.map(mark),
        accepts: accepted.map(mark).collect(),
        rejects: entry.rejects.iter().map(|option| mark(*option)).collect(),
        red_line: scale::is_red_line(&entry.meta),
        from: before.map(mark),
        earlier: earlier.into_iter().map(mark).collect(),
    }
}

/// The way of a cell in small: none where it never moved along the options.
pub fn way<'a>(cards: &Cards<'a>, site: &'a Site, cell: CellId) -> Option<WayView<'a>> {
    let issue = site.cells[cell].issue;
    let count = scale::options(site, issue);
    let mut placed: Vec<(PositionId, usize)> = Vec::new();
    for (at, option) in cards.seen.positions(cell).filter_map(|at| Some((at, scale::option(site, at)?))) {
        // Of two of one date nobody knows which way led from one to the other.
        if placed.last().is_none_or(|(next, _)| day::is_ordered(site, at, *next)) {
            placed.push((at, option));
        }
    }
    placed.truncate(MOST_STEPS);
    placed.reverse();
    if placed.len() < 2 || placed.iter().all(|(_, option)| *option == placed[0].1) {
        return None;
    }
    let x = |at: usize| 2.0 + 36.0 * at as f64 / (placed.len() - 1) as f64;
    let y = |option: usize| 10.0 - 8.0 * option as f64 / (count.max(2) - 1) as f64;
    let point = |at: usize, option: usize| format!("{:.1},{:.1}", x(at), y(option));
    let points: Vec<String> = placed.iter().enumerate().map(|(at, (_, option))| point(at, *option)).collect();
    let (_, last) = placed[placed.len() - 1];
    Some(WayView {
        points: points.join(" "),
        end: [format!("{:.1}", x(placed.len() - 1)), format!("{:.1}", y(last))],
        steps: placed
            .iter()
            .map(|(at, option)| WayStep {
                option: self::option(cards, site, issue, *option),
                as_of: cards.date_or_gap(day::date_of(site, *at)),
            })
            .collect(),
    })
}

/// How far an actor stands from others, on all issues or on some.
pub fn agreement<'a>(
    cards: &Cards<'a>,
    site: &'a Site,
    actor: ActorId,
    others: Option<&[ActorId]>,
    issues: Option<&[IssueId]>,
) -> AgreementView<'a> {
    let others = others.map_or_else(|| beside(site, actor), <[ActorId]>::to_vec);
    let others = others.iter().filter(|other| **other != actor);
    let compared = others.clone().take(MOST_COMPARED);
    let mut found: Vec<ApartView> = compared.filter_map(|other| apart(cards, site, actor, *other, issues)).collect();
    // Who agrees on most stands first.
    found.sort_by_key(|apart| std::cmp::Reverse((apart.same.len(), std::cmp::Reverse(apart.steps))));
    let more = found.len() > MOST_OTHERS || others.count() > MOST_COMPARED;
    found.truncate(MOST_OTHERS);
    AgreementView { actor: cards.actor(actor), anchor: String::new(), others: found, more }
}

/// How far two actors stand apart; nothing where they share no issue.
pub fn apart<'a>(
    cards: &Cards<'a>,
    site: &'a Site,
    actor: ActorId,
    other: ActorId,
    issues: Option<&[IssueId]>,
) -> Option<ApartView<'a>> {
    let mut apart = agreement::between(cards.seen, site, actor, other);
    apart.retain(|apart| issues.is_none_or(|issues| issues.contains(&apart.issue)));
    let (same, differ): (Vec<_>, Vec<_>) = apart.iter().partition(|apart| apart.steps == 0);
    (!apart.is_empty()).then(|| ApartView {
        other: cards.actor_link(other),
        issues: apart.len(),
        same: same.iter().map(|apart: &&agreement::Apart| cards.issue_link(apart.issue)).collect(),
        moved: apart
            .iter()
            .filter(|apart| has_moved(cards, apart))
            .map(|apart| cards.issue_link(apart.issue))
            .collect(),
        steps: apart.iter().map(|apart| apart.steps).sum(),
        differ: differ.into_iter().map(|apart| disagreement(cards, site, apart)).collect(),
    })
}

/// Where a member of a bloc stands elsewhere; and where it takes another stance, if one of them has no place.
pub fn differing<'a>(cards: &Cards<'a>, site: &'a Site, bloc: ActorId, member: ActorId) -> Option<ApartView<'a>> {
    let nowhere = || ApartView {
        other: cards.actor_link(member),
        issues: 0,
        same: vec![],
        moved: vec![],
        steps: 0,
        differ: vec![],
    };
    let mut view = apart(cards, site, bloc, member, None).unwrap_or_else(nowhere);
    let stance = |at: PositionId| {
        let label = cards.words.label(site.positions[at].meta.stance?);
        Some(OptionView { number: 0, label })
    };
    let elsewhere = agreement::other_stances(cards.seen, site, bloc, member).into_iter();
    view.differ.extend(elsewhere.map(|(issue, own, other)| DisagreementView {
        issue: cards.issue_link(issue),
        steps: 0,
        own: stance(own),
        other: stance(other),
    }));
    (!view.differ.is_empty()).then_some(view)
}

/// Whether one of two positions has moved since the day of the page.
fn has_moved(cards: &Cards, apart: &agreement::Apart) -> bool {
    let cell = |at: PositionId| cards.seen.site().positions[at].cell;
    [apart.own, apart.other].into_iter().any(|at| changes::has_moved(cards.seen, cell(at)))
}

fn disagreement<'a>(cards: &Cards<'a>, site: &'a Site, apart: &agreement::Apart) -> DisagreementView<'a> {
    let place = |position| scale::option(site, position).map(|at| option(cards, site, apart.issue, at));
    DisagreementView {
        issue: cards.issue_link(apart.issue),
        steps: apart.steps,
        own: place(apart.own),
        other: place(apart.other),
    }
}

/// Those who have positions on the issues of an actor, as far as they are compared.
fn beside(site: &Site, actor: ActorId) -> Vec<ActorId> {
    let issues = site.actors[actor].cells.iter().map(|cell| site.cells[*cell].issue);
    let others = issues.flat_map(|issue| site.issues[issue].cells.iter().take(MOST_COMPARED + 2));
    let mut others: Vec<ActorId> = others.map(|cell| site.cells[*cell].actor).collect();
    others.sort_unstable();
    others.dedup();
    others
}

/// The options of an issue, each with who stands for it and who rules it out; none where nobody speaks of options.
pub fn standings<'a>(cards: &Cards<'a>, site: &'a Site, issue: IssueId) -> Vec<OptionStanding<'a>> {
    let options = agreement::options(cards.seen, site, issue);
    let common = agreement::common(&options);
    let links = |actors: &[ActorId]| actors.iter().map(|actor| cards.actor_link(*actor)).collect();
    let said = |option: &agreement::Standing| *option != agreement::Standing::default();
    if !options.iter().any(said) {
        return Vec::new();
    }
    let standing = |(at, option): (usize, &agreement::Standing)| OptionStanding {
        option: cards.option(issue, at),
        held: links(&option.held),
        accepted: links(&option.accepted),
        excluded: links(&option.excluded),
        rejected: links(&option.rejected),
        common: common.contains(&at),
    };
    options.iter().enumerate().map(standing).collect()
}

//! What dates and names say of what followed what, where they do not go together.

use crate::analysis::{day, scale};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::document::{Correction, Event, Meta, Source};
use crate::model::table::Id;
use crate::model::text::{BlockDay, Since, Text};
use crate::model::{BriefingId, Date, PositionId, Site};

/// Every finding of that kind.
pub fn order(site: &Site, out: &mut Vec<Diagnostic>) {
    for two in site.cells.iter().flat_map(|cell| cell.positions.windows(2)) {
        overlapping(site, two[0], two[1], out);
        unchanged(site, two[0], out);
    }
    for at in site.positions.ids() {
        late_trigger(site, at, out);
    }
    follows(site, out);
    site.events.iter().for_each(|event| announced_late(&event.meta, out));
    site.sources.iter().for_each(|source| retracted_early(&source.meta, out));
    site.texts.iter().for_each(|text| corrected_early(text, out));
    early_editions(site, out);
    // In a site of an earlier day a block may well ask for days that are still to come.
    if site.build.as_of.is_none() {
        site.texts.iter().for_each(|text| blocks(site, text, out));
    }
}

/// An event that was announced when it had happened.
fn announced_late(event: &Event, out: &mut Vec<Diagnostic>) {
    let (Some(announced), Some(date)) = (&event.announced, &event.date) else { return };
    if announced.earliest() > date.value.latest() {
        let message = format!("this event is dated {}, and cannot have been announced later: {announced}", date.value);
        let hint = "correct one of the dates; what has happened needs no `announced:`";
        out.push(Diagnostic::new(Code::ImpossibleOrder, date.span.clone(), message).hint(hint));
    }
}

/// A source that was taken back before it came out.
fn retracted_early(source: &Source, out: &mut Vec<Diagnostic>) {
    let retracted = source.retracted.as_ref().and_then(|retraction| retraction.date.as_ref());
    let (Some(retracted), Some(published)) = (retracted, &source.published) else { return };
    if retracted.latest() < published.value.earliest() {
        let message =
            format!("this source is dated {}, and cannot have been taken back before: {retracted}", published.value);
        let finding = Diagnostic::new(Code::ImpossibleOrder, published.span.clone(), message);
        out.push(finding.hint("correct one of the dates"));
    }
}

/// Days of which a matrix is wanted, and of which the site knows nothing yet.
fn early_editions(site: &Site, out: &mut Vec<Diagnostic>) {
    let Some(newest) = day::date_of_site(site) else { return };
    let early = site.editions.iter().filter(|day| !day::counts_today(site, Some(&day.value)));
    out.extend(early.map(|day| {
        let message = format!("there is nothing here of {} yet: the newest date is {newest}", day.value);
        let hint = "take it out of `editions:` until then; the page would show the matrix of today";
        Diagnostic::new(Code::DateAnomaly, day.span.clone(), message).hint(hint)
    }));
}

/// A text that was put right before its own day.
fn corrected_early(text: &Text, out: &mut Vec<Diagnostic>) {
    let own = match &text.document.meta {
        Meta::Briefing(briefing) => briefing.as_of.as_ref(),
        Meta::Position(position) => position.as_of.as_ref(),
        _ => None,
    };
    let Some(own) = own else { return };
    let early = text.document.corrections.iter().filter(|correction| correction.date.latest() < own.value.earliest());
    out.extend(early.map(|Correction { date, .. }| {
        let message = format!("this text is of {}, and cannot have been corrected before: {date}", own.value);
        Diagnostic::new(Code::ImpossibleOrder, own.span.clone(), message).hint("correct one of the dates")
    }));
}

/// Blocks that tell of the days between two of which the first is the later one.
fn blocks(site: &Site, text: &Text, out: &mut Vec<Diagnostic>) {
    let placed = text.links.blocks.iter().zip(text.document.blocks.iter());
    for (block, written) in placed.filter_map(|(block, written)| Some((block.as_ref()?, written))) {
        let day = match &block.day {
            Some(BlockDay::On(date)) => Some(date),
            Some(BlockDay::Latest) => day::date_of_site(site),
            None => day::own_date(site, site.pages[text.page].kind).or(day::date_of_site(site)),
        };
        let date = |since: &Option<Since>| match since {
            Some(Since::Date(date)) => Some(date.clone()),
            Some(Since::Briefing(at)) => site.briefings[*at].meta.as_of.as_ref().map(|date| date.value.clone()),
            Some(Since::Later) | None => None,
        };
        for (key, from, to) in [
            ("since", date(&block.since), day),
            ("changed_since", date(&block.filter.changed_since), day),
            ("from", block.from.clone(), block.to.as_ref()),
        ] {
            let named = written.options.get(key).and_then(|values| values.first());
            if let (Some(named), Some(from), Some(to)) = (named, from, to)
                // What came since a month came behind its last day.
                && (if key == "from" { from.earliest() } else { from.latest() }) > to.latest()
            {
                let message = format!("no day lies between {from}, where this block begins, and {to}, where it ends");
                let finding = Diagnostic::new(Code::ImpossibleOrder, named.span.clone(), message);
                out.push(finding.hint("exchange the two dates, or correct one of them"));
            }
        }
    }
}

fn dated(site: &Site, at: PositionId) -> Option<(&Date, &Span)> {
    site.positions[at].meta.as_of.as_ref().map(|date| (&date.value, &date.span))
}

/// Two positions of one cell, the newer first, between which neither the dates nor an event decides.
fn overlapping(site: &Site, newer: PositionId, older: PositionId, out: &mut Vec<Diagnostic>) {
    let (Some((shown, shown_at)), Some((as_of, span))) = (dated(site, newer), dated(site, older)) else { return };
    let same = shown.same_days(as_of);
    let (last, first) = (site.positions[newer].trigger, site.positions[older].trigger);
    let decided = if same { day::is_ordered(site, older, newer) } else { last.is_some() && last != first };
    if shown.earliest() > as_of.latest() || decided {
        return;
    }
    let message = match same {
        true => format!("another position in this cell is dated {as_of} too"),
        false => format!("this position of {as_of} may be older or newer than the one of {shown} in its cell"),
    };
    out.push(
        Diagnostic::new(Code::SameDate, span.clone(), message)
            .related(shown_at.clone(), "this one is shown as the later one")
            .hint(match same {
                true => {
                    "the date decides which is today's: give one of them another date, or make one of the two".into()
                }
                false => to_order(site, newer, older),
            }),
    );
}

/// How to say which of two positions came first: by the events, if there are any, that can have moved the later one.
fn to_order(site: &Site, newer: PositionId, older: PositionId) -> String {
    let cell = &site.cells[site.positions[newer].cell];
    let (Some((last, _)), Some((first, _))) = (dated(site, newer), dated(site, older)) else { return String::new() };
    let about = site.actors[cell.actor].events.iter().filter(|event| {
        let event = &site.events[**event];
        let date = event.meta.date.as_ref().map(|date| &date.value);
        event.issues.contains(&cell.issue)
            && date.is_some_and(|date| date.latest() >= first.earliest() && date.earliest() <= last.latest())
    });
    let names: Vec<String> =
        about.take(MOST_TRIGGERS).map(|event| format!("`trigger: {}`", site.events[*event].id)).collect();
    let named = if names.is_empty() { "`trigger:`".to_owned() } else { names.join(" or ") };
    format!("date one of them more precisely, or name the event that moved the later one: {named}")
}

/// Events that a hint names.
const MOST_TRIGGERS: usize = 3;

/// A position that says just what the one before it said.
fn unchanged(site: &Site, newer: PositionId, out: &mut Vec<Diagnostic>) {
    let entry = &site.positions[newer];
    let text = &site.texts[entry.text];
    if entry.meta.stance.is_none() || !scale::is_unchanged(site, newer) {
        return;
    }
    // Another text is news too, and so is what it rests on.
    let before = day::before(site, newer).map(|before| (before, &site.texts[site.positions[before].text]));
    let nothing = text.body.content.html.trim().is_empty();
    let cited = |at: PositionId| site.cited(site.positions[at].text);
    let is_same = |(before, its): (PositionId, &Text)| {
        nothing || (its.body.content.html == text.body.content.html && cited(before) == cited(newer))
    };
    if before.is_some_and(is_same) {
        let finding = Diagnostic::new(
            Code::UnchangedPosition,
            text.head.clone(),
            "this position says just what the one before it said",
        );
        let related = before.map(|(_, before)| (before.head.clone(), "the one before it".to_owned()));
        out.push(Diagnostic { related: related.into_iter().collect(), ..finding }.mended());
    }
}

/// A position that moved before the event that it names as the cause.
fn late_trigger(site: &Site, at: PositionId, out: &mut Vec<Diagnostic>) {
    let entry = &site.positions[at];
    let event = entry.trigger.map(|trigger| &site.events[trigger]);
    let date = event.and_then(|event| event.meta.date.as_ref());
    let (Some((as_of, _)), Some(event), Some(date)) = (dated(site, at), event, date) else { return };
    let (Some(named), true) = (&entry.meta.trigger, event.rank.is_after(as_of)) else { return };
    let when = match date.value.earliest() > as_of.latest() {
        true => format!(": {}", date.value),
        false => ", behind what its `after:` names".to_owned(),
    };
    let message =
        format!("this position is dated {as_of}, and `{}`, which would have moved it, happened later{when}", event.id);
    out.push(
        Diagnostic::new(Code::ImpossibleOrder, named.span.clone(), message)
            .related(date.span.clone(), "the date of the event")
            .hint("correct one of the dates, or name the event that came before"),
    );
}

/// Briefings that follow a later one, or themselves by a way round.
fn follows(site: &Site, out: &mut Vec<Diagnostic>) {
    // What each leads to in the end, so that long ways are walked once.
    let mut seen = vec![0usize; site.briefings.len()];
    for (number, start) in site.briefings.ids().enumerate() {
        let entry = &site.briefings[start];
        let (Some(first), Some(named)) = (entry.follows, &entry.meta.follows) else { continue };
        let before = &site.briefings[first];
        if let (Some(own), Some(other)) = (&entry.meta.as_of, &before.meta.as_of)
            && other.value.earliest() > own.value.latest()
        {
            let message = format!("this briefing is dated {}, and cannot follow one of {}", own.value, other.value);
            out.push(
                Diagnostic::new(Code::ImpossibleOrder, named.span.clone(), message)
                    .related(other.span.clone(), "the date of the other one")
                    .hint("the older one is followed: write `follows:` in the newer one"),
            );
        } else if let (Some(own), Some(other)) = (&entry.meta.as_of, &before.meta.as_of)
            && other.value.latest() > own.value.latest()
        {
            let message = format!(
                "this briefing stands for {}, and the one that it takes up for {}, which ends later",
                own.value, other.value
            );
            out.push(
                Diagnostic::new(Code::DateAnomaly, named.span.clone(), message)
                    .related(other.span.clone(), "the date of the other one")
                    .hint("date the older one by its day: what came between the two would be told by neither"),
            );
        }
        if let Some(circle) = circle(site, start, number + 1, &mut seen) {
            // A way that leads into a circle is no part of it.
            let named = site.briefings[circle[0]].meta.follows.as_ref().unwrap_or(named);
            let names: Vec<&str> = circle.iter().chain(circle.first()).map(|at| &*site.briefings[*at].id).collect();
            let message = match circle.len() {
                1 => format!("the briefing `{}` follows itself", names[0]),
                _ => format!("these briefings follow one another in a circle: {}", names.join(" → ")),
            };
            out.push(
                Diagnostic::new(Code::ImpossibleOrder, named.span.clone(), message)
                    .hint("take `follows:` out of the oldest of them"),
            );
        }
    }
}

/// The circle that begins and ends with a briefing. `seen` holds for each the walk that came by, from 1.
fn circle(site: &Site, start: BriefingId, walk: usize, seen: &mut [usize]) -> Option<Vec<BriefingId>> {
    let mut way = Vec::new();
    let mut at = start;
    loop {
        if seen[at.place()] != 0 {
            let from = way.iter().position(|known| *known == at)?;
            return (seen[at.place()] == walk).then(|| way.split_off(from));
        }
        seen[at.place()] = walk;
        way.push(at);
        at = site.briefings[at].follows?;
    }
}

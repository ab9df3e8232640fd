//! What dates and names say of what followed what, where they do not go together.

use crate::analysis::scale;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::table::Id;
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
}

fn dated(site: &Site, at: PositionId) -> Option<(&Date, &Span)> {
    site.positions[at].meta.as_of.as_ref().map(|date| (&date.value, &date.span))
}

/// Two positions of one cell, the newer first, between which neither the dates nor an event decides.
fn overlapping(site: &Site, newer: PositionId, older: PositionId, out: &mut Vec<Diagnostic>) {
    let (Some((shown, shown_at)), Some((as_of, span))) = (dated(site, newer), dated(site, older)) else { return };
    let same = shown.same_days(as_of);
    let decided =
        site.positions[newer].trigger.is_some() && site.positions[newer].trigger != site.positions[older].trigger;
    if shown.earliest() > as_of.latest() || (decided && !same) {
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
                true => "the date decides which is today's: give one of them another date, or make one of the two",
                false => "date one of them more precisely, or name the event that moved the later one: `trigger:`",
            }),
    );
}

/// A position that says just what the one before it said.
fn unchanged(site: &Site, newer: PositionId, out: &mut Vec<Diagnostic>) {
    let entry = &site.positions[newer];
    let text = &site.texts[entry.text];
    // Another text is news too.
    let before = site.position_before(newer).map(|before| &site.texts[site.positions[before].text]);
    let same_text = before.is_some_and(|before| before.body.lead == text.body.lead);
    if scale::is_unchanged(site, newer) && same_text && entry.meta.stance.is_some() {
        let finding = Diagnostic::new(
            Code::UnchangedPosition,
            text.head.clone(),
            "this position says just what the one before it said",
        );
        let related = before.map(|before| (before.head.clone(), "the one before it".to_owned()));
        out.push(Diagnostic { related: related.into_iter().collect(), ..finding }.mended());
    }
}

/// A position that moved before the event that it names as the cause.
fn late_trigger(site: &Site, at: PositionId, out: &mut Vec<Diagnostic>) {
    let entry = &site.positions[at];
    let event = entry.trigger.map(|trigger| &site.events[trigger]);
    let date = event.and_then(|event| event.meta.date.as_ref());
    let (Some((as_of, _)), Some(event), Some(date)) = (dated(site, at), event, date) else { return };
    let (Some(named), true) = (&entry.meta.trigger, date.value.earliest() > as_of.latest()) else { return };
    let message = format!(
        "this position is dated {as_of}, and `{}`, which would have moved it, happened later: {}",
        event.id, date.value
    );
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
        }
        if let Some(circle) = circle(site, start, number + 1, &mut seen) {
            let names: Vec<&str> = circle.iter().chain(circle.first()).map(|at| &*site.briefings[*at].id).collect();
            let message = format!("these briefings follow one another in a circle: {}", names.join(" → "));
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

//! Dates of sources that do not fit: with the address, or with the texts that rest on the source.

use crate::diagnostic::{Code, Span};
use crate::model::address_date;
use crate::model::date::Date;
use crate::model::document::Spanned;
use crate::model::site::Doubt;
use crate::model::{PageId, Site};

/// Doubts beyond this many texts are summed up.
const NAMED: usize = 3;

/// Adds to each source what does not fit about its date.
pub fn add(site: &mut Site) {
    for at in 0..site.sources.len() {
        let Some(published) = &site.sources[at].meta.published else { continue };
        let found = [against_address(site, at, published), against_texts(site, at, published)];
        site.doubts[at].extend(found.into_iter().flatten());
    }
}

const HINT: &str = "look the date up; the source's page shows this to readers";

fn against_address(site: &Site, source: usize, published: &Spanned<Date>) -> Option<Doubt> {
    let address = site.sources[source].meta.url.as_ref()?;
    let named = address_date::named(&address.value.canonical)?;
    let apart = named.latest() < published.value.earliest() || named.earliest() > published.value.latest();
    apart.then(|| Doubt {
        code: Code::DateAnomaly,
        message: format!("The address names {named}, but the source is dated {}.", published.value),
        span: published.span.clone(),
        related: vec![(address.span.clone(), format!("this address names {named}"))],
        hint: HINT.to_owned(),
    })
}

fn against_texts(site: &Site, source: usize, published: &Spanned<Date>) -> Option<Doubt> {
    let mut earlier: Vec<(String, Span)> = Vec::new();
    let first = published.value.earliest();
    for (title, as_of, span) in dated_uses(site, source).filter(|(_, as_of, _)| first > as_of.latest()) {
        let words = format!("{title} (as of {as_of})");
        if !earlier.iter().any(|(known, _)| *known == words) {
            earlier.push((words, span.clone()));
        }
    }
    let count = earlier.len();
    let mut names: Vec<String> = earlier.iter().take(NAMED).map(|(words, _)| words.clone()).collect();
    if count > NAMED {
        names.push(format!("{} more", count - NAMED));
    }
    (count > 0).then(|| Doubt {
        code: Code::DateAnomaly,
        message: format!(
            "The source is dated {}, which is later than what rests on it: {}.",
            published.value,
            names.join("; ")
        ),
        span: published.span.clone(),
        related: earlier.into_iter().take(NAMED).map(|(words, span)| (span, words)).collect(),
        hint: HINT.to_owned(),
    })
}

/// The dated texts that use a source: the title, the date and where that stands.
fn dated_uses(site: &Site, source: usize) -> impl Iterator<Item = (&str, &Date, &Span)> {
    let mut last = None;
    // The uses are in the order of the pages.
    let texts =
        site.uses[source].iter().filter(move |used| last.replace((used.page, used.nth)) != Some((used.page, used.nth)));
    texts.filter_map(|used| match used.page {
        PageId::Briefing(at) => {
            let entry = &site.briefings[at];
            Some((entry.meta.title.as_str(), entry.meta.as_of.as_ref()?, &entry.head))
        }
        // Earlier positions are often known from later sources; today's should not be.
        PageId::Cell(at) if used.nth == 0 => {
            let cell = &site.cells[at];
            let as_of = site.positions[cell.positions[0]].meta.as_of.as_ref()?;
            Some((cell.title.as_str(), &as_of.value, &as_of.span))
        }
        _ => None,
    })
}

//! Dates of sources that do not fit: with the address, or with the texts that rest on the source.

use crate::diagnostic::{Code, Span};
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
    let named = date_in(&address.value.canonical)?;
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

/// The date that an address names: in its path, or in the number of a post on X.
fn date_in(url: &str) -> Option<Date> {
    let path = url.split_once("://")?.1;
    let parts: Vec<&str> = path.split(['/', '?']).collect();
    if parts.first() == Some(&"x.com")
        && let Some(at) = parts.iter().position(|part| *part == "status")
    {
        return post_date(parts.get(at + 1)?);
    }
    parts
        .windows(3)
        .find_map(|three| {
            let [year, month, day] = three else { return None };
            (year.len() == 4).then(|| Date::parse(&format!("{year}-{month:0>2}-{day:0>2}")).ok()).flatten()
        })
        .or_else(|| parts.iter().find_map(|part| date_within(part)))
}

/// A part of a path that begins with a date: `2025-08-20-title`.
fn date_within(part: &str) -> Option<Date> {
    let dashed = part.get(..10).filter(|_| !part[10..].starts_with(|c: char| c.is_ascii_digit()));
    dashed.and_then(|text| Date::parse(text).ok()).filter(|date| !date.approximate && !date.uncertain)
}

/// X counts the milliseconds since 2010-11-04T01:42:54.657Z in the upper bits of a post's number.
fn post_date(number: &str) -> Option<Date> {
    let number: i64 = number.parse().ok().filter(|number| *number > 1 << 40)?;
    let moment = jiff::Timestamp::from_millisecond((number >> 22) + 1_288_834_974_657).ok()?;
    Date::parse(&moment.to_string()[..10]).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_name_dates_in_several_ways() {
        let date = |url: &str| date_in(url).map(|date| date.edtf().to_owned());
        assert_eq!(date("https://a.org/news/2025/08/20/title").as_deref(), Some("2025-08-20"));
        assert_eq!(date("https://a.org/2025-08-20-title").as_deref(), Some("2025-08-20"));
        assert_eq!(date("https://x.com/who/status/1950998968416215459").as_deref(), Some("2025-07-31"));
        assert_eq!(date("https://a.org/politics/67525214/"), None);
        assert_eq!(date("https://a.org/2025/13/45/"), None);
    }
}

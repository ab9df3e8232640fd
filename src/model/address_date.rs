//! The date that an address names: in its path, or in the number of a post on X.

use super::date::Date;

/// The day that an address surely names, by its canonical form.
pub fn named(url: &str) -> Option<Date> {
    let parts = parts(url)?;
    if let Some(number) = post(&parts) {
        return post_date(number);
    }
    parts
        .windows(3)
        .find_map(|three| {
            let [year, month, day] = three else { return None };
            (year.len() == 4).then(|| Date::parse(&format!("{year}-{month:0>2}-{day:0>2}")).ok()).flatten()
        })
        .or_else(|| parts.iter().find_map(|part| day_within(part)))
}

/// The date that an address seems to name. Eight digits may be a mere number, so nobody is told that they disagree
/// with a date; to begin with they serve.
pub fn guessed(url: &str) -> Option<Date> {
    let parts = parts(url)?;
    named(url).or_else(|| parts.iter().find_map(|part| last_day(part).or_else(|| compact_day(part)))).or_else(|| {
        parts.windows(2).find_map(|two| {
            let [year, month] = two else { return None };
            let looks_so = year.len() == 4 && month.len() == 2 && ["19", "20"].iter().any(|c| year.starts_with(c));
            // A season is written by nobody in an address.
            looks_so.then(|| Date::parse(&format!("{year}-{month}")).ok()).flatten().filter(|_| *month < "13")
        })
    })
}

/// Host, folders and query.
fn parts(url: &str) -> Option<Vec<&str>> {
    Some(url.split_once("://")?.1.split(['/', '?']).collect())
}

/// The number of a post on X.
fn post<'u>(parts: &[&'u str]) -> Option<&'u str> {
    let at = parts.iter().position(|part| *part == "status").filter(|_| parts.first() == Some(&"x.com"))?;
    parts.get(at + 1).copied()
}

/// A part of a path that begins with a date: `2025-08-20-title`.
fn day_within(part: &str) -> Option<Date> {
    let dashed = part.get(..10).filter(|_| !part[10..].starts_with(|c: char| c.is_ascii_digit()));
    dashed.and_then(|text| Date::parse(text).ok()).filter(|date| !date.approximate && !date.uncertain)
}

/// A part of a path that ends with a date: `title-2025-08-20`, as news agencies write.
fn last_day(part: &str) -> Option<Date> {
    let stem = part.split('.').next().unwrap_or(part);
    let before = stem.len().checked_sub(10).filter(|at| stem.is_char_boundary(*at))?;
    stem[..before].ends_with('-').then(|| day_within(&stem[before..])).flatten()
}

/// A part of a path that begins with the eight digits of a day of our time: `20250820-title`.
fn compact_day(part: &str) -> Option<Date> {
    let digits = part.get(..8).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
    let alone = !part[8..].starts_with(|c: char| c.is_ascii_digit());
    let of_our_time = digits.starts_with("19") || digits.starts_with("20");
    let day = || Date::parse(&format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..])).ok();
    (alone && of_our_time).then(day).flatten()
}

/// The upper bits of a post's number count the milliseconds since 2010-11-04T01:42:54.657Z: Snowflake, in the
/// `IdWorker` that Twitter published (<https://github.com/twitter-archive/snowflake/releases/tag/snowflake-2010>).
fn post_date(number: &str) -> Option<Date> {
    // Older posts were counted one by one.
    let number: i64 = number.parse().ok().filter(|number| *number > 1 << 40)?;
    let moment = jiff::Timestamp::from_millisecond((number >> 22) + 1_288_834_974_657).ok()?;
    Date::parse(&moment.to_string()[..10]).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_name_dates_in_several_ways() {
        let date = |url: &str| named(url).map(|date| date.edtf().to_owned());
        assert_eq!(date("https://a.org/news/2025/08/20/title").as_deref(), Some("2025-08-20"));
        assert_eq!(date("https://a.org/2025-08-20-title").as_deref(), Some("2025-08-20"));
        assert_eq!(date("https://x.com/who/status/1950998968416215459").as_deref(), Some("2025-07-31"));
        assert_eq!(date("https://a.org/politics/67525214/"), None);
        assert_eq!(date("https://a.org/2025/13/45/"), None);
        assert_eq!(date("https://a.org/news/20250820/"), None, "it may be a number");
    }

    #[test]
    fn a_guess_may_be_bolder() {
        let date = |url: &str| guessed(url).map(|date| date.edtf().to_owned());
        assert_eq!(date("https://a.org/news/20250820-title").as_deref(), Some("2025-08-20"));
        assert_eq!(date("https://a.org/world/title-2025-08-20/").as_deref(), Some("2025-08-20"));
        assert_eq!(date("https://a.org/title-2025-08-20.html").as_deref(), Some("2025-08-20"));
        assert_eq!(date("https://a.org/2025/08/title").as_deref(), Some("2025-08"));
        assert_eq!(date("https://a.org/2025/08/20/title").as_deref(), Some("2025-08-20"));
        assert_eq!(date("https://a.org/2025/21/title"), None);
        assert_eq!(date("https://a.org/politics/67525214/"), None);
        assert_eq!(date("https://a.org/2025082012/"), None);
    }
}

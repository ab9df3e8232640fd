//! Dates as people know them: a day, a month, a year, a season, perhaps only about then.
//!
//! The text is a subset of the Extended Date/Time Format (EDTF, ISO 8601-2:2019, Library of Congress
//! levels 0 and 1): `2025-08-20`, `2025-08`, `2025`, the seasons `2025-21` (spring) to `2025-24`
//! (winter), each with `~` (approximate), `?` (uncertain) or `%` (both) behind it.

use std::fmt;

use jiff::{ToSpan, civil};

/// A date with the precision that its author gave it. Sorts by its earliest day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Date {
    /// The text as written.
    edtf: String,
    /// The earliest day it can mean.
    first: civil::Date,
    part: DatePart,
    /// `~`: about then.
    pub approximate: bool,
    /// `?`: perhaps not then.
    pub uncertain: bool,
}

/// What is known of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DatePart {
    Year,
    Season,
    Month,
    Day,
}

/// Years that a briefing can mean. Outside them a date is a slip or a placeholder.
const YEARS: std::ops::RangeInclusive<i16> = 1000..=2999;
const SEASONS: [&str; 4] = ["spring", "summer", "autumn", "winter"];

/// A sign of a date as the keyboard has it, since word processors and web pages have others; `None` for one that nobody
/// sees.
fn plain_sign(c: char) -> Option<char> {
    match c {
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => None,
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '\u{ff10}'..='\u{ff19}' => char::from_digit(c as u32 - 0xff10, 10),
        _ if c.is_whitespace() => Some(' '),
        _ => Some(c),
    }
}

/// The number of a month by its English name or the first letters of it.
fn month_named(word: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_lowercase();
    let found = MONTHS.iter().zip(1..).find(|(month, _)| word.len() > 2 && month.starts_with(&word));
    found.map(|(_, number)| number)
}

/// Whether a text has the form of a date, such as `2025-02-30`, whatever its figures.
pub fn looks_like_one(text: &str) -> bool {
    text.len() >= 4 && text.as_bytes()[..4].iter().all(u8::is_ascii_digit) && !text.contains(char::is_alphabetic)
}

impl Date {
    /// Reads a date.
    ///
    /// # Errors
    /// Says in half a sentence why the text is no date.
    pub fn parse(text: &str) -> Result<Date, String> {
        let core = text.trim_end_matches(['~', '?', '%']);
        let marks = &text[core.len()..];
        if marks.len() > 1 {
            return Err(format!("`{marks}` is more than one mark; `%` is both approximate and uncertain"));
        }
        let numbers: Vec<&str> = core.split('-').collect();
        let digits = |part: &str, width: usize| {
            (part.len() == width && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<i16>().ok())
                .flatten()
        };
        let shape = || "it must look like 2025-08-20, 2025-08, 2025 or 2025-21 (spring)".to_owned();
        let year = digits(numbers[0], 4).ok_or_else(shape)?;
        if !YEARS.contains(&year) {
            return Err(format!("the year {year} cannot be meant"));
        }
        let (part, month, day) = match numbers[1..] {
            [] => (DatePart::Year, 1, 1),
            [month] => match digits(month, 2).ok_or_else(shape)? {
                // A season begins with the third, sixth, ninth or twelfth month.
                season @ 21..=24 => (DatePart::Season, 3 * (season - 20), 1),
                month @ 1..=12 => (DatePart::Month, month, 1),
                other => return Err(format!("there is no month or season {other:02}")),
            },
            [month, day] => (DatePart::Day, digits(month, 2).ok_or_else(shape)?, digits(day, 2).ok_or_else(shape)?),
            _ => return Err(shape()),
        };
        let first = civil::Date::new(year, month as i8, day as i8)
            .map_err(|_| format!("{core} is not a day of the calendar"))?;
        let (approximate, uncertain) = (matches!(marks, "~" | "%"), matches!(marks, "?" | "%"));
        Ok(Date { edtf: text.to_owned(), first, part, approximate, uncertain })
    }

    /// The date that a text in another form means, if it can mean but one: `30.01.2025`, `2025/1/30`, `Jan 30, 2025`.
    pub fn meant(text: &str) -> Option<String> {
        let plain: String = text.chars().filter_map(plain_sign).collect();
        let plain = plain.trim();
        // A time of day is more than is known here.
        let day = plain.split_once(['T', ' ']).filter(|(_, time)| time.contains(':')).map_or(plain, |(day, _)| day);
        let parts: Vec<&str> = day.split(|c: char| ". /-,".contains(c)).filter(|part| !part.is_empty()).collect();
        let two = |part: &str| (part.len() <= 2).then(|| part.parse::<u8>().ok()).flatten();
        let named = parts.iter().position(|part| month_named(part).is_some());
        let month = named.and_then(|at| month_named(parts[at]));
        let text = match (&parts[..], month) {
            (&[whole], None) if whole.len() == 8 && whole.is_ascii() => {
                format!("{}-{}-{}", &whole[..4], &whole[4..6], &whole[6..])
            }
            (&[year, month], None) if year.len() == 4 => format!("{year}-{:02}", two(month)?),
            (&[month, year], None) if year.len() == 4 => format!("{year}-{:02}", two(month)?),
            (&[year, month, day], None) if year.len() == 4 => format!("{year}-{:02}-{:02}", two(month)?, two(day)?),
            (&[one, other, year], None) if year.len() == 4 => {
                let (one, other) = (two(one)?, two(other)?);
                match (plain.contains('.'), one > 12, other > 12) {
                    (true, ..) | (_, true, _) => format!("{year}-{other:02}-{one:02}"),
                    (_, _, true) => format!("{year}-{one:02}-{other:02}"),
                    // 03/04/2025 is in March or in April.
                    _ if one == other => format!("{year}-{one:02}-{one:02}"),
                    _ => return None,
                }
            }
            (&[_, year], Some(month)) if named == Some(0) && year.len() == 4 => format!("{year}-{month:02}"),
            (&[_, day, year], Some(month)) if named == Some(0) => format!("{year}-{month:02}-{:02}", two(day)?),
            (&[day, _, year], Some(month)) if named == Some(1) => format!("{year}-{month:02}-{:02}", two(day)?),
            _ => day.to_owned(),
        };
        Date::parse(&text).is_ok().then_some(text)
    }

    /// What to write in the place of a span of time, as EDTF and people write one (`2025-01/2025-03`, `2025-01/..`): its first
    /// day or its last, and the month or year that has all of it.
    pub fn in_place_of_span(text: &str) -> Option<(String, Option<String>)> {
        const SIGNS: [&str; 6] = ["/", "..", "–", "—", " - ", " to "];
        let (from, to) = SIGNS.iter().find_map(|sign| text.split_once(sign))?;
        let [from, to] = [from, to].map(|end| end.trim_matches(|c: char| c == '.' || c.is_whitespace()));
        let is_date = |end: &str| Date::parse(end).is_ok();
        match (from, to) {
            ("", end) | (end, "") => is_date(end).then(|| (end.to_owned(), None)),
            _ if !is_date(from) || !is_date(to) => None,
            _ => {
                let both = [7, 4]
                    .into_iter()
                    .filter_map(|length| from.get(..length).filter(|part| to.get(..length) == Some(part)));
                let whole = both.map(str::to_owned).find(|part| is_date(part));
                Some((from.to_owned(), whole))
            }
        }
    }

    /// The date that some words name among others: a day or a month, or else the only year.
    pub fn named_in(text: &str) -> Option<Date> {
        let plain = |word: &str| word.trim_matches(|c: char| "()[],.;:".contains(c)).to_owned();
        let words: Vec<String> = text.split_whitespace().map(plain).filter(|word| !word.is_empty()).collect();
        let has_figures = |words: &[String]| words.iter().any(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        for length in [3, 2, 1] {
            let named = words.windows(length).filter(|words| has_figures(words)).find_map(|words| {
                let joined = words.join(" ");
                // A year by itself may be a number of anything.
                (joined.len() > 4).then(|| Date::meant(&joined)).flatten().filter(|date| date.len() > 4)
            });
            if let Some(date) = named {
                return Date::parse(&date).ok();
            }
        }
        let is_year = |word: &&String| word.len() == 4 && (1900..2100).contains(&word.parse().unwrap_or(0));
        let mut years = words.iter().filter(is_year);
        let year = years.next()?;
        years.next().is_none().then(|| Date::parse(year).ok()).flatten()
    }

    /// The text as written.
    pub fn edtf(&self) -> &str {
        &self.edtf
    }

    /// The text without the signs of doubt behind it, which is fit for names.
    pub fn plain(&self) -> &str {
        self.edtf.trim_end_matches(['~', '?', '%'])
    }

    /// Whether it means the same days as another one, surely or perhaps.
    pub fn same_days(&self, other: &Date) -> bool {
        (self.earliest(), self.latest()) == (other.earliest(), other.latest())
    }

    /// The earliest day it can mean.
    pub fn earliest(&self) -> civil::Date {
        self.first
    }

    /// The latest day it can mean. A winter ends in February of the next year.
    pub fn latest(&self) -> civil::Date {
        match self.part {
            DatePart::Year => self.first.last_of_year(),
            DatePart::Season => self.first.saturating_add(2.months()).last_of_month(),
            DatePart::Month => self.first.last_of_month(),
            DatePart::Day => self.first,
        }
    }

    /// Year, month and day, as far as they are known. Of a season the year alone is.
    pub fn known(&self) -> (i16, Option<i8>, Option<i8>) {
        let month = matches!(self.part, DatePart::Month | DatePart::Day).then(|| self.first.month());
        (self.first.year(), month, (self.part == DatePart::Day).then(|| self.first.day()))
    }

    /// The season, 1 being spring, when that is all that is known of the part of the year.
    pub fn season(&self) -> Option<i8> {
        (self.part == DatePart::Season).then(|| self.first.month() / 3)
    }

    /// The part of the date that is known, in the form that HTML's `<time datetime>` takes. Neither it nor schema.org
    /// knows seasons, and a month would be a claim that nobody made.
    pub fn datetime(&self) -> String {
        let mut text = self.first.to_string();
        text.truncate(match self.part {
            DatePart::Year | DatePart::Season => "2025".len(),
            DatePart::Month => "2025-08".len(),
            DatePart::Day => "2025-08-20".len(),
        });
        text
    }
}

/// A day that a page stands for, or that the whole site is seen from. Of a month or a year it is the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(civil::Date);

impl Day {
    /// The end of all days: everything counts.
    pub const LAST: Day = Day(civil::Date::MAX);

    /// The day that a date stands for.
    pub fn of(date: &Date) -> Day {
        Day(date.latest())
    }

    /// Whether what is dated so counts on this day: when the earliest day that the date can mean is not after it. What
    /// has no date counts always.
    pub fn counts(self, date: Option<&Date>) -> bool {
        date.is_none_or(|date| self.is_from(date.earliest()))
    }

    /// Whether it is a day of the calendar, or one behind it.
    pub fn is_from(self, first: civil::Date) -> bool {
        first <= self.0
    }
}

/// In words: `20 August 2025`, `about August 2025`, `spring 2022`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if self.approximate {
            f.write_str("about ")?;
        }
        match (self.part, self.season()) {
            (_, Some(season)) => write!(f, "{} {}", SEASONS[season as usize - 1], self.first.year())?,
            (DatePart::Month, _) => write!(f, "{}", self.first.strftime("%B %Y"))?,
            (DatePart::Day, _) => write!(f, "{}", self.first.strftime("%-d %B %Y"))?,
            _ => write!(f, "{}", self.first.year())?,
        }
        if self.uncertain {
            f.write_str(" (uncertain)")?;
        }
        Ok(())
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Date) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Date {
    fn cmp(&self, other: &Date) -> std::cmp::Ordering {
        (self.earliest(), self.latest(), &self.edtf).cmp(&(other.earliest(), other.latest(), &other.edtf))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_in_another_form_is_known_when_it_can_mean_but_one() {
        for (text, meant) in [
            ("30.01.2025", "2025-01-30"),
            ("4.3.2025", "2025-03-04"),
            ("2025/01/30", "2025-01-30"),
            ("2025-1-3", "2025-01-03"),
            ("01/30/2025", "2025-01-30"),
            ("30/01/2025", "2025-01-30"),
            ("20250130", "2025-01-30"),
            ("01.2025", "2025-01"),
            ("2025-01-30T10:00:00Z", "2025-01-30"),
            ("2025-01-30 10:00", "2025-01-30"),
            ("2025\u{2011}01\u{2013}30", "2025-01-30"),
            ("\u{200b}2025-01-30\u{a0}", "2025-01-30"),
            ("２０２５-01-30", "2025-01-30"),
            ("January 2025", "2025-01"),
            ("Jan 30, 2025", "2025-01-30"),
            ("30 jan. 2025", "2025-01-30"),
        ] {
            assert_eq!(Date::meant(text).as_deref(), Some(meant), "{text}");
        }
        for text in
            ["03/04/2025", "soon", "30.02.2025", "31/13/2025", "25-01-30", "2025-01/2025-03", "", "ma 2025", "12:30"]
        {
            assert_eq!(Date::meant(text), None, "{text}");
        }
    }

    #[test]
    fn dates_are_found_among_words() {
        for (text, expected) in [
            ("Agency, “Report”, 20 August 2025,", Some("2025-08-20")),
            ("Agency (August 2025).", Some("2025-08")),
            ("Agency, Aug 20, 2025:", Some("2025-08-20")),
            ("Agency, 2025-08-20", Some("2025-08-20")),
            ("Agency 2024, p. 12", Some("2024")),
            ("Agency 2024 and 2025", None),
            ("page 1200", None),
            ("no date", None),
        ] {
            assert_eq!(Date::named_in(text).as_ref().map(Date::edtf), expected, "{text}");
        }
    }
}

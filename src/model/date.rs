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
    part: Part,
    /// `~`: about then.
    pub approximate: bool,
    /// `?`: perhaps not then.
    pub uncertain: bool,
}

/// What is known of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Year,
    Season,
    Month,
    Day,
}

/// Years that a briefing can mean. Outside them a date is a slip or a placeholder.
const YEARS: std::ops::RangeInclusive<i16> = 1000..=2999;
const SEASONS: [&str; 4] = ["spring", "summer", "autumn", "winter"];

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
            [] => (Part::Year, 1, 1),
            [month] => match digits(month, 2).ok_or_else(shape)? {
                // A season begins with the third, sixth, ninth or twelfth month.
                season @ 21..=24 => (Part::Season, 3 * (season - 20), 1),
                month @ 1..=12 => (Part::Month, month, 1),
                other => return Err(format!("there is no month or season {other:02}")),
            },
            [month, day] => (Part::Day, digits(month, 2).ok_or_else(shape)?, digits(day, 2).ok_or_else(shape)?),
            _ => return Err(shape()),
        };
        let first = civil::Date::new(year, month as i8, day as i8)
            .map_err(|_| format!("{core} is not a day of the calendar"))?;
        let (approximate, uncertain) = (matches!(marks, "~" | "%"), matches!(marks, "?" | "%"));
        Ok(Date { edtf: text.to_owned(), first, part, approximate, uncertain })
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
            Part::Year => self.first.last_of_year(),
            Part::Season => self.first.saturating_add(2.months()).last_of_month(),
            Part::Month => self.first.last_of_month(),
            Part::Day => self.first,
        }
    }

    /// Year, month and day, as far as they are known. Of a season the year alone is.
    pub fn known(&self) -> (i16, Option<i8>, Option<i8>) {
        let month = matches!(self.part, Part::Month | Part::Day).then(|| self.first.month());
        (self.first.year(), month, (self.part == Part::Day).then(|| self.first.day()))
    }

    /// The season, 1 being spring, when that is all that is known of the part of the year.
    pub fn season(&self) -> Option<i8> {
        (self.part == Part::Season).then(|| self.first.month() / 3)
    }

    /// The part of the date that is known, in the form that HTML's `<time datetime>` takes. Neither it nor schema.org
    /// knows seasons, and a month would be a claim that nobody made.
    pub fn datetime(&self) -> String {
        let mut text = self.first.to_string();
        text.truncate(match self.part {
            Part::Year | Part::Season => "2025".len(),
            Part::Month => "2025-08".len(),
            Part::Day => "2025-08-20".len(),
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
        date.is_none_or(|date| date.earliest() <= self.0)
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
            (Part::Month, _) => write!(f, "{}", self.first.strftime("%B %Y"))?,
            (Part::Day, _) => write!(f, "{}", self.first.strftime("%-d %B %Y"))?,
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

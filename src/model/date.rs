//! Dates as people know them: a day, a month, a year, a season, perhaps only about then.
//!
//! The text is a subset of the Extended Date/Time Format (EDTF, ISO 8601-2:2019, Library of Congress
//! levels 0 and 1): `2025-08-20`, `2025-08`, `2025`, the seasons `2025-21` (spring) to `2025-24`
//! (winter), each with `~` (approximate), `?` (uncertain) or `%` (both) behind it.

use std::fmt;

/// A date with the precision that its author gave it. Sorts by its earliest day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Date {
    /// The text as written.
    edtf: String,
    year: i16,
    part: Part,
    /// `~`: about then.
    pub approximate: bool,
    /// `?`: perhaps not then.
    pub uncertain: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Year,
    Season(u8),
    Month(i8),
    Day(i8, i8),
}

/// Years that a briefing can mean. Outside them a date is a slip or a placeholder.
const YEARS: std::ops::RangeInclusive<i16> = 1000..=2999;
const SEASONS: [&str; 4] = ["spring", "summer", "autumn", "winter"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

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
        let part = match numbers[1..] {
            [] => Part::Year,
            [month] => match digits(month, 2).ok_or_else(shape)? {
                season @ 21..=24 => Part::Season(season as u8),
                month @ 1..=12 => Part::Month(month as i8),
                other => return Err(format!("there is no month or season {other:02}")),
            },
            [month, day] => {
                let (month, day) = (digits(month, 2).ok_or_else(shape)?, digits(day, 2).ok_or_else(shape)?);
                let day = jiff::civil::Date::new(year, month as i8, day as i8)
                    .map_err(|_| format!("{core} is not a day of the calendar"))?;
                Part::Day(day.month(), day.day())
            }
            _ => return Err(shape()),
        };
        Ok(Date {
            edtf: text.to_owned(),
            year,
            part,
            approximate: matches!(marks, "~" | "%"),
            uncertain: matches!(marks, "?" | "%"),
        })
    }

    /// The text as written.
    pub fn edtf(&self) -> &str {
        &self.edtf
    }

    /// Whether it means the same days as another one, surely or perhaps.
    pub fn same_days(&self, other: &Date) -> bool {
        (self.earliest(), self.latest()) == (other.earliest(), other.latest())
    }

    /// The earliest day it can mean, as year, month, day.
    pub fn earliest(&self) -> (i16, i8, i8) {
        match self.part {
            Part::Year => (self.year, 1, 1),
            Part::Season(season) => (self.year, [3, 6, 9, 12][usize::from(season - 21)], 1),
            Part::Month(month) => (self.year, month, 1),
            Part::Day(month, day) => (self.year, month, day),
        }
    }

    /// The earliest day it can mean, as `2025-08-20`.
    pub fn first_day(&self) -> String {
        let (year, month, day) = self.earliest();
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// The latest day it can mean. A winter ends in February of the next year.
    pub fn latest(&self) -> (i16, i8, i8) {
        let month_end = |year: i16, month: i8| {
            let last = jiff::civil::Date::new(year, month, 1).map_or(31, |date| date.days_in_month());
            (year, month, last)
        };
        match self.part {
            Part::Year => (self.year, 12, 31),
            Part::Season(24) => month_end(self.year + 1, 2),
            Part::Season(season) => month_end(self.year, [5, 8, 11][usize::from(season - 21)]),
            Part::Month(month) => month_end(self.year, month),
            Part::Day(month, day) => (self.year, month, day),
        }
    }

    /// Year, month and day, as far as they are known. Of a season the year alone is.
    pub fn known(&self) -> (i16, Option<i8>, Option<i8>) {
        match self.part {
            Part::Year | Part::Season(_) => (self.year, None, None),
            Part::Month(month) => (self.year, Some(month), None),
            Part::Day(month, day) => (self.year, Some(month), Some(day)),
        }
    }

    /// The season, 1 being spring, when that is all that is known of the part of the year.
    pub fn season(&self) -> Option<u8> {
        match self.part {
            Part::Season(season) => Some(season - 20),
            _ => None,
        }
    }

    /// The part of the date that is known, in the form that HTML's `<time datetime>` takes. Neither it nor schema.org
    /// knows seasons, and a month would be a claim that nobody made.
    pub fn datetime(&self) -> String {
        let (year, month, day) = self.known();
        let mut text = String::with_capacity(10);
        push_padded(&mut text, year.into(), 4);
        for part in [month, day].into_iter().flatten() {
            text.push('-');
            push_padded(&mut text, part.into(), 2);
        }
        text
    }
}

/// Writes a number of at least so many figures.
fn push_padded(text: &mut String, number: i64, figures: usize) {
    let number = number.to_string();
    text.extend(std::iter::repeat_n('0', figures.saturating_sub(number.len())));
    text.push_str(&number);
}

/// In words: `20 August 2025`, `about August 2025`, `spring 2022`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if self.approximate {
            f.write_str("about ")?;
        }
        let year = self.year;
        match self.part {
            Part::Year => write!(f, "{year}")?,
            Part::Season(season) => write!(f, "{} {year}", SEASONS[usize::from(season - 21)])?,
            Part::Month(month) => write!(f, "{} {year}", MONTHS[month as usize - 1])?,
            Part::Day(month, day) => write!(f, "{day} {} {year}", MONTHS[month as usize - 1])?,
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

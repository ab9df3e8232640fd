//! What stands behind what: by the earliest days that dates can mean, and where these leave it open, by what is known
//! to have come first.

use jiff::civil;

use super::{Date, Day};

/// Where something stands in time. Later is greater; what has no date stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Rank {
    /// The earliest day that it can have been, given what it followed.
    day: Option<civil::Date>,
    /// How many things of that day are known to have come before it, one behind the other.
    behind: usize,
    /// The latest day.
    latest: Option<civil::Date>,
}

impl Rank {
    /// By a date alone.
    pub fn of(date: Option<&Date>) -> Rank {
        Rank { day: date.map(Date::earliest), behind: 0, latest: date.map(Date::latest) }
    }

    /// From when something is known that is so ranked: where it was announced, from then on.
    pub fn known_from(self, announced: Option<&Date>) -> Rank {
        announced.map_or(self, |announced| Rank::of(Some(announced)))
    }

    /// Whether it counts on a day: when the earliest day that it can have been is not after it. What is known to have
    /// followed something does not count before that. What has no date counts always.
    pub fn counts_on(self, day: Day) -> bool {
        self.day.is_none_or(|first| day.is_from(first))
    }

    /// Whether it cannot have been by the end of a date, given what it followed.
    pub fn is_after(self, date: &Date) -> bool {
        self.day.is_some_and(|day| day > date.latest())
    }

    /// The same for what came behind something else, unless its own date says that it cannot have.
    pub fn moved_behind(self, first: Rank) -> Rank {
        let (Some(own), Some(before)) = (self.day, first.day) else { return self };
        match own.cmp(&before) {
            _ if self.latest.is_some_and(|latest| latest < before) => self,
            std::cmp::Ordering::Less => Rank { day: Some(before), behind: first.behind + 1, ..self },
            std::cmp::Ordering::Equal => Rank { behind: self.behind.max(first.behind + 1), ..self },
            std::cmp::Ordering::Greater => self,
        }
    }
}

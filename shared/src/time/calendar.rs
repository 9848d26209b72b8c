//! The working-day calendar: the State Council's yearly notice of holidays and make-up working days.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

/// How an announced day differs from its weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// A day off.
    Holiday,
    /// A Saturday or Sunday on which offices work.
    MakeupWorkday,
}

/// A date counted from the calendar. Past the calendar's end it is provisional: it is computed by weekdays alone and
/// computed again when the next year is announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DueDate {
    pub date: Date,
    pub provisional: bool,
}

/// Announced days; every other day follows the week. Cheap to clone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    days: Arc<BTreeMap<Date, DayKind>>,
    announced_to: Option<i16>,
}

impl Calendar {
    /// From the announced days; the last year that has any is the last announced one.
    #[must_use]
    pub fn new(days: impl IntoIterator<Item = (Date, DayKind)>) -> Self {
        let days: BTreeMap<_, _> = days.into_iter().collect();
        let announced_to = days.keys().next_back().map(|date| date.year());
        Self {
            days: Arc::new(days),
            announced_to,
        }
    }

    /// Whether offices work on `date`.
    #[must_use]
    pub fn is_working_day(&self, date: Date) -> bool {
        match self.days.get(&date) {
            Some(DayKind::Holiday) => false,
            Some(DayKind::MakeupWorkday) => true,
            None => !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday),
        }
    }

    /// Whether the year of `date` has been announced, or lies before the calendar.
    #[must_use]
    pub fn is_announced(&self, date: Date) -> bool {
        self.announced_to.is_some_and(|year| date.year() <= year)
    }

    /// The date as counted, marked when it lies past the calendar's end.
    #[must_use]
    pub fn due(&self, date: Date) -> DueDate {
        DueDate {
            date,
            provisional: !self.is_announced(date),
        }
    }

    /// The `n`-th working day after `from`; the first day is not counted (民法典 §201). With `n` = 0, `from` itself.
    #[must_use]
    pub fn add_working_days(&self, from: Date, n: u32) -> DueDate {
        let mut date = from;
        let mut left = n;
        while left > 0 {
            let Ok(next) = date.tomorrow() else { break };
            date = next;
            if self.is_working_day(date) {
                left -= 1;
            }
        }
        self.due(date)
    }

    /// Working days after `from` up to and including `to`; negative when `to` lies before `from`.
    #[must_use]
    pub fn working_days_between(&self, from: Date, to: Date) -> i32 {
        if to < from {
            return -self.working_days_between(to, from);
        }
        let mut count = 0;
        let mut date = from;
        while date < to {
            let Ok(next) = date.tomorrow() else { break };
            date = next;
            count += i32::from(self.is_working_day(date));
        }
        count
    }

    /// The first working day on or after `date`: a limit in natural days that ends on a day off ends on the next
    /// working day (民法典 §203).
    #[must_use]
    pub fn next_working_day(&self, date: Date) -> Date {
        let mut day = date;
        while !self.is_working_day(day) {
            let Ok(next) = day.tomorrow() else { break };
            day = next;
        }
        day
    }
}

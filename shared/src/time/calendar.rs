//! The working-day calendar: the State Council's yearly notice of holidays and make-up working days.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::SignedDuration;
use jiff::civil::Date;
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

/// A date counted from the calendar. Past the calendar's end it is provisional: it is computed by weekdays and fixed days off, and
/// computed again when the next year is announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DueDate {
    pub date: Date,
    pub provisional: bool,
}

/// Announced days; every other day follows the week. Cheap to clone. Whatever is asked, however far apart the dates,
/// costs a few look-ups: the numbers come from requests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    table: Arc<Table>,
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Table {
    /// In order of dates: the day, what it is, and by how many working days the announced days up to and including it
    /// differ from the week.
    days: Vec<(i64, DayKind, i64)>,
    announced_to: Option<i16>,
}

/// A Monday; days are numbered from it, the days before it below zero.
const MONDAY: Date = Date::constant(1970, 1, 5);

fn number(date: Date) -> i64 {
    date.duration_since(MONDAY).as_hours() / 24
}

fn date(number: i64) -> Date {
    MONDAY.saturating_add(SignedDuration::from_hours(number.saturating_mul(24)))
}

fn in_week(day: i64) -> bool {
    day.rem_euclid(7) < 5
}

impl Table {
    fn at(&self, day: i64) -> Option<DayKind> {
        let found = self
            .days
            .binary_search_by_key(&day, |(announced, _, _)| *announced)
            .ok()?;
        self.days.get(found).map(|(_, kind, _)| *kind)
    }

    /// Working days from [`MONDAY`] up to and including `day`; below zero before it. Differences of two are what counts.
    fn worked(&self, day: i64) -> i64 {
        let by_week = day.div_euclid(7) * 5 + (day.rem_euclid(7) + 1).min(5);
        let announced = self.days.partition_point(|(announced, _, _)| *announced <= day);
        let last = announced.checked_sub(1).and_then(|last| self.days.get(last));
        by_week + last.map_or(0, |(_, _, difference)| *difference)
    }

    /// The `n`-th working day after `day`; the last day there is when it lies beyond.
    fn nth_after(&self, day: i64, n: u32) -> i64 {
        let wanted = self.worked(day) + i64::from(n);
        let (mut below, mut at) = (day, number(Date::MAX));
        while at - below > 1 {
            let middle = below + (at - below) / 2;
            if self.worked(middle) < wanted {
                below = middle;
            } else {
                at = middle;
            }
        }
        at
    }
}

/// The days off that need no announcement: 1 January, 1 and 2 May, 1 to 3 October (全国年节及纪念日放假办法 §2). The
/// others follow the moon, and what is moved to make bridges is announced year by year.
const FIXED: [(i8, i8); 6] = [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)];

/// How many years past the announced ones know their fixed days: longer than any limit runs.
const FIXED_YEARS: i16 = 60;

/// The fixed days off of the years after this one.
fn fixed_after(year: i16) -> impl Iterator<Item = Date> {
    (1..=FIXED_YEARS)
        .filter_map(move |more| year.checked_add(more))
        .flat_map(|year| {
            FIXED
                .into_iter()
                .filter_map(move |(month, day)| Date::new(year, month, day).ok())
        })
}

impl Calendar {
    /// From the announced days; the last year that has any is the last announced one. Of a day named twice the later
    /// row counts.
    #[must_use]
    pub fn new(days: impl IntoIterator<Item = (Date, DayKind)>) -> Self {
        let rows: BTreeMap<_, _> = days.into_iter().collect();
        let announced_to = rows.keys().next_back().map(|date| date.year());
        let known = announced_to
            .into_iter()
            .flat_map(fixed_after)
            .map(|day| (day, DayKind::Holiday));
        let rows: BTreeMap<_, _> = rows.into_iter().chain(known).collect();
        let mut difference = 0;
        let days = rows.into_iter().map(|(date, kind)| {
            let day = number(date);
            difference += match kind {
                DayKind::Holiday => -i64::from(in_week(day)),
                DayKind::MakeupWorkday => i64::from(!in_week(day)),
            };
            (day, kind, difference)
        });
        Self {
            table: Arc::new(Table {
                days: days.collect(),
                announced_to,
            }),
        }
    }

    /// How an announced day differs from its weekday; none for every other day.
    #[must_use]
    pub fn kind(&self, date: Date) -> Option<DayKind> {
        self.table.at(number(date))
    }

    /// Whether offices work on `date`.
    #[must_use]
    pub fn is_working_day(&self, date: Date) -> bool {
        let day = number(date);
        match self.table.at(day) {
            Some(DayKind::Holiday) => false,
            Some(DayKind::MakeupWorkday) => true,
            None => in_week(day),
        }
    }

    /// Whether the year of `date` has been announced, or lies before the calendar.
    #[must_use]
    pub fn is_announced(&self, date: Date) -> bool {
        self.table.announced_to.is_some_and(|year| date.year() <= year)
    }

    /// The first day of the first year that is announced here: before it, holidays are not known.
    #[must_use]
    pub fn begins(&self) -> Option<Date> {
        let (first, _, _) = self.table.days.first()?;
        Some(date(*first).first_of_year())
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
        self.due(match n {
            0 => from,
            n => date(self.table.nth_after(number(from), n)),
        })
    }

    /// Working days after `from` up to and including `to`; negative when `to` lies before `from`.
    #[must_use]
    pub fn working_days_between(&self, from: Date, to: Date) -> i32 {
        let between = self.table.worked(number(to)) - self.table.worked(number(from));
        i32::try_from(between).unwrap_or(if between < 0 { i32::MIN } else { i32::MAX })
    }

    /// The first working day on or after `date`: a limit in natural days that ends on a day off ends on the next
    /// working day (民法典 §203).
    #[must_use]
    pub fn next_working_day(&self, date: Date) -> Date {
        if self.is_working_day(date) {
            date
        } else {
            self.add_working_days(date, 1).date
        }
    }
}

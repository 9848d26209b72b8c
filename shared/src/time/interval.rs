//! A limit that runs: from a day, with the days on which it stands still, and with what it was extended by.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Calendar, DueDate, Limit};

/// Days that are in no limit, the first and the last included: a hearing, an inspection, a review by experts
/// (行政许可法 §45).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stop {
    pub from: Date,
    /// None: it has not ended yet.
    pub to: Option<Date>,
    /// Why it stands still, for people.
    pub ground: String,
}

/// A limit counted from a day, which itself is not counted (民法典 §201).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interval {
    pub from: Date,
    pub limit: Limit,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stops: Vec<Stop>,
    /// Runs on from the day the limit would have ended (行政许可法 §42: ten working days, by the head of the organ).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<Limit>,
}

impl Interval {
    /// A limit that nothing stops or extends.
    #[must_use]
    pub const fn new(from: Date, limit: Limit) -> Self {
        Self {
            from,
            limit,
            stops: Vec::new(),
            extension: None,
        }
    }

    /// The last day; none while it stands still and nobody knows until when.
    #[must_use]
    pub fn due(&self, calendar: &Calendar) -> Option<DueDate> {
        let stops = self.standing_still();
        let limits = [Some(self.limit), self.extension];
        let mut end = self.from;
        let mut last = self.limit;
        for limit in limits.into_iter().flatten() {
            end = run(end, limit, &stops, calendar)?;
            last = limit;
        }
        // Natural days and months that end on a day off end on the next working day (民法典 §203).
        Some(match last {
            Limit::NaturalDays(_) | Limit::Months(_) => calendar.due(calendar.next_working_day(end)),
            Limit::OnTheSpot | Limit::WorkingDays(_) => calendar.due(end),
        })
    }

    /// Working days that have run up to and including `day`; the first day and the stops are not counted.
    #[must_use]
    pub fn worked(&self, day: Date, calendar: &Calendar) -> i32 {
        let between = |from: Date, to: Date| calendar.working_days_between(from, to).max(0);
        let still: i32 = self
            .standing_still()
            .into_iter()
            .map(|(from, to)| between(eve(from), to.unwrap_or(Date::MAX).min(day)))
            .sum();
        between(self.from, day) - still
    }

    /// The stops in order, each day once, as far as they lie after the first day.
    fn standing_still(&self) -> Vec<(Date, Option<Date>)> {
        let first = self.from.tomorrow().unwrap_or(self.from);
        let mut stops: Vec<(Date, Date)> = self
            .stops
            .iter()
            .map(|stop| (stop.from.max(first), stop.to.unwrap_or(Date::MAX)))
            .filter(|(from, to)| from <= to)
            .collect();
        stops.sort_unstable();
        let mut still: Vec<(Date, Date)> = Vec::with_capacity(stops.len());
        for (from, to) in stops {
            match still.last_mut() {
                Some((_, end)) if eve(from) <= *end => *end = (*end).max(to),
                _ => still.push((from, to)),
            }
        }
        let open = |to: Date| (to < Date::MAX).then_some(to);
        still.into_iter().map(|(from, to)| (from, open(to))).collect()
    }
}

fn eve(day: Date) -> Date {
    day.yesterday().unwrap_or(day)
}

/// The day on which a limit that begins to run after `from` has run out; none when an open stop comes before.
fn run(from: Date, limit: Limit, stops: &[(Date, Option<Date>)], calendar: &Calendar) -> Option<Date> {
    let days = |n: u16| jiff::Span::new().days(i64::from(n));
    match limit {
        Limit::OnTheSpot => Some(from),
        Limit::WorkingDays(n) => {
            let (mut at, mut left) = (from, u32::from(n));
            for (first, last) in stops.iter().filter(|(_, last)| last.is_none_or(|last| last > from)) {
                let end = calendar.add_working_days(at, left).date;
                if end < *first {
                    return Some(end);
                }
                let run = calendar.working_days_between(at, eve(*first));
                left = left.saturating_sub(u32::try_from(run).unwrap_or(0));
                at = (*last)?.max(at);
            }
            Some(calendar.add_working_days(at, left).date)
        }
        Limit::NaturalDays(n) => put_off(from, from.saturating_add(days(n)), stops),
        Limit::Months(n) => put_off(from, from.saturating_add(jiff::Span::new().months(i64::from(n))), stops),
    }
}

/// An end put off by each day that stands still before it.
fn put_off(from: Date, mut end: Date, stops: &[(Date, Option<Date>)]) -> Option<Date> {
    for (first, last) in stops {
        if *first > end {
            break;
        }
        let last = (*last)?;
        let first = eve((*first).max(from.tomorrow().unwrap_or(from)));
        if last > first {
            end = end.saturating_add(last.duration_since(first));
        }
    }
    Some(end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::DayKind;
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// The National Day week of 2026 with its two working Saturdays.
    fn calendar() -> Calendar {
        let off = (1..=7).map(|d| (Date::constant(2026, 10, d), DayKind::Holiday));
        let on = ["2026-09-27", "2026-10-10"].map(|text| (day(text), DayKind::MakeupWorkday));
        Calendar::new(off.chain(on))
    }

    fn stop(from: &str, to: Option<&str>) -> Stop {
        Stop {
            from: day(from),
            to: to.map(day),
            ground: "现场勘验".to_owned(),
        }
    }

    #[test]
    fn an_inspection_is_in_no_limit() {
        let calendar = calendar();
        let mut limit = Interval::new(day("2026-11-02"), Limit::WorkingDays(10));
        assert_eq!(limit.due(&calendar).unwrap().date, day("2026-11-16"));
        // Three working days of inspection put the end off by three.
        limit.stops = vec![stop("2026-11-04", Some("2026-11-06"))];
        assert_eq!(limit.due(&calendar).unwrap().date, day("2026-11-19"));
        // What is stopped twice at once stands still once, and a stop after the end changes nothing.
        limit.stops.extend([
            stop("2026-11-05", Some("2026-11-06")),
            stop("2026-12-01", Some("2026-12-31")),
        ]);
        assert_eq!(limit.due(&calendar).unwrap().date, day("2026-11-19"));
        assert_eq!(limit.worked(day("2026-11-10"), &calendar), 3);
    }

    #[test]
    fn while_it_stands_still_nobody_knows_its_end() {
        let mut limit = Interval::new(day("2026-11-02"), Limit::WorkingDays(10));
        limit.stops = vec![stop("2026-11-04", None)];
        assert_eq!(limit.due(&calendar()), None);
        // A stop that comes too late does not matter.
        limit.stops = vec![stop("2026-11-17", None)];
        assert_eq!(limit.due(&calendar()).unwrap().date, day("2026-11-16"));
    }

    #[test]
    fn an_extension_runs_on_from_the_end() {
        let mut limit = Interval::new(day("2026-09-10"), Limit::WorkingDays(20));
        let first = limit.due(&calendar()).unwrap().date;
        limit.extension = Some(Limit::WorkingDays(10));
        let all = Interval::new(day("2026-09-10"), Limit::WorkingDays(30));
        assert_eq!(limit.due(&calendar()), all.due(&calendar()));
        limit.extension = Some(Limit::NaturalDays(30));
        let natural = Interval::new(first, Limit::NaturalDays(30));
        assert_eq!(limit.due(&calendar()), natural.due(&calendar()));
    }

    #[test]
    fn months_are_put_off_by_days() {
        let mut limit = Interval::new(day("2026-11-02"), Limit::Months(1));
        assert_eq!(limit.due(&calendar()).unwrap().date, day("2026-12-02"));
        limit.stops = vec![stop("2026-11-10", Some("2026-11-11"))];
        assert_eq!(limit.due(&calendar()).unwrap().date, day("2026-12-04"));
    }

    fn limits() -> impl Strategy<Value = Limit> {
        prop_oneof![
            Just(Limit::OnTheSpot),
            (1_u16..90).prop_map(Limit::WorkingDays),
            (1_u16..200).prop_map(Limit::NaturalDays),
            (1_u16..12).prop_map(Limit::Months),
        ]
    }

    fn some_day() -> impl Strategy<Value = Date> {
        (0_i64..500).prop_map(|n| Date::constant(2026, 1, 1).saturating_add(jiff::Span::new().days(n)))
    }

    fn stops() -> impl Strategy<Value = Vec<Stop>> {
        let one = (some_day(), 0_i64..40).prop_map(|(from, more)| Stop {
            from,
            to: Some(from.saturating_add(jiff::Span::new().days(more))),
            ground: String::new(),
        });
        proptest::collection::vec(one, 0..4)
    }

    proptest! {
        #[test]
        fn what_nothing_stops_ends_as_its_limit_does(from in some_day(), limit in limits()) {
            prop_assert_eq!(Interval::new(from, limit).due(&calendar()), Some(limit.due(from, &calendar())));
        }

        #[test]
        fn exactly_the_working_days_of_the_limit_run(from in some_day(), n in 1_u16..60, stops in stops()) {
            let interval = Interval { stops, ..Interval::new(from, Limit::WorkingDays(n)) };
            let due = interval.due(&calendar()).unwrap().date;
            prop_assert_eq!(interval.worked(due, &calendar()), i32::from(n));
            prop_assert!(interval.worked(eve(due), &calendar()) < i32::from(n));
        }

        #[test]
        fn a_stop_more_never_ends_it_sooner(from in some_day(), limit in limits(), stops in stops(), more in stops()) {
            let few = Interval { stops: stops.clone(), ..Interval::new(from, limit) };
            let many = Interval { stops: stops.into_iter().chain(more).collect(), ..few.clone() };
            prop_assert!(many.due(&calendar()) >= few.due(&calendar()));
        }

        #[test]
        fn the_order_of_stops_says_nothing(from in some_day(), limit in limits(), mut stops in stops()) {
            let before = Interval { stops: stops.clone(), ..Interval::new(from, limit) };
            stops.reverse();
            prop_assert_eq!(Interval { stops, ..before.clone() }.due(&calendar()), before.due(&calendar()));
        }
    }
}

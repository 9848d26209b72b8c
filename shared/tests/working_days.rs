//! Working days as announced, and what must hold for every calendar.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test says so loudly when its own data is wrong"
)]

use jiff::civil::date;
use proptest::prelude::*;
use shared::time::{Calendar, Date, DayKind, Limit};

fn announced_rows() -> impl Iterator<Item = (Date, DayKind)> {
    include_str!("data/workdays.csv").lines().skip(1).map(|line| {
        let mut cells = line.split(',');
        let day: Date = cells.next().unwrap().parse().unwrap();
        let kind = match cells.next().unwrap() {
            "holiday" => DayKind::Holiday,
            _ => DayKind::MakeupWorkday,
        };
        (day, kind)
    })
}

fn announced() -> Calendar {
    Calendar::new(announced_rows())
}

#[test]
fn published_vectors_come_out() {
    let calendar = announced();
    for (from, n, due) in [
        (date(2025, 9, 26), 5, date(2025, 10, 10)),
        (date(2026, 2, 11), 5, date(2026, 2, 25)),
        (date(2026, 9, 18), 20, date(2026, 10, 22)),
        (date(2020, 1, 22), 5, date(2020, 2, 6)),
    ] {
        let counted = calendar.add_working_days(from, n);
        assert_eq!((counted.date, counted.provisional), (due, false), "{from} + {n}");
    }
}

#[test]
fn a_date_past_the_announced_years_is_provisional() {
    let calendar = announced();
    let due = calendar.add_working_days(date(2026, 12, 28), 10);
    assert_eq!(due.date.year(), 2027);
    assert!(due.provisional);
    assert!(!calendar.add_working_days(date(2026, 12, 1), 5).provisional);
    assert!(Calendar::default().add_working_days(date(2026, 1, 5), 1).provisional);
}

#[test]
fn fixed_days_off_are_none_to_work_on_whatever_is_announced() {
    let calendar = announced();
    for (from, due) in [
        (date(2026, 12, 31), date(2027, 1, 4)),
        (date(2027, 9, 30), date(2027, 10, 4)),
        (date(2029, 4, 30), date(2029, 5, 3)),
    ] {
        let counted = calendar.add_working_days(from, 1);
        assert_eq!((counted.date, counted.provisional), (due, true), "{from}");
        assert!(!calendar.is_announced(due));
    }
    assert!(
        calendar.is_working_day(date(2027, 5, 4)),
        "the others are not known yet"
    );
}

#[test]
fn limits_read_the_same_from_json_and_zero_is_on_the_spot() {
    let limit: Limit = serde_json::from_str(r#"{"value":10,"unit":"working_days"}"#).unwrap();
    assert_eq!(limit, Limit::WorkingDays(10));
    assert_eq!(
        serde_json::from_str::<Limit>(r#"{"value":0,"unit":"natural_days"}"#).unwrap(),
        Limit::OnTheSpot
    );
    assert_eq!(Limit::WorkingDays(15).saves(Limit::WorkingDays(20)), Some(5));
}

#[test]
fn what_a_request_may_ask_costs_no_walk_through_the_centuries() {
    let calendar = announced();
    for _ in 0..1_000 {
        assert_eq!(calendar.add_working_days(Date::MIN, u32::MAX).date, Date::MAX);
        assert!(calendar.working_days_between(Date::MIN, Date::MAX) > 5_000_000);
        assert_eq!(calendar.next_working_day(Date::MAX), Date::MAX);
    }
}

#[test]
fn a_copy_is_the_same_calendar() {
    let calendar = announced();
    assert_eq!(calendar.clone(), calendar);
    assert_ne!(Calendar::default(), calendar);
}

/// The law's sentence, day by day: the slow way that the quick one must agree with.
fn walk(calendar: &Calendar, from: Date, n: u32) -> Date {
    let mut day = from;
    let mut left = n;
    while left > 0 {
        day = day.tomorrow().unwrap();
        left -= u32::from(calendar.is_working_day(day));
    }
    day
}

prop_compose! {
    fn any_day()(offset in 0i64..3600) -> Date {
        date(2018, 6, 1).saturating_add(jiff::Span::new().days(offset))
    }
}

fn any_calendar() -> impl Strategy<Value = Calendar> {
    let kind = prop_oneof![Just(DayKind::Holiday), Just(DayKind::MakeupWorkday)];
    proptest::collection::vec((any_day(), kind), 0..200).prop_map(Calendar::new)
}

proptest! {
    #[test]
    fn the_quick_count_is_the_walk(calendar in any_calendar(), from in any_day(), n in 0u32..120) {
        prop_assert_eq!(calendar.add_working_days(from, n).date, walk(&calendar, from, n));
    }

    #[test]
    fn more_days_never_end_earlier(calendar in any_calendar(), from in any_day(), n in 0u32..80) {
        prop_assert!(calendar.add_working_days(from, n).date < calendar.add_working_days(from, n + 1).date);
    }

    #[test]
    fn a_later_start_never_ends_earlier(calendar in any_calendar(), from in any_day(), n in 0u32..80) {
        let next = from.tomorrow().unwrap();
        prop_assert!(calendar.add_working_days(from, n).date <= calendar.add_working_days(next, n).date);
    }

    #[test]
    fn counting_back_gives_what_was_added(calendar in any_calendar(), from in any_day(), n in 1u32..80) {
        let due = calendar.add_working_days(from, n).date;
        prop_assert!(calendar.is_working_day(due));
        prop_assert_eq!(i64::from(calendar.working_days_between(from, due)), i64::from(n));
        prop_assert_eq!(calendar.working_days_between(due, from), -calendar.working_days_between(from, due));
    }

    #[test]
    fn announcing_a_year_moves_provisional_dates_only(from in any_day(), n in 0u32..80, off in 1i8..=28) {
        let before = announced();
        let rows = announced_rows().chain([(date(2027, 2, off), DayKind::Holiday)]);
        let (was, is) = (before.add_working_days(from, n), Calendar::new(rows).add_working_days(from, n));
        prop_assert!(was == is || was.provisional);
        prop_assert!(!is.provisional || is.date.year() > 2027);
    }
}

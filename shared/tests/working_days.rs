//! Working days as announced, and what must hold for every calendar.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test says so loudly when its own data is wrong"
)]

use jiff::civil::date;
use proptest::prelude::*;
use shared::time::{Calendar, Date, DayKind, Limit};

fn announced() -> Calendar {
    Calendar::new(include_str!("data/workdays.csv").lines().skip(1).map(|line| {
        let mut cells = line.split(',');
        let day: Date = cells.next().unwrap().parse().unwrap();
        let kind = match cells.next().unwrap() {
            "holiday" => DayKind::Holiday,
            _ => DayKind::MakeupWorkday,
        };
        (day, kind)
    }))
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
fn months_end_on_the_same_day_or_the_last_and_never_on_a_day_off() {
    let calendar = announced();
    assert_eq!(
        Limit::Months(1).due(date(2024, 1, 31), &calendar).date,
        date(2024, 2, 29)
    );
    // 2026-03-15 is a Sunday: the limit ends on Monday (民法典 §203).
    assert_eq!(
        Limit::NaturalDays(15).due(date(2026, 2, 28), &calendar).date,
        date(2026, 3, 16)
    );
    assert_eq!(
        Limit::OnTheSpot.due(date(2026, 2, 28), &calendar).date,
        date(2026, 2, 28)
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
    assert_eq!(limit.to_string(), "10 个工作日");
    assert_eq!(Limit::WorkingDays(15).saves(Limit::WorkingDays(20)), Some(5));
}

prop_compose! {
    fn any_day()(offset in 0i64..3000) -> Date {
        date(2019, 1, 1).saturating_add(jiff::Span::new().days(offset))
    }
}

proptest! {
    #[test]
    fn more_days_never_end_earlier(from in any_day(), n in 0u32..80) {
        let calendar = announced();
        prop_assert!(calendar.add_working_days(from, n).date < calendar.add_working_days(from, n + 1).date);
    }

    #[test]
    fn a_later_start_never_ends_earlier(from in any_day(), n in 0u32..80) {
        let calendar = announced();
        let next = from.tomorrow().unwrap();
        prop_assert!(calendar.add_working_days(from, n).date <= calendar.add_working_days(next, n).date);
    }

    #[test]
    fn counting_back_gives_what_was_added(from in any_day(), n in 1u32..80) {
        let calendar = announced();
        let due = calendar.add_working_days(from, n).date;
        prop_assert!(calendar.is_working_day(due));
        prop_assert_eq!(i64::from(calendar.working_days_between(from, due)), i64::from(n));
        prop_assert_eq!(calendar.working_days_between(due, from), -calendar.working_days_between(from, due));
    }
}

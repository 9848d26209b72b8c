//! Limits in working days, natural days and months, over years with their month ends and holidays.
#![allow(clippy::unwrap_used, reason = "a test says so loudly when its own data is wrong")]

use jiff::Span;
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

fn every_day(from: Date, to: Date) -> impl Iterator<Item = Date> {
    from.series(Span::new().days(1)).take_while(move |day| *day <= to)
}

#[test]
fn a_month_ends_on_the_same_day_or_on_the_months_last() {
    // No announced day: only the week moves an end, by two days at most (民法典 §202, §203).
    let week = Calendar::default();
    for (from, months, end) in [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 1, date(2024, 3, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 3, 31), 1, date(2026, 4, 30)),
        (date(2026, 10, 31), 1, date(2026, 11, 30)),
        (date(2025, 12, 31), 2, date(2026, 3, 2)), // February 28 is a Saturday
    ] {
        assert_eq!(Limit::Months(months).due(from, &week).date, end, "{from} + {months}");
    }
}

#[test]
fn wherever_a_month_starts_it_ends_in_the_month_that_far_on() {
    let week = Calendar::default();
    for from in every_day(date(2019, 1, 1), date(2028, 12, 31)) {
        for months in [1, 2, 3, 6, 12] {
            let end = Limit::Months(months).due(from, &week).date;
            let first = from
                .first_of_month()
                .saturating_add(Span::new().months(i64::from(months)));
            let same_day = first.saturating_add(Span::new().days(i64::from(from.day()) - 1));
            let plain = same_day.min(first.last_of_month());
            let moved = end.duration_since(plain).as_hours() / 24;
            assert!((0..=2).contains(&moved), "{from} + {months} months ends on {end}");
            assert_eq!(moved == 0, week.is_working_day(plain), "{from} + {months}");
        }
    }
}

#[test]
fn no_limit_ends_on_a_day_off_and_each_leaves_the_days_it_names() {
    let calendar = announced();
    for from in every_day(date(2019, 1, 1), date(2026, 12, 31)) {
        for n in [1, 5, 15, 30, 60] {
            let natural = Limit::NaturalDays(n).due(from, &calendar).date;
            assert!(calendar.is_working_day(natural));
            assert!(natural.duration_since(from).as_hours() / 24 >= i64::from(n));
            let working = Limit::WorkingDays(n).due(from, &calendar).date;
            assert!(calendar.is_working_day(working));
            assert_eq!(calendar.working_days_between(from, working), i32::from(n));
        }
    }
}

#[test]
fn a_long_holiday_carries_the_end_behind_it() {
    let calendar = announced();
    // National Day 2026: October 1 to 7 are off; October 8 is a Thursday.
    assert_eq!(
        Limit::NaturalDays(3).due(date(2026, 9, 29), &calendar).date,
        date(2026, 10, 8)
    );
    // 2026-02-14 is a Saturday on which offices work: the limit ends there.
    assert_eq!(
        Limit::NaturalDays(3).due(date(2026, 2, 11), &calendar).date,
        date(2026, 2, 14)
    );
}

#[test]
fn an_end_in_a_year_not_announced_is_provisional_whatever_the_unit() {
    let calendar = announced();
    for (limit, provisional) in [
        (Limit::OnTheSpot, false),
        (Limit::WorkingDays(1), false), // 2026-12-31, a Thursday
        (Limit::WorkingDays(2), true),
        (Limit::NaturalDays(1), false),
        (Limit::NaturalDays(2), true),
        (Limit::Months(1), true),
    ] {
        let due = limit.due(date(2026, 12, 30), &calendar);
        assert_eq!(due.provisional, provisional, "{limit}: {}", due.date);
    }
}

#[test]
fn limits_are_shown_in_words_and_nothing_takes_no_days() {
    for (limit, words) in [
        (Limit::OnTheSpot, "当场办结"),
        (Limit::WorkingDays(0), "当场办结"),
        (Limit::WorkingDays(10), "10 个工作日"),
        (Limit::NaturalDays(60), "60 个自然日"),
        (Limit::Months(6), "6 个月"),
    ] {
        assert_eq!(limit.to_string(), words);
    }
}

#[test]
fn a_limit_of_no_known_shape_is_refused() {
    for bad in [
        r#"{"value":-1,"unit":"months"}"#,
        r#"{"value":70000,"unit":"months"}"#,
        r#"{"value":1,"unit":"weeks"}"#,
        r#"{"value":1}"#,
        "10",
    ] {
        assert!(serde_json::from_str::<Limit>(bad).is_err(), "{bad}");
    }
}

fn any_limit() -> impl Strategy<Value = Limit> {
    prop_oneof![
        Just(Limit::OnTheSpot),
        (1..=u16::MAX).prop_map(Limit::WorkingDays),
        (1..=u16::MAX).prop_map(Limit::NaturalDays),
        (1..=u16::MAX).prop_map(Limit::Months),
    ]
}

proptest! {
    #[test]
    fn any_limit_from_any_date_ends_no_earlier(
        limit in any_limit(), year in -9999i16..=9999, month in 1i8..=12, day in 1i8..=28,
    ) {
        let from = date(year, month, day);
        prop_assert!(limit.due(from, &announced()).date >= from);
    }

    #[test]
    fn every_limit_reads_back_as_it_was_written(limit in any_limit()) {
        let json = serde_json::to_string(&limit).unwrap();
        prop_assert_eq!(serde_json::from_str::<Limit>(&json).unwrap(), limit);
    }
}

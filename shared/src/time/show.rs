//! Dates in words, numbers and units spaced.

use super::{Date, Timestamp, local_datetime};

/// 2026 年 11 月 23 日
#[must_use]
pub fn show_date(date: Date) -> String {
    format!("{} 年 {} 月 {} 日", date.year(), date.month(), date.day())
}

/// 11 月 23 日; with its year where that is not the year of `today`.
#[must_use]
pub fn show_day(date: Date, today: Date) -> String {
    if date.year() == today.year() {
        format!("{} 月 {} 日", date.month(), date.day())
    } else {
        show_date(date)
    }
}

/// 2026 年 11 月 23 日 15:04
#[must_use]
pub fn show_time(at: Timestamp) -> String {
    let local = local_datetime(at);
    format!("{} {:02}:{:02}", show_date(local.date()), local.hour(), local.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_shown_where_the_offices_are() {
        let at: Timestamp = "2026-11-23T16:04:00Z".parse().unwrap();
        assert_eq!(show_time(at), "2026 年 11 月 24 日 00:04");
    }

    #[test]
    fn a_day_of_another_year_is_told_with_its_year() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let today = day("2026-11-23");
        assert_eq!(show_day(day("2026-12-31"), today), "12 月 31 日");
        assert_eq!(show_day(day("2027-12-31"), today), "2027 年 12 月 31 日");
        assert_eq!(show_day(day("2025-11-23"), today), "2025 年 11 月 23 日");
    }
}

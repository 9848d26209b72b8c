//! Dates in words, numbers and units spaced.

use super::{Date, Timestamp, local_datetime};

/// 2026 年 11 月 23 日
#[must_use]
pub fn show_date(date: Date) -> String {
    format!("{} 年 {} 月 {} 日", date.year(), date.month(), date.day())
}

/// 11 月 23 日
#[must_use]
pub fn show_date_short(date: Date) -> String {
    format!("{} 月 {} 日", date.month(), date.day())
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
        assert_eq!(show_date_short(super::super::local_date(at)), "11 月 24 日");
    }
}

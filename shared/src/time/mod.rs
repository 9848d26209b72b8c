//! Dates as offices count them: UTC+8, working days, limits.

mod ahead;
mod calendar;
pub mod day;
mod interval;
mod limit;
mod show;

pub use ahead::{A_YEAR_AHEAD, too_far_ahead};
pub use calendar::{Calendar, DayKind, DueDate};
pub use day::{Day, moved};
pub use interval::{Interval, Stop};
pub use jiff::Timestamp;
pub use jiff::civil::{Date, DateTime};
pub use limit::{Limit, LimitUnit};
pub use show::{show_date, show_day, show_time};

use jiff::tz::Offset;

/// The whole country keeps one time.
const BEIJING: Offset = Offset::constant(8);

/// The date at UTC+8.
#[must_use]
pub fn local_date(at: Timestamp) -> Date {
    local_datetime(at).date()
}

/// Date and time at UTC+8.
#[must_use]
pub fn local_datetime(at: Timestamp) -> DateTime {
    BEIJING.to_datetime(at)
}

/// The instant a local date and time stands for.
#[must_use]
pub fn instant(at: DateTime) -> Timestamp {
    BEIJING
        .to_timestamp(at)
        .unwrap_or(if at.year() < 0 { Timestamp::MIN } else { Timestamp::MAX })
}

/// The first instant of a date at UTC+8.
#[must_use]
pub fn day_start(date: Date) -> Timestamp {
    instant(date.at(0, 0, 0, 0))
}

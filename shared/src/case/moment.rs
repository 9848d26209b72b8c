//! When something is asked or done, and the calendar of that time.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::time::{Calendar, local_date};

/// A time together with the calendar that dates are counted by.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    pub at: Timestamp,
    pub calendar: &'a Calendar,
}

impl<'a> Moment<'a> {
    #[must_use]
    pub const fn new(at: Timestamp, calendar: &'a Calendar) -> Self {
        Self { at, calendar }
    }

    /// The day in the offices.
    #[must_use]
    pub fn today(&self) -> Date {
        local_date(self.at)
    }
}

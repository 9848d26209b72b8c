//! Whether the applicant may say that the office is late (催办).

use jiff::civil::Date;

use super::{Case, Moment, Standing, clock};
use crate::time::{Calendar, local_date};

/// Working days between one reminder and the next.
const REMIND_DAYS: u32 = 5;

/// Where reminding stands in the stage the case is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reminder {
    /// Nothing is owed to the applicant: there is nothing to remind of.
    NothingOwed,
    /// The office still has time.
    TooEarly,
    Open,
    /// It was made; the next is open from this day, where it is known.
    Made(Option<Date>),
}

impl Reminder {
    /// Where it stands now. Give it the case as [`super::as_of`] today.
    #[must_use]
    pub fn of(case: &Case, now: &Moment<'_>) -> Self {
        match clock(case, now.calendar).standing(now.today(), now.calendar) {
            Standing::NotRunning | Standing::Done => return Self::NothingOwed,
            Standing::InTime { .. } | Standing::Soon { .. } | Standing::Today => return Self::TooEarly,
            Standing::Overdue { .. } => {}
        }
        match next_reminder(case, now.calendar) {
            Some(next) if now.today() < next => Self::Made(Some(next)),
            _ => Self::Open,
        }
    }
}

/// The day of the next reminder, once one was made in this stage.
#[must_use]
pub fn next_reminder(case: &Case, calendar: &Calendar) -> Option<Date> {
    let last = case.reminders.last().filter(|at| **at > case.since)?;
    Some(calendar.add_working_days(local_date(*last), REMIND_DAYS).date)
}

//! What the passing of time does by law, without anyone acting.

use jiff::civil::Date;

use super::evolve::apply;
use super::{By, Case, CaseState, Event};
use crate::time::{Calendar, DueDate, day_start, local_date};

/// The event that time has brought about by `today` and that is not yet on the record, if any.
///
/// - Nothing told within five working days: counts as accepted from the day it was received (行政许可法 §32). After a
///   correction the five days run again, from the day the materials were complete. The same promise holds for
///   items that are no licences.
/// - The days for a correction ran out: the office may now decline. It need not: until it does, the applicant may
///   still supply.
///
/// A provisional date has no effect: the calendar is extended first, and then it is either past or it is not.
#[must_use]
pub fn law_effect(case: &Case, calendar: &Calendar, today: Date) -> Option<Event> {
    let past = |due: &DueDate| !due.provisional && today > due.date;
    match case.state {
        CaseState::Submitted => {
            let due = case.first_notice().due(calendar).filter(past)?;
            Some(Event::CountedAsAccepted {
                from: local_date(case.complete_since()),
                notice_due: due.date,
            })
        }
        CaseState::CorrectionRequested => {
            let owed = case.correction_owed().filter(|matter| matter.wakes)?;
            let due = owed.due(calendar).filter(past)?;
            Some(Event::CorrectionLapsed { due: due.date })
        }
        _ => None,
    }
}

/// The case as the law sees it on `today`: what time has brought about is in, whether recorded yet or not. The revision
/// stays that of the record.
#[must_use]
pub fn as_of(case: &Case, calendar: &Calendar, today: Date) -> Case {
    let mut seen = case.clone();
    if let Some(event) = law_effect(case, calendar, today) {
        let fitted = apply(&mut seen, &event, day_start(today), &By::Law);
        debug_assert!(fitted.is_ok(), "a law effect fits the stage it was derived from");
    }
    seen
}

/// The stage the case is in on `today`.
#[must_use]
pub fn effective_state(case: &Case, calendar: &Calendar, today: Date) -> CaseState {
    match law_effect(case, calendar, today) {
        Some(Event::CountedAsAccepted { .. }) => CaseState::Accepted,
        _ => case.state,
    }
}

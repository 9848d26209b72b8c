//! What the passing of time does by law, without anyone acting.

use jiff::civil::Date;

use super::evolve::apply;
use super::{By, Case, CaseState, Event, FIRST_NOTICE_DAYS};
use crate::time::{Calendar, DueDate, day_start, local_date};

/// The day by whose end the office has to say whether the application is complete.
pub(super) fn first_notice_due(case: &Case, calendar: &Calendar) -> DueDate {
    calendar.add_working_days(local_date(case.complete_since()), u32::from(FIRST_NOTICE_DAYS))
}

/// The day by whose end the applicant should have completed the materials.
pub(super) fn correction_due(case: &Case, calendar: &Calendar) -> Option<DueDate> {
    let correction = case.correction.as_ref()?;
    Some(calendar.add_working_days(local_date(correction.asked_at), u32::from(correction.days)))
}

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
    let past = |due: DueDate| !due.provisional && today > due.date;
    match case.state {
        CaseState::Submitted => {
            let due = first_notice_due(case, calendar);
            past(due).then(|| Event::CountedAsAccepted {
                from: local_date(case.complete_since()),
                notice_due: due.date,
            })
        }
        CaseState::CorrectionRequested => {
            let lapsed = case.correction.as_ref().is_some_and(|correction| correction.lapsed);
            let due = correction_due(case, calendar)?;
            (!lapsed && past(due)).then_some(Event::CorrectionLapsed { due: due.date })
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

//! The decision and the end.

use super::super::clock::late_by;
use super::super::{Case, CaseState, Delivery, Event, Moment};
use super::taking;
use crate::access::Actor;
use crate::time::{Date, Interval};

/// What is decided on the spot is accepted and granted in one act (行政许可法 §34).
pub(super) fn grant(case: &Case, actor: &Actor, now: &Moment<'_>, (result, notes): (&str, &str)) -> Vec<Event> {
    let mut events = taking(case, actor);
    if case.state == CaseState::Submitted {
        events.push(Event::Accepted);
    }
    events.push(Event::Granted {
        result: result.trim().to_owned(),
        notes: notes.trim().to_owned(),
        judged_by: judged_by(case, now),
        worked: Some(worked(case, now)),
    });
    events
}

/// A refusal gives its reasons, its basis and the remedies (行政许可法 §38).
pub(super) fn refuse(case: &Case, actor: &Actor, now: &Moment<'_>, (reasons, basis): (&str, &str)) -> Vec<Event> {
    let mut events = taking(case, actor);
    events.push(Event::Refused {
        reasons: reasons.trim().to_owned(),
        basis: basis.trim().to_owned(),
        remedies: case.rules.remedies.words().to_owned(),
        judged_by: judged_by(case, now),
        worked: Some(worked(case, now)),
    });
    events
}

/// The promised day as it is counted now: what is judged today stays judged, whatever days off are announced later.
fn judged_by(case: &Case, now: &Moment<'_>) -> Option<Date> {
    let from = accepted_on(case, now);
    let due = Interval::new(from, case.rules.promised).due(now.calendar)?;
    Some(due.date)
}

fn accepted_on(case: &Case, now: &Moment<'_>) -> Date {
    case.acceptance.map_or_else(|| now.today(), |acceptance| acceptance.on)
}

fn worked(case: &Case, now: &Moment<'_>) -> u32 {
    let days = now.calendar.working_days_between(accepted_on(case, now), now.today());
    u32::try_from(days).unwrap_or(0)
}

/// What is delivered today is judged by the day as it is counted today, whatever days off are announced later.
pub(super) fn close(case: &Case, now: &Moment<'_>, delivery: Delivery, note: &str) -> Vec<Event> {
    let due = case.delivery_owed().and_then(|owed| owed.due(now.calendar));
    vec![Event::Closed {
        note: note.trim().to_owned(),
        delivery: Some(delivery),
        judged_by: due.map(|due| due.date),
        late: due.map(|due| late_by(due.date, now.today(), now.calendar)),
    }]
}

pub(super) fn withdraw(reason: &str) -> Vec<Event> {
    vec![Event::Withdrawn {
        reason: reason.trim().to_owned(),
    }]
}

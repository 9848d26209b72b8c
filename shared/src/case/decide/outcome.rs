//! The decision and the end.

use super::super::refusal::both;
use super::super::{Case, CaseState, Delivery, Event, Part, Refusal};
use super::taking;
use super::text::{needed, optional};
use crate::access::Actor;

/// What is decided on the spot is accepted and granted in one act (行政许可法 §34).
pub(super) fn grant(case: &Case, actor: &Actor, result: &str, notes: &str) -> Result<Vec<Event>, Refusal> {
    let (result, notes) = both(
        needed(Part::Result, result, "办理结果"),
        optional(Part::Note, notes, "说明"),
    )?;
    let mut events = taking(case, actor);
    if case.state == CaseState::Submitted {
        events.push(Event::Accepted);
    }
    events.push(Event::Granted { result, notes });
    Ok(events)
}

/// A refusal gives its reasons, its basis and the remedies (行政许可法 §38).
pub(super) fn refuse(case: &Case, actor: &Actor, reasons: &str, basis: &str) -> Result<Vec<Event>, Refusal> {
    let (reasons, basis) = both(
        needed(Part::Reason, reasons, "不予批准的理由"),
        needed(Part::Basis, basis, "不予批准的依据"),
    )?;
    let mut events = taking(case, actor);
    events.push(Event::Refused {
        reasons,
        basis,
        remedies: case.rules.remedies.words().to_owned(),
    });
    Ok(events)
}

pub(super) fn close(delivery: Delivery, note: &str) -> Result<Vec<Event>, Refusal> {
    Ok(vec![Event::Closed {
        note: optional(Part::Note, note, "说明")?,
        delivery: Some(delivery),
    }])
}

/// No reason is owed for taking one's own application back.
pub(super) fn withdraw(reason: &str) -> Result<Vec<Event>, Refusal> {
    Ok(vec![Event::Withdrawn {
        reason: optional(Part::Reason, reason, "撤回的原因")?,
    }])
}

//! From events to the case they add up to.

use jiff::Timestamp;

use super::{Acceptance, AcceptedHow, By, Case, CaseState, Correction, Decision, Delivered, Event, Recorded};
use crate::time::local_date;

/// A record that does not hang together. It never comes from [`super::decide`]; it means damaged storage.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EvolveError {
    #[error("the record starts with `{0}`, not with `submitted`")]
    NotSubmitted(&'static str),
    #[error("submitted twice")]
    SubmittedTwice,
    #[error("event {found} follows event {after}")]
    Gap { after: u32, found: u32 },
    #[error("`{event}` does not fit a case that is `{state}`")]
    Unfit { state: &'static str, event: &'static str },
}

/// The case after one more event.
///
/// # Errors
/// When the event does not follow the ones before.
pub fn evolve(case: Option<Case>, recorded: &Recorded) -> Result<Case, EvolveError> {
    let after = case.as_ref().map_or(0, |case| case.revision);
    if recorded.seq.checked_sub(1) != Some(after) {
        return Err(EvolveError::Gap {
            after,
            found: recorded.seq,
        });
    }
    let Some(mut case) = case else {
        return begin(recorded);
    };
    apply(&mut case, &recorded.event, recorded.at, &recorded.by)?;
    case.revision = recorded.seq;
    Ok(case)
}

/// The case a whole record adds up to.
///
/// # Errors
/// When the record is empty in the middle, out of order or starts wrongly. An empty record is `None`.
pub fn replay<'a>(record: impl IntoIterator<Item = &'a Recorded>) -> Result<Option<Case>, EvolveError> {
    record
        .into_iter()
        .try_fold(None, |case, recorded| evolve(case, recorded).map(Some))
}

fn begin(recorded: &Recorded) -> Result<Case, EvolveError> {
    let Event::Submitted { filing, rules } = &recorded.event else {
        return Err(EvolveError::NotSubmitted(recorded.event.tag()));
    };
    Ok(Case {
        answers: filing.answers.clone(),
        filing: (**filing).clone(),
        rules: rules.clone(),
        state: CaseState::Submitted,
        revision: recorded.seq,
        received_at: recorded.at,
        since: recorded.at,
        correction: None,
        acceptance: None,
        decision: None,
        delivery: None,
        delivered: None,
        holder: None,
        reminders: Vec::new(),
        ended_at: None,
    })
}

/// What an event changes. The stages an event fits are those the law allows it in.
pub(super) fn apply(case: &mut Case, event: &Event, at: Timestamp, by: &By) -> Result<(), EvolveError> {
    use CaseState::{Accepted, Closed, CorrectionRequested, Declined, Granted, Refused, Submitted, Withdrawn};
    let before = case.state;
    match event {
        Event::Submitted { .. } => return Err(EvolveError::SubmittedTwice),
        Event::CorrectionRequested { demands, days } => {
            fits(case, event, case.state == Submitted)?;
            let first = case.correction.take().map(|correction| correction.demands);
            case.correction = Some(Correction {
                demands: first.unwrap_or_else(|| demands.clone()),
                open: demands.clone(),
                asked_at: at,
                days: *days,
                supplied_at: None,
                lapsed: false,
            });
            case.state = CorrectionRequested;
        }
        Event::Supplied { answers, .. } => {
            fits(case, event, case.state == CorrectionRequested)?;
            if let Some(correction) = &mut case.correction {
                correction.supplied_at = Some(at);
            }
            case.answers = answers.clone();
            case.state = Submitted;
        }
        Event::CorrectionLapsed { .. } => {
            fits(case, event, case.state == CorrectionRequested)?;
            if let Some(correction) = &mut case.correction {
                correction.lapsed = true;
            }
        }
        Event::Accepted => {
            fits(case, event, matches!(case.state, Submitted | CorrectionRequested))?;
            case.acceptance = Some(Acceptance {
                on: local_date(at),
                how: AcceptedHow::ByOffice,
            });
            case.state = Accepted;
        }
        Event::CountedAsAccepted { from, .. } => {
            fits(case, event, case.state == Submitted)?;
            case.acceptance = Some(Acceptance {
                on: *from,
                how: AcceptedHow::BySilence,
            });
            case.state = Accepted;
        }
        Event::Declined {
            reason,
            right_office,
            remedies,
        } => {
            fits(case, event, matches!(case.state, Submitted | CorrectionRequested))?;
            case.decision = Some(Decision::Declined {
                at,
                reason: reason.clone(),
                right_office: right_office.clone(),
                remedies: remedies.clone(),
            });
            end(case, Declined, at);
        }
        Event::Granted {
            result,
            notes,
            judged_by,
            worked,
        } => {
            fits(case, event, case.state == Accepted)?;
            case.decision = Some(Decision::Granted {
                at,
                result: result.clone(),
                notes: notes.clone(),
                judged_by: *judged_by,
                worked: *worked,
            });
            end(case, Granted, at);
        }
        Event::Refused {
            reasons,
            basis,
            remedies,
            judged_by,
            worked,
        } => {
            fits(case, event, case.state == Accepted)?;
            case.decision = Some(Decision::Refused {
                at,
                reasons: reasons.clone(),
                basis: basis.clone(),
                remedies: remedies.clone(),
                judged_by: *judged_by,
                worked: *worked,
            });
            end(case, Refused, at);
        }
        Event::Closed {
            delivery,
            judged_by,
            late,
            ..
        } => {
            fits(case, event, matches!(case.state, Granted | Refused))?;
            case.delivery.clone_from(delivery);
            case.delivered = Some(Delivered {
                at,
                judged_by: *judged_by,
                late: *late,
            });
            case.state = Closed;
        }
        Event::Withdrawn { .. } => {
            fits(case, event, case.state.is_open())?;
            end(case, Withdrawn, at);
        }
        Event::Reminded => {
            fits(case, event, case.state.is_open() || case.state.awaits_delivery())?;
            case.reminders.push(at);
        }
        Event::Assigned { to } | Event::HandedOver { to, .. } => {
            fits(case, event, case.state.is_open())?;
            case.holder = Some(to.clone());
        }
        Event::Taken => {
            fits(case, event, case.state.is_open() && case.holder.is_none())?;
            case.holder = by.account().cloned();
        }
        Event::Released => {
            fits(case, event, case.state.is_open())?;
            case.holder = None;
        }
    }
    if case.state != before {
        case.since = at;
    }
    Ok(())
}

fn fits(case: &Case, event: &Event, fitting: bool) -> Result<(), EvolveError> {
    if fitting {
        Ok(())
    } else {
        Err(EvolveError::Unfit {
            state: case.state.as_str(),
            event: event.tag(),
        })
    }
}

fn end(case: &mut Case, state: CaseState, at: Timestamp) {
    case.state = state;
    case.ended_at = Some(at);
}

//! What the law answers to a command: events, or a refusal with the way out.

mod hands;
mod intake;
mod outcome;
mod submit;
mod text;

pub(in crate::case) use text::MAX as LONGEST_TEXT;

use super::permit::permit;
use super::{Case, Command, Event, Moment, Rules};
use crate::access::{Action, Actor, may};
use crate::problem::Refusal;

/// Judges a command.
///
/// `rules` are the item's as it stands; they are copied into the case when it is submitted, and from then on the case
/// goes by its own copy. Bring the case up to date with [`super::law_effect`] first: time decides things too.
///
/// Acting on a case nobody holds takes it in the same act (a `Taken` event comes first), except at the window,
/// whose clerk accepts and passes on. A lead who acts on another's case has it from then on (an `Assigned` comes first).
///
/// # Errors
/// A [`Refusal`] when this person may not, when the case does not stand so, or when the command lacks something.
pub fn decide(
    case: Option<&Case>,
    command: Command,
    actor: &Actor,
    now: &Moment<'_>,
    rules: &Rules,
) -> Result<Vec<Event>, Refusal> {
    let (case, command) = match (case, command) {
        (None, Command::Submit(filing)) => return submit::submit(*filing, actor, rules),
        (Some(_), Command::Submit(_)) => return Err(super::permit::already_submitted()),
        (None, _) => {
            return Err(Refusal::conflict("这件办件还没有提交", "请先提交申请"));
        }
        (Some(case), command) => (case, command),
    };
    if now.at < case.received_at {
        return Err(Refusal::conflict(
            "操作时间早于收件时间",
            "请稍后再试；仍然不行的，请系统管理员核对服务器时间",
        ));
    }
    permit(case, command.kind(), actor, now)?;
    command.complete(now.today())?;
    match command {
        Command::Submit(_) => Err(super::permit::already_submitted()),
        Command::RequestCorrection { demands, days } => intake::request_correction(case, actor, demands, days),
        Command::Supply { answers, note } => intake::supply(answers, &note),
        Command::Accept => Ok(intake::accept(case, actor)),
        Command::Decline { reason, right_office } => Ok(intake::decline(case, actor, &reason, right_office.as_deref())),
        Command::Grant { result, notes } => Ok(outcome::grant(case, actor, now, (&result, &notes))),
        Command::Refuse { reasons, basis } => Ok(outcome::refuse(case, actor, now, (&reasons, &basis))),
        Command::Close { delivery, note } => Ok(outcome::close(case, now, delivery, &note)),
        Command::Remind => Ok(vec![Event::Reminded]),
        Command::Withdraw { reason } => Ok(outcome::withdraw(&reason)),
        Command::Assign { to } => hands::assign(case, to),
        Command::Take => Ok(hands::take(case, actor)),
        Command::HandOver { to, reason } => hands::hand_over(actor, to, &reason),
    }
}

/// The event of taking a case in the same act: a free one, for those who can also decide it; another's, for who leads.
fn taking(case: &Case, actor: &Actor) -> Vec<Event> {
    match &case.holder {
        None if can_decide(case, actor) => vec![Event::Taken],
        Some(holder) if *holder != actor.id => hands::take(case, actor),
        _ => Vec::new(),
    }
}

/// Whether this person could carry the case to its decision.
fn can_decide(case: &Case, actor: &Actor) -> bool {
    let needed = if case.rules.instant {
        Action::DecideOnTheSpot
    } else {
        Action::DecideCase
    };
    may(actor, needed, &case.scope())
}

//! Which buttons exist: exactly what `decide` would grant.

use serde::{Deserialize, Serialize};

use super::permit::permit;
use super::{Case, CaseState, CommandKind, Moment};
use crate::access::Actor;

/// One act that is open to someone now. What its form asks for is told by [`CommandKind::form`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    pub action: CommandKind,
    /// What the button says.
    pub label: String,
    /// The usual next step; at most one offer has it.
    pub primary: bool,
}

/// What this person may do to the case as it stands. Give it the case as [`super::as_of`] today.
#[must_use]
pub fn offers(case: &Case, actor: &Actor, now: &Moment<'_>) -> Vec<Offer> {
    if now.at < case.received_at {
        return Vec::new();
    }
    let usual = usual_next(case);
    CommandKind::ALL
        .into_iter()
        .filter(|kind| permit(case, *kind, actor, now).is_ok())
        .map(|action| Offer {
            action,
            label: (action.row().label)(case).to_owned(),
            primary: Some(action) == usual,
        })
        .collect()
}

fn usual_next(case: &Case) -> Option<CommandKind> {
    match case.state {
        CaseState::Submitted if case.rules.instant => Some(CommandKind::Grant),
        CaseState::Submitted => Some(CommandKind::Accept),
        CaseState::CorrectionRequested => Some(CommandKind::Supply),
        CaseState::Accepted => Some(CommandKind::Grant),
        CaseState::Granted | CaseState::Refused => Some(CommandKind::Close),
        CaseState::Declined | CaseState::Closed | CaseState::Withdrawn => None,
    }
}

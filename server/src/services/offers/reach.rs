//! Who may see and who may change which places.

use app::backend::{ServiceError, Session};
use shared::access::{Action, Actor, Scope, may};
use shared::place::DivisionCode;

use crate::services::guard::require;

/// Whether this person may see what a place offers and how it is kept: those who compile it, and those who see the
/// standards there.
pub(super) fn may_see(actor: &Actor, place: &DivisionCode) -> bool {
    let mut scope = Scope::of_place(place.clone());
    scope.department.clone_from(&actor.department);
    may_compile(actor, place) || may(actor, Action::ViewStandards, &scope)
}

pub(super) fn may_compile(actor: &Actor, place: &DivisionCode) -> bool {
    may(actor, Action::CompileLocalList, &Scope::of_place(place.clone()))
}

/// # Errors
/// `NotSignedIn`, or `Forbidden`.
pub(super) fn seer<'a>(session: &'a Session, place: &DivisionCode) -> Result<&'a Actor, ServiceError> {
    let actor = session.actor()?;
    if may_see(actor, place) {
        return Ok(actor);
    }
    tracing::warn!(account = %actor.id, role = ?actor.role, %place, "refused a look at a list");
    Err(ServiceError::Forbidden {
        what: "查看这个地点的事项清单".into(),
    })
}

/// # Errors
/// `NotSignedIn`, or `Forbidden`.
pub(super) fn compiler<'a>(session: &'a Session, place: &DivisionCode) -> Result<&'a Actor, ServiceError> {
    require(session, Action::CompileLocalList, &Scope::of_place(place.clone()))
}

/// Where this person works, when lists are their business at all.
///
/// # Errors
/// `NotSignedIn`, or `Forbidden`.
pub(super) fn territory(session: &Session) -> Result<(&Actor, DivisionCode), ServiceError> {
    let actor = session.actor()?;
    match &actor.territory {
        Some(place) => Ok((seer(session, place)?, place.clone())),
        None => Err(ServiceError::Forbidden {
            what: "查看各地的事项清单".into(),
        }),
    }
}

//! The one gate: every call of a service for someone passes here before it does anything.

use app::backend::{ServiceError, Session};
use shared::access::{Action, Actor, Scope, may};

/// Whoever is signed in, when they may do this to that.
///
/// # Errors
/// `NotSignedIn`, or `Forbidden` with the action's name. For something whose very existence is private, the caller
/// turns the latter into `NotFound`.
pub fn require<'a>(session: &'a Session, action: Action, scope: &Scope) -> Result<&'a Actor, ServiceError> {
    let actor = session.actor()?;
    if may(actor, action, scope) {
        Ok(actor)
    } else {
        tracing::warn!(account = %actor.id, role = ?actor.role, ?action, "refused");
        Err(ServiceError::Forbidden {
            what: action.words().into(),
        })
    }
}

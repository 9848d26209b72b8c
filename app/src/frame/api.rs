//! The frame's one question to the server.

use leptos::prelude::*;

use super::FrameInfo;
use crate::backend::ServiceError;

/// What the frame shows; never fails for want of a sign-in.
#[server(prefix = "/api/fn", endpoint = "frame")]
pub async fn read_frame() -> Result<FrameInfo, ServiceError> {
    use std::sync::Arc;

    use crate::backend::{Accounts, Session, Site};

    let session = use_context::<Session>().unwrap_or_default();
    let site = use_context::<Arc<Site>>().unwrap_or_default();
    let accounts = use_context::<Arc<dyn Accounts>>();
    let elder = crate::prefs::elder_asked();
    // Who still has to choose a password sees whose account it is, and nothing to go to.
    let role = session.actor.as_ref().map(|actor| actor.role);
    let actor = session.holder().ok().cloned();
    let staff = actor.as_ref().is_some_and(|actor| actor.role.is_staff());
    let office = match (staff, accounts) {
        (true, Some(accounts)) => accounts.me(&session).await.ok().and_then(|me| me.office),
        _ => None,
    };
    Ok(FrameInfo {
        demo: site.demo,
        elder,
        signed_in: actor.is_some(),
        staff,
        role: role.filter(|_| staff),
        name: actor.filter(|_| staff).map(|actor| actor.name),
        office,
    })
}

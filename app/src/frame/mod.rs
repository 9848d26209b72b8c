//! What the frame around every page shows: who is signed in, large type, the demo banner.

pub mod nav;

use std::sync::Arc;

use leptos::prelude::*;
use shared::access::Role;

use crate::backend::{Accounts, Site, port, session};
pub use crate::islands::{here, sign_in_address};

/// Read once, before the document is made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrameInfo {
    pub demo: bool,
    pub elder: bool,
    pub signed_in: bool,
    pub staff: bool,
    /// Staff only; residents' names stay off the frame.
    pub name: Option<String>,
    pub office: Option<String>,
    /// Staff only: the post acted in, in words.
    pub post: Option<String>,
    /// There is another post to switch to.
    pub switches: bool,
    /// Staff only: what the navigation offers.
    pub role: Option<Role>,
}

/// Reads the frame's facts; never fails for want of a sign-in.
pub async fn read_frame() -> FrameInfo {
    let (session, accounts) = (session(), port::<dyn Accounts>());
    let demo = use_context::<Arc<Site>>().is_some_and(|site| site.demo);
    let elder = crate::prefs::elder_asked();
    // Who still has to choose a password sees whose account it is, and nothing to go to.
    let role = session.actor.as_ref().map(|actor| actor.role);
    let actor = session.holder().ok().cloned();
    let staff = actor.as_ref().is_some_and(|actor| actor.role.is_staff());
    let me = match (staff, accounts) {
        (true, Ok(accounts)) => accounts.me(&session).await.ok(),
        _ => None,
    };
    // Whoever has not chosen a post works in none.
    let me = me.filter(|_| session.choosing.is_none());
    FrameInfo {
        demo,
        elder,
        signed_in: actor.is_some(),
        staff,
        role: role.filter(|_| staff),
        name: actor.filter(|_| staff).map(|actor| actor.name),
        switches: role.is_some() && me.as_ref().is_some_and(|me| me.several_posts),
        post: me.as_ref().map(|me| me.role_title.clone()),
        office: me.and_then(|me| me.office),
    }
}

/// The frame's facts, as the document holds them.
#[must_use]
pub fn use_frame() -> FrameInfo {
    use_context().unwrap_or_default()
}

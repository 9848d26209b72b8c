//! What the frame around every page shows: who is signed in, large type, the demo banner.

mod api;
pub mod nav;
mod place;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use shared::access::Role;

pub use place::{here, sign_in_address};

/// Read once per page load and kept for all pages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrameInfo {
    pub demo: bool,
    pub elder: bool,
    pub signed_in: bool,
    pub staff: bool,
    /// Staff only; residents' names stay off the frame.
    pub name: Option<String>,
    pub office: Option<String>,
    /// Staff only: what the navigation offers.
    pub role: Option<Role>,
}

/// Loads the frame's facts; once, at the root of an app.
pub fn provide_frame() {
    let frame = Resource::new_blocking(|| (), |()| async { api::read_frame().await.unwrap_or_default() });
    provide_context(frame);
}

/// The frame's facts, from the root.
#[must_use]
pub fn use_frame() -> Resource<FrameInfo> {
    use_context::<Resource<FrameInfo>>()
        .unwrap_or_else(|| Resource::new_blocking(|| (), |()| async { FrameInfo::default() }))
}

//! The form of a page comes alive: questions appear as answers call for them, what is wrong is told when an input is
//! left, by the same rules as on the server, and what is typed is saved as one types: on the server once there is a
//! draft, and on the device until the server has it.

mod check;
#[cfg(not(feature = "staff"))]
mod device;
#[cfg(feature = "hydrate")]
mod dom;
#[cfg(all(feature = "hydrate", not(feature = "staff")))]
mod draft;
#[cfg(not(feature = "staff"))]
mod form;
#[cfg(feature = "hydrate")]
mod kept;
#[cfg(feature = "hydrate")]
mod leave;
#[cfg(feature = "hydrate")]
pub mod session;
#[cfg(feature = "hydrate")]
pub mod sheet;
#[cfg(not(feature = "citizen"))]
mod trial;
#[cfg(not(feature = "staff"))]
mod typed;

use shared::form::Pairs;

pub use check::CheckForm;
#[cfg(not(feature = "staff"))]
pub use device::{DeviceDraft, START_ID};
#[cfg(not(feature = "staff"))]
pub use form::LiveForm;
#[cfg(not(feature = "citizen"))]
pub use trial::TryForm;
#[cfg(not(feature = "staff"))]
pub use typed::KeepTyped;

/// The `id` of the form element that comes alive.
pub const FORM_ID: &str = "answers";

/// How saving stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saving {
    /// Nothing was typed since the page came.
    Rest,
    Typing,
    OnDevice,
    Saved,
    Offline,
    SignedOut,
    /// Saved, with what another wrote meanwhile.
    Merged,
    /// Saved but for what another wrote differently: both texts are kept.
    Clashed,
    /// Another device was quicker.
    Overtaken,
    /// This device holds what another save did not include.
    Found,
    Refused,
}

/// What the reader decides: what this device kept, or which of two texts stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    Mine,
    Theirs,
    /// At one field, with its inputs as stored.
    Field {
        path: String,
        mine: bool,
        pairs: Pairs,
    },
}

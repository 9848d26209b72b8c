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
pub mod keeper;
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

/// The `id` of the notice that asks which of two texts stays.
pub const ASKED: &str = "asked";

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
    /// The same, and something was typed that no place keeps before it is decided about.
    Undecided,
    Refused,
}

impl Saving {
    /// What an earlier visit left is still to be decided about.
    #[must_use]
    pub fn asks(self) -> bool {
        matches!(self, Self::Found | Self::Undecided)
    }

    /// How it stands once something was typed. `has_home`: the server keeps it, otherwise the device alone, which holds
    /// one copy; `found`: that is an earlier one.
    #[cfg(any(feature = "hydrate", test))]
    #[must_use]
    pub fn typed(self, has_home: bool, found: bool) -> Self {
        match (has_home, found) {
            (false, true) => Self::Undecided,
            (false, false) => Self::OnDevice,
            (true, _) if matches!(self, Self::Found | Self::Clashed) => self,
            (true, _) => Self::Typing,
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_before_an_earlier_copy_is_decided_about_is_said_to_be_kept_nowhere() {
        // The device has one place: the earlier copy stays there until it is decided about.
        let typing = Saving::Found.typed(false, true);
        assert_eq!(typing, Saving::Undecided);
        assert!(typing.asks() && Saving::Found.asks(), "the question stays");
        assert_eq!(typing.typed(false, true), Saving::Undecided);
        // Once decided, typing is kept.
        let decided = typing.typed(false, false);
        assert_eq!(decided, Saving::OnDevice);
        assert!(!decided.asks());
    }

    #[test]
    fn what_the_server_keeps_is_saved_while_an_earlier_copy_is_asked_about() {
        for (before, after) in [
            (Saving::Rest, Saving::Typing),
            (Saving::Offline, Saving::Typing),
            (Saving::Found, Saving::Found),
            (Saving::Clashed, Saving::Clashed),
        ] {
            assert_eq!(before.typed(true, before == Saving::Found), after);
        }
    }
}

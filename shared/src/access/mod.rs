//! Who may do what: roles, actions, and the grants that join them.
//!
//! Services ask [`may`] before anything else; pages never decide.

mod action;
mod actor;
mod grants;
mod may;
mod role;
mod scope;

pub use action::Action;
pub use actor::{Acting, Actor};
pub(crate) use may::is_at_a_village;
pub use may::{Reach, may, may_appoint, reach};
pub use role::Role;
pub use scope::Scope;

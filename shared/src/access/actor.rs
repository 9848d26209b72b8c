//! Who is asking.

use serde::{Deserialize, Serialize};

use super::Role;
use crate::id::{AccountId, DepartmentId};
use crate::place::DivisionCode;

/// A signed-in person, with what decides their reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    pub id: AccountId,
    pub role: Role,
    /// Shown to the person themselves and, for staff, in a case's history.
    pub name: String,
    /// Where a member of staff works; everything below it is within reach. `None` for applicants.
    pub territory: Option<DivisionCode>,
    /// The department a member of staff works for, where the role has one.
    pub department: Option<DepartmentId>,
    /// Name and citizen number were checked against the identity source.
    pub real_name: bool,
}

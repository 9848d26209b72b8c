//! What the thing acted on belongs to.

use serde::{Deserialize, Serialize};

use crate::id::{AccountId, DepartmentId};
use crate::place::DivisionCode;

/// Whose a thing is. A missing part never matches: an action that needs it is refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Scope {
    /// The place that handles it.
    pub territory: Option<DivisionCode>,
    /// The department whose item it is.
    pub department: Option<DepartmentId>,
    /// The person it belongs to.
    pub owner: Option<AccountId>,
    /// The agent whom the owner mandated for it, while the mandate stands.
    pub mandate: Option<AccountId>,
}

impl Scope {
    /// Something of one person: a draft, a session, their own account.
    #[must_use]
    pub fn of_owner(owner: AccountId) -> Self {
        Self {
            owner: Some(owner),
            ..Self::default()
        }
    }

    /// Something of a place as a whole: its queue, its figures, its staff.
    #[must_use]
    pub fn of_place(territory: DivisionCode) -> Self {
        Self {
            territory: Some(territory),
            ..Self::default()
        }
    }

    /// The same, handled at a place.
    #[must_use]
    pub fn at(self, territory: DivisionCode) -> Self {
        Self {
            territory: Some(territory),
            ..self
        }
    }

    /// The same, narrowed to one department.
    #[must_use]
    pub fn in_department(self, department: DepartmentId) -> Self {
        Self {
            department: Some(department),
            ..self
        }
    }

    /// The same, with the agent the owner mandated.
    #[must_use]
    pub fn mandated_to(self, agent: AccountId) -> Self {
        Self {
            mandate: Some(agent),
            ..self
        }
    }
}

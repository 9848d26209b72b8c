//! Who is asking.

use serde::{Deserialize, Serialize};

use super::Role;
use crate::id::{AccountId, DepartmentId, PostId};
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
    /// The post a member of staff acts in. `None` for applicants, and where nobody is signed in.
    #[serde(default)]
    pub acting: Option<Acting>,
}

/// The post in which somebody acts, as the records keep it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acting {
    pub post: PostId,
    /// The place, or the department, as it was called then: 深沪镇, 市民政局.
    pub office: String,
    /// The name of whom one substitutes for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<String>,
}

impl Acting {
    /// 深沪镇，or 深沪镇，代许文.
    #[must_use]
    pub fn words(&self) -> String {
        match &self.instead_of {
            Some(name) => format!("{}，代{name}", self.office),
            None => self.office.clone(),
        }
    }
}

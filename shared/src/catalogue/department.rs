//! Who keeps an item's standard, and the offices that steer the plan.

use serde::{Deserialize, Serialize};

use super::Confirmable;
use crate::id::DepartmentId;
use crate::people::CreditCode;
use crate::value_list;

value_list! {
    /// The kind of body.
    pub enum DepartmentKind, "部门类别" {
        /// Keeps items.
        Department = "department";
        /// Water, power, gas: keeps items, is no authority.
        Utility = "utility";
        /// Steers, reviews or pays for the plan; keeps no items.
        Office = "office";
    }
}

/// A department, utility or office of the city.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Department {
    pub id: DepartmentId,
    /// 市民政局
    pub name: String,
    /// 民政
    pub short_name: String,
    pub kind: DepartmentKind,
    pub credit_code: Option<CreditCode>,
    pub address: Option<Confirmable<String>>,
    pub hours: Option<Confirmable<String>>,
    pub phone: Option<Confirmable<String>>,
    /// Where one complains; never the advice phone.
    pub complaints: Option<Confirmable<String>>,
}

impl Department {
    /// Whether items may belong to it.
    #[must_use]
    pub fn keeps_items(&self) -> bool {
        self.kind != DepartmentKind::Office
    }
}

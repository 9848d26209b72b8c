//! Who keeps an item's standard, and the offices that steer the plan.

use serde::{Deserialize, Serialize};

use super::Confirmable;
use crate::id::DepartmentId;
use crate::people::CreditCode;

/// The kind of body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DepartmentKind {
    /// Keeps items.
    Department,
    /// Water, power, gas: keeps items, is no authority.
    Utility,
    /// Steers, reviews or pays for the plan; keeps no items.
    Office,
}

impl DepartmentKind {
    /// As stored: `department`, `utility`, `office`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Department => "department",
            Self::Utility => "utility",
            Self::Office => "office",
        }
    }
}

impl std::str::FromStr for DepartmentKind {
    type Err = super::UnknownValue;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        [Self::Department, Self::Utility, Self::Office]
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| super::UnknownValue {
                list: "部门类别",
                text: text.to_owned(),
            })
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

//! The lists that offices keep row by row, and bring in and out as workbooks.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{CatalogueEntry, Power};
use crate::access::Action;
use crate::catalogue::UnknownValue;
use crate::table::{Column, Shape};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeptList {
    /// 权责清单
    Powers,
    /// 事项目录
    Entries,
    /// 工作人员
    Staff,
}

/// A power's number as a workbook carries it: the form needs none.
const NUMBER: Column = Column {
    name: "id",
    label: "权力编号",
    hint: "新增的留空，保存后由系统编号；修改的照原样保留",
    required: false,
    shape: Shape::Key,
};

impl KeptList {
    pub const ALL: [Self; 3] = [Self::Powers, Self::Entries, Self::Staff];

    /// As stored, and in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Powers => "powers",
            Self::Entries => "entries",
            Self::Staff => "staff",
        }
    }

    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Powers => "权责清单",
            Self::Entries => "事项目录",
            Self::Staff => "工作人员",
        }
    }

    /// What one row is.
    #[must_use]
    pub const fn row(self) -> &'static str {
        match self {
            Self::Powers => "权力",
            Self::Entries => "事项",
            Self::Staff => "账号",
        }
    }

    /// What whoever writes it must be allowed to do.
    #[must_use]
    pub const fn action(self) -> Action {
        match self {
            Self::Powers => Action::EditPowers,
            Self::Entries => Action::DeriveEntries,
            Self::Staff => Action::ManageStaff,
        }
    }

    /// The columns of its workbook; the first names the row.
    #[must_use]
    pub fn columns(self) -> Vec<Column> {
        match self {
            Self::Powers => std::iter::once(NUMBER).chain(Power::COLUMNS.iter().copied()).collect(),
            Self::Entries => CatalogueEntry::COLUMNS.to_vec(),
            Self::Staff => crate::staff::COLUMNS.to_vec(),
        }
    }
}

impl FromStr for KeptList {
    type Err = UnknownValue;
    fn from_str(text: &str) -> Result<Self, UnknownValue> {
        let known = Self::ALL.into_iter().find(|list| list.as_str() == text);
        known.ok_or_else(|| UnknownValue {
            list: "清单",
            text: text.to_owned(),
        })
    }
}

//! The lists that offices keep row by row, and bring in and out as workbooks.

use super::{CatalogueEntry, Power};
use crate::access::Action;
use crate::table::{Column, Shape};
use crate::value_list;

value_list! {
    pub enum KeptList, "清单" {
        /// 权责清单
        Powers = "powers", "权责清单";
        /// 事项目录
        Entries = "entries", "事项目录";
        /// 工作人员
        Staff = "staff", "工作人员";
    }
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

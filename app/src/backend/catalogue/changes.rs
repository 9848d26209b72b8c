//! What changed lately in the published catalogue.

use jiff::Timestamp;
use shared::catalogue::{ChangeKind, ItemId};
use shared::standard::Change;

use super::{Choice, query_string};

/// Inputs of the list, as an address has them; empty narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangesAsk {
    pub item: String,
    pub department: String,
    pub page: String,
}

impl ChangesAsk {
    /// From the inputs of an address.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let text = |name| get(name).unwrap_or_default();
        Self {
            item: text("item"),
            department: text("department"),
            page: text("page"),
        }
    }

    /// The address of another page of the same list.
    #[must_use]
    pub fn address(&self, path: &str, page: u32) -> String {
        let page = page.to_string();
        let parts = [
            ("item", self.item.as_str()),
            ("department", self.department.as_str()),
            ("page", if page == "1" { "" } else { page.as_str() }),
        ];
        let query = query_string(parts.into_iter().filter(|(_, value)| !value.is_empty()));
        if query.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{query}")
        }
    }
}

/// One publication, confirmation or withdrawal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueChange {
    pub id: String,
    pub at: Timestamp,
    /// 2026 年 11 月 23 日
    pub day: String,
    pub item: ItemId,
    /// As it was called then.
    pub name: String,
    pub department: String,
    pub version: u32,
    pub kind: ChangeKind,
    /// Element by element, in the order of the sheet.
    pub changes: Vec<Change>,
    /// The elements confirmed, or why it was withdrawn.
    pub detail: Option<String>,
    /// Its guide can still be read.
    pub published: bool,
}

/// A page of them, the latest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangesPage {
    pub entries: Vec<CatalogueChange>,
    pub total: u32,
    pub page: u32,
    pub pages: u32,
    /// The item the list is narrowed to.
    pub item_name: Option<String>,
    pub departments: Vec<Choice>,
}

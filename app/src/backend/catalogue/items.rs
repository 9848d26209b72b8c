//! Items in lists.

use shared::catalogue::{CaseType, Confirmable, ItemId, LocalPart};
use shared::place::DivisionCode;

/// An item as one line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemCard {
    pub id: ItemId,
    pub name: String,
    /// What people call it, where that differs.
    pub plain_name: Option<String>,
    pub department: String,
    pub theme: String,
    pub case_type: CaseType,
    /// 一趟不用跑
    pub visits: Confirmable<String>,
    pub no_visit: bool,
    /// 10 个工作日, 当场办结
    pub limit: Confirmable<String>,
    /// Some elements wait to be confirmed.
    pub unconfirmed: bool,
    /// What the reader's own place does for it; none: not offered there, or no place is known.
    pub here: Option<LocalPart>,
    /// Where to go when it is not offered at the reader's place.
    pub nearest: Option<Nearest>,
}

/// The place to go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest {
    pub place: DivisionCode,
    /// 深沪镇综合便民服务中心
    pub hall: String,
    pub part: LocalPart,
}

/// One option of a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

/// What the list can be narrowed by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    pub departments: Vec<Choice>,
    pub themes: Vec<Choice>,
}

/// A page of items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemPage {
    pub items: Vec<ItemCard>,
    pub total: u32,
    pub page: u32,
    pub pages: u32,
    pub per_page: u32,
    /// The reader's place, when one was given.
    pub place: Option<super::PlaceView>,
    /// What stands near when nothing answers the question.
    pub neighbours: Vec<ItemCard>,
    /// What many ask for, when nothing stands near either.
    pub often: Vec<ItemCard>,
    pub filters: Filters,
    /// Whom to ask when nothing fits.
    pub help: super::HelpView,
}

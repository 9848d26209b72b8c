//! Lines of the tables that only a package has.

use shared::catalogue::{Confirmable, ItemId, LocalPart};
use shared::place::DivisionCode;
use shared::time::{Date, DayKind};

/// A day that does not follow the week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workday {
    pub date: Date,
    pub kind: DayKind,
    pub name: String,
}

/// Where a site differs from what its hall says for every item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    pub item: ItemId,
    pub place: DivisionCode,
    /// None: what the standard says.
    pub part: Option<LocalPart>,
    pub window: Option<Confirmable<String>>,
    pub address: Option<Confirmable<String>>,
    pub hours: Option<Confirmable<String>>,
    pub phone: Option<Confirmable<String>>,
}

//! A place's list and its items.

use jiff::Timestamp;
use jiff::civil::Date;
use shared::catalogue::{Hall, ItemId, LocalGuide, LocalPart};
use shared::id::DepartmentId;
use shared::offers::Mode;
use shared::place::DivisionCode;
use shared::value_list;

use crate::backend::cases::TimelineEntry;
use crate::backend::catalogue::PlaceView;

/// What the places are narrowed to; text finds a part of the name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SiteFilter {
    pub town: Option<DivisionCode>,
    pub text: Option<String>,
    /// From 1.
    pub page: u32,
}

/// A place with its counts.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteRow {
    pub place: PlaceView,
    pub offered: u32,
    pub declined: u32,
    pub undecided: u32,
    /// Findings but for what is undecided.
    pub drift: u32,
    /// When the place's list or hall was last changed here; none: as the city's data came.
    pub changed_at: Option<Timestamp>,
    pub may_compile: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct SitePage {
    pub rows: Vec<SiteRow>,
    pub total: u32,
    pub page: u32,
    pub pages: u32,
    /// The towns one can choose from; empty for those of one town.
    pub towns: Vec<(DivisionCode, String)>,
    pub may_compile: bool,
    /// The day the page is read on.
    pub today: Date,
}

value_list! {
    /// What a place says to an item.
    pub enum OfferState, "清单状态" {
        Handle = "handle", "受理、办理";
        Collect = "collect", "收件、代办";
        Advise = "advise", "咨询引导";
        Declined = "declined", "本站不办";
        Undecided = "undecided", "还没有选";
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListFilter {
    pub department: Option<DepartmentId>,
    pub standing: Option<OfferState>,
    /// Only what has drifted.
    pub drift: bool,
    pub text: Option<String>,
    /// From 1.
    pub page: u32,
}

/// One line of a place's list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListRow {
    pub item: ItemId,
    pub name: String,
    pub department_name: String,
    pub standing: OfferState,
    /// What may be chosen, the fullest first; empty when the item is gone.
    pub offers: Vec<LocalPart>,
    pub version: u32,
    pub behind: bool,
    pub hours_clash: bool,
    pub gone: bool,
    /// Share of the required elements that are filled and confirmed; none where it is not offered.
    pub percent: Option<u32>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListCounts {
    pub offered: u32,
    pub declined: u32,
    pub undecided: u32,
    pub behind: u32,
    pub hours_clash: u32,
    pub gone: u32,
    pub no_phone: bool,
    pub no_hours: bool,
    /// Confirmed of all required elements of the offered guides, in percent.
    pub percent: u32,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ListPage {
    pub place: PlaceView,
    pub counts: ListCounts,
    pub rows: Vec<ListRow>,
    pub total: u32,
    pub page: u32,
    pub pages: u32,
    pub departments: Vec<(DepartmentId, String)>,
    pub may_compile: bool,
    pub history: Vec<TimelineEntry>,
}

/// One item of a place with what it says of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct LocalView {
    pub place: PlaceView,
    pub item: ItemId,
    pub item_name: String,
    pub version: u32,
    pub seen_version: u32,
    pub hall: Hall,
    pub local: LocalGuide,
    pub arranged: Option<Mode>,
    pub gone: bool,
    pub may_compile: bool,
    pub history: Vec<TimelineEntry>,
}

//! The queue: what it is narrowed to, and its rows.

use jiff::civil::Date;
use shared::case::{CaseNo, CaseState, Channel, Mark};
use shared::catalogue::ItemId;
use shared::id::DepartmentId;
use shared::place::DivisionCode;
use shared::value_list;

/// What the queue is narrowed to; every part may be missing. Text finds a case by its number whatever else is said, by
/// the beginning or middle of a number, by a whole name or the surname, a citizen number, a phone or its last four digits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QueueFilter {
    pub state: Option<CaseState>,
    pub item: Option<ItemId>,
    pub department: Option<DepartmentId>,
    pub place: Option<DivisionCode>,
    pub due: Option<DueFilter>,
    pub channel: Option<Channel>,
    pub mine: bool,
    /// In nobody's hands.
    pub free: bool,
    pub mark: Option<Mark>,
    /// Nothing said: see [`QueueFilter::shelf`].
    pub shelf: Option<Shelf>,
    /// What is looked for: a number, a name, a phone. It never stands in an address; see `find`.
    pub text: Option<String>,
    /// The same as addresses carry it, from [`Desk::seek`]: only who asked can open it.
    pub find: Option<String>,
    /// Nothing said: see [`QueueFilter::sort`].
    pub sort: Option<QueueSort>,
    /// Opaque place in the list, from [`QueuePage::next`] or [`QueuePage::previous`].
    pub cursor: Option<String>,
}

value_list! {
    /// Cases by what is left to do.
    #[derive(Default)]
    pub enum Shelf, "办件分类" {
        /// Somebody has to decide.
        #[default]
        Open = "open", "办理中";
        /// Decided; the result has to reach the applicant.
        Delivery = "delivery", "待送达";
        /// Nothing is left to do.
        Ended = "ended", "已结";
        All = "all", "全部";
    }
}

impl Shelf {
    /// Where a case of this stage lies.
    #[must_use]
    pub const fn of(state: CaseState) -> Self {
        if state.is_open() {
            Self::Open
        } else if state.awaits_delivery() {
            Self::Delivery
        } else {
            Self::Ended
        }
    }

    #[must_use]
    pub fn holds(self, state: CaseState) -> bool {
        self == Self::All || self == Self::of(state)
    }
}

impl QueueFilter {
    /// Where is looked: where a chosen stage lies, else as said; a search looks everywhere unless told otherwise.
    #[must_use]
    pub fn shelf(&self) -> Shelf {
        let searched = self.find.is_some() || self.text.as_deref().is_some_and(|text| !text.trim().is_empty());
        match (self.state, self.shelf) {
            (Some(state), Some(shelf)) if shelf.holds(state) => shelf,
            (Some(state), _) => Shelf::of(state),
            (None, Some(shelf)) => shelf,
            (None, None) if searched => Shelf::All,
            (None, None) => Shelf::default(),
        }
    }

    /// As said, else what is due first. Where most of what is listed is due no more, the newest comes first.
    #[must_use]
    pub fn sort(&self) -> QueueSort {
        match self.shelf() {
            Shelf::Open | Shelf::Delivery => self.sort.unwrap_or(QueueSort::Due),
            Shelf::Ended | Shelf::All => QueueSort::Newest,
        }
    }
}

value_list! {
    pub enum DueFilter, "期限" {
        Overdue = "overdue";
        Today = "today";
        ThisWeek = "this_week";
    }
}

value_list! {
    pub enum QueueSort, "排序" {
        Due = "due";
        Newest = "newest";
    }
}

/// How near the due date is; always shown with its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueState {
    NotRunning,
    InTime,
    Soon,
    Today,
    Overdue,
    Done,
}

/// One row of the queue; the applicant's name is masked.
#[derive(Clone, Debug, PartialEq)]
pub struct QueueRow {
    pub number: CaseNo,
    pub item_name: String,
    pub applicant: String,
    pub state: CaseState,
    pub words: String,
    pub channel: Channel,
    pub place_name: String,
    pub due_on: Option<Date>,
    pub due_provisional: bool,
    pub due_state: DueState,
    /// 超期 1 个工作日, in words beside the colour.
    pub due_words: String,
    /// Share of the limit that is used, 0–100.
    pub used_percent: u8,
    pub assignee: Option<String>,
    pub received_on: Date,
    /// The day on which nothing was left to do.
    pub ended_on: Option<Date>,
    /// The day the row is told on.
    pub today: Date,
    pub marks: Vec<Mark>,
}

/// A page of the queue. Counts above `COUNT_CAP` are shown as "1000+".
#[derive(Clone, Debug, PartialEq)]
pub struct QueuePage {
    pub rows: Vec<QueueRow>,
    pub count: u32,
    pub count_capped: bool,
    pub next: Option<String>,
    pub previous: Option<String>,
    /// What was looked for.
    pub text: Option<String>,
}

/// What the queue can be narrowed by, within one person's reach. A list of one thing is empty: there is nothing to choose.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QueueChoices {
    /// By department: its name and its items.
    pub items: Vec<(String, Vec<(ItemId, String)>)>,
    pub departments: Vec<(DepartmentId, String)>,
    /// Towns for the city's offices, villages for a town's.
    pub places: Vec<(DivisionCode, String)>,
}

/// A queue count stops here: beyond it the exact number helps nobody and costs a scan.
pub const COUNT_CAP: u32 = 1000;

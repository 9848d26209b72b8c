//! Staff: the queue, the case page, the dashboard.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use shared::case::Letter;
use shared::case::{Askable, CaseNo, CaseState, Channel, Delivery, Offer};
use shared::catalogue::{HandedMaterial, ItemId};
use shared::form::{Answers, FormSchema};
use shared::id::{AccountId, CaseId, DepartmentId};
use shared::place::DivisionCode;

use super::cases::{DemandView, TimelineEntry};
use super::files::FileView;

/// What the queue is narrowed to; every part may be missing. Text finds a case by its number whatever else is said, by
/// the beginning or middle of a number, by a whole name or the surname, a citizen number, a phone or its last four digits.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct QueueFilter {
    pub state: Option<CaseState>,
    pub item: Option<ItemId>,
    pub department: Option<DepartmentId>,
    pub place: Option<DivisionCode>,
    pub due: Option<DueFilter>,
    pub channel: Option<Channel>,
    pub mine: bool,
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

/// Cases by what is left to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shelf {
    /// Somebody has to decide.
    #[default]
    Open,
    /// Decided; the result has to reach the applicant.
    Delivery,
    /// Nothing is left to do.
    Ended,
    All,
}

impl Shelf {
    pub const ALL: [Self; 4] = [Self::Open, Self::Delivery, Self::Ended, Self::All];

    /// The name in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Delivery => "delivery",
            Self::Ended => "ended",
            Self::All => "all",
        }
    }

    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Open => "办理中",
            Self::Delivery => "待送达",
            Self::Ended => "已结",
            Self::All => "全部",
        }
    }

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

    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shelf| shelf.as_str() == text)
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DueFilter {
    Overdue,
    Today,
    ThisWeek,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueueSort {
    Due,
    Newest,
}

/// How near the due date is; always shown with its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DueState {
    NotRunning,
    InTime,
    Soon,
    Today,
    Overdue,
    Done,
}

/// One row of the queue; the applicant's name is masked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
}

/// A page of the queue. Counts above `COUNT_CAP` are shown as "1000+".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct QueueChoices {
    /// By department: its name and its items.
    pub items: Vec<(String, Vec<(ItemId, String)>)>,
    pub departments: Vec<(DepartmentId, String)>,
    /// Towns for the city's offices, villages for a town's.
    pub places: Vec<(DivisionCode, String)>,
}

/// A queue count stops here: beyond it the exact number helps nobody and costs a scan.
pub const COUNT_CAP: u32 = 1000;

/// The dashboard's figures for one person's scope.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dashboard {
    pub office: String,
    pub overdue: u32,
    pub due_today: u32,
    pub awaiting_first_notice: u32,
    pub in_hand: u32,
    pub all_open: u32,
    /// Decided, and not with the applicant yet; of these, past the ten working days.
    pub awaiting_delivery: u32,
    pub delivery_overdue: u32,
    /// Whether this person could take a case at all.
    pub takes_cases: bool,
    /// Counts stop here.
    pub capped: u32,
    pub mine: Vec<QueueRow>,
    pub urgent: Vec<QueueRow>,
}

/// What waits in the catalogue for one person's office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    pub office: String,
    /// In the order of the way from a power to a published standard; empty for those who handle cases alone.
    pub lines: Vec<WorkLine>,
}

/// One kind of work, and the list behind its count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkLine {
    pub words: String,
    pub count: u32,
    pub address: String,
    /// Others wait for it.
    pub urgent: bool,
    /// It is this office's turn; what is under way elsewhere is only told.
    pub todo: bool,
}

/// The shortest reason for a look that says anything, in characters.
pub const MIN_REASON: usize = 4;

/// A case opened by staff. Personal values are masked until asked for by [`Desk::unmask`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeskCase {
    pub id: CaseId,
    pub row: QueueRow,
    pub item: ItemId,
    pub item_version: u32,
    pub department_name: String,
    /// Whom the form names.
    pub applicant: String,
    pub citizen_number: Option<String>,
    pub phone: Option<String>,
    /// Who handles it for them; none when they do it themselves.
    pub handler: Option<Handler>,
    /// Where it is taken in and where it is handled.
    pub way: String,
    pub unmasked: bool,
    pub may_unmask: bool,
    pub may_view_files: bool,
    pub form: FormSchema,
    pub answers: Answers,
    /// What the standard requires for this case and how it stands, each with its files.
    pub materials: Vec<CaseMaterial>,
    pub demands: Vec<DemandView>,
    pub history: Vec<TimelineEntry>,
    pub clock: Vec<String>,
    pub offers: Vec<Offer>,
    pub colleagues: Vec<Colleague>,
    /// The revision an act is based on; an act on an older one is refused.
    pub revision: u32,
    pub result: Option<String>,
}

/// The holder of the account an application came from, whose real name was checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Handler {
    pub name: String,
    pub citizen_number: Option<String>,
    pub phone: Option<String>,
}

/// What an officer writes the letter of a correction from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CorrectionSheet {
    /// The case, masked.
    pub case: DeskCase,
    /// What this applicant was asked; where there was a letter before, what it said.
    pub askables: Vec<Askable>,
    /// A letter went out before: nothing new may be asked.
    pub again: bool,
    /// Working days an applicant is given when the officer names none.
    pub days: u16,
    /// The letter goes out by then, or the case counts as accepted.
    pub notice_due: Option<Date>,
    pub notice_provisional: bool,
}

/// A material of a case with its files; without the right to open them the files are counted and not named.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseMaterial {
    #[serde(flatten)]
    pub material: HandedMaterial,
    pub views: Vec<FileView>,
}

/// Someone a case can be handed to: who can do its next step, without whoever has it; oneself included.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Colleague {
    pub id: AccountId,
    pub name: String,
    pub title: String,
}

/// An act on a case, as a screen or a plain POST sends it; the service turns it into a command.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    Take,
    Assign {
        to: AccountId,
    },
    HandOver {
        to: AccountId,
        reason: String,
    },
    RequestCorrection {
        demands: Vec<DemandView>,
        days: Option<u16>,
    },
    Accept,
    Decline {
        reason: String,
        right_office: Option<String>,
    },
    Grant {
        result: String,
        notes: String,
    },
    Refuse {
        reasons: String,
        basis: String,
    },
    Close {
        delivery: Delivery,
        note: String,
    },
}

/// An act that was carried out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Acted {
    pub number: CaseNo,
    pub at: Timestamp,
    /// What was done, for the announcement, e.g. 已受理,承诺 12 月 7 日前办结.
    pub words: String,
}

/// The port for staff. Every call authorises by role, territory and department.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait Desk: Send + Sync {
    async fn dashboard(&self, session: &super::Session) -> Result<Dashboard, super::ServiceError>;
    /// What waits in the catalogue; every member of staff may ask for their own.
    async fn work(&self, session: &super::Session) -> Result<Work, super::ServiceError>;
    async fn queue(&self, session: &super::Session, filter: &QueueFilter) -> Result<QueuePage, super::ServiceError>;
    /// One piece of the queue as a file: more rows than a page, masked as on the page. Written to the log at its first.
    ///
    /// # Errors
    /// `Forbidden` for roles that may not take the queue with them.
    async fn queue_rows(
        &self,
        session: &super::Session,
        filter: &QueueFilter,
    ) -> Result<QueuePage, super::ServiceError>;
    /// What is looked for as an address may carry it: sealed, for this person alone.
    ///
    /// # Errors
    /// `Forbidden` for roles that see no queue.
    async fn seek(&self, session: &super::Session, text: &str) -> Result<String, super::ServiceError>;
    /// # Errors
    /// `Forbidden` for roles that see no queue.
    async fn choices(&self, session: &super::Session) -> Result<QueueChoices, super::ServiceError>;
    /// # Errors
    /// `NotFound` when the number is unknown or outside the scope.
    async fn open(&self, session: &super::Session, number: &CaseNo) -> Result<DeskCase, super::ServiceError>;
    /// The same with personal values in full; the look is logged with its reason.
    ///
    /// # Errors
    /// `Forbidden` when the role does not need them; `Invalid` without a reason.
    async fn unmask(
        &self,
        session: &super::Session,
        number: &CaseNo,
        reason: &str,
    ) -> Result<DeskCase, super::ServiceError>;
    /// What the letter of a correction can be written from.
    ///
    /// # Errors
    /// As [`Desk::act`] with a correction: who may not send one, or not now, is told why before they write it.
    async fn correction(
        &self,
        session: &super::Session,
        number: &CaseNo,
    ) -> Result<CorrectionSheet, super::ServiceError>;
    /// The letter that these demands would make, exactly as the applicant will read it. Nothing is kept or sent.
    ///
    /// # Errors
    /// As [`Desk::act`] with the same demands.
    async fn preview_correction(
        &self,
        session: &super::Session,
        number: &CaseNo,
        demands: Vec<DemandView>,
        days: Option<u16>,
    ) -> Result<Letter, super::ServiceError>;
    /// # Errors
    /// `Conflict` when someone acted since `revision`, or the law does not allow it now; `Invalid` names missing reasons.
    async fn act(
        &self,
        session: &super::Session,
        number: &CaseNo,
        revision: u32,
        act: Act,
    ) -> Result<Acted, super::ServiceError>;
}

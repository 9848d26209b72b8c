//! Staff: the queue, the case page, the dashboard.

mod queue;

use jiff::{Timestamp, civil::Date};
use shared::case::{Askable, CaseNo, Command, Demand, Letter, Mark, Offer, Wish};
use shared::catalogue::ItemId;
use shared::form::{Answers, FormSchema};
use shared::id::{AccountId, CaseId};

use super::ServiceError;
use super::cases::{DemandView, TimelineEntry};

pub use crate::wire::CaseMaterial;
pub use queue::{COUNT_CAP, DueFilter, DueState, QueueChoices, QueueFilter, QueuePage, QueueRow, QueueSort, Shelf};

/// The dashboard's figures for one person's scope.
#[derive(Clone, Debug, PartialEq)]
pub struct Dashboard {
    pub office: String,
    pub overdue: u32,
    pub due_today: u32,
    pub awaiting_first_notice: u32,
    pub in_hand: u32,
    pub all_open: u32,
    /// What is urgent is what nobody has in hand: the reader takes cases and gives none to others.
    pub only_free: bool,
    /// Decided, and not with the applicant yet; of these, past the ten working days.
    pub awaiting_delivery: u32,
    pub delivery_overdue: u32,
    /// What is marked, each with how many: what people should hear of.
    pub marked: Vec<(Mark, u32)>,
    /// Whether this person could take a case at all.
    pub takes_cases: bool,
    /// Counts stop here.
    pub capped: u32,
    pub mine: Vec<QueueRow>,
    pub urgent: Vec<QueueRow>,
}

/// What waits in the catalogue for one person's office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    pub office: String,
    /// In the order of the way from a power to a published standard; empty for those who handle cases alone.
    pub lines: Vec<WorkLine>,
}

/// One kind of work, and the list behind its count.
#[derive(Clone, Debug, PartialEq, Eq)]
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
const MIN_REASON: usize = 4;
/// The most; it goes along in a cookie.
const MAX_REASON: usize = 200;
/// What is said before one is typed.
pub const REASON_HINT: &str = "至少 4 个字，例如：核对申请人身份";

/// The reason for a look as it is kept.
///
/// # Errors
/// What is wrong with it, at the input of this name.
pub fn look_reason(at: &str, typed: &str) -> Result<String, ServiceError> {
    let reason = typed.trim();
    match reason.chars().count() {
        short if short < MIN_REASON => Err(ServiceError::invalid(at, "请写明查看的原因", REASON_HINT)),
        long if long > MAX_REASON => Err(ServiceError::invalid(
            at,
            format!("查看的原因写了 {long} 个字，最多 {MAX_REASON} 个字"),
            "请写得简短一些",
        )),
        _ => Ok(reason.to_owned()),
    }
}

/// A case opened by staff. Personal values are masked until asked for by [`Desk::unmask`].
#[derive(Clone, Debug, PartialEq)]
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
    /// The applicant is a firm or another unit, no person.
    pub firm: Option<Firm>,
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
    pub today: Date,
    pub result: Option<String>,
    /// How the applicant chose to get the result.
    pub wish: Option<Wish>,
}

/// What is known of a firm that applies. Its name and its code are public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Firm {
    pub credit_code: Option<String>,
}

/// The holder of the account an application came from, whose real name was checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Handler {
    pub name: String,
    pub citizen_number: Option<String>,
    pub phone: Option<String>,
}

/// What an officer writes the letter of a correction from.
#[derive(Clone, Debug, PartialEq)]
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

/// Someone a case can be handed to: who can do its next step, without whoever has it; oneself included.
#[derive(Clone, Debug, PartialEq)]
pub struct Colleague {
    pub id: AccountId,
    pub name: String,
    pub title: String,
}

/// An act that was carried out.
#[derive(Clone, Debug, PartialEq)]
pub struct Acted {
    pub number: CaseNo,
    pub at: Timestamp,
    /// What was done, for the announcement, e.g. 已受理,承诺 12 月 7 日前办结.
    pub words: String,
}

/// The port for staff. Every call authorises by role, territory and department.
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
        demands: Vec<Demand>,
        days: Option<u16>,
    ) -> Result<Letter, super::ServiceError>;
    /// # Errors
    /// `Conflict` when someone acted since `revision`, or the law does not allow it now; `Invalid` names missing reasons.
    async fn act(
        &self,
        session: &super::Session,
        number: &CaseNo,
        revision: u32,
        command: Command,
    ) -> Result<Acted, super::ServiceError>;
}

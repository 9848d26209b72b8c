//! Cases as their applicant sees them.

use jiff::{Timestamp, civil::Date};
use shared::case::{CaseNo, CaseState, Channel, Command, Kept, Letter, Offer};
use shared::catalogue::{Confirmable, ItemId};
use shared::form::{Answers, FormSchema};
use shared::id::CaseId;
use shared::id::DraftId;
use shared::place::DivisionCode;

use super::files::FileView;

/// What an applicant gets for a submission; the same one for every repeat of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    pub number: CaseNo,
    pub item_name: String,
    /// Whom the form names.
    pub applicant: String,
    /// The account's holder, when they handle it for somebody else.
    pub handler: Option<String>,
    /// Where it is taken in and where it is handled.
    pub place_name: String,
    pub received_at: Timestamp,
    /// The office tells what is missing by then, or the case counts as accepted (行政许可法 §32).
    pub first_notice_due: Option<Date>,
    pub first_notice_provisional: bool,
    /// 受理以后 4 个工作日内办结
    pub promised: Confirmable<String>,
    /// Why one has to come, where the item needs it.
    pub visit: Option<String>,
    /// The case's address as a QR code (inline SVG drawn by the server).
    pub qr_svg: String,
}

/// One line in "我的办件".
#[derive(Clone, Debug, PartialEq)]
pub struct CaseCard {
    pub number: CaseNo,
    pub item: ItemId,
    pub item_name: String,
    pub place_name: String,
    pub state: CaseState,
    /// The state in plain words, e.g. 正在审查.
    pub words: String,
    /// What happens next and by when, e.g. 请在 11 月 27 日前补齐 1 份材料.
    pub next: String,
    /// True when it waits for the applicant.
    pub yours_to_do: bool,
    pub received_on: Date,
}

/// One entry of the timeline, in words for the applicant.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineEntry {
    pub at: Timestamp,
    pub words: String,
    pub detail: Option<String>,
    pub by: String,
}

/// One thing asked for in a correction.
#[derive(Clone, Debug, PartialEq)]
pub struct DemandView {
    /// The answer path it concerns, when it concerns one.
    pub path: Option<String>,
    pub what: String,
    pub why: String,
}

/// A case opened by its applicant.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseView {
    pub id: CaseId,
    pub card: CaseCard,
    /// Whom the form names.
    pub applicant: String,
    /// The account's holder, when they handle it for somebody else.
    pub handler: Option<String>,
    /// The account's holder, where their agent looks at it.
    pub on_behalf_of: Option<String>,
    pub channel: Channel,
    pub timeline: Vec<TimelineEntry>,
    /// Due dates with their reasons, step by step.
    pub clock: Vec<String>,
    pub promised_due: Option<Date>,
    pub statutory_due: Option<Date>,
    pub provisional: bool,
    pub form: FormSchema,
    pub answers: Answers,
    pub files: Vec<FileView>,
    /// Of these, what was put for the open correction and can still be taken out.
    pub put_now: Vec<FileView>,
    pub demands: Vec<DemandView>,
    /// The letter that waits to be answered.
    pub letter: Option<Letter>,
    pub offers: Vec<Offer>,
    /// What was decided, with remedies where it was refused (行政许可法 §38).
    pub result: Option<String>,
    pub remedies: Option<String>,
    /// How the result was delivered, once it was.
    pub delivered: Option<String>,
    pub contact: Contact,
    /// Why one has to come, where the item needs it and nothing is decided yet.
    pub visit: Option<String>,
    /// Where it was filed, for applying again.
    pub filed_at: DivisionCode,
}

/// Where a case is handled and whom to call. What nobody has published is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    pub hall: String,
    pub window: Option<String>,
    pub address: Option<String>,
    pub hours: Option<String>,
    pub phone: Option<String>,
    /// Lines of the city, by name.
    pub hotlines: Vec<(String, String)>,
}

/// A page of one's cases.
#[derive(Clone, Debug, PartialEq)]
pub struct CasePage {
    pub cases: Vec<CaseCard>,
    pub total: u32,
    pub page: u32,
    pub pages: u32,
}

/// The port to cases for applicants. Every call authorises: a case is its applicant's, and its mandated agent's.
#[async_trait::async_trait]
pub trait Cases: Send + Sync {
    /// Hands in a draft exactly once: repeats with the same draft or key give the same receipt.
    /// Durable when it returns.
    ///
    /// # Errors
    /// `Invalid` with every problem of the form; `NotSignedIn`; `Refused` without a real name;
    /// `NotFound` when the draft is gone and never became a case.
    async fn submit(
        &self,
        session: &super::Session,
        draft: &DraftId,
        key: &str,
        channel: Channel,
    ) -> Result<Receipt, super::ServiceError>;

    /// The receipt of one's own case, again.
    async fn receipt(&self, session: &super::Session, number: &CaseNo) -> Result<Receipt, super::ServiceError>;

    /// One's cases, newest first.
    async fn mine(&self, session: &super::Session, page: u32) -> Result<CasePage, super::ServiceError>;

    /// The open cases that wait for the applicant, for the home page (at most 3).
    async fn waiting(
        &self,
        session: &super::Session,
        item: Option<&ItemId>,
    ) -> Result<Vec<CaseCard>, super::ServiceError>;

    /// One's own case.
    ///
    /// # Errors
    /// `NotFound` also for another person's case.
    async fn view(&self, session: &super::Session, number: &CaseNo) -> Result<CaseView, super::ServiceError>;

    /// Answers the correction: the changed answers (files were put before), why something stays as it was, and a note.
    ///
    /// # Errors
    /// `Invalid` when what was asked for is still missing or as it was; `Conflict` when nothing is being asked for.
    async fn supply(
        &self,
        session: &super::Session,
        number: &CaseNo,
        changes: Answers,
        kept: Kept,
        note: String,
    ) -> Result<(), super::ServiceError>;

    /// Whatever else one may do with one's own case; `command` says what. Returns what was done, for the announcement.
    ///
    /// # Errors
    /// `NotFound` also for another person's case; `Conflict` when the law does not allow it now.
    async fn act(
        &self,
        session: &super::Session,
        number: &CaseNo,
        command: Command,
    ) -> Result<String, super::ServiceError>;
}

//! Cases: handed in once, recorded as events, seen by their applicant.

mod answers;
mod contact;
pub mod counters;
mod hands;
mod mine;
mod notices;
mod past;
mod perform;
mod record;
mod recount;
pub mod row;
mod submit;
mod supply;
mod verify;
mod view;
mod who;

pub use hands::{Handing, HeldCase};
pub(crate) use perform::{Beside, done_words};
pub use verify::Verified;
pub(crate) use view::{CaseRow, demands, no_case, result_words};

use app::backend::cases::{CaseCard, CasePage, CaseView, Cases, Receipt};
use app::backend::{ServiceError, Session};
use async_trait::async_trait;
use shared::case::{CaseNo, Channel, Command, Kept};
use shared::catalogue::ItemId;
use shared::form::Answers;
use shared::id::DraftId;

use super::Services;
pub(crate) use answers::digest_of;
pub(crate) use past::{PastAct, PastCase};
pub(crate) use who::Holder;

#[async_trait]
impl Cases for Services {
    async fn submit(
        &self,
        session: &Session,
        draft: &DraftId,
        key: &str,
        channel: Channel,
    ) -> Result<Receipt, ServiceError> {
        self.submit_draft(session, draft, key, channel).await
    }

    async fn receipt(&self, session: &Session, number: &CaseNo) -> Result<Receipt, ServiceError> {
        self.receipt_of(session, number).await
    }

    async fn mine(&self, session: &Session, page: u32) -> Result<CasePage, ServiceError> {
        self.my_cases(session, page).await
    }

    async fn waiting(&self, session: &Session, item: Option<&ItemId>) -> Result<Vec<CaseCard>, ServiceError> {
        self.my_waiting_cases(session, item).await
    }

    async fn view(&self, session: &Session, number: &CaseNo) -> Result<CaseView, ServiceError> {
        self.my_case(session, number).await
    }

    async fn supply(
        &self,
        session: &Session,
        number: &CaseNo,
        changes: Answers,
        kept: Kept,
        note: String,
    ) -> Result<(), ServiceError> {
        self.supply_correction(session, number, changes, (kept, note)).await
    }

    async fn act(&self, session: &Session, number: &CaseNo, command: Command) -> Result<String, ServiceError> {
        self.own_act(session, number, command).await
    }
}

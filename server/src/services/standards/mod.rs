//! Those who keep the items: the list, a standard with its draft, saving, the steps to publication, confirming.

mod alias;
mod clash;
mod confirm;
mod design;
pub mod list;
pub(super) mod log;
mod models;
mod open;
mod preview;
pub mod publish;
pub(super) mod save;
mod step;
pub(super) mod stored;
pub mod waiting;

use app::backend::catalogue::{GuidanceView, GuideView};
use app::backend::standards::{
    Compared, Kept, Passing, Settled, StandardEdits, StandardFilter, StandardPage, StandardView, Standards,
    WaitingFilter, WaitingPage,
};
use app::backend::{ServiceError, Session};
use async_trait::async_trait;
use shared::catalogue::ItemId;
use shared::standard::Step;

use super::Services;

#[async_trait]
impl Standards for Services {
    async fn standards(&self, session: &Session, filter: &StandardFilter) -> Result<StandardPage, ServiceError> {
        self.standard_list(session, filter).await
    }

    async fn standard(&self, session: &Session, item: &ItemId) -> Result<StandardView, ServiceError> {
        self.standard_view(session, item).await
    }

    async fn begin_standard(&self, session: &Session, item: &ItemId) -> Result<(), ServiceError> {
        self.standard_begin(session, item).await
    }

    async fn save_standard(
        &self,
        session: &Session,
        item: &ItemId,
        revision: u32,
        group: &str,
        typed: &[(String, String)],
    ) -> Result<Kept, ServiceError> {
        self.standard_save(session, item, revision, group, typed).await
    }

    async fn step_standard(
        &self,
        session: &Session,
        item: &ItemId,
        revision: u32,
        step: Step,
        passing: Passing<'_>,
    ) -> Result<String, ServiceError> {
        self.standard_step(session, item, revision, step, passing).await
    }

    async fn confirm_standard(&self, session: &Session, item: &ItemId, marks: &[String]) -> Result<u32, ServiceError> {
        self.standard_confirm(session, item, marks).await
    }

    async fn withdraw_standard(&self, session: &Session, item: &ItemId, reason: &str) -> Result<(), ServiceError> {
        self.standard_withdraw(session, item, reason).await
    }

    async fn compare_standard(
        &self,
        session: &Session,
        item: &ItemId,
        versions: Option<(u32, u32)>,
        model: Option<&ItemId>,
    ) -> Result<Compared, ServiceError> {
        self.standard_compare(session, item, versions, model).await
    }

    async fn standard_history(
        &self,
        session: &Session,
        item: &ItemId,
        page: u32,
    ) -> Result<StandardEdits, ServiceError> {
        self.standard_edits_page(session, item, page).await
    }

    async fn settle_standard(
        &self,
        session: &Session,
        item: &ItemId,
        decisions: &[(String, Settled)],
    ) -> Result<u32, ServiceError> {
        self.standard_settle(session, item, decisions).await
    }

    async fn preview_standard(&self, session: &Session, item: &ItemId) -> Result<GuideView, ServiceError> {
        self.standard_preview(session, item).await
    }

    async fn preview_guidance(
        &self,
        session: &Session,
        item: &ItemId,
        pairs: &[(String, String)],
    ) -> Result<GuidanceView, ServiceError> {
        self.standard_preview_guidance(session, item, pairs).await
    }

    async fn mark_model(&self, session: &Session, item: &ItemId, model: bool) -> Result<(), ServiceError> {
        self.standard_mark_model(session, item, model).await
    }

    async fn waiting_elements(&self, session: &Session, filter: &WaitingFilter) -> Result<WaitingPage, ServiceError> {
        self.standard_waiting(session, filter).await
    }

    async fn confirm_elements(&self, session: &Session, picks: &[(ItemId, String)]) -> Result<u32, ServiceError> {
        self.standard_confirm_many(session, picks).await
    }
}

//! Those who keep the items: the list, a standard with its draft, saving, the steps to publication, confirming.

mod confirm;
mod list;
pub(super) mod log;
mod open;
pub mod publish;
pub(super) mod save;
mod step;
pub(super) mod stored;

use app::backend::standards::{Kept, StandardFilter, StandardPage, StandardView, Standards};
use app::backend::{ServiceError, Session};
use async_trait::async_trait;
use shared::catalogue::ItemId;
use shared::standard::{Change, Step};
use shared::time::Date;

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
        reasons: &str,
        day: Option<Date>,
    ) -> Result<(), ServiceError> {
        self.standard_step(session, item, revision, step, reasons, day).await
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
        from: u32,
        to: u32,
    ) -> Result<Vec<Change>, ServiceError> {
        self.standard_compare(session, item, from, to).await
    }
}

//! Staff: the queue, the case page, the dashboard, acting.

mod act;
mod choices;
mod correction;
mod dashboard;
mod export;
mod found;
mod open;
mod people;
mod queue;
mod reach;
mod rows;
mod sought;
mod work;

use app::backend::desk::{
    Acted, CorrectionSheet, Dashboard, Desk, DeskCase, QueueChoices, QueueFilter, QueuePage, Work,
};
use app::backend::{ServiceError, Session};
use async_trait::async_trait;
use shared::case::{CaseNo, Command, Demand, Letter};

use super::Services;

pub(super) use people::colleague;

#[async_trait]
impl Desk for Services {
    async fn dashboard(&self, session: &Session) -> Result<Dashboard, ServiceError> {
        self.desk_dashboard(session).await
    }

    async fn work(&self, session: &Session) -> Result<Work, ServiceError> {
        self.desk_work(session).await
    }

    async fn queue(&self, session: &Session, filter: &QueueFilter) -> Result<QueuePage, ServiceError> {
        self.desk_queue(session, filter).await
    }

    async fn queue_rows(&self, session: &Session, filter: &QueueFilter) -> Result<QueuePage, ServiceError> {
        self.export_queue(session, filter).await
    }

    async fn seek(&self, session: &Session, text: &str) -> Result<String, ServiceError> {
        self.seal_search(session, text)
    }

    async fn choices(&self, session: &Session) -> Result<QueueChoices, ServiceError> {
        self.desk_choices(session).await
    }

    async fn open(&self, session: &Session, number: &CaseNo) -> Result<DeskCase, ServiceError> {
        self.desk_case(session, number, None).await
    }

    async fn unmask(&self, session: &Session, number: &CaseNo, reason: &str) -> Result<DeskCase, ServiceError> {
        self.desk_case(session, number, Some(reason)).await
    }

    async fn correction(&self, session: &Session, number: &CaseNo) -> Result<CorrectionSheet, ServiceError> {
        self.correction_sheet(session, number).await
    }

    async fn preview_correction(
        &self,
        session: &Session,
        number: &CaseNo,
        demands: Vec<Demand>,
        days: Option<u16>,
    ) -> Result<Letter, ServiceError> {
        self.correction_letter(session, number, demands, days).await
    }

    async fn act(
        &self,
        session: &Session,
        number: &CaseNo,
        revision: u32,
        command: Command,
    ) -> Result<Acted, ServiceError> {
        self.desk_act(session, number, revision, command).await
    }
}

//! Mandates: given and ended by residents, asked for wherever an agent reaches for what is another's.

mod ask;
mod clients;
mod give;

use app::backend::mandates::{Client, Mandates, OwnMandates};
use app::backend::{ServiceError, Session};
use async_trait::async_trait;
use shared::catalogue::ItemId;
use shared::id::DraftId;
use shared::place::DivisionCode;
use shared::powers::Typed;

use super::Services;

#[async_trait]
impl Mandates for Services {
    async fn own_mandates(&self, session: &Session, town: Option<&DivisionCode>) -> Result<OwnMandates, ServiceError> {
        self.mandates_of(session, town).await
    }

    async fn give_mandate(&self, session: &Session, typed: &Typed) -> Result<(), ServiceError> {
        self.mandate_given(session, typed).await
    }

    async fn end_mandate(&self, session: &Session, id: &str) -> Result<(), ServiceError> {
        self.mandate_ended(session, id).await
    }

    async fn clients(&self, session: &Session) -> Result<Vec<Client>, ServiceError> {
        self.clients_of(session).await
    }

    async fn start_for(&self, session: &Session, mandate: &str, item: &ItemId) -> Result<DraftId, ServiceError> {
        self.started_for(session, mandate, item).await
    }
}

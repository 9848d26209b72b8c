//! The form designer: an item's form as part of its standard's draft. It is changed only while the draft is being
//! written, by who may write it, and goes through the same reviews.

mod edit;
mod publish;
mod stored;
mod turn;
mod view;

use app::backend::standards::design::{DesignState, DesignView, Designed, Designs};
use app::backend::{ServiceError, Session};
use async_trait::async_trait;
use shared::catalogue::ItemId;

pub use publish::drop_design;

use crate::services::Services;

#[async_trait]
impl Designs for Services {
    async fn design(&self, session: &Session, item: &ItemId) -> Result<DesignView, ServiceError> {
        self.design_view(session, item).await
    }

    async fn edit_design(
        &self,
        session: &Session,
        item: &ItemId,
        revision: u32,
        typed: &[(String, String)],
    ) -> Result<Designed, ServiceError> {
        self.design_edit(session, item, revision, typed).await
    }

    async fn turn_design(
        &self,
        session: &Session,
        item: &ItemId,
        revision: u32,
        redo: bool,
    ) -> Result<Designed, ServiceError> {
        self.design_turn(session, item, revision, redo).await
    }

    async fn design_state(&self, session: &Session, item: &ItemId) -> Result<DesignState, ServiceError> {
        self.design_told(session, item).await
    }
}

//! The list of powers and the catalogue's entries derived from it: lists, single rows with their history, saving, the
//! steps of the review, and what they say about publishing.

mod entry_list;
mod entry_save;
mod entry_state;
mod entry_view;
pub mod history;
mod list;
pub(super) mod making;
mod public;
pub(super) mod ready;
mod save;
mod step;
pub mod stored;
pub mod stored_entry;
mod view;

use app::backend::entries::{BlankEntry, Entries, EntryFilter, EntryPage, EntryView};
use app::backend::powers::{
    DepartmentName, PowerFilter, PowerPage, PowerView, Powers, PublicPowerFilter, PublicPowerPage, Written,
};
use app::backend::{ServiceError, Session};
use async_trait::async_trait;
use shared::catalogue::ItemId;
use shared::powers::{PowerId, PowerStep, Typed};

pub use entry_list::page_of as entries_page;
pub(in crate::services) use list::UNDERIVED;
pub use list::page_of as powers_page;
pub use public::page_of as public_powers_page;

use super::Services;

fn no_power() -> ServiceError {
    ServiceError::NotFound {
        what: "这项权力".into(),
    }
}

fn no_entry() -> ServiceError {
    ServiceError::NotFound {
        what: "事项目录里的这个事项".into(),
    }
}

#[async_trait]
impl Powers for Services {
    async fn public_powers(&self, filter: &PublicPowerFilter) -> Result<PublicPowerPage, ServiceError> {
        self.power_public(filter).await
    }

    async fn powers(&self, session: &Session, filter: &PowerFilter) -> Result<PowerPage, ServiceError> {
        self.power_list(session, filter).await
    }

    async fn power(&self, session: &Session, id: &PowerId) -> Result<PowerView, ServiceError> {
        self.power_view(session, id).await
    }

    async fn blank_power(&self, session: &Session) -> Result<Vec<DepartmentName>, ServiceError> {
        self.power_blank(session).await
    }

    async fn save_power(
        &self,
        session: &Session,
        id: Option<&PowerId>,
        revision: u32,
        typed: &Typed,
    ) -> Result<Written<PowerId>, ServiceError> {
        match id {
            None => self.power_add(session, typed).await,
            Some(id) => self.power_save(session, id, revision, typed).await,
        }
    }

    async fn step_power(
        &self,
        session: &Session,
        id: &PowerId,
        revision: u32,
        step: PowerStep,
        reason: &str,
    ) -> Result<(), ServiceError> {
        self.power_step(session, id, revision, step, reason).await
    }
}

#[async_trait]
impl Entries for Services {
    async fn entries(&self, session: &Session, filter: &EntryFilter) -> Result<EntryPage, ServiceError> {
        self.entry_list(session, filter).await
    }

    async fn entry(&self, session: &Session, id: &ItemId) -> Result<EntryView, ServiceError> {
        self.entry_view(session, id).await
    }

    async fn blank_entry(&self, session: &Session, power: Option<&PowerId>) -> Result<BlankEntry, ServiceError> {
        self.entry_blank(session, power).await
    }

    async fn save_entry(
        &self,
        session: &Session,
        revision: u32,
        typed: &Typed,
    ) -> Result<Written<ItemId>, ServiceError> {
        self.entry_save(session, revision, typed).await
    }

    async fn withdraw_entry(
        &self,
        session: &Session,
        id: &ItemId,
        revision: u32,
        reason: &str,
    ) -> Result<(), ServiceError> {
        self.entry_withdraw(session, id, revision, reason).await
    }

    async fn relist_entry(&self, session: &Session, id: &ItemId, revision: u32) -> Result<(), ServiceError> {
        self.entry_relist(session, id, revision).await
    }
}

//! What towns and villages offer, and what is delegated to them how: lists chosen from the standard, halls, closures,
//! many places at once, drift, and the statement that nothing deviates.

mod arrange;
mod bulk;
mod choose;
mod closures;
mod deviations;
mod drift;
mod follow;
mod hall;
mod list;
mod local;
mod log;
mod map;
mod own;
mod public;
mod reach;
mod settle;
mod site;
mod sites;

pub use closures::{closures_query, today_in_words};
pub use drift::findings_query;
pub(crate) use follow::{follow, follow_all, withdrawn};
pub use list::list_query;
pub use log::history;
pub use map::map_query;
pub(crate) use map::open_items;
pub use sites::sites_query;

use app::backend::delegations::{CellView, Delegations, MapFilter, MapPage};
use app::backend::offers::{
    BulkAsk, BulkDone, BulkPlan, BulkWays, Deviations, DriftFilter, DriftPage, HallView, ListFilter, ListPage,
    LocalView, OfferState, Offers, Settle, SiteFilter, SitePage,
};
use app::backend::{ServiceError, Session};
use async_trait::async_trait;
use shared::catalogue::ItemId;
use shared::offers::{Choice, Drift};
use shared::place::{DivisionCode, Tier};

use super::Services;

#[async_trait]
impl Offers for Services {
    async fn desk_sites(&self, session: &Session, filter: &SiteFilter) -> Result<SitePage, ServiceError> {
        self.list_sites(session, filter).await
    }

    async fn list(
        &self,
        session: &Session,
        place: &DivisionCode,
        filter: &ListFilter,
    ) -> Result<ListPage, ServiceError> {
        self.list_page(session, place, filter).await
    }

    async fn choose(
        &self,
        session: &Session,
        place: &DivisionCode,
        choices: &[(ItemId, Choice)],
        was: &[(ItemId, OfferState)],
    ) -> Result<u32, ServiceError> {
        self.list_choose(session, place, choices, was).await
    }

    async fn local(&self, session: &Session, place: &DivisionCode, item: &ItemId) -> Result<LocalView, ServiceError> {
        self.local_view(session, place, item).await
    }

    async fn save_local(
        &self,
        session: &Session,
        place: &DivisionCode,
        item: &ItemId,
        typed: &[(String, String)],
    ) -> Result<(), ServiceError> {
        self.local_save(session, place, item, typed).await
    }

    async fn hall(&self, session: &Session, place: &DivisionCode) -> Result<HallView, ServiceError> {
        self.hall_view(session, place).await
    }

    async fn save_hall(
        &self,
        session: &Session,
        place: &DivisionCode,
        typed: &[(String, String)],
    ) -> Result<u32, ServiceError> {
        self.hall_save(session, place, typed).await
    }

    async fn close_place(
        &self,
        session: &Session,
        place: &DivisionCode,
        typed: &[(String, String)],
    ) -> Result<String, ServiceError> {
        self.closure_add(session, place, typed).await
    }

    async fn reopen_place(&self, session: &Session, place: &DivisionCode, id: &str) -> Result<(), ServiceError> {
        self.closure_remove(session, place, id).await
    }

    async fn bulk_ways(&self, session: &Session, town: Option<&DivisionCode>) -> Result<BulkWays, ServiceError> {
        self.list_bulk_ways(session, town).await
    }

    async fn plan_bulk(&self, session: &Session, ask: &BulkAsk) -> Result<String, ServiceError> {
        self.list_plan_bulk(session, ask).await
    }

    async fn bulk_plan(&self, session: &Session, id: &str) -> Result<BulkPlan, ServiceError> {
        self.list_bulk_plan(session, id).await
    }

    async fn apply_bulk(&self, session: &Session, id: &str, seen: &str) -> Result<BulkDone, ServiceError> {
        self.list_apply_bulk(session, id, seen).await
    }

    async fn drift(&self, session: &Session, filter: &DriftFilter) -> Result<DriftPage, ServiceError> {
        self.drift_page(session, filter).await
    }

    async fn settle(&self, session: &Session, kind: Drift, which: &Settle) -> Result<u32, ServiceError> {
        self.drift_settle(session, kind, which).await
    }

    async fn deviations(&self, session: &Session) -> Result<Deviations, ServiceError> {
        self.deviation_statement(session).await
    }
}

#[async_trait]
impl Delegations for Services {
    async fn delegation_map(&self, session: &Session, filter: &MapFilter) -> Result<MapPage, ServiceError> {
        self.map_page(session, filter).await
    }

    async fn delegation(&self, session: &Session, item: &ItemId, tier: Tier) -> Result<CellView, ServiceError> {
        self.map_cell(session, item, tier).await
    }

    async fn arrange(
        &self,
        session: &Session,
        item: &ItemId,
        tier: Tier,
        typed: &[(String, String)],
    ) -> Result<u32, ServiceError> {
        self.map_arrange(session, item, tier, typed).await
    }

    async fn clear_arrangement(
        &self,
        session: &Session,
        item: &ItemId,
        tier: Tier,
        reason: &str,
    ) -> Result<(), ServiceError> {
        self.map_clear(session, item, tier, reason).await
    }
}

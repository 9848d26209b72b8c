//! The published catalogue: finding an item, reading its guide, asking what to bring. All of it is public.

mod cache;
pub(crate) mod changes;
mod guidance;
mod guide;
mod home;
mod list;
mod load;
mod materials;
mod places;
mod questions;
mod site;
mod sites;
mod snapshot;
mod snapshot_load;
pub(crate) mod versions;
mod words;

pub use cache::Cache;
pub use guide::GuideAt;
pub use load::{department, hall, item_version, local_guide, published_item};
pub use snapshot::{Listed, Snapshot};
#[cfg(test)]
pub(crate) use snapshot_load::to_be_found;

use std::sync::Arc;

use app::backend::ServiceError;
use app::backend::catalogue::{
    Catalogue, CatalogueChange, ChangesAsk, ChangesPage, GuidanceView, GuideView, HallPublic, HomeView, ItemAsk,
    ItemPage, Nearest, PlaceView, PlacesView, SitesView,
};
use shared::catalogue::ItemId;
use shared::place::DivisionCode;

use super::Services;
use crate::store::StoreError;

impl Services {
    /// What the catalogue says now. A publish by any process is seen by the next call of every process.
    ///
    /// # Errors
    /// `Unavailable` when the database fails or no city is loaded.
    pub async fn snapshot(&self) -> Result<Arc<Snapshot>, ServiceError> {
        self.catalogue.current(&self.store).await
    }
}

/// Logs what went wrong inside; the caller learns only that it did.
pub(super) fn unavailable(error: impl Into<StoreError>) -> ServiceError {
    let error = error.into();
    tracing::error!(%error, "the catalogue cannot be read");
    ServiceError::Unavailable
}

fn no_item() -> ServiceError {
    ServiceError::NotFound {
        what: "这个事项".into(),
    }
}

#[async_trait::async_trait]
impl Catalogue for Services {
    async fn home(&self, place: Option<&str>, audience: Option<&str>) -> Result<HomeView, ServiceError> {
        self.home_view(place, audience).await
    }

    async fn items(&self, ask: &ItemAsk) -> Result<ItemPage, ServiceError> {
        let snapshot = self.snapshot().await?;
        let page = self.items_in(&snapshot, ask).await?;
        // Only what was asked of the whole catalogue says that a word is missing.
        if page.total == 0 && !ask.narrows() {
            self.heard.note(&ask.q);
        }
        Ok(page)
    }

    async fn guide(&self, item: &str, place: Option<&str>) -> Result<GuideView, ServiceError> {
        self.guide_view(item, place).await
    }

    async fn guidance(
        &self,
        item: &str,
        place: Option<&str>,
        answers: &[(String, String)],
    ) -> Result<GuidanceView, ServiceError> {
        self.guidance_view(item, place, answers).await
    }

    async fn places(&self, town: Option<&str>, text: Option<&str>) -> Result<PlacesView, ServiceError> {
        self.places_view(town, text).await
    }

    async fn place(&self, code: &str) -> Result<PlaceView, ServiceError> {
        let snapshot = self.snapshot().await?;
        snapshot.place_named(code)
    }

    async fn changes(&self, ask: &ChangesAsk) -> Result<ChangesPage, ServiceError> {
        self.changes_page(ask).await
    }

    async fn recent(&self, item: &ItemId, most: u32) -> Result<Vec<CatalogueChange>, ServiceError> {
        self.latest_changes(Some(item), most).await
    }

    async fn sites(&self, item: &str, place: Option<&str>, town: Option<&str>) -> Result<SitesView, ServiceError> {
        self.sites_view(item, place, town).await
    }

    async fn public_hall(&self, code: &str) -> Result<HallPublic, ServiceError> {
        self.hall_public(code).await
    }

    async fn offered(&self, item: &ItemId, place: &DivisionCode) -> Result<Option<Nearest>, ServiceError> {
        let snapshot = self.snapshot().await?;
        let number = snapshot.number(item).ok_or_else(no_item)?;
        Ok(snapshot.offer(number, Some(place)).go_to(&snapshot, place))
    }
}

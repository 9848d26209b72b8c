//! What the pages of finding read. The place comes from the address, or from the device's cookie.

use crate::backend::cases::CaseCard;
use crate::backend::catalogue::{CatalogueChange, GuidanceView, GuideView, HomeView, ItemAsk, ItemPage, SitesView};
use crate::backend::{Cases, Catalogue, ServiceError, port, session};

/// The place asked for, or the one this device remembers. A place from an old cookie may be gone; only one in the
/// address is worth an error.
async fn place_at(catalogue: &dyn Catalogue, asked: &str, remembered: Option<String>) -> Option<String> {
    if !asked.is_empty() {
        return Some(asked.to_owned());
    }
    let place = remembered?;
    catalogue.place(&place).await.is_ok().then_some(place)
}

fn remembered() -> Option<String> {
    crate::prefs::my_place().map(String::from)
}

pub async fn home(audience: &str) -> Result<HomeView, ServiceError> {
    let (catalogue, place) = (port::<dyn Catalogue>()?, remembered());
    catalogue.home(place.as_deref(), Some(audience)).await
}

/// One's own cases that wait for oneself; nothing when nobody is signed in.
pub async fn waiting() -> Result<Vec<CaseCard>, ServiceError> {
    let (cases, session) = (port::<dyn Cases>()?, session());
    match session.actor {
        Some(_) => cases.waiting(&session, None).await,
        None => Ok(Vec::new()),
    }
}

pub async fn items(ask: ItemAsk) -> Result<ItemPage, ServiceError> {
    let (catalogue, remembered) = (port::<dyn Catalogue>()?, remembered());
    let place = place_at(&*catalogue, &ask.place, remembered).await.unwrap_or_default();
    catalogue.items(&ItemAsk { place, ..ask }).await
}

pub async fn guide(id: String, place: String) -> Result<GuideView, ServiceError> {
    let (catalogue, remembered) = (port::<dyn Catalogue>()?, remembered());
    let place = place_at(&*catalogue, &place, remembered).await;
    catalogue.guide(&id, place.as_deref()).await
}

/// `answers` as the inputs of a plain form.
pub async fn guidance(id: String, place: String, answers: Vec<(String, String)>) -> Result<GuidanceView, ServiceError> {
    let (catalogue, remembered) = (port::<dyn Catalogue>()?, remembered());
    let place = place_at(&*catalogue, &place, remembered).await;
    catalogue.guidance(&id, place.as_deref(), &answers).await
}

/// A guide with what changed lately in it.
pub async fn guide_page(id: String, place: String) -> Result<(GuideView, Vec<CatalogueChange>), ServiceError> {
    let catalogue = port::<dyn Catalogue>()?;
    let view = guide(id, place).await?;
    let recent = catalogue.recent(&view.id, RECENT).await?;
    Ok((view, recent))
}

/// How many changes a guide tells of itself.
const RECENT: u32 = 3;

/// Where an item can be done.
pub async fn sites(id: String, place: String, town: String) -> Result<SitesView, ServiceError> {
    let (catalogue, remembered) = (port::<dyn Catalogue>()?, remembered());
    let place = place_at(&*catalogue, &place, remembered).await;
    catalogue.sites(&id, place.as_deref(), Some(&town)).await
}

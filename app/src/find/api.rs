//! What the pages of finding ask of the server. The place comes from the address, or from the device's cookie.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::backend::ServiceError;
use crate::backend::cases::CaseCard;
use crate::backend::catalogue::{
    CatalogueChange, ChangesAsk, ChangesPage, GuidanceView, GuideView, HallPublic, HomeView, ItemAsk, ItemPage,
    PlacesView, SitesView,
};

#[cfg(feature = "ssr")]
fn port() -> Result<std::sync::Arc<dyn crate::backend::Catalogue>, ServiceError> {
    use_context().ok_or(ServiceError::Unavailable)
}

/// The place asked for, or the one this device remembers.
#[cfg(feature = "ssr")]
fn at(place: String) -> Option<String> {
    if place.is_empty() {
        crate::prefs::my_place().map(String::from)
    } else {
        Some(place)
    }
}

/// A place from an old cookie may be gone; only one in the address is worth an error.
#[cfg(feature = "ssr")]
async fn known(port: &dyn crate::backend::Catalogue, asked: &str, place: Option<String>) -> Option<String> {
    match place {
        Some(place) if asked.is_empty() => port.place(&place).await.is_ok().then_some(place),
        place => place,
    }
}

#[server(prefix = "/api/fn", endpoint = "find_home", input = GetUrl)]
pub async fn home(audience: String) -> Result<HomeView, ServiceError> {
    let (port, place) = (port()?, at(String::new()));
    port.home(place.as_deref(), Some(&audience)).await
}

/// One's own cases that wait for oneself; nothing when nobody is signed in.
#[server(prefix = "/api/fn", endpoint = "find_waiting", input = GetUrl)]
pub async fn waiting() -> Result<Vec<CaseCard>, ServiceError> {
    use crate::backend::Session;
    use crate::backend::cases::Cases;

    let session = use_context::<Session>().unwrap_or_default();
    let cases = use_context::<std::sync::Arc<dyn Cases>>();
    match cases.filter(|_| session.actor.is_some()) {
        Some(cases) => cases.waiting(&session, None).await,
        None => Ok(Vec::new()),
    }
}

#[server(prefix = "/api/fn", endpoint = "find_items", input = GetUrl)]
pub async fn items(ask: ItemAsk) -> Result<ItemPage, ServiceError> {
    let (port, place) = (port()?, at(ask.place.clone()));
    let place = known(&*port, &ask.place, place).await.unwrap_or_default();
    port.items(&ItemAsk { place, ..ask }).await
}

#[server(prefix = "/api/fn", endpoint = "find_guide", input = GetUrl)]
pub async fn guide(id: String, place: String) -> Result<GuideView, ServiceError> {
    let (port, chosen) = (port()?, at(place.clone()));
    let chosen = known(&*port, &place, chosen).await;
    port.guide(&id, chosen.as_deref()).await
}

/// `answers` as the inputs of a plain form.
#[server(prefix = "/api/fn", endpoint = "find_guidance", input = GetUrl)]
pub async fn guidance(
    id: String,
    place: String,
    #[server(default)] answers: Vec<(String, String)>,
) -> Result<GuidanceView, ServiceError> {
    let (port, chosen) = (port()?, at(place.clone()));
    let chosen = known(&*port, &place, chosen).await;
    port.guidance(&id, chosen.as_deref(), &answers).await
}

#[server(prefix = "/api/fn", endpoint = "find_places", input = GetUrl)]
pub async fn places(town: String, text: String) -> Result<PlacesView, ServiceError> {
    port()?.places(Some(&town), Some(&text)).await
}

/// What changed lately.
#[server(prefix = "/api/fn", endpoint = "find_changes", input = GetUrl)]
pub async fn changes(ask: ChangesAsk) -> Result<ChangesPage, ServiceError> {
    port()?.changes(&ask).await
}

/// A guide with what changed lately in it.
#[server(prefix = "/api/fn", endpoint = "find_guide_page", input = GetUrl)]
pub async fn guide_page(id: String, place: String) -> Result<(GuideView, Vec<CatalogueChange>), ServiceError> {
    let port = port()?;
    let view = guide(id, place).await?;
    let recent = port.recent(&view.id, RECENT).await?;
    Ok((view, recent))
}

/// How many changes a guide tells of itself.
#[cfg(feature = "ssr")]
const RECENT: u32 = 3;

/// Where an item can be done.
#[server(prefix = "/api/fn", endpoint = "find_sites", input = GetUrl)]
pub async fn sites(id: String, place: String, town: String) -> Result<SitesView, ServiceError> {
    let (port, chosen) = (port()?, at(place.clone()));
    let chosen = known(&*port, &place, chosen).await;
    port.sites(&id, chosen.as_deref(), Some(&town)).await
}

/// A place's hall as everyone sees it.
#[server(prefix = "/api/fn", endpoint = "find_hall", input = GetUrl)]
pub async fn hall(place: String) -> Result<HallPublic, ServiceError> {
    let port = port()?;
    port.public_hall(&place).await
}

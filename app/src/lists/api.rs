//! What these pages ask.

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use shared::catalogue::ItemId;
use shared::place::DivisionCode;
#[cfg(feature = "ssr")]
use shared::place::Tier;

use crate::backend::ServiceError;
use crate::backend::catalogue::PlaceView;
#[cfg(feature = "ssr")]
use crate::backend::catalogue::PlacesView;
use crate::backend::delegations::{CellView, MapFilter, MapPage};
use crate::backend::lists::{
    BulkPlan, BulkWays, Deviations, DriftFilter, DriftPage, HallView, ListFilter, ListPage, LocalView, SiteFilter,
    SitePage,
};
#[cfg(feature = "ssr")]
use crate::backend::{Catalogue, Delegations, Lists, port, session};

/// The places within reach.
#[server(prefix = "/api/fn", endpoint = "lists/sites")]
pub async fn read_sites(filter: SiteFilter) -> Result<SitePage, ServiceError> {
    let (lists, session) = (port::<dyn Lists>()?, session());
    lists.desk_sites(&session, &filter).await
}

/// One page of a place's list.
#[server(prefix = "/api/fn", endpoint = "lists/list")]
pub async fn read_list(place: String, filter: ListFilter) -> Result<ListPage, ServiceError> {
    let (lists, session) = (port::<dyn Lists>()?, session());
    lists.list(&session, &named(&place)?, &filter).await
}

/// One item of a place.
#[server(prefix = "/api/fn", endpoint = "lists/item")]
pub async fn read_local(place: String, item: String) -> Result<LocalView, ServiceError> {
    let (lists, session) = (port::<dyn Lists>()?, session());
    lists.local(&session, &named(&place)?, &item_named(&item)?).await
}

/// A hall with its closures.
#[server(prefix = "/api/fn", endpoint = "lists/hall")]
pub async fn read_hall(place: String) -> Result<HallView, ServiceError> {
    let (lists, session) = (port::<dyn Lists>()?, session());
    lists.hall(&session, &named(&place)?).await
}

/// What a change for many places can be made of.
#[server(prefix = "/api/fn", endpoint = "lists/bulk")]
pub async fn read_bulk_ways(town: Option<DivisionCode>) -> Result<BulkWays, ServiceError> {
    let (lists, session) = (port::<dyn Lists>()?, session());
    lists.bulk_ways(&session, town.as_ref()).await
}

/// What a change for many places would do now.
#[server(prefix = "/api/fn", endpoint = "lists/plan")]
pub async fn read_plan(id: String) -> Result<BulkPlan, ServiceError> {
    let (lists, session) = (port::<dyn Lists>()?, session());
    lists.bulk_plan(&session, &id).await
}

/// A place and its neighbours of the same tier.
#[server(prefix = "/api/fn", endpoint = "lists/neighbours")]
pub async fn read_neighbours(place: String) -> Result<(PlaceView, Vec<(String, String)>), ServiceError> {
    let (lists, session) = (port::<dyn Lists>()?, session());
    let catalogue = port::<dyn Catalogue>()?;
    let here = lists.hall(&session, &named(&place)?).await?.place;
    let town = (here.tier == Tier::Village).then(|| here.code.town()).flatten();
    let all: PlacesView = catalogue.places(town.as_ref().map(DivisionCode::as_str), None).await?;
    let mut neighbours: Vec<(String, String)> = match here.tier {
        Tier::Village => all.places.into_iter().map(|one| (one.code.into(), one.name)).collect(),
        _ => all.towns.into_iter().map(|one| (one.code.into(), one.name)).collect(),
    };
    neighbours.retain(|(code, _)| code != here.code.as_str());
    Ok((here, neighbours))
}

/// The map of what is delegated how.
#[server(prefix = "/api/fn", endpoint = "delegation/map")]
pub async fn read_map(filter: MapFilter) -> Result<MapPage, ServiceError> {
    let (map, session) = (port::<dyn Delegations>()?, session());
    map.delegation_map(&session, &filter).await
}

/// One cell of it.
#[server(prefix = "/api/fn", endpoint = "delegation/cell")]
pub async fn read_cell(item: String, tier: String) -> Result<CellView, ServiceError> {
    let (map, session) = (port::<dyn Delegations>()?, session());
    let tier: Tier = tier.parse().map_err(|_| ServiceError::NotFound {
        what: "这一级".into()
    })?;
    map.delegation(&session, &item_named(&item)?, tier).await
}

/// What has drifted.
#[server(prefix = "/api/fn", endpoint = "lists/drift")]
pub async fn read_drift(filter: DriftFilter) -> Result<DriftPage, ServiceError> {
    let (lists, session) = (port::<dyn Lists>()?, session());
    lists.drift(&session, &filter).await
}

/// The statement of zero deviations.
#[server(prefix = "/api/fn", endpoint = "lists/deviations")]
pub async fn read_deviations() -> Result<Deviations, ServiceError> {
    let (lists, session) = (port::<dyn Lists>()?, session());
    lists.deviations(&session).await
}

#[cfg(feature = "ssr")]
fn named(place: &str) -> Result<DivisionCode, ServiceError> {
    place.parse().map_err(|_| ServiceError::NotFound {
        what: "这个地点".into(),
    })
}

#[cfg(feature = "ssr")]
fn item_named(item: &str) -> Result<ItemId, ServiceError> {
    item.parse().map_err(|_| ServiceError::NotFound {
        what: "这个事项".into(),
    })
}

//! Single pieces of the catalogue, by their keys.

use jiff::Timestamp;
use shared::catalogue::{Department, Hall, Item, ItemId, LocalGuide};
use shared::id::DepartmentId;
use shared::place::DivisionCode;

use crate::store::{Json, Millis, Store, StoreError};

/// The version of an item that is in force, and since when.
pub async fn published_item(store: &Store, item: &ItemId) -> Result<Option<(Item, Timestamp)>, StoreError> {
    let row: Option<(Json<Item>, Millis)> = sqlx::query_as(
        "SELECT v.body, v.created_at FROM item i JOIN item_version v ON v.item = i.id AND v.version = i.version \
         WHERE i.id = $1 AND i.published = 1",
    )
    .bind(item.as_str())
    .fetch_optional(store.reader())
    .await?;
    Ok(row.map(|(body, at)| (body.0, at.0)))
}

/// An item as it stood in one version.
pub async fn item_version(store: &Store, item: &ItemId, version: u32) -> Result<Option<Item>, StoreError> {
    let row: Option<(Json<Item>,)> = sqlx::query_as("SELECT body FROM item_version WHERE item = $1 AND version = $2")
        .bind(item.as_str())
        .bind(i64::from(version))
        .fetch_optional(store.reader())
        .await?;
    Ok(row.map(|(body,)| body.0))
}

/// What a place adds to an item; none when the item is not offered there.
pub async fn local_guide(store: &Store, item: &ItemId, place: &DivisionCode) -> Result<Option<LocalGuide>, StoreError> {
    let row: Option<(Json<LocalGuide>,)> =
        sqlx::query_as("SELECT body FROM local_guide WHERE item = $1 AND place = $2")
            .bind(item.as_str())
            .bind(place.as_str())
            .fetch_optional(store.reader())
            .await?;
    Ok(row.map(|(body,)| body.0))
}

/// A place's hall.
pub async fn hall(store: &Store, place: &DivisionCode) -> Result<Option<Hall>, StoreError> {
    let row: Option<(Json<Hall>,)> = sqlx::query_as("SELECT body FROM hall WHERE place = $1")
        .bind(place.as_str())
        .fetch_optional(store.reader())
        .await?;
    Ok(row.map(|(body,)| body.0))
}

/// A department.
pub async fn department(store: &Store, id: &DepartmentId) -> Result<Option<Department>, StoreError> {
    let row: Option<(Json<Department>,)> = sqlx::query_as("SELECT body FROM department WHERE id = $1")
        .bind(id.as_str())
        .fetch_optional(store.reader())
        .await?;
    Ok(row.map(|(body,)| body.0))
}

//! What applying needs of the catalogue: the published item, its form, and who handles it where.

use app::backend::ServiceError;
use shared::catalogue::{Item, ItemId};
use shared::form::FormSchema;
use shared::place::{Division, DivisionCode, Tier, way};

use crate::services::Services;
use crate::store::{Json, StoreError};

/// An item as published now, with the form one applies with.
#[derive(Clone, Debug)]
pub struct Published {
    pub item: Item,
    pub form: FormSchema,
}

/// Where an application filed at a place ends up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandledBy {
    /// Where it is filed.
    pub filed_at: DivisionCode,
    /// The hall that takes it on: never a village's (行政许可法 §24).
    pub handling: DivisionCode,
}

impl Services {
    /// The item as published now.
    ///
    /// # Errors
    /// `NotFound` when it is not published.
    pub async fn published(&self, id: &ItemId) -> Result<Published, ServiceError> {
        let row: Option<(Json<Item>,)> = sqlx::query_as(
            "SELECT v.body FROM item i JOIN item_version v ON v.item = i.id AND v.version = i.version \
             WHERE i.id = $1 AND i.published = 1",
        )
        .bind(id.as_str())
        .fetch_optional(self.store.reader())
        .await
        .map_err(StoreError::from)?;
        let Some((Json(item),)) = row else {
            return Err(ServiceError::NotFound {
                what: "这个事项，它可能已经停办".into(),
            });
        };
        let row: Option<(Json<FormSchema>,)> =
            sqlx::query_as("SELECT body FROM form WHERE id = $1 ORDER BY version DESC LIMIT 1")
                .bind(item.form_id().as_str())
                .fetch_optional(self.store.reader())
                .await
                .map_err(StoreError::from)?;
        let Some((Json(form),)) = row else {
            return Err(StoreError::unreadable("form", format!("item {id} has none")).into());
        };
        Ok(Published { item, form })
    }

    /// An item as it was in one version, for the cases of that version.
    ///
    /// # Errors
    /// `Unavailable` when it is not stored.
    pub async fn item_version(&self, id: &ItemId, version: u32) -> Result<Item, ServiceError> {
        let row: Option<(Json<Item>,)> =
            sqlx::query_as("SELECT body FROM item_version WHERE item = $1 AND version = $2")
                .bind(id.as_str())
                .bind(i64::from(version))
                .fetch_optional(self.store.reader())
                .await
                .map_err(StoreError::from)?;
        let (Json(item),) = row.ok_or_else(|| StoreError::unreadable("item", format!("{id} version {version}")))?;
        Ok(item)
    }

    /// A form of one version; versions never change, drafts and cases keep theirs.
    ///
    /// # Errors
    /// `Unavailable` when it is not stored.
    pub async fn form(&self, id: &str, version: i64) -> Result<FormSchema, ServiceError> {
        let row: Option<(Json<FormSchema>,)> = sqlx::query_as("SELECT body FROM form WHERE id = $1 AND version = $2")
            .bind(id)
            .bind(version)
            .fetch_optional(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let (Json(form),) = row.ok_or_else(|| StoreError::unreadable("form", format!("{id} version {version}")))?;
        Ok(form)
    }

    /// The name of an item as listed.
    ///
    /// # Errors
    /// `Unavailable` when the database does not answer.
    pub async fn item_name(&self, id: &ItemId) -> Result<String, ServiceError> {
        let name: Option<String> = sqlx::query_scalar("SELECT name FROM item WHERE id = $1")
            .bind(id.as_str())
            .fetch_optional(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        Ok(name.unwrap_or_else(|| id.to_string()))
    }

    /// Who handles an item applied for at a place: the place itself where it handles it, else the nearest tier above
    /// that does. None when the item is not offered there at all.
    ///
    /// # Errors
    /// `Unavailable` when the database does not answer.
    pub async fn handled_by(&self, item: &ItemId, place: &DivisionCode) -> Result<Option<HandledBy>, ServiceError> {
        // A code may be well formed and name no place of the city.
        if self.division(place).await?.is_none() {
            return Ok(None);
        }
        let offered: Vec<(String, String)> =
            sqlx::query_as("SELECT place, part FROM local_guide WHERE item = $1 AND place IN ($2, $3, $4)")
                .bind(item.as_str())
                .bind(place.as_str())
                .bind(place.town().unwrap_or_else(|| place.city()).as_str().to_owned())
                .bind(place.city().as_str().to_owned())
                .fetch_all(self.store.reader())
                .await
                .map_err(StoreError::from)?;
        let does = |code: &DivisionCode, parts: &[&str]| {
            offered
                .iter()
                .any(|(place, part)| place == code.as_str() && parts.contains(&part.as_str()))
        };
        let handles = |code: &DivisionCode| code.tier() != Tier::Village && does(code, &["handle"]);
        let candidates = || {
            [Some(place.clone()), place.town(), Some(place.city())]
                .into_iter()
                .flatten()
        };
        // What only tells about it takes nothing in: nobody is sent there.
        let takes = |code: &DivisionCode| does(code, &["collect", "handle"]);
        Ok(candidates().find(handles).map(|handling| HandledBy {
            filed_at: candidates().find(takes).unwrap_or_else(|| handling.clone()),
            handling,
        }))
    }

    /// The name of a place's hall or station.
    ///
    /// # Errors
    /// `Unavailable` when the database does not answer.
    pub async fn hall_of(&self, place: &DivisionCode) -> Result<Option<String>, ServiceError> {
        Ok(self.division(place).await?.map(|division| division.hall_name()))
    }

    /// Where it is taken in and where it is handled, in the same words on every page.
    ///
    /// # Errors
    /// `Unavailable` when the database does not answer.
    pub async fn way_of(&self, filed_at: &DivisionCode, handling: &DivisionCode) -> Result<String, ServiceError> {
        let (taken, handling) = (self.division(filed_at).await?, self.division(handling).await?);
        Ok(handling.map_or_else(String::new, |handling| way(taken.as_ref(), &handling)))
    }

    /// A division of the city.
    ///
    /// # Errors
    /// `Unavailable` when the database does not answer.
    pub async fn division(&self, place: &DivisionCode) -> Result<Option<Division>, ServiceError> {
        let row: Option<(String, String, String)> =
            sqlx::query_as("SELECT name, parent, kind FROM division WHERE code = $1")
                .bind(place.as_str())
                .fetch_optional(self.store.reader())
                .await
                .map_err(StoreError::from)?;
        let Some((name, parent, kind)) = row else {
            return Ok(None);
        };
        let parent = parent.parse().map_err(|e| StoreError::unreadable("division", e))?;
        Ok(Some(Division {
            code: place.clone(),
            name,
            tier: place.tier(),
            parent,
            kind,
        }))
    }
}

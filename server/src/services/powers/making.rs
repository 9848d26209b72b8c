//! The item in the making that a new entry begins.

use shared::form::FormId;
use shared::powers::{CatalogueEntry, Power, blank_item};

use super::stored::position_of;
use crate::city::versions;
use crate::store::{Abort, Json, Millis, Parsed, StoreError, Tx};

/// The base form most items can begin with; the form designer changes it.
const BASE_FORM: &str = "common-person";

/// Gives an entry its item, unpublished, as version 0, so that its department finds it among the standards. While it
/// is version 0 it follows its entry; from then on the department keeps it.
pub async fn keep_in_the_making(
    tx: &mut Tx<'_>,
    entry: &CatalogueEntry,
    power: Option<&Power>,
    now: Millis,
) -> Result<(), Abort> {
    let known: Option<i64> = sqlx::query_scalar("SELECT version FROM item WHERE id = $1")
        .bind(entry.id.as_str())
        .fetch_optional(tx.sql())
        .await?;
    if known.is_some_and(|version| version > 0) {
        return Ok(());
    }
    let item = blank_item(entry, power, base_form(tx).await?);
    let digest = versions::digest_of(&item)?;
    versions::listed(tx, &item, position_of(entry.body.rank), now).await?;
    sqlx::query("UPDATE item SET published = 0, kept = 1 WHERE id = $1")
        .bind(entry.id.as_str())
        .execute(tx.sql())
        .await?;
    if known.is_none() {
        return versions::keep(tx, &item, &digest, now).await;
    }
    sqlx::query("UPDATE item_version SET body = $1, digest = $2 WHERE item = $3 AND version = 0")
        .bind(Json(&item))
        .bind(&digest)
        .bind(entry.id.as_str())
        .execute(tx.sql())
        .await?;
    // A draft of it goes along to the department that keeps it now.
    sqlx::query("UPDATE standard_draft SET department = $1 WHERE item = $2")
        .bind(entry.body.department.as_str())
        .bind(entry.id.as_str())
        .execute(tx.sql())
        .await?;
    Ok(())
}

async fn base_form(tx: &mut Tx<'_>) -> Result<FormId, Abort> {
    let forms: Vec<Parsed<FormId>> =
        sqlx::query_scalar("SELECT id FROM form ORDER BY CASE WHEN id = $1 THEN 0 ELSE 1 END, id LIMIT 1")
            .bind(BASE_FORM)
            .fetch_all(tx.sql())
            .await?;
    let form = forms.into_iter().next();
    Ok(form
        .ok_or_else(|| StoreError::unreadable("form", "there is none to begin with"))?
        .0)
}

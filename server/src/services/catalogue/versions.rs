//! Writing an item's version, and its row in lists: for whoever publishes, an office or a package.

use serde::Serialize;
use shared::catalogue::Item;
use shared::standard::{Unconfirmed, unconfirmed};

use crate::store::{Abort, Json, Millis, Parsed, StoreError, Tx, Values, insert_rows};

/// A version, for good.
pub(crate) async fn keep(tx: &mut Tx<'_>, item: &Item, digest: &str, now: Millis) -> Result<(), Abort> {
    sqlx::query("INSERT INTO item_version (item, version, body, digest, created_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(item.id.as_str())
        .bind(i64::from(item.version))
        .bind(Json(item))
        .bind(digest)
        .bind(now)
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// What tells one content from another.
pub(crate) fn digest_of(value: &impl Serialize) -> Result<String, StoreError> {
    let json = serde_json::to_vec(value).map_err(|error| StoreError::unreadable("version", error))?;
    Ok(crate::secrets::sha256(&json))
}

/// The item's row in lists.
pub(crate) async fn listed(tx: &mut Tx<'_>, item: &Item, position: i64, now: Millis) -> Result<(), Abort> {
    let waiting = unconfirmed(item);
    sqlx::query(
        "INSERT INTO item (id, version, name, plain_name, department, theme, type_code, audience, tiers, case_type, \
         form_id, unconfirmed, published, position, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1, $13, $14) \
         ON CONFLICT (id) DO UPDATE SET \
         updated_at = CASE WHEN item.version = excluded.version THEN item.updated_at ELSE excluded.updated_at END, \
         version = excluded.version, name = excluded.name, plain_name = excluded.plain_name, \
         department = excluded.department, theme = excluded.theme, type_code = excluded.type_code, \
         audience = excluded.audience, tiers = excluded.tiers, case_type = excluded.case_type, \
         form_id = excluded.form_id, unconfirmed = excluded.unconfirmed, published = 1, position = excluded.position",
    )
    .bind(item.id.as_str())
    .bind(i64::from(item.version))
    .bind(&item.name)
    .bind(&item.plain_name)
    .bind(item.department.as_str())
    .bind(&item.theme)
    .bind(item.type_code.as_str())
    .bind(item.audience().as_str())
    .bind(Json(&item.tiers))
    .bind(item.case_type.as_str())
    .bind(Parsed(item.form_id()))
    .bind(i64::try_from(waiting.len()).unwrap_or(i64::MAX))
    .bind(position)
    .bind(now)
    .execute(tx.sql())
    .await?;
    wait(tx, item, position, waiting).await
}

/// What the department has still to confirm of it, one row an element.
async fn wait(tx: &mut Tx<'_>, item: &Item, position: i64, waiting: Vec<Unconfirmed>) -> Result<(), Abort> {
    sqlx::query("DELETE FROM standard_waiting WHERE item = $1")
        .bind(item.id.as_str())
        .execute(tx.sql())
        .await?;
    let rows: Vec<Values> = (0_i64..)
        .zip(waiting)
        .map(|(at, one)| {
            vec![
                Some(item.id.as_str().into()),
                Some(one.mark.into()),
                Some(item.department.as_str().into()),
                Some(position.into()),
                Some(at.into()),
                Some(one.label.into()),
                Some(one.words.into()),
            ]
        })
        .collect();
    let into = "INSERT INTO standard_waiting (item, mark, department, item_at, element_at, label, words)";
    Ok(insert_rows(tx, into, rows, "").await?)
}

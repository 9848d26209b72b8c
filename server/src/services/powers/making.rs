//! The items in the making that new entries begin.

use std::collections::HashMap;

use shared::catalogue::Item;
use shared::form::FormId;
use shared::powers::{CatalogueEntry, Power, PowerId, blank_item};

use super::stored::{PowerRow, SELECT_POWER, position_of};
use crate::services::catalogue::versions;
use crate::store::{Abort, Millis, Parsed, Sql, StoreError, Tx, Values, insert_rows};

/// The base form most items can begin with; the form designer changes it.
const BASE_FORM: &str = "common-person";
/// More are looked up all at once.
const FEW: usize = 50;

/// Gives each entry without an item one, unpublished, as version 0, so that its department finds it among the
/// standards. While an item is version 0 it follows its entry; from then on the department keeps it.
pub async fn keep_in_the_making(tx: &mut Tx<'_>, entries: &[&CatalogueEntry], now: Millis) -> Result<(), Abort> {
    let few = (entries.len() <= FEW).then_some(entries);
    let begun = begun(tx, few).await?;
    let new = |entry: &&&CatalogueEntry| begun.get(entry.id.as_str()).is_none_or(|version| *version == 0);
    let new: Vec<&CatalogueEntry> = entries.iter().filter(new).copied().collect();
    if new.is_empty() {
        return Ok(());
    }
    let powers = powers(tx, few).await?;
    let form = base_form(tx).await?;
    let (mut items, mut bodies): (Vec<Values>, Vec<Values>) = (Vec::new(), Vec::new());
    for entry in &new {
        let power = entry.body.power.as_ref().and_then(|id| powers.get(id));
        let item = blank_item(entry, power, form.clone());
        items.push(row_of(&item, position_of(entry.body.rank), now)?);
        bodies.push(body_of(&item, now)?);
    }
    insert_rows(tx, INTO_ITEM, items, ITEM_THERE).await?;
    insert_rows(tx, INTO_VERSION, bodies, VERSION_THERE).await?;
    // A draft goes along to the department that keeps its item now.
    for entry in new.iter().filter(|entry| begun.contains_key(entry.id.as_str())) {
        sqlx::query("UPDATE standard_draft SET department = $1 WHERE item = $2")
            .bind(entry.body.department.as_str())
            .bind(entry.id.as_str())
            .execute(tx.sql())
            .await?;
    }
    Ok(())
}

/// The items there are, with their versions.
async fn begun(tx: &mut Tx<'_>, few: Option<&[&CatalogueEntry]>) -> Result<HashMap<String, i64>, Abort> {
    let sql = Sql::new("SELECT id, version FROM item");
    let sql = match few {
        Some(few) => sql.and_in("id", few.iter().map(|entry| entry.id.as_str())),
        None => sql,
    };
    let rows: Vec<(String, i64)> = sql.rows().fetch_all(tx.sql()).await?;
    Ok(rows.into_iter().collect())
}

async fn powers(tx: &mut Tx<'_>, few: Option<&[&CatalogueEntry]>) -> Result<HashMap<PowerId, Power>, Abort> {
    let sql = Sql::new(SELECT_POWER);
    let sql = match few {
        Some(few) => {
            let ids = few.iter().filter_map(|entry| entry.body.power.as_ref());
            sql.and_in("id", ids.map(PowerId::as_str))
        }
        None => sql,
    };
    let rows: Vec<PowerRow> = sql.rows().fetch_all(tx.sql()).await?;
    let powers = rows.into_iter().map(PowerRow::power);
    Ok(powers.map(|power| (power.id.clone(), power)).collect())
}

const INTO_ITEM: &str = "INSERT INTO item (id, version, name, plain_name, department, theme, type_code, audience, \
     tiers, case_type, form_id, published, kept, position, updated_at)";
const ITEM_THERE: &str = " ON CONFLICT (id) DO UPDATE SET name = excluded.name, plain_name = excluded.plain_name, \
     department = excluded.department, type_code = excluded.type_code, position = excluded.position, \
     updated_at = excluded.updated_at";
const INTO_VERSION: &str = "INSERT INTO item_version (item, version, body, digest, created_at)";
const VERSION_THERE: &str = " ON CONFLICT (item, version) DO UPDATE SET body = excluded.body, digest = excluded.digest";

fn row_of(item: &Item, position: i64, now: Millis) -> Result<Values, StoreError> {
    let tiers = serde_json::to_string(&item.tiers).map_err(|error| StoreError::unreadable("tiers", error))?;
    Ok(vec![
        Some(item.id.as_str().into()),
        Some(item.version.into()),
        Some(item.name.as_str().into()),
        Some(item.plain_name.as_str().into()),
        Some(item.department.as_str().into()),
        Some(item.theme.as_str().into()),
        Some(item.type_code.as_str().into()),
        Some(item.audience().as_str().into()),
        Some(tiers.into()),
        Some(item.case_type.as_str().into()),
        Some(item.form_id().as_str().into()),
        // Not published, and the offices' own: no package brings or takes it.
        Some(0_i64.into()),
        Some(1_i64.into()),
        Some(position.into()),
        Some(now.into()),
    ])
}

fn body_of(item: &Item, now: Millis) -> Result<Values, StoreError> {
    let body = serde_json::to_string(item).map_err(|error| StoreError::unreadable("item", error))?;
    Ok(vec![
        Some(item.id.as_str().into()),
        Some(item.version.into()),
        Some(body.into()),
        Some(versions::digest_of(item)?.into()),
        Some(now.into()),
    ])
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

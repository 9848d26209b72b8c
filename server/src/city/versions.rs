//! Items and forms keep every version that was ever in force: a case is judged by the one it was handed in under.

use std::collections::{BTreeMap, BTreeSet};

use shared::catalogue::{ChangeKind, Item};

use super::rows::{Rows, Versioned};
use sqlx::Row as _;

use crate::services::catalogue::changes::{self, Changed};
use crate::services::catalogue::versions::{keep, listed};
use crate::store::{Abort, Json, Millis, Tx};

/// The newest version of each and its digest.
type Newest = BTreeMap<String, (i64, String)>;

fn newest(rows: Vec<sqlx::any::AnyRow>) -> Result<Newest, sqlx::Error> {
    // In order of versions: the last one read of each stays.
    rows.iter()
        .map(|row| Ok((row.try_get(0)?, (row.try_get(1)?, row.try_get(2)?))))
        .collect()
}

/// The version something gets: its own when it is new or raised, the next one when it changed without being raised,
/// and none when nothing changed.
fn settle<T>(value: &Versioned<T>, wanted: u32, known: Option<&(i64, String)>) -> Option<u32> {
    match known {
        Some((_, digest)) if *digest == value.digest => None,
        Some((version, _)) => Some(wanted.max(u32::try_from(*version).unwrap_or(u32::MAX - 1) + 1)),
        None => Some(wanted),
    }
}

pub(super) async fn forms(tx: &mut Tx<'_>, rows: &Rows<'_>, now: Millis) -> Result<(), Abort> {
    let known = sqlx::query("SELECT id, version, digest FROM form ORDER BY id, version")
        .fetch_all(tx.sql())
        .await?;
    let known = newest(known)?;
    let kept = kept(tx).await?;
    for form in &rows.forms {
        let id = form.value.id.as_str();
        // An item's own form is named after it.
        if kept.contains(&id.to_ascii_uppercase()) {
            continue;
        }
        let Some(version) = settle(form, form.value.version, known.get(id)) else {
            continue;
        };
        let mut value = form.value.clone();
        value.version = version;
        sqlx::query("INSERT INTO form (id, version, body, digest, created_at) VALUES ($1, $2, $3, $4, $5)")
            .bind(id)
            .bind(i64::from(version))
            .bind(Json(&value))
            .bind(&form.digest)
            .bind(now)
            .execute(tx.sql())
            .await?;
    }
    Ok(())
}

pub(super) async fn items(tx: &mut Tx<'_>, rows: &Rows<'_>, now: Millis, load: &str) -> Result<(), Abort> {
    let known = sqlx::query("SELECT item, version, digest FROM item_version ORDER BY item, version")
        .fetch_all(tx.sql())
        .await?;
    let known = newest(known)?;
    let kept = kept(tx).await?;
    let shown: Vec<String> = sqlx::query_scalar("SELECT id FROM item WHERE published = 1 AND kept = 0 ORDER BY id")
        .fetch_all(tx.sql())
        .await?;
    // What is no longer in the package is no longer offered; its cases and versions stay.
    sqlx::query("UPDATE item SET published = 0 WHERE published = 1 AND kept = 0")
        .execute(tx.sql())
        .await?;
    sqlx::query("DELETE FROM standard_waiting WHERE item IN (SELECT id FROM item WHERE kept = 0)")
        .execute(tx.sql())
        .await?;
    for (at, row) in rows.items.iter().enumerate() {
        if kept.contains(row.value.id.as_str()) {
            continue;
        }
        let mut item = row.value.clone();
        let before = known.get(item.id.as_str());
        let settled = settle(row, item.version, before);
        item.version = match (settled, before) {
            (Some(version), _) => version,
            (None, Some((version, _))) => u32::try_from(*version).unwrap_or(item.version),
            (None, None) => item.version,
        };
        listed(tx, &item, i64::try_from(at).unwrap_or(i64::MAX), now).await?;
        if settled.is_some() {
            keep(tx, &item, &row.digest, now).await?;
            // The first load is the catalogue itself, not a change of it.
            if !shown.is_empty() {
                changed(tx, &item, before.map(|(version, _)| *version), now, load).await?;
            }
        }
    }
    for id in shown {
        if !rows.items.iter().any(|row| row.value.id.as_str() == id) {
            gone(tx, &id, now, load).await?;
        }
    }
    Ok(())
}

/// Tells readers what a package changed.
async fn changed(tx: &mut Tx<'_>, item: &Item, before: Option<i64>, now: Millis, load: &str) -> Result<(), Abort> {
    let before = match before {
        Some(version) => version_of(tx, item.id.as_str(), version).await?,
        None => None,
    };
    let (kind, words) = changes::told(before.as_ref(), item);
    let changed = Changed {
        id: format!("{load}-{}", item.id),
        item,
        kind,
        words: &words,
        detail: None,
    };
    changes::note(tx, changed, now).await
}

async fn gone(tx: &mut Tx<'_>, id: &str, now: Millis, load: &str) -> Result<(), Abort> {
    let version: Option<i64> = sqlx::query_scalar("SELECT version FROM item WHERE id = $1")
        .bind(id)
        .fetch_optional(tx.sql())
        .await?;
    let Some(item) = version_of(tx, id, version.unwrap_or_default()).await? else {
        return Ok(());
    };
    let changed = Changed {
        id: format!("{load}-{id}"),
        item: &item,
        kind: ChangeKind::Withdrawn,
        words: &[],
        detail: None,
    };
    changes::note(tx, changed, now).await
}

async fn version_of(tx: &mut Tx<'_>, id: &str, version: i64) -> Result<Option<Item>, Abort> {
    let body: Option<(Json<Item>,)> = sqlx::query_as("SELECT body FROM item_version WHERE item = $1 AND version = $2")
        .bind(id)
        .bind(version)
        .fetch_optional(tx.sql())
        .await?;
    Ok(body.map(|(body,)| body.0))
}

/// Items that the offices here keep themselves: a package says nothing about them any more.
pub(super) async fn kept(tx: &mut Tx<'_>) -> Result<BTreeSet<String>, Abort> {
    let ids: Vec<String> = sqlx::query_scalar("SELECT id FROM item WHERE kept = 1")
        .fetch_all(tx.sql())
        .await?;
    Ok(ids.into_iter().collect())
}

//! What every site shows of an item follows its standard, and what is delegated how: what a site may no longer do it
//! does no longer; what is new at its tier it has to decide on.

use std::collections::BTreeMap;

use shared::catalogue::{Item, ItemId, LocalGuide, LocalPart};
use shared::offers::{Mode, cell, most};
use shared::place::{DivisionCode, Tier};
use sqlx::{Any, Executor};

use super::site::{hall_at, put, row};
use crate::store::{Abort, Flag, Json, Millis, Sql, StoreError, Tx, Values, insert_rows};

/// The tiers below the city: those something can be handed down to.
pub(super) const BELOW: [Tier; 2] = [Tier::Town, Tier::Village];

/// What is arranged, by item and tier.
#[derive(Debug, Default)]
pub(super) struct Modes(BTreeMap<(ItemId, Tier), Mode>);

impl Modes {
    /// All that is arranged, or what is for one item.
    pub async fn read<'e, E>(executor: E, item: Option<&ItemId>) -> Result<Self, StoreError>
    where
        E: Executor<'e, Database = Any>,
    {
        let rows: Vec<(String, String, String)> = Sql::new("SELECT item, tier, mode FROM delegation")
            .and("mode IS NOT NULL")
            .and_opt("item =", item.map(|item| item.as_str()))
            .rows()
            .fetch_all(executor)
            .await?;
        rows.into_iter()
            .map(|(item, tier, mode)| {
                let item = item.parse().map_err(|e| StoreError::unreadable("item", e))?;
                let tier = tier.parse().map_err(|e| StoreError::unreadable("tier", e))?;
                let mode = mode.parse().map_err(|e| StoreError::unreadable("mode", e))?;
                Ok(((item, tier), mode))
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }

    pub fn of(&self, item: &ItemId, tier: Tier) -> Option<Mode> {
        self.0.get(&(item.clone(), tier)).copied()
    }
}

/// The map's cells of these items, with what is arranged.
pub(crate) async fn cells(tx: &mut Tx<'_>, items: &[&Item]) -> Result<(), Abort> {
    let modes = match items {
        [only] => Modes::read(tx.sql(), Some(&only.id)).await?,
        _ => Modes::read(tx.sql(), None).await?,
    };
    let mut rows: Vec<Values> = Vec::new();
    for item in items {
        for tier in BELOW {
            let mode = modes.of(&item.id, tier);
            let cell = cell(item, tier, mode);
            rows.push(vec![
                Some(item.id.as_str().into()),
                Some(tier.as_str().into()),
                Some(cell.as_str().into()),
                Some(Flag(cell.is_open()).into()),
                most(item, tier, mode).map(|part| part.as_str().into()),
            ]);
        }
    }
    insert_rows(
        tx,
        "INSERT INTO delegation (item, tier, cell, is_open, most)",
        rows,
        " ON CONFLICT (item, tier) DO UPDATE SET cell = excluded.cell, is_open = excluded.is_open, most = excluded.most",
    )
    .await?;
    Ok(())
}

/// Brings every site after `item`, the version now in force. `substance`: more than marks changed, so that sites have
/// to look at it. Returns the places that now do less than before.
pub(crate) async fn follow(
    tx: &mut Tx<'_>,
    item: &Item,
    substance: bool,
    now: Millis,
) -> Result<Vec<(DivisionCode, LocalPart)>, Abort> {
    cells(tx, &[item]).await?;
    let modes = Modes::read(tx.sql(), Some(&item.id)).await?;
    leave(tx, item).await?;
    let rows: Vec<(Json<LocalGuide>, i64, i64)> =
        sqlx::query_as("SELECT body, seen_version, hours_clash FROM local_guide WHERE item = $1 ORDER BY place")
            .bind(item.id.as_str())
            .fetch_all(tx.sql())
            .await?;
    let mut narrowed = Vec::new();
    let mut values = Vec::new();
    let mut city_there = false;
    for (Json(mut local), seen, clash) in rows {
        let tier = local.place.tier();
        city_there |= tier == Tier::City;
        let Some(most) = most(item, tier, modes.of(&item.id, tier)) else {
            continue;
        };
        // Parts are ordered from the fullest down.
        if local.part < most {
            local.part = most;
            narrowed.push((local.place.clone(), most));
        }
        let seen = u32::try_from(seen).unwrap_or_default();
        let follows = tier == Tier::City || (!substance && seen + 1 == item.version);
        values.push(row(
            item,
            &local,
            clash != 0,
            if follows { item.version } else { seen },
            now,
        )?);
    }
    if !city_there && item.tiers.contains(&Tier::City) {
        let city: Option<String> = sqlx::query_scalar("SELECT code FROM division WHERE tier = 'city'")
            .fetch_optional(tx.sql())
            .await?;
        if let Some(city) = city.and_then(|code| code.parse::<DivisionCode>().ok()) {
            let (hall, _) = hall_at(tx.sql(), &city).await?;
            let local = LocalGuide::at(&hall, item.id.clone(), LocalPart::Handle);
            values.push(row(item, &local, false, item.version, now)?);
        }
    }
    put(tx, values).await?;
    for tier in BELOW.into_iter().filter(|tier| item.tiers.contains(tier)) {
        sqlx::query(
            "INSERT INTO local_choice (place, item, state, changed_at) \
             SELECT d.code, CAST($1 AS TEXT), 'undecided', CAST($2 AS BIGINT) FROM division d WHERE d.tier = $3 \
             AND NOT EXISTS (SELECT 1 FROM local_guide g WHERE g.item = $1 AND g.place = d.code) \
             ON CONFLICT (place, item) DO NOTHING",
        )
        .bind(item.id.as_str())
        .bind(now)
        .bind(tier.as_str())
        .execute(tx.sql())
        .await?;
    }
    Ok(narrowed)
}

/// Sites of tiers where it is no longer offered.
async fn leave(tx: &mut Tx<'_>, item: &Item) -> Result<(), Abort> {
    for tier in [Tier::City, Tier::Town, Tier::Village] {
        if item.tiers.contains(&tier) {
            continue;
        }
        for sql in [
            "DELETE FROM local_guide WHERE item = $1 AND place IN (SELECT code FROM division WHERE tier = $2)",
            "DELETE FROM local_choice WHERE item = $1 AND place IN (SELECT code FROM division WHERE tier = $2)",
        ] {
            sqlx::query(sql)
                .bind(item.id.as_str())
                .bind(tier.as_str())
                .execute(tx.sql())
                .await?;
        }
    }
    Ok(())
}

/// An item left the catalogue: it stands in the sites' lists until they take it out, and asks nobody for a choice.
pub(crate) async fn withdrawn(tx: &mut Tx<'_>, item: &ItemId) -> Result<(), Abort> {
    for sql in [
        "UPDATE local_guide SET gone = 1 WHERE item = $1",
        "DELETE FROM local_choice WHERE item = $1",
        "DELETE FROM delegation WHERE item = $1 AND mode IS NULL",
        "UPDATE delegation SET is_open = 0 WHERE item = $1",
    ] {
        sqlx::query(sql).bind(item.as_str()).execute(tx.sql()).await?;
    }
    Ok(())
}

/// After a city package was loaded: the map anew, what is gone is marked, and every place that kept its own list
/// follows the standard.
pub(crate) async fn follow_all(tx: &mut Tx<'_>, now: Millis) -> Result<(), Abort> {
    let items: Vec<(Json<Item>,)> = sqlx::query_as(
        "SELECT v.body FROM item i JOIN item_version v ON v.item = i.id AND v.version = i.version \
         WHERE i.published = 1 ORDER BY i.id",
    )
    .fetch_all(tx.sql())
    .await?;
    let items: Vec<Item> = items.into_iter().map(|(item,)| item.0).collect();
    cells(tx, &items.iter().collect::<Vec<_>>()).await?;
    let kept: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM hall WHERE kept = 1")
        .fetch_one(tx.sql())
        .await?;
    let kept_items: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM item WHERE kept = 1 AND published = 1")
        .fetch_one(tx.sql())
        .await?;
    if kept + kept_items > 0 {
        for item in &items {
            follow(tx, item, true, now).await?;
        }
    }
    for sql in [
        "UPDATE local_guide SET gone = 1 WHERE gone = 0 AND item IN (SELECT id FROM item WHERE published = 0)",
        "DELETE FROM local_choice WHERE item IN (SELECT id FROM item WHERE published = 0)",
    ] {
        sqlx::query(sql).execute(tx.sql()).await?;
    }
    Ok(())
}

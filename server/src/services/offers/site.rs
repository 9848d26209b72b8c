//! What is stored of a site: its hall, and its part of each item.

use app::backend::offers::OfferState;
use shared::catalogue::{Completeness, Hall, Item, LocalGuide, LocalPart};
use shared::place::DivisionCode;
use sqlx::{Any, Executor};

use crate::store::{Abort, Flag, Json, Millis, StoreError, Tx, Values, insert_rows};

const INTO: &str = "INSERT INTO local_guide \
     (item, place, part, body, required, filled, confirmed, updated_at, seen_version, behind, hours_clash, gone)";
const THERE: &str = " ON CONFLICT (item, place) DO UPDATE SET part = excluded.part, body = excluded.body, \
     required = excluded.required, filled = excluded.filled, confirmed = excluded.confirmed, \
     updated_at = excluded.updated_at, seen_version = excluded.seen_version, behind = excluded.behind, \
     hours_clash = excluded.hours_clash, gone = 0";

/// A site's row of an item in force. `seen`: the version it looked at last.
pub(crate) fn row(item: &Item, local: &LocalGuide, clash: bool, seen: u32, now: Millis) -> Result<Values, StoreError> {
    let counted = Completeness::of(item, local);
    let body = serde_json::to_string(local).map_err(|e| StoreError::unreadable("local guide", e))?;
    Ok(vec![
        Some(local.item.as_str().into()),
        Some(local.place.as_str().into()),
        Some(local.part.as_str().into()),
        Some(body.into()),
        Some(counted.required.into()),
        Some(counted.filled.into()),
        Some(counted.confirmed.into()),
        Some(now.into()),
        Some(seen.into()),
        Some(Flag(seen != item.version).into()),
        Some(Flag(clash).into()),
        Some(Flag(false).into()),
    ])
}

pub(crate) async fn put(tx: &mut Tx<'_>, rows: Vec<Values>) -> Result<(), Abort> {
    Ok(insert_rows(tx, INTO, rows, THERE).await?)
}

/// A place's hall, known or not, and its appointment slots.
pub(crate) async fn hall_at<'e, E>(executor: E, place: &DivisionCode) -> Result<(Hall, String), StoreError>
where
    E: Executor<'e, Database = Any>,
{
    let row: Option<(Json<Hall>, String)> = sqlx::query_as("SELECT body, slots FROM hall WHERE place = $1")
        .bind(place.as_str())
        .fetch_optional(executor)
        .await?;
    Ok(row.map_or_else(
        || (Hall::unknown(place.clone()), String::new()),
        |(hall, slots)| (hall.0, slots),
    ))
}

/// The hall as the offices keep it from now on.
pub(super) async fn put_hall(tx: &mut Tx<'_>, hall: &Hall, slots: &str, now: Millis) -> Result<(), Abort> {
    sqlx::query(
        "INSERT INTO hall (place, body, updated_at, kept, slots, no_phone, no_hours, list_changed_at) \
         VALUES ($1, $2, $3, 1, $4, $5, $6, $3) ON CONFLICT (place) DO UPDATE SET body = excluded.body, \
         updated_at = excluded.updated_at, kept = 1, slots = excluded.slots, no_phone = excluded.no_phone, \
         no_hours = excluded.no_hours, list_changed_at = excluded.list_changed_at",
    )
    .bind(hall.place.as_str())
    .bind(Json(hall))
    .bind(now)
    .bind(slots)
    .bind(Flag(hall.phone.is_none()))
    .bind(Flag(hall.hours.is_none()))
    .execute(tx.sql())
    .await?;
    Ok(())
}

/// From now on the place's list is kept here, whatever a city package says.
pub(super) async fn keep_list(tx: &mut Tx<'_>, place: &DivisionCode, now: Millis) -> Result<(), Abort> {
    let kept = sqlx::query("UPDATE hall SET kept = 1, list_changed_at = $1 WHERE place = $2")
        .bind(now)
        .bind(place.as_str())
        .execute(tx.sql())
        .await?;
    if kept.rows_affected() == 0 {
        put_hall(tx, &Hall::unknown(place.clone()), "", now).await?;
    }
    Ok(())
}

pub(super) const fn standing(part: LocalPart) -> OfferState {
    match part {
        LocalPart::Handle => OfferState::Handle,
        LocalPart::Collect => OfferState::Collect,
        LocalPart::Advise => OfferState::Advise,
    }
}

/// A count as it is shown.
pub(super) fn count(counted: i64) -> u32 {
    u32::try_from(counted).unwrap_or_default()
}

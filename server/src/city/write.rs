//! Writes a checked package, row by row, within one unit of work.

use std::collections::{BTreeMap, BTreeSet};

use app::backend::ServiceError;
use shared::place::{DivisionCode, Tier};
use shared::time::DayKind;

use super::rows::{GuideRow, Rows};
use super::{entries, versions};
use crate::services::offers::follow_all;
use crate::store::{Abort, Arg, Day, Flag, Millis, Sql, StoreError, Topic, Tx, advance_to};

/// Rows per statement: 10 columns of 100 rows stay well under both engines' bound on parameters.
const BATCH: usize = 100;

/// Everything the package says; `id` and `counts` are the load's own record.
pub(super) async fn write(tx: &mut Tx<'_>, rows: &Rows<'_>, now: Millis, id: &str, counts: &str) -> Result<(), Abort> {
    divisions(tx, rows).await?;
    departments(tx, rows).await?;
    workdays(tx, rows).await?;
    settings(tx, rows, now).await?;
    versions::forms(tx, rows, now).await?;
    versions::items(tx, rows, now, id).await?;
    entries::missing(tx, now).await?;
    sites(tx, rows, now).await?;
    follow_all(tx, now).await?;
    plan(tx, rows).await?;
    sqlx::query("INSERT INTO package_load (id, city, digest, counts, loaded_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(id)
        .bind(rows.package.city.code.as_str())
        .bind(&rows.digest)
        .bind(counts)
        .bind(now)
        .execute(tx.sql())
        .await?;
    advance_to(tx, Topic::Catalogue, id, now).await?;
    advance_to(tx, Topic::Calendar, id, now).await?;
    Ok(())
}

fn position(at: usize) -> Arg {
    Arg::Int(i64::try_from(at).unwrap_or(i64::MAX))
}

fn text(value: impl Into<String>) -> Arg {
    Arg::Text(value.into())
}

/// `INSERT INTO <table> VALUES (…), (…) <conflict>`, a batch at a time.
async fn insert(
    tx: &mut Tx<'_>,
    into: &'static str,
    conflict: &'static str,
    rows: impl Iterator<Item = Vec<Arg>>,
) -> Result<(), Abort> {
    let rows: Vec<Vec<Arg>> = rows.collect();
    for batch in rows.chunks(BATCH) {
        let mut sql = Sql::new("INSERT INTO ").push(into).push(" VALUES ");
        for (at, row) in batch.iter().enumerate() {
            sql = sql.push(if at == 0 { "(" } else { ", (" });
            for (at, value) in row.iter().enumerate() {
                sql = if at == 0 { sql } else { sql.push(", ") }.arg(value.clone());
            }
            sql = sql.push(")");
        }
        sql.push(conflict).query().execute(tx.sql()).await?;
    }
    Ok(())
}

async fn divisions(tx: &mut Tx<'_>, rows: &Rows<'_>) -> Result<(), Abort> {
    let values = rows.package.divisions.iter().enumerate().map(|(at, division)| {
        vec![
            text(division.code.as_str()),
            text(&*division.name),
            text(division.tier.as_str()),
            text(division.parent.as_str()),
            text(&*division.kind),
            position(at),
        ]
    });
    insert(
        tx,
        "division (code, name, tier, parent, kind, position)",
        " ON CONFLICT (code) DO UPDATE SET name = excluded.name, tier = excluded.tier, parent = excluded.parent, \
         kind = excluded.kind, position = excluded.position",
        values,
    )
    .await
}

async fn departments(tx: &mut Tx<'_>, rows: &Rows<'_>) -> Result<(), Abort> {
    let mut values = Vec::new();
    for (at, department) in rows.package.departments.iter().enumerate() {
        let body = serde_json::to_string(department).map_err(|error| StoreError::unreadable("department", error))?;
        values.push(vec![
            text(department.id.as_str()),
            text(&*department.name),
            text(&*department.short_name),
            text(department.kind.as_str()),
            position(at),
            text(body),
        ]);
    }
    insert(
        tx,
        "department (id, name, short_name, kind, position, body)",
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name, short_name = excluded.short_name, \
         kind = excluded.kind, position = excluded.position, body = excluded.body",
        values.into_iter(),
    )
    .await
}

async fn workdays(tx: &mut Tx<'_>, rows: &Rows<'_>) -> Result<(), Abort> {
    sqlx::query("DELETE FROM workday").execute(tx.sql()).await?;
    let values = rows.package.workdays.iter().map(|day| {
        let kind = match day.kind {
            DayKind::Holiday => "holiday",
            DayKind::MakeupWorkday => "makeup",
        };
        vec![Day(day.date).into(), text(kind), text(&*day.name)]
    });
    insert(tx, "workday (day, kind, name)", "", values).await
}

async fn settings(tx: &mut Tx<'_>, rows: &Rows<'_>, now: Millis) -> Result<(), Abort> {
    let city = serde_json::to_string(&rows.package.city).map_err(|error| StoreError::unreadable("city", error))?;
    sqlx::query(
        "INSERT INTO setting (name, value, updated_at) VALUES ('city', $1, $2) \
         ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at",
    )
    .bind(city)
    .bind(now)
    .execute(tx.sql())
    .await?;
    Ok(())
}

/// Takes a division away that is no longer in the package; one that has cases must keep its name for them.
async fn remove(tx: &mut Tx<'_>, code: &str, name: &str) -> Result<(), Abort> {
    let used: i64 = sqlx::query_scalar(
        "SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT 1 FROM cases WHERE town = $1 \
         UNION ALL SELECT 1 FROM cases WHERE village = $1 LIMIT 1) AS used",
    )
    .bind(code)
    .fetch_one(tx.sql())
    .await?;
    if used > 0 {
        return Err(Abort::Refused(ServiceError::Conflict {
            message: format!("「{name}」（{code}）已有办件，不能从 divisions.csv 里删去"),
            fix: "请把这一行加回来".to_owned(),
        }));
    }
    for sql in [
        "DELETE FROM local_guide WHERE place = $1",
        "DELETE FROM local_choice WHERE place = $1",
        "DELETE FROM closure WHERE place = $1",
        "DELETE FROM hall WHERE place = $1",
        "DELETE FROM town_milestone WHERE town = $1",
        "DELETE FROM division WHERE code = $1",
    ] {
        sqlx::query(sql).bind(code).execute(tx.sql()).await?;
    }
    Ok(())
}

/// Halls and guides are what the package says now and nothing else, but for those that the offices keep here.
async fn sites(tx: &mut Tx<'_>, rows: &Rows<'_>, now: Millis) -> Result<(), Abort> {
    let kept = versions::kept(tx).await?;
    let places: Vec<String> = sqlx::query_scalar("SELECT place FROM hall WHERE kept = 1")
        .fetch_all(tx.sql())
        .await?;
    let places: BTreeSet<String> = places.into_iter().collect();
    for sql in [
        "DELETE FROM local_guide WHERE item NOT IN (SELECT id FROM item WHERE kept = 1) \
         AND place NOT IN (SELECT place FROM hall WHERE kept = 1)",
        "DELETE FROM local_choice WHERE place NOT IN (SELECT place FROM hall WHERE kept = 1)",
        "DELETE FROM hall WHERE kept = 0",
    ] {
        sqlx::query(sql).execute(tx.sql()).await?;
    }
    let present: Vec<(String, String)> = sqlx::query_as("SELECT code, name FROM division")
        .fetch_all(tx.sql())
        .await?;
    for (code, name) in present {
        let stays = code.parse::<DivisionCode>().is_ok_and(|code| {
            let divisions = &rows.package.divisions;
            divisions.iter().any(|division| division.code == code)
        });
        if !stays {
            remove(tx, &code, &name).await?;
        }
    }
    let mut halls = Vec::new();
    for hall in rows.halls.iter().filter(|hall| !places.contains(hall.place.as_str())) {
        let body = serde_json::to_string(hall).map_err(|error| StoreError::unreadable("hall", error))?;
        halls.push(vec![
            text(hall.place.as_str()),
            text(body),
            now.into(),
            Flag(hall.phone.is_none()).into(),
            Flag(hall.hours.is_none()).into(),
        ]);
    }
    insert(
        tx,
        "hall (place, body, updated_at, no_phone, no_hours)",
        "",
        halls.into_iter(),
    )
    .await?;
    let versions: Vec<(String, i64)> = sqlx::query_as("SELECT id, version FROM item")
        .fetch_all(tx.sql())
        .await?;
    let versions: BTreeMap<String, i64> = versions.into_iter().collect();
    let guides = rows
        .guides
        .iter()
        .filter(|guide| !kept.contains(&guide.item) && !places.contains(&guide.place))
        .map(|guide| guide_row(guide, versions.get(&guide.item).copied().unwrap_or_default(), now));
    insert(
        tx,
        "local_guide (item, place, part, body, required, filled, confirmed, updated_at, seen_version, hours_clash)",
        "",
        guides,
    )
    .await
}

fn guide_row(guide: &GuideRow, version: i64, now: Millis) -> Vec<Arg> {
    vec![
        text(&*guide.item),
        text(&*guide.place),
        text(guide.part),
        text(&*guide.body),
        guide.completeness.required.into(),
        guide.completeness.filled.into(),
        guide.completeness.confirmed.into(),
        now.into(),
        version.into(),
        Flag(guide.hours_clash).into(),
    ]
}

/// A date that the package does not name stays: it was reached and recorded here.
async fn plan(tx: &mut Tx<'_>, rows: &Rows<'_>) -> Result<(), Abort> {
    let plan = &rows.package.plan;
    let known: Vec<(String,)> = sqlx::query_as("SELECT id FROM milestone").fetch_all(tx.sql()).await?;
    for (id,) in known {
        if plan.milestones.iter().any(|milestone| milestone.id.as_str() == id) {
            continue;
        }
        for sql in [
            "DELETE FROM town_milestone WHERE milestone = $1",
            "DELETE FROM milestone WHERE id = $1",
        ] {
            sqlx::query(sql).bind(&id).execute(tx.sql()).await?;
        }
    }
    let mut milestones = Vec::new();
    for (at, milestone) in plan.milestones.iter().enumerate() {
        let body = serde_json::to_string(milestone).map_err(|error| StoreError::unreadable("milestone", error))?;
        milestones.push(vec![
            text(milestone.id.as_str()),
            text(&*milestone.name),
            Day(milestone.due_on).into(),
            position(at),
            text(body),
        ]);
    }
    insert(
        tx,
        "milestone (id, name, due_on, position, body)",
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name, due_on = excluded.due_on, \
         position = excluded.position, body = excluded.body",
        milestones.into_iter(),
    )
    .await?;
    let towns = rows
        .package
        .divisions
        .iter()
        .filter(|division| division.tier == Tier::Town);
    for town in towns {
        for milestone in &plan.milestones {
            let reached = plan
                .reached
                .iter()
                .find(|reached| reached.town == town.code && reached.milestone == milestone.id);
            sqlx::query(
                "INSERT INTO town_milestone (town, milestone, reached_on) VALUES ($1, $2, $3) \
                 ON CONFLICT (town, milestone) DO UPDATE \
                 SET reached_on = COALESCE(excluded.reached_on, town_milestone.reached_on)",
            )
            .bind(town.code.as_str())
            .bind(milestone.id.as_str())
            .bind(reached.and_then(|reached| reached.on).map(Day))
            .execute(tx.sql())
            .await?;
        }
    }
    Ok(())
}

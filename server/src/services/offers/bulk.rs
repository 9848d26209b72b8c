//! A change for many places: kept as it was asked for, worked out anew whenever it is shown, and done in one go once
//! confirmed.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use app::backend::offers::{BulkAsk, BulkChange, BulkDone, BulkPlan, BulkRefusal, BulkWays, BulkWhat};
use app::backend::{ServiceError, Session};
use shared::access::Actor;
use shared::catalogue::{Hall, ItemId, LocalGuide, LocalPart};
use shared::offers::Choice;
use shared::place::{DivisionCode, Tier};
use shared::problem::FieldProblem;
use sqlx::AnyConnection;

use super::choose::{Ground, Want, Worked};
use super::own::Own;
use super::reach::{compiler, territory};
use super::site::hall_at;
use super::sites::towns;
use crate::secrets::sha256;
use crate::services::Services;
use crate::services::catalogue::Snapshot;
use crate::store::{Abort, Json, Millis, Parsed, StoreError};

fn no_plan() -> ServiceError {
    ServiceError::NotFound {
        what: "这次批量修改，可能已经完成或过期".into(),
    }
}

impl Services {
    pub(super) async fn list_bulk_ways(
        &self,
        session: &Session,
        town: Option<&DivisionCode>,
    ) -> Result<BulkWays, ServiceError> {
        let (_, ours) = territory(session)?;
        let within = town.filter(|town| ours.covers(town)).unwrap_or(&ours);
        compiler(session, within)?;
        let snapshot = self.snapshot().await?;
        let below = snapshot
            .divisions
            .iter()
            .filter(|division| within.covers(&division.code) && division.tier != Tier::City)
            // A whole city's villages are chosen town by town.
            .filter(|division| within.tier() == Tier::Town || division.tier == Tier::Town);
        let mut items = Vec::new();
        for department in &snapshot.departments {
            let of_it: Vec<(ItemId, String)> = snapshot
                .items
                .iter()
                .filter(|item| item.department == department.id)
                .filter(|item| item.tiers.iter().any(|tier| *tier != Tier::City))
                .map(|item| (item.card.id.clone(), item.card.name.clone()))
                .collect();
            if !of_it.is_empty() {
                items.push((department.name.clone(), of_it));
            }
        }
        Ok(BulkWays {
            town: (within.tier() == Tier::Town).then(|| within.clone()),
            towns: towns(&snapshot, &ours),
            places: below
                .filter_map(|division| snapshot.place_view(&division.code))
                .collect(),
            items,
        })
    }

    pub(super) async fn list_plan_bulk(&self, session: &Session, ask: &BulkAsk) -> Result<String, ServiceError> {
        let snapshot = self.snapshot().await?;
        let mut ask = ask.clone();
        for above in std::mem::take(&mut ask.villages_of) {
            let villages = snapshot
                .divisions
                .iter()
                .filter(|division| division.tier == Tier::Village && above.covers(&division.code));
            ask.places.extend(villages.map(|division| division.code.clone()));
        }
        ask.places.sort();
        ask.places.dedup();
        let mut problems = Vec::new();
        if ask.places.is_empty() {
            let fix = "请至少勾选一个镇（街道）或村（社区）";
            problems.push(FieldProblem::new("place", "还没有勾选地点", fix));
        }
        if matches!(&ask.what, BulkWhat::Set { items, .. } if items.is_empty()) {
            problems.push(FieldProblem::new("item", "还没有勾选事项", "请至少勾选一个事项"));
        }
        if !problems.is_empty() {
            return Err(ServiceError::Invalid { problems });
        }
        for place in &ask.places {
            snapshot.place_named(place.as_str())?;
            compiler(session, place)?;
        }
        match &ask.what {
            BulkWhat::Set { .. } => {}
            BulkWhat::Copy { from, .. } => {
                snapshot.place_named(from.as_str())?;
                if ask.places.iter().any(|place| place.tier() != from.tier()) {
                    let message = "只能从同一级的地点复制，镇（街道）和村（社区）能办的不一样";
                    return Err(ServiceError::invalid("from", message, "请选同一级的另一个地点"));
                }
                if ask.places.contains(from) {
                    return Err(ServiceError::invalid("from", "不能从自己复制到自己", "请选另一个地点"));
                }
            }
        }
        let ask = &ask;
        let actor = session.actor()?;
        let now = self.clock.now();
        let id = &self.rng.id(now);
        self.store
            .write(|tx| {
                Box::pin(async move {
                    sqlx::query("INSERT INTO list_plan (id, actor, ask, made_at) VALUES ($1, $2, $3, $4)")
                        .bind(id)
                        .bind(actor.id.as_str())
                        .bind(Json(ask))
                        .bind(Millis(now))
                        .execute(tx.sql())
                        .await?;
                    Ok(())
                })
            })
            .await?;
        Ok(id.clone())
    }

    pub(super) async fn list_bulk_plan(&self, session: &Session, id: &str) -> Result<BulkPlan, ServiceError> {
        let actor = session.actor()?;
        let snapshot = self.snapshot().await?;
        let mut db = self.store.reader().acquire().await.map_err(StoreError::from)?;
        let ask = kept(&mut db, actor, id).await?.ok_or_else(no_plan)?;
        let wants = wants(&mut db, &ask).await?;
        let ground = Ground::read(&mut db, &wants).await?;
        let worked = ground.work_out(&wants);
        Ok(told(id, &snapshot, &ask, &ground, &worked))
    }

    pub(super) async fn list_apply_bulk(
        &self,
        session: &Session,
        id: &str,
        seen: &str,
    ) -> Result<BulkDone, ServiceError> {
        let actor = session.actor()?;
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let ask = kept(tx.sql(), actor, id).await?.ok_or_else(no_plan)?;
                    let wants = wants(tx.sql(), &ask).await?;
                    for want in &wants {
                        compiler(session, &want.place)?;
                    }
                    let ground = Ground::read(tx.sql(), &wants).await?;
                    let worked = ground.work_out(&wants);
                    if seal(&worked) != seen {
                        return Err(Abort::Refused(ServiceError::Conflict {
                            message: "在您确认之前，清单或标准有了变化，没有修改".into(),
                            fix: "请再看一遍下面最新的结果，然后确认".into(),
                        }));
                    }
                    let changed = self.apply(tx, actor, &ground, &worked.changes).await?;
                    sqlx::query("DELETE FROM list_plan WHERE id = $1")
                        .bind(id)
                        .execute(tx.sql())
                        .await?;
                    let mut places: Vec<_> = worked.changes.iter().map(|change| &change.want.place).collect();
                    places.dedup();
                    Ok(BulkDone {
                        changed,
                        places: number(places.len()),
                        refused: number(worked.refusals.len()),
                    })
                })
            })
            .await
    }
}

fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// One's own plan only: what another planned is not there.
async fn kept(db: &mut AnyConnection, actor: &Actor, id: &str) -> Result<Option<BulkAsk>, StoreError> {
    let row: Option<(Json<BulkAsk>,)> = sqlx::query_as("SELECT ask FROM list_plan WHERE id = $1 AND actor = $2")
        .bind(id)
        .bind(actor.id.as_str())
        .fetch_optional(db)
        .await?;
    Ok(row.map(|(ask,)| ask.0))
}

/// Wishes place by place, in the order of places.
async fn wants(db: &mut AnyConnection, ask: &BulkAsk) -> Result<Vec<Want>, StoreError> {
    let each: Vec<(ItemId, Choice, Option<Own>)> = match &ask.what {
        BulkWhat::Set { items, choice } => items.iter().map(|item| (item.clone(), *choice, None)).collect(),
        BulkWhat::Copy { from, details } => neighbour(db, from, *details).await?,
    };
    Ok(ask
        .places
        .iter()
        .flat_map(|place| {
            each.iter().map(move |(item, choice, own)| Want {
                place: place.clone(),
                item: item.clone(),
                choice: *choice,
                own: own.clone(),
            })
        })
        .collect())
}

/// What a place offers and what it does not; what it has not decided says nothing to others.
async fn neighbour(
    db: &mut AnyConnection,
    from: &DivisionCode,
    details: bool,
) -> Result<Vec<(ItemId, Choice, Option<Own>)>, StoreError> {
    let (hall, _): (Hall, _) = hall_at(&mut *db, from).await?;
    let offered: Vec<(Parsed<ItemId>, Parsed<LocalPart>, Json<LocalGuide>)> =
        sqlx::query_as("SELECT item, part, body FROM local_guide WHERE place = $1 AND gone = 0 ORDER BY item")
            .bind(from.as_str())
            .fetch_all(&mut *db)
            .await?;
    let declined: Vec<(Parsed<ItemId>,)> =
        sqlx::query_as("SELECT item FROM local_choice WHERE place = $1 AND state = 'declined' ORDER BY item")
            .bind(from.as_str())
            .fetch_all(&mut *db)
            .await?;
    let offered = offered.into_iter().map(|(item, part, local)| {
        let own = details.then(|| Own::of(&local.0, &hall)).flatten();
        (item.0, Choice::Part(part.0), own)
    });
    let declined = declined.into_iter().map(|(item,)| (item.0, Choice::Declined, None));
    Ok(offered.chain(declined).collect())
}

/// Of everything that would be done and refused.
fn seal(worked: &Worked<'_>) -> String {
    let mut text = String::new();
    for change in &worked.changes {
        let want = change.want;
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "{} {} {:?} {:?} {:?}",
            want.place, want.item, change.part, change.before, want.own
        );
    }
    for (want, refusal) in &worked.refusals {
        let _ = writeln!(text, "{} {} {}", want.place, want.item, refusal.message);
    }
    sha256(text.as_bytes())
}

fn told(id: &str, snapshot: &Snapshot, ask: &BulkAsk, ground: &Ground, worked: &Worked<'_>) -> BulkPlan {
    let name = |code: &DivisionCode| snapshot.division(code).map_or_else(String::new, |at| at.name.clone());
    let item_name = |id: &ItemId| {
        ground
            .items
            .get(id)
            .map_or_else(|| id.to_string(), |item| item.name.clone())
    };
    let mut changes: BTreeMap<(&ItemId, String), Vec<String>> = BTreeMap::new();
    for change in &worked.changes {
        let key = (&change.want.item, change.words());
        changes.entry(key).or_default().push(name(&change.want.place));
    }
    let mut refusals: BTreeMap<(&ItemId, &str), (&str, Vec<String>)> = BTreeMap::new();
    for (want, refusal) in &worked.refusals {
        let key = (&want.item, refusal.message.as_str());
        let entry = refusals
            .entry(key)
            .or_insert_with(|| (refusal.fix.as_str(), Vec::new()));
        entry.1.push(name(&want.place));
    }
    let mut places: Vec<_> = worked.changes.iter().map(|change| &change.want.place).collect();
    places.dedup();
    BulkPlan {
        id: id.to_owned(),
        title: match &ask.what {
            BulkWhat::Set { items, choice } => format!(
                "{} 个地点的 {} 个事项：{}",
                ask.places.len(),
                items.len(),
                choice.words()
            ),
            BulkWhat::Copy { from, details } => format!(
                "把{}的清单{}复制到 {} 个地点",
                name(from),
                if *details { "和窗口、时间" } else { "" },
                ask.places.len()
            ),
        },
        count: number(worked.changes.len()),
        places: number(places.len()),
        same: worked.same,
        refused: number(worked.refusals.len()),
        seal: seal(worked),
        changes: changes
            .into_iter()
            .map(|((item, what), places)| BulkChange {
                item_name: item_name(item),
                what,
                places,
            })
            .collect(),
        refusals: refusals
            .into_iter()
            .map(|((item, message), (fix, places))| BulkRefusal {
                item_name: item_name(item),
                message: message.to_owned(),
                fix: fix.to_owned(),
                places,
            })
            .collect(),
    }
}

//! Publishing: a version that never changes again, its form, what every site shows of it, and word to every process.

use app::backend::ServiceError;
use shared::catalogue::{ChangeKind, Completeness, Hall, Item, ItemId, LocalGuide, LocalPart, form_for};
use shared::form::FormSchema;
use shared::place::{DivisionCode, Tier};
use shared::standard::item_of;

use super::log::Event;
use super::stored::{draft, no_item, stored};
use crate::city::versions;
use crate::services::Services;
use crate::services::catalogue::changes::{self, Changed};
use crate::services::designs::drop_design;
use crate::store::{Abort, Day, Json, Millis, StoreError, Tx, Values, advance, insert_rows};

/// Takes an open draft away with its saves.
pub(super) async fn drop_draft(tx: &mut Tx<'_>, id: &ItemId, revision: Option<i64>) -> Result<(), Abort> {
    let gone = match revision {
        Some(revision) => sqlx::query("DELETE FROM standard_draft WHERE item = $1 AND revision = $2")
            .bind(id.as_str())
            .bind(revision),
        None => sqlx::query("DELETE FROM standard_draft WHERE item = $1").bind(id.as_str()),
    };
    let gone = gone.execute(tx.sql()).await?;
    advance(gone.rows_affected(), "standard draft")?;
    for with_it in [
        "DELETE FROM standard_revision WHERE item = $1",
        "DELETE FROM standard_clash WHERE item = $1",
    ] {
        sqlx::query(with_it).bind(id.as_str()).execute(tx.sql()).await?;
    }
    drop_design(tx, id).await
}

impl Services {
    /// Publishes every draft whose day has come; returns how many.
    ///
    /// # Errors
    /// When the database does not answer; what was published by then stays.
    pub async fn publish_due(&self) -> Result<usize, ServiceError> {
        let due: Vec<String> = sqlx::query_scalar(
            "SELECT item FROM standard_draft WHERE stage = 'scheduled' AND publish_on <= $1 ORDER BY publish_on LIMIT 500",
        )
        .bind(Day(self.today()))
        .fetch_all(self.store.reader())
        .await
        .map_err(StoreError::from)?;
        for id in &due {
            let id: ItemId = id.parse().map_err(|e| StoreError::unreadable("item", e))?;
            self.publish_draft(&id).await?;
        }
        Ok(due.len())
    }

    async fn publish_draft(&self, id: &ItemId) -> Result<(), ServiceError> {
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let Some(open) = draft(tx.sql(), id).await? else {
                        // Another process was faster.
                        return Ok(());
                    };
                    let row = stored(tx.sql(), id).await?;
                    let base = Self::standard_base(row.as_ref())?;
                    let item =
                        item_of(&base, &open.answers.0).map_err(|problems| ServiceError::Invalid { problems })?;
                    let item = self.design_published(tx, item).await?;
                    drop_draft(tx, id, Some(open.revision)).await?;
                    self.publish_item(tx, &base, item, "clock", "publish", None).await
                })
            })
            .await
    }

    /// Writes `item` as the next version after `base`.
    pub(super) async fn publish_item(
        &self,
        tx: &mut Tx<'_>,
        base: &Item,
        mut item: Item,
        actor: &str,
        kind: &str,
        detail: Option<&str>,
    ) -> Result<(), Abort> {
        let now = Millis(self.clock.now());
        item.version = base.version + 1;
        self.publish_form(tx, &item, now).await?;
        let position: Option<i64> = sqlx::query_scalar("SELECT position FROM item WHERE id = $1")
            .bind(item.id.as_str())
            .fetch_optional(tx.sql())
            .await?;
        versions::listed(tx, &item, position.unwrap_or(i64::from(u32::MAX)), now).await?;
        sqlx::query("UPDATE item SET kept = 1, withdrawn = NULL WHERE id = $1")
            .bind(item.id.as_str())
            .execute(tx.sql())
            .await?;
        versions::keep(tx, &item, &versions::digest_of(&item)?, now).await?;
        self.refresh_sites(tx, &item, now).await?;
        self.note_standard(
            tx,
            &Event {
                item: &item.id,
                version: item.version,
                kind,
                actor,
                detail,
            },
        )
        .await?;
        let (told, words) = changes::told(Some(base), &item);
        let changed = Changed {
            id: self.rng.id(now.0),
            item: &item,
            kind: if kind == "confirm" { ChangeKind::Confirmed } else { told },
            words: &words,
            detail,
        };
        changes::note(tx, changed, now).await?;
        self.tell_everyone(tx, now).await
    }

    /// Takes an item out of the catalogue.
    pub(super) async fn standard_withdraw(
        &self,
        session: &app::backend::Session,
        id: &ItemId,
        reason: &str,
    ) -> Result<(), ServiceError> {
        let row = stored(self.store.reader(), id).await?;
        let item = &Self::standard_base(row.as_ref())?;
        let action = shared::access::Action::ReviewStandard;
        let (actor, _) = self.standard_keeper(session, action, &item.department).await?;
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(ServiceError::invalid(
                "reason",
                "请写明为什么取消",
                "例如：依据的文件已废止",
            ));
        }
        let now = Millis(self.clock.now());
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let done = sqlx::query(
                        "UPDATE item SET published = 0, kept = 1, withdrawn = $1, updated_at = $2 \
                         WHERE id = $3 AND published = 1",
                    )
                    .bind(reason)
                    .bind(now)
                    .bind(id.as_str())
                    .execute(tx.sql())
                    .await?;
                    if done.rows_affected() == 0 {
                        return Err(no_item().into());
                    }
                    // Nobody confirms what is no longer shown, nor is it a model any more.
                    for with_it in [
                        "DELETE FROM standard_waiting WHERE item = $1",
                        "DELETE FROM model_guide WHERE item = $1",
                    ] {
                        sqlx::query(with_it).bind(id.as_str()).execute(tx.sql()).await?;
                    }
                    let event = Event {
                        item: id,
                        version: item.version,
                        kind: "withdraw",
                        actor: actor.id.as_str(),
                        detail: Some(reason),
                    };
                    self.note_standard(tx, &event).await?;
                    let changed = Changed {
                        id: self.rng.id(now.0),
                        item,
                        kind: ChangeKind::Withdrawn,
                        words: &[],
                        detail: Some(reason),
                    };
                    changes::note(tx, changed, now).await?;
                    self.tell_everyone(tx, now).await
                })
            })
            .await
    }

    /// The form it is applied for with, as a new version when anything of it changed.
    async fn publish_form(&self, tx: &mut Tx<'_>, item: &Item, now: Millis) -> Result<(), Abort> {
        let newest = "SELECT body FROM form WHERE id = $1 ORDER BY version DESC LIMIT 1";
        let base: Option<(Json<FormSchema>,)> = sqlx::query_as(newest)
            .bind(item.form.as_str())
            .fetch_optional(tx.sql())
            .await?;
        let Some((Json(base),)) = base else {
            return Err(StoreError::unreadable("form", format!("{} has no base", item.id)).into());
        };
        let mut form = form_for(item, &base);
        let known: Option<(Json<FormSchema>,)> = sqlx::query_as(newest)
            .bind(form.id.as_str())
            .fetch_optional(tx.sql())
            .await?;
        if let Some((Json(known),)) = &known {
            form.version = known.version;
            if form == *known {
                return Ok(());
            }
            form.version = known.version + 1;
        }
        sqlx::query("INSERT INTO form (id, version, body, digest, created_at) VALUES ($1, $2, $3, $4, $5)")
            .bind(form.id.as_str())
            .bind(i64::from(form.version))
            .bind(Json(&form))
            .bind(versions::digest_of(&form)?)
            .bind(now)
            .execute(tx.sql())
            .await?;
        Ok(())
    }

    /// What each site shows of it: what it may no longer do by the standard it does no longer, and how complete its
    /// guide is counts anew. A site that does not offer it yet chooses for itself; the city's own centre always does.
    async fn refresh_sites(&self, tx: &mut Tx<'_>, item: &Item, now: Millis) -> Result<(), Abort> {
        let rows: Vec<(String, Json<LocalGuide>)> =
            sqlx::query_as("SELECT place, body FROM local_guide WHERE item = $1 ORDER BY place")
                .bind(item.id.as_str())
                .fetch_all(tx.sql())
                .await?;
        let mut sites: Vec<LocalGuide> = Vec::new();
        for (_, Json(mut local)) in rows {
            let Some(most) = LocalPart::of(item, local.place.tier()) else {
                sqlx::query("DELETE FROM local_guide WHERE item = $1 AND place = $2")
                    .bind(item.id.as_str())
                    .bind(local.place.as_str())
                    .execute(tx.sql())
                    .await?;
                continue;
            };
            // Parts are ordered from the fullest down.
            local.part = local.part.max(most);
            sites.push(local);
        }
        let city = self.snapshot().await?.city.code.clone();
        if item.tiers.contains(&Tier::City) && !sites.iter().any(|site| site.place == city) {
            let hall = hall_at(tx, &city).await?;
            sites.push(LocalGuide::at(&hall, item.id.clone(), LocalPart::Handle));
        }
        let rows = sites
            .iter()
            .map(|site| site_row(item, site, now))
            .collect::<Result<_, _>>()?;
        insert_rows(tx, INTO_SITES, rows, SITE_THERE).await?;
        Ok(())
    }

    /// Every process asks before each answer which catalogue is current: this names the new one.
    pub(super) async fn tell_everyone(&self, tx: &mut Tx<'_>, now: Millis) -> Result<(), Abort> {
        let city = self.snapshot().await?.city.code.clone();
        sqlx::query("INSERT INTO package_load (id, city, digest, counts, loaded_at) VALUES ($1, $2, '', '{}', $3)")
            .bind(self.rng.id(now.0))
            .bind(city.as_str())
            .bind(now)
            .execute(tx.sql())
            .await?;
        Ok(())
    }
}

const INTO_SITES: &str = "INSERT INTO local_guide (item, place, part, body, required, filled, confirmed, updated_at)";
const SITE_THERE: &str = " ON CONFLICT (item, place) DO UPDATE SET part = excluded.part, body = excluded.body, \
     required = excluded.required, filled = excluded.filled, confirmed = excluded.confirmed, \
     updated_at = excluded.updated_at";

fn site_row(item: &Item, site: &LocalGuide, now: Millis) -> Result<Values, StoreError> {
    let counted = Completeness::of(item, site);
    let body = serde_json::to_string(site).map_err(|e| StoreError::unreadable("local guide", e))?;
    Ok(vec![
        Some(site.item.as_str().into()),
        Some(site.place.as_str().into()),
        Some(site.part.as_str().into()),
        Some(body.into()),
        Some(counted.required.into()),
        Some(counted.filled.into()),
        Some(counted.confirmed.into()),
        Some(now.into()),
    ])
}

async fn hall_at(tx: &mut Tx<'_>, place: &DivisionCode) -> Result<Hall, Abort> {
    let row: Option<(Json<Hall>,)> = sqlx::query_as("SELECT body FROM hall WHERE place = $1")
        .bind(place.as_str())
        .fetch_optional(tx.sql())
        .await?;
    Ok(row.map_or_else(|| Hall::unknown(place.clone()), |(hall,)| hall.0))
}

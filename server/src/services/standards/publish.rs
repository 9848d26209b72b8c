//! Publishing: a version that never changes again, its form, what every site shows of it, and word to every process.

use app::backend::ServiceError;
use shared::catalogue::{ChangeKind, Item, ItemId, form_for};
use shared::form::FormSchema;
use shared::standard::{confirm, item_of, unconfirmed};

use super::log::Event;
use super::stored::{draft, no_item, stored};
use crate::services::Services;
use crate::services::catalogue::changes::{self, Changed};
use crate::services::catalogue::versions;
use crate::services::offers::{follow, withdrawn};
use crate::services::powers::ready::entry_ready;
use crate::services::standards::design::drop_design;
use crate::store::{Abort, Day, Json, Millis, StoreError, Topic, Tx, advance, advance_to};

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

/// The item with every element confirmed.
fn confirmed(item: &Item) -> Item {
    let marks: Vec<String> = unconfirmed(item).into_iter().map(|one| one.mark).collect();
    confirm(item, &marks).0
}

impl Services {
    /// Publishes every draft whose day has come; returns how many. What is not ready (its power is not in force any more)
    /// holds up nothing else: it stays scheduled, and its history says why.
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
        let mut published = 0;
        for id in &due {
            let id: ItemId = id.parse().map_err(|e| StoreError::unreadable("item", e))?;
            match self.publish_draft(&id).await {
                Ok(()) => published += 1,
                Err(ServiceError::Unavailable) => return Err(ServiceError::Unavailable),
                Err(error) => self.hold_draft(&id, &error).await?,
            }
        }
        Ok(published)
    }

    async fn publish_draft(&self, id: &ItemId) -> Result<(), ServiceError> {
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let Some(open) = draft(tx.sql(), id).await? else {
                        // Another process was faster.
                        return Ok(());
                    };
                    entry_ready(tx.sql(), id).await?.map_err(ServiceError::from)?;
                    let row = stored(tx.sql(), id).await?;
                    let base = Self::standard_base(row.as_ref())?;
                    let item =
                        item_of(&base, &open.answers.0).map_err(|problems| ServiceError::Invalid { problems })?;
                    let item = self.design_published(tx, item).await?;
                    // Confirmed by head and authority on its way: residents need not wait for it again.
                    let item = if open.confirms.0 { confirmed(&item) } else { item };
                    drop_draft(tx, id, Some(open.revision)).await?;
                    self.publish_item(tx, &base, item, "clock", "publish", None).await
                })
            })
            .await
    }

    /// Tells its keepers why a draft was not published on its day; once, not each time it is tried.
    async fn hold_draft(&self, id: &ItemId, why: &ServiceError) -> Result<(), ServiceError> {
        let problems = match why {
            ServiceError::Invalid { problems } => problems.iter().map(|one| one.message.clone()).collect(),
            other => vec![other.message(), other.fix()],
        };
        let why = &problems.join("；");
        tracing::warn!(item = %id, why, "not published on its day");
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let last: Option<(String, Option<String>)> = sqlx::query_as(
                        "SELECT kind, detail FROM standard_event WHERE item = $1 ORDER BY at DESC, id DESC LIMIT 1",
                    )
                    .bind(id.as_str())
                    .fetch_optional(tx.sql())
                    .await?;
                    if last.is_some_and(|(kind, detail)| kind == "held" && detail.as_ref() == Some(why)) {
                        return Ok(());
                    }
                    let version = stored(tx.sql(), id).await?.map_or(0, |row| row.body.0.version);
                    let event = Event {
                        item: id,
                        version: version + 1,
                        kind: "held",
                        actor: "clock",
                        detail: Some(why),
                    };
                    self.note_standard(tx, &event).await
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
        // Confirming changes marks alone, an alias what is searched: nobody has to look at the guide again.
        follow(tx, &item, !matches!(kind, "confirm" | "alias"), now).await?;
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
                    withdrawn(tx, id).await?;
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

    /// Every process asks before each answer which catalogue is current: this names the new one.
    pub(super) async fn tell_everyone(&self, tx: &mut Tx<'_>, now: Millis) -> Result<(), Abort> {
        let city = self.snapshot().await?.city.code.clone();
        let id = self.rng.id(now.0);
        sqlx::query("INSERT INTO package_load (id, city, digest, counts, loaded_at) VALUES ($1, $2, '', '{}', $3)")
            .bind(&id)
            .bind(city.as_str())
            .bind(now)
            .execute(tx.sql())
            .await?;
        Ok(advance_to(tx, Topic::Catalogue, &id, now).await?)
    }
}

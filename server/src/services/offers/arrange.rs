//! Saying how something is delegated, within what the law lets stand; sites follow at once.

use app::backend::{ServiceError, Session};
use shared::access::{Action, Actor, Scope};
use shared::catalogue::{Item, ItemId, LocalPart};
use shared::offers::{Arrangement, arrange, arrangement_stands, together};
use shared::place::{DivisionCode, Tier};

use super::follow::follow;
use super::local::invalid;
use super::log::Event;
use super::map::{Stored, day, in_force, no_cell};
use crate::services::Services;
use crate::services::guard::require;
use crate::store::{Abort, Millis, Tx};

impl Services {
    async fn arranger<'s>(&self, session: &'s Session) -> Result<(&'s Actor, DivisionCode), ServiceError> {
        let city = self.snapshot().await?.city.code.clone();
        let actor = require(session, Action::MapDelegation, &Scope::of_place(city.clone()))?;
        Ok((actor, city))
    }

    pub(super) async fn map_arrange(
        &self,
        session: &Session,
        id: &ItemId,
        tier: Tier,
        typed: &[(String, String)],
    ) -> Result<u32, ServiceError> {
        let (actor, city) = &self.arranger(session).await?;
        let today = self.today();
        let now = Millis(self.clock.now());
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let item = in_force(tx.sql(), id).await?.ok_or_else(no_cell)?;
                    let before = Stored::read(tx.sql(), id, tier).await?.ok_or_else(no_cell)?;
                    let stands = arrangement_stands(before.arrangement().as_ref());
                    let typed = together(typed, &stands).map_err(invalid)?;
                    let arrangement = &Arrangement::parse(&typed).map_err(invalid)?;
                    arrange(&item, tier, arrangement, today).map_err(invalid)?;
                    if before.arrangement().as_ref() == Some(arrangement) {
                        return Ok(0);
                    }
                    let announcement = arrangement.announcement.as_ref();
                    sqlx::query(
                        "UPDATE delegation SET mode = $1, basis = $2, announced = $3, announced_on = $4, \
                         announced_at = $5, note = $6, set_by = $7, set_at = $8 WHERE item = $9 AND tier = $10",
                    )
                    .bind(arrangement.mode.as_str())
                    .bind(&arrangement.basis)
                    .bind(announcement.map(|one| one.title.as_str()))
                    .bind(day(announcement))
                    .bind(announcement.and_then(|one| one.address.as_deref()))
                    .bind(arrangement.note.as_deref())
                    .bind(actor.id.as_str())
                    .bind(now)
                    .bind(id.as_str())
                    .bind(tier.as_str())
                    .execute(tx.sql())
                    .await?;
                    let event = Event {
                        place: city.clone(),
                        item: Some(id.clone()),
                        words: format!("「{}」{}：{}", item.name, tier.words(), arrangement.mode.words()),
                        detail: Some(told(arrangement)),
                    };
                    let why = format!("下放、委托安排改为“{}”", arrangement.mode.words());
                    self.sites_follow(tx, actor, &item, event, &why, now).await
                })
            })
            .await
    }

    pub(super) async fn map_clear(
        &self,
        session: &Session,
        id: &ItemId,
        tier: Tier,
        reason: &str,
    ) -> Result<(), ServiceError> {
        let (actor, city) = &self.arranger(session).await?;
        let reason = reason.trim();
        if reason.is_empty() || reason.chars().count() > 200 {
            let fix = "例如：依据的文件已废止，200 字以内";
            return Err(ServiceError::invalid("reason", "请写明为什么撤销", fix));
        }
        let now = Millis(self.clock.now());
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let item = in_force(tx.sql(), id).await?.ok_or_else(no_cell)?;
                    let cleared = sqlx::query(
                        "UPDATE delegation SET mode = NULL, basis = NULL, announced = NULL, announced_on = NULL, \
                         announced_at = NULL, note = NULL, set_by = NULL, set_at = NULL \
                         WHERE item = $1 AND tier = $2 AND mode IS NOT NULL",
                    )
                    .bind(id.as_str())
                    .bind(tier.as_str())
                    .execute(tx.sql())
                    .await?;
                    if cleared.rows_affected() == 0 {
                        return Err(no_cell().into());
                    }
                    let event = Event {
                        place: city.clone(),
                        item: Some(id.clone()),
                        words: format!("撤销「{}」{}的安排", item.name, tier.words()),
                        detail: Some(reason.to_owned()),
                    };
                    let why = "下放、委托安排已撤销";
                    self.sites_follow(tx, actor, &item, event, why, now).await?;
                    Ok(())
                })
            })
            .await
    }

    /// The map's cells, and every site that may no longer do what it did: each is told in its own history, and finds
    /// the item among what it has to look at.
    async fn sites_follow(
        &self,
        tx: &mut Tx<'_>,
        actor: &Actor,
        item: &Item,
        event: Event,
        why: &str,
        now: Millis,
    ) -> Result<u32, Abort> {
        let narrowed = follow(tx, item, true, now).await?;
        for (place, _) in &narrowed {
            sqlx::query("UPDATE local_guide SET behind = 1, seen_version = 0 WHERE place = $1 AND item = $2")
                .bind(place.as_str())
                .bind(item.id.as_str())
                .execute(tx.sql())
                .await?;
        }
        let count = u32::try_from(narrowed.len()).unwrap_or(u32::MAX);
        let mut events = vec![event];
        events.extend(
            narrowed
                .into_iter()
                .map(|(place, part)| site_told(item, place, part, why)),
        );
        self.note_places(tx, actor, events).await?;
        self.tell_lists(tx).await?;
        Ok(count)
    }
}

fn site_told(item: &Item, place: DivisionCode, part: LocalPart, why: &str) -> Event {
    Event {
        place,
        item: Some(item.id.clone()),
        words: format!("「{}」改为{}", item.name, part.words()),
        detail: Some(why.to_owned()),
    }
}

fn told(arrangement: &Arrangement) -> String {
    let mut lines = Vec::new();
    if !arrangement.basis.is_empty() {
        lines.push(format!("依据：{}", arrangement.basis));
    }
    if let Some(one) = &arrangement.announcement {
        lines.push(format!("公告：《{}》（{}）", one.title, one.on));
    }
    lines.extend(arrangement.note.clone());
    lines.join("\n")
}

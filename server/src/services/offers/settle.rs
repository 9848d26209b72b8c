//! Settling what has drifted, by the one tap each kind has.

use std::collections::BTreeMap;

use app::backend::offers::Settle;
use app::backend::{ServiceError, Session};
use shared::access::Actor;
use shared::catalogue::{Item, ItemId, LocalGuide};
use shared::offers::{Choice, Drift};
use shared::place::DivisionCode;

use super::choose::{Ground, Want, halls};
use super::drift::findings_query;
use super::log::Event;
use super::reach::compiler;
use super::site::{keep_list, put, row};
use crate::services::Services;
use crate::store::{Abort, Json, Millis, Parsed, Sql, Tx};

/// Findings of one place.
type ByPlace = BTreeMap<DivisionCode, Vec<ItemId>>;

impl Services {
    pub(super) async fn drift_settle(
        &self,
        session: &Session,
        kind: Drift,
        which: &Settle,
    ) -> Result<u32, ServiceError> {
        if kind.settled_by().is_none() {
            return Err(ServiceError::invalid(
                "finding",
                format!("“{}”要填写内容，不能直接处理", kind.words()),
                "请打开大厅信息填写",
            ));
        }
        let actor = session.actor()?;
        match which {
            Settle::These(findings) if findings.is_empty() => {
                return Err(ServiceError::invalid("finding", "还没有勾选", "请至少勾选一条"));
            }
            Settle::These(findings) => {
                for (place, _) in findings {
                    compiler(session, place)?;
                }
            }
            Settle::AllIn(place) => {
                compiler(session, place)?;
            }
        }
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let found = found(tx, kind, which).await?;
                    match kind {
                        Drift::Undecided => self.take_in(tx, actor, &found).await,
                        Drift::Behind => self.looked_at(tx, actor, &found).await,
                        Drift::HoursClash => self.by_hall(tx, actor, &found).await,
                        Drift::Gone => self.strike_off(tx, actor, &found).await,
                        Drift::NoPhone | Drift::NoHours => Ok(0),
                    }
                })
            })
            .await
    }

    async fn take_in(&self, tx: &mut Tx<'_>, actor: &Actor, found: &ByPlace) -> Result<u32, Abort> {
        let wants: Vec<Want> = found
            .iter()
            .flat_map(|(place, items)| {
                items.iter().map(|item| Want {
                    place: place.clone(),
                    item: item.clone(),
                    choice: Choice::Standard,
                    own: None,
                })
            })
            .collect();
        let ground = Ground::read(tx.sql(), &wants).await?;
        let worked = ground.work_out(&wants);
        self.apply(tx, actor, &ground, &worked.changes).await
    }

    async fn looked_at(&self, tx: &mut Tx<'_>, actor: &Actor, found: &ByPlace) -> Result<u32, Abort> {
        for (place, items) in found {
            Sql::new(
                "UPDATE local_guide SET behind = 0, \
                 seen_version = (SELECT i.version FROM item i WHERE i.id = local_guide.item)",
            )
            .and_arg("place =", place.as_str())
            .and_in("item", items.iter().map(|item| item.as_str()))
            .query()
            .execute(tx.sql())
            .await?;
        }
        self.settled(tx, actor, found, "核对更新后的标准").await
    }

    async fn by_hall(&self, tx: &mut Tx<'_>, actor: &Actor, found: &ByPlace) -> Result<u32, Abort> {
        let now = Millis(self.clock.now());
        let halls = halls(tx, found.keys()).await?;
        let mut values = Vec::new();
        for (place, items) in found {
            let rows: Vec<(Json<LocalGuide>, i64, Json<Item>)> = Sql::new(
                "SELECT g.body, g.seen_version, v.body FROM local_guide g JOIN item i ON i.id = g.item \
                 JOIN item_version v ON v.item = i.id AND v.version = i.version",
            )
            .and_arg("g.place =", place.as_str())
            .and_in("g.item", items.iter().map(|item| item.as_str()))
            .rows()
            .fetch_all(tx.sql())
            .await?;
            for (mut local, seen, item) in rows {
                local.0.hours = halls.get(place).and_then(|hall| hall.hours.clone());
                let seen = u32::try_from(seen).unwrap_or_default();
                values.push(row(&item.0, &local.0, false, seen, now)?);
            }
        }
        put(tx, values).await?;
        self.settled(tx, actor, found, "改用大厅的办公时间").await
    }

    async fn strike_off(&self, tx: &mut Tx<'_>, actor: &Actor, found: &ByPlace) -> Result<u32, Abort> {
        for (place, items) in found {
            Sql::new("DELETE FROM local_guide")
                .and("gone = 1")
                .and_arg("place =", place.as_str())
                .and_in("item", items.iter().map(|item| item.as_str()))
                .query()
                .execute(tx.sql())
                .await?;
        }
        let count = self.settled(tx, actor, found, "移出已取消的事项").await?;
        self.tell_lists(tx).await?;
        Ok(count)
    }

    /// Written down place by place.
    async fn settled(&self, tx: &mut Tx<'_>, actor: &Actor, found: &ByPlace, words: &str) -> Result<u32, Abort> {
        let now = Millis(self.clock.now());
        let mut events = Vec::new();
        let mut count = 0;
        for (place, items) in found {
            keep_list(tx, place, now).await?;
            count += items.len();
            let ids: Vec<&str> = items.iter().map(|item| item.as_str()).collect();
            events.push(Event {
                place: place.clone(),
                item: match items.as_slice() {
                    [only] => Some(only.clone()),
                    _ => None,
                },
                words: format!("{words} {} 项", items.len()),
                detail: Some(ids.join("、")),
            });
        }
        self.note_places(tx, actor, events).await?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }
}

/// What is still found of what was asked for: another may have settled it meanwhile.
async fn found(tx: &mut Tx<'_>, kind: Drift, which: &Settle) -> Result<ByPlace, Abort> {
    let mut by_place = ByPlace::new();
    match which {
        Settle::AllIn(within) => {
            let rows: Vec<(Parsed<DivisionCode>, Parsed<ItemId>)> = findings_query(kind, within, false)
                .push(" ORDER BY place, item")
                .rows()
                .fetch_all(tx.sql())
                .await?;
            for (place, item) in rows {
                by_place.entry(place.0).or_default().push(item.0);
            }
        }
        Settle::These(findings) => {
            let mut asked = ByPlace::new();
            for (place, item) in findings {
                asked.entry(place.clone()).or_default().push(item.clone());
            }
            for (place, items) in asked {
                let rows: Vec<(Parsed<DivisionCode>, Parsed<ItemId>)> =
                    findings_query(kind, &place, false).rows().fetch_all(tx.sql()).await?;
                for (at, item) in rows {
                    if at.0 == place && items.contains(&item.0) {
                        by_place.entry(at.0).or_default().push(item.0);
                    }
                }
            }
        }
    }
    Ok(by_place)
}

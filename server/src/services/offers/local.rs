//! What a place says of its own about one item.

use app::backend::offers::LocalView;
use app::backend::{ServiceError, Session};
use shared::catalogue::{Item, ItemId, LocalGuide};
use shared::offers::{LocalDetails, local_stands, together};
use shared::place::DivisionCode;
use shared::problem::FieldProblem;
use sqlx::{Any, Executor};

use super::follow::Modes;
use super::log::Event;
use super::reach::{compiler, may_compile, seer};
use super::site::{hall_at, keep_list, put, row};
use crate::services::Services;
use crate::store::{Flag, Json, Millis, StoreError};

crate::store::row! {
    struct Row {
        local: Json<LocalGuide>,
        seen_version: i64,
        gone: Flag,
        item: Json<Item>,
    }
}

async fn read<'e, E>(executor: E, place: &DivisionCode, item: &ItemId) -> Result<Option<Row>, StoreError>
where
    E: Executor<'e, Database = Any>,
{
    Ok(sqlx::query_as(
        "SELECT g.body AS local, g.seen_version, g.gone, v.body AS item FROM local_guide g \
         JOIN item i ON i.id = g.item JOIN item_version v ON v.item = i.id AND v.version = i.version \
         WHERE g.place = $1 AND g.item = $2",
    )
    .bind(place.as_str())
    .bind(item.as_str())
    .fetch_optional(executor)
    .await?)
}

pub(super) const fn invalid(problems: Vec<FieldProblem>) -> ServiceError {
    ServiceError::Invalid { problems }
}

fn not_in_list() -> ServiceError {
    ServiceError::NotFound {
        what: "清单里的这个事项，请先把它列入清单".into(),
    }
}

impl Services {
    pub(super) async fn local_view(
        &self,
        session: &Session,
        place: &DivisionCode,
        item: &ItemId,
    ) -> Result<LocalView, ServiceError> {
        let actor = seer(session, place)?;
        let view = self.snapshot().await?.place_named(place.as_str())?;
        let row = read(self.store.reader(), place, item).await?.ok_or_else(not_in_list)?;
        let (hall, _) = hall_at(self.store.reader(), place).await?;
        let modes = Modes::read(self.store.reader(), Some(item)).await?;
        let standard = row.item.0;
        Ok(LocalView {
            place: view,
            item: item.clone(),
            item_name: standard.name,
            version: standard.version,
            seen_version: u32::try_from(row.seen_version).unwrap_or_default(),
            hall,
            local: row.local.0,
            arranged: modes.of(item, place.tier()),
            gone: row.gone.0,
            may_compile: may_compile(actor, place),
            history: self.place_history(place, Some(item)).await?,
        })
    }

    pub(super) async fn local_save(
        &self,
        session: &Session,
        place: &DivisionCode,
        item: &ItemId,
        typed: &[(String, String)],
    ) -> Result<(), ServiceError> {
        let actor = compiler(session, place)?;
        let now = Millis(self.clock.now());
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let stored = read(tx.sql(), place, item).await?.ok_or_else(not_in_list)?;
                    if stored.gone.0 {
                        return Err(ServiceError::Conflict {
                            message: "这个事项已经取消".into(),
                            fix: "请把它移出清单".into(),
                        }
                        .into());
                    }
                    let (hall, _) = hall_at(tx.sql(), place).await?;
                    let (standard, before) = (stored.item.0, stored.local.0);
                    let typed = together(typed, &local_stands(&hall, &before)).map_err(invalid)?;
                    let details = LocalDetails::parse(&hall, &typed).map_err(invalid)?;
                    let local = details.applied(&hall, &before);
                    let looked = u32::try_from(stored.seen_version).is_ok_and(|seen| seen != standard.version);
                    if local == before && !looked {
                        return Ok(());
                    }
                    put(tx, vec![row(&standard, &local, false, standard.version, now)?]).await?;
                    keep_list(tx, place, now).await?;
                    let event = Event {
                        place: place.clone(),
                        item: Some(item.clone()),
                        words: format!("修改「{}」的办理信息", standard.name),
                        detail: changed(&before, &local),
                    };
                    self.note_places(tx, actor, vec![event]).await
                })
            })
            .await
    }
}

/// 窗口：空 → 3 号窗口
fn changed(before: &LocalGuide, after: &LocalGuide) -> Option<String> {
    let text = |value: &Option<shared::catalogue::Confirmable<String>>| value.as_ref().map(|value| value.value.clone());
    let yes = |value: &Option<shared::catalogue::Confirmable<bool>>| value.map(|value| yes_no(value.value));
    words(&[
        ("窗口", text(&before.window), text(&after.window)),
        ("地址", text(&before.address), text(&after.address)),
        ("时间", text(&before.hours), text(&after.hours)),
        ("咨询电话", text(&before.phone), text(&after.phone)),
        ("投诉电话", text(&before.complaints), text(&after.complaints)),
        ("邮寄", yes(&before.courier), yes(&after.courier)),
        ("预约", yes(&before.appointment), yes(&after.appointment)),
    ])
}

pub(super) fn yes_no(value: bool) -> String {
    if value { "可以" } else { "不可以" }.to_owned()
}

/// What was before and what is now, a line each; none when nothing changed.
pub(super) fn words(fields: &[(&str, Option<String>, Option<String>)]) -> Option<String> {
    let said = |value: &Option<String>| value.clone().unwrap_or_else(|| "空".to_owned());
    let lines: Vec<String> = fields
        .iter()
        .filter(|(_, before, after)| before != after)
        .map(|(name, before, after)| format!("{name}：{} → {}", said(before), said(after)))
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

//! A hall: what it says for every item it offers.

use app::backend::offers::HallView;
use app::backend::{ServiceError, Session};
use shared::catalogue::{Confirmable, Hall, Item, LocalGuide};
use shared::offers::{HallDetails, hall_stands, together};
use shared::place::DivisionCode;

use super::local::{invalid, words, yes_no};
use super::log::Event;
use super::reach::{compiler, may_compile, seer};
use super::site::{hall_at, put, put_hall, row};
use crate::services::Services;
use crate::store::{Abort, Json, Millis, Tx};

impl Services {
    pub(super) async fn hall_view(&self, session: &Session, place: &DivisionCode) -> Result<HallView, ServiceError> {
        let actor = seer(session, place)?;
        let snapshot = self.snapshot().await?;
        let view = snapshot.place_named(place.as_str())?;
        let (hall, slots) = hall_at(self.store.reader(), place).await?;
        let closures = self.closures_kept(actor, place).await?;
        let plain: Vec<_> = closures.iter().map(|one| one.closure.clone()).collect();
        let hours = hall.hours.as_ref().map(|hours| hours.value.as_str());
        let below = snapshot
            .divisions
            .iter()
            .filter(|division| division.code != *place && place.covers(&division.code))
            .count();
        Ok(HallView {
            today: crate::services::offers::today_in_words(hours, &plain, &snapshot.calendar, self.clock.now()),
            place: view,
            slots,
            closures,
            may_compile: may_compile(actor, place),
            below: u32::try_from(below).unwrap_or_default(),
            history: self.place_history(place, None).await?,
            hall,
        })
    }

    pub(super) async fn hall_save(
        &self,
        session: &Session,
        place: &DivisionCode,
        typed: &[(String, String)],
    ) -> Result<u32, ServiceError> {
        let actor = compiler(session, place)?;
        self.snapshot().await?.place_named(place.as_str())?;
        let now = Millis(self.clock.now());
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let (before, slots_before) = hall_at(tx.sql(), place).await?;
                    let typed = together(typed, &hall_stands(&before, &slots_before)).map_err(invalid)?;
                    let details = &HallDetails::parse(place, &typed).map_err(invalid)?;
                    let (hall, slots) = (&details.hall, details.slots.to_string());
                    let detail = changed(&before, hall, &slots_before, &slots);
                    if detail.is_none() && *hall == before {
                        return Ok(0);
                    }
                    put_hall(tx, hall, &slots, now).await?;
                    let moved = move_guides(tx, &before, hall, now).await?;
                    let event = Event {
                        place: place.clone(),
                        item: None,
                        words: "修改大厅信息".to_owned(),
                        detail: detail.or_else(|| Some("确认现有信息无误".to_owned())),
                    };
                    self.note_places(tx, actor, vec![event]).await?;
                    Ok(moved)
                })
            })
            .await
    }
}

/// What its items leave to the hall moves with it.
async fn move_guides(tx: &mut Tx<'_>, before: &Hall, now_so: &Hall, now: Millis) -> Result<u32, Abort> {
    let rows: Vec<(Json<LocalGuide>, i64, Json<Item>)> = sqlx::query_as(
        "SELECT g.body, g.seen_version, v.body FROM local_guide g JOIN item i ON i.id = g.item \
         JOIN item_version v ON v.item = i.id AND v.version = i.version WHERE g.place = $1 AND i.published = 1",
    )
    .bind(before.place.as_str())
    .fetch_all(tx.sql())
    .await?;
    let mut values = Vec::new();
    for (local, seen, item) in rows {
        let moved = local.0.moved(before, now_so);
        let clash = moved.hours != now_so.hours && moved.hours_outside(now_so).is_some();
        let seen = u32::try_from(seen).unwrap_or_default();
        values.push(row(&item.0, &moved, clash, seen, now)?);
    }
    let count = u32::try_from(values.len()).unwrap_or(u32::MAX);
    put(tx, values).await?;
    Ok(count)
}

fn changed(before: &Hall, after: &Hall, slots_before: &str, slots: &str) -> Option<String> {
    let text = |value: &Option<Confirmable<String>>| value.as_ref().map(|value| value.value.clone());
    let yes = |value: &Option<Confirmable<bool>>| value.map(|value| yes_no(value.value));
    let lines = |text: &str| (!text.is_empty()).then(|| text.replace('\n', "；"));
    words(&[
        ("地址", text(&before.address), text(&after.address)),
        ("怎么走", text(&before.directions), text(&after.directions)),
        ("办公时间", text(&before.hours), text(&after.hours)),
        ("咨询电话", text(&before.phone), text(&after.phone)),
        ("投诉电话", text(&before.complaints), text(&after.complaints)),
        ("邮寄", yes(&before.courier), yes(&after.courier)),
        ("预约", yes(&before.appointment), yes(&after.appointment)),
        ("预约时段", lines(slots_before), lines(slots)),
    ])
}

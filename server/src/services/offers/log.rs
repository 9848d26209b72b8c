//! Who changed a list, a hall or an arrangement, when, in words; and word of it to every process.

use app::backend::ServiceError;
use app::backend::cases::TimelineEntry;
use shared::access::Actor;
use shared::catalogue::ItemId;
use shared::place::DivisionCode;

use crate::services::Services;
use crate::store::{Abort, Arg, Millis, Sql, StoreError, Topic, Tx, Values, advance_to, insert_rows};

/// How much of the past a page shows.
const SHOWN: i64 = 20;

/// Something that was changed.
pub(super) struct Event {
    pub place: DivisionCode,
    pub item: Option<ItemId>,
    /// 更改清单
    pub words: String,
    pub detail: Option<String>,
}

impl Services {
    pub(super) async fn note_places(&self, tx: &mut Tx<'_>, actor: &Actor, events: Vec<Event>) -> Result<(), Abort> {
        let now = self.clock.now();
        let rows: Vec<Values> = events
            .into_iter()
            .map(|event| {
                vec![
                    Some(self.rng.id(now).into()),
                    Some(event.place.as_str().into()),
                    event.item.map(|item| item.as_str().into()),
                    Some(event.words.into()),
                    event.detail.map(Arg::from),
                    Some(actor.id.as_str().into()),
                    Some(Millis(now).into()),
                ]
            })
            .collect();
        let into = "INSERT INTO place_event (id, place, item, words, detail, actor, at)";
        Ok(insert_rows(tx, into, rows, "").await?)
    }

    /// What happened at a place, or to one item there; the latest first.
    pub(super) async fn place_history(
        &self,
        place: &DivisionCode,
        item: Option<&ItemId>,
    ) -> Result<Vec<TimelineEntry>, ServiceError> {
        type Row = (Millis, String, Option<String>, String, Option<Vec<u8>>);
        let rows: Vec<Row> = history(place, item).limit(SHOWN, 0).all(&self.store).await?;
        rows.into_iter()
            .map(|(at, words, detail, actor, name)| {
                Ok(TimelineEntry {
                    at: at.0,
                    words,
                    detail,
                    by: self.keeper_name(&actor, name)?,
                })
            })
            .collect::<Result<_, StoreError>>()
            .map_err(Into::into)
    }

    /// Every process asks before each answer which lists are current: this names new ones. The rest of the catalogue
    /// stays as it is and is not read again.
    pub(super) async fn tell_lists(&self, tx: &mut Tx<'_>) -> Result<(), Abort> {
        let now = self.clock.now();
        let value = self.rng.id(now);
        Ok(advance_to(tx, Topic::Lists, &value, Millis(now)).await?)
    }
}

/// The query behind a history; an index serves it (see the tests).
pub fn history(place: &DivisionCode, item: Option<&ItemId>) -> Sql {
    Sql::new("SELECT e.at, e.words, e.detail, e.actor, a.name FROM place_event e LEFT JOIN account a ON a.id = e.actor")
        .and_arg("e.place =", place.as_str())
        .and_opt("e.item =", item.map(|item| item.as_str()))
        .push(" ORDER BY e.at DESC, e.id DESC")
}

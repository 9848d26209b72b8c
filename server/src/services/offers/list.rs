//! A place's list: what the standard offers at its tier, and what the place says to it; paged by the database.

use app::backend::offers::{ListCounts, ListFilter, ListPage, ListRow, OfferState};
use app::backend::{ServiceError, Session};
use shared::catalogue::{Item, ItemId};
use shared::offers::offers;
use shared::place::DivisionCode;

use super::follow::Modes;
use super::reach::{may_compile, seer};
use super::site::count;
use super::sites::part;
use crate::services::Services;
use crate::store::{Flag, Json, Paging, Parsed, Sql, StoreError};

const PAGE: u32 = 50;

crate::store::row! {
    struct Row {
        item: Parsed<ItemId>,
        state: Parsed<OfferState>,
        behind: Flag,
        hours_clash: Flag,
        gone: Flag,
        required: i64,
        confirmed: i64,
        name: String,
        version: i64,
        department_name: String,
        body: Json<Item>,
    }
}

const COLUMNS: &str = "SELECT l.item, l.state, l.behind, l.hours_clash, l.gone, l.required, l.confirmed, i.name, \
     i.version, d.short_name AS department_name, v.body";
const COUNT: &str = "SELECT COUNT(*)";

/// The query behind a list; indexes serve both halves and the join (see the tests).
pub fn list_query(counted: bool, place: &DivisionCode, filter: &ListFilter) -> Sql {
    let sql = Sql::new(if counted { COUNT } else { COLUMNS })
        .push(
            " FROM (SELECT item, part AS state, behind, hours_clash, gone, required, confirmed FROM local_guide \
             WHERE place = ",
        )
        .arg(place.as_str())
        .push(" UNION ALL SELECT item, state, 0, 0, 0, 0, 0 FROM local_choice WHERE place = ")
        .arg(place.as_str())
        .push(") AS l JOIN item i ON i.id = l.item");
    let sql = if counted {
        sql
    } else {
        sql.push(
            " JOIN department d ON d.id = i.department JOIN item_version v ON v.item = i.id AND v.version = i.version",
        )
    };
    let sql = sql
        .and_opt("i.department =", filter.department.as_ref().map(|id| id.as_str()))
        .and_opt("l.state =", filter.standing.map(OfferState::as_str));
    let sql = if filter.drift {
        sql.and("l.behind + l.hours_clash + l.gone > 0")
    } else {
        sql
    };
    match filter.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        None => sql,
        Some(text) => sql.and_either(["i.name LIKE", "i.plain_name LIKE"], &part(text)),
    }
}

impl Services {
    pub(super) async fn list_page(
        &self,
        session: &Session,
        place: &DivisionCode,
        filter: &ListFilter,
    ) -> Result<ListPage, ServiceError> {
        let actor = seer(session, place)?;
        let snapshot = self.snapshot().await?;
        let view = snapshot.place_named(place.as_str())?;
        let total: i64 = list_query(true, place, filter)
            .scalar()
            .fetch_one(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let paging = Paging::new(filter.page, PAGE);
        let rows: Vec<Row> = list_query(false, place, filter)
            .push(" ORDER BY i.position, i.id")
            .limit(paging.limit(), paging.offset())
            .all(&self.store)
            .await?;
        let modes = Modes::read(self.store.reader(), None).await?;
        let total = count(total);
        Ok(ListPage {
            counts: self.list_counts(place).await?,
            rows: rows.into_iter().map(|row| shown(row, place, &modes)).collect(),
            total,
            page: paging.page(),
            pages: paging.pages(total),
            departments: snapshot.keepers(),
            may_compile: may_compile(actor, place),
            history: self.place_history(place, None).await?,
            place: view,
        })
    }

    pub(super) async fn list_counts(&self, place: &DivisionCode) -> Result<ListCounts, StoreError> {
        crate::store::row! {
            struct Sums {
                offered: i64,
                behind: i64,
                clash: i64,
                gone: i64,
                required: i64,
                confirmed: i64,
            }
        }
        let sums: Sums = sqlx::query_as(
            "SELECT COUNT(*) AS offered, CAST(COALESCE(SUM(behind), 0) AS BIGINT) AS behind, \
             CAST(COALESCE(SUM(hours_clash), 0) AS BIGINT) AS clash, CAST(COALESCE(SUM(gone), 0) AS BIGINT) AS gone, \
             CAST(COALESCE(SUM(required), 0) AS BIGINT) AS required, \
             CAST(COALESCE(SUM(confirmed), 0) AS BIGINT) AS confirmed FROM local_guide WHERE place = $1",
        )
        .bind(place.as_str())
        .fetch_one(self.store.reader())
        .await?;
        let choices: Vec<(String, i64)> =
            sqlx::query_as("SELECT state, COUNT(*) FROM local_choice WHERE place = $1 GROUP BY state")
                .bind(place.as_str())
                .fetch_all(self.store.reader())
                .await?;
        let hall: Option<(Flag, Flag)> = sqlx::query_as("SELECT no_phone, no_hours FROM hall WHERE place = $1")
            .bind(place.as_str())
            .fetch_optional(self.store.reader())
            .await?;
        let of = |state: &str| {
            let found = choices.iter().find(|(known, _)| known == state);
            count(found.map_or(0, |(_, counted)| *counted))
        };
        let (no_phone, no_hours) = hall.map_or((true, true), |(phone, hours)| (phone.0, hours.0));
        Ok(ListCounts {
            offered: count(sums.offered),
            declined: of("declined"),
            undecided: of("undecided"),
            behind: count(sums.behind),
            hours_clash: count(sums.clash),
            gone: count(sums.gone),
            no_phone,
            no_hours,
            percent: count((sums.confirmed * 100).checked_div(sums.required).unwrap_or(0)),
        })
    }
}

fn shown(row: Row, place: &DivisionCode, modes: &Modes) -> ListRow {
    let (item, tier) = (row.body.0, place.tier());
    let gone = row.gone.0;
    ListRow {
        offers: if gone {
            Vec::new()
        } else {
            offers(&item, tier, modes.of(&item.id, tier))
        },
        item: row.item.0,
        name: row.name,
        department_name: row.department_name,
        standing: row.state.0,
        version: count(row.version),
        behind: row.behind.0,
        hours_clash: row.hours_clash.0,
        gone,
        percent: (row.confirmed * 100).checked_div(row.required).map(count),
    }
}

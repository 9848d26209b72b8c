//! The map of what is delegated how: items and tiers, paged by the database, gaps shown.

use app::backend::delegations::{CellView, MapFilter, MapPage, MapRow};
use app::backend::{ServiceError, Session};
use shared::access::{Action, Actor, Scope, may};
use shared::catalogue::{Item, ItemId, ItemType};
use shared::offers::{Announcement, Arrangement, Cell, Mode, unfit};
use shared::place::Tier;
use sqlx::{Any, Executor};

use super::reach::territory;
use super::site::count;
use super::sites::part;
use crate::services::Services;
use crate::store::{Day, Json, Millis, Paging, Parsed, Sql, StoreError};

const PAGE: u32 = 30;

crate::store::row! {
    struct Row {
        id: Parsed<ItemId>,
        name: String,
        department_name: String,
        type_code: Parsed<ItemType>,
        town: String,
        town_mode: Option<String>,
        village: String,
        village_mode: Option<String>,
    }
}

const COLUMNS: &str = "SELECT i.id, i.name, d.short_name AS department_name, i.type_code, t.cell AS town, \
     t.mode AS town_mode, v.cell AS village, v.mode AS village_mode";

/// The query behind the map; indexes serve its filters and order (see the tests).
pub fn map_query(counted: bool, filter: &MapFilter) -> Sql {
    let sql = Sql::new(if counted { "SELECT COUNT(*)" } else { COLUMNS }).push(
        " FROM item i JOIN delegation t ON t.item = i.id AND t.tier = 'town' \
         JOIN delegation v ON v.item = i.id AND v.tier = 'village'",
    );
    let sql = if counted {
        sql
    } else {
        sql.push(" JOIN department d ON d.id = i.department")
    };
    let mut sql = sql
        .and("i.published = 1")
        .and_opt("i.department =", filter.department.as_ref().map(|id| id.as_str()));
    if filter.open {
        sql = sql.and("i.id IN (SELECT o.item FROM delegation o WHERE o.is_open = 1)");
    }
    if let Some(mode) = filter.mode {
        sql = sql
            .and("i.id IN (SELECT m.item FROM delegation m WHERE m.mode =")
            .push(" ")
            .arg(mode.as_str())
            .push(")");
    }
    match filter.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        None => sql,
        Some(text) => sql.and_either(["i.name LIKE", "i.plain_name LIKE"], &part(text)),
    }
}

/// Items that somebody has to act on, in the whole map: what the tile and the home count, and what their links list.
pub(crate) fn open_items() -> MapFilter {
    MapFilter {
        open: true,
        ..MapFilter::default()
    }
}

/// Items that are arranged at some tier, with nothing left open at another.
fn written_query() -> Sql {
    map_query(true, &MapFilter::default())
        .and("i.id IN (SELECT m.item FROM delegation m WHERE m.mode IS NOT NULL)")
        .and("i.id NOT IN (SELECT o.item FROM delegation o WHERE o.is_open = 1)")
}

fn cell_of(text: &str, mode: Option<&str>) -> Result<Cell, StoreError> {
    let mode = mode.map(str::parse::<Mode>).transpose();
    let mode = mode.map_err(|e| StoreError::unreadable("mode", e))?;
    Cell::stored(text, mode).ok_or_else(|| StoreError::unreadable("cell", text.to_owned()))
}

crate::store::row! {
    /// One cell as stored.
    pub(super) struct Stored {
        pub cell: String,
        pub mode: Option<String>,
        basis: Option<String>,
        announced: Option<String>,
        announced_on: Option<String>,
        announced_at: Option<String>,
        note: Option<String>,
        set_by: Option<String>,
        set_at: Option<Millis>,
    }
}

impl Stored {
    pub async fn read<'e, E>(executor: E, item: &ItemId, tier: Tier) -> Result<Option<Self>, StoreError>
    where
        E: Executor<'e, Database = Any>,
    {
        Ok(sqlx::query_as(
            "SELECT cell, mode, basis, announced, announced_on, announced_at, note, set_by, set_at FROM delegation \
             WHERE item = $1 AND tier = $2",
        )
        .bind(item.as_str())
        .bind(tier.as_str())
        .fetch_optional(executor)
        .await?)
    }

    pub fn arrangement(&self) -> Option<Arrangement> {
        let on = self.announced_on.as_deref().and_then(|on| on.parse().ok());
        Some(Arrangement {
            mode: self.mode.as_deref()?.parse().ok()?,
            basis: self.basis.clone().unwrap_or_default(),
            announcement: self.announced.clone().zip(on).map(|(title, on)| Announcement {
                title,
                on,
                address: self.announced_at.clone(),
            }),
            note: self.note.clone(),
        })
    }
}

/// The item in force.
pub(super) async fn in_force<'e, E>(executor: E, item: &ItemId) -> Result<Option<Item>, StoreError>
where
    E: Executor<'e, Database = Any>,
{
    let row: Option<(Json<Item>,)> = sqlx::query_as(
        "SELECT v.body FROM item i JOIN item_version v ON v.item = i.id AND v.version = i.version \
         WHERE i.id = $1 AND i.published = 1",
    )
    .bind(item.as_str())
    .fetch_optional(executor)
    .await?;
    Ok(row.map(|(body,)| body.0))
}

pub(super) fn no_cell() -> ServiceError {
    ServiceError::NotFound {
        what: "这个事项在这一级的安排".into(),
    }
}

impl Services {
    pub(super) async fn may_arrange(&self, actor: &Actor) -> Result<bool, ServiceError> {
        let city = self.snapshot().await?.city.code.clone();
        Ok(may(actor, Action::MapDelegation, &Scope::of_place(city)))
    }

    pub(super) async fn map_page(&self, session: &Session, filter: &MapFilter) -> Result<MapPage, ServiceError> {
        let (actor, _) = territory(session)?;
        let snapshot = self.snapshot().await?;
        let total: i64 = map_query(true, filter)
            .scalar()
            .fetch_one(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let paging = Paging::new(filter.page, PAGE);
        let rows: Vec<Row> = map_query(false, filter)
            .push(" ORDER BY i.position, i.id")
            .limit(paging.limit(), paging.offset())
            .all(&self.store)
            .await?;
        let open: i64 = map_query(true, &open_items())
            .scalar()
            .fetch_one(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let set: i64 = written_query()
            .scalar()
            .fetch_one(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let total = count(total);
        Ok(MapPage {
            rows: rows
                .into_iter()
                .map(|row| {
                    Ok(MapRow {
                        town: cell_of(&row.town, row.town_mode.as_deref())?,
                        village: cell_of(&row.village, row.village_mode.as_deref())?,
                        item: row.id.0,
                        name: row.name,
                        department_name: row.department_name,
                        type_name: row.type_code.0.words().to_owned(),
                    })
                })
                .collect::<Result<_, StoreError>>()?,
            total,
            page: paging.page(),
            pages: paging.pages(total),
            open: count(open),
            set: count(set),
            departments: snapshot.keepers(),
            may_arrange: self.may_arrange(actor).await?,
        })
    }

    pub(super) async fn map_cell(&self, session: &Session, id: &ItemId, tier: Tier) -> Result<CellView, ServiceError> {
        let (actor, _) = territory(session)?;
        let snapshot = self.snapshot().await?;
        let stored = Stored::read(self.store.reader(), id, tier).await?.ok_or_else(no_cell)?;
        let item = in_force(self.store.reader(), id).await?.ok_or_else(no_cell)?;
        let set_by: Option<(String, Option<Vec<u8>>)> = sqlx::query_as("SELECT id, name FROM account WHERE id = $1")
            .bind(stored.set_by.as_deref().unwrap_or_default())
            .fetch_optional(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let set_by = match set_by {
            Some((account, name)) => Some(self.keeper_name(&account, name)?),
            None => None,
        };
        Ok(CellView {
            cell: cell_of(&stored.cell, stored.mode.as_deref())?,
            arrangement: stored.arrangement(),
            set_by: set_by.zip(stored.set_at.map(|at| at.0)),
            refused: Mode::ALL
                .into_iter()
                .filter_map(|mode| unfit(&item, tier, mode).map(|refusal| (mode, refusal.message)))
                .collect(),
            department_name: snapshot
                .department(&item.department)
                .map_or_else(String::new, |department| department.name.clone()),
            is_licence: item.is_licence(),
            to_town: item.delegation.value.to_town,
            standard_basis: item.delegation.value.basis.clone(),
            village_files: item.agency.value.files,
            item_name: item.name,
            item: item.id,
            tier,
            may_arrange: self.may_arrange(actor).await?,
            today: self.today(),
            history: self.place_history(&snapshot.city.code, Some(id)).await?,
        })
    }
}

/// A day as it is stored.
pub(super) fn day(announcement: Option<&Announcement>) -> Option<Day> {
    announcement.map(|announcement| Day(announcement.on))
}

//! The list of standards, paged by the database.

use app::backend::standards::{StandardFilter, StandardPage, StandardRow};
use app::backend::{ServiceError, Session};
use shared::catalogue::ItemId;
use shared::standard::Stage;
use sqlx::FromRow;

use crate::services::Services;
use crate::services::keepers::sees;
use crate::store::{Millis, Paging, Parsed, Sql, StoreError};

const PAGE: u32 = 30;

#[derive(FromRow)]
struct Row {
    id: Parsed<ItemId>,
    name: String,
    department_name: String,
    version: i64,
    published: i64,
    unconfirmed: i64,
    stage: Option<String>,
    changed_at: Millis,
}

/// What was published, and what its entry in the catalogue has begun (version 0), each with its draft.
const ROWS: &str = "SELECT i.id AS id, COALESCE(s.name, i.name) AS name, d.name AS department_name, i.version AS version, \
     i.published AS published, i.unconfirmed AS unconfirmed, s.stage AS stage, \
     COALESCE(s.changed_at, i.updated_at) AS changed_at \
     FROM item i JOIN department d ON d.id = i.department LEFT JOIN standard_draft s ON s.item = i.id";

impl Services {
    pub(super) async fn standard_list(
        &self,
        session: &Session,
        filter: &StandardFilter,
    ) -> Result<StandardPage, ServiceError> {
        let own = sees(session)?;
        let narrowed = |sql: Sql| {
            let sql = sql
                .and_opt("i.department =", own.map(|id| id.as_str()))
                .and_opt("i.department =", filter.department.as_ref().map(|id| id.as_str()))
                .and_opt("s.stage =", filter.stage.map(Stage::as_str));
            match filter.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
                None => sql,
                Some(text) => {
                    let part = format!("%{}%", text.replace(['%', '_'], ""));
                    sql.and_either(["COALESCE(s.name, i.name) LIKE", "i.id LIKE"], &part)
                }
            }
        };
        let total: i64 = narrowed(Sql::new(ROWS))
            .wrap("SELECT COUNT(*) FROM (", ") AS counted")
            .scalar()
            .fetch_one(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let paging = Paging::new(filter.page, PAGE);
        let rows: Vec<Row> = narrowed(Sql::new(ROWS))
            .push(" ORDER BY i.position, i.id")
            .limit(paging.limit(), paging.offset())
            .rows()
            .fetch_all(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let total = u32::try_from(total).unwrap_or(u32::MAX);
        let rows = rows
            .into_iter()
            .map(|row| {
                let stage = row.stage.map(|stage| stage.parse::<Stage>()).transpose();
                Ok(StandardRow {
                    item: row.id.0,
                    name: row.name,
                    department_name: row.department_name,
                    version: u32::try_from(row.version).unwrap_or_default(),
                    published: row.published == 1,
                    unconfirmed: u32::try_from(row.unconfirmed).unwrap_or_default(),
                    stage: stage.map_err(|e| StoreError::unreadable("stage", e))?,
                    changed_at: row.changed_at.0,
                })
            })
            .collect::<Result<_, StoreError>>()?;
        Ok(StandardPage {
            rows,
            total,
            page: paging.page(),
            pages: paging.pages(total),
        })
    }
}

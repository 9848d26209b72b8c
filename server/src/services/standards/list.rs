//! The list of standards, paged by the database.

use app::backend::standards::{StandardFilter, StandardPage, StandardRow};
use app::backend::{ServiceError, Session};
use shared::access::{Action, Reach, reach};
use shared::catalogue::ItemId;
use shared::standard::Stage;
use sqlx::FromRow;

use crate::services::Services;
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

/// What was published, with its draft; and the drafts of what never was.
const ROWS: &str = "SELECT id, name, department_name, version, published, unconfirmed, stage, changed_at FROM ( \
     SELECT i.id AS id, i.name AS name, i.department AS department, d.name AS department_name, i.version AS version, \
     i.published AS published, i.unconfirmed AS unconfirmed, s.stage AS stage, i.position AS position, \
     COALESCE(s.changed_at, i.updated_at) AS changed_at \
     FROM item i JOIN department d ON d.id = i.department LEFT JOIN standard_draft s ON s.item = i.id \
     UNION ALL \
     SELECT s.item, s.name, s.department, d.name, 0, 0, 0, s.stage, 9999999, s.changed_at \
     FROM standard_draft s JOIN department d ON d.id = s.department WHERE s.base_version = 0) AS l";

impl Services {
    pub(super) async fn standard_list(
        &self,
        session: &Session,
        filter: &StandardFilter,
    ) -> Result<StandardPage, ServiceError> {
        let actor = session.actor()?;
        let own = match reach(actor.role, Action::ViewStandards) {
            Reach::Territory => None,
            Reach::Department if actor.department.is_some() => actor.department.as_ref(),
            _ => {
                return Err(ServiceError::Forbidden {
                    what: Action::ViewStandards.title().into(),
                });
            }
        };
        let narrowed = |sql: Sql| {
            let sql = sql
                .and_opt("department =", own.map(|id| id.as_str()))
                .and_opt("department =", filter.department.as_ref().map(|id| id.as_str()))
                .and_opt("stage =", filter.stage.map(Stage::as_str));
            match filter.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
                None => sql,
                Some(text) => {
                    let part = format!("%{}%", text.replace(['%', '_'], ""));
                    sql.and_either(["name LIKE", "id LIKE"], &part)
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
            .push(" ORDER BY position, id")
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

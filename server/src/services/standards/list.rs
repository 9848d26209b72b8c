//! The list of standards, paged by the database.

use app::backend::standards::{StandardFilter, StandardPage, StandardRow, Writing};
use app::backend::{ServiceError, Session};
use shared::access::{Action, Actor, Reach, reach};
use shared::catalogue::ItemId;
use shared::id::DepartmentId;
use shared::standard::Stage;

use crate::services::Services;
use crate::store::{Millis, Paging, Parsed, Sql, StoreError};

const PAGE: u32 = 30;

crate::store::row! {
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
}

const COLUMNS: &str = "SELECT i.id, i.name, d.name AS department_name, i.version, i.published, i.unconfirmed, s.stage, \
     COALESCE(s.changed_at, i.updated_at) AS changed_at";
const ALL: &str = " FROM item i JOIN department d ON d.id = i.department LEFT JOIN standard_draft s ON s.item = i.id";
/// With a stage the drafts lead: they are few.
const DRAFTS: &str = " FROM standard_draft s JOIN item i ON i.id = s.item JOIN department d ON d.id = i.department";

/// The list as asked for, without its columns; also what the plan tests look at.
pub fn narrowed(columns: &'static str, own: Option<&DepartmentId>, filter: &StandardFilter) -> Sql {
    let of_drafts = filter.stage.is_some() || matches!(filter.writing, Some(Writing::Returned | Writing::Begun));
    let from = if of_drafts { DRAFTS } else { ALL };
    let sql = Sql::new(columns)
        .push(from)
        .and_opt("i.department =", own.map(|id| id.as_str()))
        .and_opt("i.department =", filter.department.as_ref().map(|id| id.as_str()))
        .and_opt("s.stage =", filter.stage.map(Stage::as_str));
    let sql = match filter.writing {
        None => sql,
        Some(Writing::Returned) => sql
            .and_arg("s.stage =", Stage::Draft.as_str())
            .and("s.returned IS NOT NULL"),
        Some(Writing::Begun) => sql
            .and_arg("s.stage =", Stage::Draft.as_str())
            .and("s.returned IS NULL"),
        Some(Writing::New) => sql.and("i.published = 0").and("i.version = 0"),
    };
    let sql = if filter.unconfirmed {
        sql.and("i.unconfirmed > 0")
    } else {
        sql
    };
    match filter.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        None => sql,
        Some(text) => {
            // Ids are in capitals; names are Chinese.
            let part = format!("%{}%", text.replace(['%', '_'], "").to_ascii_uppercase());
            sql.and_either(["i.name LIKE", "i.id LIKE"], &part)
        }
    }
}

impl Services {
    /// The department someone is kept to; none for those who see every department's standards.
    pub(in crate::services) fn own_department(actor: &Actor) -> Result<Option<&DepartmentId>, ServiceError> {
        match reach(actor.role, Action::ViewStandards) {
            Reach::Territory => Ok(None),
            Reach::Department if actor.department.is_some() => Ok(actor.department.as_ref()),
            _ => Err(ServiceError::Forbidden {
                what: Action::ViewStandards.words().into(),
            }),
        }
    }

    /// The departments to narrow a list by, for whoever sees more than one.
    pub(super) async fn departments_to_choose(
        &self,
        own: Option<&DepartmentId>,
    ) -> Result<Vec<(DepartmentId, String)>, ServiceError> {
        if own.is_some() {
            return Ok(Vec::new());
        }
        let snapshot = self.snapshot().await?;
        let departments = snapshot.departments.iter();
        Ok(departments.map(|one| (one.id.clone(), one.name.clone())).collect())
    }

    pub(super) async fn standard_list(
        &self,
        session: &Session,
        filter: &StandardFilter,
    ) -> Result<StandardPage, ServiceError> {
        let own = Self::own_department(session.actor()?)?;
        let total: i64 = narrowed("SELECT COUNT(*)", own, filter)
            .scalar()
            .fetch_one(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let paging = Paging::new(filter.page, PAGE);
        let rows: Vec<Row> = narrowed(COLUMNS, own, filter)
            .push(" ORDER BY i.position, i.id")
            .limit(paging.limit(), paging.offset())
            .all(&self.store)
            .await?;
        let total = u32::try_from(total).unwrap_or(u32::MAX);
        Ok(StandardPage {
            rows: rows.into_iter().map(row).collect::<Result<_, _>>()?,
            total,
            page: paging.page(),
            pages: paging.pages(total),
            departments: self.departments_to_choose(own).await?,
        })
    }
}

fn row(row: Row) -> Result<StandardRow, StoreError> {
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
}

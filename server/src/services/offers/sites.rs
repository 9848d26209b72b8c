//! The places within reach, each with its counts.

use app::backend::offers::{SiteFilter, SitePage, SiteRow};
use app::backend::{ServiceError, Session};
use shared::place::{DivisionCode, Tier};

use super::reach::{may_compile, may_see, territory};
use super::site::count;
use crate::services::Services;
use crate::services::catalogue::Snapshot;
use crate::store::{Millis, Paging, Parsed, Sql, StoreError};

const PAGE: u32 = 30;

const ROWS: &str = "SELECT d.code, \
     (SELECT COUNT(*) FROM local_guide g WHERE g.place = d.code) AS offered, \
     (SELECT COUNT(*) FROM local_choice c WHERE c.place = d.code AND c.state = 'declined') AS declined, \
     (SELECT COUNT(*) FROM local_choice c WHERE c.place = d.code AND c.state = 'undecided') AS undecided, \
     (SELECT COUNT(*) FROM local_guide g WHERE g.place = d.code AND g.behind = 1) \
     + (SELECT COUNT(*) FROM local_guide g WHERE g.place = d.code AND g.hours_clash = 1) \
     + (SELECT COUNT(*) FROM local_guide g WHERE g.place = d.code AND g.gone = 1) \
     + COALESCE(h.no_phone, 0) + COALESCE(h.no_hours, 0) AS drift, h.list_changed_at \
     FROM division d LEFT JOIN hall h ON h.place = d.code";

crate::store::row! {
    struct Row {
        code: Parsed<DivisionCode>,
        offered: i64,
        declined: i64,
        undecided: i64,
        drift: i64,
        list_changed_at: Option<Millis>,
    }
}

/// The query behind the places; an index serves it (see the tests).
pub fn sites_query(start: &'static str, within: &DivisionCode, text: Option<&str>) -> Sql {
    let sql = Sql::new(start)
        .and_arg("d.code >=", within.as_str())
        .and_arg("d.code <=", within.last().as_str());
    match text.map(str::trim).filter(|text| !text.is_empty()) {
        None => sql,
        Some(text) => sql.and_arg("d.name LIKE", part(text)),
    }
}

/// Any part of a text; its own signs mean themselves.
pub(super) fn part(text: &str) -> String {
    format!("%{}%", text.trim().replace(['%', '_'], ""))
}

/// The towns one can narrow by; none where there is but one.
pub(super) fn towns(snapshot: &Snapshot, within: &DivisionCode) -> Vec<(DivisionCode, String)> {
    if within.tier() != Tier::City {
        return Vec::new();
    }
    let towns = snapshot.divisions.iter().filter(|division| division.tier == Tier::Town);
    towns
        .map(|division| (division.code.clone(), division.name.clone()))
        .collect()
}

impl Services {
    pub(super) async fn list_sites(&self, session: &Session, filter: &SiteFilter) -> Result<SitePage, ServiceError> {
        let (actor, ours) = territory(session)?;
        let snapshot = self.snapshot().await?;
        let within = match &filter.town {
            Some(town) if may_see(actor, town) => town,
            _ => &ours,
        };
        let text = filter.text.as_deref();
        let total: i64 = sites_query("SELECT COUNT(*) FROM division d", within, text)
            .scalar()
            .fetch_one(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let paging = Paging::new(filter.page, PAGE);
        let rows: Vec<Row> = sites_query(ROWS, within, text)
            .push(" ORDER BY d.code")
            .limit(paging.limit(), paging.offset())
            .all(&self.store)
            .await?;
        let total = count(total);
        Ok(SitePage {
            rows: rows
                .into_iter()
                .map(|row| {
                    Ok(SiteRow {
                        place: snapshot.place_named(row.code.0.as_str())?,
                        offered: count(row.offered),
                        declined: count(row.declined),
                        undecided: count(row.undecided),
                        drift: count(row.drift),
                        changed_at: row.list_changed_at.map(|at| at.0),
                        may_compile: may_compile(actor, &row.code.0),
                    })
                })
                .collect::<Result<_, ServiceError>>()?,
            total,
            page: paging.page(),
            pages: paging.pages(total),
            towns: towns(&snapshot, &ours),
            may_compile: may_compile(actor, &ours),
            today: self.today(),
        })
    }
}

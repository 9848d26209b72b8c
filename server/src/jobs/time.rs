//! What the passing of time brings about is written down each day: silence that accepts, corrections that lapse, and
//! dates past an announced calendar, which are computed again once it is extended.

use app::backend::ServiceError;
use shared::id::CaseId;
use shared::time::Date;

use crate::services::Services;
use crate::services::cases::row::NOTHING_RUNS;
use crate::store::{Day, Sql, StoreError};

const AT_ONCE: i64 = 200;

/// Publishes what is due, lets time work on the cases, and writes down the searches without a result.
///
/// # Errors
/// When the database does not answer.
pub async fn run(services: &Services) -> Result<(), ServiceError> {
    // One does not wait for the other.
    let published = services.publish_due().await;
    let moved = apply(services).await;
    let dated = refresh(services).await;
    let counted = services.keep_search_misses().await;
    match published? {
        0 => {}
        count => tracing::info!(count, "standards published on their day"),
    }
    match moved? {
        0 => {}
        count => tracing::info!(count, "cases moved on by the passing of time"),
    }
    match dated? {
        0 => {}
        count => tracing::info!(count, "due dates worked out again"),
    }
    counted?;
    Ok(())
}

/// Works out again what dates depend on more than events: of cases whose dates were provisional until the calendar was
/// extended, and of those decided before delivery had a date. Returns how many.
///
/// # Errors
/// When the database does not answer; what was worked out by then stays.
pub async fn refresh(services: &Services) -> Result<usize, ServiceError> {
    let calendar = services.calendar().await?;
    let next_year = |year: &Date| year.checked_add(jiff::Span::new().years(1)).ok();
    let mut years = std::iter::successors(Some(services.today().first_of_year()), next_year);
    let Some(unknown) = years.find(|year| !calendar.is_announced(*year)) else {
        return Ok(0);
    };
    let stale = [
        Sql::new("SELECT id FROM cases")
            .and("provisional = 1")
            .and("open = 1")
            .and_arg("due_on <", Day(unknown)),
        Sql::new("SELECT id FROM cases")
            .and("state IN ('granted', 'refused')")
            .and_arg("due_on =", NOTHING_RUNS),
    ];
    let mut done = 0;
    for query in stale {
        let mut last = String::new();
        loop {
            let ids: Vec<String> = query
                .clone()
                .and_arg("id >", last.as_str())
                .push(" ORDER BY id")
                .limit(AT_ONCE, 0)
                .scalar()
                .fetch_all(services.store.reader())
                .await
                .map_err(StoreError::from)?;
            let Some(end) = ids.last() else { break };
            last.clone_from(end);
            for id in &ids {
                let id: CaseId = id.parse().map_err(|e| StoreError::unreadable("case id", e))?;
                match services.derive_again(&id).await {
                    Ok(()) => done += 1,
                    Err(error) => tracing::error!(%error, case = %id, "a case's dates cannot be worked out again"),
                }
            }
        }
    }
    Ok(done)
}

/// Goes through every open case whose notice or correction was due before today; returns how many moved on. A case that
/// cannot be read does not keep the others.
///
/// # Errors
/// When the database does not answer; what was recorded by then stays.
pub async fn apply(services: &Services) -> Result<usize, ServiceError> {
    let today = services.today();
    let mut moved = 0;
    for column in ["first_notice_due", "correction_due"] {
        let mut last = String::new();
        loop {
            let ids: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(format!(
                "SELECT id FROM cases WHERE open = 1 AND {column} < $1 AND id > $2 ORDER BY id LIMIT $3"
            )))
            .bind(Day(today))
            .bind(&last)
            .bind(AT_ONCE)
            .fetch_all(services.store.reader())
            .await
            .map_err(StoreError::from)?;
            let Some(end) = ids.last() else { break };
            last.clone_from(end);
            for id in &ids {
                let id: CaseId = id.parse().map_err(|e| StoreError::unreadable("case id", e))?;
                match services.let_time_work(&id).await {
                    Ok(did) => moved += usize::from(did),
                    Err(error) => tracing::error!(case = %id, %error, "time could not work on a case"),
                }
            }
        }
    }
    Ok(moved)
}

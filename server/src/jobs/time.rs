//! What the passing of time brings about is written down each day: silence that accepts, corrections that lapse, and
//! dates past an announced calendar, which are computed again once it is extended.

use app::backend::ServiceError;
use shared::id::CaseId;

use crate::services::Services;
use crate::store::{Day, StoreError};

const AT_ONCE: i64 = 200;

/// Publishes what is due, and lets time work on the cases.
///
/// # Errors
/// When the database does not answer.
pub async fn run(services: &Services) -> Result<(), ServiceError> {
    // One does not wait for the other.
    let published = services.publish_due().await;
    let moved = apply(services).await;
    match published? {
        0 => {}
        count => tracing::info!(count, "standards published on their day"),
    }
    match moved? {
        0 => {}
        count => tracing::info!(count, "cases moved on by the passing of time"),
    }
    Ok(())
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

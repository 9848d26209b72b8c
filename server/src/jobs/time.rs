//! What the passing of time brings about is written down each day: silence that accepts, corrections that lapse, and
//! dates past an announced calendar, which are computed again once it is extended.

use std::sync::Arc;
use std::time::Duration;

use app::backend::ServiceError;
use shared::id::CaseId;
use tokio::sync::watch;

use crate::services::Services;
use crate::store::{Day, StoreError};

const EVERY: Duration = Duration::from_secs(600);
const AT_ONCE: i64 = 200;

pub async fn run(services: Arc<Services>, mut stop: watch::Receiver<bool>) {
    loop {
        match services.publish_due().await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "standards published on their day"),
            Err(error) => {
                tracing::warn!(%error, "standards whose day has come could not be published; tried again soon")
            }
        }
        match apply(&services).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "cases moved on by the passing of time"),
            Err(error) => tracing::warn!(%error, "the passing of time could not be recorded; tried again soon"),
        }
        if !super::pause(&mut stop, EVERY).await {
            return;
        }
    }
}

/// Goes through every open case whose notice or correction was due before today; returns how many moved on.
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
                moved += usize::from(services.let_time_work(&id).await?);
            }
        }
    }
    Ok(moved)
}

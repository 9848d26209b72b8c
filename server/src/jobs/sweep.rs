//! Every hour, what has expired goes and the database is tended.

use std::sync::Arc;
use std::time::Duration;

use app::backend::ServiceError;
use tokio::sync::watch;

use crate::services::Services;
use crate::store::sweep::sweep;

const EVERY: Duration = Duration::from_secs(3600);

/// Sweeps until told to stop.
pub async fn run(services: Arc<Services>, mut stop: watch::Receiver<bool>) {
    loop {
        match once(&services).await {
            Ok(0) => {}
            Ok(rows) => tracing::info!(rows, "expired rows were removed"),
            Err(error) => tracing::warn!(%error, "the sweep is tried again in an hour"),
        }
        match services.name_applicants().await {
            Ok(0) => {}
            Ok(cases) => tracing::info!(cases, "older cases say now whom they are for"),
            Err(error) => tracing::warn!(%error, "older cases are named in an hour"),
        }
        if let Err(error) = services.store.tend().await {
            tracing::warn!(%error, "the database was not tended");
        }
        if !super::pause(&mut stop, EVERY).await {
            return;
        }
    }
}

/// Removes everything that has expired by now; returns how many rows went.
///
/// # Errors
/// `Unavailable` when the database does not answer; the rest goes next time.
pub async fn once(services: &Services) -> Result<u64, ServiceError> {
    let drafts = services.forget_expired_drafts().await?;
    Ok(drafts + sweep(&services.store, services.clock.now()).await?)
}

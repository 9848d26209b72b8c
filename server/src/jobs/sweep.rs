//! Every hour, what has expired goes and the database is tended.

use app::backend::ServiceError;
use futures::future::BoxFuture;

use super::work::Work;
use crate::services::Services;
use crate::services::work::Sweep;
use crate::store::sweep::sweep;

impl Work for Sweep {
    fn run(self, services: &Services) -> BoxFuture<'_, Result<(), ServiceError>> {
        Box::pin(run(services))
    }
}

/// Sweeps, names older cases, and tends the database; one does not wait for the other.
///
/// # Errors
/// `Unavailable` when the database does not answer.
pub async fn run(services: &Services) -> Result<(), ServiceError> {
    let swept = once(services).await;
    let named = services.name_applicants().await;
    services.store.tend().await?;
    match swept? {
        0 => {}
        rows => tracing::info!(rows, "expired rows were removed"),
    }
    match named? {
        0 => {}
        cases => tracing::info!(cases, "older cases say now whom they are for"),
    }
    Ok(())
}

/// Removes everything that has expired by now; returns how many rows went.
///
/// # Errors
/// `Unavailable` when the database does not answer; the rest goes next time.
pub async fn once(services: &Services) -> Result<u64, ServiceError> {
    let drafts = services.forget_expired_drafts().await?;
    let searches = services.forget_search_misses().await?;
    Ok(drafts + searches + sweep(&services.store, services.clock.now()).await?)
}

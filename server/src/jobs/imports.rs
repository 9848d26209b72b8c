//! Workbooks that a stopped process left on their way are taken up again.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use crate::services::Services;

/// Whoever uploads has it done at once by the process that took it in: this is for what was left.
const EVERY: Duration = Duration::from_secs(15);

/// Looks until told to stop.
pub async fn run(services: Arc<Services>, mut stop: watch::Receiver<bool>) {
    loop {
        if let Err(error) = services.run_imports().await {
            tracing::warn!(%error, "imports are taken up again soon");
        }
        if !super::pause(&mut stop, EVERY).await {
            return;
        }
    }
}

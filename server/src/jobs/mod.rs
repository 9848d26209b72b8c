//! Work that nobody waits for.

pub mod imports;
pub mod outbox;
pub mod sweep;
pub mod time;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use crate::services::Services;

/// Runs every job until `stop` turns true; the returned handles end then.
pub fn start(services: &Arc<Services>, stop: &watch::Receiver<bool>) -> Vec<tokio::task::JoinHandle<()>> {
    vec![
        tokio::spawn(imports::run(Arc::clone(services), stop.clone())),
        tokio::spawn(outbox::run(Arc::clone(services), stop.clone())),
        tokio::spawn(sweep::run(Arc::clone(services), stop.clone())),
        tokio::spawn(time::run(Arc::clone(services), stop.clone())),
    ]
}

/// Waits, but not past the end. False: stop now.
async fn pause(stop: &mut watch::Receiver<bool>, time: Duration) -> bool {
    tokio::time::timeout(time, stop.wait_for(|stop| *stop)).await.is_err()
}

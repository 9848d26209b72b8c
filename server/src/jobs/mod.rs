//! Work that nobody waits for: each job does its work again and again, under a net, until told to stop.

mod beats;
pub mod outbox;
pub mod sweep;
pub mod time;

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use app::backend::ServiceError;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use tokio::sync::watch;

pub use beats::{Beats, Pulse};

use crate::services::Services;

/// Once through a job's work; whether there is more to be done at once.
pub type Work = for<'a> fn(&'a Services) -> BoxFuture<'a, Result<bool, ServiceError>>;

/// A job.
#[derive(Clone, Copy)]
pub struct Job {
    pub name: &'static str,
    /// The pause when there is nothing to do.
    pub every: Duration,
    pub work: Work,
}

const JOBS: [Job; 5] = [
    // Whoever uploads has it done at once by the process that took it in: this is for what was left.
    Job {
        name: "imports",
        every: Duration::from_secs(15),
        work: |services| Box::pin(async move { services.run_imports().await.map(|_| false) }),
    },
    Job {
        name: "outbox",
        every: Duration::from_secs(2),
        work: |services| Box::pin(async move { outbox::deliver_due(services).await.map(|done| done > 0) }),
    },
    // After an update without `jinban migrate`, and when the calendar has changed.
    Job {
        name: "recount",
        every: Duration::from_secs(600),
        work: |services| {
            Box::pin(async move {
                if let Some(found) = services.recount_if_due(|_, _| ()).await? {
                    tracing::info!(
                        figures = found.figures,
                        changed = found.findings.len(),
                        "figures counted anew"
                    );
                }
                Ok(false)
            })
        },
    },
    Job {
        name: "sweep",
        every: Duration::from_secs(3600),
        work: |services| Box::pin(async move { sweep::run(services).await.map(|()| false) }),
    },
    Job {
        name: "time",
        every: Duration::from_secs(600),
        work: |services| Box::pin(async move { time::run(services).await.map(|()| false) }),
    },
];

/// After work that panicked: twice as long each time, up to this.
const LONGEST_REST: Duration = Duration::from_secs(300);

/// Runs every job until `stop` turns true; the returned handles end then.
pub fn start(services: &Arc<Services>, stop: &watch::Receiver<bool>) -> Vec<tokio::task::JoinHandle<()>> {
    JOBS.into_iter()
        .map(|job| tokio::spawn(run(job, Arc::clone(services), stop.clone())))
        .collect()
}

/// Runs a job until told to stop. What fails or panics is tried again: nothing else would deliver a sign-in code.
pub async fn run(job: Job, services: Arc<Services>, mut stop: watch::Receiver<bool>) {
    let Job { name, every, work } = job;
    services.beats.begin(name, every, services.clock.now());
    let mut panics = 0;
    loop {
        let rest = match AssertUnwindSafe(work(&services)).catch_unwind().await {
            Ok(Ok(more)) => {
                panics = 0;
                services.beats.note(name, services.clock.now());
                if more { Duration::ZERO } else { every }
            }
            Ok(Err(error)) => {
                tracing::warn!(job = name, %error, "a job was not finished; tried again soon");
                every
            }
            Err(_) => {
                panics += 1;
                tracing::error!(job = name, panics, "a job panicked; tried again soon");
                every.max(Duration::from_secs(2_u64.saturating_pow(panics)).min(LONGEST_REST))
            }
        };
        if *stop.borrow() || !pause(&mut stop, rest).await {
            return;
        }
    }
}

/// Waits, but not past the end. False: stop now.
async fn pause(stop: &mut watch::Receiver<bool>, time: Duration) -> bool {
    tokio::time::timeout(time, stop.wait_for(|stop| *stop)).await.is_err()
}

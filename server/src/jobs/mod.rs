//! Work that nobody waits for. It waits in one queue for all processes (`queue`); each process runs a few loops that
//! take from it, each under a net, until told to stop.

mod imports;
pub mod outbox;
pub mod queue;
mod recount;
pub mod recurring;
pub mod sweep;
pub mod time;
mod work;

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use app::backend::ServiceError;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use tokio::sync::watch;

use crate::services::Services;
use crate::services::queue::URGENT;

/// Once through a job's work; whether there is more to be done at once.
pub type Work = for<'a> fn(&'a Services) -> BoxFuture<'a, Result<bool, ServiceError>>;

/// A loop of a process.
#[derive(Clone, Copy)]
pub struct Job {
    pub name: &'static str,
    /// The pause when there is nothing to do.
    pub every: Duration,
    pub work: Work,
}

/// What each process runs: hands that take jobs from the queue, one of them for what cannot wait, and the clock that
/// queues recurring work.
const LOOPS: [Job; 4] = [
    Job {
        name: "hand-urgent",
        every: POLL,
        work: |services| Box::pin(queue::work_once(services, URGENT)),
    },
    Job {
        name: "hand-1",
        every: POLL,
        work: |services| Box::pin(queue::work_once(services, i64::MIN)),
    },
    Job {
        name: "hand-2",
        every: POLL,
        work: |services| Box::pin(queue::work_once(services, i64::MIN)),
    },
    Job {
        name: "schedule",
        every: Duration::from_secs(5),
        work: |services| Box::pin(async move { recurring::tick(services).await.map(|()| false) }),
    },
];

/// How soon a job is seen that another process queued.
const POLL: Duration = Duration::from_secs(1);

/// After work that panicked: twice as long each time, up to this.
const LONGEST_REST: Duration = Duration::from_secs(300);

/// Runs every job until `stop` turns true; the returned handles end then.
pub fn start(services: &Arc<Services>, stop: &watch::Receiver<bool>) -> Vec<tokio::task::JoinHandle<()>> {
    recurring::begin(services);
    LOOPS
        .into_iter()
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

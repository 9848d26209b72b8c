//! The queue: one process takes a job by a lease, does it under a net, and writes down how it ended.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use app::backend::ServiceError;
use app::backend::failures::Why;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use jiff::Timestamp;

use super::work::Work;
use crate::services::Services;
use crate::services::queue::place;
use crate::services::work::{Deliver, DeliverAll, Import, ImportAll, LetTimeWork, Recount, Sweep};
use crate::store::queue::{self, Taken};

/// A process that dies gives its jobs back after this long; one that lives renews in time.
const LEASE: Duration = Duration::from_secs(60);
const RENEW: Duration = Duration::from_secs(20);
/// The pause after the first failure, then twice as long each time.
const PAUSE: Duration = Duration::from_secs(30);

/// How a job failed.
#[derive(Debug)]
struct Failed {
    why: Why,
    error: String,
}

type Run = for<'a> fn(&'a Services, &'a Taken) -> BoxFuture<'a, Result<(), Failed>>;

/// A kind of work, found by its name.
pub struct Worker {
    pub name: &'static str,
    run: Run,
}

const fn worker<W: Work>() -> Worker {
    Worker {
        name: W::NAME,
        run: run_as::<W>,
    }
}

/// Every kind of work there is.
pub const WORKERS: [Worker; 7] = [
    worker::<Deliver>(),
    worker::<DeliverAll>(),
    worker::<Import>(),
    worker::<ImportAll>(),
    worker::<Recount>(),
    worker::<Sweep>(),
    worker::<LetTimeWork>(),
];

fn run_as<'a, W: Work>(services: &'a Services, job: &'a Taken) -> BoxFuture<'a, Result<(), Failed>> {
    Box::pin(async move {
        let work: W = services
            .secrets
            .open_json(&place(&job.id), &job.payload)
            .map_err(|error| Failed {
                why: Why::Unreadable,
                error: error.to_string(),
            })?;
        work.run(services).await.map_err(|error| Failed {
            why: Why::Failed,
            error: error.message(),
        })
    })
}

/// Takes one job that is due, at least as urgent as this, and does it; whether there was one.
///
/// # Errors
/// When the database does not answer; the job is taken again when its lease runs out.
pub async fn work_once(services: &Services, least: i64) -> Result<bool, ServiceError> {
    let now = services.clock.now();
    if !queue::any_due(&services.store, least, now).await? {
        return Ok(false);
    }
    let until = later(now, LEASE);
    let taken = services
        .store
        .write(|tx| {
            Box::pin(async move {
                queue::give_up(tx, now).await?;
                Ok(queue::take(tx, least, now, until).await?)
            })
        })
        .await?;
    let Some(job) = taken else { return Ok(false) };
    let done = under_lease(services, &job).await;
    record(services, &job, done).await?;
    Ok(true)
}

/// Does everything that is due now and at least as urgent as this; how much it was.
///
/// # Errors
/// As [`work_once`].
pub async fn work_through(services: &Services, least: i64) -> Result<usize, ServiceError> {
    let mut done = 0;
    while work_once(services, least).await? {
        done += 1;
    }
    Ok(done)
}

/// Does it under a net, and renews the lease as long as it takes.
async fn under_lease(services: &Services, job: &Taken) -> Result<(), Failed> {
    let Some(worker) = WORKERS.iter().find(|worker| worker.name == job.name) else {
        // Of a newer version that runs beside this one: it will take it.
        return Err(Failed {
            why: Why::Failed,
            error: format!("no work is called {}", job.name),
        });
    };
    let mut work = std::pin::pin!(AssertUnwindSafe((worker.run)(services, job)).catch_unwind());
    loop {
        tokio::select! {
            ended = &mut work => {
                return ended.unwrap_or_else(|_| Err(Failed { why: Why::Broke, error: "it panicked".to_owned() }));
            }
            () = tokio::time::sleep(RENEW) => {
                let until = later(services.clock.now(), LEASE);
                let renewed = services.store.write(|tx| Box::pin(async move { Ok(queue::renew(tx, job, until).await?) }));
                if let Err(error) = renewed.await {
                    tracing::warn!(job = job.id, %error, "a lease could not be renewed");
                }
            }
        }
    }
}

async fn record(services: &Services, job: &Taken, done: Result<(), Failed>) -> Result<(), ServiceError> {
    let now = services.clock.now();
    let done = &done;
    services
        .store
        .write(|tx| {
            Box::pin(async move {
                match done {
                    Ok(()) => queue::done(tx, job, now).await?,
                    Err(Failed { why, error }) => {
                        let again = (job.tries < job.most_tries).then(|| later(now, pause_after(job.tries)));
                        match again {
                            Some(_) => tracing::warn!(job = job.name, %error, "a job was not done; tried again"),
                            None => tracing::error!(job = job.name, id = job.id, %error, "a job is given up"),
                        }
                        queue::failed(tx, job, (*why, error), again, now).await?;
                    }
                }
                Ok(())
            })
        })
        .await
}

fn pause_after(tries: i64) -> Duration {
    let doublings = u32::try_from(tries.clamp(1, 10) - 1).unwrap_or(0);
    PAUSE * 2_u32.pow(doublings)
}

fn later(at: Timestamp, by: Duration) -> Timestamp {
    at.saturating_add(by).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_work_has_a_name_of_its_own() {
        let names: std::collections::BTreeSet<&str> = WORKERS.iter().map(|worker| worker.name).collect();
        assert_eq!(names.len(), WORKERS.len());
    }
}

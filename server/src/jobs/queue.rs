//! The queue: what is queued in a unit of work is done, by some process, once that unit is kept.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use app::backend::ServiceError;
use app::backend::failures::Why;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::imports::{Import, ImportAll};
use super::outbox::{Deliver, DeliverAll};
use super::recount::Recount;
use super::{sweep, time};
use crate::secrets::Place;
use crate::services::Services;
use crate::store::queue::{self, NewJob, Taken};
use crate::store::{StoreError, Tx};

/// What people wait for: one hand of each process does nothing else.
pub const URGENT: i64 = 100;

/// A process that dies gives its jobs back after this long; one that lives renews in time.
const LEASE: Duration = Duration::from_secs(60);
const RENEW: Duration = Duration::from_secs(20);
/// The pause after the first failure, then twice as long each time.
const PAUSE: Duration = Duration::from_secs(30);

/// A kind of work. Its fields are the payload.
pub trait Work: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Never changed: it stands in rows.
    const NAME: &'static str;
    /// What the administrator reads.
    const TITLE: &'static str;
    const PRIORITY: i64 = 0;
    /// With the pauses between them, the last is some four hours after the first.
    const MOST_TRIES: i64 = 10;

    /// Of one name no two with the same wait, and no two run, whichever the process.
    fn dedup(&self) -> Option<String> {
        None
    }

    /// Does it. It may be done again: a process that dies at the end does not say so.
    ///
    /// # Errors
    /// Tried again later; after the last try it is dead.
    fn run(self, services: &Services) -> BoxFuture<'_, Result<(), ServiceError>>;
}

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
    pub title: &'static str,
    run: Run,
}

const fn worker<W: Work>() -> Worker {
    Worker {
        name: W::NAME,
        title: W::TITLE,
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
    worker::<sweep::Sweep>(),
    worker::<time::LetTimeWork>(),
];

fn place(id: &str) -> Place<'_> {
    Place::new("job", "payload", id)
}

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

/// Queues work in the caller's transaction, to be done at once.
///
/// # Errors
/// When the row cannot be written.
pub async fn enqueue<W: Work>(services: &Services, tx: &mut Tx<'_>, work: &W) -> Result<(), StoreError> {
    enqueue_at(services, tx, work, services.clock.now()).await
}

/// Queues work in the caller's transaction, to be done at a moment.
///
/// # Errors
/// When the row cannot be written.
pub async fn enqueue_at<W: Work>(
    services: &Services,
    tx: &mut Tx<'_>,
    work: &W,
    at: Timestamp,
) -> Result<(), StoreError> {
    let now = services.clock.now();
    let (id, dedup) = (services.rng.id(now), work.dedup());
    queue::put(tx, row(services, work, &id, dedup.as_deref(), at)?, now).await
}

/// Queues recurring work under an id that names its period: whichever process comes first.
///
/// # Errors
/// When the row cannot be written.
pub(super) async fn enqueue_once<W: Work>(
    services: &Services,
    tx: &mut Tx<'_>,
    work: &W,
    id: &str,
) -> Result<bool, StoreError> {
    let (now, dedup) = (services.clock.now(), work.dedup());
    queue::put_once(tx, row(services, work, id, dedup.as_deref(), now)?, now).await
}

fn row<'a, W: Work>(
    services: &Services,
    work: &W,
    id: &'a str,
    dedup: Option<&'a str>,
    run_at: Timestamp,
) -> Result<NewJob<'a>, StoreError> {
    Ok(NewJob {
        id,
        name: W::NAME,
        dedup,
        payload: services.secrets.seal_json(&place(id), work)?,
        priority: W::PRIORITY,
        most_tries: W::MOST_TRIES,
        run_at,
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

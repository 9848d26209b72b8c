//! Queueing work: what is queued in a unit of work is done, by some process, once that unit is kept. How each kind is
//! done, and by whom, is in `jobs`.

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Services;
use crate::secrets::Cell;
use crate::store::queue::{self, NewJob};
use crate::store::{StoreError, Tx};

/// What people wait for: one hand of each process does nothing else.
pub const URGENT: i64 = 100;

/// A kind of work. Its fields are the payload.
pub trait Queued: Serialize + DeserializeOwned + Send + Sync + 'static {
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
}

pub(crate) fn place(id: &str) -> Cell<'_> {
    Cell::new("job", "payload", id)
}

/// Queues work in the caller's transaction, to be done at once.
///
/// # Errors
/// When the row cannot be written.
pub async fn enqueue<W: Queued>(services: &Services, tx: &mut Tx<'_>, work: &W) -> Result<(), StoreError> {
    enqueue_at(services, tx, work, services.clock.now()).await
}

/// Queues work in the caller's transaction, to be done at a moment.
///
/// # Errors
/// When the row cannot be written.
pub async fn enqueue_at<W: Queued>(
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
pub(crate) async fn enqueue_once<W: Queued>(
    services: &Services,
    tx: &mut Tx<'_>,
    work: &W,
    id: &str,
) -> Result<bool, StoreError> {
    let (now, dedup) = (services.clock.now(), work.dedup());
    queue::put_once(tx, row(services, work, id, dedup.as_deref(), now)?, now).await
}

fn row<'a, W: Queued>(
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

//! Units of work.

use std::marker::PhantomData;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use app::backend::ServiceError;
use futures::future::BoxFuture;
use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyConnection, Executor as _};

use super::{Store, StoreError};

/// How often work that other work got in the way of is tried.
const TRIES: u32 = 10;

/// A running unit of work; use it as the executor: `query.execute(tx.sql())`.
///
/// `'env` is what the work may borrow from around it: since a `&'t mut Tx<'env>` exists, `'env` outlives `'t`, and so
/// the future may hold those borrows. (An `AsyncFnMut` would read better, but its future is not known to be `Send`.)
pub struct Tx<'env> {
    connection: PoolConnection<Any>,
    /// Begun, and neither committed nor rolled back as far as we know.
    open: bool,
    env: PhantomData<fn(&'env ()) -> &'env ()>,
}

impl Tx<'_> {
    /// The connection to run statements on.
    pub fn sql(&mut self) -> &mut AnyConnection {
        &mut self.connection
    }

    /// `COMMIT` or `ROLLBACK`.
    async fn end(&mut self, how: &'static str) -> Result<(), sqlx::Error> {
        self.connection.execute(how).await?;
        self.open = false;
        Ok(())
    }
}

/// A connection that nobody knows the state of is closed, which undoes what was not committed, and never used again:
/// the engine may have rolled back by itself (a full disk), or the work was dropped half-way. One that stayed in the
/// pool in that state would fail all work after it.
impl Drop for Tx<'_> {
    fn drop(&mut self) {
        if self.open {
            self.connection.close_on_drop();
        }
    }
}

/// Why a unit of work stops; everything it wrote is undone.
#[derive(Debug)]
pub enum Abort {
    /// The rules say no; the answer for the caller.
    Refused(ServiceError),
    /// The database said no; tried again when that may help.
    Store(StoreError),
}

impl From<ServiceError> for Abort {
    fn from(error: ServiceError) -> Self {
        Self::Refused(error)
    }
}

impl From<StoreError> for Abort {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<sqlx::Error> for Abort {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<crate::secrets::SealError> for Abort {
    fn from(error: crate::secrets::SealError) -> Self {
        Self::Store(error.into())
    }
}

impl Store {
    /// Does `work` in one transaction: all of it is durable when this returns `Ok`, none of it otherwise. The work
    /// may run several times (a deadlock, a busy file, [`StoreError::Raced`]), so it must do nothing but read and
    /// write through `tx`: no hashing of passwords, no calls to other systems.
    ///
    /// Written as `store.write(|tx| Box::pin(async move { … }))`; what it uses from around it must be references,
    /// since it may run again.
    ///
    /// # Errors
    /// What the work refused, or `Unavailable` when the database failed; the cause is logged.
    pub async fn write<'env, T, F>(&self, work: F) -> Result<T, ServiceError>
    where
        F: for<'t> Fn(&'t mut Tx<'env>) -> BoxFuture<'t, Result<T, Abort>>,
    {
        for attempt in 1..=TRIES {
            let failed = match self.attempt(&work).await {
                Ok(done) => return Ok(done),
                Err(Abort::Refused(refusal)) => return Err(refusal),
                Err(Abort::Store(error)) => error,
            };
            if attempt == TRIES || !self.worth_trying_again(&failed) {
                return Err(failed.into());
            }
            tracing::debug!(attempt, error = %failed, "unit of work is tried again");
            tokio::time::sleep(pause(attempt)).await;
        }
        Err(ServiceError::Unavailable)
    }

    async fn attempt<'env, T, F>(&self, work: &F) -> Result<T, Abort>
    where
        F: for<'t> Fn(&'t mut Tx<'env>) -> BoxFuture<'t, Result<T, Abort>>,
    {
        let mut tx = Tx {
            connection: self.writer().acquire().await?,
            open: true,
            env: PhantomData,
        };
        tx.connection.execute(self.dialect().begin()).await?;
        match work(&mut tx).await {
            Ok(done) => {
                tx.end("COMMIT").await?;
                Ok(done)
            }
            Err(abort) => {
                if let Err(error) = tx.end("ROLLBACK").await {
                    tracing::warn!(%error, "rollback failed; the connection is closed");
                }
                Err(abort)
            }
        }
    }

    fn worth_trying_again(&self, error: &StoreError) -> bool {
        match error {
            StoreError::Raced(_) => true,
            StoreError::Database(error) => self.dialect().is_transient(error),
            _ => false,
        }
    }
}

/// Longer from try to try, and different for everyone, so that those who collided do not meet again.
fn pause(attempt: u32) -> Duration {
    static TURN: AtomicU32 = AtomicU32::new(0);
    let turn = TURN.fetch_add(1, Ordering::Relaxed) % 16;
    Duration::from_millis(u64::from(attempt * (2 + turn)))
}

/// For an `UPDATE … WHERE revision = $n`: exactly one row must have changed, otherwise other work was faster.
///
/// # Errors
/// [`StoreError::Raced`], which makes [`Store::write`] try again with fresh reads.
pub fn advance(changed: u64, what: &'static str) -> Result<(), StoreError> {
    if changed == 1 {
        Ok(())
    } else {
        Err(StoreError::Raced(what))
    }
}

/// The cause goes to the log, the caller learns only that it did not work.
impl From<StoreError> for ServiceError {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the store failed");
        Self::Unavailable
    }
}

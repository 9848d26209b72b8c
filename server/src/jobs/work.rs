//! Doing a kind of work.

use app::backend::ServiceError;
use futures::future::BoxFuture;

use crate::services::Services;
use crate::services::queue::Queued;

/// A kind of work that can be done.
pub trait Work: Queued {
    /// Does it. It may be done again: a process that dies at the end does not say so.
    ///
    /// # Errors
    /// Tried again later; after the last try it is dead.
    fn run(self, services: &Services) -> BoxFuture<'_, Result<(), ServiceError>>;
}

//! This process's copy of the catalogue. It is a copy, not state: each answer first asks the database (by one indexed
//! row) whether the copy is current, so that every process shows a publish at once.

use std::sync::{Arc, PoisonError, RwLock};

use app::backend::ServiceError;

use super::snapshot::Snapshot;
use super::snapshot_load::{self, Version};
use super::unavailable;
use crate::store::Store;

/// The current copy of one process.
#[derive(Default)]
pub struct Cache {
    copy: RwLock<Option<Arc<Snapshot>>>,
    /// One builds, the others wait for it.
    building: tokio::sync::Mutex<()>,
}

impl Cache {
    fn copy(&self) -> Option<Arc<Snapshot>> {
        self.copy.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn current_copy(&self, version: &Version) -> Option<Arc<Snapshot>> {
        self.copy()
            .filter(|copy| copy.version == version.standard && copy.lists == version.lists)
    }

    /// The copy, made anew when the catalogue has changed; of changed lists only the lists.
    ///
    /// # Errors
    /// `Unavailable` when the database fails or no city is loaded.
    pub async fn current(&self, store: &Store) -> Result<Arc<Snapshot>, ServiceError> {
        let version = snapshot_load::version(store).await.map_err(unavailable)?;
        let Some(version) = version else {
            tracing::error!("no city is loaded: run `jinban city load DIR`");
            return Err(ServiceError::Unavailable);
        };
        if let Some(copy) = self.current_copy(&version) {
            return Ok(copy);
        }
        let _one = self.building.lock().await;
        if let Some(copy) = self.current_copy(&version) {
            return Ok(copy);
        }
        let standard = self.copy().map(|copy| Arc::clone(&copy.standard));
        let standard = match standard.filter(|standard| standard.version == version.standard) {
            Some(standard) => standard,
            None => Arc::new(
                snapshot_load::read(store, version.standard)
                    .await
                    .map_err(unavailable)?,
            ),
        };
        let parts = snapshot_load::parts(store, &standard.item_at)
            .await
            .map_err(unavailable)?;
        let fresh = Arc::new(Snapshot {
            standard,
            lists: version.lists,
            parts,
        });
        *self.copy.write().unwrap_or_else(PoisonError::into_inner) = Some(fresh.clone());
        Ok(fresh)
    }
}

//! Drafts nobody came back to, and files nothing belongs to any more: gone on the day the owner was told.

use app::backend::ServiceError;
use jiff::SignedDuration;
use shared::id::DraftId;

use super::{KEPT_DAYS, delete};
use crate::services::Services;
use crate::store::{Millis, StoreError};

const AT_ONCE: i64 = 100;
/// An upload may run while its draft is handed in; what is older than this belongs to nothing.
const UPLOADING: SignedDuration = SignedDuration::from_hours(1);

impl Services {
    /// Deletes drafts past their time with their files, and files whose draft is gone; returns how many drafts went.
    ///
    /// # Errors
    /// `Unavailable` when the database does not answer; what went by then stays gone.
    pub async fn forget_expired_drafts(&self) -> Result<u64, ServiceError> {
        let now = self.clock.now();
        let kept = SignedDuration::from_hours(KEPT_DAYS * 24);
        let before = Millis(now.saturating_sub(kept).unwrap_or(jiff::Timestamp::MIN));
        let mut gone = 0;
        loop {
            let rows: Vec<(String, String)> =
                sqlx::query_as("SELECT id, account FROM draft WHERE updated_at <= $1 ORDER BY updated_at LIMIT $2")
                    .bind(before)
                    .bind(AT_ONCE)
                    .fetch_all(self.store.reader())
                    .await
                    .map_err(StoreError::from)?;
            for (id, account) in &rows {
                let draft: DraftId = id.parse().map_err(|e| StoreError::unreadable("draft id", e))?;
                self.forget_files_of_draft(&draft).await?;
                gone += self
                    .store
                    .write(|tx| Box::pin(async move { Ok(delete(tx, id, account).await?) }))
                    .await?;
            }
            if rows.len() < usize::try_from(AT_ONCE).unwrap_or(usize::MAX) {
                break;
            }
        }
        self.forget_lost_files(now.saturating_sub(UPLOADING).unwrap_or(now))
            .await?;
        Ok(gone)
    }
}

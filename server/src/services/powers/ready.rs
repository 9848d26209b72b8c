//! What an entry and its power say about publishing its item.

use app::backend::ServiceError;
use shared::catalogue::ItemId;
use shared::powers::ready;
use shared::problem::Refusal;
use sqlx::AnyConnection;

use super::stored::{PowerRow, power};
use super::stored_entry::{EntryRow, entry};
use crate::services::Services;
use crate::store::StoreError;

/// Nothing unreviewed is published for a town. An item that no entry speaks of, or whose power nobody has registered
/// yet, is not held back: only what is known can be.
///
/// # Errors
/// The refusal, within; or what the database says.
pub async fn entry_ready(sql: &mut AnyConnection, item: &ItemId) -> Result<Result<(), Refusal>, StoreError> {
    let Some(entry) = entry(&mut *sql, item).await?.map(EntryRow::entry).transpose()? else {
        return Ok(Ok(()));
    };
    let power = match &entry.body.power {
        Some(id) => power(&mut *sql, id).await?.map(PowerRow::power),
        None => None,
    };
    Ok(ready(&entry, power.as_ref()))
}

impl Services {
    /// Whether an item may go on to publication as far as its power goes.
    ///
    /// # Errors
    /// `Conflict` with what keeps it and who can help.
    pub(in crate::services) async fn power_ready(&self, item: &ItemId) -> Result<(), ServiceError> {
        let mut connection = self.store.reader().acquire().await.map_err(StoreError::from)?;
        Ok(entry_ready(&mut connection, item).await??)
    }
}

//! An entry goes out of the catalogue, or back into it.

use app::backend::{ServiceError, Session};
use shared::access::Action;
use shared::catalogue::ItemId;
use shared::powers::{CatalogueEntry, EntryState, KeptList, fits, withdraw_entry};

use super::history::Noted;
use super::making::keep_in_the_making;
use super::no_entry;
use super::save::invalid;
use super::stored::take_list;
use super::stored_entry::{EntryRow, entry, entry_values, has_children, neighbours, put_entries};
use crate::services::Services;
use crate::services::keepers::{changed_since, refused};
use crate::store::{Abort, Millis, Tx};

impl Services {
    pub(super) async fn entry_withdraw(
        &self,
        session: &Session,
        id: &ItemId,
        revision: u32,
        reason: &str,
    ) -> Result<(), ServiceError> {
        let (actor, _) = self.list_keeper(session, Action::DeriveEntries).await?;
        let actor = actor.id.as_str();
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let (row, entry) = taken_at(tx, id, revision).await?;
                    let children = has_children(tx.sql(), id).await?;
                    let state = withdraw_entry(&entry, reason, children).map_err(refused)?;
                    let entry = CatalogueEntry { state, ..entry };
                    self.move_entry(tx, actor, &row, &entry, "withdraw_entry").await
                })
            })
            .await
    }

    pub(super) async fn entry_relist(&self, session: &Session, id: &ItemId, revision: u32) -> Result<(), ServiceError> {
        let (actor, _) = self.list_keeper(session, Action::DeriveEntries).await?;
        let actor = actor.id.as_str();
        let now = Millis(self.clock.now());
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let (row, entry) = taken_at(tx, id, revision).await?;
                    if entry.state == EntryState::Listed {
                        return Err(ServiceError::Conflict {
                            message: "这个事项已在目录中".into(),
                            fix: "不用再做什么".into(),
                        }
                        .into());
                    }
                    let around = neighbours(tx.sql(), id, &entry.body).await?;
                    let problems = fits(&entry.body, &around.around());
                    if !problems.is_empty() {
                        return Err(invalid(problems).into());
                    }
                    let entry = CatalogueEntry {
                        state: EntryState::Listed,
                        ..entry
                    };
                    self.move_entry(tx, actor, &row, &entry, "relist").await?;
                    keep_in_the_making(tx, &[&entry], now).await
                })
            })
            .await
    }

    async fn move_entry(
        &self,
        tx: &mut Tx<'_>,
        actor: &str,
        row: &EntryRow,
        entry: &CatalogueEntry,
        kind: &str,
    ) -> Result<(), Abort> {
        let now = Millis(self.clock.now());
        let revision = row.revision + 1;
        put_entries(tx, vec![entry_values(entry, revision, actor, now)]).await?;
        let noted = Noted {
            list: KeptList::Entries,
            row: entry.id.as_str(),
            revision,
            kind,
            detail: entry.state.reason(),
            changes: &[],
        };
        self.note_rows(tx, actor, [noted]).await
    }
}

/// The entry, on the revision it was seen at.
async fn taken_at(tx: &mut Tx<'_>, id: &ItemId, revision: u32) -> Result<(EntryRow, CatalogueEntry), Abort> {
    take_list(tx, KeptList::Entries).await?;
    let row = entry(tx.sql(), id).await?.ok_or_else(no_entry)?;
    if row.revision() != revision {
        return Err(changed_since().into());
    }
    let entry = row.clone().entry()?;
    Ok((row, entry))
}

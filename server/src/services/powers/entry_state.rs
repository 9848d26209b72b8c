//! An entry goes out of the catalogue, or back into it.

use app::backend::{ServiceError, Session};
use shared::access::{Action, Actor};
use shared::catalogue::ItemId;
use shared::powers::{CatalogueEntry, EntryStep, KeptList, fits, step_entry};

use super::history::Noted;
use super::making::keep_in_the_making;
use super::no_entry;
use super::save::invalid;
use super::stored::take_list;
use super::stored_entry::{EntryRow, entry, entry_values, has_children, neighbours, put_entries};
use crate::services::Services;
use crate::services::keepers::changed_since;
use crate::store::{Abort, Millis, Tx};

impl Services {
    pub(super) async fn entry_withdraw(
        &self,
        session: &Session,
        id: &ItemId,
        revision: u32,
        reason: &str,
    ) -> Result<(), ServiceError> {
        let (actor, scope) = &self.list_keeper(session, Action::DeriveEntries).await?;
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let (row, entry) = taken_at(tx, id, revision).await?;
                    let children = has_children(tx.sql(), id).await?;
                    let who = (*actor, scope);
                    let state = step_entry(&entry, EntryStep::Withdraw, reason, children, who);
                    let state = state.map_err(ServiceError::from)?;
                    let entry = CatalogueEntry { state, ..entry };
                    self.move_entry(tx, actor, &row, &entry, EntryStep::Withdraw).await
                })
            })
            .await
    }

    pub(super) async fn entry_relist(&self, session: &Session, id: &ItemId, revision: u32) -> Result<(), ServiceError> {
        let (actor, scope) = &self.list_keeper(session, Action::DeriveEntries).await?;
        let now = Millis(self.clock.now());
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let (row, entry) = taken_at(tx, id, revision).await?;
                    let state = step_entry(&entry, EntryStep::Relist, "", false, (*actor, scope));
                    let state = state.map_err(ServiceError::from)?;
                    let around = neighbours(tx.sql(), id, &entry.body).await?;
                    let problems = fits(&entry.body, &around.around());
                    if !problems.is_empty() {
                        return Err(invalid(problems).into());
                    }
                    let entry = CatalogueEntry { state, ..entry };
                    self.move_entry(tx, actor, &row, &entry, EntryStep::Relist).await?;
                    keep_in_the_making(tx, &[&entry], now).await
                })
            })
            .await
    }

    async fn move_entry(
        &self,
        tx: &mut Tx<'_>,
        actor: &Actor,
        row: &EntryRow,
        entry: &CatalogueEntry,
        step: EntryStep,
    ) -> Result<(), Abort> {
        let now = Millis(self.clock.now());
        let revision = row.revision + 1;
        put_entries(tx, vec![entry_values(entry, revision, actor.id.as_str(), now)]).await?;
        let noted = Noted {
            list: KeptList::Entries,
            row: entry.id.as_str(),
            revision,
            kind: step.as_str(),
            detail: entry.state.reason(),
            changes: &[],
        };
        self.note_rows(tx, actor.id.as_str(), [noted]).await
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

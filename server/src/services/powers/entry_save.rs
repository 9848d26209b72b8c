//! Listing an entry and writing it.

use app::backend::powers::Written;
use app::backend::{ServiceError, Session};
use shared::access::Action;
use shared::catalogue::ItemId;
use shared::powers::{CatalogueEntry, EntryBody, EntryState, KeptList, Typed, differences, fits};

use super::history::Noted;
use super::making::keep_in_the_making;
use super::no_entry;
use super::save::{as_typed, bring_together, clash, invalid};
use super::stored::take_list;
use super::stored_entry::{entry, entry_values, neighbours, put_entries};
use crate::services::Services;
use crate::store::{Abort, Millis, Tx};

const LIST: KeptList = KeptList::Entries;

impl Services {
    pub(super) async fn entry_save(
        &self,
        session: &Session,
        revision: u32,
        typed: &Typed,
    ) -> Result<Written<ItemId>, ServiceError> {
        let (actor, _) = self.list_keeper(session, Action::DeriveEntries).await?;
        let actor = actor.id.as_str();
        let snapshot = self.snapshot().await?;
        let departments = &snapshot.departments;
        let (id, mine) = &EntryBody::parse(typed, departments).map_err(invalid)?;
        let now = Millis(self.clock.now());
        self.store
            .write(|tx| {
                Box::pin(async move {
                    take_list(tx, LIST).await?;
                    let known = entry(tx.sql(), id).await?;
                    let row = match (known, revision) {
                        (None, 0) => {
                            self.write_entry(tx, actor, None, listed(id, mine), now).await?;
                            return Ok(Written::Saved {
                                id: id.clone(),
                                merged: false,
                                changed: true,
                            });
                        }
                        (Some(row), 0) => return Err(taken(id, &row.entry()?).into()),
                        (None, _) => return Err(no_entry().into()),
                        (Some(row), _) => row,
                    };
                    let before = row.clone().entry()?;
                    if before.state != EntryState::Listed {
                        return Err(withdrawn().into());
                    }
                    let columns = CatalogueEntry::COLUMNS;
                    let (mine, theirs) = (mine.cells(id, departments), before.body.cells(id, departments));
                    let revisions = (revision, row.revision());
                    let (cells, clashes) =
                        bring_together(tx, LIST, id.as_str(), revisions, columns, &mine, &theirs).await?;
                    if !clashes.is_empty() {
                        return Ok(Written::Clash {
                            revision: row.revision(),
                            problems: clash(&clashes),
                        });
                    }
                    let merged = cells != mine;
                    let (_, body) = EntryBody::parse(&as_typed(columns, cells), departments).map_err(invalid)?;
                    let changed = body != before.body;
                    if changed {
                        let was = Some((&before, row.revision));
                        self.write_entry(tx, actor, was, listed(id, &body), now).await?;
                    }
                    Ok(Written::Saved {
                        id: id.clone(),
                        merged,
                        changed,
                    })
                })
            })
            .await
    }

    /// Writes what fits among its neighbours, and gives it an item in the making when it has none.
    async fn write_entry(
        &self,
        tx: &mut Tx<'_>,
        actor: &str,
        was: Option<(&CatalogueEntry, i64)>,
        entry: CatalogueEntry,
        now: Millis,
    ) -> Result<(), Abort> {
        let around = neighbours(tx.sql(), &entry.id, &entry.body).await?;
        let problems = fits(&entry.body, &around.around());
        if !problems.is_empty() {
            return Err(invalid(problems).into());
        }
        let snapshot = self.snapshot().await?;
        let cells = |entry: &CatalogueEntry| entry.body.cells(&entry.id, &snapshot.departments);
        let before = was.map(|(before, _)| cells(before)).unwrap_or_default();
        let changes = differences(CatalogueEntry::COLUMNS, &before, &cells(&entry));
        let revision = was.map_or(1, |(_, revision)| revision + 1);
        put_entries(tx, vec![entry_values(&entry, revision, actor, now)]).await?;
        keep_in_the_making(tx, &[&entry], now).await?;
        let noted = Noted {
            list: LIST,
            row: entry.id.as_str(),
            revision,
            kind: if was.is_some() { "edit" } else { "add" },
            detail: None,
            changes: &changes,
        };
        self.note_rows(tx, actor, [noted]).await
    }
}

fn listed(id: &ItemId, body: &EntryBody) -> CatalogueEntry {
    CatalogueEntry {
        id: id.clone(),
        body: body.clone(),
        state: EntryState::Listed,
    }
}

fn taken(id: &ItemId, known: &CatalogueEntry) -> ServiceError {
    let why = format!("{id} 已用于「{}」", known.body.name);
    match known.state {
        EntryState::Listed => ServiceError::invalid("id", why, "请换一个编号；要修改那个事项的，请打开它"),
        EntryState::Withdrawn { .. } => {
            ServiceError::invalid("id", format!("{why}，它已取消"), "请换一个编号，或者打开它重新列入")
        }
    }
}

pub(super) fn withdrawn() -> ServiceError {
    ServiceError::Conflict {
        message: "这个事项已从目录里取消，不能修改".into(),
        fix: "需要的请先重新列入".into(),
    }
}

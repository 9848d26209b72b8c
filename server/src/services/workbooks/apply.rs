//! An import is applied as a whole, in one transaction, on the list it was previewed against; or not at all.

use std::collections::HashMap;

use app::backend::ServiceError;
use app::backend::workbooks::{ImportPart, ImportState};
use serde::de::DeserializeOwned;
use shared::powers::{CatalogueEntry, EntryBody, EntryState, KeptList, Power, PowerBody, PowerState, edited};

use super::job::{Job, KeptRow};
use crate::services::Services;
use crate::services::powers::history::Noted;
use crate::services::powers::making::keep_in_the_making;
use crate::services::powers::stored::{
    ListHead, PowerRow, SELECT_POWER, power_values, put_powers, take_list, take_numbers,
};
use crate::services::powers::stored_entry::{EntryRow, SELECT_ENTRY, entry_values, put_entries};
use crate::services::staff::{StaffBefore, StaffChange, apply_staff};
use crate::store::{Abort, Json, Millis, Parsed, Sql, StoreError, Tx, Values};

/// One row to write.
struct Change {
    part: ImportPart,
    kept: KeptRow,
}

impl Change {
    fn body<T: DeserializeOwned>(&self) -> Result<T, StoreError> {
        serde_json::from_value(self.kept.body.clone()).map_err(|e| StoreError::unreadable("import row", e))
    }
}

impl Services {
    pub(super) async fn apply_job(&self, job: &Job) -> Result<(), ServiceError> {
        let rows: Vec<(Parsed<ImportPart>, Json<KeptRow>)> = sqlx::query_as(
            "SELECT kind, body FROM list_import_row WHERE job = $1 AND kind <> 'problem' ORDER BY kind, position",
        )
        .bind(&job.id)
        .fetch_all(self.store.reader())
        .await
        .map_err(StoreError::from)?;
        let changes: &Vec<Change> = &rows
            .into_iter()
            .map(|(part, kept)| Change {
                part: part.0,
                kept: kept.0,
            })
            .collect();
        let staff = self.staff_of(job, changes).await?;
        let staff = staff.as_ref();
        let now = Millis(self.clock.now());
        let state = self
            .store
            .write(|tx| {
                Box::pin(async move {
                    let head = take_list(tx, job.list.0).await?;
                    if head.revision != job.list_revision + 1 {
                        return Ok(ImportState::Stale);
                    }
                    match job.list.0 {
                        KeptList::Powers => self.apply_powers(tx, job, head, changes, now).await?,
                        KeptList::Entries => self.apply_entries(tx, job, changes, now).await?,
                        KeptList::Staff => {
                            if let Some((before, rows)) = staff {
                                apply_staff(self, tx, before, rows).await?;
                            }
                        }
                    }
                    sqlx::query(
                        "UPDATE list_import SET state = 'applied', ended_at = $1, leased_until = 0 WHERE id = $2",
                    )
                    .bind(now)
                    .bind(&job.id)
                    .execute(tx.sql())
                    .await?;
                    Ok(ImportState::Applied)
                })
            })
            .await?;
        if state == ImportState::Stale {
            self.end_import(&job.id, state).await?;
        }
        Ok(())
    }

    /// The rows of a workbook of accounts, with the accounts as they stand now.
    async fn staff_of(
        &self,
        job: &Job,
        changes: &[Change],
    ) -> Result<Option<(StaffBefore, Vec<StaffChange>)>, ServiceError> {
        if job.list.0 != KeptList::Staff {
            return Ok(None);
        }
        let rows = changes.iter().map(|change| {
            Ok(StaffChange {
                part: change.part,
                row: change.body()?,
            })
        });
        let rows: Vec<StaffChange> = rows.collect::<Result<_, StoreError>>()?;
        let logins: Vec<String> = rows.iter().map(|one| one.row.login.to_string()).collect();
        let before = self.staff_before(job.brought_in(), &logins).await?;
        Ok(Some((before, rows)))
    }

    async fn apply_powers(
        &self,
        tx: &mut Tx<'_>,
        job: &Job,
        head: ListHead,
        changes: &[Change],
        now: Millis,
    ) -> Result<(), Abort> {
        let known: Vec<PowerRow> = Sql::new(SELECT_POWER).rows().fetch_all(tx.sql()).await?;
        let known: HashMap<String, PowerRow> = known.into_iter().map(|row| (row.id.0.to_string(), row)).collect();
        let added = changes.iter().filter(|change| change.part == ImportPart::Added).count();
        let mut numbers = take_numbers(tx, head, added).await?.into_iter();
        let mut powers: Vec<(Power, i64, &Change)> = Vec::with_capacity(changes.len());
        for change in changes {
            let Some(row) = known.get(&change.kept.row.id) else {
                let body: PowerBody = change.body()?;
                let id = numbers.next().ok_or_else(gone)?;
                let state = edited(None, &body).map_err(ServiceError::from)?;
                powers.push((Power { id, body, state }, 1, change));
                continue;
            };
            let revision = row.revision + 1;
            let before = row.clone().power();
            let power = if change.part == ImportPart::Removed {
                let state = PowerState::Withdrawn {
                    reason: not_listed(job),
                };
                Power { state, ..before }
            } else {
                let body: PowerBody = change.body()?;
                let state = edited(Some(&before), &body).map_err(ServiceError::from)?;
                Power { body, state, ..before }
            };
            powers.push((power, revision, change));
        }
        let rows: Vec<Values> = powers
            .iter()
            .map(|(power, revision, _)| power_values(power, *revision, &job.account, now))
            .collect();
        put_powers(tx, rows).await?;
        let reason = not_listed(job);
        let noted = powers.iter().map(|(power, revision, change)| {
            note(
                KeptList::Powers,
                power.id.as_str(),
                *revision,
                change,
                &reason,
                &job.file_name,
            )
        });
        self.note_rows(tx, &job.account, noted).await
    }

    async fn apply_entries(&self, tx: &mut Tx<'_>, job: &Job, changes: &[Change], now: Millis) -> Result<(), Abort> {
        let known: Vec<EntryRow> = Sql::new(SELECT_ENTRY).rows().fetch_all(tx.sql()).await?;
        let known: HashMap<String, EntryRow> = known.into_iter().map(|row| (row.id.0.to_string(), row)).collect();
        let mut entries: Vec<(CatalogueEntry, i64, &Change)> = Vec::with_capacity(changes.len());
        for change in changes {
            let row = known.get(&change.kept.row.id);
            let revision = row.map_or(1, |row| row.revision + 1);
            let entry = match (change.part, row) {
                (ImportPart::Removed, Some(row)) => CatalogueEntry {
                    state: EntryState::Withdrawn {
                        reason: not_listed(job),
                    },
                    ..row.clone().entry()?
                },
                _ => CatalogueEntry {
                    id: change
                        .kept
                        .row
                        .id
                        .parse()
                        .map_err(|e| StoreError::unreadable("item id", e))?,
                    body: change.body::<EntryBody>()?,
                    state: EntryState::Listed,
                },
            };
            entries.push((entry, revision, change));
        }
        let rows: Vec<Values> = entries
            .iter()
            .map(|(entry, revision, _)| entry_values(entry, *revision, &job.account, now))
            .collect();
        put_entries(tx, rows).await?;
        let listed = entries
            .iter()
            .map(|(entry, ..)| entry)
            .filter(|entry| entry.state == EntryState::Listed);
        let listed: Vec<&CatalogueEntry> = listed.collect();
        keep_in_the_making(tx, &listed, now).await?;
        let reason = not_listed(job);
        let noted = entries.iter().map(|(entry, revision, change)| {
            note(
                KeptList::Entries,
                entry.id.as_str(),
                *revision,
                change,
                &reason,
                &job.file_name,
            )
        });
        self.note_rows(tx, &job.account, noted).await
    }
}

fn gone() -> StoreError {
    StoreError::unreadable("import row", "it names a row that is not there")
}

fn not_listed(job: &Job) -> String {
    format!("完整清单「{}」没有列出", job.file_name)
}

fn note<'a>(
    list: KeptList,
    row: &'a str,
    revision: i64,
    change: &'a Change,
    reason: &'a str,
    file: &'a str,
) -> Noted<'a> {
    let removed = change.part == ImportPart::Removed;
    let kind = match (removed, list) {
        (false, _) => "import",
        (true, KeptList::Powers) => "withdraw",
        (true, KeptList::Entries | KeptList::Staff) => "withdraw_entry",
    };
    Noted {
        list,
        row,
        revision,
        kind,
        detail: Some(if removed { reason } else { file }),
        changes: &change.kept.row.changes,
    }
}

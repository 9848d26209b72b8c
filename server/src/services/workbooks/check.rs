//! The check of an import: its sheet read, a plan made of it and kept for the preview.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use app::backend::ServiceError;
use app::backend::workbooks::{ImportPart, ImportState};
use shared::catalogue::Department;
use shared::powers::KeptList;

use super::job::{Job, KeptRow, LEASE, off_thread, unfinished};
use super::plan::{Given, ImportPlan};
use super::read::Book;
use super::{plan_entries, plan_powers, plan_staff, read};
use crate::services::Services;
use crate::services::powers::stored::{PowerRow, SELECT_POWER};
use crate::services::powers::stored_entry::{EntryRow, SELECT_ENTRY};
use crate::store::{Json, Millis, Sql, StoreError, Values, insert_rows};

/// How often progress is written down.
const TELL: Duration = Duration::from_millis(250);

impl Services {
    /// Reads the sheet, plans what it would change and keeps the plan.
    ///
    /// # Errors
    /// When the database does not answer, or the work ended early.
    pub(super) async fn check_job(&self, job: &Job) -> Result<(), ServiceError> {
        let content: Option<Vec<u8>> = sqlx::query_scalar("SELECT content FROM list_import WHERE id = $1")
            .bind(&job.id)
            .fetch_one(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let list = job.list.0;
        let content = content.ok_or(ServiceError::Unavailable)?;
        let mut book = off_thread(move || read::read(content, list)).await?;
        let notes = std::mem::take(&mut book.notes);
        let total = u32::try_from(book.rows.len()).unwrap_or(u32::MAX);
        self.tell_progress(&job.id, total, 0).await?;
        // Before the list itself: what changes in between makes the preview stale.
        let revision: i64 = sqlx::query_scalar("SELECT revision FROM kept_list WHERE name = $1")
            .bind(list.as_str())
            .fetch_one(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let departments = self.snapshot().await?.departments.clone();
        let done = Arc::new(AtomicU32::new(0));
        let working = self.plan_of(job, book, departments, Arc::clone(&done)).await?;
        let plan = self.while_working(&job.id, total, &done, working).await?;
        self.keep_plan(job, plan, &notes, revision, total).await
    }

    async fn plan_of(
        &self,
        job: &Job,
        book: Book,
        departments: Vec<Department>,
        done: Arc<AtomicU32>,
    ) -> Result<tokio::task::JoinHandle<ImportPlan>, ServiceError> {
        let whole = job.whole == 1;
        if job.list.0 == KeptList::Staff {
            let logins: Vec<String> = book
                .rows
                .iter()
                .map(|row| shared::text::plain(row.typed.get("login")).to_lowercase())
                .collect();
            let before = self.staff_before(job.brought_in(), &logins).await?;
            return Ok(tokio::task::spawn_blocking(move || {
                let given = Given {
                    departments: &departments,
                    whole,
                    done: &done,
                };
                plan_staff::plan(&book, &before, &given)
            }));
        }
        let powers: Vec<PowerRow> = Sql::new(SELECT_POWER).all(&self.store).await?;
        let powers: BTreeMap<_, _> = powers
            .into_iter()
            .map(|row| row.power())
            .map(|power| (power.id.clone(), power))
            .collect();
        let entries = match job.list.0 {
            KeptList::Powers | KeptList::Staff => None,
            KeptList::Entries => {
                let rows: Vec<EntryRow> = Sql::new(SELECT_ENTRY).all(&self.store).await?;
                let entries = rows
                    .into_iter()
                    .map(|row| row.entry().map(|entry| (entry.id.clone(), entry)));
                Some(entries.collect::<Result<BTreeMap<_, _>, StoreError>>()?)
            }
        };
        Ok(tokio::task::spawn_blocking(move || {
            let given = Given {
                departments: &departments,
                whole,
                done: &done,
            };
            match entries {
                None => plan_powers::plan(&book, &powers, &given),
                Some(entries) => plan_entries::plan(&book, &plan_entries::Known { entries, powers }, &given),
            }
        }))
    }

    /// Writes down how far it is until it is done.
    async fn while_working<T>(
        &self,
        id: &str,
        total: u32,
        done: &AtomicU32,
        mut working: tokio::task::JoinHandle<T>,
    ) -> Result<T, ServiceError> {
        loop {
            match tokio::time::timeout(TELL, &mut working).await {
                Ok(finished) => return finished.map_err(unfinished),
                Err(_) => self.tell_progress(id, total, done.load(Ordering::Relaxed)).await?,
            }
        }
    }

    async fn tell_progress(&self, id: &str, total: u32, done: u32) -> Result<(), ServiceError> {
        let now = self.clock.now();
        let until = Millis(now.saturating_add(LEASE).unwrap_or(now));
        self.store
            .write(|tx| {
                Box::pin(async move {
                    sqlx::query(
                        "UPDATE list_import SET rows_total = $1, rows_done = $2, leased_until = $3 WHERE id = $4",
                    )
                    .bind(i64::from(total))
                    .bind(i64::from(done))
                    .bind(until)
                    .bind(id)
                    .execute(tx.sql())
                    .await?;
                    Ok(())
                })
            })
            .await
    }

    async fn keep_plan(
        &self,
        job: &Job,
        plan: ImportPlan,
        notes: &[String],
        revision: i64,
        total: u32,
    ) -> Result<(), ServiceError> {
        let counts = plan.counts();
        let state = if counts.problems > 0 {
            ImportState::Wrong
        } else {
            ImportState::Ready
        };
        let rows = &off_thread({
            let id = job.id.clone();
            move || kept_rows(&id, plan)
        })
        .await??;
        let now = Millis(self.clock.now());
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let ended = sqlx::query(
                        "UPDATE list_import SET state = $1, counts = $2, list_revision = $3, rows_done = $4, \
                         content = NULL, leased_until = 0, ended_at = $5, notes = $7 WHERE id = $6 AND state = 'waiting'",
                    )
                    .bind(state.as_str())
                    .bind(Json(counts))
                    .bind(revision)
                    .bind(i64::from(total))
                    .bind(now)
                    .bind(&job.id)
                    .bind(Json(notes))
                    .execute(tx.sql())
                    .await?;
                    // A process that took longer than its lease finds the work done by another.
                    if ended.rows_affected() == 0 {
                        return Ok(());
                    }
                    let into = "INSERT INTO list_import_row (job, kind, position, row_id, body)";
                    insert_rows(tx, into, rows.clone(), "").await?;
                    Ok(())
                })
            })
            .await
    }
}

fn kept_rows(job: &str, plan: ImportPlan) -> Result<Vec<Values>, StoreError> {
    let mut rows = Vec::with_capacity(plan.rows.len() + plan.problems.len());
    let mut add = |kind: ImportPart, position: usize, row_id: String, body: String| {
        let position = i64::try_from(position).unwrap_or(i64::MAX);
        rows.push(vec![
            Some(job.into()),
            Some(kind.as_str().into()),
            Some(position.into()),
            Some(row_id.into()),
            Some(body.into()),
        ]);
    };
    let json = |error| StoreError::unreadable("import row", error);
    for (position, problem) in plan.problems.into_iter().enumerate() {
        let body = serde_json::to_string(&problem).map_err(json)?;
        add(ImportPart::Problem, position, String::new(), body);
    }
    for (position, planned) in plan.rows.into_iter().enumerate() {
        let id = planned.row.id.clone();
        let kept = KeptRow {
            row: planned.row,
            body: planned.body,
        };
        add(planned.part, position, id, serde_json::to_string(&kept).map_err(json)?);
    }
    Ok(rows)
}

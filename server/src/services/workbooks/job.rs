//! An import on its way: taken in, then moved on in the background by whichever process gets to it first.

use app::backend::workbooks::{ImportCounts, ImportState, PlannedRow};
use app::backend::{ServiceError, Session};
use serde::{Deserialize, Serialize};
use shared::access::Actor;
use shared::powers::KeptList;

use crate::services::Services;
use crate::services::queue::enqueue;
use crate::services::work::Import;
use crate::store::{Flag, Json, Millis, Parsed, Sql, insert_rows};

/// How long a process has for a step before another takes over.
pub(super) const LEASE: jiff::SignedDuration = jiff::SignedDuration::from_secs(60);

crate::store::row! {
    pub(super) struct Job {
        pub id: String,
        pub list: Parsed<KeptList>,
        pub account: String,
        /// The post it was brought in from; older ones do not say.
        pub post: Option<String>,
        pub file_name: String,
        pub whole: i64,
        pub state: Parsed<ImportState>,
        pub rows_total: i64,
        pub rows_done: i64,
        pub counts: Json<ImportCounts>,
        pub list_revision: i64,
        pub created_at: Millis,
        /// How often it was begun in its present state.
        pub tries: i64,
        pub notes: Json<Vec<String>>,
    }
}

impl Job {
    /// The account that brought it in, and the post it acted in.
    pub fn brought_in(&self) -> (&str, Option<&str>) {
        (&self.account, self.post.as_deref())
    }
}

pub(super) const SELECT_JOB: &str = "SELECT id, list, account, post, file_name, whole, state, rows_total, rows_done, counts, \
     list_revision, created_at, tries, notes FROM list_import";

/// A row of the plan as it is kept.
#[derive(Serialize, Deserialize)]
pub(super) struct KeptRow {
    pub row: PlannedRow,
    pub body: serde_json::Value,
}

pub(super) fn no_import() -> ServiceError {
    ServiceError::NotFound {
        what: "这次导入，它可能已经清理".into(),
    }
}

impl Services {
    /// An import that the reader may see: of accounts only their own.
    pub(super) async fn import_job(&self, actor: &Actor, list: KeptList, id: &str) -> Result<Job, ServiceError> {
        let own = (list == KeptList::Staff).then(|| actor.id.as_str());
        let job: Option<Job> = Sql::new(SELECT_JOB)
            .and_arg("id =", id)
            .and_arg("list =", list.as_str())
            .and_opt("account =", own)
            .first(&self.store)
            .await?;
        job.ok_or_else(no_import)
    }

    /// Does every import that waits; returns how many were moved on.
    ///
    /// # Errors
    /// When the database does not answer; what was begun is taken up again by another call.
    pub async fn run_imports(&self) -> Result<usize, ServiceError> {
        let mut moved = 0;
        while let Some(job) = self.claim_import().await? {
            moved += 1;
            // Begun before and never ended: it ends whatever process works on it, or that one was stopped. Either way
            // the person is told, and nothing goes round for ever.
            if job.tries > 1 {
                tracing::error!(import = job.id, "an import was begun before and did not end; given up");
                self.end_import(&job.id, ImportState::Failed).await?;
                continue;
            }
            let done = match job.state.0 {
                ImportState::Applying => self.apply_job(&job).await,
                _ => self.check_job(&job).await,
            };
            if let Err(error) = done {
                tracing::error!(import = job.id, %error, "an import was not finished");
                self.end_import(&job.id, ImportState::Failed).await?;
            }
        }
        Ok(moved)
    }

    async fn claim_import(&self) -> Result<Option<Job>, ServiceError> {
        let now = self.clock.now();
        let until = Millis(now.saturating_add(LEASE).unwrap_or(now));
        let claimed: Option<String> = self
            .store
            .write(|tx| {
                Box::pin(async move {
                    Ok(sqlx::query_scalar(
                        "UPDATE list_import SET leased_until = $1, tries = tries + 1 WHERE id = (SELECT id FROM list_import \
                         WHERE state IN ('waiting', 'applying') AND leased_until <= $2 ORDER BY leased_until, id LIMIT 1) \
                         AND leased_until <= $2 RETURNING id",
                    )
                    .bind(until)
                    .bind(Millis(now))
                    .fetch_optional(tx.sql())
                    .await?)
                })
            })
            .await?;
        let Some(id) = claimed else { return Ok(None) };
        let job = Sql::new(SELECT_JOB).and_arg("id =", id).first(&self.store).await?;
        Ok(job)
    }

    pub(super) async fn end_import(&self, id: &str, state: ImportState) -> Result<(), ServiceError> {
        let now = Millis(self.clock.now());
        self.store
            .write(|tx| {
                Box::pin(async move {
                    sqlx::query(
                        "UPDATE list_import SET state = $1, ended_at = $2, content = NULL, leased_until = 0 \
                         WHERE id = $3 AND state IN ('waiting', 'applying')",
                    )
                    .bind(state.as_str())
                    .bind(now)
                    .bind(id)
                    .execute(tx.sql())
                    .await?;
                    Ok(())
                })
            })
            .await
    }

    pub(super) async fn take_upload(
        &self,
        session: &Session,
        list: KeptList,
        upload: app::backend::workbooks::Upload,
    ) -> Result<String, ServiceError> {
        let actor = self.list_importer(session, list).await?;
        let content = upload.content;
        let content = off_thread(move || super::kind::must_be_workbook(&content).map(|()| content)).await??;
        let now = self.clock.now();
        let id = self.rng.id(now);
        let name: String = upload.file_name.chars().filter(|c| !c.is_control()).take(100).collect();
        let work = &Import { id: id.clone() };
        let row = &vec![
            Some(id.clone().into()),
            Some(list.as_str().into()),
            Some(actor.id.as_str().into()),
            Some(name.into()),
            Some(content.into()),
            // No account is closed by being left out of a sheet.
            Some(Flag(upload.whole && list != KeptList::Staff).into()),
            Some(ImportState::Waiting.as_str().into()),
            Some(Millis(now).into()),
            actor.acting.as_ref().map(|acting| acting.post.as_str().into()),
        ];
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let into =
                        "INSERT INTO list_import (id, list, account, file_name, content, whole, state, created_at, post)";
                    insert_rows(tx, into, vec![row.clone()], "").await?;
                    Ok(enqueue(self, tx, work).await?)
                })
            })
            .await?;
        Ok(id)
    }
}

pub(super) fn unfinished(error: tokio::task::JoinError) -> ServiceError {
    tracing::error!(%error, "the work on a workbook ended early");
    ServiceError::Unavailable
}

pub(super) async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, ServiceError> {
    tokio::task::spawn_blocking(work).await.map_err(unfinished)
}

//! Workbooks to download, an import as its office sees it, and the word to apply it.

use app::backend::workbooks::{ImportPart, ImportState, ImportView, Workbook};
use app::backend::{ServiceError, Session};
use shared::catalogue::Department;
use shared::id::DepartmentId;
use shared::powers::KeptList;

use super::job::{KeptRow, off_thread};
use super::write;
use crate::services::Services;
use crate::services::powers::stored::{PowerRow, SELECT_POWER};
use crate::services::powers::stored_entry::{EntryRow, SELECT_ENTRY};
use crate::services::queue::enqueue;
use crate::services::staff::Appointing;
use crate::services::work::Import;
use crate::store::{Paging, Sql, StoreError};

/// Rows of a preview per page.
const PAGE: u32 = 100;
/// Rows of each other kind below it: nobody decides on what they have not seen.
const OF_OTHERS: i64 = 20;
/// Rows read at once on the way out.
const AT_ONCE: i64 = 1000;

fn unwritten(error: rust_xlsxwriter::XlsxError) -> ServiceError {
    tracing::error!(%error, "a workbook could not be written");
    ServiceError::Unavailable
}

/// A page of the list's cells, and where the next one begins.
type Page = (Vec<Vec<String>>, Option<(i64, String)>);

impl Services {
    pub(super) async fn list_template(&self, session: &Session, list: KeptList) -> Result<Workbook, ServiceError> {
        self.list_importer(session, list).await?;
        let departments = self.snapshot().await?.departments.clone();
        let content = off_thread(move || write::template(list, &departments)).await?;
        Ok(Workbook {
            name: format!("{}（模板）.xlsx", list.words()),
            content: content.map_err(unwritten)?,
        })
    }

    pub(super) async fn list_export(&self, session: &Session, list: KeptList) -> Result<Workbook, ServiceError> {
        let actor = session.actor()?;
        let own = match list {
            KeptList::Staff => Appointing::of(actor).map(|_| None)?,
            KeptList::Powers | KeptList::Entries => Self::own_department(actor)?,
        };
        let departments = self.snapshot().await?.departments.clone();
        let (send, mut receive) = tokio::sync::mpsc::channel::<Vec<Vec<String>>>(2);
        let known = departments.clone();
        let writing = tokio::task::spawn_blocking(move || write::export(list, &known, || receive.blocking_recv()));
        let mut after = None;
        loop {
            let (rows, next) = match list {
                KeptList::Staff => {
                    let from = after.as_ref().map(|(_, login): &(i64, String)| login.as_str());
                    let (rows, last) = self.staff_rows_out(actor, from).await?;
                    (rows, last.map(|login| (0, login)))
                }
                KeptList::Powers | KeptList::Entries => self.page_out(list, own, &departments, after).await?,
            };
            // The writer ends early only when it failed, which it says itself.
            let written = send.send(rows).await;
            after = next;
            if after.is_none() || written.is_err() {
                break;
            }
        }
        drop(send);
        let content = writing.await.map_err(|error| {
            tracing::error!(%error, "the writing of a workbook ended early");
            ServiceError::Unavailable
        })?;
        Ok(Workbook {
            name: format!("{} {}.xlsx", list.words(), self.today()),
            content: content.map_err(unwritten)?,
        })
    }

    /// What is in force or on its way, row after row: what was taken out is not a part of the list any more.
    async fn page_out(
        &self,
        list: KeptList,
        own: Option<&DepartmentId>,
        departments: &[Department],
        after: Option<(i64, String)>,
    ) -> Result<Page, StoreError> {
        let narrowed = |start: &'static str| {
            let sql = Sql::new(start)
                .and("state <> 'withdrawn'")
                .and_opt("department =", own.map(DepartmentId::as_str));
            let sql = match after {
                Some((position, id)) => sql.and_after("position, id", false, position, id),
                None => sql,
            };
            sql.push(" ORDER BY position, id").limit(AT_ONCE, 0)
        };
        let full = usize::try_from(AT_ONCE).unwrap_or(usize::MAX);
        let mut out = Vec::new();
        let mut last = None;
        match list {
            KeptList::Powers => {
                let rows: Vec<PowerRow> = narrowed(SELECT_POWER).rows().fetch_all(self.store.reader()).await?;
                for row in rows {
                    let position = row.position();
                    let power = row.power();
                    last = Some((position, power.id.to_string()));
                    let id = power.id.to_string();
                    out.push(std::iter::once(id).chain(power.body.cells(departments)).collect());
                }
            }
            KeptList::Staff => {}
            KeptList::Entries => {
                let rows: Vec<EntryRow> = narrowed(SELECT_ENTRY).rows().fetch_all(self.store.reader()).await?;
                for row in rows {
                    let position = row.position();
                    let entry = row.entry()?;
                    last = Some((position, entry.id.to_string()));
                    out.push(entry.body.cells(&entry.id, departments));
                }
            }
        }
        let last = last.filter(|_| out.len() == full);
        Ok((out, last))
    }

    pub(super) async fn import_view(
        &self,
        session: &Session,
        list: KeptList,
        id: &str,
        part: Option<ImportPart>,
        page: u32,
    ) -> Result<ImportView, ServiceError> {
        let actor = self.list_importer(session, list).await?;
        let job = self.import_job(actor, list, id).await?;
        let counts = job.counts.0;
        let first = ImportPart::ALL.into_iter().find(|part| part.count(&counts) > 0);
        let part = part.or(first).unwrap_or(ImportPart::Added);
        let paging = Paging::new(page, PAGE);
        let (mut problems, mut rows) = (Vec::new(), Vec::new());
        if part == ImportPart::Problem {
            problems = self.import_rows(id, part, paging.limit(), paging.offset()).await?;
        } else {
            let kept: Vec<KeptRow> = self.import_rows(id, part, paging.limit(), paging.offset()).await?;
            rows.extend(kept.into_iter().map(|kept| kept.row));
        }
        let mut others = Vec::new();
        let changes = [ImportPart::Added, ImportPart::Changed, ImportPart::Removed];
        for other in changes.into_iter().filter(|one| *one != part && one.count(&counts) > 0) {
            let kept: Vec<KeptRow> = self.import_rows(id, other, OF_OTHERS, 0).await?;
            others.push((other, kept.into_iter().map(|kept| kept.row).collect()));
        }
        let name: Option<(Option<Vec<u8>>,)> = sqlx::query_as("SELECT name FROM account WHERE id = $1")
            .bind(&job.account)
            .fetch_optional(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let count = |number: i64| u32::try_from(number).unwrap_or_default();
        Ok(ImportView {
            by: self.keeper_name(&job.account, name.and_then(|(name,)| name))?,
            list,
            whole: job.whole == 1,
            state: job.state.0,
            rows_total: count(job.rows_total),
            rows_done: count(job.rows_done),
            counts,
            created_at: job.created_at.0,
            part,
            problems,
            rows,
            others,
            notes: job.notes.0,
            page: paging.page(),
            pages: paging.pages(part.count(&counts)),
            file_name: job.file_name,
            id: job.id,
        })
    }

    async fn import_rows<T: serde::de::DeserializeOwned>(
        &self,
        id: &str,
        part: ImportPart,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<T>, ServiceError> {
        let bodies: Vec<String> = Sql::new("SELECT body FROM list_import_row")
            .and_arg("job =", id)
            .and_arg("kind =", part.as_str())
            .push(" ORDER BY position")
            .limit(limit, offset)
            .scalar()
            .fetch_all(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let read = bodies.iter().map(|body| serde_json::from_str(body));
        let rows: Result<Vec<T>, _> = read.collect();
        Ok(rows.map_err(|error| StoreError::unreadable("import row", error))?)
    }

    pub(super) async fn import_apply(&self, session: &Session, list: KeptList, id: &str) -> Result<(), ServiceError> {
        let actor = self.list_importer(session, list).await?;
        let state = self.import_job(actor, list, id).await?.state.0;
        let work = &Import { id: id.to_owned() };
        let counted = self
            .store
            .write(|tx| {
                Box::pin(async move {
                    let moved = sqlx::query(
                        "UPDATE list_import SET state = 'applying', leased_until = 0, tries = 0, ended_at = NULL \
                         WHERE id = $1 AND state = 'ready'",
                    )
                    .bind(id)
                    .execute(tx.sql())
                    .await?
                    .rows_affected();
                    if moved == 1 {
                        enqueue(self, tx, work).await?;
                    }
                    Ok(moved)
                })
            })
            .await?;
        if counted == 1 {
            return Ok(());
        }
        Err(ServiceError::Conflict {
            message: format!("这次导入目前是「{}」，不能再写入", state.words()),
            fix: match state {
                ImportState::Waiting => "请等检查完，看过预览再确认",
                ImportState::Wrong => "请按错误列表改好表格，重新上传",
                ImportState::Applying | ImportState::Applied => "不用再做什么",
                _ => "请重新上传",
            }
            .into(),
        })
    }
}

/// Accounts with their first passwords, to hand over.
pub(in crate::services) async fn handed_out(rows: Vec<Vec<String>>) -> Result<Workbook, ServiceError> {
    let content = off_thread(move || write::handed_out(&rows)).await?;
    Ok(Workbook {
        name: "初始密码（只发给本人）.xlsx".to_owned(),
        content: content.map_err(unwritten)?,
    })
}

//! Messages that were given up and jobs that are dead: listed, tried again, or taken off the list.

use app::backend::failures::{Failure, FailureKind, FailurePage, Failures, Why};
use app::backend::{ServiceError, Session};
use async_trait::async_trait;
use serde_json::json;
use shared::access::{Action, Actor, Scope};
use shared::people::Mobile;

use super::Services;
use super::guard::require;
use super::outbox::{self, Message};
use super::queue::enqueue;
use super::records::Act;
use super::work::{Deliver, DeliverAll, title};
use crate::store::{Abort, Millis, Paging, Sql, StoreError, Tx};

const PAGE: u32 = 20;

/// Both kinds in one order.
const SELECT: &str = "SELECT f.kind, f.id, f.name, f.tries, f.why, f.at, f.expires_at FROM (\
     SELECT 'message' AS kind, id, kind AS name, tries, why, COALESCE(failed_at, created_at) AS at, expires_at \
     FROM outbox WHERE state = 'failed' UNION ALL \
     SELECT 'job', id, name, tries, why, ended_at, NULL FROM job WHERE state = 'dead') AS f \
     ORDER BY f.at DESC, f.id DESC";

const COUNT: &str = "SELECT (SELECT COUNT(*) FROM outbox WHERE state = 'failed') \
     + (SELECT COUNT(*) FROM job WHERE state = 'dead')";

crate::store::row! {
    struct Row {
        kind: String,
        id: String,
        name: String,
        tries: i64,
        why: Option<String>,
        at: Millis,
        expires_at: Option<Millis>,
    }
}

fn handled() -> ServiceError {
    ServiceError::Conflict {
        message: "这一条已经不在列表里，可能别人刚处理过，或者已经过期".into(),
        fix: "请看现在的列表".into(),
    }
}

impl Services {
    async fn keeper_of_jobs<'a>(&self, session: &'a Session) -> Result<&'a Actor, ServiceError> {
        session.actor()?;
        let scope = Scope::of_place(self.snapshot().await?.city.code.clone());
        require(session, Action::ManageJobs, &scope)
    }

    /// How many there are; along two partial indexes.
    pub(super) async fn failed_count(&self) -> Result<u32, StoreError> {
        let count: i64 = sqlx::query_scalar(COUNT).fetch_one(self.store.reader()).await?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    fn failure(&self, row: Row, bodies: &[(String, Vec<u8>)]) -> Result<Failure, StoreError> {
        let kind: FailureKind = row
            .kind
            .parse()
            .map_err(|_| StoreError::unreadable("failure", &row.kind))?;
        let (what, to) = match kind {
            FailureKind::Job => (title(&row.name).unwrap_or("后台任务"), None),
            FailureKind::Message => {
                let body = bodies.iter().find(|(id, _)| *id == row.id).map(|(_, body)| body);
                ("短信", body.and_then(|body| self.masked_recipient(&row.id, body)))
            }
        };
        let expired = row.expires_at.is_some_and(|at| at.0 <= self.clock.now());
        Ok(Failure {
            kind,
            what: what.to_owned(),
            to,
            tries: u32::try_from(row.tries).unwrap_or(0),
            // What failed before there were codes.
            why: row.why.and_then(|why| why.parse().ok()).unwrap_or(Why::Failed),
            at: row.at.0,
            may_resend: !expired,
            id: row.id,
        })
    }

    /// 139****0001; none when the message cannot be opened any more.
    fn masked_recipient(&self, id: &str, body: &[u8]) -> Option<String> {
        let Message::Sms { phone, .. } = self.secrets.open_json(&outbox::place(id), body).ok()?;
        Some(phone.parse::<Mobile>().ok()?.masked())
    }

    /// Does it and writes it into the log, or neither.
    async fn on_failure(
        &self,
        session: &Session,
        (kind, id): (FailureKind, &str),
        act: &'static str,
        resend: bool,
    ) -> Result<(), ServiceError> {
        let actor = self.keeper_of_jobs(session).await?;
        let now = Millis(self.clock.now());
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let (name, tries) = match (kind, resend) {
                        (FailureKind::Message, true) => self.resend_message(tx, id, now).await?,
                        (FailureKind::Message, false) => {
                            one(
                                tx,
                                "DELETE FROM outbox WHERE id = $1 AND state = 'failed' RETURNING kind, tries",
                                id,
                            )
                            .await?
                        }
                        (FailureKind::Job, true) => redo_job(tx, id, now).await?,
                        (FailureKind::Job, false) => {
                            one(
                                tx,
                                "DELETE FROM job WHERE id = $1 AND state = 'dead' RETURNING name, tries",
                                id,
                            )
                            .await?
                        }
                    };
                    let noted = Act {
                        by: actor.into(),
                        action: act,
                        object_kind: kind.as_str(),
                        object_id: id,
                        done: true,
                        detail: json!({"what": title(&name).unwrap_or("短信"), "tries": tries}),
                    };
                    Ok(self.note_act(tx, &noted).await?)
                })
            })
            .await
    }

    async fn resend_message(&self, tx: &mut Tx<'_>, id: &str, now: Millis) -> Result<(String, i64), Abort> {
        let before = one(
            tx,
            "SELECT kind, tries FROM outbox WHERE id = $1 AND state = 'failed'",
            id,
        )
        .await?;
        let waits: Option<(Option<String>,)> = sqlx::query_as(
            "UPDATE outbox SET state = 'waiting', tries = 0, due_at = $1, leased_until = 0, why = NULL, \
             last_error = NULL, failed_at = NULL \
             WHERE id = $2 AND state = 'failed' AND (expires_at IS NULL OR expires_at > $1) RETURNING recipient",
        )
        .bind(now)
        .bind(id)
        .fetch_optional(tx.sql())
        .await?;
        match waits {
            None => Err(handled().into()),
            Some((Some(recipient),)) => {
                enqueue(self, tx, &Deliver { recipient }).await?;
                Ok(before)
            }
            Some((None,)) => {
                enqueue(self, tx, &DeliverAll {}).await?;
                Ok(before)
            }
        }
    }
}

async fn one(tx: &mut Tx<'_>, sql: &'static str, id: &str) -> Result<(String, i64), Abort> {
    let found: Option<(String, i64)> = sqlx::query_as(sql).bind(id).fetch_optional(tx.sql()).await?;
    found.ok_or_else(|| handled().into())
}

/// Where the same work waits by now, that one is what is tried again.
async fn redo_job(tx: &mut Tx<'_>, id: &str, now: Millis) -> Result<(String, i64), Abort> {
    let before = one(tx, "SELECT name, tries FROM job WHERE id = $1 AND state = 'dead'", id).await?;
    let waits = sqlx::query(
        "UPDATE job SET state = 'waiting', tries = 0, run_at = $1, leased_until = 0, why = NULL, last_error = NULL, \
         ended_at = NULL WHERE id = $2 AND state = 'dead' AND NOT EXISTS (SELECT 1 FROM job w \
         WHERE w.name = job.name AND w.dedup = job.dedup AND w.state = 'waiting')",
    )
    .bind(now)
    .bind(id)
    .execute(tx.sql())
    .await?;
    if waits.rows_affected() == 0 {
        return one(
            tx,
            "DELETE FROM job WHERE id = $1 AND state = 'dead' RETURNING name, tries",
            id,
        )
        .await;
    }
    Ok(before)
}

#[async_trait]
impl Failures for Services {
    async fn failures(&self, session: &Session, page: u32) -> Result<FailurePage, ServiceError> {
        self.keeper_of_jobs(session).await?;
        let total = self.failed_count().await?;
        let paging = Paging::new(page, PAGE);
        let rows: Vec<Row> = Sql::new(SELECT)
            .limit(paging.limit(), paging.offset())
            .all(&self.store)
            .await?;
        let messages = rows
            .iter()
            .filter(|row| row.kind == FailureKind::Message.as_str())
            .map(|row| row.id.as_str());
        let bodies: Vec<(String, Vec<u8>)> = Sql::new("SELECT id, body FROM outbox")
            .and_in("id", messages)
            .all(&self.store)
            .await?;
        let rows = rows.into_iter().map(|row| self.failure(row, &bodies));
        Ok(FailurePage {
            rows: rows.collect::<Result<_, StoreError>>()?,
            total,
            page: paging.page(),
            pages: paging.pages(total),
        })
    }

    async fn resend(&self, session: &Session, kind: FailureKind, id: &str) -> Result<(), ServiceError> {
        let act = match kind {
            FailureKind::Message => "message.resend",
            FailureKind::Job => "job.resend",
        };
        self.on_failure(session, (kind, id), act, true).await
    }

    async fn give_up_on(&self, session: &Session, kind: FailureKind, id: &str) -> Result<(), ServiceError> {
        let act = match kind {
            FailureKind::Message => "message.discard",
            FailureKind::Job => "job.discard",
        };
        self.on_failure(session, (kind, id), act, false).await
    }
}

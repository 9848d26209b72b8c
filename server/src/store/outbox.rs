//! The outbox: messages queued in the transaction that causes them, taken out by a job.

use app::backend::failures::Why;
use jiff::Timestamp;

use super::{Millis, Store, StoreError, Tx};

crate::store::row! {
    /// A message waiting to leave; `body` is sealed for `outbox.body` of this row.
    #[derive(Clone, Debug)]
    pub struct Waiting {
        pub id: String,
        pub kind: String,
        pub body: Vec<u8>,
        pub tries: i64,
    }
}

/// How many messages have not left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutboxCounts {
    pub waiting: i64,
    pub failed: i64,
}

/// A message to be queued.
#[derive(Clone, Copy, Debug)]
pub struct NewMessage<'a> {
    pub id: &'a str,
    pub kind: &'a str,
    /// A keyed hash: messages to one recipient leave in the order in which they were queued.
    pub recipient: &'a str,
    /// For what is useless later: it neither waits for others nor do they wait for it.
    pub expires_at: Option<Timestamp>,
}

/// Queues a message.
///
/// # Errors
/// When the row cannot be written.
pub async fn put(tx: &mut Tx<'_>, new: &NewMessage<'_>, body: Vec<u8>, now: Timestamp) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO outbox (id, kind, body, state, due_at, created_at, recipient, expires_at, position)
         VALUES ($1, $2, $3, 'waiting', $4, $4, $5, $6, COALESCE(
             (SELECT MAX(o.position) FROM outbox o WHERE o.recipient = $5 AND o.state = 'waiting'), 0) + 1)",
    )
    .bind(new.id)
    .bind(new.kind)
    .bind(body)
    .bind(Millis(now))
    .bind(new.recipient)
    .bind(new.expires_at.map(Millis))
    .execute(tx.sql())
    .await?;
    Ok(())
}

/// What no earlier message to the same recipient holds back.
const FREE: &str = "m.state = 'waiting' AND (m.recipient IS NULL OR m.expires_at IS NOT NULL OR NOT EXISTS (\
     SELECT 1 FROM outbox e WHERE e.recipient = m.recipient AND e.state = 'waiting' AND e.expires_at IS NULL \
     AND e.position < m.position))";

/// Takes up to `limit` due messages, to one recipient or to all, and keeps other workers off them until
/// `leased_until`: a worker that dies gives its messages back by not finishing.
///
/// # Errors
/// When the rows cannot be changed.
pub async fn take(
    tx: &mut Tx<'_>,
    recipient: Option<&str>,
    now: Timestamp,
    leased_until: Timestamp,
    limit: i64,
) -> Result<Vec<Waiting>, StoreError> {
    let only = match recipient {
        Some(_) => "m.recipient = $4",
        None => "CAST($4 AS TEXT) IS NULL",
    };
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(format!(
        "UPDATE outbox SET leased_until = $1, tries = tries + 1
         WHERE leased_until <= $2 AND state = 'waiting' AND id IN (
             SELECT m.id FROM outbox m WHERE {FREE} AND m.due_at <= $2 AND m.leased_until <= $2 AND {only}
             ORDER BY m.due_at LIMIT $3)
         RETURNING id, kind, body, tries"
    )))
    .bind(Millis(leased_until))
    .bind(Millis(now))
    .bind(limit)
    .bind(recipient)
    .fetch_all(tx.sql())
    .await?)
}

/// When the next message to a recipient may be tried; none when nothing waits.
///
/// # Errors
/// When the database does not answer.
pub async fn next_due(store: &Store, recipient: &str) -> Result<Option<Timestamp>, StoreError> {
    let at: Option<Millis> = sqlx::query_scalar(sqlx::AssertSqlSafe(format!(
        "SELECT MIN(CASE WHEN m.leased_until > m.due_at THEN m.leased_until ELSE m.due_at END) FROM outbox m \
         WHERE {FREE} AND m.recipient = $1"
    )))
    .bind(recipient)
    .fetch_one(store.reader())
    .await?;
    Ok(at.map(|at| at.0))
}

/// Marks as failed what was taken `tries` times without anybody coming back with a result.
///
/// # Errors
/// When the rows cannot be changed.
pub async fn give_up(tx: &mut Tx<'_>, tries: i64, now: Timestamp) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE outbox SET state = 'failed', failed_at = $2, why = $3, last_error = 'nobody who took it came back'
         WHERE state = 'waiting' AND tries >= $1 AND due_at <= $2 AND leased_until <= $2",
    )
    .bind(tries)
    .bind(Millis(now))
    .bind(Why::Lost.as_str())
    .execute(tx.sql())
    .await?;
    Ok(())
}

/// Notes that a message left. Its body goes: what was sent need not be kept (个人信息保护法 §19).
///
/// # Errors
/// When the row cannot be changed.
pub async fn sent(tx: &mut Tx<'_>, id: &str, empty: Vec<u8>, now: Timestamp) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE outbox SET state = 'sent', sent_at = $1, body = $2, why = NULL, last_error = NULL WHERE id = $3",
    )
    .bind(Millis(now))
    .bind(empty)
    .bind(id)
    .execute(tx.sql())
    .await?;
    Ok(())
}

/// Notes that a message did not leave: tried again at `again`, or given up when there is none.
///
/// # Errors
/// When the row cannot be changed.
pub async fn not_sent(
    tx: &mut Tx<'_>,
    id: &str,
    (why, error): (Why, &str),
    again: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let error: String = error.chars().take(300).collect();
    let state = if again.is_some() { "waiting" } else { "failed" };
    sqlx::query(
        "UPDATE outbox SET state = $1, due_at = $2, leased_until = 0, why = $3, last_error = $4, \
         failed_at = CASE WHEN $1 = 'failed' THEN $5 ELSE failed_at END WHERE id = $6",
    )
    .bind(state)
    .bind(Millis(again.unwrap_or(now)))
    .bind(why.as_str())
    .bind(error)
    .bind(Millis(now))
    .bind(id)
    .execute(tx.sql())
    .await?;
    Ok(())
}

/// The state of the outbox, for operators; both counts are served by their partial indexes.
///
/// # Errors
/// When the database does not answer.
pub async fn counts(store: &Store) -> Result<OutboxCounts, StoreError> {
    let (waiting, failed) = sqlx::query_as(
        "SELECT (SELECT COUNT(*) FROM outbox WHERE state = 'waiting'), (SELECT COUNT(*) FROM outbox WHERE state = 'failed')",
    )
    .fetch_one(store.reader())
    .await?;
    Ok(OutboxCounts { waiting, failed })
}

//! The outbox: messages queued in the transaction that causes them, taken out by a job.

use jiff::Timestamp;
use sqlx::FromRow;

use super::{Millis, Store, StoreError, Tx};

/// A message waiting to leave; `body` is sealed for `outbox.body` of this row.
#[derive(Clone, Debug, FromRow)]
pub struct Waiting {
    pub id: String,
    pub kind: String,
    pub body: Vec<u8>,
    pub tries: i64,
}

/// How many messages have not left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutboxCounts {
    pub waiting: i64,
    pub failed: i64,
}

/// Queues a message.
///
/// # Errors
/// When the row cannot be written.
pub async fn put(tx: &mut Tx<'_>, id: &str, kind: &str, body: Vec<u8>, now: Timestamp) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO outbox (id, kind, body, state, due_at, created_at) VALUES ($1, $2, $3, 'waiting', $4, $4)",
    )
    .bind(id)
    .bind(kind)
    .bind(body)
    .bind(Millis(now))
    .execute(tx.sql())
    .await?;
    Ok(())
}

/// Takes up to `limit` due messages and keeps other workers off them until `leased_until`: a worker that dies
/// gives its messages back by not finishing.
///
/// # Errors
/// When the rows cannot be changed.
pub async fn take(
    tx: &mut Tx<'_>,
    now: Timestamp,
    leased_until: Timestamp,
    limit: i64,
) -> Result<Vec<Waiting>, StoreError> {
    Ok(sqlx::query_as(
        "UPDATE outbox SET leased_until = $1, tries = tries + 1
         WHERE leased_until <= $2 AND state = 'waiting' AND id IN (
             SELECT id FROM outbox WHERE state = 'waiting' AND due_at <= $2 AND leased_until <= $2
             ORDER BY due_at LIMIT $3)
         RETURNING id, kind, body, tries",
    )
    .bind(Millis(leased_until))
    .bind(Millis(now))
    .bind(limit)
    .fetch_all(tx.sql())
    .await?)
}

/// Marks as failed what was taken `tries` times without anybody coming back with a result.
///
/// # Errors
/// When the rows cannot be changed.
pub async fn give_up(tx: &mut Tx<'_>, tries: i64, now: Timestamp) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE outbox SET state = 'failed', last_error = 'nobody who took it came back'
         WHERE state = 'waiting' AND tries >= $1 AND due_at <= $2 AND leased_until <= $2",
    )
    .bind(tries)
    .bind(Millis(now))
    .execute(tx.sql())
    .await?;
    Ok(())
}

/// Notes that a message left. Its body goes: what was sent need not be kept (个人信息保护法 §19).
///
/// # Errors
/// When the row cannot be changed.
pub async fn sent(tx: &mut Tx<'_>, id: &str, empty: Vec<u8>, now: Timestamp) -> Result<(), StoreError> {
    sqlx::query("UPDATE outbox SET state = 'sent', sent_at = $1, body = $2, last_error = NULL WHERE id = $3")
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
pub async fn not_sent(tx: &mut Tx<'_>, id: &str, why: &str, again: Option<Timestamp>) -> Result<(), StoreError> {
    let why: String = why.chars().take(300).collect();
    match again {
        Some(at) => {
            sqlx::query("UPDATE outbox SET due_at = $1, leased_until = 0, last_error = $2 WHERE id = $3")
                .bind(Millis(at))
                .bind(why)
                .bind(id)
                .execute(tx.sql())
                .await?
        }
        None => {
            sqlx::query("UPDATE outbox SET state = 'failed', last_error = $1 WHERE id = $2")
                .bind(why)
                .bind(id)
                .execute(tx.sql())
                .await?
        }
    };
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

//! The queue of jobs: rows that processes take by a lease.

use app::backend::failures::Why;
use jiff::Timestamp;

use super::{Millis, Store, StoreError, Tx};

/// A job to be queued.
#[derive(Clone, Debug)]
pub struct NewJob<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub dedup: Option<&'a str>,
    /// Sealed for `job.payload` of this row.
    pub payload: Vec<u8>,
    pub priority: i64,
    pub most_tries: i64,
    pub run_at: Timestamp,
}

crate::store::row! {
    /// A job that was taken. `tries` counts this one; it also says whether the row is still ours.
    #[derive(Clone, Debug)]
    pub struct Taken {
        pub id: String,
        pub name: String,
        pub payload: Vec<u8>,
        pub tries: i64,
        pub most_tries: i64,
    }
}

const INSERT: &str = "INSERT INTO job (id, name, dedup, payload, priority, most_tries, state, run_at, created_at) \
     VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7, $8) ON CONFLICT ";

async fn insert(tx: &mut Tx<'_>, job: NewJob<'_>, then: &str, now: Timestamp) -> Result<bool, StoreError> {
    let done = sqlx::query(sqlx::AssertSqlSafe(format!("{INSERT}{then}")))
        .bind(job.id)
        .bind(job.name)
        .bind(job.dedup)
        .bind(job.payload)
        .bind(job.priority)
        .bind(job.most_tries)
        .bind(Millis(job.run_at))
        .bind(Millis(now))
        .execute(tx.sql())
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Queues a job. Where the same work waits already, that one is done as soon as either was wanted.
///
/// # Errors
/// When the row cannot be written.
pub async fn put(tx: &mut Tx<'_>, job: NewJob<'_>, now: Timestamp) -> Result<(), StoreError> {
    let sooner = "(name, dedup) WHERE state = 'waiting' AND dedup IS NOT NULL DO UPDATE SET \
         run_at = CASE WHEN excluded.run_at < job.run_at THEN excluded.run_at ELSE job.run_at END";
    insert(tx, job, sooner, now).await.map(drop)
}

/// Queues recurring work unless this period's was queued, or an earlier one still waits; whether it was.
///
/// # Errors
/// When the row cannot be written.
pub async fn put_once(tx: &mut Tx<'_>, job: NewJob<'_>, now: Timestamp) -> Result<bool, StoreError> {
    insert(tx, job, "DO NOTHING", now).await
}

/// What may be taken: waits, or was taken by somebody whose lease ran out.
const DUE: &str = "j.state IN ('waiting', 'running') AND j.priority >= $1 AND j.run_at <= $2 AND j.leased_until <= $2 \
     AND NOT EXISTS (SELECT 1 FROM job r WHERE r.name = j.name AND r.dedup = j.dedup AND r.state = 'running' \
     AND r.leased_until > $2)";

/// Whether anything of this priority or above may be taken now; costs one look at an index.
///
/// # Errors
/// When the database does not answer.
pub async fn any_due(store: &Store, least: i64, now: Timestamp) -> Result<bool, StoreError> {
    let found: Option<i64> = sqlx::query_scalar(sqlx::AssertSqlSafe(format!(
        "SELECT CAST(1 AS BIGINT) FROM job j WHERE {DUE} LIMIT 1"
    )))
    .bind(least)
    .bind(Millis(now))
    .fetch_optional(store.reader())
    .await?;
    Ok(found.is_some())
}

/// Takes the most urgent job that is due and keeps others off it until `leased_until`.
///
/// # Errors
/// When the row cannot be changed.
pub async fn take(
    tx: &mut Tx<'_>,
    least: i64,
    now: Timestamp,
    leased_until: Timestamp,
) -> Result<Option<Taken>, StoreError> {
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(format!(
        "UPDATE job SET state = 'running', leased_until = $3, tries = tries + 1 \
         WHERE leased_until <= $2 AND state IN ('waiting', 'running') AND id = (SELECT j.id FROM job j WHERE {DUE} \
         ORDER BY j.priority DESC, j.run_at, j.id LIMIT 1) RETURNING id, name, payload, tries, most_tries"
    )))
    .bind(least)
    .bind(Millis(now))
    .bind(Millis(leased_until))
    .fetch_optional(tx.sql())
    .await?)
}

/// Ends what was begun as often as it may be and never ended, not even badly: it ends whatever process works on it.
///
/// # Errors
/// When the rows cannot be changed.
pub async fn give_up(tx: &mut Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE job SET state = 'dead', ended_at = $1, why = $2 \
         WHERE state = 'running' AND leased_until <= $1 AND tries >= most_tries",
    )
    .bind(Millis(now))
    .bind(Why::Lost.as_str())
    .execute(tx.sql())
    .await?;
    Ok(())
}

/// Holds a job longer; false when somebody else has it by now.
///
/// # Errors
/// When the row cannot be changed.
pub async fn renew(tx: &mut Tx<'_>, job: &Taken, leased_until: Timestamp) -> Result<bool, StoreError> {
    let held = sqlx::query("UPDATE job SET leased_until = $1 WHERE id = $2 AND tries = $3 AND state = 'running'")
        .bind(Millis(leased_until))
        .bind(&job.id)
        .bind(job.tries)
        .execute(tx.sql())
        .await?;
    Ok(held.rows_affected() == 1)
}

/// Notes that a job is done. What it carried goes.
///
/// # Errors
/// When the row cannot be changed.
pub async fn done(tx: &mut Tx<'_>, job: &Taken, now: Timestamp) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE job SET state = 'done', ended_at = $1, leased_until = 0, payload = $2, why = NULL, last_error = NULL \
         WHERE id = $3 AND tries = $4 AND state = 'running'",
    )
    .bind(Millis(now))
    .bind(Vec::new())
    .bind(&job.id)
    .bind(job.tries)
    .execute(tx.sql())
    .await?;
    Ok(())
}

/// Notes that a job failed: tried again at `again`, or dead when there is none. Where the same work was queued
/// meanwhile, that one is the next try.
///
/// # Errors
/// When the row cannot be changed.
pub async fn failed(
    tx: &mut Tx<'_>,
    job: &Taken,
    (why, error): (Why, &str),
    again: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let error: String = error.chars().take(300).collect();
    let Some(again) = again else {
        sqlx::query(
            "UPDATE job SET state = 'dead', ended_at = $1, leased_until = 0, why = $2, last_error = $3 \
             WHERE id = $4 AND tries = $5 AND state = 'running'",
        )
        .bind(Millis(now))
        .bind(why.as_str())
        .bind(error)
        .bind(&job.id)
        .bind(job.tries)
        .execute(tx.sql())
        .await?;
        return Ok(());
    };
    let waits = sqlx::query(
        "UPDATE job SET state = 'waiting', run_at = $1, leased_until = 0, why = $2, last_error = $3 \
         WHERE id = $4 AND tries = $5 AND state = 'running' AND NOT EXISTS (SELECT 1 FROM job w \
         WHERE w.name = job.name AND w.dedup = job.dedup AND w.state = 'waiting')",
    )
    .bind(Millis(again))
    .bind(why.as_str())
    .bind(error)
    .bind(&job.id)
    .bind(job.tries)
    .execute(tx.sql())
    .await?;
    if waits.rows_affected() == 0 {
        done(tx, job, now).await?;
    }
    Ok(())
}

/// When each of these jobs was last done, by any process.
///
/// # Errors
/// When the database does not answer.
pub async fn last_done(store: &Store) -> Result<Vec<(String, Millis)>, StoreError> {
    Ok(
        sqlx::query_as("SELECT name, MAX(ended_at) FROM job WHERE state = 'done' GROUP BY name")
            .fetch_all(store.reader())
            .await?,
    )
}

/// Whether a job with this id was ever queued and is not swept yet.
///
/// # Errors
/// When the database does not answer.
pub async fn is_known(store: &Store, id: &str) -> Result<bool, StoreError> {
    let found: Option<String> = sqlx::query_scalar("SELECT id FROM job WHERE id = $1")
        .bind(id)
        .fetch_optional(store.reader())
        .await?;
    Ok(found.is_some())
}

//! Removing what is no longer needed (个人信息保护法 §19: kept no longer than the purpose needs).

use std::time::Duration;

use app::backend::ServiceError;
use jiff::Timestamp;

use super::{Millis, Store};

const DAY: Duration = Duration::from_secs(24 * 3600);
/// Messages that left are kept this long, for questions about them.
const SENT: Duration = DAY.saturating_mul(30);
const WEEK: Duration = DAY.saturating_mul(7);
/// Rows per statement, so that no sweep holds the writer for long.
const AT_ONCE: i64 = 500;

/// One thing to remove: rows of a table older than a moment.
const SWEEPS: &[(&str, Duration)] = &[
    (
        "DELETE FROM session WHERE token_hash IN (SELECT token_hash FROM session WHERE expires_at < $1 LIMIT $2)",
        Duration::ZERO,
    ),
    (
        "DELETE FROM one_time_code WHERE id IN (SELECT id FROM one_time_code WHERE expires_at < $1 LIMIT $2)",
        DAY,
    ),
    (
        "DELETE FROM rate_limit WHERE (bucket, window_start) IN \
         (SELECT bucket, window_start FROM rate_limit WHERE expires_at < $1 LIMIT $2)",
        Duration::ZERO,
    ),
    (
        "DELETE FROM flash WHERE key_hash IN (SELECT key_hash FROM flash WHERE expires_at < $1 LIMIT $2)",
        Duration::ZERO,
    ),
    (
        "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE state = 'sent' AND sent_at < $1 LIMIT $2)",
        SENT,
    ),
    (
        "DELETE FROM job WHERE id IN (SELECT id FROM job WHERE state = 'done' AND ended_at < $1 LIMIT $2)",
        DAY,
    ),
    // Previews of workbooks; the workbooks themselves go as soon as they are read.
    (
        "DELETE FROM list_import_row WHERE (job, kind, position) IN (SELECT r.job, r.kind, r.position \
         FROM list_import i JOIN list_import_row r ON r.job = i.id WHERE i.created_at < $1 LIMIT $2)",
        WEEK,
    ),
    (
        "DELETE FROM list_import WHERE id IN (SELECT id FROM list_import WHERE created_at < $1 LIMIT $2)",
        WEEK,
    ),
    (
        "DELETE FROM list_plan WHERE id IN (SELECT id FROM list_plan WHERE made_at < $1 LIMIT $2)",
        DAY,
    ),
];

/// Removes what has expired by `now`; returns how many rows went.
///
/// # Errors
/// `Unavailable` when the database cannot be written.
pub async fn sweep(store: &Store, now: Timestamp) -> Result<u64, ServiceError> {
    let mut gone = 0;
    for (sql, age) in SWEEPS {
        let before = Millis(now.saturating_sub(*age).unwrap_or(Timestamp::MIN));
        loop {
            let removed = store
                .write(|tx| {
                    Box::pin(async move {
                        Ok(sqlx::query(*sql)
                            .bind(before)
                            .bind(AT_ONCE)
                            .execute(tx.sql())
                            .await?
                            .rows_affected())
                    })
                })
                .await?;
            gone += removed;
            if removed < AT_ONCE.unsigned_abs() {
                break;
            }
        }
    }
    Ok(gone)
}

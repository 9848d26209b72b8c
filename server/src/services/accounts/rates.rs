//! Fixed-window limits kept in the database, so that they hold over all server processes.

use std::time::Duration;

use app::backend::ServiceError;
use jiff::Timestamp;

use crate::store::{Abort, Millis, Tx};

/// What is limited, to how many hits, in which window.
pub(in crate::services) struct Limit<'a> {
    pub bucket: &'a str,
    pub most: u32,
    pub window: Duration,
}

/// Counts one hit; refuses with the seconds to wait once the window is full.
pub(in crate::services) async fn hit(tx: &mut Tx<'_>, limit: &Limit<'_>, now: Timestamp) -> Result<(), Abort> {
    let window = i64::try_from(limit.window.as_millis()).unwrap_or(i64::MAX).max(1);
    let at = now.as_millisecond();
    let start = at - at.rem_euclid(window);
    let end = start.saturating_add(window);
    let hits: i64 = sqlx::query_scalar(
        "INSERT INTO rate_limit (bucket, window_start, hits, expires_at) VALUES ($1, $2, 1, $3) \
         ON CONFLICT (bucket, window_start) DO UPDATE SET hits = rate_limit.hits + 1 RETURNING hits",
    )
    .bind(limit.bucket)
    .bind(start)
    .bind(end)
    .fetch_one(tx.sql())
    .await?;
    if hits > i64::from(limit.most) {
        let wait = u64::try_from((end - at).div_euclid(1000) + 1).unwrap_or(60);
        return Err(ServiceError::TooMany { retry_after_s: wait }.into());
    }
    Ok(())
}

/// Forgets windows that are over.
pub(super) async fn sweep(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64, Abort> {
    let done = sqlx::query("DELETE FROM rate_limit WHERE expires_at < $1")
        .bind(Millis(now))
        .execute(tx.sql())
        .await?;
    Ok(done.rows_affected())
}

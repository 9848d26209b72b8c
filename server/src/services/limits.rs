//! How often something may be tried, counted in the database so that all server processes count together.

use std::time::Duration;

use app::backend::ServiceError;
use jiff::Timestamp;

use super::Services;
use crate::store::Millis;

/// A limit: so many times in a fixed window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// What is limited, e.g. `sign-in-by-phone`.
    pub name: &'static str,
    pub most: u32,
    pub window: Duration,
}

impl Services {
    /// Counts one try of `who` (an index, an address, an account) and refuses the one too many. The name is kept as a
    /// keyed hash: the table must not become a list of telephone numbers.
    ///
    /// # Errors
    /// `TooMany` with the time until the window ends.
    pub async fn count_try(&self, limit: Limit, who: &str) -> Result<(), ServiceError> {
        let now = self.clock.now();
        let (start, end) = window(now, limit.window);
        let bucket = format!("{}:{}", limit.name, self.secrets.index(limit.name, who));
        let bucket = bucket.as_str();
        let hits: i64 = self
            .store
            .write(|tx| {
                Box::pin(async move {
                    Ok(sqlx::query_scalar(
                        "INSERT INTO rate_limit (bucket, window_start, hits, expires_at) VALUES ($1, $2, 1, $3)
                         ON CONFLICT (bucket, window_start) DO UPDATE SET hits = rate_limit.hits + 1
                         RETURNING hits",
                    )
                    .bind(bucket)
                    .bind(Millis(start))
                    .bind(Millis(end))
                    .fetch_one(tx.sql())
                    .await?)
                })
            })
            .await?;
        if hits <= i64::from(limit.most) {
            return Ok(());
        }
        let left = Duration::try_from(end.duration_since(now)).unwrap_or_default();
        Err(ServiceError::TooMany {
            retry_after_s: left.as_secs().max(1),
        })
    }
}

/// The window `now` lies in.
fn window(now: Timestamp, length: Duration) -> (Timestamp, Timestamp) {
    let length = i64::try_from(length.as_millis()).unwrap_or(i64::MAX).max(1);
    let at = now.as_millisecond();
    let start = at - at.rem_euclid(length);
    let moment = |millis: i64| Timestamp::from_millisecond(millis).unwrap_or(now);
    (moment(start), moment(start.saturating_add(length)))
}

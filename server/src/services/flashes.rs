//! What a plain form has to say on the next page, where it is too long for cookies: sealed, for minutes, under a random
//! key that only the cookie has.

use std::time::Duration;

use app::backend::ServiceError;
use app::flash::Flash;
use jiff::SignedDuration;

use super::Services;
use super::accounts::rates::{Limit, hit};
use crate::secrets::{Cell, Token};
use crate::store::{Millis, StoreError};

/// Fifty people with all their fields have half of it.
const MOST_BYTES: usize = 256 * 1024;
/// From one address, so that nobody fills the database without signing in.
const MOST: u32 = 30;
const WINDOW: Duration = Duration::from_secs(600);

fn cell(key: &str) -> Cell<'_> {
    Cell::new("flash", "body", key)
}

impl Services {
    /// Keeps a message for so many seconds and tells the key to it.
    ///
    /// # Errors
    /// `TooMany` from one address; `Invalid` when even this is too long.
    pub async fn keep_flash(&self, address: &str, flash: &Flash, seconds: u32) -> Result<Token, ServiceError> {
        let token = self.secrets.token();
        let key = token.hash();
        let sealed = &self
            .secrets
            .seal_json(&cell(key.as_str()), flash)
            .map_err(StoreError::from)?;
        if sealed.len() > MOST_BYTES {
            return Err(ServiceError::invalid("", "填写的内容太长", "请精简后再保存"));
        }
        let now = self.clock.now();
        let until = Millis(
            now.saturating_add(SignedDuration::from_secs(seconds.into()))
                .unwrap_or(now),
        );
        let (key, bucket) = (key.as_str(), &format!("flash:{address}"));
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let limit = Limit {
                        bucket,
                        most: MOST,
                        window: WINDOW,
                    };
                    hit(tx, &limit, now).await?;
                    sqlx::query("INSERT INTO flash (key_hash, body, expires_at) VALUES ($1, $2, $3)")
                        .bind(key)
                        .bind(sealed.clone())
                        .bind(until)
                        .execute(tx.sql())
                        .await?;
                    Ok(())
                })
            })
            .await?;
        Ok(token)
    }

    /// The message under a key, while it is kept.
    ///
    /// # Errors
    /// `Unavailable` when the database does not answer.
    pub async fn kept_flash(&self, key: &str) -> Result<Option<Flash>, ServiceError> {
        let Ok(token) = key.parse::<Token>() else {
            return Ok(None);
        };
        let key = token.hash();
        let sealed: Option<Vec<u8>> =
            sqlx::query_scalar("SELECT body FROM flash WHERE key_hash = $1 AND expires_at > $2")
                .bind(key.as_str())
                .bind(Millis(self.clock.now()))
                .fetch_optional(self.store.reader())
                .await
                .map_err(StoreError::from)?;
        let opened = sealed.map(|sealed| self.secrets.open_json(&cell(key.as_str()), &sealed));
        Ok(opened.transpose().map_err(StoreError::from)?)
    }
}

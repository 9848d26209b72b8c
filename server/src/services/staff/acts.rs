//! What every act on an account has in common: its entry in the log, and the end of what was signed in before.

use serde_json::Value;

use crate::services::records::{Act, Doer};
use crate::store::{StoreError, Tx};

/// An act on an account, for the log.
pub(super) fn act<'a>(by: impl Into<Doer<'a>>, action: &'a str, account: &'a str, detail: Value) -> Act<'a> {
    Act {
        by: by.into(),
        action,
        object_kind: "account",
        object_id: account,
        done: true,
        detail,
    }
}

pub(super) async fn end_sessions(tx: &mut Tx<'_>, account: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM session WHERE account = $1")
        .bind(account)
        .execute(tx.sql())
        .await?;
    Ok(())
}

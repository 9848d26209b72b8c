//! What is current, by topic: a process keeps copies of what it reads often and asks here before it uses one.

use std::collections::BTreeMap;

use super::{Millis, Store, StoreError, Tx};

use shared::value_list;

value_list! {
    /// What processes keep copies of.
    pub enum Topic, "主题" {
        /// The published standard: items, departments, places.
        Catalogue = "catalogue";
        /// Holidays and make-up days.
        Calendar = "calendar";
        /// What towns and villages chose of the standard.
        Lists = "lists";
    }
}

/// The names of what is current; of what was never written there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Versions(BTreeMap<String, String>);

impl Versions {
    #[must_use]
    pub fn of(&self, topic: Topic) -> Option<&str> {
        self.0.get(topic.as_str()).map(String::as_str)
    }
}

/// Names what is current from the end of this unit of work on.
///
/// # Errors
/// When the row cannot be written.
pub async fn advance_to(tx: &mut Tx<'_>, topic: Topic, value: &str, now: Millis) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO version (topic, value, changed_at) VALUES ($1, $2, $3) \
         ON CONFLICT (topic) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at",
    )
    .bind(topic.as_str())
    .bind(value)
    .bind(now)
    .execute(tx.sql())
    .await?;
    Ok(())
}

/// What is current: a handful of rows.
///
/// # Errors
/// When the database does not answer.
pub async fn versions(store: &Store) -> Result<Versions, StoreError> {
    let rows: Vec<(String, String)> = sqlx::query_as("SELECT topic, value FROM version")
        .fetch_all(store.reader())
        .await?;
    Ok(Versions(rows.into_iter().collect()))
}

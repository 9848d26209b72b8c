//! 同一事项四个相同: one query, whose result is the statement.

use app::backend::offers::Deviations;
use app::backend::{ServiceError, Session};

use super::reach::territory;
use super::site::count;
use crate::services::Services;
use crate::store::StoreError;

/// A guide shows the standard in force of its item, or deviates. A site's own part that carries an element which only
/// the standard may say deviates, wherever it came from; JSON keeps such a name from standing within a value.
pub const QUERY: &str = "SELECT COUNT(*) AS guides,
  CAST(COALESCE(SUM(CASE WHEN v.item IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS without_standard,
  CAST(COALESCE(SUM(CASE WHEN v.item IS NOT NULL AND (
       g.body LIKE '%\"name\":%' OR g.body LIKE '%\"conditions\":%' OR g.body LIKE '%\"materials\":%'
    OR g.body LIKE '%\"statutory_limit\":%' OR g.body LIKE '%\"promised_limit\":%' OR g.body LIKE '%\"fee\":%'
  ) THEN 1 ELSE 0 END), 0) AS BIGINT) AS own_elements,
  CAST(COALESCE(SUM(CASE WHEN d.tier = 'village' AND g.part = 'handle' THEN 1
                         WHEN g.part = 'handle' AND m.most <> 'handle' THEN 1
                         WHEN g.part = 'collect' AND m.most = 'advise' THEN 1
                         ELSE 0 END), 0) AS BIGINT) AS beyond
FROM local_guide g
JOIN division d ON d.code = g.place
LEFT JOIN item i ON i.id = g.item AND i.published = 1
LEFT JOIN item_version v ON v.item = i.id AND v.version = i.version
LEFT JOIN delegation m ON m.item = g.item AND m.tier = d.tier
WHERE g.gone = 0";

crate::store::row! {
    struct Row {
        guides: i64,
        without_standard: i64,
        own_elements: i64,
        beyond: i64,
    }
}

impl Services {
    pub(super) async fn deviation_statement(&self, session: &Session) -> Result<Deviations, ServiceError> {
        territory(session)?;
        let row: Row = sqlx::query_as(QUERY)
            .fetch_one(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        Ok(Deviations {
            guides: count(row.guides),
            without_standard: count(row.without_standard),
            own_elements: count(row.own_elements),
            beyond: count(row.beyond),
            query: QUERY.to_owned(),
        })
    }
}

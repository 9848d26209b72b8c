//! The figures of places, from the counters and from the guides.

use std::collections::BTreeMap;

use app::backend::ServiceError;
use shared::board::TownFigures;

use crate::services::Services;
use crate::store::{Sql, StoreError};

/// Items, required, filled, confirmed elements of a place's guides.
type Guides = (String, i64, i64, i64, i64);

/// The guides of one place, or of all places but villages: those, twenty times as many, are not read. Also what the plan
/// tests look at.
#[must_use]
pub fn guides_of(only: Option<&str>) -> Sql {
    // What only advises is no item of the place; its guide counts all the same.
    let sql = Sql::new(
        "SELECT g.place, CAST(SUM(CASE WHEN g.part = 'advise' THEN 0 ELSE 1 END) AS BIGINT), \
         CAST(SUM(g.required) AS BIGINT), CAST(SUM(g.filled) AS BIGINT), CAST(SUM(g.confirmed) AS BIGINT) \
         FROM local_guide g",
    );
    let sql = match only {
        Some(place) => sql.and_arg("g.place =", place),
        None => sql.and("g.place IN (SELECT code FROM division WHERE tier IN ('city', 'town'))"),
    };
    sql.push(" GROUP BY g.place")
}

impl Services {
    /// By the place's code; places without anything are missing.
    pub(super) async fn figures_of_all(&self) -> Result<BTreeMap<String, TownFigures>, ServiceError> {
        self.figures(None).await
    }

    /// Of one place.
    pub(super) async fn figures_of(&self, place: &str) -> Result<TownFigures, ServiceError> {
        Ok(self.figures(Some(place)).await?.remove(place).unwrap_or_default())
    }

    async fn figures(&self, only: Option<&str>) -> Result<BTreeMap<String, TownFigures>, ServiceError> {
        let mut all: BTreeMap<String, TownFigures> = BTreeMap::new();
        let mut counted = Sql::new("SELECT town, measure, CAST(SUM(value) AS BIGINT) FROM town_counter");
        if let Some(place) = only {
            counted = counted.and_arg("town =", place);
        }
        let counted: Vec<(String, String, i64)> = counted
            .push(" GROUP BY town, measure")
            .rows()
            .fetch_all(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        for (town, measure, value) in counted {
            let figures = all.entry(town).or_default();
            match measure.as_str() {
                "received" => figures.received = value,
                "received_online" => figures.received_online = value,
                "decided" => figures.decided = value,
                "decided_on_time" => figures.decided_on_time = value,
                _ => {}
            }
        }
        let guides: Vec<Guides> = guides_of(only)
            .rows()
            .fetch_all(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        for (place, items, required, filled, confirmed) in guides {
            let figures = all.entry(place).or_default();
            figures.items_published = items;
            figures.elements_required = required;
            figures.elements_filled = filled;
            figures.elements_confirmed = confirmed;
        }
        Ok(all)
    }
}

//! The figures of places, from the counters and from the guides.

use std::collections::BTreeMap;

use app::backend::ServiceError;
use shared::board::{Bucket, Counts, Measure};

use crate::services::Services;
use crate::services::cases::counters::ALL_MONTHS;
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

/// What was counted of one town, or of all towns and the city's own centre, over all months. Also what the plan tests look
/// at.
#[must_use]
pub fn counted_of(only: Option<&str>) -> Sql {
    Sql::new("SELECT scope, measure, bucket, value FROM counter")
        .and("scope_kind = 'town'")
        .and_arg("month =", ALL_MONTHS)
        .and_in("measure", Measure::of_cases().map(Measure::as_str))
        .and_opt("scope =", only)
}

/// A count as it is kept.
pub(super) fn count(into: &mut Counts, measure: &str, bucket: i64, value: i64) -> Result<(), StoreError> {
    let measure = measure
        .parse()
        .map_err(|_| StoreError::unreadable("measure", measure))?;
    let bucket = Bucket::try_from(bucket).map_err(|e| StoreError::unreadable("bucket", e))?;
    into.count(measure, bucket, value);
    Ok(())
}

impl Services {
    /// By the place's code; places without anything are missing.
    pub(super) async fn figures_of_all(&self) -> Result<BTreeMap<String, Counts>, ServiceError> {
        self.figures(None).await
    }

    /// Of one place.
    pub(super) async fn figures_of(&self, place: &str) -> Result<Counts, ServiceError> {
        Ok(self.figures(Some(place)).await?.remove(place).unwrap_or_default())
    }

    async fn figures(&self, only: Option<&str>) -> Result<BTreeMap<String, Counts>, ServiceError> {
        let mut all: BTreeMap<String, Counts> = BTreeMap::new();
        let counted: Vec<(String, String, i64, i64)> = counted_of(only).all(&self.store).await?;
        for (town, measure, bucket, value) in counted {
            count(all.entry(town).or_default(), &measure, bucket, value)?;
        }
        let guides: Vec<Guides> = guides_of(only).all(&self.store).await?;
        for (place, items, required, filled, confirmed) in guides {
            let figures = all.entry(place).or_default();
            for (measure, value) in [
                (Measure::ItemsPublished, items),
                (Measure::ElementsRequired, required),
                (Measure::ElementsFilled, filled),
                (Measure::ElementsConfirmed, confirmed),
            ] {
                figures.count(measure, Bucket::WHOLE, value);
            }
        }
        Ok(all)
    }
}

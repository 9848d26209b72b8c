//! Loads a package: all of it in one transaction, or nothing. Loading again updates and never duplicates; cases are
//! never touched, and every version of an item or form that a case was handed in under stays.

use std::path::Path;

use app::backend::ServiceError;

use super::rows::{Rows, json};
use super::write::write;
use super::{CityError, check_dir};
use crate::clock::Clock;
use crate::random::Rng;
use crate::store::{Millis, Store, StoreError};

/// What was loaded.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct LoadSummary {
    pub city: String,
    pub divisions: usize,
    pub departments: usize,
    pub items: usize,
    pub forms: usize,
    pub guides: usize,
    pub workdays: usize,
    pub milestones: usize,
    /// The same package was loaded before: nothing had to be written.
    pub unchanged: bool,
}

/// Reads, checks and loads the package in `dir`.
///
/// # Errors
/// [`CityError::Wrong`] with every problem; [`CityError::Refused`] when a place that has cases is gone from the
/// package; or the database's failure. Nothing is loaded then.
pub async fn load(store: &Store, dir: &Path, clock: &dyn Clock, rng: &dyn Rng) -> Result<LoadSummary, CityError> {
    let report = check_dir(dir);
    let Some(package) = report.package else {
        return Err(CityError::Wrong(report.problems));
    };
    let rows = Rows::of(&package)?;
    let at = clock.now();
    let mut summary = LoadSummary {
        city: package.city.name.clone(),
        divisions: package.divisions.len(),
        departments: package.departments.len(),
        items: rows.items.len(),
        forms: rows.forms.len(),
        guides: rows.guides.len(),
        workdays: package.workdays.len(),
        milestones: package.plan.milestones.len(),
        unchanged: last_digest(store).await?.is_some_and(|digest| digest == rows.digest),
    };
    if summary.unchanged {
        return Ok(summary);
    }
    let now = Millis(at);
    let (id, counts) = (rng.id(at), json(&summary)?);
    let (rows, id, counts) = (&rows, &id, &counts);
    store
        .write(|tx| Box::pin(async move { write(tx, rows, now, id, counts).await }))
        .await
        .map_err(|refusal| match refusal {
            ServiceError::Conflict { message, fix } => CityError::Refused { message, fix },
            _ => CityError::Unavailable,
        })?;
    summary.unchanged = false;
    Ok(summary)
}

async fn last_digest(store: &Store) -> Result<Option<String>, StoreError> {
    Ok(
        sqlx::query_scalar("SELECT digest FROM package_load ORDER BY loaded_at DESC, id DESC LIMIT 1")
            .fetch_optional(store.reader())
            .await?,
    )
}

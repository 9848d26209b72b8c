//! Fills an empty installation with a demo city.

use super::error::DemoError;
use super::plan;
use super::size::{SEED, Size};
use super::world::{Made, World};
use crate::city;
use crate::config::Environment;
use crate::services::Services;
use crate::store::StoreError;

/// How far back the demo's cases go.
const DAYS: i64 = 330;
/// Cases written in one unit of work.
const BATCH: usize = 500;

/// What became of it.
#[derive(Debug)]
pub enum Filled {
    /// There are cases or accounts already; nothing was touched.
    NotEmpty,
    Done {
        cases: usize,
        residents: usize,
        /// Login, role, place.
        logins: Vec<(String, &'static str, String)>,
    },
}

/// Fills the database, telling `progress` how many cases of how many are written.
///
/// # Errors
/// Refused in production; a package that is wrong; a database that does not answer.
pub async fn fill(services: &Services, size: Size, progress: impl Fn(usize, usize)) -> Result<Filled, DemoError> {
    if services.config.environment == Environment::Production {
        return Err(DemoError::Production);
    }
    let store = &services.store;
    let anyone: Option<String> = sqlx::query_scalar("SELECT id FROM account LIMIT 1")
        .fetch_optional(store.reader())
        .await
        .map_err(StoreError::from)?;
    if anyone.is_some() {
        return Ok(Filled::NotEmpty);
    }
    let loaded: Option<String> = sqlx::query_scalar("SELECT id FROM package_load LIMIT 1")
        .fetch_optional(store.reader())
        .await
        .map_err(StoreError::from)?;
    if loaded.is_none() {
        let dir = &services.config.city_dir;
        city::load(store, dir, services.clock.as_ref(), services.rng.as_ref()).await?;
    }
    // Nothing is there yet: what is written from here on is counted as it is written.
    services.recount_if_due(|_, _| ()).await?;
    let mut world = World::gather(services, size).await?;
    let left_out = world.join_towns().await?;
    let weights: Vec<u64> = (0..world.towns.len() as u64)
        .map(|n| if left_out.contains(&n) { 0 } else { 2 + (n * 7) % 11 })
        .collect();
    let items: Vec<u64> = (0..world.items.len() as u64).map(|n| 1 + (n * 13) % 9).collect();
    let plans = plan::plan(SEED, size.cases, world.today, DAYS, &items, &weights);
    let total = plans.len();
    let mut written = 0;
    for batch in plans.chunks(BATCH) {
        let mut made: Vec<Made> = batch.iter().filter_map(|plan| world.make(plan)).collect();
        if !size.papers {
            made.iter_mut().for_each(|made| made.files.clear());
        }
        world.write(made).await?;
        written += batch.len();
        progress(written, total);
    }
    store.analyze().await?;
    Ok(Filled::Done {
        cases: world.numbers.len(),
        residents: world.residents.len(),
        logins: world.staff.logins,
    })
}

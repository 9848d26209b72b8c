//! What the passing of time brings about is written down each day: silence that accepts, corrections that lapse, and
//! dates past an announced calendar, which are computed again once it is extended.

use app::backend::ServiceError;
use futures::future::BoxFuture;
use shared::id::CaseId;
use shared::time::Date;

use super::work::Work;
use crate::services::Services;
use crate::services::cases::row::NOTHING_RUNS;
use crate::services::work::LetTimeWork;
use crate::store::{Day, Sql, StoreError};

const AT_ONCE: i64 = 200;

/// For [`Batches`].
const BY_DUE: &str = "SELECT id, due_on FROM cases";
const BY_WAKE: &str = "SELECT id, wake_on FROM cases";

impl Work for LetTimeWork {
    fn run(self, services: &Services) -> BoxFuture<'_, Result<(), ServiceError>> {
        Box::pin(run(services))
    }
}

/// Publishes what is due, lets time work on the cases, and writes down the searches without a result.
///
/// # Errors
/// When the database does not answer.
pub async fn run(services: &Services) -> Result<(), ServiceError> {
    // One does not wait for the other.
    let published = services.publish_due().await;
    let moved = apply(services).await;
    let dated = refresh(services, |_| ()).await;
    let counted = services.keep_search_misses().await;
    match published? {
        0 => {}
        count => tracing::info!(count, "standards published on their day"),
    }
    match moved? {
        0 => {}
        count => tracing::info!(count, "cases moved on by the passing of time"),
    }
    match dated? {
        0 => {}
        count => tracing::info!(count, "due dates worked out again"),
    }
    counted?;
    Ok(())
}

/// Works out again what dates depend on more than events: of cases whose dates were provisional until the calendar was
/// extended, and of those decided before delivery had a date. Who was promised another date is told. Returns how many;
/// `told` hears how far it is.
///
/// # Errors
/// When the database does not answer; what was worked out by then stays.
pub async fn refresh(services: &Services, told: impl Fn(usize)) -> Result<usize, ServiceError> {
    let calendar = services.calendar().await?;
    let next_year = |year: &Date| year.checked_add(jiff::Span::new().years(1)).ok();
    let mut years = std::iter::successors(Some(services.today().first_of_year()), next_year);
    let Some(unknown) = years.find(|year| !calendar.is_announced(*year)) else {
        return Ok(0);
    };
    let mut done = 0;
    for query in stale(unknown) {
        let mut cases = Batches::new(query, DUE);
        while let Some(batch) = cases.next(services).await? {
            for id in &batch {
                match services.derive_again(id).await {
                    Ok(()) => done += 1,
                    Err(error) => tracing::error!(%error, case = %id, "a case's dates cannot be worked out again"),
                }
            }
            told(done);
        }
    }
    Ok(done)
}

/// Cases whose dates are out of date, given the first year that is not announced. Also what the plan tests look at.
#[must_use]
pub fn stale(unknown: Date) -> [Sql; 3] {
    let provisional = || Sql::new(BY_DUE).and("provisional = 1");
    [
        provisional().and_arg("due_on <", Day(unknown)),
        // What waits for the applicant has no due date of the office's.
        provisional()
            .and_arg("due_on =", NOTHING_RUNS)
            .and_arg("wake_on <", Day(unknown)),
        Sql::new(BY_DUE)
            .and("state IN ('granted', 'refused')")
            .and_arg("due_on =", NOTHING_RUNS),
    ]
}

/// Cases on which the law has something to do: those that woke before today. Also what the plan tests look at.
#[must_use]
pub fn woken(today: Date) -> Sql {
    // The index holds only what wakes at all.
    Sql::new(BY_WAKE)
        .and("wake_on < '9999-12-31'")
        .and_arg("wake_on <", Day(today))
}

/// Goes through every case that woke before today; returns how many moved on. A case that cannot be read does not keep
/// the others.
///
/// # Errors
/// When the database does not answer; what was recorded by then stays.
pub async fn apply(services: &Services) -> Result<usize, ServiceError> {
    let mut moved = 0;
    let mut cases = Batches::new(woken(services.today()), WAKE);
    while let Some(batch) = cases.next(services).await? {
        for id in &batch {
            match services.let_time_work(id).await {
                Ok(did) => moved += usize::from(did),
                Err(error) => tracing::error!(case = %id, %error, "time could not work on a case"),
            }
        }
    }
    Ok(moved)
}

/// The cases that a query gives, some at a time and each once, whatever is done to those before: along an index whose
/// first columns are the date and the id.
struct Batches {
    query: Sql,
    by: &'static str,
    last: Option<(String, String)>,
}

impl Batches {
    const fn new(query: Sql, by: &'static str) -> Self {
        Self { query, by, last: None }
    }

    async fn next(&mut self, services: &Services) -> Result<Option<Vec<CaseId>>, ServiceError> {
        let rows: Vec<(String, String)> = batch(self.query.clone(), self.by, self.last.as_ref())
            .rows()
            .fetch_all(services.store.reader())
            .await
            .map_err(StoreError::from)?;
        let Some(end) = rows.last().cloned() else {
            return Ok(None);
        };
        self.last = Some(end);
        let ids = rows
            .iter()
            .map(|(id, _)| id.parse().map_err(|e| StoreError::unreadable("case id", e)));
        Ok(Some(ids.collect::<Result<_, _>>()?))
    }
}

/// The next cases after a date and an id. Also what the plan tests look at.
#[must_use]
pub fn batch(query: Sql, by: &'static str, last: Option<&(String, String)>) -> Sql {
    let sql = match last {
        Some((id, day)) => query.and_after(by, false, day.as_str(), id.as_str()),
        None => query,
    };
    sql.push(match by {
        WAKE => " ORDER BY wake_on, id",
        _ => " ORDER BY due_on, id",
    })
    .limit(AT_ONCE, 0)
}

/// The columns that batches go along.
pub const DUE: &str = "due_on, id";
pub const WAKE: &str = "wake_on, id";

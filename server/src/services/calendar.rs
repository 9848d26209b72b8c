//! The working-day calendar as the city package loaded it, kept until another is loaded.

use app::backend::ServiceError;
use shared::time::{Calendar, Date, DayKind};
use sqlx::{Any, Executor};
use tokio::sync::RwLock;

use super::Services;
use crate::store::{Day, StoreError, Topic, versions};

/// The last calendar read, with the load it belongs to.
#[derive(Default)]
pub struct CalendarCache(RwLock<Option<(String, Calendar)>>);

/// The announced days as they are kept.
pub(crate) type Workdays = Vec<(Day, String)>;

/// The announced days, in their order.
///
/// # Errors
/// A database that does not answer.
pub(crate) async fn workdays<'e, E>(executor: E) -> Result<Workdays, StoreError>
where
    E: Executor<'e, Database = Any>,
{
    Ok(sqlx::query_as("SELECT day, kind FROM workday ORDER BY day")
        .fetch_all(executor)
        .await?)
}

pub(crate) fn calendar_of(days: &Workdays) -> Calendar {
    Calendar::new(days.iter().map(|(day, kind)| (day.0, kind_of(kind))))
}

impl Services {
    /// The calendar in force. One small query tells whether another process has loaded a newer one.
    ///
    /// # Errors
    /// `Unavailable` when the database does not answer.
    pub async fn calendar(&self) -> Result<Calendar, ServiceError> {
        let current = versions(&self.store).await?;
        let load = current.of(Topic::Calendar).unwrap_or_default().to_owned();
        if let Some((known, calendar)) = &*self.calendar_cache.0.read().await
            && *known == load
        {
            return Ok(calendar.clone());
        }
        let calendar = calendar_of(&workdays(self.store.reader()).await?);
        *self.calendar_cache.0.write().await = Some((load, calendar.clone()));
        Ok(calendar)
    }

    /// Today in the offices.
    #[must_use]
    pub fn today(&self) -> Date {
        self.clock.today()
    }
}

fn kind_of(text: &str) -> DayKind {
    if text == "holiday" {
        DayKind::Holiday
    } else {
        DayKind::MakeupWorkday
    }
}

//! The last twelve months.

use app::backend::ServiceError;
use app::backend::board::MonthFigures;
use shared::time::Date;

use crate::services::Services;
use crate::services::cases::counters::month_of;
use crate::store::{Sql, StoreError};

const MONTHS: i32 = 12;

/// The months up to the one of `today`, oldest first.
fn last_months(today: Date) -> Vec<String> {
    let first = today.first_of_month();
    (0..MONTHS)
        .rev()
        .map(|back| month_of(first.saturating_sub(jiff::Span::new().months(back))))
        .collect()
}

impl Services {
    /// Of one place or of all; months without anything are there with noughts.
    pub(in crate::services) async fn months(&self, place: Option<&str>) -> Result<Vec<MonthFigures>, ServiceError> {
        let mut months: Vec<MonthFigures> = last_months(self.today())
            .into_iter()
            .map(|month| MonthFigures {
                month,
                ..MonthFigures::default()
            })
            .collect();
        let since = months.first().map(|first| first.month.clone()).unwrap_or_default();
        let mut sql = Sql::new("SELECT month, measure, CAST(SUM(value) AS BIGINT) FROM town_counter");
        if let Some(place) = place {
            sql = sql.and_arg("town =", place);
        }
        let rows: Vec<(String, String, i64)> = sql
            .and_arg("month >=", since.as_str())
            .push(" GROUP BY month, measure")
            .rows()
            .fetch_all(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        for (month, measure, value) in rows {
            let Some(figures) = months.iter_mut().find(|figures| figures.month == month) else {
                continue;
            };
            match measure.as_str() {
                "received" => figures.received = value,
                "received_online" => figures.received_online = value,
                "decided" => figures.decided = value,
                "decided_on_time" => figures.decided_on_time = value,
                "granted" => figures.granted = value,
                "declined" => figures.declined = value,
                "accepted_by_silence" => figures.accepted_by_silence = value,
                _ => {}
            }
        }
        Ok(months)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_months_run_across_the_new_year() {
        let months = last_months(jiff::civil::date(2026, 3, 31));
        assert_eq!(months.len(), 12);
        assert_eq!(months.first().map(String::as_str), Some("2025-04"));
        assert_eq!(months.last().map(String::as_str), Some("2026-03"));
    }
}
